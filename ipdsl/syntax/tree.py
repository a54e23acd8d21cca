"""The trees that Lark gives, with the few ways of reading them that the builders need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from lark import Token, Tree

Branch: TypeAlias = Tree[Token]
Child: TypeAlias = Branch | Token | None


def branches(children: Sequence[Child] | Branch, *names: str) -> list[Branch]:
    """The child trees of these rule names, of any name where none is given."""
    nodes = children.children if isinstance(children, Tree) else children
    return [c for c in nodes if isinstance(c, Tree) and (not names or c.data in names)]


def branch(children: Sequence[Child] | Branch, *names: str) -> Branch | None:
    """The first child tree of these rule names."""
    matching = branches(children, *names)
    return matching[0] if matching else None


def tokens(children: Sequence[Child] | Branch, *types: str) -> list[Token]:
    """The child tokens of these types, of any type where none is given."""
    nodes = children.children if isinstance(children, Tree) else children
    return [c for c in nodes if isinstance(c, Token) and (not types or c.type in types)]


def token(children: Sequence[Child] | Branch, *types: str) -> Token | None:
    """The first child token of these types."""
    matching = tokens(children, *types)
    return matching[0] if matching else None
