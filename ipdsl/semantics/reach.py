"""Whom and what a rule reaches: the keys that an award's claims have, and its possible beneficiaries."""

from __future__ import annotations

from collections.abc import Iterable

from ipdsl.schema.model import Schema
from ipdsl.schema.types import ListType
from ipdsl.semantics import typed
from ipdsl.semantics.keys import LEVEL, has_level, is_own

ANYBODY = "applicant"
"""Whom a suspension means that names no kind."""


def record_of(award: typed.Award) -> str | None:
    """The record kind that an award's claims are about."""
    match award.trigger:
        case typed.WhenRecord(record=record) | typed.OverSet(record=record) | typed.WhileState(record=record):
            return record
        case typed.EachYear():
            return None


def fields_of(award: typed.Award, schema: Schema) -> frozenset[str]:
    """The field keys that each claim of the award has."""
    if isinstance(award.trigger, typed.OverSet):
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
    wider = schema.wider
    return tuple(k.name for k in schema.kinds if not words or any(w in wider[k.name] for w in words))


def may_pay(who: str, award: typed.Award, schema: Schema) -> bool:
    """Whether an applicant of this kind can be paid by the award."""
    return who == ANYBODY or bool({*kinds_paid((who,), schema)} & {*kinds_paid(award.to, schema)})


def kinds_bound(keys: Iterable[str], award: typed.Award, schema: Schema) -> tuple[str, ...]:
    """Of the kinds that can be paid, those that have every applicant key of a rule."""
    who = [k for k in keys if k in schema.who]
    return tuple(k for k in kinds_paid(award.to, schema) if all(w in schema.wider[k] for w in who))


def binds(keys: Iterable[str], award: typed.Award, schema: Schema, *, across: bool = False) -> bool:
    """Some claim of the award has every key; across applicants the applicant's own fields are keys too."""
    names = tuple(keys)
    fields = fields_of(award, schema)
    if across:
        fields |= schema.applicant_field_by_name.keys()
    if not all(is_own(k) or k in schema.who or k in fields for k in names):
        return False
    who = [k for k in names if k in schema.who]
    return not who or not schema.kinds or bool(kinds_bound(who, award, schema))


def widest(kinds: Iterable[str], schema: Schema) -> tuple[str, ...]:
    """Without the kinds that another of them includes."""
    every = tuple(kinds)
    return tuple(k for k in every if not any(o in schema.wider[k] for o in every if o != k))
