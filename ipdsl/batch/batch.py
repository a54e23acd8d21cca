"""A batch: tables of applicants in files, settled chunk by chunk; or one part of a large table.

Input: a policy that settles tables, the tables, and the place of the results. Output: the totals of the run. Each chunk
is written before the next is read. If an exception stops a run, the finished chunks are kept and the present one is
dropped.

The input of a part is a policy, and batches of Arrow in the nested form. The caller, who sees the whole table, adds one
or two flags to each row (`PartitionFlags`). Output: one row of `by_applicant` for each row. The partitioning of the
table is up to the caller.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

import attrs
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.base.findings.finding import Diagnostic, InternalError, Report, Severity
from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.version import __version__
from ipdsl.batch import evaluate, result as by_applicant
from ipdsl.batch.compared import JointSettlement
from ipdsl.batch.errors import ProcessEnded
from ipdsl.batch.evaluate import Options, TablePolicy, compare_rows, engine_for, guard_rows
from ipdsl.batch.intake.form import (
    Problem,
    counts_by_code,
    error_table,
    printable_ids,
    text_of,
    whole,
    with_fewer_messages,
)
from ipdsl.batch.intake.intake import HISTORY, IngestedTable, repeated_id_problem, take_in, unknown_applicant_problems
from ipdsl.batch.kernel.program import ChunkColumns, ColumnCode
from ipdsl.batch.parts import (
    ALL_TABLES,
    RECOVERIES,
    ChunkLine,
    FlatFiles,
    NestedFiles,
    ResultFolder,
    Results,
    RunDescription,
    WorkbookFacts,
    folder_head,
    total_counts,
)
from ipdsl.batch.result import (
    LATER,
    MISSING,
    MOST_EXAMINED,
    NOBODY,
    OTHER_YEARS,
    RECOVERIES as RECOVERED,
    SUMS_PAID_BACK,
    TOTALS,
    PaidAsGranted,
    TableResult,
    applicants_schema,
    claims_schema,
    kept_notes,
    merge,
    remarks,
)
from ipdsl.decision.decision import Decision
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.facts.published_series import notes_on_published
from ipdsl.ir.facts import LedgerLine
from ipdsl.ledger.guards import new_to_the_ledger
from ipdsl.ledger.recall import concerns_settlement
from ipdsl.plain_data.errors import FactsError

SCHEMA = 1
MOST_EXAMINED_LATER = 25
"""Number of applicants of each chunk after the first that are decided to list their lines without effect."""

_COUNTS = ("not_examined", "kept_applicants", "unread_lines")

SETTLED, UNDETERMINED, FAILED = "settled", "undetermined", "failed"


@attrs.frozen
class SettledChunk:
    """The result of a chunk, as it is written: its line in `chunks.jsonl`, and its tables by name."""

    line: ChunkLine
    tables: Mapping[str, pa.Table]


@attrs.frozen
class Batch:
    """Tables to be settled under a policy."""

    policy: TablePolicy
    tables: NestedFiles | FlatFiles | WorkbookFacts
    options: Options

    def describe(self, name: str) -> RunDescription:
        """Which batch it is, as `run.json` has it; `name` is what the caller calls the input."""
        program, options = self.policy.program, self.options
        return {
            "schema": SCHEMA,
            "policy": {"name": program.name, "content_hash": program.content_hash},
            "ipdsl": __version__,
            "input": {
                "name": name, "form": self.tables.form_of_input, "applicants": self.tables.rows,
                "files": [
                    {"name": mark.name, "size": mark.size, "changed": mark.changed, "footer": mark.footer}
                    for mark in self.tables.fingerprints
                ],
            },
            "options": {
                "as_of": None if options.as_of is None else options.as_of.isoformat(), "year": options.year,
                "claims": options.claims, "none": sorted(options.none), "ignore": sorted(options.ignore),
                "series": options.series, "engine": options.engine, "chunk": options.chunk,
                "lang": options.language.value, "cohort": options.cohort, "ledger": options.ledger,
                "no_others": options.no_others, "accepted_by": options.accepted_by,
                "answers": [answer for answer in options.answers if concerns_settlement(answer)],
            },
            "not_stated": [*self.tables.form.not_stated],
            "not_read": [*self.tables.form.not_read],
            **({RECOVERIES: True} if program.may_owe else {}),
        }  # fmt: skip

    def settle_chunks(
        self, first: int, step: int = 1, on_read: Callable[[], None] = lambda: None
    ) -> Generator[SettledChunk, None, None]:
        """Settle every `step`-th chunk, from the number `first` on.

        A cohort is read twice: first all chunks, for the applicants that rules across applicants may tie together, then
        chunk by chunk. `on_read` is called after each chunk of the first reading.
        """
        options = attrs.evolve(self.options, engine=self.options.engine or engine_for(self.tables.rows))
        together = (
            self.policy.joint_settlement(lambda: self._read_through(on_read), options) if options.cohort else None
        )
        for number, intake in self.tables.intakes(options.chunk, first, step):
            most_examined = MOST_EXAMINED_LATER if number else MOST_EXAMINED
            result = self.policy.settle_intake(intake, options, number * options.chunk, together, most_examined)
            tables = {name: getattr(result, name) for name in ALL_TABLES}
            yield SettledChunk(
                _line(number, result), {name: table for name, table in tables.items() if table is not None}
            )
            del result, intake, tables
            gc.collect()  # columns refer to each other in circles, and the command line seldom collects these

    def write(self, chunks: Iterable[SettledChunk], results: Results, on_written: Callable[[int], None]) -> None:
        """Write settled chunks in their order. `on_written` is called with the number of applicants of each chunk."""
        problems_reported = Counter(total_counts(results.done, "errors"))
        for chunk in chunks:
            self.tables.check()
            errors = with_fewer_messages(chunk.tables["errors"], problems_reported)
            results.write({**chunk.tables, "errors": errors}, chunk.line)
            problems_reported.update(chunk.line["errors"])
            on_written(chunk.line["applicants"])

    def _read_through(self, on_read: Callable[[], None]) -> Iterator[IngestedTable]:
        """All chunks, before any is written."""
        for _, intake in self.tables.intakes(self.options.chunk):
            yield intake
            self.tables.check()
            on_read()
            del intake
            gc.collect()

    @property
    def chunks(self) -> int:
        """How many there are; a table without applicants is one, so that its results are tables too."""
        return max(1, -(-self.tables.rows // self.options.chunk))

    def summary(self, results: Results) -> RunDescription:
        """How far it is, as `run.json` has it."""
        done = results.done
        counts = {name: sum(line[name] for line in done) for name in _COUNTS}
        noted = [*self.tables.ledger.remarks, *kept_notes(counts["kept_applicants"], counts["unread_lines"])]
        return {
            "finished": len(done) == self.chunks,
            "chunks": {"done": len(done), "all": self.chunks},
            "applicants": sum(line["applicants"] for line in done),
            **{name: total_counts(done, name) for name in ("status", "ways", "errors")},
            "payable_now": sum(line["payable_now"] for line in done),
            "due": sum(line["due"] for line in done),
            **{name: _known_sum(line[name] for line in done) for name in ("most", *self.sums_paid_back)},
            "other_years": _all_years([line["other_years"] for line in done]),
            "notes": [
                *(note.text(self.options.language) for note in noted),
                *notes_on_published(self.policy.program, self.options.published, self.options.language),
                *dict.fromkeys(note for line in done for note in line["notes"]), *self._granted_remarks(done),
            ],
            "unmet": [unmet_line for line in done for unmet_line in line["unmet"]],
            **counts,
        }  # fmt: skip

    @property
    def sums_paid_back(self) -> tuple[str, ...]:
        """The sums of a run of a policy with recoveries."""
        return tuple(SUMS_PAID_BACK.names) if self.policy.program.may_owe else ()

    def close(self, results: Results) -> tuple[RunDescription, list[Diagnostic]]:
        """End the results. Returns the summary, and the findings about the applicants together of a finished run.

        The ledger gets its head if the run is finished, and none of these findings is an error.
        """
        summary, program, before = self.summary(results), self.policy.program, self.tables.ledger
        findings, new = self._compare(results) if summary["finished"] else ([], 0)
        summary = {
            **summary,
            "notes": [*summary["notes"], *(note.text(self.options.language) for note in new_to_the_ledger(new))],
        }
        is_refused, kept = any(one.severity is Severity.ERROR for one in findings), summary["kept_applicants"]
        results.close(summary, None if is_refused else lambda files: folder_head(program, files, before, kept))
        return summary, findings

    def _compare(self, results: Results) -> tuple[list[Diagnostic], int]:
        """The findings about the applicants together, and how many are new to the ledger."""
        present = [name or "" for ids in self.tables.ids_of_run() for name in printable_ids(ids).to_pylist()]
        return compare_rows(
            self.policy.program, self.tables.ledger.recall, present, self.tables.recorded() or present,
            results.guards if isinstance(results, ResultFolder) and self.options.ledger else None,
            is_confirmed=self.options.new_applicants,
        )  # fmt: skip

    def _granted_remarks(self, done: Sequence[ChunkLine]) -> Iterator[str]:
        """The remarks on lines that do not say what was granted, of all chunks together."""
        parts = (PaidAsGranted(**part) for line in done for part in line["paid_as_granted"])
        return remarks(merge(parts), self.policy.program, self.options.language)


def _known_sum(sums: Iterable[int | None]) -> int | None:
    """The sum of all; unlimited if one of them is."""
    known = [*sums]
    return None if None in known else sum(filter(None, known))


def _line(chunk: int, result: TableResult) -> ChunkLine:
    """The line of a chunk in `chunks.jsonl`. `ways` counts the applicants who did not fail."""
    applicants = result.applicants
    status = applicants.column("status")
    settled = applicants.filter(pc.not_equal(status, FAILED))
    return {
        "chunk": chunk,
        "applicants": applicants.num_rows,
        "status": dict(sorted(Counter(status.to_pylist()).items())),
        "ways": dict(sorted(Counter(settled.column("way").to_pylist()).items())),
        "errors": counts_by_code(result.errors),
        "payable_now": sum(settled.column("payable_now").to_pylist()),
        "due": sum(settled.column("due").to_pylist()),
        **{
            name: _known_sum(settled.column(name).to_pylist())
            for name in ("most", *SUMS_PAID_BACK.names)
            if name in settled.column_names
        },
        "other_years": _other_years(settled.column("other_years").to_pylist()),
        "notes": [*result.notes],
        "paid_as_granted": [
            {"clause": entry.clause, "lines": entry.lines, "applicants": entry.applicants}
            for entry in result.paid_as_granted
        ],
        "unmet": [{"applicant": entry.applicant, "line": entry.line, "why": entry.why} for entry in result.unmet.lines],
        "not_examined": result.unmet.not_examined,
        "kept_applicants": result.kept_applicants,
        "unread_lines": result.unread_lines,
    }


def _other_years(lists: Iterable[list[dict[str, int | None]] | None]) -> ChunkLine:
    """The number of applicants with amounts due or open in other years than the reported one, and these amounts."""
    year_lists = [years for years in lists if years]
    return _all_years(
        [{"applicants": len(year_lists), "newly_due": 0, "open": 0}]
        + [
            {"applicants": 0, "newly_due": entry["newly_due"], "open": entry["open"]}
            for years in year_lists
            for entry in years
        ]
    )


def _all_years(parts: Sequence[ChunkLine]) -> ChunkLine:
    """The totals of the parts. `open` is `None` if it is `None` in one of them: the open amount is unlimited."""
    open_ = [part["open"] for part in parts]
    return {
        **{name: sum(part[name] for part in parts) for name in ("applicants", "newly_due")},
        "open": None if None in open_ else sum(open_),
    }


OpenBatch = Callable[[], Batch]
"""Opens the batch. It is pickled, so that each process can call it."""


def settle_in_processes(
    open_batch: OpenBatch, first: int, chunks: int, number: int
) -> Generator[SettledChunk, None, None]:
    """Yield the chunks from `first` to `chunks`, settled by a number of processes.

    Raises `FactsError` if a process cannot read the tables, or if the system ends a process. Closing the generator
    ends all processes.
    """
    context = multiprocessing.get_context("spawn")
    workers: list[tuple[BaseProcess, Connection]] = []
    try:
        for index in range(number):
            receiver, sender = context.Pipe(duplex=False)
            worker = context.Process(target=_settle, args=(sender, open_batch, first + index, number), daemon=True)
            worker.start()
            sender.close()  # the process has the other copy: when it ends, `receiver` is at its end
            workers.append((worker, receiver))
        for chunk in range(first, chunks):
            yield _receive(*workers[(chunk - first) % number])
    finally:
        for process, receiver in workers:
            receiver.close()
            process.terminate()
        for process, _ in workers:
            process.join()


def _receive(process: BaseProcess, receiver: Connection) -> SettledChunk:
    """The next chunk of a process."""
    try:
        received: SettledChunk | Report = receiver.recv()
    except EOFError:
        process.join()
        code = process.exitcode
        if code is not None and code < 0:
            raise FactsError(Report([ProcessEnded(signal=-code)])) from None
        raise InternalError("a process of the batch failed; its traceback is printed above") from None
    if isinstance(received, Report):
        raise FactsError(received)
    return received


def _settle(sender: Connection, open_batch: OpenBatch, first: int, step: int) -> None:
    """Send every `step`-th chunk from `first` on, or the report of the `FactsError` that stops the reading."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller ends this process
    pa.set_cpu_count(max(1, pa.cpu_count() // step))
    with suppress(BrokenPipeError):  # the caller has ended
        try:
            batch = open_batch()
            gc.freeze()
            with closing(batch.settle_chunks(first, step)) as chunks:
                for chunk in chunks:
                    sender.send(chunk)
        except FactsError as error:
            sender.send(error.report)


ELSEWHERE = Phrase("elsewhere", "别处")
ROW = "row"

Flags = npt.NDArray[np.bool_]


@attrs.frozen
class PartitionFlags:
    """The names of the flag columns, each of type bool. An empty name: the table does not have this column.

    `twice`: another row of the whole table has the same id. `given`: the row is an applicant of the table. If false,
    the row has ledger lines whose applicant is missing in the table, and the id of these lines.
    """

    twice: str = ""
    given: str = ""


@attrs.define(eq=False)
class TablePartition:
    """One process's part of a table. `pages` are the pages of its history as JSON, if any. `options.answers` are those
    of the history and of the run.

    `rows_seen` counts the rows so far; after many rows the program is compiled.
    """

    policy: TablePolicy
    options: Options
    flags: PartitionFlags
    pages: str | None = None
    rows_seen: int = 0

    def settle(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The results, chunk by chunk, in the order of the rows."""
        for result, _ in self._results(batches, None):
            yield from by_applicant.by_applicant(result).to_batches()

    def settle_separately(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Settle the applicants that no rule across applicants ties to others, and pass on the rows of the others.

        The last column, `row`, has the rows that are passed on, unchanged. The other columns of such a row are invalid.
        """
        aside = _DeferredRows(self.policy.code, self.policy.columns(False), self.options.year)
        for result, table in self._results(batches, aside):
            nested = by_applicant.by_applicant(result)
            is_settled = np.ones(table.num_rows, np.bool_)
            is_settled[aside.take_rows()] = False
            columns = [whole(column) for column in table.columns]
            rows = pa.StructArray.from_arrays(columns, fields=list(table.schema), mask=pa.array(is_settled))
            yield from nested.append_column(ROW, rows).to_batches()

    def settle_jointly(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Settle the rows that `settle_separately` passed on as one cohort, after the last batch of all parts.

        Its results are returned unchanged. `FactsError` if the cohort cannot be settled as it is.
        """
        held: list[pa.Table] = []
        for batch in batches:
            rows = batch.column(ROW)
            there = rows.is_valid()
            yield from pa.Table.from_batches([batch]).drop_columns([ROW]).filter(pc.invert(there)).to_batches()
            if rows.null_count < len(rows):
                held.append(pa.Table.from_batches([pa.RecordBatch.from_struct_array(rows.filter(there))]))
        if held:
            taken, options = self._ingest(pa.concat_tables(held)), self.options
            options = attrs.evolve(options, engine=options.engine or engine_for(taken.table.num_rows))
            cohort = self.policy.joint_settlement(lambda: [taken], options)
            yield from by_applicant.by_applicant(self.policy.settle_intake(taken, options, joint=cohort)).to_batches()

    def _results(
        self, batches: Iterator[pa.RecordBatch], aside: JointSettlement | None
    ) -> Iterator[tuple[TableResult, pa.Table]]:
        """The results, each with its rows."""
        reported = Counter[str]()
        for table in _chunks(batches, self.options.chunk):
            self.rows_seen += table.num_rows
            for result, rows in self._chunk_results(table, aside):
                yield attrs.evolve(result, errors=with_fewer_messages(result.errors, reported)), rows
                reported.update(counts_by_code(result.errors))

    def _chunk_results(self, table: pa.Table, aside: JointSettlement | None) -> Iterator[tuple[TableResult, pa.Table]]:
        marks = self.flags
        twice, given = _mark(table, marks.twice, False), _mark(table, marks.given, True)
        table = table.drop_columns([name for name in (marks.twice, marks.given) if name])
        if not given.all():
            nobody = table.filter(pa.array(~given))
            yield self._result_without_applicant(self._ingest(nobody)), nobody
            table, twice = table.filter(pa.array(given)), twice[given]
        if table.num_rows:
            taken = self._ingest(table)
            refused = sorted(taken.refused | {int(row) for row in np.flatnonzero(twice)})
            problems = tuple(repeated_id_problem(text_of(taken.ids[row]) or "", row, ELSEWHERE) for row in refused)
            intake = IngestedTable(taken.table, taken.form, taken.ids, problems, frozenset(refused))
            options = attrs.evolve(self.options, engine=self.options.engine or engine_for(self.rows_seen))
            yield self.policy.settle_intake(intake, options, joint=aside), table

    def _ingest(self, table: pa.Table) -> IngestedTable:
        options = self.options
        return take_in(
            table, self.policy.code, none=options.none, ignore=options.ignore, pages=self.pages, answers=options.answers
        )

    def _result_without_applicant(self, intake: IngestedTable) -> TableResult:
        """A problem for each applicant that has lines but is not in the table: the lines are kept, and nobody fails."""
        ids = intake.ids
        problems = unknown_applicant_problems(HISTORY, ids, np.arange(len(ids)))
        nothing, lines, guards = pa.nulls(len(ids), pa.int64()), None, None
        if self.options.ledger:
            ledger = self.policy.lines_read(intake)
            lines, of_rows, is_claim = ledger.table()
            absent = of_rows - len(ids) - 1  # as `guard_rows` numbers those that are in no row
            guards = guard_rows(lines, absent, is_claim, 0, self.policy.program, ledger.recall)
            guards = guards.set_column(0, "row", pc.add(guards["row"], len(ids) + 1))
        status, has_recoveries = pa.array([NOBODY] * len(ids), pa.string()), self.policy.program.may_owe
        claims = claims_schema(in_parts=bool(self.policy.program.schedules))
        return TableResult(
            pa.Table.from_arrays(
                [
                    ids, nothing, nothing, nothing, status, status, pa.nulls(len(ids), OTHER_YEARS),
                    nothing.cast(pa.int32()), *([nothing] * len(SUMS_PAID_BACK) if has_recoveries else ()),
                ], schema=applicants_schema(has_recoveries=has_recoveries),
            ), TOTALS.empty_table(),
            claims.empty_table() if self.options.claims else None, LATER.empty_table(), MISSING.empty_table(),
            error_table(problems, self.options.language), "", {},
            ledger=lines, guards=guards, recoveries=RECOVERED.empty_table() if has_recoveries else None,
        )  # fmt: skip


class _DeferredRows(JointSettlement):
    """Collects the rows that are settled with others, without settling them."""

    def __init__(self, code: GeneratedFunctions, columns: ColumnCode, year: int | None) -> None:
        super().__init__(code, columns, year)
        self.compared = None  # a part alone cannot be compared
        self._rows: list[int] = []

    def is_alone(self, first: int, columns: ChunkColumns) -> Flags:
        """Always false: the effect of rules across applicants depends on all rows."""
        return np.zeros(len(columns.left), np.bool_)

    def decisions(
        self, first: int, which: Iterable[int]
    ) -> Iterator[tuple[int, Decision | tuple[Problem, ...], tuple[LedgerLine, ...]]]:
        """No decisions."""
        self._rows += [first + int(row) for row in which]
        return iter(())

    def take_rows(self) -> list[int]:
        """The rows that were collected since the last call."""
        rows, self._rows = self._rows, []
        return rows


def _mark(table: pa.Table, name: str, otherwise: bool) -> Flags:
    if not name:
        return np.full(table.num_rows, otherwise)
    return np.asarray(table.column(name).to_numpy(), np.bool_)


def _chunks(batches: Iterator[pa.RecordBatch], size: int) -> Iterator[pa.Table]:
    """The rows in tables of at least `size` rows, or with the bytes that are settled at once, except for the last."""
    held: list[pa.RecordBatch] = []
    rows = bytes_held = 0
    for batch in batches:
        held.append(batch)
        rows, bytes_held = rows + batch.num_rows, bytes_held + batch.nbytes
        if rows >= size or bytes_held >= evaluate.BYTES_AT_ONCE:
            yield pa.Table.from_batches(held)
            held, rows, bytes_held = [], 0, 0
    if rows:
        yield pa.Table.from_batches(held)
