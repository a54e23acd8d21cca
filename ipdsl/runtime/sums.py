"""The sum that is due, from claims that emitted loops made: through the kernel, without reasons or lines.

In come the loops of a compiled module, one for each award that has a form, and one applicant's facts; out comes what is
due in minor units. The loops make claims whose sums and keys are known; here they are put in order, those of events
that the ledger holds are taken out, and the rest is numbered and settled as every decision is. Where a loop does not
know enough, the claims of its award are proposed as for a decision; where one of these hangs on a fact that was not
stated, the case is left to `evaluate`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, TypeAlias

from ipdsl.runtime.code import OUTSIDE, Code
from ipdsl.runtime.facts import Facts, Record
from ipdsl.runtime.kernel import allocate
from ipdsl.runtime.kernel.allocate import UNPAID
from ipdsl.runtime.kernel.number import Asked, Numbered, Party, RoomOf
from ipdsl.runtime.kernel.recall import KeyValue, Recall
from ipdsl.runtime.kernel.table import table_of_program
from ipdsl.runtime.settlement.claims import Candidate
from ipdsl.runtime.settlement.ending import standard_for
from ipdsl.runtime.settlement.horizon import calendar_of
from ipdsl.runtime.settlement.item_order import ItemPlace, item_place
from ipdsl.runtime.settlement.ledger import Events, is_final
from ipdsl.runtime.settlement.offers import forms_of
from ipdsl.runtime.settlement.rooms import Rooms
from ipdsl.runtime.steps import Bound
from ipdsl.runtime.terms import Program, Trigger, TriggerKind
from ipdsl.runtime.totals import NO_KEY, OfYear, last_stated, outside
from ipdsl.values.days import Date

Light: TypeAlias = "tuple[Date, int, str, str, Record | None, int, str, tuple[KeyValue | None, ...]]"
"""A claim: day, clause (by index), item, record id, record, sum, row, and its columns as the steps ask for them."""

Claims: TypeAlias = "list[Light]"
"""Claims of one applicant."""

Keyed: TypeAlias = "tuple[tuple[object, ...], Asked]"
"""A claim as the kernel takes it, with its place in claim order."""

_NO_RECALL = Recall({})


class Loop(NamedTuple):
    """A function that makes the claims of one award: `function(facts, records, last, claims, *told)`.

    `kinds` are those under which its records may be listed, `listing` finds them where these are several; an award that
    speaks of no records has neither, and its function takes none.
    """

    clause: int
    kinds: tuple[str, ...]
    function: Callable[..., None]
    listing: Callable[[Facts], Sequence[Record]] | None = None


class Course:
    """The loops of a policy's awards, and the suspensions with the clauses that each reaches.

    `clauses` are those that it settles: all of them, or those that no shorter form adds up.
    """

    __slots__ = ("_alone", "_by_kind", "clauses", "left_out", "loops", "rests")

    def __init__(
        self, clauses: tuple[int, ...], loops: tuple[Loop, ...],
        rests: tuple[tuple[OfYear, tuple[int, ...]], ...] = (),
    ) -> None:  # fmt: skip
        self.clauses, self.loops, self.rests = frozenset(clauses), loops, rests
        self.left_out = self.clauses.difference([loop.clause for loop in loops])
        own = [loop for loop in loops if loop.clause in self.clauses]
        self._alone = tuple(loop for loop in own if not loop.kinds or loop.listing is not None)
        self._by_kind: dict[str, list[Loop]] = {}
        for loop in own:
            if loop.kinds and loop.listing is None:
                self._by_kind.setdefault(loop.kinds[0], []).append(loop)

    def due(self, code: Code, facts: Facts, last: Date, year: int | None, *told: bool) -> int:
        """What is due to the clauses, in all years or in one; `last` is the last day that counts."""
        claims: list[Light] = []
        unknown = self._collect(facts, last, claims, told)
        unknown.update(self._touched(code.program, facts))
        if not claims and not unknown and not facts.history:
            return 0
        return _Run(self, code, facts, year).due(claims, frozenset(unknown))

    def _collect(self, facts: Facts, last: Date, claims: list[Light], told: tuple[bool, ...]) -> set[int]:
        """Makes the claims; the clauses whose loops do not know enough."""
        unknown: set[int] = set()
        by_kind = self._by_kind
        for kind, listing in facts.records.items():
            if kind in by_kind and listing.records:
                for loop in by_kind[kind]:
                    number = len(claims)
                    try:
                        loop.function(facts, listing.records, last, claims, *told)
                    except OUTSIDE:
                        del claims[number:]
                        unknown.add(loop.clause)
        for loop in self._alone:
            number = len(claims)
            try:
                if loop.listing is None:
                    loop.function(facts, last, claims, *told)
                elif records := loop.listing(facts):
                    loop.function(facts, records, last, claims, *told)
            except OUTSIDE:
                del claims[number:]
                unknown.add(loop.clause)
        return unknown

    def _touched(self, program: Program, facts: Facts) -> Iterable[int]:
        """The clauses without a loop of which the facts may make claims."""
        if not self.left_out:
            return ()
        return forms_of(program).met(facts) & self.left_out


class _Run:
    """One applicant's claims on their way through the kernel."""

    def __init__(self, course: Course, code: Code, facts: Facts, year: int | None) -> None:
        self.course, self.code, self.facts, self.year = course, code, facts, year
        self.program = code.program
        self.table = table_of_program(self.program)
        self.forms = forms_of(self.program).every
        self._resting: dict[int, frozenset[int]] = {}

    def due(self, lights: list[Light], unknown: frozenset[int]) -> int:
        """What is due to these claims, and to those of the clauses that are not known yet."""
        recall, keyed = _NO_RECALL, list[Keyed]()
        if self.course.rests and lights:
            lights = self._without_suspended(lights)
        if unknown or self.facts.history:
            claims = proposed(self.code, self.facts, self.year, unknown) if unknown else []
            if self.facts.history:
                recall, lights, claims = self._remembered(lights, claims)
            keyed = [*map(self._in_order, lights), *map(self._of_candidate, claims)]
            asked = _ordered(keyed)
        else:
            asked = self._asked(lights)
        return self._settled(asked, recall) if asked else 0

    # ------------------------------------------------------------------------------------------ claims

    def _without_suspended(self, lights: list[Light]) -> list[Light]:
        stopped = {year: self.resting(year) for year in {light[0].year for light in lights}}
        if not any(stopped.values()):
            return lights
        return [light for light in lights if light[1] not in stopped[light[0].year]]

    def resting(self, year: int) -> frozenset[int]:
        """The clauses that a suspension reaches which holds in that year."""
        found = self._resting.get(year)
        if found is None:
            found = frozenset()
            for is_suspended, clauses in self.course.rests:
                if is_suspended(self.facts, year):
                    found = found.union(clauses)
            self._resting[year] = found
        return found

    def _asked(self, lights: list[Light]) -> list[Asked]:
        """Claims of loops in claim order; of one dated event the first stands for it."""
        lights.sort()  # where day, clause, item and record are alike, comparing fails: left to `evaluate`
        forms, found = self.forms, list[Asked]()
        before, item = (Date.max, -1), ""
        for light in lights:
            if light[:2] == before:
                if light[2] == item:
                    continue
                if forms[light[1]].ranks:
                    return _ordered([self._in_order(light) for light in lights])
            before, item = light[:2], light[2]
            found.append(self._of(light))
        return found

    def _of(self, light: Light) -> Asked:
        """A claim of a loop, as the kernel takes it."""
        day, index, item, _, _, sum_, row, columns = light
        form = self.forms[index]
        clause, standard = form.clause, 0
        if form.is_raised and self.facts.older_documents:
            names = self.table.settlement.columns[index]
            matter = columns[names.index("matter") if "matter" in names else -1]
            found = standard_for(self.facts, item, str(matter))
            standard = 0 if found is None else found.amount
        if form.shared and any(names is None or self._is_shared(columns, index, names) for _, names in form.shared):
            outside()  # it hangs on other applicants
        once = clause.once_of_rows.get(row, clause.once)
        return Asked(index, day.year, sum_, columns, (row, form.root, item), once, standard, clause.less is not None)

    def _is_shared(self, columns: tuple[KeyValue | None, ...], index: int, names: tuple[str, ...]) -> bool:
        """Whether a claim has all the keys of a cap across applicants."""
        of = self.table.settlement.columns[index]
        return all(columns[of.index(name)] is not None for name in names)

    def _in_order(self, light: Light) -> Keyed:
        day, index, item, id_, record = light[:5]
        form = self.forms[index]
        place: ItemPlace = item
        if form.ranks and record is None:  # a set, whose item is made of its keys
            parts = item.split(" / ")
            if len(parts) != len(form.ranks):
                outside()
            keys = {name: part for (name, _), part in zip(form.ranks, parts, strict=True) if part != NO_KEY}
            place = item_place(form.ranks, item, None, keys)
        elif form.ranks:
            place = item_place(form.ranks, item, record, {})
        return (False, day, index, place, id_), self._of(light)

    def _of_candidate(self, claim: Candidate) -> Keyed:
        from ipdsl.runtime.settlement.settle import asked_of

        assert claim.year is not None
        return claim.order, asked_of(self.table, claim, claim.low, claim.year)

    def _remembered(
        self, lights: list[Light], claims: list[Candidate]
    ) -> tuple[Recall, list[Light], list[Candidate]]:  # fmt: skip
        """What was paid before; the claims of events that the ledger does not hold, and of money that it carries."""
        from ipdsl.runtime.settlement.brought import brought_by
        from ipdsl.runtime.settlement.ledger import NO_EVENTS, events_of, own_lines, recall_of

        program, facts = self.program, self.facts
        lines = own_lines(program, facts)
        events = events_of(lines) if lines else NO_EVENTS
        recall = recall_of(program, facts, events)
        if not lines:
            return recall, lights, claims
        brought = {}
        if program.settlement.waiting:
            own = self.course.clauses
            found = brought_by(program, facts, events, self.year)
            brought = {id(claim.brought): claim for claim in found if claim.clause.index in own}
        lights = [light for light in lights if self._is_new(events, brought, light)]
        return recall, lights, [*(c for c in claims if self._is_new_claim(events, brought, c)), *brought.values()]

    def _is_new(self, events: Events, brought: Mapping[int, Candidate], light: Light) -> bool:
        """Whether the event of a claim is to be settled."""
        day, index, item, id_, record = light[:5]
        form = self.forms[index]
        line = events.line_of(form.clause.label, item, day, day.year)
        if line is None:
            return True
        own = brought.get(id(line))
        if own is not None and own.source is None and record is not None:
            own.source, own.record = record, id_
            own.place = item_place(form.ranks, item, record, {}) if form.ranks else item
        return own is None and not is_final(line)

    def _is_new_claim(self, events: Events, brought: Mapping[int, Candidate], claim: Candidate) -> bool:
        line = events.line_for(claim)
        if line is None:
            return True
        own = brought.get(id(line))
        if own is not None and own.source is None:
            own.source, own.record, own.place, own.late = claim.source, claim.record, claim.place, claim.late
        return own is None and not is_final(line)

    # ------------------------------------------------------------------------------------------ settlement

    def _settled(self, asked: list[Asked], recall: Recall) -> int:
        """What the kernel leaves of the claims, in all years or in the one."""
        table, year = self.table, self.year
        room_of: RoomOf = self._room if table.settlement.computed else _constant
        party = Party(recall, room_of, _Years(self) if table.carries else None)
        numbered = Numbered(table, asked, [party])
        tables = numbered.tables
        if tables is None:
            return sum([one.total for one in asked if not one.since and year in (None, one.year)])
        allocate.settle(tables)
        left = tables.left
        if not tables.paid_at:
            return sum(left) if year is None else sum([left[i] for i, one in enumerate(asked) if one.year == year])
        years, paid_in = len(tables.paid_in) // len(asked), tables.paid_in
        if year is not None:
            at = year - tables.y0
            paid_in = paid_in[at::years] if 0 <= at < years else []
        due = sum([sum_ for sum_ in paid_in if sum_ != UNPAID])
        for i, one in enumerate(asked):
            if tables.row_of_rest[i] < 0 and year in (None, one.year):
                due += left[i]
        return due

    def _room(self, bound: Bound, year: int) -> int:
        if bound.function is None:
            return bound.amount or 0
        room = self.rooms.of(bound, year)
        return outside() if room.facts else room.low

    @cached_property
    def rooms(self) -> Rooms:
        """The rooms that come from a year's figures, and the years for which money may wait."""
        from ipdsl.runtime.clauses.situation import Situation

        here = Situation(self.program, self.facts, None, Date.min, 1)
        return Rooms(self.code, here, calendar_of(self.program, self.facts), self.year)


class _Years:
    """The years of an applicant whose money may wait."""

    __slots__ = ("_run",)

    def __init__(self, run: _Run) -> None:
        self._run = run

    @property
    def last(self) -> int:
        """The last year with an event or a figure; the as-of date and the reported year end it."""
        facts, reported = self._run.facts, self._run.year
        last = last_stated(self._run.program, facts)
        ends = (last if reported is None else reported, last if facts.as_of is None else facts.as_of.year)
        return min(last, *ends)

    def is_over(self, year: int) -> bool:
        """Whether the year has ended by the as-of date."""
        as_of = self._run.facts.as_of
        return as_of is None or as_of >= datetime.date(year, 12, 31)

    def resting(self, year: int) -> frozenset[int]:
        """The clauses of which nothing that waited is paid in that year."""
        return self._run.resting(year)


def proposed(code: Code, facts: Facts, year: int | None, clauses: frozenset[int]) -> list[Candidate]:
    """The claims of these clauses as a decision has them; none may be open."""
    from ipdsl.runtime.settlement.propose import proposer_of

    terms = [code.program.clauses[index].trigger for index in clauses]
    if any(_waits_for_days(facts, trigger) for trigger in terms):
        outside()  # before anything is proposed that `evaluate` would propose again
    proposer = proposer_of(code.program, code, facts, strict=False)
    claims = [claim for claim in proposer.claims(clauses) if claim.is_live]
    if year is not None:
        claims = [claim for claim in claims if (claim.year or 0) <= year]
    if any(claim.facts or claim.unknown_keys or claim.day is None for claim in claims):
        outside()
    follows = any(trigger.kind is TriggerKind.WHILE for trigger in terms)
    if follows and proposer.calendar.may_go_on and proposer.calendar.is_asked(claims):
        outside()  # states may be paid in years that a day brings which is not stated
    return claims


def _waits_for_days(facts: Facts, trigger: Trigger) -> bool:
    """Whether a record states no day for the event of a clause."""
    listing = facts.records.get(trigger.record) if trigger.kind is TriggerKind.RECORD else None
    return listing is not None and any(record.values.get(trigger.date_field) is None for record in listing.records)


def _constant(bound: Bound, year: int) -> int:
    return bound.amount or 0


def _ordered(keyed: list[Keyed]) -> list[Asked]:
    """The claims in claim order; of one dated event the first stands for it."""
    keyed.sort(key=_place)  # a place may be text here and a tuple there only of different clauses
    found: list[Asked] = []
    before: tuple[object, ...] = ()
    seen: set[tuple[object, ...]] = set()
    for order, asked in keyed:
        if order == before and not asked.since:
            outside()  # only the contents of records tell them apart
        before = order
        if not asked.since:
            event = (asked.clause, asked.about[1], asked.about[2], order[1])
            if event in seen:
                continue
            seen.add(event)
        found.append(asked)
    return found


def _place(keyed: Keyed) -> tuple[object, ...]:
    return keyed[0]
