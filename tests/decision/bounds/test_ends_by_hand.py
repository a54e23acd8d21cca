"""Bounds over several years, computed by hand: carried money, and states in years that an unknown day may add.

A completion of the facts that reaches it is next to each bound.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import ipdsl
from ipdsl.decision.decision import Decision
from ipdsl.decision.model import Claim
from tests.support.settlement.lease_facts import FIRM, GIVEN, HEAD, NONE, SIGNED
from tests.support.settlement.leases import WORDS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "leases.ipp").write_text(WORDS, encoding="utf-8")
    return tmp_path


def decide(folder: Path, lines: tuple[str, ...], records: dict[str, Any], **more: object) -> Decision:
    (folder / "hand.ipp").write_text(HEAD + "".join(f"  {line}\n" for line in lines), encoding="utf-8")
    facts = {"applicant": FIRM, "records": records, "history": []}
    return ipdsl.load(folder / "hand.ipp", cache=False).evaluate(facts | more)


def yuan(bounds: Any) -> tuple[int | float, int | float | None]:
    return bounds.low.minor / 100, None if bounds.high is None else bounds.high.minor / 100


def ends(decision: Decision) -> tuple[int | float, int | float | None]:
    """The least and the greatest amount due, in yuan."""
    return yuan(decision.due)


def of(decision: Decision, item: str, label: str = "", year: int | None = 2021) -> Claim:
    (found,) = [c for c in decision.claims if c.item == item and label in c.label and c.year == year]
    return found


CAP = ("cap 10 per project per year", "  carry forward 3 years")


def test_a_sure_claim_that_is_carried_is_paid_in_no_year_after_the_as_of_date(folder: Path) -> None:
    """100 of 2021 are under a cap of 30 that applies only to leases.

    The gift may have been made in 2021, or never.
    """
    leases_alone = (*SIGNED, "cap income per firm per year", "  carry forward 2 years")
    lines = ("group leases", *(f"  {line}" for line in leases_alone), *GIVEN)
    leases = [{"number": "A", "amount": 100, "signed_on": "2021-03-01", "ended_on": NONE},
              {"number": "S", "amount": 10, "signed_on": "2021-02-01", "ended_on": NONE}]  # fmt: skip
    figures = {"2021": {"income": 40}}
    open_ = decide(folder, lines, {"lease": leases, "gift": [{"number": "G"}]}, figures=figures)
    assert ends(open_) == (40, 47)
    assert (yuan(of(open_, "A").bounds), of(open_, "A").bounds.exact) == ((30, 30), True)
    assert (yuan(of(open_, "S").bounds), of(open_, "S").bounds.exact) == ((10, 10), True)
    assert (of(open_, "A").paid.minor, of(open_, "A").carried.minor) == (3000, 7000)

    given = {"lease": leases, "gift": [{"number": "G", "made_on": "2022-05-01"}]}
    stated = decide(folder, lines, given, figures=figures | {"2022": {"income": 70}})
    assert ends(stated) == (117, 117)
    never = {"lease": leases, "gift": [{"number": "G", "made_on": NONE}]}
    none_given = decide(folder, lines, never, figures=figures)
    assert ends(none_given) == (40, 40)
    assert (yuan(of(none_given, "A").bounds), of(none_given, "A").bounds.exact) == ((30, 30), True)


def test_a_claim_that_surely_pays_something_in_a_later_year_keeps_what_is_carried_until_then(folder: Path) -> None:
    """B runs to 2023 and is paid at least 5 each year.

    At 1,000 it uses up the caps of all three years with the amount signed in 2021.
    """
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


def test_an_event_without_a_day_may_be_of_a_year_that_pays_what_is_carried(folder: Path) -> None:
    """100 of 2021; each year up to the as-of date pays 10.

    Without an as-of date, the last year is the last one with an event.
    """
    lines = ("group leases", *(f"  {line}" for line in (*SIGNED, *CAP)), *GIVEN)
    a = {"number": "A", "amount": 100, "project": "p", "signed_on": "2021-03-01", "ended_on": NONE}

    def decided(made_on: object, **more: object) -> Decision:
        return decide(folder, lines, {"lease": [a], "gift": [{"number": "G", "made_on": made_on}]}, **more)

    for day, paid in (("2021-05-05", 17), ("2022-05-05", 27), ("2023-05-05", 37), (NONE, 10), ("2020-05-05", 10)):
        assert ends(decided(day)) == (paid, paid), day
        gift = 0 if paid == 10 else 7
        assert ends(decided(day, as_of="2023-12-31")) == (30 + gift, 30 + gift), day
    assert ends(decided(None, as_of="2023-12-31")) == (30, 37)
    assert ends(decided(None, as_of="2022-12-31")) == (20, 27)
    assert ends(decided(None, as_of="2021-12-31")) == (10, 17)
    assert ends(decided(None)) == (10, 17)
    policy = ipdsl.load(folder / "hand.ipp", cache=False)
    facts = {"applicant": FIRM, "records": {"lease": [a], "gift": [{"number": "G"}]}, "history": []}
    assert ends(policy.evaluate(facts, year=2023)) == (10, 17)
    assert ends(policy.evaluate(facts, year=2021)) == (10, 17)


def test_a_claim_paid_once_that_may_be_displaced_is_not_used_up_for_later_years(folder: Path) -> None:
    """If B is 2,000, it is paid in 2021 instead of A.

    If the gift was made in 2022, A is paid then: 2,000, 1,000 and 7.
    """
    lines = (
        "group leases", "  award 1000 once while lease running", "    as held",
        "  award 100% of amount at most 2000 when lease signed", "    as signed",
        "  pay highest per firm per year", *GIVEN,
    )  # fmt: skip

    def decided(amount: int | None, made_on: str | None) -> Decision:
        leases = [{"number": "A", "amount": 0, "signed_on": "2021-03-01", "ended_on": NONE},
                  {"number": "B", "amount": amount, "signed_on": "2021-04-01", "ended_on": "2021-04-30"}]  # fmt: skip
        return decide(folder, lines, {"lease": leases, "gift": [{"number": "G", "made_on": made_on}]})

    assert ends(decided(None, "2022-05-01")) == (7, 3007)
    assert ends(decided(2000, "2022-05-01")) == (3007, 3007)
    assert ends(decided(2000, "2021-05-01")) == (2007, 2007)
    assert ends(decided(500, "2022-05-01")) == (1007, 1007)
    assert yuan(of(decided(None, "2022-05-01"), "A", "held", 2022).bounds) == (0, 1000)


def test_years_up_to_the_as_of_date_pay_what_is_carried_whether_or_not_an_open_claim_is_of_them(folder: Path) -> None:
    """If B is red, it is paid 5 in each year to 2023. In both cases A takes the rest of each year."""
    lines = (*SIGNED, "award 5 while lease running and colour is red", "  as held", *CAP)
    a = {"number": "A", "amount": 100, "project": "p", "signed_on": "2021-03-01", "ended_on": "2021-12-31",
         "colour": "blue"}  # fmt: skip
    b = {"number": "B", "amount": 0, "project": "q", "signed_on": "2021-04-01", "ended_on": NONE}

    def decided(**more: object) -> Decision:
        return decide(folder, lines, {"lease": [a, b | more]}, as_of="2023-12-31")

    assert ends(decided(colour="red")) == (45, 45)
    assert ends(decided(colour="blue")) == (30, 30)
    assert ends(decided()) == (30, 45)


def test_once_that_is_used_up_whatever_is_open_leaves_nothing_to_later_years(folder: Path) -> None:
    """B is 500 if it is red and otherwise zero. In both cases A gets the 1,000 of 2021, and nothing later."""
    lines = (
        "group leases", "  award 1000 once while lease running and amount at least 50", "    as held",
        "  award 500 when lease signed and colour is red", "    as signed",
        "  pay highest per firm per year", *GIVEN,
    )  # fmt: skip
    a = {"number": "A", "amount": 50, "signed_on": "2021-03-01", "ended_on": NONE, "colour": "blue"}
    b = {"number": "B", "amount": 0, "signed_on": "2021-04-01", "ended_on": NONE}
    found = decide(folder, lines, {"lease": [a, b], "gift": [{"number": "G"}]})
    assert ends(found) == (1000, 1007)
    assert [(c.item, c.year) for c in found.claims if c.item == "A" and c.label == "held"] == [("A", 2021)]


def test_a_state_that_cannot_mature_is_told_once(folder: Path) -> None:
    """A never has both colours. One line covers the years to 2023, and nothing is asked for."""
    lines = ("award 10 while lease running and colour is red and colour is blue",)
    leases = [{"number": name, "signed_on": "2021-03-01", "ended_on": NONE} for name in "AB"]
    found = decide(folder, lines, {"lease": leases}, as_of="2023-12-31")
    assert [(c.item, c.year, c.outcome.value) for c in found.claims] == [
        ("A", 2023, "not eligible"), ("B", 2023, "not eligible"),
    ]  # fmt: skip
    assert (ends(found), found.missing) == ((0, 0), ())


def test_a_claim_with_one_fen_carried_into_a_year_is_reported_in_it(folder: Path) -> None:
    lines = (*SIGNED, *CAP)
    leases = [{"number": number, "amount": amount, "project": number, "signed_on": "2021-03-01", "ended_on": NONE}
              for number, amount in (("A", "10.01"), ("B", "10.00"))]  # fmt: skip
    whole = decide(folder, lines, {"lease": leases}, figures={"2022": {"income": 1}})
    assert [(c.item, c.paid.minor) for c in whole.claims] == [("A", 1001), ("B", 1000)]
    of_2022 = ipdsl.load(folder / "hand.ipp", cache=False).evaluate(
        {"applicant": FIRM, "records": {"lease": leases}, "history": [], "figures": {"2022": {"income": 1}}}, year=2022
    )
    assert [(c.item, c.brought_in.minor, c.paid.minor) for c in of_2022.claims] == [("A", 1, 1)]


def test_open_facts_reach_applicants_through_a_chain_of_shared_caps(folder: Path) -> None:
    """A and B use up one project, B and C one area.

    At 90 of A, B has 10 and C 100. At 0 of A, B has 60 and C 90.
    """
    lines = (*SIGNED, "cap 100 per project per year across applicants", "cap 150 per area per year across applicants")
    (folder / "hand.ipp").write_text(HEAD + "".join(f"  {line}\n" for line in lines), encoding="utf-8")
    policy = ipdsl.load(folder / "hand.ipp", cache=False)

    def decided(of_a: int | None) -> tuple[Decision, ...]:
        stated = (
            ("A", "p1", "a1", of_a, 1),
            ("B", "p1", "a2", 60, 3),
            ("C", "p2", "a2", 120, 4),
            ("D", "p3", "a3", 5, 5),
        )
        cohort = []
        for name, project, area, amount, month in stated:
            lease = {"number": name, "amount": amount, "project": project, "area": area,
                     "signed_on": f"2022-{month:02}-01"}  # fmt: skip
            applicant = {"id": name, "kinds": ["firm"]}
            cohort.append({"applicant": applicant, "history": [], "records": {"lease": [lease]}})
        return policy.evaluate_cohort(cohort).decisions

    assert [ends(one) for one in decided(90)] == [(90, 90), (10, 10), (100, 100), (5, 5)]
    assert [ends(one) for one in decided(0)] == [(0, 0), (60, 60), (90, 90), (5, 5)]
    open_ = decided(None)
    assert [ends(one) for one in open_] == [(0, 100), (0, 60), (0, 100), (5, 5)]
    assert [one.claims[0].outcome.value for one in open_] == [
        "undetermined", "contingent on the cohort", "contingent on the cohort", "awarded",
    ]  # fmt: skip


def test_a_later_year_may_pay_what_a_state_of_the_year_before_left(folder: Path) -> None:
    """With a gift in 2023: of 14 in 2021, 4 are carried; of 11 in 2022, 1 is carried.

    2023 pays that 1, its own 7, and the gift.
    """
    lines = (
        "group leases", *(f"  {line}" for line in SIGNED), "  award 100% of amount while lease running", "    as held",
        "  cap 10 per project per year", "    carry forward 1 years", *GIVEN,
    )  # fmt: skip
    a = {"number": "A", "amount": 7, "project": "p", "signed_on": "2021-03-01", "ended_on": NONE}

    def decided(made_on: object, year: int) -> Decision:
        decide(folder, lines, {"lease": []})
        records = {"lease": [a], "gift": [{"number": "G", "made_on": made_on}]}
        facts = {"applicant": FIRM, "records": records, "history": []}
        return ipdsl.load(folder / "hand.ipp", cache=False).evaluate(facts, year=year)

    assert ends(decided("2023-06-06", 2023)) == (15, 15)
    assert ends(decided(None, 2023)) == (8, 15), "1 that was carried, 7 of 2023, and at most 7 of the gift"
    assert ends(decided("2022-06-06", 2022)) == (17, 17), "10 and the gift"
    assert ends(decided(None, 2022)) == (10, 17)
    assert ends(decided(None, 2021)) == (10, 17)
