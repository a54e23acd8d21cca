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
from ipdsl.runtime.code import Code
from ipdsl.runtime.decision.pipeline import Run, Start
from ipdsl.runtime.decision.quotas import apply_quota
from ipdsl.runtime.decision.ranks import unstated, with_ranks
from ipdsl.runtime.decision.result import Bounded, Result
from ipdsl.runtime.facts import Facts, LedgerLine
from ipdsl.runtime.kernel.recall import Group, Recall, groups
from ipdsl.runtime.kernel.table import Rule, Table, table_of_program
from ipdsl.runtime.settlement.besides import NOBODY, Besides
from ipdsl.runtime.settlement.claims import Candidate
from ipdsl.runtime.settlement.effects import Settled
from ipdsl.runtime.settlement.ledger import held_by_others, lines_of_outsiders, recall_of_others
from ipdsl.runtime.settlement.propose import proposer_of
from ipdsl.runtime.settlement.settle import Applicant, settle_together
from ipdsl.runtime.terms import Program


@attrs.frozen(eq=False, repr=False)
class CohortResult:
    """What a cohort comes to: a result for each applicant, what was remarked, and what was wrong with the lists."""

    results: tuple[Result, ...]
    notes: tuple[Phrase, ...]
    problems: tuple[Diagnostic, ...]


def looks_across(program: Program) -> bool:
    """Whether any rule looks beyond one applicant."""
    return bool(program.rankings or program.quotas or any(step.is_across for step in program.settlement.steps))


def decide_cohort(
    program: Program, code: Code, cohort: Sequence[Facts], *, year: int | None = None, strict: bool = False,
    besides: Besides = NOBODY,
) -> CohortResult:  # fmt: skip
    """The results for all applicants, in the order given. `besides` are others of the cohort, who are settled
    elsewhere: they share ranks and quotas with these, and no cap.
    """
    outsiders = lines_of_outsiders(cohort)
    notes = [*unstated(program, cohort, besides)]
    ranked = with_ranks(program, cohort, outsiders, besides)
    runs = [_run(program, code, facts, year, strict, is_alone=False) for facts in ranked]
    owns = [(run, run.claims()) for run in runs]
    problems = _with_quotas(program, owns, outsiders, notes, besides)
    alone = [_Alone(run, start, *run.settle(start)) for run, start in ((run, run.start(own)) for run, own in owns)]
    table = table_of_program(program)
    shared = [rule for rule in table.rules if rule.bound.across]
    if shared:
        apart = _apart(shared, alone)
        for at in apart:
            run = _run(program, code, alone[at].run.facts, year, strict, is_alone=True)
            start = run.start(run.claims())
            alone[at] = _Alone(run, start, *run.settle(start))
        meeting = [one for at, one in enumerate(alone) if at not in apart]
        _meet(table, program.currency, meeting, recall_of_others(program, outsiders))
    results = tuple(one.run.result(one.start, one.settled, one.bounded) for one in alone)
    if year is not None:

        @cache
        def of_all_years() -> tuple[Result, ...]:
            return decide_cohort(program, code, cohort, strict=strict, besides=besides).results

        def of_place(at: int) -> Result:
            return of_all_years()[at]

        results = tuple(attrs.evolve(one, of_all_years=partial(of_place, at)) for at, one in enumerate(results))
    return CohortResult(results, tuple(notes), tuple(problems))


def compare(program: Program, code: Code, cohort: Sequence[Facts], year: int | None, besides: Besides) -> None:
    """Tells those who are settled elsewhere what becomes of their records under quotas, next to those of the cohort."""
    runs = [_run(program, code, facts, year, strict=False, is_alone=False) for facts in cohort]
    _with_quotas(program, [(run, run.claims()) for run in runs], lines_of_outsiders(cohort), [], besides)


def _with_quotas(
    program: Program, owns: Sequence[tuple[Run, list[Candidate]]], outsiders: Sequence[LedgerLine],
    notes: list[Phrase], besides: Besides,
) -> list[Diagnostic]:  # fmt: skip
    """What is wrong with the lists; selections stop claims."""
    problems: list[Diagnostic] = []
    for place, quota in enumerate(program.quotas):
        held = held_by_others(program, outsiders, quota.clauses)
        claims = [(run.facts.applicant, own) for run, own in owns]
        apply_quota(place, quota, claims, held, notes, problems, besides)
    return problems


def _run(program: Program, code: Code, facts: Facts, year: int | None, strict: bool, *, is_alone: bool) -> Run:
    return Run(program, proposer_of(program, code, facts, strict=strict, is_alone=is_alone), facts, year)


@attrs.define(eq=False, repr=False)
class _Alone:
    """An applicant's claims as they are settled by itself, and the sets that hold something open."""

    run: Run
    start: Start
    settled: dict[int, Settled]
    bounded: list[Bounded]

    @property
    def unsure(self) -> set[int]:
        """The claims (by identity) that hang on something open, by themselves or through a rule."""
        return {key for _, members in self.bounded for key in members}


def _apart(shared: list[Rule], alone: list[_Alone]) -> set[int]:
    """The places of applicants that cannot be settled with the others: what is open reaches a key that they share."""
    reached = [set(_groups(shared, one.start.live)) for one in alone]
    unsure = {
        group
        for one in alone
        for group in _groups(shared, [claim for claim in one.start.live if id(claim) in one.unsure])
    }
    apart: set[int] = set()
    while more := {at for at, own in enumerate(reached) if at not in apart and own & unsure}:
        apart |= more
        unsure |= {group for at in more for group in reached[at]}
    return apart


def _meet(table: Table, currency: str, meeting: list[_Alone], others: Recall) -> None:
    """Settles the sure claims of all together, in place of what each came to by itself; `others` were paid before."""
    parties = []
    for one in meeting:
        unsure, nothing = one.unsure, one.start.in_vain
        live = [claim for claim in one.start.live if id(claim) not in nothing and not claim.is_spent]
        asked = [(claim, 0 if id(claim) in unsure else claim.low) for claim in live]
        settling = one.start.settling
        parties.append(Applicant(one.run.facts.applicant, asked, settling.recall, settling.rooms.low))
    for one, settled in zip(meeting, settle_together(table, parties, others, currency), strict=True):
        unsure = one.unsure
        one.settled |= {id(s.claim): s for s in settled if id(s.claim) not in unsure}


def _groups(shared: list[Rule], claims: Iterable[Candidate]) -> Iterator[tuple[int, Group]]:
    """The groups of claims, each with the rule across applicants that makes it."""
    for claim in claims:
        for rule in shared if claim.is_live else ():
            if claim.clause.index in rule.bound.reached:
                yield from ((rule.number, group) for group in groups(rule.bound.keys, claim.keys.get, None))


def rooms_reached(program: Program, code: Code, facts: Facts, year: int | None) -> set[tuple[int, Group]]:
    """The groups of caps across applicants, years apart, that claims of an applicant may reach, or that what was paid
    to it or published for it speaks of; each with the number of its rule.
    """
    run = _run(program, code, facts, year, strict=False, is_alone=False)
    start = run.start(run.claims())
    shared = [rule for rule in table_of_program(program).rules if rule.bound.across]
    found = set(_groups(shared, start.live))
    for rule in shared:
        past = [*start.settling.recall.of(rule), *(
            group for name, group in start.settling.recall.left if name == rule.bound.name
        )]  # fmt: skip
        found |= {(rule.number, _without_year(group) if rule.by_year else group) for group in past}
    return found


def _without_year(group: Group) -> Group:
    """A group of a year, as it is without it."""
    assert isinstance(group, tuple)
    return group[0] if len(group) == 2 else group[:-1]
