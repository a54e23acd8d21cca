#!/usr/bin/env python3
"""Measure a workbook: reading and settling against its reader alone, a copy with findings against load and save.

    python -m benchmarks.workbooks [--records N] [--rounds N]

The input is one firm of Shaoguan with many contracts. The reader alone is calamine in a separate process, which makes
every cell a Python value and keeps none; openpyxl does the same. Wall time is printed, because the reader is another
process: median, least, greatest.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

import ipdsl  # noqa: E402  # the project's folder comes first
from ipdsl.__main__ import SELDOM  # noqa: E402
from ipdsl.base.findings.phrase import Language  # noqa: E402
from ipdsl.office.forms.form import (  # noqa: E402
    form_of,
    sheet_rows,
    stated_parts,
    write,
)
from ipdsl.office.forms.stated_facts import read  # noqa: E402
from ipdsl.office.sheets.workbook import annotated_copy  # noqa: E402
from ipdsl.schema.values.value_errors import WrongType  # noqa: E402

ALONE = """
import sys
from python_calamine import CalamineWorkbook
book = CalamineWorkbook.from_path(sys.argv[1])
for name in book.sheet_names:
    book.get_sheet_by_name(name).to_python()
"""
BY_OPENPYXL = """
import sys, openpyxl
for sheet in openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True).worksheets:
    sheet.reset_dimensions()
    for row in sheet.iter_rows(values_only=True):
        pass
"""
LOAD_AND_SAVE = "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1]).save(sys.argv[2])"


def main() -> int:
    """Measure, and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    gc.set_threshold(*SELDOM)  # like the command line
    policy = ipdsl.load("shaoguan_2021")
    facts = {
        "applicant": {"id": "F1", "kinds": ["enterprise"], "located_here": True},
        "records": {
            "technology_contract": [
                {"contract": f"C{at}", "amount": 1000 + at, "recorded_on": f"2022-{at % 12 + 1:02}-{at % 28 + 1:02}",
                 "put_to_use": True, "related_party": at % 3 == 0} for at in range(asked.records)
            ]
        },
    }  # fmt: skip
    expected = policy.evaluate(facts).total
    form = form_of([policy.code], extra_parts=stated_parts([facts]))
    wrong = WrongType(path="", field="amount", expected="money", found="x")
    with tempfile.TemporaryDirectory() as folder:
        path, copy = str(Path(folder) / "facts.xlsx"), str(Path(folder) / "copy.xlsx")
        Path(path).write_bytes(write(form, Language.EN, sheet_rows(form, [facts], Language.EN)))
        place = f"{path} technology contract!D7"
        found = [type(wrong)(**{**vars(wrong), "path": place})]

        def settled() -> None:
            [one] = read(path, [policy.code]).applicants
            assert policy.evaluate(one).total == expected

        ways: dict[str, Callable[[], object]] = {
            "the reader alone, in a process of its own": lambda: _ran(ALONE, path),
            "reading and settling": settled,
            "openpyxl alone, in a process of its own": lambda: _ran(BY_OPENPYXL, path),
            "settling the same from a plain dict": lambda: policy.evaluate(facts).total,
            "load and save by openpyxl": lambda: _ran(LOAD_AND_SAVE, path, copy),
            "a copy with a finding": lambda: annotated_copy(path, found, Language.EN),
        }
        took: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(asked.rounds):
            for name, way in ways.items():
                start = time.perf_counter()
                way()
                took[name].append(time.perf_counter() - start)
    print(f"{asked.records:,} records, {asked.rounds} rounds\n\n| | s | |\n|---|--:|---|")
    bases = {
        "reading and settling": "the reader alone, in a process of its own",
        "a copy with a finding": "load and save by openpyxl",
    }
    for name, times in took.items():
        base = bases.get(name)
        ratio = (
            ""
            if base is None
            else f"{statistics.median(a / b for a, b in zip(times, took[base], strict=True)):.2f} times"
        )
        print(f"| {name} | {statistics.median(times):.2f} ({min(times):.2f} to {max(times):.2f}) | {ratio} |")
    return 0


def _ran(program: str, *words: str) -> None:
    subprocess.run([sys.executable, "-c", program, *words], check=True)


if __name__ == "__main__":
    sys.exit(main())
