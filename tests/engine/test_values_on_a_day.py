"""Figures, extremes and firsts at their edges: the year of a date, equal days, sets that may have more members."""

from __future__ import annotations

import datetime

from ipdsl.ir.facts import FactRef, Open
from ipdsl.schema.values.value_type import CANNOT, NONE, ForeignAmount
from tests.support.aggregates import earliest_day, largest_amount, of_set, total_amount
from tests.support.situations import DAY, listing, record, situation

D = datetime.date
B_MAY = Open(frozenset({FactRef("record", "contract", "B", "put_to_use")}), members=(True, False))
REST = frozenset({FactRef("records", "contract")})


def test_a_figure_that_is_not_stated_is_zero_before_its_date_and_open_from_its_year_on() -> None:
    c = situation(fields={"established_on": D(2022, 3, 1)})
    assert c.figure("filings", 1) == 0
    ref = frozenset({FactRef("figure", field="filings", year=2022)})
    assert c.figure("filings") == Open(ref, 0, may_be_undeterminable=True)
    assert isinstance(situation(fields={"established_on": NONE}).figure("filings", 1), Open)


def test_extremes_of_sets() -> None:
    a, b = record("contract", "A", amount=10, recorded_on=D(2022, 3, 1)), record("contract", "B", amount=30,
                                                                                 recorded_on=D(2022, 2, 1))  # fmt: skip
    none, cannot = record("contract", "N", amount=NONE, recorded_on=NONE), record("contract", "C", amount=CANNOT)
    foreign, unknown = record("contract", "F", amount=ForeignAmount(5, "USD")), record("contract", "U")
    ref = frozenset({FactRef("record", "contract", "U", "amount")})

    def of(*members: tuple[object, object], rest: frozenset[FactRef] = frozenset()) -> object:
        return situation().with_record(None, DAY, 2022, members, rest)  # type: ignore[arg-type]

    assert largest_amount(of((a, True), (none, True))) == 10
    assert largest_amount(of((none, True))) is NONE
    assert largest_amount(of((a, True), (cannot, True))) is CANNOT
    assert largest_amount(of((a, True), (foreign, True))) is CANNOT
    assert largest_amount(of((a, True), (unknown, True))) == Open(ref, 10, None)
    assert largest_amount(of((a, True), (b, B_MAY))) == Open(B_MAY.facts, 10, 30)
    assert largest_amount(of((b, True), (a, B_MAY))) == Open(B_MAY.facts, 30, 30)
    assert largest_amount(of((a, True), rest=REST)) == Open(REST, 10, None)
    assert largest_amount(of((a, True), (cannot, B_MAY))) == Open(B_MAY.facts, 10, 10, may_be_undeterminable=True)
    assert largest_amount(of((cannot, B_MAY))) == Open(B_MAY.facts, may_be_undeterminable=True)
    assert largest_amount(of((b, B_MAY), (cannot, B_MAY))) == Open(B_MAY.facts, may_be_undeterminable=True)
    assert largest_amount(of((b, B_MAY))) == Open(B_MAY.facts)
    assert earliest_day(of((a, True), (b, B_MAY))) == Open(B_MAY.facts, D(2022, 2, 1), D(2022, 3, 1))
    assert earliest_day(of((a, True), rest=REST)) == Open(REST, None, D(2022, 3, 1))
    assert earliest_day(of((a, True), (b, True))) == D(2022, 2, 1)
    assert total_amount(of((a, True), (cannot, B_MAY), (b, True))) == Open(
        B_MAY.facts, 40, 40, may_be_undeterminable=True
    )
    assert of_set(of((a, True), (b, B_MAY)), "number") == Open(B_MAY.facts, 1, 2)
    assert of_set(of((a, True), rest=REST), "number") == Open(REST, 1, None)


def test_the_first_of_its_kind() -> None:
    march = D(2022, 3, 1)
    a, b, c = (record("contract", name, recorded_on=march) for name in "ABC")
    early, none = record("contract", "Z", recorded_on=D(2022, 2, 28)), record("contract", "0", recorded_on=NONE)
    open_, cannot = record("contract", "M"), record("contract", "K", recorded_on=CANNOT)

    def is_first(own: object, *others: object, partial: bool = False) -> object:
        stated = {"contract": listing(own, *others, partial=partial)}  # type: ignore[arg-type]
        return situation(stated).with_record(own, DAY).first("contract", "recorded_on")  # type: ignore[arg-type]

    assert is_first(a, b, c) is True
    assert is_first(b, a, c) is False
    assert is_first(a, early) is False
    assert is_first(early, a, b) is True
    assert is_first(a, none) is True
    assert is_first(none, a) is False
    assert isinstance(is_first(a, open_), Open)
    assert isinstance(is_first(open_, a), Open)
    assert is_first(b, a, open_) is False
    assert is_first(a, cannot) is CANNOT
    assert isinstance(is_first(a, partial=True), Open)
    assert is_first(b, a, partial=True) is False
