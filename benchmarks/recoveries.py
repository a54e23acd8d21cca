"""Measure how the cost of what is paid back grows with the number of payments, in one process.

    python -m benchmarks.recoveries

One applicant has a line of the ledger with a payment for each item, and a third of the items has an event that takes
it back. Figures are µs of processor time for each payment, the median of interleaved rounds. `none` is the same page
without recoveries.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

import ipdsl
from benchmarks.rounds import Engine, interleave, repeated

WORDS = """vocabulary back_words "Words"
  language 4

applicant firm

record machine
  key number
  event bought on bought_on
  event sold on sold_on
  number text
  project text
  amount money
"""
PAGE = """policy back "Back"
  effective 2010-01-01 to 2030-12-31
  language 4
  use back_words

article 1 "Machines"
  award amount to firm when machine bought
    as aid
    uncapped
"""
PAGES = {
    "none": "",
    "of its item": "  recover 100% of what was paid when machine sold\n"
    "    if sold_on less than 60 months after the payment\n    interest 3% per year from the payment to sold_on\n",
    "by months": "  recover (60 less full months from the payment to sold_on) divided by 60 of what was paid"
    " when machine sold\n"
    "    at most 50000\n    set off against awards for 3 years\n",
    "pay nothing more": "  recover 100% of what was paid when machine sold\n    pay nothing more\n",
    "of a project": "  recover 5000 of what was paid for the same project when machine sold\n    surcharge 20%\n",
}
"""The lines of recoveries of each page."""

NUMBERS = (100, 1_000, 10_000)


def policies(folder: Path) -> dict[str, ipdsl.Policy]:
    """The compiled pages."""
    (folder / "back_words.ipp").write_text(WORDS, encoding="utf-8")
    made = {}
    for number, (name, lines) in enumerate(PAGES.items()):
        path = folder / f"back_{number}.ipp"
        path.write_text(PAGE.replace("policy back", f"policy back_{number}") + lines, encoding="utf-8")
        made[name] = ipdsl.load(path)
    return made


def facts(number: int, *, has_days: bool = True) -> dict[str, Any]:
    """One applicant with so many payments; a third of them is of an item that is sold."""
    history = [
        {
            "clause": "aid", "item": f"M{n}", "year": 2022, "due": 1000,
            "fields": {"number": f"M{n}", "project": f"P{n // 10}"},
            **({"payments": [{"day": f"2022-{1 + n % 12:02}-{1 + n % 28:02}", "amount": 1000}]} if has_days else {}),
        }
        for n in range(number)
    ]  # fmt: skip
    sold = [
        {"number": f"M{n}", "project": f"P{n // 10}", "amount": 1000, "bought_on": "2022-01-01",
         "sold_on": f"2024-{1 + n % 12:02}-01"}
        for n in range(0, number, 3)
    ]  # fmt: skip
    for line in history:
        line["keys"] = line.pop("fields")
    return {
        "applicant": {"id": "F1", "kinds": ["firm"]}, "as_of": "2025-12-31", "records": {"machine": sold},
        "history": history,
    }  # fmt: skip


def engines(*, has_days: bool) -> list[Engine]:
    """An engine for each page and number."""
    made = []
    with tempfile.TemporaryDirectory() as folder:
        for name, policy in policies(Path(folder)).items():
            for number in NUMBERS if has_days else NUMBERS[:2]:
                read = policy.read_facts(facts(number, has_days=has_days))
                back = policy.evaluate(read).to_pay_back
                assert (name == "none") == (back.high is not None and back.high.minor == 0), name
                made.append(
                    repeated(f"{name}\t{number}", lambda p=policy, r=read: p.evaluate(r).to_pay_back, number)  # type: ignore[misc]
                )
    return made


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=0.2)
    asked = parser.parse_args()
    for has_days in (True, False):
        print(f"payments {'with' if has_days else 'without'} days: µs a payment, {asked.rounds} rounds")
        rows: dict[str, list[float]] = {}
        for name, figures in interleave(engines(has_days=has_days), asked.rounds, asked.seconds).items():
            rows.setdefault(name.partition("\t")[0], []).append(median(figures))
        for name, row in rows.items():
            print(f"{name:16}", *(f"{figure:9.1f}" for figure in row), f"  last to first {row[-1] / row[0]:.2f}")


if __name__ == "__main__":
    main()
