"""Other types of Arrow for the same values: runs, views, lists of a fixed length, ids of 16 bytes."""

from __future__ import annotations

import datetime

import numpy as np
import pyarrow as pa
import pytest

from ipdsl.batch.intake.intake import usual, usual_type
from ipdsl.plain_data.errors import FactsError
from tests.support.batch.tables import SHAOGUAN, taken
from tests.support.slow import sampled

DAY, OTHER = datetime.date(2022, 5, 1), datetime.date(2022, 6, 1)
PRODUCT = pa.struct([("product", pa.string()), ("recognised_on", pa.date32())])
ONE, TWO = {"product": "tea", "recognised_on": DAY}, {"product": "rice", "recognised_on": OTHER}


def runs(ends: list[int], values: pa.Array) -> pa.Array:
    return pa.RunEndEncodedArray.from_arrays(pa.array(ends, pa.int32()), values)


def table(**columns: pa.Array) -> pa.Table:
    plain = {
        "id": pa.array(["A", "B", "C"]),
        "kinds": pa.array([["enterprise"]] * 3, pa.list_(pa.string())),
        "located_here": pa.array([True, True, True]),
        "geo_indication_product": pa.array([[ONE], None, [TWO]], pa.list_(PRODUCT)),
    }
    return pa.table({**plain, **columns})


def members(days: pa.Array) -> pa.Array:
    """A record for each of the first and the last applicant, and nothing stated of the other."""
    structs = pa.StructArray.from_arrays([pa.array(["tea", "rice"]), days], names=["product", "recognised_on"])
    return pa.ListArray.from_arrays(pa.array([0, 1, 1, 2], pa.int32()), structs, mask=pa.array([False, True, False]))


@pytest.mark.parametrize(
    "columns",
    sampled([
        {"id": runs([1, 2, 3], pa.array(["A", "B", "C"]))},
        {"located_here": runs([3], pa.array([True]))},
        {"kinds": runs([3], pa.array([["enterprise"]], pa.list_(pa.string())))},
        {"kinds": pa.array([["enterprise"]] * 3, pa.list_(pa.string(), 1))},
        {"kinds": pa.array([["enterprise"]] * 3, pa.list_view(pa.string_view()))},
        {"kinds": pa.array([["enterprise"]] * 3, pa.large_list_view(pa.string()))},
        {"geo_indication_product": pa.array([[ONE], None, [TWO]], pa.list_(PRODUCT, 1))},
        {"geo_indication_product": pa.array([[ONE], None, [TWO]], pa.list_view(PRODUCT))},
        {"geo_indication_product": pa.array([[ONE], None, [TWO]], pa.large_list_view(PRODUCT))},
        {"geo_indication_product": members(runs([1, 2], pa.array([DAY, OTHER])))},
        {"located_here": pa.ExtensionArray.from_storage(pa.bool8(), pa.array([1, 1, 1], pa.int8()))},
    ], 3, others="broad"),
)  # fmt: skip
def test_the_same_values_in_other_types_come_to_the_same(columns: dict[str, pa.Array]) -> None:
    plain, other = table(), table(**columns)
    assert plain.schema != other.schema
    expected = SHAOGUAN.evaluate_table(plain, as_of="2022-12-31", claims=True)
    assert expected.applicants["due"].to_pylist() == [20_000_000, 0, 20_000_000]
    for made in (other, pa.concat_tables([other.slice(0, 1), other.slice(1, 0), other.slice(1)])):
        found = SHAOGUAN.evaluate_table(made, as_of="2022-12-31", claims=True)
        for name in ("applicants", "totals", "claims", "missing", "errors"):
            assert getattr(found, name).to_pylist() == getattr(expected, name).to_pylist(), name


def test_views_may_stand_in_any_order_and_share_members() -> None:
    values = pa.array([TWO, ONE], PRODUCT)
    view = pa.ListViewArray.from_arrays(pa.array([1, 0, 0], pa.int32()), pa.array([1, 0, 2], pa.int32()), values)
    assert usual(view, usual_type(view.type)).to_pylist() == [[ONE], [], [TWO, ONE]]
    assert usual(view.slice(2), usual_type(view.type)).to_pylist() == [[TWO, ONE]]
    assert usual(view.slice(0, 0), usual_type(view.type)).to_pylist() == []


def test_ids_of_sixteen_bytes_are_written_as_uuids_are() -> None:
    ids = pa.array([bytes(range(16)), None, b"\xff" * 16], pa.binary(16)).cast(pa.uuid())
    found = SHAOGUAN.evaluate_table(table(id=ids), as_of="2022-12-31")
    names = ["00010203-0405-0607-0809-0a0b0c0d0e0f", None, "ffffffff-ffff-ffff-ffff-ffffffffffff"]
    assert found.applicants["applicant"].to_pylist() == names
    assert found.applicants["status"].to_pylist() == ["settled", "failed", "settled"]


@pytest.mark.parametrize("column", ["geo_indication_product", "figures", "history", "support", "专利奖"])
def test_a_list_of_which_nothing_is_stated_may_have_no_type(column: str) -> None:
    found = SHAOGUAN.evaluate_table(table().append_column(column, pa.nulls(3)) if column not in table().schema.names
                                    else table(geo_indication_product=pa.nulls(3)), as_of="2022-12-31")  # fmt: skip
    assert found.is_whole


def test_a_table_of_usual_types_stays_where_it_is() -> None:
    given = table()
    assert taken(given).table is given


def test_flat_tables_may_have_other_types_too() -> None:
    flat = {
        "applicant": pa.table({"id": runs([1, 2], pa.array(["A", "B"])), "kinds": runs([2], pa.array(["enterprise"]))}),
        "geo_indication_product": pa.table(
            {
                "applicant": runs([2], pa.array(["B"])),
                "product": ["tea", "rice"],
                "recognised_on": runs([2], pa.array([DAY])),
            }
        ),
    }
    found = SHAOGUAN.evaluate_table(flat, as_of="2022-12-31")
    assert found.is_whole
    assert found.applicants["applicant"].to_pylist() == ["A", "B"]


def test_an_id_that_is_no_utf_8_fails_and_is_written_out() -> None:
    ids = pa.Array.from_buffers(pa.string(), 3, pa.array([b"\xff\xfe", b"B", b"C"], pa.binary()).buffers())
    found = SHAOGUAN.evaluate_table(table(id=ids), as_of="2022-12-31")
    assert found.applicants["applicant"].to_pylist() == ["\\xff\\xfe", "B", "C"]
    assert found.applicants["status"].to_pylist() == ["failed", "settled", "settled"]
    assert found.errors["code"].to_pylist() == ["R035"]


def test_one_name_is_as_good_as_a_list_of_one() -> None:
    made = table().append_column("remark", pa.array(["a", "b", "c"]))
    assert taken(made, ignore="remark").form.fields[0].name == "located_here"
    assert taken(table(), none="located_here").form.fields[0].null_is_none


def test_the_place_of_a_finding_holds_no_character_that_moves_a_terminal() -> None:
    with pytest.raises(FactsError) as refused:
        taken(table(**{"a\x1b[2J\n" + "x" * 5000: pa.array([1, 2, 3])}))
    (finding,) = refused.value.report
    assert str(finding.path).startswith("column a<U+001B>[2J<U+000A>xx")
    assert len(str(finding.path)) < 300
    assert np.array([ord(one) >= 32 for one in str(refused.value).replace("\n", "")]).all()
