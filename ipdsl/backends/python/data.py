"""A policy's data as lines of JSON in a generated module.

In comes what `ipdsl.runtime.serial` writes of an object. Lists of objects near the top have a line or a few for each
member; all others, and what stands deeper, fill their lines.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from ipdsl.runtime.serial import Plain

WIDTH = 118
_FILLED = 115
"""Characters in a line of what fills its lines; it is set in by a little more."""
_SHORT = 40
"""Characters up to which an object or list is not broken."""
_LISTED = 2
"""Depth of the lists whose members have lines of their own."""


def json_lines(node: Plain, depth: int = 0) -> list[str]:
    """The lines of JSON, in ASCII."""
    text = _flat(node)
    head, parts, tail = _opened(node)
    if len(text) + depth <= WIDTH or not parts:
        return [text]
    is_listed = isinstance(node, dict) or any(isinstance(part, dict) for part in parts)
    if not is_listed or depth >= _LISTED + isinstance(node, list):
        return _filled(node)
    found = [head]
    joins = isinstance(node, dict)
    for index, part in enumerate(parts, 1):
        lines = json_lines(part, depth + 1)
        lines[-1] += tail if index == len(parts) else ","
        is_one = len(lines) == 1
        if joins and is_one and len(found[-1]) + len(lines[0]) <= WIDTH:
            found[-1] += lines[0]
        else:
            found += [f" {line}" for line in lines]
        joins = isinstance(node, dict) and is_one
    return found


def _opened(node: Plain) -> tuple[str, list[Plain], str]:
    """What stands before the parts, the parts, and what stands after them."""
    if isinstance(node, dict):
        [(name, parts)] = node.items()
        return f"{{{json.dumps(name)}:[", parts, "]}"
    return "[", node if isinstance(node, list) else [], "]"


def _filled(node: Plain) -> list[str]:
    found: list[str] = []
    for piece in _pieces(node, ""):
        if found and len(found[-1]) + len(piece) <= _FILLED:
            found[-1] += piece
        else:
            found.append(f"  {piece}" if found else piece)
    return found


def _pieces(node: Plain, end: str) -> Iterator[str]:
    """Texts between which a line may end."""
    text = _flat(node) + end
    head, parts, tail = _opened(node)
    if len(text) <= _SHORT or not parts:
        yield text
        return
    for index, part in enumerate(parts, 1):
        for piece in _pieces(part, tail + end if index == len(parts) else ","):
            yield head + piece
            head = ""


def _flat(node: Plain) -> str:
    return json.dumps(node, separators=(",", ":"))
