"""Content of reasons: the payments that count without empty lines, and the caps that cut them. Amounts are in yuan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.decision.decision import Decision
from ipdsl.report.decision_json import ledger_to_json
from tests.properties.trial import ledger_of
from tests.support.settlement.cohorts import SHARED, agency
from tests.support.settlement.pages import PAID, deal, firm, line, page

FIND = {"number": "F", "project": "p", "amount": 100, "made_on": "2022-03-01"}
DEDUCTING = ("award 100% of amount when find made", "  less already paid for deal of the same project")
NOTHING: dict[str, Any] = {"admitted": "0.00", "charged": {}, "outcome": "displaced"}
"""The parts of a line that was cut to 0, without `due`."""


def words(decision: Decision, item: str) -> str:
    """The last cut of the claim of an item."""
    [claim] = [claim for claim in decision.claims if claim.item == item]
    return claim.adjustments[-1].text


# ---------------------------------------------------------------------------------------------- deductions


def deducted(folder: Path, *changed: dict[str, Any] | None, more: dict[str, Any] | None = None) -> str:
    """The deduction for two deals of 40, each cut to 30 (gold and silver), with parts of their lines changed."""
    policy = page(folder, *DEDUCTING, PAID, "  as deals", "cap 30 per tier")
    deals = (deal(item, "2021-03-01", 40, project="p", tier=tier) for item, tier in (("A", "gold"), ("B", "silver")))
    before = ledger_of(policy.evaluate(firm(*deals)))
    history = [{**line, **part} for line, part in zip(before, changed, strict=True) if part is not None]
    history += [] if more is None else [more]
    return words(policy.evaluate(firm(records={"find": [FIND]}, history=history)), "F")


def test_a_sum_of_which_a_part_was_not_paid_out_was_due(tmp_path: Path) -> None:
    granted = "80.00 already granted for deal of the same project (A, 2021; B, 2021; 60.00"
    assert deducted(tmp_path, {}, {}) == f"{granted} paid after the cap of article 1) was deducted"
    assert deducted(tmp_path, {"payments": []}, {}) == f"{granted} due after the cap of article 1) was deducted"


def test_a_short_line_beside_one_that_was_cut_is_taken_at_what_was_paid_and_that_is_said(tmp_path: Path) -> None:
    short = line("Z", 2021, 5, keys={"project": "p", "tier": "silver"})
    assert deducted(tmp_path, {}, None, more=short) == (
        "45.00 already granted for deal of the same project (A, 2021; Z, 2021; 35.00 paid after the cap of article 1; "
        "the history does not state `granted`, so the paid sum is assumed to be granted) was deducted"
    )


def test_a_line_of_nothing_is_not_named_among_what_is_deducted_and_one_of_a_fen_is(tmp_path: Path) -> None:
    nothing = {**NOTHING, "due": {"2021": "0.00"}}
    assert "(B, 2021; 30.00 paid" in deducted(tmp_path, nothing, {})
    fen = line("Z", 2021, "0.01", keys={"project": "p", "tier": "silver"})
    assert deducted(tmp_path, {}, None, more=fen).startswith(
        "40.01 already granted for deal of the same project (A, 2021; Z, 2021; 30.01 paid"
    )


def test_a_fen_of_this_run_is_named_where_it_is_deducted(tmp_path: Path) -> None:
    policy = page(tmp_path, PAID, "  as deals", *DEDUCTING)
    decision = policy.evaluate(firm(deal("A", "2021-03-01", "0.01", project="p"), records={"find": [FIND]}))
    assert words(decision, "F") == "0.01 already paid for deal of the same project (A, 2021) was deducted"


def test_a_cap_that_cut_before_the_last_grant_is_not_among_those_that_cut_after_it(tmp_path: Path) -> None:
    """A (60) is cut to 50 by an inner cap and granted 50. B is granted 40, and article 2 leaves it 20 of 70."""
    policy = page(
        tmp_path, "group inner", f"  {PAID}", "    as deals", "  cap 50 per tier", *DEDUCTING,
        "pay highest per area per year", 'article 2 "Caps"', "over policy", "  cap 70 per firm per year",
    )  # fmt: skip
    deals = (
        deal("A", "2021-02-01", 60, project="p", tier="gold", area="x"),
        deal("B", "2021-03-01", 40, project="p", tier="silver", area="y"),
    )
    assert words(policy.evaluate(firm(*deals, records={"find": [FIND]})), "F") == (
        "90.00 already granted for deal of the same project (A, 2021; B, 2021; 70.00 paid after the cap of article 2) "
        "was deducted"
    )


def test_the_cap_over_a_payment_that_it_did_not_cut_is_not_named(tmp_path: Path) -> None:
    """5 were granted and paid under article 1. Under article 2, 40 were granted and 30 paid."""
    policy = page(
        tmp_path, *DEDUCTING, "award 100% of amount when deal made and fine", "  as deals", "cap 30 per tier",
        'article 2 "Others"', "award 100% of amount when deal made and not fine", "  as others", "cap 30 per tier",
    )  # fmt: skip
    cut = ledger_of(policy.evaluate(firm(deal("A", "2021-03-01", 40, project="p", tier="gold", fine=False))))
    [other] = [line for line in cut if line["clause"] == "others"]
    whole = line("Z", 2021, 5, granted=5, keys={"project": "p", "tier": "gold"})
    decision = policy.evaluate(firm(records={"find": [FIND]}, history=[other, whole]))
    assert "35.00 paid after the cap of article 2) was deducted" in words(decision, "F")


@pytest.mark.parametrize(
    ("inner", "due", "caps"),
    [
        ("80.00", "70.00", "the cap of article 1 and the cap of article 2"),
        ("100.00", "70.00", "the cap of article 2"),
        ("80.00", "80.00", "the cap of article 1"),
    ],
)
def test_what_a_cap_that_a_line_does_not_name_cut_is_what_the_others_left(
    tmp_path: Path, inner: str, due: str, caps: str
) -> None:
    """The cap of article 1 left `inner` of 100. The line does not mention the cap of article 2."""
    policy = page(
        tmp_path, "award 100% of amount once per project when deal made", "  as deals", "cap 80 per tier",
        'article 2 "Caps"', "over policy", "  cap 70 per firm",
    )  # fmt: skip
    [before] = ledger_of(policy.evaluate(firm(deal("A", "2021-03-01", 100, project="p", tier="gold"))))
    before |= {"charged": {"1 cap per tier": inner}, "due": {"2021": due}}
    decision = policy.evaluate(firm(deal("B", "2022-03-01", 40, project="p", tier="silver"), history=[before]))
    used = f"A, 2021; 100.00 granted, and cut to {due} by {caps}"
    assert words(decision, "B") == f"paid only once for p, already used ({used})"


# ---------------------------------------------------------------------------------------------- winners and payments


def test_a_claim_of_which_an_inner_cap_left_nothing_is_not_among_the_winners(tmp_path: Path) -> None:
    policy = page(
        tmp_path, "group outer", "  group inner", f"    {PAID}", "      as deals", "    cap 60 per firm per year",
        "  award 10 when find made", "  pay highest per firm per year",
    )  # fmt: skip
    deals = (deal(item, "2022-03-01", 60) for item in "AB")
    assert words(policy.evaluate(firm(*deals, records={"find": [FIND]})), "F") == (
        "only the highest is paid per firm per year (article 1): A of deals (60.00) counts, not 1.find.made"
    )


def test_a_line_of_nothing_was_not_paid_this_year(tmp_path: Path) -> None:
    """A is before Z by name, and was paid nothing."""
    policy = page(tmp_path, PAID, "  as deals", "no repeat per project")
    [first] = ledger_of(policy.evaluate(firm(deal("A", "2022-01-01", 10, project="p"))))
    history = [{**first, **NOTHING, "due": {"2022": "0.00"}}, line("Z", 2022, 30, keys={"project": "p"})]
    decision = policy.evaluate(firm(deal("B", "2022-03-01", 60, project="p"), history=history))
    assert words(decision, "B") == "nothing is paid twice per project (article 1): 30.00 was paid this year (Z, 2022)"


def test_the_first_payment_of_something_in_another_year_is_named(tmp_path: Path) -> None:
    policy = page(tmp_path, PAID, "  as deals", "no repeat per project")
    [first] = ledger_of(policy.evaluate(firm(deal("A", "2021-01-01", 10, project="p"))))
    nothing = {**first, **NOTHING, "due": {"2021": "0.00"}}
    fen, later = (
        line(item, year, sum_, keys={"project": "p"}) for item, year, sum_ in (("Y", 2022, "0.01"), ("Z", 2023, 5))
    )
    decision = policy.evaluate(firm(deal("B", "2024-03-01", 60, project="p"), history=[nothing, fen, later]))
    assert words(decision, "B") == "nothing is paid twice per project (article 1): 0.01 was paid before (Y, 2022)"


def test_a_line_of_nothing_took_no_place(tmp_path: Path) -> None:
    policy = page(tmp_path, PAID, "  as deals", "limit 1 deal per firm")
    [first] = ledger_of(policy.evaluate(firm(deal("A", "2021-01-01", 10))))
    history = [{**first, **NOTHING, "due": {"2021": "0.00"}}, line("Z", 2021, 30)]
    decision = policy.evaluate(firm(deal("B", "2022-03-01", 60), history=history))
    assert words(decision, "B") == "the limit of article 1 per firm is used up: at most 1, taken by Z, 2021"


@pytest.mark.parametrize("year", [2021, 2022])
def test_a_fen_at_another_level_is_topped_up(tmp_path: Path, year: int) -> None:
    rows = "  low: 0.01", "  middle: 100"
    policy = page(tmp_path, "award by level when deal made", "  as deals", *rows, "top up per project")
    deals = deal("A", f"{year}-02-01", level="low", project="p"), deal("B", "2022-03-01", level="middle", project="p")
    reason = f"topped up per project (article 1): 0.01 was granted before (A, {year})"
    assert words(policy.evaluate(firm(*deals)), "B") == reason


def test_a_fen_takes_a_place_and_is_named(tmp_path: Path) -> None:
    policy = page(tmp_path, PAID, "  as deals", "limit 1 deal per firm")
    decision = policy.evaluate(firm(deal("B", "2022-03-01", 60), history=[line("A", 2021, "0.01")]))
    assert words(decision, "B") == "the limit of article 1 per firm is used up: at most 1, taken by A, 2021"


def test_what_was_published_to_be_left_is_told_as_it_was_beside_what_the_ledger_took() -> None:
    """30,000 of 50,000 were paid to this branch. Other branches left 5,000."""
    policy = ipdsl.load_text(SHARED)
    [first] = policy.evaluate_cohort([agency("N", "HQ", "2022-03-01")]).decisions
    cap = {"rule": "7.grants cap per head_office per year", "keys": {"head_office": "HQ"}, "year": 2022}
    history: Any = ledger_to_json(first.ledger)
    stated = {**agency("N", "HQ", "2022-03-01", "2022-04-01"), "history": list(history)}
    assert words(policy.evaluate({**stated, "published": [{**cap, "left": 5000}]}), "N1") == (
        "cut to 5,000.00 by the cap of article 7: 50,000.00 per head_office per year, "
        "of which 5,000.00 was published to be left"
    )
