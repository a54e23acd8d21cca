"""The one rounding function of the project."""

from __future__ import annotations

import enum
from fractions import Fraction

import attrs


class Mode(enum.Enum):
    """How a sum between two steps is rounded; amounts are never negative."""

    HALF_UP = "half up"
    HALF_EVEN = "half even"
    UP = "up"
    DOWN = "down"


@attrs.frozen
class Rounding:
    """Round to a whole number of steps; `step` is counted in minor units (0.01 yuan = 1 fen)."""

    mode: Mode = Mode.HALF_UP
    step: int = 1

    def apply(self, value: Fraction | int) -> int:
        """The rounded sum in minor units.

        >>> Rounding().apply(Fraction(999_999, 2))
        500000
        """
        if isinstance(value, int) and self.step == 1:
            return value
        scaled = Fraction(value) / self.step
        whole, rest = divmod(scaled.numerator, scaled.denominator)
        twice = 2 * rest
        match self.mode:
            case Mode.DOWN:
                up = False
            case Mode.UP:
                up = rest > 0
            case Mode.HALF_UP:
                up = twice >= scaled.denominator
            case Mode.HALF_EVEN:
                up = twice > scaled.denominator or (twice == scaled.denominator and whole % 2 == 1)
        return (whole + up) * self.step


DOWN_TO_MINOR = Rounding(Mode.DOWN, 1)
"""Computed ceilings are rounded down (design: a ceiling is never exceeded)."""
