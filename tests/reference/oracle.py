"""The reference answer for one applicant: claims with outcome and sums, totals, duties, budget lines, completions."""

from __future__ import annotations

import copy
import datetime
import itertools
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, TypeVar

import attrs

from ipdsl.semantics import typed
from tests.reference import claims as claims_
from tests.reference.quotas import select
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
    paid: int  # over all years
    admitted: int = 0
    carried: int = 0
    until: int | None = None
    lapsed: int = 0
    by_year: tuple[tuple[int, int], ...] = ()
    rungs: tuple[tuple[str, int], ...] = ()
    charged: tuple[tuple[str, int], ...] = ()
    cuts: tuple[tuple[str, int], ...] = attrs.field(default=(), eq=False)
    is_new: bool = True  # False: the ledger holds its event already

    @property
    def year(self) -> int:
        return self.day.year if self.day else 0


@attrs.frozen
class Entry:
    """A line of the ledger; sums in minor units."""

    clause: str
    item: str
    day: datetime.date | None
    proposed: int
    admitted: int
    rungs: tuple[tuple[str, int], ...]
    charged: tuple[tuple[str, int], ...]
    paid: tuple[tuple[int, int], ...]
    carried: int
    lapsed: int


@attrs.frozen
class Answer:
    """What the oracle says; `obligations` maps an article to what is owed (None: a plain duty).

    `totals` is what is newly paid in each year, carried money included; `ledger` all lines that are final, those of the
    history brought up to date; `waited` the events of lines that were still carried.
    """

    lines: tuple[Line, ...]
    totals: dict[int, int]
    obligations: tuple[tuple[str, int | None], ...]
    allocations: tuple[tuple[str, int, int], ...]  # label, year, sum
    ledger: tuple[Entry, ...]
    waited: frozenset[tuple[str, str, datetime.date | None]]

    @property
    def total(self) -> int:
        return sum(self.totals.values())


def evaluate(policy: typed.Policy, facts: dict[str, Any], *, every_day: bool = True) -> Answer:
    """The answer for valid facts; raises `NotStatedError` where a fact that matters is not stated."""
    [answer] = evaluate_cohort(policy, [facts], every_day=every_day, alone=True)
    return answer


def evaluate_cohort(
    policy: typed.Policy, cohort: Sequence[dict[str, Any]], *, every_day: bool = True, alone: bool = False
) -> list[Answer]:
    """The answers for several applicants, whose ranks, quotas and shared caps are settled together."""
    worlds = [read(facts, policy.schema, policy.currency) for facts in cohort]
    every = () if alone else tuple(worlds)
    found = [c for w in worlds for c in claims_.claims_of(policy, w, every, every_day=every_day)]
    select(policy, found, alone=alone)
    waited = {(x.clause, x.item, x.day) for w in worlds for x in claims_.own_lines(policy, w) if x.carried}
    newly = settle(policy, worlds, found, alone=alone)
    found.sort(key=claim_order)
    return [_answer(policy, w, [c for c in found if c.world is w], newly, waited) for w in worlds]


def _answer(
    policy: typed.Policy,
    world: World,
    found: list[claims_.Claim],
    newly: dict[tuple[str, int, str], int],
    waited: set[tuple[str, str, datetime.date | None]],
) -> Answer:
    mine = [(year, label, sum_) for (who, year, label), sum_ in newly.items() if who == world.applicant]
    totals = {c.year: 0 for c in found}
    for year, _, sum_ in mine:
        totals[year] = totals.get(year, 0) + sum_
    return Answer(
        lines=tuple(_line(c) for c in found),
        totals=totals,
        obligations=tuple(_obligations(policy, world, [(label, sum_) for _, label, sum_ in mine])),
        allocations=tuple(_allocations(policy, world)),
        ledger=tuple(_ledger(world, found)),
        waited=frozenset(waited),
    )


def _ledger(world: World, found: list[claims_.Claim]) -> Iterator[Entry]:
    """The lines of claims that were settled, and the final lines of the history."""
    settled = [c for c in found if not c.stopped and not (c.is_open and not c.cuts)]
    lines = [x for x in world.lines if claims_.is_final(x)]
    for x in [*settled, *lines]:
        label = x.label if isinstance(x, claims_.Claim) else x.clause
        rungs, charged, paid = _sums(x.rungs), _sums(x.charged), _sums(x.paid)
        yield Entry(label, x.item, x.day, x.proposed, x.admitted, rungs, charged, paid, x.carried, x.lapsed)


Name = TypeVar("Name")


def _line(claim: claims_.Claim) -> Line:
    return Line(
        claim.label,
        claim.item,
        claim.day,
        claim.outcome,
        claim.proposed,
        claim.sum,
        claim.admitted,
        claim.carried,
        claim.until if claim.carried or claim.lapsed else None,
        claim.lapsed,
        _sums(claim.paid),
        _sums(claim.rungs),
        _sums(claim.charged),
        tuple(claim.cuts),
        claim.line is None or not claims_.is_final(claim.line),
    )


def _sums(sums: dict[Name, int]) -> tuple[tuple[Name, int], ...]:
    return tuple(sorted((name, sum_) for name, sum_ in sums.items() if sum_))


def _obligations(policy: typed.Policy, world: World, newly: list[tuple[str, int]]) -> Iterator[tuple[str, int | None]]:
    for duty in policy.obligations:
        if duty.share is None:
            yield duty.article, None
        elif duty.who in world.kinds:
            paid = sum(sum_ for label, sum_ in newly if label in duty.awards)
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
