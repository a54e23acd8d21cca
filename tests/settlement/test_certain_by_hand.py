"""How narrow bounds are, and when both ends can be reached, worked out by hand. Sums are in yuan."""

from __future__ import annotations

from pathlib import Path

from tests.properties.trial import ledger_of
from tests.settlement.hand import NONE, PAID, asked, contains, deal, due, firm, line, page, told

ROWS = "award by tier when deal made", "  as deals", "  gold: 100", "  silver: 60"


def test_both_ends_can_be_reached_where_every_case_is_settled(tmp_path: Path) -> None:
    decision = page(tmp_path, *ROWS).evaluate(firm(deal("A", "2022-03-01")))
    assert due(decision) == ("60.00", "100.00")
    assert decision.due.exact
    open_sum = page(tmp_path, PAID, "cap 100 per firm").evaluate(firm(deal("A", "2022-03-01")))
    assert not open_sum.due.exact


def test_a_key_that_cannot_matter_leaves_the_cases_of_a_choice_as_they_are(tmp_path: Path) -> None:
    """The area is not known, and the room holds all that A can come to in any."""
    decision = page(tmp_path, *ROWS, "cap 1000 per area").evaluate(firm(deal("A", "2022-03-01")))
    assert due(decision) == ("60.00", "100.00")
    assert decision.due.exact
    assert asked(decision)["A"] == ["records.deal[A].tier"]


def test_carried_money_waits_in_each_of_two_cases(tmp_path: Path) -> None:
    """80 of the 150 of A in 2021, 70 in 2022: 10 are left for B, where it is gold."""
    gold = "award 100% of amount when deal made and tier is gold", "  as deals"
    policy = page(tmp_path, *gold, "over policy", "  cap 80 per firm per year", "    carry forward 3 years")
    history = ledger_of(policy.evaluate(firm(deal("A", "2021-03-01", 150, tier="gold"))))
    decision = policy.evaluate(firm(deal("B", "2022-03-01", 20), history=history))
    assert due(decision) == ("70.00", "80.00")
    assert decision.due.exact


def test_caps_of_which_one_pair_of_groups_crosses_are_not_monotone(tmp_path: Path) -> None:
    """With B at 0: A 90, C 100, D 10. With B at 100 the first area is full of it, and its project has 10 left."""
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
    """The first mark has rooms of 10 in 2021 and 2022, the second in 2023 too."""
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


def test_what_rounds_alike_is_no_more_where_nothing_is_deducted(tmp_path: Path) -> None:
    """130 or 170 are both rounded down to 100, and nothing was paid for the project."""
    rows = "award by amount when deal made", "  less already paid for deal of the same project"
    policy = page(tmp_path, *rows, "  at least 1000: 130", "  otherwise: 170", header="  round down to 100\n")
    decision = policy.evaluate(firm(deal("A", "2022-03-01", project="X")))
    assert contains(decision, 100)
    assert due(decision)[1] == "100.00"


def test_a_day_that_is_not_stated_may_lie_in_a_year_whose_figure_fits(tmp_path: Path) -> None:
    """No other day is stated: of 2021 the income is too low, of 2023 it is not."""
    policy = page(tmp_path, "award 300 when deal made", "  if income at least 100")
    figures = {"2021": {"income": 50}, "2022": {"income": 50}, "2023": {"income": 200}}
    decision = policy.evaluate(firm(deal("A"), figures={**figures, "2024": {"income": 0}, "2025": {"income": 0}}))
    assert told(decision)["A"] == ("undetermined", "0.00", "300.00")


def test_a_line_of_the_ledger_leaves_a_claim_alone_that_stands_in_another_year(tmp_path: Path) -> None:
    policy = page(tmp_path, "award by tier while deal running", "  as deals", "  gold: 100", "  silver: 60")
    stated = firm(deal("A", "2024-05-01", ended_on=NONE), history=[line("A", 2023, 60)])
    assert due(policy.evaluate(stated)) == ("120.00", "200.00")
