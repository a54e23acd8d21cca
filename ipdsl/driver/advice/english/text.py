"""Sentences in official English without what only official wording has, and what the sentences before them name."""

from __future__ import annotations

import re
from functools import cached_property

import attrs

from ipdsl.base.values.currency_words import without_currency
from ipdsl.driver.advice import forms
from ipdsl.driver.advice.blocks import BlockLine
from ipdsl.driver.advice.defined_names import defined_names
from ipdsl.driver.advice.english.conditions import EnglishConditions
from ipdsl.driver.advice.english.patterns import A_YEAR, ANY_SPAN, NUMBER, TO_KEY, WORD, day_of, span_of
from ipdsl.driver.advice.english.sums import EnglishSums
from ipdsl.driver.advice.words import UnreadError, Words, resolve, resolve_payee
from ipdsl.schema.vocabulary import RecordKind
from ipdsl.syntax import ast


@attrs.define(eq=False, repr=False, slots=False)
class EnglishReader:
    """What every reader of a block in English knows: the words, the currency and the sentences before."""

    words: Words
    currency: str
    above: tuple[BlockLine, ...]
    has_own_year: bool = False
    """Whether the head of the page says when its years begin: then a year of the page is the financial year."""
    paying: tuple[str, ...] = ()
    """The articles of the page that have awards."""
    has_currency: bool = attrs.field(default=False, init=False)
    """Whether the line read last names the currency."""

    def plain(self, text: str) -> str:
        """A sentence without currency, articles and forms of numbers and days that only official wording has."""
        plain = without_currency(text, self.currency)
        self.has_currency = plain != text
        if plain is None or '"' in text or "#" in text:
            raise UnreadError
        if self.has_own_year and "calendar year" in plain:
            raise UnreadError
        if self.has_own_year:
            plain = re.sub(r"\b(?:financial|fiscal|budget|grant) year\b", "year", plain)
        plain = re.sub(rf"({NUMBER}) ?(?:percent|per cent)\b", r"\1%", plain)
        plain = re.sub(r"\b(\d{1,2}) ([A-Z][a-z]+),? (\d{4})\b", lambda m: day_of(m[3], m[2], m[1]) or m[0], plain)
        plain = re.sub(r"\b([A-Z][a-z]+) (\d{1,2}),? (\d{4})\b", lambda m: day_of(m[3], m[1], m[2]) or m[0], plain)
        plain = re.sub(r"\bthe (?!first (?:[a-z]|\d+ of ))", "", plain, flags=re.IGNORECASE)
        plain = plain[:1].lower() + plain[1:]
        return re.sub(r"\s+", " ", plain).strip().rstrip(".;")

    def sums(self, record: RecordKind | None) -> EnglishSums:
        """The reader of sums about a record."""
        return EnglishSums(self.words, record, self.currency, self.defined_words)

    def conditions(self, record: RecordKind | None) -> EnglishConditions:
        """The reader of conditions about a record."""
        return EnglishConditions(self.sums(record))

    @cached_property
    def defined_words(self) -> dict[str, str]:
        """The names that sentences before define, by the text that sentences use."""
        return defined_names(self.above)

    def payee(self, word: str) -> str:
        """The kind of applicant that a word means."""
        payee = resolve_payee(word.strip(), self.words)
        if payee is None:
            raise UnreadError
        return payee

    def record(self, word: str) -> RecordKind:
        """The record that a word means."""
        name = resolve(word, {**self.words.records, **self.words.plurals})
        if name is None:
            raise UnreadError
        return self.words.records.get(name) or self.words.plurals[name]

    # ---- keys of rules

    def keys(self, text: str) -> list[str | ast.Name]:
        """The keys that words after a sum or a number name: `per unit`, `in any one year`, `in any 24 months`."""
        keys: list[str | ast.Name] = []
        rest = text.strip()
        while rest:
            match = re.match(rf"{A_YEAR}(?: |$)", rest, re.IGNORECASE)
            if match is not None:
                keys.append("year")
                rest = rest[match.end() :].strip()
                continue
            span = re.match(rf"{ANY_SPAN}(?: |$)", rest, re.IGNORECASE)
            if span is not None:
                keys.append(forms.span_key(span_of(span["count"], span["unit"])))
                rest = rest[span.end() :].strip()
                continue
            match = re.match(rf"{TO_KEY} (?P<words>[\w ]+?)(?= (?:{TO_KEY}|in|within|a year|annually)\b|$)", rest)
            if match is None:
                raise UnreadError
            keys.append(self.key(match["words"]))
            rest = rest[match.end() :].strip()
        return keys

    def key(self, text: str) -> str:
        """A key: the year, the applicant, a kind, or a field of the record before."""
        first = text.split()[0]
        for word in (text, text.split()[-1]):
            if word in ("year", "applicant") and (
                word == text or first in ("calendar", "single", "individual", "same")
            ):
                return word
            record = self.record_above
            fields = () if record is None else [f.name for f in record.fields]
            words_read = resolve(word, self.words.payees) or resolve(word, fields) or resolve_payee(word, self.words)
            if words_read is not None and (word == text or first in ("new", "single", "individual", "same", "any")):
                return words_read
        raise UnreadError

    # ---- the sentences before

    @property
    def award_above(self) -> BlockLine | None:
        """The nearest award before."""
        return next((line for line in reversed(self.above) if line.text.startswith("award ")), None)

    @cached_property
    def record_above(self) -> RecordKind | None:
        """The record of the awards before, if all have the same."""
        records = set()
        for line in self.above:
            match = re.search(rf"\b(?:when|where|if|for)(?: the first)? ({WORD})", line.text)
            name = None if match is None else resolve(match[1], self.words.records)
            records |= {name} if name else set()
        return self.words.records[records.pop()] if len(records) == 1 else None
