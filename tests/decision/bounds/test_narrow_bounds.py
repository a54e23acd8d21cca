"""Bounds if not every case can be settled, computed by hand. Each is as narrow as the listable facts allow."""

from __future__ import annotations

import pytest

import ipdsl
from ipdsl.decision.decision import Decision
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
    outcomes,
    policy,
    top_up,
)

FINE = {"fine": holds("fine")}


def of_level(name: str) -> dict[str, object]:
    return {"level": lambda c: _is(c.field("level"), name)}


def _is(value: object, member: str) -> object:
    from ipdsl.engine.operations import one_of

    return one_of(value, (member,))  # type: ignore[arg-type]


def worth(decision: Decision) -> dict[str, int | None]:
    """The effect of each fact, in yuan."""
    return {m.path: None if m.worth is None else m.worth.minor // 100 for m in decision.missing}


def test_a_level_that_is_not_known_ties_only_claims_of_its_matter() -> None:
    code = policy(award(gates=FINE), no_repeat("project", "level"))
    rows = (
        deal("A", 30, project="P", fine=True),
        deal("B", 20, "2022-05-01", project="Q", level="national"),
        deal("C", 10, "2022-06-01", project="P", level="national", fine=True),
    )
    decision = decide(code, firm(*rows))
    assert due(decision) == (30, 60, True), "30, or 30 + 10 where A is provincial; B pays 20 or nothing"
    assert worth(decision) == {"records.deal[A].level": 10, "records.deal[B].fine": 20}
    assert {ref.item for ref in claim(decision, "B").missing} == {"B"}


def test_a_level_that_is_not_known_ties_nothing_where_no_other_claim_is_of_its_matter() -> None:
    code = policy(award(gates=FINE), no_repeat("project", "level"))
    rows = (deal("A", 30, project="P", fine=True), deal("B", 20, project="Q", level="national", fine=True))
    decision = decide(code, firm(*rows))
    assert (due(decision), outcomes(decision)) == ((50, 50, True), {"A": "awarded", "B": "awarded"})


@pytest.mark.parametrize(
    "rule", [no_repeat("project", "level"), highest("project", "level"), cap(20, "project", "level")]
)
def test_a_claim_without_a_key_of_the_rule_is_left_alone(rule: object) -> None:
    code = policy(award(gates=FINE), rule)
    rows = (deal("A", 30, project={"none": True}, fine=True), deal("B", 20, project="Q", level="national", fine=True))
    assert due(decide(code, firm(*rows))) == (50, 50, True)


def test_bounds_include_completions_of_one_record_of_two_levels_and_an_open_day() -> None:
    code = policy(
        award("7.national", 100, gates=of_level("national")), award("7.provincial", 30, gates=of_level("provincial")),
        award("7.prize.made", 50, record="prize"), cap(170, "enterprise"),
    )  # fmt: skip
    prize = {"number": "Z", "amount": 1}
    decision = decide(code, firm(deal("A"), prizes=(prize,)))
    low, high, _ = due(decision)
    assert low <= 30, "30 for the province"
    assert 150 <= high <= 180, "100 for the nation, and 50 if the prize was won"


def test_a_ladder_rises_to_its_highest_rung_whenever_that_is_reached() -> None:
    code = policy(award(), top_up("project"))
    rows = (
        deal("A", 100, project="P", level="provincial"),
        deal("B", 300, None, project="P", level="national"),
    )
    low, high, _ = due(decide(code, firm(*rows)))
    assert (low, high) == (0, 300), "100 and 200 more, or 300 at once"


def test_each_of_two_rungs_of_one_level_counts() -> None:
    code = policy(award(), top_up("project"))
    rows = (
        deal("A", 100, project="P", level="provincial"),
        deal("B", 300, None, project="P", level="national"),
        deal("C", 200, "2022-05-01", project="P", level="national"),
    )
    assert due(decide(code, firm(*rows)))[1] == 500, "300 for A and B together, and all of C where B comes last"


def test_a_choice_without_a_row_may_leave_the_place_to_a_sum_of_nothing() -> None:
    code = policy(
        award(rows={"gold": 50, "silver": 40}), award("7.prize.made", "amount", record="prize"), limit(1, "enterprise")
    )
    prize = {"number": "Z", "made_on": "2022-09-01"}
    decision = decide(code, firm(deal("A"), prizes=(prize,)))
    assert due(decision)[0] == 0, "a member without a row pays nothing, and the place may go to 0"


ROWS = """use ip
award by amount to enterprise when technology_contract recorded and put_to_use
  at least 1000000: 20000
  otherwise: 20000
"""
SET = "use ip\naward 5000 per year to enterprise when technology_contract recorded\n"


def contracts(*rows: dict[str, object]) -> dict[str, object]:
    listed = [{"contract": f"C{n}", **row} for n, row in enumerate(rows)]
    person = {"id": "F1", "kinds": ["enterprise"]}
    return {"applicant": person, "records": {"technology_contract": listed}, "history": [], "as_of": "2022-12-31"}


def test_rows_that_pay_the_same_ask_for_nothing() -> None:
    facts = contracts({"recorded_on": "2022-03-01", "put_to_use": True})
    decision = ipdsl.load_text(ROWS).evaluate(facts)
    (paid,) = decision.claims
    assert (paid.outcome.value, due(decision), decision.missing) == ("awarded", (20000, 20000, True), ())


def test_the_set_of_a_year_asks_for_nothing_that_leaves_its_sum_as_it_is() -> None:
    facts = contracts({"recorded_on": "2022-03-01"}, {"recorded_on": "2022-05-01"}, {})
    decision = ipdsl.load_text(SET).evaluate(facts)
    assert {(c.item, c.outcome.value) for c in decision.claims if c.item == "2022"} == {("2022", "awarded")}
    assert decision.due.low.minor == 500_000
