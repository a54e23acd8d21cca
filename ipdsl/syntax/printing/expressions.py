"""Expressions to text, with only the brackets that the grammar needs.

The formatter also keeps the brackets around an operand that is an operation, as in `20000 plus (10000 for each
patent)`. With them, readers need not know which operator binds tighter. Brackets around a whole expression, a name, a
number or a part of the same chain are removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from fractions import Fraction
from typing import assert_never

from ipdsl.base.values.written_values import decimal
from ipdsl.syntax import ast
from ipdsl.syntax.characters import quote
from ipdsl.syntax.keywords import reserved_words

OR, AND, NOT, TEST, SUM, TERM, FACTOR, POSTFIX, PRIMARY = range(9)
"""How tightly an expression binds; an operand that binds more loosely than its place requires is bracketed."""

_NAME = re.compile(r"[^\W\d]\w*")
_keeps_brackets = ContextVar("ipdsl_keeps_brackets", default=False)


@contextmanager
def keeping_brackets() -> Iterator[None]:
    """Keep the brackets of operands within this context, as the formatter does. Names of rules omit them."""
    before = _keeps_brackets.set(True)
    try:
        yield
    finally:
        _keeps_brackets.reset(before)


def format_expr(expr: ast.Expr) -> str:
    """An expression as it is written in a page, in English.

    >>> from ipdsl.base.source import Source
    >>> from ipdsl.syntax.parser import parse
    >>> page, _ = parse(Source("x", "if (a or b) and c"))
    >>> format_expr(page.items[0].test)
    '(a or b) and c'
    """
    return _text(expr)[0]


def _operand(expr: ast.Expr, wanted: int) -> str:
    """An operand, in brackets if it binds more loosely than `wanted`."""
    text, level = _text(expr)
    return f"({text})" if level < wanted or is_bracketed(expr) else text


def is_bracketed(expr: ast.Expr) -> bool:
    """Whether the original brackets of an operand are kept."""
    return isinstance(expr, ast.Operation) and expr.is_bracketed and _keeps_brackets.get()


def _text(expr: ast.Expr) -> tuple[str, int]:
    """The text and how tightly it binds."""
    match expr:
        case ast.Or(parts=parts):
            return _chain("or", parts), OR
        case ast.And(parts=parts):
            return _chain("and", parts), AND
        case ast.Not(part=part):
            return f"not {_operand(part, NOT)}", NOT
        case (
            ast.Membership()
            | ast.Compare()
            | ast.RangeTest()
            | ast.ElapsedComparison()
            | ast.RecordCountTest()
            | ast.NoRecordsTest()
            | ast.CannotBeDetermined()
        ):
            return _test(expr), TEST
        case ast.Sum(terms=terms, signs=signs):
            return _sum(terms, signs), SUM
        case ast.Share(percent=percent, base=base):
            return f"{_text(percent)[0]} of {_base(base)}", TERM
        case ast.AmountPerStep(amount=amount, step=step, base=base):
            return f"{_operand(amount, FACTOR)} for each full {format_number(step)} of {_operand(base, FACTOR)}", TERM
        case ast.AmountPerRecord(amount=amount, record=record):
            return f"{_operand(amount, FACTOR)} for each {record.text}", TERM
        case ast.Product(factors=factors, is_divisor=is_divisor):
            return _product(factors, is_divisor), TERM
        case ast.RateOf(rate=rate, base=base):
            return _rate_of(rate, base)
        case ast.Band(value=value, floor=floor, ceiling=ceiling):
            above = "" if floor is None else f" above {_operand(floor, POSTFIX)}"
            up_to = "" if ceiling is None else f" up to {_operand(ceiling, POSTFIX)}"
            return f"{_operand(value, POSTFIX)}{above}{up_to}", FACTOR
        case ast.RoundedValue(value=value, mode=mode, step=step):
            return f"{_operand(value, POSTFIX)} rounded {mode} to {format_number(step)}", POSTFIX
        case ast.Interest():
            return _interest(expr), FACTOR
        case ast.ShiftedDay(duration=length, is_before=is_before, day=day):
            return f"{format_duration(length)} {'before' if is_before else 'after'} {_operand(day, PRIMARY)}", PRIMARY
        case _:
            return _primary(expr), PRIMARY


def _chain(word: str, parts: tuple[ast.Expr, ...]) -> str:
    """A flat chain; `has` is written once if the next parts also count records."""
    texts: list[str] = []
    counts = False
    for part in parts:
        text = _operand(part, NOT)
        counts_too = isinstance(part, ast.RecordCountTest) and not is_bracketed(part)
        texts.append(text.removeprefix("has ") if counts and counts_too else text)
        counts = counts_too
    return f" {word} ".join(texts)


_Test = (
    ast.Membership
    | ast.Compare
    | ast.RangeTest
    | ast.ElapsedComparison
    | ast.RecordCountTest
    | ast.NoRecordsTest
    | ast.CannotBeDetermined
)


def _test(expr: _Test) -> str:
    match expr:
        case ast.Membership(value=value, members=members):
            return f"{_operand(value, SUM)} is {', '.join(_member(m) for m in members)}"
        case ast.Compare(left=left, op=op, right=right):
            return f"{_operand(left, TERM)} {op.value} {_operand(right, TERM)}"  # brackets show where a sum ends
        case ast.RangeTest(value=value, low=low, high=high):
            return f"{_operand(value, SUM)} between {_operand(low, SUM)} and {_operand(high, SUM)}"
        case ast.ElapsedComparison(day=day, op=op, duration=duration):
            return f"{_operand(day, SUM)} {op.value} {format_duration(duration)} ago"
        case ast.RecordCountTest(op=op, number=number, pick=pick):
            return f"has {op.value} {number} {_pick(pick)}"
        case ast.NoRecordsTest(pick=pick):
            return f"has no {_pick(pick)}"
        case ast.CannotBeDetermined(field=field):
            return f"{field.text} cannot be determined"
        case _:
            assert_never(expr)


def _pick(pick: ast.Pick) -> str:
    """The records of a count or an aggregate."""
    parts = ["earlier"] if pick.is_earlier else []
    parts += [name.text for name in (pick.record, *pick.words)]
    parts += [f"of the same {name.text}" for name in pick.same]
    parts += ["in the year"] if pick.is_in_year else []
    parts += [] if pick.test is None else [f"with ({_text(pick.test)[0]})"]
    return " ".join(parts)


def _member(name: ast.Name) -> str:
    """A member, quoted if it cannot be a name."""
    is_name = _NAME.fullmatch(name.text) and name.text.lower() not in reserved_words()
    return name.text if is_name else quote(name.text)


def _sum(terms: tuple[ast.Expr, ...], signs: tuple[bool, ...]) -> str:
    """A sum. A share is bracketed unless it is last and has a simple base, because its base would be ambiguous."""
    texts: list[str] = []
    for index, (term, is_added) in enumerate(zip(terms, signs, strict=True)):
        is_open = isinstance(term, ast.Share | ast.RateOf) and (
            index < len(terms) - 1 or isinstance(term.base, ast.Band | ast.Share)
        )
        is_rounded = index > 0 and isinstance(term, ast.RoundedValue)
        text = _operand(term, PRIMARY if is_rounded else FACTOR if is_open else TERM)
        texts.append(text if index == 0 else f"{'plus' if is_added else 'less'} {text}")
    return " ".join(texts)


def _product(factors: tuple[ast.Expr, ...], is_divisor: tuple[bool, ...]) -> str:
    texts = [_factor(factors[0])]
    for factor, divides in zip(factors[1:], is_divisor[1:], strict=True):
        texts.append(f"{'divided by' if divides else 'times'} {_factor(factor)}")
    return " ".join(texts)


def _rate_of(rate: ast.Expr, base: ast.Expr) -> tuple[str, int]:
    """A computed rate of a value; a word as the rate binds tightly, because its base is in brackets."""
    if isinstance(rate, ast.Word):
        return f"{rate.name.text} of ({_text(base)[0]})", PRIMARY
    return f"({_text(rate)[0]}) of {_base(base)}", TERM


def _base(base: ast.Expr) -> str:
    return _factor(base) if not isinstance(base, ast.Share) else _operand(base, TERM)


def _factor(expr: ast.Expr) -> str:
    """An operand of a product. `X up to Y` and `X rounded …` are bracketed, because they may be read as the limit or
    the rounding of the product.
    """
    if isinstance(expr, ast.RoundedValue):
        return _operand(expr, PRIMARY)
    is_limit = isinstance(expr, ast.Band) and expr.floor is None
    return _operand(expr, POSTFIX if is_limit else FACTOR)


def format_limit(expr: ast.Expr) -> str:
    """The limit of an award; a rounded one is bracketed, because it may be read as the rounding of the award."""
    return _operand(expr, PRIMARY) if isinstance(expr, ast.RoundedValue) else format_expr(expr)


def _interest(expr: ast.Interest) -> str:
    last = "" if expr.last_years is None else f" last {_with_plural(expr.last_years, 'year')}"
    principal, rate = _operand(expr.principal, PRIMARY), _operand(expr.rate, PRIMARY)
    return f"interest on {principal} at {rate} from {expr.start.text} to {expr.end.text}{last}"


_Primary = (
    ast.Number | ast.Percent | ast.Date | ast.Duration | ast.Word | ast.TableLookup | ast.SeriesValue | ast.Aggregate
    | ast.Increase | ast.Extreme | ast.SpanCount | ast.StateLength | ast.ClaimDay | ast.ClaimYear | ast.EarlierFigure
    | ast.OtherSupport
)  # fmt: skip


def _primary(expr: _Primary) -> str:
    match expr:
        case ast.Number():
            return format_number(expr)
        case ast.Percent():
            return format_rate(expr)
        case ast.Date(value=day):
            return day.isoformat()
        case ast.Duration():
            return format_duration(expr)
        case ast.Word(name=name):
            return name.text
        case ast.TableLookup(table=table, key=key):
            return f"{table.text} of {key.text}"
        case ast.SeriesValue(series=series, point=point, day=day):
            return f"{series.text} {point.value} {day.text}"
        case ast.Aggregate(kind=kind, field=field, pick=pick):
            value = kind.value if field is None else f"{kind.value} {field.text}"
            return value if pick is None else f"{value} of {_pick(pick)}"
        case ast.Increase(figure=figure):
            return f"increase of {figure.text} over last year"
        case ast.EarlierFigure(figure=figure, years=years, kind=kind):
            if kind is None:
                return f"{figure.text} of last year"
            return f"{kind.value} {figure.text} of last {_with_plural(years, 'year')}"
        case ast.SpanCount(unit=unit, start=start, end=end):
            counted = "days" if unit is ast.Unit.DAY else f"full {unit.value}s"
            return f"{counted} from {_operand(start, PRIMARY)} to {_operand(end, PRIMARY)}"
        case ast.StateLength(unit=unit, state=state):
            return f"{'days' if unit is ast.Unit.DAY else 'full months'} of {state.text} in the year"
        case ast.ClaimDay():
            return "the day"
        case ast.ClaimYear():
            return "the year"
        case ast.OtherSupport():
            return "other support"
        case ast.Extreme(largest=largest, values=values):
            return f"{'max' if largest else 'min'}({', '.join(_text(v)[0] for v in values)})"
        case _:
            assert_never(expr)


def format_rate(rate: ast.Percent) -> str:
    """`30%`, or `2/3` if it is written so or is not a finite percentage."""
    if rate.is_fraction or is_periodic(rate.value):
        return f"{rate.value.numerator}/{rate.value.denominator}"
    return f"{decimal(rate.value * 100)}%"


def is_periodic(value: Fraction) -> bool:
    """Whether a fraction has no finite decimal form."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest > 1


def format_number(number: ast.Number) -> str:
    """A number without commas, with its currency: `200000`, `1000 EUR`."""
    money = "元" if number.is_money else ""
    return f"{decimal(number.value)}{money}" + ("" if number.currency is None else f" {number.currency}")


def format_duration(duration: ast.Duration) -> str:
    """`1 year`, `2 years`."""
    return _with_plural(duration.number, duration.unit.value)


def _with_plural(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
