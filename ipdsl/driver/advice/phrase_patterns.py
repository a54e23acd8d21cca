"""The patterns of a phrase book, and what a text must have so that they can match.

`grammar/phrases_english.txt` and `grammar/phrases_chinese.txt` hold the patterns. `[name]` begins the patterns of a
phrase, each `pattern = meaning`. In a pattern, `{name}` is a phrase or a declared word, `(a|b)` a choice, `[a]` what
may be absent, `<{a}{b}[c]>` its parts after the first one in any order, with the first one between them as often as it
occurs. In a meaning, `{name}` is the meaning of that phrase, and `{name2}` that of its second occurrence.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import attrs

from ipdsl.syntax import keywords

Pattern: TypeAlias = "Literal | PhraseReference | Pair | Alternatives | AnyOrder | None"
"""A pattern for a text; `None` is the pattern of an empty text."""


@attrs.frozen(cache_hash=True)
class Literal:
    """Words after any blanks, where no letter of the last word follows."""

    words: tuple[str, ...]

    @functools.cached_property
    def expression(self) -> re.Pattern[str]:
        """The regular expression for the words."""
        return expression_of(*self.words)

    @functools.cached_property
    def small_letters(self) -> tuple[str, ...]:
        """The words in small letters."""
        return tuple(word.casefold() for word in self.words)


@attrs.frozen
class PhraseReference:
    """A phrase of the book, or declared words of a kind."""

    name: str


@attrs.frozen
class Pair:
    """A pattern, and what follows it."""

    first: Pattern
    rest: Pattern


@attrs.frozen
class Alternatives:
    """Patterns for the same place; a text has one."""

    choices: tuple[Pattern, ...]


@attrs.frozen
class AnyOrder:
    """Patterns in any order, those with an empty choice perhaps absent, and what may be between them."""

    between: Pattern
    parts: tuple[Pattern, ...]


Terminal: TypeAlias = "Literal | str"
"""What texts consist of: words of the book, or declared words by the name of their kind."""
_EMPTY = ""
"""The terminal of an empty text."""
Needs: TypeAlias = tuple[frozenset[Terminal], ...]
"""A text of a pattern has at least one terminal of each set."""


@attrs.frozen(eq=False)
class BookRow:
    """A pattern of a phrase with its meaning."""

    pattern: Pattern
    meaning: str
    needs: Needs
    first: frozenset[Terminal] | None
    """What its texts begin with, if none is empty."""


@attrs.define(eq=False, repr=False)
class PhraseBook:
    """The patterns of each phrase, and the rows made of them. No phrase begins with itself."""

    patterns: Mapping[str, Sequence[tuple[Pattern, str]]]
    _rows: dict[str, Sequence[BookRow]] = attrs.field(factory=dict)
    _needs: dict[str, Needs] = attrs.field(factory=dict)
    _first: dict[str, frozenset[Terminal]] = attrs.field(factory=dict)

    def rows(self, phrase: str) -> Sequence[BookRow]:
        if phrase not in self._rows:
            self._rows[phrase] = [
                BookRow(pattern, meaning, self.needs_of(pattern), self.first(pattern))
                for pattern, meaning in self.patterns.get(phrase, ())
            ]
        return self._rows[phrase]

    @functools.cached_property
    def literals(self) -> frozenset[Literal]:
        return frozenset(_literals(pattern for rows in self.patterns.values() for pattern, _ in rows))

    def needs_of(self, pattern: Pattern) -> Needs:
        """The terminals that a text of a pattern needs. They may be fewer, if a phrase occurs in itself."""
        match pattern:
            case Literal():
                return (frozenset([pattern]),)
            case PhraseReference(name):
                if name not in self._needs:
                    self._needs[name] = ()
                    choices = [self.needs_of(each) for each, _ in self.patterns.get(name, ())]
                    self._needs[name] = _needs_of_choice([*choices, (frozenset([name]),)])
                return self._needs[name]
            case Pair(first, rest):
                return self.needs_of(first) + self.needs_of(rest)
            case Alternatives(choices):
                return _needs_of_choice([*map(self.needs_of, choices)])
            case AnyOrder(_, parts):
                return tuple(each for part in parts for each in self.needs_of(part))
            case None:
                return ()

    def first(self, pattern: Pattern) -> frozenset[Terminal] | None:
        """The terminals that the texts of a pattern begin with, if none is empty."""
        begins = self._beginnings(pattern)
        return None if _EMPTY in begins else begins

    def _beginnings(self, pattern: Pattern) -> frozenset[Terminal]:
        match pattern:
            case Literal():
                return frozenset([pattern])
            case PhraseReference(name):
                if name not in self._first:
                    rows = self.patterns.get(name, ())
                    self._first[name] = frozenset([name]).union(*(self._beginnings(each) for each, _ in rows))
                return self._first[name]
            case Pair(first, rest):
                begins = self._beginnings(first)
                return begins - {_EMPTY} | self._beginnings(rest) if _EMPTY in begins else begins
            case Alternatives(choices):
                return frozenset().union(*map(self._beginnings, choices))
            case AnyOrder(between, parts):
                return frozenset([_EMPTY]).union(*map(self._beginnings, (between, *parts)))
            case None:
                return frozenset([_EMPTY])


def _needs_of_choice(choices: Sequence[Needs]) -> Needs:
    """What each choice needs: one terminal of the smallest sets of all of them."""
    return (frozenset().union(*(min(each, key=len) for each in choices)),) if all(choices) else ()


def _literals(patterns: Iterable[Pattern]) -> Iterator[Literal]:
    for pattern in patterns:
        match pattern:
            case Literal():
                yield pattern
            case Pair(first, rest):
                yield from _literals((first, rest))
            case Alternatives(choices):
                yield from _literals(choices)
            case AnyOrder(between, parts):
                yield from _literals((between, *parts))


@functools.lru_cache(maxsize=20_000)
def expression_of(*words: str) -> re.Pattern[str]:
    """The regular expression for words after any blanks, where no letter of the last word follows."""
    text = " +".join(map(re.escape, words))
    return re.compile(rf" *{text}(?![a-z\d_])" if re.search(r"[a-z\d_]$", text) else f" *{text}", re.IGNORECASE)


# ---- reading a book


_TOKEN = re.compile(r"\{(?P<phrase>\w+)\}|(?P<sign>[()\[\]<>|])|(?P<text>[^{}()\[\]<>|]+)")


@functools.cache
def book_of(language: str) -> PhraseBook:
    """The phrase book of a language, `english` or `chinese`."""
    return read_book(keywords.read_file(f"phrases_{language}.txt").splitlines())


def read_book(lines: Iterable[str]) -> PhraseBook:
    """The book that lines state."""
    rows: dict[str, list[tuple[Pattern, str]]] = defaultdict(list)
    phrase = ""
    for line in lines:
        heading = re.fullmatch(r"\[(\w+)\]", line)
        if heading is not None:
            phrase = heading[1]
        elif line.strip() and not line.startswith("#"):
            pattern, _, meaning = line.partition(" =")
            rows[phrase].append((_pattern(_TOKEN.finditer(pattern)), meaning.strip()))
    return PhraseBook(rows)


def _pattern(tokens: Iterator[re.Match[str]]) -> Pattern:
    """The pattern up to the bracket that closes it, or up to the end."""
    alternatives = tuple(functools.reduce(_followed_by, reversed(parts), None) for parts in _choices(tokens))
    return alternatives[0] if len(alternatives) == 1 else Alternatives(alternatives)


def _choices(tokens: Iterator[re.Match[str]]) -> list[list[Pattern]]:
    """The patterns of each choice up to the bracket that closes them, or up to the end."""
    choices: list[list[Pattern]] = [[]]
    for token in tokens:
        if token["phrase"]:
            choices[-1].append(PhraseReference(token["phrase"]))
        elif token["text"]:
            words = token["text"].split()
            choices[-1] += [Literal(tuple(words))] if words else []
        elif token["sign"] == "|":
            choices.append([])
        elif token["sign"] == "(":
            choices[-1].append(_pattern(tokens))
        elif token["sign"] == "[":
            choices[-1].append(Alternatives((_pattern(tokens), None)))
        elif token["sign"] == "<":
            ((between, *parts),) = _choices(tokens)
            choices[-1].append(AnyOrder(between, tuple(parts)))
        else:
            break
    return choices


def _followed_by(rest: Pattern, first: Pattern) -> Pattern:
    return first if rest is None else Pair(first, rest)
