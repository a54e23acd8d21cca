"""The result of one evaluation; each part of a decision is a property that is computed on first read.

Input from the pipeline: the candidates, their settled claims, the bounds of sets with missing facts, and the ledger
lines of their events.

The ledger has the lines that were read and the lines of reported claims. A claim without a known day is reported in
every year and has no line, because it has no year yet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias, cast

import attrs

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.values.money import Bounds, Money
from ipdsl.claims.claim import Candidate, first_year, last_year
from ipdsl.claims.proposer import Proposer
from ipdsl.decision import other_documents
from ipdsl.decision import other_years as years_anew
from ipdsl.decision.assumptions import NOT_ALL_WEIGHED, assumptions
from ipdsl.decision.claims import ClaimExtras, ClaimMaker, ClaimOutcome, outcome_of_verdict
from ipdsl.decision.decision import LedgerDifference
from ipdsl.decision.missing_facts import facts_of_others, missing_facts, unstated_kinds
from ipdsl.decision.model import (
    Allocation,
    Balance,
    Claim,
    ExcludedRecord,
    Heading,
    LateClaims,
    MissingFact,
    Obligation,
    OtherYear,
    Reading,
    Reference,
    Reopening,
    UnstatedKind,
    UnusedFact,
)
from ipdsl.decision.other_documents import claims_for_others
from ipdsl.decision.other_years import other_years
from ipdsl.decision.readings import applied_readings
from ipdsl.decision.several_days import record_findings
from ipdsl.facts.hundredfold_rates import hundredfold_rate_findings
from ipdsl.ir.facts import FactRef, Facts, LedgerLine
from ipdsl.ir.proposal import Outcome
from ipdsl.ir.terms import Program, TriggerKind
from ipdsl.ledger.lines import LineWriter, is_final, line_order, policy_lines, update_carried_line
from ipdsl.ledger.pages import Page, page_of
from ipdsl.ledger.reopening import Continued, continue_lines
from ipdsl.settlement.effects import SettledClaim, outcome_of
from ipdsl.settlement.settlement import SettlementContext

if TYPE_CHECKING:  # most runs have nothing open, and start faster without these
    from ipdsl.decision.bounds.all_cases import ClaimVerdict
    from ipdsl.decision.bounds.bounds import BoundedSet

Bounded: TypeAlias = "tuple[BoundedSet, dict[int, int]]"
"""The bounds of a tied set, with the indices of its claims by identity."""

Repeated: TypeAlias = dict[int, Candidate]
"""The claim (by identity) of a repeated event, and the claim that represents the event."""

LinesByClaim: TypeAlias = dict[int, LedgerLine]
"""The ledger line for each claim (by identity) whose event has one, final or not."""


@attrs.frozen(eq=False, repr=False, slots=False)
class EvaluationResult:
    """The results of one evaluation, by identity of claims; each part of the decision is a property.

    `settled_total` is the amount paid to claims outside the sets with missing facts. `settle_again` settles the same
    facts with another proposer, in all years. `result_of_all_years` does the same for an applicant settled with others.
    """

    program: Program
    proposer: Proposer
    facts: Facts
    year: int | None
    candidates: list[Candidate]
    repeated: Repeated
    settled_claims: dict[int, SettledClaim]
    verdicts: dict[int, ClaimVerdict]
    bounded: list[Bounded]
    ledger_lines: LinesByClaim
    settled_total: int
    settle_again: Callable[[Proposer], EvaluationResult]
    context: SettlementContext
    result_of_all_years: Callable[[], EvaluationResult] | None = None
    cache: dict[str, object] = attrs.field(factory=dict, init=False)

    @property
    def due(self) -> Bounds:
        """The bounds of the amount due."""
        currency = self.program.currency
        if not self.bounded:
            total = Money(self.settled_total, currency)
            return Bounds(total, total)
        low = self.settled_total + sum(bounded.low for bounded, _ in self.bounded)
        highs = [bounded.high for bounded, _ in self.bounded]
        high = None if None in highs else self.settled_total + sum(high for high in highs if high is not None)
        exact = low == high or all(bounded.is_exact for bounded, _ in self.bounded)
        return Bounds(Money(low, currency), None if high is None else Money(high, currency), exact)

    @property
    def total(self) -> Money:
        """The least amount due."""
        return self.due.low

    @property
    def difference(self) -> LedgerDifference:
        """The amount due compared with the ledger, claim by claim."""
        return years_anew.compare_with_ledger(
            self.proposer, self.candidates, self.ids_settled_again, self.due, self._bounded_claims(), self._due_again
        )

    def _bounded_claims(self) -> Iterator[years_anew.BoundedClaims]:
        """The claims that are settled, then each tied set with missing facts."""
        known = [settled for key, settled in self.settled_claims.items() if key not in self.verdicts]
        paid = [(settled.claim, self.context.total([settled])) for settled in known]
        yield self.settled_total, self.settled_total, [(claim, sum_, sum_) for claim, sum_ in paid]
        by_identity = {id(claim): claim for claim in self.candidates} if self.bounded else {}
        for bounded, members in self.bounded:
            spans = [(by_identity[key], *bounded.verdicts[index].span) for key, index in members.items()]
            yield bounded.low, bounded.high, spans

    @property
    def year_totals(self) -> tuple[tuple[int, Money], ...]:
        """The least amount that each year pays, ascending; years without payment are omitted.

        An undetermined claim counts with its lower bound. A tied set may pay more than the lower bounds of its claims:
        if two awards answer a question with yes and no, one of them is paid, but the lower bound of each is 0. The
        difference is due in the year of the set's undetermined claims. An amount that may fall into several years is in
        no year.
        """
        sums = defaultdict[int, int](int)
        for reported in self.claims:
            for year, paid in reported.paid_by_year.items():
                sums[year] += paid.minor
        by_identity = {id(claim): claim for claim in self.candidates} if self.bounded else {}
        for bounded, members in self.bounded:
            certain, rest = list[tuple[set[int | None], int]](), bounded.low
            for key in members:
                verdict = self.verdicts[key]
                rest -= verdict.span[0]
                if verdict.is_open:
                    certain.append((self._years_reached(by_identity[key]), verdict.span[0]))
            certain.append((set[int | None]().union(*(years for years, _ in certain)), rest))
            for years, sum_ in certain:
                only = years.pop() if len(years) == 1 else None
                if only is not None:
                    sums[only] += sum_
        return tuple((year, Money(sums[year], self.program.currency)) for year in sorted(sums) if sums[year])

    def _years_reached(self, claim: Candidate) -> set[int | None]:
        """The years that may pay a claim; `None` stands for any."""
        if claim.year is None:
            return {None}
        wait = self.program.settlement.wait(claim.clause.index)
        return {*range(first_year(claim), last_year(claim, wait) + 1)}

    @cached_property
    def decided_claims(self) -> list[ClaimOutcome]:
        """The result of each reported claim."""
        year = self.year
        reported = self.candidates
        if year is not None:
            reported = [claim for claim in reported if claim.year in (None, year) or self._is_carried_into(claim, year)]
        decided = [self._decide(claim) for claim in reported]
        if not self.verdicts:
            return decided
        return list(_without_absent(decided))

    def _is_carried_into(self, claim: Candidate, year: int) -> bool:
        """Whether money of an earlier claim is carried into a year, or may be."""
        wait = self.program.settlement.wait(claim.clause.index)
        if not wait or id(claim) not in self.settled_claims:
            return claim.brought_forward is not None
        verdict, settled = self.verdicts.get(id(claim)), self.settled_claims[id(claim)]
        if verdict is not None:
            if verdict.settled is None:
                return verdict.span != (0, 0) and last_year(claim, wait) >= year
            settled = verdict.settled
        return settled.carry is not None and settled.carry.brought_forward > 0

    def _decide(self, claim: Candidate) -> ClaimOutcome:
        key = id(claim)
        line = self.ledger_lines.get(key)
        if line is not None and is_final(line):
            return claim, Outcome.ALREADY_PAID, None, ClaimExtras(settled_line=line)
        if key in self.repeated:
            return claim, Outcome.ALREADY_PAID, None, ClaimExtras(same_event=self.repeated[key])
        if claim.outcome is not None:
            return claim, claim.outcome, None, None
        verdict = self.verdicts.get(key)
        if verdict is not None:
            return (
                claim,
                outcome_of_verdict(verdict),
                verdict.settled if verdict.claim is None else None,
                ClaimExtras(verdict),
            )
        settled = self.settled_claims[key]
        return claim, outcome_of(settled), settled, None

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """All claims in claim order; claims of other documents are last."""
        maker, decided = ClaimMaker(self.proposer), self.decided_claims
        claims = maker.claims(decided)
        if self.program.compute_once(_sets):
            claims = [self._with_records(claim, made) for (claim, *_), made in zip(decided, claims, strict=True)]
        if self.program.references:
            claims += self._referral_claims(maker)
        return tuple(claims)

    def _with_records(self, claim: Candidate, made: Claim) -> Claim:
        """The claim of a set with the records that it counts and the records that it leaves out."""
        if claim.clause.index not in self.program.compute_once(_sets):
            return made
        from ipdsl.claims.yearly_claims import records_of_set  # most policies have no sets

        counted, left_out = list[str](), list[ExcludedRecord]()
        for record, why in records_of_set(self.proposer, claim):
            if why is None:
                counted.append(record.item)
            else:
                left_out.append(ExcludedRecord(record.item, record.id, why))
        return attrs.evolve(made, counted=tuple(counted), left_out=tuple(left_out))

    def _referral_claims(self, maker: ClaimMaker) -> Iterator[Claim]:
        for document, record, day, open_facts, stop in other_documents.referrals(self.proposer):
            if self.year is None or day is None or self.program.year_of(day) == self.year:
                yield maker.claim_by_reference(document, record, day, open_facts, stop)

    @property
    def is_undetermined(self) -> bool:
        """At least one reported claim is undetermined and could pay."""
        return bool(self.bounded) and any(claim.is_open for claim in self.claims)

    @property
    def facts_digest(self) -> str:
        """The digest of the facts: 64 hexadecimal digits."""
        return self.facts.digest

    @property
    def years(self) -> tuple[int, ...]:
        """The reported years, ascending: the requested one, or the years of claims and of carried payments."""
        if self.year is not None:
            return (self.year,)
        years = {claim.year for claim, *_ in self.decided_claims if claim.year and claim.brought_forward is None}
        carried = (settled.carry for _, _, settled, _ in self.decided_claims if settled is not None)
        return tuple(sorted(years.union(*(carry.due for carry in carried if carry is not None))))

    @cached_property
    def other_years(self) -> tuple[OtherYear, ...]:
        """The other years in which money is newly due or may be; empty unless one year was requested."""
        if self.year is None:
            return ()
        whole = self.settle_again(self.proposer) if self.result_of_all_years is None else self.result_of_all_years()
        return other_years(whole.claims, self.year, self.program.currency)

    @property
    def remarks(self) -> tuple[Diagnostic, ...]:
        """Findings about facts that are accepted but may be mistakes."""
        return (
            *record_findings(self.proposer.situation),
            *hundredfold_rate_findings(self.program, self.facts.series),
            *self.facts.bare_rates,
        )

    @property
    def assumed(self) -> tuple[Phrase, ...]:
        """The assumptions, one sentence for each."""
        parts = (part for claim in self.claims for part in claim.parts) if self.facts.published else ()
        taken = assumptions(self.proposer, self.candidates, parts)
        return (
            (*taken, NOT_ALL_WEIGHED)
            if any(bounded_set.is_cut_short for bounded_set, _ in self.bounded)
            else tuple(taken)
        )

    @property
    def not_stated(self) -> tuple[UnstatedKind, ...]:
        """The kinds of records (and figures) that the facts do not mention although a clause uses them."""
        return unstated_kinds(self.proposer)

    @cached_property
    def _worth(self) -> dict[FactRef, int | None]:
        """The amount that depends on each fact, over all sets."""
        worth: dict[FactRef, int | None] = {}
        for bounded_set, _ in self.bounded:
            for ref, amount in bounded_set.worth.items():
                earlier = worth.get(ref, 0)
                worth[ref] = None if amount is None or earlier is None else earlier + amount
        return worth

    @property
    def missing(self) -> tuple[MissingFact, ...]:
        """The facts that would change the amount due, largest effect first; empty if nothing is undetermined."""
        if not self.bounded:
            return ()
        claims = self.claims[: len(self.decided_claims)]
        cut_short = (
            r
            for bounded_set, _ in self.bounded
            if bounded_set.is_cut_short
            for r in bounded_set.askers
            if r.group != "approval"
        )
        return missing_facts(self.program, claims, self._worth, _askers(self.bounded), cut_short)

    @property
    def of_others(self) -> tuple[MissingFact, ...]:
        """The amounts that the bureau has not set and the figures that it may publish, without the missing facts."""
        if not self.bounded:
            return ()
        claims, named = self.claims[: len(self.decided_claims)], {fact.path for fact in self.missing}
        return facts_of_others(self.program, claims, self._worth, _askers(self.bounded), named)

    @property
    def without_effect(self) -> tuple[UnusedFact, ...]:
        from ipdsl.decision.usage import without_effect  # amounts and claims do not need it

        return without_effect(self)

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The readings that apply to this decision."""
        return applied_readings(self.program, self.claims, self.allocations)

    @property
    def obligations(self) -> tuple[Obligation, ...]:
        """The duties that follow from the claims."""
        return other_documents.obligations(self.proposer, self.claims, self.year)

    @property
    def references(self) -> tuple[Reference, ...]:
        """The other documents that decide something about these facts."""
        return other_documents.documents(self.program, self.claims)

    @property
    def allocations(self) -> tuple[Allocation, ...]:
        """The budget lines of the reported years."""
        return other_documents.allocations(self.proposer, self.year)

    @property
    def ledger(self) -> tuple[LedgerLine, ...]:
        """The lines that were read, updated, and the lines of the reported claims."""
        return tuple(sorted(self._continued_lines[0], key=line_order))

    @cached_property
    def _continued_lines(self) -> tuple[list[LedgerLine], list[Continued]]:
        """The lines of the ledger, and the lines before that are settled again.

        A line that is not final and has money is settled again by a claim of its item and year on another day.
        """
        write = LineWriter(self.program, self.facts.applicant).line_of
        replaced: set[int] = set()
        lines: list[LedgerLine] = []
        for claim, outcome, settled, more in self.decided_claims:
            if claim.year is None or (more is not None and not more.is_new):
                continue
            carried = claim.brought_forward
            replaced.add(id(self.ledger_lines.get(id(claim), carried)))
            lines.append(
                write(claim if settled is None else settled.claim, outcome, settled)
                if carried is None
                else update_carried_line(carried, outcome, settled)
            )
        standing = {id(line): line for line in self.facts.history or () if id(line) not in replaced}
        again = {
            id(line): line
            for line in self._lines_before
            if id(line) not in standing or (not is_final(line) and (line.total or line.payments))
        }
        final = {id(line) for line in self._lines_before} - again.keys()
        lines += [line for key, line in standing.items() if key not in final and key not in again]
        lines, continued = continue_lines(self.program, lines, again.values(), standing)
        return [*lines, *(line for key, line in standing.items() if key in final)], continued

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages of the ledger, the present one last."""
        return cast("tuple[Page, ...]", self.facts.pages) or (page_of(self.program),)

    @property
    def ledger_number(self) -> str:
        """The number of the ledger that was read."""
        return self.facts.ledger_number

    @property
    def answers(self) -> tuple[Mapping[str, object], ...]:
        """The answers of the ledger that was read."""
        return self.facts.answers

    @property
    def read_lines(self) -> tuple[LedgerLine, ...]:
        """The lines of the history, and those of reopened years."""
        return (*(self.facts.history or ()), *(self.facts.reopened.before if self.facts.reopened is not None else ()))

    @property
    def history_of_others(self) -> int:
        """The number of other applicants in the ledger, if it has no line of this one."""
        return 0 if self.read_lines else self.facts.other_applicants

    @cached_property
    def _lines_before(self) -> tuple[LedgerLine, ...]:
        """The lines of this policy that were read."""
        return policy_lines(self.program, self.facts) if (past := self.facts.reopened) is None else past.before

    @cached_property
    def _settled_again(self) -> list[Continued]:
        """The lines that were read and are settled again; empty if they change no amount due or paid."""
        changes = self.facts.reopened is not None or any(
            line.paid != line.total or (line.total and not is_final(line)) for line in self._lines_before
        )
        return self._continued_lines[1] if changes else []

    @cached_property
    def ids_settled_again(self) -> frozenset[int]:
        """The identities of the lines that were read and are settled again, if that changes an amount due or paid."""
        return frozenset(id(line) for lines, _, _ in self._settled_again for line in lines)

    @cached_property
    def _due_again(self) -> Mapping[int, int]:
        """What was paid beyond the amount due of lines that were read, and is due again, by identity of the first."""
        sums = ((lines[0], min(line.paid, due) - line.total) for lines, line, due in self._settled_again)
        return {id(line): sum_ for line, sum_ in sums if sum_ > 0}

    @property
    def balances(self) -> tuple[Balance, ...]:
        """The lines of earlier runs whose amount paid differs from the amount due, before or again.

        Lines that are settled again together have one balance.
        """
        currency, sums, again = self.program.currency, self._due_again, self.ids_settled_again
        due = [(line, line.total + sums.get(id(lines[0]), 0)) for lines, line, _ in self._settled_again]
        due += [(line, line.total) for line in self._lines_before if id(line) not in again]
        return tuple(
            Balance(line.clause, line.item, line.year, Money(sum_, currency), Money(line.paid, currency))
            for line, sum_ in sorted(due, key=lambda of_line: line_order(of_line[0]))
            if line.paid != sum_
        )

    @property
    def reopening(self) -> Reopening | None:
        """The recalculated amounts of reopened years, and the amounts due before."""
        reopened = self.facts.reopened
        return (
            None
            if reopened is None
            else years_anew.recompute_reopened_years(self.program, reopened, self.claims, self.ledger, self._due_again)
        )

    @cached_property
    def late(self) -> LateClaims | None:
        """The claims stated after their year was settled."""
        came, again = self.late_events
        if came is None or again is None:
            return None
        stand = self.ledger if self.year is None else self.settle_again(self.proposer).ledger
        return years_anew.late_claims(self.program, came, stand, again.ledger)

    @cached_property
    def late_events(self) -> tuple[years_anew.LateEvents | None, EvaluationResult | None]:
        """The late events, and the results with their years open again."""
        late_events = None
        if self.facts.history or self.facts.reopened is not None:
            late_events = years_anew.find_late_events(
                self.proposer, self.candidates, self.ledger_lines, self.context.cap_amounts
            )
        return late_events, None if late_events is None else self.settle_again(
            self.proposer.with_facts(late_events.facts)
        )

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The number and title of each article of the policy."""
        return self.program.compute_once(_headings)

    @property
    def for_others(self) -> tuple[Claim, ...]:
        """The zero claims meant for other applicants or other records."""
        return claims_for_others(self.program, self.claims)


def _without_absent(decided: list[ClaimOutcome]) -> Iterator[ClaimOutcome]:
    """Omit claims that exist in no case of the facts; a claim that represents several of them is kept once."""
    reported: set[int] = set()
    for entry in decided:
        more = entry[3]
        verdict = more.verdict if more is not None else None
        if verdict is not None and verdict.settled is None and verdict.is_exact and not verdict.open_facts:
            if verdict.claim is None or id(verdict.claim) in reported:
                continue
            reported.add(id(verdict.claim))
        yield entry


def _sets(program: Program) -> frozenset[int]:
    """The indices of the clauses that pay sets."""
    return frozenset(clause.index for clause in program.clauses if clause.trigger.kind is TriggerKind.SET)


def _headings(program: Program) -> tuple[Heading, ...]:
    return tuple(Heading(article.number, article.title) for article in program.articles)


def _askers(bounded: list[Bounded]) -> dict[FactRef, set[str]]:
    """The clauses that need each fact, over all sets."""
    askers: dict[FactRef, set[str]] = {}
    for bounded_set, _ in bounded:
        for ref, labels in bounded_set.askers.items():
            askers.setdefault(ref, set()).update(labels)
    return askers
