"""What one clause proposes on one day: a claim with its sum, or where it ended.

In come a clause, a record or none, and a day; the first gates are beneficiary, window, `from D` and as-of date, then
the clause's own function is asked. A sum is rounded once, support of others deducted before; a ceiling is rounded down.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property, partial

from ipdsl.making import attrs
from ipdsl.runtime.clauses.situation import Member, Situation
from ipdsl.runtime.code import ClauseFunction, Code
from ipdsl.runtime.facts import Facts, Record
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.proposal import Proposal
from ipdsl.runtime.settlement.candidate import keys_of, set_sums, support_for
from ipdsl.runtime.settlement.claims import NO_KEYS, Candidate
from ipdsl.runtime.settlement.ending import end_proposal
from ipdsl.runtime.settlement.first_gates import is_late, is_missed, why_outside
from ipdsl.runtime.settlement.horizon import Calendar
from ipdsl.runtime.settlement.item_order import item_place
from ipdsl.runtime.settlement.standing import (
    NOT_PLAIN,
    Form,
    Standing,
    forms_alone,
    forms_of,
    forms_over,
    standings_of,
)
from ipdsl.runtime.settlement.stops import stop_outcome, stop_reason
from ipdsl.runtime.terms import Clause, Program
from ipdsl.runtime.unknown import FactRef
from ipdsl.values.days import Date

NO_SET: Mapping[str, str] = {}


@attrs.define(eq=False)
class DayProposer:
    """The clauses of a policy over one applicant's facts, asked day by day. Never changed."""

    program: Program
    code: Code
    facts: Facts
    calendar: Calendar
    strict: bool
    situation: Situation
    is_alone: bool = True

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        return standings_of(self.program, self.facts, strict=self.strict)

    @cached_property
    def _approvals(self) -> Mapping[tuple[str, str], int]:
        """What the bureau set, by clause and item; the first counts."""
        return {(one.clause, one.item): one.amount for one in reversed(self.facts.approvals)}

    def met(self) -> Iterator[tuple[Form, tuple[Member, ...] | None]]:
        """The clauses that may give claims, with the records of those that speak of one at a time."""
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

    def plain(self, index: int) -> ClauseFunction:
        """The function of a clause; one that knows nothing where it has none, or values are assumed."""
        return NOT_PLAIN if self.situation.assume else self.code.clauses.get(index, NOT_PLAIN)

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
        return is_plain and clause.index not in self.program.settlement.ending

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
