"""What a table comes to as one nested table: a row for each applicant, with lists of all that was found of it.

In: the tables of a result. Out: an Arrow table of the columns of `schema`. So all results of an applicant stay
together, and can be kept in one file, or go through a program that maps rows to rows.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from ipdsl.tables.ids import Rows, rows_of
from ipdsl.tables.result import APPLICANTS, CLAIMS, LATER, TOTALS, TableResult

APPLICANT = "applicant"


def _plain_fields(schema: pa.Schema) -> list[pa.Field]:
    """The fields of a table without the applicant, all nullable, and texts as `string`."""
    return [pa.field(field.name, _plain_type(field.type)) for field in schema if field.name != APPLICANT]


def _plain_type(type_: pa.DataType) -> pa.DataType:
    if pa.types.is_large_string(type_):
        return pa.string()
    if pa.types.is_list(type_):
        return pa.list_(_plain_type(type_.value_type))
    if pa.types.is_struct(type_):
        return pa.struct([pa.field(field.name, _plain_type(field.type)) for field in type_])
    return type_


ERRORS = pa.struct(
    [
        pa.field("file", pa.string()),
        pa.field("line", pa.int64()),
        pa.field("column", pa.string()),
        pa.field("code", pa.string()),
        pa.field("message", pa.string()),
    ]
)
LISTS: dict[str, pa.DataType] = {
    "totals": pa.struct(_plain_fields(TOTALS)), "claims": pa.struct(_plain_fields(CLAIMS)),
    "later": pa.struct(_plain_fields(LATER)),
    "missing": pa.string(), "errors": ERRORS,
}  # fmt: skip
"""The columns that are lists, with the type of their members. Without claims there is no such column."""


def schema(claims: bool, ledger: pa.Schema | None = None) -> pa.Schema:
    """The columns: those of the table of applicants, then the lists; with the columns of a `ledger` its lines last."""
    lists = [pa.field(name, pa.list_(list_type)) for name, list_type in LISTS.items() if claims or name != "claims"]
    if ledger is not None:
        lists.append(pa.field("ledger", pa.list_(pa.struct(_plain_fields(ledger)))))
    return pa.schema([pa.field(APPLICANT, pa.string()), *_plain_fields(APPLICANTS), *lists])


def by_applicant(result: TableResult) -> pa.Table:
    """The tables of a result as one. Problems go by their row, all else by the applicant."""
    ids = result.applicants.column(APPLICANT).combine_chunks()
    many = len(ids)
    made: dict[str, pa.Array] = {name: result.applicants.column(name) for name in result.applicants.column_names}
    for name in ("totals", "claims", "later"):
        table: pa.Table | None = getattr(result, name)
        if table is not None:
            made[name] = _lists(_structs(table, LISTS[name]), _owners(table, ids), many)
    facts = result.missing.column("fact").combine_chunks().cast(pa.string())
    made["missing"] = _lists(facts, _owners(result.missing, ids), many)
    rows = result.errors.column("row").to_numpy()
    made["errors"] = _lists(_structs(result.errors, ERRORS), rows, many)
    lines = result.ledger
    wanted = schema(result.claims is not None, None if lines is None else lines.schema)
    if lines is not None:
        made["ledger"] = _lists(_structs(lines, wanted.field("ledger").type.value_type), _owners(lines, ids), many)
    return pa.table({field.name: made[field.name].cast(field.type) for field in wanted}, wanted)


def _owners(table: pa.Table, ids: pa.Array) -> Rows:
    return rows_of(_whole(table.column(APPLICANT)), ids)


def _whole(column: pa.ChunkedArray) -> pa.Array:
    combined = column.combine_chunks()
    return pa.concat_arrays(combined.chunks) if isinstance(combined, pa.ChunkedArray) else combined


def _structs(table: pa.Table, type_: pa.StructType) -> pa.Array:
    fields = [type_.field(index) for index in range(type_.num_fields)]
    return pa.StructArray.from_arrays(
        [_whole(table.column(field.name)).cast(field.type) for field in fields], fields=fields
    )


def _lists(members: pa.Array, owners: Rows, many: int) -> pa.Array:
    """A list for each of `many` rows, of the members whose owner it is, in their order."""
    offsets = np.zeros(many + 1, np.int32)
    np.cumsum(np.bincount(owners, minlength=many), out=offsets[1:])
    return pa.ListArray.from_arrays(pa.array(offsets), members.take(pa.array(np.argsort(owners, kind="stable"))))
