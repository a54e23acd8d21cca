"""The words of a vocabulary as official wording uses them: names in English sentences, labels in Chinese ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from ipdsl.base.findings.finding import is_misspelt, word_by_definition
from ipdsl.schema.declarations import LabelledDeclaration
from ipdsl.schema.vocabulary import Event, Field, RecordKind
from ipdsl.semantics.lookup import Vocabulary

D = TypeVar("D", bound=LabelledDeclaration)
_Value = TypeVar("_Value")


class UnreadError(Exception):
    """A part of a sentence in official wording that no pattern reads."""


def present(value: _Value | None) -> _Value:
    """The value. Raises `UnreadError` for `None`."""
    if value is None:
        raise UnreadError
    return value


def attempt(read: Callable[..., _Value], *parts: object) -> _Value | None:
    """What `read` makes of these parts; `None` if it raises `UnreadError`."""
    try:
        return read(*parts)
    except UnreadError:
        return None


class TooComplexError(Exception):
    """A block with more meanings than the limit, or with more patterns in each other. No part of it is read."""


class Words:
    """The declared words by their text in one language. A text that two declarations of a place share has the first.

    The readers of one block share these words.
    """

    def __init__(self, vocabulary: Vocabulary, *, is_chinese: bool) -> None:
        self._vocabulary = vocabulary
        self._schema = vocabulary.schema
        self.is_chinese = is_chinese
        self._fields: dict[str, dict[str, Field]] = {}
        self._events: dict[str, dict[str, Event]] = {}

    def text(self, declared: LabelledDeclaration) -> str:
        """The text of a declaration in a sentence."""
        return declared.label.zh or declared.name if self.is_chinese else declared.name

    @cached_property
    def records(self) -> Mapping[str, RecordKind]:
        return self._by_text(self._schema.records)

    @cached_property
    def levels(self) -> Mapping[str, LabelledDeclaration]:
        """The levels of government."""
        level = next((choice for choice in self._schema.choices if choice.is_ordered), None)
        return {} if level is None else self._by_text(level.members)

    @cached_property
    def payees(self) -> Mapping[str, LabelledDeclaration]:
        """Kinds and classes of applicants."""
        return self._by_text((*self._schema.kinds, *self._schema.classes))

    def is_payee(self, payee: str, payees: str) -> bool:
        """Whether a kind or class of applicants is one of `payees`, with `、` between them, or a narrower one."""
        wider = self._schema.wider_kinds[self.payees[payee].name]
        return any(self.payees[other].name in wider for other in payees.split("、"))

    @cached_property
    def payees_by_definition(self) -> Mapping[str, str]:
        """The text of each kind and class, with its definition."""
        return {text: declared.label.definition for text, declared in self.payees.items()}

    @cached_property
    def applicant_fields(self) -> Mapping[str, Field]:
        """Fields of the applicant and yearly figures."""
        return self._by_text((*self._schema.applicant_fields, *self._schema.figures))

    @cached_property
    def figures(self) -> Mapping[str, Field]:
        return self._by_text(self._schema.figures)

    @cached_property
    def since_words(self) -> Mapping[str, LabelledDeclaration]:
        return self._by_text(self._schema.since_words)

    def fields(self, record: RecordKind | None) -> Mapping[str, Field]:
        """The fields of a record and of the applicant; those of the record first."""
        if record is None:
            return self.applicant_fields
        if record.name not in self._fields:
            self._fields[record.name] = {**self.applicant_fields, **self._by_text(record.fields)}
        return self._fields[record.name]

    def fields_and_levels(self, text: str) -> set[str]:
        """The fields of the applicant and of the records in a text, and the levels of government."""
        of_records = {name for label, record in self.records.items() if label in text for name in self.fields(record)}
        return of_records | set(self.applicant_fields) | set(self.levels)

    def events(self, record: RecordKind) -> Mapping[str, Event]:
        if record.name not in self._events:
            self._events[record.name] = self._by_text(record.events)
        return self._events[record.name]

    def default_event(self, record: RecordKind) -> str | None:
        """The event that dates a claim if the wording names none."""
        event = record.default_event
        return None if event is None else self.text(event)

    def event_days(self, record: RecordKind) -> Mapping[str, str]:
        """The date field of each event, and of the default event under its empty text."""
        texts = {field.name: self.text(field) for field in record.fields}
        return {text: texts.get(event.date_field, event.date_field) for text, event in self.events(record).items()}

    def order_of_arrival(self, record: RecordKind) -> str | None:
        """The only day of application or receipt of a record, by which claims arrive.

        `None` without such a day: claims are then in the order of their own days.
        """
        days = [name for name, field in self.fields(record).items() if field.type.is_date]
        arrivals = [day for day in days if _ARRIVAL.match(day)]
        if len(arrivals) > 1:
            raise UnreadError
        return arrivals[0] if arrivals else None

    def members(self, field: Field) -> tuple[str, ...]:
        """The members of a field of a choice or level, in their order."""
        choice = self._vocabulary.choice_of(field.type)
        return () if choice is None else tuple(self.text(member) for member in choice.members)

    def _by_text(self, declared: Iterable[D]) -> dict[str, D]:
        by_text: dict[str, D] = {}
        for declaration in declared:
            by_text.setdefault(self.text(declaration), declaration)
        return by_text


_ARRIVAL = re.compile("appl(?:ied|ication)|received|receipt|submitted|filed|申请|申报|受理|收件|提交")
"""The beginning of names of days on which an application arrives."""
BEGINNING_OF_COMPOUND = "(?!non|micro|macro|mini|sub|semi|co|ex)[a-z]+"
"""The beginning of a word that changes nothing of the meaning of its end, as in `homeowner`."""


def resolve(word: str, declared: Iterable[str]) -> str | None:
    """The declared word that a written word means: itself, its singular or plural, or the only one with a typo."""
    texts = tuple(declared)
    for form in (word, word.replace(" ", "_"), word.removesuffix("s"), f"{word}s", word.replace("-", "_")):
        if form in texts:
            return form
    near = [text for text in texts if len(word) > 3 and len(text) > 2 and is_misspelt(word, text)]
    return near[0] if len(near) == 1 else None


def resolve_payee(word: str, words: Words) -> str | None:
    """The kind of applicant that a word means: declared, or the only one whose name or definition has the word.

    The name may be the end of a compound such as `homeowner`, but not a part of `local_owner` or of `microenterprise`.
    """
    direct = resolve(word, words.payees)
    if direct is not None:
        return direct
    parts = [
        text
        for text in words.payees
        if len(text) > 3 and word.endswith(text) and re.fullmatch(BEGINNING_OF_COMPOUND, word.removesuffix(text))
    ]
    return parts[0] if len(parts) == 1 else word_by_definition(word, words.payees_by_definition)
