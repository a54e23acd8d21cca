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
from ipdsl.runtime.kernel.recall import Recall
from ipdsl.runtime.kernel.table import table_of_program
from ipdsl.runtime.settlement.ahead import is_ahead, subject
from ipdsl.runtime.settlement.beyond import is_paid_once
from ipdsl.runtime.settlement.brought import with_brought
from ipdsl.runtime.settlement.claims import Candidate, ordered
from ipdsl.runtime.settlement.effects import Settled
from ipdsl.runtime.settlement.ledger import (
    NO_EVENTS,
    Events,
    events_of,
    is_final,
    own_lines,
    recall_after,
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

    `in_vain` are those (by identity) that wait for an approval of which nothing would be left; `ahead` are claims of
    states in the years after all that others are of, apart from `live`: they take nothing from them.
    """

    claims: list[Candidate]
    live: tuple[Candidate, ...]
    repeated: Repeated
    events: Events
    held: OldLines
    settling: Settling
    in_vain: dict[int, Settled]
    ahead: tuple[Candidate, ...] = ()


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
        ahead: dict[int, Candidate] = {}
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
        if self.proposer.forms.follow_states and self.proposer.calendar.is_open:
            claims, live = self._without_vain(claims, live, recall_of(self.program, self.facts, events))
            ahead = self._ahead(live)
            live = [claim for claim in live if id(claim) not in ahead]
        settling = self._settling(events, live)
        tried = [(claim, settling.in_vain(claim)) for claim in live if claim.is_ceiling]
        in_vain = {id(claim): settled for claim, settled in tried if settled is not None} if tried else {}
        return Start(claims, tuple(live), repeated, events, held, settling, in_vain, tuple(ahead.values()))

    def _ahead(self, live: list[Candidate]) -> dict[int, Candidate]:
        """The claims of states (by identity) in the years after the last stated, and after all of others."""
        if self.year is not None and self.program.settlement.waiting:
            return {}  # what they leave for the reported year hangs on what earlier ones carry
        last = max((claim.year or 0 for claim in live if not is_ahead(claim)), default=0)
        last = max(last, self.proposer.calendar.sure.year)
        reported = self.year
        return {
            id(claim): claim for claim in live
            if is_ahead(claim) and (claim.year or 0) > last and reported in (None, claim.year)
        }  # fmt: skip

    def _without_vain(
        self, claims: list[Candidate], live: list[Candidate], recall: Recall
    ) -> tuple[list[Candidate], list[Candidate]]:  # fmt: skip
        """The same without claims of states on days to come of which nothing can come."""
        from ipdsl.runtime.bounds.vain import in_vain  # facts with an as-of date need none of it

        vain = in_vain(tuple(live), table_of_program(self.program), recall)
        if not vain:
            return claims, live
        return [one for one in claims if id(one) not in vain], [one for one in live if id(one) not in vain]

    def result(self, start: Start, settled: dict[int, Settled], bounded: list[Bounded]) -> Result:
        """What it all comes to."""
        claims, held = start.claims, start.held
        later: list[Candidate] = []
        ahead: list[Candidate] = []
        to_come: list[Bounded] = []
        settling = start.settling
        if self._goes_on or start.ahead:
            recall = recall_after(settling.recall, self._sure(settled, bounded))
            settling = attrs.evolve(settling, recall=recall)
            later, ahead, to_come = self._to_come(start, settling, bounded)
            bounded = [*bounded, *to_come]
        if start.ahead:
            gone = {id(claim) for claim in start.ahead} - {id(claim) for claim in ahead}
            claims = [claim for claim in claims if id(claim) not in gone]
        if later:
            from ipdsl.runtime.bounds.bound import bounded_apart
            from ipdsl.runtime.settlement.later_years import most_together

            claims, _ = ordered([*claims, *later])
            held = {**held, **_held(start.events, later)}
            most = max(0, most_together(settling, [*ahead, *later]) - sum(of.high or 0 for of, _ in to_come))
            bounded = [*bounded, (bounded_apart(later, most), {id(claim): i for i, claim in enumerate(later)})]
        verdicts = _verdicts(bounded) if bounded else {}
        outside = start.settling.total(
            [one for key, one in settled.items() if key not in verdicts] if verdicts else [*settled.values()]
        )
        return Result(
            self.program, self.proposer, self.facts, self.year, claims, start.repeated, settled, verdicts,
            bounded, held, outside, _settled, settling, bool(later or ahead),
        )  # fmt: skip

    @property
    def _goes_on(self) -> bool:
        """Whether states may be paid in years after all others."""
        return self.proposer.forms.follow_states and self.proposer.calendar.states_go_on

    def _sure(self, settled: dict[int, Settled], bounded: list[Bounded]) -> list[Settled]:
        """What is settled, whatever the open facts are."""
        verdicts = _verdicts(bounded)
        known = (v.settled for v in verdicts.values() if v.is_exact and v.settled is not None and v.settled.paid)
        return [*(one for key, one in settled.items() if key not in verdicts), *known]

    def _to_come(
        self, start: Start, settling: Settling, bounded: list[Bounded]
    ) -> tuple[list[Candidate], list[Candidate], list[Bounded]]:  # fmt: skip
        """The claims of states in the years after all others: where nothing ends the window those of all that follow,
        and those of single years that may be paid; and what all that is open may come to. `settling` recalls what
        hangs on nothing.
        """
        from ipdsl.runtime.bounds.bound import bounds_of  # most runs need none of it
        from ipdsl.runtime.settlement.later_years import in_later_years, not_used

        ahead = not_used(self.proposer, settling, start.ahead)
        to_come = bounds_of(settling, tuple(ahead))[1] if ahead else []
        later: list[Candidate] = []
        held: set[tuple[int, int]] = set()
        if self._goes_on:
            alone = _alone([*start.live, *ahead], [*bounded, *to_come])
            later = in_later_years(self.proposer, settling, ahead, alone, self.year)
            is_whole = self.year is None  # one that rules for life limit stands for all years to come
            held = {subject(one) for one in later if is_paid_once(one.clause) or (is_whole and one.high is not None)}
        nothing = {key for key, verdict in _verdicts(to_come).items() if verdict.span[1] == 0}
        waits = self.program.settlement.wait  # what a cap leaves of it is carried
        kept = [claim for claim in ahead if subject(claim) not in held
                and (id(claim) not in nothing or waits(claim.clause.index))]  # fmt: skip
        if len(kept) < len(ahead):
            ahead, to_come = kept, bounds_of(settling, tuple(kept))[1] if kept else []
        return later, ahead, to_come

    def _settling(self, events: Events, claims: list[Candidate]) -> Settling:
        claimed = _claimed(self.program, claims, self._last_year()) if self.program.settlement.waiting else (0, 0)
        rooms = Rooms(self.proposer.code, self.proposer.situation, self.proposer.calendar, self.year, claimed)
        recall = recall_of(self.program, self.facts, events)
        is_told = self.facts.others and self.proposer.is_alone  # the ledger tells of applicants not settled here
        others = recall_of_others(self.program, self.facts.others) if is_told else None
        return Settling(self.proposer, recall, rooms, self.program.currency, self.year, events.keeps, others)

    def _last_year(self) -> int:
        """The last year that may be settled; 0: neither the as-of date nor the reported year ends them."""
        as_of = self.proposer.calendar.as_of
        ends = self.year, None if as_of is None else as_of.year
        return min((year for year in ends if year is not None), default=0)

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


def _alone(claims: list[Candidate], bounded: list[Bounded]) -> list[Candidate]:
    """The claims of states to come that no claim of another can leave nothing: they pay in their year, if it comes."""
    by_id = {id(claim): claim for claim in claims}
    found: list[Candidate] = []
    for one, members in bounded:
        own = [by_id[key] for key in members]
        if all(is_ahead(claim) for claim in own) and len({subject(claim) for claim in own}) == 1:
            found += [claim for claim in own if one.verdicts[members[id(claim)]].span[1] != 0]
    return found


def _verdicts(bounded: list[Bounded]) -> dict[int, Verdict]:
    """What was found of each claim (by identity) in the sets that hold something open."""
    return {key: one.verdicts[i] for one, members in bounded for key, i in members.items()}


def _claimed(program: Program, claims: list[Candidate], last: int) -> tuple[int, int]:
    """The last years of which a claim is known, and possible: a claim without a year may be of the `last`.

    The day of which a claim of a state waits to be told may lie in any year into which its money is carried.
    """
    known = possible = 0
    for claim in claims:
        year = claim.year
        if year is None:
            possible = max(possible, last)
        elif is_ahead(claim):
            possible = max(possible, year + program.settlement.wait(claim.clause.index))
        elif year > known and claim.brought is None:
            possible = max(possible, year)
            if claim.low or not claim.facts:
                known = year
    return known, possible


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
