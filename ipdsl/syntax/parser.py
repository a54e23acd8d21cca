"""Text to syntax tree: `parse` reads a page and never fails; mistakes are in the report.

Lark parses one sentence at a time, under the start symbol of its place. So a broken sentence gives one finding, and the
sentences next to it are not affected. The lines under a broken sentence are parsed under any start symbol that fits.

Before that, Chinese sentences are split into words: a blank is put between words, and all characters keep their places.

A run is a stretch of characters without blanks. It stays whole if it is a word, or if known words do not make it up.
Otherwise it is split by longest match, which is correct for every sentence of the five packaged policies. If the result
cannot be parsed, the other segmentations are tried (`segmented_lines`).

The surface of a sentence is decided before parsing, by its first word or else by the sentence above it.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

import attrs
from lark.exceptions import UnexpectedInput

from ipdsl.base.findings.finding import Diagnostic, Edit, Report, with_changes
from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.source import Source, Span
from ipdsl.base.value_object import ValueObject
from ipdsl.syntax import ast, common_mistakes, errors, explanation, keywords, layout
from ipdsl.syntax.common_mistakes import (
    LIMIT_LINES,
    PageContext,
    StopPoint,
    first_advice,
    keyword_at,
    longest_keyword,
)
from ipdsl.syntax.expression_builders import Branch, SentenceContext
from ipdsl.syntax.keywords import Surface
from ipdsl.syntax.layout import Piece, SentenceLine
from ipdsl.syntax.literals import MONEY, RENMINBI
from ipdsl.syntax.parser_tables import (
    SentenceToken,
    accepted_terminals,
    kind_of,
    sentence_parser,
    sentence_tokens,
    stop_offset,
)
from ipdsl.syntax.sentence_builders import BUILDERS, choice_members
from ipdsl.syntax.sentence_cache import BlockKey, KeptBlock, PageVersion, SentenceCache, block_keys

_VALID_YEARS = r"(?:(?<=有效期)|(?<=有效期 ))[一二两三四五六七八九十]+(?=年|个月)"
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


def words_of_page(laid_out: layout.Layout, names: Names | None, *, of_policy: bool) -> frozenset[str] | None:
    """The names that sentences of a page may use, from its lines and its vocabularies; `None` if none is Chinese."""
    assign_surfaces(laid_out.lines)
    lines = [line for line in laid_out.all_lines() if not line.is_broken]
    if all(line.surfaces[0] is not Surface.CHINESE for line in lines):
        return None
    used = used_names(lines)
    declared = {match[1] or match[2] or match[3] for line in lines if (match := _DECLARED.match(line.text))}
    declared |= {match[1] for line in lines if (match := _LABEL.match(line.text))}
    if of_policy:
        declared.update(_misplaced_declarations(lines))
    else:
        declared.update(word for line in lines for word in _words_of_declaration(line.text))
    return frozenset(declared.union(used, () if names is None else names(used)))


def segment_lines(lines: Iterable[SentenceLine], words: WordList) -> None:
    """Insert blanks between the words of the Chinese sentences."""
    for line in lines:
        if line.surfaces[0] is Surface.CHINESE and not line.is_broken:
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
    if tree.data in keywords.NAMELIKE_KINDS:
        return None
    line.take_segmentation(other)
    return tree


MAX_ROWS = 2_000


@attrs.frozen(eq=False, repr=False)
class _ParsedSentence(ValueObject):
    """A parsed sentence: its tree, or `None` if it is broken."""

    tree: Branch | None
    kind: str = ""
    is_chinese: bool = False


@attrs.define(eq=False, repr=False)
class _PageParser:
    """The state of one pass over the sentences of a page.

    `keys` are those of its blocks, by the identity of their first line. `known` has the blocks of the version before,
    and `kept` those of this version. `explained` is the number of explained sentences, with and without a finding.
    """

    report: Report
    context: PageContext
    has_given_up: bool = False
    misindented_start: str = ""
    is_policy: bool = True
    has_header: bool = False
    has_reported_declaration: bool = False
    doubts: list[ast.AmbiguousSegmentation] = attrs.field(factory=list)
    cache: SentenceCache = attrs.field(factory=SentenceCache)
    keys: Mapping[int, BlockKey] = attrs.field(factory=dict)
    known: Mapping[BlockKey, KeptBlock] = attrs.field(factory=dict)
    kept: dict[BlockKey, KeptBlock] = attrs.field(factory=dict)
    explained: int = 0
    _parsed_by_text: dict[tuple[str, str, Surface], _ParsedSentence] = attrs.field(factory=dict)

    def parse_body(
        self, lines: Sequence[SentenceLine], start: str, parent: SentenceLine | None
    ) -> tuple[ast.Sentence, ...]:
        """The sentences under a sentence, or of the page, in order, without broken ones."""
        sentences: list[ast.Sentence] = []
        if len(lines) > MAX_ROWS and parent is not None:
            self.report.add(errors.TooManyRows(span=lines[MAX_ROWS].place, count=len(lines), limit=MAX_ROWS))
            lines = lines[:MAX_ROWS]
        index = 0
        while index < len(lines) and not self._has_too_many_findings(lines[index]):
            line = lines[index]
            index += 1
            before, self.misindented_start = self.misindented_start, ""
            run = before if index > 1 else ""
            key = self.keys.get(id(line)) if parent is None else None
            block = None if key is None else self.known.get(key)
            if key is not None and block is not None:
                if block.kind in keywords.WORD_DECLARATIONS:
                    self._report_declaration(line)
                self.kept[key] = block
                sentences.append(block.sentence)
                continue
            reported = self._report_sizes()
            read = self._sentence(line, start, parent, run)
            if read.tree is None:
                self._read_loose_lines(line.children, line)
                continue
            if start == keywords.PAGE and read.kind in keywords.WORD_DECLARATIONS:
                self._report_declaration(line)
            beneath = keywords.BODIES.get(read.kind)
            below: Sequence[SentenceLine] = line.children
            last = index
            if beneath is not None and beneath.needs and not below:
                taken = self._take_misindented(lines[index:], start, beneath.start)
                index += len(taken)
                below = _flatten_misindented(taken)
                if not any(line.is_misindented for line in taken):
                    word = explanation.first_phrase(line.text)
                    self.report.add(errors.MissingBody(span=line.place, word=word, what=beneath.needs))
            sentences.append(self._build_sentence(line, read, below, start))
            if key is not None and index == last and self._report_sizes() == reported:
                self.kept[key] = KeptBlock(line, read.kind, sentences[-1])
        return tuple(sentences)

    def _report_sizes(self) -> tuple[int, int, int]:
        """A state that differs after anything was reported about a sentence."""
        return len(self.report), len(self.doubts), self.explained

    def _has_too_many_findings(self, line: SentenceLine) -> bool:
        if not self.has_given_up and len(self.report) >= layout.MAX_FINDINGS:
            self.has_given_up = True
            self.report.add(errors.TooManyFindings(span=line.place, count=layout.MAX_FINDINGS))
        return self.has_given_up

    def _build_sentence(
        self, line: SentenceLine, read: _ParsedSentence, lines_below: Sequence[SentenceLine], start: str
    ) -> ast.Sentence:
        beneath = keywords.BODIES.get(read.kind)
        body: tuple[Any, ...] = ()
        if beneath is None:
            for child in () if lines_below[:1] and lines_below[0].is_misindented else lines_below[:1]:
                word = explanation.first_phrase(line.text)
                self.report.add(errors.UnexpectedBody(span=child.place, word=word))
            self._read_loose_lines(lines_below, line)
        elif beneath.start == "choice_line":
            body = self._choices(line, lines_below)
        else:
            body = self.parse_body(lines_below, beneath.start, line)
        assert read.tree is not None
        built = BUILDERS[read.kind](SentenceContext(line, self.report), read.tree, body)
        if line.is_doubtful and read.is_chinese:
            self._record_ambiguity(line, read, start)
        return built

    def _record_ambiguity(self, line: SentenceLine, read: _ParsedSentence, start: str) -> None:
        """Record a different sentence with the same characters, if there is one."""
        taken = _built_sentence(line, read.tree)
        for tree, other in readings(line, start):
            if _built_sentence(other, tree) != taken:
                self.doubts.append(ast.AmbiguousSegmentation(line.place, line.written, other.written))
                return

    def _choices(self, line: SentenceLine, lines_below: Sequence[SentenceLine]) -> tuple[ast.MemberDecl, ...]:
        """The members in the lines of a choice. The lines are not sentences, so their comments move above it."""
        members: list[ast.MemberDecl] = []
        for child in lines_below:
            read = self._sentence(child, "choice_line", line)
            if read.tree is not None:
                members += choice_members(SentenceContext(child, self.report), read.tree)
            line.comments_above += tuple(t for t in child.comments_above if t != "\n")
            line.comments_above += () if child.comment_at_end is None else (child.comment_at_end,)
            self._read_loose_lines(child.children, child)
        return tuple(members)

    def _sentence(self, line: SentenceLine, start: str, parent: SentenceLine | None, run: str = "") -> _ParsedSentence:
        """Parse one sentence at its place, or report a finding.

        `run` is the start symbol under which the sentence before would be correct. Consecutive sentences with the same
        one are reported once.
        """
        if line.is_broken:
            return _ParsedSentence(None)
        slip = explanation.ranking_without_by(line)
        if slip is not None:
            self.report.add(slip)
            return _ParsedSentence(None)
        try:
            return self._parse_sentence(line, start)
        except UnexpectedInput:
            self.explained += 1
            self._explain(line, start, parent, run)
        return _ParsedSentence(None)

    def _parse_sentence(self, line: SentenceLine, start: str) -> _ParsedSentence:
        """The tree of a sentence. Its places are relative to the sentence, so that equal sentences share a tree."""
        key = line.text, start, line.surfaces[0]
        known = self._parsed_by_text.get(key)
        if known is None:
            try:
                tree, surface = self.cache.tree(line.text, start, line.surfaces)
            except UnexpectedInput:
                tree = tree_of_other_segmentation(line, start) or tree_around_unknown(line, start)
                surface = Surface.CHINESE
                if tree is None:
                    raise
                key = line.text, start, surface
            known = self._parsed_by_text[key] = _ParsedSentence(tree, str(tree.data), surface is Surface.CHINESE)
        line.is_chinese = known.is_chinese
        return known

    def _report_declaration(self, line: SentenceLine) -> None:
        """Report the first declaration on the page of a policy only, because the next step is the same for all."""
        if self.is_policy and not self.has_reported_declaration:
            self.has_reported_declaration = True
            word = explanation.first_phrase(line.text)
            self.report.add(errors.DeclarationOnPolicyPage(span=line.span(0, len(word)), word=word))

    def _declares(self, line: SentenceLine, start: str) -> bool:
        """Whether a sentence that is wrong at its place is a declaration, which policies do not contain."""
        if not self.is_policy or start in keywords.DECLARATION_PLACES:
            return False
        places = (keywords.PAGE, "record_line") if self.has_header else (keywords.PAGE,)
        kinds = (kind_of(line.text, other, line.surfaces[0]) for other in places)
        return not keywords.WORD_DECLARATIONS.isdisjoint(kinds)

    def _explain(self, line: SentenceLine, start: str, parent: SentenceLine | None, run: str) -> None:
        """Report a sentence that cannot be parsed at its place."""
        is_chinese = line.surfaces[0] is Surface.CHINESE
        if line.is_misindented:
            self._read_under_any_start(line, start)
        elif self._declares(line, start):
            self._report_declaration(line)
            self._read_children_as(line, keywords.PAGE)
        elif is_chinese and len(cuts := [other.written for _, other in readings(line, start)]) > 1:
            self.report.add(errors.AmbiguousWordSegmentation(span=line.place, first=cuts[0], second=cuts[1]))
        elif is_chinese or (elsewhere := explanation.fitting_start(line.text, start, first_terminals)) is None:
            self._report_broken(line, start)
        else:
            self._report_misplaced(line, start, parent, elsewhere, is_told=elsewhere == run)
            self.misindented_start = elsewhere

    def _report_broken(self, line: SentenceLine, start: str) -> None:
        """Report why a sentence cannot be parsed."""
        self.report.add(self._with_next_lines(explanation.explain(line, start, self.context), line, start))

    def _with_next_lines(self, finding: Diagnostic, line: SentenceLine, start: str) -> Diagnostic:
        """The finding about a sentence that was broken at a wrong place. The lines that go on get no findings."""
        below = [*layout.line_and_below(line)][1:]
        if not isinstance(finding, errors.EndsEarly) or not below:
            return finding
        end, hint, edits = _end_of_broken_sentence(line, below, start)
        if not end:
            return finding
        self.report.discard([each.place for each in below[:end]], errors.IndentStep)
        line.children = below[end:]
        return with_changes(finding, hint=hint, candidates=edits)

    def _report_misplaced(
        self, line: SentenceLine, start: str, parent: SentenceLine | None, elsewhere: str, *, is_told: bool
    ) -> None:
        if not is_told:
            word = explanation.first_phrase(line.text)
            if elsewhere == "row_line":
                word = line.text[: max(longest_keyword(line.text, 0)[1], len(word))]
            where = keywords.PLACES[start]
            if parent is not None:
                where = Phrase("under `{above}`", "`{above}`之下", above=explanation.first_phrase(parent.text))
            rightly = keywords.PLACES[elsewhere]
            verb = keyword_at(line.text, 0)
            if elsewhere == "award_line" and verb is not None and verb.terminal == "COUNTING":
                rightly = Phrase("under an award or a cap", "奖励或最高金额之下")
            span = line.span(0, len(word))
            above = None if parent is None else keyword_at(parent.text, 0)
            if elsewhere == "row_line" and above is not None and above.terminal == "AWARD":
                advice = (
                    first_advice(LIMIT_LINES, StopPoint.create(line, start, self.context, 0)) or errors.ROWS_NEED_BY
                )
                self.report.add(errors.MisplacedSentence(span=span, word=word, where=where, advice=advice))
            else:
                self.report.add(errors.MisplacedSentence.create(span, word, where, rightly=rightly))
        self._read_children_as(line, elsewhere)

    def _read_children_as(self, line: SentenceLine, start: str) -> None:
        """Parse the lines under a misplaced sentence as if it were in place, so that they give no further findings."""
        try:
            read = self._parse_sentence(line, start)
        except UnexpectedInput:
            return
        children, line.children = line.children, []
        below = keywords.BODIES.get(read.kind)
        siblings = [
            c for c in children if below is not None and not self._reads(below.start, c) and self._reads(start, c)
        ]
        if children:
            self._build_sentence(line, read, [c for c in children if c not in siblings], start)
        self._read_loose_lines(siblings, line, start)  # they are under it only because it is not indented enough

    def _read_loose_lines(self, lines: Sequence[SentenceLine], parent: SentenceLine, likely: str | None = None) -> None:
        """Parse each line under a broken sentence under any start symbol that fits; report only broken lines.

        `likely` is the start symbol for lines under the parent, if the parent could be parsed.
        """
        if not lines:
            return
        if likely is None:
            keyword = explanation.probable_keyword(parent.text)
            likely = None if keyword is None else keywords.LIKELY_BODIES.get(keyword.terminal)
        for line in lines:
            if self._has_too_many_findings(line):
                return
            kind = "" if line.is_broken else self._read_under_any_start(line, likely)
            beneath = keywords.BODIES.get(kind)
            self._read_loose_lines(line.children, line, None if beneath is None else beneath.start)

    def _read_under_any_start(self, line: SentenceLine, likely: str | None) -> str:
        """Parse a line under any start symbol, the likely one first, or report a finding.

        Returns the kind of the sentence, "" if it is broken.
        """
        stopped: dict[str, UnexpectedInput] = {}
        for start in keywords.PLACES if likely is None else (likely, *keywords.PLACES):
            try:
                read = self._parse_sentence(line, start)
            except UnexpectedInput as problem:
                stopped[start] = problem
                continue
            if read.kind in BUILDERS and read.tree is not None:
                BUILDERS[read.kind](SentenceContext(line, self.report), read.tree, ())
            return read.kind
        if line.surfaces[0] is Surface.CHINESE:  # this finding considers all places
            start = likely or keywords.PAGE
            self._report_broken(line, start)
        else:
            start = max(
                stopped, key=lambda candidate: (candidate == likely, stop_offset(stopped[candidate], line.text))
            )
            self.report.add(explanation.explain(line, start, self.context))
        return ""

    def _reads(self, start: str, line: SentenceLine) -> bool:
        """Whether a line is a sentence under a start symbol."""
        try:
            self.cache.tree(line.text, start, line.surfaces)
        except UnexpectedInput:
            return False
        return True

    def _take_misindented(self, lines: Sequence[SentenceLine], start: str, wanted: str) -> list[SentenceLine]:
        """The lines that belong under the line above, except for their indentation."""
        taken: list[SentenceLine] = []
        for line in lines:
            if line.is_broken or self._reads(start, line) or not self._reads(wanted, line):
                break
            taken.append(line)
        return taken


def _end_of_broken_sentence(
    line: SentenceLine, below: Sequence[SentenceLine], start: str
) -> tuple[int, Phrase, tuple[Edit, ...]]:
    """How many of the lines under an incomplete sentence belong to it, and the edit that joins them."""
    surface = line.surfaces[0]
    for count, mark in itertools.product(range(1, len(below) + 1), (" ", ", ")):
        text = mark.join([line.text, " ".join(each.text for each in below[:count])])
        if kind_of(text, start, surface) is not None:
            shown = "，" if mark != " " and surface is Surface.CHINESE else mark
            end, first = line.span(len(line.text), len(line.text)), below[0].place
            edit = Edit(attrs.evolve(end, end_line=first.line, end_column=first.column), shown)
            return count, common_mistakes.LINE_BREAK_ADVICE, (edit,) if count == 1 else ()
    readable = (
        any(kind_of(each.text, other, surface) not in keywords.NAMELIKE_KINDS for other in keywords.PLACES)
        or keyword_at(each.text, 0) is not None
        for each in below
    )
    return (
        sum(1 for _ in itertools.takewhile(lambda is_readable: not is_readable, readable)),
        common_mistakes.LINE_BREAK_ADVICE,
        (),
    )


def _built_sentence(line: SentenceLine, tree: Any) -> object:
    """The node of a sentence without the lines under it, which is equal for different words with the same meaning."""
    builder = BUILDERS.get(str(tree.data))
    return tree if builder is None else builder(SentenceContext(line, Report()), tree, ())


def _flatten_misindented(lines: Sequence[SentenceLine]) -> list[SentenceLine]:
    """Lines at one depth: lines under a misindented one become its siblings."""
    flat_lines: list[SentenceLine] = []
    for line in lines:
        flat_lines.append(line)
        if line.is_misindented:
            flat_lines += line.children
            line.children = []
    return flat_lines


@functools.cache
def first_terminals(start: str) -> frozenset[str]:
    """The terminals with which an English sentence may begin under a start symbol."""
    return accepted_terminals("", start)


def parse(source: Source, names: Names | None = None, cache: SentenceCache | None = None) -> tuple[ast.Page, Report]:
    """The page as a tree of sentences, and findings about how it is written.

    `names` gives the names of vocabularies, which are needed to segment Chinese sentences without blanks. `cache` has
    the version of the page before an edit.
    """
    cache = cache or SentenceCache()
    laid_out, report = layout.read_layout(source, cache.scan)
    first, of_policy = page_kind(laid_out)
    words = words_of_page(laid_out, names, of_policy=of_policy)
    context = words, of_policy
    known = cache.blocks(source.name, context)
    keys = block_keys(source, laid_out)
    lines = [
        line if key is None or key not in known else known[key].line
        for line, key in zip(laid_out.lines, keys, strict=True)
    ]
    laid_out = attrs.evolve(laid_out, lines=tuple(lines))
    if words is not None:
        new = (line for line, key in zip(lines, keys, strict=True) if key not in known)
        segment_lines((each for line in new for each in layout.line_and_below(line)), WordList(words))
    page = _PageParser(
        report,
        PageContext(
            is_declared=_declared_words(laid_out, names) if of_policy else lambda word: True,
            currency=next((code[1] for line in laid_out.all_lines() if (code := _CURRENCY.match(line.text))), "CNY"),
            is_vocabulary=first == "VOCABULARY",
        ),
        is_policy=of_policy,
        has_header=first == "POLICY",
        cache=cache,
        keys={id(line): key for line, key in zip(lines, keys, strict=True) if key is not None},
        known=known,
    )
    sentences = page.parse_body(laid_out.lines, keywords.PAGE, None)
    cache.keep(source.name, PageVersion(context, page.kept))
    header: Any = None
    uses: list[ast.UseLine | ast.LanguageLine] = []
    items: list[Any] = []
    for index, sentence in enumerate(sentences):
        match sentence:
            case ast.PolicyLine() | ast.VocabularyLine() | ast.CasesLine():
                if index == 0 and sentence.span == laid_out.lines[0].place:
                    header = sentence
                else:
                    word = "policy" if isinstance(sentence, ast.PolicyLine) else "vocabulary"
                    word = "cases for" if isinstance(sentence, ast.CasesLine) else word
                    report.add(errors.HeaderNotFirst(span=sentence.span, word=word))
            case ast.UseLine() | ast.LanguageLine():
                uses.append(sentence)
            case _:
                items.append(sentence)
    span = _page_span(source)
    return ast.Page(
        span=span,
        header=header,
        uses=tuple(uses),
        items=tuple(items),
        trailing=laid_out.trailing,
        doubts=tuple(page.doubts),
    ), report


@attrs.frozen(eq=False, repr=False)
class TokenizedSentence(ValueObject):
    """A sentence with the start symbol of its place, and its tokens; `kind` is empty for a broken sentence."""

    line: SentenceLine
    start: str
    surface: Surface
    kind: str
    tokens: tuple[SentenceToken, ...]

    def placed_tokens(self) -> Iterator[tuple[str, Span]]:
        """The terminals with their places on the page."""
        return ((token.terminal, self.line.span(token.start, token.end)) for token in self.tokens)

    @property
    def start_below(self) -> str:
        """The start symbol of the lines under the sentence; empty if it has none."""
        body = keywords.BODIES.get(self.kind)
        if body is not None:
            return body.start
        keyword = None if self.kind else explanation.probable_keyword(self.line.text)
        return "" if keyword is None else keywords.LIKELY_BODIES.get(keyword.terminal, "")


def tokenize(source: Source, names: Names | None = None) -> list[TokenizedSentence]:
    """The sentences of a page, in order. `names` gives the names of its vocabularies, as for `parse`."""
    laid_out, _ = layout.read_layout(source)
    _, is_of_policy = page_kind(laid_out)
    words = words_of_page(laid_out, names, of_policy=is_of_policy)
    if words is not None:
        segment_lines(laid_out.all_lines(), WordList(words))
    return [*_tokenize(laid_out.lines, keywords.PAGE)]


def _tokenize(lines: Sequence[SentenceLine], start: str) -> Iterator[TokenizedSentence]:
    for line in lines:
        sentence = _sentence(line, start)
        yield sentence
        yield from _tokenize(line.children, sentence.start_below or start)


def _sentence(line: SentenceLine, start: str) -> TokenizedSentence:
    tries = [(surface, *sentence_tokens(line.text, start, surface)) for surface in line.surfaces]
    surface, kind, tokens = next((each for each in tries if each[1]), tries[0])
    if not kind and line.other_segmentations is not None:
        tree = tree_of_other_segmentation(line, start) or tree_around_unknown(line, start)
        if tree is not None:
            surface, (kind, tokens) = Surface.CHINESE, sentence_tokens(line.text, start, Surface.CHINESE)
    return TokenizedSentence(line, start, surface, kind, tokens)


def _declared_words(laid_out: layout.Layout, names: Names | None) -> Callable[[str], bool]:
    """Whether the page or a vocabulary that it uses declares a word. Without vocabularies every word may be declared.

    The vocabularies are read only when a finding asks.
    """

    @functools.cache
    def all_names() -> frozenset[str]:
        return frozenset(() if names is None else names(used_names(laid_out.all_lines())))

    return lambda word: not all_names() or word in all_names()


_VOCABULARY_VERBS = tuple(verb[1:] for verb in keywords.VOCABULARY_KEYWORDS - {"_USE", "_LANGUAGE"})
_CURRENCY = re.compile(r"(?:currency|币种) *([A-Z]{3})(?!\w)")
_VOCABULARY = re.compile(r"(?:vocabulary|词汇)(?!\w)")
"""Matches a vocabulary line. A page with one declares words, even if another finding says that it is not the first."""


def page_kind(laid_out: layout.Layout) -> tuple[str, bool]:
    """The terminal of the first keyword of a page, and whether the page is a policy or a draft."""
    first = _first_terminal(laid_out)
    begins_so = first not in ("", "CASES_FOR", *_VOCABULARY_VERBS)
    return first, begins_so and not any(_VOCABULARY.match(line.text) for line in laid_out.lines)


def _first_terminal(laid_out: layout.Layout) -> str:
    """The terminal of the first keyword of a page, which determines the kind of page; "" if it has a typo."""
    text = laid_out.lines[0].text if laid_out.lines else ""
    first = keyword_at(text, 0)
    if first is not None:
        return first.terminal
    kinds = (t for t in ("VOCABULARY", "CASES_FOR") if text.startswith(keywords.chinese()[t].preferred_phrase))
    return next(kinds, "" if text[:1].isascii() else "POLICY")


def _page_span(source: Source) -> Span:
    lines = source.lines()
    return Span(source.name, 1, 1, len(lines), len(lines[-1]) + 1)
