"""Carried money under several suspensions, or under one that exempts some awards. Amounts are in yuan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.properties.trial import ledger_of
from tests.support.settlement.pages import PAID, asked, deal, due, firm, page, told

SANCTIONED = "suspend firm for the year when sanction opened and level at least high"
FOUND = "suspend firm for the year when find made and amount at least 5"
SANCTION = {"number": "S1", "level": "high", "opened_on": "2022-05-01"}
FIND = {"number": "F", "project": "p", "made_on": "2022-03-01"}
"""A find without an amount: it is unknown whether it suspends 2022."""


def carrying(years: int, key: str = "firm") -> tuple[str, ...]:
    return "over policy", f"  cap 10 per {key} per year", f"    carry forward {years} years"


def test_money_that_rests_for_sure_does_not_ask_whether_it_rests_for_another_reason_too(tmp_path: Path) -> None:
    """A is paid 10 in 2021 and 2 in 2023; 2022 is suspended. B and C may get part of the 8 left in 2023."""
    award = "award 100% of amount when deal made and fine"
    policy = page(tmp_path, award, "  as deals", SANCTIONED, FOUND, *carrying(2))
    deals = deal("A", "2021-05-01", 12, fine=True), deal("B", "2021-06-01", 4), deal("C", "2023-06-01", 7)
    decision = policy.evaluate(firm(*deals, records={"sanction": [SANCTION], "find": [FIND]}, as_of="2023-12-31"))
    assert due(decision) == ("12.00", "20.00")
    assert told(decision)["A"] == ("awarded", "12.00", "12.00")
    assert asked(decision) == {
        "A": [], "B": ["records.deal[B].fine"], "C": ["records.deal[B].fine", "records.deal[C].fine"],
    }  # fmt: skip


def test_money_that_rests_for_no_sure_reason_asks_for_the_open_one(tmp_path: Path) -> None:
    policy = page(tmp_path, PAID, "  as deals", SANCTIONED, FOUND, *carrying(2))
    stated = firm(deal("A", "2021-05-01", 40), records={"sanction": [], "find": [FIND]}, as_of="2022-12-31")
    decision = policy.evaluate(stated)
    assert due(decision) == ("10.00", "20.00")
    assert asked(decision) == {"A": ["records.find[F].amount"]}


def test_a_suspension_that_comes_to_light_names_only_what_rests_under_it(tmp_path: Path) -> None:
    """5 of the deal and 10 of the find were due in 2022. Only the 5 would wait."""
    policy = page(
        tmp_path, PAID, "  as deals", "group spared", "  award 100% of amount when find made", SANCTIONED,
        "  except spared", 'article 2 "Caps"', *carrying(3, "project"),
    )  # fmt: skip
    find = {"number": "F", "project": "q", "made_on": "2021-03-01", "amount": 30}

    def stated(*sanctions: dict[str, Any]) -> dict[str, Any]:
        records = {"find": [find], "sanction": list(sanctions)}
        return firm(deal("A", "2021-02-01", 15, project="p"), records=records, as_of="2022-12-31")

    before = ledger_of(policy.evaluate(stated()))
    late = policy.evaluate({**stated(SANCTION), "history": before}).late
    assert late is not None
    assert late.came == (("deals", "A", 2022),)
    assert [(year.year, year.before.minor, year.anew.low.minor) for year in late.years] == [(2022, 1500, 1000)]
