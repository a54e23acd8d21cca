"""The share of each city's cases and firms for which the emitted total gives the amount.

A total that falls back to `evaluate` is correct but slower. Nothing else would show a fallback, so it is counted here.
"""

from __future__ import annotations

from typing import Any

import pytest

import ipdsl
from ipdsl.claims.claim import Candidate
from ipdsl.driver.cases import case_facts
from ipdsl.driver.compilation import Compilation
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.ir.facts import Facts
from ipdsl.ir.terms import TriggerKind
from ipdsl.runtime import emitted_total
from ipdsl.runtime.compiled_policy import evaluate_eagerly
from ipdsl.runtime.emitted_total import EmittedTotal
from tests.support.runtime.pages import applicant, check, of_page
from tests.support.runtime.totals import CITIES, YEARS, agree, emitted
from tests.support.slow import sampled

LEAST = {"dongyang_2021": 96, "foshan_2020": 86, "qingyuan_2018": 70, "quanzhou_2021": 75, "shaoguan_2021": 84}
"""The least percentage of cases with a known total that emitted functions answer alone.

Awards by year and awards of sets have no such functions. Nothing is added up if there were earlier payments.
"""


@pytest.fixture
def left_to_runtime(monkeypatch: pytest.MonkeyPatch) -> list[frozenset[int]]:
    """The clauses whose claims the loops could not compute, so that they were proposed as for a decision."""
    found: list[frozenset[int]] = []
    real = emitted_total.proposed_claims

    def watched(code: GeneratedFunctions, facts: Facts, year: int | None, clauses: frozenset[int]) -> list[Candidate]:
        found.append(clauses)
        return real(code, facts, year, clauses)

    monkeypatch.setattr(emitted_total, "proposed_claims", watched)
    return found


NO_FIGURES = {str(year): {"none": True} for year in range(2016, 2030)}


@pytest.mark.broad
@pytest.mark.parametrize("name", sampled(CITIES, 5))
def test_the_cases_that_the_emitted_total_answers_alone(name: str, left_to_runtime: list[frozenset[int]]) -> None:
    found = Compilation.from_file(name).policy_and_cases
    assert found is not None
    policy = ipdsl.load(name)
    known = alone = 0
    for facts in (facts for case in found[1] for facts in case_facts(case, policy._program)):
        if evaluate_eagerly(policy._program, policy._code, facts).due.is_point:
            left_to_runtime.clear()
            known += 1
            alone += emitted(policy._code, facts) is not None and not left_to_runtime
    assert alone * 100 >= known * LEAST[name], f"{alone} of {known}"


@pytest.mark.parametrize("name", CITIES)
def test_every_clause_over_single_records_has_a_function(name: str) -> None:
    policy = ipdsl.load(name)
    total = policy._code.total
    assert isinstance(total, EmittedTotal)
    left = total._yearly.union(*(one.left_out for one in total._functions_by_kind))
    assert {policy._program.clauses[index].trigger.kind for index in left} <= {TriggerKind.SET, TriggerKind.YEAR}


# ---------------------------------------------------------------------------------------------- cities


@pytest.fixture(scope="module")
def quanzhou() -> ipdsl.Policy:
    return ipdsl.load("quanzhou_2021")


@pytest.fixture(scope="module")
def qingyuan() -> ipdsl.Policy:
    return ipdsl.load("qingyuan_2018")


def ranked(*ranks: tuple[int, int], **more: Any) -> dict[str, Any]:
    places = [{"figure": "works_registered", "year": year, "rank": rank} for year, rank in ranks]
    return applicant({}, published=places, **more)


def test_a_published_rank_is_a_fact(quanzhou: ipdsl.Policy) -> None:
    later = {str(year): {"none": True} for year in (2024, 2025)}
    facts = quanzhou.read_facts(ranked((2021, 1), (2022, 3), (2023, 4), figures=later))
    assert emitted(quanzhou._code, facts) == 70_000_00
    assert emitted(quanzhou._code, facts, 2022) == 20_000_00
    assert agree(quanzhou, facts) == len(YEARS)


def test_a_year_without_a_published_rank_is_left_to_the_others(quanzhou: ipdsl.Policy) -> None:
    facts = quanzhou.read_facts(ranked((2021, 1), figures={"2022": {"works_registered": 7}}))
    assert emitted(quanzhou._code, facts) is None
    assert emitted(quanzhou._code, facts, 2021) == 50_000_00
    agree(quanzhou, facts)


def test_support_of_another_level_stops_its_own_matter_alone(quanzhou: ipdsl.Policy) -> None:
    support = [{"kind": "geo_indication_product", "item": "M", "year": 2021, "amount": 5_000, "level": "provincial"}]
    products = {"geo_indication_product": [{"product": one, "recognised_on": "2022-03-01"} for one in ("M", "N")]}
    facts = quanzhou.read_facts(applicant(products, support=support, figures=NO_FIGURES))
    assert agree(quanzhou, facts) == len(YEARS)
    assert emitted(quanzhou._code, facts) == 300_000_00
    assert emitted(quanzhou._code, quanzhou.read_facts(applicant(products, figures=NO_FIGURES))) == 600_000_00


# ---------------------------------------------------------------------------------------------- a cap across applicants


def agency(head_office: object, *cases: str, **more: Any) -> dict[str, Any]:
    """An agency that had an invention granted on each of these days."""
    granted = [
        {"number": f"ZL{number}", "right": "invention", "granted_on": day, "local_address": True, "compliant": True}
        for number, day in enumerate(cases)
    ]
    who: dict[str, Any] = {"id": "A1", "kinds": ["patent_agency"], "located_here": True, "head_office": head_office}
    return {"applicant": who, "records": {"agency_case": granted}, "history": [], "figures": NO_FIGURES, **more}


def test_without_a_head_office_the_cap_of_several_agencies_leaves_a_claim_alone(qingyuan: ipdsl.Policy) -> None:
    for none in ({"none": True}, {"cannot_be_determined": True}):
        facts = qingyuan.read_facts(agency(none, "2019-03-01", "2019-04-01"))
        assert emitted(qingyuan._code, facts) == 1_000_00
        assert agree(qingyuan, facts) == len(YEARS)
    many = ["2019-03-01"] * 101
    assert emitted(qingyuan._code, qingyuan.read_facts(agency({"none": True}, *many))) == 50_000_00


@pytest.mark.parametrize("head_office", ["HQ", None])
def test_with_a_head_office_others_decide(qingyuan: ipdsl.Policy, head_office: str | None) -> None:
    facts = qingyuan.read_facts(agency(head_office, "2019-03-01"))
    assert emitted(qingyuan._code, facts) is None
    agree(qingyuan, facts)


# ---------------------------------------------------------------------------------------------- before the window


def early(day: str, approved: object = None, **more: Any) -> dict[str, Any]:
    """An agency with a grant in the window, and one on another day with or without an approved amount."""
    approvals = [] if approved is None else [{"clause": "2.agency_case.granted", "item": "ZL0", "amount": approved}]
    return agency({"none": True}, day, "2018-09-01", approvals=approvals, **more)


def test_what_the_bureau_approved_before_the_window_is_known(qingyuan: ipdsl.Policy) -> None:
    facts = qingyuan.read_facts(early("2018-03-01", 300))
    assert emitted(qingyuan._code, facts) == 800_00
    assert emitted(qingyuan._code, facts, 2018) == 800_00
    assert emitted(qingyuan._code, facts, 2019) == 0
    agree(qingyuan, facts)
    assert emitted(qingyuan._code, qingyuan.read_facts(early("2018-03-01", 501))) == 1_000_00  # at most itself


def test_what_the_bureau_has_not_approved_is_open_where_it_may_be(qingyuan: ipdsl.Policy) -> None:
    assert emitted(qingyuan._code, qingyuan.read_facts(early("2018-03-01"))) is None
    agree(qingyuan, qingyuan.read_facts(early("2018-03-01")))
    assert emitted(qingyuan._code, qingyuan.read_facts(early("2017-12-31"))) == 500_00
    elsewhere = early("2018-03-01")
    elsewhere["records"]["agency_case"][0]["local_address"] = False
    assert emitted(qingyuan._code, qingyuan.read_facts(elsewhere)) == 500_00
    facts = qingyuan.read_facts(early("2018-03-01", 300, as_of="2018-02-28"))
    assert emitted(qingyuan._code, facts) == 0
    agree(qingyuan, facts)


# ---------------------------------------------------------------------------------------------- unknown facts


CONTRACT = {"contract": "A", "amount": 900_000, "recorded_on": "2022-03-01"}
CLAIM = "award 1% of amount once to enterprise when technology_contract recorded"


def test_a_field_that_no_claim_asks_for_need_not_be_stated() -> None:
    policy = of_page(CLAIM, "  if located_here")
    early_one = CONTRACT | {"recorded_on": "2021-06-30"}
    check(policy, applicant({"technology_contract": [early_one]}), 0)
    stated = applicant({"technology_contract": [CONTRACT]})
    stated["applicant"]["kinds"] = ["person"]
    check(policy, stated, 0)
    asked = policy.read_facts(applicant({"technology_contract": [CONTRACT]}))
    assert emitted(policy._code, asked) is None
    assert emitted(policy._code, asked, 2023) == 0
    agree(policy, asked)


def test_an_event_that_has_not_happened() -> None:
    policy = of_page(CLAIM, "award 1000 when workstation selected")
    records = {"technology_contract": [CONTRACT], "workstation": [{"station": "S", "selected_on": {"none": True}}]}
    check(policy, applicant(records), 9_000)


def test_an_event_that_has_not_happened_is_in_no_set() -> None:
    policy = of_page("award 10% of total premium per year when ip_insurance bought")
    bought = [{"contract": "P", "premium": 1_000, "bought_on": "2022-03-01"},
              {"contract": "Q", "premium": 5_000, "bought_on": {"none": True}}]  # fmt: skip
    check(policy, applicant({"ip_insurance": bought}), 100)


# ---------------------------------------------------------------------------------------------- paid before


LINES = (
    "group contracts",
    f"  {CLAIM}",
    "  cap 10000 per enterprise per year",
    "group works",
    "  award 300 when copyright_work registered",
    "  limit 2 items per enterprise per year",
)
WORKS = [{"certificate": name, "certified_on": "2022-05-01"} for name in "RST"]


def paid(item: str, sum_: int, kind: str = "technology_contract.recorded", year: int = 2022) -> dict[str, Any]:
    return {"clause": f"1.{kind}", "item": item, "year": year, "due": sum_}


@pytest.mark.parametrize(
    ("lines", "due"),
    [
        ([], 9_600),
        ([paid("A", 500, year=2021)], 600),  # once
        ([paid("B", 8_000)], 2_600),  # 2,000 of the cap and two works are left
        ([paid("B", 8_000, year=2023)], 9_600),
        ([paid("R", 300, "copyright_work.registered")], 9_300),  # one place of the limit is left
        ([paid("B", 8_000), paid("Z", 300, "copyright_work.registered")], 2_300),
    ],
)
def test_what_was_paid_before_is_known_to_the_emitted_total(
    lines: list[dict[str, Any]], due: int, left_to_runtime: list[frozenset[int]]
) -> None:
    policy = of_page(*LINES)
    records = {"technology_contract": [CONTRACT], "copyright_work": WORKS}
    check(policy, applicant(records, history=lines), due)
    assert bool(left_to_runtime) is bool(lines)  # nothing is added up if there were earlier payments


def test_an_item_that_comes_twice_is_known_to_the_emitted_total() -> None:
    policy = of_page(*LINES)
    twice = [CONTRACT | {"id": "1"}, CONTRACT | {"id": "2", "recorded_on": "2023-03-01"}]
    check(policy, applicant({"technology_contract": twice, "copyright_work": WORKS}), 9_600)


def test_what_is_not_known_of_one_award_leaves_the_others_to_themselves() -> None:
    policy = of_page(*LINES)
    works = [{"certificate": "R"}]
    records = {"technology_contract": [CONTRACT], "copyright_work": works}
    facts = policy.read_facts(applicant(records, history=[paid("B", 8_000)]))
    assert emitted(policy._code, facts) is None
    agree(policy, facts)


def test_beside_a_choice_of_the_highest_the_ledger_is_known(left_to_runtime: list[frozenset[int]]) -> None:
    policy = of_page(
        *LINES,
        "group titles",
        "  award 500 when ip_title new",
        "  award 700 when brand_title new",
        "  pay highest per year",
    )
    records = {
        "technology_contract": [CONTRACT],
        "ip_title": [{"title": "municipal_advantage", "recognised_on": "2022-03-01"}],
    }
    check(policy, applicant(records, history=[paid("B", 8_000)]), 2_500)
    assert set().union(*left_to_runtime) == {0}  # it is added up if nothing was paid before
