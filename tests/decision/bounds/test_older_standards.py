"""Standards of older documents with open facts: the claims that they may raise, if the cases cannot be listed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.settlement.programs import award, cap, claim, deal, decide, due, firm, more, older, policy

LARGE = {"large": more("amount", 5)}
"""Awards of fixed amounts depend on this gate.

Its cases cannot be listed, so claims name the facts that a rule ties to them.
"""

NONE: Any = {"none": True}


def promised(item: str, amount: int = 80) -> dict[str, object]:
    return {"document": "Doc 0", "kind": "deal", "item": item, "amount": amount}


def named(decision: Any, item: str) -> set[str]:
    return {f"{ref.item}.{ref.field}" for ref in claim(decision, item).missing}


@pytest.mark.parametrize("keys", [("project", "country"), ("country", "project")])
def test_a_claim_that_lacks_the_key_of_one_rule_is_raised_by_another(keys: tuple[str, str]) -> None:
    """A has no country, and is raised to 80 by its project. It leaves B 20 of the cap of 100."""
    code = policy(award(amount=50, gates=LARGE), cap(100, "enterprise"), older=tuple(older(key) for key in keys))
    b = deal("B", 5, "2022-05-01", project="Q", country="X")

    def stated(amount: int | None) -> Any:
        return decide(code, firm(deal("A", amount, project="P", country=NONE), b, older_documents=[promised("A")]))

    assert [due(stated(amount)) for amount in (4, 5)] == [(50, 50, True), (100, 100, True)]
    decision = stated(None)
    assert due(decision) == (50, 100, False)
    assert named(decision, "B") == {"A.amount"}


def test_a_claim_of_two_values_may_be_raised_by_the_standard_of_one() -> None:
    """A may be raised to the 80 of X, with which it shares m. It then leaves 20 of the cap of 100."""
    code = policy(award(amount=50, gates=LARGE), cap(100, "enterprise"), older=(older("marks"),))

    def stated(amount: int | None) -> Any:
        deals = deal("A", amount, marks=["m", "n"]), deal("X", amount, "2022-05-01", marks=["m"])
        return decide(code, firm(*deals, older_documents=[promised("X")]))

    assert due(stated(5)) == (100, 100, True)
    decision = stated(None)
    assert due(decision) == (0, 100, False)
    bounds = claim(decision, "A").bounds
    assert (bounds.low.minor, bounds.high and bounds.high.minor) == (0, 8000)


def test_a_claim_that_lacks_the_key_of_a_standard_is_not_tied_to_those_that_have_it() -> None:
    code = policy(award(amount=50, gates=LARGE), older=(older("project"),))
    deals = deal("A", None, None, project=NONE), deal("B", None, "2022-05-01", project="P")
    decision = decide(code, firm(*deals, older_documents=[promised("B")]))
    assert (named(decision, "A"), named(decision, "B")) == ({"A.amount", "A.made_on"}, {"B.amount"})
    assert due(decision) == (0, 130, False)


def test_no_claim_is_raised_above_the_standards_of_its_key() -> None:
    """B has a different project from X, so it is at most 50, and both fit under the cap of 130."""
    code = policy(award(amount=50, gates=LARGE), cap(130, "enterprise"), older=(older("project"),))
    deals = deal("X", None, project="P"), deal("B", None, "2022-05-01", project="Q")
    decision = decide(code, firm(*deals, older_documents=[promised("X")]))
    assert (named(decision, "X"), named(decision, "B")) == ({"X.amount"}, {"B.amount"})
    assert due(decision) == (0, 130, False)


def test_a_claim_of_an_award_that_the_rule_does_not_reach_is_raised_to_nothing() -> None:
    awards = award("deals", 50, gates=LARGE), award("prizes", 50, gates=LARGE, record="prize")
    code = policy(*awards, cap(130, "project"), older=(older("project"),))
    prize = deal("W", None, "2022-05-01", project="P")
    decision = decide(code, firm(deal("X", None, project="P"), prizes=(prize,), older_documents=[promised("X")]))
    assert (named(decision, "X"), named(decision, "W")) == ({"X.amount"}, {"W.amount"})
    assert due(decision) == (0, 130, False)


def test_a_claim_with_one_unknown_key_of_two_may_be_raised_with_claims_of_the_other_key() -> None:
    """If the country of A is C, it is the first of its project and country, and is raised to the 80 of X."""
    code = policy(award(amount=50, gates=LARGE), older=(older("project", "country"),))
    deals = deal("A", None, project="P"), deal("X", None, "2022-05-01", project="P", country="C")
    decision = decide(code, firm(*deals, older_documents=[promised("X")]))
    bounds = claim(decision, "A").bounds
    assert (bounds.low.minor, bounds.high and bounds.high.minor) == (0, 8000)
