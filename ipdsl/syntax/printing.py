"""The surface tree to canonical text: two blanks per step, with comments and single blank lines.

`parse(format_page(p)) == p` for every page without findings, and formatting twice changes nothing. Keywords are in
English unless the tree records a Chinese sentence.

A table has a row for each class of nodes, with a cell for each language. A cell is a template, or a function if no
template is enough. A template is the text of a node, with these parts:

- `{record}`: an attribute of the node, printed by its own row; `{head.once}`: an attribute of an attribute
- `{value:factor}`: an operand, in brackets if it binds more loosely than a factor (`LEVELS`)
- `"{label}"`: a text as a quotation
- `{names*}`: a list with commas; `{events* · }`: a list with another text between its values
- `{op!age}`: a value, or each value of a list, by a form of this name; `{!count}`: the node itself by a form
- `[ of {record}]`: left out if a value in it is not given, that is, `None`, `False` or an empty list
- `[in {article}|in {group}|anywhere]`: the first alternative whose values are given
- `[{across?} across applicants]`: `{across?}` prints nothing, and must be given like other values

Only the brackets that the grammar needs are printed, and those that the author wrote around an operand that is an
operation, as in `20000 plus (10000 for each patent)`. With them, readers need not know which operator binds tighter.
Brackets around a whole expression, a name, a number or a part of the same chain are removed.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from fractions import Fraction
from functools import partial
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

import attrs

from ipdsl.base.findings.rendering import width
from ipdsl.base.values.money import CURRENCY_NAMES, MODES_ZH
from ipdsl.base.values.written_values import chinese_day, decimal, number_with_unit, percentage
from ipdsl.schema.comparisons import Comparison
from ipdsl.syntax import ast, keywords
from ipdsl.syntax.keywords import Surface, chinese, chinese_reserved, chinese_type_words, reserved_words
from ipdsl.syntax.layout import CONTINUES, has_chinese, quote
from ipdsl.syntax.literals import MONTHS
from ipdsl.syntax.sentence_builders import LEVEL, LEVEL_ZH

OR, AND, NOT, TEST, SUM, TERM, FACTOR, POSTFIX, PRIMARY, BRACKETED = range(10)
"""How tightly an expression binds; an operand that binds more loosely than its place requires is bracketed."""
LEVELS = {"not": NOT, "sum": SUM, "term": TERM, "factor": FACTOR, "postfix": POSTFIX, "primary": PRIMARY}
"""The places of operands in templates."""

PART = re.compile(
    r"\[(?P<alternatives>[^]]*)\]"
    r'|(?P<quotation>"?)\{(?P<name>[\w.]*)(?P<is_test>\??)(?::(?P<level>\w+))?(?:!(?P<form>\w+))?'
    r'(?P<is_list>\*?)(?P<separator>[^}]*)\}"?'
)
_keeps_brackets = ContextVar("ipdsl_keeps_brackets", default=False)


@contextmanager
def keeping_brackets() -> Iterator[None]:
    """Keep the brackets of operands within this context, as the formatter does. Names of rules omit them."""
    before = _keeps_brackets.set(True)
    try:
        yield
    finally:
        _keeps_brackets.reset(before)


def is_bracketed(expr: ast.Expr) -> bool:
    """Whether the original brackets of an operand are kept."""
    return isinstance(expr, ast.Operation) and expr.is_bracketed and _keeps_brackets.get()


Form: TypeAlias = "Mapping[Any, str] | Callable[[NodePrinter, Any], str | None]"
"""The words of values, or a function that prints a value. A value without a text counts as not given."""
Cell: TypeAlias = "str | Callable[[NodePrinter, Any], str]"
_PrintFunction: TypeAlias = Callable[[Any], Any]


class TextRow(NamedTuple):
    """How the nodes of a class are printed in English and in Chinese, and how tightly their texts bind."""

    english: Cell
    chinese: Cell
    level: int = PRIMARY
    chinese_level: int | None = None  # if it differs


class _PrintFunctions(dict[type | str, _PrintFunction]):
    """The printers of classes and of templates, each made when it is first used."""

    def __init__(
        self, make: Callable[[type | str], _PrintFunction], printers: Mapping[type | str, _PrintFunction]
    ) -> None:
        super().__init__(printers)
        self._make = make

    def __missing__(self, kind: type | str) -> _PrintFunction:
        self[kind] = self._make(kind)
        return self[kind]


class NodePrinter:
    """Prints nodes in one language: `column` is that of its cells, `brackets` and `comma` are its signs."""

    def __init__(
        self,
        column: int,
        brackets: str,
        comma: str,
        rows: Mapping[type, TextRow],
        forms: Mapping[str, Form],
        values: Mapping[type, Sequence[Callable[[Any], str]]],
    ) -> None:
        self._brackets, self._comma, self._forms = brackets, comma, forms
        self._cells = {kind: row.chinese if column else row.english for kind, row in rows.items()}
        self._levels = {
            kind: row.chinese_level if column and row.chinese_level else row.level for kind, row in rows.items()
        }
        self._printers = _PrintFunctions(self._printer, {kind: cells[column] for kind, cells in values.items()})

    def text(self, node: Any) -> str:
        """The text of a node or of a value in it."""
        text: str = self._printers[type(node)](node)
        return text

    def fill(self, template: str, node: Any) -> str:
        """A template with the values of a node, for a function that chooses the template."""
        text: str = self._printers[template](node)
        return text

    def operand(self, expr: ast.Expr, wanted: int) -> str:
        """An operand, in brackets if it is an operation that binds more loosely than `wanted`."""
        text: str = self._printers[type(expr)](expr)
        if isinstance(expr, ast.Operation) and (self.level(expr) < wanted or is_bracketed(expr)):
            return f"{self._brackets[0]}{text}{self._brackets[1]}"
        return text

    def level(self, expr: ast.Expr) -> int:
        """How tightly an expression binds. A word as a rate binds tightly, because its base is in brackets."""
        level = self._levels.get(type(expr), PRIMARY)
        has_word = level < PRIMARY and isinstance(expr, ast.RateOf) and isinstance(expr.rate, ast.Word)
        return PRIMARY if has_word else level

    def _printer(self, kind: type | str) -> _PrintFunction:
        """The printer of a class, or of a template."""
        cell = kind if isinstance(kind, str) else self._cells[kind]
        return self._template(cell) if isinstance(cell, str) else partial(cell, self)

    def _template(self, template: str, otherwise: _PrintFunction | None = None) -> _PrintFunction:
        """The printer of a template, with another one for nodes without one of its values."""
        parts = [self._part(match, otherwise is not None) for match in PART.finditer(template)]
        text = PART.sub("%s", template.replace("%", "%%"))
        if otherwise is None:
            return parts[0] if text == "%s" else lambda node: text % tuple([part(node) for part in parts])
        if len(parts) == 1:
            return _optional_text(text, parts[0], otherwise)

        def text_of(node: Any) -> Any:
            texts = []
            for part in parts:
                shown = part(node)
                if shown is None:
                    return otherwise(node)
                texts.append(shown)
            return text % tuple(texts)

        return text_of

    def _part(self, match: re.Match[str], is_optional: bool) -> _PrintFunction:
        if match["alternatives"] is not None:
            printer: _PrintFunction = _no_text
            for template in reversed(match["alternatives"].split("|")):
                printer = self._template(template, printer)
            return printer
        value_of = attrgetter(match["name"]) if match["name"] else _same_node
        shown = self._value_printer(match, is_optional)

        def shown_if_given(node: Any) -> Any:
            value = value_of(node)
            is_given = value is not None and value is not False and (value or value.__class__ is not tuple)
            return shown(value) if is_given else None

        return shown_if_given if is_optional else lambda node: shown(value_of(node))

    def _value_printer(self, match: re.Match[str], is_optional: bool) -> _PrintFunction:
        """The function that prints the value of an attribute."""
        shown: _PrintFunction = self.text
        if match["is_test"]:
            shown = _no_text
        elif match["level"]:
            wanted = LEVELS[match["level"]]
            return lambda expr: self.operand(expr, wanted)
        elif match["form"]:
            form = self._forms[match["form"]]
            shown = partial(form, self) if callable(form) else form.get if is_optional else form.__getitem__
        elif match["quotation"]:
            shown = quote
        separator = match["separator"] or self._comma
        return (lambda values: separator.join([shown(value) for value in values])) if match["is_list"] else shown


def _same_node(node: Any) -> Any:
    return node


def _optional_text(text: str, part: _PrintFunction, otherwise: _PrintFunction) -> _PrintFunction:
    """The printer of a template with one part, which most optional templates have: it is faster than a loop."""

    def text_of(node: Any) -> Any:
        shown = part(node)
        return otherwise(node) if shown is None else text % shown

    return text_of


def _no_text(_value: object) -> str:
    return ""


_WORDS = {
    ast.Unit.YEAR: "年", ast.Unit.MONTH: "个月", ast.Unit.DAY: "天",
    ast.SeriesPoint.IN_JANUARY_OF: "当年1月", ast.SeriesPoint.IN_MONTH_OF: "当月", ast.SeriesPoint.ON: "当日",
    ast.AggregateKind.TOTAL: "合计", ast.AggregateKind.NUMBER: "数量", ast.AggregateKind.AVERAGE: "平均",
    ast.AggregateKind.LARGEST: "最大", ast.AggregateKind.SMALLEST: "最小", ast.AggregateKind.EARLIEST: "最早",
    ast.AggregateKind.FIRST: "首次", ast.AggregateKind.LAST: "最近一次",
    ast.YearsKind.TOTAL: "合计", ast.YearsKind.AVERAGE: "平均", ast.YearsKind.LARGEST: "最大",
    ast.YearsKind.SMALLEST: "最小",
    ast.PaymentPoint.PAYMENT: "拨款之日", ast.PaymentPoint.FIRST_PAYMENT: "首笔拨款之日",
    ast.PaymentPoint.GRANT: "核准之日",
    ast.AwardSumKind.PAYS: "奖励金额", ast.AwardSumKind.HAS_PAID: "已奖励金额",
    ast.AwardSumKind.HAS_GRANTED: "已核准金额",
    ast.LimitOrder.EARLIEST: "先到先得", ast.LimitOrder.BEST: "从高到低", ast.LimitOrder.CHOSEN: "由申请人选定",
    ast.CapManner.WHOLE: "不予拆分", ast.CapManner.IN_TURN: "按序全额拨付",
    ast.CapManner.IN_PROPORTION: "超出的同比例核减",
}  # fmt: skip
"""The Chinese words of the words that have a class."""
_PLURAL_VERBS = {"pays": "pay", "has paid": "have paid", "has granted": "have granted"}
_NUMERALS = "零一二三四五六七八九十"
_NAMES_OF_CURRENCIES = {code: name for name, code in CURRENCY_NAMES.items()}


def word_form(pattern: str, reserved: Callable[[], Collection[str]]) -> Form:
    """The form of a word that is quoted if it does not match, or is one of these words."""
    name = re.compile(pattern)

    def form(printer: NodePrinter, word: ast.Name | str) -> str:
        text = printer.text(word)
        return text if name.fullmatch(text) and text.lower() not in reserved() else quote(text)

    return form


def _verb_of_awards(node: ast.AwardSum) -> str:
    """The verb of a sum of awards: several articles pay."""
    is_plural = isinstance(node.awards, ast.ArticleRef) and node.awards.last is not None
    return _PLURAL_VERBS[node.kind.value] if is_plural else node.kind.value


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
    if test.is_of_days:
        return printer.fill("{left:term} {op!of_days_zh} {right:term}", test)
    return printer.fill(age if is_age else "{left:term} {op} {right:term}", test)


def _count_zh(_printer: NodePrinter, count: ast.Expr) -> str | None:
    """`下列情形中 2种 以上`."""
    if not isinstance(count, ast.ConditionCount):
        return None
    if count.op is Comparison.AT_LEAST:
        return f"符合 下列情形中 {count.number}种 以上"
    return f"符合 下列情形中 {_comparison_zh(count.op)} {count.number}种"


_YEARS = {0: "", 1: " after", -1: " before"}
_YEARS_ZH = {0: "当年", 1: "次年", -1: "上年"}


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
    value = rate.value
    return f"{value.numerator}/{value.denominator}" if rate.is_fraction else percentage(value)


def _rate_zh(printer: NodePrinter, rate: ast.Percent) -> str:
    """`30%`, `三分之二`, or `3/40` if the numbers are large."""
    text = _rate(printer, rate)
    above, slash, below = text.partition("/")
    is_small = slash and 0 < int(above) <= 10 and int(below) <= 10
    return f"{_NUMERALS[int(below)]}分之{_NUMERALS[int(above)]}" if is_small else text


def _number_zh(_printer: NodePrinter, number: ast.Number) -> str:
    """`3亿元`, `20万欧元` for round numbers, otherwise unchanged: `100`, `1000 THB`."""
    if number.is_count:
        return f"{decimal(number.value)}件"
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
    ast.Compare: TextRow("{left:term} [{is_of_days?}{op!of_days}|{op}] {right:term}", _compare_zh, TEST),
    ast.EachYearTest: TextRow(
        "{value:sum} between {low!month_day} and {high!month_day} of each year",
        "{value:sum} 介于 每年 {low!month_day_zh} 至 {high!month_day_zh}",
        TEST,
    ),
    ast.ConditionCount: TextRow(
        "{op} {number} of these ({lines*; })", "{!count_of_conditions_zh}（{lines*；}）", PRIMARY
    ),
    ast.CountedCondition: TextRow("{test}", "{test}"),
    ast.YearBeforeTest: TextRow("{value:sum} within the year before", "{value:sum} 在 上一年度", TEST),
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
        "[{rate!closed} of ({base})|({rate}) of {base!base}]",
        "{base:primary} 之 [{rate!word}|（{rate}）]",
        TERM,
        PRIMARY,
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
    ast.FallbackValue: TextRow("({value:primary}, otherwise {fallback})", "（{value:primary}，无则为 {fallback}）"),
    ast.Interest: TextRow(
        "interest on {principal:primary} at [{rate!closed}|{rate:primary}] from {start} to {end}"
        "[ last {last_years!years}]",
        "{principal:primary} 自 {start} 至 {end}[ 最后 {last_years}年] 按 {rate:primary} 计息",
        FACTOR,
        PRIMARY,
    ),
    ast.ShiftedDay: TextRow(
        "{duration} [{is_before?}before|after] {day:primary}", "{day:primary} [{is_before?}之前|之后] {duration}"
    ),
    ast.DayOfYear: TextRow(
        lambda _, node: f"{node.day} {MONTHS[node.month - 1]} of the year{_YEARS[node.years]}",
        lambda _, node: f"{_YEARS_ZH[node.years]} {node.month}月{node.day}日",
    ),
    ast.Number: TextRow("{value}[{is_money?}元][{is_count?} items][ {currency}]", _number_zh),
    ast.Percent: TextRow(_rate, _rate_zh),
    ast.Date: TextRow("{value}", "{value}"),
    ast.Duration: TextRow(lambda _, length: _plural(length.number, length.unit.value), "{number}{unit}"),
    ast.TableLookup: TextRow("{table!closed} of {key}", "[{is_standard?}{table} {key} 标准|{key} 之 {table}]"),
    ast.SeriesValue: TextRow("{series} {point} {day}", "{day} {point} {series}"),
    ast.Aggregate: TextRow(
        "{kind}[ {field}][ of {pick}]", "[全部 {pick} 的 {kind} {field}|全部 {pick} 的 件数|{kind} {field}|{kind}]"
    ),
    ast.Increase: TextRow(
        "[{is_share?}growth|increase] of {figure} over last year", "{figure} [{is_share?}同比增幅|比上年增加]"
    ),
    ast.EarlierFigure: TextRow(
        "[{kind} {figure} of last {years!years}|{figure} of {years!year_back}]",
        "[前 {years}年 {kind} {figure}|{years!year_back_zh} {figure}]",
    ),
    ast.FigureOfYears: TextRow(
        "{kind} {figure} [since {since}|of all years before]", "[自 {since}年 以来|历年] {kind} {figure}"
    ),
    ast.SpanCount: TextRow(
        "{unit!counted} from {start:primary} to {end:primary}", "自 {start:primary} 至 {end:primary} {unit!counted_zh}"
    ),
    ast.StateLength: TextRow("{unit!length} of {state} in the year", "{state} {unit!length_zh}"),
    ast.ClaimDay: TextRow("the day", "申请之日"),
    ast.ClaimYear: TextRow("the year", "申请年度"),
    ast.PaymentDay: TextRow("{point}", "{point}"),
    ast.OtherSupport: TextRow("other support", "其他资助"),
    ast.AwardSum: TextRow(
        lambda printer, node: f"what {printer.text(node.awards)} {_verb_of_awards(node)}", "{awards} {kind}"
    ),
    ast.Extreme: TextRow("[{largest?}max|min]({values*})", "（{values!extreme_value_zh* 与 } [{largest?}孰高|孰低]）"),
}


def _closed_word(_printer: NodePrinter, expr: ast.Expr | ast.Name) -> str | None:
    """A word, in brackets if it begins a keyword with `of` or `from` after it: `days from`, `growth of`."""
    text = expr.text if isinstance(expr, ast.Name) else expr.name.text if isinstance(expr, ast.Word) else None
    return f"({text})" if text is not None and text.lower() in ("days", "growth", "increase", "rank") else text


_OPEN_END = re.compile(r"(?:^|(?<= at most ))(?:(?! at most ).)*\bdays$", re.IGNORECASE)
"""The last sum of an amount that would begin the keyword `days from` with the `from` after it."""
_EXPRESSION_FORMS: Mapping[str, Form] = {
    "year_back": {1: "last year", 2: "the year before last"},
    "year_back_zh": {1: "上年", 2: "再上年"},
    "count_of_conditions": lambda printer, test: (
        printer.fill("{op} {number} of these", test) if isinstance(test, ast.ConditionCount) else None
    ),
    "count_of_conditions_zh": _count_zh,
    "month_day": lambda _, held: f"{held[1]} {MONTHS[held[0] - 1]}",
    "month_day_zh": lambda _, held: f"{held[0]}月{held[1]}日",
    "of_days": ast.ORDERS_OF_DAYS,
    "of_days_zh": lambda _, op: chinese()[ast.ORDERS_OF_DAYS[op].upper().replace(" ", "_")].preferred_phrase,
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
    "closed": _closed_word,
    "owed": lambda printer, amount: _OPEN_END.sub(r"(\g<0>)", printer.text(amount)),
    "word": lambda _, expr: expr.name.text if isinstance(expr, ast.Word) else None,
    "years": lambda _, number: _plural(number, "year"),
}


_NAMES_OF_KEYS = {"matter": "事项", "applicant": "申请人", "year": "年度"}

HEADERS: Mapping[type, TextRow] = {
    ast.PolicyLine: TextRow('policy {name}[ "{title}"][ "{title_zh}"]', '政策 {name}[ "{title_zh}"][ "{title}"]'),
    ast.CasesLine: TextRow("cases for {policy}", "案例集 {policy}"),
    ast.DocumentLine: TextRow('document "{number}"', '文号 "{number}"'),
    ast.IssueDateLine: TextRow("issued {day}", "{day} 印发"),
    ast.EffectiveLine: TextRow(
        "effective [{start} to {end}|from {start}][ for {duration}][ by discretion from {discretion_from}]",
        "自 {start} 起施行[，有效期至 {end}][，有效期 {duration}][，{discretion_from} 起 可参照执行]",
    ),
    ast.YearBeginsLine: TextRow("year begins {month!two_digits}-{day!two_digits}", "年度 自 {month}月{day}日 起算"),
    ast.StatusLine: TextRow("status {word}", "稿别 {word}"),
    ast.CurrencyLine: TextRow("currency {code}", "币种 {code}"),
    ast.PolicyLevel: TextRow("level {name}", "本级 {name}"),
    ast.RoundingLine: TextRow("round {mode} to {step}", "金额 {mode!mode_zh} 至 {step}"),
    ast.UseLine: TextRow("use {name}", "使用词汇 {name}"),
    ast.LanguageLine: TextRow("language {version}", "语言版本 {version}"),
    ast.ReplacesLine: TextRow('replaces "{document}"', '"{document}" 同时废止'),
    ast.ClauseMapping: TextRow("clause {new} was {old}", "{new} 原为 {old}"),
    ast.FormerNames: TextRow("formerly {names*}", "原 {names*}"),
    ast.EndedLabels: TextRow("ended {labels*}", "已废止 {labels*}"),
}

BLOCK_LINES: Mapping[type, TextRow] = {
    ast.Article: TextRow(
        'article {number}[ "{title}"][ "{title_zh}"][{informative?} informative|{in_header?} in header]'
        '[ defines "{defines}" "{defines_zh}"| defines "{defines}"]',
        '第{number}条[ "{title_zh}"][ "{title}"][{informative?} 不涉及资金|{in_header?} 见文首]'
        '[ 界定 "{defines_zh}" "{defines}"| 界定 "{defines}"]',
    ),
    ast.ArticleRef: TextRow("[articles {first} to {last}|article {first}]", "第{first}条[ 至 第{last}条]"),
    ast.Group: TextRow('group {name}[ "{label}"]', '组 {name}[ "{label}"]'),
    ast.OverBlock: TextRow(
        "over [{articles!only_one}|articles {articles!article_numbers}|policy]", "适用于 [{articles*}|全文]"
    ),
    ast.Requirement: TextRow("require of [{record}|every record] that {test}", "[{record}|各项记录] 须 {test}"),
    ast.ConditionLine: TextRow("if [{test!count_of_conditions}|{test}]", "须 [{test!count_of_conditions_zh}：|{test}]"),
    ast.SameMatter: TextRow("same matter[ of {record}] is {names*}", "[{record} 的 ]同一事项 按 {names*}"),
    ast.ReadingLine: TextRow('reading "{text}"[ "{zh}"][ {attribution}]', '理解 ["{zh}" ]"{text}"[ {attribution}]'),
    ast.Attribution: TextRow('by "{by}"[ "{zh}"] on {day}', '由 ["{zh}" ]"{by}" 于 {day} 决定'),
    ast.SourceNote: TextRow('source "{text}"[ "{zh}"]', '出处 ["{zh}" ]"{text}"'),
    ast.Reference: TextRow(
        'refers to "{document}"[ "{zh}"] '
        "[instead of {instead_of} for records of {records_of}|for {trigger!picked}|for policy]",
        '[{records_of}年度 的记录，{instead_of} 改按|{trigger}，按|全文 按] ["{zh}" ]"{document}" 执行',
    ),
    ast.Obligation: TextRow(
        'oblige {who} to [match {op} {share} of award|"{text}" "{zh}"|"{text}"]',
        '{who} 应当 [按 {op} 奖励金额 的 {share} 配套|"{zh}" "{text}"|"{text}"]',
    ),
    ast.Allocation: TextRow(
        "allocate {amount}[ {per!key* }][ to {to*}][ {trigger}]", "{!front}[{per!each_key* } ]安排 {amount}"
    ),
    ast.Recovery: TextRow(
        "recover [{is_above?}what was paid above {share:postfix}|{share!closed} of what was paid"
        "|{share:term} of what was paid][ for the same {same}]"
        "[ from {payer}] {trigger}",
        "{trigger}，[向 {payer} ]追回 [同一 {same} 的 ]{!recovered}",
    ),
    ast.Surcharge: TextRow("surcharge {rate}", "加收 {rate}"),
    ast.RecoveryInterest: TextRow(
        "interest {rate} per year from {start:primary} to {end:primary}",
        "自 {start:primary} 至 {end:primary} 按 年利率 {rate} 计息",
    ),
    ast.RecoveryThreshold: TextRow(
        "nothing [{includes_sum?}up to|below] {amount}", "单项[{includes_sum?}不超过|不足] {amount} 的，不予追回"
    ),
    ast.PaymentOrder: TextRow("in the order {refs*}", "依次自 {refs*} 中退回"),
    ast.StopPayments: TextRow("pay nothing more", "未拨付部分停止拨付"),
    ast.SetOff: TextRow("set off against awards for {years!years}", "抵扣 以后 {years}年 应得金额"),
    ast.PaymentSchedule: TextRow("pay in parts", "分期拨付："),
    ast.Instalment: TextRow(
        "[{share!instalment_share}|the rest][ each year for {years}| {day!instalment_day}| at once]"
        '[ for {payee}| for "{payee_name}"][ if {test}]',
        "[分 {years} 逐年 |{day!instalment_day_zh} |核准时 ]拨付 [{share}|余款]"
        '[，拨给 {payee}|，拨给 "{payee_name}"][，须 {test}]',
    ),
    ast.InstalmentEvent: TextRow(
        "when[ {record}] {event}[ of the same {same}]", "[同一 {same} 的 ][{record} ]{event} 后"
    ),
    ast.Target: TextRow(
        'target "{text}"[ "{zh}"] {number} by {by_year}', '到 {by_year}年，["{zh}" ]"{text}" 达到 {number}'
    ),
    ast.Definition: TextRow(
        'here {name}[ "{label}"][ of {record}] [{value!with_rows}|means {value}]',
        '本文件所称[ {record} 的] {name}[ "{label}"] [{value!with_rows}是指：|是指 {value}]',
    ),
}


def _front(printer: NodePrinter, node: ast.Head | ast.Allocation) -> str:
    """The trigger and the beneficiary: `对 专利奖 获奖 的 企业、个人，`."""
    picks = isinstance(node.trigger, ast.WhenTrigger | ast.WhileTrigger)
    return printer.fill("{trigger}[ {to*}]，" if picks else "每年对 [{to*}|各申请人]，", node)


def _recovered_zh(printer: NodePrinter, line: ast.Recovery) -> str:
    """What a recovery takes: `已拨付资金 的 50%`, `5000元`."""
    match line.share:
        case _ if line.is_above:
            return printer.fill("已拨付资金 超出 {share:primary} 部分", line)
        case ast.Percent(value=Fraction(numerator=1, denominator=1), is_fraction=False):
            return "已拨付资金"
        case ast.Percent():
            return printer.fill("已拨付资金 的 {share}", line)
        case ast.Number():
            return printer.fill("{share}", line)
        case ast.Word():
            return printer.fill("已拨付资金 之 {share}", line)
        case ast.Product():
            return f"已拨付资金 乘以 {printer.text(line.share)}"
        case _:
            return f"已拨付资金 之 （{printer.text(line.share)}）"


_AWARD = "{head}[{head.per!each_key* }，]"  # keys without a comma would belong to `once`
_SUM = "{head}[{head.once?}{head.per!each_key* }，|{head.per!each_key* } ]"
_PLAIN = _SUM + "[{head.once}][{verb}|奖励] {amount}"
_VERB = "{head!respectively}[{verb}|奖励]："
_DEBT = "collect {amount!owed}[ {head.per!key* }][ {head.once}][ from {head.to*}][ from {head.start}][ {head.trigger}]"
_AWARDS = {
    ast.AmountByRank: "[自 {head.start} 起，]对 [{head.per!each_key* } ]{amount.figure} 排名 的 {head.among*}，{amount}"
    + _VERB,
    ast.AmountByRankOfRecord: _AWARD + "{amount}" + _VERB,
    ast.AmountByRows: _AWARD + "按 {amount.value} " + _VERB,
    ast.AmountByConditions: _AWARD + "{amount}[{head.once}][{verb}|奖励]：",
    ast.DiscretionaryAmount: _SUM + "[{head.once} ]一事一议 [{verb}|奖励]",
    ast.Ceiling: _SUM + "[{head.once} ]最高[{verb}|奖励] {amount.value}[，最高不超过 {amount.at_most}]",
    ast.FixedAmount: _AWARD + "按 {amount.value} [{head.once}][{verb}|奖励][，最高不超过 {amount.at_most}]",
}
"""The Chinese text of an award by its amount."""
_FOLLOWING_THE_VERB = (ast.Number, ast.Sum, ast.Product, ast.AmountPerStep, ast.AmountPerRecord, ast.TableLookup)
"""Sums that follow the verb; other sums precede it."""


def _award_en(printer: NodePrinter, award: ast.Award) -> str:
    return printer.fill(_DEBT if award.is_debt else "award {amount}{head}", award)


def _award_zh(printer: NodePrinter, award: ast.Award) -> str:
    amount, award = award.amount, attrs.evolve(award, verb="收取") if award.is_debt else award
    follows = isinstance(amount, ast.FixedAmount) and isinstance(amount.value, _FOLLOWING_THE_VERB)
    return printer.fill(_PLAIN if follows else _AWARDS[type(amount)], award)


def _key_form(word: str, year: str) -> Form:
    """The form of a key: `per unit`, `in any 24 months`; `每个 企业`, `每年`."""

    def form(printer: NodePrinter, key: ast.Name) -> str:
        if isinstance(key, ast.PeriodKey):
            return printer.text(key)
        name = key.text if word == "per" else _NAMES_OF_KEYS.get(key.text, key.text)
        return year if key.text == "year" else f"{word} {name}"

    return form


def _instalment_share(printer: NodePrinter, share: ast.Expr) -> str:
    """The share of an instalment; all but a literal, a word, and a rate of a word is in brackets."""
    match share:
        case ast.Number() | ast.Percent() | ast.Word():
            return printer.text(share)
        case ast.Share(percent=percent, base=base):
            base_text = printer.text(base) if isinstance(base, ast.Word) else f"({printer.text(base)})"
            return f"{printer.text(percent)} of {base_text}"
        case _:
            return f"({printer.text(share)})"


def _day_form(after_grant: str, on_day: str) -> Form:
    """The form of the day of an instalment: `1 year later`, `due 2027-06-30`, `when accepted`."""

    def form(printer: NodePrinter, day: ast.InstalmentDay) -> str:
        text = printer.text(day)
        if isinstance(day, ast.InstalmentEvent):
            return text
        return (after_grant if isinstance(day, ast.Duration) else on_day).format(day=text)

    return form


def _counted_word(_printer: NodePrinter, limit: ast.Limit) -> str:
    """What a limit counts."""
    if limit.what is None:
        return "items"
    return "applicants" if limit.what.text == "applicant" and limit.number != 1 else limit.what.text


def _threshold_zh(printer: NodePrinter, key: ast.ThresholdKey) -> str:
    text = printer.text(key.literal)
    return f"首次超过 {text}" if key.is_rise else threshold_text(key.op, text)


AWARDS: Mapping[type, TextRow] = {
    ast.Award: TextRow(_award_en, _award_zh),
    ast.Head: TextRow(
        "[ {per!key* }][ {once}][ to {to*}][ from {start}][ among {among*}][ {trigger}]", "[自 {start} 起，]{!front}"
    ),
    ast.FixedAmount: TextRow("{value}[ at most {at_most!limit}]", "{value}[，最高不超过 {at_most}]"),
    ast.Ceiling: TextRow("up to {value}[ at most {at_most!limit}]", "最高 {value}[，最高不超过 {at_most}]"),
    ast.DiscretionaryAmount: TextRow("at discretion", "一事一议"),
    ast.AmountByRows: TextRow("by {value}", "按 {value} 分别"),
    ast.AmountByConditions: TextRow("as follows", "按下列标准 "),
    ast.AmountByRank: TextRow("by rank of {figure}", "按 名次 "),
    ast.AmountByRankOfRecord: TextRow("by rank of {field}", "按 {field} 名次 "),
    ast.OnceRule: TextRow("once[ {per!key* }]", "[{per!each_key* } ]一次性"),
    ast.PeriodKey: TextRow("[{is_span?}in|per] {text}", "[{is_span?}连续 {duration} 内|每 {duration}]"),
    ast.WhenTrigger: TextRow(
        "when[{the_first?} the first] {record}[ {test}]", "对[{the_first?} 首次] {record}[ {test}] 的"
    ),
    ast.WhileTrigger: TextRow("while {subject}[ {test}]", "对 {subject}[ {test}] 期间 的"),
    ast.YearTrigger: TextRow("each year", "每年"),
    ast.Row: TextRow(
        "{key}: {amount}[ {once}][, {limit}]", "{key}：[{amount!with_rows}：|{once} {amount}|{amount}][，{limit}]"
    ),
    ast.ConditionKey: TextRow("{test}", "{test}"),
    ast.MemberKeys: TextRow("{names*}", "{names*}"),
    ast.ThresholdKey: TextRow("[{is_rise?}rises above|{op}] {literal}", _threshold_zh),
    ast.RangeKey: TextRow("{low} and {high}", "{low}、{high}"),
    ast.BetweenKey: TextRow("between {low} and {high}", "{low} 至 {high}"),
    ast.RankKey: TextRow("{rank}[ to {last}]", "第{rank}名[至第{last}名]"),
    ast.OtherwiseKey: TextRow("otherwise", "其余"),
    ast.TiesShare: TextRow("ties [{order}|share the rank]", "并列[的{order}|同名次]"),
    ast.LabelLine: TextRow('as {name}[ "{label}"]', '简称 {name}[ "{label}"]'),
    ast.FormerLabels: TextRow("formerly {labels*}", "原 {labels*}"),
    ast.TitleLine: TextRow('title "{text}"[ "{zh}"]', '标题 ["{zh}" ]"{text}"'),
    ast.AwardLimit: TextRow("at most {amount}", "单项不超过 {amount}"),
    ast.AwardMinimum: TextRow("at least {amount}", "单项不低于 {amount}"),
    ast.AwardThreshold: TextRow("nothing below {amount}", "单项不足 {amount} 的，不予奖励"),
    ast.SupportDeduction: TextRow(
        "counting [support of {levels*}|all other support]", "[{levels*} |各级各类]资助合并计算"
    ),
    ast.PriorPaymentDeduction: TextRow(
        "less already paid for {record} of the same {field}", "扣除 同一 {field} 的 {record} 已奖励部分"
    ),
    ast.PayeeShare: TextRow(
        'of which[{is_at_least?} at least] {rate}[ for {payee}| for "{payee_name}"]',
        '其中[{is_at_least?} 不低于] {rate}[ 拨给 {payee}| 拨给 "{payee_name}"]',
    ),
    ast.ConversionLine: TextRow("convert at {series} on {day}", "按 {day} 的 {series} 折算"),
    ast.UncappedLine: TextRow("uncapped", "不设上限"),
}

RULES: Mapping[type, TextRow] = {
    ast.Limit: TextRow(
        "limit {number} {!limited}[ {per!key* }][{across?} across applicants][, {order}]",
        "[{per!each_key* }|总体] [{across?}各申请人合计 ]最多 {number}[个 {what!limited_zh}|件][，{order}]",
    ),
    ast.FieldOrder: TextRow(
        "[{is_highest_first?}highest {field} first|in order of {field}][ then {ties}]",
        "按 {field} [{is_highest_first?}从高到低|先后][，{ties}]",
    ),
    ast.NoRepeat: TextRow("no repeat[ {per!key* }]", "[{per!same_key* } ]不重复奖励"),
    ast.HighestRule: TextRow(
        "pay highest[ of {alternatives*}|{with_older?} with older documents][ {per!key* }]",
        "[在 {alternatives*} 之间，][{per!same_key* } ][{alternatives?}|{with_older?}连同以往文件 ]就高不重复",
    ),
    ast.Alternative: TextRow("[{refs!only_one}|({refs* and })]", "[{refs!only_one}|（{refs* 与 }）]"),
    ast.PayEachLine: TextRow("pay each", "可叠加奖励"),
    ast.TopUp: TextRow("top up[ {per!key* }]", "[{per!same_key* } ]晋级补足差额"),
    ast.Cap: TextRow(
        "cap {amount}[{of_payments?} paid][ {per!key* }][{across?} across applicants][, {manner}][, {order}]",
        "[{per!each_key* }|总体] [{across?}各申请人合计 ]{!most_of_cap} {amount}[，{manner}][，{order}]",
    ),
    ast.MinimumTotal: TextRow(
        "nothing below {amount}[ {per!key* }][{across?} across applicants]",
        "[{per!each_key* } ][{across?}各申请人合计 ]合计不足 {amount} 的，不予奖励",
    ),
    ast.RoundedTotal: TextRow(
        "round down to {step}[ {per!key* }][{across?} across applicants]",
        "[{per!each_key* } ][{across?}各申请人合计 ]金额 向下取整 至 {step}",
    ),
    ast.Quota: TextRow(
        "quota[ {low} to] {number} {what}[ {per!key* }][ by {by}][ then {ties}]",
        "{per!each_key* } 评选[ {low} 至|不超过] {number}个 {what}[，按 {by} 从高到低][，{ties}]",
    ),
    ast.Suspension: TextRow("suspend {who} for the year {when}", "{when} {who}，当年不予奖励"),
    ast.NoneWhenRule: TextRow(
        "none when [{test}|{is_own_level?}this level supported the same matter|another level supported the same"
        " matter]",
        "凡 [{test}|{is_own_level?}同一事项已享受本级其他资助|同一事项已享受其他各级政府奖励] 的，不予奖励",
    ),
    ast.ExceptionLine: TextRow("except {refs*}", "{refs*} 除外"),
    ast.RepaidUncounted: TextRow("what is paid back counts no longer", "退回部分不再计入"),
    ast.LapsedUncounted: TextRow("what lapses counts no longer", "失效部分不再计入"),
    ast.CarryForward: TextRow("carry forward {years!years}", "超出部分 可在后 {years}年 内兑现"),
}


def _field(texts_after_type: str, texts_after_label: str) -> Cell:
    """The printer of a field, with its template for a type without members, and the one for other fields."""

    def text(printer: NodePrinter, field: ast.FieldDecl) -> str:
        has_type = field.type is not None and not field.type.members
        return printer.fill(texts_after_type if has_type else texts_after_label, field)

    return text


VOCABULARY: Mapping[type, TextRow] = {
    ast.VocabularyLine: TextRow(
        'vocabulary {name}[ "{title}"][ "{title_zh}"]', '词汇 {name}[ "{title_zh}"][ "{title}"]'
    ),
    ast.KindDecl: TextRow(
        'applicant {name}[ "{label}"][ "{definition}"][ "{definition_zh}"][ includes {includes*}]',
        '申请人 {name}[ "{label}"][ "{definition_zh}"][ "{definition}"][ 包括 {includes*}]',
    ),
    ast.ClassDecl: TextRow(
        'class {name}[ "{label}"][ "{definition}"][ "{definition_zh}"][ is {members*}]',
        '统称 {name}[ "{label}"][ "{definition_zh}"][ "{definition}"] 包括 {members*}',
    ),
    ast.LevelDecl: TextRow("level {members* > }", "级别 {members* > }"),
    ast.ChoiceDecl: TextRow('choice {name}[ "{label}"][ {members* · }]', '选项 {name}[ "{label}"][ {members* · }]'),
    ast.MemberDecl: TextRow('{name}[ "{label}"]', '{name}[ "{label}"]'),
    ast.SeriesDecl: TextRow(
        'series {name}[ "{label}"] [{currency} per currency|percent], {frequency}',
        '行情 {name}[ "{label}"] [{currency} 计每种外币|比例]，{frequency!frequency_zh}',
    ),
    ast.ApplicantFields: TextRow("applicant fields", "申请人情况"),
    ast.Figures: TextRow("figures per year", "年度数据"),
    ast.RecordDecl: TextRow(
        'record {name}[ "{label}"][ "{definition}"][ "{definition_zh}"][ plural {plural}][ is {base}][ with {fixed*}]',
        '记录 {name}[ "{label}"][ "{definition_zh}"][ "{definition}"][ 复数 {plural}][ 属于 {base}][ 与 {fixed*}]',
    ),
    ast.FixedValue: TextRow("{field} {value}", "{field} {value}"),
    ast.KeyDecl: TextRow("key {parts*}", "识别项 {parts*}"),
    ast.KeyPart: TextRow('{name}[ "{label}"]', '{name}[ "{label}"]'),
    ast.MatterDecl: TextRow("matter {names*}", "同一事项 按 {names*}"),
    ast.EventLine: TextRow("{events* · }", "{events* · }"),
    ast.EventDecl: TextRow(
        'event {name}[ "{label}"] on {date_field}[ "{date_label}"]'
        "[{first?} first][{for_life?} once for life][{default?} default]",
        '事件 {name}[ "{label}"] 于 {date_field}[ "{date_label}"]'
        "[{first?} 首次][{for_life?} 终身一次][{default?} 默认]",
    ),
    ast.StateDecl: TextRow(
        'state {name}[ "{label}"] from {start}[ "{start_label}"][ until {until}][ "{until_label}"]',
        '状态 {name}[ "{label}"] 自 {start}[ "{start_label}"][ 至 {until}][ "{until_label}"]',
    ),
    ast.OrderOfDays: TextRow("order of days {days*}", "日期先后 {days*}"),
    ast.FieldLine: TextRow("{fields* · }", "{fields* · }"),
    ast.FieldDecl: TextRow(
        _field(
            '{name}[ "{label}"] {type}[ {varies}][ "{definition}"][ "{definition_zh}"]'
            "[{may_be_negative?}, may be below 0][, 0 before {zero_before}|, {years_between}]",
            '{name}[ "{label}"][ "{definition}"][ "{definition_zh}"][ {varies}]'
            '[ is one of {type}| since {since} "{since_label}"| since {since}| means {means}]',
        ),
        _field(
            '{name}[ "{label}"] {type}[ {varies!varies_zh}][ "{definition_zh}"][ "{definition}"]'
            "[{may_be_negative?}，可为负][，{zero_before} 之前为 0|，{years_between}]",
            '{name}[ "{label}"][ "{definition_zh}"][ "{definition}"][ {varies!varies_zh}]'
            '[ 取值 {type}| 起自 {since} "{since_label}"| 起自 {since}| 是指 {means}]',
        ),
    ),
    ast.YearsBetweenDecl: TextRow(
        "years from {start}[ of {record}] to {end}", "自 {start}[（{record}）] 至 {end} 的年数"
    ),
    ast.TypeExpr: TextRow(
        "[{is_list?}list of ][{members*}|{word}|{name}]",
        "[{members*}|{word!type_word_zh}|{name!type_name_zh}][{is_list?} 清单]",
    ),
}


_NAME_ZH = r"(?!\d)(?:(?!的)\w)+(?:[.\-](?:(?!的)\w)+)*"
_BEGIN_OTHER_FORMS = ("TOTAL", "FOR", "DUE", "OBLIGATION_OF", "CARRIED", "LAPSED", "UNKNOWN", "PARTLY_LISTED", "NET",
                      "PAYABLE_NOW", "VALUE_OF", "NO_OBLIGATION_OF")  # fmt: skip
_BEGIN_OTHER_FORMS_ZH = (
    "TOTAL", "CARRIED", "LAPSED", "UNKNOWN", "PARTLY_LISTED", "APPROVED", "SERIES", "OLDER", "AS_OF"
)  # fmt: skip
OUTCOMES = {
    "awarded": "AWARDED", "reduced": "REDUCED", "displaced": "DISPLACED", "not eligible": "NOT_ELIGIBLE",
    "out of window": "OUT_OF_WINDOW", "already paid": "ALREADY_PAID", "suspended": "SUSPENDED",
    "supported by another level": "OTHER_LEVEL", "by reference": "BY_REFERENCE", "undetermined": "UNDETERMINED",
    "ceiling": "CEILING", "contingent on the cohort": "CONTINGENT", "carried": "CARRIED", "lapsed": "LAPSED",
}  # fmt: skip
_KEYWORDS_OF_RULES = {
    "cap": "CAP_RULE", "limit": "LIMIT_RULE", "once": "ONCE", "pay highest": "PAY_HIGHEST", "top up": "TOP_UP",
    "no repeat": "NO_REPEAT", "support": "SUPPORT_RULE", "less": "LESS_PAID", "at most": "AT_TOP", "quota": "SELECT",
    "suspend": "SUSPENDED_YEAR", "none": "NO_AWARD", "nothing below": "TOTAL_BELOW", "round": "ROUND",
}  # fmt: skip


@functools.cache
def _words_to_quote() -> frozenset[str]:
    """The words that begin a different form at the place of an item, and those that are never names."""
    table = keywords.table()
    firsts = {phrase.split()[0].lower() for terminal in _BEGIN_OTHER_FORMS for phrase in table[terminal].phrases}
    return keywords.reserved_words() | firsts


@functools.cache
def _words_to_quote_zh() -> frozenset[str]:
    """The same words of Chinese sentences."""
    table = keywords.chinese()
    firsts = {phrase for terminal in _BEGIN_OTHER_FORMS_ZH for phrase in table[terminal].phrases}
    return keywords.chinese_reserved() | firsts


_EXPECT = 'expect[ for "{applicant}"]'
_EXPECT_ZH = '["{applicant}" ]应得'
CASES: Mapping[type, TextRow] = {
    ast.Case: TextRow('case "{title}"[ "{title_zh}"]', '案例 ["{title_zh}" ]"{title}"'),
    ast.GivenRecord: TextRow(
        "[{none?}no ]{kind}[{partial?} partly listed|{unknown?} unknown][ {item!item}][: {parts*}]",
        "[{none?}没有 ]{kind}[{partial?} 部分列出|{unknown?} 未知][ {item!item_zh}][：{parts*，}]",
    ),
    ast.GivenApplicant: TextRow(
        'given[ "{name}" as][ {kinds*}][ {parts*}]', '已知[ "{name}" 为][ {kinds*}][：{parts*，}]'
    ),
    ast.FactPart: TextRow("[{negated?}not ]{name}[ {value}]", "[{negated?}非 ]{name}[ {value}]"),
    ast.FactValue: TextRow(
        '[{is_negative?}less ][{value}|"{text}"|{special}|{!listed}]',
        '[{is_negative?}负 ][{value}|"{text}"|{special!special_zh}|{!listed}]',
    ),
    ast.GivenFigures: TextRow("given figures {year}: {parts*}", "已知 {year}年 数据：{parts*，}"),
    ast.GivenHistory: TextRow(
        'given history[ "{document}"] {label} {item!item} paid {paid} [on {day}|in {year}][: {parts*}]',
        '已知 [{day}|{year}年] 已兑现[ "{document}"] {label} {item!item_zh} {paid}[：{parts*，}]',
    ),
    ast.GivenSupport: TextRow(
        "given support[ {kind}] {item!item} {level} {amount} in {year}",
        "已知 {year}年 {level} 已资助[ {kind}] {item!item_zh} {amount}",
    ),
    ast.GivenApproval: TextRow(
        "given approval {label} {item!item} {amount}", "已知 核定 {label} {item!item_zh} {amount}"
    ),
    ast.GivenSeries: TextRow(
        "given series {series}[ {currency}] {day}: {value}", "已知 行情 {series}[ {currency}] {day}：{value}"
    ),
    ast.GivenRank: TextRow("given rank {figure} {rank} in {year}", "已知 {year}年 {figure} 名次 第{rank}名"),
    ast.GivenOlder: TextRow(
        'given older document "{document}" {item!item} {amount}', '已知 以往文件 "{document}" {item!item_zh} {amount}'
    ),
    ast.GivenAsOfDate: TextRow("given as of {day}", "已知 截至 {day}"),
    ast.ExpectTotal: TextRow(_EXPECT + "[ {year}] total {amount}", _EXPECT_ZH + "[ {year}年] 合计 {amount}"),
    ast.ExpectPaid: TextRow(
        _EXPECT + "[ {year}] {item!item}[ of {label}][{is_granted?} granted] {amount}",
        '["{applicant}" ][{is_granted?}核准总额|应得][ {year}年] {item!item_zh}[（{label}）] {amount}',
    ),
    ast.ExpectOutcome: TextRow(
        _EXPECT + "[ {year}] {item!item}[ of {label}] {outcome}"
        "[ by {rule} of article {article}| by {rule}| {outcome!linked} {words!reason*}| {words!reason*}]",
        _EXPECT_ZH + "[ {year}年] {item!item_zh}[（{label}）] {outcome!outcome_zh}"
        "[，因 {rule!rule_zh}（第{article}条）|，因 {rule!rule_zh}|，{outcome!linked_zh} {words!reason_zh*}"
        "|，因 {words!reason_zh*}]",
    ),
    ast.ExpectDue: TextRow(
        _EXPECT + " due [between {low} and {high}|at least {low}]",
        _EXPECT_ZH + " 合计 [介于 {low} 至 {high}|不低于 {low}]",
    ),
    ast.ExpectObligation: TextRow(
        _EXPECT + " obligation of article {article}[ {amount}]", '["{applicant}" ]应尽义务 第{article}条[ {amount}]'
    ),
    ast.ExpectCarried: TextRow(
        _EXPECT + " carried {amount} to {to_year}", _EXPECT_ZH + " 结转 {amount} 至 {to_year}年"
    ),
    ast.ExpectLapsed: TextRow(_EXPECT + " lapsed {amount}", _EXPECT_ZH + " 逾期作废 {amount}"),
    ast.ExpectBack: TextRow(
        _EXPECT + "[ {year}] to pay back [between {low} and {high}|{low}]",
        '["{applicant}" ]应退回[ {year}年] [介于 {low} 至 {high}|{low}]',
    ),
    ast.ExpectNet: TextRow(
        _EXPECT + " net [{is_negative?}less ]{amount}", '["{applicant}" ]净得 [{is_negative?}负 ]{amount}'
    ),
    ast.ExpectPayable: TextRow(_EXPECT + " payable now {amount}", '["{applicant}" ]本次应付 {amount}'),
    ast.ExpectNoObligation: TextRow(
        _EXPECT + " no obligation of article {article}", '["{applicant}" ]不应有义务 第{article}条'
    ),
    ast.ExpectValue: TextRow(
        _EXPECT + "[ {year}] value of {name}[ for {item!item}] {value}",
        '["{applicant}" ]应算得[ {year}年] {name}[（{item!item_zh}）] {value}',
    ),
}

_SENTENCE_FORMS: Mapping[str, Form] = {
    "article_numbers": lambda printer, refs: ", ".join(printer.text(ref).split(" ", 1)[1] for ref in refs),
    "each_key": _key_form("每个", "每年"),
    "frequency_zh": {"monthly": "每月", "daily": "每日"},
    "front": _front,
    "instalment_share": _instalment_share,
    "instalment_day": _day_form("{day} later", "due {day}"),
    "instalment_day_zh": _day_form("{day} 后", "{day}"),
    "item": word_form(keywords.REFERENCE, _words_to_quote),
    "item_zh": word_form(_NAME_ZH, _words_to_quote_zh),
    "key": _key_form("per", "per year"),
    "limited": _counted_word,
    "limited_zh": lambda _, what: _NAMES_OF_KEYS.get(what.text, what.text),
    "most_of_cap": lambda _, cap: "实际拨付 最高不超过" if cap.of_payments else f"最高{cap.verb or '奖励'}",
    "linked": {"displaced": "by", "not eligible": "because", "undetermined": "for"},
    "linked_zh": {"undetermined": "缺"},
    "listed": lambda printer, value: f"[{printer.fill('{items*}', value)}]",
    "only_one": lambda printer, refs: printer.text(refs[0]) if len(refs) == 1 else None,
    "outcome_zh": lambda _, outcome: keywords.chinese()[OUTCOMES[outcome]].preferred_phrase,
    "picked": lambda printer, trigger: printer.fill("{record}[ {test}]", trigger),
    "reason": word_form(keywords.REFERENCE, keywords.reserved_words),
    "reason_zh": word_form(_NAME_ZH, keywords.chinese_reserved),
    "recovered": _recovered_zh,
    "respectively": lambda printer, head: (
        "分别" if head.once is None else printer.fill("[{once.per!each_key* } ]分别一次性", head)
    ),
    "rule_zh": lambda _, rule: keywords.chinese()[_KEYWORDS_OF_RULES[rule]].preferred_phrase,
    "same_key": _key_form("同一", "同一年度"),
    "special_zh": {"none": "空缺", "unknown": "未知", "cannot be determined": "无法确定"},
    "two_digits": lambda _, number: f"{number:02}",
    "type_name_zh": lambda _, name: LEVEL_ZH if name.text == LEVEL else name.text,
    "type_word_zh": lambda _, word: chinese_type_words()[word],
    "varies_zh": {"fixed": "固定", "dated": "随时变动", "yearly": "按年度"},
    "with_rows": lambda printer, value: (
        printer.text(value).rstrip() if isinstance(value, ast.AmountByRows | ast.AmountByConditions) else None
    ),
}
"""How parts of sentences are printed; a part without a text counts as not given."""


ROWS = {**EXPRESSIONS, **HEADERS, **BLOCK_LINES, **AWARDS, **RULES, **VOCABULARY, **CASES}
"""How each class of nodes is printed. A new class needs one row."""
FORMS = {**_EXPRESSION_FORMS, **_SENTENCE_FORMS}

ENGLISH = NodePrinter(0, "()", ", ", ROWS, FORMS, VALUES)
CHINESE = NodePrinter(1, "（）", "、", ROWS, FORMS, VALUES)


WIDTH = 110
STEP = "  "
_WHOLE = r'"[^"]*"|“[^”]*”|[(（]|[)）]'
_BREAK = re.compile(rf"{_WHOLE}| (?=(?:and|or|when|plus) )")
_BREAK_ANYWHERE = re.compile(rf"{_WHOLE}| (?={CONTINUES.pattern})")
_BREAK_LIST = re.compile(rf"{_WHOLE}|(?<=,) ")


def format_line(sentence: ast.Sentence) -> str:
    """One sentence in English on one line, without comments and without the lines under it."""
    return ENGLISH.text(sentence)


def format_expr(expr: ast.Expr) -> str:
    """An expression as it is written in a page, in English.

    >>> from ipdsl.base.source import Source
    >>> from ipdsl.syntax.parser import parse
    >>> page, _ = parse(Source("x", "if (a or b) and c"))
    >>> format_expr(page.items[0].test)
    '(a or b) and c'
    """
    return ENGLISH.text(expr)


def body_of(sentence: ast.Sentence) -> tuple[ast.Sentence, ...]:
    """The lines under a sentence, in order."""
    match sentence:
        case ast.PolicyLine(header=header) | ast.VocabularyLine(header=header):
            return header
        case ast.ApplicantFields(lines=lines) | ast.Figures(lines=lines) | ast.GivenApplicant(lines=lines):
            return lines
        case ast.Case(given=given, expect=expect):
            return given + expect
        case _:
            body: tuple[ast.Sentence, ...] = getattr(sentence, "body", ())
            return body


def readings_under(
    sentences: Iterable[ast.Sentence], article: str = "", award: int = 0
) -> Iterator[tuple[str, int, ast.ReadingLine]]:
    """The readings among sentences and under them, each with the number of its article and the line of its award."""
    for sentence in sentences:
        if isinstance(sentence, ast.ReadingLine):
            yield article, award, sentence
        number = sentence.number if isinstance(sentence, ast.Article) else article
        line = sentence.span.line if isinstance(sentence, ast.Award) else award
        yield from readings_under(body_of(sentence), number, line)


def format_page(page: ast.Page, *, to: Surface | None = None, with_brackets: bool = True) -> str:
    """The whole page, each sentence in its surface or all in one.

    Without `with_brackets` it is the text that is hashed for the meaning of the page.
    """
    out: list[str] = []
    with keeping_brackets() if with_brackets else nullcontext():
        for sentence in sentences(page):
            _write(sentence, 0, to, out)
    _comments(page.trailing, "", out)
    return "\n".join(out) + "\n" if out else ""


def sentences(page: ast.Page | None) -> Iterator[ast.Sentence]:
    """The top-level sentences of a page."""
    if page is not None:
        yield from () if page.header is None else (page.header,)
        yield from page.uses
        yield from page.items


def is_chinese(page: ast.Page) -> bool:
    """Whether any sentence of a page is in Chinese word order."""
    return any(sentence.trivia.is_chinese for sentence in _every_sentence(page))


def has_chinese_word(page: ast.Page) -> bool:
    """Whether any sentence of a page has a Chinese keyword, name, label or title; comments do not count."""
    return any(sentence.trivia.is_chinese or has_chinese(format_line(sentence)) for sentence in _every_sentence(page))


def _every_sentence(page: ast.Page) -> Iterator[ast.Sentence]:
    left = [*sentences(page)]
    while left:
        sentence = left.pop()
        yield sentence
        left += body_of(sentence)


def _write(sentence: ast.Sentence, depth: int, to: Surface | None, out: list[str]) -> None:
    trivia = sentence.trivia
    if trivia.blank_before and out:
        out.append("")
    _comments(trivia.comments_above, STEP * depth, out)
    is_in_chinese = trivia.is_chinese if to is None else to is Surface.CHINESE
    lines = _physical(sentence, STEP * depth, is_in_chinese)
    if trivia.comment_at_end is not None:
        # the members of a choice are separate lines, so the comment belongs on the first line
        lines[0 if isinstance(sentence, ast.ChoiceDecl) else -1] += f"  # {trivia.comment_at_end}".rstrip()
    out += lines
    for child in body_of(sentence):
        _write(child, depth + 1, to, out)


def _comments(comments: tuple[str, ...], indent: str, out: list[str]) -> None:
    """Comment lines; a line break represents a blank line."""
    out += ["" if c == "\n" else f"{indent}# {c}".rstrip() for c in comments]


def _physical(sentence: ast.Sentence, indent: str, is_chinese: bool) -> list[str]:
    """The lines of a sentence."""
    language, width_of = (CHINESE, width) if is_chinese else (ENGLISH, len)
    text = language.text(sentence)
    if isinstance(sentence, ast.ChoiceDecl) and width_of(indent + text) > WIDTH and sentence.members:
        members = _fill_lines(list(map(language.text, sentence.members)), WIDTH - len(indent) - len(STEP))
        head = language.text(attrs.evolve(sentence, members=()))
        return [indent + head, *(indent + STEP + line for line in members)]
    return (break_chinese if is_chinese else break_english)(text, indent)


_CHINESE_BREAK = re.compile(rf"{_WHOLE}|[，、]|加 | (?=[且或加] )")


def break_chinese(text: str, indent: str) -> list[str]:
    """A long sentence broken after `，` and `、` and before `且`, `或` and `加`; the rest is two steps deeper.

    No line ends within brackets, even if it is too long.
    """
    room = WIDTH - len(indent)
    if width(text) <= room:
        return [indent + text]
    ends = [end.end() for end in _ends(_CHINESE_BREAK, text)]
    lines: list[str] = []
    start, last = 0, 0
    for end in [*ends, len(text)]:
        wide = room if not lines else room - 2 * len(STEP)
        if width(text[start:end].rstrip()) > wide and last > start:
            lines.append(text[start:last].rstrip())
            start = last
        last = end
    lines.append(text[start:].lstrip() if lines else text[start:])
    return [indent + lines[0], *(indent + 2 * STEP + line.lstrip() for line in lines[1:])]


def _fill_lines(words: list[str], width: int) -> list[str]:
    """Members in lines of at most this width."""
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} · {word}"
        if len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def break_english(text: str, indent: str) -> list[str]:
    """A long sentence broken before `and`, `or`, `when` and `plus`; the rest is two steps deeper.

    A part that is still too long is broken before any word that continues a sentence, then after commas. No line ends
    within brackets, even if it is too long.
    """
    room = WIDTH - len(indent)
    if len(text) <= room:
        return [indent + text]
    ends = [end.start() for end in _ends(_BREAK, text)]
    whens = [end for end in ends if text.startswith("when ", end + 1)]
    if whens and max(whens[0], len(text) - whens[0] - 1 + 2 * len(STEP)) <= room:
        ends = whens[:1]
    lines: list[str] = []
    for part in _parts(text, ends, room, room - 2 * len(STEP)):
        lines += _break_further(part, (_BREAK_ANYWHERE, _BREAK_LIST), room, is_first=not lines)
    return [indent + lines[0], *(indent + 2 * STEP + line for line in lines[1:])]


def _break_further(text: str, patterns: tuple[re.Pattern[str], ...], room: int, *, is_first: bool) -> list[str]:
    """A part of a sentence, broken at the first pattern; a line that is still too long at the following ones."""
    narrower = room - 2 * len(STEP)
    if not patterns:
        return [text]
    lines: list[str] = []
    for part in _parts(
        text, [end.start() for end in _ends(patterns[0], text)], room if is_first else narrower, narrower
    ):
        lines += _break_further(part, patterns[1:], room, is_first=is_first and not lines)
    return lines


def _ends(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The blanks and signs outside quotations and brackets at which a line may end."""
    depth = 0
    for match in pattern.finditer(text):
        if match.group() in ("(", "（"):
            depth += 1
        elif match.group() in (")", "）"):
            depth -= 1
        elif depth == 0 and match.group() in (" ", "，", "、"):
            yield match


def _parts(text: str, ends: list[int], first_width: int, later_width: int) -> list[str]:
    """The text split at some of these places, so that each part fits its width if possible."""
    parts: list[str] = []
    start, last, room = 0, 0, first_width
    for end in [*ends, len(text)]:
        if end - start > room and last > start:
            parts.append(text[start:last])
            start, room = last + 1, later_width
        last = end
    return [*parts, text[start:]]
