"""Ledgers as a whole, and lines of the history that do not fit the policy or the as-of date."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.base.findings.rendering import render
from ipdsl.base.source import Sources
from ipdsl.ledger.ledger_file import facts_with_ledger, ledger_to_plain, page_changes, plain_lines
from ipdsl.plain_data.errors import FactsError
from ipdsl.plain_data.strict_json import loads
from tests.support.facts.finding_pages import GOLDENS
from tests.support.facts.histories import SHORT, TITLE, WHOLE
from tests.support.facts.programs import PROGRAM
from tests.support.facts.reading import FIRM, read, said
from tests.support.golden import check_golden

LEDGER = {"schema": 1, "policy": "shaoguan_2021", "applicant": "F1", "currency": "CNY", "ledger": [WHOLE]}

SEALED = LEDGER | {"schema": 2, "ledger_head": {"lines": 1, "due": "50000.00", "carried": "0.00"}}


def refused(data: object, **facts: object) -> list[tuple[str, str]]:
    with pytest.raises(FactsError) as error:
        facts_with_ledger({"applicant": FIRM, **facts}, data, PROGRAM)
    return [(finding.code, finding.path or "") for finding in error.value.report]


def test_a_ledger_is_a_list_of_lines_a_file_of_eval_or_a_decision() -> None:
    decision = {"schema": 1, "policy": {"name": "shaoguan_2021", "title": "…"}, "applicant": "F1", "currency": "CNY",
                "claims": [], "ledger": [WHOLE]}  # fmt: skip
    for data in ([WHOLE], LEDGER, decision):
        assert plain_lines(data, PROGRAM, "F1") == [WHOLE]


def test_what_is_written_is_read() -> None:
    lines = read(history=[WHOLE]).history
    assert lines is not None
    written = ledger_to_plain(PROGRAM, lines, "F1")
    ((line,), head) = written["ledger"], written["ledger_head"]  # type: ignore[misc]  # it is a list
    assert {"lines": 1, "due": "50000.00", "by_year": {"2022": "50000.00"}, "carried": "0.00"}.items() <= head.items()
    assert (head["previous"], head["complete"]) == (None, True)
    assert [page["policy"] for page in written.pop("pages")] == ["shaoguan_2021"]  # type: ignore[attr-defined]
    assert written | {"ledger": [], "ledger_head": {}} == LEDGER | {"schema": 3, "ledger": [], "ledger_head": {}}
    assert {part: value for part, value in line.items() if part != "digest"} == WHOLE
    assert facts_with_ledger({"applicant": FIRM, "history": []}, LEDGER, PROGRAM)["history"] == [WHOLE]


def test_a_ledger_of_many_applicants_names_none() -> None:
    assert "applicant" not in ledger_to_plain(PROGRAM, ())
    several = {k: v for k, v in LEDGER.items() if k != "applicant"}
    assert plain_lines(several, PROGRAM, "F9") == [WHOLE]


def test_every_fault_of_a_ledgers_head_is_told_at_once() -> None:
    other = LEDGER | {"policy": "dongyang_2021", "currency": "EUR", "applicant": "F2"}
    assert sorted(refused(other)) == [("R060", "$.policy"), ("R061", "$.currency"), ("R067", "$.applicant")]
    assert refused(LEDGER | {"policy": {"name": "dongyang_2021"}}) == [("R060", "$.policy.name")]


def test_only_the_form_of_a_different_version_is_reported() -> None:
    assert refused(LEDGER | {"schema": 4, "currency": "EUR"}) == [("R066", "$.schema")]


@pytest.mark.parametrize("data", [{}, {"ledger": {}}, "x", None, 3])
def test_what_is_no_ledger_is_refused(data: object) -> None:
    assert refused(data) == [("R020", "$")]


def test_a_history_and_a_ledger_cannot_both_be_the_last_word() -> None:
    assert refused(LEDGER, history=[SHORT]) == [("R062", "$.history")]


LATE: dict[str, Any] = {
    "clause": TITLE, "item": "A", "outcome": "awarded", "proposed": 10, "admitted": 10, "due": {"2024": 10},
    "year": 2024, "event_date": "2024-03-01",
}  # fmt: skip


@pytest.mark.parametrize(
    ("line", "where"),
    [
        (LATE, ".event_date"),
        (LATE | {"event_date": None}, ".year"),
        (LATE | {"event_date": None, "year": 2023}, ".due"),
        (
            LATE
            | {"event_date": None, "year": 2023, "due": {"2023": 5}, "payments": [{"day": "2024-01-01", "amount": 1}]},
            ".payments",
        ),
        (SHORT | {"year": 2024}, ".year"),
    ],
)
def test_a_line_of_a_later_day_contradicts_the_as_of_date(line: dict[str, object], where: str) -> None:
    assert said(history=[line], as_of="2023-06-30") == [("R063", f"$.history[0]{where}")]
    assert read(history=[line], as_of="2024-12-31").history


def test_a_zero_line_of_a_later_day_contradicts_nothing() -> None:
    line = LATE | {"outcome": "out of window", "proposed": 0, "admitted": 0, "due": {"2024": 0}}
    assert read(history=[line], as_of="2023-06-30").history


def test_several_faults_of_lines_are_told_in_one_run() -> None:
    carried = LATE | {"item": "C", "due": {"2024": 4}, "carried": 6, "carry_until": 2026, "outcome": "reduced"}
    assert said(history=[carried, SHORT | {"year": 2025}], as_of="2024-12-31") == [
        ("R065", "$.history[0].carried"),
        ("R063", "$.history[1].year"),
    ]


def test_lines_of_other_documents_are_not_held_to_the_rules_of_this_one() -> None:
    line = LATE | {"policy": "shaoguan_2018", "clause": "5", "charged": {"x": 1}, "carried": 0}
    assert read(history=[line]).history


EMPTY = ledger_to_plain(PROGRAM, ())
REFUSED = {
    "R060": lambda: facts_with_ledger({"applicant": FIRM}, LEDGER | {"policy": "dongyang_2021"}, PROGRAM),
    "R061": lambda: facts_with_ledger({"applicant": FIRM}, LEDGER | {"currency": "EUR"}, PROGRAM),
    "R062": lambda: facts_with_ledger({"applicant": FIRM, "history": [SHORT]}, LEDGER, PROGRAM),
    "R066": lambda: facts_with_ledger({"applicant": FIRM}, LEDGER | {"schema": 7}, PROGRAM),
    "R074": lambda: facts_with_ledger({"applicant": FIRM}, SEALED | {"ledger": [WHOLE]}, PROGRAM),
    "R075": lambda: facts_with_ledger({"applicant": FIRM}, SEALED | {"ledger": []}, PROGRAM),
    "R076": lambda: facts_with_ledger({"applicant": FIRM}, EMPTY | {"currency": None}, PROGRAM),
    "R067": lambda: facts_with_ledger({"applicant": FIRM}, LEDGER | {"applicant": "F2"}, PROGRAM),
}


@pytest.mark.parametrize("code", REFUSED)
def test_the_words_of_a_ledger_that_is_refused(code: str, update_golden: bool) -> None:
    with pytest.raises(FactsError) as error:
        REFUSED[code]()
    assert [finding.code for finding in error.value.report] == [code]
    check_golden(GOLDENS / f"{code}.txt", f"{error.value}\n", update_golden)


@pytest.mark.parametrize(
    ("code", "changed"),
    [("R068", {"clause": "7.technology_contract.gone", "charged": {}}), ("R069", {"charged": {"7 cap per unit": 1}})],
)
def test_the_words_of_what_vanished(code: str, changed: dict[str, object], update_golden: bool) -> None:
    found = page_changes(LEDGER | {"ledger": [WHOLE | changed, WHOLE | changed]}, PROGRAM)
    assert [finding.code for finding in found] == [code, "R115"]
    for finding in found:
        check_golden(GOLDENS / f"{finding.code}.txt", f"{render([finding], Sources())}\n", update_golden)


def test_nothing_vanished_from_an_unchanged_policy() -> None:
    """A ledger without pages and with lines does not show everything, and says so."""
    assert page_changes(LEDGER | {"ledger": []}, PROGRAM) == []
    for ledger in (LEDGER, [WHOLE | {"policy": "shaoguan_2018", "clause": "5"}]):
        assert [finding.code for finding in page_changes(ledger, PROGRAM)] == ["R115"]


# forms of released versions: these files are never rewritten

KEPT = Path(__file__).parent / "released"


@pytest.mark.parametrize("name", ["form_1_ledger", "form_1_decision"])
def test_ledgers_and_decisions_of_every_form_stay_readable(name: str) -> None:
    policy = ipdsl.load(KEPT / "kept.ipp", cache=False)
    history = loads((KEPT / f"{name}.json").read_bytes())
    facts = {"applicant": FIRM, "records": {"patent_prize": []}, "figures": {"2022": {"local_contribution": 500000}}}
    decision = policy.evaluate(facts, history=history)  # type: ignore[arg-type]  # it is what the file holds
    assert str(decision.total) == "180,000.00 CNY"
    assert {c.item: c.paid_by_year[2022].minor // 100 for c in decision.claims} == {
        "ZL1 / provincial / silver": 80000, "ZL1 / national / gold": 100000,
    }  # fmt: skip
    assert len(decision.ledger) == 4


def test_the_as_of_date_itself_is_no_later_day() -> None:
    assert read(history=[LATE], as_of="2024-03-01").history
    line = LATE | {"event_date": None, "year": 2023, "due": {"2023": 5, "2024": 5}}
    assert said(history=[line], as_of="2023-12-31") == [("R063", "$.history[0].due")]
