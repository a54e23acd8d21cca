"""Published values settle a single applicant: a place, the absence of a place, or the rest of a shared cap."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

import ipdsl
from tests.conftest import ROOT
from tests.support.golden import check_golden

PLACES = """policy places "Places"
  document "Doc 1"
  effective 2021-01-01 to 2024-12-31
  use ip

article 1
  award by rank of works_registered per year among enterprise
    1: 50000
    otherwise: 20000
    ties share the rank
"""
ROOMS = """policy rooms "Rooms"
  document "Doc 1"
  effective 2021-01-01 to 2024-12-31
  use ip

article 2
  group grants
    award 30000 to patent_agency when agency_case granted
    cap 50000 per head_office {year}across applicants
"""
CAP = "2.grants cap per head_office per year"


def load(folder: Path, text: str) -> ipdsl.Policy:
    page = folder / "page.ipp"
    page.write_text(text, encoding="utf-8")
    return ipdsl.load(str(page))


def firm(*published: dict[str, Any], works: int | None = 70) -> dict[str, Any]:
    figures = {} if works is None else {"works_registered": works}
    applicant = {"id": "F1", "kinds": ["enterprise"]}
    years = {"2021": {"none": True}, "2022": figures}
    return {
        "applicant": applicant,
        "figures": years,
        "history": [],
        "published": list(published),
        "as_of": "2022-12-31",
    }


def place(rank: object) -> dict[str, Any]:
    return {"figure": "works_registered", "year": 2022, "rank": rank}


def agency(name: str, *days: str, left: int | None = None, office: str = "HQ", **more: Any) -> dict[str, Any]:
    cases = [{"number": f"{name} {day}", "granted_on": day} for day in days]
    room = [] if left is None else [{"rule": CAP, "keys": {"head_office": office}, "year": 2022, "left": left}]
    applicant = {"id": name, "kinds": ["patent_agency"], "head_office": office}
    facts = {"applicant": applicant, "records": {"agency_case": cases}, "history": [], "as_of": "2024-12-31"}
    return {**facts, "published": room, **more}


@pytest.mark.parametrize(
    ("rank", "due"),
    [(1, (50000, 50000)), (2, (20000, 20000)), ({"none": True}, (0, 0)), ("无", (0, 0)), (None, (0, 50000))],
)
def test_a_place_may_be_published_and_that_there_is_none(tmp_path: Path, rank: object, due: tuple[int, int]) -> None:
    policy = load(tmp_path, PLACES)
    decision = policy.evaluate(firm(*([] if rank is None else [place(rank)])))
    assert (decision.due.low.minor, decision.due.high.minor) == (due[0] * 100, due[1] * 100)
    assert "published" not in {one.group for one in decision.without_effect}


def test_in_a_cohort_an_applicant_published_without_a_place_is_ranked_last(tmp_path: Path) -> None:
    policy = load(tmp_path, PLACES)
    other = {**firm(works=None), "applicant": {"id": "F2", "kinds": ["enterprise"]}}
    open_, none = (
        policy.evaluate_cohort([firm(), {**other, "published": said}]) for said in ([], [place({"none": True})])
    )
    assert not open_.decisions[0].due.is_point
    assert none.decisions[0].total.minor == 50000_00
    with pytest.raises(ipdsl.FactsError) as refused:
        policy.evaluate_cohort([firm(place({"none": True}))])
    assert [one.code for one in refused.value.report] == ["R085"]


LEFT = {0: 0, 10000: 10000, 30000: 30000, 40000: 40000, 50000: 50000}


@pytest.mark.parametrize("left", LEFT)
def test_what_is_left_of_a_shared_cap_settles_one_applicant(tmp_path: Path, left: int) -> None:
    policy = load(tmp_path, ROOMS.format(year="per year "))
    facts = agency("north", "2022-03-01", "2022-09-01", left=left)
    decision = policy.evaluate(facts)
    assert decision.due.is_point
    assert (decision.total.minor, policy.total(facts).minor) == (LEFT[left] * 100, LEFT[left] * 100)
    again = policy.evaluate({**facts, "history": ipdsl.to_json(decision)["ledger"]})
    assert again.total.minor == 0


def test_it_settles_its_own_year_and_key_alone_and_what_is_needed_is_asked(tmp_path: Path) -> None:
    policy = load(tmp_path, ROOMS.format(year="per year "))
    decision = policy.evaluate(agency("north", "2022-03-01", "2023-03-01", left=50000))
    assert (decision.due.low.minor, decision.due.high.minor) == (30000_00, 60000_00)
    [claim] = [claim for claim in decision.claims if claim.missing]
    assert [ref.path for ref in claim.missing] == [f"published[{CAP} HQ 2023]"]
    assert f"the balance of `{CAP}` for HQ in 2023" in claim.why
    elsewhere = policy.evaluate(
        agency("north", "2022-03-01", left=50000)
        | {"applicant": {"id": "n", "kinds": ["patent_agency"], "head_office": "Q"}}
    )
    assert (elsewhere.total.minor, [one.group for one in elsewhere.without_effect]) == (0, ["published"])


def test_alone_with_what_the_others_left_is_as_in_the_cohort(tmp_path: Path) -> None:
    policy, r = load(tmp_path, ROOMS.format(year="per year ")), random.Random(5)
    for _ in range(12):
        months = r.sample(range(1, 13), 5)
        first, then = sorted(months)[: r.randint(0, 4)], sorted(months)[4:]
        others = agency("south", *(f"2022-{month:02}-01" for month in first))
        mine = agency("north", *(f"2022-{month:02}-01" for month in then))
        together = policy.evaluate_cohort([mine, others]).decisions
        left = 50000 - together[1].total.minor // 100
        alone = policy.evaluate(agency("north", *(f"2022-{month:02}-01" for month in then), left=left))
        assert alone.total == together[0].total


REFUSED: dict[str, tuple[list[dict[str, Any]], list[str]]] = {
    "no such cap": ([{"rule": "x", "left": 1}], ["R087"]),
    "no key": ([{"rule": CAP, "year": 2022, "left": 1}], ["R088"]),
    "no year": ([{"rule": CAP, "keys": {"head_office": "HQ"}, "left": 1}], ["R088"]),
    "more than the cap": ([{"rule": CAP, "keys": {"head_office": "HQ"}, "year": 2022, "left": 50001}], ["R088"]),
    "twice": ([{"rule": CAP, "keys": {"head_office": "HQ"}, "year": 2022, "left": n} for n in (1, 2)], ["R088"]),
    "no sum": ([{"rule": CAP, "keys": {"head_office": "HQ"}, "year": 2022}], ["R021"]),
    "a ratio": ([{"rule": CAP, "keys": {"head_office": "HQ"}, "year": 2022, "ratio": "5/6"}], ["R138"]),
    "no cap": ([{"left": 1}], ["R021"]),
    "half a place": ([{"figure": "works_registered", "year": 2022}], ["R021"]),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_published_is_refused(tmp_path: Path, case: str, update_golden: bool) -> None:
    published, codes = REFUSED[case]
    with pytest.raises(ipdsl.FactsError) as refused:
        load(tmp_path, ROOMS.format(year="per year ")).evaluate(agency("north", published=published))
    assert [one.code for one in refused.value.report] == codes
    if case in ("more than the cap", "a ratio"):
        golden = ROOT / "tests" / "golden" / "render" / "facts" / f"{codes[0]}.txt"
        check_golden(golden, f"{refused.value}\n", update_golden)


def test_a_published_rest_is_checked_against_the_cohort(tmp_path: Path) -> None:
    policy = load(tmp_path, ROOMS.format(year="per year "))
    paid = ipdsl.to_json(policy.evaluate(agency("south", "2022-05-01", left=50000)))["ledger"]
    south = agency("south", "2022-05-01", history=paid)
    assert (
        policy.evaluate_cohort([agency("north", "2022-09-01", left=20000), south]).decisions[0].total.minor == 20000_00
    )
    for cohort in (
        [agency("north", "2022-09-01", left=20001), south],
        [agency("north", "2022-09-01", left=2), agency("south", "2022-05-01", left=1)],
    ):
        with pytest.raises(ipdsl.FactsError) as refused:
            policy.evaluate_cohort(cohort)
        assert {one.code for one in refused.value.report} == {"R088"}
