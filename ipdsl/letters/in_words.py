"""Sums of yuan in the characters that Chinese banks and letters use, which nobody can alter by a stroke."""

from __future__ import annotations

from ipdsl.values.money import Money

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_UNITS = ((10**8, "亿"), (10**4, "万"))
_END = 10**18
"""Nobody has such sums, in fen."""

YUAN = "CNY"


def amount_in_words(sum_: Money) -> str:
    """`人民币贰拾万零叁佰元伍角整`; empty where the sum is in another currency, or is too large to have such words."""
    minor = sum_.minor
    if sum_.currency != YUAN or not 0 <= minor < _END:
        return ""
    yuan, fen = divmod(minor, 100)
    jiao, fen = divmod(fen, 10)
    text = f"{_whole(yuan)}元" if yuan or not (jiao or fen) else ""
    if jiao:
        text += f"{_DIGITS[jiao]}角"
    elif fen and yuan:
        text += _DIGITS[0]
    text += f"{_DIGITS[fen]}分" if fen else "整"
    return f"人民币{text}"


def _whole(number: int) -> str:
    """A whole number; one zero is said for any run of them inside."""
    for unit, name in _UNITS:
        if number >= unit:
            high, rest = divmod(number, unit)
            between = _DIGITS[0] if 0 < rest < unit // 10 else ""
            return f"{_whole(high)}{name}{between}{_whole(rest) if rest else ''}"
    return _group(number) or _DIGITS[0]


def _group(group: int) -> str:
    text, skipped = "", False
    for power in reversed(range(4)):
        digit = group // 10**power % 10
        if digit:
            text += (_DIGITS[0] if skipped and text else "") + _DIGITS[digit] + _PLACES[power]
        skipped = not digit
    return text
