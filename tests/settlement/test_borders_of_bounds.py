"""Bounds at their borders, by hand: sums that just fit, money that has lapsed, one fen, a budget to its last step."""

from __future__ import annotations

import attrs
import pytest

from ipdsl.runtime.bounds import every_case
from ipdsl.runtime.decision.light import Decision
from ipdsl.runtime.terms import Cap, TriggerKind
from tests.settlement.support import (
    award,
    cap,
    claim,
    deal,
    decide,
    due,
    firm,
    holds,
    limit,
    more,
    over,
    policy,
    running,
)

FINE = {"fine": holds("fine")}
NOT_ALL = "too much is not stated to try every case of it"


def carrying(amount: int | None, years: int = 1, *, exempt: tuple[str, ...] = ()) -> Cap:
    return attrs.evolve(cap(amount, "enterprise", exempt=exempt), carry=years)


def asked(decision: Decision, item: str) -> set[str]:
    """The deals of which a claim names a fact."""
    return {ref.item for ref in claim(decision, item).missing}


def is_cut_short(decision: Decision) -> bool:
    return any(line.startswith(NOT_ALL) for line in decision.assumptions)


# ---------------------------------------------------------------------------------------------- money that waits


@pytest.mark.parametrize(("room", "ties"), [(51, False), (50, False), (49, True)])
def test_nothing_waits_where_the_room_just_holds_what_is_asked(room: int, ties: bool) -> None:
    code = policy(award(gates=FINE), over(carrying(room)))
    decision = decide(code, firm(deal("A", 30), deal("B", 20, "2022-05-01")))
    assert asked(decision, "B") == ({"A", "B"} if ties else {"B"})
    assert due(decision) == (0, min(room, 50), True)


@pytest.mark.parametrize(("year", "ties"), [(2022, True), (2023, False)])
def test_money_that_has_lapsed_ties_no_claim_of_a_later_year(year: int, ties: bool) -> None:
    """80 of A are left at the end of 2022, the last year in which it may be paid."""
    code = policy(award(gates=FINE), over(carrying(10)))
    decision = decide(code, firm(deal("A", 100, "2021-03-01"), deal("B", 30, f"{year}-03-01")))
    assert asked(decision, "B") == ({"A", "B"} if ties else {"B"})


@pytest.mark.parametrize(("number", "some"), [(32, False), (33, True)])
def test_whether_a_later_year_is_settled_is_told_by_the_first_of_very_many_facts(number: int, some: bool) -> None:
    """90 of A wait for 2022, settled if a prize is large: 32 facts are named, and it says so if there are more."""
    gates = {"running": running, "large": more("amount", 5)}
    state = award("7.prize.running", 5, kind=TriggerKind.WHILE, gates=gates, record="prize")
    code = policy(award(), state, over(carrying(10, exempt=("7.prize.running",))))
    prizes = tuple(deal(f"P{i:02}", None, "2021-01-01", ended_on={"none": True}) for i in range(number))
    decision = decide(code, firm(deal("A", 100, "2021-03-01"), prizes=prizes, as_of="2022-12-31"))
    assert is_cut_short(decision) is some
    assert len(asked(decision, "A")) == 32


# ---------------------------------------------------------------------------------------------- work


def test_a_claim_of_very_many_that_hang_together_names_no_figure_of_the_cap_beside_its_own_facts() -> None:
    code = policy(award(), cap(None, "enterprise"))
    decision = decide(code, firm(*(deal(f"D{i:03}") for i in range(100))))
    named = claim(decision, "D099").missing
    assert len(named) == 33
    assert {ref.group for ref in named} == {"figure", "record"}


@pytest.mark.parametrize(("steps", "is_tried"), [(7, True), (6, False)])
def test_a_budget_is_spent_to_its_last_step(steps: int, is_tried: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A is proposed with its fact open, then in two cases, and in each is settled beside B: 1 + 2 x (1 + 2)."""
    monkeypatch.setattr(every_case, "MOST_STEPS", steps)
    code = policy(award(gates=FINE), cap(40, "enterprise"))
    decision = decide(code, firm(deal("A", 30), deal("B", 20, "2022-05-01", fine=True)))
    assert due(decision) == (20, 40, is_tried)
    assert is_cut_short(decision) is not is_tried


# ---------------------------------------------------------------------------------------------- before the rules


def test_what_was_paid_for_the_same_before_lowers_the_most_that_a_place_may_pay() -> None:
    """One place for A and B, of a day that is not known: of the 200 of A 50 are paid already."""
    code = policy(award(less=("deal", "project"), gates=FINE), limit(1, "country"))
    before = {"policy": "Doc 0", "clause": "x", "kind": "deal", "item": "old", "year": 2020, "paid": 50}
    a, b = deal("A", 200, project="P", country="C"), deal("B", 100, None, project="Q", country="C", fine=True)
    decision = decide(code, firm(a, b, history=[{**before, "keys": {"project": "P"}}]))
    assert due(decision)[1] == 150
