"""Caps with an unstated yearly figure, computed by hand: the least and the greatest amount due, in yuan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.decision.decision import Decision

VOCABULARY = """vocabulary firms "Firms"

applicant firm "firm"

choice size small · middling · large

figures per year
  income money
  size size

record deal plural deals
  key number
  amount money
  size size
  event made on made_on
"""

HEAD = """policy hand "By hand"
  document "Doc 1"
  effective 2021-01-01 to 2025-12-31
  use firms
  language 4
article 1 "Deals"
  table rooms by size
    small: 50
    large: 70
  award 100% of amount when deal made
"""


def decide(folder: Path, cap: str, *deals: dict[str, Any], **figures: object) -> Decision:
    (folder / "firms.ipp").write_text(VOCABULARY, encoding="utf-8")
    page = folder / "hand.ipp"
    page.write_text(f"{HEAD}  cap {cap} per firm per year\n", encoding="utf-8")
    facts = {"applicant": {"id": "F1", "kinds": ["firm"]}, "records": {"deal": list(deals)}, "history": []}
    return ipdsl.load(page, cache=False).evaluate(facts | {"figures": {"2021": figures}})


def deal(number: str, amount: int | None) -> dict[str, Any]:
    return {"number": number, "amount": amount, "made_on": "2021-03-01"}


def due(decision: Decision) -> tuple[str, str | None]:
    low, high = decision.due.low, decision.due.high
    assert sum(claim.paid.minor for claim in decision.claims) <= low.minor
    return f"{low.minor / 100:.2f}", None if high is None else f"{high.minor / 100:.2f}"


@pytest.mark.parametrize(
    ("cap", "low"), [("max(50, income)", "50.00"), ("50 plus income", "50.00"), ("income", "0.00"), ("500", "100.00")]
)
def test_a_cap_leaves_what_it_is_at_least(tmp_path: Path, cap: str, low: str) -> None:
    assert due(decide(tmp_path, cap, deal("A", 100))) == (low, "100.00")


@pytest.mark.parametrize(("cap", "small", "large"), [("rooms of size", 50, 70), ("20 plus rooms of size", 70, 90)])
def test_a_cap_by_a_choice_is_settled_for_each_of_its_members(
    tmp_path: Path, cap: str, small: int, large: int
) -> None:  # fmt: skip
    """A firm of middling size gets nothing, because no row matches it."""
    found = decide(tmp_path, cap, deal("A", 100))
    assert due(found) == ("0.00", f"{large}.00")
    assert found.due.exact
    assert [(missing.ref.path, missing.worth) for missing in found.missing] == [
        ("figures.2021.size", ipdsl.Money(large * 100))
    ]
    for size, room in (("small", small), ("middling", 0), ("large", large)):
        assert due(decide(tmp_path, cap, deal("A", 100), size=size)) == (f"{room}.00",) * 2


def test_a_room_pays_no_more_than_is_asked(tmp_path: Path) -> None:
    assert due(decide(tmp_path, "max(40, rooms of size)", deal("A", 30))) == ("0.00", "30.00")
    assert due(decide(tmp_path, "max(40, rooms of size)", deal("A", 30), size="small")) == ("30.00", "30.00")


def test_nothing_is_certain_where_it_may_turn_out_that_there_is_no_room(tmp_path: Path) -> None:
    """B may have any amount. A middling firm is paid nothing."""
    deals = (deal("A", 100), deal("B", None))
    assert due(decide(tmp_path, "rooms of size", *deals)) == ("0.00", "70.00")
    assert due(decide(tmp_path, "rooms of size", *deals, size="small")) == ("50.00", "50.00")
