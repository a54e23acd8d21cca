"""Amounts of one fen and rare rules, calculated by hand: decision and emitted total, for all years and for one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

import ipdsl
from ipdsl.ir.proposal import Outcome
from tests.properties.trial import ledger_of
from tests.support.runtime.pages import applicant, of_page
from tests.support.runtime.small_pages import (
    CARRIED,
    CONTRACTS,
    MARKS,
    PRIZES,
    contract,
    figures,
    line,
    marks,
    prize,
    standard,
)
from tests.support.runtime.totals import agree, emitted


def check(policy: ipdsl.Policy, stated: dict[str, Any], paid: Mapping[int, str]) -> None:
    """Check the amount of each year in yuan, for the decision and for the emitted total if it gives one."""
    facts = policy.read_facts(stated)
    agree(policy, facts)
    decision = policy.evaluate(facts)
    fen = {year: round(float(sum_) * 100) for year, sum_ in paid.items()}
    assert {year: decision.total_of(year).minor for year in paid} == fen
    assert decision.total.minor == sum(fen.values())
    assert emitted(policy._code, facts) in ((None, sum(fen.values())) if stated["history"] else (sum(fen.values()),))


# ---------------------------------------------------------------------------------------------- one fen is counted


def test_a_claim_of_one_fen_takes_its_place_for_life() -> None:
    policy = of_page(CONTRACTS, "limit 1 items per enterprise")
    found = {"technology_contract": [contract("A", "0.01", "2022-03-01"), contract("B", "100", "2023-03-01")]}
    check(policy, applicant(found), {2022: "0.01", 2023: "0"})


def test_a_line_of_one_fen_takes_its_place_for_life() -> None:
    policy = of_page(CONTRACTS, "  as deals", "limit 1 items per enterprise")
    found = {"technology_contract": [contract("B", "100", "2023-03-01")]}
    check(policy, applicant(found) | {"history": [line("deals", "A", 2022, "0.01")]}, {2022: "0", 2023: "0"})


def test_a_line_of_one_fen_takes_its_place_beside_a_ladder() -> None:
    policy = of_page(*PRIZES, "limit 1 items per enterprise", "top up per project")
    facts = applicant({"patent_prize": [prize("Z", "national", "gold", "2023-03-01")]})
    before = line("prizes", "Y / national / excellence", 2022, "0.01", keys={"project": "Q"}, level="national")
    check(policy, facts | {"history": [before]}, {2022: "0", 2023: "0"})


def test_a_claim_of_one_fen_uses_up_once() -> None:
    policy = of_page(CONTRACTS.replace("amount to", "amount once per enterprise to"))
    found = {"technology_contract": [contract("A", "0.01", "2022-03-01"), contract("B", "100", "2023-03-01")]}
    check(policy, applicant(found), {2022: "0.01", 2023: "0"})


def test_one_fen_is_not_paid_twice() -> None:
    policy = of_page(*PRIZES, "no repeat per matter")
    won = [prize("Z", "provincial", "excellence", "2022-03-01"), prize("Z", "national", "gold", "2023-03-01")]
    check(policy, applicant({"patent_prize": won}), {2022: "0.01", 2023: "0"})


@pytest.mark.parametrize("last", ["limit 5 items per enterprise, best first", "cap 1000 per enterprise per year"])
def test_one_fen_that_was_granted_is_counted(last: str) -> None:
    policy = of_page(*PRIZES, "top up per matter", last)
    won = [prize("Z", "provincial", "excellence", "2022-03-01"), prize("Z", "national", "gold", "2023-03-01")]
    check(policy, applicant({"patent_prize": won}), {2022: "0.01", 2023: "99.99"})
    won.append(prize("Z", "municipal", "excellence", "2023-05-01"))
    won.append(prize("Y", "national", "excellence", "2022-01-01"))
    check(policy, applicant({"patent_prize": won}), {2022: "0.02", 2023: "99.99"})


def test_all_that_was_granted_at_a_level_adds_up() -> None:
    policy = of_page(*PRIZES, "top up per matter")
    won = [
        prize("Z", "provincial", "silver", "2021-08-01"), prize("Z", "provincial", "excellence", "2022-03-01"),
        prize("Z", "national", "gold", "2023-03-01"),
    ]  # fmt: skip
    check(policy, applicant({"patent_prize": won}), {2021: "50", 2022: "0.01", 2023: "49.99"})


def test_one_fen_of_the_own_level_is_not_counted() -> None:
    policy = of_page(*PRIZES, "top up per matter")
    won = [
        prize("Z", "national", "excellence", "2021-08-01"),
        prize("Z", "provincial", "excellence", "2022-03-01"),
        prize("Z", "national", "gold", "2023-03-01"),
    ]
    check(policy, applicant({"patent_prize": won}), {2021: "0.01", 2022: "0", 2023: "100"})


# ---------------------------------------------------------------------------------------------- earlier payments


def test_one_fen_that_was_paid_before_is_deducted() -> None:
    policy = of_page(*MARKS)
    history = [line("by_court", "M", 2021, "0.01")]
    check(policy, marks(office="2022-03-01") | {"history": history}, {2022: "0.02"})


def test_what_was_paid_for_another_mark_is_not_deducted() -> None:
    policy = of_page(*MARKS)
    check(policy, marks(office="2022-03-01") | {"history": [line("by_court", "N", 2021, "5")]}, {2022: "0.03"})
    court = {"judicial_well_known_mark": [{"mark": "N", "recognised_on": "2021-08-01"}]}
    facts = marks(office="2022-03-01")
    facts["records"] |= court
    check(policy, facts, {2021: "100", 2022: "0.03"})


def test_no_more_is_deducted_than_there_is() -> None:
    policy = of_page(*MARKS)
    check(policy, marks(court="2022-03-01", office="2023-03-01"), {2022: "100", 2023: "0"})


def test_one_fen_of_this_run_is_deducted_in_a_later_year() -> None:
    policy = of_page(MARKS[0].replace("100", "0.01"), *MARKS[1:])
    check(policy, marks(court="2022-03-01", office="2023-03-01"), {2022: "0.01", 2023: "0.02"})


# ---------------------------------------------------------------------------------------------- older documents

OLDER = (*PRIZES, "pay highest with older documents per matter")


def test_one_fen_is_raised_to_an_older_standard() -> None:
    policy = of_page(*OLDER)
    facts = applicant({"patent_prize": [prize("Z", "national", "excellence", "2022-03-01")]})
    check(policy, facts | {"older_documents": [standard("Z", "5")]}, {2022: "5"})


def test_of_the_lines_of_a_year_the_highest_holds_an_older_standard_back() -> None:
    policy = of_page(*OLDER)
    facts = applicant({"patent_prize": [prize("Z", "national", "silver", "2022-03-01")]})
    facts["history"] = [
        line("prizes", "Z / provincial / gold", 2022, "500", matter="patent_prize: Z"),
        line("prizes", "Z / municipal / excellence", 2022, "499.99", matter="patent_prize: Z"),
    ]
    check(policy, facts | {"older_documents": [standard("Z", "500")]}, {2022: "50"})
    facts["history"] = facts["history"][1:]
    check(policy, facts | {"older_documents": [standard("Z", "500")]}, {2022: "500"})


def test_of_several_standards_of_a_matter_the_greatest_counts() -> None:
    policy = of_page(*OLDER)
    won = [prize("Z", "national", "gold", "2022-03-01"), prize("Z", "provincial", "silver", "2022-06-01")]
    standards = [standard("Z / national / gold", "20"), standard("Z / provincial / silver", "500")]
    check(policy, applicant({"patent_prize": won}) | {"older_documents": standards}, {2022: "550"})


def test_what_came_to_nothing_is_not_raised() -> None:
    policy = of_page(*MARKS, "pay highest with older documents per mark")
    facts = marks(court="2022-03-01", office="2023-03-01") | {
        "older_documents": [standard("M", "500", "judicial_well_known_mark")]
    }
    check(policy, facts, {2022: "500", 2023: "0"})


# ---------------------------------------------------------------------------------------------- no repeat


def test_of_equal_sums_the_earlier_in_the_text_stays_whatever_comes_after() -> None:
    policy = of_page(
        "award 100 when patent_prize won and level is national", "  as first",
        "award 100 when patent_prize won and level is provincial", "  as second",
        "no repeat per matter", "cap 10 per matter per year", "  except second",
    )  # fmt: skip
    won = [prize("Z", "national", "gold", "2022-03-01"), prize("Z", "provincial", "gold", "2022-06-01")]
    check(policy, applicant({"patent_prize": won}), {2022: "10"})


def test_of_what_was_paid_this_year_the_excess_is_due() -> None:
    policy = of_page(*PRIZES, "no repeat per matter")
    facts = applicant({"patent_prize": [prize("Z", "national", "gold", "2022-03-01")]})
    facts["history"] = [line("prizes", "Z / provincial / silver", 2022, "30", matter="patent_prize: Z")]
    check(policy, facts, {2022: "70"})


@pytest.mark.parametrize(
    ("rule", "who", "due"),
    [
        ("no repeat per enterprise", "F1", "0"),
        ("no repeat per enterprise", "F2", "100"),
        ("no repeat per applicant", "F2", "100"),
        ("limit 1 items per enterprise", "F2", "100"),
        ("cap 100 per enterprise", "F1", "70"),
        ("cap 100 per enterprise", "F2", "100"),
    ],
)
def test_a_line_that_names_another_enterprise_takes_nothing_from_this_one(rule: str, who: str, due: str) -> None:
    policy = of_page(CONTRACTS, "  as deals", rule)
    facts = applicant({"technology_contract": [contract("B", "100", "2023-03-01")]})
    key = rule.rpartition(" ")[2]
    facts["history"] = [line("deals", "A", 2022, "30", keys={key: who})]
    check(policy, facts, {2022: "0", 2023: due})


# --------------------------------------------------------------------------------------------- promotions with two keys


def test_a_ladder_of_two_keys_parts_by_both() -> None:
    policy = of_page(*PRIZES, "top up per matter per project")
    facts = applicant({"patent_prize": [prize("Z", "national", "gold", "2023-03-01", "P1")]})
    before = line("prizes", "Z / provincial / silver", 2022, "30", matter="patent_prize: Z", level="provincial")
    for project, due in (("P1", "70"), ("P2", "100")):
        facts["history"] = [{**before, "keys": {"project": project}}]
        check(policy, facts, {2022: "0", 2023: due})
    won = [
        prize("Z", "provincial", "silver", "2022-03-01", "P1"), prize("Z", "national", "gold", "2023-03-01", "P1"),
        prize("Z", "municipal", "gold", "2023-05-01", "P2"),
    ]  # fmt: skip
    check(policy, applicant({"patent_prize": won}), {2022: "50", 2023: "150"})


# ---------------------------------------------------------------------------------------------- rows of `once`


@pytest.mark.parametrize(("row", "due"), [("", "0"), ("gold", "0"), ("silver", "100")])
@pytest.mark.parametrize("ladder", [(), ("top up per project",)])
def test_a_short_line_uses_up_the_row_that_it_names_or_all(row: str, due: str, ladder: tuple[str, ...]) -> None:
    award = ("award by prize once when patent_prize won", "  as prizes", "  silver: 50", "  gold: 100")
    facts = applicant({"patent_prize": [prize("Z", "national", "gold", "2023-03-01")]})
    more: dict[str, object] = {"row": row} if row else {}
    facts["history"] = [line("prizes", "Z / national / gold", 2022, "7", keys={"project": "Q"}, **more)]
    check(of_page(*award, *ladder), facts, {2022: "0", 2023: due})


@pytest.mark.parametrize("day", ["2021-07-01", "2022-05-01", "2024-12-31"])
def test_a_line_from_before_the_window_uses_up_the_item(day: str) -> None:
    begun = CONTRACTS.replace("amount to", "amount once to").replace(" when", " from 2020-03-01 when")
    policy = of_page(begun, "  as deals")
    facts = applicant({"technology_contract": [contract("A", "100", day), contract("B", "7", "2022-01-01")]})
    check(policy, facts | {"history": [line("deals", "A", 2020, "5")]}, {2021: "0", 2022: "7", 2024: "0"})


def test_a_line_of_an_earlier_year_uses_up_a_state_of_the_applicant() -> None:
    policy = of_page("award 1000 once while enterprise has at least 1 invention_patent granted", "  as holders")
    facts = applicant({"invention_patent": [{"number": "A", "granted_on": "2022-05-01"}]}, as_of="2024-12-31")
    check(policy, facts, {2022: "1000"})
    check(policy, facts | {"history": [line("holders", "F1", 2021, "1000")]}, {2022: "0"})


# ---------------------------------------------------------------------------------------------- carried money


def test_one_fen_is_carried_on() -> None:
    policy = of_page(*CARRIED)
    facts = applicant({"technology_contract": [contract("A", "0.03", "2022-03-01")]})
    facts["figures"] = figures(y2022="0.01", y2023="0.01", y2024="0.01")
    check(policy, facts, {2022: "0.01", 2023: "0.01", 2024: "0.01"})
    [claim] = policy.evaluate(facts, year=2024).claims
    assert (claim.item, claim.brought_in.minor, claim.paid.minor, claim.outcome) == ("A", 1, 1, Outcome.AWARDED)


def test_each_share_is_paid_until_its_own_last_year() -> None:
    policy = of_page(*CARRIED)
    deals = [contract("A", "100", "2021-08-01"), contract("B", "100", "2022-08-01")]
    facts = applicant({"technology_contract": deals})
    facts["figures"] = figures(y2021="10", y2022="10", y2023="10", y2024="10")
    check(policy, facts, {2021: "10", 2022: "10", 2023: "10", 2024: "10"})
    decision = policy.evaluate(facts)
    assert [sum(x.lapsed for x in decision.ledger if x.item == item) for item in "AB"] == [7_000, 9_000]


def test_what_a_cap_by_kind_of_right_cuts_is_carried_and_no_more() -> None:
    policy = of_page(
        "award 100% of premium to enterprise when ip_insurance bought", "  as insured",
        "cap 100 per right_kind per year", "  carry forward 1 years",
    )  # fmt: skip
    bought = [{"contract": "A", "premium": "130", "right_kind": "patent_right", "bought_on": "2022-03-01"}]
    facts = applicant({"ip_insurance": bought}) | {"figures": figures(y2023="0", y2024="0")}
    check(policy, facts, {2022: "100", 2023: "30", 2024: "0"})


def test_what_a_line_paid_in_a_year_takes_the_room_of_its_own_key() -> None:
    policy = of_page(
        "award 100% of premium to enterprise when ip_insurance bought", "  as insured",
        "cap 100 per right_kind per year", "  carry forward 1 years",
    )  # fmt: skip
    bought = [
        {"contract": c, "premium": "90", "right_kind": kind, "bought_on": "2022-06-01"}
        for c, kind in (("B", "patent_right"), ("C", "copyright"))
    ]
    first = [{"contract": "A", "premium": "60", "right_kind": "patent_right", "bought_on": "2022-03-01"}]
    before = policy.evaluate(applicant({"ip_insurance": first}) | {"as_of": "2022-05-01"})
    facts = applicant({"ip_insurance": [*first, *bought]}) | {"figures": figures(y2023="0")}
    facts["history"] = ledger_of(before)
    check(policy, facts, {2022: "130", 2023: "50"})


def test_a_carried_line_is_paid_on_after_the_last_year_that_it_names() -> None:
    policy = of_page(*CARRIED)
    deals = applicant({"technology_contract": [contract("A", "100", "2021-08-01")]})
    earlier = figures(y2021="10", y2022="10")
    before = policy.evaluate(deals | {"figures": earlier, "as_of": "2022-12-31"})
    facts = applicant({"technology_contract": []}) | {"figures": figures(y2021="10", y2022="500", y2023="30")}
    facts["history"] = ledger_of(before)
    check(policy, facts, {2021: "0", 2022: "0", 2023: "30"})
