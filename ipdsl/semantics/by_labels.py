"""Findings about a Chinese page, by the words that its reader writes: labels for names, sentences in Chinese.

In: findings, in which names are those of the vocabulary and sentences are English; the page as it is written, and the
same page with names. Out: the same findings, in which every text that is a name, the label of an award or a part of the
page also knows its Chinese. English stays what it was.

What the author wrote at the place is told as it is written there, be it a label or a name. Any other name is told by
its label: among the words of the kinds of record and choices of which the finding and its sentence speak, then wherever
the vocabulary has it.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, TypeVar, get_args

import attrs

from ipdsl.diagnostics.declared import changed, fields_of
from ipdsl.diagnostics.model import Diagnostic, Related, Report
from ipdsl.diagnostics.phrase import Name, Phrase, Sentence
from ipdsl.semantics.label_places import KEYWORDS, LabelPlaces
from ipdsl.semantics.symbols import Vocabulary
from ipdsl.source import Span
from ipdsl.syntax import ast, print_policy
from ipdsl.syntax.in_chinese.expressions import expression
from ipdsl.syntax.in_chinese.lines import format_line as in_chinese
from ipdsl.syntax.in_chinese.policy import row_key
from ipdsl.syntax.printer import body_of, format_expr, format_line, sentences

V = TypeVar("V")
_EXPRESSIONS = get_args(ast.Expr)
_QUOTED = re.compile(r"`([^`]+)`")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_UNSAID = frozenset({"span", "path", "related", "is_detail"})
"""Fields of a finding that are no words of it, or are gone through apart."""


def by_labels(findings: Iterable[Diagnostic], written: ast.Page, named: ast.Page, words: Vocabulary) -> Report:
    """The findings that are about this page with their Chinese; all others as they are."""
    places = words.places
    page = _Page(written, named)
    report = Report()
    for finding in findings:
        place = page.at(finding.span)
        report.add(finding if place is None else _Telling(places, page, place, finding).told())
    return report


@attrs.define(eq=False, repr=False)
class _Place:
    """A sentence of the page, with names and as it is written, and the one beneath which it stands."""

    named: ast.Sentence
    written: ast.Sentence
    above: _Place | None

    @cached_property
    def _parts(self) -> list[tuple[object, object]]:
        return _beside(self.named, self.written)

    @cached_property
    def words(self) -> dict[str, str]:
        """What the author wrote for each name of the sentence. A keyword for a key is no name of the author's."""
        found: dict[str, str] = {}
        for one, other in self._parts:
            if isinstance(one, str) and isinstance(other, str) and not (one == other and one in KEYWORDS.labels):
                found.setdefault(one, other)
        return found

    @cached_property
    def texts(self) -> dict[str, str]:
        """The sentence and its parts in English, each with its Chinese."""
        found = {format_line(self.named): in_chinese(self.written)}
        for one, other in self._parts:
            if isinstance(one, _EXPRESSIONS) and isinstance(other, _EXPRESSIONS):
                found.setdefault(format_expr(one), expression(other))
            elif isinstance(one, ast.Row) and isinstance(other, ast.Row):
                found.setdefault(print_policy.row_key(one.key), row_key(other.key))
        return found


class _Page:
    """The sentences of a page by their lines, and the names that it gives to awards, groups and tables of its own."""

    def __init__(self, written: ast.Page, named: ast.Page) -> None:
        self.file = written.span.file
        self.own: set[str] = set()
        self._places: list[_Place] = []
        self._add(sentences(named), sentences(written), None)
        self._places.sort(key=lambda place: place.named.span.line)
        self._lines = [place.named.span.line for place in self._places]

    def at(self, span: Span | None) -> _Place | None:
        """The sentence to which a place belongs, if it is of this page."""
        found = 0 if span is None or span.file != self.file else bisect_right(self._lines, span.line)
        return self._places[found - 1] if found else None

    def _add(self, named: Iterable[ast.Sentence], written: Iterable[ast.Sentence], above: _Place | None) -> None:
        for one, other in zip(named, written, strict=True):
            place = _Place(one, other, above)
            self._places.append(place)
            match one:
                case ast.As() | ast.Group() | ast.Table():
                    self.own |= set() if one.label else {one.name.text}
                case _:
                    pass
            self._add(body_of(one), body_of(other), place)


@attrs.define(eq=False, repr=False)
class _Telling:
    """One finding."""

    places: LabelPlaces
    page: _Page
    place: _Place
    finding: Diagnostic

    def told(self) -> Diagnostic:
        """The same with the Chinese of what it names."""
        finding = self.finding
        stated = {name: getattr(finding, name) for name in fields_of(type(finding)) if name not in _UNSAID}
        related = tuple(Related(one.span, self._said(one.text)) for one in finding.related)
        return changed(finding, related=related, **{name: self._said(value) for name, value in stated.items()})

    def _said(self, value: V) -> V:
        said: object = value
        match value:
            case Name() if value.zh == value:
                pass  # who made the finding said how it is told
            case Phrase():
                said = Phrase(value.en, value.zh, **{name: self._said(one) for name, one in value.values})
            case Sentence():
                said = Name(value, self.place.texts.get(value) or in_chinese(self._other().written))
            case str():
                chinese = self._chinese(value)
                said = Name(value, chinese) if chinese != value else value
            case tuple():
                said = tuple(self._said(one) for one in value)
        return said  # type: ignore[return-value]  # a name is a text, a phrase a phrase

    def _other(self) -> _Place:
        """The sentence that a rule is told by: the earlier one, where the finding is about two of one name."""
        others = (self.page.at(one.span) for one in self.finding.related)
        return next(filter(None, others), self.place)

    def _chinese(self, text: str) -> str:
        if "`" in text:
            return _QUOTED.sub(lambda found: f"`{self._chinese(found[1])}`", text)
        written = text if text in self.page.own else self.place.words.get(text)
        if written is None and (day := _DAY.fullmatch(text)) is not None:
            return "{}年{}月{}日".format(*map(int, day.groups()))
        return written or self.places.label(text, self._about) or self.places.clause(text) or text

    @cached_property
    def _about(self) -> tuple[str, ...]:
        """The names of which the finding speaks, and those of its sentence and the ones above."""
        return (*_texts(self.finding), *_names(self.place))


def _texts(value: object) -> Iterator[str]:
    """The texts of a finding or of one of its values, without backticks."""
    match value:
        case Diagnostic():
            for name in fields_of(type(value)):
                if name not in _UNSAID:
                    yield from _texts(getattr(value, name))
        case Phrase():
            for _, one in value.values:
                yield from _texts(one)
        case str():
            yield value.strip("`")
        case tuple():
            for one in value:
                yield from _texts(one)


def _names(place: _Place | None) -> Iterator[str]:
    while place is not None:
        yield from place.words
        place = place.above


def _beside(named: ast.Node, written: ast.Node) -> list[tuple[object, object]]:
    """The parts of a sentence with names and as they are written: nodes and texts, without what stands beneath it."""
    found: list[tuple[object, object]] = []
    stack: list[tuple[object, object]] = [(named, written)]
    while stack:
        one, other = stack.pop()
        if isinstance(one, tuple) and isinstance(other, tuple):
            stack.extend(zip(reversed(one), reversed(other), strict=True))
        elif isinstance(one, str):
            found.append((one, other))
        elif isinstance(one, ast.Node) and (one is named or not isinstance(one, ast.Sentence)):
            found.append((one, other))
            kind: Any = type(one)
            stack.extend([(getattr(one, name), getattr(other, name)) for name in _fields(kind)])
    return found


@functools.cache
def _fields(kind: Any) -> tuple[str, ...]:
    """The fields of a class of nodes, the last one first."""
    return tuple(part.name for part in reversed(attrs.fields(kind)) if part.name not in ("span", "trivia"))
