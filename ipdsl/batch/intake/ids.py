"""Ids of applicants in columns of Arrow: read as text, like the reader of facts does, and checked for repetition.

Input: a column of text, of whole numbers (which become their digits), or of dictionaries of these. Output: arrays of
text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.base.values import written_values
from ipdsl.batch.intake.arrow_arrays import codes_of, repeated_numbers, whole
from ipdsl.batch.intake.form import decode_dictionary

Rows = npt.NDArray[np.int64]
"""Row numbers, from 0."""

_LONGEST_YEAR = len("2022年度")


def ids_of(column: pa.ChunkedArray) -> pa.Array:
    """The ids as one array of `large_string`; null stays null."""
    if pa.types.is_dictionary(column.type):
        column = pa.chunked_array(
            [decode_dictionary(chunk).cast(pa.large_string()) for chunk in column.chunks], pa.large_string()
        )
    return _years_as_digits(whole(column.cast(pa.large_string())))


def _years_as_digits(ids: pa.Array) -> pa.Array:
    """A text that is a year with its unit stands for the year alone, as in all names: `2022年` is `2022`."""
    short = pc.less_equal(pc.utf8_length(ids), _LONGEST_YEAR)
    with_unit = pc.fill_null(pc.and_(short, pc.invert(pc.string_is_ascii(ids))), False)
    if not pc.any(with_unit).as_py():
        return ids
    names = [_name_bytes(text_of(cell) or "") for cell in ids.filter(with_unit)]
    return pc.replace_with_mask(ids, with_unit, pa.array(names, pa.large_binary()).view(ids.type))


def text_of(cell: pa.Scalar) -> str | None:
    """The text of a cell. Bytes that are not UTF-8 become surrogates, which the reader of facts refuses."""
    data = cell.cast(pa.large_binary()).as_py()
    return None if data is None else str(data.decode("utf-8", "surrogateescape"))


def printable_ids(ids: pa.Array) -> pa.Array:
    """The ids as results name them. Bytes that are not UTF-8 become escapes: a table cannot contain them as text."""
    try:
        ids.validate(full=True)
    except pa.ArrowInvalid:
        data = ids.cast(pa.large_binary()).to_pylist()
        return pa.array([None if name is None else name.decode("utf-8", "backslashreplace") for name in data], ids.type)
    return ids


def _name_bytes(text: str) -> bytes:
    year = written_values.year(text)
    return (text if year is None else str(year)).encode("utf-8", "surrogateescape")


def repeated_ids(ids: pa.Array) -> dict[int, int]:
    """Each row whose id another row has, with the first such other row."""
    codes = codes_of(ids.dictionary_encode())
    rows = np.flatnonzero(np.isin(codes, np.flatnonzero(np.bincount(codes[codes >= 0]) > 1)))
    _, start, group = np.unique(codes[rows], return_index=True, return_inverse=True)
    first = rows[start][group]
    later = rows[rows != first]
    second = later[np.unique(codes[later], return_index=True)[1]][group]
    return dict(zip(rows.tolist(), np.where(rows == first, second, first).tolist(), strict=True))


def repeated_ids_in_parts(parts: Callable[[], Iterator[pa.Array]]) -> dict[int, tuple[int, str]]:
    """Like `repeated_ids`, for ids in parts, with each id as text. `parts` is called twice and returns the same ids.

    Each id is kept as a hash of 64 bits; the ids themselves are kept only if two hashes are equal.
    """
    hashes = np.concatenate([np.zeros(0, np.int64), *(_hashes(ids) for ids in parts())])
    alike = np.flatnonzero(np.isin(hashes, repeated_numbers(hashes)))
    if not len(alike):
        return {}
    start, candidates = 0, []
    for ids in parts():
        here = alike[(alike >= start) & (alike < start + len(ids))]
        candidates.append(ids.take(pa.array(here - start)))
        start += len(ids)
    names = pa.concat_arrays(candidates)
    return {
        int(alike[row]): (int(alike[other]), text_of(names[row]) or "") for row, other in repeated_ids(names).items()
    }  # fmt: skip


def _hashes(ids: pa.Array) -> Rows:
    """A number for each id, the same for the same id in this process; ids that are not stated have one too."""
    texts = ids.cast(pa.large_binary()).to_pylist()
    return np.fromiter((hash(text) for text in texts), np.int64, len(texts))


def rows_of(keys: pa.Array, ids: pa.Array) -> Rows:
    """For each key the row of the equal id, or -1. If an id is repeated, the row is its first one.

    Keys and ids are single arrays: a lookup by chunks would hash the ids again for each chunk.
    """
    indices = pc.index_in(keys, value_set=ids, skip_nulls=True)
    return np.asarray(pc.fill_null(indices, -1).to_numpy(zero_copy_only=False), dtype=np.int64)


def present_ids(ids: pa.Array, now: Mapping[str, str]) -> pa.Array:
    """The ids that applicants have today; `now` has those of renamed ones."""
    if not now:
        return ids
    places = pc.index_in(ids, pa.array([*now], ids.type))
    return pc.coalesce(pa.array([*now.values()], ids.type).take(places), ids)


def rows_in_order(rows: Rows) -> Rows:
    """The places of rows from 0 on, in their order; equal ones stay as they are."""
    order = np.argsort(rows, kind="stable")
    return order[np.searchsorted(rows[order], 0) :]
