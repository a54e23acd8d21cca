"""The lines of the column `history` as they were stated, in the columns of a ledger: the next ledger keeps them.

Input: a table of applicants. Output: a row for each line, in which texts are unchanged and parts that a line does not
state are null. If a part is in another type than a ledger has, lines are read one by one, by the types of their parts.
No line is checked against the policy.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.batch.intake.arrow_arrays import equals, list_lengths, printable_ids, valid, whole
from ipdsl.batch.intake.form import (
    ANSWERS,
    PAGES,
    TableForm,
    decode_dictionary,
    is_day,
    is_list,
    is_text,
    without_views,
)
from ipdsl.batch.kernel.claims import Array
from ipdsl.batch.readers.lines import begins
from ipdsl.batch.readers.rows import lines_part
from ipdsl.ir.facts import LedgerLine
from ipdsl.ir.terms import Program
from ipdsl.ledger.line_reader import line_by_types
from ipdsl.ledger.recall import Recall
from ipdsl.plain_data.context import ReadContext

TEXT = pa.large_string()
SUMS, TEXTS = pa.map_(pa.string(), pa.int64()), pa.map_(pa.string(), pa.list_(pa.string()))
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
"""The columns of the ledger of a batch, schema 3. Sums are minor units. A key has a list of texts, usually of one."""


def with_pages(lines: pa.Table, recall: Recall) -> pa.Table:
    """Lines of a ledger whose column `page` has the pages and answers of the ledger as metadata."""
    place, pages = LEDGER.get_field_index("page"), [page.to_plain() for page in recall.pages]
    metadata = {PAGES: json.dumps(pages)} | ({ANSWERS: json.dumps(recall.answers)} if recall.answers else {})
    return lines.cast(LEDGER.set(place, LEDGER.field(place).with_metadata(metadata)))


_NOT_KEPT = ("applicant", "digest", "rungs")
"""The parts of a line that a ledger does not have: the applicant is that of the row."""


@attrs.frozen(eq=False)
class StatedLines:
    """Lines in the columns of a ledger, in the order in which they were stated.

    `owner` is the row of each line's applicant, `begin` the place of the first line of each applicant. `is_read` is
    false for lines that could not be read.
    """

    table: pa.Table
    owner: Array
    begin: Array
    is_read: Array


def stated_lines(form: TableForm, table: pa.Table, ids: pa.Array, written_ids: pa.Array | None = None) -> StatedLines:
    """The lines of all applicants of a table; `ids` are the applicants, `written_ids` the ids in the lines."""
    column = next((one for one in form.lines if one.name == "history"), None)
    cells = pa.nulls(table.num_rows) if column is None else whole(table.column(column.path[0]))
    owner = np.repeat(np.arange(table.num_rows), list_lengths(cells))
    begin, is_read = begins(owner, table.num_rows), np.ones(len(owner), bool)
    lines = LEDGER.empty_table()
    if column is not None and len(owner):
        inner = without_views(cells.flatten())
        parts = {field.name: _part(inner, field) for field in LEDGER if field.name not in _NOT_KEPT}
        more = {field.name for field in inner.type} - parts.keys() - {*_NOT_KEPT}
        if inner.null_count or more or None in parts.values():
            lists: list[Any] = lines_part(column, form.program).decode(cells)
            plain = [line for lines_of_one in lists for line in lines_of_one or ()]
            read = [line_by_types(ReadContext(form.program), line) for line in plain]
            is_read = np.array([line is not None for line in read])
            pages = [line.get("page") if is_known else None for line, is_known in zip(plain, is_read, strict=True)]
            lines = table_of_lines([line or _NO_LINE for line in read], pages)
        else:
            lines = pa.table({"applicant": pa.nulls(len(owner), TEXT), **parts}, LEDGER)
    whose = ids.take(pa.array(owner)) if written_ids is None else printable_ids(written_ids)
    return StatedLines(_with_names(lines, whose, form.program), owner, begin, is_read)


_NO_LINE = LedgerLine("", "", "", 0, {}, short=True)


def _with_names(lines: pa.Table, whose: pa.Array, program: Program) -> pa.Table:
    """The lines with their applicants; a line without a policy is one of the policy that reads it."""
    policy = whole(lines["policy"])
    named = pc.if_else(pa.array(valid(policy) & ~equals(policy, "")), policy, pa.scalar(program.name, policy.type))
    return lines.set_column(0, LEDGER.field(0), whose.cast(TEXT)).set_column(1, LEDGER.field(1), named)


def _part(inner: pa.StructArray, field: pa.Field) -> pa.Array | None:
    """A part of lines in the type of the ledger; `None`: it has another type."""
    place, type_ = inner.type.get_field_index(field.name), field.type
    cells = pa.nulls(len(inner)) if place < 0 else decode_dictionary(inner.field(place))
    if pa.types.is_null(cells.type) or cells.type == type_:
        return cells.cast(type_)
    tests = (is_text, is_day, pa.types.is_integer)
    if any(test(cells.type) and test(type_) for test in tests) and not pa.types.is_timestamp(cells.type):
        return cells.cast(type_)
    if type_ == TEXTS and pa.types.is_struct(cells.type):  # as ledgers before 0.7 have keys
        names = [one.name for one in cells.type]
        stated = [(np.flatnonzero(valid(one)), name, one) for name, one in zip(names, cells.flatten(), strict=True)]
        if all(is_text(one.type) or (is_list(one.type) and is_text(one.type.value_type)) for *_, one in stated):
            return map_of(len(inner), [(line, name, one.take(pa.array(line))) for line, name, one in stated], type_)
    return None


def map_of(many: int, parts: Iterable[tuple[Array, str | pa.Array, pa.Array]], type_: pa.MapType) -> pa.Array:
    """A map for so many lines, of entries with the line, the name and the value, in the order of the names; a value
    may be null.
    """
    none = np.zeros(0, np.int64), pa.array([], pa.string()), pa.array([], type_.item_type)
    entries = [none]
    for line, name, cells in parts:
        names = pa.repeat(pa.scalar(name), len(line)) if isinstance(name, str) else name
        is_one = is_list(type_.item_type) and not is_list(cells.type)
        one = pa.array(np.arange(len(cells) + 1, dtype=np.int32))
        items = pa.ListArray.from_arrays(one, cells.cast(pa.string()), mask=cells.is_null()) if is_one else cells
        entries.append((line, names, items.cast(type_.item_type)))
    lines, all_names, all_items = zip(*entries, strict=True)
    line, named = np.concatenate(lines), pa.concat_arrays(all_names)
    by_name = pa.table({"line": line, "name": named})
    order = pc.sort_indices(by_name, sort_keys=[("line", "ascending"), ("name", "ascending")])
    begin = pa.array(begins(line, many).astype(np.int32))
    return pa.MapArray.from_arrays(begin, named.take(order), pa.concat_arrays(all_items).take(order)).cast(type_)


# ---------------------------------------------------------------------------------------------- lines of decisions


def table_of_lines(lines: Sequence[LedgerLine], pages: Iterable[int | None]) -> pa.Table:
    """Lines with the numbers of their pages.

    The members of a list have a fixed order, regardless of their order in the facts.
    """
    return pa.Table.from_pylist(
        [{**_row(line.in_own_words), "page": page} for line, page in zip(lines, pages, strict=True)], LEDGER
    )


def _row(line: LedgerLine) -> dict[str, Any]:
    whole_line = None if line.short else line
    texts = {name: getattr(line, name) or None for name in ("policy", "clause", "row", "kind", "item", "matter",
                                                            "level", "year", "outcome", "applicant")}  # fmt: skip
    sums = {name: getattr(whole_line, name, None) for name in ("proposed", "admitted", "carried", "lapsed")}
    others = {name: getattr(line, name) for name in ("by_discretion", "event_date", "granted", "carry_until")}
    payments = line.payments and [{"day": day, "amount": amount} for day, amount in line.payments]
    return {
        **texts, **sums, **others, "keys": None if line.short and not line.keys else _texts(line.keys),
        "fields": None if line.fields is None else _texts(line.fields),
        "charged": whole_line and sorted(whole_line.charged.items()), "payments": payments,
        "due": sorted((str(year), sum_) for year, sum_ in line.due.items()),
    }  # fmt: skip


def _texts(keys: Mapping[str, Any]) -> list[tuple[str, list[str] | None]]:
    return [
        (name, sorted(key) if isinstance(key, tuple | list) else None if key is None else [str(key)])
        for name, key in sorted(keys.items())
    ]
