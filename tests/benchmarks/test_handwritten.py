"""The handwritten programs of the benchmarks give the same results as ipdsl, to the fen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from itertools import islice

import pytest

import ipdsl
from benchmarks import firms_dongyang
from benchmarks.applicants import Counts, applicants, facts
from benchmarks.firms import firms
from benchmarks.firms_dongyang import with_ledger
from benchmarks.handwritten import dongyang, dongyang_explained, reading, shaoguan, slice as slice_, slice_explained
from benchmarks.peers import bare
from ipdsl.decision.decision import Request
from ipdsl.driver.compilation import Compilation
from ipdsl.facts.reader import read_facts
from ipdsl.ir.facts import Facts
from ipdsl.runtime.compiled_policy import evaluate_eagerly, total_bounds
from ipdsl.wording.english import sentence
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

YEARS = (None, 2021, 2022, 2024, 2025)
Total = Callable[[Facts, int | None], int]


@cache
def slice_page() -> Compilation:
    return Compilation.from_file(str(ROOT / "benchmarks" / "slice.ipp"))


@cache
def dongyang_page() -> Compilation:
    return Compilation.from_file(str(ROOT / "policies" / "dongyang_2021.ipp"))


@cache
def shaoguan_page() -> Compilation:
    return Compilation.from_file(str(ROOT / "policies" / "shaoguan_2021.ipp"))


def differing(page: Compilation, stated: Iterable[dict[str, object]], by_hand: Total) -> list[tuple[object, ...]]:
    """The applicants and years with a different total in ipdsl, with or without reasons."""
    program, code = page.program, page.code
    assert program is not None
    assert code is not None
    found: list[tuple[object, ...]] = []
    for data in stated:
        read = read_facts(data, program)
        for year in YEARS:
            reasoned = evaluate_eagerly(program, code, read, Request(year)).total.minor
            emitted = total_bounds(code, read, year).low.minor
            if not reasoned == emitted == by_hand(read, year):
                found.append((read.applicant, year, reasoned, emitted, by_hand(read, year)))
    return found


def test_the_slice_over_a_year_and_over_more_than_the_window() -> None:
    sample = list(applicants(100))
    stated = [facts(one, spread=spread) for one in sample for spread in (False, True)]
    assert not differing(slice_page(), stated, slice_.total)


def test_the_emitted_total_answers_the_slice_by_itself() -> None:
    page = slice_page()
    assert page.program is not None
    assert page.code is not None
    assert page.code.total is not None
    for one in applicants(50):
        read = read_facts(facts(one, spread=True), page.program)
        assert page.code.total.due(page.code, read, None) == slice_.total(read)


def test_the_slice_explained_tells_every_claim_cut_and_ledger_line() -> None:
    page = slice_page()
    assert page.program is not None
    assert page.code is not None
    for one in applicants(150):
        for spread in (False, True):
            read = read_facts(facts(one, spread=spread), page.program)
            decision, by_hand = evaluate_eagerly(page.program, page.code, read), slice_explained.explained(read)
            claims = [
                (c.label, c.article, c.citation, c.item, c.kind, c.event_date, c.row, c.outcome.value, c.proposed.minor,
                 c.paid.minor, [(a.rule, a.article, a.cut.minor, bool(a.reason)) for a in c.adjustments])
                for c in decision.claims
            ]  # fmt: skip
            assert claims == [
                (*c[:10], [(cut.rule, cut.article, cut.amount, bool(cut.reason)) for cut in c.cuts])
                for c in by_hand.claims
            ]
            lines = [
                (line.clause, line.item, line.year, line.event_date, line.proposed, line.outcome, line.admitted,
                 tuple(line.charged.items()), tuple(line.due.items()))
                for line in decision.ledger
            ]  # fmt: skip
            assert sorted(lines) == sorted((o.clause, o.item, *o[4:]) for o in by_hand.ledger)
            assert by_hand.total == decision.total.minor


def test_the_whole_of_shaoguan() -> None:
    assert not differing(shaoguan_page(), firms(60, unapproved=0.05), shaoguan.total)


def test_every_clause_of_shaoguan_that_pays_has_its_function() -> None:
    program = shaoguan_page().program
    assert program is not None
    written = "\n".join(function.__doc__ or "" for function in vars(shaoguan).values() if callable(function))
    assert not [clause.label for clause in program.clauses if clause.label not in written]


def test_the_whole_of_dongyang_with_nothing_paid_before() -> None:
    assert not differing(dongyang_page(), firms_dongyang.firms(40), dongyang.total)


def test_the_whole_of_dongyang_with_three_years_of_history() -> None:
    policy = ipdsl.load(ROOT / "policies" / "dongyang_2021.ipp")
    stated = [with_ledger(policy, data) for data in firms_dongyang.firms(40)]
    assert not differing(dongyang_page(), stated, dongyang.total)


NOT_BY_HAND = re.compile(
    r"; [0-9,.]+ (?:paid after the cap|granted, and cut to)[^;)]*|, taken by .*|; both are of one day.*"
)
"""Details that handwritten code omits: the rest of a granted amount after caps, and the items that used a limit."""


def words_by_hand(text: str) -> str:
    """A reason in the words that the handwritten code also uses."""
    return NOT_BY_HAND.sub("", text)


def told_of_dongyang(stated: Iterable[dict[str, object]]) -> None:
    """Every claim, cut and line equals that of ipdsl, including sentences, except for `NOT_BY_HAND`."""
    page = dongyang_page()
    assert page.program is not None
    assert page.code is not None
    for data in stated:
        read = read_facts(data, page.program)
        decision, by_hand = evaluate_eagerly(page.program, page.code, read), dongyang_explained.explained(read)
        claims = [
            (c.label, c.article, c.citation, c.item, c.kind, c.event_date, c.row, c.outcome.value, c.proposed.minor,
             c.paid.minor, c.carried.minor, c.carry_until, c.lapsed.minor,
             [(a.rule, a.article, a.cut.minor, words_by_hand(a.text)) for a in c.adjustments],
             words_by_hand(sentence(c.reason)) if c.reason else "")
            for c in decision.claims
        ]  # fmt: skip
        assert claims == [
            (c.label, c.article, c.citation, c.item, c.kind, c.day, c.row, c.outcome, c.proposed, c.paid, c.waiting,
             c.until if c.waiting else None, c.lapsed, [tuple(cut) for cut in c.cuts], c.reason)
            for c in by_hand.claims
        ]  # fmt: skip
        lines = [
            (o.policy, o.clause, o.item, o.kind, o.year, o.event_date, o.row, o.matter, o.level, o.keys, o.proposed,
             o.outcome, o.admitted, o.charged, o.due, o.carried, o.carry_until, o.lapsed)
            for o in decision.ledger
        ]  # fmt: skip
        assert lines == by_hand.ledger
        assert by_hand.total == decision.total.minor


def test_dongyang_explained_tells_every_claim_cut_and_ledger_line() -> None:
    told_of_dongyang(firms_dongyang.firms(60))


def test_dongyang_explained_goes_on_from_a_ledger_of_three_years() -> None:
    policy = ipdsl.load(ROOT / "policies" / "dongyang_2021.ipp")
    told_of_dongyang(with_ledger(policy, data) for data in firms_dongyang.firms(60))


def test_the_emitted_total_answers_every_firm_of_dongyang_by_itself() -> None:
    policy = ipdsl.load(ROOT / "policies" / "dongyang_2021.ipp")
    for data in firms_dongyang.firms(40):
        for stated in (data, with_ledger(policy, data)):
            read = policy.read_facts(stated)
            assert policy._code.known_total(read, None) == dongyang.total(read)


def test_every_clause_of_dongyang_has_its_place() -> None:
    program = dongyang_page().program
    assert program is not None
    assert [clause.label for clause in program.clauses] == list(dongyang.LABELS)


def test_facts_read_by_hand_are_those_that_ipdsl_reads() -> None:
    page = slice_page()
    assert page.program is not None
    for one in applicants(50):
        ours, theirs = read_facts(facts(one), page.program), reading.read(facts(one))
        assert (ours.applicant, ours.kinds, ours.fields) == (theirs.applicant, theirs.kinds, theirs.fields)
        assert {kind: told(ours, kind) for kind in ours.records} == {
            kind: told(theirs, kind) for kind in theirs.records
        }


def told(read: Facts, kind: str) -> list[tuple[str, str, dict[str, object]]]:
    return sorted((record.path, record.item, dict(record.values)) for record in read.records[kind].records)


def test_facts_read_by_hand_are_refused_with_every_problem() -> None:
    data = facts(next(iter(applicants(1))))
    works = [{"certificate": "A", "certified_on": "2024-02-30"}, {"certificate": "A", "certified": True}]
    data["records"] = {"copyright_work": works, "loan_interest": [{"interest_paid": 1.5}]}
    with pytest.raises(ValueError, match="copyright_work") as refused:
        reading.read(data)
    assert len(refused.value.args[0]) == 4


def test_records_of_one_year_give_the_totals_over_bare_counts() -> None:
    page = slice_page()
    assert page.program is not None
    for one in applicants(400):
        assert slice_.total(read_facts(facts(one), page.program)) == bare.total(one), one["id"]


@pytest.mark.parametrize("case", bare.GOLDEN, ids=lambda case: case["why"])
def test_the_golden_cases_of_the_slice(case: Counts) -> None:
    applicant = {**next(islice(applicants(1), 1)), **bare.BLANK, **case["facts"]}
    assert bare.total(applicant) == case["total"]
    policy = ipdsl.load(ROOT / "benchmarks" / "slice.ipp")
    assert policy.evaluate(facts(applicant)).total.minor == case["total"]
