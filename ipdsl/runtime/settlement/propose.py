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

from ipdsl.making import attrs
from ipdsl.runtime.clauses.situation import Member, Situation
from ipdsl.runtime.code import OUTSIDE, Code
from ipdsl.runtime.facts import Fact, Facts, Record
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.reasons import (
    GATE_CANNOT,
    NOT_HAPPENED,
    Stated,
    reason,
)
from ipdsl.runtime.settlement.beyond import in_earlier_years
from ipdsl.runtime.settlement.claims import Candidate, ended, groups_of
from ipdsl.runtime.settlement.first_gates import earliest
from ipdsl.runtime.settlement.horizon import calendar_of
from ipdsl.runtime.settlement.item_order import item_place
from ipdsl.runtime.settlement.propose_day import NO_SET, DayProposer
from ipdsl.runtime.settlement.sets import sets
from ipdsl.runtime.settlement.standing import (
    Standing,
    forms_of,
    hangs_on_others,
)
from ipdsl.runtime.settlement.states import matured
from ipdsl.runtime.settlement.unsure_days import over_days
from ipdsl.runtime.terms import Clause, Program, TriggerKind
from ipdsl.runtime.unknown import NONE, FactRef, Open, Truth
from ipdsl.values.days import Date


@attrs.define(eq=False)
class Seed:
    """What may give claims: a clause, with a record where it speaks of one at a time."""

    clause: Clause
    record: Record | None = None


@attrs.define(eq=False)
class Proposer(DayProposer):
    """All claims of one applicant, with stand-ins for what was not stated."""

    def assuming(self, assume: Mapping[FactRef, Fact]) -> Proposer:
        """The same with values taken for facts that were not stated."""
        here = self.situation
        fresh = Situation(self.program, self.facts, None, here.day, here.year, assume=assume, strict=self.strict)
        return Proposer(self.program, self.code, self.facts, self.calendar, self.strict, fresh, self.is_alone)

    # ------------------------------------------------------------------------------------------ seeds

    def claims(self, of: frozenset[int] | None = None) -> list[Candidate]:
        """The claims of all clauses (or of these) in the order of the text."""
        found: list[Candidate] = []
        for form, members in self.met():
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
        own = None if self.code.hangs_on_day(clause.index) else record
        samples = self.calendar.samples(earliest(self.program, clause), own)
        samples = (*samples, *self.calendar.beyond()) or (self.calendar.window.start or self.situation.day,)
        tried = [self.on(clause, self.at(record, day), record.item) for day in samples]
        live = [c for c in tried if c.is_live]
        if not live:
            stops = {c.reason for c in tried if c.outcome is Outcome.NOT_ELIGIBLE}
            if len(stops) == 1 and all(c.outcome is Outcome.NOT_ELIGIBLE for c in tried):
                return ended(blank, Outcome.NOT_ELIGIBLE, tried[0].reason)
            return attrs.evolve(blank, facts=facts, high=0 if not tried else max((c.high or 0) for c in tried))
        return over_days(blank, live, facts)


def proposer_of(program: Program, code: Code, facts: Facts, *, strict: bool, is_alone: bool = True) -> Proposer:
    """A proposer over stated facts; of an applicant alone, what hangs on others is open."""
    calendar = calendar_of(program, facts)
    day = calendar.horizon or Date(2000, 1, 1)
    situation = Situation(program, facts, None, day, day.year, strict=strict)
    return Proposer(program, code, facts, calendar, strict, situation, is_alone)
