"""What an applicant pays back: the recoveries of a decision, what this run withholds, and what is set off.

Input: the settled claims of a run and the lines of earlier runs. The payments of both are given to the recoveries of
the policy (`ipdsl.settlement.recoveries`), which leave every amount due as it is. What is collected is
settled as awards of a policy of its own, under its lines of earlier runs.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias

import attrs

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.partition import values_by_key
from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import Date
from ipdsl.base.values.money import Bounds, Money
from ipdsl.claims.claim import INFINITE, Candidate, key_text
from ipdsl.claims.proposer import Proposer, proposer_of
from ipdsl.decision.model import Claim, RecoveredPayment, Recovery, TakenAtMost
from ipdsl.decision.other_years import BoundedClaims, RecoveredEvent
from ipdsl.engine.evaluator import Evaluator
from ipdsl.engine.matters import records_with_item
from ipdsl.engine.operations import Answer
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import FactRef, Facts, InstalmentState, LedgerLine, RecoveredParts
from ipdsl.ir.terms import Clause, Program, clauses_by_label
from ipdsl.ledger.lines import (
    Paid,
    is_final,
    item_of,
    policy_lines,
    recovery_lines,
    shared_fields,
    shared_value,
    years_of_stops,
)
from ipdsl.schema.values.value_type import Special
from ipdsl.settlement.effects import CarryOver, SettledClaim
from ipdsl.settlement.instalments import StopOfPayments
from ipdsl.settlement.recoveries import (
    PaymentIndex,
    RecoverablePayment,
    RecoveredSum,
    RecoveryCourse,
    RecoveryEvent,
    points_of_payment,
    recovery_events,
)

if TYPE_CHECKING:
    from ipdsl.decision.bounds.all_cases import ClaimVerdict


class SettledRun(Protocol):
    """What recoveries read of an evaluation."""

    @property
    def program(self) -> Program:
        """The policy."""

    @property
    def proposer(self) -> Proposer:
        """The proposer of the claims."""

    @property
    def facts(self) -> Facts:
        """The facts of the applicant."""

    @property
    def year(self) -> int | None:
        """The reported year."""

    @property
    def settled_claims(self) -> dict[int, SettledClaim]:
        """The settled claims, by identity."""

    @property
    def candidates(self) -> Sequence[Candidate]:
        """The claims, in claim order."""

    @property
    def debts(self) -> SettledRun | None:
        """The result of what is collected."""

    @property
    def verdicts(self) -> Mapping[int, ClaimVerdict]:
        """The verdicts of the claims with missing facts, by identity."""

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The reported claims."""

    @property
    def ledger(self) -> tuple[LedgerLine, ...]:
        """The lines of the next ledger."""

    @property
    def ids_settled_again(self) -> frozenset[int]:
        """The identities of the lines that are settled again."""

    def claims_with_bounds(self) -> Iterator[BoundedClaims]:
        """The claims that are settled, then each tied set with missing facts."""


GrantKey: TypeAlias = "tuple[str, str, datetime.date | None, int]"
"""The award, item, day and year of a grant."""


@attrs.frozen(eq=False, repr=False)
class PaidBack(ValueObject):
    """The recoveries of the reported years, by day and in the order of the page, and the lines of the next ledger.

    `stopped` are the grants of which nothing more is paid. `remarks` name events that take nothing, and payments after
    events. `of_others` are the recoveries of all years that another applicant owes. `paid` has what was paid before of
    a grant of which this run makes a sum due and stops it, which would otherwise count as paid as due.
    """

    recoveries: tuple[Recovery, ...] = ()
    lines: tuple[LedgerLine, ...] = ()
    stopped: frozenset[GrantKey] = frozenset()
    remarks: tuple[Phrase, ...] = ()
    of_others: tuple[Recovery, ...] = ()
    paid: Mapping[GrantKey, tuple[Paid, ...]] = attrs.field(factory=dict)


def paid_back(result: SettledRun, to_others: Sequence[Recovery] = ()) -> PaidBack:
    """What is to be paid back. Lines of recoveries that this run sets off get their new sums.

    `to_others` is what this applicant owes of payments to others of its cohort.
    """
    program, proposer, as_of = result.program, result.proposer, result.facts.as_of
    earlier = recovery_lines(program, result.facts)
    lines, evaluator = policy_lines(program, result.facts), proposer.code.evaluator
    payments = [*_payments_of_claims(result), *_payments_of_lines(result, lines)]
    events = [
        event
        for event in recovery_events(program, evaluator, proposer.situation, as_of, _settled_events(result))
        if result.year is None or not event.is_dated or program.year_of(event.day) <= result.year
    ]
    labels = {clause.label: clause.index for clause in program.members}
    recovered = [
        (labels[label], item, day, sum_)
        for line in earlier
        if line.recovery is not None
        for label, item, day, sum_ in line.recovery.recovers
        if label in labels
    ]
    grants = [*_grants_without_payments(result, lines)] if any(term.stops for term in program.recoveries) else []
    course = RecoveryCourse(program, evaluator, proposer.situation, payments, recovered, grants)
    waiting_events = [] if result.year is None else _events_before_their_sums(result, course, events, result.year)
    index = PaymentIndex([*payments, *grants])
    strays = [
        event
        for event in events
        if event not in waiting_events
        and (same := program.recoveries[event.index].same)
        and not any(index.event_payments(program.recoveries[event.index], event, _field_of(result, event, same)))
    ]
    events = [event for event in events if event not in waiting_events and event not in strays]
    sums = course.settle(events)
    ended = _ended_instalments(result)
    owed, spans = _owed_sums(result), [(each, each.paid_back.low, each.paid_back.high) for each in to_others]
    asked_here = [(each, (low.minor, INFINITE if high is None else high.minor)) for each, low, high in spans]
    least, most = (
        _debts(
            result, [ends[end] for ends in sums], [(each, each.ends[end]) for each in owed], earlier,
            [(each, ends[end]) for each, ends in asked_here],
        )
        for end in (0, 1)
    )  # fmt: skip
    _set_off(program, least, most, payments, as_of)
    debts, nothing = [*zip(least, most, strict=True)], Money(0, program.currency)
    carries = ((each.claim.brought_forward, each.carry) for each in result.settled_claims.values())
    waiting = {id(line): carry.waiting for line, carry in carries if carry is not None}
    places = {id(payment): place for place, payment in enumerate(payments)}
    made = [_recovery(result, low, high, waiting, ended, places) for low, high in debts]
    shown = tuple(
        recovery
        for recovery, debt in zip(made, most, strict=True)
        if (
            recovery.missing
            or {recovery.paid_back.high, recovery.stopped, recovery.set_off.high, recovery.lapsed} != {nothing}
        )
        and (
            result.year in (None, recovery.year)
            or not recovery.is_dated
            or recovery.set_off.high != nothing
            or (recovery.lapsed != nothing and result.year == debt.year + debt.years)
        )
    )
    are_sure = [(low, low.is_sure(high)) for low, high in debts]
    unsure = {low.event for low, is_sure in are_sure if not is_sure}
    known = [
        _line(result, low) for low, is_sure in are_sure if is_sure and (low.before is None or low.event not in unsure)
    ]
    known += _lines_without_new_sum(result, {low.event: low.event not in unsure for low, _ in are_sure})
    sure = [debt.sum for debt in least if debt.sum is not None]
    before = years_of_stops(program, result.facts.history or ())
    stopped_before = [line for line in result.facts.history or () if id(line) in before]
    paid_before = {id(x.grant) for x in payments if not (x.is_new or isinstance(x.grant, LedgerLine))}
    return PaidBack(
        shown,
        tuple(line for line in known if line is not None),
        frozenset(
            _grant_key(grant) for grant in (*stopped_before, *(each.grant for sum_ in sure for each in sum_.ended))
        ),
        (
            *_doubtful_payments(result, events, payments),
            *(
                Phrase(
                    "nothing is recovered because of {item} ({day}): its share, its sum or a condition has no value; "
                    "the ledger does not have the event, so that it can be settled later",
                    "{item}（{day}）没有追回任何款项，因为其比例、金额或条件没有可用的值；该事件不写入台账，以后仍可结算",
                    item=debt.event[1],
                    day=str(debt.event[2]),
                )
                for debt in most
                if debt.sum is not None and not (debt.total or debt.sum.is_determined)
            ),
            *(
                Phrase(
                    "the recovery because of {item} ({day}) depends on missing facts and is not in the ledger: state "
                    "these facts, and settle the year again with its earlier ledger before the payment",
                    "{item}（{day}）从本次应得中扣除多少取决于所缺的事实，不写入台账：请先补正，再以原来的台账重新结算本年度，"
                    "然后拨付",
                    item=low.event[1],
                    day=str(low.event[2]),
                )
                for low, is_sure in are_sure
                if low.withheld and not is_sure
            ),
            *(
                Phrase(
                    "nothing is recovered because of {item} ({day}): it reaches amounts of earlier years that are not "
                    "settled; settle these years first, or all years together",
                    "{item}（{day}）没有追回任何款项：它涉及以前年度尚未结算的金额；请先结算这些年度，或者各年一并结算",
                    item=event.record.item,
                    day=str(event.day),
                )
                for event in waiting_events
            ),
            *(
                Phrase(
                    "nothing is recovered because of {item} ({day}): no payment has its `{field}`; the ledger does not "
                    "have the event, so that it can be corrected",
                    "{item}（{day}）没有追回任何款项，因为没有款项的`{field}`与其相同；该事件不写入台账，更正后仍可结算",
                    item=event.record.item,
                    day=str(event.day),
                    field=program.recoveries[event.index].same,
                )
                for event in strays
            ),
        ),
        tuple(recovery for recovery in made if recovery.payer and recovery.paid_back.high != nothing),
        {
            _grant_key(each.grant): _paid_before(program, each.grant)
            for debt, is_sure in are_sure
            for each, part in (debt.sum.stopped if is_sure and debt.sum is not None else ())
            if part and id(each.grant) not in paid_before
        },
    )


def _grant_key(grant: object) -> GrantKey:
    if isinstance(grant, LedgerLine):
        return grant.clause, grant.item, grant.event_date, grant.year
    assert isinstance(grant, Candidate)
    return grant.clause.label, grant.item, grant.day, grant.year or 0


def _paid_before(program: Program, grant: object) -> tuple[Paid, ...]:
    """What counts as paid of a grant before this run: each year's sum on its last day."""
    dues = sorted(grant.due.items()) if isinstance(grant, LedgerLine) else ()
    return tuple((program.fiscal_year.last_day(year), sum_) for year, sum_ in dues if sum_)


def _doubtful_payments(
    result: SettledRun, events: Iterable[RecoveryEvent], payments: Sequence[RecoverablePayment]
) -> Iterator[Phrase]:
    """A remark for each item of which something was paid after the event, of a grant before it, or before its grant."""
    program, index, known = result.program, PaymentIndex(payments), set[tuple[str, datetime.date | None]]()
    for event in events:
        term = program.recoveries[event.index]
        for payment, _ in index.event_payments(term, event, _field_of(result, event, term.same)):
            grant, granted = payment.grant, payment.granted_on or payment.day
            if payment.granted_on is None and isinstance(grant, LedgerLine):
                granted = program.fiscal_year.first_day(grant.year)
            is_early = granted is not None and payment.day is not None and payment.day < granted
            if is_early and not payment.is_new and (payment.item, payment.day) not in known:
                known.add((payment.item, payment.day))
                yield Phrase(
                    "the payment of {item} of {day} is earlier than its grant ({granted}): correct the day; recoveries "
                    "and interest count from it",
                    "{item}在{day}的兑现早于其核准日期（{granted}）：请改正日期，追回和利息都从该日起计算",
                    item=payment.item, day=str(payment.day), granted=str(granted),
                )  # fmt: skip
            is_late = payment.day is not None and payment.day > event.day and not payment.is_new
            if (
                is_late
                and event.is_dated
                and (payment.item, event.day) not in known
                and granted
                and granted <= event.day
            ):
                known.add((payment.item, event.day))
                yield Phrase(
                    "what was paid of {item} after {day}, the day of the event, is not recovered: if it is to be, name "
                    "an event with a later day, such as that of the decision to recover",
                    "{item}在事件日{day}以后拨付的款项不予追回：需要追回的，请以日期更晚的事件（如作出追回决定）为追回的事件",
                    item=payment.item, day=str(event.day),
                )  # fmt: skip


def _field_of(result: SettledRun, event: RecoveryEvent, name: str) -> Answer | None:
    """The value by which an event finds its payments, if it does so by a field."""
    return result.proposer.situation.with_record(event.record, event.day).field(name) if name else None


def _events_before_their_sums(
    result: SettledRun, course: RecoveryCourse, events: Iterable[RecoveryEvent], year: int
) -> list[RecoveryEvent]:
    """The events that reach sums of years before the requested one which no run has settled: no ledger has them."""
    unsettled = {
        id(settled.claim.brought_forward or settled.claim)
        for settled in result.settled_claims.values()
        for paid_in, sum_ in (
            {settled.claim.year or 0: settled.amount} if settled.carry is None else settled.carry.paid_by_year
        ).items()
        if sum_ and paid_in < year
    }
    index = PaymentIndex([each for each in _grants_without_payments(result, ()) if id(each.grant) in unsettled])
    return [event for event in events if course.reached(result.program.recoveries[event.index], event, index)]


def proposer_of_debts(proposer: Proposer) -> Proposer:
    """A proposer of what is collected. Its lines of earlier runs count as lines of awards."""
    code, facts = proposer.code.debts, proposer.facts
    assert code is not None
    labels = {clause.label for clause in code.program.clauses}
    history = [
        line.changed(
            due=line.recovery.back,
            proposed=line.recovery.total,
            admitted=line.recovery.total,
            recovery=None,
        )
        for line in recovery_lines(proposer.program, facts)
        if line.clause in labels and line.recovery is not None
    ]
    facts = attrs.evolve(
        facts, history=None if facts.history is None else tuple(history), others=(), reopened=None, digest=facts.digest
    )
    return proposer_of(code.program, code, facts, strict=proposer.is_strict)


def _settled_events(result: SettledRun) -> list[tuple[str, str, datetime.date | None]]:
    """The events of earlier runs. An event of another day belongs to the line of its year whose day is not stated."""
    earlier = [(line.clause, line.item, line.event_date) for line in recovery_lines(result.program, result.facts)]
    stated, year_of = recovered_events(result) if earlier else (), result.program.year_of
    gone = {(label, item, year_of(day)) for label, item, day in {*earlier}.difference(stated) if day is not None}
    return [*earlier, *(event for event in stated if (*event[:2], year_of(event[2])) in gone)]


def recovered_events(result: SettledRun) -> tuple[RecoveredEvent, ...]:
    """The events of recoveries and debts that the facts state."""
    proposer, as_of = result.proposer, result.facts.as_of
    events = recovery_events(result.program, proposer.code.evaluator, proposer.situation, as_of, ())
    labels = [term.label for term in result.program.recoveries]
    recovered = [(labels[event.index], event.record.item, event.day) for event in events if event.is_dated]
    claims = () if result.debts is None else result.debts.candidates
    owed = [(claim.clause.label, claim.item, claim.day) for claim in claims if claim.is_live and claim.day is not None]
    return (*recovered, *owed)


@attrs.frozen(eq=False, repr=False)
class OwedSum:
    """What is collected for one claim, at least and at most, in minor units.

    `line` is its line for the next ledger, if it is settled.
    """

    clause: Clause
    claim: Candidate
    day: datetime.date
    year: int
    ends: tuple[int, int]
    facts: frozenset[FactRef]
    line: LedgerLine | None


def _owed_sums(result: SettledRun) -> list[OwedSum]:
    """What is collected up to the reported year."""
    settled, sums = result.debts, list[OwedSum]()
    if settled is None:
        return sums
    lines = {(line.clause, line.item, line.event_date): line for line in settled.ledger if is_final(line)}
    for _, _, claims in settled.claims_with_bounds():
        for claim, low, high in claims:
            day, verdict, clause = claim.day or result.facts.as_of, settled.verdicts.get(id(claim)), claim.clause
            sums.append(
                OwedSum(
                    clause, claim, day, claim.year or result.program.year_of(day),
                    (low, INFINITE if high is None else high),
                    frozenset() if verdict is None else verdict.open_facts,
                    lines.get((clause.label, claim.item, claim.day)),
                )
            )  # fmt: skip
    return sums


Event: TypeAlias = tuple[str, str, datetime.date]
"""The label of a recovery or debt, the item of its record, and the day."""
_MOST = 10**30
"""A greater sum in minor units is a share of `INFINITE`."""


@attrs.define(eq=False, repr=False)
class _Debt:
    """What is owed because of one event: of this run (`sum`), of an earlier line, or of others' payments (`to_others`).

    Sums are in minor units.
    """

    event: tuple[str, str, datetime.date]
    year: int
    years: int  # in which it is set off
    owed: int
    total: int
    sum: RecoveredSum | None = None
    claim: OwedSum | None = None
    line: LedgerLine | None = None
    to_others: Recovery | None = None
    withheld: int = 0
    set_off: int = 0
    lapsed: int = 0
    stopped: int = 0  # of sums that this run makes due after the event
    before: RecoveredParts | None = None  # what earlier runs took, if its year is reopened

    @property
    def left(self) -> int:
        """What earlier runs did not take of it."""
        return max(0, self.total - (0 if self.before is None else self.before.repaid + self.before.set_off))

    def is_sure(self, high: _Debt) -> bool:
        """Whether it takes and stops the same at most, of settled grants, so that a ledger may have it.

        What may be set off in addition is set off by the run that knows it.
        """
        borne, principal = ((), 0) if self.sum is None else (self.sum.borne, self.sum.principal)
        ended = [
            [
                payment
                for payment in (() if each.sum is None else each.sum.ended)
                if not isinstance(grant := payment.grant, LedgerLine) or grant.parts or _unpaid(grant, {}) > 0
            ]
            for each in (self, high)
        ]
        is_same = (self.withheld, self.total, self.stopped) == (high.withheld, high.total, high.stopped)
        is_same &= bool(self.total) or (
            ended[0] == ended[1] and (self.sum is None or (self.sum.is_of_sure_event and self.sum.is_determined))
        )
        are_settled = all(payment.is_settled for payment in (*(each for each, _ in borne), *ended[1]))
        return is_same and are_settled and sum(part for _, part in borne) == principal

    def takes_the_same(self, high: _Debt) -> bool:
        """Whether it takes, and stops, the same sum of each payment at most."""
        return (self.total, self.parts, self.stopped) == (high.total, high.parts, high.stopped)

    @property
    def parts(self) -> Sequence[tuple[RecoverablePayment, int]]:
        """What it takes of each payment."""
        return () if self.sum is None else self.sum.parts

    @property
    def is_dated(self) -> bool:
        """Whether the day of the event is known."""
        if self.claim is not None:
            return self.claim.claim.day is not None
        return self.sum is None or isinstance(self.sum.record.values.get(self.sum.recovery.trigger.date_field), Date)

    @property
    def has_year(self) -> bool:
        """Whether the year of the event is known."""
        return self.is_dated or (self.claim is not None and bool(self.claim.claim.year))


def _debts(
    result: SettledRun, sums: Sequence[RecoveredSum], owed: Sequence[tuple[OwedSum, int]],
    earlier: Iterable[LedgerLine], to_others: Sequence[tuple[Recovery, int]],
) -> list[_Debt]:  # fmt: skip
    """The debts at least or at most, the oldest first, with what this run withholds."""
    program = result.program
    years_of = {term.label: term.set_off for term in program.recoveries}
    if program.debts is not None:
        years_of |= {clause.label: program.debts.set_off[clause.index] for clause in program.debts.program.clauses}
    debts = [
        _Debt(
            (line.clause, line.item, line.event_date or program.fiscal_year.last_day(line.year)), line.year,
            years_of.get(line.clause, 0), line.recovery.outstanding, 0, line=line,
        )
        for line in earlier
        if line.recovery is not None
    ]  # fmt: skip
    events = [
        *((sum_.recovery.label, sum_.record.item, sum_.day) for sum_ in sums),
        *((each.clause.label, each.claim.item, each.day) for each, _ in owed),
        *((each.label, each.item, each.day) for each, _ in to_others),
    ]
    before = _reopened_lines(result, events)
    for sum_ in sums:
        is_own, event = not _payer(result, sum_), (sum_.recovery.label, sum_.record.item, sum_.day)
        known = None if (line := before.get(event)) is None else line.recovery
        is_same_day = line is not None and line.event_date in (None, sum_.day)
        if known is not None and is_same_day and sorted(_recovers(program, sum_)) == sorted(known.recovers):
            sum_of_others = sum(total for each, total in to_others if (each.label, each.item, each.day) == event)
            charged = max(0, known.total - sum_of_others - sum_.principal - sum_.surcharge)
            sum_ = attrs.evolve(sum_, interest=min(sum_.interest, charged))  # what was withheld bore no interest
            if sum_.recovery.payer and is_own and result.proposer.is_alone and (rest := charged - sum_.interest):
                debts.append(_Debt(event, sum_.year, sum_.recovery.set_off, rest, rest, before=known))
        withheld = min(sum_.principal, sum(part for payment, part in sum_.parts if payment.is_new) if is_own else 0)
        old = min(sum_.principal, sum(part for payment, part in sum_.parts if not (payment.is_new and is_own)))
        stopped = sum(part for _, part in sum_.stopped)
        debts.append(
            _Debt(
                event, sum_.year, sum_.recovery.set_off if is_own else 0, old + sum_.surcharge + sum_.interest,
                sum_.total, sum_, withheld=withheld, stopped=stopped,
                before=known if is_own else None,
            )
        )  # fmt: skip
    for event, claim, recovery, total in (
        *(((each.clause.label, each.claim.item, each.day), each, None, total) for each, total in owed),
        *(((each.label, each.item, each.day), None, each, total) for each, total in to_others),
    ):
        taken = before[event].recovery if event in before else None
        year = program.year_of(event[2]) if claim is None else claim.year
        debts.append(
            _Debt(event, year, years_of[event[0]], total, total, claim=claim, to_others=recovery, before=taken)
        )
    of_events = values_by_key((debt.event, debt) for debt in debts if debt.before is not None)
    for *several, last in of_events.values():  # what was paid back of an event counts once
        left = last.before or RecoveredParts((), {})
        for debt in several:
            repaid = min(debt.total, left.repaid)
            set_off = min(debt.total - repaid, left.set_off)
            debt.before = RecoveredParts((), {}, repaid, set_off)
            left = RecoveredParts((), {}, left.repaid - repaid, left.set_off - set_off)
        last.before = left
    for debt in debts:
        if debt.before is not None:
            debt.withheld = min(debt.withheld, debt.left)
            debt.owed = max(0, debt.owed - debt.before.repaid - debt.before.set_off)
    places = {label: place for place, label in enumerate(years_of)}
    return sorted(debts, key=lambda debt: (debt.event[2], places.get(debt.event[0], len(places)), debt.event))


def _set_off(
    program: Program, least: Sequence[_Debt], most: Sequence[_Debt], payments: Sequence[RecoverablePayment],
    as_of: datetime.date,
) -> None:  # fmt: skip
    """Take debts, the oldest first, from the sums newly due in their years; what is left after them lapses.

    Both courses are taken together: the more one debt may take, the less may be left to the next one. A debt of an
    unknown year may be the first one in any year.
    """
    low_due, high_due = Counter[int](), Counter[int]()
    for payment in payments:
        if payment.is_new:
            low_due[payment.year] += 0 if payment.since else payment.least
            for year in range(program.year_of(payment.since) if payment.since else payment.year, payment.year + 1):
                high_due[year] += payment.most
    for due, debts in ((low_due, most), (high_due, least)):
        for debt in debts:
            for payment, part in debt.sum.parts if debt.withheld and debt.sum is not None else ():
                due[payment.year] -= part if payment.is_new else 0
            for payment, part in () if debt.sum is None else debt.sum.stopped:
                due[payment.year] -= part
    for low, high in sorted(zip(least, most, strict=True), key=lambda ends: ends[1].has_year):
        if low.sum is not None and high.sum is not None:
            if low.sum.principal == high.sum.principal:  # what was not paid before of a known sum is withheld
                low.withheld, high.withheld = (
                    max(low.withheld, high.left - high.owed), min(high.withheld, low.left - low.owed)
                )  # fmt: skip
            low.owed = max(low.owed, low.left - high.withheld)
            high.owed = min(high.owed, high.left - low.withheld)
        last, has_year = low.year + low.years, high.has_year
        for year in (range(low.year, last + 1) if has_year else [*high_due]) if low.years else ():
            low_left, high_left = max(0, low_due[year] * has_year), max(0, high_due[year])
            low_taken = min(max(0, low.owed - high.set_off), low_left)
            high_taken = min(max(0, high.owed - low.set_off), high_left)
            low.set_off += min(max(0, low.owed - low.set_off), low_left)
            high.set_off += min(max(0, high.owed - high.set_off), high_left)
            low_due[year] -= high_taken
            high_due[year] -= low_taken
        if low.years and as_of >= program.fiscal_year.last_day(last):
            low.lapsed = max(0, low.left - high.left + high.owed - high.set_off)
            high.lapsed = high.owed - low.set_off


def _reopened_lines(result: SettledRun, events: Iterable[Event]) -> Mapping[Event, LedgerLine]:
    """The lines of recoveries and debts of reopened years, by the event that they are settled for.

    The line of an event whose day was corrected is that of the other day of its item, which no line has.
    """
    reopened, years = result.facts.reopened, result.program.fiscal_year
    by_event = {
        (line.clause, line.item, line.event_date or years.last_day(line.year)): line
        for line in (() if reopened is None else reopened.recoveries)
    }
    stated = {*events}
    corrected = values_by_key((event[:2], event) for event in sorted(stated.difference(by_event)))
    for key, gone in values_by_key((event[:2], event) for event in sorted(by_event.keys() - stated)).items():
        for old, new in zip(gone, corrected.get(key, ()), strict=False):
            by_event[new] = by_event.pop(old)
    return by_event


def _lines_without_new_sum(result: SettledRun, events: Mapping[Event, bool]) -> Iterator[LedgerLine | None]:
    """The lines of reopened years whose event has no known sum now. `events`: whether the sum of an event is known.

    A line stands until its sum is known. If its event is not stated, what was paid back or taken is kept, and nothing
    is owed.
    What is owed of payments of others stands, unless the others are settled again too.
    """
    of_others = {term.label for term in result.program.recoveries if term.payer}
    for event, line in _reopened_lines(result, events).items():
        parts = line.recovery
        assert parts is not None
        is_of_others = line.clause in of_others and not parts.recovers
        if not events.get(event, not (is_of_others and result.proposer.is_alone)):
            yield line
        elif event not in events and (parts.repaid or parts.set_off or is_of_others):
            yield line.changed(recovery=RecoveredParts((), {line.year: 0}, parts.repaid, parts.set_off))


def _recovers(program: Program, sum_: RecoveredSum) -> tuple[tuple[str, str, str, int], ...]:
    """What a sum takes of each payment, and the grants that it ends, as its line has them."""
    labels = [clause.label for clause in program.members]
    grants_taken = {id(payment.grant) for payment, _ in sum_.borne}
    ended = [(payment, 0) for payment in sum_.ended if id(payment.grant) not in grants_taken]  # later runs read it
    return tuple(
        (labels[payment.clause], payment.item, str(payment.known_day or payment.year), part)
        for payment, part in (*sum_.borne, *ended)
    )


def _line(result: SettledRun, debt: _Debt) -> LedgerLine | None:
    """The line of a debt for the next ledger; `None` if its claim is settled again."""
    taken, repaid = debt.withheld + debt.set_off, 0
    if debt.before is not None:
        repaid = debt.before.repaid
        taken += debt.before.set_off
    if debt.line is not None:
        parts = debt.line.recovery
        assert parts is not None
        if not taken:
            return debt.line
        return debt.line.changed(recovery=attrs.evolve(parts, set_off=parts.set_off + taken))
    owed = RecoveredParts((), {debt.year: debt.total}, repaid, taken)
    if debt.claim is not None:
        line = debt.claim.line
        return None if line is None else line.changed(
            due={}, short=True, proposed=0, admitted=0, charged={}, outcome="", recovery=owed
        )  # fmt: skip
    if debt.sum is not None:
        back = {debt.year: 0} if _payer(result, debt.sum) else owed.back
        owed = attrs.evolve(owed, recovers=_recovers(result.program, debt.sum), back=back)
    label, item, day = debt.event
    return LedgerLine(
        result.program.name, label, item, debt.year, {}, short=True, applicant=result.facts.applicant,
        event_date=day, has_page=True, recovery=owed,
    )  # fmt: skip


def _as_one(line: LedgerLine, other: LedgerLine) -> LedgerLine:
    """The line of an event by which something is owed of payments to several applicants."""
    parts, more = (each.recovery or RecoveredParts((), {}) for each in (line, other))
    back = {year: parts.back.get(year, 0) + more.back.get(year, 0) for year in {**parts.back, **more.back}}
    return line.changed(
        recovery=RecoveredParts(
            (*parts.recovers, *more.recovers), back, parts.repaid + more.repaid, parts.set_off + more.set_off
        )
    )


def lines_with_debts(lines: Iterable[LedgerLine], paid_back: PaidBack) -> list[LedgerLine]:
    """The lines of the next ledger with those of recoveries. Money that waits of a stopped line lapses."""
    written = dict[tuple[object, ...], LedgerLine]()
    for line in paid_back.lines:
        event = line.clause, line.item, line.event_date
        written[event] = _as_one(written[event], line) if event in written else line
    remaining = list[LedgerLine]()
    for line in lines:
        event = line.clause, line.item, line.event_date
        if line.payments is None and (paid := paid_back.paid.get((*event, line.year))) is not None:
            line = line.changed(payments=paid)
        if line.carried and (*event, line.year) in paid_back.stopped:
            remaining.append(line.changed(carried=0, carry_until=None, lapsed=line.lapsed + line.carried))
        elif line.recovery is None or event not in written:
            remaining.append(line)
    return [*remaining, *written.values()]


def _payer(result: SettledRun, sum_: RecoveredSum) -> str:
    """Another applicant who owes a sum."""
    return sum_.payer if sum_.payer != result.facts.applicant else ""


def _recovery(
    result: SettledRun, low: _Debt, high: _Debt, waiting: Mapping[int, int],
    ended: Counter[tuple[str, datetime.date]], places: Mapping[int, int],
) -> Recovery:  # fmt: skip
    """The recovery of one event, with both bounds; its parts are those that are sure, if any are.

    `waiting` is what still waits after this run, by the identity of the line; `places` are those of the payments.
    """
    program = result.program
    shown = low if low.total or low.line is not None else high
    labels, term = [clause.label for clause in program.members], program.money_back.get(low.event[0])

    def money(minor: int) -> Money:
        return Money(0 if minor > _MOST else minor, program.currency)

    def bounds(least: int, most: int) -> Bounds:
        return Bounds(money(least), None if most > _MOST else money(most), least == most)

    sum_, claim, rest, left = shown.sum, shown.claim, (0, 0), {} if high.sum is None else high.sum.left
    if low.line is None and not high.lapsed:
        rest = (max(0, low.owed - high.set_off), high.owed - low.set_off)
    if high.to_others is not None:
        return attrs.evolve(
            high.to_others,
            set_off=bounds(low.set_off, high.set_off),
            lapsed=money(low.lapsed),
            rest=bounds(*rest),
        )
    open_facts = frozenset[FactRef]() if high.sum is None else high.sum.facts
    if high.claim is not None:
        open_facts = high.claim.facts
    payer = _payer(result, sum_) if sum_ else ""
    unpaid = [
        sum(
            _unpaid(payment.grant, waiting)  # of the earlier lines of which nothing more is paid
            for payment in (each.sum.ended if each.sum else ())
            if isinstance(payment.grant, LedgerLine)
        )
        for each in (low, high)
    ]
    stopped = unpaid[0] + ended.pop((low.event[0], low.event[2]), 0)
    return Recovery(
        low.event[0], term.article if term else "", term.text if term else "",
        term.span if term else Span(program.name, 1, 1, 1, 1), low.event[1],
        sum_.record.id if sum_ else claim.claim.record if claim else "",
        low.event[2], low.year, bounds(low.total, high.total), money(sum_.principal if sum_ else shown.total),
        money(sum_.surcharge if sum_ else 0), money(sum_.interest if sum_ else 0), bounds(low.withheld, high.withheld),
        bounds(low.set_off, high.set_off), money(low.lapsed),
        money(stopped + shown.stopped), money(shown.stopped),
        tuple(
            RecoveredPayment(
                labels[payment.clause], payment.item, payment.year, payment.day, money(part),
                is_withheld=payment.is_new and not payer, first_day=payment.first or payment.day,
                granted_on=payment.granted_on or payment.first or payment.day,
            )
            for payment, part in (() if sum_ is None else sum_.borne if low.total == high.total else sum_.parts)
        ),
        payer,
        () if low.takes_the_same(high) and unpaid[0] == unpaid[1] else tuple(sorted(open_facts)),
        term.title if term else "", None if claim is None or result.debts is None else _claim(result.debts, low.event),
        bounds(*rest), is_dated=shown.is_dated, stops=bounds(low.stopped, high.stopped),
        most_taken=tuple(
            TakenAtMost(places[id(payment)], part, left[id(payment)], bool(high.withheld) and payment.is_new)
            for payment, part in high.parts
        ),
        most_charged=money(0 if high.sum is None else high.sum.surcharge + high.sum.interest),
    )  # fmt: skip


def _claim(settled: SettledRun, event: tuple[str, str, datetime.date]) -> Claim | None:
    """The claim of a debt, if its year is reported."""
    return next((each for each in settled.claims if (each.label, each.item, each.event_date) == event), None)


# ---------------------------------------------------------------------------------------------- stops


def _ended_instalments(result: SettledRun) -> Counter[tuple[str, datetime.date]]:
    """The instalments that recoveries end, by the label of the recovery and its day."""
    ended = Counter[tuple[str, datetime.date]]()
    for settled in result.settled_claims.values() if result.program.schedules else ():
        for part in () if settled.carry is None else settled.carry.instalments:
            if part.state is InstalmentState.STOPPED and part.is_new and part.day is not None:
                ended[part.stopped_by, part.day] += part.low
    return ended


def stops_of_payments(result: SettledRun) -> Mapping[int, Sequence[StopOfPayments]]:
    """The recoveries with `pay nothing more` that reach grants which are paid in parts, by identity of the claim.

    Those of the ledger reach the grants that they ended, also if these are settled again.
    """
    program, proposer, evaluator = result.program, result.proposer, result.proposer.code.evaluator
    earlier, stopping = recovery_lines(program, result.facts), {x.label for x in program.recoveries if x.stops}
    events = [
        event
        for event in recovery_events(
            program, evaluator, proposer.situation, result.facts.as_of, _settled_events(result)
        )
        if program.recoveries[event.index].stops
        and (result.year is None or not event.is_dated or program.year_of(event.day) <= result.year)
    ]
    ended = [
        (line, each)
        for line in earlier
        if line.clause in stopping and line.recovery and (result.year is None or line.year <= result.year)
        for each in line.recovery.recovers
    ]
    if not events and not ended:
        return {}
    claims = {
        id(claim): claim
        for _, _, spans in result.claims_with_bounds()
        for claim, _, _ in spans
        if claim.clause.index in program.schedule_by_clause
    }
    claim_of = {id(claim.brought_forward or claim): claim for claim in claims.values()}
    lines = policy_lines(program, result.facts)
    payments = (*_payments_of_claims(result), *_payments_of_lines(result, lines))
    grants = [*_grants_without_payments(result, lines)]
    reachable = [each for each in (*payments, *grants) if id(each.grant) in claim_of]
    course = RecoveryCourse(program, evaluator, proposer.situation, reachable, ())
    index, stops = PaymentIndex(reachable), defaultdict[int, list[StopOfPayments]](list)
    for event in events:
        for each in course.ended_grants(event, index):
            day = event.day if event.is_dated else datetime.date.min
            stop = StopOfPayments(day, program.recoveries[event.index].label, each.facts)
            stops[id(claim_of[id(each.payment.grant)])].append(stop)
    of_item = values_by_key(((claim.clause.label, claim.item), claim) for claim in claims.values())
    for line, (label, item, paid_on, _) in ended:
        for claim in of_item.get((label, item), ()):
            is_later = str(claim.year if paid_on.isdecimal() else claim.day) > paid_on  # such a grant continues
            stops[id(claim)] += [] if is_later else [StopOfPayments(line.day_in(program.fiscal_year), line.clause)]
    return stops


def _grants_without_payments(result: SettledRun, lines: Iterable[LedgerLine]) -> Iterator[RecoverablePayment]:
    """A payment of nothing on the day of each grant, by which a recovery finds a grant of which nothing was paid."""
    program, as_of, brought = result.program, result.facts.as_of, set[int]()
    for _, _, spans in result.claims_with_bounds():
        for claim, _, _ in spans:
            brought |= {id(claim.brought_forward)}
            day, verdict = claim.day or as_of, result.verdicts.get(id(claim))
            yield RecoverablePayment(
                claim.clause.index, claim.item, claim.root, claim.brought_forward or claim, program.year_of(day), 0, 0,
                day, day, day, _fields_of_claim(program, result.proposer.situation, claim),
                is_settled=verdict is None or not verdict.is_open,
            )  # fmt: skip
    for clause, line, path in _lines_in_force(result, lines):
        if id(line) not in brought:
            known = _payment_of_line(
                result.proposer.situation,
                clause,
                line,
                f"{path}.event_date" if path and line.payments is not None else "",
            )
            yield attrs.evolve(known, day=known.granted_on, first=known.granted_on)


def _unpaid(line: LedgerLine, waiting: Mapping[int, int]) -> int:
    """What was due and is not paid, and what still waits after this run."""
    return max(0, line.total - line.paid) + waiting.get(id(line), line.carried)


# ---------------------------------------------------------------------------------------------- payments


def _payments_of_claims(result: SettledRun) -> Iterator[RecoverablePayment]:
    """The sums that this run makes due, each on the day of its claim; carried money on the first day of its year.

    What earlier lines of a claim that is settled again made due is paid already: the line of its day, and what lines of
    days without a claim leave. So is what was paid of a grant before it was due.
    """
    again, paid, left = _lines_settled_again(result), dict[int, list[RecoverablePayment]](), dict[int, int]()
    claims = [each for _, _, members in result.claims_with_bounds() for each in members]
    events = {(claim.clause.label, claim.item, claim.day) for claim, _, _ in claims}
    for claim, low, high in claims:
        settled, clause = result.settled_claims.get(id(claim)), claim.clause
        carry = None if settled is None else settled.carry
        if carry is not None and carry.instalments:
            made = _payments_in_parts(result, claim, carry)
        else:
            made = _payments_by_year(result, claim, low, high, carry)
        brought = claim.brought_forward
        before = [
            line
            for line in again.get((clause.label, claim.item, claim.year or 0), ())
            if line.event_date == claim.day or (clause.label, claim.item, line.event_date) not in events
        ]
        stands = 0 if brought is None else brought.total
        left |= {id(x): max(0, x.total - max(x.paid, stands)) for x in before if id(x) not in left}
        stated = before if brought is None or brought.payments is None else [brought]
        for line in stated:
            if id(line) not in paid:
                paid[id(line)] = _payments_again(result, clause, line, stands, left)
        yield from _less_paid(made, [payment for line in stated for payment in paid[id(line)]], before, left)


def _payments_again(
    result: SettledRun, clause: Clause, line: LedgerLine, stands: int, left: dict[int, int]
) -> list[RecoverablePayment]:
    """All payments of a line whose claim is settled; `left` gets what is left of them beyond the sum that stands."""
    payments = [*_payments_of_line(result.proposer.situation, clause, line, "", max(line.total, line.paid))]
    for each in payments:
        left[id(each)] = max(0, each.least - stands)
        stands -= each.least - left[id(each)]
    return payments


def _less_paid(
    made: Iterable[RecoverablePayment], paid: Sequence[RecoverablePayment], unpaid: Iterable[LedgerLine],
    left: dict[int, int],
) -> Iterator[RecoverablePayment]:  # fmt: skip
    """The payments of earlier lines as payments of a claim, no more than is due of it, and what it makes newly due.

    What was due before and is not paid is neither. `left` is what other claims leave of payments, and of what is unpaid
    of lines, by identity.
    """
    taken, new, grant = [[0, 0] for _ in paid], list[RecoverablePayment](), None
    for payment in made:
        grant = payment.grant
        for place, each in enumerate(paid):
            rest = left.get(id(each), each.least)
            least, most = min(payment.least, rest), min(payment.most, rest)
            if each.day is None and each.year == payment.year:  # paid on the day on which it is due
                new.append(attrs.evolve(payment, least=least, most=most, is_new=False))
            else:
                taken[place] = [sum_ + more for sum_, more in zip(taken[place], (least, most), strict=True)]
            payment = attrs.evolve(payment, least=payment.least - least, most=payment.most - most)
            left[id(each)] = rest - most
        for line in unpaid:
            least, most = min(payment.least, left[id(line)]), min(payment.most, left[id(line)])
            payment = attrs.evolve(payment, least=payment.least - least, most=payment.most - most)
            left[id(line)] -= most
        new.append(payment)
    old = [
        attrs.evolve(each, grant=grant, least=least, most=most) for each, (least, most) in zip(paid, taken, strict=True)
    ]
    yield from (payment for payment in (*old, *new) if payment.most)


def _payments_by_year(
    result: SettledRun, claim: Candidate, low: int, high: int | None, carry: CarryOver | None
) -> Iterator[RecoverablePayment]:
    """What is due of a claim that is not paid in parts, by year."""
    program, verdict = result.program, result.verdicts.get(id(claim))
    year_of, first_day = program.year_of, program.fiscal_year.first_day
    is_settled = low == high and (verdict is None or not verdict.is_open)
    dues = {claim.year or 0: low} if carry is None else carry.due
    is_in_parts = not is_settled and claim.clause.index in program.schedule_by_clause
    waits = 0 if is_settled else program.settlement.wait(claim.clause.index)
    is_spread = is_in_parts or waits > 0 or (claim.day is not None and claim.has_open_day)
    if is_spread and claim.year:  # on which days until the end of this year it is paid is not known
        dues = {year_of(result.facts.as_of) if is_in_parts else claim.year + waits: low}
    first, fields = None, _fields_of_claim(program, result.proposer.situation, claim)
    for year, due in sorted(dues.items()):
        most = due if carry is not None and not is_spread else INFINITE if high is None else max(due, high)
        if not most:
            continue
        since = None if year else program.window.start or first_day(result.facts.as_of.year - 50)
        since = claim.day or first_day(claim.year) if is_spread and claim.year else since
        year = year or year_of(result.facts.as_of)
        day = claim.day if claim.day is not None and year_of(claim.day) == year else first_day(year)
        first, is_dated = first or day, claim.day is not None and not is_spread
        yield RecoverablePayment(
            claim.clause.index, claim.item, claim.root, claim.brought_forward or claim, year, due, most,
            day if is_dated else None, first if is_dated else None, claim.day, fields, is_new=True,
            is_settled=is_settled, since=since,
        )  # fmt: skip


def _payments_in_parts(result: SettledRun, claim: Candidate, carry: CarryOver) -> Iterator[RecoverablePayment]:
    """The instalments of a claim that this run makes due, or may make due."""
    program, fields = result.program, _fields_of_claim(result.program, result.proposer.situation, claim)
    first = None
    for part in sorted(carry.instalments, key=lambda part: part.day or datetime.date.max):
        if not part.may_be_due or not part.high:
            continue
        day = None if part.state is InstalmentState.WAITS else part.day  # it waits for the day on which it is paid
        first = first or day
        if part.is_new and (part.year is None or part.facts or part.year in carry.due):
            yield RecoverablePayment(
                claim.clause.index, claim.item, claim.root, claim.brought_forward or claim,
                part.year or program.year_of(result.facts.as_of), 0 if part.facts else part.low, part.high, day,
                first, claim.day, fields, is_new=True, is_settled=not part.facts, since=None if day else claim.day,
            )  # fmt: skip


def _ids_settled_again(result: SettledRun) -> frozenset[int]:
    """The lines, by identity, whose event is settled again, without those with waiting money or open instalments."""
    claims = (claim for _, _, spans in result.claims_with_bounds() for claim, _, _ in spans)
    return result.ids_settled_again - {id(claim.brought_forward) for claim in claims}


def _lines_settled_again(result: SettledRun) -> Mapping[tuple[str, str, int], list[LedgerLine]]:
    """The lines of earlier runs that are settled again, by award, item and year."""
    lines, standing = policy_lines(result.program, result.facts), {id(line) for line in result.facts.history or ()}
    before = lines if result.facts.reopened is None else result.facts.reopened.before
    settled = _ids_settled_again(result)
    again = (line for line in before if id(line) in settled or id(line) not in standing)
    return values_by_key(((line.event_clause, line.item, line.year), line) for line in again)


def _payments_of_lines(result: SettledRun, lines: Sequence[LedgerLine]) -> Iterator[RecoverablePayment]:
    """The payments of earlier lines under awards of today, no more than was due; the rest of a line is overpaid."""
    for clause, line, path in _lines_in_force(result, lines):
        yield from _payments_of_line(result.proposer.situation, clause, line, path and f"{path}.payments")


def _lines_in_force(result: SettledRun, lines: Iterable[LedgerLine]) -> Iterator[tuple[Clause, LedgerLine, str]]:
    """The final lines under awards of today that are not settled again, with their paths in the facts if they have
    one.
    """
    again, clauses = _ids_settled_again(result), clauses_by_label(result.program)
    paths = {id(line): f"history[{place}]" for place, line in enumerate(result.facts.history or ())}
    for line in lines:
        clause = clauses.get(line.clause)
        if clause is not None and is_final(line) and id(line) not in again:
            yield clause, line, paths.get(id(line), "")


def _payment_of_line(situation: Situation, clause: Clause, line: LedgerLine, place: str) -> RecoverablePayment:
    """What the payments of a line have in common. The day of a grant is that of its event, in the line or the facts."""
    item, kind = item_of(clause, situation.schema, line), situation.schema.record_by_name.get(clause.trigger.record)
    root = "" if kind is None else kind.root
    names = situation.program.compute_once(shared_fields).get(clause.index, ())
    values = {name: shared_value(situation, clause, line, name) for name in names}
    fields = {name: value for name, value in values.items() if value is not None and not isinstance(value, Special)}
    days = list[datetime.date]()
    for record in records_with_item(situation, root, item):
        day = record.values.get(clause.trigger.date_field)
        if isinstance(day, datetime.date) and situation.program.year_of(day) == line.year:
            days.append(day)
    granted_on = line.event_date or min(days, default=None)
    return RecoverablePayment(
        clause.index, item, root, line, line.year, 0, 0, granted_on=granted_on, fields=fields, place=place
    )


def _payments_of_line(
    situation: Situation, clause: Clause, line: LedgerLine, place: str, most: int | None = None
) -> Iterator[RecoverablePayment]:
    """The payments of a line, up to the sum due or to another sum."""
    known, years = _payment_of_line(situation, clause, line, place), situation.program.fiscal_year
    dues = line.dues(years)
    if line.payments is None:
        for day, due in dues:
            yield attrs.evolve(
                known, year=years.year_of(day), least=due, most=due, first_year=years.year_of(dues[0][0]),
                due_on=day if line.parts else None,
            )  # fmt: skip
        return
    paid, entries = Counter[datetime.date](), Counter[tuple[datetime.date, datetime.date]]()
    left = line.total if most is None else most
    for day, sum_ in sorted(line.payments):
        paid[day] += min(sum_, left)
        left -= min(sum_, left)
    due_by_day, kept_by_day = values_by_key(dues), values_by_key(line.kept if left else ())
    for due_on, sums in kept_by_day.items():  # with what is paid of the same sum it is one payment
        part, step = min(sum(sums), left), max((day for day in due_by_day if day <= due_on), default=due_on)
        left, rest = left - part, max(0, sum(due_by_day.get(step, ())) - part)
        for day in sorted(day for day, sum_ in paid.items() if day >= due_on and sum_):
            net = min(paid[day], rest)
            paid[day], rest = paid[day] - net, rest - net
            entries[day if most is None else due_on, due_on] += net + part * bool(net)
            part *= not net
        entries[due_on, due_on] += part
    entries.update({(day, day): sum_ for day, sum_ in paid.items()})
    parts = sorted((*entry, sum_) for entry, sum_ in entries.items() if sum_ > 0)
    for day, due_on, sum_ in parts:
        yield attrs.evolve(
            known, year=years.year_of(day), least=sum_, most=sum_, day=day, first=parts[0][0], due_on=due_on
        )  # fmt: skip


def _fields_of_claim(program: Program, situation: Situation, claim: Candidate) -> Mapping[str, Answer]:
    """The fields of a claim's record by which recoveries find its payments; of a set, its keys."""
    if claim.brought_forward is not None:
        return _payment_of_line(situation, claim.clause, claim.brought_forward, "").fields
    names = program.compute_once(shared_fields).get(claim.clause.index, ())
    if claim.source is None:
        return {name: key_text(claim.keys[name]) for name in names if name in claim.keys}
    kind = program.schema.record_by_name[claim.source.kind]
    here = situation.with_record(claim.source, claim.day or situation.day, claim.year or situation.year)
    values = ((name, here.field(name)) for name in names if name in kind.field_by_name)
    return {name: value for name, value in values if not isinstance(value, Special)}


def read_recoveries(situation: Situation, evaluator: Evaluator, as_of: datetime.date) -> None:
    """Evaluate all that recoveries may read, for a situation that records it."""
    program = situation.program
    days = points_of_payment(program, as_of, as_of, as_of)
    for event in recovery_events(program, evaluator, situation, as_of, ()):
        formulas = evaluator.formulas.recoveries[event.index]
        here = attrs.evolve(
            situation.with_record(event.record, event.day), assumptions={**situation.assumptions, **days}
        )
        tests = [test.holds for test in formulas.tests]
        further = (formulas.surcharge, formulas.at_most, formulas.threshold)
        for formula in (*tests, formulas.share, *formulas.interest, *(each for each in further if each is not None)):
            evaluator.reader(formula)(here)
