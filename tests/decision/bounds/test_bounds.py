"""Unknown facts: undetermined claims, the facts that would settle them, and the bounds of the amount due."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from ipdsl.ir.terms import TriggerKind
from ipdsl.report.decision_page import render
from tests.support.settlement.programs import (
    award,
    cap,
    claim,
    deal,
    decide,
    due,
    firm,
    here,
    highest,
    holds,
    limit,
    outcomes,
    paid,
    policy,
    running,
    share,
    yuan,
)

FINE = {"fine": holds("fine")}


def test_a_yes_or_no_that_is_not_stated_gives_both_ends_exactly() -> None:
    decision = decide(policy(award(amount=10, gates=FINE)), firm(deal("A"), deal("B", fine=True)))
    assert due(decision) == (10, 20, True)
    assert yuan(decision) == 10
    found = claim(decision, "A")
    assert (found.outcome.value, [ref.path for ref in found.missing]) == ("undetermined", ["records.deal[A].fine"])
    assert (found.bounds.low.minor, found.bounds.high.minor, found.bounds.exact) == (0, 1000, True)
    (missing,) = decision.missing
    assert (missing.path, missing.label, missing.worth.minor, missing.clauses) == (
        "records.deal[A].fine", "合规", 1000, ("7.deal.made",),
    )  # fmt: skip
    assert decision.is_undetermined


def test_a_fact_behind_a_gate_that_fails_is_not_asked_for() -> None:
    decision = decide(policy(award(gates={**FINE, "second": holds("second")})), firm(deal("A", 10, second=False)))
    assert (outcomes(decision), decision.missing) == ({"A": "not eligible"}, ())


def test_a_fact_that_changes_no_sum_is_not_asked_for() -> None:
    code = policy(award(gates=FINE), cap(0, "enterprise"))
    decision = decide(code, firm(deal("A", 10)))
    assert due(decision) == (0, 0, True)
    assert decision.missing == ()
    assert not decision.is_undetermined


def test_a_choice_that_is_not_stated_is_tried_in_every_case() -> None:
    code = policy(award(rows={"gold": 30, "silver": 20}))
    assert due(decide(code, firm(deal("A")))) == (0, 30, True)
    both = policy(award(rows={"gold": 30, "silver": 20, "none_such": 25}))
    assert due(decide(both, firm(deal("A")))) == (20, 30, True)


def test_a_cap_that_is_filled_in_every_case_leaves_the_sum_certain_and_the_parts_open() -> None:
    code = policy(award(gates=FINE), cap(50, "enterprise"))
    decision = decide(code, firm(deal("A", 50, "2022-01-01"), deal("B", 50, fine=True)))
    assert due(decision) == (50, 50, True)
    assert yuan(decision) == 50
    assert outcomes(decision) == {"A": "undetermined", "B": "undetermined"}
    assert claim(decision, "B").reason.code == "R224"


def test_an_open_amount_under_a_cap_is_bounded_by_the_cap() -> None:
    code = policy(award(amount=share(10)), cap(50, "enterprise"))
    decision = decide(code, firm(deal("A"), deal("B", 200)))
    assert due(decision) == (20, 50, False)
    assert claim(decision, "A").bounds.high.minor == 5000


def test_an_open_amount_without_a_cap_is_unlimited() -> None:
    decision = decide(policy(award(amount=share(10))), firm(deal("A"), deal("B", 200)))
    assert due(decision) == (20, None, False)
    assert decision.missing[0].worth is None


def test_pay_highest_with_an_open_sum_is_settled_at_both_ends() -> None:
    code = policy(award(), highest("enterprise"), cap(80, "enterprise"))
    decision = decide(code, firm(deal("A"), deal("B", 30)))
    assert due(decision) == (30, 80, False)
    assert outcomes(decision) == {"A": "undetermined", "B": "undetermined"}


def test_a_limit_over_an_open_day_keeps_what_earlier_years_pay_and_the_greatest_sums() -> None:
    code = policy(award(), limit(2, "enterprise"))
    facts = firm(deal("A", 10, "2021-01-01"), deal("B", 20, "2022-01-01"), deal("C", 30, None))
    low, high, exact = due(decide(code, facts))
    assert (low <= 10, high, exact) == (True, 50, False)


def test_a_figure_that_is_not_stated_leaves_a_cap_open() -> None:
    code = policy(award(), cap(None, "enterprise"))
    decision = decide(code, firm(deal("A", 50), figures={"2021": {"contribution": 5}}))
    assert due(decision) == (0, 50, False)
    assert [m.path for m in decision.missing] == ["figures.2022.contribution"]
    assert claim(decision, "A").outcome.value == "undetermined"


def test_sets_that_nothing_ties_add_up() -> None:
    code = policy(award(gates=FINE), cap(50, "project"))
    facts = firm(*(deal(f"D{i}", 40, project=f"p{i // 2}") for i in range(40)))
    assert due(decide(code, facts)) == (0, 1000, True)


def test_a_cap_that_cannot_bind_ties_nothing() -> None:
    code = policy(award(gates=FINE), cap(100000, "enterprise"))
    assert due(decide(code, firm(*(deal(f"D{i}", 40) for i in range(40))))) == (0, 1600, True)


NOT_ALL = "too many facts are missing to try all cases"


def fine(number: int) -> tuple[dict[str, object], ...]:
    """Deals with an unstated `fine`."""
    return tuple(deal(f"D{i}", 40) for i in range(number))


def test_more_cases_than_the_budget_holds_are_bounded_without_trying_them() -> None:
    code = policy(award(gates=FINE), cap(100, "enterprise"))
    tried, more = decide(code, firm(*fine(6))), decide(code, firm(*fine(12)))
    assert (due(tried), due(more)) == ((0, 100, True), (0, 100, False))
    assert not any(line.startswith(NOT_ALL) for line in tried.assumptions)
    assert any(line.startswith(NOT_ALL) for line in more.assumptions)
    assert NOT_ALL in " ".join(render(more).split())


def test_each_tied_set_has_a_budget_of_its_own() -> None:
    code = policy(award(gates=FINE), cap(100, "project"))
    one = [deal(f"A{i}", 40, project="A") for i in range(6)]
    many = [deal(f"B{i}", 40, project="B") for i in range(12)]
    alone, beside = decide(code, firm(*one)), decide(code, firm(*many, *one))
    assert due(alone) == (0, 100, True)
    assert due(beside) == (0, 200, False)
    worths = ({m.path: m.worth for m in decision.missing if "[A" in m.path} for decision in (alone, beside))
    assert next(worths) == next(worths)


def test_a_claim_names_some_of_very_many_facts_of_others_and_the_decision_all() -> None:
    code = policy(award(), cap(100, "enterprise"))
    decision = decide(code, firm(*(deal(f"D{i:03}") for i in range(100)), deal("S", 10)))
    assert len(decision.missing) == 100
    named = {ref.item for ref in claim(decision, "D099").missing}
    assert len(named) == 33
    assert "D099" in named
    assert any(line.startswith(NOT_ALL) for line in decision.assumptions)


def test_a_fact_shared_by_many_claims_is_one_case() -> None:
    code = policy(award(gates={"located_here": here}), cap(100, "enterprise"))
    facts = firm(*(deal(f"D{i}", 40) for i in range(9)), located_here=None)
    decision = decide(code, facts)
    assert due(decision) == (0, 100, True)
    assert [m.worth.minor for m in decision.missing] == [10000]


def test_a_key_that_is_not_stated_opens_the_claim_where_the_rule_could_bind() -> None:
    code = policy(award(amount=10), limit(1, "family"))
    decision = decide(code, firm(deal("A", family="f"), deal("B", day="2022-05-01")))
    assert outcomes(decision)["B"] == "undetermined"
    low, high, _ = due(decision)
    assert low <= 10 <= 20 <= high
    alone = decide(code, firm(deal("B")))
    assert outcomes(alone) == {"B": "awarded"}


def test_once_under_an_open_state_counts_one_payment() -> None:
    code = policy(award(amount=10, kind=TriggerKind.WHILE, gates={"running": running, **FINE}, once=()))
    decision = decide(code, firm(deal("A", day="2021-05-01", ended_on={"none": True}), as_of="2024-12-31"))
    assert due(decision) == (0, 10, True)
    assert decision.missing[0].worth.minor == 1000


def test_an_open_approval_next_to_others_bounds_its_effect_on_them() -> None:
    ceiling = award("up_to", ceiling=True, record="prize")
    code = policy(award(), ceiling, cap(60, "enterprise"))
    decision = decide(code, firm(deal("A", 50), prizes=(deal("P", 40),)))
    assert (yuan(decision), due(decision)) == (50, (50, 60, True))
    assert outcomes(decision) == {"A": "awarded", "P": "ceiling"}


@pytest.mark.parametrize(
    ("rule", "low", "high", "open_"),
    [
        (limit(1, "enterprise"), 1, 5000, {"B"}),  # the first takes the only place, even for a fen
        (limit(2, "enterprise"), 5000, 9000, set()),
        (cap(60, "enterprise"), 5000, 6000, {"B"}),  # an amount approved for the first may be missing for the second
        (highest("enterprise"), 5000, 5000, set()),
        (None, 5000, 9000, set()),
    ],
)
def test_claims_that_an_approval_may_change_are_undetermined(rule: Any, low: int, high: int, open_: set[str]) -> None:
    ceiling = award("up_to", ceiling=True, record="prize")
    code = policy(ceiling, award(), *([rule] if rule else ()))
    facts = {"prizes": (deal("P", 40, "2022-01-01"),)}
    decision = decide(code, firm(deal("B", 50, "2022-06-01"), **facts))
    assert (decision.due.low.minor, decision.due.high.minor) == (low, high)
    assert {c.item for c in decision.claims if c.outcome.value == "undetermined"} == open_
    for sum_ in (0, "0.01", 30, 40):
        approvals = [{"clause": "up_to", "item": "P", "amount": sum_}]
        whole = decide(code, firm(deal("B", 50, "2022-06-01"), approvals=approvals, **facts))
        assert decision.due.low.minor <= whole.total.minor <= decision.due.high.minor
        for before, after in zip(decision.claims, whole.claims, strict=True):
            assert before.bounds.low.minor <= after.paid.minor <= before.bounds.high.minor


def test_bounds_contain_every_completion_of_mixed_unknowns() -> None:
    code = policy(
        award(once=("project",), gates=FINE), award("rows", rows={"gold": 30, "silver": 20}, record="deal"),
        limit(3, "enterprise", counts="country"), highest("family"), cap(70, "enterprise"),
        cap(90, "enterprise", per_year=False),
    )  # fmt: skip
    base = [
        deal("A", 40, project="p", country="US", family="f", tier="gold"),
        deal("B", 50, "2022-06-01", project="p", country="JP", family="g", fine=True),
        deal("C", 60, "2023-06-01", project="q", country="DE", family="f", fine=True, tier="silver"),
    ]
    low, high, exact = due(decide(code, firm(*base)))
    assert exact
    totals = set()
    for fine, tier in itertools.product((True, False), ("gold", "silver", "none_such")):
        told = [base[0] | {"fine": fine}, base[1] | {"tier": tier}, base[2]]
        totals.add(yuan(decide(code, firm(*told))))
    assert (min(totals), max(totals)) == (low, high)


def test_certain_claims_are_paid_although_others_are_open() -> None:
    code = policy(award(gates=FINE), award("7.prize.made", record="prize"))
    decision = decide(code, firm(deal("A", 10), prizes=(deal("P", 5),)))
    assert paid(decision) == {"A": 0, "P": 5}


def test_a_cap_of_nothing_leaves_nothing_of_a_claim_that_is_open() -> None:
    code = policy(award(gates={"fine": lambda c: c.field("fine")}), cap(0, "enterprise"))
    found = decide(code, firm(deal("A", 40))).due
    assert found.high is not None
    assert (found.low.minor, found.high.minor) == (0, 0)
