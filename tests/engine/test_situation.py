"""Lookups on validated facts: narrower kinds, partial and absent lists, dated values, counts, sets, series."""

from __future__ import annotations

from fractions import Fraction

import attrs

from ipdsl.base.values.days import Period
from ipdsl.engine.matters import has_event_in_year, is_matter_supported, matter
from ipdsl.engine.operations import at_least
from ipdsl.engine.situation import Situation, members_of
from ipdsl.ir.facts import DatedValue, FactRef, Open, Rank, Support
from ipdsl.schema.values.value_type import CANNOT, NONE, ForeignAmount, KnownValues
from tests.support.aggregates import count, earliest_day, largest_amount, of_set, total_amount
from tests.support.situations import DAY, PROGRAM, D, listing, record, situation

FIRMS = ("enterprise",)


def test_a_field_is_its_value_or_open_with_what_it_can_be() -> None:
    a = record("contract", "A", amount=5, put_to_use=False)
    c = situation(on=a)
    assert c.field("amount") == 5
    assert c.field("put_to_use") is False
    ref = FactRef("record", "contract", "A", "related_party")
    assert c.field("related_party") == Open(frozenset({ref}), members=(True, False))
    assert members_of(PROGRAM.schema, ref) == (True, False)
    bare = situation(on=record("contract", "B"))
    assert bare.field("amount") == Open(frozenset({FactRef("record", "contract", "B", "amount")}), 0)


def test_an_assumed_fact_stands_in_for_one_that_was_not_stated() -> None:
    a = record("contract", "A")
    ref = FactRef("record", "contract", "A", "put_to_use")
    assert situation(on=a, assume={ref: True}).field("put_to_use") is True


def test_a_dated_field_is_read_on_the_day_and_open_outside_its_periods() -> None:
    here = DatedValue(((Period(D(2022, 1, 1), D(2022, 6, 1)), True), (Period(D(2023, 1, 1), None), False)))
    c = situation(fields={"located_here": here})
    assert c.applicant("located_here") is True
    assert c.with_record(None, D(2023, 5, 1)).applicant("located_here") is False
    outside = c.with_record(None, D(2022, 7, 1)).applicant("located_here")
    assert isinstance(outside, Open)
    assert c.changes("located_here") == (D(2022, 1, 1), D(2022, 6, 2), D(2023, 1, 1))


def test_a_changing_field_is_another_fact_on_another_day_a_fixed_one_is_not() -> None:
    c = situation()
    assert c.applicant("located_here") != c.with_record(None, D(2022, 7, 1)).applicant("located_here")
    fixed = c.applicant("legal_person")
    assert fixed == c.with_record(None, D(2022, 7, 1)).applicant("legal_person")
    assert fixed == Open(frozenset({FactRef("applicant", field="legal_person")}), members=(True, False))


def test_kinds_of_the_applicant() -> None:
    assert situation().is_kind("unit") is True
    assert situation().is_kind("person") is False


def test_a_figure_is_zero_before_the_year_of_its_date() -> None:
    c = situation(fields={"established_on": D(2022, 3, 1)}, figures={2022: {"filings": 7}})
    assert c.figure("filings") == 7
    assert c.figure("filings", 1) == 0
    assert c.with_record(None, DAY, 2023).figure("filings") == Open(
        frozenset({FactRef("figure", field="filings", year=2023)}), 0, may_be_undeterminable=True
    )
    assert isinstance(situation().figure("filings", 1), Open)


def test_records_of_a_wider_kind_belong_when_their_fields_say_so() -> None:
    sure, other, open_ = (
        record("patent", "1", right="invention"), record("patent", "2", right="design"), record("patent", "3")
    )  # fmt: skip
    c = situation({"patent": listing(sure, other, open_), "invention": listing(record("invention", "4"))})
    found = c.records_of_kind("invention")
    assert [r.id for r, _ in found.members] == ["4", "1", "3"]
    assert [belongs is True for _, belongs in found.members] == [True, True, False]
    assert not found.unlisted
    ref = FactRef("record", "patent", "3", "right")
    assert count(c, "invention") == Open(frozenset({ref}), 2, 3)
    assert count(situation(c.facts.records, assume={ref: "invention"}), "invention") == 3
    assert c.membership(other, "invention") is False


def test_a_kind_is_complete_when_it_or_a_wider_kind_is_listed_in_full() -> None:
    one = record("invention", "1")
    assert count(situation({"invention": listing(one)}), "invention") == 1
    assert count(situation({"patent": listing()}), "invention") == 0
    rest = frozenset({FactRef("records", "invention")})
    assert count(situation({"invention": listing(one, partial=True)}), "invention") == Open(rest, 1, None)
    assert count(situation(), "invention") == Open(rest, 0, None)
    # the narrower list is known, the wider kind is not complete
    wider = frozenset({FactRef("records", "patent")})
    assert count(situation({"invention": listing(one)}), "patent") == Open(wider, 1, None)


def test_a_partial_list_decides_what_it_can() -> None:
    c = situation({"brand": listing(record("brand", "1"), partial=True)})
    assert at_least(count(c, "brand"), 1) is True
    assert isinstance(at_least(count(c, "brand"), 2), Open)


def test_a_count_with_a_test_that_cannot_be_determined_keeps_its_bounds() -> None:
    c = situation({"contract": listing(record("contract", "1", put_to_use=CANNOT), record("contract", "2"))})
    assert count(c, "contract", lambda at: at.field("put_to_use")).high == 2  # type: ignore[union-attr,arg-type,return-value]
    sure = situation({"contract": listing(record("contract", "1", put_to_use=CANNOT))})
    assert count(sure, "contract", lambda at: at.field("put_to_use")) == Open(frozenset(), 0, 1)  # type: ignore[arg-type,return-value]


def test_the_first_record_has_the_earliest_date_then_the_smaller_key() -> None:
    a, b = record("contract", "A", recorded_on=D(2022, 3, 1)), record("contract", "B", recorded_on=D(2022, 3, 1))
    c = situation({"contract": listing(b, a)})
    assert c.with_record(a, DAY).first("contract", "recorded_on") is True
    assert c.with_record(b, DAY).first("contract", "recorded_on") is False
    unstated = record("contract", "0")
    late = situation({"contract": listing(a, unstated)})
    assert isinstance(late.with_record(a, DAY).first("contract", "recorded_on"), Open)
    partial = situation({"contract": listing(a, b, partial=True)})
    assert isinstance(partial.with_record(a, DAY).first("contract", "recorded_on"), Open)
    assert partial.with_record(b, DAY).first("contract", "recorded_on") is False


def test_which_record_is_first_is_open_while_an_earlier_one_may_be_of_the_kind() -> None:
    early, late = record("patent", "1", granted_on=D(2022, 2, 1)), record("invention", "2", granted_on=D(2022, 3, 1))
    c = situation({"patent": listing(early), "invention": listing(late)})
    ref = FactRef("record", "patent", "1", "right")
    assert c.with_record(late, DAY).first("invention", "granted_on") == Open(frozenset({ref}), members=(True, False))
    for right, is_first in (("design", True), ("invention", False)):
        values = KnownValues({**early.values, "right": right})
        stated = situation({"patent": listing(attrs.evolve(early, values=values)),
                            "invention": listing(late)})  # fmt: skip
        assert stated.with_record(late, DAY).first("invention", "granted_on") is is_first


def test_a_record_with_day_none_is_not_first_and_does_not_affect_others() -> None:
    never, dated = record("contract", "A", recorded_on=NONE), record("contract", "B", recorded_on=D(2022, 3, 1))
    c = situation({"contract": listing(never, dated)})
    assert c.with_record(never, DAY).first("contract", "recorded_on") is False
    assert c.with_record(dated, DAY).first("contract", "recorded_on") is True
    unknown = record("contract", "A", recorded_on=CANNOT)
    c = situation({"contract": listing(unknown, dated)})
    assert c.with_record(dated, DAY).first("contract", "recorded_on") is CANNOT


def test_aggregates_over_a_set() -> None:
    a = record("contract", "A", amount=10, recorded_on=D(2022, 3, 1))
    b = record("contract", "B", amount=30, recorded_on=D(2022, 2, 1))
    c = situation().with_record(None, DAY, 2022, ((a, True), (b, True)))
    assert (
        of_set(c, "number"),
        total_amount(c),
        largest_amount(c),
        earliest_day(c),
    ) == (2, 40, 30, D(2022, 2, 1))
    assert largest_amount(situation()) is NONE
    assert total_amount(situation()) == 0


def test_aggregates_over_a_set_with_a_record_that_may_belong() -> None:
    a, b = record("contract", "A", amount=10), record("contract", "B", amount=30)
    perhaps = Open(frozenset({FactRef("record", "contract", "B", "put_to_use")}), members=(True, False))
    c = situation().with_record(None, DAY, 2022, ((a, True), (b, perhaps)))
    assert of_set(c, "number") == Open(perhaps.facts, 1, 2)
    assert total_amount(c) == Open(perhaps.facts, 10, 40)
    assert largest_amount(c) == Open(perhaps.facts, 10, 30)
    assert largest_amount(situation().with_record(None, DAY, 2022, ((b, perhaps),))) == Open(perhaps.facts)
    rest = frozenset({FactRef("records", "contract")})
    assert total_amount(situation().with_record(None, DAY, 2022, ((a, True),), rest)) == Open(rest, 10, None)


def test_a_series_is_read_in_january_in_the_month_or_on_the_day() -> None:
    values = {"lpr": {("", D(2022, 1, 1)): Fraction(37, 1000)}, "parity": {("USD", D(2022, 3, 1)): Fraction("6.3014")}}
    c = situation(series=values)
    assert c.series("lpr", "in January of", D(2022, 5, 9)) == Fraction(37, 1000)
    assert c.series("lpr", "in month of", D(2022, 5, 9)) == Open(frozenset({FactRef("series", "lpr", "2022-05")}), 0)
    assert c.converted(ForeignAmount(100_00, "USD"), "parity", D(2022, 3, 1)) == 63014
    assert c.converted(500, "parity", NONE) == 500
    missing = c.converted(ForeignAmount(1, "EUR"), "parity", D(2022, 3, 1))
    assert missing == Open(frozenset({FactRef("series", "parity", "EUR 2022-03-01")}), 0, None)


def test_decimals_of_both_currencies_are_minded() -> None:
    c = situation(series={"parity": {("JPY", D(2022, 3, 1)): Fraction("0.055")}})
    assert c.converted(ForeignAmount(10_000, "JPY"), "parity", D(2022, 3, 1)) == 55_000


def test_a_rank_is_stated_for_a_figure_and_a_year_or_open_from_the_first_place_on() -> None:
    c = situation(ranks=(Rank("filings", 2022, 2), Rank("filings", 2021, 1)))
    assert c.rank("filings", FIRMS) == 2
    assert c.with_record(None, DAY, 2021).rank("filings", FIRMS) == 1
    persons = situation(ranks=(Rank("filings", 2022, 2, among=("person",)),))
    assert persons.rank("filings", ("person",)) == 2
    assert isinstance(persons.rank("filings", FIRMS), Open)  # a different ranking
    ref = FactRef("rank", field="filings", year=2020)
    assert c.with_record(None, DAY, 2020).rank("filings", FIRMS) == Open(frozenset({ref}), 0)
    assert ref.path == "published[filings 2020]"
    assert situation(assume={FactRef("rank", field="filings", year=2022): 3}).rank("filings", FIRMS) == 3


def test_an_event_in_the_year_counts_whatever_the_day_of_the_claim() -> None:
    later = record("contract", "A", recorded_on=D(2022, 12, 31))
    assert has_event_in_year(situation({"contract": listing(later)}), "contract", "recorded_on") is True
    other = record("contract", "B", recorded_on=D(2021, 12, 31))
    assert has_event_in_year(situation({"contract": listing(other)}), "contract", "recorded_on") is False
    assert has_event_in_year(situation({"contract": listing()}), "contract", "recorded_on") is False
    assert (
        has_event_in_year(
            situation({"contract": listing(record("contract", "C", recorded_on=NONE))}), "contract", "recorded_on"
        )
        is False
    )


def test_an_event_whose_day_or_kind_is_not_stated_may_lie_in_the_year() -> None:
    ref = FactRef("record", "contract", "A", "recorded_on")
    c = situation({"contract": listing(record("contract", "A"))})
    assert has_event_in_year(c, "contract", "recorded_on") == Open(frozenset({ref}), members=(True, False))
    rest = FactRef("records", "contract")
    assert has_event_in_year(situation(), "contract", "recorded_on") == Open(frozenset({rest}), members=(True, False))
    sure = listing(record("contract", "A", recorded_on=D(2022, 5, 1)), partial=True)
    assert has_event_in_year(situation({"contract": sure}), "contract", "recorded_on") is True


def test_the_tests_of_an_event_are_asked_on_its_own_day() -> None:
    asked: list[tuple[D, int]] = []

    def on_its_day(c: Situation) -> bool:
        asked.append((c.day, c.year))
        return c.field("put_to_use") is True

    a = record("contract", "A", recorded_on=D(2022, 12, 31), put_to_use=False)
    c = situation({"contract": listing(a)})
    assert has_event_in_year(c, "contract", "recorded_on", on_its_day) is False
    assert has_event_in_year(c, "contract", "recorded_on", on_its_day) is False
    assert asked == [(D(2022, 12, 31), 2022)]  # computed once


def test_the_matter_of_a_record_is_its_root_kind_with_its_key_or_the_applicant() -> None:
    c = situation()
    assert matter(c, None) == "F1"
    assert matter(c, record("contract", "A", number="A")) == "contract: A"


def paid(item: str, amount: int = 5, kind: str = "contract") -> Support:
    return Support(kind, kind, item, "national", 2019, amount)


def test_support_for_the_same_matter_counts_in_whatever_year() -> None:
    a = record("contract", "A", number="A")
    stated = {"contract": listing(a)}
    assert is_matter_supported(situation(stated, on=a, support=(paid("A"),))) is True
    assert is_matter_supported(situation(stated, on=a, support=(paid("A", kind=""),))) is True
    assert is_matter_supported(situation(stated, on=a, support=(paid("B"),))) is False
    assert is_matter_supported(situation(stated, on=a, support=(paid("A", 0),))) is False
    assert is_matter_supported(situation(stated, on=a, support=())) is False
    assert is_matter_supported(situation({}, on=a, support=(paid("A"),))) is True  # by kind and item
    assert is_matter_supported(situation({}, on=a, support=(paid("A", kind=""),))) is True
    assert is_matter_supported(situation({}, on=a, support=(paid("F1", kind=""),))) is False
    assert is_matter_supported(situation({}, support=(paid("F1", kind=""),))) is True  # of the applicant itself


def test_a_matter_that_is_not_stated_may_be_supported() -> None:
    a, b = record("contract", "A"), record("contract", "B", number="B")
    stated = {"contract": listing(a, b)}
    ref = FactRef("record", "contract", "A", "number")
    unsure = Open(frozenset({ref}), members=(True, False))
    assert is_matter_supported(situation(stated, on=a, support=(paid("A"),))) is True  # whatever its matter is
    assert is_matter_supported(situation(stated, on=a, support=(paid("B"),))) == unsure
    assert is_matter_supported(situation(stated, on=b, support=(paid("A"),))) == unsure


def test_support_that_is_not_stated_is_none_unless_nothing_is_taken_for_granted() -> None:
    a = record("contract", "A", number="A")
    assert is_matter_supported(situation(on=a)) is False
    ref = FactRef("support")
    assert is_matter_supported(situation(on=a, strict=True)) == Open(frozenset({ref}), members=(True, False))
