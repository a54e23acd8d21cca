"""Sources of claims: windows, gates and reasons, states that mature, years, sets, unknown days."""

from __future__ import annotations

import datetime

import pytest

from ipdsl.base.values.days import Period
from ipdsl.base.values.money import Mode, Rounding
from ipdsl.engine.evaluator import AT_DISCRETION
from ipdsl.ir.terms import TriggerKind
from tests.support.settlement.programs import (
    award,
    claim,
    deal,
    decide,
    due,
    firm,
    here,
    holds,
    paid,
    policy,
    running,
    share,
    total_of_set,
    yuan,
)

NONE = {"none": True}
CANNOT = {"cannot_be_determined": True}


def test_worked_example_of_contracts_in_three_years() -> None:
    """SG-7: 999,999 gives 9,999.99."""
    decision = decide(policy(award(amount=share(1))), firm(deal("A", 999999)))
    assert str(decision.total) == "9,999.99 CNY"


@pytest.mark.parametrize(
    ("mode", "fen"), [(Mode.HALF_UP, 200), (Mode.DOWN, 100), (Mode.UP, 200), (Mode.HALF_EVEN, 200)]
)
def test_a_sum_is_rounded_once_to_the_steps_of_the_policy(mode: Mode, fen: int) -> None:
    code = policy(award(amount=share(1)), rounding=Rounding(mode, 100))
    assert decide(code, firm(deal("A", 150))).total.minor == fen


def test_the_event_decides_the_window() -> None:
    decision = decide(policy(award(amount=10)), firm(deal("A", day="2020-12-31"), deal("B", day="2021-01-01")))
    assert paid(decision) == {"A": 0, "B": 10}
    assert claim(decision, "A").outcome.value == "out of window"
    assert claim(decision, "A").why == "2020-12-31 is outside the policy's window (2021-01-01 to 2025-12-31)"


def test_a_clause_may_begin_later_than_its_policy() -> None:
    code = policy(award(amount=10, start=datetime.date(2022, 6, 1)))
    decision = decide(code, firm(deal("A", day="2022-05-31"), deal("B", day="2022-06-01")))
    assert paid(decision) == {"A": 0, "B": 10}
    assert claim(decision, "A").reason.code == "R212"


def test_a_clause_with_an_earlier_beginning_reaches_back_before_the_window() -> None:
    code = policy(award(amount=10, start=datetime.date(2019, 6, 1)))
    decision = decide(code, firm(deal("A", day="2019-05-31"), deal("B", day="2019-06-01"), deal("C", day="2021-01-01")))
    assert paid(decision) == {"A": 0, "B": 10, "C": 10}
    assert [str(decision.total_of(year)) for year in (2019, 2021)] == ["10.00 CNY", "10.00 CNY"]


def test_events_after_the_as_of_date_are_not_settled() -> None:
    decision = decide(policy(award(amount=10)), firm(deal("A"), deal("B", day="2023-03-01"), as_of="2022-12-31"))
    assert paid(decision) == {"A": 10, "B": 0}
    assert claim(decision, "B").why == "2023-03-01 is after the as-of date 2022-12-31"


def test_the_beneficiary_comes_before_every_gate() -> None:
    code = policy(award(amount=10, to=("person",), gates={"fine": holds("fine")}))
    decision = decide(code, firm(deal("A", day="2019-01-01")))
    assert (claim(decision, "A").outcome.value, claim(decision, "A").why) == ("not eligible", "paid to person only")
    assert yuan(decide(policy(award(amount=10, to=("unit",))), firm(deal("A"), kind="agency"))) == 10


def test_the_first_gate_that_fails_is_the_reason_with_its_value() -> None:
    code = policy(award(amount=10, gates={"fine": holds("fine"), "second": holds("second")}))
    found = claim(decide(code, firm(deal("A", fine=False, second=False))), "A")
    assert (found.reason.code, found.reason.words, found.why) == (
        "R214",
        ("fine",),
        "condition not met: fine (fine no)",
    )
    unknown_first = claim(decide(code, firm(deal("A", second=False))), "A")
    assert unknown_first.reason.words == ("second",)


def test_a_gate_that_cannot_be_determined_stops_the_claim() -> None:
    found = claim(decide(policy(award(amount=10, gates={"fine": holds("fine")})), firm(deal("A", fine=CANNOT))), "A")
    assert (found.outcome.value, found.reason.code) == ("not eligible", "R217")


def test_no_row_of_the_amount_fits() -> None:
    found = claim(decide(policy(award(rows={"gold": 30})), firm(deal("A", tier="silver"))), "A")
    assert (found.reason.code, found.reason.words) == ("R215", ("tier",))


def test_an_event_that_did_not_happen_is_not_eligible_and_has_no_day() -> None:
    found = claim(decide(policy(award(amount=10)), firm(deal("A", day=None, made_on=NONE))), "A")
    assert (found.outcome.value, found.event_date, found.why) == (
        "not eligible", None, "the event has not taken place: made_on is stated as none",
    )  # fmt: skip


# ---- states


def state(**more: object):  # type: ignore[no-untyped-def]
    return award(amount=10, kind=TriggerKind.WHILE, gates={"running": running}, **more)  # type: ignore[arg-type]


def test_a_state_gives_a_claim_a_year_dated_the_first_day_on_which_it_holds() -> None:
    facts = firm(deal("A", day="2021-05-01", ended_on="2023-02-01"), as_of="2024-06-30")
    decision = decide(policy(state()), facts)
    assert [(str(c.event_date), c.paid.minor) for c in decision.claims] == [
        ("2021-05-01", 1000), ("2022-01-01", 1000), ("2023-01-01", 1000),
    ]  # fmt: skip


def test_a_state_runs_to_the_end_of_the_last_year_stated() -> None:
    decision = decide(policy(state()), firm(deal("A", day="2023-05-01", ended_on=NONE)))
    assert [(c.year, c.outcome.value) for c in decision.claims] == [(2023, "awarded")]
    told = "no as-of date stated: 2023-12-31 is assumed; `--as-of DAY`, or `as_of` in the facts, sets another"
    assert told in decision.assumptions


def test_without_an_end_states_are_followed_through_the_last_year_with_an_event_or_figure() -> None:
    open_ended = policy(state(), window=Period(datetime.date(2021, 1, 1), None))
    facts = firm(deal("A", day="2021-05-01", ended_on=NONE), figures={"2023": {"contribution": 1}})
    claims = decide(open_ended, facts).claims
    assert [c.year for c in claims if not c.missing] == [2021, 2022, 2023]


def test_a_state_that_never_holds_gives_one_claim_with_its_reason() -> None:
    decision = decide(policy(state()), firm(deal("A", day="2030-01-01", ended_on=NONE), as_of="2023-06-30"))
    (found,) = decision.claims
    assert (found.year, found.outcome.value, found.reason.code) == (2023, "not eligible", "R214")


def test_a_state_of_the_applicant_has_the_applicant_as_item_and_turns_with_its_facts() -> None:
    code = policy(award(amount=10, kind=TriggerKind.WHILE, record="", gates={"located_here": here}, once=()))
    moved = [{"from": "2022-07-01", "value": True}, {"to": "2022-06-30", "value": False}]
    decision = decide(code, firm(located_here=moved, as_of="2023-12-31"))
    assert {c.item for c in decision.claims} == {"F1"}
    assert yuan(decision) == 10


def test_a_state_with_an_unknown_start_is_open() -> None:
    decision = decide(policy(state(once=())), firm(deal("A", day=None, ended_on=NONE), as_of="2022-12-31"))
    assert {c.outcome.value for c in decision.claims} == {"undetermined"}
    assert due(decision) == (0, 10, False)
    assert [m.path for m in decision.missing] == ["records.deal[A].made_on"]


# ---- years and sets


def test_a_yearly_award_is_dated_the_last_day_of_the_year_within_the_window() -> None:
    code = policy(
        award(amount=lambda c: c.figure("contribution"), kind=TriggerKind.YEAR),
        window=Period(datetime.date(2021, 1, 1), datetime.date(2023, 6, 30)),
    )
    figures = {str(year): {"contribution": year - 2000} for year in (2020, 2022, 2023)}
    decision = decide(code, firm(figures={**figures, "2021": {"none": True}}))
    assert [(str(c.event_date), c.item, c.paid.minor, c.outcome.value) for c in decision.claims] == [
        ("2020-12-31", "2020", 0, "out of window"),
        ("2022-12-31", "2022", 2200, "awarded"),
        ("2023-06-30", "2023", 2300, "awarded"),
    ]


def test_a_set_is_one_claim_for_the_records_of_a_year_that_share_the_keys() -> None:
    code = policy(award(amount=total_of_set("amount"), kind=TriggerKind.SET, keys=("project",)))
    facts = firm(
        deal("A", 10, project="p"), deal("B", 20, "2022-09-01", project="p"), deal("C", 40, project="q"),
        deal("D", 80, "2023-01-01", project="p"), deal("E", 160, "2020-01-01", project="p"),
    )  # fmt: skip
    decision = decide(code, facts)
    assert [(c.year, c.item, c.paid.minor // 100) for c in decision.claims] == [
        (2020, "p", 0), (2022, "p", 30), (2022, "q", 40), (2023, "p", 80),
    ]  # fmt: skip
    assert decision.claims[0].outcome.value == "out of window"


def test_a_set_with_a_record_of_unknown_key_is_open() -> None:
    code = policy(award(amount=total_of_set("amount"), kind=TriggerKind.SET, keys=("project",)))
    decision = decide(code, firm(deal("A", 10, project="p"), deal("B", 20)))
    assert due(decision)[0] <= 10
    assert due(decision)[1] >= 30
    assert claim(decision, "p").outcome.value == "undetermined"


# unstated facts


def test_a_kind_that_is_absent_is_named_once_and_gives_no_claims() -> None:
    code = policy(award("a"), award("b"), award("c", to=("person",), record="prize"))
    decision = decide(code, {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": {}})
    assert decision.claims == ()
    assert [(kind.kind, kind.clauses) for kind in decision.not_stated] == [("deal", ("a", "b"))]
    assert "no earlier payments declared, so none are assumed" in decision.assumptions


def test_an_event_whose_day_is_not_stated_is_open_without_a_year() -> None:
    decision = decide(policy(award(amount=10)), firm(deal("A", day=None)))
    found = claim(decision, "A")
    assert (found.outcome.value, found.year, due(decision)) == ("undetermined", None, (0, 10, False))
    assert decision.ledger == ()


# ---- ceilings, approvals, support


def test_a_ceiling_without_approval_pays_nothing_now_and_at_most_its_ceiling() -> None:
    decision = decide(policy(award(amount=share(50), ceiling=True)), firm(deal("A", 3)))
    found = claim(decision, "A")
    assert (found.outcome.value, found.ceiling.minor, due(decision)) == ("ceiling", 150, (0, 1, False))
    assert found.reason.code == "R221"
    assert not decision.is_undetermined


def test_an_approval_is_paid_up_to_the_ceiling() -> None:
    code = policy(award(amount=share(50), ceiling=True))
    approvals = [{"clause": "7.deal.made", "item": "A", "amount": 40}]
    decision = decide(code, firm(deal("A", 100), approvals=approvals))
    assert (yuan(decision), claim(decision, "A").outcome.value, due(decision)) == (40, "ceiling", (40, 40, True))
    over = decide(code, firm(deal("A", 60), approvals=approvals))
    assert (yuan(over), claim(over, "A").reason.code) == (30, "R207")


def test_at_discretion_has_no_end() -> None:
    decision = decide(policy(award(amount=lambda c: AT_DISCRETION, ceiling=True)), firm(deal("A")))
    assert due(decision) == (0, None, False)


def test_support_of_others_is_deducted_not_below_zero() -> None:
    support = [{"kind": "deal", "item": "A", "level": "national", "year": 2021, "amount": 30},
               {"kind": "deal", "item": "B", "level": "national", "year": 2021, "amount": 300}]  # fmt: skip
    decision = decide(policy(award(support=True)), firm(deal("A", 100), deal("B", 100), support=support))
    assert paid(decision) == {"A": 70, "B": 0}
    assert [(a.code, a.cut.minor) for a in claim(decision, "A").adjustments] == [("R206", 3000)]
    assert claim(decision, "B").outcome.value == "reduced"


def test_support_that_was_not_stated_is_none_and_under_strict_unknown() -> None:
    code = policy(award(support=True))
    facts = {**firm(deal("A", 100)), "support": None}
    assert yuan(decide(code, facts)) == 100
    assert due(decide(code, facts, strict=True)) == (0, 100, False)


def test_strict_takes_nothing_for_granted_of_the_history() -> None:
    facts = {**firm(deal("A", 100)), "history": None}
    decision = decide(policy(award()), facts, strict=True)
    assert due(decision) == (0, 100, False)
    assert claim(decision, "A").missing[0].path == "history"


def test_before_the_window_the_bureau_may_pay_at_its_discretion_and_such_claims_come_last() -> None:
    code = policy(award(), discretion_from=datetime.date(2020, 6, 1))
    facts = firm(deal("A", 50, "2020-07-01"), deal("B", 50, "2020-05-31"), deal("C", 50))
    decision = decide(code, facts)
    assert [(c.item, c.outcome.value) for c in decision.claims] == [
        ("B", "out of window"), ("C", "awarded"), ("A", "ceiling"),
    ]  # fmt: skip
    assert claim(decision, "A").bounds.high.minor == 5000


def test_a_state_that_two_records_of_one_item_give_on_one_day_is_settled_once() -> None:
    facts = firm(
        deal("A", day="2021-05-01", id="first", ended_on="2030-01-01"),
        deal("A", day="2022-05-01", id="second", ended_on="2031-01-01"),
        as_of="2023-06-30",
    )
    decision = decide(policy(state()), facts)
    assert [(c.record, str(c.event_date), c.paid.minor) for c in decision.claims] == [
        ("first", "2021-05-01", 1000), ("first", "2022-01-01", 1000), ("second", "2022-05-01", 1000),
        ("first", "2023-01-01", 1000), ("second", "2023-01-01", 0),
    ]  # fmt: skip
    assert decision.claims[-1].why == "the record first is the same event"
    assert len(decision.ledger) == 4
