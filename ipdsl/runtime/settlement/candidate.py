"""The sum and the keys of one claim: rounding, support, ceilings and approvals, key values as text."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from ipdsl.runtime.clauses.matters import matter
from ipdsl.runtime.clauses.operations import Answer
from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.facts import ForeignAmount, Record
from ipdsl.runtime.proposal import Proposal
from ipdsl.runtime.settlement.claims import Candidate, KeyValue, key_text
from ipdsl.runtime.terms import MATTER, is_matter
from ipdsl.runtime.unknown import CANNOT, NONE, FactRef, Open
from ipdsl.schema.model import RecordKind as Kind
from ipdsl.schema.model import Schema
from ipdsl.schema.types import LevelType
from ipdsl.values.rounding import DOWN_TO_MINOR, Rounding

NO_FIELDS = frozenset({"applicant", "item", MATTER, "year"})
"""Keys that are never a field."""


def set_sums(
    claim: Candidate,
    proposal: Proposal,
    facts: frozenset[FactRef],
    support: int | None,
    approved: int | None,
    rounding: Rounding,
) -> None:
    """Gives a claim its sums: what its clause's function said, in minor units, and the facts on which they hang.

    `support` None: not known. A late claim needs an approval too.
    """
    how = DOWN_TO_MINOR if proposal.is_ceiling else rounding
    low = how.apply(_subtract_support(proposal.low, support)) if support is not None else 0
    high = _sum_after_support(proposal.high, support, how)
    fixed: int | None = 0
    if proposal.fixed != 0 and not claim.is_late:  # the row that it turns out to be may need no approval
        low = min(low, rounding.apply(_subtract_support(proposal.low, support or 0)))
        fixed = _sum_after_support(proposal.fixed, support, rounding)
        high = None if high is None or fixed is None else max(high, fixed)
    if facts and (proposal.has_open_gates or facts - proposal.open_facts):
        low = 0
    claim.facts, claim.paid_by_others = facts, support or 0
    if not (proposal.is_ceiling or claim.is_late):
        before = how.apply(proposal.low)
        claim.low, claim.high = low, high
        claim.proposed, claim.support = (0, 0) if facts else (before, before - low)
        return
    claim.is_ceiling, claim.ceiling, claim.approved = True, high, approved
    if approved is None:
        claim.facts, claim.high = facts | {FactRef("approval", claim.clause.label, item=claim.item)}, high
        if not facts and proposal.high is not None and high is not None:
            claim.support = how.apply(proposal.high) - high
        return
    before = approved if proposal.high is None else min(approved, how.apply(proposal.high))
    most = approved if high is None else min(approved, high)
    if facts:
        claim.low, claim.high = min(approved, low), None if fixed is None else max(most, fixed)
        return
    claim.proposed, claim.low, claim.high, claim.support = before, most, most, before - most


def settle_empty_ceiling(claim: Candidate) -> None:
    """Nothing is left for the bureau to set: what others paid has used the ceiling up, or it is 0 by itself."""
    is_waiting = claim.is_ceiling and claim.approved is None and all(ref.group == "approval" for ref in claim.facts)
    if is_waiting and claim.high == 0:
        claim.is_ceiling, claim.ceiling, claim.facts, claim.proposed = False, None, frozenset(), claim.support


def _sum_after_support(sum_: int | Fraction | None, support: int | None, rounding: Rounding) -> int | None:
    return None if sum_ is None else rounding.apply(_subtract_support(sum_, support or 0))


def _subtract_support(sum_: int | Fraction, support: int) -> int | Fraction:
    return max(sum_ - support, 0)


def keys_of(
    situation: Situation, record: Record | None, item: str, names: Iterable[str]
) -> tuple[dict[str, KeyValue], dict[str, FactRef]]:
    """The values of the named keys, and those that were not stated. A key that the kind lacks is in neither."""
    keys: dict[str, KeyValue] = {}
    unknown: dict[str, FactRef] = {}
    for name in names:
        value = key_of(situation, record, item, name)
        if isinstance(value, Open):
            unknown[name] = min(value.facts)
        elif value is not None and value is not NONE and value is not CANNOT and not isinstance(value, ForeignAmount):
            keys[name] = key_text(value)
    return keys, unknown


def key_of(situation: Situation, record: Record | None, item: str, name: str) -> Answer | None:
    """The value of a key; `None` where the claim lacks it."""
    schema = situation.schema
    if name == "applicant":
        return situation.facts.applicant
    if name in schema.kinds_and_classes:
        return situation.facts.applicant if situation.is_kind(name) else None
    if name == "item":
        return item
    if is_matter(name):
        return matter(situation, record, name)
    if name == "year":
        return str(situation.year)
    if record is not None and (field := field_of_key(schema, schema.record_by_name[record.kind], name)):
        return situation.with_record(record, situation.day, situation.year).field(field)
    if name in schema.applicant_field_by_name:
        return situation.applicant(name)
    return None


def field_of_key(schema: Schema, kind: Kind | None, name: str) -> str:
    """The field that holds a key of a kind of record; empty where none does."""
    if kind is None or name in NO_FIELDS or name in schema.kinds_and_classes:
        return ""
    if name == "level":
        name = level_field(kind) or name
    return name if name in kind.field_by_name else ""


def level_field(kind: Kind) -> str | None:
    """The field that tells the level of a kind of record: the first that holds one."""
    return next((field.name for field in kind.fields if isinstance(field.type, LevelType)), None)
