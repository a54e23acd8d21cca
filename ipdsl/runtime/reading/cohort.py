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
from ipdsl.runtime.reading.by_line import Line, is_by_line, lines_of
from ipdsl.runtime.reading.cohort_errors import ApplicantTwice, BrokenLine, EmptyCohort
from ipdsl.runtime.reading.cohort_ranks import contradictions, rooms_that_cannot_be
from ipdsl.runtime.reading.errors import FactsError, NotJson, TextAfterEnd
from ipdsl.runtime.reading.strict_json import loads
from ipdsl.runtime.reading.value_errors import LookAlike
from ipdsl.runtime.reading.wording import shown
from ipdsl.runtime.settlement.besides import Besides
from ipdsl.runtime.terms import Program
from ipdsl.source import Span
from ipdsl.value_object import ValueObject
from ipdsl.values.characters import folded


@attrs.frozen(eq=False, repr=False)
class Member(ValueObject):
    """The plain facts of one applicant, and where they stand. One with `problems` cannot be read."""

    where: str
    data: object
    problems: tuple[Diagnostic, ...] = ()


def members(data: bytes, name: str, *, by_applicant: bool = False) -> list[Member]:
    """The applicants of a file; `FactsError` where it is blank, and with every line that is no JSON.

    With `by_applicant` such a line is a member with problems.
    """
    lines = lines_of(data)
    if not lines:
        raise FactsError(
            Report([EmptyCohort(span=Span(name, 1, 1, 1, 1), holder=Phrase("`{name}` holds", "`{name}`中", name=name))])
        )
    if is_by_line(lines):
        return _by_line(lines, name, by_applicant)
    whole = loads(data, name)
    if isinstance(whole, list):
        return [Member(f"{name}[{index}]", one) for index, one in enumerate(whole)]
    return [Member(name, whole)]


def _by_line(lines: Iterable[Line], name: str, by_applicant: bool) -> list[Member]:
    members: list[Member] = []
    problems = Report()
    for number, line in lines:
        try:
            members.append(Member(f"{name}:{number}", loads(line, name)))
        except FactsError as error:
            found = [_in_line(problem, number) for problem in error.report]
            problems.extend(found)
            members.append(Member(f"{name}:{number}", None, (*found,)))
    if len(problems) and not by_applicant:
        raise FactsError(problems)
    return members


def _in_line(problem: Diagnostic, number: int) -> Diagnostic:
    """A finding about the text of one line, with its place in the file."""
    at = problem.span and attrs.evolve(problem.span, line=number, end_line=number)
    match problem:
        case NotJson(problem=why):
            return BrokenLine(span=at, line=number, problem=why)
        case TextAfterEnd():
            return BrokenLine(
                span=at,
                line=number,
                problem=Phrase("something stands after its last brace", "最后一个花括号之后还有内容"),
            )
        case _:
            spans = (attrs.evolve(r.span, line=number, end_line=number) for r in problem.related)
            related = (attrs.evolve(r, span=span) for r, span in zip(problem.related, spans, strict=True))
            return _with(problem, span=at, related=tuple(related))


def _with(problem: Diagnostic, **facts: Any) -> Diagnostic:
    """The same finding but for some of its facts."""
    return type(problem)(**{**vars(problem), **facts})


def told_at(problems: Iterable[Diagnostic], where: str) -> list[Diagnostic]:
    """Findings about one applicant, with its place in front of their paths; some name another file already."""
    return [moved(one, f"{where} {one.path}") if (one.path or "")[:1] == "$" else one for one in problems]


def moved(problem: Diagnostic, path: str | None, **facts: Any) -> Diagnostic:
    """A finding at another place, with some of its facts told otherwise."""
    return _with(problem, path=path, **facts)


def check_cohort(
    cohort: Sequence[Facts], places: Sequence[str] = (), program: Program | None = None, besides: Besides | None = None
) -> None:  # fmt: skip
    """`FactsError` where there is no applicant, one stands twice, or published ranks contradict each other.

    `besides` are others of the cohort, of whom nothing is published.
    """
    named = places or [f"[{index}]" for index in range(len(cohort))]
    problems: list[Diagnostic] = [] if cohort or besides is not None else [EmptyCohort(path="$")]
    first: dict[str, tuple[str, str]] = {}
    for facts, place in zip(cohort, named, strict=True):
        name, path = facts.applicant, f"{place} $.applicant.id"
        other, elsewhere = first.setdefault(folded(name), (name, place))
        if other != name:
            problems.append(LookAlike(path=path, word=shown(name), other=shown(other), place=elsewhere))
        elif elsewhere != place:
            problems.append(ApplicantTwice(path=path, applicant=name, other=elsewhere))
    if not problems and program is not None:
        problems += [*contradictions(program, cohort, named, besides), *rooms_that_cannot_be(program, cohort, named)]
    if problems:
        raise FactsError(Report(problems))
