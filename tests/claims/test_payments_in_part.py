"""Payments by others with an unstated part, and amounts that are rounded before deduction.

Expected amounts are computed by hand.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.settlement import pages as hand

NO_REPEAT = ("award 100 when deal made", "award 200 when prize won", "no repeat per project per level")
PART = {"code": "A", "piece": "1", "made_on": "2022-03-03"}
LESS = (
    "award 80 when find made", "award by amount when deal made", "  at least 1000: 240", "  otherwise: 220",
    "  less already paid for find of the same project",
)  # fmt: skip


def support(item: str, amount: int, **keys: str) -> dict[str, Any]:
    line: dict[str, Any] = {"kind": "part", "item": item, "level": "high", "year": 2022, "amount": amount}
    return {**line, "keys": keys} if keys else line


def test_a_payment_for_another_kind_that_states_no_project_may_be_for_each_claim_of_its_level(tmp_path: Path) -> None:
    deals = [
        hand.deal("A", "2022-03-03", project="p", level="high"),
        hand.deal("B", "2022-04-04", project="q", level="high"),
        hand.deal("C", "2022-05-05", project="p", level="low"),
    ]
    line = {"policy": "old", "clause": "1", "kind": "prize", "item": "F / high", "year": 2021, "due": 80}
    facts = hand.firm(*deals, records={"prize": []}, history=[line], as_of="2022-12-31")
    decision = hand.page(tmp_path, *NO_REPEAT).evaluate(facts)
    project = "history[F / high].keys.project"
    assert hand.asked(decision) == {"A": [project], "B": [project], "C": []}
    assert hand.due(decision) == ("100.00", "300.00")


@pytest.mark.parametrize("key", ["area", "matter"])
def test_a_payment_for_a_kind_that_lacks_a_key_of_the_rule_counts_for_no_claim_whatever_its_project(
    tmp_path: Path, key: str
) -> None:
    """A prize does not have an area, and its matter is never that of a deal."""
    a = hand.deal("A", "2022-03-03", project="p", level="high", area="x", country="US", family="F")
    line = {"policy": "old", "clause": "1", "kind": "prize", "item": "F / high", "year": 2021, "due": 80}
    page = hand.page(tmp_path, *NO_REPEAT[:2], f"no repeat per {key} per project per level")
    for keys in ({}, {"project": "p"}):
        facts = hand.firm(a, records={"prize": []}, history=[{**line, "keys": keys}], as_of="2022-12-31")
        assert hand.told(page.evaluate(facts)) == {"A": ("awarded", "100.00", "100.00")}


def test_only_support_that_is_for_the_matter_is_named_as_the_reason(tmp_path: Path) -> None:
    """It is unknown for which piece of A the 40 were paid. The 50 were for B."""
    rule = "over policy", "  none when another level supported the same matter"
    page = hand.page(tmp_path, "award 100 when part made", "article 2", *rule, header="  level middle\n")
    lines = [support("A / 1", 30), support("x", 40, code="A"), support("B / 1", 50)]
    facts = hand.firm(records={"part": [PART]}, support=lines, as_of="2022-12-31")
    [claim] = page.evaluate(facts).claims
    assert claim.why == "article 2 excludes payment in addition to 30.00 for A / 1 (high, 2022)"


@pytest.mark.parametrize("fixed", ["100", "100.50"])
def test_under_an_approval_a_claim_is_due_at_least_the_row_that_needs_none_rounded(tmp_path: Path, fixed: str) -> None:
    """Either the fixed amount, rounded down to 100, or 150.70 of the 200 that were approved."""
    rows = f"  at least 1000: {fixed}", "  otherwise: up to 150.70"
    page = hand.page(tmp_path, "award by amount when deal made", *rows, header="  round down to 1\n")
    approvals = [{"clause": "1.deal.made", "item": "A", "amount": 200}]
    open_, *known = (
        hand.due(page.evaluate(hand.firm(hand.deal("A", "2022-03-03", amount), approvals=approvals)))
        for amount in (None, 1000, 1)
    )
    assert (open_, known) == (("100.00", "150.70"), [("100.00", "100.00"), ("150.70", "150.70")])


def test_rows_that_round_to_one_sum_may_differ_by_one_step_after_a_deduction(tmp_path: Path) -> None:
    """Both 240 and 220 round to 200 in steps of 100. After a deduction of 80, 160 rounds to 200 and 140 to 100."""
    page = hand.page(tmp_path, *LESS, header="  round half up to 100\n")
    line = {"policy": "old", "clause": "1", "kind": "find", "item": "F", "keys": {"project": "p"}}
    history = [{**line, "year": 2021, "due": 80}]
    open_, *known = (
        hand.due(page.evaluate(hand.firm(hand.deal("A", "2022-03-03", amount, project="p"), history=history)))
        for amount in (None, 1, 1000)
    )
    assert (open_, known) == (("100.00", "200.00"), [("100.00", "100.00"), ("200.00", "200.00")])
