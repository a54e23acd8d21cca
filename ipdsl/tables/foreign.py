"""Sums that may be foreign ones, as millionths of the policy's currency: cells of Arrow and published rates in.

A sum of the policy's currency stands as it is; a foreign one is multiplied by the rate of its currency on the day that
the record states. A sum of which the rate is not published is not stated here, so that its applicant goes to the scalar
evaluator, which asks for it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.runtime.kernel.columns import values
from ipdsl.runtime.kernel.columns.settle import Array
from ipdsl.tables.arrow_types import is_text
from ipdsl.tables.plain import EPOCH, Plain, sums_of
from ipdsl.values.money import DECIMALS

Rates = Mapping[tuple[str, datetime.date], Fraction]
"""The values of a series, by currency and day."""

_DAYS = 1 << 20
"""More days than a calendar has; days from 1900 on are counted from `_FIRST`."""
_FIRST = -40_000


class ForeignColumn(NamedTuple):
    """Cells of a money column by currency: `minor` units of each, its place in `currencies` (-1: there is no sum)."""

    minor: Array
    currency: Array
    currencies: tuple[str, ...]
    doubtful: Array


def foreign_sums(cells: pa.Array, policy_currency: str) -> ForeignColumn:
    """The sums of cells that state an amount beside a currency; those in the policy's currency are among them."""
    many = len(cells)
    minor, places, doubtful = np.zeros(many, np.int64), np.full(many, -1, np.int64), np.zeros(many, bool)
    names = {field.name: place for place, field in enumerate(cells.type)} if pa.types.is_struct(cells.type) else {}
    if "amount" not in names:
        return ForeignColumn(minor, places, (), doubtful)
    amount = cells.field(names["amount"])
    currency_cells = cells.field(names["currency"]) if "currency" in names else pa.nulls(many)
    amount, currency_cells = (
        array.dictionary_decode() if pa.types.is_dictionary(array.type) else array for array in (amount, currency_cells)
    )
    if not is_text(currency_cells.type):
        return ForeignColumn(minor, places, (), _valid(amount))
    words = currency_cells.cast(pa.large_string()).dictionary_encode()
    code = np.asarray(pc.fill_null(words.indices, -1).to_numpy(zero_copy_only=False), np.int64)
    other_parts = [
        _is_stated(cells.field(place)) for name, place in names.items() if name not in ("amount", "currency")
    ]
    stated, is_sum = _valid(amount) & _valid(cells), code >= 0
    doubtful |= stated & ~is_sum
    for other in other_parts:
        doubtful |= other & (stated | is_sum)
    currencies = tuple(words.dictionary.to_pylist())
    for place, currency in enumerate(currencies):
        here = stated & (code == place)
        if currency not in DECIMALS:
            doubtful |= here
            continue
        own_sums, wrong = sums_of(amount, DECIMALS[currency])
        minor[here], places[here] = own_sums[here], place
        if wrong is not None:
            doubtful |= here & wrong
    return ForeignColumn(minor, places, currencies, doubtful | (~stated & is_sum & _valid(cells)))


def convert_foreign(
    read: Plain, foreign: ForeignColumn, days: Array, rates: Rates, policy_currency: str
) -> tuple[Array, Array, Array]:
    """The sums in millionths of the policy's minor units (`UNKNOWN`: not known); where one is too large for a column;
    where it is in no plain form. `read` are the cells as sums of the policy's currency.
    """
    sums = np.where(read.stated & (read.numbers >= 0), read.numbers, values.UNKNOWN)
    is_large = sums > values.MAX_CONVERTED
    sums = np.where((sums >= 0) & ~is_large, sums * values.MILLIONTHS, values.UNKNOWN)
    doubtful = foreign.doubtful.copy()
    indices = np.flatnonzero((foreign.currency >= 0) & (days != values.NEVER) & (days != values.UNKNOWN) & ~doubtful)
    if not len(indices):
        return sums, is_large, doubtful
    pairs, of_pair = np.unique(foreign.currency[indices] * _DAYS + days[indices] - _FIRST, return_inverse=True)
    rate = np.array([_rate(rates, foreign.currencies, int(pair), policy_currency) for pair in pairs], np.int64)[of_pair]
    minor = foreign.minor[indices]
    fits = minor <= values.MAX_CONVERTED * values.MILLIONTHS // np.maximum(rate, 1)
    sums[indices] = np.where((rate >= 0) & fits, minor * np.where(fits, rate, 0), values.UNKNOWN)
    is_large[indices] = (rate >= 0) & ~fits
    doubtful[indices] |= rate == _NO_MILLIONTHS
    return sums, is_large, doubtful


_NO_MILLIONTHS = -2


def _rate(rates: Rates, currencies: tuple[str, ...], pair: int, policy_currency: str) -> int:
    """How many millionths of a minor unit of ours a minor unit of a currency is worth on a day; below 0: not known."""
    currency, day = currencies[pair // _DAYS], EPOCH + datetime.timedelta(pair % _DAYS + _FIRST)
    if currency == policy_currency:
        return values.MILLIONTHS
    rate = rates.get((currency, day))
    if rate is None:
        return values.UNKNOWN
    worth = rate * values.MILLIONTHS * Fraction(10 ** DECIMALS.get(policy_currency, 2), 10 ** DECIMALS[currency])
    is_whole = worth.denominator == 1 and 0 <= worth <= values.MAX_VALUE
    return int(worth) if is_whole else _NO_MILLIONTHS


def _valid(cells: pa.Array) -> Array:
    return np.asarray(cells.is_valid().to_numpy(zero_copy_only=False), bool)


def _is_stated(cells: pa.Array) -> Array:
    """Where a part of a cell says something: a flag that is false says nothing."""
    if pa.types.is_boolean(cells.type):
        return np.asarray(pc.fill_null(cells, False).to_numpy(zero_copy_only=False), bool)
    return _valid(cells)
