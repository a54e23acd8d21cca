#!/usr/bin/env python3
"""Measure the time until letters are written: one letter, and those of a cohort of a hundred firms, in each form.

    python -m benchmarks.letters [--firms N] [--rounds N]

`ipdsl letter` runs in a separate process, from the start of Python to the last written file. The firms are generated
for Shaoguan. The PDF needs a font with Chinese. The output has wall times: median, least, greatest.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[0] = str(ROOT)

from tests.support.batch.cities import drawn  # noqa: E402  # the project's folder comes first

FORMS = ("docx", "pdf", "html")


def main() -> int:
    """Measure, and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--firms", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        many = Path(folder) / "firms.jsonl"
        many.write_text("".join(f"{json.dumps(one)}\n" for one in drawn("shaoguan", 5, asked.firms)), encoding="utf-8")
        one = str(ROOT / "examples" / "firm.json")
        ways = {
            **{f"one letter, .{form}": ("--facts", one, "-o", f"{folder}/one.{form}") for form in FORMS},
            **{
                f"{asked.firms} letters of a cohort, .{form}": (
                    "--facts",
                    str(many),
                    "--cohort",
                    "-o",
                    f"{folder}/{{applicant}}.{form}",
                )
                for form in FORMS
            },
        }
        took: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(asked.rounds):
            for name, words in ways.items():
                start = time.perf_counter()
                subprocess.run(
                    [sys.executable, "-m", "ipdsl", "letter", "shaoguan_2021", *words, "--lang", "zh"], cwd=ROOT,
                    stdout=subprocess.DEVNULL, check=False,
                )  # fmt: skip
                took[name].append(time.perf_counter() - start)
    print("| | s |\n|---|--:|")
    for name, times in took.items():
        print(f"| {name} | {statistics.median(times):.2f} ({min(times):.2f} to {max(times):.2f}) |")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
