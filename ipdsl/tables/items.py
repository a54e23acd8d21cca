"""The items of claims that were settled over columns, as texts."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.runtime.columns.program import OF_YEARS, ColumnCode, Columns
from ipdsl.runtime.kernel.columns.settle import CARRIED, Array, Settled, Written

_TEXT = pa.large_string()


def in_order(code: ColumnCode, columns: Columns, claims: Written, items: pa.Array) -> tuple[pa.Array, Array]:
    """For each claim a text that puts items in order, whoever has them, and the number of its record among all kinds
    (-1: none); `items` are the texts of the items.
    """
    roots = {loop.clause: loop.root for loop in code.loops}
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
    return order, record


def text_ranks(texts: pa.Array) -> Array:
    """The place of each text among all, equal ones alike."""
    encoded = texts.dictionary_encode()
    place = np.empty(len(encoded.dictionary), np.int64)
    place[pc.array_sort_indices(encoded.dictionary).to_numpy()] = np.arange(len(encoded.dictionary))
    return np.asarray(place[encoded.indices.to_numpy(zero_copy_only=False)])


def item_texts(code: ColumnCode, columns: Columns, ids: pa.Array, done: Settled, place: Array) -> pa.Array:
    """The items of the claims at these places: of their records, their years, or the applicants (`ids`)."""
    asked = done.claims
    years = [one.index for one in code.program.clauses if one.trigger.kind in OF_YEARS]
    roots = {loop.clause: loop.root for loop in code.loops if loop.clause not in years}
    names = list(dict.fromkeys(roots.values()))
    texts = [columns.texts[root] if root else ids for root in names]
    begin = np.concatenate([[0], np.cumsum([len(one) for one in texts])]).astype(np.int64)
    number = np.array([names.index(roots[x]) if x in roots else 0 for x in range(len(code.program.clauses) + 1)])
    of = number[asked.clause[place]]
    at = np.where(asked.record[place] < 0, asked.who[place], asked.record[place])
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
