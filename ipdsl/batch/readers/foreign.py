"""Amounts that may be in a foreign currency, as millionths of the policy's currency.

Input: cells of Arrow and published rates. An amount in the policy's currency is multiplied by a million, a foreign one
by the rate of its currency on the day that the record states. If the rate is not published, the amount is not stated
here: its applicant leaves to the scalar evaluator, which asks for the rate.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from fractions import Fraction

import numpy as np
import pyarrow as pa

from ipdsl.base.values.money import DECIMALS
from ipdsl.batch.intake.arrow_arrays import codes_of, flags, valid
from ipdsl.batch.intake.form import decode_dictionary, is_text, without_views
from ipdsl.batch.kernel import values
from ipdsl.batch.kernel.settle import Array
from ipdsl.batch.readers.loops import ReaderLoops
from ipdsl.batch.readers.plain import EPOCH, Plain, sums_of

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
