"""The greatest and the least amount that one rule leaves if not every case can be settled. Amounts are in yuan."""

from __future__ import annotations

import datetime
from typing import Any

import attrs
import pytest

from ipdsl.semantics import typed
from tests.support.settlement.programs import (
    award,
    cap,
    claim,
    deal,
    decide,
    due,
    firm,
    group,
    limit,
    more,
    no_repeat,
    older,
    over,
    policy,
    top_up,
)

LARGE = {"large": more("amount", 5)}
"""Awards of fixed amounts depend on this gate. Its cases cannot be listed."""

P = {"project": "P"}


def line(year: int, paid: int, **keys: object) -> dict[str, Any]:
    return {"clause": "deals", "item": "Z", "year": year, "due": paid, "keys": keys}


def test_a_claim_raised_by_an_older_standard_gets_nothing_if_the_same_was_already_paid() -> None:
    """One of A and B is raised to the 80 that A was promised. Their country was already paid for in 2021."""
    code = policy(award("deals", 50, gates=LARGE), no_repeat("country"), older=(older("project"),))
    standard = {"document": "Doc 0", "kind": "deal", "item": "A", "amount": 80}
    before = line(2021, 60, country="C", project="Q")

    def stated(amount: int | None) -> tuple[int, int | None, bool]:
        deals = deal("A", amount, country="C", **P), deal("B", amount, "2022-05-01", country="C", **P)
        return due(decide(code, firm(*deals, older_documents=[standard], history=[before])))

    assert (stated(None), stated(5)) == ((0, 0, True), (0, 0, True))


def test_a_ladder_with_an_unknown_day_may_fill_both_groups_of_a_cap() -> None:
    """B's 50 come first, a promotion gives A another 50 up to 100, and the cap leaves 30 of each."""
    sums = {"A": 10000, "B": 5000}
    made = award("deals", lambda c: sums[str(c.field("number"))], gates=LARGE)
    code = policy(made, top_up("project"), cap(30, "number", per_year=False))
    b = deal("B", None, level="provincial", **P)
    assert due(decide(code, firm(deal("A", None, None, level="national", **P), b))) == (0, 60, False)
    a = deal("A", 5, "2022-05-01", level="national", **P)
    assert due(decide(code, firm(a, b | {"amount": 5}))) == (60, 60, True)


@pytest.mark.parametrize(
    ("countries", "years", "year", "high"),
    [(("Y", "X"), (2022, 2022), None, 30), (("Y", "W"), (2022, 2023), 2023, 0)],
    ids=["one of the two has the place", "of the reported year nothing has it"],
)
def test_a_place_that_a_line_of_a_known_country_holds_is_left_to_claims_of_that_country_alone(
    countries: tuple[str, str], years: tuple[int, int], year: int | None, high: int
) -> None:
    code = policy(award("deals", 30, gates=LARGE), limit(1, "enterprise", counts="country"))

    def stated(amount: int | None) -> tuple[int, int | None]:
        days = f"{years[0]}-03-01", f"{years[1]}-05-01"
        deals = [deal(n, amount, day, country=c) for n, day, c in zip("AB", days, countries, strict=True)]
        return due(decide(code, firm(*deals, history=[line(2021, 5, country="X")]), year=year))[:2]

    assert (stated(None), stated(5)) == ((0, high), (high, high))


@pytest.mark.parametrize(("figure", "ends"), [(None, (50, 100)), (0, (50, 50)), (60, (100, 100))])
def test_a_claim_that_only_the_last_cap_ties_to_an_open_cap_is_certain(
    figure: int | None, ends: tuple[int, int]
) -> None:
    """Y has the only place, and is paid up to 60 under its own cap. The prize of 50 takes the rest of the 100."""
    inner: typed.Rule = cap(None, "enterprise", name="inner")
    awards = group(award("deals", 60), limit(1, "enterprise"), inner), award("prizes", 50, record="prize")
    figures: dict[str, Any] = {} if figure is None else {"figures": {"2022": {"contribution": figure}}}
    deals, prizes = (deal("Y"), deal("Z", None, "2022-04-01")), (deal("X", None, "2022-05-01"),)
    assert due(decide(policy(*awards, cap(100, "enterprise")), firm(*deals, prizes=prizes, **figures)))[:2] == ends


def test_carried_money_is_bounded_at_both_ends_next_to_a_late_claim() -> None:
    """20 of A in 2020. In 2021 B comes first, whatever A carries: 30 for B and 40 for A, up to the cap."""
    code = policy(
        award("deals"),
        over(attrs.evolve(cap(None, "enterprise"), carry=1)),
        discretion_from=datetime.date(2020, 1, 1),
    )
    late = {"approvals": [{"clause": "deals", "item": "A", "amount": 60}], "as_of": "2022-12-31"}

    def stated(room: int | None) -> Any:
        figures = {year: {"contribution": sum_} for year, sum_ in (("2020", 20), ("2021", room), ("2022", 0))}
        told = {year: figure for year, figure in figures.items() if figure["contribution"] is not None}
        return decide(code, firm(deal("A", 60, "2020-03-01"), deal("B", 30, "2021-03-01"), figures=told, **late))

    assert [due(stated(room)) for room in (0, 30, 70)] == [(sum_, sum_, True) for sum_ in (20, 50, 90)]
    decision = stated(None)
    assert due(decision)[:2] == (20, 90)
    ends = {item: claim(decision, item).bounds for item in "AB"}
    assert {n: (b.low.minor, b.high and b.high.minor) for n, b in ends.items()} == {"A": (2000, 6000), "B": (0, 3000)}
