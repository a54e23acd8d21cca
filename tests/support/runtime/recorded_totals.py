"""Emitted totals of generated facts, and the cases that they leave to `evaluate`: one line of amounts for each."""

from __future__ import annotations

import random
from typing import Any

import attrs

from ipdsl.decision.decision import Request
from ipdsl.ir.facts import Facts
from ipdsl.runtime.compiled_policy import evaluate_eagerly
from ipdsl.schema.values.value_type import NeedsGeneralPathError
from tests.properties.pipeline import Compiled
from tests.reference import oracle
from tests.reference.world import NotStatedError
from tests.support.runtime.trials import drawn_facts, drawn_policy

YEARS = (None, 2020, 2021, 2022, 2023, 2024)
FACTS = 4
"""The number of facts generated for one policy, half of them with gaps."""


def drawn(seed: str) -> tuple[Compiled, list[dict[str, Any]]]:
    """The policy of a number with its facts."""
    number = int(seed)
    page = drawn_policy(number)
    edges = attrs.evolve(page.edges)
    return page, [
        drawn_facts(random.Random(f"recorded:{number}:{index}"), page, edges, gaps=index % 2 == 1, varied=index > 1)
        for index in range(FACTS)
    ]


def answer(page: Compiled, facts: Facts, year: int | None) -> int | None:
    """The emitted total; `None` if it does not apply."""
    assert page.code.total is not None
    try:
        return page.code.total.due(page.code, facts.extend_to(year), year)
    except NeedsGeneralPathError:
        return None


def answers(page: Compiled, stated: list[dict[str, Any]]) -> str:
    """A line for each of the facts, with the total of all years, then of each year."""
    found = []
    for data in stated:
        sums = [answer(page, page.read(data), year) for year in YEARS]
        found.append(" ".join("-" if sum_ is None else str(sum_) for sum_ in sums))
    return "\n".join(found) + "\n"


def compare(page: Compiled, stated: list[dict[str, Any]]) -> int:
    """Compare the emitted totals with the decision and the oracle. Returns the number of compared totals."""
    compared = 0
    for number, data in enumerate(stated):
        facts = page.read(data)
        for year in (None, 2021 + number % 3):
            sum_ = answer(page, facts, year)
            if sum_ is not None:
                compared += 1
                due = evaluate_eagerly(page.program, page.code, facts, Request(year)).due
                assert (due.is_point, due.low.minor) == (True, sum_)
        sum_ = answer(page, facts, None)
        try:
            assert sum_ in (None, oracle.evaluate(page.policy, data, every_day=False).total)
        except NotStatedError:
            continue
    return compared
