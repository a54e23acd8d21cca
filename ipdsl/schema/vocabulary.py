"""A vocabulary as data: what facts may state. The checker, the plan and the runtime share it; it has no sentences."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from functools import cached_property

import attrs

from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.schema.declarations import Choice, Label, LabelledDeclaration, LocatedDeclaration, span_field
from ipdsl.schema.values.value_type import Type


class Varies(enum.Enum):
    """How a field of an applicant may change: never, by day, or by year."""

    FIXED = "fixed"
    DATED = "dated"
    YEARLY = "yearly"


@attrs.frozen(eq=False, repr=False)
class YearsBetween(ValueObject):
    """The number of calendar years from the start to the end: `years from granted_on of patent to fee_year`.

    `link` names the field that refers to the record of the start; without it both are in the same record. The end is a
    day, or a text that is a year.
    """

    start: str
    link: str | None
    end: str


@attrs.frozen(eq=False, repr=False)
class Field(ValueObject):
    """A fact about an applicant, a record or a year.

    A yearly figure with `zero_before` is zero before the year of that date field of the applicant (`0 before
    established_on`). A count of a record may be derived from two days (`years_between`).
    """

    name: str
    type: Type
    label: Label = Label()
    varies: Varies = Varies.FIXED
    zero_before: str | None = None
    years_between: YearsBetween | None = None
    span: Span | None = span_field()


@attrs.frozen(eq=False, repr=False)
class SinceWord(ValueObject):
    """A word for how long something has lasted: `in_business since business_started_on`.

    The date is a separate applicant field (`date_field`); the word has type duration.
    """

    name: str
    date_field: str
    label: Label = Label()
    span: Span | None = span_field()


@attrs.frozen(eq=False, repr=False)
class Event(ValueObject):
    """A word that dates a record by one of its date fields: `event granted on granted_on default`.

    `is_first`: it applies only to the earliest such event of an item. `is_for_life`: an item has one event on that date
    field, so later ones are ignored.
    """

    name: str
    date_field: str
    is_default: bool = False
    label: Label = Label()
    span: Span | None = span_field()
    is_first: bool = False
    is_for_life: bool = False

    @property
    def is_of_earliest(self) -> bool:
        """Whether it applies only to the earliest such event of an item."""
        return self.is_first or self.is_for_life


@attrs.frozen(eq=False, repr=False)
class State(ValueObject):
    """A state that begins on one day and ends before another: `state valid from granted_on until lapsed_on`."""

    name: str
    from_field: str
    until_field: str | None
    label: Label = Label()
    span: Span | None = span_field()


MATTER_IS_ITEM = ("item",)
"""In place of fields: each item is a separate matter."""

MATTER_IS_APPLICANT = ("applicant",)
"""In place of fields: all records of a kind that an applicant has are one matter."""


@attrs.frozen(eq=False, repr=False, slots=False)
class RecordKind(ValueObject):
    """A kind of record. A narrower kind has a `base` and `fixed` values and inherits everything else.

    `key` names the fields that identify an item. `matter` defines "the same matter": field names, or `("applicant",)`
    if the matter is the applicant. All tuples are complete: a narrower kind repeats inherited fields, events and
    states. Date fields of events and states are ordinary fields too. Each of `orders` names days in chronological
    order.
    """

    name: str
    root: str
    base: str | None
    fixed: tuple[tuple[str, object], ...]
    plural: str | None
    key: tuple[str, ...]
    matter: tuple[str, ...]
    fields: tuple[Field, ...]
    events: tuple[Event, ...]
    states: tuple[State, ...]
    label: Label = Label()
    orders: tuple[tuple[str, ...], ...] = ()
    span: Span | None = span_field()

    @cached_property
    def derived_fields(self) -> tuple[tuple[str, YearsBetween], ...]:
        """The fields that are derived from others, with their derivations."""
        return tuple((f.name, f.years_between) for f in self.fields if f.years_between is not None)

    @property
    def declarations(self) -> tuple[LocatedDeclaration, ...]:
        """Its declarations: fields, events and states."""
        return (*self.fields, *self.events, *self.states)

    @cached_property
    def field_by_name(self) -> dict[str, Field]:
        return {f.name: f for f in self.fields}

    def matter_fields(self, fields_by_root: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        """The fields that define the matter: those that a page sets for its root ("": for all kinds), or its own."""
        fields = fields_by_root.get(self.root, fields_by_root.get("", self.matter))
        if fields == MATTER_IS_ITEM:
            return self.key
        is_here = fields == MATTER_IS_APPLICANT or set(fields) <= self.field_by_name.keys()
        return fields if is_here else self.matter

    @cached_property
    def traits(self) -> frozenset[str]:
        """The fields that describe a record independently of the day: choices, levels, yes and no."""
        return frozenset(f.name for f in self.fields if f.type.is_flag or f.type.is_member)

    @cached_property
    def event_by_name(self) -> dict[str, Event]:
        return {e.name: e for e in self.events}

    @cached_property
    def lifetime_event_dates(self) -> frozenset[str]:
        """The date fields with one event for life per item."""
        return frozenset(e.date_field for e in self.events if e.is_for_life)

    @cached_property
    def state_by_name(self) -> dict[str, State]:
        return {s.name: s for s in self.states}

    @property
    def default_event(self) -> Event | None:
        """The event that dates a claim if the sentence names none: the one marked `default`, or the only one."""
        marked = [e for e in self.events if e.is_default]
        if marked:
            return marked[0]
        return self.events[0] if len(self.events) == 1 else None


@attrs.frozen(eq=False, repr=False)
class ApplicantKind(ValueObject):
    """A kind of applicant; `includes` are the narrower kinds directly below it."""

    name: str
    includes: tuple[str, ...] = ()
    label: Label = Label()
    span: Span | None = span_field()


@attrs.frozen(eq=False, repr=False)
class ApplicantClass(ValueObject):
    """A word for several kinds: `class unit is enterprise, institution`."""

    name: str
    members: tuple[str, ...]
    label: Label = Label()
    span: Span | None = span_field()


class Frequency(enum.Enum):
    """How often a series has a value."""

    MONTHLY = "monthly"
    DAILY = "daily"


@attrs.frozen(eq=False, repr=False)
class Series(ValueObject):
    """A dated series.

    `currency` is set (CNY) for `CNY per currency`: an exchange rate with one value for each foreign currency.
    """

    name: str
    frequency: Frequency
    currency: str | None = None
    label: Label = Label()
    span: Span | None = span_field()


@attrs.frozen(eq=False, repr=False, slots=False)
class Schema(ValueObject):
    """All words of a vocabulary, or of several joined by `use`."""

    name: str
    title: str = ""
    kinds: tuple[ApplicantKind, ...] = ()
    classes: tuple[ApplicantClass, ...] = ()
    choices: tuple[Choice, ...] = ()
    applicant_fields: tuple[Field, ...] = ()
    since_words: tuple[SinceWord, ...] = ()
    figures: tuple[Field, ...] = ()
    series: tuple[Series, ...] = ()
    records: tuple[RecordKind, ...] = ()

    @property
    def applicant_declarations(self) -> tuple[LocatedDeclaration, ...]:
        """The declarations about applicants and their years."""
        return (*self.applicant_fields, *self.since_words, *self.kinds, *self.classes, *self.figures)

    @property
    def declarations(self) -> Iterator[LabelledDeclaration]:
        """All declarations that may have a label."""
        yield from self.applicant_declarations
        yield from self.series
        yield from self.records
        yield from self.choices
        for record in self.records:
            yield from record.declarations
        for choice in self.choices:
            yield from choice.members

    @cached_property
    def latin_labels(self) -> frozenset[str]:
        """The Chinese labels of declarations that have only characters of ASCII, and the empty one."""
        labels = (declaration.label.zh for declaration in self.declarations)
        return frozenset(label for label in labels if label.isascii())

    @cached_property
    def record_by_name(self) -> dict[str, RecordKind]:
        return {r.name: r for r in self.records}

    @cached_property
    def choice_by_name(self) -> dict[str, Choice]:
        return {c.name: c for c in self.choices}

    @cached_property
    def applicant_field_by_name(self) -> dict[str, Field]:
        return {f.name: f for f in self.applicant_fields}

    @cached_property
    def figure_by_name(self) -> dict[str, Field]:
        return {f.name: f for f in self.figures}

    @cached_property
    def series_by_name(self) -> dict[str, Series]:
        return {s.name: s for s in self.series}

    @cached_property
    def kinds_and_classes(self) -> frozenset[str]:
        """Every word for applicants: kinds and classes."""
        return frozenset(k.name for k in self.kinds) | frozenset(c.name for c in self.classes)

    @cached_property
    def wider_kinds(self) -> dict[str, frozenset[str]]:
        """For each kind and class, itself and everything that contains it (an agency is an enterprise and a unit)."""
        above: dict[str, set[str]] = {w: {w} for w in self.kinds_and_classes}
        pairs = [(inner, k.name) for k in self.kinds for inner in k.includes]
        pairs += [(inner, c.name) for c in self.classes for inner in c.members]
        for _ in range(len(above)):
            for inner, outer in pairs:
                above[inner] |= above[outer]
        return {w: frozenset(s) for w, s in above.items()}

    @cached_property
    def narrower_records(self) -> dict[str, tuple[str, ...]]:
        """For each record kind, itself and every kind below it, in the order of the vocabulary."""
        return {r.name: tuple(s.name for s in self.records if r.name in self.lineage(s.name)) for r in self.records}

    def lineage(self, record: str) -> tuple[str, ...]:
        """The kind and its bases, from the kind itself up to its root."""
        lineage = self._lineages.get(record)
        if lineage is None:
            chain = [record]
            while (base := self.record_by_name[chain[-1]].base) is not None:
                chain.append(base)
            lineage = self._lineages[record] = tuple(chain)
        return lineage

    def kind_of_first_event(self, record: str, event: str) -> str:
        """The kind whose records are searched for the earliest event of an item.

        For an event for life it is the widest kind that has the event.
        """
        widest = record
        for wider in self.lineage(record):
            declared = self.record_by_name[wider].event_by_name.get(event)
            if declared is not None and declared.is_for_life:
                widest = wider
        return widest

    @cached_property
    def _lineages(self) -> dict[str, tuple[str, ...]]:
        return {}

    def tests_of_kind(self, listed: str, kind: str) -> tuple[tuple[str, object], ...] | None:
        """The fields and values that decide whether a record listed under one kind belongs to another.

        An empty tuple: it always belongs. `None`: it cannot belong.
        """
        if (listed, kind) not in self._tests_of_kinds:
            lineage = self.lineage(kind)
            tests: tuple[tuple[str, object], ...] | None = None
            if kind in self.lineage(listed):
                tests = ()
            elif listed in lineage:
                steps = lineage[: lineage.index(listed)]
                tests = tuple(fixed for step in steps for fixed in self.record_by_name[step].fixed)
            self._tests_of_kinds[listed, kind] = tests
        return self._tests_of_kinds[listed, kind]

    @cached_property
    def _tests_of_kinds(self) -> dict[tuple[str, str], tuple[tuple[str, object], ...] | None]:
        return {}

    @cached_property
    def sources(self) -> dict[str, tuple[tuple[str, ...], tuple[tuple[str, tuple[tuple[str, object], ...]], ...]]]:
        """For each record kind, the kinds whose records all belong to it, and wider kinds with the tests for theirs."""
        return {
            r.name: (self.narrower_records[r.name], tuple((w, self.tests_of_kind(w, r.name) or ()) for w in above))
            for r in self.records
            for above in (self.lineage(r.name)[1:],)
        }

    @cached_property
    def related_records(self) -> dict[str, frozenset[str]]:
        """For each record kind, every kind to which a record listed under it may belong."""
        return {r.name: frozenset((*self.lineage(r.name), *self.narrower_records[r.name])) for r in self.records}

    @cached_property
    def event_days(self) -> dict[str, frozenset[str]]:
        """For each record kind, the date fields that an event word names."""
        return {r.name: frozenset(event.date_field for event in r.events) for r in self.records}

    @cached_property
    def first_days(self) -> dict[str, frozenset[str]]:
        """For each record kind, the date fields whose days begin the years of a page without a window.

        These are the days of events. In a vocabulary without events they are the days on which states begin.
        """
        if any(self.event_days.values()):
            return self.event_days
        return {r.name: frozenset(state.from_field for state in r.states) for r in self.records}
