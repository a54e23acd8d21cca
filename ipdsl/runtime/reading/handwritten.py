"""One reader of texts that people write by hand: answers, cells of sheets and of CSV, texts in tables.

Input: the type of a value, and its declared words. Output: a function from the text to plain data in a form that the
reader of facts takes. A text that has no form of the type, or several readings, comes out as it is: the reader of facts
refuses it. Names and identifiers are never changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from ipdsl.runtime.reading.errors import FactsError
from ipdsl.runtime.reading.strict_json import loads
from ipdsl.runtime.terms import Program
from ipdsl.schema.model import Choice, Schema
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
from ipdsl.values import handwritten, written

Reads: TypeAlias = "Callable[[str], object]"
"""From a text that is not blank to plain data."""

Words: TypeAlias = "Iterable[tuple[str, str]]"
"""Ways of writing declared words, each with the name."""

NAMES = (TextType, RecordType, ApplicantType)


def reader_of(type_: Type | None, words: Words = (), part: str = "") -> Reads:
    """What reads the texts of a type. `words` are those of a choice; `part`: `year` and `rank` are no plain counts."""
    known = handwritten.words_of(words)
    if part == "year" and isinstance(type_, CountType):
        return handwritten.year
    if part == "rank" and isinstance(type_, CountType):
        return handwritten.place
    match type_:
        case ListType(item=item):
            return _reader_of_list(item, known)
        case BoolType():
            return _flag
        case MoneyType():
            return _or_special(handwritten.amount)
        case RateType():
            return _or_special(handwritten.share)
        case CountType():
            return _or_special(handwritten.count)
        case NumberType():
            return _or_special(handwritten.plain_number)
        case DateType():
            return _or_special(handwritten.day)
        case ChoiceType() | LevelType():
            return lambda text: _member(text, known)
        case _:
            return _same


def words_of(schema: Schema, type_: Type | None) -> list[tuple[str, str]]:
    """The words of a choice or a level, in either language, with the names of its members."""
    match type_:
        case ListType(item=item):
            return words_of(schema, item)
        case ChoiceType(choice=name) | LevelType(level=name):
            return words_of_choice(schema.choice_by_name[name])
        case _:
            return []


def words_of_choice(choice: Choice) -> list[tuple[str, str]]:
    """Names and labels of members."""
    return [(said, one.name) for one in choice.members for said in (one.name, one.label.zh)]


def words_of_kinds(schema: Schema) -> list[tuple[str, str]]:
    """Names and labels of kinds of applicants."""
    return [(said, one.name) for one in schema.kinds for said in (one.name, one.label.zh)]


class Readers(dict[Type, Reads]):
    """The readers of a program by type, each made when it is first asked for: `program.kept(Readers)`."""

    def __init__(self, program: Program) -> None:
        self._schema = program.schema

    def __missing__(self, type_: Type) -> Reads:
        found = self[type_] = reader_of(type_, words_of(self._schema, type_))
        return found


def _same(text: str) -> str:
    return text


def _special(text: str) -> str | None:
    """The word in place of a value, in small letters."""
    word = text.strip(handwritten.EDGES).lower()
    return word if word in written.SPECIAL else None


def _or_special(read: Callable[[str], str]) -> Reads:
    return lambda text: _special(text) or read(text)


def _flag(text: str) -> object:
    said = handwritten.flag(text)
    return _special(text) or text if said is None else said


def _member(text: str, known: Mapping[str, str]) -> str:
    name = handwritten.word(text, known)
    return name if name in known.values() else _special(text) or name


def _reader_of_list(item: Type, known: Mapping[str, str]) -> Reads:
    """What reads a list: as JSON in brackets, else its members with signs between them."""
    read = reader_of(item)

    def read_list(text: str) -> object:
        bare = text.strip(handwritten.EDGES)
        if bare[:1] == "[":
            try:
                return loads(bare)
            except FactsError:
                return text
        if _special(text):
            return _special(text)
        if isinstance(item, ChoiceType | LevelType) or known:
            return handwritten.words_between(bare, known)
        if not isinstance(item, NAMES):
            return [read(one) for one in handwritten.values_between(bare)]
        return text if handwritten.name_readings(bare) else handwritten.names_between(bare)

    return read_list
