"""Random leases under caps with carry-over, states and `once`.

Whatever the unstated facts are, amounts and claims are within the bounds of the open decision. These rules interact
more often here than in the policies of the property tests, and every completion is tried.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import attrs
import pytest

import ipdsl
from ipdsl.decision.decision import Decision
from tests.support.settlement.lease_facts import FIRM, GIVEN, HEAD, NONE, SIGNED
from tests.support.settlement.leases import WORDS
from tests.support.slow import sampled

DAYS = ["2019-05-05", "2021-03-03", "2022-04-04", "2023-06-06", "2025-01-01", NONE]
MAY_BE: dict[str, list[Any]] = {
    "amount": [0, 7, 15, 100, 1000],
    "colour": ["red", "blue"],
    "project": ["p", "q", "r"],
    "signed_on": DAYS,
    "made_on": DAYS,
}
STATES = (
    ("award 5 while lease running and colour is red", "  as held"),
    ("award 100% of amount while lease running", "  as held"),
    ("award 5 plus 10% of amount while lease running and colour is red", "  as held"),
    ("award 7 once while lease running and amount at least 20", "  as held"),
    (),
)
CAPS = ("cap 10 per project per year", "cap 10 per firm per year", "cap income per firm per year")

Ends: TypeAlias = "tuple[int, int | None]"


@attrs.frozen
class Drawn:
    """One applicant with its unstated fields, each given by the kind and position of a record and the field."""

    records: dict[str, list[dict[str, Any]]]
    more: dict[str, Any]
    open_: tuple[tuple[str, int, str], ...]

    def stated(self, values: tuple[Any, ...] | None = None) -> dict[str, Any]:
        """The facts with these values for the open fields; without values, the fields are unstated."""
        records = {kind: [dict(record) for record in listed] for kind, listed in self.records.items()}
        for (kind, place, field), value in zip(self.open_, values or (None,) * len(self.open_), strict=True):
            records[kind][place][field] = value
        return {"applicant": FIRM, "history": [], "records": records, **self.more}

    def completions(self) -> Iterator[dict[str, Any]]:
        """The facts with every possible value of the open fields."""
        return map(self.stated, itertools.product(*(MAY_BE[field] for _, _, field in self.open_)))


def page(draw: random.Random) -> str:
    lines = ["group leases", *(f"  {line}" for line in (*SIGNED, *draw.choice(STATES)))]
    lines += ["  pay highest per firm per year"] if draw.random() < 0.3 else []
    lines += [f"  {draw.choice(CAPS)}", f"    carry forward {draw.choice([1, 2, 3])} years"]
    return HEAD + "".join(f"  {line}\n" for line in (*lines, *GIVEN))


def firm(draw: random.Random) -> Drawn:
    leases = [
        {
            "number": number,
            "amount": draw.choice([0, 7, 15, 100]),
            "project": draw.choice("pq"),
            "colour": draw.choice(["red", "blue"]),
            "signed_on": draw.choice(["2021-03-01", "2022-02-02"]),
            "ended_on": draw.choice([NONE, "2021-12-31", "2022-06-30"]),
        }
        for number in "AB"[: draw.choice([1, 2])]
    ]
    gifts = [{"number": "G", "made_on": draw.choice(["2021-05-05", "2022-05-05"])}]
    figures = {str(year): {"income": draw.choice([0, 10, 50])} for year in (2021, 2022) if draw.random() < 0.8}
    until = draw.choice([{}, {"as_of": "2023-12-31"}, {"as_of": "2022-12-31"}])
    fields = [
        ("lease", place, name) for place in range(len(leases)) for name in ("amount", "colour", "signed_on", "project")
    ]
    open_ = tuple(draw.sample([*fields, ("gift", 0, "made_on")], draw.choice([1, 2])))
    return Drawn({"lease": leases, "gift": gifts}, {"figures": figures, **until}, open_)


def ends(bounds: Any) -> Ends:
    return bounds.low.minor, None if bounds.high is None else bounds.high.minor


def claims(decision: Decision) -> dict[tuple[object, ...], Ends]:
    return {(claim.label, claim.item, claim.year): ends(claim.bounds) for claim in decision.claims}


def holds(outer: Ends, inner: Ends) -> bool:
    return outer[0] <= inner[0] and (outer[1] is None or (inner[1] is not None and inner[1] <= outer[1]))


@pytest.mark.parametrize("seed", sampled(range(30), 10))
def test_every_completion_lies_inside(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    (tmp_path / "leases.ipp").write_text(WORDS, encoding="utf-8")
    (tmp_path / "hand.ipp").write_text(page(draw), encoding="utf-8")
    policy = ipdsl.load(tmp_path / "hand.ipp", cache=False)
    for _ in range(4):
        drawn, year = firm(draw), draw.choice([None, None, 2021, 2022, 2023])
        told = policy.evaluate(drawn.stated(), year=year)
        before = claims(told)
        assert ends(policy.total_bounds(drawn.stated(), year=year)) == ends(told.due)
        for facts in drawn.completions():  # a day of a later year would be settled up to the end of that year
            decision = policy.evaluate(facts, year=year, as_of=told.as_of)
            assert holds(ends(told.due), ends(decision.due)), (facts, year)
            for claim, found in claims(decision).items():
                assert claim not in before or holds(before[claim], found), (claim, facts, year)
