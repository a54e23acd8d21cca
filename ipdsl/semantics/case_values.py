"""Values of a case: from what is written to what a user would write as JSON, each checked against its field."""

from __future__ import annotations

from fractions import Fraction

from ipdsl.diagnostics.phrase import MessageValue, Phrase
from ipdsl.schema import types as t
from ipdsl.schema.model import Field
from ipdsl.semantics import constants, labelled
from ipdsl.semantics import errors_types as e
from ipdsl.semantics.symbols import Context
from ipdsl.semantics.typenames import describe
from ipdsl.source import Span
from ipdsl.syntax import ast
from ipdsl.values import handwritten, written
from ipdsl.values.money import DECIMALS

NO_ADVICE = Phrase("", "")

NOTHING = object()
"""What a value that is not stated, or that was reported, gives."""

NONE: dict[str, object] = {"none": True}
CANNOT: dict[str, object] = {"cannot_be_determined": True}


def plain_number(value: Fraction) -> int | str:
    """A whole number, or a decimal text."""
    return value.numerator if value.denominator == 1 else written.decimal(value)


def money(literal: ast.Number, ctx: Context, *, foreign: bool = False) -> object:
    """A sum in main units; in another currency with its code."""
    code = literal.currency
    if code is not None and code != ctx.currency and foreign and code in DECIMALS:
        if (literal.value * 10 ** DECIMALS[code]).denominator != 1:
            ctx.add(e.TooManyDecimals(span=literal.span, currency=code, decimals=DECIMALS[code]))
            return NOTHING
        return {"amount": str(plain_number(literal.value)), "currency": code}
    if constants.minor_units(literal, ctx) is None:
        return NOTHING
    return plain_number(literal.value)


def flag(part: ast.FactPart, field: Field, ctx: Context) -> object:
    """A word without a value: yes, or with `not` no."""
    if not isinstance(field.type, t.BoolType):
        advice = Phrase("write its value: `{field} …`", "请写出值：`{field} …`", field=field.name)
        problem = Phrase("no value", "没有值")
        expected = describe(field.type)
        ctx.add(e.BadValue(span=part.span, word=field.name, expected=expected, found=problem, advice=advice))
        return NOTHING
    return not part.negated


def value(fact_value: ast.FactValue, field: Field, ctx: Context) -> object:
    """The JSON of a value."""
    match fact_value.special:
        case "none":
            return NONE
        case "cannot be determined":
            return CANNOT
        case "unknown":
            return NOTHING
        case _:
            return _typed_value(fact_value, field.type, field, ctx)


def _typed_value(fact_value: ast.FactValue, type_: t.Type, field: Field, ctx: Context) -> object:
    if isinstance(type_, t.ListType):
        items = fact_value.items or (fact_value,)
        values = [_typed_value(i, type_.item, field, ctx) for i in items]
        return NOTHING if any(v is NOTHING for v in values) else values
    if fact_value.items:
        return _report_value(fact_value.span, type_, field, Phrase("several values", "多个值"), ctx)
    if fact_value.text is not None:
        return _text(fact_value.text, fact_value.span, type_, field, ctx)
    match fact_value.value:
        case ast.Number() as number:
            return _number(number, type_, field, ctx)
        case ast.Percent(value=share) if isinstance(type_, t.RateType):
            return f"{plain_number(share * 100)}%"
        case ast.Date(value=day) if isinstance(type_, t.DateType):
            return day.isoformat()
        case ast.Date(value=day) if isinstance(type_, t.TextType):
            return day.isoformat()
        case ast.Word(name=name):
            return _text(name.text, fact_value.span, type_, field, ctx)
        case None:
            return _report_value(fact_value.span, type_, field, Phrase("no value", "没有值"), ctx)
        case ast.Percent():
            return _report_value(fact_value.span, type_, field, Phrase("a percentage", "比例"), ctx)
        case ast.Date():
            return _report_value(fact_value.span, type_, field, Phrase("a date", "日期"), ctx)
        case _:
            return _report_value(fact_value.span, type_, field, Phrase("another value", "其他值"), ctx)


def _number(number: ast.Number, type_: t.Type, field: Field, ctx: Context) -> object:
    match type_:
        case t.MoneyType():
            return money(number, ctx, foreign=True)
        case t.NumberType():
            return plain_number(number.value)
        case t.CountType() if number.value.denominator == 1:
            return number.value.numerator
        case t.TextType() | t.RecordType() | t.ApplicantType():
            return str(plain_number(number.value))
        case _:
            return _report_value(number.span, type_, field, Phrase("a number", "数值"), ctx)


def _text(text: str, span: Span, type_: t.Type, field: Field, ctx: Context) -> object:
    match type_:
        case t.TextType() | t.RecordType() | t.ApplicantType():
            return text
        case t.BoolType() if (flag_value := handwritten.flag(text)) is not None:
            return flag_value
        case t.ChoiceType() | t.LevelType():
            choice = ctx.vocabulary.choice_of(type_)
            assert choice is not None  # a field's type is of the vocabulary
            return text if labelled.is_member(text, span, choice, ctx) else NOTHING
        case t.Poison():
            return NOTHING
        case _ if text in written.SPECIAL:
            special_values = {"none": NONE, "cannot_be_determined": CANNOT}
            return special_values.get(written.SPECIAL[text], NOTHING)
        case _:
            return _report_value(span, type_, field, f"`{text}`", ctx)


def _report_value(span: Span, type_: t.Type, field: Field, written: MessageValue, ctx: Context) -> object:
    advice = {
        t.DateType: Phrase("write it as 2022-05-01", "请写成`2022-05-01`这样"),
        t.RateType: Phrase("write it as 3.7%", "请写成`3.7%`这样"),
        t.BoolType: Phrase(
            "write `{field}` alone, or `not {field}`", "请只写`{field}`，或写`非 {field}`", field=field.name
        ),
        t.CountType: Phrase("write a whole number", "请写整数"),
        t.MoneyType: Phrase(
            "write a sum in figures, without quotation marks, such as 20000", "请用数字写金额，不加引号，例如20000"
        ),
        t.NumberType: Phrase("write it in figures, without quotation marks", "请用数字写，不加引号"),
    }.get(type(type_), NO_ADVICE)
    ctx.add(e.BadValue(span=span, word=field.name, expected=describe(type_), found=written, advice=advice))
    return NOTHING
