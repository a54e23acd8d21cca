"""The values that the cells of a sheet state, column by column, and the problems of single cells.

Input: a table (`SheetTable`). Output: for each cell a value in the form of facts, or `NOTHING`, with problems and
notes. The reader of facts checks the values later. This module reports only what is wrong with a cell regardless of the
fact: an error of a formula, a day as a plain number, a number with lost digits.

It recognises rows that add up other rows by their words: `合计`, `合 计：`, `总计（元）`, `Total (CNY)`, `本页小计`.

It also recognises names that a program changed on their way into a file. Excel shows `202210000001` as `2.0221E+11`;
pandas writes `202310001.0` in a column with gaps. Such a name no longer equals the name in the ledger. In CSV, a text
of the form `="2022.0"` is taken literally.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from functools import partial
from operator import attrgetter
from typing import Any, Final, TypeAlias

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.base.values.characters import APOSTROPHES
from ipdsl.base.values.handwritten_values import EDGES, amount, day
from ipdsl.base.values.units import unit_of_heading
from ipdsl.base.values.written_values import SPECIAL, number, to_half_width
from ipdsl.office.forms.form import APPLICANT, EXAMPLE, ID, LINES, MAPS, NO_MEMBERS, ColumnForm
from ipdsl.office.forms.headings import (
    SheetTable,
    normalize_word,
)
from ipdsl.office.forms.template import example_of
from ipdsl.office.sheets.cells import (
    ERROR,
    NO_VALUE,
    CellNumber,
    Day,
    FormattedValue,
    QuotedText,
    UnreadableCell,
    Value,
    is_blank,
    text_of,
)
from ipdsl.office.sheets.errors import (
    CellReadingNote,
    ExampleChanged,
    FormatHidesValue,
    NameAsNumber,
    NoHeading,
    UnusableCell,
)
from ipdsl.office.sheets.number_formats import ShownValue
from ipdsl.plain_data.values.handwritten import text_parser_for
from ipdsl.schema.types.lists import ListType
from ipdsl.schema.values.stated_values import printable

_HINT = re.compile("[计計總总Σσ∑]|total|sum|in all", re.IGNORECASE)
_CHINESE = re.compile(
    "(?:本页|本表|本年度?|全年|年度|全部|各项|以上|金额|费用|人民币|[0-9]{4}年度?)*"
    "(?:合计|总计|总合计|小计|共计|累计|总和|总额)(?:数|额|金额)?"
)
_ENGLISH = re.compile(r"(?:(?:grand|overall|page|sum) )?(?:sub-?)?totals?(?: (?:amount|sum))?|sum|in all|[σ∑]")
_MOST = 40
"""Largest number of letters in the name of a total."""


def names_total(text: str) -> bool:
    """Whether a text names a total, with or without a unit."""
    if len(text) > _MOST or not _HINT.search(text):
        return False
    words = to_half_width(text).strip().rstrip(":").strip().lower().replace("總", "总").replace("計", "计")
    base, _ = unit_of_heading(words) or (words, None)
    base = base.rstrip(": ")
    return bool(_CHINESE.fullmatch(re.sub(r"\s", "", base)) or _ENGLISH.fullmatch(re.sub(r"\s+", " ", base)))


_TEXT = re.compile(r"^\D*$|[:：]")
"""A text that is not a number of a record."""
_NOTE = re.compile(
    r"(?=\W*[\u3400-\u9fff][^\dA-Za-z]*\d)[^A-Za-z]*[\u3400-\u9fff](?<![号號期批段版次年月])[。.]?$"
    r"|(?:.* )?\d{1,4} [a-z]{4,}(?: [a-z]+)*[.]?$"
    r"|(?:备?注|附注|说明|notes?|remarks?) ?\d{1,2}(?![\dA-Za-z])",
    re.IGNORECASE,
)
"""A text with digits that reads as a note: `以上共2项`, `2 records in total`, `注1`; not a number as `国防专利12号`."""
_LABEL = re.compile(r"[^\d\s]\s*[:：]")
_LETTERS = re.compile("[\u3400-\u9fff]|\\d [a-z]", re.IGNORECASE)
"""Letters of notes."""
_TOTAL = "the row adds up others: {word}", "此行是合计行：{word}"
_NO_NUMBER = "`{word}` is a text, and the other rows have numbers", "“{word}”是文字，其他各行均为编号"


def totals_among(cells: Iterable[object]) -> frozenset[str]:
    """The texts among the cells that name a total."""
    return frozenset(text for text in {*cells} if isinstance(text, str) and names_total(text))


_DIGIT = "[0-9０-９]"
_POINT = "[.．]"
_PART = f"(?:{_POINT}{_DIGIT}+)"
_FORMS = {
    "decimals": f"{_DIGIT}+{_POINT}[0０]+",
    "powers": f"{_DIGIT}{_PART}?[eE]{_DIGIT}{{1,3}}|{_DIGIT}+{_PART}?[eE][+-]{_DIGIT}{{1,3}}",
    "commas": f"{_DIGIT}{{1,3}}(?:[,，]{_DIGIT}{{3}})+{_PART}?",
    "apostrophe": f"[{APOSTROPHES}]{_DIGIT}[0-9０-９A-Za-z]*",
    "formula": '="[^"]*"',
    "error": "#(?:[A-Z0_/]+[!?]|N/A|GETTING_DATA|#+)",
    "blank": "nan|NaN|NaT|None|<NA>|NULL|null",
}
_SIGNS = (*".．,，#=", *APOSTROPHES, *_FORMS["blank"].split("|"))
_POWER = re.compile(f"{_DIGIT}[eE]")
"""Each name that was changed contains one of the signs, or matches this pattern."""
_CHANGED = re.compile("|".join(f"(?P<{name}>{form})" for name, form in _FORMS.items()))
_SEPARATOR = r"[;；:：\n]|\s/\s"
"""Separates the names of a list, keys from their values, and the names that make up an item."""

_SUSPECT = re.compile(
    rf"(?:^|{_SEPARATOR})[ \t\u3000]*(?:{'|'.join(_FORMS.values())})[ \t\u3000]*(?:$|{_SEPARATOR})", re.M
)


def has_changed_names(cells: Sequence[str]) -> bool:
    """Whether a name among the cells of a column may have been changed. A fast first test for long columns."""
    joined = "\n".join(cells)
    has_signs = any(sign in joined for sign in _SIGNS) or _POWER.search(joined) is not None
    return has_signs and _SUSPECT.search(joined) is not None


def find_change(cell: str, *, is_list: bool = False) -> tuple[Phrase, Phrase] | None:
    """How a name in a cell was changed, with the next step. With `is_list`, commas may separate names."""
    for name in map(str.strip, re.split(_SEPARATOR, cell)):
        match = _CHANGED.fullmatch(name)
        if match is not None and not (is_list and match.lastgroup == "commas"):
            return _change_phrases(str(match.lastgroup), name)
    return None


_AS_TEXT_IN_FILE = (
    'write the names as text where the file is made; if this is the name, write ="{name}"',
    '请在生成文件之处把名称按文本写出；如名称确实如此，请写成="{name}"',
)
_CHANGES = {
    "decimals": (
        ("`{name}` is a number with decimals where a name belongs: a program has changed it",
         "此处应为名称，“{name}”却是带小数的数字，已被程序改动"),
        _AS_TEXT_IN_FILE,
    ),
    "powers": (
        ("`{name}` is a number in powers of ten where a name belongs: its last digits are lost",
         "此处应为名称，“{name}”却是科学计数的数字，后几位已经丢失"),
        _AS_TEXT_IN_FILE,
    ),
    "commas": (
        ("`{name}` is a number with commas where a name belongs: a program has changed it",
         "此处应为名称，“{name}”却是带逗号的数字，已被程序改动"),
        _AS_TEXT_IN_FILE,
    ),
    "apostrophe": (
        ("`{name}` begins with the sign by which a spreadsheet keeps a text",
         "“{name}”以电子表格表示文本的符号开头"),
        ("write the name without the sign: {bare}", "请去掉这个符号：{bare}"),
    ),
    "formula": (
        ("`{name}` is a formula that was entered as a text", "“{name}”是按文本填写的公式"),
        ("write the name without the formula: {bare}", "请去掉公式，只写名称：{bare}"),
    ),
    "error": (
        ("the cell shows the error {name}", "此格显示错误{name}"),
        ("fix the formula, or widen the column, and save the file again", "请改正公式，或把列加宽，然后重新保存"),
    ),
    "blank": (
        ("`{name}` marks a missing value of a program", "程序没有取到值，写成了“{name}”"),
        ("leave the cell empty", "请把此格留空"),
    ),
}  # fmt: skip
"""How a name was changed, with the next step, by the form that it has now."""


def _change_phrases(form: str, name: str) -> tuple[Phrase, Phrase]:
    shown = {"name": printable(name), "bare": printable(name.strip(f'="{APOSTROPHES}'))}
    what, advice = (Phrase(*words, **shown) for words in _CHANGES[form])
    return what, advice


_SPLIT = re.compile(r"[;；\n]")
_MOST_DIGITS = 15


class EmptyValue(Enum):
    """The value of a cell that is empty or unreadable."""

    NOTHING = "nothing"


NOTHING: Final = EmptyValue.NOTHING


class TableEntries:
    """The values of a table, without rows of examples and totals. A row is identified by its index in the sheet.

    `problems` and `notes` have the row and the column of each finding.
    """

    def __init__(self, table: SheetTable) -> None:
        self.table = table
        self.problems: list[tuple[int, int, Diagnostic]] = []
        self.notes: list[tuple[int, int, Diagnostic]] = []
        self._have_numbers: set[int] = set()
        self._have_formats: set[tuple[int, str]] = set()
        self.rows: Sequence[int] = range(table.first, len(table.sheet.numbers))
        if table.mark is not None and table.mark in table.sheet.columns:
            marks = table.sheet.columns[table.mark]
            self.rows = [row for row in self.rows if marks[row] == "" or not self._is_example(row, marks[row])]
        if sums := self._total_rows():
            self.rows = [row for row in self.rows if row not in sums]
        for position, cells in table.sheet.columns.items():
            if position in table.columns:
                if table.sheet.has_types:
                    self._report_unreadable(position, cells)
                if table.columns[position].is_identifier:
                    self._check_changed_names(position, cells)
                if table.columns[position].is_name:
                    self._note_blank(position, cells)
            elif position != table.mark and position not in table.refused:
                self._report_missing_heading(position, cells)

    def problems_by_row(self) -> list[tuple[int, Diagnostic]]:
        """The problems in the order of rows, each with its row."""
        return [(row, entry) for row, _, entry in sorted(self.problems, key=lambda entry: entry[:2])]

    def notes_by_row(self) -> list[Diagnostic]:
        """The notes in the order of rows."""
        return [entry for _, _, entry in sorted(self.notes, key=lambda entry: entry[:2])]

    def words(self, position: int | None) -> Sequence[str]:
        """The texts that the cells of a column show, one per row. Empty cells and missing columns give empty texts."""
        if position is None or position not in self.table.sheet.columns:
            return [""] * len(self.rows)
        shows = map(self.table.sheet.columns[position].__getitem__, self.rows)
        if not self.table.sheet.has_types:
            return [value.strip(EDGES) for value in shows]  # type: ignore[union-attr]  # all are texts
        return [value.strip(EDGES) if isinstance(value, str) else _word(value) for value in shows]

    def values(self, position: int) -> list[Any]:
        """The values that the cells of a column state, one per row."""
        cells = self.table.sheet.columns.get(position)
        if cells is None:
            return [NOTHING] * len(self.rows)
        column = self.table.columns[position]
        converters = _converters(column)
        return [
            converters[type(value)](value)
            if type(value) in converters
            else self._convert_other_type(column, value, row, position, converters)
            for row in self.rows
            for value in (cells[row],)
        ]

    def value(self, column: ColumnForm, row: int, position: int) -> Any:
        """The value of one cell, read as a value of the given column."""
        value, converters = self.table.sheet.columns[position][row], _converters(column)
        return (
            converters[type(value)](value)
            if type(value) in converters
            else self._convert_other_type(column, value, row, position, converters)
        )

    def add_problem(self, row: int, position: int | None, finding: Diagnostic) -> None:
        """Add a problem of a cell."""
        self.problems.append((row, -1 if position is None else position, finding))

    def _is_example(self, row: int, mark: Value) -> bool:
        """Whether a row is the example of the template.

        An example row with changed cells is reported, and is not read.
        """
        if mark == "" or normalize_word(text_of(mark)) not in (EXAMPLE.en, EXAMPLE.zh):
            return False
        for position, value in self.table.sheet.row(row).items():
            column = self.table.columns.get(position)
            if column is None or column.is_of_policy:
                continue
            if text_of(value) not in {example_of(column, language) for language in Language}:
                self.add_problem(row, -1, ExampleChanged(path=self.table.place(row, position)))
                break
        return True

    def _total_rows(self) -> set[int]:
        """The rows that add up other rows, and rows of signatures and notes. They are reported and not read as records.

        They are known by their words, or by a text in place of a number: it has no digit, or a colon, and all other
        numbers of the column have digits and no colon; or it reads as a note, no number of the column has letters of
        notes, and its row states less than each of the others.
        """
        total_rows: set[int] = set()
        for position, cells in self.table.sheet.columns.items():
            known = self.table.columns.get(position)
            names = position == self.table.mark if known is None else known.is_name
            totals = totals_among(cells) if names else frozenset()
            is_number = known is not None and known.is_identifier
            texts = self._texts_among_numbers(position, cells) if is_number else frozenset()
            for row in self.rows if totals or texts else ():
                value = cells[row]
                if value not in totals and value not in texts:
                    continue
                other_values = self._other_values(row, position)
                may_be_other = _is_sum_or_label if value in texts and _is_sum_or_label(value) else _is_sum
                if (other_values or value in texts) and all(map(may_be_other, other_values)):
                    total_rows.add(row)
                    self._report_not_stated(
                        row, position, Phrase(*(_TOTAL if value in totals else _NO_NUMBER), word=str(value)),
                        Phrase("delete it: sums are worked out from the records", "请删除此行，合计由程序计算"),
                    )  # fmt: skip
        return total_rows

    def _other_values(self, row: int, position: int) -> list[Value]:
        """The values of a row other than its name and its applicant."""
        names = (position, self.table.column_of(APPLICANT))
        return [value for column, value in self.table.sheet.row(row).items() if column not in names]

    def _texts_among_numbers(self, position: int, cells: Sequence[Value]) -> frozenset[str]:
        """The texts of a column of numbers that have no digit, or a colon, or read as notes.

        None have no digit if most are such texts. None are notes if a number has letters of notes, or if the row of a
        note states as much as that of a number.
        """
        shown = {cells[row] for row in self.rows if not is_blank(cells[row])}
        texts = {text for text in shown if isinstance(text, str) and _TEXT.search(text)}
        notes = {text for text in shown - texts if isinstance(text, str) and _NOTE.match(text)}
        numbers = shown - texts - notes
        if notes and not any(_LETTERS.search(text_of(value)) for value in numbers):
            stated = [
                [len(self._other_values(row, position)) for row in self.rows if cells[row] in group]
                for group in (notes, numbers)
            ]
            notes = notes if max(stated[0]) < min(stated[1], default=0) else set()
        else:
            notes = set()
        return frozenset(notes | (texts if len(texts) * 2 < len(shown) else set()))

    def _report_missing_heading(self, position: int, cells: Sequence[Value]) -> None:
        for row in self.rows:
            if not is_blank(cells[row]):
                place = self.table.place(row, position)
                self.add_problem(row, position, NoHeading(path=place, found=printable(text_of(cells[row]))))

    def _note_blank(self, position: int, cells: Sequence[Value]) -> None:
        """Report blanks around a name, which are not part of it. Only the first cell of a column is reported."""
        for row in self.rows:
            value = cells[row]
            if isinstance(value, str) and value != (name := value.strip(EDGES)) and name:
                self._note_once(
                    row, position, "blank",
                    Phrase("blanks around the name `{name}` were left out", "已略去名称“{name}”首尾的空格",
                           name=printable(name)),
                    Phrase("take them away here, and in the file from which the name comes",
                           "请在此处和名称的来源文件中删去空格"),
                )  # fmt: skip
                return

    def _report_unreadable(self, position: int, cells: Sequence[Value]) -> None:
        for row in self.rows if UnreadableCell in set(map(type, cells)) else ():
            value = cells[row]
            if isinstance(value, UnreadableCell):
                self.add_problem(row, position, _unreadable_finding(self.table.place(row, position), value))

    def _check_changed_names(self, position: int, cells: Sequence[Any]) -> None:
        """Report names that a program changed: the first of the column, with their number.

        In CSV this is a problem, because the form `="2022.0"` can mark an intended name. A workbook has no such form,
        so there it is a note.
        """
        if not has_changed_names([cell for cell in cells if type(cell) is str]):
            return
        changes = (
            (row, find_change(cells[row], is_list=self.table.columns[position].is_list))
            for row in self.rows
            if type(cells[row]) is str
        )
        changed = [(row, change) for row, change in changes if change is not None]
        if changed:
            row, (what, advice) = changed[0]
            if len(changed) > 1:
                what = Phrase(
                    "{what} ({many} cells of this column)", "{what}（此列共{many}格）", what=what, many=len(changed)
                )
            if self.table.sheet.has_types:
                self._note_once(row, position, "changed", what, _LOOK_AT_NAMES)
            else:
                self._report_not_stated(row, position, what, advice)

    def _convert_other_type(
        self, column: ColumnForm, value: Value, row: int, position: int, converters: Converters
    ) -> Any:
        """The value of a cell whose type does not fit its column."""
        if isinstance(value, UnreadableCell):  # reported for the whole column
            return NOTHING
        if isinstance(value, FormattedValue):
            return self._formatted_value(column, value, row, position, converters)
        if isinstance(value, Day):
            self._report_not_stated(
                row, position,
                Phrase("a day in place of a name: {day}", "此处应为名称，却是日期：{day}", day=value.iso), _AS_TEXT,
            )  # fmt: skip
            return value.iso
        if column.is_date:
            if (day := text_parser(column)(text_of(value))) != text_of(
                value
            ):  # for example 20220301, which is too large for a calendar serial number
                return day
            self._report_not_stated(
                row, position,
                Phrase("the number {number} in place of a day", "此处应为日期，却是数字{number}", number=str(value)),
                _AS_DAY,
            )  # fmt: skip
            return None
        self._check_digits_of_name(text_of(value), row, position)
        return [text_of(value)] if column.is_list else text_of(value)

    def _formatted_value(
        self, column: ColumnForm, cell: FormattedValue, row: int, position: int, converters: Converters
    ) -> Any:
        """The value of a cell whose format shows something else than the value, or only a part of it."""
        held = cell.value
        if isinstance(held, str):
            self._note_format(cell, cell.text, row, position)
            return converters[str](cell.text)
        if isinstance(held, Day):
            if column.is_name:
                return self._convert_other_type(column, held, row, position, converters)
            self._note_part_of_day(held, cell.code, row, position)
            return held.iso
        shown = cell.number_shown
        if shown is None or (column.is_name and not _is_name_shown(shown, text_of(held))):
            place = self.table.place(row, position)
            self.add_problem(row, position, FormatHidesValue(path=place, found=text_of(held), form=cell.code))
            return NOTHING
        if column.is_name and len(text_of(held).lstrip("-")) > _MOST_DIGITS:
            return self._convert_other_type(column, held, row, position, converters)
        if shown.is_cut:
            self._note_cut(text_of(held), cell.code, row, position)
        if shown.is_number:
            return (
                converters[type(held)](held)
                if type(held) in converters
                else self._convert_other_type(column, held, row, position, converters)
            )
        self._note_format(cell, shown.text, row, position)
        return converters[str](shown.text)

    def _note_format(self, cell: FormattedValue, text: str, row: int, position: int) -> None:
        if (position, "words") in self._have_formats or not _OWN_WORDS.search(cell.code):
            return  # a currency or a percent sign is visible in the cell
        self._note_once(
            row, position, "words",
            Phrase("the cell holds {held} and was read as its format `{code}` shows it: {text}",
                   "此格所存的值是{held}，已按其格式“{code}”显示的{text}读取",
                   held=text_of(cell.value), code=cell.code, text=printable(text)),
            _SAME_VALUE,
        )  # fmt: skip

    def _note_part_of_day(self, day: Day, code: str, row: int, position: int) -> None:
        self._note_once(
            row, position, "day",
            Phrase("the format `{code}` shows a part of the day {day}; the whole was read",
                   "格式“{code}”只显示日期的一部分，已按{day}读取", code=code, day=day.iso),
            Phrase("show year, month and day, and look", "请把此格设为显示年、月、日的格式后核对"),
        )  # fmt: skip

    def _note_cut(self, held: str, code: str, row: int, position: int) -> None:
        self._note_once(
            row, position, "cut",
            Phrase("the format `{code}` shows fewer digits than the cell holds; {held} was read",
                   "格式“{code}”显示的位数少于此格所存的位数，已按{held}读取", code=code, held=held),
            Phrase("if what is shown is meant, write it", "应以显示的数为准的，请按显示的数填写"),
        )  # fmt: skip

    def _note_once(self, row: int, position: int, kind: str, what: Phrase, advice: Phrase) -> None:
        """Report how a cell was read, once per column and kind."""
        if (position, kind) not in self._have_formats:
            self._have_formats.add((position, kind))
            self.notes.append(
                (row, position, CellReadingNote(path=self.table.place(row, position), what=what, advice=advice))
            )

    def _check_digits_of_name(self, digits: str, row: int, position: int) -> None:
        if len(digits.lstrip("-")) > _MOST_DIGITS or "e" in digits:
            self._report_not_stated(
                row, position,
                Phrase("a name of more than {most} digits was entered as a number: its last digits are lost",
                       "超过{most}位的名称是按数字填写的，后几位已经丢失", most=_MOST_DIGITS), _AS_TEXT,
            )  # fmt: skip
        elif position not in self._have_numbers:  # only the first of a column is reported
            self._have_numbers.add(position)
            self.notes.append((row, position, NameAsNumber(path=self.table.place(row, position), found=digits)))

    def _report_not_stated(self, row: int, position: int, what: Phrase, advice: Phrase) -> None:
        self.add_problem(row, position, UnusableCell(path=self.table.place(row, position), what=what, advice=advice))


_OWN_WORDS = re.compile(r'"[^"]*[^"\s¥￥$€£][^"]*"|[\\!][^\s()¥￥$-]|0{2,}[^.]*$|@.|[\u4e00-\u9fff]')
"""Text that a format adds to digits, except signs of currency and percentage."""
_SAME_VALUE = Phrase("if the value is meant without it, give the cell the format General",
                     "应按所存的值读取的，请把此格设为常规格式")  # fmt: skip
_LOOK_AT_NAMES = Phrase(
    "compare the names with their source: a different name is a different item, and is paid again",
    "请与名称的来源核对：名称不同的按另一项目处理，会重新兑现",
)
_AS_TEXT = Phrase("format the cell as text and write it again", "请把此格设为文本后重新填写")
_AS_DAY = Phrase("format the cell as a date, or write the day as 2022-03-01", "请把此格设为日期，或写成2022-03-01")
_SPECIAL: Mapping[str, Any] = {
    "none": {"none": True}, "cannot_be_determined": {"cannot_be_determined": True}, "unknown": None,
}  # fmt: skip


Converters: TypeAlias = "Mapping[type, Callable[[Any], Any]]"


def _converters(column: ColumnForm) -> Converters:
    """The converters of a column by type of value. A value of another type goes to `_convert_other_type`."""
    read = text_parser(column)
    ways: dict[type, Callable[[Any], Any]] = {
        str: lambda value: read(text) if (text := value.strip(EDGES)) else NOTHING, bool: _identity,
    }  # fmt: skip
    ways[QuotedText] = lambda value: ways[str](str(value))
    if not column.is_name:
        ways |= {Day: attrgetter("iso"), CellNumber: attrgetter("digits")}
        if not column.is_date:
            ways[int] = _identity
        if column.is_flag:
            ways[int] = lambda value: read(str(value)) if value in (0, 1) else value
    return ways


def _is_name_shown(shown: ShownValue, digits: str) -> bool:
    """Whether the format shows a name exactly: `000123`, `A007`."""
    if shown.is_cut or not shown.is_exact:
        return False
    return shown.text == digits if shown.is_number else "%" not in shown.text and "." not in digits


def _is_sum(value: Value) -> bool:
    if isinstance(value, str):
        return number(amount(value)) is not None
    return isinstance(value, int | CellNumber | UnreadableCell | FormattedValue) and not isinstance(value, bool)


def _is_sum_or_label(value: Value) -> bool:
    """Whether a value is a sum, or a text after a label, as in rows of signatures: `复核：王五`."""
    return _is_sum(value) or (isinstance(value, str) and _LABEL.search(value) is not None)


def _identity(value: Any) -> Any:
    return value


def _word(value: Value) -> str:
    return "" if isinstance(value, UnreadableCell) else text_of(value)


def text_parser(column: ColumnForm) -> Callable[[str], Any]:
    """The function that reads a text of a column in its handwritten form."""
    read = _parser_for_type(column)
    if column.name == "due":
        return partial(_sum_or_pairs, read)
    if column.name == "payments":
        return _payments
    is_stated = column.path.partition(".")[0] in LINES or column.path == f"{APPLICANT}.{ID}"  # never `none`
    return partial(_name, read) if column.is_name and not is_stated else read


def _parser_for_type(column: ColumnForm) -> Callable[[str], Any]:
    if column.name in MAPS and column.name != "digest":
        return _pairs
    if column.is_of_policy:
        words = dict(column.words)
        return lambda text: words.get(text, text)
    if column.is_list and column.type is not None:
        return text_parser_for(ListType(column.type), column.words)
    return text_parser_for(column.type, column.words, column.name)


def _name(read: Callable[[str], Any], text: str) -> Any:
    special = SPECIAL.get(text.lower())  # no name equals such a word
    return read(text) if special is None else _SPECIAL[special]


def _sum_or_pairs(read: Callable[[str], Any], text: str) -> Any:
    return _pairs(text) if ":" in text or "：" in text else read(text)


def _pairs(text: str) -> Any:
    """Read `2022: 100; 2023: 50` as an object.

    A text of a different form is returned as it is, for the reader of facts to judge.
    """
    if text[:1] in "{[":
        try:
            return json.loads(text)
        except ValueError:
            return text
    pairs: dict[str, str] = {}
    for part in filter(None, (piece.strip(EDGES) for piece in _SPLIT.split(text))):
        name, colon, value = part.replace("：", ":").partition(":")
        if not colon or name.strip(EDGES) in pairs:
            return text
        pairs[name.strip(EDGES)] = value.strip(EDGES)
    return pairs


def _payments(text: str) -> Any:
    """Read `2023-05-04: 100; 2023-06-01: 50` as payments. A text of a different form is returned as it is."""
    payments: list[dict[str, Any]] = []
    for part in filter(None, (piece.strip(EDGES) for piece in _SPLIT.split("" if text == NO_MEMBERS else text))):
        when, colon, sum_ = part.replace("：", ":").partition(":")
        if not colon:
            return text
        payments.append({"day": day(when.strip(EDGES)), "amount": amount(sum_.strip(EDGES))})
    return payments


def _unreadable_finding(place: str, value: UnreadableCell) -> UnusableCell:
    what, advice = _UNREADABLE.get(value.kind, _TIME)
    return UnusableCell(path=place, what=Phrase(*what, shown=printable(value.shown)), advice=advice)


_UNREADABLE: Mapping[str, tuple[tuple[str, str], Phrase]] = {
    ERROR: (
        ("the cell shows the error {shown}", "此格显示错误{shown}"),
        Phrase("correct the formula, or write the value", "请改正公式，或直接填写结果"),
    ),
    NO_VALUE: (
        ("the cell is a formula that was never worked out", "此格是公式，但没有计算结果"),
        Phrase("open the workbook in Excel, WPS or LibreOffice and save it, or write the value",
               "请用`Excel`、`WPS`或`LibreOffice`打开后保存，或直接填写结果"),
    ),
}  # fmt: skip
_TIME = ("the cell holds a time: {shown}", "此格是时刻：{shown}"), Phrase("write the day alone", "请只写日期")
