"""Bounds where several things are open at once, worked out by hand: what is due at least, and at most, in yuan.

Each page is one set of claims that rules weigh together. The low is not above what any completion pays: where one is
worked out, the comment says which.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.runtime.decision.model import Decision
from ipdsl.runtime.outcome import Outcome

VOCABULARY = """vocabulary deals "Deals"

applicant firm "firm"

level high > middle > low

record deal plural deals
  key number
  matter country, family
  amount money
  area text
  country text
  family text
  project text
  level level
  event made on made_on
"""

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


def decide(folder: Path, lines: tuple[str, ...], *deals: dict[str, Any], **more: object) -> Decision:
    page = folder / "hand.ipp"
    page.write_text(
        HEAD + "".join(line if line.startswith("article") else f"  {line}\n" for line in lines), encoding="utf-8"
    )
    policy = ipdsl.load(page, cache=False)
    facts = {"applicant": {"id": "F1", "kinds": ["firm"]}, "records": {"deal": list(deals)}, "history": []}
    return policy.evaluate(facts | more)


def deal(number: str, day: str | None, amount: object = None, **more: object) -> dict[str, Any]:
    return {"number": number, "made_on": day, "amount": amount, **more}


def due(decision: Decision) -> tuple[str, str | None]:
    """Both ends, in yuan."""
    low, high = decision.due.low, decision.due.high
    return f"{low.minor / 100:.2f}", None if high is None else f"{high.minor / 100:.2f}"


PAID = "award 100% of amount when deal made"


# ---------------------------------------------------------------------------------------------- before the first open


def test_what_the_years_before_the_first_open_claim_pay_is_certain(folder: Path) -> None:
    """B takes the second place or not; A has the first whatever B comes to."""
    lines = (PAID, "limit 2 items per firm")
    found = decide(folder, lines, deal("A", "2021-03-01", 100), deal("B", "2022-03-01"), deal("C", "2023-03-01", 30))
    assert due(found) == ("100.00", None)


def test_nothing_is_certain_where_an_open_claim_may_stand_before_all(folder: Path) -> None:
    """B, of a day that is not known, takes the one place from A where it comes first: 10 are due then."""
    lines = (PAID, "limit 1 items per firm")
    deals = (deal("A", "2022-03-01", 100), deal("B", None, 10), deal("C", "2023-03-01"))
    assert due(decide(folder, lines, *deals))[0] in ("0.00", "10.00")
    assert (
        due(decide(folder, lines, deals[0], deal("B", "2021-03-01", 10), deal("C", "2023-03-01", 5))) == ("10.00",) * 2
    )


# ---------------------------------------------------------------------------------------------- what is not monotone


def test_a_repeat_over_years_is_no_selection_though_others_lie_in_one_year(folder: Path) -> None:
    """If C of 2022 comes to 1 fen, D of 2023 is not paid: 100.01 are due, and not the 130 of D."""
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
    """B at 100 takes the room of its area from C, and is then cut by the cap of its project, which A filled."""
    lines = ("group inner", f"  {PAID}", "  cap 100 per area per year", "cap 100 per project per year")
    deals = (
        deal("A", "2022-01-01", 90, area="a2", project="p1"), deal("B", "2022-02-01", area="a1", project="p1"),
        deal("C", "2022-03-01", 100, area="a1", project="p2"),
    )  # fmt: skip
    low, _ = due(decide(folder, lines, *deals))
    stated = (deals[0], deal("B", "2022-02-01", 100, area="a1", project="p1"), deals[2])
    assert due(decide(folder, lines, *stated)) == ("100.00", "100.00")
    assert float(low) <= 100


# ---------------------------------------------------------------------------------------------- rows, approvals


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


# ---------------------------------------------------------------------------------------------- words


@pytest.mark.parametrize(("number", "words"), [(6, "20.00 + 20.00 + 20.00"), (7, "140.00 together")])
def test_the_sums_under_a_cap_are_listed_up_to_six(folder: Path, number: int, words: str) -> None:
    from ipdsl.runtime.decision.explain import render

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
