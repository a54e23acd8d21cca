"""The audit: what a policy and its official text do not have in common.

In: the text with its articles, and what the policy's page encodes. Out: everything that is left, in the order of the
text. Nothing is left where every article of the text is encoded or marked, every figure of the text stands in the
encoding of its article or is named by a `source` line there, every figure of the encoding stands in the text or is
quoted by a `reading` there, as often as it stands on the other side, and no explanation explains nothing.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable

import attrs

from ipdsl.audit.encoded import Encoded, Encoding
from ipdsl.audit.figures import Figure
from ipdsl.audit.matching import Unpaired, pair
from ipdsl.audit.official import Article, OfficialText

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
    is_elsewhere: bool = False
    """Whether the policy has the figure as well, and only not as often."""


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
    left = [*_unpaired(head, None, of_head, of_head.text), *missing]
    for article, here, unpaired in compared:
        left += _unpaired(here, article, unpaired, tuple(x for x in unpaired.text if x in of_head.tail))
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


def _unpaired(here: Encoded, article: Article | None, unpaired: Unpaired, text: Iterable[Figure]) -> list[Left]:
    """What is left of one article; of its text that which the head has no use for either."""
    line = None if article is None else article.line
    explained = sorted((*unpaired.sources, *unpaired.quoted), key=_place)
    text = list(text)
    if not (text or explained or unpaired.page):
        return []
    has = _has(here)
    left = [_of_text(here, figure, has) for figure in text]
    left += (_of_page(What.FIGURE_OF_POLICY, here.number, figure, line, has) for figure in unpaired.page)
    left += (_of_page(What.EXPLANATION, here.number, figure, line, has) for figure in explained)
    return left


def _of_text(here: Encoded, figure: Figure, has: tuple[str, ...]) -> Left:
    return Left(
        What.FIGURE_OF_TEXT,
        here.number,
        figure.written,
        figure.value.kind.value,
        str(figure.value),
        line=figure.line,
        column=figure.column,
        policy_has=has,
        is_elsewhere=any(figure.fits(other) for other in here.figures),
    )


def _of_page(what: What, number: str, figure: Figure, line: int | None, has: tuple[str, ...]) -> Left:
    kind, value = figure.value.kind.value, str(figure.value)
    return Left(what, number, figure.written, kind, value, line=line, page_line=figure.line, policy_has=has)


def _promises(here: Encoded, line: int) -> list[Left]:
    """Awards that no figure holds: each needs a `source` line beside it, but for one that is all its article says."""
    awards, promises = here.unmissed, here.promises
    if len(awards) == len(promises) or (here.sentences == 1 and not promises):
        return []
    if len(awards) > len(promises):
        return [_promise(What.AWARD, here, award, line) for award in awards[len(promises) :]]
    return [_promise(What.PROMISE, here, promise, line) for promise in promises[len(awards) :]]


def _promise(what: What, here: Encoded, figure: Figure, line: int) -> Left:
    return Left(what, here.number, figure.written, line=line, page_line=figure.line)


def _has(here: Encoded) -> tuple[str, ...]:
    return tuple(str(figure.value) for figure in here.figures)
