"""Small pages with a vocabulary of their own, flat tables for them, and the ledgers of their runs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import ipdsl
from tests.support.cli import Ran, run

WORDS = """
vocabulary words "Words"

applicant firm "商号"

record patent "专利品" "one patent" plural patents
  key number "品号"
  kind "品类" text
  event granted "得授" on granted_on "得授之日" default

record loan "借款" "one loan" plural loans
  key contract "借据号"
  sum "本金额" money
  event drawn "提用" on drawn_on "提用之日" default
"""

HEAD = """
policy {name} "T"
  document "D"
  effective 2021-01-01 to 2026-12-31
  currency {currency}
  use words

"""

ONCE = """article 1 "A"
  award 5000 once per firm to firm when patent granted
    as grant
"""
LOANS = """article 1 "A"
  award 10% of sum to firm when loan drawn
    as lend
  cap 100 per firm
"""

TWO = """article 1 "Big loans"
  award 10000 once per firm to firm when loan drawn
    if sum at least 1000000

article 2 "Any loan"
  award 2000 once per firm to firm when loan drawn
"""
INSERTED = """article 1 "Green loans"
  award 500 once per firm to firm when loan drawn

""" + TWO.replace("article 2", "article 3").replace("article 1", "article 2")

Record = tuple[str, str, str]
"""The applicant, the number and the day of a patent, or the applicant, the contract and the day of a loan of 1,000."""


def page(folder: Path, body: str, name: str = "t", currency: str = "CNY") -> Path:
    """A page with its vocabulary."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "words.ipp").write_text(WORDS, encoding="utf-8")
    path = folder / f"{name}.ipp"
    path.write_text(HEAD.format(name=name, currency=currency) + body, encoding="utf-8")
    return path


def policy(folder: Path, body: str) -> ipdsl.Policy:
    """The policy of a page."""
    return ipdsl.load(page(folder, body))


def patents(records: Iterable[Record], ids: Sequence[str] = ("A", "B"), history: Any = None) -> dict[str, pa.Table]:
    """Flat tables of applicants with patents, and perhaps a ledger as their history."""
    whose, number, day = map(list, zip(*records, strict=True)) if records else ([], [], [])
    columns = [pa.array(column, pa.string()) for column in (whose, number, day)]
    return _tables({"patent": pa.table(columns, ["applicant", "number", "granted_on"])}, ids, history)


def loans(year: int, many: int, history: Any = None) -> dict[str, pa.Table]:
    """Flat tables of so many applicants, each with a loan of 1,000 in a year."""
    ids = [f"F{number:03}" for number in range(many)]
    columns = {
        "applicant": ids, "contract": [f"{year}-{one}" for one in ids], "sum": pa.array([100_000] * many, pa.int64()),
        "drawn_on": [f"{year}-03-01"] * many,
    }  # fmt: skip
    return _tables({"loan": pa.table(columns)}, ids, history)


def _tables(records: Mapping[str, pa.Table], ids: Sequence[str], history: Any) -> dict[str, pa.Table]:
    applicants = pa.table({"id": list(ids), "kinds": ["firm"] * len(ids)})
    return {"applicant": applicants, **records, **({} if history is None else {"history": history})}


def write(folder: Path, tables: Mapping[str, pa.Table]) -> Path:
    """Flat tables as Parquet files in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        pq.write_table(table, folder / f"{name}.parquet")
    return folder


def settle(page_: Path, facts: Path, out: Path, year: int, *more: str) -> Ran:
    """`ipdsl batch` with a ledger."""
    return run(
        "batch", page_, "--facts", facts, "-o", out, "--as-of", f"{year}-12-31", "--ledger", "--no-others", *more
    )


def next_year(facts: Path, out: Path) -> None:
    """Copies the ledger of a run into the facts of the next one, as `history`."""
    shutil.rmtree(facts / "history", ignore_errors=True)
    shutil.copytree(out / "ledger", facts / "history")


def lines_of(out: Path) -> list[dict[str, Any]]:
    """The lines of the ledger of a run."""
    return [line for part in sorted((out / "ledger").glob("*.parquet")) for line in pq.read_table(part).to_pylist()]


def head_of(out: Path) -> dict[str, Any]:
    """The content of `head.json` in the ledger of a run."""
    found: dict[str, Any] = json.loads((out / "ledger" / "head.json").read_text(encoding="utf-8"))
    return found


def total_of(out: Path) -> int:
    """What a run makes due, in fen."""
    return int(json.loads((out / "run.json").read_text(encoding="utf-8"))["due"])
