"""Lines of earlier pages in the comparison of applicants: their awards are those that continue them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import ipdsl
from ipdsl.batch import evaluate
from ipdsl.ledger.ledger_file import ledger_to_plain, lines_to_write
from ipdsl.ledger.recall import Recall
from tests.support.batch import ledgers

PATENTS = 'article 1 "Patents"\n  award 5000 once per firm to firm when patent granted\n'
LATER = 'article 1 "Loans"\n  award 1% of sum to firm when loan drawn\n\n' + PATENTS.replace("article 1", "article 2")
NOW = "2.patent.granted"
FIRST = [("F1", "ZL20230001", "2022-03-01"), ("F2", "ZL20230002", "2022-03-02")]
SECOND = [("F1", "ZL20230003", "2023-03-01"), ("F2", "ZL20230004", "2023-03-01"), ("G", "zl20230001", "2022-03-01")]
"""G states the patent of F1 again, in other case."""


def facts(name: str, records: list[tuple[str, str, str]], year: int) -> dict[str, Any]:
    rows = [{"number": number, "granted_on": day} for whose, number, day in records if whose == name]
    return {"applicant": {"id": name, "kinds": ["firm"]}, "as_of": f"{year}-12-31", "records": {"patent": rows}}


def remarks_of_eval(folder: Path) -> list[dict[str, Any]]:
    first = ledgers.policy(folder, PATENTS)
    decisions = [first.evaluate(facts(name, FIRST, 2022)) for name in ("F1", "F2")]
    ledger = json.loads(json.dumps(ledger_to_plain(first.program, lines_to_write(decisions), None, decisions)))
    later = ledgers.policy(folder, LATER)
    now = [later.evaluate(facts(name, SECOND, 2023), history=ledger) for name in ("F1", "F2", "G")]
    return [vars(finding) for finding in later.compare_applicants(now, ledger)]


def remarks_of_batch(folder: Path) -> str:
    ids = ("F1", "F2")
    page = ledgers.page(folder, PATENTS)
    before = ledgers.write(folder / "first", ledgers.patents(FIRST, ids))
    assert ledgers.settle(page, before, folder / "out", 2022).code == 0
    page = ledgers.page(folder, LATER)
    now = ledgers.write(folder / "second", {**ledgers.patents(SECOND, (*ids, "G"))})
    ledgers.next_year(now, folder / "out")
    ran = ledgers.settle(page, now, folder / "later", 2023, "--chunk", "2")
    assert ran.code == 0, ran.both
    return ran.err


def test_an_item_of_a_line_of_an_earlier_page_is_compared_under_the_award_of_today(tmp_path: Path) -> None:
    (remark,) = remarks_of_eval(tmp_path)
    assert (remark["award"], remark["number"], remark["sum"]) == (NOW, 1, "10,000.00 CNY")
    assert str(remark["applicants"]) == "F1 + G"
    assert f"items under `{NOW}` that several applicants were paid for: 1, 10,000.00 CNY in all (F1 + G)" in (
        remarks_of_batch(tmp_path / "batch")
    )


def test_labels_of_earlier_pages_that_were_not_followed_would_hide_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluate, "_present_labels", lambda lines, program, recall: lines["clause"].combine_chunks())
    assert "R123" not in remarks_of_batch(tmp_path)


def test_ended_awards_and_other_policies_have_no_label_of_today(tmp_path: Path) -> None:
    before = ledgers.policy(tmp_path, PATENTS)
    page = ledgers.page(tmp_path, 'article 1 "Loans"\n  award 1% of sum to firm when loan drawn\n')
    page.write_text(page.read_text("utf-8").replace("use words\n", "use words\n  ended 1.patent.granted\n"), "utf-8")
    now = ipdsl.load(page)
    recall = Recall(now.program, Recall(before.program, ()).pages)
    lines = pa.table({
        "clause": ["1.patent.granted", "1.loan.drawn", "1.loan.drawn", "1.patent.granted"],
        "policy": ["t", "t", "other", "t"], "page": pa.array([0, 1, 1, None], pa.int32()),
    })  # fmt: skip
    found = evaluate._present_labels(lines, now.program, recall).to_pylist()
    assert found == [None, "1.loan.drawn", None, "1.patent.granted"]
