"""Published series: those of the package, a file that replaces them, and series that the facts state themselves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import ipdsl
from ipdsl.facts.published_series import read_series_file
from ipdsl.plain_data.errors import FactsError
from ipdsl.plain_data.strict_json import loads
from tests.conftest import ROOT
from tests.support.cli import run
from tests.support.facts.programs import PROGRAM
from tests.support.golden import check_golden
from tests.support.project_files import files_in

PAGE = """
award 10% of interest on principal at lpr_1y in month of drawn_on from drawn_on to repaid_on when pledge_loan repaid
"""
LOAN = {"id": "L", "principal": 1000000, "drawn_on": "2022-01-10", "repaid_on": "2023-01-10"}
FACTS: dict[str, object] = {
    "applicant": {"id": "F1", "kinds": ["enterprise"]},
    "records": {"pledge_loan": [LOAN]},
    "history": [],
}
OWN = {"series": {"lpr_1y": [{"month": "2022-01", "value": "4.00%"}]}}
FILE = {"source": "a bank", "version": "7", "series": {"lpr_1y": [{"month": "2022-01", "value": "5.00%"}]}}


def decide(facts: dict[str, object], series: object = None) -> tuple[str, tuple[str, ...]]:
    decision = ipdsl.load_text(PAGE).evaluate(facts, series=series)
    return str(decision.due.low) if decision.due.is_point else "open", decision.assumptions


def test_a_month_in_the_package_need_not_be_stated_and_its_source_is_named() -> None:
    total, told = decide(FACTS)
    assert total == "3,700.00 CNY", "10% of a year's interest on 1,000,000 at 3.70%"
    assert any("lpr_1y" in line and "National Interbank Funding Center" in line for line in told)


def test_a_file_takes_the_place_of_what_is_shipped_and_the_facts_that_of_both() -> None:
    assert decide(FACTS, FILE)[0] == "5,000.00 CNY"
    assert any("a bank, version 7" in line for line in decide(FACTS, FILE)[1])
    assert decide(FACTS | OWN, FILE)[0] == "4,000.00 CNY"


def test_a_month_in_no_file_is_named_and_leaves_the_claim_undetermined() -> None:
    early = FACTS | {"records": {"pledge_loan": [LOAN | {"drawn_on": "2018-01-10", "repaid_on": "2019-01-10"}]}}
    decision = ipdsl.load_text(PAGE).evaluate(early)
    assert [fact.path for fact in decision.missing] == ["series.lpr_1y.2018-01"]


def test_the_command_line_takes_a_file(tmp_path: Path) -> None:
    for name, content in (("facts.json", FACTS), ("rates.json", FILE)):
        (tmp_path / name).write_text(json.dumps(content), encoding="utf-8")
    (tmp_path / "page.ipp").write_text(PAGE, encoding="utf-8")
    ran = run(
        "eval", tmp_path / "page.ipp", "--full", "--facts", tmp_path / "facts.json", "--series", tmp_path / "rates.json"
    )
    assert ran.code == 0
    assert "5,000.00" in ran.out


def test_a_policy_without_series_names_no_source_of_series() -> None:
    decision = ipdsl.load("shaoguan_2021").evaluate({"applicant": {"id": "F1", "kinds": ["enterprise"]}})
    assert not any("series" in line or "lpr" in line for line in decision.assumptions)


@pytest.mark.parametrize("path", files_in(ROOT / "policies" / "series", "*.json"), ids=lambda path: path.stem)
def test_series_of_the_package_have_a_source_and_no_gaps(path: Path) -> None:
    published = read_series_file(loads(path.read_bytes()), ipdsl.load("shaoguan_2021").program)
    assert published.source
    assert list(published.values) == [path.stem]


def test_every_problem_of_a_file_is_told(update_golden: bool) -> None:
    months = [{"month": month, "value": "3.70%"} for month in ("2022-01", "2022-01", "2022-04")]
    with pytest.raises(FactsError) as refused:
        read_series_file({"series": {"lpr_1y": months, "lpr_2y": []}, "sauce": "a bank"}, PROGRAM)
    assert [finding.code for finding in refused.value.report] == ["R021", "R022", "R090", "R055", "R029"]
    golden = ROOT / "tests" / "golden" / "render" / "facts" / "R090.txt"
    check_golden(golden, f"{refused.value}\n", update_golden)
