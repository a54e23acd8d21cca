"""The pages of Dongyang and Foshan against settlements written from the official texts alone."""

from collections import defaultdict

import pytest

import ipdsl
from tests.differential import dongyang, firms_dongyang, firms_foshan, foshan
from tests.differential.compare import differences, first_run, of_program, shown, smallest
from tests.differential.opened import outside
from tests.differential.plain import Cell
from tests.differential.run import CITIES, City
from tests.support.slow import sampled

SEED = 11
FIRMS = 300

# The comparison only tests a provision if some firms are paid by it and others are not.
PROVISIONS = {"dongyang": 41, "foshan": 21}


@pytest.mark.parametrize("firms", [range(100), pytest.param(range(100, FIRMS), marks=pytest.mark.broad)], ids=str)
@pytest.mark.parametrize("name", sampled(sorted(CITIES), 2))
def test_random_firms_are_paid_what_the_text_says(name: str, firms: range) -> None:
    city = CITIES[name]
    policy = ipdsl.load(city.policy)
    for number in firms:
        facts = city.firm(SEED, number)
        if differences(policy, city.settle, facts):
            least = smallest(policy, city.settle, facts)
            pytest.fail(f"firm {number}: {'; '.join(differences(policy, city.settle, least))}\n{shown(least)}")


@pytest.mark.parametrize("firms", [range(30), pytest.param(range(30, FIRMS // 3), marks=pytest.mark.broad)], ids=str)
def test_two_runs_pay_what_the_text_says(firms: range) -> None:
    """The second run has the ledger of the first, so carried money, places and levels continue."""
    policy = ipdsl.load("dongyang_2021")
    for number in firms:
        facts = firms_dongyang.firm(SEED, number)
        first = first_run(facts, number)
        if first is not None:
            assert differences(policy, dongyang.settle, facts, first) == [], f"firm {number}, the first run to {first}"


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(CITIES))
def test_every_completion_of_what_is_open_lies_within_the_bounds(name: str) -> None:
    city = CITIES[name]
    policy = ipdsl.load(city.policy)
    for number in range(FIRMS // 3):
        assert outside(policy, city.settle, city.firm(SEED, number), number) == [], f"firm {number}"


@pytest.mark.parametrize("name", sorted(CITIES))
def test_every_provision_pays_some_firms_and_not_others(name: str) -> None:
    city = CITIES[name]
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for number in range(FIRMS):
        for provision, (pays, does_not) in city.settle(city.firm(SEED, number)).provisions.items():
            counts[provision][0] += pays
            counts[provision][1] += does_not
    assert len(counts) == PROVISIONS[name]
    assert [provision for provision, both in counts.items() if 0 in both] == []


@pytest.mark.parametrize(
    ("city", "constant", "wrong"),
    sampled(
        [
            (CITIES["dongyang"], "BEGIN", dongyang.BEGIN.replace(day=2)),
            (CITIES["dongyang"], "CARRY_YEARS", 1),
            (CITIES["dongyang"], "AT_LEAST_MUNICIPAL", ("national", "provincial")),
            (CITIES["dongyang"], "BASES", {"national": ("DY-5.7", 30), "provincial": ("DY-5.8", 10)}),
            (CITIES["dongyang"], "OUTSIDE_THE_CEILING", {"grant"}),
            (CITIES["foshan"], "END", foshan.END.replace(day=30)),
            (CITIES["foshan"], "BEGIN", foshan.BEGIN.replace(day=21)),
        ],
        3,
        others="broad",
    ),
)
def test_a_rule_that_is_read_otherwise_is_found(
    city: City, constant: str, wrong: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The firms cover rule boundaries: a few hundred of them show each of these changes to the plain settlement."""
    policy = ipdsl.load(city.policy)
    firms = [city.firm(SEED, number) for number in range(FIRMS)]
    monkeypatch.setattr(dongyang if city is CITIES["dongyang"] else foshan, constant, wrong)
    assert any(differences(policy, city.settle, facts) for facts in firms)


def test_a_firm_is_the_same_whenever_it_is_drawn() -> None:
    assert firms_dongyang.firm(1, 7) == firms_dongyang.firm(1, 7) != firms_dongyang.firm(1, 8)
    assert firms_foshan.firm(1, 7) == firms_foshan.firm(1, 7) != firms_foshan.firm(2, 7)


def test_the_smallest_facts_keep_the_difference() -> None:
    """Compared with a settlement that pays nothing, one record is left."""
    policy = ipdsl.load("foshan_2020")
    number = next(number for number in range(FIRMS) if len(of_program(policy, firms_foshan.firm(SEED, number))[0]) > 2)
    least = smallest(policy, lambda facts: type(foshan.settle(facts))(), firms_foshan.firm(SEED, number))
    assert sum(len(listed) for listed in least["records"].values()) == 1
    assert all(isinstance(cell, Cell) for cell in of_program(policy, least)[0])
