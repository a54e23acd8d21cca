"""Measure a cohort with a rank and a quota by score: as a table over columns, or as the decisions of the cohort.

    python -m benchmarks.lists columns 100000
    python -m benchmarks.lists decisions 100000

Each process measures one way, so that its memory is separate. Both print the amount due, which must be the same.
"""

from __future__ import annotations

import datetime
import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa

from ipdsl import load
from ipdsl.batch.intake.intake import take_in
from ipdsl.batch.readers.rows import Rows

VOCABULARY = """vocabulary lists "Ranks and lists"

choice sort "类" gold "金", silver "银", bronze "铜"

applicant enterprise "企业" "a company"

figures per year
  works "作品" count

record project "项目" "what was judged" plural projects
  key name "名称"
  sort "类别" sort
  score "分数" count
  amount "金额" money
  event chosen "入选" on chosen_on "入选日"
"""
PAGE = """policy lists_trial "Lists"
  document "Trial 1"
  effective 2021-01-01 to 2024-12-31
  use lists

article 1 "1"
  award by rank of works per year among enterprise
    1: 50000
    between 2 and 100: 4000
    otherwise: 10
    ties share the rank
  award 10% of amount to enterprise when project chosen
  quota 2000 projects per sort per year by score
  cap 30000 per enterprise per year
"""
DAY = datetime.date(2022, 12, 31)
YEARS = (2021, 2022)


def applicants(number: int) -> pa.Table:
    """Random firms: up to three projects each, with 1,000 different scores, and works of two years."""
    r = np.random.default_rng(7)
    each = r.integers(0, 4, number)
    many = int(each.sum())
    begin = pa.array(np.concatenate([[0], np.cumsum(each)]).astype(np.int32))
    first = (datetime.date(2021, 1, 1) - datetime.date(1970, 1, 1)).days
    project = pa.StructArray.from_arrays(
        [
            pa.array([f"P{at}" for at in range(many)]),
            pa.array(["gold", "silver", "bronze"]).take(pa.array(r.integers(0, 3, many))),
            pa.array(r.integers(0, 1000, many)), pa.array(r.integers(1, 10_000_000, many)),
            pa.array((first + r.integers(0, 730, many)).astype(np.int32)).cast(pa.date32()),
        ], ["name", "sort", "score", "amount", "chosen_on"],
    )  # fmt: skip
    figures = pa.StructArray.from_arrays(
        [pa.array(np.tile(YEARS, number).astype(np.int32)), pa.array(r.integers(0, 5000, 2 * number))],
        ["year", "works"],
    )
    return pa.table(
        {
            "id": [f"F{at}" for at in range(number)],
            "kinds": pa.array([["enterprise"]] * number),
            "project": pa.ListArray.from_arrays(begin, project),
            "figures": pa.ListArray.from_arrays(pa.array((2 * np.arange(number + 1)).astype(np.int32)), figures),
        }
    )


def main(way: str, number: int) -> None:
    """Settle this many applicants, and print wall time in seconds, the amount due, and peak memory."""
    table = applicants(number)
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("lists.ipp", VOCABULARY), ("page.ipp", PAGE)):
            (Path(folder) / name).write_text(text, encoding="utf-8")
        policy = load(Path(folder) / "page.ipp")
        for _ in range(2 if way == "columns" else 1):
            began = time.perf_counter()
            if way == "columns":
                result = policy.evaluate_table(table, as_of=DAY, cohort=True)
                due = sum(result.applicants["due"].to_pylist())
            else:
                intake = take_in(table, policy.code)
                read = Rows(intake.table, intake.form, as_of=DAY).read_all(range(number))
                due = policy.evaluate_cohort([facts for _, facts in read if not isinstance(facts, tuple)]).total.minor
            took = time.perf_counter() - began
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"{way}, {number:,} applicants: {took:.2f} s, {peak} MB at the peak, due {due:,}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
