"""`total` and `total_bounds`: the amounts of decisions, by the emitted total if it applies, otherwise by `evaluate`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import ipdsl
from benchmarks.firms import firms
from ipdsl.driver.cases import case_facts
from ipdsl.driver.compilation import Compilation
from ipdsl.ir.facts import DatedValue, FactRef
from ipdsl.report.decision_json import to_json
from tests.conftest import ROOT
from tests.support.project_files import files_in
from tests.support.runtime.totals import CITIES, YEARS, agree, emitted
from tests.support.slow import sampled

EXAMPLES = files_in(ROOT / "examples", "*.json")


@pytest.fixture(scope="module")
def shaoguan() -> ipdsl.Policy:
    return ipdsl.load("shaoguan_2021")


@pytest.mark.parametrize("path", sampled(EXAMPLES, 3, others="broad"), ids=lambda path: path.stem)
def test_totals_of_the_example_applicants(shaoguan: ipdsl.Policy, path: Path) -> None:
    agree(shaoguan, shaoguan.read_facts(path))


@pytest.mark.slow
@pytest.mark.parametrize("name", CITIES)
def test_totals_of_every_case_of(name: str) -> None:
    found = Compilation.from_file(name).policy_and_cases
    assert found is not None
    policy = ipdsl.load(name)
    every = [facts for case in found[1] for facts in case_facts(case, policy._program)]
    answered = sum(agree(policy, facts) > 0 for facts in every)
    assert answered > len(every) / 2


def test_every_firm_of_the_benchmarks_is_answered(shaoguan: ipdsl.Policy) -> None:
    stated = [shaoguan.read_facts(data) for data in firms(60)]
    assert any(isinstance(facts.fields["located_here"], DatedValue) for facts in stated)
    assert all(emitted(shaoguan._code, facts) is not None for facts in stated)


def test_firms_whose_ledger_is_their_history(shaoguan: ipdsl.Policy) -> None:
    for data in firms(15):
        ledger = to_json(shaoguan.evaluate(data, year=2023))["ledger"]
        assert agree(shaoguan, shaoguan.read_facts(data | {"history": ledger})) == len(YEARS)


# ------------------------------------------------------------------------------------------ emitted total or `evaluate`


def contract(**more: object) -> dict[str, Any]:
    stated = {"contract": "A", "amount": 3_000_000, "recorded_on": "2022-03-01", "put_to_use": True,
              "related_party": False}  # fmt: skip
    return stated | more


CHANGING = [{"to": "2022-12-31", "value": True}, {"from": "2023-01-01", "value": False}]


def firm(*contracts: dict[str, Any], **more: object) -> dict[str, Any]:
    applicant = {"id": "F1", "kinds": ["enterprise"], "located_here": True}
    return {"applicant": applicant, "records": {"technology_contract": list(contracts)}, **more}


def test_known_facts_are_answered_without_a_decision(shaoguan: ipdsl.Policy) -> None:
    facts = shaoguan.read_facts(firm(contract()))
    assert emitted(shaoguan._code, facts) == 20_000_00
    assert shaoguan.total(facts) == ipdsl.Money(20_000_00)
    assert shaoguan.total(facts, 2023) == ipdsl.Money(0)


@pytest.mark.parametrize(
    "facts",
    [
        firm(contract(amount=None)),
        firm(contract(put_to_use=None)),
        firm(contract(recorded_on=None)),
    ],
    ids=["no amount", "no flag", "no day"],
)  # fmt: skip
def test_what_is_outside_is_left_to_evaluate(shaoguan: ipdsl.Policy, facts: dict[str, Any]) -> None:
    read = shaoguan.read_facts(facts)
    assert emitted(shaoguan._code, read) is None
    agree(shaoguan, read)


def test_clauses_of_which_the_ledger_holds_lines_are_settled_by_themselves(shaoguan: ipdsl.Policy) -> None:
    line = {"clause": "7.technology_contract.recorded", "item": "B", "year": 2022, "due": 49_000}
    facts = shaoguan.read_facts(firm(contract(), contract(contract="C", recorded_on="2023-03-01"), history=[line]))
    assert emitted(shaoguan._code, facts) == 1_000_00 + 20_000_00
    agree(shaoguan, facts)


def test_a_field_that_changes_is_asked_on_the_day_of_each_claim(shaoguan: ipdsl.Policy) -> None:
    stated = firm(contract(), contract(contract="B", recorded_on="2023-03-01"))
    stated["applicant"]["located_here"] = CHANGING
    facts = shaoguan.read_facts(stated)
    assert emitted(shaoguan._code, facts) == 20_000_00
    assert emitted(shaoguan._code, facts, 2023) == 0
    assert agree(shaoguan, facts) == len(YEARS)


def test_a_field_that_is_not_stated_on_the_day_of_a_claim_is_left_to_evaluate(shaoguan: ipdsl.Policy) -> None:
    stated = firm(contract())
    for value, answers in ((CHANGING[1:], 1), ([CHANGING[0], {"from": "2024-01-01", "value": True}], len(YEARS))):
        stated["applicant"]["located_here"] = value
        assert agree(shaoguan, shaoguan.read_facts(stated)) >= answers
    stated["applicant"]["located_here"] = CHANGING[1:]
    assert emitted(shaoguan._code, shaoguan.read_facts(stated)) is None


@pytest.mark.parametrize(
    ("here", "year"),
    [
        ([{"to": "2023-02-28", "value": False}, {"from": "2023-03-01", "value": True}], 2023),
        ([{"to": "2022-06-30", "value": True}, {"from": "2022-07-01", "value": False}], 2022),
        ([{"to": "2022-06-29", "value": True}, {"from": "2022-06-30", "value": False}], 0),
        ([{"to": "2022-06-29", "value": True}, {"from": "2022-06-30", "to": "2024-05-05", "value": False},
          {"from": "2024-05-06", "value": True}], 2024),
    ],
    ids=["moves in later", "leaves the day after", "leaves on the day", "comes back"],
)  # fmt: skip
def test_a_state_begins_on_the_first_day_on_which_a_field_that_changes_allows_it(
    shaoguan: ipdsl.Policy, here: list[dict[str, Any]], year: int
) -> None:
    stated: dict[str, Any] = {
        "applicant": {"id": "A", "kinds": ["agency"], "located_here": here, "business_started_on": "2021-06-30"},
        "records": {"service_brand": [{"seat": "main_seat", "recognised_on": "2022-06-30"}]},
        "as_of": "2024-12-31",
    }
    facts = shaoguan.read_facts(stated)
    assert emitted(shaoguan._code, facts) == (100_000_00 if year else 0)
    assert emitted(shaoguan._code, facts, year or 2024) == (100_000_00 if year else 0)
    assert agree(shaoguan, facts) == len(YEARS)


def test_a_state_of_the_applicant_is_followed_to_its_first_day(shaoguan: ipdsl.Policy) -> None:
    applicant = {"id": "A", "kinds": ["agency"], "located_here": True, "business_started_on": "2022-06-30"}
    for brand, year in (("2020-01-01", 2023), ("2024-02-29", 2024), ("2025-01-01", 0)):
        brands = [{"seat": "main_seat", "recognised_on": brand}]
        stated = {"applicant": applicant, "records": {"service_brand": brands}, "as_of": "2024-12-31"}
        facts = shaoguan.read_facts(stated)
        assert emitted(shaoguan._code, facts) == (100_000_00 if year else 0)
        assert emitted(shaoguan._code, facts, year or 2024) == (100_000_00 if year else 0)
        assert agree(shaoguan, facts) == len(YEARS)


def test_one_part_that_is_left_to_the_runtime_leaves_the_others_to_the_emitted_total(shaoguan: ipdsl.Policy) -> None:
    stated = firm(contract(), contract(contract="B", amount=100))
    stated["history"] = [{"clause": "7.technology_contract.recorded", "item": "A", "year": 2022, "due": 20_000}]
    title = {"title": "national_advantage", "recognised_on": "2022-03-01"}
    stated["records"]["ip_title"] = [title]
    facts = shaoguan.read_facts(stated)
    assert emitted(shaoguan._code, facts) == 100_001_00
    assert agree(shaoguan, facts) == len(YEARS)


@pytest.mark.parametrize(
    ("line", "year", "due"),
    [
        ({"item": "A", "year": 2022, "due": 20_000}, 2023, 20_000_00),
        ({"item": "A", "year": 2022, "due": 20_000}, 2022, 0),
        ({"item": "B", "year": 2022, "due": 20_000}, 2023, 0),
        ({"item": "B", "year": 2022, "due": 40_000}, 2022, 10_000_00),
        ({"item": "C", "year": 2022, "due": 9_999}, None, 40_000_00),
    ],
    ids=["another item and year", "this event", "this item, once", "the room of the cap", "neither"],
)
def test_what_was_paid_before(shaoguan: ipdsl.Policy, line: dict[str, Any], year: int | None, due: int) -> None:
    stated = firm(contract(), contract(contract="B", recorded_on="2023-03-01"))
    stated["history"] = [{"clause": "7.technology_contract.recorded"} | line]
    stated["records"]["ip_title"] = [{"title": "municipal_demonstration", "recognised_on": "2024-03-01"}]
    facts = shaoguan.read_facts(stated)
    assert agree(shaoguan, facts) == len(YEARS)
    assert shaoguan.total(facts, year) == ipdsl.Money(due + (50_000_00 if year is None else 0))


def test_an_open_sum_names_the_facts(shaoguan: ipdsl.Policy) -> None:
    with pytest.raises(ipdsl.Undetermined) as caught:
        shaoguan.total(firm(contract(amount=None)))
    assert caught.value.facts == (FactRef("record", "technology_contract", "A", "amount"),)
    assert caught.value.bounds == shaoguan.total_bounds(firm(contract(amount=None)))
    assert "records.technology_contract[A].amount" in str(caught.value)


def test_an_approval_that_is_not_stated_leaves_the_sum_open(shaoguan: ipdsl.Policy) -> None:
    facts: dict[str, Any] = {
        "applicant": {"id": "F1", "kinds": ["enterprise"]},
        "records": {"soft_topic": [{"project": "P7", "selected_on": "2022-03-01"}]},
    }
    with pytest.raises(ipdsl.Undetermined) as caught:
        shaoguan.total(facts)
    assert [ref.group for ref in caught.value.facts] == ["approval"]
    facts["approvals"] = [{"clause": "9.soft_topic.selected", "item": "P7", "amount": 150_000}]
    assert emitted(shaoguan._code, shaoguan.read_facts(facts)) == 150_000_00


def test_items_that_repeat_are_settled_by_the_runtime(shaoguan: ipdsl.Policy) -> None:
    title = {"title": "national_advantage", "recognised_on": "2022-03-01"}
    facts = shaoguan.read_facts(
        {
            "applicant": {"id": "F1", "kinds": ["enterprise"]},
            "records": {"ip_title": [title, title | {"recognised_on": "2023-03-01"}]},
        }
    )
    assert agree(shaoguan, facts) == len(YEARS)
    assert shaoguan.total(facts) == ipdsl.Money(100_000_00)


def test_facts_come_in_every_form(shaoguan: ipdsl.Policy, tmp_path: Path) -> None:
    facts = firm(contract())
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(facts), encoding="utf-8")
    forms: list[Any] = [facts, json.dumps(facts), file, shaoguan.read_facts(facts)]
    assert {shaoguan.total(form) for form in forms} == {ipdsl.Money(20_000_00)}
    assert {shaoguan.evaluate(form).total for form in forms} == {ipdsl.Money(20_000_00)}


def test_facts_that_were_read_keep_their_as_of_date(shaoguan: ipdsl.Policy) -> None:
    facts = shaoguan.read_facts(firm(contract()))
    with pytest.raises(ValueError, match="as-of"):
        shaoguan.evaluate(facts, as_of="2022-01-01")


def test_an_as_of_date_ends_the_span(shaoguan: ipdsl.Policy) -> None:
    facts = shaoguan.read_facts(firm(contract(), as_of="2022-02-28"))
    assert emitted(shaoguan._code, facts) == 0


def test_wrong_facts_are_refused(shaoguan: ipdsl.Policy) -> None:
    with pytest.raises(ipdsl.FactsError):
        shaoguan.total({"applicant": {"id": "F1", "kinds": ["enterprize"]}})
