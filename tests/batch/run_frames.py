"""Frames of Polars and pandas and relations of DuckDB as tables of applicants.

The environment of the tests does not have them. `.ci/full` makes a separate environment (build/frames) for this script.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from tests.conftest import ROOT
from tests.support.batch.tables import facts, refused, taken
from tests.support.documents import Block, blocks

DAY = datetime.date(2022, 3, 1)
ROWS: list[dict[str, Any]] = [
    {
        "id": "F1", "kinds": ["enterprise"], "established_on": DAY, "located_here": True,
        "invention_patent": [{"number": "ZL1", "granted_on": DAY, "official_fees": 12_345, "lapsed_on": None}],
    },
    {"id": "F2", "kinds": ["enterprise"], "established_on": None, "located_here": None, "invention_patent": []},
]  # fmt: skip


def arrow() -> pa.Table:
    records = pa.list_(pa.struct([("number", pa.string()), ("granted_on", pa.date32()), ("official_fees", pa.int64()),
                                  ("lapsed_on", pa.date32())]))  # fmt: skip
    fields = [("id", pa.string()), ("kinds", pa.list_(pa.string())), ("established_on", pa.date32()),
              ("located_here", pa.bool_()), ("invention_patent", records)]  # fmt: skip
    return pa.Table.from_pylist(ROWS, pa.schema(fields))


def as_polars(table: pa.Table) -> object:
    return pl.from_arrow(table)


def as_pandas(table: pa.Table) -> object:
    return table.to_pandas(types_mapper=pd.ArrowDtype)


def as_duckdb(table: pa.Table) -> object:
    return duckdb.from_arrow(table)


MAKERS = [as_polars, as_pandas, as_duckdb]


@pytest.mark.parametrize("make", MAKERS)
def test_nested_tables(make: Callable[[pa.Table], object]) -> None:
    wanted = facts(arrow(), none=["*.lapsed_on"])
    assert facts(make(arrow()), none=["*.lapsed_on"]) == wanted


@pytest.mark.parametrize("make", MAKERS)
def test_flat_tables(make: Callable[[pa.Table], object]) -> None:
    firms = pa.table({"id": ["F1", "F2"], "kinds": ["enterprise", "academy"]})
    patents = pa.table({"applicant": ["F2", "F1", "F2"], "number": ["c", "a", "b"], "granted_on": [DAY] * 3})
    intake = taken({"applicant": make(firms), "invention_patent": make(patents)})
    assert [[one["number"] for one in cell] for cell in intake.table.column("invention_patent").to_pylist()] == [
        ["a"], ["c", "b"],
    ]  # fmt: skip


def test_categories_and_enums_of_polars_are_text() -> None:
    frame = pl.DataFrame({"id": ["F1"], "kinds": [["enterprise"]]}).with_columns(pl.col("id").cast(pl.Categorical))
    assert facts(frame).applicant == "F1"
    flat = pl.DataFrame({"id": ["F1"], "kinds": ["enterprise"]}, schema_overrides={"kinds": pl.Enum(["enterprise"])})
    assert "enterprise" in facts({"applicant": flat}).kinds


def test_decimals_of_duckdb() -> None:
    duckdb.sql("create or replace table t as select 'F1' id, ['enterprise'] kinds, "
               "[{'contract': 'A', 'amount': 12.50::decimal(18, 3)}] technology_contract")  # fmt: skip
    (record,) = facts(duckdb.sql("select * from t")).records["technology_contract"].records
    assert record.values["amount"] == 1250


def test_pandas_makes_floats_of_counts_with_gaps() -> None:
    firms = pd.DataFrame({"id": ["F1"], "kinds": ["enterprise"]})
    figures = pd.DataFrame({"applicant": ["F1", "F1"], "year": [2021, 2022], "filings": [3, None]})
    assert refused({"applicant": firms, "figures": figures}) == [("column figures.filings", "R094")]
    figures["filings"] = figures["filings"].astype("Int64")
    assert facts({"applicant": firms, "figures": figures}).figures == {2021: {"filings": 3}, 2022: {}}


def test_days_of_pandas_are_timestamps() -> None:
    firms = pd.DataFrame({"id": ["F1"], "kinds": ["enterprise"], "established_on": pd.to_datetime(["2022-03-01"])})
    assert facts({"applicant": firms}).fields["established_on"] == DAY


def test_an_index_of_pandas_is_a_column_that_the_table_does_not_have() -> None:
    firms = pd.DataFrame({"id": ["F1"], "kinds": [["enterprise"]]}, index=["x"])
    assert refused(firms) == [("column __index_level_0__", "R022")]


@pytest.mark.parametrize(
    "block",
    [one for one in blocks(ROOT / "docs/en/how-to/many-applicants.md") if one.words == "python frames"],
    ids=lambda one: one.id,
)
def test_examples_of_documents(block: Block, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    exec(compile(block.text, block.id, "exec"), {})
