"""Forms of awards whose total an emitted function computes alone, each on its own page."""

from __future__ import annotations

from typing import cast

import attrs
import pytest

import ipdsl
from ipdsl.codegen.python.module import emit
from ipdsl.driver.compilation import Compilation
from ipdsl.ir.terms import TRAITS, GroupState, StepTraits
from tests.support.runtime.pages import HEAD, applicant, check, of_page, patent
from tests.support.runtime.totals import agree


@pytest.mark.parametrize(("year", "due"), [(None, 7_000), (2021, 1_000), (2022, 2_000), (2024, 2_000)])
def test_a_state_that_is_paid_in_every_year(year: int | None, due: int) -> None:
    policy = of_page("award 1000 while invention_patent valid")
    patents = [patent("A", "2020-05-01"), patent("B", "2022-05-01"), patent("C", "2020-05-01", "2021-07-01")]
    check(policy, applicant({"invention_patent": patents}, as_of="2024-12-31"), due, year)


def test_a_state_that_is_paid_in_every_year_under_a_cap() -> None:
    policy = of_page("award 1000 while invention_patent valid", "cap 1500 per enterprise per year")
    patents = [patent("A", "2020-05-01"), patent("B", "2022-05-01")]
    check(policy, applicant({"invention_patent": patents}, as_of="2024-12-31"), 1_000 + 3 * 1_500)


def test_a_set_for_each_value_of_a_key() -> None:
    policy = of_page(
        "award 10% of total premium per right_kind per year when ip_insurance bought", "  if number at least 2"
    )
    bought = [
        {"contract": f"P{i}", "premium": 1_000 * (i + 1), "bought_on": day, "right_kind": kind}
        for i, (day, kind) in enumerate([
            ("2022-03-01", "patent_right"), ("2022-04-01", "patent_right"), ("2022-05-01", "copyright"),
            ("2023-05-01", "copyright"), ("2023-06-01", "copyright"),
        ])
    ]  # fmt: skip
    check(policy, applicant({"ip_insurance": bought}), 300 + 900)


def test_rows_that_are_paid_once_under_rules_that_choose() -> None:
    policy = of_page(
        "award by amount to enterprise when technology_contract recorded",
        "  at least 1000000: 20000 once",
        "  otherwise: 1% of amount",
        "limit 2 items per enterprise per year, best first",
    )
    contracts = [
        {"contract": name, "amount": amount, "recorded_on": day}
        for name, amount, day in [
            ("A", 2_000_000, "2022-03-01"), ("A", 3_000_000, "2023-03-01"), ("B", 50_000, "2022-04-01"),
            ("C", 90_000, "2022-05-01"),
        ]
    ]  # fmt: skip
    check(policy, applicant({"technology_contract": contracts}), 20_000 + 900)


def test_what_was_paid_before_is_known_to_rules_that_choose() -> None:
    policy = of_page(
        "award 1% of amount to enterprise when technology_contract recorded",
        "limit 2 items per enterprise per year, best first",
    )
    contracts = [
        {"contract": name, "amount": amount, "recorded_on": "2022-03-01"}
        for name, amount in [("A", 100_000), ("B", 200_000), ("C", 300_000)]
    ]
    stated = applicant({"technology_contract": contracts})
    stated["history"] = [{"clause": "1.technology_contract.recorded", "item": "A", "year": 2022, "due": 1_000}]
    check(policy, stated, 3_000)


def test_a_suspension_in_the_year_of_a_claim() -> None:
    policy = of_page(
        "award 1000 to enterprise when technology_contract recorded",
        "suspend enterprise for the year when patent_prize won and level is national",
    )
    contracts = [{"contract": day, "recorded_on": day} for day in ("2022-03-01", "2023-03-01", "2024-03-01")]
    prizes = [
        {"patent": "P", "level": "national", "won_on": "2022-12-31"},
        {"patent": "Q", "level": "provincial", "won_on": "2023-01-01"},
    ]
    check(policy, applicant({"technology_contract": contracts, "patent_prize": prizes}), 2_000)


def test_support_of_another_level() -> None:
    policy = of_page(
        "award 1000 to enterprise when technology_contract recorded",
        "none when another level supported the same matter",
    )
    contracts = [{"contract": "A", "recorded_on": "2022-03-01"}]
    check(policy, applicant({"technology_contract": contracts}, support=[]), 1_000)
    paid = [{"kind": "technology_contract", "item": "A", "level": "provincial", "year": 2022, "amount": 5}]
    stated = applicant({"technology_contract": contracts}, support=paid)
    agree(policy, policy.read_facts(stated))
    assert policy.total(stated) == ipdsl.Money(0)


@pytest.mark.parametrize(("prize", "due"), [("gold", 1_000), ("silver", 500), ({"cannot_be_determined": True}, 0)])
def test_no_row_is_chosen_by_a_field_that_a_condition_let_pass_undetermined(prize: object, due: int) -> None:
    policy = of_page(
        "award by prize when patent_prize won and (level is national or prize is gold)",
        "  gold: 1000",
        "  otherwise: 500",
    )
    won = {"patent": "P", "won_on": "2022-03-01", "level": "national", "prize": prize}
    facts = policy.read_facts(applicant({"patent_prize": [won]}))
    assert policy.evaluate(facts).total.minor == policy.total(facts).minor == due * 100


@pytest.mark.parametrize(("kind", "due"), [("enterprise", 1_000), ("person", 0)])
def test_a_condition_on_the_kind_holds_where_a_field_changes_with_the_days(kind: str, due: int) -> None:
    policy = of_page("award 1000 when ip_title new", "  if enterprise", "  if located_here")
    title = {"title": "municipal_advantage", "recognised_on": "2022-03-01"}
    stated = applicant({"ip_title": [title]})
    periods = [{"to": "2020-12-31", "value": False}, {"from": "2021-01-01", "value": True}]
    stated["applicant"] |= {"kinds": [kind], "located_here": periods}
    check(policy, stated, due)


def test_years_are_added_up_under_rooms_and_places_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    page = (
        f"{HEAD}  award 1% of amount to enterprise when technology_contract recorded\n  cap 5 per enterprise per year\n"
    )
    assert "def _sum_" in emit(Compilation.from_text(page).plan)
    traits = cast("dict[GroupState, StepTraits]", TRAITS)
    monkeypatch.setitem(traits, GroupState.LIMIT, attrs.evolve(TRAITS[GroupState.LIMIT], fills=False))
    assert "def _sum_" not in emit(Compilation.from_text(page).plan)
