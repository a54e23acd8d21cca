"""Claims of years, computed by hand: the years with a claim, the facts that it asks for, and its deductions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.settlement import pages as hand

WINDOW = "effective 2021-01-01 to 2022-12-31"
NO_FIGURES_IN_2021 = {"2021": hand.NONE}
BY_BUDGET = ("award 100 to firm each year", "  if budget at least 5")
BY_TOWN_OR_BUDGET = ("award 100 to firm each year", "  if located_here", "  if town is north or budget at least 5")


def year_facts(**more: Any) -> dict[str, Any]:
    return hand.firm(**{"figures": NO_FIGURES_IN_2021, "as_of": "2022-12-31", **more})


def test_a_year_left_out_asks_for_a_figure_and_for_the_facts_of_its_claim(tmp_path: Path) -> None:
    """In the north any figure is sufficient. The first figure of the vocabulary represents all."""
    decision = hand.page(tmp_path, *BY_TOWN_OR_BUDGET, window=WINDOW).evaluate(year_facts(applicant={"town": "north"}))
    assert hand.asked(decision) == {"2022": ["applicant.located_here", "figures.2022.income"]}
    assert hand.told(decision) == {"2022": ("undetermined", "0.00", "100.00")}


def test_a_year_left_out_asks_for_any_figure_where_all_else_is_stated(tmp_path: Path) -> None:
    facts = year_facts(applicant={"town": "north", "located_here": True})
    decision = hand.page(tmp_path, *BY_TOWN_OR_BUDGET, window=WINDOW).evaluate(facts)
    assert hand.asked(decision) == {"2022": ["figures.2022.income"]}


def test_a_year_left_out_asks_for_no_figure_but_that_of_its_claim(tmp_path: Path) -> None:
    decision = hand.page(tmp_path, *BY_BUDGET, window=WINDOW).evaluate(year_facts())
    assert hand.asked(decision) == {"2022": ["figures.2022.budget"]}


def test_years_are_left_out_from_the_first_stated_one_where_a_page_has_no_window(tmp_path: Path) -> None:
    """An event of 2021 and a budget of 2023. No figures are known for 2021 and 2022."""
    facts = hand.firm(hand.deal("A", "2021-03-03"), figures={"2023": {"budget": 7}}, as_of="2023-12-31")
    assert hand.told(hand.draft(tmp_path, *BY_BUDGET).evaluate(facts)) == {
        "2021": ("undetermined", "0.00", "100.00"),
        "2022": ("undetermined", "0.00", "100.00"),
        "2023": ("awarded", "100.00", "100.00"),
    }


@pytest.mark.parametrize(
    ("line", "due"),
    [({}, "70.00"), ({"kind": "deal"}, "100.00"), ({"item": "2021"}, "100.00"), ({"item": "F1"}, "100.00")],
    ids=str,
)
def test_what_others_paid_for_a_year_is_deducted_where_the_line_names_no_kind(
    tmp_path: Path, line: dict[str, str], due: str
) -> None:
    page = hand.page(tmp_path, *BY_BUDGET, "  counting all other support", window=WINDOW)
    support = [{"item": "2022", "level": "high", "year": 2022, "amount": 30, **line}]
    facts = year_facts(figures={**NO_FIGURES_IN_2021, "2022": {"budget": 7}}, support=support)
    assert hand.due(page.evaluate(facts)) == (due, due)


def test_a_published_place_gives_a_claim_of_its_year_to_awards_by_its_figure_alone(tmp_path: Path) -> None:
    """2020 is before the window.

    No award uses a place by income there, and the claim by budget is out of window.
    """
    rows = "  1: 500", "  otherwise: 200", "  ties share the rank"
    awards = [(f"award by rank of {figure} per year among firm", *rows) for figure in ("income", "budget")]
    page = hand.page(tmp_path, *awards[0], *awards[1], window=WINDOW)
    figures = {**NO_FIGURES_IN_2021, "2022": hand.NONE}
    decision = page.evaluate(year_facts(figures=figures, published=[{"figure": "budget", "year": 2020, "rank": 2}]))
    assert [(claim.label, claim.item) for claim in decision.claims] == [("1.budget", "2020")]
