"""Flat tables, turned once into the nested one: a table of applicants, and a table for each list, with a column of ids.

In: tables by name: `applicant` (`id`, `kinds`, fields), one for each kind of record, `figures`, `history` and the like,
each with a column `applicant`. Out: the nested table, and problems of rows that belong to nobody. Records of an
applicant keep the order in which they stand. An applicant without a row in a table has an empty list there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pyarrow as pa

from ipdsl.diagnostics.phrase import Phrase
from ipdsl.runtime.reading import form_errors, value_errors
from ipdsl.runtime.reading.base import Reading
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.runtime.reading.form_errors import Missing
from ipdsl.runtime.reading.labels import of_records
from ipdsl.runtime.reading.wording import listed, shown
from ipdsl.runtime.terms import Program
from ipdsl.schema.types import TextType
from ipdsl.tables.arrow_types import column_of, expected, states, values_in, without_views_in
from ipdsl.tables.errors import FloatColumn, NoSuchApplicant
from ipdsl.tables.form import LINES
from ipdsl.tables.ids import Rows, ids_of, rows_of, text_of
from ipdsl.tables.problems import Problem

APPLICANTS = "applicant"
"""The table of applicants, and in each other table the column of their ids."""

PARTIAL = ".partial"
"""So the columns of the table of applicants end that say of a kind whether there may be more than is listed."""

_TABLES = Phrase("the flat tables", "分开的各表")
_MOST_IN_LISTS = 2**31 - 1


def check_flat(tables: Mapping[str, pa.Schema], program: Program) -> None:
    """`FactsError` where a table is none of the declared ones, or lacks what joins it to the applicants."""
    reading = Reading(program)
    labels = program.kept(of_records)
    known = [APPLICANTS, "figures", *LINES, *program.schema.record_by_name]
    for name, schema in tables.items():
        if name not in known and name not in labels:
            near = reading.near(name, [*known, *labels])
            finding = form_errors.UnknownPart(
                path=f"table {shown(name)}", what=_TABLES, word=shown(name), parts=listed(known, 8), nearest=near
            )
            reading.no_such(f"table {shown(name)}", name, finding)
        elif name != APPLICANTS:
            _check_ids(reading, name, schema)
    if APPLICANTS not in tables:
        advice = Phrase("a table of `id`, `kinds` and fields", "含`id`、`kinds`和各字段的表")
        reading.missing("the tables", _TABLES, APPLICANTS, advice)
    elif tables[APPLICANTS].names.count("id") == 1:  # two are told with the columns
        _check_type(reading, "id", "id", tables[APPLICANTS].field("id").type)
    if reading.count:
        raise FactsError(reading.report())


def _check_ids(reading: Reading, name: str, schema: pa.Schema) -> None:
    count = len(schema.get_all_field_indices(APPLICANTS))
    if count != 1:
        what = Phrase("the table `{name}`", "表`{name}`", name=name)
        advice = Phrase("one column of the ids of applicants", "填写申请人编号的一列")
        reading.missing(f"table {name}", what, APPLICANTS, advice)
        return
    _check_type(reading, f"{name}.{APPLICANTS}", APPLICANTS, schema.field(APPLICANTS).type)


def _check_type(reading: Reading, place: str, word: str, arrow: pa.DataType) -> None:
    """Ids are text or whole numbers."""
    if pa.types.is_floating(values_in(arrow)):
        reading.add(FloatColumn(path=f"column {place}", field=word, found=str(arrow)))
    elif not states(TextType(), arrow):
        wanted = expected(TextType())
        reading.add(value_errors.WrongType(path=f"column {place}", field=word, expected=wanted, found=column_of(arrow)))


def nested_schema(tables: Mapping[str, pa.Schema]) -> pa.Schema:
    """The schema of the nested table that flat tables give, for the check of the whole before anything is turned."""
    own = tables[APPLICANTS]
    fields = [field for field in own if not field.name.endswith(PARTIAL)]
    for name, schema in tables.items():
        if name != APPLICANTS:
            lists = pa.list_(pa.struct([field for field in schema if field.name != APPLICANTS]))
            fields.append(pa.field(name, _in_part(lists, own.field(f"{name}{PARTIAL}").type)
                                   if f"{name}{PARTIAL}" in own.names else lists))  # fmt: skip
    fields += [pa.field(kind, _in_part(_NO_RECORDS, own.field(f"{kind}{PARTIAL}").type))
               for kind in _kinds_in_part(own.names) if kind not in tables]  # fmt: skip
    return pa.schema(fields)


_NO_RECORDS = pa.list_(pa.struct([]))


def _kinds_in_part(columns: Iterable[str]) -> list[str]:
    return [name.removesuffix(PARTIAL) for name in columns if name.endswith(PARTIAL)]


def _in_part(lists: pa.DataType, flag: pa.DataType) -> pa.DataType:
    return pa.struct([("partial", flag), ("items", lists)])


def nested(tables: Mapping[str, pa.Table]) -> tuple[pa.Table, list[Problem]]:
    """The nested table of flat tables that were checked, and the rows that belong to no applicant."""
    applicants = tables[APPLICANTS]
    ids = ids_of(applicants.column("id"))
    columns = {field.name: applicants.column(at) for at, field in enumerate(applicants.schema)
               if not field.name.endswith(PARTIAL)}  # fmt: skip
    problems: list[Problem] = []
    for name, table in tables.items():
        if name == APPLICANTS:
            continue
        keys = ids_of(table.column(APPLICANTS))
        rows = rows_of(keys, ids)
        lost = np.flatnonzero(rows < 0)
        problems += of_nobody(name, keys.take(pa.array(lost)), lost)
        columns[name] = _lists(table.drop_columns([APPLICANTS]), rows, applicants.num_rows)
    for kind in _kinds_in_part(applicants.column_names):
        flags = _in_one(applicants.column(f"{kind}{PARTIAL}"))
        lists = columns.get(kind, pa.array([[]] * applicants.num_rows, _NO_RECORDS))
        columns[kind] = pa.StructArray.from_arrays([flags, lists], ["partial", "items"])
    return pa.table(columns), problems


def of_nobody(table: str, keys: pa.Array, rows: Rows) -> list[Problem]:
    """Problems of rows of a table whose applicant, one for each row, is null or unknown."""
    problems = []
    for place, row in enumerate(rows.tolist()):
        name = text_of(keys[place])
        column = f"{table}.{APPLICANTS}"
        if name is None:
            what = Phrase("a row of the table `{table}`", "表`{table}`中的一行", table=table)
            finding: Missing | NoSuchApplicant = Missing(path=column, what=what, word=APPLICANTS)
        else:
            finding = NoSuchApplicant(path=column, applicant=shown(name))
        problems.append(Problem(name or "", row, column, finding))
    return problems


def _lists(table: pa.Table, rows: Rows, count: int) -> pa.Array:
    """A list of structs for each applicant: rows of the table, in their order."""
    if len(rows) and (rows[0] < 0 or bool(np.any(rows[1:] < rows[:-1]))):  # else they stand in order
        order = np.argsort(rows, kind="stable")
        order = order[np.searchsorted(rows[order], 0) :]
        table, rows = table.cast(without_views_in(table.schema)).take(pa.array(order)), rows[order]
    arrays = [_in_one(table.column(at)) for at in range(table.num_columns)]
    if arrays:
        structs = pa.StructArray.from_arrays(arrays, fields=list(table.schema))
    else:
        structs = pa.array([{}] * len(rows), pa.struct([]))
    offsets = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(rows, minlength=count), out=offsets[1:])
    if len(rows) > _MOST_IN_LISTS:
        return pa.LargeListArray.from_arrays(pa.array(offsets), structs)
    return pa.ListArray.from_arrays(pa.array(offsets.astype(np.int32)), structs)


def _in_one(column: pa.ChunkedArray) -> pa.Array:
    """The chunks of a column as one array."""
    one = column.combine_chunks()
    if isinstance(one, pa.ChunkedArray):
        one = pa.concat_arrays(one.chunks) if one.num_chunks else pa.array([], column.type)
    return one
