"""The rows of a document that was replaced: an item that it paid is not paid again by a row with other words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pytest

import ipdsl
from ipdsl.batch.readers.named_lines import table_of_lines
from tests.support.ledgers import VOCABULARY, firm, loan, whole_ledger, yuan

ROWS = ("at least 10000: 2000", "at least 100: 1000")
REPLACES = '  replaces "old"\n    clause 1.loan.drawn was 1.loan.drawn\n'


def policy(folder: Path, name: str, rows: Sequence[str], replaces: str = "") -> ipdsl.Policy:
    (folder / "words.ipp").write_text(VOCABULARY, "utf-8")
    head = f'policy {name} "Aid"\n  effective 2021-01-01 to 2026-12-31\n  use words\n{replaces}\narticle 1 "Loans"\n'
    if not rows:
        return ipdsl.load_text(
            f"{head}  award 3000 once per item to firm when loan drawn\n", str(folder / f"{name}.ipp")
        )
    award = "  award by sum once to firm when loan drawn\n" + "".join(f"    {row}\n" for row in rows)
    return ipdsl.load_text(head + award, str(folder / f"{name}.ipp"))


@pytest.mark.parametrize(
    ("rows", "total"),
    [
        (ROWS, "0.00"),
        (("at least 15000: 2000", "at least 50: 1000"), "1,000.00"),
        (("at least 100: 2000", "otherwise: 1000"), "1,000.00"),
        ((), "3,000.00"),
    ],
)  # fmt: skip
def test_an_item_that_a_replaced_document_paid_is_paid_by_no_row(
    rows: Sequence[str], total: str, tmp_path: Path
) -> None:
    """The old document paid A and B; only C, of a sum of 60, is new. The decision and the table agree."""
    old, new = policy(tmp_path, "old", ROWS), policy(tmp_path, "new", rows, REPLACES)
    first = old.evaluate(firm(2022, loan=[loan("A", "2022-03-01", 20_000), loan("B", "2022-04-01", 500)]))
    assert yuan(first) == "3,000.00"
    history = [
        {name: part for name, part in line.items() if name not in ("page", "digest")}
        for line in json.loads(json.dumps(whole_ledger(first)["ledger"]))
    ]
    loans = [loan("A", "2023-03-01", 20_000), loan("B", "2023-04-01", 500), loan("C", "2023-05-01", 60)]
    decision = new.evaluate(firm(2023, loan=loans), history=history)
    assert yuan(decision) == total
    tables = {
        "applicant": pa.table({"id": ["F1"], "kinds": ["firm"]}),
        "loan": pa.Table.from_pylist([{"applicant": "F1", **each, "sum": each["sum"] * 100} for each in loans]),
        "history": table_of_lines(first.ledger, [None, None]).drop_columns(["page"]),
    }
    [due] = new.evaluate_table(tables, as_of="2023-12-31").applicants["due"].to_pylist()
    assert due == decision.total.minor
