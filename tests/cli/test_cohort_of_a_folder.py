"""A cohort from a folder of tables with the ledger of the last year: the same result from `eval` and from `batch`.

Applicants that have only lines, and applicants whose facts have errors, are not settled. Their lines count for the
rules across applicants and stay in the ledger.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tests.support.batch import ledgers
from tests.support.cli import Ran, run
from tests.support.slow import sampled

RULES = {
    "cap": ("cap 3000 across applicants", 1000),
    "limit": ("limit 1 applicants across applicants", 0),
    "selection": ("limit 1 loans across applicants, highest sum first", 0),
    "cap and selection": ("limit 3 loans across applicants, highest sum first\n  cap 3000 across applicants", 1000),
}
Loan = tuple[str, str, str]


def tables(ids: str, *loans: Loan) -> dict[str, pa.Table]:
    """Flat tables of firms, each named by a letter, with loans: the firm, the contract and the day."""
    columns = [pa.array(column, pa.string()) for column in zip(*loans, strict=True)]
    loan = pa.table([*columns, pa.array(["100"] * len(loans))], ["applicant", "contract", "drawn_on", "sum"])
    return {"applicant": pa.table({"id": [*ids], "kinds": ["firm"] * len(ids)}), "loan": loan}


def years(folder: Path, rules: str, ids: str, *loans: Loan) -> tuple[Path, Path]:
    """The page, and the facts of the second year with the ledger of the first, in which A and D are paid."""
    page = ledgers.page(folder, f'article 1 "A"\n  award 2000 to firm when loan drawn\n  {rules}\n')
    first = ledgers.write(folder / "first", tables("AB", ("A", "a1", "2022-03-01")))
    assert ledgers.settle(page, first, folder / "out", 2022, "--cohort").code == 0
    facts = ledgers.write(folder / "second", tables(ids, *loans))
    ledgers.next_year(facts, folder / "out")
    return page, facts


def evaluated(page: Path, facts: Path, *more: str | Path, year: int = 2023) -> Ran:
    return run("eval", page, "--cohort", "--facts", facts, "--as-of", f"{year}-12-31", "--format", "json", *more)


def codes_of(ran: Ran) -> list[str]:
    """The codes of the errors of a run without a result."""
    return re.findall(r'"code": "(R[0-9]+)"', ran.both)


@pytest.mark.parametrize("name", sampled(RULES, 3, others="broad"))
def test_the_lines_of_an_absent_applicant_count_and_stay(name: str, tmp_path: Path) -> None:
    rules, due = RULES[name]
    page, facts = years(tmp_path, rules, "BC", ("C", "c1", "2023-03-01"))
    ran = evaluated(page, facts, "--ledger-out", tmp_path / "l.json")
    assert ran.code == 1, ran.err
    found = json.loads(ran.out)
    assert {one["applicant"]: one["total"] for one in found["decisions"]} == {"B": "0.00", "C": f"{due}.00"}
    [left_out] = found["left_out"]
    assert (left_out["applicant"], [one["code"] for one in left_out["findings"]]) == ("A", ["R095"])
    batch = ledgers.settle(page, facts, tmp_path / "out2", 2023, "--cohort")
    assert (batch.code, ledgers.total_of(tmp_path / "out2")) == (1, due * 100), batch.both
    written: list[Any] = json.loads((tmp_path / "l.json").read_text(encoding="utf-8"))["ledger"]
    paid = {(line["applicant"], line["item"]) for line in written if line["outcome"] != "not eligible"}
    assert paid == ({("A", "a1")} if name == "selection" else {("A", "a1"), ("C", "c1")})
    assert {(line["applicant"], line["item"]) for line in ledgers.lines_of(tmp_path / "out2")} == paid
    next_facts = ledgers.write(tmp_path / "third", tables("ABC", ("A", "a1", "2022-03-01"), ("C", "c1", "2023-03-01")))
    third = evaluated(page, next_facts, "--history", tmp_path / "l.json", year=2024)
    assert (third.code, json.loads(third.out)["total"]) == (0, "0.00"), "no applicant is paid again"


@pytest.mark.parametrize("name", sampled(RULES, 3, others="broad"))
def test_the_lines_of_an_applicant_that_fails_count_and_stay(name: str, tmp_path: Path) -> None:
    """`batch` settles the others as if it was absent; `eval` settles no applicant until its facts are corrected."""
    rules, due = RULES[name]
    page, facts = years(tmp_path, rules, "ABC", ("A", "a2", "2023-13-01"), ("C", "c1", "2023-03-01"))
    batch = ledgers.settle(page, facts, tmp_path / "out2", 2023, "--cohort")
    assert (batch.code, ledgers.total_of(tmp_path / "out2")) == (1, due * 100), batch.both
    assert "R036" in batch.out
    assert {line["item"] for line in ledgers.lines_of(tmp_path / "out2")} >= {"a1"}
    refused = evaluated(page, facts)
    assert (refused.code, codes_of(refused)) == (1, ["R036"])


def test_the_lines_of_an_applicant_that_is_listed_twice_count(tmp_path: Path) -> None:
    page, facts = years(tmp_path, "cap 3000 across applicants", "AABC", ("C", "c1", "2023-03-01"))
    batch = ledgers.settle(page, facts, tmp_path / "out2", 2023, "--cohort")
    assert (batch.code, ledgers.total_of(tmp_path / "out2")) == (1, 100_000), batch.both
    assert "R082" in batch.out


def test_a_record_of_nobody_stops_the_cohort_of_eval(tmp_path: Path) -> None:
    page, facts = years(
        tmp_path, "cap 3000 across applicants", "BC", ("C", "c1", "2023-03-01"), ("A", "a", "2023-03-01")
    )
    ran = evaluated(page, facts)
    assert (ran.code, codes_of(ran)) == (1, ["R095", "R095"])


def test_a_letter_of_a_cohort_counts_the_lines_of_an_absent_applicant(tmp_path: Path) -> None:
    page, facts = years(tmp_path, "cap 3000 across applicants", "BC", ("C", "c1", "2023-03-01"))
    ran = run(
        "letter", page, "--cohort", "--facts", facts, "--as-of", "2023-12-31", "-o", tmp_path / "{applicant}.html"
    )
    assert ran.code == 1, ran.both
    assert "R095" in ran.both
    assert "1,000.00" in (tmp_path / "C.html").read_text(encoding="utf-8")
    assert not (tmp_path / "A.html").exists()
