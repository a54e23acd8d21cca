"""Money that waits under an award which the page ends: it is paid or lapses as if the award were still on the page."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import ipdsl
from ipdsl.base.findings.phrase import Language
from ipdsl.claims import proposer
from ipdsl.decision.decision import Decision
from ipdsl.driver.questions.trace import find_claims, trace
from ipdsl.ir.terms import Step
from ipdsl.ledger.ledger_file import ledger_to_plain
from ipdsl.report.decision_page import render
from ipdsl.report.localizer import localizer_of
from tests.support.batch.ledgers import lines_of, next_year, settle, write
from tests.support.cli import run
from tests.support.ledgers import (
    HEAD,
    VOCABULARY,
    course,
    firm,
    history_of,
    loan,
    page,
    patent,
    whole_ledger,
    years,
    yuan,
)
from tests.support.slow import sampled

AID = """article 1 "Aid"
  award sum to firm when loan drawn
  award cost to firm when course finished
"""
PAYMENT = """
article 2 "Payment"
  over policy
    cap 20000 per firm per year
      carry forward 2 years
"""
BEFORE = AID + PAYMENT
WITHOUT_LOANS = "  ended 1.loan.drawn\n\n" + AID.replace("  award sum to firm when loan drawn\n", "")
AFTER = WITHOUT_LOANS + PAYMENT
LOAN = loan("A", "2022-03-01", 70000)
COURSE = course("K", "2023-02-01", 5000)
FACTS = [firm(2022, loan=[LOAN]), *(firm(year, course=[COURSE]) for year in (2023, 2024, 2025))]
"""20,000 of 70,000 are paid in each of three years, then 10,000 lapse, and the course is paid."""
WITH_HEAD = (HEAD + WITHOUT_LOANS).split("\n")


def settled(folder: Path, texts: Sequence[str], facts: Sequence[dict[str, Any]] = FACTS) -> list[Decision]:
    return years([page(folder, text) for text in texts], facts[: len(texts)])


def lines(ledger: Any) -> list[dict[str, Any]]:
    """The lines of a ledger without digests and pages."""
    return [{name: part for name, part in line.items() if name not in ("digest", "page")} for line in ledger["ledger"]]


def claims(decision: Decision) -> dict[str, tuple[str, str, str]]:
    """The award, outcome and amount of each claim, by item."""
    return {claim.item: (claim.label, claim.outcome.value, str(claim.paid.minor // 100)) for claim in decision.claims}


def test_waiting_money_is_paid_and_lapses_as_on_the_page_before(tmp_path: Path) -> None:
    ended, standing = (settled(tmp_path, [BEFORE, *[text] * 3]) for text in (AFTER, BEFORE))
    assert [yuan(each) for each in ended] == ["20,000.00", "20,000.00", "20,000.00", "5,000.00"]
    for edited, plain in zip(ended, standing, strict=True):
        assert lines(whole_ledger(edited)) == lines(whole_ledger(plain)), "in the words of the page that wrote them"
    assert [line["page"] for line in whole_ledger(ended[-1])["ledger"]] == [0, 1]
    assert claims(ended[2])["A"] == ("ended 1.loan.drawn", "reduced", "20000")


def test_a_ledger_of_every_year_is_read_by_a_page_that_is_edited_again(tmp_path: Path) -> None:
    later = AFTER.replace("article 2", "article 7").replace(
        "ended 1.loan.drawn", "ended 1.loan.drawn, 9.patent.granted"
    )
    ended = settled(tmp_path, [BEFORE, AFTER, later, later])
    assert [yuan(each) for each in ended] == ["20,000.00", "20,000.00", "20,000.00", "5,000.00"]
    assert lines(whole_ledger(ended[-1]))[0] == lines(whole_ledger(settled(tmp_path, [BEFORE] * 4)[-1]))[0]


def test_money_lapses_on_a_page_without_the_cap_that_carried_it(tmp_path: Path) -> None:
    """The decision shows it once. Lapsed money does not count for an added cap."""
    decisions = settled(tmp_path, [BEFORE, WITHOUT_LOANS, f"{WITHOUT_LOANS}  cap 27000 per firm\n"])
    assert claims(decisions[1]) == {
        "A": ("ended 1.loan.drawn", "lapsed", "0"), "K": ("1.course.finished", "awarded", "5000"),
    }  # fmt: skip
    [line, _] = whole_ledger(decisions[1])["ledger"]
    parts = "clause", "page", "due", "carried", "carry_until", "lapsed", "outcome"
    assert [line[part] for part in parts] == [
        "1.loan.drawn", 0, {"2022": "20000.00"}, "0.00", None, "50000.00", "reduced",
    ]  # fmt: skip
    assert "A" not in claims(decisions[2])
    text = render(decisions[1], with_all=True)
    assert "this page does not have the cap that carried 50,000.00 over, which lapsed" in " ".join(text.split())


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (Language.EN, "not looked at: the money is carried from earlier years"),
        (Language.ZH, "不再审查：金额由以前年度结转"),
    ],
)
def test_a_trace_of_money_that_lapsed_does_not_ask_for_facts(language: Language, told: str, tmp_path: Path) -> None:
    policy = page(tmp_path, WITHOUT_LOANS)
    first, decision = settled(tmp_path, [BEFORE, WITHOUT_LOANS])
    stated = policy.read_facts({**FACTS[1], "history": history_of(first, policy.program)})
    [claim] = find_claims(decision, "ended 1.loan.drawn", "A")
    localize = localizer_of(policy.program, language)
    traced = trace(policy, stated, claim, localize, decision, policy._made.page)
    effective = WITH_HEAD.index("  effective 2021-01-01 to 2026-12-31") + 1
    assert [line.effect for line in traced.lines if line.place.line == effective] == [told]


SMALL = """article 1 "Small"
  award 2000 to firm when loan drawn
    if sum at most 99999
"""
LARGE = """article 2 "Large"
  award 5000 to firm when loan drawn
    if sum at least 100000
    less already paid for loan of the same bank
"""


@pytest.mark.parametrize("cap", sampled(["", "  cap 9000 per firm\n", "  cap 1500 per firm\n"], 2, others="broad"))
@pytest.mark.parametrize("bank", ["B1", "B2"])
def test_what_an_ended_award_paid_is_deducted(bank: str, cap: str, tmp_path: Path) -> None:
    before, after = SMALL + cap + LARGE, "  ended 1.loan.drawn\n\n" + LARGE
    facts = [
        firm(2022, loan=[loan("A", "2022-03-01", 50000, bank="B1")]),
        firm(2023, loan=[loan("B", "2023-03-01", 200000, bank=bank)]),
    ]
    ended, standing = (settled(tmp_path, [before, text], facts) for text in (after, before))
    due = "1,500.00" if "1500" in cap else "2,000.00", "5,000.00" if bank == "B2" else "3,000.00"
    assert [yuan(each) for each in ended] == [yuan(each) for each in standing] == [*due], "what was admitted"


def test_money_does_not_go_under_a_cap_that_did_not_cover_the_award(tmp_path: Path) -> None:
    carry = "per firm per year\n    carry forward 2 years\n"
    before = f'article 1 "Loans"\n  award sum to firm when loan drawn\n  cap 20000 {carry}'
    courses = f'article 2 "Courses"\n  award cost to firm when course finished\n  cap 9000 {carry}'
    decisions = settled(tmp_path, [f"{before}\n{courses}", f"  ended 1.loan.drawn\n\n{courses}"])
    assert [yuan(each) for each in decisions] == ["20,000.00", "5,000.00"]
    assert claims(decisions[1])["A"] == ("ended 1.loan.drawn", "lapsed", "0")


def test_a_suspension_of_all_awards_under_the_cap_stops_the_money(tmp_path: Path) -> None:
    suspend = "    suspend firm for the year when patent granted\n"
    before, after = (text.replace("    cap", f"{suspend}    cap") for text in (BEFORE, AFTER))
    granted = [patent("Z", "2023-05-01")]
    facts = [firm(2022, loan=[LOAN]), *(firm(year, patent=granted) for year in (2023, 2024))]
    ended, standing = (settled(tmp_path, [before, text, text], facts) for text in (after, before))
    assert [yuan(each) for each in ended] == [yuan(each) for each in standing] == ["20,000.00", "0.00", "20,000.00"]


def test_a_record_that_is_stated_again_changes_nothing(tmp_path: Path) -> None:
    facts = [FACTS[0], firm(2023, loan=[LOAN], course=[COURSE])]
    assert yuan(settled(tmp_path, [BEFORE, AFTER], facts)[1]) == "20,000.00"


def test_two_awards_that_end_keep_their_order_on_one_day(tmp_path: Path) -> None:
    """The page orders the claims of a loan: 10%, then 20%, then 30%. The first and the last award end."""
    awards = [f"  award {rate}% of sum to firm when loan drawn\n    as of{rate}\n" for rate in (10, 20, 30)]
    cap = "  cap 8000 per firm per year\n    carry forward 4 years\n"
    before = "".join(['article 1 "Loans"\n', *awards, cap])
    after = "".join(["  ended of10, of30\n\n", 'article 1 "Loans"\n', awards[1], cap])
    facts = [firm(year, loan=[loan("A", "2022-03-01", 100000)]) for year in (2022, 2023, 2024, 2025)]
    ended, standing = (settled(tmp_path, [before, *[text] * 3], facts) for text in (after, before))
    assert lines(whole_ledger(ended[-1])) == lines(whole_ledger(standing[-1]))


def test_an_ended_award_competes_and_is_named_with_its_caps(tmp_path: Path) -> None:
    """The loan was cut to 400 by a cap, and is the highest of 2022."""
    aid = """article 1 "Aid"
  award sum to firm when loan drawn
  group g
    award cost to firm when course finished
    award 700 to firm when patent granted
  pay highest per firm per year
  no repeat per firm
  cap 400 per firm per year
"""
    after = "  ended 1.loan.drawn\n\n" + aid.replace("  award sum to firm when loan drawn\n", "")
    more = {"course": [course("K", "2022-02-01", 800)], "patent": [patent("Z", "2023-02-01")]}
    facts = [firm(2022, loan=[LOAN]), firm(2023, loan=[LOAN], **more)]
    ended, standing = (settled(tmp_path, [aid, text], facts) for text in (after, aid))
    assert yuan(ended[1]) == "0.00"
    for item in ("K", "Z"):
        [one], [other] = ([c for c in each.claims if c.item == item] for each in (ended[1], standing[1]))
        reasons = [[(cut.rule, cut.cut, cut.reason) for cut in claim.adjustments] for claim in (one, other)]
        assert (one.outcome, reasons[0]) == (other.outcome, reasons[1])


# ---------------------------------------------------------------------------------------------- decisions


def test_a_reopened_year_pays_the_waiting_money_again(tmp_path: Path) -> None:
    decisions = settled(tmp_path, [BEFORE, AFTER, AFTER])
    ledger = whole_ledger(decisions[-1])
    again = page(tmp_path, AFTER).evaluate(FACTS[2], history=ledger, reopen=2023)
    assert (again.payable_now.minor, again.due_before.minor, yuan(again)) == (0, 4000000, "40,000.00")
    assert lines(whole_ledger(again)) == lines(ledger)
    assert again.reopening is not None
    assert not again.reopening.moved


@pytest.mark.parametrize("year", [2022, 2023, 2024])
def test_money_of_an_ended_award_stands_when_a_year_is_reopened(year: int, tmp_path: Path) -> None:
    """The loan of 2022 was paid 20,000 in each of three years. The last run repeats the run of 2024."""
    ledger = whole_ledger(settled(tmp_path, [BEFORE, AFTER, AFTER])[-1])
    again = page(tmp_path, AFTER).evaluate(FACTS[2], history=ledger, reopen=year)
    assert (again.payable_now.minor, again.overpaid.minor) == (0, 0)
    assert lines(whole_ledger(again)) == lines(ledger)
    assert again.reopening is not None
    assert not again.reopening.moved
    assert again.reopening.years
    assert all(each.anew.low == each.anew.high == each.before for each in again.reopening.years)


def test_a_reopened_year_counts_an_ended_award_and_corrects_the_others(tmp_path: Path) -> None:
    """The loan leaves 5,000 of the cap. The course of 2022 was paid 4,000, and its cost was 6,000."""
    capped = AID + "  cap 20000 per firm per year\n"
    ended = capped.replace("  award sum to firm when loan drawn\n", "")
    facts = [loan("A", "2022-03-01", 15000)]
    first = page(tmp_path, capped).evaluate(firm(2022, loan=facts, course=[course("K", "2022-04-01", 4000)]))
    after = page(tmp_path, f"  ended 1.loan.drawn\n\n{ended}")
    stated = firm(2023, course=[course("K", "2022-04-01", 6000)])
    again = after.evaluate(stated, history=whole_ledger(first), reopen=2022)
    assert (yuan(again), again.payable_now.minor, again.overpaid.minor) == ("5,000.00", 100000, 0)
    loans = [line for line in whole_ledger(again)["ledger"] if line["kind"] == "loan"]
    assert [(line["clause"], line["due"]) for line in loans] == [("1.loan.drawn", {"2022": "15000.00"})]


def test_an_open_claim_leaves_the_waiting_money_between_bounds(tmp_path: Path) -> None:
    """A course of an unknown cost may not take the place of money that waits since before."""
    unknown = {"certificate": "K", "finished_on": "2023-02-01"}
    facts = [firm(2022, loan=[loan("A", "2022-03-01", 30000)]), firm(2023, course=[unknown])]
    ended, standing = (settled(tmp_path, [BEFORE, text], facts) for text in (AFTER, BEFORE))
    assert ended[1].is_undetermined
    assert ended[1].due == standing[1].due
    bounds = [{claim.item: claim.bounds for claim in each.claims} for each in (ended[1], standing[1])]
    assert bounds[0] == bounds[1]


def test_a_decision_about_one_year_has_the_money_of_this_year(tmp_path: Path) -> None:
    first, _, second = settled(tmp_path, [BEFORE, AFTER, AFTER])
    only = page(tmp_path, AFTER).evaluate(FACTS[2], history=whole_ledger(first), year=2023)
    assert (yuan(only), claims(only)["A"]) == ("20,000.00", ("ended 1.loan.drawn", "reduced", "20000"))
    assert yuan(second) == "20,000.00"


def test_pages_and_traces_show_the_award_by_its_label(tmp_path: Path) -> None:
    policy, facts = page(tmp_path, AFTER), FACTS[1]
    first, decision = settled(tmp_path, [BEFORE, AFTER])
    assert decision.payable_now == decision.total
    assert "ended 1.loan.drawn (article 2, line" in render(decision, with_all=True)
    chinese = localizer_of(policy.program, Language.ZH)
    assert "已废止 1.loan.drawn（第2条" in render(decision, with_all=True, localize=chinese)
    stated = policy.read_facts({**facts, "history": history_of(first, policy.program)})
    assert policy.total(stated) == decision.total
    [claim] = find_claims(decision, "ended 1.loan.drawn", "A")
    steps = trace(policy, stated, claim, decision=decision).steps
    assert [step.kind for step in steps] == ["sentence", "carried", "rule", "end"]
    assert steps[0].text == "cap 20,000 per firm per year, carry forward 2 years"
    assert [str(step.after) for step in steps[1:]] == ["50,000.00 CNY", "20,000.00 CNY", "20,000.00 CNY"]


# ---------------------------------------------------------------------------------------------- doors

TWO_FIRMS = [
    [firm(2022, "A", loan=[LOAN]), firm(2022, "B", loan=[loan("B", "2022-03-01", 9000)])],
    [firm(2023, "A", course=[COURSE]), firm(2023, "B", course=[course("M", "2023-02-01", 900)])],
    [firm(2024, "A", course=[COURSE]), firm(2024, "B", course=[course("M", "2023-02-01", 900)])],
]
Door = Callable[[Path, Sequence[Path], str], list[dict[str, Any]]]
"""The lines after three years, each with the page of its year. The text chooses among commands."""


def by_commands(folder: Path, pages: Sequence[Path], command: str) -> list[dict[str, Any]]:
    verb, *options = command.split()
    ledger: Path | None = None
    for number, (path, facts) in enumerate(zip(pages, TWO_FIRMS, strict=True)):
        (folder / "facts.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in facts), "utf-8")
        arguments: list[str | Path] = [verb, path, "--facts", folder / "facts.jsonl", *options]
        arguments += ["--new-applicants"] if ledger is None else ["--history", ledger]
        ledger = folder / f"{number}.json"
        done = run(*arguments, "--ledger-out", ledger)
        assert done.code == 0, done.both
    assert ledger is not None
    return lines(json.loads(ledger.read_text("utf-8")))


def by_letters(folder: Path, pages: Sequence[Path], command: str) -> list[dict[str, Any]]:
    found = by_commands(folder, pages, f"letter -o {folder}/{{applicant}}.html")
    letter, label = (folder / "A.html").read_text("utf-8"), "Ended 1.loan.drawn"
    assert (label in letter) == ("ended" in pages[-1].read_text("utf-8"))
    return found


def by_library(folder: Path, pages: Sequence[Path], command: str) -> list[dict[str, Any]]:
    ledger: Any = None
    for path, facts in zip(pages, TWO_FIRMS, strict=True):
        policy = ipdsl.load(path)
        decisions = policy.evaluate_cohort(facts, history=ledger).decisions
        read = [line for decision in decisions for line in decision.ledger]
        ledger = json.loads(json.dumps(ledger_to_plain(policy.program, read, None, decisions)))
    return lines(ledger)


def by_tables(folder: Path, pages: Sequence[Path], command: str) -> list[dict[str, Any]]:
    kinds = {"loan": ("contract", "sum", "drawn_on"), "course": ("certificate", "cost", "finished_on")}
    facts, found = folder / "facts", list[dict[str, Any]]()
    for number, (path, firms) in enumerate(zip(pages, TWO_FIRMS, strict=True)):
        tables = {"applicant": pa.table({"id": ["A", "B"], "kinds": ["firm", "firm"]})}
        for kind, names in kinds.items():
            stated = [(one["applicant"]["id"], each) for one in firms for each in one["records"][kind]]
            columns = {"applicant": pa.array([whose for whose, _ in stated], pa.string())}
            for name in names:
                cells = [each[name] * 100 if name in ("sum", "cost") else each[name] for _, each in stated]
                columns[name] = pa.array(cells, pa.int64() if name in ("sum", "cost") else pa.string())
            tables[kind] = pa.table(columns)
        write(facts, tables)
        if number:
            next_year(facts, folder / f"out{number - 1}")
        done = settle(path, facts, folder / f"out{number}", 2022 + number, *command.split()[1:])
        assert done.code == 0, done.both
        found = lines({"ledger": lines_of(folder / f"out{number}")})
    return found


DOORS: dict[str, Door] = {
    "eval --each": by_commands, "eval --cohort": by_commands, "letter": by_letters, "library": by_library,
    "batch": by_tables, "batch --cohort": by_tables, "batch --engine cpython": by_tables,
}  # fmt: skip


def after_three_years(folder: Path, door: str, text: str, last: str = "") -> list[dict[str, Any]]:
    """The lines after a year under the page before, and two years under this text, or one under it and one under the
    last.
    """
    pages = []
    for name, each in (("before", BEFORE), ("after", text), ("last", last or text)):
        (folder / name).mkdir(parents=True)
        (folder / name / "words.ipp").write_text(VOCABULARY, "utf-8")
        (folder / name / "aid.ipp").write_text(HEAD.rstrip("\n") + "\n" + each, "utf-8")
        pages.append(folder / name / "aid.ipp")
    return DOORS[door](folder, pages, door)


@pytest.mark.parametrize("door", sampled(DOORS, 4, others="broad"))
def test_every_door_pays_what_waits(door: str, tmp_path: Path) -> None:
    ended, standing = (after_three_years(tmp_path / name, door, text) for name, text in (("1", AFTER), ("2", BEFORE)))
    assert ended == standing
    paid = [line["due"] for line in ended if line["item"] == "A"]
    assert [len(dict(due)) for due in paid] == [3]


@pytest.mark.broad
@pytest.mark.parametrize("door", sampled([door for door in DOORS if door != "letter"], 4, others="broad"))
def test_every_door_pays_what_waits_under_an_award_that_is_restored(door: str, tmp_path: Path) -> None:
    """The money waits under the cap in the year without the award."""
    moved = BEFORE.replace("article 2", "article 7").replace('"Aid"', '"Restored aid"')
    restored, standing = (
        after_three_years(tmp_path / name, door, *texts)
        for name, texts in (("1", (AFTER, moved)), ("2", (BEFORE, BEFORE)))
    )
    assert [line["due"] for line in restored] == [line["due"] for line in standing]


def test_tables_name_the_applicant_of_a_line_whose_award_is_renumbered(tmp_path: Path) -> None:
    """The second run pays carried money of a line of the earlier page, and the third one reads the new line."""
    renumbered = BEFORE.replace("article 2", "article 3").replace("article 1", "article 2")
    [line] = [each for each in after_three_years(tmp_path, "batch", renumbered) if each["item"] == "A"]
    assert (line["applicant"], line["clause"], len(dict(line["due"]))) == ("A", "2.loan.drawn", 3)


# ---------------------------------------------------------------------------------------------- planted faults


@pytest.mark.broad
def test_the_laws_notice_caps_that_forget_their_ended_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = proposer._with_members

    def forgetful(step: Step, names: Any, payers: Any) -> Step:
        return step if step.wait else real(step, names, payers)

    monkeypatch.setattr(proposer, "_with_members", forgetful)
    with pytest.raises(AssertionError):
        test_waiting_money_is_paid_and_lapses_as_on_the_page_before(tmp_path)
    with pytest.raises(AssertionError):
        test_every_door_pays_what_waits("batch", tmp_path)


def test_the_laws_notice_deductions_that_forget_ended_awards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposer, "_deducts", lambda *_: False)
    with pytest.raises(AssertionError):
        test_what_an_ended_award_paid_is_deducted("B1", "", tmp_path)


def test_the_laws_notice_ended_awards_that_are_last_in_the_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ipdsl.ledger.recall.Recall._last_before", lambda *_: 1000)
    with pytest.raises(AssertionError):
        test_two_awards_that_end_keep_their_order_on_one_day(tmp_path)
