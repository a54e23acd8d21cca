"""The days and years that are settled, and the properties that all claims of a clause share.

The window, the as-of date and the years of the facts give the assumed as-of date if the facts state none, the years to
settle, and sample days for a day that is not stated. docs/en/concepts/settlement describes them: "The as-of date",
"Claims and their days".

`ClauseProfile` has the properties of a clause for every applicant, computed once per program, and `Eligibility` those
for applicants of the same kinds. If a claim's day is from `first_day` to `last_day` and not after the as-of date, only
the clause's conditions can stop it.

An event counts if its day is in the window, not before the clause's own start, and not after the as-of date. A start
before the window extends the window for events (see `reaches_back`). An event before the window may be *late*: from the
policy's discretion day on, the bureau may pay it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypeAlias

import attrs

from ipdsl.base.values.days import CALENDAR_YEAR, Date, FiscalYear, Period
from ipdsl.claims.claim import ItemRanks, StatedKeys, ranks_of, stated_keys_of
from ipdsl.engine.evaluator import ClauseFunction
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import FactRef, Facts, LedgerLine, Listing, Record
from ipdsl.ir.proposal import AS_OF, BENEFICIARY, NO_ROW, NOT_OVER, START, WINDOW, NameList, Proposal, Reason, reason
from ipdsl.ir.terms import Clause, Gate, Program, Quota, StepRule, TriggerKind
from ipdsl.schema.values.value_type import NeedsGeneralPathError
from ipdsl.schema.vocabulary import Schema

if TYPE_CHECKING:
    from ipdsl.claims.claim import Candidate


MAX_SAMPLES = 64
"""The maximum number of sample days from records, in addition to the days of applicant fields."""


@attrs.define(eq=False, repr=False, slots=False)
class Calendar:
    """The days of one evaluation. It is never changed.

    `discretion_day` is the day before the window from which the bureau may pay at its discretion.
    """

    window: Period
    as_of: Date
    schema: Schema
    facts: Facts
    discretion_day: Date | None = None
    fiscal_year: FiscalYear = CALENDAR_YEAR

    @cached_property
    def stated_years(self) -> tuple[int, ...]:
        """The years with an event or a figure, ascending. Without events in the vocabulary, states begin the years."""
        years = _years_of_days(self.fiscal_year, self.schema.first_days, self.facts.records)
        return tuple(sorted({*self.facts.figures, *years}))

    @cached_property
    def stated_days(self) -> tuple[Date, ...]:
        """The days that the facts state, ascending."""
        turns: set[Date] = set()
        for listing in self.facts.records.values():
            for record in listing.records:
                turns |= _days_of(record)
        return tuple(sorted(turns | self.facts.days_of_fields))

    @cached_property
    def unstated_days(self) -> frozenset[FactRef]:
        """The days of events that are not stated, or of states in a vocabulary without events."""
        return frozenset(
            FactRef("record", record.kind, record.id, name)
            for listing in self.facts.records.values()
            for record in listing.records
            for name in self.schema.first_days[record.kind]
            if record.values.get(name) is None
        )

    @cached_property
    def unstated_events(self) -> frozenset[FactRef]:
        """The days of events that are not stated, and the lists that may be missing events."""
        lists = (FactRef("records", kind) for kind, listing in self.facts.records.items() if listing.partial)
        return self.unstated_days.union(ref for ref in lists if self.schema.first_days[ref.kind])

    @cached_property
    def years_without_figures(self) -> tuple[int, ...]:
        """The years without any stated figure, from the first payable year to the as-of year."""
        if self.facts.closed:
            return ()
        year_of, end = self.fiscal_year.year_of, self.window.end
        last = year_of(self.as_of)
        first = self.first_payable_year or min((*self.stated_years, last))
        last = last if end is None else min(last, year_of(end))
        known = self.facts.figures.keys() | self.facts.no_figures
        return tuple(year for year in range(first, last + 1) if year not in known)

    @property
    def first_payable_year(self) -> int | None:
        """The first year that may be paid; `None` if the window has no start."""
        days = [day for day in (self.window.start, self.discretion_day) if day is not None]
        return self.fiscal_year.year_of(min(days)) if days else None

    @property
    def can_begin_earlier(self) -> bool:
        """Whether an event that is not stated may add years before the settled ones."""
        return self.window.start is None and bool(self.unstated_events)

    def is_asked(self, claims: Iterable[Candidate]) -> bool:
        """Whether a claim depends on an event that is not stated, or no year is settled at all."""
        return not self._periods or any(not self.unstated_events.isdisjoint(claim.facts) for claim in claims)

    def earlier_days(self) -> tuple[Date, ...]:
        """Sample days before the settled years, if an event that is not stated may be in any earlier year.

        They are the last day before the settled years, the first day of that year, and every earlier stated day.
        """
        if not self.can_begin_earlier:
            return ()
        years, end = self.fiscal_year, self.last_earlier_day
        first = years.first_day(years.year_of(end))
        return tuple(sorted({first, end, *(day for day in self.stated_days if day <= end)}))

    @property
    def last_earlier_day(self) -> Date:
        """The last day before the stated years, or the as-of date if no year is stated."""
        return self.fiscal_year.last_day(self.stated_years[0] - 1) if self.stated_years else self.as_of

    def earlier_years(self) -> tuple[int, ...]:
        """The years of the earlier days and the years before them, because a year's end precedes the next change."""
        years = {self.fiscal_year.year_of(day) for day in self.earlier_days()}
        return tuple(sorted(years | {year - 1 for year in years}))

    def periods(self, since: Date | None = None) -> tuple[tuple[int, Period], ...]:
        """The part of each year in the window, up to the as-of date; `since`: not before that day."""
        if since is None:
            return self._periods
        parts = ((year, Period(max(part.start or since, since), part.end)) for year, part in self._periods)
        return tuple((year, part) for year, part in parts if part.end is None or (part.start or since) <= part.end)

    @cached_property
    def _periods(self) -> tuple[tuple[int, Period], ...]:
        return self._periods_from(self.window.start)

    def _periods_from(self, start: Date | None) -> tuple[tuple[int, Period], ...]:
        """The parts of years from a day up to the as-of date and the end of the window."""
        end = self.as_of if self.window.end is None else min(self.as_of, self.window.end)
        if start is not None:
            first = self.fiscal_year.year_of(start)
        elif self.stated_years:
            first = self.stated_years[0]
        else:
            return ()
        return _parts(self.fiscal_year, start, end, first)

    def year_end(self, year: int) -> Date:
        """The day of a yearly claim: the last day of the year, or the end of the window in its last year."""
        return year_end(self.fiscal_year, self.window, year)

    def samples(self, earliest: Date | None = None, single_record: Record | None = None) -> tuple[Date, ...]:
        """Sample days for a day that is not known: the ends of each year, and every day on which a fact changes.

        `earliest`: an earlier day, before the window, that counts too. `single_record`: only facts of this record and
        of the applicant can change anything.
        """
        turns = (
            self.stated_days if single_record is None else sorted(_days_of(single_record) | self.facts.days_of_fields)
        )
        tried: set[Date] = set()
        start, periods = self.window.start, self._periods
        if start is not None and earliest is not None and earliest < start:
            tried, periods = {start}, self._periods_from(earliest)
        for _, part in periods:
            tried |= {day for day in (part.start, part.end) if day is not None}
            tried |= {day for day in turns if day in part}
        days = sorted(tried)
        if len(days) <= MAX_SAMPLES:
            return tuple(days)
        step = -(-len(days) // MAX_SAMPLES)
        return tuple(sorted({*days[::step], days[-1], *(tried & self.facts.days_of_fields)}))


def _days_of(record: Record) -> set[Date]:
    """The days that a record states."""
    return {value for value in record.values.values() if isinstance(value, datetime.date)}


@lru_cache(maxsize=256)
def _parts(years: FiscalYear, start: Date | None, end: Date, first: int) -> tuple[tuple[int, Period], ...]:
    """The parts of a span by year."""
    period = Period(start, end)
    parts = ((year, years.part_in_year(period, year)) for year in range(first, years.year_of(end) + 1))
    return tuple((year, part) for year, part in parts if part is not None)


def calendar_of(program: Program, facts: Facts) -> Calendar:
    """The calendar of one evaluation."""
    return Calendar(
        window_of(program), facts.as_of, program.schema, facts, program.discretion_from, program.fiscal_year
    )  # fmt: skip


def window_of(program: Program) -> Period:
    """The window of a policy; a draft has no limits."""
    return Period() if program.is_draft else program.window


def year_end(years: FiscalYear, window: Period, year: int) -> Date:
    """The last day of a year, or the end of the window in its last year."""
    end = window.end
    return end if end is not None and years.year_of(end) == year else years.last_day(year)


def last_settled(years: FiscalYear, as_of: Date, reported: int | None) -> int:
    """The last year settled for carried money: the as-of year, but not after the reported year."""
    last = years.year_of(as_of)
    return last if reported is None else min(last, reported)


# ---------------------------------------------------------------------------------------------- the as-of date


def assumed_as_of(
    program: Program, records: Mapping[str, Listing], figures: Iterable[int], history: Iterable[LedgerLine]
) -> Date:
    """The assumed as-of date: the end of the last year with an event, a figure or a payment.

    `figures` are the years with a figure or a published rank. Years before the first payable year do not count. If no
    year counts, it is the end of the window. If the window has no end, it is the end of the window's first year;
    without a window, the end of the last year with any day.
    """
    window, of_program = window_of(program), program.fiscal_year
    years = {*figures, *_years_of_days(of_program, program.schema.event_days, records)}
    years.update(year_of_payment(of_program, line) for line in history)
    last = max(years, default=0)
    if last >= max(1, first_year_paid(program)):
        return of_program.last_day(last)
    if window.end is not None:
        return window.end
    if window.start is not None:
        return of_program.last_day(of_program.year_of(window.start))
    days = {day for listing in records.values() for record in listing.records for day in _days_of(record)}
    return of_program.last_day(of_program.year_of(max(days)) if days else _NO_YEAR)


def first_year_paid(program: Program) -> int:
    """The first year that may be paid; 0 if the window has no start."""
    start = window_of(program).start
    if start is None:
        return 0
    begins = (program.discretion_from, *(clause.start for clause in program.clauses))
    return program.year_of(min([start, *(day for day in begins if day is not None)]))


_NO_YEAR = 2000
"""The as-of year of facts without any day under a policy without a window: nothing is settled in it."""


def _years_of_days(
    of_program: FiscalYear, fields: Mapping[str, frozenset[str]], records: Mapping[str, Listing]
) -> set[int]:  # fmt: skip
    """The years with a stated day in one of these fields of each kind."""
    years: set[int] = set()
    for kind, listing in records.items():
        names = fields[kind] if listing.records else ()
        for record in listing.records:
            for name in names:
                day = record.values.get(name)
                if type(day) is Date:
                    years.add(of_program.year_of(day))
    return years


def year_of_payment(years: FiscalYear, line: LedgerLine) -> int:
    """The last year of a ledger line: its event, amounts due, and payments; 0 if nothing was settled."""
    if not (line.admitted or line.carried or line.total):
        return 0
    event = line.year if line.event_date is None else years.year_of(line.event_date)
    due = (year for year, amount in line.due.items() if amount)
    return max(line.year, event, *due, *(years.year_of(day) for day, _ in line.payments or ()))


SharedRules: TypeAlias = "tuple[tuple[FactRef, StepRule | Quota], ...]"
"""The facts of the cohort that rules over a clause need, each with its rule."""

NO_SHARED_RULES: SharedRules = ()

MAX_CACHED = 64
"""The maximum number of cached eligibilities of a program, by kinds of applicants."""


@attrs.frozen(eq=False, repr=False)
class ClauseProfile:
    """A clause for every applicant.

    - `applicant_keys` are the keys whose value is the applicant, `other_keys` the others; `stated_keys` reads the other
      keys from records, by kind.
    - `record` is the kind whose records give claims or form a set. `has_no_record`: the claims are for years, or for
      states of the applicant.
    - `is_raised`: an older standard may raise its claims.
    - From `first_day` to `last_day` only its conditions and the as-of date can stop it.
    - `record_gates` and `record_tests` are the gates, and the tests of a set, that use only words of the record.
    """

    clause: Clause
    root: str
    ranks: ItemRanks
    applicant_keys: tuple[str, ...]
    other_keys: tuple[str, ...]
    stated_keys: Mapping[str, StatedKeys | None]
    record: str
    has_no_record: bool
    is_set: bool
    is_raised: bool
    first_day: Date
    last_day: Date
    record_gates: frozenset[int]
    record_tests: frozenset[int]
    shared_rules: SharedRules = NO_SHARED_RULES


@attrs.define(eq=False, repr=False)
class Eligibility:
    """A clause for applicants of the same kinds. It is never changed.

    `refusal` is the reason why the clause does not pay them. `applicant_keys` are the keys whose value is the
    applicant, if the applicant has the kind. `is_plain`: the proposed amount reaches the rules unchanged.
    `needs_adjustment`: deductions or older standards apply first (see `adjusted_clauses`).
    """

    profile: ClauseProfile
    refusal: Reason | None
    first_day: Date
    last_day: Date
    applicant_keys: tuple[str, ...]
    is_plain: bool
    needs_adjustment: bool


@attrs.frozen(eq=False, repr=False)
class ClauseProfiles:
    """The clauses of a program, by index.

    `without_records` are the clauses that do not claim for records. `by_kind` has, for each kind of record, the clauses
    that may claim for records listed under it. `depends_on_others`: some rule depends on other applicants, ranks
    excluded. `has_states`: an award is paid for a state. `cache` has the eligibilities by kinds of the applicant,
    strictness, and whether it has older documents.
    """

    profiles: tuple[ClauseProfile, ...]
    without_records: frozenset[int]
    by_kind: Mapping[str, frozenset[int]]
    depends_on_others: bool
    has_states: bool
    cache: dict[tuple[frozenset[str], bool, bool], tuple[Eligibility, ...]]

    def possible_clauses(self, facts: Facts) -> set[int]:
        """The indices of the clauses that may give claims for these facts."""
        possible = {*self.without_records}
        for kind, listing in facts.records.items():
            if listing.records or listing.partial:
                possible |= self.by_kind[kind]
        return possible

    def eligibility(self, facts: Facts, *, strict: bool) -> tuple[Eligibility, ...]:
        """The eligibility of an applicant for each clause, by index."""
        cache, key = self.cache, (facts.kinds, strict, bool(facts.older_documents))
        offers = cache.get(key)
        if offers is None:
            if len(cache) >= MAX_CACHED:
                cache.clear()
            offers = cache[key] = tuple(_eligibility(profile, *key) for profile in self.profiles)
        return offers


def profiles_of(program: Program) -> ClauseProfiles:
    """The clause profiles of a program."""
    return program.compute_once(_make_profiles)


def _make_profiles(program: Program) -> ClauseProfiles:
    profiles = tuple(_profile(program, clause) for clause in program.clauses)
    without_records = frozenset(profile.clause.index for profile in profiles if profile.has_no_record)
    related = program.schema.related_records.items()
    over = {
        kind: frozenset(f.clause.index for f in profiles if not f.has_no_record and f.record in kinds)
        for kind, kinds in related
    }
    follow = any(profile.clause.trigger.kind is TriggerKind.WHILE for profile in profiles)
    return ClauseProfiles(
        profiles, without_records, over, any(profile.shared_rules for profile in profiles), follow, {}
    )


def _profile(program: Program, clause: Clause) -> ClauseProfile:
    schema, trigger = program.schema, clause.trigger
    record = schema.record_by_name.get(trigger.record)
    names = program.settlement.columns[clause.index]
    applicant_keys = tuple(name for name in names if name == "applicant" or name in schema.kinds_and_classes)
    other_keys = tuple(name for name in names if name not in applicant_keys)
    kinds = schema.related_records[trigger.record] if record is not None else ()
    stated = {kind: stated_keys_of(program, schema.record_by_name[kind], other_keys) for kind in sorted(kinds)}
    has_no_record = trigger.kind is TriggerKind.YEAR or (trigger.kind is TriggerKind.WHILE and not trigger.record)
    return ClauseProfile(
        clause, record.root if record is not None else "", ranks_of(schema, clause), applicant_keys,
        other_keys, stated, trigger.record, has_no_record, trigger.kind is TriggerKind.SET,
        any(step.traits.raises_claims for step in program.settlement.steps_for_clause(clause.index)),
        *_days(program, clause), *_record_gates(program, clause), tuple(_shared_rules(program, clause)),
    )  # fmt: skip


def _record_gates(program: Program, clause: Clause) -> tuple[frozenset[int], frozenset[int]]:
    """The gates and set tests that use only fields of the record, by number."""
    record = program.schema.record_by_name.get(clause.trigger.record)
    words = frozenset(record.field_by_name) if record is not None else frozenset[str]()

    def numbered_words(gates: tuple[Gate, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
        return ((number, gate.words) for number, gate in enumerate(gates) if not (gate.rule or gate.names_applicant))

    rows = [(NO_ROW, clause.row_words)] if clause.rows and not clause.rows_name_applicant else []
    return tuple(
        frozenset(number for number, gate_words in stops if gate_words and words.issuperset(gate_words))
        for stops in ((*numbered_words(clause.gates), *rows), numbered_words(clause.picks))
    )  # type: ignore[return-value]  # two of them


def _shared_rules(program: Program, clause: Clause) -> Iterator[tuple[FactRef, StepRule | Quota]]:
    """The quotas over a clause that select by score, and the caps across applicants over it."""
    for quota in program.quotas:
        if quota.score and clause.index in quota.clauses:
            yield FactRef("place", quota.name), quota
    for place, bound in program.settlement.rules_by_clause[clause.index]:
        if bound.is_across and not bound.counts_records:
            yield FactRef(program.settlement.steps[place].published_part, bound.name), bound


def reaches_back(clause: Clause) -> bool:
    """Whether the clause's own start may be before the window.

    It may for single events. States, sets and years must be in the window.
    """
    return clause.start is not None and clause.trigger.kind is TriggerKind.RECORD


def _days(program: Program, clause: Clause) -> tuple[Date, Date]:
    window = window_of(program)
    first, last = window.start or Date.min, window.end or Date.max
    if clause.start is not None and (clause.start > first or reaches_back(clause)):
        first = clause.start
    return first, last


def _eligibility(profile: ClauseProfile, kinds: frozenset[str], strict: bool, has_older: bool) -> Eligibility:
    clause = profile.clause
    is_meant = not clause.beneficiaries or not kinds.isdisjoint(clause.beneficiaries)
    refused = None if is_meant else reason(BENEFICIARY, clause.beneficiaries, to=NameList(clause.beneficiaries))
    held = tuple(name for name in profile.applicant_keys if name == "applicant" or name in kinds)
    ends = clause.less is not None or (profile.is_raised and (strict or has_older))
    is_plain = not (clause.counts_support or strict or ends)
    return Eligibility(profile, refused, profile.first_day, profile.last_day, held, is_plain, ends)


def _need_general_path(c: Situation, record: Record | None, day: Date, year: int) -> Proposal:
    raise NeedsGeneralPathError


NOT_PLAIN: ClauseFunction = _need_general_path
"""Replaces a missing function: it always raises `NeedsGeneralPathError`."""


def is_late(program: Program, calendar: Calendar, clause: Clause | None, day: Date) -> bool:
    """Whether a day is before the window but not before the discretion day."""
    start = program.discretion_from
    if start is None:
        return False
    window = calendar.window
    is_early = window.start is not None and start <= day < window.start
    return is_early and (clause is None or not _is_inside(calendar, clause, day))


def is_missed(calendar: Calendar, clause: Clause, day: Date) -> bool:
    """Whether a late day is before the clause's start or after the as-of date."""
    return (clause.start is not None and day < clause.start) or day > calendar.as_of


def earliest_day(program: Program, clause: Clause) -> Date | None:
    """The first day before the window that the clause accepts, or the bureau at its discretion."""
    days = (clause.start if reaches_back(clause) else None, program.discretion_from)
    return min((day for day in days if day is not None), default=None)


def outside_reason(program: Program, calendar: Calendar, clause: Clause, day: Date) -> Reason:
    """The reason why a day does not count."""
    if not (_is_inside(calendar, clause, day) or is_late(program, calendar, clause, day)):
        return Reason(WINDOW, (("day", day), ("window", calendar.window)), ())
    if clause.start is not None and day < clause.start:
        return reason(START, day=day, start=clause.start)
    if clause.trigger.kind.is_yearly and calendar.fiscal_year.year_of(day) == (
        calendar.fiscal_year.year_of(calendar.as_of)
    ):
        return reason(NOT_OVER, year=calendar.fiscal_year.year_of(day), as_of=calendar.as_of)
    return reason(AS_OF, day=day, as_of=calendar.as_of)


def _is_inside(calendar: Calendar, clause: Clause, day: Date) -> bool:
    """Whether a day is in the window, extended by an earlier start of the clause."""
    window, start = calendar.window, clause.start
    if day in window:
        return True
    is_before = start is not None and window.start is not None and start <= day < window.start
    return is_before and reaches_back(clause)
