"""The sentences of an official text: where each stands, its figures, and what it is without any: a promise, a rule.

In: a text, and a stretch of it. Out: its sentences in order, with figures as the audit's scanner reads them. A sentence
ends at its mark, at an empty line, after a title or another short line of the opening, and before a line that is
indented or begins as a head; other line ends are those of the printed page.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

import attrs

from ipdsl.audit.figures import AuditFigure, Kind
from ipdsl.audit.narrow import narrow
from ipdsl.audit.outline import TextRange, heads
from ipdsl.audit.scan import LineIndex, scan
from ipdsl.audit.tables import rows_of_tables
from ipdsl.draft.natures import SentenceKind, kind_of_sentence
from ipdsl.draft.titles import title_line

_END = re.compile(r"[。！？；!?;][”’」』）)]?|\n(?=[ ]*\n)|\n(?= {2,}\S)|(?<=[:：])[ ]*\n")


_SHORT_LINE = re.compile(r"^[^,。;:、!?\n]{1,24}\n", re.MULTILINE)
"""Before the articles such lines stand alone: number, title, office, day."""


_WITHOUT_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"), " ")
"""Blanks that nobody sees: patterns over sentences meet one blank at a time."""


@attrs.frozen
class TextSentence:
    """One sentence: its offsets and line, its words on one line, and what is in it."""

    start: int
    end: int
    line: int
    words: str
    figures: tuple[AuditFigure, ...]
    is_row: bool = False
    """Whether it stands in a row of a table."""

    @property
    def has_money(self) -> bool:
        """Whether it has a sum of money."""
        return any(figure.value.kind is Kind.MONEY for figure in self.figures)

    @property
    def kind(self) -> SentenceKind | None:
        return kind_of_sentence(self.words)

    @property
    def is_worth_quoting(self) -> bool:
        return bool(self.figures) or self.kind is not None


class SearchableText:
    """An official text with what is looked up in it again and again."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places = LineIndex(text, 1, 1)
        headings = heads(text)
        begins = {head.start for head in headings}
        titles = ((head.end, title_line(text[head.end : head.end + 100])) for head in headings)
        begins |= {end + length for end, length in titles if length}
        self._plain = narrow(text)
        opening = headings[0].start if headings else len(text)
        begins |= {match.end() for match in _SHORT_LINE.finditer(self._plain, 0, opening)}
        self._rows = rows_of_tables(text)
        begins |= {offset for row in self._rows for offset in row}
        self._begins = sorted(begins)

    def sentences(self, stretch: TextRange) -> list[TextSentence]:
        """The sentences of a stretch, each with the figures that begin in it."""
        spans = list(self._spans(stretch))
        starts = [start for start, _ in spans]
        of_each: list[list[AuditFigure]] = [[] for _ in spans]
        for figure in scan(self.text[stretch.start : stretch.end], *self.places.position_of(stretch.start)):
            offset = self.places.starts[figure.line - 1] + figure.column - 1
            of_each[max(0, bisect.bisect_right(starts, offset) - 1)].append(figure)
        return [
            TextSentence(
                start, end, self.places.position_of(start)[0], one_line(self.text[start:end]), tuple(figures), is_row
            )
            for (start, end), figures in zip(spans, of_each, strict=True)
            for is_row in [self._is_in_row(start)]
        ]

    def _is_in_row(self, offset: int) -> bool:
        row = bisect.bisect_right(self._rows, (offset, len(self.text))) - 1
        return row >= 0 and offset < self._rows[row][1]

    def _spans(self, stretch: TextRange) -> Iterator[tuple[int, int]]:
        """Where sentences begin and end, without the blanks around them."""
        cuts = {match.end() for match in _END.finditer(self._plain, stretch.start, stretch.end)}
        first, last = (bisect.bisect_left(self._begins, offset) for offset in (stretch.start + 1, stretch.end))
        cuts.update(self._begins[first:last])
        offset = stretch.start
        for cut in sorted(cuts | {stretch.end}):
            piece = self.text[offset:cut]
            if words := piece.strip():
                start = offset + piece.index(words[0])
                yield start, start + len(words)
            offset = cut


def one_line(words: str) -> str:
    """Words on one line: the line ends of the printed page are taken out, other blanks become one."""
    return re.sub(r"\s+", _blank, words.translate(_WITHOUT_WIDTH).strip())


def _blank(blanks: re.Match[str]) -> str:
    """One blank for several, and none for a line end before or after a Chinese sign."""
    around = blanks.string[blanks.start() - 1], blanks.string[blanks.end()]
    return "" if "\n" in blanks[0] and max(around) > "\xff" else " "
