"""The sentences of a page as blocks, and what other sentences define for them.

The sentences of a page as blocks of text: each with its own lines, and with the sentences before it.

A block is a sentence under an article, a group or no heading, with the lines under it. Its lines keep the indentation
relative to the sentence, so a new text can replace them.

What other sentences of a page define for a block: names, and the year. In the language or in official wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import attrs

from ipdsl.base.findings.finding import Edit
from ipdsl.base.source import Source, Span
from ipdsl.base.value_object import ValueObject
from ipdsl.syntax.layout import SentenceLine, read_layout
from ipdsl.syntax.parser import DEFINITION

_HEADINGS = re.compile(r"(?:article|group|over|第[\d.]+条|组|适用于)\b|第[\d.]+条|组 *[^\W\d]|适用于")
_ARTICLE = re.compile(r"article ([\d.]+)|第([\d.]+)条")
AWARD = re.compile(r"award\b|(?:自.{4,20}起[，,] ?)?(?:每年)?对")
RULE = re.compile(
    r"(?:cap|limit|none|pay highest|quota|require|round|here)\b|每个 |每年 |总体 |同一 |凡 |每 |本办法所称|本\w+所称"
)
_POLICY = re.compile(r"(?:policy|政策)(?!\w)")
_HEADS = re.compile(r"(?:policy|vocabulary|case|cases|table|政策|词汇|案例集?|标准表)(?!\w)")


@attrs.frozen(eq=False, repr=False)
class BlockLine(ValueObject):
    """One sentence of a block: its text as written, without indentation and comments, and the lines under it."""

    text: str
    below: tuple[BlockLine, ...] = ()


@attrs.frozen(eq=False, repr=False)
class SentenceBlock(ValueObject):
    """A sentence with the lines under it.

    `first` and `last` are its physical lines, `indent` its indentation. `above` are the sentences before it under the
    same heading, nearest last, and `head` those of the head of the page. `has_comments`: a comment would be lost if its
    lines were replaced. `paying` are the numbers of the articles of the page that have awards.
    """

    line: BlockLine
    first: int
    last: int
    indent: str
    step: str
    above: tuple[BlockLine, ...]
    has_comments: bool
    head: tuple[BlockLine, ...] = ()
    is_in_head: bool = False
    paying: tuple[str, ...] = ()

    def edit(self, source: Source, lines: Sequence[str]) -> Edit:
        """The replacement of the block by lines with relative indentation of two spaces a level."""
        written = source.lines()
        new = [self.indent + self._with_step(line) for line in lines]
        old = written[self.first - 1 : self.last]
        start, end = 0, len(old)
        while start < min(end, len(new)) - 1 and old[start] == new[start]:
            start += 1
        stop = len(new)
        while end > start + 1 and stop > start + 1 and old[end - 1] == new[stop - 1]:
            end, stop = end - 1, stop - 1
        first, last = self.first + start, self.first + end - 1
        span = Span(source.name, first, 1, last, len(written[last - 1]) + 1)
        return Edit(span, "\n".join(new[start:stop]))

    def _with_step(self, line: str) -> str:
        depth = (len(line) - len(line.lstrip(" "))) // 2
        return self.step * depth + line.lstrip(" ")


def blocks_of(source: Source) -> list[SentenceBlock]:
    """The blocks of a page, in their order, the sentences of its head first. Cases and tables are left out."""
    layout, _ = read_layout(source)
    step = " " * (layout.indent_step or 2)
    head = [child for line in layout.lines if _POLICY.match(line.text) for child in line.children]
    first = [attrs.evolve(block, is_in_head=True) for block in _blocks(head, source.lines(), step)]
    head_lines = tuple(block.line for block in first)
    paying = tuple(_paying_articles(layout.lines))
    blocks = (*first, *_blocks(layout.lines, source.lines(), step))
    return [attrs.evolve(block, head=head_lines, paying=paying) for block in blocks]


def _paying_articles(lines: Iterable[SentenceLine]) -> Iterator[str]:
    """The numbers of the articles that have awards."""
    for line in lines:
        heading = _ARTICLE.match(line.text)
        if heading is not None and any(AWARD.match(child.text) for child in line.children):
            yield heading[1] or heading[2]


def _blocks(lines: Iterable[SentenceLine], written: Sequence[str], step: str) -> Iterator[SentenceBlock]:
    above: list[BlockLine] = []
    for line in lines:
        if _HEADINGS.match(line.text):
            yield from _blocks(line.children, written, step)
        elif not _HEADS.match(line.text):
            everything = list(_all_lines(line))
            block_line = _block_line(line)
            place = line.place
            yield SentenceBlock(
                line=block_line,
                first=place.line,
                last=max(each.place.end_line for each in everything),
                indent=written[place.line - 1][: place.column - 1],
                step=step,
                above=tuple(above),
                has_comments=any(
                    each.comment_at_end is not None or (each is not line and "".join(each.comments_above).strip())
                    for each in everything
                ),
            )
            above.append(block_line)


def _all_lines(line: SentenceLine) -> Iterator[SentenceLine]:
    yield line
    for child in line.children:
        yield from _all_lines(child)


def _block_line(line: SentenceLine) -> BlockLine:
    """The line with its numbers as the language writes them: `0.5%` for `.5%`."""
    text = re.sub(r"(?<=[ (（])[.。．](?=\d)", "0.", line.written.strip())
    return BlockLine(text, tuple(_block_line(child) for child in line.children))


_IN_THE_LANGUAGE = (
    re.compile(r'here (?P<name>\w+)(?: "(?P<label>[^"]*)")?(?= of | means | by | as )'),
    re.compile(rf'{DEFINITION} (?:[^\W的]+ 的 )?(?P<name>[^\W的]+)(?: ["“](?P<label>[^"”]*)["”])?(?= 是指| 按)'),
)
ENGLISH = re.compile(
    r"(?:in this (?:scheme|policy|document|article),? |for purposes of this (?:scheme|policy|document|article),? )?"
    r"(?:the )?[\"“]?(?P<name>[a-z][\w ]*?)[\"”]? (?:means|is defined as|are defined as) (?P<meaning>.+)",
    re.IGNORECASE,
)
CHINESE = re.compile(
    r"本(?:办法|政策|标准|规定|细则|意见|措施|文件|方案)所称(?:的)?[\"“]?(?P<name>[^\W\d]+?)[\"”]?"
    r"(?:,?(?:是指|指|为)|,)(?P<meaning>.+)"
)


def defined_names(above: Iterable[BlockLine]) -> dict[str, str]:
    """The names of definitions, each also under its label and with blanks."""
    names: dict[str, str] = {}
    for line in above:
        for pattern in _IN_THE_LANGUAGE:
            match = pattern.match(line.text)
            if match is not None:
                names[match["name"]] = match["name"]
                names[match["name"].replace("_", " ")] = match["name"]
                names |= {match["label"]: match["name"]} if match["label"] else {}
        for pattern in (ENGLISH, CHINESE):
            match = pattern.fullmatch(line.text.replace("，", ",").strip().rstrip("。."))
            if match is not None and not line.text.startswith("here "):
                names[match["name"]] = name_of(match["name"])
    return names


def name_of(text: str) -> str:
    """The name of a definition: `eligible_costs` for `eligible costs`."""
    return "_".join(text.lower().split()) if text.isascii() else text


YEAR_IN_ENGLISH = re.compile(
    r"(?:the )?(?:financial|fiscal|budget|grant) year (?:begins|starts|runs from)(?: on)? (?P<first>.+?)"
    r"(?: (?:each|every|of each|of every) year)?(?: (?:to|until) .+)?",
    re.IGNORECASE,
)
YEAR_IN_CHINESE = re.compile(
    r"(?:本办法所称)?(?:财政|会计|预算|补贴)?年度(?:自|从)(?:每年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:起算|开始|起)?(?:计算)?"
)


def has_own_year(head: Iterable[BlockLine]) -> bool:
    """Whether the head of a page says when its years begin."""
    patterns = (YEAR_IN_ENGLISH, YEAR_IN_CHINESE, re.compile(r"year begins \d\d-\d\d|年度 自 .+ 起算"))
    return any(pattern.fullmatch(line.text.strip().rstrip(".。")) for line in head for pattern in patterns)
