"""Awards that a page ended or lost, and that a later page has again: nothing is paid twice."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from ipdsl.decision.decision import Decision
from ipdsl.ledger.lines import read_page
from ipdsl.plain_data.errors import FactsError
from tests.support.cli import run
from tests.support.ledgers import HEAD, VOCABULARY, course, firm, loan, page, whole_ledger, years, yuan
from tests.support.slow import sampled

LOANS = """article 1 "Loans"
  award 2000 once to firm when loan drawn

"""
COURSES = """article 2 "Courses"
  award 1000 to firm when course finished

"""
ENDED = f"  ended 1.loan.drawn\n\n{COURSES}"
A, B, K = loan("A", "2022-03-01", 10000), loan("B", "2024-03-01", 10000), course("K", "2023-05-01", 100)
FACTS = [
    firm(2022, loan=[A]), firm(2023, loan=[A], course=[K]), firm(2024, loan=[A, B], course=[K]),
    firm(2024, loan=[A, B], course=[K]),
]  # fmt: skip
"""Loan A is paid in 2022, and the award has ended in 2023. In 2024 it is on the page again, and B is paid."""

GREEN = LOANS.replace("2000", "2500").replace('"Loans"', '"Green loans"').replace("article 1", "article 3")
RESTORED = {
    "under another number": LOANS.replace("article 1", "article 7"),
    "under another title": LOANS.replace('1 "Loans"', '7 "Credits"'),
    "amended": LOANS.replace("article 1", "article 7").replace("drawn\n", "drawn\n    if sum at least 1\n"),
    "by an answer": GREEN.replace("2500", "2000").rstrip("\n") + "\n    if sum at least 1\n    formerly 1.loan.drawn\n",
}


def settle(folder: Path, texts: Sequence[str], facts: Sequence[dict[str, Any]] = FACTS) -> list[Decision]:
    """The decisions of years, each under its page; the last page has the rest of the years."""
    return years([page(folder, text) for text in [*texts, *texts[-1:] * (len(facts) - len(texts))]], facts)


def test_the_page_of_the_first_year_pays_nothing_again(tmp_path: Path) -> None:
    decisions = settle(tmp_path, [LOANS + COURSES, ENDED, LOANS + COURSES])
    assert [yuan(each) for each in decisions] == ["2,000.00", "1,000.00", "2,000.00", "0.00"]


@pytest.mark.parametrize("text", RESTORED.values(), ids=RESTORED)
def test_a_restored_award_pays_nothing_again(text: str, tmp_path: Path) -> None:
    decisions = settle(tmp_path, [LOANS + COURSES, ENDED, COURSES + text])
    assert [yuan(each) for each in decisions] == ["2,000.00", "1,000.00", "2,000.00", "0.00"]
    [line, *_] = whole_ledger(decisions[-1])["ledger"]
    assert (line["clause"], line["page"], line["item"]) == ("1.loan.drawn", 0, "A"), "in its own words"


def test_an_award_that_ends_again_counts_under_its_last_label(tmp_path: Path) -> None:
    """5,000 of 5,500 are paid when the award ends for the second time."""
    cap = "article 9\n  over policy\n    cap 5500 per firm\n"
    moved, last = COURSES + RESTORED["under another number"], ENDED.replace("drawn", "drawn, 7.loan.drawn")
    facts = [*FACTS[:3], firm(2025, loan=[A, B], course=[K, course("L", "2025-05-01", 100)])]
    decisions = settle(tmp_path, [text + cap for text in (LOANS + COURSES, ENDED, moved, last)], facts)
    assert [yuan(each) for each in decisions] == ["2,000.00", "1,000.00", "2,000.00", "500.00"]
    assert {line.clause for line in decisions[-1].ledger if line.is_ended} == {"ended 7.loan.drawn"}


def test_a_page_that_still_ends_the_award_has_a_new_one(tmp_path: Path) -> None:
    text = f"  ended 1.loan.drawn\n\n{COURSES}{RESTORED['under another number']}"
    assert [yuan(each) for each in settle(tmp_path, [LOANS + COURSES, ENDED, text])][2:] == ["4,000.00", "0.00"]


def test_two_awards_that_may_be_the_ended_one_stop_until_the_page_says_which(tmp_path: Path) -> None:
    two = COURSES + LOANS.replace("article 1", "article 7") + LOANS.replace("article 1", "article 8")
    with pytest.raises(FactsError, match="R064"):
        settle(tmp_path, [LOANS + COURSES, ENDED, two])
    answered = two.rstrip("\n") + "\n    formerly 1.loan.drawn\n"
    assert [yuan(each) for each in settle(tmp_path, [LOANS + COURSES, ENDED, answered])][2:] == ["6,000.00", "0.00"]
    ended = f"  ended 1.loan.drawn\n\n{two}"
    assert [yuan(each) for each in settle(tmp_path, [LOANS + COURSES, ENDED, ended])][2:] == ["8,000.00", "0.00"]


def test_a_head_has_what_a_page_changes_for_absent_awards(tmp_path: Path) -> None:
    decisions = settle(tmp_path, [LOANS + COURSES, ENDED, COURSES + RESTORED["by an answer"]])
    plain = whole_ledger(decisions[-1])["pages"]
    assert "absent" not in plain[1]["after"]
    assert plain[2]["after"]["absent"] == [[0, 0, 1]]
    assert [read_page(each).to_plain() for each in plain] == plain


# ----------------------------------------------------------------------------------- a page without an answer

LOST = COURSES + GREEN
"""No award of this page is surely that of the loans of the first one."""


def each(folder: Path, text: str, facts: Sequence[dict[str, Any]], code: int) -> dict[str, Any]:
    """The ledger after a year of `eval --each`, which reads that of the year before."""
    (folder / "words.ipp").write_text(VOCABULARY, "utf-8")
    (folder / "aid.ipp").write_text(HEAD.rstrip("\n") + "\n" + text, "utf-8")
    (folder / "facts.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in facts), "utf-8")
    ledger = folder / "ledger.json"
    history = ["--history", ledger] if ledger.exists() else ["--new-applicants"]
    ran = run("eval", folder / "aid.ipp", "--each", "--facts", folder / "facts.jsonl", *history, "--ledger-out", ledger)
    assert ran.code == code, ran.both
    assert (code == 0) == ("R064" not in ran.both)
    return json.loads(ledger.read_text("utf-8"))  # type: ignore[no-any-return]  # an object


@pytest.mark.parametrize(
    ("answer", "due"),
    sampled([
        pytest.param(f"{LOST.rstrip()}\n    formerly 1.loan.drawn\n", {"A": 2000, "B": 2500, "C": 2500}, id="formerly"),
        pytest.param(f"  ended 1.loan.drawn\n\n{LOST}", {"A": 4500, "B": 2500, "C": 2500}, id="ended"),
        pytest.param(COURSES + LOANS.replace("article 1", "article 7") + GREEN, {"A": 4500, "B": 4500, "C": 4500},
                     id="restored"),
    ], 3, others="broad"),
)  # fmt: skip
def test_an_answer_after_a_run_that_refused_an_applicant_is_about_its_lines(
    answer: str, due: dict[str, int], tmp_path: Path
) -> None:
    """The run of 2023 refused F1 and wrote a line of F2 under the page that had no answer."""
    each(tmp_path, LOANS + COURSES, [firm(2022, "F1", loan=[A])], 0)
    c = loan("C", "2023-03-01", 10000)
    each(tmp_path, "\n" + LOST, [firm(2023, "F1", loan=[A]), firm(2023, "F2", loan=[c])], 1)
    facts = [firm(2024, "F1", loan=[A, B]), firm(2024, "F2", loan=[c])]
    each(tmp_path, answer, facts, 0)
    ledger = each(tmp_path, answer, facts, 0)
    sums: dict[str, int] = {}
    for line in ledger["ledger"]:
        sums[line["item"]] = sums.get(line["item"], 0) + sum(int(float(sum_)) for sum_ in line["due"].values())
    assert sums == due


def test_lines_of_an_unanswered_award_stay_refused(tmp_path: Path) -> None:
    each(tmp_path, LOANS + COURSES, [firm(2022, "F1", loan=[A])], 0)
    for year in (2023, 2024):
        each(tmp_path, "\n" + LOST.replace("Green", f"Green {year}"), [firm(year, "F1", loan=[A])], 1)


def test_a_restored_award_with_another_condition_and_sum_is_told(tmp_path: Path) -> None:
    first, second = settle(tmp_path, [LOANS + COURSES, ENDED], FACTS[:2])
    for text, told in ((RESTORED["amended"].replace("2000", "900"), ["R079"]), (RESTORED["amended"], [])):
        found = page(tmp_path, COURSES + text).vanished(whole_ledger(second))
        assert [finding.code for finding in found] == told
    assert first.total.minor == 200000


def test_the_advice_has_the_label_that_the_page_can_list(tmp_path: Path) -> None:
    """The line states the label of the first page, and the page before has another one."""
    pages = [COURSES + LOANS, COURSES + RESTORED["under another number"], LOST]
    with pytest.raises(FactsError) as refused:
        settle(tmp_path, pages)
    [finding] = refused.value.report
    assert "due under `1.loan.drawn` of an earlier page" in str(refused.value)
    assert finding.label == "7.loan.drawn"
    assert "`formerly 7.loan.drawn` under the award that continues it, or `ended 7.loan.drawn`" in str(refused.value)
    answered = LOST.rstrip() + "\n    formerly 7.loan.drawn\n"
    assert yuan(settle(tmp_path, [*pages[:2], answered])[2]) == "2,500.00"
    assert yuan(settle(tmp_path, [*pages[:2], f"  ended 7.loan.drawn\n\n{LOST}"])[2]) == "5,000.00"


def test_formerly_of_an_ended_award_for_other_sets_of_records_stops_and_says_why(tmp_path: Path) -> None:
    """The items of the two awards, `A` and `2022`, cannot be compared."""
    yearly = 'article 7 "Year"\n  award 500 for each loan to firm when loan drawn\n    formerly 1.loan.drawn\n'
    pages, facts = [LOANS + COURSES, ENDED, COURSES + yearly], [FACTS[0], firm(2023), FACTS[2]]
    with pytest.raises(
        FactsError, match=r"`formerly 1\.loan\.drawn` is under `7\.loan\.drawn`, whose claims are for other"
    ):
        settle(tmp_path, pages, facts)
