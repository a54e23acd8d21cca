"""The properties that all claims of a clause share, and the days on which events count; computed once per program.

`ClauseProfile` has the properties for every applicant, `Eligibility` those for applicants of the same kinds. If a
claim's day is from `first_day` to `last_day` and not after the as-of date, only the clause's conditions can stop it.

An event counts if its day is in the window, not before the clause's own start, and not after the as-of date. A start
before the window extends the window for events (see `reaches_back`). An event before the window may be *late*: from the
policy's discretion day on, the bureau may pay it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import attrs

from ipdsl.base.values.days import Date
from ipdsl.claims.calendar import Calendar, window_of
from ipdsl.claims.claim import ItemRanks, StatedKeys, ranks_of, stated_keys_of
from ipdsl.engine.module_functions import ClauseFunction
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import FactRef, Facts, Record
from ipdsl.ir.proposal import AS_OF, BENEFICIARY, NO_ROW, NOT_OVER, START, WINDOW, NameList, Proposal, Reason, reason
from ipdsl.ir.steps import StepRule
from ipdsl.ir.terms import Clause, Gate, Program, Quota, TriggerKind
from ipdsl.schema.values.stated_values import NeedsGeneralPathError

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
        any(step.raises_claims for step in program.settlement.steps_for_clause(clause.index)), *_days(program, clause),
        *_record_gates(program, clause), tuple(_shared_rules(program, clause)),
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
    if clause.trigger.kind in (TriggerKind.SET, TriggerKind.YEAR) and calendar.fiscal_year.year_of(day) == (
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
