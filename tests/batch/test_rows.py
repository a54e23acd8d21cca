"""A row is read as facts: exact, null as unknown or as none, and every problem with its column."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pyarrow as pa
import pytest

from ipdsl.base.values.days import Period
from ipdsl.batch.readers.rows import MAX_ROWS_AT_ONCE, Rows, column_of
from ipdsl.ir.facts import DatedValue, Facts
from ipdsl.plain_data.errors import FactsError
from ipdsl.schema.values.value_type import CANNOT, NONE, ForeignAmount
from tests.support.batch.tables import facts, firm, one_list, patents, problems, read, structs, taken, value
from tests.support.rows import each_row

DAY = datetime.date(2022, 3, 1)
MIDNIGHT = datetime.datetime(2022, 3, 1)


def contracts(**columns: pa.Array) -> pa.Table:
    return firm(technology_contract=one_list(structs(**columns)))


# ---- types


@each_row(
    "amount",
    [
        pa.array([300_000_050], pa.int64()),
        pa.array([300_000_050], pa.uint32()),
        pa.array([Decimal("3000000.50")], pa.decimal128(18, 2)),
        pa.array([Decimal("3000000.5")], pa.decimal256(60, 20)),
        pa.array(["3000000.50"], pa.large_string()),
        pa.array(["3,000,000.50元"]),
        pa.array(["3000000.5"]).dictionary_encode(),
        pa.array([300_000_050]).dictionary_encode(),
        pa.array([{"amount": 300_000_050, "currency": "CNY"}]),
        pa.array([{"amount": "3000000.50", "currency": "CNY"}]),
        pa.array([{"value": 300_000_050, "none": None}]),
    ],
)
def test_a_sum_is_fen_as_a_whole_number_and_yuan_as_decimal_or_text(amount: pa.Array) -> None:
    assert value(contracts(amount=amount), "amount", "technology_contract") == 300_000_050


def test_a_sum_in_another_currency_counts_its_own_smallest_unit() -> None:
    sums = pa.array([{"amount": 100, "currency": "USD"}])
    assert value(patents(official_fees=sums), "official_fees") == ForeignAmount(100, "USD")
    yen = pa.array([{"amount": 100, "currency": "JPY"}])
    assert value(patents(official_fees=yen), "official_fees") == ForeignAmount(100, "JPY")


@pytest.mark.parametrize(
    "day",
    [
        pa.array([DAY], pa.date32()), pa.array([DAY], pa.date64()), pa.array([MIDNIGHT], pa.timestamp("s")),
        pa.array([MIDNIGHT], pa.timestamp("ns")), pa.array(["2022-03-01"]), pa.array(["2022年3月1日"]),
        pa.array([DAY]).dictionary_encode(),
    ],
    ids=lambda array: str(array.type),
)  # fmt: skip
def test_a_day_is_a_date_a_midnight_or_a_text(day: pa.Array) -> None:
    assert value(patents(granted_on=day), "granted_on") == DAY


@each_row(
    ("day", "code"),
    [
        (pa.array([datetime.datetime(2022, 3, 1, 8)], pa.timestamp("ms")), "R036"),
        (pa.array([1], pa.timestamp("ns")), "R036"),
        (pa.array([1], pa.int64()).cast(pa.timestamp("us")), "R036"),
        (pa.array([datetime.date(1899, 12, 31)]), "R037"),
        (pa.array([datetime.date(2201, 1, 1)]), "R037"),
        (pa.array([2**31 - 1], pa.int32()).cast(pa.date32()), "R036"),
        (pa.array([-(2**31)], pa.int32()).cast(pa.date32()), "R036"),
        (pa.array([2**62], pa.int64()).cast(pa.timestamp("s")), "R036"),
        (pa.array(["2022-02-30"]), "R036"),
    ],
)
def test_a_moment_and_a_day_outside_the_calendar_are_problems(day: pa.Array, code: str) -> None:
    assert problems(patents(granted_on=day)) == [("invention_patent[0].granted_on", code)]


def test_days_at_the_ends_of_the_calendar() -> None:
    for day in (datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)):
        assert value(patents(granted_on=pa.array([day])), "granted_on") == day


def test_rates_and_numbers_are_exact() -> None:
    table = firm(pledge_loan=one_list(structs(actual_rate=pa.array([Decimal("0.0370")]))))
    assert value(table, "actual_rate", "pledge_loan") == Fraction(37, 1000)
    table = firm(pledge_loan=one_list(structs(actual_rate=pa.array(["3.7%"]))))
    assert value(table, "actual_rate", "pledge_loan") == Fraction(37, 1000)


def test_a_whole_number_is_a_name_and_a_negative_one_is_not() -> None:
    assert value(contracts(contract=pa.array([2022])), "contract", "technology_contract") == "2022"
    assert problems(contracts(contract=pa.array([-1]))) == [("technology_contract[0].contract", "R030")]


def test_ids_as_whole_numbers_stand_for_their_digits() -> None:
    assert facts(pa.table({"id": [91440200], "kinds": [["enterprise"]]})).applicant == "91440200"


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()], ids=str)
def test_texts_of_every_width(kind: pa.DataType) -> None:
    assert value(patents(number=pa.array(["ZL1"], kind)), "number") == "ZL1"


def test_text_that_is_no_utf8_is_a_problem_of_its_cell() -> None:
    broken = pa.Array.from_buffers(pa.string(), 1, [None, *pa.array([b"\xff"]).buffers()[1:]])
    assert problems(patents(number=broken)) == [("invention_patent[0].number", "R035")]


def test_lists_of_values() -> None:
    for kind in (pa.list_(pa.string()), pa.large_list(pa.string()), pa.list_(pa.int64())):
        rights = pa.array([[1, 2]], pa.list_(pa.int64())).cast(kind)
        found = value(firm(pledge_loan=one_list(structs(pledged_right=rights))), "pledged_right", "pledge_loan")
        assert found == ("1", "2")
    null = firm(pledge_loan=one_list(structs(pledged_right=pa.array([["a", None]]))))
    assert problems(null) == [("pledge_loan[0].pledged_right[1]", "R040")]


# ---- null


def test_null_is_unknown_and_none_where_the_caller_says_so() -> None:
    table = patents(number=pa.array(["ZL1"]), lapsed_on=pa.nulls(1, pa.date32()), domestic=pa.nulls(1, pa.bool_()))
    assert value(table, "lapsed_on") is None
    assert value(table, "lapsed_on", none=["invention_patent.lapsed_on"]) is NONE
    assert value(table, "lapsed_on", none=["*.lapsed_on"]) is NONE
    assert value(table, "domestic", none=["*.lapsed_on"]) is None


def test_null_of_a_field_of_the_applicant() -> None:
    table = firm(
        established_on=pa.nulls(1, pa.date32()), located_here=pa.nulls(1, pa.list_(pa.struct([("value", pa.bool_())])))
    )
    assert facts(table).fields == {}
    assert facts(table, none=["established_on", "located_here"]).fields == {
        "established_on": NONE,
        "located_here": NONE,
    }


def test_a_column_of_nulls_alone_states_nothing() -> None:
    table = firm(established_on=pa.nulls(1), invention_patent=pa.nulls(1), history=pa.nulls(1), figures=pa.nulls(1))
    found = facts(table)
    assert (found.fields, found.records, found.history, found.figures) == ({}, {}, None, {})


def test_a_null_list_is_not_stated_and_an_empty_one_says_that_there_is_none() -> None:
    lists: Any = pa.list_(pa.struct([("number", pa.string())]))
    assert facts(firm(invention_patent=pa.nulls(1, lists))).records == {}
    assert facts(firm(invention_patent=pa.array([[]], lists))).records["invention_patent"].records == ()
    found = facts(firm(invention_patent=pa.nulls(1, lists)), none=["invention_patent"])
    assert found.records["invention_patent"].records == ()
    lines: Any = pa.list_(pa.struct([("clause", pa.string())]))
    assert facts(firm(history=pa.nulls(1, lines))).history is None
    assert facts(firm(history=pa.array([[]], lines))).history == ()
    assert facts(firm(history=pa.nulls(1, lines)), none=["history"]).history == ()


def test_words_in_cells_of_text_say_none_unknown_or_that_nobody_can_tell() -> None:
    table = patents(lapsed_on=pa.array(["无"]), granted_on=pa.array(["无法确定"]), filed_on=pa.array(["未知"]))
    found = facts(table).records["invention_patent"].records[0].values
    assert (found["lapsed_on"], found["granted_on"], "filed_on" in found) == (NONE, CANNOT, False)


def test_a_struct_says_it_in_columns_of_other_types() -> None:
    cells = pa.array([{"value": None, "none": True, "cannot_be_determined": False}])
    assert value(patents(country=cells), "country") is NONE
    cells = pa.array([{"value": None, "cannot_be_determined": True}])
    assert value(patents(country=cells), "country") is CANNOT
    cells = pa.array([{"value": "US", "none": False}])
    assert value(patents(country=cells), "country") == "US"
    both = pa.array([{"value": "US", "none": True}])
    assert problems(patents(country=both)) == [("invention_patent[0].country", "R020")]


def test_null_where_none_may_be() -> None:
    ids = pa.table({"id": pa.nulls(1, pa.string()), "kinds": [["enterprise"]]})
    assert problems(ids) == [("id", "R021")]
    kinds = pa.table({"id": ["F1"], "kinds": pa.nulls(1, pa.list_(pa.string()))})
    assert problems(kinds) == [("kinds", "R021")]
    assert problems(
        pa.table({"id": ["F1"], "kinds": [[]]}, pa.schema([("id", pa.string()), ("kinds", pa.list_(pa.string()))]))
    ) == [("kinds", "R024")]
    members = pa.array([{"number": "ZL1"}, None])
    assert problems(firm(invention_patent=one_list(members))) == [("invention_patent[1]", "R020")]
    assert problems(pa.table({"id": ["F1"], "kinds": [["enterprise", None]]})) == [("kinds[1]", "R030")]


# ---- periods, figures, lines


def test_periods_of_a_field_that_changes() -> None:
    periods = pa.array(
        [{"from": None, "to": datetime.date(2021, 12, 31), "value": False},
         {"from": datetime.date(2022, 1, 1), "to": None, "value": True}]
    )  # fmt: skip
    found = facts(firm(located_here=one_list(periods))).fields["located_here"]
    assert found == DatedValue(
        ((Period(None, datetime.date(2021, 12, 31)), False), (Period(datetime.date(2022, 1, 1), None), True))
    )
    assert facts(firm(located_here=pa.array([True]))).fields["located_here"] is True
    overlap = pa.array([{"from": DAY, "value": True}, {"from": DAY, "value": None}])
    assert problems(firm(located_here=one_list(overlap))) == [("located_here", "R043")]


def test_figures_by_year() -> None:
    lines = structs(year=pa.array([2021, 2022]), filings=pa.array([3, None]), local_contribution=pa.array([None, 50]))
    found = facts(firm(figures=one_list(lines)))
    assert found.figures == {2021: {"filings": 3}, 2022: {"local_contribution": 50}}
    found = facts(firm(figures=one_list(lines)), none=["figures.filings"])
    assert found.figures[2022]["filings"] is NONE
    without = structs(year=pa.array(["2020年度"]), none=pa.array([True]))
    assert facts(firm(figures=one_list(without))).no_figures == {2020}


def test_a_year_twice_or_missing_and_a_figure_that_is_wrong_name_the_line() -> None:
    lines = structs(year=pa.array([2021, 2021, None]), filings=pa.array([3, 4, 5]))
    assert problems(firm(figures=one_list(lines))) == [("figures[1].year", "R005"), ("figures[2]", "R021")]
    lines = structs(year=pa.array([2020, 2021]), filings=pa.array([3, -4]))
    assert problems(firm(figures=one_list(lines))) == [("figures[1].filings", "R033")]
    lines = structs(year=pa.array([1800]), filings=pa.array([3]))
    assert [code for _, code in problems(firm(figures=one_list(lines)))] == ["R037"]


def test_lines_have_sums_in_fen_and_keys_as_structs_or_maps() -> None:
    keys = pa.array([{"patent": "ZL1", "level": None}, {"patent": None, "level": "national"}])
    support = structs(
        kind=pa.array(["patent_prize"] * 2), item=pa.array(["a", "b"]), level=pa.array(["省级"] * 2),
        year=pa.array([2022, 2022]), amount=pa.array([100, 200]), keys=keys,
    )  # fmt: skip
    found = facts(firm(support=one_list(support))).support
    assert found is not None
    assert [(line.amount, dict(line.keys)) for line in found] == [
        (100, {"patent": "ZL1"}),
        (200, {"level": "national"}),
    ]
    as_map = pa.array([[("patent", "ZL1")], [("level", "national")]], pa.map_(pa.string(), pa.string()))
    again = structs(**{name: support.field(name) for name in ("kind", "item", "level", "year", "amount")}, keys=as_map)
    assert facts(firm(support=one_list(again))).support == found


def test_a_history_with_sums_by_year_and_payments() -> None:
    lines = structs(
        clause=pa.array(["11.ip_title.new"]), item=pa.array(["national_advantage"]), year=pa.array([2021]),
        due=pa.array([[(2021, 8_000_000)]], pa.map_(pa.int64(), pa.int64())),
        payments=pa.array([[{"day": DAY, "amount": 100}]]),
    )  # fmt: skip
    (line,) = facts(firm(history=one_list(lines))).history or ()
    assert (line.due, line.payments) == ({2021: 8_000_000}, ((DAY, 100),))
    short = structs(clause=pa.array(["11.ip_title.new"]), item=pa.array(["national_advantage"]),
                    year=pa.array([2021]), due=pa.array([8_000_000]))  # fmt: skip
    (line,) = facts(firm(history=one_list(short))).history or ()
    assert (line.due, line.payments) == ({2021: 8_000_000}, None)
    wrong = structs(
        clause=pa.array(["11.ip_titel.new"]), item=pa.array(["x"]), year=pa.array([2021]), due=pa.array([1])
    )
    assert problems(firm(history=one_list(wrong))) == [("history[0].clause", "R050")]


def test_published_places() -> None:
    lines = structs(figure=pa.array(["works_registered"]), year=pa.array([2022]), rank=pa.nulls(1, pa.int64()))
    assert facts(firm(published=one_list(lines)), none=["published.rank"]).ranks[0].rank == 0
    assert problems(firm(published=one_list(lines))) == [("published[0]", "R021")]


def test_a_day_of_the_computation_for_one_or_for_all() -> None:
    table = firm(as_of=pa.array([DAY]))
    assert facts(table).as_of == DAY
    assert facts(table, as_of="2023-12-31").as_of == datetime.date(2023, 12, 31)
    assert facts(firm(), as_of="2023-12-31").as_of == datetime.date(2023, 12, 31)


# ---- problems and rows


def test_problems_name_columns_in_the_words_of_the_table() -> None:
    table = firm(发明专利=one_list(structs(专利号=pa.array(["ZL1", " "]), 授权日=pa.array(["2022-02-30", "x"]))))
    assert problems(table) == [
        ("发明专利[0].授权日", "R036"), ("发明专利[1].专利号", "R035"), ("发明专利[1].授权日", "R036"),
    ]  # fmt: skip


@each_row(
    ("path", "column"),
    [
        ("$.records.invention_patent[2].granted_on", "invention_patent[2].granted_on"),
        ("$.records.invention_patent.items[2]", "invention_patent.items[2]"),
        ("$.applicant.located_here[0].from", "located_here[0].from"),
        ('$.records["a b"][1].x', "a b[1].x"),
        ("$.figures.2022.filings", "figures[1].filings"),
        ("$.figures.2019.filings", "figures.2019.filings"),
        ("$.history[0].due.2022", "history[0].due.2022"),
        ("$.as_of", "as_of"), ("$.applicant", ""), ("$", ""),
    ],
)  # fmt: skip
def test_the_column_of_a_path(path: str, column: str) -> None:
    assert column_of(path, {"2021": 0, "2022": 1}) == column


def test_a_problem_holds_the_applicant_and_the_row() -> None:
    table = pa.table({"id": ["F1", "F2"], "kinds": [["enterprise"], ["enterprize"]]})
    found = read(table, 1)
    assert not isinstance(found, Facts)
    assert [(one.applicant, one.row, one.column, one.finding.code) for one in found] == [("F2", 1, "kinds[0]", "R023")]


def test_a_row_is_plain_facts_in_the_json_form() -> None:
    table = patents(number=pa.array(["ZL1"]), official_fees=pa.array([5]), granted_on=pa.array([DAY]))
    intake = taken(table)
    assert Rows(intake.table, intake.form).facts_of(0) == {
        "applicant": {"id": "F1", "kinds": ["enterprise"]},
        "records": {"invention_patent": [{"number": "ZL1", "official_fees": "0.05", "granted_on": "2022-03-01"}]},
    }
    twice = taken(firm(figures=one_list(structs(year=pa.array([2021, 2021])))))
    with pytest.raises(FactsError):
        Rows(twice.table, twice.form).facts_of(0)


def test_rows_across_chunks_and_slices_are_those_of_one_piece() -> None:
    count = 2 * MAX_ROWS_AT_ONCE + 7
    numbers = [[{"number": f"ZL{row}", "pieces": None}] * (row % 2) for row in range(count)]
    lists = pa.array(numbers, pa.list_(pa.struct([("number", pa.string())])))
    whole = pa.table(
        {"id": pa.array(range(count)), "kinds": pa.array([["enterprise"]] * count), "invention_patent": lists}
    )
    pieces = pa.concat_tables([whole.slice(0, 3), whole.slice(3, 1500), whole.slice(1503)])
    wanted = taken(whole)
    got = taken(pieces.slice(1))
    one, other = Rows(wanted.table, wanted.form), Rows(got.table, got.form)
    every = dict(one.read_all())
    assert [found for _, found in other.read_all()] == [every[row] for row in range(1, count)]
    some = [5, 6, 7, 1498, 1499, 1500, 2]
    assert list(other.read_all(some)) == [(row, every[row + 1]) for row in some]
