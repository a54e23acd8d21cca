"""Applicants of a table, each as plain facts: for verbs that tell of one applicant, and for small cohorts.

In: a file or folder of tables, and the codes of policies that will read the facts. Out: a member for each row; what any
of the policies reads is there. `FactsError` where the tables cannot be read, or have a row of nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from ipdsl.diagnostics.model import Report
from ipdsl.errors import ManyApplicants
from ipdsl.runtime.code import Code
from ipdsl.runtime.reading.cohort import Member, moved, told_at
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.tables.batch import CHUNK
from ipdsl.tables.needed import refuse_without_libraries

if TYPE_CHECKING:
    from ipdsl.tables.csv_files import CsvReader
    from ipdsl.tables.rows import Rows


def read(
    where: str, codes: Sequence[Code], csv: Callable[[Code], CsvReader], *, one: bool = False,
    by_applicant: bool = False,
) -> list[Member]:  # fmt: skip
    """The applicants; with `one`, `FactsError` (U021) where there are several. `csv` makes readers of CSV.

    With `by_applicant` wrong rows are members with problems, and refuse no other.
    """
    refuse_without_libraries()
    found: list[Member] = []
    for code in codes:
        rows = _rows(where, code, csv(code), one=one, by_applicant=by_applicant)
        found = rows if not found else [
            Member(mine.where, merged(mine.data, theirs.data), mine.problems or theirs.problems)
            for mine, theirs in zip(found, rows, strict=True)
        ]  # fmt: skip
    return found


def _rows(where: str, code: Code, csv: CsvReader, *, one: bool, by_applicant: bool) -> list[Member]:
    from ipdsl.tables.parquet import tables_of  # it asks for the libraries
    from ipdsl.tables.rows import Rows

    tables = tables_of(where, code, csv, none=(), ignore=())
    if one and tables.rows > 1:
        raise FactsError(Report([ManyApplicants(name=where)]))
    found: list[Member] = []
    wrong: list[Member] = []
    for intake in tables.intakes(CHUNK):
        for problem in intake.problems:
            at = f"{where}[{problem.row}]"
            data = {"applicant": {"id": problem.applicant}}
            wrong.append(Member(at, data, (moved(problem.finding, f"{at} {problem.column}"),)))
        rows = Rows(intake.table, intake.form)
        first = len(found)
        found += [_member(rows, at, f"{where}[{first + at}]", intake.refused) for at in range(intake.table.num_rows)]
    tables.check()
    problems = [problem for one in (*wrong, *found) for problem in one.problems]
    if problems and not by_applicant:
        raise FactsError(Report(problems))
    return [*(one for one in found if one.data is not None), *wrong]


def _member(rows: Rows, at: int, where: str, refused: Collection[int]) -> Member:
    """The applicant of a row; without data where the row stands twice, which is told once."""
    if at in refused:
        return Member(where, None)
    try:
        return Member(where, rows.facts_of(at))
    except FactsError as error:
        return Member(where, {}, (*told_at(error.report, where),))


def merged(one: Any, other: Any) -> Any:
    """What two policies read of the same facts: parts of either, and list by list the items of both."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return {name: merged(one.get(name), other.get(name)) for name in dict.fromkeys((*one, *other))}
    if isinstance(one, list) and isinstance(other, list):
        return [merged(mine, theirs) for mine, theirs in zip_longest(one, other)]
    return other if one is None else one
