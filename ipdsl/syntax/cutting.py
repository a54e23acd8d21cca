"""Blanks between the words of a Chinese sentence that was written without them.

In: a sentence, and the names that its page may use. Out: in the same sentence a blank wherever a word ends, each place
still where it was written. A run of characters that is a word, or that no words cut, stays as it is: longest
match first, which cut every sentence of the five policies rightly. Where that makes no sentence, the other cuts are
tried (`others`).
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

import attrs

from ipdsl.syntax import keywords
from ipdsl.syntax.layout import Line, Piece
from ipdsl.syntax.numbers import MONEY, RENMINBI

_VALID_YEARS = r"(?<=有效期)[一二两三四五六七八九十]+(?=年|个月)"
_PART = re.compile(
    r'"[^"]*"|第[\dA-Za-z.零〇一二三四五六七八九十百]+[条名]|\d{4}年\d{1,2}月\d{1,2}日|百分之[零一二三四五六七八九十百点]+'
    rf"|{_VALID_YEARS}"
    r"|当年1月|[A-Za-z_]\w*|\d[\d.,]*(?:[百千万亿]?元?)|"
    rf"(?P<run>(?:(?!第[\d一二三四五六七八九十百]+[条名]|当年1月|百分之|{_VALID_YEARS})[^\W\d_])+)|."
)


class Words:
    """What a run of characters may be made of: keywords, and the names of a page."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._every = frozenset(names).union({"的", RENMINBI}, *(k.phrases for k in keywords.chinese().values()))
        self._most = max(map(len, self._every))
        self._lengths = sorted({*map(len, self._every)})
        self._splits: dict[str, bool] = {}

    def __contains__(self, run: str) -> bool:
        return run in self._every

    def _ends(self, run: str, at: int) -> list[int]:
        """Where a word may end that begins there: words have few lengths, however long one of them is."""
        return [at + length for length in self._lengths if at + length <= len(run)]

    def beginning(self, run: str) -> list[str]:
        """The words with which a run begins, the longest first at each place, up to what is no word."""
        found: list[str] = []
        at = 0
        while at < len(run):
            money = MONEY.match(run, at)
            ends = reversed(self._ends(run, at))
            end = money.end() if money else next((e for e in ends if run[at:e] in self._every), None)
            if end is None:
                break
            found.append(run[at:end])
            at = end
        return found

    def may_split(self, word: str) -> bool:
        """Whether other words may begin within a word: without this, a run that it stands in has one cut alone."""
        known = self._splits.get(word)
        if known is None:
            inner = (word[at:] for at in range(1, len(word)) if word[:at] in self._every)
            known = self._splits[word] = any(self._goes_on(rest) for rest in inner)
        return known

    def _goes_on(self, rest: str) -> bool:
        return rest in self._begun or any(rest[:end] in self._every for end in range(1, len(rest) + 1))

    @functools.cached_property
    def _begun(self) -> frozenset[str]:
        return frozenset(word[:end] for word in self._every for end in range(1, len(word)))

    def around_unknown(self, run: str, *, after_number: bool = False) -> list[tuple[str, bool]]:
        """A run that words do not make up, cut at the longest known words: its parts, and whether each is known.

        Of all cuts that with the least unknown, where a word of one character counts only where such words stand.
        """
        if len(run) > MOST_STEPS:
            return [(run, False)]
        best: list[tuple[int, int, list[tuple[str, bool]]]] = [(0, 0, [])]
        for end in range(1, len(run) + 1):
            tries = []
            for start in range(max(0, end - self._most), end):
                piece = run[start:end]
                if piece in self._every:
                    cost = _cost_of_a_word(piece, start=start, after_number=after_number)
                    tries.append((best[start][0] + cost, 0, [*best[start][2], (piece, True)]))
            for start in range(end):
                before = best[start][2]
                if before and not before[-1][1]:
                    continue  # what is unknown is one stretch
                cost = best[start][0] + _UNKNOWN + _UNKNOWN_CHARACTER * (end - start)
                tries.append((cost, start - end, [*before, (run[start:end], False)]))
            best.append(min(tries, key=lambda one: one[:2]))
        return best[-1][2]

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
            ends = [end for end in self._ends(run, at) if run[at:end] in self._every]
            money = MONEY.match(run, at)
            stack += [(end, [*words, run[at:end]]) for end in ([money.end()] if money else ends)]
        return found


_UNKNOWN, _UNKNOWN_CHARACTER = 4, 2
_LEADING = frozenset("对按须凡")
_PARTING = frozenset("且或的")


def _cost_of_a_word(word: str, *, start: int, after_number: bool) -> int:
    """What a known word costs beside unknown characters: `种` in `新品种` is hardly the measure word."""
    if len(word) > 1 or word in _PARTING or (start == 0 and (word in _LEADING or after_number)):
        return 1
    return 2 if word not in _measures() else 4


@functools.cache
def _measures() -> frozenset[str]:
    table = keywords.chinese()
    return frozenset(word for terminal in ("MEASURE", "YEAR", "DAY") for word in table[terminal].phrases)


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
            places.update(_between(pieces, part.start()))
        other = attrs.evolve(line, pieces=list(line.pieces))
        if places:
            _put_blanks(other, sorted(places))
        yield other


def _beside(text: str, part: re.Match[str]) -> list[int]:
    return _around(text, part) if part.group()[0] in _BEGINS else []


def cut(line: Line, words: Words) -> None:
    """Put blanks between the words of a sentence, which knows its other cuts from then on."""
    places: set[int] = set()
    for part in _PART.finditer(line.text):
        run, at = part["run"], part.start()
        if run is None:
            places.update(_around(line.text, part) if part.group()[0] in _BEGINS else ())
            continue
        if run in words:
            continue
        pieces = words.beginning(run)
        if sum(map(len, pieces)) < len(run):
            ways = words.covers(run)
            line.has_unknown = line.has_unknown or not ways
            pieces = ways[0] if ways else _around_that(run, words)
        line.is_doubtful = line.is_doubtful or any(map(words.may_split, pieces))
        places.update(_between(pieces, at))
    uncut = attrs.evolve(line) if places else line
    line.others = functools.partial(others, uncut, words)
    line.around_unknown = functools.partial(around_unknown, uncut, words)
    if places:
        _put_blanks(line, sorted(places))


def around_unknown(line: Line, words: Words) -> Line:
    """A sentence that is not cut yet, cut around what is no word; where such stretches beside words reach is kept."""
    places: set[int] = set()
    unknown: list[tuple[int, int]] = []
    for part in _PART.finditer(line.text):
        run, at = part["run"], part.start()
        if run is None:
            places.update(_beside(line.text, part))
            continue
        pieces = words.around_unknown(run, after_number=line.text[at - 1 : at].isdigit())
        places.update(_between([piece for piece, _ in pieces], at))
        for piece, is_known in pieces:
            if not is_known and len(pieces) > 1:
                unknown.append((at, at + len(piece)))
            at += len(piece)
    other = attrs.evolve(line, pieces=list(line.pieces))
    other.unknown = tuple(
        (start + sum(place <= start for place in places), end + sum(place < end for place in places))
        for start, end in unknown
    )
    if places:
        _put_blanks(other, sorted(places))
    return other


def _between(pieces: list[str], at: int) -> Iterator[int]:
    """Where the pieces of a run meet that begins at a place."""
    return itertools.islice(itertools.accumulate(map(len, pieces[:-1]), initial=at), 1, None)


_BEGINS = "第当百一二两三四五六七八九十"
"""What begins a word that holds digits or numerals: `第5条`, `当年1月`, `百分之五`, the `三` of `有效期三年`."""


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
