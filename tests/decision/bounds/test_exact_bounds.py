"""Exact bounds are the least and the greatest amount of all completions, and the effect of each fact is exact."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping
from typing import Any

import pytest

from ipdsl.decision.decision import Decision
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.semantics.typed import Order
from tests.support.settlement.programs import (
    award,
    cap,
    deal,
    decide,
    firm,
    group,
    here,
    highest,
    holds,
    limit,
    no_repeat,
    over,
    policy,
    top_up,
)
from tests.support.slow import sampled

Gap = tuple[int, str]
"""The number of a deal, and its unstated flag."""


def rule(r: random.Random) -> object:
    keys = r.choice([("enterprise",), ("project",), ("enterprise", "project"), ("country",)])
    return r.choice([
        cap(r.choice([20, 30, 50, 60, 90]), *keys, per_year=r.random() < 0.7),
        limit(r.choice([1, 2]), *keys, per_year=r.random() < 0.4, order=r.choice(list(Order)[:2])),
        limit(1, "enterprise", counts="country"), highest(*keys), no_repeat(*keys), top_up("project"),
    ])  # fmt: skip


def made(r: random.Random) -> GeneratedFunctions:
    first = award("a", gates={"fine": holds("fine")}, once=r.choice([None, ("project",)]))
    second = award("b", r.choice([10, 30]), gates={"second": holds("second"), "here": here})
    inner: list[object] = [first, rule(r)] if r.random() < 0.7 else [first]
    items: list[object] = [group(*inner), second]
    if r.random() < 0.7:
        items.append(rule(r))
    if r.random() < 0.4:
        items.append(over(cap(r.choice([40, 80]), "enterprise", name="22 cap")))
    return policy(*items)


def rows(r: random.Random) -> tuple[list[dict[str, Any]], list[Gap]]:
    """Deals that are completely stated, and the fields to remove."""
    found = [
        deal(f"D{n}", r.choice([10, 20, 30, 50]), f"{r.choice([2021, 2022])}-0{r.randint(1, 9)}-01",
             project=r.choice("PQ"), country=r.choice("XY"), level=r.choice(["national", "provincial"]),
             fine=r.random() < 0.7, second=r.random() < 0.5)
        for n in range(r.randint(2, 4))
    ]  # fmt: skip
    every = [(n, flag) for n in range(len(found)) for flag in ("fine", "second")]
    return found, r.sample(every, r.randint(1, 3))


def completions(found: list[dict[str, Any]], gaps: list[Gap]) -> Mapping[tuple[bool, ...], list[dict[str, Any]]]:
    whole: dict[tuple[bool, ...], list[dict[str, Any]]] = {}
    for values in itertools.product((False, True), repeat=len(gaps)):
        filled = [dict(row) for row in found]
        for (n, flag), value in zip(gaps, values, strict=True):
            filled[n][flag] = value
        whole[values] = filled
    return whole


def opened(code: GeneratedFunctions, found: list[dict[str, Any]], gaps: list[Gap]) -> Decision:
    left = [{name: value for name, value in row.items() if (n, name) not in gaps} for n, row in enumerate(found)]
    return decide(code, firm(*left))


@pytest.mark.parametrize("number", sampled(range(120), 3, others="broad"))
def test_bounds_over_all_completions(number: int) -> None:
    r = random.Random(number)
    code = made(r)
    found, gaps = rows(r)
    decision = opened(code, found, gaps)
    settled = {values: decide(code, firm(*whole)) for values, whole in completions(found, gaps).items()}
    totals = {values: one.total.minor for values, one in settled.items()}
    assert decision.due.high is not None
    ends = (decision.due.low.minor, decision.due.high.minor)
    assert ends[0] <= min(totals.values()) <= max(totals.values()) <= ends[1]
    if decision.due.exact:
        assert ends == (min(totals.values()), max(totals.values()))
    assert decision.total.minor == ends[0]
    for claim in decision.claims:
        paid = [
            sum(c.paid.minor for c in one.claims if (c.label, c.item) == (claim.label, claim.item))
            for one in settled.values()
        ]
        assert claim.bounds.high is not None
        assert claim.bounds.low.minor <= min(paid)
        assert max(paid) <= claim.bounds.high.minor
        if claim.bounds.exact and decision.due.exact:
            assert (claim.bounds.low.minor, claim.bounds.high.minor) == (min(paid), max(paid))
    worth = {missing.path: missing.worth and missing.worth.minor for missing in decision.missing}
    for at, (n, flag) in enumerate(gaps):
        changes = [abs(totals[values] - totals[(*values[:at], not values[at], *values[at + 1 :])]) for values in totals]
        told = worth.get(f"records.deal[D{n}].{flag}", 0)
        assert told is None or told >= max(changes)
        if decision.due.exact and len(gaps) == 1:
            assert told == max(changes)
