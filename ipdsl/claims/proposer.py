"""Proposes all claims of an applicant: every clause with each record, day and year.

Each claim has its day and its amount, or the reason why it was stopped. A *seed* is a source of claims: a clause with
one record, or a clause alone (sets, years, states of the applicant). `DayProposer` proposes the claim of one
record or day.

Lists that are stated in part: the output is at most one open claim for each such list. The claim depends on the list
and on other missing facts. Only the kind of such a record is known: its day may be any day of the window, and every
condition on it may be met.

Ended awards: the output is the policy with the ended awards of the lines of a ledger. Their lines count for
their rules as those of other awards do, and a cap that carries forward pays what waits of them.

One claim: the input is a clause, a record or none, and a day. First the beneficiary, the window, the clause's start and
the as-of date are checked, then the generated function of the clause is called. Support is deducted, and the amount is
rounded once; a ceiling is rounded down.

If the day of a claim is not known, the claims of all possible days are combined into one. Its bounds cover the bounds
of each, and a key that differs among them is unknown. Days with equal values of the applicant's fields that the award
uses are tried once: the result of the first day is used for all of them.

Claims of each year are those of sets of records and those of states. A set makes one claim for all records of a kind
with an event in the year, or one claim for each key. If a key or a day of a record is not stated, one open claim
represents all additional sets that such records may form. Its upper bound is that of one set of all these records,
times their number. docs/en/concepts/settlement describes the sets: "Claims and their days", "Unknown facts and bounds".
`records_of_set` returns the records that a set's claim counts and the records that it leaves out, with the reason. No
amount depends on it, so it runs only when a decision is read.

A state makes a claim on the first day of the year on which every gate of a `while` award is met, or may be met. A draft
page has no window, so a day that is not stated may be before all settled years. A state may then be paid in earlier
years, which reduces the payments of later years. The open claim for such years has no year.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property, partial
from heapq import merge
from itertools import chain
from operator import attrgetter, itemgetter
from typing import TypeAlias

import attrs

from ipdsl.base.partition import values_by_key
from ipdsl.base.source import Span
from ipdsl.base.values.days import Date, Period
from ipdsl.claims.applicability import (
    NOT_PLAIN,
    Calendar,
    ClauseProfile,
    ClauseProfiles,
    Eligibility,
    calendar_of,
    earliest_day,
    is_late,
    is_missed,
    outside_reason,
    profiles_of,
)
from ipdsl.claims.claim import (
    NO_KEYS,
    NO_LINES,
    BureauAmount,
    Candidate,
    ClaimSupport,
    KeyValue,
    clauses_counting_support,
    end_claim,
    end_proposal,
    facts_deciding_payments,
    gate_reason,
    item_place,
    keys_of,
    leave_out,
    partly_stated_payments,
    payments_in_support,
    set_sums,
    settle_empty_ceiling,
    stop_outcome,
    stop_reason,
    support_counted_for,
    support_of,
)
from ipdsl.engine.evaluator import ClauseFunction, DayDependence, GeneratedFunctions, raise_fault
from ipdsl.engine.matters import award_sum, with_facts_of_lines
from ipdsl.engine.operations import all_of, highest_bound, shift_day
from ipdsl.engine.situation import Member, Situation, changes_of
from ipdsl.ir.facts import EndedAward, FactRef, Facts, LedgerLine, Open, Record, Truth
from ipdsl.ir.proposal import (
    GATE_CANNOT,
    NO_DAY,
    NO_MEMBER,
    NOT_HAPPENED,
    START,
    WINDOW,
    Outcome,
    Proposal,
    Reason,
    StatedValues,
    reason,
)
from ipdsl.ir.terms import (
    AmountKind,
    AwardSum,
    Clause,
    Program,
    Quota,
    Settlement,
    Step,
    StepRule,
    Suspension,
    Trigger,
    TriggerKind,
    unlisted_item,
)
from ipdsl.kernel.rule_table import GroupKey, groups
from ipdsl.schema.declarations import is_period, row_key
from ipdsl.schema.values.value_type import CANNOT, NONE, Fact, KnownValues, NeedsGeneralPathError


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
    keys, unknown = _shared_keys(live, min(facts))
    return attrs.evolve(
        claim, facts=all_facts, proposed=0, low=0, high=highest_bound([candidate.high for candidate in live]),
        keys=keys, unknown_keys=unknown, situation=claim.situation or next((c.situation for c in live), None),
        approval=_approval_over_days(live), support=_support_over_days(live),
        standard=next((candidate.standard for candidate in live if candidate.standard is not None), None),
        standard_raise=max(candidate.standard_raise for candidate in live), exact=None,
    )  # fmt: skip


def _approval_over_days(claims: list[Candidate]) -> BureauAmount | None:
    """The approval of a claim whose day is not known: an amount without an approval on some day has no ceiling."""
    if not any(claim.approval is not None for claim in claims):
        return None
    return BureauAmount(highest_bound([None if claim.approval is None else claim.approval.ceiling for claim in claims]))


def _support_over_days(claims: list[Candidate]) -> ClaimSupport | None:
    """The support that may be deducted on some day."""
    lines = [claim.support.counted_lines for claim in claims if claim.support is not None]
    return ClaimSupport(0, 0, 0, 0, NO_LINES.union(*lines)) if lines and claims[0].clause.counts_support else None


def _shared_keys(claims: list[Candidate], ref: FactRef) -> tuple[dict[str, KeyValue], dict[str, FactRef]]:
    """The keys that are equal in all claims, and the other keys with the fact that decides them."""
    unknown: dict[str, FactRef] = {}
    for candidate in claims:
        unknown |= candidate.unknown_keys
    for name in dict.fromkeys(name for candidate in claims for name in candidate.keys):
        if name not in unknown and len({candidate.keys.get(name) for candidate in claims}) > 1:
            unknown[name] = ref
    return {name: value for name, value in claims[-1].keys.items() if name not in unknown}, unknown


def _what_is_said(claim: Candidate) -> tuple[object, ...]:
    keys, unknown_keys = frozenset(claim.keys.items()), frozenset(claim.unknown_keys)
    return (claim.is_live, claim.high, claim.row, claim.approval, keys, unknown_keys)


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
                clause, profile.root, item, record.id, record, day, year,
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
            profile.clause, profile.root, item, record.id if record is not None else "", record, day,
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
        if rows := self.program.settlement.rows_by_clause.get(profile.clause.index):
            self._add_row(claim, rows, proposal)
        is_known = proposal.low is proposal.high and not (proposal.open_facts or proposal.is_ceiling or claim.is_late)
        if eligibility.is_plain and is_known and not partly_stated_payments(self.situation):
            claim.proposed = claim.low = claim.high = self.program.rounding.apply(proposal.low)
        else:
            self._pay(eligibility, claim, proposal)

    def _add_row(self, claim: Candidate, rows: tuple[str, ...], proposal: Proposal) -> None:
        """Add the key of the claim's row, if it is one of these; an open row leaves all of them open."""
        if proposal.row:
            claim.keys = {**claim.keys, **{key: proposal.row for key in rows if key == row_key(proposal.row)}}
        elif proposal.open_facts:
            claim.unknown_keys = {**claim.unknown_keys, **dict.fromkeys(rows, min(proposal.open_facts))}

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
            proposal.has_open_gates or claim.approval or clause.once_key_sets or claim.facts - proposal.open_facts
        )
        settlement = self.program.settlement
        return is_plain and clause.index not in (*settlement.adjusted_clauses, *settlement.rows_by_clause)

    def _set_sums(self, proposal: Proposal, claim: Candidate) -> None:
        support: int | None = 0
        lines: frozenset[LedgerLine] | None = None
        clause, facts = claim.clause, proposal.open_facts
        is_at_discretion = proposal.is_ceiling and proposal.high is None and not facts
        if clause.counts_support and not is_at_discretion:  # nothing is deducted from it
            members = claim.situation.members if claim.situation is not None else ()
            counted = tuple(support_counted_for(self.situation, claim, members))
            total = support_of(counted)
            lines = payments_in_support(self.program, () if proposal.high is None else counted)
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
        set_sums(claim, proposal, facts, support, lines, approved, self.program.rounding)

    def blank_claim(
        self, clause: Clause, situation: Situation, item: str, *, dated: bool, set_keys: Mapping[str, str] | None = None
    ) -> Candidate:
        """A claim with its subject only: clause, record, item, day."""
        record, profile = situation.record, self.profiles.profiles[clause.index]
        return Candidate(
            clause, profile.root, item, record.id if record is not None else "", record,
            situation.day if dated else None, situation.year if dated else None,
            place=item_place(profile.ranks, item, record, set_keys or NO_SET) if profile.ranks else item,
        )  # fmt: skip

    def _last_day(self, eligibility: Eligibility) -> Date:
        """The last day on which only the clause's conditions can stop a claim."""
        return min(eligibility.last_day, self.calendar.as_of)

    def is_late(self, clause: Clause | None, day: Date) -> bool:
        """See `applicability.is_late`."""
        return is_late(self.program, self.calendar, clause, day)


NOTHING = "none"
"""Replaces a missing key in an item's name."""

ANOTHER_YEAR = "another year"


def claims_of_sets(proposer: DayProposer, clause: Clause) -> list[Candidate]:
    """One claim for the records of a year that share the keys; it is open if a record may or may not belong."""
    years, waiting = _years(proposer, clause)
    claims = [claim for year in sorted(years) for claim in _claims_of_year(proposer, clause, year)]
    if waiting:
        before = proposer.calendar.earlier_years()
        claims += _claims_of_any_year(
            proposer, clause, [c for year in before for c in _claims_of_year(proposer, clause, year)], waiting
        )
    return claims


def _years(proposer: DayProposer, clause: Clause) -> tuple[set[int], list[frozenset[FactRef]]]:
    """The years with a set, and for each record without a day the facts that decide the day."""
    years: set[int] = set()
    waiting: list[frozenset[FactRef]] = []
    for record, _ in proposer.situation.records(clause.trigger.record).members:
        day = proposer.situation.with_record(record, proposer.situation.day).field(clause.trigger.date_field)
        if isinstance(day, datetime.date):
            years.add(proposer.calendar.fiscal_year.year_of(day))
        elif isinstance(day, Open):
            years.update(year for year, _ in proposer.calendar.periods())
            waiting.append(day.facts)
    return years, waiting


def _claims_of_year(proposer: DayProposer, clause: Clause, year: int) -> Iterator[Candidate]:
    """The claims of a year, including keys whose records the set leaves out."""
    names = clause.trigger.keys
    day = proposer.calendar.year_end(year)
    here = proposer.situation.with_record(None, day, year)
    days = days_that_count(proposer, clause, year)
    samples = partial(proposer.calendar.samples, None)
    members, rest = proposer.code.members(clause.index, here, *days, samples) if days else ((), frozenset())
    groups: dict[tuple[str, ...], list[Member]] = {}
    perhaps: list[Member] = []
    for record, belongs in members:
        keys = _keys(here, record, names)
        if isinstance(keys, Open):
            perhaps.append((record, all_of(belongs, keys)))
        else:
            groups.setdefault(keys, []).append((record, belongs))
    unknown_keys = ("?",) * len(names)
    if perhaps:
        groups[unknown_keys] = []
    elif not rest:
        for record in records_of_year(proposer, clause, year):
            if not isinstance(keys := _keys(here, record, names), Open):
                groups.setdefault(keys, [])
    for values, group in sorted(groups.items()):
        item = " / ".join(values) or str(year)
        set_keys = {n: v for n, v in zip(names, values, strict=True) if v != NOTHING}
        if not group and not perhaps:
            yield proposer.claim_of_empty_set(clause, here, item, set_keys)
            continue
        claim = proposer.claim_at(clause, here.with_record(None, day, year, (*group, *perhaps), rest), item, set_keys)
        certain = any(belongs is True for _, belongs in group)
        facts = rest.union(*(b.facts for _, b in (*group, *perhaps) if isinstance(b, Open)))
        is_sure = certain and not claim.facts and claim.low == claim.high and not claim.clause.once_key_sets
        is_sure = is_sure and clause.index not in proposer.program.settlement.rows_by_clause
        if claim.is_live and facts and not is_sure:
            claim = attrs.evolve(claim, facts=claim.facts | facts, low=claim.low if certain else 0)
        if values == unknown_keys and perhaps and claim.high is not None:
            claim = attrs.evolve(claim, high=claim.high * len(perhaps))
        if claim.is_live or values != unknown_keys or len(groups) == 1:
            yield claim


def days_that_count(proposer: DayProposer, clause: Clause, year: int) -> tuple[Date, Date] | None:
    """The first and the last day of a year on which a set's records count; `None` if no day counts."""
    calendar = proposer.calendar
    part = calendar.fiscal_year.part_in_year(calendar.window, year)
    if part is None:
        return None
    assert part.start is not None
    assert part.end is not None
    start = max(part.start, clause.start or Date.min)
    return (start, part.end) if start <= part.end else None


def records_of_year(proposer: DayProposer, clause: Clause, year: int) -> Iterator[Record]:
    """The records of a set's kind with an event in a year."""
    for record, _ in proposer.situation.records(clause.trigger.record).members:
        day = proposer.situation.with_record(record, proposer.situation.day).field(clause.trigger.date_field)
        if isinstance(day, datetime.date) and proposer.calendar.fiscal_year.year_of(day) == year:
            yield record


def item_of(proposer: DayProposer, clause: Clause, year: int, record: Record) -> str | None:
    """The item of the set to which a record belongs by its keys; `None` if a key is not stated."""
    here = proposer.situation.with_record(None, proposer.calendar.year_end(year), year)
    keys = _keys(here, record, clause.trigger.keys)
    return None if isinstance(keys, Open) else " / ".join(keys) or str(year)


def _keys(here: Situation, record: Record, names: tuple[str, ...]) -> tuple[str, ...] | Open:
    """The key values that assign a record to a set, as text; open if one is not stated."""
    keys, unknown = keys_of(here.with_record(record, here.day, here.year), record, record.item, names)
    return Open(frozenset(unknown.values())) if unknown else tuple(_item_part(keys.get(name)) for name in names)


def _claims_of_any_year(
    proposer: DayProposer, clause: Clause, tried: Iterable[Candidate], waiting: list[frozenset[FactRef]]
) -> Iterator[Candidate]:
    """One claim for all sets in years beyond the settled ones; if the set has keys, one claim for each item."""
    by_item = values_by_key(
        (claim.item if clause.trigger.keys else ANOTHER_YEAR, claim) for claim in tried if claim.is_live
    )
    facts = frozenset[FactRef]().union(*waiting)
    for item, item_claims in by_item.items():
        blank = proposer.blank_claim(clause, proposer.situation, item, dated=False)
        combined = claim_over_days(blank, item_claims, facts)
        yield combined if combined.high is None else attrs.evolve(combined, high=combined.high * len(waiting))


def _item_part(value: KeyValue | None) -> str:
    """A key value as a part of an item's name; a list as its members."""
    if value is None:
        return NOTHING
    return value if isinstance(value, str) else ", ".join(value)


RecordWithReason: TypeAlias = "tuple[int, Record, Reason | None]"
"""The index of a record among those of its year, the record, and the reason why it is left out."""


def records_of_set(proposer: DayProposer, claim: Candidate) -> Iterator[tuple[Record, Reason | None]]:
    """The records of a claim's year and keys, as the facts list them; `None`: the record counts or may count."""
    if claim.year is not None:
        by_item = _records_by_set(proposer, claim.clause, claim.year)
        records = merge(by_item.get(claim.item, ()), by_item.get(None, ()), key=itemgetter(0))
        yield from ((record, why) for _, record, why in records)


def _records_by_set(proposer: DayProposer, clause: Clause, year: int) -> Mapping[str | None, list[RecordWithReason]]:
    """The records of a year by the set to which they belong, `None` if a key is not stated; cached with the facts."""
    known, key = proposer.situation.cache, ("records of sets", clause.index, year)
    if key not in known:
        refused = proposer.eligibility[clause.index].refusal
        known[key] = values_by_key(
            (
                item_of(proposer, clause, year, record),
                (place, record, refused or _exclusion_reason(proposer, clause, year, record)),
            )
            for place, record in enumerate(records_of_year(proposer, clause, year))
        )
    return known[key]  # type: ignore[return-value]  # put there one line above


def _exclusion_reason(proposer: DayProposer, clause: Clause, year: int, record: Record) -> Reason | None:
    """The reason why a set leaves out a record: the record's own words, its day, or the first failed test."""
    situation = proposer.situation.with_record(record, proposer.calendar.year_end(year), year)
    day, days = situation.field(clause.trigger.date_field), days_that_count(proposer, clause, year)
    assert isinstance(day, datetime.date)  # its day is in the year
    situation = proposer.situation.with_record(record, day, year)
    is_outside = days is None or not days[0] <= day <= days[1]
    record_tests = proposer.profiles.profiles[clause.index].record_tests if is_outside else None
    failed = proposer.code.evaluator.exclusion_reason(clause.index, situation, record_tests)
    if failed is None:
        return _outside_reason(proposer, clause, day) if is_outside else None
    number, truth, evidence = failed
    return gate_reason(
        clause,
        clause.picks[number],
        Proposal(number, evidence, is_undeterminable=truth is CANNOT),
        proposer.code,
        situation,
    )


def _outside_reason(proposer: DayProposer, clause: Clause, day: Date) -> Reason:
    window = proposer.calendar.window
    if clause.start is None or day not in window:
        return reason(WINDOW, day=day, window=window)
    return reason(START, day=day, start=clause.start)


TriedDay: TypeAlias = "tuple[Date, Proposal]"
"""A day that was tried, and the proposal for it."""

Subject: TypeAlias = "tuple[Record | None, Truth]"
"""The record of a state (or none: the applicant's state), and whether it belongs to the award's kind."""

Periods: TypeAlias = "tuple[tuple[int, Period], ...]"
"""The parts of years in which states are followed."""


def claims_of_states(proposer: DayProposer, eligibility: Eligibility, subjects: Iterable[Subject]) -> list[Candidate]:
    """For each subject one claim per year with a day on which every gate is met or may be met."""
    calendar, clause = proposer.calendar, eligibility.profile.clause
    periods = calendar.periods(clause.start)
    if not periods or eligibility.refusal is not None:
        return [_refused_claim(proposer, eligibility, record, periods) for record, _ in subjects]
    claims: list[Candidate] = []
    code, situation = proposer.code, proposer.situation
    steady, plain, day = (
        code.steady_gates(clause.index),
        proposer.plain_function(clause.index),
        periods[0][1].start or situation.day,
    )
    of_applicant = proposer.turning_days(clause) if situation.assumptions else ()
    for record, belongs in subjects:
        turns = code.days(clause.index, situation.with_record(record, day))
        if situation.assumptions:  # an assumed value for one day leaves other days open, with other amounts
            turns, steady = tuple(sorted({*turns, *of_applicant})), ()
        function = plain if belongs is True else NOT_PLAIN
        claims += _StateClaims(proposer, eligibility, function, record, _item(proposer, record), turns, steady).claims(
            periods
        )
    return claims


def _refused_claim(
    proposer: DayProposer, eligibility: Eligibility, record: Record | None, periods: Periods
) -> Candidate:
    """The claim of a state without a day to try."""
    outcome = Outcome.OUT_OF_WINDOW if eligibility.refusal is None else Outcome.NOT_ELIGIBLE
    why = eligibility.refusal or reason(NO_DAY, horizon=proposer.calendar.as_of)
    last = periods[-1][1].end if periods else None
    situation = proposer.situation.with_record(record, last or proposer.situation.day)
    return end_claim(
        proposer.blank_claim(eligibility.profile.clause, situation, _item(proposer, record), dated=bool(periods)),
        outcome,
        why,
    )


def _item(proposer: DayProposer, record: Record | None) -> str:
    return proposer.facts.applicant if record is None else record.item


@attrs.define(eq=False, repr=False)
class _StateClaims:
    """The claims of one clause for one record's state.

    `turns` are the days on which a result may change; `steady_gates` change on no other days. Before `unchanged_until`
    the gate that stopped the claim does not change. `tried` is the last day that was tried.
    """

    proposer: DayProposer
    eligibility: Eligibility
    plain: ClauseFunction
    record: Record | None
    item: str
    turns: tuple[Date, ...]
    steady_gates: tuple[int, ...]
    unchanged_until: Date = Date.min
    tried: TriedDay | None = None

    def claims(self, periods: Periods) -> list[Candidate]:
        """The claims of all years; if no year has a claim, the claim of the last day."""
        claims: list[Candidate] = []
        for _, period in periods:
            assert period.start is not None
            assert period.end is not None
            if self.unchanged_until <= period.end:
                claim = self._claim_of_year(max(period.start, self.unchanged_until), period.end)
                if claim is not None:
                    claims.append(claim)
        return claims or [self._claim_on_last_day(periods[-1][1])]

    def _claim_of_year(self, first: Date, last: Date) -> Candidate | None:
        """The claim of a year from the first day to try; `None` if a gate of the award stops it on every day."""
        opened: TriedDay | None = None
        by_rule: TriedDay | None = None
        day, turns = first, self.turns
        while day <= last:
            proposal = self._try(day)
            tried = self.tried = day, proposal
            stop = proposal.stopped_at
            if (stop is None or stop < 0) and not proposal.has_open_gates:
                return self._claim(tried) if opened is None else self._claim_of_any_day(opened, last, tried)
            place = bisect_right(turns, day)
            day = turns[place] if place < len(turns) else Date.max
            if stop is None or stop < 0:
                opened = opened or tried
            elif stop in self.steady_gates:
                self.unchanged_until = day
            elif (
                by_rule is None and stop_outcome(self.eligibility.profile.clause, proposal) is not Outcome.NOT_ELIGIBLE
            ):
                by_rule = tried
        if opened is not None:
            return self._claim_of_any_day(opened, last)
        return None if by_rule is None else self._claim(by_rule)

    def _claim_on_last_day(self, period: Period) -> Candidate:
        """The claim on the last day with a change in the last year, or on its first day."""
        assert period.start is not None
        assert period.end is not None
        place = bisect_right(self.turns, period.end)
        last = max(period.start, self.turns[place - 1]) if place else period.start
        if self.tried is not None:
            day, proposal = self.tried
            if day == last or (day < last < self.unchanged_until and self._is_steady_up_to(proposal.stopped_at)):
                return self._claim((last, proposal))
        return self._claim((last, self._try(last)))

    def _is_steady_up_to(self, gate: int | None) -> bool:
        """Whether this gate and all gates before it are steady: the claim stays stopped until the next change."""
        return gate is not None and self.steady_gates[: gate + 1] == (*range(gate + 1),)

    def _try(self, day: Date) -> Proposal:
        situation = self.proposer.situation
        try:
            return self.plain(situation, self.record, day, self.proposer.calendar.fiscal_year.year_of(day))
        except NeedsGeneralPathError:
            return self.proposer.code.propose(
                self.eligibility.profile.clause.index, situation.with_record(self.record, day)
            )
        except Exception as error:
            raise_fault(error, self.proposer.program)

    def _claim(self, tried: TriedDay) -> Candidate:
        return self.proposer.claim_of_state(self.eligibility, self.record, tried[0], self.item, tried[1])

    def _claim_of_any_day(self, opened: TriedDay, end: Date, sure: TriedDay | None = None) -> Candidate:
        """A claim whose day is uncertain, from the first possible day to the first certain day, if any.

        Its bounds cover the amounts of all these days.
        """
        start, last = opened[0], end if sure is None else sure[0]
        days = {*self.turns, *self.proposer.turning_days(self.eligibility.profile.clause), end}
        other_days = [(day, self._try(day)) for day in sorted(days) if start < day <= last]
        may_be = [opened, *(entry for entry in other_days if entry[1].stopped_at is None or entry[1].stopped_at < 0)]
        clause, program = self.eligibility.profile.clause.index, self.proposer.program
        reads_day = (
            any(clause in term.clauses for term in program.recoveries)
            or clause in program.schedule_by_clause
            or any(step.has_span or step.traits.has_places for step in program.settlement.steps_for_clause(clause))
        )  # payments, spans and places count from the day of a claim
        at_last = [] if sure is None else [sure]
        tried = list(map(self._claim, [*may_be, *at_last] if reads_day else [*at_last, *may_be]))
        results = {(*_what_is_said(claim), reads_day and claim.day) for claim in tried}
        if len(results) <= 1 or not any(entry.is_live for entry in tried):
            return tried[0]
        return claim_over_days(next(entry for entry in tried if entry.is_live), tried, opened[1].open_facts)


def clauses_over_states(proposer: DayProposer) -> Iterator[tuple[Clause, Record | None]]:
    """The clauses for states, each with every record whose state counts."""
    for form, members in proposer.possible_clauses():
        clause = form.clause
        if clause.trigger.kind is TriggerKind.WHILE and proposer.eligibility[clause.index].refusal is None:
            records = [None] if members is None else [record for record, _ in members]
            yield from ((clause, record) for record in records)


def earlier_year_claims(proposer: DayProposer) -> Iterator[Candidate]:
    """The open claims of states in years before the settled ones."""
    calendar = proposer.calendar
    last = calendar.last_earlier_day
    for clause, record in clauses_over_states(proposer):
        item = proposer.facts.applicant if record is None else record.item
        turns = proposer.code.days(clause.index, proposer.situation.with_record(record, last))
        early = {day for day in (*turns, *proposer.turning_days(clause)) if day <= last}
        days = sorted({last, *early, shift_day(min(early, default=last), -1, "day")})
        tried = [proposer.claim_at(clause, proposer.situation.with_record(record, day), item) for day in days]
        if any(candidate.is_live and candidate.max_amount for candidate in tried):
            blank = proposer.blank_claim(clause, proposer.situation.with_record(record, last), item, dated=False)
            claim = claim_over_days(blank, tried, calendar.unstated_events)
            yield claim if is_paid_once(clause) else attrs.evolve(claim, high=None)


def is_paid_once(clause: Clause) -> bool:
    """Whether an item is paid at most once over all years."""
    return clause.once is not None and bool(clause.once or not clause.rows)


_MOST = 10**9
"""More ended awards than a ledger has: they are in the text between two awards of the page."""


def with_ended_awards(program: Program, lines: Iterable[LedgerLine]) -> Program:
    """The policy with the ended awards of these lines; the policy itself if it has them all."""
    known, steps = {award.label for award in program.ended_awards}, program.settlement.steps
    quotas = {quota.name for quota in program.quotas}
    ended = {
        line.clause: (line.ended.order, line.clause, line, (line.ended.record, *line.ended.rules))
        for line in lines
        if line.ended is not None
        and line.clause not in known
        and (
            line.charged
            or line.carried
            or any(_deducts(program, step, line.ended) for step in steps)
            or not quotas.isdisjoint(line.ended.rules)
        )
    }
    if not ended:
        return program
    made, awards = program.compute_once(_policies_by_awards), sorted(ended.values())
    key = tuple((*order, label, *line.charged, *words) for order, label, line, words in awards)
    if key not in made:
        made[key] = _with_awards(program, [line for _, _, line, _ in awards])
    return made[key]


def _policies_by_awards(_: Program) -> dict[object, Program]:
    return {}


def _deducts(program: Program, step: Step, ended: EndedAward | None) -> bool:
    """Whether a step deducts payments for the records of an ended award."""
    record = ended.record if ended else ""
    is_kind = step.traits.deducts and record in program.schema.record_by_name
    return is_kind and step.kinds[0] in program.schema.lineage(record)


def _with_awards(program: Program, lines: Sequence[LedgerLine]) -> Program:
    names = {place: line.charged for place, line in enumerate(lines, len(program.members))}
    steps = tuple(
        _with_members(step, names, [
            place for place, line in zip(names, lines, strict=True) if _deducts(program, step, line.ended)
        ])
        for step in program.settlement.steps
    )  # fmt: skip
    awards, columns = [*program.ended_awards], [*program.settlement.columns]
    quotas = tuple(
        attrs.evolve(quota, clauses=(*quota.clauses, *(
            place for place, line in zip(names, lines, strict=True) if line.ended and quota.name in line.ended.rules
        )))
        for quota in program.quotas
    )  # fmt: skip
    for place, line in zip(names, lines, strict=True):
        over = [(step, bound) for step in steps for bound in step.rules if place in (*bound.reach, *bound.payers)]
        awards.append(_ended_award(program, place, line, over))
        columns.append(tuple(dict.fromkeys((
            *(name for step, bound in over for name in step.names(bound)),
            *(name for quota in quotas if place in quota.clauses for name in quota.keys),
        ))))  # fmt: skip
    suspensions = tuple(_with_waiting_money(program, suspension, names) for suspension in program.suspensions)
    settlement = Settlement(steps, tuple(columns))
    return attrs.evolve(
        program, ended_awards=tuple(awards), settlement=settlement, suspensions=suspensions, quotas=quotas
    )


def _with_members(step: Step, names: Mapping[int, Iterable[str]], payers: Iterable[int]) -> Step:
    """A step with further members of its rules, each by the names of its rules; none competes in a group of others.

    Payments under `payers` are deducted.
    """
    if step.is_of_award:
        rules = tuple(attrs.evolve(bound, payers=(*bound.payers, *payers)) for bound in step.rules)
        return attrs.evolve(step, rules=rules)
    rules = tuple(
        attrs.evolve(bound, reach=(*bound.reach, *(place for place, named in names.items() if bound.name in named)))
        for bound in step.rules
    )
    return attrs.evolve(step, rules=rules, teams=(*step.teams, *((place, -1) for place in names)))


def _with_waiting_money(program: Program, suspension: Suspension, names: Mapping[int, Iterable[str]]) -> Suspension:
    """A suspension of all awards under a cap that carries forward suspends the ended awards under it."""
    caps = [step.first_rule for step in program.settlement.steps if step.wait]
    suspended = {cap.name for cap in caps if cap.reached_clauses <= {*suspension.clauses}}
    more = (place for place, named in names.items() if suspended.intersection(named))
    return attrs.evolve(suspension, clauses=(*suspension.clauses, *more))


def _ended_award(program: Program, place: int, line: LedgerLine, over: list[tuple[Step, StepRule]]) -> Clause:
    """The ended award of a line, for records of its kind. It is shown at the cap under which its money waits."""
    assert line.ended is not None
    record = line.ended.record
    kind = TriggerKind.RECORD if record in program.schema.record_by_name else TriggerKind.YEAR
    cap = next((bound for step, bound in over if step.wait), None)
    head = Span(program.clauses[0].span.file, 1, 1, 1, 1)
    article, text, span = ("", line.clause, head) if cap is None else (cap.article, cap.text, cap.span)
    return Clause(
        place, line.clause, article, text, span, "", Trigger(kind, record if kind is TriggerKind.RECORD else ""), (),
        None, (), (), AmountKind.FIXED, (), (), None, False, None, (),
        order=line.ended.order[0] + Fraction(place + 1 - len(program.clauses), _MOST),
    )  # fmt: skip


def unlisted_record_claims(proposer: DayProposer, clause: Clause) -> Iterator[Candidate]:
    """The claims of an unlisted record that could be paid, one for each list that may lack it."""
    if proposer.eligibility[clause.index].refusal is None:
        for ref in _lists_in_part(proposer, clause.trigger.record):
            yield from _unlisted_record_claim(proposer, clause, ref)


def _unlisted_record_claim(proposer: DayProposer, clause: Clause, ref: FactRef) -> Iterator[Candidate]:
    schema, list_facts = proposer.program.schema, frozenset({ref})
    kind = ref.kind if ref.kind in schema.narrower_records[clause.trigger.record] else clause.trigger.record
    record_kind = schema.record_by_name[kind]
    item = unlisted_item(kind)
    values: KnownValues[str, Fact] = KnownValues(record_kind.fixed)  # type: ignore[arg-type]  # a fixed value is a fact's
    record = Record(kind, record_kind.root, item, item, values, f"$.records.{kind}")
    most: int | None = 1
    match clause.trigger.kind:
        case TriggerKind.RECORD:
            blank = proposer.blank_claim(
                clause, proposer.situation.with_record(record, proposer.situation.day), item, dated=False
            )
            tried = [proposer.undated_claim(clause, record, blank, list_facts)]
        case TriggerKind.WHILE:
            days = (*proposer.calendar.samples(), *proposer.calendar.earlier_days())
            tried = [proposer.claim_at(clause, proposer.situation.with_record(record, day), item) for day in days]
            if not is_paid_once(clause):
                most = _years_of_states(proposer, clause)
        case _:
            tried = list(_set_claims(proposer, clause, list_facts))
    live = [claim for claim in tried if claim.is_live and claim.max_amount]
    if not live:
        return
    here = live[0].rule_situation if live[0].day is not None else None  # an event on any day has no record
    blank = proposer.blank_claim(clause, here or proposer.situation, item, dated=False)
    claim = claim_over_days(blank, live, list_facts)
    names = (*claim.keys, *claim.unknown_keys)
    other_facts = frozenset(
        ref for live_claim in live for ref in live_claim.facts if ref.item != item
    )  # not about the unlisted record
    claim.facts, claim.approval = list_facts | other_facts, None
    claim.keys, claim.unknown_keys = {}, dict.fromkeys(names, ref)
    if claim.high is not None:
        claim.high = None if most is None else claim.high * most
    yield claim


def is_of_unlisted_record(claim: Candidate) -> bool:
    """Whether a claim for a single record is for an unlisted one."""
    return claim.source is None or claim.source.item == unlisted_item(claim.source.kind)


def _years_of_states(proposer: DayProposer, clause: Clause) -> int | None:
    """The number of years in which a state may be paid; `None` if its record may add years before all others."""
    calendar = proposer.calendar
    return None if calendar.can_begin_earlier else len(calendar.periods(clause.start))


def _lists_in_part(proposer: DayProposer, kind: str) -> list[FactRef]:
    """The lists of a kind that are stated in part and may lack records."""
    stated, here = proposer.facts.records, proposer.situation
    if not any(name in stated and stated[name].partial for name in proposer.program.schema.related_records[kind]):
        return []
    return sorted(here.partial_lists(kind) or here.records_of_kind(kind).unlisted)


def _set_claims(proposer: DayProposer, clause: Clause, unlisted: frozenset[FactRef]) -> Iterator[Candidate]:
    """The sets of each year, if they consisted only of unlisted records."""
    calendar = proposer.calendar
    for year in (*calendar.earlier_years(), *(year for year, _ in calendar.periods())):
        day = calendar.year_end(year)
        yield proposer.claim_at(clause, proposer.situation.with_record(None, day, year, (), unlisted), str(year))


NO_RECORD: tuple[tuple[None, bool], ...] = ((None, True),)
"""Replaces the records for states of the applicant itself."""


@attrs.define(eq=False, repr=False)
class ClaimSource:
    """A source of claims: a clause, with a record if the clause claims for single records."""

    clause: Clause
    record: Record | None = None


@attrs.define(eq=False, repr=False, slots=False)
class Proposer(DayProposer):
    """All claims of one applicant, including open claims for facts that are not stated.

    `known_claims` are claims of some clauses that were made earlier; each is returned once more.
    """

    known_claims: dict[int, list[Candidate]] = attrs.field(init=False, factory=dict)

    @cached_property
    def is_partial(self) -> bool:
        """Whether a kind is listed in part."""
        return any(listing.partial for listing in self.facts.records.values())

    def situation_on(self, record: Record | None, day: Date | None) -> Situation:
        """The situation about a record on a day; without a day, on that of the situation."""
        return self.situation.with_record(record, day or self.situation.day)

    def with_assumptions(self, assumptions: Mapping[FactRef, Fact]) -> Proposer:
        """The same proposer with assumed values for missing facts."""
        situation = self.situation.with_assumptions(assumptions)
        return Proposer(
            self.program, self.code, self.facts, self.calendar, self.is_strict, situation, self.profiles,
            self.eligibility, self.is_alone,
        )  # fmt: skip

    def with_facts(self, facts: Facts) -> Proposer:
        """The same proposer with other facts of the applicant."""
        made = proposer_of(self.program, self.code, facts, strict=self.is_strict, is_alone=self.is_alone)
        return attrs.evolve(made, situation=self.situation.with_facts(facts, made.situation.day))

    def claims(self, only: frozenset[int] | None = None) -> list[Candidate]:
        """The claims of all clauses (or only of these) in the order of the text."""
        claims: list[Candidate] = []
        for form, members in self.possible_clauses():
            if only is None or form.clause.index in only:
                index = form.clause.index
                of_clause = self.known_claims.pop(index, None)
                if of_clause is None:
                    of_clause = self._claims_of_clause(form.clause, members)
                if only is not None:
                    self.known_claims[index] = of_clause
                claims += of_clause
                if self.is_partial and form.record:
                    claims += unlisted_record_claims(self, form.clause)
        if self.calendar.can_begin_earlier and self.calendar.is_asked(claims):
            claims += (c for c in earlier_year_claims(self) if only is None or c.clause.index in only)
        return self._with_dependence(claims)

    def candidates(self, source: ClaimSource) -> list[Candidate]:
        """The claims of one seed."""
        clause, record = source.clause, source.record
        if record is None:
            return self._with_dependence(self._claims_of_clause(clause, None))
        belongs = self.situation.membership(record, clause.trigger.record)
        return [] if belongs is False else self._with_dependence(self._claims_of_clause(clause, ((record, belongs),)))

    def _claims_of_clause(self, clause: Clause, members: tuple[Member, ...] | None) -> list[Candidate]:
        """The claims of a clause; `members` are its records if it claims for single records."""
        offer = self.eligibility[clause.index]
        match clause.trigger.kind:
            case TriggerKind.RECORD:
                return self.claims_of_records(offer, members or ())
            case TriggerKind.WHILE:
                return claims_of_states(self, offer, NO_RECORD if members is None else members)
            case TriggerKind.YEAR:
                return list(self._claims_of_years(clause))
            case TriggerKind.SET:
                return claims_of_sets(self, clause)

    def _claims_of_years(self, clause: Clause) -> Iterator[Candidate]:
        """The claims of stated years, and open claims of years without stated figures."""
        stated = {*self.facts.figures, *self._years_ranked(clause)}
        left_out = () if self.eligibility[clause.index].refusal is not None else self.calendar.years_without_figures
        if sums := self.program.compute_once(_sums_by_clause).get(clause.index):
            stated = stated.union(self._years_with_sums(sums))
        for year in sorted(stated.union(left_out)):
            situation = self.situation.with_record(None, self.calendar.year_end(year), year)
            claim = self.claim_at(clause, situation, str(year))
            if year not in stated:
                if not claim.is_live or not (figures := self._figures_of(claim, situation)):
                    continue
                claim.facts |= figures
                claim.low = 0
            yield claim

    def _years_with_sums(self, sums: Iterable[AwardSum]) -> Iterator[int]:
        """The years in which other awards come to something that an award adds up."""
        for year, _ in self.calendar.periods():
            situation = self.situation.with_record(None, self.calendar.year_end(year), year)
            if any(award_sum(situation, term) != 0 for term in sums):
                yield year

    def _figures_of(self, claim: Candidate, situation: Situation) -> frozenset[FactRef]:
        """The missing figures that a claim depends on; if it pays something by any, the first that may be stated."""
        facts = frozenset(ref for ref in claim.facts if ref.group in ("figure", "rank") and ref.year == situation.year)
        if facts:
            return facts
        open_ = (
            answer
            for figure in self.program.schema.figures
            if claim.high != 0 and isinstance(answer := situation.figure(figure.name), Open)
        )
        return next((answer.facts for answer in open_), frozenset())

    def _with_dependence(self, claims: list[Candidate]) -> list[Candidate]:
        """The claims; if the applicant is settled alone, claims that depend on other applicants are open."""
        if self.is_alone and self.profiles.depends_on_others:
            for claim in claims:
                for ref, rule in self.profiles.profiles[claim.clause.index].shared_rules if claim.is_live else ():
                    refs = self._unpublished_facts(claim, ref, rule) if claim.is_live else None
                    if refs:
                        claim.facts |= refs
                        claim.low = 0
        return claims

    def _unpublished_facts(self, claim: Candidate, ref: FactRef, rule: StepRule | Quota) -> set[FactRef]:
        """The facts about other applicants that a claim needs under a rule and nobody published.

        A published rank under a limit stops the claim, or leaves it as it is.
        """
        if self.program.settlement.shared_waits.get(claim.clause.index) == rule.name:
            return {FactRef("cohort", rule.name)}  # others may wait before it, or let it wait
        if isinstance(rule, StepRule):
            return {ref} if claim.unknown_keys else self._unpublished_rests(claim, ref, rule)
        if is_of_unlisted_record(claim):
            return {FactRef("cohort", rule.name)}
        rank = self.facts.places.get((rule.name, claim.item))
        if rank is None:
            return {ref._replace(item=claim.item)}
        if not 0 < rank <= rule.number:
            leave_out(self.program, rule, claim)
        return set()

    def _unpublished_rests(self, claim: Candidate, ref: FactRef, bound: StepRule) -> set[FactRef]:
        """What a claim needs of a rule across applicants and nobody published."""
        facts: set[FactRef] = set()
        year = claim.year if bound.per_year else None
        for group in groups(bound.keys, claim.keys.get, year):
            if not self._is_published(ref.group, bound.name, group, claim.year):
                parts = group if isinstance(group, tuple) else (group,)
                item = " / ".join(map(str, parts if year is None else parts[:-1]))
                year_asked = claim.year if ref.group == "ratio" else year
                facts.add(ref._replace(item=item, year=year_asked or 0))
        return facts

    def _is_published(self, part: str, name: str, group: GroupKey, year: int | None) -> bool:
        left, ratios, taken = self.facts.balances
        if part == "ratio":
            return (name, group, year) in ratios
        return (name, group) in (taken if part == "taken" else left)

    def _years_ranked(self, clause: Clause) -> Iterator[int]:
        """The years with a published rank that the clause pays by; the figure need not be stated."""
        for ranking in self.program.rankings:
            if clause.index in ranking.clauses:
                yield from (rank.year for rank in self.facts.ranks if rank.figure == ranking.figure)


def _sums_by_clause(program: Program) -> Mapping[int, tuple[AwardSum, ...]]:
    """The sums of other awards in the amounts of awards, by the index of the award."""
    by_line = {each.line: each.sums for each in program.awards_with_sums}
    return {clause.index: by_line[line] for clause in program.clauses if (line := clause.span.line) in by_line}


def proposer_of(
    program: Program, code: GeneratedFunctions, facts: Facts, *, strict: bool, is_alone: bool = True
) -> Proposer:
    """A proposer for stated facts; `is_alone`: claims that depend on other applicants are open."""
    if facts.history and (program.recoveries or program.schedules):
        facts = with_facts_of_lines(program, facts)
    if facts.history or facts.others:
        program = with_ended_awards(program, chain(facts.history or (), facts.others if is_alone else ()))
    calendar, day = calendar_of(program, facts), facts.as_of
    situation = Situation(program, facts, None, day, program.year_of(day), is_strict=strict)
    forms = profiles_of(program)
    offers = forms.eligibility(facts, strict=strict)
    return Proposer(program, code, facts, calendar, strict, situation, forms, offers, is_alone)
