"""Spark tables in local mode: DataFrames give the same result as tables on one machine.

Spark is not in the test environment. `.ci/full` makes an environment for it (build/spark) and runs this module there.
Java 17 or later is required. SPARK_APPLICANTS is the number of applicants of the slice to settle (default 20,000).
"""

from __future__ import annotations

import datetime
import json
import os
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from pyspark.errors import PythonException
from pyspark.sql import (
    DataFrame,
    SparkSession,
    functions as F,  # noqa: N812
)

import ipdsl
from benchmarks import firms_dongyang
from benchmarks.ours import SLICE
from benchmarks.records import drawn
from benchmarks.tables import nested_path
from ipdsl.batch.intake.form import NEEDED
from ipdsl.batch.result import by_applicant
from ipdsl.plain_data.errors import FactsError
from ipdsl.spark import SparkResult, evaluate_table
from tests.conftest import ROOT
from tests.support.batch import ledgers
from tests.support.batch.groups import with_projects, with_works
from tests.support.batch.histories import with_history
from tests.support.batch.ledgers import INSERTED, TWO
from tests.support.documents import Block, blocks
from tests.support.in_tables import nested_table

NUMBER = int(os.environ.get("SPARK_APPLICANTS", "20000"))
NONE = ("invention_patent.lapsed_on",)
DAY = datetime.date(2023, 12, 31)
LINES = ("clause", "item", "year", "due")


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "2g")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("warehouse")))
        .config("spark.sql.session.timeZone", "Asia/Shanghai")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def read(spark: SparkSession, table: pa.Table, folder: Path, parts: int = 3) -> DataFrame:
    """A table read by Spark in several partitions."""
    path = folder / "table.parquet"
    pq.write_table(table, path)
    return spark.read.parquet(str(path)).repartition(parts)


def rows(frame: DataFrame) -> list[dict[str, Any]]:
    return [row.asDict(recursive=True) for row in frame.collect()]


def ordered(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sort rows by applicant and remove messages: only the first hundred of a code in each partition have one."""
    for row in found:
        row["errors"] = [{**one, "message": ""} for one in row["errors"]]
        for line in row.get("ledger", ()):
            for name in ("keys", "charged", "due", "fields"):  # a map is a dict in Spark and a list of pairs in Arrow
                line[name] = None if line[name] is None else dict(line[name])
        if "ledger" in row:  # lines that were read are in input order
            row["ledger"].sort(key=repr)
    return sorted(found, key=lambda row: (row["applicant"] or "", repr(row)))


def same(found: SparkResult, table: pa.Table, policy: ipdsl.Policy, **how: Any) -> list[dict[str, Any]]:
    """The rows of Spark, after checking that they equal those of one machine."""
    expected = policy.evaluate_table(table, claims=True, engine="cpython", **how)
    got = ordered(rows(found.nested))
    assert got == ordered(by_applicant(expected).to_pylist())
    return got


# ---------------------------------------------------------------------------------------------- sums


def test_the_slice_comes_to_the_same_totals(spark: SparkSession) -> None:
    folder, due = drawn(NUMBER)
    policy = ipdsl.load(SLICE)
    frame = spark.read.parquet(str(nested_path(folder))).repartition(4)
    found = evaluate_table(policy, frame, as_of=None, none=NONE)
    nested = found.nested.persist()
    totals = {(one["applicant"], one["year"]): one["due"] for one in rows(found.totals)}
    ids = pq.read_table(nested_path(folder), columns=["id"])["id"].to_pylist()
    expected = {(ids[at], 2021 + year): int(due[at, year]) for at, year in zip(*due.nonzero(), strict=True)}
    assert totals == expected
    assert nested.count() == NUMBER
    assert {one["status"] for one in rows(found.applicants.select("status").distinct())} == {"settled"}
    nested.unpersist()


def dongyang(number: int) -> tuple[ipdsl.Policy, dict[str, Any], pa.Table]:
    """The policy of Dongyang with generated firms, and the published values of the series that it reads."""
    policy = ipdsl.load("dongyang_2021")
    every = [{part: one[part] for part in one if part != "series"} for one in firms_dongyang.firms(number)]
    table = nested_table(policy.program, every)
    return policy, firms_dongyang.series(), with_fields(policy, table)


def with_fields(policy: ipdsl.Policy, table: pa.Table) -> pa.Table:
    """The table with at least one field in each struct, because Parquet has no empty structs."""
    for at, field in enumerate(table.schema):
        if field.type == pa.list_(pa.struct([])):
            words = {**NEEDED, "history": LINES}.get(field.name) or policy.program.schema.record_by_name[field.name].key
            type_ = pa.list_(pa.struct([(word, pa.string()) for word in words]))
            none = [None if one is None else [] for one in table.column(at).to_pylist()]
            table = table.set_column(at, field.name, pa.array(none, type_))
    return table


def test_firms_of_dongyang_come_to_the_same_in_every_table(spark: SparkSession, tmp_path: Path) -> None:
    policy, series, table = dongyang(200)
    frame = read(spark, table, tmp_path)
    found = evaluate_table(policy, frame, as_of=None, claims=True, series=series, engine="cpython")
    got = same(found, table, policy, as_of=None, series=series)
    assert len(got) == 200
    assert sum(bool(row["claims"]) for row in got) > 100
    assert any(row["later"] for row in got)


def test_the_tables_read_from_the_rows_are_those_of_one_machine(spark: SparkSession, tmp_path: Path) -> None:
    policy, series, table = dongyang(60)
    how: dict[str, Any] = {"as_of": None, "claims": True, "series": series, "engine": "cpython"}
    found = evaluate_table(policy, read(spark, table, tmp_path), **how)
    here = policy.evaluate_table(table, **how)
    for name in ("applicants", "totals", "claims", "later", "missing"):
        assert sorted(map(repr, rows(getattr(found, name)))) == sorted(map(repr, getattr(here, name).to_pylist())), name
    assert found.errors.count() == here.errors.num_rows


@pytest.mark.parametrize("parts", [1, 7])
def test_how_a_table_is_shared_out_changes_nothing(spark: SparkSession, tmp_path: Path, parts: int) -> None:
    table = patents([f"F{at}" for at in range(40)])
    found = evaluate_table(SHAOGUAN, read(spark, table, tmp_path, parts), as_of=DAY, claims=True)
    same(found, table, SHAOGUAN, as_of=DAY)


def test_one_year_is_reported_where_one_is_asked_for(spark: SparkSession, tmp_path: Path) -> None:
    table = patents(["F1", "F2"])
    frame = read(spark, table, tmp_path)
    years = {2022: 2, 2023: 0}
    for year, many in years.items():
        found = evaluate_table(SHAOGUAN, frame, as_of=DAY, year=year)
        assert found.totals.count() == many
        assert found.claims is None


# ---------------------------------------------------------------------------------------------- failures

SHAOGUAN = ipdsl.load("shaoguan_2021")
PRODUCT = pa.struct([("product", pa.string()), ("recognised_on", pa.string())])


def patents(ids: list[str | None], day: str = "2022-05-01") -> pa.Table:
    """A firm for each id, with a product of geographical indication."""
    products = [[{"product": f"tea {one}", "recognised_on": day}] for one in ids]
    return pa.table(
        {
            "id": pa.array(ids, pa.string()), "kinds": [["enterprise"]] * len(ids), "located_here": [True] * len(ids),
            "geo_indication_product": pa.array(products, pa.list_(PRODUCT)),
        }
    )  # fmt: skip


def statuses(found: SparkResult) -> list[tuple[str, str]]:
    return sorted((one["applicant"] or "", one["status"]) for one in rows(found.applicants))


def test_an_id_in_two_parts_fails_in_both(spark: SparkSession, tmp_path: Path) -> None:
    table = patents(["F1", "F2", "F3", "F1"])
    apart = spark.createDataFrame(table.slice(0, 2).to_pandas()).coalesce(1)
    other = spark.createDataFrame(table.slice(2, 2).to_pandas()).coalesce(1)
    found = evaluate_table(SHAOGUAN, apart.union(other), as_of=DAY)
    assert statuses(found) == [("F1", "failed"), ("F1", "failed"), ("F2", "settled"), ("F3", "settled")]
    assert [one["code"] for one in rows(found.errors)] == ["R082", "R082"]


def test_ids_are_compared_as_tables_compare_them(spark: SparkSession, tmp_path: Path) -> None:
    ids: list[str | None] = ["2022", "2022年", "２０２３年度", "2023", "２０２４", "2024年\n", "f1", "F1", None, None]
    table = patents(ids)
    found = evaluate_table(SHAOGUAN, read(spark, table, tmp_path, 5), as_of=DAY)
    here = SHAOGUAN.evaluate_table(table, as_of=DAY)
    wanted = [(one["applicant"] or "", one["status"]) for one in here.applicants.to_pylist()]
    assert statuses(found) == sorted(wanted)
    assert [status for _, status in wanted].count("failed") == 7  # two years twice, two without an id, and a line break


def test_rows_that_cannot_be_read_fail_alone(spark: SparkSession, tmp_path: Path) -> None:
    table = pa.concat_tables([patents(["F1"]), patents(["F2"], "2022-04-31"), patents([None])])
    found = evaluate_table(SHAOGUAN, read(spark, table, tmp_path), as_of=DAY)
    assert statuses(found) == [("", "failed"), ("F1", "settled"), ("F2", "failed")]
    errors = sorted((one["code"], one["column"]) for one in rows(found.errors))
    assert errors == [("R021", "id"), ("R036", "geo_indication_product[0].recognised_on")]


# ---------------------------------------------------------------------------------------------- refused tables


def refused(spark: SparkSession, select: str, **how: Any) -> list[tuple[str, str]]:
    """Code and place of each finding about a table with one row."""
    with pytest.raises(FactsError) as found:
        evaluate_table(SHAOGUAN, spark.sql(f"select {select}"), **{"as_of": DAY, **how})
    return [(one.code, str(getattr(one, "path", ""))) for one in found.value.report]


def test_columns_are_checked_before_anything_is_settled(spark: SparkSession) -> None:
    who = "'F1' id, array('enterprise') kinds"
    assert refused(spark, f"{who}, true located_hree") == [("R022", "column located_hree")]
    assert refused(spark, "'F1' id") == [("R021", "the table")]
    fees = "array(named_struct('number', 'ZL1', 'official_fees', 1.5D)) invention_patent"
    assert refused(spark, f"{who}, {fees}") == [("R094", "column invention_patent.official_fees")]
    assert refused(spark, f"{who}, timestamp'2022-01-01 00:00:00' established_on")[0][0] == "R030"


def test_types_that_arrow_does_not_have_are_named_and_may_be_ignored(spark: SparkSession) -> None:
    select = "'F1' id, array('enterprise') kinds, interval 1 year 2 months remark"
    assert refused(spark, select) == [("U082", "None")]
    found = evaluate_table(SHAOGUAN, spark.sql(f"select {select}"), as_of=DAY, ignore=["remark"])
    assert found.applicants.count() == 1


def test_details_are_passed_over(spark: SparkSession) -> None:
    who = "'F1' id, array('enterprise') kinds"
    details = "named_struct('name', 'x') details, 1.5D `details.账号`, interval 1 month `details.x y`"
    tables = [
        evaluate_table(SHAOGUAN, spark.sql(f"select {select}"), as_of=DAY, claims=True).nested.collect()
        for select in (who, f"{details}, {who}")
    ]
    assert tables[0] == tables[1]


def test_rows_without_a_date_are_settled_as_on_one_machine(spark: SparkSession, tmp_path: Path) -> None:
    same(
        evaluate_table(SHAOGUAN, read(spark, patents(["F1", "F2"]), tmp_path), as_of=None, claims=True),
        patents(["F1", "F2"]),
        SHAOGUAN,
        as_of=None,
    )


def test_what_is_no_frame_of_spark_is_refused() -> None:
    with pytest.raises(FactsError) as found:
        evaluate_table(SHAOGUAN, patents(["F1"]), as_of=DAY)  # type: ignore[arg-type]
    assert [one.code for one in found.value.report] == ["U081"]


def test_rules_across_applicants_are_refused_without_a_cohort(spark: SparkSession, tmp_path: Path) -> None:
    with pytest.raises(FactsError) as found:
        evaluate_table(ipdsl.load("quanzhou_2021"), read(spark, patents(["F1"]), tmp_path), as_of=DAY)
    assert [one.code for one in found.value.report] == ["U083"]


def test_a_cohort_comes_to_what_it_comes_to_on_one_machine(spark: SparkSession, tmp_path: Path) -> None:
    policy = ipdsl.load("quanzhou_2021")
    table = with_fields(policy, nested_table(policy.program, [with_works(f"F{at}", 41 + at) for at in range(60)]))
    frame = read(spark, table, tmp_path, 5)
    found = evaluate_table(policy, frame, as_of=None, claims=True, cohort=True, engine="cpython")
    got = same(found, table, policy, as_of=None, cohort=True)
    assert len(got) == 60
    assert 0 < sum(row["due"] > 0 for row in got) < 60


def test_a_cohort_without_rules_across_applicants_is_settled_as_any_table(spark: SparkSession, tmp_path: Path) -> None:
    table = patents([f"F{at}" for at in range(9)])
    found = evaluate_table(SHAOGUAN, read(spark, table, tmp_path), as_of=DAY, claims=True, cohort=True)
    same(found, table, SHAOGUAN, as_of=DAY)


def test_a_cohort_that_breaks_its_quota_ends_the_work(spark: SparkSession, tmp_path: Path) -> None:
    policy = ipdsl.load("quanzhou_2021")
    firms = [with_projects("F", "P1"), with_projects("G", "P2", "P3", "P4")]
    table = with_fields(policy, nested_table(policy.program, firms))
    found = evaluate_table(policy, read(spark, table, tmp_path, 2), as_of=None, cohort=True)
    with pytest.raises(PythonException, match="R083"):
        found.nested.collect()


# ---------------------------------------------------------------------------------------------- ledger


def ledger(spark: SparkSession, lines: list[tuple[Any, ...]]) -> DataFrame:
    return spark.createDataFrame(lines, "applicant string, clause string, item string, year int, due string")


TEA = "3.geo_indication_product.new"


def test_lines_of_a_table_are_those_of_the_column(spark: SparkSession, tmp_path: Path) -> None:
    table = patents(["F1", "F2", "F3"])
    lines = [("F1", TEA, "tea F1", 2022, "200000"), ("F2", TEA, "other tea", 2022, "200000")]
    found = evaluate_table(SHAOGUAN, read(spark, table, tmp_path), as_of=DAY, claims=True, history=ledger(spark, lines))
    own: dict[str, list[dict[str, Any]]] = {one: [] for one in ("F1", "F2", "F3")}
    for applicant, *line in lines:
        own[str(applicant)].append(dict(zip(LINES, line, strict=True)))
    column = pa.array(list(own.values()), pa.list_(pa.struct([
        ("clause", pa.string()), ("item", pa.string()), ("year", pa.int32()), ("due", pa.string()),
    ])))  # fmt: skip
    got = same(found, table.append_column("history", column), SHAOGUAN, as_of=DAY)
    assert [row["due"] for row in got] == [0, 20_000_000, 20_000_000]


def test_the_ledger_of_one_run_is_the_history_of_the_next(spark: SparkSession, tmp_path: Path) -> None:
    policy, series, table = dongyang(80)
    frame = read(spark, table, tmp_path)
    how: dict[str, Any] = {"series": series, "ledger": True}
    first = evaluate_table(policy, frame, as_of=None, year=2021, claims=True, engine="cpython", **how)
    same(first, table, policy, as_of=None, year=2021, **how)
    lines = first.ledger
    assert lines is not None
    assert lines.count() > 40
    without = frame.drop("history")  # the ledger contains the lines of the removed column
    then = evaluate_table(policy, without, as_of=None, claims=True, engine="cpython", history=lines, **how)
    here = policy.evaluate_table(table, as_of=None, year=2021, engine="cpython", **how)
    column = with_history(table, here.ledger)
    got = same(then, column, policy, as_of=None, **how)
    assert {row["status"] for row in got} == {"settled"}
    assert sum(len(row["ledger"]) for row in got) > lines.count()


def test_an_inserted_article_takes_no_lines_of_the_article_whose_number_it_has(
    spark: SparkSession, tmp_path: Path
) -> None:
    """The pages of the ledger are metadata of its column `page`, also after it was written and read."""
    before, after = (ledgers.policy(tmp_path / place, body) for place, body in (("1", TWO), ("2", INSERTED)))
    small, big = ("a", 500_000, "2022-03-01"), ("b", 200_000_000, "2023-03-01")

    def firms(*loans: tuple[str, int, str]) -> DataFrame:
        cells = [[{"contract": contract, "sum": sum_, "drawn_on": day} for contract, sum_, day in loans]]
        return spark.createDataFrame([("A", ["firm"], *cells)], "id string, kinds array<string>, "
                                     "loan array<struct<contract:string,sum:bigint,drawn_on:string>>")  # fmt: skip

    first = evaluate_table(before, firms(small), as_of="2022-12-31", ledger=True)
    assert first.ledger is not None
    first.ledger.write.parquet(str(tmp_path / "ledger"))
    history = spark.read.parquet(str(tmp_path / "ledger"))
    second = evaluate_table(after, firms(small, big), as_of="2023-12-31", history=history, ledger=True)
    third = evaluate_table(after, firms(small, big), as_of="2024-12-31", history=second.ledger)
    assert [rows(one.applicants)[0]["due"] for one in (first, second, third)] == [200_000, 1_050_000, 0]


def test_the_ledger_of_a_cohort_is_that_of_one_machine(spark: SparkSession, tmp_path: Path) -> None:
    policy = ipdsl.load("quanzhou_2021")
    table = with_fields(policy, nested_table(policy.program, [with_works(f"F{at}", 41 + at) for at in range(60)]))
    frame = read(spark, table, tmp_path, 5)
    found = evaluate_table(policy, frame, as_of=None, claims=True, cohort=True, ledger=True, engine="cpython")
    got = same(found, table, policy, as_of=None, cohort=True, ledger=True)
    assert any(row["ledger"] for row in got)


@pytest.mark.parametrize("cohort", [False, True])
def test_the_applicants_of_a_run_are_compared_with_each_other_and_with_the_ledger(
    spark: SparkSession, tmp_path: Path, cohort: bool
) -> None:
    """F2 has another spelling, F3 is absent, and two firms state one patent."""
    across = "  cap 1000000 across applicants\n" if cohort else ""
    policy = ledgers.policy(tmp_path, ledgers.ONCE.replace(" once per firm", "") + across)
    before = [(f"F {number}", f"ZL2022{number}", "2022-05-01") for number in range(4)]
    now = [(name, f"ZL2023{name[2:]}", "2023-05-01") for name in ("F 0", "F 1", "F-2")]
    now.append(("F 0", "ZL20231", "2023-05-01"))
    first = nested(policy, before)
    how: dict[str, Any] = {"ledger": True, "engine": "cpython", "cohort": cohort}
    lines = evaluate_table(policy, read(spark, first, tmp_path), as_of="2022-12-31", **how).ledger
    assert lines is not None
    frame = read(spark, nested(policy, now), folder(tmp_path, "now"))
    found = evaluate_table(policy, frame, as_of="2023-12-31", history=lines, **how)
    findings = sorted(one.code for one in found.compare_applicants())
    assert findings == ["R121", "R123"]
    answers = [{"apart": {"from": "F 2", "to": "F-2"}}]
    then = evaluate_table(policy, frame, as_of="2023-12-31", history=lines, answers=answers, **how)
    assert [one.code for one in then.compare_applicants()] == ["R123"]
    assert then.ledger is not None
    assert json.loads((then.ledger.schema["page"].metadata or {})["answers"]) == answers
    later = evaluate_table(policy, frame, as_of="2023-12-31", history=then.ledger, **how)
    assert later.answers == tuple(answers)
    renamed = [{"renamed": {"from": "F 2", "to": "F-2"}}]
    with pytest.raises(FactsError, match="does not follow former ids"):
        evaluate_table(policy, frame, as_of=DAY, history=lines, answers=renamed, **how)
    with pytest.raises(ValueError, match="ledger=True"):
        evaluate_table(policy, frame, as_of=DAY, cohort=cohort).compare_applicants()


def folder(path: Path, name: str) -> Path:
    (path / name).mkdir()
    return path / name


def nested(policy: ipdsl.Policy, patents_: list[tuple[str, str, str]]) -> pa.Table:
    stated = [
        {"applicant": {"id": name, "kinds": ["firm"]},
         "records": {"patent": [{"number": number, "granted_on": day, "kind": "invention"}
                                for whose, number, day in patents_ if whose == name]}}
        for name in dict.fromkeys(name for name, *_ in patents_)
    ]  # fmt: skip
    return nested_table(policy.program, stated)


def test_the_order_of_lines_is_the_same_however_they_are_spread(spark: SparkSession, tmp_path: Path) -> None:
    lines = [("F1", TEA, f"tea {at}", 2022, "200000") for at in range(20)]
    table = patents(["F1"])
    seen = {
        repr(rows(evaluate_table(SHAOGUAN, frame, as_of=DAY, claims=True, history=spread).nested))
        for frame in [read(spark, table, tmp_path, 1)]
        for spread in (ledger(spark, lines), ledger(spark, lines[::-1]).repartition(7))
    }
    assert len(seen) == 1


def test_lines_of_nobody_are_named_and_nobody_fails(spark: SparkSession, tmp_path: Path) -> None:
    lines = [("F9", TEA, "tea", 2022, "200000"), (None, TEA, "tea", 2022, "200000")]
    found = evaluate_table(SHAOGUAN, read(spark, patents(["F1"]), tmp_path), as_of=DAY, history=ledger(spark, lines))
    assert statuses(found) == [("F1", "settled")]
    assert sorted((one["code"], one["applicant"]) for one in rows(found.errors)) == [("R021", None), ("R095", "F9")]


def test_the_ledger_twice_is_refused(spark: SparkSession, tmp_path: Path) -> None:
    frame = read(spark, patents(["F1"]), tmp_path).withColumn("history", F.expr("array('a')"))
    with pytest.raises(FactsError) as found:
        evaluate_table(SHAOGUAN, frame, as_of=DAY, history=ledger(spark, []))
    assert [one.code for one in found.value.report] == ["U085"]


def test_a_ledger_without_an_applicant_is_refused(spark: SparkSession, tmp_path: Path) -> None:
    with pytest.raises(FactsError) as found:
        evaluate_table(
            SHAOGUAN, read(spark, patents(["F1"]), tmp_path), as_of=DAY, history=ledger(spark, []).drop("applicant")
        )
    assert [one.code for one in found.value.report] == ["R021"]


def exchanges(frame: DataFrame) -> list[str]:
    """The exchanges between machines in the plan of a frame."""
    plan = frame._jdf.queryExecution().executedPlan().toString()
    return [line.split("Exchange", 1)[1] for line in plan.splitlines() if "Exchange " in line]


def test_tables_in_buckets_of_the_id_meet_without_an_exchange(spark: SparkSession, tmp_path: Path) -> None:
    table = patents([f"F{at}" for at in range(50)])
    lines = [(f"F{at}", TEA, f"tea F{at}", 2022, "200000") for at in range(0, 50, 2)]
    read(spark, table, tmp_path).write.bucketBy(4, "id").sortBy("id").saveAsTable("firms")
    ledger(spark, lines).write.bucketBy(4, "applicant").sortBy("applicant").saveAsTable("lines")
    plain = evaluate_table(SHAOGUAN, read(spark, table, tmp_path), as_of=DAY, history=ledger(spark, lines))
    found = evaluate_table(SHAOGUAN, spark.table("firms"), as_of=DAY, history=spark.table("lines"))
    assert ordered(rows(found.nested)) == ordered(rows(plain.nested))
    assert sum(row["due"] for row in rows(found.applicants)) == 25 * 20_000_000
    spark.conf.set("spark.sql.adaptive.enabled", "false")
    shuffled = [one for one in exchanges(found.nested) if "hashpartitioning" in one]
    assert len(shuffled) == 1, shuffled  # the exchange of ids, to find duplicates
    assert "ipdsl_key" in shuffled[0]
    assert any(" hashpartitioning(id#" in one for one in exchanges(plain.nested))
    spark.conf.set("spark.sql.adaptive.enabled", "true")


# ---------------------------------------------------------------------------------------------- series and documents


def test_published_values_travel_exactly(spark: SparkSession, tmp_path: Path) -> None:
    policy = ipdsl.load("foshan_2020")
    months = [f"{year}-{month:02}" for year in (2019, 2020, 2021, 2022) for month in range(1, 13)]
    rates = {"source": "test", "series": {"lpr_1y": [{"month": one, "value": "3.7%"} for one in months]}}
    from ipdsl.spark import _plain_series, _values

    (published,) = policy.published(rates)
    _, _, plain = json.loads(json.dumps(_plain_series(published)))
    assert {name: _values(of) for name, of in plain.items()} == published.values
    assert pc.sum(pa.array([Decimal("0.1")])).as_py() == Decimal("0.1")


@pytest.mark.parametrize(
    "block",
    [one for one in blocks(ROOT / "docs/en/how-to/many-applicants.md") if one.words == "python spark"],
    ids=lambda one: one.id,
)
def test_examples_of_documents(block: Block, spark: SparkSession, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    exec(compile(block.text, block.id, "exec"), {"spark": spark})
