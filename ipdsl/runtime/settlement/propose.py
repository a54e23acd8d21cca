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
from ipdsl.runtime.code import OUTSIDE, Code, PlainFunction
from ipdsl.runtime.facts import Fact, Facts, Record
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.proposal import Proposal
from ipdsl.runtime.reasons import (
    GATE_CANNOT,
    NOT_HAPPENED,
    Stated,
    reason,
)
from ipdsl.runtime.settlement.beyond import in_earlier_years
from ipdsl.runtime.settlement.candidate import keys_of, set_sums, support_for
from ipdsl.runtime.settlement.claims import NO_KEYS, Candidate, ended, groups_of
from ipdsl.runtime.settlement.ending import end_proposal
from ipdsl.runtime.settlement.first_gates import earliest, is_late, is_missed, why_outside
from ipdsl.runtime.settlement.horizon import Calendar, calendar_of
from ipdsl.runtime.settlement.item_order import item_place
from ipdsl.runtime.settlement.layout import Layout
from ipdsl.runtime.settlement.sets import sets
from ipdsl.runtime.settlement.standing import (
    NOT_PLAIN,
    Form,
    Standing,
    forms_alone,
    forms_of,
    forms_over,
    hangs_on_others,
    standings_of,
)
from ipdsl.runtime.settlement.states import matured
from ipdsl.runtime.settlement.stops import stop_outcome, stop_reason
from ipdsl.runtime.settlement.unsure_days import over_days
from ipdsl.runtime.terms import Clause, Program, TriggerKind
from ipdsl.runtime.unknown import NONE, FactRef, Open, Truth
from ipdsl.values.days import Date

NO_SET: Mapping[str, str] = {}


@attrs.define(eq=False)
class Seed:
    """What may give claims: a clause, with a record where it speaks of one at a time."""

    clause: Clause
    record: Record | None = None


@attrs.define(eq=False)
class Proposer:
    """The clauses of a policy over one applicant's facts, with stand-ins for what was not stated. Never changed."""

    program: Program
    code: Code
    facts: Facts
    layout: Layout
    calendar: Calendar
    strict: bool
    situation: Situation
    is_alone: bool = True
    standings: tuple[Standing, ...] = attrs.field(init=False)

    @standings.default
    def _standings(self) -> tuple[Standing, ...]:
        return standings_of(self.program, self.facts, strict=self.strict)

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
        for form, members in self._met():
            clause = form.clause
            if of is not None and clause.index not in of:
                continue
            if members is None:
                found += self._candidates(clause, None)
            elif clause.trigger.kind is TriggerKind.RECORD:
                found += self._of_records(self.standing(clause), members)
            else:
                found += matured(self, self.standing(clause), members)
        if self.calendar.may_begin_earlier and self.calendar.is_asked(found):
            found += (c for c in in_earlier_years(self) if of is None or c.clause.index in of)
        return self._hanging(found)

    def met(self) -> Iterator[tuple[Clause, tuple[Member, ...] | None]]:
        """The clauses that may give claims, with the records of those that speak of one at a time."""
        return ((form.clause, members) for form, members in self._met())

    def _met(self) -> Iterator[tuple[Form, tuple[Member, ...] | None]]:
        forms, over = forms_of(self.program), forms_over(self.program)
        met = {*forms_alone(self.program)}
        for kind, listing in self.facts.records.items():
            if listing.records:
                met |= over[kind]
        for index in sorted(met):
            form = forms[index]
            if form.alone:
                yield form, None
                continue
            members = self.situation.listed(form.record).members
            if not form.is_set:
                yield form, members
            elif members:
                yield form, None

    def candidates(self, seed: Seed) -> list[Candidate]:
        """The claims of one seed."""
        clause, record = seed.clause, seed.record
        belongs = True if record is None else self.situation.membership(record, clause.trigger.record)
        return [] if belongs is False else self._hanging(self._candidates(clause, record, belongs))

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

    def _candidates(self, clause: Clause, record: Record | None, belongs: Truth = True) -> list[Candidate]:
        match clause.trigger.kind:
            case TriggerKind.RECORD:
                assert record is not None
                return [self._dated(clause, record)]
            case TriggerKind.WHILE:
                return matured(self, self.standing(clause), ((record, belongs),))
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

    def _of_records(self, standing: Standing, members: tuple[Member, ...]) -> list[Candidate]:
        """The claims of records, one of each."""
        form, situation, refused = standing.form, self.situation, standing.refused
        clause, ranks, first, last = form.clause, form.ranks, standing.first, self._last(standing)
        plain, field = self.plain(clause.index), clause.trigger.date_field
        found: list[Candidate] = []
        for record, belongs in members:
            day = record.values.get(field)
            if type(day) is not Date or belongs is not True:
                found.append(self._dated(clause, record))
                continue
            item = record.item
            claim = Candidate(
                clause, form.record, form.root, item, record.id, record, day, day.year,
                place=item_place(ranks, item, record, NO_SET) if ranks else item,
            )  # fmt: skip
            found.append(claim)
            if (refused is not None or not first <= day <= last) and self._is_ended(standing, claim, day):
                continue
            try:
                proposal = plain(situation, record, day, day.year)
            except OUTSIDE:
                proposal = self.code.propose(clause.index, situation.on(record, day))
            if proposal.stopped_at is None:
                self._reach(standing, claim, proposal, record, day)
            else:
                self._stop(claim, proposal, record, day)
        return found

    def _dated(self, clause: Clause, record: Record) -> Candidate:
        """The claim of a record whose event may be dated, none, or not stated."""
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
        return ended(
            blank,
            Outcome.NOT_ELIGIBLE,
            reason(GATE_CANNOT, (field,), gate=gate, because=Stated((), self.program.currency)),
        )

    def _undated(self, clause: Clause, record: Record, blank: Candidate, facts: frozenset[FactRef]) -> Candidate:
        samples = self.calendar.samples(earliest(self.program, clause))
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

    def of_state(self, standing: Standing, record: Record | None, day: Date, item: str, said: Proposal) -> Candidate:
        """The claim of a day on which the award was tried, and of what its function said."""
        form = standing.form
        claim = Candidate(
            form.clause, form.record, form.root, item, record.id if record is not None else "", record, day, day.year,
            place=item_place(form.ranks, item, record, NO_SET) if form.ranks else item,
        )  # fmt: skip
        if not standing.first <= day <= self._last(standing) and self._is_ended(standing, claim, day):
            return claim
        if said.stopped_at is None:
            self._reach(standing, claim, said, record, day)
        else:
            self._stop(claim, said, record, day)
        return claim

    def plain(self, index: int) -> PlainFunction:
        """The plain form of a clause; one that knows nothing where it has none, or values are assumed."""
        return NOT_PLAIN if self.situation.assume else self.code.plain.get(index, NOT_PLAIN)

    def _reach(self, standing: Standing, claim: Candidate, said: Proposal, record: Record | None, day: Date) -> None:
        """The claim reaches the rules: as in `on`, with the keys that its record states."""
        stated = standing.form.stated.get(record.kind) if record is not None else None
        if record is not None and stated is not None:
            keys = stated.read(record, self.facts.applicant, standing.held)
            if keys is not None:
                claim.keys = keys
                self._pay(standing, claim, said, self.situation)
                return
        self._reach_at(standing, claim, said, self.situation.on(record, day), None)

    def on(
        self, clause: Clause, at: Situation, item: str, set_keys: Mapping[str, str] | None = None,
        proposal: Proposal | None = None,
    ) -> Candidate:  # fmt: skip
        """The claim of a clause in a situation: the gates that come first, then its function (or what it said)."""
        standing = self.standing(clause)
        claim = self.blank(clause, at, item, dated=True, set_keys=set_keys)
        if self._is_ended(standing, claim, at.day):
            return claim
        proposal = proposal or self.code.propose(clause.index, at)
        if proposal.stopped_at is not None:
            self._stop(claim, proposal, at.record, at.day)
        else:
            self._reach_at(standing, claim, proposal, at, set_keys)
        return claim

    def _is_ended(self, standing: Standing, claim: Candidate, day: Date) -> bool:
        """Whether the beneficiary or the day ends a claim; one before the window may come late."""
        if standing.refused is not None:
            claim.outcome, claim.stop = Outcome.NOT_ELIGIBLE, standing.refused
            return True
        if standing.first <= day <= self._last(standing):
            return False
        clause = standing.form.clause
        if is_late(self.program, self.calendar, clause, day) and not is_missed(self.calendar, clause, day):
            claim.late = True
            return False
        claim.outcome, claim.stop = (
            Outcome.OUT_OF_WINDOW,
            partial(why_outside, self.program, self.calendar, clause, day),
        )
        return True

    def _stop(self, claim: Candidate, proposal: Proposal, record: Record | None, day: Date) -> None:
        """The claim ends where its clause's function stopped."""
        clause = claim.clause
        claim.late, claim.outcome = False, stop_outcome(clause, proposal)
        claim.stop = partial(stop_reason, clause, proposal, self.code, self.situation, record, day)

    def _reach_at(
        self, standing: Standing, claim: Candidate, said: Proposal, at: Situation, set_keys: Mapping[str, str] | None
    ) -> None:
        """The claim reaches the rules in a situation; its keys are looked up."""
        names, held = standing.form.names, dict.fromkeys(standing.held, self.facts.applicant)
        asked = tuple(name for name in names if name not in (set_keys or ()))
        keys, claim.unknown_keys = keys_of(at, at.record, claim.item, asked)
        claim.keys = {**held, **keys, **(set_keys or NO_KEYS)}
        self._pay(standing, claim, said, at)

    def _pay(self, standing: Standing, claim: Candidate, proposal: Proposal, asked: Situation) -> None:
        """What the claim is proposed at."""
        claim.row, claim.asked = proposal.row, asked
        is_known = proposal.low is proposal.high and not (proposal.open_facts or proposal.ceiling or claim.late)
        if standing.is_plain and is_known:
            claim.proposed = claim.low = claim.high = self.program.rounding.apply(proposal.low)
            return
        self._set_sums(proposal, claim)
        if claim.facts and claim.low == claim.high and self._is_sure(claim, proposal):
            claim.facts, claim.proposed = frozenset(), claim.low
        if standing.ends:
            end_proposal(self.program, self.facts, claim, proposal, strict=self.strict)

    def _is_sure(self, claim: Candidate, proposal: Proposal) -> bool:
        """Whether nothing hangs on open facts: every row that it may be pays the same, and no rule asks for the row."""
        clause = claim.clause
        is_plain = not (
            proposal.gates_open or claim.is_ceiling or clause.once_kinds or claim.facts - proposal.open_facts
        )
        return is_plain and clause.index not in self.layout.before.over

    def _set_sums(self, proposal: Proposal, claim: Candidate) -> None:
        support: int | None = 0
        clause, facts = claim.clause, proposal.open_facts
        if clause.counts_support:
            root = claim.source.root if claim.source is not None else ""
            support = support_for(self.facts, root, claim.item)
            if self.strict and self.facts.support is None:
                support, facts = None, facts | {FactRef("support")}
        if self.strict and self.facts.history is None:
            facts |= {FactRef("history")}
        approved = None
        if proposal.ceiling or claim.late:
            approved = self._approvals.get((clause.label, claim.item))
        set_sums(claim, proposal, facts, support, approved, self.program.rounding)

    def blank(
        self, clause: Clause, at: Situation, item: str, *, dated: bool, set_keys: Mapping[str, str] | None = None
    ) -> Candidate:
        """A claim of which nothing is known yet but what it is about."""
        record, form = at.record, forms_of(self.program)[clause.index]
        return Candidate(
            clause, form.record, form.root, item, record.id if record is not None else "", record,
            at.day if dated else None, at.year if dated else None,
            place=item_place(form.ranks, item, record, set_keys or NO_SET) if form.ranks else item,
        )  # fmt: skip

    def at(self, record: Record | None, day: Date, year: int | None = None) -> Situation:
        return self.situation.on(record, day, year)

    # ------------------------------------------------------------------------------------------ first gates

    def standing(self, clause: Clause) -> Standing:
        """What is alike for every claim of a clause."""
        return self.standings[clause.index]

    def _last(self, standing: Standing) -> Date:
        """The last day on which nothing but its conditions can stop a clause."""
        as_of = self.calendar.as_of
        return standing.last if as_of is None or standing.last < as_of else as_of

    def is_late(self, clause: Clause | None, day: Date) -> bool:
        """As in `first_gates`."""
        return is_late(self.program, self.calendar, clause, day)


def proposer_of(
    program: Program, code: Code, facts: Facts, layout: Layout, *, strict: bool, is_alone: bool = True
) -> Proposer:
    """A proposer over stated facts; of an applicant alone, what hangs on others is open."""
    calendar = calendar_of(program, facts)
    day = calendar.horizon or Date(2000, 1, 1)
    situation = Situation(program, facts, None, day, day.year, strict=strict)
    return Proposer(program, code, facts, layout, calendar, strict, situation, is_alone)
