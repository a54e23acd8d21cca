"""Keys after `per`: fields of the record, kinds of applicant, and the words the language knows by itself."""

from __future__ import annotations

from collections.abc import Iterable

from ipdsl.diagnostics.phrase import Phrase
from ipdsl.schema.model import RecordKind, Schema
from ipdsl.schema.types import LevelType
from ipdsl.semantics import errors_names as n
from ipdsl.semantics import labelled, typed
from ipdsl.semantics.matters import key_of
from ipdsl.semantics.symbols import MATTER, Context, Matters
from ipdsl.semantics.walk import nodes
from ipdsl.syntax import ast, errors, keywords
from ipdsl.syntax.said import PERIODS

BUILT_IN_KEYS = ("applicant", MATTER, "item", "year")
"""Keys that every claim has."""


def is_built_in(key: str) -> bool:
    """Every claim has the key; a matter also where a block or a rule says what it is (`matter (item)`)."""
    return key in BUILT_IN_KEYS or key.startswith(f"{MATTER} (")


LEVEL = "level"
"""The key of records that have a level, whatever their field for it is called."""


def once_rule(
    line: ast.OnceRule | None, record: RecordKind | None, matters: Matters, ctx: Context
) -> typed.OnceRule | None:
    """`once_rule`, `once_rule per K`, `once_rule per K per year`; `matters` is what the same matter is."""
    if line is None:
        return None
    names = [k.text for k in line.per if is_known(k, (record,) if record is not None else (), ctx)]
    keys = tuple(dict.fromkeys(key_of(matters, ctx) if k == MATTER else k for k in names if k != "year"))
    return typed.OnceRule(span=line.span, keys=keys, per_year="year" in names)


def is_known(key: ast.Name, records: Iterable[RecordKind], ctx: Context) -> bool:
    """The key is a field of one of the records, a word for applicants, or known by itself; else it is reported."""
    records = tuple(records)
    fields = [f for r in records for f in r.field_by_name]
    if key.text in BUILT_IN_KEYS or key.text in ctx.schema.kinds_and_classes or key.text in fields:
        return True
    if key.text == LEVEL and any(has_level(record) for record in records):
        return True
    near_keys = labelled.nearest_words(key.text, [*fields, *sorted(ctx.schema.kinds_and_classes), *BUILT_IN_KEYS], ctx)
    if key.text.lower() in PERIODS:
        advice = Phrase(
            "rules count calendar years and no other spans of time: write `per year`, or leave it out for all years",
            "规则只按自然年计算，不按其他时长：请写`每年`；不写的，各年合并计算",
        )
        ctx.add(n.UnknownKey(span=key.span, word=key.text, advice=advice))
    else:
        ctx.add(n.UnknownKey(span=key.span, word=key.text, nearest=near_keys))
    return False


def has_level(record: RecordKind) -> bool:
    """A field of the record tells its level."""
    return any(isinstance(field.type, LevelType) for field in record.fields)


def is_field_anywhere(key: str, schema: Schema) -> bool:
    """Some record has a field of that name."""
    return any(key in r.field_by_name for r in schema.records)


# ------------------------------------------------------------------------------------------------- lists

_LISTS = ("per", "to", "among", "who")
_ONCE = Phrase(
    "leave the second out, or write the name that is meant: a list is the same however often it holds one",
    "请删去第二个，或改为应写的名称：写两次与写一次没有区别",
)


def report_duplicates(page: ast.Page, ctx: Context) -> None:
    """Keys and payees that a list names twice: the second was meant to be another, or says nothing."""
    for node in nodes(page.items, ast.Node):
        for field in _LISTS:
            names = getattr(node, field, ())
            if not isinstance(names, tuple):
                continue
            seen: set[str] = set()
            for name in names:
                if name.text in seen:
                    word = keywords.per_phrase(name.text) if field == "per" else name.text
                    ctx.add(errors.RepeatedWord(span=name.span, word=word, advice=_ONCE))
                seen.add(name.text)
