"""What all builders use: the sentence, the report, and access to the trees of Lark."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

import attrs
from lark import Token, Tree

from ipdsl.base.findings.finding import InternalError, Report
from ipdsl.base.findings.phrase import MessageValue, Phrase
from ipdsl.base.source import Span
from ipdsl.base.values import numerals
from ipdsl.base.values.money import CURRENCY_NAMES
from ipdsl.syntax import ast, errors, literals
from ipdsl.syntax.characters import is_chinese
from ipdsl.syntax.layout import SentenceLine

Branch: TypeAlias = Tree[Token]
Child: TypeAlias = Branch | Token | None


def branches(children: Sequence[Child] | Branch, *names: str) -> list[Branch]:
    """The child trees with these rule names; without names, all of them."""
    nodes = children.children if isinstance(children, Tree) else children
    return [c for c in nodes if isinstance(c, Tree) and (not names or c.data in names)]


def branch(children: Sequence[Child] | Branch, *names: str) -> Branch | None:
    """The first child tree of these rule names."""
    matching = branches(children, *names)
    return matching[0] if matching else None


def tokens(children: Sequence[Child] | Branch, *types: str) -> list[Token]:
    """The child tokens of these types; without types, all of them."""
    nodes = children.children if isinstance(children, Tree) else children
    return [c for c in nodes if isinstance(c, Token) and (not types or c.type in types)]


def token(children: Sequence[Child] | Branch, *types: str) -> Token | None:
    """The first child token of these types."""
    matching = tokens(children, *types)
    return matching[0] if matching else None


T = TypeVar("T")
MORE_THAN_TWO = Phrase("there are more than two", "超过两段")
BOTH_ENGLISH = Phrase("both are in English", "两段都是英文")
BOTH_CHINESE = Phrase("both are in Chinese", "两段都是中文")
_RANK = Phrase("a rank is written `第1名` or `第一名`", "名次写作`第1名`或`第一名`")


@attrs.define(eq=False, repr=False)
class SentenceContext:
    """The sentence being built."""

    line: SentenceLine
    report: Report
    depth: int = 0

    @property
    def place(self) -> Span:
        return self.line.place

    @property
    def common(self) -> dict[str, Any]:
        """The fields that every sentence has."""
        return {"span": self.line.place, "trivia": self.line.trivia}

    def span(self, tree: Branch | Token) -> Span:
        """The place of a tree or token."""
        if isinstance(tree, Token):
            return self.line.span(tree.start_pos or 0, tree.end_pos or 0)
        if tree.meta.empty:
            return self.place
        return self.line.span(tree.meta.start_pos, tree.meta.end_pos)

    def written_text(self, tree: Branch) -> str:
        """The words of a tree as the page has them."""
        return self.line.written[tree.meta.start_pos : tree.meta.end_pos]

    def name(self, leaf: Token) -> ast.Name:
        return ast.Name(span=self.span(leaf), text=str(leaf))

    def names(self, tree: Branch) -> tuple[ast.Name, ...]:
        """All names directly in a tree."""
        return tuple(self.name(t) for t in tokens(tree, "NAME"))

    def listed_names(self, tree: Branch) -> tuple[ast.Name, ...]:
        """The names of the list in a tree, if it has one."""
        list_branch = branch(tree, "names")
        return () if list_branch is None else self.names(list_branch)

    def first_name(self, tree: Branch) -> ast.Name:
        return self.name(expect_present(token(tree, "NAME")))

    def second_name(self, tree: Branch) -> ast.Name:
        return self.names(tree)[1]

    def string(self, leaf: Token) -> str:
        """The words of a quotation, as written."""
        return self.line.written[(leaf.start_pos or 0) + 1 : (leaf.end_pos or 0) - 1]

    def first_string(self, tree: Branch) -> str | None:
        leaf = token(tree, "STRING")
        return None if leaf is None else self.string(leaf)

    def quotation(self, tree: Branch) -> str:
        """The one quotation of a tree."""
        return expect_present(self.first_string(tree))

    def text(self, tree: Branch) -> str:
        """The English quotation of a tree, or its only one."""
        return expect_present(self.title(tree))

    def title(self, tree: Branch) -> str | None:
        """The English quotation of a tree or its only one, or `None`.

        A third quotation is reported, and so are two that are not one in English and one in Chinese.
        """
        return self._english(tokens(tree, "STRING"))

    def chinese(self, tree: Branch) -> str | None:
        """The Chinese quotation of a tree that also has an English one."""
        return self._chinese(tokens(tree, "STRING"))

    def definition(self, tree: Branch) -> str | None:
        """The text after the label of a tree: the English quotation, or the only one."""
        return self._english(tokens(tree, "STRING")[1:])

    def definition_zh(self, tree: Branch) -> str | None:
        """The Chinese text after the label, if there are two."""
        return self._chinese(tokens(tree, "STRING")[1:])

    def _english(self, leaves: list[Token]) -> str | None:
        texts = [self.string(leaf) for leaf in leaves]
        if len(texts) < 2:
            return texts[0] if texts else None
        two = texts[:2]
        english = [text for text in two if not is_chinese(text)]
        if len(english) != 1 or len(texts) > 2:
            why = MORE_THAN_TWO if len(texts) > 2 else BOTH_ENGLISH if english else BOTH_CHINESE
            self.report.add(errors.UnpairedQuotation(span=self.span(leaves[2 if len(texts) > 2 else 1]), why=why))
            return two[0]
        return english[0]

    def _chinese(self, leaves: list[Token]) -> str | None:
        texts = [self.string(leaf) for leaf in leaves]
        chinese = [text for text in texts if is_chinese(text)]
        return chinese[0] if len(texts) == 2 and len(chinese) == 1 else None

    def reference_text(self, leaf: Token) -> str:
        """A reference, number or quotation as text."""
        return self.string(leaf) if leaf.type == "STRING" else str(leaf)

    def whole_number(self, leaf: Token, wanted: MessageValue = literals.A_WHOLE_NUMBER, example: str = "3") -> int:
        return literals.read_whole_number(str(leaf), self.span(leaf), self.report, wanted, example)

    def rank(self, leaf: Token) -> int:
        """`1`, `第1名`, `第一名`."""
        if leaf.type == "NUMBER":
            return self.whole_number(leaf, Phrase("a rank", "名次"), "1")
        return self.rank_from_text(str(leaf), self.span(leaf))

    def rank_from_text(self, text: str, span: Span) -> int:
        """The number of `第1名`."""
        rank = numerals.whole_number(text.removeprefix("第").removesuffix("名"))
        if rank is None:
            self.report.add(errors.BadNumber(span=span, found=text, hint=_RANK))
        return rank or 1

    def year(self, leaf: Token) -> int:
        return literals.read_year(str(leaf), self.span(leaf), self.report)

    def first_year(self, tree: Branch) -> int:
        return self.year(expect_present(token(tree, "NUMBER")))

    def date(self, leaf: Token) -> datetime.date:
        return literals.read_date(str(leaf), self.span(leaf), self.report)

    def month_and_day(self, leaf: Token) -> tuple[int, int]:
        """`04-01`, `4月1日`."""
        return literals.read_month_and_day(str(leaf), self.span(leaf), self.report)

    def first_date(self, tree: Branch) -> datetime.date:
        return self.date(expect_present(token(tree, "DATE")))

    def code(self, tree: Branch) -> str | None:
        """The currency that a tree names, if any."""
        leaf = token(tree, "CODE")
        return None if leaf is None else CURRENCY_NAMES.get(leaf, str(leaf))

    def percent(self, leaf: Token) -> ast.Percent:
        """`30%`, or `2/3` as a fraction."""
        is_fraction = leaf.type == "FRACTION"
        read = literals.read_fraction if is_fraction else literals.read_percent
        return ast.Percent(
            span=self.span(leaf), value=read(str(leaf), self.span(leaf), self.report), is_fraction=is_fraction
        )

    def number(self, tree: Branch) -> ast.Number:
        """The number in a tree `number`: digits with an optional currency."""
        leaf = expect_present(token(tree, "NUMBER"))
        value, is_money = literals.read_number(str(leaf), self.span(leaf), self.report)
        return ast.Number(span=self.span(tree), value=value, currency=self.code(tree), is_money=is_money)

    def first_number(self, tree: Branch) -> ast.Number:
        return self.number(expect_present(branch(tree, "number")))


def expect_present(value: T | None) -> T:
    """The value, which the grammar guarantees to exist."""
    if value is None:
        raise InternalError("the grammar and the builder do not agree")
    return value


Body: TypeAlias = tuple[Any, ...]
"""The sentences built from the lines under a sentence; `BODIES` (`grammar.py`) restricts their kinds, types cannot."""

Builder: TypeAlias = Callable[[SentenceContext, Branch, Body], ast.Sentence]
"""Builds the node of a sentence from its tree and the sentences under it."""

Reader: TypeAlias = Callable[[SentenceContext, Branch], object]
"""Reads one field of a sentence from its tree."""


def sentence(kind: Callable[..., ast.Sentence], beneath: str = "", **fields: Reader) -> Builder:
    """A builder that reads each field of a sentence from its tree; the sentences under it fill the field `beneath`."""

    def build(c: SentenceContext, tree: Branch, body: Body) -> ast.Sentence:
        read = {name: field(c, tree) for name, field in fields.items()}
        return kind(**c.common, **read, **({beneath: body} if beneath else {}))

    return build


def node(kind: Callable[..., T], /, **fields: Reader) -> Callable[[SentenceContext, Branch], T]:
    """A builder that reads each field of a node from its tree, in this order."""

    def build(c: SentenceContext, tree: Branch) -> T:
        return kind(span=c.span(tree), **{name: field(c, tree) for name, field in fields.items()})

    return build


def fixed(value: object) -> Reader:
    """Reads this value from any tree."""
    return lambda _c, _tree: value


def in_branch(name: str, read: Callable[[SentenceContext, Branch], T]) -> Callable[[SentenceContext, Branch], T | None]:
    """Reads the branch with this name, if there is one."""

    def read_branch(c: SentenceContext, tree: Branch) -> T | None:
        subtree = branch(tree, name)
        return None if subtree is None else read(c, subtree)

    return read_branch


def any_token(
    read: Callable[[SentenceContext, Token], T], *types: str
) -> Callable[[SentenceContext, Branch], T | None]:
    """Reads the first token of these types, if there is one."""

    def read_token(c: SentenceContext, tree: Branch) -> T | None:
        leaf = token(tree, *types)
        return None if leaf is None else read(c, leaf)

    return read_token


def in_table(values: Mapping[str, T]) -> Callable[[SentenceContext, Branch], T | None]:
    """The value of the branch that has a name of this table, if there is one."""

    def read(_c: SentenceContext, tree: Branch) -> T | None:
        word = branch(tree, *values)
        return None if word is None else values[str(word.data)]

    return read


def has_branch(name: str) -> Reader:
    """Whether a tree has a branch of this name."""
    return lambda _, tree: branch(tree, name) is not None
