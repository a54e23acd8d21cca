"""Keys after `per`: fields of the record, kinds of applicant, and built-in keys; and the fields that define a matter.

A `same matter` line may be in the head of a page for all rules, in a block for its rules, or under a rule. The nearest
line applies. A line for one kind of record leaves the definitions of other kinds. A line for all kinds replaces all
outer definitions.
"""

from __future__ import annotations

from collections.abc import Iterable

from ipdsl.base.findings.phrase import Phrase
from ipdsl.schema.periods import is_period
from ipdsl.schema.vocabulary import MATTER_IS_APPLICANT, MATTER_IS_ITEM, RecordKind, Schema
from ipdsl.semantics import typed
from ipdsl.semantics.errors import names as n
from ipdsl.semantics.errors import policy as g
from ipdsl.semantics.errors import types as e
from ipdsl.semantics.names import lookup
from ipdsl.semantics.names.symbols import MATTER, Context, Matters
from ipdsl.semantics.tree_walk import nodes
from ipdsl.syntax import ast, errors, keywords
from ipdsl.syntax.mistakes.synonyms import PERIODS


def matters_in_block(outer: Matters, lines: Iterable[object], ctx: Context) -> Matters:
    """The definitions of the matter that apply with these lines."""
    block_matters: dict[str, tuple[str, ...]] = {}
    for line in lines:
        if isinstance(line, ast.SameMatter):
            _read_matter(line, block_matters, ctx)
    return block_matters if "" in block_matters else {**outer, **block_matters}


def key_of(matters: Matters, ctx: Context) -> str:
    """The key of the matter in rules; a definition other than the page's is named by its fields."""
    if matters == ctx.matters[MATTER]:
        return MATTER
    parts = (", ".join(fields) + (f" of {root}" if root else "") for root, fields in sorted(matters.items()))
    key = f"{MATTER} ({'; '.join(parts)})"
    ctx.matters[key] = matters
    return key


def _line(root: str) -> Phrase:
    return (
        Phrase("same matter of {root}", "{root} 的 同一事项", root=root) if root else Phrase("same matter", "同一事项")
    )


def _read_matter(line: ast.SameMatter, block_matters: dict[str, tuple[str, ...]], ctx: Context) -> None:
    """Read a `same matter` line: fields of the kind, or only `item` or `applicant`."""
    kind = None if line.record is None else lookup.record_named(line.record, ctx)
    if line.record is not None and kind is None:
        return
    root = "" if kind is None else kind.root
    if root in block_matters:
        ctx.add(g.RepeatedLine(span=line.span, word=_line(root)))
        return
    fields = tuple(name.text for name in line.names)
    if fields not in (MATTER_IS_ITEM, MATTER_IS_APPLICANT):
        records = ctx.schema.records if kind is None else (ctx.schema.record_by_name[root],)
        known = {field.name: field for record in records for field in record.fields}
        for name in line.names:
            if name.text not in known:
                owner = Phrase("any record", "任何记录") if kind is None else f"`{root}`"
                lookup.report_unknown_field(name, [*known, "item", "applicant"], owner, ctx)
            elif known[name.text].type.is_list:
                advice = Phrase("a matter is made by fields with one value each", "事项由只有一个值的字段构成")
                ctx.add(e.ListKey(span=name.span, word=name.text, advice=advice))
    block_matters[root] = fields


BUILT_IN_KEYS = ("applicant", MATTER, "item", "year")
"""Keys that every claim has."""


def is_built_in(key: str) -> bool:
    """Whether every claim has the key; `matter (item)` is the matter with a different definition."""
    return key in BUILT_IN_KEYS or is_matter(key) or is_period(key)


def is_matter(key: str) -> bool:
    """Whether the key is the matter, by any definition."""
    return key == MATTER or key.startswith(f"{MATTER} (")


LEVEL = "level"
"""The key for the level of a record, independent of the name of its field."""


def once_rule(
    line: ast.OnceRule | None, record: RecordKind | None, matters: Matters, ctx: Context
) -> typed.OnceRule | None:
    """`once`, `once per K`, `once per K per year`; `matters` defines the matter."""
    if line is None:
        return None
    names = [k.text for k in line.per if is_known(k, (record,) if record is not None else (), ctx)]
    keys = tuple(dict.fromkeys(key_of(matters, ctx) if k == MATTER else k for k in names if k != "year"))
    return typed.OnceRule(span=line.span, keys=keys, per_year="year" in names)


def is_known(key: ast.Name, records: Iterable[RecordKind], ctx: Context) -> bool:
    """Whether the key is a field of one of the records, a word for applicants, or built in; other keys are reported."""
    records = tuple(records)
    fields = [f for r in records for f in r.field_by_name]
    if is_built_in(key.text) or key.text in ctx.schema.kinds_and_classes or key.text in fields:
        return True
    if key.text == LEVEL and any(has_level(record) for record in records):
        return True
    near_keys = lookup.nearest_words(key.text, [*fields, *sorted(ctx.schema.kinds_and_classes), *BUILT_IN_KEYS], ctx)
    if key.text.lower() in PERIODS:
        advice = Phrase(
            "a period is `per year`, a number of years such as `per 3 years`, or a span such as `in any 12 months`",
            "时段可写`每年`、年数（例如`每 3年`）或连续的时长（例如`连续 12个月 内`）",
        )
        ctx.add(n.UnknownKey(span=key.span, word=key.text, advice=advice))
    else:
        ctx.add(n.UnknownKey(span=key.span, word=key.text, nearest=near_keys))
    return False


def has_level(record: RecordKind) -> bool:
    """Whether the record has a field that is a level."""
    return any(field.type.is_level for field in record.fields)


def is_field_anywhere(key: str, schema: Schema) -> bool:
    """Whether some record has a field of that name."""
    return any(key in r.field_by_name for r in schema.records)


# ------------------------------------------------------------------------------------------------- lists

_LISTS = ("per", "to", "among", "who")
_ONCE = Phrase(
    "leave the second out, or write the name that is meant: a list is the same however often it holds one",
    "请删去第二个，或改为应写的名称：写两次与写一次没有区别",
)


def report_duplicates(page: ast.Page, ctx: Context) -> list[tuple[ast.Node, ast.PeriodKey]]:
    """Report keys and payees that a list names twice, which has no effect or is a mistake.

    Returns the periods among the keys, each with its sentence.
    """
    periods: list[tuple[ast.Node, ast.PeriodKey]] = []
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
                if isinstance(name, ast.PeriodKey):
                    periods.append((node, name))
    return periods
