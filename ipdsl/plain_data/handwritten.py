"""Parsers of handwritten texts: answers, cells of spreadsheets and of CSV, texts in tables.

Input: the type of a value, and its declared words. Output: a function from the text to plain data in a form that the
reader of facts accepts. A text without a form of the type, or with several meanings, is returned unchanged, and the
reader of facts reports it. Names and identifiers are never changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from ipdsl.base.values import handwritten_values
from ipdsl.plain_data.context import ProgramCache
from ipdsl.plain_data.errors import FactsError
from ipdsl.plain_data.strict_json import loads
from ipdsl.schema.declarations import Choice
from ipdsl.schema.values.value_type import TextParser, Type, text_itself
from ipdsl.schema.vocabulary import Schema

WrittenWords: TypeAlias = "Iterable[tuple[str, str]]"
"""Spellings of declared words, each with the name."""


def text_parser_for(type_: Type | None, words: WrittenWords = (), part: str = "") -> TextParser:
    """The parser of a type's texts; `words` are a choice's. The parts `year` and `rank` differ from plain counts."""
    if type_ is None:
        return text_itself
    parser = type_.part_parser(part)
    if parser is None:
        parser = type_.text_parser(handwritten_values.names_by_spelling(words))
    return _with_json_lists(parser) if type_.is_list else parser


def type_words(schema: Schema, type_: Type | None) -> list[tuple[str, str]]:
    """The words of a choice or a level, in both languages, with the names of its members."""
    name = "" if type_ is None else type_.member_type.choice_name
    return choice_words(schema.choice_by_name[name]) if name else []


def choice_words(choice: Choice) -> list[tuple[str, str]]:
    """Names and labels of members."""
    return [(word, member.name) for member in choice.members for word in (member.name, member.label.zh)]


def applicant_kind_words(schema: Schema) -> list[tuple[str, str]]:
    """Names and labels of applicant kinds."""
    return [(word, kind.name) for kind in schema.kinds for word in (kind.name, kind.label.zh)]


class TextParsers(ProgramCache[Type, TextParser]):
    """The parsers of a program by type, each made on first use: `program.compute_once(TextParsers)`."""

    def make(self, key: Type) -> TextParser:
        return text_parser_for(key, type_words(self.program.schema, key))


def _with_json_lists(parser: TextParser) -> TextParser:
    """A parser of lists: JSON in brackets, otherwise members with separators."""

    def read_list(text: str) -> object:
        bare = text.strip(handwritten_values.EDGES)
        if bare[:1] == "[":
            try:
                return loads(bare)
            except FactsError:
                return text
        return parser(text)

    return read_list
