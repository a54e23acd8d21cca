"""The audit: what a policy and its official text do not have in common.

In: the text with its articles, and what the policy's page encodes. Out: everything that is left, in the order of the
text. Nothing is left where every article of the text is encoded or marked, every figure of the text stands in the
encoding of its article or is named by a `source` line there, every figure of the encoding stands in the text or is
quoted by a `reading` there, as often as it stands on the other side, and no explanation explains nothing.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from fractions import Fraction

import attrs

from ipdsl.audit.encoded import Encoded, Encoding
from ipdsl.audit.figures import Figure
from ipdsl.audit.matching import Unpaired, pair
from ipdsl.audit.official import Article, OfficialText
from ipdsl.audit.scan import scan

IN_HEADER = "in header"


class What(enum.Enum):
    """What is left; the values stand in JSON."""

    ARTICLE_OF_TEXT = "article of the text"
    ARTICLE_OF_POLICY = "article of the policy"
    FIGURE_OF_TEXT = "figure of the text"
    FIGURE_OF_POLICY = "figure of the policy"
    EXPLANATION = "explanation"
    AWARD = "award without a figure"
    PROMISE = "promise without a figure"


@attrs.frozen
class Left:
    """One thing that is left. `line` and `column` are places of the text, `page_line` is one of the policy's page."""

    what: What
    article: str
    written: str = ""
    kind: str = ""
    value: str = ""
    line: int | None = None
    column: int | None = None
    page_line: int | None = None
    policy_has: tuple[str, ...] = ()
    as_quoted: str = ""
    is_elsewhere: bool = False
    """Whether the other side has the figure as well, and only not as often."""


@attrs.frozen
class Audit:
    """The result: what is left, and how much was compared."""

    left: tuple[Left, ...]
    articles: int
    figures: int

    @property
    def is_clean(self) -> bool:
        return not self.left


def audit(text: OfficialText, policy: Encoding) -> Audit:
    """Compare a policy with its text, article by article, and its head with all that stands in no article."""
    encoded = {article.number: article for article in policy.articles}
    outside, pairs = list(text.outside), 0
    compared: list[tuple[Article, Encoded, Unpaired]] = []
    missing: list[Left] = []
    for article in text.articles:
        here = encoded.get(article.number)
        if here is not None and here.mark == IN_HEADER:
            outside += (*article.figures, *article.tail)
        elif here is None or not here.encodes:
            missing.append(_article(article, here))
            outside += article.tail
        else:
            unpaired = pair(article.figures, here.figures, here.sources, here.quoted, article.tail)
            outside += unpaired.tail
            pairs += unpaired.pairs
            compared.append((article, here, unpaired))
    head = _head(policy)
    spare = [figure for _, _, unpaired in compared for figure in unpaired.text]
    of_head = pair(sorted(outside, key=_place), head.figures, head.sources, head.quoted, spare)
    unused = {id(figure) for figure in of_head.tail}
    left = [*_Sides(head, outside, None).left(of_head, of_head.text), *_promises(head, None), *missing]
    for article, here, unpaired in compared:
        of_article = _Sides(here, (*article.figures, *article.tail), article.line)
        left += of_article.left(unpaired, [figure for figure in unpaired.text if id(figure) in unused])
        left += _promises(here, article.line)
    left.sort(key=_in_order)
    left += _articles_of_the_page_alone(text, policy)
    return Audit(tuple(left), len(text.articles), pairs + of_head.pairs)


def _in_order(left: Left) -> tuple[int, int, int]:
    """The order of the text; what only the policy has comes where its article begins."""
    return left.line or 0, left.column or 0, left.page_line or 0


def _place(figure: Figure) -> tuple[int, int]:
    return figure.line, figure.column


def _head(policy: Encoding) -> Encoded:
    """The head with the articles that are encoded in it."""
    together = attrs.evolve(policy.head)
    for article in policy.articles:
        if article.mark == IN_HEADER:
            together.figures = [*together.figures, *article.figures]
            together.sources = [*together.sources, *article.sources]
            together.quoted = [*together.quoted, *article.quoted]
    return together


def _article(article: Article, here: Encoded | None) -> Left:
    """An article of the text that the policy neither encodes nor marks."""
    return Left(
        What.ARTICLE_OF_TEXT,
        article.number,
        written=", ".join(figure.written for figure in article.figures),
        line=article.line,
        page_line=None if here is None else here.line,
    )


def _articles_of_the_page_alone(text: OfficialText, policy: Encoding) -> Iterable[Left]:
    there = {article.number for article in text.articles}
    for article in policy.articles:
        if article.number not in there and article.mark != IN_HEADER:
            yield Left(What.ARTICLE_OF_POLICY, article.number, page_line=article.line, policy_has=_has(article))


@attrs.frozen
class _Sides:
    """An article of the page, and the figures and the line of its article of the text."""

    page: Encoded
    text: Sequence[Figure]
    line: int | None

    def left(self, unpaired: Unpaired, of_text: Sequence[Figure]) -> list[Left]:
        """What found no partner; of the text that for which the head has no use either."""
        explained = sorted((*unpaired.sources, *unpaired.quoted), key=_place)
        if not (of_text or explained or unpaired.page):
            return []
        has, on_page, in_text = _has(self.page), _known(self.page.figures), _known(self.text)
        left = [self._left(What.FIGURE_OF_TEXT, figure, has, on_page) for figure in of_text]
        left += (self._left(What.FIGURE_OF_POLICY, figure, has, in_text) for figure in unpaired.page)
        left += (self._left(What.EXPLANATION, figure, has, in_text) for figure in explained)
        return left

    def _left(
        self, what: What, figure: Figure, has: tuple[str, ...], others: frozenset[tuple[str, Fraction, str]]
    ) -> Left:
        is_of_text = what is What.FIGURE_OF_TEXT
        return Left(
            what,
            self.page.number,
            figure.written,
            figure.value.kind.value,
            str(figure.value),
            line=figure.line if is_of_text else self.line,
            column=figure.column if is_of_text else None,
            page_line=None if is_of_text else figure.line,
            policy_has=has,
            as_quoted=_as_quoted(figure) if is_of_text else figure.value.as_quoted,
            is_elsewhere=any(value.sameness in others for value in (figure.value, *figure.others)),
        )


def _known(figures: Iterable[Figure]) -> frozenset[tuple[str, Fraction, str]]:
    """The values of figures, for looking up whether one like another is among them."""
    return frozenset(value.sameness for figure in figures for value in (figure.value, *figure.others))


def _as_quoted(figure: Figure) -> str:
    """How an explanation may name a figure of the text: as it is written there, if that says it without its list."""
    alone = [other.value for other in scan(figure.written)]
    return figure.written if alone == [figure.value] else figure.value.as_quoted


def _promises(here: Encoded, line: int | None) -> list[Left]:
    """Awards that no figure holds: each needs a `source` line beside it, but for one that is all its article says."""
    awards, promises = here.unmissed, here.promises
    if len(awards) == len(promises) or (line is not None and here.sentences == 1 and not promises):
        return []
    if len(awards) > len(promises):
        return [_promise(What.AWARD, here, award, line) for award in awards[len(promises) :]]
    return [_promise(What.PROMISE, here, promise, line) for promise in promises[len(awards) :]]


def _promise(what: What, here: Encoded, figure: Figure, line: int | None) -> Left:
    return Left(what, here.number, figure.written, line=line, page_line=figure.line)


def _has(here: Encoded) -> tuple[str, ...]:
    return tuple(str(figure.value) for figure in here.figures if not figure.is_idle)
