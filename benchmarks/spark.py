#!/usr/bin/env python3
"""Measure how the slice on Spark scales with the number of parts. Run it in build/spark, the environment of .ci/full.

    python -m benchmarks.spark [--applicants N] [--parts 1,2,4,8,16] [--cores N] [--rounds N]

The tables are those of `records.py`. For each number of parts, Spark reads the table once, caches it, and settles it in
rounds. The totals must equal `Policy.total` and are then discarded. For comparison, the table has the time of
`evaluate_table` over the same table in one process, with the time to read it. Wall time is printed, because other
processes do the work: the least and the greatest of all rounds.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

import pyarrow.compute as pc  # noqa: E402  # the project's folder comes first
import pyarrow.parquet as pq  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

import ipdsl  # noqa: E402
from benchmarks.ours import ROOT, SLICE  # noqa: E402
from benchmarks.records import drawn  # noqa: E402
from benchmarks.tables import nested_path  # noqa: E402
from ipdsl.spark import SparkResult, evaluate_table  # noqa: E402

NONE = ("invention_patent.lapsed_on",)


def main() -> int:
    """Measure, and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--applicants", type=int, default=200_000)
    parser.add_argument("--parts", default="1,2,4,8,16")
    parser.add_argument("--cores", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    folder, due = drawn(asked.applicants)
    path, expected = nested_path(folder), int(due.sum())
    print(f"{asked.applicants:,} applicants, {path.stat().st_size / 1e6:.0f} MB of Parquet, {asked.cores} cores")
    print("\n| | least | greatest | applicants a second |\n|---|---|---|---|", flush=True)
    policy = ipdsl.load(SLICE)

    def told(name: str, settle: Callable[[], int]) -> None:
        assert settle() == expected, name  # compiles the code
        took = []
        for _ in range(asked.rounds):
            start = time.perf_counter()
            assert settle() == expected, name
            took.append(time.perf_counter() - start)
        rate = asked.applicants / min(took)
        print(f"| {name} | {min(took):.2f} s | {max(took):.2f} s | {rate:,.0f} |", flush=True)

    table = pq.read_table(path)
    told("`evaluate_table`, in memory", lambda table=table: here(policy, table))
    told("`evaluate_table`, read from Parquet", lambda: here(policy, pq.read_table(path)))
    del table
    spark = session(asked.cores)
    for parts in map(int, asked.parts.split(",")):
        frame = spark.read.parquet(str(path)).repartition(parts).persist()
        frame.count()
        found = evaluate_table(policy, frame, as_of=None, none=NONE)
        told(f"Spark, {parts} parts, kept in memory", lambda found=found: sum_of(found))
        frame.unpersist(blocking=True)
    found = evaluate_table(policy, spark.read.parquet(str(path)), as_of=None, none=NONE)
    told("Spark, read from Parquet", lambda: sum_of(found))
    spark.stop()
    return 0


def here(policy: ipdsl.Policy, table: object) -> int:
    """The total of all applicants in fen, settled in one process."""
    return int(pc.sum(policy.evaluate_table(table, as_of=None, none=NONE).applicants["due"]).as_py())


def sum_of(found: SparkResult) -> int:
    """The total of all applicants in fen, settled by Spark."""
    return int(found.applicants.selectExpr("sum(due)").collect()[0][0])


def session(cores: int) -> SparkSession:
    """Spark on this machine alone."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    made = (
        SparkSession.builder.master(f"local[{cores}]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "6g")
        .config("spark.sql.shuffle.partitions", str(2 * cores))
        .config("spark.sql.adaptive.enabled", "false")  # it would change the number of parts
        .getOrCreate()
    )
    made.sparkContext.setLogLevel("ERROR")
    return made


if __name__ == "__main__":
    sys.exit(main())
