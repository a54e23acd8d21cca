"""What every builder has at hand: the sentence, the report, and the leaves of the tree as nodes."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from lark import Token

from ipdsl.diagnostics.model import InternalError, Report
from ipdsl.making import attrs
from ipdsl.source import Span
from ipdsl.syntax import ast, numbers
from ipdsl.syntax.layout import Line
from ipdsl.syntax.tree import Branch, token, tokens

T = TypeVar("T")


@attrs.define
class Context:
    """One sentence being built."""

    line: Line
    report: Report
    depth: int = 0

    @property
    def place(self) -> Span:
        return self.line.place

    @property
    def common(self) -> dict[str, Any]:
        """What every sentence has."""
        return {"span": self.line.place, "trivia": self.line.trivia}

    def span(self, of: Branch | Token) -> Span:
        """The place of a tree or token."""
        if isinstance(of, Token):
            return self.line.span(of.start_pos or 0, of.end_pos or 0)
        if of.meta.empty:
            return self.place
        return self.line.span(of.meta.start_pos, of.meta.end_pos)

    def written(self, of: Branch) -> str:
        """The words of a tree as they stand in the (translated) sentence."""
        return self.line.text[of.meta.start_pos : of.meta.end_pos]

    def name(self, leaf: Token) -> ast.Name:
        return ast.Name(span=self.span(leaf), text=str(leaf))

    def names(self, tree: Branch) -> tuple[ast.Name, ...]:
        """All names directly in a tree."""
        return tuple(self.name(t) for t in tokens(tree, "NAME"))

    def first_name(self, tree: Branch) -> ast.Name:
        return self.name(must(token(tree, "NAME")))

    def string(self, leaf: Token) -> str:
        """The words of a quotation, as written."""
        return self.line.written[(leaf.start_pos or 0) + 1 : (leaf.end_pos or 0) - 1]

    def strings(self, tree: Branch) -> list[str]:
        return [self.string(t) for t in tokens(tree, "STRING")]

    def first_string(self, tree: Branch) -> str | None:
        found = token(tree, "STRING")
        return None if found is None else self.string(found)

    def text_of(self, leaf: Token) -> str:
        """A reference, number or quotation as text."""
        return self.string(leaf) if leaf.type == "STRING" else str(leaf)

    def whole(self, leaf: Token, wanted: str = "a whole number", example: str = "3") -> int:
        return numbers.read_whole(str(leaf), self.span(leaf), self.report, wanted, example)

    def year(self, leaf: Token) -> int:
        return numbers.read_year(str(leaf), self.span(leaf), self.report)

    def date(self, leaf: Token) -> datetime.date:
        return numbers.read_date(str(leaf), self.span(leaf), self.report)

    def percent(self, leaf: Token) -> ast.Percent:
        value = numbers.read_percent(str(leaf), self.span(leaf), self.report)
        return ast.Percent(span=self.span(leaf), value=value)

    def number(self, tree: Branch) -> ast.Number:
        """A tree `number`: digits and perhaps a currency."""
        leaf = must(token(tree, "NUMBER"))
        value, is_money = numbers.read_number(str(leaf), self.span(leaf), self.report)
        code = token(tree, "CODE")
        return ast.Number(
            span=self.span(tree), value=value, currency=None if code is None else str(code), is_money=is_money
        )


def must(found: T | None) -> T:
    """What the grammar promises to be there."""
    if found is None:
        raise InternalError("the grammar and the builder do not agree")
    return found


Body: TypeAlias = tuple[Any, ...]
"""The sentences built beneath one; `bodies.py` and the grammar say which kinds can be there, types cannot."""

Builder: TypeAlias = Callable[[Context, Branch, Body], ast.Sentence]
"""From a sentence's tree and the sentences built beneath it to its node."""
