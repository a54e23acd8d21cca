"""Generate applicants of the slice as record tables, with the amounts due in each year according to `total`.

The applicants are those of `applicants.py`, with days also outside the window; some patents lapse, and some facts have
an earlier as-of date. Generating applicants and settling them one by one is slow. Therefore a base of 50,000 is
generated and settled, and larger tables repeat it under new names. Names of applicants and keys of records are unique.
The tables are stored under `build/records` and used again by later runs.
"""

from __future__ import annotations

import calendar
import hashlib
import random
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv
import pyarrow.parquet as pq

from benchmarks.applicants import SPREAD, applicants, facts
from benchmarks.ours import ROOT, SLICE, Ours
from benchmarks.tables import (
    BASE,
    DAY,
    KINDS,
    MONEY,
    NESTED,
    RECORD,
    ROW_GROUP,
    TEXT,
    YEARS,
    Array,
    csv_path,
    flat_path,
    nested_path,
)

LAPSE, EARLY = 0.1, 0.02
"""The share of patents that lapse, and the share of applicants with an as-of date within the spread."""
HOME = ROOT / "build" / "records"
CSV_MOST = 200_000
"""The largest number of applicants with CSV: a million would take a gigabyte."""
Stated = dict[str, Any]


def stated(number: int) -> Iterator[Stated]:
    """Facts of this many applicants. Keys of records are unique among all of them, like numbers of certificates."""
    for one in applicants(number):
        data: Stated = facts(one, spread=True)
        for kind, records in data["records"].items():
            (key, *_), is_ = KINDS[kind], next(iter(KINDS[kind].values()))
            if is_ == TEXT and kind != "certification":  # its key is a standard and a day
                for record in records:
                    record[key] = f"{record[key]}-{one['id']}"
        _vary(random.Random(f"records {one['id']}"), data)
        yield data


def _vary(draw: random.Random, data: Stated) -> None:
    """Add facts that bare counts do not have.

    These are patents that lapse or are filed on a leap day, and earlier as-of dates.
    """
    for patent in data["records"]["invention_patent"]:
        filed, granted = date.fromisoformat(patent["filed_on"]), date.fromisoformat(patent["granted_on"])
        if (filed.month, filed.day) == (2, 28) and calendar.isleap(filed.year):
            patent["filed_on"] = str(filed := filed + timedelta(1))
            patent["granted_on"] = str(granted := max(filed, granted))
        if draw.random() < LAPSE:
            patent["lapsed_on"] = str(granted + timedelta(draw.randint(1, 4_000)))
    if draw.random() < EARLY:
        first, last = SPREAD
        data["as_of"] = str(first + timedelta(draw.randint(0, (last - first).days)))


def due(ours: Ours, every: Iterable[Stated]) -> Array:
    """The totals of ipdsl for each applicant and year, in fen."""
    read = (ours.facts(data) for data in every)
    sums = [[ours.policy.total(one, year=year).minor for year in YEARS] for one in read]
    return np.array(sums, np.int64).reshape(-1, len(YEARS))


# ---------------------------------------------------------------------------------------------- facts and tables


def nested_of(every: Sequence[Stated]) -> pa.Table:
    """A row for each applicant."""
    who = [one["applicant"] for one in every]
    columns: list[pa.Array] = [pa.array([one[name] for one in who]) for name in ("id", "kinds", "located_here")]
    columns.append(pa.array([_day(one.get("as_of")) for one in every], pa.date32()))
    for kind, fields in KINDS.items():
        lists = [one["records"].get(kind, ()) for one in every]
        offsets = np.concatenate(([0], np.cumsum([len(records) for records in lists]))).astype(np.int32)
        records = [
            pa.array([_value(record[name], is_) for records in lists for record in records], RECORD[kind][name].type)
            for name, is_ in fields.items()
        ]
        columns.append(pa.ListArray.from_arrays(offsets, pa.StructArray.from_arrays(records, list(fields))))
    return pa.Table.from_arrays(columns, schema=NESTED)


def facts_of(row: Stated) -> Stated:
    """The facts of a row of the nested table as plain data, the input of the scalar evaluator."""
    return {
        "applicant": {name: row[name] for name in ("id", "kinds", "located_here")},
        "records": {
            kind: [{name: _said(record[name], is_) for name, is_ in fields.items()} for record in row[kind]]
            for kind, fields in KINDS.items()
        },
        "history": [],
        "as_of": row["as_of"].isoformat(),
    }


def _value(value: Any, is_: str) -> Any:
    if is_ == DAY:
        return _day(value)
    return int(Decimal(value) * 100) if is_ == MONEY else value


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _said(value: Any, is_: str) -> Any:
    if is_ == DAY:
        return {"none": True} if value is None else value.isoformat()
    return f"{value // 100}.{value % 100:02}" if is_ == MONEY else value


# ---------------------------------------------------------------------------------------------- many applicants


def tile(base: pa.Table, number: int) -> pa.Table:
    """A copy of the base with other names and other keys."""
    columns = {"id": _renamed(base["id"].combine_chunks(), number)}
    for kind, fields in KINDS.items():
        lists = base[kind].combine_chunks()
        records = [
            _renamed(lists.values.field(name), number)
            if is_ == TEXT and name != "standard"
            else lists.values.field(name)
            for name, is_ in fields.items()
        ]
        columns[kind] = pa.ListArray.from_arrays(lists.offsets, pa.StructArray.from_arrays(records, list(fields)))
    return pa.table({name: columns.get(name, base[name]) for name in NESTED.names}, schema=NESTED)


def _renamed(texts: pa.StringArray, number: int) -> pa.StringArray:
    return pc.binary_join_element_wise(texts, str(number), "-")


def pieces(base: pa.Table, number: int) -> Iterator[pa.Table]:
    """The first `number` applicants of repeated bases, one row group at a time."""
    waiting = base.slice(0, 0)
    for index in range(-(-number // len(base))):
        more = tile(base, index).slice(0, number - index * len(base))
        waiting = pa.concat_tables([waiting, more])
        while len(waiting) >= ROW_GROUP:
            yield waiting.slice(0, ROW_GROUP).combine_chunks()
            waiting = waiting.slice(ROW_GROUP)
    if len(waiting):
        yield waiting.combine_chunks()


def flat_of(nested: pa.Table) -> dict[str, pa.Table]:
    """The same applicants as one table of applicants and one table for each kind of record."""
    found = {"applicant": nested.select([name for name in NESTED.names if name not in KINDS])}
    ids = nested["id"].combine_chunks()
    for kind, fields in KINDS.items():
        lists = nested[kind].combine_chunks()
        records = lists.flatten()
        owner = pa.array(np.repeat(np.arange(len(lists)), np.diff(lists.offsets.to_numpy())))
        found[kind] = pa.table({"applicant": ids.take(owner), **{name: records.field(name) for name in fields}})
    return found


def write(base: pa.Table, number: int, folder: Path, *, nested_alone: bool = False) -> None:
    """Write all tables as Parquet, and as CSV up to a limit; with `nested_alone`, only the nested table."""
    writers: dict[Path, Any] = {}
    for piece in pieces(base, number):
        tables = {nested_path(folder): piece}
        if not nested_alone:
            tables |= {flat_path(folder, kind): table for kind, table in flat_of(piece).items()}
        for path, table in tables.items():
            if path not in writers:
                writers[path] = pq.ParquetWriter(path, table.schema)
            writers[path].write_table(table, row_group_size=ROW_GROUP)
        if nested_alone or number > CSV_MOST:
            continue
        for kind, table in flat_of(piece).items():
            path, lines = csv_path(folder, kind), as_lines(table)
            if path not in writers:
                writers[path] = pcsv.CSVWriter(path, lines.schema)
            writers[path].write_table(lines)
    for writer in writers.values():
        writer.close()


def as_lines(flat: pa.Table) -> pa.Table:
    """A flat table in a form that CSV can store: the one kind of an applicant replaces the list."""
    if "kinds" not in flat.column_names:
        return flat
    kinds = flat["kinds"].combine_chunks()
    if (np.diff(kinds.offsets.to_numpy()) != 1).any():
        raise ValueError("an applicant of several kinds has no place in CSV")
    return flat.set_column(flat.column_names.index("kinds"), "kinds", kinds.flatten())


def base_of(number: int) -> Path:
    """The folder of the base that tables of this size repeat, with the amounts due in each year."""
    made_by = [ROOT / "benchmarks" / name for name in ("applicants.py", "records.py", "tables.py")]
    text = hashlib.sha256(b"".join(path.read_bytes() for path in (*made_by, SLICE))).hexdigest()[:12]
    home = HOME / text
    size = min(number, BASE)
    base = home / f"base-{size}"
    if not base.exists():
        with becoming(base) as folder:
            every = list(stated(size))
            pq.write_table(nested_of(every), folder / "nested.parquet")
            np.save(folder / "due.npy", due(Ours.of(SLICE), every))
    return base


def drawn(number: int) -> tuple[Path, Array]:
    """The folder of the tables of this many applicants, generated if missing, and the amounts due in each year."""
    base = base_of(number)
    folder = base.with_name(str(number))
    if not folder.exists():
        with becoming(folder) as new:
            write(pq.read_table(nested_path(base)).combine_chunks(), number, new)
    return folder, due_of(base, number)


def due_of(base: Path, number: int) -> Array:
    """The amounts due to each applicant in each year; the applicants repeat those of a base."""
    sums = np.load(base / "due.npy")
    return np.tile(sums, (-(-number // len(sums)), 1))[:number]


@contextmanager
def becoming(folder: Path) -> Iterator[Path]:
    """A folder that gets its name only when it is complete."""
    new = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    yield new
    new.rename(folder)
