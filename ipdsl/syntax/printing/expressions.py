"""The texts of expressions and of the values in them, in both languages.

Only the brackets that the grammar needs are printed, and those that the author wrote around an operand that is an
operation, as in `20000 plus (10000 for each patent)`. With them, readers need not know which operator binds tighter.
Brackets around a whole expression, a name, a number or a part of the same chain are removed.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction
from operator import attrgetter
from typing import Any

from ipdsl.base.values.money import CURRENCY_NAMES, MODES_ZH
from ipdsl.base.values.written_values import chinese_day, decimal, number_with_unit
from ipdsl.schema.comparisons import Comparison
from ipdsl.syntax import ast
from ipdsl.syntax.characters import quote
from ipdsl.syntax.keywords import chinese, chinese_reserved, reserved_words
from ipdsl.syntax.printing.templates import (
    AND,
    BRACKETED,
    FACTOR,
    NOT,
    OR,
    POSTFIX,
    PRIMARY,
    SUM,
    TERM,
    TEST,
    Cell,
    Form,
    NodePrinter,
    TextRow,
    is_bracketed,
)  # fmt: skip

_WORDS = {
    ast.Unit.YEAR: "年", ast.Unit.MONTH: "个月", ast.Unit.DAY: "天",
    ast.SeriesPoint.IN_JANUARY_OF: "当年1月", ast.SeriesPoint.IN_MONTH_OF: "当月", ast.SeriesPoint.ON: "当日",
    ast.AggregateKind.TOTAL: "合计", ast.AggregateKind.NUMBER: "数量", ast.AggregateKind.AVERAGE: "平均",
    ast.AggregateKind.LARGEST: "最大", ast.AggregateKind.SMALLEST: "最小", ast.AggregateKind.EARLIEST: "最早",
    ast.AggregateKind.FIRST: "首次", ast.AggregateKind.LAST: "最近一次",
    ast.YearsKind.TOTAL: "合计", ast.YearsKind.AVERAGE: "平均", ast.YearsKind.LARGEST: "最大",
    ast.YearsKind.SMALLEST: "最小",
    ast.LimitOrder.EARLIEST: "先到先得", ast.LimitOrder.BEST: "从高到低", ast.LimitOrder.CHOSEN: "由申请人选定",
    ast.CapManner.WHOLE: "不予拆分", ast.CapManner.IN_TURN: "按序全额拨付",
    ast.CapManner.IN_PROPORTION: "超出的同比例核减",
}  # fmt: skip
"""The Chinese words of the words that have a class."""
_NUMERALS = "零一二三四五六七八九十"
_NAMES_OF_CURRENCIES = {code: name for name, code in CURRENCY_NAMES.items()}


def word_form(pattern: str, reserved: Callable[[], Collection[str]]) -> Form:
    """The form of a word that is quoted if it does not match, or is one of these words."""
    name = re.compile(pattern)

    def form(printer: NodePrinter, word: ast.Name | str) -> str:
        text = printer.text(word)
        return text if name.fullmatch(text) and text.lower() not in reserved() else quote(text)

    return form


def _chain(word: str, has: str) -> Cell:
    """The printer of a flat chain. `has` is written once if the next parts also count records."""

    def text(printer: NodePrinter, chain: ast.And | ast.Or) -> str:
        texts: list[str] = []
        counts = False
        for part in chain.parts:
            text = printer.operand(part, NOT)
            counts_too = isinstance(part, ast.RecordCountTest) and not is_bracketed(part)
            texts.append(text.removeprefix(has) if counts and counts_too else text)
            counts = counts_too
        return f" {word} ".join(texts)

    return text


def _series(first: str, second: str, level: Callable[[NodePrinter, Sequence[ast.Expr], int], int]) -> Cell:
    """The printer of a sum or a product, with its two words and the level of the operand at a place."""

    def text(printer: NodePrinter, series: ast.Sum | ast.Product) -> str:
        parts, marks = (
            (series.terms, series.signs) if isinstance(series, ast.Sum) else (series.factors, series.is_divisor)
        )
        texts = [printer.operand(part, level(printer, parts, place)) for place, part in enumerate(parts)]
        rest = zip(texts[1:], marks[1:], strict=True)
        return " ".join([texts[0], *(f"{first if mark else second} {text}" for text, mark in rest)])

    return text


def _level_in_sum(_printer: NodePrinter, terms: Sequence[ast.Expr], place: int) -> int:
    """A share is bracketed unless it is last and has a simple base, because its base would be ambiguous."""
    term = terms[place]
    if place and isinstance(term, ast.RoundedValue):
        return PRIMARY
    if not isinstance(term, ast.Share | ast.RateOf):
        return TERM
    return FACTOR if place < len(terms) - 1 or isinstance(term.base, ast.Band | ast.Share) else TERM


def _level_in_chinese_sum(printer: NodePrinter, terms: Sequence[ast.Expr], place: int) -> int:
    """A share or interest after the first term is bracketed, because its base would be ambiguous."""
    return BRACKETED if place and _is_open(printer, terms[place]) else TERM


def _is_open(printer: NodePrinter, term: ast.Expr) -> bool:
    """Whether a Chinese term begins with a value that is the base of a share or interest."""
    match term:
        case _ if is_bracketed(term):
            return False
        case ast.Share(base=base) | ast.Interest(principal=base) | ast.RateOf(base=base):
            return printer.level(base) >= PRIMARY and not is_bracketed(base)  # its own brackets mark its base
        case (
            ast.AmountPerStep(base=first) | ast.AmountPerRecord(amount=first) | ast.Band(value=first)
            | ast.RoundedValue(value=first) | ast.Product(factors=(first, *_))
        ):  # fmt: skip
            return _is_open(printer, first)
        case _:
            return False


def _level_of_factor(expr: ast.Expr) -> int:
    """`X up to Y` and `X rounded …` are bracketed: they may be read as the limit or the rounding of the product."""
    if isinstance(expr, ast.RoundedValue):
        return PRIMARY
    return POSTFIX if isinstance(expr, ast.Band) and expr.floor is None else FACTOR


def _compare_zh(printer: NodePrinter, test: ast.Compare) -> str:
    is_age = isinstance(test.right, ast.ShiftedDay)
    age = "{left:term} [{right.is_before?}早于|距] {right.day:primary} {op!age} {right.duration}"
    return printer.fill(age if is_age else "{left:term} {op} {right:term}", test)


def threshold_text(op: Comparison, bound: str) -> str:
    """`100以上`, `不超过 100`."""
    return f"{bound}以上" if op is Comparison.AT_LEAST else f"{_comparison_zh(op)} {bound}"


def _comparison_zh(op: Comparison) -> str:
    """`不低于`, `超过`, `不超过`, `低于`: the preferred word."""
    return chinese()[op.name].preferred_phrase


def _plural(number: int, word: str) -> str:
    """`1 year`, `2 years`."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def _rate(_printer: NodePrinter, rate: ast.Percent) -> str:
    """`30%`, or `2/3` if it is written so or is not a finite percentage."""
    if rate.is_fraction or _is_periodic(rate.value):
        return f"{rate.value.numerator}/{rate.value.denominator}"
    return f"{decimal(rate.value * 100)}%"


def _is_periodic(value: Fraction) -> bool:
    """Whether a fraction has no finite decimal form."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest > 1


def _rate_zh(printer: NodePrinter, rate: ast.Percent) -> str:
    """`30%`, `三分之二`, or `3/40` if the numbers are large."""
    text = _rate(printer, rate)
    above, slash, below = text.partition("/")
    is_small = slash and 0 < int(above) <= 10 and int(below) <= 10
    return f"{_NUMERALS[int(below)]}分之{_NUMERALS[int(above)]}" if is_small else text


def _number_zh(_printer: NodePrinter, number: ast.Number) -> str:
    """`3亿元`, `20万欧元` for round numbers, otherwise unchanged: `100`, `1000 THB`."""
    if number.currency is not None and number.currency not in _NAMES_OF_CURRENCIES:
        return f"{decimal(number.value)} {number.currency}"
    unit = "元" if number.is_money else ""
    return number_with_unit(number.value, _NAMES_OF_CURRENCIES.get(number.currency or "", unit))


VALUES: Mapping[type, tuple[Callable[[Any], str], Callable[[Any], str]]] = {
    str: (str, str),
    int: (str, str),
    Fraction: (decimal, decimal),
    datetime.date: (datetime.date.isoformat, chinese_day),
    ast.Name: (attrgetter("text"), attrgetter("text")),
    ast.Word: (attrgetter("name.text"), attrgetter("name.text")),
    Comparison: (attrgetter("value"), _comparison_zh),
    **dict.fromkeys({type(word) for word in _WORDS}, (attrgetter("value"), _WORDS.__getitem__)),
}
"""How names, and values that are not nodes, are printed in English and in Chinese."""

EXPRESSIONS: Mapping[type, TextRow] = {
    ast.Or: TextRow(_chain("or", "has "), _chain("或", "拥有 "), OR),
    ast.And: TextRow(_chain("and", "has "), _chain("且", "拥有 "), AND),
    ast.Not: TextRow("not {part:not}", "非 {part:not}", NOT),
    ast.Membership: TextRow("{value:sum} is {members!member*}", "{value:sum} 为 {members!member_zh*}", TEST),
    ast.Compare: TextRow("{left:term} {op} {right:term}", _compare_zh, TEST),
    ast.RangeTest: TextRow(
        "{value:sum} between {low:sum} and {high:sum}", "{value:sum} 介于 {low:sum} 至 {high:sum}", TEST
    ),
    ast.ElapsedComparison: TextRow("{day:sum} {op} {duration} ago", "{day:sum} 距今 {op!age} {duration}", TEST),
    ast.RecordCountTest: TextRow("has {op} {number} {pick}", "拥有 {!record_count} {pick}", TEST),
    ast.NoRecordsTest: TextRow("has no {pick}", "没有 {pick}", TEST),
    ast.CannotBeDetermined: TextRow("{field} cannot be determined", "{field} 无法确定", TEST),
    ast.Pick: TextRow(
        "[{is_earlier?}earlier ]{record}[ {words* }][ of the same {same* of the same }]"
        "[{is_in_year?} in the year][ with ({test})]",
        "[符合 {test} 的 ][{is_earlier?}以前 ][{is_in_year?}当年 ][同一 {same* 的 同一 } 的 ]{record}[ {words* }]",
    ),
    ast.Sum: TextRow(_series("plus", "less", _level_in_sum), _series("加", "减", _level_in_chinese_sum), SUM),
    ast.Product: TextRow(
        _series("divided by", "times", lambda _, factors, place: _level_of_factor(factors[place])),
        _series("除以", "乘以", lambda _printer, _factors, _place: FACTOR),
        TERM,
    ),
    ast.Share: TextRow("{percent} of {base!base}", "{base:primary} 的 {percent}", TERM, PRIMARY),
    ast.RateOf: TextRow(
        "[{rate!word} of ({base})|({rate}) of {base!base}]", "{base:primary} 之 [{rate!word}|（{rate}）]", TERM, PRIMARY
    ),
    ast.AmountPerStep: TextRow(
        "{amount:factor} for each full {step} of {base:factor}", "{base:factor} 每满 {step} 计 {amount:factor}", TERM
    ),
    ast.AmountPerRecord: TextRow("{amount:factor} for each {record}", "{amount:factor} 乘 {record} 件数", TERM),
    ast.Band: TextRow(
        "{value:postfix}[ above {floor:postfix}][ up to {ceiling:postfix}]",
        "{value:primary}[ 超出 {floor:primary} 至 {ceiling:primary}| 超出 {floor:primary}| 未超出 {ceiling:primary}]"
        " 部分",
        FACTOR,
        PRIMARY,
    ),
    ast.RoundedValue: TextRow(
        "{value:postfix} rounded {mode} to {step}", "{value:primary} {mode!mode_zh} 至 {step}", POSTFIX, PRIMARY
    ),
    ast.Interest: TextRow(
        "interest on {principal:primary} at {rate:primary} from {start} to {end}[ last {last_years!years}]",
        "{principal:primary} 自 {start} 至 {end}[ 最后 {last_years}年] 按 {rate:primary} 计息",
        FACTOR,
        PRIMARY,
    ),
    ast.ShiftedDay: TextRow(
        "{duration} [{is_before?}before|after] {day:primary}", "{day:primary} [{is_before?}之前|之后] {duration}"
    ),
    ast.Number: TextRow("{value}[{is_money?}元][ {currency}]", _number_zh),
    ast.Percent: TextRow(_rate, _rate_zh),
    ast.Date: TextRow("{value}", "{value}"),
    ast.Duration: TextRow(lambda _, length: _plural(length.number, length.unit.value), "{number}{unit}"),
    ast.TableLookup: TextRow("{table} of {key}", "[{is_standard?}{table} {key} 标准|{key} 之 {table}]"),
    ast.SeriesValue: TextRow("{series} {point} {day}", "{day} {point} {series}"),
    ast.Aggregate: TextRow(
        "{kind}[ {field}][ of {pick}]", "[全部 {pick} 的 {kind} {field}|全部 {pick} 的 件数|{kind} {field}|{kind}]"
    ),
    ast.Increase: TextRow("increase of {figure} over last year", "{figure} 比上年增加"),
    ast.EarlierFigure: TextRow(
        "[{kind} {figure} of last {years!years}|{figure} of last year]", "[前 {years}年 {kind} {figure}|上年 {figure}]"
    ),
    ast.SpanCount: TextRow(
        "{unit!counted} from {start:primary} to {end:primary}", "自 {start:primary} 至 {end:primary} {unit!counted_zh}"
    ),
    ast.StateLength: TextRow("{unit!length} of {state} in the year", "{state} {unit!length_zh}"),
    ast.ClaimDay: TextRow("the day", "申请之日"),
    ast.ClaimYear: TextRow("the year", "申请年度"),
    ast.OtherSupport: TextRow("other support", "其他资助"),
    ast.Extreme: TextRow("[{largest?}max|min]({values*})", "（{values!extreme_value_zh* 与 } [{largest?}孰高|孰低]）"),
}

FORMS: Mapping[str, Form] = {
    "age": lambda printer, op: {Comparison.AT_LEAST: "满", Comparison.LESS_THAN: "不满"}.get(op) or printer.text(op),
    "base": lambda printer, base: printer.operand(
        base, TERM if isinstance(base, ast.Share) else _level_of_factor(base)
    ),
    "counted": {ast.Unit.YEAR: "full years", ast.Unit.MONTH: "full months", ast.Unit.DAY: "days"},
    "counted_zh": {ast.Unit.YEAR: "的年数", ast.Unit.MONTH: "的满月数", ast.Unit.DAY: "的天数"},
    # a sum is in brackets, because `甲 与 乙 加 丙 孰低` may be read as the sum of both
    "extreme_value_zh": lambda printer, value: (
        printer.operand(value, TERM) if isinstance(value, ast.Sum) else printer.text(value)
    ),
    "length": {ast.Unit.MONTH: "full months", ast.Unit.DAY: "days"},
    "length_zh": {ast.Unit.MONTH: "当年满月数", ast.Unit.DAY: "当年天数"},
    # a rounded limit of an award is in brackets, because it may be read as the rounding of the award
    "limit": lambda printer, limit: (
        printer.operand(limit, PRIMARY) if isinstance(limit, ast.RoundedValue) else printer.text(limit)
    ),
    "member": word_form(r"[^\W\d]\w*", reserved_words),
    "member_zh": word_form(r"[^\W\d的][^\W的]*", chinese_reserved),
    "mode_zh": MODES_ZH,
    "record_count": lambda _, test: threshold_text(test.op, f"{test.number}件"),
    "word": lambda _, expr: expr.name.text if isinstance(expr, ast.Word) else None,
    "years": lambda _, number: _plural(number, "year"),
}
