"""Columns of details in tables of applicants are passed over: results are equal to the byte with and without them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import ipdsl
from ipdsl.batch.intake import check, intake
from ipdsl.facts import details
from ipdsl.plain_data.errors import FactsError
from tests.support.batch.command import batch
from tests.support.batch.tables import refused, taken
from tests.support.rows import each_row

Patch: TypeAlias = pytest.MonkeyPatch

FIRMS = pa.table(
    {
        "id": ["F1", "F2"],
        "kinds": [["enterprise"], ["enterprise"]],
        "geo_indication_product": [[{"product": "tea", "recognised_on": "2022-05-01"}], []],
    }
)
STRUCT = pa.array([{"name": "甲", "账号": "0044"}, None])
NUMBERS = pa.array([4405.5, None])


def with_columns(**columns: pa.Array) -> pa.Table:
    """The firms, with these columns before the others."""
    return pa.table(columns | dict(zip(FIRMS.column_names, FIRMS.columns, strict=True)))


WITH_DETAILS = [
    with_columns(details=STRUCT),
    with_columns(**{"details.name": pa.array(["甲", "乙"]), "details.账号": NUMBERS, "details.": NUMBERS}),
    with_columns(details=NUMBERS, **{"details.name": pa.nulls(2)}),
]


def results(folder: Path) -> dict[str, bytes]:
    """The tables that a batch has written."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.glob("**/*.parquet"))}


def settled(tmp_path: Path, write: Callable[[Path], Any]) -> dict[str, bytes]:
    """The results of a batch over an input."""
    tmp_path.mkdir()
    source = write(tmp_path)
    ran = batch(source, "-o", tmp_path / "results", "--claims", "--ledger", "--no-others")
    assert ran.code in (0, 3), ran.both
    return results(tmp_path / "results")


def parquet(table: pa.Table) -> Callable[[Path], Path]:
    """A file with this table."""

    def write(folder: Path) -> Path:
        pq.write_table(table, folder / "firms.parquet")
        return folder / "firms.parquet"

    return write


def flat(applicants: str) -> Callable[[Path], Path]:
    """A folder of CSV with these applicants."""

    def write(folder: Path) -> Path:
        source = folder / "tables"
        source.mkdir()
        (source / "applicant.csv").write_text(applicants, encoding="utf-8")
        records = "applicant,product,recognised_on\nF1,tea,2022-05-01\n"
        (source / "geo_indication_product.csv").write_text(records, encoding="utf-8")
        return source

    return write


def flat_parquet(**columns: pa.Array) -> Callable[[Path], Path]:
    """A folder of flat tables with these columns of the applicants."""

    def write(folder: Path) -> Path:
        source = folder / "tables"
        source.mkdir()
        applicants = with_columns(**columns).drop_columns(["geo_indication_product"])
        pq.write_table(applicants, source / "applicant.parquet")
        records = pa.table({"applicant": ["F1"], "product": ["tea"], "recognised_on": ["2022-05-01"]})
        pq.write_table(records, source / "geo_indication_product.parquet")
        return source

    return write


@pytest.mark.broad
def test_parquet_is_settled_as_without_details(tmp_path: Path) -> None:
    without = settled(tmp_path / "0", parquet(FIRMS))
    assert len(without) >= 4
    assert settled(tmp_path / "1", parquet(WITH_DETAILS[0])) == without


@pytest.mark.broad
def test_each_form_of_files_is_settled_as_without_details(tmp_path: Path) -> None:
    without = settled(tmp_path / "0", parquet(FIRMS))
    assert settled(tmp_path / "1", parquet(WITH_DETAILS[1])) == without
    assert settled(tmp_path / "2", parquet(WITH_DETAILS[2])) == without
    texts = settled(tmp_path / "3", flat("id,kinds\nF1,enterprise\nF2,enterprise\n"))
    more = "id,名称,details.账号,kinds,附：镇街,details.town\n"
    assert settled(tmp_path / "4", flat(f"{more}F1,甲,6.2E+18,enterprise,#N/A,nan\nF2,,0044,enterprise,x,\n")) == texts
    tables = settled(tmp_path / "5", flat_parquet())
    assert settled(tmp_path / "6", flat_parquet(details=STRUCT)) == tables
    assert settled(tmp_path / "7", flat_parquet(**{"details.账号": NUMBERS})) == tables


@pytest.mark.broad
@each_row("table", WITH_DETAILS)
def test_tables_in_memory_are_settled_as_without_details(table: pa.Table) -> None:
    policy = ipdsl.load("shaoguan_2021")
    tables = [policy.evaluate_table(each, as_of="2022-12-31", claims=True) for each in (FIRMS, table)]
    for part in ("applicants", "totals", "later", "claims", "errors"):
        assert getattr(tables[0], part).equals(getattr(tables[1], part)), part
    assert taken(table).table.column_names == FIRMS.column_names
    flat_table = table.drop_columns(["geo_indication_product"])
    assert taken({"applicant": flat_table}).table.column_names == ["id", "kinds"]


@pytest.mark.broad
def test_a_detail_as_a_column_is_told_its_name() -> None:
    assert refused(with_columns(账号=NUMBERS)) == [("column 账号", "R026")]
    with pytest.raises(FactsError) as error:
        taken(with_columns(账号=NUMBERS))
    assert "`details.账号`" in str(error.value)


@pytest.mark.broad
def test_a_column_of_details_that_is_read_is_found(monkeypatch: Patch) -> None:
    for module in (check, intake, details):
        monkeypatch.setattr(module, "is_column_of_details", lambda *_: False)
    assert refused(WITH_DETAILS[0]) == [("column details", "R022")]
