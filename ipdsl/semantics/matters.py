"""What the same matter is: the head of a page says it for all rules, a block for its own, a rule for itself.

What stands nearest to a rule holds. A line for a kind of record leaves what is said of others; one for all kinds takes
the place of everything that was said further out.
"""

from __future__ import annotations

from collections.abc import Iterable

from ipdsl.diagnostics.phrase import Phrase
from ipdsl.schema.model import MATTER_IS_APPLICANT, MATTER_IS_ITEM
from ipdsl.schema.types import ListType
from ipdsl.semantics import errors_names as n
from ipdsl.semantics import errors_page as g
from ipdsl.semantics import errors_types as e
from ipdsl.semantics import labelled
from ipdsl.semantics.symbols import MATTER, Context, Matters
from ipdsl.syntax import ast


def matters_in_block(outer: Matters, lines: Iterable[object], ctx: Context) -> Matters:
    """What holds where these lines stand."""
    block_matters: dict[str, tuple[str, ...]] = {}
    for line in lines:
        if isinstance(line, ast.SameMatter):
            _read_matter(line, block_matters, ctx)
    return block_matters if "" in block_matters else {**outer, **block_matters}


def key_of(matters: Matters, ctx: Context) -> str:
    """The key by which rules ask for the matter; one that the head does not say is named by what makes it."""
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
    """Fields of the kind; or `item` or `applicant` alone."""
    kind = None if line.record is None else labelled.record_named(line.record, ctx)
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
                near_fields = labelled.nearest_words(name.text, [*known, "item", "applicant"], ctx)
                ctx.add(n.UnknownField(span=name.span, word=name.text, owner=owner, nearest=near_fields))
            elif isinstance(known[name.text].type, ListType):
                advice = Phrase("a matter is made by fields with one value each", "事项由只有一个值的字段构成")
                ctx.add(e.ListKey(span=name.span, word=name.text, advice=advice))
    block_matters[root] = fields
