"""A page in one language: of two texts in both languages, one is left out.

A reader of a page then sees each text once. A text that exists in only one language stays.
"""

from __future__ import annotations

from typing import TypeVar

import attrs

from ipdsl.syntax import ast

S = TypeVar("S", bound=ast.Node)

_TEXTS: dict[type, dict[str, str]] = {
    ast.PolicyLine: {"title_zh": "title"},
    ast.VocabularyLine: {"title_zh": "title"},
    ast.Article: {"title_zh": "title", "defines_zh": "defines"},
    ast.Reference: {"zh": "document"},
    ast.Obligation: {"zh": "text"},
    ast.Target: {"zh": "text"},
    ast.ReadingLine: {"zh": "text"},
    ast.SourceNote: {"zh": "text"},
    ast.TitleLine: {"zh": "text"},
}
"""The fields with a Chinese text, each with the field of the English or only text."""
_CHILD_FIELDS = ("header", "items", "body", "rows")


def english_page(page: ast.Page) -> ast.Page:
    """The page without the Chinese text of each pair."""
    return _in_one_language(page, is_chinese=False)


def chinese_page(page: ast.Page) -> ast.Page:
    """The page without the English text of each pair."""
    return _in_one_language(page, is_chinese=True)


def english_chinese_pairs(page: ast.Page) -> tuple[tuple[str, str], ...]:
    """The English texts that also have a Chinese one on the page, each with its first Chinese text."""
    chinese_by_english: dict[str, str] = {}
    _gather(page, chinese_by_english)
    return tuple(chinese_by_english.items())


def _gather(node: ast.Node, chinese_by_english: dict[str, str]) -> None:
    for zh, text in _TEXTS.get(type(node), {}).items():
        if getattr(node, zh) is not None:
            chinese_by_english.setdefault(getattr(node, text), getattr(node, zh))
    for child in (child for _, children in _children_by_field(node) for child in children):
        _gather(child, chinese_by_english)


def _in_one_language(node: S, *, is_chinese: bool) -> S:
    changes: dict[str, object] = {}
    for zh, text in _TEXTS.get(type(node), {}).items():
        chinese = getattr(node, zh)
        if chinese is not None:
            changes |= {zh: None, text: chinese} if is_chinese else {zh: None}
    for name, children in _children_by_field(node):
        new_children = tuple([_in_one_language(child, is_chinese=is_chinese) for child in children])
        if any(new_child is not other for new_child, other in zip(new_children, children, strict=True)):
            changes[name] = new_children if isinstance(getattr(node, name), tuple) else new_children[0]
    changed: S = attrs.evolve(node, **changes) if changes else node  # type: ignore[arg-type]
    return changed


def _children_by_field(node: ast.Node) -> list[tuple[str, tuple[ast.Node, ...]]]:
    """The sentences under a sentence or a page, by field."""
    values = [(name, getattr(node, name, None)) for name in _CHILD_FIELDS]
    return [(name, value if isinstance(value, tuple) else (value,)) for name, value in values if value]
