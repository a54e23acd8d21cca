"""Ties between claims of several applicants: the reason says what decided if the rule does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.base.findings.phrase import Language
from ipdsl.base.values.money import Money
from ipdsl.driver.questions.trace import trace
from ipdsl.report.decision_page import render
from ipdsl.report.localizer import localizer_of

WORDS = """vocabulary words "Words" "词汇"
applicant firm "企业"
record course "培训"
  key certificate "证书号"
  cost "费用" money
  score "得分" number
  event finished on finished_on "结业日"
"""
PAGE = """policy demo "Demo" "示例"
  document "D 1"
  effective 2021-01-01 to 2026-12-31
  use words

article 1 "Courses" "培训"
  award cost to firm when course finished
  {rule}
"""
DAY = "2022-03-01"
NUMBERS, APPLICANTS = "the order of their numbers decides", "the order of the applicants' ids decides"
CAP, PLACES = "cap 100 per year across applicants", "limit 1 applicant per certificate across applicants"


def facts(applicant: str, number: str, *, day: str = DAY, score: int = 5) -> dict[str, Any]:
    course = {"certificate": number, "cost": 60, "score": score, "finished_on": day}
    return {"applicant": {"id": applicant, "kinds": ["firm"]}, "as_of": "2022-12-31", "records": {"course": [course]}}


def reasons(folder: Path, rule: str, *firms: dict[str, Any], language: Language = Language.EN) -> str:
    (folder / "words.ipp").write_text(WORDS, encoding="utf-8")
    (folder / "demo.ipp").write_text(PAGE.format(rule=rule), encoding="utf-8")
    policy = ipdsl.load(folder / "demo.ipp")
    tell = localizer_of(policy.program, language)
    pages = [render(decision, localize=tell) for decision in policy.evaluate_cohort(firms).decisions]
    return " ".join(" ".join(pages).split())


@pytest.mark.parametrize(
    "rule", [CAP, f"{CAP}, in turn", f"{CAP}, highest score first", f"{CAP}, in turn, highest score first"]
)
def test_equal_claims_under_a_cap_are_ordered_by_their_numbers_and_say_so(tmp_path: Path, rule: str) -> None:
    assert NUMBERS in reasons(tmp_path, rule, facts("B", "x"), facts("A", "y"))
    assert APPLICANTS in reasons(tmp_path, rule, facts("A", "x"), facts("B", "x"))
    assert "decides" not in reasons(tmp_path, rule, facts("A", "x"), facts("B", "y", day="2022-03-02", score=4))


def test_a_place_of_an_applicant_that_a_name_decided_is_reported(tmp_path: Path) -> None:
    assert APPLICANTS in reasons(tmp_path, PLACES, facts("A", "x"), facts("B", "x"))
    assert "decides" not in reasons(tmp_path, PLACES, facts("A", "x"), facts("B", "x", day="2022-03-02"))
    assert "the earlier day decides" in reasons(
        tmp_path, f"{PLACES}, highest score first", facts("A", "x"), facts("B", "x", day="2022-03-02")
    )


def test_an_order_that_the_rule_names_decides_and_nothing_is_reported(tmp_path: Path) -> None:
    firms = facts("A", "x", score=4), facts("B", "y", score=5)
    assert "decides" not in reasons(tmp_path, f"{CAP}, in turn, highest score first", *firms)


def test_a_cap_in_proportion_has_no_order(tmp_path: Path) -> None:
    assert "decides" not in reasons(tmp_path, f"{CAP}, in proportion", facts("B", "x"), facts("A", "y"))


@pytest.mark.parametrize(("rule", "said"), [(CAP, "按编号的先后决定"), (PLACES, "按申请人编号的先后决定")])
def test_ties_in_chinese(tmp_path: Path, rule: str, said: str) -> None:
    other = "y" if rule != PLACES else "x"
    assert said in reasons(tmp_path, rule, facts("A", "x"), facts("B", other), language=Language.ZH)


EARLIER = "award min(cost, 100 less total cost of earlier course in the year) to firm when course finished"
ONE_DAY = "one day, 2022-03-01, so the order of their numbers decides which is earlier"


def policy_with(folder: Path, award: str) -> ipdsl.Policy:
    (folder / "words.ipp").write_text(WORDS, encoding="utf-8")
    page = PAGE.format(rule="uncapped").replace("award cost to firm when course finished", award)
    (folder / "demo.ipp").write_text(page, encoding="utf-8")
    return ipdsl.load(folder / "demo.ipp")


def courses(*listed: dict[str, Any]) -> dict[str, Any]:
    made = facts("A", "x")
    made["records"]["course"] = [{"score": 5, "finished_on": DAY, "cost": 60, **each} for each in listed]
    return made


def due(decision: ipdsl.Decision) -> list[tuple[str, int]]:
    return sorted((claim.item, claim.paid.minor // 100) for claim in decision.claims)


def test_earlier_records_of_one_day_are_those_with_smaller_numbers(tmp_path: Path) -> None:
    policy = policy_with(tmp_path, EARLIER)
    decision = policy.evaluate(courses({"certificate": "y"}, {"certificate": "x"}, {"certificate": "z"}))
    assert due(decision) == [("x", 60), ("y", 40), ("z", 0)]
    text = " ".join(render(decision, localize=localizer_of(policy.program, Language.EN)).split())
    assert text.count(f"course x, course y, course z: {ONE_DAY}") == 3
    days_differ = courses({"certificate": "y"}, {"certificate": "x", "finished_on": "2022-03-02"})
    other = policy.evaluate(days_differ)
    assert due(other) == [("x", 40), ("y", 60)]
    assert "so the order" not in render(other, localize=localizer_of(policy.program, Language.EN))


@pytest.mark.parametrize(("language", "said"), [(Language.EN, ONE_DAY), (Language.ZH, "同为2022年3月1日，按编号")])
def test_a_condition_about_earlier_records_of_one_day_names_them(tmp_path: Path, language: Language, said: str) -> None:
    policy = policy_with(tmp_path, "award 7 to firm when course finished and has no earlier course")
    stated = courses({"certificate": "y"}, {"certificate": "x"})
    decision, localize = policy.evaluate(stated), localizer_of(policy.program, language)
    assert due(decision) == [("x", 7), ("y", 0)]
    assert render(decision, localize=localize).count(said[:8]) == 2
    read = policy.read_facts(stated)
    for claim in decision.claims:
        assert sum(said in step.text for step in trace(policy, read, claim, localize).steps) == 1


def test_a_set_names_the_records_of_one_day_that_it_leaves_out(tmp_path: Path) -> None:
    policy = policy_with(tmp_path, "award total cost to firm per year when course finished and has no earlier course")
    decision = policy.evaluate(courses({"certificate": "y"}, {"certificate": "x"}))
    assert due(decision) == [("2022", 60)]
    assert ONE_DAY in " ".join(render(decision, localize=localizer_of(policy.program, Language.EN)).split())


def test_a_number_that_is_not_stated_leaves_claims_of_one_day_open(tmp_path: Path) -> None:
    policy = policy_with(tmp_path, EARLIER)
    decision = policy.evaluate(courses({"certificate": "y"}, {"id": "a"}))
    assert (decision.due.low.minor, decision.due.high) == (8000, Money(12000, "CNY"))
    assert {ref.path for claim in decision.claims for ref in claim.missing} == {"records.course[a].certificate"}
    apart = policy.evaluate(courses({"certificate": "y"}, {"id": "a", "finished_on": "2022-03-02"}))
    assert due(apart) == [("a", 40), ("y", 60)]


def test_a_claim_without_the_value_that_orders_a_cap_names_its_own_field_first(tmp_path: Path) -> None:
    (tmp_path / "words.ipp").write_text(WORDS, encoding="utf-8")
    (tmp_path / "demo.ipp").write_text(PAGE.format(rule=f"{CAP}, highest score first"), encoding="utf-8")
    policy = ipdsl.load(tmp_path / "demo.ipp")
    without = courses({"certificate": "x", "score": None}, {"certificate": "y", "score": None})
    firms = [policy.evaluate(without), *policy.evaluate_cohort([without, facts("B", "z")]).decisions[:1]]
    for decision in firms:
        text = " ".join(render(decision, localize=localizer_of(policy.program, Language.EN)).split())
        assert "not known: records.course[x].score, records.course[y].score" in text
        assert "not known: records.course[y].score, records.course[x].score" in text
