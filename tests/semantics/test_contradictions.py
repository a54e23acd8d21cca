"""Conditions that are never true, and sums and caps that are always 0."""

from __future__ import annotations

import itertools
import random
from fractions import Fraction

import pytest

from ipdsl.semantics.lints import Bound, is_possible
from tests.support.semantics.findings import article

NEVER = {
    "two": "award 5 to enterprise when patent granted and official_fees at least 5 and official_fees less than 5",
    "below 0": "award 5 to enterprise when patent granted and official_fees less than 0",
    "a definition": "here high of patent means official_fees at least 500\n"
    "award 5 to enterprise when patent granted and high and official_fees at most 4",
    "a day before the window": "award 5 to enterprise when patent granted and granted_on less than 2020-01-01",
    "a day after the window": "award 5 to enterprise when patent granted and granted_on at least 2025-01-01",
    "an event of another time": "award 5 to enterprise when patent granted and granted_on more than 1 year ago",
}
POSSIBLE = {
    "one value": "award 5 to enterprise when patent granted and official_fees at least 5 and official_fees at most 5",
    "from 0": "award 5 to enterprise when patent granted and official_fees at least 0",
    "a day of the window": "award 5 to enterprise when patent granted and granted_on at least 2024-12-31",
    "either": "award 5 to enterprise when patent granted and (official_fees at most 5 or official_fees at least 9)",
}  # fmt: skip


def codes(lines: str) -> list[str]:
    return [code for code in article(lines).codes if code in ("P117", "N001", "N006")]


@pytest.mark.parametrize("lines", NEVER.values(), ids=NEVER)
def test_a_condition_that_is_never_true_is_named(lines: str) -> None:
    assert codes(lines) == ["P117"]


@pytest.mark.parametrize("lines", POSSIBLE.values(), ids=POSSIBLE)
def test_a_condition_that_may_be_true_is_not_named(lines: str) -> None:
    assert codes(lines) == []


ZERO = {
    "two constants": ("award 1 less 30000 to enterprise when patent granted", "P071"),
    "a definition": ("here base means 3 CNY less 5 CNY\naward base times 2 to enterprise when patent granted", "P071"),
    "a value less itself": ("award official_fees less official_fees to enterprise when patent granted", "P071"),
    "a limit of 0": ("award official_fees at most 0 to enterprise when patent granted", "P071"),
    "the smaller of two": ("award min(official_fees, 5 less 6) to enterprise when patent granted", "P071"),
    "a cap by a definition": (
        "here room means 0 CNY\naward 5 to enterprise when patent granted\ncap room per enterprise per year", "P047",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "code"), ZERO.values(), ids=ZERO)
def test_a_sum_or_cap_that_is_always_0_is_named(lines: str, code: str) -> None:
    assert article(lines).codes == [code]


def test_a_difference_of_constants_above_0_is_not_named() -> None:
    assert article("award 30000 less 1 to enterprise when patent granted").codes == []


def has_values(limits: list[Bound]) -> bool:
    """Whether some values satisfy the bounds: all that three words can take between and beyond two numbers."""
    values = [Fraction(each, 4) for each in range(13)]
    for assigned in itertools.product(values, repeat=3):
        known: dict[object, Fraction] = dict(zip("abc", assigned, strict=True))
        pairs = [(known.get(low, low), known.get(high, high), differs) for low, high, differs in limits]
        if all(low < high if differs else low <= high for low, high, differs in pairs):  # type: ignore[operator]
            return True
    return False


def drawn_limits(seed: int) -> list[Bound]:
    random_ = random.Random(seed)
    keys: list[object] = ["a", "b", "c", Fraction(1), Fraction(2)]
    return [(random_.choice(keys), random_.choice(keys), random_.random() < 0.4) for _ in range(random_.randint(1, 5))]


def test_bounds_are_possible_if_some_values_satisfy_them() -> None:
    results = [(is_possible(drawn_limits(seed)), has_values(drawn_limits(seed))) for seed in range(150)]
    assert all(found == expected for found, expected in results)
    assert {expected for _, expected in results} == {True, False}


def test_bounds_that_forget_to_be_strict_are_told_apart() -> None:
    """The planted fault: every bound includes its end."""
    lax = [[(low, high, False) for low, high, _ in drawn_limits(seed)] for seed in range(150)]
    assert any(is_possible(limits) != has_values(drawn_limits(seed)) for seed, limits in enumerate(lax))
