"""Facts are written into a workbook and read back unchanged: firms of the five cities, generated facts, ledgers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from ipdsl.base.findings.phrase import Language
from ipdsl.decision.decision import Decision
from ipdsl.driver.questions.answers import to_canonical_form
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.ledger.ledger_file import ledger_to_plain
from ipdsl.office.forms.form import Audience, filled_workbook
from ipdsl.office.forms.stated_facts import read
from tests.conftest import ROOT
from tests.support.batch.cities import CITIES, decided, drawn, policy_of, series_of
from tests.support.batch.law import generated_case
from tests.support.cli import run
from tests.support.slow import sampled

Facts = dict[str, Any]


def through(
    codes: Sequence[GeneratedFunctions],
    every: list[Facts],
    folder: Path,
    language: Language,
    *,
    is_ledger: bool = False,
) -> list[Facts]:
    """Write facts into the authority's workbook and read them again."""
    path = folder / "facts.xlsx"
    path.write_bytes(filled_workbook(codes, Audience.BUREAU, every, language, is_ledger=is_ledger)[0])
    found = read(str(path), codes)
    assert not [*found.notes]
    return [dict(one) for one in found.applicants]


def told(decision: Decision) -> Any:
    """The amount due, the missing facts and the claims of a decision."""
    claims = [(c.label, c.item, c.row, c.event_date, c.proposed, c.paid, c.outcome) for c in decision.claims]
    return decision.due, [one.path for one in decision.missing], claims


@pytest.mark.parametrize("language", sampled(Language, 5))
@pytest.mark.parametrize("name", sampled(CITIES, 5))
def test_firms_of_a_city_are_settled_from_a_workbook_as_from_json(
    name: str, language: Language, tmp_path: Path
) -> None:
    policy, given = policy_of(CITIES[name].page), series_of(name)
    every = drawn(name, 5, 60)
    for one, back in zip(every, through([policy.code], every, tmp_path, language), strict=True):
        assert told(decided(policy, back, given)) == told(decided(policy, one, given))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(2))
def test_generated_facts_are_settled_from_a_workbook_as_they_are(part: int, tmp_path: Path) -> None:
    met = 0
    for number in range(part, 20, 2):
        made, every = generated_case(7, number, 6)
        if not every:
            continue
        met += len(every)
        for one, back in zip(every, through([made.code], every, tmp_path, Language.ZH), strict=True):
            assert told(made.evaluate_open(back)) == told(made.evaluate_open(one)), f"7:{number}\n{made.text}"
    assert met > 20


@pytest.mark.broad
@pytest.mark.parametrize("name", sampled(["dongyang", "shaoguan"], 5))
def test_a_ledger_goes_through_the_sheet_of_the_history_as_it_was(name: str, tmp_path: Path) -> None:
    policy, given = policy_of(CITIES[name].page), series_of(name)
    firms = [{part: value for part, value in one.items() if part != "history"} for one in drawn(name, 8, 25)]
    every: list[Facts] = []
    for one in firms:
        first = decided(policy, one, given)
        history = ledger_to_plain(policy.program, first.ledger, first.applicant)["ledger"]
        every.append({**one, "history": history})
    assert sum(len(one["history"]) for one in every) > 50
    for one, back in zip(every, through([policy.code], every, tmp_path, Language.ZH, is_ledger=True), strict=True):
        assert back.get("history", []) == one["history"]
        assert told(decided(policy, back, given)) == told(decided(policy, one, given))


def test_facts_in_labels_are_written_in_one_form(tmp_path: Path) -> None:
    policy = policy_of("shaoguan_2021")
    stated = {
        "applicant": {"id": "F1", "kinds": ["企业"], "在本市": "是"},
        "records": {
            "专利合同": [{"合同号": 2022, "金额": "300万", "备案日": "2022年3月1日", "已实施": "是", "关联方": "无"}]
        },
    }
    one = to_canonical_form(policy, stated)
    [back] = through([policy.code], [one], tmp_path, Language.EN)
    assert told(policy.evaluate(back)) == told(policy.evaluate(stated))


@pytest.mark.broad
def test_the_form_of_the_third_year_takes_the_ledger_that_goes_on_from_its_history(tmp_path: Path) -> None:
    firm, first, second = str(ROOT / "examples" / "firm.json"), tmp_path / "1.json", tmp_path / "2.json"
    assert run("eval", "shaoguan_2021", "--full", "--facts", firm, "--year", "2022", "--ledger-out", first).code == 0
    book, third = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    assert (
        run("template", "shaoguan_2021", "--for", "bureau", "-o", book, "--facts", firm, "--history", first).code == 0
    )
    assert run("eval", "shaoguan_2021", "--full", "--facts", book, "--year", "2023", "--ledger-out", second).code == 0
    assert (
        run("template", "shaoguan_2021", "--for", "bureau", "-o", third, "--facts", book, "--history", second).code == 0
    )
    ran = run("eval", "shaoguan_2021", "--full", "--facts", third, "--as-of", "2023-12-31")
    assert (
        "Total due                                                                                       0.00"
        in ran.out
    )
    other = tmp_path / "other.json"
    other.write_text(json.dumps({"policy": "shaoguan_2021", "currency": "CNY", "ledger": []}), "utf-8")
    lost = run(
        "template", "shaoguan_2021", "--for", "bureau", "-o", tmp_path / "c.xlsx", "--facts", book, "--history", other
    )
    assert "error[R062]" in lost.err, "a line that the ledger does not have would be lost"
