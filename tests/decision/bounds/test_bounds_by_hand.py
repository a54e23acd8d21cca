"""Bounds with several open facts at once, computed by hand: the least and the greatest amount due, in yuan.

Each page is one set of claims that rules compare. The lower bound is at most the amount of every completion. If a
completion is computed, a comment names it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.decision.decision import Decision
from ipdsl.ir.proposal import Outcome
from tests.support.settlement.pages import VOCABULARY, line

HEAD = """policy hand "By hand"
  document "Doc 1"
  effective 2021-01-01 to 2025-12-31
  use deals
article 1 "Deals"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deals.ipp").write_text(VOCABULARY, encoding="utf-8")
    return tmp_path


def decide(folder: Path, lines: tuple[str, ...], *deals: dict[str, Any], header: str = "", **more: object) -> Decision:
    page = folder / "hand.ipp"
    body = "".join(line if line.startswith("article") else f"  {line}\n" for line in lines)
    page.write_text(HEAD.replace("  use deals", f"{header}  use deals") + body, encoding="utf-8")
    policy = ipdsl.load(page, cache=False)
    facts = {"applicant": {"id": "F1", "kinds": ["firm"]}, "records": {"deal": list(deals)}, "history": []}
    return policy.evaluate(facts | more)


def deal(number: str, day: str | None, amount: object = None, **more: object) -> dict[str, Any]:
    return {"number": number, "made_on": day, "amount": amount, **more}


def due(decision: Decision) -> tuple[str, str | None]:
    """The bounds in yuan. The claims are also read, so that they are settled whatever code computed the total."""
    low, high = decision.due.low, decision.due.high
    assert sum(claim.paid.minor for claim in decision.claims) <= low.minor
    return f"{low.minor / 100:.2f}", None if high is None else f"{high.minor / 100:.2f}"


PAID = "award 100% of amount when deal made"


# ---------------------------------------------------------------------------------------------- before the first open


def test_what_the_years_before_the_first_open_claim_pay_is_certain(folder: Path) -> None:
    """B may take the second place. A has the first, whatever the amount of B is."""
    lines = (PAID, "limit 2 items per firm")
    found = decide(folder, lines, deal("A", "2021-03-01", 100), deal("B", "2022-03-01"), deal("C", "2023-03-01", 30))
    assert due(found) == ("100.00", None)


def test_nothing_is_certain_if_an_open_claim_may_be_first(folder: Path) -> None:
    """B has an unknown day. If it comes first, it takes the only place from A, and 10 are due."""
    lines = (PAID, "limit 1 items per firm")
    deals = (deal("A", "2022-03-01", 100), deal("B", None, 10), deal("C", "2023-03-01"))
    assert due(decide(folder, lines, *deals))[0] in ("0.00", "10.00")
    assert (
        due(decide(folder, lines, deals[0], deal("B", "2021-03-01", 10), deal("C", "2023-03-01", 5))) == ("10.00",) * 2
    )


# ------------------------------------------------------------------------------------------ rules that are not monotone


def test_a_repeat_over_years_is_not_a_selection_although_others_are_in_one_year(folder: Path) -> None:
    """If C of 2022 is 1 fen, D of 2023 is not paid: 100.01 are due, and not D's 130."""
    lines = (PAID, "no repeat per project", "cap 1000 per firm")
    deals = (
        deal("A", "2022-03-01", 100, project="X"), deal("B", "2022-04-01", project="X"),
        deal("C", "2022-05-01", project="Y"), deal("D", "2023-03-01", 30, project="Y"),
    )  # fmt: skip
    low, high = due(decide(folder, lines, *deals))
    assert float(low) <= 100.01
    assert high == "1000.00"
    stated = (
        *deals[:1],
        deal("B", "2022-04-01", 50, project="X"),
        deal("C", "2022-05-01", "0.01", project="Y"),
        deals[3],
    )
    assert due(decide(folder, lines, *stated)) == ("100.01", "100.01")


def test_caps_that_cross_are_not_monotone(folder: Path) -> None:
    """At 100, B uses up the cap of C's area, and is then cut by the cap of its project, which A has filled."""
    lines = ("group inner", f"  {PAID}", "  cap 100 per area per year", "cap 100 per project per year")
    deals = (
        deal("A", "2022-01-01", 90, area="a2", project="p1"), deal("B", "2022-02-01", area="a1", project="p1"),
        deal("C", "2022-03-01", 100, area="a1", project="p2"),
    )  # fmt: skip
    low, _ = due(decide(folder, lines, *deals))
    stated = (deals[0], deal("B", "2022-02-01", 100, area="a1", project="p1"), deals[2])
    assert due(decide(folder, lines, *stated)) == ("100.00", "100.00")
    assert float(low) <= 100


# ---------------------------------------------------------------------------------------------- carried money, rounding


CARRIED = (PAID, "cap income per firm per year", "  carry forward 1 years")


def incomes(**by_year: int) -> dict[str, Any]:
    return {"figures": {year[1:]: {"income": sum_} for year, sum_ in by_year.items()}}


def test_two_open_claims_that_are_carried_may_fill_the_rooms_of_all_their_years(folder: Path) -> None:
    """At 100 each: 10 of A in 2021, 10 of A in 2022 (80 lapse), 10 of B in 2023."""
    rooms = incomes(y2021=10, y2022=10, y2023=10, y2024=10)
    found = decide(folder, CARRIED, deal("A", "2021-03-01"), deal("B", "2022-03-01"), **rooms)
    assert due(found) == ("0.00", "30.00")
    stated = decide(folder, CARRIED, deal("A", "2021-03-01", 100), deal("B", "2022-03-01", 100), **rooms)
    assert due(stated) == ("30.00", "30.00")


@pytest.mark.parametrize(("year", "high"), [(2021, "10.00"), (2022, "10.00"), (2023, "0.00")])
def test_an_open_claim_may_be_paid_until_its_money_lapses(folder: Path, year: int, high: str) -> None:
    decide(folder, CARRIED)
    facts = {
        "applicant": {"id": "F1", "kinds": ["firm"]},
        "records": {"deal": [deal("A", "2021-03-01")]},
        "history": [],
    }
    rooms = incomes(y2021=10, y2022=10, y2023=10)
    assert due(ipdsl.load(folder / "hand.ipp", cache=False).evaluate(facts | rooms, year=year)) == ("0.00", high)


def test_amounts_that_round_to_one_value_may_differ_after_a_deduction(folder: Path) -> None:
    """Both 130 and 170 round to 100. After a deduction of 50 they are 80 and 120, which round to 0 and 100."""
    lines = ("award by amount when deal made", "  less already paid for deal of the same project",
             "  at least 1000: 130", "  otherwise: 170")  # fmt: skip
    before = {"policy": "Doc 0", "clause": "x", "kind": "deal", "item": "old", "year": 2020, "due": 50}
    history = {"history": [{**before, "keys": {"project": "X"}}]}
    one = {"project": "X"}
    rounding = "  round down to 100\n"
    assert due(decide(folder, lines, deal("A", "2022-03-01", **one), header=rounding, **history)) == ("0.00", "100.00")
    for amount, paid in ((1000, "0.00"), (999, "100.00")):
        found = decide(folder, lines, deal("A", "2022-03-01", amount, **one), header=rounding, **history)
        assert due(found) == (paid, paid)


# ---------------------------------------------------------------------------------------------- rows, approvals


@pytest.mark.parametrize(("row", "low"), [(None, "20.00"), ("at least 1000", "0.00"), ("otherwise", "0.00")])
def test_a_claim_whose_row_is_not_known_may_have_been_paid_already(folder: Path, row: str | None, low: str) -> None:
    lines = ("award by amount once when deal made", "  as deals", "  at least 1000: 30", "  otherwise: 20")
    history = [] if row is None else [line("A", 2021, 9, row=row)]
    assert due(decide(folder, lines, deal("A", "2022-03-01"), history=history)) == (low, "30.00")


def test_an_approval_does_not_bound_a_row_that_needs_none(folder: Path) -> None:
    lines = ("award by amount when deal made", "  as deals", "  at least 1000: up to 50", "  otherwise: 200")
    found = decide(folder, lines, deal("A", "2022-03-01"), approvals=[{"clause": "deals", "item": "A", "amount": 30}])
    assert due(found) == ("30.00", "200.00")
    [claim] = found.claims
    assert (claim.proposed.minor, claim.adjustments) == (0, ())


@pytest.mark.parametrize(("ceiling", "high"), [(50, "200.00"), (500, "500.00")])
def test_without_an_approval_the_greater_of_both_rows_bounds(folder: Path, ceiling: int, high: str) -> None:
    lines = ("award by amount when deal made", "  as deals", f"  at least 1000: up to {ceiling}", "  otherwise: 200")
    assert due(decide(folder, lines, deal("A", "2022-03-01"))) == ("0.00", high)


def test_an_approval_below_every_row_that_it_may_be_is_settled(folder: Path) -> None:
    lines = ("award by amount when deal made", "  as deals", "  at least 1000: up to 50", "  otherwise: up to 60")
    found = decide(folder, lines, deal("A", "2022-03-01"), approvals=[{"clause": "deals", "item": "A", "amount": 30}])
    assert due(found) == ("30.00", "30.00")
    assert found.claims[0].adjustments == ()


def test_a_row_without_a_limit_that_needs_no_approval_has_no_upper_end(folder: Path) -> None:
    lines = ("award by amount when deal made", "  as deals", "  at least 1000: 100% of amount", "  otherwise: up to 50")
    found = decide(folder, lines, deal("A", "2022-03-01"), approvals=[{"clause": "deals", "item": "A", "amount": 30}])
    assert due(found)[1] is None


def test_an_approval_below_an_open_ceiling_proposes_nothing_yet(folder: Path) -> None:
    lines = ("award up to 50% of amount when deal made", "  as deals")
    found = decide(folder, lines, deal("A", "2022-03-01"), approvals=[{"clause": "deals", "item": "A", "amount": 100}])
    assert due(found) == ("0.00", "100.00")
    [claim] = found.claims
    assert (claim.outcome, claim.proposed.minor, claim.adjustments) == (Outcome.UNDETERMINED, 0, ())


# ---------------------------------------------------------------------------------------------- levels, matters, kinds


@pytest.mark.parametrize("test", ["at most middle", "less than high", "at least middle", "more than low"])
def test_a_level_that_is_not_stated_leaves_open_what_it_is_compared_with(folder: Path, test: str) -> None:
    lines = (f"award 100 when deal made and level {test}",)
    assert due(decide(folder, lines, deal("A", "2022-03-01"))) == ("0.00", "100.00")
    for rank, paid in (("middle", "100.00"), ("none", "0.00")):
        stated: object = {"none": True} if rank == "none" else rank
        assert due(decide(folder, lines, deal("A", "2022-03-01", level=stated))) == (paid, paid)


def test_a_matter_of_which_a_part_is_none_is_that_of_the_record_alone(folder: Path) -> None:
    lines = ("award 100 when deal made", "no repeat per matter")
    none = {"none": True}
    alike = [deal(n, f"2022-0{i}-01", country="US", family="F") for i, n in enumerate("AB", 1)]
    apart = [deal(n, f"2022-0{i}-01", country="US", family=none) for i, n in enumerate("AB", 1)]
    assert due(decide(folder, lines, *alike)) == ("100.00", "100.00")
    assert due(decide(folder, lines, *apart)) == ("200.00", "200.00")


def test_a_record_that_may_be_of_a_narrower_kind_pays_nothing_for_sure() -> None:
    page = (
        'policy p "P"\n  document "D"\n  effective 2021-01-01 to 2025-12-31\n  use ip\narticle 1 "A"\n'
        "  award 1000 to enterprise when invention_patent granted\n"
        "  award 100% of premium to enterprise when ip_insurance bought\n  cap 5000 per enterprise per year\n"
    )
    facts = {
        "applicant": {"id": "F1", "kinds": ["enterprise"]},
        "records": {
            "patent": [{"number": "A", "granted_on": "2022-03-01"}],
            "ip_insurance": [{"contract": "B", "bought_on": "2022-04-01"}],
        },
        "history": [],
    }
    assert due(ipdsl.load_text(page).evaluate(facts)) == ("0.00", "5000.00")


def test_a_claim_of_an_unknown_day_may_be_raised_to_an_older_standard(folder: Path) -> None:
    lines = (PAID, "pay highest with older documents per number")
    older = {"older_documents": [{"document": "Doc 0", "kind": "deal", "item": "A", "amount": 80}]}
    assert due(decide(folder, lines, deal("A", None, 50, country="US", family="F"), **older)) == ("0.00", "80.00")
    assert due(decide(folder, lines, deal("A", "2022-03-01", 50, country="US", family="F"), **older)) == (
        "80.00",
        "80.00",
    )


# ---------------------------------------------------------------------------------------------- words


@pytest.mark.parametrize(("number", "words"), [(6, "20.00 + 20.00 + 20.00"), (7, "140.00 together")])
def test_the_sums_under_a_cap_are_listed_up_to_six(folder: Path, number: int, words: str) -> None:
    from ipdsl.report.decision_page import render

    lines = ("award 20 when deal made", "cap 100 per firm per year")
    found = decide(folder, lines, *(deal(f"D{i}", f"2022-0{i}-01") for i in range(1, number + 1)))
    assert words in " ".join(render(found).split())


def test_the_reading_of_a_group_is_one_of_its_own_article(folder: Path) -> None:
    lines = (
        "group outer", '  reading "of the outer"', "  group inner", '    reading "of the inner"',
        "    award 20 when deal made", 'article 2 "More"\n', "group other", '  reading "of the other"',
        "  award 30 when deal made",
    )  # fmt: skip
    found = decide(folder, lines, deal("A", "2022-03-01"))
    told = [(reading.article, reading.text) for reading in found.readings]
    assert told == [("1", "of the outer"), ("1", "of the inner"), ("2", "of the other")]


def test_the_reading_of_a_rule_over_all_belongs_to_its_article_if_it_cuts(folder: Path) -> None:
    lines = ("award 20 when deal made", 'article 2 "Over all"\n', "over policy", '  reading "of all"')
    for cap, told in ((10, [("2", "of all")]), (50, [])):
        found = decide(folder, (*lines, f"  cap {cap} per firm per year"), deal("A", "2022-03-01"))
        assert [(reading.article, reading.text) for reading in found.readings] == told


def test_a_claim_that_no_known_key_of_others_fits_has_a_room_of_its_own(folder: Path) -> None:
    lines = ("award 60 when deal made", "cap 20 per project per level per year")
    unknown, other = deal("A", "2022-03-01", project="p"), deal("B", "2022-03-01", project="q", level="high")
    found = decide(folder, lines, unknown, other)  # whatever the level of A is, B has a different project
    assert [claim.paid.minor for claim in found.claims] == [2000, 2000]
    assert (found.due.low.minor, found.due.exact) == (4000, True)
