"""The width of bounds, and whether both ends can be reached, computed by hand. Amounts are in yuan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ipdsl
from tests.properties.trial import ledger_of
from tests.support.settlement.pages import NONE, PAID, asked, contains, deal, due, firm, line, page, told

ROWS = "award by tier when deal made", "  as deals", "  gold: 100", "  silver: 60"
FINDS = "award 100% of amount when find made"
FROM_2021 = "effective from 2021-01-01"


def find(number: str, day: str | None = None, amount: int | None = None) -> dict[str, Any]:
    """A find with its own project. `None` is an unstated value."""
    stated = {"number": number, "project": number, "made_on": day, "amount": amount}
    return {name: value for name, value in stated.items() if value is not None}


def test_both_ends_can_be_reached_where_every_case_is_settled(tmp_path: Path) -> None:
    decision = page(tmp_path, *ROWS).evaluate(firm(deal("A", "2022-03-01")))
    assert due(decision) == ("60.00", "100.00")
    assert decision.due.exact
    open_sum = page(tmp_path, PAID, "cap 100 per firm").evaluate(firm(deal("A", "2022-03-01")))
    assert not open_sum.due.exact


def test_a_key_that_cannot_matter_leaves_the_cases_of_a_choice_as_they_are(tmp_path: Path) -> None:
    """The area is unknown, but A fits under the cap of every area."""
    decision = page(tmp_path, *ROWS, "cap 1000 per area").evaluate(firm(deal("A", "2022-03-01")))
    assert due(decision) == ("60.00", "100.00")
    assert decision.due.exact
    assert asked(decision)["A"] == ["records.deal[A].tier"]


def test_carried_money_waits_in_each_of_two_cases(tmp_path: Path) -> None:
    """80 of A's 150 are paid in 2021 and 70 in 2022. 10 are left for B, if it is gold."""
    gold = "award 100% of amount when deal made and tier is gold", "  as deals"
    policy = page(tmp_path, *gold, "over policy", "  cap 80 per firm per year", "    carry forward 3 years")
    history = ledger_of(policy.evaluate(firm(deal("A", "2021-03-01", 150, tier="gold"))))
    decision = policy.evaluate(firm(deal("B", "2022-03-01", 20), history=history))
    assert due(decision) == ("70.00", "80.00")
    assert decision.due.exact


def test_caps_with_one_pair_of_crossing_groups_are_not_monotone(tmp_path: Path) -> None:
    """With B at 0: A 90, C 100, D 10. With B at 100, it uses up the first area, and its project has 10 left."""
    lines = "group inner", f"  {PAID}", "  cap 100 per area per year", "cap 100 per project per year"
    policy = page(tmp_path, *lines)
    b = deal("B", "2022-02-01", area="a1", project="p1")
    others = (
        deal("A", "2022-01-01", 90, area="a2", project="p1"),
        deal("C", "2022-03-01", 100, area="a1", project="p2"),
        deal("D", "2022-04-01", 20, area="a2", project="p1"),
    )
    assert contains(policy.evaluate(firm(b, *others)), 100, 200)
    for amount, paid in ((0, "200.00"), (100, "100.00")):
        assert due(policy.evaluate(firm({**b, "amount": amount}, *others))) == (paid, paid)


def test_rooms_of_several_keys_are_those_of_all_years_of_their_claims(tmp_path: Path) -> None:
    """The first mark has caps of 10 in 2021 and 2022, the second also in 2023."""
    policy = page(tmp_path, PAID, "over policy", "  cap 10 per marks per year", "    carry forward 1 year")
    deals = deal("A", "2021-03-01", marks=["m1", "m2"]), deal("B", "2022-03-01", marks=["m2"])
    figures = {"2024": {"income": 1}}
    assert due(policy.evaluate(firm(*deals, figures=figures))) == ("0.00", "50.00")
    stated = policy.evaluate(firm(*({**one, "amount": 100} for one in deals), figures=figures))
    assert due(stated) == ("30.00", "30.00")


def test_what_an_inner_cap_leaves_of_a_claim_bounds_it_in_its_own_year(tmp_path: Path) -> None:
    lines = "group inner", f"  {PAID}", "  cap 30 per number", "over policy", "  cap 50 per firm per year"
    policy = page(tmp_path, *lines, "    carry forward 1 year")
    decision = policy.evaluate(firm(deal("A", "2021-03-01"), deal("B", "2021-04-01")), year=2021)
    assert due(decision) == ("0.00", "50.00")
    assert told(decision)["A"] == ("undetermined", "0.00", "30.00")


def test_amounts_that_round_to_one_value_are_one_amount_without_a_deduction(tmp_path: Path) -> None:
    """Both 130 and 170 are rounded down to 100, and nothing was paid for the project."""
    rows = "award by amount when deal made", "  less already paid for deal of the same project"
    policy = page(tmp_path, *rows, "  at least 1000: 130", "  otherwise: 170", header="  round down to 100\n")
    decision = policy.evaluate(firm(deal("A", "2022-03-01", project="X")))
    assert contains(decision, 100)
    assert due(decision)[1] == "100.00"


def test_a_day_that_is_not_stated_may_lie_in_a_year_whose_figure_fits(tmp_path: Path) -> None:
    """No other day is stated. The income of 2021 is too low, that of 2023 is not."""
    policy = page(tmp_path, "award 300 when deal made", "  if income at least 100")
    figures = {"2021": {"income": 50}, "2022": {"income": 50}, "2023": {"income": 200}}
    decision = policy.evaluate(firm(deal("A"), figures={**figures, "2024": {"income": 0}, "2025": {"income": 0}}))
    assert told(decision)["A"] == ("undetermined", "0.00", "300.00")


def test_a_line_of_the_ledger_does_not_change_a_claim_of_a_different_year(tmp_path: Path) -> None:
    policy = page(tmp_path, "award by tier while deal running", "  as deals", "  gold: 100", "  silver: 60")
    stated = firm(deal("A", "2024-05-01", ended_on=NONE), history=[line("A", 2023, 60)], as_of="2025-12-31")
    assert due(policy.evaluate(stated)) == ("120.00", "200.00")


def test_bounds_include_completions_of_a_choice_and_an_open_amount(tmp_path: Path) -> None:
    """A is 60 or 100, and leaves B its 120 or 100 of them. C may take the rest."""
    policy = page(tmp_path, *ROWS, FINDS, "cap 200 per firm per year")
    records = {"find": [find("B", "2022-04-01", 120), find("C", "2022-05-01")]}
    decision = policy.evaluate(firm(deal("A", "2022-03-01"), records=records))
    assert contains(decision, 180, 200)
    assert due(decision)[1] == "200.00"
    assert told(decision)["A"] == ("undetermined", "0.00", "100.00")
    assert told(decision)["B"] == ("undetermined", "0.00", "120.00")


def test_in_a_reported_year_the_only_place_for_life_pays_its_highest_claim(tmp_path: Path) -> None:
    """If A of 2021 is zero, B of 2022 has the place: 50."""
    policy = page(tmp_path, PAID, "limit 1 items per firm")
    deals = deal("A", "2021-03-01"), deal("B", "2022-03-01", 50), deal("C", "2022-04-01", 30)
    decision = policy.evaluate(firm(*deals), year=2022)
    assert due(decision) == ("0.00", "50.00")
    assert told(decision)["C"] == ("undetermined", "0.00", "30.00")


def test_in_a_reported_year_a_ladder_pays_the_greatest_promotion_of_its_own_prizes(tmp_path: Path) -> None:
    policy = page(tmp_path, "award 100% of amount when prize won", "top up per project")
    low = {"name": "P", "grade": "low", "project": "p", "won_on": "2021-03-01"}
    high = {"name": "Q", "grade": "high", "project": "p", "won_on": "2022-03-01", "amount": 100}
    assert due(policy.evaluate(firm(records={"prize": [low, high]}), year=2022)) == ("0.00", "100.00")
    assert due(policy.evaluate(firm(records={"prize": [{**low, "amount": 30}, high]}), year=2022)) == ("70.00", "70.00")


# ---------------------------------------------------------------------------------------------- later years

MATURES = "award 1000 once while deal running and made_on at least 2 years ago"
STANDARDS = [{"document": n, "kind": "deal", "item": "A", "amount": sum_} for n, sum_ in (("D", 3000), ("E", 5000))]
OLDER = {"older_documents": STANDARDS}
STATE = deal("A", "2021-03-01", country="US", family="F", ended_on=NONE)
OPEN_DAY = {"find": [find("G", amount=5)]}


def test_once_for_a_key_that_is_used_up_leaves_nothing_to_later_years(tmp_path: Path) -> None:
    policy = page(tmp_path, FINDS, "award 1000 once per area while deal running", window=FROM_2021)
    assert due(policy.evaluate(firm({**STATE, "area": "x"}, records=OPEN_DAY))) == ("1000.00", "1005.00")


def test_a_state_that_held_in_the_year_before_all_that_are_stated_may_be_paid_then(tmp_path: Path) -> None:
    page(tmp_path, PAID)  # writes the vocabulary
    lines = "use deals", "award 100 while firm firm", "  if located_here", FINDS
    (tmp_path / "draft.ipp").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    ends = [
        {"to": "2019-12-31", "value": False},
        {"from": "2020-01-01", "to": "2020-12-31", "value": True},
        {"from": "2021-01-01", "value": False},
    ]
    records = {"find": [find("F", "2021-05-01", 300), find("G", amount=5)]}
    stated = firm(applicant={"located_here": ends}, records=records, as_of="2021-12-31")
    decision = ipdsl.load(tmp_path / "draft.ipp", cache=False).evaluate(stated)
    assert due(decision) == ("300.00", None)
    assert [(claim.item, claim.year) for claim in decision.claims][-2:] == [("F1", None), ("G", None)]


# ---------------------------------------------------------------------------------------------- once


def test_a_displaced_claim_leaves_a_key_used_up_by_the_one_before_it(tmp_path: Path) -> None:
    """A uses up its area in 2021. F displaces G, which is paid once per project; the area stays used up for S."""
    rows = "  gold: 100 once per project", "  silver: 60"
    group = "group one", "  award by tier once per area when deal made", *(f"  {row}" for row in rows), f"  {FINDS}"
    policy = page(tmp_path, *group, "  pay highest per firm per year")
    days = (("A", "2021-03-01", "silver"), ("G", "2022-03-01", "gold"), ("S", "2023-03-01", "silver"))
    deals = (deal(name, day, tier=tier, area="x", project=name) for name, day, tier in days)
    decision = policy.evaluate(firm(*deals, records={"find": [find("F", "2022-05-01", 300)]}))
    found = {item: (outcome, low) for item, (outcome, low, _) in told(decision).items()}
    assert found["A"] == ("awarded", "60.00")
    assert found["G"] == ("displaced", "0.00")
    assert found["S"] == ("already paid", "0.00")
