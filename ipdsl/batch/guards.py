"""Guards between applicants over columns: the rows of each chunk by item, and their comparison after the last chunk.

A row has 14 bytes in memory: its applicant, its item with its day, and its class. The comparison counts rows whose item
one applicant has, or very many rows have, and leaves the others to `ipdsl.ledger.guards.register`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.batch.intake.arrow_arrays import flags
from ipdsl.batch.intake.ids import rows_of
from ipdsl.batch.kernel.settle import Array
from ipdsl.ir.terms import Program
from ipdsl.ledger.guards.ids import GONE, NEW
from ipdsl.ledger.guards.register import (
    CLASSES,
    YEAR,
    ItemRows,
    Row,
    identifying_awards,
    register_findings,
    register_of,
)

ROWS = pa.schema([("row", pa.int32()), ("item", pa.uint64()), ("class", pa.uint16()), ("sum", pa.int64())])
"""The rows of a chunk by its applicants. The item is a hash of 48 bits with the day in its last 16 bits."""

CLAIM, PAID = 0x8000, 0x4000
"""The bits of a class for a claim, and for a row with a sum."""

MOST_ROWS = 64
"""An item of more rows is of many applicants."""

_ODD = np.random.default_rng(1).integers(0, 2**63, 13, np.uint64) * np.uint64(2) + np.uint64(1)
_DAY, _DAY_BITS, _HALF, _BUCKET_BITS = map(np.uint64, (0xFFFF, 16, 29, 60))


def guard_rows(lines: pa.Table, is_claim: Array, ids: pa.Array, first: int, program: Program) -> pa.Table:
    """The rows of ledger lines that may identify an applicant, or are of one that is new to the ledger or absent.

    `is_claim`: of this run. The applicants are `ids`, numbered from `first` on. Lines of absent applicants are given
    without others.
    """
    awards = program.compute_once(identifying_awards)
    texts = pc.utf8_lower(pc.utf8_trim_whitespace(pc.utf8_normalize(lines["item"].combine_chunks(), "NFKC")))
    award = pc.fill_null(pc.index_in(lines["clause"].combine_chunks(), pa.array([*awards])), -1).to_numpy()
    is_name = ~flags(pc.match_substring_regex(texts, f"^{YEAR}$")) & np.array([*awards.values(), False])[award]
    length = pc.utf8_length(texts).to_numpy()
    class_ = award * CLASSES + np.where(is_name & (length >= 3), np.minimum(length, CLASSES - 1), 0)
    words = np.array(texts.cast(pa.large_binary()).to_pylist(), "S96").view(np.uint64).reshape(-1, 12)
    item = words @ _ODD[1:] + class_.astype(np.uint64) * _ODD[0]
    day = pc.fill_null(lines["event_date"].combine_chunks().cast(pa.int32()), 0).to_numpy().astype(np.uint64)
    due, row = lines["due"].combine_chunks(), rows_of(lines["applicant"].combine_chunks(), ids)
    sums = np.diff(np.concatenate([[0], np.cumsum(due.items)])[np.asarray(due.offsets)])
    is_new, is_last = ~np.isin(row, row[~is_claim]), day == day[~is_claim & (sums > 0)].max(initial=0)
    is_kept = np.where(is_new, is_claim, (sums > 0) & ((class_ % CLASSES > 0) | is_last | ~is_claim.any()))
    is_kept &= flags(pc.equal(lines["policy"].combine_chunks(), program.name)) & (award >= 0)
    item, class_ = item & ~_DAY | day & _DAY, class_ + CLAIM * is_claim + PAID * (sums > 0)
    return pa.table([first + row, item, class_, sums], ROWS.names).filter(pa.array(is_kept)).cast(ROWS)


def table_findings(
    program: Program, column: Callable[[str, str], Iterable[pa.ChunkedArray]],
    recorded: Callable[[Iterable[str]], Iterable[str]], distinct: Iterable[tuple[str, str]], *, has_rows: bool,
    is_confirmed: bool,
) -> Iterator[Diagnostic]:  # fmt: skip
    """The findings about the applicants of a table. `column` gives a column of a table of results, chunk by chunk.

    `recorded` gives the ids of the ledger by those of the run. Without `has_rows` only the ids are compared.
    """
    present = [name or "" for ids in column("applicants", "applicant") for name in ids.to_pylist()]
    names, status = register_of(present, recorded(present))
    rows = item_rows(status, partial(column, "guards")) if has_rows else ItemRows(status)
    return register_findings(
        names, rows, [clause.label for clause in program.clauses], program.currency, distinct, is_confirmed=is_confirmed
    )


def item_rows(status: Sequence[int], read: Callable[[str], Iterable[pa.Array]]) -> ItemRows:
    """The rows of all chunks. `read` gives a column of each chunk; `row` is the applicant's number in the register."""
    rows = ItemRows(status)
    who, item, bits = (
        np.concatenate([np.zeros(0, ROWS.field(name).type.to_pandas_dtype()), *map(np.asarray, read(name))])
        for name in ROWS.names[:3]
    )
    rows.last_day = int((item[bits < CLAIM] & _DAY).max(initial=0))
    is_evidence = np.array(status, np.int8)[who] == np.where(bits < CLAIM, GONE, NEW).astype(np.int8)
    is_evidence &= (item & _DAY) <= rows.last_day
    for held, at in ((rows.numbers, is_evidence), (rows.payments, is_evidence & (bits & PAID > 0))):
        mixed = (item[at] ^ item[at] >> _HALF) * _ODD[0] >> _HALF  # its sums are exact in floats
        found = np.bincount(who[at], None if held is rows.numbers else mixed)
        held.update({applicant: int(found[applicant]) for applicant in np.flatnonzero(found).tolist()})
    used = np.flatnonzero((bits % CLASSES > 0) & (is_evidence | (bits & PAID > 0)))
    counts, met = np.zeros((2, PAID)), [np.zeros(0, np.int64)]
    for bucket in range(16):
        at = used[item[used] >> _BUCKET_BITS == bucket]
        at = at[np.argsort(item[at])]
        key, owner = item[at] >> _DAY_BITS, who[at]
        start = np.flatnonzero(np.diff(key, prepend=~key[:1]))
        size = np.diff(start, append=len(at))
        is_met = (np.minimum.reduceat(owner, start) < np.maximum.reduceat(owner, start)) & (size <= MOST_ROWS)
        for count, weights in zip(counts, (~is_met * size, (size > MOST_ROWS) * size), strict=True):
            count += np.bincount(bits[at[start]] % PAID, weights, PAID)
        met.append(at[np.repeat(is_met, size)])
    rows.counts.update({class_: (*map(int, counts[:, class_]), 0, 0) for class_ in np.flatnonzero(counts[0]).tolist()})
    chosen = np.concatenate(met)
    sums = np.concatenate([chosen[:0], *map(np.asarray, read("sum"))])[chosen]
    for applicant, key, class_, sum_ in zip(
        who[chosen], item[chosen].tolist(), bits[chosen].tolist(), sums, strict=True
    ):
        rows.by_item[class_ % PAID, key >> 16].append(Row(int(applicant), key & 0xFFFF, int(sum_), class_ >= CLAIM))
    return rows
