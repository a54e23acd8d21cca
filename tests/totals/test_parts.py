"""What emitted totals call, one by one: what each answers, and what each leaves to `evaluate`."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest

from ipdsl.runtime.clauses.plain_form import on_day, years_after
from ipdsl.runtime.facts import Approval, Dated, Fact, Facts, Listing, Record, Support
from ipdsl.runtime.total_values import (
    approved,
    changing_days,
    first_day,
    half_even,
    held_on,
    in_series,
    key_of,
    leader,
    list_key,
    matter_of,
    new_years,
    next_day,
    plain_number,
    supported,
    text_key,
)
from ipdsl.runtime.totals import (
    OUTSIDE,
    by_year,
    complete,
    listed,
    nth_day,
    told_apart,
    within,
)
from ipdsl.runtime.unknown import CANNOT, NONE, FactRef, Open
from ipdsl.values.days import Period

Date = datetime.date
OPEN = Open(frozenset({FactRef("record", "deal", "A", "day")}))


def record(item: str, kind: str = "deal", id_: str = "", **values: Fact) -> Record:
    return Record(kind, "root", id_ or item, item, values, "$")


def facts(
    *records: Record, support: tuple[Support, ...] | None = None, approvals: tuple[Approval, ...] = (),
    partial: bool = False, **fields: Fact | Dated,
) -> Facts:  # fmt: skip
    listings = {"deal": Listing(records, partial)} if records else {}
    series = {"rate": {("", Date(2022, 1, 1)): Fraction(1, 3)}}
    return Facts("F1", frozenset(), fields, listings, {}, None, support, approvals, None, series, None)


def days(*found: object) -> tuple[Record, ...]:
    return tuple(record(f"A{n}", day=day) for n, day in enumerate(found))  # type: ignore[arg-type]


JANUARY, MAY, JULY = Date(2022, 1, 1), Date(2022, 5, 1), Date(2022, 7, 1)


def test_the_part_of_a_span_in_a_year() -> None:
    assert within(2022, Date(2021, 5, 1), Date(2023, 5, 1)) == (Date(2022, 1, 1), Date(2022, 12, 31))
    assert within(2021, Date(2021, 5, 1), Date(2021, 7, 1)) == (Date(2021, 5, 1), Date(2021, 7, 1))


def test_a_field_on_a_day() -> None:
    held = Dated(((Period(None, MAY), 1), (Period(JULY, None), 2)))
    assert (on_day(held, MAY), on_day(held, JULY), on_day(3, MAY)) == (1, 2, 3)
    with pytest.raises(OUTSIDE):
        on_day(held, next_day(MAY))


def test_the_days_on_which_fields_change() -> None:
    stated = facts(a=Dated(((Period(None, MAY), 1), (Period(JULY, None), 2))), b=True)
    assert changing_days(stated, "a", "b") == [JULY, next_day(MAY)]
    held = facts(a=Dated(((Period(JANUARY, MAY), False), (Period(next_day(MAY), None), True))))

    def holds(of: Facts, day: Date) -> bool:
        return on_day(of.fields["a"], day) is True

    assert first_day(holds, held, ("a",), JANUARY, JULY) == next_day(MAY)
    assert first_day(holds, held, ("a",), JANUARY, MAY) == Date.max
    assert first_day(holds, held, ("a",), JULY, Date(2022, 12, 31)) == JULY


def test_the_records_whose_day_lies_in_the_span() -> None:
    rows = days(JANUARY, MAY, JULY, NONE)
    assert [r.item for r in held_on(lambda *_: True, facts(), rows, "day", JANUARY, MAY)] == ["A0", "A1"]
    assert [r.item for r in held_on(lambda _, day: day != MAY, facts(), rows, "day", JANUARY, JULY)] == ["A0", "A2"]
    assert held_on(lambda *_: True, facts(), rows, "day", next_day(JULY), Date(2023, 1, 1)) == []
    with pytest.raises(OUTSIDE):
        held_on(lambda *_: True, facts(), days(CANNOT), "day", JANUARY, MAY)


def test_what_is_listed_in_full() -> None:
    assert [r.item for r in listed(facts(record("A")), "deal")] == ["A"]
    assert listed(facts(), "deal") == ()
    complete(facts(record("A")), "other", "deal")
    for stated, kinds in ((facts(record("A"), partial=True), ("deal",)), (facts(), ("deal",)), (facts(), ())):
        with pytest.raises(OUTSIDE):
            complete(stated, *kinds)


def test_the_day_of_the_nth_event() -> None:
    rows = days(JULY, NONE, JANUARY, MAY)
    stated = facts(*rows)
    assert [nth_day(stated, ("deal",), rows, "day", n) for n in (1, 2, 3, 4)] == [JANUARY, MAY, JULY, Date.max]
    with pytest.raises(OUTSIDE):
        nth_day(facts(*rows, partial=True), ("deal",), rows, "day", 1)
    with pytest.raises(OUTSIDE):
        nth_day(facts(*rows), ("deal",), days(CANNOT), "day", 1)


def test_items_that_occur_twice_are_left_alone() -> None:
    told_apart((record("A"), record("B")))
    with pytest.raises(OUTSIDE):
        told_apart((record("A"), record("A", id_="x")))


def test_the_record_that_comes_first() -> None:
    assert leader(days(MAY, JANUARY, NONE), "day") == (JANUARY, "A1", "A1")
    assert leader(days(NONE), "day") is None
    assert leader((record("B", day=MAY), record("A", id_="z", day=MAY)), "day") == (MAY, "A", "z")
    with pytest.raises(OUTSIDE):
        leader(days(MAY, CANNOT), "day")


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
    assert approved(stated, "c", "P0") == 0
    assert approved(stated, "c", f"P{number - 1}") == number - 1
    assert approved(stated, "other", "P0") == 99
    for clause, item in (("c", "P99"), ("none", "P0")):
        with pytest.raises(OUTSIDE):
            approved(stated, clause, item)


def test_many_approvals_of_two_applicants_are_not_mixed() -> None:
    first, second = (tuple(Approval("c", f"P{n}", n + more) for n in range(10)) for more in (0, 100))
    assert [approved(facts(approvals=one), "c", "P3") for one in (first, second, first)] == [3, 103, 3]
    twice = (*first, Approval("c", "P0", 7))
    assert approved(facts(approvals=twice), "c", "P0") == 0


def test_what_others_paid() -> None:
    paid = (Support("root", "A", "national", 2020, 5), Support("", "A", "national", 2021, 7),
            Support("other", "A", "national", 2021, 11), Support("root", "B", "national", 2021, 13))  # fmt: skip
    assert supported(facts(support=paid), "root", "A") == 12
    assert supported(facts(), "root", "A") == 0


def test_values_of_series_and_numbers() -> None:
    assert in_series(facts(), "rate", JANUARY) == Fraction(1, 3)
    assert (plain_number(5), plain_number(Fraction(1, 2))) == (5, Fraction(1, 2))
    for asked in (lambda: in_series(facts(), "rate", MAY), lambda: in_series(facts(), "rate", NONE),
                  lambda: plain_number(NONE), lambda: plain_number(True), lambda: plain_number(OPEN)):  # fmt: skip
        with pytest.raises(OUTSIDE):
            asked()


@pytest.mark.parametrize(
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
    with pytest.raises(OUTSIDE):
        matter_of(record("A", f=5), ("f",))


def test_first_days_of_years() -> None:
    assert new_years(Date(2020, 5, 1), Date(2022, 3, 1)) == [Date(2021, 1, 1), Date(2022, 1, 1)]
    assert new_years(Date(2020, 5, 1), Date(2020, 12, 31)) == []
    sums = by_year()
    sums[2020] += 5
    assert dict(sums) == {2020: 5}


def test_keys_as_text() -> None:
    assert (key_of("x"), key_of(NONE), key_of(CANNOT)) == ("x", "none", "none")
    assert (text_key("x"), text_key(NONE), text_key(CANNOT)) == ("x", None, None)
    assert (list_key(("a", "b")), list_key(NONE), list_key(CANNOT)) == (("a", "b"), None, None)
    for asked in (lambda: key_of(5), lambda: text_key(5), lambda: list_key("x")):
        with pytest.raises(OUTSIDE):
            asked()
