"""Numbers as official texts write them: Arabic and Chinese numerals, ordinary and formal ones, exact.

Input: the characters of one numeral, in narrow forms. Output: a fraction, or `None` if it is not a numeral.
"""

from __future__ import annotations

import re
from fractions import Fraction

DIGITS = "〇一二三四五六七八九"
FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟零○", "一二三四五六七八九十百千〇〇")
_STEPS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10_000, "亿": 100_000_000}


_DECIMAL_COMMA = re.compile(r"\.\d{3}[.,]|^[^,]*,\d{1,2}$")


def arabic(text: str) -> Fraction:
    """`1,000`, `36.5`, `1 000`; `1.000,5` and `36,5` have a decimal comma."""
    if _DECIMAL_COMMA.search(text):
        text = text.translate({ord("."): None, ord(","): "."})
    return Fraction(re.sub(r"[,'’\s]", "", text))


def english(text: str) -> Fraction:
    """`three`, `twenty-four`, `two hundred and fifty thousand`."""
    number = 0
    for word in re.findall("[a-z]+", text.lower()):
        value = ENGLISH_NUMBERS.get(word, 0)
        number += value if value < 100 else (number % value or 1) * value - number % value
    return Fraction(number)


def chinese(text: str) -> Fraction | None:
    """`三`, `十二`, `一百二十`, `两万`, `一点五`, `二〇二一`."""
    text = text.translate(FORMAL).replace("两", "二").replace(" ", "")
    whole, point, decimals = text.partition("点")
    number = _whole_number(whole)
    if number is None or (point and (not decimals or set(decimals) - set(DIGITS))):
        return None
    places = "".join(str(DIGITS.index(digit)) for digit in decimals)
    return Fraction(number) + (Fraction(int(places), 10 ** len(places)) if places else 0)


def _whole_number(text: str) -> int | None:
    if not text or set(text) - set(DIGITS) - set(_STEPS) - set(_SCALES):
        return None
    if len(text) > 1 and not set(text) & (set(_STEPS) | set(_SCALES)):
        return int("".join(str(DIGITS.index(digit)) for digit in text))  # digit by digit, as in a year
    total, section, digit = 0, 0, 0
    for sign in text:
        if sign in DIGITS:
            digit = DIGITS.index(sign)
        elif sign in _STEPS:
            section += (digit or 1) * _STEPS[sign]
            digit = 0
        else:
            total = (total + section + digit) * _SCALES[sign] if sign == "亿" else total + (section + digit) * 10_000
            section = digit = 0
    return total + section + digit


ENGLISH = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
"""English words for the numbers from 1."""
ENGLISH_NUMBERS = {word: number for number, word in enumerate(ENGLISH, 1)} | {
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9,
}  # fmt: skip
"""English number words. A number is their composition."""


def whole_number(text: str) -> int | None:
    """The number in the heading of an article, in Arabic or Chinese numerals."""
    text = re.sub(r"\s", "", text)
    if text.isascii() and text.isdecimal():
        return int(text)
    number = chinese(text)
    return int(number) if number is not None and number.denominator == 1 else None
