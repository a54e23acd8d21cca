"""The loops of a component whose sums of years are enough: what each award adds, and to which year.

A loop adds to the sums of its award; without rules over any of them, to what is due.
"""

from __future__ import annotations

from collections.abc import Iterable

from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.total_claims import Award, Function, Loop, Sink, begin
from ipdsl.backends.python.total_loops import listing_of, record_loop, set_loop, year_loop
from ipdsl.backends.python.total_states import state_loop, yearly_state_loop
from ipdsl.backends.python.total_values import NotListedError
from ipdsl.backends.python.total_years import Years
from ipdsl.making import attrs
from ipdsl.runtime.settlement.layout import Layout
from ipdsl.runtime.terms import Cap, Limit, Program, TriggerKind


@attrs.define
class Sums:
    """Writes the loops of one component."""

    program: Program
    layout: Layout
    function: Function
    awards: dict[int, Award]
    records: dict[str, str]  # the text for the records of a kind
    sinks: dict[int, str] = attrs.field(factory=dict)
    rooms: list[str] = attrs.field(factory=list)

    @property
    def span(self) -> Years:
        """The years of the window."""
        return Years(self.program)

    def add_up(self, award: Award, sums: str) -> None:
        function = self.function
        depth = begin(function, award)
        since = "since"
        if award.term.start is not None:
            since = "since_it"
            start = function.values.shared.constants.name(award.term.start, "")
            function.put(f"since_it = max(since, {start})", depth)
        records = self._records_of(award)
        once = self._once(award)
        if once == "item" and award.term.trigger.keys:
            raise NotListedError  # the item of such a set comes again in another year
        if once == "item" and records and not award.is_yearly:
            function.put(f"if len({records}) > 1:", depth)
            function.put(f"told_apart({records})", depth + 1)
        if once == "applicant":
            self._first(award, records, depth, sums)
        elif award.term.trigger.kind is TriggerKind.WHILE and once:
            self._state(award, records, depth, sums)
        else:
            how = self.how(award.term.index)

            def add(loop: Loop, text: str) -> None:
                self._add(loop, sums, text, how)

            if award.term.trigger.kind is TriggerKind.WHILE:
                self._every_year(award, records, depth, add)
            elif award.term.trigger.kind is TriggerKind.YEAR:
                year_loop(function, award, depth, since, add)
            elif award.is_yearly:
                set_loop(function, award, records, depth, since, add)
            else:
                record_loop(function, award, records, depth, since, add, with_late=how != "count")

    def _state(self, award: Award, records: str, depth: int, sums: str) -> None:
        """One payment for each item, on the first day."""
        if self._once(award) != "item" or self._others(award):
            raise NotListedError
        loop = state_loop(self.function, award, records, depth, self._window_start)
        loop.put("if day < since:")
        for room in self._computed_rooms(award, "day.year"):
            loop.put(room, 1)
        loop.put("continue", 1)
        self._add(loop, sums, self.function.values.shared.constants.name(award.constant or 0, "money"))
        loop.finish()

    def _every_year(self, award: Award, records: str, depth: int, add: Sink) -> None:
        """A payment in each year; of an item that is listed twice the days may be the same."""
        if records:
            self.function.put(f"if len({records}) > 1:", depth)
            self.function.put(f"told_apart({records})", depth + 1)

        def reported(loop: Loop, text: str) -> None:
            loop.unless("day < since")
            add(loop, text)

        yearly_state_loop(self.function, award, records, depth, reported, names_row=False)

    def _computed_rooms(self, award: Award, year: str) -> list[str]:
        """The rooms of an earlier year: where they are not known, `evaluate` leaves open what is due now."""
        caps = [rule for _, rule in self.layout.over(award.term) if isinstance(rule, Cap) and rule.function]
        return [f"_room_{cap.function}(facts, {year})" for cap in caps]

    def _records_of(self, award: Award) -> str:
        """The text for the records of an award; empty for one of the applicant alone."""
        kind = award.term.trigger.record
        return kind and (self.records.get(kind) or listing_of(self.function.values, kind))

    def _first(self, award: Award, records: str, depth: int, sums: str) -> None:
        """One payment for the applicant, on the first day."""
        if award.constant is None or self._others(award) or award.term.start is not None or award.is_yearly:
            raise NotListedError
        function = self.function
        found = function.locals.take("first")
        function.put(f"{found} = None", depth)
        if award.term.trigger.kind is TriggerKind.WHILE:
            loop = state_loop(function, award, records, depth, self._window_start)
            self._earliest(loop, found)
            loop.finish()
        else:
            record_loop(
                function, award, records, depth, self._window_start, lambda loop, _: self._earliest(loop, found)
            )
        paid = function.values.shared.constants.name(award.constant, "money")
        function.put(f"if {found} is not None and {found} >= since:", depth)
        target = f"{sums}[{self.span.place_of(found)}]" if sums else "due"
        function.put(f"{target} += {paid}", depth + 1)
        rooms = self._computed_rooms(award, f"{found}.year")
        if rooms:
            function.put(f"elif {found} is not None:", depth)
            for room in rooms:
                function.put(room, depth + 1)

    @staticmethod
    def _earliest(loop: Loop, found: str) -> None:
        loop.put(f"if {found} is None or day < {found}:")
        loop.put(f"{found} = day", 1)

    @property
    def _window_start(self) -> str:
        start = self.program.window.start
        if start is None or self.program.is_draft:
            raise NotListedError
        return self.function.values.shared.constants.name(start, "")

    def _add(self, loop: Loop, sums: str, text: str, how: str = "sum") -> None:
        year = self.span.place_of("day")
        match how:
            case _ if not sums:
                loop.put(f"due += {text}")
            case "count":
                loop.put(f"{sums}[{year}] += 1")
            case _:
                loop.put(f"{sums}[{year}] += {text}")

    # ------------------------------------------------------------------------------------------ what a clause meets

    def _once(self, award: Award) -> str:
        """Of an item, of the applicant, or none."""
        every = {award.term.once, *(row.once for row in award.term.rows)} - {None}
        if not every:
            return ""
        if every == {()}:
            return "item"
        if len(every) == 1 and award.term.once in every and all(self._is_who(key) for key in award.term.once or ()):
            for key in award.term.once or ():
                self._must_bind(key, [award.term.index])
            return "applicant"
        raise NotListedError

    def _others(self, award: Award) -> bool:
        """Rules over the clause that are no caps: what they cut may be paid later."""
        return any(not isinstance(rule, Cap) for _, rule in self.layout.over(award.term))

    def how(self, index: int) -> str:
        """What is kept of a clause's claims of a year: their sum, or their number."""
        is_counted = any(isinstance(rule, Limit) for _, rule in self.layout.over(self.awards[index].term))
        return "count" if is_counted else "sum"

    def _is_who(self, key: str) -> bool:
        return key == "applicant" or key in self.program.schema.who

    def _must_bind(self, key: str, clauses: list[int]) -> None:
        """The applicant is of the key's kind wherever one of the clauses pays; else `evaluate` is asked."""
        if not self._binds(key, clauses):
            self.rooms.append(f"if {literal(key)} not in facts.kinds:")
            self.rooms.append("    outside()")

    def _binds(self, key: str, clauses: Iterable[int]) -> bool:
        return is_implied(self.program, key, clauses)


def is_implied(program: Program, key: str, clauses: Iterable[int]) -> bool:
    """Whoever the awards go to is of the key's kind."""
    wider = program.schema.wider
    to = [program.clauses[index].to for index in clauses]
    return key == "applicant" or all(kinds and all(key in wider[kind] for kind in kinds) for kinds in to)
