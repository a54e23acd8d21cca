"""Cells that are plainly good, as numbers: the vectorised counterpart of the quick checks of the reader of facts."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.base.values.days import FIRST_YEAR, LAST_YEAR
from ipdsl.base.values.handwritten_values import flag
from ipdsl.base.values.money import DECIMALS
from ipdsl.batch.intake.arrow_arrays import bare, codes_of, contradicting, flags, valid
from ipdsl.batch.intake.form import is_text
from ipdsl.batch.kernel import values
from ipdsl.batch.kernel.settle import Array
from ipdsl.batch.program.texts import NONE_WORDS
from ipdsl.batch.readers.loops import ReaderLoops
from ipdsl.schema.values.value_type import ColumnReader, Type
from ipdsl.schema.vocabulary import Schema

EPOCH = datetime.date(1970, 1, 1)
_FIRST = (datetime.date(FIRST_YEAR, 1, 1) - EPOCH).days
_LAST = (datetime.date(LAST_YEAR, 12, 31) - EPOCH).days


class Plain(NamedTuple):
    """Cells as numbers; where they are `stated`, and where (`None`: nowhere) they are in no plain form."""

    numbers: Array
    stated: Array
    doubtful: Array | None


def numbers_of(
    schema: Schema, currency: str, type_: Type, cells: pa.Array, null_is_none: bool, loops: ReaderLoops
) -> Plain:  # fmt: skip
    """The cells of a column of this type. `null_is_none`: null says that there is none."""
    if pa.types.is_struct(cells.type):
        return _of_parts(schema, currency, type_, cells, loops)
    if pa.types.is_dictionary(cells.type) and not type_.is_member:
        cells = cells.dictionary_decode()
    read, none = READERS[type_.column_reader]
    if type_.is_money and type_.stated_currency not in (None, "*", currency):
        read = _unread
    elif (whole := _whole_numbers(type_.column_reader, cells)) is not None:
        none = none if null_is_none else values.UNKNOWN
        return _read_ints(whole, none, loops)
    stated = valid(cells)
    found, doubtful = read(cells, schema, currency, type_)
    if doubtful is not None:
        doubtful = doubtful & stated
    if not stated.all():
        found = np.where(stated, found, none if null_is_none else values.UNKNOWN)
    return Plain(found, stated | (null_is_none and none != values.UNKNOWN), doubtful)


class _WholeNumbers(NamedTuple):
    """Cells of whole numbers: how many of them are 1, the least and the largest that are plain, and by what they are
    multiplied.
    """

    cells: pa.Array
    low: int = 0
    high: int = values.MAX_VALUE
    unit: int = 1
    factor: int = 1


def _whole_numbers(reader: ColumnReader, cells: pa.Array) -> _WholeNumbers | None:
    """The cells of a reader that are whole numbers in memory; `None`: they are not."""
    arrow = cells.type
    if reader is ColumnReader.DAYS and pa.types.is_date32(arrow):
        return _WholeNumbers(cells, _FIRST, _LAST)
    if reader is ColumnReader.DAYS and (pa.types.is_date64(arrow) or pa.types.is_timestamp(arrow)):
        unit = "ms" if pa.types.is_date64(arrow) else arrow.unit
        return _WholeNumbers(cells, _FIRST, _LAST, _PER_SECOND[unit] * 86_400)
    if reader is ColumnReader.FLAGS and pa.types.is_boolean(arrow):
        return _WholeNumbers(cells.cast(pa.uint8()), high=1)
    if not pa.types.is_integer(arrow):
        return None
    if reader is ColumnReader.FLAGS:
        return _WholeNumbers(cells, high=1)
    if pa.types.is_uint64(arrow):
        return None
    if reader is ColumnReader.MILLIONTHS:
        return _WholeNumbers(cells, high=values.MAX_VALUE // values.MILLIONTHS, factor=values.MILLIONTHS)
    return _WholeNumbers(cells) if reader in (ColumnReader.SUMS, ColumnReader.COUNTS) else None


_PER_SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
_NO_BITS = np.zeros(0, np.uint8)


def _read_ints(whole: _WholeNumbers, none: int, loops: ReaderLoops) -> Plain:
    """Whole numbers in one pass over what Arrow holds; null stands for `none`."""
    cells, many = whole.cells, len(whole.cells)
    bits, data = cells.buffers()
    numbers, stated, doubtful = np.empty(many, np.int64), np.empty(many, bool), np.zeros(many, bool)
    if not many:
        return Plain(numbers, stated, None)
    sign = "u" if pa.types.is_unsigned_integer(cells.type) else "i"
    width = np.dtype(f"{sign}{cells.type.bit_width // 8}")
    validity = np.frombuffer(bits, np.uint8) if cells.null_count else _NO_BITS
    wrong = loops.read_ints(
        np.frombuffer(data, width)[cells.offset : cells.offset + many], validity, cells.offset, whole.unit, whole.low,
        whole.high, whole.factor, none, none != values.UNKNOWN, numbers, stated, doubtful,
    )  # fmt: skip
    return Plain(numbers, stated, doubtful if wrong else None)


def _of_parts(schema: Schema, currency: str, type_: Type, cells: pa.Array, loops: ReaderLoops) -> Plain:
    value, none, other = bare(cells)
    found = numbers_of(schema, currency, type_, value, False, loops)
    _, what = READERS[type_.column_reader]
    numbers = np.where(other, values.UNKNOWN, np.where(none, what, found.numbers))
    doubtful = contradicting(cells) if found.doubtful is None else found.doubtful | contradicting(cells)
    return Plain(numbers, (found.stated | (none & (what != values.UNKNOWN))) & ~other, doubtful)


def _flags(cells: pa.Array) -> tuple[Array, Array | None]:
    if is_text(cells.type):
        encoded = cells.cast(pa.large_string()).dictionary_encode()
        known = np.array([*(_flag(word) for word in encoded.dictionary.to_pylist()), -1], np.int64)
        found = known[codes_of(encoded)]
        return found, found < 0
    return np.zeros(len(cells), np.int64), np.ones(len(cells), bool)


def _flag(word: str) -> int:
    """1 for yes, 0 for no; of other words the reader of facts knows what they mean."""
    said = flag(word)
    return -1 if said is None else int(said)


def _members(schema: Schema, choice: str, cells: pa.Array) -> tuple[Array, Array | None]:
    members = schema.choice_by_name[choice].members
    places = {name: place for place, one in enumerate(members) for name in (one.label.zh, one.name) if name}
    encoded = cells if pa.types.is_dictionary(cells.type) else cells.cast(pa.large_string()).dictionary_encode()
    known = np.array([*(places.get(word, -2) for word in encoded.dictionary.to_pylist()), -2], np.int64)
    found = known[codes_of(encoded)]
    return found, found == -2


def _days(cells: pa.Array) -> tuple[Array, Array | None]:
    if not is_text(cells.type):
        return _unread(cells)
    found, wrong = _written_days(cells)
    wrong |= (found < _FIRST) | (found > _LAST)
    return found, wrong if wrong.any() else None


def _written_days(cells: pa.Array) -> tuple[Array, Array]:
    """Days written as 2022-03-01, and where a text is no such day."""
    cells = cells.cast(pa.large_string())
    good = pc.fill_null(pc.match_substring_regex(cells, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), False)
    texts = pc.if_else(good, cells, pa.scalar("1970-01-01", pa.large_string()))
    data = texts.buffers()[2]
    letters = np.frombuffer(data, np.uint8)[: 10 * len(cells)] if len(cells) else np.zeros(0, np.uint8)
    digits = letters.reshape(-1, 10).astype(np.int64) - ord("0")
    year = digits[:, 0] * 1_000 + digits[:, 1] * 100 + digits[:, 2] * 10 + digits[:, 3]
    month, day = digits[:, 5] * 10 + digits[:, 6], digits[:, 8] * 10 + digits[:, 9]
    months = (year - 1970) * 12 + month - 1
    first, next_ = ((months + one).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) for one in (0, 1))
    is_day = (month >= 1) & (month <= 12) & (day >= 1) & (day <= next_ - first)
    return first + day - 1, ~(np.asarray(good.to_numpy(zero_copy_only=False), bool) & is_day)


def _rates(cells: pa.Array) -> tuple[Array, Array | None]:
    """Shares in millionths; a text may be a percentage, of four decimals at the most."""
    if not is_text(cells.type):
        return sums_of(cells, 6, most=values.MILLIONTHS)
    cells = cells.cast(pa.large_string())
    is_percent = pc.fill_null(pc.ends_with(cells, "%"), False)
    bare = pc.if_else(is_percent, pc.utf8_slice_codeunits(cells, 0, -1), cells)
    percent = np.asarray(is_percent.to_numpy(zero_copy_only=False), bool)
    (share, no_share), (parts, no_parts) = (sums_of(bare, places, most=values.MILLIONTHS) for places in (6, 4))
    none = np.zeros(len(cells), bool)
    wrong = np.where(percent, none if no_parts is None else no_parts, none if no_share is None else no_share)
    return np.where(percent, parts, share), wrong if wrong.any() else None


def _millionths(cells: pa.Array, decimals: int) -> tuple[Array, Array | None]:
    """Numbers of at most so many decimals, in millionths."""
    factor = 10 ** (6 - decimals)
    found, wrong = sums_of(cells, decimals, most=values.MAX_VALUE // factor)
    return (found if wrong is None else np.where(wrong, 0, found)) * factor, wrong


def sums_of(cells: pa.Array, decimals: int, *, most: int = values.MAX_VALUE) -> tuple[Array, Array | None]:
    """Sums of so many decimals, in minor units: whole numbers as they are, decimals and texts in main units. Where one
    is in no plain form, or larger than `most`, the second part says so.
    """
    if pa.types.is_integer(cells.type) and decimals < 6:
        if pa.types.is_uint64(cells.type):
            return np.zeros(len(cells), np.int64), np.ones(len(cells), bool)
        found = pc.fill_null(cells, 0).to_numpy(zero_copy_only=False).astype(np.int64)
    elif pa.types.is_decimal128(cells.type) and 0 <= cells.type.scale <= decimals + 9:
        words = np.frombuffer(cells.buffers()[1], np.int64)[2 * cells.offset : 2 * (cells.offset + len(cells))]
        low, high = words[0::2], words[1::2]
        factor, parts = 10 ** max(0, decimals - cells.type.scale), 10 ** max(0, cells.type.scale - decimals)
        small = (high == 0) & (low >= 0) & (low // parts <= most // factor) & (low % parts == 0)
        found = np.where(small, low // parts, 0) * factor
        return found, ~small
    elif is_text(cells.type):
        cells = cells.cast(pa.large_string())
        digits = _WRITTEN[decimals > 0].replace("DECIMALS", str(max(1, decimals)))
        good = pc.fill_null(pc.match_substring_regex(cells, digits), False)
        sums = pc.if_else(good, cells, "0").cast(pa.string()).cast(pa.decimal128(20, decimals))
        found = np.frombuffer(sums.buffers()[1], np.int64)[0::2][: len(cells)].copy()  # loops take one piece
        read = np.asarray(good.to_numpy(zero_copy_only=False), bool) & (found <= most)
        return found, None if read.all() else ~read
    else:
        return np.zeros(len(cells), np.int64), np.ones(len(cells), bool)
    wrong = (found < 0) | (found > most)
    return found, wrong if wrong.any() else None


def _unread(cells: pa.Array, *_: object) -> tuple[Array, Array | None]:
    """Cells of which none is read at once."""
    return np.zeros(len(cells), np.int64), np.ones(len(cells), bool)


READERS: Mapping[ColumnReader, tuple[Callable[[pa.Array, Schema, str, Type], tuple[Array, Array | None]], int]] = {
    ColumnReader.NONE: (_unread, values.UNKNOWN),
    ColumnReader.FLAGS: (lambda cells, *_: _flags(cells), values.NONE_FLAG),
    ColumnReader.MEMBERS: (
        lambda cells, schema, _, type_: _members(schema, type_.choice_name, cells),
        values.NO_MEMBER,
    ),
    ColumnReader.DAYS: (lambda cells, *_: _days(cells), values.NEVER),
    ColumnReader.SUMS: (lambda cells, _, currency, __: sums_of(cells, DECIMALS.get(currency, 2)), values.UNKNOWN),
    ColumnReader.RATES: (lambda cells, *_: _rates(cells), values.UNKNOWN),
    ColumnReader.COUNTS: (lambda cells, *_: sums_of(cells, 0), values.UNKNOWN),
    ColumnReader.MILLIONTHS: (lambda cells, _, __, type_: _millionths(cells, type_.column_decimals), values.UNKNOWN),
}
"""The readers of columns, which types choose, each with the number that stands for none; of types that have no such
number, none is like what is not stated.
"""

_WRITTEN = {False: r"^(0|[1-9][0-9]{0,14})$", True: r"^(0|[1-9][0-9]{0,11})(\.[0-9]{1,DECIMALS})?$"}
"""Whole numbers and sums in main units as text, small enough for a column."""

_PLAIN_TEXT = r"^[A-Za-z0-9\x{4E00}-\x{9FFF}]+([-_./ :()]+[A-Za-z0-9\x{4E00}-\x{9FFF}]+)*\)?$"
_NO_NAMES = pa.array(list(NONE_WORDS), pa.large_string())


def plain_texts(words: pa.Array) -> Array:
    """Which of some different texts are plainly names: of usual characters, and none like another but for capitals."""
    if not len(words):
        return np.zeros(0, bool)
    lower = pc.utf8_lower(words)
    plain = pc.and_(pc.match_substring_regex(words, _PLAIN_TEXT), pc.less(pc.utf8_length(words), 200))
    plain = pc.and_not(plain, pc.is_in(lower, value_set=_NO_NAMES))
    plain = pc.and_not(plain, pc.match_substring_regex(words, "年"))
    found = flags(plain)
    encoded = lower.dictionary_encode()
    if len(encoded.dictionary) < len(words):
        codes = encoded.indices.to_numpy(zero_copy_only=False)
        found &= np.bincount(codes)[codes] == 1
    return found
