"""What an applicant pays back: the recoveries of a typed policy, from the words of the design alone.

Payments are those of earlier lines, and what this run makes due. The day of a payment that no one stated is chosen by
the caller, who tries several. Money taken is written down at each payment, so that no sum is taken twice.
"""

from __future__ import annotations

import copy
import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, TypeAlias

import attrs

from ipdsl.semantics import typed
from tests.reference import days
from tests.reference.claims import Claim, is_final, lines_of_recoveries, own_lines
from tests.reference.expressions import View, round_to, truth, value
from tests.reference.matters import item_under
from tests.reference.recoveries import by_remainder
from tests.reference.world import CANNOT, MISSING, UNKNOWN, Foreign, Line, Mark, NotStatedError, Record, World, key_text

Date = datetime.date
Event: TypeAlias = tuple[Date, int, typed.Recovery, Record]

Choose: TypeAlias = Callable[[str, str, int], Date]
"""The day of a payment whose day is not stated, by its label, item and year."""

Kept: TypeAlias = Mapping[int, list[tuple[Date, int]]]
"""What was withheld and set off of each line, by identity."""


@attrs.define(eq=False)
class Payment:
    """A sum that was paid of an award on a day, and what was taken of it so far."""

    label: str
    place: int  # of the award on the page
    item: str
    root: str
    year: int
    sum: int
    day: Date
    grant: Date
    fields: Mapping[str, str]
    first: Date = Date.max
    is_new: bool = False
    is_guessed: bool = False  # no one stated its day
    taken: int = 0
    withheld: int = 0  # taken of a sum that this run makes due, and owed by the applicant itself
    stopped: int = 0  # of a sum that this run makes due, and not paid
    owner: int = 0  # its claim or line

    @property
    def left(self) -> int:
        return self.sum - self.taken - self.stopped


@attrs.frozen
class Back:
    """What one event takes, in minor units; `parts` are the sums of payments by label, item and day."""

    label: str
    item: str
    record: str
    day: Date
    principal: int
    surcharge: int
    interest: int
    payer: str
    parts: tuple[tuple[str, str, Date, int], ...]

    @property
    def total(self) -> int:
        return self.principal + self.surcharge + self.interest


@attrs.define
class Debt:
    """What is owed for an event: of this run (`back`), or of an earlier line."""

    day: Date
    label: str
    year: int
    owed: int  # without what is withheld
    item: str
    back: Back | None = None
    set_off: int = 0
    lapsed: int = 0
    stopped: int = 0

    @property
    def withheld(self) -> int:
        return 0 if self.back is None else self.back.total - self.owed


def paid_back(
    policy: typed.Policy, world: World, found: list[Claim], before: Mapping[int, Mapping[int, int]], choose: Choose,
    collected: Iterable[Debt] = (), years_of_debts: Mapping[str, int] | None = None,
) -> list[Debt]:  # fmt: skip
    """What each event takes, by day and in the order of the page. `before` has the sums of the lines as they came.

    `collected` is what this run collects, `years_of_debts` the years in which debts are set off, by label.
    """
    payments = sorted(
        _payments(policy, world, found, before, choose), key=lambda p: (p.day, p.place, p.item, p.is_new, p.year)
    )
    earlier = lines_of_recoveries(policy, world)
    for line in earlier:
        for label, item, stated, sum_ in line.recovers or ():
            of_line = [p for p in payments if (p.label, p.item) == (label, item)]
            _mark(of_line, stated, sum_)
    settled = {(line.clause, line.item, line.day) for line in earlier}
    stated = {(event[2].label, event[3].item, event[0]) for event in events(policy, world)}
    corrected = {(label, item, world.year_of(day)) for label, item, day in settled - stated if day is not None}
    debts = [
        Debt(line.day or days.last_day(line.year, world.begin), line.clause, line.year, line.outstanding, line.item)
        for line in earlier
    ]
    for event in events(policy, world):
        name = event[2].label, event[3].item
        if (*name, event[0]) not in settled and (*name, world.year_of(event[0])) not in corrected:
            back, parts = _take(policy, world, event, payments)
            withheld = 0
            for payment, sum_ in parts:
                if payment.is_new and not back.payer:
                    payment.withheld += sum_
                    withheld += sum_
            stopped = _stop(policy, world, event, payments) if event[2].stops else 0
            year = world.year_of(event[0])
            debts.append(Debt(event[0], back.label, year, back.total - withheld, back.item, back, stopped=stopped))
    debts += map(copy.copy, collected)
    years = {rule.label: rule.set_off for rule in policy.recoveries} | {**(years_of_debts or {})}
    _set_off(years, world, payments, debts)
    return debts


def _mark(payments: list[Payment], stated: str, sum_: int) -> None:
    """Write down what an earlier recovery took of the payments of an item: of a day, of its year, then of others."""
    for payment in sorted(
        (p for p in payments if not p.is_new),
        key=lambda p: (p.is_guessed or str(p.day) != stated, str(p.year) != stated[:4]),
    ):
        part = min(sum_, payment.left)
        payment.taken += part
        sum_ -= part


def events(policy: typed.Policy, world: World) -> list[Event]:
    """The events up to the as-of day."""
    made: list[Event] = []
    for place, rule in enumerate(policy.recoveries):
        kind = world.schema.record_by_name[rule.trigger.record]
        for record in world.of_kind(rule.trigger.record):
            day = record.values.get(kind.event_by_name[rule.trigger.event].date_field, UNKNOWN)
            if day is UNKNOWN:
                raise NotStatedError
            if isinstance(day, Mark) or day > world.as_of:
                continue
            view = View(world, day, world.year_of(day), policy.currency, record)
            if all(_holds(gate.test, view) for gate in rule.gates):
                made.append((day, place, rule, record))
    return sorted(made, key=lambda event: (event[0], event[1], event[3].item, event[3].id, event[3].content))


def _holds(test: typed.Expr, view: View) -> bool:
    held = truth(test, view)
    if held is UNKNOWN:
        raise NotStatedError
    return held is True


# ---------------------------------------------------------------------------------------------- payments


def _payments(
    policy: typed.Policy, world: World, found: list[Claim], before: Mapping[int, Mapping[int, int]], choose: Choose
) -> Iterator[Payment]:
    places = {award.label: place for place, award in enumerate(policy.awards)}
    awards, kept = {award.label: award for award in policy.awards}, _kept(policy, world, before)
    for line in own_lines(policy, world):
        if line.clause not in awards or not is_final(line):
            continue
        award = awards[line.clause]
        of_line = [*_payments_of_line(award, places[line.clause], world, line, before[id(line)], kept, choose)]
        for year, sum_ in sorted(line.paid.items()):
            if more := sum_ - before[id(line)].get(year, 0):  # money that waited and is paid now
                one = _payment(
                    award, places[line.clause], world, line.item, line.day, _fields_of_line(award, world, line)
                )
                of_line.append(
                    attrs.evolve(one, year=year, sum=more, day=days.first_day(year, world.begin), is_new=True)
                )
        for payment in of_line:
            payment.owner = id(line)
        yield from _with_first(of_line, line.day or _day_of_event(award, world, line))
    for claim in found:
        if claim.line is not None and is_final(claim.line):
            continue
        made: list[Payment] = []
        for year, sum_ in sorted(claim.paid.items()):
            if sum_:
                assert claim.day is not None
                day = claim.day if world.year_of(claim.day) == year else days.first_day(year, world.begin)
                one = _payment(claim.award, claim.index, world, claim.item, claim.day, _texts(claim.record))
                made.append(attrs.evolve(one, year=year, sum=sum_, day=day, is_new=True, owner=id(claim)))
        yield from _with_first(made, claim.day)


def _kept(policy: typed.Policy, world: World, before: Mapping[int, Mapping[int, int]]) -> Kept:
    """What earlier recoveries withheld and set off of lines that state payments: first of the payments they took and
    nobody made, then of the oldest lines from their year on. What was stopped in the year in which it was due, or
    before, is not taken.
    """

    def age(line: Line) -> tuple[Any, ...]:
        return line.year, line.day or Date.min, line.policy, line.clause, line.item, line.row, line.short

    awards, kept = {award.label: award for award in policy.awards}, dict[int, list[tuple[Date, int]]]()
    lines = sorted((x for x in own_lines(policy, world) if x.sums_paid is not None), key=age)
    unpaid = {id(x): sum(before[id(x)].values()) - sum(sum_ for _, sum_ in x.sums_paid or ()) for x in lines}
    recoveries = sorted((x for x in lines_of_recoveries(policy, world) if x.set_off), key=age)
    left = {id(x): x.set_off for x in recoveries}

    def keep(recovery: Line, line: Line, most: int, day: Date) -> None:
        sum_ = min(most, left[id(recovery)], unpaid[id(line)])
        if sum_ > 0:
            kept.setdefault(id(line), []).append((day, sum_))
            left[id(recovery)] -= sum_
            unpaid[id(line)] -= sum_

    for recovery in recoveries:
        for line in lines:
            item = item_under(line, awards[line.clause], world) if line.clause in awards else line.item
            for label, of, stated, sum_ in recovery.recovers or ():
                day = Date.fromisoformat(stated) if "-" in stated else days.first_day(int(stated), world.begin)
                is_made = any(day == on for on, _ in line.sums_paid or ())
                if (line.clause, item) == (label, of) and world.year_of(day) in before[id(line)] and not is_made:
                    keep(recovery, line, sum_, day)
    stopping = {rule.label for rule in policy.recoveries if rule.stops}

    def is_stopped(line: Line, year: int) -> bool:
        item = item_under(line, awards[line.clause], world) if line.clause in awards else line.item
        granted = line.day or days.first_day(line.year, world.begin)
        return any(
            stop.clause in stopping and stop.year <= year and (line.clause, item) == (label, of)
            and granted <= (stop.day or days.last_day(stop.year, world.begin))
            for stop in lines_of_recoveries(policy, world)
            for label, of, _, _ in stop.recovers or ()
        )  # fmt: skip

    for recovery in recoveries:
        for line in lines:
            for year, sum_ in sorted(before[id(line)].items()):
                if year >= recovery.year and not is_stopped(line, year):
                    is_of_year = line.day is not None and world.year_of(line.day) == year
                    day = line.day if line.day and is_of_year else days.first_day(year, world.begin)
                    keep(recovery, line, sum_, day)
    for recovery in recoveries:  # all of its lines are paid in full: what it took is overpaid
        dues = [
            (x, sum(sum_ for year, sum_ in before[id(x)].items() if year >= recovery.year and not is_stopped(x, year)))
            for x in sorted(own_lines(policy, world), key=age)
        ]
        if all(x.sums_paid is not None for x, due in dues if due):
            for x, due in dues:
                unpaid[id(x)] = due - sum(sum_ for _, sum_ in kept.get(id(x), ()))
                keep(recovery, x, due, x.day or days.last_day(x.year, world.begin))
    return kept


def _day_of_event(award: typed.Award, world: World, line: Line) -> Date | None:
    """The day of the event of a line that does not state it, as the facts have it for the item in that year."""
    if not isinstance(award.trigger, typed.EventTrigger):
        return None
    kind, item = world.schema.record_by_name[award.trigger.record], item_under(line, award, world)
    field = kind.event_by_name[award.trigger.event].date_field
    known = [x.values.get(field) for x in world.records if x.root == kind.root and x.item == item]
    return min((day for day in known if isinstance(day, Date) and world.year_of(day) == line.year), default=None)


def _payment(
    award: typed.Award, place: int, world: World, item: str, grant: Date | None, fields: Mapping[str, str]
) -> Payment:
    record = getattr(award.trigger, "record", None)
    root = world.schema.record_by_name[record].root if record else ""
    return Payment(award.label, place, item, root, 0, 0, Date.max, grant or Date.max, fields)


def _with_first(payments: list[Payment], grant: Date | None) -> Iterator[Payment]:
    """The payments of one line, with the day of the first of them."""
    first = min((payment.day for payment in payments), default=Date.max)
    for payment in payments:
        yield attrs.evolve(payment, first=first, grant=grant or first)


def _payments_of_line(
    award: typed.Award, place: int, world: World, line: Line, due: Mapping[int, int], kept: Kept, choose: Choose
) -> Iterator[Payment]:
    """The payments that a line states and what earlier runs kept of it, no more than is due; without them, its dues."""
    item = item_under(line, award, world)
    one = _payment(award, place, world, item, line.day, _fields_of_line(award, world, line))
    if line.sums_paid is None:
        for year, sum_ in due.items():
            if sum_:
                yield attrs.evolve(one, year=year, sum=sum_, day=choose(line.clause, item, year), is_guessed=True)
        return
    rest, of_days = sum(due.values()), Counter[Date]()
    for day, sum_ in (*line.sums_paid, *kept.get(id(line), ())):
        of_days[day] += sum_
    for day, sum_ in sorted(of_days.items()):
        part = min(sum_, rest)
        rest -= part
        if part:
            yield attrs.evolve(one, year=world.year_of(day), sum=part, day=day)


def _fields_of_line(award: typed.Award, world: World, line: Line) -> Mapping[str, str]:
    item, record = item_under(line, award, world), getattr(award.trigger, "record", None)
    root = world.schema.record_by_name[record].root if record else ""
    texts: dict[str, str] = {}
    for listed in world.records:
        if listed.root == root and listed.item == item:
            texts = dict(_texts(listed)) | texts
    return texts | {name: str(held) for name, held in line.keys.items()}


def _texts(record: Record | None) -> dict[str, str]:
    values = {} if record is None else record.values
    return {name: key_text(held) for name, held in values.items() if not isinstance(held, Mark | tuple)}


# ---------------------------------------------------------------------------------------------- one event


def _take(
    policy: typed.Policy, world: World, event: Event, payments: list[Payment]
) -> tuple[Back, list[tuple[Payment, int]]]:
    """What one event takes."""
    day, _, rule, record = event
    here = View(world, day, world.year_of(day), policy.currency, record)
    reached = [p for p in payments if p.left and _reaches(rule, world, record, day, p)]
    asked: list[tuple[Payment, Any]] = []
    for payment in reached:
        view = attrs.evolve(here, points=_points(world, payment))
        if all(_holds(test.test, view) for test in rule.tests):
            share = _known(value(rule.share, view))
            if share is not None:
                asked.append((payment, share))
    exact = [Fraction(0)] * len(asked)
    if rule.is_above or rule.share.type.is_money:
        asked = _in_order(rule, asked)
        paid = sum(p.left for p, _ in asked)
        sum_ = max(asked[0][1], Fraction(0)) if asked else Fraction(0)
        total = max(paid - sum_, Fraction(0)) if rule.is_above else min(sum_, Fraction(paid))
    else:
        exact = [min(p.sum * min(max(rate, Fraction(0)), Fraction(1)), Fraction(p.left)) for p, rate in asked]
        total = sum(exact, Fraction(0))
    limit = None if rule.at_most is None else _known(value(rule.at_most, here))
    if limit is not None:
        total = min(total, max(limit, Fraction(0)))
    rounding = rule.rounding or policy.rounding
    principal = min(int(round_to(total, rounding.mode.value, Fraction(rounding.step))), sum(p.left for p, _ in asked))
    threshold = None if rule.threshold is None else _known(value(rule.threshold, here))
    if threshold is not None and (principal < threshold or (rule.frees_threshold and principal == threshold)):
        principal = 0
    if rule.is_above or rule.share.type.is_money:
        sums, rest = [], principal
        for payment, _ in asked:
            sums.append(min(payment.left, rest))
            rest -= sums[-1]
    else:
        sums = by_remainder(principal, exact, [p.left for p, _ in asked])
    parts = [(p, sum_) for (p, _), sum_ in zip(asked, sums, strict=True) if sum_]
    for payment, sum_ in parts:
        payment.taken += sum_
    surcharge = Fraction(0) if rule.surcharge is None else principal * (_known(value(rule.surcharge, here)) or 0)
    payer = "" if rule.payer is None else record.values.get(rule.payer, UNKNOWN)
    payer = payer if isinstance(payer, str) and payer != world.applicant else ""
    back = Back(
        rule.label, record.item, record.id, day, principal, _round(policy, Fraction(surcharge)),
        _round(policy, _interest(rule, world, here, [part for part in parts if payer or not part[0].is_new])), payer,
        tuple((p.label, p.item, p.day, sum_) for p, sum_ in parts),
    )  # fmt: skip
    return back, parts


def _stop(policy: typed.Policy, world: World, event: Event, payments: list[Payment]) -> int:
    """Stop what this run makes due of each grant of which the event takes, or would if it was paid on its day."""
    day, _, rule, record = event
    here, total = View(world, day, world.year_of(day), policy.currency, record), 0
    for owner in {payment.owner for payment in payments}:
        mine = [payment for payment in payments if payment.owner == owner]
        reached = [payment for payment in mine if _reaches(rule, world, record, day, payment)]
        on_its_day = attrs.evolve(mine[0], day=mine[0].grant, first=mine[0].grant)
        for payment in reached or [on_its_day] * _reaches(rule, world, record, day, on_its_day):
            view = attrs.evolve(here, points=_points(world, payment))
            if all(_holds(test.test, view) for test in rule.tests) and _known(value(rule.share, view)) is not None:
                for one in mine:
                    total += one.left if one.is_new else 0
                    one.stopped += one.left if one.is_new else 0
    return total


def _points(world: World, payment: Payment) -> dict[str, Date]:
    year = Date(world.year_of(payment.grant), 1, 1)
    days = {"the payment": payment.day, "the first payment": payment.first, "the grant": payment.grant}
    return {**days, "the year of the grant": year}


def _reaches(rule: typed.Recovery, world: World, record: Record, day: Date, payment: Payment) -> bool:
    if payment.label not in rule.awards or payment.day > day:
        return False
    if rule.same is not None:
        held = record.values.get(rule.same, UNKNOWN)
        if held is UNKNOWN:
            raise NotStatedError
        return not isinstance(held, Mark | tuple) and payment.fields.get(rule.same) == key_text(held)
    return payment.root != record.root or payment.item == record.item


def _known(found: Any) -> Fraction | None:
    """A number; nothing for one that is none, cannot be determined, or is in another currency."""
    if found is UNKNOWN:
        raise NotStatedError
    return None if isinstance(found, Mark | Foreign) else Fraction(found)


def _in_order(rule: typed.Recovery, asked: list[tuple[Payment, Any]]) -> list[tuple[Payment, Any]]:
    """First the awards of `in the order`, each from its last payment backwards."""
    places = {label: place for place, label in enumerate(rule.order)}
    return sorted(asked, key=lambda one: (places.get(one[0].label, len(places)), -one[0].day.toordinal()))


def _interest(rule: typed.Recovery, world: World, here: View, parts: list[tuple[Payment, int]]) -> Fraction:
    total = Fraction(0)
    for payment, sum_ in parts if rule.interest else ():
        view = attrs.evolve(here, points=_points(world, payment))
        rate, start, end = (value(part, view) for part in rule.interest)
        if UNKNOWN in (rate, start, end):
            raise NotStatedError
        if not {CANNOT, MISSING} & {start, end} and isinstance(start, Date) and isinstance(end, Date):
            total += sum_ * (_known(rate) or Fraction(0)) * days.years_from_start(start, end)
    return total


def _round(policy: typed.Policy, sum_: Fraction) -> int:
    return int(round_to(sum_, policy.rounding.mode.value, Fraction(policy.rounding.step)))


# ---------------------------------------------------------------------------------------------- set off


def _set_off(years_of: Mapping[str, int], world: World, payments: list[Payment], debts: list[Debt]) -> None:
    """Take the oldest debts first from what this run makes due and no recovery takes."""
    due = Counter[int]()
    for payment in payments:
        due[payment.year] += payment.sum - payment.withheld - payment.stopped if payment.is_new else 0
    places = {label: place for place, label in enumerate(years_of)}
    for debt in sorted(debts, key=lambda debt: (debt.day, places.get(debt.label, len(places)), debt.label, debt.item)):
        years = years_of.get(debt.label, 0)
        if not years or (debt.back is not None and debt.back.payer):
            continue
        for year in range(debt.year, debt.year + years + 1):
            part = min(debt.owed - debt.set_off, due[year])
            debt.set_off += part
            due[year] -= part
        if world.as_of >= days.last_day(debt.year + years, world.begin):
            debt.lapsed = debt.owed - debt.set_off
