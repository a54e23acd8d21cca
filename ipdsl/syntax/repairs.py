"""A sentence that reads as soon as one keyword is written otherwise, or one more stands there: which, and where.

In: the place where the parser stopped, which may be some words after the mistake (a misspelled keyword is taken for a
name). Out: the repair, or nothing. A repair is told only where the whole sentence reads with it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

import attrs

from ipdsl.diagnostics.nearest import distance
from ipdsl.diagnostics.phrase import NOTHING, Phrase
from ipdsl.syntax import keywords
from ipdsl.syntax.expectations import MAX_WORDS, WORD, StopPoint, fitting_terminals, keyword_at, slips_allowed
from ipdsl.value_object import ValueObject

_SHORT = 4
"""Of a keyword that lacks a word, so short a rest must be without slips: a `cost` is no `at most`."""
_WORDS_BACK = 3
"""So far before the place where the parser stops may the misspelled keyword begin: `for each fll 100`."""

_COMPARISON_TERMINALS = (
    "compare in words: `at least {word}`, `more than {word}`, `at most {word}` or `less than {word}`",
    "请用文字比较：`不低于 {word}`、`超过 {word}`、`不超过 {word}`或`低于 {word}`",
)
MISSING = (
    (("AMONG",), ("NAME",), ("who is ranked is written `among {word}`", "参加排名的写作`排名 的 {word}`")),
    (
        ("TO", "PER"),
        ("NAME",),
        (
            "who is paid is written `to {word}`, what is counted by `{key}`",
            "奖励对象写作`… 的 {word}`，归并项写作`{key}`",
        ),
    ),
    (("TO",), ("NAME",), ("who is paid is written `to {word}`", "奖励对象写作`… 的 {word}`")),
    (
        ("PER",),
        ("NAME", "YEAR", "MATTER", "APPLICANT"),
        ("what is counted is written `{key}`", "归并项写作`{key}`"),
    ),
    (
        ("WHEN", "WHILE"),
        ("NAME",),
        (
            "a record follows `when`, a state that lasts `while`: `when {word} …`",
            "记录写作`对 {word} … 的`，持续的状态写作`对 {word} … 期间 的`",
        ),
    ),
    (
        ("WHEN",),
        ("NAME", "THE_FIRST"),
        ("a record follows `when`: `when {word} …`", "记录写在`对`之后：`对 {word} … 的`"),
    ),
    (
        ("AND", "OR"),
        ("NAME", "NOT", "HAS", "HAS_NO"),
        ("conditions are joined by `and` or `or`: `and {word} …`", "条件用`且`或`或`连接：`且 {word} …`"),
    ),
    (("FROM",), ("DATE",), ("the first day is written `from {word}`", "起始日写作`自 {word} 起`")),
    (("AT_LEAST", "AT_MOST"), ("DATE", "NUMBER"), _COMPARISON_TERMINALS),
)
"""Little words that are left out, what they stand before, and the next step: the first row of which all fit holds."""


@attrs.frozen(eq=False, repr=False)
class Repair(ValueObject):
    """A stretch of the sentence, and the keywords that may be meant there, the nearest first."""

    start: int
    end: int
    phrases: tuple[str, ...]


def repair_spelling(place: StopPoint) -> Repair | None:
    """A keyword with slips in its letters; the one with the fewest."""
    return _nearest(place, 0)


def repair_missing_word(place: StopPoint) -> Repair | None:
    """A keyword that lacks one of its words, with or without slips in the others."""
    return _nearest(place, 1)


def _nearest(place: StopPoint, lacking: int) -> Repair | None:
    """The nearest keyword that makes the sentence read, of those of which so many words are not there."""
    candidates: list[tuple[float, int, int, int, str]] = []
    text = place.text
    for start in _starts(place):
        here = place if start == place.offset else place.stop_point_at(start)
        words = [*itertools.islice(WORD.finditer(text, start), MAX_WORDS)]
        for phrase in _phrases(here):
            parts = phrase.lower().split()
            count = len(parts) - lacking
            for words_present in itertools.combinations(parts, count) if 0 < count <= len(words) else ():
                slips = _spelling_distance([word.group().lower() for word in words[:count]], words_present)
                is_sure = not lacking or not slips or len(" ".join(words_present)) > _SHORT
                if slips is not None and is_sure and (slips or lacking):
                    candidates.append((slips / len(phrase), -start, -words[count - 1].end(), -len(phrase), phrase))
    reads = [row for row in sorted(candidates) if place.reads(f"{text[: -row[1]]}{row[4]}{text[-row[2] :]}")]
    if not reads:
        return None
    _, start, end, *_ = reads[0]
    alike = dict.fromkeys(row[4] for row in reads if row[1:3] == (start, end))
    return Repair(-start, -end, tuple(alike)[:3])


def _spelling_distance(written: Sequence[str], meant: Sequence[str]) -> int | None:
    """The slips in the letters of some words; None where one of them is another word."""
    slips = [distance(word, part, slips_allowed(part)) for word, part in zip(written, meant, strict=True)]
    is_near = all(n <= slips_allowed(part) and n < len(part) - 1 for n, part in zip(slips, meant, strict=True))
    return sum(slips) if is_near else None


def _starts(place: StopPoint) -> list[int]:
    """Where the word stands that could not be read, and the words just before it."""
    before = [match.start() for match in WORD.finditer(place.text, 0, place.offset)]
    return [*before[1:][-_WORDS_BACK:], place.offset]


def _phrases(place: StopPoint) -> Iterator[str]:
    """The keywords that fit, in every way of writing them."""
    for terminal in sorted(fitting_terminals(place)):
        if terminal.startswith("_"):
            yield from keywords.table()[terminal[1:]].phrases


def missing_keyword(place: StopPoint) -> tuple[str, Phrase]:
    """The little word that is missing before the place, with the next step; both empty where none is."""
    keyword = keyword_at(place.text, place.offset)
    word = place.word
    plain = "DATE" if re.match(r"\d{4}[-/年]", word) else "NUMBER" if word[:1].isdecimal() else "NAME"
    kind = plain if keyword is None else keyword.terminal
    fits = fitting_terminals(place)
    for terminals, before, (en, zh) in MISSING:
        if kind in before and all(f"_{t}" in fits and _reads_with(place, t) for t in terminals):
            return place.keyword_text(terminals[0]), Phrase(en, zh, word=word, key=keywords.per_phrase(word))
    return "", NOTHING


def _reads_with(place: StopPoint, terminal: str) -> bool:
    """The sentence reads with one more keyword at the place."""
    offset = place.offset
    return place.reads(f"{place.text[:offset]}{place.keyword_text(terminal)} {place.text[offset:]}")
