"""An edited page reads the ledger of an earlier one: what each rule counts of the lines, by hand."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.base.findings.phrase import Language
from ipdsl.ledger.ledger_file import ledger_to_plain, lines_to_write
from ipdsl.ledger.lines import WITHOUT_PAGES, page_of
from ipdsl.plain_data.errors import FactsError
from tests.support.cli import run
from tests.support.console import working_in
from tests.support.ledgers import HEAD, VOCABULARY, course, firm, loan, page, patent, whole_ledger, years, yuan
from tests.support.slow import sampled

LOANS = """article 1 "Loans"
  award 10% of sum to firm when loan drawn
  cap 20000 per firm per year
  cap 30000 per firm
"""
"""20,000 of 30,000 are paid for loan A, so 10,000 are left for loan B a year later."""

GROUP = """article 1 "Loans"
  group g
    award 10% of sum to firm when loan drawn
    cap 20000 per firm per year
    cap 30000 per firm
"""
OVER_POLICY = """article 1 "Loans"
  award 10% of sum to firm when loan drawn
  cap 20000 per firm per year

article 2 "Payment"
  over policy
    cap 30000 per firm
"""
PATENTS = """article 1 "Patents"
  award 5000 to firm when patent granted
"""
A, B = loan("A", "2022-03-01", 300000, bank="X"), loan("B", "2023-03-01", 300000, bank="X")
ZL1, ZL2 = patent("ZL1", "2022-03-01"), patent("ZL2", "2023-03-01")


def sums(folder: Path, pages: Sequence[str], facts: Sequence[dict[str, Any]]) -> list[str]:
    """The totals of years that are settled one by one, each under its page."""
    return [yuan(decision) for decision in years([page(folder, text) for text in pages], facts)]


def refused(folder: Path, pages: Sequence[str], facts: Sequence[dict[str, Any]]) -> list[Mapping[str, Any]]:
    """The findings of the last year, with their codes."""
    decisions = years([page(folder, text) for text in pages[:-1]], facts[:-1])
    with pytest.raises(FactsError) as error:
        page(folder, pages[-1]).evaluate(facts[-1], history=whole_ledger(decisions[-1]))
    return [{"code": finding.code, **vars(finding)} for finding in error.value.report]


# ---------------------------------------------------------------------------------------------- edits of rules

EDITS_OF_LOANS = {
    "none": LOANS,
    "G3a: another number of the article": LOANS.replace("article 1", "article 2"),
    "G3b: award and caps in a group": GROUP,
    "G3d: the cap of all years over the policy": OVER_POLICY,
    "G3l: the cap of all years by three years": LOANS.replace("cap 30000 per firm", "cap 30000 per firm per 3 years"),
    "a kind of applicant is written as the applicant": LOANS.replace("per firm", "per applicant"),
    "the caps change places": LOANS.replace(
        "  cap 20000 per firm per year\n  cap 30000 per firm\n", "  cap 30000 per firm\n  cap 20000 per firm per year\n"
    ),
    "the article has another title": LOANS.replace("Loans", "Credits"),
    "the award has a label": LOANS.replace("drawn\n", "drawn\n    as loans\n"),
    "an award that nobody claims": LOANS.replace(
        "  cap 20000", "  award cost to firm when course finished\n  cap 20000"
    ),
}


WITH_PLACES = """article 1 "Loans"
  award 50% of sum to firm when loan drawn
  limit 2 items per firm
  cap 20000 per firm per year
    carry forward 1 year
"""
"""Loan A takes all of the cap in 2022 and 2023: the 20,000 of loan B wait, and lapse."""
YEARS_WITH_PLACES = [
    firm(2022, loan=[loan("A", "2022-03-01", 120000), loan("B", "2022-04-01", 40000)]),
    firm(2023),
    firm(2024, loan=[loan("C", "2024-03-01", 20000)]),
]


@pytest.mark.parametrize("old", ["no edit", "article 1", "Loans", "per firm"])
def test_a_claim_whose_money_lapsed_keeps_its_place_of_a_limit_on_an_edited_page(old: str, tmp_path: Path) -> None:
    edited = WITH_PLACES.replace(old, {"article 1": "article 7", "per firm": "per applicant"}.get(old, "Credits"))
    assert sums(tmp_path, [WITH_PLACES] * 2 + [edited], YEARS_WITH_PLACES) == ["20,000.00", "20,000.00", "0.00"]


def test_an_added_limit_does_not_count_a_claim_whose_money_lapsed(tmp_path: Path) -> None:
    without = WITH_PLACES.replace("  limit 2 items per firm\n", "")
    assert sums(tmp_path, [without] * 2 + [WITH_PLACES], YEARS_WITH_PLACES)[2] == "10,000.00"


@pytest.mark.parametrize(
    "edited", sampled([pytest.param(text, id=name) for name, text in EDITS_OF_LOANS.items()], 3, others="broad")
)
def test_an_edit_that_changes_no_money_leaves_what_the_caps_have_left(edited: str, tmp_path: Path) -> None:
    facts = [firm(2022, loan=[A]), firm(2023, loan=[B])]
    assert sums(tmp_path, [LOANS, edited], facts) == ["20,000.00", "10,000.00"]
    assert sums(tmp_path, [edited, LOANS], facts) == ["20,000.00", "10,000.00"], "and back"


def test_a_cap_across_applicants_is_the_same_under_another_number(tmp_path: Path) -> None:
    """G3e: A was paid 60 of 100, so 40 are left for B, and nothing after that."""
    text = 'article 1 "Loans"\n  award sum to firm when loan drawn\n  cap 100 across applicants\n'
    first, later = page(tmp_path, text), page(tmp_path, text.replace("article 1", "article 7"))
    settled = first.evaluate_cohort([firm(2022, "A", loan=[loan("a", "2022-03-01", 60)])])
    ledger = ledger_to_plain(first.program, lines_to_write(settled.decisions), None, settled.decisions)
    joint = later.evaluate_cohort([firm(2023, "B", loan=[loan("b", "2023-03-01", 60)])], history=ledger)
    assert [yuan(decision) for decision in joint.decisions] == ["40.00"]
    assert [str(budget.left) for budget in joint.budgets] == ["0.00 CNY"]


@pytest.mark.parametrize(
    ("rule", "total"),
    [
        pytest.param("  cap 7000 per firm\n", "2,000.00", id="G3g"),
        pytest.param("  cap 7000 per kind\n", "2,000.00", id="per a text of the record"),
        pytest.param("  limit 1 item per kind\n", "0.00", id="G3k"),
        pytest.param("  limit 2 items per kind\n", "5,000.00", id="G3k with a place left"),
    ],
)
def test_an_added_rule_counts_what_was_due_before_by_the_fields_that_lines_state(
    rule: str, total: str, tmp_path: Path
) -> None:
    facts = [firm(2022, patent=[ZL1]), firm(2023, patent=[ZL2])]
    assert sums(tmp_path, [PATENTS, PATENTS + rule], facts) == ["5,000.00", total]
    assert sums(tmp_path, [PATENTS + rule, PATENTS + rule], facts) == ["5,000.00", total], "as if it had been there"


def test_an_added_once_counts_by_the_fields_that_lines_state(tmp_path: Path) -> None:
    """G3i: the second invention is paid no more; a design is."""
    once = PATENTS.replace("award 5000", "award 5000 once per kind")
    facts = [firm(2022, patent=[ZL1]), firm(2023, patent=[ZL2, patent("ZL3", "2023-04-01", "design")])]
    assert sums(tmp_path, [PATENTS, once], facts) == ["5,000.00", "5,000.00"]


def test_a_key_that_a_full_line_does_not_state_is_asked_for(tmp_path: Path) -> None:
    """Lines before 0.7 state no fields: a cap by one of them cannot know what it has left."""
    settled = page(tmp_path, PATENTS).evaluate(firm(2022, patent=[ZL1]))
    line = {part: value for part, value in whole_ledger(settled)["ledger"][0].items() if part not in ("fields", "page")}
    later = page(tmp_path, PATENTS + "  cap 7000 per kind\n")
    with pytest.raises(FactsError) as error:
        later.evaluate({**firm(2023, patent=[ZL2]), "history": [line]})
    assert [(finding.code, finding.path) for finding in error.value.report] == [("R056", "$.history[0]")]
    listed = later.evaluate({**firm(2023, patent=[ZL1, ZL2]), "history": [line]})
    assert yuan(listed) == "2,000.00", "the record states it"


def test_a_rule_that_is_the_same_counts_what_was_charged(tmp_path: Path) -> None:
    """The cap was charged 10,000 before the lower loan of the bank was cut; the page that swaps them keeps that."""
    cap, highest = "  cap 10000 per firm\n", "  pay highest per bank per year\n"
    award = 'article 1 "Loans"\n  award sum to firm when loan drawn\n'
    two = [loan("A", "2022-03-01", 6000, bank="X"), loan("B", "2022-04-01", 4000, bank="X")]
    facts = [firm(2022, loan=two), firm(2023, loan=[loan("C", "2023-03-01", 10000, bank="Y")])]
    assert sums(tmp_path, [award + cap + highest, award + cap + highest], facts) == ["6,000.00", "0.00"]
    assert sums(tmp_path, [award + cap + highest, award + highest + cap], facts) == ["6,000.00", "0.00"]
    assert sums(tmp_path, [award + highest + cap, award + cap + highest], facts) == ["6,000.00", "4,000.00"]


def test_a_rule_counts_line_by_line_what_was_charged_or_what_is_due(tmp_path: Path) -> None:
    """A cap of article 1 that goes over the policy: 10,000 were charged for loans, and 3,000 are due for a course."""
    loans = 'article 1 "Loans"\n  award sum to firm when loan drawn\n'
    courses = 'article 2 "Courses"\n  award cost to firm when course finished\n'
    highest = "  pay highest per bank per year\n"
    before = loans + "  cap 15000 per firm\n" + highest + "\n" + courses
    after = loans + highest + "\n" + courses + "  over policy\n    cap 15000 per firm\n"
    two = [loan("A", "2022-03-01", 6000, bank="X"), loan("B", "2022-04-01", 4000, bank="X")]
    first = firm(2022, loan=two, course=[course("K", "2022-05-01", 3000)])
    facts = [first, firm(2023, loan=[loan("C", "2023-03-01", 10000, bank="Y")])]
    assert sums(tmp_path, [before, after], facts) == ["9,000.00", "2,000.00"]


WAITING = """article 1 "Loans"
  award sum to firm when loan drawn

article 2 "Payment"
  over policy
    cap 20000 per firm per year
      carry forward 2 years
"""


def test_an_added_cap_counts_what_is_due_and_what_waits(tmp_path: Path) -> None:
    """20,000 are due for loan A, and 20,000 wait: nothing is left of 30,000. The waiting money itself is paid."""
    later = WAITING.replace("\narticle 2", "  cap 30000 per firm\n\narticle 2")
    first = firm(2022, loan=[loan("A", "2022-03-01", 40000)])
    second = firm(2023, loan=[loan("B", "2023-03-01", 50000)])
    decisions = years([page(tmp_path, WAITING), page(tmp_path, later)], [first, second])
    assert [yuan(decision) for decision in decisions] == ["20,000.00", "20,000.00"]
    assert {claim.item: claim.paid.minor for claim in decisions[-1].claims} == {"A": 2000000, "B": 0}


def test_an_added_cap_does_not_count_what_lapsed(tmp_path: Path) -> None:
    """Of loan A, 60,000 are due and 10,000 lapsed: 5,000 are left of 65,000."""
    later = WAITING.replace("\narticle 2", "  cap 65000 per firm\n\narticle 2")
    facts = [
        firm(2022, loan=[loan("A", "2022-03-01", 70000)]), firm(2023), firm(2024),
        firm(2025, loan=[loan("B", "2025-03-01", 50000)]),
    ]  # fmt: skip
    assert sums(tmp_path, [WAITING, WAITING, WAITING, later], facts)[-1] == "5,000.00"


UNCLEAR = """article 1 "Loans"
  group g
    award sum to firm when loan drawn
    cap 10000 per firm
    pay highest per bank per year
  cap 20000 per firm
"""


def test_two_rules_that_may_be_the_same_stop_only_where_their_charges_differ(tmp_path: Path) -> None:
    """The lower loan was charged 4,000 by the cap of the group, and nothing by that of the article."""
    later = 'article 1 "Loans"\n  award sum to firm when loan drawn\n  cap 15000 per firm\n'
    one, two = loan("A", "2022-03-01", 6000, bank="X"), loan("B", "2022-04-01", 4000, bank="X")
    second = firm(2023, loan=[loan("C", "2023-03-01", 10000, bank="Y")])
    assert sums(tmp_path, [UNCLEAR, later], [firm(2022, loan=[one]), second]) == ["6,000.00", "9,000.00"]
    [finding] = refused(tmp_path, [UNCLEAR, later], [firm(2022, loan=[one, two]), second])
    assert (finding["code"], finding["path"], finding["rule"]) == ("R077", "$.history[1]", "1 cap per firm")


# ---------------------------------------------------------------------------------------------- edits of awards

BIG_LOANS = """article 1 "Big loans"
  award 10000 once per firm to firm when loan drawn
    if sum at least 1000000

article 2 "Any loan"
  award 2000 once per firm to firm when loan drawn
"""
GREEN_LOANS = """article 1 "Green loans"
  award 500 once per firm to firm when loan drawn

""" + BIG_LOANS.replace("article 2", "article 3").replace("article 1", "article 2")


def test_an_inserted_article_takes_no_lines_of_the_article_whose_number_it_has(tmp_path: Path) -> None:
    """The firm has the 2,000 for any loan, and gets the 10,000 for its big loan and 500 for the green one."""
    small, big = loan("A", "2022-03-01", 5000), loan("B", "2023-03-01", 2000000)
    facts = [firm(2022, loan=[small]), firm(2023, loan=[small, big])]
    assert sums(tmp_path, [BIG_LOANS, GREEN_LOANS], facts) == ["2,000.00", "10,500.00"]
    assert sums(tmp_path, [BIG_LOANS, BIG_LOANS], facts) == ["2,000.00", "10,000.00"]


def test_an_award_that_is_added_to_an_article_takes_nothing_from_its_cap(tmp_path: Path) -> None:
    before = 'article 1 "Loans"\n  award sum to firm when loan drawn\n  cap 10000 per firm\n'
    after = before.replace("  cap", "  award cost to firm when course finished\n  cap")
    facts = [firm(2022, loan=[loan("A", "2022-03-01", 8000)]), firm(2023, loan=[loan("B", "2023-03-01", 50000)])]
    assert sums(tmp_path, [before, after], facts) == ["8,000.00", "2,000.00"]


LOANS_AND_COURSES = """article 1 "Aid"
  award sum to firm when loan drawn
  award cost to firm when course finished
  cap 30000 per firm
"""
REPEALED = LOANS_AND_COURSES.replace("  award sum to firm when loan drawn\n", "")


def test_a_repealed_award_with_money_stops_until_the_page_says_what_became_of_it(tmp_path: Path) -> None:
    facts = [
        firm(2022, loan=[loan("A", "2022-03-01", 12000), loan("B", "2022-04-01", 8000)]),
        firm(2023, course=[course("C", "2023-03-01", 25000)]),
    ]
    [finding] = refused(tmp_path, [LOANS_AND_COURSES, REPEALED], facts)
    assert (finding["code"], finding["path"]) == ("R064", "$.history[0]")
    assert (finding["word"], finding["due"]) == ("1.loan.drawn", "20000.00")


def test_an_ended_award_stays_a_member_of_the_rules_that_covered_it(tmp_path: Path) -> None:
    """20,000 of the cap of 30,000 are paid for loans, so 10,000 are left for a course of 25,000."""
    facts = [
        firm(2022, loan=[loan("A", "2022-03-01", 12000), loan("B", "2022-04-01", 8000)]),
        firm(2023, course=[course("C", "2023-03-01", 25000)]),
    ]
    ended = f"  ended 1.loan.drawn\n\n{REPEALED}"
    assert sums(tmp_path, [LOANS_AND_COURSES, ended], facts) == ["20,000.00", "10,000.00"]
    again = [*facts, firm(2024, course=[course("C", "2023-03-01", 25000), course("D", "2024-03-01", 5000)])]
    assert sums(tmp_path, [LOANS_AND_COURSES, ended, ended], again)[2] == "0.00", "also in the year after"


ONLY_LOANS = """article 1 "Loans"
  award 2000 to firm when loan drawn

article 9 "Payment"
  over policy
    cap 3000 per firm
"""
ONLY_COURSES = """  ended 1.loan.drawn

article 2 "Courses"
  award 2500 to firm when course finished

article 9 "Payment"
  over policy
    cap 3000 per firm
"""


def test_a_cap_over_the_policy_keeps_its_charges_if_its_only_award_ends_and_another_one_comes(tmp_path: Path) -> None:
    """2,000 of 3,000 were paid for the loan, so 1,000 are left for the course, and nothing a year later."""
    first, second = course("C", "2023-03-01", 1), course("D", "2024-03-01", 1)
    facts = [firm(2022, loan=[A]), firm(2023, course=[first]), firm(2024, course=[first, second])]
    pages = [ONLY_LOANS, ONLY_COURSES, ONLY_COURSES]
    assert sums(tmp_path, pages, facts) == ["2,000.00", "1,000.00", "0.00"]


def test_a_cap_of_a_new_article_does_not_count_for_an_ended_award_of_another_article(tmp_path: Path) -> None:
    pages = [page.replace('\narticle 9 "Payment"\n  over policy\n  ', "") for page in (ONLY_LOANS, ONLY_COURSES)]
    facts = [firm(2022, loan=[A]), firm(2023, course=[course("C", "2023-03-01", 1)])]
    assert sums(tmp_path, pages, facts) == ["2,000.00", "2,500.00"]


def test_money_that_waits_under_the_only_award_of_a_cap_is_paid_after_it_ended(tmp_path: Path) -> None:
    """1,500 of 2,000 are paid in 2022; the rest is paid in 2023, before 1,000 for a course."""
    waiting = "    cap 1500 per firm per year\n      carry forward 2 years\n"
    pages = [text.replace("    cap 3000 per firm\n", waiting) for text in (ONLY_LOANS, ONLY_COURSES)]
    facts = [firm(2022, loan=[A]), firm(2023, course=[course("C", "2023-03-01", 1)])]
    decisions = years([page(tmp_path, text) for text in pages], facts)
    assert [yuan(decision) for decision in decisions] == ["1,500.00", "1,500.00"]
    assert {claim.item: claim.paid.minor for claim in decisions[-1].claims} == {"A": 50000, "C": 100000}


@pytest.mark.parametrize("names", [["B"], ["A", "B"]], ids=["the payee is absent", "both"])
def test_an_ended_award_stays_a_member_of_a_cap_across_applicants(names: list[str], tmp_path: Path) -> None:
    """60 of 100 are paid to A for a loan, so 40 are left for B, whether A takes part in the run or not."""
    before = """article 1 "Aid"
  award sum to firm when loan drawn
  award cost to firm when course finished
  cap 100 across applicants
"""
    old = page(tmp_path, before)
    cohort = old.evaluate_cohort([firm(2022, "A", loan=[loan("L", "2022-03-01", 60)])])
    ledger = ledger_to_plain(old.program, lines_to_write(cohort.decisions), None, cohort.decisions)
    after = "  ended 1.loan.drawn\n\n" + before.replace("  award sum to firm when loan drawn\n", "")
    facts = [firm(2023, name, course=[course("C", "2023-03-01", 60)] if name == "B" else []) for name in names]
    decisions = page(tmp_path, after).evaluate_cohort(facts, history=json.loads(json.dumps(ledger))).decisions
    assert yuan(decisions[-1]) == "40.00"


@pytest.mark.parametrize(("line", "sum_"), [("formerly 7.loan.drawn", "0.00"), ("once", "3,000.00")])
def test_the_page_says_which_award_continues_a_repealed_one(line: str, sum_: str, tmp_path: Path) -> None:
    before = 'article 7 "Loans"\n  award 5000 once per firm to firm when loan drawn\n'
    after = 'article 9 "Green loans"\n  award 3000 once per firm to firm when loan drawn\n'
    if line == "once":
        after = f"  ended 7.loan.drawn\n\n{after}"
    else:
        after += f"    {line}\n"
    assert sums(tmp_path, [before, after], [firm(2022, loan=[A]), firm(2023, loan=[A, B])]) == ["5,000.00", sum_]


def test_a_repealed_award_without_money_is_nobodys_concern(tmp_path: Path) -> None:
    refused_loan = 'article 1 "Aid"\n  award sum to firm when loan drawn\n    if rate at most 5%\n'
    first = firm(2022, loan=[loan("A", "2022-03-01", 12000, rate="9%")], course=[course("K", "2022-03-01", 6000)])
    before = refused_loan + "  award cost to firm when course finished\n  cap 30000 per firm\n"
    decisions = years(
        [page(tmp_path, before), page(tmp_path, REPEALED)],
        [first, firm(2023, course=[course("C", "2023-03-01", 25000)])],
    )
    assert [yuan(decision) for decision in decisions] == ["6,000.00", "24,000.00"]


def test_an_unrelated_award_of_the_same_event_continues_nothing(tmp_path: Path) -> None:
    before = 'article 7 "Loans"\n  award 5000 once to firm when loan drawn\n'
    after = 'article 9 "Green loans"\n  award 3000 once to firm when loan drawn\n'
    [finding] = refused(tmp_path, [before, after], [firm(2022, loan=[A]), firm(2023, loan=[B])])
    assert (finding["code"], finding["word"], finding["due"]) == ("R064", "7.loan.drawn", "5000.00")


def test_an_unrelated_award_without_a_title_continues_none_without_a_title(tmp_path: Path) -> None:
    before = "article 1\n  award 2000 once to firm when loan drawn\n"
    after = "article 7\n  award 700 once to firm when loan drawn\n    if rate at most 5%\n"
    first, second = firm(2022, loan=[A]), firm(2023, loan=[loan("A", "2022-03-01", 300000, rate="4%")])
    [finding] = refused(tmp_path, [before, after], [first, second])
    assert (finding["code"], finding["word"], finding["due"]) == ("R064", "1.loan.drawn", "2000.00")
    assert sums(tmp_path, [before, "  ended 1.loan.drawn\n\n" + after], [first, second]) == ["2,000.00", "700.00"]


CLAIMS_OF = {
    "each record": "award 500 to firm",
    "a year": "award 10% of total sum per year to firm",
    "a bank and year": "award 10% of total sum per bank per year to firm",
    "a count of a year": "award 500 for each loan to firm",
}
OTHER_CLAIMS = [("each record", "a year"), ("a year", "a bank and year"), ("a count of a year", "each record")]


def claims_of(words: str, label: str = "") -> str:
    return f'article 1 "A"\n  {CLAIMS_OF[words]} when loan drawn\n' + (f"    {label}\n" if label else "")


@pytest.mark.parametrize("label", ["", "as grant"])
@pytest.mark.parametrize(("then", "now"), OTHER_CLAIMS)
def test_an_award_for_other_sets_of_records_is_another_one(then: str, now: str, label: str, tmp_path: Path) -> None:
    """The items of lines, `A`, `2022` and `X`, cannot be compared: all would be paid again."""
    pages, facts = [claims_of(then, label), claims_of(now, label)], [firm(2022, loan=[A]), firm(2023, loan=[A, B])]
    [finding] = refused(tmp_path, pages, facts)
    assert (finding["code"], finding["word"]) == ("R064", "grant" if label else "1.loan.drawn")


def test_the_keys_of_a_set_belong_to_its_event(tmp_path: Path) -> None:
    found = [page_of(page(tmp_path, claims_of(words)).program).awards[0].event for words in CLAIMS_OF]
    assert found == ["drawn", "drawn per year", "drawn per bank", "drawn per year"]


def test_an_award_for_other_sets_of_records_is_answered_by_ended(tmp_path: Path) -> None:
    facts = [firm(2022, loan=[A]), firm(2023, loan=[B])]
    pages = [claims_of("a year"), "  ended 1.loan.drawn\n\n" + claims_of("each record")]
    assert sums(tmp_path, pages, facts) == ["30,000.00", "500.00"]


def test_formerly_over_other_sets_of_records_is_an_error_that_says_why(tmp_path: Path) -> None:
    pages = [claims_of("a year"), claims_of("each record", "formerly 1.loan.drawn").replace("1", "2", 1)]
    [finding] = refused(tmp_path, pages, [firm(2022, loan=[A]), firm(2023, loan=[B])])
    assert (finding["code"], finding["problem"].text(Language.EN)) == (
        "R064",
        "`formerly 1.loan.drawn` is under `2.loan.drawn`, whose claims are for other sets of records, so that their"
        " items cannot be compared",
    )


def test_exchanged_titles_stop(tmp_path: Path) -> None:
    award = 'article {} "{}"\n  award {} to firm when patent granted\n\n'
    before = award.format(1, "A", 500) + award.format(2, "B", 700)
    after = award.format(1, "B", 500) + award.format(2, "A", 700)
    found = refused(tmp_path, [before, after], [firm(2022, patent=[ZL1]), firm(2023, patent=[ZL2])])
    assert [(one["code"], one["word"], one["due"]) for one in found] == [
        ("R064", "1.patent.granted", "500.00"), ("R064", "2.patent.granted", "700.00"),
    ]  # fmt: skip


FIRST = """article 1 "A"
  award 2000 to firm when loan drawn
"""
SECOND = """article 1 "B"
  award 500 to firm when loan drawn
    if rate at most 5%

article 2 "A"
  award 2000 to firm when loan drawn
    formerly 1.loan.drawn
"""
THIRD = """article 1 "B"
  award 700 to firm when loan drawn
    if bank is "X"

article 2 "BB"
  award 600 to firm when loan drawn
    if rate at most 5%
    formerly 1.loan.drawn

article 3 "A"
  award 2000 to firm when loan drawn
    formerly 2.loan.drawn
"""


def test_formerly_under_another_award_is_about_the_page_before(tmp_path: Path) -> None:
    """Of three loans each gets 700 of the new award; 600 and 2,000 those that the award before did not pay."""
    one, two, three = (
        loan(name, f"{year}-03-01", 10000, rate="4%", bank="X")
        for name, year in (("L1", 2022), ("L2", 2023), ("L3", 2024))
    )
    facts = [firm(2022, loan=[one]), firm(2023, loan=[two]), firm(2024, loan=[two, three])]
    assert sums(tmp_path, [FIRST, SECOND, THIRD], facts) == ["2,000.00", "2,500.00", "4,000.00"]


def test_ended_on_two_pages_ends_the_award_that_has_the_label_now(tmp_path: Path) -> None:
    """The message about the second award asks for the line that the page has for the first one."""
    rest = 'article 9 "C"\n  award 1000 to firm when course finished\n  over policy\n    cap 3000 per firm\n'
    head = "  ended 1.loan.drawn\n\n"
    pages = [FIRST + rest, head + FIRST.replace('"A"', '"Green"').replace("2000", "500") + rest, head + rest]
    facts = [
        firm(2022, loan=[A]), firm(2023, loan=[A, B]),
        firm(2024, loan=[A, B], course=[course("K", "2024-03-01", 100), course("L", "2024-04-01", 100)]),
    ]  # fmt: skip
    decisions = years([page(tmp_path, text) for text in pages], facts)
    assert [yuan(decision) for decision in decisions] == ["2,000.00", "1,000.00", "0.00"]
    ended = sorted(line.clause for line in decisions[-1].ledger if line.is_ended)
    assert ended == ["ended 1.loan.drawn", "ended 1.loan.drawn (2)", "ended 1.loan.drawn (2)"]


# ---------------------------------------------------------------------------------------------- keys of records

ONCE = 'article 1 "Loans"\n  award 2000 once to firm when loan drawn\n'
EACH = ONCE.replace(" once", "")
PER_ITEM = EACH + "  cap 2000 per item\n"
WITH_BANK = VOCABULARY.replace("  key contract\n  sum money\n  rate percent\n  bank text\n",
                               "  key contract, bank\n  sum money\n  rate percent\n")  # fmt: skip
RENAMED = VOCABULARY.replace("key contract", "key paper")
KEYS = {"a field more": (VOCABULARY, WITH_BANK), "a field less": (WITH_BANK, VOCABULARY)}


@pytest.mark.parametrize("text", [ONCE, EACH, PER_ITEM], ids=["once", "each", "per item"])
@pytest.mark.parametrize("vocabularies", KEYS.values(), ids=KEYS)
def test_a_loan_is_the_same_under_another_key_of_the_vocabulary(
    text: str, vocabularies: tuple[str, str], tmp_path: Path
) -> None:
    pages = [page(tmp_path, text, vocabulary) for vocabulary in vocabularies]
    facts = [firm(2022, loan=[A]), firm(2023, loan=[A, B]), firm(2023, loan=[A, B])]
    decisions = years([*pages, pages[-1]], facts)
    assert [yuan(decision) for decision in decisions] == ["2,000.00", "2,000.00", "0.00"]
    items = [line["item"] for line in whole_ledger(decisions[-1])["ledger"]]
    assert items == (["A", "B / X"] if vocabularies[1] == WITH_BANK else ["A / X", "B"]), "each in its own words"


def test_a_key_field_under_another_name_is_the_same(tmp_path: Path) -> None:
    first, later = page(tmp_path, EACH), page(tmp_path, EACH, RENAMED)
    named = [{"paper" if name == "contract" else name: value for name, value in one.items()} for one in (A, B)]
    decisions = years([first, later], [firm(2022, loan=[A]), firm(2023, loan=named)])
    assert [yuan(decision) for decision in decisions] == ["2,000.00", "2,000.00"]


def test_a_key_field_that_a_line_with_money_does_not_state_is_asked_for(tmp_path: Path) -> None:
    """The vocabulary had no such field when the line was written. A line without money needs no item."""
    dated = VOCABULARY.replace("key contract", "key contract, signed_on")
    first = page(tmp_path, EACH + "    if rate at most 5%\n")
    second = page(tmp_path, EACH, dated)
    cheap, dear = ({**A, "rate": rate, "bank": "X"} for rate in ("4%", "9%"))
    later = {**B, "signed_on": "2023-01-01"}
    ledgers = [whole_ledger(first.evaluate(firm(2022, loan=[one]))) for one in (cheap, dear)]
    with pytest.raises(FactsError) as error:
        second.evaluate(firm(2023, loan=[later]), history=ledgers[0])
    assert [(one.code, one.path, one.word) for one in error.value.report] == [("R056", "$.history[0]", "signed_on")]
    assert yuan(second.evaluate(firm(2023, loan=[later]), history=ledgers[1])) == "2,000.00"


# ---------------------------------------------------------------------------------------------- fields of applicants

BY_GROUP = EACH + "  cap 3000 per group_of across applicants\n"
BY_GROUP_AND_YEAR = EACH + "  cap 3000 per group_of per year across applicants\n"
DATED_GROUP = VOCABULARY.replace("group_of text", "group_of text dated")


def member(year: int, name: str, group: object = "G", **records: Any) -> dict[str, Any]:
    stated = firm(year, name, **records)
    return {**stated, "applicant": {**stated["applicant"], "group_of": group}}


def cohort_sums(
    folder: Path, texts: Sequence[str], cohorts: Sequence[Sequence[dict[str, Any]]], vocabulary: str = VOCABULARY
) -> list[list[str]]:
    """The totals of the applicants of cohorts that are settled one after the other, each under its page."""
    ledger: Any = []
    totals = list[list[str]]()
    for text, cohort in zip(texts, cohorts, strict=True):
        policy = page(folder, text, vocabulary)
        decisions = policy.evaluate_cohort(cohort, history=ledger).decisions
        ledger = json.loads(json.dumps(ledger_to_plain(policy.program, lines_to_write(decisions), None, decisions)))
        totals.append([yuan(decision) for decision in decisions])
    return totals


@pytest.mark.parametrize("second", ["F1", "F2"])
def test_a_cap_by_a_field_of_the_applicant_that_is_added_counts_lines_that_do_not_state_it(
    second: str, tmp_path: Path
) -> None:
    """2,000 of 3,000 were paid to F1, which is in the cohort again."""
    first = [member(2022, "F1", loan=[A]), member(2022, "F2")]
    later = [member(2023, name, loan=[B] if name == second else []) for name in ("F2", "F1")]
    totals = cohort_sums(tmp_path, [EACH, BY_GROUP], [first, later])
    assert sorted(totals[1]) == ["0.00", "1,000.00"]


def test_a_limit_by_a_field_of_the_applicant_that_is_added_counts_lines_that_do_not_state_it(tmp_path: Path) -> None:
    limit = EACH + "  limit 2 applicants per group_of across applicants\n"
    first = [member(2022, "F1", loan=[A]), member(2022, "F2", loan=[A]), member(2022, "F3")]
    later = [member(2023, "F1"), member(2023, "F2"), member(2023, "F3", loan=[B])]
    assert cohort_sums(tmp_path, [EACH, limit], [first, later])[1] == ["0.00"] * 3


def test_the_field_of_an_applicant_has_its_value_on_the_day_of_the_line(tmp_path: Path) -> None:
    """F1 was in group G when it was paid, and is in group H now: G has 1,000 left, and H 3,000."""
    group = [{"to": "2022-12-31", "value": "G"}, {"from": "2023-01-01", "value": "H"}]
    first = [member(2022, "F1", "G", loan=[A]), member(2022, "F2", "G")]
    later = [member(2023, "F1", group, loan=[B]), member(2023, "F2", "G", loan=[B])]
    assert cohort_sums(tmp_path, [EACH, BY_GROUP], [first, later], DATED_GROUP)[1] == ["2,000.00", "1,000.00"]


def test_a_line_of_an_absent_applicant_that_lacks_a_field_of_the_applicant_is_refused(tmp_path: Path) -> None:
    cohorts = [[member(2022, "F1", loan=[A])], [member(2023, "F2", loan=[B])]]
    with pytest.raises(FactsError) as error:
        cohort_sums(tmp_path, [EACH, BY_GROUP], cohorts)
    [finding] = error.value.report
    assert (finding.code, finding.path, finding.word) == ("R056", "F1: 1.loan.drawn A 2022", "group_of")
    assert "settle F1 together with the others" in str(error.value)
    stated = [[member(2022, "F1", loan=[A])], [member(2023, "F2", loan=[B]), member(2023, "F1")]]
    assert cohort_sums(tmp_path, [EACH, BY_GROUP], stated)[1] == ["1,000.00", "0.00"]


def test_a_line_of_an_absent_applicant_needs_no_key_where_no_claim_may_count_together_with_it(tmp_path: Path) -> None:
    first = [member(2022, "F1", loan=[A])]
    later, late = [member(2023, "F2", loan=[B])], [member(2023, "F2", loan=[loan("L", "2022-05-01", 1), B])]
    assert cohort_sums(tmp_path, [EACH, BY_GROUP_AND_YEAR], [first, later])[1] == ["2,000.00"]
    assert cohort_sums(tmp_path, [EACH, BY_GROUP], [first, [member(2023, "F2")]])[1] == ["0.00"]
    with pytest.raises(FactsError, match="R056"):
        cohort_sums(tmp_path, [EACH, BY_GROUP_AND_YEAR], [first, late])


def test_present_lines_of_an_absent_applicant_state_the_field(tmp_path: Path) -> None:
    cohorts = [[member(2022, "F1", loan=[A])], [member(2023, "F2", loan=[B])]]
    assert cohort_sums(tmp_path, [BY_GROUP, BY_GROUP], cohorts)[1] == ["1,000.00"]


# ---------------------------------------------------------------------------------------------- members of choices

CHOICES = VOCABULARY.replace("applicant fields", 'choice size big "大" · small\n\napplicant fields').replace(
    "  bank text\n", "  bank text\n  kind_of size\n  sizes list of size\n"
)
RENAMED_MEMBER, FORMER_NAME = CHOICES.replace("big", "large"), CHOICES.replace('big "大"', "大")
BY_KEYS = CHOICES.replace("key contract\n", "key contract, kind_of\n")
BY_MEMBER = {
    "cap": EACH + "  cap 3000 per kind_of\n",
    "cap by a list": EACH + "  cap 3000 per sizes\n",
    "limit": EACH + "  limit 1 item per kind_of\n",
    "once": EACH.replace("award 2000", "award 2000 once per kind_of"),
    "no repeat": EACH + "  no repeat per kind_of\n",
    "matter": EACH.replace("  award", "  same matter of loan is kind_of\n  award") + "  cap 3000 per matter\n",
    "set": EACH.replace("award 2000", "award 10% of total sum at most 2000 per kind_of per year"),
}
"""Pages whose rules or sets go by a choice."""


def sized(one: dict[str, Any], size: str) -> dict[str, Any]:
    return {**one, "kind_of": size, "sizes": [size]}


def member_sums(
    folder: Path, texts: Sequence[str], vocabularies: Sequence[str], members: Sequence[str]
) -> list[str]:  # fmt: skip
    """The totals of two years; each has a page, a vocabulary, and its name of the member."""
    pages = [
        page(folder, text.format(member), vocabulary)
        for text, vocabulary, member in zip(texts, vocabularies, members, strict=True)
    ]
    facts = [firm(2022, loan=[sized(A, members[0])]), firm(2023, loan=[sized(B, members[1])])]
    return [yuan(decision) for decision in years(pages, facts)]


ADDED = [name for name in BY_MEMBER if name != "set"]
"""A set of loans does not continue an award for each loan."""


@pytest.mark.parametrize(
    ("name", "before"),
    sampled([*((name, BY_MEMBER[name]) for name in BY_MEMBER), *((name, EACH) for name in ADDED)], 3, others="broad"),
    ids=[*BY_MEMBER, *(f"{name} added" for name in ADDED)],
)
def test_a_member_that_the_vocabulary_renames_is_not_forgotten(name: str, before: str, tmp_path: Path) -> None:
    """A former name that is a label now is the member. Any other one stops the line."""
    texts = [before, BY_MEMBER[name]]
    unedited = member_sums(tmp_path, texts, [CHOICES, CHOICES], ["big", "big"])
    assert member_sums(tmp_path, texts, [FORMER_NAME, RENAMED_MEMBER], ["大", "large"]) == unedited
    with pytest.raises(FactsError) as error:
        member_sums(tmp_path, texts, [CHOICES, RENAMED_MEMBER], ["big", "large"])
    [finding] = error.value.report
    assert (finding.code, finding.word) == ("R028", "big")
    assert finding.path.startswith("$.history[0].keys.")


def test_the_law_notices_members_that_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipdsl.ledger.line_reader.read_members", lambda *_: None)
    totals = member_sums(tmp_path, [BY_MEMBER["cap"]] * 2, [CHOICES, RENAMED_MEMBER], ["big", "large"])
    assert totals == ["2,000.00", "2,000.00"], "the cap of 3,000 has forgotten the first 2,000"


def test_a_member_by_which_no_rule_counts_may_be_renamed(tmp_path: Path) -> None:
    totals = member_sums(tmp_path, [EACH, EACH], [CHOICES, RENAMED_MEMBER], ["big", "large"])
    assert totals == ["2,000.00", "2,000.00"]


def test_a_loan_whose_key_has_a_renamed_member_is_not_paid_again(tmp_path: Path) -> None:
    renamed, former = (BY_KEYS.replace('big "大"', member) for member in ('large "大"', "大"))
    loans = {member: [sized(A, member)] for member in ("big", "large", "大")}
    for first, member, vocabulary in (("big", "big", BY_KEYS), ("大", "large", renamed)):
        pages = [page(tmp_path, EACH, BY_KEYS if first == "big" else former), page(tmp_path, EACH, vocabulary)]
        decisions = years(pages, [firm(2022, loan=loans[first]), firm(2023, loan=loans[member])])
        assert [yuan(decision) for decision in decisions] == ["2,000.00", "0.00"]
    pages = [page(tmp_path, EACH, BY_KEYS), page(tmp_path, EACH, renamed)]
    with pytest.raises(FactsError, match="R028"):
        years(pages, [firm(2022, loan=loans["big"]), firm(2023, loan=loans["large"])])


@pytest.mark.parametrize("cap", ["  cap 3500 per kind_of\n", "  cap 3500 per firm\n"])
def test_a_line_of_an_ended_award_asks_for_members_by_which_rules_count(cap: str, tmp_path: Path) -> None:
    two = EACH + "    as ending\n  award 1000 to firm when loan drawn\n    as staying\n" + cap
    one = "  ended ending\n\n" + EACH.replace("2000", "1000") + "    as staying\n" + cap
    assert member_sums(tmp_path, [two, one], [CHOICES, CHOICES], ["big", "big"]) == ["3,000.00", "500.00"]
    if "firm" in cap:
        totals = member_sums(tmp_path, [two, one], [CHOICES, RENAMED_MEMBER], ["big", "large"])
        assert totals == ["3,000.00", "500.00"]
    else:
        with pytest.raises(FactsError, match="R028"):
            member_sums(tmp_path, [two, one], [CHOICES, RENAMED_MEMBER], ["big", "large"])


# ---------------------------------------------------------------------------------------------- several pages

ONE = """article 1 "Loans"
  award 10% of sum to firm when loan drawn
  cap 10000 per firm
"""
TWO = ONE.replace('article 1 "Loans"', 'article 4 "Bank loans"')
THREE = """article 4 "Bank loans"
  award 20% of sum to firm when loan drawn
    if rate at most 5%
  cap 10000 per firm
"""
SMALL, LAST = loan("A", "2022-03-01", 40000), loan("B", "2024-03-01", 90000, rate="4%")


def test_a_line_is_followed_from_page_to_page(tmp_path: Path) -> None:
    """The second page only renames the article, the third changes the award under the new name."""
    facts = [firm(2022, loan=[SMALL]), firm(2023), firm(2024, loan=[LAST])]
    assert sums(tmp_path, [ONE, TWO, THREE], facts) == ["4,000.00", "0.00", "6,000.00"]
    [finding] = refused(tmp_path, [ONE, ONE, THREE], facts)
    assert finding["code"] == "R064", "without the page between, nothing connects the first with the last"


def test_a_ledger_has_each_page_once_and_what_was_found_between_them(tmp_path: Path) -> None:
    facts = [firm(2022, loan=[SMALL]), firm(2023), firm(2023), firm(2024, loan=[LAST]), firm(2024)]
    texts = [ONE, TWO, TWO, THREE, THREE]
    decisions = years([page(tmp_path, text) for text in texts], facts)
    assert [len(decision.pages) for decision in decisions] == [1, 2, 2, 3, 3]
    first, second, third = whole_ledger(decisions[-1])["pages"]
    assert "after" not in first
    assert second["after"] == third["after"] == {"awards": [[0, 0]], "ended": [], "rules": [[0, [0]]]}
    lines = whole_ledger(decisions[-1])["ledger"]
    assert [(line["clause"], line["page"]) for line in lines] == [("1.loan.drawn", 0), ("4.loan.drawn", 2)]


def test_what_stands_between_two_pages_is_not_found_again(tmp_path: Path) -> None:
    """A ledger whose pages say that nothing continues the award is believed, although the titles are equal."""
    decisions = years([page(tmp_path, ONE), page(tmp_path, TWO)], [firm(2022, loan=[SMALL]), firm(2023)])
    ledger = whole_ledger(decisions[-1])
    ledger["pages"][1]["after"] = {"awards": [], "ended": [], "rules": []}
    with pytest.raises(FactsError, match="R064"):
        page(tmp_path, TWO).evaluate(firm(2024, loan=[LAST]), history=ledger, accept_edited="Li Ming")


def test_a_cap_that_was_left_out_for_a_year_counts_what_is_due(tmp_path: Path) -> None:
    without = ONE.replace("  cap 10000 per firm\n", "")
    facts = [firm(2022, loan=[SMALL]), firm(2023, loan=[loan("M", "2023-03-01", 30000)]), firm(2024, loan=[LAST])]
    assert sums(tmp_path, [ONE, without, ONE], facts) == ["4,000.00", "3,000.00", "3,000.00"]


# ---------------------------------------------------------------------------------------------- lines that are kept


def test_the_lines_of_earlier_pages_stay_as_they_were_written(tmp_path: Path) -> None:
    facts = [firm(2022, loan=[SMALL]), firm(2023, loan=[loan("M", "2023-03-01", 30000)]), firm(2024, loan=[LAST])]
    pages = [page(tmp_path, text) for text in (ONE, TWO, THREE)]
    for before, after in itertools.pairwise(map(whole_ledger, years(pages, facts))):
        kept = [line for line in after["ledger"] if line in before["ledger"]]
        assert kept == before["ledger"]
        assert after["ledger_head"]["previous"] == before["ledger_head"]["number"]
        assert after["ledger_head"]["number"] != before["ledger_head"]["number"]


def test_the_library_reads_what_json_has(tmp_path: Path) -> None:
    """A line in the words of the present page is not a part of the decision: JSON has the written one."""
    decisions = years([page(tmp_path, ONE), page(tmp_path, TWO)], [firm(2022, loan=[SMALL]), firm(2023)])
    [line] = decisions[-1].ledger
    assert (line.clause, line.charged) == ("4.loan.drawn", {"4 cap per firm": 400000})
    [written] = json.loads(json.dumps(ipdsl.to_json(decisions[-1])))["ledger"]
    assert (written["clause"], written["charged"]) == ("1.loan.drawn", {"1 cap per firm": "4000.00"})


# ---------------------------------------------------------------------------------------------- lines without pages

INSERTED = LOANS.replace("1", "2", 1).replace(
    "article 2", 'article 1 "Green loans"\n  award 1% of sum to firm when loan drawn and bank is "green"\n\narticle 2'
)
"""The award of `LOANS` is `2.loan.drawn` here, and another one is `1.loan.drawn`."""


def copies(ledger: dict[str, Any], stated: dict[str, Any]) -> dict[str, tuple[dict[str, Any], Any]]:
    """Facts and history: the ledger, and copies of its lines without its pages."""
    lines = ledger["ledger"]
    return {
        "ledger": (stated, ledger),
        "list": (stated, lines),
        "facts": (stated | {"history": lines}, None),
        "list without numbers of pages": (stated, [{**line, "page": None} for line in lines]),
        "list without digests": (stated, [{**line, "digest": None} for line in lines]),
    }


@pytest.mark.parametrize("form", ["ledger", "list", "facts", "list without numbers of pages", "list without digests"])
def test_lines_without_their_pages_are_told(form: str, tmp_path: Path) -> None:
    """Of 30,000 the ledger leaves 10,000. Under the edited page a copy of its lines counts for another award."""
    first = page(tmp_path, LOANS).evaluate(firm(2022, loan=[A]))
    edited = page(tmp_path, INSERTED)
    facts, history = copies(whole_ledger(first), firm(2023, loan=[B]))[form]
    decision = edited.evaluate(facts, history=history)
    told = [note for note in decision.assumptions if note == WITHOUT_PAGES.text(Language.EN)]
    assert (yuan(decision), len(told)) == (("10,000.00", 0) if form == "ledger" else ("20,000.00", 1))


def test_lines_that_no_ledger_wrote_are_not_told(tmp_path: Path) -> None:
    """A clerk types the label of today, and a line of another document has none of this page."""
    short = {"clause": "1.loan.drawn", "item": "A", "year": 2022, "due": 20000}
    other = {
        "policy": "old",
        "clause": "1",
        "kind": "loan",
        "item": "A",
        "year": 2022,
        "due": 20000,
        "digest": "1" * 16,
    }
    for line in (short, other):
        decision = page(tmp_path, LOANS).evaluate(firm(2023, loan=[B]) | {"history": [line]})
        assert WITHOUT_PAGES.text(Language.EN) not in decision.assumptions


def test_a_copy_of_a_ledger_in_csv_is_told(tmp_path: Path) -> None:
    [line] = whole_ledger(page(tmp_path, LOANS).evaluate(firm(2022, loan=[A])))["ledger"]
    (tmp_path / "aid.ipp").write_text(HEAD + INSERTED, encoding="utf-8")
    parts = {
        **line,
        "due": "2022: 20000",
        "charged": "1 cap per firm: 20000",
        "keys": "firm: F1",
        "by_discretion": "no",
    }
    names = [name for name in parts if parts[name] and name not in ("fields", "page")]
    tables = {
        "applicant": ["id,kinds,as_of", "F1,firm,2023-12-31"],
        "loan": ["applicant,contract,sum,bank,drawn_on", "F1,B,300000,X,2023-03-01"],
        "history": [",".join(names), ",".join(str(parts[name]) for name in names)],
    }
    (tmp_path / "csv").mkdir()
    for name, lines in tables.items():
        (tmp_path / "csv" / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with working_in(tmp_path):
        ran = run("eval", "aid.ipp", "--facts", "csv")
        batch = run("batch", "aid.ipp", "--facts", "csv", "-o", "out")
        assert "without its pages" in json.loads(Path("out/run.json").read_text("utf-8"))["notes"][0], batch.both
    assert "lines of a ledger are given without its pages" in ran.out, ran.both
