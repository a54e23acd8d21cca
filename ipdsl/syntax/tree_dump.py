"""The surface tree as text, for `dump ast` and golden files: one line per node, with its place."""

from __future__ import annotations

import datetime
import enum
from fractions import Fraction

import attrs

from ipdsl.base.values.written_values import decimal
from ipdsl.syntax import ast


def dump(page: ast.Page) -> str:
    """The whole tree, without empty fields."""
    out: list[str] = []
    _node(page, "", 0, out)
    return "\n".join(out) + "\n"


def _node(node: ast.Node, role: str, depth: int, out: list[str]) -> None:
    plain: list[str] = []
    nested: list[tuple[str, object]] = []
    for field in attrs.fields(type(node)):
        value = getattr(node, field.name)
        if field.name in ("span", "trivia", "is_bracketed") or value is None or value is False or value == ():
            continue
        text = _inline_text(value)
        if text is None:
            nested.append((field.name, value))
        else:
            plain.append(f"{field.name}={text}")
    place = f"{node.span.line}:{node.span.column}-{node.span.end_line}:{node.span.end_column}"
    words = " ".join([f"{role}{type(node).__name__}", *plain])
    out.append(f"{'  ' * depth}{words}  [{place}]{_comments(node)}")
    for name, value in nested:
        _write_nested(name, value, depth + 1, out)


def _write_nested(name: str, value: object, depth: int, out: list[str]) -> None:
    if isinstance(value, ast.Node):
        _node(value, f"{name}: ", depth, out)
    elif isinstance(value, tuple):
        for item in value:
            _write_nested(name, item, depth, out)


def _inline_text(value: object) -> str | None:
    """The value on the line of its node, or `None` if it needs separate lines."""
    match value:
        case ast.Name(text=text):
            return text
        case str():
            return repr(value)
        case bool():
            return "yes" if value else "no"
        case enum.Enum(value=word):
            return str(word).replace(" ", "_")
        case int():
            return str(value)
        case Fraction():
            return decimal(value)
        case datetime.date():
            return value.isoformat()
        case tuple():
            texts = [_inline_text(item) for item in value]
            return None if any(t is None for t in texts) else f"({', '.join(t for t in texts if t is not None)})"
        case _:
            return None


def _comments(node: ast.Node) -> str:
    if not isinstance(node, ast.Sentence):
        return ""
    trivia = node.trivia
    parts = ["blank line above"] if trivia.blank_before else []
    parts += [f"above {c!r}" for c in trivia.comments_above]
    parts += [] if trivia.comment_at_end is None else [f"beside {trivia.comment_at_end!r}"]
    return f"  {{{', '.join(parts)}}}" if parts else ""
