"""The sum of each cap in each year, constant or from that year's figures and then perhaps open; who is suspended when.

What is open has two ends: at the least each cap leaves its least and everyone who may be suspended is, at the most
the other way round. Settlement is run at one of them.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from ipdsl.runtime.clauses.in_year import known_of_year
from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.code import Code, Room
from ipdsl.runtime.settlement.claims import INFINITE, Candidate
from ipdsl.runtime.settlement.horizon import Calendar, last_over, last_settled
from ipdsl.runtime.steps import Bound
from ipdsl.runtime.terms import Clause, Suspend
from ipdsl.runtime.unknown import FactRef, Open, Truth

NOWHERE: frozenset[int] = frozenset()


@attrs.frozen(eq=False, repr=False)
class Rooms:
    """Computes each cap and each suspension once a year; `reported` is the one year that is reported, and the last."""

    code: Code
    situation: Situation
    calendar: Calendar
    reported: int | None = None
    _rooms: dict[tuple[str, int], Room] = attrs.field(factory=dict)
    _suspended: dict[int, tuple[tuple[Suspend, Truth], ...]] = attrs.field(factory=dict)
    _situations: dict[int, Situation] = attrs.field(factory=dict)

    @property
    def low(self) -> End:
        """Everything at the least."""
        return End(self, is_high=False)

    @property
    def high(self) -> End:
        """Everything at the most."""
        return End(self, is_high=True)

    def assuming(self, situation: Situation) -> Rooms:
        """The same in a case of the facts."""
        return Rooms(self.code, situation, self.calendar, self.reported)

    def ask_anew(self, situation: Situation) -> None:
        """Asks another situation for all that was asked for."""
        anew = self.assuming(situation)
        for name, year in self._rooms:
            self.code.cap(name, anew._in(year))
        for year in self._suspended:
            anew.suspended(year)

    def of(self, bound: Bound, year: int) -> Room:
        """What the cap leaves in that year before anything is charged; worked out once."""
        if bound.function is None:
            sum_ = bound.amount or 0
            return Room(sum_, sum_)
        key = (bound.function, year)
        room = self._rooms.get(key)
        if room is None:
            room = self._rooms[key] = self.code.cap(bound.function, self._in(year))
        return room

    def facts(self, bound: Bound, year: int) -> frozenset[FactRef]:
        """The figures that the sum waits for."""
        return self.of(bound, year).facts

    def suspended(self, year: int) -> tuple[tuple[Suspend, Truth], ...]:
        """Each suspension with whether it holds in that year."""
        suspensions = self._suspended.get(year)
        if suspensions is None:
            rules = self.code.program.suspensions
            suspensions = self._suspended[year] = tuple([(rule, self._is_suspended(rule, year)) for rule in rules])
        return suspensions

    def _is_suspended(self, rule: Suspend, year: int) -> Truth:
        known = known_of_year(self.situation, rule.function, year)  # claims of the year have mostly asked
        return self.code.suspended(rule.function, self._in(year)) if known is None else known

    def is_suspended(self, clause: Clause, year: int) -> bool:
        """Whether the clause is suspended in that year for sure."""
        return any(truth is True for rule, truth in self.suspended(year) if clause.index in rule.clauses)

    def resting(self, clause: Clause, year: int) -> frozenset[FactRef]:
        """The facts that tell whether carried money of the clause rests in that year."""
        truths = [truth for rule, truth in self.suspended(year) if clause.index in rule.clauses]
        if any(not isinstance(truth, Open) and truth is not False for truth in truths):
            return frozenset()
        return frozenset[FactRef]().union(*(truth.facts for truth in truths if isinstance(truth, Open)))

    def is_rest_open(self, claims: Iterable[Candidate], years: Iterable[int]) -> bool:
        """Whether it hangs on facts if carried money of one of the claims rests in one of the years."""
        open_: list[int] = []
        for year in years:
            for _, truth in self.suspended(year):
                if type(truth) is Open:
                    open_.append(year)
                    break
        return bool(open_) and any(self.resting(claim.clause, year) for claim in claims for year in open_)

    def _in(self, year: int) -> Situation:
        situation = self._situations.get(year)
        if situation is None:
            situation = self._situations[year] = self.situation.on(None, self.calendar.year_end(year), year)
        return situation

    @property
    def last(self) -> int:
        """The last year settled for what was carried."""
        return last_settled(self.calendar.as_of, self.reported)


@attrs.frozen(eq=False, repr=False)
class End:
    """One end of what is open in the rooms of a run; called, it is the sum of a cap in a year."""

    rooms: Rooms
    is_high: bool

    def __call__(self, bound: Bound, year: int) -> int:
        if bound.function is None:
            return bound.amount or 0
        room = self.rooms.of(bound, year)
        if not self.is_high:
            return room.low
        return INFINITE if room.high is None else room.high

    def rests(self, clause: Clause, year: int) -> bool:
        """Whether what was carried of the clause rests in that year."""
        return clause.index in self.resting(year)

    def resting(self, year: int) -> frozenset[int]:
        """The clauses (by place in the text) of which nothing that was carried is paid in that year."""
        resting = [rule.clauses for rule, truth in self.rooms.suspended(year) if not self._is_free(truth)]
        return frozenset[int]().union(*resting) if resting else NOWHERE

    def _is_free(self, truth: Truth) -> bool:
        return truth is False or (self.is_high and isinstance(truth, Open))

    @property
    def last(self) -> int:
        """The last year settled for what was carried."""
        return self.rooms.last

    @property
    def reported(self) -> int | None:
        """The one year that is reported; `None`: all."""
        return self.rooms.reported

    @property
    def over(self) -> int:
        """The last year that has ended by the as-of date."""
        return last_over(self.rooms.calendar.as_of)
