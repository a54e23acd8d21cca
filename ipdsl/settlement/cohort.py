"""What the settlement of several applicants needs: records that compete, members elsewhere, and budgets.

The records of a cohort that compete under a quota or for ranks, by group, each with its score.

Input: the live claims of each applicant. A record competes once in each of its groups, however many awards it has. If a
key or the year of a record is not known, it may be in any group that its values allow.

The budgets of a run of several applicants: the requested, paid and left amounts of each rule across applicants.

Input: the settled claims of the applicants that were settled together, and all earlier payments. Output: a budget for
each rule, group and year. Claims that depend on missing facts do not count.

Members of a cohort that another run settles, as far as rules across applicants need them.

Rankings need their figures, and quotas need their records. The other run provides both through `ExternalMembers`. The
cohort reports back the result of each quota.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

import attrs

from ipdsl.base.partition import values_by_key
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.money import Money
from ipdsl.claims.claim import (
    Candidate,
    KeyValue,
    PrintedGroup,
    PrintedGroup as Keys,
    kernel_groups,
    keys_of,
    printed_groups,
    sort_claims,
)
from ipdsl.claims.proposer import is_of_unlisted_record
from ipdsl.engine.situation import Situation, changes_of
from ipdsl.ir.facts import NO_LAST, FactRef, LedgerLine, Open
from ipdsl.ir.terms import FieldOrder, Quota, RecordRanking
from ipdsl.kernel.ranks import NO_VALUE, SortKey, value_in_key
from ipdsl.kernel.rule_table import (
    GroupKey,
    PaymentHistory,
    PriorPayment,
    Rule,
    SettlementTable,
    amount_in_year,
    payments_of_group,
    places_taken,
    total_taken,
)
from ipdsl.schema.declarations import is_period
from ipdsl.settlement.effects import SettledClaim


@attrs.frozen(eq=False, repr=False)
class Budget(ValueObject):
    """The result of a rule across applicants for a group of claims.

    For a cap, `requested`, `paid` and `left` are amounts; for a limit of applicants they are numbers of applicants.
    `left` is not known if the amount of the cap depends on the claims. `ratio` is the ratio of the year by which a cap
    in proportion cuts all claims. `refused` are the applicants and items of claims that got nothing, `waiting` those of
    claims that later years may pay.
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
    waiting: tuple[tuple[str, str], ...] = ()


_SettledApplicant = tuple[str, Sequence[SettledClaim]]


def budgets_of(
    table: SettlementTable, currency: str, applicants: Sequence[_SettledApplicant], recalls: Sequence[PaymentHistory]
) -> tuple[Budget, ...]:
    """The budgets of all rules across applicants, in the order of the rules, groups and years."""
    budgets: list[Budget] = []
    for rule in table.rules:
        if rule.step_rule.is_across and not rule.step_rule.counts_records:
            make = _limit_budgets if rule.step.traits.has_places else _cap_budgets
            make = _waiting_budgets if rule.step.wait else make
            for group, members in sorted(_members(rule, applicants).items(), key=lambda pair: str(pair[0])):
                budgets += make(rule, group, members, recalls, currency)
    return tuple(budgets)


_Member = tuple[str, SettledClaim]


def _members(rule: Rule, applicants: Iterable[_SettledApplicant]) -> dict[GroupKey, list[_Member]]:
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


def _waiting_budgets(
    rule: Rule, group: GroupKey, members: Sequence[_Member], recalls: Sequence[PaymentHistory], currency: str
) -> Iterator[Budget]:
    """The budget of each reported year: what waits from earlier years asks in it too."""
    bound, payments = rule.step_rule, payments_of_group(rule, group, recalls)
    requests: dict[int, list[tuple[tuple[str, str], int, int]]] = {}
    lapsed = list[tuple[int, tuple[str, str]]]()
    for applicant, settled in members:
        carry, item = settled.carry, (applicant, settled.claim.item)
        sums = {settled.claim.year or 0: settled.amount} if carry is None else carry.paid_by_year
        waits = sum(sums.values()) + (0 if carry is None else carry.remaining + carry.lapsed)
        for year, sum_ in sorted(sums.items()):
            if carry is None or year in carry.due:
                requests.setdefault(year, []).append((item, waits, sum_))
            waits -= sum_
        if carry is not None and carry.lapsed:
            lapsed.append((max(sums), item))
    for year, claims in sorted(requests.items()):
        paid, left = sum(sum_ for _, _, sum_ in claims), None
        if bound.amount is not None:
            before = sum(amount_in_year(payment, year) for payment in payments)
            left = Money(max(0, bound.amount - before - paid), currency)
        lapsed_items = [item for of_year, item in lapsed if of_year == year]
        yield Budget(
            bound.name, bound.text, bound.article, _named_group(rule, group), year,
            Money(sum(waits for _, waits, _ in claims), currency), Money(paid, currency), left,
            None, tuple(lapsed_items),
            tuple(item for item, waits, sum_ in claims if sum_ < waits and item not in lapsed_items),
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


def _no_members(year: int) -> Iterable[tuple[int, str]]:
    return ()


@attrs.frozen(eq=False, repr=False)
class ExternalRanks:
    """The figures of external members for one ranking.

    `count` members are ranked. `stated_by_year` is the number of them whose figure is stated, by year. `figures` are
    the ranked figures by year. `unstated` lists the members without a figure in a year: place in the cohort and name.
    """

    count: int = 0
    stated_by_year: Mapping[int, int] = attrs.field(factory=dict)
    figures: Mapping[int, Sequence[int | Fraction]] = attrs.field(factory=dict)
    unstated: Callable[[int], Iterable[tuple[int, str]]] = _no_members


NO_EXTERNAL_RANKS = ExternalRanks()


@attrs.frozen(eq=False, repr=False)
class QuotaEntry:
    """A record under a quota whose facts are all known.

    `order` is the position of its first claim in claim order. `score` is whether it has a score, and the score (`None`:
    the quota does not select by score). `number` identifies the record for its owner.
    """

    applicant: str
    item: str
    order: tuple[object, ...]
    score: tuple[bool, int | Fraction] | None
    number: int


class ExternalMembers:
    """No external members. A run that settles members elsewhere overrides these methods.

    `others` are the ledger lines of applicants that no run settles, if the cohort may be empty.
    """

    others: tuple[LedgerLine, ...] = ()

    def place(self, number: int) -> int:
        """The place in the whole cohort of the applicant with the local index `number`."""
        return number

    def external_ranks(self, ranking: int) -> ExternalRanks:
        """The figures of external members for a ranking."""
        return NO_EXTERNAL_RANKS

    def quota_entries(self, quota: int) -> Mapping[Keys, Sequence[QuotaEntry]]:
        """The records of external members under a quota, by its keys.

        For a selection by score, as many of the best records as the quota has places are enough.
        """
        return {}

    def report_quota(
        self, quota: int, keys: Keys, left_out: Sequence[QuotaEntry], is_open: Sequence[QuotaEntry]
    ) -> None:
        """Receive the records that a quota left out, and the records whose result depends on missing facts."""


NO_EXTERNAL_MEMBERS = ExternalMembers()


ClaimsOfApplicant: TypeAlias = "tuple[Situation, list[Candidate]]"
"""The situation of an applicant, without a record or day of its own, and its claims."""

GroupParts: TypeAlias = "tuple[frozenset[str] | None, ...]"
"""The possible values of a claim for each part of a group; `None` if they are not known."""

Scored: TypeAlias = "tuple[bool, int | Fraction]"
"""Whether a record has a score, and the score."""

NOT_COMPARED = frozenset({"approval", "place"})
"""Groups of facts without influence on whether a record competes: approvals, and the ranks that are compared."""


@attrs.define(eq=False, repr=False)
class Competitor:
    """A record on the list, with its claims and its score (`None`: not stated)."""

    applicant: str
    claims: list[Candidate]
    score: Scored | None = None
    ties: tuple[SortKey | None, ...] = ()
    """The values that order equal scores, as values of a key."""
    paid_item: str = ""
    """The item, if only a ledger line names the record."""
    external: QuotaEntry | None = None
    """The record of an applicant settled elsewhere; all its facts are known."""
    parts: GroupParts = ()
    """For a record with an unknown group: the possible values for each part of the group."""
    unknown: frozenset[FactRef] = frozenset()
    """The missing facts that decide the group."""
    has_order: bool = True
    """Whether its position in claim order is known."""
    count: int = 1
    """The largest number of records it can represent; for a list in part, the number of places."""
    is_placed: bool = False
    """Whether an earlier run gave the record a place."""

    @property
    def record(self) -> tuple[str, str, str]:
        """The applicant, the item, and the id of the record, or the day or year of one that is not listed."""
        return self.applicant, self.item, next((claim.source.id for claim in self.claims if claim.source), "")

    def may_be_in(self, group: PrintedGroup) -> bool:
        """Whether the record may turn out to be in the group."""
        return all(part is None or name in part for part, name in zip(self.parts, group, strict=True))

    def may_share_group(self, other: Competitor) -> bool:
        """Whether two records with unknown groups may turn out to be in the same group."""
        pairs = zip(self.parts, other.parts, strict=True)
        return all(mine is None or its is None or not mine.isdisjoint(its) for mine, its in pairs)

    @property
    def is_sure(self) -> bool:
        return bool(self.paid_item or self.external) or any(not claim.facts for claim in self.claims)

    @property
    def competes(self) -> bool:
        """Whether it certainly takes part in a selection. A selection does not depend on approvals."""
        if self.external is not None or self.is_placed:
            return True
        return not self.parts and any(all(ref.group in NOT_COMPARED for ref in claim.facts) for claim in self.claims)

    @property
    def item(self) -> str:
        return self.external.item if self.external is not None else self.paid_item or self.claims[0].item

    @property
    def order(self) -> tuple[object, ...]:
        """Its position in claim order, which is its first claim's; equal records are sorted by the applicant's name."""
        return (self.external.order if self.external is not None else self.claims[0].order), self.applicant


def competitors_by_group(
    by: Quota | RecordRanking, applicants: Iterable[ClaimsOfApplicant]
) -> tuple[dict[PrintedGroup, list[Competitor]], list[Competitor]]:
    """The competing records by group, and the records whose group is not known; both in claim order.

    A claim that can pay nothing does not reach a selection by score. What the bureau approves selects nothing.
    """
    live = [
        (situation, claim)
        for situation, claims in sorted(applicants, key=lambda pair: pair[0].facts.applicant)
        for claim in sort_claims(claims)[0]
        if claim.is_live and claim.situation is not None and claim.clause.index in by.clauses
        and (
            isinstance(by, RecordRanking)
            or not by.score
            or claim.max_amount
            or (claim.approval is not None and claim.approval.ceiling != 0)
        )
    ]  # fmt: skip
    by_group: dict[PrintedGroup, dict[tuple[str, int], Competitor]] = {}
    unassigned: dict[tuple[str, int | str, GroupParts], Competitor] = {}
    for situation, claim in sorted(live, key=lambda pair: pair[1].order):
        applicant, here = situation.facts.applicant, claim.rule_situation
        if is_of_unlisted_record(claim):
            any_group = (None,) * (len(by.keys) + by.per_year)
            entry = Competitor(
                applicant,
                [],
                parts=any_group,
                has_order=False,
                count=max(by.number, 1) if isinstance(by, Quota) else NO_LAST,
            )
            unassigned.setdefault((applicant, claim.item, any_group), entry).claims.append(claim)
            continue
        assert claim.source is not None
        assert here is not None  # `live` has only claims that may reach the rules
        keys, unknown = _group_keys(by, here, claim)
        year = str(claim.year) if by.per_year and claim.year is not None else None
        record = (applicant, id(claim.source))
        if unknown or (by.per_year and year is None):
            if keys.keys() | unknown.keys() != set(by.keys):
                continue
            values = [_values(keys[name]) if name in keys else None for name in by.keys]
            parts = (*values, *([_values(year) if year else None] if by.per_year else ()))
            entry = unassigned.setdefault((*record, parts), Competitor(applicant, [], parts=parts))
            entry.unknown |= frozenset(unknown.values())
            entries = [entry]
        else:
            entries = [
                by_group.setdefault(group, {}).setdefault(record, Competitor(applicant, []))
                for group in printed_groups(keys, by.keys, claim.year if by.per_year else None)
            ]
        has_item = all(name in claim.source.values for name in situation.schema.record_by_name[claim.source.kind].key)
        for entry in entries:
            entry.claims.append(claim)
            entry.has_order &= has_item and not claim.has_open_day
            entry.score = score_of(here.field(by.score)) if by.score else None
            entry.ties = ties_in_key(by.ties, here.field)
    return {group: list(entries.values()) for group, entries in by_group.items()}, list(unassigned.values())


def records_before(
    by: Quota | RecordRanking, payments: Iterable[tuple[str, PriorPayment]]
) -> Mapping[PrintedGroup, Mapping[tuple[str, str, str], Competitor]]:
    """The records that earlier payments name, by group and `Competitor.record`. `payments` have their applicants.

    A record that was granted something keeps its place under a quota. One that was ranked had a rank, whatever rules
    left of it.
    """
    by_group: dict[PrintedGroup, dict[tuple[str, str, str], Competitor]] = {}
    for applicant, payment in payments:
        if payment.clause.index in by.clauses and (payment.admitted if isinstance(by, Quota) else payment.proposed) > 0:
            for group in printed_groups(payment.keys, by.keys, payment.year if by.per_year else None):
                by_group.setdefault(group, {})[applicant, payment.item, payment.record] = Competitor(
                    applicant, [], paid_item=payment.item, is_placed=True
                )
    return by_group


def _group_keys(
    by: Quota | RecordRanking, here: Situation, claim: Candidate
) -> tuple[dict[str, KeyValue], dict[str, FactRef]]:
    """The keys of a claim under a quota, and the unknown keys with the facts that decide them.

    If the claim has no day, its keys that change over time are unknown.
    """
    keys, unknown = keys_of(here, claim.source, claim.item, by.keys)
    if claim.day is None:
        for name in [name for name in keys if name == "year" or is_period(name) or changes_of(here.facts, name)]:
            del keys[name]
            unknown[name] = min(claim.facts)
    return keys, unknown


def _values(value: KeyValue) -> frozenset[str]:
    return frozenset(value if isinstance(value, tuple) else (value,))


NO_SCORE: Scored = (False, 0)


def score_of(stated: object) -> Scored | None:
    """A score to compare by; a record known to have no score is sorted after all records with one."""
    if isinstance(stated, Open):
        return None
    return (True, stated) if isinstance(stated, int | Fraction) else NO_SCORE


def ties_in_key(orders: Iterable[FieldOrder], value_of: Callable[[str], object]) -> tuple[SortKey | None, ...]:
    """The values that order equal scores; a record known to be without a value is last."""
    return tuple(_tie_in_key(value_of(order.field), is_highest_first=order.is_highest_first) for order in orders)


def _tie_in_key(stated: object, *, is_highest_first: bool) -> SortKey | None:
    if stated is None or isinstance(stated, Open):
        return None
    number = stated.toordinal() if isinstance(stated, datetime.date) else stated
    if not isinstance(number, int | Fraction):
        return NO_VALUE
    return value_in_key(number if is_highest_first else -number)
