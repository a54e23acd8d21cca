"""Match the sheets and columns of a workbook with the form, and read the values that its cells state.

Input: a table (`SheetTable`). Output: for each cell a value in the form of facts, or `NOTHING`, with problems and
notes. The reader of facts checks the values later. This module reports only what is wrong with a cell regardless of the
fact: an error of a formula, a day as a plain number, a number with lost digits.

It recognises rows that add up other rows by their words: `合计`, `合 计：`, `总计（元）`, `Total (CNY)`, `本页小计`.

It also recognises names that a program changed on their way into a file. Excel shows `202210000001` as `2.0221E+11`;
pandas writes `202310001.0` in a column with gaps. Such a name no longer equals the name in the ledger. In CSV, a text
of the form `="2022.0"` is taken literally.

Input: a workbook and a form. Output: a `SheetTable` for each sheet with facts, with problems and notes about headings,
units and hidden parts. The hidden first row of a template's sheet names its columns. Any other sheet needs the name or
label of its form as title, and names or labels as headings; rows of titles may precede the headings.

`CellIndex` maps a place of the facts, such as `$.records.patent[0].number`, to its cell. `completeness_of` reads the
word in a completeness column: all records of a kind are listed, some are, or it has no records.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from functools import partial
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any, Final, TypeAlias

import attrs

from ipdsl.base.findings.finding import Diagnostic, nearest
from ipdsl.base.findings.phrase import Language, LocalizedName, MessageValue, Phrase, join_phrases
from ipdsl.base.partition import values_by_key
from ipdsl.base.values import written_values
from ipdsl.base.values.characters import APOSTROPHES
from ipdsl.base.values.handwritten_values import EDGES, amount, day
from ipdsl.base.values.units import FigureUnit, unit_above, unit_of_heading
from ipdsl.base.values.written_values import SPECIAL, YUAN, number, to_half_width
from ipdsl.facts.details import has_details, wrong_detail_name
from ipdsl.ledger.line_reader import INSTALMENTS
from ipdsl.office.errors import (
    CellReadingNote,
    CompletenessContradicted,
    DuplicatePlace,
    DuplicateStatement,
    ExampleChanged,
    FormatHidesValue,
    HeadingOfTwoColumns,
    NameAsNumber,
    NoHeading,
    NotCsv,
    OtherTemplate,
    StatedUnit,
    TemplateOfOtherPolicy,
    UnknownHeading,
    UnknownSheet,
    UnusableCell,
)
from ipdsl.office.forms.form import (
    APPLICANT,
    APPROVALS,
    BY_YEAR,
    COMPLETENESS_WORDS,
    EXAMPLE,
    FORMER_LABELS,
    ID,
    LEDGER_SHEET_HEAD,
    LISTS_HEAD,
    MAPS,
    MARK,
    NO_MEMBERS,
    RECOVERED,
    UNITS,
    Audience,
    ColumnForm,
    Completeness,
    SheetForm,
    WorkbookForm,
    WrittenLedger,
    detail_column,
    example_of,
    instalments_of_names,
    payments_of_names,
    read_ledger_sheet,
    without_blanks,
)
from ipdsl.office.forms.marked_tables import (
    MARKS_MISSING,
    NEW_FORM,
    front_sheet,
    has_marks,
    is_title_of_form,
    marked_tables,
    policies_of_form,
)
from ipdsl.office.sheets.addresses import LISTS, column_letters, row_and_column
from ipdsl.office.sheets.cells import (
    ERROR,
    NO_VALUE,
    CellNumber,
    Day,
    FormattedValue,
    QuotedText,
    Sheet,
    UnreadableCell,
    Value,
    is_blank,
    text_of,
)
from ipdsl.office.sheets.number_formats import ShownValue
from ipdsl.office.sheets.workbook import Workbook
from ipdsl.plain_data.handwritten import text_parser_for
from ipdsl.report.localizer import counted_phrase
from ipdsl.schema.details import (
    DETAILS,
    NUMBER_DETAILS,
    detail_in_heading,
    is_whole_phone,
    known_detail,
    last_digits,
    spelling_key,
)
from ipdsl.schema.types.lists import ListType
from ipdsl.schema.values.value_type import printable

_PATH = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*){1,2}|applicant\.details\.[^\n]+")
_MARKS = ("mark", "标记")
_STRUCK = Phrase("delete what does not count, and take the line off what counts", "不作数的请删除，作数的请取消删除线")
_SHOW = Phrase("show them and look, or delete them", "请显示后核对，或删除")
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
            if sheet.title == LISTS or (sheet.numbers and sheet.row(0).get(0) == LISTS_HEAD):
                self._read_template_mark(sheet)
                continue
            if sheet.numbers and sheet.row(0).get(0) == LEDGER_SHEET_HEAD:
                self.ledger = read_ledger_sheet(sheet)
                continue
            if sheet.title.startswith("_") or not sheet.numbers:
                continue
            for table in self._tables_of(sheet):
                self.check_units_in_remarks(table)
                other = tables_by_name.setdefault(table.form.name, table)
                if other is not table:
                    places = [each.sheet.place(each.sheet.numbers[0]) for each in (table, other)]
                    self.problems.append(
                        DuplicateStatement(path=places[0], word=str(table.form.label), other=places[1])
                    )
                    continue
                self._note_hidden_parts(table.sheet, table)
                self._report_struck_cells(table)
        return [*tables_by_name.values()]

    def _tables_of(self, sheet: Sheet) -> Iterator[SheetTable]:
        """The tables of a sheet: those of a form for one applicant, or the one table of any other sheet."""
        page = self.form.sheets_by_name[APPLICANT]
        if (front := front_sheet(sheet, page.columns_by_path)) is not None:
            self.audience = Audience.FIRM
            self._compare_policies(sheet.file, policies_of_form(sheet))
            tables = [self._table_by_headings(front, page)]
        elif has_marks(sheet, self.form.sheets_by_name):
            labels = {name: form.label for name, form in self.form.sheets_by_name.items()}
            parts = marked_tables(sheet, labels, self.problems)
            forms = {form.name: attrs.evolve(form, columns=form.columns[1:]) for form in self.form.sheets}
            tables = [self._table_by_headings(part, forms[name]) for name, part in parts]
        else:
            tables = [self._table_by_paths(sheet) or self._table_by_headings(sheet, self.form_named(sheet.title))]
        yield from filter(None, tables)

    def _read_template_mark(self, sheet: Sheet) -> None:
        """Read the audience and the policies of the template."""
        rows = [sheet.row(index) for index in range(len(sheet.numbers))]
        audience_word = text_of(rows[0].get(1, "")) if rows else ""
        if self.audience is not Audience.FIRM:  # a firm's workbook may have sheets copied from a bureau's workbook
            self.audience = next((audience for audience in Audience if audience.value == audience_word), self.audience)
        hash_by_policy = {
            text_of(cells.get(0, "")): text_of(cells.get(1, "")) for cells in rows if cells.get(0) != LISTS_HEAD
        }
        hash_by_policy.pop("", None)
        self._compare_policies(sheet.file, hash_by_policy)

    def _compare_policies(self, file: str, hash_by_policy: Mapping[str, str]) -> None:
        """Report that a workbook was made for other policies, or note that it was made for other versions."""
        made_for = Phrase("{names}", "{names}", names=join_phrases([*hash_by_policy]))
        if hash_by_policy and not any(program.has_name(name) for program in self.programs for name in hash_by_policy):
            names = join_phrases([program.name for program in self.programs])
            self.problems.append(TemplateOfOtherPolicy(path=file, made=made_for, policy=names))
            return
        for program in self.programs:
            if hash_by_policy and hash_by_policy.get(program.name) != program.content_hash:
                if any(map(program.has_name, hash_by_policy)):
                    made_for = Phrase("another version of {name}", "{name}的另一版本", name=program.name)
                self.notes.append(OtherTemplate(path=file, made=made_for, policy=program.name))

    def _note_hidden_parts(self, sheet: Sheet, table: SheetTable) -> None:
        """Report merged cells and doubled places, and note hidden parts and formulas that were read."""
        first = next(iter(sheet.numbers[table.first :]), 0)
        for area in sheet.merged:
            row = int(re.sub(r"\D", "", area.partition(":")[0]))
            if row >= first > 0:
                self.problems.append(
                    UnusableCell(
                        path=sheet.place(row),
                        what=Phrase("the cells {area} are merged into one", "单元格{area}是合并的", area=area),
                        advice=Phrase("part them, and fill in each", "请取消合并，并逐格填写"),
                    )
                )
        for place in sheet.doubled:
            row, position = (int(place), None) if place.isdigit() else row_and_column(place)
            what = (Phrase("the row {place}", "第{place}行", place=place) if position is None
                    else Phrase("the cell {place}", "单元格{place}", place=place))  # fmt: skip
            self.problems.append(DuplicatePlace(path=sheet.place(row, position), place=what))
        note_texts: list[tuple[Phrase, Phrase]] = []
        if sheet.is_hidden:
            note_texts.append((
                Phrase("the hidden sheet was read", "已读取这张隐藏的工作表"),
                Phrase("show it and look, or let its name begin with `_`", "请显示后核对，或把名称改为以`_`开头"),
            ))  # fmt: skip
        if hidden := [row for row in sheet.hidden_rows if row >= first > 0]:
            note_texts.append((
                Phrase("hidden rows were read: {many}, the first is {row}",
                       "已读取{many}个隐藏的行，第一个是第{row}行", many=len(hidden), row=hidden[0]),
                _SHOW,
            ))  # fmt: skip
        if hidden := [
            position
            for position in table.columns
            if any(first <= position < end for first, end in sheet.hidden_columns)
        ]:
            letters = join_phrases([column_letters(position) for position in hidden])
            note_texts.append((
                Phrase("hidden columns were read: {columns}", "已读取隐藏的列：{columns}", columns=letters), _SHOW,
            ))  # fmt: skip
        if sheet.formulas:
            note_texts.append((
                Phrase("of formulas ({many} cells) what they showed when the file was saved was read",
                       "有{many}格是公式，已读取保存时的结果", many=sheet.formulas),
                Phrase("save the workbook once more, if something changed since", "此后有改动的，请重新保存"),
            ))  # fmt: skip
        self.notes += [
            CellReadingNote(path=f"{sheet.file} {sheet.title}", what=what, advice=how) for what, how in note_texts
        ]

    def _report_struck_cells(self, table: SheetTable) -> None:
        """Report values that are struck through: the author may have deleted them so."""
        indexes = {number: index for index, number in enumerate(table.sheet.numbers)}
        for row, positions in values_by_key(sorted(map(row_and_column, {*table.sheet.struck}))).items():
            index = indexes.get(row, -1)
            struck = [each for each in positions if index >= table.first and not table.is_blank(index, each)]
            if struck:
                cells = join_phrases([table.sheet.cell_name(row, position) for position in struck])
                what = Phrase("text is struck through: {cells}", "以下单元格有删除线：{cells}", cells=cells)
                self.problems.append(UnusableCell(path=table.sheet.place(row), what=what, advice=_STRUCK))

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
            if path == f"{form.name}.{MARK}" and mark is None:  # a field may have this name, too
                mark = position
            elif (column := form.columns_by_path.get(path) or self._detail_column(form, path)) is None:
                self.problems.append(UnknownHeading(path=sheet.place(1, position), word=printable(path)))
            else:
                self._add_column(columns, sheet, 1, position, column.label.text(), column, seen)
        below = next((position for position, row in enumerate(sheet.numbers) if row > 2), len(sheet.numbers))
        if below == 2:
            self._units_of_columns(sheet, columns)
            words |= self._added_columns(sheet, form, columns, first, seen)
        return SheetTable(sheet, form, columns, below, mark, frozenset(words) - columns.keys())

    def _added_columns(
        self,
        sheet: Sheet,
        form: SheetForm,
        columns: dict[int, ColumnForm],
        named: Container[int],
        seen: dict[str, int],
    ) -> dict[int, str]:
        """Add the details in columns that a template does not have. Returns the headings of all added columns."""
        added: dict[int, str] = {}
        for position, value in sheet.row(1).items() if self._has_details(form) else ():
            heading = text_of(value)
            if position in named or all(map(is_blank, sheet.columns[position][2:])):
                continue
            added[position] = heading
            if (column := self._detail_column(form, heading)) is not None:
                self._add_column(columns, sheet, 2, position, heading, column, seen)
            else:
                words = _columns_by_heading(form, self.programs[0].currency)
                self.problems.append(self._unknown_heading(form, sheet.place(2, position), heading, words))
        return added

    def _add_column(
        self, columns: dict[int, ColumnForm], sheet: Sheet, row: int, position: int, word: str, column: ColumnForm,
        seen: dict[str, int],
    ) -> None:  # fmt: skip
        """Add a column, or report that an earlier one states the same. Columns for people alone are left out."""
        if column.is_information:
            return
        key = spelling_key(column.path) if column.is_detail else column.path
        if key in seen:
            other = sheet.cell_name(row, seen[key])
            self.problems.append(DuplicateStatement(path=sheet.place(row, position), word=word, other=other))
        else:
            columns[position] = column
        seen[key] = position

    def _table_by_headings(self, sheet: Sheet, form: SheetForm | None) -> SheetTable | None:
        """A sheet without the hidden row, or a table of a form. Its headings are names or labels."""
        if form is None and is_title_of_form(sheet.title):
            self.problems.append(UnusableCell(path=f"{sheet.file} {sheet.title}", what=MARKS_MISSING, advice=NEW_FORM))
            return None
        if form is None and self._states_unit(f"{sheet.file} {sheet.title}", sheet.title, unit_of_heading):
            return None
        if form is None:
            near = nearest(sheet.title, [word for form in self.form.sheets for word in (form.name, form.label.zh)])
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
                    advice=Phrase("save it with commas between the cells", "请另存为以英文逗号分隔的文件"),
                )
            )
            return None
        first = _header_row_index(sheet, words)
        for above in range(first):
            for position, value in sheet.row(above).items():
                self._states_unit(sheet.place(sheet.numbers[above], position), text_of(value), unit_above)
        row, headings = sheet.numbers[first], sheet.row(first)
        columns: dict[int, ColumnForm] = {}
        mark = _column_of_marks(
            {position: normalize_word(text_of(value)) for position, value in headings.items()}, words
        )
        seen: dict[str, int] = {}
        twofold = _headings_of_two_columns(form)
        for position, value in headings.items():
            heading = normalize_word(text_of(value))
            if heading in twofold and position != mark:
                word, (first_path, path) = printable(text_of(value)), twofold[heading]
                place = sheet.place(row, position)
                self.problems.append(HeadingOfTwoColumns(path=place, word=word, one=first_path, other=path))
                self._add_column(columns, sheet, row, position, word, form.columns_by_path[first_path], seen)
                continue
            column = (
                words.get(heading)
                or self._column_with_unit(heading, words)
                or self._detail_column(form, text_of(value))
            )
            if position == mark:
                continue
            if column is None and not self._is_ignored(form, sheet, value):
                place = sheet.place(row, position)
                if not self._states_unit(place, text_of(value), unit_of_heading):
                    self.problems.append(self._unknown_heading(form, place, text_of(value), words))
            elif column is not None:
                self._add_column(columns, sheet, row, position, text_of(value), column, seen)
        texts = {position: text_of(value) for position, value in headings.items()}
        return SheetTable(sheet, form, columns, first + 1, mark, frozenset(headings) - columns.keys(), texts)

    def _detail_column(self, form: SheetForm, heading: str) -> ColumnForm | None:
        """The column of the detail that a heading of applicants names, or `None` for any other heading."""
        word = detail_in_heading(heading.removeprefix(f"{APPLICANT}.")) if self._has_details(form) else None
        return None if word is None or wrong_detail_name(word, "", "") is not None else detail_column(word)

    def _has_details(self, form: SheetForm) -> bool:
        return form.name == APPLICANT and has_details(self.programs[0])

    def _unknown_heading(
        self, form: SheetForm, place: str, heading: str, words: Mapping[str, ColumnForm]
    ) -> Diagnostic:
        shown, detail = printable(heading), detail_in_heading(heading)
        if not self._has_details(form):
            advice = UnknownHeading.advice if detail is None else _DETAIL_ELSEWHERE
            near = nearest(normalize_word(heading), [*words])
            return UnknownHeading(path=place, word=shown, nearest=near, advice=advice)
        if detail is not None and (finding := wrong_detail_name(detail, shown, place)) is not None:
            return finding
        near = nearest(normalize_word(heading), [*words, *DETAILS, *(labels[0] for labels in DETAILS.values())])
        advice = Phrase(*_AS_NOTE, word=shown)
        return UnknownHeading(path=place, word=shown, nearest=near, advice=advice)

    def _is_ignored(self, form: SheetForm, sheet: Sheet, heading: Value) -> bool:
        word = text_of(heading)
        names = {f"{form.name}.{word}", f"{sheet.title}.{word}", *([word] if form.name == APPLICANT else [])}
        return any(name in self.ignored for name in names)

    # ------------------------------------------------------------------------------------------ units

    def _column_with_unit(self, heading: str, words: Mapping[str, ColumnForm]) -> ColumnForm | None:
        """The column whose heading states the unit in which its amounts are read: `金额（人民币元）`."""
        base, unit = unit_of_heading(heading) or ("", None)
        column = words.get(base)
        if unit is None or column is None or not column.type.is_money:
            return None
        return column if unit.is_main_unit(self._currency(column)) else None

    def _currency(self, column: ColumnForm | None = None) -> str:
        """The currency in which the amounts of a column are read."""
        column_currency = column.type.stated_currency if column is not None else None
        return column_currency or str(self.programs[0].currency)

    def _states_unit(
        self, place: str, text: str, unit_in: Callable[[str], object], column: ColumnForm | None = None
    ) -> bool:
        """Report a text with a unit other than the one in which amounts are read. Returns whether it was reported."""
        stated = unit_in(text)
        unit = stated[1] if isinstance(stated, tuple) else stated
        currency = self._currency(column)
        if not isinstance(unit, FigureUnit) or unit.is_main_unit(currency):
            return False
        word = UNITS.get(currency, currency)
        advice = _unit_advice(unit, currency, word)
        self.problems.append(StatedUnit(path=place, text=printable(text), unit=unit.word, read_in=word, advice=advice))
        return True

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
        """Report units in remarks: in comments, in the column of marks, and in one-cell rows below the records."""
        sheet, last = table.sheet, len(table.sheet.numbers)
        remarks = sheet.columns.get(-1 if table.mark is None else table.mark, ())
        with_text = {position for position in range(table.first, last) if remarks and not is_blank(remarks[position])}
        with_text |= {
            position
            for position in range(max(table.first, last - _MOST_TITLE_ROWS), last)
            if len(sheet.row(position)) == 1
        }
        for place, text in sheet.comments:
            row, position = row_and_column(place)
            at_cell = partial(self._states_unit, sheet.place(row, position), column=table.columns.get(position))
            any(at_cell(line, unit_above) for line in text.splitlines())
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
        ] or [form.name for form in self.form.sheets if word == FORMER_LABELS.get(form.name)]
        if len(names) > 1:
            names = [name for name in names if name == title] or names[:1]
        return self.form.sheets_by_name[names[0]] if names else None


_DETAIL_ELSEWHERE = Phrase(
    "write details of the applicant into the sheet `applicant`", "申请人的资料请写在“申请人”表中"
)
_AS_NOTE = (
    "write the label or the name of a field; a text for letters and lists only has the heading `note: {word}`",
    "请写字段的标签或名称；只供告知书和清单使用的资料，标题请写`附：{word}`",
)


def _unit_advice(unit: FigureUnit, currency: str, read_in: Phrase | str) -> Phrase:
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
    names = [headings[position] for position in positions]
    return next(iter(of_none), positions[0] if len(names) > len({*names}) else None)


def _headings_of_two_columns(form: SheetForm) -> dict[str, tuple[str, ...]]:
    """The headings that two columns have as name or label, with the paths of these columns."""
    paths: dict[str, dict[str, None]] = {}
    for column in form.columns:
        for heading in (column.name, *map(column.label.text, Language), *_words_without_unit(column)):
            paths.setdefault(normalize_word(heading), {})[column.path] = None
    several = {heading: tuple(known) for heading, known in paths.items() if len(known) > 1}
    return {heading: known[:2] for heading, known in several.items()}


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
            if column.type.is_money and not _words_without_unit(column) and currency == YUAN:
                columns.setdefault(normalize_word(f"{heading}（元）"), column)
                columns.setdefault(normalize_word(f"{heading}(元)"), column)
        columns[normalize_word(column.label.text(Language.ZH))] = column
    return columns


def _words_without_unit(column: ColumnForm) -> list[str]:
    return [
        str(value.text(language))
        for name, value in (*column.label.values, ("word", column.further_label))
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
            if column is not None and column.detail == field
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


_COUNT = re.compile(r"([0-9]{1,6}) ?[件个項项]?( ?\+)?")


def count_of(word: str) -> int | None:
    """The number of records that a count states: `4`, `4件`, or `4+` for a list in part; `None` for any other word."""
    match = _COUNT.fullmatch(to_half_width(word).strip())
    return None if match is None else int(match[1])


def completeness_of(word: str) -> Completeness | None:
    """The completeness that a word or a count states, or `None` for any other word."""
    if (count := count_of(word)) is not None:
        is_partial = to_half_width(word).strip().endswith("+")
        return Completeness.SOME if is_partial else Completeness.ALL if count else Completeness.NONE
    for completeness, phrase in COMPLETENESS_WORDS.items():
        if normalize_word(word) in (completeness.value, phrase.en, phrase.zh):
            return completeness
    return Completeness.NONE if written_values.SPECIAL.get(normalize_word(word)) == "none" else None


def unclear_completeness(place: str, word: str, column: ColumnForm) -> CompletenessContradicted:
    """The finding for a word that does not state completeness."""
    what = Phrase("`{word}` does not say whether all are listed", "“{word}”没有说明是否齐全", word=printable(word))
    words = join_phrases([phrase for _, phrase in column.members])
    advice = Phrase(
        "write their number (`4`; `0` for none; `4+` if only some are listed), or one of {words}",
        "请填写件数（例如`4`；没有填`0`；只列出一部分填`4+`），或填写{words}之一", words=words,
    )  # fmt: skip
    return CompletenessContradicted(path=place, what=what, advice=advice)


def other_number(place: str, count: int, listed: int, other: str = "") -> CompletenessContradicted:
    """The finding for a count that differs from the number of listed records. `other` is the place of the count."""
    values: dict[str, MessageValue] = {"count": count, "listed": listed, "other": other}
    words = _NUMBERS[0 if other else 1 if not listed else 2 if listed < count else 3]
    what, advice = Phrase(*words, **values), _EQUAL_NUMBERS if listed else _LIST_THEM
    return CompletenessContradicted(path=place, what=what, advice=advice)


_NUMBERS = (
    (
        "{listed} are listed here, and their number at {other} is {count}",
        "此处列出{listed}行，而{other}的件数填{count}",
    ),
    ("their number is {count}, and none is listed", "件数填{count}，明细没有列出"),
    ("their number is {count}, and only {listed} are listed", "件数填{count}，明细只有{listed}行"),
    ("their number is {count}, and {listed} are listed", "件数填{count}，明细有{listed}行"),
)
_LIST_THEM = Phrase(
    "list them in their table, or write `4+`; a form without this table is made again by `ipdsl template`",
    "请在该表中逐行列出，或把件数填为`4+`；表格中没有该表的，请用`ipdsl template`重新生成",
)
_EQUAL_NUMBERS = Phrase(
    "correct the number or the rows; write `4+` if only some are listed",
    "请改正件数，或补齐、删去行；只列出一部分的，件数填`4+`",
)


def none_but_listed(place: str, first: str) -> CompletenessContradicted:
    """The finding for a statement of no records next to a listed record."""
    what = Phrase(
        "`none` is stated here, but one is listed at {place}", "此处填“没有”，而{place}列出了一个", place=first
    )
    return CompletenessContradicted(
        path=place, what=what, advice=Phrase("empty this cell, or take the rows away", "请清空此格，或删去那些行")
    )


_HINT = re.compile(
    "[计計總总Σσ∑页均章签表填核经联余额白]|汇总|全部|结转|正文|total|sum|in all|average|mean|balance|forward"
    "|over|/|gesamt|ttl|t o t| by|signature|stamp|end of|nothing",
    re.IGNORECASE,
)
_CHINESE = re.compile(
    "(?:本页|本表|本年度?|全年|年度|全部|各项|以上|金额|费用|人民币|[0-9]{4}年度?)*"
    "(?:合计|总计|总合计|小计|共计|累计|总和|总额|总数|汇总|平均)(?:数|额|金额|值)?"
    "|(?:承?[上前]页|[过转接][次下]页)(?:结转|合计|余额)?|结转(?:下页|下年)?|均值|余额|结余|(?:以下|此处)(?:空白|无正文)|此页无正文"
    "|(?:本?单位|企业|公司)?(?:公章|盖章|签章|签字|签名)|(?:制表|填表|填报|审核|复核|经办|联系)人?|计|全部"
)
_ENGLISH = re.compile(
    r"(?:(?:grand|overall|page|sum) )?(?:sub-?)?totals?(?: (?:amount|sum))?|sum|in all|[σ∑]|average|mean|balance"
    "|(?:balance )?(?:carried|brought) (?:forward|down|over)|[bc]/[fd]|summe|gesamt|ttl|t o t a l"
    "|(?:prepared|checked|approved|reviewed|signed|issued) by|signatures?|stamp|end of (?:list|table)|nothing follows"
)
_BRACKETS = re.compile(r"\([^()]*\)")
_MOST = 40
"""Largest number of letters in the name of a total."""


def names_total(text: str) -> bool:
    """Whether a text names a total, with or without a unit or a count, or ends a list: `合计（3项）`, `以下空白`."""
    if len(text) > _MOST or not _HINT.search(text):
        return False
    words = to_half_width(text).strip().rstrip(":").strip().lower().replace("總", "总").replace("計", "计")
    base, _ = unit_of_heading(words) or (words, None)
    base = _BRACKETS.sub("", base).rstrip(": ")
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
_SIGNATURE = re.compile(r"[^\d:：]{2,}[:：][^\d:：]*|注\s*[:：].*")
_LETTERS = re.compile("[\u3400-\u9fff]|\\d [a-z]", re.IGNORECASE)
"""Letters of notes."""
_TOTAL = "the row is a total, a signature or a note: {word}", "此行是合计、签字或说明：{word}"
_SUM = "the row adds up the rows above: {word}", "此行是以上各行的合计：{word}"
_DELETE = Phrase("delete it: sums are worked out from the records", "请删除此行，合计由程序计算")
_IF_TOTAL = Phrase("it was read as a record: delete it if it is a total", "已按一条记录读取；此行是合计的，请删除")
_NO_NUMBER = "`{word}` is a text, and the other rows have numbers", "“{word}”是文字，其他各行均为编号"


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


def find_change(cell: str, *, is_list: bool = False, show: Callable[[str], str] = str) -> tuple[Phrase, Phrase] | None:
    """How a name in a cell was changed, with the next step. With `is_list`, commas may separate names."""
    for name in map(str.strip, re.split(_SEPARATOR, cell)):
        match = _CHANGED.fullmatch(name)
        if match is not None and not (is_list and match.lastgroup == "commas"):
            return _change_phrases(str(match.lastgroup), show(name))
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
        if open_rows := self.open_approvals():
            self.rows = [row for row in self.rows if row not in open_rows]
        for position, cells in table.sheet.columns.items():
            if position in table.columns:
                if table.sheet.has_types:
                    self._report_unreadable(position, cells)
                if table.columns[position].is_identifier or table.columns[position].is_detail:
                    self._check_changed_names(position, cells)
                if table.columns[position].type.is_name:
                    self._note_blank(position, cells)
            elif position != table.mark and position not in table.refused:
                self._report_missing_heading(position, cells)

    def open_approvals(self) -> frozenset[int]:
        """The rows of approvals whose amounts the bureau has not set. They state nothing, and are noted."""
        table = self.table
        position = table.column_of("amount") if table.form.name == APPROVALS else None
        rows = [row for row in self.rows if position is not None and table.is_blank(row, position)
                and not all(table.is_blank(row, column) for column in table.columns)]  # fmt: skip
        if rows and position is not None:
            what = Phrase("the amount of {many} is empty: not set yet", "有{many}未填核定金额，仍待核定",
                          many=counted_phrase(len(rows), "{n} row{s}", "{n}行"))  # fmt: skip
            path = table.place(rows[0], position)
            self.notes.append((rows[0], position, CellReadingNote(path=path, what=what, advice=_SET_AMOUNT)))
        return frozenset(rows)

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
        return [
            ""
            if isinstance(value, UnreadableCell)
            else value.strip(EDGES)
            if isinstance(value, str)
            else text_of(value)
            for value in shows
        ]

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
        notes, and its row states less than each of the others. A row without a usual number is also known by its sum.
        """
        total_rows: set[int] = set()
        unnumbered: list[set[int]] = []
        for position, cells in self.table.sheet.columns.items():
            known = self.table.columns.get(position)
            names = position == self.table.mark if known is None else known.type.is_name
            totals = {text for text in {*cells} if isinstance(text, str) and names_total(text)} if names else set()
            is_number, is_key = (False, False) if known is None else (known.is_identifier, known.is_key)
            texts = self._texts_among_numbers(position, cells) if is_number else frozenset()
            words = frozenset[str]() if known is None else dict(known.words).keys()
            totals, texts = totals - words, texts - words
            for row in self.rows if totals or texts else ():
                value = cells[row]
                if value not in totals and value not in texts:
                    continue
                other_values = self._other_values(row, position)
                may_be_other = _is_sum_or_label if value in texts and _is_sum_or_label(value) else _is_sum
                if (is_number and is_key and (value in totals or _SIGNATURE.fullmatch(text_of(value)))) or (
                    (other_values or value in texts) and all(map(may_be_other, other_values))
                ):
                    total_rows.add(row)
                    self._report_not_stated(
                        row, position, Phrase(*(_TOTAL if value in totals else _NO_NUMBER), word=str(value)), _DELETE
                    )
            if is_number and is_key:
                unnumbered.append({row for row in self.rows if is_blank(cells[row]) or cells[row] in texts})
        return self._with_sums_of_rows_above(total_rows, set.intersection(*unnumbered)) if unnumbered else total_rows

    def _with_sums_of_rows_above(self, total_rows: set[int], unnumbered: Container[int]) -> set[int]:
        """Add the rows without a usual number whose sum is that of two or more rows of the applicant right above.

        A row with a usual number may be a record. It is noted if its sum is that of all these rows.
        """
        names = self.words(self.table.column_of(APPLICANT))
        summable = {position for position, column in self.table.columns.items() if column.type.is_totalled}
        for position, cells in self.table.sheet.columns.items():
            for _, group in groupby(zip(names, self.rows, strict=True), itemgetter(0)) if position in summable else ():
                total, last, earlier = 0, -1, {-1}
                sums = ((row, _sum_in(cells[row])) for _, row in group if row not in total_rows)
                for row, value in ((row, value) for row, value in sums if value > 0):
                    if row in unnumbered and total >= value and total - value in earlier:
                        total_rows.add(row)
                        self._report_not_stated(row, position, Phrase(*_SUM, word=text_of(cells[row])), _DELETE)
                    else:
                        if total == value and last > 0 and self.table.columns[position].type.is_money:
                            self._note_once(
                                row, position, f"sum {row}", Phrase(*_SUM, word=text_of(cells[row])), _IF_TOTAL
                            )
                        earlier.add(last)
                        total, last = total + value, total
        return total_rows

    def _other_values(self, row: int, position: int) -> list[Value]:
        """The values of a row other than its name and its applicant."""
        names = (position, self.table.column_of(APPLICANT))
        return [value for column, value in self.table.sheet.row(row).items() if column not in names]

    def _texts_among_numbers(self, position: int, cells: Sequence[Value]) -> frozenset[str]:
        """The texts of a column of numbers that have no digit, or a colon, or read as notes.

        None have no digit if most are such texts; none have a colon if most have one. None are notes if a number has
        letters of notes, or if the row of a note states as much as that of a number.
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
        labels = {text for text in texts if _LABEL.search(text)}
        return frozenset(
            notes | (texts if len(texts) * 2 < len(shown) else labels if len(labels) * 2 <= len(shown) else set())
        )

    def _report_missing_heading(self, position: int, cells: Sequence[Value]) -> None:
        for row in self.rows:
            if not is_blank(cells[row]):
                place = self.table.place(row, position)
                shown = printable(last_digits(text_of(cells[row])))  # it may be an account
                self.add_problem(row, position, NoHeading(path=place, found=shown))

    def _note_blank(self, position: int, cells: Sequence[Value]) -> None:
        """Report blanks around a name, which are not part of it. Only the first cell of a column is reported."""
        for row in self.rows:
            value = cells[row]
            if isinstance(value, str) and value != (name := value.strip(EDGES)) and name:
                self._note_once(
                    row, position, "blank",
                    Phrase("blanks around the name `{name}` were left out", "已略去名称“{name}”首尾的空格",
                           name=printable(_finding_text(self.table.columns[position], name))),
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
        column = self.table.columns[position]
        changes = (
            (row, find_change(cells[row], is_list=column.is_list, show=partial(_finding_text, column)))
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
            if column.is_detail and known_detail(column.detail) in NUMBER_DETAILS:
                self._report_not_stated(row, position, what, _FROM_DOCUMENT)
            elif self.table.sheet.has_types:
                self._note_once(
                    row, position, "changed", what,
                    _FROM_DOCUMENT if column.is_detail else
                    Phrase("compare the names with their source: a different name is a different item, and is paid"
                           " again", "请与名称的来源核对：名称不同的按另一项目处理，会重新兑现"),
                )  # fmt: skip
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
            day = _finding_text(column, value.iso)
            self._report_not_stated(
                row, position,
                Phrase("a day in place of a name: {day}", "此处应为名称，却是日期：{day}", day=day), _AS_TEXT,
            )  # fmt: skip
            return value.iso
        if column.type.is_date:
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
        self._check_digits_of_name(column, text_of(value), row, position)
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
            if column.type.is_name:
                return self._convert_other_type(column, held, row, position, converters)
            self._note_once(
                row, position, "day",
                Phrase("the format `{code}` shows a part of the day {day}; the whole was read",
                       "格式“{code}”只显示日期的一部分，已按{day}读取", code=cell.code, day=held.iso),
                Phrase("show year, month and day, and look", "请把此格设为显示年、月、日的格式后核对"),
            )  # fmt: skip
            return held.iso
        shown = cell.number_shown
        if shown is None or (column.type.is_name and not _is_name_shown(shown, text_of(held))):
            place = self.table.place(row, position)
            digits_shown = _finding_text(column, text_of(held))
            self.add_problem(row, position, FormatHidesValue(path=place, found=digits_shown, form=cell.code))
            return NOTHING
        if column.type.is_name and len(text_of(held).lstrip("-")) > _MOST_DIGITS:
            return self._convert_other_type(column, held, row, position, converters)
        if shown.is_cut:
            self._note_once(
                row, position, "cut",
                Phrase("the format `{code}` shows fewer digits than the cell holds; {held} was read",
                       "格式“{code}”显示的位数少于此格所存的位数，已按{held}读取", code=cell.code, held=text_of(held)),
                Phrase("if what is shown is meant, write it", "应以显示的数为准的，请按显示的数填写"),
            )  # fmt: skip
        if shown.is_number:
            return (
                converters[type(held)](held)
                if type(held) in converters
                else self._convert_other_type(column, held, row, position, converters)
            )
        self._note_format(cell, shown.text, row, position)
        return converters[str](shown.text)

    def _note_format(self, cell: FormattedValue, text: str, row: int, position: int) -> None:
        column = self.table.columns[position]
        held = _finding_text(column, text_of(cell.value))
        if (position, "words") in self._have_formats or not _OWN_WORDS.search(cell.code):
            return  # a currency or a percent sign is visible in the cell
        self._note_once(
            row, position, "words",
            Phrase("the cell holds {held} and was read as its format `{code}` shows it: {text}",
                   "此格所存的值是{held}，已按其格式“{code}”显示的{text}读取",
                   held=held, code=cell.code, text=printable(_finding_text(column, text))),
            _SAME_VALUE,
        )  # fmt: skip

    def _note_once(self, row: int, position: int, kind: str, what: Phrase, advice: Phrase) -> None:
        """Report how a cell was read, once per column and kind."""
        if (position, kind) not in self._have_formats:
            self._have_formats.add((position, kind))
            self.notes.append(
                (row, position, CellReadingNote(path=self.table.place(row, position), what=what, advice=advice))
            )

    def _check_digits_of_name(self, column: ColumnForm, digits: str, row: int, position: int) -> None:
        is_short = len(digits.lstrip("-")) <= _MOST_DIGITS and "e" not in digits
        detail = known_detail(column.detail) if column.is_detail else ""
        if is_short and is_whole_phone(detail, digits):
            return
        if column.is_detail and (not is_short or detail in NUMBER_DETAILS):
            self._report_not_stated(
                row, position,
                Phrase("a detail was entered as a number: zeros before it and digits after the 15th are lost",
                       "资料是按数字填写的，开头的0和第15位以后的数字会丢失"), _AS_TEXT,
            )  # fmt: skip
        elif not is_short:
            self._report_not_stated(
                row, position,
                Phrase("a name of more than {most} digits was entered as a number: its last digits are lost",
                       "超过{most}位的名称是按数字填写的，后几位已经丢失", most=_MOST_DIGITS), _AS_TEXT,
            )  # fmt: skip
        elif position not in self._have_numbers:  # only the first of a column is reported
            self._have_numbers.add(position)
            digits_shown = _finding_text(column, digits)
            self.notes.append((row, position, NameAsNumber(path=self.table.place(row, position), found=digits_shown)))

    def _report_not_stated(self, row: int, position: int, what: Phrase, advice: Phrase) -> None:
        self.add_problem(row, position, UnusableCell(path=self.table.place(row, position), what=what, advice=advice))


def _finding_text(column: ColumnForm, text: str) -> str:
    """A text as findings show it: of a detail, only the last four digits."""
    return last_digits(text) if column.is_detail else text


_OWN_WORDS = re.compile(r'"[^"]*[^"\s¥￥$€£][^"]*"|[\\!][^\s()¥￥$-]|0{2,}[^.]*$|@.|[\u4e00-\u9fff]')
"""Text that a format adds to digits, except signs of currency and percentage."""
_SAME_VALUE = Phrase("if the value is meant without it, give the cell the format General",
                     "应按所存的值读取的，请把此格设为常规格式")  # fmt: skip
_AS_TEXT = Phrase("format the cell as text and write it again", "请把此格设为文本后重新填写")
_FROM_DOCUMENT = Phrase("write it again from the document, as text", "请按原件以文本重新填写")
_AS_DAY = Phrase("format the cell as a date, or write the day as 2022-03-01", "请把此格设为日期，或写成2022-03-01")
_SET_AMOUNT = Phrase("write the amount; 0 if nothing is approved", "请填写核定的金额；不予核定的填0")
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
    if not column.type.is_name:
        ways |= {Day: attrgetter("iso"), CellNumber: attrgetter("digits")}
        if not column.type.is_date:
            ways[int] = _identity
        if column.type.is_flag:
            ways[int] = lambda value: read(str(value)) if value in (0, 1) else value
    return ways


def _is_name_shown(shown: ShownValue, digits: str) -> bool:
    """Whether the format shows a name exactly: `000123`, `A007`."""
    if shown.is_cut or not shown.is_exact:
        return False
    return shown.text == digits if shown.is_number else "%" not in shown.text and "." not in digits


def _is_sum(value: Value) -> bool:
    is_number = isinstance(value, int | CellNumber | UnreadableCell | FormattedValue) and not isinstance(value, bool)
    return is_number or (isinstance(value, str) and number(amount(value)) is not None)


def _is_sum_or_label(value: Value) -> bool:
    """Whether a value is a sum, or a text after a label, as in rows of signatures: `复核：王五`."""
    return _is_sum(value) or (isinstance(value, str) and _LABEL.search(value) is not None)


def _sum_in(value: Value) -> Any:
    """The sum that a cell shows, or 0."""
    text = text_of(value)
    return int(text) if text.isdecimal() and len(text) < _MOST else getattr(number(amount(text)), "value", Fraction(0))


def _identity(value: Any) -> Any:
    return value


def text_parser(column: ColumnForm) -> Callable[[str], Any]:
    """The function that reads a text of a column in its handwritten form."""
    if column.is_detail:
        return str
    read = _parser_for_type(column)
    if column.line_part in BY_YEAR:
        return lambda text: _pairs(text) if ":" in text or "：" in text else read(text)
    if column.line_part == "payments":
        return _payments
    is_stated = column.line_part or column.members or column.path == f"{APPLICANT}.{ID}"
    return partial(_name, read) if column.type.is_name and not is_stated else read


def _parser_for_type(column: ColumnForm) -> Callable[[str], Any]:
    if column.line_part == RECOVERED:
        return lambda text: payments_of_names(_pairs(text))
    if column.line_part == INSTALMENTS:
        return lambda text: instalments_of_names(_pairs(text))
    if column.line_part in MAPS and column.line_part != "digest":
        return _pairs
    if column.is_of_policy:
        words = dict(column.words)
        return lambda text: words.get(text) or words.get(without_blanks(text), text)
    if column.is_list:
        return text_parser_for(ListType(column.type), column.words)
    return text_parser_for(column.type, column.words, column.name)


def _name(read: Callable[[str], Any], text: str) -> Any:
    special = SPECIAL.get(text.lower())  # no name equals such a word
    return read(text) if special is None else _SPECIAL[special]


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
