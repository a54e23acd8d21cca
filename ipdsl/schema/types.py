"""The types of the language: what a word, a field or an expression can be."""

from __future__ import annotations

from typing import TypeAlias

from ipdsl.making import attrs


@attrs.frozen
class BoolType:
    """yes/no"""


@attrs.frozen
class MoneyType:
    """A sum; `None` is the policy's own currency, `"*"` a sum whose currency each fact states (to be converted)."""

    currency: str | None = None


@attrs.frozen
class RateType:
    """A share or a rate of interest, an exact fraction (`percent` in a vocabulary)."""


@attrs.frozen
class CountType:
    """A whole number, not negative."""


@attrs.frozen
class NumberType:
    """An exact number that need not be whole (scores)."""


@attrs.frozen
class DateType:
    """A day."""


@attrs.frozen
class DurationType:
    """A span of time, written `2 years`, and how long something has lasted."""


@attrs.frozen
class ChoiceType:
    """One member of a declared choice; `choice` is its name in the schema."""

    choice: str


@attrs.frozen
class LevelType:
    """One member of a declared, ordered level."""

    level: str


@attrs.frozen
class TextType:
    """A word or name, compared as a whole."""


@attrs.frozen
class RecordType:
    """A record of that kind, named by its key."""

    record: str


@attrs.frozen
class ApplicantType:
    """Another applicant, named by its id (`head_office`)."""


@attrs.frozen
class ListType:
    """Several values of one type (`pledged_right list of text`)."""

    item: Type


@attrs.frozen
class Poison:
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
