"""Claims with an open row, and earlier payments: an amount used up in one row may still be paid in a different row."""

from __future__ import annotations

from typing import Any

import attrs

from tests.support.settlement.programs import (
    Award,
    award,
    cap,
    claim,
    deal,
    decide,
    due,
    firm,
    more,
    policy,
)

LARGE = {"large": more("amount", 5)}
"""The amounts of this gate cannot be listed, so not every case is settled."""

PAID = {"clause": "deals", "item": "Z", "year": 2021, "due": 5, "keys": {"project": "P", "country": "Y"}}


def rows(**once: tuple[str, ...]) -> Award:
    """20 for gold and 30 for silver, once per project unless a row has its own key."""
    made = award("deals", rows={"gold": 20, "silver": 30}, gates=LARGE, once=("project",))
    of_rows = [attrs.evolve(row, once=once.get(row.name)) for row in made.clause.rows]
    return attrs.evolve(made, clause=attrs.evolve(made.clause, rows=tuple(of_rows)))


def test_a_claim_whose_project_is_used_up_may_be_of_a_row_that_is_paid_once_per_country() -> None:
    code = policy(rows(silver=("country",)))
    stated: dict[str, Any] = {"project": "P", "country": "X"}
    decision = decide(code, firm(deal("A", None, **stated), history=[PAID]))
    assert due(decision) == (0, 30, False)
    bounds = claim(decision, "A").bounds
    assert (bounds.low.minor, bounds.high and bounds.high.minor) == (0, 3000)
    assert {fact.path: fact.worth and fact.worth.minor for fact in decision.missing} == {
        "records.deal[A].amount": 3000,
        "records.deal[A].tier": 3000,
    }
    for tier, paid in (("gold", 0), ("silver", 30)):
        completion = decide(code, firm(deal("A", 5, tier=tier, **stated), history=[PAID]))
        assert due(completion) == (paid, paid, True)


def test_a_claim_of_a_known_row_that_is_used_up_asks_for_no_room_though_its_sum_is_open() -> None:
    code = policy(rows(), cap(None, "enterprise"))
    decision = decide(code, firm(deal("A", None, project="P", country="X", tier="gold"), history=[PAID]))
    assert due(decision) == (0, 0, True)
    assert [fact.path for fact in claim(decision, "A").missing] == ["records.deal[A].amount"]
    other = decide(code, firm(deal("A", None, project="Q", country="X", tier="gold"), history=[PAID]))
    assert {fact.path for fact in claim(other, "A").missing} == {
        "figures.2022.contribution",
        "records.deal[A].amount",
    }
