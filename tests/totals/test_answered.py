"""How much of each city the emitted total answers: of its cases, of firms of other makes, and which clauses it leaves.

A total that falls back is right all the same, only slower; so that nobody would see it, it is counted here.
"""

from __future__ import annotations

from typing import Any

import pytest

import ipdsl
from ipdsl.driver import Compilation
from ipdsl.runtime import total_rules, totals
from ipdsl.runtime.code import Code
from ipdsl.runtime.evaluate import settled
from ipdsl.runtime.facts import Facts
from tests.totals.test_forms import applicant
from tests.totals.test_totals import CITIES, YEARS, agree, emitted

LEAST = {"dongyang_2021": 80, "foshan_2020": 85, "qingyuan_2018": 75, "quanzhou_2021": 90, "shaoguan_2021": 85}
"""Of the cases whose total is known, so many in a hundred are answered without the runtime's settlement."""

LEFT = {"qingyuan_2018": ["2.agency_case.granted"]}
"""The clauses without a form: a cap across applicants."""


@pytest.fixture
def left_to_runtime(monkeypatch: pytest.MonkeyPatch) -> list[frozenset[int]]:
    """The clauses of each part that the runtime settles beside an emitted total."""
    found: list[frozenset[int]] = []
    real = total_rules.of_clauses

    def watched(code: Code, facts: Facts, year: int | None, clauses: frozenset[int]) -> int:
        found.append(clauses)
        return real(code, facts, year, clauses)

    monkeypatch.setattr(total_rules, "of_clauses", watched)
    return found


@pytest.mark.parametrize("name", CITIES)
def test_the_cases_that_the_emitted_total_answers_alone(name: str, left_to_runtime: list[frozenset[int]]) -> None:
    found = Compilation.of_file(name).tested
    assert found is not None
    policy = ipdsl.load(name)
    known = alone = 0
    for case in found[1]:
        facts = policy.read_facts(case.facts)
        if settled(policy._program, policy._code, facts).due.is_point:
            left_to_runtime.clear()
            known += 1
            alone += emitted(policy._code, facts) is not None and not left_to_runtime
    assert alone * 100 >= known * LEAST[name], f"{alone} of {known}"


@pytest.mark.parametrize("name", CITIES)
def test_the_clauses_without_a_form(name: str) -> None:
    policy = ipdsl.load(name)
    assert policy._code.total is not None
    parts: tuple[totals.Part, ...] = policy._code.total.__globals__["PARTS"]
    left = {index for part in parts if part.settle is totals.outside for index in part.clauses}
    assert [policy._program.clauses[index].label for index in sorted(left)] == LEFT.get(name, [])


# ---------------------------------------------------------------------------------------------- what cities use


@pytest.fixture(scope="module")
def quanzhou() -> ipdsl.Policy:
    return ipdsl.load("quanzhou_2021")


def ranked(*ranks: tuple[int, int], **more: Any) -> dict[str, Any]:
    places = [{"figure": "works_registered", "year": year, "rank": rank} for year, rank in ranks]
    return applicant({}, ranks=places, **more)


def test_a_published_rank_is_a_fact(quanzhou: ipdsl.Policy) -> None:
    facts = quanzhou.read_facts(ranked((2021, 1), (2022, 3), (2023, 4)))
    assert emitted(quanzhou._code, facts) == 70_000_00
    assert emitted(quanzhou._code, facts, 2022) == 20_000_00
    assert agree(quanzhou, facts) == len(YEARS)


def test_a_year_without_a_published_rank_is_left_to_the_others(quanzhou: ipdsl.Policy) -> None:
    facts = quanzhou.read_facts(ranked((2021, 1), figures={"2022": {"works_registered": 7}}))
    assert emitted(quanzhou._code, facts) is None
    assert emitted(quanzhou._code, facts, 2021) == 50_000_00
    agree(quanzhou, facts)


def test_support_of_another_level_stops_its_own_matter_alone(quanzhou: ipdsl.Policy) -> None:
    support = [{"kind": "geo_indication_product", "item": "M", "year": 2021, "amount": 5_000, "level": "provincial"}]
    products = {"geo_indication_product": [{"product": one, "recognised_on": "2022-03-01"} for one in ("M", "N")]}
    facts = quanzhou.read_facts(applicant(products, support=support))
    assert agree(quanzhou, facts) == len(YEARS)
    assert emitted(quanzhou._code, facts) == 300_000_00
    assert emitted(quanzhou._code, quanzhou.read_facts(applicant(products))) == 600_000_00
