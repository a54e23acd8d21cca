"""Applicants of a table, each as plain facts: for verbs that tell of one applicant, and for small cohorts.

In: a file or folder of tables, and the codes of policies that will read the facts. Out: a member for each row; what any
of the policies reads is there. `FactsError` where the tables cannot be read, or have a row of nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from ipdsl.diagnostics.model import Report
from ipdsl.errors import ManyApplicants
from ipdsl.runtime.code import Code
from ipdsl.runtime.reading.cohort import Member, moved
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.tables.batch import CHUNK
from ipdsl.tables.needed import refuse_without_libraries


def read(where: str, codes: Sequence[Code], *, one: bool = False) -> list[Member]:
    """The applicants; with `one`, `FactsError` (U021) where there are several."""
    refuse_without_libraries()
    found: list[Member] = []
    for code in codes:
        rows = _rows(where, code, one=one)
        found = rows if not found else [
            Member(mine.where, merged(mine.data, theirs.data)) for mine, theirs in zip(found, rows, strict=True)
        ]  # fmt: skip
    return found


def _rows(where: str, code: Code, *, one: bool) -> list[Member]:
    from ipdsl.tables.parquet import tables_of  # it asks for the libraries
    from ipdsl.tables.rows import Rows

    tables = tables_of(where, code, none=(), ignore=())
    if one and tables.rows > 1:
        raise FactsError(Report([ManyApplicants(name=where)]))
    found: list[Member] = []
    problems = Report()
    for intake in tables.intakes(CHUNK):
        problems.extend(moved(one.finding, f"{where}[{one.row}] {one.column}") for one in intake.problems)
        rows = Rows(intake.table, intake.form)
        first = len(found)
        found += [Member(f"{where}[{first + at}]", rows.facts_of(at)) for at in range(intake.table.num_rows)]
    tables.check()
    if len(problems):
        raise FactsError(problems)
    return found


def merged(one: Any, other: Any) -> Any:
    """What two policies read of the same facts: parts of either, and list by list the items of both."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return {name: merged(one.get(name), other.get(name)) for name in dict.fromkeys((*one, *other))}
    if isinstance(one, list) and isinstance(other, list):
        return [merged(mine, theirs) for mine, theirs in zip_longest(one, other)]
    return other if one is None else one
