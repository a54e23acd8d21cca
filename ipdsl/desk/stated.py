"""Sheets in, plain facts out: what each cell states, at the place where facts have it, and where each place stands.

The values are not judged here: the reader of facts does that, and its findings are told at the cells (`told_in_cells`).
What is found here is about the sheets: which one states what, whose a row is, and cells that state nothing.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from ipdsl.desk import csv_files, workbook
from ipdsl.desk.cells import ERROR, NO_VALUE, Cells, Day, Number, Sheet, Strange, Value, letters
from ipdsl.desk.errors import (
    CellsRead,
    ExampleChanged,
    NoApplicant,
    NoHeading,
    NotAll,
    NotStated,
    NumberForName,
    OtherTemplate,
    RowOfNobody,
    StatedTwice,
    UnknownHeading,
    UnknownSheet,
)
from ipdsl.desk.form import (
    APPLICANT,
    COMPLETE,
    EXAMPLE,
    FIGURES,
    LINES,
    MAPS,
    MARK,
    PERIODS,
    Column,
    Complete,
    Form,
    SheetForm,
    form_of,
)
from ipdsl.desk.template import HEAD, LISTS, example_of
from ipdsl.desk.workbook import Book
from ipdsl.diagnostics.model import Diagnostic, Report
from ipdsl.diagnostics.nearest import nearest
from ipdsl.diagnostics.phrase import Language, Phrase, joined
from ipdsl.making import attrs
from ipdsl.runtime.code import Code
from ipdsl.runtime.reading.cohort import moved
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.runtime.reading.reader import facts_of
from ipdsl.runtime.reading.wording import shown
from ipdsl.schema.types import BoolType, DateType, MoneyType
from ipdsl.values.written import SPECIAL, YUAN, day_by_hand, flag_by_hand, sum_by_hand

_PATH = re.compile(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*){1,2}")
_SPLIT = re.compile(r"[;；\n]")
_MOST_DIGITS = 15
MOST = 1000
"""So many problems of sheets are told in one run, as of facts."""

_EDGES = " \t\r\n\u3000\xa0"


class Filled(dict[str, Any]):
    """The plain facts of one applicant, with the cell of each place: `$.records.patent[0].number`."""

    def __init__(self, data: Mapping[str, Any], cells: Mapping[str, str]) -> None:
        super().__init__(data)
        self.cells = cells

    def place(self, path: str) -> str:
        """The cell at which something about a place of the facts is told: its own, or that of what holds it."""
        while path:
            found = self.cells.get(path)
            if found is not None:
                return found
            path = path[: max(path.rfind("."), path.rfind("["))] if "." in path or "[" in path else ""
        return self.cells["$"]


@attrs.frozen
class Stated:
    """The applicants of a workbook, and what is to be said of the way it was read."""

    applicants: tuple[Filled, ...]
    notes: Report


def read(where: str, codes: Sequence[Code]) -> Stated:
    """The applicants of a workbook, a folder of CSV or a file of CSV, for some policies of one vocabulary.

    `FactsError` with every problem of the sheets; those of the values are found by the reader of facts.
    """
    is_csv = os.path.isdir(where) or where.lower().endswith(csv_files.SUFFIX)
    book = csv_files.read(where) if is_csv else workbook.read(where)
    return _Reading(book, form_of(codes, every=True), [code.program for code in codes]).stated()


def told_in_cells(problems: Iterable[Diagnostic], facts: Filled) -> list[Diagnostic]:
    """Findings about facts, told at the cells in which these are stated."""
    return [moved(one, facts.place(one.path)) if one.path and one.path[0] == "$" else one for one in problems]


@attrs.frozen(eq=False)
class _Table:
    """A sheet that states something: what it states, the column of each cell, and the rows of values.

    Nothing is told of cells in the columns `refused`, whose heading was.
    """

    sheet: Sheet
    form: SheetForm
    columns: Mapping[int, Column]
    rows: Sequence[tuple[int, Cells]]
    mark: int | None
    refused: frozenset[int]


@attrs.define(eq=False)
class _Applicant:
    data: dict[str, Any]
    cells: dict[str, str]
    complete: dict[str, tuple[str, str]] = attrs.field(factory=dict)


class _Reading:
    def __init__(self, book: Book, form: Form, programs: Sequence[Any]) -> None:
        self.book, self.form, self.programs = book, form, programs
        self.problems: list[Diagnostic] = []
        self.notes: list[Diagnostic] = [*book.notes]
        self.applicants: dict[str, _Applicant] = {}
        self._numbers: set[str] = set()

    def stated(self) -> Stated:
        tables = self._tables()
        of_applicants = [table for table in tables if table.form.name == APPLICANT]
        for table in of_applicants:
            for row, cells in self._rows(table):
                self._applicant(table, row, cells)
        if not self.applicants and not self.problems:
            place = of_applicants[0].sheet.place(1) if of_applicants else self._file()
            self.problems.append(NoApplicant(path=place))
        for table in tables:
            if table.form.name == APPLICANT or not self.applicants:
                continue
            put = self._putting(table.form.name)
            for row, cells in self._rows(table):
                whose = self._whose(table, row, cells)
                if whose is not None:
                    put(table, row, cells, whose)
        for one in self.applicants.values():
            self._all_or_some(one)
        found = tuple(Filled(one.data, one.cells) for one in self.applicants.values())
        if self.problems:
            raise FactsError(Report([*self.problems[:MOST], *self._of_values(found), *self.notes]))
        return Stated(found, Report(self.notes))

    def _of_values(self, found: Sequence[Filled]) -> Iterator[Diagnostic]:
        """What the reader of facts finds beside what is wrong with sheets, so that all is mended in one go."""
        for one in found:
            try:
                facts_of(dict(one), self.programs[0])
            except FactsError as error:
                yield from told_in_cells(error.report, one)

    def _file(self) -> str:
        return self.book.sheets[0].file if self.book.sheets else ""

    # ------------------------------------------------------------------------------------------ sheets

    def _tables(self) -> list[_Table]:
        found: dict[str, _Table] = {}
        for sheet in self.book.sheets:
            if sheet.title == LISTS or (sheet.rows and sheet.rows[0][1].get(0) == HEAD):
                self._made_for(sheet)
                continue
            if sheet.title.startswith("_") or not sheet.rows:
                continue
            table = self._by_paths(sheet) or self._by_headings(sheet)
            if table is None:
                continue
            other = found.setdefault(table.form.name, table)
            if other is not table:
                word = table.form.said
                self.problems.append(StatedTwice(path=sheet.place(1), word=str(word), other=other.sheet.place(1)))
                continue
            self._told_of(sheet, table)
        return [*found.values()]

    def _made_for(self, sheet: Sheet) -> None:
        """The policies for which a template was made: others, or other versions of them, are told."""
        made = {str(cells.get(0, "")): str(cells.get(1, "")) for _, cells in sheet.rows if cells.get(0) != HEAD}
        made.pop("", None)
        for program in self.programs:
            if made and made.get(program.name) != program.content_hash:
                kept = program.name in made
                of = (Phrase("another version of {name}", "{name}的另一版本", name=program.name) if kept
                      else Phrase("{names}", "{names}", names=joined([*made])))  # fmt: skip
                self.notes.append(OtherTemplate(path=sheet.file, made=of, policy=program.name))

    def _told_of(self, sheet: Sheet, table: _Table) -> None:
        """What is not plain to see in a sheet, and was read."""
        first = table.rows[0][0] if table.rows else 0
        for area in sheet.merged:
            row = int(re.sub(r"\D", "", area.partition(":")[0]))
            if row >= first > 0:
                what = Phrase("the cells {area} are merged into one", "单元格{area}是合并的", area=area)
                advice = Phrase("part them, and fill in each", "请取消合并，并逐格填写")
                self.problems.append(NotStated(path=sheet.place(row), what=what, advice=advice))
        said: list[tuple[Phrase, Phrase]] = []
        if sheet.is_hidden:
            said.append((_SHEET_READ, _SHOW_SHEET))
        if hidden := [row for row in sheet.hidden_rows if row >= first > 0]:
            what = Phrase(
                "hidden rows were read: {many}, the first is {row}", "已读取{many}个隐藏的行，第一个是第{row}行",
                many=len(hidden), row=hidden[0],
            )  # fmt: skip
            said.append((what, _SHOW_ROWS))
        if sheet.formulas:
            what = Phrase(
                "of formulas ({many} cells) what they showed when the file was saved was read",
                "有{many}格是公式，已读取保存时的结果", many=sheet.formulas,
            )  # fmt: skip
            said.append((what, _SAVE_AGAIN))
        self.notes += [CellsRead(path=f"{sheet.file} {sheet.title}", what=what, advice=how) for what, how in said]

    def _by_paths(self, sheet: Sheet) -> _Table | None:
        """A sheet of the template: its first row says what each column states."""
        number, first = sheet.rows[0]
        words = {at: value for at, value in first.items() if isinstance(value, str) and _PATH.fullmatch(value)}
        named = {value.partition(".")[0] for value in words.values()} & self.form.by_name.keys()
        if number != 1 or len(named) != 1 or len(words) < len(first) or len(words) < 2:
            return None
        form = self.form.by_name[named.pop()]
        columns: dict[int, Column] = {}
        mark: int | None = None
        seen: dict[str, int] = {}
        for at, path in words.items():
            if path == f"{form.name}.{MARK}":
                mark = at
            elif path not in form.by_path:
                self.problems.append(UnknownHeading(path=sheet.place(1, at), word=shown(path)))
            else:
                self._once(sheet, 1, at, form.by_path[path].said.text(), path, seen)
                columns[at] = form.by_path[path]
        rows = [(row, cells) for row, cells in sheet.rows if row > 2]
        return _Table(sheet, form, columns, rows, mark, frozenset(words) - columns.keys())

    def _once(self, sheet: Sheet, row: int, at: int, word: str, key: str, seen: dict[str, int]) -> None:
        if key in seen:
            other = f"{letters(seen[key])}{row}"
            self.problems.append(StatedTwice(path=sheet.place(row, at), word=word, other=other))
        seen[key] = at

    def _by_headings(self, sheet: Sheet) -> _Table | None:
        """A sheet with headings alone: it is called as what it states, and its columns are named or labelled."""
        name = self._named(sheet.title)
        if name is None:
            known = [word for form in self.form.sheets for word in (form.name, form.said.zh)]
            near = nearest(sheet.title, known)
            self.problems.append(
                UnknownSheet(path=f"{sheet.file} {sheet.title}", word=shown(sheet.title), nearest=near)
            )
            return None
        form = self.form.by_name[name]
        words = _headings(form, self.programs[0].currency)
        first = _first_of_headings(sheet, words)
        row, headings = sheet.rows[first]
        columns: dict[int, Column] = {}
        mark: int | None = None
        seen: dict[str, int] = {}
        for at, value in headings.items():
            said = _folded(value) if isinstance(value, str) else str(value)
            if said in _MARKS:
                mark = at
            elif said not in words:
                near = nearest(said, [*words])
                place = sheet.place(row, at)
                self.problems.append(UnknownHeading(path=place, word=shown(str(value)), nearest=near))
            else:
                self._once(sheet, row, at, str(value), words[said].path, seen)
                columns[at] = words[said]
        return _Table(sheet, form, columns, sheet.rows[first + 1 :], mark, frozenset(headings) - columns.keys())

    def _named(self, title: str) -> str | None:
        """The form of a sheet that is called by its name or words."""
        said = _folded(title)
        found = [one.name for one in self.form.sheets if said in (one.name, _folded(one.said.en), _folded(one.said.zh))]
        if len(found) > 1:
            found = [name for name in found if name == title] or found[:1]
        return found[0] if found else None

    # ------------------------------------------------------------------------------------------ rows

    def _rows(self, table: _Table) -> Iterator[tuple[int, dict[int, Value]]]:
        """The rows of values, without the example; cells without a heading, and what states nothing, are problems."""
        for row, cells in table.rows:
            if table.mark is not None and _folded(str(cells.get(table.mark, ""))) in (EXAMPLE.en, EXAMPLE.zh):
                self._is_example(table, row, cells)
                continue
            kept: dict[int, Value] = {}
            for at, value in cells.items():
                if at == table.mark or at in table.refused:
                    continue
                if at not in table.columns:
                    found = value.shown if isinstance(value, Strange) else _text(value)
                    self.problems.append(NoHeading(path=table.sheet.place(row, at), found=shown(found)))
                elif isinstance(value, Strange):
                    self.problems.append(_nothing(table.sheet.place(row, at), value))
                elif not (isinstance(value, str) and not value.strip(_EDGES)):
                    kept[at] = value
            if kept:
                yield row, kept

    def _is_example(self, table: _Table, row: int, cells: Cells) -> None:
        for at, column in table.columns.items():
            value = cells.get(at)
            if value is not None and _text(value) not in {example_of(column, one) for one in Language}:
                self.problems.append(ExampleChanged(path=table.sheet.place(row, at)))
                return

    def _whose(self, table: _Table, row: int, cells: Mapping[int, Value]) -> _Applicant | None:
        """The applicant of a row; the only one where the row names none."""
        at = next((at for at, column in table.columns.items() if column.name == APPLICANT), None)
        place = table.sheet.place(row, at)
        if at is None or at not in cells:
            if len(self.applicants) == 1:
                return next(iter(self.applicants.values()))
            what = Phrase(
                "the row names no applicant, and the workbook has several", "此行没有写明申请人，而工作簿中有多个申请人"
            )
            advice = Phrase("write the id of the applicant", "请填写申请人的编号")
            self.problems.append(RowOfNobody(path=place, what=what, advice=advice))
            return None
        key = _text(cells[at]).strip(_EDGES)
        if key in self.applicants:
            return self.applicants[key]
        what = Phrase("there is no applicant `{key}`", "没有申请人“{key}”", key=shown(key))
        advice = Phrase("mend the id, or add a row in the sheet `applicant`", "请改正编号，或在“申请人”表中增加一行")
        near = nearest(key, [*self.applicants])
        self.problems.append(RowOfNobody(path=place, what=what, advice=advice, nearest=near))
        return None

    # ------------------------------------------------------------------------------------------ what is stated

    def _applicant(self, table: _Table, row: int, cells: Mapping[int, Value]) -> None:
        own: dict[str, Any] = {}
        one = _Applicant({APPLICANT: own}, {"$": table.sheet.place(row), "$.applicant": table.sheet.place(row)})
        for at, value in cells.items():
            column, place = table.columns[at], table.sheet.place(row, at)
            if column.path.startswith(f"{APPLICANT}.records."):
                one.complete[column.name] = (_text(value).strip(_EDGES), place)
            elif column.name == "as_of":
                one.data["as_of"], one.cells["$.as_of"] = self._value(column, value, place), place
            else:
                self._put(one, own, "$.applicant", column, value, place)
        key = str(own.get("id", ""))
        if key in self.applicants and key:
            other = self.applicants[key].cells["$.applicant"]
            self.problems.append(StatedTwice(path=table.sheet.place(row), word=shown(key), other=other))
        self.applicants.setdefault(key or f"\0{row}", one)

    def _putting(self, name: str) -> Callable[[_Table, int, Mapping[int, Value], _Applicant], None]:
        if name == FIGURES:
            return self._figures
        if name == PERIODS:
            return self._period
        return self._line if name in LINES else self._record

    def _record(self, table: _Table, row: int, cells: Mapping[int, Value], one: _Applicant) -> None:
        kind = table.form.name
        every = one.data.setdefault("records", {}).setdefault(kind, [])
        is_partial = _complete(one.complete.get(kind, ("", ""))[0]) is Complete.SOME
        base = f"$.records.{kind}{'.items' if is_partial else ''}[{len(every)}]"
        every.append(self._parts(table, row, cells, one, base))

    def _line(self, table: _Table, row: int, cells: Mapping[int, Value], one: _Applicant) -> None:
        every = one.data.setdefault(table.form.name, [])
        every.append(self._parts(table, row, cells, one, f"$.{table.form.name}[{len(every)}]"))

    def _parts(
        self, table: _Table, row: int, cells: Mapping[int, Value], one: _Applicant, base: str
    ) -> dict[str, Any]:  # fmt: skip
        one.cells[base] = table.sheet.place(row)
        found: dict[str, Any] = {}
        for at, value in cells.items():
            column = table.columns[at]
            if column.name != APPLICANT:
                self._put(one, found, base, column, value, table.sheet.place(row, at))
        return found

    def _figures(self, table: _Table, row: int, cells: Mapping[int, Value], one: _Applicant) -> None:
        at = next((at for at, column in table.columns.items() if column.name == "year"), None)
        if at is None or at not in cells:
            what = Phrase("the row names no year", "此行没有写明年度")
            advice = Phrase("write the year, as 2022", "请填写年度，例如2022")
            self.problems.append(RowOfNobody(path=table.sheet.place(row, at), what=what, advice=advice))
            return
        year = _text(cells[at]).strip(_EDGES)
        base, figures = f"$.figures.{year}", one.data.setdefault("figures", {})
        if year in figures:
            other = one.cells[base]
            self.problems.append(StatedTwice(path=table.sheet.place(row, at), word=shown(year), other=other))
            return
        rest = {place: value for place, value in cells.items() if place != at}
        figures[year] = self._parts(table, row, rest, one, base)
        one.cells[base] = table.sheet.place(row, at)

    def _period(self, table: _Table, row: int, cells: Mapping[int, Value], one: _Applicant) -> None:
        parts = {table.columns[at].name: (at, value) for at, value in cells.items()}
        at, said = parts.get("field", (None, ""))
        word = _text(said).strip(_EDGES)
        known = self.form.schema.applicant_field_by_name
        name = next(
            (one.name for one in known.values() if word in (one.name, one.name.replace("_", " "), one.label.zh)), ""
        )
        place = table.sheet.place(row, at)
        if not name:
            what = Phrase("`{word}` is no fact of an applicant", "“{word}”不是申请人的事实", word=shown(word))
            advice = Phrase("choose one of the list", "请从列表中选择一项")
            self.problems.append(NotStated(path=place, what=what, advice=advice))
            return
        own = one.data[APPLICANT]
        every = own.setdefault(name, [])
        if not isinstance(every, list):
            self.problems.append(StatedTwice(path=place, word=word, other=one.cells[f"$.applicant.{name}"]))
            return
        base = f"$.applicant.{name}[{len(every)}]"
        one.cells.setdefault(f"$.applicant.{name}", place)
        one.cells[base] = place
        column = self.form.by_name[APPLICANT].by_path[f"{APPLICANT}.{name}"]
        period: dict[str, Any] = {}
        for part in ("value", "from", "to"):
            if part in parts:
                at, value = parts[part]
                self._put(
                    one,
                    period,
                    base,
                    attrs.evolve(column if part == "value" else table.columns[at], name=part),
                    value,
                    table.sheet.place(row, at),
                )
        every.append(period)

    def _all_or_some(self, one: _Applicant) -> None:
        """What is said of the records of each kind, beside those that are listed."""
        for kind, (word, place) in one.complete.items():
            said = _complete(word)
            records = one.data.get("records", {}).get(kind)
            column = self.form.by_name[APPLICANT].by_path[f"{APPLICANT}.records.{kind}"]
            if said is None:
                what = Phrase(
                    "`{word}` does not say whether all are listed", "“{word}”没有说明是否齐全", word=shown(word)
                )
                advice = Phrase(
                    "write one of {words}", "请填写{words}之一", words=joined([said for _, said in column.members])
                )
                self.problems.append(NotAll(path=place, what=what, advice=advice))
            elif said is Complete.NONE and records:
                first = one.cells.get(f"$.records.{kind}[0]", "")
                what = Phrase(
                    "`none` stands here, and one is listed at {place}", "此处填“没有”，而{place}列出了一个", place=first
                )
                advice = Phrase("empty this cell, or take the rows away", "请清空此格，或删去那些行")
                self.problems.append(NotAll(path=place, what=what, advice=advice))
            else:
                one.cells.setdefault(f"$.records.{kind}", place)
                every = one.data.setdefault("records", {})
                every[kind] = {"partial": True, "items": records or []} if said is Complete.SOME else records or []

    # ------------------------------------------------------------------------------------------ values

    def _put(
        self, one: _Applicant, into: dict[str, Any], base: str, column: Column, value: Value, place: str
    ) -> None:  # fmt: skip
        one.cells[f"{base}.{column.name}"] = place
        into[column.name] = self._value(column, value, place)

    def _value(self, column: Column, value: Value, place: str) -> Any:
        """A cell as facts state it."""
        if isinstance(value, str):
            return self._from_text(column, value.strip(_EDGES))
        if isinstance(value, bool | Strange):  # what states nothing is told with its row
            return value
        if isinstance(value, Day):
            if column.is_name:
                what = Phrase(
                    "a day stands where a name belongs: {day}", "此处应为名称，却是日期：{day}", day=value.iso
                )
                advice = Phrase("format the cell as text and write the name again", "请把此格设为文本后重新填写")
                self.problems.append(NotStated(path=place, what=what, advice=advice))
            return value.iso
        if isinstance(value, int) and isinstance(column.type, DateType):
            what = Phrase(
                "the number {number} stands where a day belongs", "此处应为日期，却是数字{number}", number=str(value)
            )
            advice = Phrase(
                "format the cell as a date, or write the day as 2022-03-01", "请把此格设为日期，或写成2022-03-01"
            )
            self.problems.append(NotStated(path=place, what=what, advice=advice))
            return None
        if column.is_name:
            self._as_name(value, place)
            return [_text(value)] if column.is_list else _text(value)
        return value.digits if isinstance(value, Number) else value

    def _as_name(self, value: int | Number, place: str) -> None:
        digits = _text(value)
        if len(digits.lstrip("-")) > _MOST_DIGITS or "e" in digits:
            what = Phrase("a name of more than {most} digits was entered as a number: its last digits are lost",
                          "超过{most}位的名称是按数字填写的，后几位已经丢失", most=_MOST_DIGITS)  # fmt: skip
            advice = Phrase("format the cell as text and write it again", "请把此格设为文本后重新填写")
            self.problems.append(NotStated(path=place, what=what, advice=advice))
            return
        column = place.rstrip("0123456789")
        if column not in self._numbers:  # one of a column is told
            self._numbers.add(column)
            self.notes.append(NumberForName(path=place, found=digits))

    def _from_text(self, column: Column, text: str) -> Any:
        is_line = column.path.partition(".")[0] in LINES
        if column.is_name and not is_line and (said := SPECIAL.get(text.lower())) is not None:
            return _SPECIAL[said]  # no name is such a word
        if column.name in MAPS and column.name != "digest":
            return _pairs(text)
        if column.name == "due" and (":" in text or "：" in text):
            return _pairs(text)
        if column.is_list:
            if text == "[]":
                return []
            return [part.strip(_EDGES) for part in _SPLIT.split(text) if part.strip(_EDGES)]
        if isinstance(column.type, BoolType) and text.lower() in _YES_NO:  # `true` is that of a formula or of a program
            return _YES_NO[text.lower()]
        if isinstance(column.type, BoolType) and (ticked := flag_by_hand(text)) is not None:
            return ticked
        if isinstance(column.type, MoneyType):
            return sum_by_hand(text)
        return day_by_hand(text) if isinstance(column.type, DateType) else text


_SPECIAL: Mapping[str, Any] = {
    "none": {"none": True}, "cannot_be_determined": {"cannot_be_determined": True}, "unknown": None,
}  # fmt: skip
_YES_NO = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}
_SHEET_READ = Phrase("the hidden sheet was read", "已读取这张隐藏的工作表")
_SHOW_SHEET = Phrase("show it and look, or let its name begin with `_`", "请显示后核对，或把名称改为以`_`开头")
_SHOW_ROWS = Phrase("show them and look, or delete them", "请显示后核对，或删除")
_SAVE_AGAIN = Phrase("save the workbook once more, if something changed since", "此后有改动的，请重新保存")
_MARKS = ("mark", "标记")


_TITLES = 5
"""So many rows of one cell may stand above the headings."""


def _first_of_headings(sheet: Sheet, words: Mapping[str, Column]) -> int:
    """Which row has the headings: the first, or the one below titles, which are rows of one cell that is no heading."""
    for at, (_, cells) in enumerate(sheet.rows[: _TITLES + 1]):
        said = [_folded(value) for value in cells.values() if isinstance(value, str)]
        if len(cells) != 1 or any(word in words for word in said):
            return at if any(word in words for word in said) else 0
    return 0


def _headings(form: SheetForm, currency: str) -> dict[str, Column]:
    """The columns by what they may be called: names, labels, with the unit and without."""
    found: dict[str, Column] = {}
    for column in form.columns:
        for said in (
            column.name,
            column.path,
            column.said.en,
            column.said.zh,
            column.said.text(),
            *_without_unit(column),
        ):
            found.setdefault(_folded(said), column)
            if isinstance(column.type, MoneyType) and not _without_unit(column) and currency == YUAN:
                found.setdefault(_folded(f"{said}（元）"), column)
                found.setdefault(_folded(f"{said}(元)"), column)
        found[_folded(column.said.text(Language.ZH))] = column
    return found


def _without_unit(column: Column) -> list[str]:
    return [str(value.text(one)) for name, value in column.said.values if name == "word" and isinstance(value, Phrase)
            for one in Language]  # fmt: skip


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(_EDGES).lower()


def _complete(word: str) -> Complete | None:
    for one, said in COMPLETE.items():
        if _folded(word) in (one.value, said.en, said.zh):
            return one
    return None


def _text(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Number):
        return value.digits
    return value.iso if isinstance(value, Day) else value.shown if isinstance(value, Strange) else str(value)


def _pairs(text: str) -> Any:
    """`2022: 100; 2023: 50` as an object; text that has no such form stays, and the reader of facts judges it."""
    if text[:1] in "{[":
        try:
            return json.loads(text)
        except ValueError:
            return text
    found: dict[str, str] = {}
    for part in filter(None, (one.strip(_EDGES) for one in _SPLIT.split(text))):
        name, colon, value = part.replace("：", ":").partition(":")
        if not colon or name.strip(_EDGES) in found:
            return text
        found[name.strip(_EDGES)] = value.strip(_EDGES)
    return found


def _nothing(place: str, value: Strange) -> NotStated:
    again = Phrase("mend the formula, or write the value", "请改正公式，或直接填写结果")
    match value.kind:
        case kind if kind == ERROR:
            what = Phrase("the cell shows the error {shown}", "此格显示错误{shown}", shown=shown(value.shown))
            return NotStated(path=place, advice=again, what=what)
        case kind if kind == NO_VALUE:
            what = Phrase("the cell is a formula that was never worked out", "此格是公式，但没有计算结果")
            save = Phrase("open the workbook in Excel, WPS or LibreOffice and save it, or write the value",
                          "请用`Excel`、`WPS`或`LibreOffice`打开后保存，或直接填写结果")  # fmt: skip
            return NotStated(path=place, what=what, advice=save)
        case _:
            what = Phrase("the cell holds a time: {shown}", "此格是时刻：{shown}", shown=shown(value.shown))
            return NotStated(path=place, what=what, advice=Phrase("write the day alone", "请只写日期"))
