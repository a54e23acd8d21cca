"""Segmentation of the Chinese sentences of a page into words, and the surface of each sentence.

Input: the lines of the layout, and the names that the page may use. Output: the same lines with a blank between words;
all characters keep their places.

A run is a stretch of characters without blanks. It stays whole if it is a word, or if known words do not make it up.
Otherwise it is split by longest match, which is correct for every sentence of the five packaged policies. If the result
cannot be parsed, the other segmentations are tried (`segmented_lines`).

The surface of a sentence is decided before parsing, by its first word or else by the sentence above it.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

import attrs
from lark.exceptions import UnexpectedInput

from ipdsl.syntax import grammar, keywords, layout
from ipdsl.syntax.grammar import Surface
from ipdsl.syntax.layout import Piece, SentenceLine
from ipdsl.syntax.literals import MONEY, RENMINBI
from ipdsl.syntax.parser_tables import sentence_parser

_VALID_YEARS = r"(?<=有效期)[一二两三四五六七八九十]+(?=年|个月)"
_PART = re.compile(
    r'"[^"]*"|第[\dA-Za-z.零〇一二三四五六七八九十百]+[条名]|\d{4}年\d{1,2}月\d{1,2}日|百分之[零一二三四五六七八九十百点]+'
    r"|[一二三四五六七八九十]+分之[一二三四五六七八九十]+"
    rf"|{_VALID_YEARS}"
    r"|当年1月|[A-Za-z_]\w*|\d[\d.,]*(?:[百千万亿]?元?)|"
    rf"(?P<run>(?:(?!第[\d一二三四五六七八九十百]+[条名]|当年1月|百分之|[一二三四五六七八九十]+分之|{_VALID_YEARS})[^\W\d_])+)|."
)


class WordList:
    """The words that may make up a run: keywords and the names of a page."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._all_words = frozenset(names).union({"的", RENMINBI}, *(k.phrases for k in keywords.chinese().values()))
        self._max_length = max(map(len, self._all_words))
        self._lengths = sorted({*map(len, self._all_words)})
        self._splits: dict[str, bool] = {}

    def __contains__(self, run: str) -> bool:
        return run in self._all_words

    def _ends(self, run: str, start: int) -> list[int]:
        """The possible ends of a word from there; only the lengths of known words are tried."""
        return [start + length for length in self._lengths if start + length <= len(run)]

    def leading_words(self, run: str) -> list[str]:
        """The words at the beginning of a run by longest match, up to an unknown part."""
        words: list[str] = []
        offset = 0
        while offset < len(run):
            money = MONEY.match(run, offset)
            ends = reversed(self._ends(run, offset))
            end = money.end() if money else next((e for e in ends if run[offset:e] in self._all_words), None)
            if end is None:
                break
            words.append(run[offset:end])
            offset = end
        return words

    def can_split(self, word: str) -> bool:
        """Whether other words may begin within a word. If not, runs with this word have only one segmentation."""
        known = self._splits.get(word)
        if known is None:
            inner = (word[position:] for position in range(1, len(word)) if word[:position] in self._all_words)
            known = self._splits[word] = any(self._can_continue(rest) for rest in inner)
        return known

    def _can_continue(self, rest: str) -> bool:
        return rest in self._word_beginnings or any(rest[:end] in self._all_words for end in range(1, len(rest) + 1))

    @functools.cached_property
    def _word_beginnings(self) -> frozenset[str]:
        return frozenset(word[:end] for word in self._all_words for end in range(1, len(word)))

    def segments_with_unknown(self, run: str, *, after_number: bool = False) -> list[tuple[str, bool]]:
        """The parts of a run with unknown characters, each with whether it is known.

        The segmentation with the least cost is chosen. Words of one character cost more, except at places where they
        are usual.
        """
        if len(run) > MAX_STEPS:
            return [(run, False)]
        best: list[tuple[int, int, list[tuple[str, bool]]]] = [(0, 0, [])]
        for end in range(1, len(run) + 1):
            tries = []
            for start in range(max(0, end - self._max_length), end):
                piece = run[start:end]
                if piece in self._all_words:
                    cost = _word_cost(piece, start=start, after_number=after_number)
                    tries.append((best[start][0] + cost, 0, [*best[start][2], (piece, True)]))
            for start in range(end):
                before = best[start][2]
                if before and not before[-1][1]:
                    continue  # consecutive unknown characters are one part
                cost = best[start][0] + _UNKNOWN + _UNKNOWN_CHARACTER * (end - start)
                tries.append((cost, start - end, [*before, (run[start:end], False)]))
            best.append(min(tries, key=lambda option: option[:2]))
        return best[-1][2]

    def segmentations(self, run: str) -> list[list[str]]:
        """All segmentations of a whole run into words, the longest words first, up to `MAX_SEGMENTATIONS`."""
        ways: list[list[str]] = []
        stack: list[tuple[int, list[str]]] = [(0, [])]
        steps = 0
        while stack and len(ways) < MAX_SEGMENTATIONS and steps < MAX_STEPS:
            steps += 1
            offset, words = stack.pop()
            if offset == len(run):
                ways.append(words)
                continue
            ends = [end for end in self._ends(run, offset) if run[offset:end] in self._all_words]
            money = MONEY.match(run, offset)
            stack += [(end, [*words, run[offset:end]]) for end in ([money.end()] if money else ends)]
        return ways


_UNKNOWN, _UNKNOWN_CHARACTER = 4, 2
_LEADING_WORDS = frozenset("对按须凡原")
_SEPARATING_WORDS = frozenset("且或的")


def _word_cost(word: str, *, start: int, after_number: bool) -> int:
    """The cost of a known word next to unknown characters: in `新品种`, `种` is probably not the measure word."""
    if len(word) > 1 or word in _SEPARATING_WORDS or (start == 0 and (word in _LEADING_WORDS or after_number)):
        return 1
    return 2 if word not in _measures() else 4


@functools.cache
def _measures() -> frozenset[str]:
    table = keywords.chinese()
    return frozenset(word for terminal in ("MEASURE", "YEAR", "DAY") for word in table[terminal].phrases)


MAX_SEGMENTATIONS = 32
MAX_STEPS = 400
"""The limits of segmentations per run and sentence, and of steps, if the longest words cannot be parsed."""


def segmented_lines(line: SentenceLine, words: WordList) -> Iterator[SentenceLine]:
    """All segmentations of a line without blanks."""
    runs = [part for part in _PART.finditer(line.text) if part["run"] is not None and part["run"] not in words]
    ways = [words.segmentations(part["run"]) or [_split_at_de(part["run"], words)] for part in runs]
    fixed = [
        place
        for part in _PART.finditer(line.text)
        if part["run"] is None
        for place in _boundaries_beside(line.text, part)
    ]
    for chosen in itertools.islice(itertools.product(*ways), MAX_SEGMENTATIONS):
        places = set(fixed)
        for part, pieces in zip(runs, chosen, strict=True):
            places.update(_boundaries_between(pieces, part.start()))
        other = attrs.evolve(line, pieces=list(line.pieces))
        if places:
            _insert_blanks(other, sorted(places))
        yield other


def _boundaries_beside(text: str, part: re.Match[str]) -> list[int]:
    return _boundaries_around(text, part) if part.group()[0] in _BEGINS else []


def segment(line: SentenceLine, words: WordList) -> None:
    """Insert blanks between the words of a sentence, and keep its other segmentations."""
    places: set[int] = set()
    for part in _PART.finditer(line.text):
        run, start = part["run"], part.start()
        if run is None:
            places.update(_boundaries_around(line.text, part) if part.group()[0] in _BEGINS else ())
            continue
        if run in words:
            continue
        pieces = words.leading_words(run)
        if sum(map(len, pieces)) < len(run):
            ways = words.segmentations(run)
            line.has_unknown = line.has_unknown or not ways
            pieces = ways[0] if ways else _split_at_de(run, words)
        line.is_doubtful = line.is_doubtful or any(map(words.can_split, pieces))
        places.update(_boundaries_between(pieces, start))
    uncut = attrs.evolve(line) if places else line
    line.other_segmentations = functools.partial(segmented_lines, uncut, words)
    line.segment_around_unknown = functools.partial(segment_around_unknown, uncut, words)
    if places:
        _insert_blanks(line, sorted(places))


def segment_around_unknown(line: SentenceLine, words: WordList) -> SentenceLine:
    """A segmentation of a line without blanks in which unknown parts are separate; `unknown` has their places."""
    places: set[int] = set()
    unknown: list[tuple[int, int]] = []
    for part in _PART.finditer(line.text):
        run, start_of_piece = part["run"], part.start()
        if run is None:
            places.update(_boundaries_beside(line.text, part))
            continue
        pieces = words.segments_with_unknown(run, after_number=line.text[start_of_piece - 1 : start_of_piece].isdigit())
        places.update(_boundaries_between([piece for piece, _ in pieces], start_of_piece))
        for piece, is_known in pieces:
            if not is_known and len(pieces) > 1:
                unknown.append((start_of_piece, start_of_piece + len(piece)))
            start_of_piece += len(piece)
    other = attrs.evolve(line, pieces=list(line.pieces))
    other.unknown = tuple(
        (start + sum(place <= start for place in places), end + sum(place < end for place in places))
        for start, end in unknown
    )
    if places:
        _insert_blanks(other, sorted(places))
    return other


def _boundaries_between(pieces: list[str], start: int) -> Iterator[int]:
    """The boundaries between the parts of a run that begins at `start`."""
    return itertools.islice(itertools.accumulate(map(len, pieces[:-1]), initial=start), 1, None)


_BEGINS = "第当百一二两三四五六七八九十"
"""Characters that begin a word with digits or numerals: `第5条`, `当年1月`, `百分之五`, the `三` in `有效期三年`."""


def _boundaries_around(text: str, part: re.Match[str]) -> list[int]:
    """The boundaries of such a word where it touches others."""
    start, end = part.span()
    before = [start] if start and text[start - 1].isalpha() else []
    return before + ([end] if end < len(text) and text[end].isalpha() and text[end] != "的" else [])


def _split_at_de(run: str, words: WordList) -> list[str]:
    """Split a run with unknown characters at 的, which is not part of any name."""
    parts: list[str] = []
    for piece in re.split("(的)", run):
        pieces = words.leading_words(piece)
        parts += pieces if sum(map(len, pieces)) == len(piece) else [piece]
    return parts


def _insert_blanks(line: SentenceLine, places: list[int]) -> None:
    ends = [0, *places, len(line.text)]
    shifted = [attrs.evolve(p, offset=p.offset + sum(place <= p.offset for place in places)) for p in line.pieces]
    for count, place in enumerate(places, start=1):
        piece = max((p for p in line.pieces if p.offset <= place), key=lambda p: p.offset)
        shifted.append(Piece(place + count, piece.line, piece.column + place - piece.offset))
    line.pieces = sorted(dict.fromkeys(shifted), key=lambda p: p.offset)
    line.text = " ".join(line.text[start:end] for start, end in pairwise(ends))
    line.written = " ".join(line.written[start:end] for start, end in pairwise(ends))


_QUOTED = re.compile(r'"[^"]*"')
_WORD = re.compile(r"[A-Za-z]+(?![A-Za-z0-9_])")
_NUMBERS = re.compile(r"\d+年\d+月\d+日|\d{4}年度?(?!\w)|\d[\d.,]*[百千万亿]?元?")
"""Numbers that English sentences also use."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_ANSWER = re.compile(r"(?:yes|no) *:")
"""A row of a yes/no field, also between Chinese rows."""
_CHINESE_FIELD = re.compile(r'\w+ "[^"]*" [\u4e00-\u9fff]')
"""A field whose name is an English keyword, with its label and its type: `level "级别" 级别`."""
_ENGLISH_OPENERS = {"if", "as", "at", "more", "less", "between", "otherwise", "not", "no"}
"""Words that begin English sentences and rows, in addition to keywords of sentences."""
_CHINESE_OPENERS = (
    "FOR", "FROM", "PER", "PER_YEAR", "EVERY_YEAR_FOR", "WHOEVER", "MUST", "BY", "BY_END", "WHOLE", "HAS_NO",
    "OTHERWISE",
)  # fmt: skip


def assign_surfaces(lines: Iterable[SentenceLine], surface_above: Surface = Surface.CHINESE) -> None:
    """Set the possible surfaces of each sentence, the likely one first.

    `surface_above` is the surface of the sentence above. A sentence that is clearly Chinese is not tried in English,
    because its verbs would be read as names.
    """
    for line in lines:
        first = _likely(line.text, surface_above)
        if not line.text.isascii():
            line.surfaces = (first,) if first is Surface.CHINESE else tuple(Surface)
        assign_surfaces(line.children, first)


def _likely(text: str, surface_above: Surface) -> Surface:
    """The likely surface of a sentence.

    A sentence that begins with a name or a number has the surface of the sentence above.
    """
    first = None if _ANSWER.match(text) else _WORD.match(text)
    if first is not None and first.group().lower() in _english() and not _CHINESE_FIELD.match(text):
        return Surface.ENGLISH
    if text.isascii():
        return surface_above
    if not _CHINESE.search(_NUMBERS.sub("", _QUOTED.sub("", text))):
        return Surface.ENGLISH
    return Surface.CHINESE if text.startswith(_chinese()) else surface_above


@functools.cache
def _english() -> frozenset[str]:
    """The words with which an English sentence may begin."""
    begin = (k for k in keywords.table().values() if k.begins_sentence)
    return frozenset(_ENGLISH_OPENERS).union(phrase.split()[0].lower() for k in begin for phrase in k.phrases)


@functools.cache
def _chinese() -> tuple[str, ...]:
    """The words that may begin a Chinese sentence, except names and numbers."""
    sentence_keywords = (k for k in keywords.chinese().values() if k.begins_sentence or k.terminal in _CHINESE_OPENERS)
    return ("第", *(word for k in sentence_keywords for word in k.phrases))


Names: TypeAlias = Callable[[Sequence[str]], Iterable[str]]
"""From names of vocabularies to the names that they declare, including labels."""

_USE = re.compile(r"(?:use +|使用词汇 *)([^\W\d]\w*)")
DEFINITION = r"本[^\W\d]{2}所称"
"""The word before a definition: 本文件所称, 本办法所称."""
_DEFINED = rf'{DEFINITION} *(?:[^的"]*的)? *'
_DECLARED = re.compile(
    r'(?:group|table|here|as|policy|组|标准表|简称|政策) +([^\W\d]\w*)|(?:组|简称)([^\W\d]\w*) *(?:"[^"]*")? *:?$'
    rf'|{_DEFINED}([^\W\d]\w*?) *(?:"[^"]*")? *,? *(?:按|是指)'
)
_LABEL = re.compile(rf'(?:group|table|here|as|组|标准表|简称|{_DEFINED}) *[^\W\d]\w* *"([^"]*)"')


def segment_page(laid_out: layout.Layout, names: Names | None, *, of_policy: bool) -> None:
    """Insert blanks between the words of the Chinese sentences."""
    assign_surfaces(laid_out.lines)
    lines = [line for line in laid_out.all_lines() if not line.is_broken]
    chinese = [line for line in lines if line.surfaces[0] is Surface.CHINESE]
    if not chinese:
        return
    used = used_names(lines)
    declared = {match[1] or match[2] or match[3] for line in lines if (match := _DECLARED.match(line.text))}
    declared |= {match[1] for line in lines if (match := _LABEL.match(line.text))}
    if of_policy:
        declared.update(_misplaced_declarations(lines))
    else:
        declared.update(word for line in lines for word in _words_of_declaration(line.text))
    words = WordList(declared.union(used, () if names is None else names(used)))
    for line in chinese:
        segment(line, words)


def used_names(lines: Iterable[SentenceLine]) -> list[str]:
    """The vocabularies that lines of a page name."""
    return [match[1] for line in lines if (match := _USE.match(line.text))]


_VERBS = "申请人|统称|选项|行情|记录|识别项|事件|状态"
_VOCABULARY_WORD = re.compile(rf"(?:(?:{_VERBS}|于|自|至) +|起自 *|(?:^|· ?)(?!{_VERBS}))([^\W\d]\w*)(?= |$)")
"""A declaration in a vocabulary; a declared word is not split there, even if it consists of other words."""
_VOCABULARY_LIST = re.compile(r"(?:(?:^|· ?)识别项|取值|包括) +((?:[^\W\d]\w*(?: *, *|$| +))+)")
"""A list of names in a vocabulary."""
_DECLARATION = re.compile(r"(?:记录|统称|选项|行情) *(?=[^\W\d])|(?:申请人|级别) +(?!须|应)|(?:年度数据|申请人情况)$")


def _words_of_declaration(text: str) -> Iterator[str]:
    """The words between blanks of a declaration in a vocabulary, and those of its list."""
    unquoted = _QUOTED.sub('""', text)
    yield from _VOCABULARY_WORD.findall(unquoted)
    for names in _VOCABULARY_LIST.findall(unquoted):
        yield from re.findall(r"\w+", names)


def _misplaced_declarations(lines: Sequence[SentenceLine]) -> Iterable[str]:
    """The words of misplaced declarations on the page of a policy, so that only the declarations are reported."""
    for line in lines:
        declaration = _DECLARATION.match(line.text)
        for inner_line in () if declaration is None else layout.line_and_below(line):
            text = inner_line.text[declaration.end() if inner_line is line and declaration is not None else 0 :]
            yield from re.findall(r"[^\W\d]\w*", text)


def tree_of_other_segmentation(line: SentenceLine, start: str) -> Any:
    """The tree of the only other segmentation that can be parsed, or `None`. The line then has that segmentation."""
    read = readings(line, start)
    if len(read) != 1:
        return None
    tree, other = read[0]
    line.take_segmentation(other)
    return tree


def readings(line: SentenceLine, start: str) -> list[tuple[Any, SentenceLine]]:
    """The different trees of a Chinese sentence in all segmentations, each with its line."""
    read: list[tuple[Any, SentenceLine]] = []
    for other in line.other_segmentations() if line.other_segmentations is not None else ():
        try:
            tree = sentence_parser(Surface.CHINESE).parse(other.text, start=start)
        except UnexpectedInput:
            continue
        if all(tree != known for known, _ in read):
            read.append((tree, other))
    return read


def tree_around_unknown(line: SentenceLine, start: str) -> Any:
    """The tree of a Chinese sentence in which unknown parts are read as names, or `None`.

    A later stage reports that these names are not declared.
    """
    if line.segment_around_unknown is None or not line.has_unknown:
        return None
    other = line.segment_around_unknown()
    try:
        tree = sentence_parser(Surface.CHINESE).parse(other.text, start=start)
    except UnexpectedInput:
        return None
    if tree.data in grammar.NAMELIKE_KINDS:
        return None
    line.take_segmentation(other)
    return tree
