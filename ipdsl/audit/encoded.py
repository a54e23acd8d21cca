"""What a policy's page says to the audit: figures and explanations, article by article. Made in `encoding.py`."""

from __future__ import annotations

import attrs

from ipdsl.audit.figures import AuditFigure


@attrs.define
class ArticleFigures:
    """What a page says in one article, or in its head."""

    number: str
    line: int
    mark: str = ""  # informative, in header, defines, or none
    sentences: int = 0
    """How many sentences encode something of the article: awards, references, duties, rules over the policy."""
    figures: list[AuditFigure] = attrs.field(factory=list)
    sources: list[AuditFigure] = attrs.field(factory=list)
    quoted: list[AuditFigure] = attrs.field(factory=list)
    awards_without_figure: list[AuditFigure] = attrs.field(factory=list)
    """Awards of which no figure of the text would be missed: at discretion, the whole of a cost, a row of a table."""
    promises: list[AuditFigure] = attrs.field(factory=list)
    """`source` lines that name no figure: each holds one such award."""

    @property
    def is_encoded(self) -> bool:
        """Whether the article is encoded or marked."""
        return bool(self.mark) or self.sentences > 0


@attrs.frozen
class PolicyFigures:
    """A whole policy: its head, and its articles in the order of the page."""

    name: str
    title: str
    head: ArticleFigures
    articles: tuple[ArticleFigures, ...]
