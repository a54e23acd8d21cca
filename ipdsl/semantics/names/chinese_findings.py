"""Findings about a Chinese page in the words of its reader: labels for names, and sentences in Chinese.

Input: findings with names and English sentences, the page as written, and the same page with names. Output: the same
findings with Chinese texts for names, labels of awards and parts of the page. The English text does not change.

A text at the place of the finding is shown as the author wrote it. Other names are shown by their labels. Words of the
records and choices in the finding and its sentence are looked up first, then the whole vocabulary.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, TypeVar, get_args

import attrs

from ipdsl.base.findings.finding import Diagnostic, RelatedPlace, Report, fields_of, with_changes
from ipdsl.base.findings.phrase import LocalizedName, LocalizedSentence, Phrase
from ipdsl.base.source import Span
from ipdsl.semantics.names.symbols import KEYWORDS, LabelScopes, Vocabulary
from ipdsl.syntax import ast
from ipdsl.syntax.printing import policy
from ipdsl.syntax.printing.chinese_expressions import expression
from ipdsl.syntax.printing.chinese_lines import format_line as in_chinese
from ipdsl.syntax.printing.chinese_policy import row_key
from ipdsl.syntax.printing.printer import body_of, format_expr, format_line, sentences

V = TypeVar("V")
_EXPRESSIONS = get_args(ast.Expr)
_QUOTED = re.compile(r"`([^`]+)`")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_UNTRANSLATED_FIELDS = frozenset({"span", "path", "related", "is_detail", "candidates", "edits"})
"""Fields of a finding that are not words of it, or that are processed separately."""


def localized_findings(
    findings: Iterable[Diagnostic], written_page: ast.Page, named_page: ast.Page, words: Vocabulary
) -> Report:
    """The findings, those about this page with Chinese texts."""
    places = words.label_scopes
    page = _PageIndex(written_page, named_page)
    report = Report()
    for finding in findings:
        place = page.pair_at(finding.span)
        report.add(finding if place is None else _FindingLocalizer(places, page, place, finding).localize())
    return report


@attrs.define(eq=False, repr=False)
class _SentencePair:
    """A sentence of the page with names and as written, and the sentence above it."""

    named_sentence: ast.Sentence
    written_sentence: ast.Sentence
    above: _SentencePair | None

    @cached_property
    def _parts(self) -> list[tuple[object, object]]:
        return _paired_parts(self.named_sentence, self.written_sentence)

    @cached_property
    def words(self) -> dict[str, str]:
        """The author's word for each name of the sentence. Keywords for keys are not included."""
        written_by_name: dict[str, str] = {}
        for name, other in self._parts:
            if isinstance(name, str) and isinstance(other, str) and not (name == other and name in KEYWORDS.labels):
                written_by_name.setdefault(name, other)
        return written_by_name

    @cached_property
    def texts(self) -> dict[str, str]:
        """The sentence and its parts in English, each with its Chinese text."""
        chinese_by_english = {format_line(self.named_sentence): in_chinese(self.written_sentence)}
        for part, other in self._parts:
            if isinstance(part, _EXPRESSIONS) and isinstance(other, _EXPRESSIONS):
                chinese_by_english.setdefault(format_expr(part), expression(other))
            elif isinstance(part, ast.Row) and isinstance(other, ast.Row):
                chinese_by_english.setdefault(policy.row_key(part.key), row_key(other.key))
        return chinese_by_english


class _PageIndex:
    """The sentences of a page by line, and the names that it gives to awards, groups and tables."""

    def __init__(self, written_page: ast.Page, named_page: ast.Page) -> None:
        self.file = written_page.span.file
        self.page_names: set[str] = set()
        self._places: list[_SentencePair] = []
        self._add(sentences(named_page), sentences(written_page), None)
        self._places.sort(key=lambda place: place.named_sentence.span.line)
        self._lines = [place.named_sentence.span.line for place in self._places]

    def pair_at(self, span: Span | None) -> _SentencePair | None:
        """The sentence that contains a place, if it is on this page."""
        index = 0 if span is None or span.file != self.file else bisect_right(self._lines, span.line)
        return self._places[index - 1] if index else None

    def _add(
        self,
        named_sentences: Iterable[ast.Sentence],
        written_sentences: Iterable[ast.Sentence],
        above: _SentencePair | None,
    ) -> None:
        for sentence, other in zip(named_sentences, written_sentences, strict=True):
            place = _SentencePair(sentence, other, above)
            self._places.append(place)
            match sentence:
                case ast.LabelLine() | ast.Group() | ast.Definition(value=ast.AmountByRows()):
                    self.page_names |= set() if sentence.label else {sentence.name.text}
                case _:
                    pass
            self._add(body_of(sentence), body_of(other), place)


@attrs.define(eq=False, repr=False)
class _FindingLocalizer:
    """Adds the Chinese texts to one finding."""

    places: LabelScopes
    page: _PageIndex
    place: _SentencePair
    finding: Diagnostic

    def localize(self) -> Diagnostic:
        """The finding with the Chinese texts of its values."""
        finding = self.finding
        stated = {name: getattr(finding, name) for name in fields_of(type(finding)) if name not in _UNTRANSLATED_FIELDS}
        related = tuple(RelatedPlace(place.span, self._localized_value(place.text)) for place in finding.related)
        return with_changes(
            finding, related=related, **{name: self._localized_value(value) for name, value in stated.items()}
        )

    def _localized_value(self, value: V) -> V:
        result: object = value
        match value:
            case LocalizedName() if value.zh == value:
                pass  # already has its Chinese text
            case Phrase():
                result = Phrase(
                    value.en, value.zh, **{name: self._localized_value(item) for name, item in value.values}
                )
            case LocalizedSentence():
                result = LocalizedName(
                    value, self.place.texts.get(value) or in_chinese(self._rule_sentence().written_sentence)
                )
            case str():
                chinese = self._chinese(value)
                result = LocalizedName(value, chinese) if chinese != value else value
            case tuple():
                result = tuple(self._localized_value(item) for item in value)
        return result  # type: ignore[return-value]  # a name is a text, a phrase a phrase

    def _rule_sentence(self) -> _SentencePair:
        """The sentence that represents a rule: the earlier one, if the finding is about two with the same name."""
        related_sentences = (self.page.pair_at(place.span) for place in self.finding.related)
        return next(filter(None, related_sentences), self.place)

    def _chinese(self, text: str) -> str:
        if "`" in text:
            return _QUOTED.sub(lambda match: f"`{self._chinese(match[1])}`", text)
        written = text if text in self.page.page_names else self.place.words.get(text)
        if written is None and (day := _DAY.fullmatch(text)) is not None:
            return "{}年{}月{}日".format(*map(int, day.groups()))
        return written or self.places.label(text, self._names_in_scope) or self.places.clause(text) or text

    @cached_property
    def _names_in_scope(self) -> tuple[str, ...]:
        """The names in the finding, its sentence and the sentences above."""
        return (*_texts(self.finding), *_names(self.place))


def _texts(value: object) -> Iterator[str]:
    """The texts of a finding or of one of its values, without backticks."""
    match value:
        case Diagnostic():
            for name in fields_of(type(value)):
                if name not in _UNTRANSLATED_FIELDS:
                    yield from _texts(getattr(value, name))
        case Phrase():
            for _, item in value.values:
                yield from _texts(item)
        case str():
            yield value.strip("`")
        case tuple():
            for item in value:
                yield from _texts(item)


def _names(place: _SentencePair | None) -> Iterator[str]:
    while place is not None:
        yield from place.words
        place = place.above


def _paired_parts(named_node: ast.Node, written_node: ast.Node) -> list[tuple[object, object]]:
    """The parts of a sentence with names and as written: nodes and texts, without the lines under it."""
    pairs: list[tuple[object, object]] = []
    stack: list[tuple[object, object]] = [(named_node, written_node)]
    while stack:
        part, other = stack.pop()
        if isinstance(part, tuple) and isinstance(other, tuple):
            stack.extend(zip(reversed(part), reversed(other), strict=True))
        elif isinstance(part, str):
            pairs.append((part, other))
        elif isinstance(part, ast.Node) and (part is named_node or not isinstance(part, ast.Sentence)):
            pairs.append((part, other))
            kind: Any = type(part)
            stack.extend([(getattr(part, name), getattr(other, name)) for name in _fields(kind)])
    return pairs


@functools.cache
def _fields(kind: Any) -> tuple[str, ...]:
    """The fields of a class of nodes, in reverse order."""
    return tuple(part.name for part in reversed(attrs.fields(kind)) if part.name not in ("span", "trivia"))
