"""Settlement: claims at definite sums through the steps of their policy, with what became of each.

In come candidates with one definite sum each, in any order; out comes what became of each, in claim order: what is
left, what was admitted, charged and reached, and the cuts with their reasons. The kernel (`ipdsl.runtime.kernel`)
settles; here claims become its rows, and its journal becomes cuts.

Decided here: a claim whose year is not known meets no rule (it pays nothing before its day is stated; the bounds take
it at its full sum).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

import attrs

from ipdsl.runtime.kernel import allocate
from ipdsl.runtime.kernel.allocate import LADDER, PURSE, ROOM, UNPAID, Tables
from ipdsl.runtime.kernel.number import Asked, Numbered, Party
from ipdsl.runtime.kernel.table import Rule, Table
from ipdsl.runtime.reasons import CARRIED, LAPSED, SPREAD, ByYear, Key, Place, Reason, reason
from ipdsl.runtime.settlement.claims import Candidate, first_year, in_claim_order, last_year
from ipdsl.runtime.settlement.effects import Carry, Cut, RoomOf, Settled
from ipdsl.runtime.settlement.journal import Journal
from ipdsl.runtime.settlement.layout import Layout
from ipdsl.runtime.settlement.memory import Memory
from ipdsl.runtime.settlement.rooms import End
from ipdsl.values.money import Money


def settle(
    layout: Layout, asked: Iterable[tuple[Candidate, int]], memory: Memory, room_of: RoomOf, currency: str,
    *, with_once: bool = True, in_order: bool = False,
) -> list[Settled]:  # fmt: skip
    """What becomes of each claim at its sum; `in_order`: they stand in claim order."""
    asked = list(asked)
    if not asked:
        return []
    if not in_order:
        asked = in_claim_order(asked, lambda pair: pair[0])
    years = room_of if isinstance(room_of, End) else None
    return _Course(layout.table, [Party(memory.recalled, room_of, years)], currency, with_once).settle(asked)


@attrs.frozen(eq=False)
class Applicant:
    """One applicant of several: its claims with their sums, what it remembers, the rooms of its own caps."""

    name: str
    asked: list[tuple[Candidate, int]]
    memory: Memory
    room_of: RoomOf


def settle_together(layout: Layout, applicants: Sequence[Applicant], currency: str) -> list[list[Settled]]:
    """What becomes of the claims of each applicant, in claim order: all of them in one course, for caps across them.

    Of claims alike in all else the one of the applicant that comes first by its name asks first.
    """
    order = sorted(range(len(applicants)), key=lambda at: applicants[at].name)
    queue = in_claim_order(
        [(at, claim, sum_) for at in order for claim, sum_ in applicants[at].asked], lambda each: each[1]
    )
    parties = [
        Party(one.memory.recalled, one.room_of, one.room_of if isinstance(one.room_of, End) else None)
        for one in applicants
    ]
    course = _Course(layout.table, parties, currency, True)
    settled = course.settle([(claim, sum_) for _, claim, sum_ in queue], [at for at, _, _ in queue])
    found: list[list[Settled]] = [[] for _ in applicants]
    for (at, _, _), one in zip(queue, settled, strict=True):
        found[at].append(one)
    return found


@attrs.frozen
class _Course:
    """The claims of one applicant, or of several that share caps, through all years."""

    table: Table
    parties: Sequence[Party]
    currency: str
    with_once: bool

    def settle(self, asked: Sequence[tuple[Candidate, int]], who: Sequence[int] = ()) -> list[Settled]:
        """What becomes of these claims, which stand in claim order; `who` gives the applicant of each."""
        found = [Settled(claim, sum_, admitted=sum_) for claim, sum_ in asked]
        numbered_of = [at for at, (claim, sum_) in enumerate(asked) if self._meets_rules(claim, sum_)]
        claims = [asked[at][0] for at in numbered_of]
        rows = [self._asked(*asked[at]) for at in numbered_of]
        parties = [who[at] for at in numbered_of] if who else ()
        if not rows:
            return found
        numbered = Numbered(self.table, rows, self.parties, parties, with_once=self.with_once)
        own = [found[at] for at in numbered_of]
        if numbered.tables is None:
            _tell_met(numbered, own)
            return found
        allocate.settle(numbered.tables)
        _tell(numbered, numbered.tables, own, Journal(numbered, numbered.tables, claims, self.currency))
        if self.table.carries:
            self._tell_waiting(numbered, numbered.tables, own)
        return found

    def _meets_rules(self, claim: Candidate, sum_: int) -> bool:
        """A claim without a year meets none; money that an earlier run carried waits where a step lets it."""
        if claim.year is None:
            return False
        return claim.brought is None or bool(sum_ and self.table.of_rest[claim.clause.index])

    def _asked(self, claim: Candidate, sum_: int) -> Asked:
        clause, keys = claim.clause, claim.keys
        columns = tuple(map(keys.get, self.table.settlement.columns[clause.index]))
        about = (claim.row, claim.root, claim.item)
        assert claim.year is not None
        if claim.brought is not None:
            since, until = first_year(claim), last_year(claim, self._wait(clause.index))
            return Asked(clause.index, claim.year, sum_, columns, about, since=since, until=until)
        standard = 0 if claim.standard is None else claim.standard.amount
        deducts = clause.less is not None and not (claim.is_ceiling and claim.ceiling is None)
        exact = None
        if deducts and claim.exact is not None and sum_ in (claim.low, claim.high):
            of = claim.exact.least if sum_ == claim.low and not claim.is_ceiling else claim.exact.most
            exact = of - claim.exact.support, claim.exact.rounding
        is_known = bool(sum_ or not claim.facts)
        once = clause.once_of_rows.get(claim.row, clause.once)
        return Asked(
            clause.index, claim.year, sum_, columns, about, once, standard, deducts, exact, is_known=is_known
        )  # fmt: skip

    def _wait(self, clause: int) -> int:
        place = self.table.settlement.waiting[clause]
        return self.table.steps[place].wait

    # ------------------------------------------------------------------------------------------ money that waits

    def _tell_waiting(self, numbered: Numbered, tables: Tables, settled: list[Settled]) -> None:
        """Tells each claim what became of the money that waited."""
        ny = len(tables.paid_in) // max(1, len(settled))
        for i, one in enumerate(settled):
            if tables.row_of_rest[i] < 0:
                continue
            start = tables.paid_at[i]
            sums = enumerate(tables.paid_in[start : start + ny], tables.y0)
            every = {year: sum_ for year, sum_ in sums if sum_ != UNPAID}
            bound = tables.row_bound[tables.row_of_rest[i]]
            party = numbered.who[i] if numbered.who else 0
            end = self.parties[party].room_of
            assert isinstance(end, End)
            lapsed = tables.lapsed[i], tables.lapsed_in[i]
            self._carry(one, numbered.rule_of[bound], every, tables.rest[i], tables.until[i], lapsed, end.reported)

    def _carry(
        self, one: Settled, rule: Rule, every: Mapping[int, int], left: int, until: int, lapses: tuple[int, int],
        reported: int | None,
    ) -> None:  # fmt: skip
        claim, line, due = one.claim, one.claim.brought, every
        lapsed, lapsed_in = lapses
        if reported is not None:
            due = {year: sum_ for year, sum_ in every.items() if year == reported}
            lapsed = lapsed if reported == lapsed_in else 0
        paid = sum(due.values())
        is_new = line is None and reported in (None, claim.year)
        brought = 0 if is_new else paid + left + lapsed
        bound = rule.bound
        carry = Carry(bound, every, due, left, until, lapsed, brought)
        earlier = 0 if line is None else line.charged.get(bound.name, 0)
        one.charged = {**one.charged, bound.name: earlier + sum(every.values())}
        one.carry, one.amount = carry, paid
        if line is not None:
            one.admitted = line.admitted
        code = CARRIED if left else LAPSED if lapsed else SPREAD
        one.cuts = (*one.cuts, Cut(-1, code, 0, partial(_carried, carry, self.currency), bound))


def _carried(carry: Carry, currency: str) -> Reason:
    """What a year could not pay, and what became of it."""
    paid = ByYear(tuple((year, Money(sum_, currency)) for year, sum_ in carry.due.items()), carry.until)
    where, per = Place(carry.cap.article), Key(carry.cap.keys, by_year=True)
    if carry.left:
        left = Money(carry.left, currency)
        return reason(CARRIED, paid=paid, where=where, per=per, left=left, until=carry.until)
    if carry.lapsed:
        lapsed = Money(carry.lapsed, currency)
        return reason(LAPSED, paid=paid, where=where, per=per, lapsed=lapsed, until=carry.until)
    return reason(SPREAD, paid=paid, where=where, per=per)


# ---------------------------------------------------------------------------------------------- what became of claims


def _tell_met(numbered: Numbered, settled: list[Settled]) -> None:
    """No group binds: each claim is charged, and reaches, what was proposed."""
    for met in numbered.met:
        rule, name = met.rule, met.rule.bound.name
        if rule.state in (ROOM, PURSE):
            for i in met.members:
                one = settled[i]
                one.charged = {**one.charged, name: one.amount} if one.charged else {name: one.amount}
        elif rule.state == LADDER:
            for i in met.members:
                one = settled[i]
                one.rungs = {**one.rungs, name: one.amount} if one.rungs else {name: one.amount}


def _tell(numbered: Numbered, tables: Tables, settled: list[Settled], journal: Journal) -> None:
    """What the kernel left of each claim, and why."""
    changes: dict[int, list[tuple[int, int, int]]] = {}  # of each claim that was cut: step, with what it came, and left
    for row in range(len(tables.came)):
        came, kept = tables.came[row], tables.kept[row]
        if came != kept:
            i = tables.row_claim[row]
            changes.setdefault(i, []).append((journal.step(row), came, kept))
            one = settled[i]
            if journal.rule(row).state == PURSE:
                continue
            raised = max(0, kept - came)
            by = None if journal.rule(row).step.of_award else journal.rule(row).bound
            cut = Cut(
                i, journal.code(row), max(0, came - kept), partial(journal.reason, row), by, journal.preferred(row),
                raised,
            )  # fmt: skip
            one.cuts = (*one.cuts, cut)
    for i, one in enumerate(settled):
        if not numbered.claims[i].since:
            one.amount, one.raised = tables.left[i], tables.raised[i]
    admitting: dict[int, set[int]] = {i: set() for i in changes}
    for met in numbered.met:
        rule = met.rule
        if rule.step.admits and changes:
            for i in changes.keys() & {*met.members}:
                admitting[i].add(rule.at)
        if rule.state not in (ROOM, PURSE, LADDER):
            continue
        name = rule.bound.name
        for i in met.members:
            one, own = settled[i], numbered.claims[i]
            if own.since:
                continue
            came, kept = _at(changes[i], rule.at, own.total) if i in changes else (own.total, own.total)
            if came <= 0:
                continue  # it did not reach the rule
            if rule.state != LADDER:
                one.charged = {**one.charged, name: kept} if one.charged else {name: kept}
            elif not tables.fell[i]:
                one.rungs = {**one.rungs, name: came} if one.rungs else {name: came}
    for i, steps in admitting.items():
        for step in sorted(steps):
            came, kept = _at(changes[i], step, numbered.claims[i].total)
            if came > 0:
                settled[i].admitted = kept


def _at(changes: Sequence[tuple[int, int, int]], step: int, total: int) -> tuple[int, int]:
    """With what a claim came to a step, and what it kept."""
    came = total
    for at, before, after in changes:
        if at == step:
            return before, after
        if at > step:
            return came, came
        came = after
    return came, came
