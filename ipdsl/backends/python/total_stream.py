"""Rules of a component claim by claim: where the order of claims decides, they go through the rules in claim order.

On the list: `once`, `limit` and caps with any keys that are texts, over years or for life, as long as no claim meets
two rules that remember what was admitted (`once` and `limit`), and none is `best first`. One pass in claim order is
then the same as rule after rule and year after year.
"""

from __future__ import annotations

import attrs

from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.total_claims import Award, Function, Loop, begin
from ipdsl.backends.python.total_loops import listing_of, record_loop
from ipdsl.backends.python.total_values import NotListedError, Values, read_field
from ipdsl.runtime.settlement.candidate import level_field
from ipdsl.runtime.settlement.item_order import ranks_of
from ipdsl.runtime.settlement.layout import Layout, Stage
from ipdsl.runtime.terms import Cap, Limit, LimitOrder, Program, Rule, TriggerKind
from ipdsl.schema.types import ApplicantType, ChoiceType, LevelType, RecordType, TextType, Type

_TEXTS = TextType | ChoiceType | LevelType | RecordType | ApplicantType


@attrs.define
class Stream:
    """Writes the function of one component."""

    program: Program
    layout: Layout
    function: Function
    awards: dict[int, Award]
    records: dict[str, str]
    columns: dict[str, str] = attrs.field(factory=dict)  # key to variable

    def write(self) -> None:
        """The whole body."""
        if self.program.window.start is None or self.program.is_draft:
            raise NotListedError
        stages = [stage for stage in self.layout.stages if any(self._reached(stage, rule) for rule in stage.rules)]
        self._refuse(stages)
        self._name_columns(stages)
        function = self.function
        function.ask_beneficiary(self.awards.values())
        function.put("claims = []")
        for award in self.awards.values():
            self._collect(award)
        function.put("claims.sort()")
        state, body = self._rules(stages)
        for line in state:
            function.put(line)
        function.put("due = 0")
        tail = "".join(f", {name}" for name in self.columns.values())
        function.put(f"for day, clause, item, _, left{tail} in claims:")
        for depth, line in body:
            function.put(line, 2 + depth)
        function.put("if day >= since:", 2)
        function.put("due += left", 3)
        function.put("return due")

    # ------------------------------------------------------------------------------------------ the list

    def _reached(self, stage: Stage, rule: Rule) -> frozenset[int]:
        return frozenset(i for i in self.awards if stage.reaches(rule, self.awards[i].term))

    def _refuse(self, stages: list[Stage]) -> None:
        for award in self.awards.values():
            if award.term.trigger.kind is not TriggerKind.RECORD or any(row.once for row in award.term.rows):
                raise NotListedError
            if award.term.once and any(row.once is not None for row in award.term.rows):
                raise NotListedError
            if ranks_of(self.program.schema, award.term):
                raise NotListedError  # items of one day stand in an order of their own
            rules = [rule for _, rule in self.layout.over(award.term)]
            remembering = sum(isinstance(rule, Limit) for rule in rules) + bool(award.term.once)
            if remembering > 1 or not all(isinstance(rule, Limit | Cap) for rule in rules):
                raise NotListedError
        for stage in stages:
            for rule in stage.rules:
                if isinstance(rule, Limit) and rule.order is LimitOrder.BEST:
                    raise NotListedError
                if isinstance(rule, Cap) and (rule.across or rule.carry or rule.function is not None):
                    raise NotListedError

    # ------------------------------------------------------------------------------------------ claims

    def _is_who(self, key: str) -> bool:
        return key == "applicant" or key in self.program.schema.who

    def _name_columns(self, stages: list[Stage]) -> None:
        keys = [key for award in self.awards.values() for key in award.term.once or ()]
        for stage in stages:
            for rule in stage.rules:
                if self._reached(stage, rule):
                    keys += [*rule.keys, *((rule.counts,) if isinstance(rule, Limit) and rule.counts else ())]
        for key in dict.fromkeys(keys):
            if not self._is_who(key) and key != "item":
                self.columns[key] = self.function.locals.take(key)

    def _collect(self, award: Award) -> None:
        function = self.function
        depth = begin(function, award)
        start = award.program.window.start
        if award.term.start is not None and start is not None:
            start = max(start, award.term.start)
        assert start is not None
        since = function.values.shared.constants.name(start, "")
        record = award.term.trigger.record
        records = self.records.get(record) or listing_of(function.values, record)
        if award.term.once == () or any(row.once is not None for row in award.term.rows):
            function.put(f"if len({records}) > 1:", depth)
            function.put(f"told_apart({records})", depth + 1)
        record_loop(function, award, records, depth, since, lambda loop, text: self._append(loop, award, text))

    def _append(self, loop: Loop, award: Award, text: str) -> None:
        index = literal(award.term.index)
        keys = "".join(f", {self._key(loop.function.values, award, key)}" for key in self.columns)
        loop.put(f"claims.append((day, {index}, record.item, record.id, {text}{keys}))")

    def _key(self, values: Values, award: Award, key: str) -> str:
        """The text of a key's value; `None` where the clause's kind lacks it."""
        schema = self.program.schema
        record = schema.record_by_name[award.term.trigger.record]
        if key == "matter":
            if record.matter == ("applicant",):
                return f"{literal(f'{record.root}: ')} + facts.applicant"
            return f"matter_of(record, ({''.join(f'{literal(name)}, ' for name in record.matter)}))"
        if key == "year":
            return "str(day.year)"
        if key == "level":
            key = level_field(record) or key
        if key in record.field_by_name:
            self._must_be_text(record.field_by_name[key].type)
            return read_field(key)
        if key in schema.applicant_field_by_name:
            raise NotListedError
        return "None"

    def _must_be_text(self, type_: Type) -> None:
        if not isinstance(type_, _TEXTS):
            raise NotListedError

    # ------------------------------------------------------------------------------------------ rules

    def _rules(self, stages: list[Stage]) -> tuple[list[str], list[tuple[int, str]]]:
        """What the rules remember, and what each does with a claim."""
        state: list[str] = []
        body: list[tuple[int, str]] = [(0, "if left <= 0:"), (1, "continue")]
        for award in self.awards.values():
            if award.term.once:
                name = self.function.locals.take("paid")
                state.append(f"{name} = set()")
                self._once(body, award, name)
        for stage in stages:
            caps = [rule for rule in stage.rules if isinstance(rule, Cap)]
            if caps:
                self._caps(state, body, stage, caps)
            elif isinstance(rule := stage.rules[0], Limit):
                self._limit(state, body, stage, rule)
        return state, body

    def _binds(self, keys: tuple[str, ...], clauses: frozenset[int]) -> tuple[list[str], str]:
        """When a rule binds a claim, and the text of its group."""
        tests = [] if clauses == self.awards.keys() else [f"clause in ({''.join(f'{i}, ' for i in sorted(clauses))})"]
        parts: list[str] = []
        for key in keys:
            if key == "item":
                parts.append("item")
            elif key in self.columns:
                tests.append(f"type({self.columns[key]}) is str")
                parts.append(self.columns[key])
            elif key != "applicant":
                tests.append(f"{literal(key)} in facts.kinds")
        return tests, ", ".join(parts)

    def _group(self, parts: str, per_year: bool) -> str:
        return f"({', '.join(part for part in (parts, 'day.year' if per_year else '') if part)},)".replace("(,)", "()")

    def _once(self, body: list[tuple[int, str]], award: Award, paid: str) -> None:
        tests, parts = self._binds(award.term.once or (), frozenset({award.term.index}))
        group = self._group(parts, False)
        body.append((0, f"if {' and '.join(tests) or 'True'}:"))
        body += [(1, f"if {group} in {paid}:"), (2, "continue"), (1, f"{paid}.add({group})")]

    def _limit(self, state: list[str], body: list[tuple[int, str]], stage: Stage, rule: Limit) -> None:
        name = self.function.locals.take("places")
        taken = self.function.locals.take("taken")
        state.append(f"{name} = {{}}")
        tests, parts = self._binds(rule.keys, self._reached(stage, rule))
        if rule.counts is None:
            counted = f"({self._root()}, item)"
        elif rule.counts in self.columns:
            counted = self.columns[rule.counts]
            tests.append(f"type({counted}) is str")
        else:
            raise NotListedError
        body.append((0, f"if {' and '.join(tests) or 'True'}:"))
        body.append((1, f"{taken} = {name}.setdefault({self._group(parts, rule.per_year)}, set())"))
        body.append((1, f"if {counted} not in {taken}:"))
        body.append((2, f"if len({taken}) >= {literal(rule.number)}:"))
        body += [(3, "continue"), (2, f"{taken}.add({counted})")]

    def _root(self) -> str:
        """Tells items of different kinds apart."""
        schema = self.program.schema
        roots = {i: schema.record_by_name[a.term.trigger.record].root for i, a in self.awards.items()}
        if len(set(roots.values())) == 1:
            return "0"
        named = {root: number for number, root in enumerate(dict.fromkeys(roots.values()))}
        return f"{{{', '.join(f'{i}: {named[root]}' for i, root in roots.items())}}}[clause]"

    def _caps(self, state: list[str], body: list[tuple[int, str]], stage: Stage, caps: list[Cap]) -> None:
        """Neighbouring caps: the smallest room counts, and is charged to all."""
        reached = [(cap, self._reached(stage, cap)) for cap in caps]
        binding = [(cap, clauses) for cap, clauses in reached if clauses]
        kept = self.function.locals.take("kept")
        body.append((0, f"{kept} = left"))
        charges: list[tuple[int, str]] = []
        for cap, clauses in binding:
            spent = self.function.locals.take("spent")
            state.append(f"{spent} = {{}}")
            tests, parts = self._binds(cap.keys, clauses)
            group = self._group(parts, cap.per_year)
            room = self.function.values.shared.constants.name(cap.amount or 0, "money")
            test = f"if {' and '.join(tests)}:" if tests else "if True:"
            body.append((0, test))
            body.append((1, f"{kept} = min({kept}, max({room} - {spent}.get({group}, 0), 0))"))
            charges += [(0, test), (1, f"{spent}[{group}] = {spent}.get({group}, 0) + {kept}")]
        body += charges
        body += [(0, f"left = {kept}"), (0, "if left <= 0:"), (1, "continue")]
