"""Proposes all claims of an applicant: every clause with each record, day and year.

Each claim has its day and its amount, or the reason why it was stopped. A *seed* is a source of claims: a clause with
one record, or a clause alone (sets, years, states of the applicant). `ipdsl.claims.event_claims` proposes the claim of
one record or day.

Input: a proposer and a clause. Output: at most one open claim for each such list. The claim depends on the list and on
other missing facts. Only the kind of such a record is known: its day may be any day of the window, and every condition
on it may be met.

Input: a policy and lines of a ledger. Output: the policy with the ended awards of these lines. Their lines count for
their rules as those of other awards do, and a cap that carries forward pays what waits of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import chain

import attrs

from ipdsl.base.source import Span
from ipdsl.base.values.days import Date
from ipdsl.claims.applicability import calendar_of, profiles_of
from ipdsl.claims.claim import Candidate, leave_out
from ipdsl.claims.event_claims import DayProposer, claim_over_days
from ipdsl.claims.yearly_claims import claims_of_sets, claims_of_states, earlier_year_claims, is_paid_once
from ipdsl.engine.module_functions import GeneratedFunctions
from ipdsl.engine.situation import Member, Situation
from ipdsl.ir.facts import EndedAward, FactRef, Facts, LedgerLine, Open, Record
from ipdsl.ir.steps import Settlement, Step, StepRule
from ipdsl.ir.terms import AmountKind, Clause, Program, Quota, Suspension, Trigger, TriggerKind, unlisted_item
from ipdsl.kernel.rule_table import GroupKey, groups
from ipdsl.schema.values.value_type import Fact, KnownValues

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
    is_kind = step.is_deduction and record in program.schema.record_by_name
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
    claim.facts, claim.is_ceiling, claim.ceiling = list_facts | other_facts, False, None
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
