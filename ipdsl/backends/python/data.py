"""A policy's data as lines of JSON in a generated module.

In comes what `ipdsl.runtime.serial` writes of an object. What stands near the top is broken into its parts, and a list
of objects has a line or a few for each of them; all others fill their lines.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from ipdsl.runtime.serial import Plain

WIDTH = 118
_FILL_WIDTH = 115
"""Characters in a line of what fills its lines; it is set in by a little more."""
_MAX_UNBROKEN = 40
"""Characters up to which an object or list is not broken."""
_BREAK_DEPTH, _LIST_DEPTH = 1, 2
"""The depth to which everything is broken into its parts, and that to which a list of objects is."""


def json_lines(node: Plain, depth: int = 0) -> list[str]:
    """The lines of JSON; what can be printed stands as itself."""
    text = _flat(node)
    head, parts, tail = _split_node(node)
    if len(text) + depth <= WIDTH or not parts:
        return [text]
    if depth > _LIST_DEPTH or not (_is_table(parts) if depth > _BREAK_DEPTH else _is_deep(parts)):
        return _fill_lines(node)
    result = [head]
    for index, part in enumerate(parts, 1):
        lines = json_lines(part, depth + 1)
        lines[-1] += tail if index == len(parts) else ","
        is_short = len(lines) == 1 and len(result[-1]) + len(lines[0]) <= WIDTH
        if index == 1 or (is_short and not isinstance(part, list | dict)):
            result[-1] += lines.pop(0)
        result += [f" {line}" for line in lines]
    return result


def _is_deep(parts: list[Plain]) -> bool:
    """Whether there are lists in lists among these."""
    return any(isinstance(inner, list | dict) for part in parts if isinstance(part, list) for inner in part)


def _is_table(parts: list[Plain]) -> bool:
    """Whether these are objects: lists that begin with a word and hold another list."""
    row = next((part for part in parts if isinstance(part, list) and part), [])
    return bool(row) and isinstance(row[0], str) and any(isinstance(part, list) for part in row)


def _split_node(node: Plain) -> tuple[str, list[Plain], str]:
    """What stands before the parts, the parts, and what stands after them."""
    if isinstance(node, dict):
        [(name, parts)] = node.items()
        if isinstance(parts, list):
            return f"{{{_flat(name)}:[", parts, "]}"
    return "[", node if isinstance(node, list) else [], "]"


def _fill_lines(node: Plain) -> list[str]:
    result: list[str] = []
    for piece in _pieces(node, ""):
        if result and len(result[-1]) + len(piece) <= _FILL_WIDTH:
            result[-1] += piece
        else:
            result.append(f"  {piece}" if result else piece)
    return result


def _pieces(node: Plain, end: str) -> Iterator[str]:
    """Texts between which a line may end."""
    text = _flat(node) + end
    head, parts, tail = _split_node(node)
    if len(text) <= _MAX_UNBROKEN or not parts:
        yield text
        return
    for index, part in enumerate(parts, 1):
        for piece in _pieces(part, tail + end if index == len(parts) else ","):
            yield head + piece
            head = ""


def _flat(node: Plain) -> str:
    text = json.dumps(node, separators=(",", ":"), ensure_ascii=False)
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)
