"""The English half of the phrase book: forms of declared words, values, and the plain text of a sentence.

The plain text has no articles and no full stop, `$` before its sums if it has a currency, and commas for brackets. The
phrase book writes a sign for what it does not compute: `@(30%+20%;70%)` is a sum of numbers, here with a limit, and
`@eq(a,b)` are words that must be equal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import chain
from typing import TypeAlias

from ipdsl.base.values import numerals
from ipdsl.base.values.handwritten_values import without_currency
from ipdsl.base.values.written_values import decimal
from ipdsl.driver.advice.blocks import AWARD, ENGLISH, YEAR_IN_ENGLISH, BlockLine, SentenceBlock, has_own_year, name_of
from ipdsl.driver.advice.words import BEGINNING_OF_COMPOUND, UnreadError, Words, present, resolve, resolve_payee
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
_NOUNS = {
    "bought": "purchase",
    "sold": "sale",
    "paid": "payment",
    "started": "start",
    "ended": "end",
    "born": "birth",
    "delivered": "delivery",
}
_SINGULARS = {"feet": "foot", "people": "person", "children": "child"}
_UNIT_OF_DEFINITION = re.compile(r"(?:\w+s\b|\w+ (?:feet|metres|hours))(?= (?:of|per|in|with)\b|,|$)|\w+s\b")

# ---- numbers, rates, days and spans of time

NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_NUMBERS = {"single": 1} | {word: number for number, word in enumerate(numerals.ENGLISH, 1)}
_COUNT = rf"(?:\d+|{'|'.join(_NUMBERS)})"
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10,
}  # fmt: skip
_RATE = (
    rf"(?:\d+(?:\.\d+)?%|\d{{1,4}}/\d{{1,4}}|(?:an? |{'|'.join(_NUMBERS)})[ -]?(?:{'|'.join(_PARTS)})\b"
    r"|half\b)"
)
"""A rate in figures or in words: `30%`, `2/3`, `three quarters`, `half`."""
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTHS = {form: number for number, name in enumerate(_MONTH_NAMES, 1) for form in (name, name[:3])}
_SPANS = {"year": ("year", 1), "month": ("month", 1), "week": ("day", 7), "day": ("day", 1)}
"""The unit of the language for a unit of time, and how many it has."""


def _whole_number(text: str) -> int:
    """A whole number in figures or in words."""
    number = str(_NUMBERS.get(text.lower(), text))
    return int(present(number if number.isdigit() else None))


def _rate(match: re.Match[str]) -> str:
    text = match[0].strip()
    if text.endswith("%"):
        return f"{decimal(Fraction(text[:-1]))}%"
    if "/" in text:
        return str(Fraction(text))
    first, _, last = re.sub(r"[ -]+", " ", text).rpartition(" ")
    share = Fraction(_whole_number(first) if first and first not in ("a", "an") else 1, _PARTS[last])
    return f"{decimal(share * 100)}%" if _PARTS[last] in (2, 4, 5, 10) else str(share)


def _count(match: re.Match[str]) -> str:
    text = match[0].strip().replace(",", "")
    return text if text[0].isdigit() else str(_whole_number(text))


def _sum(match: re.Match[str]) -> str:
    return re.sub(r"^0+(?=\d)", "", match[1].replace(",", ""))


def _span(match: re.Match[str]) -> str:
    unit, factor = _SPANS[match["unit"].removesuffix("s")]
    number = (1 if match["count"] in ("a", "an") else _whole_number(match["count"])) * factor
    return f"{number} {unit}{'s' if number > 1 else ''}"


def _new_name(match: re.Match[str]) -> str:
    text = match[1].lower()
    return name_of(text) if name_of(text) == text else f'{name_of(text)} "{text}"'


_SUM = rf"{NUMBER}(?![\w%]|\.\d)"
_YEAR = re.compile(r" *((?:19|20)\d\d)(?![\w,-])")
_PERCENT = re.compile(r" *(\d+(?:\.\d+)?)%")
MARKED_SUM: Value = (re.compile(rf" *\$({_SUM})"), _sum)
"""A sum where the sentence has its currency: other numbers are none."""
VALUES: Mapping[str, Value] = {
    "sum": (re.compile(rf" *({_SUM})"), _sum),
    "count": (re.compile(rf" *(?:{NUMBER}|{_COUNT})(?![\w%]|\.\d)"), _count),
    "rate": (re.compile(rf" *{_RATE}"), _rate),
    "raised": (_PERCENT, lambda match: f"{decimal(100 + Fraction(match[1]))}%"),
    "lowered": (_PERCENT, lambda match: f"{decimal(100 - Fraction(match[1]))}%"),
    "day": (re.compile(r" *(\d{4}-\d\d-\d\d)"), lambda match: match[1]),
    "year": (_YEAR, lambda match: f"between {match[1]}-01-01 and {match[1]}-12-31"),
    "year_end": (_YEAR, lambda match: f"{match[1]}-12-31"),
    "span": (re.compile(rf" *(?P<count>{_COUNT}|an?) (?P<unit>(?:year|month|week|day)s?)(?!\w)"), _span),
    "time": (re.compile(r" *(day|month|year)s?(?!\w)"), lambda match: f"{match[1]}s"),
    "article": (re.compile(r" *(?:articles? )?(\d[\d.]*)(?![\w%])"), lambda match: f"article {match[1]}"),
    "new_name": (re.compile(r"([a-z][\w ]*?)(?= means )", re.IGNORECASE), _new_name),
}
"""Numbers, rates, days and spans of time of a sentence, with what they mean in the language."""


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
    compounds = [(re.compile(rf" *{BEGINNING_OF_COMPOUND}{end}(?!\w)"), end) for end in words.payees if len(end) > 3]
    yield "payee", compounds
    yield "level", [(re.compile(rf" *{re.escape(level)}(?!\w)"), level) for level in words.levels]
    yield "of_record", [(re.compile(""), "" if record is None else f"of {words.text(record)} ")]
    for text, field in words.fields(record).items():
        parts = "|".join(part[:4] for part in text.split("_"))
        pattern = re.compile(rf" *(?:an?|one) (?:(?:{parts})\w*(?:'s)? )+, {text} ?,")
        noted = "|".join(re.findall("[a-z]{3,}", field.label.definition)) or "(?!)"
        yield "noted", [(re.compile(rf" *{text} (?:per|in|of|a) (?:{noted})(?!\w)"), text)]
        yield "gloss", [(pattern, text)] if field.type.is_summable else []
    lasting = [
        text for text in dates if text.endswith("_since") and text.removesuffix("_since") not in words.since_words
    ]
    yield "lasting", [(re.compile(rf" *{text.removesuffix('_since')}(?!\w)"), text) for text in lasting]
    yield "since", [(re.compile(rf" *{re.sub('ing$', 'ed', text)}(?!\w)"), text) for text in words.since_words]
    if record is None:
        return
    name = words.text(record)
    items = [part for part in name.split("_") if part != name]
    yield "item_name", [(re.compile(rf" *{part}s?(?!\w)"), name) for part in items]
    default = words.default_event(record)
    yield (
        "default_event",
        [] if default is None else [(re.compile(""), f"{default} ~ {words.event_days(record)[default]}")],
    )
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


# ---- the plain text of a sentence


_NUMBER_OF_SENTENCE = re.compile(rf"(?<![\w.-]){NUMBER}(?![\w%-])")
_WITH_CURRENCY = re.compile(rf"(?:[A-Za-z]{{2,3}} |[^\w\s,.(] ?)?(?P<number>{NUMBER})(?: ?[A-Za-z€£$¥]+)?")
"""A number with what may be its currency."""
_DAYS = (
    re.compile(r"\b(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]+),? (?P<year>\d{4})\b"),
    re.compile(r"\b(?P<month>[A-Z][a-z]+) (?P<day>\d{1,2}),? (?P<year>\d{4})\b"),
)
_DAY_OF_YEAR = re.compile(r"(?P<day>\d{1,2}) (?P<month>[A-Za-z]+)|(?P<m>[A-Za-z]+) (?P<d>\d{1,2})")


def sentence_and_record(block: SentenceBlock, words: Words, currency: str) -> tuple[str, RecordKind | None]:
    """The sentence of a block in plain form, and the record of the awards before it."""
    text, own_year = block.line.text.strip(), has_own_year(block.head)
    defined = None if text.startswith("here ") else ENGLISH.fullmatch(text.rstrip(".;"))
    if defined is None:
        plain = _plain(text.rstrip(":"), currency, has_own_year=own_year)
    else:
        meaning = defined["meaning"].replace('"', "")
        plain = f"{defined['name']} means {_plain(meaning, currency, has_own_year=own_year)}"
    return plain, record_of(block.above, words)


def line_of_head(line: BlockLine) -> str | None:
    """The line of the head of a page that says when its years begin: `the financial year begins on 1 April`."""
    match = YEAR_IN_ENGLISH.fullmatch(line.text.strip().rstrip("."))
    day = None if match is None or line.below else _DAY_OF_YEAR.fullmatch(match["first"])
    month = None if day is None else _MONTHS.get((day["month"] or day["m"]).lower())
    return None if day is None or month is None else f"year begins {month:02}-{int(day['day'] or day['d']):02}"


def plain_line(text: str, currency: str) -> str:
    """A line under a sentence in plain form."""
    return _plain(text, currency, has_own_year=False)


def _plain(text: str, currency: str, *, has_own_year: bool) -> str:
    """A text without articles, currency and full stop, with `$` before its sums if it has a currency."""
    plain = present(without_currency(text, currency))
    has_currency = plain != text
    if '"' in text or "#" in text or (has_own_year and "calendar year" in plain):
        raise UnreadError
    if has_own_year:
        plain = re.sub(r"\b(?:financial|fiscal|budget|grant) year\b", "year", plain)
    plain = re.sub(rf"({NUMBER}) ?(?:percent|per cent)\b", r"\1%", plain)
    for day in _DAYS:
        plain = day.sub(_day_in_figures, plain)
    plain = re.sub(r"\bthe (?!first (?:[a-z]|\d+ of ))", "", plain, flags=re.IGNORECASE)
    plain = re.sub(r"\s+", " ", plain[:1].lower() + plain[1:]).strip().rstrip(".;")
    plain = plain.replace("(", ", ").replace(")", ",")
    if not has_currency:
        return plain
    written = (
        (each["number"], without_currency(each[0], currency) != each[0]) for each in _WITH_CURRENCY.finditer(text)
    )

    def mark(number: re.Match[str]) -> str:
        is_sum = next((is_sum for text, is_sum in written if text == number[0]), False)
        return f"{'$' * is_sum}{number[0]}"

    return _NUMBER_OF_SENTENCE.sub(mark, plain)


def _day_in_figures(match: re.Match[str]) -> str:
    month = _MONTHS.get(match["month"].lower())
    return match[0] if month is None else f"{match['year']}-{month:02}-{int(match['day']):02}"


def record_of(awards: Sequence[BlockLine], words: Words) -> RecordKind | None:
    """The record of some awards, if all have the same."""
    names = set()
    for line in awards:
        match = re.search(r"\b(?:when|where|if|for)(?: the first)? ([a-z]\w*)", line.text)
        names |= {resolve(match[1], words.records)} if match is not None else set()
    names -= {None}
    return words.records[names.pop() or ""] if len(names) == 1 else None


# ---- what a meaning leaves to this module


_EQUAL = re.compile(r"@eq\((.*?),(.*?)\)")


def with_totals(meaning: str) -> str:
    """A meaning with the sums of numbers for their signs. Raises `UnreadError` if words that must be equal differ.

    >>> with_totals("@(30%+20%;40%) of costs, @eq(size,size)5 times (size above 350 up to @(350+350))")
    '40% of costs, 5 times (size above 350 up to 700)'
    """
    present(None if any(first != second for first, second in _EQUAL.findall(meaning)) else meaning)
    return re.sub(r"@\((.+?)(?:;(.*?))?\)", _total, _EQUAL.sub("", meaning))


def _total(match: re.Match[str]) -> str:
    terms, percent = match[1].split("+"), "%" if "%" in match[1] else ""
    total = sum((Fraction(term.rstrip("%")) for term in terms), Fraction())
    return f"{decimal(min(total, Fraction(match[2].rstrip('%'))) if match[2] else total)}{percent}"


def with_label(lines: Sequence[str], above: Sequence[BlockLine]) -> Sequence[str]:
    """The lines of an award with a label if an award before has the same record and event: two need two names."""
    trigger = re.search(r"when (?:the first )?(\w+ \w+)", lines[0])
    before = [line for line in above if AWARD.match(line.text)]
    same = [line for line in before if trigger and re.search(rf"\bwhen(?: the first)? {trigger[1]}\b", line.text)]
    if trigger is None or not same or any(line.startswith("  as ") for line in lines):
        return lines
    name = trigger[1].replace(" ", "_")
    return [lines[0], f"  as {name}_{len(same) + 1}", *lines[1:]]


def rows_by_fact(row: str, below: Sequence[str], words: Words, record: RecordKind | None) -> Sequence[str]:
    """A row and the lines under it, with `by` if these are two rows for a yes/no fact."""
    match = re.fullmatch(r"  (\w+): (.+)\n  (?:otherwise|not \1): (.+)", "\n".join(below))
    fact = None if match is None or not row.endswith(":") else words.fields(record).get(match[1])
    if match is None or fact is None or not fact.type.is_flag:
        return row, *below
    return f"{row} by {match[1]}", f"  yes: {match[2]}", f"  no: {match[3]}"
