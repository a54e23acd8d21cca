"""The audit: the differences between a policy and its official text.

In: the text with its articles, and what the policy's page encodes. Out: the differences, in the order of the text.
There is none where:

- every article of the text is encoded or marked;
- every figure of the text stands in the encoding of its article, or is named by a `source` line there;
- every figure of the encoding stands in the text, or is quoted by a `reading` there, as often as on the other side;
- every explanation explains something.
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
from ipdsl.diagnostics.phrase import Said

IN_HEADER = "in header"


class DifferenceKind(enum.Enum):
    """What kind of difference it is; the values stand in JSON."""

    ARTICLE_OF_TEXT = "article of the text"
    ARTICLE_OF_POLICY = "article of the policy"
    FIGURE_OF_TEXT = "figure of the text"
    FIGURE_OF_POLICY = "figure of the policy"
    EXPLANATION = "explanation"
    AWARD = "award without a figure"
    PROMISE = "promise without a figure"


@attrs.frozen
class Difference:
    """One difference. `line` and `column` are places of the text, `page_line` is one of the policy's page."""

    what: DifferenceKind
    article: str
    written: str = ""
    kind: str = ""
    value: Said = ""
    line: int | None = None
    column: int | None = None
    page_line: int | None = None
    policy_has: tuple[Said, ...] = ()
    as_quoted: str = ""
    is_elsewhere: bool = False
    """Whether the other side has the figure as well, and only not as often."""


@attrs.frozen
class Audit:
    """The result: the differences, and how much was compared."""

    differences: tuple[Difference, ...]
    articles: int
    figures: int

    @property
    def is_clean(self) -> bool:
        return not self.differences


def audit(text: OfficialText, policy: Encoding) -> Audit:
    """Compare a policy with its text, article by article, and its head with all that stands in no article."""
    encoded = {article.number: article for article in policy.articles}
    outside, pairs = list(text.outside), 0
    compared: list[tuple[Article, Encoded, Unpaired]] = []
    missing: list[Difference] = []
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
    differences = [*_Sides(head, outside, None).differences(of_head, of_head.text), *_promises(head, None), *missing]
    for article, here, unpaired in compared:
        of_article = _Sides(here, (*article.figures, *article.tail), article.line)
        differences += of_article.differences(unpaired, [figure for figure in unpaired.text if id(figure) in unused])
        differences += _promises(here, article.line)
    differences.sort(key=_in_order)
    differences += _articles_of_the_page_alone(text, policy)
    return Audit(tuple(differences), len(text.articles), pairs + of_head.pairs)


def _in_order(difference: Difference) -> tuple[int, int, int]:
    """The order of the text; what only the policy has comes where its article begins."""
    return difference.line or 0, difference.column or 0, difference.page_line or 0


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


def _article(article: Article, here: Encoded | None) -> Difference:
    """An article of the text that the policy neither encodes nor marks."""
    return Difference(
        DifferenceKind.ARTICLE_OF_TEXT,
        article.number,
        written=", ".join(figure.written for figure in article.figures),
        line=article.line,
        page_line=None if here is None else here.line,
    )


def _articles_of_the_page_alone(text: OfficialText, policy: Encoding) -> Iterable[Difference]:
    there = {article.number for article in text.articles}
    for article in policy.articles:
        if article.number not in there and article.mark != IN_HEADER:
            yield Difference(
                DifferenceKind.ARTICLE_OF_POLICY, article.number, page_line=article.line, policy_has=_has(article)
            )


@attrs.frozen
class _Sides:
    """An article of the page, and the figures and the line of its article of the text."""

    page: Encoded
    text: Sequence[Figure]
    line: int | None

    def differences(self, unpaired: Unpaired, of_text: Sequence[Figure]) -> list[Difference]:
        """The figures without a partner. Of the text, only those for which the head has no use either."""
        explained = sorted((*unpaired.sources, *unpaired.quoted), key=_place)
        if not (of_text or explained or unpaired.page):
            return []
        has, on_page, in_text = _has(self.page), _known(self.page.figures), _known(self.text)
        found = [self._difference(DifferenceKind.FIGURE_OF_TEXT, figure, has, on_page) for figure in of_text]
        found += (self._difference(DifferenceKind.FIGURE_OF_POLICY, figure, has, in_text) for figure in unpaired.page)
        found += (self._difference(DifferenceKind.EXPLANATION, figure, has, in_text) for figure in explained)
        return found

    def _difference(
        self, what: DifferenceKind, figure: Figure, has: tuple[Said, ...], others: frozenset[tuple[str, Fraction, str]]
    ) -> Difference:
        is_of_text = what is DifferenceKind.FIGURE_OF_TEXT
        return Difference(
            what,
            self.page.number,
            figure.written,
            figure.value.kind.value,
            figure.value.said,
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


def _promises(here: Encoded, line: int | None) -> list[Difference]:
    """Awards that no figure holds: each needs a `source` line beside it, but for one that is all its article says."""
    awards, promises = here.unmissed, here.promises
    if len(awards) == len(promises) or (line is not None and here.sentences == 1 and not promises):
        return []
    if len(awards) > len(promises):
        return [_promise(DifferenceKind.AWARD, here, award, line) for award in awards[len(promises) :]]
    return [_promise(DifferenceKind.PROMISE, here, promise, line) for promise in promises[len(awards) :]]


def _promise(what: DifferenceKind, here: Encoded, figure: Figure, line: int | None) -> Difference:
    return Difference(what, here.number, figure.written, line=line, page_line=figure.line)


def _has(here: Encoded) -> tuple[Said, ...]:
    return tuple(figure.value.said for figure in here.figures if not figure.is_idle)
