"""The text "nothing is missing" appears only if it is true, and the interview always asks for yearly figures."""

from __future__ import annotations

import copy
import random
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, strategies as st

import ipdsl
from ipdsl.base.findings.phrase import Language
from ipdsl.driver.library import Policy
from ipdsl.driver.questions import answers
from ipdsl.driver.questions.answers import questions
from ipdsl.office.interview import InterviewSession, InterviewSteps
from ipdsl.report.localizer import localizer_of
from tests.support.batch.cities import CITIES, drawn, policy_of
from tests.support.slow import sampled

SAID = {Language.EN: "nothing is missing", Language.ZH: "没有缺少的内容"}
QINGYUAN = "qingyuan_2018"


def says_it(policy: Policy, facts: dict[str, Any], language: Language = Language.EN) -> bool:
    """Whether the page of questions says that nothing is missing."""
    decision = policy.evaluate(facts)
    page = answers.render(decision, questions(policy, decision), localizer_of(policy.program, language))
    return SAID[language] in page


def partly(facts: dict[str, Any], policy: Policy, chance: random.Random) -> dict[str, Any]:
    """The facts with some parts left out. Often the other kinds are stated as empty, so that little is missing."""
    left = copy.deepcopy(facts)
    records, figures = left.setdefault("records", {}), left.get("figures") or {}
    if chance.random() < 0.5:
        records.clear()
    if chance.random() < 0.5:
        left.pop("as_of", None)
    for kind in [kind for kind in records if chance.random() < 0.1]:
        del records[kind]
    if chance.random() < 0.7:
        for kind in policy.program.schema.records:
            records.setdefault(kind.name, [])
    for year in [year for year in figures if chance.random() < 0.4]:
        del figures[year]
    for listed in records.values():
        for record in listed if isinstance(listed, list) else listed["items"]:
            for field in [field for field in record if chance.random() < 0.03]:
                del record[field]
    return left


def with_figures(facts: dict[str, Any], policy: Policy) -> dict[str, Any]:
    """The facts with high figures for each year that has no stated figures."""
    money = {"main_revenue", "local_contribution", "city_science_money"}
    high = {one.name: "99999999.00" if one.name in money else 400 for one in policy.program.schema.figures}
    stated = facts.get("figures") or {}
    start, end = policy.program.window.start, policy.program.window.end
    assert start is not None
    last = start.year + 5 if end is None else end.year
    growing = {
        str(year): {**high, "filings": 400 * (year - start.year + 2)} for year in range(start.year - 1, last + 1)
    }
    return {**facts, "figures": {**growing, **stated}}


@pytest.mark.parametrize("name", sampled(CITIES, 3, others="broad"))
@given(seed=st.integers(0, 10**6))
def test_where_nothing_is_missing_least_and_most_are_one_sum_and_nothing_is_unknown(name: str, seed: int) -> None:
    policy = policy_of(CITIES[name].page)
    [firm] = drawn(name, seed, 1)
    facts = partly(firm, policy, random.Random(seed))
    try:
        decision = policy.evaluate(facts)
    except ipdsl.FactsError:
        return  # a field that every such record needs was left out
    if not says_it(policy, facts):
        return
    assert says_it(policy, facts, Language.ZH)
    assert decision.due.low == decision.due.high
    assert not [*decision.missing, *decision.of_others, *decision.not_stated]
    assert not [claim for claim in decision.claims if not claim.bounds.is_point]
    with suppress(ipdsl.FactsError):  # figures before the applicant was established are an error
        assert policy.evaluate(with_figures(facts, policy), as_of=decision.as_of).due == decision.due


def answered(policy: Policy, kind: str, day: str) -> tuple[dict[str, Any], list[str], list[str]]:
    """Run an interview in which every question is answered with none.

    Returns the facts, the keys of the questions, and the texts shown.
    """
    steps = InterviewSteps([policy], lambda one, facts: one.evaluate(facts), is_begun=False)
    asked, said = list[str](), list[str]()

    def read() -> str | None:
        step = steps.next_step(talk.stated, talk.skipped_keys)
        if step is None or len(asked) > 100:
            return None
        asked.append(step.key)
        if step.key in ("kinds", "as_of"):
            return kind if step.key == "kinds" else day
        is_refused = bool(said) and asked[-2] == step.key
        return "0" if step.key.startswith("figures") else "no" if is_refused else "none"

    talk = InterviewSession(steps, {"applicant": {"id": "F"}}, read, said.append, lambda _: True,
                localizer_of(policy.program, Language.EN))  # fmt: skip
    return talk.run(), asked, said


@pytest.mark.parametrize(
    ("name", "kind"),
    sampled(sampled([(name, kind) for kind in ("enterprise", "operation_agency", "patent_agency", "academy", "person")
             for name in CITIES], 4), 8, others="broad"),
)  # fmt: skip
def test_who_answers_everything_is_told_that_nothing_is_missing(name: str, kind: str) -> None:
    policy = policy_of(CITIES[name].page)
    facts, _, _ = answered(policy, kind, "2024-12-31")
    assert policy.evaluate(facts).due.is_point
    assert says_it(policy, facts)


@pytest.mark.parametrize(
    ("page", "kind", "day", "figures"),
    sampled(
        [
            (QINGYUAN, "enterprise", "2019-12-31", ["figures.2018.filings", "figures.2019.filings"]),
            (QINGYUAN, "patent_agency", "2018-12-31", ["figures.2017.filings", "figures.2018.filings"]),
            (QINGYUAN, "enterprise", "２０１８年１２月３１日", ["figures.2017.filings", "figures.2018.filings"]),
            (QINGYUAN, "enterprise", "2015-01-01", []),
            (QINGYUAN, "person", "", []),
            (
                "quanzhou_2021",
                "operation_agency",
                "2022-12-31",
                ["figures.2021.main_revenue", "figures.2022.main_revenue"],
            ),
            ("shaoguan_2021", "enterprise", "", []),
        ],
        3,
        others="broad",
    ),
)
def test_the_figures_of_each_year_up_to_the_day_are_asked_for(
    page: str, kind: str, day: str, figures: list[str]
) -> None:
    _, asked, _ = answered(policy_of(page), kind, day)
    assert ("as_of" in asked) == bool(day)
    assert sorted(key for key in asked if key.startswith("figures")) == figures


def test_figures_are_asked_for_in_chinese() -> None:
    policy = policy_of(QINGYUAN)
    answers, said = iter(["企业", "2018年12月31日", *["无"] * 12]), list[str]()
    steps = InterviewSteps([policy], lambda one, facts: one.evaluate(facts), is_begun=False)
    tell = localizer_of(policy.program, Language.ZH)
    InterviewSession(
        steps, {"applicant": {"id": "F"}}, lambda: next(answers, None), said.append, lambda _: True, tell
    ).run()
    assert "结算到哪一天为止？" in said
    assert "2018年的“专利申请量”？" in said


ALL = {"applicant": {"id": "F", "kinds": ["enterprise"]}}


def listed(policy: Policy, **stated: Any) -> dict[str, Any]:
    """A firm without any records."""
    return {**ALL, "records": {kind.name: [] for kind in policy.program.schema.records}, **stated}


@pytest.mark.parametrize(
    ("stated", "path"),
    [
        ({}, "figures.2020.filings"),
        ({"figures": {}}, "figures.2017.filings"),
        ({"figures": {"2018": None}}, "figures.2018.filings"),
        ({"figures": {"2017": {"filings": 1}, "2018": {"filings": 1}}}, ""),
        ({"as_of": "2018-12-31"}, "figures.2018.filings"),
        ({"as_of": "2018-12-31", "figures": {"2018": {"filings": 0}}}, ""),
        ({"figures": {f"{year}": {"filings": 1} for year in range(2017, 2021)}}, ""),
        ({"as_of": "2015-01-01"}, ""),
    ],
)
def test_about_facts_too_the_years_are_asked_for(stated: dict[str, Any], path: str) -> None:
    policy = policy_of(QINGYUAN)
    facts = listed(policy, **stated)
    asked = [question.path for question in questions(policy, policy.evaluate(facts))]
    assert (path in asked) if path else not asked
    for language in Language:
        assert says_it(policy, facts, language) == (not path)


def test_what_hangs_on_a_selection_among_all_is_no_question_and_nothing_that_is_settled() -> None:
    policy = ipdsl.load_text(SCORED)
    deal = {"contract": "A", "deal_year": "2022", "amount": 5, "paid_on": "2022-03-01"}
    facts = {**ALL, "as_of": "2022-12-31", "records": {"patent_deal": [deal]}}
    assert not policy.evaluate(facts).due.is_point
    assert [question.ref.group for question in questions(policy, policy.evaluate(facts))] == ["place"]
    assert not any(says_it(policy, facts, language) for language in Language)
    unscored = {field: value for field, value in deal.items() if field != "amount"}
    other = {**facts, "applicant": {**facts["applicant"], "id": "another"}, "records": {"patent_deal": [unscored]}}
    decision = policy.evaluate_cohort([facts, other]).decisions[0]
    assert not questions(policy, decision)
    for language, said in zip(Language, ("among all applicants", "全体申请人的评选"), strict=True):
        assert said in answers.render(decision, questions(policy, decision), localizer_of(policy.program, language))


SCORED = """
award 1000 to enterprise when patent_deal paid
quota 1 patent_deal per year by amount
"""
