"""Values that quick checks accept, and values that they leave to the general rules."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from typing import Any

import pytest

import ipdsl
from ipdsl.driver.compilation import Compilation
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.facts.reader import read_facts
from ipdsl.facts.records import read_approvals, read_support
from ipdsl.ir.facts import DatedValue
from ipdsl.plain_data.context import ReadContext
from ipdsl.plain_data.errors import FactsError
from ipdsl.schema.types.count import plain_count
from ipdsl.schema.types.date import DAYS, plain_day, plain_special as special
from ipdsl.schema.types.money import plain_cents, plain_sum
from ipdsl.schema.types.yes_no import plain_flag
from ipdsl.schema.values.shared_types import plain_text
from ipdsl.schema.values.value_type import (
    CANNOT,
    NONE,
    ForeignAmount,
    NeedsFullReaderError,
    ValuesByText,
    defer_to_full_reader,
)
from tests.conftest import ROOT
from tests.support.facts.odd_values import slow
from tests.support.rows import each_row
from tests.support.slow import sampled

EXAMPLES = ("firm", "firm_rich", "firm_small", "university", "person", "county", "agency", "park")
CITIES = ("shaoguan_2021", "foshan_2020", "qingyuan_2018")


def code_of(name: str) -> GeneratedFunctions:
    return ipdsl.load(name)._code


@pytest.fixture(scope="module")
def shaoguan() -> GeneratedFunctions:
    return code_of("shaoguan_2021")


def firm(**more: Any) -> dict[str, Any]:
    return {"applicant": {"id": "F1", "kinds": ["enterprise"]}, **more}


@each_row("name", EXAMPLES)
def test_examples_are_read_as_by_the_general_rules(shaoguan: GeneratedFunctions, name: str) -> None:
    data = json.loads((ROOT / "examples" / f"{name}.json").read_text(encoding="utf-8"), parse_float=Decimal)
    assert read_facts(data, shaoguan.program) == read_facts(slow(data), shaoguan.program)


@pytest.mark.parametrize("city", sampled(CITIES, 3))
def test_facts_of_cases_are_read_as_by_the_general_rules(city: str) -> None:
    tested = Compilation.from_file(city).policy_and_cases
    assert tested is not None
    code = code_of(city)
    stated = [facts for case in tested[1] for facts in case.facts]
    read = [(read_facts(facts, code.program), read_facts(slow(facts), code.program)) for facts in stated]
    assert [other for one, other in read if one != other] == []


# ---------------------------------------------------------------------------------------------- values


@each_row(
    ("value", "cents"),
    [("0.05", 5), ("12.50", 1250), ("7", 700), ("123456789012345678", 12345678901234567800), (3, 300), (0, 0),
     (10**16 - 1, (10**16 - 1) * 100), (Decimal("1.5"), 150), (Decimal("1.25"), 125), (Decimal("2"), 200),
     (Decimal("0"), 0), ("123456789012345.67", 12345678901234567)],
)  # fmt: skip
def test_plain_sums(value: object, cents: int) -> None:
    assert plain_cents(value) == cents


@each_row(
    "value",
    [".05", "1.5", "1.234", "-1", "1e3", "", "１２", "1１.00", "1234567890123456.789", "1234567890123456789",
     "1234567890123456.78", -1, 10**16, True, Decimal("-0.01"), Decimal("1.234"), Decimal(10**16), Decimal("1E+2"),
     1.5, None, "12-50", "a.50"],
)  # fmt: skip
def test_sums_that_are_not_plain(value: object) -> None:
    with pytest.raises(NeedsFullReaderError):
        plain_cents(value)


@pytest.mark.parametrize("value", ["a", "a b", "专利", "ab"])
def test_plain_words(value: str) -> None:
    assert plain_text(value) == value


@each_row("value", ["", " ", " a", "a ", " ab", "ab ", "a\nb", "\u200b", 1, None])
def test_words_that_are_not_plain(value: object) -> None:
    with pytest.raises(NeedsFullReaderError):
        plain_text(value)


@pytest.mark.parametrize(
    ("value", "day"),
    [("2022-01-31", datetime.date(2022, 1, 31)), ("1900-01-01", datetime.date(1900, 1, 1)),
     ("2200-12-31", datetime.date(2200, 12, 31)), (datetime.date(2022, 3, 1), datetime.date(2022, 3, 1)),
     (datetime.date(1900, 1, 1), datetime.date(1900, 1, 1)), (datetime.date(2200, 1, 1), datetime.date(2200, 1, 1))],
)  # fmt: skip
def test_plain_days(value: object, day: datetime.date) -> None:
    anew = ValuesByText(plain_day)  # `DAYS` already has values from before
    assert [anew[value], anew[value], DAYS[value]] == [day, day, day]
    assert plain_day(value) == day


@each_row(
    "value",
    ["2022-1-001", "2022-02-30", "20220131", "2022-W01-1", "1899-12-31", "2201-01-01", "2022-01-3১", 20220131, None,
     "2022/01-31", datetime.date(1899, 12, 31), datetime.date(2201, 1, 1), datetime.datetime(2022, 1, 1)],
)  # fmt: skip
def test_days_that_are_not_plain(value: object) -> None:
    with pytest.raises(NeedsFullReaderError):
        plain_day(value)


def test_values_that_mean_no_value() -> None:
    assert special({"none": True}) is NONE
    assert special({"cannot_be_determined": True}) is CANNOT
    assert plain_day({"none": True}) is NONE
    for value in ({"none": 1}, {"none": True, "x": 1}, {}, {"cannot_be_determined": 1}, {"other": True}):
        with pytest.raises(NeedsFullReaderError):
            special(value)  # type: ignore[arg-type]


def test_texts_are_kept_up_to_a_number_and_long_ones_never() -> None:
    kept = ValuesByText(len)  # type: ignore[arg-type]  # any check
    for number in range(25_000):
        assert kept[str(number)] == len(str(number))
        assert len(kept) <= 10_000
    size = len(kept)
    assert kept["x" * 1000] == 1000
    assert len(kept) == size


def test_flags_and_counts() -> None:
    assert (plain_flag(True), plain_flag(False)) == (True, False)
    assert (plain_count(0), plain_count(10**16 - 1)) == (0, 10**16 - 1)
    for flag in (1, 0, None, "true"):
        with pytest.raises(NeedsFullReaderError):
            plain_flag(flag)
    for count in (-1, 10**16, True, 1.0, "1"):
        with pytest.raises(NeedsFullReaderError):
            plain_count(count)
    with pytest.raises(NeedsFullReaderError):
        defer_to_full_reader(1)


SINCE = {"from": "2022-01-01", "value": True}
UNTIL = {"from": None, "to": "2021-12-31", "value": False}


@pytest.mark.parametrize(
    ("stated", "days"),
    [([], []), ([SINCE], [("2022-01-01", None)]), ([UNTIL, SINCE], [(None, "2021-12-31"), ("2022-01-01", None)]),
     ([SINCE, UNTIL], [(None, "2021-12-31"), ("2022-01-01", None)]),
     ([{"from": "2022-01-01", "to": "2022-01-01", "value": True}], [("2022-01-01", "2022-01-01")])],
    ids=["none", "one", "two", "later first", "a day"],
)  # fmt: skip
def test_values_that_change(
    shaoguan: GeneratedFunctions, stated: object, days: list[tuple[str | None, str | None]]
) -> None:
    data = {"applicant": {"id": "F1", "kinds": ["enterprise"], "located_here": stated}}
    found = read_facts(data, shaoguan.program).fields["located_here"]
    assert isinstance(found, DatedValue)
    assert [(_text(p.start), _text(p.end)) for p, _ in found.periods] == days
    assert read_facts(slow(data), shaoguan.program).fields["located_here"] == found


def _text(day: datetime.date | None) -> str | None:
    return None if day is None else day.isoformat()


@pytest.mark.parametrize(
    ("stated", "code"),
    [([SINCE, SINCE], "R043"), ([SINCE, UNTIL | {"to": "2022-01-01"}], "R043"),
     ([SINCE | {"to": "2021-12-31"}], "R042"), ([SINCE | {"more": 1}], "R022"),
     ([{"from": "2022-01-01"}], "R021"), ([SINCE | {"from": "2022"}], "R036"),
     ([True], "R020")],
    ids=["twice", "one day in both", "reversed", "more", "no value", "no day", "no period"],
)  # fmt: skip
def test_values_that_change_and_are_refused(shaoguan: GeneratedFunctions, stated: object, code: str) -> None:
    data = {"applicant": {"id": "F1", "kinds": ["enterprise"], "located_here": stated}}
    with pytest.raises(FactsError) as refused:
        read_facts(data, shaoguan.program)
    assert [problem.code for problem in refused.value.report] == [code]


def test_a_period_with_an_unknown_value_states_no_value(shaoguan: GeneratedFunctions) -> None:
    data = {"applicant": {"id": "F1", "kinds": ["enterprise"], "located_here": [SINCE | {"value": None}, UNTIL]}}
    found = read_facts(data, shaoguan.program).fields["located_here"]
    assert isinstance(found, DatedValue)
    assert [(_text(p.start), _text(p.end)) for p, _ in found.periods] == [(None, "2021-12-31")]


def test_sums_of_other_currencies() -> None:
    assert plain_sum("CNY", "7.50") == plain_sum("CNY", {"amount": "7.50", "currency": "CNY"}) == 750
    assert plain_sum("CNY", {"amount": "7.50", "currency": "USD"}) == ForeignAmount(750, "USD")
    assert plain_sum("CNY", {"amount": 750, "currency": "JPY"}) == ForeignAmount(750, "JPY")
    for amount, currency in (("7.50", "JPY"), ("7", "no such"), (-1, "USD"), ("7", None)):
        with pytest.raises(NeedsFullReaderError):
            plain_sum("CNY", {"amount": amount, "currency": currency})
    with pytest.raises(NeedsFullReaderError):
        plain_sum("CNY", {"amount": "7", "currency": "USD", "more": 1})


# ---------------------------------------------------------------------------------------------- parts


APPROVAL = {"clause": "9.soft_topic.selected", "item": "P7", "amount": 150_000}
SUPPORT = {"item": "A", "level": "provincial", "year": 2021, "amount": 5}


def test_approvals_and_support(shaoguan: GeneratedFunctions) -> None:
    reading = ReadContext(shaoguan.program)
    several = [APPROVAL, APPROVAL | {"item": "P8"}]
    read = read_approvals(reading, several, "$.approvals")
    assert [(one.item, one.amount) for one in read] == [("P7", 15_000_000), ("P8", 15_000_000)]
    kinds = [SUPPORT, SUPPORT | {"kind": "technology_contract", "amount": "7.50"}, SUPPORT | {"year": 1900}]
    found = read_support(reading, kinds, "$.support")
    assert found is not None
    assert [(one.kind, one.item, one.level, one.year, one.amount) for one in found] == [
        ("", "A", "provincial", 2021, 500), ("technology_contract", "A", "provincial", 2021, 750),
        ("", "A", "provincial", 1900, 500),
    ]  # fmt: skip
    assert not reading.finding_count


@pytest.mark.parametrize(
    "stated",
    [[APPROVAL | {"more": 1}], [APPROVAL, APPROVAL], [APPROVAL | {"clause": "no such"}], {"a": APPROVAL},
     [APPROVAL | {"amount": -1}], [{"clause": "9.soft_topic.selected", "item": "P7"}]],
    ids=["more", "twice", "no clause", "no list", "below 0", "less"],
)  # fmt: skip
def test_approvals_that_are_refused(shaoguan: GeneratedFunctions, stated: object) -> None:
    reading = ReadContext(shaoguan.program)
    read_approvals(reading, stated, "$.approvals")
    assert reading.finding_count


@each_row(
    "stated",
    [[SUPPORT | {"more": 1}], [SUPPORT | {"kind": "no_such"}], [SUPPORT | {"year": 1899}], [SUPPORT | {"year": 2201}],
     [SUPPORT | {"year": True}], [SUPPORT | {"level": "no_such"}], [SUPPORT | {"level": "invention"}],
     [{"item": "A", "year": 2021, "amount": 5}], "x",
     [SUPPORT | {"kind": "technology_contract", "more": 1}]],
)  # fmt: skip
def test_support_that_is_refused(shaoguan: GeneratedFunctions, stated: object) -> None:
    reading = ReadContext(shaoguan.program)
    read_support(reading, stated, "$.support")
    assert reading.finding_count


@pytest.mark.parametrize(
    "more",
    [{"support": {}}, {"history": {}}, {"approvals": "x"}, {"series": []}, {"no_such": 1}, {"records": []},
     {"records": {"no_such": []}}],
    ids=str,
)  # fmt: skip
def test_parts_of_another_form_are_refused(shaoguan: GeneratedFunctions, more: dict[str, Any]) -> None:
    with pytest.raises(FactsError):
        read_facts(firm(**more), shaoguan.program)


def test_parts_that_are_empty(shaoguan: GeneratedFunctions) -> None:
    data = firm(support=[], history=[], approvals=[], series={}, records={"technology_contract": [], "patent": None})
    facts = read_facts(data, shaoguan.program)
    assert facts == read_facts(slow(data), shaoguan.program)
    assert (facts.support, facts.history, facts.approvals) == ((), (), ())
    without = read_facts(firm(), shaoguan.program)
    assert without == read_facts(slow(firm()), shaoguan.program)
    assert (without.support, without.history) == (None, None)


def contract(name: str, **more: Any) -> dict[str, Any]:
    return {"contract": name, "amount": 5, "recorded_on": "2022-03-01", "put_to_use": True, **more}


@pytest.mark.parametrize(
    "records",
    [{"technology_contract": [contract("B"), contract("A", id="x")]},
     {"technology_contract": {"items": [contract("A")], "partial": True}},
     {"patent": [{"number": "1"}], "invention_patent": [{"number": "2"}]},
     {"invention_patent": [{"number": "2"}], "patent": [{"number": "1"}]},
     {"technology_contract": [contract("A", amount={"cannot_be_determined": True}), contract("C")]}],
    ids=["ids", "partial", "narrower after", "narrower before", "special"],
)  # fmt: skip
def test_listings_are_read_alike(shaoguan: GeneratedFunctions, records: dict[str, Any]) -> None:
    data = firm(records=records)
    facts, proper = read_facts(data, shaoguan.program), read_facts(slow(data), shaoguan.program)
    assert facts == proper
    assert list(facts.records) == list(proper.records)
    assert facts.digest == proper.digest
    assert [r.path for x in facts.records.values() for r in x.records] == [
        r.path for x in proper.records.values() for r in x.records
    ]


@pytest.mark.parametrize(
    "records",
    [{"technology_contract": [contract("A"), contract("A")]},
     {"technology_contract": [contract("A", id="x"), contract("B", id="x")]},
     {"patent": [{"number": "1"}], "invention_patent": [{"number": "1"}]}],
    ids=["items", "ids", "narrower"],
)  # fmt: skip
def test_records_that_cannot_be_distinguished_are_refused(
    shaoguan: GeneratedFunctions, records: dict[str, Any]
) -> None:
    with pytest.raises(FactsError):
        read_facts(firm(records=records), shaoguan.program)


def test_several_kinds_of_applicant_are_closed_over_what_contains_them(shaoguan: GeneratedFunctions) -> None:
    data = {"applicant": {"id": "F1", "kinds": ["enterprise", "agency"]}}
    kinds = read_facts(data, shaoguan.program).kinds
    assert kinds == read_facts(slow(data), shaoguan.program).kinds >= {"enterprise", "agency"}
    for refused in ([], "enterprise", ["no_such"]):
        with pytest.raises(FactsError):
            read_facts({"applicant": {"id": "F1", "kinds": refused}}, shaoguan.program)
