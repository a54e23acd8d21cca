"""Conditions that end a proposal or count years.

These are older standards, deductions, `once` and `limit` by year, and replaced documents.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from ipdsl.base.values.money import Rounding
from ipdsl.engine.evaluator import AT_DISCRETION
from ipdsl.ir.terms import ReplacedDocument
from ipdsl.report.decision_json import ledger_to_json
from tests.support.settlement.programs import (
    award,
    cap,
    claim,
    deal,
    decide,
    due,
    firm,
    highest,
    limit,
    no_repeat,
    older,
    outcomes,
    over,
    paid,
    policy,
    share,
    yuan,
)


def outside(item: str, sum_: int, year: int = 2020, **more: object) -> Mapping[str, object]:
    """A payment under another document."""
    return {"policy": "old", "clause": "x", "kind": "deal", "item": item, "year": year, "due": sum_, **more}


def standard(item: str, amount: int, document: str = "Doc 0") -> Mapping[str, object]:
    return {"document": document, "kind": "deal", "item": item, "amount": amount}


# ---- older documents


def test_the_highest_claim_of_a_year_is_raised_to_the_older_standard() -> None:
    code = policy(award(), older=(older("project"),))
    deals = (deal("A", 20, project="p"), deal("B", 50, project="p"), deal("C", 30, "2023-01-01", project="p"))
    decision = decide(code, firm(*deals, older_documents=[standard("B", 80), standard("C", 25)]))
    assert paid(decision) == {"A": 20, "B": 80, "C": 30}
    raised = claim(decision, "B")
    assert (raised.outcome.value, raised.proposed.minor, raised.adjustments[0].cut.minor) == ("awarded", 8000, 0)
    assert raised.adjustments[0].text == (
        "raised from 50.00 to 80.00, the standard of Doc 0 per project per year (article 7)"
    )
    assert {line.item: line.proposed for line in decision.ledger}["B"] == 8000


@pytest.mark.parametrize("name", ["A", "deal: A"])
def test_a_standard_speaks_of_the_item_or_of_its_matter(name: str) -> None:
    code = policy(award(), older=(older("matter"),))
    assert yuan(decide(code, firm(deal("A", 20), older_documents=[standard(name, 80)]))) == 80
    assert yuan(decide(code, firm(deal("A", 20), older_documents=[standard("B", 80)]))) == 20


def test_the_standard_of_a_key_is_the_greatest_of_its_claims() -> None:
    code = policy(award(), older=(older("project"),))
    standards = [standard("A", 80), standard("A", 70, "Doc 1")]
    facts = firm(deal("A", 20, project="p"), deal("B", 50, project="p"), older_documents=standards)
    assert paid(decide(code, facts)) == {"A": 20, "B": 80}


def test_every_rule_holds_for_the_raised_sum() -> None:
    code = policy(award(), no_repeat("project"), cap(60, "enterprise"), older=(older("project"),))
    facts = firm(deal("A", 20, project="p"), deal("B", 10, project="p"), older_documents=[standard("A", 80)])
    decision = decide(code, facts)
    assert paid(decision) == {"A": 60, "B": 0}
    assert claim(decision, "A").outcome.value == "reduced"


def test_a_claim_of_nothing_is_not_raised() -> None:
    code = policy(award(), older=(older("project"),))
    assert yuan(decide(code, firm(deal("A", 0, project="p"), older_documents=[standard("A", 80)]))) == 0


def test_a_line_that_was_the_highest_of_the_year_leaves_others_as_they_are() -> None:
    code = policy(award(), older=(older("project"),))
    a, b, c = (deal(name, sum_, project="p") for name, sum_ in (("A", 50), ("B", 40), ("C", 90)))
    standards = [standard("A", 80), standard("B", 80), standard("C", 120)]
    first = decide(code, firm(a, older_documents=standards))
    history = ledger_to_json(first.ledger)
    again = decide(code, firm(a, b, c, history=history, older_documents=standards))
    assert paid(again) == {"A": 0, "B": 40, "C": 120}
    lower = decide(code, firm(a, b, history=history, older_documents=standards))
    assert paid(lower) == {"A": 0, "B": 40}


def test_older_documents_that_are_not_stated_are_none_or_with_strict_unknown() -> None:
    code = policy(award(), older=(older("project"),))
    facts = firm(deal("A", 20, project="p"))
    taken = decide(code, facts)
    assert due(taken) == (20, 20, True)
    assert "no older documents declared, so no higher standard is assumed" in taken.assumptions
    decision = decide(code, facts, strict=True)
    assert "no older documents declared, so their standards are treated as unknown" in decision.assumptions
    assert due(decision) == (20, None, False)
    assert [fact.path for fact in decision.missing] == ["older_documents"]


# ---- less already paid


def test_what_an_earlier_year_paid_for_the_same_is_deducted() -> None:
    code = policy(award("first"), award("second", 100, record="prize", less=("deal", "project")))
    prize = {"number": "P", "made_on": "2023-01-01", "project": "p"}
    decision = decide(code, firm(deal("A", 30, project="p"), deal("B", 9, project="q"), prizes=(prize,)))
    assert paid(decision) == {"A": 30, "B": 9, "P": 70}
    told = claim(decision, "P").adjustments[0]
    assert (told.code, told.rule, told.cut.minor) == ("R233", "less already paid", 3000)
    assert told.text == "30.00 already paid for deal of the same project (A, 2022) was deducted"
    assert claim(decision, "P").outcome.value == "reduced"


def test_payments_of_the_same_year_are_deducted_only_where_the_ledger_holds_them() -> None:
    code = policy(award("first"), award("second", 100, record="prize", less=("deal", "project")))
    a, prize = deal("A", 30, project="p"), {"number": "P", "made_on": "2022-09-01", "project": "p"}
    assert paid(decide(code, firm(a, prizes=(prize,)))) == {"A": 30, "P": 100}
    history = ledger_to_json(decide(code, firm(a)).ledger)
    assert paid(decide(code, firm(a, prizes=(prize,), history=history))) == {"A": 0, "P": 70}


def test_payments_under_other_documents_are_deducted_by_kind_and_item_or_key() -> None:
    code = policy(award(amount=100, less=("deal", "number")))
    facts = firm(deal("A"))
    assert yuan(decide(code, {**facts, "history": [outside("A", 30)]})) == 70
    assert yuan(decide(code, {**facts, "history": [outside("Z", 30, keys={"number": "A"})]})) == 70
    assert yuan(decide(code, {**facts, "history": [outside("A", 30, kind="prize")]})) == 100
    more = decide(code, {**facts, "history": [outside("A", 90), outside("A", 40, 2021)]})
    assert outcomes(more) == {"A": "already paid"}


def test_it_is_deducted_before_the_one_rounding() -> None:
    code = policy(award(amount=share(10), less=("deal", "number")), rounding=Rounding(step=10000))
    facts = firm(deal("A", 2490), history=[outside("A", 60)])  # 249 - 60 = 189: 200; rounded first, 200 - 60 = 140
    assert yuan(decide(code, facts)) == 200


def test_it_lowers_a_ceiling_and_leaves_what_the_bureau_sets_without_one() -> None:
    facts = firm(
        deal("A"), history=[outside("A", 30)], approvals=[{"clause": "7.deal.made", "item": "A", "amount": 90}]
    )
    assert yuan(decide(policy(award(amount=100, ceiling=True, less=("deal", "number"))), facts)) == 70
    free = policy(award(amount=lambda _: AT_DISCRETION, ceiling=True, less=("deal", "number")))
    assert yuan(decide(free, facts)) == 90


def test_a_claim_cut_to_zero_was_not_paid_but_one_cut_by_a_cap_was() -> None:
    prize = {"number": "P", "made_on": "2023-01-01", "project": "p"}
    second = award("second", 100, record="prize", less=("deal", "project"))
    facts = firm(deal("A", 30, project="p"), deal("X", 90, project="q"), prizes=(prize,))
    assert paid(decide(policy(award("first"), second, over(highest("enterprise"))), facts))["P"] == 100
    assert paid(decide(policy(award("first"), cap(10, "project"), second), facts))["P"] == 70


# years as keys and as counted values


def test_once_per_key_per_year_starts_again_each_year() -> None:
    code = policy(award(once=("project", "year")))
    deals = (deal("A", 20, project="p"), deal("B", 30, project="p"), deal("C", 40, "2023-01-01", project="p"))
    decision = decide(code, firm(*deals))
    assert paid(decision) == {"A": 20, "B": 0, "C": 40}
    history = ledger_to_json(decide(code, firm(deals[0])).ledger)
    assert paid(decide(code, firm(*deals, history=history))) == {"A": 0, "B": 0, "C": 40}
    short = [{"clause": "7.deal.made", "item": "Z", "year": 2023, "due": 5, "keys": {"project": "p"}}]
    assert paid(decide(code, firm(*deals, history=short))) == {"A": 20, "B": 0, "C": 0}


def test_a_limit_of_years_counts_the_years_of_the_claims() -> None:
    code = policy(award(), limit(2, "project", counts="year"))
    days = {"A": "2021-01-01", "B": "2021-05-01", "C": "2023-01-01", "D": "2024-01-01"}
    decision = decide(code, firm(*(deal(name, 10, day, project="p") for name, day in days.items())))
    assert paid(decision) == {"A": 10, "B": 10, "C": 10, "D": 0}


# ---- replaced documents


def test_once_counts_payments_under_the_clause_that_this_one_was() -> None:
    was = (ReplacedDocument("old", (("7.deal.made", "x"),)),)
    facts = firm(deal("A", 20), deal("B", 30))
    once = policy(award(once=()), replaced=was)
    decision = decide(once, {**facts, "history": [outside("A", 5), outside("B", 5, clause="y")]})
    assert paid(decision) == {"A": 0, "B": 30}
    assert claim(decision, "A").why == "paid only once for A, already used (A, 2020, under old)"
    assert paid(decide(policy(award(once=())), {**facts, "history": [outside("A", 5)]})) == {"A": 20, "B": 30}


def test_payments_of_a_replaced_document_use_no_cap_and_no_limit() -> None:
    was = (ReplacedDocument("old", (("7.deal.made", "x"),)),)
    code = policy(award(), limit(1, "enterprise"), cap(20, "enterprise", per_year=False), replaced=was)
    assert paid(decide(code, firm(deal("A", 20), history=[outside("Z", 20)]))) == {"A": 20}


def test_no_reason_is_given_without_earlier_payments() -> None:
    decision = decide(policy(award(amount=100, less=("deal", "number"))), firm(deal("A"), history=[outside("B", 9)]))
    assert claim(decision, "A").adjustments == ()
