"""Settlement: proposed sums through `once`, the blocks from inside out, and the policy's own rules, year by year.

In come candidates with one definite sum each, in any order; out comes what became of each, in claim order. Years
ascend, and what a year admits and charges is memory for the next. A rule sees only claims that reach it with more
than 0; no later rule reopens an earlier one.

Decided here: `once` counts a claim of the same year when it reaches the rule with more than 0, a claim of another year
or run when it was admitted. A claim whose year is not known meets no rule (it pays nothing before its day is stated;
the bounds take it at its full sum).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

import attrs

from ipdsl.runtime.settlement.caps import settle_caps
from ipdsl.runtime.settlement.carry import Purse, purse_of
from ipdsl.runtime.settlement.claims import Candidate, groups_of, in_claim_order
from ipdsl.runtime.settlement.effects import NO_EFFECT, NO_SUMS, Effect, RoomOf, Settled
from ipdsl.runtime.settlement.highest import settle_highest
from ipdsl.runtime.settlement.layout import Before, Layout, Stage
from ipdsl.runtime.settlement.less import lowered_by
from ipdsl.runtime.settlement.limits import settle_limit
from ipdsl.runtime.settlement.memory import Memory
from ipdsl.runtime.settlement.norepeat import settle_no_repeat
from ipdsl.runtime.settlement.older import raised_by
from ipdsl.runtime.settlement.once import Onces
from ipdsl.runtime.settlement.rooms import NOWHERE
from ipdsl.runtime.settlement.topup import settle_top_up
from ipdsl.runtime.terms import Cap, Highest, Limit, NoRepeat, Rule, TopUp


def settle(
    layout: Layout, asked: Iterable[tuple[Candidate, int]], memory: Memory, room_of: RoomOf, currency: str,
    *, with_once: bool = True, in_order: bool = False,
) -> list[Settled]:  # fmt: skip
    """What becomes of each claim at its sum; `in_order`: they stand in claim order."""
    asked = list(asked)
    if not asked:
        return []
    course = Course(layout, memory, room_of, currency, with_once)
    course.take(asked if in_order else in_claim_order(asked, lambda pair: pair[0]))
    for year in course.years():
        claims = course.start(year)
        for position in claims.positions():
            claims.meet(position)
        course.finish(claims)
    return course.close()


@attrs.define(eq=False)
class Course:
    """One applicant's claims on their way through the years: what each year leaves is memory for the next.

    With `meets_others` that of its last year too: others may go on.
    """

    layout: Layout
    memory: Memory
    room_of: RoomOf
    currency: str
    with_once: bool = True
    meets_others: bool = False
    purse: Purse | None = attrs.field(init=False)
    ends_proposals: bool = attrs.field(default=False, init=False)
    onces: Onces = attrs.field(init=False)
    _years: dict[int, list[Settled]] = attrs.field(factory=dict, init=False)
    _last: int = attrs.field(default=0, init=False)
    _done: list[Settled] = attrs.field(factory=list, init=False)
    _is_mixed: bool = attrs.field(default=False, init=False)

    def __attrs_post_init__(self) -> None:
        self.purse = purse_of(self.layout, self.room_of, self.currency)
        self.memory = self.memory.copy()
        self.onces = Onces(self.memory)

    def take(self, asked: list[tuple[Candidate, int]]) -> None:
        """The claims in claim order, each with its sum."""
        years, acts = self._years, self.layout.before.acts
        for claim, sum_ in asked:
            year = claim.year
            if year is None or claim.brought is not None:
                self._set_apart(claim, sum_)
                continue
            own = years.get(year)
            if own is None:
                own = years[year] = []
            own.append(Settled(claim, sum_, len(own), sum_))
            if claim.late:
                self._is_mixed = True
            if acts and (claim.standard is not None or claim.clause.less is not None):
                self.ends_proposals = True
        self._last = max(years, default=0)

    def _set_apart(self, claim: Candidate, sum_: int) -> None:
        """A claim that meets no rules, or a carrying cap alone."""
        self._is_mixed = True
        if claim.brought is None or self.purse is None or not self.purse.bring(claim, sum_):
            self._done.append(Settled(claim, sum_, admitted=sum_))

    def years(self) -> Iterable[int]:
        """The years to settle, ascending."""
        return sorted(self._years) if self.purse is None else self.purse.years(self._years)

    def start(self, year: int) -> Year:
        """The claims of a year, as they reach the first rule of the blocks."""
        claims = Year(self, year, self._years.get(year) or [])
        claims.begin()
        return claims

    def finish(self, claims: Year) -> None:
        """What became of the claims of a year is memory for the later ones."""
        if self.meets_others or claims.year != self._last:
            claims.remember()
        self._done += claims.claims

    def close(self) -> list[Settled]:
        """What became of every claim, in claim order."""
        done = self._done if self.purse is None else [*self._done, *self.purse.close()]
        if self._is_mixed:
            done = in_claim_order(done, lambda one: one.claim)
        return done


class Year:
    """The claims of one year on their way through the rules: only stages that one of them meets have anything to do."""

    __slots__ = ("_course", "_is_cut", "_limited", "_members", "_waiting", "claims", "year")

    def __init__(self, course: Course, year: int, claims: list[Settled]) -> None:
        self.year = year
        self.claims = claims
        self._course = course
        self._waiting = course.purse.waits_at() if course.purse is not None else NOWHERE
        self._limited: list[Settled] = []
        self._members: dict[int, list[Settled]] = {}
        self._is_cut = False  # until then all claims that a stage reaches reach it with more than 0
        limited, members, positions = self._limited, self._members, course.layout.positions
        for one in claims:
            if one.amount:  # else no rule meets it
                claim = one.claim
                clause = claim.clause
                if clause.once_kinds:
                    limited.append(one)
                for position in positions(clause, claim.keys):
                    if position in members:
                        members[position].append(one)
                    else:
                        members[position] = [one]

    def begin(self) -> None:
        """What ends the proposals, then the award's own `once`."""
        course, limited = self._course, self._limited
        if course.ends_proposals:
            _end_proposals(course.layout.before, self.claims, course.memory, self.year, course.currency)
            limited = [one for one in limited if one.amount > 0]
            self._is_cut = True
        if not course.with_once or not limited:
            return
        effect = course.onces.settle(limited)
        if effect is not NO_EFFECT:
            self._take(effect)
            for cut in effect.cuts:
                self.claims[cut.index].admitted -= cut.amount

    def positions(self) -> list[int]:
        """The stages that reach a claim, or at which money of earlier years waits, in order."""
        return sorted({*self._members, *self._waiting} if self._waiting else self._members)

    def reaching(self, position: int) -> list[Settled]:
        """The claims that reach a stage with more than 0."""
        members = self._members.get(position, [])
        return [one for one in members if one.amount > 0] if self._is_cut else members

    def meet(self, position: int) -> None:
        """One stage: the rule's own module does the work."""
        reaching = self.reaching(position)
        if reaching or position in self._waiting:
            stage = self._course.layout.stages[position]
            self.bear(stage, reaching, self._effect(stage, reaching))

    def _effect(self, stage: Stage, reaching: list[Settled]) -> Effect:
        course, rule, year = self._course, stage.rules[0], self.year
        match rule:
            case NoRepeat():
                return settle_no_repeat(stage, rule, reaching, course.memory, year, course.currency)
            case TopUp():
                return settle_top_up(stage, rule, reaching, course.memory, course.currency)
            case Cap() if rule.carry and course.purse is not None:
                return course.purse.settle(stage, rule, reaching, course.memory, year)
            case Cap():
                return settle_caps(stage, reaching, course.memory, year, course.room_of, course.currency)
            case Limit():
                return settle_limit(stage, rule, reaching, course.memory, year)
            case Highest():
                return settle_highest(stage, rule, reaching, course.memory, year, course.currency)
            case _:
                assert_never(rule)

    def bear(self, stage: Stage, reaching: list[Settled], effect: Effect) -> None:
        """What a stage does to the claims."""
        if effect is not NO_EFFECT:
            self._take(effect)
        if self._is_cut and not stage.is_cap:
            _admit(stage.rules[0], reaching)

    def _take(self, effect: Effect) -> None:
        claims = self.claims
        self._is_cut = True
        for cut in effect.cuts:
            one = claims[cut.index]
            one.amount -= cut.amount
            one.cuts = (*one.cuts, cut)
        for index, sum_ in effect.carried:
            claims[index].amount -= sum_

    def remember(self) -> None:
        """Keeps what later years ask for."""
        layout, memory = self._course.layout, self._course.memory
        self._course.onces.end_year()
        lasting = layout.lasting
        for position, members in self._members.items():
            for rule, exempt in lasting[position]:
                reached = [one for one in members if one.claim.clause.label not in exempt] if exempt else members
                memory.note(rule, reached)
        if layout.before.deducted:
            memory.note(id(layout.before), self.claims)


def _admit(rule: Rule, reaching: list[Settled]) -> None:
    """What a rule that is no cap leaves is admitted, of the claims that have its keys."""
    for one in reaching:
        if one.amount == 0 and not isinstance(rule, TopUp):
            one.rungs = NO_SUMS  # displaced after `top up`: it is no rung
        if one.admitted != one.amount and groups_of(one.claim.keys, rule.keys, None):
            one.admitted = one.amount


def _end_proposals(before: Before, claims: list[Settled], memory: Memory, year: int, currency: str) -> None:
    """What ends the proposals: deductions of what was paid before, then older standards."""
    for cut in lowered_by(before, claims, memory, currency):
        one = claims[cut.index]
        one.amount -= cut.amount
        one.cuts = (*one.cuts, cut)
    for cut in raised_by(before, claims, memory, year, currency):
        one = claims[cut.index]
        one.amount += cut.raised
        one.raised += cut.raised
        one.cuts = (*one.cuts, cut)
    for one in claims:
        one.admitted = one.amount
