"""Aggregates: the number, total, average, largest, smallest, first or last value of picked records.

The records of a kind are grouped once by the values of the fields `of the same`, and by year for `in the year`. Each
group is sorted by day and key once, with running totals, so that an aggregate over earlier records is one search in a
sorted list. If a fact of a group is not stated, each of its records is asked instead, and the result has bounds.
Conditions that depend on the day of the claim need one index for each day; those that depend on the record around the
pick are asked of each record of a group.

Of no records the number and the total are 0, days are none, and other values are missing (`NO_VALUE`), or a constant of
the page. Values `none` are left out, except for `first` and `last`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from typing import Any, NamedTuple, TypeAlias

import attrs

from ipdsl.base.values.days import Date
from ipdsl.engine.operations import (
    Answer,
    add_all,
    all_of,
    any_of,
    at_least,
    at_most,
    bounds,
    facts_of,
    greatest,
    has_no_sum,
    less_than,
    open_truth,
    smallest,
)
from ipdsl.engine.situation import Situation, type_of
from ipdsl.ir.facts import FactRef, Open, Record, Truth
from ipdsl.ir.operations import OPERATIONS, Fact
from ipdsl.ir.terms import Formula
from ipdsl.schema.values.value_type import CANNOT, NO_VALUE, NONE

Reader: TypeAlias = Callable[[Situation], Answer]

EXAMINED = "records examined"
"""The key under which a cache counts the records that picks have examined."""


class AggregateParts(NamedTuple):
    """The parts of a formula of an aggregate. `rest`: fields, their values, values around the pick, and tests.

    `nothing` is the value of no record, unless it is a day.
    """

    record: str
    kind: str
    is_of_days: bool
    value: Formula
    is_of_set: bool
    date_field: str
    year_field: str
    before: Formula
    same_count: int
    outer_count: int
    rest: tuple[Formula, ...]
    nothing: Answer = NO_VALUE

    @classmethod
    def of(cls, parts: tuple[Any, ...], nothing: Answer = NO_VALUE) -> AggregateParts:
        """The parts after the name of the operation."""
        return cls._make((*parts[:10], parts[10:], nothing))

    @property
    def same(self) -> tuple[str, ...]:
        """The fields with the same value as around the pick."""
        return tuple(map(str, self.rest[: self.same_count]))

    @property
    def same_values(self) -> tuple[Formula, ...]:
        """Their values around the pick."""
        return self.rest[self.same_count : 2 * self.same_count]

    @property
    def outer_values(self) -> tuple[Formula, ...]:
        """The values around the pick that its tests use."""
        return self.rest[2 * self.same_count :][: self.outer_count]

    @property
    def tests(self) -> tuple[Formula, ...]:
        """The tests of a record."""
        return self.rest[2 * self.same_count + self.outer_count :]

    @property
    def dated_by(self) -> str:
        """The field by which records are sorted; empty: their days do not matter."""
        days = [field for test in self.tests if (field := _event_day(test))]
        return self.year_field or self.date_field or (days[0] if days else "")


def _event_day(test: Formula) -> str:
    """The date field of an event that must have happened; empty for other tests."""
    match test:
        case ("at_most", ("field", str(field)), ("day",)):
            return field
        case _:
            return ""


class Dependence(NamedTuple):
    """Whether a formula about a picked record depends on the day of the claim, and on values around the pick."""

    on_day: bool
    on_outer: bool


def _dependence(formula: Formula) -> Dependence:
    if not isinstance(formula, tuple) or not formula:
        return Dependence(on_day=False, on_outer=False)
    if formula[0] == "aggregate":
        parts = AggregateParts.of(formula[1:])
        around = [_dependence(part) for part in (parts.before, *parts.same_values, *parts.outer_values)]
        inside = [_dependence(part) for part in (parts.value, *parts.tests)]
        on_day = bool(parts.year_field) or any(part.on_day for part in (*around, *inside))
        return Dependence(on_day, any(part.on_outer for part in around))
    inside = [_dependence(part) for part in formula]
    row = OPERATIONS.get(str(formula[0]))
    is_of_day = row is not None and Fact.ANY_DAY not in row.facts and row.name not in ("applicant", "outer")
    is_outer = row is not None and row.name == "outer"
    return Dependence(is_of_day or any(part.on_day for part in inside), is_outer or any(x.on_outer for x in inside))


class Entry(NamedTuple):
    """A record that may be picked, its day, and its value."""

    record: Record
    belongs: Truth
    day: Answer
    value: Answer

    @property
    def place(self) -> tuple[Any, ...]:
        """Its place in the order of records: by day, key and id, then by value."""
        return self.day, self.record.item, self.record.id, str(self.value)


_PLAIN = frozenset({bool, int, str, Fraction, Date})


class Moment(NamedTuple):
    """The place before which `earlier` records are: a day, and on that day the key and the id of the record around.

    `number` is empty for a pick of another kind: a record of the same day is not before it. `unstated` are the fields
    of the key that are not stated.
    """

    day: Answer
    number: tuple[str, ...]
    unstated: frozenset[FactRef]


@attrs.define(eq=False, repr=False)
class RecordGroup:
    """Records with equal values. If all facts are stated, they are sorted by day with the results of each prefix."""

    entries: list[Entry]
    days: list[Date] | None = None
    results: Sequence[Answer] = ()


@attrs.define(eq=False, repr=False)
class Index:
    """The records of a pick in groups by their values. The values of `loose` records are not all stated."""

    groups: dict[tuple[Answer, ...], RecordGroup]
    loose: list[Entry]
    unlisted: frozenset[FactRef]


@attrs.frozen(eq=False, repr=False)
class RecordAggregate:
    """An aggregate as functions of a situation; `tests` depend on the picked record, `outer_tests` on others too."""

    parts: AggregateParts
    value: Reader | None
    before: Reader | None
    same_values: tuple[Reader, ...]
    outer_values: tuple[Reader, ...]
    tests: tuple[Reader, ...]
    outer_tests: tuple[Reader, ...]
    has_event: bool
    is_of_day: bool
    has_outer_value: bool

    @classmethod
    def of(cls, parts: AggregateParts, reader: Callable[[Formula], Reader]) -> RecordAggregate:
        """The functions for the parts of a formula."""
        dated_by = parts.dated_by
        events = [test for test in parts.tests if _event_day(test) == dated_by] if dated_by else []
        tests = [test for test in parts.tests if test not in events]
        is_of_day = any(_dependence(part).on_day for part in (parts.value, *tests))
        return cls(
            parts,
            None if parts.value is None else reader(parts.value),
            None if parts.before is None else reader(parts.before),
            tuple(map(reader, parts.same_values)),
            tuple(map(reader, parts.outer_values)),
            tuple(reader(test) for test in tests if not _dependence(test).on_outer),
            tuple(reader(test) for test in tests if _dependence(test).on_outer),
            bool(events),
            is_of_day,
            _dependence(parts.value).on_outer,
        )

    def value_in(self, c: Situation) -> Answer:
        """Its value for the record, day and year of a situation."""
        if self.parts.is_of_set:
            entries = [
                Entry(record, belongs, NONE, self._value(c.with_record(record, c.day, c.year)))
                for record, belongs in c.members
            ]
            return self._combine(c, entries, c.unlisted)
        before, same, outer = around = self._around(c)
        key = (self, c.day, c.year, *around)
        if key not in c.cache:
            c.cache[key] = self._value_of_records(c, before, same, outer)
        return c.cache[key]  # type: ignore[return-value]  # put there one line above

    def records_of_day(self, c: Situation) -> list[Record]:
        """The records of the day of the record around, whose number decides whether they are earlier."""
        before, same, outer = self._around(c)
        if before is None or not before.number:
            return []
        key = ("day", self, c.day, c.year, before.day, same, outer)
        if key not in c.cache:
            last = before._replace(number=("\U0010ffff",))  # after all numbers
            entries = self._possible(c.with_record(None, c.day, c.year), self._index(c), last, same, outer)
            c.cache[key] = [entry.record for entry in entries if entry.day == before.day]
        return c.cache[key]  # type: ignore[return-value]  # put there one line above

    def _around(self, c: Situation) -> tuple[Moment | None, tuple[Answer, ...], tuple[Answer, ...]]:
        """The values around the pick."""
        before = None if self.before is None else _moment(c, self.parts.record, self.before(c))
        return before, tuple([read(c) for read in self.same_values]), tuple([read(c) for read in self.outer_values])

    def _value(self, here: Situation) -> Answer:
        return True if self.value is None else self.value(here)

    # ------------------------------------------------------------------------------------------ complete facts

    def _value_of_records(
        self, c: Situation, before: Moment | None, same: tuple[Answer, ...], outer: tuple[Answer, ...]
    ) -> Answer:
        index = self._index(c)
        if NONE in same:
            return self._combine(c, (), frozenset())
        is_plain = _are_plain(same) and (before is None or (type(before.day) is Date and not before.unstated))
        if is_plain and not (index.unlisted or index.loose or self.outer_tests or self.has_outer_value):
            group = index.groups.get(self._group_key(c, same))
            if group is None:
                return self._combine(c, (), frozenset())
            if group.days is not None:
                number = self._number_of_records(c, group, before)
                self._record_tie(c, group.entries[:number])
                return group.results[number]
        unlisted = index.unlisted and index.unlisted | facts_of(*same, *outer)  # what picks records that are not listed
        entries = list(self._possible(c, index, before, same, outer))
        self._record_tie(c, sorted((entry for entry in entries if type(entry.day) is Date), key=_place))
        return self._combine(c, entries, unlisted)

    def _record_tie(self, c: Situation, ordered: Sequence[Entry]) -> None:
        """Record that numbers decide which of several values of one day is the first or the last one."""
        if ordered and self.parts.kind in ("first", "last"):
            is_last = self.parts.kind == "last"
            end = ordered[-1 if is_last else 0]
            entries = [end, *(entry for entry in ordered if entry.day == end.day and entry.value != end.value)]
            c.record_tie(self.parts.record, *[entry.place[:3] for entry in entries[:2]], is_last=is_last)

    def _group_key(self, c: Situation, same: tuple[Answer, ...]) -> tuple[Answer, ...]:
        return (*same, c.year) if self.parts.year_field else same

    def _number_of_records(self, c: Situation, group: RecordGroup, before: Moment | None) -> int:
        """How many records of a sorted group are picked; they are its first."""
        assert group.days is not None
        number = len(group.days)
        if self.has_event:
            number = bisect_right(group.days, c.day)
        if before is None:
            return number
        return min(number, bisect_left(group.entries, (before.day, *before.number), key=_place))

    def _index(self, c: Situation) -> Index:
        key = ("index", self, c.day, c.year) if self.is_of_day else ("index", self)
        index = c.cache.get(key)
        if index is None:
            index = c.cache[key] = self._make_index(c)
        assert isinstance(index, Index)
        return index

    def _make_index(self, c: Situation) -> Index:
        parts, listed = self.parts, c.records_of_kind(self.parts.record)
        _count_examined(c, len(listed.members))
        groups: dict[tuple[Answer, ...], list[Entry]] = {}
        loose: list[Entry] = []
        for record, is_of_kind in listed.members:
            here = c.with_record(record, c.day, c.year)
            belongs = all_of(is_of_kind, *[test(here) for test in self.tests])
            values = tuple([here.field(name) for name in parts.same])
            day = here.field(parts.dated_by) if parts.dated_by else NONE
            if belongs is False or belongs is NO_VALUE or NONE in values or (parts.dated_by and day is NONE):
                continue
            entry = Entry(record, belongs, day, 0 if self.has_outer_value else self._value(here))
            if not _are_plain(values) or (parts.year_field and type(day) is not Date):
                loose.append(entry)
                continue
            key = (*values, c.program.year_of(day)) if parts.year_field and isinstance(day, Date) else values
            groups.setdefault(key, []).append(entry)
        return Index({key: self._make_group(c, entries) for key, entries in groups.items()}, loose, listed.unlisted)

    def _make_group(self, c: Situation, entries: list[Entry]) -> RecordGroup:
        is_dated = bool(self.parts.dated_by)
        is_stated = all(
            entry.belongs is True
            and (not is_dated or type(entry.day) is Date)
            and (self.before is None or not _unstated_key(c, entry.record))
            and (entry.value is NONE or type(entry.value) in _PLAIN)
            for entry in entries
        )
        if not is_stated or self.outer_tests or self.has_outer_value:
            return RecordGroup(entries)
        ordered = sorted(entries, key=_place) if is_dated else entries
        days = [entry.day if isinstance(entry.day, Date) else Date.min for entry in ordered]
        nothing = _of_nothing(self.parts)
        return RecordGroup(ordered, days, [nothing, *_PREFIXES[self.parts.kind](ordered, self.parts)])

    # ------------------------------------------------------------------------------------------ incomplete facts

    def _possible(
        self, c: Situation, index: Index, before: Moment | None, same: tuple[Answer, ...], outer: tuple[Answer, ...]
    ) -> Iterable[Entry]:
        """The records that are picked, or may be."""
        entries = list(index.loose)
        if _are_plain(same):
            key = self._group_key(c, same)
            entries += index.groups[key].entries if key in index.groups else []
        else:
            entries += [entry for group in index.groups.values() for entry in group.entries]
        _count_examined(c, len(entries))
        for entry in entries:
            belongs = all_of(
                entry.belongs,
                *[is_equal(c, entry.record, name, value) for name, value in zip(self.parts.same, same, strict=True)],
                *self._day_tests(c, entry, before),
            )
            value = entry.value
            if belongs is not False and (self.outer_tests or self.has_outer_value):
                here = c.with_record(entry.record, c.day, c.year, outer_values=outer)
                belongs = all_of(belongs, *[test(here) for test in self.outer_tests])
                value = self._value(here)
            if belongs is not False and belongs is not NO_VALUE:
                yield Entry(entry.record, belongs, entry.day, value)

    def _day_tests(self, c: Situation, entry: Entry, before: Moment | None) -> Iterable[Truth]:
        day = entry.day
        if self.has_event:
            yield at_most(day, c.day)
        if before is not None:
            yield _is_earlier(c, entry, before)
        if self.parts.year_field:
            first, last = c.days_of_year
            yield at_least(day, first)
            yield at_most(day, last)

    def _combine(self, c: Situation, entries: Sequence[Entry], unlisted: frozenset[FactRef]) -> Answer:
        least = None if unlisted and _may_be_negative(c, self.parts.record, self.parts.value) else 0
        return _COMBINATIONS[self.parts.kind](entries, Unlisted(unlisted, least), self.parts)


class Unlisted(NamedTuple):
    """The lists that may have more records, and the least value of such a record."""

    facts: frozenset[FactRef]
    least: int | None


def _may_be_negative(c: Situation, kind: str, formula: Formula) -> bool:
    """Whether the value of an unlisted record may be below 0: by a difference, or by the type of a field."""
    match formula:
        case ("subtract", *_):
            return True
        case ("excess", *_):
            return False
        case (("field" | "applicant" | "figure") as group, str(name), *_):
            ref = FactRef("record" if group == "field" else str(group), kind, field=name)
            type_ = type_of(c.schema, ref)
            return type_ is not None and type_.is_summable and type_.least_value is None
        case ("aggregate", str(other), *parts):
            return any(_may_be_negative(c, other, part) for part in parts)
        case tuple():
            return any(_may_be_negative(c, kind, part) for part in formula)
        case _:
            return False


def _are_plain(values: Iterable[Answer]) -> bool:
    """Whether all values are stated, so that they can be compared and sorted."""
    return all(type(value) in _PLAIN for value in values)


def _place(entry: Entry) -> tuple[Any, ...]:
    return entry.place


def _moment(c: Situation, kind: str, day: Answer) -> Moment:
    """The place of the record of a situation, for a pick of records of a kind."""
    record, kinds = c.record, c.schema.record_by_name
    if record is None or kinds[kind].root != record.root:
        return Moment(day, (), frozenset())
    return Moment(day, (record.item, record.id), _unstated_key(c, record))


def _unstated_key(c: Situation, record: Record) -> frozenset[FactRef]:
    """The fields of its key that are not stated."""
    return frozenset(
        FactRef("record", record.kind, record.id, name)
        for name in c.schema.record_by_name[record.kind].key
        if record.values.get(name) is None
    )


def _is_earlier(c: Situation, entry: Entry, before: Moment) -> Truth:
    """Whether a record is before a place; of records of one day, the one with the smaller key and id is earlier."""
    day, record = entry.day, entry.record
    if record is c.record:
        return False
    if not before.number:
        return less_than(day, before.day)
    if unstated := before.unstated | _unstated_key(c, record):
        return any_of(less_than(day, before.day), all_of(at_most(day, before.day), open_truth(unstated)))
    return (at_most if (record.item, record.id) < before.number else less_than)(day, before.day)


def _count_examined(c: Situation, number: int) -> None:
    c.cache[EXAMINED] = records_examined(c) + number


def records_examined(c: Situation) -> int:
    """The number of records examined for all picks so far."""
    number = c.cache.get(EXAMINED, 0)
    assert isinstance(number, int)
    return number


def is_equal(c: Situation, record: Record, name: str, value: Answer) -> Truth:
    """Whether a field of a record has a value; none is equal to nothing."""
    other = c.with_record(record, c.day, c.year).field(name)
    if value is NONE or other is NONE:
        return False
    if type(value) in _PLAIN and type(other) in _PLAIN:
        return value == other
    for open_side, plain in ((value, other), (other, value)):
        members = open_side.members if isinstance(open_side, Open) else None
        if members is not None and type(plain) in _PLAIN and plain not in members:
            return False
    return open_truth(facts_of(value, other))


# ---------------------------------------------------------------------------------------------- prefixes


def _of_nothing(parts: AggregateParts) -> Answer:
    """The value of no records."""
    if parts.kind in ("number", "total"):
        return 0
    return NONE if parts.is_of_days or parts.is_of_set else parts.nothing


def _averages(entries: Sequence[Entry], parts: AggregateParts) -> list[Answer]:
    numbers = accumulate(int(entry.value is not NONE) for entry in entries)
    pairs = zip(_totals(entries, parts), numbers, strict=True)
    return [Fraction(total, number) if number else parts.nothing for total, number in pairs]


def _totals(entries: Sequence[Entry], _: AggregateParts) -> list[Any]:
    return list(accumulate(0 if entry.value is NONE else entry.value for entry in entries))


def _extremes(choose: Callable[..., Any]) -> Callable[[Sequence[Entry], AggregateParts], list[Answer]]:
    def best(first: Any, second: Any) -> Any:
        if first is NONE or second is NONE:
            return second if first is NONE else first
        return choose(first, second)

    return lambda entries, _: list(accumulate((entry.value for entry in entries), best))


_PREFIXES: Mapping[str, Callable[[Sequence[Entry], AggregateParts], Sequence[Answer]]] = {
    "number": lambda entries, _: range(1, len(entries) + 1),
    "total": _totals,
    "average": _averages,
    "largest": _extremes(max),
    "smallest": _extremes(min),
    "first": lambda entries, _: [entries[0].value] * len(entries),
    "last": lambda entries, _: [entry.value for entry in entries],
}
"""The results for the first 1, 2, … of records with stated facts, in their order."""


# ---------------------------------------------------------------------------------------------- combinations


def _number(entries: Sequence[Entry], unlisted: Unlisted, _: AggregateParts) -> Answer:
    """An `Open` without facts: some records cannot be determined, but the bounds are valid."""
    certain = sum(entry.belongs is True for entry in entries)
    perhaps = [entry.belongs for entry in entries if entry.belongs is not True]
    facts = unlisted.facts | facts_of(*perhaps)
    if not facts and not perhaps:
        return certain
    return Open(facts, certain, None if unlisted.facts else certain + len(perhaps))


def _has_no_value(entry: Entry) -> bool:
    """Whether the value cannot be determined, or whether the record is picked."""
    value = entry.value
    return has_no_sum(value) or (isinstance(value, Open) and not value.facts)


def _is_undeterminable(entries: Iterable[Entry]) -> bool:
    return any(entry.belongs is CANNOT or (entry.belongs is True and _has_no_value(entry)) for entry in entries)


def _facts(entries: Iterable[Entry], unlisted: Unlisted) -> frozenset[FactRef]:
    answers = [answer for entry in entries for answer in (entry.belongs, entry.value)]
    return unlisted.facts | facts_of(*answers)


def _is_doubtful(entries: Iterable[Entry]) -> bool:
    return any(
        _has_no_value(entry) or (isinstance(entry.value, Open) and entry.value.may_be_undeterminable)
        for entry in entries
    )


def _total(entries: Sequence[Entry], unlisted: Unlisted, _: AggregateParts) -> Answer:
    if _is_undeterminable(entries):
        return CANNOT
    values = [entry.value if entry.belongs is True else _value_or_nothing(entry) for entry in entries]
    return add_all([*values, Open(unlisted.facts, unlisted.least)] if unlisted.facts else values)


def _value_or_nothing(entry: Entry) -> Answer:
    """The value of a record that may not be picked."""
    facts = facts_of(entry.belongs, entry.value)
    if _has_no_value(entry):
        return Open(facts, 0, 0, may_be_undeterminable=True)
    low, high = smallest(entry.value, 0), greatest(entry.value, 0)
    return Open(facts, bounds(low)[0], bounds(high)[1], may_be_undeterminable=_is_doubtful([entry]))


def _average(entries: Sequence[Entry], unlisted: Unlisted, parts: AggregateParts) -> Answer:
    if _is_undeterminable(entries):
        return CANNOT
    entries = [entry for entry in entries if entry.value is not NONE]
    facts = _facts(entries, unlisted)
    if not facts:
        values: list[Any] = [entry.value for entry in entries]
        return Fraction(sum(values), len(entries)) if entries else _of_nothing(parts)
    is_certain = any(entry.belongs is True and type(entry.value) in _PLAIN for entry in entries)
    return _one_of_values(entries, facts, unlisted, parts, has_value=is_certain)


def _one_of_values(
    entries: Sequence[Entry], facts: frozenset[FactRef], unlisted: Unlisted, parts: AggregateParts, *, has_value: bool
) -> Open:  # fmt: skip
    """One of several values, or one that is not listed. Without `has_value` the list may be empty."""
    values: list[Answer] = [entry.value for entry in entries if not _has_no_value(entry)]
    doubtful = _is_doubtful(entries)
    if not has_value:
        doubtful = doubtful or parts.nothing is NO_VALUE
        values += () if parts.nothing is NO_VALUE else (parts.nothing,)
    low, high = _hull(values, unlisted, parts)
    return Open(facts, low, high, may_be_undeterminable=doubtful)


def _hull(values: Sequence[Answer], unlisted: Unlisted, parts: AggregateParts) -> tuple[Any, Any]:
    """Bounds of one of several values, or of one that is not listed."""
    least = None if parts.is_of_days else unlisted.least
    lows: list[Any] = [bounds(value)[0] for value in values]
    highs: list[Any] = [bounds(value)[1] for value in values]
    if unlisted.facts or not lows:
        lows.append(least)
    low = None if None in lows else min(lows)
    high = None if unlisted.facts or None in highs or not highs else max(highs)
    return low, high


def _extreme(
    entries: Sequence[Entry], unlisted: Unlisted, parts: AggregateParts, choose: Callable[..., Answer],
    *, is_largest: bool,
) -> Answer:  # fmt: skip
    if _is_undeterminable(entries):
        return CANNOT
    certain = [
        entry.value for entry in entries
        if entry.belongs is True and entry.value is not NONE and not isinstance(entry.value, Open)
    ]  # fmt: skip
    facts = _facts(entries, unlisted)
    if not facts:
        return choose(*certain) if certain else NONE if entries else _of_nothing(parts)
    doubtful = _is_doubtful(entries)
    values = [entry.value for entry in entries if entry.value is not NONE and not _has_no_value(entry)]
    if not certain:
        is_plain = _are_plain(entry.value for entry in entries)
        if parts.is_of_set or parts.is_of_days or unlisted.facts or not is_plain:  # it may be none: without bounds
            return Open(facts, may_be_undeterminable=doubtful or _of_nothing(parts) is NO_VALUE)
        return _one_of_values(entries, facts, unlisted, parts, has_value=False)
    near: Any = choose(*certain)
    low, high = _hull(values, unlisted, parts)
    low, high = (near, high) if is_largest else (low, near)
    return Open(facts, low, high, may_be_undeterminable=doubtful)


def _at_end(
    entries: Sequence[Entry], unlisted: Unlisted, parts: AggregateParts, *, is_last: bool
) -> Answer:  # fmt: skip
    """The value at the earliest or the latest day."""
    if any(entry.belongs is CANNOT or entry.day is CANNOT for entry in entries):
        return CANNOT
    dated = [entry for entry in entries if entry.belongs is True and type(entry.day) is Date]
    end = (max if is_last else min)(dated, key=_place) if dated else None
    candidates = [
        entry
        for entry in entries
        if entry is end
        or type(entry.day) is not Date
        or (entry.belongs is not True and (end is None or (entry.place > end.place) is is_last))
    ]
    facts = _facts(candidates, unlisted) | facts_of(*(entry.day for entry in candidates))
    if not facts:
        if end is None:
            return _of_nothing(parts)
        return CANNOT if _has_no_value(end) else end.value
    if not unlisted.facts and candidates == [end]:
        return candidates[0].value
    is_none_possible = any(entry.value is NONE for entry in candidates) or (end is None and parts.is_of_days)
    if is_none_possible or unlisted.facts:
        may_be_missing = end is None and _of_nothing(parts) is NO_VALUE
        return Open(facts, may_be_undeterminable=may_be_missing or _is_doubtful(candidates))
    return _one_of_values(candidates, facts, unlisted, parts, has_value=end is not None)


Combination: TypeAlias = Callable[[Sequence[Entry], Unlisted, AggregateParts], Answer]

_COMBINATIONS: Mapping[str, Combination] = {
    "number": _number,
    "total": _total,
    "average": _average,
    "largest": lambda entries, unlisted, parts: _extreme(entries, unlisted, parts, greatest, is_largest=True),
    "smallest": lambda entries, unlisted, parts: _extreme(entries, unlisted, parts, smallest, is_largest=False),
    "first": lambda entries, unlisted, parts: _at_end(entries, unlisted, parts, is_last=False),
    "last": lambda entries, unlisted, parts: _at_end(entries, unlisted, parts, is_last=True),
}
"""The results for records that are picked or may be; `unlisted` lists may have more."""
