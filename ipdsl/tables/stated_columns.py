"""Columns of a file of text, block by block, as a flat table of Arrow: what `cells` takes apart again.

Input: plain data as facts have it: texts, yes or no, lists, pairs by name, what is said in the place of a value.
Output: columns of text, of lists of texts, and of maps; `None` is null.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import Enum
from types import NoneType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.values import handwritten, written


class Sort(Enum):
    """What the cells of a column hold."""

    TEXT = pa.string()
    FLAG = pa.bool_()
    NUMBER = pa.int64()
    LIST = pa.list_(pa.string())
    PAIRS = pa.map_(pa.string(), pa.string())


LINE = "\0line"
"""The column of the line at which each row begins."""

Columns = Mapping[str, "tuple[Sort, Sequence[Any]]"]
"""Columns by name, with the values of each row."""

_SAID = ("none", "cannot_be_determined")
_WORDS = {"none": "none", "cannot_be_determined": "cannot be determined"}
_YES_NO = {True: "yes", False: "no"}


def table_of(blocks: Iterable[Columns]) -> pa.Table:
    """The rows of all blocks, which have the same columns; a column of which one block has none is null there."""
    tables = [pa.table({name: _array(*column) for name, column in block.items()}) for block in blocks]
    return pa.concat_tables(in_one_form(tables or [pa.table({LINE: pa.array([], pa.int64())})]))


def in_one_form(tables: Sequence[pa.Table]) -> list[pa.Table]:
    """Parts of one table, with the same type in each column: structs, pairs or texts where one part has them."""
    structs = {field.name for one in tables for field in one.schema if pa.types.is_struct(field.type)}
    texts = {field.name for one in tables for field in one.schema if pa.types.is_string(field.type)}
    maps = {field.name for one in tables for field in one.schema if pa.types.is_map(field.type)}
    return [_widened(one, structs, maps, texts) for one in tables]


def _widened(table: pa.Table, structs: Collection[str], maps: Collection[str], texts: Collection[str]) -> pa.Table:
    for at, field in enumerate(table.schema):
        cells = table.column(at)
        if field.name in structs and not pa.types.is_struct(field.type):
            chunks = [_struct(one, {name: [None] * len(one) for name in _SAID}) for one in cells.chunks]
        elif field.name in maps and not pa.types.is_map(field.type):
            years = table.column(_YEAR).to_pylist() if _YEAR in table.column_names else [None] * len(cells)
            chunks = [pa.array(by_year(years, cells.to_pylist()), Sort.PAIRS.value)]
        elif field.name in texts and pa.types.is_list(field.type):
            chunks = [pa.array(map(_as_text, cells.to_pylist()), pa.string())]
        else:
            continue
        table = table.set_column(at, field.name, pa.chunked_array(chunks))
    return table


_YEAR = "year"


def by_year(years: Iterable[str | None], sums: Iterable[Any]) -> list[Any]:
    """Sums as pairs: one that is a text alone is that of the year of its line. A line of no year is refused."""
    numbers = (None if year is None else written.year(handwritten.year(year)) for year in years)
    return [
        [(str(year), sum_)] * (year is not None) if isinstance(sum_, str) else sum_
        for year, sum_ in zip(numbers, sums, strict=True)
    ]


def _array(sort: Sort, values: Sequence[Any]) -> pa.Array:
    """A column of one block; values may be said not to exist, which makes structs of them."""
    if sort is Sort.LIST and not {list, NoneType}.issuperset(map(type, values)):
        return pa.array(map(_as_text, values), pa.string())
    if sort is Sort.PAIRS:
        return pa.array([[*value.items()] if isinstance(value, dict) else value for value in values], sort.value)
    kinds = set(map(type, values))
    if dict in kinds:
        said = {name: [_says(value, name) for value in values] for name in _SAID}
        return _struct(_array(sort, [None if _is_said(value) else value for value in values]), said)
    if sort is Sort.TEXT and bool in kinds:
        values = [_YES_NO.get(value, value) if isinstance(value, bool) else value for value in values]
    return pa.array(values, sort.value)


def _as_text(value: Any) -> str | None:
    """A list, or what is said in the place of one, as a text that the reader of facts takes for the same."""
    if isinstance(value, dict):
        return next(_WORDS[name] for name in _SAID if value.get(name) is True)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def _is_said(value: object) -> bool:
    return isinstance(value, dict)


def _says(value: object, name: str) -> bool | None:
    return True if isinstance(value, dict) and value.get(name) is True else None


def _struct(cells: pa.Array, said: Mapping[str, Collection[bool | None]]) -> pa.Array:
    parts = {"value": cells} | {name: pa.array(flags, pa.bool_()) for name, flags in said.items()}
    unstated = pc.and_(cells.is_null(), pc.and_(*(parts[name].is_null() for name in _SAID)))
    fields = [pa.field(name, part.type) for name, part in parts.items()]
    return pa.StructArray.from_arrays([*parts.values()], fields=fields, mask=unstated)


def renamed(table: pa.Table, words: Mapping[str, str]) -> pa.Table:
    """The table with other names for some columns."""
    return table.rename_columns([words.get(name, name) for name in table.column_names])


def with_only_applicant(tables: Mapping[str, list[pa.Table]], own: str, key: str) -> dict[str, list[pa.Table]]:
    """Where there is one applicant alone, rows of other tables that name nobody are of that one.

    `own` is the name of the table of applicants, with a column `key`; other tables have a column of the name `own`.
    """
    ids = [id_ for one in tables.get(own, ()) if key in one.column_names for id_ in one.column(key).to_pylist()]
    if len(ids) != 1 or not isinstance(ids[0], str):
        return dict(tables)
    return {name: [one if name == own else _owned(one, own, ids[0]) for one in parts] for name, parts in tables.items()}


def _owned(table: pa.Table, column: str, name: str) -> pa.Table:
    if column not in table.column_names:
        return table.append_column(column, pa.array([name] * table.num_rows, pa.string()))
    at = table.column_names.index(column)
    return table.set_column(at, column, pc.fill_null(table.column(at), name))
