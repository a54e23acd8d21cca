"""Rows with thresholds as half-open intervals: gaps, overlaps and rows that are never reached.

A bound is a pair (value, 0 or 1): 1 stands just after the value. On a discrete scale (counts, money in minor units,
days) every bound is moved to a whole number, so that `at most 5` and `at least 6` meet.
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
    """The values of one row: from `low` up to, without, `high`; `None` is open. `op` None: `between`."""

    low: Bound | None
    high: Bound | None
    op: Op | None
    span: Span

    @property
    def is_empty(self) -> bool:
        return self.low is not None and self.high is not None and self.low >= self.high


def after(value: Fraction, discrete: bool) -> Bound:
    """The bound just after a value."""
    return (Fraction(math.floor(value) + 1), 0) if discrete else (value, 1)


def at(value: Fraction, discrete: bool) -> Bound:
    """The bound just before a value."""
    return (Fraction(math.ceil(value)), 0) if discrete else (value, 0)


def threshold(op: Op, value: Fraction, discrete: bool, span: Span) -> Tier:
    """`at least 5000000` and its like."""
    match op:
        case Op.AT_LEAST:
            return Tier(at(value, discrete), None, op, span)
        case Op.MORE_THAN:
            return Tier(after(value, discrete), None, op, span)
        case Op.AT_MOST:
            return Tier(None, after(value, discrete), op, span)
        case Op.LESS_THAN:
            return Tier(None, at(value, discrete), op, span)


def between(low: Fraction, high: Fraction, discrete: bool, span: Span) -> Tier:
    """`between 1 and 5`, both included."""
    return Tier(at(low, discrete), after(high, discrete), None, span)


def _place(bound: Bound | None, end: int) -> tuple[int, Fraction, int]:
    """A bound as a place on the line; `None` stands for the end -1 (the start of the line) or 1."""
    return (end, Fraction(0), 0) if bound is None else (0, *bound)


def subtract(tier: Tier, earlier: Iterable[Tier]) -> list[Tier]:
    """What earlier rows leave of a row."""
    left = [tier]
    for cut in earlier:
        kept: list[Tier] = []
        for piece in left:
            if cut.low is not None and _place(piece.low, -1) < _place(cut.low, -1):
                kept.append(Tier(piece.low, _least(piece.high, cut.low), None, tier.span))
            if cut.high is not None and _place(cut.high, 1) < _place(piece.high, 1):
                kept.append(Tier(_most(piece.low, cut.high), piece.high, None, tier.span))
        left = [k for k in kept if not k.is_empty]
    return left


def _least(a: Bound | None, b: Bound | None) -> Bound | None:
    return b if a is None else a if b is None else min(a, b)


def _most(a: Bound | None, b: Bound | None) -> Bound | None:
    return b if a is None else a if b is None else max(a, b)


def common(a: Tier, b: Tier) -> Tier | None:
    """The values that both rows cover."""
    both = Tier(_most(a.low, b.low), _least(a.high, b.high), None, b.span)
    return None if both.is_empty else both


_UP = (Op.AT_LEAST, Op.MORE_THAN)
_DOWN = (Op.AT_MOST, Op.LESS_THAN)


def is_ladder(a: Tier, b: Tier) -> bool:
    """Two thresholds in one direction overlap by design: rows are read from the top."""
    return (a.op in _UP and b.op in _UP) or (a.op in _DOWN and b.op in _DOWN)


def apart(earlier: Tier, tier: Tier) -> tuple[Op, Bound] | None:
    """How the second of two rows that overlap may be written so that they meet: by one end, since rows are read from
    the top. The bound of `at most` and `more than` is where the values that it includes end.
    """
    if tier.op is None and earlier.op in _UP and tier.low is not None:
        return Op.AT_LEAST, tier.low
    if tier.op is None and earlier.op in _DOWN and tier.high is not None:
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
