"""The emitted total of a policy: what is due, without reasons, over facts that are complete and known.

Clauses that rules tie together form a component; each has a function of its own, by sums of years (`total_fold`), claim
by claim (`total_stream`), or with the runtime's rules (`total_general`). A clause that has no form is left to
`evaluate`, and so is every applicant whose facts touch it. Nothing is emitted for a policy with claims before its
window.
"""

from __future__ import annotations

import attrs

from ipdsl.backends.python.expr import Shared
from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.names import Constants, Locals
from ipdsl.backends.python.total_claims import Award, Function, conditions
from ipdsl.backends.python.total_fold import Fold
from ipdsl.backends.python.total_general import General
from ipdsl.backends.python.total_helpers import OWN, Helpers, listed_under
from ipdsl.backends.python.total_loops import listing_of, record_loop, set_loop, year_loop
from ipdsl.backends.python.total_states import state_loop
from ipdsl.backends.python.total_stream import Stream
from ipdsl.backends.python.total_values import NotListedError, Values, changing_fields, is_invariant
from ipdsl.backends.python.writer import Group, Writer
from ipdsl.plan.ir import Plan
from ipdsl.runtime.settlement.layout import Layout, layout_of
from ipdsl.runtime.terms import Program, TriggerKind
from ipdsl.semantics.typed import Expr

NAME = "_total"


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
    is_told: bool = False  # whether a condition of every award hangs on a field that may change

    def write(self) -> str | None:
        """The functions; `None` where the policy as a whole is not on the list. The last is `_total`."""
        program = self.plan.program
        if program.discretion_from is not None or not program.clauses:
            return None
        layout = layout_of(program)
        common = self._common_gates()
        self.is_told = bool(self._moving(common))
        awards = self._awards(common)
        for members in components(program, layout):
            if not self._component(layout, {index: awards[index] for index in members}):
                return None
        self._total(common)
        functions = self.writer.text().strip("\n")
        helpers = self._helpers.written(self.writer.text())
        return "\n\n\n".join(part for part in (helpers, functions) if part)

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
            awards.append(Award(term, attrs.evolve(body, gates=own), program, self._moving(common)))
        return awards

    def _moving(self, common: list[Expr]) -> tuple[Expr, ...]:
        """The common gates with a field that may change: asked again on a claim's day where it does."""
        return tuple(test for test in common if changing_fields(self.plan.program.schema, [test]))

    def _component(self, layout: Layout, awards: dict[int, Award]) -> bool:
        """The function of the awards that have a form; what is left out goes to `evaluate`. False: everything does."""
        listed = {index: award for index, award in awards.items() if self._has_form(award)}
        records = {i: award for i, award in listed.items() if award.term.trigger.kind is TriggerKind.RECORD}
        written = next((part for part in (listed, records) if part and self._written(layout, part)), {})
        return all(self._left_out(award) for index, award in awards.items() if index not in written)

    def _has_form(self, award: Award) -> bool:
        """Whether the claims of the award can be written, whatever the rules over it."""
        program, index = self.plan.program, award.term.index
        elsewhere = [*(rule.clauses for rule in program.older), *(rule.clauses for rule in program.quotas)]
        if award.term.less is not None or any(index in clauses for clauses in elsewhere):
            return False
        kept = _copy_of(self.shared)
        function = self._function()
        try:
            conditions(function, award)
            if award.term.trigger.kind is TriggerKind.WHILE:
                state_loop(function, award, "records", 1, "since").finish()
            elif award.term.trigger.kind is TriggerKind.YEAR:
                year_loop(function, award, 1, "since", lambda loop, text: loop.put(text))
            elif award.is_yearly:
                set_loop(function, award, "records", 1, "since", lambda loop, text: loop.put(text))
            else:
                record_loop(function, award, "records", 1, "since", lambda loop, text: loop.put(text))
            self._helpers.written("\n".join(function.lines))
        except NotListedError:
            return False
        finally:
            _restore(self.shared, kept)
        return True

    def _written(self, layout: Layout, awards: dict[int, Award]) -> bool:
        kinds = () if any(not a.term.trigger.record for a in awards.values()) else self._kinds(awards)
        for way in (Fold, Stream, General):
            kept = _copy_of(self.shared)
            function = self._function()
            name = self._name(awards)
            try:
                records, is_single = self._records(function, awards, kinds)
                way(self.plan.program, layout, function, awards, records).write()
                self._helpers.written("\n".join(function.lines))
            except NotListedError:
                _restore(self.shared, kept)
                continue
            self._put(name, awards, function, with_records=is_single)
            self.names.add(name)
            if is_single:
                self.by_kind.setdefault(kinds[0], []).append(name)
            else:
                self.together.append((kinds, name))
            return True
        return False

    def _function(self) -> Function:
        values = Values(self.shared, self.plan.program.currency)
        return Function(values, Locals(self.taken | OWN), is_told=self.is_told)

    @property
    def _helpers(self) -> Helpers:
        return Helpers(self.plan, self.shared, self.taken)

    def _records(
        self, function: Function, awards: dict[int, Award], kinds: tuple[str, ...]
    ) -> tuple[dict[str, str], bool]:
        """The text for the records of each kind; one plain kind comes as a parameter."""
        spoken = list(dict.fromkeys(a.term.trigger.record for a in awards.values() if a.term.trigger.record))
        has_others = any(not award.term.trigger.record for award in awards.values())
        if len(kinds) == 1 and not has_others:
            return {spoken[0]: "records"}, True
        if len(spoken) == 1 and not has_others:
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

    def _left_out(self, award: Award) -> bool:
        """Facts that touch the award go to `evaluate`; false where all facts would."""
        trigger = award.term.trigger
        if trigger.kind is TriggerKind.YEAR:
            self._guard("facts.figures")
        elif not trigger.record:
            if not award.term.to:
                return False
            self._guard(" or ".join(f"{literal(kind)} in facts.kinds" for kind in award.term.to))
        for kind in self._kinds({0: award}):
            settled = self.by_kind.setdefault(kind, [])
            if "outside" not in settled:
                settled.insert(0, "outside")
        return True

    def _guard(self, condition: str) -> None:
        if f"if {condition}:" not in self.guards:
            self.guards += [f"if {condition}:", "    outside()"]

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
        parts += ["changes: bool"] if self.is_told else []
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
        function = attrs.evolve(self._function(), is_told=False)
        values = function.values
        told = ", changes" if self.is_told else ""
        first = "date.min" if start is None else self.shared.constants.name(start, "")
        final = "date.max" if end is None else self.shared.constants.name(end, "")
        function.put("if facts.history:")
        function.put("outside()", 2)
        for test in common:
            is_moving = test in self._moving(common)
            failing = values.fails(test)
            if is_moving:
                failing = f"not changes and {f'({failing})' if ' or ' in failing else failing}"
            function.put(f"if {failing}:")
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
            function.put(f"due += settle(facts, listing.records, since, last{told})", 4)
        if self.together:
            function.put("stated = facts.records")
        for kinds, name in self.together:
            if kinds:
                function.put(f"if {' or '.join(f'{literal(kind)} in stated' for kind in kinds)}:")
            function.put(f"due += {name}(facts, since, last{told})", 2 if kinds else 1)
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
        conditions=dict(shared.conditions),
    )  # fmt: skip


def _restore(shared: Shared, kept: Shared) -> None:
    shared.constants = kept.constants
    shared.ranks, shared.counters = kept.ranks, kept.counters
    shared.listers, shared.tables = kept.listers, kept.tables
    shared.conditions = kept.conditions
