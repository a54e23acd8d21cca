"""The surface tree to canonical text: two blanks a step, English keywords, comments and single blank lines kept.

`parse(format_page(p)) == p` for every page without findings, and formatting twice changes nothing.
"""

from __future__ import annotations

import re

from ipdsl.syntax import ast
from ipdsl.syntax.print_cases import CaseWord, case_line
from ipdsl.syntax.print_expressions import format_expr
from ipdsl.syntax.print_policy import PolicyWord, Promise, policy_line, promise_line
from ipdsl.syntax.print_vocabulary import VocabularyWord, choice_head, member, vocabulary_line

__all__ = ["format_expr", "format_line", "format_page"]

WIDTH = 110
STEP = "  "
_BREAK = re.compile(r'"[^"]*"|“[^”]*”| (?=(?:and|or|when|plus) )')


def format_line(sentence: ast.Sentence) -> str:
    """One sentence on one line, without comments and without what stands beneath it."""
    match sentence:
        case _ if isinstance(sentence, PolicyWord):
            return policy_line(sentence)
        case _ if isinstance(sentence, Promise):
            return promise_line(sentence)
        case _ if isinstance(sentence, VocabularyWord):
            return vocabulary_line(sentence)
        case _ if isinstance(sentence, CaseWord):
            return case_line(sentence)
        case _:
            raise TypeError(f"no sentence: {type(sentence).__name__}")


def body_of(sentence: ast.Sentence) -> tuple[ast.Sentence, ...]:
    """What stands beneath a sentence, in order."""
    match sentence:
        case ast.PolicyLine(header=header) | ast.VocabularyLine(header=header):
            return header
        case ast.Table(rows=rows):
            return rows
        case ast.ApplicantFields(lines=lines) | ast.Figures(lines=lines):
            return lines
        case ast.Case(given=given, expect=expect):
            return given + expect
        case ast.GivenApplicant(records=records):
            return records
        case _:
            body: tuple[ast.Sentence, ...] = getattr(sentence, "body", ())
            return body


def format_page(page: ast.Page) -> str:
    """The whole page."""
    out: list[str] = []
    first: tuple[ast.Sentence, ...] = () if page.header is None else (page.header,)
    for sentence in (*first, *page.uses, *page.items):
        _write(sentence, 0, out)
    _comments(page.trailing, "", out)
    return "\n".join(out) + "\n" if out else ""


def _write(sentence: ast.Sentence, depth: int, out: list[str]) -> None:
    trivia = sentence.trivia
    if trivia.blank_before and out:
        out.append("")
    _comments(trivia.before, STEP * depth, out)
    lines = _physical(sentence, STEP * depth)
    if trivia.after is not None:
        # the members of a choice are lines of their own: a comment beside them would not be beside the choice
        lines[0 if isinstance(sentence, ast.ChoiceDecl) else -1] += f"  # {trivia.after}".rstrip()
    out += lines
    for child in body_of(sentence):
        _write(child, depth + 1, out)


def _comments(comments: tuple[str, ...], indent: str, out: list[str]) -> None:
    """Comment lines; a line break alone stands for a blank line."""
    out += ["" if c == "\n" else f"{indent}# {c}".rstrip() for c in comments]


def _physical(sentence: ast.Sentence, indent: str) -> list[str]:
    text = format_line(sentence)
    if isinstance(sentence, ast.ChoiceDecl) and len(indent + text) > WIDTH and sentence.members:
        members = _filled([member(m) for m in sentence.members], WIDTH - len(indent) - len(STEP))
        return [indent + choice_head(sentence), *(indent + STEP + line for line in members)]
    return broken(text, indent)


def _filled(words: list[str], width: int) -> list[str]:
    """Members in lines of at most this width."""
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} · {word}"
        if len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def broken(text: str, indent: str) -> list[str]:
    """A long sentence broken before `and`, `or`, `when` and `plus`; what follows stands two steps deeper."""
    if len(indent) + len(text) <= WIDTH:
        return [indent + text]
    ends = [m.start() for m in _BREAK.finditer(text) if m.group() == " "]
    whens = [end for end in ends if text.startswith("when ", end + 1)]
    if whens and max(whens[0], len(text) - whens[0] - 1 + 2 * len(STEP)) <= WIDTH - len(indent):
        ends = whens[:1]
    lines: list[str] = []
    start, last = 0, 0
    room = WIDTH - len(indent)
    for end in [*ends, len(text)]:
        if end - start > room and last > start:
            lines.append(text[start:last])
            start = last + 1
            room = WIDTH - len(indent) - 2 * len(STEP)
        last = end
    lines.append(text[start:])
    return [indent + lines[0], *(indent + 2 * STEP + line for line in lines[1:])]
