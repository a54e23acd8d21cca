"""The emitted total of a policy: what is due, without reasons, over facts that are complete and known.

Clauses that rules tie together form a component; each has a function of its own, by sums of years (`total_fold`), claim
by claim (`total_stream`), or with the runtime's rules (`total_general`). Clauses that have no form are left to the
runtime's settlement, and so is a component of whose facts its function does not know enough.
"""

from __future__ import annotations

import attrs

from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.names import Constants, Locals
from ipdsl.backends.python.shared import Shared
from ipdsl.backends.python.total_claims import Award, Function, conditions
from ipdsl.backends.python.total_course import Collecting, Coursing, is_listed, is_suspended, without_suspensions
from ipdsl.backends.python.total_fold import Fold
from ipdsl.backends.python.total_general import General
from ipdsl.backends.python.total_helpers import OWN, Helpers, listed_under
from ipdsl.backends.python.total_loops import listing_of, record_loop, set_loop, year_loop
from ipdsl.backends.python.total_states import yearly_state_loop
from ipdsl.backends.python.total_stream import Stream
from ipdsl.backends.python.total_values import NotListedError, Values, changing_fields, is_invariant
from ipdsl.backends.python.total_whole import LATER, LEFT_OUT, PartText, Whole, recalled
from ipdsl.backends.python.total_whole import NAME as NAME
from ipdsl.backends.python.writer import Group, Writer, call
from ipdsl.plan.ir import Plan
from ipdsl.runtime.settlement.layout import Layout, layout_of
from ipdsl.runtime.terms import Program, TriggerKind
from ipdsl.semantics.typed import Expr


@attrs.define
class Totals:
    """Writes the functions of a policy's total."""

    plan: Plan
    shared: Shared
    taken: frozenset[str]
    writer: Writer = attrs.field(factory=Writer)
    parts: list[PartText] = attrs.field(factory=list)
    guards: list[str] = attrs.field(factory=list)
    names: set[str] = attrs.field(factory=set)
    is_told: bool = False  # whether a condition of every award hangs on a field that may change

    def write(self) -> str | None:
        """The functions; `None` where the policy as a whole is not on the list. The last is `_total`."""
        program = self.plan.program
        if not program.clauses:
            return None
        layout = layout_of(program)
        common = self._common_gates()
        self.is_told = bool(self._moving(common))
        awards = self._awards(common)
        for members in components(program, layout):
            self._component(layout, {index: awards[index] for index in members})
        self._later(layout, awards)
        function = attrs.evolve(self._function(), is_told=False)
        Whole(self.plan, function, self.writer, self.parts, self.guards, common, is_told=self.is_told).write()
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

    def _component(self, layout: Layout, awards: dict[int, Award]) -> None:
        """The function of the awards that have a form; what is left out goes to the runtime's settlement."""
        listed = {index: award for index, award in awards.items() if self._has_form(award)}
        records = {i: award for i, award in listed.items() if award.term.trigger.kind is TriggerKind.RECORD}
        written = next((part for part in (listed, records) if part and self._written(layout, part)), {})
        left_out = {index: award for index, award in awards.items() if index not in written}
        if written:
            part = attrs.evolve(self.parts[-1], clauses=tuple(awards))
            if left_out and part.takes_year:  # lines of what is left out are nothing to the course, but to its rules
                part = attrs.evolve(part, recalls="all")
            self.parts[-1] = part
        if left_out:
            self._leave_out(tuple(awards), left_out)

    def _later(self, layout: Layout, awards: list[Award]) -> None:
        """One course for all components that know nothing of earlier payments: where any matters, it is asked."""
        left_out = {index for part in self.parts if part.name == LEFT_OUT for index in part.clauses}
        asked = [i for part in self.parts if part.recalls != "own" for i in part.clauses if i not in left_out]
        of = {index: awards[index] for index in sorted(asked) if is_listed(self.plan, layout, awards[index])}
        name = self._free(f"{NAME}_{LATER}")
        if of and self._coursed(layout, of, name, "What is due where earlier payments matter."):
            self.parts.append(PartText(tuple(of), (), name, recalls=LATER, takes_year=True))

    def _has_form(self, award: Award) -> bool:
        """Whether the claims of the award can be written, whatever the rules over it."""
        program, index = self.plan.program, award.term.index
        if any(rule.score and index in rule.clauses for rule in program.quotas):
            return False  # others decide; without a score the bureau's list is a fact
        kept = _copy_of(self.shared)
        function = self._function()
        try:
            conditions(function, award)
            if award.term.trigger.kind is TriggerKind.WHILE:
                yearly_state_loop(function, award, "records", 1, lambda loop, text: loop.put(text), names_row=False)
            elif award.term.trigger.kind is TriggerKind.YEAR:
                year_loop(function, award, 1, "since", lambda loop, text: loop.put(text))
            elif award.is_yearly:
                set_loop(function, award, "records", 1, "since", lambda loop, text: loop.put(text))
            else:
                record_loop(function, award, "records", 1, "since", lambda loop, text: loop.put(text), with_early=True)
            self._helpers.written("\n".join(function.lines))
        except NotListedError:
            return False
        finally:
            _restore(self.shared, kept)
        return True

    def _written(self, layout: Layout, awards: dict[int, Award]) -> bool:
        kinds = () if any(not a.term.trigger.record for a in awards.values()) else self._kinds(awards)
        acts_before = any(award.term.index in layout.before.over for award in awards.values())
        for way in (Fold, Stream, None, General):
            if way is None:
                name = self._name(awards)
                if self._coursed(layout, awards, name):
                    self.parts.append(PartText(tuple(awards), (), name, recalls="own", takes_year=True))
                    return True
                continue
            if acts_before:
                continue
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
            self._put(name, titles(awards), function, with_records=is_single)
            self.names.add(name)
            recalls = "own" if way is General else recalled(layout, [award.term for award in awards.values()])
            self.parts.append(PartText(tuple(awards), kinds, name, takes_records=is_single, recalls=recalls))
            return True
        return False

    def _coursed(self, layout: Layout, awards: dict[int, Award], name: str, title: str = "") -> bool:
        """By the runtime's course: such a function is asked whatever is listed, for money of earlier years may wait."""
        stem = name.removeprefix(NAME)
        kept = _copy_of(self.shared)
        plain = {index: without_suspensions(self.plan, award) for index, award in awards.items()}
        course = Coursing(self.plan, layout, self._function, plain)
        try:
            collecting = course.write()
            tests = [(rule, is_suspended(self._function(), test)) for rule, test in course.suspended()]
            settle, admit = f"_year{stem}", f"_admit{stem}"
            year = course.year(admit)
            rules = [*year.settle(), *year.admitted()]
            lines = [line for one in collecting for line in one.function.lines]
            self._helpers.written("\n".join([*lines, *rules, *(text for _, text in tests)]))
        except NotListedError:
            _restore(self.shared, kept)
            return False
        for rule, text in tests:
            if rule not in self.names:
                self.names.add(rule)
                self._open(f"def {rule}(facts: Facts, year: int) -> bool:")
                self.writer.line(f"return {text}", 1)
        for one in collecting:
            self._put_collecting(one)
        self._put_year(course, settle, admit)
        tables, stem = Writer(), stem.upper()
        by_kind = {one.kinds[0]: one for one in collecting if len(one.kinds) == 1}
        entries = tuple(f"{literal(kind)}: {one.name}" for kind, one in by_kind.items())
        tables.put(Group("{", entries, "}"), before=f"CLAIMS{stem} = ")
        tables.line()
        tables.put(call("Course", *course.parts(settle, admit)), before=f"COURSE{stem} = ")
        title = title or titles(awards)
        self._put(name, title, self._gathering(collecting, stem), with_records=False, with_year=True)
        self.writer.line()
        self.writer.line()
        self.writer.line(tables.text().rstrip("\n"))
        self.names.add(name)
        return True

    def _put_year(self, course: Coursing, settle: str, admit: str) -> None:
        """What the rules do with the claims of a year, and what they remember."""
        year = course.year(admit)
        self._open(f"def {settle}(run: Run, year: int, claims: Claims) -> int:")
        self.writer.line(literal("What the rules leave of the claims of a year, and pay of what was carried."), 1)
        for line in year.settle():
            self.writer.line(line)
        self._open(f"def {admit}(memory: Memory, claim: Claim, year: int, sum_: int) -> None:")
        self.writer.line(literal("What later years ask of a claim of which a sum was admitted."), 1)
        for line in year.admitted():
            self.writer.line(line)

    def _gathering(self, collecting: list[Collecting], stem: str) -> Function:
        """The body that gathers the claims and sends them on their course."""
        function, told = self._function(), ", changes" if self.is_told else ""
        function.put("claims = []")
        if any(len(one.kinds) == 1 for one in collecting):
            function.put("for kind, listing in facts.records.items():")
            function.put(f"if listing.records and kind in CLAIMS{stem}:", 2)
            function.put(f"CLAIMS{stem}[kind](facts, listing.records, last, claims{told})", 3)
        for one in collecting:
            if one.listing:
                function.put(f"records = {one.listing}")
                function.put("if records:")
                function.put(f"{one.name}(facts, records, last, claims{told})", 2)
            elif not one.kinds:
                function.put(f"{one.name}(facts, last, claims{told})")
        function.put(f"return COURSE{stem}.paid(CODE, facts, claims, asked)")
        return function

    def _put_collecting(self, one: Collecting) -> None:
        parts = ["facts: Facts", *(["records: Records"] if one.kinds else []), "last: date", "claims: Claims"]
        parts += ["changes: bool"] if self.is_told else []
        body = one.function.finish()
        self._open(f"def {one.name}({', '.join(parts)}) -> None:")
        self.writer.line(literal(one.title), 1)
        for line in body:
            self.writer.line(line)

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

    def _leave_out(self, clauses: tuple[int, ...], awards: dict[int, Award]) -> None:
        """Facts that touch one of the awards are settled by the runtime, for all that rules tie to it."""
        for award in awards.values():
            trigger = award.term.trigger
            if trigger.kind is TriggerKind.YEAR:
                ranked = any(award.term.index in ranking.clauses for ranking in self.plan.program.rankings)
                self._guard("facts.figures or facts.ranks" if ranked else "facts.figures")
            elif not trigger.record:
                self._guard(" or ".join(f"{literal(kind)} in facts.kinds" for kind in award.term.to) or "True")
        if any(not award.term.trigger.record for award in awards.values()):
            self.parts.append(PartText(clauses, (), LEFT_OUT))
        if kinds := self._kinds(awards):
            self.parts.append(PartText(clauses, kinds, LEFT_OUT))

    def _guard(self, condition: str) -> None:
        if condition not in self.guards:
            self.guards.append(condition)

    def _name(self, awards: dict[int, Award]) -> str:
        """After the first clause, or after the article where several stand in one."""
        first = next(iter(awards.values()))
        return self._free(f"{NAME}_{first.term.function}")

    def _free(self, base: str) -> str:
        """A name for a function that none has yet."""
        name, count = base, 1
        while name in self.names:
            count += 1
            name = f"{base}_{count}"
        return name

    # ------------------------------------------------------------------------------------------ text

    def _put(
        self, name: str, title: str, function: Function, *, with_records: bool, with_year: bool = False
    ) -> None:  # fmt: skip
        body = function.finish()
        parts = ["facts: Facts", *(["records: Records"] if with_records else []), "since: date", "last: date"]
        parts += ["asked: int | None"] if with_year else []
        parts += ["changes: bool"] if self.is_told else []
        self._open(f"def {name}({', '.join(parts)}) -> int:")
        self.writer.line(literal(title), 1)
        for line in body:
            self.writer.line(line)

    def _open(self, head: str) -> None:
        self.writer.line()
        self.writer.line()
        self.writer.line(head)


def titles(awards: dict[int, Award]) -> str:
    """The sentences of the awards."""
    return "; ".join(award.body.title for award in awards.values())


def components(program: Program, layout: Layout) -> list[tuple[int, ...]]:
    """The clauses that one rule reaches together, directly or through others, in the order of the text."""
    of = list(range(len(program.clauses)))

    def root(index: int) -> int:
        while of[index] != index:
            index = of[index]
        return index

    before = layout.before
    tied = [[c.index for c in program.clauses if stage.reaches(rule, c)] for stage, rule in layout.rules()]
    tied += [list(older.clauses) for older in before.older]
    tied += [[index, *before.paid_for.get(less[0], ())] for index, less in _deductions(program)]
    for reached in tied:
        for index in reached[1:]:
            one, other = root(reached[0]), root(index)
            of[max(one, other)] = min(one, other)
    groups: dict[int, list[int]] = {}
    for index in range(len(of)):
        groups.setdefault(root(index), []).append(index)
    return [tuple(group) for group in groups.values()]


def _deductions(program: Program) -> list[tuple[int, tuple[str, str]]]:
    return [(clause.index, clause.less) for clause in program.clauses if clause.less is not None]


def _copy_of(shared: Shared) -> Shared:
    return attrs.evolve(
        shared, constants=Constants(dict(shared.constants.named)), ranks=dict(shared.ranks),
        counters=dict(shared.counters), listers=dict(shared.listers), tables=dict(shared.tables),
        conditions=dict(shared.conditions), happenings=dict(shared.happenings),
    )  # fmt: skip


def _restore(shared: Shared, kept: Shared) -> None:
    shared.constants = kept.constants
    shared.ranks, shared.counters = kept.ranks, kept.counters
    shared.listers, shared.tables = kept.listers, kept.tables
    shared.conditions, shared.happenings = kept.conditions, kept.happenings
