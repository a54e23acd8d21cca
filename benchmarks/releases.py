"""Compare this checkout with another release of ipdsl, one applicant at a time: the slice and the five cities.

    python -m benchmarks.releases --other PYTHON [--pages FOLDER] [--number N] [--rounds N] [--seconds S]

PYTHON has the other release installed. FOLDER has that release's policies and `slice.ipp` (default: those of this
checkout). Both releases run in processes of their own, in interleaved rounds. Their totals must be equal first. Output:
processor time of this checkout compared with the other release, as the median of the ratios of all rounds with a 95 %
interval (bootstrap): for reading facts from a dict and from JSON text, for `total` of facts that were read and of JSON
text, and for a decision with every reason as JSON.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import applicants, firms, firms_dongyang, firms_foshan, firms_qingyuan, firms_quanzhou
from benchmarks.ours import ROOT, SLICE
from benchmarks.rounds import interleave, worker

WORKER = ROOT / "benchmarks" / "releases_worker.py"
JOBS = ("read", "read text", "total", "total of text", "evaluate")
CITIES = {
    "shaoguan_2021": firms,
    "dongyang_2021": firms_dongyang,
    "foshan_2020": firms_foshan,
    "qingyuan_2018": firms_qingyuan,
    "quanzhou_2021": firms_quanzhou,
}
RESAMPLED = 2_000


def pages() -> Iterator[tuple[Path, Iterator[Any]]]:
    """Each policy with its generated applicants."""
    yield SLICE, (applicants.facts(one) for one in applicants.applicants(10_000))
    for name, drawn in CITIES.items():
        yield ROOT / "policies" / f"{name}.ipp", drawn.firms(10_000)


def interval(ratios: list[float]) -> tuple[float, float]:
    """The 95 % interval of the median, from resampled rounds."""
    draw = random.Random(1)
    medians = sorted(median(draw.choices(ratios, k=len(ratios))) for _ in range(RESAMPLED))
    return medians[RESAMPLED // 40], medians[-RESAMPLED // 40]


def main() -> None:
    """Measure, and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--other", type=Path, required=True, help="the Python of another release")
    parser.add_argument("--pages", type=Path, help="the folder of its policies")
    parser.add_argument("--number", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=0.2)
    asked = parser.parse_args()
    print("| | " + " | ".join(JOBS) + " |\n|---|" + "--:|" * len(JOBS))
    with TemporaryDirectory() as folder:
        for page, drawn in pages():
            facts = Path(folder) / f"{page.stem}.json"
            facts.write_text(json.dumps([*islice(drawn, asked.number)]), encoding="utf-8")
            other = page if asked.pages is None else asked.pages / page.name
            cells = []
            for job in JOBS:
                sides = [("this", sys.executable, page), ("other", asked.other, other)]
                (ours, totals), (theirs, their_totals) = (
                    worker(name, [python, WORKER, job, path, facts]) for name, python, path in sides
                )
                assert totals == their_totals, f"{page.stem}: the releases disagree"
                times = interleave([ours, theirs], asked.rounds, asked.seconds)
                ratios = [mine / old for mine, old in zip(*times.values(), strict=True)]
                cells.append("{:.3f} ({:.3f} to {:.3f})".format(median(ratios), *interval(ratios)))
            print(f"| {page.stem} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
