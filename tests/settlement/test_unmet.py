"""A slip in the item of an approval, of support or of an older standard is told: it meets nothing."""

from __future__ import annotations

from typing import Any

import pytest

from ipdsl.runtime.code import Code
from ipdsl.runtime.decision.explain import render
from ipdsl.runtime.decision.export import to_json
from ipdsl.runtime.terms import TriggerKind
from tests.settlement.support import award, deal, decide, firm, older, policy

FIND = {"number": "F7", "project": "P", "made_on": "2022-03-01", "amount": 10}


def told(code: Code, year: int | None = None, **stated: Any) -> list[str]:
    """What meets nothing, of a firm with a deal and a find."""
    facts = firm(deal("A", 100))
    facts["records"] = {**facts["records"], "find": [FIND]}  # type: ignore[dict-item]  # plain data
    decision = decide(code, {**facts, **stated}, year=year)
    found = [line for line in decision.assumptions if "meets no" in line]
    assert all(line in " ".join(render(decision).split()) for line in found)
    assert [line for line in to_json(decision)["assumptions"] if line in found] == found  # type: ignore[attr-defined]
    return found


def support(item: str, kind: str | None = "deal") -> dict[str, object]:
    line: dict[str, object] = {"item": item, "level": "national", "year": 2021, "amount": "12345.60"}
    return line if kind is None else line | {"kind": kind}


COUNTING = policy(award(support=True), award("8.each", 5, record="", kind=TriggerKind.YEAR, article="8"))


def test_support_for_an_item_that_there_is_not_is_told() -> None:
    assert told(COUNTING, support=[support("A"), support("B")]) == [
        "the support of 12,345.60 for B (national, 2021) meets no record and no claim"
    ]


@pytest.mark.parametrize(
    ("line", "is_met"),
    [(support("A", None), True), (support("A", "find"), False), (support("F7", "find"), True),
     (support("P", "find"), True), (support("P", "deal"), False), (support("P", None), True),
     (support("Z", None), False), (support("F1", None), True), (support("F1", "deal"), False)],
    ids=["any kind", "another kind", "item", "matter", "matter of another kind", "any matter", "nothing", "applicant",
         "applicant as a deal"],
)  # fmt: skip
def test_support_speaks_of_items_and_matters_of_its_kind(line: dict[str, object], is_met: bool) -> None:
    figures = {"2022": {"contribution": 1}}
    assert bool(told(COUNTING, support=[line], figures=figures)) is not is_met


def test_support_of_the_applicant_meets_nothing_where_no_claim_goes_without_a_record() -> None:
    assert told(policy(award(support=True)), support=[support("F1", None)])


def test_support_that_the_policy_never_reads_is_passed_over() -> None:
    assert told(policy(award()), support=[support("Z")]) == []


def test_an_unknown_matter_may_be_the_one_that_is_meant() -> None:
    facts = firm(deal("A", 100))
    unknown = {name: value for name, value in FIND.items() if name != "project"}
    facts["records"] = {**facts["records"], "find": [unknown]}  # type: ignore[dict-item]  # plain data
    decision = decide(COUNTING, {**facts, "support": [support("P", "find"), support("P", "deal")]})
    assert [line for line in decision.assumptions if "meets no" in line] == [
        "the support of 12,345.60 for P (national, 2021) meets no record and no claim"
    ]


@pytest.mark.parametrize(
    ("item", "is_met"), [("A", True), ("deal: A", True), ("find: P", True), ("P", True), ("B", False)]
)
def test_a_standard_of_an_older_document_speaks_of_items_and_matters(item: str, is_met: bool) -> None:
    standard = {"document": "Document 1", "item": item, "amount": 7}
    found = told(policy(award(), older=(older("matter"),)), older_documents=[standard])
    assert found == ([] if is_met else ["the standard of 7.00 for B (Document 1) meets no record and no claim"])


@pytest.mark.parametrize("item", ["P", "find: P", "anything"])
def test_a_standard_may_speak_of_a_matter_that_is_not_known(item: str) -> None:
    facts = firm(deal("A", 100))
    unknown = {name: value for name, value in FIND.items() if name != "project"}
    facts["records"] = {**facts["records"], "find": [unknown]}  # type: ignore[dict-item]  # plain data
    standard = {"document": "Document 1", "item": item, "amount": 7}
    decision = decide(policy(award(), older=(older("matter"),)), {**facts, "older_documents": [standard]})
    assert [line for line in decision.assumptions if "meets no" in line] == []


def test_of_one_year_nothing_is_said_since_what_is_stated_may_be_of_another() -> None:
    assert told(COUNTING, support=[support("Z")], year=2022) == []
