"""A decision on one year names the other years in which money is newly due, or may be.

This is the same for every form of facts.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import ipdsl
from ipdsl.batch.evaluate import Options, TablePolicy
from ipdsl.batch.kernel.program import ColumnCode
from ipdsl.batch.readers.columns import Reader
from ipdsl.decision.decision import Decision
from tests.support.batch.cities import CITIES, ENGINE, drawn, policy_of, series_of
from tests.support.cli import run
from tests.support.console import working_in
from tests.support.in_tables import nested_table
from tests.support.slow import sampled

FIRMS = 20
YEARS = range(2021, 2025)

PAGE = """policy deals "Deals" "合同"
  document "D 1"
  effective 2021-01-01 to 2025-12-31
  use ip

article 7 "Contracts"
  award 20000 once to enterprise when technology_contract recorded and put_to_use
    as deals
"""
CONTRACTS = [
    {"contract": "A", "amount": 10, "recorded_on": "2021-03-01", "put_to_use": True},
    {"contract": "B", "amount": 10, "recorded_on": "2022-03-01", "put_to_use": True},
    {"contract": "C", "amount": 10, "recorded_on": "2023-03-01"},
]
FACTS: dict[str, Any] = {
    "applicant": {"id": "F1", "kinds": ["enterprise"]}, "as_of": "2023-12-31", "history": [], "support": [],
    "records": {"technology_contract": CONTRACTS},
}  # fmt: skip
EXPECTED = [
    {"year": 2021, "newly_due": "20000.00", "open": "0.00"}, {"year": 2023, "newly_due": "0.00", "open": "20000.00"}
]  # fmt: skip


# ---------------------------------------------------------------------------------------------- the property


def newly_due(decision: Decision) -> dict[int, int]:
    """The amount newly due in each year: in the decision's own year, and in the other years that it names."""
    found = {year.year: year.newly_due.minor for year in decision.other_years}
    for year in decision.years:
        found[year] = decision.total_of(year).minor
    return {year: sum_ for year, sum_ in found.items() if sum_}


@pytest.mark.parametrize("name", sampled(CITIES, 4))
def test_new_payments_of_any_year_are_in_the_decision_or_in_its_other_years(name: str) -> None:
    policy = policy_of(CITIES[name].page)
    seen = 0
    for facts in drawn(name, 8, FIRMS):
        whole = newly_due(policy.evaluate(facts))
        for year in YEARS:
            decision = policy.evaluate(facts, year=year)
            assert newly_due(decision) == whole
            seen += len(decision.other_years)
            assert all(one.year != year and (one.newly_due.minor or one.open is None or one.open.minor)
                       for one in decision.other_years)  # fmt: skip
    assert seen > FIRMS


@pytest.mark.broad
@pytest.mark.parametrize("name", sampled(CITIES, 5))
def test_tables_say_of_other_years_what_decisions_say(name: str) -> None:
    policy, every = policy_of(CITIES[name].page), drawn(name, 8, FIRMS)
    table = nested_table(policy.program, every)
    for year in YEARS:
        result = TablePolicy(policy.code, policy.column_code).settle(
            table, Options(as_of=None, year=year, published=series_of(name), engine=ENGINE)
        )
        for facts, row in zip(every, result.applicants.to_pylist(), strict=True):
            beside = policy.evaluate(facts, year=year, series=CITIES[name].series or None).other_years
            told = [
                {"year": one.year, "newly_due": one.newly_due.minor, "open": one.open and one.open.minor}
                for one in beside
            ]
            assert row["other_years"] == told


@pytest.mark.parametrize(("year", "runs"), sampled([(None, 1), (2021, 2), (2024, 1), (2030, 1)], 3, others="broad"))
def test_a_table_is_read_once_and_settled_twice_if_something_is_after_the_year(
    year: int | None, runs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy, done = policy_of(CITIES["shaoguan"].page), list[str]()
    table = nested_table(policy.program, [one | {"as_of": "2024-12-31"} for one in drawn("shaoguan", 8, FIRMS)])
    for of, name in ((Reader, "read"), (ColumnCode, "run")):
        before = getattr(of, name)
        monkeypatch.setattr(
            of, name, lambda *a, of=of, before=before, **k: (done.append(of.__name__), before(*a, **k))[1]
        )
    TablePolicy(policy.code, policy.column_code).settle(
        table, Options(as_of=None, year=year, published=series_of("shaoguan"), engine=ENGINE)
    )
    assert done == ["Reader"] + ["ColumnCode"] * runs


def test_a_cohort_is_paid_in_other_years_what_all_are_paid_together() -> None:
    """Two agencies share a head office. Together they use up its yearly cap."""
    policy = ipdsl.load_text(
        'policy city "A city"\n  document "City 1"\n  effective 2021-01-01 to 2024-12-31\n  use ip\narticle 7 "Seven"\n'
        "  group grants\n    award 30000 to patent_agency when agency_case granted\n"
        "    cap 50000 per head_office per year across applicants\n"
    )

    def agency(name: str) -> dict[str, Any]:
        cases = [
            {"number": f"{name}{year}", "right": "invention", "granted_on": f"{year}-03-01"} for year in (2022, 2023)
        ]
        applicant = {"id": name, "kinds": ["patent_agency"], "head_office": "HQ"}
        return {"applicant": applicant, "as_of": "2023-12-31", "history": [], "records": {"agency_case": cases}}

    agencies = [agency("N"), agency("S")]
    whole = [newly_due(one) for one in policy.evaluate_cohort(agencies).decisions]
    assert [sum(one.values()) for one in whole] == [6_000_000, 4_000_000]
    for year in (2022, 2023):
        assert [newly_due(one) for one in policy.evaluate_cohort(agencies, year=year).decisions] == whole
        result = policy.evaluate_table(
            nested_table(policy.program, agencies), as_of="2023-12-31", year=year, cohort=True
        )
        beside = [row["other_years"] for row in result.applicants.to_pylist()]
        (other,) = {2022, 2023} - {year}
        assert beside == [[{"year": other, "newly_due": one[other], "open": 0}] for one in whole]


def test_without_a_year_there_are_no_others() -> None:
    assert ipdsl.load_text(PAGE).evaluate(FACTS).other_years == ()


# ---------------------------------------------------------------------------------------------- every form of facts


def _json(folder: Path) -> str:
    (folder / "facts.json").write_text(json.dumps(FACTS), encoding="utf-8")
    return "facts.json"


def _lines(folder: Path) -> str:
    (folder / "facts.jsonl").write_text(json.dumps(FACTS) + "\n", encoding="utf-8")
    return "facts.jsonl"


def _parquet(folder: Path) -> str:
    plain = {name: part for name, part in FACTS.items() if part}
    pq.write_table(nested_table(ipdsl.load(folder / "deals.ipp").program, [plain]), folder / "facts.parquet")
    return "facts.parquet"


def _workbook(folder: Path) -> str:
    assert run("template", "deals.ipp", "--facts", _json(folder), "-o", "facts.xlsx").code == 0
    return "facts.xlsx"


def _csv(folder: Path) -> str:
    (folder / "tables").mkdir()
    (folder / "tables" / "applicant.csv").write_text("id,kinds\nF1,enterprise\n")
    rows = [
        f"F1,{c['contract']},{c['amount']},{c['recorded_on']},{'yes' if 'put_to_use' in c else ''}" for c in CONTRACTS
    ]
    head = "applicant,contract,amount,recorded_on,put_to_use"
    (folder / "tables" / "technology_contract.csv").write_text("\n".join([head, *rows]) + "\n")
    return "tables"


@pytest.mark.broad
@pytest.mark.parametrize("form", sampled([_json, _lines, _parquet, _workbook, _csv], 3, others="broad"))
def test_every_form_of_facts_is_answered_with_the_other_years(form: Callable[[Path], str], tmp_path: Path) -> None:
    (tmp_path / "deals.ipp").write_text(PAGE, encoding="utf-8")
    with working_in(tmp_path):
        facts = form(tmp_path)
        words = ("--facts", facts, "--year", "2022", "--as-of", "2023-12-31")
        decision = json.loads(run("eval", "deals.ipp", *words, "--format", "json").out)
        assert decision["total"] == "20000.00"
        assert decision["other_years"] == EXPECTED
        told = "in addition, in other years: 2021 20,000.00 newly due, 2023 up to 20,000.00 open"
        for how in ((), ("--each",), ("--cohort",)):
            assert told in run("eval", "deals.ipp", *how, *words).out
        assert run("letter", "deals.ipp", *words, "-o", "letter.html").code == 0
        assert told[1:] in (tmp_path / "letter.html").read_text(encoding="utf-8"), "its first letter is a capital"
        said = run("eval", "deals.ipp", *words, "--full", "--lang", "zh").out
        assert "此外，其他年度：2021年新增应得20,000.00，2023年待定金额最多20,000.00" in said


def test_the_summary_of_a_batch_adds_other_years_up(tmp_path: Path) -> None:
    (tmp_path / "deals.ipp").write_text(PAGE, encoding="utf-8")
    with working_in(tmp_path):
        table = _parquet(tmp_path)
        words = ("batch", "deals.ipp", "--facts", table, "--year", "2022", "--as-of", "2023-12-31")
        told = run(*words, "-o", "out").out
        assert "in addition, in other years: 20,000.00 newly due, and up to 20,000.00 open (1 applicant)" in told
        whole = run("batch", "deals.ipp", "--facts", table, "--as-of", "2023-12-31", "-o", "whole").out
        assert "other years" not in whole
        said = run(*words, "-o", "other", "--lang", "zh").out
        assert "此外，其他年度：新增应得20,000.00，待定金额最多20,000.00（1个申请人）" in said
