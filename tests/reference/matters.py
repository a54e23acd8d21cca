"""Matters, and the records of a line of the facts: written from `docs/en/reference/facts.md`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ipdsl.schema.vocabulary import RecordKind as Kind
from ipdsl.semantics import typed
from tests.reference.world import UNKNOWN, Line, Mark, NotStatedError, Older, Record, Support, World, key_text

Stated = Line | Support | Older


def fields_of(world: World, kind: Kind, name: str = "matter") -> tuple[str, ...]:
    """The fields of the matter under a key of a rule; ("applicant",) where it is the applicant."""
    if name == "matter (item)":
        return kind.key
    said = world.matters.get(name, {})
    fields = said.get(kind.root, said.get("", kind.matter))
    if fields == ("item",):
        return kind.key
    fits = fields == ("applicant",) or all(field in kind.field_by_name for field in fields)
    return fields if fits else kind.matter


def matter_of(record: Record | None, world: World, name: str = "matter") -> str:
    """The root kind with the values of the matter fields or the applicant; without a record the applicant."""
    if record is None:
        return world.applicant
    declared = world.schema.record_by_name[record.listed]
    fields = fields_of(world, declared, name)
    if fields == ("applicant",):
        return f"{declared.root}: {world.applicant}"
    parts = [record.values[name] for name in fields]
    if UNKNOWN in parts:
        raise NotStatedError
    if not parts or any(isinstance(p, Mark) for p in parts):
        return f"{declared.root}: {record.item}"
    return f"{declared.root}: " + " / ".join(_text(p) for p in parts)


def _text(value: object) -> str:
    return ", ".join(key_text(v) for v in value) if isinstance(value, tuple) else key_text(value)


def item_of(line: Stated, kind: Kind) -> str:
    """The item of a line: from its keys if they have the whole key, otherwise as stated."""
    parts = [line.keys.get(field) for field in kind.key]
    return " / ".join(map(str, parts)) if parts and all(isinstance(part, str) for part in parts) else line.item


def item_under(line: Line, award: typed.Award, world: World) -> str:
    """The item of a line of the history as claims of its award name it."""
    trigger = award.trigger
    if isinstance(trigger, typed.YearTrigger | typed.SetTrigger) or not trigger.record:
        return line.item
    return item_of(line, world.schema.record_by_name[trigger.record])


def said(line: Stated, kind: Kind, wanted: Iterable[str], world: World, name: str = "matter") -> dict[str, Any]:
    """The fields of its record that a line states. Unstated fields are left out."""
    item = item_of(line, kind)
    named = [r for r in world.records if r.root == kind.root and r.item == item]
    fields = fields_of(world, kind, name)
    texts = {} if named or not item else _split(kind.key, item)
    own = isinstance(line, Line) and line.policy in ("", world.policy)
    if item and not named and (not texts or not (own or set(fields) & set(kind.key))):
        texts |= _split(fields, item)
    if isinstance(line, Line):  # `matter` is as the page defines it, a key as its rules define it
        own_key, of_page = line.keys.get(name, ""), line.matter or line.keys.get("matter", "")
        for text, made_of in ((own_key if name != "matter" else "", fields), (of_page, fields_of(world, kind))):
            if isinstance(text, str) and text:
                texts = {**_split(made_of, text.removeprefix(f"{kind.root}: ")), **texts}
    found: dict[str, Any] = {}
    for field in wanted:
        values = {r.values[field] for r in named}
        if line.keys.get(field):
            found[field] = line.keys[field]
        elif len(values) == 1:
            found[field] = values.pop()
        elif field in texts:
            found[field] = texts[field]
    return found


def _split(fields: tuple[str, ...], text: str) -> dict[str, str]:
    parts = text.split(" / ") if len(fields) > 1 else [text]
    return dict(zip(fields, parts, strict=True)) if len(parts) == len(fields) else {}


def matter_said(line: Stated, kind: Kind, world: World, name: str = "matter") -> str | None:
    """The matter of a line; None if the line does not state all of its fields."""
    fields = fields_of(world, kind, name)
    if fields == ("applicant",):
        return f"{kind.root}: {world.applicant}"
    told = said(line, kind, fields, world, name)
    if any(value is not UNKNOWN and isinstance(value, Mark) for value in told.values()):
        return f"{kind.root}: {item_of(line, kind)}"
    if not fields:
        return f"{kind.root}: {item_of(line, kind)}"
    if len(told) < len(fields) or UNKNOWN in told.values():
        return None
    return f"{kind.root}: " + " / ".join(_text(told[field]) for field in fields)


def is_about(line: Stated, record: Record | None, world: World, name: str = "matter") -> bool:
    """Whether a line is about the matter of a record. Where it may be or not, a fact that matters is not stated."""
    if record is None:
        return not line.kind and line.item == world.applicant
    kind = world.schema.record_by_name[record.listed]
    if line.kind and world.schema.record_by_name[line.kind].root != kind.root:
        return False
    fields = fields_of(world, kind, name)
    named = any(r.root == kind.root and r.item == item_of(line, kind) for r in world.records)
    if fields == ("applicant",):
        return bool(line.kind) or line.item == world.applicant or named
    own, told = {field: record.values[field] for field in fields}, said(line, kind, fields, world, name)
    if any(v is not UNKNOWN and isinstance(v, Mark) for v in (*own.values(), *told.values())):
        return record.item == item_of(line, kind)
    met, is_of_item = fits(own, told), record.item == item_of(line, kind)
    return met is True or (is_of_item and (met is None or not told)) or _unsure(own, told)


def _unsure(own: Mapping[str, Any], told: Mapping[str, Any]) -> bool:
    if fits(own, told) is None:
        raise NotStatedError
    return False


def fits(own: Mapping[str, Any], told: Mapping[str, Any]) -> bool | None:
    """Part by part: they agree in all, they differ in one or share none (no), or a part is missing (None)."""
    if any(
        told[name] is not UNKNOWN and value is not UNKNOWN and _text(told[name]) != _text(value)
        for name, value in own.items()
        if name in told
    ):
        return False
    if not any(name in told for name in own):
        return False
    missing = [name for name in own if name not in told or UNKNOWN in (own[name], told[name])]
    return None if missing else True
