"""The journal of a course with the cause of each cut; the amount of each cap and the suspensions of each year.

Input: the kernel's tables, the groups behind their numbers, and the claims. Output: a cut for each row in which a claim
kept less than it requested (or more), with the code of the reason. The reason itself is made when it is read. The
claims and payments that it names are found in the rows of the same group: the winner, the level reached, earlier
payments.

A cap is a constant, or is computed from the year's figures or from the facts of each claim. If facts are missing, it
has a lower and an upper end. At the lower end each cap has its least amount and every suspension that may apply does;
at the upper end each cap has its greatest amount and only certain suspensions apply. Settlement runs at one of the two
ends.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from math import ceil
from typing import NamedTuple, TypeAlias, TypeVar, cast

import attrs

from ipdsl.base.partition import values_by_key
from ipdsl.base.values.days import Date, add, first_day_spanning
from ipdsl.base.values.money import Money
from ipdsl.claims.applicability import Calendar, last_settled
from ipdsl.claims.claim import (
    BEFORE_ALL_DAYS,
    INFINITE,
    Candidate,
    printed_groups,
    selection_reason,
    support_counted_under_cap,
)
from ipdsl.engine.evaluator import CapAmount, GeneratedFunctions
from ipdsl.engine.matters import cached_year_value
from ipdsl.engine.operations import Answer, facts_of
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import FactRef, Open, Truth
from ipdsl.ir.proposal import (
    ALREADY_DEDUCTED as DEDUCTED,
    APPLICANT_LIMIT,
    BELOW_AFTER_DEDUCTIONS,
    CAP,
    COHORT_QUOTA,
    HIGHEST,
    HIGHEST_PAID,
    MINIMUM_TOTAL,
    NO_REPEAT,
    NO_REPEAT_EARLIER,
    NO_REPEAT_PAID,
    NUMBER_LIMIT,
    OLDER,
    ONCE,
    ROUNDED_TOTAL,
    TOPPED_UP,
    AmountAfterCaps,
    ArticlePlace,
    ClaimOrder,
    LimitNote,
    Loser,
    PaidStatus,
    Payment,
    Payments,
    Reason,
    RuleKey,
    TakenPlaces,
    Values,
    Winner,
    reason,
)
from ipdsl.ir.terms import Clause, Manner, Order, StepRule, Suspension
from ipdsl.kernel.allocation import (
    BEST_OF,
    DEDUCTION,
    EXCLUSIVE,
    FLOOR,
    LIMIT,
    MINIMUM_SUM,
    QUOTA,
    TOP_UP,
    KernelTables,
)  # fmt: skip
from ipdsl.kernel.grouping import ClaimLimit, GroupedClaims, is_different_level
from ipdsl.kernel.rule_table import (
    AnyPayment,
    ExternalPayment,
    GroupKey,
    PriorPayment,
    Rule,
    groups,
    took_place,
    total_taken,
)
from ipdsl.schema.declarations import span_of_keys
from ipdsl.settlement.effects import (
    Cut,
    Grant,
    SettledClaim,
    cap_articles,
    caps_note,
    contender,
    grant_from_claim,
    grant_from_payment,
    payment_of,
    payment_order,
)
from ipdsl.settlement.freed_amounts import FreedAmount, FreedByGroup

_MOST_NAMED = 3
"""The number of payments that a reason names when the places of a limit are taken."""

Value = TypeVar("Value")

Change: TypeAlias = tuple[int, int, int]
"""The index of a step that changed a claim, the amount requested and the amount kept."""


def apply_cuts(
    numbered: GroupedClaims, tables: KernelTables, claims: Sequence[Candidate], settled: Sequence[SettledClaim],
    currency: str
) -> dict[int, list[Change]]:  # fmt: skip
    """Set amounts and cuts of the settled claims from the kernel's tables; return the changing steps by claim."""
    journal = Journal(numbered, tables, claims, settled, currency)
    changes: dict[int, list[Change]] = {}
    for row, (requested, granted) in enumerate(zip(tables.requested, tables.granted, strict=True)):
        if requested == granted:
            continue
        i, rule = tables.row_claim[row], journal.rule(row)
        changes.setdefault(i, []).append((rule.step_index, requested, granted))
        if rule.step.wait:
            continue  # carry-over is reported with the claim
        why = partial(journal.reason, row)
        preferred = journal.preferred_item(row, rule) if rule.step.traits.selects else ""
        code, taken, raised = journal.code(row, rule), max(0, requested - granted), max(0, granted - requested)
        rest = min(taken, journal.rest_below_threshold(row)) if rule.state == DEDUCTION and not granted else 0
        cut = Cut(code, taken - rest, why, rule.step_rule, preferred, raised, rule.step.is_of_award)
        settled[i].cuts = (*settled[i].cuts, cut)
        if rest:
            why = partial(journal.threshold_reason, row)
            settled[i].cuts = (*settled[i].cuts, Cut(BELOW_AFTER_DEDUCTIONS, rest, why, rule.step_rule, is_own=True))
    for settled_claim, since, left, raised in zip(
        settled, numbered.claims.since, tables.left, tables.raised, strict=True
    ):
        if not since:
            settled_claim.amount, settled_claim.raised = left, raised
    return changes


class Journal:
    """The cuts of one course with their reasons. Rows are rows of the kernel's tables."""

    __slots__ = (
        "_rows_by_group",
        "_settled",
        "_tables",
        "_values_by_group",
        "claims",
        "currency",
        "numbered",
        "year_of",
    )

    def __init__(
        self, numbered: GroupedClaims, tables: KernelTables, claims: Sequence[Candidate],
        settled: Sequence[SettledClaim], currency: str
    ) -> None:  # fmt: skip
        self.numbered, self._tables, self.claims, self.currency = numbered, tables, claims, currency
        self._settled = settled
        self._rows_by_group: dict[int, list[int]] | None = None
        self._values_by_group: dict[tuple[str, int, int], object] = {}
        self.year_of: list[int] = []
        """The year of each segment."""
        for year, end in zip(tables.turn_year, tables.turn_end, strict=True):
            self.year_of += [year] * (end - len(self.year_of))

    def claim(self, row: int) -> int:
        """The claim of a row."""
        return self._tables.row_claim[row]

    def rule(self, row: int) -> Rule:
        """The rule that decided the row."""
        tables = self._tables
        bound = tables.binding[row]
        group = tables.group[tables.row_bound[row] if bound < 0 else bound]
        return self.numbered.binding[group].rule

    def _segment(self, row: int) -> int:
        return bisect_right(self._tables.seg_first, row) - 1

    # ------------------------------------------------------------------------------------------ codes

    def code(self, row: int, rule: Rule) -> str:
        """The code of the reason, which also decides the outcome."""
        if rule.state == QUOTA:
            if rule.step_rule.is_across:
                return COHORT_QUOTA if rule.step_rule.counts_records else APPLICANT_LIMIT
            return ONCE if rule.is_once else NUMBER_LIMIT
        if rule.state == BEST_OF:
            return HIGHEST if self._loses(row) else HIGHEST_PAID
        if rule.state == EXCLUSIVE:
            if self._cached_for_group(self._is_paid_in_other_year, row, self._binding_group(row)):
                return NO_REPEAT_EARLIER
            return NO_REPEAT if self._is_beaten(row) else NO_REPEAT_PAID
        return rule.step.traits.reason

    def preferred_item(self, row: int, rule: Rule) -> str:
        """The item that was preferred, if claims compete; otherwise empty."""
        if rule.state == BEST_OF and self._loses(row):
            return self.claims[self._best_team(row)[0]].item
        if rule.state == EXCLUSIVE and self.code(row, rule) == NO_REPEAT:
            return self.claims[self.claim(self._winner(row))].item
        return ""

    def reason(self, row: int) -> Reason:
        """The reason why the claim did not keep the amount it requested."""
        rule, tables = self.rule(row), self._tables
        bound = rule.step_rule
        where, per = ArticlePlace(bound.article), RuleKey(bound.keys, bound.per_year)
        if rule.state == LIMIT:
            most, note = self._cap_amount(row)
            left = self._money(tables.granted[row])
            return reason(CAP, left=left, where=where, most=self._money(most), per=per, note=note)
        if rule.state == QUOTA:
            if rule.is_once:
                return self._once_reason(row, rule)
            if bound.counts_records:
                programs = (claim.situation.program for claim in self.claims if claim.situation is not None)
                fields = [order.field for order in bound.orders]
                return selection_reason(
                    next(programs, None), self.claims[self.claim(row)], fields, rule.step.number, where
                )
            if bound.is_across:
                order = self._order_before(row, tables.group[tables.binding[row]])
                return reason(APPLICANT_LIMIT, number=rule.step.number, where=where, per=per, order=order)
            return self._limit_reason(row, rule, where, per)
        if rule.state == BEST_OF:
            return self._highest_reason(row, where, per)
        if rule.state == EXCLUSIVE:
            return self._repeat_reason(row, where, per)
        if rule.state == TOP_UP:
            return self._top_up_reason(row, where, per)
        if rule.state == DEDUCTION:
            return self._deduction_reason(row, rule)
        if rule.step.traits.compares_sums:
            return self._total_reason(row, where, per)
        assert rule.state == FLOOR, "a rule without a reason changed a claim"
        return self._raise_reason(row, where, per)

    def _cap_amount(self, row: int) -> tuple[int, LimitNote]:
        """The amount of a cap, and a note if the least of several amounts counts, or if a published remaining amount is
        less than the ledger's lines would leave.
        """
        tables = self._tables
        bound = tables.binding[row]
        claim_group = self.numbered.binding[tables.group[bound]]
        freed = self.numbered.freed_amount(claim_group, self.claim(row)) if self.numbered.freed else 0
        most, rule = tables.more[bound] - freed, claim_group.rule.step_rule
        limit, note = rule.amount, LimitNote(freed=self._money(freed) if freed else None)
        if rule.is_by_claim:
            limits = self._cached_for_group(self._limits_of_year, row, tables.group[bound])
            limit, support = min(limits)
            is_least, most = len({amount for amount, _ in limits}) > 1, min(most, limit)
            note = note._replace(is_least=is_least, support=self._money(support) if support else None)
        if rule.function is not None and most <= 0 and not (limit or note.support):
            note = note._replace(is_nothing=True)
        manner = claim_group.rule.step.manner
        first_value = tables.upto[bound - 1] if bound else 0
        if first_value < tables.upto[bound]:
            note = note._replace(ratio=Fraction(tables.values[first_value], tables.values[first_value + 1]))
        elif manner is not Manner.IN_ORDER or rule.orders:
            rest, total = self._cached_for_group(self._rests_of_year, row, tables.group[bound])[row]
            note = note._replace(
                manner="" if manner is Manner.IN_ORDER else manner.name.lower().replace("_", " "),
                rest=self._money(rest),
                total=self._money(total),
                orders=tuple(order.field for order in rule.orders),
            )
        if rule.is_across and note.manner != "in proportion" and note.ratio is None:
            note = note._replace(tie=self._order_before(row, tables.group[bound]))
        if limit is None or limit == most or not rule.is_across:
            return max(0, most), note
        left = most - total_taken(claim_group.rule, claim_group.payments)
        return limit, note._replace(published_left=self._money(left))

    def _total_reason(self, row: int, where: ArticlePlace, per: RuleKey) -> Reason:
        tables, group = self._tables, self._binding_group(row)
        total = self._money(self._cached_for_group(self._sum_of_year, row, group))
        amount = self._money(tables.more[tables.binding[row]])
        if self.rule(row).state == MINIMUM_SUM:
            return reason(MINIMUM_TOTAL, total=total, where=where, least=amount, per=per)
        left = self._money(tables.granted[row])
        return reason(ROUNDED_TOTAL, left=left, total=total, where=where, step=amount, per=per)

    def _sum_of_year(self, row: int, group: int) -> int:
        """The sum that the claims of the year in a group ask for, with earlier payments."""
        claim_group = self.numbered.binding[group]
        paid = total_taken(claim_group.rule, claim_group.payments)
        return paid + sum([self._tables.requested[other] for other in self._rows_of_year(row, group)])

    def _rests_of_year(self, row: int, group: int) -> dict[int, tuple[int, int]]:
        """For each row of the year in a group: the rest of a cap before it (before all, if they are cut in
        proportion), and what all claims of the year ask for.
        """
        tables, numbered = self._tables, self.numbered
        claim_group, rows = numbered.binding[group], self._rows_of_year(row, group)
        taken = total_taken(claim_group.rule, claim_group.payments)
        taken += sum([tables.granted[other] for other in self._rows_of_earlier_years(row, group)])
        left = max(0, numbered.claim_limit(claim_group, self.claim(row)) - taken)
        total = sum([tables.requested[other] for other in rows])
        rests: dict[int, tuple[int, int]] = {}
        for other in rows:
            rests[other] = left, total
            if claim_group.rule.step.manner is not Manner.IN_PROPORTION:
                left -= tables.granted[other]
        return rests

    def _limits_of_year(self, row: int, group: int) -> set[ClaimLimit]:
        """The amounts of a cap that the claims of the year state in a group."""
        function, limits = self.numbered.binding[group].rule.step_rule.function, self.numbered.claims.limits
        asking = [other for other in self._rows_of_year(row, group) if self._tables.requested[other] > 0]
        return {limits[self.claim(other)][function or ""] for other in asking}

    def _money(self, sum_: int) -> Money:
        return Money(sum_, self.currency)

    # ------------------------------------------------------------------------------------------ who shares a group

    def _groups(self, row: int) -> Iterable[int]:
        """The groups that a row belongs to, without duplicates."""
        tables = self._tables
        return dict.fromkeys(tables.group[tables.row_bound[row] : tables.row_bound[row + 1]])

    def _rows(self, group: int) -> list[int]:
        """The rows of a group in their order: one step, year by year, in claim order."""
        if self._rows_by_group is None:
            rows = range(len(self._tables.row_claim))
            # assigned in one step, because another thread may read it
            self._rows_by_group = values_by_key((of_row, row) for row in rows for of_row in self._groups(row))
        return self._rows_by_group.get(group, [])

    def _rows_of_year(self, row: int, group: int) -> list[int]:
        """The rows of the same step, year and group, in claim order."""
        rows, seg_first, segment = self._rows(group), self._tables.seg_first, self._segment(row)
        return rows[bisect_left(rows, seg_first[segment]) : bisect_left(rows, seg_first[segment + 1])]

    def _rows_of_earlier_years(self, row: int, group: int) -> list[int]:
        """The rows of the same step and group in earlier years."""
        rows, segment = self._rows(group), self._segment(row)
        earlier = rows[: bisect_left(rows, self._tables.seg_first[segment])]
        return [other for other in earlier if self._year(other) < self.year_of[segment]]

    def _cached_for_group(self, work: Callable[[int, int], Value], row: int, group: int) -> Value:
        """A value that is the same for all rows of a year in a group, computed once."""
        key = work.__name__, self._segment(row), group
        if key not in self._values_by_group:
            self._values_by_group[key] = work(row, group)
        return cast("Value", self._values_by_group[key])

    def _paid_rows(self, row: int, group: int) -> list[int]:
        """The rows of the year in the group that kept an amount above 0, in the order of their step."""
        rows = (other for other in self._rows_of_year(row, group) if self._tables.granted[other] > 0)
        return sorted(rows, key=self._place_in_step)

    def _place_in_step(self, row: int) -> tuple[int, int]:
        """The place of a row among those of its step: by amount, or as the rows are sorted, also by a field."""
        is_by_claim = self.rule(row).step.order is Order.CLAIM
        return 0 if is_by_claim else -self._tables.requested[row], row

    def _paid_rows_before(self, row: int, group: int) -> list[int]:
        """The paid rows that come before a row, in the order of its step."""
        rows = self._cached_for_group(self._paid_rows, row, group)
        before = rows[: bisect_left(rows, self._place_in_step(row), key=self._place_in_step)]
        return self._rows_in_span(row, group, before) if self.rule(row).step.order is Order.CLAIM else before

    def _admitted_rows_before(self, row: int, group: int) -> list[int]:
        """The rows of earlier years in the group with an admitted amount above 0."""
        admitted = self._tables.admitted
        return [other for other in self._rows_of_earlier_years(row, group) if admitted[self.claim(other)] > 0]

    def _admitted_rows_in_span(self, row: int, group: int) -> list[int]:
        """The admitted rows of earlier years that a limit granted something and that count for the row."""
        admitted, granted = self._cached_for_group(self._admitted_rows_before, row, group), self._tables.granted
        return self._rows_in_span(row, group, [other for other in admitted if granted[other] > 0])

    def _rows_in_span(self, row: int, group: int, rows: list[int]) -> list[int]:
        """The rows whose days are in one span with the day of a row; all rows for a rule without a span."""
        span, day = self.numbered.binding[group].rule.span, self.claims[self.claim(row)].day
        if span is None or day is None:
            return rows
        days = {other: self.claims[self.claim(other)].day for other in rows}
        return [other for other, of_other in days.items() if of_other is not None and add(of_other, *span) > day]

    def _payments_in_span(self, row: int, group: int) -> Sequence[AnyPayment]:
        """The earlier payments that count for a row."""
        payments, day = self._payments(group), self.claims[self.claim(row)].day
        span = self.numbered.binding[group].rule.span
        if span is None or day is None:
            return payments
        return [
            payment
            for payment in payments
            if isinstance(payment, PriorPayment)
            and payment.counted_amount > 0
            and add(payment.day, *span) > day
            and first_day_spanning(payment.day, *span) <= day
        ]

    def _payments(self, group: int) -> Sequence[AnyPayment]:
        return self.numbered.binding[group].payments

    def _uncounted_payments(self, row: int, group: int) -> list[AnyPayment]:
        """The earlier payments of a group, without those already counted in the claim of the row before the rule."""
        i, rule = self.claim(row), self.numbered.binding[group].rule
        return [payment for payment in self._payments(group) if not self.numbered.is_counted(i, rule, payment)]

    def _year(self, row: int) -> int:
        return self.year_of[self._segment(row)]

    def _grant_from_claim(self, row: int, sum_: int) -> Grant:
        """The grant of the claim of a row, with the amount that the rule counts."""
        return grant_from_claim(self._settled[self.claim(row)], self._year(row), sum_)

    def _grant_from_payment(self, payment: AnyPayment) -> Grant:
        return grant_from_payment(payment, self.numbered.table)

    def _caps_note(self, granted: Sequence[Grant], *, names_sum: bool = False) -> AmountAfterCaps:
        return caps_note(granted, self.currency, names_sum=names_sum)

    def _with_award(self, payment: Payment, row: int) -> Payment:
        """The payment with its award if its item equals the item of the row's claim; otherwise without."""
        claim = self.claims[self.claim(row)]
        is_same = payment.item == claim.item and payment.award != claim.clause.label
        return payment if is_same else payment._replace(award="")

    def _counted_sum(self, granted: Sequence[Grant]) -> tuple[Money, PaidStatus, AmountAfterCaps]:
        """The total that counts as paid, its status, and the note on caps."""
        after = self._caps_note(granted)
        how = PaidStatus(all(grant.was_paid for grant in granted), after.left is not None)
        return self._money(sum(grant.sum for grant in granted)), how, after

    def _payments_named(self, row: int, granted: Iterable[Grant]) -> Payments:
        return Payments(tuple(self._with_award(grant.payment, row) for grant in granted))

    # ------------------------------------------------------------------------------------------ once, limits

    def _once_reason(self, row: int, rule: Rule) -> Reason:
        keys, claim = rule.step_rule.keys, self.claims[self.claim(row)]
        item = Values(printed_groups(claim.keys, keys, None), keys) if keys else claim.item
        used, order = self._use_of_once(row)
        after = self._caps_note([used], names_sum=True)
        return reason(ONCE, item=item, when=self._with_award(used.payment, row), after=after, order=order)

    def _use_of_once(self, row: int) -> tuple[Grant, ClaimOrder]:
        """The grant that used up a `once`: a claim of this year, or of an earlier year, or an earlier payment."""
        tables = self._tables
        for bound in range(tables.row_bound[row], tables.row_bound[row + 1]):
            if not tables.more[bound]:
                continue
            group = tables.group[bound]
            passed = self._paid_rows_before(row, group)
            if passed:
                claim, granted = (
                    self.claims[self.claim(passed[-1])],
                    self._grant_from_claim(passed[-1], tables.granted[passed[-1]]),
                )
                dated = granted._replace(payment=granted.payment._replace(day=claim.day))
                return dated, self._order(passed[-1], row)
            admitted = self._admitted_rows_in_span(row, group)
            if admitted:
                return self._grant_from_claim(admitted[-1], tables.admitted[self.claim(admitted[-1])]), ClaimOrder.DAY
            if past := self._payments_in_span(row, group):
                return self._grant_from_payment(past[-1]), ClaimOrder.DAY
        raise AssertionError("a `once` that cuts was used up by something")

    def _order_before(self, row: int, group: int) -> ClaimOrder:
        """The criterion that sorted the last paid claim of a group before a claim."""
        passed = self._paid_rows_before(row, group)
        return self._order(passed[-1], row) if passed else ClaimOrder.DAY

    def _order(self, first: int, second: int) -> ClaimOrder:
        """The criterion that sorted the first claim before the second."""
        claim, other, requested = (
            self.claims[self.claim(first)],
            self.claims[self.claim(second)],
            self._tables.requested,
        )
        if self.rule(second).step.order is not Order.CLAIM and requested[first] != requested[second]:
            return ClaimOrder.AMOUNT
        orders = self.rule(second).step_rule.orders
        if orders and claim.source is not None and other.source is not None:
            values, of_other = claim.source.values, other.source.values
            if any(values.get(order.field) != of_other.get(order.field) for order in orders):
                return ClaimOrder.DAY
            if claim.day != other.day:
                return ClaimOrder.FIELD
        if claim.day is None or claim.day != other.day:
            return ClaimOrder.DAY
        if claim.clause is not other.clause:
            return ClaimOrder.TEXT
        return ClaimOrder.ITEM if claim.item != other.item else ClaimOrder.APPLICANT

    def _limit_reason(self, row: int, rule: Rule, where: ArticlePlace, per: RuleKey) -> Reason:
        """The reason of a limit with the payments that took its places.

        The last payment is named first: it decided the cut.
        """
        tables, taken, order = self._tables, dict[tuple[str, str], Payment](), ClaimOrder.DAY
        for bound in range(tables.row_bound[row], tables.row_bound[row + 1]):
            group = tables.group[bound]
            passed = self._paid_rows_before(row, group)
            order = self._order(passed[-1], row) if passed and order is ClaimOrder.DAY else order
            admitted = self._admitted_rows_in_span(row, group)
            earlier = [(self.claims[self.claim(other)], self._year(other)) for other in reversed([*admitted, *passed])]
            payments = [payment_of(claim, year, claim.day) for claim, year in earlier]
            payments += [prior.payment for prior in self._payments_in_span(row, group) if took_place(prior, rule)]
            for payment in payments:
                taken.setdefault((payment.item, payment.award), self._with_award(payment, row))
        named, number = tuple(taken.values())[:_MOST_NAMED], len(taken)
        places = TakenPlaces(named, number - len(named))
        return reason(NUMBER_LIMIT, number=rule.step.number, where=where, per=per, taken=places, order=order)

    # ------------------------------------------------------------------------------------------ teams

    def _best_team(self, row: int) -> list[int]:
        """The claims of the best competitor, in claim order."""
        return self._cached_for_group(self._claims_of_best, row, self._binding_group(row))

    def _claims_of_best(self, row: int, group: int) -> list[int]:
        tables = self._tables
        best: list[int] = []
        for other in self._rows_of_year(row, group):
            bounds = range(tables.row_bound[other], tables.row_bound[other + 1])
            is_best = any(tables.group[bound] == group and tables.more[bound] == tables.b[group] for bound in bounds)
            if is_best and tables.requested[other] > 0:
                best.append(self.claim(other))
        return best

    def _binding_group(self, row: int) -> int:
        return self._tables.group[self._tables.binding[row]]

    def _loses(self, row: int) -> bool:
        """Whether a better competitor won, and not a payment of the year."""
        tables, bound = self._tables, self._tables.binding[row]
        group = tables.group[bound]
        best = tables.b[group]
        return tables.more[bound] != best and tables.team[best] > tables.a[group]

    def _highest_reason(self, row: int, where: ArticlePlace, per: RuleKey) -> Reason:
        tables, group = self._tables, self._binding_group(row)
        if not self._loses(row):
            lines = [payment.line for payment in self._payments(group)]
            how = PaidStatus(all(line is None or line.paid >= line.total for line in lines))
            return reason(HIGHEST_PAID, paid=self._money(tables.a[group]), how=how, where=where, per=per)
        return self._preferred_reason(HIGHEST, row, self._best_team(row), tables.team[tables.b[group]], where, per)

    def _preferred_reason(
        self, code: str, row: int, best: Sequence[int], sum_: int, where: ArticlePlace, per: RuleKey
    ) -> Reason:
        """The reason with the claims that won, and the award of the claim that lost."""
        loser, won = self.claims[self.claim(row)], [self._settled[i] for i in best]
        left = [grant_from_claim(entry, self._year(row), 0) for entry in won]
        paid = Grant(self._year(row), left[0].payment, sum_, sum(entry.amount_after_caps for entry in left),
                       caps=tuple(article for entry in won for article in cap_articles(entry)))  # fmt: skip
        contenders = tuple(dict.fromkeys(contender(entry.claim, loser) for entry in won))
        winner = Winner(contenders, self._money(sum_), self._caps_note([paid]))
        lost = Loser(loser.clause.label if all(entry.award for entry in contenders) else "")
        return reason(code, where=where, per=per, winner=winner, loser=lost)

    # ------------------------------------------------------------------------------------------ first

    def _is_paid_in_other_year(self, row: int, group: int) -> bool:
        year = self._year(row)
        is_paid = any(payment.counted_amount > 0 and payment.year != year for payment in self._payments(group))
        return is_paid or bool(self._cached_for_group(self._admitted_rows_before, row, group))

    def _first_payment_of_other_year(self, row: int, group: int) -> Grant | None:
        year = self._year(row)
        past = [entry for entry in self._payments(group) if entry.counted_amount > 0 and entry.year != year]
        paid, admitted = [self._grant_from_payment(entry) for entry in past], self._tables.admitted
        before = self._cached_for_group(self._admitted_rows_before, row, group)
        paid += [self._grant_from_claim(other, admitted[self.claim(other)]) for other in before]
        return min(paid, key=lambda entry: (entry.year, payment_order(entry)), default=None)

    def _grants_in_year(self, row: int) -> list[Grant]:
        """The grants of the same year from earlier runs."""
        year, past = self._year(row), self._uncounted_payments(row, self._binding_group(row))
        return [
            self._grant_from_payment(payment) for payment in past if payment.counted_amount > 0 and payment.year == year
        ]

    def _winner(self, row: int) -> int:
        """The row of the group's greatest claim."""
        return self._cached_for_group(self._greatest, row, self._binding_group(row))

    def _greatest(self, row: int, group: int) -> int:
        tables, clause = self._tables, self.numbered.claims.clause
        rivals = [other for other in self._rows_of_year(row, group) if tables.requested[other] > 0]
        return min(rivals, key=lambda rival: (-tables.requested[rival], clause[self.claim(rival)], self.claim(rival)))

    def _is_beaten(self, row: int) -> bool:
        """Whether another claim is preferred.

        If earlier payments leave that claim nothing, they are the reason instead.
        """
        winner = self._winner(row)
        return winner != row and (self._tables.granted[winner] > 0 or not self._grants_in_year(row))

    def _repeat_reason(self, row: int, where: ArticlePlace, per: RuleKey) -> Reason:
        elsewhere = self._cached_for_group(self._first_payment_of_other_year, row, self._binding_group(row))
        if elsewhere is not None:
            paid, how, after = self._counted_sum([elsewhere])
            when = self._with_award(elsewhere.payment, row)
            return reason(NO_REPEAT_EARLIER, where=where, per=per, paid=paid, how=how, when=when, after=after)
        if self._is_beaten(row):
            winner = self._winner(row)
            return self._preferred_reason(
                NO_REPEAT, row, [self.claim(winner)], self._tables.requested[winner], where, per
            )
        here = self._grants_in_year(row)
        paid, how, after = self._counted_sum(here)
        when = self._with_award(min(here, key=payment_order).payment, row)
        return reason(NO_REPEAT_PAID, where=where, per=per, paid=paid, how=how, when=when, after=after)

    # ------------------------------------------------------------------------------------------ level scales

    def _top_up_reason(self, row: int, where: ArticlePlace, per: RuleKey) -> Reason:
        granted = self._grants_of_others(row)
        paid, _, after = self._counted_sum(granted)
        return reason(TOPPED_UP, where=where, per=per, paid=paid, when=self._payments_named(row, granted), after=after)

    def _grants_of_others(self, row: int) -> list[Grant]:
        """The grants at other levels and by other authorities up to the year."""
        level, year = self.claims[self.claim(row)].keys.get("level"), self._year(row)
        group = self._binding_group(row)
        grants: list[Grant] = []
        for payment in self._uncounted_payments(row, group):
            is_meant = (
                payment.year <= year
                if isinstance(payment, ExternalPayment)
                else is_different_level(payment.keys.get("level"), level)
            )
            if is_meant and payment.counted_amount > 0:
                grants.append(self._grant_from_payment(payment))
        tables = self._tables
        for other in self._rows_of_earlier_years(row, group):
            i = self.claim(other)
            if tables.admitted[i] > 0 and is_different_level(self.claims[i].keys.get("level"), level):
                grants.append(self._grant_from_claim(other, tables.admitted[i]))
        for other in self._rows_of_year(row, group):
            granted = tables.granted[other]
            if (
                other < row
                and granted > 0
                and is_different_level(self.claims[self.claim(other)].keys.get("level"), level)
            ):
                grants.append(self._grant_from_claim(other, granted))
        return grants

    # ----------------------------------------------------------------------------------- deductions and older standards

    def rest_below_threshold(self, row: int) -> int:
        """The rest of a claim after earlier payments if it is below the threshold of the award; otherwise 0."""
        exact = self.numbered.claims.exact[self.claim(row)]
        if exact is None or not exact.threshold:
            return 0
        deducted = sum(grant.sum for grant in self._deducted_payments(row))
        return exact.rounding.apply(max(exact.sum - deducted, 0))

    def threshold_reason(self, row: int) -> Reason:
        """The reason of a claim whose rest after deductions is below its threshold."""
        exact = self.numbered.claims.exact[self.claim(row)]
        assert exact is not None
        rest, least = self._money(self.rest_below_threshold(row)), self._money(ceil(exact.threshold))
        return reason(BELOW_AFTER_DEDUCTIONS, rest=rest, least=least)

    def _deducted_payments(self, row: int) -> list[Grant]:
        """The earlier payments that are deducted from the claim of a row."""
        tables = self._tables
        by_payment: dict[int, Grant] = {}
        for group in self._groups(row):
            by_payment |= {
                id(payment): self._grant_from_payment(payment)
                for payment in self._uncounted_payments(row, group)
                if payment.counted_amount > 0
            }
            for other in self._rows_of_earlier_years(row, group):
                i, bound = self.claim(other), tables.row_bound[other]
                if tables.more[bound] != 1 and tables.admitted[i] > 0:
                    by_payment[id(self.claims[i])] = self._grant_from_claim(other, tables.admitted[i])
        return [*by_payment.values()]

    def _deduction_reason(self, row: int, rule: Rule) -> Reason:
        granted = self._deducted_payments(row)
        (paid, how, after), when = self._counted_sum(granted), self._payments_named(row, granted)
        kind, field = rule.step.kinds[0], rule.step_rule.keys[0]
        return reason(DEDUCTED, paid=paid, how=how, kind=kind, field=field, when=when, after=after)

    def _raise_reason(self, row: int, where: ArticlePlace, per: RuleKey) -> Reason:
        members: Iterable[int] = (self.claim(other) for other in self._rows_of_year(row, self._binding_group(row)))
        standards = [standard for i in members if (standard := self.claims[i].standard) is not None]
        standard = max(standards, key=lambda document: (document.amount, document.document))
        return reason(
            OLDER, where=where, per=per, document=standard.document, standard=self._money(standard.amount),
            own=self._money(self._tables.requested[row]),
        )  # fmt: skip


NO_CLAUSES: frozenset[int] = frozenset()


class OrderValue(NamedTuple):
    """The value by which a claim is ordered (`None`: without a value), a day as a number; and the facts it lacks."""

    value: int | Fraction | None
    facts: frozenset[FactRef] = frozenset()


def order_value_of(value: Answer) -> OrderValue:
    """The value of a field by which claims and instalments are ordered."""
    if isinstance(value, Open):
        return OrderValue(None, value.facts)
    if isinstance(value, Date):
        return OrderValue(value.toordinal())
    return OrderValue(value if isinstance(value, int | Fraction) else None)


@attrs.frozen(eq=False, repr=False)
class CapAmounts:
    """Computes each cap and suspension once per year; `reported` is the only year reported, and the last one
    settled.
    """

    code: GeneratedFunctions
    situation: Situation
    calendar: Calendar
    reported: int | None = None
    freed: FreedByGroup = attrs.field(factory=dict)
    _amounts: dict[tuple[str, int], CapAmount] = attrs.field(factory=dict)
    _claim_amounts: dict[tuple[str, int], tuple[StepRule, Candidate, CapAmount]] = attrs.field(factory=dict)
    _order_values: dict[tuple[str, int], tuple[Candidate, OrderValue]] = attrs.field(factory=dict)
    _suspensions: dict[int, tuple[tuple[Suspension, Truth], ...]] = attrs.field(factory=dict)
    _situations: dict[int, Situation] = attrs.field(factory=dict)

    @property
    def low(self) -> CapAmountsEnd:
        """The lower end of all caps and suspensions."""
        return CapAmountsEnd(self, is_high=False)

    @property
    def high(self) -> CapAmountsEnd:
        """The upper end of all caps and suspensions."""
        return CapAmountsEnd(self, is_high=True)

    def in_case(self, situation: Situation) -> CapAmounts:
        """The same caps with the facts of a case."""
        return CapAmounts(self.code, situation, self.calendar, self.reported, self.freed)

    def recompute_in(self, situation: Situation) -> None:
        """Compute the same caps and suspensions again in another situation, which records the facts they read."""
        recomputed = self.in_case(situation)
        for name, year in self._amounts:
            self.code.cap(name, recomputed._situation_of_year(year))
        for bound, claim, _ in self._claim_amounts.values():
            recomputed._compute_for_claim(bound, claim)
        for (field, _), (claim, _) in self._order_values.items():
            recomputed.order_value(claim, field)
        for year in self._suspensions:
            recomputed.suspensions(year)

    def amount_of(self, bound: StepRule, year: int) -> CapAmount:
        """The amount of a cap by figures in that year, before anything is charged; computed once."""
        assert bound.function is not None
        key = (bound.function, year)
        room = self._amounts.get(key)
        if room is None:
            room = self._amounts[key] = self.code.cap(bound.function, self._situation_of_year(year))
        return room

    def amount_for_claim(self, bound: StepRule, claim: Candidate) -> CapAmount:
        """The amount of a cap by the facts of a claim; computed once for each claim."""
        assert bound.function is not None
        key = (bound.function, id(claim))
        entry = self._claim_amounts.get(key)
        if entry is None:
            entry = self._claim_amounts[key] = bound, claim, self._compute_for_claim(bound, claim)
        return entry[2]

    def _compute_for_claim(self, bound: StepRule, claim: Candidate) -> CapAmount:
        if claim.day is None or claim.day == BEFORE_ALL_DAYS or claim.year is None:
            return CapAmount(0, None, claim.facts)  # its words may change with the day
        assert bound.function is not None
        if not (claim.unknown_keys or groups(bound.keys, claim.keys.get, None)):
            return CapAmount(0, None, frozenset())  # the cap does not apply to a claim without its keys
        situation = self.situation.with_record(claim.source, claim.day, claim.year)
        amount = self.code.cap(bound.function, situation)
        return amount if bound.support_levels is None else self._after_support(amount, situation, claim, bound)

    def _after_support(self, amount: CapAmount, situation: Situation, claim: Candidate, bound: StepRule) -> CapAmount:
        """The amount without the support of others; it is open if it is not known which support counts."""
        counted = tuple(support_counted_under_cap(situation, claim, bound))
        facts = facts_of(*(belongs for _, _, belongs in counted))
        certain = sum(sum_ for _, sum_, belongs in counted if belongs is True)
        most = certain + sum(sum_ for _, sum_, belongs in counted if isinstance(belongs, Open))
        low, high = max(0, amount.low - most), None if amount.high is None else max(0, amount.high - certain)
        if situation.is_strict and situation.facts.support is None:
            low, facts = 0, facts | {FactRef("support")}
        return CapAmount(low, high, amount.facts | facts, certain)

    def order_value(self, claim: Candidate, field: str) -> OrderValue:
        """The value of a claim for a field that orders claims; computed once for each claim."""
        key = (field, id(claim))
        entry = self._order_values.get(key)
        if entry is None:
            entry = self._order_values[key] = claim, self._find_order_value(claim, field)
        return entry[1]

    def _find_order_value(self, claim: Candidate, field: str) -> OrderValue:
        if claim.source is None or claim.day is None or claim.day == BEFORE_ALL_DAYS or claim.year is None:
            return OrderValue(None, claim.facts)
        return order_value_of(self.situation.with_record(claim.source, claim.day, claim.year).field(field))

    def facts_for_claim(self, bound: StepRule, claim: Candidate) -> frozenset[FactRef]:
        """The missing facts of a cap's amount for a claim, and of its place in the order; empty without a year.

        Carried money of a line asks none of the caps by claims.
        """
        if claim.year is None or (bound.is_by_claim and claim.brought_forward is not None):
            return frozenset()
        facts = self.amount_for_claim(bound, claim).facts if bound.is_by_claim else self.facts(bound, claim.year)
        facts = facts.union(*(freed.facts for _, freed in self.freed_before(bound, claim)))
        return facts.union(*(self.order_value(claim, order.field).facts for order in bound.orders))

    def freed_before(self, bound: StepRule, claim: Candidate) -> Iterator[tuple[GroupKey, FreedAmount]]:
        """What a cap counts no longer in the groups of a claim: what was freed before its year."""
        span, year, day = span_of_keys(bound.keys), claim.year or 0, claim.day or Date.max
        for group in groups(bound.keys, claim.keys.get, None) if self.freed else ():
            for freed in self.freed.get((bound.name, group), ()):
                if freed.year < year and (span is None or add(freed.granted_on, *span) > day):
                    yield group, freed

    def is_freed_by_any(self, facts: frozenset[FactRef]) -> bool:
        """Whether some of the facts decide what caps count no longer."""
        return any(not each.facts.isdisjoint(facts) for amounts in self.freed.values() for each in amounts)

    def facts(self, bound: StepRule, year: int) -> frozenset[FactRef]:
        """The missing figures of a cap's amount; empty for a constant."""
        return frozenset() if bound.function is None else self.amount_of(bound, year).facts

    def suspensions(self, year: int) -> tuple[tuple[Suspension, Truth], ...]:
        """Each suspension with its truth value in that year."""
        suspensions = self._suspensions.get(year)
        if suspensions is None:
            rules = self.situation.program.suspensions
            suspensions = self._suspensions[year] = tuple([(rule, self._is_suspended(rule, year)) for rule in rules])
        return suspensions

    def _is_suspended(self, rule: Suspension, year: int) -> Truth:
        known = cached_year_value(self.situation, rule.function, year)  # usually a claim of the year has computed it
        return self.code.suspension_truth(rule.function, self._situation_of_year(year)) if known is None else known

    def is_suspended(self, clause: Clause, year: int) -> bool:
        """Whether the clause is certainly suspended in that year."""
        return any(truth is True for rule, truth in self.suspensions(year) if clause.index in rule.clauses)

    def facts_of_rest(self, clause: Clause, year: int) -> frozenset[FactRef]:
        """The missing facts that decide whether carried money of the clause is suspended in that year."""
        truths = [truth for rule, truth in self.suspensions(year) if clause.index in rule.clauses]
        if any(not isinstance(truth, Open) and truth is not False for truth in truths):
            return frozenset()
        return frozenset[FactRef]().union(*(truth.facts for truth in truths if isinstance(truth, Open)))

    def is_rest_open(self, claims: Iterable[Candidate], years: Iterable[int]) -> bool:
        """Whether missing facts decide if carried money of one of the claims is suspended in one of the years."""
        open_: list[int] = []
        for year in years:
            for _, truth in self.suspensions(year):
                if type(truth) is Open:
                    open_.append(year)
                    break
        return bool(open_) and any(self.facts_of_rest(claim.clause, year) for claim in claims for year in open_)

    def _situation_of_year(self, year: int) -> Situation:
        situation = self._situations.get(year)
        if situation is None:
            situation = self._situations[year] = self.situation.with_record(None, self.calendar.year_end(year), year)
        return situation

    @property
    def last_year(self) -> int:
        """The last year settled for carried money."""
        return last_settled(self.calendar.fiscal_year, self.calendar.as_of, self.reported)


@attrs.frozen(eq=False, repr=False)
class CapAmountsEnd:
    """One end of the caps and suspensions of a run; as a function it returns the amount of a cap in a year."""

    amounts: CapAmounts
    is_high: bool

    def __call__(self, bound: StepRule, year: int) -> int:
        if bound.function is None:
            return bound.amount or 0
        return self._end_of(self.amounts.amount_of(bound, year))

    def for_claim(self, bound: StepRule, claim: Candidate) -> int:
        """The amount of a cap for a claim."""
        if not bound.is_by_claim:
            return self(bound, claim.year or 0)
        return self._end_of(self.amounts.amount_for_claim(bound, claim))

    def _end_of(self, amount: CapAmount) -> int:
        if not self.is_high:
            return amount.low
        return INFINITE if amount.high is None else amount.high

    def limits_for_claim(self, rules: Iterable[StepRule], claim: Candidate) -> Mapping[str, ClaimLimit]:
        """The amounts of caps by the facts of a claim, by function, each with the support subtracted from it.

        Carried money of a line asks none of them.
        """
        if claim.brought_forward is not None:
            return {}
        amounts = {bound.function: (bound, self.amounts.amount_for_claim(bound, claim)) for bound in rules}
        return {
            function: ClaimLimit(self.for_claim(bound, claim), amount.support)
            for function, (bound, amount) in amounts.items()
            if function is not None
        }

    def freed_for_claim(self, rules: Iterable[StepRule], claim: Candidate) -> Mapping[tuple[str, GroupKey], int]:
        """What caps count no longer before a claim, by name and group."""
        sums = Counter[tuple[str, GroupKey]]()
        for bound in rules:
            for group, freed in self.amounts.freed_before(bound, claim):
                sums[bound.name, group] += freed.high if self.is_high else freed.low
        return sums

    def is_suspended(self, clause: Clause, year: int) -> bool:
        """Whether carried money of the clause is suspended in that year."""
        return clause.index in self.suspended_clauses(year)

    def suspended_clauses(self, year: int) -> frozenset[int]:
        """The indices of the clauses whose carried money is not paid in that year."""
        resting = [rule.clauses for rule, truth in self.amounts.suspensions(year) if not self._is_free(truth)]
        return frozenset[int]().union(*resting) if resting else NO_CLAUSES

    def _is_free(self, truth: Truth) -> bool:
        return truth is False or (self.is_high and isinstance(truth, Open))

    @property
    def last_year(self) -> int:
        """The last year settled for carried money."""
        return self.amounts.last_year

    @property
    def reported_year(self) -> int | None:
        """The only year reported; `None`: all years."""
        return self.amounts.reported

    @property
    def last_ended_year(self) -> int:
        """The last year that has ended by the as-of date."""
        calendar = self.amounts.calendar
        return calendar.fiscal_year.last_ended_year(calendar.as_of)
