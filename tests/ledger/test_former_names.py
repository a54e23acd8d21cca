"""Lines under a former name of the policy: they belong to it, whoever wrote them and whatever reads them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.base.findings.phrase import Language
from ipdsl.ledger.lines import WITHOUT_PAGES
from tests.support.cli import Ran, run
from tests.support.ledgers import VOCABULARY, firm, loan, whole_ledger, yuan
from tests.support.slow import sampled

HEAD = """policy {name} "Aid"
  effective 2021-01-01 to 2026-12-31
  use words
  {line}

"""
LOANS = """article 1 "Loans"
  award 2000 once to firm when loan drawn
  cap 3000 per firm
"""
BEFORE = HEAD.format(name="aid", line='document "D1"') + LOANS
NEW_NAME = HEAD.format(name="aid_23", line="formerly aid")
AFTER = NEW_NAME + LOANS
GREEN = 'article 1 "Green"\n  award 500 once to firm when loan drawn\n    if bank is "X"\n\n'
MOVED = NEW_NAME + GREEN + LOANS.replace("article 1", "article 2").replace("drawn", "drawn\n    formerly 1.loan.drawn")
"""Loan A is paid 2,000 of 3,000, so 1,000 are left for loan B. The label of its award is another one today."""

FACTS = firm(2023, loan=[loan("A", "2022-03-01", 10000, bank="Y"), loan("B", "2023-03-01", 10000, bank="Y")])
SHORT = {"policy": "aid", "clause": "1.loan.drawn", "item": "A", "year": 2022, "due": "2000"}


def load(folder: Path, text: str) -> ipdsl.Policy:
    (folder / "words.ipp").write_text(VOCABULARY, "utf-8")
    (folder / "page.ipp").write_text(text, "utf-8")
    return ipdsl.load(folder / "page.ipp")


def ledger_before(folder: Path) -> dict[str, Any]:
    """The ledger of 2022 under the former name."""
    decision = load(folder, BEFORE).evaluate(firm(2022, loan=FACTS["records"]["loan"][:1]), history=[])
    return whole_ledger(decision)


def line_of(folder: Path, form: str) -> dict[str, Any]:
    """A typed line, or a whole one: as the ledger has it, or without what only a ledger states."""
    if form == "short":
        return SHORT
    [line] = ledger_before(folder)["ledger"]
    return {part: value for part, value in line.items() if form == "of a ledger" or part not in ("page", "digest")}


@pytest.mark.parametrize("page", [AFTER, MOVED], ids=["same label", "another label"])
@pytest.mark.parametrize("form", sampled(["short", "whole", "of a ledger"], 3, others="broad"))
def test_a_line_under_a_former_name_is_one_of_the_policy(form: str, page: str, tmp_path: Path) -> None:
    line = line_of(tmp_path, form)
    policy = load(tmp_path, page)
    for facts, history in (({**FACTS, "history": [line]}, None), (FACTS, [line])):
        decision = policy.evaluate(facts, history=history)
        assert yuan(decision) == "1,000.00"
        assert (WITHOUT_PAGES.text(Language.EN) in decision.assumptions) == (form == "of a ledger")


@pytest.mark.parametrize("name", ["aid_22", "aid_2"])
def test_a_line_under_another_name_is_a_payment_of_another_document(name: str, tmp_path: Path) -> None:
    decision = load(tmp_path, AFTER).evaluate({**FACTS, "history": [{**SHORT, "policy": name}]})
    assert yuan(decision) == "3,000.00"


def test_a_label_that_the_page_does_not_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ipdsl.FactsError, match="R050"):
        load(tmp_path, AFTER).evaluate({**FACTS, "history": [{**SHORT, "clause": "7.loan.drawn"}]})


# ---------------------------------------------------------------------------------------------- doors


def tables(folder: Path, line: Mapping[str, Any]) -> Path:
    """The facts as flat tables in CSV."""
    (folder / "csv").mkdir()
    short = {**SHORT, "applicant": "F1"}
    rows = {
        "applicant": ["id,kinds,as_of", "F1,firm,2023-12-31"],
        "loan": ["applicant,contract,sum,bank,drawn_on", "F1,A,10000,Y,2022-03-01", "F1,B,10000,Y,2023-03-01"],
        "history": [",".join(short), ",".join(map(str, short.values()))],
    }
    for name, texts in rows.items():
        (folder / "csv" / f"{name}.csv").write_text("\n".join(texts) + "\n", "utf-8")
    return folder / "csv"


def json_file(folder: Path, line: Mapping[str, Any]) -> Path:
    (folder / "facts.json").write_text(json.dumps({**FACTS, "history": [line]}), "utf-8")
    return folder / "facts.json"


def workbook(folder: Path, line: Mapping[str, Any]) -> Path:
    made = run("template", folder / "page.ipp", "--for", "bureau", "--facts", json_file(folder, line),
               "-o", folder / "book.xlsx")  # fmt: skip
    assert made.code == 0, made.both
    return folder / "book.xlsx"


DOORS = {
    "eval": (json_file, ["eval"]), "eval --each": (json_file, ["eval", "--each"]),
    "eval --cohort": (json_file, ["eval", "--cohort"]), "tables": (tables, ["eval"]),
    "workbook": (workbook, ["eval"]), "batch": (tables, ["batch"]), "batch --cohort": (tables, ["batch", "--cohort"]),
    "batch --engine cpython": (tables, ["batch", "--engine", "cpython"]),
    "batch of a workbook": (workbook, ["batch"]),
}  # fmt: skip


def total(ran: Ran) -> str:
    """The total that a command prints."""
    assert ran.code == 0, ran.both
    [total] = [line.split()[-1] for line in ran.out.splitlines() if line.startswith("Total due")]
    return total


@pytest.mark.parametrize("page", [AFTER, MOVED], ids=["same label", "another label"])
@pytest.mark.parametrize("door", sampled(DOORS, 3, others="broad"))
def test_every_door_reads_a_former_name(door: str, page: str, tmp_path: Path) -> None:
    load(tmp_path, page)
    write, (command, *options) = DOORS[door]
    if command == "batch":
        options = [*options, "-o", str(tmp_path / "out")]
    ran = run(command, tmp_path / "page.ipp", "--facts", write(tmp_path, SHORT), *options)
    assert total(ran) == "1,000.00"


@pytest.mark.parametrize("page", [AFTER, MOVED], ids=["same label", "another label"])
def test_a_workbook_with_the_ledger_of_a_former_name_is_read_with_its_pages(page: str, tmp_path: Path) -> None:
    (tmp_path / "ledger.json").write_text(json.dumps(ledger_before(tmp_path)), "utf-8")
    load(tmp_path, page.replace("    formerly 1.loan.drawn\n", ""))
    (tmp_path / "facts.json").write_text(json.dumps(FACTS), "utf-8")
    book = tmp_path / "book.xlsx"
    run("template", tmp_path / "page.ipp", "--for", "bureau", "--facts", tmp_path / "facts.json",
        "--history", tmp_path / "ledger.json", "-o", book)  # fmt: skip
    ran = run("eval", tmp_path / "page.ipp", "--facts", book)
    assert total(ran) == "1,000.00"


# ---------------------------------------------------------------------------------------------- decisions


@pytest.mark.parametrize("accepted", [False, True])
def test_a_decision_under_a_former_name_is_a_ledger_of_the_policy(accepted: bool, tmp_path: Path) -> None:
    decision = load(tmp_path, BEFORE).evaluate(firm(2022, loan=FACTS["records"]["loan"][:1]), history=[])
    written = json.loads(json.dumps(ipdsl.to_json(decision)))
    assert isinstance(written["policy"], dict)
    later = load(tmp_path, MOVED.replace("    formerly 1.loan.drawn\n", ""))
    assert yuan(later.evaluate(FACTS, history=written)) == "1,000.00"
    written["ledger"][0]["due"]["2022"] = "1000.00"
    if accepted:
        assert yuan(later.evaluate(FACTS, history=written, accept_edited="Li Ming")) == "1,000.00"
    else:
        with pytest.raises(ipdsl.FactsError, match="R07"):
            later.evaluate(FACTS, history=written)


def test_a_decision_of_another_policy_is_refused(tmp_path: Path) -> None:
    written = json.loads(json.dumps(ipdsl.to_json(load(tmp_path, BEFORE).evaluate(FACTS, history=[]))))
    with pytest.raises(ipdsl.FactsError, match="R060"):
        load(tmp_path, AFTER.replace("  formerly aid\n", "")).evaluate(FACTS, history=written)


def test_a_head_that_is_not_that_of_its_lines_is_described(tmp_path: Path) -> None:
    ledger = ledger_before(tmp_path)
    ledger["ledger_head"]["number"] = "0" * 16
    with pytest.raises(ipdsl.FactsError) as refused:
        load(tmp_path, AFTER).evaluate(FACTS, history=ledger)
    stated = "the ledger was written with other lines, pages or options, or by a run that did not finish"
    assert f"{stated}, but has lines: 1" in str(refused.value)
