"""Values as people write them: numbers, sums, rates, days, months, years, yes and no. Each form is defined once, here.

Input: a text in full-width or narrow characters. Output: the exact value, or `None` if the text does not have the form.
Pages, facts, cases, answers and options of the command line are read by these functions. Each caller reports the values
that it does not accept. Digits are ASCII digits, because a digit of another script may look like a different one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import FIRST_YEAR, LAST_YEAR, Date

UNITS = {"": 0, "百": 2, "千": 3, "万": 4, "亿": 8}
"""Units of numbers, with the power of ten."""

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""Full-width letters, digits and signs, each with the narrow one."""

SPECIAL = {
    **dict.fromkeys(("none", "无", "没有"), "none"),
    **dict.fromkeys(("cannot be determined", "cannot", "无法确定"), "cannot_be_determined"),
    **dict.fromkeys(("unknown", "not known", "未知", "不知道", "不详"), "unknown"),
}
"""Words in place of a value: the value does not exist, cannot be determined, or is unknown."""

MAX_DIGITS = 18
MAX_LETTERS = 1000
"""Maximum length of a name in facts."""
YUAN = "CNY"
DAY_FORM = "2022-03-01 or 2022年3月1日"
MONTH_FORM = "2022-03 or 2022年3月"
SUM_FORM = "20000.00, 1,200.50, 300万 or 3000000元"

_NUMBER = re.compile(r"(-?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?([百千万亿]?)(元?)(?: ([A-Z]{3}))?")
SIGNS_OF_YUAN = dict.fromkeys(("¥", "￥", "RMB", "人民币"), YUAN)
"""Signs of the yuan before a sum."""

_POINT_OF_THREE = re.compile(r"(?<![0-9.,])([1-9][0-9]{0,2})\.([0-9]{3})(?!\s*(?:[0-9.,百千万亿%‰‱]|per))")
_CURRENCY_BEFORE = re.compile(rf"({'|'.join(SIGNS_OF_YUAN)}|[A-Z]{{3}}) ?([0-9].*)")
_QUOTIENT = re.compile(r"(-?)([0-9]+)/([0-9]+)")
_DAY = re.compile(r"([0-9]{4})(?:([-/])([0-9]{1,2})\2([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日)")
_MONTH = re.compile(r"([0-9]{4})(?:[-/]([0-9]{1,2})|年([0-9]{1,2})月)")
_YEAR = re.compile(r"([1-9][0-9]{3})(?:年度?)?")
FLAGS = {**dict.fromkeys(("是", "有", "yes"), True), **dict.fromkeys(("否", "无", "no"), False)}
"""Words for yes and no."""


@attrs.frozen(eq=False, repr=False)
class WrittenNumber(ValueObject):
    """A number as it was written. `currency` is the currency that it names (元 names the yuan), or ""."""

    value: Fraction
    digits: int
    unit: str = ""
    currency: str = ""
    has_leading_zero: bool = False

    @property
    def is_sound(self) -> bool:
        """Whether it has at most `MAX_DIGITS` digits and no leading 0."""
        return self.digits <= MAX_DIGITS and not self.has_leading_zero

    @property
    def is_bare(self) -> bool:
        """Whether it has neither a unit nor a currency."""
        return not self.unit and not self.currency


def alternatives(words: Iterable[str]) -> str:
    """A pattern that matches one of the words, the longest that fits."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def to_half_width(text: str) -> str:
    """The text with full-width characters as narrow ones."""
    return text if text.isascii() else text.translate(FULL_WIDTH)


def number(text: str) -> WrittenNumber | None:
    """`20000.5`, `1,200.50`, `300万`, `3000000元`, `100 USD`; may be negative."""
    match = _NUMBER.fullmatch(to_half_width(text))
    if match is None:
        return None
    sign, whole, decimals, unit, yuan, code = match.groups()
    if yuan and code:
        return None
    bare, part = whole.replace(",", ""), (decimals or "")[1:]
    digits = len((bare + part).lstrip("0") or "0") + UNITS[unit]
    if digits > MAX_DIGITS:
        return WrittenNumber(Fraction(0), digits)  # slow to compute, and no caller accepts so many digits
    value = Fraction(int(sign + bare + part) * 10 ** UNITS[unit], 10 ** len(part))
    has_zero = len(bare) > 1 and bare[0] == "0"
    return WrittenNumber(value, max(digits, len(part)), unit, YUAN if yuan else code or "", has_zero)


def money(text: str) -> WrittenNumber | None:
    """A number, or a number with its currency before it: `¥3000000`, `CNY 3,000,000`, `RMB300万`, `人民币300元`."""
    match = _CURRENCY_BEFORE.fullmatch(to_half_width(text))
    if match is None:
        return number(text)
    currency = SIGNS_OF_YUAN.get(match[1], match[1])
    amount = number(match[2].removesuffix("元") if currency == YUAN else match[2])
    return None if amount is None or amount.currency else attrs.evolve(amount, currency=currency)


def point_readings(text: str) -> tuple[str, ...]:
    """The readings of a point before three digits, which separates thousands in Europe: `100.000` is 100 or 100,000."""
    bare = to_half_width(text)
    match = _POINT_OF_THREE.search(bare)
    readings = () if match is None else (decimal(Fraction(match[0])), f"{match[1]},{match[2]}")
    return tuple(_POINT_OF_THREE.sub(reading, bare) for reading in readings)


def quotient(text: str) -> WrittenNumber | None:
    """`37/1000`."""
    match = _QUOTIENT.fullmatch(to_half_width(text))
    if match is None or not match[3].strip("0"):
        return None
    sign, above, below = match.groups()
    digits = max(len(above), len(below))
    has_zero = below[0] == "0" or (len(above) > 1 and above[0] == "0")
    value = Fraction(int(sign + above), int(below)) if digits <= MAX_DIGITS else Fraction(0)
    return WrittenNumber(value, digits, has_leading_zero=has_zero)


def percent(text: str) -> str | None:
    """The number before a percent sign."""
    bare = to_half_width(text)
    return bare[:-1].rstrip(" ") if bare.endswith("%") else None


def day(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of `2022-03-01`, `2022-3-1`, `2022/3/1`, `2022年3月1日`, not checked against the calendar."""
    match = _DAY.fullmatch(to_half_width(text))
    if match is None:
        return None
    return int(match[1]), int(match[3] or match[5]), int(match[4] or match[6])


def month(text: str) -> tuple[int, int] | None:
    """Year and month of `2022-03`, `2022-3`, `2022/3`, `2022年3月`, not checked against the calendar."""
    match = _MONTH.fullmatch(to_half_width(text))
    return None if match is None else (int(match[1]), int(match[2] or match[3]))


def year(text: str) -> int | None:
    """The year of `2022`, `2022年`, `2022年度`, from 1000 on, so that `0001` can be a name."""
    match = _YEAR.fullmatch(to_half_width(text))
    return None if match is None else int(match[1])


def is_known_year(value: int) -> bool:
    """Whether facts may mention that year."""
    return FIRST_YEAR <= value <= LAST_YEAR


def flag(text: str) -> bool | None:
    """Yes or no: `是`, `否`, `有`, `无`, `yes`, `no`."""
    return FLAGS.get(to_half_width(text))


def decimal(value: Fraction) -> str:
    """An exact decimal: `1200000`, `0.5`; the fraction, as `1/3`, if a value has no finite decimal."""
    if is_periodic(value):
        return str(value)
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    sign, whole = "-" if value < 0 else "", str(abs(int(value * 10**places))).rjust(places + 1, "0")
    return sign + (f"{whole[:-places]}.{whole[-places:]}" if places else whole)


def short_decimal(value: int | Fraction) -> str:
    """A decimal if 8 places are enough for the exact value, otherwise the fraction."""
    if value.denominator == 1:
        return str(value.numerator)
    for places in range(1, 9):
        scaled = value * 10**places
        if scaled.denominator == 1:
            return f"{Decimal(scaled.numerator).scaleb(-places):f}"
    return f"{value.numerator}/{value.denominator}"


def percentage(share: Fraction) -> str:
    """A share in percent, as `37.5%`; the fraction, as `1/3`, if it has no finite decimal."""
    return str(share) if is_periodic(share) else f"{decimal(share * 100)}%"


def is_periodic(value: Fraction) -> bool:
    """Whether a number has no finite decimal."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest > 1


def chinese_day(day: Date) -> str:
    """`2021年12月21日`."""
    return f"{day.year}年{day.month}月{day.day}日"


_ROUND = ((Fraction(100_000_000), "亿"), (Fraction(10_000), "万"))


def number_with_unit(value: Fraction, unit: str) -> str:
    """A number with its unit, in 亿 or 万 if it is round."""
    for size, word in _ROUND:
        shown = value / size
        if value >= size and (shown * 100).denominator == 1:
            return f"{decimal(Fraction(shown))}{word}{unit}"
    return f"{decimal(value)}{unit}"
