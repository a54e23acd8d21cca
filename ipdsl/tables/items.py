"""The items of claims that were settled over columns, as texts."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.runtime.columns.program import YEARLY_TRIGGERS, ChunkColumns, ColumnCode
from ipdsl.runtime.kernel.columns.settle import CARRIED, Array, Settled, Written

_TEXT = pa.large_string()


def in_order(code: ColumnCode, columns: ChunkColumns, claims: Written, items: pa.Array) -> tuple[pa.Array, Array]:
    """For each claim a text that puts items in order, whoever has them, and the number of its record among all kinds
    (-1: none); `items` are the texts of the items.
    """
    clauses = code.program.clauses
    roots = {loop.clause: loop.root for loop in code.loops if clauses[loop.clause].trigger.kind not in YEARLY_TRIGGERS}
    names = sorted({root for root in roots.values() if root})
    ends = np.cumsum([0, *(len(columns.texts[root]) for root in names)])
    has_one = claims.record >= 0
    order, record = items, claims.record.copy()
    for root, begin in zip(names, ends, strict=False):
        own = has_one & np.isin(claims.clause, [clause for clause, of in roots.items() if of == root])
        if own.any():
            texts = columns.orders.get(root, columns.texts[root])
            found = texts.take(pa.array(np.where(own, claims.record, 0), mask=~own)).cast(pa.large_string())
            order = pc.if_else(pa.array(own), found, order)
            record[own] += begin
    for loop in code.loops:
        if keys := clauses[loop.clause].trigger.keys:
            own = claims.clause == loop.clause
            texts = columns.records.sets(loop.root, keys).orders()
            found = texts.take(pa.array(np.where(own, claims.item, 0), mask=~own))
            order = pc.if_else(pa.array(own), found, order)
    return order, record


def text_ranks(texts: pa.Array) -> Array:
    """The place of each text among all, equal ones alike."""
    encoded = texts.dictionary_encode()
    place = np.empty(len(encoded.dictionary), np.int64)
    place[pc.array_sort_indices(encoded.dictionary).to_numpy()] = np.arange(len(encoded.dictionary))
    return np.asarray(place[encoded.indices.to_numpy(zero_copy_only=False)])


def item_texts(code: ColumnCode, columns: ChunkColumns, ids: pa.Array, done: Settled, place: Array) -> pa.Array:
    """The items of the claims at these places: of their records, their years, or the applicants (`ids`)."""
    asked = done.claims
    clauses, none = code.program.clauses, (None, ())
    years = [one.index for one in clauses if one.trigger.kind in YEARLY_TRIGGERS and not one.trigger.keys]
    sources = {loop.clause: (loop.root or None, clauses[loop.clause].trigger.keys) for loop in code.loops
               if loop.clause not in years}  # fmt: skip
    names = list(dict.fromkeys(sources.values()))
    texts = [_texts(columns, ids, *one) for one in names]
    begin = np.concatenate([[0], np.cumsum([len(one) for one in texts])]).astype(np.int64)
    number = np.array([names.index(sources[x]) if x in sources else 0 for x in range(len(clauses) + 1)])
    of = number[asked.clause[place]]
    at = np.where(asked.record[place] < 0, asked.who[place], asked.record[place])
    if any(keys for _, keys in names):
        of_sets = np.array([bool(sources.get(x, none)[1]) for x in range(len(clauses) + 1)])
        at = np.where(of_sets[asked.clause[place]], asked.item[place], at)
    every = pa.concat_arrays([one.cast(pa.large_string()) for one in texts]) if texts else ids
    of_year = np.isin(asked.clause[place], years)
    line = CARRIED - asked.record[place]
    if (line >= 0).any():  # money of a line, whose item need not be listed
        begin, every = np.append(begin, len(every)), pa.concat_arrays([every, columns.records.own_items().cast(_TEXT)])
        of, at = np.where(line >= 0, len(begin) - 1, of), np.where(line >= 0, line, at)
        of_year &= line < 0
    found = every.take(pa.array(begin[of] + at, mask=of_year))
    if not of_year.any():
        return found
    return pc.if_else(pa.array(of_year), pa.array(done.year[place]).cast(pa.large_string()), found)


def _texts(columns: ChunkColumns, ids: pa.Array, root: str | None, keys: tuple[str, ...]) -> pa.Array:
    """What items are called: sets by keys, records of a root, or the applicants."""
    if root is None:
        return ids
    return columns.records.sets(root, keys).items() if keys else columns.texts[root]
