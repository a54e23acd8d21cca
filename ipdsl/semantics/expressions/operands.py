"""Operands of expressions: literals, and picks of records.

Literals. A bare number takes the type that its place needs, or the type of the other side of a comparison.

Picks: records of the applicant that are counted, or whose values are added up, compared or taken in order.

The condition of a pick is about the picked record. A word that it does not have is a word of the record around the
pick, then of the applicant. A value of the record around the pick becomes an `OuterValue`.

All words of a pick apply on the day of the claim. A word of the applicant that differs between days is reported,
because the day of the picked record may be meant as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import TypeAlias

import attrs

from ipdsl.base.findings.finding import Edit, nearest
from ipdsl.base.findings.phrase import NOTHING, Phrase, join_phrases
from ipdsl.base.source import Span
from ipdsl.base.values.money import DECIMALS
from ipdsl.base.values.written_values import YUAN
from ipdsl.schema.comparisons import Comparison
from ipdsl.schema.types.count import CountType
from ipdsl.schema.types.money import MoneyType, currency_advice, is_refused_code
from ipdsl.schema.types.number import NumberType
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import RecordKind, Varies
from ipdsl.semantics import lookup, typed
from ipdsl.semantics.errors import names_and_types as n, policy as p
from ipdsl.semantics.lookup import Context, Scope, is_poison, poison, record_words
from ipdsl.semantics.typed import names_applicant, nodes
from ipdsl.syntax import ast, keywords

MAX_DURATION = {ast.Unit.YEAR: 200, ast.Unit.MONTH: 2400, ast.Unit.DAY: 73_100}
"""The longest spans of time, which stay within the calendar."""


def number(literal: ast.Number, ctx: Context, hint: Type | None) -> typed.Expr:
    """A number as money in minor units, a count, or a plain number, depending on the expected type."""
    if literal.is_count:
        hint = CountType()
    if literal.is_money or literal.currency is not None or (hint is not None and hint.is_money):
        minor = minor_units(literal, ctx)
        if minor is None:
            return poison(literal.span)
        return typed.Const(span=literal.span, value=minor, type=MoneyType())
    if hint is not None and hint.is_count and (literal.point_readings or literal.value.denominator != 1):
        return ctx.poison(literal.span, n.NotWhole(span=literal.span))
    if hint is not None and (value := hint.constant(literal.value)) is not None:
        return typed.Const(span=literal.span, value=value, type=hint)
    if literal.value.denominator == 1:
        return typed.Const(span=literal.span, value=literal.value.numerator, type=CountType())
    return typed.Const(span=literal.span, value=literal.value, type=NumberType())


def minor_units(literal: ast.Number, ctx: Context) -> int | None:
    """A sum in minor units of the policy's currency; other sums are reported."""
    is_yuan = literal.is_money and literal.currency is None
    code = YUAN if is_yuan else literal.currency
    if code is not None and code not in DECIMALS:
        return ctx.refuse(unknown_currency(literal.span, code))
    if code is not None and code != ctx.currency:
        written_currency = "元 (CNY)" if is_yuan else code
        return ctx.refuse(n.ForeignSum(span=literal.span, currency=ctx.currency, found=written_currency))
    return minor_units_of(ctx.currency, literal, ctx)


def minor_units_of(code: str, literal: ast.Number, ctx: Context) -> int | None:
    """A sum in minor units of a currency; one with more decimals is reported."""
    decimals, advice = DECIMALS[code], Phrase("round the figure", "请把数字取整到这一位")
    minor: Fraction = literal.value * 10**decimals
    if literal.point_readings and decimals < 3:
        readings = [f"`{reading}`" for reading in literal.point_readings[minor.denominator != 1 :]]
        advice = Phrase("write {readings}", "请写{readings}", readings=join_phrases(readings, " or ", "或"))
    elif minor.denominator == 1:
        return minor.numerator
    return ctx.refuse(n.TooManyDecimals(span=literal.span, currency=code, decimals=decimals, advice=advice))


_SPOKEN = {"RMB": "CNY", "YUAN": "CNY", "CNH": "CNY", "NTD": "TWD"}


def unknown_currency(span: Span, code: str) -> n.UnknownCurrency:
    """The finding for a code that is not a currency in use, with similar codes."""
    near = (_SPOKEN[code.upper()],) if code.upper() in _SPOKEN else nearest(code, DECIMALS)
    near = () if is_refused_code(code) else near
    return n.UnknownCurrency(span=span, word=code, nearest=near, advice=currency_advice(code))


def is_reasonable(duration: ast.Duration, ctx: Context) -> bool:
    """Whether the span stays within the calendar; a longer one is reported."""
    if duration.number > MAX_DURATION[duration.unit]:
        ctx.add(n.DurationTooLong(span=duration.span))
        return False
    return True


Infer: TypeAlias = Callable[[ast.Expr, Scope], typed.Expr]
"""Types a condition in a scope."""

MOST_NESTED = 3
"""The most picks in one another."""

_COUNT = CountType()
_IN_ORDER = (ast.AggregateKind.FIRST, ast.AggregateKind.LAST)

TOTALLED = Phrase("money, counts and numbers", "金额、件数和数值")
_ORDERED = Phrase("money, counts, numbers, percentages and dates", "金额、件数、数值、比例和日期")


def _takes(kind: ast.AggregateKind, type_: Type) -> tuple[Phrase, bool]:
    """The types of value that an aggregate takes, and whether it takes this one."""
    match kind:
        case ast.AggregateKind.TOTAL | ast.AggregateKind.AVERAGE:
            return TOTALLED, type_.is_totalled
        case ast.AggregateKind.EARLIEST:
            return Phrase("dates", "日期"), type_.is_date
        case ast.AggregateKind.NUMBER:
            return Phrase("no field", "不写字段"), False
        case _:
            return _ORDERED, type_.is_ordered and not type_.is_member


def _kind(written: ast.AggregateKind) -> ast.AggregateKind:
    """What is computed; the earliest of days is the smallest."""
    return ast.AggregateKind.SMALLEST if written is ast.AggregateKind.EARLIEST else written


def aggregate(node: ast.Aggregate, scope: Scope, test: Infer, hint: Type | None) -> typed.Expr:
    """`total amount`, `number`, `largest F`, `earliest F` of a set; `total F of PICK` and the like."""
    word = node.kind.value
    if node.pick is not None:
        return _aggregate_of_pick(node, node.pick, scope, test, hint)
    if scope.picked is None:
        return scope.ctx.poison(node.span, n.NotASet(span=node.span, word=keywords.phrase(word)))
    record, value = scope.picked, None
    if node.field is not None:
        value = _value_of_set(node.field, record, scope, hint)
        if value is None or not _is_taken(node, node.field, value, scope.ctx):
            return poison(node.span)
    pick = typed.Pick(span=node.span, record=record.name, value=value, is_of_set=True)
    type_ = _COUNT if value is None else value.type
    return typed.Aggregate(span=node.span, kind=_kind(node.kind), pick=pick, type=type_)


def _value_of_set(name: ast.Name, record: RecordKind, scope: Scope, hint: Type | None) -> typed.Expr | None:
    """A field of the records of a set, or a definition about them; `None` after an error."""
    field, defined = record.field_by_name.get(name.text), scope.ctx.definition(name.text, record)
    if field is not None:
        return typed.RecordField(span=name.span, record=record.name, field=field.name, type=field.type)
    if defined is None or defined.record is None:
        _report_unknown_field(name, record, scope.ctx)
        return None
    value = defined.value(name.span, Scope(scope.ctx, record=record, has_applicant=True, has_figures=True), hint)
    if names_applicant(value) or any(isinstance(node, _OF_CLAIM) for node in nodes(value, typed.Node)):
        return scope.ctx.refuse(n.DayOfWordInPick(span=name.span, word=name.text, record=record.name))
    return value


_OF_CLAIM = (typed.ClaimDay, typed.ClaimYear, typed.Aggregate)
"""The nodes whose value may differ between the day of the claim and the day of the record."""


def number_of_set(span: Span, record: RecordKind) -> typed.Aggregate:
    """The number of records of a set."""
    pick = typed.Pick(span=span, record=record.name, is_of_set=True)
    return typed.Aggregate(span=span, kind=ast.AggregateKind.NUMBER, pick=pick)


def _report_unknown_field(name: ast.Name, record: RecordKind, ctx: Context) -> None:
    lookup.report_unknown_field(name, record.field_by_name, f"`{record.name}`", ctx)


def _is_taken(node: ast.Aggregate, name: ast.Name, value: typed.Expr, ctx: Context) -> bool:
    """Whether the aggregate takes values of this type; others are reported."""
    if is_poison(value):
        return False
    takes, can_take = _takes(node.kind, value.type)
    if not can_take:
        word = keywords.phrase(node.kind.value)
        ctx.add(n.AggregateMismatch(span=name.span, word=word, found=value.type.phrase, takes=takes))
    return can_take


def _aggregate_of_pick(
    node: ast.Aggregate, written: ast.Pick, scope: Scope, test: Infer, hint: Type | None
) -> typed.Expr:
    typing = _start(written, scope, test, node.field)
    if typing is None:
        return poison(node.span)
    value: typed.Expr | None = None
    if node.field is not None:
        value = typing.value(node.field, hint)
        if value is None or not _is_taken(node, node.field, value, scope.ctx):
            return poison(node.span)
    made = typing.aggregate(node.span, _kind(node.kind), value, is_ordered=node.kind in _IN_ORDER)
    if made is None or value is None:
        return made or poison(node.span)
    is_number = value.type.is_numeric and node.kind is ast.AggregateKind.AVERAGE
    return attrs.evolve(made, type=NumberType() if is_number else value.type)


def count(expr: ast.RecordCountTest | ast.NoRecordsTest, scope: Scope, test: Infer) -> typed.Expr:
    """`has at least 2 PICK`, `has no PICK`."""
    typing = _start(expr.pick, scope, test)
    number = None if typing is None else typing.aggregate(expr.span, ast.AggregateKind.NUMBER, None)
    if number is None:
        return poison(expr.span)
    if isinstance(expr, ast.NoRecordsTest):
        none = typed.Const(span=expr.span, value=0, type=_COUNT)
        return typed.Compare(span=expr.span, left=number, op=Comparison.AT_MOST, right=none)
    if expr.number == 0 and expr.op in (Comparison.AT_LEAST, Comparison.LESS_THAN):
        always = Phrase("always", "总是") if expr.op is Comparison.AT_LEAST else Phrase("never", "从不")
        return scope.ctx.poison(
            expr.span, p.ConstantCount(span=expr.span, op=keywords.phrase(expr.op.value), always=always)
        )
    limit = typed.Const(span=expr.span, value=expr.number, type=_COUNT)
    return typed.Compare(span=expr.span, left=number, op=expr.op, right=limit)


def record_named(name: ast.Name, ctx: Context) -> RecordKind | None:
    """The kind of record of a pick, by its name or plural."""
    record = ctx.vocabulary.plural_by_name.get(name.text)
    return record or lookup.record_named(name, ctx, advice=lookup.applicant_word_advice(name.text, ctx))


def _is_reported_without_kind(written: ast.Pick, scope: Scope, field: ast.Name | None) -> bool:
    """Report `total F of the same G`, which names no kind of record."""
    words, ctx = [word.text for word in written.words], scope.ctx
    if written.record.text.lower() != "the" or not words or words[0].lower() != "same":
        return False
    wanted = {word for word in (field.text if field is not None else "", *words[1:2]) if word}
    around = () if scope.record is None else (scope.record,)
    owners = [kind for kind in (*around, *ctx.schema.records) if wanted <= kind.field_by_name.keys()]
    kind = owners[0].name if owners else "RECORD"
    advice = Phrase(
        "name the kind of record before it: `of {kind} of the same {field}`",
        "请写明记录类别：`同一 {field} 的 {kind}`",
        kind=kind,
        field=words[1] if len(words) > 1 else "FIELD",
    )
    candidates = (Edit(written.record.span, f"{kind} of the"),) if owners else ()
    ctx.add(n.UnknownRecord(span=written.record.span, word=written.record.text, advice=advice, candidates=candidates))
    return True


def _start(written: ast.Pick, scope: Scope, test: Infer, field: ast.Name | None = None) -> _PickTyping | None:
    """The scope of a pick, if its kind of record is known and it is not nested too deeply."""
    ctx = scope.ctx
    if _is_reported_without_kind(written, scope, field):
        return None
    record = record_named(written.record, ctx)
    if record is None:
        return None
    if scope.nested_picks >= MOST_NESTED:
        return ctx.refuse(p.NestedPicks(span=written.span, most=MOST_NESTED))
    inner = Scope(
        ctx, record=record, has_applicant=True, has_figures=True, outer=scope, nested_picks=scope.nested_picks + 1
    )
    return _PickTyping(written, record, scope, inner, test)


@attrs.frozen(eq=False, repr=False)
class _PickTyping:
    """A pick while it is typed: `scope` is around it, `inner` is that of its condition."""

    written: ast.Pick
    record: RecordKind
    scope: Scope
    inner: Scope
    test: Infer

    def value(self, name: ast.Name, hint: Type | None) -> typed.Expr | None:
        """The value of a picked record: a field, or a definition about it, whose bare numbers take the hint."""
        value = lookup.record_word(name, self.record, self.inner)
        if isinstance(value, typed.RecordField):
            return value
        defined = self.scope.ctx.definition(name.text, self.record)
        if value is None and defined is not None and defined.record is not None:
            return defined.value(name.span, self.inner, hint)
        _report_unknown_field(name, self.record, self.scope.ctx)
        return None

    def aggregate(
        self, span: Span, kind: ast.AggregateKind, value: typed.Expr | None, *, is_ordered: bool = False
    ) -> typed.Aggregate | None:
        """The aggregate over the pick; `is_ordered`: its records are in the order of their days."""
        words = self._words()
        condition = self._condition()
        same = [self._same_value(name) for name in self.written.same]
        dated = self._dates(is_ordered=is_ordered)
        if words is None or condition is None or dated is None or None in same:
            return None
        date_field, year_field, before = dated
        tests = (*words, *condition)
        if self._reports_days((*tests, *(() if value is None else (value,)))):
            return None
        pick = typed.Pick(
            span=self.written.record.span,
            record=self.record.name,
            tests=tests,
            value=value,
            same=tuple(name.text for name in self.written.same),
            date_field=date_field,
            year_field=year_field,
        )
        return typed.Aggregate(
            span=span,
            kind=kind,
            pick=pick,
            before=before,
            same_values=tuple(value for value in same if value is not None),
            outer_values=tuple(self.inner.outer_values),
        )

    def _words(self) -> tuple[typed.Expr, ...] | None:
        """The tests of the words after the kind of record."""
        ctx, record = self.scope.ctx, self.record
        tests: list[typed.Expr] = []
        for word in self.written.words:
            value = lookup.record_word(word, record, self.inner)
            defined = ctx.definition(word.text, record)
            if value is None and defined is not None and defined.record is not None:
                value = defined.value(word.span, self.inner, None)
            if value is None:
                near = lookup.nearest_words(word.text, record_words(record), ctx)
                advice = NOTHING if near else lookup.unknown_word_advice(word.text, record_words(record))
                place = f"`{record.name}`"
                return ctx.refuse(
                    n.UnknownWord(span=word.span, word=word.text, place=place, nearest=near, advice=advice)
                )
            if is_poison(value):
                return None
            if not value.type.is_flag:
                return ctx.refuse(n.NotATest(span=word.span, found=value.type.phrase))
            tests += value.parts if isinstance(value, typed.And) else (value,)
        return tuple(tests)

    def _condition(self) -> tuple[typed.Expr, ...] | None:
        """The condition in brackets, as a test of its own for each part of an `and`."""
        if self.written.test is None:
            return ()
        condition = self.test(self.written.test, self.inner)
        if is_poison(condition):
            return None
        return condition.parts if isinstance(condition, typed.And) else (condition,)

    def _same_value(self, name: ast.Name) -> typed.Expr | None:
        """The value that a field has around the pick: of the record of the sentence, or of the applicant."""
        ctx, around = self.scope.ctx, self.scope.record
        field = self.record.field_by_name.get(name.text)
        if field is None:
            _report_unknown_field(name, self.record, ctx)
            return None
        outer = None if around is None else around.field_by_name.get(name.text)
        of_applicant = ctx.schema.applicant_field_by_name.get(name.text)
        if outer is None and of_applicant is None:
            return ctx.refuse(n.FieldNotAroundPick(span=name.span, word=name.text, record=self.record.name))
        if outer is not None and around is not None:
            value: typed.Expr = typed.RecordField(span=name.span, record=around.name, field=outer.name, type=outer.type)
        else:
            assert of_applicant is not None
            value = typed.ApplicantField(span=name.span, field=of_applicant.name, type=of_applicant.type)
        if field.type.is_poison or value.type.is_poison:
            return None
        if field.type.is_list or field.type != value.type:
            return ctx.refuse(
                n.FieldsNotComparable(span=name.span, word=name.text, found=field.type.phrase, other=value.type.phrase)
            )
        return value

    def _dates(self, *, is_ordered: bool) -> tuple[str, str, typed.Expr | None] | None:
        """The field that orders the records, the field of `in the year`, and the day before which they are dated."""
        written, ctx = self.written, self.scope.ctx
        events = [word for word in written.words if word.text in self.record.event_by_name]
        by_default = _default_date(self.record)
        needs_order = written.is_earlier or is_ordered
        if not (needs_order or written.is_in_year):
            return "", "", None
        if by_default is None and (needs_order or not events):
            return ctx.refuse(
                p.PickWithoutDay(span=written.span, record=self.record.name, why=_no_default(self.record))
            )
        fields = dict.fromkeys(self.record.event_by_name[word.text].date_field for word in events)
        if (needs_order and fields and by_default not in fields) or (written.is_in_year and len(fields) > 1):
            default = self.record.default_event
            other = "" if default is None else default.name
            return ctx.refuse(
                p.PickByTwoDays(span=written.span, record=self.record.name, event=events[0].text, other=other)
            )
        before = None
        if written.is_earlier:
            before = self._day_around()
            if before is None:
                return None
        year_field = next(iter(fields), by_default) if written.is_in_year else None
        return (by_default or "") if needs_order else "", year_field or "", before

    def _day_around(self) -> typed.Expr | None:
        """The day of the record around the pick."""
        around = self.scope.record
        date_field = None if around is None else _default_date(around)
        if around is None or date_field is None:
            record = self.record.name if around is None else around.name
            why = _no_default(around) if around is not None else Phrase(
                "the sentence is not about one record", "句子不针对一条记录"
            )  # fmt: skip
            return self.scope.ctx.refuse(p.PickWithoutDay(span=self.written.span, record=record, why=why))
        field = around.field_by_name[date_field]
        return typed.RecordField(span=self.written.span, record=around.name, field=field.name, type=field.type)

    def _reports_days(self, parts: tuple[typed.Expr, ...]) -> bool:
        """Report words that have one value on the day of the claim and may have another on that of the record."""
        word = next((word for part in parts for word in self._words_of_days(part)), None)
        if word is not None:
            self.scope.ctx.add(n.DayOfWordInPick(span=self.written.span, word=word, record=self.record.name))
        return word is not None

    def _words_of_days(self, part: typed.Expr) -> Iterator[str]:
        schema = self.scope.ctx.schema
        for node in nodes(part, typed.Node):
            match node:
                case typed.ApplicantField(field=field):
                    if schema.applicant_field_by_name[field].varies is not Varies.FIXED:
                        yield field
                case (
                    typed.Figure(figure=figure)
                    | typed.FigureOfYears(figure=figure)
                    | typed.ApplicantRank(figure=figure)
                ):
                    yield figure
                case typed.ElapsedComparison(since=typed.ApplicantField(field=field), day=typed.ClaimDay()):
                    yield field
                case typed.Aggregate(pick=pick):
                    yield from _words_of_the_day(pick)


def _words_of_the_day(pick: typed.Pick) -> Iterator[str]:
    """The words of a nested pick that depend on the day."""
    for test in pick.tests:
        yield from (node.event for node in nodes(test, typed.EventHappened))
        yield from (node.state for node in nodes(test, typed.StateHolds))
    if pick.year_field:
        yield pick.record


def _default_date(record: RecordKind) -> str | None:
    return None if record.default_event is None else record.default_event.date_field


def _no_default(record: RecordKind) -> Phrase:
    return Phrase("`{record}` has no default event", "`{record}`没有默认事件", record=record.name)
