"""Lines of years that are settled again: what waits again, what stays lapsed, which payments are kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ipdsl
from tests.properties.trial import ledger_of
from tests.support.ledgers import history_of
from tests.support.settlement.pages import PAID, deal, due, firm, page

CARRYING = (PAID, "  as deals", "over policy", "  cap 10 per firm per year", "    carry forward 2 years")
"""60 are due for 2021, and 10 are paid in each year. The amount left after 2023 lapses."""


def settled(policy: ipdsl.Policy, as_of: str, sum_: int = 60) -> tuple[dict[str, Any], list[Any]]:
    """The facts, and the ledger of a first run."""
    stated = firm(deal("A", "2021-05-01", sum_), as_of=as_of)
    return stated, history_of(policy.evaluate(stated), policy.program)


def test_what_still_waits_waits_with_what_was_due_in_the_reopened_year(tmp_path: Path) -> None:
    policy = page(tmp_path, *CARRYING)
    stated, before = settled(policy, "2022-12-31")
    anew = policy.evaluate({**stated, "history": before}, reopen=2022)
    assert due(anew) == ("10.00", "10.00")
    assert ledger_of(anew) == before
    assert [line.carried for line in anew.ledger] == [4000]


def test_what_lapsed_before_the_reopened_year_stays_lapsed(tmp_path: Path) -> None:
    policy = page(tmp_path, *CARRYING)
    stated, before = settled(policy, "2024-12-31")
    anew = policy.evaluate({**stated, "history": before}, reopen=2024)
    assert [(claim.outcome.value, claim.lapsed.minor) for claim in anew.claims] == [("already paid", 0)]
    assert [line.lapsed for line in anew.ledger] == [3000]


def test_money_waits_again_as_long_as_its_line_says(tmp_path: Path) -> None:
    """The line was written when money could wait three years: 10 are due in each of 2021 to 2024, and 20 lapse."""
    policy = page(tmp_path, *CARRYING)
    stated, [line] = settled(policy, "2022-12-31")
    facts = {**stated, "history": [{**line, "carry_until": 2024}], "as_of": "2024-12-31"}
    [anew] = policy.evaluate(facts, reopen=2022).ledger
    assert anew.due == dict.fromkeys(range(2021, 2025), 1000)
    assert anew.lapsed == 2000


def test_a_line_that_was_paid_in_later_years_stands_where_no_cap_carries_any_more(tmp_path: Path) -> None:
    _, before = settled(page(tmp_path, *CARRYING), "2022-12-31", 20)
    policy = page(tmp_path, PAID, "  as deals", "cap 100 per firm")
    anew = policy.evaluate(firm(history=before), reopen=2022)
    assert [line.due for line in anew.ledger] == [{2021: 1000, 2022: 1000}]


def test_a_line_without_a_year_stands_in_no_year_that_stays(tmp_path: Path) -> None:
    policy = page(tmp_path, PAID, "  as deals")
    [line] = ledger_of(policy.evaluate(firm(deal("A", "2021-02-02", 40))))
    without = {name: part for name, part in line.items() if name not in ("year", "event_date", "charged")}
    without |= {"proposed": "0.00", "admitted": "0.00", "due": {}, "outcome": "undetermined"}
    assert [kept.item for kept in policy.evaluate(firm(history=[without])).ledger] == ["A"]
    assert policy.evaluate(firm(history=[without]), reopen=2022).ledger == ()


def payments_kept(policy: ipdsl.Policy, *deals: dict[str, Any]) -> list[int]:
    """Payments in yuan of each line of a year settled again. Before, 15 were paid of the second line."""
    stated = firm(*deals)
    first, second = ledger_of(policy.evaluate(stated))
    second = {**second, "payments": [{"day": "2022-12-01", "amount": "15.00"}]}
    anew = policy.evaluate({**stated, "history": [first, second]}, reopen=2022)
    return [sum(sum_ for _, sum_ in line.payments or ()) // 100 for line in anew.ledger]


def test_payments_stay_with_their_item_beside_another_of_its_day(tmp_path: Path) -> None:
    policy = page(tmp_path, PAID, "  as deals")
    assert payments_kept(policy, deal("A", "2022-03-01", 40), deal("B", "2022-03-01", 30)) == [0, 15]


def test_payments_stay_with_their_day_beside_another_event_of_the_item(tmp_path: Path) -> None:
    policy = page(tmp_path, PAID, "  as deals")
    deals = deal("A", "2022-03-01", 40, id="first"), deal("A", "2022-05-01", 30, id="second")
    assert payments_kept(policy, *deals) == [0, 15]
