"""Expressions of the page to typed expressions.

In: an expression as written and the scope in which it stands. Out: a typed expression with every name bound; where
something was wrong, one finding and an expression of the poison type, which agrees with everything. A hint is the type
that the place expects: only bare numbers listen to it. Assumed: nothing.
"""

from __future__ import annotations

from typing import assert_never

from ipdsl.diagnostics.phrase import NOTHING, Phrase
from ipdsl.schema import types as t
from ipdsl.schema.model import RecordKind
from ipdsl.semantics import advice, constants, labelled, lookup, measures, operators, typed
from ipdsl.semantics import errors_names as n
from ipdsl.semantics import errors_policy as p
from ipdsl.semantics import errors_types as e
from ipdsl.semantics.symbols import Context, Scope, is_poison, poison, record_words
from ipdsl.semantics.typenames import describe
from ipdsl.semantics.walk import nodes
from ipdsl.source import Span
from ipdsl.syntax import ast, keywords


def infer(expr: ast.Expr, scope: Scope, hint: t.Type | None = None) -> typed.Expr:
    """Type an expression."""
    match expr:
        case ast.Number():
            return constants.number(expr, scope.ctx, hint)
        case ast.Percent(value=value):
            return typed.Const(span=expr.span, value=value, type=t.RateType())
        case ast.Date(value=day):
            return typed.Const(span=expr.span, value=day, type=t.DateType())
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
            scope.ctx.add(e.DurationMisplaced(span=expr.span, sum=meant))
            return poison(expr.span)
        case ast.Word(name=name):
            return _word(name, scope)
        case (
            ast.And()
            | ast.Or()
            | ast.Not()
            | ast.Membership()
            | ast.Compare()
            | ast.RangeTest()
            | ast.ElapsedComparison()
        ):
            return _condition(expr, scope)
        case ast.RecordCountTest() | ast.NoRecordsTest() | ast.CannotBeDetermined():
            return _record_count(expr, scope)
        case _:
            return _measure(expr, scope, hint)


def _measure(
    expr: ast.TableLookup
    | ast.Sum
    | ast.Share
    | ast.Excess
    | ast.AmountPerStep
    | ast.AmountPerRecord
    | ast.Interest
    | ast.SeriesValue
    | ast.Aggregate
    | ast.Increase
    | ast.Extreme,
    scope: Scope,
    hint: t.Type | None,
) -> typed.Expr:
    match expr:
        case ast.TableLookup():
            return measures.table_value(expr, scope)
        case ast.Sum():
            return _sum(expr, scope, hint)
        case ast.Share(percent=percent, base=base):
            return operators.share(percent.value, percent.span, infer(base, scope, hint), expr.span, scope.ctx)
        case ast.Excess(value=value, floor=floor):
            return operators.excess(*_pair(value, floor, scope, hint), expr.span, scope.ctx)
        case ast.AmountPerStep():
            return _amount_per_step(expr, scope, hint)
        case ast.AmountPerRecord():
            return _amount_per_record(expr, scope, hint)
        case ast.Interest(principal=principal, rate=rate):
            money = infer(principal, scope, t.MoneyType())
            return measures.interest(expr, money, infer(rate, scope, t.RateType()), scope)
        case ast.SeriesValue():
            return measures.series_value(expr, scope)
        case ast.Aggregate():
            return measures.aggregate(expr, scope)
        case ast.Increase():
            return measures.increase(expr, scope)
        case ast.Extreme(largest=largest, values=values):
            return operators.extreme(_infer_together(values, scope, hint), largest, expr.span, scope.ctx)
        case _:
            assert_never(expr)


def _word(name: ast.Name, scope: Scope) -> typed.Expr:
    typed_word = lookup.word(name, scope)
    if isinstance(typed_word.type, t.DurationType):
        scope.ctx.add(e.DurationMisplaced(span=name.span))
        return poison(name.span)
    return typed_word


# ------------------------------------------------------------------------------------------------- sums


def _is_bare(expr: ast.Expr) -> bool:
    """A literal that listens to the other side, alone or in a sum of such."""
    match expr:
        case ast.Number():
            return not expr.is_money and expr.currency is None
        case ast.Sum(terms=terms) | ast.Extreme(values=terms):
            return all(_is_bare(x) for x in terms)
        case ast.Share(base=base):
            return _is_bare(base)
        case ast.Excess(value=value, floor=floor):
            return _is_bare(value) and _is_bare(floor)
        case ast.AmountPerStep(amount=amount) | ast.AmountPerRecord(amount=amount):
            return _is_bare(amount)
        case _:
            return False


def _infer_together(exprs: tuple[ast.Expr, ...], scope: Scope, hint: t.Type | None) -> tuple[typed.Expr, ...]:
    """Type expressions that stand together: bare numbers take the type of the first that has one of its own."""
    typed_by_index = {i: infer(x, scope, hint) for i, x in enumerate(exprs) if not _is_bare(x)}
    taken = next((x.type for x in typed_by_index.values() if not is_poison(x)), hint)
    return tuple(typed_by_index[i] if i in typed_by_index else infer(x, scope, taken) for i, x in enumerate(exprs))


def _pair(left: ast.Expr, right: ast.Expr, scope: Scope, hint: t.Type | None) -> tuple[typed.Expr, typed.Expr]:
    first, second = _infer_together((left, right), scope, hint)
    return first, second


def _sum(expr: ast.Sum, scope: Scope, hint: t.Type | None) -> typed.Expr:
    terms = _infer_together(expr.terms, scope, hint)
    total = terms[0]
    for term, plus in zip(terms[1:], expr.signs[1:], strict=True):
        total = operators.add(total, term, plus, total.span.extend_to(term.span), scope.ctx)
    return total


def _amount_per_step(expr: ast.AmountPerStep, scope: Scope, hint: t.Type | None) -> typed.Expr:
    amount = infer(expr.amount, scope, hint)
    base, step = _pair(expr.base, expr.step, scope, None)
    if any(is_poison(x) for x in (amount, base, step)):
        return poison(expr.span)
    type_ = operators.common_type(base.type, step.type)
    if type_ is None or not isinstance(type_, t.MoneyType | t.CountType | t.NumberType):
        scope.ctx.add(
            e.OperandMismatch(
                span=expr.span, op=keywords.phrase("for each full"), left=describe(step.type), right=describe(base.type)
            )
        )
        return poison(expr.span)
    if isinstance(step, typed.Const) and not step.value:
        scope.ctx.add(
            e.Mismatch(
                span=step.span,
                place=keywords.phrase("`for each full`"),
                expected=Phrase("a step above 0", "大于0的级差"),
                found="0",
            )
        )
        return poison(expr.span)
    steps = typed.FullStepCount(span=expr.span, base=base, step=step)
    return typed.Scale(span=expr.span, factor=steps, value=amount, type=amount.type)


def _amount_per_record(expr: ast.AmountPerRecord, scope: Scope, hint: t.Type | None) -> typed.Expr:
    """`300 for each mediation_case`: the number of picked records times the amount."""
    if scope.picked is None:
        scope.ctx.add(e.NotASet(span=expr.span, word=keywords.phrase("for each")))
        return poison(expr.span)
    if expr.record.text not in (scope.picked.name, scope.picked.plural):
        if _record(expr.record, scope.ctx) is not None:
            each, record = expr.record.text, scope.picked.name
            scope.ctx.add(p.SetMismatch(span=expr.record.span, each=each, record=record))
        return poison(expr.span)
    amount = infer(expr.amount, scope, hint)
    if is_poison(amount):
        return amount
    kind = typed.AggregateKind.NUMBER
    number = typed.Aggregate(span=expr.span, kind=kind, record=scope.picked.name, field=None, type=t.CountType())
    return typed.Scale(span=expr.span, factor=number, value=amount, type=amount.type)


# ------------------------------------------------------------------------------------------------- conditions


def test(expr: ast.Expr, scope: Scope) -> typed.Expr:
    """Type an expression that must be true or false."""
    condition = infer(expr, scope)
    if isinstance(condition.type, t.BoolType | t.Poison):
        return condition
    scope.ctx.add(e.NotATest(span=expr.span, found=describe(condition.type)))
    return poison(expr.span)


def _condition(
    expr: ast.And | ast.Or | ast.Not | ast.Membership | ast.Compare | ast.RangeTest | ast.ElapsedComparison,
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
            return operators.membership(infer(value, scope), members, expr.span, scope)
        case ast.Compare(left=left, op=op, right=right):
            return _compare(left, op, right, expr.span, scope)
        case ast.RangeTest(value=value, low=low, high=high):
            at_least = _compare(value, ast.Comparison.AT_LEAST, low, expr.span, scope)
            if is_poison(at_least):
                return at_least
            at_most = _compare(value, ast.Comparison.AT_MOST, high, expr.span, scope)
            return _connective((at_least, at_most), expr.span, all_of=True)
        case ast.ElapsedComparison(day=day, op=op, duration=duration):
            return _infer_elapsed(infer(day, scope), op, duration, expr.span, scope)
        case _:
            assert_never(expr)


def _connective(parts: tuple[typed.Expr, ...], span: Span, *, all_of: bool) -> typed.Expr:
    if any(is_poison(x) for x in parts):
        return poison(span)
    return typed.And(span=span, parts=parts) if all_of else typed.Or(span=span, parts=parts)


def _compare(left: ast.Expr, op: ast.Comparison, right: ast.Expr, span: Span, scope: Scope) -> typed.Expr:
    if isinstance(right, ast.Duration):
        since = lookup.word(left.name, scope) if isinstance(left, ast.Word) else infer(left, scope)
        if isinstance(since.type, t.DurationType | t.Poison):
            return _infer_elapsed(since, op, right, span, scope)
        scope.ctx.add(e.DurationMisplaced(span=right.span))
        return poison(span)
    if _report_mixed_owners(left, right, scope):
        return poison(span)
    if isinstance(left, ast.Word) and isinstance(right, ast.Word):
        value = infer(left, scope)
        if is_poison(value):
            return value  # what it is compared with may be a word of its own, such as a member
        if isinstance(value.type, t.LevelType):
            return operators.compare_level(value, op, right, span, scope)
        if isinstance(value.type, t.ChoiceType):
            scope.ctx.add(e.NoOrder(span=span, choice=value.type.choice, op=keywords.phrase(op.value)))
            return poison(span)
        return operators.compare(value, op, infer(right, scope), span, scope.ctx)
    first, second = _pair(left, right, scope, None)
    if isinstance(first.type, t.LevelType):
        return operators.compare_level(first, op, right, span, scope)
    return operators.compare(first, op, second, span, scope.ctx)


def _report_mixed_owners(left: ast.Expr, right: ast.Expr, scope: Scope) -> bool:
    """One side is a word of a record, the other one about the applicant, where only one may speak; it is reported."""
    if not isinstance(left, ast.Word) or not isinstance(right, ast.Word) or (scope.record and scope.has_applicant):
        return False
    of_applicant = set(scope.ctx.vocabulary.applicant_words())
    for word, other in ((left.name, right.name), (right.name, left.name)):
        if other.text not in of_applicant or word.text in of_applicant:
            continue
        owners = [scope.record] if scope.record is not None else advice.owners(word.text, scope.ctx)
        owners = [r for r in owners if word.text in set(record_words(r)) and other.text not in set(record_words(r))]
        if owners:
            about = [r for r in scope.spoken_records if r in owners]
            records = advice.record_list(about or owners)
            span = left.span.extend_to(right.span)
            scope.ctx.add(n.MixedOwners(span=span, word=word.text, other=other.text, records=records))
            return True
    return False


def _infer_elapsed(
    since: typed.Expr, op: ast.Comparison, duration: ast.Duration, span: Span, scope: Scope
) -> typed.Expr:
    """How long ago something was: `filed_on more than 10 years ago`, `in_business at least 1 year`."""
    if is_poison(since) or not constants.is_reasonable(duration, scope.ctx):
        return poison(span)
    if not isinstance(since.type, t.DateType | t.DurationType):
        found_type = describe(since.type)
        scope.ctx.add(
            e.Mismatch(
                span=since.span, place=keywords.phrase("`… ago`"), expected=Phrase("a date", "日期"), found=found_type
            )
        )
        return poison(span)
    return typed.ElapsedComparison(
        span=span, since=since, op=typed.Op(op.value), number=duration.number, unit=duration.unit.value
    )


# ------------------------------------------------------------------------------------------------- other records


def _record(name: ast.Name, ctx: Context) -> RecordKind | None:
    """The record kind of a `has`, by its name or plural."""
    record = ctx.vocabulary.plural_by_name.get(name.text)
    return record or labelled.record_named(name, ctx, advice=advice.applicant_word_advice(name.text, ctx))


def pick(name: ast.Name, words: tuple[ast.Name, ...], ctx: Context) -> typed.Pick | None:
    """The applicant's records of a kind for which some words hold."""
    record = _record(name, ctx)
    if record is None:
        return None
    scope = Scope(ctx, record=record)
    tests: list[typed.Expr] = []
    for word in words:
        value = lookup.record_word(word, record, scope)
        if value is None:
            near = labelled.nearest_words(word.text, record_words(record), ctx)
            ctx.add(n.UnknownWord(span=word.span, word=word.text, place=f"`{record.name}`", nearest=near))
            return None
        if not isinstance(value.type, t.BoolType):
            ctx.add(e.NotATest(span=word.span, found=describe(value.type)))
            return None
        tests.append(value)
    return typed.Pick(span=name.span, record=record.name, tests=tuple(tests))


def _record_count(expr: ast.RecordCountTest | ast.NoRecordsTest | ast.CannotBeDetermined, scope: Scope) -> typed.Expr:
    if isinstance(expr, ast.CannotBeDetermined):
        value = lookup.word(expr.field, scope)
        return value if is_poison(value) else typed.CannotBeDetermined(span=expr.span, value=value)
    if not scope.has_applicant or scope.record is not None:
        record = scope.record.name if scope.record is not None else "applicant"
        scope.ctx.add(n.MisplacedApplicantWord(span=expr.span, word=keywords.phrase("`has`"), record=record))
        return poison(expr.span)
    picked = pick(expr.record, expr.words, scope.ctx)
    if picked is None:
        return poison(expr.span)
    count = typed.RecordCount(span=expr.span, pick=picked)
    if isinstance(expr, ast.NoRecordsTest):
        none = typed.Const(span=expr.span, value=0, type=t.CountType())
        return typed.Compare(span=expr.span, left=count, op=typed.Op.AT_MOST, right=none)
    if expr.number == 0 and expr.op in (ast.Comparison.AT_LEAST, ast.Comparison.LESS_THAN):
        always = Phrase("always", "总是") if expr.op is ast.Comparison.AT_LEAST else Phrase("never", "从不")
        scope.ctx.add(p.ConstantCount(span=expr.span, op=keywords.phrase(expr.op.value), always=always))
        return poison(expr.span)
    number = typed.Const(span=expr.span, value=expr.number, type=t.CountType())
    return typed.Compare(span=expr.span, left=count, op=typed.Op(expr.op.value), right=number)


def derived_words(ctx: Context) -> None:
    """Type the words that stand for a test, each after those it is built on."""
    for word in ctx.vocabulary.derived:
        scope, before = Scope(ctx, has_applicant=True, has_figures=True), ctx.parts
        ctx.derived[word.name] = test(word.test, scope)
        ctx.sizes[word.name] = ctx.parts - before + len(list(nodes(word.test, ast.Node)))
