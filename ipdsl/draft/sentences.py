"""The sentences of an official text: where each stands, its figures, and what it is without any: a promise, a rule.

In: a text, and a stretch of it. Out: its sentences in order, with figures as the audit's scanner reads them. A sentence
ends at its mark, at an empty line, and before a line that is indented or begins as a head; other line ends are those of
the printed page.
"""

from __future__ import annotations

import bisect
import enum
import re
from collections.abc import Iterator

from ipdsl.audit.figures import Figure, Kind
from ipdsl.audit.narrow import narrow
from ipdsl.audit.outline import Stretch, heads
from ipdsl.audit.scan import LineIndex, scan
from ipdsl.making import attrs

_VERB = "奖励|资助|补助|补贴|贴息|奖补|扶持资金|奖金|配套"
PROMISE = re.compile(
    rf"(?:给予|予以|给|发放|享受|可?获得?|安排|按[^,。;]{{0,30}})[^,。;]{{0,30}}(?:{_VERB})"
    rf"|(?:一次性|全额|择优|分别|表彰|追加|再|每[件项个家人年次][^,。;]{{0,6}})(?:{_VERB})|(?:重点|专项|优先)扶持|风险补偿"
)
"""Words that promise money, over narrow text; 奖励 alone may be the name of a measure."""
RULE = re.compile(
    r"就高(?!校)|从高(?!校)|不能?重复|不[再得予能]重复|不再(?:给予|享受|奖励|资助|补助)|补足差额|补差|差额部分|追回|退回"
    r"|不予(?:奖励|资助|补助|受理)|取消[^,。;]{0,10}资格|(?:总额|资金)[^,。;]{0,6}控制|(?:包含|包括|含)本[数级]"
)
"""Words of rules on what is paid of several promises, on to whom nothing is, on whether 以上 includes its number."""
REFERENCE = re.compile(r"(?:按照?|参照|依照|依据|根据)[^,。;]{0,8}《[^》]+》[^,。;]{0,20}(?:执行|实施|办理)")
"""Words that leave it to another document."""


class Nature(enum.Enum):
    """What a sentence is that is worth a comment without a figure."""

    RULE = "rule"
    REFERENCE = "reference"
    PROMISE = "promise"


_NATURES = ((Nature.RULE, RULE), (Nature.REFERENCE, REFERENCE), (Nature.PROMISE, PROMISE))
_END = re.compile(r"[。！？；!?;][”’」』）)]?|\n(?=[ \n]*\n)|\n(?= {2,}\S)|(?<=[:：])[ ]*\n")


@attrs.frozen
class Sentence:
    """One sentence: its offsets and line, its words on one line, and what is in it."""

    start: int
    end: int
    line: int
    words: str
    figures: tuple[Figure, ...]

    @property
    def has_money(self) -> bool:
        """Whether it has a sum of money."""
        return any(figure.value.kind is Kind.MONEY for figure in self.figures)

    @property
    def nature(self) -> Nature | None:
        """What its words say that it is, whatever its figures."""
        plain = narrow(self.words)
        return next((nature for nature, pattern in _NATURES if pattern.search(plain)), None)

    @property
    def is_worth_quoting(self) -> bool:
        return bool(self.figures) or self.nature is not None


class Text:
    """An official text with what is looked up in it again and again."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places = LineIndex(text, 1, 1)
        self._begins = {head.start for head in heads(text)}
        self._plain = narrow(text)

    def sentences(self, stretch: Stretch) -> list[Sentence]:
        """The sentences of a stretch, each with the figures that begin in it."""
        spans = list(self._spans(stretch))
        starts = [start for start, _ in spans]
        of_each: list[list[Figure]] = [[] for _ in spans]
        for figure in scan(self.text[stretch.start : stretch.end], *self.places.of(stretch.start)):
            at = self.places.starts[figure.line - 1] + figure.column - 1
            of_each[max(0, bisect.bisect_right(starts, at) - 1)].append(figure)
        return [
            Sentence(start, end, self.places.of(start)[0], one_line(self.text[start:end]), tuple(figures))
            for (start, end), figures in zip(spans, of_each, strict=True)
        ]

    def _spans(self, stretch: Stretch) -> Iterator[tuple[int, int]]:
        """Where sentences begin and end, without the blanks around them."""
        cuts = {match.end() for match in _END.finditer(self._plain, stretch.start, stretch.end)}
        cuts |= {start for start in self._begins if stretch.start < start < stretch.end}
        at = stretch.start
        for cut in sorted(cuts | {stretch.end}):
            piece = self.text[at:cut]
            if words := piece.strip():
                start = at + piece.index(words[0])
                yield start, start + len(words)
            at = cut


def one_line(words: str) -> str:
    """Words on one line: the line ends of the printed page are taken out, other blanks become one."""
    joined = re.sub(r"(?<=[^\x00-\xff])[^\S\n]*\n\s*(?=[^\x00-\xff])", "", words)
    return re.sub(r"\s+", " ", joined).strip()
