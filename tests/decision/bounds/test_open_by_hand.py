"""Decisions with open facts, computed by hand: outcomes, bounds, and the facts that are asked for.

Some claims are settled although a fact is open. Amounts are in yuan. If a bound is not the tightest, the test compares
it with completions of the facts.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.properties.trial import ledger_of
from tests.support.settlement.pages import NONE, PAID, WINDOW, asked, contains, deal, draft, due, firm, line, page, told

FROM_2021 = "effective from 2021-01-01"
FINDS = "award 100% of amount when find made"


def find(number: str, day: str | None = None, amount: int | None = None, **more: object) -> dict[str, Any]:
    """A find with its own project. `None` is an unstated value."""
    stated = {"number": number, "project": number, "made_on": day, "amount": amount, **more}
    return {name: value for name, value in stated.items() if value is not None}


def here(*spans: tuple[str, str, bool]) -> dict[str, object]:
    """The places of the applicant, by period."""
    return {"located_here": [{"from": first, "to": last, "value": value} for first, last, value in spans]}


# ---------------------------------------------------------------------------------------------- caps, one in another


def test_a_yearly_cap_in_a_cap_for_life_is_settled_at_both_ends(tmp_path: Path) -> None:
    """With B at 0: 60 + 30. With B at its most: the year pays 100, and C gets the remaining 20 of the cap for life."""
    policy = page(tmp_path, "group inner", f"  {PAID}", "  cap 100 per firm per year", "cap 120 per firm")
    decision = policy.evaluate(firm(deal("A", "2021-03-01", 60), deal("B", "2021-04-01"), deal("C", "2022-03-01", 30)))
    assert due(decision) == ("90.00", "120.00")
    assert told(decision)["A"] == ("awarded", "60.00", "60.00")


def test_a_cap_that_counts_in_several_groups_leaves_what_its_rooms_hold_together(tmp_path: Path) -> None:
    """Two caps of 100. Whatever the amount of A is, no more than that is paid, and B gets at most its amount."""
    policy = page(tmp_path, PAID, "cap 100 per marks per year")
    open_deal = deal("A", "2022-03-01", marks=["m1", "m2"])
    others = deal("B", "2022-04-01", 90, marks=["m2"]), deal("C", "2022-05-01", 90, marks=["m2"])
    assert due(policy.evaluate(firm(open_deal, *others)))[1] == "200.00"
    assert due(policy.evaluate(firm(open_deal, deal("B", "2022-04-01", 30, marks=["m2"])))) == ("0.00", "130.00")


def test_an_alternative_that_wins_between_the_ends_changes_claims_with_it_and_under_a_later_cap(tmp_path: Path) -> None:
    """The find of 200 wins at the least, the finds of at most 2,200 at the most. With B at 300 and D at 0 the deals
    win: A gets 20 of its 20, and the cap leaves 30 to the prize, in place of 100.
    """
    awards = ("award amount at most 300 when deal made", "  as deals", "award amount at most 2000 when find made",
              "  as finds", "award amount when prize won")  # fmt: skip
    policy = page(tmp_path, *awards, "pay highest of deals, finds per firm per year", "cap 350 per firm per year")
    finds = [find("C", "2021-05-01", 200), find("D", "2021-06-01")]
    prize = {"name": "E", "grade": "high", "project": "P", "amount": 100, "won_on": "2021-04-02"}
    deals = [deal("A", "2021-03-01", 20), deal("B", "2021-04-01")]
    open_ = told(policy.evaluate(firm(*deals, records={"find": finds, "prize": [prize]})))
    assert (open_["A"], open_["E / high"]) == (("undetermined", "0.00", "20.00"), ("undetermined", "0.00", "100.00"))
    deals[1]["amount"], finds[1]["amount"] = 300, 0
    stated = told(policy.evaluate(firm(*deals, records={"find": finds, "prize": [prize]})))
    assert (stated["A"], stated["E / high"]) == (("awarded", "20.00", "20.00"), ("reduced", "30.00", "30.00"))


def test_a_year_is_certain_of_nothing_that_an_earlier_one_may_take_for_life(tmp_path: Path) -> None:
    policy = page(tmp_path, PAID, "cap 100 per firm")
    a, b = deal("A", "2021-03-01"), deal("B", "2022-04-01", 100)
    assert due(policy.evaluate(firm(a, b), year=2022)) == ("0.00", "100.00")
    assert due(policy.evaluate(firm({**a, "amount": 100}, b), year=2022)) == ("0.00", "0.00")


def test_a_ladder_is_certain_though_a_rule_of_another_article_binds_others(tmp_path: Path) -> None:
    """The amount of P's second prize is open, and that of Q is not affected: 30.

    The deals have a separate limit.
    """
    ladders = (
        "group prizes",
        "  award 100% of amount when prize won",
        "  top up per project",
        "  cap 100 per firm per year",
    )
    more = (
        'article 2 "More"\n  group more\n    award 100% of amount when deal made\n    limit 1 items per area per year'
    )
    prizes = [
        {"name": "P1", "grade": "low", "amount": 20, "project": "P", "won_on": "2022-03-01"},
        {"name": "P2", "grade": "high", "project": "P", "won_on": "2022-03-01"},
        {"name": "Q", "grade": "low", "amount": 30, "project": "Q", "won_on": "2022-03-01"},
    ]
    deals = deal("A", "2022-03-01", area="x"), deal("B", "2022-04-01", 5, area="x")
    assert due(page(tmp_path, *ladders, more).evaluate(firm(*deals, records={"prize": prizes}))) == ("30.00", None)


# ---------------------------------------------------------------------------------------------- keys that are not known


def test_a_key_that_is_not_known_is_not_asked_for_where_the_room_holds_all(tmp_path: Path) -> None:
    policy = page(tmp_path, PAID, "cap 1000 per area")
    decision = policy.evaluate(firm(deal("A", "2021-03-01", 200), deal("B", "2022-03-01", 300)))
    assert (due(decision), asked(decision)) == (("500.00", "500.00"), {"A": [], "B": []})


def test_a_key_that_is_not_known_is_not_asked_for_where_one_claim_fills_the_room(tmp_path: Path) -> None:
    decision = page(tmp_path, PAID, "cap 100 per area").evaluate(firm(deal("A", "2022-04-01", 100)))
    assert (due(decision), asked(decision)) == (("100.00", "100.00"), {"A": []})


def test_claims_with_different_known_keys_do_not_share_a_group_of_an_unknown_key(tmp_path: Path) -> None:
    """The two projects have separate caps of 100 for each 60, whatever the areas are."""
    policy = page(tmp_path, PAID, "cap 100 per area per project")
    decision = policy.evaluate(firm(deal("A", "2021-03-01", 60, project="p"), deal("B", "2022-03-01", 60, project="q")))
    assert (due(decision), asked(decision)) == (("120.00", "120.00"), {"A": [], "B": []})


def test_two_claims_may_share_a_group_without_other_claims(tmp_path: Path) -> None:
    """C has a different project. A and B pay 100 if they share an area, otherwise 120. C pays 60."""
    policy = page(tmp_path, PAID, "cap 100 per area per project")
    deals = deal("A", "2021-03-01", 60, project="p"), deal("B", "2022-03-01", 60, project="p")
    decision = policy.evaluate(firm(*deals, deal("C", "2022-03-01", 60, project="q", area="x")))
    assert contains(decision, 160, 180)
    assert told(decision)["B"][0] == "undetermined"
    assert told(decision)["C"] == ("awarded", "60.00", "60.00")


def test_two_claims_may_be_the_one_that_once_pays(tmp_path: Path) -> None:
    policy = page(tmp_path, "award 50 once per area when deal made")
    decision = policy.evaluate(firm(deal("A", "2022-03-01"), deal("B", "2023-03-01")))
    assert contains(decision, 50, 100)
    assert asked(decision)["B"] == ["records.deal[A].area", "records.deal[B].area"]


ROWS = "  at least 1000: 80", "  otherwise: 50"


def test_once_for_a_key_counts_a_claim_whose_row_is_open(tmp_path: Path) -> None:
    """B may share the area of A, which is paid first, 50 or 80."""
    policy = page(tmp_path, "award by amount once per area when deal made", *ROWS)
    decision = policy.evaluate(firm(deal("A", "2022-03-01", area="x"), deal("B", "2023-03-01", 5)))
    assert contains(decision, 50, 80, 100, 130)
    assert told(decision)["B"] == ("undetermined", "0.00", "50.00")


def test_once_for_a_key_counts_two_of_its_claims_although_a_line_has_a_different_key(tmp_path: Path) -> None:
    """A is paid 50 or 80, and leaves nothing for C."""
    policy = page(tmp_path, "award by amount once per area when deal made", "  as deals", *ROWS)
    deals = deal("A", "2022-03-01", area="x"), deal("C", "2022-04-01", 5, area="x")
    decision = policy.evaluate(firm(*deals, history=[line("Z", 2021, 10, keys={"area": "y"})]))
    assert contains(decision, 50, 80)
    assert told(decision)["C"][0] == "undetermined"


def test_once_counts_two_claims_of_one_item_whose_rows_are_open(tmp_path: Path) -> None:
    """Both with the row of 50: 50. One with each row: 130."""
    policy = page(tmp_path, "award by amount once when deal made", *ROWS)
    assert contains(policy.evaluate(firm(deal("A", "2022-03-01"), deal("A", "2023-03-01"))), 50, 80, 130)
    for first, second, paid in ((1, 1, "50.00"), (1, 1000, "130.00"), (1000, 1000, "80.00")):
        stated = policy.evaluate(firm(deal("A", "2022-03-01", first), deal("A", "2023-03-01", second)))
        assert due(stated) == (paid, paid)


@pytest.mark.parametrize("last", [2022, 2025])
def test_a_place_of_an_unknown_year_may_be_the_only_one(tmp_path: Path, last: int) -> None:
    """In 2021 A leaves no place for B. In the last year they share one."""
    policy = page(tmp_path, PAID, "limit 1 year per firm", window=f"effective 2021-01-01 to {last}-12-31")
    decision = policy.evaluate(firm(deal("A", None, 60), deal("B", f"{last}-03-01", 60)))
    assert told(decision)["B"] == ("undetermined", "0.00", "60.00")
    for day, paid in (("2021-03-01", "60.00"), (f"{last}-06-01", "120.00")):
        assert due(policy.evaluate(firm(deal("A", day, 60), deal("B", f"{last}-03-01", 60)))) == (paid, paid)


# ---------------------------------------------------------------------------------------------- one fen


def test_a_line_of_one_fen_takes_a_place_from_claims_that_are_open(tmp_path: Path) -> None:
    policy = page(tmp_path, PAID, "  as deals", "limit 2 items per firm")
    deals = deal("A", "2022-03-01"), deal("B", "2022-04-01", 50)
    decision = policy.evaluate(firm(*deals, history=[line("X", 2021, "0.01")]))
    assert told(decision)["B"] == ("undetermined", "0.00", "50.00")
    assert told(policy.evaluate(firm(*deals, history=[line("X", 2021, 0)])))["B"] == ("awarded", "50.00", "50.00")


def test_a_state_of_one_fen_that_is_paid_once_is_paid_in_no_later_year(tmp_path: Path) -> None:
    """The day of F may add later years, in which A is used up: 0.01 and 300."""
    policy = page(tmp_path, "award 0.01 once while deal running", FINDS, window=FROM_2021)
    records = {"find": [find("F", amount=300)]}
    decision = policy.evaluate(firm(deal("A", "2021-02-01", ended_on=NONE), records=records))
    assert due(decision) == ("0.01", "300.01")


def test_a_claim_of_one_fen_depends_on_a_possible_deduction(tmp_path: Path) -> None:
    less = "  less already paid for find of the same project"
    policy = page(tmp_path, FINDS, PAID, less)
    records = {"find": [find("F", "2021-03-01", project="X")]}
    decision = policy.evaluate(firm(deal("A", "2022-03-01", "0.01", project="X"), records=records))
    assert due(decision) == ("0.00", None)
    assert told(decision)["A"] == ("undetermined", "0.00", "0.01")


# ---------------------------------------------------------------------------------------------- each case of a choice


def test_a_state_of_a_level_that_is_not_known_is_paid_in_one_year(tmp_path: Path) -> None:
    """Whatever its level is, nothing is paid twice: 100 in one of five years, or nothing in a different area."""
    policy = page(tmp_path, 'award 100 while deal running and area is "north"', "no repeat per level")
    assert contains(policy.evaluate(firm(deal("A", "2020-01-01", ended_on=NONE))), 0, 100)


def test_claims_of_the_ledger_are_paid_in_neither_of_two_cases(tmp_path: Path) -> None:
    """A: 60 or 100 in each of the four years that the ledger does not contain."""
    policy = page(tmp_path, "award by tier while deal running", "  as deals", "  gold: 100", "  silver: 60")
    stated = firm(deal("A", "2020-01-01", ended_on=NONE), history=[line("A", 2022, 60)], as_of="2025-12-31")
    assert due(policy.evaluate(stated)) == ("240.00", "400.00")


def test_a_fact_of_two_days_is_worth_no_more_than_the_whole_span(tmp_path: Path) -> None:
    """One of two places is for A or B, if the firm was here: 50 or 150."""
    policy = page(
        tmp_path, "award 100 when deal made", "  if located_here", "award 50 when find made", "limit 2 items per firm"
    )
    deals = deal("A", "2022-03-01"), deal("B", "2022-04-01")
    decision = policy.evaluate(firm(*deals, records={"find": [find("F", "2022-01-01")]}))
    assert due(decision) == ("50.00", "150.00")
    [fact] = decision.missing
    assert fact.worth is not None
    assert (fact.path, fact.worth.minor) == ("applicant.located_here", 10000)


def test_a_fact_of_two_days_is_worth_no_more_than_the_claims_that_it_changes(tmp_path: Path) -> None:
    """One place for A and B, if the firm was here on the day: the effect is at most 200, whatever F is."""
    here = "group inner", "  if located_here", f"  {PAID}", "  limit 1 items per firm"
    policy = page(tmp_path, *here, FINDS, "cap 10000 per firm per year")
    deals = deal("A", "2021-03-01", 100), deal("B", "2021-04-01", 100)
    decision = policy.evaluate(firm(*deals, records={"find": [find("F", "2021-05-01")]}))
    worth = {fact.path: fact.worth and fact.worth.minor for fact in decision.missing}
    assert worth == {"records.find[F].amount": 1000000, "applicant.located_here": 20000}


def test_a_limit_of_no_places_leaves_nothing_of_a_claim_whose_group_is_not_known(tmp_path: Path) -> None:
    policy = page(tmp_path, "award 25 when find made", "limit 0 items per project")
    stated = find("F", "2021-05-01")
    del stated["project"]
    assert due(policy.evaluate(firm(records={"find": [stated]}))) == ("0.00", "25.00")
    assert due(policy.evaluate(firm(records={"find": [{**stated, "project": "P"}]}))) == ("0.00", "0.00")


def test_claims_of_the_ledger_are_paid_in_no_case(tmp_path: Path) -> None:
    """A: 60 or 100 in 2021 and 2023. F takes what A leaves of the 1,000 of 2023."""
    rows = "award by tier while deal running", "  as deals", "  gold: 100", "  silver: 60"
    policy = page(tmp_path, *rows, FINDS, "cap 1000 per firm per year")
    records = {"find": [find("F", "2023-05-01")]}
    stated = firm(deal("A", "2020-01-01", ended_on=NONE), records=records, history=[line("A", 2022, 60)])
    decision = policy.evaluate(stated)
    assert contains(decision, 120, 1100)
    assert due(decision)[1] == "1100.00"


GOLD = "award 100% of amount when deal made and tier is gold", "  as deals"


def test_money_is_carried_in_every_case_next_to_a_claim_of_an_unknown_choice(tmp_path: Path) -> None:
    """80 of A's 150 are paid in 2021 and 70 in 2022. 10 are left for B (20 if it is gold) and for C."""
    carry = "over policy", "  cap 80 per firm per year", "    carry forward 3 years"
    policy = page(tmp_path, *GOLD, "limit 3 project per firm", *carry)
    history = ledger_of(policy.evaluate(firm(deal("A", "2021-03-01", 150, tier="gold", project="p"))))
    deals = deal("B", "2022-03-01", 20, project="q"), deal("C", "2022-04-01", project="r", tier="gold")
    decision = policy.evaluate(firm(*deals, history=history))
    assert due(decision) == ("70.00", "80.00")
    assert told(decision)["A"] == ("awarded", "70.00", "70.00")


def test_a_set_whose_key_is_not_known_asks_for_it_though_its_sum_is_certain(tmp_path: Path) -> None:
    policy = page(tmp_path, "award 50 for each deal per tier per year when deal made")
    decision = policy.evaluate(firm(deal("A", "2022-03-01")))
    assert due(decision) == ("50.00", "50.00")
    [claim] = decision.claims
    assert (claim.outcome.value, [ref.path for ref in claim.missing]) == ("undetermined", ["records.deal[A].tier"])


def test_the_set_of_a_year_pays_its_certain_records_at_the_least(tmp_path: Path) -> None:
    policy = page(tmp_path, "award 100% of total amount per year when deal made")
    decision = policy.evaluate(firm(deal("A", "2022-03-01", 60), deal("B", None, 30)))
    assert due(decision)[0] == "60.00"
    assert told(decision)["2022"] == ("undetermined", "0.00", "90.00")
    assert due(policy.evaluate(firm(deal("A", "2022-03-01", 60), deal("B", "2024-03-01", 30)))) == ("90.00", "90.00")


# ---------------------------------------------------------------------------------------------- states


def test_a_state_with_two_conflicting_conditions_is_reported_for_its_last_year(tmp_path: Path) -> None:
    policy = page(tmp_path, "award 300 while deal running and fine and not fine")
    decision = policy.evaluate(firm(deal("A", "2021-02-01", ended_on=NONE), as_of="2022-12-31"))
    assert due(decision) == ("0.00", "0.00")
    [claim], [first] = decision.claims, decision.ledger
    assert (claim.year, claim.outcome.value, claim.missing) == (2022, "not eligible", ())
    assert (first.year, str(first.event_date)) == (2022, "2022-01-01")


def test_a_state_that_cannot_mature_is_reported_for_its_last_year_without_open_facts(tmp_path: Path) -> None:
    """Nothing is open after May 2022, when the firm moves. The reason is that of the first value of the open fact."""
    policy = page(tmp_path, "award 300 while deal running and fine and not fine", "  if located_here")
    moves = here(("2021-01-01", "2022-05-31", True), ("2022-06-01", "2025-12-31", False))
    decision = policy.evaluate(firm(deal("A", "2021-02-01", ended_on=NONE), as_of="2023-12-31", applicant=moves))
    [claim] = decision.claims
    assert (claim.item, claim.year, str(claim.why)) == ("A", 2023, "condition not met: not fine (fine yes)")


def test_a_state_whose_beginning_is_not_stated_may_be_paid_up_to_the_as_of_date(tmp_path: Path) -> None:
    """B may have begun in 2021. A ended in 2021."""
    policy = page(tmp_path, "award 100 while deal running", window=FROM_2021)
    decision = policy.evaluate(firm(deal("A", "2021-03-01", ended_on="2021-12-31"), deal("B", None, ended_on=NONE)))
    assert due(decision) == ("100.00", "200.00")
    assert [(claim.item, claim.year) for claim in decision.claims] == [("B", 2021), ("A", 2021)]


def test_a_state_without_a_stated_year_may_be_paid_in_the_first_year(tmp_path: Path) -> None:
    decision = page(tmp_path, "award 100 while deal running", window=FROM_2021).evaluate(firm(deal("A", ended_on=NONE)))
    assert (str(decision.as_of), due(decision)) == ("2021-12-31", ("0.00", "100.00"))
    assert [ref.path for ref in decision.claims[-1].missing] == ["records.deal[A].made_on"]


def test_a_state_that_another_displaces_in_a_year_is_paid_in_the_next(tmp_path: Path) -> None:
    """The 200 are paid in 2022, and the 100 in 2023."""
    group = (
        "group one", "  award 100 once while deal running and made_on at least 1 year ago",
        "    as first", "  award 200 once while deal running and made_on at least 1 year ago", "    as second",
        "  pay highest per number per year",
    )  # fmt: skip
    policy = page(tmp_path, *group, window=FROM_2021)
    stated = firm(deal("A", "2021-03-01", ended_on=NONE))
    sums = [due(policy.evaluate({**stated, "as_of": f"{year}-12-31"})) for year in (2021, 2022, 2023, 2024)]
    assert sums == [("0.00", "0.00"), ("200.00", "200.00"), ("300.00", "300.00"), ("300.00", "300.00")]


def test_a_state_that_held_before_all_days_that_are_stated_may_be_paid_then(tmp_path: Path) -> None:
    """On a draft page, G may have been found while the firm was here, up to the middle of 2000."""
    policy = draft(tmp_path, "award 100 while firm firm", "  if located_here", FINDS)
    ends = [
        {"to": "2000-06-30", "value": True},
        {"from": "2000-07-01", "to": "2004-12-31", "value": False},
        {"from": "2005-01-01", "value": False},
    ]
    records = {"find": [find("F", "2021-05-01", 300), find("G", amount=5)]}
    decision = policy.evaluate(firm(applicant={"located_here": ends}, records=records, as_of="2021-12-31"))
    assert due(decision) == ("300.00", None)
    assert [(claim.item, claim.year) for claim in decision.claims][-2:] == [("F1", None), ("G", None)]


def test_a_state_that_begins_later_is_paid_in_no_earlier_year(tmp_path: Path) -> None:
    """On a draft page, B may have begun before 2022. A had not."""
    policy = draft(tmp_path, "award 300 while deal running")
    decision = policy.evaluate(firm(deal("A", "2022-12-28", ended_on=NONE), deal("B", None, ended_on=NONE)))
    assert due(decision) == ("300.00", None)
    assert [claim.item for claim in decision.claims if claim.year is None].count("A") == 0


def test_a_state_paid_once_beside_an_open_claim_is_not_paid_again_later(tmp_path: Path) -> None:
    """A is paid in 2021 whatever G is. F has an unknown day and adds no later year for A."""
    state = "award 1000 once while deal running"
    policy = page(tmp_path, state, FINDS, "cap 1500 per firm", window=FROM_2021)
    records = {"find": [find("F", amount=300), find("G", "2021-04-01")]}
    decision = policy.evaluate(firm(deal("A", "2021-02-01", ended_on=NONE), records=records))
    assert told(decision)["A"] == ("awarded", "1000.00", "1000.00")
    assert due(decision) == ("1000.00", "1800.00")


# ---------------------------------------------------------------------------------------------- days that are not known

IF_HERE = "award 300 when deal made", "  if located_here"


def test_a_day_that_is_not_stated_may_lie_before_all_years_of_a_draft(tmp_path: Path) -> None:
    """The firm was here until the middle of 2020, and never again."""
    policy = draft(tmp_path, *IF_HERE)
    moved = here(("1990-01-01", "2020-06-30", True), ("2020-07-01", "2030-12-31", False))
    stated = firm(deal("A", "2021-03-01"), deal("B"), applicant=moved, as_of="2021-12-31")
    assert told(policy.evaluate(stated))["B"] == ("undetermined", "0.00", "300.00")
    stated["records"]["deal"][1]["made_on"] = "2019-05-05"
    assert told(policy.evaluate(stated))["B"] == ("awarded", "300.00", "300.00")


def test_some_of_very_many_days_represent_an_unstated_day(tmp_path: Path) -> None:
    """A only fits in the middle of the year: after the 30th find, and before there were more than 60."""
    gates = "award 300 when deal made", "  if has at least 30 finds made", "  if has at most 60 finds made"
    policy = page(tmp_path, *gates, window="effective 2022-01-01 to 2022-12-31")
    days = (datetime.date(2022, 1, 2) + datetime.timedelta(days=3 * i) for i in range(90))
    finds = [find(f"F{i}", str(day)) for i, day in enumerate(days)]
    assert told(policy.evaluate(firm(deal("A"), records={"find": finds})))["A"] == ("undetermined", "0.00", "300.00")


def test_a_day_that_is_not_stated_lies_before_the_as_of_date(tmp_path: Path) -> None:
    """A ends in 2030, too late for any event of B. Its reason is the gate that fails on every day up to 2021."""
    policy = draft(tmp_path, *IF_HERE)
    stated = firm(
        deal("A", "2021-03-01", ended_on="2030-01-01"), deal("B"), applicant={"located_here": False}, as_of="2021-12-31"
    )
    decision = policy.evaluate(stated)
    assert told(decision)["B"] == ("not eligible", "0.00", "0.00")
    assert asked(decision)["B"] == []


def test_an_unstated_day_may_be_in_the_first_year_of_a_window_without_stated_years(tmp_path: Path) -> None:
    policy = page(tmp_path, *IF_HERE, window="effective from 2021-03-01")
    moved = here(("2020-01-01", "2021-10-01", True), ("2021-10-02", "2030-12-31", False))
    assert told(policy.evaluate(firm(deal("A"), applicant=moved)))["A"] == ("undetermined", "0.00", "300.00")
    assert due(policy.evaluate(firm(deal("A", "2021-05-01"), applicant=moved))) == ("300.00", "300.00")


def test_a_day_that_can_only_be_one_fails_with_the_gate_of_that_day(tmp_path: Path) -> None:
    policy = page(tmp_path, *IF_HERE)
    decision = policy.evaluate(firm(deal("A"), applicant={"located_here": False}, as_of="2021-01-01"))
    [claim] = decision.claims
    assert claim.outcome.value == "not eligible"
    assert claim.why == "condition not met: located_here (located_here no)"


def test_the_first_day_on_which_the_bureau_may_reach_back_counts(tmp_path: Path) -> None:
    policy = page(tmp_path, PAID, window=f"{WINDOW} by discretion from 2020-07-01")
    decision = policy.evaluate(firm(deal("A", "2020-07-01", 60), deal("B", "2020-06-30", 60)))
    assert told(decision)["A"] == ("ceiling", "0.00", "60.00")
    assert told(decision)["B"] == ("out of window", "0.00", "0.00")


# ---------------------------------------------------------------------------------------------- carried money


def test_a_key_that_is_not_known_leaves_open_what_two_claims_carry(tmp_path: Path) -> None:
    """With one area 120 are paid in 2021, with two areas 200."""
    carry = "over policy", "  cap 120 per area per project per year", "    carry forward 1 year"
    policy = page(tmp_path, PAID, *carry)
    deals = deal("A", "2021-03-01", 100, project="p"), deal("B", "2021-04-01", 100, project="p", area="x")
    decision = policy.evaluate(firm(*deals, as_of="2021-12-31"))
    assert contains(decision, 120, 200)
    assert asked(decision)["B"] == ["records.deal[A].area"]


def test_a_claim_that_no_suspension_reaches_asks_for_none(tmp_path: Path) -> None:
    """A carries 30 into 2022, suspended or not.

    Only F asks for the sanction, whose day is unstated.
    """
    policy = page(
        tmp_path, PAID,
        'article 2 "Finds"\n  award 100% of amount when find made',
        'article 3 "Over all"\n  over policy\n    cap 50 per firm per year\n      carry forward 2 years',
        'article 4 "Suspended"\n  over policy\n    suspend firm for the year when sanction opened',
        "    except article 1",
    )  # fmt: skip
    records = {
        "find": [{"number": "F", "made_on": "2022-03-01", "amount": 10, "project": "p"}],
        "sanction": [{"number": "S", "level": "high"}],
    }
    decision = policy.evaluate(firm(deal("A", "2021-03-01", 80), records=records, as_of="2022-12-31"))
    assert due(decision) == ("80.00", "90.00")
    assert told(decision)["A"] == ("awarded", "80.00", "80.00")
    assert asked(decision) == {"A": [], "F": ["records.sanction[S].opened_on"]}


def test_a_state_without_an_amount_settles_the_years_into_which_others_carry(tmp_path: Path) -> None:
    """A gold state takes 100 of the 150 of three years, a silver one nothing. 150 are due in both cases."""
    states = "award by tier while deal running", "  gold: 100", "  silver: 0"
    carry = "over policy", "  cap 50 per firm per year", "    carry forward 4 years"
    policy = page(tmp_path, *states, FINDS, *carry)
    state = deal("A", "2021-01-01", ended_on=NONE)
    for tier in ({}, {"tier": "gold"}, {"tier": "silver"}):
        decision = policy.evaluate(
            firm({**state, **tier}, records={"find": [find("F", "2021-01-02", 150)]}, as_of="2023-12-31")
        )
        assert due(decision) == ("150.00", "150.00")


def test_a_figure_before_the_cap_that_carries_bounds_each_claim_from_nothing(tmp_path: Path) -> None:
    """At most 100 reach the cap in 2021, and 50 are carried. In 2022 either A or B uses up the cap of 50."""
    carry = "over policy", "  cap income per firm per year", "    carry forward 1 year"
    policy = page(tmp_path, "group inner", f"  {PAID}", "  cap budget per firm per year", *carry)
    figures = {"2021": {"income": 50}, "2022": {"income": 50, "budget": 100}}
    deals = deal("A", "2021-03-01", 100), deal("B", "2022-03-01", 80)
    decision = policy.evaluate(firm(*deals, figures=figures))
    assert told(decision)["B"] == ("undetermined", "0.00", "50.00")
    assert asked(decision)["B"] == ["figures.2021.budget"]
    for budget, paid in ((0, "50.00"), (100, "100.00")):
        figures["2021"]["budget"] = budget
        assert due(policy.evaluate(firm(*deals, figures=figures))) == (paid, paid)


def test_a_reported_year_pays_what_each_group_carried_into_it(tmp_path: Path) -> None:
    """A has one area, B or C the other: 50 of each area are paid in 2022."""
    carry = "over policy", "  cap 50 per firm per area per year", "    carry forward 1 year"
    policy = page(tmp_path, PAID, "limit 2 items per firm", *carry)
    deals = deal("A", "2021-03-01", area="x"), deal("B", "2021-03-01", area="y"), deal("C", "2021-04-01", area="y")
    stated = firm(*deals, figures={"2022": {"income": 1}})
    assert due(policy.evaluate(stated, year=2022)) == ("0.00", "100.00")
    for one in stated["records"]["deal"]:
        one["amount"] = 200
    assert due(policy.evaluate(stated, year=2022)) == ("100.00", "100.00")


# ---------------------------------------------------------------------------------------------- older standards

OLDER = {"older_documents": [{"document": "Doc 0", "kind": "deal", "item": "A", "amount": 80}]}


def test_a_claim_of_an_unknown_day_may_be_the_highest_of_its_own_matter_alone(tmp_path: Path) -> None:
    """B has a different family: it is 50 whatever the day of A is. A is 80 if its day is in the window."""
    policy = page(tmp_path, PAID, "pay highest with older documents per matter")
    a, b = deal("A", None, 50, country="US", family="F"), deal("B", "2022-03-01", 50, country="US", family="G")
    decision = policy.evaluate(firm(a, b, **OLDER))
    assert due(decision) == ("50.00", "130.00")
    assert told(decision)["B"] == ("awarded", "50.00", "50.00")
    alike = policy.evaluate(firm(a, {**b, "family": "F"}, **OLDER))
    assert told(alike)["B"] == ("undetermined", "0.00", "80.00"), (
        "the first of the two is raised, where both lie in one year"
    )
    assert contains(alike, 50, 130)


def test_a_claim_does_not_ask_for_later_claims_if_the_raised_claim_is_alone_in_its_matter(tmp_path: Path) -> None:
    """A, the only claim of its matter, is raised to 80. B and C use up the rest of the 100, one after the other."""
    policy = page(
        tmp_path, PAID, "over policy", "  pay highest with older documents per matter", "  cap 100 per firm per year"
    )
    days = (("A", "2022-03-01", 50), ("B", "2022-04-01", None), ("C", "2022-05-01", None))
    decision = policy.evaluate(firm(*(deal(n, day, sum_, country="US", family=n) for n, day, sum_ in days), **OLDER))
    assert due(decision) == ("80.00", "100.00")
    b, c = "records.deal[B].amount", "records.deal[C].amount"
    assert asked(decision) == {"A": [], "B": [b], "C": [b, c]}


def test_a_key_that_is_not_known_leaves_claims_of_another_known_key_alone(tmp_path: Path) -> None:
    """A of area x may have the project of B, but not that of C, of area y."""
    policy = page(tmp_path, PAID, "pay highest with older documents per area per project")
    matter = {"country": "US", "family": "F"}
    deals = (
        deal("A", "2022-03-01", 50, area="x", **matter),
        deal("B", "2022-03-01", 50, area="x", project="q", **matter),
        deal("C", "2022-03-01", 50, area="y", project="q", country="US", family="G"),
    )
    decision = policy.evaluate(firm(*deals, **OLDER))
    assert told(decision)["C"] == ("awarded", "50.00", "50.00")
    assert asked(decision)["B"] == ["records.deal[A].project"]
    assert contains(decision, 180, 180)


def test_a_claim_of_a_year_before_all_that_is_open_is_settled_with_what_raises_it(tmp_path: Path) -> None:
    """A is raised to 80 and B is paid 50, whatever C of 2022 takes of the three places."""
    raised = "over policy", "  pay highest with older documents per area"
    policy = page(tmp_path, PAID, "limit 3 items per firm", *raised)
    days = (("A", "2021-03-01", 50), ("B", "2021-04-01", 50), ("C", "2022-03-01", None), ("D", "2023-03-01", 10))
    deals = [deal(name, day, amount, area="x", country="US", family=name) for name, day, amount in days]
    decision = policy.evaluate(firm(*deals, deal("E", "2023-04-01", 10, area="x", country="US", family="E"), **OLDER))
    assert contains(decision, 130)
    assert told(decision)["A"] == ("awarded", "80.00", "80.00")
