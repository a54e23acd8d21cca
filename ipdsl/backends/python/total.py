"""The emitted total of a policy: what is due, without reasons, over facts that are complete and known.

Each award that has a form gets a claims loop; what rules do with the claims is the kernel's (`ipdsl.runtime.sums`).
Awards that nothing but caps, limits of equal sums or `once` ties together are added up in a shorter form instead
(`total_fold`), as long as nothing was paid before and all that they ask for is stated.
"""

from __future__ import annotations

from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.names import Constants, Locals
from ipdsl.backends.python.shared import Shared
from ipdsl.backends.python.total_claims import Award, Function
from ipdsl.backends.python.total_course import Collecting, Collector, is_listed, is_suspended, rests_of
from ipdsl.backends.python.total_fold import Fold
from ipdsl.backends.python.total_helpers import OWN, Helpers, listed_under
from ipdsl.backends.python.total_loops import listing_of
from ipdsl.backends.python.total_values import NotListedError, Values, changing_fields, is_invariant
from ipdsl.backends.python.writer import Group, Writer, call, tuple_of
from ipdsl.making import attrs
from ipdsl.plan.ir import Plan
from ipdsl.runtime.settlement.layout import Layout, layout_of
from ipdsl.runtime.terms import Program
from ipdsl.semantics.typed import Expr

NAME = "_total"


@attrs.frozen
class PartText:
    """A function that adds up: the kinds of whose records it speaks; `takes_records`: those of its one kind."""

    clauses: tuple[int, ...]
    kinds: tuple[str, ...]
    name: str
    takes_records: bool


@attrs.define
class Totals:
    """Writes the functions of a policy's total."""

    plan: Plan
    shared: Shared
    taken: frozenset[str]
    writer: Writer = attrs.field(factory=Writer)
    parts: list[PartText] = attrs.field(factory=list)
    names: set[str] = attrs.field(factory=set)
    is_told: bool = False  # whether a condition of every award hangs on a field that may change

    def write(self) -> str | None:
        """The functions; `None` where the policy has no awards. The last is `_total`."""
        program = self.plan.program
        if not program.clauses:
            return None
        layout = layout_of(program)
        common = self._common_gates()
        self.is_told = bool(self._moving(common))
        awards = self._awards(common)
        if not any(step.wait for step in program.settlement.steps):  # else a claim of any award may let money go on
            for members in components(program, layout):
                self._fold(layout, {index: awards[index] for index in members})
        self._claims(awards)
        self._whole(common)
        functions = self.writer.text().strip("\n")
        helpers = self._helpers.written(self.writer.text())
        return "\n\n\n".join(part for part in (helpers, functions) if part)

    # ------------------------------------------------------------------------------------------ awards

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

    # ------------------------------------------------------------------------------------------ sums of years

    def _fold(self, layout: Layout, awards: dict[int, Award]) -> None:
        """The function that adds up these awards, where that is enough."""
        if any(award.term.index in layout.before.over or not is_listed(self.plan, award) for award in awards.values()):
            return
        kinds = () if any(not a.term.trigger.record for a in awards.values()) else self._kinds(awards)
        kept = _copy_of(self.shared)
        function = self._function()
        try:
            records, is_single = self._records(function, awards, kinds)
            Fold(self.plan.program, layout, function, awards, records).write()
            self._helpers.written("\n".join(function.lines))
        except NotListedError:
            _restore(self.shared, kept)
            return
        name = self._free(f"{NAME}_{next(iter(awards.values())).term.function}")
        parts = ["facts: Facts", *(["records: Records"] if is_single else []), "since: date", "last: date", *self._told]
        self._put(f"def {name}({', '.join(parts)}) -> int:", titles(awards), function)
        self.parts.append(PartText(tuple(awards), kinds, name, is_single))

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
        spoken = [award.term.trigger.record for award in awards.values() if award.term.trigger.record]
        return tuple(dict.fromkeys(kind for record in spoken for kind in listed_under(schema, record)))

    # ------------------------------------------------------------------------------------------ claims

    def _claims(self, awards: list[Award]) -> None:
        """The claims loops, and the table of them."""
        collector, loops = Collector(self.plan, self._function), list[tuple[Collecting, str]]()
        for suspension in self.plan.suspensions:
            self._suspension(f"_is_{suspension.function}", suspension.test)
        for award in awards:
            kept = _copy_of(self.shared)
            try:
                one = collector.collecting(award)
                listing = listing_of(one.function.values, award.term.trigger.record) if len(one.kinds) > 1 else ""
                self._helpers.written("\n".join(one.function.lines))
            except NotListedError:
                _restore(self.shared, kept)
                continue
            self._put_claims(one)
            loops.append((one, listing.removesuffix("(facts)")))
        self.writer.line()
        self.writer.line()
        self.writer.put(tuple_of(*(one.entry(listing) for one, listing in loops)), before="LOOPS = ")
        self.writer.line()
        every = tuple_of(*(literal(index) for index in range(len(awards))))
        rests = rests_of(self.plan)
        more = [] if rests is None else [rests]
        self.writer.put(call("Course", every, "LOOPS", *more), before="COURSE = ")
        left = [index for index in range(len(awards)) if not any(index in part.clauses for part in self.parts)]
        if self.parts and left:
            self.writer.line()
            self.writer.put(call("Course", tuple_of(*map(literal, left)), "LOOPS", *more), before="REST = ")

    def _suspension(self, name: str, test: Expr) -> None:
        kept = _copy_of(self.shared)
        try:
            text = is_suspended(self._function(), test)
            self._helpers.written(text)
        except NotListedError:
            _restore(self.shared, kept)
            text = "outside()"
        self._open(f"def {name}(facts: Facts, year: int) -> bool:")
        self.writer.line(f"return {text}", 1)

    def _put_claims(self, one: Collecting) -> None:
        parts = ["facts: Facts", *(["records: Records"] if one.kinds else []), "last: date", "claims: Claims"]
        head = f"def {one.name}({', '.join([*parts, *self._told])}) -> None:"
        self._put(head, one.award.body.title, one.function)

    # ------------------------------------------------------------------------------------------ the whole

    def _whole(self, common: list[Expr]) -> None:
        """`_total`: what must hold of the applicant, then sums, then what claims have to be made for."""
        function, told = attrs.evolve(self._function(), is_told=False), ", changes" if self.is_told else ""
        put = function.put
        for test in common:
            failing = function.values.fails(test)
            if changing_fields(self.plan.program.schema, [test]):
                failing = f"not changes and {f'({failing})' if ' or ' in failing else failing}"
            put(f"if {failing}:")
            put("return 0", 2)
        self._span(function)
        if self.parts:
            put("if not facts.history:")
            put("try:", 2)
            self._add_up(function, told)
            put("except OUTSIDE:", 2)
            put("pass", 3)
        put(f"return COURSE.due(CODE, facts, last, year{told})")
        head = f"def {NAME}(facts: Facts, year: int | None) -> int:"
        title = "What is due in minor units, in all years or in one; facts that leave it open make it raise."
        self._put(head, title, function)

    def _add_up(self, function: Function, told: str) -> None:
        put = function.put
        by_kind: dict[str, list[str]] = {}
        for part in self.parts:
            if part.takes_records:
                by_kind.setdefault(part.kinds[0], []).append(part.name)
        together = [part for part in self.parts if not part.takes_records]
        put("due = 0", 3)
        if by_kind:
            put("for kind, listing in facts.records.items():", 3)
            put("if listing.records:", 4)
            put("for settle in TOTALS_BY_KIND.get(kind, ()):", 5)
            put(f"due += settle(facts, listing.records, since, last{told})", 6)
            entries = tuple(
                f"{literal(kind)}: ({', '.join(names)}{',' if len(names) == 1 else ''})"
                for kind, names in by_kind.items()
            )
            self.writer.line()
            self.writer.put(Group("{", entries, "}"), before="TOTALS_BY_KIND = ")
        if any(part.kinds for part in together):
            put("stated = facts.records", 3)
        for part in together:
            if part.kinds:
                put(f"if {' or '.join(f'{literal(kind)} in stated' for kind in part.kinds)}:", 3)
            put(f"due += {part.name}(facts, since, last{told})", 4 if part.kinds else 3)
        if sum(len(part.clauses) for part in self.parts) < len(self.plan.clauses):
            put(f"due += REST.due(CODE, facts, last, year{told})", 3)
        put("return due", 3)

    def _span(self, function: Function) -> None:
        """The days that are asked for."""
        program, put = self.plan.program, function.put
        start, end = (None, None) if program.is_draft else (program.window.start, program.window.end)
        names = function.values.shared.constants
        first = "date.min" if start is None else names.name(start, "")
        final = "date.max" if end is None else names.name(end, "")
        put(f"since, last = {first}, {final}")
        put("if facts.as_of is not None and facts.as_of < last:")
        put("last = facts.as_of", 2)
        put("if year is not None:")
        put("since, last = within(year, since, last)", 2)

    # ------------------------------------------------------------------------------------------ text

    @property
    def _told(self) -> list[str]:
        return ["changes: bool"] if self.is_told else []

    @property
    def _helpers(self) -> Helpers:
        return Helpers(self.plan, self.shared, self.taken)

    def _function(self) -> Function:
        values = Values(self.shared, self.plan.program.currency)
        return Function(values, Locals(self.taken | OWN), is_told=self.is_told)

    def _free(self, base: str) -> str:
        """A name for a function that none has yet."""
        name, count = base, 1
        while name in self.names:
            count += 1
            name = f"{base}_{count}"
        self.names.add(name)
        return name

    def _put(self, head: str, title: str, function: Function) -> None:
        body = function.finish()
        self._open(head)
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
