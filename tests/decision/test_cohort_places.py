"""Published places in a cohort: impossible ones are refused, and the others determine the places of the rest."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

import ipdsl
from ipdsl.ir.proposal import Outcome
from ipdsl.plain_data.errors import FactsError
from tests.conftest import ROOT
from tests.support.golden import check_golden

PAGE = """
policy city "A city"
  document "City 1"
  effective 2021-01-01 to 2024-12-31
  use ip

article 7 "Seven"
  award by rank of works_registered per year among enterprise, person
    1: 50000
    2: 30000
    3: 20000
    between 4 and 10: 1000
    ties share the rank
"""
CITY = ipdsl.load_text(PAGE)
BETWEEN = "place 5 is that of A, and 2 of the cohort come from there to 70"

ROWS = "; there are rows for 1, 2, 3, between 4 and 10"


def firm(name: str, count: int | None = None, rank: int | None = None, year: int = 2022) -> dict[str, Any]:
    """An applicant that registered `count` works and was published with place `rank`."""
    none = {str(year): {"none": True} for year in range(2021, 2024)}
    figures = none if count is None else {**none, str(year): {"works_registered": count}}
    ranks = [] if rank is None else [{"figure": "works_registered", "year": year, "rank": rank}]
    return {"applicant": {"id": name, "kinds": ["enterprise"]}, "history": [], "figures": figures, "published": ranks}


def paid(*cohort: dict[str, Any]) -> list[int]:
    return [decision.total.minor // 100 for decision in CITY.evaluate_cohort(cohort).decisions]


def refused(*cohort: dict[str, Any]) -> dict[str, str]:
    """The finding about each impossible place."""
    with pytest.raises(FactsError) as found:
        CITY.evaluate_cohort(cohort)
    assert {problem.code for problem in found.value.report} == {"R085"}
    return {str(problem.path): problem.texts().title.split(": ", 1)[1] for problem in found.value.report}


def test_one_place_for_several_figures_is_refused(update_golden: bool) -> None:
    with pytest.raises(FactsError) as found:
        CITY.evaluate_cohort([firm("A", 0, 1), firm("B", 10, 1), firm("C", 20, 1)])
    check_golden(ROOT / "tests" / "golden" / "render" / "facts" / "R085.txt", f"{found.value}\n", update_golden)


def test_every_place_that_cannot_be_is_told_in_one_run() -> None:
    told = refused(firm("A", 90, 2), firm("B", 70, 1), firm("C", 60, 3, 2023), firm("D", 60, 4, 2023))
    assert told == {
        "[1] $.published[0].rank": "1 of the cohort has more than 70",
        "[3] $.published[0].rank": "place 3 is that of C with 60 as well, and equals share a place",
    }


@pytest.mark.parametrize(
    ("cohort", "because"),
    [
        ((firm("A", 90, 4), firm("B", 70, 4)), "place 4 is that of A with 90, and 70 is less"),
        ((firm("A", 90, 4), firm("B", 70, 2)), "place 4 is that of A with 90, and 70 is less"),
        ((firm("A", 90), firm("B", 70, 1)), "1 of the cohort has more than 70"),
        ((firm("B", 0, 3),), "the figure is 0, and who has nothing has no place"),
        ((firm("A", 90, 5), firm("X", 80), firm("B", 70, 6)), BETWEEN),
        ((firm("A", 90, 5), firm("X", 90), firm("B", 70, 6)), BETWEEN),
        (
            (firm("W", 99), firm("A", 90, 5), firm("X", 80), firm("B", 70, 6)),
            "place 5 is that of A, and 2 of the cohort come from there to 70",
        ),
        ((firm("A", rank=1), firm("C", rank=1), firm("B", rank=2)), "place 1 is shared by A, C, so that the next is 3"),
        (
            (*(firm(name, rank=2) for name in "ACD"), firm("B", rank=4)),
            "place 2 is shared by A, C, D, so that the next is 5",
        ),
        (
            (*(firm(name, rank=1) for name in "ACDE"), firm("B", rank=4)),
            "place 1 is shared by A, C, D and others, so that the next is 5",
        ),
    ],
)  # fmt: skip
def test_a_place_that_others_refute(cohort: tuple[dict[str, Any], ...], because: str) -> None:
    for order in itertools.permutations(cohort):
        at = next(i for i, facts in enumerate(order) if facts["applicant"]["id"] == "B")
        assert refused(*order) == {f"[{at}] $.published[0].rank": because}


def test_each_place_skipped_by_sharing_is_reported_up_to_the_next_free_one() -> None:
    told = refused(*(firm(name, rank=1) for name in "ABC"), firm("D", rank=2), firm("E", rank=3), firm("F", rank=4))
    because = "place 1 is shared by A, B, C, so that the next is 4"
    assert told == {"[3] $.published[0].rank": because, "[4] $.published[0].rank": because}


@pytest.mark.parametrize("special", ["none", "cannot_be_determined"])
def test_a_figure_without_a_number_says_nothing_against_a_place(special: str) -> None:
    one = firm("B", rank=1) | {"figures": {"2022": {"works_registered": {special: True}}}}
    assert paid(firm("A", 90, 2), one)[0] == 30000
    assert list(refused(firm("A", 90, 2), firm("C", rank=2), firm("D", rank=2), firm("E", 80, 3), one))


def test_places_by_another_figure_are_of_another_ranking() -> None:
    page = (
        PAGE
        + """
article 8 "Eight"
  award by rank of filings per year among enterprise
    1: 7000
    2: 5000
    ties share the rank
"""
    )
    places = [{"figure": "works_registered", "year": 2022, "rank": 1}, {"figure": "filings", "year": 2022, "rank": 2}]
    one = firm("A") | {"published": places, "figures": {"2022": {"works_registered": 9, "filings": 9}}}
    other = firm("B") | {"figures": {"2022": {"works_registered": 8, "filings": 10}}}
    found = ipdsl.load_text(page).evaluate_cohort([one, other]).decisions
    assert [decision.total.minor // 100 for decision in found] == [55000, 37000]


def test_places_of_another_year_or_kind_of_applicant_say_nothing() -> None:
    county = firm("X", 500, 1) | {"applicant": {"id": "X", "kinds": ["county"]}}
    assert paid(firm("A", 90, 1), firm("B", 70, 1, 2023), county) == [50000, 50000, 0]


def test_a_cohort_may_be_a_part_of_those_that_were_ranked() -> None:
    assert paid(firm("A", 90, 2), firm("B", 70, 4), firm("C", 70, 4), firm("D", 5, 40)) == [30000, 1000, 1000, 0]


def test_places_may_be_shared_without_figures() -> None:
    assert paid(firm("A", rank=1), firm("B", rank=1), firm("C", rank=3)) == [50000, 50000, 20000]


def test_an_applicant_without_a_place_gets_one_that_the_published_places_leave() -> None:
    assert paid(firm("A", 90, 3), firm("B", 70)) == [20000, 0], "place 4 or a later one"
    between = CITY.evaluate_cohort([firm("A", 90, 3), firm("B", 70), firm("C", 60, 6)]).decisions[1]
    assert (between.due.low.minor, between.due.high and between.due.high.minor) == (100000, 100000), "place 4 or 5"
    assert paid(firm("A", 90, 3), firm("B", 90)) == [20000, 20000], "equals share"
    open_ = CITY.evaluate_cohort([firm("A", 90), firm("B", 70, 4)]).decisions[0]
    assert open_.claims[0].outcome is Outcome.CONTINGENT, "place 1, 2 or 3"
    assert (open_.due.low.minor, open_.due.high and open_.due.high.minor) == (0, 5000000)


def test_an_applicant_between_two_published_places_has_a_place_between_them() -> None:
    """More than six were ranked: W is one of the first 8, A the 9th, X the 10th, C the 11th."""
    cohort = [firm("W", 99), firm("A", 90, 9), firm("X", 80), firm("C", 60, 11), firm("D", 50), firm("E", rank=20)]
    found = [decision.claims[0] for decision in CITY.evaluate_cohort(cohort).decisions]
    assert found[0].outcome is Outcome.CONTINGENT
    assert [(claim.outcome, claim.paid.minor // 100) for claim in found[1:5]] == [
        (Outcome.AWARDED, 1000), (Outcome.AWARDED, 1000), (Outcome.NOT_ELIGIBLE, 0), (Outcome.NOT_ELIGIBLE, 0),
    ]  # fmt: skip


def test_an_applicant_after_many_published_places_is_after_the_last_of_them() -> None:
    cohort = [firm("A", 90, 3), firm("B", 80, 5), firm("C", 70, 10), firm("D", 60)]
    found = CITY.evaluate_cohort(cohort).decisions[3].claims[0]
    assert (found.outcome, found.why) == (
        Outcome.NOT_ELIGIBLE, f"no sum is named for it (rank of works_registered at least 11, not all stated){ROWS}",
    )  # fmt: skip


def test_a_published_place_that_is_the_cohorts_own_changes_nothing() -> None:
    counts = (90, 70, 70, 60)
    alone = paid(*(firm(name, count) for name, count in zip("ABCD", counts, strict=True)))
    assert alone == [50000, 30000, 30000, 1000]
    for name, place in (("A", 1), ("C", 2), ("D", 4)):
        cohort = [firm(n, count, place if n == name else None) for n, count in zip("ABCD", counts, strict=True)]
        assert paid(*cohort) == alone


def test_equals_at_the_last_place_that_is_paid_are_all_paid() -> None:
    cohort = [firm(f"F{n:02}", 100 - n) for n in range(9)]
    ties = [firm(f"T{n}", 50) for n in range(3)]
    assert paid(*cohort, *ties, firm("Z", 49))[9:] == [1000, 1000, 1000, 0]


def test_an_applicant_after_the_last_paid_place_gets_the_place_as_reason() -> None:
    cohort = [firm(f"F{n:02}", 100 - n) for n in range(12)]
    found = [decision.claims[0] for decision in CITY.evaluate_cohort(cohort).decisions]
    assert [claim.paid.minor // 100 for claim in found[9:]] == [1000, 0, 0]
    assert [(claim.outcome, claim.why) for claim in found[10:]] == [
        (Outcome.NOT_ELIGIBLE, f"no sum is named for it (rank of works_registered {place}){ROWS}") for place in (11, 12)
    ]
    unknown = CITY.evaluate_cohort([*cohort, firm("Z")]).decisions[10].claims[0]
    assert unknown.why == f"no sum is named for it (rank of works_registered between 11 and 12, not all stated){ROWS}"


def test_a_cohort_of_one_is_first() -> None:
    assert paid(firm("A", 1)) == [50000]
    assert paid(firm("A", 0)) == [0]


def test_who_has_one_may_have_any_place() -> None:
    assert paid(firm("A", 1, 1)) == [50000]
    assert paid(firm("A", 2, 2), firm("B", 1, 3)) == [30000, 20000]
