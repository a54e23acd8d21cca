"""Literals. A bare number takes the type that its place needs, or the type of the other side of a comparison."""

from __future__ import annotations

from fractions import Fraction

from ipdsl.base.findings.nearest_words import nearest
from ipdsl.base.values.money import DECIMALS
from ipdsl.base.values.written_values import YUAN
from ipdsl.schema.types.count import CountType
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.number import NumberType
from ipdsl.schema.values.value_type import Type
from ipdsl.semantics import typed
from ipdsl.semantics.errors import names as n
from ipdsl.semantics.errors import types as e
from ipdsl.semantics.names.symbols import Context, poison
from ipdsl.syntax import ast

MAX_DURATION = {ast.Unit.YEAR: 200, ast.Unit.MONTH: 2400, ast.Unit.DAY: 73_100}
"""The longest spans of time, which stay within the calendar."""


def number(literal: ast.Number, ctx: Context, hint: Type | None) -> typed.Expr:
    """A number as money in minor units, a count, or a plain number, depending on the expected type."""
    if literal.is_money or literal.currency is not None or (hint is not None and hint.is_money):
        minor = minor_units(literal, ctx)
        if minor is None:
            return poison(literal.span)
        return typed.Const(span=literal.span, value=minor, type=MoneyType())
    if hint is not None and (value := hint.constant(literal.value)) is not None:
        return typed.Const(span=literal.span, value=value, type=hint)
    if literal.value.denominator == 1:
        return typed.Const(span=literal.span, value=literal.value.numerator, type=CountType())
    if hint is not None and hint.is_count:
        ctx.add(e.NotWhole(span=literal.span))
        return poison(literal.span)
    return typed.Const(span=literal.span, value=literal.value, type=NumberType())


def minor_units(literal: ast.Number, ctx: Context) -> int | None:
    """A sum in minor units of the policy's currency; other sums are reported."""
    is_yuan = literal.is_money and literal.currency is None
    code = YUAN if is_yuan else literal.currency
    if code is not None and code not in DECIMALS:
        ctx.add(n.UnknownCurrency(span=literal.span, word=code, nearest=near_currency(code)))
        return None
    if code is not None and code != ctx.currency:
        written_currency = "元 (CNY)" if is_yuan else code
        ctx.add(e.ForeignSum(span=literal.span, currency=ctx.currency, found=written_currency))
        return None
    decimals = DECIMALS[ctx.currency]
    minor: Fraction = literal.value * 10**decimals
    if minor.denominator != 1:
        ctx.add(e.TooManyDecimals(span=literal.span, currency=ctx.currency, decimals=decimals))
        return None
    return minor.numerator


_SPOKEN = {"RMB": "CNY", "YUAN": "CNY", "CNH": "CNY", "NTD": "TWD"}


def near_currency(code: str) -> tuple[str, ...]:
    """Currency codes similar to an unknown one."""
    return (_SPOKEN[code.upper()],) if code.upper() in _SPOKEN else nearest(code, DECIMALS)


def is_reasonable(duration: ast.Duration, ctx: Context) -> bool:
    """Whether the span stays within the calendar; a longer one is reported."""
    if duration.number > MAX_DURATION[duration.unit]:
        ctx.add(e.DurationTooLong(span=duration.span))
        return False
    return True
