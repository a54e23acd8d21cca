"""The English half of the phrase book: forms of declared words, values, and the plain text of a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import chain
from typing import TypeAlias

from ipdsl.base.values.handwritten_values import without_currency
from ipdsl.base.values.written_values import decimal
from ipdsl.driver.advice.english import sums
from ipdsl.driver.advice.english.heads import EnglishReader
from ipdsl.driver.advice.forms import Words, resolve_payee
from ipdsl.schema.vocabulary import RecordKind

Meanings: TypeAlias = "Mapping[str, list[tuple[re.Pattern[str], str]]]"
"""By the kind of declared words: their patterns with what they mean."""
Value: TypeAlias = "tuple[re.Pattern[str], Callable[[re.Match[str]], str]]"
"""A pattern for a value, and what a text that fits it means in the language."""

_IRREGULAR = {
    "bought": "buys?|buying|purchased?|purchases|purchasing", "held": "holds?|holding", "sold": "sells?|selling",
    "built": "builds?|building", "made": "makes?|making", "paid": "pays?|paying", "left": "leaves?|leaving",
    "won": "wins?|winning",
}  # fmt: skip
_NOUNS = {"bought": "purchase", "sold": "sale", "paid": "payment", "started": "start", "ended": "end", "born": "birth"}
_SINGULARS = {"feet": "foot", "people": "person", "children": "child"}
_UNIT_OF_DEFINITION = re.compile(r"(?:\w+s\b|\w+ (?:feet|metres|hours))(?= (?:of|per|in|with)\b|,|$)|\w+s\b")
_NUMBER_OF_SENTENCE = re.compile(rf"(?<![\w.-]){sums.NUMBER}(?![\w%-])")
_WITH_CURRENCY = re.compile(rf"(?:[A-Za-z]{{2,3}} |[^\w\s,.(] ?)?(?P<number>{sums.NUMBER})(?: ?[A-Za-z€£$¥]+)?")
"""A number with what may be its currency."""


def plain_text(reader: EnglishReader, text: str) -> str:
    """A sentence in plain form: parts in brackets between commas, sums with `$` if it has a currency."""
    plain = reader.plain(text).replace("(", ", ").replace(")", ",")
    if not reader.has_currency:
        return plain
    written = _WITH_CURRENCY.finditer(reader.written)
    sums_written = iter([(each["number"], without_currency(each[0], reader.currency) != each[0]) for each in written])

    def mark(number: re.Match[str]) -> str:
        is_sum = next((is_sum for text, is_sum in sums_written if text == number[0]), False)
        return f"{'$' * is_sum}{number[0]}"

    return _NUMBER_OF_SENTENCE.sub(mark, plain)


# ---- declared words


@lru_cache(maxsize=20_000)
def word_forms(text: str) -> Sequence[str]:
    """The forms of a declared word in official wording: with blanks, in the singular and in the plural."""
    plain = text.replace("_", " ")
    return text, plain, text.replace("_", "-"), _singular(plain), _plural(_singular(plain))


@lru_cache(maxsize=20_000)
def units(text: str, definition: str) -> Sequence[str]:
    """The words for what a field counts: `square feet` of its definition, `child` of `children_moved`."""
    plain = text.replace("_", " ")
    named = _UNIT_OF_DEFINITION.match(definition)
    texts = [plain, *re.findall(r"[a-z]+s\b|children|people", plain), definition, "" if named is None else named[0]]
    first, _, rest = plain.partition(" ")
    forms = [form for each in filter(None, texts) for form in (each, _singular(each), _plural(_singular(each)))]
    return *forms, f"{_singular(first)} {rest}"  # `child moved` of `children_moved`


def payee_forms(text: str, definition: str, words: Words) -> Iterator[str]:
    """The words for a kind of applicant, among them those of its definition that no other kind has."""
    near = [word for word in re.findall("[a-z]{4,}", definition) if resolve_payee(word, words) == text]
    return chain(*map(word_forms, (text, *near)))


def record_forms(record: RecordKind, text: str) -> Iterator[str]:
    """The words for a kind of record: its name, its plural, and `electric bicycle` of its definition."""
    defined = re.fullmatch("(?:an?|one) ([a-z]+ [a-z]+)", record.label.definition)
    return chain(word_forms(text), [record.plural or ""], () if defined is None else word_forms(defined[1]))


def declared_words(words: Words, record: RecordKind | None) -> Iterator[tuple[str, list[tuple[re.Pattern[str], str]]]]:
    """The words of English only: nouns of days, verbs and nouns of events, the cost of a record."""
    dates = [text for text, field in words.fields(record).items() if field.type.is_date]
    yield "date_noun", [(re.compile(_day_noun(text)), text) for text in dates]
    yield "since", [(re.compile(rf" *{re.sub('ing$', 'ed', text)}(?!\w)"), text) for text in words.since_words]
    if record is None:
        return
    prices = [words.text(field) for field in record.fields if field.type.is_money]
    named = [each for each in prices if each in ("cost", "costs", "price")] or prices
    yield "cost_field", [(re.compile(""), named[0])] if len(named) == 1 else []
    for event, day in words.event_days(record).items():
        stem = re.sub("e?d$", "", event)
        verb = f"{event}|{_IRREGULAR.get(event) or f'{stem}(?:e|s|es|ing|ed)?'}"
        noun = f"{_NOUNS.get(event, event)}|{stem}(?:e?ment|al|ation|ion)"
        for prefix, forms in (("doing", verb), ("noun", noun)):
            pattern = re.compile(rf" *(?:{forms})(?!\w)")
            for kind, meaning in (("word", event), ("day", day), ("and_day", f"{event} ~ {day}")):
                yield f"{prefix}_{kind}", [(pattern, meaning)]


def _singular(text: str) -> str:
    first, _, last = text.rpartition(" ")
    word = re.sub("(?<=s)ses$|(?<=x|h)es$|(?<!s)s$", "", re.sub("ies$", "y", last))
    return f"{first} {_SINGULARS.get(last, word)}".strip()


def _plural(text: str) -> str:
    return re.sub("y$", "ie", text) + ("es" if re.search("(?:s|x|ch|sh)$", text) else "s")


def _day_noun(date: str) -> str:
    """A pattern for the nouns of a day: `purchase` for `bought_on`, `completion` for `completed_on`."""
    verb = re.sub("_(?:on|since|at|day|date)$", "", date)
    stem = re.sub("e?d$", "", verb)
    return rf" *(?:date of |day of )?(?:{_NOUNS.get(verb, verb)}|{stem}(?:e?ment|al|ation|ion|ing)|{verb})(?![a-z_])"


# ---- values


def _rate(match: re.Match[str]) -> str:
    rate = sums.rate_of(match[0].strip())
    return str(rate.value) if rate.is_fraction else f"{decimal(rate.value * 100)}%"


def _count(match: re.Match[str]) -> str:
    text = match[0].strip().replace(",", "")
    return text if text[0].isdigit() else str(sums.count_of(text))


def _span(match: re.Match[str]) -> str:
    count = 1 if match["count"] in ("a", "an") else sums.count_of(match["count"])
    span = sums.span_of(str(count), match["unit"])
    return f"{span.number} {span.unit.value}{'s' if span.number > 1 else ''}"


_SUM = rf"{sums.NUMBER}(?![\w%]|\.\d)"
_YEAR = re.compile(r" *((?:19|20)\d\d)(?![\w,-])")
_PERCENT = re.compile(r" *(\d+(?:\.\d+)?)%")
MARKED_SUM: Value = (re.compile(rf" *\$({_SUM})"), lambda match: match[1].replace(",", ""))
"""A sum where the sentence has its currency: other numbers are none."""
VALUES: Mapping[str, Value] = {
    "sum": (re.compile(rf" *({_SUM})"), lambda match: match[1].replace(",", "")),
    "count": (re.compile(rf" *(?:{sums.NUMBER}|{sums.COUNT})(?![\w%]|\.\d)"), _count),
    "rate": (re.compile(rf" *{sums.RATE}"), _rate),
    "raised": (_PERCENT, lambda match: f"{decimal(100 + Fraction(match[1]))}%"),
    "lowered": (_PERCENT, lambda match: f"{decimal(100 - Fraction(match[1]))}%"),
    "day": (re.compile(r" *(\d{4}-\d\d-\d\d)"), lambda match: match[1]),
    "year": (_YEAR, lambda match: f"between {match[1]}-01-01 and {match[1]}-12-31"),
    "year_end": (_YEAR, lambda match: f"{match[1]}-12-31"),
    "span": (re.compile(rf" *(?P<count>{sums.COUNT}|an?) (?P<unit>{sums.SPAN})(?!\w)"), _span),
    "time": (re.compile(r" *(day|month|year)s?(?!\w)"), lambda match: f"{match[1]}s"),
}
"""Numbers, rates, days and spans of time of a sentence, with what they mean in the language."""
