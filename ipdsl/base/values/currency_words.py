"""Currency signs and words around a number: `£12`, `RMB 12`, `12 yuan`, 人民币12元."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set

from ipdsl.base.values.money import DECIMALS

_DOLLAR_CODES = "AUD BBD BMD BND BSD BZD CAD FJD GYD HKD JMD KYD LRD NAD NZD SBD SGD SRD TTD TWD USD XCD"
_DOLLARS: Set[str] = frozenset(_DOLLAR_CODES.split())
_CODES: Mapping[str, Set[str]] = {code: {code} for code in sorted(DECIMALS.keys() - {"ALL", "SOS", "TOP"})}
"""Codes that are also capital words of headings are left out: `TOP 20`."""
_LOWER: Mapping[str, Set[str]] = {code.lower(): {code} for code in ("CNY", "EUR", "GBP", "HKD", "JPY", "USD")}

SIGNS: Mapping[str, Set[str]] = {
    "£": {"GBP"}, "€": {"EUR"}, "US$": {"USD"}, "HK$": {"HKD"}, "NZ$": {"NZD"}, "S$": {"SGD"}, "A$": {"AUD"},
    "AU$": {"AUD"}, "C$": {"CAD"}, "CA$": {"CAD"}, "$": _DOLLARS, "¥": {"CNY", "JPY"}, "￥": {"CNY", "JPY"},
    "RMB": {"CNY"}, "人民币": {"CNY"}, **_CODES,
}  # fmt: skip
"""What precedes a number, with the currencies that it may mean."""

WORDS: Mapping[str, Set[str]] = {
    "yuan": {"CNY"}, "renminbi": {"CNY"}, "rmb": {"CNY"}, "euros": {"EUR"}, "euro": {"EUR"}, "pounds": {"GBP"},
    "pound": {"GBP"}, "dollars": _DOLLARS, "dollar": _DOLLARS, "yen": {"JPY"},
    **_CODES, **_LOWER,
}  # fmt: skip
"""Words after a number."""


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


_BEFORE = re.compile(rf"(?<![A-Za-z])({_alternatives(SIGNS)})\.? ?(?=\d)")
_SIGN = re.compile(rf"(?:{_alternatives(SIGNS)})(?= ?\d)")
_SPOKEN = _alternatives([word for word in WORDS if word.islower()])
_WORD = re.compile(rf"(?:(?i:{_SPOKEN})|{_alternatives(WORDS)}|{_alternatives(SIGNS)})(?!\w)")
_AFTER = re.compile(rf"(?<=\d) ?((?i:{_SPOKEN})|{_alternatives(WORDS)})\b")


def currency_word_length(text: str, offset: int, *, is_after_number: bool) -> int:
    """The length of a currency sign or word at a place before or after a number; 0 without one."""
    match = (_WORD if is_after_number else _SIGN).match(text, offset)
    return 0 if match is None else match.end() - offset


def currencies_of(word: str) -> frozenset[str]:
    """The codes of the currencies that a sign or word may mean."""
    return frozenset(SIGNS.get(word) or WORDS.get(word) or WORDS.get(word.lower()) or ())


def without_currency(text: str, currency: str) -> str | None:
    """The text without words for the currency of the page; `None` if it names another currency."""
    signs = [SIGNS[match[1]] for match in _BEFORE.finditer(text)]
    signs += [WORDS.get(match[1]) or WORDS[match[1].lower()] for match in _AFTER.finditer(text)]
    if any(currency not in codes for codes in signs):
        return None
    return _AFTER.sub("", _BEFORE.sub("", text))
