"""Official wording read by a phrase book.

A phrase book has patterns of official phrases, and for each the words of the language that mean the same. A sentence
is read only if patterns account for each of its words, so a word that no pattern has leaves the sentence unread. A
sentence that patterns read in several ways has several readings. `phrase_patterns` says how patterns are written.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

import attrs

from ipdsl.driver.advice import chinese as chinese, english as english
from ipdsl.driver.advice.award_parts import lines_of_award
from ipdsl.driver.advice.phrase_patterns import (
    Alternatives,
    AnyOrder,
    BookRow,
    Literal,
    Pair,
    Pattern,
    PhraseBook,
    PhraseReference,
    Terminal,
    book_of,
    expression_of,
)
from ipdsl.driver.advice.words import TooComplexError, Words, attempt
from ipdsl.schema.vocabulary import RecordKind

Meaning: TypeAlias = tuple[int, str]
"""The end of a phrase in the text, and what it means."""
Found: TypeAlias = tuple[tuple[str, str], ...]

_NOTHING = re.compile("")
_EMPTY = re.compile(r"(?<![^|])[a-z_]+: *(?=\||$)")
_WIDE = re.compile(r"(?<=[^\s|)]) {2,}| +(?=\|)")
_BARS = re.compile(r"\|{2,}")

MOST_MEANINGS = 300
"""The most meanings of one phrase at one place."""
MOST_DEPTH = 400
"""The most calls inside each other, of the 1,000 that Python allows. Real sentences need fewer than 100."""


@functools.lru_cache(maxsize=20_000)
def _patterns(*texts: str) -> Sequence[re.Pattern[str]]:
    return [expression_of(*text.split()) for text in dict.fromkeys(texts) if text]


@attrs.define(eq=False, repr=False)
class _PossibleRows:
    """The rows of a book whose words a text has."""

    book: PhraseBook
    present: frozenset[Terminal]
    """The words of the book that are in the text, and the kinds that have declared words."""
    by_phrase: dict[str, Sequence[tuple[BookRow, frozenset[Terminal] | None]]] = attrs.field(factory=dict)

    def of(self, phrase: str) -> Sequence[tuple[BookRow, frozenset[Terminal] | None]]:
        """The rows of a phrase, each with what it can begin with, if it is never empty."""
        if phrase not in self.by_phrase:
            self.by_phrase[phrase] = [
                (row, None if row.first is None else row.first & self.present)
                for row in self.book.rows(phrase)
                if not any(map(self.present.isdisjoint, row.needs))
            ]
        return self.by_phrase[phrase]


@functools.lru_cache(maxsize=8)
def _possible_rows(book: PhraseBook, text: str, kinds: frozenset[str]) -> _PossibleRows:
    small_letters = text.casefold()
    literals = (each for each in book.literals if all(word in small_letters for word in each.small_letters))
    return _PossibleRows(book, kinds.union(literals))


@attrs.define(eq=False, repr=False)
class _Search:
    """The meanings of the phrases of one text. `declared` has the declared words that a phrase may be.

    Few rows of a book have their words in a text, and even fewer can begin at a place. The others are not tried.
    """

    text: str
    values: Mapping[str, english.Value]
    declared: Mapping[str, Sequence[tuple[re.Pattern[str], str]]]
    rows: _PossibleRows
    known: dict[tuple[str, int], Sequence[Meaning]] = attrs.field(factory=dict)
    in_any_order: dict[tuple[int, ...], Sequence[tuple[int, Found]]] = attrs.field(factory=dict)
    """The ends of parts in any order, by the identity of their pattern and the parts that remain, and their start."""
    begun: dict[tuple[Terminal, int], bool] = attrs.field(factory=dict)

    def meanings(self, phrase: str, start: int, depth: int = 0) -> Sequence[Meaning]:
        """The ends and meanings of a phrase that begins at a place, inside `depth` other patterns."""
        if (phrase, start) not in self.known:
            self.known[phrase, start] = ()
            meanings = dict.fromkeys((*self._words(phrase, start), *self._rows(phrase, start, depth)))
            if len(meanings) > MOST_MEANINGS:
                raise TooComplexError
            self.known[phrase, start] = tuple(meanings)
        return self.known[phrase, start]

    def _words(self, phrase: str, start: int) -> Iterator[Meaning]:
        for pattern, meaning in self.declared.get(phrase, ()):
            match = pattern.match(self.text, start)
            if match is not None:
                yield match.end(), meaning
        if phrase in self.values:
            pattern, value = self.values[phrase]
            match = pattern.match(self.text, start)
            read = None if match is None else attempt(value, match)
            if match is not None and read is not None:
                yield match.end(), read

    def _rows(self, phrase: str, start: int, depth: int) -> Iterator[Meaning]:
        for row, first in self.rows.of(phrase):
            if first is None or any(self._begins(terminal, start) for terminal in first):
                for end, parts in self._ends(row.pattern, start, depth):
                    meant = _WIDE.sub(" ", _EMPTY.sub("", row.meaning.format_map(_by_name(parts))))
                    yield end, _BARS.sub("|", meant).strip("|").rstrip()

    def _begins(self, terminal: Terminal, start: int) -> bool:
        """Whether words of the book or of a kind begin at a place."""
        if (terminal, start) not in self.begun:
            self.begun[terminal, start] = (
                any(True for _ in self._words(terminal, start))
                if isinstance(terminal, str)
                else terminal.expression.match(self.text, start) is not None
            )
        return self.begun[terminal, start]

    def _ends(self, pattern: Pattern, start: int, depth: int) -> Sequence[tuple[int, Found]]:
        if depth > MOST_DEPTH:
            raise TooComplexError
        if pattern is None:
            return ((start, ()),)
        if isinstance(pattern, PhraseReference):
            return [(end, ((pattern.name, meaning),)) for end, meaning in self.meanings(pattern.name, start, depth + 3)]
        if isinstance(pattern, Pair):
            return [
                (last, parts + more)
                for end, parts in self._ends(pattern.first, start, depth + 1)
                for last, more in self._ends(pattern.rest, end, depth + 1)
            ]
        if isinstance(pattern, Literal):
            match = pattern.expression.match(self.text, start) if pattern in self.rows.present else None
            return () if match is None else ((match.end(), ()),)
        if isinstance(pattern, Alternatives):
            return [each for choice in pattern.choices for each in self._ends(choice, start, depth + 1)]
        return self._ends_in_any_order(pattern, pattern.parts, start, depth + 1)

    def _ends_in_any_order(
        self, pattern: AnyOrder, parts: Sequence[Pattern], start: int, depth: int
    ) -> Sequence[tuple[int, Found]]:
        """The ends of the remaining parts of a pattern in any order."""
        key = (id(pattern), *map(id, parts), start)
        if key not in self.in_any_order:
            is_complete = all(isinstance(part, Alternatives) and None in part.choices for part in parts)
            ends: list[tuple[int, Found]] = [(start, ())] if is_complete else []
            for end, _ in self._ends(pattern.between, start, depth):
                ends += self._ends_in_any_order(pattern, parts, end, depth + 2) if end > start else ()
            for place, part in enumerate(parts):
                remaining = (*parts[:place], *parts[place + 1 :])
                for end, meanings in self._ends(part, start, depth):
                    following = self._ends_in_any_order(pattern, remaining, end, depth + 2) if end > start else ()
                    ends += [(last, meanings + more) for last, more in following]
            self.in_any_order[key] = tuple(dict.fromkeys(ends))
        return self.in_any_order[key]


def _by_name(parts: Found) -> Mapping[str, str]:
    """The meanings by the name of their phrase; the second and later ones with their number. Absent ones are empty."""
    names: dict[str, str] = defaultdict(str)
    for name, meaning in parts:
        count = sum(each.rstrip("0123456789") == name for each in names)
        names[f"{name}{count + 1 if count else ''}"] = meaning
    return names


# ---- declared words


_Declared: TypeAlias = dict[str, list[tuple["re.Pattern[str]", str]]]


@functools.lru_cache(maxsize=1)
def _payee_words(words: Words) -> Mapping[str, Sequence[str]]:
    """The English words for each definition of a payee, by its text. Chinese ones depend on the text before them."""
    return {
        text: [*english.payee_forms(text, definition, words)]
        for text, definition in words.payees_by_definition.items()
        if not words.is_chinese
    }


@functools.lru_cache(maxsize=200)
def _declared_words(words: Words, record: RecordKind | None) -> _Declared:
    """The declared words that a sentence about a record may use, by the name that patterns have for their kind."""
    declared: _Declared = defaultdict(list)
    half = chinese if words.is_chinese else english

    def add(kind: str, texts: Iterable[str], meaning: str) -> None:
        declared[kind] += [(pattern, meaning) for pattern in _patterns(*texts)]

    def forms(text: str) -> Iterable[str]:
        return [text] if words.is_chinese else english.word_forms(text)

    counted: set[str] = set()
    own_fields = () if record is None else [words.text(field) for field in record.fields]
    for text, field in sorted(words.fields(record).items(), key=lambda item: item[0] not in own_fields):
        type_ = field.type
        kinds = {
            "money": type_.is_money,
            "number": not type_.is_money and type_.is_summable,
            "flag": type_.is_flag, "date": type_.is_date, "choice": type_.is_member,
            "figure": text in words.figures, "key": record is not None and field.name in record.key,
        }  # fmt: skip
        for kind in ("field", *(kind for kind, holds in kinds.items() if holds)):
            add(kind, forms(text), text)
        if kinds["number"]:
            units = dict.fromkeys(half.units(text, field.label.definition))
            add("unit", units.keys() - (set() if text in own_fields else counted), text)
            counted |= units.keys()
        for member in words.members(field):
            add("member", forms(member), f"{text} 为 {member}" if words.is_chinese else f"{text} is {member}")
            add("member_text", forms(member), member)
    for text in words.since_words:
        add("since", [text], text)
    for text, names in _payee_words(words).items():
        add("payee", names, text)
    if record is not None:
        text = words.text(record)
        names = [text] if words.is_chinese else list(english.record_forms(record, text))
        add("record", names, text)
        add("records", names, text if words.is_chinese else record.plural or text)
        declared["any_record"] = [(_NOTHING, text)]
        declared["state"] = [(expression_of(words.text(state)), words.text(state)) for state in record.states]
        for event, day in words.event_days(record).items():
            for kind, meaning in (("word", event), ("day", day), ("and_day", f"{event} ~ {day}")):
                add(f"event_{kind}", [event], meaning)
        arrival = attempt(lambda: words.order_of_arrival(record) or "")
        if arrival is not None:
            by_day = f"，按 {arrival} 先后" if words.is_chinese else f", in order of {arrival}"
            declared["arrival"] = [(_NOTHING, by_day if arrival else "")]
            declared["application_day"] = [(_NOTHING, arrival)] if arrival else []
    for kind, patterns in half.declared_words(words, record):
        declared[kind] += patterns
    return declared


# ---- sentences


def readings(
    text: str,
    words: Words,
    above: RecordKind | None,
    currency: str,
    names: Mapping[str, str] = MappingProxyType({}),
    paying: Sequence[str] = (),
) -> Sequence[Sequence[str]]:
    """The readings of a sentence by the book of its language, each as its lines.

    A sentence that names no record is about that of the award `above`. `names` are those that sentences before define,
    `paying` the articles of the page that have awards.
    """
    texts = [f"第{each}条" if words.is_chinese else f"article {each}" for each in paying]
    joined = ("、" if words.is_chinese else ", ").join(texts)
    context: _Declared = {
        "defined": [(expression_of(*name.split()), meaning) for name, meaning in names.items()],
        "paying_articles": [(_NOTHING, joined)] if len(paying) > 1 else [],
        "currency": [(_NOTHING, currency)],
    }
    templates = {phrase: rows[0][1] for phrase, rows in _book(words).patterns.items()}
    meant: dict[tuple[str, ...], None] = {}
    records = [each for each in words.records.values() if not words.is_chinese or chinese.names(each, text, words)]
    records += [above] if above is not None and above not in records else []
    all_declared = [(record, _declared_words(words, record)) for record in records]
    named = [each for each in all_declared if words.is_chinese or _is_named(text, each[0], words, each[1])]
    of_above = [each for each in all_declared if each[0] is above and each not in named]
    for record, declared in (*named, *of_above, (None, _declared_words(words, None))):
        search = _search(text, words, declared | context)
        for phrase in ("sentence", "parts"):
            for end, meaning in search.meanings(phrase, 0):
                if text[end:].strip(" .,;"):
                    continue
                state = functools.partial(chinese.stated, sentence=text, words=words, record=record)
                full = attempt(state if words.is_chinese else english.with_totals, meaning)
                if full is None:
                    continue
                lines = full.split("|") if phrase == "sentence" else attempt(lines_of_award, full, templates)
                if lines is not None and (phrase == "parts" or _is_about(lines, record, above)):
                    meant[tuple(lines)] = None
    return chinese.written(meant, text, words, currency, names) if words.is_chinese else [*meant]


def line_below(text: str, words: Words, record: RecordKind | None = None) -> str | None:
    """A line under an award of a record or under a rule, in the language."""
    search = _search(text, words, _declared_words(words, record))
    for phrase in ("line_below", "row_of_conditions"):
        meanings = {meaning for end, meaning in search.meanings(phrase, 0) if not text[end:].strip(" .,;")}
        if meanings:
            return meanings.pop() if len(meanings) == 1 else None
    return None


def _search(text: str, words: Words, declared: _Declared) -> _Search:
    """A search of a text for the phrases of the book of its language, with the values that it may have."""
    marked = {"sum": english.MARKED_SUM} if "$" in text else {}
    values = chinese.VALUES if words.is_chinese else {**english.VALUES, **marked}
    kinds = frozenset([*values, *(kind for kind, patterns in declared.items() if patterns)])
    return _Search(text, values, declared, _possible_rows(_book(words), text, kinds))


def _book(words: Words) -> PhraseBook:
    return book_of("chinese" if words.is_chinese else "english")


def _is_about(lines: Sequence[str], record: RecordKind | None, above: RecordKind | None) -> bool:
    """Whether a rule is about the record of the awards before it, or names its own record."""
    names = () if record is None else (record.plural, record.name, record.label.zh)
    return record is None or above in (None, record) or any(name and name in line for name in names for line in lines)


def _is_named(text: str, record: RecordKind, words: Words, declared: _Declared) -> bool:
    """Whether a sentence has a word of a record: its name, a field or a member."""
    own_fields = {words.text(field) for field in record.fields}
    kinds = [pattern for kind in ("record", "doing_word", "member") for pattern, _ in declared[kind]]
    fields = [pattern for kind in ("field", "unit") for pattern, name in declared[kind] if name in own_fields]
    return any(pattern.search(text) for pattern in (*kinds, *fields))
