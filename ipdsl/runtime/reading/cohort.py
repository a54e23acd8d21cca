"""Facts of many applicants: a file with one, a list of them, or one on each line; each told with its place.

`FactsError` tells the problems of all applicants in one go, each with the file and line (or place in the list) in front
of its path. A line that is broken is told as such, and the others are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from ipdsl.diagnostics.model import Diagnostic, Report
from ipdsl.diagnostics.phrase import Phrase
from ipdsl.runtime.facts import Facts
from ipdsl.runtime.reading.by_line import NumberedLine, has_applicant_per_line, nonblank_lines
from ipdsl.runtime.reading.cohort_errors import BrokenLine, DuplicateApplicant, EmptyCohort
from ipdsl.runtime.reading.cohort_ranks import headroom_contradictions, rank_contradictions
from ipdsl.runtime.reading.errors import FactsError, NotJson, TextAfterEnd
from ipdsl.runtime.reading.strict_json import loads
from ipdsl.runtime.reading.value_errors import LookAlike
from ipdsl.runtime.reading.wording import printable
from ipdsl.runtime.settlement.besides import ExternalMembers
from ipdsl.runtime.terms import Program
from ipdsl.source import Span
from ipdsl.value_object import ValueObject
from ipdsl.values.characters import fold_name


@attrs.frozen(eq=False, repr=False)
class CohortMember(ValueObject):
    """The plain facts of one applicant, and where they stand. One with `problems` cannot be read."""

    place: str
    data: object
    problems: tuple[Diagnostic, ...] = ()


def read_members(data: bytes, name: str, *, by_applicant: bool = False) -> list[CohortMember]:
    """The applicants of a file; `FactsError` where it is blank, and with every line that is no JSON.

    With `by_applicant` such a line is a member with problems.
    """
    lines = nonblank_lines(data)
    if not lines:
        raise FactsError(
            Report([EmptyCohort(span=Span(name, 1, 1, 1, 1), holder=Phrase("`{name}` holds", "`{name}`中", name=name))])
        )
    if has_applicant_per_line(lines):
        return _members_by_line(lines, name, by_applicant)
    whole = loads(data, name)
    if isinstance(whole, list):
        return [CohortMember(f"{name}[{index}]", entry) for index, entry in enumerate(whole)]
    return [CohortMember(name, whole)]


def _members_by_line(lines: Iterable[NumberedLine], name: str, by_applicant: bool) -> list[CohortMember]:
    members: list[CohortMember] = []
    problems = Report()
    for number, line in lines:
        try:
            members.append(CohortMember(f"{name}:{number}", loads(line, name)))
        except FactsError as error:
            findings = [_with_line_number(problem, number) for problem in error.report]
            problems.extend(findings)
            members.append(CohortMember(f"{name}:{number}", None, (*findings,)))
    if len(problems) and not by_applicant:
        raise FactsError(problems)
    return members


def _with_line_number(problem: Diagnostic, number: int) -> Diagnostic:
    """A finding about the text of one line, with its place in the file."""
    line_span = problem.span and attrs.evolve(problem.span, line=number, end_line=number)
    match problem:
        case NotJson(problem=why):
            return BrokenLine(span=line_span, line=number, problem=why)
        case TextAfterEnd():
            return BrokenLine(
                span=line_span,
                line=number,
                problem=Phrase("something stands after its last brace", "最后一个花括号之后还有内容"),
            )
        case _:
            spans = (attrs.evolve(r.span, line=number, end_line=number) for r in problem.related)
            related = (attrs.evolve(r, span=span) for r, span in zip(problem.related, spans, strict=True))
            return _copy_with(problem, span=line_span, related=tuple(related))


def _copy_with(problem: Diagnostic, **facts: Any) -> Diagnostic:
    """The same finding but for some of its facts."""
    return type(problem)(**{**vars(problem), **facts})


def with_applicant_path(problems: Iterable[Diagnostic], place: str) -> list[Diagnostic]:
    """Findings about one applicant, with its place in front of their paths; some name another file already."""
    return [
        with_path(finding, f"{place} {finding.path}") if (finding.path or "")[:1] == "$" else finding
        for finding in problems
    ]


def with_path(problem: Diagnostic, path: str | None, **facts: Any) -> Diagnostic:
    """A finding at another place, with some of its facts told otherwise."""
    return _copy_with(problem, path=path, **facts)


def check_cohort(
    cohort: Sequence[Facts], places: Sequence[str] = (), program: Program | None = None,
    external_members: ExternalMembers | None = None
) -> None:  # fmt: skip
    """`FactsError` where there is no applicant, one stands twice, or published ranks contradict each other.

    `external_members` are others of the cohort, of whom nothing is published.
    """
    place_names = places or [f"[{index}]" for index in range(len(cohort))]
    problems: list[Diagnostic] = [] if cohort or external_members is not None else [EmptyCohort(path="$")]
    first: dict[str, tuple[str, str]] = {}
    for facts, place in zip(cohort, place_names, strict=True):
        name, path = facts.applicant, f"{place} $.applicant.id"
        other, elsewhere = first.setdefault(fold_name(name), (name, place))
        if other != name:
            problems.append(LookAlike(path=path, word=printable(name), other=printable(other), place=elsewhere))
        elif elsewhere != place:
            problems.append(DuplicateApplicant(path=path, applicant=name, other=elsewhere))
    if not problems and program is not None:
        problems += [
            *rank_contradictions(program, cohort, place_names, external_members),
            *headroom_contradictions(program, cohort, place_names),
        ]
    if problems:
        raise FactsError(Report(problems))
