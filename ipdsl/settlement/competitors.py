"""The records of a cohort that compete under a quota or for ranks, by group, each with its score.

Input: the live claims of each applicant. A record competes once in each of its groups, however many awards it has. If a
key or the year of a record is not known, it may be in any group that its values allow.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TypeAlias

import attrs

from ipdsl.claims.claim import Candidate, KeyValue, PrintedGroup, keys_of, printed_groups, sort_claims
from ipdsl.claims.proposer import is_of_unlisted_record
from ipdsl.engine.situation import Situation, changes_of
from ipdsl.ir.facts import NO_LAST, FactRef, Open
from ipdsl.ir.terms import Quota, RecordRanking, TriggerKind
from ipdsl.kernel.ranks import NO_VALUE, SortKey, value_in_key
from ipdsl.kernel.rule_table import PriorPayment
from ipdsl.schema.periods import is_period
from ipdsl.settlement.other_applicants import QuotaEntry

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
    tie: SortKey | None = NO_VALUE
    """The value that orders equal scores, as a value of a key."""
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

    A claim without an amount does not reach a selection by score.
    """
    live = [
        (situation, claim)
        for situation, claims in sorted(applicants, key=lambda pair: pair[0].facts.applicant)
        for claim in sort_claims(claims)[0]
        if claim.is_live and claim.situation is not None and claim.clause.index in by.clauses
        and (isinstance(by, RecordRanking) or not by.score or claim.max_amount or claim.is_ceiling)
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
            entry.has_order &= has_item and not _may_have_other_day(claim)
            entry.score = score_of(here.field(by.score)) if by.score else None
            entry.tie = tie_in_key(here.field(by.ties)) if by.ties else NO_VALUE
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


def _may_have_other_day(claim: Candidate) -> bool:
    """Whether the day that sorts the claim in claim order may be a different one."""
    return claim.day is None or (claim.clause.trigger.kind is TriggerKind.WHILE and bool(claim.unstated_facts))


def _values(value: KeyValue) -> frozenset[str]:
    return frozenset(value if isinstance(value, tuple) else (value,))


NO_SCORE: Scored = (False, 0)


def score_of(stated: object) -> Scored | None:
    """A score to compare by; a record known to have no score is sorted after all records with one."""
    if isinstance(stated, Open):
        return None
    return (True, stated) if isinstance(stated, int | Fraction) else NO_SCORE


def tie_in_key(stated: object) -> SortKey | None:
    """A value that orders equal scores, the least first; a record known to be without a value is last."""
    if stated is None or isinstance(stated, Open):
        return None
    if isinstance(stated, datetime.date):
        return value_in_key(-stated.toordinal())
    return value_in_key(-stated) if isinstance(stated, int | Fraction) else NO_VALUE
