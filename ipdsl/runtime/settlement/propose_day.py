"""What one clause proposes for a record, or on one day: a claim with its sum, or where it ended.

In come a clause, a record or none, and a day; the first gates are beneficiary, window, `from D` and as-of date, then
the clause's own function is asked. A sum is rounded once, support of others deducted before; a ceiling is rounded down.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import partial
from operator import attrgetter

import attrs

from ipdsl.runtime.clauses.situation import Member, Situation, changes_of
from ipdsl.runtime.code import OUTSIDE, ClauseFunction, Code
from ipdsl.runtime.facts import Facts, Record
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.proposal import Proposal
from ipdsl.runtime.reasons import GATE_CANNOT, NO_MEMBER, NOT_HAPPENED, Stated, reason
from ipdsl.runtime.settlement.candidate import keys_of, set_sums, settle_empty_ceiling
from ipdsl.runtime.settlement.claims import NO_KEYS, Candidate, ended
from ipdsl.runtime.settlement.ending import end_proposal
from ipdsl.runtime.settlement.first_gates import earliest, is_late, is_missed, why_outside
from ipdsl.runtime.settlement.horizon import Calendar
from ipdsl.runtime.settlement.item_order import item_place
from ipdsl.runtime.settlement.offers import NOT_PLAIN, Form, Forms, Offer
from ipdsl.runtime.settlement.outside import (
    counted_for,
    counting_own_support,
    hanging_on,
    payments_among,
    payments_in_part,
    support_of,
)
from ipdsl.runtime.settlement.stops import stop_outcome, stop_reason
from ipdsl.runtime.settlement.unsure_days import Alike, alike, over_days
from ipdsl.runtime.terms import Clause, Program
from ipdsl.runtime.unknown import NONE, FactRef, Open
from ipdsl.values.days import Date

NO_SET: Mapping[str, str] = {}


@attrs.define(eq=False, repr=False)
class DayProposer:
    """The clauses of a policy over one applicant's facts, asked day by day. Never changed."""

    program: Program
    code: Code
    facts: Facts
    calendar: Calendar
    strict: bool
    situation: Situation
    forms: Forms
    offers: tuple[Offer, ...]
    is_alone: bool = True

    def met(self) -> list[tuple[Form, tuple[Member, ...] | None]]:
        """The clauses that may give claims, with the records of those that speak of one at a time."""
        met: list[tuple[Form, tuple[Member, ...] | None]] = []
        for index in sorted(self.forms.met(self.facts)):
            form = self.forms.every[index]
            if form.is_set:
                if self.situation.may_list(form.record):
                    met.append((form, None))
            else:
                met.append((form, None if form.alone else self.situation.records(form.record).members))
        return met

    # ------------------------------------------------------------------------------------------ records

    def of_records(self, offer: Offer, members: tuple[Member, ...]) -> list[Candidate]:
        """The claims of records, one of each."""
        form, situation, refused = offer.form, self.situation, offer.refused
        clause, ranks, first, last = form.clause, form.ranks, offer.first, self._last(offer)
        plain, field = self.plain(clause.index), clause.trigger.date_field
        claims: list[Candidate] = []
        for record, belongs in members:
            day = record.values.get(field)
            if type(day) is not Date or belongs is not True:
                claims.append(self.dated(clause, record))
                continue
            item = record.item
            claim = Candidate(
                clause, form.record, form.root, item, record.id, record, day, day.year,
                place=item_place(ranks, item, record, NO_SET) if ranks else item,
            )  # fmt: skip
            claims.append(claim)
            if (refused is not None or not first <= day <= last) and self._is_ended(offer, claim, day):
                continue
            try:
                said = plain(situation, record, day, day.year)
            except OUTSIDE:
                said = self.code.propose(clause.index, situation.on(record, day))
            self._answered(offer, claim, said, record, day)
        return claims

    def dated(self, clause: Clause, record: Record) -> Candidate:
        """The claim of a record whose event may be dated, none, or not stated."""
        here, field = self.situation.on(record, self.situation.day), clause.trigger.date_field
        day = here.field(field)
        if isinstance(day, datetime.date):
            return self.on(clause, self.situation.on(record, day), record.item)
        blank = self.blank(clause, here, record.item, dated=False)
        if (refused := self.offers[clause.index].refused) is not None:
            return ended(blank, Outcome.NOT_ELIGIBLE, refused)
        if isinstance(day, Open):
            return self.undated(clause, record, blank, day.facts)
        if day is NONE:
            return ended(blank, Outcome.NOT_ELIGIBLE, reason(NOT_HAPPENED, (field,), field=field))
        because = Stated((), self.program.currency)
        why = reason(GATE_CANNOT, (field,), gate=f"the day of `{field}`", because=because)
        return ended(blank, Outcome.NOT_ELIGIBLE, why)

    def samples(self, clause: Clause, alone: Record | None = None) -> tuple[Date, ...]:
        """Days that stand for one that is not known; `alone`: of others nothing turns that the clause asks."""
        samples = self.calendar.samples(earliest(self.program, clause), alone)
        return (*samples, *self.calendar.before()) or (self.calendar.window.start or self.situation.day,)

    def turning_days(self, clause: Clause) -> tuple[Date, ...]:
        """The days on which a value of the applicant changes that a clause asks for, itself or as a key, ascending."""
        names = (*self.code.of_day[clause.index].fields, *self.offers[clause.index].form.names)
        return changes_of(self.facts, *names)

    def undated(self, clause: Clause, record: Record, blank: Candidate, facts: frozenset[FactRef]) -> Candidate:
        """The claim of a record whose day is not known; `facts` tell it."""
        samples = self.samples(clause, None if self.code.of_day[clause.index].of_others else record)
        tried = [
            days.also(self.on(clause, self.situation.on(record, days.first), record.item))
            for days in self._alike(clause, samples)
        ]
        live = [c for c in tried if c.is_live]
        if not live:  # each reason tells what was not stated on its day
            tried = [self.on(clause, self.situation.on(record, day), record.item) for day in samples]
            stops = {c.reason for c in tried if c.outcome is Outcome.NOT_ELIGIBLE}
            if len(stops) == 1 and all(c.outcome is Outcome.NOT_ELIGIBLE for c in tried):
                return ended(blank, Outcome.NOT_ELIGIBLE, tried[0].reason)
            return attrs.evolve(blank, facts=facts, high=0 if not tried else max((c.high or 0) for c in tried))
        return over_days(blank, live, facts)

    def _alike(self, clause: Clause, samples: tuple[Date, ...]) -> list[Alike]:
        """The days on which the claim of a record may come to something else; those outside the window each alone."""
        key, known = ("alike", clause.index, samples), self.situation.worked_out
        if key not in known:
            offer, asked = self.offers[clause.index], self.code.of_day[clause.index]
            dated = {"year", *self.program.schema.applicant_field_by_name}
            inside = [day for day in samples if offer.first <= day <= self._last(offer)]
            if asked.itself or not dated.isdisjoint(offer.form.names):
                inside = []
            outside = [Alike(day, {}) for day in samples if day not in inside]
            known[key] = sorted([*alike(self.situation, asked, inside), *outside], key=attrgetter("first"))
        return known[key]  # type: ignore[return-value]  # put there one line above

    # ------------------------------------------------------------------------------------------ one claim

    def of_state(self, offer: Offer, record: Record | None, day: Date, item: str, said: Proposal) -> Candidate:
        """The claim of a day on which the award was tried, and of what its function said.

        Such a day lies in the window, after the clause's own start and not after the as-of date.
        """
        form = offer.form
        claim = Candidate(
            form.clause, form.record, form.root, item, record.id if record is not None else "", record, day, day.year,
            place=item_place(form.ranks, item, record, NO_SET) if form.ranks else item,
        )  # fmt: skip
        self._answered(offer, claim, said, record, day)
        return claim

    def plain(self, index: int) -> ClauseFunction:
        """The function of a clause; one that knows nothing where it has none, or values are assumed."""
        return NOT_PLAIN if self.situation.assume else self.code.clauses.get(index, NOT_PLAIN)

    def on(
        self, clause: Clause, at: Situation, item: str, set_keys: Mapping[str, str] | None = None
    ) -> Candidate:  # fmt: skip
        """The claim of a clause in a situation: the gates that come first, then its function."""
        offer = self.offers[clause.index]
        claim = self.blank(clause, at, item, dated=True, set_keys=set_keys)
        if not self._is_ended(offer, claim, at.day):
            self._answered(offer, claim, self.code.propose(clause.index, at), at.record, at.day, at, set_keys)
        return claim

    def of_none(self, clause: Clause, at: Situation, item: str, set_keys: Mapping[str, str]) -> Candidate:
        """The claim of a set that leaves every record out."""
        claim = self.blank(clause, at, item, dated=True, set_keys=set_keys)
        if not self._is_ended(self.offers[clause.index], claim, at.day):
            claim.late = False
            ended(claim, Outcome.NOT_ELIGIBLE, reason(NO_MEMBER))
        return claim

    def _is_ended(self, offer: Offer, claim: Candidate, day: Date) -> bool:
        """Whether the beneficiary or the day ends a claim; one before the window may come late.

        A record that would not be paid on any day says so, wherever its day lies.
        """
        if offer.refused is not None:
            claim.outcome, claim.stop = Outcome.NOT_ELIGIBLE, offer.refused
            return True
        if offer.first <= day <= self._last(offer):
            return False
        clause = offer.form.clause
        if is_late(self.program, self.calendar, clause, day) and not is_missed(self.calendar, clause, day):
            claim.late = True
            return False
        if (record := claim.source) is not None and offer.form.own:
            says_itself = self.code.evaluator.says_itself(clause.index, offer.form.own)
            said = says_itself(self.situation.on(record, day))
            if said.stopped_at in offer.form.own:
                self._answered(offer, claim, said, record, day)
                return True
        claim.outcome = Outcome.OUT_OF_WINDOW
        claim.stop = partial(why_outside, self.program, self.calendar, clause, day)
        return True

    def _answered(
        self, offer: Offer, claim: Candidate, said: Proposal, record: Record | None, day: Date,
        at: Situation | None = None, set_keys: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        """The claim ends where its clause's function stopped, or reaches the rules with the keys that are stated.

        Without a situation of its own (`at`) its keys are read from the record, where all of them are texts.
        """
        form = offer.form
        if said.stopped_at is not None:
            claim.late, claim.outcome = False, stop_outcome(form.clause, said)
            claim.stop = partial(stop_reason, form.clause, said, self.code, self.situation, record, day)
            return
        keys = None
        if at is None and record is not None and (stated := form.stated.get(record.kind)) is not None:
            keys = stated.read(record, self.facts.applicant, offer.held)
        if keys is None:
            at = at or self.situation.on(record, day)
            names, held = form.names, dict.fromkeys(offer.held, self.facts.applicant)
            asked = tuple(name for name in names if name not in (set_keys or ()))
            keys, claim.unknown_keys = keys_of(at, record, claim.item, asked)
            keys = {**held, **keys, **(set_keys or NO_KEYS)}
        claim.keys, claim.row, claim.asked = keys, said.row, at or self.situation
        is_known = said.low is said.high and not (said.open_facts or said.ceiling or claim.late)
        if offer.is_plain and is_known and not payments_in_part(self.situation):
            claim.proposed = claim.low = claim.high = self.program.rounding.apply(said.low)
        else:
            self._pay(offer, claim, said)

    def _pay(self, offer: Offer, claim: Candidate, said: Proposal) -> None:
        """What the claim is proposed at, where it is open, under a ceiling, or lowered or raised before the rules."""
        self._set_sums(said, claim)
        if claim.facts and claim.low == claim.high and self._is_sure(claim, said):
            claim.facts, claim.proposed = frozenset(), claim.low
        if claim.source is not None and (hanging := hanging_on(self.situation, claim.source, claim.clause.index)):
            claim.facts, claim.low = claim.facts | hanging, 0
        if offer.ends:
            end_proposal(self.situation, claim, said, strict=self.strict)
        settle_empty_ceiling(claim)

    def _is_sure(self, claim: Candidate, proposal: Proposal) -> bool:
        """Whether nothing hangs on open facts: every row that it may be pays the same, and no rule asks for the row."""
        clause = claim.clause
        is_plain = not (
            proposal.gates_open or claim.is_ceiling or clause.once_kinds or claim.facts - proposal.open_facts
        )
        return is_plain and clause.index not in self.program.settlement.ending

    def _set_sums(self, proposal: Proposal, claim: Candidate) -> None:
        support: int | None = 0
        clause, facts = claim.clause, proposal.open_facts
        is_at_discretion = proposal.ceiling and proposal.high is None and not facts
        claim.deducts_support = clause.counts_support and not is_at_discretion  # of such a sum nothing is deducted
        if claim.deducts_support:
            members = claim.asked.members if claim.asked is not None else ()
            counted = tuple(counted_for(self.situation, claim, members))
            found = support_of(counted)
            if proposal.high is not None:
                claim.counted = payments_among(self.program, counted)
            if self.strict and self.facts.support is None:
                found = frozenset({FactRef("support")})
            support, facts = (found, facts) if isinstance(found, int) else (None, facts | found)
        if self.strict and self.facts.support is None and clause.index in self.program.kept(counting_own_support):
            facts |= {FactRef("support")}
        if self.strict and self.facts.history is None:
            facts |= {FactRef("history")}
        approved = None
        if proposal.ceiling or claim.late:
            approved = self.facts.approved.get((clause.label, claim.item))
        set_sums(claim, proposal, facts, support, approved, self.program.rounding)

    def blank(
        self, clause: Clause, at: Situation, item: str, *, dated: bool, set_keys: Mapping[str, str] | None = None
    ) -> Candidate:
        """A claim of which nothing is known yet but what it is about."""
        record, form = at.record, self.forms.every[clause.index]
        return Candidate(
            clause, form.record, form.root, item, record.id if record is not None else "", record,
            at.day if dated else None, at.year if dated else None,
            place=item_place(form.ranks, item, record, set_keys or NO_SET) if form.ranks else item,
        )  # fmt: skip

    def _last(self, offer: Offer) -> Date:
        """The last day on which nothing but its conditions can stop a clause."""
        return min(offer.last, self.calendar.as_of)

    def is_late(self, clause: Clause | None, day: Date) -> bool:
        """As in `first_gates`."""
        return is_late(self.program, self.calendar, clause, day)
