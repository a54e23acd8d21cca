"""Plain facts as the rows of a form: what is written into the sheets of a workbook that begins half filled.

In: facts in one form (names, days as 2022-03-01), as `--facts-out` writes them. Out: for each sheet its rows, each cell
by the path of its column. `ipdsl.desk.stated` reads them back to the same facts.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import attrs

from ipdsl.desk.form import (
    APPLICANT,
    COMPLETENESS_WORDS,
    FIGURES,
    LINES,
    MAPS,
    NO_MEMBERS,
    PERIODS,
    ColumnForm,
    Completeness,
    SheetForm,
    WorkbookForm,
)
from ipdsl.diagnostics.phrase import Language, Phrase
from ipdsl.schema.types import BoolType, DateType
from ipdsl.values.handwritten import name_readings, split_names

CellContent: TypeAlias = "str | int | datetime.date"
SheetRow: TypeAlias = "dict[str, CellContent]"
_LARGEST = 10**15
_NONE, _CANNOT = Phrase("none", "无"), Phrase("cannot be determined", "无法确定")


def sheet_rows(
    form: WorkbookForm, applicants: Sequence[Mapping[str, Any]], language: Language
) -> Mapping[str, Sequence[SheetRow]]:
    """The rows of each sheet, for these applicants in their order."""
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
        """The rows of one applicant."""
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
        """A row; it names its applicant where there are several, or where it would be empty."""
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
        """A value as a cell says it."""
        if column.name in MAPS or (column.name == "due" and isinstance(value, Mapping)):
            return to_pairs(value)
        if column.name == "payments":
            return "; ".join(f"{member['day']}: {member['amount']}" for member in value) or NO_MEMBERS
        if isinstance(value, Mapping):
            if value.get("none") is True:
                return "none" if isinstance(column.type, BoolType) else _NONE.text(self.language)
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
        if isinstance(value, str) and isinstance(column.type, DateType):
            return _day(value)
        return value if isinstance(value, int) and abs(value) < _LARGEST else str(value)


def _day(text: str) -> CellContent:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return text


def _is_ambiguous_name(name: str) -> bool:
    """Whether a name of a list would be read as several, or left open."""
    return split_names(name) != [name] or bool(name_readings(name))


def to_pairs(value: Any) -> str:
    """`2022: 100; 2023: 50`, which is easier to read than JSON; JSON where a part is no plain text."""
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
    """Sheets and parts of which facts state something: of the applicant, of kinds of records, of yearly figures."""
    for facts in applicants:
        for name in facts.get(APPLICANT) or {}:
            yield APPLICANT, name
        for kind, listing in (facts.get("records") or {}).items():
            yield kind, ""
            records = (listing.get("items") or []) if isinstance(listing, Mapping) else listing or []
            yield from ((kind, name) for record in records for name in record)
        for figures in (facts.get("figures") or {}).values():
            yield from ((FIGURES, name) for name in figures or ())
