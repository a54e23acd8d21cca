"""Numbers of facts: exact, at most 18 digits; sums in minor units, rates as fractions, counts as whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from ipdsl.base.findings.phrase import NOTHING, MessageValue, Phrase, literal_phrase
from ipdsl.base.values import written_values
from ipdsl.base.values.money import DECIMALS, Money
from ipdsl.facts import context as wording
from ipdsl.facts.context import ReadContext, describe, printable
from ipdsl.facts.errors import form, problems

SUM_FORM = literal_phrase(written_values.SUM_FORM, written_values.SUM_FORM.replace(", ", "、").replace(" or ", "或"))
"""How a sum is written in facts."""
_MONEY_FORM = Phrase("a number, or a text such as {form}", "数字，或{form}这样的文本", form=SUM_FORM)
_MONEY_ADVICE = Phrase("write {form}", "请写{form}", form=_MONEY_FORM)
_COUNT_ADVICE = Phrase("write a whole number, 0 or more, as in 1200 or 1,200", "请写整数，0或以上，例如1200或1,200")
_RATE_ADVICE = Phrase(
    'write "3.7%", or the share itself: "0.037" or "37/1000"', '请写`"3.7%"`，或写小数`"0.037"`、分数`"37/1000"`'
)

_MONEY, _COUNT, _RATE = Phrase("money", "金额"), Phrase("a count", "件数"), Phrase("a rate", "比例")


def read_exact(
    context: ReadContext, data: object, field: str, path: str, expected: MessageValue, advice: Phrase = NOTHING
) -> Fraction | None:
    """A number, decimal text or quotient as an exact fraction."""
    number = _written_number(data)
    if isinstance(number, written_values.WrittenNumber) and not number.is_bare:
        number = None
    return _check_number(context, number, data, field, path, expected, advice)


def read_money(context: ReadContext, data: object, field: str, path: str, currency: str) -> int | None:
    """A sum in minor units of the currency: not negative, no finer than its decimals."""
    if isinstance(data, Mapping | Money):
        _refuse_object(context, data, field, path, currency)
        return None
    number = written_values.money(data) if isinstance(data, str) else _written_number(data)
    if number is not None and number.currency not in ("", currency):
        stated = printable(number.currency)
        return context.refuse(form.ForeignCurrencyRefused(path=path, field=field, currency=stated, own=currency))
    value = _check_number(context, number, data, field, path, _MONEY, _MONEY_ADVICE)
    if value is None:
        return None
    if _is_negative(data, value):
        advice = Phrase(
            "a correction is not a sum by itself: reduce the sum that it corrects, and leave this one out",
            "更正不单独填写：请把被更正的金额改为更正后的余额，并删去这一笔",
        )
        return context.refuse(form.Negative(path=path, field=field, found=_shown_number(data), advice=advice))
    decimals = DECIMALS.get(currency, 2)
    minor: Fraction = value * int(10**decimals)
    if minor.denominator != 1:
        allowed = (
            Phrase("{decimals} decimals", "最多{decimals}位小数", decimals=decimals)
            if decimals
            else Phrase("no decimals", "没有小数")
        )
        return context.refuse(
            form.TooManyFactDecimals(
                path=path, field=field, found=_shown_number(data), currency=currency, decimals=allowed
            )
        )
    return minor.numerator


def read_sum(context: ReadContext, data: object, field: str, path: str) -> int | None:
    """A sum in the policy's currency."""
    return read_money(context, data, field, path, context.program.currency)


def _refuse_object(
    context: ReadContext, data: Mapping[object, object] | Money, field: str, path: str, currency: str
) -> None:
    """Reports a sum that names its currency, where all sums are in one."""
    parts = {"currency": data.currency} if isinstance(data, Money) else data
    stated = parts.get("currency")
    if isinstance(stated, str) and stated != currency and {"amount", "currency"}.issuperset(parts):
        context.add(form.ForeignCurrencyRefused(path=path, field=field, currency=printable(stated), own=currency))
        return
    description = (
        Phrase("an object with a currency", "带币种的对象") if "currency" in parts else Phrase("an object", "对象")
    )
    expected, advice = (
        Phrase("a sum in {currency}", "以{currency}计的金额", currency=currency),
        Phrase("write the sum alone: {form}", "请只写金额：{form}", form=_MONEY_FORM),
    )
    context.add(form.WrongType(path=path, field=field, expected=expected, found=description, advice=advice))


def read_count(context: ReadContext, data: object, field: str, path: str) -> int | None:
    """A whole number, 0 or more; a text may group it and count in 万."""
    number = written_values.number(data) if isinstance(data, str) else _written_number(data)
    if number is not None and number.currency:
        number = None
    value = _check_number(context, number, data, field, path, _COUNT, _COUNT_ADVICE)
    if value is None:
        return None
    if value.denominator != 1:
        return context.refuse(form.FractionalFactCount(path=path, field=field, found=_shown_number(data)))
    if _is_negative(data, value):
        return context.refuse(
            form.Negative(
                path=path,
                field=field,
                found=_shown_number(data),
                advice=Phrase("a count is 0 or more", "件数为0或以上"),
            )
        )
    return value.numerator


def read_rate(context: ReadContext, data: object, field: str, path: str) -> Fraction | None:
    """A share or rate: a percent text, or the share itself, which is then at most 1."""
    bare = written_values.percent(data) if isinstance(data, str) else None
    is_percent = bare is not None
    if bare is not None and written_values.number(bare) is None:  # a quotient is the share itself
        return context.report_wrong_type(data, field, path, _RATE, _RATE_ADVICE)
    value = read_exact(context, bare if is_percent else data, field, path, _RATE, _RATE_ADVICE)
    if value is None:
        return None
    if _is_negative(data, value):
        return context.refuse(
            form.Negative(
                path=path, field=field, found=_shown_number(data), advice=Phrase("a rate is 0 or more", "比例为0或以上")
            )
        )
    if is_percent:
        return value / 100
    if value > 1:
        return context.refuse(form.RateWithoutPercent(path=path, field=field, found=_shown_number(data)))
    return value


def _is_negative(data: object, value: Fraction) -> bool:
    """Whether a number is below 0, or a text says so with its sign."""
    return value < 0 or (isinstance(data, str) and written_values.to_half_width(data).startswith("-"))


def _written_number(data: object) -> written_values.WrittenNumber | None:
    """What is a number, with its digits as they would be written out."""
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


def _check_number(
    context: ReadContext,
    number: written_values.WrittenNumber | None,
    data: object,
    field: str,
    path: str,
    expected: MessageValue,
    advice: Phrase,
) -> Fraction | None:
    """The value of a number that was read; findings where it is none, has too many digits, or a needless 0."""
    if isinstance(data, float):
        return context.refuse(form.InexactNumber(path=path, field=field, found=wording.number_text(data)))
    if number is None:
        from ipdsl.base.values.handwritten_values import number_readings  # most numbers are in a form of facts

        if isinstance(data, str) and (readings := number_readings(data)):
            return context.report_ambiguous(data, readings, field, path)
        return context.report_wrong_type(data, field, path, expected, advice)
    if number.digits > written_values.MAX_DIGITS:
        return context.refuse(problems.TooManyFactDigits(path=path, digits=number.digits))
    if number.has_leading_zero:
        return context.report_wrong_type(
            data, field, path, expected, Phrase("write it without the 0 in front", "请去掉前面的0")
        )
    return number.value


def _digit_count(number: int) -> int:
    """The digits of a whole number; of one with thousands an estimate, since to write it out would take long."""
    bits = number.bit_length()
    return len(str(number)) if bits < _LONG else bits * 30103 // 100000 + 1


_LONG = 10_000


def _shown_number(data: object) -> MessageValue:
    if isinstance(data, int | Decimal | Fraction) and not isinstance(data, bool):
        return wording.number_text(data)
    return data if isinstance(data, str) else describe(data)
