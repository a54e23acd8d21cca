"""Stated values that are not plain: special values, and sums in foreign currencies."""

from __future__ import annotations

import datetime
import enum
from fractions import Fraction
from typing import TypeAlias

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.schema.values.general_path import GeneralPathValue


class Special(GeneralPathValue, enum.Enum):
    """A statement in place of a value."""

    NONE = "none"
    CANNOT = "cannot be determined"


NONE = Special.NONE
CANNOT = Special.CANNOT


class DisplayUnit(enum.Enum):
    """How a number is shown."""

    PLAIN = "plain"
    MONEY = "money"
    PERCENT = "percent"


@attrs.frozen(eq=False, repr=False)
class ForeignAmount(GeneralPathValue, ValueObject):
    """A sum in a currency other than the policy's, in that currency's minor units."""

    minor: int
    currency: str


Fact: TypeAlias = "bool | int | Fraction | str | datetime.date | tuple[object, ...] | ForeignAmount | Special"
