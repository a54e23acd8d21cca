"""Match the sheets and columns of a workbook with the form, and locate each fact in its cell.

Input: a workbook and a form. Output: a `SheetTable` for each sheet with facts, with problems and notes about headings,
units and hidden parts. The hidden first row of a template's sheet names its columns. Any other sheet needs the name or
label of its form as title, and names or labels as headings; rows of titles may precede the headings.

`CellIndex` maps a place of the facts, such as `$.records.patent[0].number`, to its cell. `completeness_of` reads the
word in a completeness column: all records of a kind are listed, some are, or it has no records.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Container, Mapping, Sequence
from typing import Any

import attrs

from ipdsl.base.findings.finding import Diagnostic, nearest
from ipdsl.base.findings.phrase import Language, LocalizedName, MessageValue, Phrase, join_phrases
from ipdsl.base.values import written_values
from ipdsl.base.values.handwritten_values import EDGES
from ipdsl.base.values.units import Unit, unit_above, unit_of_heading
from ipdsl.base.values.written_values import YUAN
from ipdsl.office.forms import form
from ipdsl.office.forms.form import (
    APPLICANT,
    COMPLETENESS_WORDS,
    MARK,
    UNITS,
    Audience,
    ColumnForm,
    Completeness,
    SheetForm,
    WorkbookForm,
    WrittenLedger,
)
from ipdsl.office.forms.template import HEAD
from ipdsl.office.sheets.addresses import LISTS, column_letters, row_and_column
from ipdsl.office.sheets.cells import Sheet, Value, is_blank, text_of
from ipdsl.office.sheets.errors import (
    CellReadingNote,
    CompletenessContradicted,
    DuplicatePlace,
    DuplicateStatement,
    NotCsv,
    OtherTemplate,
    StatedUnit,
    UnknownHeading,
    UnknownSheet,
    UnusableCell,
)
from ipdsl.office.sheets.workbook import Workbook
from ipdsl.schema.values.value_type import printable

_PATH = re.compile(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*){1,2}")
_MARKS = ("mark", "标记")
_SHEET_READ = Phrase("the hidden sheet was read", "已读取这张隐藏的工作表")
_SHOW_SHEET = Phrase("show it and look, or let its name begin with `_`", "请显示后核对，或把名称改为以`_`开头")
_SHOW = Phrase("show them and look, or delete them", "请显示后核对，或删除")
_SAVE_AGAIN = Phrase("save the workbook once more, if something changed since", "此后有改动的，请重新保存")
_WITH_COMMAS = Phrase("save it with commas between the cells", "请另存为以英文逗号分隔的文件")
_MOST_TITLE_ROWS = 5
"""Largest number of one-cell rows above the headings."""


@attrs.frozen(eq=False)
class SheetTable:
    """A sheet with facts: its form, the column at each position, and its values.

    `first` is the index of the first row of values in the sheet. Columns in `refused` have a heading that was reported,
    so their cells are not reported.
    """

    sheet: Sheet
    form: SheetForm
    columns: Mapping[int, ColumnForm]
    first: int
    mark: int | None
    refused: frozenset[int]
    headings: Mapping[int, str] = attrs.field(factory=dict)
    """The heading of each column."""

    def place(self, index: int, position: int | None = None) -> str:
        """The address of a row or a cell, as findings show it."""
        return self.sheet.place(self.sheet.numbers[index], position)

    def is_blank(self, index: int, position: int) -> bool:
        """Whether a cell is empty."""
        return position not in self.sheet.columns or is_blank(self.sheet.columns[position][index])

    def column_of(self, name: str) -> int | None:
        """The position of the column with this name."""
        return next((position for position, column in self.columns.items() if column.name == name), None)


class HeadingReader:
    """Find the tables in the sheets of a workbook. The findings are in `problems` and `notes`.

    `audience` is the party that fills in the workbook, if a template names it. `ledger` is the ledger in a bureau's
    workbook; it is `None` if the ledger sheet is missing or was changed. Columns in `ignored`, such as `course.remark`,
    may be unknown.
    """

    def __init__(self, form: WorkbookForm, programs: Sequence[Any], ignored: Container[str] = ()) -> None:
        self.form, self.programs, self.ignored = form, programs, ignored
        self.audience: Audience | None = None
        self.ledger: WrittenLedger | None = None
        self.problems: list[Diagnostic] = []
        self.notes: list[Diagnostic] = []

    def tables(self, book: Workbook) -> list[SheetTable]:
        """The sheets with facts, in their order."""
        tables_by_name: dict[str, SheetTable] = {}
        for sheet in book.sheets:
            if sheet.title == LISTS or (sheet.numbers and sheet.row(0).get(0) == HEAD):
                self._read_template_mark(sheet)
                continue
            if sheet.numbers and sheet.row(0).get(0) == form.HEAD:
                self.ledger = form.read_ledger_sheet(sheet)
                continue
            if sheet.title.startswith("_") or not sheet.numbers:
                continue
            table = self._table_by_paths(sheet) or self._table_by_headings(sheet)
            if table is None:
                continue
            self.check_units_in_remarks(table)
            other = tables_by_name.setdefault(table.form.name, table)
            if other is not table:
                word = table.form.label
                self.problems.append(
                    DuplicateStatement(path=sheet.place(1), word=str(word), other=other.sheet.place(1))
                )
                continue
            self._note_hidden_parts(sheet, table)
        return [*tables_by_name.values()]

    def _read_template_mark(self, sheet: Sheet) -> None:
        """Read the audience and the policies of the template. Other policies or versions are reported."""
        rows = [sheet.row(index) for index in range(len(sheet.numbers))]
        audience_word = text_of(rows[0].get(1, "")) if rows else ""
        if self.audience is not Audience.FIRM:  # a firm's workbook may have sheets copied from a bureau's workbook
            self.audience = next((audience for audience in Audience if audience.value == audience_word), self.audience)
        hash_by_policy = {
            text_of(cells.get(0, "")): text_of(cells.get(1, "")) for cells in rows if cells.get(0) != HEAD
        }
        hash_by_policy.pop("", None)
        for program in self.programs:
            if hash_by_policy and hash_by_policy.get(program.name) != program.content_hash:
                is_known = program.name in hash_by_policy
                made_for = (Phrase("another version of {name}", "{name}的另一版本", name=program.name) if is_known
                      else Phrase("{names}", "{names}", names=join_phrases([*hash_by_policy])))  # fmt: skip
                self.notes.append(OtherTemplate(path=sheet.file, made=made_for, policy=program.name))

    def _note_hidden_parts(self, sheet: Sheet, table: SheetTable) -> None:
        """Report merged cells and doubled places, and note hidden parts and formulas that were read."""
        first = next(iter(sheet.numbers[table.first :]), 0)
        for area in sheet.merged:
            row = int(re.sub(r"\D", "", area.partition(":")[0]))
            if row >= first > 0:
                what = Phrase("the cells {area} are merged into one", "单元格{area}是合并的", area=area)
                advice = Phrase("part them, and fill in each", "请取消合并，并逐格填写")
                self.problems.append(UnusableCell(path=sheet.place(row), what=what, advice=advice))
        for place in sheet.doubled:
            row, position = (int(place), None) if place.isdigit() else row_and_column(place)
            what = (Phrase("the row {place}", "第{place}行", place=place) if position is None
                    else Phrase("the cell {place}", "单元格{place}", place=place))  # fmt: skip
            self.problems.append(DuplicatePlace(path=sheet.place(row, position), place=what))
        note_texts: list[tuple[Phrase, Phrase]] = []
        if sheet.is_hidden:
            note_texts.append((_SHEET_READ, _SHOW_SHEET))
        if hidden := [row for row in sheet.hidden_rows if row >= first > 0]:
            what = Phrase(
                "hidden rows were read: {many}, the first is {row}", "已读取{many}个隐藏的行，第一个是第{row}行",
                many=len(hidden), row=hidden[0],
            )  # fmt: skip
            note_texts.append((what, _SHOW))
        if hidden := [
            position
            for position in table.columns
            if any(first <= position < end for first, end in sheet.hidden_columns)
        ]:
            what = Phrase(
                "hidden columns were read: {columns}", "已读取隐藏的列：{columns}",
                columns=join_phrases([column_letters(position) for position in hidden]),
            )  # fmt: skip
            note_texts.append((what, _SHOW))
        if sheet.formulas:
            what = Phrase(
                "of formulas ({many} cells) what they showed when the file was saved was read",
                "有{many}格是公式，已读取保存时的结果", many=sheet.formulas,
            )  # fmt: skip
            note_texts.append((what, _SAVE_AGAIN))
        self.notes += [
            CellReadingNote(path=f"{sheet.file} {sheet.title}", what=what, advice=how) for what, how in note_texts
        ]

    def _table_by_paths(self, sheet: Sheet) -> SheetTable | None:
        """A sheet of the template. Its first row names the fact of each column."""
        first = sheet.row(0)
        words = {
            position: value for position, value in first.items() if isinstance(value, str) and _PATH.fullmatch(value)
        }
        named = {value.partition(".")[0] for value in words.values()} & self.form.sheets_by_name.keys()
        if sheet.numbers[0] != 1 or len(named) != 1 or len(words) < len(first) or len(words) < 2:
            return None
        form = self.form.sheets_by_name[named.pop()]
        columns: dict[int, ColumnForm] = {}
        mark: int | None = None
        seen: dict[str, int] = {}
        for position, path in words.items():
            if path == f"{form.name}.{MARK}":
                mark = position
            elif path not in form.columns_by_path:
                self.problems.append(UnknownHeading(path=sheet.place(1, position), word=printable(path)))
            else:
                self._check_once(sheet, 1, position, form.columns_by_path[path].label.text(), path, seen)
                columns[position] = form.columns_by_path[path]
        below = next((position for position, row in enumerate(sheet.numbers) if row > 2), len(sheet.numbers))
        if below == 2:
            self._units_of_columns(sheet, columns)
        return SheetTable(sheet, form, columns, below, mark, frozenset(words) - columns.keys())

    def _check_once(self, sheet: Sheet, row: int, position: int, word: str, key: str, seen: dict[str, int]) -> None:
        if key in seen:
            other = f"{column_letters(seen[key])}{row}"
            self.problems.append(DuplicateStatement(path=sheet.place(row, position), word=word, other=other))
        seen[key] = position

    def _table_by_headings(self, sheet: Sheet) -> SheetTable | None:
        """A sheet without the hidden row.

        Its title is the name or label of its form; its headings are names or labels.
        """
        form = self.form_named(sheet.title)
        if form is None and self._states_unit(f"{sheet.file} {sheet.title}", sheet.title, unit_of_heading):
            return None
        if form is None:
            known = [word for form in self.form.sheets for word in (form.name, form.label.zh)]
            near = nearest(sheet.title, known)
            self.problems.append(
                UnknownSheet(path=f"{sheet.file} {sheet.title}", word=printable(sheet.title), nearest=near)
            )
            return None
        words = _columns_by_heading(form, self.programs[0].currency)
        if not sheet.has_types and (sign := _other_separator(sheet, words)):
            name = os.path.join(sheet.file, f"{sheet.title}.csv") if os.path.isdir(sheet.file) else sheet.file
            self.problems.append(
                NotCsv(
                    name=name,
                    reason=Phrase("its cells are separated by {sign}", "单元格以{sign}分隔", sign=sign),
                    advice=_WITH_COMMAS,
                )
            )
            return None
        first = _header_row_index(sheet, words)
        for above in range(first):
            self._units_of_row(sheet, above)
        row, headings = sheet.numbers[first], sheet.row(first)
        columns: dict[int, ColumnForm] = {}
        mark = _column_of_marks(
            {position: normalize_word(text_of(value)) for position, value in headings.items()}, words
        )
        seen: dict[str, int] = {}
        for position, value in headings.items():
            heading = normalize_word(text_of(value))
            column = words.get(heading) or self._column_with_unit(heading, words)
            if position == mark:
                continue
            if column is None and not self._is_ignored(form, sheet, value):
                place = sheet.place(row, position)
                if not self._states_unit(place, text_of(value), unit_of_heading):
                    near = nearest(heading, [*words])
                    self.problems.append(UnknownHeading(path=place, word=printable(text_of(value)), nearest=near))
            elif column is not None:
                self._check_once(sheet, row, position, text_of(value), column.path, seen)
                columns[position] = column
        texts = {position: text_of(value) for position, value in headings.items()}
        return SheetTable(sheet, form, columns, first + 1, mark, frozenset(headings) - columns.keys(), texts)

    def _is_ignored(self, form: SheetForm, sheet: Sheet, heading: Value) -> bool:
        word = text_of(heading)
        names = {f"{form.name}.{word}", f"{sheet.title}.{word}", *([word] if form.name == APPLICANT else [])}
        return any(name in self.ignored for name in names)

    # ------------------------------------------------------------------------------------------ units

    def _column_with_unit(self, heading: str, words: Mapping[str, ColumnForm]) -> ColumnForm | None:
        """The column whose heading states the unit in which its amounts are read: `金额（人民币元）`."""
        base, unit = unit_of_heading(heading) or ("", None)
        column = words.get(base)
        if unit is None or column is None or not column.is_money:
            return None
        return column if unit.is_main_unit(self._currency(column)) else None

    def _currency(self, column: ColumnForm | None = None) -> str:
        """The currency in which the amounts of a column are read."""
        column_currency = column.type.stated_currency if column is not None and column.type is not None else None
        return column_currency or str(self.programs[0].currency)

    def _states_unit(
        self, place: str, text: str, unit_in: Callable[[str], object], column: ColumnForm | None = None
    ) -> bool:
        """Report a text with a unit other than the one in which amounts are read. Returns whether it was reported."""
        stated = unit_in(text)
        unit = stated[1] if isinstance(stated, tuple) else stated
        currency = self._currency(column)
        if not isinstance(unit, Unit) or unit.is_main_unit(currency):
            return False
        word = UNITS.get(currency, currency)
        advice = _unit_advice(unit, currency, word)
        self.problems.append(StatedUnit(path=place, text=printable(text), unit=unit.word, read_in=word, advice=advice))
        return True

    def _units_of_row(self, sheet: Sheet, index: int) -> None:
        """Report units in a row of titles."""
        for position, value in sheet.row(index).items():
            self._states_unit(sheet.place(sheet.numbers[index], position), text_of(value), unit_above)

    def _units_of_columns(self, sheet: Sheet, columns: Mapping[int, ColumnForm]) -> None:
        """Report units in the headings of a template's sheet, which may have been overwritten."""
        for position, value in sheet.row(1).items():
            column = columns.get(position)
            text = text_of(value)
            known_words = (
                () if column is None else (normalize_word(column.label.text(language)) for language in Language)
            )
            if normalize_word(text) not in known_words:
                self._states_unit(sheet.place(2, position), text, unit_of_heading, column)

    def check_units_in_remarks(self, table: SheetTable) -> None:
        """Report units in remarks: in the column of marks, and in one-cell rows below the records."""
        sheet, last = table.sheet, len(table.sheet.numbers)
        remarks = sheet.columns.get(-1 if table.mark is None else table.mark, ())
        with_text = {position for position in range(table.first, last) if remarks and not is_blank(remarks[position])}
        with_text |= {
            position
            for position in range(max(table.first, last - _MOST_TITLE_ROWS), last)
            if len(sheet.row(position)) == 1
        }
        for index in sorted(with_text):
            cells = sheet.row(index)
            position = table.mark if table.mark in cells else next(iter(cells))
            self._states_unit(sheet.place(sheet.numbers[index], position), text_of(cells[position]), unit_above)

    def form_named(self, title: str) -> SheetForm | None:
        """The form of the sheet with this name or label."""
        word = normalize_word(title)
        names = [
            form.name
            for form in self.form.sheets
            if word in (form.name, normalize_word(form.label.en), normalize_word(form.label.zh))
        ]
        if len(names) > 1:
            names = [name for name in names if name == title] or names[:1]
        return self.form.sheets_by_name[names[0]] if names else None


def _unit_advice(unit: Unit, currency: str, read_in: Phrase | str) -> Phrase:
    """The advice for a unit other than the one in which amounts are read."""
    if unit.currency not in ("", currency):
        return Phrase("work the sums out in {currency}", "请换算为{currency}后填写", currency=read_in)
    if unit.times < 1 and not unit.currency:
        return Phrase("write each rate with its sign, as 0.5%, and take the unit away",
                      "请把每个比率连同符号填写，例如0.5%，并删去此处的单位")  # fmt: skip
    return Phrase(
        "write the full sums, or each with its unit, as 4万; then take the unit away",
        "请填写完整的金额，或在每格写明单位，例如4万，然后删去此处的单位",
    )


def _header_row_index(sheet: Sheet, words: Mapping[str, ColumnForm]) -> int:
    """The index of the row with the headings: the first row, or the row below titles.

    A title is a one-cell row that is not a heading, or a row that states a unit.
    """
    for index in range(min(len(sheet.numbers), _MOST_TITLE_ROWS + 1)):
        cells = sheet.row(index)
        cell_words = [normalize_word(value) for value in cells.values() if isinstance(value, str)]
        is_title = len(cells) == 1 or any(unit_above(word) for word in cell_words)
        if not is_title or any(word in words for word in cell_words):
            return index if any(word in words for word in cell_words) else 0
    return 0


_SEPARATORS: Mapping[str, MessageValue] = {
    ";": "`;`",
    "；": "`；`",
    "\t": Phrase("tabs", "制表符"),
    "|": "`|`",
    "，": "`，`",
}


def _other_separator(sheet: Sheet, words: Mapping[str, ColumnForm]) -> MessageValue:
    """The separator between the headings of a CSV file, or an empty text if they are separated by commas."""
    for index in range(min(len(sheet.numbers), _MOST_TITLE_ROWS + 1)):
        cells = [*sheet.row(index).values()]
        for sign, description in _SEPARATORS.items() if len(cells) == 1 else ():
            parts = str(cells[0]).split(sign)
            if len(parts) > 1 and any(normalize_word(part) in words for part in parts):
                return description
    return ""


def _column_of_marks(headings: Mapping[int, str], words: Mapping[str, ColumnForm]) -> int | None:
    """The position of the column of marks and remarks.

    If a field is also called `mark`, it is the second such column.
    """
    positions = [position for position, heading in headings.items() if heading in _MARKS]
    of_none = [position for position in positions if headings[position] not in words]
    return next(iter(of_none), positions[0] if len(positions) > 1 else None)


def _columns_by_heading(form: SheetForm, currency: str) -> dict[str, ColumnForm]:
    """The columns by all their possible headings: names and labels, with and without the unit."""
    columns: dict[str, ColumnForm] = {}
    for column in form.columns:
        for heading in (
            column.name,
            column.path,
            column.label.en,
            column.label.zh,
            column.label.text(),
            *_words_without_unit(column),
        ):
            columns.setdefault(normalize_word(heading), column)
            if column.is_money and not _words_without_unit(column) and currency == YUAN:
                columns.setdefault(normalize_word(f"{heading}（元）"), column)
                columns.setdefault(normalize_word(f"{heading}(元)"), column)
        columns[normalize_word(column.label.text(Language.ZH))] = column
    return columns


def _words_without_unit(column: ColumnForm) -> list[str]:
    return [
        str(value.text(language))
        for name, value in column.label.values
        if name == "word" and isinstance(value, Phrase)
        for language in Language
    ]


def normalize_word(text: str) -> str:
    """A word in the form for comparison: lower case, single spaces, no blanks around it."""
    return re.sub(r"\s+", " ", text).strip(EDGES).lower()


_ITEM = re.compile(r"(?P<every>.*)\[(?P<index>[0-9]+)\]", re.DOTALL)


@attrs.frozen(eq=False)
class SheetPlace:
    """A cell of a sheet, or a row if `column` is `None`."""

    table: SheetTable
    row: int
    column: int | None = None

    def __str__(self) -> str:
        return self.table.place(self.row, self.column)

    def sibling(self, name: str) -> SheetPlace:
        """The cell of the same row in the column with this name, or the row if the column is missing."""
        return SheetPlace(self.table, self.row, self.table.column_of(name))

    @property
    def heading(self) -> Phrase | None:
        """The label of the cell's column."""
        column = None if self.column is None else self.table.columns.get(self.column)
        return None if column is None else column.label


@attrs.define(eq=False)
class CellIndex:
    """The cells of the facts of one applicant.

    `cells` has single places. `rows` has the row with the parts of a place. `rows_of_lists` has the table of each list
    of records or lines, and the row of each item. Items of a list from a second table are in `rows`.
    """

    cells: dict[str, SheetPlace] = attrs.field(factory=dict)
    rows: dict[str, SheetPlace] = attrs.field(factory=dict)
    rows_of_lists: dict[str, tuple[SheetTable, list[int]]] = attrs.field(factory=dict)

    def cell_address(self, path: str) -> str:
        """The cell of a place of the facts, or of the nearest enclosing place with a cell. Findings are shown there."""
        return str(self._cell(path))

    def row(self, path: str) -> SheetPlace:
        """The row of an item of a list."""
        cell = self._row(path)
        assert cell is not None
        return cell

    def heading(self, path: str, field: str) -> str:
        """A field with the Chinese heading of its column, if the place of the facts belongs to that field."""
        cell = self._cell(path)
        column = None if cell.column is None else cell.table.columns.get(cell.column)
        return (
            LocalizedName(field, column.label.text(Language.ZH))
            if column is not None and column.name == field
            else field
        )

    def _cell(self, path: str) -> SheetPlace:
        while path:
            cell = self.cells.get(path) or self._row(path) or self._part(path)
            if cell is not None:
                return cell
            path = path[: max(path.rfind("."), path.rfind("["))] if "." in path or "[" in path else ""
        return self.cells["$"]

    def _row(self, path: str) -> SheetPlace | None:
        item = _ITEM.fullmatch(path)
        if item is None or item["every"] not in self.rows_of_lists:
            return self.rows.get(path)
        table, rows = self.rows_of_lists[item["every"]]
        index = int(item["index"])
        return SheetPlace(table, rows[index]) if index < len(rows) else self.rows.get(path)

    def _part(self, path: str) -> SheetPlace | None:
        whole, _, name = path.rpartition(".")
        row = self._row(whole)
        column = None if row is None else row.table.column_of(name)
        return (
            None
            if row is None or column is None or row.table.is_blank(row.row, column)
            else SheetPlace(row.table, row.row, column)
        )


def completeness_of(word: str) -> Completeness | None:
    """The completeness that a word states, or `None` for any other word."""
    for completeness, phrase in COMPLETENESS_WORDS.items():
        if normalize_word(word) in (completeness.value, phrase.en, phrase.zh):
            return completeness
    return Completeness.NONE if written_values.SPECIAL.get(normalize_word(word)) == "none" else None


def unclear_completeness(place: str, word: str, column: ColumnForm) -> CompletenessContradicted:
    """The finding for a word that does not state completeness."""
    what = Phrase("`{word}` does not say whether all are listed", "“{word}”没有说明是否齐全", word=printable(word))
    words = join_phrases([phrase for _, phrase in column.members])
    return CompletenessContradicted(
        path=place, what=what, advice=Phrase("write one of {words}", "请填写{words}之一", words=words)
    )


def none_but_listed(place: str, first: str) -> CompletenessContradicted:
    """The finding for a statement of no records next to a listed record."""
    what = Phrase(
        "`none` is stated here, but one is listed at {place}", "此处填“没有”，而{place}列出了一个", place=first
    )
    return CompletenessContradicted(
        path=place, what=what, advice=Phrase("empty this cell, or take the rows away", "请清空此格，或删去那些行")
    )
