"""The amounts and keys of one claim.

- Amounts: rounding, support, ceilings and approvals.
- Keys: key values as text. If all keys of a kind are stated as text, `StatedKeys` reads them directly from its records;
  it is made once for each kind. Any other value (not stated, none, a list) needs `keys_of`.
- Claim order: items are ordered by their key as text, but members of a choice or level by their position in the
  vocabulary. Otherwise the name of a member would decide which of two claims a cap cuts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TypeAlias, cast

import attrs

from ipdsl.base.values.money import DOWN_TO_MINOR, Rounding
from ipdsl.claims.claim import Candidate, KeyValue, key_text
from ipdsl.engine.matters import matter
from ipdsl.engine.operations import Answer
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import FactRef, Open, Record
from ipdsl.ir.proposal import Proposal
from ipdsl.ir.terms import MATTER, Clause, Program, TriggerKind, is_matter
from ipdsl.schema.periods import is_period
from ipdsl.schema.values.stated_values import CANNOT, NONE, ForeignAmount, NeedsGeneralPathError
from ipdsl.schema.vocabulary import MATTER_IS_APPLICANT, Schema
from ipdsl.schema.vocabulary import RecordKind as Kind

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
    """Set the amounts of a claim from its proposal, in minor units, and the facts that they depend on.

    `support` None: not known. A late claim needs an approval too.
    """
    how = DOWN_TO_MINOR if proposal.is_ceiling else rounding
    least, most_needed = proposal.threshold or (0, 0)
    rest = how.apply(_subtract_support(proposal.low, support)) if support is not None else 0
    low = rest if _is_paid(proposal.low, support or 0, most_needed) else 0
    high = _sum_after_support(proposal.high, support, how)
    if proposal.high is not None and not _is_paid(proposal.high, support or 0, least):
        high = 0
    fixed: int | None = 0
    if proposal.fixed != 0 and not claim.is_late:  # the final row may not need an approval
        low = min(low, rounding.apply(_subtract_support(proposal.low, support or 0)))
        fixed = _sum_after_support(proposal.fixed, support, rounding)
        high = None if high is None or fixed is None else max(high, fixed)
    if facts and (proposal.has_open_gates or facts - proposal.open_facts):
        low = 0
    claim.facts, claim.paid_by_others = facts, support or 0
    if not (proposal.is_ceiling or claim.is_late):
        before = how.apply(proposal.low)
        claim.low, claim.high = low, high
        claim.proposed, claim.support = (0, 0) if facts else (before, before - rest)
        claim.refused, claim.threshold = 0 if facts else rest - low, least
        return
    claim.is_ceiling, claim.ceiling, claim.approved = True, high, approved
    if approved is None:
        claim.facts, claim.high = facts | {FactRef("approval", claim.clause.label, item=claim.item)}, high
        if not facts and proposal.high is not None and high is not None:
            most_rest = _sum_after_support(proposal.high, support, how) or 0
            claim.support, claim.refused = how.apply(proposal.high) - most_rest, most_rest - high
            claim.threshold = least
        return
    before = approved if proposal.high is None else min(approved, how.apply(proposal.high))
    most = approved if high is None else min(approved, high)
    if facts:
        claim.low, claim.high = min(approved, low), None if fixed is None else max(most, fixed)
        return
    most_rest = approved if high is None else min(approved, _sum_after_support(proposal.high, support, how) or 0)
    claim.proposed, claim.low, claim.high = before, most, most
    claim.support, claim.refused, claim.threshold = before - most_rest, most_rest - most, least


def settle_empty_ceiling(claim: Candidate) -> None:
    """Close a claim whose ceiling is 0, by itself or after support: the bureau has no amount to set."""
    is_waiting = claim.is_ceiling and claim.approved is None and all(ref.group == "approval" for ref in claim.facts)
    if is_waiting and claim.high == 0:
        claim.is_ceiling, claim.ceiling, claim.facts = False, None, frozenset()
        claim.proposed = claim.support + claim.refused


def _sum_after_support(sum_: int | Fraction | None, support: int | None, rounding: Rounding) -> int | None:
    return None if sum_ is None else rounding.apply(_subtract_support(sum_, support or 0))


def _is_paid(sum_: int | Fraction, support: int, threshold: int | Fraction | None) -> bool:
    """Whether the rest after support reaches the threshold; `None`: no rest surely does."""
    return threshold is not None and _subtract_support(sum_, support) >= threshold


def _subtract_support(sum_: int | Fraction, support: int) -> int | Fraction:
    return max(sum_ - support, 0)


def keys_of(
    situation: Situation, record: Record | None, item: str, names: Iterable[str]
) -> tuple[dict[str, KeyValue], dict[str, FactRef]]:
    """The values of the named keys, and the keys that are not stated. A key that the kind lacks is in neither."""
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
    """The value of a key; `None` if the claim lacks it."""
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
    if is_period(name):
        return situation.program.period_text(name, situation.year)
    if record is not None and (field := field_of_key(schema, schema.record_by_name[record.kind], name)):
        return situation.with_record(record, situation.day, situation.year).field(field)
    if name in schema.applicant_field_by_name:
        return situation.applicant(name)
    return None


def field_of_key(schema: Schema, kind: Kind | None, name: str) -> str:
    """The field of a record kind that contains a key; empty if no field does."""
    if kind is None or name in NO_FIELDS or name in schema.kinds_and_classes:
        return ""
    if name == "level":
        name = level_field(kind) or name
    return name if name in kind.field_by_name else ""


def level_field(kind: Kind) -> str | None:
    """The first field of a record kind with a level."""
    return next((field.name for field in kind.fields if field.type.is_level), None)


ITEM = ""
"""Represents the record's item in place of a field."""


@attrs.frozen(eq=False, repr=False)
class StatedKeys:
    """Reads keys that are stated as text.

    Each of `parts` is a key, its prefix, its first field, and the other fields. `applicant_keys` are keys whose value
    is the applicant, with their prefix.
    """

    parts: tuple[tuple[str, str, str, tuple[str, ...]], ...]
    applicant_keys: tuple[tuple[str, str], ...]

    def read(self, record: Record, applicant: str, held_keys: tuple[str, ...]) -> dict[str, KeyValue] | None:
        """The keys of a record's claim; `None` if one of them is open, none or cannot be determined.

        `held_keys` are further keys whose value is the applicant.
        """
        keys: dict[str, KeyValue] = dict.fromkeys(held_keys, applicant)
        values = record.values
        try:
            for name, before, field, more_fields in self.parts:
                text: str = before + cast("str", values[field] if field else record.item)
                for other in more_fields:
                    text += " / " + cast("str", values[other])
                keys[name] = text
        except NeedsGeneralPathError:
            return None
        for name, before in self.applicant_keys:
            keys[name] = before + applicant
        return keys


def stated_keys_of(program: Program, kind: Kind, names: Iterable[str]) -> StatedKeys | None:
    """The reader of these keys from records of a kind; `None` if a key is not text."""
    schema = program.schema
    parts: list[tuple[str, str, str, tuple[str, ...]]] = []
    applicant_keys: list[tuple[str, str]] = []
    for name in names:
        field = field_of_key(schema, kind, name)
        fields = program.matter_fields(name, kind) if is_matter(name) else None
        if fields == MATTER_IS_APPLICANT:
            applicant_keys.append((name, f"{kind.root}: "))
        elif fields is not None:
            first, *more_fields = fields or (ITEM,)
            if not all(_is_text(kind, field) for field in fields):
                return None
            parts.append((name, f"{kind.root}: ", first, tuple(more_fields)))
        elif name == "item" or field:
            if not _is_text(kind, field):
                return None
            parts.append((name, "", field or ITEM, ()))
        elif name == "year" or is_period(name) or name in schema.applicant_field_by_name:
            return None
    return StatedKeys(tuple(parts), tuple(applicant_keys))


def _is_text(kind: Kind, field: str) -> bool:
    """Whether the values of a field are text, like an item."""
    if field == ITEM:
        return True
    type_ = kind.field_by_name[field].type
    return not type_.is_list and (type_.is_text or type_.is_name or type_.is_member)


ItemRanks: TypeAlias = "tuple[tuple[str, Mapping[str, int] | None], ...]"
"""The fields that form an item, each with the positions of its members if it is a choice or level."""

ItemPlace: TypeAlias = "str | tuple[tuple[int, str], ...]"


def ranks_of(schema: Schema, clause: Clause) -> ItemRanks:
    """The parts of a clause's items; empty if no part is a choice or level, so that text sorts correctly."""
    kind = schema.record_by_name.get(clause.trigger.record)
    if kind is None:
        return ()
    names = clause.trigger.keys if clause.trigger.kind is TriggerKind.SET else kind.key
    ranks: list[tuple[str, Mapping[str, int] | None]] = []
    for name in names:
        field = kind.field_by_name.get(name)
        if field is not None and field.type.is_member:
            members = schema.choice_by_name[field.type.choice_name].names
            ranks.append((name, {member: index for index, member in enumerate(members)}))
        else:
            ranks.append((name, None))
    return tuple(ranks) if any(places is not None for _, places in ranks) else ()


def item_place(ranks: ItemRanks, item: str, record: Record | None, set_keys: Mapping[str, str]) -> ItemPlace:
    """The sort key of an item within its clause."""
    if not ranks:
        return item
    values = set_keys if record is None else record.values
    parts: list[tuple[int, str]] = []
    is_whole = True
    for name, places in ranks:
        value = values.get(name)
        is_whole = is_whole and value is not None
        text = value if type(value) is str else "" if value is None else str(key_text(value))
        if places is None:
            parts.append((0, text))
        else:
            place = places.get(text)
            parts.append((len(places), text) if place is None else (place, ""))
    return (*parts, (0, "" if is_whole else item))
