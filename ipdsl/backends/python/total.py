"""The emitted total of a policy: what is due, without reasons, over facts that are complete and known.

Clauses that rules tie together form a component; each has a function of its own, by sums of years (`total_fold`) or
claim by claim (`total_stream`). A component that neither can write is left to `evaluate`, and so is every applicant
whose facts touch it. Nothing is emitted for a policy with claims before its window.
"""

from __future__ import annotations

from itertools import pairwise

import attrs

from ipdsl.backends.python.expr import Shared
from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.names import Constants, Locals
from ipdsl.backends.python.total_claims import Award, Function, listing_of
from ipdsl.backends.python.total_fold import Fold
from ipdsl.backends.python.total_stream import Stream
from ipdsl.backends.python.total_values import NotListedError, Values, is_invariant
from ipdsl.backends.python.writer import Group, Writer
from ipdsl.plan.ir import CapBody, Plan
from ipdsl.plan.walk import nodes
from ipdsl.runtime.layout import Layout, layout_of
from ipdsl.runtime.terms import Program, TriggerKind
from ipdsl.schema.model import Schema
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr

NAME = "_total"
BUILTINS = ("len", "max", "min", "range", "set", "sum", "type")
"""The only builtins that an emitted total names."""

_OWN = frozenset(
    {"best", "by_year", "claims", "clause", "day", "due", "facts", "item", "kept", "last", "left", "number", "proposed",
     "record", "records", "since", "since_it", "stated", "values", "year", "listing", "kind", "settle", *BUILTINS}
)  # fmt: skip


@attrs.define
class Totals:
    """Writes the functions of a policy's total."""

    plan: Plan
    shared: Shared
    taken: frozenset[str]
    writer: Writer = attrs.field(factory=Writer)
    by_kind: dict[str, list[str]] = attrs.field(factory=dict)
    together: list[tuple[tuple[str, ...], str]] = attrs.field(factory=list)
    guards: list[str] = attrs.field(factory=list)
    names: set[str] = attrs.field(factory=set)

    def write(self) -> str | None:
        """The functions; `None` where the policy as a whole is not on the list. The last is `_total`."""
        program = self.plan.program
        if program.discretion_from is not None or not program.clauses:
            return None
        layout = layout_of(program)
        common = self._common_gates()
        awards = self._awards(common)
        for members in components(program, layout):
            if not self._component(layout, {index: awards[index] for index in members}):
                return None
        self._total(common)
        functions = self.writer.text().strip("\n")
        helpers = Writer()
        self._helpers(helpers, self.writer.text())
        return "\n\n\n".join(part for part in (helpers.text().strip("\n"), functions) if part)

    # ------------------------------------------------------------------------------------------ components

    def _common_gates(self) -> list[Expr]:
        """Gates of the applicant alone that every clause has: asked once."""
        bodies = self.plan.clauses
        first = [gate.test for gate in bodies[0].gates if is_invariant(gate.test)]
        return [test for test in first if all(any(g.test == test for g in body.gates) for body in bodies)]

    def _awards(self, common: list[Expr]) -> list[Award]:
        program = self.plan.program
        awards = []
        for term, body in zip(program.clauses, self.plan.clauses, strict=True):
            own = tuple(gate for gate in body.gates if gate.test not in common)
            awards.append(Award(term, attrs.evolve(body, gates=own), program))
        return awards

    def _component(self, layout: Layout, awards: dict[int, Award]) -> bool:
        kinds = self._kinds(awards)
        for way in (Fold, Stream):
            kept = _copy_of(self.shared)
            values = Values(self.shared, self.plan.program.currency)
            function = Function(values, Locals(self.taken | _OWN))
            name = self._name(awards)
            try:
                if any(not a.term.trigger.record or a.term.trigger.kind is TriggerKind.SET for a in awards.values()):
                    raise NotListedError
                records, is_single = self._records(function, awards, kinds)
                way(self.plan.program, layout, function, awards, records).write()
                self._helpers(Writer(), "\n".join(function.lines))
                self._put(name, awards, function, with_records=is_single)
            except NotListedError:
                _restore(self.shared, kept)
                continue
            self.names.add(name)
            if is_single:
                self.by_kind.setdefault(kinds[0], []).append(name)
            else:
                self.together.append((kinds, name))
            return True
        return self._left_out(awards, kinds)

    def _records(
        self, function: Function, awards: dict[int, Award], kinds: tuple[str, ...]
    ) -> tuple[dict[str, str], bool]:
        """The text for the records of each kind; one plain kind comes as a parameter."""
        spoken = list(dict.fromkeys(award.term.trigger.record for award in awards.values()))
        if len(kinds) == 1:
            return {spoken[0]: "records"}, True
        if len(spoken) == 1:
            function.put(f"records = {listing_of(function.values, spoken[0])}")
            function.put("if not records:")
            function.put("return 0", 2)
            return {spoken[0]: "records"}, False
        named: dict[str, str] = {}
        for kind in spoken:
            named[kind] = function.locals.take(f"{kind} records")
            function.put(f"{named[kind]} = {listing_of(function.values, kind)}")
        return named, False

    def _kinds(self, awards: dict[int, Award]) -> tuple[str, ...]:
        """The kinds under which records of these awards may be listed."""
        schema = self.plan.program.schema
        found: dict[str, None] = {}
        for award in awards.values():
            if award.term.trigger.record:
                found.update(dict.fromkeys(listed_under(schema, award.term.trigger.record)))
        return tuple(found)

    def _left_out(self, awards: dict[int, Award], kinds: tuple[str, ...]) -> bool:
        """Facts that touch these awards go to `evaluate`; false where all facts would."""
        for kind in kinds:
            self.by_kind.setdefault(kind, []).append("outside")
        for award in awards.values():
            match award.term.trigger.kind:
                case TriggerKind.YEAR:
                    self.guards += ["if facts.figures:", "    outside()"]
                case TriggerKind.WHILE if not award.term.trigger.record:
                    if not award.term.to:
                        return False
                    tests = " or ".join(f"{literal(kind)} in facts.kinds" for kind in award.term.to)
                    self.guards += [f"if {tests}:", "    outside()"]
                case _:
                    pass
        return True

    def _name(self, awards: dict[int, Award]) -> str:
        """After the first clause, or after the article where several stand in one."""
        first = next(iter(awards.values()))
        base = f"{NAME}_{first.term.function}"
        name, count = base, 1
        while name in self.names:
            count += 1
            name = f"{base}_{count}"
        return name

    # ------------------------------------------------------------------------------------------ text

    def _put(self, name: str, awards: dict[int, Award], function: Function, *, with_records: bool) -> None:
        body = function.finish()
        parts = ["facts: Facts", *(["records: Records"] if with_records else []), "since: date", "last: date"]
        self._open(f"def {name}({', '.join(parts)}) -> int:")
        titles = "; ".join(award.body.title for award in awards.values())
        self.writer.line(literal(titles), 1)
        for line in body:
            self.writer.line(line)

    def _open(self, head: str) -> None:
        self.writer.line()
        self.writer.line()
        self.writer.line(head)

    def _total(self, common: list[Expr]) -> None:
        program = self.plan.program
        start, end = (None, None) if program.is_draft else (program.window.start, program.window.end)
        values = Values(self.shared, program.currency)
        function = Function(values, Locals(self.taken | _OWN))
        first = "date.min" if start is None else self.shared.constants.name(start, "")
        final = "date.max" if end is None else self.shared.constants.name(end, "")
        function.put("if facts.history:")
        function.put("outside()", 2)
        for test in common:
            function.put(f"if {values.fails(test)}:")
            function.put("return 0", 2)
        for line in self.guards:
            function.put(line)
        function.put(f"since, last = {first}, {final}")
        function.put("if facts.as_of is not None and facts.as_of < last:")
        function.put("last = facts.as_of", 2)
        function.put("if year is not None:")
        function.put("since, last = within(year, since, last)", 2)
        function.put("due = 0")
        if self.by_kind:
            function.put("for kind, listing in facts.records.items():")
            function.put("if listing.records:", 2)
            function.put("for settle in TOTALS_BY_KIND.get(kind, ()):", 3)
            function.put("due += settle(facts, listing.records, since, last)", 4)
        if self.together:
            function.put("stated = facts.records")
        for kinds, name in self.together:
            tests = " or ".join(f"{literal(kind)} in stated" for kind in kinds)
            function.put(f"if {tests}:")
            function.put(f"due += {name}(facts, since, last)", 2)
        function.put("return due")
        body = function.finish()
        if self.by_kind:
            self._dispatch()
        self._open(f"def {NAME}(facts: Facts, year: int | None) -> int:")
        self.writer.line(
            literal("What is due in minor units, in all years or in one; facts that it does not know make it raise."), 1
        )
        for line in body:
            self.writer.line(line)

    def _dispatch(self) -> None:
        entries = tuple(
            f"{literal(kind)}: ({', '.join(names)}{',' if len(names) == 1 else ''})"
            for kind, names in self.by_kind.items()
        )
        self.writer.line()
        self.writer.line()
        self.writer.put(Group("{", entries, "}"), before="TOTALS_BY_KIND = ")

    def _helpers(self, writer: Writer, text: str) -> None:
        """Lists of records of related kinds, counts of records, and the rooms of computed caps that a text names."""
        bodies: list[list[str]] = [self._room(cap) for cap in self.plan.caps if f"_room_{cap.function}(" in text]
        done: set[str] = set()
        while len(done) < len(self.shared.counters) or self.shared.listers.keys() - done:
            for pick, name in list(self.shared.counters.items()):
                if name not in done:
                    done.add(name)
                    bodies.append(self._counter(pick, name))
            for kind, name in list(self.shared.listers.items()):
                if kind not in done:
                    done.add(kind)
                    bodies.insert(0, self._lister(kind, name))
        for body in bodies:
            writer.line()
            writer.line()
            for line in body:
                writer.line(line)

    def _room(self, cap: CapBody) -> list[str]:
        program = self.plan.program
        function = Function(Values(self.shared, program.currency, "day", "year"), Locals(self.taken | _OWN))
        number = function.values.number(cap.amount)
        whole = number.text if number.over == 1 else f"({number.text}) // {literal(number.over)}"
        function.put(f"return max(number({whole}), 0)")
        head = f"def _room_{cap.function}(facts: Facts, year: int) -> int:"
        return [head, f"    {literal(cap.title)}", *function.finish()]

    def _counter(self, pick: typed.Pick, name: str) -> list[str]:
        function = Function(Values(self.shared, self.plan.program.currency), Locals(self.taken | _OWN))
        if any(isinstance(node, typed.IsFirst) for test in pick.tests for node in nodes(test)):
            raise NotListedError
        kinds = ", ".join(map(literal, self.plan.program.schema.lineage(pick.record)))
        function.put(f"complete(facts, {kinds})")
        if not pick.tests:
            function.put(f"return len({listing_of(function.values, pick.record)})")
        else:
            function.put("found = 0")
            function.put(f"for record in {listing_of(function.values, pick.record)}:")
            loop = function.loop(2)
            loop.put(f"if {' and '.join(function.values.holds(test) for test in pick.tests)}:")
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


def components(program: Program, layout: Layout) -> list[tuple[int, ...]]:
    """The clauses that one rule reaches together, directly or through others, in the order of the text."""
    of = list(range(len(program.clauses)))

    def root(index: int) -> int:
        while of[index] != index:
            index = of[index]
        return index

    for stage, rule in layout.rules():
        reached = [clause.index for clause in program.clauses if stage.reaches(rule, clause)]
        for index in reached[1:]:
            one, other = root(reached[0]), root(index)
            of[max(one, other)] = min(one, other)
    groups: dict[int, list[int]] = {}
    for index in range(len(of)):
        groups.setdefault(root(index), []).append(index)
    return [tuple(group) for group in groups.values()]


def _copy_of(shared: Shared) -> Shared:
    return attrs.evolve(
        shared, constants=Constants(dict(shared.constants.named)), ranks=dict(shared.ranks),
        counters=dict(shared.counters), listers=dict(shared.listers), tables=dict(shared.tables),
    )  # fmt: skip


def _restore(shared: Shared, kept: Shared) -> None:
    shared.constants = kept.constants
    shared.ranks, shared.counters = kept.ranks, kept.counters
    shared.listers, shared.tables = kept.listers, kept.tables
