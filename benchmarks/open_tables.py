"""Measure open facts in a table: `ipdsl batch` over firms of Dongyang, where one in 200 has an unstated fact.

    python -m benchmarks.open_tables [--number N] [--processes 1,2] [--other PYTHON] [--rounds N]

Input: 20,000 generated firms, repeated under other names. In 100 of them a stated fact that affects an amount is left
out. Output: for one and for several processes, the wall time, the processor time, the peak memory of the largest
process, and the total due. `PYTHON` has a different version of ipdsl installed, which is measured in the same rounds.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks import batch, open_facts
from benchmarks.cities_drawn import BASE, CITIES, for_parquet, renamed
from benchmarks.ours import ROOT
from tests.support.in_tables import nested_table

NUMBER, EVERY = 200_000, 200
Row = dict[str, Any]


def with_open_facts(number: int) -> Iterator[Row]:
    """Generated firms whose facts have no findings. One in `EVERY` has an unstated fact."""
    city = CITIES["dongyang"]
    policy = city.policy
    schema, readable = policy.code.program.schema, city.read(policy, city.firms(number + number // 20 + 10))
    for index, (firm, _) in enumerate(islice(readable, number)):
        if index % EVERY:
            yield firm
            continue
        stated = [place for places in open_facts.places_by_word(schema, firm).values() for place in places]
        random.Random(f"{open_facts.SEED} {index}").shuffle(stated)
        candidates = (open_facts.without(firm, place) for place in stated)
        yield next(candidate for candidate, _ in city.read(policy, candidates))


def written(number: int, folder: Path) -> Path:
    """A nested table of this many firms."""
    city, file = CITIES["dongyang"], folder / "firms.parquet"
    base = for_parquet(nested_table(city.policy.code.program, [*with_open_facts(min(number, BASE))]))
    with pq.ParquetWriter(file, base.schema) as writer:
        for time in range(-(-number // BASE)):
            writer.write_table(renamed(base, time), row_group_size=16_384)
    return file


def main() -> None:
    """Measure, and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=NUMBER)
    parser.add_argument("--processes", default="1,2")
    parser.add_argument("--other", type=Path, help="the Python of another version")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with batch.scratch(asked.number) as folder:
        file = written(asked.number, folder)
        pythons = {"this tree": Path(sys.executable), **({} if asked.other is None else {"other": asked.other})}
        runs = {
            (name, int(number)): list[dict[str, float]]() for name in pythons for number in asked.processes.split(",")
        }
        sums = set[int]()
        for _ in range(asked.rounds + 1):  # the first round fills the cache of compiled code
            for (name, processes), took in runs.items():
                took.append(run(pythons[name], file, processes, folder / "results"))
                sums.add(due_of(folder / "results"))
        print(f"{asked.number:,} firms of Dongyang, one in {EVERY} with an open fact; due {sums}")
        print("| | processes | wall, s | processor, s | MB at most |\n|---|--:|--:|--:|--:|")
        for (name, processes), took in runs.items():
            medians = (median(one[part] for one in took[1:]) for part in ("wall", "processor", "peak"))
            print(f"| {name} | {processes} | {' | '.join(f'{figure:,.1f}' for figure in medians)} |")


def run(python: Path, file: Path, processes: int, out: Path) -> dict[str, float]:
    """Time and memory of one run."""
    shutil.rmtree(out, ignore_errors=True)
    page = ROOT / "policies" / "dongyang_2021.ipp"
    options = ["--engine", "llvm", "--threads", processes]  # 0.3 has threads
    return batch.child([python, "-P", "-m", "ipdsl", "batch", page, file, "-o", out, *options], file.parent)


def due_of(out: Path) -> int:
    """The total of the least amounts due to all firms."""
    return int(
        pc.sum(
            pa.concat_tables([pq.read_table(part) for part in sorted((out / "applicants").glob("*.parquet"))])["due"]
        ).as_py()
    )


if __name__ == "__main__":
    main()
