"""Facts and clause functions to candidates: every claim of every clause, with its day, its sum or where it ended.

A *seed* is what may give claims: a clause with one record, or a clause alone (sets, years, the applicant's states).
What a clause proposes for one record or on one day tells `ipdsl.claims.event_claims`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

import attrs

from ipdsl.claims.applicability import profiles_of
from ipdsl.claims.calendar import calendar_of
from ipdsl.claims.claim import Candidate
from ipdsl.claims.event_claims import DayProposer
from ipdsl.claims.set_claims import claims_of_sets
from ipdsl.claims.state_claims import claims_of_states, earlier_year_claims
from ipdsl.claims.unlisted_records import unlisted_record_claims
from ipdsl.engine.module_functions import GeneratedFunctions
from ipdsl.engine.situation import Member, Situation
from ipdsl.ir.facts import Facts, Record
from ipdsl.ir.steps import StepRule
from ipdsl.ir.terms import Clause, Program, TriggerKind
from ipdsl.ir.unknown import FactRef, Open
from ipdsl.kernel.prior_payments import groups
from ipdsl.schema.values.stated_values import Fact

NO_RECORD: tuple[tuple[None, bool], ...] = ((None, True),)
"""In the place of records: the applicant's own states."""


@attrs.define(eq=False, repr=False)
class ClaimSource:
    """What may give claims: a clause, with a record where it speaks of one at a time."""

    clause: Clause
    record: Record | None = None


@attrs.define(eq=False, repr=False, slots=False)
class Proposer(DayProposer):
    """All claims of one applicant, with stand-ins for what was not stated.

    `known_claims` are claims of some clauses that were made before those of all: each is given out once more.
    """

    known_claims: dict[int, list[Candidate]] = attrs.field(init=False, factory=dict)

    @cached_property
    def is_partial(self) -> bool:
        """Whether a kind is listed in part."""
        return any(listing.partial for listing in self.facts.records.values())

    def with_assumptions(self, assumptions: Mapping[FactRef, Fact]) -> Proposer:
        """The same with values taken for facts that were not stated."""
        situation = self.situation.with_assumptions(assumptions)
        return Proposer(
            self.program, self.code, self.facts, self.calendar, self.is_strict, situation, self.profiles,
            self.eligibility, self.is_alone,
        )  # fmt: skip

    def with_facts(self, facts: Facts) -> Proposer:
        """The same over other facts of the applicant."""
        made = proposer_of(self.program, self.code, facts, strict=self.is_strict, is_alone=self.is_alone)
        return attrs.evolve(made, situation=self.situation.with_facts(facts, made.situation.day))

    def claims(self, only: frozenset[int] | None = None) -> list[Candidate]:
        """The claims of all clauses (or of these) in the order of the text."""
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
        """The claims of a clause, with the records of which it speaks one at a time."""
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
        """The claims of years: of those that are stated, and of those left out, which may have no figures at all."""
        stated = {*self.facts.figures, *self._years_ranked(clause)}
        left_out = () if self.eligibility[clause.index].refusal is not None else self.calendar.years_without_figures
        for year in sorted(stated.union(left_out)):
            situation = self.situation.with_record(None, self.calendar.year_end(year), year)
            claim = self.claim_at(clause, situation, str(year))
            if year not in stated:
                if not claim.is_live or not (figures := self._figures_of(claim, situation)):
                    continue
                claim.facts |= figures
                claim.low = 0
            yield claim

    def _figures_of(self, claim: Candidate, situation: Situation) -> frozenset[FactRef]:
        """What a claim asks of its year; where it pays by any figure, the first that may be stated."""
        facts = frozenset(ref for ref in claim.facts if ref.group in ("figure", "rank") and ref.year == situation.year)
        if facts:
            return facts
        open_ = (
            answer
            for figure in self.program.schema.figures
            if isinstance(answer := situation.figure(figure.name), Open)
        )
        return next((answer.facts for answer in open_), frozenset())

    def _with_dependence(self, claims: list[Candidate]) -> list[Candidate]:
        """The claims; of one applicant alone those that hang on others are open."""
        if self.is_alone and self.profiles.depends_on_others:
            for claim in claims:
                for ref, bound in self.profiles.profiles[claim.clause.index].shared_rules if claim.is_live else ():
                    if (
                        refs := {ref}
                        if bound is None or claim.unknown_keys
                        else self._unpublished_rests(claim, ref, bound)
                    ):
                        claim.facts |= refs
                        claim.low = 0
        return claims

    def _unpublished_rests(self, claim: Candidate, ref: FactRef, bound: StepRule) -> set[FactRef]:
        """What is left of the rooms of a cap across applicants that a claim asks for and nobody published."""
        facts: set[FactRef] = set()
        year = claim.year if bound.per_year else None
        for group in groups(bound.keys, claim.keys.get, year):
            if (bound.name, group) not in self.facts.rooms:
                parts = group if isinstance(group, tuple) else (group,)
                item = " / ".join(map(str, parts if year is None else parts[:-1]))
                facts.add(ref._replace(item=item, year=year or 0))
        return facts

    def _years_ranked(self, clause: Clause) -> Iterator[int]:
        """The years of which the facts state a place by which the clause pays; its figure need not be stated."""
        for ranking in self.program.rankings:
            if clause.index in ranking.clauses:
                yield from (rank.year for rank in self.facts.ranks if rank.figure == ranking.figure)


def proposer_of(
    program: Program, code: GeneratedFunctions, facts: Facts, *, strict: bool, is_alone: bool = True
) -> Proposer:
    """A proposer over stated facts; of an applicant alone, what hangs on others is open."""
    calendar, day = calendar_of(program, facts), facts.as_of
    situation = Situation(program, facts, None, day, day.year, is_strict=strict)
    forms = profiles_of(program)
    offers = forms.eligibility(facts, strict=strict)
    return Proposer(program, code, facts, calendar, strict, situation, forms, offers, is_alone)
