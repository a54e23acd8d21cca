"""Lists as CSV and as JSON, and the JSON Schema of the latter.

Amounts are decimal texts in main units. A text of CSV that a spreadsheet would compute gets an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from ipdsl.base.values.money import Money
from ipdsl.base.version import __version__
from ipdsl.office.lists.list_names import PUBLICATION
from ipdsl.office.lists.rows import ListRow
from ipdsl.office.lists.tables import COLUMNS, FAILED, PERSONS, TABLES, CellKind, ListColumn, ListTable, PolicyList
from ipdsl.report.decision_json import MAYBE_MONEY, MONEY, TEXT, money_to_json, optional_to_json
from ipdsl.report.localizer import Localizer

_COMPUTED = ("=", "+", "-", "@", "\t", "\r")
"""The first characters of a cell that a spreadsheet takes for a formula."""


def csv_text(tables: Sequence[ListTable], localize: Localizer, *, has_headings: bool = True) -> str:
    """The rows of tables with the same columns, without sums."""
    text = io.StringIO()
    writer = csv.writer(text)
    if has_headings:
        writer.writerow(map(_csv_cell, tables[0].headings(localize)))
    for table in tables:
        writer.writerows(map(_csv_cell, cells) for cells in table.cells())
    return text.getvalue()


def _csv_cell(value: str | int | Money) -> str | int:
    if isinstance(value, Money):
        return money_to_json(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(_COMPUTED) else value


# ---------------------------------------------------------------------------------------------- JSON


def lists_to_json(lists: Sequence[PolicyList]) -> dict[str, Any]:
    """The list of one policy, or of several, as plain data."""
    plain = [_list_to_json(entry) for entry in lists]
    if len(plain) == 1:
        return plain[0]
    stamps = [stamp for entry in plain for stamp in entry["stamps"]]
    return {"list": lists[0].list_name, "lists": plain, "stamps": stamps, "version": __version__}


def _list_to_json(entry: PolicyList) -> dict[str, Any]:
    left_out = entry.left_out
    totals = entry.main[0].totals if len(entry.main) == 1 else {"payable": entry.payable}
    failures = [failure for failures in left_out.failures for failure in failures]
    return {
        "list": entry.list_name,
        "policy": {"name": entry.policy, "title": entry.title, "content_hash": entry.stamp.policy_hash},
        "as_of": entry.stamp.day,
        "currency": entry.payable.currency,
        "rows": [row for table in entry.main for row in _rows_to_json(table.name, table.columns, table.rows)],
        "sums": {"recipients": entry.recipients, **{name: money_to_json(sum_) for name, sum_ in totals.items()}},
        **{
            table.name: [*_rows_to_json(table.name, table.columns, table.rows)]
            for table in entry.outside
            if table.name != FAILED
        },
        "left_out": {
            "nothing_due": [*left_out.nothing_due],
            "open": [*left_out.open],
            "most_open": optional_to_json(left_out.most_open),
            "failed": [*_rows_to_json(FAILED, COLUMNS[FAILED], failures)],
        },
        "stamps": [attrs.asdict(entry.stamp)],
        "version": __version__,
    }


def _rows_to_json(name: str, columns: Sequence[ListColumn], rows: Sequence[ListRow]) -> Iterator[dict[str, Any]]:
    """The cells of the columns of a table by their keys. A publication has no ids and no details."""
    for number, row in enumerate(rows, 1):
        cells: dict[str, Any] = (
            {} if name in (PUBLICATION, PERSONS) else {"applicant": row.applicant, "details": row.details}
        )
        for column in columns:
            value = column.cell(row, number)
            is_unlimited = column.kind is CellKind.MONEY and value == ""
            cells[column.key] = money_to_json(value) if isinstance(value, Money) else None if is_unlimited else value
        yield cells


_TEXTS = {"type": "array", "items": TEXT}
_KINDS: Mapping[CellKind, Any] = {CellKind.TEXT: TEXT, CellKind.NUMBER: {"type": "integer"}, CellKind.MONEY: MONEY}


def list_schema(list_name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a list under one policy."""
    more = {name: _rows_schema(name) for name in TABLES[list_name][1:] if name not in (PERSONS, FAILED)}
    left_out = _object(
        {"nothing_due": _TEXTS, "open": _TEXTS, "most_open": MAYBE_MONEY, "failed": _rows_schema(FAILED)}
    )
    whole = _object(
        {
            "list": {"const": list_name}, "policy": _object({"name": TEXT, "title": TEXT, "content_hash": TEXT}),
            "as_of": {**TEXT, "format": "date"}, "currency": {**TEXT, "pattern": "^[A-Z]{3}$"},
            "rows": _rows_schema(list_name),
            "sums": {**_object({"recipients": {"type": "integer"}}), "additionalProperties": MONEY},
            "left_out": left_out, "stamps": {"type": "array", "items": {"type": "object"}}, "version": TEXT,
        }
    )  # fmt: skip
    properties = {**whole["properties"], **more}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **whole, "properties": properties}


def _rows_schema(name: str) -> dict[str, Any]:
    properties = {column.key: _KINDS[column.kind] for column in COLUMNS[name]}
    properties |= {key: MAYBE_MONEY for key in ("worth", "open") if key in properties}
    if name != PUBLICATION:
        properties |= {"applicant": TEXT, "details": {"type": "object", "additionalProperties": TEXT}}
    items = _object(properties)
    return {"type": "array", "items": {**items, "properties": {"year": TEXT, **properties}}}


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}
