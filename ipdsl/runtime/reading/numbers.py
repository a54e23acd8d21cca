"""Numbers of facts: exact, at most 18 digits; sums in minor units, rates as fractions, counts as whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from ipdsl.diagnostics.phrase import NOTHING, Phrase, Said, as_written
from ipdsl.runtime.reading import errors, value_errors, wording
from ipdsl.runtime.reading.base import Reading
from ipdsl.runtime.reading.wording import described, shown
from ipdsl.values import written
from ipdsl.values.money import DECIMALS, Money

SUM_FORM = as_written(written.SUM_FORM, written.SUM_FORM.replace(", ", "、").replace(" or ", "或"))
"""How a sum is written in facts."""
_MONEY_FORM = Phrase("a number, or a text such as {form}", "数字，或{form}这样的文本", form=SUM_FORM)
_MONEY_ADVICE = Phrase("write {form}", "请写{form}", form=_MONEY_FORM)
_COUNT_ADVICE = Phrase("write a whole number, 0 or more, as in 1200 or 1,200", "请写整数，0或以上，例如1200或1,200")
_RATE_ADVICE = Phrase(
    'write "3.7%", or the share itself: "0.037" or "37/1000"', '请写`"3.7%"`，或写小数`"0.037"`、分数`"37/1000"`'
)

_MONEY, _COUNT, _RATE = Phrase("money", "金额"), Phrase("a count", "件数"), Phrase("a rate", "比例")


def exact(
    reading: Reading, data: object, field: str, path: str, expected: Said, advice: Phrase = NOTHING
) -> Fraction | None:
    """A number, decimal text or quotient as an exact fraction."""
    number = _number(data)
    if isinstance(number, written.Number) and not number.is_bare:
        number = None
    return _checked(reading, number, data, field, path, expected, advice)


def read_money(reading: Reading, data: object, field: str, path: str, currency: str) -> int | None:
    """A sum in minor units of the currency: not negative, no finer than its decimals."""
    if isinstance(data, Mapping | Money):
        _refuse_object(reading, data, field, path, currency)
        return None
    number = written.money(data) if isinstance(data, str) else _number(data)
    if number is not None and number.currency not in ("", currency):
        stated = shown(number.currency)
        return reading.refuse(value_errors.ForeignNotTaken(path=path, field=field, currency=stated, own=currency))
    value = _checked(reading, number, data, field, path, _MONEY, _MONEY_ADVICE)
    if value is None:
        return None
    if _is_below(data, value):
        advice = Phrase(
            "a correction is not a sum by itself: reduce the sum that it corrects, and leave this one out",
            "更正不单独填写：请把被更正的金额改为更正后的余额，并删去这一笔",
        )
        return reading.refuse(value_errors.Negative(path=path, field=field, found=_written(data), advice=advice))
    decimals = DECIMALS.get(currency, 2)
    minor: Fraction = value * int(10**decimals)
    if minor.denominator != 1:
        allowed = (
            Phrase("{decimals} decimals", "最多{decimals}位小数", decimals=decimals)
            if decimals
            else Phrase("no decimals", "没有小数")
        )
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
    found = Phrase("an object with a currency", "带币种的对象") if "currency" in parts else Phrase("an object", "对象")
    expected, advice = (
        Phrase("a sum in {currency}", "以{currency}计的金额", currency=currency),
        Phrase("write the sum alone: {form}", "请只写金额：{form}", form=_MONEY_FORM),
    )
    reading.add(value_errors.WrongType(path=path, field=field, expected=expected, found=found, advice=advice))


def read_count(reading: Reading, data: object, field: str, path: str) -> int | None:
    """A whole number, 0 or more; a text may group it and count in 万."""
    number = written.number(data) if isinstance(data, str) else _number(data)
    if number is not None and number.currency:
        number = None
    value = _checked(reading, number, data, field, path, _COUNT, _COUNT_ADVICE)
    if value is None:
        return None
    if value.denominator != 1:
        return reading.refuse(value_errors.NotWhole(path=path, field=field, found=_written(data)))
    if _is_below(data, value):
        return reading.refuse(
            value_errors.Negative(
                path=path, field=field, found=_written(data), advice=Phrase("a count is 0 or more", "件数为0或以上")
            )
        )
    return value.numerator


def read_rate(reading: Reading, data: object, field: str, path: str) -> Fraction | None:
    """A share or rate: a percent text, or the share itself, which is then at most 1."""
    bare = written.percent(data) if isinstance(data, str) else None
    is_percent = bare is not None
    if bare is not None and written.number(bare) is None:  # a quotient is the share itself
        return reading.wrong_type(data, field, path, _RATE, _RATE_ADVICE)
    value = exact(reading, bare if is_percent else data, field, path, _RATE, _RATE_ADVICE)
    if value is None:
        return None
    if _is_below(data, value):
        return reading.refuse(
            value_errors.Negative(
                path=path, field=field, found=_written(data), advice=Phrase("a rate is 0 or more", "比例为0或以上")
            )
        )
    if is_percent:
        return value / 100
    if value > 1:
        return reading.refuse(value_errors.RateWithoutPercent(path=path, field=field, found=_written(data)))
    return value


def _is_below(data: object, value: Fraction) -> bool:
    """Whether a number is below 0, or a text says so with its sign."""
    return value < 0 or (isinstance(data, str) and written.narrow(data).startswith("-"))


def _number(data: object) -> written.Number | None:
    """What is a number, with its digits as they would be written out."""
    match data:
        case bool():
            return None
        case Decimal():
            if not data.is_finite():
                return None
            decimals = -int(data.as_tuple().exponent)
            return _worked_out(data, max(len(data.as_tuple().digits), data.adjusted() + 1, decimals))
        case int() | Fraction():
            return _worked_out(data, _length(max(abs(data.numerator), data.denominator)))
        case str():
            return written.number(data) or written.quotient(data)
        case _:
            return None


def _worked_out(data: int | Decimal | Fraction, digits: int) -> written.Number:
    return written.Number(Fraction(data) if digits <= written.MOST_DIGITS else Fraction(0), digits)


def _checked(
    reading: Reading, number: written.Number | None, data: object, field: str, path: str, expected: Said, advice: Phrase
) -> Fraction | None:
    """The value of a number that was read; findings where it is none, has too many digits, or a needless 0."""
    if isinstance(data, float):
        return reading.refuse(value_errors.InexactNumber(path=path, field=field, found=wording.number(data)))
    if number is None:
        from ipdsl.values.handwritten import number_readings  # most numbers are in a form of facts

        if isinstance(data, str) and (readings := number_readings(data)):
            return reading.ambiguous(data, readings, field, path)
        return reading.wrong_type(data, field, path, expected, advice)
    if number.digits > written.MOST_DIGITS:
        return reading.refuse(errors.TooManyDigits(path=path, digits=number.digits))
    if number.has_leading_zero:
        return reading.wrong_type(
            data, field, path, expected, Phrase("write it without the 0 in front", "请去掉前面的0")
        )
    return number.value


def _length(number: int) -> int:
    """The digits of a whole number; of one with thousands an estimate, since to write it out would take long."""
    bits = number.bit_length()
    return len(str(number)) if bits < _LONG else bits * 30103 // 100000 + 1


_LONG = 10_000


def _written(data: object) -> Said:
    if isinstance(data, int | Decimal | Fraction) and not isinstance(data, bool):
        return wording.number(data)
    return data if isinstance(data, str) else described(data)
