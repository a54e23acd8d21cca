"""The lines of the column `history` as they were stated, in the columns of a ledger: the next ledger keeps them.

Input: the lines of a chunk. Output: a table with a row for each, in which texts are unchanged and parts that a line
does not state are null. Lines with a part in no plain form are read one by one, by the types of their parts. No line is
checked against the policy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.batch.intake.arrow_arrays import bare, equals, says, valid
from ipdsl.batch.intake.form import is_list, is_text
from ipdsl.batch.kernel.settle import Array
from ipdsl.batch.readers.chunks import TEXT, Chunk, TableReading
from ipdsl.batch.readers.lines import Lines, begins, lines_of, states_one_sum
from ipdsl.batch.readers.rows import lines_part
from ipdsl.facts.context import ReadContext
from ipdsl.facts.history.lines import DUE_IN_SCHEMA_1, line_by_types
from ipdsl.ir.facts import LedgerLine

SUMS = pa.map_(pa.string(), pa.int64())
TEXTS = pa.map_(pa.string(), pa.list_(pa.string()))
_PAYMENTS = pa.list_(pa.struct([pa.field("day", pa.date32()), pa.field("amount", pa.int64())]))

LEDGER = pa.schema(
    [
        pa.field("applicant", TEXT), pa.field("policy", pa.string()), pa.field("clause", pa.string()),
        pa.field("row", pa.string()), pa.field("kind", pa.string()), pa.field("item", TEXT), pa.field("matter", TEXT),
        pa.field("level", TEXT), pa.field("keys", TEXTS), pa.field("by_discretion", pa.bool_()),
        pa.field("event_date", pa.date32()), pa.field("year", pa.int32()), pa.field("proposed", pa.int64()),
        pa.field("admitted", pa.int64()), pa.field("charged", SUMS), pa.field("granted", pa.int64()),
        pa.field("due", SUMS), pa.field("payments", _PAYMENTS), pa.field("carried", pa.int64()),
        pa.field("carry_until", pa.int32()), pa.field("lapsed", pa.int64()), pa.field("outcome", pa.string()),
        pa.field("fields", TEXTS), pa.field("page", pa.int32()),
    ]
)  # fmt: skip
"""The columns of the ledger of a batch, schema 3. Sums are whole minor units; each key has a list of one or more texts.
"""


@attrs.frozen(eq=False)
class StatedLines:
    """Lines in the columns of a ledger, in the order in which they were stated.

    `owner` is the row of each line's applicant, `begin` the place of the first line of each applicant. The lines at the
    places `unread` could not be read.
    """

    table: pa.Table
    owner: Array
    begin: Array
    unread: Array


def stated_lines(reading: TableReading, table: pa.Table, ids: pa.Array) -> StatedLines:
    """The lines of all applicants of a table; `ids` are the applicants."""
    chunk = Chunk(reading, table)
    lines = lines_of(chunk, "history")
    if lines is None:
        none = np.zeros(0, np.int64)
        return StatedLines(LEDGER.empty_table(), none, np.zeros(table.num_rows + 1, np.int64), none)
    lines.leave(~valid(lines.inner) | _states(lines, DUE_IN_SCHEMA_1))
    whose = ids.take(pa.array(lines.owner))
    parts = [whose, *(_part(lines, field) for field in [*LEDGER][1:])]
    made, begin = _with_names(pa.table(parts, LEDGER), reading), begins(lines.owner, table.num_rows)
    others = np.flatnonzero(chunk.left)
    if not len(others):
        return StatedLines(made, lines.owner, begin, others)
    read = [*_read_one_by_one(chunk, others)]
    place = np.flatnonzero(chunk.left[lines.owner])
    rows = [*rows_of_lines("", [line or NO_LINE for line in read])]
    of_others = pa.Table.from_pylist(rows, LEDGER).set_column(0, LEDGER.field(0), whose.take(pa.array(place)))
    order = np.arange(made.num_rows)
    order[place] = made.num_rows + np.arange(len(place))
    return StatedLines(
        pa.concat_tables([made, _with_names(of_others, reading)]).take(pa.array(order)), lines.owner, begin,
        place[[line is None for line in read]],
    )  # fmt: skip


NO_LINE = LedgerLine("", "", "", 0, {}, short=True)
"""In place of a line that cannot be read."""


def _with_names(table: pa.Table, reading: TableReading) -> pa.Table:
    """Lines without a policy as lines of the policy that reads them."""
    policy = table["policy"].combine_chunks()
    own = pa.scalar(reading.code.program.name, pa.string())
    named = pc.if_else(pa.array(valid(policy) & ~equals(policy, "")), policy, own)
    return table.set_column(1, LEDGER.field(1), named)


def _states(lines: Lines, name: str) -> Array:
    return says(lines.inner.field(lines.others[name])) if name in lines.others else np.zeros(len(lines.owner), bool)


def _read_one_by_one(chunk: Chunk, others: Array) -> Iterator[LedgerLine | None]:
    """The lines of these applicants; `None` for a line that cannot be read."""
    form = next(one for one in chunk.form.lines if one.name == "history")
    cells = chunk.cells(form.path).take(pa.array(others))
    for lists in lines_part(form, chunk.program).decode(cells):
        for line in lists if isinstance(lists, list) else ():
            yield line_by_types(ReadContext(chunk.program), line)


# ---------------------------------------------------------------------------------------------- parts of lines


def _part(lines: Lines, field: pa.Field) -> pa.Array:
    """A part of lines in the type of the ledger. The applicants of lines with a part in no plain form leave."""
    name, type_ = field.name, field.type
    place = lines.others.get(name, lines.columns[name].path[-1] if name in lines.columns else -1)
    cells = pa.nulls(len(lines.owner)) if place < 0 else lines.inner.field(place)
    if cells.type == type_ or pa.types.is_null(cells.type):
        return cells.cast(type_)
    if type_ == _PAYMENTS:
        return lines.payments().cast(type_)
    if pa.types.is_map(type_):
        return _map(lines, name, type_)
    if is_text(type_):
        return lines.text_or_null(name).cast(type_)
    if pa.types.is_struct(cells.type):
        _, none, other = bare(cells)
        lines.leave(none | other)
    numbers, stated = lines.numbers(name)
    plain = pa.array(np.where(stated, numbers, 0), mask=~stated)
    return plain.cast(pa.int32()).cast(type_) if pa.types.is_date(type_) else plain.cast(type_)


def _map(lines: Lines, name: str, type_: pa.MapType) -> pa.Array:
    """Sums or texts by name, in the order of the names."""
    owner, cells = lines.owner, lines.inner.field(lines.others[name])
    parts: list[tuple[Array, pa.Array, pa.Array]] = []
    if states_one_sum(cells.type):  # the sum is of the line's own year
        sums, stated = lines.chunk.sums(cells, owner)
        year, has_year = lines.numbers("year")
        lines.leave(stated & ~has_year)
        line = np.flatnonzero(stated)
        parts.append((line, pa.array(year[line]).cast(pa.string()), pa.array(sums[line])))
    for line, names, stated_values in () if parts else lines.entries(name):
        if type_ == SUMS:
            sums, stated = lines.chunk.sums(stated_values, owner[line])
            lines.leave(~stated, line)
            parts.append((line, names, pa.array(sums)))
        else:
            parts.append((line, names, _texts(lines, line, stated_values)))
    return map_of(len(owner), parts, type_)


def _texts(lines: Lines, line: Array, cells: pa.Array) -> pa.Array:
    """Keys as lists of texts."""
    if is_list(cells.type) and is_text(cells.type.value_type):
        return cells.cast(TEXTS.item_type)
    if is_text(cells.type) or pa.types.is_integer(cells.type):
        return one_text_each(cells)
    lines.leave(np.ones(len(line), bool), line)
    return pa.nulls(len(line), TEXTS.item_type)


def one_text_each(texts: pa.Array) -> pa.Array:
    """Each text as a list of one."""
    return pa.ListArray.from_arrays(pa.array(np.arange(len(texts) + 1, dtype=np.int32)), texts.cast(pa.string()))


def map_of(many: int, parts: Sequence[tuple[Array, pa.Array, pa.Array]], type_: pa.MapType) -> pa.Array:
    """A map for so many lines, of entries with the line, the name and the value, in the order of the names."""
    line = np.concatenate([np.zeros(0, np.int64), *(line for line, _, _ in parts)])
    names = pa.concat_arrays([pa.array([], pa.string()), *(names.cast(pa.string()) for _, names, _ in parts)])
    items = pa.concat_arrays([pa.array([], type_.item_type), *(items.cast(type_.item_type) for *_, items in parts)])
    encoded = names.dictionary_encode()
    rank = np.argsort(np.argsort(encoded.dictionary.to_numpy(zero_copy_only=False).astype(object)))
    codes = np.asarray(encoded.indices.to_numpy(zero_copy_only=False), np.int64)
    order = pa.array(np.lexsort((rank[codes] if len(codes) else codes, line)))
    begin = pa.array(begins(line, many).astype(np.int32))
    return pa.MapArray.from_arrays(begin, names.take(order), items.take(order)).cast(type_)


# ---------------------------------------------------------------------------------------------- lines of decisions


def rows_of_lines(applicant: str, lines: Sequence[LedgerLine], page: int | None = None) -> Iterator[dict[str, Any]]:
    """Lines of a decision as rows; `page` is the page of the run.

    The members of a list have a fixed order, regardless of their order in the facts.
    """
    for line in lines:
        whole = None if line.short else line
        yield {
            "applicant": applicant, "policy": line.policy, "clause": line.clause or None, "row": line.row or None,
            "kind": line.kind or None, "item": line.item or None, "matter": line.matter or None,
            "level": line.level or None, "keys": _text_rows(line.keys), "by_discretion": line.by_discretion,
            "event_date": line.event_date, "year": line.year or None, "proposed": whole and whole.proposed,
            "admitted": whole and whole.admitted, "charged": whole and sorted(whole.charged.items()),
            "granted": line.granted, "due": sorted((str(year), sum_) for year, sum_ in line.due.items()),
            "payments": None if line.payments is None
            else [{"day": day, "amount": amount} for day, amount in line.payments],
            "carried": whole and whole.carried, "carry_until": line.carry_until, "lapsed": whole and whole.lapsed,
            "outcome": line.outcome or None, "fields": None if line.fields is None else _text_rows(line.fields),
            "page": page if line.has_page and line.written is None else None,
        }  # fmt: skip


def _text_rows(texts: Any) -> list[tuple[str, list[str]]]:
    return [
        (name, sorted(map(str, value)) if isinstance(value, tuple | list) else [str(value)])
        for name, value in sorted(texts.items())
    ]
