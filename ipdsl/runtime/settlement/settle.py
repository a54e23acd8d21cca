"""Settlement: claims at definite sums through the steps of their policy, with what became of each.

In come candidates with one definite sum each, in any order; out comes what became of each, in claim order: what is
left, what was admitted, charged and reached, and the cuts with their reasons. The kernel (`ipdsl.runtime.kernel`)
settles; here claims become its rows, and its journal is read into cuts (`journal`).

A claim whose year is not known meets no rule: it pays nothing before its day is stated, and bounds take its full sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

import attrs

from ipdsl.runtime.kernel.allocate import UNPAID, Tables
from ipdsl.runtime.kernel.number import Asked, Claims, Numbered, Party, RoomOf
from ipdsl.runtime.kernel.recall import Recall
from ipdsl.runtime.kernel.table import Rule, Table
from ipdsl.runtime.reasons import CARRIED, LAPSED, SPREAD, ByYear, Key, Place, Reason, reason
from ipdsl.runtime.settlement.claims import Candidate, first_year, in_claim_order, last_year
from ipdsl.runtime.settlement.effects import Carry, Cut, Memory, Settled
from ipdsl.runtime.settlement.journal import Change, cut
from ipdsl.runtime.settlement.rooms import End
from ipdsl.runtime.steps import Bound
from ipdsl.value_object import ValueObject
from ipdsl.values.money import Money


def settle(
    table: Table, asked: Iterable[tuple[Candidate, int]], recall: Recall, room_of: RoomOf, currency: str,
    *, others: Recall | None = None, in_order: bool = False,
) -> list[Settled]:  # fmt: skip
    """What becomes of each claim at its sum; `in_order`: in claim order; `others` as in `settle_together`."""
    asked = list(asked)
    if not asked:
        return []
    if not in_order:
        asked = in_claim_order(asked, _claim_of)
    years = room_of if isinstance(room_of, End) else None
    return _Course(table, [Party(recall, room_of, years), *_paid_before(others)], currency).settle(asked)


@attrs.frozen(eq=False, repr=False)
class Applicant:
    """One applicant of several: its claims with their sums, what it remembers, the rooms of its own caps."""

    name: str
    asked: list[tuple[Candidate, int]]
    recall: Recall
    room_of: RoomOf


def settle_together(
    table: Table, applicants: Sequence[Applicant], others: Recall, currency: str
) -> list[list[Settled]]:  # fmt: skip
    """What becomes of the claims of each applicant, in claim order: all of them in one course, for caps across them.

    Of claims alike in all else the one of the applicant that comes first by its name asks first. `others` is what
    applicants were paid before that claim nothing here.
    """
    order = sorted(range(len(applicants)), key=lambda at: applicants[at].name)
    each = [(at, in_claim_order(applicants[at].asked, _claim_of)) for at in order]
    queue = sorted(((at, claim, sum_) for at, asked in each for claim, sum_ in asked), key=_order_of)
    parties = [
        Party(one.recall, one.room_of, one.room_of if isinstance(one.room_of, End) else None) for one in applicants
    ]
    parties += _paid_before(others)
    course = _Course(table, parties, currency)
    settled = course.settle([(claim, sum_) for _, claim, sum_ in queue], [at for at, _, _ in queue])
    of_each: list[list[Settled]] = [[] for _ in applicants]
    for (at, _, _), one in zip(queue, settled, strict=True):
        of_each[at].append(one)
    return of_each


def _claim_of(pair: tuple[Candidate, int]) -> Candidate:
    return pair[0]


def _order_of(asked: tuple[int, Candidate, int]) -> tuple[object, ...]:
    return asked[1].order


def _paid_before(others: Recall | None) -> list[Party]:
    """Those who were paid before and claim nothing: they stand last."""
    return [Party(others, _no_room)] if others else []


def _no_room(bound: Bound, year: int) -> int:
    """The room of who claims nothing, for which nobody asks."""
    return 0


@attrs.frozen(eq=False, repr=False)
class _Course(ValueObject):
    """The claims of one applicant, or of several that share caps, through all years."""

    table: Table
    parties: Sequence[Party]
    currency: str

    def settle(self, asked: Sequence[tuple[Candidate, int]], who: Sequence[int] = ()) -> list[Settled]:
        """What becomes of these claims, which stand in claim order; `who` gives the applicant of each."""
        every: list[Settled] = []
        own: list[Settled] = []
        claims: list[Candidate] = []
        parties: list[int] = []
        rows: list[Asked] = []
        for at, (claim, sum_) in enumerate(asked):
            settled = Settled(claim, sum_)
            every.append(settled)
            if claim.year is None or (claim.brought is not None and not (sum_ and self._waits(claim))):
                continue  # without a year it meets no rule; what was carried waits where a step lets it
            own.append(settled)
            claims.append(claim)
            rows.append(asked_of(self.table, claim, sum_, claim.year))
            if who:
                parties.append(who[at])
        if not rows:
            return every
        numbered = Numbered(self.table, Claims.of(rows), self.parties, parties)
        tables = numbered.tables
        changes: dict[int, list[Change]] = {}
        if tables is not None:
            self.table.settle(tables)
            changes = cut(numbered, tables, claims, own, self.currency)
        tell = partial(_tell, numbered, own, changes)
        for one in own:
            one.tell = tell
        if tables is not None and self.table.carries:
            self._tell_waiting(numbered, tables, own)
        return every

    def _waits(self, claim: Candidate) -> bool:
        """Whether a step lets money of the claim wait for later years."""
        return bool(self.table.of_rest[claim.clause.index])

    # ------------------------------------------------------------------------------------------ money that waits

    def _tell_waiting(self, numbered: Numbered, tables: Tables, settled: list[Settled]) -> None:
        """Tells each claim what became of the money that waited."""
        if not tables.paid_at:
            return  # no group may wait
        ny = len(tables.paid_in) // len(settled)
        for i, one in enumerate(settled):
            if tables.row_of_rest[i] < 0:
                continue
            start = tables.paid_at[i]
            sums = enumerate(tables.paid_in[start : start + ny], tables.y0)
            every = {year: sum_ for year, sum_ in sums if sum_ != UNPAID}
            met = numbered.binding[tables.group[tables.row_bound[tables.row_of_rest[i]]]]
            end = self.parties[met.party].room_of
            assert isinstance(end, End)
            lapsed = tables.lapsed[i], tables.lapsed_in[i]
            self._carry(one, met.rule, every, tables.rest[i], tables.until[i], lapsed, end.reported)

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
        one.carry, one.amount = carry, paid
        code = CARRIED if left else LAPSED if lapsed else SPREAD
        one.cuts = (*one.cuts, Cut(code, 0, partial(_carried, carry, self.currency), bound))


def asked_of(table: Table, claim: Candidate, sum_: int, year: int) -> Asked:
    """A claim of a year at its sum, as the kernel takes it."""
    clause = claim.clause
    index, about = clause.index, (claim.row, claim.root, claim.item)
    columns = tuple(map(claim.keys.get, table.settlement.columns[index]))
    if claim.brought is not None:
        wait = table.steps[table.settlement.waiting[index]].wait
        since, until = first_year(claim), last_year(claim, wait)
        return Asked(index, year, sum_, columns, about, None, 0, False, None, since, until, True, claim.record)
    once = clause.once_of_rows.get(claim.row, clause.once)
    standard = 0 if claim.standard is None else claim.standard.amount
    is_known, exact = bool(sum_ or not claim.facts), None
    deducts = clause.less is not None and not (claim.is_ceiling and claim.ceiling is None)
    if deducts and claim.exact is not None and sum_ in (claim.low, claim.high):
        of = claim.exact.least if sum_ == claim.low and not claim.is_ceiling else claim.exact.most
        exact = of - claim.exact.support, claim.exact.rounding
    return Asked(
        index, year, sum_, columns, about, once, standard, deducts, exact, 0, 0, is_known, claim.record, claim.counted
    )  # fmt: skip


def _carried(carry: Carry, currency: str) -> Reason:
    """What a year could not pay, and what became of it."""
    paid = ByYear(tuple((year, Money(sum_, currency)) for year, sum_ in carry.due.items()))
    where, per = Place(carry.cap.article), Key(carry.cap.keys, by_year=True)
    if carry.left:
        left = Money(carry.left, currency)
        return reason(CARRIED, paid=paid, where=where, per=per, left=left, until=carry.until)
    if carry.lapsed:
        lapsed = Money(carry.lapsed, currency)
        return reason(LAPSED, paid=paid, where=where, per=per, lapsed=lapsed, until=carry.until)
    return reason(SPREAD, paid=paid, where=where, per=per)


# ---------------------------------------------------------------------------------------------- what became of claims


def _tell(numbered: Numbered, settled: Sequence[Settled], changes: Mapping[int, Sequence[Change]]) -> None:
    """What the ledger asks of each claim: admitted, and charged by each cap."""
    for i, one in enumerate(settled):
        admitted = total = numbered.claims.total[i]
        charged: dict[str, int] = {}
        for rule in numbered.rules_over(i):
            step = rule.step
            came, kept = _at(changes.get(i, ()), rule.at, total)
            if came <= 0:
                break  # it reached neither this rule nor those after it
            if step.admits:
                admitted = kept
            if step.fills:
                charged[rule.bound.name] = kept
        line = one.claim.brought
        if line is not None:
            admitted = line.admitted
        if one.carry is not None:
            name = one.carry.cap.name
            charged[name] = (0 if line is None else line.charged.get(name, 0)) + sum(one.carry.paid.values())
        one.told(Memory(admitted, charged))


def _at(changes: Sequence[Change], step: int, total: int) -> tuple[int, int]:
    """With what a claim came to a step, and what it kept."""
    came = total
    for at, before, after in changes:
        if at == step:
            return before, after
        if at > step:
            return came, came
        came = after
    return came, came
