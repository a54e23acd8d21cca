"""What earlier payments of a group come to, and what their rule allows.

Input: the earlier payments of applicants. Output: for each group with several payments what was paid and what is
allowed. Only payments with money count; what later rules left nothing of takes nothing of a room here. A payment under
an earlier page is allowed if it was within the amount of the rule on that page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ipdsl.base.values.days import first_day_spanning
from ipdsl.ir.facts import LedgerLine
from ipdsl.kernel.allocation import CARRY_OVER, EXCLUSIVE, LIMIT, QUOTA
from ipdsl.kernel.rule_table import (
    ANY_ROW,
    AnyPayment,
    GroupKey,
    PaymentHistory,
    PriorPayment,
    Rule,
    amount_in_year,
    amount_taken,
    values_with_places,
)

PaidAndAllowed = tuple[int, int, Sequence[AnyPayment]]
"""What was paid and what is allowed, with the payments in order."""


def paid_and_allowed(
    rule: Rule, recalls: Mapping[str, PaymentHistory], amounts: Mapping[int, int]
) -> Iterator[tuple[str, PaidAndAllowed]]:  # fmt: skip
    """For each group of a rule: its applicant, or "" across applicants. Of spans the one with the greatest excess.

    A rule whose amount follows from facts allows 0. `amounts` are those of the rule on the earlier pages of
    lines (by identity).
    """
    groups: dict[tuple[str, GroupKey], list[AnyPayment]] = {}
    for applicant, recall in recalls.items():
        by_group = recall.payments_by_group(rule)
        for group, payments in by_group.items():
            is_row = rule.is_per_item and isinstance(group, tuple) and group[0] != ANY_ROW
            of_item = by_group.get((ANY_ROW, *group[1:]), ()) if is_row and isinstance(group, tuple) else ()
            members = groups.setdefault(("" if rule.step_rule.is_across else applicant, group), [])
            members += [payment for payment in (*payments, *of_item) if _line(payment).total > 0]
    for (applicant, _), payments in groups.items():
        if len(payments) > 1:
            payments.sort(key=lambda payment: (payment.day, payment.item))
            days = [payment.day for payment in payments]
            lasts = days[-1:] if rule.span is None else days
            firsts = [days[0] if rule.span is None else first_day_spanning(last, *rule.span) for last in lasts]
            spans = [
                [payment for payment, day in zip(payments, days, strict=True) if first <= day <= last]
                for first, last in zip(firsts, lasts, strict=True)
            ]
            compared = (_compare(rule, span, [amounts[id(p.line)] for p in span]) for span in spans)
            yield applicant, max(compared, key=lambda span: span[0] - span[1])


def _line(payment: AnyPayment) -> LedgerLine:
    assert payment.line is not None  # only lines are compared
    return payment.line


def _compare(rule: Rule, payments: Sequence[AnyPayment], amounts: Sequence[int]) -> PaidAndAllowed:
    """`amounts` are those of the rule on the page of each payment."""
    sums, room = [_line(payment).total for payment in payments], rule.step_rule.amount or 0
    allowed = sum(sums)
    if rule.is_once:
        allowed = _allowed_amount(max(sums), sums, amounts)
    elif rule.state == LIMIT:
        taken = [amount_taken(rule, payment) for payment in payments]
        return sum(taken), _allowed_amount(room, taken, amounts), payments
    elif rule.state == CARRY_OVER:
        years = {year for payment in payments for year in _line(payment).due}
        by_year = ([amount_in_year(payment, year) for payment in payments] for year in years)
        allowed = sum(min(_allowed_amount(room, paid, amounts), sum(paid)) for paid in by_year)
    elif rule.state == QUOTA:
        seen, most = set[object](), {id(payment): amount for payment, amount in zip(payments, amounts, strict=True)}
        for payment, values in values_with_places(rule, payments):
            is_over = len(seen.union(values)) > max(rule.step.number, most[id(payment)])
            allowed -= _line(payment).total if is_over else 0
            seen.update(() if is_over else values)
    elif rule.state == EXCLUSIVE:  # payments by others after all of this policy do not compete with it
        last = max((payment.year for payment in payments if isinstance(payment, PriorPayment)), default=0)
        competing = [payment for payment in payments if payment.year <= last]
        by_years = [[_line(p) for p in competing if p.year == year] for year in {p.year for p in competing}]
        allowed = _allowed_amount(max(map(_best_of_year, by_years), default=0), sums, amounts)
        payments = competing
    return sum(_line(payment).total for payment in payments), allowed, payments


def _allowed_amount(now: int, taken: Sequence[int], amounts: Sequence[int]) -> int:
    """What the rule allows now, or more if earlier pages with a greater amount paid within it."""
    pairs = [*zip(amounts, taken, strict=True)]
    return max([now, *(min(most, sum(paid for amount, paid in pairs if amount >= most)) for most in amounts)])


def _best_of_year(lines: Sequence[LedgerLine]) -> int:
    """What the payments of a year under `no repeat` may come to: a better claim adds the difference."""
    return min(sum(line.total for line in lines), max(max(line.proposed, line.total) for line in lines))
