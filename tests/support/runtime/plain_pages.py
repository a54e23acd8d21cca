"""Generated pages without the rules that have no emitted total, so that the other rules occur often enough."""

from __future__ import annotations

from typing import TypeVar

import attrs

from ipdsl.syntax import ast
from tests.properties.policies import Generated

_Kept = TypeVar("_Kept")

NOT_EMITTED = (ast.ReplacesLine,)


def plain(made: Generated) -> Generated:
    """The policy without these rules."""
    return attrs.evolve(made, page=_plain(made.page))


def _plain(node: _Kept) -> _Kept:
    if not attrs.has(type(node)):
        return node
    changed: dict[str, object] = {}
    for field in attrs.fields(type(node)):
        value = getattr(node, field.name)
        if isinstance(value, tuple):
            changed[field.name] = tuple(_plain(part) for part in value if not _is_left_out(part))
        elif isinstance(value, ast.PolicyLine):
            changed[field.name] = _plain(value)
    return attrs.evolve(node, **changed)  # type: ignore[type-var, misc]  # it has fields


def _is_left_out(node: object) -> bool:
    if isinstance(node, ast.HighestRule):
        return node.with_older
    if isinstance(node, ast.Article | ast.OverBlock | ast.Group):
        return all(_is_left_out(part) for part in node.body)
    return isinstance(node, NOT_EMITTED)
