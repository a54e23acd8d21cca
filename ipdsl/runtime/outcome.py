"""What can become of a claim."""

from __future__ import annotations

import enum


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
