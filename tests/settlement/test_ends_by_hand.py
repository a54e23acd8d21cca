"""Ends of sums over several years, worked out by hand: what is carried on, and states in years that a day may bring.

Each bound stands beside a completion of the facts that reaches it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.runtime.decision.model import Claim, Decision

WORDS = """vocabulary leases "Leases"

applicant firm "firm"

figures per year
  income money

record lease plural leases
  key number
  number text
  amount money
  project text
  signed_on date
  ended_on date
  event signed on signed_on
  state running from signed_on until ended_on

record gift plural gifts
  key number
  number text
  made_on date
  event made on made_on
"""

HEAD = """policy hand "By hand"
  document "Doc 1"
  effective from 2021-01-01
  use leases
article 1 "Leases"
"""

NONE = {"none": True}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "leases.ipp").write_text(WORDS, encoding="utf-8")
    return tmp_path


def decide(folder: Path, lines: tuple[str, ...], records: dict[str, Any], **more: object) -> Decision:
    (folder / "hand.ipp").write_text(HEAD + "".join(f"  {line}\n" for line in lines), encoding="utf-8")
    facts = {"applicant": {"id": "F1", "kinds": ["firm"]}, "records": records, "history": []}
    return ipdsl.load(folder / "hand.ipp", cache=False).evaluate(facts | more)


def yuan(bounds: Any) -> tuple[int | float, int | float | None]:
    return bounds.low.minor / 100, None if bounds.high is None else bounds.high.minor / 100


def ends(decision: Decision) -> tuple[int | float, int | float | None]:
    """Due at least and at most, in yuan."""
    return yuan(decision.due)


def of(decision: Decision, item: str, label: str = "", year: int | None = 2021) -> Claim:
    (found,) = [c for c in decision.claims if c.item == item and label in c.label and c.year == year]
    return found


SIGNED = ("award 100% of amount when lease signed", "  as signed")
GIVEN = ("group gifts", "  award 7 when gift made", "    as given")
CAP = ("cap 10 per project per year", "  carry forward 3 years")


def test_a_sure_claim_that_is_carried_may_be_paid_in_years_that_a_day_brings(folder: Path) -> None:
    """100 of 2021 under a cap of 30 that stands over leases alone; the gift may have been made in 2022, or never."""
    leases_alone = (*SIGNED, "cap income per firm per year", "  carry forward 2 years")
    lines = ("group leases", *(f"  {line}" for line in leases_alone), *GIVEN)
    leases = [{"number": "A", "amount": 100, "signed_on": "2021-03-01", "ended_on": NONE}]
    figures = {"2021": {"income": 30}}
    open_ = decide(folder, lines, {"lease": leases, "gift": [{"number": "G"}]}, figures=figures)
    assert ends(open_) == (30, 107)
    assert (yuan(of(open_, "A").bounds), of(open_, "A").bounds.exact) == ((30, 100), False)
    assert (of(open_, "A").paid.minor, of(open_, "A").carried.minor) == (3000, 7000)

    given = {"lease": leases, "gift": [{"number": "G", "made_on": "2022-05-01"}]}
    stated = decide(folder, lines, given, figures=figures | {"2022": {"income": 70}})
    assert ends(stated) == (107, 107)
    never = {"lease": leases, "gift": [{"number": "G", "made_on": NONE}]}
    assert ends(decide(folder, lines, never, figures=figures)) == (30, 30)
    closed = decide(folder, lines, {"lease": leases, "gift": [{"number": "G"}]}, figures=figures, as_of="2021-12-31")
    assert ends(closed) == (30, 37)
    assert (yuan(of(closed, "A").bounds), of(closed, "A").bounds.exact) == ((30, 30), True)


def test_a_claim_that_surely_pays_something_in_a_later_year_keeps_what_is_carried_until_then(folder: Path) -> None:
    """B runs to 2023 and is paid 5 or more each year; at 1,000 it fills the three years by what was signed in 2021."""
    lines = (*SIGNED, "award 5 plus 10% of amount while lease running", "  as held", *CAP)
    a = {"number": "A", "amount": 100, "project": "p", "signed_on": "2021-03-01", "ended_on": "2021-12-31"}
    b = {"number": "B", "project": "q", "signed_on": "2021-04-01", "ended_on": NONE}

    def decided(**more: object) -> Decision:
        return decide(folder, lines, {"lease": [a, b | more]}, as_of="2023-12-31")

    open_ = decided()
    assert ends(open_) == (45, 60)
    assert ends(decided(amount=0)) == (45, 45), "30 of A, 5 in each year of B"
    assert ends(decided(amount=1000)) == (60, 60)
    most = of(decided(amount=1000), "B", "signed")
    assert most.paid.minor == 3000
    assert yuan(of(open_, "B", "signed").bounds) == (0, 30)
    assert yuan(of(open_, "A", "signed").bounds) == (30, 30)


def test_once_that_another_claim_may_take_the_place_of_is_not_used_up_for_later_years(folder: Path) -> None:
    """B at 2,000 is paid in 2021 in place of A, and A in 2022, where the gift was made then: 2,000, 1,000 and 7."""
    lines = (
        "group leases", "  award 1000 once while lease running", "    as held",
        "  award 100% of amount at most 2000 when lease signed", "    as signed",
        "  pay highest per firm per year", *GIVEN,
    )  # fmt: skip

    def decided(amount: int | None, made_on: str | None) -> Decision:
        leases = [{"number": "A", "amount": 0, "signed_on": "2021-03-01", "ended_on": NONE},
                  {"number": "B", "amount": amount, "signed_on": "2021-04-01", "ended_on": "2021-04-30"}]  # fmt: skip
        return decide(folder, lines, {"lease": leases, "gift": [{"number": "G", "made_on": made_on}]})

    open_ = decided(None, None)
    assert ends(open_) == (1000, 3007)
    assert ends(decided(2000, "2022-05-01")) == (3007, 3007)
    assert ends(decided(2000, "2021-05-01")) == (2007, 2007)
    assert ends(decided(500, "2022-05-01")) == (1007, 1007)
    assert yuan(of(open_, "A", "held", None).bounds) == (0, 1000)
