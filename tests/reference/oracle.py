"""The reference answer for one applicant: claims with outcome and sums, totals, duties, budget lines, completions."""

from __future__ import annotations

import copy
import datetime
import itertools
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import attrs

from ipdsl.semantics import typed
from tests.reference import claims as claims_
from tests.reference.settle import claim_order, settle
from tests.reference.world import World, read


@attrs.frozen
class Line:
    """One claim as it ended; sums in minor units."""

    label: str
    item: str
    day: datetime.date | None
    outcome: str
    proposed: int
    paid: int
    cuts: tuple[tuple[str, int], ...] = attrs.field(default=(), eq=False)

    @property
    def year(self) -> int:
        return self.day.year if self.day else 0


@attrs.frozen
class Answer:
    """What the oracle says; `obligations` maps an article to what is owed (None: a plain duty)."""

    lines: tuple[Line, ...]
    totals: dict[int, int]
    obligations: tuple[tuple[str, int | None], ...]
    allocations: tuple[tuple[str, int, int], ...]  # label, year, sum

    @property
    def total(self) -> int:
        return sum(self.totals.values())


def evaluate(policy: typed.Policy, facts: dict[str, Any], *, every_day: bool = True) -> Answer:
    """The answer for valid facts; raises `NotStatedError` where a fact that matters is not stated."""
    world = read(facts, policy.schema, policy.currency)
    found = claims_.claims_of(policy, world, every_day=every_day)
    settle(policy, world, found)
    found.sort(key=claim_order)
    totals: dict[int, int] = {}
    for claim in found:
        totals[claim.year] = totals.get(claim.year, 0) + claim.left
    return Answer(
        lines=tuple(Line(c.label, c.item, c.day, c.outcome, c.proposed, c.left, tuple(c.cuts)) for c in found),
        totals=totals,
        obligations=tuple(_obligations(policy, world, found)),
        allocations=tuple(_allocations(policy, world)),
    )


def _obligations(policy: typed.Policy, world: World, found: list[claims_.Claim]) -> Iterator[tuple[str, int | None]]:
    for duty in policy.obligations:
        if duty.share is None:
            yield duty.article, None
        elif duty.who in world.kinds:
            paid = sum(c.left for c in found if c.label in duty.awards)
            if paid:
                yield duty.article, claims_.rounded(Fraction(paid) * duty.share, policy)


def _allocations(policy: typed.Policy, world: World) -> Iterator[tuple[str, int, int]]:
    for line in policy.allocations:
        if line.to and not world.kinds & set(line.to):
            continue
        sums = claims_.budget_lines(line, policy, world)
        yield from ((line.label, year, amount) for year, amount in sums)


# ---------------------------------------------------------------------------------------------- what is not stated


@attrs.frozen
class Gap:
    """A place of the facts where nothing is stated, and the values that it may turn out to have."""

    path: tuple[Any, ...]
    values: tuple[Any, ...]


def completions(facts: dict[str, Any], gaps: Sequence[Gap], most: int = 64) -> Iterator[dict[str, Any]]:
    """The facts with every gap filled, in every way, at most `most` of them."""
    choices = itertools.product(*[g.values for g in gaps])
    for values in itertools.islice(choices, most):
        whole = copy.deepcopy(facts)
        for gap, chosen in zip(gaps, values, strict=True):
            place: Any = whole
            for step in gap.path[:-1]:
                place = place[step] if isinstance(place, list) else place.setdefault(step, {})
            place[gap.path[-1]] = copy.deepcopy(chosen)
        yield whole
