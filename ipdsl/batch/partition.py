"""Settle one part of a large table: batches of Arrow in, batches of results out.

Input: a policy, and batches of the nested form. The caller, who sees the whole table, adds one or two flags to each row
(`PartitionFlags`). Output: one row of `by_applicant` for each row. The partitioning of the table is up to the caller.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import attrs
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.base.findings.phrase import Phrase
from ipdsl.batch import evaluate
from ipdsl.batch import result as by_applicant
from ipdsl.batch.batch import Options
from ipdsl.batch.evaluate import TablePolicy, engine_for
from ipdsl.batch.guards import guard_rows
from ipdsl.batch.intake.arrow_arrays import whole
from ipdsl.batch.intake.flat import HISTORY, unknown_applicant_problems
from ipdsl.batch.intake.ids import text_of
from ipdsl.batch.intake.intake import IngestedTable, repeated_id_problem, take_in
from ipdsl.batch.intake.problems import Problem, counts_by_code, error_table, with_fewer_messages
from ipdsl.batch.program.program import ChunkColumns, ColumnCode
from ipdsl.batch.result import APPLICANTS, CLAIMS, LATER, MISSING, NOBODY, OTHER_YEARS, TOTALS, TableResult
from ipdsl.batch.together import JointSettlement
from ipdsl.decision.decision import Decision
from ipdsl.engine.module_functions import GeneratedFunctions
from ipdsl.facts.published_series import PublishedSeries
from ipdsl.ir.facts import LedgerLine

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
    published: tuple[PublishedSeries, ...] = ()
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
            engine = options.engine or engine_for(taken.table.num_rows)
            cohort = self.policy.joint_settlement(
                lambda: [taken], as_of=options.as_of, year=options.year, published=self.published, engine=engine,
                language=options.language,
            )  # fmt: skip
            result = self._result_of_intake(taken, engine, cohort)
            yield from by_applicant.by_applicant(result).to_batches()

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
            yield (
                self._result_of_intake(intake, self.options.engine or engine_for(self.rows_seen), aside),
                table,
            )

    def _ingest(self, table: pa.Table) -> IngestedTable:
        options = self.options
        return take_in(
            table, self.policy.code, none=options.none, ignore=options.ignore, pages=self.pages, answers=options.answers
        )

    def _result_of_intake(self, intake: IngestedTable, engine: str, joint: JointSettlement | None) -> TableResult:
        options = self.options
        return self.policy.settle_intake(
            intake, as_of=options.as_of, year=options.year, claims=options.claims, published=self.published,
            engine=engine, language=options.language, joint=joint, ledger=options.ledger,
        )  # fmt: skip

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
        status = pa.array([NOBODY] * len(ids), pa.string())
        return TableResult(
            pa.Table.from_arrays(
                [
                    ids, nothing, nothing, nothing, status, status, pa.nulls(len(ids), OTHER_YEARS),
                    nothing.cast(pa.int32()),
                ], schema=APPLICANTS,
            ), TOTALS.empty_table(),
            CLAIMS.empty_table() if self.options.claims else None, LATER.empty_table(), MISSING.empty_table(),
            error_table(problems, self.options.language), "", {},
            ledger=lines, guards=guards,
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
