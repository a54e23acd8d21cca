"""One chunk of a table for the readers: its cells, its records by root, and the applicants who leave the columns.

Plain valid cells are read over columns. An applicant with any other cell leaves to the reader of facts (`rows`), which
alone checks values and reports problems. A form that is unknown here costs time and does not change a result.

The quick checks of the reader of facts have a counterpart over columns here. Each type names its row of `READERS`. The
row says how whole numbers, decimals and texts of a column are read: one loop over the buffers of Arrow reads all cells,
and marks those in no plain form.

An amount that may be in a foreign currency is read as millionths of the policy's currency: an amount in the policy's
currency times a million, a foreign one times the rate of its currency on the day that the record states. If the rate is
not published, the amount is not stated here: its applicant leaves to the scalar evaluator, which asks for the rate.

A set of records of one root is a value of each of some keys. Sets are in the order of items in claim order
(`settlement.item_order`): members of a choice by their place in the vocabulary, all else as text.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.base.values.days import FIRST_YEAR, LAST_YEAR
from ipdsl.base.values.handwritten_values import FLAG_WORDS, names_by_spelling, split_words
from ipdsl.base.values.money import DECIMALS
from ipdsl.batch.intake.form import (
    KindColumn,
    TableForm,
    ValueColumn,
    bare,
    codes_of,
    contradicting,
    decode_dictionary,
    flags,
    is_list,
    is_text,
    list_lengths,
    raw_text_buffers,
    repeated_numbers,
    schema_without_views,
    states_amount,
    text_buffers,
    valid,
    validity_bits,
    whole,
    without_views,
)
from ipdsl.batch.kernel import values
from ipdsl.batch.kernel.program import ColumnCode
from ipdsl.batch.kernel.tables import Array, ranks_of_texts, years_of
from ipdsl.batch.kernel.texts import NONE_WORDS, class_of, fingerprint
from ipdsl.batch.readers.loops import ReaderLoops
from ipdsl.claims.claim import field_of_key
from ipdsl.plain_data.handwritten import applicant_kind_words
from ipdsl.schema.declarations import Choice
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.values.shared_types import LARGEST
from ipdsl.schema.values.value_type import ColumnReader, Type
from ipdsl.schema.vocabulary import Schema, YearsBetween

_FIRST = (datetime.date(FIRST_YEAR, 1, 1) - values.EPOCH).days
_LAST = (datetime.date(LAST_YEAR, 12, 31) - values.EPOCH).days


class Plain(NamedTuple):
    """Cells as numbers; where they are `stated`, and where (`None`: nowhere) they are in no plain form."""

    numbers: Array
    stated: Array
    doubtful: Array | None


class WordBytes(NamedTuple):
    """Words that cells may hold: the bytes of all, where each begins, and the number of each."""

    starts: Array
    data: Array
    numbers: Array


class PlainForm(NamedTuple):
    """How the cells of a type are read.

    `none` is the number for none (`UNKNOWN`: the type has no such number). Numbers from `low` to `high` are plain, and
    are multiplied by `factor`: those of a decimal or a text with at most this number of `decimals`, in units of the
    last (-1: not allowed), or a percentage of at most `percent_decimals`. Whole numbers in memory are plain to
    `most_whole` (-1: not plain), and are multiplied by `whole_factor`. Other texts are a day, or one of `words`, and
    `names` has the text of each number.
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
    words: WordBytes | None = None
    names: pa.Array | None = None


def form_of(schema: Schema, currency: str, type_: Type) -> PlainForm:
    """How the cells of a column of this type are read."""
    is_foreign = type_.currency_in(currency) not in ("", currency)
    return READERS[ColumnReader.NONE if is_foreign else type_.column_reader](schema, currency, type_)


def numbers_of(
    schema: Schema, currency: str, type_: Type, cells: pa.Array, null_is_none: bool, loops: ReaderLoops
) -> Plain:  # fmt: skip
    """The cells of a column of this type. `null_is_none`: null means that the fact does not exist."""
    form = form_of(schema, currency, type_)
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
    return PlainForm(none=values.NO_MEMBER, words=_words(dict(pairs)), names=pa.array(choice.names, TEXT))


def _words(numbers: Mapping[str, int]) -> WordBytes:
    starts, data = raw_text_buffers(pa.array([*numbers], pa.large_string()))
    return WordBytes(starts, data, np.array([*numbers.values()], np.int64))


_FLAGS = {
    spelt: int(is_yes) for word, is_yes in FLAG_WORDS.items() for spelt in (word, word.upper(), word.capitalize())
}

READERS: Mapping[ColumnReader, Callable[[Schema, str, Type], PlainForm]] = {
    ColumnReader.NONE: lambda *_: PlainForm(),
    ColumnReader.FLAGS: lambda *_: PlainForm(
        none=values.NONE_FLAG, most_whole=1, words=_words(_FLAGS), names=_FLAG_NAMES
    ),
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
            self._worth[currency, day] = self._work_out(currency, values.EPOCH + datetime.timedelta(day))
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


TEXT = pa.large_string()
NO_TEXT = pa.scalar(None, TEXT)
MATTERS = 40
"""The number of low bits of a matter that encode its text. The bits above encode its kind."""
_NO_NAME = pa.scalar(" ", TEXT)
"""Replaces a number that is too large for a name. With this text the applicant leaves to the reader of facts."""
_FIRST_PLACE = 1_000_000
"""Places in the vocabulary are written from here on, so that they are in order as texts."""
_FLAG_NAMES: pa.Array = pa.array(["no", "yes", "none"], TEXT)


def _texts_of_numbers(names: pa.Array | None, read: Plain) -> pa.Array:
    """Members, yes and no by their names, and days as texts."""
    known = read.stated & (read.doubtful is None or ~read.doubtful)
    if names is not None:
        return names.take(pa.array(read.numbers, mask=~(known & (read.numbers >= 0))))
    is_never = known & (read.numbers == values.NEVER)
    days = pa.array(np.where(is_never, 0, read.numbers).astype(np.int32), mask=~known).cast(pa.date32()).cast(TEXT)
    return pc.if_else(pa.array(is_never), _FLAG_NAMES[2], days) if is_never.any() else days


class Pairs(NamedTuple):
    """Texts with the records that have them as their item, in the order of the texts, then of the records."""

    text: Array
    record: Array

    def first(self, many: int) -> Array:
        """The first record of each of so many texts; -1: none has it."""
        first = np.full(many, -1, np.int64)
        first[self.text[::-1]] = self.record[::-1]
        return first


class TableReading(NamedTuple):
    """What is the same for all chunks of a table. `roots` are the roots of the kinds of records, as matters number
    them, `kinds` the lists of records by kind.
    """

    form: TableForm
    code: ColumnCode
    loops: ReaderLoops
    kinds: Mapping[str, KindColumn]
    roots: tuple[str, ...]


class Chunk:
    """One chunk of a table. `left` has for each applicant the reason for leaving to the reader of facts, or 0."""

    def __init__(self, reading: TableReading, table: pa.Table) -> None:
        self.reading, self.table, self.number = reading, table, table.num_rows
        self.form, self.code, self.loops, self.kinds, self.roots = reading
        self.program, self.schema = reading.code.program, reading.code.program.schema
        self.left = np.zeros(self.number, np.int64)
        self._numbered_texts: list[tuple[pa.Array, Array, bool]] = []
        self._records: dict[str, RecordColumns] = {}
        self._checked_roots: set[str] = set()
        self._items: dict[str, pa.Array] = {}

    def part(self, rows: Array) -> Chunk:
        """Some applicants of the chunk."""
        schema = schema_without_views(self.table.schema)
        table = self.table if schema == self.table.schema else self.table.cast(schema)
        return Chunk(self.reading, table.take(pa.array(rows)))

    def leave(self, who: Array, why: int = values.NOT_PLAIN) -> None:
        """These applicants leave to the reader of facts."""
        self.left[who & (self.left == 0)] = why

    def leave_owners(self, owner: Array, which: Array, why: int = values.NOT_PLAIN) -> None:
        """The applicants of these records leave."""
        if which.any():
            who = np.zeros(self.number, bool)
            who[owner[which]] = True
            self.leave(who, why)

    # ------------------------------------------------------------------------------------------ cells

    def cells(self, path: Sequence[int]) -> pa.Array:
        """A column of the chunk as one array."""
        return whole(self.table.column(path[0]))

    def plain(self, type_: Type, cells: pa.Array, *, null_is_none: bool = False) -> Plain:
        """The cells of a type as numbers. No applicant leaves."""
        return numbers_of(self.schema, self.program.currency, type_, cells, null_is_none, self.loops)

    def read(self, type_: Type, cells: pa.Array, owner: Array, *, null_is_none: bool = False) -> Plain:
        """The cells of a type as numbers; what has no plain form sends its owner away."""
        read = self.plain(type_, cells, null_is_none=null_is_none)
        if read.doubtful is not None:
            self.leave_owners(owner, read.doubtful)
        return read

    def numbers(self, type_: Type, column: ValueColumn, cells: pa.Array, owner: Array) -> tuple[Array, Array]:
        """The cells of a column as numbers, and which are stated. The owner of a cell with an amount leaves too."""
        read = self.read(type_, cells, owner, null_is_none=column.null_is_none)
        if pa.types.is_struct(cells.type):
            self.leave_owners(owner, states_amount(cells))
        return read.numbers, read.stated

    def sums(self, cells: pa.Array, owner: Array) -> tuple[Array, Array]:
        """Cells that are sums, in main units where they are texts, and where they are stated."""
        read = self.read(MoneyType(), cells, owner)
        return np.where(read.stated, read.numbers, 0), read.stated

    def days(self, cells: pa.Array, owner: Array, otherwise: int) -> Array:
        """Cells that are days; `otherwise` where they are not stated."""
        read = self.read(DateType(), cells, owner)
        return np.where(read.stated, read.numbers, otherwise)

    def fixed(self, type_: Type, value: object, many: int) -> Array:
        """A field that a kind fixes, so many times."""
        return np.full(many, type_.column_number(value, self.schema) or 0, np.int64)

    def as_text(self, type_: Type, column: ValueColumn, cells: pa.Array) -> pa.Array:
        """The cells of a column as texts: names of members, names as they are, digits; null: not known."""
        if pa.types.is_struct(cells.type) and not type_.is_member:
            value, _, other = bare(cells)
            return pc.if_else(pa.array(~other), self.as_text(type_, column, value), NO_TEXT)
        form = form_of(self.schema, self.program.currency, type_)
        if form.names is not None or form.is_day:
            return _texts_of_numbers(form.names, self.plain(type_, cells, null_is_none=column.null_is_none))
        cells = decode_dictionary(cells)
        if pa.types.is_integer(cells.type):
            is_name = pc.fill_null(pc.less(cells, LARGEST), True)
            return pc.if_else(is_name, cells.cast(TEXT), _NO_NAME)
        is_stated = pa.types.is_null(cells.type) or is_text(cells.type)
        return cells.cast(TEXT) if is_stated else pa.nulls(len(cells), TEXT)

    def number_texts(self, texts: pa.Array, owner: Array, *, is_made: bool = False) -> int:
        """The place of texts among those that get numbers; `owner` tells whose each is. What `is_made` of names that
        are among them too need not be plain.
        """
        for place, (known, _, was_made) in enumerate(self._numbered_texts):
            if known is texts:
                self._numbered_texts[place] = texts, owner, was_made and is_made
                return place
        self._numbered_texts.append((texts, owner, is_made))
        return len(self._numbered_texts) - 1

    # ------------------------------------------------------------------------------------------ applicants

    @cached_property
    def ids(self) -> pa.Array:
        """The names of the applicants, as texts."""
        return self.cells(self.form.id.path).cast(TEXT)

    @cached_property
    def _kinds_of_applicants(self) -> tuple[Array, pa.Array, list[frozenset[str]]]:
        """The kinds of each applicant: whose each is, the words, and what each word means; a word that is not a kind
        sends its applicant away.
        """
        cells = self.cells(self.form.kinds.path)
        if is_text(cells.type):
            encoded = cells.cast(TEXT).dictionary_encode()
            spellings = names_by_spelling(applicant_kind_words(self.schema))
            lists = [split_words(text, spellings) for text in encoded.dictionary.to_pylist()]
            cells = pa.array(lists, pa.list_(TEXT)).take(encoded.indices)
        length = list_lengths(cells)
        self.leave(length == 0)
        owner, words = np.repeat(np.arange(self.number), length), cells.flatten().cast(TEXT).dictionary_encode()
        known = {kind.label.zh: kind.name for kind in self.schema.kinds} | {
            one.name: one.name for one in self.schema.kinds
        }
        names = [known.get(word) if word else None for word in words.dictionary.to_pylist()]
        codes = codes_of(words)
        self.leave_owners(owner, np.array([*(name is None for name in names), True])[codes])
        pairs = owner * (len(names) + 1) + codes
        if (owner[1:] == owner[:-1]).any() and len(np.unique(pairs)) < len(pairs):
            self.leave(np.bincount(owner, minlength=self.number) > 1)
        return owner, codes, [self.schema.wider_kinds.get(name or "", frozenset()) for name in names]

    def is_kind(self, word: str) -> Array:
        """Whether each applicant is of a kind."""
        owner, codes, wider = self._kinds_of_applicants
        is_it = np.zeros(self.number, np.int64)
        is_it[owner[np.array([*(word in one for one in wider), False])[codes]]] = 1
        return is_it

    # ------------------------------------------------------------------------------------------ records

    def records_of(self, root: str) -> RecordColumns:
        """The records of a root, which may be one that the policy does not read."""
        if root not in self._records:
            self._records[root] = RecordColumns(self, root)
        return self._records[root]

    def listed(self, root: str) -> RecordColumns:
        """The records of a root. An applicant with a null record leaves."""
        records = self.records_of(root)
        if root not in self._checked_roots:
            self._checked_roots.add(root)
            records.leave_null_records()
        return records

    def items_of(self, root: str) -> pa.Array:
        """The items of the records of a root as texts. An applicant with a record without a key leaves."""
        if root not in self._items:
            listed, key = self.listed(root), self.schema.record_by_name[root].key
            texts, stated = listed.texts(key) if key else (pa.nulls(len(listed), TEXT), np.zeros(len(listed), bool))
            self.leave_owners(listed.owner, ~stated, values.OPEN if key else values.NOT_PLAIN)
            self._items[root] = texts
        return self._items[root]

    def is_listed(self, kind: str) -> Array:
        """Whether a kind is stated: by a list of it, or of a wider one. A list in part is not."""
        stated, partial = np.zeros(self.number, bool), np.zeros(self.number, bool)
        for name in (*self.schema.lineage(kind), *self.schema.narrower_records[kind][1:]):
            if (column := self.kinds.get(name)) is None:
                continue
            here = valid(self.cells(column.path)) | column.null_is_none
            if column.is_partial:
                partial |= here
            elif name in self.schema.lineage(kind):
                stated |= here
        return stated & ~partial

    def is_listed_in_part(self, root: str) -> Array:
        """Whether a list of a root, or of a narrower kind, is in part: more records may be there."""
        columns = [self.kinds[name] for name in self.schema.narrower_records[root] if name in self.kinds]
        cells = [valid(self.cells(column.path)) for column in columns if column.is_partial]
        return np.logical_or.reduce(cells) if cells else np.zeros(self.number, bool)

    def pairs(self, begin: Array, is_asked: Array, texts: pa.Array, records: RecordColumns, items: pa.Array) -> Pairs:
        """Join the texts that `is_asked` with the records of the same applicant that have the text as their item.

        `begin` has the place of each applicant's first text; `items` are the items of the records.
        """
        given = (begin, is_asked.astype(np.uint8), *text_buffers(texts), records.begin, *text_buffers(items))
        room, many = len(texts) // 8 + 64, 0
        heads = np.empty(1 << records.most.bit_length(), np.int64)
        following = np.empty(len(records), np.int64)
        while True:
            text, record = np.empty(room, np.int64), np.empty(room, np.int64)
            many = self.loops.join_items(*given, heads, following, text, record)
            if many <= room:
                return Pairs(text[:many], record[:many])
            room = many


class RecordColumns:
    """The records of one root from all its listings, applicant by applicant.

    `begin` has the place of each applicant's first record, `owner` the applicant of each record, `most` the largest
    number of records of an applicant. `parts` has each listed kind with the number of records by applicant, and the
    records.
    """

    def __init__(self, chunk: Chunk, root: str) -> None:
        self.chunk, self.root = chunk, root
        self.parts: list[tuple[KindColumn, Array, pa.StructArray]] = []
        self._fields: dict[str, tuple[Array, Array]] = {}
        self._texts: dict[tuple[str, ...], tuple[pa.Array, Array]] = {}
        length = np.zeros(chunk.number, np.int64)
        for name in chunk.schema.narrower_records[root]:
            kind = chunk.kinds.get(name)
            if kind is not None and not kind.is_partial:  # of a listing in part more may be there (`is_listed`)
                cells = chunk.cells(kind.path)
                self.parts.append((kind, list_lengths(cells), cells.flatten()))
                length += self.parts[-1][1]
        self.begin, self.most = np.concatenate([[0], np.cumsum(length)]), int(length.max(initial=0))
        self.owner = np.repeat(np.arange(chunk.number), length)
        self._places = self._placed() if len(self.parts) > 1 else [slice(None)] * len(self.parts)

    @cached_property
    def kind_of(self) -> Array:
        """The part to which each record belongs: the kind under which it is listed."""
        part_of_record = np.zeros(len(self), np.int64)
        for place, at in enumerate(self._places):
            part_of_record[at] = place
        return part_of_record

    def leave_null_records(self) -> None:
        """Sends away the owners of records that are null."""
        for (_, _, inner), place in zip(self.parts, self._places, strict=True):
            if inner.null_count:
                self.chunk.leave_owners(self.owner[place], ~valid(inner))

    def leave_contradicting(self, name: str) -> None:
        """The owners of records leave if the field states two things at once."""
        for place, _, cells in self.cells_of(name):
            if pa.types.is_struct(cells.type):
                self.chunk.leave_owners(self.owner[place], contradicting(cells))

    def cells_of(self, name: str) -> list[tuple[Array | slice, ValueColumn, pa.Array]]:
        """The cells of a field in each listing that has a column of it, with the places of the records."""
        listings = zip(self._places, [column_of_field(kind, name) for kind, *_ in self.parts], self.parts, strict=True)
        return [(place, column, part[2].field(column.path[-1])) for place, column, part in listings if column]

    def _placed(self) -> list[Array | slice]:
        """Where the records of each listing are."""
        places: list[Array | slice] = []
        before = self.begin[:-1].copy()
        for _, own, _ in self.parts:
            at = np.concatenate([[0], np.cumsum(own)])
            places.append(np.repeat(before - at[:-1], own) + np.arange(at[-1]))
            before += own
        return places

    def __len__(self) -> int:
        return int(self.begin[-1])

    def field(self, name: str) -> tuple[Array, Array]:
        """A field of all records, and where it is stated."""
        if name not in self._fields:
            self._fields[name] = self._field(name)
            for part in self._fields[name]:
                part.flags.writeable = False  # the next caller is given the same
        return self._fields[name]

    def _field(self, name: str) -> tuple[Array, Array]:
        schema, many = self.chunk.schema, len(self)
        numbers, stated = np.full(many, values.UNKNOWN, np.int64), np.zeros(many, bool)
        for (kind, _, inner), place in zip(self.parts, self._places, strict=True):
            record, column = schema.record_by_name[kind.name], column_of_field(kind, name)
            if name not in record.field_by_name:
                continue
            type_, fixed = record.field_by_name[name].type, dict(record.fixed).get(name)
            if fixed is not None:
                numbers[place], stated[place] = self.chunk.fixed(type_, fixed, len(inner)), True
            elif column is not None:
                cells = inner.field(column.path[-1])
                numbers[place], stated[place] = self.chunk.numbers(type_, column, cells, self.owner[place])
        years = dict(schema.record_by_name[self.root].derived_fields).get(name)
        return (numbers, stated) if years is None else self._counted(years, numbers, stated)

    def _counted(self, years: YearsBetween, counts: Array, stated: Array) -> tuple[Array, Array]:
        """Counts of years, which may follow from two days. A count that contradicts them sends its owner away, as
        `ipdsl.facts.records` reports it.
        """
        kind = self.chunk.schema.record_by_name[self.root]
        start = self.field(years.start)[0] if years.link is None else self._days_of_linked(years)
        if kind.field_by_name[years.end].type.is_date:
            days, known = self.field(years.end)
            known = known & (days != values.NEVER)
            end = np.where(known, years_of(np.where(known, days, 0)), values.UNKNOWN)
        else:
            end = years_in_texts(self.texts([years.end])[0])
        follows = (start != values.UNKNOWN) & (start != values.NEVER) & (end != values.UNKNOWN)
        count = end - years_of(np.where(follows, start, 0))
        self.chunk.leave_owners(self.owner, follows & np.where(stated, counts != count, count < 0))
        is_taken = follows & ~stated & (count >= 0)
        return np.where(is_taken, count, counts), stated | is_taken

    def _days_of_linked(self, years: YearsBetween) -> Array:
        """A day of the record that each record names; `UNKNOWN`: none, or records of several days."""
        kind = self.chunk.schema.record_by_name[self.root]
        linked = kind.field_by_name[str(years.link)].type.record_name
        root = self.chunk.schema.record_by_name[linked].root
        records, (names, is_named) = self.chunk.listed(root), self.texts([str(years.link)])
        pairs = self.chunk.pairs(self.begin, is_named, names, records, self.chunk.items_of(root))
        days = records.field(years.start)[0][pairs.record]
        known = (days != values.UNKNOWN) & (days != values.NEVER)
        first, last = np.full(len(self), values.NEVER, np.int64), np.full(len(self), values.UNKNOWN, np.int64)
        np.minimum.at(first, pairs.text[known], days[known])
        np.maximum.at(last, pairs.text[known], days[known])
        return np.where(first == last, first, values.UNKNOWN)

    def foreign(self, name: str, days: Array, rates: ExchangeRates) -> Array:
        """A sum of all records in millionths of the policy's currency, by the rates of these days."""
        chunk, in_millionths = self.chunk, np.full(len(self), values.UNKNOWN, np.int64)
        for place, column, cells in self.cells_of(name):
            owner = self.owner[place]
            read = chunk.read(column.type, cells, owner, null_is_none=column.null_is_none)
            sums, is_large = sums_in_millionths(read, chunk.loops)
            if pa.types.is_struct(cells.type) and cells.type.get_field_index("amount") >= 0:
                doubtful = convert_foreign(sums, is_large, cells, days[place], rates, chunk.loops)
                chunk.leave_owners(owner, doubtful)
            chunk.leave_owners(owner, is_large, values.TOO_LARGE)
            in_millionths[place] = sums
        return in_millionths

    def texts(self, names: Sequence[str]) -> tuple[pa.Array, Array]:
        """Fields as one text, and where all are stated."""
        asked = tuple(names)
        if asked not in self._texts:
            parts = [self._texts_of_part(part, asked) for part in self.parts] or [pa.array([], TEXT)]
            every = parts[0] if len(parts) == 1 else pa.concat_arrays(parts)
            if len(self.parts) > 1:
                order = np.empty(len(self), np.int64)
                order[np.concatenate([np.asarray(place) for place in self._places])] = np.arange(len(self))
                every = every.take(pa.array(order))
            self._texts[asked] = every, valid(every)
        return self._texts[asked]

    def order_texts(self, name: str) -> pa.Array:
        """A field as texts in the order of its values: a member of a choice by its place in the vocabulary."""
        texts, stated = self.texts([name])
        if not self.chunk.schema.record_by_name[self.root].field_by_name[name].type.is_member:
            return texts
        places = pa.array(self.field(name)[0] + _FIRST_PLACE, mask=~stated)
        return places.cast(pa.string()).cast(TEXT)

    def _texts_of_part(self, part: tuple[KindColumn, Array, pa.StructArray], names: tuple[str, ...]) -> pa.Array:
        (kind, _, inner), texts = part, list[pa.Array]()
        record = self.chunk.schema.record_by_name[kind.name]
        for name in names:
            fixed, column = dict(record.fixed).get(name), column_of_field(kind, name)
            if fixed is not None:
                texts.append(pa.repeat(pa.scalar(str(fixed), TEXT), len(inner)))
            elif column is None or name not in record.field_by_name:
                texts.append(pa.nulls(len(inner), TEXT))
            else:
                cells = inner.field(column.path[-1])
                texts.append(self.chunk.as_text(record.field_by_name[name].type, column, cells))
        return joined(texts, " / ")

    def list_of(self, name: str) -> tuple[Array, pa.Array]:
        """A list of texts of each record: where each begins, and the texts. The owner of a list that is not known
        leaves.
        """
        lists, stated, other = self.stated_lists(name)
        self.chunk.leave_owners(self.owner, other | (len(self.parts) != 1))
        if len(self.parts) == 1 and column_of_field(self.parts[0][0], name) is not None:
            self.chunk.leave_owners(self.owner, ~stated, values.OPEN)
        return np.concatenate([[0], np.cumsum(list_lengths(lists))]), lists.flatten().cast(TEXT)

    def stated_lists(self, name: str) -> tuple[pa.Array, Array, Array]:
        """A list of texts of each record, where it is stated, and where it has another form. Nobody leaves."""
        stated, other, index = (np.zeros(len(self), kind) for kind in (bool, bool, np.int64))
        parts = [pa.nulls(1, pa.list_(TEXT))]
        for place, _, cells in self.cells_of(name):
            is_struct = pa.types.is_struct(cells.type)
            lists, none, other[place] = bare(cells) if is_struct else (cells, False, False)
            if is_list(lists.type):
                stated[place], index[place] = none | valid(lists), np.arange(len(lists)) + sum(map(len, parts))
                begin = np.concatenate([[0], np.cumsum(list_lengths(lists))]).astype(np.int32)
                parts.append(pa.ListArray.from_arrays(pa.array(begin), lists.flatten().cast(TEXT)))
            else:
                other[place] = True
        return pa.concat_arrays(parts).take(pa.array(index)), stated, other


def column_of_field(kind: KindColumn, name: str) -> ValueColumn | None:
    """The column of a field of records."""
    return next((column for column in kind.fields if column.name == name), None)


def is_repeated(*numbers: Array) -> Array:
    """Which places have the same numbers as some other place."""
    group, size = np.zeros(len(numbers[0]), np.int64), 1
    for each in numbers:
        least, many = int(each.min(initial=0)), int(np.ptp(each)) + 1 if len(each) else 1
        if size * many > 1 << 62:
            group, size = np.unique(group, return_inverse=True)[1], len(group)
        group, size = group * many + each - least, size * many
    return np.isin(group, repeated_numbers(group))


def joined(parts: Sequence[pa.Array], between: str) -> pa.Array:
    """Texts in a row as one; null where one of them is."""
    return parts[0] if len(parts) == 1 else pc.binary_join_element_wise(*parts, pa.scalar(between, TEXT))


def placed_texts(many: int, parts: Iterable[tuple[Array, pa.Array]], type_: pa.DataType = TEXT) -> pa.Array:
    """So many texts in their order, of parts that have the places of some of them; null in other places."""
    position, texts, end = np.zeros(many, np.int64), [pa.nulls(1, type_)], 1
    for places, part in parts:
        position[places] = np.arange(end, end + len(part))
        texts.append(part.cast(type_))
        end += len(part)
    return pa.concat_arrays(texts).take(pa.array(position))


def years_in_texts(texts: pa.Array) -> Array:
    """The years that texts of four digits name; `UNKNOWN`: a text names none."""
    good = pc.fill_null(pc.match_substring_regex(texts, "^[0-9]{4}$"), False)
    years = pc.if_else(good, texts, "0").cast(pa.int64()).to_numpy(zero_copy_only=False)
    return np.where(flags(good), years, values.UNKNOWN)


_CLASSES = np.array([class_of(byte) for byte in range(256)], np.uint8)
NONE_FINGERPRINTS = np.array(
    [fingerprint(text, 0, len(text)) for text in (one.encode() for one in NONE_WORDS)], np.int64
)


class ItemOrder:
    """Sort items, root by root. `texts` are the sort keys, `is_named` the applicants whose records have names in
    addition to items.

    `rank` is `ipdsl.batch.kernel.texts.ranked`, in CPython or compiled.
    """

    def __init__(self, chunk: Chunk, rank: Callable[..., None]) -> None:
        self.chunk, self._rank = chunk, rank
        self.texts: dict[str, pa.Array] = {}
        self.is_named = np.zeros(chunk.number, bool)
        self._ranks: dict[str, tuple[Array, Array]] = {}

    def item_texts(self, root: str) -> pa.Array:
        """The items of the records of a root; nobody goes."""
        return self.chunk.listed(root).texts(self.chunk.schema.record_by_name[root].key)[0]

    def repeated(self, root: str) -> Array:
        """The records of a root with an item that another record of their applicant has."""
        if root not in self._ranks:
            self._ranks[root] = self._rank_texts(self.chunk.listed(root), self.item_texts(root), is_made=True)
        return self._ranks[root][1]

    def first_days(self, root: str, at: Array, days: Array) -> Array:
        """For some `repeated` records of a root, with a day each, the first day of those of the same item."""
        ranks, owner = self._ranks[root][0], self.chunk.listed(root).owner
        groups, own = np.unique(owner[at] * (int(ranks[at].max(initial=0)) + 1) + ranks[at], return_inverse=True)
        first = np.full(len(groups), values.NEVER, np.int64)
        np.minimum.at(first, own, days)
        return first[own]

    def order_of(self, root: str) -> Array:
        """What puts the items of an applicant in order: members of choices by their places, texts as they are."""
        listed, kind = self.chunk.listed(root), self.chunk.schema.record_by_name[root]
        texts = self.chunk.items_of(root)
        ranks, twice = self._ranks[root] = self._rank_texts(listed, texts, is_made=False)
        self._leave_repeated(listed, ranks, twice)
        self.is_named[listed.owner[twice]] = True
        for column, _, inner in listed.parts:
            ids = column_of_field(column, "id")
            if ids is not None and inner.field(ids.path[-1]).null_count < len(inner):
                self.is_named[listed.owner] = True
        if any(kind.field_by_name[name].type.is_member for name in kind.key):
            texts = joined([listed.order_texts(name) for name in kind.key], "\x01")  # before all that names are made of
            ranks, _ = self._rank_texts(listed, texts, is_made=True)
        self.texts[root] = texts
        self._leave_unordered(root)
        return ranks

    def _leave_repeated(self, listed: RecordColumns, ranks: Array, twice: Array) -> None:
        """Records of the same item are separate events only if all their days are known and different. Otherwise the
        applicant is left to the row path: the records are an error, or their contents distinguish them.
        """
        if not len(twice):
            return
        many = int(ranks.max()) + 1
        group = np.unique(listed.owner[twice] * many + ranks[twice], return_inverse=True)[1]
        kinds = listed.kind_of[twice]
        wrong = np.zeros(int(group.max()) + 1, bool)
        np.logical_or.at(wrong, group, kinds != kinds[np.unique(group, return_index=True)[1]][group])
        is_none = np.ones(len(twice), bool)
        for place, (kind, _, _) in enumerate(listed.parts):
            for name in {event.date_field for event in self.chunk.schema.record_by_name[kind.name].events}:
                days, stated = (part[twice] for part in listed.field(name))
                here = kinds == place
                np.logical_or.at(wrong, group, here & (~stated | (days == values.UNKNOWN)))
                known = np.flatnonzero(here & stated & (days != values.NEVER))
                is_none[known] = False
                wrong[group[known[is_repeated(group[known], days[known])]]] = True
        wrong |= np.bincount(group, weights=is_none, minlength=len(wrong)) > 1
        self.chunk.leave_owners(listed.owner[twice], wrong[group], values.SAME_RECORDS)

    def _rank_texts(self, listed: RecordColumns, texts: pa.Array, *, is_made: bool) -> tuple[Array, Array]:
        """The place of each text among those of its applicant, and the records whose text is there twice."""
        many = len(texts)
        rank, place, marks, spare = (np.empty(size, np.int64) for size in (many, many, many, values.SPARE))
        twice, doubtful = np.zeros(many, np.uint8), np.zeros(many, np.uint8)
        if many:
            starts, letters = text_buffers(texts)
            self._rank(
                listed.begin, starts, letters, _CLASSES, NONE_FINGERPRINTS, is_made, rank, place, marks, spare, twice,
                doubtful,
            )  # fmt: skip
        self.chunk.leave_owners(listed.owner, doubtful > 0)
        return rank, np.flatnonzero(twice)

    def _leave_unordered(self, root: str) -> None:
        """Check the order of days that the vocabulary declares, and counts that follow from days."""
        listed = self.chunk.listed(root)
        for name, _ in self.chunk.schema.record_by_name[root].derived_fields:
            listed.field(name)
        for order in self.chunk.schema.record_by_name[root].orders:
            known = [listed.field(name) for name in order]
            for place, (later_days, has_later) in enumerate(known):
                for before, has_before in known[:place]:
                    wrong = has_later & has_before & (before > later_days) & (before != values.NEVER)
                    self.chunk.leave_owners(listed.owner, wrong)


class Sets:
    """The sets of the records of one root by some keys. `texts` are the items of the records."""

    def __init__(self, chunk: Chunk, root: str, keys: Sequence[str]) -> None:
        self.chunk, self.root, self.keys = chunk, root, tuple(keys)
        self.listed = chunk.listed(root)
        self._parts = {name: self._said(name) for name in self.keys}
        self.texts = joined([*self._parts.values()], " / ")

    def _said(self, name: str) -> pa.Array:
        """A key of each record, as text; null if unknown. Applicants with a key that is not plain are left to the row
        path."""
        if name == "item":
            said = self.chunk.items_of(self.root).cast(TEXT)
        else:
            said = self.listed.texts([self._field(name)])[0].cast(TEXT)
        encoded = said.dictionary_encode()
        self.chunk.leave_owners(
            self.listed.owner, np.append(~plain_texts(encoded.dictionary), False)[codes_of(encoded)]
        )
        return said

    def _field(self, name: str) -> str:
        """The field that holds a key: that of the first kind that has one."""
        schema = self.chunk.schema
        kinds = (schema.record_by_name[kind] for kind in schema.narrower_records[self.root])
        return next(field for kind in kinds if (field := field_of_key(schema, kind, name)))

    @cached_property
    def order(self) -> pa.Array:
        """For each record a text that sorts its set, regardless of the applicant, and identifies the set."""
        fields = self.chunk.schema.record_by_name[self.root].field_by_name
        is_placed = {name: name in fields and fields[name].type.is_member for name in self.keys}
        parts = [self.listed.order_texts(name) if is_placed[name] else said for name, said in self._parts.items()]
        return joined([self.texts, *parts] if not any(is_placed.values()) else parts, "\x01")

    @cached_property
    def number(self) -> Array:
        """The set of each record, numbered in their order; `UNKNOWN`: a key is not known."""
        encoded = self.order.dictionary_encode()
        number = np.append(ranks_of_texts(encoded), values.UNKNOWN)[codes_of(encoded)]
        self._apart(number)
        return number

    def _apart(self, number: Array) -> None:
        """Leave applicants to the row path if two of their sets have the same name: a part contains the separator."""
        of = codes_of(self.texts.dictionary_encode())
        pairs = np.unique(np.stack([of, number]), axis=1)
        alike = pairs[0][1:][np.diff(pairs[0]) == 0]
        self.chunk.leave_owners(self.listed.owner, np.isin(of, alike[alike >= 0]), values.SAME_RECORDS)

    @cached_property
    def in_order(self) -> Array:
        """The records of each applicant in the order of their sets."""
        return np.lexsort((self.number, self.listed.owner)).astype(np.int64)

    @cached_property
    def _one_of_each(self) -> pa.Array:
        """A record of each set, in the order of their numbers."""
        known = np.flatnonzero(self.number != values.UNKNOWN)
        return pa.array(known[np.unique(self.number[known], return_index=True)[1]])

    def items(self) -> pa.Array:
        """The name of each set, in the order of their numbers."""
        return self.texts.take(self._one_of_each)

    def orders(self) -> pa.Array:
        """A text that puts each set in order, in the order of their numbers."""
        return self.order.take(self._one_of_each)

    def values(self, name: str) -> pa.Array:
        """A key of each set, in the order of their numbers."""
        return self._parts[name].take(self._one_of_each)
