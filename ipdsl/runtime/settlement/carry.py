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

from collections.abc import Iterable, Iterator, Mapping, Set
from functools import partial

import attrs

from ipdsl.runtime.reasons import CARRIED, LAPSED, SPREAD, ByYear, Key, Place, Reason, reason
from ipdsl.runtime.settlement.caps import NOTHING_SPENT, fill_room
from ipdsl.runtime.settlement.claims import Candidate, Group, groups_of, in_claim_order
from ipdsl.runtime.settlement.effects import NO_EFFECT, Carry, Cut, Effect, Settled
from ipdsl.runtime.settlement.layout import Layout, Stage
from ipdsl.runtime.settlement.memory import Held, Memory
from ipdsl.runtime.settlement.rooms import NOWHERE, End
from ipdsl.runtime.terms import Cap
from ipdsl.values.money import Money


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
    """Money on its way: the claim, what is left of it, the years in which it may be paid, what each paid."""

    of: Settled
    cap: Cap
    groups: tuple[Group, ...]
    left: int
    since: int
    until: int
    paid: dict[int, int]
    lapsed: int = 0
    lapsed_in: int = 0

    @property
    def claim(self) -> Candidate:
        return self.of.claim


@attrs.define(eq=False)
class Purse:
    """All money that the carrying caps of a run hold back.

    `shares` are all that ever waited, `_waiting` those of which something is left, `_open` those that the year at hand
    may pay. They stand in claim order, before the claims of the year, unless one is late or of an earlier run
    (`is_mixed`).
    """

    layout: Layout
    end: End
    currency: str
    shares: list[Share] = attrs.field(factory=list, init=False)
    is_mixed: bool = attrs.field(default=False, init=False)
    final: int = attrs.field(default=0, init=False)
    _waiting: list[Share] = attrs.field(factory=list, init=False)
    _open: list[Share] = attrs.field(factory=list, init=False)

    def bring(self, claim: Candidate, sum_: int) -> bool:
        """Takes money that an earlier run carried, where a cap carries it on."""
        over, line = self.layout.carrying_over(claim.clause), claim.brought
        if over is None or line is None or not sum_:
            return False
        _, cap = over
        groups = groups_of(claim.keys, cap.keys, None)
        blank = Settled(claim, 0, admitted=line.admitted)
        self._carry(Share(blank, cap, groups, sum_, first_year(claim), last_year(claim, cap), {}))
        return True

    def _carry(self, share: Share) -> None:
        claim = share.of.claim
        self.shares.append(share)
        self._waiting.append(share)
        if claim.late or claim.brought is not None:
            self.is_mixed = True

    def years(self, asked: Mapping[int, list[Settled]]) -> Iterator[int]:
        """The years to settle, ascending: those with claims, and all later ones in which something waits."""
        known = next((year for year in sorted(asked, reverse=True) if _is_known(asked[year])), 0)
        self.final = final = max(known, self.end.last)
        starts = [*asked, *[share.since for share in self.shares]]
        for year in range(min(starts, default=0), max((*asked, final)) + 1):
            waiting = self._waiting if year <= final else []
            self._open = [share for share in waiting if share.since <= year <= share.until] if waiting else waiting
            if year in asked or self._open or (waiting and min([share.until for share in waiting]) < year):
                yield year
                if self._waiting:
                    self._end_year(year)

    def _end_year(self, year: int) -> None:
        if year > self.final:
            return
        kept: list[Share] = []
        for share in self._waiting:
            if share.left and share.since <= year:
                share.paid.setdefault(year, 0)  # a year that paid nothing is told too: it is settled
            if share.left and share.until <= year and self.end.is_over(year):
                share.lapsed, share.left, share.lapsed_in = share.left, 0, year
            if share.left:
                kept.append(share)
        self._waiting = kept

    def waits_at(self) -> Set[int]:
        """The stages (by position) at which money of earlier years waits for the year that is settled."""
        return {self.layout.carrying_at[id(share.cap)] for share in self._open} if self._open else NOWHERE

    def settle(self, stage: Stage, cap: Cap, reaching: list[Settled], memory: Memory, year: int) -> Effect:
        """Fills the cap of a year with what was carried and with the new claims."""
        own: list[Share] = []
        if self._open:
            resting = self.end.resting(year)
            own = [one for one in self._open if one.cap is cap and one.of.claim.clause.index not in resting]
        waiting: list[Share | Settled] = [*own, *reaching]
        if not waiting:
            return NO_EFFECT
        if own and self.is_mixed:
            waiting = in_claim_order(waiting, lambda one: one.claim)
        spent = {} if memory.is_blank else dict(paid_in(stage, cap, memory, year))
        room = self.end(cap, year)
        carried: list[tuple[int, int]] = []
        for one in waiting:
            if isinstance(one, Share):
                one.paid[year] = kept = fill_room(spent, room, one.groups, one.left)
                one.left -= kept
                continue
            groups = groups_of(one.claim.keys, cap.keys, None)
            if not groups:
                continue
            kept = fill_room(spent, room, groups, one.amount)
            one.charge(cap, kept)
            left = one.amount - kept
            if left:
                carried.append((one.index, left))
                self._carry(Share(one, cap, groups, left, year + 1, year + cap.carry, {year: kept}))
        return Effect(carried=carried) if carried else NO_EFFECT

    def close(self) -> list[Settled]:
        """Tells each claim what became of its carried money; the claims are those that earlier runs brought."""
        for share in self.shares:
            self._tell(share.of, share)
        return [share.of for share in self.shares if share.of.claim.brought is not None]

    def _tell(self, one: Settled, share: Share) -> None:
        cap, claim, every, due, lapsed = share.cap, one.claim, share.paid, share.paid, share.lapsed
        reported, line = self.end.reported, claim.brought
        if reported is not None:
            due = {year: sum_ for year, sum_ in every.items() if year == reported}
            lapsed = lapsed if reported == share.lapsed_in else 0
        paid = sum(due.values())
        is_new = line is None and reported in (None, claim.year)
        brought = 0 if is_new else paid + share.left + lapsed
        carry = Carry(cap, every, due, share.left, share.until, lapsed, brought)
        earlier = 0 if line is None else line.charged.get(cap.name, 0)
        one.charged = {**one.charged, cap.name: earlier + sum(every.values())}
        one.carry, one.amount = carry, paid
        one.cuts = (*one.cuts, Cut(-1, _code(carry), 0, partial(_told, carry, self.currency), cap))


def _is_known(claims: list[Settled]) -> bool:
    """Whether one of the claims is known, or pays something at the least."""
    return any(one.amount or not one.claim.facts for one in claims)


def purse_of(layout: Layout, end: object, currency: str) -> Purse | None:
    """A purse where the policy carries anything."""
    if not layout.carrying:
        return None
    assert isinstance(end, End), "caps that carry forward ask for years without claims too"
    return Purse(layout, end, currency)


@attrs.define(eq=False)
class PaidIn:
    """What the ledger paid to claims under a carrying cap, by year and key."""

    cap: Cap
    _by_year: dict[int, dict[Group, int]] = attrs.field(factory=dict)

    def fold(self, lines: Iterable[Held]) -> None:
        """More lines."""
        for held in lines:
            for year, sum_ in held.by_year.items():
                spent = self._by_year.setdefault(year, {})
                for group in groups_of(held.keys, self.cap.keys, None) if sum_ else ():
                    spent[group] = spent.get(group, 0) + sum_

    def of(self, year: int) -> Mapping[Group, int]:
        """What was paid in a year."""
        return self._by_year.get(year, NOTHING_SPENT)


def paid_in(stage: Stage, cap: Cap, memory: Memory, year: int) -> Mapping[Group, int]:
    """What the ledger paid in a year to claims under a carrying cap, by group."""
    return memory.of_ledger(id(cap), _paid_in, stage, cap, memory).of(year)


def _paid_in(stage: Stage, cap: Cap, memory: Memory) -> PaidIn:
    found = PaidIn(cap)
    found.fold(memory.under(stage, cap))
    return found


# ---------------------------------------------------------------------------------------------- reasons


def _code(carry: Carry) -> str:
    if carry.left:
        return CARRIED
    return LAPSED if carry.lapsed else SPREAD


def _told(carry: Carry, currency: str) -> Reason:
    paid = ByYear(tuple((year, Money(sum_, currency)) for year, sum_ in carry.due.items()), carry.until)
    where, per = Place(carry.cap.article), Key(carry.cap.keys, by_year=True)
    if carry.left:
        left = Money(carry.left, currency)
        return reason(CARRIED, paid=paid, where=where, per=per, left=left, until=carry.until)
    if carry.lapsed:
        lapsed = Money(carry.lapsed, currency)
        return reason(LAPSED, paid=paid, where=where, per=per, lapsed=lapsed, until=carry.until)
    return reason(SPREAD, paid=paid, where=where, per=per)
