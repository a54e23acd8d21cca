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
    COMPLETE,
    FIGURES,
    LINES,
    MAPS,
    NO_MEMBERS,
    PERIODS,
    Column,
    Complete,
    Form,
    SheetForm,
)
from ipdsl.diagnostics.phrase import Language, Phrase
from ipdsl.schema.types import BoolType, DateType
from ipdsl.values.handwritten import name_readings, names_between

Cell: TypeAlias = "str | int | datetime.date"
Row: TypeAlias = "dict[str, Cell]"
_LARGEST = 10**15
_NONE, _CANNOT = Phrase("none", "无"), Phrase("cannot be determined", "无法确定")


def rows_of(form: Form, applicants: Sequence[Mapping[str, Any]], language: Language) -> Mapping[str, Sequence[Row]]:
    """The rows of each sheet, for these applicants in their order."""
    filling = _Filling(form, language, is_one=len(applicants) == 1)
    for facts in applicants:
        filling.fill(facts)
    return filling.rows


@attrs.define(eq=False)
class _Filling:
    form: Form
    language: Language
    is_one: bool
    rows: dict[str, list[Row]] = attrs.field(factory=dict)

    def fill(self, facts: Mapping[str, Any]) -> None:
        """The rows of one applicant."""
        own = facts.get(APPLICANT) or {}
        key = str(own.get("id", ""))
        whole: Row = {}
        sheet = self.form.by_name[APPLICANT]
        for name, value in own.items():
            if isinstance(value, list) and value and isinstance(value[0], Mapping) and "value" in value[0]:
                for period in value:
                    self._put(PERIODS, key, self._period(name, period))
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
            for line in (facts.get(name) or ()) if name in self.form.by_name else ():
                self._parts(name, key, line)

    def _records(self, whole: Row, key: str, kind: str, listing: Any) -> None:
        if listing is None:
            return
        is_partial = isinstance(listing, Mapping) and listing.get("partial") is True
        records = listing.get("items") or [] if isinstance(listing, Mapping) else listing
        said = Complete.SOME if is_partial else Complete.ALL if records else Complete.NONE
        whole[f"{APPLICANT}.records.{kind}"] = COMPLETE[said].text(self.language)
        for record in records:
            self._parts(kind, key, record)

    def _parts(self, name: str, key: str, parts: Mapping[str, Any]) -> None:
        row: Row = {}
        for part, value in parts.items():
            self._cell(row, self.form.by_name[name], part, value)
        self._put(name, key, row)

    def _put(self, name: str, key: str, row: Row) -> None:
        """A row; it names its applicant where there are several, or where it would be empty."""
        whose: Row = {} if self.is_one and row else {f"{name}.{APPLICANT}": key}
        self.rows.setdefault(name, []).append(whose | row)

    def _period(self, name: str, period: Mapping[str, Any]) -> Row:
        column = self.form.by_name[APPLICANT].by_path[f"{APPLICANT}.{name}"]
        words = dict(self.form.by_name[PERIODS].by_path[f"{PERIODS}.field"].members)
        row: Row = {f"{PERIODS}.field": words[name].text(self.language)}
        for part in ("value", "from", "to"):
            if period.get(part) is not None:
                of = column if part == "value" else self.form.by_name[PERIODS].by_path[f"{PERIODS}.{part}"]
                row[f"{PERIODS}.{part}"] = self._said(of, period[part])
        return row

    def _cell(self, row: Row, sheet: SheetForm, name: str, value: Any) -> None:
        path = f"{sheet.name}.{name}"
        if value is not None and path != f"{sheet.name}.{APPLICANT}" and path in sheet.by_path:
            row[path] = self._said(sheet.by_path[path], value)

    def _said(self, column: Column, value: Any) -> Cell:
        """A value as a cell says it."""
        if column.name in MAPS or (column.name == "due" and isinstance(value, Mapping)):
            return as_pairs(value)
        if column.name == "payments":
            return "; ".join(f"{one['day']}: {one['amount']}" for one in value) or NO_MEMBERS
        if isinstance(value, Mapping):
            if value.get("none") is True:
                return "none" if isinstance(column.type, BoolType) else _NONE.text(self.language)
            if value.get("cannot_be_determined") is True:
                return _CANNOT.text(self.language)
            return f"{value.get('amount')} {value.get('currency')}"
        if isinstance(value, list):
            said = [str(self._said(column, one)) for one in value]
            return json.dumps(said, ensure_ascii=False) if any(map(_is_parted, said)) else "; ".join(said) or NO_MEMBERS
        words = dict(column.members)
        if isinstance(value, bool):
            return words["true" if value else "false"].text(self.language)
        if isinstance(value, str) and value in words:
            return words[value].text(self.language)
        if isinstance(value, str) and isinstance(column.type, DateType):
            return _day(value)
        return value if isinstance(value, int) and abs(value) < _LARGEST else str(value)


def _day(text: str) -> Cell:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return text


def _is_parted(name: str) -> bool:
    """Whether a name of a list would be read as several, or left open."""
    return names_between(name) != [name] or bool(name_readings(name))


def as_pairs(value: Any) -> str:
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


def stated_in(applicants: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
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
