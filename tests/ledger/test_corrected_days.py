"""Money that was due or paid under a line whose day is corrected, before or after its record was withdrawn."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from ipdsl import to_json
from ipdsl.batch.readers.named_lines import table_of_lines
from ipdsl.decision.decision import Decision
from tests.support.batch.ledgers import lines_of, next_year, settle as run_batch, write
from tests.support.cli import run
from tests.support.ledgers import HEAD, VOCABULARY, firm, loan, page, whole_ledger

LOANS = 'article 1 "Loans"\n  award 10% of sum to firm when loan drawn\n'
A, A_LATER = loan("A", "2022-03-01", 20_000), loan("A", "2022-04-01", 20_000)
FIRST, SECOND = loan("A", "2022-03-01", 40_000, id="1"), loan("A", "2022-06-01", 20_000, id="2")
"""Two events of an item in one year."""


def sums(decision: Decision) -> dict[str, str]:
    """The amounts of a decision that differ from 0."""
    result = to_json(decision)
    parts = ("total", "payable_now", "due_before", "overpaid", "unpaid_before")
    return {part: result[part] for part in parts if result[part] != "0.00"}


def overpaid(decision: Decision) -> list[int]:
    """The payments beyond the amount due of each line, in yuan."""
    return [balance.overpaid.minor // 100 for balance in decision.balances if balance.overpaid.minor]


def paid_lines(decision: Decision) -> list[tuple[str | None, str, list[str] | None]]:
    """The day, the amount due and the payments of each line."""
    return [
        (
            line.get("event_date"), *line["due"].values(),
            [each["amount"] for each in line["payments"]] if "payments" in line else None,
        )
        for line in to_json(decision)["ledger"]
    ]  # fmt: skip


def pay(ledger: Mapping[str, Any], amounts: Sequence[str | None] | None = None) -> Mapping[str, Any]:
    """Record a payment of each line: of these amounts, or of the amount due. `None`: no payment is stated."""
    for line, amount in zip(ledger["ledger"], amounts or [None] * len(ledger["ledger"]), strict=True):
        if amounts is None or amount is not None:
            line["payments"] = [{"day": "2022-12-31", "amount": amount or line["due"]["2022"]}]
    return ledger


def withdrawal(folder: Path, *records: dict[str, Any], left: Sequence[dict[str, Any]] = ()) -> Decision:
    """The decision that reopens 2022 with the records that are left, after these records were paid."""
    policy = page(folder, LOANS)
    ledger = pay(whole_ledger(policy.evaluate(firm(2022, loan=[*records]))))
    return policy.evaluate(firm(2023, loan=[*left]), history=ledger, reopen=2022)


def withdraw(folder: Path, *records: dict[str, Any], left: Sequence[dict[str, Any]] = ()) -> Mapping[str, Any]:
    """The ledger after a withdrawal."""
    return whole_ledger(withdrawal(folder, *records, left=left))


@pytest.mark.parametrize("reopen", [None, 2022, 2024])
def test_a_paid_record_that_comes_back_on_a_corrected_day_is_not_paid_again(reopen: int | None, tmp_path: Path) -> None:
    policy, ledger = page(tmp_path, LOANS), withdraw(tmp_path, A)
    back = policy.evaluate(firm(2024, loan=[A_LATER]), history=ledger, reopen=reopen)
    assert (sums(back), back.balances, back.remarks) == ({"total": "2000.00", "due_before": "2000.00"}, (), ())
    assert paid_lines(back) == [("2022-04-01", "2000.00", ["2000.00"])]
    assert not [fact for fact in back.without_effect if fact.group == "history"]
    later = policy.evaluate(firm(2025, loan=[A_LATER]), history=whole_ledger(back))
    assert (sums(later), later.balances) == ({}, ())


def test_payments_that_stay_at_the_withdrawn_day_break_the_law(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "ipdsl.ledger.lines._event", lambda program, line, clause: (clause, line.item, line.event_date, None)
    )
    with pytest.raises(AssertionError):
        test_a_paid_record_that_comes_back_on_a_corrected_day_is_not_paid_again(None, tmp_path)


@pytest.mark.parametrize(
    ("sum_", "now", "overpaid_then"), [(15_000, "0.00", [500]), (35_000, "1500.00", []), (0, "0.00", [2000])]
)
def test_a_corrected_day_and_sum_pay_the_difference(
    sum_: int, now: str, overpaid_then: list[int], tmp_path: Path
) -> None:
    back = page(tmp_path, LOANS).evaluate(
        firm(2024, loan=[loan("A", "2022-04-01", sum_)]), history=withdraw(tmp_path, A)
    )
    assert (str(back.payable_now.minor / 100) + "0", overpaid(back)) == (now, overpaid_then)
    assert [line.paid for line in back.ledger] == [200_000]


def test_a_day_in_another_year_is_another_event(tmp_path: Path) -> None:
    """The decision then states both: the remark about two days, and the payment for the withdrawn one."""
    moved = page(tmp_path, LOANS).evaluate(
        firm(2024, loan=[loan("A", "2023-04-01", 20_000)]), history=withdraw(tmp_path, A)
    )
    assert (sums(moved), overpaid(moved)) == ({"total": "2000.00", "payable_now": "2000.00"}, [2000])
    assert [remark.code for remark in moved.remarks] == ["R130"]


def test_a_report_on_another_year_leaves_the_payments_of_the_withdrawn_day(tmp_path: Path) -> None:
    policy, ledger = page(tmp_path, LOANS), withdraw(tmp_path, A)
    other = policy.evaluate(firm(2024, loan=[A_LATER]), history=ledger, year=2024)
    assert (sums(other), overpaid(other)) == ({}, [2000])
    assert whole_ledger(other)["ledger"] == ledger["ledger"]
    back = policy.evaluate(firm(2024, loan=[A_LATER]), history=whole_ledger(other), year=2022)
    assert sums(back) == {"total": "2000.00", "due_before": "2000.00"}


def test_a_withdrawn_event_is_overpaid_although_the_item_has_another_one(tmp_path: Path) -> None:
    policy, ledger = page(tmp_path, LOANS), withdraw(tmp_path, FIRST, SECOND, left=[SECOND])
    for reopen in (None, 2022):
        after = policy.evaluate(firm(2024, loan=[SECOND]), history=ledger, reopen=reopen)
        assert (after.payable_now.minor, overpaid(after)) == (0, [4000])
    corrected = policy.evaluate(firm(2024, loan=[{**FIRST, "drawn_on": "2022-03-05"}, SECOND]), history=ledger)
    assert (sums(corrected), corrected.balances) == ({"total": "4000.00", "due_before": "4000.00"}, ())


@pytest.mark.parametrize("is_withdrawn", [False, True])
@pytest.mark.parametrize("amounts", [(40_000, 20_000), (20_000, 40_000)])
def test_the_payments_of_two_corrected_days_are_those_of_both_claims(
    amounts: tuple[int, int], is_withdrawn: bool, tmp_path: Path
) -> None:
    policy = page(tmp_path, LOANS)
    ledger = withdraw(tmp_path, FIRST, SECOND, left=() if is_withdrawn else (FIRST, SECOND))
    both = [loan("A", day, sum_, id=day) for day, sum_ in zip(("2022-03-02", "2022-06-02"), amounts, strict=True)]
    corrected = policy.evaluate(firm(2024, loan=both), history=ledger, reopen=None if is_withdrawn else 2022)
    assert (sums(corrected), corrected.balances) == ({"total": "6000.00", "due_before": "6000.00"}, ())
    later = policy.evaluate(firm(2025, loan=both), history=whole_ledger(corrected))
    assert (sums(later), later.balances) == ({}, ())


@pytest.mark.parametrize("amounts", [None, ["2000.00"], ["500.00"]])
def test_an_open_claim_with_a_corrected_day_keeps_what_was_due(amounts: list[str] | None, tmp_path: Path) -> None:
    """2,000 were due for A. The sum of the loan is not known in the second year, and known on another day later."""
    policy, unknown = page(tmp_path, LOANS), {"contract": "A", "drawn_on": "2022-03-01"}
    ledger = pay(whole_ledger(policy.evaluate(firm(2022, loan=[A]))), amounts or [None])
    unpaid = {"unpaid_before": "1500.00"} if amounts == ["500.00"] else {}
    open_ = policy.evaluate(firm(2023, loan=[unknown]), history=ledger, reopen=2022)
    assert sums(open_) == {"due_before": "2000.00", **unpaid}
    settled = policy.evaluate(firm(2024, loan=[A_LATER]), history=whole_ledger(open_))
    assert sums(settled) == {"total": "2000.00", "due_before": "2000.00", **unpaid}
    assert [(line.event_date and line.event_date.month, line.total) for line in settled.ledger] == [(4, 200_000)]


SHORT = {"clause": "1.loan.drawn", "item": "A", "year": 2022}


@pytest.mark.parametrize(
    ("due", "paid", "want", "after"),
    [
        (6000, 5000, {"due_before": "6000.00", "unpaid_before": "1000.00"}, [("4000.00", 4000), ("2000.00", 1000)]),
        (6000, 6000, {"due_before": "6000.00"}, [("4000.00", 4000), ("2000.00", 2000)]),
        (10000, 10000, {"due_before": "10000.00", "overpaid": "4000.00"}, [("4000.00", 4000), ("2000.00", 6000)]),
        (3000, 3000, {"payable_now": "3000.00", "due_before": "3000.00"}, [("4000.00", 3000), ("2000.00", 0)]),
        (3000, 5000, {"payable_now": "1000.00", "due_before": "5000.00"}, [("4000.00", 4000), ("2000.00", 1000)]),
    ],
)  # fmt: skip
def test_the_payments_of_a_short_line_are_those_of_all_events_of_its_item(
    due: int, paid: int, want: dict[str, str], after: list[tuple[str, int]], tmp_path: Path
) -> None:
    policy = page(tmp_path, LOANS)
    history = [{**SHORT, "due": f"{due}.00", "payments": [{"day": "2022-12-31", "amount": f"{paid}.00"}]}]
    decision = policy.evaluate(firm(2023, loan=[FIRST, SECOND]), history=history, reopen=2022)
    assert sums(decision) == {"total": "6000.00", **want}
    assert [(due_, sum(int(float(each)) for each in all_ or ())) for _, due_, all_ in paid_lines(decision)] == after
    later = policy.evaluate(firm(2024, loan=[FIRST, SECOND]), history=whole_ledger(decision))
    total = sum(balance.paid.minor - balance.due.minor for balance in later.balances)
    assert total == 100 * (paid - 6000), "nothing that was paid is lost, and nothing is counted twice"


def test_a_short_line_without_payments_counts_as_paid_for_each_event(tmp_path: Path) -> None:
    policy = page(tmp_path, LOANS)
    decision = policy.evaluate(firm(2023, loan=[FIRST, SECOND]), history=[{**SHORT, "due": "6000.00"}], reopen=2022)
    assert sums(decision) == {"total": "6000.00", "due_before": "6000.00"}
    assert [paid for *_, paid in paid_lines(decision)] == [None, None]


def test_an_open_event_of_a_short_line_keeps_what_the_others_leave(tmp_path: Path) -> None:
    policy, open_ = page(tmp_path, LOANS), {"id": "2", "contract": "A", "drawn_on": "2022-01-01"}
    history = [{**SHORT, "due": "6000.00", "payments": [{"day": "2022-12-31", "amount": "5000.00"}]}]
    decision = policy.evaluate(firm(2023, loan=[FIRST, open_]), history=history, reopen=2022)
    assert sums(decision) == {"total": "4000.00", "due_before": "6000.00", "unpaid_before": "1000.00"}
    known = {**open_, "sum": 30_000}
    later = policy.evaluate(firm(2024, loan=[FIRST, known]), history=whole_ledger(decision))
    assert sums(later) == {
        "total": "3000.00", "payable_now": "1000.00", "due_before": "2000.00", "unpaid_before": "1000.00",
    }  # fmt: skip


# ------------------------------------------------------------------------------------------ merged awards

SMALL = 'article 1 "Small"\n  award 1000 to firm when loan drawn\n    if sum at most 10000\n'
BONUS = 'article 2 "Bonus"\n  award 2000 to firm when loan drawn\n'
MERGED = 'article 1 "Loans"\n  award 3500 to firm when loan drawn\n    formerly 1.loan.drawn, 2.loan.drawn\n'
B, B_LATER = loan("B", "2022-03-01", 5000), loan("B", "2022-04-01", 5000)


def merged_ledger(folder: Path, amounts: Sequence[str | None]) -> Mapping[str, Any]:
    """B under two awards: 1,000 and 2,000 are due, and these amounts were paid."""
    return pay(whole_ledger(page(folder, SMALL + BONUS).evaluate(firm(2022, loan=[B]))), amounts)


@pytest.mark.parametrize(
    ("amounts", "want"),
    [
        (["1300.00", "1500.00"], {"payable_now": "500.00", "due_before": "3000.00", "unpaid_before": "200.00"}),
        (["700.00", "2600.00"], {"payable_now": "200.00", "due_before": "3300.00"}),
        (["1300.00", None], {"payable_now": "200.00", "due_before": "3300.00"}),
    ],
)  # fmt: skip
def test_what_one_line_lacks_is_paid_by_what_another_line_of_the_event_has_too_much(
    amounts: list[str | None], want: dict[str, str], tmp_path: Path
) -> None:
    """What is payable now and what is unpaid are, together, what the next run still has as unpaid."""
    ledger, merged = merged_ledger(tmp_path, amounts), page(tmp_path, MERGED)
    reopened = merged.evaluate(firm(2023, loan=[B]), history=ledger, reopen=2022)
    assert sums(reopened) == {"total": "3500.00", **want}
    later = merged.evaluate(firm(2024, loan=[B]), history=whole_ledger(reopened))
    assert later.still_due.minor == reopened.payable_now.minor + reopened.unpaid_before.minor


def test_a_reopened_later_year_leaves_the_lines_of_merged_awards_as_they_are(tmp_path: Path) -> None:
    ledger, merged = merged_ledger(tmp_path, ["700.00", "1900.00"]), page(tmp_path, MERGED)
    reopened = merged.evaluate(firm(2023, loan=[B]), history=ledger, reopen=2023)
    assert sums(reopened) == {"unpaid_before": "400.00"}
    assert whole_ledger(reopened)["ledger"] == ledger["ledger"]


@pytest.mark.parametrize("record", [B, B_LATER])
def test_a_withdrawn_event_of_merged_awards_comes_back_with_all_its_payments(
    record: dict[str, Any], tmp_path: Path
) -> None:
    ledger, merged = merged_ledger(tmp_path, ["700.00", "2600.00"]), page(tmp_path, MERGED)
    withdrawn = whole_ledger(merged.evaluate(firm(2023), history=ledger, reopen=2022))
    back = merged.evaluate(firm(2024, loan=[record]), history=withdrawn)
    assert (sums(back), back.balances) == (
        {"total": "3500.00", "payable_now": "200.00", "due_before": "3300.00"}, ()
    )  # fmt: skip
    assert [line.paid for line in back.ledger] == [330_000]


# ------------------------------------------------------------------------------------------ other doors


def write_years(folder: Path, facts: Mapping[int, Sequence[dict[str, Any]]]) -> None:
    (folder / "words.ipp").write_text(VOCABULARY, "utf-8")
    (folder / "aid.ipp").write_text(HEAD + LOANS, "utf-8")
    for year, records in facts.items():
        (folder / f"{year}.json").write_text(json.dumps(firm(year, loan=list(records))), "utf-8")


@pytest.mark.parametrize("how", [(), ("--each",), ("--cohort",)], ids=str)
def test_the_command_pays_a_record_on_a_corrected_day_once(how: tuple[str, ...], tmp_path: Path) -> None:
    write_years(tmp_path, {2022: [A], 2023: [], 2024: [A_LATER], 2025: [A_LATER]})
    ledger = tmp_path / "ledger.json"
    (ledger).write_text(json.dumps(withdraw(tmp_path, A)), "utf-8")
    for year, now in ((2024, "2000.00"), (2025, "0.00")):
        command = ("eval", *how, tmp_path / "aid.ipp", "--facts", tmp_path / f"{year}.json", "--history", ledger)
        ran = run(*command, "--ledger-out", ledger, "--format", "json")
        assert ran.code == 0, ran.both
        result = json.loads(ran.out)
        result = result["decisions"][0] if "decisions" in result else result
        assert (result["total"], result["payable_now"], result["overpaid"]) == (now, "0.00", "0.00")
        assert not result["balances"] if "balances" in result else True
    lines = json.loads(ledger.read_text("utf-8"))["ledger"]
    assert [(line["event_date"], line["payments"][0]["amount"]) for line in lines] == [("2022-04-01", "2000.00")]


@pytest.mark.broad
@pytest.mark.parametrize(
    "options", [(), pytest.param(("--engine", "cpython"), marks=pytest.mark.broad), ("--cohort",)], ids=str
)
@pytest.mark.parametrize("sum_", [20_000, 5000])
def test_batch_pays_a_record_on_a_corrected_day_once(sum_: int, options: tuple[str, ...], tmp_path: Path) -> None:
    """If the loan is not eligible in the first run, its line still has the payment."""
    write_years(tmp_path, {})
    (tmp_path / "aid.ipp").write_text(f"{HEAD}{LOANS}    if sum at least 10000\n", "utf-8")
    lines = table_of_lines(withdrawal(tmp_path, A).ledger, [None]).drop_columns(["page"])
    write(tmp_path / "facts", {"history": lines})
    for year, known in ((2024, sum_), (2025, 20_000)):
        write(tmp_path / "facts", {
            "applicant": pa.table({"id": ["F1"], "kinds": ["firm"]}),
            "loan": pa.table({
                "applicant": ["F1"], "contract": ["A"], "drawn_on": ["2022-04-01"],
                "sum": pa.array([known * 100], pa.int64()),
            }),
        })  # fmt: skip
        done = run_batch(tmp_path / "aid.ipp", tmp_path / "facts", tmp_path / f"out{year}", year, *options)
        assert done.code == 0, done.both
        (tmp_path / "facts" / "history.parquet").unlink(missing_ok=True)
        next_year(tmp_path / "facts", tmp_path / f"out{year}")
        (line,) = lines_of(tmp_path / f"out{year}")
        assert (str(line["event_date"]), [each["amount"] for each in line["payments"]]) == ("2022-04-01", [200_000])
        summary = json.loads((tmp_path / f"out{year}" / "run.json").read_text("utf-8"))
        assert (summary["due"], summary["payable_now"]) == (200_000 if (year == 2024) == (sum_ == 20_000) else 0, 0)


def test_late_sums_of_merged_awards_count_all_lines_of_an_event(tmp_path: Path) -> None:
    """3,000 were due for B, and 3,500 are due under the merged award. A reopened year pays the late amount."""
    ledger, merged = merged_ledger(tmp_path, [None, None]), page(tmp_path, MERGED)
    decision = merged.evaluate(firm(2023, loan=[B]), history=ledger)
    assert decision.late is not None
    assert [(year.anew.low.minor, year.before.minor) for year in decision.late.years] == [(350_000, 300_000)]
    assert sums(merged.evaluate(firm(2023, loan=[B]), history=ledger, reopen=2022))["payable_now"] == "500.00"


@pytest.mark.parametrize("door", ["eval", "letter"])
def test_a_reopened_year_has_a_history_among_other_applicants(door: str, tmp_path: Path) -> None:
    """All lines of the applicants are open again: nobody is without a history."""
    write_years(tmp_path, {})
    for year in (2022, 2023):
        facts = [firm(year, name, loan=[loan(f"{name}-A", "2022-03-01", 20_000)]) for name in ("F1", "F2")]
        (tmp_path / f"{year}.json").write_text(json.dumps(facts), "utf-8")
    ledger = tmp_path / "ledger.json"
    first = run("eval", "--each", tmp_path / "aid.ipp", "--facts", tmp_path / "2022.json", "--ledger-out", ledger)
    assert first.code == 0, first.both
    how = (
        ("eval", "--each", "--format", "json")
        if door == "eval"
        else ("letter", "--zero", "-o", tmp_path / "{applicant}.html")
    )
    ran = run(*how, tmp_path / "aid.ipp", "--facts", tmp_path / "2023.json", "--history", ledger, "--reopen", "2022")
    assert ran.code == 0, ran.both
    text = ran.both if door == "eval" else (tmp_path / "F1.html").read_text("utf-8")
    assert ("due before" if door == "eval" else "decided before") in text.replace("_", " ").lower()
    assert "no earlier payments declared" not in text
