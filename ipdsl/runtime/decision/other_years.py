"""The years beside the one that was asked for: what is newly due in them, and what may be."""

from __future__ import annotations

from collections.abc import Iterable

from ipdsl.runtime.decision.model import Claim, OtherYear
from ipdsl.values.money import Money


def other_years(claims: Iterable[Claim], year: int, currency: str) -> tuple[OtherYear, ...]:
    """The other years in which these claims pay anything, or may, ascending. A claim without a year is of any."""
    due: dict[int, int] = {}
    may_be: dict[int, int | None] = {}
    for claim in claims:
        for of_year, paid in claim.paid_by_year.items():
            if paid.minor:
                due[of_year] = due.get(of_year, 0) + paid.minor
        if claim.year is None or claim.bounds.is_point:
            continue
        high, known = claim.bounds.high, may_be.get(claim.year, 0)
        if high is None or known is None:
            may_be[claim.year] = None
        elif high.minor > claim.paid.minor:
            may_be[claim.year] = known + high.minor - claim.paid.minor
    return tuple(
        OtherYear(of_year, Money(due.get(of_year, 0), currency), _money(may_be.get(of_year, 0), currency))
        for of_year in sorted({*due, *may_be} - {year})
    )


def _money(sum_: int | None, currency: str) -> Money | None:
    return None if sum_ is None else Money(sum_, currency)
