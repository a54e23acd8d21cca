"""Facts of many applicants: a file with one, a list of them, or one on each line; each told with its place.

`FactsError` tells the problems of all applicants in one go, each with the file and line (or place in the list) in front
of its path.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence

import attrs

from ipdsl.diagnostics.model import Diagnostic, Report
from ipdsl.runtime.facts import Facts
from ipdsl.runtime.reading.cohort_errors import ApplicantTwice, EmptyCohort
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.runtime.reading.strict_json import loads


@attrs.frozen
class Member:
    """The plain facts of one applicant, and where they stand."""

    where: str
    data: object


def members(data: bytes, name: str) -> list[Member]:
    """The applicants of a file; `FactsError` names every line that is no JSON."""
    lines = [(number, line) for number, line in enumerate(data.splitlines(), 1) if line.strip()]
    if len(lines) > 1 and all(line.lstrip().startswith(b"{") and line.rstrip().endswith(b"}") for _, line in lines):
        return _by_line(lines, name)
    whole = loads(data, name)
    if isinstance(whole, list):
        return [Member(f"{name}[{index}]", one) for index, one in enumerate(whole)]
    return [Member(name, whole)]


def _by_line(lines: Iterable[tuple[int, bytes]], name: str) -> list[Member]:
    found: list[Member] = []
    problems = Report()
    for number, line in lines:
        try:
            found.append(Member(f"{name}:{number}", loads(line, f"{name}:{number}")))
        except FactsError as error:
            problems.extend(error.report)
    if len(problems):
        raise FactsError(problems)
    return found


def told_at(problems: Iterable[Diagnostic], where: str) -> list[Diagnostic]:
    """Findings about one applicant, with its place in front of their paths."""
    return [_moved(problem, f"{where} {problem.path}") if problem.path else problem for problem in problems]


def _moved(problem: Diagnostic, path: str) -> Diagnostic:
    moved = copy.copy(problem)
    vars(moved)["path"] = path
    return moved


def check_cohort(cohort: Sequence[Facts], places: Sequence[str] = ()) -> None:
    """`FactsError` where there is no applicant, or one stands twice."""
    named = places or [f"[{index}]" for index in range(len(cohort))]
    problems: list[Diagnostic] = [] if cohort else [EmptyCohort(path="$")]
    first: dict[str, str] = {}
    for facts, place in zip(cohort, named, strict=True):
        other = first.setdefault(facts.applicant, place)
        if other != place:
            problems.append(ApplicantTwice(path=f"{place} $.applicant.id", applicant=facts.applicant, other=other))
    if problems:
        raise FactsError(Report(problems))
