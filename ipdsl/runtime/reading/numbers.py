"""Numbers of facts: exact, at most 18 digits; sums in minor units, rates as fractions, counts as whole numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import cast

from ipdsl.runtime.reading import errors, value_errors
from ipdsl.runtime.reading.base import Reading
from ipdsl.runtime.reading.wording import described, number, shown
from ipdsl.values.money import DECIMALS, Money

MOST_DIGITS = 18
_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_QUOTIENT = re.compile(r"(-?[0-9]+)/([0-9]+)")
_MONEY_FORM = 'a number or a decimal text such as "20000.00", without separators and units'
_MONEY_ADVICE = f"write {_MONEY_FORM}"
_RATE_ADVICE = 'write "3.7%", or the share itself: "0.037" or "37/1000"'


def exact(reading: Reading, data: object, field: str, path: str, expected: str, advice: str = "") -> Fraction | None:
    """A number or decimal text as an exact fraction."""
    if isinstance(data, float):
        return reading.refuse(value_errors.InexactNumber(path=path, field=field, found=number(data)))
    digits = _digits(data)
    if digits is None:
        return reading.wrong_type(data, field, path, expected, advice)
    if digits > MOST_DIGITS:
        return reading.refuse(errors.TooManyDigits(path=path, digits=digits))
    return Fraction(cast("int | Decimal | Fraction | str", data))


def read_money(reading: Reading, data: object, field: str, path: str, currency: str) -> int | None:
    """A sum in minor units of the currency: not negative, no finer than its decimals."""
    if isinstance(data, Mapping | Money):
        _refuse_object(reading, data, field, path, currency)
        return None
    value = exact(reading, data, field, path, "money", _MONEY_ADVICE)
    if value is None:
        return None
    if value < 0:
        advice = "a sum is never below 0; where there was none, write 0"
        return reading.refuse(value_errors.Negative(path=path, field=field, found=_written(data), advice=advice))
    decimals = DECIMALS.get(currency, 2)
    minor: Fraction = value * int(10**decimals)
    if minor.denominator != 1:
        allowed = f"{decimals} decimals" if decimals else "no decimals"
        return reading.refuse(
            value_errors.TooManyDecimals(
                path=path, field=field, found=_written(data), currency=currency, decimals=allowed
            )
        )
    return minor.numerator


def read_sum(reading: Reading, data: object, field: str, path: str) -> int | None:
    """A sum in the policy's currency."""
    return read_money(reading, data, field, path, reading.program.currency)


def _refuse_object(
    reading: Reading, data: Mapping[object, object] | Money, field: str, path: str, currency: str
) -> None:
    """Reports a sum that names its currency, where all sums are in one."""
    parts = {"currency": data.currency} if isinstance(data, Money) else data
    stated = parts.get("currency")
    if isinstance(stated, str) and stated != currency and {"amount", "currency"}.issuperset(parts):
        reading.add(value_errors.ForeignNotTaken(path=path, field=field, currency=shown(stated), own=currency))
        return
    found = "an object with a currency" if "currency" in parts else "an object"
    expected, advice = f"a sum in {currency}", f"write the sum alone: {_MONEY_FORM}"
    reading.add(value_errors.WrongType(path=path, field=field, expected=expected, found=found, advice=advice))


def read_count(reading: Reading, data: object, field: str, path: str) -> int | None:
    """A whole number, 0 or more; never a text."""
    if isinstance(data, str):
        advice = f"write it without quotation marks: {data}" if _DECIMAL.fullmatch(data) else "write a whole number"
        return reading.wrong_type(data, field, path, "a count", advice)
    value = exact(reading, data, field, path, "a count", "write a whole number, 0 or more")
    if value is None:
        return None
    if value.denominator != 1:
        return reading.refuse(value_errors.NotWhole(path=path, field=field, found=_written(data)))
    if value < 0:
        return reading.refuse(
            value_errors.Negative(path=path, field=field, found=_written(data), advice="a count is 0 or more")
        )
    return value.numerator


def read_rate(reading: Reading, data: object, field: str, path: str) -> Fraction | None:
    """A share or rate: a percent text, or the share itself, which is then at most 1."""
    is_percent = isinstance(data, str) and data.endswith("%")
    bare = data[:-1].rstrip(" ") if isinstance(data, str) and is_percent else data
    value = exact(reading, bare, field, path, "a rate", _RATE_ADVICE)
    if value is None:
        return None
    if value < 0:
        return reading.refuse(
            value_errors.Negative(path=path, field=field, found=_written(data), advice="a rate is 0 or more")
        )
    if is_percent:
        return value / 100
    if value > 1:
        return reading.refuse(value_errors.RateWithoutPercent(path=path, field=field, found=_written(data)))
    return value


def _digits(data: object) -> int | None:
    """How many digits a number has, written out; `None` for what is no number."""
    match data:
        case bool():
            return None
        case Decimal():
            if not data.is_finite():
                return None
            decimals = -int(data.as_tuple().exponent)
            return max(len(data.as_tuple().digits), data.adjusted() + 1, decimals)
        case int() | Fraction():
            return _length(max(abs(data.numerator), data.denominator))
        case str() if _DECIMAL.fullmatch(data):
            return len(data.lstrip("-").lstrip("0").replace(".", "")) or 1
        case str() if (parts := _QUOTIENT.fullmatch(data)) and parts[2].strip("0"):
            return max(len(parts[1].lstrip("-")), len(parts[2]))
        case _:
            return None


def _length(number: int) -> int:
    """The digits of a whole number; of one with thousands an estimate, since to write it out would take long."""
    bits = number.bit_length()
    return len(str(number)) if bits < _LONG else bits * 30103 // 100000 + 1


_LONG = 10_000


def _written(data: object) -> str:
    return data if isinstance(data, str) else described(data).removeprefix("the number ")
