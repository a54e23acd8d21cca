"""The least amount due under top up and a ceiling that carries forward: only the ceiling ties these claims."""

from __future__ import annotations

from typing import Any

import ipdsl

PAGE = """policy low "Least"
  document "Example 1"
  effective 2021-01-01 to 2025-12-31
  use ip

article 1 "Prizes"
  award by prize when patent_prize won
    gold: 500000
    silver: 300000
    excellence: 100000

article 2 "Over all"
  over policy
    top up per matter
    cap local_contribution per enterprise per year
      carry forward 2 years
"""


def due(prizes: list[dict[str, Any]], figures: dict[str, Any]) -> tuple[str, str]:
    facts = {
        "applicant": {"id": "F1", "kinds": ["enterprise"]},
        "records": {"patent_prize": prizes},
        "figures": {year: {"local_contribution": sum_} for year, sum_ in figures.items()},
        "history": [],
    }
    bounds = ipdsl.load_text(PAGE).evaluate(facts).due
    return str(bounds.low), str(bounds.high)


def prize(patent: str, prize: str | None, day: str | None, level: str = "national") -> dict[str, Any]:
    return {"patent": patent, "level": level, "prize": prize, "won_on": day, "project": patent}


CLIMBED = [
    prize("A", "excellence", "2021-03-01", "provincial"),
    prize("A", "silver", "2022-03-01"),
]


def test_a_year_whose_contribution_is_stated_pays_in_any_case() -> None:
    # 2022 pays 250,000, whatever 2021 left of 100,000: the promotion alone asks for 200,000
    assert due(CLIMBED, {"2021": None, "2022": 250000}) == ("250,000.00 CNY", "300,000.00 CNY")


def test_an_open_prize_of_another_patent_leaves_a_finished_ladder_as_it_is() -> None:
    # 100,000 and 200,000 are due for A; the prize of B may add up to 500,000
    open_ = [*CLIMBED, prize("B", None, None)]
    low, _ = due(open_, {"2021": 150000, "2022": 900000})
    assert low == "300,000.00 CNY"


def test_a_ladder_with_an_open_rung_counts_for_nothing() -> None:
    open_ = [prize("A", None, "2021-03-01", "provincial"), CLIMBED[1]]
    low, _ = due(open_, {"2021": 0, "2022": 0})
    assert low == "0.00 CNY"
