"""Expressions of the page to typed expressions.

Input: any expression as written, and the scope of its place. Output: a typed expression with all names resolved. For an
error it reports one finding and returns an expression of the poison type, which fits everywhere. A hint is the type
expected at the place; only bare numbers use it.

Operators check their typed operands. Series, interest, tables, aggregates and increases are values that are computed
from more than one fact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import assert_never

import attrs

from ipdsl.base.findings.finding import nearest
from ipdsl.base.findings.phrase import NOTHING, LocalizedSentence, MessageValue, Phrase, join_names, join_phrases
from ipdsl.base.source import Span
from ipdsl.schema.comparisons import Comparison, End
from ipdsl.schema.types.count import CountType
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.number import NumberType
from ipdsl.schema.types.rate import RateType
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import Frequency, RecordKind
from ipdsl.semantics import lookup, typed
from ipdsl.semantics.errors import names_and_types as n, policy as p
from ipdsl.semantics.expressions import operands
from ipdsl.semantics.lookup import APPLICANT, Context, Scope, is_poison, poison, record_words
from ipdsl.semantics.typed import extent, words_of_expr
from ipdsl.syntax import ast, keywords
from ipdsl.syntax.common_mistakes import SHARES
from ipdsl.syntax.errors import ShareWithoutBrackets
from ipdsl.syntax.printing import format_expr


def common_type(left: Type, right: Type) -> Type | None:
    """The common type of two values: counts widen to numbers."""
    if left.is_numeric and right.is_numeric:
        return left if left == right else NumberType()
    if left.is_money and right.is_money:
        return MoneyType()
    return left if left == right else None


def mismatch_advice(left: Type, right: Type) -> Phrase:
    """Advice for two types that cannot be combined."""
    has_rate = left.is_rate or right.is_rate
    if has_rate and (left.is_numeric or right.is_numeric):
        return Phrase("write a rate with its sign: `3%`", "比例要写百分号：`3%`")
    if has_rate and (left.is_money or right.is_money):
        return Phrase("say of what: `30% of amount`", "请写明基数：`金额 的 30%`")
    if left.is_date or right.is_date:
        return Phrase(
            "compare a date with a date, or write `… more than 10 years ago`",
            "日期只能与日期比较，或写`… 距今 超过 10年`",
        )
    if left.is_money and right.is_money:
        return Phrase(
            "multiply a sum by a number or a share: one of the two is a `count`, a `number` or a `percent`",
            "金额只能乘以数值或比例：其中一项应是`件数`、`数值`或`比例`",
        )
    return NOTHING


def add(left: typed.Expr, right: typed.Expr, plus: bool, span: Span, ctx: Context) -> typed.Expr:
    """`left plus right` or `left less right`."""
    type_ = common_type(left.type, right.type)
    if type_ is None or not type_.is_summable:
        return _refuse_operands(span, "plus" if plus else "less", left, right, ctx)
    if plus:
        return typed.Add(span=span, left=left, right=right, type=type_)
    return typed.Subtract(span=span, left=left, right=right, type=type_)


def band(
    value: typed.Expr, floor: typed.Expr | None, ceiling: typed.Expr | None, span: Span, ctx: Context
) -> typed.Expr:
    """The part of a value above a floor, and up to a ceiling."""
    for limit, word in ((floor, "above"), (ceiling, "up to")):
        type_ = value.type if limit is None else common_type(value.type, limit.type)
        if limit is not None and (type_ is None or not type_.is_summable):
            return _refuse_operands(span, word, value, limit, ctx)
    part = value
    if ceiling is not None:
        part = typed.Minimum(
            span=span, values=(value, ceiling), type=common_type(value.type, ceiling.type) or value.type
        )
    if floor is None:
        return part
    type_ = common_type(part.type, floor.type) or part.type
    return typed.Subtract(span=span, left=part, right=floor, type=type_, is_excess=True)


def multiply(left: typed.Expr, right: typed.Expr, span: Span, ctx: Context) -> typed.Expr:
    """`left times right`: money if one of them is money, otherwise of the type of `left`."""
    if not (_is_scalable(left.type) and _is_scalable(right.type)) or (left.type.is_money and right.type.is_money):
        return _refuse_operands(span, "times", left, right, ctx)
    if right.type.is_money:
        left, right = right, left
    is_count = left.type.is_whole and right.type.is_count
    type_ = NumberType() if left.type.is_numeric and not is_count else left.type
    return typed.Scale(span=span, factor=right, value=left, type=type_)


def divide(left: typed.Expr, right: typed.Expr, span: Span, ctx: Context) -> typed.Expr:
    """`left divided by right`: a rate for two sums of money or two counts; otherwise `left` per unit of `right`."""
    is_money = right.type.is_money
    if not (_is_scalable(left.type) and _is_scalable(right.type)) or (is_money and not left.type.is_money):
        return _refuse_operands(span, "divided by", left, right, ctx)
    if isinstance(right, typed.Const) and not right.value:
        advice = Phrase("divide by a number above 0", "请除以大于0的数")
        expected = Phrase("a value above 0", "大于0的数值")
        return _mismatch(right.span, keywords.phrase("`divided by`"), expected, "0", span, ctx, advice)
    if is_money or (left.type.is_count and right.type.is_count):
        type_: Type = RateType()
    elif left.type.is_money or (left.type.is_rate and not right.type.is_rate):
        type_ = left.type
    else:
        type_ = NumberType()
    return typed.Divide(span=span, left=left, right=right, type=type_)


def _is_scalable(type_: Type) -> bool:
    return type_.is_money or type_.is_rate or type_.is_numeric


def round_value(value: typed.Expr, node: ast.RoundedValue, ctx: Context) -> typed.Expr:
    """`value rounded down to 1000`."""
    if is_poison(value):
        return poison(node.span)
    if not (value.type.is_money or value.type.is_numeric):
        expected = Phrase("money or a number", "金额或数值")
        return _mismatch(value.span, keywords.phrase("`rounded`"), expected, _type_or_zero(value), node.span, ctx)
    step = operands.number(node.step, ctx, value.type if value.type.is_money else None)
    if not isinstance(step, typed.Const) or not isinstance(step.value, int | Fraction):
        return poison(node.span)
    if not common_type(value.type, step.type) or step.value <= 0:
        expected = Phrase("a step above 0", "大于0的级差")
        advice = Phrase("write a step above 0: `rounded down to 100`", "请写大于0的级差：`向下取整 至 100`")
        return _mismatch(step.span, keywords.phrase("`rounded`"), expected, _type_or_zero(step), node.span, ctx, advice)
    type_ = common_type(value.type, step.type) or value.type
    return typed.RoundedValue(span=node.span, value=value, mode=node.mode, step=step.value, type=type_)


def _mismatch(
    value: Span,
    place: MessageValue,
    expected: Phrase,
    actual: MessageValue,
    span: Span,
    ctx: Context,
    advice: Phrase = n.ANOTHER_WORD,
) -> typed.Expr:
    """Report a value that does not fit its place. The expression with this span is of the poison type then."""
    return ctx.poison(span, n.Mismatch(span=value, place=place, expected=expected, found=actual, advice=advice))


def _type_or_zero(value: typed.Expr) -> MessageValue:
    """The type of a value for a message, or 0."""
    return "0" if isinstance(value, typed.Const) and not value.value else value.type.phrase


def share(rate: Fraction, rate_span: Span, base: typed.Expr, span: Span, ctx: Context) -> typed.Expr:
    """`30% of X`."""
    if is_poison(base):
        return base
    if not base.type.is_summable:
        expected = Phrase("money, a number or a rate", "金额、数值或比例")
        return _mismatch(base.span, Phrase("`% of`", "比例的基数"), expected, _type_or_zero(base), span, ctx)
    type_ = NumberType() if base.type.is_numeric else base.type
    factor = typed.Const(span=rate_span, value=rate, type=RateType())
    return typed.Scale(span=span, factor=factor, value=base, type=type_)


def extreme(values: tuple[typed.Expr, ...], largest: bool, span: Span, ctx: Context) -> typed.Expr:
    """`min(…)` or `max(…)`."""
    if any(is_poison(v) for v in values):
        return poison(span)
    type_ = values[0].type
    for value in values:
        shared = common_type(type_, value.type)
        if shared is None or not shared.is_ordered:
            return _refuse_operands(value.span, "max" if largest else "min", values[0], value, ctx)
        type_ = shared
    if type_.is_date:
        day = typed.LatestDay if largest else typed.EarliestDay
        return day(span=span, values=values, type=type_)
    if largest:
        return typed.Maximum(span=span, values=values, type=type_)
    return typed.Minimum(span=span, values=values, type=type_)


def compare(left: typed.Expr, op: Comparison, right: typed.Expr, span: Span, ctx: Context) -> typed.Expr:
    """A comparison of two ordered values."""
    if is_poison(left) or is_poison(right):
        return poison(span)
    for side in (left, right):
        if side.type.is_choice:
            return ctx.poison(span, n.NoOrder(span=span, choice=side.type.choice_name, op=keywords.phrase(op.value)))
    type_ = common_type(left.type, right.type)
    if type_ is None or not type_.is_ordered:
        return _refuse_operands(span, op.value, left, right, ctx)
    if _is_reported_as_constant(left, right, span, ctx):
        return poison(span)
    return typed.Compare(span=span, left=left, op=op, right=right)


def _is_reported_as_constant(left: typed.Expr, right: typed.Expr, span: Span, ctx: Context) -> bool:
    """Report a comparison of a word with itself."""
    words = tuple(dict.fromkeys(words_of_expr(left)))
    if left != right or not words:
        return False
    why = Phrase("it compares {words} with itself", "{words}与自己比较",
                 words=join_phrases([f"`{word}`" for word in words]))  # fmt: skip
    ctx.add(p.ConstantCondition(span=span, why=why))
    return True


def compare_level(left: typed.Expr, op: Comparison, member: ast.Expr, span: Span, scope: Scope) -> typed.Expr:
    """A comparison of a level with a member."""
    choice = scope.ctx.vocabulary.choice_of(left.type)
    if choice is None:
        return poison(span)
    if not isinstance(member, ast.Word):
        return scope.ctx.poison(span, n.LevelComparedWithNonMember(span=member.span, members=join_names(choice.names)))
    if not lookup.is_member(member.name.text, member.span, choice, scope.ctx):
        return poison(span)
    ranks = tuple((m, choice.rank(m)) for m in choice.names)
    return typed.CompareLevel(span=span, left=left, op=op, member=member.name.text, ranks=ranks)


def membership(value: typed.Expr, members: tuple[ast.Name, ...], span: Span, scope: Scope) -> typed.Expr:
    """`FIELD is a, b`."""
    if is_poison(value):
        return value
    type_ = value.type.member_type
    choice = scope.ctx.vocabulary.choice_of(type_)
    if choice is not None:
        for member in members:
            lookup.is_member(member.text, member.span, choice, scope.ctx)
    elif not type_.is_name:
        advice = n.IsNeedsMembers.advice
        if type_.is_flag:
            advice = Phrase("write the word itself, or `not` before it", "请只写这个词，或在前面加`非`")
        return scope.ctx.poison(span, n.IsNeedsMembers(span=value.span, found=value.type.phrase, advice=advice))
    elif any(lookup.is_reported_as_field(member, scope) for member in members):
        return poison(span)
    names = tuple(dict.fromkeys(m.text for m in members))
    return typed.Membership(span=span, value=value, members=names)


def _refuse_operands(span: Span, op: str, left: typed.Expr, right: typed.Expr, ctx: Context) -> typed.Expr:
    """Report operands of types that do not fit, unless one of them has a reported error."""
    if is_poison(left) or is_poison(right):
        return poison(span)
    advice = mismatch_advice(left.type, right.type)
    finding = n.OperandMismatch(
        span=span, op=keywords.phrase(op), left=left.type.phrase, right=right.type.phrase, advice=advice
    )
    return ctx.poison(span, finding)


_POINT_WORDS = {
    ast.SeriesPoint.IN_JANUARY_OF: Phrase("`in January of`", "`当年1月`"),
    ast.SeriesPoint.IN_MONTH_OF: Phrase("`in month of`", "`当月`"),
    ast.SeriesPoint.ON: Phrase("`on`", "`当日`"),
}
_FREQUENCIES = {Frequency.MONTHLY: Phrase("monthly", "按月公布"), Frequency.DAILY: Phrase("daily", "按日公布")}


def series_value(node: ast.SeriesValue, scope: Scope) -> typed.Expr:
    """`lpr_1y in January of repaid_on`."""
    series = lookup.series_named(node.series, scope.ctx)
    if series is None:
        return poison(node.span)
    day = lookup.date_word(node.day, scope, _POINT_WORDS[node.point])
    if series.currency is not None:
        return scope.ctx.poison(node.span, n.ExchangeRateAsRate(span=node.series.span, series=series.name))
    daily = series.frequency is Frequency.DAILY
    if daily != (node.point is ast.SeriesPoint.ON):
        step = (
            Phrase("write `on D`", "请写`D 当日`")
            if daily
            else Phrase("write `in month of D` or `in January of D`", "请写`D 当月`或`D 当年1月`")
        )
        frequency = _FREQUENCIES[series.frequency]
        return scope.ctx.poison(
            node.span,
            n.SeriesPointMismatch(
                span=node.span,
                series=series.name,
                frequency=frequency,
                point=keywords.phrase(node.point.value),
                advice=step,
            ),
        )
    if is_poison(day):
        return day
    return typed.SeriesValue(span=node.span, series=series.name, point=node.point, day=day)


def interest(node: ast.Interest, principal: typed.Expr, rate: typed.Expr, scope: Scope) -> typed.Expr:
    """`interest on PRINCIPAL at RATE from D to D [last n years]`."""
    start = lookup.date_word(node.start, scope, Phrase("`from`", "`自`"))
    end = lookup.date_word(node.end, scope, Phrase("`to`", "`至`"))
    if not (principal.type.is_money or principal.type.is_poison):
        place, expected = keywords.phrase("`interest on`"), Phrase("money", "金额")
        principal = _mismatch(principal.span, place, expected, principal.type.phrase, node.span, scope.ctx)
    if not (rate.type.is_rate or rate.type.is_poison):
        place, expected = keywords.phrase("`at`"), Phrase("a percentage", "比例")
        rate = _mismatch(rate.span, place, expected, rate.type.phrase, node.span, scope.ctx)
    if node.last_years is not None and node.last_years > 200:
        return scope.ctx.poison(node.span, n.DurationTooLong(span=node.span))
    if any(is_poison(x) for x in (principal, rate, start, end)):
        return poison(node.span)
    return typed.Interest(
        span=node.span, principal=principal, rate=rate, start=start, end=end, last_years=node.last_years
    )


def word_of_owner(node: ast.TableLookup, scope: Scope) -> typed.Expr | None:
    """`amount of contract`, `level of applicant`: a word with its owner; `None` for other pairs of words."""
    ctx, owner, name = scope.ctx, node.key.text, node.table
    record = ctx.schema.record_by_name.get(owner)
    is_of_applicant = owner == APPLICANT and scope.has_applicant
    if name.text in ctx.tables or not (record or is_of_applicant):
        return None
    if owner in set(scope.known_words()):
        kind, word = Phrase("a kind of record", "一种记录"), Phrase("a word of the sentence", "句中的词")
        return ctx.poison(
            node.span, n.AmbiguousWord(span=node.key.span, word=owner, one=kind, other=word, advice=lookup.RENAME)
        )
    value: typed.Expr | None = None
    place: MessageValue
    if record is None:
        value = lookup.applicant_word(name, scope) or (lookup.figure(name, scope) if scope.has_figures else None)
        known, place = list(ctx.vocabulary.applicant_words()), Phrase("the applicant", "申请人")
    else:
        known, place = list(record_words(record)), LocalizedSentence(f"`{owner}`")
        if scope.outer is not None and (scope.record is None or scope.record.name != owner):
            around = _word_of_record_around(name, record, scope)
            if around is not None:
                return around
        is_here = scope.record is not None and owner in ctx.schema.lineage(scope.record.name)
        if name.text in known and not is_here:
            lookup.report_other_record(name, record, scope)
            return poison(node.span)
        if is_here and name.text in known and lookup.is_reported_in_pick(name, record, scope):
            return poison(node.span)
        if scope.record is not None and is_here and name.text in known:
            value = lookup.record_word(name, scope.record, scope)
    if value is None:
        near = lookup.nearest_words(name.text, known, ctx)
        advice = NOTHING if near else lookup.unknown_word_advice(name.text, known)
        if having := lookup.owners(name.text, ctx):
            advice = Phrase("it is a word of {records}", "这是{records}的词", records=lookup.record_list(having))
        return ctx.poison(
            node.span, n.UnknownWord(span=name.span, word=name.text, place=place, nearest=near, advice=advice)
        )
    return value


def _word_of_record_around(name: ast.Name, owner: RecordKind, scope: Scope) -> typed.Expr | None:
    """In a pick: a word of the record around it, which the owner names."""
    outer = scope.outer
    if outer is None:
        return None
    value: typed.Expr | None = None
    if outer.record is not None and outer.record.name == owner.name:
        value = lookup.record_word(name, outer.record, outer)
    value = value or _word_of_record_around(name, owner, outer)
    return None if value is None else scope.take_outer(value, name.text)


def value_or_time(expr: ast.Expr, scope: Scope) -> typed.Expr:
    """Type an expression at a place where the time since a day is allowed too."""
    if isinstance(expr, ast.Word):
        return lookup.word(expr.name, scope)
    if isinstance(expr, ast.TableLookup) and (owned := word_of_owner(expr, scope)) is not None:
        return owned
    return infer(expr, scope)


def _rate_word(name: ast.Name, scope: Scope) -> typed.Expr | None:
    """A word of the place that is a percentage; `None` for other words."""
    if name.text not in set(scope.known_words()):
        return None
    rate = lookup.word(name, scope, RateType())
    return rate if rate.type.is_rate else None


def table_value(node: ast.TableLookup, scope: Scope, hint: Type | None = None) -> typed.Expr:
    """`award_table of major` (one row), `award_table of prize` (the row of a field), or a word with its owner."""
    if (owned := word_of_owner(node, scope)) is not None:
        return _timeless(owned, node.span, scope.ctx)
    table = scope.ctx.tables.get(node.table.text)
    defined = scope.ctx.definition(node.table.text, scope.record)
    if table is None and defined is not None and (row := defined.row(node.key, scope, hint)) is not None:
        return row
    if table is None and (rate := _rate_word(node.table, scope)) is not None:
        advice = Phrase(
            "write `{rate} of ({word} of …)`, with the kind of record or `applicant`",
            "请写`（… 之 {word}） 之 {rate}`，写明是哪种记录的还是`申请人`的",
            rate=node.table.text,
            word=node.key.text,
        )
        return _rate_of(rate, lookup.word(node.key, scope, hint, if_ambiguous=advice), node.span, scope.ctx)
    if table is None and (defined is not None or node.table.text in scope.ctx.blocks_of_definitions):
        value = lookup.word(node.table, scope, hint)  # reports an error in it, or that it applies in another block only
        if is_poison(value):
            return value
    if table is None and defined is not None and defined.members:
        return _report_unknown_row(node.table.text, node.key, defined.members, scope)
    if table is None and (node.table.text.lower() in SHARES or lookup.is_measurable(node.key.text, scope)):
        step = lookup.share_advice(node.table.text, node.key.text)
        return scope.ctx.poison(
            node.span, n.ShareWithoutPercentage(span=node.span, word=node.table.text, base=node.key.text, advice=step)
        )
    if table is None:
        near_words = nearest(node.table.text, scope.ctx.tables)
        return scope.ctx.poison(
            node.span, n.UnknownTable(span=node.table.span, word=node.table.text, nearest=near_words)
        )
    rows = dict(table.rows)
    is_field = scope.record is not None and node.key.text in scope.record.field_by_name
    if node.key.text in rows and is_field:
        row_meaning, field_meaning = (
            Phrase("a row of `{table}`", "`{table}`的一档", table=table.name),
            Phrase("a field of the record", "记录的字段"),
        )
        advice = Phrase("rename one of them", "请给其中一个改名")
        return scope.ctx.poison(
            node.span,
            n.AmbiguousWord(
                span=node.key.span, word=node.key.text, one=row_meaning, other=field_meaning, advice=advice
            ),
        )
    if node.key.text in rows:
        return rows[node.key.text]
    if not is_field and node.key.text not in set(scope.known_words()):
        return _report_unknown_row(table.name, node.key, rows, scope)
    key = lookup.word(node.key, scope)
    if is_poison(key):
        return key
    choice, type_ = scope.ctx.vocabulary.choice_of(key.type), next((row.type for row in rows.values()), MoneyType())
    if choice is None or choice.name != table.choice:
        place = Phrase("the definition `{table}`", "定义`{table}`", table=table.name)
        expected = Phrase("a member of `{choice}`", "`{choice}`的取值", choice=table.choice)
        return _mismatch(node.key.span, place, expected, key.type.phrase, node.span, scope.ctx)
    chosen = typed.TableValue(span=node.span, table=table.name, key=key, rows=table.rows, type=type_)
    return chosen if type_.is_money else typed.DefinedValue(span=node.span, name=table.name, value=chosen, type=type_)


def _report_unknown_row(name: str, key: ast.Name, rows: Iterable[str], scope: Scope) -> typed.Expr:
    """Report a member or field for which a table or a definition has no row."""
    rows = tuple(rows)
    near_words = lookup.nearest_words(key.text, [*rows, *scope.known_words()], scope.ctx)
    members = join_names(rows)
    return scope.ctx.poison(
        key.span, n.UnknownMember(span=key.span, word=key.text, choice=name, members=members, nearest=near_words)
    )


def increase(node: ast.Increase, scope: Scope) -> typed.Expr:
    """`increase of filings over last year`, not below 0; `growth`, a share of the last year's value above 0."""
    if not scope.has_figures:
        return lookup.report_misplaced(node.figure, scope)
    now, before = (lookup.figure(node.figure, scope, back, node.span) for back in (0, 1))
    if now is None or before is None:
        lookup.figure_named(node.figure, scope.ctx)
        return poison(node.span)
    if not now.type.is_totalled:
        word = keywords.phrase("growth of" if node.is_share else "increase of")
        return _report_not_totalled(node.figure, now.type, word, node.span, scope.ctx)
    change = typed.Subtract(span=node.span, left=now, right=before, type=now.type, is_excess=not node.is_share)
    if not node.is_share:
        return change
    if typed.has_negative_field(before):
        nothing = typed.Const(span=node.span, value=0, type=before.type)
        before = typed.Maximum(span=node.span, values=(before, nothing), type=before.type)
    return typed.Divide(span=node.span, left=change, right=before, type=RateType())


_OF_SEVERAL_YEARS = (typed.Add, typed.Divide, typed.Maximum, typed.Minimum, typed.Subtract)
"""What figures of several years become: a total, an average, the largest, the smallest, an increase."""


_OTHERWISE = Phrase("`otherwise`", "`无则为`")


def fallback_value(node: ast.FallbackValue, scope: Scope, hint: Type | None) -> typed.Expr:
    """`last price of machine, otherwise 0`; of several years, what counts for each year without figures."""
    value = infer(node.value, scope, hint)
    if is_poison(value):
        return value
    is_of_years = isinstance(node.value, ast.EarlierFigure | ast.FigureOfYears | ast.Increase)
    figure_types = _OF_SEVERAL_YEARS if is_of_years else ()
    may_be_missing = isinstance(value, (typed.Figure, typed.FigureOfYears, *figure_types)) or (
        isinstance(value, typed.Aggregate) and not value.kind.is_sum and not value.pick.is_of_set
    )
    if not may_be_missing or value.type.is_date:
        expected = Phrase(
            "a figure, or the average, largest, smallest, first or last value of records",
            "年度数据，或者记录的平均、最大、最小、首次、最近一次的值",
        )
        actual = value.type.phrase
        return _mismatch(node.value.span, _OTHERWISE, expected, actual, node.span, scope.ctx)
    fallback = infer(node.fallback, scope, value.type)
    if is_poison(fallback) or common_type(value.type, fallback.type) is None:
        return fallback if is_poison(fallback) else _refuse_operands(node.span, "otherwise", value, fallback, scope.ctx)
    assert isinstance(fallback, typed.Const)
    if isinstance(value, typed.Divide) and isinstance(node.value, ast.Increase):
        return typed.FallbackValue(span=node.span, value=value, fallback=fallback, type=value.type)
    return _with_fallback(value, fallback, node.span)


def _with_fallback(value: typed.Expr, fallback: typed.Const, span: Span) -> typed.Expr:
    """The fallback for each figure of a value, or for a pick."""
    match value:
        case typed.FigureOfYears():
            return attrs.evolve(value, fallback=fallback)
        case typed.Figure() | typed.Aggregate():
            return typed.FallbackValue(span=span, value=value, fallback=fallback, type=value.type)
        case typed.Add(left=left, right=right) | typed.Subtract(left=left, right=right):
            left, right = (_with_fallback(part, fallback, span) for part in (left, right))
            return attrs.evolve(value, left=left, right=right)
        case typed.Divide(left=left):
            return attrs.evolve(value, left=_with_fallback(left, fallback, span))
        case typed.Maximum(values=values) | typed.Minimum(values=values):
            return attrs.evolve(value, values=tuple(_with_fallback(part, fallback, span) for part in values))
        case _:
            return value


def _report_not_totalled(figure: ast.Name, type_: Type, word: Phrase, span: Span, ctx: Context) -> typed.Expr:
    """Report a figure whose values are not added up."""
    return ctx.poison(
        span, n.AggregateMismatch(span=figure.span, word=word, found=type_.phrase, takes=operands.TOTALLED)
    )


MOST_YEARS = 30
"""The most earlier years whose figures one expression names."""


def earlier_figure(node: ast.EarlierFigure, scope: Scope) -> typed.Expr:
    """`turnover of last year`, `average turnover of last 3 years`: figures of the years before the claim's."""
    if not scope.has_figures:
        return lookup.report_misplaced(node.figure, scope)
    if not 1 <= node.years <= MOST_YEARS:
        expected = Phrase("1 to {most} years", "1至{most}年", most=MOST_YEARS)
        place, number = keywords.phrase("`of last`"), str(node.years)
        return _mismatch(node.span, place, expected, number, node.span, scope.ctx)
    first = 1 if node.kind else node.years
    figures = tuple(lookup.figure(node.figure, scope, back, node.span) for back in range(first, node.years + 1))
    values = tuple(figure for figure in figures if figure is not None)
    if not values:
        lookup.figure_named(node.figure, scope.ctx)
        return poison(node.span)
    type_ = values[0].type
    if node.kind is None:
        return values[0]
    if not type_.is_totalled:
        return _report_not_totalled(node.figure, type_, keywords.phrase(f"`{node.kind.value}`"), node.span, scope.ctx)
    match node.kind:
        case ast.YearsKind.LARGEST:
            return typed.Maximum(span=node.span, values=values, type=type_)
        case ast.YearsKind.SMALLEST:
            return typed.Minimum(span=node.span, values=values, type=type_)
    total = values[0]
    for value in values[1:]:
        total = typed.Add(span=node.span, left=total, right=value, type=type_)
    if node.kind is ast.YearsKind.TOTAL or node.years == 1:
        return total
    years = typed.Const(span=node.span, value=node.years, type=CountType())
    average = NumberType() if type_.is_numeric else type_
    return typed.Divide(span=node.span, left=total, right=years, type=average)


def figure_of_years(node: ast.FigureOfYears, scope: Scope) -> typed.Expr:
    """`total turnover since 2020`, `largest turnover of all years before`."""
    if not scope.has_figures:
        return lookup.report_misplaced(node.figure, scope)
    figure = lookup.figure(node.figure, scope, 1, node.span)
    if figure is None:
        lookup.figure_named(node.figure, scope.ctx)
        return poison(node.span)
    type_, kind = figure.type, node.kind
    if not type_.is_totalled:
        return _report_not_totalled(node.figure, type_, keywords.phrase(f"`{kind.value}`"), node.span, scope.ctx)
    if kind is ast.YearsKind.AVERAGE and type_.is_numeric:
        type_ = NumberType()
    return typed.FigureOfYears(
        span=node.span, figure=node.figure.text, kind=kind.value, since=node.since or 0, type=type_
    )


def day_value(expr: ast.Expr, scope: Scope, place: Phrase) -> typed.Expr:
    """A day; an event of the record means its day."""
    if isinstance(expr, ast.Word) and scope.record is not None:
        event = scope.record.event_by_name.get(expr.name.text)
        if event is not None and expr.name.text not in scope.record.field_by_name:
            field = scope.record.field_by_name[event.date_field]
            return typed.RecordField(span=expr.span, record=scope.record.name, field=field.name, type=field.type)
    day = infer(expr, scope)
    if day.type.is_date or day.type.is_poison:
        return day
    return _mismatch(expr.span, place, Phrase("a date", "日期"), day.type.phrase, expr.span, scope.ctx)


_SHIFT_WORDS = (Phrase("`after`", "`之后`"), Phrase("`before`", "`之前`"))


def shifted_day(node: ast.ShiftedDay, scope: Scope) -> typed.Expr:
    """`6 months after D`, `6 months before D`."""
    day = day_value(node.day, scope, _SHIFT_WORDS[node.is_before])
    if is_poison(day) or not operands.is_reasonable(node.duration, scope.ctx):
        return poison(node.span)
    number = -node.duration.number if node.is_before else node.duration.number
    return typed.ShiftedDay(span=node.span, day=day, number=number, unit=node.duration.unit.value)


def _day_of_claim_year(month: int, day: int, years: int, span: Span, scope: Scope) -> typed.DayOfYear:
    """A day in the year of the claim, or in one before or after it; for payments, of the grant."""
    begin = scope.ctx.fiscal_year
    years += (month, day) < (begin.month, begin.day)
    base: typed.Expr = typed.ClaimYear(span=span)
    if scope.counts_from_grant:
        base = typed.PaymentDay(span=span, point="the year of the grant")
    return typed.DayOfYear(span=span, base=base, month=month, day=day, years=years)


def _deadline(left: ast.Expr, op: Comparison, limit: ast.ShiftedDay, span: Span, scope: Scope) -> typed.Expr:
    """A comparison with a day after or before another. It counts from the earlier of the two days:
    `A at most 6 months before B` is `B at most 6 months after A`."""
    anchor = day_value(limit.day, scope, _SHIFT_WORDS[limit.is_before])
    day = day_value(left, scope, keywords.phrase(f"`{op.value}`"))
    if limit.is_before:
        anchor, day = day, anchor
    if is_poison(anchor) or is_poison(day) or not operands.is_reasonable(limit.duration, scope.ctx):
        return poison(span)
    if _is_reported_as_constant(anchor, day, span, scope.ctx):
        return poison(span)
    length = limit.duration
    return typed.ElapsedComparison(
        span=span, since=anchor, op=op, number=length.number, unit=length.unit.value, day=day
    )


def span_count(node: ast.SpanCount, scope: Scope) -> typed.Expr:
    """`full years from A to B`, `full months from A to B`, `days from A to B`."""
    start = day_value(node.start, scope, Phrase("`from`", "`自`"))
    end = day_value(node.end, scope, Phrase("`to`", "`至`"))
    if is_poison(start) or is_poison(end):
        return poison(node.span)
    return typed.SpanCount(span=node.span, start=start, end=end, unit=node.unit.value)


def state_length(node: ast.StateLength, scope: Scope) -> typed.Expr:
    """`full months of employed in the year`."""
    state = lookup.record_word(node.state, scope.record, scope) if scope.record is not None else None
    if state is None and scope.record is not None and node.state.text in set(scope.known_words()):
        state = infer(ast.Word(span=node.state.span, name=node.state), scope)
        if is_poison(state):
            return state
    if state is None:
        return lookup.report_misplaced(node.state, scope)
    if not isinstance(state, typed.StateHolds):
        states = [] if scope.record is None else [f"`{each}`" for each in scope.record.state_by_name]
        advice = (
            Phrase("the states are {states}", "状态有{states}", states=join_phrases(states))
            if states
            else Phrase(
                "declare a state in the vocabulary: `state {word} from DATE until DATE`",
                "请在词汇中声明状态：`状态 {word} 自 日期 至 日期`",
                word=node.state.text,
            )
        )
        place, expected = keywords.phrase("`in the year`"), Phrase("a state of the record", "记录的状态")
        return _mismatch(node.state.span, place, expected, state.type.phrase, node.span, scope.ctx, advice)
    return typed.StateLength(span=node.span, record=state.record, state=state.state, unit=node.unit.value)


def other_support(node: ast.OtherSupport, scope: Scope) -> typed.Expr:
    """What others paid for the record of the sentence, or for the records of a set."""
    record = scope.record or scope.picked
    if record is None:
        scope.ctx.refuse_misplaced(
            node.span,
            keywords.phrase("other support"),
            Phrase("without a record", "没有记录的句子中"),
            Phrase(
                "support is stated for records: write a condition under the award, `if other support at most 0`, or"
                " deduct it with `counting all other support`",
                "资助按记录填写：请在奖励之下写条件`须 其他资助 不超过 0`；从奖励中扣除的，写`各级各类资助合并计算`",
            ),
        )
        return poison(node.span)
    return typed.OtherSupport(span=node.span, record=record.name)


def _on_day(node: ast.SeriesValue, scope: Scope) -> typed.Expr | None:
    """`in_use_here on bought_on`: a field of the applicant or a state of the record on a day; `None`: a series."""
    if node.point is not ast.SeriesPoint.ON or node.series.text in scope.ctx.schema.series_by_name:
        return None
    field = scope.ctx.schema.applicant_field_by_name.get(node.series.text)
    is_state = scope.record is not None and node.series.text in scope.record.state_by_name
    if not is_state and field is None:
        return None
    day = lookup.date_word(node.day, scope, _POINT_WORDS[node.point])
    if is_poison(day):
        return day
    if is_state and scope.record is not None:
        return _state_on(node, scope.record, day)
    assert field is not None
    return typed.ApplicantFieldOn(span=node.span, field=field.name, day=day, type=field.type)


def _state_on(node: ast.SeriesValue, record: RecordKind, day: typed.Expr) -> typed.Expr:
    """The state has begun by the day, and has not ended by then."""
    state = record.state_by_name[node.series.text]
    begin, *end = (
        typed.Compare(
            span=node.span,
            left=typed.RecordField(
                span=node.span, record=record.name, field=name, type=record.field_by_name[name].type
            ),
            op=Comparison.AT_MOST,
            right=day,
        )
        for name in (state.from_field, state.until_field)
        if name is not None
    )
    if not end:
        return begin
    return typed.And(span=node.span, parts=(begin, typed.Not(span=node.span, part=end[0])))


def infer(expr: ast.Expr, scope: Scope, hint: Type | None = None) -> typed.Expr:
    """Type an expression."""
    match expr:
        case ast.Number():
            return operands.number(expr, scope.ctx, hint)
        case ast.Percent(value=value):
            return typed.Const(span=expr.span, value=value, type=RateType())
        case ast.Date(value=day):
            return typed.Const(span=expr.span, value=day, type=DateType())
        case ast.Duration(number=number, unit=unit):
            meant = (
                Phrase(
                    "if a sum is meant, `per` is missing: `{number} per year`; else ",
                    "如果是金额，请写`每年 奖励 {number}元`；否则，",
                    number=number,
                )
                if unit is ast.Unit.YEAR
                else NOTHING
            )
            if unit is ast.Unit.YEAR and 1900 <= number < 2100:
                meant = Phrase(
                    "a day has its month: `{number}-01-01`; else ",
                    "日期请写明月日：`{number}年1月1日`；否则，",
                    number=number,
                )
            return scope.ctx.poison(expr.span, n.DurationMisplaced(span=expr.span, sum=meant))
        case ast.Word(name=name):
            return _word(name, scope, hint)
        case (
            ast.And()
            | ast.Or()
            | ast.Not()
            | ast.Membership()
            | ast.Compare()
            | ast.RangeTest()
            | ast.EachYearTest()
            | ast.YearBeforeTest()
            | ast.ConditionCount()
            | ast.ElapsedComparison()
        ):
            return _condition(expr, scope)
        case ast.RecordCountTest() | ast.NoRecordsTest():
            return operands.count(expr, scope, test)
        case ast.CannotBeDetermined():
            return _cannot_be_determined(expr, scope)
        case _:
            return _measure(expr, scope, hint)


def _measure(
    expr: ast.TableLookup
    | ast.Sum
    | ast.Share
    | ast.Product
    | ast.RateOf
    | ast.Band
    | ast.RoundedValue
    | ast.FallbackValue
    | ast.AmountPerStep
    | ast.AmountPerRecord
    | ast.Interest
    | ast.SeriesValue
    | ast.Aggregate
    | ast.Increase
    | ast.EarlierFigure
    | ast.FigureOfYears
    | ast.ShiftedDay
    | ast.DayOfYear
    | ast.SpanCount
    | ast.StateLength
    | ast.ClaimDay
    | ast.PaymentDay
    | ast.ClaimYear
    | ast.OtherSupport
    | ast.AwardSum
    | ast.Extreme,
    scope: Scope,
    hint: Type | None,
) -> typed.Expr:
    match expr:
        case ast.TableLookup():
            return table_value(expr, scope, hint)
        case ast.Sum():
            return _sum(expr, scope, hint)
        case ast.Share(percent=percent, base=base):
            return share(percent.value, percent.span, infer(base, scope, hint), expr.span, scope.ctx)
        case ast.Product():
            return _product(expr, scope, hint)
        case ast.RateOf(rate=rate, base=base):
            return _rate_of(infer(rate, scope, RateType()), infer(base, scope, hint), expr.span, scope.ctx)
        case ast.Band():
            return _band(expr, scope, hint)
        case ast.RoundedValue(value=value):
            rounded = infer(value, scope, hint)
            _check_brackets(value, rounded, "rounded", scope.ctx)
            return round_value(rounded, expr, scope.ctx)
        case ast.AmountPerStep():
            return _amount_per_step(expr, scope, hint)
        case ast.AmountPerRecord():
            return _amount_per_record(expr, scope, hint)
        case ast.Interest(principal=principal, rate=rate):
            money = infer(principal, scope, MoneyType())
            return interest(expr, money, infer(rate, scope, RateType()), scope)
        case ast.SeriesValue():
            return _on_day(expr, scope) or series_value(expr, scope)
        case ast.ShiftedDay():
            return shifted_day(expr, scope)
        case ast.DayOfYear(month=month, day=day, years=years):
            return _day_of_claim_year(month, day, years, expr.span, scope)
        case ast.SpanCount():
            return span_count(expr, scope)
        case ast.StateLength():
            return state_length(expr, scope)
        case ast.PaymentDay(point=point):
            return typed.PaymentDay(span=expr.span, point=point.value)
        case ast.ClaimDay():
            return typed.ClaimDay(span=expr.span)
        case ast.ClaimYear():
            return typed.ClaimYear(span=expr.span)
        case ast.OtherSupport():
            return other_support(expr, scope)
        case ast.AwardSum(kind=kind, awards=awards):
            labels = scope.ctx.earlier_awards(awards)
            made = typed.AwardSum(span=expr.span, kind=kind.value, line=scope.ctx.line_of_award, awards=labels)
            return made if labels else poison(expr.span)
        case ast.EarlierFigure():
            return earlier_figure(expr, scope)
        case ast.FigureOfYears():
            return figure_of_years(expr, scope)
        case ast.Aggregate():
            return operands.aggregate(expr, scope, test, hint)
        case ast.Increase():
            return increase(expr, scope)
        case ast.FallbackValue():
            return fallback_value(expr, scope, hint)
        case ast.Extreme(largest=largest, values=values):
            return extreme(_infer_together(values, scope, hint), largest, expr.span, scope.ctx)
        case _:
            assert_never(expr)


def _word(name: ast.Name, scope: Scope, hint: Type | None = None) -> typed.Expr:
    return _timeless(lookup.word(name, scope, hint), name.span, scope.ctx)


def _timeless(value: typed.Expr, span: Span, ctx: Context) -> typed.Expr:
    return ctx.poison(span, n.DurationMisplaced(span=span)) if value.type.is_duration else value


# ------------------------------------------------------------------------------------------------- sums


def is_bare(expr: ast.Expr, ctx: Context) -> bool:
    """Whether an expression is a literal without a type of its own, or a sum of such literals."""
    return _takes_type(expr, ctx, all)


def has_bare(expr: ast.Expr, ctx: Context) -> bool:
    """Whether a literal without a type of its own is a term or factor, as in `350 times area`: it takes the type that
    the place expects.
    """
    return _takes_type(expr, ctx, any)


def _takes_type(expr: ast.Expr, ctx: Context, quantifier: Callable[[Iterable[bool]], bool]) -> bool:
    match expr:
        case ast.Number():
            return not (expr.is_money or expr.is_count) and expr.currency is None
        case ast.Word(name=name):
            definitions = ctx.definitions.get(name.text, ())
            return any(each.is_bare if quantifier is all else each.has_bare for each in definitions)
        case ast.Aggregate(field=ast.Name() as name):
            return _takes_type(ast.Word(span=name.span, name=name), ctx, quantifier)
        case ast.TableLookup(table=rate, key=base):
            return _is_rate_of_bare(rate, base, ctx, quantifier)
        case ast.Share(base=base):
            return _takes_type(base, ctx, quantifier)
        case ast.Product(factors=factors):
            return quantifier(_takes_type(x, ctx, quantifier) for x in factors)
        case ast.Band(value=value, floor=floor, ceiling=ceiling):
            limits = [x for x in (floor, ceiling) if x is not None] if quantifier is all else []
            return all(_takes_type(x, ctx, quantifier) for x in (value, *limits))
        case ast.RateOf(base=base) | ast.RoundedValue(value=base) | ast.FallbackValue(value=base):
            return _takes_type(base, ctx, quantifier)
        case _:
            parts = ast.operands_of_its_type(expr)
            return bool(parts) and quantifier(_takes_type(part, ctx, quantifier) for part in parts)


def _is_rate_of_bare(
    rate: ast.Name, base: ast.Name, ctx: Context, quantifier: Callable[[Iterable[bool]], bool]
) -> bool:
    """Whether `own_share of basis` is a definition without a type of its own, times a rate, or one of its rows."""
    of_rows = [each for each in ctx.definitions.get(rate.text, ()) if base.text in each.members]
    word = rate if of_rows else base
    return _takes_type(ast.Word(span=word.span, name=word), ctx, quantifier)


def _infer_together(exprs: tuple[ast.Expr, ...], scope: Scope, hint: Type | None) -> tuple[typed.Expr, ...]:
    """Type operands together: bare numbers take the type of the first operand that has one."""
    typed_by_index: dict[int, typed.Expr] = {}
    taken: Type | None = None
    rest: Sequence[int] = range(len(exprs))
    for is_left in (has_bare, is_bare):
        for i in (i for i in rest if not is_left(exprs[i], scope.ctx)):
            typed_by_index[i] = infer(exprs[i], scope, hint or taken)
        rest = [i for i in range(len(exprs)) if i not in typed_by_index]
        values = (typed_by_index[i] for i in sorted(typed_by_index))
        taken = next((x.type for x in values if not is_poison(x)), hint)
    return tuple(typed_by_index[i] if i in typed_by_index else infer(x, scope, taken) for i, x in enumerate(exprs))


def _sum(expr: ast.Sum, scope: Scope, hint: Type | None) -> typed.Expr:
    terms = _infer_together(expr.terms, scope, hint)
    for index, (written, term) in enumerate(zip(expr.terms, terms, strict=True)):
        is_last = index == len(terms) - 1
        operator = "plus" if expr.signs[index if is_last else index + 1] else "less"
        _check_brackets(written, term, operator, scope.ctx, is_last=is_last)
    total = terms[0]
    for term, plus in zip(terms[1:], expr.signs[1:], strict=True):
        total = add(total, term, plus, total.span.extend_to(term.span), scope.ctx)
    return total


def _check_brackets(
    written: ast.Expr, value: typed.Expr, operator: str, ctx: Context, *, is_last: bool = False
) -> None:
    """Report `own_share of a above b`, where the rate may apply to `a` or to the result, like `30% of a above b`.

    `is_last`: the operator is before the rate.
    """
    is_rate = isinstance(value, typed.Scale) and value.span == written.span
    if not (is_rate and isinstance(written, ast.TableLookup)) or written.is_bracketed:
        return
    rate, base, sign = written.table.text, written.key.text, keywords.phrase(operator)
    before = Phrase("({rate} of {base}) {sign} …", "（{base} 之 {rate}） {sign} …", rate=rate, base=base, sign=sign)
    of_result = Phrase("{rate} of ({base} {sign} …)", "（{base} {sign} …） 之 {rate}", rate=rate, base=base, sign=sign)
    if is_last:
        before = Phrase("… {sign} ({rate} of {base})", "… {sign} （{base} 之 {rate}）", rate=rate, base=base, sign=sign)
        of_result = Phrase(
            "{rate} of (… {sign} {base})", "（… {sign} {base}） 之 {rate}", rate=rate, base=base, sign=sign
        )
    word, what = Phrase("{rate} of", "之 {rate}", rate=rate), Phrase("percentage", "比例")
    ctx.add(ShareWithoutBrackets(span=written.span, word=word, what=what, sign=sign, one=before, other=of_result))


def _product(expr: ast.Product, scope: Scope, hint: Type | None) -> typed.Expr:
    """Factors from left to right. If money is expected and no factor has a type of its own that is money, one factor
    with a bare number is money: `350 times area`, or `day_rate times days` where `day_rate` means `5.20 times tonnage`.
    """
    written, ctx = expr.factors, scope.ctx
    is_mixed = [has_bare(x, ctx) and not is_bare(x, ctx) for x in written]
    may_be_money = hint is not None and hint.is_money
    factors = [
        None
        if is_bare(x, ctx)
        else infer(x, scope, None if isinstance(x, ast.Word) or (mixed and may_be_money) else hint)
        for x, mixed in zip(written, is_mixed, strict=True)
    ]
    needs_money = may_be_money and not any(x is not None and x.type.is_money for x in factors)
    in_brackets = [i for i, mixed in enumerate(is_mixed) if mixed and not isinstance(written[i], ast.Word)]
    bare = [i for i, factor in enumerate(factors) if factor is None]
    defined = [i for i, mixed in enumerate(is_mixed) if mixed and isinstance(written[i], ast.Word)]
    for i in (*in_brackets, *bare, *defined):
        factor = factors[i]
        if factor is None or (needs_money and not is_poison(factor)):
            is_money = needs_money and not expr.is_divisor[i]
            factors[i] = factor = infer(written[i], scope, hint if is_money else None)
        needs_money = needs_money and not factor.type.is_money
    product, *following = (factor for factor in factors if factor is not None)
    for factor, is_divisor in zip(following, expr.is_divisor[1:], strict=True):
        span = product.span.extend_to(factor.span)
        combine = divide if is_divisor else multiply
        product = combine(product, factor, span, scope.ctx)
    return product


def _rate_of(rate: typed.Expr, base: typed.Expr, span: Span, ctx: Context) -> typed.Expr:
    """A computed rate of a value; a bare quotient of numbers is accepted as a rate."""
    if is_poison(rate) or is_poison(base):
        return poison(span)
    if not (rate.type.is_rate or rate.type.is_numeric):
        expected = Phrase("a percentage", "比例")
        return _mismatch(rate.span, keywords.phrase("`of`"), expected, rate.type.phrase, span, ctx)
    return multiply(base, rate, span, ctx)


def _band(expr: ast.Band, scope: Scope, hint: Type | None) -> typed.Expr:
    limits = tuple(x for x in (expr.floor, expr.ceiling) if x is not None)
    value, *typed_limits = _infer_together((expr.value, *limits), scope, hint)
    _check_brackets(expr.value, value, "above" if expr.floor is not None else "up to", scope.ctx)
    floor = typed_limits[0] if expr.floor is not None else None
    ceiling = typed_limits[-1] if expr.ceiling is not None else None
    ends = [x.value for x in typed_limits if isinstance(x, typed.Const) and isinstance(x.value, int | Fraction)]
    if len(ends) == 2 and ends[0] >= ends[1]:
        shown = [LocalizedSentence(format_expr(limit)) for limit in limits]
        return scope.ctx.poison(
            expr.span, n.EmptyBand(span=limits[0].span.extend_to(limits[1].span), floor=shown[0], ceiling=shown[1])
        )
    return band(value, floor, ceiling, expr.span, scope.ctx)


def _amount_per_step(expr: ast.AmountPerStep, scope: Scope, hint: Type | None) -> typed.Expr:
    amount = infer(expr.amount, scope, hint)
    base, step = _infer_together((expr.base, expr.step), scope, None)
    if any(is_poison(x) for x in (amount, base, step)):
        return poison(expr.span)
    type_ = common_type(base.type, step.type)
    if type_ is None or not type_.is_totalled:
        return scope.ctx.poison(
            expr.span,
            n.OperandMismatch(
                span=expr.span, op=keywords.phrase("for each full"), left=step.type.phrase, right=base.type.phrase
            ),
        )
    if isinstance(step, typed.Const) and not step.value:
        place, expected = keywords.phrase("`for each full`"), Phrase("a step above 0", "大于0的级差")
        return _mismatch(step.span, place, expected, "0", expr.span, scope.ctx)
    steps = typed.FullStepCount(span=expr.span, base=base, step=step)
    return typed.Scale(span=expr.span, factor=steps, value=amount, type=amount.type)


def _amount_per_record(expr: ast.AmountPerRecord, scope: Scope, hint: Type | None) -> typed.Expr:
    """`300 for each mediation_case`: the number of picked records times the amount."""
    if scope.picked is None:
        return scope.ctx.poison(expr.span, n.NotASet(span=expr.span, word=keywords.phrase("for each")))
    if expr.record.text not in (scope.picked.name, scope.picked.plural):
        if operands.record_named(expr.record, scope.ctx) is not None:
            each, record = expr.record.text, scope.picked.name
            scope.ctx.add(p.SetMismatch(span=expr.record.span, each=each, record=record))
        return poison(expr.span)
    amount = infer(expr.amount, scope, hint)
    if is_poison(amount):
        return amount
    number = operands.number_of_set(expr.span, scope.picked)
    return typed.Scale(span=expr.span, factor=number, value=amount, type=amount.type)


# ------------------------------------------------------------------------------------------------- conditions


def test(expr: ast.Expr, scope: Scope) -> typed.Expr:
    """Type an expression that must be a condition."""
    condition = infer(expr, scope)
    if condition.type.is_flag or condition.type.is_poison:
        return condition
    return scope.ctx.poison(expr.span, n.NotATest(span=expr.span, found=condition.type.phrase))


def _condition(
    expr: ast.And
    | ast.Or
    | ast.Not
    | ast.Membership
    | ast.Compare
    | ast.RangeTest
    | ast.EachYearTest
    | ast.YearBeforeTest
    | ast.ConditionCount
    | ast.ElapsedComparison,
    scope: Scope,
) -> typed.Expr:
    match expr:
        case ast.And(parts=parts):
            return _connective(tuple(test(x, scope) for x in parts), expr.span, all_of=True)
        case ast.Or(parts=parts):
            return _connective(tuple(test(x, scope) for x in parts), expr.span, all_of=False)
        case ast.Not(part=part):
            inner = test(part, scope)
            return inner if is_poison(inner) else typed.Not(span=expr.span, part=inner)
        case ast.Membership(value=value, members=members):
            return membership(infer(value, scope), members, expr.span, scope)
        case ast.Compare(left=left, op=op, right=right, is_of_days=True):
            place = keywords.phrase(f"`{ast.ORDERS_OF_DAYS[op]}`")
            first, second = (day_value(side, scope, place) for side in (left, right))
            return compare(first, op, second, expr.span, scope.ctx)
        case ast.EachYearTest(value=value, low=low, high=high):
            day = day_value(value, scope, Phrase("`between … of each year`", "`介于 每年 …`"))
            if is_poison(day):
                return day
            tests = tuple(
                typed.Compare(
                    span=expr.span, left=day, op=op,
                    right=typed.DayOfYear(span=expr.span, base=day, month=month, day=number, years=0),
                )
                for op, (month, number) in ((Comparison.AT_LEAST, low), (Comparison.AT_MOST, high))
            )  # fmt: skip
            return _connective(tests, expr.span, all_of=low <= high)
        case ast.ConditionCount(op=op, number=number, lines=lines):
            least = number + (op in (Comparison.MORE_THAN, Comparison.AT_MOST))
            listed = tuple(test(line.test, scope) for line in lines)
            if any(map(is_poison, listed)):
                return poison(expr.span)
            if not 1 <= least <= len(listed):
                return scope.ctx.poison(expr.span, p.CountOfConditions(span=expr.span, number=len(listed)))
            count = typed.AtLeastOf(span=expr.span, number=least, parts=listed)
            return count if op.end is End.LOW else typed.Not(span=expr.span, part=count)
        case ast.YearBeforeTest(value=value):
            day = day_value(value, scope, keywords.phrase("`within the year before`"))
            if is_poison(day):
                return day
            begin = scope.ctx.fiscal_year
            tests = tuple(
                typed.Compare(
                    span=expr.span, left=day, op=op,
                    right=_day_of_claim_year(begin.month, begin.day, years, expr.span, scope),
                )
                for op, years in ((Comparison.AT_LEAST, -1), (Comparison.LESS_THAN, 0))
            )  # fmt: skip
            return _connective(tests, expr.span, all_of=True)
        case ast.Compare(left=left, op=op, right=right):
            return _compare(left, op, right, expr.span, scope)
        case ast.RangeTest(value=value, low=low, high=high):
            at_least = _compare(value, Comparison.AT_LEAST, low, expr.span, scope, is_deadline=False)
            if is_poison(at_least):
                return at_least
            at_most = _compare(value, Comparison.AT_MOST, high, expr.span, scope, is_deadline=False)
            return _connective((at_least, at_most), expr.span, all_of=True)
        case ast.ElapsedComparison(day=day, op=op, duration=duration):
            return _infer_elapsed(infer(day, scope), op, duration, expr.span, scope)
        case _:
            assert_never(expr)


def _connective(parts: tuple[typed.Expr, ...], span: Span, *, all_of: bool) -> typed.Expr:
    if any(is_poison(x) for x in parts):
        return poison(span)
    return typed.And(span=span, parts=parts) if all_of else typed.Or(span=span, parts=parts)


def _compare(
    left: ast.Expr, op: Comparison, right: ast.Expr, span: Span, scope: Scope, *, is_deadline: bool = True
) -> typed.Expr:
    """A comparison. Of `between`, a day after or before another is that day, and no deadline."""
    if is_deadline and isinstance(right, ast.ShiftedDay):
        return _deadline(left, op, right, span, scope)
    if is_deadline and isinstance(left, ast.ShiftedDay):
        return _deadline(right, op.converse, left, span, scope)
    if isinstance(right, ast.Duration):
        since = value_or_time(left, scope)
        if since.type.is_duration or since.type.is_poison:
            return _infer_elapsed(since, op, right, span, scope)
        return scope.ctx.poison(span, n.DurationMisplaced(span=right.span))
    is_word = isinstance(left, ast.Word | ast.TableLookup) and not has_bare(left, scope.ctx)
    if is_word and isinstance(right, ast.Word):
        value = infer(left, scope)
        if is_poison(value):
            return value  # the other side may be a word such as a member
        if value.type.is_level:
            return compare_level(value, op, right, span, scope)
        if value.type.is_choice:
            return scope.ctx.poison(
                span, n.NoOrder(span=span, choice=value.type.choice_name, op=keywords.phrase(op.value))
            )
        return compare(value, op, infer(right, scope, value.type), span, scope.ctx)
    first, second = _infer_together((left, right), scope, None)
    if first.type.is_level:
        return compare_level(first, op, right, span, scope)
    return compare(first, op, second, span, scope.ctx)


def _infer_elapsed(since: typed.Expr, op: Comparison, duration: ast.Duration, span: Span, scope: Scope) -> typed.Expr:
    """A comparison of elapsed time: `filed_on more than 10 years ago`, `in_business at least 1 year`."""
    if is_poison(since) or not operands.is_reasonable(duration, scope.ctx):
        return poison(span)
    if not (since.type.is_date or since.type.is_duration):
        expected = Phrase("a date", "日期")
        return _mismatch(since.span, keywords.phrase("`… ago`"), expected, since.type.phrase, span, scope.ctx)
    return typed.ElapsedComparison(
        span=span, since=since, op=op, number=duration.number, unit=duration.unit.value, day=typed.ClaimDay(span=span)
    )


# ------------------------------------------------------------------------------------------------- other records


def _cannot_be_determined(expr: ast.CannotBeDetermined, scope: Scope) -> typed.Expr:
    value = lookup.word(expr.field, scope, if_ambiguous=lookup.RENAME)
    return value if is_poison(value) else typed.CannotBeDetermined(span=expr.span, value=value)


def derived_words(ctx: Context) -> None:
    """Type the derived words, each after the words that it uses."""
    for word in ctx.vocabulary.derived:
        value = test(word.test, Scope(ctx, has_applicant=True, has_figures=True))
        ctx.derived[word.name] = value, extent(value)
