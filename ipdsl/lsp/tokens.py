"""Colours and inlays of a page: semantic tokens, sums in figures, and the kinds that a word includes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lsprotocol import types

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.source import Span
from ipdsl.base.values.written_values import decimal, percentage
from ipdsl.lsp.pages import OpenPage
from ipdsl.lsp.places import Places
from ipdsl.semantics.occurrences import PAGE
from ipdsl.semantics.typed import nodes
from ipdsl.syntax import ast, keywords
from ipdsl.syntax.layout import scan

TOKEN_TYPES = (
    "keyword", "string", "number", "comment", "class", "property", "event", "enumMember", "type", "variable",
    "function", "namespace",
)  # fmt: skip
DECLARATION = ("declaration",)
MOST_LINES = 5_000
"""The lines of a page that gets colours by meaning. A longer page would take seconds, and keeps those of the editor."""
_INDEX = {name: index for index, name in enumerate(TOKEN_TYPES)}

_TYPE_BY_SCOPE = {
    "records": "class", "plurals": "class", "record": "property", "all records": "property", "members": "enumMember",
    "all members": "enumMember", "flags": "enumMember", "statuses": "enumMember", "applicants": "type",
    "series": "variable", "definitions": "variable", "clauses": "function", "choices": "type", "item": "keyword",
    "matter": "keyword", "keywords": "keyword",
}  # fmt: skip
_TYPE_BY_TERMINAL = {"STRING": "string", "NAME": "variable", "REFERENCE": "function", "CODE": "enumMember"}
_MARKS = frozenset(("COMMA", "COLON", "DOT", "LPAR", "RPAR", "MORETHAN", "LESSTHAN"))


def token_type(terminal: str) -> str:
    """The colour of a terminal; empty for punctuation."""
    if terminal in _MARKS or not terminal.strip("_").isupper():
        return ""
    if terminal in keywords.table() or terminal in keywords.chinese():
        return "keyword"
    return _TYPE_BY_TERMINAL.get(terminal, "number")


def semantic_tokens(page: OpenPage, places: Places) -> list[int]:
    """The tokens in the numbers of the protocol. What a name means decides its colour, otherwise its terminal."""
    if len(page.lines) > MOST_LINES:
        return []
    names = {(each.span.line, each.span.column): each for each in page.occurrences}
    by_place = {(span.line, span.column): (span, kind, 0) for span, kind in _tokens(page)}
    for place, name in names.items():
        if kind := _TYPE_BY_SCOPE.get(name.scope, "namespace" if name.role == PAGE else ""):
            by_place[place] = (name.span, kind, int(name.is_declaration))
    data: list[int] = []
    line = column = 0
    for span, kind, modifiers in sorted(by_place.values(), key=lambda each: each[0]):
        start = places.range_of(span, page.lines).start
        text = page.lines[span.line - 1][span.column - 1 : span.end_column - 1]
        if span.line != span.end_line or (start.line, start.character) < (line, column):
            continue
        data += [
            start.line - line,
            start.character - (column if start.line == line else 0),
            places.width(text),
            _INDEX[kind],
            modifiers,
        ]
        line, column = start.line, start.character
    return data


def _tokens(page: OpenPage) -> Iterator[tuple[Span, str]]:
    for sentence in page.sentences:
        for terminal, span in sentence.placed_tokens():
            if kind := token_type(terminal):
                yield span, kind
    for number, text in enumerate(page.lines, start=1):
        scanned = scan(text) if "#" in text or "＃" in text else None
        if scanned is not None and scanned.comment is not None:
            start = next(index for index in range(len(scanned.code), len(text)) if text[index] in "#＃")
            yield Span(page.source.name, number, start + 1, number, len(text) + 1), "comment"


def inlays(page: OpenPage, places: Places, first: int, last: int) -> Iterator[types.InlayHint]:
    """Hints between two lines: figures behind sums in 万 and shares in words, the kinds that a word includes."""
    whole = (page.page.header, *page.page.items)
    for number in nodes(whole, ast.Number):
        if first <= number.span.line <= last and _UNITS.search(_text(number.span, page.lines)):
            figures = f"{int(number.value):,}" if number.value.denominator == 1 else decimal(number.value)
            yield _inlay(f" = {figures}", number.span, page, places)
    for share in nodes(whole, ast.Percent):
        if first <= share.span.line <= last and "%" not in _text(share.span, page.lines):
            yield _inlay(f" = {percentage(share.value)}", share.span, page, places)
    named = [name for name in page.occurrences if name.role in ("who", "key") and not name.is_declaration]
    for name in {name.declaration: name for name in reversed(named)}.values():  # the first place of each word
        kinds = page.narrower_kinds(name.declaration) if first <= name.span.line <= last else ""
        if kinds:
            hint = Phrase(" (with {kinds})", "（含{kinds}）", kinds=kinds)
            yield _inlay(hint.text(page.language), name.span, page, places)


_UNITS = re.compile("[百千万亿]")


def _text(span: Span, lines: Sequence[str]) -> str:
    return lines[span.line - 1][span.column - 1 : span.end_column - 1]


def _inlay(text: str, span: Span, page: OpenPage, places: Places) -> types.InlayHint:
    return types.InlayHint(places.range_of(span, page.lines).end, text)
