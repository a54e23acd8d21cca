"""Many applicants settled together: ranks, quotas and caps across applicants. For a single applicant these are open."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.driver.library import Policy
from ipdsl.ir.proposal import Outcome
from ipdsl.plain_data.errors import FactsError
from tests.conftest import ROOT
from tests.support.cli import run
from tests.support.golden import check_golden
from tests.support.settlement.cohorts import (
    QUOTA,
    RANKS,
    SCORED,
    SHARED,
    VOCABULARY,
    agency,
    firm,
    projects,
    scored_policy,
    scores,
    works,
)


@pytest.fixture
def scored(tmp_path: Path) -> Policy:
    return scored_policy(tmp_path)


def policy(text: str) -> Policy:
    return ipdsl.load_text(text)


def totals(text: str, cohort: list[dict[str, Any]]) -> list[int]:
    return [decision.total.minor // 100 for decision in policy(text).evaluate_cohort(cohort).decisions]


# ---------------------------------------------------------------------------------------------- ranks


def test_equals_share_a_rank_and_the_next_place_is_left_out() -> None:
    cohort = [works("A", 90), works("B", 70), works("C", 70), works("D", 60)]
    assert totals(RANKS, cohort) == [50000, 30000, 30000, 0]


@pytest.mark.slow
def test_the_order_of_a_cohort_never_matters() -> None:
    cohort = [works("A", 90), works("B", 70), works("C", 70), works("D", 60)]
    for order in itertools.permutations(cohort):
        found = dict(zip((f["applicant"]["id"] for f in order), totals(RANKS, list(order)), strict=True))
        assert found == {"A": 50000, "B": 30000, "C": 30000, "D": 0}


def test_awards_that_rank_among_others_have_places_of_their_own() -> None:
    second = RANKS.split('article 7 "Seven"\n')[1].replace("among enterprise, person", "among person")
    both = policy(RANKS + second.replace("share the rank", "share the rank\n    as persons"))
    person = works("P", 70) | {"applicant": {"id": "P", "kinds": ["person"]}}
    cohort = both.evaluate_cohort([works("A", 90), person])
    assert [decision.total.minor for decision in cohort.decisions] == [5000000, 3000000 + 5000000]


def test_who_registered_nothing_has_no_place() -> None:
    assert totals(RANKS, [works("A", 3), works("B", 0)]) == [50000, 0]


def test_a_kind_that_is_not_ranked_takes_no_place() -> None:
    county = works("X", 500) | {"applicant": {"id": "X", "kinds": ["county"]}}
    assert totals(RANKS, [works("A", 3), county]) == [50000, 0]


def test_a_figure_that_is_not_stated_leaves_open_whose_place_it_may_change() -> None:
    cohort = policy(RANKS).evaluate_cohort([works("A", 90), works("B", 80), works("C", 10), works("D", None)])
    first = cohort.decisions[0]
    assert (first.due.low.minor, first.due.high and first.due.high.minor) == (0, 5000000)
    assert first.claims[0].outcome is Outcome.CONTINGENT
    assert not cohort.is_undetermined, "contingent claims do not give exit code 3"
    assert any("works_registered of 2022 is not stated for D" in note for note in cohort.notes)


def test_one_alone_is_contingent_until_the_published_rank_is_stated() -> None:
    alone = policy(RANKS).evaluate(works("A", 90))
    assert [claim.outcome for claim in alone.claims] == [Outcome.CONTINGENT]
    assert (alone.due.low.minor, alone.due.high and alone.due.high.minor) == (0, 5000000)
    assert not alone.is_undetermined
    ranks = [{"figure": "works_registered", "year": 2022, "rank": 2}]
    stated = policy(RANKS).evaluate(works("A", 90) | {"published": ranks})
    assert str(stated.total) == "30,000.00 CNY"


@pytest.mark.parametrize("figure", [0, {"none": True}])
def test_a_single_applicant_who_registered_nothing_has_no_place(figure: object) -> None:
    alone = policy(RANKS).evaluate(firm("A", figures={"2021": {"none": True}, "2022": {"works_registered": figure}}))
    assert [claim.outcome for claim in alone.claims] == [Outcome.NOT_ELIGIBLE]
    assert alone.due.high is not None
    assert alone.due.high.minor == 0


def test_a_published_rank_comes_before_what_the_cohort_gives() -> None:
    ranks = [{"figure": "works_registered", "year": 2022, "rank": 3}]
    assert totals(RANKS, [works("A", 90) | {"published": ranks}, works("B", 70)]) == [20000, 0]


# ---------------------------------------------------------------------------------------------- quotas


def test_a_list_within_its_quota_is_paid() -> None:
    assert totals(QUOTA, [projects("A", "P1", "P2"), projects("B", "P3")]) == [200000, 100000]


def golden(refused: pytest.ExceptionInfo[FactsError], code: str, update: bool) -> None:
    assert [problem.code for problem in refused.value.report] == [code]
    check_golden(ROOT / "tests" / "golden" / "render" / "facts" / f"{code}.txt", f"{refused.value}\n", update)


def test_a_list_beyond_its_quota_is_an_error_that_names_the_records(update_golden: bool) -> None:
    with pytest.raises(FactsError) as refused:
        policy(QUOTA).evaluate_cohort([projects("A", "P1", "P2"), projects("B", "P3", "P4")])
    golden(refused, "R083", update_golden)
    assert "P1 of A, P2 of A, P3 of B, P4 of B" in str(refused.value)


def test_a_list_below_its_lower_end_is_remarked_and_cuts_nothing() -> None:
    cohort = policy(QUOTA).evaluate_cohort([projects("A", "P1")])
    assert str(cohort.total) == "100,000.00 CNY"
    assert any("fewer than 2" in note for note in cohort.notes)


def test_a_single_applicant_is_on_the_bureaus_list() -> None:
    assert str(policy(QUOTA).evaluate(projects("A", "P1")).total) == "100,000.00 CNY"


def test_a_quota_by_score_selects_the_best(scored: Policy) -> None:
    cohort = scored.evaluate_cohort([scores("A", a=70, b=90), scores("B", c=80, d=80)])
    paid = {claim.item: claim.paid.minor for decision in cohort.decisions for claim in decision.claims}
    assert paid == {"a": 0, "b": 10000000, "c": 10000000, "d": 0}, "of equals the earlier in claim order"
    out = next(claim for decision in cohort.decisions for claim in decision.claims if claim.item == "a")
    assert out.outcome is Outcome.NOT_ELIGIBLE
    assert "others come first under article 7" in out.why


def test_a_score_that_is_not_stated_leaves_open_what_it_may_change(scored: Policy) -> None:
    cohort = scored.evaluate_cohort([scores("A", a=70, b=90), scores("B", c=None)])
    outcomes = {claim.item: claim.outcome for decision in cohort.decisions for claim in decision.claims}
    assert outcomes == {"a": Outcome.CONTINGENT, "b": Outcome.AWARDED, "c": Outcome.CONTINGENT}


def test_a_record_without_its_day_may_be_of_any_year_of_a_quota(scored: Policy) -> None:
    undated = scores("A", a=90)
    del undated["records"]["project"][0]["applied_on"]
    cohort = scored.evaluate_cohort([undated, scores("B", b=80, c=70)])
    outcomes = {claim.item: claim.outcome for decision in cohort.decisions for claim in decision.claims}
    assert outcomes == {"a": Outcome.UNDETERMINED, "b": Outcome.AWARDED, "c": Outcome.CONTINGENT}


def test_a_record_without_its_day_may_be_ahead_of_its_equals_or_behind_them(scored: Policy) -> None:
    undated = scores("A", a=80)
    del undated["records"]["project"][0]["applied_on"]
    cohort = scored.evaluate_cohort([undated, scores("B", b=80, c=80, d=90)])
    claims = {claim.item: claim for decision in cohort.decisions for claim in decision.claims}
    assert {item: claim.outcome for item, claim in claims.items()} == {
        "a": Outcome.UNDETERMINED,
        "b": Outcome.CONTINGENT,
        "c": Outcome.NOT_ELIGIBLE,
        "d": Outcome.AWARDED,
    }
    assert {ref.path for ref in claims["a"].missing} == {"cohort", "records.project[a].applied_on"}


@pytest.mark.parametrize(
    ("score", "outcome", "outcome_of_other"),
    [
        (None, Outcome.CONTINGENT, Outcome.UNDETERMINED),
        (60, Outcome.AWARDED, Outcome.UNDETERMINED),
        (95, Outcome.CONTINGENT, Outcome.AWARDED),
    ],
)
def test_a_record_without_its_key_may_be_of_any_group_of_a_quota(
    score: int | None, outcome: Outcome, outcome_of_other: Outcome, tmp_path: Path
) -> None:
    vocabulary = VOCABULARY.replace("score count", "score count\n  sort text")
    (tmp_path / "scores.ipp").write_text(vocabulary, encoding="utf-8")
    (tmp_path / "city.ipp").write_text(SCORED.replace("2 projects per year", "1 projects per sort"), encoding="utf-8")
    here, other = scores("A", a=90), scores("B", b=score)
    here["records"]["project"][0]["sort"] = "x"
    cohort = ipdsl.load(tmp_path / "city.ipp", cache=False).evaluate_cohort([here, other])
    [[a], [b]] = [decision.claims for decision in cohort.decisions]
    assert (a.outcome, b.outcome) == (outcome, outcome_of_other)
    other["records"]["project"][0]["sort"] = "y"
    assert ipdsl.load(tmp_path / "city.ipp", cache=False).evaluate_cohort([here, other]).total.minor == 20000000


def test_a_list_in_part_may_hold_records_that_take_every_place(scored: Policy) -> None:
    in_part = firm("B", records={"project": {"partial": True, "items": []}})
    [[a], [other]] = [x.claims for x in scored.evaluate_cohort([scores("A", a=70), in_part]).decisions]
    assert a.outcome is Outcome.CONTINGENT
    assert {ref.path for ref in other.missing} == {"cohort", "records.project"}


def test_a_record_that_is_stopped_whatever_its_day_takes_no_place(tmp_path: Path) -> None:
    (tmp_path / "scores.ipp").write_text(VOCABULARY, encoding="utf-8")
    gated = SCORED.replace("quota 2", "quota 1").replace("applied\n", "applied\n      if sales at least 100\n")
    (tmp_path / "city.ipp").write_text(gated, encoding="utf-8")
    policy = ipdsl.load(tmp_path / "city.ipp", cache=False)
    years = range(2021, 2025)
    first = scores("A", a=70) | {"figures": {"2022": {"sales": 100}}}
    other = scores("B", b=90) | {"figures": {str(year): {"sales": year - 2020} for year in years}}
    del other["records"]["project"][0]["applied_on"]
    [[a], [b]] = [x.claims for x in policy.evaluate_cohort([first, other]).decisions]
    assert (a.outcome, b.outcome) == (Outcome.AWARDED, Outcome.UNDETERMINED), "which year's sales stop it is not known"
    other["figures"]["2024"] = {"sales": 100}
    [[a], [b]] = [x.claims for x in policy.evaluate_cohort([first, other]).decisions]
    assert (a.outcome, b.outcome) == (Outcome.CONTINGENT, Outcome.UNDETERMINED)


def test_an_applicant_known_to_have_no_score_comes_after_all_with_a_score(scored: Policy) -> None:
    none, unsure = scores("B"), scores("C")
    none["records"]["project"] = [{"name": "c", "applied_on": "2022-05-01", "score": {"none": True}}]
    unsure["records"]["project"] = [{"name": "d", "applied_on": "2022-05-01", "score": {"cannot_be_determined": True}}]
    cohort = scored.evaluate_cohort([scores("A", a=0), none, unsure])
    [[a], [c], [d]] = [decision.claims for decision in cohort.decisions]
    assert [x.outcome for x in (a, c, d)] == [Outcome.AWARDED, Outcome.AWARDED, Outcome.NOT_ELIGIBLE]
    assert d.why == "others come first under article 7, which selects at most 2 (score none)"


def test_a_score_below_zero_is_a_score(tmp_path: Path) -> None:
    (tmp_path / "scores.ipp").write_text(VOCABULARY.replace("score count", "score number"), encoding="utf-8")
    (tmp_path / "city.ipp").write_text(SCORED.replace("quota 2", "quota 1"), encoding="utf-8")
    policy = ipdsl.load(tmp_path / "city.ipp", cache=False)
    stated: list[object] = ["-2.5", -1, {"none": True}]
    cohort = [
        firm(name, records={"project": [{"name": name.lower(), "applied_on": "2022-05-01", "score": score}]})
        for name, score in zip("ABC", stated, strict=True)
    ]
    [[a], [b], [c]] = [decision.claims for decision in policy.evaluate_cohort(cohort).decisions]
    assert [x.outcome for x in (a, b, c)] == [Outcome.NOT_ELIGIBLE, Outcome.AWARDED, Outcome.NOT_ELIGIBLE]
    assert a.why == "others come first under article 7, which selects at most 1 (score -2.5)"
    assert c.why == "others come first under article 7, which selects at most 1 (score none)"
    [[a], [c]] = [decision.claims for decision in policy.evaluate_cohort([cohort[0], cohort[2]]).decisions]
    assert [x.outcome for x in (a, c)] == [Outcome.AWARDED, Outcome.NOT_ELIGIBLE], "a score comes before none"
    [[b], _] = [
        decision.claims
        for decision in policy.evaluate_cohort(
            [cohort[1], firm("D", records={"project": [{"name": "d", "applied_on": "2022-05-01", "score": 0}]})]
        ).decisions
    ]
    assert b.why == "others come first under article 7, which selects at most 1 (score -1)"


def test_a_score_that_is_not_stated_asks_for_nothing_where_all_find_a_place(scored: Policy) -> None:
    cohort = scored.evaluate_cohort([scores("A", a=70), scores("B", c=None)])
    assert [x.outcome for decision in cohort.decisions for x in decision.claims] == [Outcome.AWARDED] * 2


def test_a_record_that_was_paid_before_keeps_its_place_by_its_score(scored: Policy) -> None:
    before = scores("A", a=70, b=90)
    before["history"] = [{"clause": "7.project.applied", "item": "b", "year": 2022, "due": 100000}]
    cohort = scored.evaluate_cohort([before, scores("B", c=80)])
    outcomes = {claim.item: claim.outcome for decision in cohort.decisions for claim in decision.claims}
    assert outcomes == {"a": Outcome.NOT_ELIGIBLE, "b": Outcome.ALREADY_PAID, "c": Outcome.AWARDED}


def test_a_record_that_waits_for_an_approval_keeps_its_place_by_its_score(tmp_path: Path) -> None:
    (tmp_path / "scores.ipp").write_text(VOCABULARY, encoding="utf-8")
    (tmp_path / "city.ipp").write_text(SCORED.replace("award 100000", "award up to 100000"), encoding="utf-8")
    policy = ipdsl.load(tmp_path / "city.ipp", cache=False)
    cohort = policy.evaluate_cohort([scores("A", a=70, b=90), scores("B", c=80)])
    outcomes = {claim.item: claim.outcome for decision in cohort.decisions for claim in decision.claims}
    assert outcomes == {"a": Outcome.NOT_ELIGIBLE, "b": Outcome.CEILING, "c": Outcome.CEILING}


def test_one_alone_is_contingent_under_a_quota_by_score(scored: Policy) -> None:
    decision = scored.evaluate(scores("A", a=70))
    assert decision.claims[0].outcome is Outcome.CONTINGENT
    assert (decision.due.low.minor, decision.due.high and decision.due.high.minor) == (0, 10000000)


# ---------------------------------------------------------------------------------------------- across applicants


def test_branches_of_one_agency_share_a_cap_in_claim_order() -> None:
    cohort = [
        agency("N", "HQ", "2022-03-01", "2022-09-01"),
        agency("S", "HQ", "2022-05-01"),
        agency("T", {"none": True}, "2022-01-01", "2022-02-01"),
    ]
    assert totals(SHARED, cohort) == [30000, 20000, 60000], "March 30,000, May 20,000, nothing in September; T has none"
    assert totals(SHARED, cohort[::-1]) == [60000, 20000, 30000]


def test_a_cap_across_applicants_is_never_exceeded_and_each_year_is_its_own() -> None:
    cohort = [agency(name, "HQ", "2022-03-01", "2023-03-01") for name in ("N", "S", "T")]
    assert sum(totals(SHARED, cohort)) == 100000


def test_what_one_branch_was_paid_before_counts_for_all() -> None:
    line = {
        "clause": "7.agency_case.granted",
        "item": "old",
        "year": 2022,
        "due": 45000,
        "keys": {"head_office": "HQ"},
    }
    cohort = [agency("N", "HQ", "2022-03-01"), agency("S", "HQ") | {"history": [line]}]
    assert totals(SHARED, cohort) == [5000, 0]


def test_what_one_was_charged_in_its_last_year_counts_in_the_later_years_of_others() -> None:
    for_life = SHARED.replace(" per year across", " across")
    assert totals(for_life, [agency("N", "HQ", "2021-03-01"), agency("S", "HQ", "2023-03-01")]) == [30000, 20000]


def test_one_alone_is_contingent_where_it_has_the_key() -> None:
    shared = policy(SHARED)
    branch = shared.evaluate(agency("N", "HQ", "2022-03-01", "2022-09-01"))
    assert [claim.outcome for claim in branch.claims] == [Outcome.CONTINGENT] * 2
    assert (branch.due.low.minor, branch.due.high and branch.due.high.minor) == (0, 5000000)
    alone = shared.evaluate(agency("T", {"none": True}, "2022-03-01", "2022-09-01"))
    assert str(alone.total) == "60,000.00 CNY"


def test_a_shared_cap_and_one_of_a_figure_beside_it_fill_together() -> None:
    both = SHARED + "    cap 10% of cases_handled_money per patent_agency per year\n"
    both = both.replace("cases_handled_money", "local_contribution")
    cohort = [
        agency("N", "HQ", "2022-03-01") | {"figures": {"2022": {"local_contribution": 200000}}},
        agency("S", "HQ", "2022-05-01") | {"figures": {"2022": {"local_contribution": 1000000}}},
    ]
    assert totals(both, cohort) == [20000, 30000], "20,000 of the first's own room, then 30,000 of the 50,000 of both"


def test_an_open_claim_under_a_shared_cap_leaves_those_with_its_key_contingent() -> None:
    open_one = agency("N", "HQ", "2022-03-01")
    del open_one["records"]["agency_case"][0]["granted_on"]
    cohort = policy(SHARED).evaluate_cohort(
        [open_one, agency("S", "HQ", "2022-05-01"), agency("T", "other", "2022-05-01")]
    )
    assert [d.due.low.minor for d in cohort.decisions] == [0, 0, 3000000]
    assert cohort.decisions[1].claims[0].outcome is Outcome.CONTINGENT


def test_a_claim_without_the_key_of_a_shared_cap_may_take_any_room_of_it() -> None:
    without = agency("N", "HQ", "2022-03-01")
    del without["applicant"]["head_office"]
    cohort = policy(SHARED).evaluate_cohort([without, agency("S", "HQ", "2022-05-01", "2022-06-01")])
    assert [(d.due.low.minor, d.due.high and d.due.high.minor) for d in cohort.decisions] == [
        (0, 3000000),
        (0, 5000000),
    ]
    assert {claim.outcome for claim in cohort.decisions[1].claims} == {Outcome.CONTINGENT}
    alone = policy(SHARED).evaluate_cohort([without, agency("T", {"none": True}, "2022-05-01")])
    assert [d.due.low.minor for d in alone.decisions] == [0, 3000000], "who has no head office shares no room"


# ---------------------------------------------------------------------------------------------- bad input, command line


def test_an_open_claim_elsewhere_leaves_a_shared_cap_alone() -> None:
    both = SHARED + '\narticle 8 "Eight"\n  award 20000 to patent_agency when certification passed\n'
    first = agency("N", "HQ", "2022-03-01")
    first["records"]["certification"] = [{"standard": "gbt29490", "stage": "initial"}]
    cohort = policy(both).evaluate_cohort([first, agency("S", "HQ", "2022-05-01")])
    assert [d.due.low.minor for d in cohort.decisions] == [3000000, 2000000]
    assert [d.due.high and d.due.high.minor for d in cohort.decisions] == [5000000, 2000000]


def test_one_applicant_twice_is_refused(update_golden: bool) -> None:
    with pytest.raises(FactsError) as refused:
        policy(RANKS).evaluate_cohort([works("A", 1), works("B", 2), works("A", 3)])
    golden(refused, "R082", update_golden)


def test_a_cohort_without_applicants_is_refused(update_golden: bool) -> None:
    with pytest.raises(FactsError) as refused:
        policy(RANKS).evaluate_cohort([])
    golden(refused, "R084", update_golden)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "city.ipp").write_text(RANKS, encoding="utf-8")
    lines = [json.dumps(works(name, count)) for name, count in (("A", 90), ("B", 70))]
    (tmp_path / "two.jsonl").write_text("\n".join(lines) + "\n\n", encoding="utf-8")
    (tmp_path / "one.json").write_text(json.dumps(works("C", 70), indent=1), encoding="utf-8")
    (tmp_path / "list.json").write_text(json.dumps([works("D", 60)]), encoding="utf-8")
    return tmp_path


def test_files_with_one_many_and_a_list_are_one_cohort(folder: Path) -> None:
    files = [folder / name for name in ("two.jsonl", "one.json", "list.json")]
    ran = run("eval", folder / "city.ipp", "--cohort", "--facts", *files)
    assert ran.code == 0, ran.both
    assert [line.split()[-1] for line in ran.out.splitlines() if line[2:3] in set("ABCD")] == [
        "50,000.00",
        "30,000.00",
        "30,000.00",
        "0.00",
    ]
    plain = json.loads(run("eval", folder / "city.ipp", "--cohort", "--facts", *files, "--format", "json").out)
    assert plain["total"] == "110000.00"
    assert [decision["applicant"] for decision in plain["decisions"]] == ["A", "B", "C", "D"]


def test_the_ledger_of_a_cohort_is_the_history_of_its_next_year(tmp_path: Path) -> None:
    (tmp_path / "city.ipp").write_text(SHARED, encoding="utf-8")
    first = [agency("N", "HQ", "2022-03-01"), agency("S", "HQ", "2022-05-01")]
    later = [agency("N", "HQ", "2022-03-01", "2022-06-01"), agency("S", "HQ", "2022-05-01", "2023-01-01")]
    for name, cohort in (("first", first), ("later", later)):
        told = [{k: v for k, v in facts.items() if k != "history"} for facts in cohort]
        (tmp_path / f"{name}.json").write_text(json.dumps(told), encoding="utf-8")
    ledger = tmp_path / "ledger.json"
    page = tmp_path / "city.ipp"
    assert run("eval", page, "--cohort", "--facts", tmp_path / "first.json", "--ledger-out", ledger).code == 0
    ran = run("eval", page, "--cohort", "--facts", tmp_path / "later.json", "--history", ledger, "--format", "json")
    assert ran.code == 0, ran.both
    assert [decision["total"] for decision in json.loads(ran.out)["decisions"]] == ["0.00", "30000.00"]


def test_problems_of_all_applicants_are_told_with_their_lines(folder: Path) -> None:
    bad = [works("A", 1), works("B", 2)]
    bad[0]["applicant"]["kinds"] = ["enterprize"]
    bad[1]["figures"]["2022"]["works_registred"] = 1
    (folder / "bad.jsonl").write_text("\n".join(map(json.dumps, bad)), encoding="utf-8")
    ran = run("eval", folder / "city.ipp", "--cohort", "--facts", folder / "bad.jsonl", folder / "absent.json")
    assert ran.code == 2
    assert re.search(r"bad\.jsonl:1:\d+ \(\$\.applicant\.kinds\[0\]\)", ran.err)
    assert re.search(r"bad\.jsonl:2:\d+ \(\$\.figures", ran.err)
    assert "absent.json" in ran.err


def test_several_policies_are_settled_each_by_itself(folder: Path) -> None:
    (folder / "other.ipp").write_text(QUOTA.replace("policy city", "policy other"), encoding="utf-8")
    ran = run("eval", folder / "city.ipp", folder / "other.ipp", "--facts", folder / "one.json", "--format", "json")
    assert ran.code == 0, ran.both
    assert [decision["policy"]["name"] for decision in json.loads(ran.out)] == ["city", "other"]
    assert (
        run("eval", folder / "city.ipp", folder / "other.ipp", "--facts", folder / "one.json", "--only", "7").code == 2
    )


def test_a_published_place_pays_where_its_figure_is_not_stated() -> None:
    ranked = policy(RANKS)
    for place, paid in ((1, 5_000_000), (3, 2_000_000), (4, 0)):
        others = {str(year): {"none": True} for year in range(2015, 2022)}
        facts = firm("A", published=[{"figure": "works_registered", "year": 2022, "rank": place}], figures=others)
        (claim,) = ranked.evaluate(facts).claims
        assert (claim.year, claim.paid.minor) == (2022, paid)
        assert ranked.total(facts).minor == paid
    assert not ranked.evaluate(
        firm("A", figures={str(year): {"none": True} for year in range(2015, 2025)})
    ).due.low.minor
