"""The example facts, with amounts due that were calculated by hand."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

import ipdsl
from ipdsl.cli.main import cli
from tests.conftest import ROOT
from tests.support.project_files import files_in
from tests.support.rows import each_row
from tests.support.slow import sampled

EXAMPLES = ROOT / "examples"

# total, by year, upper bound (None: the same as the total)
TOTALS = {
    "firm_small": ("20000.00", {2022: "20000.00"}, None),
    "firm": ("411499.99", {2022: "263500.00", 2023: "47999.99", 2024: "100000.00"}, None),
    "firm_zh": ("411499.99", {2022: "263500.00", 2023: "47999.99", 2024: "100000.00"}, None),
    "firm_rich": (
        "4681175.00",
        {2021: "10000.00", 2022: "536675.00", 2023: "314500.00", 2024: "3820000.00"},
        "4684170.00",
    ),
    "firm_unknown": ("3000.00", {2022: "3000.00", 2023: "0.00"}, "93000.00"),
    "university": ("310600.00", {2021: "10000.00", 2022: "120600.00", 2023: "180000.00"}, "313875.00"),
    "person": ("25940.00", {2022: "340.00", 2023: "20600.00", 2024: "5000.00"}, None),
    "county": ("1100000.00", {2022: "400000.00", 2023: "500000.00", 2024: "200000.00"}, None),
    "agency": ("280000.00", {2022: "130000.00", 2023: "150000.00"}, "580000.00"),
    "park": ("250000.00", {2022: "150000.00", 2024: "100000.00"}, None),
    "city": ("0.00", {}, None),
    "product": ("200000.00", {2022: "200000.00"}, None),
}


@cache
def policy() -> ipdsl.Policy:
    return ipdsl.load("shaoguan_2021")


def decide(name: str) -> ipdsl.Decision:
    return policy().evaluate(EXAMPLES / f"{name}.json")


@each_row("name", TOTALS)
def test_total_of_the_example(name: str) -> None:
    total, years, high = TOTALS[name]
    decision = decide(name)
    assert str(decision.total.amount) == total
    assert {year: str(decision.total_of(year).amount) for year in years} == years
    assert str(decision.due.low.amount) == total
    assert decision.due.high is not None
    assert str(decision.due.high.amount) == (high or total)


def test_the_firm_in_labels_is_the_firm() -> None:
    assert decide("firm_zh") == decide("firm")


@pytest.mark.parametrize("name", sampled(TOTALS, 3, others="broad"))
def test_command_line_agrees_with_the_library(name: str) -> None:
    command = [
        "eval",
        str(ROOT / "policies" / "shaoguan_2021.ipp"),
        "--full",
        "--facts",
        str(EXAMPLES / f"{name}.json"),
    ]
    result = CliRunner().invoke(cli, [*command, "--format", "json"])
    assert result.exit_code == (3 if name == "firm_unknown" else 0)
    assert TOTALS[name][0] in json.dumps(json.loads(result.stdout))


def test_every_facts_file_has_its_total() -> None:
    of_all_cities = "firm_of_cities"  # tests/policies/test_firm_of_cities.py has its sums
    assert {path.stem for path in files_in(EXAMPLES, "*.json")} == {*TOTALS, of_all_cities}


def test_the_county_owes_its_match() -> None:
    matches = [duty for duty in decide("county").obligations if duty.article == "12"]
    assert [str(duty.amount.amount) for duty in matches if duty.amount is not None] == ["300000.00"]


def test_the_city_has_a_line_of_the_budget_for_each_year_of_its_cultivation() -> None:
    lines = [line for line in decide("city").allocations if line.amount is not None]
    assert [(line.year, str(line.amount.amount)) for line in lines if line.amount] == [
        (2022, "500000.00"),
        (2023, "500000.00"),
        (2024, "500000.00"),
    ]


def test_the_firm_that_does_not_know_is_asked_for_what_would_settle_it() -> None:
    asked = {fact.path for fact in decide("firm_unknown").missing}
    assert {"applicant.located_here", "records.invention_patent"} <= asked
    assert any(path.endswith(".related_party") for path in asked)
    assert any(path.endswith(".amount") for path in asked)
    assert not any("2023-009" in path for path in asked), "the third contract is not put to use, whatever else it is"


@pytest.mark.parametrize("page", sorted(path.name for path in files_in(EXAMPLES, "*.ipp")))
def test_example_page_is_without_errors(page: str) -> None:
    result = CliRunner().invoke(cli, ["check", str(EXAMPLES / page)])
    assert result.exit_code == 0, result.output


def test_one_sentence_is_a_page() -> None:
    page = EXAMPLES / "seal.ipp"
    assert page.read_text(encoding="utf-8") == "award 200000 once when geo_indication_product new\n"
    decision = ipdsl.load(page).evaluate(Path(EXAMPLES / "product.json"))
    assert str(decision.total) == "200,000.00 CNY"


@pytest.mark.parametrize("page", ["contracts.ipp", "forms.ipp"])
def test_cases_of_the_example_policy_come_true(page: str) -> None:
    result = CliRunner().invoke(cli, ["test", str(EXAMPLES / page)])
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("page", sorted(path.name for path in files_in(EXAMPLES, "*.ipp")))
def test_example_page_is_in_the_canonical_form(page: str) -> None:
    result = CliRunner().invoke(cli, ["fmt", "--check", str(EXAMPLES / page)])
    assert result.exit_code == 0, result.output
