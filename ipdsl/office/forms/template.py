"""Write the workbook that a firm or the bureau fills in, empty or with known facts.

Input: a form, and optionally facts in canonical form (names, days as 2022-03-01), as `--facts-out` writes them. Output:
the bytes of an .xlsx. Columns have headings, notes, lists to choose from, and the text format for names.

Row 1 of each sheet is hidden and names the fact of each column, so sheets may be renamed and columns moved. Row 2 has
the headings. Row 3 is the example, which is not read; the sheet of published facts has several such rows. A hidden
sheet has the lists, and the policies for which the workbook was made.

`sheet_rows` turns facts into the rows of each sheet. `ipdsl.office.forms.stated_facts` reads them back as the same
facts.
"""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias

import attrs

from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.base.values.handwritten_values import name_readings, split_names
from ipdsl.base.values.money import DECIMALS
from ipdsl.base.version import __version__
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.office.errors import WorkbookLibraryMissing, require_libraries
from ipdsl.office.forms.form import (
    APPLICANT,
    COMPLETENESS_WORDS,
    EXAMPLE,
    FIGURES,
    LINES,
    MAPS,
    MARK,
    NO_MEMBERS,
    PERIODS,
    PUBLISHED,
    Audience,
    ColumnForm,
    Completeness,
    SheetForm,
    WorkbookForm,
    WrittenLedger,
    add_digests,
    form_of,
    head_of,
    ledger_rows,
)
from ipdsl.office.sheets.addresses import LEDGER, LISTS
from ipdsl.office.sheets.workbook import WRITER
from ipdsl.schema.types.money import minor_to_text
from ipdsl.schema.values.value_type import CellFormat

CellContent: TypeAlias = "str | int | datetime.date"
SheetRow: TypeAlias = "dict[str, CellContent]"
_LARGEST = 10**15
_NONE, _CANNOT = Phrase("none", "无"), Phrase("cannot be determined", "无法确定")


def sheet_rows(
    form: WorkbookForm, applicants: Sequence[Mapping[str, Any]], language: Language
) -> Mapping[str, Sequence[SheetRow]]:
    """The rows of each sheet for these applicants, in their order."""
    filling = _RowBuilder(form, language, is_one=len(applicants) == 1)
    for facts in applicants:
        filling.fill(facts)
    return filling.rows


@attrs.define(eq=False)
class _RowBuilder:
    form: WorkbookForm
    language: Language
    is_one: bool
    rows: dict[str, list[SheetRow]] = attrs.field(factory=dict)

    def fill(self, facts: Mapping[str, Any]) -> None:
        """Add the rows of one applicant."""
        applicant = facts.get(APPLICANT) or {}
        key = str(applicant.get("id", ""))
        whole: SheetRow = {}
        sheet = self.form.sheets_by_name[APPLICANT]
        for name, value in applicant.items():
            if isinstance(value, list) and value and isinstance(value[0], Mapping) and "value" in value[0]:
                for period in value:
                    self._add_row(PERIODS, key, self._period(name, period))
            else:
                self._cell(whole, sheet, name, value)
        if facts.get("as_of"):
            self._cell(whole, sheet, "as_of", facts["as_of"])
        for kind, listing in (facts.get("records") or {}).items():
            self._records(whole, key, kind, listing)
        self.rows.setdefault(APPLICANT, []).append(whole)
        for year, figures in (facts.get("figures") or {}).items():
            self._parts(FIGURES, key, {"year": int(year), **(figures or {})})
        for name in LINES:
            for line in (facts.get(name) or ()) if name in self.form.sheets_by_name else ():
                self._parts(name, key, line)

    def _records(self, whole: SheetRow, key: str, kind: str, listing: Any) -> None:
        if listing is None:
            return
        is_partial = isinstance(listing, Mapping) and listing.get("partial") is True
        records = listing.get("items") or [] if isinstance(listing, Mapping) else listing
        completeness = Completeness.SOME if is_partial else Completeness.ALL if records else Completeness.NONE
        whole[f"{APPLICANT}.records.{kind}"] = COMPLETENESS_WORDS[completeness].text(self.language)
        for record in records:
            self._parts(kind, key, record)

    def _parts(self, name: str, key: str, parts: Mapping[str, Any]) -> None:
        row: SheetRow = {}
        for part, value in parts.items():
            self._cell(row, self.form.sheets_by_name[name], part, value)
        self._add_row(name, key, row)

    def _add_row(self, name: str, key: str, row: SheetRow) -> None:
        """Add a row. It names its applicant if there are several, or if it would otherwise be empty."""
        whose: SheetRow = {} if self.is_one and row else {f"{name}.{APPLICANT}": key}
        self.rows.setdefault(name, []).append(whose | row)

    def _period(self, name: str, period: Mapping[str, Any]) -> SheetRow:
        column = self.form.sheets_by_name[APPLICANT].columns_by_path[f"{APPLICANT}.{name}"]
        words = dict(self.form.sheets_by_name[PERIODS].columns_by_path[f"{PERIODS}.field"].members)
        row: SheetRow = {f"{PERIODS}.field": words[name].text(self.language)}
        for part in ("value", "from", "to"):
            if period.get(part) is not None:
                part_column = (
                    column
                    if part == "value"
                    else self.form.sheets_by_name[PERIODS].columns_by_path[f"{PERIODS}.{part}"]
                )
                row[f"{PERIODS}.{part}"] = self._cell_content(part_column, period[part])
        return row

    def _cell(self, row: SheetRow, sheet: SheetForm, name: str, value: Any) -> None:
        path = f"{sheet.name}.{name}"
        if value is not None and path != f"{sheet.name}.{APPLICANT}" and path in sheet.columns_by_path:
            row[path] = self._cell_content(sheet.columns_by_path[path], value)

    def _cell_content(self, column: ColumnForm, value: Any) -> CellContent:
        """The content of a value's cell."""
        if column.name in MAPS or (column.name == "due" and isinstance(value, Mapping)):
            return to_pairs(value)
        if column.name == "payments":
            return "; ".join(f"{member['day']}: {member['amount']}" for member in value) or NO_MEMBERS
        if isinstance(value, Mapping):
            if value.get("none") is True:
                return "none" if column.is_flag else _NONE.text(self.language)
            if value.get("cannot_be_determined") is True:
                return _CANNOT.text(self.language)
            return f"{value.get('amount')} {value.get('currency')}"
        if isinstance(value, list):
            texts = [str(self._cell_content(column, member)) for member in value]
            return (
                json.dumps(texts, ensure_ascii=False)
                if any(map(_is_ambiguous_name, texts))
                else "; ".join(texts) or NO_MEMBERS
            )
        words = dict(column.members)
        if isinstance(value, bool):
            return words["true" if value else "false"].text(self.language)
        if isinstance(value, str) and value in words:
            return words[value].text(self.language)
        if isinstance(value, str) and column.is_date:
            return _day(value)
        return value if isinstance(value, int) and abs(value) < _LARGEST else str(value)


def _day(text: str) -> CellContent:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return text


def _is_ambiguous_name(name: str) -> bool:
    """Whether a name in a list would be read as several names or as a special word."""
    return split_names(name) != [name] or bool(name_readings(name))


def to_pairs(value: Any) -> str:
    """Write a mapping as `2022: 100; 2023: 50`, or as JSON if a part is not plain text."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping) and all(_is_plain(name) and _is_plain(part) for name, part in value.items()):
        return "; ".join(f"{name}: {part}" for name, part in value.items())
    return json.dumps(value, ensure_ascii=False)


def _is_plain(text: object) -> bool:
    if not isinstance(text, str) or not text or text != text.strip():
        return False
    return not any(sign in text for sign in ":：;；\n{[")


def stated_parts(applicants: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """The sheets and parts that the facts use: of the applicant, record kinds, yearly figures, and published lines."""
    for facts in applicants:
        yield from ((APPLICANT, name) for name in facts.get(APPLICANT) or {})
        for kind, listing in (facts.get("records") or {}).items():
            yield kind, ""
            records = (listing.get("items") or []) if isinstance(listing, Mapping) else listing or []
            yield from ((kind, name) for record in records for name in record)
        for figures in (facts.get("figures") or {}).values():
            yield from ((FIGURES, name) for name in figures or ())
        yield from ((PUBLISHED, name) for line in facts.get(PUBLISHED) or () for name in line)


HEAD = "ipdsl"
"""The first cell of the sheet `LISTS`."""

NAMES_ROW, HEADINGS_ROW, EXAMPLE_ROW = 0, 1, 2
"""The rows of a sheet, counted from 0."""

ROWS = 1000
"""Number of rows below the headings with the formats and lists of their columns."""

_SHEET = 31
"""The longest sheet name that Excel accepts."""

_NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_NO_LEDGER = WrittenLedger()
_MARK = Phrase("mark", "标记")
_MARK_NOTE = Phrase(
    "nothing in this column is read; a row marked `{example}` is left out",
    "本列内容不读入；标为“{example}”的行不计", example=EXAMPLE,
)  # fmt: skip
_CHOOSE = Phrase("one of the list", "请从列表中选择")
_NOT_IN_LIST = Phrase("choose one of the list", "请从列表中选择一项")


def filled_workbook(
    codes: Sequence[GeneratedFunctions], audience: Audience, applicants: Sequence[Mapping[str, Any]],
    language: Language, *,
    is_ledger: bool = False, left_out: Sequence[str] = (),
) -> tuple[bytes, int]:  # fmt: skip
    """A workbook with the known facts of applicants in canonical form (`to_canonical_form`).

    Returns the number of visible sheets, too.

    `is_ledger`: their history is from a ledger, so each line of it becomes a row of the history. `left_out` are other
    applicants with lines in the ledger.
    """
    ledger = _NO_LEDGER
    if audience is Audience.BUREAU:
        programs = [code.program for code in codes]
        head = head_of(applicants)
        applicants, lines = add_digests(applicants, programs, is_ledger=is_ledger)
        ledger = WrittenLedger(lines, left_out, head)
    form = form_of(codes, audience, extra_parts=stated_parts(applicants))
    return write(form, language, sheet_rows(form, applicants, language), ledger), len(form.sheets)


def write(
    form: WorkbookForm,
    language: Language,
    rows: Mapping[str, Sequence[SheetRow]] = MappingProxyType({}),
    ledger: WrittenLedger = _NO_LEDGER,
) -> bytes:
    """The workbook as bytes, with these rows in its sheets. A bureau's workbook also has the lines of `ledger`.

    Raises `FactsError` (U090) if the library that writes it is not installed.
    """
    require_libraries(WorkbookLibraryMissing, WRITER)
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "constant_memory": False})
    _WorkbookWriter(book, form, language, rows, ledger).write()
    book.close()
    return buffer.getvalue()


@attrs.define(eq=False)
class _WorkbookWriter:
    book: Any
    form: WorkbookForm
    language: Language
    rows: Mapping[str, Sequence[SheetRow]]
    ledger: WrittenLedger
    formats: dict[str, Any] = attrs.field(factory=dict)
    lists: dict[tuple[str, ...], str] = attrs.field(factory=dict)
    titles: dict[str, str] = attrs.field(factory=dict)

    def write(self) -> None:
        self.book.set_properties({"title": ", ".join(name for name, _ in self.form.policies), "comments": __version__})
        self._formats()
        self.titles = sheet_titles(self.form, self.language)
        sheets = {form.name: self.book.add_worksheet(self.titles[form.name]) for form in self.form.sheets}
        lists = self.book.add_worksheet(LISTS)
        self._lists(lists)
        for form in self.form.sheets:
            self._sheet(sheets[form.name], form)
        lists.hide()
        if self.form.audience is Audience.BUREAU:
            self._ledger(self.book.add_worksheet(LEDGER))
        sheets[self.form.sheets[0].name].activate()

    def _formats(self) -> None:
        add = self.book.add_format
        frame = {"border": 1, "border_color": "#D0D0D0"}
        self.formats = {
            "names": add({"font_color": "#808080", "font_size": 8}),
            "heading": add({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DCE6F1", **frame}),
            "key": add({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#B8CCE4", **frame}),
            "example": add({"font_color": "#969696", "italic": True, "num_format": "@"}),
            "text": add({"num_format": "@"}), "day": add({"num_format": "yyyy-mm-dd"}),
            "sum": add({"num_format": f"#,##{minor_to_text(0, DECIMALS[self.form.currency])}"}),
            "whole": add({"num_format": "0"}), "any": add({}),
        }  # fmt: skip

    def _lists(self, sheet: Any) -> None:
        """Write the lists, each in a named column. The first columns have the audience and the policies."""
        sheet.write_string(0, 0, HEAD)
        sheet.write_string(0, 1, self.form.audience.value)
        for row, (name, content) in enumerate(self.form.policies, 1):
            sheet.write_string(row, 0, name)
            sheet.write_string(row, 1, content)
        position = 3
        for form in self.form.sheets:
            for column in form.columns:
                words = choice_words(column, self.language)
                if not words or words in self.lists:
                    continue
                name = self.lists[words] = f"list_{position}"
                for row, word in enumerate(words):
                    sheet.write_string(row, position, word)
                self._check_answer(self.book.define_name(name, f"={LISTS}!{_absolute(position, len(words))}"))
                position += 1

    def _ledger(self, sheet: Any) -> None:
        """Write the lines of the ledger as they are now."""
        for row, cells in enumerate(ledger_rows(self.ledger)):
            for position, text in enumerate(cells):
                self._check_answer(sheet.write_string(row, position, text))
        sheet.hide()

    def _sheet(self, sheet: Any, form: SheetForm) -> None:
        sheet.set_row(NAMES_ROW, None, None, {"hidden": True})
        sheet.set_row(HEADINGS_ROW, 45)
        sheet.freeze_panes(HEADINGS_ROW + 1, 2 if len(form.columns) > 1 else 1)
        sheet.write_string(NAMES_ROW, 0, f"{form.name}.{MARK}", self.formats["names"])
        self._heading(sheet, 0, _MARK, _MARK_NOTE, is_key=False)
        sheet.set_column(0, 0, 8, self.formats["text"])
        for position, column in enumerate(form.columns, 1):
            sheet.write_string(NAMES_ROW, position, column.path, self.formats["names"])
            note = column.note if position > 1 or not form.note else form.note
            self._heading(sheet, position, column.label, note, is_key=column.is_key)
            sheet.set_column(position, position, _width(column, self.language), self.formats[_format(column)])
            self._validation(sheet, form, position, column)
        for row, cells in enumerate(form.examples or [{}], EXAMPLE_ROW):
            self._example(sheet, form, row, cells)
        self._write_rows(sheet, form)

    def _example(self, sheet: Any, form: SheetForm, row: int, cells: Mapping[str, Phrase]) -> None:
        """An example row with these cells, or with a cell in each column."""
        sheet.write_string(row, 0, EXAMPLE.text(self.language), self.formats["example"])
        for position, column in enumerate(form.columns, 1):
            if not cells or column.name in cells or column.name == APPLICANT:
                words = cells[column.name].text(self.language) if column.name in cells else ""
                text = words or example_of(column, self.language)
                sheet.write_string(row, position, text, self.formats["example"])

    def _write_rows(self, sheet: Any, form: SheetForm) -> None:
        places = {column.path: (position, _format(column)) for position, column in enumerate(form.columns, 1)}
        for row, cells in enumerate(self.rows.get(form.name, ()), EXAMPLE_ROW + max(1, len(form.examples))):
            for path, value in cells.items():
                position, kind = places[path]
                if isinstance(value, str):
                    sheet.write_string(row, position, value, self.formats[kind])
                elif isinstance(value, int):
                    sheet.write_number(row, position, value, self.formats["any" if kind == "text" else kind])
                else:
                    sheet.write_datetime(row, position, value, self.formats[kind])

    def _heading(self, sheet: Any, position: int, label: Phrase, note: Phrase, *, is_key: bool) -> None:
        sheet.write_string(
            HEADINGS_ROW, position, label.text(self.language), self.formats["key" if is_key else "heading"]
        )
        if text := note.text(self.language):
            sheet.write_comment(HEADINGS_ROW, position, text, {"x_scale": 2})

    def _validation(self, sheet: Any, form: SheetForm, position: int, column: ColumnForm) -> None:
        words = choice_words(column, self.language)
        if not words:
            return
        options = {
            "validate": "list", "source": f"={self.lists[words]}", "error_title": "ipdsl",
            "error_message": _NOT_IN_LIST.text(self.language), "error_type": "warning" if column.is_list else "stop",
            "input_message": _CHOOSE.text(self.language),
        }  # fmt: skip
        self._check_answer(
            sheet.data_validation(
                HEADINGS_ROW + 1, position, HEADINGS_ROW + ROWS + len(self.rows.get(form.name, ())), position, options
            )
        )

    @staticmethod
    def _check_answer(answer: int | None) -> None:
        """Raise `ValueError` for a negative answer.

        XlsxWriter gives it for content that Excel would reject, and continues.
        """
        if answer is not None and answer < 0:
            raise ValueError(f"the workbook could not be written: XlsxWriter answered {answer}")


def sheet_titles(form: WorkbookForm, language: Language) -> dict[str, str]:
    """The title of each sheet: its words if Excel accepts them and they are unique, otherwise its name."""
    words_by_sheet = {sheet_form.name: _title(sheet_form.label.text(language)) for sheet_form in form.sheets}
    folded = [title.lower() for title in words_by_sheet.values()]
    return {
        name: title if folded.count(title.lower()) == 1 else name[:_SHEET] for name, title in words_by_sheet.items()
    }


def choice_words(column: ColumnForm, language: Language) -> tuple[str, ...]:
    """The words to choose from."""
    return tuple(phrase.text(language) for _, phrase in column.members)


def example_of(column: ColumnForm, language: Language) -> str:
    """The content of the example row in a column."""
    if column.members:
        return choice_words(column, language)[0]
    if column.path == f"{PUBLISHED}.ratio":
        return "5/6"
    if column.type is not None and column.type.is_count and column.name in ("year", "carry_until"):
        return "2022"
    example = "" if column.type is None else column.type.cell_example
    return example or {"applicant": "F1", "id": "F1", "payments": "2023-05-04: 10000.00"}.get(
        column.name, Phrase("A-1", "甲-1").text(language)
    )


def _title(words: str) -> str:
    return words.translate(_NOT_IN_TITLES).strip()[:_SHEET] or "_"


def _absolute(column: int, rows: int) -> str:
    from xlsxwriter.utility import xl_range_abs

    return str(xl_range_abs(0, column, rows - 1, column))


def _format(column: ColumnForm) -> str:
    if column.members or column.is_name or column.path == f"{PUBLISHED}.ratio":  # a program makes a day of 5/6
        return "text"
    return (CellFormat.ANY if column.type is None else column.type.cell_format).value


def _width(column: ColumnForm, language: Language) -> int:
    """The width in digits. A Chinese character is two digits wide."""
    words = (column.label.text(language), *choice_words(column, language))
    longest = max(sum(2 if ord(letter) > 0x2E80 else 1 for letter in word) for word in words)
    return max(12, min(28, longest + 2))
