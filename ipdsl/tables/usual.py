"""Tables in the usual types of Arrow: what others write in runs, views or lists of one length, written plainly.

In: a table as users have it. Out: the same values in types that the check and the readers know. Columns that are of
usual types stay where they are in memory. A type that is not known here stays as it is, for the check to refuse.
"""

from __future__ import annotations

import uuid

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.runtime.reading.labels import applicant_labels, record_labels
from ipdsl.runtime.terms import Program
from ipdsl.tables.arrow_types import type_without_views
from ipdsl.tables.form import LINES

_NO_RECORDS = pa.list_(pa.struct([]))


def usual_schema(schema: pa.Schema, program: Program) -> pa.Schema:
    """The schema with usual types, for a table of applicants."""
    return pa.schema([field.with_type(_of_list(field, program) or usual_type(field.type)) for field in schema])


def usual_table(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """The table in a schema that `usual_schema` gave."""
    if table.schema.types == schema.types:
        return table
    columns = [
        column if column.type == arrow else pa.chunked_array([usual(one, arrow) for one in column.chunks], arrow)
        for column, arrow in zip(table.columns, schema.types, strict=True)
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def flat_schema(schema: pa.Schema) -> pa.Schema:
    """The schema with usual types, for a flat table."""
    return pa.schema([field.with_type(usual_type(field.type)) for field in schema])


def usual_type(arrow: pa.DataType) -> pa.DataType:
    """The type in which the same values are written plainly."""
    if pa.types.is_run_end_encoded(arrow):
        return usual_type(arrow.value_type)
    if _is_view(arrow):  # its members have to be picked, which Arrow cannot among views of strings
        inner = _usual_field(arrow.value_field)
        return pa.large_list(inner.with_type(type_without_views(inner.type)))
    if pa.types.is_fixed_size_list(arrow) or pa.types.is_list(arrow):
        return pa.list_(_usual_field(arrow.value_field))
    if pa.types.is_large_list(arrow):
        return pa.large_list(_usual_field(arrow.value_field))
    if pa.types.is_struct(arrow):
        return pa.struct([_usual_field(field) for field in arrow])
    return _WRITTEN.get(getattr(arrow, "extension_name", ""), arrow)


def _usual_field(field: pa.Field) -> pa.Field:
    return field.with_type(usual_type(field.type))


_WRITTEN = {"arrow.uuid": pa.string(), "arrow.bool8": pa.bool_()}
"""Types of others that have one plain form."""


def _is_view(arrow: pa.DataType) -> bool:
    return str(arrow).startswith(("list_view<", "large_list_view<"))


def _of_list(field: pa.Field, program: Program) -> pa.DataType | None:
    """The type of a column of lists of which nothing is stated, and so not what its lists hold."""
    word, fields = field.name, program.schema.applicant_field_by_name
    is_list = word in ("figures", *LINES, *program.schema.record_by_name) or word in program.compute_once(record_labels)
    is_field = word in fields or word in program.compute_once(applicant_labels)
    return _NO_RECORDS if pa.types.is_null(field.type) and is_list and not is_field else None


def usual(array: pa.Array, arrow: pa.DataType) -> pa.Array:
    """An array in the type that `usual_type` gives for it."""
    own = array.type
    if own == arrow:
        return array
    if pa.types.is_null(own):
        return pa.nulls(len(array), arrow)
    if pa.types.is_run_end_encoded(own):
        return usual(pc.run_end_decode(array), arrow)
    if getattr(own, "extension_name", "") == "arrow.uuid":
        return pa.array(
            [None if one is None else str(uuid.UUID(bytes=one)) for one in array.storage.to_pylist()], arrow
        )
    if getattr(own, "extension_name", ""):
        return array.storage.cast(arrow)
    if pa.types.is_fixed_size_list(own):
        return usual(array.cast(pa.list_(own.value_field)), arrow)
    if _is_view(own):
        return _picked(array, arrow)
    if pa.types.is_struct(own):
        parts = [usual(array.field(at), field.type) for at, field in enumerate(arrow)]
        return pa.StructArray.from_arrays(parts, fields=list(arrow), mask=_nulls(array))
    if not (pa.types.is_list(own) or pa.types.is_large_list(own)):
        return array.cast(arrow)  # a view of strings
    kind = pa.LargeListArray if pa.types.is_large_list(own) else pa.ListArray
    offsets = pa.array(np.array(array.offsets))
    return kind.from_arrays(offsets, usual(array.values, arrow.value_type), type=arrow, mask=_nulls(array))


def _picked(array: pa.Array, arrow: pa.DataType) -> pa.Array:
    """Views of lists, which may stand anywhere among the members, as lists one after the other."""
    nulls = _nulls(array)
    starts = np.array(array.offsets, np.int64)
    sizes = np.where(np.array(nulls), 0, np.array(array.sizes, np.int64))
    ends = np.cumsum(sizes)
    members = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - ends + sizes, sizes)
    values = usual(array.values, arrow.value_type).take(pa.array(members))
    return pa.LargeListArray.from_arrays(pa.array(np.concatenate([[0], ends])), values, type=arrow, mask=nulls)


def _nulls(array: pa.Array) -> pa.Array:
    return pa.array(np.array(array.is_null().to_numpy(zero_copy_only=False)))
