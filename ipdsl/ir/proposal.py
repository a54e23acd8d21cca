"""What a clause function answers for one record (or year, or set) on one day.

What can become of a claim.
"""

from __future__ import annotations

import enum
from fractions import Fraction
from typing import TypeAlias

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.ir.unknown import FactRef, Value
from ipdsl.schema.values.stated_values import DisplayUnit, ForeignAmount


class Outcome(enum.Enum):
    """What became of a claim. The value is the word for people and for JSON."""

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

    __hash__ = object.__hash__  # each is one of its kind; that of `Enum` is slow


Evidence: TypeAlias = "tuple[str, Value | ForeignAmount] | tuple[str, Value | ForeignAmount, DisplayUnit]"
"""A word of a condition with its value, and how a number is to be shown."""


@attrs.define(eq=False, repr=False)
class Proposal(ValueObject):
    """The exact sum before the one rounding, in minor units, or where it stopped.

    - `stopped_at`: index of the first gate that is false (then nothing else is set but `evidence`);
      `NO_ROW` when no row of the amount fits, `NO_AMOUNT` when the amount cannot be determined.
    - `evidence`: the words of that gate with their values, `(("related_party", True),)`; worded when they are asked
    for.
    - `open_facts`: empty when everything needed was stated; else the facts that would settle it.
    - `low`, `high`: what the claim would be at least and at most if it passes its gates; `high` None: no limit.
      Equal where the amount is known. `has_open_gates`: at least one gate is open, so the claim may be nothing.
    - `is_ceiling`: the sum is set by the bureau; `low`/`high` bound its ceiling.
    - `row`: name of the row, "" where there is none or it is open.
    - `is_undeterminable`: the gate at which it stopped cannot be determined.
    - `fixed`: where an open row is either a ceiling or a sum of its own, that sum at the most (`None`: no limit).

    Made for every claim, and never changed; not frozen, because that doubles what it costs to make one.
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


NO_ROW = -1
NO_AMOUNT = -2
