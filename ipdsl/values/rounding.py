"""The one rounding function of the project."""

from __future__ import annotations

import enum
from fractions import Fraction

import attrs

from ipdsl.value_object import ValueObject


class Mode(enum.Enum):
    """How a sum between two steps is rounded; amounts are never negative."""

    HALF_UP = "half up"
    HALF_EVEN = "half even"
    UP = "up"
    DOWN = "down"


@attrs.frozen(eq=False, repr=False)
class Rounding(ValueObject):
    """Round to a whole number of steps; `step` is counted in minor units (0.01 yuan = 1 fen)."""

    mode: Mode = Mode.HALF_UP
    step: int = 1

    def apply(self, value: Fraction | int) -> int:
        """The rounded sum in minor units.

        >>> Rounding().apply(Fraction(999_999, 2))
        500000
        """
        if type(value) is int and self.step == 1:
            return value
        steps = value.denominator * self.step
        whole, rest = divmod(value.numerator, steps)
        if not rest:
            return whole * self.step
        match self.mode:
            case Mode.DOWN:
                up = False
            case Mode.UP:
                up = True
            case Mode.HALF_UP:
                up = 2 * rest >= steps
            case Mode.HALF_EVEN:
                up = 2 * rest > steps or (2 * rest == steps and whole % 2 == 1)
        return (whole + up) * self.step


DOWN_TO_MINOR = Rounding(Mode.DOWN, 1)
"""Computed ceilings are rounded down (design: a ceiling is never exceeded)."""
