"""Caps shared by several applicants: an agency and its branches under Qingyuan, settled together and one by one.

The amounts are calculated by hand: 49,500 of the 50,000 were paid before, and the branch's grant of February is first.
"""

from __future__ import annotations

import json
from itertools import permutations

import ipdsl
from tests.conftest import ROOT

LINES = (ROOT / "examples" / "agency_group.jsonl").read_text(encoding="utf-8").splitlines()
GROUP = [json.loads(line) for line in LINES]


def grants(decision: ipdsl.Decision) -> list[tuple[str, str, str]]:
    return [
        (claim.item, claim.outcome.value, str(claim.paid))
        for claim in decision.claims
        if claim.label == "2.agency_case.granted"
    ]


def test_an_agency_and_its_branch_fill_one_cap_in_the_order_of_the_grants() -> None:
    head, branch, lone = ipdsl.load("qingyuan_2018").evaluate_cohort(GROUP).decisions
    assert grants(head) == [("ZL201810000001.1", "reduced", "0.00 CNY")]
    assert grants(branch) == [
        ("ZL201810000002.2", "awarded", "500.00 CNY"),
        ("ZL201820000003.3", "reduced", "0.00 CNY"),
    ]
    assert grants(lone) == [("ZL201810000004.4", "awarded", "500.00 CNY")]
    assert str(branch.total) == "20,500.00 CNY"


def test_the_cut_names_the_rule_over_all() -> None:
    head = ipdsl.load("qingyuan_2018").evaluate_cohort(GROUP).decisions[0]
    claim = next(claim for claim in head.claims if claim.label == "2.agency_case.granted")
    assert [adjustment.rule for adjustment in claim.adjustments] == ["2.grants cap per head_office per year"]
    assert claim.adjustments[0].article == "2"


def test_the_order_of_the_applicants_is_irrelevant() -> None:
    policy = ipdsl.load("qingyuan_2018")
    totals = {
        tuple(sorted((d.applicant, d.total.minor) for d in policy.evaluate_cohort(order).decisions))
        for order in permutations(GROUP)
    }
    assert totals == {(("beijiang-ip", 50000), ("qingjiang-ip", 0), ("qingjiang-ip-yingde", 2050000))}


def test_each_alone_waits_for_the_others_where_they_share_a_cap() -> None:
    policy = ipdsl.load("qingyuan_2018")
    head, branch, lone = (policy.evaluate(facts) for facts in GROUP)
    assert [outcome for _, outcome, _ in grants(head)] == ["contingent on the cohort"]
    assert [outcome for _, outcome, _ in grants(branch)] == ["contingent on the cohort"] * 2
    assert [outcome for _, outcome, _ in grants(lone)] == ["awarded"]
    assert (head.due.low.minor, head.due.high) == (0, ipdsl.Money(50000, "CNY"))
    assert not head.is_undetermined


def test_bounds_of_one_alone_hold_what_the_cohort_gives() -> None:
    policy = ipdsl.load("qingyuan_2018")
    for facts, together in zip(GROUP, policy.evaluate_cohort(GROUP).decisions, strict=True):
        due = policy.evaluate(facts).due
        assert due.high is not None
        assert due.low <= together.total <= due.high
