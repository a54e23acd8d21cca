from __future__ import annotations

import datetime
import json
from decimal import Decimal
from fractions import Fraction

import pytest

from ipdsl.base.values.money import Money
from ipdsl.facts.objects import CANNOT, NONE, ApplicantFacts, Approved, During, PaidBefore, RecordFacts, SupportPaid
from ipdsl.facts.reader import read_facts
from ipdsl.plain_data.errors import FactsError
from tests.support.facts.programs import PROGRAM
from tests.support.facts.reading import read

DAY = datetime.date(2022, 3, 1)

RICH = ApplicantFacts(
    "F1",
    ["enterprise"],
    {"established_on": DAY, "located_here": [During(True, start=DAY), During(False, end=datetime.date(2022, 2, 28))]},
    records=[
        RecordFacts("technology_contract", {"amount": Decimal("3000000.00"), "recorded_on": DAY}, id="A"),
        RecordFacts("patent", {"number": "ZL1", "lapsed_on": NONE, "domestic": CANNOT, "right": None}),
        RecordFacts("patent", {"number": "ZL2", "official_fees": Money(10050, "USD")}),
        RecordFacts("pledge_loan", {"loan": "L1", "pledged_right": ["ZL1"], "actual_rate": Fraction(37, 1000)}),
    ],
    none_of=["ip_title"],
    partly_listed=["patent"],
    figures={2022: {"local_contribution": "20000.00", "filings": 3}},
    history=[PaidBefore("11.ip_title.new", "national_advantage", 2022, 80000)],
    support=[SupportPaid("ZL1", "county_level", 2022, 1000, kind="patent")],
    approvals=[Approved("9.soft_topic.selected", "P7", 150000)],
    series={"lpr_1y": [{"month": "2022-01", "value": "3.70%"}]},
    as_of=DAY,
)

PLAIN = {
    "applicant": {
        "id": "F1", "kinds": ["enterprise"], "established_on": "2022-03-01",
        "located_here": [{"from": "2022-03-01", "value": True}, {"to": "2022-02-28", "value": False}],
    },
    "records": {
        "ip_title": [],
        "patent": {"partial": True, "items": [
            {"number": "ZL1", "lapsed_on": {"none": True}, "domestic": {"cannot_be_determined": True}, "right": None},
            {"number": "ZL2", "official_fees": {"amount": "100.50", "currency": "USD"}},
        ]},
        "technology_contract": [{"id": "A", "amount": "3000000.00", "recorded_on": "2022-03-01"}],
        "pledge_loan": [{"loan": "L1", "pledged_right": ["ZL1"], "actual_rate": "37/1000"}],
    },
    "figures": {"2022": {"local_contribution": "20000.00", "filings": 3}},
    "history": [{"clause": "11.ip_title.new", "item": "national_advantage", "year": 2022, "due": 80000}],
    "support": [{"kind": "patent", "item": "ZL1", "level": "county_level", "year": 2022, "amount": 1000}],
    "approvals": [{"clause": "9.soft_topic.selected", "item": "P7", "amount": 150000}],
    "series": {"lpr_1y": [{"month": "2022-01", "value": "3.70%"}]},
    "as_of": "2022-03-01",
}  # fmt: skip


def test_objects_become_the_plain_form() -> None:
    assert RICH.to_plain() == PLAIN
    assert json.loads(json.dumps(RICH.to_plain())) == PLAIN


def test_the_plain_form_is_read() -> None:
    assert read(RICH.to_plain()).applicant == "F1"


def test_the_least() -> None:
    least = ApplicantFacts("F1", ["person"]).to_plain()
    assert least == {"applicant": {"id": "F1", "kinds": ["person"]}, "records": {}}
    assert read(least).history is None


def test_history_takes_printed_lines_and_keys() -> None:
    printed = {"clause": "11.ip_title.new", "item": "x", "year": 2022, "due": "1.00"}
    facts = ApplicantFacts(
        "F1",
        ["person"],
        history=[printed, PaidBefore("5", "y", 2020, Decimal("1.5"), policy="older", keys={"family": ["a", "b"]})],
    )
    assert facts.to_plain()["history"] == [
        printed,
        {"clause": "5", "item": "y", "year": 2020, "due": "1.5", "policy": "older", "keys": {"family": ["a", "b"]}},
    ]


@pytest.mark.parametrize("value", [1.5, datetime.datetime(2022, 1, 1), Decimal("1E+50")])
def test_what_is_not_exact_is_left_for_the_reader_to_refuse(value: object) -> None:
    facts = ApplicantFacts("F1", ["person"], records=[RecordFacts("technology_contract", {"amount": value})])  # type: ignore[dict-item]
    with pytest.raises(FactsError):
        read_facts(facts.to_plain(), PROGRAM)


@pytest.mark.parametrize(
    ("value", "told"), [(Decimal("NaN"), "the number NaN"), (Decimal("-Infinity"), "the number -Infinity")]
)
def test_a_decimal_that_is_not_a_number_is_reported_as_such(value: Decimal, told: str) -> None:
    facts = ApplicantFacts("F1", ["person"], records=[RecordFacts("technology_contract", {"amount": value})])
    with pytest.raises(FactsError, match=f"is money, not {told}\n"):
        read_facts(facts.to_plain(), PROGRAM)


def test_a_decimal_is_written_out_up_to_forty_digits() -> None:
    def plain(value: Decimal) -> object:
        return RecordFacts("technology_contract", {"amount": value}).to_plain()["amount"]

    assert plain(Decimal("1E+3")) == "1000"
    assert plain(Decimal("1E+39")) == "1" + 39 * "0"
    assert plain(Decimal("1E+40")) == Decimal("1E+40"), "a slip may have millions"
