"""What "the same matter" is, and of which matters a support fact speaks."""

from __future__ import annotations

from tests.reference.expressions import NotStatedError
from tests.reference.world import UNKNOWN, Mark, Record, Support, World, key_text


def matter_of(record: Record | None, world: World) -> str:
    """The root kind with the values of the matter fields or the applicant; without a record the applicant."""
    if record is None:
        return world.applicant
    declared = world.schema.record_by_name[record.listed]
    if declared.matter == ("applicant",):
        return f"{declared.root}: {world.applicant}"
    parts = [record.values[name] for name in declared.matter]
    if UNKNOWN in parts:
        raise NotStatedError
    if not parts or any(isinstance(p, Mark) for p in parts):
        return f"{declared.root}: {record.item}"
    return f"{declared.root}: " + " / ".join(_text(p) for p in parts)


def _text(value: object) -> str:
    return ", ".join(key_text(v) for v in value) if isinstance(value, tuple) else key_text(value)


def supported_matters(fact: Support, own: Record | None, world: World) -> list[str]:
    """The matter of the record that a support fact names, else its kind and item."""
    kinds = world.schema.record_by_name
    root = kinds[fact.kind].root if fact.kind else ""
    named = [r for r in world.records if r.item == fact.item and root in ("", r.root)]
    if named:
        return [matter_of(r, world) for r in named]
    if fact.kind and kinds[fact.kind].matter == ("applicant",):
        return [f"{root}: {world.applicant}"]
    if own is None and not root:
        return [fact.item]  # the applicant itself, where what is paid has no record
    roots = [root] if root else [own.root] if own else []
    return [f"{r}: {fact.item}" for r in roots]
