"""Operators over typed operands: each gives a concrete node, or one finding and poison."""

from __future__ import annotations

from fractions import Fraction

from ipdsl.diagnostics.phrase import NOTHING, Phrase, join_names
from ipdsl.schema import types as t
from ipdsl.semantics import errors_types as e
from ipdsl.semantics import labelled, typed
from ipdsl.semantics.symbols import Context, Scope, is_poison, poison
from ipdsl.semantics.typenames import describe, is_numeric, is_ordered
from ipdsl.source import Span
from ipdsl.syntax import ast, keywords

_SUMMABLE = (t.MoneyType, t.RateType, t.CountType, t.NumberType)


def common_type(left: t.Type, right: t.Type) -> t.Type | None:
    """The type that two values share: counts widen to numbers."""
    if is_numeric(left) and is_numeric(right):
        return left if left == right else t.NumberType()
    if isinstance(left, t.MoneyType) and isinstance(right, t.MoneyType):
        return t.MoneyType()
    return left if left == right else None


def mismatch_advice(left: t.Type, right: t.Type) -> Phrase:
    """What to do about two types that do not go together."""
    kinds = (type(left), type(right))
    if t.RateType in kinds and (t.CountType in kinds or t.NumberType in kinds):
        return Phrase("write a rate with its sign: `3%`", "比例要写百分号：`3%`")
    if t.RateType in kinds and t.MoneyType in kinds:
        return Phrase("say of what: `30% of amount`", "请写明基数：`金额 的 30%`")
    if t.DateType in kinds:
        return Phrase(
            "compare a date with a date, or write `… more than 10 years ago`",
            "日期只能与日期比较，或写`… 距今 超过 10年`",
        )
    return NOTHING


def add(left: typed.Expr, right: typed.Expr, plus: bool, span: Span, ctx: Context) -> typed.Expr:
    """`left plus right` or `left less right`."""
    if is_poison(left) or is_poison(right):
        return poison(span)
    type_ = common_type(left.type, right.type)
    if type_ is None or not isinstance(type_, _SUMMABLE):
        op = "plus" if plus else "less"
        ctx.add(_operands(span, op, left, right))
        return poison(span)
    if plus:
        return typed.Add(span=span, left=left, right=right, type=type_)
    return typed.Subtract(span=span, left=left, right=right, type=type_)


def excess(value: typed.Expr, floor: typed.Expr, span: Span, ctx: Context) -> typed.Expr:
    """What a value exceeds another by."""
    if is_poison(value) or is_poison(floor):
        return poison(span)
    type_ = common_type(value.type, floor.type)
    if type_ is None or not isinstance(type_, _SUMMABLE):
        ctx.add(_operands(span, "above", value, floor))
        return poison(span)
    return typed.Subtract(span=span, left=value, right=floor, type=type_)


def share(rate: Fraction, rate_span: Span, base: typed.Expr, span: Span, ctx: Context) -> typed.Expr:
    """`30% of X`."""
    if is_poison(base):
        return base
    if not isinstance(base.type, _SUMMABLE):
        ctx.add(
            e.Mismatch(
                span=base.span,
                place=Phrase("`% of`", "比例的基数"),
                expected=Phrase("money, a number or a rate", "金额、数值或比例"),
                found=describe(base.type),
            )
        )
        return poison(span)
    type_ = t.NumberType() if is_numeric(base.type) else base.type
    factor = typed.Const(span=rate_span, value=rate, type=t.RateType())
    return typed.Scale(span=span, factor=factor, value=base, type=type_)


def extreme(values: tuple[typed.Expr, ...], largest: bool, span: Span, ctx: Context) -> typed.Expr:
    """`min(…)` or `max(…)`."""
    if any(is_poison(v) for v in values):
        return poison(span)
    type_ = values[0].type
    for value in values:
        shared = common_type(type_, value.type)
        if shared is None or not is_ordered(shared):
            ctx.add(_operands(value.span, "max" if largest else "min", values[0], value))
            return poison(span)
        type_ = shared
    if largest:
        return typed.Maximum(span=span, values=values, type=type_)
    return typed.Minimum(span=span, values=values, type=type_)


def compare(left: typed.Expr, op: ast.Comparison, right: typed.Expr, span: Span, ctx: Context) -> typed.Expr:
    """A comparison of two ordered values."""
    if is_poison(left) or is_poison(right):
        return poison(span)
    for side in (left, right):
        if isinstance(side.type, t.ChoiceType):
            ctx.add(e.NoOrder(span=span, choice=side.type.choice, op=keywords.phrase(op.value)))
            return poison(span)
    type_ = common_type(left.type, right.type)
    if type_ is None or not is_ordered(type_):
        ctx.add(_operands(span, op.value, left, right))
        return poison(span)
    return typed.Compare(span=span, left=left, op=typed.Op(op.value), right=right)


def compare_level(left: typed.Expr, op: ast.Comparison, member: ast.Expr, span: Span, scope: Scope) -> typed.Expr:
    """A level against a member."""
    choice = scope.ctx.vocabulary.choice_of(left.type)
    if choice is None:
        return poison(span)
    if not isinstance(member, ast.Word):
        scope.ctx.add(e.LevelComparedWithNonMember(span=member.span, members=join_names(choice.names)))
        return poison(span)
    if not labelled.is_member(member.name.text, member.span, choice, scope.ctx):
        return poison(span)
    ranks = tuple((m, choice.rank(m)) for m in choice.names)
    return typed.CompareLevel(span=span, left=left, op=typed.Op(op.value), member=member.name.text, ranks=ranks)


def membership(value: typed.Expr, members: tuple[ast.Name, ...], span: Span, scope: Scope) -> typed.Expr:
    """`FIELD is a, b`."""
    if is_poison(value):
        return value
    type_ = value.type.item if isinstance(value.type, t.ListType) else value.type
    choice = scope.ctx.vocabulary.choice_of(type_)
    if choice is not None:
        for member in members:
            labelled.is_member(member.text, member.span, choice, scope.ctx)
    elif not isinstance(type_, t.TextType | t.RecordType | t.ApplicantType):
        advice = (
            Phrase("write the word itself, or `not` before it", "请只写这个词，或在前面加`非`")
            if isinstance(type_, t.BoolType)
            else None
        )
        finding = e.IsNeedsMembers(span=value.span, found=describe(value.type))
        if advice is not None:
            finding = e.IsNeedsMembers(span=value.span, found=describe(value.type), advice=advice)
        scope.ctx.add(finding)
        return poison(span)
    names = tuple(dict.fromkeys(m.text for m in members))
    return typed.Membership(span=span, value=value, members=names)


def _operands(span: Span, op: str, left: typed.Expr, right: typed.Expr) -> e.OperandMismatch:
    return e.OperandMismatch(
        span=span,
        op=keywords.phrase(op),
        left=describe(left.type),
        right=describe(right.type),
        advice=mismatch_advice(left.type, right.type),
    )
