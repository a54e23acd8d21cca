"""The days of an evaluation: window, as-of date, years, and the days that represent an unknown day."""

from __future__ import annotations

import datetime
from typing import Any

import attrs

from ipdsl.base.values.days import Period
from ipdsl.claims.applicability import MAX_SAMPLES, Calendar, assumed_as_of
from ipdsl.ir.facts import DatedValue, FactRef, Facts, LedgerLine, Listing, Record
from ipdsl.runtime.emitted_total import first_followed_day, situation_of
from ipdsl.schema.values.value_type import NONE, Fact, KnownValues
from tests.support.rows import each_row
from tests.support.settlement.programs import SCHEMA, WINDOW, award, policy

Date = datetime.date
OPEN_WINDOW = Period(None, None)


LATE = Date(2030, 12, 31)


def facts(*days: Fact, as_of: Date = LATE, years: tuple[int, ...] = (), **fields: Fact | DatedValue) -> Facts:
    rows = tuple(
        Record("deal", "deal", f"D{n}", f"D{n}", KnownValues({"made_on": day, "number": f"D{n}"}), "$")
        for n, day in enumerate(days)
    )
    figures: dict[int, dict[str, Fact]] = {year: {} for year in years}
    return Facts(
        "F1",
        frozenset(),
        KnownValues(fields),
        {"deal": Listing(rows)},
        figures,
        None,
        None,
        (),
        None,
        {},
        as_of,
    )


def calendar(window: Period, stated: Facts) -> Calendar:
    return Calendar(window, stated.as_of, SCHEMA, stated)


MAY, JULY = Date(2022, 5, 1), Date(2023, 7, 1)


def test_the_years_with_an_event_or_a_figure() -> None:
    assert calendar(OPEN_WINDOW, facts(JULY, MAY, NONE, years=(2020,))).stated_years == (2020, 2022, 2023)
    assert calendar(OPEN_WINDOW, facts(JULY, years=(2024,))).stated_years == (2023, 2024)
    assert calendar(OPEN_WINDOW, facts()).stated_years == ()


def test_years_are_without_figures_from_the_first_that_may_be_paid_to_the_last_of_window_and_as_of_date() -> None:
    window = Period(Date(2021, 3, 1), Date(2023, 6, 30))
    assert calendar(window, facts(years=(2022,))).years_without_figures == (2021, 2023)
    assert calendar(window, facts(as_of=Date(2022, 2, 1))).years_without_figures == (2021, 2022)
    none = attrs.evolve(facts(years=(2022,)), no_figures=frozenset({2021}))
    assert calendar(window, none).years_without_figures == (2023,)
    assert calendar(window, attrs.evolve(facts(), closed=True)).years_without_figures == ()
    reached_back = attrs.evolve(calendar(window, facts()), discretion_day=Date(2020, 7, 1))
    assert reached_back.years_without_figures == (2020, 2021, 2022, 2023)
    stated = facts(MAY, years=(2024,), as_of=Date(2025, 1, 1))
    assert calendar(OPEN_WINDOW, stated).years_without_figures == (2022, 2023, 2025)
    assert calendar(OPEN_WINDOW, facts(as_of=MAY)).years_without_figures == (2022,)


def test_the_parts_of_years() -> None:
    window = Period(Date(2021, 3, 1), Date(2023, 6, 30))
    full = ((2021, Period(Date(2021, 3, 1), Date(2021, 12, 31))), (2022, Period(Date(2022, 1, 1), Date(2022, 12, 31))),
            (2023, Period(Date(2023, 1, 1), Date(2023, 6, 30))))  # fmt: skip
    assert calendar(window, facts()).periods() == full
    assert calendar(window, facts(as_of=Date(2022, 2, 1))).periods() == (
        full[0], (2022, Period(Date(2022, 1, 1), Date(2022, 2, 1))),
    )  # fmt: skip
    assert calendar(window, facts(as_of=Date(2030, 1, 1))).periods() == full
    since = calendar(window, facts()).periods(MAY)
    assert since == ((2022, Period(MAY, Date(2022, 12, 31))), full[2])
    assert calendar(window, facts()).periods(Date(2023, 6, 30)) == (
        (2023, Period(Date(2023, 6, 30), Date(2023, 6, 30))),
    )
    assert calendar(window, facts()).periods(Date(2023, 7, 1)) == ()
    assert calendar(window, facts()).periods(Date(2020, 1, 1)) == full
    assert calendar(OPEN_WINDOW, facts()).periods() == ()
    assert [year for year, _ in calendar(OPEN_WINDOW, facts(MAY, as_of=JULY)).periods()] == [2022, 2023]
    assert [year for year, _ in calendar(Period(Date(2021, 1, 1), None), facts(as_of=MAY)).periods()] == [2021, 2022]


def test_the_day_of_a_yearly_claim() -> None:
    window = Period(Date(2021, 3, 1), Date(2023, 6, 30))
    ends = [calendar(window, facts()).year_end(year) for year in (2020, 2021, 2023, 2024)]
    assert ends == [Date(2020, 12, 31), Date(2021, 12, 31), Date(2023, 6, 30), Date(2024, 12, 31)]


def test_the_days_on_which_facts_turn() -> None:
    held = DatedValue(((Period(None, MAY), True), (Period(JULY, None), False)))
    stated = facts(Date(2021, 1, 1), since=Date(2020, 1, 1), here=held, flag=True)
    assert calendar(WINDOW, stated).stated_days == (Date(2020, 1, 1), Date(2021, 1, 1), MAY, JULY)


def test_days_that_stand_for_a_day_that_is_not_known() -> None:
    window = Period(Date(2022, 3, 1), Date(2023, 6, 30))
    ends = (Date(2022, 3, 1), Date(2022, 12, 31), Date(2023, 1, 1), Date(2023, 6, 30))
    assert calendar(window, facts()).samples() == ends
    assert calendar(window, facts(MAY, JULY)).samples() == tuple(sorted({*ends, MAY}))
    early = calendar(window, facts(Date(2021, 5, 5))).samples(Date(2021, 2, 1))
    assert set(ends) <= set(early)
    assert {Date(2021, 5, 5), Date(2021, 12, 31)} <= set(early)
    assert calendar(window, facts(Date(2021, 5, 5))).samples(Date(2022, 3, 1)) == ends
    begins_later = calendar(window, facts(as_of=Date(2021, 12, 31)))
    assert begins_later.samples() == begins_later.samples(Date(2022, 3, 1)) == ()
    assert begins_later.samples(Date(2021, 2, 1)) == (Date(2021, 2, 1), Date(2021, 12, 31), Date(2022, 3, 1))


def test_days_before_all_stated_years_are_the_ends_of_the_last_of_them_and_all_turns() -> None:
    held = DatedValue(((Period(None, Date(2016, 4, 1)), True), (Period(Date(2021, 7, 2), None), False)))
    stated = facts(None, MAY, here=held)
    found = calendar(OPEN_WINDOW, stated)
    assert found.earlier_days() == (Date(2016, 4, 1), Date(2021, 1, 1), Date(2021, 7, 2), Date(2021, 12, 31))
    assert found.earlier_years() == (2015, 2016, 2020, 2021)
    assert calendar(OPEN_WINDOW, facts(MAY, here=held)).earlier_days() == ()
    assert calendar(WINDOW, stated).earlier_days() == ()


def test_where_no_year_is_stated_such_days_reach_to_the_as_of_date() -> None:
    stated = facts(
        None, as_of=Date(2022, 6, 30), here=DatedValue(((Period(None, MAY), True), (Period(JULY, None), False)))
    )
    found = calendar(OPEN_WINDOW, stated)
    assert found.earlier_days() == (Date(2022, 1, 1), MAY, Date(2022, 6, 30))
    assert found.earlier_years() == (2021, 2022)


def test_a_list_in_part_may_lack_an_event_before_all_stated_years() -> None:
    stated = facts(MAY)
    in_part = attrs.evolve(stated, records={"deal": Listing(stated.records["deal"].records, True)})
    found = calendar(OPEN_WINDOW, in_part)
    assert found.unstated_events == {FactRef("records", "deal")}
    assert found.earlier_days() == (Date(2021, 1, 1), Date(2021, 12, 31))
    assert not calendar(WINDOW, in_part).can_begin_earlier


def test_days_of_a_window_without_beginning() -> None:
    found = calendar(OPEN_WINDOW, facts(MAY)).samples()
    assert None not in found
    assert {MAY, Date(2022, 12, 31)} <= set(found)
    assert calendar(OPEN_WINDOW, facts()).samples() == ()


def test_some_of_very_many_days_represent_all() -> None:
    window = Period(Date(2021, 1, 1), Date(2024, 12, 31))
    every = [Date(2021, 1, 1) + datetime.timedelta(3 * n) for n in range(3 * MAX_SAMPLES)]
    found = calendar(window, facts(*every)).samples()
    assert len(found) <= MAX_SAMPLES + 1
    assert (found[0], found[-1]) == (Date(2021, 1, 1), Date(2024, 12, 31))
    few = [Date(2021, 1, 2) + datetime.timedelta(n) for n in range(MAX_SAMPLES - 8)]
    assert len(calendar(window, facts(*few)).samples()) == MAX_SAMPLES


def test_from_when_emitted_totals_follow_states() -> None:
    code = policy(award(), window=OPEN_WINDOW)
    assert first_followed_day(situation_of(code, facts())) == Date.max
    assert first_followed_day(situation_of(code, facts(JULY, MAY))) == Date(2022, 1, 1)


def test_the_days_of_the_applicant_always_represent_an_unknown_day() -> None:
    every = [Date(2021, 1, 1) + datetime.timedelta(3 * n) for n in range(3 * MAX_SAMPLES)]
    turns = [Date(2021, 1, 3), Date(2021, 7, 4), Date(2022, 5, 6)]
    periods = tuple((Period(day, day), True) for day in turns)
    stated = facts(*every, located_here=DatedValue(periods))
    found = calendar(Period(Date(2021, 1, 1), Date(2022, 12, 31)), stated).samples()
    assert set(turns) <= set(found)


LINE = LedgerLine("p", "deal", "A", 2022, {2022: 100}, admitted=100)


@each_row(
    ("given", "day"),
    [
        ({"days": (JULY, MAY)}, "2023-12-31"),
        ({"days": (MAY,), "years": (2024,)}, "2024-12-31"),
        ({"days": (MAY, NONE, None)}, "2022-12-31"),
        ({"days": (Date(2031, 1, 1),)}, "2031-12-31"),
        ({"days": (MAY,), "lines": (LINE,)}, "2022-12-31"),
        ({"lines": (LINE,)}, "2022-12-31"),
        ({"lines": (attrs.evolve(LINE, event_date=Date(2023, 2, 1)),)}, "2023-12-31"),
        ({"lines": (attrs.evolve(LINE, due={2022: 40, 2023: 60, 2024: 0}),)}, "2023-12-31"),
        ({"lines": (attrs.evolve(LINE, payments=((Date(2023, 3, 1), 100),)),)}, "2023-12-31"),
        ({"days": (MAY,), "lines": (attrs.evolve(LINE, year=2024, due={}, admitted=0),)}, "2022-12-31"),  # not settled
        ({}, "2025-12-31"),  # nothing is stated: the end of the window
        ({"days": (Date(2020, 12, 31),)}, "2025-12-31"),  # no day that may be paid
        ({"days": (Date(2020, 12, 31), Date(2021, 1, 1))}, "2021-12-31"),
        ({"days": (Date(2020, 12, 31),), "reaches_back": Date(2020, 7, 1)}, "2020-12-31"),
        ({"window": Period(Date(2021, 3, 1), Date(2023, 6, 30))}, "2023-06-30"),
        ({"window": Period(Date(2021, 3, 1), None)}, "2021-12-31"),
        ({"window": Period(Date(2021, 3, 1), None), "days": (JULY,)}, "2023-12-31"),
        ({"window": OPEN_WINDOW, "days": (Date(1990, 5, 1),)}, "1990-12-31"),
        ({"window": OPEN_WINDOW}, "2000-12-31"),
        ({"window": OPEN_WINDOW, "days": (None,), "filed": Date(2015, 2, 3)}, "2015-12-31"),
    ],
)  # fmt: skip
def test_the_as_of_date_of_facts_that_state_none(given: dict[str, Any], day: str) -> None:
    stated = facts(*given.get("days", ()))
    if "filed" in given:
        stated = attrs.evolve(stated, records={"deal": Listing((_filed(given["filed"]),))})
    program = attrs.evolve(
        policy(award(), window=given.get("window", WINDOW)).program, discretion_from=given.get("reaches_back")
    )
    found = assumed_as_of(program, stated.records, given.get("years", ()), given.get("lines", ()))
    assert found == Date.fromisoformat(day)


def _filed(day: Date) -> Record:
    return Record("deal", "deal", "A", "A", KnownValues({"number": "A", "filed_on": day}), "$")


def test_a_year_that_is_asked_for_is_settled() -> None:
    assumed = attrs.evolve(facts(MAY, as_of=Date(2022, 12, 31)), assumes_as_of=True)
    assert assumed.extend_to(2024).as_of == Date(2024, 12, 31)
    assert assumed.extend_to(2024).digest == assumed.digest
    for year in (None, 2021, 2022, 9999, 10**9):
        assert assumed.extend_to(year) is assumed
    stated = facts(MAY, as_of=MAY)
    assert stated.extend_to(2024) is stated


def test_the_digest_is_that_of_the_facts_as_they_were_stated() -> None:
    digests = {
        attrs.evolve(facts(MAY, as_of=day), assumes_as_of=assumes).digest
        for day in (MAY, JULY) for assumes in (False, True)
    }  # fmt: skip
    assert len(digests) == 3
