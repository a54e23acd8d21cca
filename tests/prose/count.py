"""What the rules find in pieces of prose: each hit with its place, and the counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tests.prose.rules import CHINESE, STRONG, Rule, rules
from tests.prose.texts import WORD, Piece


class Hit(NamedTuple):
    """What a rule found: the place and the words."""

    rule: Rule
    file: Path
    line: int
    text: str


class Count(NamedTuple):
    """Words (of Chinese: characters), hits, and hits that are errors or warnings."""

    words: int = 0
    hits: int = 0
    strong: int = 0

    @property
    def rate(self) -> float:
        """Strong hits in 1,000 words."""
        return 1000 * self.strong / self.words if self.words else 0.0


def hits(piece: Piece) -> Iterator[Hit]:
    """The hits in a piece by the rules of its language."""
    for rule in rules():
        if rule.is_chinese == piece.is_chinese:
            for met in rule.pattern.finditer(piece.text):
                start = met.start() + len(met[0]) - len(met[0].lstrip())
                yield Hit(rule, piece.file, piece.line + piece.text.count("\n", 0, start), met[0].strip())


def counted(piece: Piece) -> Count:
    """The words and hits of a piece."""
    found = [*hits(piece)]
    words = len(CHINESE.findall(piece.text) if piece.is_chinese else WORD.findall(piece.text))
    return Count(words, len(found), sum(hit.rule.severity in STRONG for hit in found))


def total(counts: Iterable[Count]) -> Count:
    """The sums of counts."""
    return Count(*map(sum, zip(*counts, strict=True)))
