"""Builders of expressions: amounts, conditions, heads; and what all builders use.

The grammar does not separate sums from conditions; the checker checks the types.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Any, TypeAlias, TypeVar

import attrs
from lark import Token, Tree

from ipdsl.base.findings.finding import Edit, InternalError, Report
from ipdsl.base.findings.phrase import MessageValue, Phrase, literal_phrase
from ipdsl.base.source import Span
from ipdsl.base.values import numerals, written_values
from ipdsl.base.values.money import CURRENCY_NAMES, Mode
from ipdsl.schema.comparisons import Comparison
from ipdsl.syntax import ast, errors, keywords, literals
from ipdsl.syntax.layout import SentenceLine, is_chinese

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
        return self.place if tree.meta.empty else self.line.span(tree.meta.start_pos, tree.meta.end_pos)

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
        return ast.Number(
            span=self.span(tree), value=value, currency=self.code(tree), is_money=is_money,
            point_readings=written_values.point_readings(str(leaf)),
        )  # fmt: skip

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


MAX_NESTING = 64
_AGGREGATES = {k.value: k for k in ast.AggregateKind}
_COMPARISONS = {c.operation: c for c in Comparison}
_UNITS = {u.value: u for u in ast.Unit}
ROUNDING_MODES = {mode.name.lower(): mode.value for mode in Mode}
"""The modes of rounding by the name of their grammar rule."""
_COMPARISON_NAMES = tuple(_COMPARISONS)


def expression(c: SentenceContext, tree: Branch) -> ast.Expr:
    """Any expression; nesting beyond the limit is a finding. Each further term of a sum counts like a bracket."""
    deeper = len(branches(tree)) - 1 if tree.data == "sum_" else 1
    if c.depth + deeper > MAX_NESTING:
        c.report.add(errors.TooDeep(span=c.span(tree), what=Phrase("expressions", "算式"), limit=MAX_NESTING))
        return ast.Number(span=c.span(tree), value=Fraction(0))
    c.depth += deeper
    build = EXPRESSIONS.get(str(tree.data))
    if build is None:
        raise InternalError(f"no expression is built from `{tree.data}`")
    built = build(c, tree)
    c.depth -= deeper
    return built


def first_expression(c: SentenceContext, tree: Branch) -> ast.Expr:
    """The first expression in a tree."""
    return expression(c, next(part for part in branches(tree) if part.data not in _NOT_KEYS))


_NOT_KEYS = ("keys", "across", "of_payments")
"""Parts that precede the expression in a Chinese sentence."""


def any_expression(c: SentenceContext, tree: Branch) -> ast.Expr | None:
    """The first expression in a tree, if it has one."""
    parts = branches(tree)
    return expression(c, parts[0]) if parts else None


def _word(c: SentenceContext, tree: Branch) -> ast.Word:
    leaf = token(tree, "NAME")
    if leaf is None:
        return ast.Word(span=c.span(tree), name=ast.Name(span=c.span(tree), text=c.written_text(tree)))
    return ast.Word(span=c.span(tree), name=c.name(leaf))


def literal(c: SentenceContext, tree: Branch) -> ast.Number | ast.Percent | ast.Date | ast.Duration:
    """A literal of any kind."""
    return _LITERALS[str(tree.data)](c, tree)


def duration(c: SentenceContext, tree: Branch) -> ast.Duration:
    """`2 years`."""
    unit = _UNITS[str(expect_present(branch(tree)).data)]
    return ast.Duration(span=c.span(tree), number=number(c, tree), unit=unit)


def number(c: SentenceContext, tree: Branch, wanted: MessageValue = literals.A_WHOLE_NUMBER, example: str = "3") -> int:
    """The whole number directly in a tree; `wanted` describes it in a finding."""
    return c.whole_number(expect_present(token(tree, "NUMBER")), wanted, example)


_AFTER_RECORD = re.compile(r"(?:^|[,，] ?)对 (?:首次 )?\S+ $|\bwhen (?:the first )?\w+ $")
"""The text before the condition of an award: its record."""


def _bracket(c: SentenceContext, tree: Branch) -> ast.Expr:
    inner = expression(c, branches(tree)[0])
    return attrs.evolve(inner, is_bracketed=True) if isinstance(inner, ast.Operation) else inner


def _and(c: SentenceContext, tree: Branch) -> ast.And:
    words = (ast.Word(span=name.span, name=name) for name in c.names(tree))
    return ast.And(span=c.span(tree), parts=(*words, *_flat(c, branches(tree), ast.And)))


def _or(c: SentenceContext, tree: Branch) -> ast.Or:
    parts = branches(tree)
    for part in parts:
        if part.data == "and_":
            together = c.written_text(part)
            if part is parts[0] and _AFTER_RECORD.search(c.line.text[: part.meta.start_pos]):
                # the event of an award is not under `or`: the conditions after it belong together
                together = c.line.written[branches(part)[1].meta.start_pos : tree.meta.end_pos]
            c.report.add(errors.MixedConnectives(span=c.span(part), part=together))
    return ast.Or(span=c.span(tree), parts=_flat(c, parts, ast.Or))


def _flat(c: SentenceContext, parts: list[Branch], kind: type[ast.And] | type[ast.Or]) -> tuple[ast.Expr, ...]:
    """The parts of a chain; brackets around a part with the same connective are ignored."""
    _check_has(c, parts)
    flat_parts: list[ast.Expr] = []
    for part in parts:
        built = expression(c, part)
        flat_parts += built.parts if isinstance(built, kind) else (built,)
    return tuple(flat_parts)


def _check_has(c: SentenceContext, parts: list[Branch]) -> None:
    """Report `at least 5 K` without `has`, unless an earlier part of the chain has one."""
    seen = False
    for part in parts:
        seen = seen or part.data in ("has", "has_no")
        if part.data == "has_again" and seen:
            part.data = "has"
        seen = seen or part.data == "has_again"  # reported once: adding it makes the following parts correct


def _share(c: SentenceContext, tree: Branch) -> ast.Share:
    [base] = branches(tree)
    _report_open_suffix(c, tree, base, "% of")
    rate = expect_present(token(tree, "PERCENT") or token(tree, "FRACTION"))
    return ast.Share(span=c.span(tree), percent=c.percent(rate), base=expression(c, base))


def _rate_of(c: SentenceContext, tree: Branch) -> ast.Expr:
    rate, base = branches(tree)
    _report_open_suffix(c, tree, base, "% of")
    return _rate_or_row(span=c.span(tree), rate=expression(c, rate), base=expression(c, base))


def _rate_or_row(*, span: Span, rate: ast.Expr, base: ast.Expr) -> ast.Expr:
    """`own_share of cost`, `own_share of (a less b)`: two words are a rate or a row of a table; the checker decides."""
    if isinstance(rate, ast.Word) and isinstance(base, ast.Word):
        return ast.TableLookup(span=span, table=rate.name, key=base.name)
    return ast.RateOf(span=span, rate=rate, base=base)


def _rounding_step(c: SentenceContext, tree: Branch) -> ast.Number:
    leaf = expect_present(token(tree, "NUMBER"))
    step, is_money = literals.read_number(str(leaf), c.span(leaf), c.report)
    return ast.Number(span=c.span(leaf), value=step, is_money=is_money)


def _product(c: SentenceContext, tree: Branch) -> ast.Expr:
    first, *following = branches(tree)
    if tree.data == "open_product":
        _report_open_share(c, first, "times" if following[0].data == "times" else "divided by")
    for factor in (first, *(branches(part)[0] for part in following)):
        _report_open_limit(c, tree, factor, "times")
    last = following[-1]
    _report_open_rounding(c, tree, branches(last)[0], "times" if last.data == "times" else "divided by")
    factors = (expression(c, first), *(expression(c, branches(part)[0]) for part in following))
    is_divisor = (False, *(part.data == "divided" for part in following))
    return ast.Product(span=c.span(tree), factors=factors, is_divisor=is_divisor)


def _sum(c: SentenceContext, tree: Branch) -> ast.Expr:
    terms: list[ast.Expr] = []
    signs: list[bool] = []
    open_share: Branch | None = None
    for part in branches(tree):
        inner = branches(part)[0] if part.data in ("plus", "less") else part
        is_added = part.data != "less"
        if open_share is not None:
            _report_open_share(c, open_share, "plus" if is_added else "less")
        if terms:
            _check_share_base(c, tree, inner, is_added)
            _report_open_rounding(c, tree, inner, "plus" if is_added else "less")
        open_share = inner if inner.data in ("share", "rate_of") else None
        built = expression(c, inner)
        if isinstance(built, ast.Sum) and is_added and (not terms or all(built.signs)):
            terms += built.terms
            signs += built.signs
        else:
            terms.append(built)
            signs.append(is_added)
    return ast.Sum(span=c.span(tree), terms=tuple(terms), signs=tuple(signs))


_PERCENTAGE = Phrase("percentage", "比例")
_INTEREST = Phrase("interest", "利息")


def _report_open_share(c: SentenceContext, share: Branch, operator: str) -> None:
    """Report `30% of a less b`, where the percentage may apply to `a` or to both."""
    sign = keywords.phrase(operator)
    percent = (
        c.line.text[share.meta.start_pos : branches(share)[-1].meta.start_pos].rstrip().removesuffix("of").rstrip()
    )
    first = Phrase("({share}) {sign} …", "（{share}）{sign} …", share=c.written_text(share), sign=sign)
    second = Phrase("{percent} of (… {sign} …)", "（… {sign} …）的 {percent}", percent=percent, sign=sign)
    c.report.add(
        errors.ShareWithoutBrackets(
            span=c.span(share),
            word="% of",
            what=_PERCENTAGE,
            sign=sign,
            one=first,
            other=second,
            candidates=(Edit(c.span(share), f"({c.written_text(share)})"),),
        )
    )


_GOES_ON = ("full_each", "for_each", "above", "above_up_to", "part_up_to", "rounded", "product")
"""Chinese suffixes of a value, which do not change where it begins."""


def _report_open_suffix(c: SentenceContext, tree: Branch, part: Branch, word: str) -> None:
    """Report a suffix of the last part that may apply to the part or to the result. Chinese words are clear."""
    _report_open_limit(c, tree, part, word)
    _report_open_rounding(c, tree, part, word)


def _report_open_rounding(c: SentenceContext, tree: Branch, part: Branch, word: str) -> None:
    """Report `30% of a rounded down to 100`."""
    if part.data != "rounded" or "rounded" not in c.written_text(part).lower():
        return
    value = branches(part)[0]
    before = c.line.text[tree.meta.start_pos : part.meta.start_pos]
    rounding = c.line.text[value.meta.end_pos : part.meta.end_pos].strip()
    after = c.line.text[part.meta.end_pos : tree.meta.end_pos]
    of_result = f"({before}{c.written_text(value)}{after}) {rounding}"
    of_value = f"{before}({c.written_text(value)} {rounding}){after}"
    _report_open_word(c, tree, word, Phrase("rounding", "取整"), "rounded", (of_result, of_value))


def _report_open_word(
    c: SentenceContext, tree: Branch, word: str, what: Phrase, sign: str, readings: tuple[str, str]
) -> None:
    of_result, of_part = (literal_phrase(reading, reading) for reading in readings)
    c.report.add(
        errors.ShareWithoutBrackets(
            span=c.span(tree), word=word, what=what, sign=keywords.phrase(sign), one=of_result, other=of_part
        )
    )


def _report_open_limit(c: SentenceContext, tree: Branch, part: Branch, word: str) -> None:
    """Report `30% of a up to 1000`, where the limit may apply to `a` or to the result. Chinese words are clear."""
    if part.data != "part_up_to" or "up to" not in c.written_text(part).lower():
        return
    value, limit = (c.written_text(operand) for operand in branches(part))
    before = c.line.text[tree.meta.start_pos : part.meta.start_pos]
    after = c.line.text[part.meta.end_pos : tree.meta.end_pos]
    of_result, of_value = f"{before}{value}{after} at most {limit}", f"{before}({value} up to {limit}){after}"
    _report_open_word(c, tree, word, Phrase("limit", "限额"), "up to", (of_result, of_value))


_SUFFIXES = {
    "share_of": ("的 …%", _PERCENTAGE), "rate_after": ("之", _PERCENTAGE), "word_after": ("之", _PERCENTAGE),
    "interest_from": ("计息", _INTEREST),
}  # fmt: skip
"""Chinese suffixes whose base may be unclear, by the name of their rule."""

_CLEAR_BASES = {"word_after": ("word",)}
"""Bases that are clear without brackets: `费用 之 份额`."""


def _check_share_base(c: SentenceContext, tree: Branch, term: Branch, is_added: bool) -> None:
    """Report `a 减 b 的 30%`, where the percentage may apply to `b` or to the whole expression before it."""
    while term.data in _GOES_ON:
        term = branches(term)[0]
    if term.data not in _SUFFIXES or branches(term)[0].data in ("bracket", *_CLEAR_BASES.get(str(term.data), ())):
        return  # brackets make it unambiguous
    word, what = _SUFFIXES[str(term.data)]
    before, share, base = (
        c.line.text[tree.meta.start_pos : term.meta.start_pos],
        c.written_text(term),
        branches(term)[0],
    )
    taken = share[base.meta.end_pos - term.meta.start_pos :]
    first, second = f"{before}（{share}）", f"（{before}{c.written_text(base)}）{taken}"
    c.report.add(
        errors.ShareWithoutBrackets(
            span=c.span(term), word=word, what=what, sign="加" if is_added else "减",
            one=literal_phrase(first, first), other=literal_phrase(second, second),
            candidates=(Edit(c.span(term), f"（{share}）"),),
        )
    )  # fmt: skip


def comparison(tree: Branch) -> Comparison:
    """The comparison among the children of a tree."""
    return _COMPARISONS[str(expect_present(branch(tree, *_COMPARISON_NAMES)).data)]


def _comparison(_c: SentenceContext, tree: Branch) -> Comparison:
    return comparison(tree)


def _compare(c: SentenceContext, tree: Branch) -> ast.Compare:
    left, _, right = branches(tree)
    test = ast.Compare(span=c.span(tree), left=expression(c, left), op=comparison(tree), right=expression(c, right))
    _report_day_before(c, tree, test.left, test.right)
    return test


def _shifted_day(day: int, length: int, *, is_before: bool) -> Reader:
    """Reads a day and its distance from their places in a comparison."""

    def read(c: SentenceContext, tree: Branch) -> ast.ShiftedDay:
        anchor, distance = branches(tree)[day], branches(tree)[length]
        shifted, by = expression(c, anchor), duration(c, distance)
        span = c.span(anchor).extend_to(by.span)
        return ast.ShiftedDay(span=span, duration=by, is_before=is_before, day=shifted)

    return read


def _first_word(c: SentenceContext, tree: Branch) -> ast.Word:
    name = c.first_name(tree)
    return ast.Word(span=name.span, name=name)


def _members(c: SentenceContext, tree: Branch) -> tuple[ast.Name, ...]:
    leaves = [expect_present(token(part)) for part in branches(tree)[1:]]
    return tuple(ast.Name(span=c.span(t), text=c.reference_text(t)) for t in leaves)


def _cannot_be_determined(c: SentenceContext, tree: Branch) -> ast.Expr:
    [value] = branches(tree)
    built = expression(c, value)
    if isinstance(built, ast.Word):
        return ast.CannotBeDetermined(span=c.span(tree), field=built.name)
    text = c.written_text(value)
    c.report.add(
        errors.UnexpectedWord(span=c.span(value), found=text, expected=Phrase("the name of a field", "字段名"))
    )
    return built


def _count(c: SentenceContext, tree: Branch) -> ast.Expr:
    span = c.span(tree)
    picked = _pick(c, expect_present(branch(tree, "pick")))
    if tree.data == "has_no":
        return ast.NoRecordsTest(span=span, pick=picked)
    if tree.data == "has_again":
        text = c.written_text(tree)
        is_time = re.search(r"\d (?:year|month|day)s? (?:after|before)", text)
        advice = Phrase(*(errors.DAY_AGAIN if is_time else errors.HAS_AGAIN), text=text)
        c.report.add(errors.MissingHas(span=span, advice=advice))
    return ast.RecordCountTest(span=span, op=comparison(tree), number=number(c, tree), pick=picked)


_PARTS_OF_PICK = ("earlier", "of_the_same", "picked_year")


def _pick(c: SentenceContext, tree: Branch) -> ast.Pick:
    record, *words = c.names(tree)
    tests = [part for part in branches(tree) if part.data not in _PARTS_OF_PICK]
    return ast.Pick(
        span=c.span(tree),
        record=record,
        words=tuple(words),
        is_earlier=branch(tree, "earlier") is not None,
        same=tuple(c.first_name(part) for part in branches(tree) if part.data == "of_the_same"),
        is_in_year=branch(tree, "picked_year") is not None,
        test=expression(c, tests[0]) if tests else None,
    )


def _report_day_before(c: SentenceContext, tree: Branch, left: ast.Expr, right: ast.Expr) -> None:
    """Report a day before another on a side where it may be a distance or a day. English says a distance on the right:
    `A at least 6 months before B`.
    """
    parts, op = branches(tree), comparison(tree)
    is_first = isinstance(left, ast.ShiftedDay) and left.is_before and not isinstance(right, ast.ShiftedDay)
    is_second = isinstance(right, ast.ShiftedDay) and right.is_before and _unwrapped(parts[2]).data == "day_before"
    if not is_first and not is_second:
        return
    shift, other = (_unwrapped(parts[0]), parts[2]) if is_first else (_unwrapped(parts[2]), parts[0])
    length, anchor = (c.written_text(part) for part in branches(shift))
    day, limited = c.written_text(shift), c.written_text(other)
    if shift.data == "day_before":
        length, anchor = anchor, length
        word = {Comparison.AT_LEAST: "满", Comparison.LESS_THAN: "不满"}.get(op) or keywords.chinese()[op.name].phrases[
            0
        ]
        distance, range_ = f"{limited} 早于 {anchor} {word} {length}", f"{limited} 介于 {day} 至 {anchor}"
    else:
        distance, range_ = f"{limited} {op.value} {length} before {anchor}", f"{limited} between {day} and {anchor}"
    c.report.add(
        errors.DistanceOrDay(
            span=c.span(tree), op=keywords.phrase(op.value), day=literal_phrase(day, day),
            one=literal_phrase(distance, distance), other=literal_phrase(range_, range_),
        )
    )  # fmt: skip


def _unwrapped(tree: Branch) -> Branch:
    """A tree without brackets around it."""
    while tree.data == "bracket":
        tree = branches(tree)[0]
    return tree


_ARTICLE = re.compile(r"\d+(?:\.\d+)*[A-Za-z]?")


def article_number(c: SentenceContext, tree: Branch, index: int = 0) -> str:
    """An article's number as text: `2.1.5`, `7.10`."""
    leaf = tokens(tree, "NUMBER", "ARTICLE")[index]
    text = str(leaf) if leaf.type == "NUMBER" else _number_of_heading(str(leaf))
    if not _ARTICLE.fullmatch(text):
        hint = Phrase("an article's number is written `7` or `2.1.5`", "条号写作`7`或`2.1.5`")
        c.report.add(errors.BadNumber(span=c.span(leaf), found=text, hint=hint))
    elif re.search(r"(?:^|\.)0\d", text):
        better = re.sub(r"(^|\.)0+(?=\d)", r"\1", text)
        c.report.add(errors.LeadingZero(span=c.span(leaf), found=text, better=better))
    return text


def _number_of_heading(text: str) -> str:
    """The number in `第7条`, `第七条`, `七、` and `（七）`."""
    number = text.strip("第条,()")
    return number if number.isascii() else str(numerals.whole_number(number) or number)


def article_range(c: SentenceContext, tree: Branch) -> ast.ArticleRef:
    """`5 to 9`, `11`."""
    last = article_number(c, tree, 1) if len(tokens(tree, "NUMBER", "ARTICLE")) > 1 else None
    return ast.ArticleRef(span=c.span(tree), first=article_number(c, tree), last=last)


def _awards(c: SentenceContext, tree: Branch) -> ast.Ref:
    """The awards of a sum: articles, or the name of an award or a group."""
    articles = branch(tree, "article_range")
    return c.first_name(tree) if articles is None else article_range(c, articles)


_AWARD_SUMS = {f"what_{kind.value.replace(' ', '_')}": kind for kind in ast.AwardSumKind}
"""What is added up of awards, by the name of the grammar rule of its words."""


_UNITS_OF_RULES = {
    "full_years": ast.Unit.YEAR, "full_months": ast.Unit.MONTH, "whole_days": ast.Unit.DAY,
    "months_of": ast.Unit.MONTH, "days_of": ast.Unit.DAY,
}  # fmt: skip
"""The unit that a count has, by the name of the grammar rule of its words."""


def _counted_unit(_c: SentenceContext, tree: Branch) -> ast.Unit:
    return _UNITS_OF_RULES[str(expect_present(branch(tree, *_UNITS_OF_RULES)).data)]


def _span_count(c: SentenceContext, tree: Branch) -> ast.SpanCount:
    start, end = (expression(c, part) for part in branches(tree) if part.data not in _UNITS_OF_RULES)
    return ast.SpanCount(span=c.span(tree), unit=_counted_unit(c, tree), start=start, end=end)


def _first_pick(c: SentenceContext, tree: Branch) -> ast.Pick:
    return _pick(c, branches(tree)[0])


def _operand(place: int) -> Reader:
    """Reads the expression at a place."""
    return lambda c, tree: expression(c, branches(tree)[place])


_YEARS = {"same_year": 0, "next_year": 1, "last_year": -1}


def _month_day(c: SentenceContext, tree: Branch, place: int = 0) -> tuple[int, int]:
    """The month and the day at a place, which each year must have."""
    leaf = [*tokens(tree, "NAMED_DAY"), *tokens(tree, "MONTH_DAY")][place]
    month_and_day = c.month_and_day(leaf)
    if month_and_day == (2, 29):
        c.report.add(errors.DayOfSomeYears(span=c.span(leaf)))
    return month_and_day


def day_of_year(c: SentenceContext, tree: Branch) -> ast.DayOfYear:
    """`31 May of the year after`."""
    month, day = _month_day(c, tree)
    return ast.DayOfYear(span=c.span(tree), month=month, day=day, years=_YEARS[branches(tree)[0].data])


def _length(place: int) -> Reader:
    """Reads the duration at a place."""
    return lambda c, tree: duration(c, branches(tree)[place])


def _step(c: SentenceContext, tree: Branch) -> ast.Number:
    return c.number(branches(tree)[1])


def _all_operands(c: SentenceContext, tree: Branch) -> tuple[ast.Expr, ...]:
    return tuple(expression(c, part) for part in branches(tree))


_LITERALS: Mapping[str, Callable[[SentenceContext, Branch], ast.Number | ast.Percent | ast.Date | ast.Duration]] = {
    "number": SentenceContext.number,
    "items_of_row": lambda c, tree: attrs.evolve(c.number(tree), is_count=True),
    **dict.fromkeys(("percent", "fraction"), lambda c, tree: c.percent(expect_present(token(tree)))),
    "date": node(ast.Date, value=SentenceContext.first_date),
    "duration": duration,
}
_FIRST, _SECOND = SentenceContext.first_name, SentenceContext.second_name
_NUMBER_KIND = fixed(ast.AggregateKind.NUMBER)

EXPRESSIONS: Mapping[str, Callable[[SentenceContext, Branch], ast.Expr]] = {
    **_LITERALS,
    "bracket": _bracket,
    "word": _word,
    "soft_word": _word,
    "or_": _or,
    "and_": _and,
    "and_words": _and,
    "not_": node(ast.Not, part=_operand(0)),
    "sum_": _sum,
    "share": _share,
    "share_of": _share,
    "rate_of": _rate_of,
    "rate_after": node(_rate_or_row, rate=_operand(1), base=_operand(0)),
    **dict.fromkeys(("word_of", "word_after"), node(_rate_or_row, rate=_first_word, base=_operand(0))),
    "product": _product,
    "open_product": _product,
    "each_full": node(ast.AmountPerStep, amount=_operand(0), base=_operand(2), step=_step),
    "full_each": node(ast.AmountPerStep, base=_operand(0), amount=_operand(2), step=_step),
    "for_each": node(ast.AmountPerRecord, amount=_operand(0), record=_FIRST),
    "above": node(ast.Band, value=_operand(0), floor=_operand(1)),
    "above_up_to": node(ast.Band, value=_operand(0), floor=_operand(1), ceiling=_operand(2)),
    "part_up_to": node(ast.Band, value=_operand(0), floor=fixed(None), ceiling=_operand(1)),
    "rounded": node(
        ast.RoundedValue,
        step=_rounding_step,
        value=_operand(0),
        mode=lambda _, tree: ROUNDING_MODES[str(branches(tree)[1].data)],
    ),
    **dict.fromkeys(
        ("interest", "interest_from"),
        node(
            ast.Interest,
            principal=_operand(0),
            rate=_operand(1),
            start=_FIRST,
            end=_SECOND,
            last_years=any_token(SentenceContext.whole_number, "NUMBER"),
        ),
    ),
    "if_none": node(
        ast.FallbackValue,
        value=_operand(0),
        fallback=lambda c, tree: literal(c, branches(tree)[1]),
    ),
    "min_": node(ast.Extreme, values=_all_operands, largest=fixed(False)),
    "max_": node(ast.Extreme, values=_all_operands, largest=fixed(True)),
    "is_": node(ast.Membership, value=_operand(0), members=_members),
    "compare": _compare,
    "compare_upwards": node(ast.Compare, left=_operand(0), op=_comparison, right=_operand(1)),
    "compare_member": node(ast.Compare, left=_operand(0), op=_comparison, right=_first_word),
    "later_by": node(ast.Compare, left=_operand(0), op=_comparison, right=_shifted_day(1, 3, is_before=False)),
    "earlier_by": node(ast.Compare, left=_operand(0), op=_comparison, right=_shifted_day(1, 3, is_before=True)),
    "within": node(
        ast.Compare, left=_first_word, op=fixed(Comparison.AT_MOST), right=_shifted_day(0, 1, is_before=False)
    ),
    "ago": node(ast.ElapsedComparison, day=_operand(0), op=_comparison, duration=_length(2)),
    "between": node(ast.RangeTest, value=_operand(0), low=_operand(1), high=_operand(2)),
    **{
        words.replace(" ", "_"): node(
            ast.Compare, left=_operand(0), op=fixed(op), right=_operand(1), is_of_days=fixed(True)
        )
        for op, words in ast.ORDERS_OF_DAYS.items()
    },
    "between_each_year": node(ast.EachYearTest, value=_operand(0), low=_month_day, high=partial(_month_day, place=1)),
    "year_before": node(ast.YearBeforeTest, value=_operand(0)),
    "day_of_year": day_of_year,
    "cannot": _cannot_be_determined,
    "has": _count,
    "has_again": _count,
    "has_no": _count,
    "after": node(ast.ShiftedDay, duration=_length(0), is_before=fixed(False), day=_operand(1)),
    "before": node(ast.ShiftedDay, duration=_length(0), is_before=fixed(True), day=_operand(1)),
    "day_after": node(ast.ShiftedDay, day=_operand(0), is_before=fixed(False), duration=_length(1)),
    "day_before": node(ast.ShiftedDay, day=_operand(0), is_before=fixed(True), duration=_length(1)),
    "between_days": _span_count,
    "in_the_year": node(ast.StateLength, unit=_counted_unit, state=_FIRST),
    "the_day": node(ast.ClaimDay),
    "the_year": node(ast.ClaimYear),
    "the_payment": node(ast.PaymentDay, point=fixed(ast.PaymentPoint.PAYMENT)),
    "the_first_payment": node(ast.PaymentDay, point=fixed(ast.PaymentPoint.FIRST_PAYMENT)),
    "the_grant": node(ast.PaymentDay, point=fixed(ast.PaymentPoint.GRANT)),
    "other_support": node(ast.OtherSupport),
    "award_sum": node(
        ast.AwardSum,
        awards=_awards,
        kind=lambda _, tree: _AWARD_SUMS[str(expect_present(branch(tree, *_AWARD_SUMS)).data)],
    ),
    "increase": node(ast.Increase, figure=_FIRST),
    "growth": node(ast.Increase, figure=_FIRST, is_share=fixed(True)),
    "of_last_year": node(ast.EarlierFigure, figure=_FIRST),
    "of_year_before_last": node(ast.EarlierFigure, figure=_FIRST, years=fixed(2)),
    **{
        f"{kind.value}_{of_years}": node(kind_of_node, figure=_FIRST, kind=fixed(kind), **years)
        for kind in ast.YearsKind
        for of_years, kind_of_node, years in (
            ("of_years", ast.EarlierFigure, {"years": number}),
            ("since", ast.FigureOfYears, {"since": SentenceContext.first_year}),
            ("of_all_years", ast.FigureOfYears, {}),
        )
    },
    "of": node(ast.TableLookup, table=_FIRST, key=_SECOND),
    "of_standard": node(ast.TableLookup, table=_FIRST, key=_SECOND, is_standard=fixed(True)),
    "in_january_of": node(ast.SeriesValue, series=_FIRST, point=fixed(ast.SeriesPoint.IN_JANUARY_OF), day=_SECOND),
    "in_month_of": node(ast.SeriesValue, series=_FIRST, point=fixed(ast.SeriesPoint.IN_MONTH_OF), day=_SECOND),
    "on": node(ast.SeriesValue, series=_FIRST, point=fixed(ast.SeriesPoint.ON), day=_SECOND),
    "day_in_january": node(ast.SeriesValue, series=_SECOND, point=fixed(ast.SeriesPoint.IN_JANUARY_OF), day=_FIRST),
    "day_in_month": node(ast.SeriesValue, series=_SECOND, point=fixed(ast.SeriesPoint.IN_MONTH_OF), day=_FIRST),
    "day_on": node(ast.SeriesValue, series=_SECOND, point=fixed(ast.SeriesPoint.ON), day=_FIRST),
    **{
        kind: node(ast.Aggregate, kind=fixed(_AGGREGATES[kind]), field=_FIRST)
        for kind in ("total", "largest", "earliest")
    },
    **{
        f"{kind}_of": node(ast.Aggregate, pick=_first_pick, kind=fixed(_AGGREGATES[kind]), field=_FIRST)
        for kind in ("total", "average", "largest", "smallest", "earliest", "first", "last")
    },
    "number_of": node(ast.Aggregate, pick=_first_pick, kind=_NUMBER_KIND, field=fixed(None)),
    "counted_number": node(ast.Aggregate, kind=_NUMBER_KIND, field=fixed(None)),
}
"""The builders of expressions by the name of their grammar rule. Chinese rules may have their parts in another order.
"""


# ---------------------------------------------------------------------------------------------- amounts and heads


NOT_SUMS = ("keys", "once", "row_limit")
"""Parts of a Chinese amount that are not sums."""


def amount(c: SentenceContext, tree: Branch) -> ast.FixedAmount | ast.Ceiling | ast.DiscretionaryAmount:
    """`X at most Y`, `up to X`, `at discretion`."""
    span = c.span(tree)
    if tree.data == "at_discretion":
        return ast.DiscretionaryAmount(span=span)
    value, *limit = (expression(c, p) for p in branches(tree) if p.data not in NOT_SUMS)
    at_most = limit[0] if limit else None
    if isinstance(at_most, ast.RoundedValue) and not at_most.is_bracketed:
        _report_rounded_limit(c, tree)
    if tree.data == "up_to":
        return ast.Ceiling(span=span, value=value, at_most=at_most)
    return ast.FixedAmount(span=span, value=value, at_most=at_most)


def _report_rounded_limit(c: SentenceContext, tree: Branch) -> None:
    """Report `30% of a at most 5000 rounded down to 100`, where the limit is rounded, or the smaller of both."""
    value, limit = (part for part in branches(tree) if part.data not in NOT_SUMS)
    text = c.written_text(limit)
    if "rounded" not in text.lower():
        return
    bound = branches(limit)[0]
    rounding = text[bound.meta.end_pos - limit.meta.start_pos :].strip()
    of_result = f"min({c.written_text(value)}, {c.written_text(bound)}) {rounding}"
    of_limit = f"{c.written_text(value)} at most ({text})"
    _report_open_word(c, tree, "at most", Phrase("rounding", "取整"), "rounded", (of_result, of_limit))


def key_word(c: SentenceContext, tree: Branch) -> ast.Name:
    """The key of a rule: a name, or `year`, `month`, `matter`, `applicant` in either language."""
    leaf = token(tree, "NAME")
    if leaf is not None:
        return c.name(leaf)
    return ast.Name(span=c.span(tree), text=str(tree.data).removeprefix("key_"))


KEYS = ("per", "per_block", "per_span")
"""The branches of keys."""


def keys(c: SentenceContext, trees: list[Branch]) -> tuple[ast.Name, ...]:
    """The keys of several `per` in a row. In Chinese they are one branch, and a year is a separate key."""
    names: list[ast.Name] = []
    for tree in trees:
        if tree.data == "keys":
            names += keys(c, branches(tree))
        elif tree.data in ("per_block", "per_span"):
            length = duration(c, branches(tree)[0])
            is_span = tree.data == "per_span"
            if (length.number, length.unit, is_span) == (1, ast.Unit.YEAR, False):
                names.append(ast.Name(span=c.span(tree), text="year"))
            else:
                names.append(ast.PeriodKey.of(c.span(tree), length, is_span=is_span))
        elif tree.data in ("per_year", "per_matter"):
            names.append(ast.Name(span=c.span(tree), text=str(tree.data).removeprefix("per_")))
        else:
            word, *in_year = branches(tree)
            names += (key_word(c, word), *(ast.Name(span=c.span(year), text="year") for year in in_year))
    return tuple(names)


def when(c: SentenceContext, tree: Branch) -> ast.WhenTrigger:
    """`when [the first] RECORD words`. In Chinese the event may precede its record: `首次 通过 的 规范认证`."""
    event = branch(tree, "when")
    if event is not None:
        return when(c, event).with_record(c.first_name(tree))
    test = [t for t in branches(tree) if t.data != "the_first"]
    return ast.WhenTrigger(
        span=c.span(tree),
        record=c.first_name(tree),
        the_first=branch(tree, "the_first") is not None,
        test=expression(c, test[0]) if test else None,
    )


def trigger(c: SentenceContext, tree: Branch) -> ast.Trigger:
    """`when`, `while`, `each year`."""
    match str(tree.data):
        case "when":
            return when(c, tree)
        case "while":
            test = branches(tree)
            return ast.WhileTrigger(
                span=c.span(tree), subject=c.first_name(tree), test=expression(c, test[0]) if test else None
            )
        case _:
            return ast.YearTrigger(span=c.span(tree))


def head(c: SentenceContext, tree: Branch) -> ast.Head:
    """The parts between amount and trigger, which are in any order, as a head."""
    parts: dict[str, Any] = {}
    per: list[ast.Name] = []
    once: Branch | None = None
    once_per: list[ast.Name] = []
    after_once = False
    for part in branches(tree):
        word = str(part.data)
        if word in KEYS:
            (once_per if after_once else per).extend(keys(c, [part]))
            continue
        after_once = word == "once"
        field, value = _head_part(c, part)
        if field in parts:
            shown = "from" if field == "start" else field
            c.report.add(errors.RepeatedWord(span=c.span(part), word=keywords.phrase(shown)))
        parts[field] = value
        once = part if word == "once" else once
    if once is not None:
        parts["once"] = ast.OnceRule(span=c.span(once), per=tuple(once_per))
    return ast.Head(span=c.span(tree), per=tuple(per), **parts)


def payees(c: SentenceContext, part: Branch) -> tuple[ast.Name, ...]:
    """The names of a list; in Chinese they are in the branch or in its first child."""
    return c.names(part) or c.names(branches(part)[0])


def _head_part(c: SentenceContext, part: Branch) -> tuple[str, object]:
    match str(part.data):
        case "once":
            return "once", None
        case "to" | "among" as word:
            return word, payees(c, part)
        case "start":
            return "start", c.date(expect_present(token(part, "DATE")))
        case _:
            return "trigger", trigger(c, part)


def once(c: SentenceContext, tree: Branch) -> ast.OnceRule | None:
    """`once per K` at the end of a row."""
    branch_ = branch(tree, "once")
    return None if branch_ is None else ast.OnceRule(span=c.span(branch_), per=keys(c, branches(tree, *KEYS, "keys")))


def row_key(c: SentenceContext, tree: Branch) -> ast.RowKey:
    """The key of a row, before the colon."""
    return ROW_KEYS[str(tree.data)](c, tree)


def _ranks_key(c: SentenceContext, tree: Branch) -> ast.RankKey:
    span = c.span(tree)
    named = token(tree, "RANKS")
    if named is None:
        first, last = (c.rank(number) for number in tokens(tree, "NUMBER"))
    else:
        first, last = (c.rank_from_text(text.strip(" "), span) for text in str(named).split("至"))
    return ast.RankKey(span=span, rank=first, last=last)


def _thresholds(c: SentenceContext, tree: Branch) -> list[ast.ThresholdKey]:
    """The bounds in a tree, each with its comparison before it."""
    parts = branches(tree)
    ops = [_COMPARISONS[str(part.data)] for part in parts if part.data in _COMPARISONS]
    bounds = [part for part in parts if part.data not in _COMPARISONS]
    return [
        ast.ThresholdKey(span=c.span(bound), op=op, literal=literal(c, bound))
        for op, bound in zip(ops, bounds, strict=True)
    ]


def _threshold_key(c: SentenceContext, tree: Branch) -> ast.ThresholdKey:
    [threshold] = _thresholds(c, tree)
    return attrs.evolve(threshold, span=c.span(tree))


def _range_key(c: SentenceContext, tree: Branch) -> ast.RangeKey:
    low, high = _thresholds(c, tree)
    return ast.RangeKey(span=c.span(tree), low=low, high=high)


def _between_key(c: SentenceContext, tree: Branch) -> ast.BetweenKey:
    low, high = (literal(c, part) for part in branches(tree))
    return ast.BetweenKey(span=c.span(tree), low=low, high=high)


ROW_KEYS: Mapping[str, Callable[[SentenceContext, Branch], ast.RowKey]] = {
    "condition_key": node(ast.ConditionKey, test=first_expression),
    "member_keys": node(ast.MemberKeys, names=SentenceContext.names),
    "ranks_key": _ranks_key,
    "threshold_key": _threshold_key,
    "rise_key": lambda c, tree: ast.ThresholdKey(
        span=c.span(tree), op=Comparison.MORE_THAN, literal=literal(c, branches(tree)[0]), is_rise=True
    ),
    "range_key": _range_key,
    "between_key": _between_key,
    "rank_key": lambda c, tree: ast.RankKey(
        span=c.span(tree), rank=c.rank(expect_present(token(tree, "NUMBER", "RANK")))
    ),
    "otherwise_key": node(ast.OtherwiseKey),
}


# ---------------------------------------------------------------------------------------------- heads in Chinese


def chinese_head(c: SentenceContext, tree: Branch) -> ast.Head:
    """The head of a Chinese award, from parts all over the sentence. Keys directly before `一次性` belong to `once`."""
    parts = branches(tree)
    by = branch(tree, "fixed_by")  # may contain `一次性`
    start = branch(tree, "start")
    last = tree if by is None else by
    once_branch = branch(last, "once")
    before = None if once_branch is None else last.children[last.children.index(once_branch) - 1]
    of_once = [before] if isinstance(before, Tree) and before.data == "keys" else []
    if by is not None and once_branch is None:
        parts += branches(by, "keys")
    listed = [t for t in parts if t.data == "keys" and not any(t is key_tree for key_tree in of_once)]
    to, among, when_ = branch(tree, "to"), branch(tree, "among"), branch(tree, "when", "while", "each_year")
    return ast.Head(
        span=c.span(tree),
        per=keys(c, listed),
        once=None if once_branch is None else ast.OnceRule(span=c.span(once_branch), per=keys(c, of_once)),
        to=() if to is None else _without_everybody(payees(c, to)),
        start=None if start is None else c.date(expect_present(token(start, "DATE"))),
        among=() if among is None else payees(c, among),
        trigger=None if when_ is None else trigger(c, when_),
    )


def _without_everybody(names: tuple[ast.Name, ...]) -> tuple[ast.Name, ...]:
    """No names for `对 … 的 申请人，`, which pays any applicant that has the record, as `award` without `to` does."""
    return () if [name.text for name in names] == [keywords.chinese()["APPLICANT"].preferred_phrase] else names
