"""Exact numbers of at most 18 digits in plain data, shared by the types of numbers."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from ipdsl.base.findings.phrase import NOTHING, MessageValue, Phrase
from ipdsl.base.values import written_values
from ipdsl.schema.values import value_errors
from ipdsl.schema.values.reading import NeedsFullReaderError, ValueContext
from ipdsl.schema.values.wording import describe, number_text

MOST = 10**16
"""Quick checks leave whole numbers from this one on to the full reader."""
MOST_LENGTH = 18
"""The maximum length of a text that quick checks read as a number."""
PLAIN_NUMBER = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?").fullmatch
"""Matches a number that needs no conversion when it is read."""
PER_UNIT_ADVICE = Phrase(
    "say how much for each: `300 for each …`, or `by FIELD` with rows",
    "请写明每件多少：`300元 乘 … 件数`，或`按 字段 分别奖励：`并列出各档",
)
"""Advice for a number where an amount of money is needed."""


def plain_number(value: Fraction) -> int | str:
    """A whole number, or a decimal text."""
    return value.numerator if value.denominator == 1 else written_values.decimal(value)


def read_exact(
    context: ValueContext, data: object, field: str, path: str, expected: MessageValue, advice: Phrase = NOTHING
) -> Fraction | None:
    """A number, decimal text or quotient as an exact fraction."""
    number = written_number(data)
    if isinstance(number, written_values.WrittenNumber) and not number.is_bare:
        number = None
    return check_number(context, number, data, field, path, expected, advice)


def is_negative(data: object, value: Fraction) -> bool:
    """Whether it is a number below 0, or a text with a minus sign."""
    return value < 0 or (isinstance(data, str) and written_values.to_half_width(data).startswith("-"))


def written_number(data: object) -> written_values.WrittenNumber | None:
    """A number with the count of its digits when written out, or `None`."""
    match data:
        case bool():
            return None
        case Decimal():
            if not data.is_finite():
                return None
            decimals = -int(data.as_tuple().exponent)
            return _exact_number(data, max(len(data.as_tuple().digits), data.adjusted() + 1, decimals))
        case int() | Fraction():
            return _exact_number(data, _digit_count(max(abs(data.numerator), data.denominator)))
        case str():
            return written_values.number(data) or written_values.quotient(data)
        case _:
            return None


def _exact_number(data: int | Decimal | Fraction, digits: int) -> written_values.WrittenNumber:
    return written_values.WrittenNumber(Fraction(data) if digits <= written_values.MAX_DIGITS else Fraction(0), digits)


def check_number(
    context: ValueContext,
    number: written_values.WrittenNumber | None,
    data: object,
    field: str,
    path: str,
    expected: MessageValue,
    advice: Phrase,
) -> Fraction | None:
    """The value of a number; a finding if it is missing, has too many digits or a leading 0."""
    if isinstance(data, float):
        return context.refuse(value_errors.InexactNumber(path=path, field=field, found=number_text(data)))
    if number is None:
        from ipdsl.base.values.handwritten_values import number_readings  # not needed for most numbers

        if isinstance(data, str) and (readings := number_readings(data)):
            return context.report_ambiguous(data, readings, field, path)
        return context.report_wrong_type(data, field, path, expected, advice)
    if number.digits > written_values.MAX_DIGITS:
        return context.refuse(value_errors.TooManyFactDigits(path=path, digits=number.digits))
    if number.has_leading_zero:
        return context.report_wrong_type(
            data, field, path, expected, Phrase("write it without the 0 in front", "请去掉前面的0")
        )
    return number.value


def _digit_count(number: int) -> int:
    """The number of digits; estimated for very large numbers, which take long to write out."""
    bits = number.bit_length()
    return len(str(number)) if bits < _LONG else bits * 30103 // 100000 + 1


_LONG = 10_000


def shown_number(data: object) -> MessageValue:
    """A number of facts as findings show it."""
    if isinstance(data, int | Decimal | Fraction) and not isinstance(data, bool):
        return number_text(data)
    return data if isinstance(data, str) else describe(data)


@lru_cache(maxsize=4096)
def plain_decimal(text: str) -> Fraction:
    """Digits, with at most one decimal point."""
    whole, point, part = text.partition(".")
    digits = whole + part
    if len(whole) > 1 and whole[0] == "0":
        raise NeedsFullReaderError
    if digits.isdigit() and digits.isascii() and len(digits) <= MOST_LENGTH and whole and (part or not point):
        return Fraction(int(digits), 10 ** len(part))
    raise NeedsFullReaderError
