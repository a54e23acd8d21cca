"""Common mistakes in Chinese sentences that English sentences know too, each told by the finding of the English one.

In: a sentence that no grammar reads, and where the parser stopped. Out: one finding, or none where it is no such
mistake.
"""

from __future__ import annotations

import re

from ipdsl.diagnostics.model import Diagnostic
from ipdsl.diagnostics.phrase import Phrase
from ipdsl.syntax import bodies, errors, keywords, numbers
from ipdsl.syntax.characters import masked
from ipdsl.syntax.grammar import Surface
from ipdsl.syntax.layout import Line
from ipdsl.syntax.tables import accepted, kind_of
from ipdsl.syntax.trouble import open_bracket, where

_MARKS = ".;!?。；！？"
_GLUED = re.compile(r"\d[\d.,]*$")
_LATIN = re.compile(r"[A-Za-z]+")


def slip(line: Line, start: str, at: int) -> Diagnostic | None:
    """The finding, if the sentence is one of these."""
    accepts = accepted(line.text[:at], start, Surface.CHINESE)
    return _bracket(line, at, accepts) or _number(line, at) or _sentence(line, start, at, accepts)


def _bracket(line: Line, at: int, accepts: frozenset[str]) -> Diagnostic | None:
    code = masked(line.text, "_")
    if code[at : at + 1] == ")" and code[:at].count(")") >= code[:at].count("("):
        return errors.OpenBracket(span=line.span(at, at + 1), bracket="）")
    if code.count("(") > code.count(")") and "RPAR" in accepts:
        opened = open_bracket(code)
        return errors.OpenBracket(span=line.span(opened, opened + 1), bracket="（")
    return None


def _number(line: Line, at: int) -> Diagnostic | None:
    before, after = line.text[:at], line.text[at:]
    comma = re.search(r"\d ?(,) ?$", before)
    if comma is not None and after[:1].isdigit():
        return errors.CommaInAmount(span=line.span(comma.start(1), comma.end(1)))
    digits, letters = _GLUED.search(before), _LATIN.match(after)
    if digits is None or letters is None:
        return None
    found = digits.group() + letters.group()
    return errors.BadNumber(span=line.span(digits.start(), at + letters.end()), found=found, hint=numbers.hint(found))


def _sentence(line: Line, start: str, at: int, accepts: frozenset[str]) -> Diagnostic | None:
    if at in (0, len(line.text)):
        return None
    found = re.match(r"\w+|.", line.text[at:])
    word = line.text[at] if found is None else found.group()
    span = line.span(at, at + len(word))
    table = keywords.chinese()
    before = line.text[:at].rstrip(", ")
    is_after_comma = before != line.text[:at].rstrip()  # a comma goes on with the award, or begins a sentence
    if "$END" in accepts or (is_after_comma and "$END" in accepted(before, start, Surface.CHINESE)):
        is_mark = word in _MARKS
        rest = line.text[at + is_mark :].strip()
        place = _where(before, rest, start)
        if place is not None:
            word = rest.split()[0]
            begins = line.text.index(rest, at)
            return errors.TwoSentences(span=line.span(begins, begins + len(word)), found=word, where=place)
        if is_mark:
            return errors.FullStop(span=span, mark=line.written[at : at + 1])
    if word in table["ONCE"].phrases and any(one in line.text[:at] for one in table["ONCE"].phrases):
        return errors.SaidTwice(span=span, word=word)
    return None


def _where(before: str, rest: str, start: str) -> Phrase | None:
    """Where the second of two sentences stands; nothing where what follows is none."""
    first, second = (kind_of(text, start, Surface.CHINESE) for text in (before, rest))
    body = bodies.BODIES.get(first or "")
    if body is not None and kind_of(rest, body.start, Surface.CHINESE) not in bodies.OF_NAMES_ALONE:
        return where(is_limit=False, is_beneath=True)
    is_limit = second == "cap" and first is not None and first.startswith("award")
    return None if second in bodies.OF_NAMES_ALONE else where(is_limit=is_limit, is_beneath=False)
