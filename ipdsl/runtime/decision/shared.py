"""What many claims share, made once for a program: where they stand, and the sums and bounds that come up again.

All of it is frozen, so nobody can tell that it is shared.
"""

from __future__ import annotations

import attrs

from ipdsl.runtime.decision.light import Bounds
from ipdsl.runtime.terms import Program
from ipdsl.runtime.terms import Reference as Document
from ipdsl.source import Span
from ipdsl.values.filling import filled
from ipdsl.values.money import Money


@attrs.frozen(eq=False)
class Origin:
    """Where a promise stands: an award, or a document that decides; `citation` is document, article, line."""

    label: str
    article: str
    citation: str
    text: str
    place: Span
    kind: str


def origins_of(program: Program) -> tuple[Origin, ...]:
    """The origin of each clause, by index."""
    return program.kept(_origins)


def _origins(program: Program) -> tuple[Origin, ...]:
    return tuple(
        Origin(c.label, c.article, citation(program, c.article, c.span), c.text, c.span, c.trigger.record)
        for c in program.clauses
    )


def referring(program: Program, document: Document) -> Origin:
    """The origin of what another document decides."""
    article, span = document.article, document.span
    kind = document.trigger.record if document.trigger is not None else ""
    label = ".".join(part for part in (article, kind) if part)
    return Origin(label, article, citation(program, article, span), f"refers to {document.document}", span, kind)


def citation(program: Program, article: str, place: Span) -> str:
    """Document, article, line: where the promise stands."""
    parts = [program.document, f"article {article}" if article else "", f"line {place.line}"]
    return ", ".join(part for part in parts if part)


_MOST_KEPT = 256
"""So many sums are kept: the fixed ones of a policy are soon among them, and of others there is no end."""


class Sums(dict[int, Money]):
    """Sums of one currency."""

    __slots__ = ("currency",)

    def __init__(self, currency: str) -> None:
        super().__init__()
        self.currency = currency

    def __missing__(self, minor: int) -> Money:
        made = _make_money(minor, self.currency)
        if len(self) < _MOST_KEPT:
            self[minor] = made
        return made


class Points(dict[int, Bounds]):
    """Bounds whose ends are one sum."""

    __slots__ = ("sums",)

    def __init__(self, sums: Sums) -> None:
        super().__init__()
        self.sums = sums

    def __missing__(self, minor: int) -> Bounds:
        sum_ = self.sums[minor]
        made = _make_bounds(sum_, sum_, True)
        if len(self) < _MOST_KEPT:
            self[minor] = made
        return made


_make_money, _make_bounds = filled(Money), filled(Bounds)


def points_of(program: Program) -> Points:
    """The sums of a program, as bounds."""
    return program.kept(_points)


def _points(program: Program) -> Points:
    return Points(Sums(program.currency))
