"""Applicants of a workbook as tables: read at once, and settled in chunks like tables in files.

Input: the plain facts of each applicant, in the order of the sheet, and the problems of its rows. Output: chunks, like
those of tables in files. An applicant with a wrong row fails; the others are settled.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
import pyarrow as pa

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.batch.errors import InputChanged
from ipdsl.batch.files.files import FileFingerprint, facts_error
from ipdsl.batch.files.ledger_folder import StatedLedger
from ipdsl.batch.files.parquet import TableFiles
from ipdsl.batch.intake.form import COUNT
from ipdsl.batch.intake.ids import ids_of, printable_ids
from ipdsl.batch.intake.intake import IngestedTable, usual_schema, usual_table
from ipdsl.batch.intake.nested_facts import nested_table
from ipdsl.batch.intake.problems import FilePlace, Problem
from ipdsl.engine.module_functions import GeneratedFunctions
from ipdsl.ledger.recall import Recall


@attrs.frozen(eq=False)
class WorkbookRow:
    """An applicant: its plain facts, what is wrong with its rows, and the cell of each path of the facts.

    One without a `cell_of` is a row of nobody: it is reported, and no applicant.
    """

    facts: Mapping[str, Any]
    problems: tuple[Diagnostic, ...] = ()
    cell_of: Callable[[str], str] | None = None


class WorkbookFacts(TableFiles):
    """The applicants of a workbook."""

    form_of_input = "workbook"

    def __init__(
        self, where: Path, rows: Sequence[WorkbookRow], code: GeneratedFunctions, none: Collection[str],
        ignore: Collection[str],
        no_others: bool,
    ) -> None:  # fmt: skip
        self._where, self.root = where, where.parent
        self._rows = [row for row in rows if row.cell_of is not None]
        self._of_nobody = [row for row in rows if row.cell_of is None]
        facts = [
            {
                **({"applicant": _head(row.facts)} if row.problems else row.facts),
                "history": [*map(_by_year, lines)] if isinstance(lines, list) else lines,
            }
            for row in self._rows
            for lines in [row.facts.get("history")]
        ]
        table = nested_table(code.program, facts, [(type(COUNT), pa.int64(), _whole_number)])
        table = usual_table(table, usual_schema(table.schema, code.program))
        self.form = self._check(table.schema, code, none, ignore, no_others)
        self._table, self.rows = self._with_missing_kinds(table), len(facts)
        self._mark = self._fingerprint()

    @property
    def fingerprints(self) -> list[FileFingerprint]:
        """The fingerprint of the workbook."""
        return [self._mark]

    def read_ledger(
        self, code: GeneratedFunctions, accepted_by: str | None, answers: Sequence[Mapping[str, Any]] = ()
    ) -> None:
        remarks = (remark for row in self._rows if accepted_by for remark in getattr(row.facts, "remarks", ()))
        self.ledger = StatedLedger(remarks=tuple({str(remark): remark for remark in remarks}.values()))
        recalls: Iterator[Recall | None] = (getattr(row.facts.get("history"), "recall", None) for row in self._rows)
        before = next(filter(None, recalls), None)
        if before is not None and (recall := before.recall_for(code.program, answers)) is not None:
            self.ledger = attrs.evolve(self.ledger, number=recall.number or None, recall=recall)
            self.form = attrs.evolve(self.form, recall=recall)
        super().read_ledger(code, accepted_by, answers)

    def ids_of_run(self) -> list[pa.Array]:
        return [ids_of(self._table.column("id"))]

    def check(self) -> None:
        """`FactsError` if the workbook has changed."""
        if self._fingerprint() != self._mark:
            raise facts_error(InputChanged(name=str(self._where)))

    def _fingerprint(self) -> FileFingerprint:
        known = os.stat(self._where)
        digest = hashlib.sha256(self._where.read_bytes()).hexdigest()
        return FileFingerprint(self._where.name, known.st_size, known.st_mtime_ns, digest)

    def intakes(self, size: int, first: int = 0, step: int = 1) -> Iterator[tuple[int, IngestedTable]]:
        """Every `step`-th chunk of `size` applicants from the number `first` on, each with its number.

        Rows that belong to no applicant are problems of chunk 0.
        """
        for start in range(first * size, max(self.rows, 1), step * size):
            table = self._table.slice(start, size)
            wrong = {index: row for index, row in enumerate(self._rows[start : start + size]) if row.problems}
            problems = [problem for index, row in wrong.items() for problem in _problems(row, start + index)]
            if not start:
                problems += [problem for row in self._of_nobody for problem in _problems(row, 0)]
            ids = printable_ids(ids_of(table.column("id")))
            intake = IngestedTable(table, self.form, ids, tuple(problems), frozenset(wrong), self.place_of)
            yield start // size, intake

    def place_of(self, row: int, column: str) -> FilePlace:
        """The cell that states what a column is about."""
        if "!" in column or (cell_of := self._rows[row].cell_of) is None:
            return FilePlace(column)
        for path in (f"$.records.{column}", f"$.{column}", f"$.applicant.{column}"):
            if (cell := cell_of(path)) != cell_of("$"):
                return FilePlace(cell)
        return FilePlace(cell_of("$"))


def _whole_number(cell: object) -> int:
    """A cell that is a whole number; `ValueError` for a different value, which the reader of facts reports."""
    if type(cell) is not int:
        raise ValueError(cell)
    return cell


def _by_year(line: dict[str, Any]) -> dict[str, Any]:
    """A line with its amounts due by year: a column has one type."""
    due = line.get("due")
    return line if isinstance(due, Mapping | None) else {**line, "due": {str(line.get("year") or ""): due}}


def _head(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The id and the kinds of an applicant whose other facts are not read."""
    applicant = facts.get("applicant") or {}
    return {"id": applicant.get("id"), "kinds": [str(kind) for kind in applicant.get("kinds") or ()]}


def _problems(row: WorkbookRow, number: int) -> Iterator[Problem]:
    applicant = row.facts.get("applicant") or {}
    for finding in row.problems:
        yield Problem(str(applicant.get("id") or ""), number, finding.path or "", finding)
