"""Periods among the keys of a rule, `per 3 years` and `in any 24 months`: the sentences that can have them.

Blocks of years are counted from the first year of the window. A span compares the days of claims, so its rule takes
claims in the order of their days and leaves each one the balance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Phrase
from ipdsl.schema.periods import MEASURES
from ipdsl.semantics.errors import policy as g
from ipdsl.semantics.expressions import literals
from ipdsl.semantics.header import Header
from ipdsl.semantics.names.symbols import Context
from ipdsl.syntax import ast, keywords

_RULES = (ast.Cap, ast.Limit, ast.OnceRule)
_ONE_PERIOD = Phrase("a rule has one period", "一条规则只有一个时段")
_IN_ORDER = Phrase("claims in a span are taken in the order of their days", "连续时段之内的申请按日期先后计算")


def report_periods(periods: Iterable[tuple[ast.Node, ast.PeriodKey]], head: Header, ctx: Context) -> None:
    """Report periods in sentences that cannot have one, and periods that cannot be counted; each with its sentence."""
    for node, period in periods:
        finding = next(_findings(node, period, head, ctx), None)
        if finding is not None:
            ctx.add(finding)


def _findings(node: ast.Node, period: ast.PeriodKey, head: Header, ctx: Context) -> Iterator[Diagnostic]:
    per: tuple[ast.Name, ...] = node.per if isinstance(node, _RULES) else ()
    if not literals.is_reasonable(period.duration, ctx):
        return
    if not isinstance(node, _RULES):
        why = Phrase("a period limits a sum, a number or `once`", "时段限于金额、件数和一次性")
        yield _not_possible(
            period, why, Phrase("write it in `cap`, `limit` or `once`", "请写在最高金额、件数或一次性之中")
        )
    if len([key for key in per if key.text == "year" or isinstance(key, ast.PeriodKey)]) > 1:
        yield _not_possible(period, _ONE_PERIOD, Phrase("keep the period that is meant", "请只写其中一个"))
    if isinstance(node, ast.OnceRule) and len(per) == 1:
        yield g.PeriodWithoutKey(span=period.span, period=_period_phrase(period))
    if period.is_span:
        yield from _span_findings(node, period, head)
        return
    if period.duration.unit is not ast.Unit.YEAR:
        number, unit = period.duration.number, period.duration.unit.value
        blocks = _blocks_of_years(number if unit == ast.Unit.MONTH.value else 0)
        words = _span_words(number, unit)
        yield g.PeriodOfMonths(span=period.span, period=_period_phrase(period), span_words=words, blocks=blocks)
    elif head.window.start is None:
        why = Phrase("its blocks of years begin with the window", "年度从有效期的第一年起计")
        yield _not_possible(period, why, Phrase("write `effective …` in the head", "请在文首写明`起施行`"))


def _span_findings(node: ast.Node, period: ast.PeriodKey, head: Header) -> Iterator[Diagnostic]:
    if head.discretion_from is not None:
        why = Phrase("claims by discretion come after later days", "可参照执行的申请排在以后日期之后")
        yield _not_possible(period, why, Phrase("write a period of years: `per 2 years`", "请按年度写：`每 2年`"))
    match node:
        case ast.Cap(manner=manner, order=order) if manner is not None or order is not None:
            yield _not_possible(period, _IN_ORDER, Phrase("leave out the manner and the order", "请删去核减方式和次序"))
        case ast.Cap(body=body) if _supports(body):
            why = Phrase("support of others has no day", "其他资助没有日期")
            yield _not_possible(period, why, _SUPPORT_IN_SPAN if _counts_support(body) else _BY_YEARS)
        case ast.Limit(across=True) | ast.Limit(order=ast.LimitOrder.BEST | ast.FieldOrder()):
            yield _not_possible(period, _IN_ORDER, Phrase("leave out the order", "请删去次序"))
        case _:
            pass


_BY_YEARS = Phrase("write a period of years", "请按年度写")
_SUPPORT_IN_SPAN = Phrase(
    "declare a field of the record for all support of these months, and write under the award `at most AMOUNT less"
    " FIELD`; or write `per year`",
    "请为这一时段的全部资助声明记录的字段，并在奖励之下写`单项不超过 数额 减 字段`；或写`每年`",
)


def _counts_support(body: Iterable[object]) -> bool:
    return any(isinstance(line, ast.SupportDeduction) for line in body)


def _supports(body: Iterable[object]) -> bool:
    return any(isinstance(line, ast.SupportDeduction | ast.CarryForward) for line in body)


def report_amount_of_claims(line: ast.Cap, ctx: Context) -> bool:
    """Report a span in a cap that each claim states by its own facts; returns whether it has one."""
    for key in line.per:
        if isinstance(key, ast.PeriodKey) and key.is_span:
            why = Phrase("the sum of a span is fixed", "连续时段的最高金额是固定的")
            ctx.add(_not_possible(key, why, Phrase("write a sum", "请写金额")))
            return True
    return False


def _not_possible(period: ast.PeriodKey, why: Phrase, advice: Phrase) -> Diagnostic:
    return g.PeriodNotPossible(span=period.span, period=_period_phrase(period), why=why, advice=advice)


def _period_phrase(period: ast.PeriodKey) -> Phrase:
    number, unit = period.duration.number, period.duration.unit.value
    if period.is_span:
        return _span_words(number, unit)
    return Phrase("per {length}", "每 {length}", length=_length(number, unit))


def _span_words(number: int, unit: str) -> Phrase:
    return Phrase("in any {length}", "连续 {length} 内", length=_length(number, unit))


def _blocks_of_years(months: int) -> Phrase:
    """How as many years as these months are written, or an example."""
    if months == 12:
        return Phrase("`{key}`", "`{key}`", key=keywords.per_phrase("year"))
    years, rest = divmod(months, 12)
    if years and not rest:
        return Phrase("`per {length}`", "`每 {length}`", length=_length(years, "year"))
    example = _length(2, "year")
    return Phrase("a number of years, such as `per {length}`", "年数，例如`每 {length}`", length=example)


def _length(number: int, unit: str) -> Phrase:
    measure = MEASURES[unit]
    return Phrase(f"{{n}} {unit}{'' if number == 1 else 's'}", f"{{n}}{measure}", n=number)
