"""Guards between applicants over columns: the rows of each chunk by item, and their comparison after the last chunk.

A chunk of `batch`, a table of the library and a part of a table of Spark keep their rows; `compare_rows` compares them.

A row has 14 bytes in memory: its applicant, its item with its day, and its class. The comparison counts rows whose item
one applicant has, or very many rows have, and leaves the others to `ipdsl.ledger.guards.register`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.batch.intake.arrow_arrays import flags, ids_of, printable_ids, whole
from ipdsl.batch.intake.intake import recorded_ids, refuse_impossible
from ipdsl.batch.kernel.claims import Array
from ipdsl.batch.result import NOBODY
from ipdsl.ir.terms import Program
from ipdsl.ledger.guards.ids import GONE, NEW, WEIGHTED_CODES
from ipdsl.ledger.guards.register import (
    CLASSES,
    YEAR,
    ItemRows,
    RegisterRow,
    awards_paid_to_several,
    identifying_awards,
    register_findings,
    register_of,
)
from ipdsl.ledger.recall import Recall
from ipdsl.plain_data.values.declared_values import clause_name

ROWS = pa.schema([("row", pa.int32()), ("item", pa.uint64()), ("class", pa.uint16()), ("sum", pa.int64())])
"""The rows of a chunk by its applicants. The item is a hash of 48 bits with the day in its last 16 bits."""

CLAIM, PAID = 0x8000, 0x4000
"""The bits of a class for a claim, and for a row with a sum."""

MOST_ROWS = 64
"""An item of more rows is of many applicants."""

_ODD = np.random.default_rng(1).integers(0, 2**63, 13, np.uint64) * np.uint64(2) + np.uint64(1)
_DAY, _DAY_BITS, _HALF, _BUCKET_BITS = map(np.uint64, (0xFFFF, 16, 29, 60))


def guard_rows(
    lines: pa.Table, of_rows: Array, is_claim: Array, first: int, program: Program, recall: Recall | None = None
) -> pa.Table:
    """The rows of ledger lines that may identify an applicant, or are of one that is new to the ledger or absent.

    `of_rows` is the row of each line's applicant, counted from the row `first` of the run; it is less than 0 for absent
    ones. `is_claim`: without a line of its own in the ledger. `recall` knows the pages of the lines.
    """
    awards = program.compute_once(identifying_awards)
    texts = pc.utf8_lower(pc.utf8_trim_whitespace(pc.utf8_normalize(whole(lines["item"]), "NFKC")))
    award = pc.fill_null(pc.index_in(_present_labels(lines, program, recall), pa.array([*awards])), -1).to_numpy()
    is_name = ~flags(pc.match_substring_regex(texts, f"^{YEAR}$")) & np.array([*awards.values(), False])[award]
    length = pc.fill_null(pc.utf8_length(texts), 0).to_numpy()
    class_ = award * CLASSES + np.where(is_name & (length >= 3), np.minimum(length, CLASSES - 1), 0)
    texts = pc.fill_null(texts, "")
    words = min(12, 1 + (pc.max(pc.binary_length(texts)).as_py() or 0) // 8)  # further zeros do not count
    item = np.einsum("ij,j", _padded(texts, 8 * words, np.uint64), _ODD[1 : 1 + words])
    item += class_.astype(np.uint64) * _ODD[0]
    day, due = pc.fill_null(whole(lines["event_date"]).cast(pa.int32()), 0), whole(lines["due"])
    day = day.to_numpy().astype(np.uint64)
    sums = np.diff(np.concatenate([[0], np.cumsum(due.items)])[np.asarray(due.offsets)])
    is_new, is_last = ~np.isin(of_rows, of_rows[~is_claim]), day == day[~is_claim & (sums > 0)].max(initial=0)
    is_kept = np.where(is_new, is_claim, (sums > 0) & ((class_ % CLASSES > 0) | is_last | (of_rows < 0)))
    row, is_kept = np.where(of_rows < 0, of_rows, first + of_rows), is_kept & (award >= 0)
    item, class_ = item & ~_DAY | day & _DAY, class_ + CLAIM * is_claim + PAID * (sums > 0)
    return pa.table([row, item, class_, sums], ROWS.names).filter(pa.array(is_kept)).cast(ROWS)


def _present_labels(lines: pa.Table, program: Program, recall: Recall | None) -> pa.Array:
    """The label that the award of each line has today; null for lines of other policies and of no award of today."""
    clause, policy, page = whole(lines["clause"]), whole(lines["policy"]), whole(lines["page"])
    labels = pc.if_else(pc.equal(policy, program.name), clause, None)
    for number, earlier in enumerate(() if recall is None else recall.pages):
        awards = recall.awards(number) if recall else {}
        now = pa.array([None if award is None or award.is_ended else award.label for award in awards.values()])
        present = now.cast(clause.type).take(pc.index_in(clause, pa.array([*awards], clause.type)))
        of_page = pc.fill_null(pc.and_(pc.equal(page, number), pc.equal(policy, earlier.policy)), False)
        labels = pc.if_else(of_page, present, labels)
    return labels


def compare_rows(
    program: Program, recall: Recall | None, present: Sequence[str], recorded: Iterable[str],
    read: Callable[[str], Iterable[pa.Array]] | None, *, is_confirmed: bool = False,
) -> tuple[list[Diagnostic], int]:  # fmt: skip
    """The findings about the applicants that are `present` in a run and those `recorded` in its ledger, and how many
    are new to it.

    `read` gives a column of the rows of each chunk (`ROWS`); without it only ids are compared. `is_confirmed`: the
    applicants are confirmed to be new.
    """
    now, answers = ({}, ()) if recall is None else (recall.ids, recall.answers)
    names, status = register_of(present, recorded, now)
    del recorded  # 12 MB for 200,000 ids
    labels = {clause.label: clause_name(program, clause.label) for clause in program.clauses}
    findings = register_findings(
        names, ItemRows(status) if read is None else item_rows(status, read), [*labels.values()], program.currency,
        answers, paid_to_several={labels[label] for label in awards_paid_to_several(program)},
        is_confirmed=is_confirmed, ids_to_check=ids_to_check,
    )  # fmt: skip
    return [*findings], status.count(NEW)


def ids_to_check(ids: Sequence[str]) -> tuple[Sequence[str], Counter[int]]:
    """The ids without those that have the right check digit of a weighted code, and how many these are by length.

    Ids with blanks, dashes or small letters are left to be checked.
    """
    texts, number, is_right = pa.array(ids, pa.large_string()), Counter[int](), np.zeros(len(ids), bool)
    lengths = pc.binary_length(texts).to_numpy()
    for code in WEIGHTED_CODES:
        size, values = len(code.weights), np.full(256, -1, np.int8)
        values[[*code.alphabet.encode()]] = range(len(code.alphabet))
        place = np.flatnonzero((lengths == size) & ~is_right)
        digits = values[_padded(texts.take(pa.array(place)), size, np.uint8)]
        sums = sum(column * np.int32(weight) for column, weight in zip(digits.T, code.weights, strict=True))
        right = (sums % code.modulus == code.rest) & (digits >= 0).all(axis=1)
        is_right[place[right]], number[size] = True, number[size] + int(right.sum())
    return [ids[place] for place in np.flatnonzero(~is_right).tolist()], number


def _padded(texts: pa.Array, width: int, type_: type[np.generic]) -> Array:
    """The first bytes of texts, with zeros after short ones, as numbers: a row for each text."""
    padded = pc.ascii_rpad(texts, width, padding="\0").cast(pa.large_binary())
    if pc.any(pc.greater(pc.binary_length(padded), width)).as_py():
        padded = pc.binary_slice(padded, 0, width)
    size = width // np.dtype(type_).itemsize
    return np.frombuffer(padded.buffers()[2] or bytes(width), type_, size * len(texts)).reshape(-1, size)


def compare_nested(
    program: Program, recall: Recall, table: pa.Table, history: pa.Table | None, *, is_confirmed: bool = False
) -> list[Diagnostic]:  # fmt: skip
    """`compare_rows` for the parts of a large table: their columns `applicant`, `status` and `guards`.

    `history` has the ids of the ledger as `applicant`; without it each row has its own history. Rows of the status
    `nobody` are absent applicants.
    """
    ids = [name or " " for name in printable_ids(ids_of(table["applicant"])).to_pylist()]
    is_absent = flags(pc.equal(whole(table["status"]), NOBODY))
    known = {*(ids if history is None else recorded_ids(history))}
    refuse_impossible(recall.answers, known, recall)
    row = np.where(is_absent, np.cumsum(is_absent) - is_absent.sum() - 2, np.cumsum(~is_absent) - 1)
    lists = whole(table["guards"])
    item, class_, sums = lists.flatten().flatten()
    rows = {"row": np.repeat(row, np.diff(lists.offsets)), "item": item.to_numpy().view(np.uint64),
            "class": class_.to_numpy().astype(np.uint16), "sum": sums}  # fmt: skip
    present = [name for name, absent in zip(ids, is_absent, strict=True) if not absent]
    recorded = [name for name in ids if name in known]
    return compare_rows(program, recall, present, recorded, lambda name: [rows[name]], is_confirmed=is_confirmed)[0]


def item_rows(status: Sequence[int], read: Callable[[str], Iterable[pa.Array]]) -> ItemRows:
    """The rows of all chunks. `read` gives a column of each chunk. Absent applicants are the last of the register."""
    rows = ItemRows(status)
    who, item, bits = (
        np.concatenate([np.zeros(0, ROWS.field(name).type.to_pandas_dtype()), *map(np.asarray, read(name))])
        for name in ROWS.names[:3]
    )
    day, bucket_of = (item & _DAY).astype(np.uint16), (item >> _BUCKET_BITS).astype(np.uint8)
    rows.last_day = int(day[bits < CLAIM].max(initial=0))
    who = np.where(who < 0, len(status) + 1 + who, who)
    is_evidence = np.array(status, np.int8)[who] == np.where(bits < CLAIM, GONE, NEW).astype(np.int8)
    is_evidence &= day <= rows.last_day
    for held, at in ((rows.numbers, is_evidence), (rows.payments, is_evidence & (bits & PAID > 0))):
        mixed = (item[at] ^ item[at] >> _HALF) * _ODD[0] >> _HALF  # its sums are exact in floats
        found = np.bincount(who[at], None if held is rows.numbers else mixed)
        held.update({applicant: int(found[applicant]) for applicant in np.flatnonzero(found).tolist()})
    is_used = (bits % CLASSES > 0) & (is_evidence | (bits & PAID > 0))
    counts, met = np.zeros((2, PAID)), [np.zeros(0, np.int64)]
    for bucket in range(16):
        at = np.flatnonzero(is_used & (bucket_of == bucket))
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
    for applicant, key, class_, sum_ in zip(
        who[chosen], item[chosen].tolist(), bits[chosen].tolist(),
        np.concatenate([chosen[:0], *map(np.asarray, read("sum"))])[chosen], strict=True,
    ):  # fmt: skip
        rows.by_item[class_ % PAID, key >> 16].append(
            RegisterRow(int(applicant), key & 0xFFFF, int(sum_), class_ >= CLAIM)
        )
    return rows
