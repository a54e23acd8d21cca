"""From a program, its functions and one applicant's facts to a decision.

Proposals, the ledger's events taken out, settlement, bounds of what is open, then the decision. Nothing is read but
what is given; the same facts give the same decision whatever their order.

Decided here:
- All years up to the reported one are settled; the ledger holds the lines that were read and those of reported claims.
  A claim whose day is not known is reported in every year, and has no line (it has no year yet).
- `total` is what is due at the least: where undetermined claims are tied to others, the least of their set, else the
  sum of what the claims are paid.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import attrs

from ipdsl import __version__
from ipdsl.runtime import besides
from ipdsl.runtime.assemble import Assembler, missing_facts
from ipdsl.runtime.bounds import BoundedSet, Settling, bound
from ipdsl.runtime.claims import Candidate, in_claim_order
from ipdsl.runtime.code import Code
from ipdsl.runtime.decision import Claim, Decision, Heading, Outcome
from ipdsl.runtime.effects import Settled
from ipdsl.runtime.facts import Facts, LedgerLine
from ipdsl.runtime.layout import Layout, layout_of
from ipdsl.runtime.ledger import Events, events_of, is_final, line_of, line_order, memory_of, own_lines
from ipdsl.runtime.outcomes import outcome_of
from ipdsl.runtime.propose import Proposer, Seed, proposer_of
from ipdsl.runtime.rooms import Rooms
from ipdsl.runtime.terms import Program, TriggerKind
from ipdsl.runtime.ties import tie
from ipdsl.runtime.unknown import FactRef

Bounded: TypeAlias = tuple[BoundedSet, dict[int, int]]
"""A tied set's bounds, with the indices of its claims by identity."""

FirstOf: TypeAlias = dict[tuple[object, ...], Candidate]
"""The claim that stands for each event."""


@attrs.frozen(eq=False)
class Made:
    """A claim of the decision, with what it is made of."""

    candidate: Candidate
    claim: Claim
    settled: Settled | None = None
    is_new: bool = True


def evaluate(program: Program, code: Code, facts: Facts, *, year: int | None = None, strict: bool = False) -> Decision:
    """The decision on these facts. `year` reports one year; `strict` takes nothing for granted that is not stated."""
    layout = layout_of(program)
    proposer = proposer_of(program, code, facts, layout, strict=strict)
    found = _Run(program, proposer, layout, facts, year)
    return found.decide()


@attrs.frozen(eq=False)
class _Run:
    """One evaluation."""

    program: Program
    proposer: Proposer
    layout: Layout
    facts: Facts
    year: int | None

    def decide(self) -> Decision:
        """Everything, in order."""
        pairs = [(claim, seed) for seed in self.proposer.seeds() for claim in self.proposer.candidates(seed)]
        pairs = [pair for pair in pairs if self.year is None or (pair[0].year or 0) <= self.year]
        pairs = in_claim_order(pairs, lambda pair: pair[0])
        events = events_of(own_lines(self.program, self.facts))
        settling = self._settling(events)
        first = _first_of_events([claim for claim, _ in pairs])
        live = [
            pair
            for pair in pairs
            if pair[0].is_live and not settling.is_frozen(pair[0]) and first.get(pair[0].event, pair[0]) is pair[0]
        ]
        settled, bounded = self._settle(settling, live)
        made = list(self._made(pairs, first, events, settled, bounded))
        reported = [m for m in made if settling.reports(m.candidate)]
        return self._decision(reported, bounded, events)

    def _settling(self, events: Events) -> Settling:
        def is_frozen(claim: Candidate) -> bool:
            line = events.line_for(claim)
            return line is not None and is_final(line)

        rooms = Rooms(self.proposer.code, self.proposer.situation, self.proposer.calendar)
        memory = memory_of(self.program, self.facts, self.layout)
        return Settling(self.proposer, memory, rooms, self.program.currency, self.year, is_frozen)

    def _settle(
        self, settling: Settling, live: list[tuple[Candidate, Seed]]
    ) -> tuple[dict[int, Settled], list[Bounded]]:
        """What becomes of each live claim (by identity), and the bounds of the sets that hold something open."""
        claims = tuple(claim for claim, _ in live)
        seeds = [seed for _, seed in live]
        if not self._has_open(claims, settling):
            return {id(one.claim): one for one in settling.settle([(c, c.low) for c in claims])}, []
        web = tie(claims, seeds, self.layout, settling.memory, settling.rooms)
        asked = [(claim, 0 if web.facts_of(i) else claim.low) for i, claim in enumerate(claims)]
        by_id = {id(one.claim): one for one in settling.settle(asked)}
        base = {i: by_id[id(claim)] for i, claim in enumerate(claims)}
        bounded = [
            (bound(settling, web, tied, seeds, base), {id(claims[i]): i for i in tied.members}) for tied in web.sets
        ]
        return by_id, bounded

    def _has_open(self, claims: tuple[Candidate, ...], settling: Settling) -> bool:
        if any(claim.facts or claim.unknown_keys for claim in claims):
            return True
        computed = self.layout.computed
        years = {claim.year for claim in claims if claim.year is not None}
        return any(settling.rooms.facts(cap, year) for cap in computed for year in years)

    def _made(
        self, pairs: list[tuple[Candidate, Seed]], first: FirstOf, events: Events, settled: dict[int, Settled],
        bounded: list[Bounded],
    ) -> Iterator[Made]:  # fmt: skip
        assembler = Assembler(self.program)
        verdicts = {key: found.verdicts[i] for found, members in bounded for key, i in members.items()}
        for claim, _ in pairs:
            line = events.line_for(claim)
            if line is not None and is_final(line):
                yield Made(claim, assembler.already(claim, line), is_new=False)
                continue
            if first.get(claim.event, claim) is not claim:
                yield Made(claim, assembler.repeated(claim, first[claim.event]), is_new=False)
                continue
            if not claim.is_live:
                yield Made(claim, assembler.ended(claim))
                continue
            verdict = verdicts.get(id(claim))
            if verdict is None:
                one = settled[id(claim)]
                yield Made(claim, assembler.settled(one), one)
            elif verdict.claim is not None:
                yield Made(claim, assembler.ended(verdict.claim))
            elif verdict.settled is None:
                yield Made(claim, assembler.undetermined(claim, verdict))
            elif outcome_of(verdict.settled) is Outcome.CEILING and verdict.settled.claim.approved is None:
                yield Made(claim, assembler.open_ceiling(claim, verdict.span[1]), verdict.settled)
            else:
                one = verdict.settled
                yield Made(claim, assembler.settled(one), one)

    # ------------------------------------------------------------------------------------------ the decision

    def _decision(self, made: list[Made], bounded: list[Bounded], events: Events) -> Decision:
        program, facts = self.program, self.facts
        assembler = Assembler(program)
        claims = tuple(m.claim for m in made)
        low, high = _sums(made, bounded)
        every = (*claims, *self._referred(assembler))
        years = tuple(sorted({c.year for c in claims if c.year is not None})) if self.year is None else (self.year,)
        exact = all(found.exact for found, _ in bounded)
        return Decision(
            program.name, program.title, program.document, program.content_hash, __version__, facts.applicant,
            facts.digest, facts.as_of, years, program.currency, assembler.money(low),
            assembler.bounds(low, high, exact=exact), every, tuple(self._assumptions(made)),
            besides.not_stated(self.proposer), missing_facts(program, claims, _worth(bounded), _askers(bounded)),
            besides.applied_readings(program, every), besides.obligations(program, every, facts.kinds),
            besides.documents(program, every), besides.allocations(self.proposer, self.year),
            self._ledger(made, events), tuple(Heading(a.number, a.title) for a in program.articles),
        )  # fmt: skip

    def _referred(self, assembler: Assembler) -> Iterator[Claim]:
        for document, record, day, open_facts in besides.referred(self.proposer):
            if self.year is None or day is None or day.year == self.year:
                yield assembler.by_reference(document, record, day, open_facts)

    def _assumptions(self, made: list[Made]) -> Iterator[str]:
        program, facts, strict = self.program, self.facts, self.proposer.strict
        if facts.history is None:
            rest = "what was paid before is not known" if strict else "nothing is taken to have been paid before"
            yield f"no history stated: {rest}"
        if facts.support is None and any(clause.counts_support for clause in program.clauses):
            rest = "what others paid is not known" if strict else "others are taken to have paid nothing"
            yield f"no support stated: {rest}"
        if facts.as_of is None and any(clause.trigger.kind is TriggerKind.WHILE for clause in program.clauses):
            horizon = self.proposer.calendar.horizon
            rest = f"states are followed to {horizon}" if horizon else "and no year in which to follow states"
            yield f"no as-of date: {rest}"
        if self.year is None:  # else an approval of another year would seem to meet nothing
            yield from besides.unmet_approvals(self.proposer, [m.candidate for m in made])

    def _ledger(self, made: list[Made], events: Events) -> tuple[LedgerLine, ...]:
        """The lines that were read, brought up to date, and the lines of the reported claims."""
        replaced: set[int] = set()
        lines: list[LedgerLine] = []
        for m in made:
            if not m.is_new or m.candidate.year is None:
                continue
            old = events.line_for(m.candidate)
            if old is not None:
                replaced.add(id(old))
            claim = m.settled.claim if m.settled is not None else m.candidate
            lines.append(line_of(self.program, self.facts.applicant, claim, m.claim.outcome, m.settled))
        kept = [line for line in self.facts.history or () if id(line) not in replaced]
        return tuple(sorted((*kept, *lines), key=line_order))


def _first_of_events(claims: list[Candidate]) -> FirstOf:
    """The claim that stands for each dated event: the first that reaches the rules, else the first."""
    first: FirstOf = {}
    for claim in claims:
        if claim.day is not None and (claim.event not in first or (claim.is_live and not first[claim.event].is_live)):
            first[claim.event] = claim
    return first


def _sums(made: list[Made], bounded: list[Bounded]) -> tuple[int, int | None]:
    """Due at least and at most."""
    tied = {key for _, members in bounded for key in members}
    outside = sum(m.claim.paid.minor for m in made if id(m.candidate) not in tied)
    low = outside + sum(found.low for found, _ in bounded)
    highs = [found.high for found, _ in bounded]
    return low, None if None in highs else outside + sum(high for high in highs if high is not None)


def _worth(bounded: list[Bounded]) -> dict[FactRef, int | None]:
    """What hangs on each fact, over all sets."""
    worth: dict[FactRef, int | None] = {}
    for found, _ in bounded:
        for ref, sum_ in found.worth.items():
            earlier = worth.get(ref, 0)
            worth[ref] = None if sum_ is None or earlier is None else earlier + sum_
    return worth


def _askers(bounded: list[Bounded]) -> dict[FactRef, set[str]]:
    """The clauses that ask for each fact, over all sets."""
    askers: dict[FactRef, set[str]] = {}
    for found, _ in bounded:
        for ref, labels in found.askers.items():
            askers.setdefault(ref, set()).update(labels)
    return askers
