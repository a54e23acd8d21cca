"""Words and forms of official wording in English, as patterns, with the functions that read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from ipdsl.base.values import numerals
from ipdsl.driver.advice import forms
from ipdsl.driver.advice.words import UnreadError
from ipdsl.schema.comparisons import Comparison
from ipdsl.syntax import ast

NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
WORD = r"[a-z]\w*"
NUMBERS = {"single": 1} | {word: number for number, word in enumerate(numerals.ENGLISH, 1)}
COUNT = rf"(?:\d+|{'|'.join(NUMBERS)})"
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10,
}  # fmt: skip
RATE = (
    rf"(?:\d+(?:\.\d+)?%|\d{{1,4}}/\d{{1,4}}|(?:an? |{'|'.join(NUMBERS)})[ -]?(?:{'|'.join(_PARTS)})\b"
    r"|half\b)"
)
"""A rate in figures or in words: `30%`, `2/3`, `three quarters`, `half`."""
VERBS = (
    r"(?:award|grant|pay|give|provide|reimburse|refund|subsidi[sz]e|fund|contribute|offer)(?:s|ed)?"
    r"(?: a| an)?(?: (?:grant|subsidy|award|payment|bonus|contribution|sum|rebate) of)?"
)
UP_TO = (
    r"(?:up to|not exceeding|not to exceed|(?:but )?(?:no|not|never) more than|no greater than|at most|capped at"
    r"|limited to|(?:to )?(?:a )?(?:maximum|max\.?|cap|limit|ceiling)(?: amount)?)"
)
LIMIT = (
    rf"\(?(?:(?:subject to|but|with|and|to) )*(?:a )?{UP_TO}(?: (?:a|of|maximum|max|the))* (?P<limit>{NUMBER})"
    rf"(?: (?:per|for each|for every|a|each|for any one) (?P<unit>{WORD}))?\)?"
)
ONCE = r"(?:(?:only )?once(?: only)?|in (?:a|one) lump sum|as a lump sum|as a one-off(?: payment)?|one-off)"
ROUNDED = (
    r"(?:rounded|rounding)(?: (?P<mode>down|up|off))?(?: off)? to (?:nearest |next |full |whole |multiple of |a )*"
    rf"(?P<step>{NUMBER})"
)
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
MONTHS = {form: number for number, name in enumerate(_MONTH_NAMES, 1) for form in (name, name[:3])}
_AT_LEAST = (
    r"(?:at least|no less than|not less than|no fewer than|not fewer than|a minimum of|minimum(?: of)?|reaching"
    r"|no earlier than|not earlier than)"
)
_AT_MOST = (
    r"(?:at most|up to|no more than|not more than|never more than|not exceeding|a maximum of|maximum(?: of)?"
    r"|no later than|not later than|no longer than|not longer than)"
)
_LESS_THAN = r"(?:less than|fewer than|under|below|lower than)"
_MORE_THAN = r"(?:more than|over|above|exceeding|greater than|higher than|in excess of)"
_COMPARISONS = (
    (_AT_LEAST, Comparison.AT_LEAST), (_AT_MOST, Comparison.AT_MOST), (_LESS_THAN, Comparison.LESS_THAN),
    (_MORE_THAN, Comparison.MORE_THAN),
)  # fmt: skip
ANY_COMPARISON = "|".join(pattern for pattern, _ in _COMPARISONS)
_AFTER_NUMBER = (
    (r"(?:or|and) (?:more|over|above|older|longer|upwards)", Comparison.AT_LEAST),
    (r"(?:or|and) (?:less|under|fewer|below|younger)", Comparison.AT_MOST),
)
OTHER_SUPPORT = (
    r"(?:less|net of|after deduct(?:ing|ion of)|taking into account|deducting|minus) (?:any |all )?(?:other )?"
    r"(?:public |state |government |national |local )*(?:support|aid|grants?|subsid(?:y|ies)|funding)"
    r"(?: (?:for|from|received|towards) .*)?"
)
_UNITS = {
    "year": (ast.Unit.YEAR, 1), "month": (ast.Unit.MONTH, 1), "week": (ast.Unit.DAY, 7), "day": (ast.Unit.DAY, 1),
}  # fmt: skip
SPAN = r"(?:years?|months?|weeks?|days?)"
TO_KEY = r"(?:per|for each|for every|for any one|for any|for one|each|every|to a|to any|to each|to one|to the same)"
A_YEAR = (
    r"(?:(?:per|a|each|every) (?:calendar )?year|annually|per annum"
    r"|(?:in|within) (?:any |one |a |each )*(?:single )?(?:calendar )?year)"
)
ANY_SPAN = (
    rf"(?:in|within|over|during) any (?:period of |rolling |consecutive )*(?P<count>{COUNT})(?: consecutive| rolling)?"
    rf" (?P<unit>{SPAN})(?: period)?"
)
"""A span that may begin on any day."""
LOWER = r"(?:lower|lesser|less|smaller|lowest|least|smallest)"
HIGHER = r"(?:higher|greater|larger|highest|greatest|largest)"


def count_of(text: str) -> int:
    """A whole number in figures or in words."""
    number = NUMBERS.get(text.lower(), text)
    if not str(number).isdigit():
        raise UnreadError
    return int(number)


def rate_of(text: str) -> ast.Percent:
    """The rate that figures or words state."""
    if text.endswith("%"):
        return forms.rate(Fraction(text[:-1]) / 100)
    if "/" in text:
        return forms.rate(Fraction(text), is_fraction=True)
    first, _, last = re.sub(r"[ -]+", " ", text).rpartition(" ")
    above = count_of(first) if first and first not in ("a", "an") else 1
    value = Fraction(above, _PARTS[last])
    return forms.rate(value, is_fraction=_PARTS[last] not in (2, 4, 5, 10))


def span_of(count: str, unit: str) -> ast.Duration:
    """A span of time: `6 months`, `two weeks`."""
    of_time, factor = _UNITS[unit.removesuffix("s")]
    return forms.duration(count_of(count) * factor, of_time)


def unit_of(text: str) -> ast.Unit:
    """The unit of time that a word names."""
    unit, factor = _UNITS[text.removesuffix("s")]
    if factor != 1:
        raise UnreadError
    return unit


def comparison_of(text: str) -> Comparison | None:
    """The comparison that words state."""
    return next((op for pattern, op in _COMPARISONS if re.fullmatch(pattern, text)), None)


def comparisons_in(text: str) -> Iterator[tuple[str, str, Comparison]]:
    """The words before and after each comparison."""
    for pattern, op in _COMPARISONS:
        for match in re.finditer(rf"(?:^|(?<= )){pattern} ", text):
            yield text[: match.start()].strip(), text[match.end() :].strip(), op
    for pattern, op in _AFTER_NUMBER:
        for match in re.finditer(rf" {pattern}(?= |$)", text):
            yield text[: match.start()].strip(), text[match.end() :].strip(), op


def day_of(year: str, month: str, day: str) -> str | None:
    """A day in figures."""
    number = MONTHS.get(month.lower())
    return None if number is None else f"{year}-{number:02}-{int(day):02}"
