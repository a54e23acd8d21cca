"""Values of a case as JSON values, each checked against its field.

Also the given lines about other documents and other applicants: payments, standards of older documents, ranks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from ipdsl.base.findings.phrase import MessageValue, Phrase
from ipdsl.base.source import Span
from ipdsl.base.values import written_values
from ipdsl.base.values.money import DECIMALS
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.text import TextType
from ipdsl.schema.values.exact_numbers import plain_number
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import Field
from ipdsl.semantics.errors import types as e
from ipdsl.semantics.expressions import literals
from ipdsl.semantics.names import lookup
from ipdsl.semantics.names.symbols import Context
from ipdsl.syntax import ast

NO_VALUE = object()
"""The result for a value that is not stated or was reported."""

NONE: dict[str, object] = {"none": True}
CANNOT: dict[str, object] = {"cannot_be_determined": True}


def money(literal: ast.Number, ctx: Context, *, foreign: bool = False) -> object:
    """A sum in main units, with its code for a foreign currency."""
    code = literal.currency
    if code is not None and code != ctx.currency and foreign and code in DECIMALS:
        if (literal.value * 10 ** DECIMALS[code]).denominator != 1:
            ctx.add(e.TooManyDecimals(span=literal.span, currency=code, decimals=DECIMALS[code]))
            return NO_VALUE
        return {"amount": str(plain_number(literal.value)), "currency": code}
    if literals.minor_units(literal, ctx) is None:
        return NO_VALUE
    return plain_number(literal.value)


def flag(part: ast.FactPart, field: Field, ctx: Context) -> object:
    """A word without a value: yes, or no after `not`."""
    if not field.type.is_flag:
        advice = Phrase("write its value: `{field} …`", "请写出值：`{field} …`", field=field.name)
        problem = Phrase("no value", "没有值")
        expected = field.type.phrase
        ctx.add(e.BadValue(span=part.span, word=field.name, expected=expected, found=problem, advice=advice))
        return NO_VALUE
    return not part.negated


def value(fact_value: ast.FactValue, field: Field, ctx: Context) -> object:
    """A value as JSON."""
    match fact_value.special:
        case "none":
            return NONE
        case "cannot be determined":
            return CANNOT
        case "unknown":
            return NO_VALUE
        case _:
            return _typed_value(fact_value, field.type, field, ctx)


def _typed_value(fact_value: ast.FactValue, type_: Type, field: Field, ctx: Context) -> object:
    if type_.is_list:
        items = fact_value.items or (fact_value,)
        values = [_typed_value(i, type_.member_type, field, ctx) for i in items]
        return NO_VALUE if any(v is NO_VALUE for v in values) else values
    if fact_value.items:
        return _report_value(fact_value.span, type_, field, Phrase("several values", "多个值"), ctx)
    if fact_value.text is not None:
        return _text(fact_value.text, fact_value.span, type_, field, ctx)
    match fact_value.value:
        case ast.Number() as number:
            return _number(number, type_, field, ctx)
        case ast.Percent(value=share, is_fraction=True) if type_.is_rate:
            return str(share)
        case ast.Percent(value=share) if type_.is_rate:
            return f"{plain_number(share * 100)}%"
        case ast.Date(value=day) if type_.is_date:
            return day.isoformat()
        case ast.Date(value=day) if type_.is_text:
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


def _number(number: ast.Number, type_: Type, field: Field, ctx: Context) -> object:
    if type_.is_money:
        return money(number, ctx, foreign=True)
    plain = type_.plain_from_number(number.value)
    if plain is None:
        return _report_value(number.span, type_, field, Phrase("a number", "数值"), ctx)
    return plain


def _text(text: str, span: Span, type_: Type, field: Field, ctx: Context) -> object:
    if (plain := type_.plain_from_word(text)) is not None:
        return plain
    if type_.is_poison:
        return NO_VALUE
    choice = ctx.vocabulary.choice_of(type_)
    if choice is not None:
        return text if lookup.is_member(text, span, choice, ctx) else NO_VALUE
    if text in written_values.SPECIAL:
        special_values = {"none": NONE, "cannot_be_determined": CANNOT}
        return special_values.get(written_values.SPECIAL[text], NO_VALUE)
    return _report_value(span, type_, field, f"`{text}`", ctx)


def _report_value(span: Span, type_: Type, field: Field, written: MessageValue, ctx: Context) -> object:
    advice = type_.case_advice(field.name)
    ctx.add(e.BadValue(span=span, word=field.name, expected=type_.phrase, found=written, advice=advice))
    return NO_VALUE


Json: TypeAlias = "dict[str, object]"
Parts: TypeAlias = (
    "Callable[[Iterable[ast.FactPart], Mapping[str, Field], MessageValue, Callable[[str], Phrase]], Json]"
)
"""Reads the words of a given line by their fields."""

_MATTER_FIELD = Field(name="matter", type=TextType())
GRANTED_FIELD = Field(name="granted", type=MoneyType())
"""The amount granted before caps, in a line of the history."""


def payment(line: ast.GivenHistory, parts: Parts, ctx: Context) -> Json:
    """`given history "DOC" LABEL ITEM paid M in YEAR: kind K, level national, …`: a line of another document.

    `kind` names the kind of record that has the other words as fields; `matter` states the matter itself.
    """
    due = money(line.paid, ctx)
    entry: Json = {
        "policy": line.document, "clause": line.label, "item": line.item, "year": line.year, "due": due,
    }  # fmt: skip
    kinds = [part for part in line.parts if part.name.text == "kind"]
    fields: dict[str, Field] = {field.name: field for record in ctx.schema.records for field in record.fields}
    for part in kinds[:1]:
        word = part.value.value if part.value is not None else None
        record = lookup.record_named(word.name, ctx) if isinstance(word, ast.Word) else None
        if record is not None:
            entry["kind"], fields = record.name, dict(record.field_by_name)
    rest = [part for part in line.parts if part not in kinds]
    values = parts(
        rest,
        {**fields, "matter": _MATTER_FIELD},
        Phrase("a payment", "兑现"),
        lambda _: Phrase("name a field of its record, or `matter`", "请写其记录的字段，或`事项`"),
    )
    for name in ("matter", "level"):
        value = values.pop(name, None)
        if isinstance(value, str):
            entry[name] = value
    keys = {name: value for name, value in values.items() if isinstance(value, str | int | list)}
    return {**entry, "keys": keys} if keys else entry


def rank(line: ast.GivenRank, ctx: Context) -> Json | None:
    """`given rank FIGURE N in YEAR`."""
    if not lookup.figure_named(line.figure, ctx):
        return None
    if line.rank < 1:
        written, advice = str(line.rank), Phrase("the first place is 1", "名次从1开始")
        ctx.add(
            e.BadValue(
                span=line.span,
                word=Phrase("rank", "名次"),
                expected=Phrase("1 or more", "1或以上"),
                found=written,
                advice=advice,
            )
        )
        return None
    return {"figure": line.figure.text, "year": line.year, "rank": line.rank}


def older(line: ast.GivenOlder, ctx: Context) -> Json | None:
    """`given older document "DOC" ITEM M`; the kind is that of the case's record with this item."""
    amount = money(line.amount, ctx)
    return None if amount is NO_VALUE else {"document": line.document, "item": line.item, "amount": amount}
