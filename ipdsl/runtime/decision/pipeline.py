"""The pipeline: from a program, its functions and one applicant's facts to the result of their evaluation.

Claims are proposed, the events that the ledger holds taken out, the rest settled, what is open bounded. Nothing is read
but what is given; the same facts give the same whatever their order. All years up to the reported one are settled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from ipdsl.runtime.code import Code
from ipdsl.runtime.decision.result import Bounded, OldLines, Repeated, Result
from ipdsl.runtime.facts import Facts
from ipdsl.runtime.settlement.brought import with_brought
from ipdsl.runtime.settlement.claims import Candidate, ordered
from ipdsl.runtime.settlement.effects import Settled
from ipdsl.runtime.settlement.ledger import (
    NO_EVENTS,
    Events,
    events_of,
    is_final,
    own_lines,
    recall_of,
    recall_of_others,
)
from ipdsl.runtime.settlement.propose import Proposer, proposer_of
from ipdsl.runtime.settlement.rooms import Rooms
from ipdsl.runtime.settlement.settling import Settling
from ipdsl.runtime.terms import Program

if TYPE_CHECKING:  # most runs have nothing open, and start the sooner without it
    from ipdsl.runtime.bounds.every_case import Verdict


def decide(program: Program, code: Code, facts: Facts, *, year: int | None = None, strict: bool = False) -> Result:
    """What these facts come to. `year` reports one year; `strict` takes nothing for granted that is not stated."""
    return _settled(proposer_of(program, code, facts, strict=strict), year)


@attrs.define(eq=False, repr=False)
class Start:
    """Claims in claim order, those among them that reach the rules, and what settles them.

    `in_vain` are those (by identity) that wait for an approval of which nothing would be left.
    """

    claims: list[Candidate]
    live: tuple[Candidate, ...]
    repeated: Repeated
    held: OldLines
    settling: Settling
    in_vain: dict[int, Settled]


@attrs.frozen(eq=False, repr=False)
class Run:
    """One evaluation, in steps: claims, start, settle, result."""

    program: Program
    proposer: Proposer
    facts: Facts
    year: int | None

    def claims(self) -> list[Candidate]:
        """What is claimed up to the reported year."""
        claims = self.proposer.claims()
        return claims if self.year is None else [claim for claim in claims if (claim.year or 0) <= self.year]

    def start(self, claims: list[Candidate]) -> Start:
        """The claims in order, with what the ledger holds of them."""
        events = events_of(self.program, own_lines(self.program, self.facts)) if self.facts.history else NO_EVENTS
        is_known = bool(events.whole or events.short)
        if is_known and self.program.settlement.waiting:
            claims = with_brought(claims, self.proposer, events, self.year)
        claims, may_repeat = ordered(claims)
        repeated = _repeated(claims) if may_repeat else {}
        held = _held(events, claims) if is_known else {}
        live = [claim for claim in claims if claim.outcome is None]
        if repeated:
            live = [claim for claim in live if id(claim) not in repeated]
        if held:
            live = [claim for claim in live if (line := held.get(id(claim))) is None or not is_final(line)]
        settling = self._settling(events)
        tried = [(claim, settling.in_vain(claim)) for claim in live if claim.is_ceiling]
        in_vain = {id(claim): settled for claim, settled in tried if settled is not None} if tried else {}
        return Start(claims, tuple(live), repeated, held, settling, in_vain)

    def result(self, start: Start, settled: dict[int, Settled], bounded: list[Bounded]) -> Result:
        """What it all comes to."""
        verdicts = _verdicts(bounded) if bounded else {}
        outside = start.settling.total(
            [one for key, one in settled.items() if key not in verdicts] if verdicts else [*settled.values()]
        )
        return Result(
            self.program, self.proposer, self.facts, self.year, start.claims, start.repeated, settled, verdicts,
            bounded, start.held, outside, _settled, start.settling,
        )  # fmt: skip

    def _settling(self, events: Events) -> Settling:
        rooms = Rooms(self.proposer.code, self.proposer.situation, self.proposer.calendar, self.year)
        recall = recall_of(self.program, self.facts, events)
        is_told = self.facts.others and self.proposer.is_alone  # the ledger tells of applicants not settled here
        others = recall_of_others(self.program, self.facts.others) if is_told else None
        return Settling(self.proposer, recall, rooms, self.program.currency, self.year, events.keeps, others)

    def settle(self, start: Start) -> tuple[dict[int, Settled], list[Bounded]]:
        """What becomes of each live claim (by identity), and the bounds of the sets that hold something open."""
        settling, in_vain = start.settling, start.in_vain
        claims = tuple([claim for claim in start.live if id(claim) not in in_vain]) if in_vain else start.live
        if not self.has_open(start, claims):
            by_id = {id(one.claim): one for one in settling.settle([(c, c.low) for c in claims], in_order=True)}
            return (in_vain | by_id if in_vain else by_id), []
        from ipdsl.runtime.bounds.bound import bounds_of  # most runs have nothing open, and start the sooner without

        by_id, bounded = bounds_of(settling, claims)
        return in_vain | by_id, bounded

    def has_open(self, start: Start, claims: tuple[Candidate, ...]) -> bool:
        """Whether anything hangs on facts that were not stated."""
        rooms = start.settling.rooms
        years: set[int] = set()
        for claim in claims:
            if claim.facts or claim.unknown_keys:
                return True
            if claim.year is not None:
                years.add(claim.year)
        if self.program.settlement.waiting and years:
            years.update(range(min(years), rooms.high.last + 1))
            if self.program.suspensions and rooms.is_rest_open(claims, years):
                return True
        for bound in self.program.settlement.computed:
            for year in years:
                if rooms.of(bound, year).facts:
                    return True
        return False


def _settled(proposer: Proposer, year: int | None = None) -> Result:
    """What the facts of a proposer come to."""
    run = Run(proposer.program, proposer, proposer.facts, year)
    start = run.start(run.claims())
    return run.result(start, *run.settle(start))


def _verdicts(bounded: list[Bounded]) -> dict[int, Verdict]:
    """What was found of each claim (by identity) in the sets that hold something open."""
    return {key: one.verdicts[i] for one, members in bounded for key, i in members.items()}


def _held(events: Events, claims: list[Candidate]) -> OldLines:
    """What the ledger holds of the events of claims, apart from those that it brought."""
    lines = [(claim, events.line_for(claim)) for claim in claims if claim.brought is None]
    return {id(claim): line for claim, line in lines if line is not None}


def _repeated(claims: list[Candidate]) -> Repeated:
    """Of claims of one dated event the first that reaches the rules stands for it, else the first."""
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
