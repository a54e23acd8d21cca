"""The types of the language: what a word, a field or an expression can be."""

from __future__ import annotations

from typing import TypeAlias

import attrs

from ipdsl.base.value_object import ValueObject


@attrs.frozen(eq=False, repr=False)
class BoolType(ValueObject):
    """yes/no"""


@attrs.frozen(eq=False, repr=False)
class MoneyType(ValueObject):
    """A sum; `None` is the policy's own currency, `"*"` a sum whose currency each fact states (to be converted)."""

    currency: str | None = None


@attrs.frozen(eq=False, repr=False)
class RateType(ValueObject):
    """A share or a rate of interest, an exact fraction (`percent` in a vocabulary)."""


@attrs.frozen(eq=False, repr=False)
class CountType(ValueObject):
    """A whole number, not negative."""


@attrs.frozen(eq=False, repr=False)
class NumberType(ValueObject):
    """An exact number that need not be whole (scores)."""


@attrs.frozen(eq=False, repr=False)
class DateType(ValueObject):
    """A day."""


@attrs.frozen(eq=False, repr=False)
class DurationType(ValueObject):
    """A span of time, written `2 years`, and how long something has lasted."""


@attrs.frozen(eq=False, repr=False)
class ChoiceType(ValueObject):
    """One member of a declared choice; `choice` is its name in the schema."""

    choice: str


@attrs.frozen(eq=False, repr=False)
class LevelType(ValueObject):
    """One member of a declared, ordered level."""

    level: str


@attrs.frozen(eq=False, repr=False)
class TextType(ValueObject):
    """A word or name, compared as a whole."""


@attrs.frozen(eq=False, repr=False)
class RecordType(ValueObject):
    """A record of that kind, named by its key."""

    record: str


@attrs.frozen(eq=False, repr=False)
class ApplicantType(ValueObject):
    """Another applicant, named by its id (`head_office`)."""


@attrs.frozen(eq=False, repr=False)
class ListType(ValueObject):
    """Several values of one type (`pledged_right list of text`)."""

    item: Type


@attrs.frozen(eq=False, repr=False)
class Poison(ValueObject):
    """The type of an expression that was already reported. It fits everything, so one mistake gives one finding."""


Type: TypeAlias = (
    BoolType
    | MoneyType
    | RateType
    | CountType
    | NumberType
    | DateType
    | DurationType
    | ChoiceType
    | LevelType
    | TextType
    | RecordType
    | ApplicantType
    | ListType
    | Poison
)
