"""A decision as a page that a clerk can read aloud: plain text, about 100 columns wide, the same on every run.

`only` shows one clause, or the clauses of one article; `with_all` lists also the zeros that are meant for others.
"""

from __future__ import annotations

from collections.abc import Iterator

from ipdsl.runtime.decision.light import NOTICE_SAID, Decision
from ipdsl.runtime.decision.page import laid_out, width, wrapped
from ipdsl.runtime.decision.sections import Telling
from ipdsl.runtime.decision.telling import ENGLISH, Teller


def render(decision: Decision, only: str | None = None, *, with_all: bool = False, tell: Teller = ENGLISH) -> str:
    """The page. `only`: a clause label or an article number."""
    told = Telling(decision, only, with_all, tell)
    return "\n".join(line.rstrip() for line in _lines(told)) + "\n"


def _lines(told: Telling) -> Iterator[str]:
    yield from laid_out(told.head())
    yield ""
    yield from laid_out(told.sums())
    for section in told.sections():
        yield from ("", section.title, "-" * width(section.title), *laid_out(section.lines))
    yield from ("", *wrapped(told.tell.phrase(NOTICE_SAID)))
