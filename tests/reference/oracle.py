"""The reference answer for one applicant: claims with outcome and sums, totals, duties, budget lines, completions."""

from __future__ import annotations

import copy
import datetime
import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

import attrs

from ipdsl.semantics import typed
from tests.reference import claims as claims_
from tests.reference.award_sums import AddingUp, with_awards
from tests.reference.besides import BudgetLine, Decided, Duty, budget_lines, decided_elsewhere, duties
from tests.reference.days import Begin, year_of
from tests.reference.horizon import Calendar, assumed_as_of
from tests.reference.instalments import Part, grants_in_parts
from tests.reference.ledger import Entry, ledger_lines, sums_of
from tests.reference.paid_back import Back, Choose, Debt, paid_back
from tests.reference.quotas import record_places, select
from tests.reference.settle import claim_order, settle
from tests.reference.world import Line as PaidLine, World, read

Collected: TypeAlias = tuple[list[Debt], dict[str, int]]
RECOVERED = ("recovers", "back", "repaid", "set_off")
"""The parts of a line of a recovery or a debt."""


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
    charged: tuple[tuple[str, int], ...] = ()
    cuts: tuple[tuple[str, int], ...] = attrs.field(default=(), eq=False)  # by each rule, in order
    why: str = attrs.field(default="", eq=False)  # why it ended before the rules
    year: int = 0
    is_new: bool = True  # False: the ledger already has a line for its event
    record: str = attrs.field(default="", eq=False)


@attrs.frozen
class Answer:
    """The answer of the oracle.

    `totals` is what is newly paid in each year, carried money included; `ledger` all lines that are final, those of the
    history brought up to date; `waited` the events of lines that were still carried. `besides`, `back`
    and `instalments` are made when they are asked for, since they may need a fact that no claim needs.
    """

    lines: tuple[Line, ...]
    totals: dict[int, int]
    ledger: tuple[Entry, ...]
    waited: frozenset[tuple[str, str, datetime.date | None]]
    besides: Callable[[], Besides]
    back: Callable[[Choose], list[Debt]]
    instalments: Callable[[], list[tuple[claims_.Claim, list[Part]]]]

    @property
    def total(self) -> int:
        return sum(self.totals.values())


@attrs.frozen
class Besides:
    """The parts of the answer in addition to claims."""

    budget: tuple[BudgetLine, ...]
    duties: tuple[Duty, ...]
    decided: tuple[Decided, ...]


def evaluate(policy: typed.Policy, facts: dict[str, Any], *, every_day: bool = True) -> Answer:
    """The answer for valid facts; raises `NotStatedError` where a fact that matters is not stated."""
    [answer] = evaluate_cohort(policy, [facts], every_day=every_day, alone=True)
    return answer


def evaluate_cohort(
    policy: typed.Policy, cohort: Sequence[dict[str, Any]], *, every_day: bool = True, alone: bool = False,
    adds_up: AddingUp | None = None, above: int = 0,
) -> list[Answer]:  # fmt: skip
    """The answers for several applicants, whose ranks, quotas and shared caps are settled together.

    With a line, only the awards `above` it make claims.
    """
    has_debts = any(award.is_debt for award in policy.awards)
    paid = with_awards(policy, lambda award: not award.is_debt) if has_debts else policy

    def collected(world: World, facts: dict[str, Any]) -> Collected:
        return _collected(policy, world, facts, every_day=every_day)

    return _settled_cohort(paid, cohort, collected, every_day=every_day, alone=alone, adds_up=adds_up, above=above)


def _settled_cohort(
    policy: typed.Policy, cohort: Sequence[dict[str, Any]], collected: Callable[[World, dict[str, Any]], Collected],
    *, every_day: bool, alone: bool, adds_up: AddingUp | None = None, above: int = 0,
) -> list[Answer]:  # fmt: skip
    worlds = [_with_sums(_world(facts, policy), policy, facts, adds_up, every_day=every_day) for facts in cohort]
    every = () if alone else tuple(worlds)
    places = None if alone else record_places(policy, worlds)
    found = [
        c for w in worlds for c in claims_.claims_of(policy, w, every, every_day=every_day, places=places, above=above)
    ]
    select(policy, worlds, found, alone=alone)
    waited = {(x.clause, x.item, x.day) for w in worlds for x in claims_.own_lines(policy, w) if x.carried}
    before = {id(line): dict(line.paid) for w in worlds for line in w.lines}
    newly = settle(policy, worlds, found, alone=alone)
    found.sort(key=claim_order)
    return [
        _answer(policy, w, [c for c in found if c.world is w], newly, waited, every_day, before,
                lambda w=w, facts=facts: collected(w, facts))
        for w, facts in zip(worlds, cohort, strict=True)
    ]  # fmt: skip


def _collected(page: typed.Policy, world: World, facts: dict[str, Any], *, every_day: bool) -> Collected:
    """What is collected, and the years in which debts are set off: what a page pays that has the debts as its awards.

    Lines of debts state what was asked for.
    """
    years = {award.label: award.set_off for award in page.awards if award.is_debt}
    if not years:
        return [], years
    lines = [
        {**{name: part for name, part in line.items() if name not in RECOVERED}, "due": line["back"]}
        for line in facts.get("history") or ()
        if line["clause"] in years and "back" in line
    ]
    owing = attrs.evolve(with_awards(page, lambda award: award.is_debt), recoveries=(), schedules=())
    stated = {**facts, "history": lines, "as_of": str(world.as_of)}
    [answer] = _settled_cohort(owing, [stated], lambda *_: ([], {}), every_day=every_day, alone=True)
    new = [x for x in answer.lines if x.paid and x.is_new]
    return [
        Debt(x.day, x.label, x.year, x.paid, x.item, Back(x.label, x.item, x.record, x.day, x.paid, 0, 0, "", ()))
        for x in new
        if x.day is not None
    ], years


def _with_sums(
    world: World, policy: typed.Policy, facts: dict[str, Any], adds_up: AddingUp | None, *, every_day: bool
) -> World:  # fmt: skip
    """The applicant, for whose claims shorter runs add up other awards; all of them ask for those of the whole page."""

    def run(page: typed.Policy, end: datetime.date, line: int) -> Sequence[Entry]:
        shorter = {**facts, "as_of": str(end)}
        [answer] = evaluate_cohort(page, [shorter], every_day=every_day, alone=True, adds_up=made, above=line)
        return answer.ledger

    made = adds_up or AddingUp(policy, run)
    return attrs.evolve(world, adds_up=made)


def _world(facts: dict[str, Any], policy: typed.Policy) -> World:
    found = read(facts, policy.schema, policy.currency)
    begin = (policy.fiscal_year.month, policy.fiscal_year.day)
    lines = [_counted_by_its_day(line, policy, begin) for line in found.lines]
    start = policy.window.start
    found = attrs.evolve(found, begin=begin, lines=lines, first_year=year_of(start, begin) if start else 2000)
    begins = [day for day in (start, policy.discretion_from) if day is not None]
    found = attrs.evolve(found, pays_since=year_of(min(begins), begin) if begins else None)
    matters = {matter.name: dict(matter.fields) for matter in policy.matters}
    as_of = found.as_of if facts.get("as_of") else assumed_as_of(policy, found)
    return attrs.evolve(
        found, level=policy.level, policy=policy.name, matters=matters, dated=_dated(policy), as_of=as_of
    )


def _counted_by_its_day(line: PaidLine, policy: typed.Policy, begin: Begin) -> PaidLine:
    """A line of another document counts in the year of its day, by the years of this policy."""
    if line.day is None or line.policy in ("", policy.name):
        return line
    return attrs.evolve(line, year=year_of(line.day, begin))


def as_of(policy: typed.Policy, facts: dict[str, Any]) -> datetime.date:
    """The day up to which these facts are settled."""
    return _world(facts, policy).as_of


def _dated(policy: typed.Policy) -> dict[str, tuple[str, str]]:
    """Kind and day of each award for an event of a record, by label."""
    records, found = policy.schema.record_by_name, {}
    for award in policy.awards:
        if isinstance(award.trigger, typed.EventTrigger):
            kind, event = award.trigger.record, award.trigger.event
            found[award.label] = kind, records[kind].event_by_name[event].date_field
    return found


def _answer(
    policy: typed.Policy,
    world: World,
    found: list[claims_.Claim],
    newly: dict[tuple[str, int, str], int],
    waited: set[tuple[str, str, datetime.date | None]],
    every_day: bool,
    before: dict[int, dict[int, int]],
    collected: Callable[[], Collected],
) -> Answer:
    mine = [(year, label, sum_) for (who, year, label), sum_ in newly.items() if who == world.applicant]
    totals = {c.year: 0 for c in found}
    for year, _, sum_ in mine:
        totals[year] = totals.get(year, 0) + sum_
    return Answer(
        lines=tuple(_line(c) for c in found),
        totals=totals,
        ledger=tuple(ledger_lines(policy, world, found, waited)),
        waited=frozenset(waited),
        besides=lambda: _besides(policy, world, found, [(label, sum_) for _, label, sum_ in mine], every_day),
        back=lambda choose: paid_back(policy, world, found, before, choose, *collected()),
        instalments=lambda: [*grants_in_parts(policy, world, found)],
    )


def _besides(
    policy: typed.Policy, world: World, found: list[claims_.Claim], newly: list[tuple[str, int]], every_day: bool
) -> Besides:
    calendar = Calendar(policy, world, every_day)
    return Besides(
        tuple(budget_lines(policy, calendar)),
        tuple(duties(policy, calendar, found, newly)),
        tuple(decided_elsewhere(policy, calendar)),
    )


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
        sums_of(claim.paid),
        sums_of(claim.charges),
        tuple(claim.cuts),
        claim.reason,
        claim.year,
        claim.line is None or not claims_.is_final(claim.line),
        "" if claim.record is None else claim.record.id,
    )


# ---------------------------------------------------------------------------------------------- unstated facts


@attrs.frozen
class Gap:
    """A place of the facts without a statement, and the values that it may have."""

    path: tuple[Any, ...]
    values: tuple[Any, ...]


def completions(facts: dict[str, Any], gaps: Sequence[Gap], most: int = 64) -> Iterator[dict[str, Any]]:
    """The facts with every gap filled, in every way; at most `most` of them, spread over all, the true one first."""
    choices = [*itertools.product(*[g.values for g in gaps])]
    for values in choices[:: -(-len(choices) // most)]:
        whole = copy.deepcopy(facts)
        for gap, chosen in zip(gaps, values, strict=True):
            place: Any = whole
            for step in gap.path[:-1]:
                place = place[step] if isinstance(place, list) else place.setdefault(step, {})
            place[gap.path[-1]] = copy.deepcopy(chosen)
        yield whole
