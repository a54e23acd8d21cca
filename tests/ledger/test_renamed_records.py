"""A record kind that the vocabulary renamed, or no longer has: its lines follow the answer of the page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from ipdsl.plain_data.errors import FactsError
from tests.support.batch.ledgers import lines_of, next_year, settle as run_batch, write
from tests.support.ledgers import HEAD, VOCABULARY, course, firm, loan, page, whole_ledger, years, yuan

RENAMED = VOCABULARY.replace("record loan\n", "record credit\n")
OTHER_KEY = RENAMED.replace("record credit\n  key contract\n", "record credit\n  key paper\n")
WITHOUT = VOCABULARY[: VOCABULARY.index("record loan")] + VOCABULARY[VOCABULARY.index("record course") :]
LOANS = """article 1 "Loans"
  award 2000 once to firm when loan drawn
  award cost to firm when course finished
  cap 3000 per firm
"""
CREDITS = LOANS.replace("loan drawn\n", "credit drawn\n    formerly 1.loan.drawn\n")
A, B = loan("A", "2022-03-01", 10000, bank="X"), loan("B", "2023-03-01", 10000, bank="X")


def credit(key: str, *loans: dict[str, Any]) -> dict[str, Any]:
    """The facts of 2023 in the words of the renamed vocabulary."""
    named = [{key if name == "contract" else name: value for name, value in one.items()} for one in loans]
    stated = firm(2023)
    stated["records"] = {"credit": named, "patent": [], "course": []}
    return stated


def settle(folder: Path, texts: Sequence[tuple[str, str]], facts: Sequence[dict[str, Any]]) -> list[str]:
    return [yuan(each) for each in years([page(folder, *text) for text in texts], facts)]


@pytest.mark.parametrize(("words", "key"), [(RENAMED, "contract"), (OTHER_KEY, "paper")], ids=["kind", "key too"])
def test_an_award_for_a_renamed_record_continues_with_an_answer(words: str, key: str, tmp_path: Path) -> None:
    facts = [firm(2022, loan=[A]), credit(key, A, B), credit(key, A, B)]
    texts = [(LOANS, VOCABULARY), (CREDITS, words), (CREDITS, words)]
    assert settle(tmp_path, texts, facts) == ["2,000.00", "1,000.00", "0.00"]


def test_without_an_answer_the_error_names_it(tmp_path: Path) -> None:
    texts = [(LOANS, VOCABULARY), (CREDITS.replace("    formerly 1.loan.drawn\n", ""), RENAMED)]
    with pytest.raises(FactsError, match=r"write `formerly 1\.loan\.drawn` under the award") as refused:
        settle(tmp_path, texts, [firm(2022, loan=[A]), credit("contract", A, B)])
    assert [finding.code for finding in refused.value.report] == ["R064"]


def test_an_ended_award_of_a_record_that_the_vocabulary_no_longer_has_counts(tmp_path: Path) -> None:
    """2,000 of 3,000 are paid for the loan."""
    ended = "  ended 1.loan.drawn\n\n" + LOANS.replace("  award 2000 once to firm when loan drawn\n", "")
    last = firm(2023, course=[course("K", "2023-03-01", 5000)])
    del last["records"]["loan"]
    assert settle(tmp_path, [(LOANS, VOCABULARY), (ended, WITHOUT)], [firm(2022, loan=[A]), last]) == [
        "2,000.00", "1,000.00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "options",
    [(), *(pytest.param(each, marks=pytest.mark.broad) for each in [("--engine", "cpython"), ("--cohort",)])],
    ids=str,
)
def test_batch_reads_lines_of_a_renamed_record(options: tuple[str, ...], tmp_path: Path) -> None:
    steps = ((2022, LOANS, VOCABULARY, "loan", [A]), (2023, CREDITS, RENAMED, "credit", [A, B]))
    for year, text, words, kind, stated in steps:
        (tmp_path / "words.ipp").write_text(words, "utf-8")
        (tmp_path / "aid.ipp").write_text(HEAD + text, "utf-8")
        columns = {name: [each[name] for each in stated] for name in ("contract", "bank", "drawn_on")}
        facts = tmp_path / f"facts{year}"
        write(facts, {
            "applicant": pa.table({"id": ["F1"], "kinds": ["firm"]}),
            kind: pa.table({"applicant": ["F1"] * len(stated), **columns}),
        })  # fmt: skip
        if year == 2023:
            next_year(facts, tmp_path / "out2022")
        done = run_batch(tmp_path / "aid.ipp", facts, tmp_path / f"out{year}", year, *options)
        assert done.code == 0, done.both
    lines = lines_of(tmp_path / "out2023")
    assert [(line["item"], sum(dict(line["due"]).values())) for line in lines] == [("A", 2000_00), ("B", 1000_00)]


def test_the_line_keeps_the_word_of_the_page_that_wrote_it(tmp_path: Path) -> None:
    policies = [page(tmp_path, LOANS), page(tmp_path, CREDITS, RENAMED)]
    decisions = years(policies, [firm(2022, loan=[A]), credit("contract", A, B)])
    assert [line["kind"] for line in whole_ledger(decisions[-1])["ledger"]] == ["loan", "credit"]
