"""Official wording read by a phrase book.

A phrase book has patterns of official phrases, and for each the words of the language that mean the same. A sentence
is read only if patterns account for each of its words, so a word that no pattern has leaves the sentence unread. A
sentence that patterns read in several ways has several readings.

`grammar/phrases_english.txt` and `grammar/phrases_chinese.txt` hold the patterns. `[name]` begins the patterns of a
phrase, each `pattern = meaning`. In a pattern, `{name}` is a phrase or a declared word, `(a|b)` a choice, `[a]` what
may be absent. In a meaning, `{name}` is the meaning of that phrase, and `{name2}` that of its second occurrence.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain
from typing import TypeAlias

import attrs

from ipdsl.base.values.written_values import decimal
from ipdsl.driver.advice.award_parts import lines_of_award
from ipdsl.driver.advice.chinese import phrases as chinese
from ipdsl.driver.advice.english import sums as english
from ipdsl.driver.advice.forms import TooComplexError, Words, attempt, resolve_payee
from ipdsl.schema.vocabulary import RecordKind
from ipdsl.syntax import keywords

Pattern: TypeAlias = "re.Pattern[str] | _Phrase | _Pair | _Any | None"
"""A pattern for a text; `None` is the pattern of an empty text."""
Meaning: TypeAlias = tuple[int, str]
"""The end of a phrase in the text, and what it means."""
Found: TypeAlias = tuple[tuple[str, str], ...]

_Book: TypeAlias = Mapping[str, Sequence[tuple[Pattern, str]]]

_BARS = re.compile(r"\|{2,}")

MOST_MEANINGS = 300
"""The most meanings of one phrase at one place."""


@attrs.frozen
class _Phrase:
    name: str


@attrs.frozen
class _Pair:
    """A pattern, and what follows it."""

    first: Pattern
    rest: Pattern


@attrs.frozen
class _Any:
    choices: tuple[Pattern, ...]


_TOKEN = re.compile(r"\{(?P<phrase>\w+)\}|(?P<sign>[()\[\]|])|(?P<text>[^{}()\[\]|]+)")


def _pattern(tokens: Iterator[re.Match[str]]) -> Pattern:
    """The pattern up to the bracket that closes it, or up to the end."""
    choices: list[list[Pattern]] = [[]]
    for token in tokens:
        if token["phrase"]:
            choices[-1].append(_Phrase(token["phrase"]))
        elif token["text"]:
            choices[-1] += _texts(token["text"])
        elif token["sign"] == "|":
            choices.append([])
        elif token["sign"] == "(":
            choices[-1].append(_pattern(tokens))
        elif token["sign"] == "[":
            choices[-1].append(_Any((_pattern(tokens), None)))
        else:
            break
    alternatives = tuple(functools.reduce(_followed_by, reversed(parts), None) for parts in choices)
    return alternatives[0] if len(alternatives) == 1 else _Any(alternatives)


def _followed_by(rest: Pattern, first: Pattern) -> Pattern:
    return first if rest is None else _Pair(first, rest)


def _texts(text: str) -> Iterator[Pattern]:
    words = text.split()
    if words:
        yield _word(*words)


def _word(*words: str) -> re.Pattern[str]:
    """A pattern for words after any blanks, where no letter of the last word follows."""
    text = " +".join(map(re.escape, words))
    return re.compile(rf" *{text}(?![a-z\d_])" if re.search(r"[a-z\d_]$", text) else f" *{text}", re.IGNORECASE)


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
    values: Mapping[str, _Value]
    declared: Mapping[str, Sequence[tuple[re.Pattern[str], str]]]
    known: dict[tuple[str, int], Sequence[Meaning]] = attrs.field(factory=dict)

    def meanings(self, phrase: str, start: int) -> Sequence[Meaning]:
        """The ends and meanings of a phrase that begins at a place."""
        if (phrase, start) not in self.known:
            self.known[phrase, start] = ()
            found = dict.fromkeys((*self._words(phrase, start), *self._rows(phrase, start)))
            if len(found) > MOST_MEANINGS:
                raise TooComplexError
            self.known[phrase, start] = tuple(found)
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

    def _rows(self, phrase: str, start: int) -> Iterator[Meaning]:
        for pattern, meaning in self.book.get(phrase, ()):
            for end, found in self._ends(pattern, start):
                yield end, _BARS.sub("|", meaning.format_map(_by_name(found))).strip("|")

    def _ends(self, pattern: Pattern, start: int) -> Iterator[tuple[int, Found]]:
        if pattern is None:
            yield start, ()
        elif isinstance(pattern, _Phrase):
            for end, meaning in self.meanings(pattern.name, start):
                yield end, ((pattern.name, meaning),)
        elif isinstance(pattern, _Any):
            for choice in pattern.choices:
                yield from self._ends(choice, start)
        elif isinstance(pattern, _Pair):
            for end, found in self._ends(pattern.first, start):
                for last, more in self._ends(pattern.rest, end):
                    yield last, found + more
        else:
            match = pattern.match(self.text, start)
            if match is not None:
                yield match.end(), ()


def _by_name(found: Found) -> Mapping[str, str]:
    """The meanings by the name of their phrase; the second and later ones with their number. Absent ones are empty."""
    names: dict[str, str] = defaultdict(str)
    for name, meaning in found:
        count = sum(each.rstrip("0123456789") == name for each in names)
        names[f"{name}{count + 1 if count else ''}"] = meaning
    return names


# ---- declared words and values


_IRREGULAR = {
    "bought": "buys?|buying|purchased?|purchases|purchasing", "held": "holds?|holding", "sold": "sells?|selling",
    "built": "builds?|building", "made": "makes?|making", "paid": "pays?|paying", "left": "leaves?|leaving",
    "won": "wins?|winning",
}  # fmt: skip
_FEET = {"feet": "foot", "people": "person", "children": "child"}


def _verbs(event: str) -> str:
    """A pattern for the verb of an event in English: `replaces`, `replacing`, `replaced`."""
    stem = re.sub("e?d$", "", event)
    return f"{event}|{_IRREGULAR.get(event) or f'{stem}(?:e|s|es|ing|ed)?'}"


def _singular(text: str) -> str:
    first, _, last = text.rpartition(" ")
    word = _FEET.get(last) or re.sub("(?<!s)s$", "", re.sub("(?<=s)ses$|(?<=x|h)es$", "", re.sub("ies$", "y", last)))
    return f"{first} {word}".strip()


def _plural(text: str) -> str:
    return re.sub("y$", "ie", text) + ("es" if re.search("(?:s|x|ch|sh)$", text) else "s")


def _forms(text: str) -> Iterator[str]:
    """The forms of a declared word in official wording: with blanks, in the singular and in the plural."""
    plain = text.replace("_", " ")
    yield from dict.fromkeys((text, plain, text.replace("_", "-"), _singular(plain), _plural(_singular(plain))))


def _units(text: str, definition: str, *, is_chinese: bool) -> Iterator[str]:
    """The words for one of what a field counts: `square foot`, `child` of `children_moved`, 人 of 人数."""
    if is_chinese:
        yield from (re.sub("[数量]$", "", text), *re.findall(r"\w+", definition)[-1:])
        return
    named = re.match(r"(?:\w+s\b|\w+ (?:feet|metres|hours))(?= (?:of|per|in|with)\b|,|$)|\w+s\b", definition)
    texts = [text.replace("_", " "), *re.findall(r"[a-z]+s\b|children|people", text.replace("_", " ")), definition]
    first, _, rest = texts[0].partition(" ")
    for each in filter(None, (*texts, "" if named is None else named[0])):
        yield from (each, _singular(each), _plural(_singular(each)))
    yield f"{_singular(first)} {rest}"  # `child moved` of `children_moved`


_NOUNS = {"bought": "purchase", "sold": "sale", "paid": "payment", "started": "start", "ended": "end", "born": "birth"}


def _day_nouns(date: str) -> str:
    """A pattern for the nouns of a day: `purchase` for `bought_on`, `completion` for `completed_on`."""
    verb = re.sub("_(?:on|since|at|day|date)$", "", date)
    stem = re.sub("e?d$", "", verb)
    return rf" *(?:date of |day of )?(?:{_NOUNS.get(verb, verb)}|{stem}(?:e?ment|al|ation|ion|ing)|{verb})(?![a-z_])"


_Declared: TypeAlias = dict[str, list[tuple["re.Pattern[str]", str]]]


def _declared(words: Words, record: RecordKind | None) -> _Declared:
    """The declared words that a sentence about a record may use, by the name that patterns have for their kind."""
    declared: _Declared = defaultdict(list)

    def add(kind: str, texts: Iterable[str], meaning: str) -> None:
        declared[kind] += [(_word(*text.split()), meaning) for text in dict.fromkeys(texts) if text]

    forms = (lambda text: [text]) if words.is_chinese else _forms
    counted: set[str] = set()
    own = () if record is None else [words.text(field) for field in record.fields]
    for text, field in sorted(words.fields(record).items(), key=lambda item: item[0] not in own):
        of = field.type
        kinds = {
            "money": of.is_money, "number": not of.is_money and (of.is_summable or of.is_numeric or of.is_count),
            "flag": of.is_flag, "date": of.is_date, "choice": of.is_member,
            "figure": text in words.figures, "key": record is not None and field.name in record.key,
        }  # fmt: skip
        if of.is_date and not words.is_chinese:
            declared["date_noun"].append((re.compile(_day_nouns(text)), text))
        for kind in ("field", *(kind for kind, holds in kinds.items() if holds)):
            add(kind, forms(text), text)
        if kinds["number"]:
            units = dict.fromkeys(_units(text, field.label.definition, is_chinese=words.is_chinese))
            add("unit", units.keys() - counted, text)
            counted |= units.keys()
        for member in words.members(field):
            add("member", forms(member), f"{text} 为 {member}" if words.is_chinese else f"{text} is {member}")
            add("member_text", forms(member), member)
    for text in words.since_words:
        add("since", [text, re.sub("ing$", "ed", text)], text)
    for text, definition in words.payees_by_definition.items():
        near = [word for word in re.findall(r"[a-z]{4,}", definition) if resolve_payee(word, words) == text]
        add("payee", chain(*map(forms, (text, *near))), text)
    if record is not None:
        text = words.text(record)
        prices = [words.text(field) for field in record.fields if field.type.is_money]
        named = [each for each in prices if each in ("cost", "costs", "price")] or prices
        declared["cost_field"] = [(re.compile(""), named[0])] if len(named) == 1 else []
        defined = re.fullmatch("(?:an?|one) ([a-z]+ [a-z]+)", record.label.definition)  # `one electric bicycle`
        names = {*forms(text), record.plural or "", *(forms(defined[1]) if defined else ())}
        add("record", names, text)
        add("records", names, text if words.is_chinese else record.plural or text)
        declared["state"] = [(_word(words.text(state)), words.text(state)) for state in record.states]
        for event, day in words.event_days(record).items():
            stem = re.sub("e?d$", "", event)
            verb = _word(event) if words.is_chinese else re.compile(rf" *(?:{_verbs(event)})(?!\w)")
            noun = re.compile(rf" *(?:{_NOUNS.get(event, event)}|{stem}(?:e?ment|al|ation|ion))(?!\w)")
            for prefix, pattern in (("event", _word(event)), ("doing", verb), ("noun", noun)):
                declared[f"{prefix}_word"].append((pattern, event))
                declared[f"{prefix}_day"].append((pattern, day))
                declared[f"{prefix}_and_day"].append((pattern, f"{event} ~ {day}"))
        arrival = attempt(lambda: words.order_of_arrival(record) or "")
        if arrival is not None:
            by_day = f"，按 {arrival} 先后" if words.is_chinese else f", in order of {arrival}"
            declared["arrival"] = [(re.compile(""), by_day if arrival else "")]
            declared["any_record"] = [(re.compile(""), words.text(record))]
            declared["application_day"] = [(re.compile(""), arrival)] if arrival else []
    for kind, found in chinese.declared(words, record) if words.is_chinese else ():
        declared[kind] += found
    return declared


def _rate(match: re.Match[str]) -> str:
    rate = english.rate_of(match[0].strip())
    return str(rate.value) if rate.is_fraction else f"{decimal(rate.value * 100)}%"


def _english_count(match: re.Match[str]) -> str:
    text = match[0].strip().replace(",", "")
    return text if text[0].isdigit() else str(english.count_of(text))


_YEAR = re.compile(r" *((?:19|20)\d\d)(?![\w,-])")
_PERCENT = re.compile(r" *(\d+(?:\.\d+)?)%")
_ENGLISH_SPAN = re.compile(rf" *(?P<count>{english.COUNT}|an?) (?P<unit>{english.SPAN})(?!\w)")


def _span(match: re.Match[str]) -> str:
    count = 1 if match["count"] in ("a", "an") else english.count_of(match["count"])
    span = english.span_of(str(count), match["unit"])
    return f"{span.number} {span.unit.value}{'s' if span.number > 1 else ''}"


_Value: TypeAlias = "tuple[re.Pattern[str], Callable[[re.Match[str]], str]]"
_SUM = rf"{english.NUMBER}(?![\w%]|\.\d)"
_MARKED_SUM: _Value = (re.compile(rf" *\$({_SUM})"), lambda match: match[1].replace(",", ""))
"""A sum where the sentence has its currency: other numbers are none."""
_VALUES: Mapping[str, Mapping[str, _Value]] = {
    "english": {
        "sum": (re.compile(rf" *{_SUM}"), lambda match: match[0].strip().replace(",", "")),
        "count": (re.compile(rf" *(?:{english.NUMBER}|{english.COUNT})(?![\w%]|\.\d)"), _english_count),
        "rate": (re.compile(rf" *{english.RATE}"), _rate),
        "raised": (_PERCENT, lambda match: f"{decimal(100 + Fraction(match[1]))}%"),
        "lowered": (_PERCENT, lambda match: f"{decimal(100 - Fraction(match[1]))}%"),
        "day": (re.compile(r" *\d{4}-\d\d-\d\d"), lambda match: match[0].strip()),
        "year": (_YEAR, lambda match: f"between {match[1]}-01-01 and {match[1]}-12-31"),
        "year_end": (_YEAR, lambda match: f"{match[1]}-12-31"),
        "span": (_ENGLISH_SPAN, _span),
        "time": (re.compile(r" *(?:day|month|year)s?(?!\w)"), lambda match: f"{match[0].strip().rstrip('s')}s"),
    },
    "chinese": chinese.VALUES,
}
"""Numbers, rates, days and spans of time in official wording, with what they mean in the language."""


# ---- sentences


def readings(text: str, name: str, words: Words, above: RecordKind | None) -> list[list[str]]:
    """The readings of a sentence by the book of `english` or `chinese`, each as its lines.

    A sentence that names no record is about that of the award `above`.
    """
    book = _book(name)
    values = dict(_VALUES[name])
    if "$" in text:
        values["sum"] = _MARKED_SUM
    templates = {phrase: rows[0][1] for phrase, rows in book.items()}
    found: dict[tuple[str, ...], None] = {}
    all_declared = [(record, _declared(words, record)) for record in words.records.values()]
    named = [each for each in all_declared if words.is_chinese or _is_named(text, each[0], words, each[1])]
    of_above = [each for each in all_declared if each[0] is above and each not in named]
    for record, declared in (*named, *of_above, (None, _declared(words, None))):
        search = _Search(text, book, values, declared)
        for phrase in ("sentence", "parts"):
            for end, meaning in search.meanings(phrase, 0):
                if text[end:].strip(" .,;"):
                    continue
                full = attempt(chinese.stated, meaning, words, record) if words.is_chinese else meaning
                if full is None:
                    continue
                lines = full.split("|") if phrase == "sentence" else attempt(lines_of_award, full, templates)
                if lines is not None:
                    found[tuple(lines)] = None
    return [list(lines) for lines in found]


def _is_named(text: str, record: RecordKind, words: Words, declared: _Declared) -> bool:
    """Whether a sentence has a word of a record: its name, a field or a member."""
    own = {words.text(field) for field in record.fields}
    kinds = [pattern for kind in ("record", "doing_word", "member") for pattern, _ in declared[kind]]
    fields = [pattern for kind in ("field", "unit") for pattern, name in declared[kind] if name in own]
    return any(pattern.search(text) for pattern in (*kinds, *fields))
