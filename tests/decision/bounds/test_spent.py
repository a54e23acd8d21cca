"""A claim that was already paid, earlier or in this run, does not ask for facts that only later rules need."""

from __future__ import annotations

import datetime
from pathlib import Path

import attrs
import pytest

import ipdsl
from ipdsl.engine.operations import add, smallest
from ipdsl.ir.proposal import Outcome
from tests.support.settlement.leases import WORDS
from tests.support.settlement.programs import award, cap, deal, decide, firm, group, holds, more, outcomes, over, policy

PAGE = """
policy spent "What is paid once"
  document "Example 4"
  effective from 2021-01-01
  currency CNY
  use ip

article 2 "Products with an indication"
  award 30000 once per product from 2019-01-01 when geo_indication_product new
  cap 10% of main_revenue per applicant per year
"""
FACTS = {
    "applicant": {"id": "F1", "kinds": ["enterprise"]},
    "records": {"geo_indication_product": [{"product": "tea", "recognised_on": "2019-05-05"}]},
    "figures": {},
    "history": [{"clause": "2.geo_indication_product.new", "item": "tea", "year": 2020, "due": 30000}],
    "support": [],
}


@pytest.mark.parametrize("carry", ["", "\n    carry forward 2 years"])
def test_a_claim_that_was_paid_already_asks_for_no_room_of_a_cap(carry: str) -> None:
    (claim,) = ipdsl.load_text(PAGE.rstrip() + carry + "\n").evaluate(FACTS).claims
    assert claim.outcome is Outcome.ALREADY_PAID
    assert not claim.missing


def test_a_claim_that_was_not_paid_asks_for_it() -> None:
    (claim,) = ipdsl.load_text(PAGE).evaluate({**FACTS, "history": []}).claims
    assert claim.outcome is Outcome.UNDETERMINED
    assert [fact.field for fact in claim.missing] == ["main_revenue"]


SPAN = PAGE.replace("once per product from 2019-01-01", "once per product in any 12 months")


@pytest.mark.parametrize(("year", "outcome"), [(2021, Outcome.ALREADY_PAID), (2023, Outcome.UNDETERMINED)])
def test_only_a_payment_in_the_span_uses_a_claim_up(year: int, outcome: Outcome) -> None:
    """A line counts with the last day of its year: that of 2023 is more than twelve months after the event."""
    records = {"geo_indication_product": [{"product": "tea", "recognised_on": "2021-05-05"}]}
    line = {**FACTS["history"][0], "year": year}
    decision = ipdsl.load_text(SPAN).evaluate({**FACTS, "records": records, "history": [line]})
    (claim,) = decision.claims
    assert claim.outcome is outcome
    assert decision.due.high is not None
    assert decision.due.high.minor == (0 if year == 2021 else 30_000_00)


RUNNING = """policy running "Paid once while it runs"
  document "Example 5"
  effective from 2021-01-01
  currency CNY
  use leases

article 1 "Leases"
  award 7 once while lease running
  cap income per firm per year
    carry forward 1 years
"""


def test_a_claim_used_up_by_one_of_an_earlier_year_asks_for_no_room_of_its_own_year(tmp_path: Path) -> None:
    (tmp_path / "leases.ipp").write_text(WORDS, encoding="utf-8")
    (tmp_path / "running.ipp").write_text(RUNNING, encoding="utf-8")
    lease = {"number": "A", "signed_on": "2021-03-01", "ended_on": {"none": True}}
    facts = {
        "applicant": {"id": "F1", "kinds": ["firm"]},
        "records": {"lease": [lease]},
        "figures": {"2021": {"income": 5}, "2022": {"income": 5}},  # that of 2023 is unstated and not needed
        "as_of": "2023-12-31",
        "history": [],
    }
    decision = ipdsl.load(tmp_path / "running.ipp", cache=False).evaluate(facts, year=2023)
    assert decision.due.is_point
    assert [claim.outcome for claim in decision.claims] == [Outcome.ALREADY_PAID]
    both = ipdsl.load(tmp_path / "running.ipp", cache=False).evaluate(facts)
    assert both.total.minor == 700  # 5 in 2021, and the carried 2 in 2022
    assert both.due.is_point


INNER = "  group all\n    award 7 once while lease running\n    cap 1000 per firm per year"


@pytest.mark.parametrize("award_", ["  award 0.01 once while lease running", INNER])
def test_a_claim_is_used_up_by_a_fen_and_whatever_caps_leave(tmp_path: Path, award_: str) -> None:
    (tmp_path / "leases.ipp").write_text(WORDS, encoding="utf-8")
    text = RUNNING.replace("  award 7 once while lease running", award_)
    (tmp_path / "running.ipp").write_text(text, encoding="utf-8")
    lease = {"number": "A", "signed_on": "2021-03-01", "ended_on": {"none": True}}
    facts = {"applicant": {"id": "F1", "kinds": ["firm"]}, "records": {"lease": [lease]}, "history": []}
    figures = {"figures": {"2021": {"income": 5}, "2022": {"income": 5}}, "as_of": "2023-12-31"}
    decision = ipdsl.load(tmp_path / "running.ipp", cache=False).evaluate({**facts, **figures}, year=2023)
    assert [(claim.outcome, claim.missing) for claim in decision.claims] == [(Outcome.ALREADY_PAID, ())]


def test_one_value_of_a_list_that_was_paid_uses_the_claim_up() -> None:
    code = policy(award("deals", 30, once=("marks",)), cap(None, "marks"))
    before = {"clause": "deals", "item": "Z", "year": 2021, "due": 5, "keys": {"marks": ["m"]}}
    both = decide(code, firm(deal("A", None, marks=["m", "n"]), history=[before]))
    assert (outcomes(both), both.missing) == ({"A": "already paid"}, ())
    other = decide(code, firm(deal("A", None, marks=["n"]), history=[before]))
    assert [fact.path for fact in other.missing] == ["figures.2022.contribution"]


def test_a_claim_of_an_earlier_year_at_discretion_uses_up_a_key_although_it_comes_last() -> None:
    code = policy(award("deals", 30, once=("project",)), cap(None, "enterprise"),
                  discretion_from=datetime.date(2020, 1, 1))  # fmt: skip
    deals = deal("A", None, "2020-06-01", project="P"), deal("B", None, "2021-06-01", project="P")
    decision = decide(
        code,
        firm(
            *deals, figures={"2020": {"contribution": 100}}, approvals=[{"clause": "deals", "item": "A", "amount": 30}]
        ),
    )
    assert outcomes(decision)["B"] == "already paid"
    assert decision.missing == ()


def test_a_claim_of_nothing_uses_no_key_up() -> None:
    """B may lose 3 to the earlier prize, although A of the same project came first."""
    awards = award("deals", once=("project",)), award("prizes", 5, gates={"large": more("amount", 5)}, record="prize")
    deals = deal("A", 0, "2021-01-02", project="P"), deal("B", 50, project="P")
    decision = decide(policy(*awards, cap(52, "enterprise")), firm(*deals, prizes=(deal("X", None, "2022-02-01"),)))
    assert outcomes(decision) == {"A": "awarded", "B": "undetermined", "X": "undetermined"}


def test_a_claim_that_waits_for_its_room_alone_leaves_no_later_one_its_place() -> None:
    """A's 1 uses up the project, whether or not 2021 has money left for it.

    B's 36 is never paid and never charged to the cap, so the 25 are paid in full.
    """
    first = award("first", once=("project",), gates={"fine": holds("fine")})
    second = award("second", 25, gates={"second": holds("second")})
    last = attrs.evolve(cap(None, "enterprise", exempt=("second",), name="last"), carry=1)
    code = policy(group(first, second, cap(60, "enterprise")), over(last))
    deals = (
        deal("A", 1, "2021-01-01", project="p", fine=True, second=False),
        deal("B", 36, "2021-02-01", project="p", fine=True, second=True),
    )
    later = {str(year): {"contribution": 0} for year in range(2022, 2026)}
    for room, total in ((None, (25, 26)), (0, (25, 25)), (300, (26, 26))):
        known = {} if room is None else {"2021": {"contribution": room}}
        due = decide(code, firm(*deals, figures=later | known)).due
        assert (due.low.minor, due.high and due.high.minor) == (100 * total[0], 100 * total[1])


def test_a_claim_that_is_used_up_whatever_is_open_leaves_the_total_exact() -> None:
    """A uses up the project in 2021. B pays nothing, whatever its amount is.

    C gets the rest of the cap for life: 30.
    """
    code = policy(award("7.deal", once=("project",)), cap(90, "enterprise", per_year=False))
    deals = (
        deal("A", 60, "2021-05-01", project="p"),
        deal("B", None, "2022-05-01", project="p"),
        deal("C", 50, "2023-05-01", project="q"),
    )
    decision = decide(code, firm(*deals))
    assert decision.due.is_point
    assert decision.total.minor == 9000
    assert not decision.is_undetermined
    assert not decision.missing


@pytest.mark.parametrize("fen", [5000, 1])
def test_a_claim_with_one_amount_whatever_is_open_is_reported_as_already_paid(fen: int) -> None:
    """An unstated amount plus 100, but at most 50, or at most one fen: the amount is known."""
    code = policy(award("deals", lambda c: smallest(add(10000, c.field("amount")), fen), once=("project",)))
    before = {"clause": "deals", "item": "Z", "year": 2021, "due": 5, "keys": {"project": "P"}}
    decision = decide(code, firm(deal("A", None, project="P"), history=[before]))
    assert (outcomes(decision), decision.missing) == ({"A": "already paid"}, ())
    (once,) = decision.claims[0].adjustments
    assert once.cut.minor == fen
