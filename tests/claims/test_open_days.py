"""A claim with an open day: the facts that it asks for, and its amounts over all possible days, computed by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.settlement import pages as hand

WINDOW = "effective 2021-01-01 to 2022-12-31"
EITHER = ("award 100 when deal made", "  if located_here or town is north")
RAISED = (
    "award by town when deal made", "  north: 0", "  south: 100", "pay highest with older documents per matter",
)  # fmt: skip
TOWN = [{"to": "2021-02-28", "value": "south"}, {"from": "2021-03-01", "value": "north"}]


def test_a_claim_with_an_open_day_asks_for_a_field_only_if_it_depends_on_it(tmp_path: Path) -> None:
    """In the north the place of the firm is irrelevant."""
    page = hand.page(tmp_path, *EITHER, window=WINDOW)

    def asked(town: str) -> set[str]:
        facts = hand.firm(hand.deal("A", None), applicant={"town": town}, as_of="2022-12-31")
        return set(hand.asked(page.evaluate(facts))["A"])

    assert asked("north") == {"records.deal[A].made_on"}
    assert asked("south") == {"records.deal[A].made_on", "applicant.located_here"}


@pytest.mark.parametrize(("day", "due"), [(None, ("0.00", "250.00")), ("2021-01-01", ("250.00", "250.00"))])
def test_a_claim_of_an_open_day_may_be_raised_where_one_of_its_days_pays_anything(
    tmp_path: Path, day: str | None, due: tuple[str, str]
) -> None:
    """The north pays nothing, so no claim is raised there. The family of the old document may be that of the deal."""
    document: dict[str, Any] = {"document": "Doc 0", "kind": "deal", "item": "x", "amount": 250}
    keys = {"country": "US", "family": "F"} if day else {"country": "US"}
    facts = hand.firm(
        hand.deal("A", day, country="US", family="F"), applicant={"town": TOWN}, as_of="2021-12-31",
        older_documents=[{**document, "keys": keys}],
    )  # fmt: skip
    assert hand.due(hand.page(tmp_path, *RAISED).evaluate(facts)) == due


def test_a_claim_whose_amount_depends_on_its_day_has_no_certain_amount(tmp_path: Path) -> None:
    """Not even a fen: a deal may take everything that the cap leaves."""
    lines = "award by town to firm while deal running", "  if located_here", "  north: 100", "  south: 300"
    page = hand.page(tmp_path, *lines, hand.PAID, "cap 50 per firm")
    deals = hand.deal("A", "2020-03-01", 0, ended_on=hand.NONE), hand.deal("B", "2021-06-01", ended_on="2021-06-01")
    here = [{"from": "2021-03-01", "value": True}]
    decision = page.evaluate(hand.firm(*deals, applicant={"located_here": here, "town": TOWN}, as_of="2021-12-31"))
    assert hand.due(decision) == ("0.00", "50.00")


def test_support_has_an_effect_where_one_of_the_days_that_may_be_deducts_it(tmp_path: Path) -> None:
    """The south pays 100 less 30. In the north the bureau sets the amount, and nothing is deducted."""
    rows = "  north: at discretion", "  south: 100", "  counting all other support"
    page = hand.page(tmp_path, "award by town when deal made", *rows)
    support = [{"kind": "deal", "item": item, "level": "high", "year": 2020, "amount": 30} for item in ("A", "B")]
    facts = hand.firm(hand.deal("A", None), applicant={"town": TOWN}, as_of="2021-12-31", support=support)
    assert [line.parts[1] for line in page.evaluate(facts).without_effect if line.group == "support"] == ["B"]
