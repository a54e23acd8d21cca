"""Expressions to Chinese text, with the brackets that the grammar needs or that the author wrote, as in English."""

from __future__ import annotations

import re
from typing import assert_never

from ipdsl.base.values.money import CURRENCY_NAMES, MODES_ZH
from ipdsl.base.values.written_values import chinese_day, decimal, number_with_unit
from ipdsl.schema.comparisons import Comparison
from ipdsl.syntax import ast
from ipdsl.syntax.characters import quote
from ipdsl.syntax.keywords import chinese, chinese_reserved
from ipdsl.syntax.printing.expressions import AND, FACTOR, NOT, OR, PRIMARY, SUM, TERM, TEST, format_rate, is_bracketed

_NAME = re.compile(r"[^\W\d的][^\W的]*")
_NUMERALS = "零一二三四五六七八九十"
_UNITS = {ast.Unit.YEAR: "年", ast.Unit.MONTH: "个月", ast.Unit.DAY: "天"}
_POINTS = {
    ast.SeriesPoint.IN_JANUARY_OF: "当年1月",
    ast.SeriesPoint.IN_MONTH_OF: "当月",
    ast.SeriesPoint.ON: "当日",
}
_AGGREGATES = {
    ast.AggregateKind.TOTAL: "合计",
    ast.AggregateKind.NUMBER: "数量",
    ast.AggregateKind.AVERAGE: "平均",
    ast.AggregateKind.LARGEST: "最大",
    ast.AggregateKind.SMALLEST: "最小",
    ast.AggregateKind.EARLIEST: "最早",
    ast.AggregateKind.FIRST: "首次",
    ast.AggregateKind.LAST: "最近一次",
}
"""The Chinese words of aggregates."""
_KINDS_OF_YEARS = {
    ast.YearsKind.TOTAL: "合计", ast.YearsKind.AVERAGE: "平均", ast.YearsKind.LARGEST: "最大",
    ast.YearsKind.SMALLEST: "最小",
}  # fmt: skip
_COUNTS_OF_DAYS = {ast.Unit.YEAR: "的年数", ast.Unit.MONTH: "的满月数", ast.Unit.DAY: "的天数"}


def expression(expr: ast.Expr) -> str:
    """An expression as it is written in a Chinese sentence."""
    return _text(expr)[0]


def _operand(expr: ast.Expr, wanted: int) -> str:
    """An operand, in brackets if it binds more loosely than `wanted`."""
    text, level = _text(expr)
    return f"（{text}）" if level < wanted or is_bracketed(expr) else text


def postfix(expr: ast.Expr) -> str:
    """An expression that may precede `的 30%`."""
    return _operand(expr, PRIMARY)


def _text(expr: ast.Expr) -> tuple[str, int]:
    """The text and how tightly it binds. Shares and interest are suffixes of a value, and bind like a value."""
    match expr:
        case ast.Or(parts=parts):
            return _chain("或", parts), OR
        case ast.And(parts=parts):
            return _chain("且", parts), AND
        case ast.Not(part=part):
            return f"非 {_operand(part, NOT)}", NOT
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
        case ast.AmountPerStep(amount=amount, step=step, base=base):
            return f"{_operand(base, FACTOR)} 每满 {number(step)} 计 {_operand(amount, FACTOR)}", TERM
        case ast.AmountPerRecord(amount=amount, record=record):
            return f"{_operand(amount, FACTOR)} 乘 {record.text} 件数", TERM
        case ast.Product(factors=factors, is_divisor=is_divisor):
            return _product(factors, is_divisor), TERM
        case ast.Band(value=value, floor=floor, ceiling=ceiling):
            return f"{postfix(value)} {_band(floor, ceiling)} 部分", PRIMARY
        case ast.RoundedValue(value=value, mode=mode, step=step):
            return f"{postfix(value)} {MODES_ZH[mode]} 至 {number(step)}", PRIMARY
        case ast.Share(percent=percent, base=base):
            return f"{postfix(base)} 的 {_percent(percent)}", PRIMARY
        case ast.RateOf(rate=rate, base=base):
            return f"{postfix(base)} 之 {_rate(rate)}", PRIMARY
        case ast.Interest():
            return _interest(expr), PRIMARY
        case ast.ShiftedDay(duration=length, is_before=is_before, day=day):
            return f"{postfix(day)} {'之前' if is_before else '之后'} {duration(length)}", PRIMARY
        case _:
            return _primary(expr), PRIMARY


def _chain(word: str, parts: tuple[ast.Expr, ...]) -> str:
    """A flat chain; `拥有` is written once if the next parts also count records."""
    texts: list[str] = []
    counts = False
    for part in parts:
        text = _operand(part, NOT)
        counts_too = isinstance(part, ast.RecordCountTest) and not is_bracketed(part)
        texts.append(text.removeprefix("拥有 ") if counts and counts_too else text)
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
            return f"{_operand(value, SUM)} 为 {'、'.join(_member(m) for m in members)}"
        case ast.Compare(left=left, op=op, right=ast.ShiftedDay(duration=length, is_before=is_before, day=day)):
            relation = "早于" if is_before else "距"
            return f"{_operand(left, TERM)} {relation} {postfix(day)} {_ages(op)} {duration(length)}"
        case ast.Compare(left=left, op=op, right=right):
            return f"{_operand(left, TERM)} {comparison(op)} {_operand(right, TERM)}"
        case ast.RangeTest(value=value, low=low, high=high):
            return f"{_operand(value, SUM)} 介于 {_operand(low, SUM)} 至 {_operand(high, SUM)}"
        case ast.ElapsedComparison(day=day, op=op, duration=span_of_time):
            return f"{_operand(day, SUM)} 距今 {_ages(op)} {duration(span_of_time)}"
        case ast.RecordCountTest(op=op, number=count, pick=pick):
            return f"拥有 {threshold_text(op, f'{count}件')} {_pick(pick)}"
        case ast.NoRecordsTest(pick=pick):
            return f"没有 {_pick(pick)}"
        case ast.CannotBeDetermined(field=field):
            return f"{field.text} 无法确定"
        case _:
            assert_never(expr)


def _pick(pick: ast.Pick) -> str:
    """The records of a count or an aggregate."""
    parts = [] if pick.test is None else [f"符合 {_text(pick.test)[0]} 的"]
    parts += ["以前"] if pick.is_earlier else []
    parts += ["当年"] if pick.is_in_year else []
    parts += [f"同一 {name.text} 的" for name in pick.same]
    return " ".join([*parts, pick.record.text, *(word.text for word in pick.words)])


def comparison(op: Comparison) -> str:
    """`不低于`, `超过`, `不超过`, `低于`: the preferred word."""
    return chinese()[op.name].phrases[0]


def threshold_text(op: Comparison, bound: str) -> str:
    """`100以上`, `不超过 100`."""
    return f"{bound}以上" if op is Comparison.AT_LEAST else f"{comparison(op)} {bound}"


def _ages(op: Comparison) -> str:
    return {Comparison.AT_LEAST: "满", Comparison.LESS_THAN: "不满"}.get(op) or comparison(op)


def _member(name: ast.Name) -> str:
    """A member, quoted if it cannot be a name."""
    is_name = _NAME.fullmatch(name.text) and name.text not in chinese_reserved()
    return name.text if is_name else quote(name.text)


def _sum(terms: tuple[ast.Expr, ...], signs: tuple[bool, ...]) -> str:
    """A sum. A share or interest after the first term is bracketed, because its base would be ambiguous."""
    texts = [_operand(terms[0], TERM)]
    for term, is_added in zip(terms[1:], signs[1:], strict=True):
        texts.append(f"{'加' if is_added else '减'} {_operand(term, PRIMARY + 1 if _is_open(term) else TERM)}")
    return " ".join(texts)


def _product(factors: tuple[ast.Expr, ...], is_divisor: tuple[bool, ...]) -> str:
    texts = [_operand(factors[0], FACTOR)]
    for factor, divides in zip(factors[1:], is_divisor[1:], strict=True):
        texts.append(f"{'除以' if divides else '乘以'} {_operand(factor, FACTOR)}")
    return " ".join(texts)


def _band(floor: ast.Expr | None, ceiling: ast.Expr | None) -> str:
    if floor is None:
        return f"未超出 {postfix(ceiling)}" if ceiling is not None else ""
    return f"超出 {postfix(floor)}" + ("" if ceiling is None else f" 至 {postfix(ceiling)}")


def _rate(rate: ast.Expr) -> str:
    return rate.name.text if isinstance(rate, ast.Word) else f"（{_text(rate)[0]}）"


def _is_open(term: ast.Expr) -> bool:
    """Whether a term begins with a value that is the base of a share or interest."""
    match term:
        case _ if is_bracketed(term):
            return False
        case ast.Share(base=base) | ast.Interest(principal=base) | ast.RateOf(base=base):
            return _text(base)[1] >= PRIMARY and not is_bracketed(base)  # its own brackets mark its base
        case (
            ast.AmountPerStep(base=first) | ast.AmountPerRecord(amount=first) | ast.Band(value=first)
            | ast.RoundedValue(value=first) | ast.Product(factors=(first, *_))
        ):  # fmt: skip
            return _is_open(first)
        case _:
            return False


def _interest(expr: ast.Interest) -> str:
    last = "" if expr.last_years is None else f" 最后 {expr.last_years}年"
    principal, rate = postfix(expr.principal), postfix(expr.rate)
    return f"{principal} 自 {expr.start.text} 至 {expr.end.text}{last} 按 {rate} 计息"


_Primary = (
    ast.Number | ast.Percent | ast.Date | ast.Duration | ast.Word | ast.TableLookup | ast.SeriesValue | ast.Aggregate
    | ast.Increase | ast.Extreme | ast.SpanCount | ast.StateLength | ast.ClaimDay | ast.ClaimYear | ast.EarlierFigure
    | ast.OtherSupport
)  # fmt: skip


def _primary(expr: _Primary) -> str:
    match expr:
        case ast.Number():
            return number(expr)
        case ast.Percent():
            return _percent(expr)
        case ast.Date(value=inner):
            return chinese_day(inner)
        case ast.Duration():
            return duration(expr)
        case ast.Word(name=name):
            return name.text
        case ast.TableLookup(table=table, key=key, is_standard=is_standard):
            return f"{table.text} {key.text} 标准" if is_standard else f"{key.text} 之 {table.text}"
        case ast.SeriesValue(series=series, point=point, day=inner):
            return f"{inner.text} {_POINTS[point]} {series.text}"
        case ast.Aggregate(kind=kind, field=field, pick=pick):
            value = _AGGREGATES[kind] if field is None else f"{_AGGREGATES[kind]} {field.text}"
            return value if pick is None else f"全部 {_pick(pick)} 的 {'件数' if field is None else value}"
        case ast.Increase(figure=figure):
            return f"{figure.text} 比上年增加"
        case ast.EarlierFigure(figure=figure, years=years, kind=kind):
            return f"上年 {figure.text}" if kind is None else f"前 {years}年 {_KINDS_OF_YEARS[kind]} {figure.text}"
        case ast.SpanCount(unit=unit, start=start, end=end):
            return f"自 {postfix(start)} 至 {postfix(end)} {_COUNTS_OF_DAYS[unit]}"
        case ast.StateLength(unit=unit, state=state):
            return f"{state.text} {'当年天数' if unit is ast.Unit.DAY else '当年满月数'}"
        case ast.ClaimDay():
            return "申请之日"
        case ast.ClaimYear():
            return "申请年度"
        case ast.OtherSupport():
            return "其他资助"
        case ast.Extreme(largest=largest, values=values):
            return f"（{' 与 '.join(map(_value_of_extreme, values))} {'孰高' if largest else '孰低'}）"
        case _:
            assert_never(expr)


def _value_of_extreme(value: ast.Expr) -> str:
    """A value of `孰高` and `孰低`; a sum is in brackets, because `甲 与 乙 加 丙` may be read as the sum of both."""
    text = _text(value)[0]
    return f"（{text}）" if isinstance(value, ast.Sum) else text


_NAMES_OF_CURRENCIES = {code: name for name, code in CURRENCY_NAMES.items()}


def _percent(rate: ast.Percent) -> str:
    """`30%`, `三分之二`, or `3/40` if the numbers are large."""
    text = format_rate(rate)
    above, slash, below = text.partition("/")
    if not slash or not (0 < int(above) <= 10 and int(below) <= 10):
        return text
    return f"{_NUMERALS[int(below)]}分之{_NUMERALS[int(above)]}"


def number(value_node: ast.Number) -> str:
    """`3亿元`, `20万欧元` for round numbers, otherwise unchanged: `100`, `1000 THB`."""
    if value_node.currency is not None:
        name = _NAMES_OF_CURRENCIES.get(value_node.currency)
        written = f"{decimal(value_node.value)} {value_node.currency}"
        return written if name is None else number_with_unit(value_node.value, name)
    return number_with_unit(value_node.value, "元" if value_node.is_money else "")


def duration(span_of_time: ast.Duration) -> str:
    """`1年`, `18个月`, `30天`."""
    return f"{span_of_time.number}{_UNITS[span_of_time.unit]}"
