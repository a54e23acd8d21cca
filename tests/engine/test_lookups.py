"""Lookups with few stated facts: the first record, counts of records that may belong, days, series, sets."""

from __future__ import annotations

import datetime

import attrs
import pytest

import ipdsl
from ipdsl.base.values.days import Period
from ipdsl.engine.matters import has_event_in_year
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import NO_LAST, DatedValue, FactRef, Open, Rank, Record
from ipdsl.schema.values.value_type import CANNOT, NONE, Fact, KnownValues
from tests.support.aggregates import count, largest_amount
from tests.support.situations import DAY, listing, record, situation

D = datetime.date
FIRST = "contract", "recorded_on"


def ref(kind: str, id_: str, field: str) -> FactRef:
    return FactRef("record", kind, id_, field)


def unsure(*refs: FactRef) -> Open:
    return Open(frozenset(refs), members=(True, False))


def dated(id_: str, day: Fact | None, item: str | None = None) -> Record:
    found = record("contract", id_) if day is None else record("contract", id_, recorded_on=day)
    return attrs.evolve(found, item=item or id_)


# ---------------------------------------------------------------------------------------------- the first record


def test_without_a_day_a_record_is_not_first_whatever_the_others_are() -> None:
    never = dated("A", NONE)
    for others in ((), (dated("B", None),), (dated("B", D(2022, 3, 1)),)):
        for is_partial in (False, True):
            c = situation({"contract": listing(never, *others, partial=is_partial)})
            assert c.with_record(never, DAY).first(*FIRST) is False


def test_a_record_whose_day_cannot_be_determined_may_be_first_or_not() -> None:
    unknown = dated("A", CANNOT)
    assert situation({"contract": listing(unknown)}).with_record(unknown, DAY).first(*FIRST) is CANNOT
    beside = situation({"contract": listing(unknown, dated("B", D(2022, 3, 1)))})
    assert beside.with_record(unknown, DAY).first(*FIRST) is CANNOT


def test_the_earlier_of_two_records_of_one_item_is_first_also_in_a_partial_list() -> None:
    early, late = dated("r2", D(2022, 2, 1), "A"), dated("r1", D(2022, 3, 1), "A")
    rest = FactRef("records", "contract")
    c = situation({"contract": listing(late, early, partial=True)})
    assert c.with_record(late, DAY).first(*FIRST) is False
    assert c.with_record(early, DAY).first(*FIRST) == unsure(rest)


def test_a_later_record_that_may_be_of_the_kind_holds_none_back() -> None:
    early, late = record("invention", "1", granted_on=D(2022, 2, 1)), record("patent", "2", granted_on=D(2022, 3, 1))
    c = situation({"invention": listing(early), "patent": listing(late)})
    assert c.with_record(early, DAY).first("invention", "granted_on") is True
    other = record("patent", "3", granted_on=D(2022, 4, 1))
    both = situation({"patent": listing(late, other)})
    assert both.with_record(late, DAY).first("invention", "granted_on") is True
    assert both.with_record(other, DAY).first("invention", "granted_on") == unsure(ref("patent", "2", "right"))


# ---------------------------------------------------------------------------------------------- counts


def granted(c: Situation) -> bool:
    return c.field("fees") == 5


def test_a_record_that_may_belong_is_counted_where_it_passes_the_tests() -> None:
    passing, failing = (record("patent", id_, fees=fees) for id_, fees in (("1", 5), ("2", 7)))
    sure = record("invention", "3", fees=5)
    c = situation({"patent": listing(passing, failing), "invention": listing(sure)})
    assert count(c, "invention", granted) == Open(frozenset({ref("patent", "1", "right")}), 1, 2)
    assert count(c, "invention") == Open(frozenset({ref("patent", "1", "right"), ref("patent", "2", "right")}), 1, 3)
    assert count(situation({"patent": listing(failing)}), "invention", granted) == 0


def test_records_that_fail_the_tests_do_not_raise_the_upper_bound_of_a_count() -> None:
    a, b, c = (record("contract", id_, put_to_use=use) for id_, use in (("A", True), ("B", False), ("C", NONE)))
    at = situation({"contract": listing(a, b, c, record("contract", "D"))})
    found = count(at, "contract", lambda here: here.field("put_to_use"))  # type: ignore[arg-type,return-value]
    assert found == Open(frozenset({ref("contract", "D", "put_to_use")}), 1, 2)


def test_a_record_with_an_undeterminable_kind_belongs_to_no_kind() -> None:
    unknown = record("patent", "1", right=CANNOT)
    c = situation({"patent": listing(unknown)})
    assert c.membership(unknown, "invention") is False
    assert count(c, "invention") == 0


# ---------------------------------------------------------------------------------------------- days and years


def test_days_of_records_are_those_that_are_stated() -> None:
    a, b = dated("A", D(2022, 3, 1)), dated("B", None)
    both = record("patent", "1", granted_on=D(2021, 3, 1), lapsed_on=NONE)
    c = situation({"contract": listing(a, b), "patent": listing(both)})
    assert c.days_of("contract", "recorded_on") == (D(2022, 3, 1),)
    assert c.days_of("patent", "granted_on", "lapsed_on", "filed_on") == (D(2021, 3, 1), NONE)


def test_a_field_changes_where_a_period_begins_and_after_it_ends() -> None:
    held = DatedValue(((Period(None, D(2021, 12, 31)), True), (Period(D(2022, 3, 1), None), False)))
    c = situation(fields={"located_here": held, "legal_person": True})
    assert c.changes("located_here") == (D(2022, 1, 1), D(2022, 3, 1))
    assert c.changes("legal_person") == ()


@pytest.mark.parametrize(("day", "is_in"), [("2022-01-01", True), ("2022-01-02", True), ("2021-12-31", False)])
def test_a_year_begins_on_its_first_day(day: str, is_in: bool) -> None:
    c = situation({"contract": listing(dated("A", D.fromisoformat(day)))})
    assert has_event_in_year(c, *FIRST) is is_in


def test_the_tests_of_an_event_see_the_applicant_as_on_its_day() -> None:
    held = DatedValue(((Period(None, D(2022, 3, 31)), True), (Period(D(2022, 4, 1), None), False)))
    c = situation({"contract": listing(dated("A", D(2022, 3, 1)))}, fields={"located_here": held})
    assert has_event_in_year(c, *FIRST, lambda at: at.applicant("located_here")) is True  # type: ignore[arg-type,return-value]
    nowhen = situation({"contract": listing(dated("A", None))}, fields={"located_here": held})
    told = has_event_in_year(nowhen, *FIRST, lambda at: at.applicant("located_here"))  # type: ignore[arg-type,return-value]
    assert isinstance(told, Open)  # in March it would be true
    assert has_event_in_year(nowhen, *FIRST, lambda at: False) is False


# ---------------------------------------------------------------------------------------------- series, aggregates


def test_a_series_is_read_in_its_month_or_waits_for_the_day() -> None:
    month, day = D(2022, 5, 1), D(2022, 5, 9)
    c = situation(series={"lpr": {("", month): 37}, "parity": {("USD", month): 6, ("USD", day): 7}})  # type: ignore[dict-item]
    assert (c.series("lpr", "on", day), c.series("lpr", "in month of", day)) == (37, 37)
    assert (c.series("parity", "in month of", day, "USD"), c.series("parity", "on", day, "USD")) == (6, 7)
    waits = Open(frozenset({ref("contract", "A", "recorded_on")}))
    assert c.series("lpr", "on", waits) == Open(waits.facts, 0)
    assert c.series("lpr", "on", NONE) is NONE
    assert c.series("lpr", "on", CANNOT) is CANNOT


def test_the_greatest_of_a_set_is_open_or_undeterminable_with_its_parts() -> None:
    a, b = record("contract", "A", amount=10), record("contract", "B", amount=CANNOT)
    perhaps = unsure(ref("contract", "B", "put_to_use"))
    sure = situation().with_record(None, DAY, 2022, ((a, True), (b, True)))
    assert largest_amount(sure) is CANNOT
    assert largest_amount(situation().with_record(None, DAY, 2022, ((a, True), (b, perhaps)))) == Open(
        perhaps.facts, 10, 10, may_be_undeterminable=True
    )


def test_an_open_place_is_between_two_places_or_has_no_upper_bound() -> None:
    waits = frozenset({FactRef("rank", field="filings", year=2022)})
    for most, high in ((5, 5), (NO_LAST, None)):
        c = situation(ranks=(Rank("filings", 2022, 3, most),))
        assert c.rank("filings", ("enterprise",)) == Open(waits, 3, high)
    assert situation(ranks=(Rank("filings", 2022, 0),)).rank("filings", ("enterprise",)) is NONE


# ---------------------------------------------------------------------------------------------- lookups of a policy


def test_the_days_on_which_a_state_may_turn_come_in_order_and_once() -> None:
    policy = ipdsl.load_text("award 1000 while invention_patent valid and filed_on more than 1 years ago\n"
                             "  if has at least 2 technology_contract recorded\n")  # fmt: skip
    days = [D(2022, month, 1) for month in (5, 2, 9, 1, 12, 3, 7)]
    patent = {"number": "A", "filed_on": "2021-04-01", "granted_on": "2022-02-01", "lapsed_on": "2024-03-01"}
    deals = [{"contract": f"C{i}", "recorded_on": day.isoformat()} for i, day in enumerate(days)]
    stated = {"applicant": {"id": "F1", "kinds": ["enterprise"]}}
    facts = policy.read_facts(
        stated | {"records": {"invention_patent": [patent], "technology_contract": deals}, "history": []}
    )
    [of_patent] = facts.records["invention_patent"].records
    found = policy._code.days(0, Situation(policy._program, facts, of_patent, days[0], 2022))
    turns = {*days, D(2022, 2, 1), D(2024, 3, 1), D(2022, 4, 1), D(2022, 4, 2)}
    assert set(found) == turns
    assert list(found) == sorted(set(found))
    lasting = attrs.evolve(of_patent, values=KnownValues({**of_patent.values, "lapsed_on": NONE}))
    found = policy._code.days(0, Situation(policy._program, facts, lasting, days[0], 2022))
    assert set(found) == turns - {D(2024, 3, 1)}


def test_a_doubtful_kind_leaves_open_what_passes_and_not_what_is_stopped() -> None:
    policy = ipdsl.load_text("award 1000 when invention_patent granted and domestic\n")
    patents = [
        {"number": name, "granted_on": "2022-03-01", "domestic": is_domestic, **right}
        for name, is_domestic, right in (
            ("A", True, {}), ("B", False, {}), ("C", True, {"right": "design"}), ("D", True, {"right": "invention"}),
        )
    ]  # fmt: skip
    facts = {"applicant": {"id": "F1", "kinds": ["enterprise"]}, "records": {"patent": patents}, "history": []}
    found = {claim.item: claim.outcome.value for claim in policy.evaluate(facts).claims}
    assert found == {"A": "undetermined", "B": "not eligible", "D": "awarded"}
    bounds = policy.total_bounds(facts)
    assert (bounds.low, bounds.high) == (ipdsl.Money(1000_00), ipdsl.Money(2000_00))
