"""The pipeline from a program, its generated functions and one applicant's facts to an evaluation result.

Steps: propose claims, remove events that the ledger settles, settle the rest, compute bounds if facts are missing. All
years up to the reported one are settled. The order of the facts does not matter, and nothing else is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from ipdsl.base.partition import values_by_key
from ipdsl.claims.claim import Candidate, partly_stated_payments, sort_claims
from ipdsl.claims.proposer import Proposer, proposer_of
from ipdsl.decision.decision import EVERY_YEAR, Request
from ipdsl.decision.result import Bounded, EvaluationResult, LinesByClaim, Repeated
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.engine.situation import AWARD_SUMS
from ipdsl.ir.facts import FactRef, Facts
from ipdsl.ir.terms import Program
from ipdsl.ledger.lines import (
    NO_EVENTS,
    Events,
    amounts_freed_by_lines,
    events_of,
    find_successors,
    is_final,
    payment_history,
    payment_history_in_case,
    payment_history_of_lines,
    policy_lines,
    with_brought_forward,
)
from ipdsl.settlement.effects import SettledClaim
from ipdsl.settlement.freed_amounts import FreedByGroup
from ipdsl.settlement.journal import CapAmounts
from ipdsl.settlement.settlement import SettlementContext

if TYPE_CHECKING:  # most runs have nothing open, and start faster without it
    from ipdsl.decision.award_sums import SettledAwards
    from ipdsl.decision.bounds.all_cases import ClaimVerdict
    from ipdsl.decision.instalments import InstalmentStage
    from ipdsl.decision.model import UnusedFact


def decide(
    program: Program,
    code: GeneratedFunctions,
    facts: Facts,
    request: Request = EVERY_YEAR,
    proposer: Proposer | None = None,
) -> EvaluationResult:
    """Evaluate the facts. `proposer` has the same facts and may have made some of the claims already."""
    return _settle(proposer or proposer_of(program, code, facts, strict=request.strict), request.year)


@attrs.define(eq=False, repr=False)
class SettlementInput:
    """The claims in claim order, the live claims that reach the rules, and the inputs of settlement.

    `redundant` are the live claims (by identity) that wait for an approval although nothing would be left of them.
    """

    claims: list[Candidate]
    live: tuple[Candidate, ...]
    repeated: Repeated
    ledger_lines: LinesByClaim
    context: SettlementContext
    redundant: dict[int, SettledClaim]


@attrs.frozen(eq=False, repr=False)
class Evaluation:
    """One evaluation in steps: claims, start, settle, result."""

    program: Program
    proposer: Proposer
    facts: Facts
    year: int | None

    def claims(self) -> list[Candidate]:
        """The claims up to the reported year."""
        if self.program.awards_with_sums:
            self.add_up_awards()
        claims = self.proposer.claims()
        return claims if self.year is None else [claim for claim in claims if (claim.year or 0) <= self.year]

    def add_up_awards(self) -> None:
        """Let the claims of the proposer add up other awards, if the page has such sums."""
        cache = self.proposer.situation.cache
        if self.program.awards_with_sums and AWARD_SUMS not in cache:
            from ipdsl.decision.award_sums import SettledSums  # few policies have any

            cache[AWARD_SUMS] = SettledSums(self.proposer, self._settle_awards)

    def _settle_awards(
        self, program: Program, proposer: Proposer, only: frozenset[int] | None, last: int
    ) -> SettledAwards:
        """The claims of some awards (`None`: all, and in parts) up to a year, by a page with fewer rules."""
        run = attrs.evolve(self, program=program, proposer=proposer, year=None)
        start = run.start([claim for claim in proposer.claims(only) if (claim.year or 0) <= last])
        is_assumed, open_facts = bool(proposer.situation.assumptions), dict[int, frozenset[FactRef]]()
        if is_assumed and partly_stated_payments(proposer.situation):
            recall = payment_history_in_case(start.context.recall, proposer.situation)
            start = attrs.evolve(start, context=attrs.evolve(start.context, recall=recall))
        live = tuple(claim for claim in start.live if id(claim) not in start.redundant)
        if is_assumed and run.has_open(start, live):
            from ipdsl.decision.bounds.bounds import open_run

            opened, bounded = open_run(start.context, live), list[Bounded]()
            by_id = {id(claim): settled for claim, settled in zip(live, opened.base.settled, strict=True)}
            parts = opened.graph.components
            open_facts = {id(live[i]): component.open_facts for component in parts for i in component.members}
        else:
            by_id, bounded = run.settle(start)
        if program.schedules and only is None:
            by_id, bounded = run.pay_in_parts(start, by_id, bounded)
        return by_id, bounded, open_facts

    def start(self, claims: list[Candidate]) -> SettlementInput:
        """Sort the claims and look up their ledger lines."""
        events, facts = NO_EVENTS, self.facts
        if facts.history or facts.reopened is not None:
            lines = policy_lines(self.program, facts)
            find_successors(lines if facts.reopened is None else facts.reopened.before, claims)
            events = events_of(self.program, lines)
        is_known = bool(events.full_lines or events.short_lines)
        waits = self.program.settlement.carry_over_steps or self.program.schedules
        if is_known and (waits or self.program.ended_awards):
            claims = with_brought_forward(claims, self.proposer, events, self.year)
        claims, may_repeat = sort_claims(claims)
        repeated = repeated_claims(claims) if may_repeat else {}
        held = _ledger_lines(events, claims) if is_known else {}
        live = [claim for claim in claims if claim.outcome is None]
        if repeated:
            live = [claim for claim in live if id(claim) not in repeated]
        if held:
            live = [claim for claim in live if (line := held.get(id(claim))) is None or not is_final(line)]
        settling = self._context(events)
        redundant: dict[int, SettledClaim] = {}
        if ceilings := [claim for claim in live if claim.approval is not None]:
            from ipdsl.settlement.redundant_claims import redundant_claims  # most runs have none, and start faster

            redundant = redundant_claims(settling, ceilings, live)
        return SettlementInput(claims, tuple(live), repeated, held, settling, redundant)

    def result(
        self,
        start: SettlementInput,
        settled: dict[int, SettledClaim],
        bounded: list[Bounded],
        *,
        is_in_parts: bool = False,
    ) -> EvaluationResult:
        """The result of the evaluation; `is_in_parts`: the sums are what is due, not what was granted."""
        if self.program.schedules and not is_in_parts:
            settled, bounded = self.pay_in_parts(start, settled, bounded)
        verdicts = _verdicts(bounded) if bounded else {}
        settled_total = start.context.total(
            [settled_claim for key, settled_claim in settled.items() if key not in verdicts]
            if verdicts
            else [*settled.values()]
        )
        return EvaluationResult(
            self.program, self.proposer, self.facts, self.year, start.claims, start.repeated, settled, verdicts,
            bounded, start.ledger_lines, settled_total, _settle, _unused_facts, start.context,
        )  # fmt: skip

    def pay_in_parts(
        self, start: SettlementInput, settled: dict[int, SettledClaim], bounded: list[Bounded]
    ) -> tuple[dict[int, SettledClaim], list[Bounded]]:
        """The claims and the tied sets with what is due of them; recoveries may end the payments of a grant."""
        return self.instalments(start, settled, bounded)[1]

    def instalments(
        self, start: SettlementInput, settled: dict[int, SettledClaim], bounded: list[Bounded]
    ) -> tuple[InstalmentStage, tuple[dict[int, SettledClaim], list[Bounded]]]:
        """The stage that pays grants in parts, with the recoveries that end payments, and what it pays."""
        from ipdsl.decision.instalments import InstalmentStage  # few policies have any

        stage = InstalmentStage(self.proposer, self.year)
        paid = stage.paid(start.claims, settled, bounded)
        if any(term.stops for term in self.program.recoveries):
            from ipdsl.decision.recoveries import stops_of_payments

            if stops := stops_of_payments(self.result(start, *paid, is_in_parts=True)):
                stage = attrs.evolve(stage, stops=stops)
                paid = stage.paid(start.claims, settled, bounded)
        return stage, paid

    def frees_more(self, start: SettlementInput, settled: dict[int, SettledClaim], bounded: list[Bounded]) -> bool:
        """Let caps count no longer what lapsed; whether they count less or more than before."""
        context = start.context
        stage, (paid, _) = self.instalments(start, settled, bounded)
        of_lines = amounts_freed_by_lines(self.program, self.facts, context.recall)
        freed = values_by_key((*of_lines, *stage.freed_amounts(start.claims, paid, bounded)))
        if freed == context.cap_amounts.freed:
            return False
        start.context = attrs.evolve(context, cap_amounts=attrs.evolve(context.cap_amounts, freed=freed))
        return True

    def _context(self, events: Events) -> SettlementContext:
        recall = payment_history(self.program, self.facts, events)
        freed: FreedByGroup = {}
        if self.program.settlement.freed_rules:
            freed = values_by_key(amounts_freed_by_lines(self.program, self.facts, recall))
        cap_amounts = CapAmounts(self.proposer.code, self.proposer.situation, self.proposer.calendar, self.year, freed)
        is_told = self.facts.others and self.proposer.is_alone  # the ledger names applicants not settled here
        other_payments = payment_history_of_lines(self.program, self.facts.others) if is_told else None
        return SettlementContext(
            self.proposer, recall, cap_amounts, self.program.currency, self.year, events.keeps, other_payments
        )

    def settle(
        self, start: SettlementInput, rounds: int | None = None
    ) -> tuple[dict[int, SettledClaim], list[Bounded]]:
        """Settle each live claim; returns the claims by identity, and the bounds of the sets with missing facts.

        What lapsed in a year changes the claims of later years alone, so they are final after as many rounds.
        """
        context, redundant = start.context, start.redundant
        claims = tuple([claim for claim in start.live if id(claim) not in redundant]) if redundant else start.live
        bounded: list[Bounded] = []
        if not self.has_open(start, claims):
            by_id = {
                id(settled_claim.claim): settled_claim
                for settled_claim in context.settle([(c, c.low) for c in claims], is_ordered=True)
            }
        else:
            from ipdsl.decision.bounds.bounds import bounds_of  # most runs have nothing open, and start faster without

            by_id, bounded = bounds_of(context, claims)
        settled = redundant | by_id if redundant else by_id
        if self.program.settlement.lapse_rules and rounds != 0 and self.frees_more(start, settled, bounded):
            return self.settle(start, len({claim.year for claim in claims}) if rounds is None else rounds - 1)
        return settled, bounded

    def has_open(self, start: SettlementInput, claims: tuple[Candidate, ...]) -> bool:
        """Whether anything depends on missing facts."""
        rooms = start.context.cap_amounts
        years: set[int] = set()
        for claim in claims:
            if claim.facts or claim.unknown_keys:
                return True
            if claim.year is not None:
                years.add(claim.year)
        if self.program.settlement.carry_over_steps and years:
            years.update(range(min(years), rooms.high.last_year + 1))
            if self.program.suspensions and rooms.is_rest_open(claims, years):
                return True
        asking = self.program.settlement.rules_of_facts
        for claim in claims if asking else ():
            for bound in asking.get(claim.clause.index, ()):
                if rooms.facts_for_claim(bound, claim):
                    return True
        for bound in self.program.settlement.computed_rules:
            for year in years:
                if rooms.amount_of(bound, year).facts:
                    return True
        return False


def _settle(proposer: Proposer, year: int | None = None) -> EvaluationResult:
    """Evaluate the facts of a proposer."""
    run = Evaluation(proposer.program, proposer, proposer.facts, year)
    start = run.start(run.claims())
    return run.result(start, *run.settle(start))


def _unused_facts(result: EvaluationResult) -> tuple[UnusedFact, ...]:
    """The stated lines without effect."""
    from ipdsl.decision.usage import FactUsage  # amounts and claims do not need it

    unused = tuple(FactUsage.from_result(result).without_effect())
    if result.debts is None:
        return unused
    of_debts = {(line.group, line.parts) for line in result.debts.without_effect}
    return tuple(line for line in unused if line.group == "history" or (line.group, line.parts) in of_debts)


def _verdicts(bounded: list[Bounded]) -> dict[int, ClaimVerdict]:
    """The verdict of each claim (by identity) in the sets with missing facts."""
    return {key: bounded_set.verdicts[i] for bounded_set, members in bounded for key, i in members.items()}


def _ledger_lines(events: Events, claims: list[Candidate]) -> LinesByClaim:
    """The ledger line of each claim's event; claims for carried money are omitted."""
    lines = [(claim, events.line_of_claim(claim)) for claim in claims if claim.brought_forward is None]
    return {id(claim): line for claim, line in lines if line is not None}


def repeated_claims(claims: list[Candidate]) -> Repeated:
    """The claims of repeated events, each with the claim that represents the event: the first live one, if any."""
    first: dict[tuple[object, ...], Candidate] = {}
    more: list[Candidate] = []
    for claim in claims:
        if claim.day is None:
            continue
        event = claim.event
        earlier = first.setdefault(event, claim)
        if earlier is claim:
            continue
        if claim.is_live and not earlier.is_live:
            first[event], claim = claim, earlier
        more.append(claim)
    return {id(claim): first[claim.event] for claim in more}
