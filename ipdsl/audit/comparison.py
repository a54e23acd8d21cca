"""The audit: the figures of a policy's page and of its official text, and the differences between them.

Input: the articles of the text, and the figures and explanations on the policy's page. Output: the differences, in the
order of the text. The list is empty if:

- every article of the text is encoded or marked;
- every figure of the text is encoded in its article, or a `source` line there names it;
- every figure on the page is in the text, or a `reading` there quotes it, and it occurs equally often on both sides;
- every explanation explains something.

`pair` matches the figures of both sides. It makes as many pairs as possible, with each figure in one pair. A figure of
the text pairs with a figure of a sentence, or with one that a `source` line names. A figure that a `reading` quotes
pairs with a figure of a sentence. The audit reports figures without a partner.

Equal figures of one side share a place with as many partners as there are figures, so a figure that the text repeats a
thousand times costs little.

Render an audit as text for people and as JSON for programs.

Each difference has its place, its message and the next step.

Input: the surface tree of a policy. Output: for the head and each article, three lists of figures with lines:

- figures of sentences;
- figures that `source` lines name, which are in the text but not in a sentence;
- figures that `reading` lines quote in backticks, which are in a sentence but not in the text.

Names, labels, comments, titles and cases have no figures of a document.
"""

from __future__ import annotations

import enum
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from typing import assert_never

import attrs

from ipdsl.audit import figures as f
from ipdsl.audit.figures import AuditFigure, Kind, Value, scan
from ipdsl.audit.official_text import HEAD, OfficialArticle, OfficialText
from ipdsl.base.findings.phrase import NOTHING, Language, MessageValue, Phrase, join_phrases
from ipdsl.base.partition import values_by_key
from ipdsl.base.values.characters import visible
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
_ENCODING_SENTENCES = (
    ast.Award | ast.Reference | ast.Obligation | ast.Allocation | ast.Target | ast.Definition | ast.Recovery
)
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
            case ast.Recovery():
                is_whole = isinstance(item.share, ast.Percent) and item.share.value == 1
                if is_whole:  # texts say that all is paid back; `追回 已拨付资金` has no figure
                    self._add(f.percent(Fraction(1)), item, is_idle=True)
                else:
                    self._money(item.share, item)
                self._trigger(item.trigger, item)
                self._recovery_lines(item.body)
            case ast.PaymentSchedule():
                for line in item.body:
                    self._instalment(line)
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
                case ast.ExceptionLine() | ast.LapsedUncounted() | ast.RepaidUncounted() | ast.SameMatter():
                    pass
                case _:
                    assert_never(line)

    def _lines(self, body: Iterable[ast.AwardLine]) -> None:
        for line in body:
            match line:
                case ast.Row():
                    self._key(line.key, line)
                    self._amount(line.amount, line)
                    if line.limit is not None:
                        self._rule(attrs.evolve(line.limit, span=line.span))
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
                    | ast.PayeeShare()
                    | ast.SetOff()
                    | ast.UncappedLine()
                ):
                    pass
                case _:
                    assert_never(line)

    def _recovery_lines(self, body: Iterable[ast.RecoveryLine]) -> None:
        for line in body:
            match line:
                case ast.ConditionLine(test=value) | ast.Surcharge(rate=value) | ast.RecoveryInterest(rate=value):
                    self._expr(value, line)
                case ast.AwardLimit(amount=amount) | ast.RecoveryThreshold(amount=amount):
                    self._money(amount, line)
                case ast.RoundingLine(step=step):
                    self._add(f.money(step, self.currency), line, is_idle=step == f.smallest_amount(self.currency))
                case ast.SetOff(years=years):
                    self._add(f.duration(Fraction(years), "year"), line)
                case ast.ReadingLine() | ast.SourceNote():
                    self._explanation(line)
                case ast.LabelLine() | ast.FormerLabels() | ast.TitleLine() | ast.PaymentOrder() | ast.StopPayments():
                    pass
                case _:
                    assert_never(line)

    def _instalment(self, line: ast.ScheduleLine) -> None:
        match line:
            case ast.Instalment(share=share, day=day, years=years, test=test):
                if share is not None:
                    self._money(share, line)
                for length in (day, years):
                    if isinstance(length, ast.Duration):
                        self._add(f.duration(Fraction(length.number), length.unit.value), line)
                    elif isinstance(length, ast.Date | ast.DayOfYear):
                        self._expr(length, line)
                if test is not None:
                    self._expr(test, line)
            case ast.ReadingLine() | ast.SourceNote():
                self._explanation(line)
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
            case _ if operands := ast.operands_of_its_type(expr):
                for operand in operands:
                    self._money(operand, sentence)
                if isinstance(expr, ast.AmountPerStep):
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
                case ast.FigureOfYears(since=int(year)):
                    self._add(f.bare_number(Fraction(year)), sentence)
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


_Key = tuple[str, Fraction, str]


@attrs.frozen
class UnmatchedFigures:
    """The figures without a partner."""

    text: tuple[AuditFigure, ...] = ()
    tail: tuple[AuditFigure, ...] = ()
    page: tuple[AuditFigure, ...] = ()
    sources: tuple[AuditFigure, ...] = ()
    quoted: tuple[AuditFigure, ...] = ()
    pairs: int = 0


@attrs.define(eq=False)
class _FigurePlace:
    """Equal figures on the page, in sentences or in `source` lines, with their partners."""

    is_in_sentences: bool
    values: tuple[Value, ...]
    figures: list[AuditFigure] = attrs.field(factory=list)
    partners: list[_FigureToMatch] = attrs.field(factory=list)


@attrs.frozen(eq=False)
class _FigureToMatch:
    """A figure of the text, or one that a `reading` quotes, with its possible places."""

    figure: AuditFigure
    places: Sequence[_FigurePlace]


def pair(
    text: Sequence[AuditFigure],
    page: Sequence[AuditFigure],
    sources: Sequence[AuditFigure],
    quoted: Sequence[AuditFigure],
    tail: Sequence[AuditFigure] = (),
) -> UnmatchedFigures:
    """A largest set of pairs.

    Figures of `text` are matched first, in their order; figures of `tail` are matched last.
    """
    places = _places(page, sources)
    places_by_value = values_by_key(
        (same, place) for place in places for same in dict.fromkeys(value.comparison_key for value in place.values)
    )
    sides = ((text, False), (quoted, True), (tail, False))
    unmatched = [_match_figures(figures, places_by_value, is_quoted=is_quoted) for figures, is_quoted in sides]
    spare_figures = [figure for place in places for figure in place.figures[len(place.partners) :]]
    return UnmatchedFigures(
        text=unmatched[0],
        quoted=unmatched[1],
        tail=unmatched[2],
        page=tuple(figure for figure in page if _remove_figure(spare_figures, figure) and not figure.is_optional),
        sources=tuple(figure for figure in sources if _remove_figure(spare_figures, figure)),
        pairs=sum(len(place.partners) for place in places),
    )


def _places(page: Sequence[AuditFigure], sources: Sequence[AuditFigure]) -> list[_FigurePlace]:
    places_by_key: dict[tuple[bool, Value, tuple[Value, ...]], _FigurePlace] = {}
    for of_sentences, figures in ((True, page), (False, sources)):
        for figure in figures:
            key = (of_sentences, figure.value, figure.other_values)
            place = places_by_key.setdefault(key, _FigurePlace(of_sentences, (figure.value, *figure.other_values)))
            place.figures.append(figure)
    return list(places_by_key.values())


def _match_figures(
    figures: Sequence[AuditFigure], near: dict[_Key, list[_FigurePlace]], *, is_quoted: bool
) -> tuple[AuditFigure, ...]:
    """Match each figure if possible. Returns the figures without a partner."""
    unmatched = []
    for figure in figures:
        may = [place for value in (figure.value, *figure.other_values) for place in near.get(value.comparison_key, ())]
        fitting = [p for p in dict.fromkeys(may) if (p.is_in_sentences or not is_quoted) and figure.fits(p.figures[0])]
        if not _find_partner(_FigureToMatch(figure, fitting), set()):
            unmatched.append(figure)
    return tuple(unmatched)


def _find_partner(seeker: _FigureToMatch, tried: set[int]) -> bool:
    """Find a partner for a figure. Earlier figures move to a different place if that makes one free."""
    for place in seeker.places:
        if id(place) in tried:
            continue
        tried.add(id(place))
        if len(place.partners) < len(place.figures):
            place.partners.append(seeker)
            return True
        for index, other in enumerate(place.partners):
            if any(id(further) not in tried for further in other.places) and _find_partner(other, tried):
                place.partners[index] = seeker
                return True
    return False


def _remove_figure(left: list[AuditFigure], figure: AuditFigure) -> bool:
    """Remove one figure from the list. Returns whether it was in the list."""
    for index, other in enumerate(left):
        if other is figure:
            del left[index]
            return True
    return False


HEADER_MARK = "in header"


class DifferenceKind(enum.Enum):
    """The kind of a difference. JSON uses the values."""

    ARTICLE_OF_TEXT = "article of the text"
    ARTICLE_OF_POLICY = "article of the policy"
    FIGURE_OF_TEXT = "figure of the text"
    FIGURE_OF_POLICY = "figure of the policy"
    EXPLANATION = "explanation"
    AWARD = "award without a figure"
    PROMISE = "promise without a figure"


@attrs.frozen
class Difference:
    """One difference. `line` and `column` are places in the text, `page_line` is a line of the policy's page."""

    kind_of_difference: DifferenceKind
    article: str
    written: str = ""
    kind: str = ""
    value: MessageValue = ""
    line: int | None = None
    column: int | None = None
    page_line: int | None = None
    policy_values: tuple[MessageValue, ...] = ()
    quotation: str = ""
    is_elsewhere: bool = False
    """Whether the other side has the figure too, but less often."""


@attrs.frozen
class Audit:
    """The result: the differences, and the numbers of compared articles and figures."""

    differences: tuple[Difference, ...]
    articles: int
    figures: int

    @property
    def is_clean(self) -> bool:
        return not self.differences


def audit(text: OfficialText, policy: PolicyFigures) -> Audit:
    """Compare each article of a policy with its text, and its head with the text outside articles."""
    encoded = {article.number: article for article in policy.articles}
    outside, pairs = list(text.outside), 0
    compared: list[tuple[OfficialArticle, ArticleFigures, UnmatchedFigures]] = []
    missing: list[Difference] = []
    for article in text.articles:
        figures_on_page = encoded.get(article.number)
        if figures_on_page is not None and figures_on_page.mark == HEADER_MARK:
            outside += (*article.figures, *article.tail)
        elif figures_on_page is None or not figures_on_page.is_encoded:
            missing.append(_article(article, figures_on_page))
            outside += article.tail
        else:
            unpaired = pair(
                article.figures, figures_on_page.figures, figures_on_page.sources, figures_on_page.quoted, article.tail
            )
            outside += unpaired.tail
            pairs += unpaired.pairs
            compared.append((article, figures_on_page, unpaired))
    head = _head(policy)
    spare = [figure for _, _, unpaired in compared for figure in unpaired.text]
    of_head = pair(sorted(outside, key=_place), head.figures, head.sources, head.quoted, spare)
    unused = {id(figure) for figure in of_head.tail}
    differences = [*_Sides(head, outside, None).differences(of_head, of_head.text), *_promises(head, None), *missing]
    for article, figures_on_page, unpaired in compared:
        of_article = _Sides(figures_on_page, (*article.figures, *article.tail), article.line)
        differences += of_article.differences(unpaired, [figure for figure in unpaired.text if id(figure) in unused])
        differences += _promises(figures_on_page, article.line)
    differences.sort(key=_sort_key)
    differences += _articles_only_on_page(text, policy)
    return Audit(tuple(differences), len(text.articles), pairs + of_head.pairs)


def _sort_key(difference: Difference) -> tuple[int, int, int]:
    """The order of the text. A difference that is only in the policy is placed at the start of its article."""
    return difference.line or 0, difference.column or 0, difference.page_line or 0


def _place(figure: AuditFigure) -> tuple[int, int]:
    return figure.line, figure.column


def _head(policy: PolicyFigures) -> ArticleFigures:
    """The figures of the head, including articles marked as encoded in it."""
    together = attrs.evolve(policy.head)
    for article in policy.articles:
        if article.mark == HEADER_MARK:
            together.figures = [*together.figures, *article.figures]
            together.sources = [*together.sources, *article.sources]
            together.quoted = [*together.quoted, *article.quoted]
    return together


def _article(article: OfficialArticle, figures_on_page: ArticleFigures | None) -> Difference:
    """An article of the text that the policy neither encodes nor marks."""
    return Difference(
        DifferenceKind.ARTICLE_OF_TEXT,
        article.number,
        written=", ".join(figure.written for figure in article.figures),
        line=article.line,
        page_line=None if figures_on_page is None else figures_on_page.line,
    )


def _articles_only_on_page(text: OfficialText, policy: PolicyFigures) -> Iterable[Difference]:
    text_numbers = {article.number for article in text.articles}
    for article in policy.articles:
        if article.number not in text_numbers and article.mark != HEADER_MARK:
            yield Difference(
                DifferenceKind.ARTICLE_OF_POLICY,
                article.number,
                page_line=article.line,
                policy_values=_value_phrases(article),
            )


@attrs.frozen
class _Sides:
    """An article of the page, with the figures and the line of the same article in the text."""

    page: ArticleFigures
    text: Sequence[AuditFigure]
    line: int | None

    def differences(self, unpaired: UnmatchedFigures, of_text: Sequence[AuditFigure]) -> list[Difference]:
        """The differences for figures without a partner. `of_text` are figures that do not match the head either."""
        explained = sorted((*unpaired.sources, *unpaired.quoted), key=_place)
        if not (of_text or explained or unpaired.page):
            return []
        has, on_page, in_text = _value_phrases(self.page), _values_by_key(self.page.figures), _values_by_key(self.text)
        result = [self._difference(DifferenceKind.FIGURE_OF_TEXT, figure, has, on_page) for figure in of_text]
        result += (self._difference(DifferenceKind.FIGURE_OF_POLICY, figure, has, in_text) for figure in unpaired.page)
        result += (self._difference(DifferenceKind.EXPLANATION, figure, has, in_text) for figure in explained)
        return result

    def _difference(
        self,
        kind: DifferenceKind,
        figure: AuditFigure,
        has: tuple[MessageValue, ...],
        known_values: Mapping[_Key, Sequence[Value]],
    ) -> Difference:
        is_of_text = kind is DifferenceKind.FIGURE_OF_TEXT
        return Difference(
            kind,
            self.page.number,
            figure.written,
            figure.value.kind.value,
            figure.value.phrase,
            line=figure.line if is_of_text else self.line,
            column=figure.column if is_of_text else None,
            page_line=None if is_of_text else figure.line,
            policy_values=has,
            quotation=_quotation(figure) if is_of_text else figure.value.quotation,
            is_elsewhere=any(
                value.fits(other)
                for value in (figure.value, *figure.other_values)
                for other in known_values.get(value.comparison_key, ())
            ),
        )


def _values_by_key(figures: Iterable[AuditFigure]) -> dict[_Key, list[Value]]:
    """The values and other values of figures, by their comparison keys."""
    values = (value for figure in figures for value in (figure.value, *figure.other_values))
    return values_by_key((value.comparison_key, value) for value in dict.fromkeys(values))


def _quotation(figure: AuditFigure) -> str:
    """The form in which an explanation may quote a figure: as written if that can be read alone, or its value."""
    values = [other.value for other in scan(figure.written, is_explanation=True)]
    return figure.written if values == [figure.value] else figure.value.quotation


def _promises(figures_on_page: ArticleFigures, line: int | None) -> list[Difference]:
    """Awards without a figure and `source` lines without a figure must be equal in number.

    Returns the surplus of either.

    An award that is the only sentence of its article needs no `source` line.
    """
    awards, promises = figures_on_page.awards_without_figure, figures_on_page.promises
    if len(awards) == len(promises) or (line is not None and figures_on_page.sentences == 1 and not promises):
        return []
    if len(awards) > len(promises):
        return [_promise(DifferenceKind.AWARD, figures_on_page, award, line) for award in awards[len(promises) :]]
    return [_promise(DifferenceKind.PROMISE, figures_on_page, promise, line) for promise in promises[len(awards) :]]


def _promise(
    kind: DifferenceKind, figures_on_page: ArticleFigures, figure: AuditFigure, line: int | None
) -> Difference:
    return Difference(kind, figures_on_page.number, figure.written, line=line, page_line=figure.line)


def _value_phrases(figures_on_page: ArticleFigures) -> tuple[MessageValue, ...]:
    return tuple(figure.value.phrase for figure in figures_on_page.figures if not figure.is_optional)


SCHEMA = 1

_FIGURE_KINDS = (DifferenceKind.FIGURE_OF_TEXT, DifferenceKind.FIGURE_OF_POLICY, DifferenceKind.EXPLANATION)


@attrs.frozen
class DifferenceWords:
    """The message of a difference, and the next step."""

    message: Phrase
    next_step: Phrase


LineNaming = Callable[[int], str | None]
"""Names a line of the text by its place in the original document. `None` means that the line number is enough."""


def plain_text(_: int) -> None:
    """Return `None`, because lines of a plain text are named by their number."""
    return


def render(
    audit: Audit, policy: str, text: str, places: LineNaming = plain_text, language: Language = Language.EN
) -> str:
    """The audit as a page: the differences by article, and a summary line."""

    def say(en: str, zh: str, /, **values: MessageValue) -> str:
        return visible(Phrase(en, zh, policy=policy, text=text, **values).text(language))

    if audit.is_clean:
        return say(
            "{policy} against {text}: {articles} and {figures} agree or are explained, nothing is left",
            "{policy}与{text}核对：{articles}、{figures}一致或已有说明，没有遗留问题",
            articles=_count(audit.articles, "article", "{n}条"), figures=_count(audit.figures, "figure", "{n}个数字"),
        )  # fmt: skip
    lines: list[str] = []
    for article, things in groupby(audit.differences, key=lambda difference: difference.article):
        lines += ([""] if lines else []) + _article_lines(article, list(things), places, language)
    difference_count = _count(len(audit.differences), "thing", "{n}处")
    counted = say(
        "{policy} against {text}: {left} left", "{policy}与{text}核对：尚有{left}不一致", left=difference_count
    )
    return "\n".join([*(visible(line) for line in lines), "", counted])


def _article_lines(number: str, things: list[Difference], places: LineNaming, language: Language) -> list[str]:
    """The lines about one article."""
    lines = [(Phrase("outside the articles", "各条以外") if number == HEAD else _article_name(number)).text(language)]
    for difference in things:
        words = difference_words(difference)
        what = Phrase(
            "  {place}: {message}", "  {place}：{message}", place=_where(difference, places), message=words.message
        )
        following = Phrase("    next: {next}", "    下一步：{next}", next=words.next_step)
        lines += [what.text(language), following.text(language)]
    has = next(
        (
            difference.policy_values
            for difference in things
            if difference.policy_values and difference.kind_of_difference in _FIGURE_KINDS
        ),
        (),
    )
    values_line = Phrase("  the policy has there: {has}", "  政策在此处有：{has}", has=join_phrases(has))
    return [*lines, values_line.text(language)] if has else lines


def to_json(
    audit: Audit, policy: str, text: str, places: LineNaming = plain_text, language: Language = Language.EN
) -> dict[str, object]:
    """The audit as plain data."""
    return {
        "schema": SCHEMA,
        "policy": policy,
        "text": text,
        "clean": audit.is_clean,
        "articles": audit.articles,
        "figures": audit.figures,
        "left": [_object(difference, places, language) for difference in audit.differences],
    }


def _object(difference: Difference, places: LineNaming, language: Language) -> dict[str, object]:
    words = difference_words(difference)
    return {
        "what": difference.kind_of_difference.value,
        "article": difference.article,
        "line": difference.line,
        "column": difference.column,
        "place": None if difference.line is None else places(difference.line),
        "page_line": difference.page_line,
        "written": difference.written,
        "kind": difference.kind,
        "value": str(difference.value),
        "policy_has": [str(value) for value in difference.policy_values],
        "message": words.message.text(language),
        "next": words.next_step.text(language),
    }


def difference_words(difference: Difference) -> DifferenceWords:
    """The words of one difference."""
    has = join_phrases(difference.policy_values)
    values: dict[str, MessageValue] = {
        "where": Phrase("the head", "文首") if difference.article == HEAD else _article_name(difference.article),
        "not_in": _OFTENER if difference.is_elsewhere else _NOWHERE,
        "number": difference.article,
        "written": difference.written,
        "with_figures": Phrase("; it has {written}", "；其中有{written}", written=difference.written)
        if difference.written
        else NOTHING,
        "with_values": Phrase("; the policy has there {has}", "；政策在该条有{has}", has=has) if has else NOTHING,
        "value": difference.value,
        "kind_of_value": _kind(difference) if difference.kind else NOTHING,
        "kind_and_value": _value(difference) if difference.kind else NOTHING,
        "quoted": difference.quotation,
        "quotable": difference.value if difference.kind == Kind.DURATION.value else difference.quotation,
    }
    return DifferenceWords(*(Phrase(en, zh, **values) for en, zh in _DIFFERENCE_WORDS[difference.kind_of_difference]))


_DIFFERENCE_WORDS = {
    DifferenceKind.ARTICLE_OF_TEXT: (
        ("the policy neither encodes nor marks this article{with_figures}",
         "政策既没有写入也没有标注这一条{with_figures}"),
        ("write what it promises under `article {number}`, or mark that `informative`",
         "请将其承诺写在`第{number}条`之下，或将该条标注为`不涉及资金`"),
    ),
    DifferenceKind.ARTICLE_OF_POLICY: (
        ("the text has no article {number}{with_values}", "文本没有第{number}条{with_values}"),
        ("correct the number; mark the article `in header` if it covers the closing words of the text",
         "请改正条号；如果该条对应文本末尾的话，请标注为`见文首`"),
    ),
    DifferenceKind.FIGURE_OF_TEXT: (
        ("`{written}` ({kind_and_value}) is in the text and {not_in} the policy",
         "文本中的`{written}`（{kind_and_value}）在政策中{not_in}"),
        ('encode it, or say in {where} what it is: `source "{quoted}: …"`',
         "请写入政策，或在{where}说明它是什么：`出处 “{quoted}：……”`"),
    ),
    DifferenceKind.FIGURE_OF_POLICY: (
        ("{value} ({kind_of_value}) is in the policy and {not_in} the text",
         "政策中的{value}（{kind_of_value}）在文本中{not_in}"),
        ("correct it, or explain in {where} what the text has for it, in a `reading` that quotes it in backticks:"
         " {quotable}",
         "请改正，或在{where}用`理解`说明文本与之对应的内容，并用反引号引用：{quotable}"),
    ),
    DifferenceKind.EXPLANATION: (
        ("`{written}` ({kind_and_value}) is explained, and nothing like it is left to explain",
         "`{written}`（{kind_and_value}）有说明，但没有与之相同的数字需要说明"),
        ("correct the figure that it explained, or delete it from the `source` line or the backticks",
         "请改正它所说明的数字，或将它从`出处`一行或反引号中去掉"),
    ),
    DifferenceKind.AWARD: (
        ("no figure of the text stands for `{written}`", "文本中没有与`{written}`对应的数字"),
        ('add the promise of the text in words: `source "…"`, without a figure',
         "请在旁边用文字写明文本的承诺：`出处 “……”`，不写数字"),
    ),
    DifferenceKind.PROMISE: (
        ('`source "{written}"` names no figure and stands for no award',
         "`出处 “{written}”`既没有写明数字，也没有对应的奖励"),
        ("encode the promise that it stands for; a note that explains no figure is a `reading`",
         "请写入它所对应的承诺；不说明数字的话，请写成`理解`"),
    ),
}  # fmt: skip
"""The message and the next step of each kind, in both languages."""


_NOWHERE = Phrase("not in", "没有")
_OFTENER = Phrase("not, or not as often, in", "没有，或次数较少")

_KINDS = {
    Kind.MONEY: "金额", Kind.PERCENT: "百分比", Kind.COUNT: "数量", Kind.NUMBER: "数字", Kind.DAY: "日期",
    Kind.ISSUE: "成文日期", Kind.MONTH: "月份", Kind.YEAR: "年份", Kind.DURATION: "期限", Kind.DOCUMENT: "文号",
    Kind.STANDARD: "标准号", Kind.UNCLEAR: "未能识别的数字",
}  # fmt: skip


def _kind(difference: Difference) -> Phrase:
    return Phrase(difference.kind, _KINDS[Kind(difference.kind)])


def _article_name(number: str) -> Phrase:
    return Phrase("article {number}", "第{number}条", number=number)


def _value(difference: Difference) -> Phrase:
    if str(difference.value) == difference.written:
        return _kind(difference)
    return Phrase("{kind} {value}", "{kind} {value}", kind=_kind(difference), value=difference.value)


def _where(difference: Difference, places: LineNaming) -> Phrase:
    """The place of a difference: in the text, or a line of the page."""
    is_of_page = (
        difference.page_line is not None and difference.kind_of_difference is not DifferenceKind.ARTICLE_OF_TEXT
    )
    if difference.column is None and is_of_page:
        return Phrase("page {line}", "页面第{line}行", line=difference.page_line or 0)
    document_place = None if difference.line is None else places(difference.line)
    if document_place is not None:
        return Phrase("text, {place}", "文本{place}", place=document_place)
    if difference.column is None:
        return Phrase("text {line}", "文本第{line}行", line=str(difference.line))
    return Phrase(
        "text {line}:{column}", "文本第{line}行第{column}字", line=str(difference.line), column=difference.column
    )


def _count(number: int, noun: str, zh: str) -> Phrase:
    return Phrase(f"{{n}} {noun}{'s' * (number != 1)}", zh, n=number)
