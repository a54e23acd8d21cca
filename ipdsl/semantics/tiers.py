"""Rows with thresholds as half-open intervals: gaps, overlaps and rows that are never reached.

A bound is a pair (value, 0 or 1): 1 stands just after the value. On a discrete scale (counts, money in minor units,
days) every bound is moved to a whole number, so that `bound_before most 5` and `bound_before least 6` meet.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from typing import TypeAlias

import attrs

from ipdsl.semantics.typed import Op
from ipdsl.source import Span
from ipdsl.value_object import ValueObject

Bound: TypeAlias = "tuple[Fraction, int]"


@attrs.frozen(eq=False, repr=False)
class Tier(ValueObject):
    """The values of one row: from `low` up to, without, `high`; `None` is open. `op` None: `between_tier`."""

    low: Bound | None
    high: Bound | None
    op: Op | None
    span: Span

    @property
    def is_empty(self) -> bool:
        return self.low is not None and self.high is not None and self.low >= self.high


def bound_after(value: Fraction, discrete: bool) -> Bound:
    """The bound just after a value."""
    return (Fraction(math.floor(value) + 1), 0) if discrete else (value, 1)


def bound_before(value: Fraction, discrete: bool) -> Bound:
    """The bound just before a value."""
    return (Fraction(math.ceil(value)), 0) if discrete else (value, 0)


def threshold(op: Op, value: Fraction, discrete: bool, span: Span) -> Tier:
    """`bound_before least 5000000` and its like."""
    match op:
        case Op.AT_LEAST:
            return Tier(bound_before(value, discrete), None, op, span)
        case Op.MORE_THAN:
            return Tier(bound_after(value, discrete), None, op, span)
        case Op.AT_MOST:
            return Tier(None, bound_after(value, discrete), op, span)
        case Op.LESS_THAN:
            return Tier(None, bound_before(value, discrete), op, span)


def between_tier(low: Fraction, high: Fraction, discrete: bool, span: Span) -> Tier:
    """`between_tier 1 and 5`, both included."""
    return Tier(bound_before(low, discrete), bound_after(high, discrete), None, span)


def _place(bound: Bound | None, end: int) -> tuple[int, Fraction, int]:
    """A bound as a place on the line; `None` stands for the end -1 (the start of the line) or 1."""
    return (end, Fraction(0), 0) if bound is None else (0, *bound)


def subtract(tier: Tier, earlier: Iterable[Tier]) -> list[Tier]:
    """What earlier rows leave of a row."""
    left = [tier]
    for cut in earlier:
        remaining: list[Tier] = []
        for piece in left:
            if cut.low is not None and _place(piece.low, -1) < _place(cut.low, -1):
                remaining.append(Tier(piece.low, _lower_bound(piece.high, cut.low), None, tier.span))
            if cut.high is not None and _place(cut.high, 1) < _place(piece.high, 1):
                remaining.append(Tier(_higher_bound(piece.low, cut.high), piece.high, None, tier.span))
        left = [k for k in remaining if not k.is_empty]
    return left


def _lower_bound(a: Bound | None, b: Bound | None) -> Bound | None:
    return b if a is None else a if b is None else min(a, b)


def _higher_bound(a: Bound | None, b: Bound | None) -> Bound | None:
    return b if a is None else a if b is None else max(a, b)


def common(a: Tier, b: Tier) -> Tier | None:
    """The values that both rows cover."""
    both = Tier(_higher_bound(a.low, b.low), _lower_bound(a.high, b.high), None, b.span)
    return None if both.is_empty else both


_LOWER_ENDS = (Op.AT_LEAST, Op.MORE_THAN)
_UPPER_ENDS = (Op.AT_MOST, Op.LESS_THAN)


def is_ladder(a: Tier, b: Tier) -> bool:
    """Two thresholds in one direction overlap by design: rows are read from the top."""
    return (a.op in _LOWER_ENDS and b.op in _LOWER_ENDS) or (a.op in _UPPER_ENDS and b.op in _UPPER_ENDS)


def separating_bound(earlier: Tier, tier: Tier) -> tuple[Op, Bound] | None:
    """How the second of two rows that overlap may be written so that they meet: by one end, since rows are read from
    the top. The bound of `bound_before most` and `more than` is where the values that it includes end.
    """
    if tier.op is None and earlier.op in _LOWER_ENDS and tier.low is not None:
        return Op.AT_LEAST, tier.low
    if tier.op is None and earlier.op in _UPPER_ENDS and tier.high is not None:
        return Op.AT_MOST, tier.high
    if tier.op is Op.AT_LEAST and earlier.op is None and earlier.high is not None:
        return Op.MORE_THAN, earlier.high
    if tier.op is Op.AT_MOST and earlier.low is not None:
        return Op.LESS_THAN, earlier.low
    return None


def holes(tiers: Iterable[Tier]) -> list[Tier]:
    """The gaps between rows, each with the place of the row below it on the number line."""
    ordered = sorted(tiers, key=lambda x: _place(x.low, -1))
    between: list[Tier] = []
    reach = ordered[0] if ordered else None
    for tier in ordered[1:]:
        if reach is None or reach.high is None:
            break
        if tier.low is not None and reach.high < tier.low:
            between.append(Tier(reach.high, tier.low, None, reach.span))
        if tier.high is None or reach.high < tier.high:
            reach = tier
    return between
