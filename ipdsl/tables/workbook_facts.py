"""Applicants of a workbook as tables: read at once, and settled in chunks as tables in files are.

Input: the plain facts of each applicant, in the order of the sheet, and what is wrong with its rows. Output: chunks, as
those of tables in files. Whoever has a wrong row fails, and stops no other.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from ipdsl.diagnostics.model import Diagnostic
from ipdsl.runtime.code import Code
from ipdsl.tables.batch_errors import InputChanged
from ipdsl.tables.files import Mark, refused
from ipdsl.tables.ids import ids_of, sound
from ipdsl.tables.intake import Intake
from ipdsl.tables.nested_facts import nested_table
from ipdsl.tables.parquet import Tables
from ipdsl.tables.problems import Place, Problem
from ipdsl.tables.usual import usual_schema, usual_table


@attrs.frozen(eq=False)
class Row:
    """An applicant: its plain facts, what is wrong with its rows, and the cell of each path of the facts.

    One without a `cell_of` is a row of nobody: it is reported, and no applicant.
    """

    facts: Mapping[str, Any]
    problems: tuple[Diagnostic, ...] = ()
    cell_of: Callable[[str], str] | None = None


class WorkbookFacts(Tables):
    """The applicants of a workbook."""

    form_of_input = "workbook"

    def __init__(
        self, where: Path, rows: Sequence[Row], code: Code, none: Collection[str], ignore: Collection[str],
        no_others: bool,
    ) -> None:  # fmt: skip
        self._where, self.root = where, where.parent
        self._stated = [row for row in rows if row.cell_of is not None]
        self._of_nobody = [row for row in rows if row.cell_of is None]
        facts = [{"applicant": _head(row.facts)} if row.problems else row.facts for row in self._stated]
        table = nested_table(code.program, facts)
        table = usual_table(table, usual_schema(table.schema, code.program))
        self.form = self._check(table.schema, code, none, ignore, no_others)
        self._table, self.rows = self._with_others(table), len(facts)
        self._mark = self._marked()

    @property
    def marks(self) -> list[Mark]:
        """Of the workbook."""
        return [self._mark]

    def check(self) -> None:
        """`FactsError` if the workbook has changed."""
        if self._marked() != self._mark:
            raise refused(InputChanged(name=str(self._where)))

    def _marked(self) -> Mark:
        known = os.stat(self._where)
        digest = hashlib.sha256(self._where.read_bytes()).hexdigest()
        return Mark(self._where.name, known.st_size, known.st_mtime_ns, digest)

    def intakes(self, size: int, first: int = 0) -> Iterator[Intake]:
        """The chunks of so many applicants, from that number on; rows of nobody are told with the first."""
        for start in range(first * size, max(self.rows, 1), size):
            table = self._table.slice(start, size)
            wrong = {at: row for at, row in enumerate(self._stated[start : start + size]) if row.problems}
            problems = [problem for at, row in wrong.items() for problem in _problems(row, start + at)]
            if not start:
                problems += [problem for row in self._of_nobody for problem in _problems(row, 0)]
            ids = sound(ids_of(table.column("id")))
            yield Intake(table, self.form, ids, tuple(problems), frozenset(wrong), self.place_of)

    def place_of(self, row: int, column: str) -> Place:
        """The cell that states what a column is about."""
        if "!" in column or (cell_of := self._stated[row].cell_of) is None:
            return Place(column)
        for path in (f"$.records.{column}", f"$.{column}", f"$.applicant.{column}"):
            if (cell := cell_of(path)) != cell_of("$"):
                return Place(cell)
        return Place(cell_of("$"))


def _head(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What names an applicant of whom nothing else is read."""
    own = facts.get("applicant") or {}
    return {"id": own.get("id"), "kinds": [str(one) for one in own.get("kinds") or ()]}


def _problems(row: Row, number: int) -> Iterator[Problem]:
    own = row.facts.get("applicant") or {}
    for one in row.problems:
        yield Problem(str(own.get("id") or ""), number, one.path or "", one)
