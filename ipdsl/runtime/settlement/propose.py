"""Facts and clause functions to candidates: every claim of every clause, with its day, its sum or where it ended.

A *seed* is what may give claims: a clause with one record, or a clause alone (sets, years, the applicant's states).
Gates in order: beneficiary, window, `from D`, as-of date, then the clause's own. Each sum is rounded once, support of
others deducted before; a ceiling is rounded down.

Decided here:
- An event that is none makes a claim that is not eligible, without a day.
- An event whose day was not stated makes an open claim without a year. Its sum is looked for on days that stand for
  the unknown one: the ends of each year and every day on which a stated fact turns.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from functools import cached_property, partial

import attrs

from ipdsl.runtime.clauses.situation import Member, Situation
from ipdsl.runtime.code import Code
from ipdsl.runtime.facts import Fact, Facts, Record
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.proposal import Proposal
from ipdsl.runtime.settlement.beyond import in_earlier_years
from ipdsl.runtime.settlement.candidate import Amount, amount_of, key_of, keys_of, support_for
from ipdsl.runtime.settlement.claims import NO_KEYS, NONE_UNKNOWN, Candidate, KeyValue, ended, groups_of
from ipdsl.runtime.settlement.ending import end_proposal
from ipdsl.runtime.settlement.horizon import Calendar, calendar_of
from ipdsl.runtime.settlement.item_order import item_place
from ipdsl.runtime.settlement.layout import Layout
from ipdsl.runtime.settlement.reasons import (
    AS_OF,
    GATE_CANNOT,
    NOT_HAPPENED,
    START,
    WINDOW,
    Reason,
    reason,
)
from ipdsl.runtime.settlement.sets import sets
from ipdsl.runtime.settlement.standing import Standing, forms_of, hangs_on_others, reaches_back, standing_of
from ipdsl.runtime.settlement.states import matured
from ipdsl.runtime.settlement.stops import stop_outcome, stop_reason
from ipdsl.runtime.settlement.unsure_days import over_days
from ipdsl.runtime.terms import Clause, Program, TriggerKind
from ipdsl.runtime.unknown import NONE, FactRef, Open
from ipdsl.values.days import Date

NO_SET: Mapping[str, str] = {}


@attrs.define(eq=False)
class Seed:
    """What may give claims: a clause, with a record where it speaks of one at a time."""

    clause: Clause
    record: Record | None = None


@attrs.frozen(eq=False)
class Proposer:
    """The clauses of a policy over one applicant's facts, with stand-ins for what was not stated."""

    program: Program
    code: Code
    facts: Facts
    layout: Layout
    calendar: Calendar
    strict: bool
    situation: Situation
    is_alone: bool = True
    _standings: dict[int, Standing] = attrs.field(factory=dict, init=False)

    @cached_property
    def _approvals(self) -> Mapping[tuple[str, str], int]:
        """What the bureau set, by clause and item; the first counts."""
        return {(one.clause, one.item): one.amount for one in reversed(self.facts.approvals)}

    def assuming(self, assume: Mapping[FactRef, Fact]) -> Proposer:
        """The same with values taken for facts that were not stated."""
        here = self.situation
        fresh = Situation(self.program, self.facts, None, here.day, here.year, assume=assume, strict=self.strict)
        return Proposer(
            self.program, self.code, self.facts, self.layout, self.calendar, self.strict, fresh, self.is_alone
        )

    # ------------------------------------------------------------------------------------------ seeds

    def claims(self, of: frozenset[int] | None = None) -> list[Candidate]:
        """The claims of all clauses (or of these) in the order of the text."""
        found: list[Candidate] = []
        for clause, members in self.met():
            if of is not None and clause.index not in of:
                continue
            if members is None:
                found += self._candidates(clause, None)
            elif clause.trigger.kind is TriggerKind.RECORD:
                found += [self._dated(clause, record) for record, _ in members]
            else:
                for record, _ in members:
                    found += matured(self, clause, record)
        if self.calendar.may_begin_earlier and self.calendar.is_asked(found):
            found += (c for c in in_earlier_years(self) if of is None or c.clause.index in of)
        return self._hanging(found)

    def met(self) -> Iterator[tuple[Clause, tuple[Member, ...] | None]]:
        """The clauses that may give claims, with the records of those that speak of one at a time."""
        related = self.program.schema.related_records
        present: set[str] = set()
        for kind, listing in self.facts.records.items():
            if listing.records:
                present |= related[kind]
        for form in forms_of(self.program):
            if form.alone:
                yield form.clause, None
            elif form.record in present:
                members = self.situation.listed(form.record).members
                if not form.is_set:
                    yield form.clause, members
                elif members:
                    yield form.clause, None

    def candidates(self, seed: Seed) -> list[Candidate]:
        """The claims of one seed."""
        clause, record = seed.clause, seed.record
        if record is not None and self.situation.membership(record, clause.trigger.record) is False:
            return []
        return self._hanging(self._candidates(clause, record))

    def _hanging(self, claims: list[Candidate]) -> list[Candidate]:
        """The claims; of one applicant alone those that hang on others are open."""
        if not self.is_alone or not self.program.kept(hangs_on_others):
            return claims
        forms = forms_of(self.program)
        for claim in claims:
            for ref, names in forms[claim.clause.index].shared if claim.is_live else ():
                if names is None or claim.unknown_keys or groups_of(claim.keys, names, None):
                    claim.facts |= {ref}
                    claim.low = 0
        return claims

    def _candidates(self, clause: Clause, record: Record | None) -> list[Candidate]:
        match clause.trigger.kind:
            case TriggerKind.RECORD:
                assert record is not None
                return [self._dated(clause, record)]
            case TriggerKind.WHILE:
                return matured(self, clause, record)
            case TriggerKind.YEAR:
                years = sorted({*self.facts.figures, *self._years_ranked(clause)})
                return [self.on(clause, self.at(None, self.calendar.year_end(y), y), str(y)) for y in years]
            case TriggerKind.SET:
                return sets(self, clause)

    def _years_ranked(self, clause: Clause) -> Iterator[int]:
        """The years of which the facts state a place by which the clause pays; its figure need not be stated."""
        for ranking in self.program.rankings:
            if clause.index in ranking.clauses:
                yield from (rank.year for rank in self.facts.ranks if rank.figure == ranking.figure)

    # ------------------------------------------------------------------------------------------ triggers

    def _dated(self, clause: Clause, record: Record) -> Candidate:
        """The claim of a record whose event may be dated, none, or not stated."""
        stated = record.values.get(clause.trigger.date_field)
        if isinstance(stated, datetime.date):
            return self.on(clause, self.situation.on(record, stated), record.item)
        here = self.at(record, self.situation.day)
        day = here.field(clause.trigger.date_field)
        if isinstance(day, datetime.date):
            return self.on(clause, self.at(record, day), record.item)
        blank = self.blank(clause, here, record.item, dated=False)
        if (refused := self.standing(clause).refused) is not None:
            return ended(blank, Outcome.NOT_ELIGIBLE, refused)
        if isinstance(day, Open):
            return self._undated(clause, record, blank, day.facts)
        field = clause.trigger.date_field
        if day is NONE:
            return ended(blank, Outcome.NOT_ELIGIBLE, reason(NOT_HAPPENED, (field,), field=field))
        gate = f"the day of `{field}`"
        return ended(blank, Outcome.NOT_ELIGIBLE, reason(GATE_CANNOT, (field,), gate=gate, because=""))

    def _undated(self, clause: Clause, record: Record, blank: Candidate, facts: frozenset[FactRef]) -> Candidate:
        samples = self.calendar.samples(self._earliest(clause))
        samples = (*samples, *self.calendar.beyond()) or (self.calendar.window.start or self.situation.day,)
        tried = [self.on(clause, self.at(record, day), record.item) for day in samples]
        live = [c for c in tried if c.is_live]
        if not live:
            stops = {c.reason for c in tried if c.outcome is Outcome.NOT_ELIGIBLE}
            if len(stops) == 1 and all(c.outcome is Outcome.NOT_ELIGIBLE for c in tried):
                return ended(blank, Outcome.NOT_ELIGIBLE, tried[0].reason)
            return attrs.evolve(blank, facts=facts, high=0 if not tried else max((c.high or 0) for c in tried))
        return over_days(blank, live, facts)

    # ------------------------------------------------------------------------------------------ one claim

    def on(
        self, clause: Clause, at: Situation, item: str, set_keys: Mapping[str, str] | None = None,
        proposal: Proposal | None = None,
    ) -> Candidate:  # fmt: skip
        """The claim of a clause in a situation: the gates that come first, then its function (or what it said)."""
        standing = self._standings.get(clause.index) or self.standing(clause)
        day, record, late = at.day, at.record, False
        claim = Candidate(
            clause, standing.kind, standing.root, item, record.id if record is not None else "", record, day, at.year,
            place=item_place(standing.ranks, item, record, set_keys or NO_SET) if standing.ranks else item,
        )  # fmt: skip
        if standing.refused is not None:
            claim.outcome, claim.stop = Outcome.NOT_ELIGIBLE, standing.refused
            return claim
        if not standing.first <= day <= standing.last:
            late = self.is_late(clause, day)
            if self._is_missed(clause, day, late=late):
                claim.outcome, claim.stop = Outcome.OUT_OF_WINDOW, partial(self._window, clause, day)
                return claim
        proposal = proposal or self.code.propose(clause.index, at)
        if proposal.stopped_at is not None:
            why = partial(stop_reason, clause, proposal, at, self.code)
            claim.outcome, claim.stop = stop_outcome(clause, proposal), why
            return claim
        claim.row, claim.late, claim.at = proposal.row, late, at
        claim.keys = standing.keys
        if standing.names or set_keys:
            claim.keys, claim.unknown_keys = self._keys(standing, at, item, set_keys)
        is_plain = proposal.low is proposal.high and not (proposal.open_facts or proposal.ceiling or late)
        if is_plain and not clause.counts_support and not self.strict:
            claim.proposed = claim.low = claim.high = self.program.rounding.apply(proposal.low)
            if clause.index in self.layout.before.over:
                end_proposal(self.program, self.facts, claim, proposal, strict=False)
            return claim
        found = self._amount(clause, proposal, at, item, late=late)
        claim.proposed, claim.low, claim.high, claim.facts = found.proposed, found.low, found.high, found.facts
        claim.support, claim.is_ceiling, claim.ceiling = found.support, found.is_ceiling, found.ceiling
        claim.approved = found.approved
        if claim.facts and claim.low == claim.high and self._is_sure(claim, proposal):
            claim.facts, claim.proposed = frozenset(), claim.low
        if clause.index in self.layout.before.over:
            end_proposal(self.program, self.facts, claim, proposal, strict=self.strict)
        return claim

    def _is_sure(self, claim: Candidate, proposal: Proposal) -> bool:
        """Whether nothing hangs on open facts: every row that it may be pays the same, and no rule asks for the row."""
        clause = claim.clause
        is_plain = not (
            proposal.gates_open or claim.is_ceiling or clause.once_kinds or claim.facts - proposal.open_facts
        )
        return is_plain and clause.index not in self.layout.before.over

    def _keys(
        self, standing: Standing, at: Situation, item: str, set_keys: Mapping[str, str] | None
    ) -> tuple[Mapping[str, KeyValue], Mapping[str, FactRef]]:
        """The keys that rules ask for. Those that are the applicant are the same for every claim of a clause."""
        record = at.record
        if record is not None and record.kind == standing.kind and not set_keys:
            found = dict(standing.keys)
            for name, field in standing.fields:
                value = record.values.get(field) if field else key_of(at, record, item, name)
                if type(value) is not str:
                    break
                found[name] = value
            else:
                return found, NONE_UNKNOWN
        keys, unknown = keys_of(at, at.record, item, tuple(n for n in standing.names if n not in (set_keys or ())))
        return {**standing.keys, **keys, **(set_keys or NO_KEYS)}, unknown

    def _amount(self, clause: Clause, proposal: Proposal, at: Situation, item: str, *, late: bool) -> Amount:
        root = at.record.root if at.record is not None else ""
        support: int | None = support_for(self.facts, root, item) if clause.counts_support else 0
        facts = proposal.open_facts
        if clause.counts_support and self.strict and self.facts.support is None:
            support, facts = None, facts | {FactRef("support")}
        if self.strict and self.facts.history is None:
            facts |= {FactRef("history")}
        approved = None
        if proposal.ceiling or late:
            approved = self._approvals.get((clause.label, item))
        return amount_of(proposal, facts, support, approved, (clause.label, item), self.program.rounding, is_late=late)

    def blank(self, clause: Clause, at: Situation, item: str, *, dated: bool) -> Candidate:
        """A claim of which nothing is known yet but what it is about."""
        record, form = at.record, forms_of(self.program)[clause.index]
        return Candidate(
            clause, form.record, form.root, item, record.id if record is not None else "", record,
            at.day if dated else None, at.year if dated else None,
            place=item_place(form.ranks, item, record, NO_SET) if form.ranks else item,
        )  # fmt: skip

    def at(self, record: Record | None, day: Date, year: int | None = None) -> Situation:
        return self.situation.on(record, day, year)

    # ------------------------------------------------------------------------------------------ first gates

    def standing(self, clause: Clause) -> Standing:
        """What is alike for every claim of a clause."""
        found = self._standings.get(clause.index)
        if found is None:
            found = standing_of(forms_of(self.program)[clause.index], self.facts, self.calendar)
            self._standings[clause.index] = found
        return found

    def _is_missed(self, clause: Clause, day: Date, *, late: bool) -> bool:
        as_of = self.calendar.as_of
        return (
            not (late or self._is_inside(clause, day))
            or (clause.start is not None and day < clause.start)
            or (as_of is not None and day > as_of)
        )

    def _earliest(self, clause: Clause) -> Date | None:
        """The first day before the window that the clause, or the bureau at its discretion, reaches back to."""
        days = (clause.start if reaches_back(clause) else None, self.program.discretion_from)
        return min((day for day in days if day is not None), default=None)

    def _is_inside(self, clause: Clause, day: Date) -> bool:
        """Whether a day lies in the window, which a clause with an earlier beginning of its own has widened."""
        window = self.calendar.window
        start = clause.start if reaches_back(clause) else None
        return day in window or (start is not None and window.start is not None and start <= day < window.start)

    def _window(self, clause: Clause, day: Date) -> Reason:
        """Why a day that is missed lies outside."""
        if not (self.is_late(clause, day) or self._is_inside(clause, day)):
            return reason(WINDOW, day=str(day), window=self.calendar.shown)
        if clause.start is not None and day < clause.start:
            return reason(START, day=str(day), start=str(clause.start))
        return reason(AS_OF, day=str(day), as_of=str(self.calendar.as_of))

    def is_late(self, clause: Clause | None, day: Date) -> bool:
        """Whether a day lies before the window and from the day on which the bureau may reach back."""
        start, window = self.program.discretion_from, self.calendar.window
        is_early = start is not None and window.start is not None and start <= day < window.start
        return is_early and (clause is None or not self._is_inside(clause, day))


def proposer_of(
    program: Program, code: Code, facts: Facts, layout: Layout, *, strict: bool, is_alone: bool = True
) -> Proposer:
    """A proposer over stated facts; of an applicant alone, what hangs on others is open."""
    calendar = calendar_of(program, facts)
    day = calendar.horizon or Date(2000, 1, 1)
    situation = Situation(program, facts, None, day, day.year, strict=strict)
    return Proposer(program, code, facts, layout, calendar, strict, situation, is_alone)
