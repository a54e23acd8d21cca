"""Settle a table of applicants: over columns where possible, the others one by one; with guards between applicants.

Input: an ingested table. Output: a `TableResult`. Parts of the table are settled in parallel threads; their results
keep the order of the rows.

A chunk of `batch`, a table of the library and a part of a table of Spark keep their rows; `compare_rows` compares them.

A row has 14 bytes in memory: its applicant, its item with its day, and its class. The comparison counts rows whose item
one applicant has, or very many rows have, and leaves the others to `ipdsl.ledger.guards`.
"""

from __future__ import annotations

import datetime
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from importlib.util import find_spec
from itertools import chain
from typing import Any, NamedTuple, TypeAlias, TypeVar, cast

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.base.findings.finding import Diagnostic, with_changes
from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.base.values.days import FIRST_YEAR, LAST_YEAR
from ipdsl.batch.compared import JointClaims, JointSettlement, item_texts, no_ranks
from ipdsl.batch.intake.form import (
    PlaceLookup,
    Problem,
    TableForm,
    ValueColumn,
    decode_dictionary,
    error_table,
    flags,
    ids_of,
    is_list,
    is_text,
    no_place,
    printable_ids,
    table_of_rows,
    whole,
    without_views,
)
from ipdsl.batch.intake.intake import IngestedTable, recorded_ids, refuse_impossible, take_in
from ipdsl.batch.kernel import values
from ipdsl.batch.kernel.program import ChunkColumns, ColumnCode, ProgramColumn
from ipdsl.batch.kernel.tables import Array, Settled, begins, outcomes_of, sums_by
from ipdsl.batch.readers.columns import Reader
from ipdsl.batch.readers.named_lines import ledger_schema, stated_lines
from ipdsl.batch.readers.rows import Rows, column_of
from ipdsl.batch.result import (
    CLAIM_ROWS,
    INSTALMENTS,
    LATER_ROWS,
    MISSING,
    MOST_EXAMINED,
    NOBODY,
    OTHER_YEARS,
    RECOVERIES,
    TOTALS,
    ChunkLedger,
    LedgerRows,
    TableResult,
    UnmetLine,
    UnmetLines,
    applicants_schema,
    clause_names,
    find_paid_as_granted,
    find_unmet_lines,
    kept_notes,
    lines_without_pages,
    may_have_unmet,
    remarks,
    row_names,
    take_names,
    with_clause_words,
)
from ipdsl.decision.decision import Decision, Request
from ipdsl.decision.model import Claim, OtherYear
from ipdsl.decision.other_years import other_years, record_findings
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.engine.situation import Situation
from ipdsl.facts.cohort import with_path
from ipdsl.facts.published_series import PublishedSeries, notes_on_published
from ipdsl.ir.facts import Facts, LedgerLine
from ipdsl.ir.terms import Program
from ipdsl.ledger.guards import (
    CLASSES,
    GONE,
    NEW,
    WEIGHTED_CODES,
    YEAR,
    ItemRows,
    RegisterRow,
    awards_paid_to_several,
    identifying_awards,
    register_findings,
    register_of,
)
from ipdsl.ledger.recall import Recall, known_pages
from ipdsl.plain_data.context import ReadContext, clause_name
from ipdsl.plain_data.errors import CloseNumbers, EventOnSeveralDays, FactsError, RecordsOfOneDay
from ipdsl.plain_data.handwritten import TextParsers
from ipdsl.runtime.compiled_policy import evaluate_eagerly as decided
from ipdsl.schema.types.date import read_day
from ipdsl.schema.types.rate import read_rate
from ipdsl.schema.values.value_errors import BareRate, TooManyFactDigits
from ipdsl.schema.values.value_type import printable


def bare_rates(table: pa.Table, form: TableForm) -> Iterator[tuple[int, Diagnostic]]:
    """The remark for each column that the policy reads, with the row of its first value."""
    kinds = (kind.fields for kind in form.records if kind.place not in form.not_read)
    for column in chain(form.fields, *kinds, () if form.figures is None else form.figures.columns):
        if column.type.is_rate and column.place not in form.not_read:
            rows, cells = _cells_of(table, column)
            is_bare = (
                pc.invert(pc.match_substring_regex(cells, "[%/]")) if is_text(cells.type) else pc.greater(cells, 0)
            )
            at = np.flatnonzero(flags(is_bare))
            written = cells.take(pa.array(at)).dictionary_encode()
            remarks = [_remark(form, column, value) for value in written.dictionary.to_pylist()]
            codes = written.indices.to_numpy()
            reported = np.flatnonzero(np.asarray([each is not None for each in remarks], bool)[codes])
            for place in reported[:1]:
                finding = cast("BareRate", remarks[codes[place]])
                yield int(rows[at[place]]), with_changes(finding, number=len(reported))


def _remark(form: TableForm, column: ValueColumn, written: object) -> BareRate | None:
    """The remark about a value of a column, if it is one of a rate without a sign."""
    context, parse = ReadContext(form.program), form.program.compute_once(TextParsers)[column.type]
    read_rate(context, parse(written) if isinstance(written, str) else written, column.word, column.place)
    return next(iter(context.bare_rates), None)


def _cells_of(table: pa.Table, column: ValueColumn) -> tuple[Array, pa.Array]:
    """The values of a column, with the row of each."""
    cells, steps = table.column(column.path[0]).combine_chunks(), [*column.path[1:]]
    rows = np.arange(len(cells))
    while is_list(cells.type) or pa.types.is_struct(cells.type):
        if is_list(cells.type):
            rows, cells = rows[np.asarray(pc.list_parent_indices(cells))], pc.list_flatten(cells)
        else:
            place = steps.pop(0) if steps else cells.type.get_field_index("value")
            cells = pc.struct_field(cells, [place]) if place >= 0 else pa.nulls(len(cells), pa.string())
    return rows, without_views(decode_dictionary(cells))


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


MOST_MINOR = 2**63 - 1
"""The greatest sum in a column of a result, in minor units."""

Part = TypeVar("Part")
Done = TypeVar("Done")


def side_by_side(work: Callable[[Part], Done], parts: Iterable[Part], threads: int) -> Iterator[Done]:
    """The results of `work` for the parts, in order. At most `threads` + 1 parts are started before they are requested.

    Threads have the settings of their caller: the language, and whether the cache is off. NumPy, Arrow and compiled
    code release the interpreter lock, so threads run in parallel.
    """
    if threads < 2:
        yield from map(work, parts)
        return
    pool = ThreadPoolExecutor(threads, thread_name_prefix="ipdsl")
    waiting: deque[Future[Done]] = deque()
    try:
        for part in parts:
            waiting.append(pool.submit(copy_context().run, work, part))
            if len(waiting) > threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


ROWS_AT_ONCE = 65_536
"""The largest number of applicants that are settled at once."""

BYTES_AT_ONCE = 32 * 2**20
"""The largest number of bytes of Arrow that are settled at once: fewer applicants, if they have many records."""

_REMARKS = EventOnSeveralDays, RecordsOfOneDay, CloseNumbers
MAX_REMARKS = 20
"""The number of remarks of a chunk that are written out as text."""

MIN_ROWS_TO_COMPILE = 5_000
"""The number of applicants from which the program is compiled. Fewer are settled before the compiler is ready."""

WAYS = {
    values.SETTLED: "columns", values.OPEN: "not stated", values.BEFORE_WINDOW: "early", values.TOO_LARGE: "large",
    values.SAME_RECORDS: "alike", values.PRIOR_PAYMENTS: "lines", values.NOT_PLAIN: "form",
    values.UNSUPPORTED: "not carried", values.SHARED: "shared", values.RECOVERED: "recovery",
    values.IN_PARTS: "parts",
}  # fmt: skip
REFUSED = max(WAYS) + 1
"""An applicant of a row that is not settled at all."""

_DONE = (values.SETTLED, REFUSED)
"""Applicants that need no further work after columns."""

CPYTHON, LLVM = "cpython", "llvm"


CHUNK = 16_384
"""Number of applicants that are read, settled and written at a time."""


@attrs.frozen
class Options:
    """How tables are settled.

    - `published`: published values; `series` is the digest of their file, or empty.
    - `cohort`: all applicants are settled together.
    - `no_others`: the applicants have no records of the kinds without a table.
    - `accepted_by`: the person responsible for changes to the ledger that is read.
    - `answers`: answers about two ids, given for the run.
    - `new_applicants`: the applicants are confirmed to be new to the ledger.
    - `chunk`: the number of applicants that a batch reads at a time; `threads`: the number of threads that settle them.
    """

    as_of: datetime.date | None = None
    year: int | None = None
    claims: bool = False
    none: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    series: str = ""
    engine: str = ""
    chunk: int = CHUNK
    language: Language = Language.EN
    cohort: bool = False
    ledger: bool = False
    no_others: bool = False
    accepted_by: str | None = None
    answers: tuple[Mapping[str, Any], ...] = ()
    new_applicants: bool = False
    published: tuple[PublishedSeries, ...] = ()
    threads: int = 1


@attrs.define(eq=False)
class TablePolicy:
    """A policy that settles tables. `columns` makes its column program, for CPython or compiled."""

    code: GeneratedFunctions
    columns: Callable[[bool], ColumnCode]

    @property
    def program(self) -> Program:
        """The terms of the policy."""
        return self.code.program

    def settle(self, tables: object, options: Options) -> TableResult:
        """The results of the applicants of a nested table, or of flat tables by name. No chunks are made."""
        intake = take_in(tables, self.code, none=options.none, ignore=options.ignore, answers=options.answers)
        options = attrs.evolve(options, engine=options.engine or engine_for(intake.table.num_rows))
        joint = self.joint_settlement(lambda: [intake], options) if options.cohort else None
        result = self.settle_intake(intake, options, joint=joint)
        kept = (note.text(options.language) for note in kept_notes(result.kept_applicants, result.unread_lines))
        return attrs.evolve(
            result,
            notes=(
                *result.notes,
                *kept,
                *notes_on_published(self.program, options.published, options.language),
                *remarks(result.paid_as_granted, self.program, options.language),
            ),
        )

    def joint_settlement(
        self, intakes: Callable[[], Iterable[IngestedTable]], options: Options, requested: int | None = None
    ) -> JointSettlement | None:
        """The settlement of the applicants that rules across applicants may tie to others.

        `None` if the policy has no such rule. The intakes are the chunks of one cohort, in order; `intakes` may be
        called again. `FactsError` if the cohort cannot be settled as it is. `requested` is the reported year; all other
        years are settled too.
        """
        year = options.year
        requested = requested if year is None else year
        joint = JointSettlement(self.code, self._loops(options.engine), year)
        if not joint.looks_across:
            return None
        if year is not None:
            joint.of_all_years = self.joint_settlement(intakes, attrs.evolve(options, year=None), year)

        def parts() -> Iterator[tuple[int, IngestedTable, Rows]]:
            start = 0
            for intake in intakes():
                joint.check_names(start, intake.ids, intake.form.answers)
                if intake.absent is not None:
                    joint.read_lines(("absent", start), Rows(intake.absent, intake.form))
                rows = Rows(intake.table, intake.form, as_of=options.as_of, published=options.published, year=requested)
                joint.read_lines(("refused", start), rows, intake.refused)
                yield start, intake, rows
                start += intake.table.num_rows

        def gather_chunks(gather: Callable[[int, ChunkColumns, Settled, pa.Array], None], *, compares: bool) -> None:
            for start, intake, rows in parts():
                for offset, columns, done, _ in self._chunks(
                    intake, options, joint, first=start, compares=compares, requested=requested
                ):
                    gather(start + offset, columns, done, intake.ids.slice(offset, len(columns.left)))
                    joint.read(start, rows, offset + _single(columns))

        def read(which: Array) -> None:
            for start, intake, rows in parts() if len(which) else ():
                joint.read(start, rows, which[(which >= start) & (which < start + intake.table.num_rows)] - start)

        if joint.compared is not None:
            gather_chunks(joint.compared.gather, compares=True)
            while len(more := joint.compare()):
                read(more)
        if joint.compared is None or joint.shares:
            gather_chunks(joint.gather, compares=False)
            read(joint.separate_rows())
        joint.settle(options.language)
        return joint

    def _loops(self, engine: str) -> ColumnCode:
        """The column program for an engine; `ValueError` if the engine is unknown."""
        if engine not in (CPYTHON, LLVM):
            raise ValueError(f"unknown engine {engine!r}: give {LLVM!r}, {CPYTHON!r}, or omit it")
        return self.columns(engine == LLVM)

    def _chunks(
        self, intake: IngestedTable, options: Options, cohort: JointSettlement | None, *, first: int,
        compares: bool = False, requested: int | None, claims: bool = True,
    ) -> Iterator[_Chunk]:  # fmt: skip
        """The arrays of a table and their settlement, chunk by chunk, with the first row of each chunk.

        Row 0 is row `first` of the `cohort`. `compares`: the cohort has no ranks yet, and no list was compared. Years
        after the reported year are not settled, and claims that wait after it keep waiting. Without a cohort each
        chunk also has the settlement of all years, from the same arrays. An assumed as-of date is the end of the
        `requested` year or later. Without `claims` a chunk may have totals only.
        """
        compared = None if cohort is None else cohort.compared
        places = None if compared is None else no_ranks if compares else compared.places
        code, as_of, year = self._loops(options.engine), options.as_of, options.year
        reader, size = Reader(intake.form, code, options.published, places), rows_at_once(intake.table, options.threads)

        def settle_chunk(start: int) -> _Chunk:
            all_columns = reader.read(intake.table.slice(start, size), as_of, requested)
            all_columns.left[[row - start for row in intake.refused if start <= row < start + size]] = REFUSED
            columns = all_columns if year is None else _until_year(all_columns, year)
            if cohort is None and year is not None:
                done = code.run(columns, claims=claims)
                return _Chunk(
                    start,
                    columns,
                    done,
                    (columns, done) if columns is all_columns else (all_columns, code.run(all_columns, claims=False)),
                )
            if compared is None or compares:
                claims_too = claims or cohort is not None
                return _Chunk(
                    start, columns, code.run(columns, cohort=cohort is not None, compared=compares, claims=claims_too)
                )  # fmt: skip
            compared.leave(first + start, columns.left)
            done = code.run(
                columns, cohort=True, compared=True,
                stopped=lambda claims: compared.excluded_claims(first + start, columns, claims),
            )  # fmt: skip
            return _Chunk(start, columns, done)

        return side_by_side(settle_chunk, range(0, intake.table.num_rows, size), options.threads)

    def settle_intake(
        self, intake: IngestedTable, options: Options, first: int = 0, joint: JointSettlement | None = None,
        most_examined: int = MOST_EXAMINED,
    ) -> TableResult:  # fmt: skip
        """The results of the applicants of an ingested table, or of a part of one.

        `first` is the first row of a part: the row numbers of its problems count from there. Problems of the intake are
        reported unchanged. `joint` has the results of applicants who are settled with others of their cohort.
        `most_examined` is the number of applicants whose lines without effect are listed.
        """
        code, year, language = self._loops(options.engine), options.year, options.language
        rows = Rows(intake.table, intake.form, as_of=options.as_of, published=options.published, year=year)
        lines = self.lines_read(intake) if options.ledger else None
        builder = _ResultBuilder(self.code, intake.ids, year, options.claims, first, lines)
        builder.add_intake(intake)
        whole = _ResultBuilder(self.code, intake.ids, None, False, first)
        for start, columns, done, of_all_years in self._chunks(
            intake, options, joint, first=first, requested=year, claims=options.claims or options.ledger
        ):
            builder.remark_counts[start : start + len(columns.left)] = columns.later_events
            if of_all_years is not None:
                whole.add_columns(start, of_all_years[0], of_all_years[1], code)
            if joint is None:
                builder.add_columns(start, columns, done, code)
                builder.add_decisions(self._single_decisions(rows, start + _single(columns), year))
            else:
                columns.left[joint.is_alone(first + start, columns)] = values.SETTLED
                builder.add_columns(start, columns, done, code)
                builder.add_decisions(joint.decisions(first, start + np.flatnonzero(~np.isin(columns.left, _DONE))))
                if joint.joint is not None:
                    builder.add_joint_lines(joint.joint, start, columns, code)
        if joint is not None:
            builder.add_cohort(joint, code)
        if year is not None:
            if joint is not None and joint.of_all_years is not None:
                self._settle_all_years(whole, intake, options, joint.of_all_years)
            self._add_other_years(builder, whole, rows, joint)
        builder.remark(rows, code.first_columns)
        form, noted = intake.form, () if joint is None else joint.noted
        by_columns = np.isin(builder.way, (values.SETTLED, values.SHARED))
        failed, unnamed = builder.failed, builder.unnamed

        def find_unmet() -> tuple[tuple[UnmetLine, ...], int]:
            named = np.concatenate([np.zeros(0, np.int64), *(find() for find in unnamed)])
            which = np.where(failed, 0, may_have_unmet(intake.table, form, by_columns, named))
            return find_unmet_lines(self.code, rows, which, year, language, most_examined)

        return attrs.evolve(
            builder.result(options.engine, language, (
                *noted, *(note.text(language) for note in lines_without_pages(intake.table, form)),
                *builder.remark_lines(language, bare_rates(intake.table, form)),
            )),
            not_stated=form.not_stated, not_read=form.not_read,
            paid_as_granted=find_paid_as_granted(intake.table, form, ~failed), unmet=UnmetLines(find_unmet),
        )  # fmt: skip

    def decisions_of(
        self, intake: IngestedTable, which: Array, options: Options, first: int, joint: JointSettlement | None
    ) -> Iterator[tuple[int, Decision]]:  # fmt: skip
        """The decisions of these rows of an ingested table, whose first row is row `first` of the run.

        In a cohort with rules across applicants (`joint`), only rows that columns do not settle have one.
        """
        rows = Rows(intake.table, intake.form, as_of=options.as_of, published=options.published, year=options.year)
        settled = joint.decisions(first, which) if joint else self._single_decisions(rows, which, options.year)
        return ((row, decision) for row, decision, _ in settled if isinstance(decision, Decision))

    def lines_read(self, intake: IngestedTable) -> LedgerRows:
        """The lines of an ingested table, from which its ledger is made."""
        nobody = intake.table.slice(0, 0) if intake.absent is None else intake.absent
        absent = printable_ids(ids_of(nobody.column(intake.form.id.path[0])))
        return LedgerRows(
            stated_lines(intake.form, intake.table, intake.ids, intake.written_ids),
            stated_lines(intake.form, nobody, absent),
            known_pages(intake.form.recall, self.code.program),
            ledger_schema(self.code.program, intake.form),
        )

    def _settle_all_years(
        self, whole: _ResultBuilder, intake: IngestedTable, options: Options, all_years: JointSettlement
    ) -> None:
        """The results of the applicants of a cohort in all years, for applicants that columns settle."""
        code, of_all_years = self._loops(options.engine), attrs.evolve(options, year=None)
        for start, columns, done, _ in self._chunks(
            intake, of_all_years, all_years, first=whole.first_row, requested=options.year
        ):
            columns.left[all_years.is_alone(whole.first_row + start, columns)] = values.SETTLED
            whole.add_columns(start, columns, done, code)
        whole.add_cohort(all_years, code)

    def _add_other_years(
        self, builder: _ResultBuilder, whole: _ResultBuilder, rows: Rows, joint: JointSettlement | None
    ) -> None:
        """Adds the amounts of other years than the reported one: from `whole` for columns, or from decisions."""
        all_years = None if joint is None else joint.of_all_years
        is_unsure = np.isin(builder.way, _DONE) & ~np.isin(whole.way, _DONE)  # a later year may depend on open facts
        unsure = np.flatnonzero(is_unsure & ~builder.by_decision & ~builder.failed)
        decisions = (
            self._single_decisions(rows, unsure, None)
            if all_years is None
            else all_years.decisions(builder.first_row, unsure)
        )
        for row, decision, _ in decisions:
            if isinstance(decision, Decision) and not builder.failed[row]:
                assert builder.year is not None
                builder.add_other_years_of_row(row, other_years(decision.claims, builder.year, self.program.currency))
        builder.add_other_years(whole)

    def _single_decisions(
        self, rows: Rows, which: Array, year: int | None
    ) -> Iterator[SettledRow]:  # fmt: skip
        """Rows settled as single decisions."""
        for row, facts in rows.read_all(int(number) for number in which):
            if isinstance(facts, Facts):
                yield row, decided(self.program, self.code, facts, Request(year)), facts.history or ()
            else:
                yield row, facts, ()


SettledRow: TypeAlias = "tuple[int, Decision | tuple[Problem, ...], tuple[LedgerLine, ...]]"
"""A row with its decision and the lines of its history, or with its problems."""


def _problems_of_sums(row: int, decision: Decision | tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problem of a decision with a sum that no column of a result holds; empty without such a sum."""
    if isinstance(decision, tuple):
        return ()
    sums = [decision.due.low, decision.due.high, *(claim.proposed for claim in decision.claims)]
    sums += [decision.to_pay_back.high] if decision.recoveries else []
    greatest = max(sum_.minor for sum_ in sums if sum_ is not None)
    if greatest <= MOST_MINOR:
        return ()
    return (Problem(decision.applicant, row, "due", TooManyFactDigits(path="due", digits=len(str(greatest)))),)


class _Chunk(NamedTuple):
    """The arrays of some applicants from row `start` on, and their settlement; both also for all years."""

    start: int
    columns: ChunkColumns
    done: Settled
    of_all_years: tuple[ChunkColumns, Settled] | None = None


def _until_year(columns: ChunkColumns, year: int) -> ChunkColumns:
    """The arrays, changed so that no later year than `year` is settled; the same object if nothing changes."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return columns
    end = (datetime.date(year, 12, 31) - values.EPOCH).days
    if (columns.last_day <= end).all() and (columns.last_settled_year <= year).all():
        return columns
    last, final = np.minimum(columns.last_day, end), np.minimum(columns.last_settled_year, year)
    return attrs.evolve(columns, last_day=last, last_settled_year=final, left=columns.left.copy())


def _single(columns: ChunkColumns) -> Array:
    """The applicants of a chunk that columns leave to single decisions."""
    return np.flatnonzero(~np.isin(columns.left, (*_DONE, values.SHARED)))


def rows_at_once(table: pa.Table, threads: int) -> int:
    """The number of applicants of a table that are settled at once; each thread gets a part."""
    number, size = int(table.num_rows), int(table.nbytes)
    return max(1, min(ROWS_AT_ONCE, BYTES_AT_ONCE * number // max(1, size), -(-number // threads)))


def engine_for(number: int) -> str:
    """The faster engine for this number of applicants."""
    return LLVM if number >= MIN_ROWS_TO_COMPILE and find_spec("llvmlite") is not None else CPYTHON


def day_of(as_of: datetime.date | str | None, program: Program) -> datetime.date | None:
    """The as-of day of the computation; `FactsError` if `as_of` is not a calendar date."""
    if as_of is None:
        return None
    reading = ReadContext(program)
    day = read_day(reading, str(as_of), "as_of", "as_of")
    if day is None:
        raise FactsError(reading.report())
    return day


class _ResultBuilder:
    """Collects the results chunk by chunk."""

    def __init__(
        self, code: GeneratedFunctions, ids: pa.Array, year: int | None, claims: bool, first: int = 0,
        ledger: LedgerRows | None = None,
    ) -> None:  # fmt: skip
        self.code, self.ids, self.year, self.with_claims, self.first_row = code, ids, year, claims, first
        self.ledger = ledger
        many = len(ids)
        self.due, self.most, self.due_and_not_payable = (np.zeros(many, np.int64) for _ in range(3))
        self.back, self.due_and_not_net, self.back_now = (np.zeros(many, np.int64) for _ in range(3))
        self.owes_without_limit = np.zeros(many, bool)
        self.recoveries: list[tuple[object, ...]] = []
        self.claim_rows = pa.schema([*CLAIM_ROWS, *(INSTALMENTS if code.program.schedules else ())])
        self.way = np.zeros(many, np.int64)
        self.open, self.unbounded, self.failed = (np.zeros(many, bool) for _ in range(3))
        self.problems: list[Problem] = []
        self.place_of: PlaceLookup = no_place
        self.totals: list[tuple[Array, Array, Array]] = []
        self.claims: list[pa.Table] = []
        self.later_payments: list[pa.Table] = []
        self.missing: list[tuple[int, str]] = []
        self.other_years: list[tuple[Array, Array, Array, Array, Array]] = []
        """Row, year, newly due amount, open amount, and whether the open amount is unlimited."""
        self.remarks: dict[int, tuple[Diagnostic, ...]] = {}
        self.remark_counts = np.zeros(many, np.int64)
        self.unnamed: list[Callable[[], Array]] = []
        """Functions, one for each chunk, that find the rows with a line that names no record, or may name none."""
        self.by_decision = np.zeros(many, bool)
        """The rows whose other years come from a decision."""

    def add_intake(self, intake: IngestedTable) -> None:
        """Adds the problems of the intake. A row of a flat table without an applicant does not fail any applicant."""
        self.problems += intake.problems
        self.place_of = intake.place_of
        self.failed[sorted(intake.refused)] = True

    # ------------------------------------------------------------------------------------------ by columns

    def add_columns(self, start: int, columns: ChunkColumns, done: Settled, code: ColumnCode) -> None:
        """Adds the results of a chunk, without the claims of applicants that were not settled."""
        left, who, ids = columns.left, done.claims.who, self.ids.slice(start, len(columns.left))
        totals = np.where((left == values.SETTLED)[:, None], done.totals, 0)
        rows, years = np.nonzero(totals)
        self._add_totals(start + rows, years + done.first_total_year, totals[rows, years])
        self.way[start : start + len(left)] = left
        self.unnamed.append(columns.records.unnamed_by_applicant())
        self._add_settled(
            done, code, start + who, left[who] == 0, lambda place: item_texts(code, columns, ids, done, place)
        )  # fmt: skip
        if self.ledger is not None:
            place, _, sums = done.due()
            lines = ChunkLedger(code, columns, done, ids, year=self.year, page=self.ledger.recall.present)
            owners, table = lines.table(
                item_texts(code, columns, ids, done, lines.keep), sums_by(place, sums, len(who))
            )
            self.ledger.add(start + owners, table)
            places = self.ledger.read.begin[start] + lines.carried_places()
            if len(places):
                changes = lines.changed(self.ledger.lines_at(places), self.ledger.is_of_earlier_page(places))
                self.ledger.change(places, self.ledger.with_changes(places, changes))

    def add_cohort(self, settlement: JointSettlement, code: ColumnCode) -> None:
        """Adds the results of rows that were settled over columns together with others of their cohort."""
        joint = settlement.joint
        if joint is None:
            return
        row = joint.row - self.first_row
        mine = (row >= 0) & (row < len(self.ids))
        self.way[row[mine]] = values.SETTLED
        place, year, sums = joint.done.due()
        good = mine[place]
        self._add_totals(*_sum_by_owner(row[place][good], year[good], sums[good]))
        self._add_settled(joint.done, code, row, mine, lambda place: joint.items.take(pa.array(place)))

    def _add_totals(self, row: Array, year: Array, sums: Array) -> None:
        """Adds the amounts due by row and year. Each pair of row and year occurs once."""
        if self.year is not None:
            good = year == self.year
            row, year, sums = row[good], year[good], sums[good]
        np.add.at(self.due, row, sums)
        np.add.at(self.most, row, sums)
        self.totals.append((row, year, sums))

    def _add_settled(
        self, done: Settled, code: ColumnCode, owner: Array, mine: Array, items: Callable[[Array], pa.Array]
    ) -> None:  # fmt: skip
        """Adds the results of the claims that are `mine`. `owner` has their rows, `items` makes texts of places."""
        if not (self.with_claims or done.has_waited):
            return
        place, year, sums = done.due()
        good = mine[place]
        if self.year is not None:
            good &= year == self.year
        place, year, sums = place[good], year[good], sums[good]
        waited = year != done.claims.year[place]
        if waited.any():
            waiting = place[waited]
            self.later_payments.append(
                self._later_rows(code, done, owner[waiting], items(waiting), waiting, year[waited], sums[waited])
            )
        if self.with_claims:
            self.claims.append(self._claims(code, done, owner, mine, items, sums_by(place, sums, len(owner))))

    def _claims(
        self, code: ColumnCode, done: Settled, owner: Array, mine: Array, items: Callable[[Array], pa.Array],
        paid: Array,
    ) -> pa.Table:  # fmt: skip
        claims, program = done.claims, self.code.program
        keep = np.flatnonzero(mine & (claims.before > 0))
        if self.year is not None:
            keep = keep[claims.year[keep] == self.year]
        outcome, rule = outcomes_of(code.table, done, paid, program)
        names = [*(table_rule.step_rule.name for table_rule in code.table.rules), "support"]
        rule = np.where((rule < 0) & (claims.before > claims.total), len(names) - 1, rule)
        rows = row_names(program, claims.clause[keep], claims.row[keep])
        return pa.Table.from_arrays(
            [
                self.ids.take(pa.array(owner[keep])), clause_names(program, claims.clause[keep]), items(keep), rows,
                pa.array(claims.day[keep].astype("datetime64[D]")).cast(pa.date32()),
                claims.year[keep].astype(np.int32), claims.before[keep] + done.raised[keep], paid[keep],
                pa.array(outcome[keep]),
                take_names(names, rule[keep]),
            ], schema=CLAIM_ROWS,
        )  # fmt: skip

    def add_joint_lines(self, joint: JointClaims, start: int, columns: ChunkColumns, code: ColumnCode) -> None:
        """Adds the lines of the applicants of a chunk who were settled together with others of their cohort."""
        if self.ledger is None:
            return
        place, done = joint.claims_of_chunk(self.first_row + start, columns, code)
        ids = self.ids.slice(start, len(columns.left))
        lines = ChunkLedger(code, columns, done, ids, year=self.year, is_joint=True, page=self.ledger.recall.present)
        owners, table = lines.table(joint.items.take(pa.array(place[lines.keep])), done.left)
        self.ledger.add(start + owners, table)

    def _later_rows(
        self, code: ColumnCode, done: Settled, owner: Array, item: pa.Array, place: Array, year: Array, sums: Array
    ) -> pa.Table:  # fmt: skip
        claims = done.claims
        return pa.Table.from_arrays(
            [
                self.ids.take(pa.array(owner)), clause_names(code.program, claims.clause[place]), item,
                claims.year[place].astype(np.int32), year.astype(np.int32), sums,
            ], schema=LATER_ROWS,
        )  # fmt: skip

    # ------------------------------------------------------------------------------------------ one by one

    def add_decisions(self, decisions: Iterable[SettledRow]) -> None:
        """Adds the results of rows that were decided one by one, or the problems of these rows."""
        claims: list[tuple[object, ...]] = []
        later_rows: list[tuple[object, ...]] = []
        totals: list[tuple[int, int, int]] = []
        for row, found, history in decisions:
            decision = _problems_of_sums(row, found) or found
            if isinstance(decision, tuple):
                self.failed[row] = True
                self.problems += [attrs.evolve(problem, row=self.first_row + problem.row) for problem in decision]
                continue
            self._add_decision(row, decision)
            self.remarks[row] = tuple(each for each in decision.remarks if isinstance(each, _REMARKS))
            if self.year is not None:
                self.add_other_years_of_row(row, decision.other_years)
            totals += [(row, year, due.minor) for year, due in decision.year_totals]
            later_rows += _later_payments(decision.applicant, decision)
            self.recoveries += _rows_of_recoveries(decision)
            if self.with_claims:
                claims += _rows_of_claims(decision.applicant, decision, in_parts=bool(self.code.program.schedules))
            if self.ledger is not None:
                self.ledger.add_decision(row, decision, history)
        row_, year, due = np.array(totals, np.int64).reshape(-1, 3).T
        self.totals.append((row_, year, due))
        self.later_payments.append(table_of_rows(LATER_ROWS, later_rows))
        self.claims.append(table_of_rows(self.claim_rows, claims))

    def _add_decision(self, row: int, decision: Decision) -> None:
        due = decision.due
        self.due[row] = due.low.minor
        self.due_and_not_payable[row] = due.low.minor - decision.payable_now.minor
        if due.high is None:
            self.unbounded[row] = True
        else:
            self.most[row] = due.high.minor
        if self.code.program.may_owe:
            self.back[row], self.back_now[row] = decision.to_pay_back.low.minor, decision.back_now.low.minor
            self.due_and_not_net[row] = due.low.minor - decision.net.low.minor if decision.net is not None else 0
            self.owes_without_limit[row] = decision.to_pay_back.high is None
        if not (due.is_point and decision.to_pay_back.is_point):
            self.open[row] = True
            open_paths = {fact.ref.path for fact in decision.missing}
            open_paths |= {ref.path for claim in decision.claims if not claim.bounds.is_point for ref in claim.missing}
            open_paths |= {ref.path for recovery in decision.recoveries for ref in recovery.missing}
            self.missing += [(row, path) for path in sorted(open_paths)]

    def add_other_years(self, whole: _ResultBuilder) -> None:
        """Adds the amounts of other years than the reported one, for rows settled over columns in both runs."""
        for rows, years, sums in whole.totals:
            keep = (years != self.year) & ~self.by_decision[rows]
            nothing = np.zeros(int(keep.sum()), np.int64)
            self.other_years.append((rows[keep], years[keep], sums[keep], nothing, nothing.astype(bool)))

    def add_other_years_of_row(self, row: int, other_years: Collection[OtherYear]) -> None:
        """Adds the amounts of other years for a row that was settled by a decision."""
        self.by_decision[row] = True
        rows = [
            (row, entry.year, entry.newly_due.minor, 0 if entry.open is None else entry.open.minor, entry.open is None)
            for entry in other_years
        ]
        if rows:
            row_, year, due, open_, has_no_limit = map(np.array, zip(*rows, strict=True))
            self.other_years.append((row_, year, due, open_, has_no_limit))

    def _other_years_column(self) -> pa.Array:
        """The years other than the reported one, as a list for each row; null if no year was requested."""
        many = len(self.ids)
        if self.year is None:
            return pa.nulls(many, OTHER_YEARS)
        nothing = np.zeros(0, np.int64)
        all_parts = [(nothing, nothing, nothing, nothing, nothing.astype(bool)), *self.other_years]
        row, year, due, open_, has_no_limit = (np.concatenate(part) for part in zip(*all_parts, strict=True))
        order = np.lexsort((year, row))
        parts = [
            pa.array(year[order].astype(np.int32)), pa.array(due[order]),
            pa.array(open_[order], mask=has_no_limit[order]),
        ]  # fmt: skip
        inner = pa.StructArray.from_arrays(parts, fields=list(OTHER_YEARS.value_type))
        offsets = pa.array(begins(row, many).astype(np.int32))
        return pa.ListArray.from_arrays(offsets, inner, type=OTHER_YEARS, mask=pa.array(self.failed))

    # ------------------------------------------------------------------------------------------ remarks

    def remark(self, rows: Rows, first: Sequence[ProgramColumn]) -> None:
        """Reads the facts of rows that were settled over columns and have remarks.

        These are the rows with an unknown number of remarks, and the first `MAX_REMARKS` rows with any.
        """
        self.remark_counts[self.failed] = 0
        self._read_remarks(rows, first, np.flatnonzero(self.remark_counts == values.UNKNOWN).tolist())
        for row, findings in self.remarks.items():
            self.remark_counts[row] = len(findings)
        self._read_remarks(rows, first, np.flatnonzero(self.remark_counts)[:MAX_REMARKS].tolist())

    def _read_remarks(self, rows: Rows, first: Sequence[ProgramColumn], which: Iterable[int]) -> None:
        for row, facts in rows.read_all([row for row in which if row not in self.remarks]):
            if isinstance(facts, Facts):
                situation = Situation(self.code.program, facts, None, facts.as_of, facts.as_of.year)
                for column in first:
                    situation.leader(column.kind, column.name)
                self.remarks[row] = tuple(record_findings(situation))

    def remark_lines(self, language: Language, of_columns: Iterable[tuple[int, Diagnostic]]) -> Iterator[str]:
        """The remarks as text lines: those about columns, the first others with their rows and columns, and how many
        more there are.
        """
        pairs = [(row, finding) for row, findings in sorted(self.remarks.items()) for finding in findings]
        for row, finding in (*of_columns, *pairs[:MAX_REMARKS]):
            where, values_ = column_of(finding.path or "", {}), vars(finding)
            other = {"other": column_of(str(values_["other"]), {})} if "other" in values_ else {}
            texts = with_path(finding, where, **other).texts(language)
            yield Phrase(
                "row {row} ({applicant}), {column}: {said}; {step} [{code}]",
                "第{row}行（{applicant}），{column}：{said}；{step}[{code}]",
                row=self.first_row + row, applicant=printable(str(self.ids[row])), column=where, said=texts.title,
                step=texts.help, code=finding.code,
            ).text(language)  # fmt: skip
        if (more := int(self.remark_counts.sum()) - MAX_REMARKS) > 0:
            yield Phrase("{n} more such remarks", "另有{n}条这样的提示", n=more).text(language)

    # ------------------------------------------------------------------------------------------ the whole

    def result(
        self, engine: str, language: Language, noted: tuple[str, ...] = ()
    ) -> TableResult:  # fmt: skip
        """All tables."""
        failed = self.failed
        names = [*WAYS.values(), "refused"]
        status, has_recoveries = np.where(failed, 2, self.open), self.code.program.may_owe
        sums_back = (
            pa.array(self.back, mask=failed),
            pa.array(self.due - self.due_and_not_net, mask=failed | self.owes_without_limit),
            pa.array(self.back_now, mask=failed),
        )  # fmt: skip
        applicants = pa.Table.from_arrays(
            [
                self.ids, pa.array(self.due - self.due_and_not_payable, mask=failed), pa.array(self.due, mask=failed),
                pa.array(self.most, mask=failed | self.unbounded),
                take_names(["settled", "undetermined", "failed"], status), take_names(names, self.way),
                self._other_years_column(), pa.array(self.remark_counts, pa.int32(), mask=failed),
                *(sums_back if has_recoveries else ()),
            ], schema=applicants_schema(has_recoveries=has_recoveries),
        )  # fmt: skip
        all_totals = ([np.zeros(0, np.int64)] * 3, *self.totals)
        row_of_total, year, due = (np.concatenate(part) for part in zip(*all_totals, strict=True))
        order = np.lexsort((year, row_of_total))
        totals = pa.Table.from_arrays(
            [self.ids.take(pa.array(row_of_total[order])), year[order].astype(np.int32), due[order]], schema=TOTALS
        )
        missing = pa.Table.from_arrays(
            [
                self.ids.take(pa.array([row for row, _ in self.missing], pa.int64())),
                pa.array([path for _, path in self.missing], pa.large_string()),
            ], schema=MISSING,
        )  # fmt: skip
        many = np.bincount(self.way, minlength=len(names)).tolist()
        ways = {name: number for name, number in zip(names, many, strict=True) if number}
        ledger, kept, lines, guards = self.ledger, 0, None, None
        if ledger is not None:
            lines, of_rows, is_claim = ledger.table()
            guards = guard_rows(lines, of_rows, is_claim, self.first_row, self.code.program, ledger.recall)
            has_line = np.diff(ledger.read.begin) > 0
            kept = int((has_line & (self.failed | self.open)).sum()) + len(ledger.absent.begin) - 1
        claims, later_claims = (
            with_clause_words(
                pa.concat_tables([schema.empty_table(), *rows], promote_options="default"), self.code.program, language
            )
            for schema, rows in ((self.claim_rows, self.claims), (LATER_ROWS, self.later_payments))
        )
        return TableResult(
            applicants, totals, claims if self.with_claims else None, later_claims, missing,
            error_table(self.problems, language, place_of=self.place_of), engine, ways, noted,
            lines, guards, kept_applicants=kept,
            unread_lines=0 if ledger is None else ledger.unread,
            recoveries=table_of_rows(RECOVERIES, self.recoveries) if has_recoveries else None,
        )  # fmt: skip


def _sum_by_owner(owner: Array, year: Array, sums: Array) -> tuple[Array, Array, Array]:
    """Sums by owner and year, in this order."""
    years = int(year.max(initial=0)) + 1
    met, place = np.unique(owner * years + year, return_inverse=True)
    return met // years, met % years, sums_by(place, sums, len(met))


def _rows_of_claims(applicant: str, decision: Decision, *, in_parts: bool) -> Iterator[tuple[object, ...]]:
    for claim in decision.claims:
        if claim.proposed.minor > 0 or claim.instalments:
            cut = next((each.rule for each in reversed(claim.adjustments) if each.cut.minor), None)
            paid = sum(each.minor for each in claim.paid_by_year.values())
            yield (
                applicant, claim.label, claim.item, claim.row or None, claim.event_date, claim.year,
                claim.proposed.minor, paid,
                claim.outcome.value, cut, *(_instalments(claim) if in_parts else ()),
            )  # fmt: skip


def _instalments(claim: Claim) -> tuple[object, object]:
    """What was granted of a claim, and its instalments; null for one that is not paid in parts."""
    if claim.granted is None:
        return None, None
    return claim.granted.minor, [
        {"number": part.number, "sum": part.sum.low.minor, "most": part.sum.high and part.sum.high.minor,
         "state": part.state, "day": part.day, "payee": part.payee or None, "is_new": part.is_new}
        for part in claim.instalments
    ]  # fmt: skip


def _rows_of_recoveries(decision: Decision) -> Iterator[tuple[object, ...]]:
    for entry in decision.recoveries:
        high = entry.paid_back.high
        yield (
            decision.applicant, entry.label, entry.article or None, entry.title or None, entry.item, entry.known_day,
            entry.year, entry.paid_back.low.minor, None if high is None else high.minor, entry.principal.minor,
            entry.surcharge.minor, entry.interest.minor, entry.withheld.low.minor, entry.set_off.low.minor,
            entry.lapsed.minor, entry.stopped.minor, entry.payer or None,
            [{"clause": part.label, "item": part.item, "year": part.year, "day": part.day,
              "amount": part.amount.minor} for part in entry.payments],
        )  # fmt: skip


def _later_payments(applicant: str, decision: Decision) -> Iterator[tuple[object, ...]]:
    for claim in decision.claims:
        for year, sum_ in claim.paid_by_year.items():
            if year != claim.year and sum_.minor:
                yield applicant, claim.label, claim.item, claim.year, year, sum_.minor
