"""Amounts due of claims that are open again: the ledger keeps them, and they are not payable a second time."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipdsl import to_json
from ipdsl.plain_data.errors import FactsError
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
    last = policy.evaluate(firm(2026, loan=[{**known, "rate": rate}]), history=whole_ledger(settled))
    assert (last.total.minor, last.payable_now.minor, last.overpaid.minor) == (0, 0, 0), "its ledger is readable"


@pytest.mark.parametrize(
    "payments", [None, [], [{"day": "2022-12-01", "amount": "1000.00"}]], ids=["none", "empty", "one"]
)
def test_the_ledger_of_a_year_in_which_a_claim_is_no_longer_eligible_is_read_again(
    payments: list[dict[str, str]] | None, tmp_path: Path
) -> None:
    """The line has nothing due, and its payments. The cap counts nothing of it: 6,000 of the next loan are due."""
    text = (
        'article 1 "Loans"\n  award 10% of sum to firm when loan drawn\n    if rate at most 5%\n  cap 8000 per firm\n'
    )
    policy = page(tmp_path, text)
    history = whole_ledger(policy.evaluate(firm(2022, loan=[loan("A", "2022-03-01", 50000, rate="4%")]), history=[]))
    history["ledger"][0] |= {} if payments is None else {"payments": payments}
    corrected, new = loan("A", "2022-03-01", 50000, rate="9%"), loan("B", "2024-03-01", 60000, rate="4%")
    reopened = policy.evaluate(firm(2023, loan=[corrected]), history=history, reopen=2022)
    ledger = whole_ledger(reopened)
    line = ledger["ledger"][0]
    assert (line["outcome"], line["due"], line.get("payments")) == ("not eligible", {"2022": "0.00"}, payments)
    assert reopened.due_before.minor == 500_000
    later = policy.evaluate(firm(2024, loan=[corrected, new]), history=ledger)
    assert (later.total.minor, later.payable_now.minor) == (600_000, 600_000)


@pytest.mark.parametrize(("approved", "payable", "overpaid"), [(3000, "1000.00", "0.00"), (1500, "0.00", "500.00")])
def test_an_approval_after_a_reopening_without_one_pays_the_difference(
    approved: int, payable: str, overpaid: str, tmp_path: Path
) -> None:
    policy = page(tmp_path, 'article 1 "Loans"\n  award up to 5000 to firm when loan drawn\n')
    loans = [loan("A", "2022-03-01", 50000)]
    approvals = [[{"clause": "1.loan.drawn", "item": "A", "amount": amount}] for amount in (2000, approved)]
    first = policy.evaluate(firm(2022, loan=loans) | {"approvals": approvals[0]}, history=[])
    history = whole_ledger(policy.evaluate(firm(2023, loan=loans), history=whole_ledger(first), reopen=2022))
    open_again = policy.evaluate(firm(2024, loan=loans), history=history)
    assert open_again.payable_now.minor == 0
    settled = policy.evaluate(firm(2025, loan=loans) | {"approvals": approvals[1]}, history=whole_ledger(open_again))
    assert [to_json(settled)[part] for part in ("payable_now", "overpaid")] == [payable, overpaid]
    assert whole_ledger(settled)["ledger"][0]["due"] == {"2022": f"{approved}.00"}


@pytest.mark.parametrize("stated", ["2022年12月1日 1000", "1000"])
def test_a_payment_in_other_words_has_its_form(stated: str, tmp_path: Path) -> None:
    """A cell of a workbook keeps a text that it cannot read as payments."""
    policy = page(tmp_path, 'article 1 "Loans"\n  award 10% of sum to firm when loan drawn\n')
    history = whole_ledger(policy.evaluate(firm(2022, loan=[loan("A", "2022-03-01", 50000)]), history=[]))
    history["ledger"][0]["payments"] = stated
    with pytest.raises(FactsError) as refused:
        policy.evaluate(firm(2023), history=history)
    [finding] = refused.value.report
    assert (finding.code, "`2024-12-10: 2850000.00`" in finding.texts().help) == ("R020", True)
