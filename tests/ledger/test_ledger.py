"""Reading and writing history: frozen events, the memory of rules, years settled one by one."""

from __future__ import annotations

from ipdsl.ir.terms import TriggerKind
from ipdsl.report.decision_json import ledger_to_json
from tests.support.settlement.programs import (
    award,
    cap,
    claim,
    deal,
    decide,
    firm,
    highest,
    limit,
    outcomes,
    paid,
    policy,
    running,
    share,
    yuan,
)


def test_every_claim_has_a_line_zero_lines_included() -> None:
    code = policy(award(gates={"fine": lambda c: c.field("fine")}), cap(50, "enterprise"))
    facts = firm(deal("A", 40, fine=True), deal("B", 40, "2022-05-01", fine=True), deal("C", 40, fine=False))
    decision = decide(code, facts)
    lines = {line.item: line for line in decision.ledger}
    assert [line.item for line in decision.ledger] == ["A", "C", "B"]
    b = lines["B"]
    assert (b.policy, b.clause, b.applicant, b.kind, b.year) == ("test_2021", "7.deal.made", "F1", "deal", 2022)
    assert (b.proposed, b.admitted, b.due, b.charged) == (
        4000, 4000, {2022: 1000}, {"7 cap per enterprise per year": 1000},
    )  # fmt: skip
    assert (b.outcome, b.keys["enterprise"], b.matter) == ("reduced", "F1", "deal: B")
    assert (lines["C"].outcome, lines["C"].proposed) == ("not eligible", 0)


def test_the_same_event_is_never_paid_twice() -> None:
    code = policy(award(), cap(50, "enterprise"))
    facts = firm(deal("A", 40), deal("B", 40, "2022-05-01"))
    first = decide(code, facts)
    again = decide(code, {**facts, "history": ledger_to_json(first.ledger)})
    assert (yuan(first), yuan(again)) == (50, 0)
    assert outcomes(again) == {"A": "already paid", "B": "already paid"}
    assert claim(again, "B").why == "settled before: reduced, 10.00 due in 2022"
    assert again.ledger == first.ledger


def test_a_line_that_ended_at_a_gate_or_undetermined_is_settled_afresh_and_replaced() -> None:
    code = policy(award(gates={"fine": lambda c: c.field("fine")}))
    first = decide(code, firm(deal("A", 40, fine=False), deal("B", 40)))
    assert outcomes(first) == {"A": "not eligible", "B": "undetermined"}
    facts = firm(deal("A", 40, fine=True), deal("B", 40, fine=True), history=ledger_to_json(first.ledger))
    again = decide(code, facts)
    assert paid(again) == {"A": 40, "B": 40}
    assert len(again.ledger) == 2


def test_an_open_ceiling_is_settled_afresh_once_it_is_approved() -> None:
    code = policy(award(ceiling=True))
    first = decide(code, firm(deal("A", 40)))
    approvals = [{"clause": "7.deal.made", "item": "A", "amount": 30}]
    facts = firm(deal("A", 40), history=ledger_to_json(first.ledger), approvals=approvals)
    assert yuan(decide(code, facts)) == 30


def test_a_short_line_counts_with_what_was_paid_at_every_stage() -> None:
    history = [{"clause": "7.deal.made", "item": "OLD", "year": 2022, "due": 30}]
    capped = policy(award(), cap(50, "enterprise"))
    assert paid(decide(capped, firm(deal("A", 40), history=history))) == {"A": 20}
    assert paid(decide(capped, firm(deal("A", 40, "2023-01-01"), history=history))) == {"A": 40}
    limited = policy(award(), limit(1, "enterprise"))
    assert paid(decide(limited, firm(deal("A", 40, "2023-01-01"), history=history))) == {"A": 0}
    once = policy(award(once=("enterprise",)))
    assert paid(decide(once, firm(deal("A", 40), history=history))) == {"A": 0}


def test_a_short_line_stands_for_the_event_of_its_item_and_year() -> None:
    history = [{"clause": "7.deal.made", "item": "A", "year": 2022, "due": 30}]
    decision = decide(policy(award()), firm(deal("A", 40), history=history))
    assert outcomes(decision) == {"A": "already paid"}
    assert decision.ledger[0].short


def test_later_years_of_the_ledger_are_remembered_too() -> None:
    history = [{"clause": "7.deal.made", "item": "LATE", "year": 2024, "due": 30}]
    assert yuan(decide(policy(award(once=("enterprise",))), firm(deal("A", 40), history=history))) == 0


def test_a_payment_under_another_document_counts_for_no_cap_and_no_limit() -> None:
    history = [{"policy": "other_2018", "clause": "7.deal.made", "item": "OLD", "year": 2022, "due": 30}]
    code = policy(award(once=("enterprise",)), limit(1, "enterprise"), cap(50, "enterprise"))
    decision = decide(code, firm(deal("A", 40), history=history))
    assert yuan(decision) == 40
    assert [line.policy for line in decision.ledger] == ["other_2018", "test_2021"]


def test_a_lowered_cap_cuts_only_what_is_new() -> None:
    wide = policy(award(), cap(50, "enterprise"))
    first = decide(wide, firm(deal("A", 40)))
    facts = firm(deal("A", 40), deal("B", 20, "2022-05-01"), history=ledger_to_json(first.ledger))
    narrow = decide(policy(award(), cap(30, "enterprise")), facts)
    assert paid(narrow) == {"A": 0, "B": 0}
    assert narrow.ledger[0].due == {2022: 4000}


def test_years_settled_one_by_one_and_fed_forward_equal_all_at_once() -> None:
    code = policy(
        award(once=("project",)), award("state", 15, kind=TriggerKind.WHILE, gates={"running": running}, once=()),
        limit(2, "enterprise", counts="country"), highest("family"), cap(100, "enterprise", per_year=False),
    )  # fmt: skip
    facts = firm(
        *(
            deal(f"D{i}", 10 + 7 * i, f"202{1 + i % 4}-0{1 + i}-01", project="pqr"[i % 3],
                 country=["US", "JP", "DE"][i % 3], family="fg"[i % 2], ended_on=f"202{3 + i % 3}-06-30")
            for i in range(8)
        ),
        as_of="2025-06-30",
    )  # fmt: skip
    at_once = decide(code, facts)
    history: list[object] = []
    sums = 0
    for year in (2021, 2022, 2023, 2024, 2025):
        decision = decide(code, {**facts, "history": history}, year=year)
        assert {c.year for c in decision.claims} <= {year}
        sums += decision.total.minor
        history = list(ledger_to_json(decision.ledger))
    assert sums == at_once.total.minor
    assert history == ledger_to_json(at_once.ledger)


def test_one_year_is_reported_though_earlier_years_are_settled() -> None:
    code = policy(award(once=("enterprise",)))
    facts = firm(deal("A", 40, "2022-01-01"), deal("B", 40, "2023-01-01"))
    decision = decide(code, facts, year=2023)
    assert (decision.years, yuan(decision), outcomes(decision)) == ((2023,), 0, {"B": "already paid"})


def test_a_ledger_line_needs_no_money_of_main_units_to_survive() -> None:
    first = decide(policy(award(amount=share(1))), firm(deal("A", "123.45")))
    again = decide(policy(award(amount=share(1))), firm(history=ledger_to_json(first.ledger)))
    assert again.ledger == first.ledger
    assert first.ledger[0].due == {2022: 123}
