"""Totals of drawn facts, recorded: what each emitted total answers, year by year, and what it leaves to `evaluate`.

`tests/golden/totals/` holds pages and facts as the generators once drew them, chosen so that together they come to as
much as possible of what emitted totals call. A sum that is answered is that of the decision, and the oracle's.
"""

from __future__ import annotations

import functools
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ipdsl.runtime.code import FALLBACK_ERRORS
from ipdsl.runtime.evaluate import evaluate_eagerly
from ipdsl.runtime.facts import Facts
from tests.golden_support import check_golden
from tests.properties.pipeline import Compiled, compile_texts
from tests.reference import oracle
from tests.reference.world import NotStatedError

FOLDER = Path(__file__).resolve().parents[1] / "golden" / "totals"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))
YEARS = (None, 2020, 2021, 2022, 2023, 2024)


@functools.cache
def compiled(name: str) -> Compiled:
    """A recorded policy with its vocabulary."""
    page, words = ((FOLDER / f"{stem}.ipp").read_text(encoding="utf-8") for stem in (name, f"{name}_words"))
    return compile_texts(page, words, words.split()[1])


def stated(name: str) -> list[dict[str, Any]]:
    """Its facts."""
    found: list[dict[str, Any]] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"), parse_float=Decimal)
    return found


def answer(page: Compiled, facts: Facts, year: int | None) -> int | None:
    """The emitted total; nothing where it leaves the case alone."""
    assert page.code.total is not None
    try:
        return page.code.total.due(page.code, facts, year)
    except FALLBACK_ERRORS:
        return None


@pytest.mark.parametrize("name", NAMES)
def test_recorded_totals_of(name: str, update_golden: bool) -> None:
    page = compiled(name)
    found = []
    for data in stated(name):
        facts = page.read(data)
        sums = [answer(page, facts, year) for year in YEARS]
        found.append(" ".join("-" if sum_ is None else str(sum_) for sum_ in sums))
    check_golden(FOLDER / f"{name}.txt", "\n".join(found) + "\n", update_golden)


@pytest.mark.parametrize("name", NAMES)
def test_a_total_that_is_answered_is_that_of_the_decision_and_the_oracle(name: str) -> None:
    page = compiled(name)
    for number, data in enumerate(stated(name)):
        facts = page.read(data)
        for year in (None, 2021 + number % 3):
            sum_ = answer(page, facts, year)
            if sum_ is not None:
                due = evaluate_eagerly(page.program, page.code, facts, year=year).due
                assert (due.is_point, due.low.minor) == (True, sum_)
        sum_ = answer(page, facts, None)
        try:
            assert sum_ in (None, oracle.evaluate(page.policy, data, every_day=False).total)
        except NotStatedError:
            continue
