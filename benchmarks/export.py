#!/usr/bin/env python3
"""Measure the JSON of a decision against a decision that is settled with all its parts.

    python -m benchmarks.export [--rounds N]

All runs are in one process, on the facts of the examples and on a firm of 4,000 contracts, in both languages. The
output has median times in ms and their ratio. A decision makes its parts when they are first read; here all parts are
read before the time is taken.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[0] = str(ROOT)

import attrs  # noqa: E402

import ipdsl  # noqa: E402  # the project's folder comes first
from ipdsl.base.findings.phrase import Language  # noqa: E402
from ipdsl.decision.decision import Decision  # noqa: E402
from ipdsl.report.decision_json import to_json  # noqa: E402
from ipdsl.report.localizer import localizer_of  # noqa: E402

CASES = (
    ("shaoguan_2021", "firm"), ("shaoguan_2021", "firm_rich"), ("quanzhou_2021", "firm_of_cities"),
    ("foshan_2020", "firm_of_cities"), ("dongyang_2021", "firm_of_cities"),
)  # fmt: skip


CONTRACTS = 4_000


def main() -> int:
    """Measure, and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=100)
    asked = parser.parse_args()
    print("| facts | language | settled, ms | written, ms | ratio |\n|---|---|--:|--:|--:|")
    cases = [
        (page, name, json.loads((ROOT / "examples" / f"{name}.json").read_text(encoding="utf-8")), asked.rounds)
        for page, name in CASES
    ]
    cases.append(("shaoguan_2021", f"{CONTRACTS:,} contracts", _firm_of_contracts(), max(asked.rounds // 20, 3)))
    for page, name, facts, rounds in cases:
        policy = ipdsl.load(page)
        for language in Language:
            tell = localizer_of(policy.program, language)
            settled: list[float] = []
            written: list[float] = []
            for _ in range(rounds):
                start = time.perf_counter()
                decision = policy.evaluate(facts)
                _read_all(decision)
                settled.append(time.perf_counter() - start)
                start = time.perf_counter()
                json.dumps(to_json(decision, tell), ensure_ascii=False)
                written.append(time.perf_counter() - start)
            one, two = (statistics.median(times) * 1000 for times in (settled, written))
            print(f"| {page}, {name} | {language.value} | {one:.2f} | {two:.2f} | {two / one:.2f} |")
    return 0


def _firm_of_contracts() -> dict[str, Any]:
    """A firm with contracts that are either paid or cut by the cap of their year."""
    contracts = [
        {"contract": f"C{at}", "amount": 1_000_000 + at, "recorded_on": f"2024-{at % 12 + 1:02}-{at % 28 + 1:02}",
         "put_to_use": True, "related_party": False} for at in range(CONTRACTS)
    ]  # fmt: skip
    applicant = {"id": "F1", "kinds": ["enterprise"], "located_here": True}
    return {"applicant": applicant, "records": {"technology_contract": contracts}}


def _read_all(decision: Decision) -> None:
    """Make every part of a decision."""
    for field in attrs.fields(Decision):
        if field.init:
            getattr(decision, field.name)
    for claim in decision.claims:
        _ = claim.parts
        _ = [cut.reason for cut in claim.adjustments]


if __name__ == "__main__":
    raise SystemExit(main())
