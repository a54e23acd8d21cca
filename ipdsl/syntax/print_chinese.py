"""Sentences that a page holds in Chinese words, printed in them again.

In: the text of a page, and each sentence in canonical English. Out: the sentence with the keywords of the page.
Assumed: the page was read without findings.
"""

from __future__ import annotations

from typing import Any

from lark.exceptions import UnexpectedInput

from ipdsl.making import attrs
from ipdsl.source import Source, Span
from ipdsl.syntax import bodies, keywords, layout
from ipdsl.syntax.surfaces import Surface
from ipdsl.syntax.tables import sentence_parser


@attrs.frozen
class _Written:
    """A sentence with Chinese keywords: what reads it, and its keywords as written, by terminal and in order."""

    start: str
    words: dict[str, list[str]]


@attrs.frozen
class WordsOfPage:
    """The sentences with Chinese keywords, by the place where they begin."""

    written: dict[tuple[int, int], _Written]

    @staticmethod
    def of(source: Source) -> WordsOfPage:
        found: dict[tuple[int, int], _Written] = {}
        if not source.text.isascii():
            for line in layout.read(source)[0].lines:
                _gather(line, bodies.PAGE, found)
        return WordsOfPage(found)

    def put_into(self, text: str, place: Span) -> str:
        """The canonical text of the sentence that begins there, in the words of the page.

        A keyword that the canonical text has and the page has not (`is` once more) is in Chinese too.
        """
        sentence = self.written.get((place.line, place.column))
        if sentence is None:
            return text
        left = {terminal: iter(words) for terminal, words in sentence.words.items()}
        tokens, _ = _tokens(text, sentence.start)
        parts, at = [], 0
        for terminal, begin, end in tokens:
            word = next(left.get(terminal, iter(())), keywords.table()[terminal].shown(chinese=True))
            parts += [text[at:begin], text[begin:end] if word.isascii() else word]
            at = end
        return "".join((*parts, text[at:]))


def _tokens(text: str, start: str) -> tuple[list[tuple[str, int, int]], str]:
    """The keywords of a sentence with their places, and the grammar's name of the sentence."""
    state: Any = sentence_parser().parse_interactive(text, start=start)
    found = [(str(t.type).removeprefix("_"), t.start_pos, t.end_pos) for t in state.exhaust_lexer()]
    return [one for one in found if one[0] in keywords.table()], str(state.feed_eof().data)


def _kind(text: str, start: str) -> str:
    """The grammar's name of a sentence in Chinese word order."""
    try:
        tree: Any = sentence_parser(Surface.CHINESE).parse(text, start=start)
    except UnexpectedInput:
        return ""
    return str(tree.data)


def _gather(line: layout.Line, start: str, found: dict[tuple[int, int], _Written]) -> None:
    try:
        tokens, kind = _tokens(line.text, start)
    except UnexpectedInput:  # a sentence in Chinese word order, which is printed by its tree
        tokens, kind = [], _kind(line.text, start)
    words: dict[str, list[str]] = {}
    for terminal, begin, end in tokens:
        words.setdefault(terminal, []).append(line.text[begin:end])
    if not all(word.isascii() for of_terminal in words.values() for word in of_terminal):
        found[line.place.line, line.place.column] = _Written(start, words)
    beneath = bodies.BODIES.get(kind)
    for child in line.children if beneath is not None else ():
        _gather(child, beneath.start if beneath is not None else start, found)
