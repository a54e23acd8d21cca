"""A decision as a page that a clerk can read aloud: plain text, about 100 columns wide, the same on every run.

`only` shows one clause, or the clauses of one article; `with_all` lists also the zeros that are meant for others.
"""

from __future__ import annotations

from collections.abc import Iterator

from ipdsl.runtime.decision.light import NOTICE_PHRASE, Decision
from ipdsl.runtime.decision.page import lay_out, width, wrap
from ipdsl.runtime.decision.sections import DecisionReport
from ipdsl.runtime.decision.telling import ENGLISH, Localizer


def render(
    decision: Decision, only: str | None = None, *, with_all: bool = False, localize: Localizer = ENGLISH
) -> str:
    """The page. `only`: a clause label or an article number."""
    report = DecisionReport(decision, only, with_all, localize)
    return "\n".join(line.rstrip() for line in _lines(report)) + "\n"


def _lines(report: DecisionReport) -> Iterator[str]:
    yield from lay_out(report.head())
    yield ""
    yield from lay_out(report.sums())
    for section in report.sections():
        yield from ("", section.title, "-" * width(section.title), *lay_out(section.lines))
    yield from ("", *wrap(report.localize.phrase(NOTICE_PHRASE)))
