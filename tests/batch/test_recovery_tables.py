"""Tables of a policy with recoveries: applicants are settled one by one, and no ledger of the run is written."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from ipdsl import FactsError, load
from tests.support.project_files import ROOT

PAGES = ROOT / "tests" / "settlement" / "recovery_pages"
NONE = {"granted_on": "none", "ended_on": "none", "expired_on": "none"}


@pytest.mark.broad
def test_a_batch_withholds_what_is_paid_back_and_writes_no_ledger(tmp_path: Path) -> None:
    policy = load(PAGES / "all_back.ipp")
    invention = {**NONE, "number": "P1", "amount": "700", "granted_on": "2024-01-01", "ended_on": "2024-06-01"}
    table = pa.Table.from_pylist([{"id": "F1", "kinds": ["firm"], "invention": [invention], "history": []}])
    result = policy.evaluate_table(table, as_of="2024-12-31")
    row = result.applicants.to_pylist()[0]
    assert (row["due"], row["payable_now"]) == (70000, 0)
    with pytest.raises(FactsError, match="U164"):
        policy.evaluate_table(table, as_of="2024-12-31", ledger=True)


@pytest.mark.broad
def test_a_batch_reads_what_debts_need_and_sets_them_off() -> None:
    policy = load(PAGES / "debts.ipp")
    inventions = [
        {**NONE, "number": "P1", "amount": "700", "granted_on": "2024-01-01"},
        {**NONE, "number": "P2", "amount": "9000", "ended_on": "2024-06-01"},
    ]
    table = pa.Table.from_pylist([{"id": "F1", "kinds": ["firm"], "invention": inventions, "history": []}])
    row = policy.evaluate_table(table, as_of="2024-12-31").applicants.to_pylist()[0]
    assert (row["due"], row["payable_now"]) == (70000, 25000)
