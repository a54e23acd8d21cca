"""An official text: its lines with their places in a document, its outline, its articles and the numbers of articles.

An official text for the audit: its articles with their figures, and the figures outside articles.

Input: the bytes of a file, and the article numbers of a policy. Output: the decoded text, or the reason why the bytes
are not an official text; then its articles.

Find the start and the end of each article in an official text.

Input: a text and the article numbers of a policy. Output: the articles, and the ranges of the text outside articles.

A heading is recognised by the first characters of its line (`第十一条`, `（十一）`, `一、`, `1.`, `2.1.5`). A letter
belongs to the number before it: the heading `668.22.f` is article `668.22f` of the page. Official
texts are numbered in two ways: across all parts (1 to 30), or part by part, where 2.1.5 is item 5 of section （一） of
part 二. The interpretation that finds most of the policy's numbers is used.

Propose the article numbers of a policy from the official text alone.

Input: a text. Output: article numbers in their order, which `outline` finds again. If the text has `第N条`, these are
the articles. Otherwise the articles are headings whose count continues across the parts of the text (1 to 30). Without
such headings, the articles are the narrowest headings of each part (2.1.5).

Items of a list inside an article are not articles. A list follows a colon or an amount, or its items end in semicolons.
"""

from __future__ import annotations

import bisect
import enum
import re
from collections.abc import Iterable, Iterator, Sequence

import attrs

from ipdsl.audit.figures import AuditFigure, Kind, LineIndex, scan
from ipdsl.audit.text_forms import narrow
from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.partition import values_by_key
from ipdsl.base.values.numerals import whole_number

_HAN = r"[〇零一二三四五六七八九十百]{1,6}(?:\s[〇零一二三四五六七八九十百]{1,6}){0,4}"
_ANY = rf"(?P<number>\d{{1,3}}|{_HAN})"
_REFERENCE_FOLLOWS = "[件例款的所和至及与或]|规定|第|、第"
"""The text after a number at the beginning of a line that belongs to a sentence, not to a heading."""
_SENTENCE_FOLLOWS = r"[\d(]|\.\d| ?(?:of|and|or|to|applies|apply|shall|is|does)\b"
"""The same in English: `Section 5 of this Act`."""
_ENGLISH_NAME = r"(?:Article|ARTICLE|Section|SECTION|Art\.|Sec\.|§) ?"
_LEVELS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (0, re.compile(rf"第\s*{_ANY}\s*[编章]")),
    (1, re.compile(rf"第\s*{_ANY}\s*节")),
    (2, re.compile(rf"第\s*(?:[(]\s*)?{_ANY}\s*(?:[)]\s*)?条(?!{_REFERENCE_FOLLOWS})")),
    (
        2,
        re.compile(rf"{_ENGLISH_NAME}(?P<number>\d{{1,3}})(?P<letter>[A-Za-z]?)(?![A-Za-z]|{_SENTENCE_FOLLOWS})[.:]?"),
    ),
    (3, re.compile(rf"(?P<number>{_HAN})\s*[、.,:](?!\d|{_HAN}(?:[等项条款级类]|、))")),
    (4, re.compile(rf"[(]\s*(?P<number>{_HAN})\s*[)](?!\s*(?:[项款目至和]|、\s*[(]))\s*[、.]?")),
    (5, re.compile(r"(?P<number>\d{1,3})\s*(?:[.](?!\d)|[.](?=(?:19|20)\d\d年)|、(?!\d[\d.,]*\s?[万亿元%]))")),
    (6, re.compile(r"[(]\s*(?P<number>\d{1,3})\s*[)]\s*[、.]?")),
    (7, re.compile(r"(?P<number>\d{1,3})\s*[)]")),
)
"""The forms of headings from the widest to the narrowest, as official documents nest them."""
_DOTTED = re.compile(r"(?P<number>\d{1,2}(?:\s?\.\s?\d{1,2}){1,4})(?=[\s、.]|[^\d.%\s万亿元件年])")
_DOTTED_ENGLISH = re.compile(
    rf"(?:{_ENGLISH_NAME}(?=\d{{1,3}}\.)|(?=[\d.]+[A-Za-z]))(?P<number>\d{{1,3}}(?:\.\d{{1,3}}){{1,4}})"
    rf"(?:\.?(?P<letter>[A-Za-z]))?(?=[\s.:,)]|$)(?!{_SENTENCE_FOLLOWS})[.:]?"
)
"""`§ 668.22` and `668.22.f`. A number without a name or a letter has at most two digits in each part."""
_PARENT = re.compile(r"(?:(?:^|\.)\d+|[A-Za-z])$")
"""The last part of an article number, which its parent does not have."""
_INDENT = re.compile(r"[ #>*【]*")
_RUN_ON = re.compile(r"[。;] *(?=第[^第条\s]{1,6}条 )")
"""An article that begins inside a line. Some texts have lost their line breaks."""
_LEADERS = ("...", "…", "···")
"""The characters before a page number in a table of contents."""
_TITLE_OF_CONTENTS = re.compile(r"^[ #]*目 *录 *$", re.MULTILINE)

HEAD = "0"
"""The number of the text before the first article."""


@attrs.frozen
class NumberedHeading:
    """A line that begins with a number: its offset, the offset after the number, its level and its number."""

    start: int
    end: int
    level: int
    number: tuple[int, ...]
    letter: str = ""

    @property
    def text(self) -> str:
        """`2.1.5`, `668.22f`."""
        return ".".join(map(str, self.number)) + self.letter


@attrs.frozen
class TextRange:
    """A range of the text, given by two offsets."""

    start: int
    end: int


@attrs.frozen
class TextArticle:
    """An article of the text. In the last article, `tail` has the paragraphs after the first."""

    number: str
    start: int
    body: TextRange
    tail: TextRange | None = None


@attrs.frozen
class Outline:
    """The articles of a text in its order, and the ranges outside them."""

    articles: tuple[TextArticle, ...]
    outside: tuple[TextRange, ...]


def heads(text: str) -> list[NumberedHeading]:
    """Every line that begins with a heading, and every sentence that begins with an article number."""
    headings: list[NumberedHeading] = []
    plain, start = narrow(text), 0
    for line in plain.split("\n"):
        begin = _INDENT.match(line)
        places = [begin.end() if begin is not None else 0, *(match.end() for match in _RUN_ON.finditer(line))]
        for offset in [] if _is_contents_line(line) else places:
            head = _head(line, offset)
            if head is not None:
                headings.append(attrs.evolve(head, start=start + offset, end=start + head.end))
        start += len(line) + 1
    return _skip_contents(plain, headings)


def _is_contents_line(line: str) -> bool:
    """Whether a line ends like an entry of a table of contents. Only the end of the line is examined."""
    words = line.rstrip()
    before = words.rstrip("0123456789")
    return before != words and before.rstrip().endswith(_LEADERS)


def _skip_contents(text: str, headings: list[NumberedHeading]) -> list[NumberedHeading]:
    """The headings after a table of contents. It extends from its title to the repetition of its first heading."""
    title = _TITLE_OF_CONTENTS.search(text)
    listed = [] if title is None else [head for head in headings if head.start > title.start()]
    for head in listed[1:]:
        if (head.level, head.number) == (listed[0].level, listed[0].number):
            return [other for other in headings if other.start >= head.start]
    return headings


def _head(line: str, offset: int) -> NumberedHeading | None:
    """The heading that begins at an offset of a line."""
    dotted = _DOTTED_ENGLISH.match(line, offset) or _DOTTED.match(line, offset)
    if dotted is not None:
        parts, letter = tuple(map(int, re.findall(r"\d+", dotted["number"]))), dotted.groupdict().get("letter") or ""
        level = 5 + len(parts) + len(letter) if line[offset].isdigit() else ARTICLE
        return NumberedHeading(offset, dotted.end(), level, parts, letter)
    for level, pattern in _LEVELS:
        match = pattern.match(line, offset)
        number = None if match is None else whole_number(match["number"])
        if match is not None and number is not None:
            return NumberedHeading(offset, match.end(), level, (number,), match.groupdict().get("letter", ""))
    return None


def outline(text: str, wanted: Sequence[str]) -> Outline:
    """The articles of a text under the numbers of a policy. Without headings the list is empty."""
    like = {*wanted, *(_PARENT.sub("", number) for number in wanted)}
    # a number such as `2.1.5` is a heading if the policy has the number of its parent, or siblings of it
    headings = [head for head in heads(text) if len(head.number) == 1 or _PARENT.sub("", head.text) in like]
    numbers = [number for number in wanted if number != HEAD]
    readings = [counted_headings(headings, level, numbers) for level in sorted({head.level for head in headings})]
    best: list[tuple[str, NumberedHeading]] = max(readings, key=lambda heads: _score(heads, numbers), default=[])
    first = headings_by_path(headings)
    by_part = _articles_by_part(first, numbers)
    if _score(by_part, numbers) > _score(best, numbers):
        article_starts = {head.start for _, head in by_part}
        articles = {number for number, _ in by_part}
        inside = {head.start for number, head in first.items() if not articles.isdisjoint(_parent_numbers(number))}
        parts = {head.start for head in first.values()}  # the start of a part also ends the article before it
        return _cut_articles(text, by_part, sorted(parts - inside | article_starts))
    level = min((head.level for _, head in best), default=0)
    article_starts = {head.start for _, head in best}
    return _cut_articles(text, best, sorted(article_starts | {head.start for head in headings if head.level < level}))


def _parent_numbers(number: str) -> Iterator[str]:
    """The numbers of the enclosing parts: 2.1 and 2 for 2.1.5."""
    while number := _PARENT.sub("", number):
        yield number


def _score(articles: Iterable[tuple[str, NumberedHeading]], wanted: Sequence[str]) -> tuple[int, int]:
    """The number of wanted articles found, and minus the number of unwanted ones. The second value decides ties."""
    found_numbers = {number for number, _ in articles}
    return len(found_numbers & set(wanted)), -len(found_numbers - set(wanted))


def counted_headings(
    headings: list[NumberedHeading], level: int, wanted: Sequence[str]
) -> list[tuple[str, NumberedHeading]]:
    """The headings on `level` that form a count. A heading that starts again is a list inside an article."""
    of_level = [head for head in headings if head.level == level and len(head.number) == 1]
    expected = {int(number) for number in wanted if number.isdecimal()}
    begins = 1 if any(head.number == (1,) for head in of_level) else min((h.number[0] for h in of_level), default=1)
    comes = {head.number[0]: head.start for head in of_level}
    chosen: list[tuple[str, NumberedHeading]] = []
    last = begins - 1
    for head in of_level:
        number = head.number[0]
        skips = number > last + 1 and (number == last + 2 or number in expected)
        is_with_letter = number == last and head.letter != ""
        if number == last + 1 or is_with_letter or (skips and comes.get(last + 1, -1) < head.start):
            chosen.append((head.text, head))
            last = number
    return chosen


def headings_by_path(headings: list[NumberedHeading]) -> dict[str, NumberedHeading]:
    """Headings by path: 2.1.5 for item 5 of section 1 of part 2. A repeated path is a list inside the first one."""
    path: list[tuple[int, str]] = []
    first: dict[str, NumberedHeading] = {}
    for head in headings:
        if len(head.number) > 1:
            first.setdefault(head.text, head)
            continue
        path = [(level, number) for level, number in path if level < head.level]
        path.append((head.level, head.text))
        first.setdefault(".".join(number for _, number in path), head)
    return first


def _articles_by_part(first: dict[str, NumberedHeading], wanted: Sequence[str]) -> list[tuple[str, NumberedHeading]]:
    """The articles of a text numbered part by part: those that the policy names, and others at the lowest level."""
    chosen: list[tuple[str, NumberedHeading]] = []
    wanted_numbers = set(wanted)
    groups = {above for number in (*first, *wanted) for above in _parent_numbers(number)}
    for number, head in first.items():
        is_inside = not wanted_numbers.isdisjoint(_parent_numbers(number))
        if number in wanted_numbers or not (number in groups or is_inside):
            chosen.append((number, head))
    return sorted(chosen, key=lambda pair: pair[1].start)


def _cut_articles(text: str, articles: list[tuple[str, NumberedHeading]], ends: list[int]) -> Outline:
    """Cut the text at the articles. An article extends to the next offset in `ends`, which is sorted."""
    cut: list[TextArticle] = []
    outside: list[TextRange] = []
    offset = 0
    for number, head in articles:
        if offset < head.start:
            outside.append(TextRange(offset, head.start))
        after = bisect.bisect_right(ends, head.start)
        offset = ends[after] if after < len(ends) else len(text)
        cut.append(TextArticle(number, head.start, TextRange(head.end, offset)))
    if offset < len(text):
        outside.append(TextRange(offset, len(text)))
    elif cut:
        cut[-1] = _split_tail(text, cut[-1])
    return Outline(tuple(cut), tuple(outside))


def _split_tail(text: str, article: TextArticle) -> TextArticle:
    """The last article, with the paragraphs after its first as the tail. They may close the document."""
    paragraph = re.compile(r"\n").search(text, _words(text, article.body.start), article.body.end)
    if paragraph is None:
        return article
    split = paragraph.start()
    return attrs.evolve(article, body=TextRange(article.body.start, split), tail=TextRange(split, article.body.end))


def _words(text: str, start: int) -> int:
    """The offset of an article's first words, which may be on the line after its heading."""
    match = re.compile(r"\s*").match(text, start)
    return match.end() if match is not None else start


class NotOfficialText(enum.Enum):
    """The reason why bytes are not an official text."""

    BINARY = "binary"
    ENCODING = "encoding"
    EMPTY = "empty"
    MARKUP = "markup"


@attrs.frozen
class OfficialArticle:
    """An article of the text with its line and its figures.

    `tail` are figures in paragraphs that may close the document.
    """

    number: str
    line: int
    figures: tuple[AuditFigure, ...]
    tail: tuple[AuditFigure, ...] = ()


@attrs.frozen
class OfficialText:
    """A whole text. `outside` are the figures before, between and after its articles."""

    articles: tuple[OfficialArticle, ...]
    outside: tuple[AuditFigure, ...]


_WITH_MARK = (
    (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)  # fmt: skip


_PRINTED = (b"%PDF-", b"{\\rtf", b"PK\x03\x04")
"""The first bytes of files in document formats: PDF, RTF, and packed office formats."""

COMMON = frozenset("的元，。、")
"""Every official text has at least one of these characters."""


_MARKUP = re.compile(r"<(?:!doctype|html|head|body|div|p|span|br|table)\b[^<>]*>", re.IGNORECASE)


def decode(data: bytes) -> str | NotOfficialText:
    """Decode UTF-8, UTF-16 with a byte order mark, or GB 18030 (GBK), which is tried last."""
    if not data.strip():
        return NotOfficialText.EMPTY
    if data.startswith(_PRINTED):
        return NotOfficialText.BINARY
    marked = next((encoding for mark, encoding in _WITH_MARK if data.startswith(mark)), None)
    if marked is None and b"\0" in data:
        return NotOfficialText.BINARY
    for encoding in ("utf-8", "gb18030") if marked is None else (marked,):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _is_text(text):
            return NotOfficialText.BINARY
        if encoding == "gb18030" and not set(text) & COMMON:
            break  # a different encoding: official texts have a character of COMMON
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if _MARKUP.search(text, 0, 20_000):
            return NotOfficialText.MARKUP
        return text if text.strip("\ufeff \n\t\u3000") else NotOfficialText.EMPTY
    return NotOfficialText.ENCODING if _is_text(data.decode("latin-1")) else NotOfficialText.BINARY


def _is_text(text: str) -> bool:
    """Whether control characters are as rare as in a text."""
    strange = sum(1 for sign in text[:100_000] if sign < " " and sign not in "\n\r\t\f\v")
    return strange * 200 < max(len(text[:100_000]), 200)


def read_articles(text: str, numbers: list[str]) -> OfficialText:
    """The articles of a text under the numbers that a policy gives them."""
    places = LineIndex(text, 1, 1)
    cut = outline(text, numbers)
    outside = (figure for piece in cut.outside for figure in _figures(text, places, piece.start, piece.end))
    return OfficialText(tuple(_article(text, places, article) for article in cut.articles), tuple(outside))


_UNPRINTED = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff]")
"""Control characters, which a document cannot show and a Word file cannot have."""


def paragraphs_by_article(text: str, numbers: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The paragraphs of each article of a text, under the numbers that a policy gives them."""
    paragraphs: dict[str, tuple[str, ...]] = {}
    for article in outline(text, numbers).articles:
        end = article.body.end if article.tail is None else article.tail.end
        lines = (line.strip(" \t\u3000") for line in _UNPRINTED.sub("", text[article.body.start : end]).splitlines())
        paragraphs[article.number] = tuple(filter(None, lines))
    return paragraphs


def _article(text: str, places: LineIndex, article: TextArticle) -> OfficialArticle:
    """An article with its figures. Its tail is scanned together with it, because a figure may extend across both."""
    body, tail = article.body, article.tail
    figures = _figures(text, places, body.start, body.end if tail is None else tail.end)
    split = places.position_of(len(text) if tail is None else tail.start)
    of_body = tuple(figure for figure in figures if (figure.line, figure.column) < split)
    return OfficialArticle(
        article.number, places.position_of(article.start)[0], of_body, tuple(figures[len(of_body) :])
    )


def _figures(text: str, places: LineIndex, start: int, end: int) -> list[AuditFigure]:
    return scan(text[start:end], *places.position_of(start))


ARTICLE = 2
"""The level of `第N条`."""
_PARTS, _ITEMS = range(3, 6), 6
"""The levels that may be articles if no line has 条, and the first level that never is: `（1）`, `1)`."""
_MOST = 0.6
"""The smallest share of a level's headings that must form one count."""
_ANNOUNCES = re.compile(r"[:：]\s*$")
_GOES_ON = re.compile(r"[;；]\s*$")
_WORTH = (Kind.MONEY, Kind.PERCENT)


@attrs.frozen
class _HeadingWithPath:
    """A heading with its path: 2.1.5 for item 5 of section 1 of part 2."""

    number: str
    head: NumberedHeading
    end: int
    """The start of the next heading of any level."""


def propose_numbers(text: str) -> list[str]:
    """The article numbers of a text; empty if no line begins with a heading."""
    headings = heads(text)
    known_numbers = [head.text for head in headings if head.level == ARTICLE]
    article_numbers = [number for number, _ in counted_headings(headings, ARTICLE, known_numbers)]
    if article_numbers:
        return article_numbers
    headings = [head for head in headings if len(head.number) > 1 or head.level < _ITEMS]
    counts = [
        [number for number, _ in counted_headings(headings, level, [])]
        for level in _PARTS
        if _counts_across_parts(headings, level)
    ]
    return max(counts, key=len, default=[]) or _numbers_by_part(text, headings)


def _counts_across_parts(headings: list[NumberedHeading], level: int) -> bool:
    """Whether the count of the headings on `level` continues in new parts and rarely starts again."""
    chain = {head.start for _, head in counted_headings(headings, level, [])}
    if len(chain) < _MOST * sum(1 for head in headings if head.level == level):
        return False
    before: NumberedHeading | None = None
    is_new_part = False
    for head in headings:
        if head.level < level:
            is_new_part = before is not None
        elif head.level == level:
            if is_new_part and before is not None and head.start in chain and head.number[0] == before.number[0] + 1:
                return True
            is_new_part = False
            before = head if head.start in chain else before
    return False


def _numbers_by_part(text: str, headings: list[NumberedHeading]) -> list[str]:
    """The narrowest headings that are not items of a list, by their paths."""
    numbers = {head.number for head in headings}
    headings = [
        head
        for head in headings
        if len(head.number) == 1 or head.letter or head.level == ARTICLE or head.number[:-1] in numbers
    ]
    starts = [head.start for head in headings]
    end_of = dict(zip(starts, [*starts[1:], len(text)], strict=False))
    parts = [_HeadingWithPath(number, head, end_of[head.start]) for number, head in headings_by_path(headings).items()]
    beneath = values_by_key((_PARENT.sub("", part.number), part) for part in parts)
    articles: list[str] = []
    lists: set[str] = set()
    for part in parts:
        if _PARENT.sub("", part.number) in lists:
            lists.add(part.number)  # the lists inside its items are also lists
            continue
        items = beneath.get(part.number, [])
        if items and _is_list(text, part, items):
            lists.add(part.number)
            items = []
        if not items:
            articles.append(part.number)
    return articles


def _is_list(text: str, part: _HeadingWithPath, beneath: Sequence[_HeadingWithPath]) -> bool:
    """Whether the headings under a heading are a list inside its article, not separate articles."""
    opening = narrow(text[part.head.end : part.end])
    if _ANNOUNCES.search(opening) or any(figure.value.kind in _WORTH for figure in scan(opening)):
        return True
    return any(_GOES_ON.search(text[item.head.end : item.end]) for item in beneath[:-1])


LIMIT = 500_000
"""In characters, many times the length of an official document."""
WORD, PDF = "Word", "PDF"


class LineUnit(enum.Enum):
    """The unit in which lines of a document are counted."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    ROW = "row"
    """A row of a table: the number of the table and the number of the row."""
    PAGE = "page"
    """A line of a page: the number of the page and the number of the line on it."""


@attrs.frozen
class DocumentPlace:
    """The place of a line of the text in the document."""

    unit: LineUnit
    numbers: tuple[int, ...]


@attrs.frozen
class OfficialDocument:
    """The text of a document. `places` has one place per line; it is empty if the lines are the lines of the file.

    `notes` are findings about the reading. `omitted_lines` counts page numbers and running heads.
    """

    text: str
    places: tuple[DocumentPlace, ...] = ()
    notes: tuple[Diagnostic, ...] = ()
    omitted_lines: int = 0

    def place(self, line: int) -> DocumentPlace:
        """The place of a line of the text."""
        return self.places[line - 1] if self.places else DocumentPlace(LineUnit.LINE, (line,))
