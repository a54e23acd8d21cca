"""The sheets of a form for one applicant as tables, by the marks of the hidden column A.

The front page has a line for each fact of the applicant and for the count of each kind. Its mark is the path of the
column that the line replaces, such as `applicant.records.patent`; `-` marks lines that state nothing. Its first row has
`FORM_HEAD`, the policies, and the marks of the two columns of values. `FrontSheet` is this page as a sheet of one row.

The other sheet has all tables, one below the other. `#patent` marks the first row of a table, `@` its headings, and the
name of the kind its empty rows. Rows without a mark, such as inserted rows, belong to the table above. Each table is a
sheet of its own, with its rows in the file, so that all findings name the real cell.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping

import attrs

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.office.errors import OrphanRow, UnusableCell
from ipdsl.office.sheets.addresses import column_letters, row_and_column
from ipdsl.office.sheets.cells import Sheet, Value, is_blank, text_of
from ipdsl.schema.values.value_type import printable

FORM_HEAD, VALUE_MARK, COUNT_MARK = "ipdsl form", "#value", "#count"
"""The first cell of the front page, and the marks of its columns of values and counts."""

TABLE_SIGN, HEADINGS_MARK, TEXT_MARK = "#", "@", "-"

VALUE_COLUMN, COUNT_COLUMN = 3, 5
"""The columns of values and counts on the front page, counted from 0, unless marks name others."""

FRONT_TITLE, TABLES_TITLE = Phrase("Front page", "首页"), Phrase("Records", "明细")

MARKS_MISSING = Phrase("the marks in the hidden column `A` of this sheet are missing", "这张表隐藏的`A`列中的标记缺失")
NEW_FORM = Phrase(
    "copy the rows into a new form from `ipdsl template`, table by table",
    "请用`ipdsl template`重新生成表格，逐表粘贴各行",
)
_LINE, _HEADING_ROW = 3, 2
_COUNTS = re.compile(r"applicant\.records\.")


def is_title_of_form(title: str) -> bool:
    """Whether a sheet has the title of a sheet of the form."""
    return title in {phrase.text(language) for phrase in (FRONT_TITLE, TABLES_TITLE) for language in Language}


@attrs.frozen(eq=False)
class FrontSheet(Sheet):
    """The front page as a sheet of one row below its headings: each position is a row of the page.

    `value_columns` has the column of the value of each line, by position.
    """

    value_columns: Mapping[int, int] = attrs.field(factory=dict)

    def real_cell(self, row: int, column: int | None) -> tuple[int, int | None]:
        """The cell of the page. The whole row is represented by the value of the first line."""
        position = next(iter(self.value_columns), 0) if column is None else column
        return position + 1, 1 if row == _HEADING_ROW else self.value_columns.get(position, VALUE_COLUMN)


def front_sheet(sheet: Sheet, paths: Container[str]) -> FrontSheet | None:
    """The front page of a form as a sheet of one row, or `None` for any other sheet.

    A line without a mark has its label as heading. Lines that this program does not know are left out if empty.
    """
    marks = [text_of(value) for value in sheet.columns.get(0, ())]
    if FORM_HEAD not in marks[:1] and sum(mark in paths for mark in marks) < 2:  # the first row was deleted
        return None
    in_head = {text_of(value): position for position, value in sheet.row(0).items()}
    of_value, of_count = in_head.get(VALUE_MARK, VALUE_COLUMN), in_head.get(COUNT_MARK, COUNT_COLUMN)
    values: dict[int, list[Value]] = {}
    value_columns: dict[int, int] = {}
    for index, number in enumerate(sheet.numbers):
        cells = sheet.row(index)
        mark = marks[index] if marks else ""
        if mark in (FORM_HEAD, TEXT_MARK):
            continue
        label, position = text_of(next(iter(cells.values()))), of_count if _COUNTS.match(mark) else of_value
        if mark not in paths and position not in cells and len(cells) > 1 and not mark:
            position = max(cells)
        if mark not in paths and position not in cells:
            continue
        values[number - 1] = [mark or label, cells.get(position, "")]
        value_columns[number - 1] = position
    if not values:
        return None
    virtual = {(row, column): f"{column_letters(row)}{_LINE}" for row, column in value_columns.items()}

    def moved(place: str) -> str | None:
        row, column = row_and_column(place)
        return virtual.get((row - 1, column))

    return FrontSheet(
        sheet.file, sheet.title, (_HEADING_ROW, _LINE), values, is_hidden=sheet.is_hidden, formulas=sheet.formulas,
        doubled=[place for each in sheet.doubled if not each.isdigit() and (place := moved(each))],
        struck=[place for each in sheet.struck if (place := moved(each))],
        comments=[(place, text) for each, text in sheet.comments if (place := moved(each))],
        number=sheet.number, value_columns=value_columns,
    )  # fmt: skip


def policies_of_form(sheet: Sheet) -> dict[str, str]:
    """The name and the content hash of each policy for which a form was made."""
    rows = map(sheet.row, range(len(sheet.numbers)))
    return {text_of(cells.get(1, "")): text_of(cells.get(2, "")) for cells in rows if cells.get(0) == FORM_HEAD}


def has_marks(sheet: Sheet, labels: Container[str]) -> bool:
    """Whether a sheet has the tables of a form."""
    marks = map(text_of, sheet.columns.get(0, ()))
    return any(mark.startswith(TABLE_SIGN) and mark.removeprefix(TABLE_SIGN) in labels for mark in marks)


def marked_tables(
    sheet: Sheet, labels: Mapping[str, Phrase], problems: list[Diagnostic]
) -> Iterator[tuple[str, Sheet]]:
    """Each table of a sheet with its name. Rows that are not part of a table are added to `problems`."""
    marks = [text_of(value) for value in sheet.columns[0]]
    contents = [any(not is_blank(cells[index]) for position, cells in sheet.columns.items() if position)
                for index in range(len(marks))]  # fmt: skip

    def report(index: int, what: Phrase, advice: Phrase) -> None:
        problems.append(OrphanRow(path=sheet.place(sheet.numbers[index]), what=what, advice=advice))

    starts = [index for index, mark in enumerate(marks) if mark.startswith(TABLE_SIGN)]
    for index in range(starts[0]):
        if contents[index]:
            report(index, _ABOVE, _MOVE)
    is_first = True
    for start, end in zip(starts, [*starts[1:], len(marks)], strict=True):
        name = marks[start].removeprefix(TABLE_SIGN)
        heads = [index for index in range(start, end) if marks[index] == HEADINGS_MARK]
        first = heads[0] if heads else start + 1
        for index in range(start, first):
            if contents[index] and (index > start or len(sheet.row(index)) > 2):
                report(index, _ABOVE, _MOVE)
        if heads[1:]:
            report(heads[1], _UNMARKED, NEW_FORM)
        rows = [index for index in range(first, heads[1] - 1 if heads[1:] else end) if contents[index]]
        for index in rows:
            if marks[index] not in ("", name, HEADINGS_MARK):
                words = (labels.get(word) or printable(word) for word in (marks[index], name))
                report(index, Phrase(*_MOVED, **dict(zip(("name", "other"), words, strict=True))), _MOVE)
        if name not in labels and len(rows) > 1:
            what = Phrase("the policy has no table `{name}`", "这份政策没有“{name}”表", name=printable(name))
            problems.append(UnusableCell(path=sheet.place(sheet.numbers[start]), what=what, advice=NEW_FORM))
        elif name in labels and rows:
            rows = [index for index in rows if marks[index] in ("", name, HEADINGS_MARK)]
            last = sheet.numbers[end] - 1 if end < len(marks) else max(sheet.numbers)
            yield name, _part(sheet, rows, range(sheet.numbers[start], last + 1), is_first=is_first)
            is_first = False


def _part(sheet: Sheet, rows: list[int], numbers: range, *, is_first: bool) -> Sheet:
    """The rows of one table as a sheet. `numbers` has all its rows in the file."""

    def in_part(place: str) -> bool:
        return int(re.sub(r"\D", "", place.partition(":")[0])) in numbers

    return attrs.evolve(
        sheet,
        numbers=[sheet.numbers[index] for index in rows],
        columns={position: [cells[index] for index in rows] for position, cells in sheet.columns.items() if position},
        formulas=sheet.formulas * is_first, is_hidden=sheet.is_hidden and is_first,
        merged=[*filter(in_part, sheet.merged)], hidden_rows=[row for row in sheet.hidden_rows if row in numbers],
        doubled=[*filter(in_part, sheet.doubled)], struck=[*filter(in_part, sheet.struck)],
        comments=[(place, text) for place, text in sheet.comments if in_part(place)],
    )  # fmt: skip


_ABOVE = Phrase("the row is above the headings of its table", "此行在表的标题行之上")
_MOVE = Phrase("move it into the rows of its table", "请移到所属表的行中")
_UNMARKED = Phrase(
    "a table begins here without its mark in the hidden column `A`", "此处开始另一张表，隐藏的`A`列中缺少其标记"
)
_MOVED = (
    "the row belongs to the table `{name}`, and is in the table `{other}`",
    "此行属于“{name}”表，却在“{other}”表中",
)
