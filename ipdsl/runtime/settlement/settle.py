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
from ipdsl.runtime.settlement.effects import NO_SUMS, Cut, Effect, Reaching, RoomOf, Settled
from ipdsl.runtime.settlement.highest import settle_highest
from ipdsl.runtime.settlement.layout import Layout, Stage
from ipdsl.runtime.settlement.ledger import Memory, held_of
from ipdsl.runtime.settlement.less import lowered_by
from ipdsl.runtime.settlement.limits import settle_limit
from ipdsl.runtime.settlement.norepeat import settle_no_repeat
from ipdsl.runtime.settlement.older import raised_by
from ipdsl.runtime.settlement.once import settle_once
from ipdsl.runtime.settlement.topup import settle_top_up
from ipdsl.runtime.terms import Cap, Highest, Limit, NoRepeat, Rule, TopUp


def settle(
    layout: Layout, asked: Iterable[tuple[Candidate, int]], memory: Memory, room_of: RoomOf, currency: str,
    *, with_once: bool = True,
) -> list[Settled]:  # fmt: skip
    """What becomes of each claim at its sum."""
    asked = list(asked)
    if not asked:
        return []
    course = Course(layout, memory, room_of, currency, with_once)
    course.take(asked)
    for year in course.years():
        claims = course.start(year)
        for position, stage in enumerate(layout.stages):
            claims.meet(position, stage)
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
    _years: dict[int, list[tuple[Candidate, int]]] = attrs.field(factory=dict, init=False)
    _done: list[Settled] = attrs.field(factory=list, init=False)
    _undated: list[tuple[Candidate, int]] = attrs.field(factory=list, init=False)

    def __attrs_post_init__(self) -> None:
        self.purse = purse_of(self.layout, self.room_of, self.currency)
        self.memory = self.memory.copy()

    def take(self, asked: list[tuple[Candidate, int]]) -> None:
        """The claims, each with its sum."""
        for claim, sum_ in in_claim_order(asked, lambda pair: pair[0]):
            if claim.brought is None:
                self._years.setdefault(claim.year or 0, []).append((claim, sum_))
            elif self.purse is None or not self.purse.bring(claim, sum_):
                self._done.append(Settled(claim, sum_, sum_, sum_, (), {}))
        self._undated = self._years.pop(0, [])
        self._done += [Settled(claim, sum_, sum_, sum_, (), {}) for claim, sum_ in self._undated]

    def years(self) -> Iterable[int]:
        """The years to settle, ascending."""
        return sorted(self._years) if self.purse is None else self.purse.years(self._years)

    def start(self, year: int) -> Year:
        """The claims of a year, as they reach the first rule of the blocks."""
        claims = Year(self, year, self._years.get(year, []))
        claims.begin()
        return claims

    def finish(self, claims: Year) -> None:
        """What became of the claims of a year is memory for the later ones."""
        settled = claims.settled()
        if self.meets_others or claims.year != max(self._years, default=0):
            for one in settled:
                if one.amount and self.layout.remembers(one.claim.clause):
                    self.memory.add(held_of(one))
        self._done += settled

    def close(self) -> list[Settled]:
        """What became of every claim, in claim order."""
        done = self._done if self.purse is None else self.purse.close(self._done)
        if self.purse is not None or self._undated or any(settled.claim.late for settled in done):
            done = in_claim_order(done, lambda settled: settled.claim)
        return done


class Year:
    """The claims of one year on their way through the rules: what is left of each, and what took the rest."""

    __slots__ = ("_admitted", "_asked", "_asked_of", "_charged", "_course", "_cuts", "_first", "_left", "_raised",
                 "_rungs", "claims", "year")  # fmt: skip

    def __init__(self, course: Course, year: int, asked: list[tuple[Candidate, int]]) -> None:
        self.year = year
        self.claims = [claim for claim, _ in asked]
        self._course = course
        self._asked = asked
        self._left = [sum_ for _, sum_ in asked]
        self._cuts: list[list[Cut]] = [[] for _ in asked]
        self._charged: list[dict[str, int]] = [{} for _ in asked]
        self._rungs: dict[int, dict[str, int]] = {}
        self._raised: dict[int, int] = {}

    def begin(self) -> None:
        """What ends the proposals, then the award's own `once`."""
        course, left, claims = self._course, self._left, self.claims
        if course.layout.before.acts:
            self._raised = _before(
                course.layout, self._asked, left, self._cuts, course.memory, self.year, course.currency
            )
        self._first = list(left)
        if course.with_once:
            limited = [i for i, claim in enumerate(claims) if left[i] > 0 and claim.clause.once_kinds]
            self._take(settle_once([Reaching(i, claims[i], left[i]) for i in limited], course.memory))
        self._admitted = list(left)
        self._asked_of = _asked_of(course.layout, claims)

    def reaching(self, position: int) -> list[Reaching]:
        """The claims that reach a stage with more than 0."""
        left = self._left
        return [Reaching(i, self.claims[i], left[i]) for i in self._asked_of.get(position, ()) if left[i] > 0]

    def meet(self, position: int, stage: Stage) -> None:
        """One stage: the rule's own module does the work."""
        reaching = self.reaching(position)
        purse = self._course.purse
        if reaching or (purse is not None and purse.waits_for(stage, self.year)):
            course = self._course
            effect = _apply(stage, reaching, course.memory, self.year, course.room_of, course.currency, purse)
            self.bear(stage, reaching, effect)

    def bear(self, stage: Stage, reaching: list[Reaching], effect: Effect) -> None:
        """What a stage does to the claims."""
        self._take(effect)
        if not stage.is_cap:
            _admit(stage.rules[0], reaching, effect, self._left, self._admitted, self._rungs)

    def _take(self, effect: Effect) -> None:
        left, charged = self._left, self._charged
        for cut in effect.cuts:
            left[cut.index] -= cut.amount
            self._cuts[cut.index].append(cut)
        for index, sum_ in effect.carried:
            left[index] -= sum_
        for index, name, sum_ in effect.charges:
            charged[index][name] = charged[index].get(name, 0) + sum_

    def settled(self) -> list[Settled]:
        """What became of each claim."""
        return [
            Settled(
                claim, self._first[i], self._admitted[i], self._left[i], tuple(self._cuts[i]), self._charged[i],
                self._rungs.get(i, NO_SUMS), self._raised.get(i, 0),
            )
            for i, claim in enumerate(self.claims)
        ]  # fmt: skip


def _admit(
    rule: Rule, reaching: list[Reaching], effect: Effect, left: list[int], admitted: list[int],
    rungs: dict[int, dict[str, int]],
) -> None:  # fmt: skip
    """What a rule that is no cap leaves is admitted, of the claims that have its keys; and the rungs it sets."""
    for index, name, sum_ in effect.rungs:
        rungs.setdefault(index, {})[name] = sum_
    for one in reaching:
        if left[one.index] == 0 and not effect.rungs:
            rungs.pop(one.index, None)  # displaced after `top up`: it is no rung
        if admitted[one.index] != left[one.index] and groups_of(one.claim.keys, rule.keys, None):
            admitted[one.index] = left[one.index]


def _before(
    layout: Layout, asked: list[tuple[Candidate, int]], left: list[int], cuts: list[list[Cut]], memory: Memory,
    year: int, currency: str,
) -> dict[int, int]:  # fmt: skip
    """What ends the proposals: deductions of what was paid before, then older standards. Gives what was raised."""
    for cut in lowered_by(layout.before, asked, memory, currency):
        left[cut.index] -= cut.amount
        cuts[cut.index].append(cut)
    raised: dict[int, int] = {}
    for more, cut in raised_by(layout.before, asked, left, memory, year, currency):
        left[cut.index] += more
        raised[cut.index] = raised.get(cut.index, 0) + more
        cuts[cut.index].append(cut)
    return raised


def _asked_of(layout: Layout, claims: list[Candidate]) -> dict[int, list[int]]:
    """For each stage that reaches any of the claims, the places of those."""
    found: dict[int, list[int]] = {}
    for index, claim in enumerate(claims):
        for position in layout.positions(claim.clause):
            if position in found:
                found[position].append(index)
            else:
                found[position] = [index]
    return found


def _apply(
    stage: Stage, reaching: list[Reaching], memory: Memory, year: int, room_of: RoomOf, currency: str,
    purse: Purse | None,
) -> Effect:  # fmt: skip
    """One stage: the rule's own module does the work."""
    rule = stage.rules[0]
    match rule:
        case Cap() if purse is not None and rule.carry:
            return purse.settle(stage, rule, reaching, memory, year)
        case Cap():
            return settle_caps(stage, reaching, memory, year, room_of, currency)
        case Limit():
            return settle_limit(stage, rule, reaching, memory, year)
        case Highest():
            return settle_highest(stage, rule, reaching, memory, year, currency)
        case NoRepeat():
            return settle_no_repeat(stage, rule, reaching, memory, year, currency)
        case TopUp():
            return settle_top_up(stage, rule, reaching, memory, currency)
        case _:
            assert_never(rule)
