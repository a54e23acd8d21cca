"""Cells that are plainly good, as numbers: the counterpart over columns of the quick checks of the reader of facts.

Each type names its row of `READERS`. The row says how whole numbers, decimals and texts of a column are read: one
loop over the buffers of Arrow reads all cells, and marks those in no plain form.

An amount that may be in a foreign currency is read as millionths of the policy's currency: an amount in the policy's
currency times a million, a foreign one times the rate of its currency on the day that the record states. If the rate
is not published, the amount is not stated here: its applicant leaves to the scalar evaluator, which asks for the rate.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.base.values.days import FIRST_YEAR, LAST_YEAR
from ipdsl.base.values.handwritten_values import FLAG_WORDS
from ipdsl.base.values.money import DECIMALS
from ipdsl.batch.intake.arrow_arrays import bare, codes_of, contradicting, flags, raw_text_buffers, valid, validity_bits
from ipdsl.batch.intake.form import decode_dictionary, is_text, without_views
from ipdsl.batch.kernel import values
from ipdsl.batch.kernel.claims import Array
from ipdsl.batch.program.texts import NONE_WORDS
from ipdsl.batch.readers.loops import ReaderLoops
from ipdsl.schema.declarations import Choice
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


class Words(NamedTuple):
    """Words that cells may hold: the bytes of all, where each begins, and the number of each."""

    starts: Array
    data: Array
    numbers: Array


class PlainForm(NamedTuple):
    """How the cells of a type are read.

    `none` is the number for none (`UNKNOWN`: the type has no such number). Numbers from `low` to `high` are plain, and
    are multiplied by `factor`: those of a decimal or a text with at most this number of `decimals`, in units of the
    last (-1: not allowed), or a percentage of at most `percent_decimals`. Whole numbers in memory are plain to
    `most_whole` (-1: not plain), and are multiplied by `whole_factor`. Other texts are a day, or one of `words`.
    """

    none: int = values.UNKNOWN
    low: int = 0
    high: int = values.MAX_VALUE
    factor: int = 1
    decimals: int = -1
    percent_decimals: int = -1
    most_whole: int = -1
    whole_factor: int = 1
    is_day: bool = False
    words: Words | None = None


def numbers_of(
    schema: Schema, currency: str, type_: Type, cells: pa.Array, null_is_none: bool, loops: ReaderLoops
) -> Plain:  # fmt: skip
    """The cells of a column of this type. `null_is_none`: null means that the fact does not exist."""
    is_foreign = type_.is_money and type_.stated_currency not in (None, "*", currency)
    form = READERS[ColumnReader.NONE if is_foreign else type_.column_reader](schema, currency, type_)
    return (
        _read_parts(cells, form, loops) if pa.types.is_struct(cells.type) else _read(cells, form, null_is_none, loops)
    )


def sums_of(cells: pa.Array, decimals: int, loops: ReaderLoops) -> Plain:
    """Sums of a currency that has so many decimals, in minor units."""
    return _read(cells, _sums(decimals), False, loops)


def _read_parts(cells: pa.StructArray, form: PlainForm, loops: ReaderLoops) -> Plain:
    """Cells that state a value or a placeholder."""
    value, none, other = bare(cells)
    read, doubtful = _read(value, form, False, loops), contradicting(cells)
    if read.doubtful is not None:
        doubtful |= read.doubtful
    numbers = np.where(other, values.UNKNOWN, np.where(none, form.none, read.numbers))
    return Plain(numbers, (read.stated | (none & (form.none != values.UNKNOWN))) & ~other, doubtful)


def _read(cells: pa.Array, form: PlainForm, null_is_none: bool, loops: ReaderLoops) -> Plain:
    if pa.types.is_dictionary(cells.type):  # each of its values is read once; the last one stands for null
        words = pa.concat_arrays([cells.dictionary, pa.nulls(1, cells.type.value_type)])
        read, codes = _read(words, form, null_is_none, loops), codes_of(cells)
        doubtful = None if read.doubtful is None else read.doubtful[codes]
        return Plain(read.numbers[codes], read.stated[codes], doubtful)
    many, none = len(cells), form.none if null_is_none else values.UNKNOWN
    is_unread = np.zeros(many, bool)
    out = (none, none != values.UNKNOWN, np.empty(many, np.int64), np.empty(many, bool), is_unread)
    count = _read_texts(cells, form, out, loops) if is_text(cells.type) else _read_whole(cells, form, out, loops)
    if count < 0:
        stated = valid(cells)
        numbers, is_unread = np.where(stated, 0, none), stated
        return Plain(numbers, stated | (none != values.UNKNOWN), is_unread)
    return Plain(out[2], out[3], is_unread if count else None)


_Out = tuple[int, bool, Array, Array, Array]
"""The meaning of null, and whether it is a statement; the numbers, whether they are stated, and the unread cells."""


def _read_texts(cells: pa.Array, form: PlainForm, out: _Out, loops: ReaderLoops) -> int:
    """Reads texts; how many are in no plain form, or -1: none of the type is."""
    starts, data = raw_text_buffers(cells)
    given = (starts, data, validity_bits(cells), cells.offset)
    if form.is_day:
        return loops.read_days(*given, form.low, form.high, *out)
    if form.words is not None:
        return loops.read_words(*given, *form.words, *out)
    if form.decimals < 0:
        return -1
    return loops.read_decimals(*given, form.decimals, form.percent_decimals, form.high, form.factor, *out)


def _read_whole(cells: pa.Array, form: PlainForm, out: _Out, loops: ReaderLoops) -> int:
    """Reads days, flags, whole numbers and decimals, which are whole numbers of 8 to 128 bits in memory."""
    arrow, unit, step, high, factor = cells.type, 1, 1, form.most_whole, form.whole_factor
    if pa.types.is_boolean(arrow):
        cells = cells.cast(pa.uint8())
    elif form.is_day and (pa.types.is_date(arrow) or pa.types.is_timestamp(arrow)):
        high = form.high
        if not pa.types.is_date32(arrow):
            unit = 86_400 * _PER_SECOND["ms" if pa.types.is_date64(arrow) else arrow.unit]
    elif pa.types.is_decimal128(arrow) and form.decimals >= 0 and 0 <= arrow.scale <= form.decimals + 9:
        scale = 10 ** max(0, form.decimals - arrow.scale)
        unit, step = 10 ** max(0, arrow.scale - form.decimals), 2
        high, factor = form.high // scale, form.factor * scale
    elif not pa.types.is_integer(arrow) or (pa.types.is_uint64(arrow) and high > 1):
        high = -1
    if high < 0 or not len(cells):
        return -1 if high < 0 else 0
    sign, width = "u" if pa.types.is_unsigned_integer(cells.type) else "i", cells.type.bit_width // 8 // step
    numbers = np.frombuffer(cells.buffers()[1], f"{sign}{width}")[cells.offset * step :]
    given = (numbers, step, validity_bits(cells), cells.offset, unit, form.low, high, factor)
    return loops.read_ints(*given, *out)


_PER_SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}


def _sums(decimals: int) -> PlainForm:
    return PlainForm(decimals=decimals, most_whole=values.MAX_VALUE)


def _numbers(decimals: int) -> PlainForm:
    """Numbers of at most so many decimals, in millionths."""
    factor, most = 10 ** (6 - decimals), values.MAX_VALUE // values.MILLIONTHS
    return PlainForm(
        high=values.MAX_VALUE // factor, factor=factor, decimals=decimals, most_whole=most,
        whole_factor=values.MILLIONTHS,
    )  # fmt: skip


@cache
def _members(choice: Choice) -> PlainForm:
    """The members of a choice, by their names and labels."""
    pairs = ((name, place) for place, one in enumerate(choice.members) for name in (one.label.zh, one.name) if name)
    return PlainForm(none=values.NO_MEMBER, words=_words(dict(pairs)))


def _words(numbers: Mapping[str, int]) -> Words:
    starts, data = raw_text_buffers(pa.array([*numbers], pa.large_string()))
    return Words(starts, data, np.array([*numbers.values()], np.int64))


_FLAGS = {
    spelt: int(is_yes) for word, is_yes in FLAG_WORDS.items() for spelt in (word, word.upper(), word.capitalize())
}

READERS: Mapping[ColumnReader, Callable[[Schema, str, Type], PlainForm]] = {
    ColumnReader.NONE: lambda *_: PlainForm(),
    ColumnReader.FLAGS: lambda *_: PlainForm(none=values.NONE_FLAG, most_whole=1, words=_words(_FLAGS)),
    ColumnReader.MEMBERS: lambda schema, _, type_: _members(schema.choice_by_name[type_.choice_name]),
    ColumnReader.DAYS: lambda *_: PlainForm(none=values.NEVER, low=_FIRST, high=_LAST, is_day=True),
    ColumnReader.SUMS: lambda _, currency, __: _sums(DECIMALS.get(currency, 2)),
    ColumnReader.RATES: lambda *_: PlainForm(high=values.MILLIONTHS, decimals=6, percent_decimals=4),
    ColumnReader.COUNTS: lambda *_: _sums(0),
    ColumnReader.MILLIONTHS: lambda _, __, type_: _numbers(type_.column_decimals),
}
"""The readers of columns, which types choose: how cells are read for a vocabulary, a currency and a type."""

_PLAIN_TEXT = r"^[A-Za-z0-9\x{4E00}-\x{9FFF}]+([-_./ :()]+[A-Za-z0-9\x{4E00}-\x{9FFF}]+)*\)?$"
NO_NAMES = pa.array(list(NONE_WORDS), pa.large_string())
"""Words for a name that does not exist."""


def plain_texts(words: pa.Array) -> Array:
    """Which of some different texts are plainly names: of usual characters, and none like another but for capitals."""
    if not len(words):
        return np.zeros(0, bool)
    lower = pc.utf8_lower(words)
    plain = pc.and_(pc.match_substring_regex(words, _PLAIN_TEXT), pc.less(pc.utf8_length(words), 200))
    plain = pc.and_not(plain, pc.is_in(lower, value_set=NO_NAMES))
    plain = pc.and_not(plain, pc.match_substring_regex(words, "年"))
    found = flags(plain)
    encoded = lower.dictionary_encode()
    if len(encoded.dictionary) < len(words):
        codes = encoded.indices.to_numpy(zero_copy_only=False)
        found &= np.bincount(codes)[codes] == 1
    return found


_NO_MILLIONTHS = -2


class ExchangeRates:
    """The value of a minor unit of a currency on a day, from a published series."""

    def __init__(self, by_day: Mapping[tuple[str, datetime.date], Fraction], policy_currency: str) -> None:
        self._by_day, self._policy_currency = by_day, policy_currency
        self._worth: dict[tuple[str, int], int] = {}

    def worth(self, currency: str, day: int) -> int:
        """Millionths of a minor unit of the policy's currency; below 0: not known. Each is worked out once."""
        if (currency, day) not in self._worth:
            self._worth[currency, day] = self._work_out(currency, EPOCH + datetime.timedelta(day))
        return self._worth[currency, day]

    def _work_out(self, currency: str, day: datetime.date) -> int:
        own = self._policy_currency
        if currency == own:
            return values.MILLIONTHS
        rate = self._by_day.get((currency, day))
        if rate is None:
            return values.UNKNOWN
        scale = values.MILLIONTHS * 10 ** DECIMALS.get(own, 2)
        worth, rest = divmod(rate.numerator * scale, rate.denominator * 10 ** DECIMALS[currency])
        return worth if rest == 0 and 0 <= worth <= values.MAX_VALUE else _NO_MILLIONTHS


def sums_in_millionths(read: Plain, loops: ReaderLoops) -> tuple[Array, Array]:
    """Sums of the policy's currency in millionths of minor units (`UNKNOWN`: not known), and which are too large."""
    sums, is_large = np.full(len(read.numbers), values.UNKNOWN, np.int64), np.zeros(len(read.numbers), bool)
    loops.to_millionths(read.numbers, read.stated, values.MAX_CONVERTED, values.MILLIONTHS, sums, is_large)
    return sums, is_large


def convert_foreign(
    sums: Array, is_large: Array, cells: pa.StructArray, days: Array, rates: ExchangeRates, loops: ReaderLoops
) -> Array:
    """Puts the sums of cells that state an amount in a currency among the others, and which are too large; returns
    where one is in no plain form.
    """
    parts = {field.name: cells.field(place) for place, field in enumerate(cells.type)}
    amount, currency = (
        without_views(decode_dictionary(parts.pop(name, pa.nulls(len(cells))))) for name in ("amount", "currency")
    )
    if not is_text(currency.type):
        return valid(amount)
    words, stated = currency.cast(pa.large_string()).dictionary_encode(), valid(amount) & valid(cells)
    code = codes_of(words)
    doubtful = stated != ((code >= 0) & valid(cells))
    for other in parts.values():
        doubtful |= (flags(other) if pa.types.is_boolean(other.type) else valid(other)) & (stated | (code >= 0))
    for place, name in enumerate(words.dictionary.to_pylist()):
        at = np.flatnonzero(stated & (code == place))
        read = sums_of(amount.take(pa.array(at)), DECIMALS.get(name, 0), loops)
        if read.doubtful is not None or name not in DECIMALS:
            doubtful[at] |= True if read.doubtful is None else read.doubtful
        is_dated = (days[at] != values.NEVER) & (days[at] != values.UNKNOWN) & ~doubtful[at]
        at, minor = at[is_dated], read.numbers[is_dated]
        each_day, of_day = np.unique(days[at], return_inverse=True)
        worth = [rates.worth(name, day) for day in each_day.tolist()]
        rate = np.array(worth, np.int64)[of_day]
        fits = minor <= values.MAX_CONVERTED * values.MILLIONTHS // np.maximum(rate, 1)
        sums[at] = np.where((rate >= 0) & fits, minor * np.where(fits, rate, 0), values.UNKNOWN)
        is_large[at] = (rate >= 0) & ~fits
        doubtful[at] |= rate == _NO_MILLIONTHS
    return np.asarray(doubtful)
