"""The numbers that Word puts before paragraphs by itself: `第一条`, `（二）`, `3.`. They stand nowhere in the text.

In: the paragraphs of a document, in order. Out: for each the number before it, or nothing. Known are the ways of
counting that official texts use; of others the number is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

_VALUE = qn("w:val")
_LEVELS = 9
_CHINESE = frozenset(
    ["chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand"]
)
_DIGITS, _STEPS = "〇一二三四五六七八九", ("", "十", "百", "千")


@attrs.frozen
class ListLevel:
    """One level of a list: how it counts, and its words with `%1` for the number of the first level."""

    start: int
    form: str
    words: str
    blank: str


@attrs.define
class DocumentLists:
    """The lists of a document, with how far each has counted."""

    levels: Mapping[str, Mapping[int, ListLevel]] = attrs.field(factory=dict)
    """By list and level."""
    abstract: Mapping[str, str] = attrs.field(factory=dict)
    """The kind of each list: lists of one kind count on from each other."""
    styles: Mapping[str, Element] = attrs.field(factory=dict)
    counts: dict[str, list[int]] = attrs.field(factory=dict)

    @classmethod
    def from_file(cls, file: WordFile) -> DocumentLists:
        """The lists that a document declares."""
        part = next(
            (rel.target_part for rel in file.part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.NUMBERING), None
        )
        root: Element | None = getattr(part, "element", None)
        if root is None:
            return cls()
        kinds = {kind.get(qn("w:abstractNumId"), ""): _levels(kind) for kind in root.iterchildren(qn("w:abstractNum"))}
        levels, abstract = {}, {}
        for element in root.iterchildren(qn("w:num")):
            number, kind = element.get(qn("w:numId"), ""), _value(element, "w:abstractNumId")
            list_levels = {**kinds.get(kind, {})}
            restarts = False
            for change in element.iterchildren(qn("w:lvlOverride")):
                depth = _small_number(change.get(qn("w:ilvl"), ""), 0)
                start = _value(change, "w:startOverride")
                restarts = restarts or bool(start)
                list_levels |= _levels(change)
                if depth in list_levels:
                    list_levels[depth] = attrs.evolve(
                        list_levels[depth], start=_small_number(start, list_levels[depth].start)
                    )
            levels[number] = list_levels
            abstract[number] = f"list {number}" if restarts else kind
        styles = {style.get(qn("w:styleId"), ""): style for style in file.styles.element.iterchildren(qn("w:style"))}
        return cls(levels, abstract, styles)

    def number_of_paragraph(self, paragraph: Element) -> str:
        """The number before a paragraph, counted on; empty where it has none."""
        number, depth = self._list_of(paragraph)
        levels = self.levels.get(number, {})
        if depth not in levels:
            return ""
        counts = self.counts.setdefault(self.abstract[number], [0] * _LEVELS)
        counts[depth] = counts[depth] + 1 if counts[depth] else levels[depth].start
        counts[depth + 1 :] = [0] * (_LEVELS - depth - 1)
        return _number_text(levels, counts, depth)

    def _list_of(self, paragraph: Element) -> tuple[str, int]:
        """The list and the level of a paragraph: its own, else those of its style."""
        number, depth = _numbering(paragraph)
        style = _value(paragraph.find(qn("w:pPr")), "w:pStyle")
        seen: set[str] = set()
        while (not number or depth is None) and style in self.styles and style not in seen:
            seen.add(style)
            element = self.styles[style]
            of_style, depth_of_style = _numbering(element)
            number = number or of_style
            depth = depth_of_style if depth is None else depth
            style = _value(element, "w:basedOn")
        return number, depth or 0


def _numbering(element: Element) -> tuple[str, int | None]:
    properties = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    depth = _value(properties, "w:ilvl")
    return _value(properties, "w:numId"), min(_small_number(depth, 0), _LEVELS - 1) if depth else None


def _levels(kind: Element) -> dict[int, ListLevel]:
    levels: dict[int, ListLevel] = {}
    for level in kind.iterchildren(qn("w:lvl")):
        start = _value(level, "w:start")
        blank = {"space": " ", "nothing": ""}.get(_value(level, "w:suff"), " ")
        levels[_small_number(level.get(qn("w:ilvl"), ""), 0)] = ListLevel(
            _small_number(start, 1), _value(level, "w:numFmt"), _value(level, "w:lvlText"), blank
        )
    return levels


def _small_number(text: str, default: int) -> int:
    """A small number of an attribute; of a broken file it may be anything."""
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else default


def _value(element: Element | None, tag: str) -> str:
    """The value of a child, or nothing."""
    child = None if element is None else element.find(qn(tag))
    return "" if child is None else child.get(_VALUE, "")


def _number_text(levels: Mapping[int, ListLevel], counts: list[int], depth: int) -> str:
    """`第%1条` with the numbers of the levels in place."""
    level = levels[depth]
    if level.form in ("bullet", "none") or not level.words:
        return ""

    def number(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        form = levels[index].form if index in levels else "decimal"
        return _format_number(counts[index] or (levels[index].start if index in levels else 1), form)

    return re.sub(r"%([1-9])", number, level.words) + level.blank


def _format_number(number: int, form: str) -> str:
    if form in _CHINESE:
        return chinese(number)
    if form == "decimalEnclosedCircle" and number <= 20:
        return chr(0x245F + number)
    return str(number)


def chinese(number: int) -> str:
    """A number below ten thousand in Chinese numerals: 十二, 二十, 一百零五."""
    words = ""
    for step, digit in reversed(list(enumerate(map(int, reversed(str(number)))))):
        if digit:
            words += _DIGITS[digit] + _STEPS[min(step, 3)]
        elif words and not words.endswith("零"):
            words += "零"
    words = words.rstrip("零") or "〇"
    return words.removeprefix("一") if 10 <= number < 20 else words
