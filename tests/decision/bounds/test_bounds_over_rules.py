"""Bounds include every completion, over random policies with rules in all blocks.

The policies also have deductions, lists and older standards. Hypothesis rarely generates cases in which the order of
such rules matters, so the random choices here are seeded and simple. `BOUNDS_PAIRS` is the number of policies with
facts for each part: few in the suite, many in a long run.
"""

from __future__ import annotations

import itertools
import os
import random
from typing import Any

import attrs
import pytest

from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.semantics.typed import Order
from tests.support.settlement.programs import (
    award,
    cap,
    decide,
    firm,
    group,
    highest,
    holds,
    limit,
    no_repeat,
    older,
    over,
    policy,
    top_up,
)

PARTS = 4
PAIRS = int(os.environ.get("BOUNDS_PAIRS", "600"))
NONE = {"none": True}
KEYS = (
    ("project",), ("project", "level"), ("level",), ("country",), ("project", "country"), ("matter",), ("enterprise",),
    ("marks",),
)  # fmt: skip
VALUES: dict[str, dict[str, tuple[Any, ...]]] = {
    "deal": {
        "fine": (True, False), "project": ("p", "q"), "country": ("C", "D", NONE), "level": ("national", "provincial"),
        "made_on": ("2021-06-01", "2022-02-03", "2023-09-09"), "amount": (0, 33, 80),
        "marks": (["x"], ["y"], ["x", "y"], []),
    },
    "prize": {
        "project": ("p", "q", NONE), "made_on": ("2021-06-02", "2022-03-01", "2023-11-01"), "amount": (0, 25, 70),
    },
}  # fmt: skip
"""The possible values of each field. All of them are tried if the field is unstated."""

OFTEN = ("level", "level", "country", "project", "fine", "made_on", "amount", "marks")
"""The fields of a deal that are left out."""


def rule(r: random.Random) -> Any:
    """A cap, or a rule that selects, counts or promotes."""
    keys = r.choice(KEYS)
    if r.random() < 0.5:
        return cap(r.choice([10, 20, 50, 90]), *keys, per_year=r.random() < 0.6)
    return r.choice([
        lambda: no_repeat(*keys, per_year=r.random() < 0.4), lambda: top_up(*keys), lambda: highest(*keys),
        lambda: limit(r.randint(1, 2), *keys), lambda: limit(r.randint(1, 2), *keys, counts="country"),
        lambda: limit(1, *keys, per_year=True, order=Order.BEST),
    ])()  # fmt: skip


def drawn_policy(r: random.Random) -> GeneratedFunctions:
    """Awards for deals and prizes, with rules in a group, in the article and over the policy."""
    numbers = itertools.count()

    def rules() -> list[Any]:
        drawn = [rule(r) for _ in range(r.choice([0, 0, 1, 1, 2]))]
        return [attrs.evolve(one, name=f"{one.name} {next(numbers)}") for one in drawn]

    gates = {"fine": holds("fine")} if r.random() < 0.4 else None
    once = r.choice([None, None, (), ("project",), ("level",)])
    first = award("first", r.choice([60, 30, "amount"]), gates=gates, once=once)
    less = r.choice([("deal", "project"), ("deal", "project"), None])
    once = r.choice([None, None, ("project",)])
    third = award("third", r.choice([50, "amount"]), record="prize", less=less, once=once)
    fourth = [award("fourth", 20, record="prize")] if r.random() < 0.4 else []
    raised = (older(*r.choice(KEYS), clauses=(0,)),) if r.random() < 0.25 else ()
    return policy(group(first, *rules()), third, *fourth, *rules(), over(*rules()), older=raised)


def drawn_records(r: random.Random) -> dict[str, list[dict[str, Any]]]:
    """Deals and prizes with all their fields. The level of a deal may be none."""
    numbers = {"deal": r.choice([1, 1, 2, 3]), "prize": r.choice([1, 1, 2])}
    return {
        kind: [
            {"number": f"{kind} {i}"} | {f: r.choice(v + ((NONE,) if f == "level" else ())) for f, v in values.items()}
            for i in range(numbers[kind])
        ]
        for kind, values in VALUES.items()
    }


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_bounds_hold_every_completion_under_rules_of_all_blocks(part: int) -> None:
    for number in range(part * PAIRS, (part + 1) * PAIRS):
        hold_every_completion(number)


def hold_every_completion(number: int) -> None:
    """One policy with one applicant and one to four unstated facts."""
    r = random.Random(f"bounds:{number}")
    code, records = drawn_policy(r), drawn_records(r)
    gaps = {("deal", r.randrange(len(records["deal"])), r.choice(OFTEN)) for _ in range(r.choice([1, 1, 2, 3]))}
    if r.random() < 0.25:
        gaps.add(("prize", r.randrange(len(records["prize"])), r.choice(list(VALUES["prize"]))))
    standards = [{"document": "Doc 0", "kind": "deal", "item": "deal 0", "amount": r.choice([45, 70, 100])}]
    older_documents = standards if r.random() < 0.3 else []
    year = r.choice([2022, 2023]) if r.random() < 0.15 else None
    places = sorted(gaps)

    def due(values: tuple[Any, ...] | None) -> Any:
        told = {kind: [dict(one) for one in every] for kind, every in records.items()}
        for place, (kind, index, field) in enumerate(places):
            if values is None:
                del told[kind][index][field]
            else:
                told[kind][index][field] = values[place]
        whole = {**firm(*told["deal"], prizes=tuple(told["prize"])), "older_documents": older_documents}
        return decide(code, whole, year=year).due

    bounds = due(None)
    for values in itertools.product(*(VALUES[kind][field] for kind, _, field in places)):
        total = due(values).low
        assert bounds.low <= total, f"pair {number}: {places} {values}"
        assert bounds.high is None or total <= bounds.high, f"pair {number}: {places} {values}"
