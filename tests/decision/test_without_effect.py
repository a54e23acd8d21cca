"""Lines of the facts that no clause uses are listed with the reason. Other lines are not listed."""

from __future__ import annotations

from typing import Any

import pytest

import ipdsl
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.ir.terms import TriggerKind
from ipdsl.report.decision_json import ledger_to_json, to_json
from ipdsl.report.decision_page import render
from tests.support.settlement.programs import award, cap, deal, decide, firm, older, policy

FIND = {"number": "F7", "project": "P", "made_on": "2022-03-01", "amount": 10}


def told(code: GeneratedFunctions, *groups: str, year: int | None = None, **stated: Any) -> list[str]:
    """The lines without effect in these parts of the facts, for a firm with a deal and a find."""
    facts = firm(deal("A", 100))
    facts["records"] = {**facts["records"], "find": [FIND]}  # type: ignore[dict-item]  # plain data
    decision = decide(code, {**facts, **stated}, year=year)
    page = " ".join(render(decision).split())
    assert ("Stated facts without effect" in page) is bool(decision.without_effect)
    assert all(line.text in page for line in decision.without_effect)
    written: Any = to_json(decision)["without_effect"]
    assert [line["reason"]["text"] for line in written] == [line.text for line in decision.without_effect]
    return [" ".join((*line.parts, line.text)) for line in decision.without_effect if line.group in (groups or stated)]


def support(item: str, kind: str | None = "deal") -> dict[str, object]:
    line: dict[str, object] = {"item": item, "level": "national", "year": 2021, "amount": "12345.60"}
    return line if kind is None else line | {"kind": kind}


COUNTING = policy(award(support=True), award("8.each", 5, record="", kind=TriggerKind.YEAR, article="8"))


def test_support_for_an_item_that_there_is_not_is_told() -> None:
    assert told(COUNTING, support=[support("A"), support("AA")]) == [
        "deal AA national 2021 matches no claim; nearest: A"
    ]


@pytest.mark.parametrize(
    ("line", "is_met"),
    [(support("A", None), True), (support("A", "find"), False), (support("F7", "find"), False),
     (support("Z", None), False), (support("F1", None), False), (support("F1", "deal"), False)],
    ids=["any kind", "another kind", "a record of which nothing is claimed", "nothing", "applicant",
         "applicant as a deal"],
)  # fmt: skip
def test_support_that_is_deducted_speaks_of_the_items_of_claims(line: dict[str, object], is_met: bool) -> None:
    figures = {"2022": {"contribution": 1}}
    assert bool(told(COUNTING, "support", support=[line], figures=figures)) is not is_met


def test_support_that_the_policy_never_reads_is_without_effect() -> None:
    assert told(policy(award()), support=[support("A")]) == ["deal A national 2021 no clause of the policy asks for it"]


@pytest.mark.parametrize(
    ("item", "is_met"),
    [("deal: A", True), ("find: A", False), ("find: P", False), ("deal: P", False), ("deal: B", False)],
)
def test_a_standard_of_an_older_document_speaks_of_items_and_matters(item: str, is_met: bool) -> None:
    standard = {"document": "Document 1", "item": item, "amount": 7}
    found = told(policy(award(), older=(older("matter"),)), older_documents=[standard])
    assert bool(found) is not is_met


def test_a_line_of_another_year_is_not_without_effect_because_one_year_is_reported() -> None:
    assert told(COUNTING, "support", year=2021, support=[support("A")]) == []


def test_a_record_that_no_clause_is_about_is_told() -> None:
    assert told(COUNTING, "records") == ["find F7 no clause of the policy asks for it"]


def test_an_approval_is_told_where_its_claim_ended_or_there_is_none() -> None:
    lines = [{"clause": "7.deal", "item": item, "amount": 5} for item in ("A", "B")]
    assert told(policy(award("7.deal", ceiling=True)), approvals=lines) == ["7.deal B matches no claim"]
    ending = policy(award("7.deal", ceiling=True, gates={"no": lambda _: False}))
    assert told(ending, approvals=lines) == [
        "7.deal A its claim ended earlier: not eligible", "7.deal B matches no claim",
    ]  # fmt: skip


def test_a_fact_that_only_a_recalculated_year_uses_has_an_effect() -> None:
    """A deal that has changed since its year was settled is reported with the recalculated amount of the year."""
    code = policy(award(), cap(None, "enterprise"))
    figures = {"2021": {"contribution": 70}, "2022": {"contribution": 50}}
    before = decide(code, firm(deal("A", 30, "2021-05-01"), figures=figures, history=[]))
    facts = firm(deal("A", 80, "2021-05-01"), figures=figures, history=ledger_to_json(before.ledger))
    decision = decide(code, facts)
    assert decision.late is not None
    assert [year.anew.low.minor for year in decision.late.years] == [7000]
    assert [line.parts for line in decision.without_effect if line.group == "figures"] == [("2022", "contribution")]


@pytest.mark.parametrize(
    ("record", "kind", "why"),
    [
        ({"standard": "gbt29490", "passed_on": "2022-01-10", "stage": "surveillance"}, "certification",
         "the policy uses only initial_certification (stage surveillance)"),
        ({"number": "ZL1", "right": "design"}, "patent", "the policy uses only invention_patent (right design)"),
        ({"number": "ZL1"}, "utility_patent", "the policy uses only invention_patent"),
        ({"title": "national_pilot"}, "ip_title", "no clause of the policy asks for it"),
    ],
)  # fmt: skip
def test_a_record_of_a_kind_that_is_too_wide_names_the_kind_that_is_asked_for(
    record: dict[str, object], kind: str, why: str
) -> None:
    page = (
        "award 5 to enterprise when geo_indication_product new\n  if has at least 1 invention_patent granted\n"
        "award 6 to enterprise when initial_certification passed\n  as pass\n"
    )
    facts = {"applicant": {"id": "F", "kinds": ["enterprise"]}, "records": {kind: [record]}, "history": []}
    decision = ipdsl.load_text(page).evaluate(facts)
    assert [line.text for line in decision.without_effect] == [why]


@pytest.mark.parametrize("end", ["", " to 2024-12-31"])
def test_a_line_of_the_last_year_says_how_far_states_run_in_a_closed_window_too(end: str) -> None:
    page = f"""policy states "States"
  document "D"
  effective {"from " if not end else ""}2021-01-01{end}
  use ip

article 1 "Patents"
  award 1000 while patent valid
"""
    patent = {"number": "ZL1", "right": "invention", "granted_on": "2021-02-01", "lapsed_on": {"none": True}}
    facts = {
        "applicant": {"id": "F1", "kinds": ["enterprise"]}, "history": [], "records": {"patent": [patent]},
        "figures": {"2023": {"main_revenue": 1}},
    }  # fmt: skip
    code = ipdsl.load_text(page)
    decision = code.evaluate(facts)
    assert [line.group for line in decision.without_effect] == []
    less = code.evaluate({**facts, "figures": {}})
    assert less.due.low.minor < decision.due.low.minor
