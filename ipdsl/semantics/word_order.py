"""Chinese heads that name the event before its record: `对 新认定 的 驰名商标，…`, `对 购买 知识产权保险 的 单位，…`.

In: a page as parsed and the vocabulary that it uses. Out: the page with the record first. The grammar takes the first
name for the record; names alone tell that it is none, but an event of the record after it. Else nothing changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import attrs

from ipdsl.schema.model import LabelledDeclaration, RecordKind, Schema
from ipdsl.semantics.symbols import Vocabulary
from ipdsl.syntax import ast

S = TypeVar("S", bound=ast.Node)


def with_records_first(page: ast.Page, vocabulary: Callable[[], Vocabulary | None]) -> ast.Page:
    """The page with each head in the order of the language; the vocabulary is asked only where a head may be turned."""
    items = tuple([_reorder(item, vocabulary) for item in page.items])
    return page if all(map(_is_same, page.items, items)) else attrs.evolve(page, items=items)


def _is_same(first: object, second: object) -> bool:
    return first is second


def _reorder(item: S, vocabulary: Callable[[], Vocabulary | None]) -> S:
    if isinstance(item, ast.Article | ast.Group | ast.OverBlock):
        body = tuple([_reorder(line, vocabulary) for line in item.body])
        return item if all(map(_is_same, item.body, body)) else attrs.evolve(item, body=body)
    if not isinstance(item, ast.Sentence) or not item.trivia.is_chinese:
        return item
    changes: dict[str, object] = {}
    match item:
        case ast.Award(head=ast.Head(trigger=ast.WhenTrigger() as when, to=to) as head):
            reordered_head = _record_first(when, to, vocabulary)
            if reordered_head is not None:
                changes = {"head": attrs.evolve(head, trigger=reordered_head[0], to=reordered_head[1])}
        case ast.Allocation(trigger=ast.WhenTrigger() as when, to=to):
            reordered_head = _record_first(when, to, vocabulary)
            if reordered_head is not None:
                changes = {"trigger": reordered_head[0], "to": reordered_head[1]}
        case ast.Reference(trigger=ast.WhenTrigger() as when) | ast.Suspension(when=when):
            reordered_head = _record_first(when, (), vocabulary)
            if reordered_head is not None:
                changes = {"trigger" if isinstance(item, ast.Reference) else "when": reordered_head[0]}
        case _:
            return item
    return attrs.evolve(item, **changes) if changes else item  # type: ignore[arg-type]


_Names = tuple[ast.Name, ...]


def _record_first(
    when: ast.WhenTrigger, to: _Names, vocabulary: Callable[[], Vocabulary | None]
) -> tuple[ast.WhenTrigger, _Names] | None:
    """The trigger and the payees, where the first name is the event of a record that stands after it."""
    known = vocabulary()
    if known is None or _record(when.record.text, known.schema) is not None:
        return None
    match when.test:
        case ast.Word(name=after) if _is_event(when.record, after, known.schema):
            return attrs.evolve(when, test=None).with_record(after), to
        case ast.And(parts=(ast.Word(name=after), *more)) if _is_event(when.record, after, known.schema):
            rest = more[0] if len(more) == 1 else ast.And(span=when.test.span, parts=tuple(more))
            return attrs.evolve(when, test=rest).with_record(after), to
    if len(to) == 1 and _is_event(when.record, to[0], known.schema):
        return when.with_record(to[0]), ()
    return None


def _is_event(event: ast.Name, record: ast.Name, schema: Schema) -> bool:
    kind = _record(record.text, schema)
    return kind is not None and event.text in _words(kind.events)


def _record(text: str, schema: Schema) -> RecordKind | None:
    kind = schema.record_by_name.get(text)
    return kind or next((record for record in schema.records if record.label.zh == text), None)


def _words(declared: Iterable[LabelledDeclaration]) -> set[str]:
    return {word for declaration in declared for word in (declaration.name, declaration.label.zh)}
