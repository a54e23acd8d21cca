"""Quotas of a cohort. If a score selects, the claims of the best records stay. Otherwise the bureau's list is a fact.

A selection depends on the facts only. A record without an amount has no place, and one that an earlier run granted
something keeps its place, whether it is listed or not. If a rule above a limit by score may cut its claims, the limit
is one of the rules instead, except in groups with a published rank.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import attrs

from ipdsl.semantics import typed
from tests.reference.claims import Claim, Places, propose, ranked_claims
from tests.reference.expressions import places
from tests.reference.gates import labels_in
from tests.reference.keys import key_values
from tests.reference.memory import Past, past_lines
from tests.reference.rules import score_of, values_of
from tests.reference.settle import BOUNDLESS, claim_order, stands_among_rules
from tests.reference.world import UNKNOWN, Foreign, Mark, NotStatedError, Record, World

Paid = tuple[str, str, str]
"""The applicant, the item and the record of an earlier payment."""


def select(policy: typed.Policy, worlds: list[World], claims: list[Claim], *, alone: bool) -> None:
    """Stops the claims of the records that a quota leaves out. They are unknown for a single applicant."""
    for quota, labels in _quotas(policy, policy.root):
        if quota.score is not None:
            if alone:
                _select_published(quota, [c for c in claims if c.label in labels and not c.stopped])
                continue
            over = [c for c in sorted(claims, key=claim_order) if c.label in labels and c.competes]
            _select(
                quota, [c for c in over if _has_amount(c, policy)], _granted(policy, worlds, quota, labels),
                by_ranks_only=stands_among_rules(policy, quota),
            )  # fmt: skip


def _past(policy: typed.Policy, worlds: list[World], labels: set[str]) -> Iterator[Past]:
    """The earlier payments of these awards."""
    return (past for world in worlds for past in past_lines(policy, world) if past.award and past.label in labels)


def _granted(
    policy: typed.Policy, worlds: list[World], quota: typed.Quota, labels: set[str]
) -> dict[tuple[Any, ...], set[Paid]]:
    """The records that earlier runs granted something, by group."""
    groups: dict[tuple[Any, ...], set[Paid]] = {}
    for past in _past(policy, worlds, labels):
        values = [past.values(k) for k in quota.keys]
        if past.admitted > 0 and None not in values:
            key = (*(tuple(v or ()) for v in values), past.year if quota.per_year else None)
            groups.setdefault(key, set()).add((past.who, past.item, past.record))
    return groups


def _paid(claim: Claim) -> Paid:
    assert claim.record is not None
    return claim.world.applicant, claim.item, claim.record.content


def _has_amount(claim: Claim, policy: typed.Policy) -> bool:
    """Whether a claim may reach the rules with more than 0; an approval selects nothing."""
    tried = attrs.evolve(claim, stopped="", cuts=[], counted=[*claim.counted])
    if tried.is_ceiling:
        tried.approved = BOUNDLESS
    propose(tried, policy)
    return tried.left > 0


def _select_published(quota: typed.Quota, claims: list[Claim]) -> None:
    """Stop the claims of one applicant whose published rank is after the last place."""
    for claim in claims:
        stated = claim.world.places.get((quota.name, claim.item))
        if stated is None:
            raise NotStatedError
        if not (isinstance(stated, int) and stated <= quota.number):
            claim.stopped, claim.reason = "not eligible", f"quota {quota.name}"


def record_places(policy: typed.Policy, worlds: list[World]) -> Places:
    """The ranks of all records under awards by the rank of a record, by the label and the record."""
    found: Places = {}
    for award in policy.awards:
        if isinstance(award.amount, typed.AmountByRows) and isinstance(rank := award.amount.value, typed.RecordRank):
            claims = [claim for world in worlds for claim in ranked_claims(policy, world, award)]
            claims = [c for c in claims if not isinstance(_number(c.record, rank.field), Mark | Foreign)]
            ranked = {(*_paid(claim), claim.year if rank.per_year else None) for claim in claims}
            for past in _past(policy, worlds, {award.label}):
                paid = (past.who, past.item, past.record, past.year if rank.per_year else None)
                if past.proposed > 0 and paid not in ranked:
                    raise NotStatedError  # its number is not known
            for claim in claims:
                found[award.label, id(claim.record)] = _place(rank, claim, claims)
            _check_published(award, claims, found)
    return found


def _place(rank: typed.RecordRank, claim: Claim, claims: list[Claim]) -> Fraction:
    """One more than the number of events that are ahead."""
    mine, ahead = _number(claim.record, rank.field), set()
    for other in claims:
        if rank.per_year and other.year != claim.year:
            continue
        its = _number(other.record, rank.field)
        is_earlier = its == mine and places(rank.ties, values_of(other)) < places(rank.ties, values_of(claim))
        if its > mine or is_earlier:
            ahead.add((other.world.applicant, other.item, other.day))
    return Fraction(1 + len(ahead))


def _check_published(award: typed.Award, claims: list[Claim], found: Places) -> None:
    """A published rank after that of the cohort shows that more records are ranked."""
    for claim in claims:
        stated = claim.world.places.get((award.label, claim.item))
        if isinstance(stated, int) and stated > found[award.label, id(claim.record)]:
            raise NotStatedError


def _number(record: Record | None, field: str) -> Any:
    assert record is not None
    found = record.values.get(field, UNKNOWN)
    if found is UNKNOWN:
        raise NotStatedError
    return found


def _select(
    quota: typed.Quota, claims: list[Claim], granted: dict[tuple[Any, ...], set[Paid]], *, by_ranks_only: bool
) -> None:  # fmt: skip
    groups: dict[tuple[Any, ...], dict[Record, list[Claim]]] = {}
    for claim in claims:
        record = claim.record
        if record is None or record not in [r for r, _ in claim.world.possible_of_kind(quota.record)]:
            continue
        values = [key_values(claim, k) for k in quota.keys]
        if any(v is None for v in values):
            continue
        key = (*(tuple(v or ()) for v in values), claim.year if quota.per_year else None)
        groups.setdefault(key, {}).setdefault(record, []).append(claim)
    for key, records in groups.items():
        ranked = any((quota.name, record.item) in mine[0].world.places for record, mine in records.items())
        if by_ranks_only and not ranked:
            continue
        held = granted.get(key, set())
        placed = [record for record, mine in records.items() if _paid(mine[0]) in held]
        others = [record for record in records if record not in placed]
        ordered = [*placed, *sorted(others, key=lambda r: score_of(r, quota))]  # equals stay in order
        for place, record in enumerate(ordered, 1 + len(held) - len(placed)):
            claims_of_record = records[record]
            stated = claims_of_record[0].world.places.get((quota.name, record.item))
            if isinstance(stated, int) and stated > place:
                raise NotStatedError  # there are more records than these
            if record in placed or (place if stated is None else stated) in range(1, quota.number + 1):
                continue
            for claim in claims_of_record:
                claim.competes = False
                if not claim.stopped:
                    claim.stopped, claim.reason = "not eligible", f"quota {quota.name}"


def _quotas(policy: typed.Policy, block: typed.Block) -> Iterator[tuple[typed.Quota, set[str]]]:
    """Each quota with the labels before it in its block; an `over` block has the whole policy before it."""
    before = [a.label for a in policy.awards] if block.kind == "over" else []
    for item in block.items:
        match item:
            case typed.Award():
                before.append(item.label)
            case typed.Block():
                yield from _quotas(policy, item)
                before += labels_in(item)
            case typed.Quota():
                yield item, set(before) - set(item.exempt)
            case _:
                pass


__all__ = ["select"]
