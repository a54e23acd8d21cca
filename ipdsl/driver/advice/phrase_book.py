"""Official wording read by a phrase book.

A phrase book has patterns of official phrases, and for each the words of the language that mean the same. A sentence
is read only if patterns account for each of its words, so a word that no pattern has leaves the sentence unread. A
sentence that patterns read in several ways has several readings.

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
from types import MappingProxyType
from typing import TypeAlias

import attrs

from ipdsl.driver.advice import chinese as chinese
from ipdsl.driver.advice import english as english
from ipdsl.driver.advice.award_parts import lines_of_award
from ipdsl.driver.advice.words import TooComplexError, Words, attempt
from ipdsl.schema.vocabulary import RecordKind
from ipdsl.syntax import keywords

Pattern: TypeAlias = "re.Pattern[str] | _Phrase | _Pair | _Choice | _AnyOrder | None"
"""A pattern for a text; `None` is the pattern of an empty text."""
Meaning: TypeAlias = tuple[int, str]
"""The end of a phrase in the text, and what it means."""
Found: TypeAlias = tuple[tuple[str, str], ...]

_Book: TypeAlias = Mapping[str, Sequence[tuple[Pattern, str]]]

_NOTHING = re.compile("")
_EMPTY = re.compile(r"(?<![^|])[a-z_]+: *(?=\||$)")
_WIDE = re.compile(r"(?<=[^\s|)]) {2,}| +(?=\|)")
_BARS = re.compile(r"\|{2,}")

MOST_MEANINGS = 300
"""The most meanings of one phrase at one place."""
MOST_DEPTH = 400
"""The most calls inside each other, of the 1,000 that Python allows. Real sentences need fewer than 100."""


@attrs.frozen
class _Phrase:
    name: str


@attrs.frozen
class _Pair:
    """A pattern, and what follows it."""

    first: Pattern
    rest: Pattern


@attrs.frozen
class _Choice:
    choices: tuple[Pattern, ...]


@attrs.frozen
class _AnyOrder:
    """Patterns in any order, those with an empty choice perhaps absent, and what may be between them."""

    between: Pattern
    parts: tuple[Pattern, ...]


_TOKEN = re.compile(r"\{(?P<phrase>\w+)\}|(?P<sign>[()\[\]<>|])|(?P<text>[^{}()\[\]<>|]+)")


def _pattern(tokens: Iterator[re.Match[str]]) -> Pattern:
    """The pattern up to the bracket that closes it, or up to the end."""
    alternatives = tuple(functools.reduce(_followed_by, reversed(parts), None) for parts in _choices(tokens))
    return alternatives[0] if len(alternatives) == 1 else _Choice(alternatives)


def _choices(tokens: Iterator[re.Match[str]]) -> list[list[Pattern]]:
    """The patterns of each choice up to the bracket that closes them, or up to the end."""
    choices: list[list[Pattern]] = [[]]
    for token in tokens:
        if token["phrase"]:
            choices[-1].append(_Phrase(token["phrase"]))
        elif token["text"]:
            words = token["text"].split()
            choices[-1] += [_word(*words)] if words else []
        elif token["sign"] == "|":
            choices.append([])
        elif token["sign"] == "(":
            choices[-1].append(_pattern(tokens))
        elif token["sign"] == "[":
            choices[-1].append(_Choice((_pattern(tokens), None)))
        elif token["sign"] == "<":
            ((between, *parts),) = _choices(tokens)
            choices[-1].append(_AnyOrder(between, tuple(parts)))
        else:
            break
    return choices


def _followed_by(rest: Pattern, first: Pattern) -> Pattern:
    return first if rest is None else _Pair(first, rest)


@functools.lru_cache(maxsize=20_000)
def _word(*words: str) -> re.Pattern[str]:
    """A pattern for words after any blanks, where no letter of the last word follows."""
    text = " +".join(map(re.escape, words))
    return re.compile(rf" *{text}(?![a-z\d_])" if re.search(r"[a-z\d_]$", text) else f" *{text}", re.IGNORECASE)


@functools.lru_cache(maxsize=20_000)
def _patterns(*texts: str) -> Sequence[re.Pattern[str]]:
    return [_word(*text.split()) for text in dict.fromkeys(texts) if text]


@functools.cache
def _book(name: str) -> _Book:
    """The patterns of each phrase of a book."""
    rows: dict[str, list[tuple[Pattern, str]]] = defaultdict(list)
    phrase = ""
    for line in keywords.read_file(f"phrases_{name}.txt").splitlines():
        heading = re.fullmatch(r"\[(\w+)\]", line)
        if heading is not None:
            phrase = heading[1]
        elif line.strip() and not line.startswith("#"):
            pattern, _, meaning = line.partition(" =")
            rows[phrase].append((_pattern(_TOKEN.finditer(pattern)), meaning.strip()))
    return rows


@attrs.define(eq=False, repr=False)
class _Search:
    """The meanings of the phrases of one text. `declared` has the declared words that a phrase may be."""

    text: str
    book: _Book
    values: Mapping[str, english.Value]
    declared: Mapping[str, Sequence[tuple[re.Pattern[str], str]]]
    known: dict[tuple[str, int], Sequence[Meaning]] = attrs.field(factory=dict)
    in_any_order: dict[tuple[int, ...], Sequence[tuple[int, Found]]] = attrs.field(factory=dict)
    """The ends of parts in any order, by the identity of their pattern and the parts that remain, and their start."""

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
        for pattern, meaning in self.book.get(phrase, ()):
            for end, parts in self._ends(pattern, start, depth):
                meant = _WIDE.sub(" ", _EMPTY.sub("", meaning.format_map(_by_name(parts))))
                yield end, _BARS.sub("|", meant).strip("|").rstrip()

    def _ends(self, pattern: Pattern, start: int, depth: int) -> Sequence[tuple[int, Found]]:
        if depth > MOST_DEPTH:
            raise TooComplexError
        if isinstance(pattern, re.Pattern):
            match = pattern.match(self.text, start)
            return () if match is None else ((match.end(), ()),)
        if isinstance(pattern, _Phrase):
            return [(end, ((pattern.name, meaning),)) for end, meaning in self.meanings(pattern.name, start, depth + 3)]
        ends: list[tuple[int, Found]] = [] if pattern is not None else [(start, ())]
        if isinstance(pattern, _Pair):
            for end, parts in self._ends(pattern.first, start, depth + 1):
                ends += [(last, parts + more) for last, more in self._ends(pattern.rest, end, depth + 1)]
        elif isinstance(pattern, _Choice):
            for choice in pattern.choices:
                ends += self._ends(choice, start, depth + 1)
        elif isinstance(pattern, _AnyOrder):
            ends += self._ends_in_any_order(pattern, pattern.parts, start, depth + 1)
        return ends

    def _ends_in_any_order(
        self, pattern: _AnyOrder, parts: Sequence[Pattern], start: int, depth: int
    ) -> Sequence[tuple[int, Found]]:
        """The ends of the remaining parts of a pattern in any order."""
        key = (id(pattern), *map(id, parts), start)
        if key not in self.in_any_order:
            is_complete = all(isinstance(part, _Choice) and None in part.choices for part in parts)
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
        declared["state"] = [(_word(words.text(state)), words.text(state)) for state in record.states]
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
        "defined": [(_word(*name.split()), meaning) for name, meaning in names.items()],
        "paying_articles": [(_NOTHING, joined)] if len(paying) > 1 else [],
        "currency": [(_NOTHING, currency)],
    }
    book, values = _book_and_values(text, words)
    templates = {phrase: rows[0][1] for phrase, rows in book.items()}
    meant: dict[tuple[str, ...], None] = {}
    records = [each for each in words.records.values() if not words.is_chinese or chinese.names(each, text, words)]
    records += [above] if above is not None and above not in records else []
    all_declared = [(record, _declared_words(words, record)) for record in records]
    named = [each for each in all_declared if words.is_chinese or _is_named(text, each[0], words, each[1])]
    of_above = [each for each in all_declared if each[0] is above and each not in named]
    for record, declared in (*named, *of_above, (None, _declared_words(words, None))):
        search = _Search(text, book, values, declared | context)
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
    if not words.is_chinese:
        return [*meant]
    return chinese.written(meant, text, words, currency, names)


def line_below(text: str, words: Words, record: RecordKind | None = None) -> str | None:
    """A line under an award of a record or under a rule, in the language."""
    book, values = _book_and_values(text, words)
    search = _Search(text, book, values, _declared_words(words, record))
    for phrase in ("line_below", "row_of_conditions"):
        meanings = {meaning for end, meaning in search.meanings(phrase, 0) if not text[end:].strip(" .,;")}
        if meanings:
            return meanings.pop() if len(meanings) == 1 else None
    return None


def _book_and_values(text: str, words: Words) -> tuple[_Book, Mapping[str, english.Value]]:
    """The book of a language, and the values that a text may have."""
    if words.is_chinese:
        return _book("chinese"), chinese.VALUES
    marked = {"sum": english.MARKED_SUM} if "$" in text else {}
    return _book("english"), {**english.VALUES, **marked}


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
