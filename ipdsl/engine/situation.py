"""A situation: one record (or none) on one day, with the lookups of formulas on validated facts.

Every lookup returns a plain value, `NONE`, `CANNOT`, or an `Open` that names the missing fact. `assumptions` has
assumed values for missing facts, so that bounds can try every case. Situations with the same facts and assumptions
share a cache, so a count over many records is computed once per day.

The functions at the top return the possible values of a missing fact, by its type in the vocabulary.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

import attrs

from ipdsl.base.values.days import Date
from ipdsl.base.values.money import DECIMALS
from ipdsl.engine import operations
from ipdsl.engine.operations import (
    Answer,
    all_of,
    at_most,
    facts_of,
    less_than,
    open_truth,
    scale,
    shift_day,
)
from ipdsl.ir.facts import NO_LAST, DatedValue, FactRef, Facts, Open, Record, Truth
from ipdsl.ir.terms import Program, RecordRanking
from ipdsl.schema.values.value_type import CANNOT, NO_VALUE, NONE, Fact, ForeignAmount, Special, Type
from ipdsl.schema.vocabulary import Field, Frequency, Schema, Varies


def open_value(schema: Schema, ref: FactRef, type_: Type | None) -> Open:
    """An open value for the fact: its members if the type has a finite list, and its least value if there is one."""
    low = None if type_ is None else type_.least_value
    return Open(frozenset({ref}), low, members=members_of_type(schema, type_))


def members_of_type(schema: Schema, type_: Type | None) -> tuple[object, ...] | None:
    """All values of a yes/no, choice or level; `None` for other types."""
    return None if type_ is None else type_.members(schema)


def members_of(schema: Schema, ref: FactRef) -> tuple[object, ...] | None:
    """All values that a fact can have; `None` if the type has no finite list."""
    return members_of_type(schema, type_of(schema, ref))


def type_of(schema: Schema, ref: FactRef) -> Type | None:
    """The type of the field, applicant field or figure that the reference names."""
    field = field_of(schema, ref)
    return None if field is None else field.type


def field_of(schema: Schema, ref: FactRef) -> Field | None:
    """The field, applicant field or figure that the reference names."""
    match ref.group:
        case "record":
            record = schema.record_by_name.get(ref.kind)
            return None if record is None else record.field_by_name.get(ref.field)
        case "applicant":
            return schema.applicant_field_by_name.get(ref.field)
        case "figure":
            return schema.figure_by_name.get(ref.field)
        case _:
            return None


Member = tuple[Record, Truth]
"""A record and whether it belongs: `True`, or open."""

Pick = Callable[["Situation"], Truth]
"""The tests of a record."""

Days = tuple["Answer | None", ...]
"""Days on which a result may change. Other values, also `None` for a day that is not stated, are ignored."""


TIES = "ties"
"""The key under which a cache has the ties of records: the kind, whether the last counts, and both records."""


AWARD_SUMS = "sums of awards"
"""The key under which a cache has what adds up other awards."""


class CachedFinding:
    """A finding about the facts that is computed once and cached."""

    __slots__ = ()

    @property
    def is_stated(self) -> bool:
        """Whether it depends on stated facts only, so that it is valid under all assumptions."""
        raise NotImplementedError


@attrs.define(eq=False, repr=False)
class ListedRecords(CachedFinding):
    """The records that belong to a kind, or may. It is never changed.

    `unlisted` names the lists that may have more of them. `records` are the members if all certainly belong.
    """

    members: tuple[Member, ...]
    unlisted: frozenset[FactRef]
    records: list[Record] | None

    @property
    def is_stated(self) -> bool:
        """Whether no member depends on a missing fact."""
        return self.records is not None

    @property
    def certain_records(self) -> list[Record] | None:
        """The records, if it is certain which they are."""
        return None if self.unlisted else self.records


@attrs.define(eq=False, repr=False)
class Situation:
    """The input of formulas.

    `members` are the records of a set award; `unlisted` names the lists that may have more of them. `day` is the
    claim's date, `year` the year whose figures are read. `outer_values` are those of the record around a pick. One is
    made for every claim and never changed. The class is not frozen, because freezing doubles the cost of making one.
    """

    program: Program
    facts: Facts
    record: Record | None
    day: Date
    year: int
    members: tuple[Member, ...] = ()
    unlisted: frozenset[FactRef] = frozenset()
    outer_values: tuple[Answer, ...] = ()
    assumptions: Mapping[FactRef, Fact] = attrs.field(factory=dict)
    cache: dict[object, object] = attrs.field(factory=dict, repr=False)
    is_strict: bool = False  # nothing is assumed about facts that are not stated

    def with_record(self, record: Record | None, day: Date, year: int | None = None, members: tuple[Member, ...] = (),
           unlisted: frozenset[FactRef] = frozenset(), outer_values: tuple[Answer, ...] = ()) -> Situation:  # fmt: skip
        """Another record or day with the same facts and assumptions."""
        return Situation(
            self.program, self.facts, record, day, self.program.year_of(day) if year is None else year,
            members, unlisted, outer_values, self.assumptions,
            self.cache, self.is_strict,
        )  # fmt: skip

    def with_facts(self, facts: Facts, day: Date) -> Situation:
        """Other facts of the applicant, without assumptions."""
        return Situation(self.program, facts, None, day, self.program.year_of(day), is_strict=self.is_strict)

    def with_assumptions(self, assumptions: Mapping[FactRef, Fact]) -> Situation:
        """The same facts with these assumed values instead of the present ones."""
        known: dict[object, object] = {}
        if not self.assumptions:
            findings = ((key, value) for key, value in self.cache.items() if isinstance(value, CachedFinding))
            known.update((key, value) for key, value in findings if value.is_stated)
        if AWARD_SUMS in self.cache:
            known[AWARD_SUMS] = self.cache[AWARD_SUMS]
        return Situation(
            self.program, self.facts, None, self.day, self.year, assumptions=assumptions, cache=known,
            is_strict=self.is_strict,
        )  # fmt: skip

    @property
    def schema(self) -> Schema:
        """The vocabulary of the policy."""
        return self.program.schema

    @property
    def days_of_year(self) -> tuple[Date, Date]:
        """The first and the last day of the year."""
        years = self.program.fiscal_year
        return years.first_day(self.year), years.last_day(self.year)

    # ------------------------------------------------------------------------------------------ values

    def field(self, name: str) -> Answer:
        """A field of the record."""
        record = self.record
        if record is None:
            raise LookupError(f"no record to read {name} from")
        value = record.values.get(name)
        if value is not None:
            return value
        field = self.schema.record_by_name[record.kind].field_by_name.get(name)
        return self._assumed_value(FactRef("record", record.kind, record.id, name), field.type if field else None)

    def applicant(self, name: str) -> Answer:
        """A field of the applicant on the day."""
        value = self.facts.fields.get(name)
        if isinstance(value, DatedValue):
            value = next((fact for period, fact in value.periods if self.day in period), None)
        if value is not None:
            return value
        field = self.schema.applicant_field_by_name.get(name)
        varies = field.varies if field else Varies.FIXED
        # a field that may change is a different fact on a different day
        item = self.day.isoformat() if varies is Varies.DATED else ""
        year = self.program.year_of(self.day) if varies is Varies.YEARLY else 0
        return self._assumed_value(
            FactRef("applicant", item=item, field=name, year=year), field.type if field else None
        )

    def applicant_on(self, name: str, day: Answer) -> Answer:
        """A field of the applicant on another day; none if that day never comes."""
        if isinstance(day, Date):
            return self.with_record(self.record, day).applicant(name)
        if not isinstance(day, Open):
            return day
        type_ = self.schema.applicant_field_by_name[name].type
        return Open(
            day.facts, type_.least_value, members=members_of_type(self.schema, type_), may_be_undeterminable=True
        )

    def is_kind(self, name: str) -> bool:
        """The applicant is of that kind or class."""
        return name in self.facts.kinds

    def figure(self, name: str, years_back: int = 0) -> Answer:
        """A figure of the year, or of a year before it. A year without figures has no value; a day is then none."""
        year = self.year - years_back
        value = self.facts.figures.get(year, {}).get(name)
        if value is not None:
            return value
        field = self.schema.figure_by_name[name]
        if field.zero_before is not None:
            since = self.applicant(field.zero_before)
            if isinstance(since, Date) and year < self.program.year_of(since):
                return 0
        if year in self.facts.no_figures or (self.facts.closed and year not in self.facts.figures):
            return NONE if field.type.is_date else NO_VALUE
        assumed = self._assumed_value(FactRef("figure", field=name, year=year), field.type)
        if isinstance(assumed, Open) and year not in self.facts.figures:
            return attrs.evolve(assumed, may_be_undeterminable=True)  # the year may have no figures
        return assumed

    def figure_of_years(self, name: str, kind: str, since: int, fallback: int | Fraction | None = None) -> Answer:
        """A figure of the years from `since` to this one, or of all years before it (`since` 0).

        `fallback` counts for each year without figures. Without it such a year has no value, and of all years before it
        is left out. The facts have all figures from the first year that they state or that the policy pays; in a strict
        run, a year before is open.
        """
        last = self.year if since else self.year - 1
        begins = (self.program.window.start, self.program.discretion_from)
        years = [*self.facts.figures, *(self.program.year_of(day) for day in begins if day is not None)]
        first = since or min(years, default=self.year) - self.is_strict
        values = [self.figure(name, self.year - year) for year in range(first, last + 1)]
        if fallback is not None:
            values = [operations.with_fallback(value, fallback) for value in values]
        elif not since:
            values = [value for value in values if value is not NO_VALUE]
        if not values:
            return 0 if kind == "total" else NO_VALUE if fallback is None else fallback
        match kind:
            case "largest":
                return operations.greatest(*values)
            case "smallest":
                return operations.smallest(*values)
        total = operations.add_all(values)
        return total if kind == "total" else operations.divide(total, len(values))

    def rank(self, figure: str, among: tuple[str, ...], ties: tuple[str, ...] = ()) -> Answer:
        """The applicant's rank by a yearly figure in the year, among these kinds; 1 is the greatest figure.

        `ties` are the fields of the applicant that order equal figures.
        """
        ranks = (r for r in self.facts.ranks if r.figure == figure and r.year == self.year)
        stated = next((r for r in ranks if r.among in ((), among)), None)
        if stated is not None and stated.most is None:
            return stated.rank or NONE
        ref = FactRef("rank", field=figure, year=self.year)
        if ref in self.assumptions:
            return self.assumptions[ref]
        if stated is None:
            measured = self.figure(figure)
            if isinstance(measured, Special) or (
                isinstance(measured, int | Fraction) and measured <= 0
            ):  # an applicant without a figure has no rank
                return NONE
            return Open(frozenset({ref}), 0)  # 0: the published list may not contain the applicant
        facts = facts_of(*map(self.applicant, ties)) | {ref}
        return Open(facts, stated.rank, None if stated.most == NO_LAST else stated.most)

    def place(self, field: str, line: int) -> Answer:
        """The rank of the record by a field in the ranking of the award on that line; 1 is the greatest value."""
        record, value = self.record, self.field(field)
        assert record is not None
        ranking = self.program.compute_once(rankings_by_line)[line]
        name = ranking.name
        stated = self.facts.places.get((name, record.item))
        if stated is not None:
            return stated or NONE
        if value is NONE:  # a record without the number has no rank
            return NONE
        ranks, is_number = self.facts.record_ranks, isinstance(value, int | Fraction)
        is_open = not is_number  # a rank may be published also for a sum in another currency
        if value is CANNOT or (ranks is not None and not (is_number or isinstance(value, Open))):
            return CANNOT
        ref = FactRef("place", name, record.item)
        if ref in self.assumptions:
            return self.assumptions[ref]
        ends = None if ranks is None else ranks.get((name, record.kind, record.id))
        first, last = ends or (1, NO_LAST)
        if first == last and not is_open:
            return first
        facts = frozenset({ref})
        if ends is not None:
            facts |= facts_of(value, *(self.field(order.field) for order in ranking.ties))
        return Open(facts, 0 if is_open else first, None if last >= NO_LAST else last)  # 0: it may have no rank

    def series(self, name: str, reading: str, day: Answer, currency: str = "") -> Answer:
        """The value of a series in January of a day's year, in its month, or on the day."""
        if not isinstance(day, Date):
            return Open(day.facts, 0) if isinstance(day, Open) else day
        day, when = self.published_day(name, reading, day, currency)
        value = self.facts.series.get(name, {}).get((currency, day))
        if value is not None:
            return value
        ref = FactRef("series", name, when)
        return self.assumptions[ref] if ref in self.assumptions else Open(frozenset({ref}), 0)

    def published_day(self, name: str, reading: str, day: Date, currency: str = "") -> tuple[Date, str]:
        """The day of a series' value for a day, and its name: `2022-03`, `USD 2022-03-01`."""
        is_monthly = self.schema.series_by_name[name].frequency is Frequency.MONTHLY
        if reading == "in January of":
            day = day.replace(month=1, day=1)
        elif reading == "in month of" or is_monthly:
            day = day.replace(day=1)
        return day, f"{currency} {day.isoformat()[: 7 if is_monthly else None]}".strip()

    def converted(self, value: Answer, series: str, day: Answer) -> Answer:
        """A foreign amount in the policy's currency, exact; other values are unchanged."""
        if not isinstance(value, ForeignAmount):
            return value
        rate = self.series(series, "on", day, value.currency)
        policy_decimals, foreign = DECIMALS.get(self.program.currency, 2), DECIMALS.get(value.currency, 2)
        return scale(Fraction(value.minor * 10**policy_decimals, 10**foreign), rate)

    def _assumed_value(self, ref: FactRef, type_: Type | None) -> Answer:
        if ref in self.assumptions:
            return self.assumptions[ref]
        return open_value(self.schema, ref, type_)

    # ------------------------------------------------------------------------------------------ records

    def note_use(self, *names: str) -> None:
        """A hook for questions about the record in addition to its fields; `TrackingSituation` records them."""

    def records_of_kind(self, kind: str) -> ListedRecords:
        """The applicant's records of a kind: from its own list, from narrower kinds, and filtered from wider kinds."""
        key = ("listed", kind)
        listed = self.cache.get(key)
        if listed is None:
            listed = self.cache[key] = self._list(kind)
        return listed  # type: ignore[return-value]  # put there one line above

    def partial_lists(self, kind: str) -> frozenset[FactRef]:
        """The lists stated in part that may have more records of a kind."""
        stated = self.facts.records
        return frozenset(
            ref for ref in self.records_of_kind(kind).unlisted if ref.kind in stated and stated[ref.kind].partial
        )

    def records(self, kind: str) -> ListedRecords:
        """The same records for making claims; `TrackingSituation` does not record this use."""
        return Situation.records_of_kind(self, kind)

    def can_list(self, kind: str) -> bool:
        """Whether the applicant has records of a kind, or may have some."""
        listed = self.records_of_kind(kind)
        return bool(listed.members or listed.unlisted)

    def _list(self, kind: str) -> ListedRecords:
        stated = self.facts.records
        narrower, wider = self.program.schema.sources[kind]
        members: list[Member] = [(r, True) for name in narrower if name in stated for r in stated[name].records]
        in_part = {name for name in narrower if name in stated and stated[name].partial}
        is_complete, is_open = kind in stated, False
        for name, tests in wider:
            if (listing := stated.get(name)) is not None:
                is_complete = is_complete or not listing.partial
                if listing.partial and kind in stated:  # a further record of the wider kind may be of this one
                    in_part.add(name)
                for record in listing.records:
                    if (belongs := self._passes(record, tests)) is not False:
                        members.append((record, belongs))
                        is_open = is_open or belongs is not True
        rest = frozenset(FactRef("records", name) for name in (in_part if is_complete else {*in_part, kind}))
        return ListedRecords(tuple(members), rest, None if is_open else [record for record, _ in members])

    def membership(self, record: Record, kind: str) -> Truth:
        """Whether a record belongs to a kind: it is listed there, or its fields have that kind's fixed values."""
        tests = self.program.schema.tests_of_kind(record.kind, kind)
        return tests is not None and self._passes(record, tests)

    def _passes(self, record: Record, tests: tuple[tuple[str, object], ...]) -> Truth:
        """Whether the fields of a record have these values."""
        for name, fixed in tests:
            value = record.values.get(name)
            if type(value) not in _PLAIN:
                break
            if value != fixed:
                return False
        else:
            return True
        reader = self.with_record(record, self.day, self.year)
        parts = [_is_value(reader.field(name), fixed) for name, fixed in tests]
        return False if any(part is CANNOT for part in parts) else all_of(*parts)

    def first(self, kind: str, date_field: str) -> Truth:
        """Whether the record is the first of its kind by that date, then by the smaller key, then by the smaller id.

        It is computed once per record, because the dates are the same on every day.
        """
        key = self.key_of_record("first", kind, date_field)
        if key not in self.cache:
            self.cache[key] = self._is_first(kind, date_field)
        return self.cache[key]  # type: ignore[return-value]  # what `_is_first` answered

    def key_of_record(self, *parts: str) -> tuple[object, ...]:
        """A cache key for the record.

        The record is kept alive: otherwise a temporary record for an unlisted one would pass its `id` on to another
        object.
        """
        self.cache["record", id(self.record)] = self.record
        return (*parts, id(self.record))

    def _is_first(self, kind: str, date_field: str) -> Truth:
        mine = self.record
        day = self.field(date_field)
        if mine is None or day is NONE:
            return False
        leader = self.leader(kind, date_field)
        if leader is not None:
            return leader == (day, mine.item, mine.id)
        listed = self.records_of_kind(kind)
        earlier: list[Truth] = []
        for record, belongs in listed.members:
            if record.id == mine.id and record.kind == mine.kind and record.item == mine.item:
                continue
            other = self.with_record(record, self.day, self.year).field(date_field)
            before = (record.item, record.id) < (mine.item, mine.id)
            earlier.append(all_of(belongs, at_most(other, day) if before else less_than(other, day)))
        if any(truth is True for truth in earlier):
            return False
        facts = facts_of(*earlier) | listed.unlisted | facts_of(day)
        return open_truth(facts) if facts or day is CANNOT or CANNOT in earlier else True

    def leader(self, kind: str, date_field: str) -> tuple[object, str, str] | None:
        """Date, key and id of the first record of the kind, if all deciding facts are stated."""
        key = ("leader", kind, date_field)
        if key not in self.cache:
            self.cache[key] = self._find_leader(kind, date_field)
        leader = self.cache[key]
        return leader if isinstance(leader, tuple) else None

    def _find_leader(self, kind: str, date_field: str) -> tuple[Date, str, str] | None:
        records = self.records_of_kind(kind).certain_records
        if records is None:
            return None
        dated: list[tuple[Date, str, str]] = []
        for record in records:
            day: Answer | None = record.values.get(date_field)
            if day is None:
                day = self.with_record(record, self.day, self.year).field(date_field)
            if isinstance(day, Date):
                dated.append((day, record.item, record.id))
            elif day is not NONE:
                return None
        dated.sort()
        self.record_tie(kind, *[place for place in dated[:2] if place[0] in self.program.window])
        return dated[0] if dated else None

    def record_tie(self, kind: str, *places: tuple[Date, str, str], is_last: bool = False) -> None:
        """Record that the numbers of two records of one day decide which of them counts, the first one here."""
        if len(places) > 1 and places[0][0] == places[1][0]:
            self.cache.setdefault(TIES, {})[kind, is_last, places] = None  # type: ignore[index]

    # ------------------------------------------------------------------------------------------ turning points

    def changes(self, name: str) -> tuple[Answer, ...]:
        """The days on which a dated field of the applicant changes its value."""
        return changes_of(self.facts, name)

    def turns_of(self, kind: str, turns: Callable[[Situation], Days]) -> Days:
        """The turning points of every record of a kind."""
        return tuple(
            day
            for record, _ in self.records_of_kind(kind).members
            for day in turns(self.with_record(record, self.day, self.year))
        )

    def days_of(self, kind: str, *fields: str) -> tuple[Answer, ...]:
        """The stated dates of every record of a kind; a day is never assumed."""
        values = [record.values for record, _ in self.records_of_kind(kind).members]
        return tuple([stated[name] for stated in values for name in fields if name in stated])


def rankings_by_line(program: Program) -> Mapping[int, RecordRanking]:
    """The rankings of records by the line of their award."""
    return {ranking.line: ranking for ranking in program.record_rankings}


def changes_of(facts: Facts, *names: str) -> tuple[Date, ...]:
    """The days on which dated fields of the applicant change their value."""
    days: set[Date] = set()
    for value in (facts.fields.get(name) for name in names):
        if isinstance(value, DatedValue):
            days.update(period.start for period, _ in value.periods if period.start is not None)
            days.update(shift_day(period.end, 1, "day") for period, _ in value.periods if period.end is not None)
    return tuple(sorted(days))


_PLAIN = frozenset({bool, int, str})


def _is_value(value: Answer, fixed: object) -> Truth:
    if isinstance(value, Open):
        if value.members is not None and fixed not in value.members:
            return False
        return open_truth(value.facts)
    return CANNOT if value is CANNOT else value == fixed
