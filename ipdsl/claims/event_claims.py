"""The proposal of one clause for a record or a day: a claim with its amount, or with the reason why it was stopped.

Input: a clause, a record or none, and a day. First the beneficiary, the window, the clause's start and the as-of date
are checked, then the generated function of the clause is called. Support is deducted, and the amount is rounded once; a
ceiling is rounded down.

If the day of a claim is not known, the claims of all possible days are combined into one. Its bounds cover the bounds
of each, and a key that differs among them is unknown. Days with equal values of the applicant's fields that the award
uses are tried once: the result of the first day is used for all of them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from functools import partial
from operator import attrgetter

import attrs

from ipdsl.base.values.days import Date
from ipdsl.claims.applicability import (
    NOT_PLAIN,
    Calendar,
    ClauseProfile,
    ClauseProfiles,
    Eligibility,
    earliest_day,
    is_late,
    is_missed,
    outside_reason,
)
from ipdsl.claims.claim import (
    NO_KEYS,
    Candidate,
    KeyValue,
    end_claim,
    item_place,
    keys_of,
    set_sums,
    settle_empty_ceiling,
    stop_outcome,
    stop_reason,
)
from ipdsl.claims.external_payments import (
    clauses_counting_support,
    end_proposal,
    facts_deciding_payments,
    partly_stated_payments,
    payments_in_support,
    support_counted_for,
    support_of,
)
from ipdsl.engine.evaluator import DayDependence
from ipdsl.engine.module_functions import ClauseFunction, GeneratedFunctions, raise_fault
from ipdsl.engine.operations import highest_bound
from ipdsl.engine.situation import Member, Situation, changes_of
from ipdsl.ir.facts import FactRef, Facts, Open, Record
from ipdsl.ir.proposal import GATE_CANNOT, NO_MEMBER, NOT_HAPPENED, Outcome, Proposal, StatedValues, reason
from ipdsl.ir.terms import Clause, Program
from ipdsl.schema.periods import is_period
from ipdsl.schema.values.value_type import NONE, NeedsGeneralPathError


@attrs.define(eq=False, repr=False)
class EquivalentDays:
    """Days on which an award has the same result for a record.

    `first` is the day to try. `other_facts` has, for a missing fact of that day, the missing facts of the other days.
    """

    first: Date
    other_facts: dict[FactRef, frozenset[FactRef]]

    def with_other_facts(self, claim: Candidate) -> Candidate:
        """The claim of the first day, with the missing facts of the other days added."""
        claim.facts = claim.facts.union(*(more for ref, more in self.other_facts.items() if ref in claim.facts))
        return claim


def equivalent_days(situation: Situation, dependence: DayDependence, days: Iterable[Date]) -> list[EquivalentDays]:
    """Group the days by the values of the applicant's fields that the award uses; missing values are equal."""
    groups: dict[tuple[object, ...], EquivalentDays] = {}
    year_of = situation.program.year_of
    first_facts: dict[Date, list[frozenset[FactRef]]] = {}
    for day in days:
        answers = [situation.with_record(None, day).applicant(name) for name in dependence.fields]
        facts = [answer.facts if isinstance(answer, Open) else frozenset() for answer in answers]
        values = (None if isinstance(answer, Open) else answer for answer in answers)
        group = groups.setdefault((dependence.depends_on_year and year_of(day), *values), EquivalentDays(day, {}))
        for mine, other in zip(first_facts.setdefault(group.first, facts), facts, strict=True):
            for ref in mine if other != mine else ():
                group.other_facts[ref] = group.other_facts.get(ref, frozenset()) | other
    return list(groups.values())


def claim_over_days(claim: Candidate, tried: list[Candidate], facts: frozenset[FactRef]) -> Candidate:
    """The claim combined over the tried days; `facts` are the missing facts that decide the day."""
    live = [candidate for candidate in tried if candidate.is_live]
    all_facts = facts.union(*(candidate.facts for candidate in live))
    keys, unknown = _keys(live, min(facts))
    return attrs.evolve(
        claim, facts=all_facts, proposed=0, low=0, high=highest_bound([candidate.high for candidate in live]),
        keys=keys, unknown_keys=unknown, situation=claim.situation or next((c.situation for c in live), None),
        is_ceiling=any(candidate.is_ceiling for candidate in live),
        ceiling=highest_bound([candidate.ceiling for candidate in live]),
        standard=next((candidate.standard for candidate in live if candidate.standard is not None), None),
        standard_raise=max(candidate.standard_raise for candidate in live), exact=None,
        deducts_support=any(candidate.deducts_support for candidate in live),
        counted_lines=frozenset().union(*(candidate.counted_lines for candidate in live)),
    )  # fmt: skip


def _keys(claims: list[Candidate], ref: FactRef) -> tuple[dict[str, KeyValue], dict[str, FactRef]]:
    """The keys that are equal in all claims, and the other keys with the fact that decides them."""
    unknown: dict[str, FactRef] = {}
    for candidate in claims:
        unknown |= candidate.unknown_keys
    names = dict.fromkeys(name for candidate in claims for name in candidate.keys)
    for name in names:
        if name not in unknown and len({candidate.keys.get(name) for candidate in claims}) > 1:
            unknown[name] = ref
    return {name: value for name, value in claims[-1].keys.items() if name not in unknown}, unknown


def are_equivalent(claims: list[Candidate]) -> bool:
    """Whether the claims have the same amount, row and keys on all days."""
    return len({_what_is_said(claim) for claim in claims}) <= 1


def _what_is_said(claim: Candidate) -> tuple[object, ...]:
    keys, unknown_keys = frozenset(claim.keys.items()), frozenset(claim.unknown_keys)
    return (claim.is_live, claim.high, claim.row, claim.is_ceiling, claim.ceiling, keys, unknown_keys)


NO_SET: Mapping[str, str] = {}


@attrs.define(eq=False, repr=False)
class DayProposer:
    """Proposes claims of a policy's clauses for one applicant's facts, day by day. It is never changed."""

    program: Program
    code: GeneratedFunctions
    facts: Facts
    calendar: Calendar
    is_strict: bool
    situation: Situation
    profiles: ClauseProfiles
    eligibility: tuple[Eligibility, ...]
    is_alone: bool = True

    def possible_clauses(self) -> list[tuple[ClauseProfile, tuple[Member, ...] | None]]:
        """The clauses that may give claims, each with its records if it claims for single records."""
        possible: list[tuple[ClauseProfile, tuple[Member, ...] | None]] = []
        for index in sorted(self.profiles.possible_clauses(self.facts)):
            profile = self.profiles.profiles[index]
            if profile.is_set:
                if self.situation.can_list(profile.record):
                    possible.append((profile, None))
            else:
                possible.append(
                    (profile, None if profile.has_no_record else self.situation.records(profile.record).members)
                )
        return possible

    # ------------------------------------------------------------------------------------------ records

    def claims_of_records(self, eligibility: Eligibility, members: tuple[Member, ...]) -> list[Candidate]:
        """The claims of records, one for each."""
        profile, situation, refused = eligibility.profile, self.situation, eligibility.refusal
        clause, ranks, first, last = profile.clause, profile.ranks, eligibility.first_day, self._last_day(eligibility)
        plain, field = self.plain_function(clause.index), clause.trigger.date_field
        claims: list[Candidate] = []
        year_of = self.program.year_of
        for record, belongs in members:
            day = record.values.get(field)
            if type(day) is not Date or belongs is not True:
                claims.append(self.dated_claim(clause, record))
                continue
            item, year = record.item, year_of(day)
            claim = Candidate(
                clause, profile.record, profile.root, item, record.id, record, day, year,
                place=item_place(ranks, item, record, NO_SET) if ranks else item,
            )  # fmt: skip
            claims.append(claim)
            if (refused is not None or not first <= day <= last) and self._is_ended(eligibility, claim, day):
                continue
            try:
                proposal = plain(situation, record, day, year)
            except NeedsGeneralPathError:
                proposal = self.code.propose(clause.index, situation.with_record(record, day))
            except Exception as error:
                raise_fault(error, self.program)
            self._apply_proposal(eligibility, claim, proposal, record, day)
        return claims

    def dated_claim(self, clause: Clause, record: Record) -> Candidate:
        """The claim of a record whose event may have a day, be none, or not be stated."""
        here, field = self.situation.with_record(record, self.situation.day), clause.trigger.date_field
        day = here.field(field)
        if isinstance(day, datetime.date):
            return self.claim_at(clause, self.situation.with_record(record, day), record.item)
        blank = self.blank_claim(clause, here, record.item, dated=False)
        if (refused := self.eligibility[clause.index].refusal) is not None:
            return end_claim(blank, Outcome.NOT_ELIGIBLE, refused)
        if isinstance(day, Open):
            return self.undated_claim(clause, record, blank, day.facts)
        if day is NONE:
            return end_claim(blank, Outcome.NOT_ELIGIBLE, reason(NOT_HAPPENED, (field,), field=field))
        because = StatedValues((), self.program.currency)
        why = reason(GATE_CANNOT, (field,), gate=f"the day of `{field}`", because=because)
        return end_claim(blank, Outcome.NOT_ELIGIBLE, why)

    def samples(self, clause: Clause, single_record: Record | None = None) -> tuple[Date, ...]:
        """Sample days for a day that is not known; `single_record`: the clause uses no other records."""
        samples = self.calendar.samples(earliest_day(self.program, clause), single_record)
        return (*samples, *self.calendar.earlier_days()) or (self.calendar.window.start or self.situation.day,)

    def turning_days(self, clause: Clause) -> tuple[Date, ...]:
        """The days on which an applicant's value changes that the clause uses, directly or as a key, ascending."""
        names = (*self.code.day_dependence[clause.index].fields, *self.eligibility[clause.index].profile.other_keys)
        return changes_of(self.facts, *names)

    def undated_claim(self, clause: Clause, record: Record, blank: Candidate, facts: frozenset[FactRef]) -> Candidate:
        """The claim of a record whose day is not known; `facts` decide the day."""
        samples = self.samples(clause, None if self.code.day_dependence[clause.index].depends_on_records else record)
        tried = [
            days.with_other_facts(self.claim_at(clause, self.situation.with_record(record, days.first), record.item))
            for days in self._equivalent_days(clause, samples)
        ]
        live = [c for c in tried if c.is_live]
        if not live:  # each reason has the missing facts of its day
            tried = [self.claim_at(clause, self.situation.with_record(record, day), record.item) for day in samples]
            stops = {c.reason for c in tried if c.outcome is Outcome.NOT_ELIGIBLE}
            if len(stops) == 1 and all(c.outcome is Outcome.NOT_ELIGIBLE for c in tried):
                return end_claim(blank, Outcome.NOT_ELIGIBLE, tried[0].reason)
            return attrs.evolve(blank, facts=facts, high=max((c.high or 0) for c in tried))
        return claim_over_days(blank, live, facts)

    def _equivalent_days(self, clause: Clause, samples: tuple[Date, ...]) -> list[EquivalentDays]:
        """The days with possibly different claims of a record; a day outside the window is always separate."""
        key, known = ("alike", clause.index, samples), self.situation.cache
        if key not in known:
            eligibility, dependence = self.eligibility[clause.index], self.code.day_dependence[clause.index]
            other_keys = eligibility.profile.other_keys
            dated = {"year", *self.program.schema.applicant_field_by_name, *filter(is_period, other_keys)}
            inside = [day for day in samples if eligibility.first_day <= day <= self._last_day(eligibility)]
            if dependence.depends_on_day or not dated.isdisjoint(other_keys):
                inside = []
            outside = [EquivalentDays(day, {}) for day in samples if day not in inside]
            known[key] = sorted(
                [*equivalent_days(self.situation, dependence, inside), *outside], key=attrgetter("first")
            )
        return known[key]  # type: ignore[return-value]  # put there one line above

    # ------------------------------------------------------------------------------------------ one claim

    def claim_of_state(
        self, eligibility: Eligibility, record: Record | None, day: Date, item: str, proposal: Proposal
    ) -> Candidate:
        """The claim of a state on a day that was tried, with the proposal of that day.

        The day is in the window, not before the clause's start and not after the as-of date.
        """
        profile = eligibility.profile
        claim = Candidate(
            profile.clause, profile.record, profile.root, item, record.id if record is not None else "", record, day,
            self.calendar.fiscal_year.year_of(day),
            place=item_place(profile.ranks, item, record, NO_SET) if profile.ranks else item,
        )  # fmt: skip
        self._apply_proposal(eligibility, claim, proposal, record, day)
        return claim

    def plain_function(self, index: int) -> ClauseFunction:
        """The function of a clause; `NOT_PLAIN` if it has no function, or if values are assumed."""
        return NOT_PLAIN if self.situation.assumptions else self.code.clauses.get(index, NOT_PLAIN)

    def claim_at(
        self, clause: Clause, situation: Situation, item: str, set_keys: Mapping[str, str] | None = None
    ) -> Candidate:  # fmt: skip
        """The claim of a clause in a situation: first the general gates, then its function."""
        eligibility = self.eligibility[clause.index]
        claim = self.blank_claim(clause, situation, item, dated=True, set_keys=set_keys)
        if not self._is_ended(eligibility, claim, situation.day):
            self._apply_proposal(
                eligibility,
                claim,
                self.code.propose(clause.index, situation),
                situation.record,
                situation.day,
                situation,
                set_keys,
            )
        return claim

    def claim_of_empty_set(
        self, clause: Clause, situation: Situation, item: str, set_keys: Mapping[str, str]
    ) -> Candidate:
        """The claim of a set that leaves out every record."""
        claim = self.blank_claim(clause, situation, item, dated=True, set_keys=set_keys)
        if not self._is_ended(self.eligibility[clause.index], claim, situation.day):
            claim.is_late = False
            end_claim(claim, Outcome.NOT_ELIGIBLE, reason(NO_MEMBER))
        return claim

    def _is_ended(self, eligibility: Eligibility, claim: Candidate, day: Date) -> bool:
        """Whether the beneficiary or the day stops a claim; a claim before the window may be late instead.

        A record that would not be paid on any day gets that reason, even if its day is outside the window.
        """
        if eligibility.refusal is not None:
            claim.outcome, claim.stop = Outcome.NOT_ELIGIBLE, eligibility.refusal
            return True
        if eligibility.first_day <= day <= self._last_day(eligibility):
            return False
        clause = eligibility.profile.clause
        if is_late(self.program, self.calendar, clause, day) and not is_missed(self.calendar, clause, day):
            claim.is_late = True
            return False
        if (record := claim.source) is not None and eligibility.profile.record_gates:
            says_itself = self.code.evaluator.proposes_from_record(clause.index, eligibility.profile.record_gates)
            proposal = says_itself(self.situation.with_record(record, day))
            if proposal.stopped_at in eligibility.profile.record_gates:
                self._apply_proposal(eligibility, claim, proposal, record, day)
                return True
        claim.outcome = Outcome.OUT_OF_WINDOW
        claim.stop = partial(outside_reason, self.program, self.calendar, clause, day)
        return True

    def _apply_proposal(
        self, eligibility: Eligibility, claim: Candidate, proposal: Proposal, record: Record | None, day: Date,
        situation: Situation | None = None, set_keys: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        """Stop the claim if its clause's function stopped; otherwise set its amounts and keys.

        Without `situation`, the keys are read from the record if all of them are text.
        """
        profile = eligibility.profile
        if proposal.stopped_at is not None:
            claim.is_late, claim.outcome = False, stop_outcome(profile.clause, proposal)
            claim.stop = partial(stop_reason, profile.clause, proposal, self.code, self.situation, record, day)
            return
        keys = None
        if situation is None and record is not None and (stated := profile.stated_keys.get(record.kind)) is not None:
            keys = stated.read(record, self.facts.applicant, eligibility.applicant_keys)
        if keys is None:
            situation = situation or self.situation.with_record(record, day)
            names, held = profile.other_keys, dict.fromkeys(eligibility.applicant_keys, self.facts.applicant)
            key_names = tuple(name for name in names if name not in (set_keys or ()))
            keys, claim.unknown_keys = keys_of(situation, record, claim.item, key_names)
            keys = {**held, **keys, **(set_keys or NO_KEYS)}
        claim.keys, claim.row, claim.situation = keys, proposal.row, situation or self.situation
        is_known = proposal.low is proposal.high and not (proposal.open_facts or proposal.is_ceiling or claim.is_late)
        if eligibility.is_plain and is_known and not partly_stated_payments(self.situation):
            claim.proposed = claim.low = claim.high = self.program.rounding.apply(proposal.low)
        else:
            self._pay(eligibility, claim, proposal)

    def _pay(self, eligibility: Eligibility, claim: Candidate, proposal: Proposal) -> None:
        """Set the amounts of a claim that is open, under a ceiling, or adjusted before the rules."""
        self._set_sums(proposal, claim)
        if claim.facts and claim.low == claim.high and self._is_sure(claim, proposal):
            claim.facts, claim.proposed = frozenset(), claim.low
        if claim.source is not None and (
            hanging := facts_deciding_payments(self.situation, claim.source, claim.clause.index)
        ):
            claim.facts, claim.low = claim.facts | hanging, 0
        if eligibility.needs_adjustment:
            end_proposal(self.situation, claim, proposal, strict=self.is_strict)
        settle_empty_ceiling(claim)

    def _is_sure(self, claim: Candidate, proposal: Proposal) -> bool:
        """Whether open facts do not matter: every possible row pays the same, and no rule depends on the row."""
        clause = claim.clause
        is_plain = not (
            proposal.has_open_gates or claim.is_ceiling or clause.once_key_sets or claim.facts - proposal.open_facts
        )
        return is_plain and clause.index not in self.program.settlement.adjusted_clauses

    def _set_sums(self, proposal: Proposal, claim: Candidate) -> None:
        support: int | None = 0
        clause, facts = claim.clause, proposal.open_facts
        is_at_discretion = proposal.is_ceiling and proposal.high is None and not facts
        claim.deducts_support = clause.counts_support and not is_at_discretion  # nothing is deducted from it
        if claim.deducts_support:
            members = claim.situation.members if claim.situation is not None else ()
            counted = tuple(support_counted_for(self.situation, claim, members))
            total = support_of(counted)
            if proposal.high is not None:
                claim.counted_lines = payments_in_support(self.program, counted)
            if self.is_strict and self.facts.support is None:
                total = frozenset({FactRef("support")})
            support, facts = (total, facts) if isinstance(total, int) else (None, facts | total)
        if (
            self.is_strict
            and self.facts.support is None
            and clause.index in self.program.compute_once(clauses_counting_support)
        ):
            facts |= {FactRef("support")}
        if self.is_strict and self.facts.history is None:
            facts |= {FactRef("history")}
        approved = None
        if proposal.is_ceiling or claim.is_late:
            approved = self.facts.approved.get((clause.label, claim.item))
        set_sums(claim, proposal, facts, support, approved, self.program.rounding)

    def blank_claim(
        self, clause: Clause, situation: Situation, item: str, *, dated: bool, set_keys: Mapping[str, str] | None = None
    ) -> Candidate:
        """A claim with its subject only: clause, record, item, day."""
        record, profile = situation.record, self.profiles.profiles[clause.index]
        return Candidate(
            clause, profile.record, profile.root, item, record.id if record is not None else "", record,
            situation.day if dated else None, situation.year if dated else None,
            place=item_place(profile.ranks, item, record, set_keys or NO_SET) if profile.ranks else item,
        )  # fmt: skip

    def _last_day(self, eligibility: Eligibility) -> Date:
        """The last day on which only the clause's conditions can stop a claim."""
        return min(eligibility.last_day, self.calendar.as_of)

    def is_late(self, clause: Clause | None, day: Date) -> bool:
        """See `applicability.is_late`."""
        return is_late(self.program, self.calendar, clause, day)
