"""A selection of the best by a score: what becomes of each that competes. docs/settlement.md: "Many applicants"."""

from __future__ import annotations

from collections.abc import Sequence

SELECTED, OPEN, EXCLUDED = range(3)
"""It has a place; whether it has one hangs on others; it has none."""


def select_best(number: int, competes: Sequence[bool], unknown: int) -> list[int]:
    """What becomes of those with a score, the best first: `number` of them have a place.

    `competes` tells which surely take part, and `unknown` are so many of which the score is not known. Once so many as
    have a place surely take part, all that follow are left out.
    """
    outcomes: list[int] = []
    sure = 0
    for better, takes_part in enumerate(competes):
        is_sure_of_place = better + unknown < number
        outcomes.append(EXCLUDED if sure >= number else SELECTED if is_sure_of_place else OPEN)
        sure += takes_part
    return outcomes


def is_contested(number: int, many: int) -> bool:
    """Whether one of whom the score is not known may be without a place, among so many in all."""
    return many > number
