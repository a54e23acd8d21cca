"""Keys of claims and of ledger lines: the values of a rule's keys, the places under a limit, and the claim order.

All values are texts, as a line prints them.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from ipdsl.schema.types.choice import ChoiceType
from ipdsl.schema.types.level import LevelType
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import RecordKind, Schema
from ipdsl.semantics import typed
from tests.reference.expressions import View, applicant_field
from tests.reference.matters import item_under, matter_of, matter_said, said
from tests.reference.periods import block, block_years, span
from tests.reference.world import UNKNOWN, Line, Mark, NotStatedError, World, key_text

if TYPE_CHECKING:
    from tests.reference.claims import Claim

Bucket = tuple[Any, ...]


def key_values(claim: Claim, name: str) -> list[str] | None:
    """The values of a key of a claim (several for a list); None if the claim does not have the key."""
    if name.startswith("row "):  # of claims of this row alone
        return [name] if name == f"row {claim.row}" else None
    if name not in claim.keys:
        claim.keys[name] = _key_values(claim, name)
    return claim.keys[name]


def _key_values(claim: Claim, name: str) -> list[str] | None:
    world = claim.world
    if name == "applicant":
        return [world.applicant]
    if name in world.schema.kinds_and_classes:
        return [world.applicant] if name in world.kinds else None
    if name in claim.set_keys:
        return _texts(claim.set_keys[name])
    if name == "item":
        return [claim.item]
    if name == "year":
        return [str(claim.year)]
    if block_years(name):
        return [block(name, claim.year, world.first_year)]
    if span((name,)):
        return [name]
    if is_matter(name):
        return [matter_of(claim.record, world, name)]
    if claim.record is not None:
        held = field_of(name, world.schema.record_by_name[claim.record.listed])
        if held in claim.record.values:
            return _texts(claim.record.values[held])
    if name in world.fields and claim.day is not None:
        return _texts(applicant_field(name, View(world, claim.day, claim.year, "")))
    return None


def field_of(name: str, kind: RecordKind) -> str:
    """The field of a key. The key `level` is the field with the level, regardless of its name."""
    if name != "level" or name in kind.field_by_name:
        return name
    return next((f.name for f in kind.fields if isinstance(f.type, LevelType)), name)


def _texts(found: Any) -> list[str] | None:
    if found is UNKNOWN:
        raise NotStatedError
    if isinstance(found, Mark):
        return None
    if isinstance(found, tuple):
        return list(dict.fromkeys(key_text(f) for f in found))
    return [key_text(found)]


def level_of(claim: Claim) -> str:
    """The level of a claim, or ""."""
    found = key_values(claim, "level")
    return found[0] if found else ""


def line_values(line: Line, award: typed.Award | None, world: World, name: str) -> list[str] | None:
    """The values of a key of a line: those that it states, or those that follow from its item or its record."""
    if name.startswith("row "):  # a line without a row may be of each
        return [name] if line.row in ("", name.removeprefix("row ")) else None
    if name == "applicant":
        return [world.applicant]
    if name in world.schema.kinds_and_classes:
        return [world.applicant] if name in world.kinds else None
    if block_years(name):
        return [block(name, line.year, world.first_year)]
    if span((name,)):
        return [name]
    item = line.item if award is None else item_under(line, award, world)
    stated = {"item": item, "level": line.level, "year": str(line.year), **line.keys}
    if stated.get(name) and not is_matter(name):
        return list(stated[name]) if isinstance(stated[name], tuple) else [stated[name]]
    declared = world.schema.record_by_name.get(line.kind if award is None else _kind_of(award))
    is_set = award is not None and isinstance(award.trigger, typed.SetTrigger)
    if is_matter(name):
        if award is not None and (declared is None or is_set):
            return [world.applicant]
        found = matter_said(line, declared, world, name) if declared is not None else None
        found = found or (line.keys.get(name) if award is not None else None)
        return [found] if found else None
    if declared is not None and not is_set:
        field = field_of(name, declared)
        if field in declared.field_by_name:
            told = said(line, declared, (field,), world).get(field, Mark.NONE)
            return None if told is UNKNOWN else _texts(told)
    if is_set and isinstance(award.trigger, typed.SetTrigger) and award.trigger.keys == (name,):
        return [line.item]
    if award is not None and name in world.fields:
        day = line.day or world.last_day(line.year)
        return _texts(applicant_field(name, View(world, day, line.year, ""))) if line.short else None
    return None


def is_matter(name: str) -> bool:
    """Whether a key stands for the matter."""
    return name.split()[0] == "matter"


def _kind_of(award: typed.Award) -> str:
    return "" if isinstance(award.trigger, typed.YearTrigger) else award.trigger.record or ""


def buckets(values: list[list[str] | None], who: str) -> list[Bucket]:
    """The groups of a rule: none where a key is lacking, several where a key is a list."""
    if any(v is None for v in values):
        return []
    return [(who, *b) for b in itertools.product(*[v for v in values if v is not None])]


def root_of(award: typed.Award, schema: Schema) -> str:
    """The root kind of an award's records; empty for an award to the applicant or for a set by year."""
    kind = _kind_of(award)
    return schema.record_by_name[kind].root if kind else ""


def lineage_of(award: typed.Award, schema: Schema) -> tuple[str, ...]:
    """The kind of an award's records, and the wider kinds."""
    kind = _kind_of(award)
    return schema.lineage(kind) if kind else ()


def item_order(claim: Claim) -> tuple[Any, ...]:
    """The parts of the item: texts as they are, members of a choice or level by their place in the vocabulary."""
    values = claim.set_keys if claim.record is None else claim.record.values
    return _item_order(claim.award, claim.world.schema, claim.item, values)


def line_item_order(line: Line, award: typed.Award, schema: Schema) -> tuple[Any, ...]:
    """The order of a line whose record is not in the facts: its item has the parts of its key."""
    parts = dict(zip(_item_names(award, schema), line.item.split(" / "), strict=False))
    return _item_order(award, schema, line.item, parts)


def _item_names(award: typed.Award, schema: Schema) -> tuple[str, ...]:
    trigger = award.trigger
    if isinstance(trigger, typed.YearTrigger) or trigger.record is None:
        return ()
    return trigger.keys if isinstance(trigger, typed.SetTrigger) else schema.record_by_name[trigger.record].key


def _item_order(award: typed.Award, schema: Schema, item: str, values: dict[str, Any]) -> tuple[Any, ...]:
    names = _item_names(award, schema)
    fields = schema.record_by_name[_kind_of(award)].field_by_name if names else {}
    places = {n: _members(schema, fields[n].type) if n in fields else None for n in names}
    if not any(places.values()):
        return (item,)
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
