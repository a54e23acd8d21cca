"""The list of all types. A new type needs a module here, a line in this list and a keyword in the grammar."""

from __future__ import annotations

from ipdsl.schema.types.any_value import AnyType
from ipdsl.schema.types.applicant import ApplicantType
from ipdsl.schema.types.choice import ChoiceType
from ipdsl.schema.types.count import CountType
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.duration import DurationType
from ipdsl.schema.types.level import LevelType
from ipdsl.schema.types.lists import ListType
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.number import NumberType
from ipdsl.schema.types.rate import RateType
from ipdsl.schema.types.record import RecordType
from ipdsl.schema.types.text import TextType
from ipdsl.schema.types.yes_no import BoolType
from ipdsl.schema.values.shared_types import Poison
from ipdsl.schema.values.value_type import Json, Type

TYPES: tuple[type[Type], ...] = (
    BoolType,
    CountType,
    NumberType,
    RateType,
    DateType,
    MoneyType,
    TextType,
    ApplicantType,
    RecordType,
    ChoiceType,
    LevelType,
    ListType,
    DurationType,
    Poison,
    AnyType,
)

TYPES_BY_KEYWORD: dict[str, Type] = {type_.keyword: type_() for type_ in TYPES if type_.keyword}
"""The types that have a keyword in a vocabulary, by keyword."""

NUMBER = TYPES_BY_KEYWORD["number"]


def type_by_name(name: str = "") -> Type:
    """The type that shows a value in a reason, by `Type.shown_name`."""
    return TYPES_BY_KEYWORD.get(name, NUMBER)


def definitions_by_name() -> dict[str, Json]:
    """The JSON Schema definitions that are the same for all vocabularies, by name."""
    definitions = {type_.schema_name: type_.schema_definition() for type_ in TYPES_BY_KEYWORD.values()}
    return {name: definition for name, definition in definitions.items() if definition is not None}
