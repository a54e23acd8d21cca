"""The journal of a course in reasons: which rule cut a claim, by how much, and what stood against it.

In come the tables of the kernel with what its numbers mean, and the claims; out comes, for a row in which a claim kept
less than it asked for (or more), a cut with the code of the reason and, when it is read, the reason with its witness.
The witness follows from the rows of the same group: who won, which rung was reached, what was paid before.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeAlias, TypeVar, cast

from ipdsl.runtime.kernel.allocate import FIRST, LADDER, LESS, PLACES, RAISE, ROOM, TEAM, Tables
from ipdsl.runtime.kernel.number import Numbered, is_other_level
from ipdsl.runtime.kernel.recall import Held, Outside, Paid, taken
from ipdsl.runtime.kernel.table import Rule
from ipdsl.runtime.reasons import (
    CAP,
    HIGHEST,
    HIGHEST_PAID,
    LIMIT,
    NO_REPEAT,
    NO_REPEAT_EARLIER,
    NO_REPEAT_PAID,
    OLDER,
    ONCE,
    TOP_UP,
    AfterCaps,
    DayOrder,
    Key,
    Loser,
    Payment,
    Payments,
    Place,
    Published,
    Reason,
    Taken,
    Values,
    WasPaid,
    Winner,
    reason,
)
from ipdsl.runtime.reasons import LESS as DEDUCTED
from ipdsl.runtime.settlement.claims import Candidate, groups_of
from ipdsl.runtime.settlement.effects import Cut, Settled
from ipdsl.runtime.settlement.granted import (
    Granted,
    after_caps,
    caps_over,
    contender,
    granted_before,
    granted_to,
    in_order,
    payment_of,
)
from ipdsl.values.money import Money

_CODES = {ROOM: CAP, LADDER: TOP_UP, LESS: DEDUCTED, RAISE: OLDER}

_MOST_NAMED = 3
"""So many payments are named that took the places of a limit."""

Found = TypeVar("Found")

Change: TypeAlias = tuple[int, int, int]
"""A step that changed a claim: with what the claim came, and what it kept."""


def cut(
    numbered: Numbered, tables: Tables, claims: Sequence[Candidate], settled: Sequence[Settled], currency: str
) -> dict[int, list[Change]]:  # fmt: skip
    """Gives claims what the kernel left of them, with the cuts; out come by claim the steps that changed it."""
    journal = Journal(numbered, tables, claims, settled, currency)
    changes: dict[int, list[Change]] = {}
    for row, (came, kept) in enumerate(zip(tables.came, tables.kept, strict=True)):
        if came == kept:
            continue
        i, rule = tables.row_claim[row], journal.rule(row)
        changes.setdefault(i, []).append((rule.at, came, kept))
        if rule.step.wait:
            continue  # what waits is told with the claim
        why, preferred = partial(journal.reason, row), journal.preferred(row, rule) if rule.step.selects else ""
        code, taken, raised = journal.code(row, rule), max(0, came - kept), max(0, kept - came)
        settled[i].cuts = (*settled[i].cuts, Cut(code, taken, why, rule.bound, preferred, raised, rule.step.of_award))
    for one, since, left, raised in zip(settled, numbered.claims.since, tables.left, tables.raised, strict=True):
        if not since:
            one.amount, one.raised = left, raised
    return changes


class Journal:
    """What was written down in one course. Rows are those of its tables."""

    __slots__ = ("_by_group", "_of_group", "_settled", "_tables", "claims", "currency", "numbered", "year_of")

    def __init__(
        self, numbered: Numbered, tables: Tables, claims: Sequence[Candidate], settled: Sequence[Settled], currency: str
    ) -> None:  # fmt: skip
        self.numbered, self._tables, self.claims, self.currency = numbered, tables, claims, currency
        self._settled = settled
        self._by_group: dict[int, list[int]] | None = None
        self._of_group: dict[tuple[str, int, int], object] = {}
        self.year_of: list[int] = []
        """The year of each segment."""
        for year, end in zip(tables.turn_year, tables.turn_end, strict=True):
            self.year_of += [year] * (end - len(self.year_of))

    def claim(self, row: int) -> int:
        """The claim of a row."""
        return self._tables.row_claim[row]

    def rule(self, row: int) -> Rule:
        """The rule that decided."""
        tables = self._tables
        bound = tables.binding[row]
        group = tables.group[tables.row_bound[row] if bound < 0 else bound]
        return self.numbered.binding[group].rule

    def _segment(self, row: int) -> int:
        return bisect_right(self._tables.seg_first, row) - 1

    # ------------------------------------------------------------------------------------------ codes

    def code(self, row: int, rule: Rule) -> str:
        """The code of the reason, and with it the kind of the outcome."""
        if rule.state == PLACES:
            return ONCE if rule.is_once else LIMIT
        if rule.state == TEAM:
            return HIGHEST if self._loses(row) else HIGHEST_PAID
        if rule.state == FIRST:
            if self._once_for(self._is_paid_elsewhere, row, self._bound_group(row)):
                return NO_REPEAT_EARLIER
            return NO_REPEAT if self._is_beaten(row) else NO_REPEAT_PAID
        return _CODES[rule.state]

    def preferred(self, row: int, rule: Rule) -> str:
        """The item that was preferred, where claims compete."""
        if rule.state == TEAM and self._loses(row):
            return self.claims[self._best_team(row)[0]].item
        if rule.state == FIRST and self.code(row, rule) == NO_REPEAT:
            return self.claims[self.claim(self._winner(row))].item
        return ""

    def reason(self, row: int) -> Reason:
        """Why the claim did not keep what it asked for."""
        rule, tables = self.rule(row), self._tables
        bound = rule.bound
        where, per = Place(bound.article), Key(bound.keys, bound.per_year)
        if rule.state == ROOM:
            most, published = max(0, tables.more[tables.binding[row]]), Published(None)
            if bound.across:
                most, published = self._room(row)
            left = self._money(tables.kept[row])
            return reason(CAP, left=left, where=where, most=self._money(most), per=per, published=published)
        if rule.state == PLACES:
            if rule.is_once:
                return self._once(row, rule)
            return self._limited(row, rule, where, per)
        if rule.state == TEAM:
            return self._highest(row, where, per)
        if rule.state == FIRST:
            return self._repeated(row, where, per)
        if rule.state == LADDER:
            return self._topped_up(row, where, per)
        if rule.state == LESS:
            return self._deducted(row, rule)
        assert rule.state == RAISE, "a rule without a reason changed a claim"
        return self._raised(row, where, per)

    def _room(self, row: int) -> tuple[int, Published]:
        """What a cap allows, and what was published to be left of it where lines of the ledger would leave more."""
        tables, numbered = self._tables, self.numbered
        bound = tables.binding[row]
        most, met, party = tables.more[bound], numbered.binding[tables.group[bound]], 0
        if numbered.who:
            party = numbered.who[self.claim(row)]
        own = numbered.room(met.rule, party, self._year(row))
        if own == most:
            return max(0, most), Published(None)
        left = most - sum([taken(met.rule, one) for one in met.past])
        return max(0, own), Published(self._money(left))

    def _money(self, sum_: int) -> Money:
        return Money(sum_, self.currency)

    # ------------------------------------------------------------------------------------------ who shares a group

    def _groups(self, row: int) -> Iterable[int]:
        """The groups of which a row asked, each once."""
        tables = self._tables
        return dict.fromkeys(tables.group[tables.row_bound[row] : tables.row_bound[row + 1]])

    def _rows(self, group: int) -> list[int]:
        """The rows that asked of a group, in their order: of one step, year by year, in claim order."""
        if self._by_group is None:
            by_group: dict[int, list[int]] = {}
            for row in range(len(self._tables.row_claim)):
                for of in self._groups(row):
                    by_group.setdefault(of, []).append(row)
            self._by_group = by_group  # as a whole, since another thread may ask meanwhile
        return self._by_group.get(group, [])

    def _beside(self, row: int, group: int) -> list[int]:
        """The rows of the same step and year that asked of the same group, in claim order."""
        rows, seg_first, at = self._rows(group), self._tables.seg_first, self._segment(row)
        return rows[bisect_left(rows, seg_first[at]) : bisect_left(rows, seg_first[at + 1])]

    def _before(self, row: int, group: int) -> list[int]:
        """The rows of the same step in earlier years under the same group."""
        rows, at = self._rows(group), self._segment(row)
        earlier = rows[: bisect_left(rows, self._tables.seg_first[at])]
        return [other for other in earlier if self._year(other) < self.year_of[at]]

    def _once_for(self, work: Callable[[int, int], Found], row: int, group: int) -> Found:
        """What holds for all rows of a year under a group, worked out for the first of them."""
        key = work.__name__, self._segment(row), group
        if key not in self._of_group:
            self._of_group[key] = work(row, group)
        return cast("Found", self._of_group[key])

    def _paid_beside(self, row: int, group: int) -> list[int]:
        """The rows of the year under a group of which something was left."""
        return [other for other in self._beside(row, group) if self._tables.kept[other] > 0]

    def _passed(self, row: int, group: int) -> list[int]:
        """The same, before a row."""
        every = self._once_for(self._paid_beside, row, group)
        return every[: bisect_left(every, row)]

    def _admitted_before(self, row: int, group: int) -> list[int]:
        """The rows of earlier years under a group of which something was admitted."""
        admitted = self._tables.admitted
        return [other for other in self._before(row, group) if admitted[self.claim(other)] > 0]

    def _past(self, group: int) -> Sequence[Paid]:
        return self.numbered.binding[group].past

    def _not_counted(self, row: int, group: int) -> list[Paid]:
        """What was paid before in a group, but for what counted for the claim of a row before it came to the rule."""
        i, rule = self.claim(row), self.numbered.binding[group].rule
        return [one for one in self._past(group) if not self.numbered.is_counted(i, rule, one)]

    def _year(self, row: int) -> int:
        return self.year_of[self._segment(row)]

    def _granted_to(self, row: int, sum_: int) -> Granted:
        """What a claim of this run was granted, by another row of it."""
        return granted_to(self._settled[self.claim(row)], self._year(row), sum_)

    def _granted_before(self, one: Paid) -> Granted:
        return granted_before(one, self.numbered.table)

    def _after(self, granted: Sequence[Granted], *, names_sum: bool = False) -> AfterCaps:
        return after_caps(granted, self.currency, names_sum=names_sum)

    def _apart(self, payment: Payment, row: int) -> Payment:
        """The payment with its award, where its item alone does not tell it from the claim of a row."""
        claim = self.claims[self.claim(row)]
        is_same = payment.item == claim.item and payment.award != claim.clause.label
        return payment if is_same else payment._replace(award="")

    def _counted(self, granted: Sequence[Granted]) -> tuple[Money, WasPaid, AfterCaps]:
        """What counts as paid, how, and what caps left of it."""
        after = self._after(granted)
        how = WasPaid(all(one.was_paid for one in granted), after.left is not None)
        return self._money(sum(one.sum for one in granted)), how, after

    def _for_what(self, row: int, granted: Iterable[Granted]) -> Payments:
        return Payments(tuple(self._apart(one.payment, row) for one in granted))

    # ------------------------------------------------------------------------------------------ once, limits

    def _once(self, row: int, rule: Rule) -> Reason:
        keys, claim = rule.bound.keys, self.claims[self.claim(row)]
        item = Values(groups_of(claim.keys, keys, None), keys) if keys else claim.item
        used, order = self._used_by(row)
        after = self._after([used], names_sum=True)
        return reason(ONCE, item=item, when=self._apart(used.payment, row), after=after, order=order)

    def _used_by(self, row: int) -> tuple[Granted, DayOrder]:
        """What used a `once` up: a claim of this year before it, else of an earlier one, else what was paid before."""
        tables = self._tables
        for bound in range(tables.row_bound[row], tables.row_bound[row + 1]):
            if not tables.more[bound]:
                continue
            group = tables.group[bound]
            passed = self._passed(row, group)
            if passed:
                claim, granted = (
                    self.claims[self.claim(passed[-1])],
                    self._granted_to(passed[-1], tables.kept[passed[-1]]),
                )
                dated = granted._replace(payment=granted.payment._replace(day=claim.day))
                return dated, self._order(passed[-1], row)
            admitted = self._once_for(self._admitted_before, row, group)
            if admitted:
                return self._granted_to(admitted[-1], tables.admitted[self.claim(admitted[-1])]), DayOrder.DAY
            if past := self._past(group):
                return self._granted_before(past[-1]), DayOrder.DAY
        raise AssertionError("a `once` that cuts was used up by something")

    def _order(self, first: int, second: int) -> DayOrder:
        """What put the claim of one row before that of another."""
        one, other = self.claims[self.claim(first)], self.claims[self.claim(second)]
        if one.day is None or one.day != other.day:
            return DayOrder.DAY
        return DayOrder.ITEM if one.clause is other.clause else DayOrder.TEXT

    def _limited(self, row: int, rule: Rule, where: Place, per: Key) -> Reason:
        """The limit, and what took its places: the last first, for that decides which claim came too late."""
        tables, taken, order = self._tables, dict[tuple[str, str], Payment](), DayOrder.DAY
        for bound in range(tables.row_bound[row], tables.row_bound[row + 1]):
            group = tables.group[bound]
            passed = self._passed(row, group)
            order = self._order(passed[-1], row) if passed and order is DayOrder.DAY else order
            admitted = self._once_for(self._admitted_before, row, group)
            claims = [self.claims[self.claim(other)] for other in reversed([*admitted, *passed])]
            found = [payment_of(claim, claim.year or self._year(row), claim.day) for claim in claims]
            found += [one.payment for one in self._past(group) if isinstance(one, Held) and one.counts > 0]
            for payment in found:
                taken.setdefault((payment.item, payment.award), self._apart(payment, row))
        named, number = tuple(taken.values())[:_MOST_NAMED], len(taken)
        told = Taken(named, number - len(named))
        return reason(LIMIT, number=rule.step.number, where=where, per=per, taken=told, order=order)

    # ------------------------------------------------------------------------------------------ teams

    def _best_team(self, row: int) -> list[int]:
        """The claims of the best competitor, in claim order."""
        return self._once_for(self._claims_of_best, row, self._bound_group(row))

    def _claims_of_best(self, row: int, group: int) -> list[int]:
        tables = self._tables
        best: list[int] = []
        for other in self._beside(row, group):
            bounds = range(tables.row_bound[other], tables.row_bound[other + 1])
            is_best = any(tables.group[at] == group and tables.more[at] == tables.b[group] for at in bounds)
            if is_best and tables.came[other] > 0:
                best.append(self.claim(other))
        return best

    def _bound_group(self, row: int) -> int:
        return self._tables.group[self._tables.binding[row]]

    def _loses(self, row: int) -> bool:
        """Whether a better competitor won, and not what was paid in the year."""
        tables, bound = self._tables, self._tables.binding[row]
        group = tables.group[bound]
        best = tables.b[group]
        return tables.more[bound] != best and tables.team[best] > tables.a[group]

    def _highest(self, row: int, where: Place, per: Key) -> Reason:
        tables, group = self._tables, self._bound_group(row)
        if not self._loses(row):
            how = WasPaid(all(map(_was_paid, self._past(group))))
            return reason(HIGHEST_PAID, paid=self._money(tables.a[group]), how=how, where=where, per=per)
        return self._preferred(HIGHEST, row, self._best_team(row), tables.team[tables.b[group]], where, per)

    def _preferred(self, code: str, row: int, best: Sequence[int], sum_: int, where: Place, per: Key) -> Reason:
        """The claims that won, and the award of the claim that lost."""
        loser, won = self.claims[self.claim(row)], [self._settled[i] for i in best]
        left = [granted_to(one, self._year(row), 0) for one in won]
        paid = Granted(self._year(row), left[0].payment, sum_, sum(one.left for one in left),
                       caps=tuple(article for one in won for article in caps_over(one)))  # fmt: skip
        of = tuple(dict.fromkeys(contender(one.claim, loser) for one in won))
        winner = Winner(of, self._money(sum_), self._after([paid]))
        lost = Loser(loser.clause.label if all(one.award for one in of) else "")
        return reason(code, where=where, per=per, winner=winner, loser=lost)

    # ------------------------------------------------------------------------------------------ first

    def _is_paid_elsewhere(self, row: int, group: int) -> bool:
        year = self._year(row)
        is_paid = any(one.counts > 0 and one.year != year for one in self._past(group))
        return is_paid or bool(self._once_for(self._admitted_before, row, group))

    def _elsewhere(self, row: int) -> Granted | None:
        """The first payment of another year; what it came to is known once all is settled."""
        return self._once_for(self._first_elsewhere, row, self._bound_group(row))

    def _first_elsewhere(self, row: int, group: int) -> Granted | None:
        year = self._year(row)
        past = [one for one in self._past(group) if one.counts > 0 and one.year != year]
        paid, admitted = [self._granted_before(one) for one in past], self._tables.admitted
        before = self._once_for(self._admitted_before, row, group)
        paid += [self._granted_to(other, admitted[self.claim(other)]) for other in before]
        first = min((one.year for one in paid), default=0)
        return min((one for one in paid if one.year == first), key=in_order, default=None)

    def _here(self, row: int) -> list[Granted]:
        """What was paid in the year before this run."""
        year, past = self._year(row), self._not_counted(row, self._bound_group(row))
        return [self._granted_before(one) for one in past if one.counts > 0 and one.year == year]

    def _winner(self, row: int) -> int:
        """The row of the claim that is the greatest of its group."""
        return self._once_for(self._greatest, row, self._bound_group(row))

    def _greatest(self, row: int, group: int) -> int:
        tables, clause = self._tables, self.numbered.claims.clause
        rivals = [other for other in self._beside(row, group) if tables.came[other] > 0]
        return min(rivals, key=lambda at: (-tables.came[at], clause[self.claim(at)], self.claim(at)))

    def _is_beaten(self, row: int) -> bool:
        """Whether another claim is preferred; of one that what was paid leaves nothing that is told instead."""
        winner = self._winner(row)
        return winner != row and (self._tables.kept[winner] > 0 or not self._here(row))

    def _repeated(self, row: int, where: Place, per: Key) -> Reason:
        elsewhere = self._elsewhere(row)
        if elsewhere is not None:
            paid, how, after = self._counted([elsewhere])
            when = self._apart(elsewhere.payment, row)
            return reason(NO_REPEAT_EARLIER, where=where, per=per, paid=paid, how=how, when=when, after=after)
        if self._is_beaten(row):
            winner = self._winner(row)
            return self._preferred(NO_REPEAT, row, [self.claim(winner)], self._tables.came[winner], where, per)
        here = self._here(row)
        paid, how, after = self._counted(here)
        when = self._apart(min(here, key=in_order).payment, row)
        return reason(NO_REPEAT_PAID, where=where, per=per, paid=paid, how=how, when=when, after=after)

    # ------------------------------------------------------------------------------------------ ladders

    def _topped_up(self, row: int, where: Place, per: Key) -> Reason:
        granted = self._granted(row)
        paid, _, after = self._counted(granted)
        return reason(TOP_UP, where=where, per=per, paid=paid, when=self._for_what(row, granted), after=after)

    def _granted(self, row: int) -> list[Granted]:
        """What was granted at other levels and paid by others up to the year, and for what."""
        level, year = self.claims[self.claim(row)].keys.get("level"), self._year(row)
        group = self._bound_group(row)
        found: list[Granted] = []
        for one in self._not_counted(row, group):
            is_meant = one.year <= year if isinstance(one, Outside) else is_other_level(one.keys.get("level"), level)
            if is_meant and one.counts > 0:
                found.append(self._granted_before(one))
        tables = self._tables
        for other in self._before(row, group):
            i = self.claim(other)
            if tables.admitted[i] > 0 and is_other_level(self.claims[i].keys.get("level"), level):
                found.append(self._granted_to(other, tables.admitted[i]))
        for other in self._beside(row, group):
            kept = tables.kept[other]
            if other < row and kept > 0 and is_other_level(self.claims[self.claim(other)].keys.get("level"), level):
                found.append(self._granted_to(other, kept))
        return found

    # ------------------------------------------------------------------------------------------ what ends proposals

    def _deducted(self, row: int, rule: Rule) -> Reason:
        tables = self._tables
        by_payment: dict[int, Granted] = {}
        for group in self._groups(row):
            by_payment |= {
                id(one): self._granted_before(one) for one in self._not_counted(row, group) if one.counts > 0
            }
            for other in self._before(row, group):
                i, bound = self.claim(other), tables.row_bound[other]
                if tables.more[bound] != 1 and tables.admitted[i] > 0:
                    by_payment[id(self.claims[i])] = self._granted_to(other, tables.admitted[i])
        granted = [*by_payment.values()]
        (paid, how, after), when = self._counted(granted), self._for_what(row, granted)
        kind, field = rule.step.kinds[0], rule.bound.keys[0]
        return reason(DEDUCTED, paid=paid, how=how, kind=kind, field=field, when=when, after=after)

    def _raised(self, row: int, where: Place, per: Key) -> Reason:
        members: Iterable[int] = (self.claim(other) for other in self._beside(row, self._bound_group(row)))
        standards = [standard for i in members if (standard := self.claims[i].standard) is not None]
        standard = max(standards, key=lambda one: (one.amount, one.document))
        return reason(
            OLDER, where=where, per=per, document=standard.document, standard=self._money(standard.amount),
            own=self._money(self._tables.came[row]),
        )  # fmt: skip


def _was_paid(one: Paid) -> bool:
    return one.line is None or one.line.paid >= one.line.total
