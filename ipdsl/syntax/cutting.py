"""Blanks between the words of a Chinese sentence that was written without them.

In: a sentence, and the names that its page may use. Out: in the same sentence a blank wherever a word ends, each place
still where it was written. A run of characters that is a word, or that no words cut, stays as it is: longest
match first, which cut every sentence of the five policies rightly. Where that makes no sentence, the other cuts are
tried (`others`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from ipdsl.making import attrs
from ipdsl.syntax import keywords
from ipdsl.syntax.layout import Line, Piece
from ipdsl.syntax.numbers import MONEY, RENMINBI

_PART = re.compile(
    r'"[^"]*"|第[\dA-Za-z.零〇一二三四五六七八九十百]+[条名]|\d{4}年\d{1,2}月\d{1,2}日|百分之[零一二三四五六七八九十百点]+'
    r"|当年1月|[A-Za-z_]\w*|\d[\d.,]*(?:[百千万亿]?元?)|(?P<run>(?:(?!第[\d一二三四五六七八九十百]+[条名]|当年1月|百分之)[^\W\d_])+)|."
)


class Words:
    """What a run of characters may be made of: keywords, and the names of a page."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._every = frozenset(names).union({"的", RENMINBI}, *(k.phrases for k in keywords.chinese().values()))
        self._most = max(map(len, self._every))

    def __contains__(self, run: str) -> bool:
        return run in self._every

    def beginning(self, run: str) -> list[str]:
        """The words with which a run begins, the longest first at each place, up to what is no word."""
        found: list[str] = []
        at = 0
        while at < len(run):
            money = MONEY.match(run, at)
            ends = range(min(at + self._most, len(run)), at, -1)
            end = money.end() if money else next((e for e in ends if run[at:e] in self._every), None)
            if end is None:
                break
            found.append(run[at:end])
            at = end
        return found

    def covers(self, run: str) -> list[list[str]]:
        """The ways in which words make up a whole run, the longest words first; so many at the most."""
        found: list[list[str]] = []
        stack: list[tuple[int, list[str]]] = [(0, [])]
        steps = 0
        while stack and len(found) < MOST_CUTS and steps < MOST_STEPS:
            steps += 1
            at, words = stack.pop()
            if at == len(run):
                found.append(words)
                continue
            ends = [end for end in range(at + 1, min(at + self._most, len(run)) + 1) if run[at:end] in self._every]
            money = MONEY.match(run, at)
            stack += [(end, [*words, run[at:end]]) for end in ([money.end()] if money else ends)]
        return found


MOST_CUTS = 32
MOST_STEPS = 400
"""So many cuts of a run, and of a sentence, are tried where the longest words lead to none; and so many steps."""


def others(line: Line, words: Words) -> Iterator[Line]:
    """A sentence that is not cut yet, in each of the ways in which words make up its runs."""
    runs = [part for part in _PART.finditer(line.text) if part["run"] is not None and part["run"] not in words]
    ways = [words.covers(part["run"]) or [_around_that(part["run"], words)] for part in runs]
    fixed = [at for part in _PART.finditer(line.text) if part["run"] is None for at in _beside(line.text, part)]
    for chosen in itertools.islice(itertools.product(*ways), MOST_CUTS):
        places = set(fixed)
        for part, pieces in zip(runs, chosen, strict=True):
            ends = itertools.accumulate(map(len, pieces[:-1]), initial=part.start())
            places.update(itertools.islice(ends, 1, None))
        other = attrs.evolve(line, pieces=list(line.pieces), unknown=None)
        if places:
            _put_blanks(other, sorted(places))
        yield other


def _beside(text: str, part: re.Match[str]) -> list[int]:
    return _around(text, part) if part.group()[0] in _BEGINS else []


def cut(line: Line, words: Words) -> None:
    """Put blanks between the words of a sentence."""
    places: set[int] = set()
    unknown: tuple[int, int] | None = None
    for part in _PART.finditer(line.text):
        run, at = part["run"], part.start()
        if run is None:
            places.update(_around(line.text, part) if part.group()[0] in _BEGINS else ())
            continue
        if run in words:
            continue
        pieces = words.beginning(run)
        begun = sum(map(len, pieces))
        if begun < len(run) and (ways := words.covers(run)):
            pieces = ways[0]
        elif begun < len(run):
            unknown = unknown or ((at + begun, part.end()) if begun else None)
            pieces = _around_that(run, words)
        for piece in pieces[:-1]:
            at += len(piece)
            places.add(at)
    if unknown is not None:
        start, end = unknown
        line.unknown = start + sum(place <= start for place in places), end + sum(place < end for place in places)
    if places:
        _put_blanks(line, sorted(places))


_BEGINS = "第当百"
"""What begins a word that holds digits: `第5条`, `当年1月`, `百分之五`."""


def _around(text: str, part: re.Match[str]) -> list[int]:
    """Where such a word touches others."""
    start, end = part.span()
    before = [start] if start and text[start - 1].isalpha() else []
    return before + ([end] if end < len(text) and text[end].isalpha() and text[end] != "的" else [])


def _around_that(run: str, words: Words) -> list[str]:
    """A run of which some is no word: at least 的 parts words, since no name has it."""
    found: list[str] = []
    for piece in re.split("(的)", run):
        pieces = words.beginning(piece)
        found += pieces if sum(map(len, pieces)) == len(piece) else [piece]
    return found


def _put_blanks(line: Line, places: list[int]) -> None:
    ends = [0, *places, len(line.text)]
    shifted = [attrs.evolve(p, offset=p.offset + sum(place <= p.offset for place in places)) for p in line.pieces]
    for count, place in enumerate(places, start=1):
        own = max((p for p in line.pieces if p.offset <= place), key=lambda p: p.offset)
        shifted.append(Piece(place + count, own.line, own.column + place - own.offset))
    line.pieces = sorted(dict.fromkeys(shifted), key=lambda p: p.offset)
    line.text = " ".join(line.text[start:end] for start, end in pairwise(ends))
    line.written = " ".join(line.written[start:end] for start, end in pairwise(ends))
