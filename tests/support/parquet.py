"""Parquet files of applicants, made for tests, and the tables of a folder of results."""

from __future__ import annotations

import datetime
import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

DAYS = (
    datetime.date(2022, 4, 2),
    datetime.date(2022, 5, 1),
    None,
    datetime.date(2021, 6, 1),
    datetime.date(1800, 1, 1),
)


def firms(number: int, start: int = 0) -> pa.Table:
    """Enterprises with one record each.

    The day of the record is known, missing (undetermined), or outside the calendar of facts (failed).
    """
    rows = range(start, start + number)
    products = [[{"product": f"tea {row}", "recognised_on": DAYS[row % len(DAYS)]}] for row in rows]
    product = pa.struct([("product", pa.string()), ("recognised_on", pa.date32())])
    return pa.table(
        {
            "id": [f"F{row}" for row in rows],
            "kinds": [["enterprise"] for _ in rows],
            "located_here": [True for _ in rows],
            "geo_indication_product": pa.array(products, pa.list_(product)),
        }
    )


def write(where: Path, table: pa.Table, *, group: int = 1000) -> Path:
    """Write a Parquet file with row groups of `group` rows."""
    where.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, where, row_group_size=group)
    return where


def from_lines(text: str) -> bytes:
    """The bytes of a Parquet file. Each line of the text is a row in JSON."""
    out = BytesIO()
    pq.write_table(pa.Table.from_pylist([json.loads(line) for line in text.splitlines()]), out)
    return out.getvalue()


def parts(folder: Path) -> dict[str, bytes]:
    """The bytes of each part of a folder of results."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*.parquet"))}


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    """The rows of all parts of a table. Problems are without their files, which differ between inputs."""
    found = [pq.ParquetFile(one).read() for one in sorted((folder / table).glob("*.parquet"))]
    return without_places(pa.concat_tables(found))


def without_places(table: pa.Table) -> list[dict[str, Any]]:
    """The rows of a table, without the files and lines of problems."""
    return [{name: value for name, value in one.items() if name not in ("file", "line")} for one in table.to_pylist()]


def run_of(folder: Path) -> dict[str, Any]:
    """The content of `run.json`."""
    found: dict[str, Any] = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    return found
