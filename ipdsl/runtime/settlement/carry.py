"""Caps that carry forward: what a year cannot pay waits for the next ones, oldest first, until its term ends.

In each year the new claims that reach the cap and what earlier years carried stand in one claim order (discretionary
ones last) and fill the year's room: the cap's sum less what the ledger paid in that year. What is left of a claim is
carried, and meets this cap alone. At the end of the nth year after its own it lapses, whether it rested or not: a year
in which the applicant is suspended pays nothing of claims that the suspension reaches.

Decided here:
- Years with something carried are walked up to the last year with a claim that reaches the rules, an event or a figure
  (the as-of date's and the reported year at most). What is left then is not yet due; it lapses only once its last
  year is over by the as-of date.
- A line read with carried money goes on in the year after the last one that it names under `paid` (0 is written
  where nothing was paid), so that years settled before stay as they are.
- The room of a year is asked for only where something waits for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

import attrs

from ipdsl.runtime.settlement.claims import Candidate, Group, grouping, groups_of, in_claim_order
from ipdsl.runtime.settlement.effects import Carry, Cut, Effect, Reaching, Settled, per_key, place_of, shown
from ipdsl.runtime.settlement.layout import Layout, Stage
from ipdsl.runtime.settlement.ledger import Memory
from ipdsl.runtime.settlement.reasons import CARRIED, LAPSED, SPREAD, Reason, reason
from ipdsl.runtime.settlement.rooms import End
from ipdsl.runtime.terms import Cap


def first_year(claim: Candidate) -> int:
    """The first year in which a claim may be paid; for money carried by an earlier run, the first it has not seen."""
    line = claim.brought
    return (claim.year or 0) if line is None else max((line.year, *line.paid)) + 1


def last_year(claim: Candidate, cap: Cap) -> int:
    """The year at whose end what is unpaid lapses."""
    line = claim.brought
    return (claim.year or 0) + cap.carry if line is None or line.carry_until is None else line.carry_until


@attrs.define(eq=False)
class Share:
    """A claim with money on its way: what is left, the years in which it may be paid, what each paid."""

    claim: Candidate
    cap: Cap
    groups: tuple[Group, ...]
    left: int
    since: int
    until: int
    paid: dict[int, int] = attrs.field(factory=dict)
    lapsed: int = 0
    lapsed_in: int = 0


@attrs.define(eq=False)
class Waiting:
    """What asks for room in a year: a new claim (`index` among those of the year), or a share of an earlier one."""

    claim: Candidate
    groups: tuple[Group, ...]
    left: int
    index: int = -1
    share: Share | None = None


@attrs.define(eq=False)
class Purse:
    """All money that the carrying caps of a run hold back."""

    layout: Layout
    end: End
    currency: str
    shares: dict[int, Share] = attrs.field(factory=dict)
    final: int = 0

    def bring(self, claim: Candidate, sum_: int) -> bool:
        """Takes money that an earlier run carried, where a cap carries it on."""
        over = self.layout.carrying_over(claim.clause)
        if over is None or not sum_:
            return False
        _, cap = over
        groups = groups_of(claim.keys, cap.keys, None)
        self.shares[id(claim)] = Share(claim, cap, groups, sum_, first_year(claim), last_year(claim, cap))
        return True

    def years(self, asked: Mapping[int, list[tuple[Candidate, int]]]) -> Iterator[int]:
        """The years to settle, ascending: those with claims, and all later ones in which something waits."""
        claimed = [year for year, claims in asked.items() if any(sum_ or not claim.facts for claim, sum_ in claims)]
        self.final = max((*claimed, self.end.last))
        starts = [*asked, *(share.since for share in self.shares.values())]
        for year in range(min(starts, default=0), max((*asked, self.final)) + 1):
            if year in asked or self._open(year) or self._overdue(year):
                yield year
                self._end_year(year)

    def _overdue(self, year: int) -> bool:
        return year <= self.final and any(share.left and share.until < year for share in self.shares.values())

    def _end_year(self, year: int) -> None:
        for share in self.shares.values() if year <= self.final else ():
            if share.left and share.since <= year:
                share.paid.setdefault(year, 0)  # a year that paid nothing is told too: it is settled
            if share.left and share.until <= year and self.end.is_over(year):
                share.lapsed, share.left, share.lapsed_in = share.left, 0, year

    def waits_for(self, stage: Stage, year: int) -> bool:
        """Whether money of earlier years waits at a stage."""
        return any(share.cap is stage.rules[0] for share in self._open(year))

    def _open(self, year: int) -> list[Share]:
        if year > self.final:
            return []
        return [share for share in self.shares.values() if share.left and share.since <= year <= share.until]

    def settle(self, stage: Stage, cap: Cap, reaching: list[Reaching], memory: Memory, year: int) -> Effect:
        """Fills the cap of a year with what was carried and with the new claims."""
        groups_by = grouping(cap.keys, None)
        waiting = [
            Waiting(one.claim, groups, one.amount, one.index)
            for one in reaching
            if (groups := groups_by(one.claim.keys))
        ]
        waiting += [
            Waiting(share.claim, share.groups, share.left, share=share)
            for share in self._open(year)
            if share.cap is cap and not self.end.rests(share.claim.clause, year)
        ]
        if not waiting:
            return Effect()
        spent = paid_in(stage, cap, memory, year)
        room = self.end(cap, year)
        charges: list[tuple[int, str, int]] = []
        carried: list[tuple[int, int]] = []
        for one in in_claim_order(waiting, lambda each: each.claim):
            kept = min(one.left, max(0, room - max((spent.get(group, 0) for group in one.groups), default=0)))
            for group in one.groups:
                spent[group] = spent.get(group, 0) + kept
            if one.share is not None:
                one.share.left -= kept
                one.share.paid[year] = kept
                continue
            charges.append((one.index, cap.name, kept))
            if kept < one.left:
                carried.append((one.index, one.left - kept))
                until = year + cap.carry
                share = Share(one.claim, cap, one.groups, one.left - kept, year + 1, until, {year: kept})
                self.shares[id(one.claim)] = share
        return Effect(charges=tuple(charges), carried=tuple(carried))

    def close(self, done: Iterable[Settled]) -> list[Settled]:
        """The settled claims with what became of their carried money; those brought in stand among them."""
        found: list[Settled] = []
        for one in done:
            share = self.shares.pop(id(one.claim), None)
            if share is not None:
                one = self._with(one, share)
            found.append(one)
        for share in self.shares.values():
            line = share.claim.brought
            assert line is not None
            blank = Settled(share.claim, line.carried, line.admitted, 0, (), {})
            found.append(self._with(blank, share))
        return found

    def _with(self, one: Settled, share: Share) -> Settled:
        reported = self.end.reported
        every = dict(sorted(share.paid.items()))
        due = {year: sum_ for year, sum_ in every.items() if reported in (None, year)}
        paid = sum(due.values())
        lapsed = share.lapsed if reported in (None, share.lapsed_in) else 0
        is_new = share.claim.brought is None and reported in (None, share.claim.year)
        brought = 0 if is_new else paid + share.left + lapsed
        carry = Carry(share.cap, every, due, share.left, share.until, lapsed, brought)
        line = share.claim.brought
        earlier = 0 if line is None else line.charged.get(share.cap.name, 0)
        one.charged = {**one.charged, share.cap.name: earlier + sum(share.paid.values())}
        one.carry, one.paid = carry, paid
        one.cuts = (*one.cuts, Cut(-1, _code(carry), 0, partial(_told, carry, self.currency), share.cap))
        return one


def purse_of(layout: Layout, end: object, currency: str) -> Purse | None:
    """A purse where the policy carries anything."""
    if not layout.carrying:
        return None
    assert isinstance(end, End), "caps that carry forward ask for years without claims too"
    return Purse(layout, end, currency)


def paid_in(stage: Stage, cap: Cap, memory: Memory, year: int) -> dict[Group, int]:
    """What the ledger paid in a year to claims under a carrying cap, by group."""
    spent: dict[Group, int] = {}
    for held in memory.under(stage, cap):
        sum_ = held.by_year.get(year, 0)
        for group in groups_of(held.keys, cap.keys, None) if sum_ else ():
            spent[group] = spent.get(group, 0) + sum_
    return spent


# ---------------------------------------------------------------------------------------------- in words


def _code(carry: Carry) -> str:
    if carry.left:
        return CARRIED
    return LAPSED if carry.lapsed else SPREAD


def _told(carry: Carry, currency: str) -> Reason:
    by_year = [f"{shown(sum_, currency)} in {year}" for year, sum_ in carry.due.items() if sum_]
    paid = f"{', '.join(by_year)}" if by_year else f"nothing in {_years(carry)}"
    where, per = place_of(carry.cap), per_key(carry.cap, by_year=True)
    match _code(carry):
        case code if code == CARRIED:
            return reason(
                code, paid=paid, where=where, per=per, left=shown(carry.left, currency), until=str(carry.until)
            )
        case code if code == LAPSED:
            lapsed = shown(carry.lapsed, currency)
            return reason(code, paid=paid, where=where, per=per, lapsed=lapsed, until=str(carry.until))
        case code:
            return reason(code, paid=paid, where=where, per=per)


def _years(carry: Carry) -> str:
    years = list(carry.due) or [carry.until]
    return str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"
