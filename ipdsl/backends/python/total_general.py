"""Rules of a component by the runtime's own settlement: for rules that remember, choose or stand across each other.

The loops are emitted, the rules are not: slower than sums of years, and still without reasons and ledger.
"""

from __future__ import annotations

import attrs

from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.total_claims import Award, Function, Loop, begin
from ipdsl.backends.python.total_loops import listing_of, record_loop, set_loop, year_loop
from ipdsl.backends.python.total_states import yearly_state_loop
from ipdsl.backends.python.total_values import NotListedError
from ipdsl.runtime.settlement.layout import Layout
from ipdsl.runtime.terms import Cap, NoRepeat, Program, TopUp, TriggerKind


@attrs.define
class General:
    """Writes the function of one component."""

    program: Program
    layout: Layout
    function: Function
    awards: dict[int, Award]
    records: dict[str, str]

    def write(self) -> None:
        """The whole body."""
        function = self.function
        for award in self.awards.values():
            for _, rule in self.layout.over(award.term):
                if isinstance(rule, NoRepeat | TopUp) or (isinstance(rule, Cap) and (rule.across or rule.carry)):
                    raise NotListedError
        function.ask_beneficiary(self.awards.values())
        function.put("claims = []")
        for award in self.awards.values():
            self._collect(award)
        function.put("return admitted(CODE, facts, claims, since)")

    def _collect(self, award: Award) -> None:
        function = self.function
        depth = begin(function, award)
        first = self._first_day(award)
        trigger = award.term.trigger
        # the row of a claim matters for `once`
        names_row = bool(award.term.once_kinds) and bool(award.term.rows)
        subject = "record" if trigger.record and not award.is_yearly else "None"
        index, row, keys = literal(award.term.index), "row" if names_row else "''", "keys" if trigger.keys else "()"

        def append(loop: Loop, text: str) -> None:
            loop.put(f"claims.append(({index}, {subject}, day, {text}, {row}, {keys}))")

        kind = trigger.record
        records = kind and (self.records.get(kind) or listing_of(function.values, kind))
        match trigger.kind:
            case TriggerKind.YEAR:
                year_loop(function, award, depth, first, append, names_row=names_row)
            case TriggerKind.SET:
                set_loop(function, award, records, depth, first, append, names_row=names_row)
            case TriggerKind.WHILE:
                yearly_state_loop(function, award, records, depth, append, names_row=names_row)
            case TriggerKind.RECORD:
                record_loop(function, award, records, depth, first, append, names_row=names_row)

    def _first_day(self, award: Award) -> str:
        """From where claims are settled: earlier years are memory for the reported one."""
        start = None if self.program.is_draft else self.program.window.start
        days = [day for day in (start, award.term.start) if day is not None]
        return self.function.values.shared.constants.name(max(days), "") if days else "date.min"
