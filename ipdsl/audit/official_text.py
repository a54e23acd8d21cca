"""An official text for the audit: its articles with their figures, and the figures outside articles.

Input: the bytes of a file, and the article numbers of a policy. Output: the decoded text, or the reason why the bytes
are not an official text; then its articles.
"""

from __future__ import annotations

import enum
import re

import attrs

from ipdsl.audit.figures import AuditFigure
from ipdsl.audit.outline import TextArticle, outline
from ipdsl.audit.scan import LineIndex, scan


class NotOfficialText(enum.Enum):
    """The reason why bytes are not an official text."""

    BINARY = "binary"
    ENCODING = "encoding"
    EMPTY = "empty"
    MARKUP = "markup"


@attrs.frozen
class OfficialArticle:
    """An article of the text with its line and its figures.

    `tail` are figures in paragraphs that may close the document.
    """

    number: str
    line: int
    figures: tuple[AuditFigure, ...]
    tail: tuple[AuditFigure, ...] = ()


@attrs.frozen
class OfficialText:
    """A whole text. `outside` are the figures before, between and after its articles."""

    articles: tuple[OfficialArticle, ...]
    outside: tuple[AuditFigure, ...]


_WITH_MARK = (
    (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)  # fmt: skip


_PRINTED = (b"%PDF-", b"{\\rtf", b"PK\x03\x04")
"""The first bytes of files in document formats: PDF, RTF, and packed office formats."""

COMMON = frozenset("的元，。、")
"""Every official text has at least one of these characters."""


_MARKUP = re.compile(r"<(?:!doctype|html|head|body|div|p|span|br|table)\b[^<>]*>", re.IGNORECASE)


def decode(data: bytes) -> str | NotOfficialText:
    """Decode UTF-8, UTF-16 with a byte order mark, or GB 18030 (GBK), which is tried last."""
    if not data.strip():
        return NotOfficialText.EMPTY
    if data.startswith(_PRINTED):
        return NotOfficialText.BINARY
    marked = next((encoding for mark, encoding in _WITH_MARK if data.startswith(mark)), None)
    if marked is None and b"\0" in data:
        return NotOfficialText.BINARY
    for encoding in ("utf-8", "gb18030") if marked is None else (marked,):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _is_text(text):
            return NotOfficialText.BINARY
        if encoding == "gb18030" and not set(text) & COMMON:
            break  # a different encoding: official texts have a character of COMMON
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if _MARKUP.search(text, 0, 20_000):
            return NotOfficialText.MARKUP
        return text if text.strip("\ufeff \n\t\u3000") else NotOfficialText.EMPTY
    return NotOfficialText.ENCODING if _is_text(data.decode("latin-1")) else NotOfficialText.BINARY


def _is_text(text: str) -> bool:
    """Whether control characters are as rare as in a text."""
    strange = sum(1 for sign in text[:100_000] if sign < " " and sign not in "\n\r\t\f\v")
    return strange * 200 < max(len(text[:100_000]), 200)


def read_articles(text: str, numbers: list[str]) -> OfficialText:
    """The articles of a text under the numbers that a policy gives them."""
    places = LineIndex(text, 1, 1)
    cut = outline(text, numbers)
    outside = (figure for piece in cut.outside for figure in _figures(text, places, piece.start, piece.end))
    return OfficialText(tuple(_article(text, places, article) for article in cut.articles), tuple(outside))


def _article(text: str, places: LineIndex, article: TextArticle) -> OfficialArticle:
    """An article with its figures. Its tail is scanned together with it, because a figure may extend across both."""
    body, tail = article.body, article.tail
    figures = _figures(text, places, body.start, body.end if tail is None else tail.end)
    split = places.position_of(len(text) if tail is None else tail.start)
    of_body = tuple(figure for figure in figures if (figure.line, figure.column) < split)
    return OfficialArticle(
        article.number, places.position_of(article.start)[0], of_body, tuple(figures[len(of_body) :])
    )


def _figures(text: str, places: LineIndex, start: int, end: int) -> list[AuditFigure]:
    return scan(text[start:end], *places.position_of(start))
