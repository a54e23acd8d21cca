"""Applicants of a table, each as plain facts: for commands about one applicant, and for small cohorts.

Input: a file or folder of tables, and the codes of the policies that will read the facts. Output: a member for each
row, with all facts that any of the policies reads. `FactsError` if the tables cannot be read, or if a row has no
applicant.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, cast

import attrs

from ipdsl.base.errors import ManyApplicants
from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.partition import values_by_key
from ipdsl.batch.evaluate import CHUNK
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.facts.cohort import CohortMember, with_applicant_path, with_path
from ipdsl.ir.terms import Program
from ipdsl.ledger.ledger_file import kept_lines_of_facts
from ipdsl.ledger.recall import LedgerEntries, lines_like
from ipdsl.plain_data.errors import FactsError
from ipdsl.schema.details import DETAILS_PART

if TYPE_CHECKING:
    from ipdsl.batch.files import CsvReader
    from ipdsl.batch.readers.rows import Rows


def read(
    where: str, codes: Sequence[GeneratedFunctions], csv: Callable[[GeneratedFunctions], CsvReader], *,
    single: bool = False,
    by_applicant: bool = False, accepted_by: str | None = None, note: Callable[[Phrase], None] = lambda _: None,
    answers: Sequence[Mapping[str, Any]] = (),
) -> list[CohortMember]:  # fmt: skip
    """The applicants; with `single`, `FactsError` (U021) where there are several. `csv` makes readers of CSV.

    With `by_applicant` wrong rows are members with problems, and refuse no other. `accepted_by` is responsible for
    changes to a ledger in the tables; `note` is called with a remark on them. `answers` about two ids are given for the
    run.
    """
    members: list[CohortMember] = []
    for code in codes:
        rows = _rows(
            where,
            code,
            csv(code),
            single=single,
            by_applicant=by_applicant,
            accepted_by=accepted_by,
            note=note,
            answers=answers,
        )
        members = rows if not members else [
            CohortMember(mine.place, merge(mine.data, theirs.data), mine.problems or theirs.problems)
            for mine, theirs in zip(members, rows, strict=True)
        ]  # fmt: skip
    return members


def _rows(
    where: str,
    code: GeneratedFunctions,
    csv: CsvReader,
    *,
    single: bool,
    by_applicant: bool,
    accepted_by: str | None,
    note: Callable[[Phrase], None],
    answers: Sequence[Mapping[str, Any]],
) -> list[CohortMember]:
    from ipdsl.batch.finished_run import stated_applicants
    from ipdsl.batch.parts import open_tables  # it asks for the libraries
    from ipdsl.batch.readers.rows import Rows

    tables = open_tables(where, code, csv, none=(), ignore=())
    tables.read_ledger(code, accepted_by, answers)
    for remark in tables.ledger.remarks:
        note(remark)
    if single and tables.rows > 1:
        raise FactsError(Report([ManyApplicants(name=where)]))
    members: list[CohortMember] = []
    wrong: list[CohortMember] = []
    details = (entry.details for entry in stated_applicants(tables, code.program))
    for _, intake in tables.intakes(CHUNK):
        rows = Rows(intake.table, intake.form)
        absent = () if intake.absent is None else Rows(intake.absent, intake.form).histories_of()
        former, refused = intake.ids_in_lines(), sorted(intake.refused)
        of_refused = zip(rows.histories_of(refused), refused, strict=True)
        histories: dict[str, Any] = {}
        for facts in (*(_with_written_lines(facts, code.program, former[row]) for facts, row in of_refused), *absent):
            name, lines = cast("Any", facts["applicant"]).get("id") or "", cast("list[object]", facts["history"])
            histories[name] = lines_like(histories.get(name) or lines, (*histories.get(name, ()), *lines))
        for name, of_name in values_by_key((problem.applicant, problem) for problem in intake.problems).items():
            data = {"applicant": {"id": name}, "history": histories.get(name, [])}
            findings = tuple(with_path(one.finding, f"{where}[{one.row}] {one.column}") for one in of_name)
            is_absent = bool(name) and {one.column for one in of_name} == {"history.applicant"}
            wrong.append(CohortMember(f"{where}[{of_name[0].row}]", data, findings, is_absent=is_absent))
        first = len(members)
        members += [
            attrs.evolve(
                member, data=_with_details(_with_written_lines(member.data, code.program, former[place]), next(details))
            )
            for place in range(intake.table.num_rows)
            for member in [_member(rows, place, f"{where}[{first + place}]", intake.refused)]
        ]
    tables.check()
    problems = [problem for one in (*wrong, *members) for problem in one.problems]
    if problems and not by_applicant:
        raise FactsError(Report(problems))
    return [*(one for one in members if one.data is not None), *wrong]


def _with_details(facts: Any, details: Mapping[str, str]) -> Any:
    return {**facts, "applicant": {**facts["applicant"], DETAILS_PART: details}} if facts and details else facts


def _with_written_lines(facts: Any, program: Program, ids: Sequence[str]) -> Any:
    """Facts whose lines of a ledger with pages are as `--ledger-out` writes them, so that a run keeps them.

    `ids` are the applicants in the lines, if some of them are former ids.
    """
    if ids:
        named = ({**line, "applicant": name} for line, name in zip(facts["history"], ids, strict=True))
        facts = {**facts, "history": lines_like(facts["history"], named)}
    lines = kept_lines_of_facts(facts, program)
    return {**facts, "history": lines} if isinstance(lines, LedgerEntries) else facts


def _member(rows: Rows, row: int, where: str, refused: Collection[int]) -> CohortMember:
    """The applicant of a row. If its id is repeated, it has no data, because the problem is reported once."""
    if row in refused:
        return CohortMember(where, None)
    try:
        return CohortMember(where, rows.facts_of(row))
    except FactsError as error:
        return CohortMember(where, next(rows.histories_of([row])), (*with_applicant_path(error.report, where),))


def merge(first: Any, other: Any) -> Any:
    """What two policies read of the same facts: parts of either, and list by list the items of both."""
    if isinstance(first, Mapping) and isinstance(other, Mapping):
        return {name: merge(first.get(name), other.get(name)) for name in dict.fromkeys((*first, *other))}
    if isinstance(first, list) and isinstance(other, list):
        return lines_like(first, (merge(mine, theirs) for mine, theirs in zip_longest(first, other)))
    return other if first is None else first
