"""The figures on a policy's page by article, and the explanations in its `reading` and `source` lines.

Input: the surface tree of a policy. Output: for the head and each article, three lists of figures with lines:

- figures of sentences;
- figures that `source` lines name, which are in the text but not in a sentence;
- figures that `reading` lines quote in backticks, which are in a sentence but not in the text.

Names, labels, comments, titles and cases have no figures of a document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from typing import assert_never

import attrs

from ipdsl.audit import figures as f
from ipdsl.audit.figures import AuditFigure, scan
from ipdsl.audit.official_text import HEAD
from ipdsl.semantics.typed import nodes
from ipdsl.syntax import ast
from ipdsl.syntax.printing import format_line


@attrs.define
class ArticleFigures:
    """The figures of one article of the page, or of its head."""

    number: str
    line: int
    mark: str = ""  # informative, in header, defines, or empty
    sentences: int = 0
    """Number of sentences that encode something of the article: awards, references, duties, rules over the policy."""
    figures: list[AuditFigure] = attrs.field(factory=list)
    sources: list[AuditFigure] = attrs.field(factory=list)
    quoted: list[AuditFigure] = attrs.field(factory=list)
    awards_without_figure: list[AuditFigure] = attrs.field(factory=list)
    """Awards that use no figure of the text: a discretionary amount, a whole cost, a row of a table."""
    promises: list[AuditFigure] = attrs.field(factory=list)
    """`source` lines without a figure. Each explains one such award."""

    @property
    def is_encoded(self) -> bool:
        """Whether the article is encoded or marked."""
        return bool(self.mark) or self.sentences > 0


@attrs.frozen
class PolicyFigures:
    """A policy: its head, and its articles in the order of the page."""

    name: str
    title: str
    head: ArticleFigures
    articles: tuple[ArticleFigures, ...]


_QUOTED = re.compile(r"`([^`]*)`")
_ENCODING_SENTENCES = ast.Award | ast.Reference | ast.Obligation | ast.Allocation | ast.Target | ast.Definition
"""Sentences that encode something of an article. Rules and conditions only modify them."""


def policy_figures(page: ast.Page) -> PolicyFigures | None:
    """The figures of a policy's page, or `None` for a draft, which has no articles."""
    if not isinstance(page.header, ast.PolicyLine):
        return None
    header = page.header
    articles = [item for item in page.items if isinstance(item, ast.Article)]
    of_head = [item for item in articles if item.number == HEAD]
    currency = currency_of(header)
    encoded: dict[str, ArticleFigures] = {}
    head = above = head_figures(header, of_head)
    for item in page.items:
        if isinstance(item, ast.Definition):  # at the left edge: it belongs to the article above it
            _PageReader(above, currency).definition(item)
        if not isinstance(item, ast.Article) or item.number == HEAD:
            continue
        if item.number in encoded:
            _PageReader(encoded[item.number], currency).article(item)
        else:
            encoded[item.number] = article_figures(item, currency)
        above = encoded[item.number]
    return PolicyFigures(header.name.text, header.title or "", head, tuple(encoded.values()))


def currency_of(header: ast.PolicyLine) -> str:
    """The currency of the policy."""
    return next((line.code for line in header.header if isinstance(line, ast.CurrencyLine)), f.CURRENCY)


def head_figures(header: ast.PolicyLine, articles: Iterable[ast.Article] = ()) -> ArticleFigures:
    """The figures of the lines under `policy`, and of an article 0, which is the text before the first article."""
    into = ArticleFigures(HEAD, header.span.line)
    reader = _PageReader(into, currency_of(header))
    reader.header(header)
    for item in articles:
        reader.article(item)
    return into


def article_figures(item: ast.Article, currency: str) -> ArticleFigures:
    """The figures of one article of the page."""
    mark = "informative" if item.informative else "in header" if item.in_header else ""
    into = ArticleFigures(item.number, item.span.line, mark or ("defines" if item.defines is not None else ""))
    _PageReader(into, currency).article(item)
    return into


class _PageReader:
    """Walks the sentences of one article or of the head and collects their figures."""

    def __init__(self, into: ArticleFigures, currency: str) -> None:
        self.target = into
        self.currency = currency

    # ------------------------------------------------------------------------------------- the head

    def header(self, header: ast.PolicyLine) -> None:
        issued = next((line.day for line in header.header if isinstance(line, ast.IssueDateLine)), None)
        for line in header.header:
            match line:
                case ast.DocumentLine(number=text) | ast.ReplacesLine(document=text):
                    self._texts(text, line)
                case ast.IssueDateLine(day=day):
                    self._add(f.day_value(day), line)
                case ast.YearBeginsLine(month=month, day=day):
                    self._add(f.day_of_year(f"{month:02}-{day:02}"), line)
                case ast.EffectiveLine():
                    self._effective(line, is_of_issue=line.start == issued)
                case ast.ConditionLine(test=test):
                    self._expr(test, line)
                case ast.Definition() | ast.Requirement():
                    self._sentence(line)
                case ast.ReadingLine() | ast.SourceNote():
                    self._explanation(line)
                case ast.RoundingLine(step=step):  # the smallest coin is the default that a text may leave out
                    self._add(f.money(step, self.currency), line, is_idle=step == f.smallest_amount(self.currency))
                case (
                    ast.StatusLine() | ast.CurrencyLine() | ast.PolicyLevel() | ast.UseLine() | ast.LanguageLine()
                    | ast.SameMatter() | ast.FormerNames() | ast.EndedLabels()
                ):  # fmt: skip
                    pass
                case _:
                    assert_never(line)

    def _effective(self, line: ast.EffectiveLine, *, is_of_issue: bool) -> None:
        other_values = (f.ISSUE_DAY,) if is_of_issue else ()
        self.target.figures.append(
            f.AuditFigure(f.day_value(line.start), str(line.start), line.span.line, other_values=other_values)
        )
        for day in (line.end, line.discretion_from):
            if day is not None:
                self._add(f.day_value(day), line)
        if line.duration is not None:
            self._expr(line.duration, line)

    # ------------------------------------------------------------------------------------- articles

    def article(self, item: ast.Article) -> None:
        if item.defines is not None:
            self._texts(item.defines, item)
        self._block(item.body)

    def definition(self, item: ast.Definition) -> None:
        self._block((item,))

    def _block(self, body: Iterable[ast.BlockItem]) -> None:
        for item in body:
            match item:
                case ast.ReadingLine() | ast.SourceNote():
                    self._explanation(item)
                case ast.Group():
                    self._block(item.body)
                case ast.OverBlock():
                    self.target.sentences += 1
                    self._block(item.body)
                case _:
                    self.target.sentences += isinstance(item, _ENCODING_SENTENCES)
                    self._sentence(item)

    def _sentence(self, item: ast.BlockItem) -> None:
        match item:
            case ast.Award():
                self._award(item)
            case ast.ConditionLine(test=test) | ast.Requirement(test=test):
                self._expr(test, item)
            case ast.Definition(value=value, body=body):
                if isinstance(value, ast.AmountByRows | ast.AmountByConditions):
                    self._amount(value, item)
                else:
                    self._expr(value, item)
                self._lines(body)
            case ast.Reference():
                self._texts(item.document, item)
                self._trigger(item.trigger, item)
                if item.records_of is not None:
                    self._add(f.year_value(item.records_of), item)
                self._lines(item.body)
            case ast.Obligation():
                self._texts(item.text or "", item)
                if item.share is not None:
                    self._expr(item.share, item)
                self._lines(item.body)
            case ast.Allocation():
                self._amount(item.amount, item)
                self._trigger(item.trigger, item)
                self._lines(item.body)
            case ast.Target():
                self._expr(item.number, item)
                self._target_year(item)
            case ast.PayEachLine() | ast.SameMatter() | ast.UncappedLine():
                pass
            case ast.Group() | ast.OverBlock() | ast.ReadingLine() | ast.SourceNote():
                pass  # a separate method walks blocks
            case _:
                self._rule(item)

    def _target_year(self, item: ast.Target) -> None:
        """Add the year of an article's targets, once, because a text states it once for all of them."""
        year = f.year_value(item.by_year)
        if not any(figure.value == year for figure in self.target.figures):
            other_values = (f.Value(f.Kind.DAY, unit=f"{item.by_year}-12-31"),)
            self.target.figures.append(
                f.AuditFigure(year, str(item.by_year), item.span.line, other_values=other_values)
            )

    def _award(self, item: ast.Award) -> None:
        """Add the figures of an award. An award without a figure of the text goes to `awards_without_figure`."""
        award_figures = ArticleFigures(self.target.number, item.span.line)
        reader = _PageReader(award_figures, self.currency)
        reader._amount(item.amount, item)
        if item.head.once is not None:
            reader._periods(item.head.once.per, item)
        if item.head.start is not None:
            reader._add(f.day_value(item.head.start), item)
        reader._trigger(item.head.trigger, item)
        reader._ranks(item)
        reader._lines(item.body)
        self.target.figures += award_figures.figures
        self.target.sources += award_figures.sources
        self.target.quoted += award_figures.quoted
        needed = Counter(
            figure.value.comparison_key
            for figure in (*award_figures.figures, *award_figures.sources)
            if not figure.is_optional
        )
        needed.subtract(figure.value.comparison_key for figure in award_figures.quoted)
        if not any(needed.values()):
            self.target.awards_without_figure.append(
                f.AuditFigure(f.bare_number(Fraction(0)), format_line(item), item.span.line)
            )

    def _ranks(self, item: ast.Award) -> None:
        """Add ranks. Ranks 1 to n are one figure, the first n; other ranks and ends of ranges are separate figures."""
        keys = [line.key for line in item.body if isinstance(line, ast.Row) and isinstance(line.key, ast.RankKey)]
        ends = [(key.rank, key.last or key.rank) for key in keys]
        ranks = [rank for first, last in ends for rank in ((first,) if first == last else (first, last))]
        if [first for first, _ in ends] == [1, *(last + 1 for _, last in ends[:-1])]:
            ranks = ranks[-1:]
        for rank in ranks:
            self._add(f.count(Fraction(rank)), item)

    def _periods(self, per: Iterable[ast.Name], item: ast.Sentence) -> None:
        """Add the lengths of the periods among the keys of a rule."""
        for key in per:
            if isinstance(key, ast.PeriodKey):
                self._add(f.duration(Fraction(key.duration.number), key.duration.unit.value), item)

    def _rule(self, item: ast.Rule) -> None:
        match item:
            case ast.Cap() | ast.MinimumTotal():
                self._money(item.amount, item)
            case ast.RoundedTotal():
                self._add(f.money(item.step, self.currency), item)
            case ast.Limit(what=what) if what is not None and what.text == "year":
                self._add(f.duration(Fraction(item.number), "year"), item)
            case ast.Limit():
                self._add(f.count(Fraction(item.number)), item)
            case ast.Quota():
                for number in (item.low, item.number):
                    if number is not None:
                        self._add(f.count(Fraction(number)), item)
            case ast.Suspension():
                self._trigger(item.when, item)
            case ast.NoneWhenRule(test=test):
                if test is not None:
                    self._expr(test, item)
            case ast.NoRepeat() | ast.HighestRule() | ast.TopUp():
                pass
            case ast.PayEachLine():
                return
            case _:
                assert_never(item)
        if isinstance(item, ast.Cap | ast.Limit):
            self._periods(item.per, item)
        for line in item.body:
            match line:
                case ast.CarryForward(years=years):
                    self._add(f.duration(Fraction(years), "year"), line)
                case ast.SupportDeduction():
                    pass
                case ast.ReadingLine() | ast.SourceNote():
                    self._explanation(line)
                case ast.ExceptionLine() | ast.SameMatter():
                    pass
                case _:
                    assert_never(line)

    def _lines(self, body: Iterable[ast.AwardLine]) -> None:
        for line in body:
            match line:
                case ast.Row():
                    self._key(line.key, line)
                    self._amount(line.amount, line)
                    self._lines(line.body)
                case ast.ConditionLine(test=test):
                    self._expr(test, line)
                case (
                    ast.AwardLimit(amount=amount) | ast.AwardMinimum(amount=amount) | ast.AwardThreshold(amount=amount)
                ):
                    self._money(amount, line)
                case ast.ReadingLine() | ast.SourceNote():
                    self._explanation(line)
                case (
                    ast.TiesShare()
                    | ast.TitleLine()
                    | ast.LabelLine()
                    | ast.FormerLabels()
                    | ast.SupportDeduction()
                    | ast.PriorPaymentDeduction()
                    | ast.ConversionLine()
                    | ast.UncappedLine()
                ):
                    pass
                case _:
                    assert_never(line)

    # ------------------------------------------------------------------------------------- parts of sentences

    def _amount(self, amount: ast.Amount, sentence: ast.Sentence) -> None:
        match amount:
            case ast.FixedAmount() | ast.Ceiling():
                self._money(amount.value, sentence)
                if amount.at_most is not None:
                    self._money(amount.at_most, sentence)
            case ast.AmountByRows(value=value):
                self._expr(value, sentence)
            case ast.DiscretionaryAmount() | ast.AmountByRank() | ast.AmountByRankOfRecord() | ast.AmountByConditions():
                pass
            case _:
                assert_never(amount)

    def _trigger(self, trigger: ast.Trigger | None, sentence: ast.Sentence) -> None:
        match trigger:
            case ast.WhenTrigger(test=test) | ast.WhileTrigger(test=test):
                if test is not None:
                    self._expr(test, sentence)
            case ast.YearTrigger() | None:
                pass
            case _:
                assert_never(trigger)

    def _key(self, key: ast.RowKey, sentence: ast.Sentence) -> None:
        match key:
            case ast.ConditionKey(test=test):
                self._expr(test, sentence)
            case ast.ThresholdKey(literal=literal):
                self._expr(literal, sentence)
            case ast.RangeKey(low=low, high=high):
                self._key(low, sentence)
                self._key(high, sentence)
            case ast.BetweenKey(low=low, high=high):
                self._expr(low, sentence)
                self._expr(high, sentence)
            case ast.MemberKeys() | ast.RankKey() | ast.OtherwiseKey():
                pass  # ranks are added together in `_ranks`
            case _:
                assert_never(key)

    def _money(self, expr: ast.Expr, sentence: ast.Sentence) -> None:
        """A number in place of an amount is money. Inside shares and steps it may be something else."""
        match expr:
            case ast.Number():
                self._add(f.money(expr.value, expr.currency or self.currency), sentence)
            case ast.Sum(terms=terms):
                for term in terms:
                    self._money(term, sentence)
            case ast.Extreme(values=values):
                for value in values:
                    self._money(value, sentence)
            case ast.AmountPerRecord(amount=amount):
                self._money(amount, sentence)
            case ast.AmountPerStep():
                self._money(expr.amount, sentence)
                self._expr(expr.step, sentence)
                self._expr(expr.base, sentence)
            case _:
                self._expr(expr, sentence)

    def _expr(self, expr: ast.Expr, sentence: ast.Sentence) -> None:
        """Add every literal of an expression."""
        for node in nodes(expr, ast.Node):
            match node:
                case ast.Number() if node.value == 0:
                    self._add(f.bare_number(node.value), sentence, is_idle=True)
                case ast.Number():
                    is_money = node.is_money or node.currency is not None
                    value = (
                        f.money(node.value, node.currency or self.currency) if is_money else f.bare_number(node.value)
                    )
                    self._add(value, sentence)
                case ast.Percent(value=share):
                    self._add(f.percent(share), sentence, is_idle=share == 0)
                case ast.Date(value=date):
                    self._add(f.day_value(date), sentence)
                case ast.Duration(number=number, unit=unit):
                    self._add(f.duration(Fraction(number), unit.value), sentence)
                case ast.RecordCountTest(number=number):
                    self._add(f.count(Fraction(number)), sentence, is_idle=number == 1)
                case ast.Interest(last_years=years) if years is not None:
                    self._add(f.duration(Fraction(years), "year"), sentence)
                case ast.EarlierFigure(years=years, kind=kind) if kind is not None:
                    self._add(f.duration(Fraction(years), "year"), sentence)
                case ast.SeriesValue(point=ast.SeriesPoint.IN_JANUARY_OF):
                    self._add(f.month_value("1"), sentence)
                case _:
                    pass

    # ------------------------------------------------------------------------------------- texts

    def _texts(self, text: str, sentence: ast.Sentence) -> None:
        """Add the figures inside a text of the page, such as the number of a document."""
        for figure in scan(text, is_explanation=True):
            self._add(figure.value, sentence, figure.written)

    def _explanation(self, line: ast.ReadingLine | ast.SourceNote) -> None:
        line_number = line.span.line
        match line:
            case ast.ReadingLine(text=text):
                figures = [figure for part in _QUOTED.findall(text) for figure in scan(part, is_explanation=True)]
                self.target.quoted += (f.AuditFigure(figure.value, figure.written, line_number) for figure in figures)
            case ast.SourceNote(text=text):
                figures = scan(text, is_explanation=True)
                self.target.sources += (f.AuditFigure(figure.value, figure.written, line_number) for figure in figures)
                if not figures:
                    self.target.promises.append(f.AuditFigure(f.bare_number(Fraction(0)), text, line_number))

    def _add(self, value: f.Value, sentence: ast.Sentence, written: str = "", *, is_idle: bool = False) -> None:
        self.target.figures.append(f.AuditFigure(value, written or str(value), sentence.span.line, is_optional=is_idle))
