"""Functions on which emitted totals stand: lists of related kinds, counts of records, rooms of computed caps."""

from __future__ import annotations

import re
from itertools import pairwise

from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.names import Locals
from ipdsl.backends.python.shared import Shared
from ipdsl.backends.python.total_claims import Function, joined
from ipdsl.backends.python.total_loops import listing_of, window_ends
from ipdsl.backends.python.total_values import NotListedError, Values, read_field
from ipdsl.making import attrs
from ipdsl.plan.ir import CapBody, Plan
from ipdsl.plan.walk import nodes
from ipdsl.schema.model import Schema
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr

BUILTINS = ("any", "bool", "enumerate", "int", "len", "max", "min", "range", "set", "sorted", "str", "sum", "type")
"""The only builtins that an emitted total names."""

_OF_OTHERS = typed.IsFirst | typed.Aggregate | typed.MatterSupported
"""What cannot be asked of a record that is only counted or looked for."""

OWN = frozenset(
    {"asked", "begun", "by_year", "changes", "claims", "clause", "day", "done", "due", "early", "facts", "found",
     "item", "kept", "keys", "kind", "last", "left", "listing", "members", "number", "place", "proposed", "record",
     "records", "row", "sets", "settle", "since", "since_it", "stated", "until", "values", "year", *BUILTINS}
)  # fmt: skip
"""Names that the functions use beside those of the page."""


@attrs.frozen
class Helpers:
    """Writes the functions that the expressions of a policy's total have asked for."""

    plan: Plan
    shared: Shared
    taken: frozenset[str]

    def written(self, text: str) -> str:
        """The functions on which a text of functions stands."""
        bodies = [self._room(cap) for cap in self.plan.caps if re.search(rf"\b_room_{cap.function}\b", text)]
        bodies += [self._happening(event, name) for event, name in self.shared.happenings.items()]
        done: set[object] = set()
        while waiting := [pick for pick in self.shared.counters if pick not in done]:
            done.update(waiting)
            bodies = [*(self._counter(pick, self.shared.counters[pick]) for pick in waiting), *bodies]
        lists = [self._lister(kind, name) for kind, name in self.shared.listers.items()]
        asked = [self._condition(tests, name) for tests, name in self.shared.conditions.items()]
        return "\n\n\n".join("\n".join(body) for body in (*lists, *asked, *bodies))

    def _function(self, year: str = "day.year", day: str = "day") -> Function:
        values = Values(self.shared, self.plan.program.currency, "day", year)
        return Function(values, Locals(self.taken | OWN), day=day)

    def _condition(self, tests: tuple[Expr, ...], name: str) -> list[str]:
        function = self._function()
        function.put(f"return {joined([function.values.holds(test) for test in tests])}")
        return [f"def {name}(facts: Facts, day: date) -> bool:", *function.finish()]

    def _room(self, cap: CapBody) -> list[str]:
        allowed = (
            typed.Figure | typed.Const | typed.ApplicantField | typed.Add | typed.Subtract | typed.Scale
            | typed.Smallest | typed.Largest
        )  # fmt: skip
        if not all(isinstance(node, allowed) for node in nodes(cap.amount)):
            raise NotListedError
        ends = ", ".join(window_ends(Values(self.shared, ""), self.plan.program))
        function = self._function("year", f"year_end(year, {ends})")
        number = function.values.number(cap.amount)
        whole = number.text if number.over == 1 else f"({number.text}) // {literal(number.over)}"
        function.put(f"return max(plain_number({whole}) // 1, 0)")
        head = f"def _room_{cap.function}(facts: Facts, year: int) -> int:"
        return [head, f"    {literal(cap.title)}", *function.finish()]

    def _happening(self, event: typed.EventInYear, name: str) -> list[str]:
        pick, schema = event.pick, self.plan.program.schema
        if any(isinstance(node, _OF_OTHERS) for test in pick.tests for node in nodes(test)):
            raise NotListedError
        function = Function(Values(self.shared, self.plan.program.currency), Locals(self.taken | OWN))
        field = schema.record_by_name[pick.record].event_by_name[event.event].date_field
        function.put(f"complete(facts, {', '.join(map(literal, schema.lineage(pick.record)))})")
        function.put(f"for record in {listing_of(function.values, pick.record)}:")
        loop = function.loop(2)
        loop.put(f"day = {read_field(field)}")
        loop.unless("day is NONE or day.year != year")
        loop.day_is_known()
        for test in pick.tests:  # what cannot be determined of one record leaves the year so: that is not asked here
            loop.unless(f"not {function.values.holds(test)}")
        loop.put("return True")
        loop.finish()
        function.put("return False")
        return [f"def {name}(facts: Facts, year: int) -> bool:", *function.finish()]

    def _counter(self, pick: typed.Pick, name: str) -> list[str]:
        if any(isinstance(node, _OF_OTHERS) for test in pick.tests for node in nodes(test)):
            raise NotListedError
        function = self._function()
        kinds = ", ".join(map(literal, self.plan.program.schema.lineage(pick.record)))
        function.put(f"complete(facts, {kinds})")
        if not pick.tests:
            function.put(f"return len({listing_of(function.values, pick.record)})")
        else:
            function.put("found = 0")
            function.put(f"for record in {listing_of(function.values, pick.record)}:")
            loop = function.loop(2)
            tests = [function.values.holds(test) for test in pick.tests]
            loop.put(f"if {joined(tests)}:")
            loop.put("found += 1", 1)
            loop.finish()
            function.put("return found")
        return [f"def {name}(facts: Facts, day: date) -> int:", *function.finish()]

    def _lister(self, kind: str, name: str) -> list[str]:
        schema = self.plan.program.schema
        narrower = schema.narrower_records[kind]
        others = [other for other in listed_under(schema, kind) if other != kind]
        apart = " and ".join(f"{literal(other)} not in stated" for other in others)
        lines = [f"def {name}(facts: Facts) -> Records:", "    stated = facts.records", f"    if {apart}:"]
        lines.append(f"        return listed(facts, {literal(kind)})")
        lines.append(f"    found = [*listed(facts, {literal(narrower[0])})]")
        lines += [f"    found += listed(facts, {literal(other)})" for other in narrower[1:]]
        tests: list[str] = []
        lineage = schema.lineage(kind)
        for step, wider in pairwise(lineage):
            fixed = schema.record_by_name[step].fixed
            tests += [f"record.values[{literal(word)}] == {_fixed(value)}" for word, value in fixed]
            if tests:
                lines.append(f"    for record in listed(facts, {literal(wider)}):")
                lines.append(f"        if {' and '.join(tests)}:")
                lines.append("            found.append(record)")
            else:
                lines.append(f"    found += listed(facts, {literal(wider)})")
        return [*lines, "    return found"]


def _fixed(value: object) -> str:
    if isinstance(value, bool | int | str):
        return literal(value)
    raise NotListedError


def listed_under(schema: Schema, kind: str) -> tuple[str, ...]:
    """The kinds under which a record of a kind may be listed: narrower ones, itself, wider ones."""
    return (*schema.narrower_records[kind], *schema.lineage(kind)[1:])
