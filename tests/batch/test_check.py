"""The errors of a whole table are one report. Each finding names its column."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pyarrow as pa
import pytest

import ipdsl
from ipdsl.batch.errors import ColumnNotStated
from ipdsl.batch.intake.check import form_of
from ipdsl.batch.intake.form import LINES, TableForm
from ipdsl.batch.intake.intake import take_in
from ipdsl.plain_data.errors import FactsError
from ipdsl.schema.types.date import DateType
from tests.support.batch.tables import CODE, GOLDENS, code_of, firm, one_list, patents, refused, structs, taken
from tests.support.golden import check_golden
from tests.support.rows import each_row

DAY = datetime.date(2022, 3, 1)


def column(place: str) -> str:
    return f"column {place}"


def test_a_table_needs_id_and_kinds() -> None:
    assert refused(pa.table({"located_here": [True]})) == [("the table", "R021"), ("the table", "R021")]


@pytest.mark.parametrize(
    ("word", "nearest"),
    [("invention_patnt", "invention_patent"), ("发明专刊", "发明专利"), ("estblished_on", "established_on"),
     ("histroy", "history"), ("patents", "patent")],
)  # fmt: skip
def test_a_misspelt_column_has_its_nearest(word: str, nearest: str) -> None:
    with pytest.raises(FactsError) as error:
        taken(firm(**{word: pa.array([1])}))
    (finding,) = error.value.report
    assert (finding.path, finding.code) == (column(word), "R022")
    assert nearest in finding.nearest


@pytest.mark.parametrize("word", ["filings", "in_business", "granted_on", "series"])
def test_a_column_of_what_stands_elsewhere_says_where(word: str) -> None:
    with pytest.raises(FactsError) as error:
        taken(firm(**{word: pa.array(["1"])}))
    (finding,) = error.value.report
    assert (finding.path, finding.code) == (column(word), "R026")
    assert finding.texts().help


def test_a_misspelt_part_of_a_record_a_year_or_a_line_has_its_nearest() -> None:
    table = firm(
        invention_patent=one_list(structs(numbr=pa.array(["ZL1"]))),
        figures=one_list(structs(year=pa.array([2022]), filngs=pa.array([1]))),
        support=one_list(structs(itm=pa.array(["a"]), level=pa.array(["b"]), year=pa.array([1]), amount=pa.array([1]))),
        located_here=one_list(structs(value=pa.array([True]), until=pa.array([DAY]))),
    )
    assert set(refused(table)) == {
        (column("invention_patent.numbr"), "R026"), (column("figures.filngs"), "R027"),
        (column("support.itm"), "R022"), (column("support"), "R021"), (column("located_here.until"), "R022"),
    }  # fmt: skip


def test_a_column_twice_and_a_name_beside_its_label() -> None:
    twice = pa.Table.from_arrays([pa.array(["F1"]), pa.array([["enterprise"]]), pa.array([1]), pa.array([2])],
                                 names=["id", "kinds", "established_on", "established_on"])  # fmt: skip
    assert (column("established_on"), "R005") in refused(twice)
    both = firm(established_on=pa.array([DAY]), 成立日=pa.array([DAY]))
    assert refused(both) == [(column("成立日"), "R017")]
    parts = patents(number=pa.array(["ZL1"]), 专利号=pa.array(["ZL1"]))
    assert refused(parts) == [(column("invention_patent.专利号"), "R017")]


@pytest.mark.parametrize("arrow", [pa.float16(), pa.float32(), pa.float64(), pa.dictionary(pa.int8(), pa.float64())])
def test_floats_are_refused_wherever_a_value_stands(arrow: pa.DataType) -> None:
    assert refused(patents(official_fees=pa.nulls(1, arrow))) == [(column("invention_patent.official_fees"), "R094")]
    ids = pa.table({"id": pa.nulls(1, arrow), "kinds": [["enterprise"]]})
    assert refused(ids) == [(column("id"), "R094")]


@each_row(
    ("field", "values"),
    [
        ("granted_on", pa.array([20220301])),
        ("granted_on", pa.array([datetime.datetime(2022, 3, 1)], pa.timestamp("us", "Asia/Shanghai"))),
        ("granted_on", pa.array([datetime.time(1)])),
        ("official_fees", pa.array([True])),
        ("official_fees", pa.array([DAY])),
        ("domestic", pa.array([DAY])),
        ("number", pa.array([Decimal("1.5")])),
        ("number", pa.array([b"ZL1"])),
        ("number", pa.array([["ZL1"]])),
        ("number", pa.array([True])),
        ("domestic", pa.array([{"none": "yes"}])),
        ("domestic", pa.array([{"nothing": True}])),
    ],
)
def test_a_type_that_states_no_such_value(field: str, values: pa.Array) -> None:
    ((place, code),) = refused(patents(**{field: values}))
    assert place.startswith(column(f"invention_patent.{field}"))
    assert code in {"R030", "R022"}


def test_a_rate_is_no_whole_number_and_a_member_no_number() -> None:
    loans = firm(pledge_loan=one_list(structs(actual_rate=pa.array([3]), right_kind=pa.array([1]))))
    assert refused(loans) == [(column("pledge_loan.actual_rate"), "R030"), (column("pledge_loan.right_kind"), "R030")]


def test_records_are_lists_of_structs() -> None:
    assert refused(firm(invention_patent=pa.array(["ZL1"]))) == [(column("invention_patent"), "R030")]
    assert refused(firm(invention_patent=pa.array([{"number": "ZL1"}]))) == [
        (column("invention_patent"), "R021"), (column("invention_patent.number"), "R022"),
    ]  # fmt: skip


def test_periods_of_a_field_that_never_changes() -> None:
    table = firm(established_on=one_list(structs(value=pa.array([DAY]))))
    assert refused(table) == [(column("established_on"), "R041")]


def test_kinds_are_a_list_or_a_text() -> None:
    table = pa.table({"id": ["F1"], "kinds": [1]})
    assert refused(table) == [(column("kinds"), "R030")]
    assert taken(pa.table({"id": ["F1"], "kinds": ["enterprise"]})).form.kinds.name == "kinds"


def test_a_sum_under_keys_is_no_whole_number() -> None:
    keys = pa.array([{"official_fees": 100}])
    line = structs(
        item=pa.array(["a"]), level=pa.array(["county_level"]), year=pa.array([2022]), amount=pa.array([1]), keys=keys
    )
    assert refused(firm(support=one_list(line))) == [(column("support.keys.official_fees"), "R030")]


def test_all_problems_are_one_report(update_golden: bool) -> None:
    table = pa.table(
        {
            "id": ["F1"], "invention_patnt": [1], "filings": [3], "located_here": [1.0],
            "invention_patent": pa.array([[{"granted": DAY, "lapsed_on": 3, "official_fees": 1.5}]]),
        }
    )  # fmt: skip
    with pytest.raises(FactsError) as error:
        taken(table, none=["*.lapsd_on"])
    check_golden(GOLDENS / "report.txt", f"{error.value}\n", update_golden)


def test_null_as_none_is_said_of_columns_that_are_there() -> None:
    table = patents(number=pa.array(["ZL1"]), lapsed_on=pa.nulls(1, pa.date32()))
    for name in ("invention_patent.lapsed_on", "*.lapsed_on", "invention_patent"):
        assert taken(table, none=[name])
    assert refused(table, none=["invention_patent.lapsed"]) == [("none", "R022")]
    assert refused(table, none=["id"]) == [("none", "R022")]


def test_ignored_columns_are_not_read() -> None:
    table = patents(number=pa.array(["ZL1"]), remark=pa.array([1.5])).append_column("extra", pa.array([2.5]))
    assert len(refused(table)) == 2
    assert (
        taken(table, ignore=["extra", "invention_patent.remark", "nothing"]).form.records[0].fields[0].name == "number"
    )


def test_what_the_policy_reads_and_no_column_states_is_told() -> None:
    form = taken(patents(number=pa.array(["ZL1"]))).form
    assert "located_here" in form.not_stated
    assert "invention_patent.granted_on" in form.not_stated
    assert "ip_title" in form.not_stated
    assert "invention_patent" not in form.not_stated
    assert "invention_patent.right" not in form.not_stated, "it follows from the kind"
    assert "established_on" not in form.not_stated, "no rule reads it"
    assert {finding.code for finding in form.report} == {"R096"}
    assert not form.report.has_errors


def test_a_wider_kind_states_the_narrower_ones() -> None:
    form = taken(firm(patent=pa.nulls(1, pa.list_(pa.struct([("number", pa.string())]))))).form
    assert "utility_patent" not in form.not_stated
    assert "patent.right" in form.not_stated


def test_the_form_says_which_column_is_what() -> None:
    table = firm(
        located_here=one_list(structs(value=pa.array([True]))),
        发明专利=one_list(structs(专利号=pa.array(["ZL1"]), lapsed_on=pa.nulls(1, pa.date32()))),
    )
    form = form_of(table.schema, CODE, none=["*.lapsed_on"])
    assert [(one.name, one.path, one.is_by_period) for one in form.fields] == [("located_here", (2,), True)]
    (patent,) = form.records
    assert (patent.name, patent.root, patent.word, patent.path) == ("invention_patent", "patent", "发明专利", (3,))
    number, lapsed = patent.fields
    assert (number.name, number.place, number.path) == ("number", "发明专利.专利号", (3, 0))
    assert (lapsed.type, lapsed.arrow, lapsed.null_is_none) == (DateType(), pa.date32(), True)


def test_the_path_into_a_partial_listing_leads_through_its_struct() -> None:
    items = one_list(structs(number=pa.array(["ZL1"])))
    (patent,) = taken(firm(invention_patent=structs(partial=pa.array([True]), items=items))).form.records
    assert patent.is_partial
    assert patent.path == (2, 1)
    assert patent.fields[0].path == (2, 1, 0)


def test_lines_have_the_parts_that_the_reader_takes() -> None:
    from ipdsl.facts import records
    from ipdsl.ledger import line_reader as lines

    assert set(LINES["history"]) == {
        *lines.LINE_PARTS, *lines.RECOVERY_PARTS, lines.INSTALMENTS, lines.DUE_IN_SCHEMA_1, lines.DIGEST, lines.RUNGS,
        lines.PAGE
    }  # fmt: skip
    for name, made in (
        ("support", records._support_reader),
        ("approvals", records._approvals_reader),
        ("published", records._published_reader),
        ("older_documents", records._older_documents_reader),
    ):
        assert set(LINES[name]) == set(made(CODE.program).form.parts), name


def test_columns_that_the_policy_does_not_read_are_named() -> None:
    policy = ipdsl.load_text("award 200000 once when geo_indication_product new\n")
    product = pa.struct([("product", pa.string()), ("recognised_on", pa.date32())])
    mark = pa.struct([("mark", pa.string()), ("registered_on", pa.date32())])
    table = firm(geo_indication_trademark=pa.array([[]], pa.list_(mark)), located_here=pa.array([True]))
    form = taken_by(policy, table)
    assert form.not_read == ("located_here", "geo_indication_trademark")
    assert form.not_stated == ("geo_indication_product",)
    whole = taken_by(policy, table.append_column("geo_indication_product", pa.array([[]], pa.list_(product))))
    assert (whole.not_stated, whole.not_read) == ((), form.not_read)
    fields = taken_by(
        ipdsl.load_text("award 1000 when invention_patent granted\n"), patents(number=["ZL1"], agency_fee=["1"])
    )
    assert "invention_patent.agency_fee" in fields.not_read
    assert "invention_patent.number" not in fields.not_read


def test_a_column_of_a_near_name_that_is_not_read_is_told_beside_what_is_missing() -> None:
    policy = ipdsl.load_text("award 1000 when well_known_mark recognised\n")
    mark = pa.struct([("mark", pa.string()), ("recognised_on", pa.date32())])
    form = taken_by(policy, firm(judicial_well_known_mark=pa.array([[]], pa.list_(mark))))
    told = {one.word: one.nearest for one in form.report if isinstance(one, ColumnNotStated)}
    assert told == {"well_known_mark": ("judicial_well_known_mark",)}


def taken_by(policy: ipdsl.Policy, table: pa.Table) -> TableForm:
    return take_in(table, code_of(policy)).form
