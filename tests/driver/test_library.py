"""The library: load, evaluate, facts in every form, errors with every problem, the public list."""

from __future__ import annotations

import datetime
import json
import threading
from pathlib import Path

import jsonschema
import pytest

import ipdsl
from tests.conftest import ROOT
from tests.support.rows import each_row

SEAL = "award 200000 once when geo_indication_product new"
APPLICANT = {"id": "F1", "kinds": ["enterprise"]}
FACTS = {
    "applicant": APPLICANT,
    "records": {"geo_indication_product": [{"product": "tea", "recognised_on": "2022-05-01"}]},
}


@pytest.fixture(scope="module")
def shaoguan() -> ipdsl.Policy:
    return ipdsl.load("shaoguan_2021")


def test_a_policy_tells_what_it_is(shaoguan: ipdsl.Policy) -> None:
    assert shaoguan.name == "shaoguan_2021"
    assert shaoguan.document == "韶府办发函〔2021〕188号"
    assert shaoguan.effective == (datetime.date(2021, 12, 21), datetime.date(2024, 12, 31))
    assert shaoguan.currency == "CNY"
    assert "7.technology_contract.recorded" in shaoguan.clauses
    assert shaoguan.articles[:3] == ("1", "2", "3")
    assert any("three tiers" in reading.text for reading in shaoguan.readings)
    assert not shaoguan.check().has_errors


def test_the_hash_is_that_of_the_content(shaoguan: ipdsl.Policy, tmp_path: Path) -> None:
    page = (ROOT / "policies" / "shaoguan_2021.ipp").read_bytes()
    (tmp_path / "copy.ipp").write_bytes(page.replace(b"\n", b"\r\n"))
    assert ipdsl.load(tmp_path / "copy.ipp").content_hash == shaoguan.content_hash
    (tmp_path / "copy.ipp").write_bytes(page.replace(b"200000", b"200001"))
    assert ipdsl.load(tmp_path / "copy.ipp").content_hash != shaoguan.content_hash


def test_facts_in_every_form_give_one_decision(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(FACTS), encoding="utf-8")
    typed = ipdsl.ApplicantFacts(
        "F1",
        ["enterprise"],
        records=[
            ipdsl.RecordFacts("geo_indication_product", {"product": "tea", "recognised_on": datetime.date(2022, 5, 1)})
        ],
    )
    policy = ipdsl.load_text(SEAL)
    forms = [FACTS, json.dumps(FACTS), json.dumps(FACTS).encode(), path, typed]
    decisions = [policy.evaluate(facts) for facts in forms]
    assert {decision.total for decision in decisions} == {ipdsl.Money(20_000_000)}
    assert len({decision.facts_digest for decision in decisions}) == 1


def test_facts_are_not_changed() -> None:
    facts = json.loads(json.dumps(FACTS))
    ipdsl.load_text(SEAL).evaluate(facts, as_of="2023-01-01", history=[])
    assert facts == FACTS


def test_bad_facts_raise_one_error_with_every_problem(shaoguan: ipdsl.Policy) -> None:
    with pytest.raises(ipdsl.FactsError) as caught:
        shaoguan.evaluate({"applicant": {"id": "F1", "kinds": ["enterprize"]}, "records": {"submarine": []}})
    paths = {finding.path for finding in caught.value.report}
    assert paths == {"$.applicant.kinds[0]", "$.records.submarine"}
    assert "did you mean `enterprise`?" in str(caught.value)


@each_row("facts", [None, 1, [], "", "[]", {}, {"applicant": []}, {"applicant": APPLICANT, "x": 1}])
def test_facts_in_no_known_form_are_refused(shaoguan: ipdsl.Policy, facts: object) -> None:
    with pytest.raises(ipdsl.FactsError):
        shaoguan.evaluate(facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "start"),
    [("f.xlsx", b"PK\x03\x04"), ("facts", b"PAR1"), ("f.xls", b"\xd0\xcf\x11\xe0"), ("f.csv", b"id"), ("F.CSV", b"")],
)
def test_a_workbook_or_table_in_place_of_json_names_what_reads_it(
    shaoguan: ipdsl.Policy, name: str, start: bytes, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(start + b"\x00")
    with pytest.raises(ipdsl.FactsError) as caught:
        shaoguan.evaluate(tmp_path / name)
    assert [finding.code for finding in caught.value.report] == ["R003"]
    assert "ipdsl eval POLICY --facts FILE" in str(caught.value)
    assert "evaluate_table" in str(caught.value)


def test_a_float_is_no_money(shaoguan: ipdsl.Policy) -> None:
    records = {"technology_contract": [{"id": "A", "amount": 0.1}]}
    with pytest.raises(ipdsl.FactsError, match="not exact"):
        shaoguan.evaluate({"applicant": APPLICANT, "records": records})


def test_a_page_with_errors_is_not_loaded() -> None:
    with pytest.raises(ipdsl.PolicyError) as caught:
        ipdsl.load_text("award 5 when nothing_known new\naward 5 when nothing_else new", "mine")
    assert len([f for f in caught.value.report if f.severity is ipdsl.Severity.ERROR]) == 2
    assert "mine:1:14" in str(caught.value)


@pytest.mark.parametrize("name", ["no_such_policy", "no/such.ipp", "ip"])
def test_what_is_no_policy_is_not_loaded(name: str) -> None:
    with pytest.raises(ipdsl.PolicyError):
        ipdsl.load(name)


def test_check_raises_nothing() -> None:
    assert ipdsl.check("no/such.ipp").has_errors
    assert not ipdsl.check(ROOT / "policies" / "ip.ipp").has_errors


def test_years_settled_one_by_one_are_the_whole(shaoguan: ipdsl.Policy) -> None:
    contracts = [
        {"id": f"C{n}", "amount": 3_000_000, "recorded_on": f"{2022 + n // 3}-0{n % 3 + 1}-01", "put_to_use": True,
         "related_party": False}
        for n in range(6)
    ]  # fmt: skip
    facts = {"applicant": {**APPLICANT, "located_here": True}, "records": {"technology_contract": contracts}}
    whole = shaoguan.evaluate(facts)
    first = shaoguan.evaluate(facts, year=2022)
    lines = ipdsl.to_json(first)["ledger"]
    assert isinstance(lines, list)
    second = shaoguan.evaluate(facts, year=2023, history=lines)
    assert whole.total.minor == first.total.minor + second.total.minor == 10_000_000


def test_the_decision_is_of_its_schema_and_the_facts_of_theirs(shaoguan: ipdsl.Policy) -> None:
    jsonschema.validate(ipdsl.to_json(shaoguan.evaluate(FACTS)), ipdsl.decision_schema())
    jsonschema.validate(FACTS, shaoguan.facts_schema())
    with pytest.raises(TypeError, match="give each of its `decisions`"):
        ipdsl.to_json(shaoguan.evaluate_cohort([FACTS]))  # type: ignore[arg-type]


def test_a_policy_may_be_shared_by_threads(shaoguan: ipdsl.Policy) -> None:
    totals: list[str] = []
    threads = [threading.Thread(target=lambda: totals.append(str(shaoguan.evaluate(FACTS).total))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert totals == ["200,000.00 CNY"] * 8


def test_the_public_list_is_complete_and_documented() -> None:
    assert len(ipdsl.__all__) == len(set(ipdsl.__all__))
    assert set(ipdsl.__all__) <= set(dir(ipdsl))
    assert all(getattr(ipdsl, name).__doc__ for name in ipdsl.__all__ if name not in ("NONE", "CANNOT"))
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = ipdsl.no_such_name  # type: ignore[attr-defined]


@pytest.mark.parametrize("ask", ["evaluate", "total", "total_bounds"])
def test_a_year_that_is_no_number_is_refused_by_its_name(shaoguan: ipdsl.Policy, ask: str) -> None:
    with pytest.raises(TypeError, match="year is a whole number, not '2022'"):
        getattr(shaoguan, ask)(FACTS, year="2022")


def test_options_of_cohorts_and_tables_that_are_no_numbers_are_refused_by_their_names(shaoguan: ipdsl.Policy) -> None:
    import pyarrow as pa

    table = pa.table({"id": ["F1"], "kinds": [["enterprise"]]})
    with pytest.raises(TypeError, match="reopen is a whole number, not '2022'"):
        shaoguan.evaluate_cohort([FACTS], reopen="2022")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="year is a whole number, not '2022'"):
        shaoguan.evaluate_table(table, as_of="2022-12-31", year="2022")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="threads is a whole number, not '2'"):
        shaoguan.evaluate_table(table, as_of="2022-12-31", threads="2")  # type: ignore[arg-type]
