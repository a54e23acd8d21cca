"""One reader of texts that people write by hand: answers, cells of sheets and of CSV, texts in tables.

Input: the type of a value, and its declared words. Output: a function from the text to plain data in a form that the
reader of facts takes. A text that has no form of the type, or several readings, comes out as it is: the reader of facts
refuses it. Names and identifiers are never changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from ipdsl.base.values import handwritten_values, written_values
from ipdsl.facts.errors.problems import FactsError
from ipdsl.facts.plain_data import loads
from ipdsl.ir.terms import Program
from ipdsl.schema.types import (
    ApplicantType,
    BoolType,
    ChoiceType,
    CountType,
    DateType,
    LevelType,
    ListType,
    MoneyType,
    NumberType,
    RateType,
    RecordType,
    TextType,
    Type,
)
from ipdsl.schema.vocabulary import Choice, Schema

TextParser: TypeAlias = "Callable[[str], object]"
"""From a text that is not blank to plain data."""

WrittenWords: TypeAlias = "Iterable[tuple[str, str]]"
"""Ways of writing declared words, each with the name."""

NAME_TYPES = (TextType, RecordType, ApplicantType)


def text_parser_for(type_: Type | None, words: WrittenWords = (), part: str = "") -> TextParser:
    """What reads the texts of a type. `words` are those of a choice; `part`: `year` and `rank` are no plain counts."""
    known = handwritten_values.names_by_spelling(words)
    if part == "year" and isinstance(type_, CountType):
        return handwritten_values.year
    if part == "rank" and isinstance(type_, CountType):
        return handwritten_values.place
    match type_:
        case ListType(item=item):
            return _list_parser(item, known)
        case BoolType():
            return _flag
        case MoneyType():
            return _with_special_words(handwritten_values.amount)
        case RateType():
            return _with_special_words(handwritten_values.share)
        case CountType():
            return _with_special_words(handwritten_values.count)
        case NumberType():
            return _with_special_words(handwritten_values.plain_number)
        case DateType():
            return _with_special_words(handwritten_values.day)
        case ChoiceType() | LevelType():
            return lambda text: _member(text, known)
        case _:
            return _identity


def type_words(schema: Schema, type_: Type | None) -> list[tuple[str, str]]:
    """The words of a choice or a level, in either language, with the names of its members."""
    match type_:
        case ListType(item=item):
            return type_words(schema, item)
        case ChoiceType(choice=name) | LevelType(level=name):
            return choice_words(schema.choice_by_name[name])
        case _:
            return []


def choice_words(choice: Choice) -> list[tuple[str, str]]:
    """Names and labels of members."""
    return [(word, member.name) for member in choice.members for word in (member.name, member.label.zh)]


def applicant_kind_words(schema: Schema) -> list[tuple[str, str]]:
    """Names and labels of kinds of applicants."""
    return [(word, kind.name) for kind in schema.kinds for word in (kind.name, kind.label.zh)]


class TextParsers(dict[Type, TextParser]):
    """The readers of a program by type, each made when it is first asked for: `program.kept(TextParsers)`."""

    def __init__(self, program: Program) -> None:
        self._schema = program.schema

    def __missing__(self, type_: Type) -> TextParser:
        parser = self[type_] = text_parser_for(type_, type_words(self._schema, type_))
        return parser


def _identity(text: str) -> str:
    return text


def _special(text: str) -> str | None:
    """The word in place of a value, in small letters."""
    word = text.strip(handwritten_values.EDGES).lower()
    return word if word in written_values.SPECIAL else None


def _with_special_words(read: Callable[[str], str]) -> TextParser:
    return lambda text: _special(text) or read(text)


def _flag(text: str) -> object:
    flag = handwritten_values.flag(text)
    return _special(text) or text if flag is None else flag


def _member(text: str, known: Mapping[str, str]) -> str:
    name = handwritten_values.word(text, known)
    return name if name in known.values() else _special(text) or name


def _list_parser(item: Type, known: Mapping[str, str]) -> TextParser:
    """What reads a list: as JSON in brackets, else its members with signs between them."""
    read = text_parser_for(item)

    def read_list(text: str) -> object:
        bare = text.strip(handwritten_values.EDGES)
        if bare[:1] == "[":
            try:
                return loads(bare)
            except FactsError:
                return text
        if _special(text):
            return _special(text)
        if isinstance(item, ChoiceType | LevelType) or known:
            return handwritten_values.split_words(bare, known)
        if not isinstance(item, NAME_TYPES):
            return [read(value) for value in handwritten_values.split_values(bare)]
        return text if handwritten_values.name_readings(bare) else handwritten_values.split_names(bare)

    return read_list
