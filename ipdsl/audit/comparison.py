"""The audit: the differences between a policy and its official text.

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
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction

import attrs

from ipdsl.audit.figures import AuditFigure, Value
from ipdsl.audit.official_text import OfficialArticle, OfficialText
from ipdsl.audit.page_figures import ArticleFigures, PolicyFigures
from ipdsl.audit.scan import scan
from ipdsl.base.findings.phrase import MessageValue

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
    places_by_value: dict[_Key, list[_FigurePlace]] = {}
    for place in places:
        for same in dict.fromkeys(value.comparison_key for value in place.values):
            places_by_value.setdefault(same, []).append(place)
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
        known_values: Mapping[_Key, AbstractSet[Value]],
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


def _values_by_key(figures: Iterable[AuditFigure]) -> dict[_Key, set[Value]]:
    """The values and other values of figures, by their comparison keys."""
    values: dict[_Key, set[Value]] = {}
    for figure in figures:
        for value in (figure.value, *figure.other_values):
            values.setdefault(value.comparison_key, set()).add(value)
    return values


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
