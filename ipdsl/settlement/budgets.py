"""The budgets of a run of several applicants: the requested, paid and left amounts of each rule across applicants.

Input: the settled claims of the applicants that were settled together, and all earlier payments. Output: a budget for
each rule, group and year. Claims that depend on missing facts do not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

import attrs

from ipdsl.base.partition import values_by_key
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.money import Money
from ipdsl.claims.claim import kernel_groups
from ipdsl.kernel.rule_table import (
    GroupKey,
    PaymentHistory,
    Rule,
    SettlementTable,
    payments_of_group,
    places_taken,
    total_taken,
)
from ipdsl.settlement.effects import SettledClaim


@attrs.frozen(eq=False, repr=False)
class Budget(ValueObject):
    """The result of a rule across applicants for a group of claims.

    For a cap, `requested`, `paid` and `left` are amounts; for a limit of applicants they are numbers of applicants.
    `left` is not known if the amount of the cap depends on the claims. `ratio` is the ratio of the year by which a cap
    in proportion cuts all claims. `refused` are the applicants and items of claims that got nothing.
    """

    rule: str
    text: str
    article: str
    group: Mapping[str, str]
    year: int | None
    requested: Money | int
    paid: Money | int
    left: Money | int | None
    ratio: Fraction | None
    refused: tuple[tuple[str, str], ...]


ClaimsOfApplicant = tuple[str, Sequence[SettledClaim]]


def budgets_of(
    table: SettlementTable, currency: str, applicants: Sequence[ClaimsOfApplicant], recalls: Sequence[PaymentHistory]
) -> tuple[Budget, ...]:
    """The budgets of all rules across applicants, in the order of the rules, groups and years."""
    budgets: list[Budget] = []
    for rule in table.rules:
        if rule.step_rule.is_across and not rule.step_rule.counts_records:
            make = _limit_budgets if rule.step.has_places else _cap_budgets
            for group, members in sorted(_members(rule, applicants).items(), key=lambda pair: str(pair[0])):
                budgets += make(rule, group, members, recalls, currency)
    return tuple(budgets)


_Member = tuple[str, SettledClaim]


def _members(rule: Rule, applicants: Iterable[ClaimsOfApplicant]) -> dict[GroupKey, list[_Member]]:
    """The claims of each group of a rule, with their applicants."""
    return values_by_key(
        (group, (applicant, settled))
        for applicant, claims in applicants
        for settled in claims
        if settled.claim.year is not None and settled.claim.clause.index in rule.step_rule.reached_clauses
        for group in kernel_groups(rule, settled.claim)
    )


def _cut(rule: Rule, settled: SettledClaim) -> int:
    return sum(cut.amount for cut in settled.cuts if cut.rule is rule.step_rule)


def _cap_budgets(
    rule: Rule, group: GroupKey, members: Sequence[_Member], recalls: Sequence[PaymentHistory], currency: str
) -> Iterator[Budget]:
    bound, is_shared_out = rule.step_rule, rule.step.published_part == "ratio"
    by_year = values_by_key(
        (settled.claim.year or 0, (applicant, settled, requested, granted))
        for applicant, settled in members
        if (granted := settled.effect.charged.get(bound.name)) is not None
        and (requested := granted + _cut(rule, settled))
    )
    left = None if bound.amount is None else bound.amount - total_taken(rule, payments_of_group(rule, group, recalls))
    for published in (recall.published.left.get((bound.name, group)) for recall in recalls):
        left = left if published is None else published
    is_by_year = bound.per_year or is_shared_out
    years = [[year] for year in sorted(by_year)] if is_by_year else [sorted(by_year)] if by_year else []
    for years_together in years:
        claims = [entry for year in years_together for entry in by_year[year]]
        requested, paid = sum(entry[2] for entry in claims), sum(entry[3] for entry in claims)
        ratio = None
        if is_shared_out and left is not None:
            ratio = min(Fraction(1), Fraction(max(0, left), requested))
        left = None if left is None else max(0, left - paid)
        yield Budget(
            bound.name, bound.text, bound.article, _named_group(rule, group),
            years_together[0] if is_by_year else None, Money(requested, currency), Money(paid, currency),
            None if left is None else Money(left, currency), ratio,
            tuple((applicant, settled.claim.item) for applicant, settled, _, granted in claims if not granted),
        )  # fmt: skip


def _limit_budgets(
    rule: Rule, group: GroupKey, members: Sequence[_Member], recalls: Sequence[PaymentHistory], currency: str
) -> Iterator[Budget]:
    bound = rule.step_rule
    refused = [(applicant, settled) for applicant, settled in members if _cut(rule, settled)]
    held = places_taken(rule, payments_of_group(rule, group, recalls))
    new = {
        applicant
        for applicant, settled in members
        if settled.effect.charged.get(bound.name, settled.effect.admitted) and not _cut(rule, settled)
    }
    if not (refused or new):
        return
    taken_places = max([recall.published.taken.get((bound.name, group), 0) for recall in recalls], default=0)
    left = rule.step.number - taken_places - len(held | new)
    yield Budget(
        bound.name, bound.text, bound.article, _named_group(rule, group), _year(rule, group),
        len(new | {applicant for applicant, _ in refused}), len(new), max(0, left), None,
        tuple((applicant, settled.claim.item) for applicant, settled in refused),
    )  # fmt: skip


def _named_group(rule: Rule, group: GroupKey) -> Mapping[str, str]:
    values = group if isinstance(group, tuple) else (group,)
    return {name: str(value) for name, value in zip(rule.step_rule.keys, values, strict=False)}


def _year(rule: Rule, group: GroupKey) -> int | None:
    year = group[-1] if rule.is_per_year and isinstance(group, tuple) else None
    return year if isinstance(year, int) else None
