"""What a claim counts under: the values of a rule's keys, what takes a place under a limit, and its place in order."""

from __future__ import annotations

import itertools
from typing import Any

from ipdsl.schema.model import Schema
from ipdsl.schema.types import ChoiceType, LevelType, Type
from ipdsl.semantics import typed
from tests.reference.claims import Claim
from tests.reference.expressions import NotStatedError
from tests.reference.world import UNKNOWN, Mark, Payment, World, key_text

Bucket = tuple[Any, ...]


def key_values(claim: Claim, name: str) -> list[Any] | None:
    """The values under which a claim counts for a key (several for a list); None where it has no such key."""
    world = claim.world
    if name == "applicant":
        return [world.applicant]
    if name in world.schema.who:
        return [world.applicant] if name in world.kinds else None
    if name in claim.set_keys:
        return [claim.set_keys[name]]
    if name == "item":
        return [claim.item]
    if name == "matter":
        return _matter(claim)
    if claim.record is None or name not in claim.record.values:
        return None
    found = claim.record.values[name]
    if found is UNKNOWN:
        raise NotStatedError
    if isinstance(found, Mark):
        return None
    if isinstance(found, tuple):
        return list(dict.fromkeys(found))
    return [found]


def _matter(claim: Claim) -> list[Any] | None:
    if claim.record is None:
        return [claim.world.applicant]
    declared = claim.world.schema.record_by_name[claim.record.listed]
    if declared.matter == ("applicant",):
        return [claim.world.applicant]
    parts = tuple(claim.record.values[name] for name in declared.matter)
    if UNKNOWN in parts:
        raise NotStatedError
    if any(isinstance(p, Mark) for p in parts):
        parts = (claim.item,)
    return [(declared.root, *parts)]


def buckets(claim: Claim, keys: tuple[str, ...]) -> list[Bucket]:
    """The groups of a rule to which a claim belongs: none where it lacks a key, several where a key is a list."""
    found = [key_values(claim, k) for k in keys]
    if any(f is None for f in found):
        return []
    return list(itertools.product(*[f for f in found if f is not None]))


def payment_buckets(payment: Payment, world: World, keys: tuple[str, ...]) -> list[Bucket]:
    """The same of a short line, which has no fields but its item."""
    found: list[Any] = []
    for name in keys:
        if name == "applicant" or name in world.kinds:
            found.append(world.applicant)
        elif name == "item":
            found.append(payment.item)
        else:
            return []
    return [tuple(found)]


def counted(claim: Claim, field: str | None) -> list[Any]:
    """What takes a place under a limit: the values of a field, or the item."""
    if field is None:
        trigger = claim.award.trigger
        kind = "" if isinstance(trigger, typed.EachYear) else trigger.record or ""  # the set of a year is no year
        return [(claim.world.schema.record_by_name[kind].root if kind else "", claim.item)]
    return key_values(claim, field) or []


def item_order(claim: Claim) -> tuple[Any, ...]:
    """The parts of the item: texts as they are, members of a choice or level by their place in the vocabulary."""
    trigger, schema = claim.award.trigger, claim.world.schema
    kind = None if isinstance(trigger, typed.EachYear) else trigger.record
    if kind is None:
        return (claim.item,)
    declared = schema.record_by_name[kind]
    names = trigger.keys if isinstance(trigger, typed.OverSet) else declared.key
    values = claim.set_keys if claim.record is None else claim.record.values
    places = {
        n: _members(schema, declared.field_by_name[n].type) if n in declared.field_by_name else None for n in names
    }
    if not any(places.values()):
        return (claim.item,)
    parts: list[Any] = []
    for name, members in places.items():
        held = values.get(name, "")
        if members is None:
            parts.append((0, "" if isinstance(held, Mark) else key_text(held)))
        else:
            parts.append((members.index(held) if held in members else len(members), ""))
    return tuple(parts)


def _members(schema: Schema, kind: Type) -> tuple[str, ...] | None:
    match kind:
        case ChoiceType(choice=name) | LevelType(level=name):
            return schema.choice_by_name[name].names
        case _:
            return None
