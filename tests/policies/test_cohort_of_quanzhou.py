"""All applicants of Quanzhou together: the ranking of article 7 and the project quotas of articles 1, 3, 4 and 19."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

import ipdsl
from ipdsl.plain_data.errors import FactsError

WORKS = {"A": 90, "B": 70, "C": 70, "D": 60}
RANKING = "7.works_registered"


NO_FIGURES: dict[str, Any] = {str(year): {"none": True} for year in range(2020, 2027)}


def firm(name: str, kind: str = "enterprise", **more: Any) -> dict[str, Any]:
    return {
        "applicant": {"id": name, "kinds": [kind]},
        "records": {},
        "history": [],
        "support": [],
        "figures": NO_FIGURES,
        **more,
    }


def with_works(name: str, number: int | None) -> dict[str, Any]:
    figures = {} if number is None else {"works_registered": number}
    return firm(name, "person" if name == "B" else "enterprise", figures={**NO_FIGURES, "2022": figures})


def with_projects(name: str, record: str, *items: str, **fields: str) -> dict[str, Any]:
    key = "station" if record == "workstation" else "project"
    return firm(name, records={record: [{key: item, "selected_on": "2022-05-10", **fields} for item in items]})


def totals(applicants: list[dict[str, Any]]) -> dict[str, str]:
    cohort = ipdsl.load("quanzhou_2021").evaluate_cohort(applicants)
    return {decision.applicant: str(decision.total) for decision in cohort.decisions}


def test_the_worked_example_of_the_ranking() -> None:
    firms = [with_works(name, number) for name, number in WORKS.items()]
    expected = {"A": "50,000.00 CNY", "B": "30,000.00 CNY", "C": "30,000.00 CNY", "D": "0.00 CNY"}
    assert all(totals(list(order)) == expected for order in permutations(firms))


def test_two_first_places_leave_out_the_second() -> None:
    found = totals([with_works("A", 90), with_works("C", 90), with_works("D", 60), with_works("E", 50)])
    assert found == {"A": "50,000.00 CNY", "C": "50,000.00 CNY", "D": "20,000.00 CNY", "E": "0.00 CNY"}


def test_an_institution_takes_no_place() -> None:
    academy = firm("U", "academy", figures={**NO_FIGURES, "2022": {"works_registered": 500}})
    assert totals([academy, with_works("D", 60)]) == {"U": "0.00 CNY", "D": "50,000.00 CNY"}


def test_a_number_that_is_not_stated_leaves_open_the_places_that_it_may_change() -> None:
    cohort = ipdsl.load("quanzhou_2021").evaluate_cohort(
        [with_works("A", 90), with_works("D", 60), with_works("E", None)]
    )
    due = {decision.applicant: decision.due for decision in cohort.decisions}
    assert {name: str(bounds.high) for name, bounds in due.items()} == {
        "A": "50,000.00 CNY",
        "D": "30,000.00 CNY",
        "E": "50,000.00 CNY",
    }
    assert all(bounds.low <= ipdsl.Money(20000_00, "CNY") for bounds in due.values())


QUOTAS = [
    ("cultivation_project", {"aim": "transformation"}, 5, "300,000.00 CNY"),
    ("navigation_project", {"scope": "industry_plan"}, 3, "200,000.00 CNY"),
    ("navigation_project", {"scope": "enterprise_operation"}, 5, "100,000.00 CNY"),
    ("workstation", {}, 5, "50,000.00 CNY"),
]


@pytest.mark.parametrize(("record", "fields", "places", "each"), QUOTAS)
def test_as_many_projects_as_there_are_places_are_paid(
    record: str, fields: dict[str, str], places: int, each: str
) -> None:
    found = totals([with_projects(f"F{n}", record, f"P{n}", **fields) for n in range(places)])
    assert set(found.values()) == {each}


@pytest.mark.parametrize(("record", "fields", "places", "each"), QUOTAS)
def test_more_projects_than_places_are_a_fault_of_the_list(
    record: str, fields: dict[str, str], places: int, each: str
) -> None:
    firms = [with_projects("F", record, "P", **fields), with_projects("G", record, *map(str, range(places)), **fields)]
    with pytest.raises(FactsError) as broken:
        totals(firms)
    assert [found.code for found in broken.value.report] == ["R083"]


def test_places_are_those_of_a_year() -> None:
    early = with_projects("F", "workstation", "P0")
    early["records"]["workstation"][0]["selected_on"] = "2023-05-10"
    found = totals([early, with_projects("G", "workstation", "P1", "P2", "P3", "P4", "P5")])
    assert found == {"F": "50,000.00 CNY", "G": "250,000.00 CNY"}


def test_fewer_plans_for_industries_than_two_are_told() -> None:
    plan = with_projects("F", "navigation_project", "P", scope="industry_plan")
    cohort = ipdsl.load("quanzhou_2021").evaluate_cohort([plan])
    assert cohort.notes == ("quota 2 to 3 navigation_projects per year: 1 selected (2022), fewer than 2",)
