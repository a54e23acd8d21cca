"""Quotas of a cohort. If a score selects, the claims of the best records stay. Otherwise the bureau's list is a fact.

Only claims that reach a selection with more than 0 compete. What it leaves out is left out before all rules, and frees
room for claims that did not reach it: these compete then. A record that an earlier run gave a place keeps it.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import attrs

from ipdsl.semantics import typed
from tests.reference.claims import Claim, Places, is_final, may_be_approved, ranked_claims
from tests.reference.expressions import tie
from tests.reference.gates import labels_in
from tests.reference.keys import key_values
from tests.reference.rules import Keyed
from tests.reference.settle import claim_order, rules_above, settle
from tests.reference.world import UNKNOWN, Foreign, Mark, NotStatedError, Record, World


def select(policy: typed.Policy, worlds: list[World], claims: list[Claim], *, alone: bool) -> None:
    """Stops the claims of the records that a quota leaves out. They are unknown for a single applicant."""
    for quota, labels in _quotas(policy, policy.root):
        if quota.score is not None:
            if alone:
                _select_published(quota, [c for c in claims if c.label in labels and not c.stopped])
                continue
            over = [c for c in sorted(claims, key=claim_order) if c.label in labels]
            is_settled = bool(over)
            while is_settled:
                reached = _reached(policy, worlds, claims, quota)
                is_settled = _select(quota, [c for c in over if c.competes and id(c) in reached])


def _reached(policy: typed.Policy, worlds: list[World], claims: list[Claim], quota: typed.Quota) -> set[int]:
    """The claims, by identity, that reach a quota with more than 0, or had a place before.

    An approval selects nothing: a claim at discretion competes although nothing is approved, unless earlier payments
    leave nothing of any amount under a rule above the quota.
    """
    above = rules_above(policy, quota)
    found = {id(claim) for claim in claims if _has_place(claim, above)}
    new = [claim for claim in claims if not claim.stopped]
    worlds_of = {id(world): attrs.evolve(world, lines=copy.deepcopy(world.lines)) for world in worlds}
    tried = [
        attrs.evolve(
            claim, world=worlds_of[id(claim.world)], keys={}, counted=[*claim.counted], charged={}, places={},
            cuts=[*claim.cuts], paid={},
        )
        for claim in new
    ]  # fmt: skip
    passed: set[int] = set()
    settle(policy, [*worlds_of.values()], tried, alone=False, watched=(quota, passed))
    for claim, copied in zip(new, tried, strict=True):
        is_undecided = claim.is_ceiling and not claim.approved and may_be_approved(claim, policy)
        if id(copied) in passed or (is_undecided and not _is_refused(copied, above)):
            found.add(id(claim))
    return found


def _is_refused(claim: Claim, above: list[Any]) -> bool:
    """Whether a rule above a quota leaves nothing of a claim, whatever is approved."""
    by = claim.cuts[-1][0] if claim.is_open and claim.cuts else ""
    names = [f" {rule.name}" for rule in above if isinstance(rule, Keyed)]
    return by in ("once", "less") or any(by.endswith(name) for name in names)


def _has_place(claim: Claim, above: list[Any]) -> bool:
    """Whether the ledger has a line for the event of a claim that no cap above the quota cut to 0."""
    line = claim.line
    caps = [rule.name for rule in above if isinstance(rule, typed.Cap)]
    if line is None or not is_final(line) or line.admitted <= 0:
        return False
    return all(line.charged.get(name, 1) > 0 for name in caps)


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
        is_earlier = its == mine and bool(rank.ties) and _tie(other, rank) < _tie(claim, rank)
        if its > mine or is_earlier:
            ahead.add((other.world.applicant, other.item, other.day))
    return Fraction(1 + len(ahead))


def _check_published(award: typed.Award, claims: list[Claim], found: Places) -> None:
    """A published rank after that of the cohort shows that more records are ranked."""
    for claim in claims:
        stated = claim.world.places.get((award.label, claim.item))
        if isinstance(stated, int) and stated > found[award.label, id(claim.record)]:
            raise NotStatedError


def _tie(claim: Claim, rank: typed.RecordRank) -> tuple[int, Any]:
    assert claim.record is not None
    return tie(claim.record.values.get(str(rank.ties), UNKNOWN))


def _number(record: Record | None, field: str) -> Any:
    assert record is not None
    found = record.values.get(field, UNKNOWN)
    if found is UNKNOWN:
        raise NotStatedError
    return found


def _select(quota: typed.Quota, claims: list[Claim]) -> bool:
    """Stop the claims of the records that a quota leaves out; whether there are any."""
    is_any = False
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
    for records in groups.values():
        held = [record for record, mine in records.items() if any(claim.reason == "line" for claim in mine)]
        others = [record for record in records if record not in held]
        ordered = [*held, *sorted(others, key=lambda r: _score(r, quota), reverse=True)]  # equals stay in order
        for place, record in enumerate(ordered, 1):
            claims_of_record = records[record]
            stated = claims_of_record[0].world.places.get((quota.name, record.item))
            if isinstance(stated, int) and stated > place:
                raise NotStatedError  # there are more records than these
            if record in held or (place if stated is None else stated) in range(1, quota.number + 1):
                continue
            for claim in claims_of_record:
                claim.competes = False
                if not claim.stopped:
                    claim.stopped, claim.reason, is_any = "not eligible", f"quota {quota.name}", True
    return is_any


def _score(record: Record, quota: typed.Quota) -> Any:
    found = record.values.get(str(quota.score), UNKNOWN)
    if found is UNKNOWN:
        raise NotStatedError
    return (0, 0) if isinstance(found, Mark | Foreign) else (1, found)


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
