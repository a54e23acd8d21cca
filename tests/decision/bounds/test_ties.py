"""A rule ties open claims to each other only if it can bind. Then the claims name each other's facts."""

from __future__ import annotations

import pytest

from ipdsl.decision.decision import Decision
from ipdsl.engine.evaluator import GeneratedFunctions
from tests.support.settlement.programs import (
    award,
    cap,
    claim,
    deal,
    decide,
    due,
    firm,
    highest,
    holds,
    limit,
    no_repeat,
    policy,
    share,
    top_up,
)

FINE = {"fine": holds("fine")}


def asked(decision: Decision, item: str) -> set[str]:
    """The deals whose facts a claim asks for."""
    return {ref.item for ref in claim(decision, item).missing}


def two(code: GeneratedFunctions, **more: object) -> Decision:
    """Two open claims, of 30 and of 20."""
    return decide(code, firm(deal("A", 30, **more), deal("B", 20, "2022-05-01", **more)))  # type: ignore[arg-type]


@pytest.mark.parametrize(("size", "ties"), [(51, False), (50, False), (49, True), (20, True)])
def test_a_cap_ties_claims_that_do_not_fit_together(size: int, ties: bool) -> None:
    decision = two(policy(award(gates=FINE), cap(size, "enterprise")))
    assert asked(decision, "A") == {"A"}
    assert asked(decision, "B") == ({"A", "B"} if ties else {"B"})
    assert due(decision) == (0, min(size, 50), True)


@pytest.mark.parametrize(("before", "ties"), [(0, False), (9, False), (10, False), (11, True)])
def test_earlier_charges_leave_less_under_a_cap(before: int, ties: bool) -> None:
    code = policy(award(gates=FINE), cap(60, "enterprise"))
    line = {"clause": "7.deal.made", "item": "Z", "year": 2022, "due": before}
    decision = decide(code, firm(deal("A", 30), deal("B", 20, "2022-05-01"), history=[line]))
    assert asked(decision, "B") == ({"A", "B"} if ties else {"B"})
    assert due(decision) == (0, min(50, 60 - before), True)


@pytest.mark.parametrize(("number", "ties"), [(3, False), (2, False), (1, True)])
def test_a_limit_ties_more_claims_than_it_leaves(number: int, ties: bool) -> None:
    decision = two(policy(award(gates=FINE), limit(number, "enterprise")))
    assert asked(decision, "B") == ({"A", "B"} if ties else {"B"})
    assert due(decision) == (0, 30 if ties else 50, True)


@pytest.mark.parametrize(("sums", "ties"), [((0,), False), ((5,), True), ((5, 0), True), ((0, 0), False)])
def test_a_limit_counts_what_was_paid_before_and_nothing_else(sums: tuple[int, ...], ties: bool) -> None:
    code = policy(award(gates=FINE), limit(2, "enterprise"))
    lines = [{"clause": "7.deal.made", "item": f"Z{n}", "year": 2021, "due": sum_} for n, sum_ in enumerate(sums)]
    decision = decide(code, firm(deal("A", 30), deal("B", 20, "2022-05-01"), history=lines))
    assert asked(decision, "B") == ({"A", "B"} if ties else {"B"})
    assert due(decision) == (0, 30 if ties else 50, True)


def test_a_limit_of_a_year_counts_the_year_alone() -> None:
    code = policy(award(gates=FINE), limit(2, "enterprise", per_year=True))
    line = {"clause": "7.deal.made", "item": "Z", "due": 5}
    for year, ties in ((2021, False), (2022, True)):
        decision = decide(code, firm(deal("A", 30), deal("B", 20, "2022-05-01"), history=[line | {"year": year}]))
        assert asked(decision, "B") == ({"A", "B"} if ties else {"B"})


def test_pay_highest_ties_rivals_of_a_year() -> None:
    code = policy(award(gates=FINE), highest("enterprise"))
    decision = two(code)
    assert (asked(decision, "A"), asked(decision, "B"), due(decision)) == ({"A"}, {"A", "B"}, (0, 30, True))
    apart = decide(code, firm(deal("A", 30), deal("B", 20, "2023-05-01")))
    assert (asked(apart, "A"), asked(apart, "B"), due(apart)) == ({"A"}, {"B"}, (0, 50, True))


@pytest.mark.parametrize("rule", [no_repeat("project"), top_up("project")])
def test_rules_by_a_key_tie_claims_of_one_key(rule: object) -> None:
    code = policy(award(gates=FINE), rule)
    apart = decide(code, firm(deal("A", 30, project="P"), deal("B", 20, "2022-05-01", project="Q")))
    assert (asked(apart, "A"), asked(apart, "B"), due(apart)) == ({"A"}, {"B"}, (0, 50, True))
    same = two(code, project="P", level="national")
    assert due(same)[1] in (30, 50)
    assert asked(same, "A") == {"A"}


def test_levels_tie_the_claims_of_a_ladder() -> None:
    code = policy(award(gates=FINE), top_up("project"))
    rows = (deal("A", 30, project="P", level="provincial"), deal("B", 50, "2022-05-01", project="P", level="national"))
    decision = decide(code, firm(*rows))
    assert asked(decision, "B") == {"A", "B"}
    assert due(decision) == (0, 50, True)
    assert (claim(decision, "B").bounds.low.minor, claim(decision, "B").bounds.high.minor) == (0, 5000)


def test_caps_of_several_years_bind_separately() -> None:
    code = policy(award(gates=FINE), cap(30, "enterprise"))
    decision = decide(code, firm(deal("A", 30), deal("B", 20, "2023-05-01"), deal("C", 20, "2023-06-01")))
    assert (asked(decision, "A"), asked(decision, "B"), asked(decision, "C")) == ({"A"}, {"B"}, {"B", "C"})
    assert due(decision) == (0, 60, True)


def test_an_unlimited_sum_is_bounded_by_the_room_that_is_left() -> None:
    code = policy(award(amount=share(10)), cap(50, "enterprise"))
    line = {"clause": "7.deal.made", "item": "Z", "year": 2022, "due": 15}
    decision = decide(code, firm(deal("A"), history=[line]))
    assert due(decision) == (0, 35, False)
    assert [m.worth and m.worth.minor for m in decision.missing] == [3500]
