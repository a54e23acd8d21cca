"""An award that continues several awards of the page before: each event is paid once, and all payments count."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from ipdsl import to_json
from ipdsl.decision.decision import Decision
from ipdsl.plain_data.errors import FactsError
from tests.support.batch.loans import dues_in_batch
from tests.support.cli import run
from tests.support.ledgers import HEAD, VOCABULARY, firm, loan, page, whole_ledger, years, yuan

SMALL = 'article 1 "Small"\n  award 1000 to firm when loan drawn\n    if sum at most 10000\n'
LARGE = 'article 2 "Large"\n  award 2000 to firm when loan drawn\n    if sum at least 20000\n'
BOTH = 'article 2 "Bonus"\n  award 2000 to firm when loan drawn\n'
MERGED = 'article 1 "Loans"\n  award 1500 to firm when loan drawn\n    formerly 1.loan.drawn, 2.loan.drawn\n'
A, B, N = loan("A", "2022-03-01", 5000), loan("B", "2022-04-01", 50000), loan("N", "2022-05-01", 15000)
C = loan("C", "2023-03-01", 5000)


def settle(folder: Path, texts: Sequence[str], facts: Sequence[dict[str, Any]]) -> list[Decision]:
    return years([page(folder, text) for text in texts], facts)


def totals(folder: Path, texts: Sequence[str], facts: Sequence[dict[str, Any]]) -> list[str]:
    return [yuan(decision) for decision in settle(folder, texts, facts)]


def test_each_event_is_paid_once_under_the_merged_award(tmp_path: Path) -> None:
    """N was not eligible under either award, and is now."""
    facts = [firm(2022, loan=[A, B, N]), firm(2023, loan=[A, B, N, C]), firm(2024, loan=[A, B, N, C])]
    decisions = settle(tmp_path, [SMALL + LARGE, MERGED, MERGED], facts)
    assert [yuan(each) for each in decisions] == ["3,000.00", "3,000.00", "0.00"]
    before, after = (whole_ledger(decisions[place])["ledger"] for place in (0, 2))
    assert [line for line in before if line["item"] != "N"] == [line for line in after if line["page"] == 0][:4]


def test_an_event_that_both_awards_paid_is_not_paid_again_and_both_payments_count(tmp_path: Path) -> None:
    cap = "  cap {} per firm\n"
    texts = [SMALL + cap.format(1000) + "\n" + BOTH, *[MERGED + cap.format(4000)] * 2]
    facts = [firm(2022, loan=[A]), firm(2023, loan=[A, C]), firm(2024, loan=[A, C])]
    assert totals(tmp_path, texts, facts) == ["3,000.00", "1,000.00", "0.00"], "1,000 are left of 4,000"


@pytest.mark.parametrize("first", [A, B])
def test_once_counts_payments_under_all_merged_awards(first: dict[str, Any], tmp_path: Path) -> None:
    texts = [text.replace("to firm", "once per firm to firm") for text in (SMALL + LARGE, MERGED)]
    facts = [firm(2022, loan=[first]), firm(2023, loan=[first, C])]
    assert totals(tmp_path, texts, facts)[1] == "0.00"


def test_waiting_money_of_merged_awards_is_paid_as_before(tmp_path: Path) -> None:
    """6,000 wait after the first year: 3,000 are paid in each of the next years, and nothing is left."""
    cap = 'article 9 "Payment"\n  over policy\n    cap 3000 per firm per year\n      carry forward 2 years\n'
    before, after = (f"{text}\n{cap}" for text in (SMALL + BOTH, MERGED))
    loans = [loan(name, f"2022-0{month}-01", 5000) for name, month in (("A", 3), ("B", 4), ("D", 5))]
    facts = [firm(year, loan=loans) for year in (2022, 2023, 2024, 2025)]
    merged, standing = (settle(tmp_path, [before, *[text] * 3], facts) for text in (after, before))
    assert [yuan(each) for each in merged] == [yuan(each) for each in standing]
    assert yuan(standing[2]) == "3,000.00"


def test_a_label_of_the_author_continues_beside_an_answer(tmp_path: Path) -> None:
    """The page cannot list the label of its own award."""
    named = LARGE.replace("drawn\n", "drawn\n    as large\n", 1)
    after = 'article 3 "Loans"\n  award 1500 to firm when loan drawn\n    as large\n    formerly 1.loan.drawn\n'
    facts = [firm(2022, loan=[A, B]), firm(2023, loan=[A, B, C])]
    assert totals(tmp_path, [SMALL + named, after], facts) == ["3,000.00", "1,500.00"]


def test_an_unchanged_award_continues_beside_an_answer(tmp_path: Path) -> None:
    after = LARGE.rstrip("\n") + "\n    formerly 1.loan.drawn\n"
    facts = [firm(2022, loan=[A, B]), firm(2023, loan=[A, B])]
    assert totals(tmp_path, [SMALL + LARGE, after], facts) == ["3,000.00", "0.00"]


@pytest.mark.parametrize("labels", ["1.loan.drawn, 2.loan.drawn", "2.loan.drawn, 1.loan.drawn"])
def test_ended_awards_are_merged_when_they_are_restored(labels: str, tmp_path: Path) -> None:
    courses = 'article 5 "Courses"\n  award cost to firm when course finished\n\n'
    ended = f"  ended {labels}\n\n{courses}"
    last = courses + MERGED.replace("article 1", "article 7").replace("1.loan.drawn, 2.loan.drawn", labels)
    facts = [firm(2022, loan=[A, B]), firm(2023), firm(2024, loan=[A, B, C])]
    assert totals(tmp_path, [SMALL + LARGE + courses, ended, last], facts) == ["3,000.00", "0.00", "1,500.00"]


def test_an_amended_award_that_takes_up_another_one_lists_both(tmp_path: Path) -> None:
    facts = [firm(2022, loan=[A, B]), firm(2023, loan=[A, B, C])]
    amended = 'article 2 "Large"\n  award 1500 to firm when loan drawn\n    formerly 1.loan.drawn\n'
    with pytest.raises(FactsError, match="R064"):
        settle(tmp_path, [SMALL + LARGE, amended], facts)
    both = amended.replace("1.loan.drawn", "1.loan.drawn, 2.loan.drawn")
    assert totals(tmp_path, [SMALL + LARGE, both], facts) == ["3,000.00", "1,500.00"]


@pytest.mark.parametrize("options", [["eval", "--each"], ["eval", "--cohort"]])
def test_a_reopened_year_is_due_once(options: list[str], tmp_path: Path) -> None:
    """3,000 were due for A under two awards, and 1,500 are due under the merged one."""
    ledger = tmp_path / "ledger.json"
    (tmp_path / "words.ipp").write_text(VOCABULARY, "utf-8")
    for year, text in ((2022, SMALL + BOTH), (2023, MERGED)):
        (tmp_path / "aid.ipp").write_text(HEAD + text, "utf-8")
        (tmp_path / "facts.json").write_text(json.dumps(firm(year, loan=[A])), "utf-8")
        more = ["--history", ledger, "--reopen", "2022"] if year == 2023 else ["--new-applicants"]
        ran = run(*options, tmp_path / "aid.ipp", "--facts", tmp_path / "facts.json", *more, "--ledger-out", ledger)
        assert ran.code == 0, ran.both
    lines = [line for line in json.loads(ledger.read_text("utf-8"))["ledger"] if float(line["admitted"])]
    assert [(line["item"], line["due"]) for line in lines] == [("A", {"2022": "1500.00"})]


@pytest.mark.parametrize(
    ("payments", "now", "unpaid"),
    [
        ({}, "500.00", "0.00"),
        ({"1": "1000.00", "2": "1500.00"}, "500.00", "500.00"),
        ({"2": "1500.00"}, "500.00", "500.00"),
        ({"1": "1300.00"}, "200.00", "0.00"),
    ],
)
def test_what_was_due_and_paid_under_all_merged_awards_is_not_payable_again(
    payments: dict[str, str], now: str, unpaid: str, tmp_path: Path
) -> None:
    """1,000 and 2,000 were due for A, and 3,500 are due under the merged award. The second reopening pays nothing."""
    merged = page(tmp_path, MERGED.replace("1500", "3500"))
    ledger = whole_ledger(settle(tmp_path, [SMALL + BOTH], [firm(2022, loan=[A])])[0])
    for line in ledger["ledger"]:
        if (paid := payments.get(line["clause"][0])) is not None:
            line["payments"] = [{"day": "2022-12-01", "amount": paid}]
    decision = merged.evaluate(firm(2023, loan=[A]), history=ledger, reopen=2022)
    result = to_json(decision)
    amounts = [result[part] for part in ("total", "payable_now", "overpaid", "unpaid_before")]
    assert amounts == ["3500.00", now, "0.00", unpaid]
    again = merged.evaluate(firm(2023, loan=[A]), history=whole_ledger(decision), reopen=2022)
    assert [to_json(again)[part] for part in ("total", "payable_now")] == ["3500.00", "0.00"]


def test_payments_of_all_merged_awards_are_kept_without_the_event(tmp_path: Path) -> None:
    merged = page(tmp_path, MERGED)
    ledger = whole_ledger(settle(tmp_path, [SMALL + BOTH], [firm(2022, loan=[A])])[0])
    for line, paid in zip(ledger["ledger"], ("900.00", "1500.00"), strict=True):
        line["payments"] = [{"day": "2022-12-01", "amount": paid}]
    decision = merged.evaluate(firm(2023), history=ledger, reopen=2022)
    lines = whole_ledger(decision)["ledger"]
    assert [(line["payments"][0]["amount"], line["due"]) for line in lines] == [
        ("900.00", {"2022": "0.00"}),
        ("1500.00", {"2022": "0.00"}),
    ]


@pytest.mark.broad
@pytest.mark.parametrize(
    "options", [(), pytest.param(("--engine", "cpython"), marks=pytest.mark.broad), ("--cohort",)], ids=str
)
def test_batch_pays_each_event_once_under_the_merged_award(options: tuple[str, ...], tmp_path: Path) -> None:
    dues = dues_in_batch(tmp_path, [SMALL + BOTH, MERGED, MERGED], [[A, B], [C], []], *options)
    assert dues == [{"A": 3000, "B": 2000}, *[{"A": 3000, "B": 2000, "C": 1500}] * 2]
