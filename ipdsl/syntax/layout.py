"""Text to sentences: physical lines are joined and nested by indentation. The words of a sentence are not parsed.

Input: a `Source`, with any text. Output: a tree of `SentenceLine`s with places and comments, and findings about the
layout. A line that begins with an operator (`and`, `plus`, `when`, `to`, …) continues the sentence above it.

In the code of a line, one narrow character replaces each full-width one, so that columns stay the same. Quotations keep
their place and length in the code; their text is read from the line as written.

A page in one language: of two texts in both languages, one is left out.

A reader of a page then sees each text once. A text that exists in only one language stays.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import TypeVar

import attrs

from ipdsl.base.findings.finding import Diagnostic, Edit, Report
from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.source import Source, Span
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.characters import FOREIGN_DIGIT, hidden_pattern, mixed_script_offset
from ipdsl.base.values.written_values import FULL_WIDTH
from ipdsl.syntax import ast, errors
from ipdsl.syntax.ast import Trivia
from ipdsl.syntax.keywords import Surface

TRANSLATION = {code: chr(narrow) for code, narrow in FULL_WIDTH.items()} | {
    0x3000: " ", 0xA0: " ", 0x09: " ", 0x3001: ",", 0x30FB: "·", 0x2022: "·", 0xFF61: "。", 0x3010: "[", 0x3011: "]",
} | {radical: unicodedata.normalize("NFKC", chr(radical)) for radical in range(0x2F00, 0x2FD6)}  # fmt: skip
"""Narrow marks for wide ones, and characters for radicals that look like them, as in text copied from a PDF."""

_PART = re.compile(r'["＂][^"＂]*["＂]?|[“《]|[#＃].*|[^"＂“《#＃]+', re.DOTALL)
_QUOTATION = re.compile(r'"[^"]*"')
_PAIRS = {"“": "”", "《": "》"}
_DIGIT = "[0-9\uff10-\uff19]"
_ODD = re.compile(f"{FOREIGN_DIGIT.pattern}|(?<={_DIGIT})、(?={_DIGIT}{{3}}(?!{_DIGIT}))")
INDENT = re.compile(r"[ \t\u00a0\u3000]*")


@attrs.frozen(eq=False, repr=False)
class ScannedLine(ValueObject):
    """The parts of a line. `code` has no comment and no blanks at its end; its quotations begin and end with `"`.

    Offsets are `None` if the line has no such character. `open_quote_offset`: an unclosed quotation mark.
    `control_offset`: the first character that is not allowed on a page. `odd_offset`: in the code, the first digit of
    another script, `、` in a number, or letter of another script in a Latin word.
    """

    code: str
    comment: str | None
    open_quote_offset: int | None
    control_offset: int | None
    odd_offset: int | None = None


def mask_quotations(code: str, mark: str) -> str:
    """Code with a mark in place of each character of its quotations."""
    return _QUOTATION.sub(lambda quoted: mark * len(quoted.group()), code)


def scan(line: str) -> ScannedLine:
    """Split one line into its parts."""
    first_hidden = None if line.isprintable() and line.isascii() else hidden_pattern().search(line)
    control = first_hidden.start() if first_hidden else None
    if not any(mark in line for mark in '"＂“《#＃'):
        return ScannedLine(_finish(line.translate(TRANSLATION), line), None, None, control, _odd_offset(line))
    parts: list[str] = []
    odd: int | None = None
    comment: str | None = None
    offset = 0
    while offset < len(line):
        match = _PART.match(line, offset)
        piece = match.group() if match else line[offset]
        if piece[0] in "#＃":
            comment = piece[1:].strip()
            break
        if piece[0] in '"＂“《':
            if piece[0] in _PAIRS:
                piece = _nested_quotation(line, offset)
            if len(piece) == 1 or piece[-1] not in _PAIRS.get(piece[0], '"＂'):
                return ScannedLine("".join(parts), None, offset, control)
            parts.append('"' + re.sub(r'["\n]', "'", piece[1:-1]) + '"')
        else:
            parts.append(piece.translate(TRANSLATION))
            odd = _odd_offset(line, offset, offset + len(piece)) if odd is None else odd
        offset += len(piece)
    return ScannedLine(_finish("".join(parts), line), comment, None, control, odd)


def _odd_offset(line: str, start: int = 0, end: int | None = None) -> int | None:
    """The `odd_offset` of a part of a line."""
    if line.isascii():
        return None
    odd = _ODD.search(line, start, len(line) if end is None else end)
    places = [mixed_script_offset(line, start, end), None if odd is None else odd.start()]
    return min((place for place in places if place is not None), default=None)


def _nested_quotation(line: str, start: int) -> str:
    """The quotation that begins with `“` or `《`; it may contain pairs of the same marks."""
    depth, opens = 0, line[start]
    for end in range(start, len(line)):
        depth += {opens: 1, _PAIRS[opens]: -1}.get(line[end], 0)
        if depth == 0:
            return line[start : end + 1]
    return line[start]


def _finish(code: str, line: str) -> str:
    """The code without blanks and a Chinese full stop or semicolon at its end."""
    code = code.rstrip(" ")
    if code.endswith(";") and line[len(code) - 1] == "；":
        code = code[:-1]
    return code.removesuffix("。").rstrip(" ")


_CHINESE = re.compile("[\u3400-\u9fff]")
_ENGLISH = re.compile("(?<![A-Za-z])[a-z]+(?![A-Za-z])")


def has_chinese(text: str) -> bool:
    """Whether any character of a text is Chinese."""
    return _CHINESE.search(text) is not None


def is_chinese(text: str) -> bool:
    """Whether a text is Chinese, possibly with English quotations or names.

    Words in lower case are English; names such as LPR or ISO do not count.
    """
    letters = sum(map(len, _ENGLISH.findall(text)))
    return len(_CHINESE.findall(text)) > letters


def quote(text: str) -> str:
    """A text as it is written on a page: in `"…"`, or in `“…”` if it contains a straight mark."""
    return f"“{text}”" if '"' in text or "＂" in text else f'"{text}"'


MAX_CHARACTERS = 4_000_000
MAX_LINES = 50_000
MAX_SENTENCE = 8_000
MAX_FINDINGS = 100
MAX_BRACKETS = 64
MAX_DEPTH = 32
PARTS_A_LIST = Phrase(
    "`、` parts a list: a number is `1,000` or `1000`; of two numbers write `5、 100`, with a blank",
    "`、`用于并列：一个数字写作`1,000`或`1000`；两个数字写作`5、 100`，中间空格",
)
CONTINUES = re.compile(
    r"(?:and|or|when|while|plus|less(?! +(?:than|already))|to|per|once|from"
    r"|且|或|加|减)(?!\w)",
    re.IGNORECASE,
)
"""Words that never begin a sentence, a row or a name: a line that begins with one continues the sentence above."""
GOES_ON = ("，", "、")
"""A line that ends with one continues on the next line, as in Chinese text. After `,` that line is further right."""
FULL_WIDTH_SPACE = "\u3000"
_SPACES = Phrase("spaces", "空格")


@attrs.frozen(eq=False, repr=False)
class Piece(ValueObject):
    """The place of a part of a joined sentence: characters from `offset` on are in this line, from this column on."""

    offset: int
    line: int
    column: int


@attrs.define(eq=False, repr=False)
class SentenceLine:
    """A sentence on one or more physical lines, with the sentences under it.

    `text` has narrow characters, `written` the characters as written.

    - `is_broken`: a finding about it was reported, and it is not parsed.
    - `is_misindented`: its indentation is wrong, so its parent is a guess.
    - `surfaces`: the possible surfaces, the likely one first.
    - `is_chinese`: the Chinese grammar parsed it.
    - `has_unknown`: parts of it are not known words; `unknown` has the start and end of each such part.
    - `is_doubtful`: it may consist of other words than the ones chosen.
    - `other_segmentations`: the sentence with blanks at other places.
    - `segment_around_unknown`: the sentence with blanks around the unknown parts.
    """

    file: str
    text: str
    written: str
    indent: int
    pieces: list[Piece]
    comments_above: tuple[str, ...] = ()
    comment_at_end: str | None = None
    blank_before: bool = False
    is_broken: bool = False
    is_misindented: bool = False
    surfaces: tuple[Surface, ...] = (Surface.ENGLISH,)
    is_chinese: bool = False
    has_unknown: bool = False
    is_doubtful: bool = False
    unknown: tuple[tuple[int, int], ...] = ()
    other_segmentations: Callable[[], Iterable[SentenceLine]] | None = None
    segment_around_unknown: Callable[[], SentenceLine] | None = None
    children: list[SentenceLine] = attrs.field(factory=list)

    def span(self, start: int, end: int) -> Span:
        """The place of the characters `start` to `end` of `text`."""
        first, last = self._position(start), self._position(max(start, end - 1))
        return Span(self.file, first[0], first[1], last[0], last[1] + (1 if end > start else 0))

    def _position(self, offset: int) -> tuple[int, int]:
        piece = self.pieces[bisect_right(self.pieces, offset, key=lambda p: p.offset) - 1]
        return piece.line, piece.column + offset - piece.offset

    def take_segmentation(self, other: SentenceLine) -> None:
        """Use the words of another segmentation of this sentence."""
        self.text, self.written, self.pieces = other.text, other.written, other.pieces
        self.has_unknown, self.unknown = False, other.unknown

    @property
    def place(self) -> Span:
        """The whole sentence."""
        return self.span(0, len(self.text))

    @property
    def trivia(self) -> Trivia:
        return Trivia(self.comments_above, self.comment_at_end, self.blank_before, self.is_chinese)

    @property
    def first_word(self) -> str:
        """The first word as written, for messages."""
        match = re.match(r"\w+|\S", self.text)
        return match.group() if match else ""


@attrs.frozen(eq=False, repr=False)
class Layout(ValueObject):
    """A page as a tree of sentences; `trailing` are the comments after the last one."""

    lines: tuple[SentenceLine, ...]
    trailing: tuple[str, ...]
    indent_step: int

    def all_lines(self) -> Iterator[SentenceLine]:
        """All sentences, in the order of the page."""
        return (line for _, line in _walk(self.lines))


@attrs.define(eq=False, repr=False)
class _LimitedReport:
    """The findings of the layout, up to a limit; `count` includes the others."""

    report: Report
    count: int = 0

    def add(self, finding: Diagnostic) -> None:
        self.count += 1
        if self.count <= MAX_FINDINGS:
            self.report.add(finding)


@attrs.define(eq=False, repr=False)
class _LineReader:
    """The state of one pass over the physical lines."""

    source: Source
    report: _LimitedReport
    scan: Callable[[str], ScannedLine]
    lines: list[SentenceLine] = attrs.field(factory=list)
    comments: list[str] = attrs.field(factory=list)
    is_after_blank: bool = False
    has_blank_above: bool = False
    has_tabs: bool = False

    def read_lines(self) -> None:
        self.has_tabs = _has_tabs(self.source)
        for number, raw in enumerate(self.source.lines(), start=1):
            skipped = 1 if number == 1 and raw.startswith("\ufeff") else 0
            self._physical(number, raw[skipped:], 1 + skipped)

    def _physical(self, number: int, raw: str, column: int) -> None:
        if not raw.strip():
            self.is_after_blank = True
            return
        if len(raw) > MAX_SENTENCE:
            self._too_long(number, raw, column)
            return
        scanned = self.scan(raw)
        indent = len(INDENT.match(raw).group())  # type: ignore[union-attr]  # the pattern matches always
        is_bad = self._report_characters(scanned, number, raw, column)
        code = scanned.code[indent:]
        if not code and not is_bad:
            self._comment_line(scanned.comment or "")
            return
        if not code and scanned.comment is not None:
            self._comment_line(scanned.comment)
            return
        if CONTINUES.match(code) or self._goes_on(column + indent):
            self._continue(code, raw[indent:][: len(code)], Piece(0, number, column + indent), scanned, is_bad)
            return
        findings = self.report.count
        depth = self._depth(raw[:indent], number, column)
        line = SentenceLine(
            self.source.name, code, raw[indent:][: len(code)], depth, [Piece(0, number, column + indent)]
        )
        line.is_broken = is_bad
        line.is_misindented = self.report.count > findings
        self._begin(line, scanned.comment)

    def _goes_on(self, column: int) -> bool:
        """Whether the sentence above continues in a line that begins at this column."""
        if not self.lines:
            return False
        above = self.lines[-1]
        return above.written.endswith(GOES_ON) or (above.written.endswith(",") and column > above.pieces[0].column)

    def _begin(self, line: SentenceLine, comment: str | None) -> None:
        line.comments_above, line.blank_before = self._take_comments()
        line.comment_at_end = comment
        self.lines.append(line)

    def _continue(self, code: str, written: str, piece: Piece, scanned: ScannedLine, is_bad: bool) -> None:
        if not self.lines:
            line = SentenceLine(self.source.name, code, written, 0, [piece], is_broken=True)
            word = line.first_word
            self.report.add(errors.NothingToContinue(span=line.span(0, len(word)), word=word))
            self._begin(line, scanned.comment)
            return
        line = self.lines[-1]
        if not line.is_broken or line.text:
            line.pieces.append(Piece(len(line.text) + 1, piece.line, piece.column))
            line.text += " " + code
            line.written += " " + written
        comments, _ = self._take_comments()
        if line.comment_at_end is not None and (scanned.comment is not None or comments):
            line.comments_above += (line.comment_at_end,)
            line.comment_at_end = None
        line.comments_above += tuple(c for c in comments if c != "\n")
        line.comment_at_end = scanned.comment if scanned.comment is not None else line.comment_at_end
        line.is_broken = line.is_broken or is_bad
        if len(line.text) > MAX_SENTENCE and not line.is_broken:
            line.is_broken = True
            self.report.add(errors.LineTooLong(span=line.place, length=len(line.text), limit=MAX_SENTENCE))

    def _comment_line(self, comment: str) -> None:
        if self.is_after_blank:
            if self.comments:
                self.comments.append("\n")
            else:
                self.has_blank_above = True
            self.is_after_blank = False
        self.comments.append(comment)

    def _take_comments(self) -> tuple[tuple[str, ...], bool]:
        comments = tuple(self.comments)
        if comments and self.is_after_blank:
            comments += ("\n",)
        blank = self.has_blank_above if comments else self.is_after_blank
        self.comments, self.is_after_blank, self.has_blank_above = [], False, False
        return comments, blank and bool(self.lines)

    def trailing_comments(self) -> tuple[str, ...]:
        """The comments after the last sentence."""
        blank = ("\n",) if self.has_blank_above and self.lines else ()
        return (*blank, *self.comments)

    def _report_characters(self, scanned: ScannedLine, number: int, raw: str, column: int) -> bool:
        """Report characters that are not allowed; True if the sentence cannot be parsed because of them."""
        name = self.source.name
        if scanned.control_offset is not None:
            position = column + scanned.control_offset
            shown = f"U+{ord(raw[scanned.control_offset]):04X}"
            self.report.add(
                errors.ControlCharacter(span=Span(name, number, position, number, position + 1), name=shown)
            )
        if scanned.open_quote_offset is not None:
            position = column + scanned.open_quote_offset
            mark = "”" if raw[scanned.open_quote_offset] == "“" else '"'
            end = column + len(raw.rstrip())
            closing = (Edit(Span(name, number, end, number, end), mark),)
            span = Span(name, number, position, number, max(end, position + 1))
            self.report.add(errors.OpenQuote(span=span, mark=mark, candidates=closing))
        if scanned.odd_offset is not None:
            position, character = column + scanned.odd_offset, raw[scanned.odd_offset]
            span = Span(name, number, position, number, position + 1)
            if character == "、":
                self.report.add(errors.CommaInAmount(span=span, advice=PARTS_A_LIST))
            elif character.isdecimal():
                self.report.add(errors.ForeignDigit(span=span, name=f"U+{ord(character):04X}"))
            else:
                self.report.add(errors.MixedScripts(span=span, letter=character, name=f"U+{ord(character):04X}"))
        in_code = scanned.control_offset is not None and scanned.control_offset < max(len(scanned.code), 1)
        return scanned.open_quote_offset is not None or in_code or scanned.odd_offset is not None

    def _too_long(self, number: int, raw: str, column: int) -> None:
        span = Span(self.source.name, number, column, number, column + 1)
        self.report.add(errors.LineTooLong(span=span, length=len(raw), limit=MAX_SENTENCE))
        indent = len(INDENT.match(raw).group())  # type: ignore[union-attr]  # the pattern matches always
        piece = Piece(0, number, column)
        self._begin(SentenceLine(self.source.name, "", "", min(indent, MAX_DEPTH), [piece], is_broken=True), None)

    def _depth(self, blanks: str, number: int, column: int) -> int:
        """The indentation of a line: a tab counts as one if the page uses tabs, a full-width space as two."""
        if not blanks:
            return 0
        span = Span(self.source.name, number, column, number, column + len(blanks))
        if FULL_WIDTH_SPACE in blanks:
            self.report.add(errors.FullWidthSpace(span=span))
            blanks = blanks.replace(FULL_WIDTH_SPACE, "  ")
        has_tabs = "\t" in blanks
        if has_tabs != self.has_tabs or (has_tabs and blanks.strip("\t")):
            blanks_used = Phrase("a tab", "制表符") if has_tabs else _SPACES
            elsewhere = Phrase("tabs", "制表符") if self.has_tabs else _SPACES
            self.report.add(errors.MixedTabs(span=span, found=blanks_used, elsewhere=elsewhere))
            return self._guess_depth(blanks)
        return len(blanks)

    def _guess_depth(self, blanks: str) -> int:
        """An estimated indentation for a line that mixes tabs and spaces."""
        if self.has_tabs:
            return blanks.count("\t") + blanks.count(" ") // 2
        usual = next((line.indent for line in self.lines if line.indent), 2)
        return blanks.count("\t") * usual + len(blanks.replace("\t", ""))


def _has_tabs(source: Source) -> bool:
    """Whether a page is indented with tabs: most lines decide, or the first one if the numbers are equal."""
    first = Counter(line[0] for line in source.lines() if line[:1] in ("\t", " ") and line.strip())
    return max(first, key=lambda blank: first[blank], default=" ") == "\t"


def read_layout(source: Source, scan: Callable[[str], ScannedLine] = scan) -> tuple[Layout, Report]:
    """The sentences of a page, and findings about their layout. `scan` splits a line."""
    report = Report()
    start = Span(source.name, 1, 1, 1, 1)
    if len(source.text) > MAX_CHARACTERS:
        report.add(
            errors.PageTooLong(
                span=start, count=len(source.text), what=Phrase("characters", "个字符"), limit=MAX_CHARACTERS
            )
        )
        return Layout((), (), 2), report
    count = source.text.count("\n") + source.text.count("\r")
    if count > 2 * MAX_LINES or (count > MAX_LINES and len(source.lines()) > MAX_LINES):
        report.add(errors.PageTooLong(span=start, count=count, what=Phrase("lines", "行"), limit=MAX_LINES))
        return Layout((), (), 2), report
    findings = _LimitedReport(report)
    reader = _LineReader(source, findings, scan)
    reader.read_lines()
    step = _step(reader.lines)
    _check_brackets(reader.lines, findings)
    roots = _nest(reader.lines, step, findings)
    return Layout(tuple(roots), reader.trailing_comments(), step), report


def _step(lines: list[SentenceLine]) -> int:
    """The indentation step of the page: the most frequent increase from one sentence to the next."""
    growth = Counter(b.indent - a.indent for a, b in pairwise(lines) if b.indent > a.indent)
    return max(growth, key=lambda g: growth[g]) if growth else 2


def _check_brackets(lines: list[SentenceLine], report: _LimitedReport) -> None:
    for line in lines:
        if line.is_broken or "(" not in line.text:
            continue
        depth = 0
        for match in re.finditer(r'"[^"]*"|[()]', line.text):
            depth += {"(": 1, ")": -1}.get(match.group(), 0)
            if depth > MAX_BRACKETS:
                span = line.span(match.start(), match.end())
                report.add(errors.TooDeep(span=span, what=Phrase("brackets", "括号"), limit=MAX_BRACKETS))
                line.is_broken = True
                break


def _nest(lines: list[SentenceLine], step: int, report: _LimitedReport) -> list[SentenceLine]:
    """The sentences as a tree by indentation."""
    roots: list[SentenceLine] = []
    stack: list[SentenceLine] = []
    for index, line in enumerate(lines):
        last: SentenceLine | None = None
        if line.is_misindented:
            line.indent = _likely_depth(line, stack, lines[index + 1 : index + 2], step)
        while stack and stack[-1].indent >= line.indent:
            last = stack.pop()
        siblings = stack[-1].children if stack else roots
        wanted = stack[-1].indent + step if stack else 0
        if last is not None and last.indent != line.indent:
            line.is_misindented = True
            report.add(errors.Dedent(span=line.place, here=line.indent, there=last.indent))
        elif last is None and line.indent != wanted:
            line.is_misindented = True
            here = line.indent - (stack[-1].indent if stack else 0)
            report.add(errors.IndentStep(span=line.place, here=here, step=step))
        siblings.append(line)
        if len(stack) < MAX_DEPTH:
            stack.append(line)
        elif not line.is_broken:
            line.is_broken = True
            report.add(errors.TooDeep(span=line.place, what=Phrase("blocks", "组"), limit=MAX_DEPTH))
    return roots


def _likely_depth(line: SentenceLine, stack: list[SentenceLine], following: list[SentenceLine], step: int) -> int:
    """The likely indentation of a misindented line: the nearest one at which the next line is correct."""
    above = [0, *(s.indent for s in stack)]
    after = following[0].indent if following else 0
    depths = sorted({*above, above[-1] + step}, key=lambda depth: abs(depth - line.indent))
    fits = (d for d in depths if after in (d, d + step) or (after < d and after in above))
    return next(fits, line.indent)


def _walk(lines: tuple[SentenceLine, ...] | list[SentenceLine], depth: int = 0) -> Iterator[tuple[int, SentenceLine]]:
    for line in lines:
        yield depth, line
        yield from _walk(line.children, depth + 1)


def line_and_below(line: SentenceLine) -> Iterator[SentenceLine]:
    """A sentence and all sentences under it."""
    return (inner_line for _, inner_line in _walk([line]))


def dump(source: Source) -> str:
    """The layout as text: one line per sentence, with its place, its depth and its comments."""
    layout, _ = read_layout(source)
    out = [f"step {layout.indent_step}"]
    for depth, line in _walk(layout.lines):
        place = line.place
        out += [f"{'  ' * depth}# {c}" if c != "\n" else "" for c in line.comments_above]
        broken = " (not read)" if line.is_broken else ""
        out.append(f"{'  ' * depth}{place.line}:{place.column}-{place.end_line}:{place.end_column}{broken} {line.text}")
        if line.comment_at_end is not None:
            out.append(f"{'  ' * depth}  # {line.comment_at_end}")
    out += [f"# {c}" if c != "\n" else "" for c in layout.trailing]
    return "".join(f"{line.rstrip()}\n" for line in out)


S = TypeVar("S", bound=ast.Node)

_TEXTS: dict[type, dict[str, str]] = {
    ast.PolicyLine: {"title_zh": "title"},
    ast.VocabularyLine: {"title_zh": "title"},
    ast.Article: {"title_zh": "title", "defines_zh": "defines"},
    ast.Reference: {"zh": "document"},
    ast.Obligation: {"zh": "text"},
    ast.Target: {"zh": "text"},
    ast.ReadingLine: {"zh": "text"},
    ast.Attribution: {"zh": "by"},
    ast.SourceNote: {"zh": "text"},
    ast.TitleLine: {"zh": "text"},
}
"""The fields with a Chinese text, each with the field of the English or only text."""
_CHILD_FIELDS = ("header", "items", "body", "rows", "attribution")


def english_page(page: ast.Page) -> ast.Page:
    """The page without the Chinese text of each pair."""
    return _in_one_language(page, is_chinese=False)


def chinese_page(page: ast.Page) -> ast.Page:
    """The page without the English text of each pair."""
    return _in_one_language(page, is_chinese=True)


def without_attributions(page: ast.Page) -> ast.Page:
    """The page without the persons and days of its readings, which have no meaning for decisions."""
    return _with_changes(page, lambda node: {"attribution": None} if isinstance(node, ast.ReadingLine) else {})


def english_chinese_pairs(page: ast.Page) -> tuple[tuple[str, str], ...]:
    """The English texts that also have a Chinese one on the page, each with its first Chinese text."""
    chinese_by_english: dict[str, str] = {}
    _gather(page, chinese_by_english)
    return tuple(chinese_by_english.items())


def _gather(node: ast.Node, chinese_by_english: dict[str, str]) -> None:
    for zh, text in _TEXTS.get(type(node), {}).items():
        if getattr(node, zh) is not None:
            chinese_by_english.setdefault(getattr(node, text), getattr(node, zh))
    for child in (child for _, children in _children_by_field(node) for child in children):
        _gather(child, chinese_by_english)


def _in_one_language(page: ast.Page, *, is_chinese: bool) -> ast.Page:
    def changes(node: ast.Node) -> dict[str, object]:
        texts: dict[str, object] = {}
        for zh, text in _TEXTS.get(type(node), {}).items():
            chinese = getattr(node, zh)
            if chinese is not None:
                texts |= {zh: None, text: chinese} if is_chinese else {zh: None}
        return texts

    return _with_changes(page, changes)


def _with_changes(node: S, changes_of: Callable[[ast.Node], dict[str, object]]) -> S:
    """The node with other values of some fields, in it and in all sentences under it."""
    changes = changes_of(node)
    for name, children in _children_by_field(node):
        new_children = tuple([_with_changes(child, changes_of) for child in children])
        if any(new_child is not other for new_child, other in zip(new_children, children, strict=True)):
            changes[name] = new_children if isinstance(getattr(node, name), tuple) else new_children[0]
    changed: S = attrs.evolve(node, **changes) if changes else node  # type: ignore[arg-type]
    return changed


def _children_by_field(node: ast.Node) -> list[tuple[str, tuple[ast.Node, ...]]]:
    """The sentences under a sentence or a page, and other nodes with texts, by field."""
    values = [(name, getattr(node, name, None)) for name in _CHILD_FIELDS]
    return [(name, value if isinstance(value, tuple) else (value,)) for name, value in values if value]
