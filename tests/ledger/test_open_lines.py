"""Amounts due of claims that are open again: the ledger keeps them, and they are not payable a second time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.ledgers import firm, loan, page, whole_ledger


@pytest.mark.parametrize("runs", [1, 2], ids=["at once", "after another open run"])
@pytest.mark.parametrize(("rate", "payable", "overpaid"), [("4%", "0.00", "0.00"), ("9%", "0.00", "5,000.00")])
def test_what_was_due_of_a_claim_that_a_reopened_year_leaves_open_is_not_payable_again(
    tmp_path: Path, runs: int, rate: str, payable: str, overpaid: str
) -> None:
    text = 'article 1 "Loans"\n  award 10% of sum to firm when loan drawn\n    if rate at most 5%\n'
    policy = page(tmp_path, text + "  cap 20000 per firm per year\n")
    known = loan("A", "2022-03-01", 50000, rate="4%")
    unknown = {name: value for name, value in known.items() if name != "rate"}
    history = whole_ledger(policy.evaluate(firm(2022, loan=[known]), history=[]))
    for year in range(2023, 2023 + runs):
        again = {"reopen": 2022} if year == 2023 else {}
        decision = policy.evaluate(firm(year, loan=[unknown]), history=history, **again)
        assert (decision.is_undetermined, decision.due_before.minor, decision.payable_now.minor) == (True, 500_000, 0)
        history = whole_ledger(decision)
        assert history["ledger_head"]["due"] == "5000.00"
    settled = policy.evaluate(firm(2026, loan=[{**known, "rate": rate}]), history=history)
    assert [f"{sum_.minor / 100:,.2f}" for sum_ in (settled.payable_now, settled.overpaid)] == [payable, overpaid]
    assert whole_ledger(settled)["ledger_head"]["due"] == ("5000.00" if rate == "4%" else "0.00")


def test_a_claim_that_a_reopened_year_refuses_has_nothing_due(tmp_path: Path) -> None:
    text = 'article 1 "Loans"\n  award 10% of sum to firm when loan drawn\n    if rate at most 5%\n'
    policy = page(tmp_path, text + "  cap 6000 per firm\n")
    paid = loan("A", "2022-03-01", 50000, rate="4%")
    history = whole_ledger(policy.evaluate(firm(2022, loan=[paid]), history=[]))
    decision = policy.evaluate(firm(2022, loan=[{**paid, "rate": "9%"}]), history=history, reopen=2022)
    assert (decision.overpaid.minor, decision.payable_now.minor) == (500_000, 0)
    history = whole_ledger(decision)
    assert history["ledger_head"]["due"] == "0.00"
    later = loan("B", "2023-03-01", 60000, rate="4%")
    decision = policy.evaluate(firm(2023, loan=[{**paid, "rate": "9%"}, later]), history=history)
    assert (decision.overpaid.minor, decision.payable_now.minor) == (0, 600_000)
