"""The functions of a generated module, by index, as settlement calls them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import floor
from typing import TypeAlias

import attrs

from ipdsl.runtime.clauses.operations import Answer, all_of, at_least, at_most
from ipdsl.runtime.clauses.plain_values import ApplicantReader, PlainReader
from ipdsl.runtime.clauses.situation import Days, Member, Situation
from ipdsl.runtime.facts import Facts, Record
from ipdsl.runtime.proposal import Proposal
from ipdsl.runtime.terms import Program, Trigger, TriggerKind
from ipdsl.runtime.unknown import FactRef, Open, Truth
from ipdsl.values.days import Date

ClauseFunction: TypeAlias = Callable[[Situation], Proposal]
PlainFunction: TypeAlias = "Callable[[Situation, Record | None, Date, int], Proposal]"
TruthFunction: TypeAlias = Callable[[Situation], Truth]
ValueFunction: TypeAlias = Callable[[Situation], Answer]
DaysFunction: TypeAlias = Callable[[Situation], Days]
TotalFunction: TypeAlias = Callable[[Facts, int | None], int]

OUTSIDE = (LookupError, TypeError, AttributeError, ArithmeticError, ValueError)
"""What a value that an emitted total does not know makes of it."""


@attrs.frozen
class Room:
    """What a cap leaves, in minor units; `high` None: no limit is known. Without `facts` both are equal."""

    low: int
    high: int | None
    facts: frozenset[FactRef] = frozenset()


@attrs.frozen(eq=False)
class Code:
    """A policy's functions. Made by executing a generated module.

    `plain` are the same as `clauses` for facts that are stated; what one of them does not know makes it raise. `steady`
    are the gates of a `while` award that change on its turning points alone, whatever year begins.
    """

    program: Program
    clauses: tuple[ClauseFunction, ...]
    clause_days: Mapping[int, DaysFunction] = attrs.field(factory=dict)
    clause_picks: Mapping[int, TruthFunction] = attrs.field(factory=dict)
    caps: Mapping[str, ValueFunction] = attrs.field(factory=dict)
    suspensions: Mapping[str, TruthFunction] = attrs.field(factory=dict)
    references: Mapping[int, ClauseFunction] = attrs.field(factory=dict)
    allocations: tuple[ClauseFunction, ...] = ()
    obligations: Mapping[int, ClauseFunction] = attrs.field(factory=dict)
    reference_days: Mapping[int, DaysFunction] = attrs.field(factory=dict)
    allocation_days: Mapping[int, DaysFunction] = attrs.field(factory=dict)
    total: TotalFunction | None = None
    readers: Mapping[str, PlainReader] = attrs.field(factory=dict)
    applicant_reader: ApplicantReader | None = None
    plain: Mapping[int, PlainFunction] = attrs.field(factory=dict)
    steady: Mapping[int, tuple[int, ...]] = attrs.field(factory=dict)

    def known_total(self, facts: Facts, year: int | None) -> int | None:
        """What the emitted total says, in minor units; `None` where it leaves the facts to settlement."""
        if self.total is None:
            return None
        try:
            return self.total(facts, year)
        except OUTSIDE:
            return None

    def propose(self, index: int, c: Situation) -> Proposal:
        """The proposal of a clause for one situation. A record of a wider kind that may belong is an open gate."""
        plain = self.plain.get(index)
        proposal = None
        if plain is not None and not c.assume:  # what is assumed stands beside the facts
            try:
                proposal = plain(c, c.record, c.day, c.year)
            except OUTSIDE:
                proposal = None
        proposal = proposal or self.clauses[index](c)
        record, trigger = c.record, self.program.clauses[index].trigger
        is_listed_so = record is None or record.kind == trigger.record
        return proposal if is_listed_so else _with_kind(proposal, c, trigger)

    def reference(self, index: int, c: Situation) -> Proposal:
        """As `propose`, for the gates of a reference; its sum is 0."""
        reference = self.program.references[index]
        if reference.trigger is None or index not in self.references:
            return Proposal()
        return _with_kind(self.references[index](c), c, reference.trigger)

    def allocation(self, index: int, c: Situation) -> Proposal:
        """As `propose`, for a budget line."""
        return _with_kind(self.allocations[index](c), c, self.program.allocations[index].trigger)

    def obligation(self, index: int, c: Situation) -> Proposal:
        """As `propose`, for the gates of a duty; its sum is 0."""
        return self.obligations[index](c) if index in self.obligations else Proposal()

    def days(self, index: int, c: Situation) -> tuple[Date, ...]:
        """Every day on which a condition of a `while` clause may change, in order, in whatever year.

        To be tried beside the first day of a period. A value that is open or none turns nothing.
        """
        return _turning_points(self.clause_days.get(index), c)

    def reference_turns(self, index: int, c: Situation) -> tuple[Date, ...]:
        """As `days`, for a reference with `while`."""
        return _turning_points(self.reference_days.get(index), c)

    def allocation_turns(self, index: int, c: Situation) -> tuple[Date, ...]:
        """As `days`, for a budget line with `while`."""
        return _turning_points(self.allocation_days.get(index), c)

    def picks(self, index: int, c: Situation) -> Truth:
        """Whether the situation's record passes the tests of a set award."""
        return self.clause_picks[index](c) if index in self.clause_picks else True

    def members(
        self, index: int, c: Situation, start: Date, end: Date
    ) -> tuple[tuple[Member, ...], frozenset[FactRef]]:
        """The records of a set award whose event lies between two days, and the kind that may hold more of them.

        The tests of the set hold on the claim's day. For `Situation.on(None, day, year, members, rest)`.
        """
        trigger = self.program.clauses[index].trigger
        listed = c.listed(trigger.record)
        members: list[Member] = []
        for record, belongs in listed.members:
            at = c.on(record, c.day, c.year)
            day = at.field(trigger.date_field)
            belongs = all_of(belongs, at_least(day, start), at_most(day, end), self.picks(index, at))
            if belongs is True or isinstance(belongs, Open):
                members.append((record, belongs))
        return tuple(members), listed.rest

    def cap(self, name: str, c: Situation) -> Room:
        """The room that a cap computes from the year's figures: rounded down, not below 0."""
        value = self.caps[name](c)
        if isinstance(value, Open):
            low = 0 if value.perhaps_cannot else _whole(value.low) or 0
            return Room(low, _whole(value.high), value.facts)
        room = value if type(value) is int and value > 0 else _whole(value) or 0
        return Room(room, room)

    def suspended(self, name: str, c: Situation) -> Truth:
        """Whether the applicant is suspended in the year of the situation, by that rule."""
        return self.suspensions[name](c)


def _whole(value: Answer | None) -> int | None:
    return max(0, floor(value)) if isinstance(value, int | Fraction) else None


def _with_kind(proposal: Proposal, c: Situation, trigger: Trigger) -> Proposal:
    if c.record is None or c.record.kind == trigger.record:
        return proposal
    if proposal.stopped_at is not None or trigger.kind is TriggerKind.SET:
        return proposal
    belongs = c.membership(c.record, trigger.record)
    if not isinstance(belongs, Open):
        return proposal
    return attrs.evolve(proposal, open_facts=proposal.open_facts | belongs.facts, gates_open=True)


def _turning_points(function: DaysFunction | None, c: Situation) -> tuple[Date, ...]:
    return () if function is None else tuple(sorted({day for day in function(c) if type(day) is Date}))
