"""Expressions of the page to typed expressions.

In: an expression as written and the scope in which it stands. Out: a typed expression with every name bound; where
something was wrong, one finding and an expression of the poison type, which agrees with everything. A hint is the type
that the place expects: only bare numbers listen to it. Assumed: nothing.
"""

from __future__ import annotations

from typing import assert_never

from ipdsl.diagnostics.phrase import NOTHING, Phrase
from ipdsl.schema import types as t
from ipdsl.schema.model import Record
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
        case ast.And() | ast.Or() | ast.Not() | ast.Is() | ast.Compare() | ast.Between() | ast.Ago():
            return _condition(expr, scope)
        case ast.Has() | ast.HasNo() | ast.CannotBeDetermined():
            return _about_records(expr, scope)
        case _:
            return _measure(expr, scope, hint)


def _measure(
    expr: ast.Of
    | ast.Sum
    | ast.Share
    | ast.Above
    | ast.ForEachFull
    | ast.ForEach
    | ast.Interest
    | ast.SeriesValue
    | ast.Aggregate
    | ast.Increase
    | ast.Extreme,
    scope: Scope,
    hint: t.Type | None,
) -> typed.Expr:
    match expr:
        case ast.Of():
            return measures.table_value(expr, scope)
        case ast.Sum():
            return _sum(expr, scope, hint)
        case ast.Share(percent=percent, base=base):
            return operators.share(percent.value, percent.span, infer(base, scope, hint), expr.span, scope.ctx)
        case ast.Above(value=value, floor=floor):
            return operators.above(*_pair(value, floor, scope, hint), expr.span, scope.ctx)
        case ast.ForEachFull():
            return _for_each_full(expr, scope, hint)
        case ast.ForEach():
            return _for_each(expr, scope, hint)
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
            return operators.extreme(_alike(values, scope, hint), largest, expr.span, scope.ctx)
        case _:
            assert_never(expr)


def _word(name: ast.Name, scope: Scope) -> typed.Expr:
    found = lookup.word(name, scope)
    if isinstance(found.type, t.DurationType):
        scope.ctx.add(e.DurationMisplaced(span=name.span))
        return poison(name.span)
    return found


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
        case ast.Above(value=value, floor=floor):
            return _is_bare(value) and _is_bare(floor)
        case ast.ForEachFull(amount=amount) | ast.ForEach(amount=amount):
            return _is_bare(amount)
        case _:
            return False


def _alike(exprs: tuple[ast.Expr, ...], scope: Scope, hint: t.Type | None) -> tuple[typed.Expr, ...]:
    """Type expressions that stand together: bare numbers take the type of the first that has one of its own."""
    own = {i: infer(x, scope, hint) for i, x in enumerate(exprs) if not _is_bare(x)}
    taken = next((x.type for x in own.values() if not is_poison(x)), hint)
    return tuple(own[i] if i in own else infer(x, scope, taken) for i, x in enumerate(exprs))


def _pair(left: ast.Expr, right: ast.Expr, scope: Scope, hint: t.Type | None) -> tuple[typed.Expr, typed.Expr]:
    first, second = _alike((left, right), scope, hint)
    return first, second


def _sum(expr: ast.Sum, scope: Scope, hint: t.Type | None) -> typed.Expr:
    terms = _alike(expr.terms, scope, hint)
    total = terms[0]
    for term, plus in zip(terms[1:], expr.signs[1:], strict=True):
        total = operators.add(total, term, plus, total.span.to(term.span), scope.ctx)
    return total


def _for_each_full(expr: ast.ForEachFull, scope: Scope, hint: t.Type | None) -> typed.Expr:
    amount = infer(expr.amount, scope, hint)
    base, step = _pair(expr.base, expr.step, scope, None)
    if any(is_poison(x) for x in (amount, base, step)):
        return poison(expr.span)
    type_ = operators.common(base.type, step.type)
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
    steps = typed.Steps(span=expr.span, base=base, step=step)
    return typed.Scale(span=expr.span, factor=steps, value=amount, type=amount.type)


def _for_each(expr: ast.ForEach, scope: Scope, hint: t.Type | None) -> typed.Expr:
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
    found = infer(expr, scope)
    if isinstance(found.type, t.BoolType | t.Poison):
        return found
    scope.ctx.add(e.NotATest(span=expr.span, found=describe(found.type)))
    return poison(expr.span)


def _condition(
    expr: ast.And | ast.Or | ast.Not | ast.Is | ast.Compare | ast.Between | ast.Ago, scope: Scope
) -> typed.Expr:
    match expr:
        case ast.And(parts=parts):
            return _joined(tuple(test(x, scope) for x in parts), expr.span, all_of=True)
        case ast.Or(parts=parts):
            return _joined(tuple(test(x, scope) for x in parts), expr.span, all_of=False)
        case ast.Not(part=part):
            inner = test(part, scope)
            return inner if is_poison(inner) else typed.Not(span=expr.span, part=inner)
        case ast.Is(value=value, members=members):
            return operators.one_of(infer(value, scope), members, expr.span, scope)
        case ast.Compare(left=left, op=op, right=right):
            return _compare(left, op, right, expr.span, scope)
        case ast.Between(value=value, low=low, high=high):
            at_least = _compare(value, ast.Comparison.AT_LEAST, low, expr.span, scope)
            if is_poison(at_least):
                return at_least
            at_most = _compare(value, ast.Comparison.AT_MOST, high, expr.span, scope)
            return _joined((at_least, at_most), expr.span, all_of=True)
        case ast.Ago(day=day, op=op, duration=duration):
            return _lasted(infer(day, scope), op, duration, expr.span, scope)
        case _:
            assert_never(expr)


def _joined(parts: tuple[typed.Expr, ...], span: Span, *, all_of: bool) -> typed.Expr:
    if any(is_poison(x) for x in parts):
        return poison(span)
    return typed.All(span=span, parts=parts) if all_of else typed.Any_(span=span, parts=parts)


def _compare(left: ast.Expr, op: ast.Comparison, right: ast.Expr, span: Span, scope: Scope) -> typed.Expr:
    if isinstance(right, ast.Duration):
        since = lookup.word(left.name, scope) if isinstance(left, ast.Word) else infer(left, scope)
        if isinstance(since.type, t.DurationType | t.Poison):
            return _lasted(since, op, right, span, scope)
        scope.ctx.add(e.DurationMisplaced(span=right.span))
        return poison(span)
    if _of_two_owners(left, right, scope):
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


def _of_two_owners(left: ast.Expr, right: ast.Expr, scope: Scope) -> bool:
    """One side is a word of a record, the other one about the applicant, where only one may speak; it is reported."""
    if not isinstance(left, ast.Word) or not isinstance(right, ast.Word) or (scope.record and scope.applicant):
        return False
    of_applicant = set(scope.ctx.vocabulary.applicant_words())
    for one, other in ((left.name, right.name), (right.name, left.name)):
        if other.text not in of_applicant or one.text in of_applicant:
            continue
        own = [scope.record] if scope.record is not None else advice.owners(one.text, scope.ctx)
        own = [r for r in own if one.text in set(record_words(r)) and other.text not in set(record_words(r))]
        if own:
            about = [r for r in scope.about if r in own]
            records = advice.listed(about or own)
            span = left.span.to(right.span)
            scope.ctx.add(n.TwoOwners(span=span, word=one.text, other=other.text, records=records))
            return True
    return False


def _lasted(since: typed.Expr, op: ast.Comparison, duration: ast.Duration, span: Span, scope: Scope) -> typed.Expr:
    """How long ago something was: `filed_on more than 10 years ago`, `in_business at least 1 year`."""
    if is_poison(since) or not constants.is_reasonable(duration, scope.ctx):
        return poison(span)
    if not isinstance(since.type, t.DateType | t.DurationType):
        found = describe(since.type)
        scope.ctx.add(
            e.Mismatch(
                span=since.span, place=keywords.phrase("`… ago`"), expected=Phrase("a date", "日期"), found=found
            )
        )
        return poison(span)
    return typed.Lasted(span=span, since=since, op=typed.Op(op.value), number=duration.number, unit=duration.unit.value)


# ------------------------------------------------------------------------------------------------- other records


def _record(name: ast.Name, ctx: Context) -> Record | None:
    """The record kind of a `has`, by its name or plural."""
    record = ctx.vocabulary.plural_by_name.get(name.text)
    return record or labelled.record_named(name, ctx, advice=advice.for_what_one_has(name.text, ctx))


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
            near = labelled.near(word.text, record_words(record), ctx)
            ctx.add(n.UnknownWord(span=word.span, word=word.text, place=f"`{record.name}`", nearest=near))
            return None
        if not isinstance(value.type, t.BoolType):
            ctx.add(e.NotATest(span=word.span, found=describe(value.type)))
            return None
        tests.append(value)
    return typed.Pick(span=name.span, record=record.name, tests=tuple(tests))


def _about_records(expr: ast.Has | ast.HasNo | ast.CannotBeDetermined, scope: Scope) -> typed.Expr:
    if isinstance(expr, ast.CannotBeDetermined):
        value = lookup.word(expr.field, scope)
        return value if is_poison(value) else typed.CannotBeDetermined(span=expr.span, value=value)
    if not scope.applicant or scope.record is not None:
        record = scope.record.name if scope.record is not None else "applicant"
        scope.ctx.add(n.AboutApplicant(span=expr.span, word=keywords.phrase("`has`"), record=record))
        return poison(expr.span)
    picked = pick(expr.record, expr.words, scope.ctx)
    if picked is None:
        return poison(expr.span)
    count = typed.CountOf(span=expr.span, pick=picked)
    if isinstance(expr, ast.HasNo):
        none = typed.Const(span=expr.span, value=0, type=t.CountType())
        return typed.Compare(span=expr.span, left=count, op=typed.Op.AT_MOST, right=none)
    if expr.number == 0 and expr.op in (ast.Comparison.AT_LEAST, ast.Comparison.LESS_THAN):
        always = Phrase("always", "总是") if expr.op is ast.Comparison.AT_LEAST else Phrase("never", "从不")
        scope.ctx.add(p.AlwaysOrNever(span=expr.span, op=keywords.phrase(expr.op.value), always=always))
        return poison(expr.span)
    number = typed.Const(span=expr.span, value=expr.number, type=t.CountType())
    return typed.Compare(span=expr.span, left=count, op=typed.Op(expr.op.value), right=number)


def derived_words(ctx: Context) -> None:
    """Type the words that stand for a test, each after those it is built on."""
    for word in ctx.vocabulary.derived:
        scope, before = Scope(ctx, applicant=True, figures=True), ctx.parts
        ctx.derived[word.name] = test(word.test, scope)
        ctx.sizes[word.name] = ctx.parts - before + len(list(nodes(word.test, ast.Node)))
