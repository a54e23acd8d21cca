"""Quotas of a cohort. If a score selects, the claims of the best records stay. Otherwise the bureau's list is a fact.

A selection depends on the facts only: a record that was paid in an earlier run keeps its place by its score.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ipdsl.semantics import typed
from tests.reference.claims import Claim
from tests.reference.gates import labels_in
from tests.reference.keys import key_values
from tests.reference.settle import claim_order
from tests.reference.world import UNKNOWN, Foreign, Mark, NotStatedError, Record


def select(policy: typed.Policy, claims: list[Claim], *, alone: bool) -> None:
    """Stops the claims of the records that a quota leaves out. They are unknown for a single applicant."""
    for quota, labels in _quotas(policy, policy.root):
        if quota.score is not None:
            if alone and any(c.label in labels and not c.stopped for c in claims):
                raise NotStatedError
            _select(quota, [c for c in sorted(claims, key=claim_order) if c.label in labels and c.competes])


def _select(quota: typed.Quota, claims: list[Claim]) -> None:
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
        ordered = sorted(records, key=lambda r: _score(r, quota), reverse=True)  # equals stay in order
        for record in ordered[quota.number :]:
            for claim in records[record]:
                claim.competes = False
                if not claim.stopped:
                    claim.stopped, claim.reason = "not eligible", f"quota {quota.name}"


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
