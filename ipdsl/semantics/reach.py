"""Whom and what a rule reaches: the keys that an award's claims have, and its possible beneficiaries."""

from __future__ import annotations

from collections.abc import Iterable

from ipdsl.schema.model import Schema
from ipdsl.schema.types import ListType
from ipdsl.semantics import typed
from ipdsl.semantics.keys import LEVEL, has_level, is_built_in

ANYBODY = "applicant"
"""Whom a suspension means that names no kind."""


def record_of(award: typed.Award) -> str | None:
    """The record kind that an award's claims are about."""
    match award.trigger:
        case typed.EventTrigger(record=record) | typed.SetTrigger(record=record) | typed.StateTrigger(record=record):
            return record
        case typed.YearTrigger():
            return None


def fields_of(award: typed.Award, schema: Schema) -> frozenset[str]:
    """The field keys that each claim of the award has."""
    if isinstance(award.trigger, typed.SetTrigger):
        return frozenset(award.trigger.keys)
    record = record_of(award)
    if record is None:
        return frozenset()
    kind = schema.record_by_name[record]
    return frozenset(kind.field_by_name) | ({LEVEL} if has_level(kind) else frozenset())


def list_keys(award: typed.Award, schema: Schema) -> frozenset[str]:
    """The fields of an award's claims that hold several values."""
    record = record_of(award)
    fields = schema.record_by_name[record].fields if record is not None else ()
    return frozenset(f.name for f in fields if isinstance(f.type, ListType)) & fields_of(award, schema)


def kinds_paid(to: Iterable[str], schema: Schema) -> tuple[str, ...]:
    """The kinds of applicant that can be paid, in the order of the vocabulary; without `to` every kind."""
    words = tuple(to)
    wider = schema.wider_kinds
    return tuple(k.name for k in schema.kinds if not words or any(w in wider[k.name] for w in words))


def can_pay(kind: str, award: typed.Award, schema: Schema) -> bool:
    """Whether an applicant of this kind can be paid by the award."""
    return kind == ANYBODY or bool({*kinds_paid((kind,), schema)} & {*kinds_paid(award.to, schema)})


def kinds_bound(keys: Iterable[str], award: typed.Award, schema: Schema) -> tuple[str, ...]:
    """Of the kinds that can be paid, those that have every applicant key of a rule."""
    who = [k for k in keys if k in schema.kinds_and_classes]
    return tuple(k for k in kinds_paid(award.to, schema) if all(w in schema.wider_kinds[k] for w in who))


def can_bind(keys: Iterable[str], award: typed.Award, schema: Schema, *, across: bool = False) -> bool:
    """Some claim of the award has every key; across applicants the applicant's own fields are keys too."""
    names = tuple(keys)
    fields = fields_of(award, schema)
    if across:
        fields |= schema.applicant_field_by_name.keys()
    if not all(is_built_in(k) or k in schema.kinds_and_classes or k in fields for k in names):
        return False
    who = [k for k in names if k in schema.kinds_and_classes]
    return not who or not schema.kinds or bool(kinds_bound(who, award, schema))


def widest(kinds: Iterable[str], schema: Schema) -> tuple[str, ...]:
    """Without the kinds that another of them includes."""
    all_kinds = tuple(kinds)
    return tuple(k for k in all_kinds if not any(o in schema.wider_kinds[k] for o in all_kinds if o != k))
