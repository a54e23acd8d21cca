"""`limit N items` uses one place for a record with any number of claims, in one run or several. Made by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import ipdsl
from tests.support.slow import sampled

WORDS = """vocabulary words "Words"
applicant firm
record title
  key name
  event applied on applied_on
  event won on won_on
  state held from won_on until lost_on
"""
HEAD = 'policy places "Places"\n  document "Doc 1"\n  effective 2020-01-01 to 2026-12-31\n  use words\n\narticle 1\n'
AWARDS = {"won": "1000 when title won", "applied": "100 when title applied", "held": "10 while title held"}

A = {"name": "A", "applied_on": "2021-01-01", "won_on": "2021-06-01", "lost_on": {"none": True}}
AGAIN = {"name": "A", "applied_on": "2023-01-01", "won_on": "2023-06-01", "lost_on": {"none": True}}
B = {"name": "B", "applied_on": "2024-01-01", "won_on": "2024-06-01", "lost_on": {"none": True}}

CASES: dict[str, tuple[str, int, list[dict[str, Any]], tuple[str, int] | None, int]] = {
    "two claims of a record take one place": ("won applied", 1, [A], None, 1100),
    "another record finds none": ("won applied", 1, [A, B], None, 1100),
    "an item that comes twice is two records": ("won", 1, [A, AGAIN], None, 1000),
    "two places for them": ("won", 2, [A, AGAIN, B], None, 2000),
    "two places with two claims each": ("won applied", 2, [A, AGAIN, B], None, 2200),
    "a state of one record over the years": ("held", 1, [A], None, 60),
    "states of two records": ("held", 1, [A, B], None, 60),
    "an earlier run paid the record's other claim": ("won applied", 1, [A, B], ("applied", 2021), 1000),
    "an earlier run paid the item of another day": ("won", 1, [AGAIN], ("won", 2021), 0),
    "an earlier run paid the item of another day, listed": ("won applied", 1, [AGAIN, A], ("won", 2021), 100),
    "an earlier run paid a year of the state": ("won held", 1, [A, B], ("held", 2021), 1050),
}
ENDED = {"as_of": "2026-12-31"}


def load(folder: Path, awards: str, number: int) -> ipdsl.Policy:
    (folder / "words.ipp").write_text(WORDS, encoding="utf-8")
    lines = "".join(f"    award {AWARDS[name]}\n      as {name}\n" for name in awards.split())
    page = folder / "places.ipp"
    page.write_text(f"{HEAD}  group titles\n{lines}    limit {number} items per firm\n", encoding="utf-8")
    return ipdsl.load(str(page))


@pytest.mark.parametrize("case", sampled(CASES, 3, others="broad"))
def test_a_record_takes_one_place(tmp_path: Path, case: str) -> None:
    awards, number, records, paid, due = CASES[case]
    policy = load(tmp_path, awards, number)
    history = [] if paid is None else [{"clause": paid[0], "item": "A", "year": paid[1], "due": 1}]
    facts = {"applicant": {"id": "F1", "kinds": ["firm"]}, "records": {"title": records}, "history": history, **ENDED}
    assert policy.evaluate(facts).total.minor == due * 100
    assert policy.total(facts).minor == due * 100


@pytest.mark.parametrize("awards", sampled(["won", "won applied", "won held"], 3, others="broad"))
@pytest.mark.parametrize("number", [1, 2])
def test_runs_of_the_years_find_the_places_that_earlier_runs_gave(tmp_path: Path, awards: str, number: int) -> None:
    policy = load(tmp_path, awards, number)
    facts: dict[str, Any] = {"applicant": {"id": "F1", "kinds": ["firm"]}, "records": {"title": [A, AGAIN, B]}}
    at_once, ledger, due = policy.evaluate({**facts, **ENDED, "history": []}), [], 0
    for year in range(2021, 2027):
        run = policy.evaluate({**facts, "history": ledger, "as_of": f"{year}-12-31"}, year=year)
        due += run.total.minor
        ledger = ipdsl.to_json(run)["ledger"]
    assert due == at_once.total.minor
