"""Proposes all claims of an applicant: every clause with each record, day and year.

Each claim has its day and its amount, or the reason why it was stopped. A *seed* is a source of claims: a clause with
one record, or a clause alone (sets, years, states of the applicant). `ipdsl.claims.event_claims` proposes the claim of
one record or day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain

import attrs

from ipdsl.base.values.days import Date
from ipdsl.claims.applicability import calendar_of, profiles_of
from ipdsl.claims.claim import Candidate
from ipdsl.claims.ended_awards import with_ended_awards
from ipdsl.claims.event_claims import DayProposer
from ipdsl.claims.rejection import leave_out
from ipdsl.claims.unlisted_records import is_of_unlisted_record, unlisted_record_claims
from ipdsl.claims.yearly_claims import claims_of_sets, claims_of_states, earlier_year_claims
from ipdsl.engine.module_functions import GeneratedFunctions
from ipdsl.engine.situation import Member, Situation
from ipdsl.ir.facts import FactRef, Facts, Open, Record
from ipdsl.ir.steps import StepRule
from ipdsl.ir.terms import Clause, Program, Quota, TriggerKind
from ipdsl.kernel.rule_table import GroupKey, groups
from ipdsl.schema.values.value_type import Fact

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
        """The missing figures that a claim depends on; if it pays by any figure, the first that may be stated."""
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
        if isinstance(rule, StepRule):
            return {ref} if claim.unknown_keys else self._unpublished_rests(claim, ref, rule)
        if is_of_unlisted_record(claim):
            return {FactRef("cohort", rule.name)}
        rank = self.facts.places.get((rule.name, claim.item))
        if rank is None:
            return {ref._replace(item=claim.item)}
        if not 0 < rank <= rule.number:
            leave_out(rule, claim)
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


def proposer_of(
    program: Program, code: GeneratedFunctions, facts: Facts, *, strict: bool, is_alone: bool = True
) -> Proposer:
    """A proposer for stated facts; `is_alone`: claims that depend on other applicants are open."""
    if facts.history or facts.others:
        program = with_ended_awards(program, chain(facts.history or (), facts.others if is_alone else ()))
    calendar, day = calendar_of(program, facts), facts.as_of
    situation = Situation(program, facts, None, day, program.year_of(day), is_strict=strict)
    forms = profiles_of(program)
    offers = forms.eligibility(facts, strict=strict)
    return Proposer(program, code, facts, calendar, strict, situation, forms, offers, is_alone)
