"""Amounts in the financial numerals of Chinese banks, which are hard to alter."""

from __future__ import annotations

import re

from ipdsl.base.values.money import CURRENCY_NAMES, Money

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_UNITS = ((10**8, "亿"), (10**4, "万"))
_END = 10**18
"""In minor units. Larger amounts are not written in words."""

YUAN = "CNY"


def amount_in_words(sum_: Money) -> str:
    """`人民币贰拾万零叁佰元伍角整`, `日元壹万整`, `KWD壹拾贰点叁肆伍`; empty if negative, or not below `_END`."""
    minor = sum_.minor
    if not 0 <= minor < _END:
        return ""
    if sum_.currency != YUAN:
        return _foreign_in_words(sum_)
    yuan, fen = divmod(minor, 100)
    jiao, fen = divmod(fen, 10)
    text = f"{_whole(yuan)}元" if yuan or not (jiao or fen) else ""
    if jiao:
        text += f"{_DIGITS[jiao]}角"
    elif fen and yuan:
        text += _DIGITS[0]
    text += f"{_DIGITS[fen]}分" if fen else "整"
    return f"人民币{text}"


def _foreign_in_words(sum_: Money) -> str:
    """Another currency has neither 角 nor 分: its decimals are read digit by digit."""
    main, _, rest = f"{sum_.amount:f}".partition(".")
    decimals = "".join(_DIGITS[int(digit)] for digit in rest.rstrip("0"))
    name = next((zh for zh, code in CURRENCY_NAMES.items() if code == sum_.currency), sum_.currency)
    return f"{name}{_whole(int(main))}{f'点{decimals}' if decimals else '整'}"


def _whole(number: int) -> str:
    """A whole number. A run of zeros inside it is written as one `零`."""
    for unit, name in _UNITS:
        if number >= unit:
            high, rest = divmod(number, unit)
            between = _DIGITS[0] if 0 < rest < unit // 10 else ""
            return f"{_whole(high)}{name}{between}{_whole(rest) if rest else ''}"
    return _group(number) or _DIGITS[0]


def _group(group: int) -> str:
    """Four digits. Zeros between two digits are one `零`."""
    digits = zip(f"{group:04}", reversed(_PLACES), strict=True)
    words = "".join(_DIGITS[int(digit)] + (place if digit != "0" else "") for digit, place in digits)
    return re.sub("零+", "零", words).strip("零")
