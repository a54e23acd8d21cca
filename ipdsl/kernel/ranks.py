"""Ranks by a figure, exact or between two ends if some figures are unknown, and selections by a score.

Input: figures, the number of unstated ones, and published ranks. Scalar cohorts and columns use the same table.
docs/en/concepts/settlement has the rules under "Many applicants".
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import accumulate
from operator import attrgetter
from typing import Any, TypeAlias

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.ir.facts import NO_LAST


@attrs.frozen(eq=False, repr=False)
class RanksOfYear(ValueObject):
    """The input for the ranks in a year: the figures, ascending; the number of unstated figures; and figures,
    ascending, with the published rank of each. `is_part`: the published ranks show that more applicants were ranked
    than are here.
    """

    figures: Sequence[int | Fraction]
    unknown: int
    published: Sequence[tuple[int | Fraction, int]]
    is_part: bool

    def count_ahead(self, figure: int | Fraction) -> int:
        """How many have more."""
        return len(self.figures) - bisect_right(self.figures, figure)

    def ends(self, figure: int | Fraction) -> tuple[int, int]:
        """The first and the last rank that a figure can have, next to the published ones."""
        ahead, index = self.count_ahead(figure), bisect_left(self.published, (figure, 0))
        low, high = 1 + ahead, NO_LAST if self.is_part else 1 + ahead + self.unknown
        for other, rank in self.published[max(0, index - 1) : index + 2]:  # the nearest bind the most
            between = ahead - self.count_ahead(other)
            if other == figure:
                return rank, rank
            if other > figure:
                low = max(low, rank + between)
            else:
                high = min(high, rank + between)
        return low, max(low, high)


def ranks_of_year(
    figures: Iterable[int | Fraction], unknown: int, published: Iterable[tuple[int | Fraction | None, int]], many: int
) -> RanksOfYear:
    """The table of a year. `figures` are those that have a rank, `unknown` are so many that may have one, `published`
    are ranks with the figure of each (`None`: not stated), `many` are all that are ranked here.
    """
    pairs = [*published]
    known = {figure: rank for figure, rank in pairs if figure is not None}
    ranks = RanksOfYear(sorted(figures), unknown, sorted(known.items()), is_part=False)
    is_part = any(rank > 1 + ranks.count_ahead(figure) + unknown for figure, rank in known.items())
    return attrs.evolve(ranks, is_part=is_part or any(rank > many for _, rank in pairs))


def has_rank(figure: object) -> bool:
    """Whether a figure can have a rank. A figure of 0 or below, or one that is known not to exist, has no rank."""
    return isinstance(figure, int | Fraction) and not isinstance(figure, bool) and figure > 0


SortKey: TypeAlias = "tuple[Any, ...]"
"""A key that sorts competitors by one value after another; a greater key is ahead. A key that ends early is less than
its continuations."""

NO_VALUE: SortKey = (0,)
"""A value that does not exist, which is after all values."""

GREATEST: SortKey = (2,)
"""More than any value."""

PLACED: SortKey = (3,)
"""More than any value that is not known."""


def value_in_key(number: int | Fraction) -> SortKey:
    """A number as a value of a key."""
    return (1, number)


@attrs.frozen(eq=False, repr=False)
class KeyRange(ValueObject):
    """The keys that a competitor may have. `is_sure`: it certainly competes. It represents `count` of them at most."""

    low: SortKey
    high: SortKey
    is_sure: bool
    count: int = 1


def key_range(values: Iterable[SortKey | None], *, is_sure: bool, count: int = 1) -> KeyRange:
    """The keys by several values, the first the most important; `None` is a value that is not known."""
    key: SortKey = ()
    for value in values:
        if value is None:
            return KeyRange(key, (*key, GREATEST), is_sure, count)
        key = (*key, value)
    return KeyRange(key, key, is_sure, count)


def places(ranges: Sequence[KeyRange]) -> list[tuple[int, int]]:
    """The first and the last place that each competitor can have; competitors with one key share a place."""
    sure = sorted([each.low for each in ranges if each.is_sure])
    possible = sorted(ranges, key=attrgetter("high"))
    highs = [each.high for each in possible]
    total = [0, *accumulate(each.count for each in possible)]
    ends = []
    for each in ranges:
        first = 1 + len(sure) - bisect_right(sure, each.high)
        last = 1 + total[-1] - total[bisect_right(highs, each.low)]
        ends.append((first, last - (each.high > each.low)))  # it is not ahead of itself
    return ends


SELECTED, OPEN, EXCLUDED = range(3)
"""It has a place; its place depends on others; it has no place."""


def outcome_of_place(number: int, surely_ahead: int, perhaps_ahead: int) -> int:
    """The outcome of a competitor with a known number ahead at least and at most, for `number` places."""
    if surely_ahead >= number:
        return EXCLUDED
    return SELECTED if perhaps_ahead < number else OPEN
