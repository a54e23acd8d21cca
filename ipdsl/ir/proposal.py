"""The result of a clause function for one record (or year, or set) on one day, and the outcomes of a claim."""

from __future__ import annotations

import enum
from fractions import Fraction
from typing import TypeAlias

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.ir.unknown import FactRef, Value
from ipdsl.schema.values.stated_values import DisplayUnit, ForeignAmount


class Outcome(enum.Enum):
    """The outcome of a claim. The value is the word for people and for JSON."""

    AWARDED = "awarded"
    REDUCED = "reduced"
    DISPLACED = "displaced"
    NOT_ELIGIBLE = "not eligible"
    OUT_OF_WINDOW = "out of window"
    ALREADY_PAID = "already paid"
    SUSPENDED = "suspended"
    SUPPORTED = "supported by another level"
    UNDETERMINED = "undetermined"
    CEILING = "ceiling"
    CONTINGENT = "contingent on the cohort"
    BY_REFERENCE = "by reference"
    CARRIED = "carried"
    LAPSED = "lapsed"
    OBLIGATION = "obligation"

    __hash__ = object.__hash__  # members are unique; the hash of `Enum` is slow


Evidence: TypeAlias = "tuple[str, Value | ForeignAmount] | tuple[str, Value | ForeignAmount, DisplayUnit]"
"""A word of a condition with its value, and how a number is shown."""


Threshold: TypeAlias = "tuple[int | Fraction, int | Fraction | None]"
"""The least and the greatest amount from which on a sum is paid; `None`: no limit."""


@attrs.define(eq=False, repr=False)
class Proposal(ValueObject):
    """The exact sum before the only rounding, in minor units, or the place where evaluation stopped.

    - `stopped_at`: index of the first false gate (then only `evidence` is set); `NO_ROW` if no row of the amount fits;
      `NO_AMOUNT` if the amount cannot be determined.
    - `evidence`: the words of that gate with their values, `(("related_party", True),)`; rendered on demand.
    - `open_facts`: the facts that would settle it; empty if everything needed was stated.
    - `low`, `high`: the bounds of the claim if it passes its gates, equal if the amount is known; `high` None: no
      limit.
    - `has_open_gates`: at least one gate is unknown, so the claim may be nothing.
    - `is_ceiling`: the authority sets the sum; `low` and `high` bound its ceiling.
    - `row`: name of the row; "" without rows or if the row is unknown.
    - `is_undeterminable`: the gate at which it stopped cannot be determined.
    - `threshold`: the least and the greatest amount below which the rest after deductions is not paid (`None`: no
      limit); missing if nothing is deducted.
    - `fixed`: if an unknown row is either a ceiling or a fixed sum, the most of that sum (`None`: no limit).

    Proposals never change, but are not frozen, because one is created for every claim and freezing doubles the cost.
    """

    stopped_at: int | None = None
    evidence: tuple[Evidence, ...] = ()
    open_facts: frozenset[FactRef] = frozenset()
    has_open_gates: bool = False
    low: int | Fraction = 0
    high: int | Fraction | None = 0
    is_ceiling: bool = False
    row: str = ""
    fixed: int | Fraction | None = 0
    is_undeterminable: bool = False
    threshold: Threshold | None = None


NO_ROW = -1
NO_AMOUNT = -2
