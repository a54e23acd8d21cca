"""The form for one applicant: a front page and one sheet with all tables, as they are printed on A4.

Input: the form of the policies (`form_of`), their code, what one record of each kind pays at most, and optionally facts
in canonical form. Output: the bytes of an .xlsx, and the number of its tables. `marked_tables` reads it back.

The front page has a line for each fact of the applicant, and one for each kind of record: its articles, the sum, the
count, and a link to its table. Kinds that only conditions or references read, yearly figures, periods and support by
others follow. The tables have the same order. Pages end between tables: the heights of all rows are known.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from types import MappingProxyType
from typing import Any

import attrs

from ipdsl.base.findings.phrase import Language, Phrase, join_phrases
from ipdsl.base.values.money import DECIMALS, Money
from ipdsl.base.version import __version__
from ipdsl.decision.other_years import asks_for_support
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.ir.terms import Program
from ipdsl.office.errors import WorkbookLibraryMissing, require_libraries
from ipdsl.office.forms.form import (
    APPLICANT,
    FIGURES,
    PERIODS,
    SUPPORT,
    UNITS,
    Audience,
    ColumnForm,
    SheetForm,
    SheetRow,
    WorkbookForm,
    cell_format,
    check_answer,
    choice_words,
    form_of,
    record_name_column,
    sheet_rows,
    stated_parts,
)
from ipdsl.office.forms.marked_tables import (
    COUNT_COLUMN,
    COUNT_MARK,
    FORM_HEAD,
    FRONT_TITLE,
    HEADINGS_MARK,
    TABLE_SIGN,
    TABLES_TITLE,
    TEXT_MARK,
    VALUE_COLUMN,
    VALUE_MARK,
)
from ipdsl.office.sheets.workbook import WRITER
from ipdsl.report.localizer import Localizer, amount, capitalize, localizer_of, width
from ipdsl.schema.details import DETAILS_PART
from ipdsl.schema.types.money import minor_to_text
from ipdsl.schema.vocabulary import Schema


@attrs.frozen(eq=False)
class FormTable:
    """One table of the form. `articles` are those that need it, and `is_paid`: an award is for these records."""

    sheet: SheetForm
    articles: tuple[str, ...] = ()
    is_paid: bool = False
    most: str = ""

    @property
    def name(self) -> str:
        """The name of its sheet."""
        return self.sheet.name

    @property
    def columns(self) -> tuple[ColumnForm, ...]:
        """The columns of its sheet without the applicant, at least the name of a record."""
        columns = tuple(column for column in self.sheet.columns if column.name != APPLICANT)
        return columns or (record_name_column(self.name),)

    @property
    def count_path(self) -> str:
        """The mark of its count on the front page; empty for tables without a count."""
        return "" if self.name in (FIGURES, PERIODS) else f"{APPLICANT}.records.{self.name}"


def filled_form(
    codes: Sequence[GeneratedFunctions], language: Language, *, facts: Mapping[str, Any] | None = None,
    kinds: Sequence[str] = (), most: Mapping[str, Money | None] = MappingProxyType({}), rows: int = 3,
    only_counted: bool = False,
) -> tuple[bytes, int]:  # fmt: skip
    """The form, empty or with known facts in canonical form (`to_canonical_form`), and the number of its tables.

    `kinds` are the applicant's: what cannot be paid to them is left out. With `only_counted`, kinds of which the facts
    list no record have no table. `rows` is the number of empty rows of a table.
    """
    require_libraries(WorkbookLibraryMissing, WRITER)
    import xlsxwriter

    known = [facts] if facts is not None else []
    form = form_of(codes, Audience.FIRM, extra_parts=[*stated_parts(known), (f"{APPLICANT}.{DETAILS_PART}", "address")])
    stated = sheet_rows(form, known, language)
    whole = next(iter(stated.get(APPLICANT, ())), {})
    if "kinds" not in (facts or {}).get(APPLICANT, {}) and kinds:
        words = dict(form.sheets_by_name[APPLICANT].columns_by_path[f"{APPLICANT}.kinds"].members)
        whole[f"{APPLICANT}.kinds"] = "; ".join(words[kind].text(language) for kind in kinds)
    programs = [code.program for code in codes]
    tables = (*_tables(form, programs, frozenset(kinds), most, stated, language),)
    written = {table.name: table for table in tables if not only_counted or stated.get(table.name)}
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_format_properties": _FONT, **_AS_TYPED})
    _FormWriter(book, form, programs, language, tables, written, stated, whole, rows).write()
    book.close()
    return buffer.getvalue(), len(written)


# ---------------------------------------------------------------------------------------------- tables


def _tables(
    form: WorkbookForm, programs: Sequence[Program], kinds: frozenset[str], most: Mapping[str, Money | None],
    stated: Mapping[str, Sequence[SheetRow]], language: Language,
) -> Iterator[FormTable]:  # fmt: skip
    """The tables in the order of articles: kinds that are paid, then kinds that are only read, then other sheets."""
    needs: dict[str, list[tuple[int, str]]] = {}
    paid: set[str] = set()
    refused: set[str] = set()
    for number, program in enumerate(programs):
        for place, names, articles, is_paid, is_offered in _uses(program, kinds):
            for name in _sheets_with(form, names):
                if not is_offered:
                    refused.add(name)
                    continue
                needs.setdefault(name, []).append((number * 100_000 + place, articles))
                if is_paid:
                    paid.add(name)
    sheets = [sheet for sheet in form.sheets if sheet.name in form.schema.record_by_name]
    sheets = [sheet for sheet in sheets if sheet.name in needs or sheet.name not in refused or sheet.name in stated]
    sheets.sort(key=lambda sheet: (sheet.name not in paid, min(needs.get(sheet.name, [(10**9, "")]))[0]))
    for sheet in sheets:
        basis = dict.fromkeys(article for _, article in sorted(needs.get(sheet.name, ())) if article)
        sum_ = most.get(sheet.name)
        words = (
            _SEE_ARTICLE.text(language) if sum_ is None and sheet.name in most else "" if sum_ is None else amount(sum_)
        )
        yield FormTable(sheet, tuple(basis), sheet.name in paid, words)
    is_stated = any(f"{APPLICANT}.records.{SUPPORT}" in row for row in stated.get(APPLICANT, ()))
    is_asked = is_stated or any(program.compute_once(asks_for_support) for program in programs)
    for name in (FIGURES, PERIODS, *([SUPPORT] if is_asked else ())):
        if name in form.sheets_by_name:
            yield FormTable(form.sheets_by_name[name])


def _uses(program: Program, kinds: frozenset[str]) -> Iterator[tuple[int, Iterable[str], str, bool, bool]]:
    """The record kinds that awards and references name.

    Each with its place in the text, the article, whether an award is for these records, and whether these applicants
    can have the award.
    """
    wider = frozenset[str]().union(*(program.schema.wider_kinds[kind] for kind in kinds))
    parts: list[Any] = [*program.clauses, *program.allocations, *program.references]
    for place, part in enumerate(parts):
        beneficiaries = getattr(part, "beneficiaries", ())
        is_offered = not (kinds and beneficiaries) or not wider.isdisjoint(beneficiaries)
        if part.trigger is not None and part.trigger.record:
            yield place, [part.trigger.record], part.article, place < len(program.clauses), is_offered
        yield place, [word for gate in part.gates for word in gate.words], part.article, False, is_offered


def _sheets_with(form: WorkbookForm, words: Iterable[str]) -> Iterator[str]:
    """The sheets with the records of these kinds: those of the kind itself, or of a wider kind."""
    schema: Schema = form.schema
    for word in words:
        if word in schema.record_by_name:
            yield from (name for name in schema.lineage(word) if name in form.sheets_by_name)


# ---------------------------------------------------------------------------------------------- pages

A4_SHORT, A4_LONG = 595.0, 842.0
"""The sides of a page in points."""

_SIDE, _TOP, _BOTTOM = 32, 40, 36
"""Margins in points."""

_POINTS_OF_DIGIT = 5.65
"""The width of one digit of a column, in points, with the part of the column's padding."""

_SCALE = 80
"""The largest scale of the tables, in percent."""

_LINE, _NEXT_LINE, _TITLE, _GAP = 13, 15, 15, 4
"""Heights of rows in points."""

_HIGHEST = 409
"""The largest height of a row that Excel accepts, in points."""


def _lines(text: str, room: float) -> int:
    """The number of lines of a text in a column."""
    return max(1, -int(-width(text) * 1.08 // max(room, 1)))


def _shorten(text: str, most: int = 255) -> str:
    """Shorten a text to its beginning, as long as Excel accepts lists and notes of cells. It counts units of UTF-16."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")


def pages_of(heights: Sequence[float], room: float) -> list[int]:
    """The number of the page of each table, if no table is divided that fits on a page."""
    pages: list[int] = []
    page, used = 1, 0.0
    for height in heights:
        if used and used + height > room:
            page, used = page + 1, 0.0
        pages.append(page)
        used += height
        if used > room:  # longer than a page
            more, used = divmod(used, room)
            page += int(more)
    return pages


@attrs.define(eq=False, slots=False)
class _FormWriter:
    book: Any
    form: WorkbookForm
    programs: Sequence[Program]
    language: Language
    tables: Sequence[FormTable]
    written: Mapping[str, FormTable]
    stated: Mapping[str, Sequence[SheetRow]]
    whole: SheetRow
    """The cells of the applicant."""
    rows: int
    formats: dict[str, Any] = attrs.field(factory=dict)
    first_rows: dict[str, int] = attrs.field(factory=dict)
    """The first row of each table, counted from 0."""

    def write(self) -> None:
        """Write both sheets."""
        self.book.set_properties({"title": ", ".join(name for name, _ in self.form.policies), "comments": __version__})
        self._add_formats()
        front, sheet = (self.book.add_worksheet(self._say(title)) for title in (FRONT_TITLE, TABLES_TITLE))
        heights = [self._heights(table) for table in self.written.values()]
        starts = [*accumulate(map(len, heights), initial=0)]
        self.first_rows = dict(zip(self.written, starts, strict=False))
        self._front(front)
        for table, lines in zip(self.written.values(), heights, strict=True):
            self._table(sheet, table, lines)
        sheet.set_landscape()
        sheet.set_header(
            f"&L{_shorten(self._title, 80).replace('&', '&&')}&R{self._say(TABLES_TITLE)}", {"margin": 0.25}
        )
        scale = int(max(40, min(_SCALE, 98 * (A4_LONG - 2 * _SIDE) / (sum(self._widths) * _POINTS_OF_DIGIT + 1))))
        pages = pages_of([*map(sum, heights)], (A4_SHORT - _TOP - _BOTTOM) / scale * 97)
        breaks = zip(starts[1:], pages[1:], pages, strict=False)
        sheet.set_h_pagebreaks([row for row, page, before in breaks if page > before])
        self._print(sheet, self._widths, scale, 0, starts[-1])

    def _print(self, sheet: Any, widths: Sequence[float], scale: int, first: int, end: int) -> None:
        """Paper, margins, page numbers, columns and the printed rows of a sheet."""
        sheet.set_paper(9)
        sheet.hide_gridlines(2)
        sheet.set_margins(*(points / 72 for points in (_SIDE, _SIDE, _TOP, _BOTTOM)))
        sheet.set_footer(f"&C{self._say(_PAGES)}", {"margin": 0.25})
        sheet.set_print_scale(scale)
        sheet.set_column(0, 0, None, None, {"hidden": True})
        for position, column_width in enumerate(widths, 1):
            sheet.set_column(position, position, column_width)
        if end > first:
            sheet.print_area(first, 1, end - 1, len(widths))

    def _say(self, phrase: Phrase) -> str:
        return phrase.text(self.language)

    @cached_property
    def _localize(self) -> Localizer:
        return localizer_of(self.programs[0], self.language)

    @cached_property
    def _title(self) -> str:
        names = [(localizer_of(program, self.language).names, program) for program in self.programs]
        titles = [words.quotation(program.title) or program.name for words, program in names]
        between = self._localize("; ", "》《")
        return self._localize("{titles}: application", "《{titles}》申请表", titles=between.join(titles))

    def _add_formats(self) -> None:
        font = {**_FONT, "valign": "vcenter", "text_wrap": True}
        if self.language is Language.ZH:
            font["font_name"] = "宋体"
        frame = {**font, "border": 1, "border_color": "#A6A6A6"}
        yellow = {**frame, "bg_color": "#FFF9D6"}
        numbers = {
            "text": {"num_format": "@"}, "day": {"num_format": "yyyy-mm-dd", "align": "left"},
            "sum": {"num_format": f"#,##{minor_to_text(0, DECIMALS[self.form.currency])}"},
            "whole": {"num_format": "0"}, "any": {},
        }  # fmt: skip
        values = {f"value {name}": {**yellow, "align": "left", **form} for name, form in numbers.items()}
        formats = values | {name: {**frame, **form} for name, form in numbers.items()} | {
            "head": {**font, "bold": True, "font_size": 16, "align": "center"},
            "under": {**font, "align": "center", "font_color": "#595959"},
            "note": {**font, "font_color": "#595959", "font_size": 9}, "promise": font,
            "label": {**frame, "bg_color": "#EEF3F8"},
            "heading": {**frame, "bold": True, "bg_color": "#DCE6F1", "align": "center"},
            "key": {**frame, "bold": True, "bg_color": "#B8CCE4"},
            "column": {**frame, "bold": True, "bg_color": "#DCE6F1"},
            "title": {**font, "bold": True, "font_size": 11, "font_color": "#1F4E9E", "text_wrap": False},
            "section": {**frame, "bold": True, "bg_color": "#F2F2F2"},
            "middle": {**frame, "align": "center"}, "right": {**frame, "align": "right"},
            "count": {**yellow, "align": "center"},
            "link": {**frame, "align": "center", "font_color": "#1F4E9E", "underline": 1},
            "grey": {"bg_color": "#D9D9D9", "font_color": "#7F7F7F"},
        }  # fmt: skip
        self.formats = {name: self.book.add_format(form) for name, form in formats.items()}

    def _row(self, sheet: Any, row: int, cells: Sequence[Any], styles: Sequence[str], height: float) -> None:
        """Write the cells of a row from column A. Each has its format; column A has none."""
        sheet.set_row(row, height)
        for position, (value, style) in enumerate(zip(cells, ("", *styles), strict=True)):
            if style or value:
                sheet.write(row, position, value, self.formats.get(style))

    # ------------------------------------------------------------------------------------------ front page

    def _front(self, sheet: Any) -> None:
        """The front page: title, lines of the applicant, counts, promise."""
        heights: list[float] = []
        first = len(self.form.policies)
        for row, policy in enumerate(self.form.policies):
            sheet.write_row(row, 0, (FORM_HEAD, *policy))
            sheet.set_row(row, None, None, {"hidden": True})
        sheet.write(0, VALUE_COLUMN, VALUE_MARK)
        sheet.write(0, COUNT_COLUMN, COUNT_MARK)

        def text(words: str, style: str, room: int, points: float) -> None:
            row = first + len(heights)
            sheet.write(row, 0, TEXT_MARK)
            sheet.merge_range(row, 1, row, 6, words, self.formats[style])
            heights.append(points * _lines(words, room))
            sheet.set_row(row, heights[-1])

        text(self._title, "head", 52, 24)
        text(
            self._say(join_phrases([program.document for program in self.programs if program.document])),
            "under",
            85,
            13,
        )
        columns = self.form.sheets_by_name[APPLICANT].columns
        lines = [column for column in columns if not column.path.startswith(f"{APPLICANT}.records.")]
        for column in sorted(lines, key=lambda column: 0 if column.is_key else 1 if column.is_detail else 2):
            heights.append(self._line(sheet, first + len(heights), column))
        text(self._say(_COUNT_NOTE), "note", 88, 13)
        unit = UNITS.get(self.form.currency, self.form.currency)
        headings = [self._localize.phrase(each) for each in _HEADINGS]
        headings[3] = self._localize("{most} ({unit})", "{most}（{unit}）", most=headings[3], unit=unit)
        self._row(sheet, first + len(heights), (TEXT_MARK, *headings), ("heading",) * 6, 28)
        heights.append(28)
        for number, table in enumerate(self.tables, 1):
            if not table.is_paid and (number == 1 or self.tables[number - 2].is_paid):
                text(self._say(_OTHER), "section", 85, 15)
            heights.append(self._count_line(sheet, first + len(heights), table, number))
        text(self._say(_PROMISE), "promise", 80, 22)
        text(self._say(_SEAL), "promise", 80, 30)
        scale = int(max(60, min(100, (A4_LONG - _TOP - _BOTTOM) / sum(heights) * 97)))
        wider = (A4_SHORT - 2 * _SIDE) / (sum(_FRONT_WIDTHS) * _POINTS_OF_DIGIT * 1.04) * 100 / scale
        sheet.center_horizontally()
        self._print(sheet, [digits * wider for digits in _FRONT_WIDTHS], scale, first, first + len(heights))

    def _line(self, sheet: Any, row: int, column: ColumnForm) -> float:
        """A line for a fact of the applicant. Returns its height."""
        value, style = self.whole.get(column.path, ""), self.formats[f"value {cell_format(column)}"]
        lines = 2 if column.path.endswith(_LONG) and not value else _lines(str(value), 50)
        height = 17.0 if lines == 1 else min(13.0 * lines, _HIGHEST)
        self._row(sheet, row, (column.path,), (), height)
        sheet.merge_range(row, 1, row, 2, self._say(column.label), self.formats["label"])
        sheet.merge_range(row, VALUE_COLUMN, row, 6, "", style)
        sheet.write(row, VALUE_COLUMN, value, style)
        self._validate(sheet, row, row, VALUE_COLUMN, column)
        return height

    def _count_line(self, sheet: Any, row: int, table: FormTable, number: int) -> float:
        """The line of a table: its articles, the sum, the count and the link. Returns its height."""
        label, basis, path = self._say(table.sheet.label), self._articles(table), table.count_path
        listed = len(self.stated.get(table.name, ()))
        word = self.whole.get(path)
        stated = "—" if not path else "" if word is None else f"{listed}+" if word in _IN_PART else listed
        height = 15.0 * max(_lines(label, 27), _lines(basis, 17))
        styles = ("middle", "text", "text", "right", "count" if path else "middle", "middle")
        self._row(sheet, row, (path or TEXT_MARK, number, label, basis, table.most, stated, ""), styles, height)
        if path:
            place = f"='{self._say(FRONT_TITLE)}'!$F${row + 1}"
            check_answer(self.book.define_name(f"count_{table.name}", place))
        if table.name in self.first_rows:
            place = f"internal:'{self._say(TABLES_TITLE)}'!B{self.first_rows[table.name] + 1}"
            sheet.write_url(row, 6, place, self.formats["link"], self._say(_FILL_IN))
        return height

    def _articles(self, table: FormTable) -> str:
        return self._localize.row(map(self._localize.article, table.articles))

    # ------------------------------------------------------------------------------------------ tables

    @cached_property
    def _widths(self) -> list[float]:
        """The widths of the columns, which all tables share."""
        widths: dict[int, int] = {}
        for table in self.written.values():
            for position, column in enumerate(table.columns):
                words = (self._say(column.label), *choice_words(column, self.language))
                widest = min(22, max(13, *(width(word) + 2 for word in words)))
                widths[position] = max(widths.get(position, 0), widest)
        room = (A4_LONG - 2 * _SIDE) / (_POINTS_OF_DIGIT * 1.04) * 100 / _SCALE
        return [min(digits * max(1, room / sum(widths.values())), digits + 8) for digits in widths.values()]

    def _rows_of(self, table: FormTable) -> list[SheetRow]:
        """The rows of a table, also the empty ones. A record of which nothing is known has a word for it."""
        unknown: SheetRow = {table.columns[0].path: self._say(_UNKNOWN)}
        paths = {column.path for column in table.columns}
        rows = [row if paths & row.keys() else unknown for row in self.stated.get(table.name, ())]
        return [*rows, *({} for _ in range(max(self.rows - len(rows), min(1, self.rows), 0 if rows else 1)))]

    def _heights(self, table: FormTable) -> list[float]:
        """The heights of the rows of a table, so that no text is cut: title, headings, records, and a narrow row."""

        def height(texts: Iterable[object]) -> float:
            lines = max(_lines(str(text), room - 1) for text, room in zip(texts, self._widths, strict=False))
            return min(_LINE + (lines - 1) * _NEXT_LINE, _HIGHEST)

        records = [height(row.get(column.path, "") for column in table.columns) for row in self._rows_of(table)]
        return [_TITLE, height(self._say(column.label) for column in table.columns), *records, _GAP]

    def _table(self, sheet: Any, table: FormTable, heights: Sequence[float]) -> None:
        first, columns, articles = self.first_rows[table.name], table.columns, self._articles(table)
        label = self._say(table.sheet.label)
        title = self._localize("{articles}: {label}", "{articles}　{label}", articles=articles, label=label)
        self._row(
            sheet,
            first,
            (f"{TABLE_SIGN}{table.name}", capitalize(title) if articles else label),
            ("title",),
            heights[0],
        )
        styles = ["key" if column.is_key else "column" for column in columns]
        self._row(
            sheet, first + 1, (HEADINGS_MARK, *(self._say(column.label) for column in columns)), styles, heights[1]
        )
        styles = [*map(cell_format, columns)]
        for index, row in enumerate(self._rows_of(table), 2):
            values = (row.get(column.path, "") for column in columns)
            self._row(sheet, first + index, (table.name, *values), styles, heights[index])
        last = first + len(heights) - 2
        sheet.set_row(last + 1, heights[-1])
        for position, column in enumerate(columns, 1):
            self._validate(sheet, first + 2, last, position, column)
        if table.count_path:
            rule = {"type": "formula", "criteria": f'=count_{table.name}&""="0"', "format": self.formats["grey"]}
            check_answer(sheet.conditional_format(first, 1, last, len(columns), rule))

    def _validate(self, sheet: Any, first: int, last: int, position: int, column: ColumnForm) -> None:
        """A list of choices, or a warning about days and sums; the note of the column is shown at the cell."""
        words = choice_words(column, self.language)
        listed = ",".join(words)
        is_list = bool(words) and listed == _shorten(listed) and listed.count(",") == len(words) - 1
        options, message = (
            ({"validate": "list", "source": [*words]}, _NOT_IN_LIST)
            if is_list
            else _WARNINGS.get(cell_format(column), ({"validate": "any"}, _NO))
        )
        if options["validate"] == "decimal" and column.type.least_value is None:  # it may be below 0
            options = {**options, "value": -(10**15)}
        note = _shorten(self._say(column.note))
        if options["validate"] != "any" or note:
            texts = {"error_title": "ipdsl", "error_message": self._say(message), "input_message": note}
            error_type = "stop" if is_list and not column.is_list else "warning"
            check_answer(
                sheet.data_validation(first, position, last, position, {**options, **texts, "error_type": error_type})
            )


_FONT = {"font_name": "Arial", "font_size": 10}
"""The font that decides how wide a column is."""

_FRONT_WIDTHS = (5, 27, 17, 16, 9, 9)
"""The widths of the columns of the front page at 100 percent."""

_AS_TYPED = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_LONG = ("details.name", "details.address")
_IN_PART = ("listed in part", "部分列出")
_NO, _UNKNOWN, _SEE_ARTICLE = Phrase("", ""), Phrase("unknown", "不详"), Phrase("see article", "按条文")
_FILL_IN, _OTHER = Phrase("fill in", "填写"), Phrase("Related facts", "相关情况")
_HEADINGS = (
    Phrase("No.", "序号"), Phrase("Item", "事项"), Phrase("Basis", "依据"), Phrase("Most for one", "每件最高"),
    Phrase("Number", "件数"), Phrase("Fill in", "填写"),
)  # fmt: skip
_COUNT_NOTE = Phrase(
    "Number: 0 without any; 4 if all four are listed in the sheet Records; 4+ if only some are listed; empty if "
    "unknown. Insert rows into a table if they do not suffice.",
    "件数：没有的填0；已在“明细”中全部列出的填件数，例如4；只列出一部分的填4+；不清楚的不填。表中行数不够的，请在该表内插入行。",
)
_PROMISE = Phrase(
    "We confirm that the facts in this form and in its tables are true and complete, and that we will repay any "
    "amount paid on false facts.",
    "本单位（本人）承诺：本表及明细所填内容真实、完整；如有虚假，愿退回所得资金并承担相应责任。",
)
_SEAL = Phrase(
    "Applicant (seal or signature):                                        Date:",
    "申请人（盖章或签字）：　　　　　　　　　　　　　　　　　日期：　　　　年　　月　　日",
)
_PAGES = Phrase("Page {page} of {pages}", "第{page}页，共{pages}页", page="&P", pages="&N")
_NOT_IN_LIST = Phrase("choose one of the list", "请从列表中选择一项")
_WARNINGS: Mapping[str, tuple[dict[str, Any], Phrase]] = {
    "day": (
        {"validate": "date", "criteria": ">=", "value": datetime.date(1900, 1, 1)},
        Phrase("Write a day, as 2022-03-01. Keep this text?", "请填写日期，例如2022-03-01。仍保留所填内容吗？"),
    ),
    "sum": (
        {"validate": "decimal", "criteria": ">=", "value": 0},
        Phrase("Write a sum, as 20000.00. Keep this text?", "请填写金额，例如20000.00。仍保留所填内容吗？"),
    ),
}
