"""A page of which every text stands in one language: the other one is left out where there are both.

Who reads a page is told each text once. A text that stands in one language alone stays, whatever that is.
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
    ast.RefersTo: {"zh": "document"},
    ast.Oblige: {"zh": "text"},
    ast.Target: {"zh": "text"},
    ast.ReadingLine: {"zh": "text"},
    ast.SourceNote: {"zh": "text"},
}
"""The fields that hold a Chinese text, each with that of the English one or the only one."""
_BENEATH = ("header", "items", "body", "rows")


def in_english(page: ast.Page) -> ast.Page:
    """The page with the English of two texts."""
    return _told(page, is_chinese=False)


def in_chinese(page: ast.Page) -> ast.Page:
    """The page with the Chinese of two texts."""
    return _told(page, is_chinese=True)


def pairs(page: ast.Page) -> tuple[tuple[str, str], ...]:
    """Each English text that stands there in Chinese too, with its Chinese: the first of each."""
    found: dict[str, str] = {}
    _gather(page, found)
    return tuple(found.items())


def _gather(node: ast.Node, found: dict[str, str]) -> None:
    for zh, text in _TEXTS.get(type(node), {}).items():
        if getattr(node, zh) is not None:
            found.setdefault(getattr(node, text), getattr(node, zh))
    for child in (child for _, children in _beneath(node) for child in children):
        _gather(child, found)


def _told(node: S, *, is_chinese: bool) -> S:
    changes: dict[str, object] = {}
    for zh, text in _TEXTS.get(type(node), {}).items():
        said = getattr(node, zh)
        if said is not None:
            changes |= {zh: None, text: said} if is_chinese else {zh: None}
    for name, children in _beneath(node):
        told = tuple([_told(child, is_chinese=is_chinese) for child in children])
        if any(one is not other for one, other in zip(told, children, strict=True)):
            changes[name] = told if isinstance(getattr(node, name), tuple) else told[0]
    changed: S = attrs.evolve(node, **changes) if changes else node  # type: ignore[arg-type]
    return changed


def _beneath(node: ast.Node) -> list[tuple[str, tuple[ast.Node, ...]]]:
    """The sentences beneath a sentence or a page, by field."""
    values = [(name, getattr(node, name, None)) for name in _BENEATH]
    return [(name, value if isinstance(value, tuple) else (value,)) for name, value in values if value]
