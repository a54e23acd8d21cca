"""Record tables of the slice: their columns, and the conversion to arrays for handwritten code.

Two forms have the same data. *Nested*: one row per applicant with a list of records for each kind. *Flat*: one table
for each kind, in which every record names its applicant. Flat tables are also stored as CSV, up to a number of
applicants. Days are `date32`, and a day that never comes is null. Money is in fen, in 64 bits. Handwritten code reads
`Columns`: for each kind an offset per applicant, then plain arrays. As for `handwritten/slice.py`, everything must be
stated and known, without earlier payments, and no field of an applicant may change.

This module does not import ipdsl, because peers run in their own environment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv
import pyarrow.parquet as pq

Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]

ROW_GROUP = 65_536
BASE = 50_000
"""The number of generated applicants. Larger tables repeat them."""

YEARS = (2021, 2022, 2023, 2024)
NEVER = 2**31 - 1
"""The day of an event that never happens, later than all others."""

TITLES = ("national_demonstration", "national_advantage", "provincial_demonstration", "municipal_demonstration")
"""A title is the position of its name here."""

UNIT = (
    "enterprise", "small_enterprise", "agency", "patent_agency", "agency_branch", "operation_agency", "institution",
    "academy", "association", "town", "park",
)  # fmt: skip
PERSON = ("person", "farmer")
"""The kinds of applicant that `unit` and `person` of the vocabulary include."""

TEXT, DAY, MONEY, FLAG, TITLE = "text", "day", "money", "flag", "title"
ARROW = {TEXT: pa.string(), DAY: pa.date32(), MONEY: pa.int64(), FLAG: pa.bool_(), TITLE: pa.string()}

KINDS: dict[str, dict[str, str]] = {
    "geo_indication_product": {"product": TEXT, "recognised_on": DAY},
    "geo_indication_trademark": {"mark": TEXT, "registered_on": DAY},
    "collective_trademark": {"mark": TEXT, "registered_on": DAY},
    "copyright_work": {"certificate": TEXT, "certified_on": DAY},
    "technology_contract": {
        "contract": TEXT, "amount": MONEY, "put_to_use": FLAG, "related_party": FLAG, "recorded_on": DAY,
    },
    "loan_interest": {"loan": TEXT, "interest_paid": MONEY, "on_schedule": FLAG, "paid_on": DAY},
    "ip_insurance": {"contract": TEXT, "premium": MONEY, "bought_on": DAY},
    "ip_title": {"title": TITLE, "recognised_on": DAY},
    "certification": {"standard": TEXT, "passed_on": DAY},
    "utility_patent": {"number": TEXT, "granted_on": DAY},
    "software_copyright": {"certificate": TEXT, "certified_on": DAY},
    "invention_patent": {"number": TEXT, "filed_on": DAY, "granted_on": DAY, "lapsed_on": DAY},
}  # fmt: skip
"""The kinds of record with their fields: the keys first, then the fields that the slice reads."""

READ = {kind: {name: is_ for name, is_ in fields.items() if is_ != TEXT} for kind, fields in KINDS.items()}
"""The fields that determine amounts.

Items differ within an applicant, so `once` and *the first* do not need keys.
"""

RECORD = {kind: pa.struct([(name, ARROW[is_]) for name, is_ in fields.items()]) for kind, fields in KINDS.items()}
WHO = [("id", pa.string()), ("kinds", pa.list_(pa.string())), ("located_here", pa.bool_()), ("as_of", pa.date32())]
NESTED = pa.schema([*WHO, *((kind, pa.list_(record)) for kind, record in RECORD.items())])


@dataclass(frozen=True)
class Columns:
    """The columns of applicants and records.

    An applicant has `unit`, `person`, `here` and `as_of`. A kind has an offset per applicant, and its fields.
    """

    number: int
    who: Mapping[str, Array]
    offsets: Mapping[str, Array]
    fields: Mapping[str, Mapping[str, Array]]

    def owners(self, kind: str) -> Array:
        """The number of the applicant of each record."""
        return np.repeat(np.arange(self.number, dtype=np.int32), np.diff(self.offsets[kind]))


# ---------------------------------------------------------------------------------------------- from Arrow


def columns_of(nested: pa.RecordBatch) -> Columns:
    """The columns of a nested batch. Most offsets and arrays are used directly from Arrow; few are copied."""
    offsets, fields = {}, {}
    for kind, read in READ.items():
        offsets[kind], records = _list(nested.column(kind))
        fields[kind] = {name: _plain(records.field(name), is_) for name, is_ in read.items()}
    return Columns(nested.num_rows, _who(nested), offsets, fields)


def columns_of_flat(applicants: pa.Table, tables: Mapping[str, pa.Table]) -> Columns:
    """The columns of flat tables. Rows that are in the order of the applicants are not sorted."""
    ids = applicants["id"].combine_chunks()
    number = len(ids)
    offsets, fields = {}, {}
    owners = _owners([tables[kind]["applicant"] for kind in READ], ids)
    for (kind, read), owner in zip(READ.items(), owners, strict=True):
        found = {name: _plain(tables[kind][name].combine_chunks(), is_) for name, is_ in read.items()}
        if (owner[1:] < owner[:-1]).any():
            order = np.argsort(owner, kind="stable")
            found = {name: values[order] for name, values in found.items()}
        offsets[kind] = np.zeros(number + 1, np.int64)
        np.cumsum(np.bincount(owner, minlength=number), out=offsets[kind][1:])
        fields[kind] = found
    (who,) = applicants.combine_chunks().to_batches(max_chunksize=number)
    return Columns(number, _who(who), offsets, fields)


def _list(lists: pa.ListArray) -> tuple[Array, Any]:
    offsets = lists.offsets.to_numpy()
    first, stop = int(offsets[0]), int(offsets[-1])
    return offsets.astype(np.int64) - first, lists.values.slice(first, stop - first)


def _who(rows: pa.RecordBatch) -> dict[str, Array]:
    offsets, kinds = _list(rows.column("kinds"))
    found = {"unit": UNIT, "person": PERSON}
    return {
        **{name: _any(pc.is_in(kinds, value_set=pa.array(of)), offsets) for name, of in found.items()},
        "here": _plain(rows.column("located_here"), FLAG),
        "as_of": _plain(rows.column("as_of"), DAY),
    }


def _any(flags: pa.BooleanArray, offsets: Array) -> Array:
    counts = np.concatenate(([0], np.cumsum(flags.to_numpy(zero_copy_only=False))))
    return (counts[offsets[1:]] > counts[offsets[:-1]]).astype(np.uint8)


def _plain(values: pa.Array, is_: str) -> Array:
    if is_ == DAY:
        days = values.view(pa.int32())
        return (days.fill_null(NEVER) if days.null_count else days).to_numpy()
    if is_ == TITLE:
        return pc.index_in(values, value_set=pa.array(TITLES)).cast(pa.uint8()).to_numpy()
    return (values.cast(pa.uint8()) if is_ == FLAG else values).to_numpy()


def _owners(named: list[pa.ChunkedArray], ids: pa.StringArray) -> Iterator[Array]:
    """The numbers of the applicants that the records of each kind name.

    A name is looked up once for each of its chunks, with all kinds in one call, so that the lookup table is built once.
    """
    encoded = [[_encoded(chunk) for chunk in names.chunks] for names in named]
    names = pa.chunked_array([chunk.dictionary for chunks in encoded for chunk in chunks], pa.string())
    found = pc.index_in(names, value_set=ids)
    if found.null_count:
        raise ValueError("a record names an applicant that is not in the table of applicants")
    numbers, first = found.combine_chunks().to_numpy(), 0
    for chunks in encoded:
        owners = [np.zeros(0, np.int32)]
        for chunk in chunks:
            stop = first + len(chunk.dictionary)
            owners.append(numbers[first:stop][chunk.indices.to_numpy()])
            first = stop
        yield np.concatenate(owners)


def _encoded(names: pa.Array) -> pa.DictionaryArray:
    return names if pa.types.is_dictionary(names.type) else names.dictionary_encode()


# ---------------------------------------------------------------------------------------------- from Parquet


def nested_path(folder: Path) -> Path:
    return folder / "nested.parquet"


def flat_path(folder: Path, kind: str) -> Path:
    return folder / f"{kind}.parquet"


def csv_path(folder: Path, kind: str) -> Path:
    return folder / f"{kind}.csv"


def forms_of(folder: Path) -> tuple[str, ...]:
    """The forms of the tables in a folder."""
    paths = {
        "nested": nested_path(folder), "flat": flat_path(folder, "applicant"), "csv": csv_path(folder, "applicant"),
    }  # fmt: skip
    return tuple(form for form, path in paths.items() if path.exists())


def nested_batches(folder: Path) -> Iterator[pa.RecordBatch]:
    """The nested table, one row group at a time, without the keys."""
    file = pq.ParquetFile(nested_path(folder))
    wanted = [f"{kind}.list.element.{name}" for kind, read in READ.items() for name in read]
    yield from file.iter_batches(ROW_GROUP, columns=["kinds", "located_here", "as_of", *wanted])


def flat_tables(folder: Path) -> tuple[pa.Table, dict[str, pa.Table]]:
    """The tables of applicants and records without the keys. Names of applicants stay dictionaries."""
    found = {
        kind: pq.read_table(flat_path(folder, kind), columns=["applicant", *read], read_dictionary=["applicant"])
        for kind, read in READ.items()
    }
    return pq.read_table(flat_path(folder, "applicant")), found


def csv_tables(folder: Path, *, keys: bool = False) -> tuple[pa.Table, dict[str, pa.Table]]:
    """The same from CSV, with or without the keys. An applicant of these tables has one kind."""
    found = {}
    for kind, fields in KINDS.items():
        types = {name: ARROW[is_] for name, is_ in fields.items() if keys or is_ != TEXT}
        found[kind] = read_csv(csv_path(folder, kind), {"applicant": pa.string(), **types})
    who = {name: is_ for name, is_ in WHO if name != "kinds"} | {"kinds": pa.string()}
    applicants = read_csv(csv_path(folder, "applicant"), who)
    kinds = applicants["kinds"].combine_chunks()
    lists = pa.ListArray.from_arrays(np.arange(len(kinds) + 1, dtype=np.int32), kinds)
    return applicants.set_column(applicants.column_names.index("kinds"), "kinds", lists), found


def read_csv(path: Path, types: Mapping[str, pa.DataType]) -> pa.Table:
    """These columns of a file, in these types. An empty cell is null."""
    options = pcsv.ConvertOptions(column_types=types, include_columns=list(types))
    return pcsv.read_csv(path, convert_options=options)


def all_columns(folder: Path) -> Columns:
    """The columns of all applicants, in one piece."""
    return joined([columns_of(batch) for batch in nested_batches(folder)])


def joined(parts: list[Columns]) -> Columns:
    """Concatenated columns, copied to new memory."""
    offsets, fields = {}, {}
    for kind, read in READ.items():
        counts = np.concatenate([np.diff(part.offsets[kind]) for part in parts])
        offsets[kind] = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))
        fields[kind] = {name: np.concatenate([part.fields[kind][name] for part in parts]) for name in read}
    who = {name: np.concatenate([part.who[name] for part in parts]) for name in parts[0].who}
    return Columns(sum(part.number for part in parts), who, offsets, fields)


def numbered(columns: Columns) -> dict[str, pa.Table]:
    """Flat tables in memory whose records name their applicant by number (`who`): the input of peers."""
    who = pa.array(np.arange(columns.number, dtype=np.int32))
    own = {name: _arrow(values, DAY if name == "as_of" else FLAG) for name, values in columns.who.items()}
    found = {"applicant": pa.table({"who": who, **own})}
    for kind, read in READ.items():
        fields = {name: _arrow(columns.fields[kind][name], is_) for name, is_ in read.items()}
        found[kind] = pa.table({"who": pa.array(columns.owners(kind)), **fields})
    return found


def _arrow(values: Array, is_: str) -> pa.Array:
    if is_ == DAY:
        return pa.array(values, mask=values == NEVER).cast(pa.date32())
    if is_ == TITLE:
        return pa.DictionaryArray.from_arrays(pa.array(values.astype(np.int8)), pa.array(TITLES)).cast(pa.string())
    return pa.array(values.astype(bool) if is_ == FLAG else values)
