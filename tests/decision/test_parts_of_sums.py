"""An amount computed from interest or from published values lists its parts and their sources."""

from __future__ import annotations

import random
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

import ipdsl
from ipdsl.base.values.money import Money
from ipdsl.decision.decision import Decision
from ipdsl.ir.proposal import INTEREST, InterestYears, ShownNumber
from ipdsl.report.decision_page import render
from tests.support.cli import run
from tests.support.slow import sampled

LOWER = "min(lpr_1y in January of repaid_on, actual_rate)"
LOANS = f"""
policy loans "Loans"
  effective 2021-01-01 to 2025-12-31
  round half up to 0.01
  use ip

article 1 "Loans"
  award by lender when pledge_loan repaid and on_schedule
    bank: 30% of interest on principal at {LOWER} from drawn_on to repaid_on last 1 year
    lessor: 30% of interest on principal at actual_rate from drawn_on to repaid_on
"""

DEALS = """
policy deals "Deals"
  effective 2021-01-01 to 2025-12-31
  use ip

article 1 "Deals"
  award 10% of amount when technology_contract recorded
    convert at central_parity on recorded_on
"""

LPR_OF_2022 = "3.70%"
SHIPPED = "values of lpr_1y that the facts do not state: National Interbank Funding Center"


def loan(**more: object) -> dict[str, object]:
    return {
        "loan": "L", "lender": "bank", "principal": 1000000, "actual_rate": "4.00%", "on_schedule": True,
        "drawn_on": "2020-06-01", "repaid_on": "2022-06-01", **more,
    }  # fmt: skip


def decided(record: dict[str, object], kind: str = "pledge_loan", page: str = LOANS, **more: object) -> Decision:
    facts = {"applicant": {"id": "F", "kinds": ["enterprise"]}, "records": {kind: [record]}, "history": []}
    return ipdsl.load_text(page).evaluate({**facts, **more})


def rates(month: str, value: str) -> dict[str, object]:
    return {"series": {"lpr_1y": [{"month": month, "value": value}]}}


def parts(decision: Decision) -> list[str]:
    """The parts of the only claim, as on its page."""
    page = " ".join(render(decision).split())
    (claim,) = ipdsl.to_json(decision)["claims"]
    told = [part["text"] for part in claim["parts"]]
    assert claim["outcome"] == "undetermined" or all(text in page for text in told)
    return told


# ---- interest


def test_interest_is_told_with_its_parts() -> None:
    assert parts(decided(loan())) == [
        "interest 37,000.00: 1,000,000.00 at 3.7% (actual_rate 4%) for 1 year, 2021-06-01 to 2022-06-01",
        "lpr_1y of 2022-01 is 3.7%, as published",
    ]


def test_interest_at_a_rate_of_the_loan_reads_nothing_published() -> None:
    decision = decided(loan(lender="lessor", repaid_on="2022-07-01"))
    assert parts(decision) == [
        "interest 83,287.67: 1,000,000.00 at 4% for 2 years and 30 days, 2020-06-01 to 2022-07-01"
    ]
    assert not any("lpr_1y" in line for line in decision.assumptions), "the row that counts reads no series"


def test_what_is_not_stated_yet_has_no_part() -> None:
    assert parts(decided(loan(principal=None))) == ["lpr_1y of 2022-01 is 3.7%, as published"]


@pytest.mark.slow
def test_the_parts_make_the_sum() -> None:
    """For random loans, the listed principal, rate and years give the interest and the amount due."""
    drawn = random.Random(11)
    for _ in range(40):
        days = sorted(f"{drawn.randint(2020, 2024)}-{drawn.randint(1, 12):02}-{drawn.randint(1, 28):02}" for _ in "ab")
        if days[1] < "2021":
            continue
        rate = Fraction(drawn.randint(100, 900), 10000)
        one = loan(
            lender=drawn.choice(("bank", "lessor")), principal=drawn.randint(1, 9_000_000), drawn_on=days[0],
            repaid_on=days[1], actual_rate=f"{float(rate * 100):.2f}%",
        )  # fmt: skip
        (claim,) = decided(one).claims
        told: dict[str, Any] = dict(next(part for part in claim.parts if part.code == INTEREST).values)
        principal, at, years = told["principal"], told["rate"], told["years"]
        assert isinstance(principal, Money)
        assert isinstance(at, ShownNumber)
        assert isinstance(years, InterestYears)
        exact = principal.minor * at.value * years.years
        assert abs(told["sum"].minor - exact) <= Fraction(1, 2)
        assert abs(claim.proposed.minor - exact * Fraction(3, 10)) <= Fraction(1, 2)
        assert at.value <= rate
        assert told["start"].isoformat() >= days[0]
        assert told["end"].isoformat() == days[1]


# sources of values


@pytest.mark.parametrize(
    ("stated", "told", "credits"),
    [
        ({}, "lpr_1y of 2022-01 is 3.7%, as published", True),
        (rates("2021-01", "3.00%"), "lpr_1y of 2022-01 is 3.7%, as published", True),
        (rates("2022-01", LPR_OF_2022), "lpr_1y of 2022-01 is 3.7%, as stated in the facts", False),
        (
            rates("2022-01", "3.90%"),
            "lpr_1y of 2022-01 is 3.9%, as stated in the facts; the published value is 3.7%",
            False,
        ),
    ],
)
def test_a_value_tells_where_it_is_from(stated: dict[str, object], told: str, credits: bool) -> None:
    decision = decided(loan(), **stated)
    assert parts(decision)[1] == told
    assert any(line.startswith(SHIPPED) for line in decision.assumptions) is credits
    differs = [line for line in decision.assumptions if line.startswith(f"{told}: National Interbank")]
    assert len(differs) == ("; the published value is" in told), "a stated value that differs is told in the head"


def test_a_series_that_nothing_published_covers_is_as_the_facts_state() -> None:
    told = parts(decided(loan(drawn_on="2015-06-01", repaid_on="2022-06-01"), **rates("2022-01", "1%")))
    assert told[1] == "lpr_1y of 2022-01 is 1%, as stated in the facts; the published value is 3.7%"
    stated = {"series": {"central_parity": [{"currency": "USD", "day": "2022-03-01", "value": "6.5"}]}}
    deal = {"contract": "C", "amount": {"amount": "100", "currency": "USD"}, "recorded_on": "2022-03-01"}
    assert parts(decided(deal, "technology_contract", DEALS, **stated)) == [
        "65.00 is 10% of 650.00 (amount 100.00 USD)",
        "central_parity of USD 2022-03-01 is 6.5, as stated in the facts",
    ]
    own = ["65.00 is 10% of 650.00 (amount 650.00)"]
    assert parts(decided(deal | {"amount": 650}, "technology_contract", DEALS, **stated)) == own


# ---- shares, numbers, limits

SHARES = """
policy shares "Shares"
  effective 2022-01-01 to 2025-12-31
  use ip

article 1 "Shares"
  AWARD
"""
A, B = ({"contract": name, "amount": 5000, "recorded_on": "2022-05-01", "put_to_use": True} for name in "AB")


@pytest.mark.parametrize(
    ("award", "told"),
    sampled([
        ("10% of total amount per year when technology_contract recorded",
         ["1,000.00 is 10% of 10,000.00 (total amount 10,000.00)"]),
        ("10% of total amount at most 700 per year when technology_contract recorded",
         ["1,000.00 is 10% of 10,000.00 (total amount 10,000.00)", "the award pays at most 700.00 of 1,000.00"]),
        ("10% of (total amount less 4000) per year when technology_contract recorded",
         ["6,000.00 is 10,000.00 less 4,000.00 (total amount 10,000.00)",
          "600.00 is 10% of 6,000.00 (total amount 10,000.00)"]),
        ("300 for each technology_contract when technology_contract recorded", ["600.00 is 300.00 for each of 2"]),
        ("300 for each full 3000 of total amount per year when technology_contract recorded",
         ["900.00 is 300.00 for each of 3 (total amount 10,000.00)"]),
        ("20 plus 1% of local_contribution each year",
         ["0.07 is 1% of 7.00 (local_contribution 7.00)", "20.07 is 20.00 plus 0.07 (local_contribution 7.00)"]),
        ("300000 plus 50000 for each full 1 of filings each year",
         ["250,000.00 is 50,000.00 for each of 5 (filings 5)", "550,000.00 is 300,000.00 plus 250,000.00 (filings 5)"]),
        ("300000 plus 50000 for each full 9 of filings each year",
         ["300,000.00 is 300,000.00 plus 0.00 (filings 5)"]),
        ("(300 plus 50 for each full 9 of filings) plus 7 for each full 2 of filings each year",
         ["14.00 is 7.00 for each of 2 (filings 5)", "314.00 is 300.00 plus 14.00 (filings 5)"]),
        ("50% of (local_contribution plus 50 for each full 9 of filings) each year",
         ["3.50 is 50% of 7.00 (local_contribution 7.00, filings 5)"]),
        ("50% of (300 plus 50 for each full 2 of filings) each year",
         ["100.00 is 50.00 for each of 2 (filings 5)", "400.00 is 300.00 plus 100.00 (filings 5)",
          "200.00 is 50% of 400.00 (filings 5)"]),
        ("50% of ((1 plus filings) times 500) each year",
         ["6 is 1 plus 5 (filings 5)", "3,000.00 is 500.00 for each of 6 (filings 5)",
          "1,500.00 is 50% of 3,000.00 (filings 5)"]),
        ("7 for each full 1 of filings above 0 each year", ["35.00 is 7.00 for each of 5 (filings 5)"]),
        ("20 for each technology_contract plus 300 when technology_contract recorded",
         ["40.00 is 20.00 for each of 2", "340.00 is 40.00 plus 300.00"]),
        ("(main_revenue plus local_contribution) plus 3 each year",
         ["20.00 is 10.00 plus 7.00 plus 3.00 (main_revenue 10.00, local_contribution 7.00)"]),
        ("local_contribution less main_revenue each year",
         ["-3.00 is 7.00 less 10.00 (local_contribution 7.00, main_revenue 10.00)",
          "-3.00 is below 0, so the amount is 0"]),
        ("100 for each full 2 of (filings less 1) each year",
         ["4 is 5 less 1 (filings 5)", "200.00 is 100.00 for each of 2 (filings 5)"]),
        ("max(2, 50% of local_contribution) each year",
         ["3.50 is 50% of 7.00 (local_contribution 7.00)",
          "3.50 is the greatest of 2.00 and 3.50 (local_contribution 7.00)"]),
        ("min(2, local_contribution) plus 3 each year",
         ["2.00 is the lesser of 7.00 and 2.00", "5.00 is 2.00 plus 3.00 (local_contribution 7.00)"]),
        ("(1% of local_contribution) plus 2% of main_revenue each year",
         ["0.07 is 1% of 7.00 (local_contribution 7.00)", "0.20 is 2% of 10.00 (main_revenue 10.00)",
          "0.27 is 0.07 plus 0.20 (local_contribution 7.00, main_revenue 10.00)"]),
        ("min(50% of local_contribution, 2) each year",
         ["3.50 is 50% of 7.00 (local_contribution 7.00)", "the award pays at most 2.00 of 3.50"]),
        ("min(2, 50% of local_contribution) each year",
         ["3.50 is 50% of 7.00 (local_contribution 7.00)", "the award pays at most 2.00 of 3.50"]),
        ("50% of local_contribution at most 30% of main_revenue each year",
         ["3.50 is 50% of 7.00 (local_contribution 7.00)", "3.00 is 30% of 10.00 (main_revenue 10.00)",
          "the award pays at most 3.00 of 3.50"]),
        ("30% of local_contribution at most 30% of main_revenue each year",
         ["2.10 is 30% of 7.00 (local_contribution 7.00)"]),
        ("100 for each full 2 of filings each year", ["200.00 is 100.00 for each of 2 (filings 5)"]),
        ("100 per year when technology_contract recorded", []),
    ], 3, others="broad"),
)  # fmt: skip
def test_a_computed_sum_tells_what_it_is_a_share_of(award: str, told: list[str]) -> None:
    page = SHARES.replace("AWARD", f"award {award}")
    figures = {"2022": {"local_contribution": 7, "main_revenue": 10, "filings": 5}}
    facts = {"applicant": {"id": "F", "kinds": ["enterprise"]}, "figures": figures, "history": [], "support": []}
    decision = ipdsl.load_text(page).evaluate({**facts, "records": {"technology_contract": [A, B]}})
    assert parts(decision) == told


def test_a_sum_that_comes_to_nothing_tells_its_parts_on_the_page() -> None:
    page = SHARES.replace(
        "AWARD", "award 300 for each full 3000 of amount above 4000 when technology_contract recorded"
    )
    told = parts(decided(A, "technology_contract", page))
    assert told == [
        "1,000.00 is 5,000.00 less 4,000.00 (amount 5,000.00)", "0.00 is 300.00 for each of 0 (amount 5,000.00)",
    ]  # fmt: skip


SHOWN = re.compile(r"-?[0-9,]+\.[0-9]{2}")


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 10**7), st.sampled_from(["main_revenue", "local_contribution", ""])),
             min_size=2, max_size=4),
    st.sampled_from(["plus", "less"]),
)  # fmt: skip
def test_the_terms_of_a_sum_make_it(terms: list[tuple[int, str]], last: str) -> None:
    """For constants, figures and shares that are whole, the terms of the last part add up to the proposed amount."""
    stated = {name: value for value, name in terms if name} | {"main_revenue": 100}
    *first, end = [f"(50% of {name})" if name else str(value) for value, name in terms]
    page = SHARES.replace(
        "AWARD", f"award ({' plus '.join(first)}) {last} {end} each year\n    if main_revenue at least 0"
    )
    policy = ipdsl.load_text(page)
    decision = policy.evaluate({"applicant": {"id": "F", "kinds": ["enterprise"]}, "figures": {"2022": stated}})
    (claim,) = decision.claims
    for tell in (policy.teller("en"), policy.teller("zh")):
        *_, before, final = ("", *(tell.reason(part, claim.passage) for part in claim.parts))
        is_negative = "below 0" in final or "小于0" in final
        said = re.split(r" \(|（", before if is_negative else final)[0]
        numbers = [Fraction(one.replace(",", "")) for one in SHOWN.findall(said)]
        *parts_, sum_ = numbers if tell.is_chinese else (*numbers[1:], numbers[0])
        made = sum(parts_) if last == "plus" else parts_[0] - parts_[1]
        assert made == sum_
        assert is_negative == (made < 0)
        assert max(made, 0) == Fraction(claim.proposed.minor, 100)


def test_a_row_tells_what_was_measured_for_it_and_an_open_claim_what_is_known() -> None:
    rows = (
        "by amount when technology_contract recorded and put_to_use\n    at least 4000: 1% of amount\n    otherwise: 7"
    )
    page = SHARES.replace("AWARD", f"award {rows}")
    told = ["tier: at least 4000 (amount 5,000.00)", "50.00 is 1% of 5,000.00 (amount 5,000.00)"]
    assert parts(decided(A, "technology_contract", page)) == told
    decision = decided(A | {"put_to_use": None}, "technology_contract", page)
    assert parts(decision) == told
    assert all(text in " ".join(render(decision).split()) for text in told), "its page has them too"
    assert parts(decided(A | {"amount": None}, "technology_contract", page)) == [], "any row may be it"


@pytest.mark.parametrize(
    "record", [loan(on_schedule=False), loan(drawn_on="2018-06-01", repaid_on="2019-06-01")], ids=["refused", "outside"]
)
def test_no_source_is_credited_from_which_nothing_came(record: dict[str, object]) -> None:
    decision = decided(record)
    assert not any("lpr_1y" in line for line in decision.assumptions)
    assert parts(decision) == []


def test_a_trace_tells_the_parts_with_their_source(tmp_path: Path) -> None:
    (tmp_path / "loans.ipp").write_text(LOANS.lstrip(), encoding="utf-8")
    facts = tmp_path / "facts.json"
    facts.write_text(
        """{"applicant": {"id": "F", "kinds": ["enterprise"]}, "history": [], "records": {"pledge_loan": [{"loan": "L",
        "lender": "bank", "principal": 1000000, "actual_rate": "4%", "on_schedule": true, "drawn_on": "2021-06-01",
        "repaid_on": "2022-06-01"}]}}""",
        encoding="utf-8",
    )
    told = " ".join(run("trace", tmp_path / "loans.ipp", "--facts", facts, "L").out.split())
    assert "interest 37,000.00: 1,000,000.00 at 3.7% (actual_rate 4%) for 1 year" in told
    assert "source: National Interbank" in told or "source National Interbank" in told


MONTHS = """
policy titles "Titles"
  effective 2022-01-01 to 2023-12-31
  use ip

article 1 "Patents"
  award 100 times full months of valid in the year while invention_patent valid
"""


def test_months_of_a_state_are_named_with_their_number() -> None:
    record = {"number": "ZL1", "granted_on": "2022-01-31", "lapsed_on": "2022-04-30"}
    decision = decided(record, "invention_patent", MONTHS)
    (claim,) = (claim for claim in decision.claims if claim.paid.minor)
    assert claim.paid == Money(300_00)
    assert "300.00 is 100.00 for each of 3 (full months of valid in the year 3)" in render(decision)
