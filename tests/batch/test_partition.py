"""Parts of a large table, settled by policies that were sent to other processes, together give the table's result."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator
from typing import Any

import pyarrow as pa
import pytest

import ipdsl
from ipdsl.base.findings.finding import InternalError
from ipdsl.batch.batch import PartitionFlags, TablePartition
from ipdsl.batch.evaluate import Options, TablePolicy
from ipdsl.batch.result import TableResult, by_applicant, schema
from ipdsl.codegen.columns.module import emit
from ipdsl.driver.portable_policy import pack, unpack
from ipdsl.plain_data.errors import FactsError
from tests.support.batch.cohorts import generated_cohorts
from tests.support.batch.column_code import column_code
from tests.support.batch.groups import GROUP, with_projects, with_works
from tests.support.batch.tables import SHAOGUAN
from tests.support.in_tables import nested_table
from tests.support.slow import sampled

DAY = datetime.date(2023, 12, 31)
TEXT = pack(SHAOGUAN.plan)
PATENT = pa.struct(
    [
        ("number", pa.string()), ("granted_on", pa.string()), ("filed_on", pa.date32()), ("domestic", pa.bool_()),
        ("official_fees", pa.int64()),
    ]
)  # fmt: skip
PRODUCT = pa.struct([("product", pa.string()), ("recognised_on", pa.date32())])


def firms(number: int, first: int = 0) -> pa.Table:
    """Firms: some are paid, some have open facts, and some cannot be read."""
    day = datetime.date(2022, 5, 1)
    patents = [
        [{"number": f"ZL{at}", "granted_on": "2022-06-31" if at % 5 == 1 else "2022-06-30", "filed_on": day}]
        if at % 2
        else []
        for at in range(first, first + number)
    ]
    teas = [[{"product": f"tea {x}", "recognised_on": day} for x in range(at % 3)] for at in range(number)]
    return pa.table(
        {
            "id": [f"F{at}" for at in range(first, first + number)], "kinds": [["enterprise"]] * number,
            "located_here": [True] * number,
            "invention_patent": pa.array(patents, pa.list_(PATENT)),
            "geo_indication_product": pa.array(teas, pa.list_(PRODUCT)),
        }
    )  # fmt: skip


def part(claims: bool = True, chunk: int = 3, **marks: str) -> TablePartition:
    return TablePartition(
        unpack(TEXT), Options(as_of=DAY, claims=claims, chunk=chunk, engine="cpython"), PartitionFlags(**marks)
    )


def batches(table: pa.Table, size: int = 2) -> Iterator[pa.RecordBatch]:
    return iter(table.to_batches(max_chunksize=size))


def rows(found: Iterator[pa.RecordBatch]) -> list[dict[str, Any]]:
    return [row for batch in found for row in batch.to_pylist()]


def whole(table: pa.Table) -> TableResult:
    return SHAOGUAN.evaluate_table(table, as_of=DAY, claims=True, engine="cpython")


def test_parts_come_to_what_the_whole_comes_to() -> None:
    table = firms(11)
    expected = by_applicant(whole(table)).to_pylist()
    assert rows(part().settle(batches(table))) == expected
    assert {row["status"] for row in expected} == {"settled", "undetermined", "failed"}
    assert any(row["claims"] for row in expected)
    assert any(row["missing"] for row in expected)


def test_all_that_is_found_of_an_applicant_stands_in_its_row() -> None:
    result = whole(firms(11))
    nested = by_applicant(result)
    assert nested.schema == schema(claims=True)
    for name in ("totals", "claims", "later"):
        flat = [{"applicant": row["applicant"], **one} for row in nested.to_pylist() for one in row[name]]
        table = getattr(result, name)
        assert sorted(flat, key=repr) == sorted(table.to_pylist(), key=repr)
    missing = [(row["applicant"], one) for row in nested.to_pylist() for one in row["missing"]]
    assert missing == [(one["applicant"], one["fact"]) for one in result.missing.to_pylist()]
    errors = [(row["applicant"], one["code"]) for row in nested.to_pylist() for one in row["errors"]]
    assert errors == [(one["applicant"], one["code"]) for one in result.errors.to_pylist()]


def test_without_claims_there_is_no_such_column() -> None:
    found = next(part(claims=False).settle(batches(firms(3))))
    assert found.schema == schema(claims=False)
    assert "claims" not in found.schema.names


def test_a_part_without_rows_gives_nothing() -> None:
    assert rows(part().settle(batches(firms(0)))) == []


def test_who_stands_elsewhere_too_fails_and_the_others_do_not() -> None:
    table = firms(4).append_column("again", pa.array([False, False, True, False]))
    found = rows(part(twice="again").settle(batches(table)))
    assert [bool(row["errors"]) for row in found] == [False, True, True, False]
    (problem,) = found[2]["errors"]
    assert (problem["column"], problem["code"]) == ("id", "R082")
    assert "other place: elsewhere" in problem["message"]


def test_who_stands_twice_in_one_chunk_fails_without_a_mark_too() -> None:
    found = rows(part(chunk=9).settle(batches(pa.concat_tables([firms(1), firms(1)]))))
    assert [row["errors"][0]["code"] for row in found] == ["R082", "R082"]


def test_lines_of_nobody_are_a_problem_and_fail_nobody() -> None:
    table = firms(3).append_column("there", pa.array([True, False, True]))
    found = rows(part(given="there", chunk=9).settle(batches(table)))
    assert sorted((row["applicant"], row["status"]) for row in found) == [
        ("F0", "settled"), ("F1", "nobody"), ("F2", "settled"),
    ]  # fmt: skip
    (nobody,) = (row for row in found if row["status"] == "nobody")
    assert [one["code"] for one in nobody["errors"]] == ["R095"]
    assert nobody["due"] is None


def test_lines_without_an_applicant_say_so() -> None:
    table = firms(1).set_column(0, "id", pa.array([None], pa.string())).append_column("there", pa.array([False]))
    (found,) = rows(part(given="there").settle(batches(table)))
    assert [one["code"] for one in found["errors"]] == ["R021"]


def test_problems_of_all_chunks_of_a_part_are_put_in_words_a_hundred_times() -> None:
    table = firms(240).set_column(0, "id", pa.array(["F"] * 240))
    found = rows(part(chunk=50).settle(batches(table, 50)))
    told = [one["message"] for row in found for one in row["errors"]]
    assert len(told) == 240
    assert sum(one is not None for one in told) == 100


@pytest.mark.parametrize(
    "city", sampled(["shaoguan_2021", "dongyang_2021", "quanzhou_2021", "foshan_2020", "qingyuan_2018"], 3)
)
def test_policies_travel_as_text_and_stay_what_they_are(city: str) -> None:
    policy = ipdsl.load(city)
    there = unpack(pack(policy.plan))
    assert there.program == policy.program
    here, found = policy.column_code(), there.columns(False)
    assert [(one.clause, one.keys, one.root, one.item, one.lists) for one in here.loops] == [
        (one.clause, one.keys, one.root, one.item, one.lists) for one in found.loops
    ]
    assert here.loop_arrays == found.loop_arrays
    made = emit(policy.plan)
    assert found.columns == made.columns
    assert (found.required_fields, found.unsupported) == (made.required_fields, frozenset(made.unsupported))
    assert (set(here.rooms), set(here.suspensions)) == (set(found.rooms), set(found.suspensions))


def test_what_travels_is_plain_json() -> None:
    found = json.loads(TEXT)
    assert sorted(found) == ["columns", "content_hash", "ipdsl", "module", "name"]
    assert found["content_hash"] == SHAOGUAN.content_hash


def test_a_policy_of_another_version_is_refused() -> None:
    with pytest.raises(FactsError) as refused:
        unpack(json.dumps({**json.loads(TEXT), "ipdsl": "0.0.1"}))
    (finding,) = refused.value.report
    assert finding.code == "U084"


def test_a_module_of_other_pages_is_refused() -> None:
    with pytest.raises(InternalError, match="made from other pages"):
        unpack(json.dumps({**json.loads(TEXT), "content_hash": "0" * 64}))


# ---------------------------------------------------------------------------------------------- rules across applicants


def in_two_passes(policy: TablePolicy, table: pa.Table, *, size: int, **how: Any) -> list[dict[str, Any]]:
    """What the parts of a table come to as one cohort, by applicant: each part in a process of its own, then all."""
    options = Options(claims=True, chunk=2, engine="cpython", **how)
    parts = [table.slice(at, size) for at in range(0, table.num_rows, size)]
    given = [
        batch
        for one in parts
        for batch in TablePartition(policy, options, PartitionFlags()).settle_separately(batches(one))
    ]
    found = rows(TablePartition(policy, options, PartitionFlags()).settle_jointly(iter(given)))
    return sorted(found, key=lambda row: str(row["applicant"]))


def of_one_machine(policy: TablePolicy, table: pa.Table) -> list[dict[str, Any]]:
    result = policy.settle(table, Options(as_of=None, claims=True, engine="cpython", cohort=True))
    return sorted(by_applicant(result).to_pylist(), key=lambda row: str(row["applicant"]))


def or_code(settle: Callable[[], list[dict[str, Any]]]) -> list[dict[str, Any]] | str:
    """The rows, or the codes of the findings if the table is refused."""
    try:
        return settle()
    except FactsError as refused:
        return " ".join(sorted({one.code for one in refused.report}))


@pytest.mark.parametrize("size", sampled([1, 2, 3], 3, others="broad"))
def test_an_agency_and_its_branch_fill_one_cap_from_different_parts(size: int) -> None:
    policy = ipdsl.load("qingyuan_2018")
    there, table = unpack(pack(policy.plan)), nested_table(policy.program, GROUP)
    found = in_two_passes(there, table, size=size)
    assert found == of_one_machine(there, table)
    assert [row["due"] for row in found] == [50_000, 0, 2_050_000]


def test_the_places_of_quanzhou_are_those_of_all_parts() -> None:
    policy = ipdsl.load("quanzhou_2021")
    firms = [with_works(name, number) for name, number in (("D", 60), ("A", 90), ("C", 70), ("B", 70))]
    table = nested_table(policy.program, firms)
    found = in_two_passes(unpack(pack(policy.plan)), table, size=1)
    assert [row["due"] for row in found] == [5_000_000, 3_000_000, 3_000_000, 0]


@pytest.mark.slow
def test_generated_cohorts_come_to_the_same_in_two_passes() -> None:
    compared = 0
    for number, made, facts in generated_cohorts(3, 8, 8):
        policy = TablePolicy(made.code, lambda _, made=made: column_code(made))
        table = nested_table(made.program, facts)
        expected = or_code(lambda policy=policy, table=table: of_one_machine(policy, table))
        found = or_code(lambda policy=policy, table=table: in_two_passes(policy, table, size=3))
        assert found == expected, f"{number}\n{made.text}"
        compared += not isinstance(expected, str) and any(row["claims"] for row in expected)
    assert compared >= 4


def test_a_cohort_that_breaks_its_quota_is_refused_as_a_whole() -> None:
    policy = ipdsl.load("quanzhou_2021")
    table = nested_table(policy.program, [with_projects("F", "P1"), with_projects("G", "P2", "P3", "P4")])
    with pytest.raises(FactsError) as broken:
        in_two_passes(unpack(pack(policy.plan)), table, size=1)
    assert [found.code for found in broken.value.report] == ["R083"]


def test_who_stands_twice_is_of_no_cohort() -> None:
    policy = ipdsl.load("quanzhou_2021")
    table = nested_table(policy.program, [with_works("A", 90), with_works("A", 80), with_works("B", 70)])
    found = in_two_passes(unpack(pack(policy.plan)), table, size=3)
    assert [(row["applicant"], row["status"], row["due"]) for row in found] == [
        ("A", "failed", None), ("A", "failed", None), ("B", "settled", 5_000_000),
    ]  # fmt: skip
