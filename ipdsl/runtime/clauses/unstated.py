"""What a fact that was not stated can still be, by its type in the vocabulary."""

from __future__ import annotations

from ipdsl.runtime.unknown import FactRef, Open
from ipdsl.schema.model import Field, Schema
from ipdsl.schema.types import BoolType, ChoiceType, CountType, LevelType, MoneyType, RateType, Type

_COUNTED = (MoneyType, CountType, RateType)
"""Types of which no value is below 0."""


def open_value(schema: Schema, ref: FactRef, type_: Type | None) -> Open:
    """An open value for the fact: its members where they can be listed, its least where there is one."""
    low = 0 if isinstance(type_, _COUNTED) else None
    return Open(frozenset({ref}), low, members=members_of_type(schema, type_))


def members_of_type(schema: Schema, type_: Type | None) -> tuple[object, ...] | None:
    """All values of a yes/no, choice or level; `None` where they cannot be listed."""
    match type_:
        case BoolType():
            return (True, False)
        case ChoiceType(choice=name) | LevelType(level=name):
            return schema.choice_by_name[name].names
        case _:
            return None


def members_of(schema: Schema, ref: FactRef) -> tuple[object, ...] | None:
    """All values that a fact can still take, or `None` where they cannot be listed."""
    return members_of_type(schema, type_of(schema, ref))


def type_of(schema: Schema, ref: FactRef) -> Type | None:
    """The type of the field, applicant field or figure that the reference names."""
    field = field_of(schema, ref)
    return None if field is None else field.type


def field_of(schema: Schema, ref: FactRef) -> Field | None:
    """The field, applicant field or figure that the reference names."""
    match ref.group:
        case "record":
            record = schema.record_by_name.get(ref.kind)
            return None if record is None else record.field_by_name.get(ref.field)
        case "applicant":
            return schema.applicant_field_by_name.get(ref.field)
        case "figure":
            return schema.figure_by_name.get(ref.field)
        case _:
            return None
