"""The oracle of recoveries: a second, plain computation of what is paid back, from the words of the design alone.

Payments and events are plain data, all sums are in cents. Nothing of `ipdsl` is imported.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass
class PlainPayment:
    """A payment of an item, and what recoveries took of it so far."""

    item: str
    day: datetime.date
    sum: int
    taken: int = 0


@dataclass
class PlainRecovery:
    """One sentence: a rate for each payment, or a sum, or the sum above which payments are paid back."""

    rate: Fraction | None = None
    sum: int | None = None
    above: int | None = None
    within_months: int | None = None
    surcharge: Fraction = Fraction(0)
    interest: Fraction = Fraction(0)
    at_most: int | None = None
    nothing_below: int = 0


@dataclass
class PlainResult:
    """What an event takes: the principal, the rest, and the parts by payment."""

    principal: int = 0
    more: int = 0
    parts: list[int] = field(default_factory=list)


def recover(rule: PlainRecovery, item: str, day: datetime.date, payments: list[PlainPayment]) -> PlainResult:
    """Settle one event, and remember what it took."""
    reached = [p for p in payments if p.item == item and p.day <= day and _is_within(rule, p.day, day)]
    left = [p.sum - p.taken for p in reached]
    if rule.rate is not None:
        exact = [min(rule.rate * p.sum, Fraction(rest)) for p, rest in zip(reached, left, strict=True)]
        total = sum(exact, Fraction(0))
    else:
        paid = sum(left)
        total = Fraction(min(paid, rule.sum) if rule.sum is not None else max(0, paid - max(0, rule.above or 0)))
        exact = []
    if rule.at_most is not None:
        total = min(total, Fraction(rule.at_most))
    principal = min(_round(total), sum(left))
    if principal < rule.nothing_below:
        principal = 0
    parts = by_remainder(principal, exact, left) if exact else _from_the_last(principal, reached, left)
    for payment, part in zip(reached, parts, strict=True):
        payment.taken += part
    interest = sum(
        (part * rule.interest * _years(p.day, day) for p, part in zip(reached, parts, strict=True)), Fraction(0)
    )
    return PlainResult(principal, _round(principal * rule.surcharge) + _round(interest), parts)


def _is_within(rule: PlainRecovery, start: datetime.date, end: datetime.date) -> bool:
    return rule.within_months is None or end < _months_later(start, rule.within_months)


def _months_later(day: datetime.date, months: int) -> datetime.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (datetime.date(year + month // 11, (month + 1) % 12 + 1, 1) - datetime.timedelta(1)).day
    return datetime.date(year, month + 1, min(day.day, last))


def _years(start: datetime.date, end: datetime.date) -> Fraction:
    whole = 0
    while _months_later(start, 12 * (whole + 1)) <= end:
        whole += 1
    return whole + Fraction((end - _months_later(start, 12 * whole)).days, 365)


def _round(value: Fraction) -> int:
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def by_remainder(principal: int, exact: list[Fraction], left: list[int]) -> list[int]:
    """A sum in whole units in proportion to exact parts; no part is greater than what is left."""
    total = sum(exact, Fraction(0))
    shares = [part * principal / total if total else Fraction(0) for part in exact]
    parts = [min(int(share), rest) for share, rest in zip(shares, left, strict=True)]
    while sum(parts) < principal:
        open_ = [place for place in range(len(parts)) if parts[place] < left[place]]
        best = max(open_, key=lambda place: (shares[place] - parts[place], -place))
        parts[best] += 1
    return parts


def _from_the_last(principal: int, reached: list[PlainPayment], left: list[int]) -> list[int]:
    parts = [0] * len(reached)
    for place in sorted(range(len(reached)), key=lambda place: reached[place].day, reverse=True):
        parts[place] = min(left[place], principal)
        principal -= parts[place]
    return parts
