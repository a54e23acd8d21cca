"""Settlement: apply the steps of a policy to claims with definite amounts.

Input: candidates with one definite amount each, in any order. Output: a settled claim for each, in claim order, with
the amount left, the amounts admitted and charged, and the cuts with their reasons. This module turns claims into rows,
the kernel (`ipdsl.kernel`) settles the rows, and `journal` turns the kernel's results into cuts.

No rule applies to a claim whose year is not known. It pays nothing until its day is stated, and bounds use its full
amount.

`SettlementContext` has the inputs that all settlements of one run share: proposer, earlier payments, cap amounts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import partial

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import Date
from ipdsl.base.values.money import Money
from ipdsl.claims.claim import NO_LINES, Candidate, first_year, last_year, sort_in_claim_order
from ipdsl.claims.proposer import Proposer
from ipdsl.ir.proposal import CARRIED, LAPSED, SPREAD, ArticlePlace, Reason, RuleKey, YearAmounts, reason
from ipdsl.ir.terms import StepRule, TriggerKind
from ipdsl.kernel.allocation import COURSE_YEAR, UNPAID, KernelTables
from ipdsl.kernel.grouping import ApplicantContext, ClaimLimit, ClaimRow, ClaimTable, GroupedClaims, LimitOf
from ipdsl.kernel.rule_table import GroupKey, PaymentHistory, Rule, SettlementTable, table_of_program
from ipdsl.settlement.effects import CarryOver, Cut, LedgerEffect, SettledClaim
from ipdsl.settlement.journal import CapAmounts, CapAmountsEnd, Change, apply_cuts


def settle(
    table: SettlementTable, claims_with_sums: Iterable[tuple[Candidate, int]], recall: PaymentHistory,
    limit_of: LimitOf, currency: str,
    *, other_payments: PaymentHistory | None = None, is_ordered: bool = False,
) -> list[SettledClaim]:  # fmt: skip
    """Settle the claims at these amounts.

    `is_ordered`: they are already in claim order. `other_payments`: see `settle_jointly`.
    """
    claims_with_sums = list(claims_with_sums)
    if not claims_with_sums:
        return []
    if not is_ordered:
        claims_with_sums = sort_in_claim_order(claims_with_sums, _claim_of)
    years = limit_of if isinstance(limit_of, CapAmountsEnd) else None
    return _Course(
        table, [ApplicantContext(recall, limit_of, years), *_paid_only_applicants(other_payments)], currency
    ).settle(claims_with_sums)


def settle_separately(
    table: SettlementTable, claims_with_sums: Sequence[tuple[Candidate, int]], recall: PaymentHistory,
    limit_of: LimitOf, currency: str, *, other_payments: PaymentHistory | None = None,
) -> list[SettledClaim]:  # fmt: skip
    """Settle each claim as if it were the only one; the results are in the order given."""
    if len(claims_with_sums) < 2 or table.has_shared_caps:
        return [
            settled
            for pair in claims_with_sums
            for settled in settle(table, [pair], recall, limit_of, currency, other_payments=other_payments)
        ]
    years = limit_of if isinstance(limit_of, CapAmountsEnd) else None
    places = sorted(range(len(claims_with_sums)), key=lambda place: claims_with_sums[place][0].order)
    course = _Course(table, [ApplicantContext(recall, limit_of, years)] * len(places), currency)
    settled = course.settle([claims_with_sums[place] for place in places], range(len(places)))
    by_place = dict(zip(places, settled, strict=True))
    return [by_place[place] for place in range(len(places))]


@attrs.frozen(eq=False, repr=False)
class ApplicantClaims:
    """One applicant of several: its claims with amounts, its earlier payments, and the amounts of its caps."""

    name: str
    claims_with_sums: list[tuple[Candidate, int]]
    recall: PaymentHistory
    limit_of: LimitOf


def settle_jointly(
    table: SettlementTable, applicants: Sequence[ApplicantClaims], other_payments: PaymentHistory | None, currency: str
) -> list[list[SettledClaim]]:  # fmt: skip
    """Settle several applicants in one course, for caps across them; the results are by applicant, in claim order.

    If claims are equal in claim order, the applicant whose name sorts first comes first. `other_payments` are earlier
    payments to applicants that claim nothing here.
    """
    order = sorted(range(len(applicants)), key=lambda index: applicants[index].name)
    each = [(index, sort_in_claim_order(applicants[index].claims_with_sums, _claim_of)) for index in order]
    queue = sorted(
        ((index, claim, sum_) for index, claims_with_sums in each for claim, sum_ in claims_with_sums),
        key=lambda entry: (  # money that waits in a queue since an earlier run comes before a claim that came late
            entry[1].brought_forward is None
            or entry[1].is_late
            or entry[1].clause.index not in table.settlement.shared_waits,
            entry[1].order,
        ),
    )
    contexts = [
        ApplicantContext(
            entry.recall, entry.limit_of, entry.limit_of if isinstance(entry.limit_of, CapAmountsEnd) else None
        )
        for entry in applicants
    ]
    contexts += _paid_only_applicants(other_payments)
    course = _Course(table, contexts, currency)
    settled = course.settle([(claim, sum_) for _, claim, sum_ in queue], [index for index, _, _ in queue])
    by_applicant: list[list[SettledClaim]] = [[] for _ in applicants]
    for (index, _, _), entry in zip(queue, settled, strict=True):
        by_applicant[index].append(entry)
    return by_applicant


def settle_cases(
    table: SettlementTable, cases: Sequence[ApplicantClaims], currency: str,
    *, other_payments: PaymentHistory | None = None,
) -> list[list[SettledClaim]]:  # fmt: skip
    """Settle the claims of one applicant in each of several cases; results by case in claim order.

    One course settles all cases as if each case were a separate applicant. If the policy has caps across applicants,
    each case is settled in its own course. So it is if cases differ in the end of caps that claims do not share in
    order.
    """
    ends = {isinstance(case.limit_of, CapAmountsEnd) and case.limit_of.is_high for case in cases}
    if len(cases) < 2 or table.has_shared_caps or (table.has_other_limits and len(ends) > 1):
        return [
            settle(table, case.claims_with_sums, case.recall, case.limit_of, currency, other_payments=other_payments)
            for case in cases
        ]
    return settle_jointly(table, cases, None, currency)


def _claim_of(pair: tuple[Candidate, int]) -> Candidate:
    return pair[0]


def _paid_only_applicants(other_payments: PaymentHistory | None) -> list[ApplicantContext]:
    """A context for applicants that were paid before and claim nothing; it comes last."""
    return [ApplicantContext(other_payments, _no_limit)] if other_payments else []


def _no_limit(bound: StepRule, year: int) -> int:
    """The cap amount of applicants that claim nothing; it is never used."""
    return 0


@attrs.frozen(eq=False, repr=False)
class _Course(ValueObject):
    """The claims of one applicant, or of several that share caps, through all years."""

    table: SettlementTable
    applicants: Sequence[ApplicantContext]
    currency: str

    def settle(
        self, claims_with_sums: Sequence[tuple[Candidate, int]], applicant_of: Sequence[int] = ()
    ) -> list[SettledClaim]:
        """Settle these claims, which are in claim order; `applicant_of` is the applicant's index of each claim."""
        results: list[SettledClaim] = []
        governed: list[SettledClaim] = []
        claims: list[Candidate] = []
        applicants: list[int] = []
        rows: list[ClaimRow] = []
        freed: dict[tuple[int, str, GroupKey], int] = {}
        for index, (claim, sum_) in enumerate(claims_with_sums):
            settled = SettledClaim(claim, sum_)
            results.append(settled)
            if claim.year is None or (claim.brought_forward is not None and not (sum_ and self._can_wait(claim))):
                continue  # no rule applies without a year; carried money needs a step that carries
            governed.append(settled)
            claims.append(claim)
            row = claim_row(self.table, claim, sum_, claim.year)
            applicant = applicant_of[index] if applicant_of else 0
            if fields := self.table.settlement.orders_by_clause.get(claim.clause.index):
                row = row._replace(order_values=self._order_values(claim, applicant, fields))
            if claim.clause.index in self.table.settlement.rules_by_claim:
                row = row._replace(limits=self._limits(claim, applicant))
            end = self.applicants[applicant].limit_of
            if isinstance(end, CapAmountsEnd) and end.amounts.freed:
                of_claim = end.freed_for_claim(self.table.settlement.freed_rules, claim)
                freed |= {(len(rows), *name_and_group): sum_ for name_and_group, sum_ in of_claim.items()}
            rows.append(row)
            if applicant_of:
                applicants.append(applicant_of[index])
        if not rows:
            return results
        ends = [applicant.limit_of for applicant in self.applicants]
        is_high = any(isinstance(end, CapAmountsEnd) and end.is_high for end in ends)
        table = self.table.with_own_limits if is_high and self.table.has_other_limits else self.table
        numbered = GroupedClaims(table, ClaimTable.from_rows(rows), self.applicants, applicants, freed)
        tables = numbered.tables
        changes: dict[int, list[Change]] = {}
        if tables is not None:
            self.table.settle(tables)
            changes = apply_cuts(numbered, tables, claims, governed, self.currency)
        indices_by_applicant: dict[int, list[int]] = {}
        for i in range(len(governed)):
            indices_by_applicant.setdefault(applicants[i] if applicants else 0, []).append(i)
        for indices in indices_by_applicant.values():
            record_effects = partial(_record_effects, numbered, governed, changes, indices)
            for i in indices:
                governed[i].compute_effect = record_effects
        if tables is not None and self.table.has_carry_over:
            self._record_waiting_money(numbered, tables, governed)
        return results

    def _limits(self, claim: Candidate, applicant: int) -> Mapping[str, ClaimLimit]:
        """The amounts that a claim states for caps, by function."""
        end, rules = self.applicants[applicant].limit_of, self.table.settlement.rules_by_claim[claim.clause.index]
        assert isinstance(end, CapAmountsEnd)
        return end.limits_for_claim(rules, claim)

    def _order_values(
        self, claim: Candidate, applicant: int, fields: Sequence[str]
    ) -> Mapping[str, int | Fraction | None]:
        """The values of a claim for fields that order claims."""
        end = self.applicants[applicant].limit_of
        assert isinstance(end, CapAmountsEnd)
        return {field: end.amounts.order_value(claim, field).value for field in fields}

    def _can_wait(self, claim: Candidate) -> bool:
        """Whether a step can carry money of the claim to later years."""
        return bool(self.table.carry_over_rules[claim.clause.index])

    # ------------------------------------------------------------------------------------------ carried money

    def _record_waiting_money(self, numbered: GroupedClaims, tables: KernelTables, settled: list[SettledClaim]) -> None:
        """Set the carry-over of each claim that a carrying cap could not pay at once."""
        if not tables.paid_at:
            return  # no group can carry
        ny = len(tables.paid_in) // len(settled)
        for i, settled_claim in enumerate(settled):
            if tables.row_of_rest[i] < 0:
                continue
            start = tables.paid_at[i]
            sums = enumerate(tables.paid_in[start : start + ny], tables.course[COURSE_YEAR])
            paid_by_year = {year: sum_ for year, sum_ in sums if sum_ != UNPAID}
            claim_group = numbered.binding[tables.group[tables.row_bound[tables.row_of_rest[i]]]]
            end = self.applicants[claim_group.applicant].limit_of
            assert isinstance(end, CapAmountsEnd)
            lapsed = tables.lapsed[i], tables.lapsed_in[i]
            self._carry(
                settled_claim,
                claim_group.rule,
                paid_by_year,
                tables.rest[i],
                tables.until[i],
                lapsed,
                end.reported_year,
            )

    def _carry(
        self, settled_claim: SettledClaim, rule: Rule, paid_by_year: Mapping[int, int], left: int, until: int,
        lapses: tuple[int, int],
        reported: int | None,
    ) -> None:  # fmt: skip
        claim, line, due = settled_claim.claim, settled_claim.claim.brought_forward, paid_by_year
        lapsed, lapsed_in = lapses
        if reported is not None:
            due = {year: sum_ for year, sum_ in paid_by_year.items() if year == reported}
            lapsed = lapsed if reported == lapsed_in else 0
        paid = sum(due.values())
        is_new = line is None and reported in (None, claim.year)
        brought = 0 if is_new else paid + left + lapsed
        bound = rule.step_rule
        carry = CarryOver(bound, paid_by_year, due, left, until, lapsed, brought)
        settled_claim.carry, settled_claim.amount = carry, paid
        code = CARRIED if left else LAPSED if lapsed else SPREAD
        settled_claim.cuts = (*settled_claim.cuts, Cut(code, 0, partial(_carried_reason, carry, self.currency), bound))


def claim_row(table: SettlementTable, claim: Candidate, sum_: int, year: int) -> ClaimRow:
    """A claim at its amount as a row for the kernel."""
    clause = claim.clause
    index, about = clause.index, (claim.row, claim.root, claim.item)
    columns = tuple(map(claim.keys.get, table.settlement.columns[index]))
    if claim.brought_forward is not None:
        wait = table.steps[table.settlement.carry_over_steps[index]].wait
        since, until = first_year(claim), last_year(claim, wait)
        return ClaimRow(index, year, sum_, columns, about, None, 0, False, None, since, until, True, claim.record)
    once = clause.once_of_rows.get(claim.row, clause.once)
    standard = 0 if claim.standard is None else claim.standard.amount
    is_known, exact = bool(sum_ or not claim.facts), None
    deducts = clause.less is not None and (claim.approval is None or claim.approval.ceiling is not None)
    if deducts and claim.exact is not None and sum_ in (claim.low, claim.high):
        is_least = sum_ == claim.low and claim.approval is None
        exact = claim.exact.least_sum if is_least else claim.exact.most_sum
    return ClaimRow(
        index, year, sum_, columns, about, once, standard, deducts, exact, 0, 0, is_known, claim.record,
        NO_LINES if claim.support is None else claim.support.counted_lines, day=claim.day or Date.min,
    )  # fmt: skip


def _carried_reason(carry: CarryOver, currency: str) -> Reason:
    """The reason for money that a year could not pay: carried, lapsed or spread over years."""
    paid = YearAmounts(tuple((year, Money(sum_, currency)) for year, sum_ in carry.due.items()))
    assert carry.cap is not None
    where, per = ArticlePlace(carry.cap.article), RuleKey(carry.cap.keys, is_per_year=True)
    if carry.remaining:
        left = Money(carry.remaining, currency)
        return reason(CARRIED, paid=paid, where=where, per=per, left=left, until=carry.until)
    if carry.lapsed:
        lapsed = Money(carry.lapsed, currency)
        return reason(LAPSED, paid=paid, where=where, per=per, lapsed=lapsed, until=carry.until)
    return reason(SPREAD, paid=paid, where=where, per=per)


# ---------------------------------------------------------------------------------------------- settled claims


def _record_effects(
    numbered: GroupedClaims, settled: Sequence[SettledClaim], changes: Mapping[int, Sequence[Change]],
    indices: Iterable[int],
) -> None:  # fmt: skip
    """Set the ledger effect of these claims: the amount admitted, and the amount charged to each cap.

    Money on a line shows that the claim has its places. A line without money states what each limit granted.
    """
    for i in indices:
        settled_claim = settled[i]
        admitted = total = numbered.claims.total[i]
        charged: dict[str, int] = {}
        places: dict[str, int] = {}
        for rule in numbered.applicable_rules(i):
            step = rule.step
            requested, granted = _amounts_at_step(changes.get(i, ()), rule.step_index, total)
            if step.is_charged and not step.traits.fills:
                places[rule.step_rule.name] = granted
            if requested <= 0:
                continue  # the claim did not reach this rule or any later one
            if step.traits.fills:
                charged[rule.step_rule.name] = granted
            else:
                admitted = granted
        if admitted and not (settled_claim.amount or settled_claim.carry):
            charged |= places
        line = settled_claim.claim.brought_forward
        if line is not None:
            admitted = line.admitted
        if settled_claim.carry is not None:
            assert settled_claim.carry.cap is not None
            name = settled_claim.carry.cap.name
            charged[name] = (0 if line is None else line.charged.get(name, 0)) + sum(settled_claim.carry.due.values())
        settled_claim.set_effect(LedgerEffect(admitted, charged))


def _amounts_at_step(changes: Sequence[Change], step: int, total: int) -> tuple[int, int]:
    """The amount with which a claim entered a step, and the amount it kept."""
    came = total
    for change_step, before, after in changes:
        if change_step == step:
            return before, after
        if change_step > step:
            return came, came
        came = after
    return came, came


@attrs.frozen(eq=False, repr=False)
class SettlementContext:
    """The inputs of settlement that all cases of a run share.

    `other_payments` are earlier payments to applicants that only the ledger names.
    """

    proposer: Proposer
    recall: PaymentHistory
    cap_amounts: CapAmounts
    currency: str
    year: int | None
    is_frozen: Callable[[Candidate], bool]
    other_payments: PaymentHistory | None = None

    @property
    def table(self) -> SettlementTable:
        """The table of the policy's steps."""
        table = table_of_program(self.proposer.program)
        return table.with_published_ranks if self.proposer.is_alone else table

    def settle(
        self,
        claims_with_sums: list[tuple[Candidate, int]],
        limit_of: LimitOf | None = None,
        *,
        is_ordered: bool = False,
    ) -> list[SettledClaim]:
        """Settle these claims under all rules; `is_ordered`: the claims are in claim order."""
        limit_of = limit_of or self.cap_amounts.low
        return settle(
            self.table,
            claims_with_sums,
            self.recall,
            limit_of,
            self.currency,
            other_payments=self.other_payments,
            is_ordered=is_ordered,
        )

    def settle_cases(self, cases: Sequence[ApplicantClaims]) -> list[list[SettledClaim]]:
        """Settle the claims of each case separately under all rules."""
        return settle_cases(self.table, cases, self.currency, other_payments=self.other_payments)

    def settle_under(self, table: SettlementTable, claims_with_sums: list[tuple[Candidate, int]]) -> list[SettledClaim]:
        """Settle these claims under the rules of `table`, with all missing figures of caps at the upper end."""
        return settle(
            table,
            claims_with_sums,
            self.recall,
            self.cap_amounts.high,
            self.currency,
            other_payments=self.other_payments,
        )

    def settle_separately_under(
        self, table: SettlementTable, claims_with_sums: Sequence[tuple[Candidate, int]]
    ) -> list[SettledClaim]:
        """Settle each claim separately under the rules of `table`; the results are in the order given."""
        return settle_separately(
            table, claims_with_sums, self.recall, self.cap_amounts.high, self.currency,
            other_payments=self.other_payments,
        )  # fmt: skip

    def max_amount(self, claim: Candidate) -> int:
        """The most that a claim may be paid.

        No rule applies to a claim without a year, but a fixed cap limits it in any year. A claim of a set or of a state
        without a year may represent several claims, so no cap limits it. A cap does not apply to a claim with an empty
        key.
        """
        if claim.year is not None or claim.clause.trigger.kind is not TriggerKind.RECORD:
            return claim.max_amount
        over = (
            (self.table.steps[place], bound)
            for place, bound in self.table.settlement.rules_by_clause[claim.clause.index]
        )
        rooms = [
            bound.amount
            for step, bound in over
            if step.traits.fills and not step.wait and bound.amount is not None and all(map(claim.keys.get, bound.keys))
        ]
        return min([claim.max_amount, *rooms])

    def reports(self, claim: Candidate) -> bool:
        """Whether the claim is in the reported year."""
        return self.year is None or claim.year in (None, self.year)

    def total(self, settled: list[SettledClaim]) -> int:
        """The amount paid in the reported years, in minor units."""
        if self.year is None:
            return sum([settled_claim.amount for settled_claim in settled])
        return sum(
            [
                settled_claim.paid
                for settled_claim in settled
                if settled_claim.carry is not None or self.reports(settled_claim.claim)
            ]
        )
