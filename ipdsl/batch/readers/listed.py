"""The records of one kind in a chunk, with those of narrower kinds: their fields as numbers and as texts.

In: the lists of records of a chunk. Out: arrays over all records of a root, applicant by applicant.

Counts of years that follow from two days, such as the years after the grant of a patent: arrays in and out.

As the reader of facts has it (`ipdsl.facts.records`): a count that is not stated is filled in, and
one that contradicts the days is a problem, so that its applicant goes to that reader.

Sums that may be foreign ones, as millionths of the policy's currency: cells of Arrow and published rates in.

A sum of the policy's currency stands as it is; a foreign one is multiplied by the rate of its currency on the day that
the record states. A sum of which the rate is not published is not stated here, so that its applicant goes to the scalar
evaluator, which asks for it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.base.values.money import DECIMALS
from ipdsl.batch.intake.arrow_arrays import bare, codes_of, contradicting, flags, list_lengths, valid
from ipdsl.batch.intake.form import KindColumn, is_list, is_text
from ipdsl.batch.kernel import values
from ipdsl.batch.kernel.settle import Array, years_of
from ipdsl.batch.readers.chunks import ChunkReader
from ipdsl.batch.readers.loops import ReaderLoops
from ipdsl.batch.readers.plain import EPOCH, Plain, numbers_of, sums_of
from ipdsl.schema.vocabulary import YearsBetween


class NamedRecords(NamedTuple):
    """Records by name: whose each is, its name (null: not known), and its day."""

    owner: Array
    name: pa.Array
    day: Array


def days_of_named(owner: Array, name: pa.Array, records: NamedRecords) -> Array:
    """The day of the record that each name means among those of its owner; `UNKNOWN` where none, or several days."""
    named_days = np.full(len(owner), values.UNKNOWN, np.int64)
    if not len(owner) or not len(records.owner):
        return named_days
    codes = pa.concat_arrays([records.name, name]).dictionary_encode()
    numbers = codes_of(codes)
    theirs, mine = numbers[: len(records.owner)], numbers[len(records.owner) :]
    good = np.flatnonzero((theirs >= 0) & (records.day != values.UNKNOWN) & (records.day != values.NEVER))
    span = len(numbers) + 1
    order = good[np.lexsort((records.day[good], records.owner[good] * span + theirs[good]))]
    keys, days = records.owner[order] * span + theirs[order], records.day[order]
    requested = owner * span + mine
    first, last = np.searchsorted(keys, requested), np.searchsorted(keys, requested, side="right")
    matching = np.flatnonzero((mine >= 0) & (first < last))
    is_one = days[first[matching]] == days[last[matching] - 1]
    named_days[matching[is_one]] = days[first[matching[is_one]]]
    return named_days


def years_in_texts(texts: pa.Array) -> Array:
    """The years that texts of four digits name; `UNKNOWN`: a text names none."""
    good = pc.fill_null(pc.match_substring_regex(texts, "^[0-9]{4}$"), False)
    read = pc.if_else(good, texts, "0").cast(pa.int64()).to_numpy(zero_copy_only=False)
    return np.where(np.asarray(good.to_numpy(zero_copy_only=False), bool), read, values.UNKNOWN)


def derived_counts(start: Array, end: Array, counts: Array, stated: Array) -> tuple[Array, Array, Array]:
    """Counts from the year of a day to a year: those that are stated or follow, where they are known, and where one
    contradicts the days.
    """
    follows = (start != values.UNKNOWN) & (start != values.NEVER) & (end != values.UNKNOWN)
    count = end - years_of(np.where(follows, start, 0))
    wrong = follows & np.where(stated, counts != count, count < 0)
    taken = follows & ~stated & (count >= 0)
    return np.where(taken, count, counts), stated | taken, wrong


_NO_MILLIONTHS = -2


class ExchangeRates:
    """What a minor unit of a currency is worth on a day, by the values of a published series."""

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


_DAYS = 1 << 20
"""More days than a calendar has; days from 1900 on are counted from `_FIRST`."""
_FIRST = -40_000


class ForeignColumn(NamedTuple):
    """Cells of a money column by currency: `minor` units of each, its place in `currencies` (-1: there is no sum)."""

    minor: Array
    currency: Array
    currencies: tuple[str, ...]
    doubtful: Array


def foreign_sums(cells: pa.StructArray, loops: ReaderLoops) -> ForeignColumn:
    """The sums of cells that state an amount beside a currency; those in the policy's currency are among them."""
    many = len(cells)
    minor, places, doubtful = np.zeros(many, np.int64), np.full(many, -1, np.int64), np.zeros(many, bool)
    names = {field.name: place for place, field in enumerate(cells.type)}
    amount = cells.field(names["amount"])
    currency_cells = cells.field(names["currency"]) if "currency" in names else pa.nulls(many)
    amount, currency_cells = (
        array.dictionary_decode() if pa.types.is_dictionary(array.type) else array for array in (amount, currency_cells)
    )
    if not is_text(currency_cells.type):
        return ForeignColumn(minor, places, (), valid(amount))
    words = currency_cells.cast(pa.large_string()).dictionary_encode()
    code = codes_of(words)
    other_parts = [
        _is_stated(cells.field(place)) for name, place in names.items() if name not in ("amount", "currency")
    ]
    stated, is_sum = valid(amount) & valid(cells), code >= 0
    doubtful |= stated & ~is_sum
    for other in other_parts:
        doubtful |= other & (stated | is_sum)
    currencies = tuple(words.dictionary.to_pylist())
    read = {
        decimals: sums_of(amount, decimals, loops)
        for decimals in {DECIMALS[currency] for currency in currencies if currency in DECIMALS}
    }
    for place, currency in enumerate(currencies):
        here = stated & (code == place)
        if currency not in DECIMALS:
            doubtful |= here
            continue
        own_sums = read[DECIMALS[currency]]
        minor[here], places[here] = own_sums.numbers[here], place
        if own_sums.doubtful is not None:
            doubtful |= here & own_sums.doubtful
    return ForeignColumn(minor, places, currencies, doubtful | (~stated & is_sum & valid(cells)))


def sums_in_millionths(read: Plain, loops: ReaderLoops) -> tuple[Array, Array]:
    """Sums of the policy's currency in millionths of minor units (`UNKNOWN`: not known), and which are too large."""
    sums, is_large = np.full(len(read.numbers), values.UNKNOWN, np.int64), np.zeros(len(read.numbers), bool)
    loops.to_millionths(read.numbers, read.stated, values.MAX_CONVERTED, values.MILLIONTHS, sums, is_large)
    return sums, is_large


def convert_foreign(sums: Array, is_large: Array, foreign: ForeignColumn, days: Array, rates: ExchangeRates) -> Array:
    """Puts foreign sums among those of the policy's currency, and which are too large; returns where one is in no
    plain form.
    """
    doubtful = foreign.doubtful.copy()
    indices = np.flatnonzero((foreign.currency >= 0) & (days != values.NEVER) & (days != values.UNKNOWN) & ~doubtful)
    if not len(indices):
        return doubtful
    pairs, of_pair = np.unique(foreign.currency[indices] * _DAYS + days[indices] - _FIRST, return_inverse=True)
    worth = [rates.worth(foreign.currencies[pair // _DAYS], pair % _DAYS + _FIRST) for pair in pairs.tolist()]
    rate = np.array(worth, np.int64)[of_pair]
    minor = foreign.minor[indices]
    fits = minor <= values.MAX_CONVERTED * values.MILLIONTHS // np.maximum(rate, 1)
    sums[indices] = np.where((rate >= 0) & fits, minor * np.where(fits, rate, 0), values.UNKNOWN)
    is_large[indices] = (rate >= 0) & ~fits
    doubtful[indices] |= rate == _NO_MILLIONTHS
    return doubtful


def _is_stated(cells: pa.Array) -> Array:
    """Where a part of a cell says something: a flag that is false says nothing."""
    return flags(cells) if pa.types.is_boolean(cells.type) else valid(cells)


class Listed:
    """The records of one root: those of all its listings, applicant by applicant."""

    def __init__(self, chunk: ChunkReader, root: str) -> None:
        self.chunk, self.root = chunk, root
        schema = chunk.schema
        self.parts: list[tuple[KindColumn, Array, pa.StructArray]] = []
        self._fields: dict[str, tuple[Array, Array]] = {}
        self._texts: dict[tuple[str, ...], tuple[pa.Array, Array]] = {}
        length = np.zeros(chunk.number, np.int64)
        for name in schema.narrower_records[root]:
            if (kind := chunk.kinds.get(name)) is not None:
                cells = chunk.cells(kind.path)
                if kind.is_partial:  # more of them may be there, and `is_listed` says so
                    continue
                own = list_lengths(cells)
                inner = cells.flatten()
                self.parts.append((kind, own, inner))
                length += own
        self.begin = np.concatenate([[0], np.cumsum(length)])
        self.owner = np.repeat(np.arange(chunk.number), length)
        self._places = self._placed() if len(self.parts) > 1 else [slice(None)] * len(self.parts)

    @cached_property
    def kind_of(self) -> Array:
        """The part to which each record belongs: the kind under which it is listed."""
        found = np.zeros(len(self), np.int64)
        for place, at in enumerate(self._places):
            found[at] = place
        return found

    def leave_null_records(self) -> None:
        """Sends away whoever lists a record that is null."""
        for (_, _, inner), place in zip(self.parts, self._places, strict=True):
            if inner.null_count:
                self.chunk.leave_owners(self._owners(place), ~valid(inner))

    def leave_contradicting(self, name: str) -> None:
        """Sends away the owners of records of which a field states two things at once."""
        for (kind, _, inner), place in zip(self.parts, self._places, strict=True):
            for column in kind.fields:
                cells = inner.field(column.path[-1])
                if column.name == name and pa.types.is_struct(cells.type):
                    self.chunk.leave_owners(self._owners(place), contradicting(cells))

    def _placed(self) -> list[Array | slice]:
        """Where the records of each listing stand."""
        found: list[Array | slice] = []
        before = self.begin[:-1].copy()
        for _, own, _ in self.parts:
            at = np.concatenate([[0], np.cumsum(own)])
            found.append(np.repeat(before - at[:-1], own) + np.arange(at[-1]))
            before += own
        return found

    def __len__(self) -> int:
        return int(self.begin[-1])

    def __bool__(self) -> bool:
        return True

    def field(self, name: str) -> tuple[Array, Array]:
        """A field of all records, and where it is stated."""
        if name not in self._fields:
            self._fields[name] = self._field(name)
            for part in self._fields[name]:
                part.flags.writeable = False  # whoever asks next is given the same
        return self._fields[name]

    def _field(self, name: str) -> tuple[Array, Array]:
        schema = self.chunk.schema
        found = np.full(len(self), values.UNKNOWN, np.int64)
        stated = np.zeros(len(self), bool)
        for (kind, _, inner), place in zip(self.parts, self._places, strict=True):
            record = schema.record_by_name[kind.name]
            if name not in record.field_by_name:
                continue
            type_ = record.field_by_name[name].type
            fixed = dict(record.fixed).get(name)
            column = next((one for one in kind.fields if one.name == name), None)
            if fixed is not None:
                own, known = self.chunk.fixed(type_, fixed, len(inner)), np.ones(len(inner), bool)
            elif column is None:
                continue
            else:
                own, known = self.chunk.numbers(type_, column, inner.field(column.path[-1]), self._owners(place))
            found[place], stated[place] = own, known
        years = dict(schema.record_by_name[self.root].derived_fields).get(name)
        return (found, stated) if years is None else self._counted(years, found, stated)

    def _counted(self, years: YearsBetween, found: Array, stated: Array) -> tuple[Array, Array]:
        """A count of years, which may follow from two days; one that contradicts them sends its owner away."""
        kind = self.chunk.schema.record_by_name[self.root]
        if years.link is None:
            start = self.field(years.start)[0]
        else:
            linked = kind.field_by_name[years.link].type
            root = self.chunk.schema.record_by_name[linked.record_name].root
            of = self.chunk.listed(root)
            named = NamedRecords(of.owner, self.chunk.items_of(root), of.field(years.start)[0])
            start = days_of_named(self.owner, self.texts([years.link])[0], named)
        if kind.field_by_name[years.end].type.is_date:
            days, known = self.field(years.end)
            known = known & (days != values.NEVER)
            end = np.where(known, years_of(np.where(known, days, 0)), values.UNKNOWN)
        else:
            end = years_in_texts(self.texts([years.end])[0])
        found, stated, wrong = derived_counts(start, end, found, stated)
        self.chunk.leave_owners(self.owner, wrong)
        return found, stated

    def foreign(self, name: str, days: Array, rates: ExchangeRates) -> Array:
        """A sum of all records in millionths of the policy's currency, by the rates of these days."""
        chunk, own = self.chunk, self.chunk.program.currency
        found = np.full(len(self), values.UNKNOWN, np.int64)
        for (kind, _, inner), place in zip(self.parts, self._places, strict=True):
            record = chunk.schema.record_by_name[kind.name]
            column = next((one for one in kind.fields if one.name == name), None)
            if name not in record.field_by_name or column is None:
                continue
            cells, owner = inner.field(column.path[-1]), self._owners(place)
            type_ = record.field_by_name[name].type
            read = numbers_of(chunk.schema, own, type_, cells, column.null_is_none, chunk.loops)
            sums, is_large = sums_in_millionths(read, chunk.loops)
            if read.doubtful is not None:
                chunk.leave_owners(owner, read.doubtful)
            if pa.types.is_struct(cells.type) and cells.type.get_field_index("amount") >= 0:
                foreign = foreign_sums(cells, chunk.loops)
                doubtful = convert_foreign(sums, is_large, foreign, days[place], rates)
                chunk.leave_owners(owner, doubtful)
            chunk.leave_owners(owner, is_large, values.TOO_LARGE)
            found[place] = sums
        return found

    def _owners(self, place: Array | slice) -> Array:
        return self.owner[place]

    def texts(self, names: Sequence[str]) -> tuple[pa.Array, Array]:
        """Fields as one text, and where all are stated."""
        asked = tuple(names)
        if asked not in self._texts:
            self._texts[asked] = self._said(asked)
        return self._texts[asked]

    def _said(self, names: tuple[str, ...]) -> tuple[pa.Array, Array]:
        schema = self.chunk.schema
        parts: list[pa.Array] = []
        for kind, _, inner in self.parts:
            record = schema.record_by_name[kind.name]
            each: list[pa.Array] = []
            for name in names:
                fixed = dict(record.fixed).get(name)
                column = next((one for one in kind.fields if one.name == name), None)
                if fixed is not None:
                    each.append(pa.repeat(pa.scalar(str(fixed), pa.large_string()), len(inner)))
                elif column is None or name not in record.field_by_name:
                    each.append(pa.nulls(len(inner), pa.large_string()))
                else:
                    each.append(
                        self.chunk.as_text(record.field_by_name[name].type, column, inner.field(column.path[-1]))
                    )
            joined = (
                each[0] if len(each) == 1 else pc.binary_join_element_wise(*each, pa.scalar(" / ", pa.large_string()))
            )
            parts.append(joined.cast(pa.large_string()))
        if not parts:
            parts = [pa.array([], pa.large_string())]
        every = parts[0] if len(parts) == 1 else pa.concat_arrays(parts)
        if len(self.parts) > 1:
            order = np.empty(len(self), np.int64)
            order[np.concatenate([np.asarray(place) for place in self._places])] = np.arange(len(self))
            every = every.take(pa.array(order))
        return every, valid(every)

    def list_of(self, name: str) -> tuple[Array, pa.Array]:
        """A list of texts of each record: where each begins, and the texts."""
        if len(self.parts) != 1:
            self.chunk.leave_owners(self.owner, np.ones(len(self), bool))
            return np.zeros(len(self) + 1, np.int64), pa.array([], pa.large_string())
        kind, _, inner = self.parts[0]
        column = next((one for one in kind.fields if one.name == name), None)
        if column is None:
            return np.zeros(len(self) + 1, np.int64), pa.array([], pa.large_string())
        cells = inner.field(column.path[-1])
        stated = valid(cells)
        if pa.types.is_struct(cells.type):
            cells, none, other = bare(cells)
            self.chunk.leave_owners(self.owner, other)
            stated = none | valid(cells)
        if not is_list(cells.type):
            self.chunk.leave_owners(self.owner, np.ones(len(self), bool))
            return np.zeros(len(self) + 1, np.int64), pa.array([], pa.large_string())
        self.chunk.leave_owners(self.owner, ~stated, values.OPEN)
        length = list_lengths(cells)
        return np.concatenate([[0], np.cumsum(length)]), cells.flatten().cast(pa.large_string())
