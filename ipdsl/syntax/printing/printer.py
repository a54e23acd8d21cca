"""The surface tree to canonical text: two blanks per step, with comments and single blank lines.

`parse(format_page(p)) == p` for every page without findings, and formatting twice changes nothing. Keywords are in
English unless the tree records a Chinese sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import nullcontext

import attrs

from ipdsl.base.findings.rendering import width
from ipdsl.syntax import ast
from ipdsl.syntax.characters import has_chinese
from ipdsl.syntax.grammar import Surface
from ipdsl.syntax.layout import CONTINUES
from ipdsl.syntax.printing.languages import CHINESE, ENGLISH
from ipdsl.syntax.printing.templates import keeping_brackets

WIDTH = 110
STEP = "  "
_WHOLE = r'"[^"]*"|“[^”]*”|[(（]|[)）]'
_BREAK = re.compile(rf"{_WHOLE}| (?=(?:and|or|when|plus) )")
_BREAK_ANYWHERE = re.compile(rf"{_WHOLE}| (?={CONTINUES.pattern})")
_BREAK_LIST = re.compile(rf"{_WHOLE}|(?<=,) ")


def format_line(sentence: ast.Sentence) -> str:
    """One sentence in English on one line, without comments and without the lines under it."""
    return ENGLISH.text(sentence)


def format_expr(expr: ast.Expr) -> str:
    """An expression as it is written in a page, in English.

    >>> from ipdsl.base.source import Source
    >>> from ipdsl.syntax.parser import parse
    >>> page, _ = parse(Source("x", "if (a or b) and c"))
    >>> format_expr(page.items[0].test)
    '(a or b) and c'
    """
    return ENGLISH.text(expr)


def body_of(sentence: ast.Sentence) -> tuple[ast.Sentence, ...]:
    """The lines under a sentence, in order."""
    match sentence:
        case ast.PolicyLine(header=header) | ast.VocabularyLine(header=header):
            return header
        case ast.ApplicantFields(lines=lines) | ast.Figures(lines=lines) | ast.GivenApplicant(lines=lines):
            return lines
        case ast.Case(given=given, expect=expect):
            return given + expect
        case _:
            body: tuple[ast.Sentence, ...] = getattr(sentence, "body", ())
            return body


def format_page(page: ast.Page, *, to: Surface | None = None, with_brackets: bool = True) -> str:
    """The whole page, each sentence in its surface or all in one.

    Without `with_brackets` it is the text that is hashed for the meaning of the page.
    """
    out: list[str] = []
    with keeping_brackets() if with_brackets else nullcontext():
        for sentence in sentences(page):
            _write(sentence, 0, to, out)
    _comments(page.trailing, "", out)
    return "\n".join(out) + "\n" if out else ""


def sentences(page: ast.Page | None) -> Iterator[ast.Sentence]:
    """The top-level sentences of a page."""
    if page is not None:
        yield from () if page.header is None else (page.header,)
        yield from page.uses
        yield from page.items


def is_chinese(page: ast.Page) -> bool:
    """Whether any sentence of a page is in Chinese word order."""
    return any(sentence.trivia.is_chinese for sentence in _every_sentence(page))


def has_chinese_word(page: ast.Page) -> bool:
    """Whether any sentence of a page has a Chinese keyword, name, label or title; comments do not count."""
    return any(sentence.trivia.is_chinese or has_chinese(format_line(sentence)) for sentence in _every_sentence(page))


def _every_sentence(page: ast.Page) -> Iterator[ast.Sentence]:
    left = [*sentences(page)]
    while left:
        sentence = left.pop()
        yield sentence
        left += body_of(sentence)


def _write(sentence: ast.Sentence, depth: int, to: Surface | None, out: list[str]) -> None:
    trivia = sentence.trivia
    if trivia.blank_before and out:
        out.append("")
    _comments(trivia.comments_above, STEP * depth, out)
    is_in_chinese = trivia.is_chinese if to is None else to is Surface.CHINESE
    lines = _physical(sentence, STEP * depth, is_in_chinese)
    if trivia.comment_at_end is not None:
        # the members of a choice are separate lines, so the comment belongs on the first line
        lines[0 if isinstance(sentence, ast.ChoiceDecl) else -1] += f"  # {trivia.comment_at_end}".rstrip()
    out += lines
    for child in body_of(sentence):
        _write(child, depth + 1, to, out)


def _comments(comments: tuple[str, ...], indent: str, out: list[str]) -> None:
    """Comment lines; a line break represents a blank line."""
    out += ["" if c == "\n" else f"{indent}# {c}".rstrip() for c in comments]


def _physical(sentence: ast.Sentence, indent: str, is_chinese: bool) -> list[str]:
    """The lines of a sentence."""
    language, width_of = (CHINESE, width) if is_chinese else (ENGLISH, len)
    text = language.text(sentence)
    if isinstance(sentence, ast.ChoiceDecl) and width_of(indent + text) > WIDTH and sentence.members:
        members = _fill_lines(list(map(language.text, sentence.members)), WIDTH - len(indent) - len(STEP))
        head = language.text(attrs.evolve(sentence, members=()))
        return [indent + head, *(indent + STEP + line for line in members)]
    return (break_chinese if is_chinese else break_english)(text, indent)


_CHINESE_BREAK = re.compile(rf"{_WHOLE}|[，、]|加 | (?=[且或加] )")


def break_chinese(text: str, indent: str) -> list[str]:
    """A long sentence broken after `，` and `、` and before `且`, `或` and `加`; the rest is two steps deeper.

    No line ends within brackets, even if it is too long.
    """
    room = WIDTH - len(indent)
    if width(text) <= room:
        return [indent + text]
    ends = [end.end() for end in _ends(_CHINESE_BREAK, text)]
    lines: list[str] = []
    start, last = 0, 0
    for end in [*ends, len(text)]:
        wide = room if not lines else room - 2 * len(STEP)
        if width(text[start:end].rstrip()) > wide and last > start:
            lines.append(text[start:last].rstrip())
            start = last
        last = end
    lines.append(text[start:].lstrip() if lines else text[start:])
    return [indent + lines[0], *(indent + 2 * STEP + line.lstrip() for line in lines[1:])]


def _fill_lines(words: list[str], width: int) -> list[str]:
    """Members in lines of at most this width."""
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} · {word}"
        if len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def break_english(text: str, indent: str) -> list[str]:
    """A long sentence broken before `and`, `or`, `when` and `plus`; the rest is two steps deeper.

    A part that is still too long is broken before any word that continues a sentence, then after commas. No line ends
    within brackets, even if it is too long.
    """
    room = WIDTH - len(indent)
    if len(text) <= room:
        return [indent + text]
    ends = [end.start() for end in _ends(_BREAK, text)]
    whens = [end for end in ends if text.startswith("when ", end + 1)]
    if whens and max(whens[0], len(text) - whens[0] - 1 + 2 * len(STEP)) <= room:
        ends = whens[:1]
    lines: list[str] = []
    for part in _parts(text, ends, room, room - 2 * len(STEP)):
        lines += _break_further(part, (_BREAK_ANYWHERE, _BREAK_LIST), room, is_first=not lines)
    return [indent + lines[0], *(indent + 2 * STEP + line for line in lines[1:])]


def _break_further(text: str, patterns: tuple[re.Pattern[str], ...], room: int, *, is_first: bool) -> list[str]:
    """A part of a sentence, broken at the first pattern; a line that is still too long at the following ones."""
    narrower = room - 2 * len(STEP)
    if not patterns:
        return [text]
    lines: list[str] = []
    for part in _parts(
        text, [end.start() for end in _ends(patterns[0], text)], room if is_first else narrower, narrower
    ):
        lines += _break_further(part, patterns[1:], room, is_first=is_first and not lines)
    return lines


def _ends(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The blanks and signs outside quotations and brackets at which a line may end."""
    depth = 0
    for match in pattern.finditer(text):
        if match.group() in ("(", "（"):
            depth += 1
        elif match.group() in (")", "）"):
            depth -= 1
        elif depth == 0 and match.group() in (" ", "，", "、"):
            yield match


def _parts(text: str, ends: list[int], first_width: int, later_width: int) -> list[str]:
    """The text split at some of these places, so that each part fits its width if possible."""
    parts: list[str] = []
    start, last, room = 0, 0, first_width
    for end in [*ends, len(text)]:
        if end - start > room and last > start:
            parts.append(text[start:last])
            start, room = last + 1, later_width
        last = end
    return [*parts, text[start:]]
