"""`ipdsl batch --cohort`: the tables are one cohort, for every chunk size and after every interruption of a run."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import ipdsl
from ipdsl.batch import parts
from tests.support.cli import Ran, run
from tests.support.parquet import parts as bytes_of, rows, run_of, without_places, write
from tests.support.slow import sampled

PAGE = """group grants
  award 30000 to patent_agency when agency_case granted
  cap 50000 per head_office per year across applicants
"""
QUOTA = """group posts
  award 50000 to enterprise when workstation selected
  quota 2 to 3 workstations per year
"""


def agencies(number: int) -> pa.Table:
    """Agencies with one or two grants, most of them of five head offices. Some days are unstated or invalid."""
    case = pa.list_(pa.struct([("number", pa.string()), ("granted_on", pa.string())]))
    cases = [
        [{"number": f"{at}-{n}", "granted_on": f"2022-{(at * 5 + n * 3) % 12 + 1:02}-03"} for n in range(at % 3)]
        for at in range(number)
    ]
    cases[4][0]["granted_on"] = None
    cases[7][0]["granted_on"] = "2022-02-30"
    offices = [None if at % 7 == 6 else f"HQ{at % 5}" for at in range(number)]
    return pa.table(
        {
            "id": [f"A{(at * 11) % 37}" for at in range(number)], "kinds": [["patent_agency"]] * number,
            "head_office": pa.array(offices, pa.string()), "agency_case": pa.array(cases, case),
        }
    )  # fmt: skip


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "agencies.ipp").write_text(PAGE, encoding="utf-8")
    return tmp_path / "agencies.ipp"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path / "in" / "agencies.parquet", agencies(31), group=5)


def batch(page: Path, file: Path, out: Path, *more: str) -> Ran:
    return run("batch", page, "--facts", file, "-o", out, "--cohort", "--null-means-none", "head_office", *more)


@pytest.mark.parametrize("chunk", sampled([7, 1, 100], 3, others="broad"))
def test_the_cohort_is_that_of_the_library_however_large_the_chunks(
    chunk: int, page: Path, file: Path, tmp_path: Path
) -> None:
    whole = ipdsl.load(page).evaluate_table(
        pq.read_table(file), as_of=None, claims=True, cohort=True, ledger=True, none=["head_office"]
    )
    assert set(whole.applicants.column("status").to_pylist()) == {"settled", "undetermined", "failed"}
    assert whole.claims is not None
    assert any(whole.claims.column("cut_by").to_pylist())
    out = tmp_path / "out"
    assert batch(page, file, out, "--claims", "--ledger", "--chunk", str(chunk)).code == 1
    for table in parts.TABLES:
        found, wanted = rows(out, table), without_places(getattr(whole, table))
        assert sorted(map(str, found)) == sorted(map(str, wanted)), table


@pytest.mark.broad
def test_a_cohort_that_was_stopped_goes_on_to_the_same_bytes(page: Path, file: Path, tmp_path: Path) -> None:
    whole, out = tmp_path / "whole", tmp_path / "out"
    for one in (whole, out):
        batch(page, file, one, "--claims", "--chunk", "4")
    lines = (out / "chunks.jsonl").read_bytes().splitlines(keepends=True)
    (out / "chunks.jsonl").write_bytes(b"".join(lines[:3]))
    batch(page, file, out, "--claims", "--chunk", "4")
    assert bytes_of(out) == bytes_of(whole)
    assert run_of(out) == run_of(whole)


def test_alone_and_together_are_two_runs(page: Path, file: Path, tmp_path: Path) -> None:
    batch(page, file, tmp_path / "out")
    ran = run("batch", page, "--facts", file, "-o", tmp_path / "out", "--null-means-none", "head_office")
    assert ran.code == 2
    assert "U074" in ran.err
    assert "--cohort" in ran.err


def posts(*of_each: int) -> pa.Table:
    day = datetime.date(2022, 5, 1)
    kind = pa.list_(pa.struct([("station", pa.string()), ("selected_on", pa.date32())]))
    held = [[{"station": f"P{at}-{n}", "selected_on": day} for n in range(many)] for at, many in enumerate(of_each)]
    names = [f"F{at}" for at in range(len(of_each))]
    return pa.table({"id": names, "kinds": [["enterprise"]] * len(names), "workstation": pa.array(held, kind)})


def test_more_records_than_a_quota_allows_stop_the_run_before_any_part_is_written(tmp_path: Path) -> None:
    (tmp_path / "posts.ipp").write_text(QUOTA, encoding="utf-8")
    file = write(tmp_path / "in" / "firms.parquet", posts(1, 2, 1), group=5)
    ran = run("batch", tmp_path / "posts.ipp", "--facts", file, "-o", tmp_path / "out", "--cohort", "--chunk", "1")
    assert ran.code == 1
    assert "R083" in ran.err
    assert not json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["chunks"]["done"]


def test_remarks_on_the_cohort_are_in_the_summary(tmp_path: Path) -> None:
    (tmp_path / "posts.ipp").write_text(QUOTA, encoding="utf-8")
    file = write(tmp_path / "in" / "firms.parquet", posts(1, 0), group=5)
    again = [
        run("batch", tmp_path / "posts.ipp", "--facts", file, "-o", tmp_path / "out", "--cohort") for _ in range(2)
    ]
    for ran in again:
        assert ran.code == 0, ran.both
        assert "Note: quota 2 to 3 workstations per year: 1 selected (2022), fewer than 2" in ran.out
