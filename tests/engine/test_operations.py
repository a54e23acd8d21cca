"""Kleene tables, comparisons and arithmetic, against Fraction and against every completion of open values."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from ipdsl.engine import operations, operations as ops
from ipdsl.engine.operations import Answer
from ipdsl.ir.facts import FactRef, Open
from ipdsl.schema.values.value_type import CANNOT, NO_VALUE, NONE, ForeignAmount
from tests.support.rows import each_row
from tests.support.slow import sampled

A, B = FactRef("record", "k", "1", "a"), FactRef("record", "k", "1", "b")
OPEN_A, OPEN_B = Open(frozenset({A}), members=(True, False)), Open(frozenset({B}), members=(True, False))
DAY = datetime.date(2022, 6, 1)


def kleene_and(left: Answer, right: Answer) -> Answer:
    for decisive in (False, OPEN_A, CANNOT):
        if left == decisive or right == decisive:
            return decisive
    return True


def kleene_or(left: Answer, right: Answer) -> Answer:
    for decisive in (True, OPEN_A, CANNOT):
        if left == decisive or right == decisive:
            return decisive
    return False


TRUTHS = (True, False, CANNOT, OPEN_A)


@each_row(("left", "right"), list(itertools.product(TRUTHS, repeat=2)))
def test_conjunction_and_disjunction_follow_the_tables(left: Answer, right: Answer) -> None:
    assert ops.all_of(left, right) == kleene_and(left, right)
    assert ops.any_of(left, right) == kleene_or(left, right)


def test_negation() -> None:
    assert ops.not_(True) is False
    assert ops.not_(False) is True
    assert ops.not_(NONE) is True
    assert ops.not_(CANNOT) is CANNOT
    assert ops.not_(OPEN_A) == OPEN_A


def test_an_open_conjunction_names_the_facts_of_every_open_part() -> None:
    both = ops.all_of(OPEN_A, True, OPEN_B)
    assert isinstance(both, Open)
    assert both.facts == {A, B}


def test_none_counts_as_no() -> None:
    assert ops.all_of(True, NONE) is False
    assert ops.any_of(NONE, True) is True
    assert ops.any_of(NONE) is False


COMPARISONS: dict[str, tuple[Callable[[Answer, Answer], Answer], Callable[[int, int], bool]]] = {
    "at least": (ops.at_least, lambda a, b: a >= b),
    "more than": (ops.more_than, lambda a, b: a > b),
    "at most": (ops.at_most, lambda a, b: a <= b),
    "less than": (ops.less_than, lambda a, b: a < b),
}


@pytest.mark.parametrize("name", COMPARISONS)
def test_every_comparison_with_none_is_false_and_with_cannot_is_cannot(name: str) -> None:
    compare, _ = COMPARISONS[name]
    assert compare(NONE, 3) is False
    assert compare(3, NONE) is False
    assert compare(NONE, CANNOT) is False
    assert compare(NONE, Open(frozenset({A}), 0)) is False
    assert compare(CANNOT, 3) is CANNOT
    assert compare(ForeignAmount(5, "USD"), 3) is CANNOT


@pytest.mark.parametrize("name", COMPARISONS)
@given(low=st.integers(0, 6), width=st.integers(0, 4) | st.none(), other=st.integers(0, 8))
def test_an_open_interval_decides_exactly_when_all_its_values_agree(
    name: str, low: int, width: int | None, other: int
) -> None:
    compare, plain = COMPARISONS[name]
    high = None if width is None else low + width
    completions = range(low, (low + 20 if high is None else high) + 1)
    answers = {plain(value, other) for value in completions}
    found = compare(Open(frozenset({A}), low, high), other)
    assert found == (answers.pop() if len(answers) == 1 else OPEN_A)


@pytest.mark.parametrize("name", COMPARISONS)
def test_bounds_decide_nothing_where_it_may_turn_out_that_a_side_cannot_be_determined(name: str) -> None:
    compare, _ = COMPARISONS[name]
    doubtful = Open(frozenset({A}), 5, 10, may_be_undeterminable=True)
    for other in (3, 12):
        assert compare(doubtful, other) == OPEN_A
        assert compare(other, doubtful) == OPEN_A
        assert compare(Open(frozenset({A}), 5, 10), other) in (True, False)


@given(st.integers(-5, 5) | st.fractions(), st.integers(-5, 5) | st.fractions())
def test_plain_numbers_compare_as_they_are(left: int | Fraction, right: int | Fraction) -> None:
    assert ops.at_least(left, right) is (left >= right)
    assert ops.less_than(left, right) is (left < right)


def test_members_decide_an_open_choice_when_they_agree() -> None:
    value = Open(frozenset({A}), members=("gold", "silver"))
    assert ops.one_of(value, ("gold", "silver", "bronze")) is True
    assert ops.one_of(value, ("bronze",)) is False
    assert ops.one_of(value, ("gold",)) == OPEN_A
    assert ops.one_of(("x", "gold"), ("gold",)) is True
    assert ops.one_of(("x",), ("gold",)) is False
    assert ops.one_of((), ("gold",)) is False
    assert ops.one_of(NONE, ("gold",)) is False
    assert ops.one_of(CANNOT, ("gold",)) is CANNOT


@pytest.mark.parametrize("divide", [ops.divide, ops.steps])
@pytest.mark.parametrize("divisor", [0, NONE])
def test_nothing_divided_by_nothing_has_no_value(divide: Callable[..., Answer], divisor: Answer) -> None:
    """An amount of no record has no value; a number divided by 0 cannot be determined."""
    assert divide(NO_VALUE, divisor) is NO_VALUE
    assert divide(3, divisor) is CANNOT


def test_a_span_turns_on_its_last_day_and_on_the_next() -> None:
    assert ops.days_after(DAY, 1, "year") == (datetime.date(2023, 6, 1), datetime.date(2023, 6, 2))
    assert ops.days_after(NONE, 1, "year") == ops.days_after(Open(frozenset({A})), 1, "year") == ()


def test_what_cannot_be_determined_is_stated_to_be_so() -> None:
    asked = ops.cannot_be_determined
    assert (asked(CANNOT), asked(5), asked(NONE), asked(False)) == (True, False, False, False)
    assert asked(Open(frozenset({A}), 0)) == OPEN_A


def test_more_than_ten_years_is_the_day_after() -> None:
    since = datetime.date(2012, 6, 1)
    assert ops.lasted_more_than(since, 10, "year", DAY) is False
    assert ops.lasted_more_than(since, 10, "year", DAY + datetime.timedelta(1)) is True
    assert ops.lasted_at_least(since, 10, "year", DAY) is True
    assert ops.lasted_at_most(since, 10, "year", DAY) is True
    assert ops.lasted_less_than(since, 10, "year", DAY) is False
    assert ops.lasted_at_least(NONE, 10, "year", DAY) is False
    assert ops.lasted_at_least(OPEN_A, 10, "year", DAY) == OPEN_A


def test_a_span_beyond_the_calendar_has_not_passed() -> None:
    assert ops.lasted_at_least(DAY, 99_999, "year", DAY) is False
    assert ops.days_after(DAY, 9_999_999_999, "day")[0] == datetime.date.max


def test_a_state_holds_from_its_start_until_the_day_before_its_end() -> None:
    start, end = datetime.date(2022, 1, 1), datetime.date(2022, 6, 1)
    assert ops.during(start, end, start) is True
    assert ops.during(start, end, end) is False
    assert ops.during(start, NONE, DAY) is True
    assert ops.during(NONE, NONE, DAY) is False
    assert ops.during(start, Open(frozenset({A})), DAY) == OPEN_A
    assert ops.during(DAY + datetime.timedelta(1), Open(frozenset({A})), DAY) is False


# ---------------------------------------------------------------------------------------------- arithmetic

NUMBERS = st.integers(0, 50) | st.fractions(0, 50, max_denominator=7)
OPERATIONS: dict[str, tuple[Callable[..., Answer], Callable[[Fraction, Fraction], Fraction]]] = {
    "add": (operations.add, lambda a, b: a + b),
    "subtract": (operations.subtract, lambda a, b: a - b),
    "excess": (operations.excess, lambda a, b: max(a - b, Fraction(0))),
    "scale": (operations.scale, lambda a, b: a * b),
    "smallest": (operations.smallest, min),
    "largest": (operations.greatest, max),
}


@st.composite
def intervals(draw: st.DrawFn) -> tuple[Open, Fraction]:
    """An open quantity, and one of its possible values."""
    low = draw(st.integers(0, 20))
    high = draw(st.none() | st.integers(low, low + 20))
    inside = draw(st.fractions(low, low + 200 if high is None else high, max_denominator=5))
    return Open(frozenset({A}), low, high), inside


def holds(value: Answer, number: Fraction) -> bool:
    low, high = ops.bounds(value)
    return (low is None or low <= number) and (high is None or number <= high)  # type: ignore[operator]


@pytest.mark.parametrize("name", sampled(OPERATIONS, 3, others="broad"))
@given(left=intervals(), right=intervals() | NUMBERS.map(lambda n: (n, n)))
def test_every_completion_lies_inside_the_bounds(
    name: str, left: tuple[Open, Fraction], right: tuple[Answer, Fraction]
) -> None:
    operation, exact = OPERATIONS[name]
    for one, other in ((left, right), (right, left)):
        assert holds(operation(one[0], other[0]), exact(Fraction(one[1]), Fraction(other[1])))


@given(base=intervals() | NUMBERS.map(lambda n: (n, n)), step=st.integers(1, 9))
def test_steps_count_full_steps_for_every_completion(base: tuple[Answer, Fraction], step: int) -> None:
    assert holds(operations.steps(base[0], step), Fraction(base[1] // step))


@given(value=intervals(), limit=intervals() | NUMBERS.map(lambda n: (n, n)))
def test_a_computed_limit_is_rounded_down(value: tuple[Open, Fraction], limit: tuple[Answer, Fraction]) -> None:
    assert holds(operations.limited(value[0], limit[0]), min(value[1], Fraction(limit[1] // 1)))
    assert operations.limited(100, Fraction(199, 2)) == 99


def test_none_is_nothing_and_cannot_spoils_the_sum() -> None:
    assert operations.add(5, NONE) == 5
    assert operations.scale(Fraction(1, 2), NONE) == 0
    assert operations.add(5, CANNOT) is CANNOT
    assert operations.add(CANNOT, Open(frozenset({A}), 0)) is CANNOT
    assert operations.steps(10, 0) is CANNOT


def test_a_count_that_cannot_be_determined_decides_by_its_bounds_and_spoils_a_sum() -> None:
    count = Open(frozenset(), 2, 3)
    assert ops.at_least(count, 2) is True
    assert ops.at_least(count, 4) is False
    assert ops.at_least(count, 3) is CANNOT
    assert operations.scale(300, count) is CANNOT


def test_interest_counts_whole_years_and_days_over_365() -> None:
    start, end = datetime.date(2023, 3, 1), datetime.date(2024, 3, 1)
    assert operations.interest(200_000_000, Fraction(36, 1000), start, end, None) == 7_200_000
    later = datetime.date(2024, 3, 11)
    assert operations.interest(365, Fraction(1), start, later, None) == 375
    assert operations.interest(365, Fraction(1), datetime.date(2020, 1, 1), later, 1) == 365
    assert operations.interest(365, Fraction(1), start, NONE, None) == 0
    assert operations.interest(365, Fraction(1), start, CANNOT, None) is CANNOT


def test_interest_with_an_open_end_is_at_most_the_years_that_count() -> None:
    known = operations.interest(100, Fraction(1, 10), datetime.date(2020, 1, 1), Open(frozenset({A})), 2)
    assert known == Open(frozenset({A}), 0, 20)


def test_a_table_gives_its_row_or_the_hull_of_the_rows_that_may_apply() -> None:
    rows: dict[str, Answer] = {"gold": 300, "silver": 200, "bronze": 100}
    assert operations.table("gold", rows) == 300
    assert operations.table("paper", rows) is CANNOT
    assert operations.table(Open(frozenset({A}), members=("gold", "silver")), rows) == Open(frozenset({A}), 200, 300)


EARLY, LATE = datetime.date(2022, 1, 1), datetime.date(2022, 6, 1)


@pytest.mark.parametrize(
    ("days", "earliest", "latest"),
    [
        ((EARLY, LATE), EARLY, LATE),
        ((EARLY, NONE), EARLY, EARLY),
        ((NONE, LATE, EARLY), EARLY, LATE),
        ((NONE, NONE), NONE, NONE),
        ((EARLY, CANNOT), CANNOT, CANNOT),
        ((NONE, CANNOT), CANNOT, CANNOT),
        ((EARLY, Open(frozenset({A}))), Open(frozenset({A}), None, EARLY), Open(frozenset({A}), EARLY, None)),
        ((NONE, Open(frozenset({A}))), Open(frozenset({A})), Open(frozenset({A}))),
        ((LATE, Open(frozenset({A}), EARLY)), Open(frozenset({A}), EARLY, LATE), Open(frozenset({A}), LATE)),
        (
            (EARLY, Open(frozenset({A}), None, LATE)),
            Open(frozenset({A}), None, EARLY),
            Open(frozenset({A}), EARLY, LATE),
        ),
    ],
)
def test_a_day_that_never_comes_is_neither_the_earliest_nor_the_latest(
    days: tuple[Answer, ...], earliest: Answer, latest: Answer
) -> None:
    assert operations.earliest(*days) == earliest
    assert operations.latest(*days) == latest


@given(st.lists(st.sampled_from([EARLY, LATE, datetime.date(2022, 3, 1), NONE]), min_size=1, max_size=4), st.data())
def test_the_bounds_of_the_earliest_and_the_latest_day_hold_for_every_day_that_is_open(
    days: list[Answer], data: st.DataObject
) -> None:
    hidden = data.draw(st.sets(st.integers(0, len(days) - 1), min_size=1))
    for operation in (operations.earliest, operations.latest):
        whole = operation(*days)
        bounded = operation(*(Open(frozenset({A})) if i in hidden else day for i, day in enumerate(days)))
        low, high = ops.bounds(bounded)
        if whole is NONE:
            assert (low, high) == (None, None), "a day with bounds comes"
        else:
            assert low is None or low <= whole  # type: ignore[operator]  # days
            assert high is None or whole <= high  # type: ignore[operator]  # days


@pytest.mark.parametrize(
    ("cases", "value"),
    [
        ((EARLY, LATE), Open(frozenset({A}), EARLY, LATE)),
        ((EARLY, NONE), Open(frozenset({A}))),
        ((NONE, NONE), NONE),
        ((EARLY, Open(frozenset({A}))), Open(frozenset({A}))),
    ],
)
def test_rows_of_days_have_the_bounds_of_days(cases: tuple[Answer, Answer], value: Answer) -> None:
    assert operations.first_case(OPEN_A, cases[0], True, cases[1]) == value
