from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest

from ipdsl.base.values.days import Date, Period
from ipdsl.base.values.money import Money
from ipdsl.facts.reader import read_facts
from ipdsl.ir.facts import DatedValue
from ipdsl.plain_data.errors import FactsError
from ipdsl.schema.declarations import Choice, Member
from ipdsl.schema.types.choice import ChoiceType
from ipdsl.schema.values.value_type import CANNOT, NONE, ForeignAmount
from tests.support.facts.programs import PROGRAM, SCHEMA
from tests.support.facts.reading import FIRM, one_record, problems, read, refused_field, said
from tests.support.rows import each_row

CONTRACT = "technology_contract"


def value(kind: str, field: str, data: object) -> object:
    return one_record(kind, id="A", **{field: data}).values.get(field, "unknown")


def code(kind: str, field: str, data: object) -> str:
    return refused_field(kind, id="A", **{field: data}).code


# ---- money


@each_row(
    ("data", "minor"),
    [
        (0, 0),
        (3000000, 300000000),
        ("20000.00", 2000000),
        ("0.5", 50),
        (Decimal("12.34"), 1234),
        (Decimal("1.500"), 150),
        (Fraction(1, 4), 25),
        (Decimal(10) ** 15, 10**17),
        (Money(1234), 1234),
        ({"amount": "12.34", "currency": "CNY"}, 1234),
        *[
            (text, 300_000_000)
            for text in (
                "3000000 CNY",
                "CNY 3000000",
                "CNY3000000",
                "RMB3000000",
                "RMB 3,000,000",
                "¥3000000",
                "￥3000000.00",
                "¥ 3000000",
                "人民币3000000元",
                "人民币300万元",
                "¥300万",
                "ＣＮＹ ３００００００",
            )
        ],
    ],
)
def test_money_is_read_in_minor_units(data: object, minor: int) -> None:
    assert value(CONTRACT, "amount", data) == minor


@each_row(
    ("data", "refusal"),
    [
        (-1, "R033"),
        ("-0.01", "R033"),
        ("1234.567", "R032"),
        ("1.234", "R089"),
        ("100.000", "R089"),
        (Decimal("0.001"), "R032"),
        (Fraction(1, 3), "R032"),
        (1.5, "R031"),
        (float("nan"), "R031"),
        (float("inf"), "R031"),
        (True, "R030"),
        ("007", "R030"),
        ("1/2", "R030"),
        ("1、000", "R030"),
        ("1,00", "R030"),
        ("20万3千", "R030"),
        ("二十万", "R030"),
        ("", "R030"),
        (" 1", "R030"),
        ("1e5", "R030"),
        ("NaN", "R030"),
        ("٣", "R030"),
        ("৪০", "R030"),
        ([1], "R030"),
        (10**18, "R008"),
        ("1" * 19, "R008"),
        (Decimal("1E+20"), "R008"),
        (Decimal("1E-999999999"), "R008"),
        (Decimal("NaN"), "R030"),
        ({"amount": 1}, "R021"),
        ({"currency": "CNY"}, "R021"),
        ({"amount": 1, "currency": "XXX"}, "R038"),
        ({"amount": 1, "currency": "USD"}, "R039"),
        ({"amount": 1, "currency": "CNY", "day": "x"}, "R022"),
        ({"amount": 1, "currency": 3}, "R030"),
        ({"amount": 1, "currency": ""}, "R038"),
        ({"amount": 1, "currency": None}, "R030"),
        ("100 USD", "R039"),
        ("100 XXX", "R038"),
        ("USD 100", "R039"),
        ("XXX100", "R038"),
        ("¥", "R030"),
        ("¥-5", "R030"),
        ("¥007", "R030"),
        ("¥100 CNY", "R030"),
        ("USD 100元", "R030"),
        ("RMB  100", "R030"),
        ({"amount": 1.5, "currency": "CNY"}, "R031"),
        (object(), "R030"),
        ({}, "R020"),
    ],
)
def test_money_that_is_refused(data: object, refusal: str) -> None:
    assert code(CONTRACT, "amount", data) == refusal


def test_a_sum_whose_currency_has_another_name_is_refused() -> None:
    found = problems(records={CONTRACT: [{"id": "A", "amount": {"amount": 1, "curency": "CNY"}}]})
    assert [problem.code for problem in found] == ["R021", "R022"]


def test_an_absurdly_large_number_is_refused_at_once() -> None:
    assert code(CONTRACT, "amount", 10**5000) == "R008"
    assert code(CONTRACT, "contract", 10**5000) == "R030"
    assert code(CONTRACT, "put_to_use", Decimal("1E+999999999")) == "R030"


def test_a_sum_in_another_currency_is_read_where_the_policy_converts_the_field() -> None:
    assert value("patent", "official_fees", {"amount": "100.5", "currency": "USD"}) == ForeignAmount(10050, "USD")
    assert value("patent", "official_fees", "USD 100.5") == ForeignAmount(10050, "USD")
    assert value("patent", "official_fees", {"amount": 100, "currency": "JPY"}) == ForeignAmount(100, "JPY")
    assert value("invention_patent", "official_fees", Money(100, "EUR")) == ForeignAmount(100, "EUR")
    assert code("patent", "official_fees", {"amount": "100.5", "currency": "JPY"}) == "R032"


def test_the_path_of_a_stated_sum_leads_to_the_amount() -> None:
    found = refused_field("patent", official_fees={"amount": "1.5", "currency": "JPY"})
    assert found.path == "$.records.patent[0].official_fees.amount"


# ---- rates, counts, numbers


@each_row(
    ("data", "rate"),
    [
        ("3.7%", "37/1000"),
        ("3.70 %", "37/1000"),
        ("0.037", "37/1000"),
        ("37/1000", "37/1000"),
        (Decimal("0.037"), "37/1000"),
        (0, "0"),
        (1, "1"),
        ("370%", "37/10"),
        (Fraction(1, 3), "1/3"),
    ],
)
def test_rates_are_exact_fractions(data: object, rate: str) -> None:
    assert value("pledge_loan", "actual_rate", data) == Fraction(rate)


@each_row(
    ("data", "refusal"),
    [
        (3.7, "R031"),
        (Decimal("3.7"), "R057"),
        ("3.7", "R057"),
        ("7/3", "R057"),
        ("-1%", "R033"),
        ("%", "R030"),
        ("1/0", "R030"),
        ("3,7%", "R030"),
        (True, "R030"),
        ("3.7‰", "R030"),
    ],
)
def test_rates_that_are_refused(data: object, refusal: str) -> None:
    assert code("pledge_loan", "actual_rate", data) == refusal


def test_counts_are_whole_numbers() -> None:
    assert read(figures={"2022": {"filings": 3}}).figures == {2022: {"filings": 3}}
    assert read(figures={"2022": {"filings": Decimal("3.0")}}).figures == {2022: {"filings": 3}}
    for data, refusal in [
        (1.6, "R031"),
        (Decimal("1.6"), "R034"),
        ("1.6", "R034"),
        ("3元", "R030"),
        ("03", "R030"),
        (-1, "R033"),
        (True, "R030"),
    ]:
        assert said(figures={"2022": {"filings": data}}) == [(refusal, "$.figures.2022.filings")]


@pytest.mark.parametrize(
    ("data", "advice"),
    [("three", "write a whole number, 0 or more, as in 1200 or 1,200"), ("03", "write it without the 0 in front")],
)
def test_a_count_that_is_none_is_told_how(data: str, advice: str) -> None:
    (found,) = problems(figures={"2022": {"filings": data}})
    assert found.texts().help == advice


@each_row(
    ("data", "digits"),
    [(10**18, 19), (10**19, 20), (2**64, 20), (-(2**64), 20), (10**29, 30), ("1234567890123456789012", 22),
     (Decimal(10) ** 20, 21), (Decimal("1E+20"), 21), (Decimal("1E-20"), 20),
     (Fraction(10**24, 7), 25), (Fraction(1, 10**20), 21), (10**5000, 5001),
     (10**50000, 50001)],
)  # fmt: skip
def test_a_sum_of_too_many_digits_is_told_with_their_number(data: object, digits: int) -> None:
    assert refused_field(CONTRACT, amount=data).texts().title == f"a number of {digits} digits"


def test_numbers_need_not_be_whole() -> None:
    assert value("patent_prize", "score", Decimal("87.5")) == Fraction(175, 2)
    assert value("patent_prize", "score", "-87.5") == Fraction(-175, 2)
    assert code("patent_prize", "score", 87.5) == "R031"


# ---- yes/no, members, names, lists


@each_row("data", ["perhaps", "是否", "对", "1", 1, 0, [], "", Decimal(1)])
def test_what_is_neither_yes_nor_no(data: object) -> None:
    assert code(CONTRACT, "put_to_use", data) == "R030"
    assert value(CONTRACT, "put_to_use", True) is True
    assert value(CONTRACT, "put_to_use", False) is False


def test_members_are_taken_by_name_and_by_label() -> None:
    assert value("patent", "right", "invention") == "invention"
    near = refused_field("patent", right="inventon")
    assert (near.code, near.nearest) == ("R028", ("invention",))
    assert value("patent", "right", "发明") == "invention"
    assert code("patent", "right", "Invention") == "R028"
    assert code("patent", "right", 1) == "R030"


@each_row(
    ("data", "refusal"),
    [
        ("", "R035"),
        ("  ", "R035"),
        (" A", "R035"),
        ("A\n", "R035"),
        ("A\nB", "R035"),
        ("\ud800", "R035"),
        ("A\x1fB", "R035"),
        ("A\x7fB", "R035"),
        ("\u3000A", "R035"),
        ("A\u202eB", "R035"),
        ("A\u200b", "R035"),
        ("\ufeffA", "R035"),
        (Decimal("12.5"), "R030"),
        (-1, "R030"),
        (10**18, "R030"),
        (True, "R030"),
        (["A"], "R030"),
        ({"a": 1}, "R020"),
    ],
)
def test_names_that_are_refused(data: object, refusal: str) -> None:
    assert code(CONTRACT, "contract", data) == refusal


def test_a_number_where_a_name_is_meant_is_told_how() -> None:
    assert 'quotation marks: "12.5"' in refused_field(CONTRACT, contract=Decimal("12.5")).texts().help


@pytest.mark.parametrize("broken", [0xD800, 0xDFFF, 0x0A, 0, 0x1F, 0x7F])
def test_a_broken_character_in_a_name_is_told_as_such(broken: int) -> None:
    told = refused_field(CONTRACT, contract=f"A{chr(broken)}B").texts().title
    assert told == "`contract` holds a line break or a broken character"
    hidden = refused_field(CONTRACT, contract="A B\u200b C").texts().title
    assert hidden == "`contract` holds an invisible character, U+200B", "a blank in it is none"


@each_row(
    ("data", "told"),
    [(True, "true"), (False, "false"), ([], "an empty list"), (["A"], "a list"), ((), "an empty list"),
     (Date(2022, 3, 1), "the day 2022-03-01"), (1.5, "the number 1.5"), (b"A", "something that JSON does not know")],
)  # fmt: skip
def test_what_stands_in_place_of_a_name_is_told(data: object, told: str) -> None:
    texts = refused_field(CONTRACT, contract=data).texts()
    assert (texts.title, texts.help) == (f"`contract` is a text, not {told}", "")


@pytest.mark.parametrize(("data", "told"), [({}, "an empty object"), ({"a": 1}, "an object")])
def test_an_object_in_place_of_a_value_is_told(data: object, told: str) -> None:
    assert refused_field(CONTRACT, contract=data).texts().title == f"`contract` must be a value, not {told}"


def test_words_of_sixty_characters_are_shown_whole() -> None:
    for count, shown in ((60, 60 * "x"), (61, f"{60 * 'x'}…")):
        assert refused_field("patent", right=count * "x").texts().title == f"`right` cannot be `{shown}`"


@each_row(
    ("value", "told"),
    [(2**399, f"{str(2**399)[:60]}…"), (2**400, "of more than 100 digits"), (-(10**5000), "of more than 100 digits"),
     (Fraction(2**399, 3), f"{str(2**399)[:60]}…"), (Fraction(2**400, 3), "of more than 100 digits"),
     (Fraction(10**5000, 3), "of more than 100 digits"), (Fraction(3, 10**5000), "of more than 100 digits"),
     (Decimal("1E+39"), "1" + 39 * "0"), (Decimal("1E+40"), "1E+40"), (Decimal("1E-40"), "1E-40")],
)  # fmt: skip
def test_a_number_in_place_of_a_name_is_shown_as_far_as_one_reads_it(value: object, told: str) -> None:
    assert refused_field(CONTRACT, contract=value).texts().title == f"`contract` is a text, not the number {told}"


def test_so_many_members_of_a_choice_are_listed_and_the_others_counted() -> None:
    names = [f"m{number:02}" for number in range(22)]
    for count, tail in ((20, "m19"), (21, "m19 and 1 more"), (22, "m19 and 2 more")):
        choice = Choice("many", tuple(Member(name) for name in names[:count]))
        right = attrs.evolve(SCHEMA.record_by_name["patent"].field_by_name["right"], type=ChoiceType("many"))
        patent = attrs.evolve(SCHEMA.record_by_name["patent"], fields=(right,), key=(), events=(), states=())
        schema = attrs.evolve(SCHEMA, choices=(*SCHEMA.choices, choice), records=(patent,))
        with pytest.raises(FactsError) as refused:
            read_facts(
                {"applicant": FIRM, "records": {"patent": [{"right": "none such"}]}},
                attrs.evolve(PROGRAM, schema=schema),
            )
        (found,) = refused.value.report
        assert found.texts().help == f"it is one of {', '.join(names[:19])}, {tail}"


def test_lists_hold_values_of_one_type_each_once() -> None:
    assert value("pledge_loan", "pledged_right", ["ZL1", "ZL2"]) == ("ZL1", "ZL2")
    assert value("pledge_loan", "pledged_right", []) == ()
    assert value("pledge_loan", "pledged_right", None) == "unknown"
    assert code("pledge_loan", "pledged_right", "ZL1") == "R020"
    assert code("pledge_loan", "pledged_right", ["ZL1", True]) == "R030"
    assert code("pledge_loan", "pledged_right", ["ZL1", "ZL1"]) == "R058"
    for special, told in ((None, "null"), (NONE, "none"), ({"none": True}, "none"), (CANNOT, '"cannot be determined"'),
                          ({"cannot_be_determined": True}, '"cannot be determined"')):  # fmt: skip
        found = refused_field("pledge_loan", pledged_right=["ZL1", special])
        assert (found.code, found.path) == ("R040", "$.records.pledge_loan[0].pledged_right[1]")
        assert found.texts().title == f"`pledged_right` must be a value, not {told}"
    assert refused_field("pledge_loan", pledged_right=["A", ""]).path == "$.records.pledge_loan[0].pledged_right[1]"


# ---- days


@pytest.mark.parametrize("data", ["2022-03-01", Date(2022, 3, 1)])
def test_days_are_read(data: object) -> None:
    assert value(CONTRACT, "recorded_on", data) == Date(2022, 3, 1)


@each_row(
    ("data", "refusal"),
    [
        ("2022-13-01", "R036"),
        ("2022-02-29", "R036"),
        ("2022-04-31", "R036"),
        ("2022-00-10", "R036"),
        ("2022-1/1", "R036"),
        ("2022.1.1", "R036"),
        ("2022年1月", "R036"),
        ("1/1/2022", "R036"),
        ("20220101", "R036"),
        ("২০২২-01-01", "R036"),
        ("2022-03-01T00:00:00", "R036"),
        ("2022-03-01\n", "R036"),
        ("1899-12-31", "R037"),
        ("2201-01-01", "R037"),
        ("0000-01-01", "R037"),
        (Date(1800, 1, 1), "R037"),
        (datetime.datetime(2022, 3, 1), "R036"),
        (20220301, "R030"),
        ("", "R036"),
    ],
)
def test_days_that_are_refused(data: object, refusal: str) -> None:
    assert code(CONTRACT, "recorded_on", data) == refusal


def test_the_finding_says_how_long_the_month_is() -> None:
    assert refused_field(CONTRACT, recorded_on="2023-02-29").texts().help == "February 2023 has 28 days"
    assert value(CONTRACT, "recorded_on", "2024-02-29") == Date(2024, 2, 29)


@pytest.mark.parametrize("time", ["T00:00:00", " 00:00:00", "T00:00:00.000Z", " 14:30"])
def test_the_finding_about_a_time_says_the_day(time: str) -> None:
    refusal = refused_field(CONTRACT, recorded_on=f"2023-02-28{time}")
    assert refusal.texts().help == "a day has no time; write 2023-02-28"


@pytest.mark.parametrize("time", ["T16:00:00.000Z", " 16:00:00+00:00", "T20:30-0500", " 16:00 UTC"])
def test_the_finding_about_a_time_of_another_zone_names_no_day(time: str) -> None:
    """JavaScript writes midnight of 1 March in China in this form."""
    refusal = refused_field(CONTRACT, recorded_on=f"2023-02-28{time}")
    assert refusal.texts().help == "a day has no time and no zone; write the day at the place where it counts"


# not a value


def test_none_cannot_and_unknown() -> None:
    assert value("patent", "lapsed_on", {"none": True}) is NONE
    assert value("patent", "lapsed_on", {"cannot_be_determined": True}) is CANNOT
    assert value("patent", "lapsed_on", NONE) is NONE
    assert value("patent", "lapsed_on", None) == "unknown"
    assert value(CONTRACT, "amount", {"none": True}) is NONE


@pytest.mark.parametrize(
    "data", [{"none": False}, {"none": 1}, {"nope": True}, {"none": True, "x": 1}, {}, {"value": 1}]
)
def test_other_objects_are_no_values(data: object) -> None:
    assert code("patent", "lapsed_on", data) == "R020"


# ---- values that change


def located(data: object) -> object:
    return read({"applicant": {**FIRM, "located_here": data}}).fields.get("located_here", "unknown")


def located_refused(data: object) -> list[str]:
    return [f.code for f in problems({"applicant": {**FIRM, "located_here": data}})]


def test_periods_are_put_in_order() -> None:
    data = [{"from": "2022-01-01", "value": True}, {"to": "2020-12-31", "value": False},
            {"from": "2021-01-01", "to": "2021-12-31", "value": None}]  # fmt: skip
    periods = ((Period(None, Date(2020, 12, 31)), False), (Period(Date(2022, 1, 1), None), True))
    assert located(data) == DatedValue(periods)
    assert located(True) is True
    assert located([]) == DatedValue(())
    assert located([{"value": {"none": True}}]) == DatedValue(((Period(), NONE),))


@each_row(
    ("data", "refusals"),
    [
        ([{"from": "2022-01-01", "to": "2021-01-01", "value": True}], ["R042"]),
        ([{"from": "2021-01-01", "value": True}, {"from": "2022-01-01", "value": False}], ["R043"]),
        ([{"value": True}, {"value": True}], ["R043"]),
        ([{"to": "2022-01-01", "value": True}, {"from": "2022-01-01", "value": True}], ["R043"]),
        ([{"from": "2022-01-01"}], ["R021"]),
        ([{"value": "perhaps"}], ["R030"]),
        ([{"val": True, "value": True}], ["R022"]),
        ([True], ["R020"]),
        ([{"from": "x", "value": True}], ["R036"]),
        ({"value": True}, ["R020"]),
    ],
)
def test_periods_that_are_refused(data: object, refusals: list[str]) -> None:
    assert located_refused(data) == refusals


def test_an_object_in_place_of_periods_is_told_how_periods_are_written() -> None:
    for data in ({"2020": True}, {"from": "2020-01-01", "value": True}):
        [finding] = problems({"applicant": {**FIRM, "located_here": data}})
        assert 'or periods: [{"from": "2021-01-01", "to": "2022-06-30", "value": …}, …]' in finding.texts().help


def test_a_fixed_field_has_no_periods_and_a_list_field_may() -> None:
    assert said({"applicant": {**FIRM, "established_on": []}}) == [("R041", "$.applicant.established_on")]
    plain = read({"applicant": {**FIRM, "trades": ["wood", "tea"]}}).fields["trades"]
    assert plain == ("wood", "tea")
    dated = read({"applicant": {**FIRM, "trades": [{"value": ["wood"]}]}}).fields["trades"]
    assert dated == DatedValue(((Period(), ("wood",)),))
    named = ("value", "of value", "wood")
    assert read({"applicant": {**FIRM, "trades": [*named]}}).fields["trades"] == named
    path = "$.applicant.trades"
    assert said({"applicant": {**FIRM, "trades": ["wood", {"no": 1}]}}) == [("R020", f"{path}[1]")]
    assert said({"applicant": {**FIRM, "trades": ["wood", {"value": ["tea"]}]}}) == [("R020", f"{path}[0]")]


def test_a_name_that_looks_like_another_is_refused_with_the_character_that_nobody_sees() -> None:
    (found,) = problems({"applicant": {"id": "A\u202egnp.B", "kinds": ["enterprise"]}})
    assert (found.code, found.path) == ("R035", "$.applicant.id")
    assert found.texts().title == "`id` holds an invisible character, U+202E"


def test_names_in_a_line_of_the_history_hold_no_invisible_character_either() -> None:
    line = {"clause": "11.ip_title.new", "item": "national_advantage", "year": 2022, "due": "80000.00"}
    assert said(history=[line | {"keys": {"title\u200b": "x"}}])[0][0] == "R035"
    assert said(history=[line | {"outcome": "awarded", "charged": {"a cap\u2066": "1.00"}}])[0][0] == "R035"
