"""Common mistakes in Chinese sentences that English sentences know too, each told by the finding of the English one.

In: a sentence that no grammar reads, and where the parser stopped. Out: one finding, or none where it is no such
mistake.
"""

from __future__ import annotations

import re

from ipdsl.diagnostics.model import Diagnostic
from ipdsl.diagnostics.phrase import Phrase
from ipdsl.syntax import bodies, errors, keywords, numbers
from ipdsl.syntax.characters import mask_quotations
from ipdsl.syntax.grammar import Surface
from ipdsl.syntax.layout import SentenceLine
from ipdsl.syntax.tables import accepted_terminals, kind_of
from ipdsl.syntax.trouble import open_bracket, second_sentence_place

_MARKS = ".;!?。；！？"
_GLUED = re.compile(r"\d[\d.,]*$")
_LATIN = re.compile(r"[A-Za-z]+")


def common_mistake(line: SentenceLine, start: str, offset: int) -> Diagnostic | None:
    """The finding, if the sentence is one of these."""
    accepts = accepted_terminals(line.text[:offset], start, Surface.CHINESE)
    return _bracket(line, offset, accepts) or _number(line, offset) or _sentence(line, start, offset, accepts)


def _bracket(line: SentenceLine, offset: int, accepts: frozenset[str]) -> Diagnostic | None:
    code = mask_quotations(line.text, "_")
    if code[offset : offset + 1] == ")" and code[:offset].count(")") >= code[:offset].count("("):
        return errors.OpenBracket(span=line.span(offset, offset + 1), bracket="）")
    if code.count("(") > code.count(")") and "RPAR" in accepts:
        opened = open_bracket(code)
        return errors.OpenBracket(span=line.span(opened, opened + 1), bracket="（")
    return None


def _number(line: SentenceLine, offset: int) -> Diagnostic | None:
    before, after = line.text[:offset], line.text[offset:]
    comma = re.search(r"\d ?(,) ?$", before)
    if comma is not None and after[:1].isdigit():
        return errors.CommaInAmount(span=line.span(comma.start(1), comma.end(1)))
    digits, letters = _GLUED.search(before), _LATIN.match(after)
    if digits is None or letters is None:
        return None
    text = digits.group() + letters.group()
    return errors.BadNumber(span=line.span(digits.start(), offset + letters.end()), found=text, hint=numbers.hint(text))


def _sentence(line: SentenceLine, start: str, offset: int, accepts: frozenset[str]) -> Diagnostic | None:
    if offset in (0, len(line.text)):
        return None
    word_match = re.match(r"\w+|.", line.text[offset:])
    word = line.text[offset] if word_match is None else word_match.group()
    span = line.span(offset, offset + len(word))
    table = keywords.chinese()
    before = line.text[:offset].rstrip(", ")
    is_after_comma = before != line.text[:offset].rstrip()  # a comma goes on with the award, or begins a sentence
    if "$END" in accepts or (is_after_comma and "$END" in accepted_terminals(before, start, Surface.CHINESE)):
        is_mark = word in _MARKS
        rest = line.text[offset + is_mark :].strip()
        place = _second_sentence_place(before, rest, start)
        if place is not None:
            word = rest.split()[0]
            begins = line.text.index(rest, offset)
            return errors.TwoSentences(span=line.span(begins, begins + len(word)), found=word, where=place)
        if is_mark:
            return errors.FullStop(span=span, mark=line.written[offset : offset + 1])
    if word in table["ONCE"].phrases and any(phrase in line.text[:offset] for phrase in table["ONCE"].phrases):
        return errors.RepeatedWord(span=span, word=word)
    return None


def _second_sentence_place(text_before: str, rest: str, start: str) -> Phrase | None:
    """Where the second of two sentences stands; nothing where what follows is none."""
    first, second = (kind_of(text, start, Surface.CHINESE) for text in (text_before, rest))
    body = bodies.BODIES.get(first or "")
    if body is not None and kind_of(rest, body.start, Surface.CHINESE) not in bodies.NAMELIKE_KINDS:
        return second_sentence_place(is_limit=False, is_beneath=True)
    is_limit = second == "cap" and first is not None and first.startswith("award")
    return None if second in bodies.NAMELIKE_KINDS else second_sentence_place(is_limit=is_limit, is_beneath=False)
