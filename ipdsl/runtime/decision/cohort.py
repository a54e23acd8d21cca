"""Many applicants at once: each gets its ranks and goes its own way, and all meet at the caps across applicants.

Where a claim under such a cap is open, all who share a key with it are settled apart (docs/settlement.md, "Many
applicants").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial

import attrs

from ipdsl.diagnostics.model import Diagnostic
from ipdsl.diagnostics.phrase import Phrase
from ipdsl.runtime.code import GeneratedFunctions
from ipdsl.runtime.decision.pipeline import Evaluation, SettlementInput
from ipdsl.runtime.decision.quotas import apply_quota
from ipdsl.runtime.decision.ranks import unstated_figures, with_ranks
from ipdsl.runtime.decision.result import Bounded, EvaluationResult
from ipdsl.runtime.facts import Facts, LedgerLine
from ipdsl.runtime.kernel.recall import GroupKey, PaymentHistory, groups
from ipdsl.runtime.kernel.table import Rule, SettlementTable, table_of_program
from ipdsl.runtime.settlement.besides import NO_EXTERNAL_MEMBERS, ExternalMembers
from ipdsl.runtime.settlement.claims import Candidate
from ipdsl.runtime.settlement.effects import SettledClaim
from ipdsl.runtime.settlement.ledger import lines_of_outsiders, payment_history_of_lines, payments_of_others
from ipdsl.runtime.settlement.propose import proposer_of
from ipdsl.runtime.settlement.settle import ApplicantClaims, settle_jointly
from ipdsl.runtime.terms import Program


@attrs.frozen(eq=False, repr=False)
class CohortResult:
    """What a cohort comes to: a result for each applicant, what was remarked, and what was wrong with the lists."""

    results: tuple[EvaluationResult, ...]
    notes: tuple[Phrase, ...]
    problems: tuple[Diagnostic, ...]


def looks_across(program: Program) -> bool:
    """Whether any rule looks beyond one applicant."""
    return bool(program.rankings or program.quotas or any(step.is_across for step in program.settlement.steps))


def decide_cohort(
    program: Program, code: GeneratedFunctions, cohort: Sequence[Facts], *, year: int | None = None,
    strict: bool = False,
    external_members: ExternalMembers = NO_EXTERNAL_MEMBERS,
) -> CohortResult:  # fmt: skip
    """The results for all applicants, in the order given. `external_members` are others of the cohort, who are settled
    elsewhere: they share ranks and quotas with these, and no cap.
    """
    outsiders = lines_of_outsiders(cohort)
    notes = [*unstated_figures(program, cohort, external_members)]
    ranked = with_ranks(program, cohort, outsiders, external_members)
    runs = [_run(program, code, facts, year, strict, is_alone=False) for facts in ranked]
    claims_by_run = [(run, run.claims()) for run in runs]
    problems = _apply_quotas(program, claims_by_run, outsiders, notes, external_members)
    separate = [
        _SeparateSettlement(run, start, *run.settle(start))
        for run, start in ((run, run.start(run_claims)) for run, run_claims in claims_by_run)
    ]
    table = table_of_program(program)
    shared = [rule for rule in table.rules if rule.step_rule.is_across]
    if shared:
        separate_places = _find_separate(shared, separate)
        for index in separate_places:
            run = _run(program, code, separate[index].run.facts, year, strict, is_alone=True)
            start = run.start(run.claims())
            separate[index] = _SeparateSettlement(run, start, *run.settle(start))
        meeting = [entry for index, entry in enumerate(separate) if index not in separate_places]
        _settle_jointly(table, program.currency, meeting, payment_history_of_lines(program, outsiders))
    results = tuple(entry.run.result(entry.start, entry.settled_claims, entry.bounded) for entry in separate)
    if year is not None:

        @cache
        def results_of_all_years() -> tuple[EvaluationResult, ...]:
            return decide_cohort(program, code, cohort, strict=strict, external_members=external_members).results

        def result_at(index: int) -> EvaluationResult:
            return results_of_all_years()[index]

        results = tuple(
            attrs.evolve(entry, result_of_all_years=partial(result_at, index)) for index, entry in enumerate(results)
        )
    return CohortResult(results, tuple(notes), tuple(problems))


def compare(
    program: Program,
    code: GeneratedFunctions,
    cohort: Sequence[Facts],
    year: int | None,
    external_members: ExternalMembers,
) -> None:
    """Tells those who are settled elsewhere what becomes of their records under quotas, next to those of the cohort."""
    runs = [_run(program, code, facts, year, strict=False, is_alone=False) for facts in cohort]
    _apply_quotas(program, [(run, run.claims()) for run in runs], lines_of_outsiders(cohort), [], external_members)


def _apply_quotas(
    program: Program, claims_by_run: Sequence[tuple[Evaluation, list[Candidate]]], outsiders: Sequence[LedgerLine],
    notes: list[Phrase], external_members: ExternalMembers,
) -> list[Diagnostic]:  # fmt: skip
    """What is wrong with the lists; selections stop claims."""
    problems: list[Diagnostic] = []
    for place, quota in enumerate(program.quotas):
        held = payments_of_others(program, outsiders, quota.clauses)
        claims = [(run.facts.applicant, run_claims) for run, run_claims in claims_by_run]
        apply_quota(place, quota, claims, held, notes, problems, external_members)
    return problems


def _run(
    program: Program, code: GeneratedFunctions, facts: Facts, year: int | None, strict: bool, *, is_alone: bool
) -> Evaluation:
    return Evaluation(program, proposer_of(program, code, facts, strict=strict, is_alone=is_alone), facts, year)


@attrs.define(eq=False, repr=False)
class _SeparateSettlement:
    """An applicant's claims as they are settled by itself, and the sets that hold something open."""

    run: Evaluation
    start: SettlementInput
    settled_claims: dict[int, SettledClaim]
    bounded: list[Bounded]

    @property
    def open_claims(self) -> set[int]:
        """The claims (by identity) that hang on something open, by themselves or through a rule."""
        return {key for _, members in self.bounded for key in members}


def _find_separate(shared: list[Rule], separate: list[_SeparateSettlement]) -> set[int]:
    """The places of applicants that cannot be settled with the others: what is open reaches a key that they share."""
    reached = [set(_groups(shared, entry.start.live)) for entry in separate]
    unsure = {
        group
        for entry in separate
        for group in _groups(shared, [claim for claim in entry.start.live if id(claim) in entry.open_claims])
    }
    separate_places: set[int] = set()
    while more := {
        index
        for index, reached_groups in enumerate(reached)
        if index not in separate_places and reached_groups & unsure
    }:
        separate_places |= more
        unsure |= {group for index in more for group in reached[index]}
    return separate_places


def _settle_jointly(
    table: SettlementTable, currency: str, meeting: list[_SeparateSettlement], other_payments: PaymentHistory
) -> None:
    """Settles the sure claims of all together, in place of what each came to by itself; `other_payments` were paid
    before."""
    applicants = []
    for entry in meeting:
        unsure, nothing = entry.open_claims, entry.start.redundant
        live = [claim for claim in entry.start.live if id(claim) not in nothing and not claim.is_consumed]
        claims_with_sums = [(claim, 0 if id(claim) in unsure else claim.low) for claim in live]
        context = entry.start.context
        applicants.append(
            ApplicantClaims(entry.run.facts.applicant, claims_with_sums, context.recall, context.cap_amounts.low)
        )
    for entry, settled in zip(meeting, settle_jointly(table, applicants, other_payments, currency), strict=True):
        unsure = entry.open_claims
        entry.settled_claims |= {id(s.claim): s for s in settled if id(s.claim) not in unsure}


def _groups(shared: list[Rule], claims: Iterable[Candidate]) -> Iterator[tuple[int, GroupKey]]:
    """The groups of claims, each with the rule across applicants that makes it."""
    for claim in claims:
        for rule in shared if claim.is_live else ():
            if claim.clause.index in rule.step_rule.reached_clauses:
                yield from ((rule.number, group) for group in groups(rule.step_rule.keys, claim.keys.get, None))


def caps_reached(
    program: Program, code: GeneratedFunctions, facts: Facts, year: int | None
) -> set[tuple[int, GroupKey]]:
    """The groups of caps across applicants, years apart, that claims of an applicant may reach, or that what was paid
    to it or published for it speaks of; each with the number of its rule.
    """
    run = _run(program, code, facts, year, strict=False, is_alone=False)
    start = run.start(run.claims())
    shared = [rule for rule in table_of_program(program).rules if rule.step_rule.is_across]
    reached = set(_groups(shared, start.live))
    for rule in shared:
        past = [*start.context.recall.payments_by_group(rule), *(
            group for name, group in start.context.recall.published_left if name == rule.step_rule.name
        )]  # fmt: skip
        reached |= {(rule.number, _without_year(group) if rule.is_per_year else group) for group in past}
    return reached


def _without_year(group: GroupKey) -> GroupKey:
    """A group of a year, as it is without it."""
    assert isinstance(group, tuple)
    return group[0] if len(group) == 2 else group[:-1]
