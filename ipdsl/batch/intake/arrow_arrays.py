"""Arrays of Arrow as arrays of NumPy: null cells, flags, lengths of lists, offsets of texts, and ids of applicants.

The buffers of Arrow are read in place; only unpacked bits are copied.

Ids are read as text, like the reader of facts does, and checked for repetition: from a column of text, of whole numbers
(which become their digits), or of dictionaries of these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.base.values import written_values
from ipdsl.batch.intake.form import ValueColumn, decode_dictionary
from ipdsl.batch.kernel.claims import Array


def whole(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    """The chunks of a column as one array; a single chunk stays where it is in memory."""
    if not isinstance(column, pa.ChunkedArray):
        return column
    if column.num_chunks == 1:
        return column.chunk(0)
    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)


def valid(array: pa.Array) -> Array:
    """Where cells are not null."""
    many, nulls = len(array), array.null_count
    if not nulls or nulls == many:
        return np.full(many, not nulls)
    return _bits(array.buffers()[0], array.offset, many)


def flags(cells: pa.Array) -> Array:
    """Where flags hold; null does not."""
    if pa.types.is_null(cells.type) or not len(cells):
        return np.zeros(len(cells), bool)
    holds = _bits(cells.buffers()[1], cells.offset, len(cells))
    return holds & valid(cells) if cells.null_count else holds


def equals(texts: pa.Array, text: str) -> Array:
    """Where texts are equal to one; null is not. A scalar without a type would cost more than the comparison."""
    return flags(pc.equal(texts, pa.scalar(text, texts.type)))


def _bits(buffer: pa.Buffer, offset: int, many: int) -> Array:
    """So many bits of a buffer, after an offset."""
    first = offset // 8
    packed = np.frombuffer(buffer, np.uint8)[first : (offset + many + 7) // 8]
    return np.unpackbits(packed, bitorder="little")[offset - 8 * first :][:many].view(bool)


def codes_of(encoded: pa.DictionaryArray) -> Array:
    """The places in the dictionary; -1: null."""
    indices = encoded.indices
    if indices.null_count:
        indices = pc.fill_null(indices, -1)
    return np.asarray(indices.to_numpy(zero_copy_only=False), np.int64)


def repeated_numbers(numbers: Array) -> Array:
    """The numbers that are there more than once."""
    ordered = np.sort(numbers)
    return ordered[np.flatnonzero(ordered[1:] == ordered[:-1])]


def list_lengths(lists: pa.Array) -> Array:
    """The number of members of each list; 0 for null."""
    if pa.types.is_null(lists.type) or not len(lists):
        return np.zeros(len(lists), np.int64)
    width = np.int64 if pa.types.is_large_list(lists.type) else np.int32
    starts = np.frombuffer(lists.buffers()[1], width)[lists.offset : lists.offset + len(lists) + 1]
    lengths = np.diff(starts).astype(np.int64)
    return lengths * valid(lists) if lists.null_count else lengths


def bare(cells: pa.Array) -> tuple[pa.Array, Array, Array]:
    """The values of cells that state their parts; which cells have `none`; which have neither a value nor `none`."""
    names = [field.name for field in cells.type]
    is_stated = valid(cells)
    none, other = np.zeros(len(cells), bool), np.zeros(len(cells), bool)
    for place, name in enumerate(names):
        part = cells.field(place)
        if name == "none":
            none = flags(part) & is_stated
        elif name != "value":
            other |= valid(part)
    value = part_of(cells, names.index("value")) if "value" in names else pa.nulls(len(cells))
    return value, none, (other | none & valid(value)) & is_stated


def part_of(cells: pa.StructArray, place: int) -> pa.Array:
    """A part of structs; null where the struct is null, though its buffer may hold a value there."""
    return cells.flatten()[place] if cells.null_count else cells.field(place)


def states_amount(cells: pa.StructArray) -> Array:
    """Where cells state an amount or its currency, which only a column that is converted reads."""
    stated = np.zeros(len(cells), bool)
    for place, field in enumerate(cells.type):
        if field.name in ("amount", "currency"):
            stated |= valid(cells.field(place))
    return stated & valid(cells)


def contradicting(cells: pa.StructArray) -> Array:
    """Which cells state two of these at once: a value or an amount, `none`, `cannot_be_determined`."""
    has_value, said = np.zeros(len(cells), bool), np.zeros(len(cells), np.int64)
    for place, field in enumerate(cells.type):
        part = cells.field(place)
        if field.name in ("none", "cannot_be_determined"):
            said += flags(part)
        else:
            has_value |= valid(part)
    return valid(cells) & (said + has_value > 1)


def words_of(inner: pa.StructArray, column: ValueColumn) -> pa.DictionaryArray:
    """A part of lines as texts."""
    cells = inner.field(column.path[-1])
    if pa.types.is_struct(cells.type):
        cells = bare(cells)[0]
    return decode_dictionary(cells).cast(pa.large_string()).dictionary_encode()


def text_buffers(texts: pa.Array) -> tuple[Array, Array]:
    """Where each of some texts begins, with the end of the last, and the bytes; null is the empty text."""
    return raw_text_buffers(pc.fill_null(texts, "") if texts.null_count else texts)


def raw_text_buffers(texts: pa.Array) -> tuple[Array, Array]:
    """The same; what a null holds is not said."""
    if str(texts.type) == "string_view":
        texts = texts.cast(pa.large_string())
    _, offsets, data = texts.buffers()
    if not len(texts) or not data or not data.size:
        return np.zeros(len(texts) + 1, np.int64), np.zeros(1, np.uint8)
    width = np.int64 if pa.types.is_large_string(texts.type) else np.int32
    return np.frombuffer(offsets, width)[texts.offset :][: len(texts) + 1], np.frombuffer(data, np.uint8)


def validity_bits(cells: pa.Array) -> Array:
    """A bit for each cell after those before its offset: whether it is not null; empty: no cell is null."""
    return np.frombuffer(cells.buffers()[0], np.uint8) if cells.null_count else np.zeros(0, np.uint8)


def says(cells: pa.Array) -> Array:
    """Where cells say something: not null, and neither an empty text nor an empty list."""
    result = valid(cells)
    if pa.types.is_struct(cells.type):
        inner = np.zeros(len(cells), bool)
        for place in range(cells.type.num_fields):
            inner |= says(cells.field(place))
        return result & inner
    if pa.types.is_string(cells.type) or pa.types.is_large_string(cells.type):
        return result & ~equals(cells, "")
    return result


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
