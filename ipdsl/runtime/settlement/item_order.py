"""How items stand in claim order: by their key as text, members of a choice or level by their place in the vocabulary.

Text would let the name of a member decide which of two claims a cap cuts, and no name decides a result.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from ipdsl.runtime.facts import Record
from ipdsl.runtime.settlement.claims import key_text
from ipdsl.runtime.terms import Clause, TriggerKind
from ipdsl.schema.model import Schema
from ipdsl.schema.types import ChoiceType, LevelType

ItemRanks: TypeAlias = "tuple[tuple[str, Mapping[str, int] | None], ...]"
"""The fields that make an item, each with the places of its members where it has such."""

ItemPlace: TypeAlias = "str | tuple[tuple[int, str], ...]"


def ranks_of(schema: Schema, clause: Clause) -> ItemRanks:
    """The parts of the items of a clause; empty where no part is a choice or level, and text will do."""
    kind = schema.record_by_name.get(clause.trigger.record)
    if kind is None:
        return ()
    names = clause.trigger.keys if clause.trigger.kind is TriggerKind.SET else kind.key
    ranks: list[tuple[str, Mapping[str, int] | None]] = []
    for name in names:
        field = kind.field_by_name.get(name)
        match field.type if field is not None else None:
            case ChoiceType(choice=choice) | LevelType(level=choice):
                members = schema.choice_by_name[choice].names
                ranks.append((name, {member: index for index, member in enumerate(members)}))
            case _:
                ranks.append((name, None))
    return tuple(ranks) if any(places is not None for _, places in ranks) else ()


def item_place(ranks: ItemRanks, item: str, record: Record | None, set_keys: Mapping[str, str]) -> ItemPlace:
    """What orders the items of a clause."""
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
