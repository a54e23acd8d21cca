"""Ranks of records, ties in the order of a field, and limits that keep the best records of all applicants."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, strategies as st

import ipdsl
from ipdsl.ir.proposal import Outcome
from ipdsl.ir.terms import FieldOrder
from ipdsl.kernel.ranks import GREATEST, NO_VALUE, KeyRange, key_range, places, value_in_key
from ipdsl.plain_data.errors import FactsError
from tests.conftest import ROOT
from tests.support.golden import check_golden

HEAD = """
policy city "A city"
  effective 2021-01-01 to 2024-12-31
  use ip

article 7 "Seven"
"""
RANKS = """
  award by rank of amount per year to enterprise when technology_contract recorded and put_to_use
    1: 50000
    2 to 3: 20000
    {ties}
"""
LIMIT = """
  award 10000 to enterprise when patent granted
  limit 2 patents per year across applicants, highest agency_fee first
"""
SHARED = ipdsl.load_text(HEAD + RANKS.format(ties="ties share the rank"))
ORDERED = ipdsl.load_text(HEAD + RANKS.format(ties="ties in order of recorded_on"))
WINDOW = ipdsl.load_text(HEAD + RANKS.format(ties="ties share the rank").replace(" per year", ""))
BEST = ipdsl.load_text(HEAD + LIMIT)
LABEL = "7.technology_contract.recorded"

UNSTATED = object()


def contract(name: str, amount: Any, day: str = "2022-05-01", **fields: Any) -> dict[str, Any]:
    made = {"contract": name, "amount": amount, "recorded_on": day, "put_to_use": True, **fields}
    return {field: value for field, value in made.items() if value is not UNSTATED}


def firm(name: str, *contracts: dict[str, Any], **parts: Any) -> dict[str, Any]:
    applicant, records = {"id": name, "kinds": ["enterprise"]}, {"technology_contract": [*contracts]}
    return {"applicant": applicant, "as_of": "2024-12-31", "history": [], "records": records, **parts}


@pytest.mark.parametrize("amount", [{"none": True}, {"cannot_be_determined": True}])
def test_a_record_without_the_number_has_no_rank_alone_and_with_others(amount: Any) -> None:
    facts = firm("N", contract("a", amount))
    for decision in (SHARED.evaluate(facts), *SHARED.evaluate_cohort([facts]).decisions):
        assert decision.due.is_point
        assert [claim.outcome.value for claim in decision.claims] == ["not eligible"]


def without_history(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts if a ledger states the history."""
    return {name: part for name, part in facts.items() if name != "history"}


def paid(policy: ipdsl.Policy, *cohort: dict[str, Any]) -> list[int]:
    """The amount due to each applicant, in yuan."""
    decisions = policy.evaluate_cohort(cohort).decisions
    assert all(decision.due.exact for decision in decisions)
    return [decision.total.minor // 100 for decision in decisions]


def between(policy: ipdsl.Policy, *cohort: dict[str, Any], history: Any = None) -> list[tuple[int, int]]:
    """The bounds of each applicant, in yuan."""
    return [
        (decision.due.low.minor // 100, decision.due.high.minor // 100 if decision.due.high is not None else -1)
        for decision in policy.evaluate_cohort(cohort, history=history).decisions
    ]


def test_the_records_of_all_applicants_are_ranked() -> None:
    a = firm("A", contract("C1", 9000), contract("C2", 100))
    b = firm("B", contract("C3", 800), contract("C4", 700))
    assert paid(SHARED, a, b) == [50000, 40000]


def test_each_year_has_a_ranking_of_its_own_or_the_window_has_one() -> None:
    a, b = firm("A", contract("C1", 10, "2021-03-01")), firm("B", contract("C2", 900), contract("C3", 800))
    assert paid(SHARED, a, b) == [50000, 70000]
    assert paid(WINDOW, a, b) == [20000, 70000]


def test_equal_records_share_the_rank_and_the_next_rank_is_left_out() -> None:
    a, b = firm("A", contract("C1", 900), contract("C2", 800)), firm("B", contract("C3", 900))
    assert paid(SHARED, a, b) == [70000, 50000]


def test_equal_records_are_in_the_order_of_the_field() -> None:
    a, b = firm("A", contract("C1", 900, "2022-06-01")), firm("B", contract("C3", 900, "2022-05-31"))
    assert paid(ORDERED, a, b) == [20000, 50000]
    b["records"]["technology_contract"][0]["recorded_on"] = "2022-06-01"
    assert paid(ORDERED, a, b) == [50000, 50000]


def test_only_records_that_meet_the_conditions_are_ranked() -> None:
    a = firm("A", contract("C1", 900, put_to_use=False))
    other = firm("B", contract("C2", 950)) | {"applicant": {"id": "B", "kinds": ["person"]}}
    assert paid(SHARED, a, other, firm("C", contract("C3", 10))) == [0, 0, 50000]


def test_a_record_without_the_number_has_no_rank() -> None:
    a = firm("A", contract("C1", {"none": True}), contract("C2", 0))
    [decision] = SHARED.evaluate_cohort([a]).decisions
    assert [claim.outcome for claim in decision.claims] == [Outcome.NOT_ELIGIBLE, Outcome.AWARDED]
    assert decision.total.minor == 50000_00


def test_a_missing_number_leaves_open_what_it_may_change() -> None:
    a = firm("A", contract("C1", UNSTATED))
    rest = [firm(name, contract(f"C{name}", amount)) for name, amount in (("B", 900), ("C", 800), ("D", 700), ("E", 1))]
    assert between(SHARED, a, *rest) == [(0, 50000), (0, 50000), (20000, 20000), (0, 20000), (0, 0)]
    missing = SHARED.evaluate_cohort([a, *rest]).decisions[0].missing
    assert "records.technology_contract[C1].amount" in {each.path for each in missing}


def test_a_missing_order_of_ties_leaves_open_only_equal_records() -> None:
    page = ipdsl.load_text(HEAD + RANKS.format(ties="ties in order of recorded_on").replace("recorded_on", "amount"))
    assert page.program.record_rankings[0].ties == (FieldOrder("amount"),)
    patents = ipdsl.load_text(
        HEAD
        + "  award by rank of agency_fee per year to enterprise when patent granted\n    1: 50000\n    2 to 3: 20000\n"
        "    ties in order of official_fees\n"
    )
    cohort = [patent("A", 900), patent("B", 900, official_fees=100), patent("C", 100, official_fees=1)]
    assert between(patents, *cohort) == [(0, 50000), (0, 50000), (20000, 20000)]


def test_a_missing_condition_leaves_open_the_ranks_after_it() -> None:
    a = firm("A", contract("C1", 900, put_to_use=UNSTATED))
    assert between(SHARED, a, firm("B", contract("C2", 950)), firm("C", contract("C3", 10))) == [
        (0, 20000), (50000, 50000), (20000, 20000)
    ]  # fmt: skip
    assert between(SHARED, a, firm("C", contract("C3", 10)))[1] == (0, 50000)


def test_an_unlisted_record_may_be_ahead_of_all() -> None:
    a = firm("A", contract("C1", 900))
    a["records"]["technology_contract"] = {"partial": True, "items": a["records"]["technology_contract"]}
    low, high = between(SHARED, a, firm("B", contract("C2", 950)))[1]
    assert (low, high) == (0, 50000)


def test_one_applicant_alone_is_contingent_from_nothing_to_the_most() -> None:
    decision = SHARED.evaluate(firm("A", contract("C1", 900), contract("C2", 100)))
    assert {claim.outcome for claim in decision.claims} == {Outcome.CONTINGENT}
    assert [(claim.bounds.low.minor, claim.bounds.high.minor) for claim in decision.claims] == [(0, 50000_00)] * 2  # type: ignore[union-attr]
    assert not decision.is_undetermined


@pytest.mark.parametrize(("rank", "due"), [(1, 50000), (2, 20000), (4, 0), ({"none": True}, 0)])
def test_a_published_rank_settles_one_applicant(rank: object, due: int) -> None:
    published = [{"clause": LABEL, "item": "C1", "rank": rank}]
    decision = SHARED.evaluate(firm("A", contract("C1", 900), published=published))
    assert decision.due.exact
    assert decision.total.minor == due * 100


def test_a_sum_in_another_currency_may_have_a_published_rank() -> None:
    """Alone, the bureau may publish it; in a cohort the sum is not compared with the others."""
    foreign = firm("F1", contract("A", {"amount": "2500", "currency": "USD"}))
    alone = SHARED.evaluate(foreign)
    assert alone.due.high is not None
    assert (alone.due.low.minor, alone.due.high.minor) == (0, 5000000)
    rank = [{"clause": LABEL, "item": "A", "rank": 1}]
    assert SHARED.evaluate({**foreign, "published": rank}).total.minor == 5000000
    assert between(SHARED, foreign, firm("F2", contract("B", 900))) == [(0, 0), (50000, 50000)]


def test_a_published_rank_comes_before_what_the_cohort_gives() -> None:
    published = [{"clause": LABEL, "item": "C1", "rank": 3}]
    a, b = firm("A", contract("C1", 900), published=published), firm("B", contract("C2", 10))
    assert between(SHARED, a, b) == [(20000, 20000), (0, 20000)]  # more are ranked than these


def test_a_record_of_an_applicant_outside_the_cohort_may_be_ahead() -> None:
    line = {"applicant": "X", "clause": LABEL, "item": "C9", "year": 2022, "due": 20000}
    assert between(SHARED, without_history(firm("A", contract("C1", 900))), history=[line]) == [(0, 50000)]


def test_a_rank_that_the_cohort_contradicts_is_refused(update_golden: bool) -> None:
    published = [{"clause": LABEL, "item": "C2", "rank": 1}]
    a, b = firm("A", contract("C1", 900)), firm("B", contract("C2", 10), published=published)
    with pytest.raises(FactsError) as refused:
        SHARED.evaluate_cohort([a, b])
    golden("R097", refused, update_golden)


def test_a_rank_under_another_award_is_refused() -> None:
    published = [{"clause": "7.patent.granted", "item": "C2", "rank": 1}]
    page = ipdsl.load_text(HEAD + RANKS.format(ties="ties share the rank") + LIMIT)
    with pytest.raises(FactsError, match=r"records are ranked under 7\.technology_contract\.recorded"):
        page.evaluate(firm("A", published=published))


def test_two_ranks_of_one_record_are_refused(update_golden: bool) -> None:
    published = [{"clause": LABEL, "item": "C2", "rank": rank} for rank in (1, 2)]
    with pytest.raises(FactsError) as refused:
        SHARED.evaluate(firm("A", published=published))
    golden("R099", refused, update_golden)


def golden(code: str, refused: pytest.ExceptionInfo[FactsError], update_golden: bool) -> None:
    assert [problem.code for problem in refused.value.report] == [code]
    path = ROOT / "tests" / "golden" / "render" / "facts" / f"{code}.txt"
    check_golden(path, f"{refused.value}\n", update_golden)


def test_the_order_of_the_applicants_does_not_matter() -> None:
    cohort = [firm(name, contract(f"C{name}", 900 - n // 2, f"2022-05-0{n + 1}")) for n, name in enumerate("ABCD")]
    due = {one["applicant"]["id"]: paid_one for one, paid_one in zip(cohort, paid(ORDERED, *cohort), strict=True)}
    assert due == {"A": 50000, "B": 20000, "C": 20000, "D": 0}
    for some in permutations(cohort):
        assert paid(ORDERED, *some) == [due[one["applicant"]["id"]] for one in some]


# ---------------------------------------------------------------------------------------------- limits


def patent(name: str, fee: Any, **parts: Any) -> dict[str, Any]:
    published = parts.pop("published", [])
    record = {
        "number": f"N{name}",
        "granted_on": "2022-05-01",
        **({} if fee is UNSTATED else {"agency_fee": fee}),
        **parts,
    }
    return {"applicant": {"id": name, "kinds": ["enterprise"]}, "as_of": "2024-12-31", "history": [],
            "records": {"patent": [record]}, "published": published}  # fmt: skip


def test_a_limit_across_applicants_keeps_the_best_records() -> None:
    assert paid(BEST, patent("A", 10), patent("B", 30), patent("C", 20)) == [0, 10000, 10000]
    assert between(BEST, patent("A", 10), patent("B", UNSTATED), patent("C", 20)) == [
        (0, 10000),
        (0, 10000),
        (10000, 10000),
    ]


def test_a_quota_by_a_score_is_the_limit() -> None:
    page = ipdsl.load_text(
        HEAD + LIMIT.replace("limit 2", "quota 2").replace("across applicants, highest ", "by ").replace(" first", "")
    )
    assert page.program.quotas[0].text == "limit 2 patents per year across applicants, highest agency_fee first"
    cohort = [patent("A", 10), patent("B", 30), patent("C", 20)]
    assert paid(page, *cohort) == paid(BEST, *cohort)


@pytest.mark.parametrize(("rank", "due"), [(1, 10000), (2, 10000), (3, 0), ({"none": True}, 0)])
def test_a_published_rank_settles_a_limit_for_one_applicant(rank: object, due: int) -> None:
    name = BEST.program.quotas[0].name
    decision = BEST.evaluate(patent("A", 10, published=[{"rule": name, "item": "NA", "rank": rank}]))
    assert decision.due.exact
    assert decision.total.minor == due * 100
    assert BEST.evaluate(patent("A", 10)).claims[0].outcome is Outcome.CONTINGENT


def test_a_published_rank_of_a_limit_shows_that_others_compete() -> None:
    name = BEST.program.quotas[0].name
    a = patent("A", 30, published=[{"rule": name, "item": "NA", "rank": 2}])
    assert between(BEST, a, patent("B", 20)) == [(10000, 10000), (0, 10000)]


# ---------------------------------------------------------------------------------------------- below a cap


BELOW_CAP = ipdsl.load_text(HEAD + LIMIT.replace("  limit", "  cap 1000000 per enterprise per year\n  limit"))
RANKS_OF_RECORDS = st.none() | st.integers(1, 4) | st.just({"none": True})


@st.composite
def cohorts(draw: st.DrawFn) -> list[dict[str, Any]]:
    """One to three firms with one to three patents each, some with published ranks under the limit."""
    name, fees = BEST.program.quotas[0].name, st.integers(0, 5)
    cohort = []
    for firm_name in "ABC"[: draw(st.integers(1, 3))]:
        patents = [patent(f"{firm_name}{n}", draw(fees)) for n in range(draw(st.integers(1, 3)))]
        records = [one["records"]["patent"][0] for one in patents]
        ranks = [(record["number"], draw(RANKS_OF_RECORDS)) for record in records if draw(st.booleans())]
        published = [{"rule": name, "item": item, "rank": rank} for item, rank in ranks if rank is not None]
        cohort.append({**patents[0], "applicant": {"id": firm_name, "kinds": ["enterprise"]},
                       "records": {"patent": records}, "published": published})  # fmt: skip
    return cohort


def decided(policy: ipdsl.Policy, cohort: list[dict[str, Any]]) -> list[Any]:
    """The bounds of each claim, in yuan, of the first firm alone and of the cohort; or the codes of the findings."""
    try:
        decisions = [policy.evaluate(cohort[0]), *policy.evaluate_cohort(cohort).decisions]
    except FactsError as refused:
        return [problem.code for problem in refused.report]
    return [
        (claim.item, [-1 if end is None else end.minor // 100 for end in (claim.bounds.low, claim.bounds.high)])
        for decision in decisions
        for claim in decision.claims
    ]


@given(cohorts())
def test_a_cap_that_leaves_all_does_not_change_what_published_ranks_select(cohort: list[dict[str, Any]]) -> None:
    """Firms that share an open claim of a rule are settled separately, so that their bounds may be wider."""
    plain, capped = decided(BEST, cohort), decided(BELOW_CAP, cohort)
    if all(isinstance(one, str) or one[1][0] == one[1][1] for one in plain):
        assert capped == plain
        return
    for (item, (low, high)), (same_item, (least, most)) in zip(capped, plain, strict=True):
        assert item == same_item
        assert low <= least <= most <= high


# ---------------------------------------------------------------------------------------------- figures


FIGURES = """
  award by rank of works_registered per year among enterprise
    1: 50000
    2 to 3: 20000
    ties in order of established_on
"""
YEARS = ipdsl.load_text(HEAD + FIGURES)


def works(name: str, count: int, day: Any = UNSTATED, rank: int | None = None) -> dict[str, Any]:
    none = {str(year): {"none": True} for year in (2021, 2023, 2024)}
    applicant = {"id": name, "kinds": ["enterprise"], **({} if day is UNSTATED else {"established_on": day})}
    ranks = [] if rank is None else [{"figure": "works_registered", "year": 2022, "rank": rank}]
    return {"applicant": applicant, "history": [], "figures": {**none, "2022": {"works_registered": count}},
            "published": ranks}  # fmt: skip


def test_equal_figures_are_in_the_order_of_a_field_of_the_applicant() -> None:
    cohort = [works("A", 5, "2010-01-01"), works("B", 5, "2009-12-31"), works("C", 5, {"none": True}), works("D", 4)]
    assert paid(YEARS, *cohort) == [20000, 50000, 20000, 0]


def test_a_missing_field_leaves_open_only_equal_figures() -> None:
    cohort = [works("A", 5, "2010-01-01"), works("B", 5), works("C", 9), works("D", 4)]
    assert between(YEARS, *cohort) == [(20000, 20000), (20000, 20000), (50000, 50000), (0, 0)]
    assert between(YEARS, *cohort[:2], cohort[3]) == [(0, 50000), (0, 50000), (20000, 20000)]


def test_published_ranks_of_equal_figures_may_differ() -> None:
    cohort = [works("A", 5, "2010-01-01", 2), works("B", 5, "2009-12-31", 1), works("C", 4, rank=3)]
    assert paid(YEARS, *cohort) == [20000, 50000, 20000]
    with pytest.raises(FactsError, match="1 of the cohort has more than 4"):
        YEARS.evaluate_cohort([works("A", 5), works("C", 4, rank=1)])


# ---------------------------------------------------------------------------------------------- the kernel


def _keys(*values: int | None) -> KeyRange:
    return key_range([None if value is None else value_in_key(value) for value in values], is_sure=True)


def test_places_of_known_keys_share_and_skip() -> None:
    assert places([_keys(5, 1), _keys(5, 1), _keys(5, 0), _keys(7)]) == [(2, 2), (2, 2), (4, 4), (1, 1)]


def test_an_unknown_value_may_be_any() -> None:
    assert places([_keys(5, None), _keys(5, 3), _keys(6), _keys(4)]) == [(2, 3), (2, 3), (1, 1), (4, 4)]
    unsure = KeyRange((), (GREATEST,), is_sure=False, count=2)
    assert places([_keys(5), unsure, _keys(4)]) == [(1, 3), (1, 4), (2, 4)]


def test_a_value_that_does_not_exist_is_last() -> None:
    assert places([key_range([NO_VALUE], is_sure=True), _keys(-3), _keys(None)]) == [(2, 3), (1, 2), (1, 3)]


def test_numbers_with_fractions_rank() -> None:
    ranges = [key_range([value_in_key(number)], is_sure=True) for number in (Fraction(1, 3), 0, Fraction(1, 2))]
    assert places(ranges) == [(2, 2), (3, 3), (1, 1)]
