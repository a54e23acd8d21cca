"""The amount to be paid now: what a run makes due beyond the ledger, claim by claim."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

import ipdsl
from ipdsl.decision.decision import Decision
from ipdsl.decision.result import EvaluationResult
from ipdsl.report.decision_json import ledger_to_json, to_json
from ipdsl.report.decision_page import render
from tests.support.settlement.carried_money import carrying
from tests.support.settlement.pages import PAID, deal as stated_deal, firm as stated_firm, page
from tests.support.settlement.programs import award, cap, deal, decide, firm, over, paid, policy

CAPPED = policy(award(), cap(50, "enterprise"))
A, B, C = deal("A", 40, "2022-05-01"), deal("B", 40, "2022-03-01"), deal("C", 30, "2023-01-01")


def lines(decision: Decision) -> list[dict[str, Any]]:
    plain: Any = ledger_to_json(decision.ledger)
    return list(plain)


def sums(decision: Decision) -> dict[str, int]:
    """The amounts that differ from 0, in yuan."""
    amounts = {
        "now": decision.payable_now, "total": decision.total, "before": decision.due_before,
        "overpaid": decision.overpaid, "unpaid": decision.unpaid_before,
    }  # fmt: skip
    return {name: sum_.minor // 100 for name, sum_ in amounts.items() if sum_.minor}


def ends(decision: Decision) -> tuple[int, int | None, int, int | None]:
    """The bounds of the amounts payable now and overpaid, in yuan."""
    payable, overpaid = decision.difference.payable, decision.difference.overpaid
    highs = [None if high is None else high.minor // 100 for high in (payable.high, overpaid.high)]
    return payable.low.minor // 100, highs[0], overpaid.low.minor // 100, highs[1]


def test_a_claim_that_rises_is_not_offset_against_one_that_falls() -> None:
    history = lines(decide(CAPPED, firm(A, C)))
    anew = decide(CAPPED, firm(A, B, C, history=history), reopen=2022)
    assert paid(anew) == {"A": 10, "B": 40, "C": 30}
    assert sums(anew) == {"now": 40, "total": 80, "before": 70, "overpaid": 30}
    text = render(anew)
    assert "Overpaid compared with the earlier amount" in text
    assert text.index("Payable now") < text.index("Total due, recalculated from 2022 on") < text.index("Due before")


def test_a_line_whose_record_was_withdrawn_is_overpaid() -> None:
    history = lines(decide(CAPPED, firm(A, C)))
    anew = decide(CAPPED, firm(C, deal("D", 40, "2022-06-01"), history=history), reopen=2022)
    assert sums(anew) == {"now": 40, "total": 70, "before": 70, "overpaid": 40}


def test_the_ledger_that_was_written_leaves_nothing_to_pay() -> None:
    anew = decide(CAPPED, firm(A, B, C, history=lines(decide(CAPPED, firm(A, C)))), reopen=2022)
    again = decide(CAPPED, firm(A, B, C, history=lines(anew)), reopen=2022)
    assert sums(again) == {"total": 80, "before": 80}
    assert "Payable now" in render(again)


def test_without_a_reopened_year_everything_due_is_payable_and_the_page_is_as_before() -> None:
    history = lines(decide(CAPPED, firm(A)))
    later = decide(CAPPED, firm(A, B, C, history=history))
    assert sums(later) == {"now": 40, "total": 40}
    assert later.difference.payable == later.due
    assert not any(words in render(later) for words in ("Payable now", "Due before", "Overpaid"))
    assert sums(decide(CAPPED, firm(A, B, history=[]))) == {"now": 50, "total": 50}


def test_a_reopened_year_without_a_line_is_shown_as_without_reopening() -> None:
    anew = decide(CAPPED, firm(A, history=[]), reopen=2022)
    assert sums(anew) == {"now": 40, "total": 40}
    assert "Payable now" not in render(anew)


def test_late_records_before_the_reopened_year_are_payable() -> None:
    history = lines(decide(CAPPED, firm(A, C)))
    anew = decide(CAPPED, firm(A, B, C, history=history), reopen=2023)
    assert sums(anew) == {"now": 10, "total": 40, "before": 30}


def test_a_corrected_day_is_the_same_claim() -> None:
    history = lines(decide(CAPPED, firm(A)))
    corrected = decide(CAPPED, firm(deal("A", 40, "2022-05-02"), history=history), reopen=2022)
    assert sums(corrected) == {"total": 40, "before": 40}
    moved = decide(CAPPED, firm(deal("A", 40, "2023-05-02"), history=history), reopen=2022)
    assert sums(moved) == {"now": 40, "total": 40, "before": 40, "overpaid": 40}, "another year is another claim"


@pytest.mark.parametrize("amounts", [[], ["15.00"], ["25.00", "15.00"], ["45.00"]])
def test_the_payments_of_a_corrected_day_are_those_of_the_claim(amounts: list[str]) -> None:
    """40 are due before and after. A payment is neither forgotten nor an amount of its own."""
    payments = [{"day": "2022-12-01", "amount": amount} for amount in amounts]
    history = [line | {"payments": payments} for line in lines(decide(CAPPED, firm(A)))]
    rest = 40 - sum(float(amount) for amount in amounts)
    corrected = deal("A", 40, "2022-05-02")
    for _ in range(2):
        decision = decide(CAPPED, firm(corrected, history=history), reopen=2022)
        assert sums(decision) == {"total": 40, "before": 40} | ({"unpaid": rest} if rest > 0 else {})
        history = lines(decision)
        assert [(line["event_date"], line["payments"]) for line in history] == [("2022-05-02", payments)]


def test_payments_beyond_the_amount_due_are_those_of_one_of_two_events_of_an_item() -> None:
    """A has two events in one year. The payment of 45 for one of them covers its 45, and nothing of the other one."""
    plain = policy(award())
    first, second = deal("A", 40, "2022-05-01"), deal("A", 20, "2022-06-01")
    history = lines(decide(plain, firm(first, second)))
    for line, amount in zip(history, ("45.00", "20.00"), strict=True):
        line["payments"] = [{"day": "2022-12-01", "amount": amount}]
    amended = decide(plain, firm(deal("A", 45, "2022-05-01"), second, history=history), reopen=2022)
    assert sums(amended) == {"total": 65, "before": 65}
    less, more = deal("A", 20, "2022-05-01"), deal("A", 40, "2022-06-01")
    history = [
        line | {"payments": [{"day": "2022-12-01", "amount": "45.00"}]}
        for line in lines(decide(plain, firm(less, more)))
    ]
    overpaid = decide(plain, firm(less, more, history=history), reopen=2022)
    assert sums(overpaid) == {"total": 60, "before": 60}
    assert [balance.overpaid.minor for balance in overpaid.balances] == [2500, 500]


def test_the_payments_of_a_withdrawn_event_are_not_those_of_a_line_of_another_policy() -> None:
    line = lines(decide(CAPPED, firm(A)))[0]
    paid, other = (
        line | {"payments": [{"day": "2022-12-01", "amount": "15.00"}]},
        line | {"policy": "other", "charged": {}},
    )
    after = lines(decide(CAPPED, firm(history=[other, paid]), reopen=2022))
    assert {each["policy"]: each.get("payments") for each in after} == {"other": None, line["policy"]: paid["payments"]}


@pytest.mark.parametrize("due", [30, 70, 100])
def test_a_short_line_is_about_every_claim_of_its_item_and_year(due: int) -> None:
    code = policy(award())
    history = [{"clause": "7.deal.made", "item": "A", "year": 2022, "due": due}]
    anew = decide(code, firm(A, deal("A", 30, "2022-08-01"), history=history), reopen=2022)
    want = {"now": max(0, 70 - due), "total": 70, "before": due, "overpaid": max(0, due - 70)}
    assert sums(anew) == {name: sum_ for name, sum_ in want.items() if sum_}


def test_money_that_an_earlier_line_carried_counts_from_the_reopened_year_on() -> None:
    code = policy(award(), over(carrying(years=2)))
    figures = {"2021": {"contribution": 10}, "2022": {"contribution": 20}, "2023": {"contribution": 5}}
    old = deal("A", 60, "2021-05-01")
    first = decide(code, firm(old, figures=figures))
    more = {**figures, "2022": {"contribution": 45}, "2023": {"contribution": 6}}
    anew = decide(code, firm(old, figures=more, history=lines(first)), reopen=2022)
    assert sums(anew) == {"now": 25, "total": 50, "before": 25}
    assert sums(decide(code, firm(figures=more, history=lines(first)), reopen=2022)) == sums(anew)
    year_by_year = decide(code, firm(old, figures=figures, as_of="2021-12-31"))
    next_year = decide(code, firm(old, figures=figures, as_of="2022-12-31", history=lines(year_by_year)))
    assert sums(next_year) == {"now": 20, "total": 20}, "what waited is due now"


def test_a_line_that_stands_is_not_settled_again(tmp_path: Path) -> None:
    """The cap carries no money any more: the line of 2021 keeps what it paid in 2022."""
    carrying_page = page(
        tmp_path, PAID, "  as deals", "over policy", "  cap 10 per firm per year", "    carry forward 2 years"
    )
    facts = stated_firm(stated_deal("A", "2021-05-01", 60), as_of="2022-12-31")
    written: Any = to_json(carrying_page.evaluate(facts))["ledger"]
    history = [{**line, "carried": 0, "carry_until": None, "lapsed": line["carried"]} for line in written]
    plain = page(tmp_path, PAID, "  as deals", "over policy", "  cap 10 per firm per year")
    anew = plain.evaluate({**facts, "history": history}, reopen=2022)
    assert sums(anew) == {}


def test_a_line_by_hand_whose_claim_was_not_determined_counts_as_due() -> None:
    """Such a line is settled again without reopening; its amount is not paid a second time."""
    (line,) = lines(decide(CAPPED, firm(A)))
    assert sums(decide(CAPPED, firm(A, history=[line | {"outcome": "undetermined"}]))) == {"total": 40, "before": 40}
    lower = {**line, "outcome": "undetermined", "due": {"2022": "25.00"}}
    assert sums(decide(CAPPED, firm(A, history=[lower]))) == {"now": 15, "total": 40, "before": 25}
    assert sums(decide(CAPPED, firm(B, history=[lower]))) == {"now": 40, "total": 40}, "its claim is not stated"


def test_what_was_due_and_not_paid_stands_beside() -> None:
    (line,) = lines(decide(CAPPED, firm(A)))
    history = [line | {"payments": [{"day": "2022-12-01", "amount": 15}]}]
    anew = decide(CAPPED, firm(A, deal("D", 5, "2022-06-01"), history=history), reopen=2022)
    assert sums(anew) == {"now": 5, "total": 45, "before": 40, "unpaid": 25}
    later = decide(CAPPED, firm(A, C, history=history))
    assert sums(later) == {"now": 30, "total": 30, "unpaid": 25}


def test_a_paid_record_that_a_reopening_lacked_is_not_payable_again() -> None:
    """The first reopening lacks the paid record A; the second has it."""
    (line,) = lines(decide(CAPPED, firm(A)))
    history = [line | {"payments": [{"day": "2022-12-01", "amount": 40}]}]
    d = deal("D", 5, "2022-06-01")
    without = decide(CAPPED, firm(d, history=history), reopen=2022)
    assert sums(without) == {"now": 5, "total": 5, "before": 40, "overpaid": 40}
    again = decide(CAPPED, firm(A, d, history=lines(without)), reopen=2022)
    assert sums(again) == {"total": 45, "before": 45}
    assert [(year.before.minor, year.anew.low.minor) for year in again.reopening.years] == [(4500, 4500)]
    assert not again.reopening.moved
    assert not again.balances
    assert "Payable now" in render(again)
    later = decide(CAPPED, firm(A, history=lines(without)))
    assert sums(later) == {"total": 40, "before": 40}, "without reopening too"
    assert "Payable now" in render(later)
    more = decide(CAPPED, firm(deal("A", 45, "2022-05-01"), d, history=lines(without)), reopen=2022)
    assert sums(more) == {"now": 5, "total": 50, "before": 45}, "the paid amount of 40 is a part of the 45"
    less = decide(CAPPED, firm(deal("A", 25, "2022-05-01"), d, history=lines(without)), reopen=2022)
    assert sums(less) == {"total": 30, "before": 30}
    assert [(each.due.minor, each.paid.minor) for each in less.balances] == [(2500, 4000)]


def test_an_amount_paid_beyond_a_line_is_a_part_of_what_it_carries() -> None:
    code = policy(award(), over(carrying(30, years=3)))
    (line,) = lines(decide(code, firm(deal("A", 70, "2022-05-01"), as_of="2022-12-31")))
    history = [line | {"payments": [{"day": "2022-12-01", "amount": 45}]}]
    later = decide(code, firm(history=history, as_of="2023-12-31"))
    assert sums(later) == {"now": 15, "total": 30, "before": 15}
    assert not later.balances


CARRYING = policy(award(), over(carrying(50, years=3)))


def pay_all_that_is_payable(code: Any, runs: list[tuple[list[int], int | None, int | None]]) -> None:
    """After each run the office pays what is payable now, and records it at the lines, in the order of the ledger.

    What was paid of a claim is then never more than it was due at the most, and what is payable again is nothing.
    """
    all_deals = [A, B, C, deal("D", 45, "2023-02-01")]
    history: list[dict[str, Any]] = []
    for listed, reopen, year in runs:
        run = decide(
            code, firm(*(all_deals[i] for i in listed), history=history, as_of="2024-12-31"), reopen=reopen, year=year
        )
        before = {(line["item"], line["clause"]): paid_of(line) for line in history}
        history = lines(run)
        unpaid = [max(0, total_of(line) - before.get((line["item"], line["clause"]), 0)) for line in history]
        assert run.payable_now.minor == 100 * sum(unpaid)
        for line, sum_ in zip(history, unpaid, strict=True):
            payments = line.get("payments") or []
            line["payments"] = [*payments, *([{"day": "2024-12-31", "amount": sum_}] if sum_ else [])]


def total_of(line: dict[str, Any]) -> int:
    return sum(int(float(sum_)) for sum_ in line["due"].values())


def paid_of(line: dict[str, Any]) -> int:
    return sum(int(float(payment["amount"])) for payment in line["payments"])


RUNS = st.lists(
    st.tuples(
        st.lists(st.integers(0, 3), unique=True), st.sampled_from([None, 2022, 2023]), st.none()
    ) | st.tuples(st.lists(st.integers(0, 3), unique=True), st.none(), st.sampled_from([2022, 2023, 2024])),
    max_size=5,
)  # fmt: skip


@settings(max_examples=min(150, 6 * settings.default.max_examples), deadline=None)
@given(st.sampled_from([CAPPED, CARRYING]), RUNS)
def test_what_is_payable_and_what_was_paid_are_what_is_due(
    code: Any, runs: list[tuple[list[int], int | None, int | None]]
) -> None:
    pay_all_that_is_payable(code, runs)


def test_payments_that_are_not_counted_break_the_law(monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[tuple[list[int], int | None, int | None]] = [([0], None, None), ([1], 2022, None), ([0, 1], 2022, None)]
    pay_all_that_is_payable(CAPPED, runs)
    monkeypatch.setattr(EvaluationResult, "_due_again", {})
    with pytest.raises(AssertionError):
        pay_all_that_is_payable(CAPPED, runs)


def test_a_chain_of_years_pays_what_its_ledger_has_as_due() -> None:
    """Records come late, are corrected and withdrawn. What each run pays, less what it takes back, is in the ledger."""
    runs = [
        ((A,), None), ((A, C), None), ((A, B, C), 2022), ((B, C), None), ((B, deal("C", 20, "2023-01-01")), 2023),
        ((A, C), 2022),
    ]  # fmt: skip
    history: list[dict[str, Any]] = []
    balance = 0
    for records, reopen in runs:
        run = decide(CAPPED, firm(*records, history=history, as_of="2024-12-31"), reopen=reopen)
        assert run.payable_now.minor - run.overpaid.minor == run.total.minor - run.due_before.minor
        balance += run.payable_now.minor - run.overpaid.minor
        history = lines(run)
        assert balance == sum(line.total for line in run.ledger)
    assert balance == 7000


# ---------------------------------------------------------------------------------------------- missing facts

FINE = policy(award(gates={"fine": lambda c: c.field("fine")}))


def test_the_bounds_are_those_of_each_claim() -> None:
    history = lines(decide(FINE, firm(deal("A", 40, fine=True))))
    open_ = decide(FINE, firm(deal("A", 40), deal("B", 10, fine=True), history=history), reopen=2022)
    assert ends(open_) == (10, 10, 0, 40)
    more = decide(FINE, firm(deal("A", 60), deal("B", 10), history=history), reopen=2022)
    assert ends(more) == (0, 30, 0, 40)
    assert "Payable now at least" in render(more)
    assert "Overpaid at least compared with the earlier amount" in render(more)


def test_a_tied_set_is_paid_within_its_own_bounds() -> None:
    """Under the cap of 50, A takes 40 or nothing and leaves B 10 or 40: B is paid 10 more at the least."""
    code = policy(award(gates={"fine": lambda c: c.field("fine")}), cap(50, "enterprise"))
    history = lines(decide(code, firm(deal("A", 40, "2022-01-01", fine=True))))
    facts = [deal("A", 40, "2022-01-01"), deal("B", 40, "2022-02-01", fine=True)]
    open_ = decide(code, firm(*facts, history=history), reopen=2022)
    assert open_.due.low.minor == 4000
    assert ends(open_) == (10, 40, 0, 40)
    for fine, now, overpaid in ((True, 10, 0), (False, 40, 40)):
        known = decide(code, firm({**facts[0], "fine": fine}, facts[1], history=history), reopen=2022)
        assert (known.payable_now.minor, known.overpaid.minor) == (now * 100, overpaid * 100)


def test_an_unlimited_amount_is_payable_without_limit() -> None:
    history = lines(decide(FINE, firm(deal("A", 40, fine=True))))
    no_amount = {name: value for name, value in deal("B", 1, fine=True).items() if name != "amount"}
    open_ = decide(FINE, firm(deal("A", 40, fine=True), no_amount, history=history), reopen=2022)
    assert ends(open_) == (0, None, 0, 0)
    assert to_json(open_)["payable"] == {"low": "0.00", "high": None, "unlimited": True, "exact": False}


def test_a_claim_without_a_day_may_be_that_of_a_line() -> None:
    code = policy(award())
    history = lines(decide(code, firm(A)))
    undated = copy.deepcopy(A)
    del undated["made_on"]
    open_ = decide(code, firm(undated, history=history), reopen=2022)
    assert ends(open_) == (0, 40, 0, 40)


def test_a_record_without_its_key_may_be_that_of_any_line(tmp_path: Path) -> None:
    policy_ = page(tmp_path, PAID)
    known = stated_deal("A", "2022-05-01", 40)
    history = to_json(policy_.evaluate(stated_firm(known, as_of="2022-12-31")))["ledger"]
    unnamed = {"id": "1", **{name: value for name, value in known.items() if name not in ("number", "id")}}
    open_ = policy_.evaluate({**stated_firm(unnamed, as_of="2022-12-31"), "history": history}, reopen=2022)
    assert open_.total.minor == 4000
    assert ends(open_) == (0, 40, 0, 40)


def test_all_parts_of_a_decision_state_the_same() -> None:
    anew = decide(CAPPED, firm(A, B, C, history=lines(decide(CAPPED, firm(A, C)))), reopen=2022)
    told = to_json(anew)
    assert [told[name] for name in ("payable_now", "recalculated", "due_before", "overpaid", "unpaid_before")] == [
        "40.00", "80.00", "70.00", "30.00", "0.00",
    ]  # fmt: skip
    assert (told["total"], told["still_due"]) == ("80.00", "0.00"), "these keep their meaning"
    assert anew.payable.low == anew.payable_now
    assert copy.copy(anew).payable_now == anew.payable_now


PAGE = """policy p "P"
  document "D"
  effective 2022-01-01 to 2024-12-31
  use ip

article 1 "Contracts"
  award 10% of amount to enterprise when technology_contract recorded
"""


def test_the_library_reads_it_from_a_page() -> None:
    loaded = ipdsl.load_text(PAGE)

    def facts(*contracts: tuple[str, int]) -> dict[str, Any]:
        rows = [{"contract": name, "amount": sum_, "recorded_on": "2022-03-01"} for name, sum_ in contracts]
        return {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": {"technology_contract": rows}}

    first = loaded.evaluate(facts(("A", 1000)))
    assert str(first.payable_now) == "100.00 CNY"
    late = loaded.evaluate(facts(("A", 1000), ("B", 500)), history=to_json(first), reopen=2022)
    assert (str(late.payable_now), str(late.total)) == ("50.00 CNY", "150.00 CNY")
