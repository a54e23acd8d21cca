"""Values that are read or computed from more than one fact: series, interest, tables, aggregates, increases."""

from __future__ import annotations

from ipdsl.diagnostics.nearest import nearest
from ipdsl.diagnostics.phrase import Phrase, join_names
from ipdsl.schema import types as t
from ipdsl.schema.model import Frequency
from ipdsl.semantics import advice, labelled, lookup, typed
from ipdsl.semantics import errors_names as n
from ipdsl.semantics import errors_types as e
from ipdsl.semantics.symbols import Scope, is_poison, poison
from ipdsl.semantics.typenames import describe
from ipdsl.syntax import ast, keywords

_POINT = {
    ast.SeriesPoint.IN_JANUARY_OF: typed.SeriesPoint.JANUARY,
    ast.SeriesPoint.IN_MONTH_OF: typed.SeriesPoint.MONTH,
    ast.SeriesPoint.ON: typed.SeriesPoint.DAY,
}

_POINT_WORDS = {
    ast.SeriesPoint.IN_JANUARY_OF: Phrase("`in January of`", "`当年1月`"),
    ast.SeriesPoint.IN_MONTH_OF: Phrase("`in month of`", "`当月`"),
    ast.SeriesPoint.ON: Phrase("`on`", "`当日`"),
}
_FREQUENCIES = {Frequency.MONTHLY: Phrase("monthly", "按月公布"), Frequency.DAILY: Phrase("daily", "按日公布")}


def series_value(node: ast.SeriesValue, scope: Scope) -> typed.Expr:
    """`lpr_1y in January of repaid_on`."""
    series = labelled.series_named(node.series, scope.ctx)
    if series is None:
        return poison(node.span)
    day = lookup.date_word(node.day, scope, _POINT_WORDS[node.point])
    if series.currency is not None:
        scope.ctx.add(e.ExchangeRateAsRate(span=node.series.span, series=series.name))
        return poison(node.span)
    daily = series.frequency is Frequency.DAILY
    if daily != (node.point is ast.SeriesPoint.ON):
        step = (
            Phrase("write `on D`", "请写`D 当日`")
            if daily
            else Phrase("write `in month of D` or `in January of D`", "请写`D 当月`或`D 当年1月`")
        )
        frequency = _FREQUENCIES[series.frequency]
        scope.ctx.add(
            e.SeriesPointMismatch(
                span=node.span,
                series=series.name,
                frequency=frequency,
                point=keywords.phrase(node.point.value),
                advice=step,
            )
        )
        return poison(node.span)
    if is_poison(day):
        return day
    return typed.SeriesValue(span=node.span, series=series.name, point=_POINT[node.point], day=day)


def interest(node: ast.Interest, principal: typed.Expr, rate: typed.Expr, scope: Scope) -> typed.Expr:
    """`interest on PRINCIPAL at RATE from D to D [last n years]`."""
    start = lookup.date_word(node.start, scope, Phrase("`from`", "`自`"))
    end = lookup.date_word(node.end, scope, Phrase("`to`", "`至`"))
    bad = any(is_poison(x) for x in (principal, rate, start, end))
    if not isinstance(principal.type, t.MoneyType | t.Poison):
        found_type = describe(principal.type)
        scope.ctx.add(
            e.Mismatch(
                span=principal.span,
                place=keywords.phrase("`interest on`"),
                expected=Phrase("money", "金额"),
                found=found_type,
            )
        )
        bad = True
    if not isinstance(rate.type, t.RateType | t.Poison):
        found_type = describe(rate.type)
        scope.ctx.add(
            e.Mismatch(
                span=rate.span, place=keywords.phrase("`at`"), expected=Phrase("a percentage", "比例"), found=found_type
            )
        )
        bad = True
    if node.last_years is not None and node.last_years > 200:
        scope.ctx.add(e.DurationTooLong(span=node.span))
        bad = True
    if bad:
        return poison(node.span)
    return typed.Interest(
        span=node.span, principal=principal, rate=rate, start=start, end=end, last_years=node.last_years
    )


def table_value(node: ast.TableLookup, scope: Scope) -> typed.Expr:
    """`city_patent_award of major` (one row) or `city_patent_award of prize` (the row of a field)."""
    table = scope.ctx.tables.get(node.table.text)
    if table is None and (advice.is_share_word(node.table.text) or advice.is_measurable(node.key.text, scope)):
        step = advice.share_advice(node.table.text, node.key.text)
        scope.ctx.add(n.ShareWithoutPercentage(span=node.span, word=node.table.text, base=node.key.text, advice=step))
        return poison(node.span)
    if table is None:
        near_words = nearest(node.table.text, scope.ctx.tables)
        scope.ctx.add(n.UnknownTable(span=node.table.span, word=node.table.text, nearest=near_words))
        return poison(node.span)
    rows = dict(table.rows)
    is_field = scope.record is not None and node.key.text in scope.record.field_by_name
    if node.key.text in rows and is_field:
        row_meaning, field_meaning = (
            Phrase("a row of `{table}`", "`{table}`的一档", table=table.name),
            Phrase("a field of the record", "记录的字段"),
        )
        scope.ctx.add(n.AmbiguousWord(span=node.key.span, word=node.key.text, one=row_meaning, other=field_meaning))
        return poison(node.span)
    if node.key.text in rows:
        return rows[node.key.text]
    if not is_field and node.key.text not in set(scope.known_words()):
        near_words = labelled.nearest_words(node.key.text, [*rows, *scope.known_words()], scope.ctx)
        listed = join_names(rows)
        scope.ctx.add(
            n.UnknownMember(
                span=node.key.span, word=node.key.text, choice=table.name, members=listed, nearest=near_words
            )
        )
        return poison(node.span)
    key = lookup.word(node.key, scope)
    if is_poison(key):
        return key
    choice = scope.ctx.vocabulary.choice_of(key.type)
    if choice is None or choice.name != table.choice:
        expected = Phrase("a member of `{choice}`", "`{choice}`的取值", choice=table.choice)
        scope.ctx.add(
            e.Mismatch(
                span=node.key.span,
                place=Phrase("the table `{table}`", "标准表`{table}`", table=table.name),
                expected=expected,
                found=describe(key.type),
            )
        )
        return poison(node.span)
    return typed.TableValue(span=node.span, table=table.name, key=key, rows=table.rows)


def aggregate(node: ast.Aggregate, scope: Scope) -> typed.Expr:
    """`total amount`, `number`, `largest F`, `earliest F`."""
    word = node.kind.value
    if scope.picked is None:
        scope.ctx.add(e.NotASet(span=node.span, word=keywords.phrase(word)))
        return poison(node.span)
    kind = typed.AggregateKind(word)
    record = scope.picked
    if node.field is None:
        return typed.Aggregate(span=node.span, kind=kind, record=record.name, field=None, type=t.CountType())
    field = record.field_by_name.get(node.field.text)
    if field is None:
        near_fields = labelled.nearest_words(node.field.text, record.field_by_name, scope.ctx)
        owner = f"`{record.name}`"
        scope.ctx.add(n.UnknownField(span=node.field.span, word=node.field.text, owner=owner, nearest=near_fields))
        return poison(node.span)
    takes, types = _TAKES[node.kind]
    if isinstance(field.type, t.Poison):
        return poison(node.span)
    if not isinstance(field.type, types):
        found_type = describe(field.type)
        scope.ctx.add(
            e.AggregateMismatch(span=node.field.span, word=keywords.phrase(word), found=found_type, takes=takes)
        )
        return poison(node.span)
    return typed.Aggregate(span=node.span, kind=kind, record=record.name, field=field.name, type=field.type)


_TAKES: dict[ast.AggregateKind, tuple[Phrase, tuple[type, ...]]] = {
    ast.AggregateKind.TOTAL: (
        Phrase("money, counts and numbers", "金额、件数和数值"),
        (t.MoneyType, t.CountType, t.NumberType),
    ),
    ast.AggregateKind.LARGEST: (
        Phrase("money, counts, numbers, percentages and dates", "金额、件数、数值、比例和日期"),
        (t.MoneyType, t.CountType, t.NumberType, t.RateType, t.DateType),
    ),
    ast.AggregateKind.EARLIEST: (Phrase("dates", "日期"), (t.DateType,)),
    ast.AggregateKind.NUMBER: (Phrase("no field", "不写字段"), ()),
}


def increase(node: ast.Increase, scope: Scope) -> typed.Expr:
    """`increase of filings over last year`, not below 0."""
    if not scope.has_figures:
        lookup.report_misplaced(node.figure, scope)
        return poison(node.span)
    now = lookup.figure(node.figure, scope)
    before = lookup.figure(node.figure, scope, years_back=1)
    if now is None or before is None:
        lookup.figure_named(node.figure, scope.ctx)
        return poison(node.span)
    if not isinstance(now.type, t.MoneyType | t.CountType | t.NumberType):
        found_type = describe(now.type)
        scope.ctx.add(
            e.AggregateMismatch(
                span=node.figure.span,
                word=keywords.phrase("increase of"),
                found=found_type,
                takes=Phrase("money, counts and numbers", "金额、件数和数值"),
            )
        )
        return poison(node.span)
    return typed.Subtract(span=node.span, left=now, right=before, type=now.type)
