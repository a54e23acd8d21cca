"""Givens of a case about other documents and other applicants: payments and standards of older documents, ranks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from ipdsl.diagnostics.phrase import MessageValue, Phrase
from ipdsl.schema import types as t
from ipdsl.schema.model import Field
from ipdsl.semantics import case_values, labelled, lookup
from ipdsl.semantics import errors_types as e
from ipdsl.semantics.case_values import NOTHING
from ipdsl.semantics.symbols import Context
from ipdsl.syntax import ast

Json: TypeAlias = "dict[str, object]"
Parts: TypeAlias = (
    "Callable[[Iterable[ast.FactPart], Mapping[str, Field], MessageValue, Callable[[str], Phrase]], Json]"
)
"""Reads the words of a given by their fields."""

_MATTER_FIELD = Field(name="matter", type=t.TextType())
GRANTED_FIELD = Field(name="granted", type=t.MoneyType())
"""What a line of the history says was granted before caps."""


def payment(line: ast.GivenHistory, parts: Parts, ctx: Context) -> Json:
    """`given history "DOC" LABEL ITEM paid M in YEAR: kind K, level national, …`: a line of another document.

    `kind` names the kind of record, of which the other words are fields; `matter` gives the matter itself.
    """
    due = case_values.money(line.paid, ctx)
    entry: Json = {
        "policy": line.document, "clause": line.label, "item": line.item, "year": line.year, "due": due,
    }  # fmt: skip
    kinds = [part for part in line.parts if part.name.text == "kind"]
    fields: dict[str, Field] = {field.name: field for record in ctx.schema.records for field in record.fields}
    for part in kinds[:1]:
        word = part.value.value if part.value is not None else None
        record = labelled.record_named(word.name, ctx) if isinstance(word, ast.Word) else None
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
    """`given older document "DOC" ITEM M`; the kind is that of the record of the case that carries the item."""
    amount = case_values.money(line.amount, ctx)
    return None if amount is NOTHING else {"document": line.document, "item": line.item, "amount": amount}
