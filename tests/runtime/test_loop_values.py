"""The functions called by emitted loops, one by one: their results, and the cases that they leave to `evaluate`."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest

from ipdsl.base.values.days import Period
from ipdsl.engine.evaluator import value_on_day, years_after
from ipdsl.engine.situation import changes_of
from ipdsl.ir.facts import Approval, DatedValue, Facts, Listing, Record, Support
from ipdsl.runtime.emitted_total import (
    half_even,
    list_key,
    matter_of,
    require_distinct_items,
    support_for,
    text_key,
    turning_days,
    year_starts,
)
from ipdsl.schema.values.value_type import CANNOT, NONE, Fact, KnownValues, NeedsGeneralPathError
from tests.support.rows import each_row

Date = datetime.date


def record(item: str, kind: str = "deal", id_: str = "", **values: Fact) -> Record:
    return Record(kind, "root", id_ or item, item, KnownValues(values), "$")


def facts(
    *records: Record, support: tuple[Support, ...] | None = None, approvals: tuple[Approval, ...] = (),
    partial: bool = False, **fields: Fact | DatedValue,
) -> Facts:  # fmt: skip
    listings = {"deal": Listing(records, partial)} if records else {}
    series = {"rate": {("", Date(2022, 1, 1)): Fraction(1, 3)}}
    return Facts(
        "F1",
        frozenset(),
        KnownValues(fields),
        listings,
        KnownValues(),
        None,
        support,
        approvals,
        None,
        series,
        Date.max,
    )


def days(*found: object) -> tuple[Record, ...]:
    return tuple(record(f"A{n}", day=day) for n, day in enumerate(found))  # type: ignore[arg-type]


JANUARY, MAY, JULY = Date(2022, 1, 1), Date(2022, 5, 1), Date(2022, 7, 1)


def test_a_field_on_a_day() -> None:
    held = DatedValue(((Period(None, MAY), 1), (Period(JULY, None), 2)))
    assert (value_on_day(held, MAY), value_on_day(held, JULY), value_on_day(3, MAY)) == (1, 2, 3)
    with pytest.raises(NeedsGeneralPathError):
        value_on_day(held, MAY + Date.resolution)


def test_the_days_on_which_fields_change() -> None:
    stated = facts(a=DatedValue(((Period(None, MAY), 1), (Period(JULY, None), 2))), b=True)
    assert changes_of(stated, "a", "b", "c") == (MAY + Date.resolution, JULY)


def test_days_that_are_tried_in_order() -> None:
    assert turning_days(JANUARY, JULY, [JULY, NONE, MAY, Date(2021, 1, 1)], [MAY]) == [JANUARY, MAY, JULY]
    assert turning_days(JULY, MAY, [MAY]) == []


@pytest.mark.parametrize(
    ("first", "last", "after", "years"),
    [
        (Date(2020, 5, 1), Date(2022, 3, 1), 0, [Date(2020, 5, 1), Date(2021, 1, 1), Date(2022, 1, 1)]),
        (Date(2020, 5, 1), Date(2022, 3, 1), 2021, [Date(2020, 5, 1), Date(2022, 1, 1)]),
        (Date(2020, 5, 1), Date(2022, 3, 1), 9999, [Date(2020, 5, 1)]),
        (Date(2020, 5, 1), Date(2020, 4, 1), 0, []),
    ],
)
def test_the_first_day_and_those_of_later_years(first: Date, last: Date, after: int, years: list[Date]) -> None:
    assert year_starts(first, last, after) == years


def test_items_that_occur_twice_are_left_alone() -> None:
    require_distinct_items((record("A"), record("B")))
    with pytest.raises(NeedsGeneralPathError):
        require_distinct_items((record("A"), record("A", id_="x")))


def test_years_after_a_day() -> None:
    assert years_after(Date(2020, 2, 29), 1) == Date(2021, 2, 28)
    assert years_after(Date(2020, 2, 29), 4) == Date(2024, 2, 29)
    assert years_after(Date(2020, 3, 1), 10) == Date(2030, 3, 1)
    assert years_after(Date(2020, 3, 1), 9000) == Date.max
    assert years_after(Date(9998, 2, 28), 1) == Date(9999, 2, 28)


@pytest.mark.parametrize("number", [1, 8, 9, 12])
def test_what_the_bureau_set(number: int) -> None:
    several = tuple(Approval("c", f"P{n}", n) for n in range(number))
    stated = facts(approvals=(*several, Approval("other", "P0", 99)))
    assert stated.approved["c", "P0"] == 0
    assert stated.approved["c", f"P{number - 1}"] == number - 1
    assert stated.approved["other", "P0"] == 99
    for clause, item in (("c", "P99"), ("none", "P0")):
        with pytest.raises(NeedsGeneralPathError):
            stated.approved[clause, item]


def test_many_approvals_of_two_applicants_are_not_mixed() -> None:
    first, second = (tuple(Approval("c", f"P{n}", n + more) for n in range(10)) for more in (0, 100))
    assert [facts(approvals=one).approved["c", "P3"] for one in (first, second, first)] == [3, 103, 3]
    twice = (*first, Approval("c", "P0", 7))
    assert facts(approvals=twice).approved["c", "P0"] == 0


def test_what_others_paid() -> None:
    lines = (("root", "A", 5), ("", "A", 7), ("other", "A", 11), ("root", "B", 13))
    paid = tuple(Support(kind, kind, item, "national", 2020, sum_) for kind, item, sum_ in lines)
    one = record("A", number="A")
    assert support_for(facts(support=paid), "policy", one, ("number",), "A") == 12
    assert support_for(facts(support=paid), "policy", None, (), "A") == 7
    assert support_for(facts(), "policy", one, ("number",), "A") == 0


def test_what_others_paid_is_left_to_the_decision_where_a_line_may_be_read_in_two_ways() -> None:
    paid = (Support("root", "root", "A", "national", 2020, 5),)
    for one, key in ((record("A", number="A"), ("number", "year")), (record("A"), ("number",))):
        with pytest.raises(NeedsGeneralPathError):
            support_for(facts(support=paid), "policy", one, key, "A")
    keyed = (Support("root", "root", "A", "national", 2020, 5, {"number": "A"}),)
    with pytest.raises(NeedsGeneralPathError):
        support_for(facts(support=keyed), "policy", record("A", number="A"), ("number",), "A")


@each_row(
    ("value", "step", "steps"),
    [(0, 10, 0), (4, 10, 0), (5, 10, 0), (6, 10, 1), (15, 10, 2), (25, 10, 2), (24, 10, 2), (26, 10, 3),
     (Fraction(5, 2), 1, 2), (Fraction(7, 2), 1, 4), (Fraction(1, 3), 1, 0), (Fraction(2, 3), 1, 1)],
)  # fmt: skip
def test_halves_go_to_the_even_step(value: int | Fraction, step: int, steps: int) -> None:
    assert half_even(value, step) == steps


def test_the_matter_of_a_record() -> None:
    assert matter_of(record("A", f="x"), ("f",)) == "root: x"
    assert matter_of(record("A", f="x", g="y"), ("f", "g")) == "root: x / y"
    assert matter_of(record("A", f="x", g=NONE), ("f", "g")) == "root: A"
    assert matter_of(record("A", f=CANNOT), ("f",)) == "root: A"
    assert matter_of(record("A"), ()) == "root: A"
    with pytest.raises(NeedsGeneralPathError):
        matter_of(record("A", f=5), ("f",))


def test_keys_as_text() -> None:
    assert (text_key("x"), text_key(NONE), text_key(CANNOT)) == ("x", None, None)
    assert (list_key(("a", "b")), list_key(NONE), list_key(CANNOT)) == (("a", "b"), None, None)
    for asked in (lambda: text_key(5), lambda: list_key("x")):
        with pytest.raises(NeedsGeneralPathError):
            asked()
