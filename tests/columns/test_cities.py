"""The law of columns over drawn firms of five cities: each year, claim, outcome and rule; and few leave columns."""

from __future__ import annotations

import pytest

from tests.columns.cities import CITIES, FIRMS, WAYS_BESIDE, check_city, one_by_one, policy_of

MOST = dict.fromkeys(("shaoguan", "foshan", "qingyuan", "quanzhou", "dongyang"), 0.01)
"""The share of drawn firms of a city that may leave columns."""

NOT_DRAWN = {
    "qingyuan": {"2.agency_case.granted"},  # its cap is shared across applicants
    "quanzhou": {
        "1.cultivation_project.selected", "3.navigation_project.selected", "4.navigation_project.selected",
        "7.works_registered", "19.workstation.selected",
    },  # quotas and a rank select among applicants
}  # fmt: skip


@pytest.mark.parametrize("name", CITIES)
def test_drawn_firms_come_to_what_each_comes_to_by_itself(name: str) -> None:
    found, counts = check_city(name)
    assert not found, found[:3]
    assert counts["columns"] + one_by_one(counts) == FIRMS
    assert one_by_one(counts) <= FIRMS * MOST[name], {way: counts[way] for way in WAYS_BESIDE}
    awards = {clause.label for clause in policy_of(CITIES[name].page).code.program.clauses}
    assert {label for label in awards if not counts[f"{label} paid"]} == NOT_DRAWN.get(name, set())
