"""The functions behind a policy's total: the amounts due without reasons, over known facts.

An award of records or states gets a loop that makes its claims, and the kernel applies the rules to them
(`ipdsl.runtime.emitted_total`).

The sum-first form is shorter: it adds up amounts by year, without claims. It is used if nothing was paid before and the
facts that the awards read are all stated; otherwise the runtime proposes the claims. It requires rules whose result
does not depend on the order of claims: rooms of a year and kind, places of equal amounts, and `once` of an item or of
the applicant. The awards that these rules reach must be nested. Then each rule leaves the smaller of a year's total and
the room. The text is written from the steps; a law compares it with the kernel.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import attrs

from ipdsl.base.partition import components
from ipdsl.base.value_object import ValueObject
from ipdsl.claims.applicability import reaches_back
from ipdsl.claims.calendar import window_of
from ipdsl.claims.external_payments import standard_keys_by_clause
from ipdsl.claims.keys import level_field
from ipdsl.codegen.python.expressions import FunctionScope
from ipdsl.codegen.python.loops import LoopAward, NotVectorizableError, applicant_fields, awards_of, write_loop
from ipdsl.codegen.python.module_context import ModuleContext
from ipdsl.codegen.python.writer import Layout as Text
from ipdsl.codegen.python.writer import LayoutGroup, call, compact, flat, literal
from ipdsl.ir.steps import Step, StepRule
from ipdsl.ir.terms import Program, TriggerKind, is_matter
from ipdsl.lower.plan import Gate, Plan
from ipdsl.schema.periods import is_period
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import MATTER_IS_APPLICANT, RecordKind

MAX_YEARS = 60
"""The sum-first form is used for windows of at most this number of years."""


@attrs.frozen(eq=False, repr=False)
class SumText(ValueObject):
    """A function that adds up some awards of some kinds of records (empty: of no kind).

    `kind`: its parameter is a list of its records.
    """

    clauses: tuple[int, ...]
    kinds: tuple[str, ...]
    kind: str
    name: str
    lines: tuple[str, ...]


def sum_function(program: Program, scope: FunctionScope, awards: Sequence[LoopAward]) -> SumText:
    """The function that adds up these awards.

    It raises if the order of claims matters, the window lacks an end, or years are not calendar years.
    """
    start, end = window_of(program).start, window_of(program).end
    if not program.fiscal_year.is_calendar_year or start is None or end is None or end.year - start.year >= MAX_YEARS:
        raise NotVectorizableError
    return _SumWriter(program, scope, tuple(awards), start, end.year - start.year + 1).sum_text()


@attrs.define(eq=False, repr=False)
class _SumWriter:
    """Writes one component: a list of the sums (or numbers) of each year for every award, then what rules leave."""

    program: Program
    scope: FunctionScope
    awards: tuple[LoopAward, ...]
    start: datetime.date
    years: int
    list_names: dict[int, str] = attrs.field(factory=dict)
    records: str = "records"

    def sum_text(self) -> SumText:
        """The whole function."""
        indices = {award.term.index for award in self.awards}
        steps = [
            step
            for step in self.program.settlement.steps
            if indices & _reached_clauses(step) and (step.adjusts_proposals or not step.is_of_award)
        ]
        if any(not indices.isdisjoint(rule.clauses) for rule in self.program.suspensions):
            raise NotVectorizableError
        if any(step.wait or not (step.fills or step.has_places) for step in steps):
            raise NotVectorizableError  # rooms and places alone; whatever else a rule may be is the kernel's
        limited = [step for step in steps if step.has_places]
        spoken = [award.term.trigger.record for award in self.awards]
        self.scope.put("due = 0")
        for award in self.awards:
            if steps:
                self.list_names[award.term.index] = self.scope.locals.take("counts" if limited else "sums")
                self.scope.put(f"{self.list_names[award.term.index]} = {[0] * self.years}")
        kind = spoken[0] if len(spoken) == 1 else ""
        for award, record in zip(self.awards, spoken, strict=True):
            if record and not kind:
                self.records = self.scope.locals.take(f"{record} records")
                self.scope.put(f"{self.records} = listed_records(CODE, facts, {literal(record)})")
            self._add(award, self.records if record else "", is_counted=bool(limited))
        if steps:
            self._write_fold(steps)
        self.scope.put("return due")
        first = self.awards[0]
        name, title = f"_sum_{first.body.function}", "; ".join(award.body.title for award in self.awards)
        head = f"def {name}(facts: Facts, records: Records, since: date, last: date, moving: bool) -> int:"
        lines = (head, f"    {literal(title)}", *self.scope.header("fields", "c"), *self.scope.lines)
        return SumText(tuple(sorted(indices)), tuple(dict.fromkeys(spoken)), kind, name, lines)

    # ------------------------------------------------------------------------------------------ what awards propose

    def _add(self, award: LoopAward, records: str, *, is_counted: bool) -> None:
        """The loop of one award, with its sums."""
        term, scope = award.term, self.scope
        is_state = term.trigger.kind is TriggerKind.WHILE
        if (
            len(term.once_key_sets) > 1
            or reaches_back(term)
            or term.start is not None
            or (is_counted and award.constant is None)
        ):
            raise NotVectorizableError
        keys = term.once_key_sets[0] if term.once_key_sets else None
        window = self.scope.shared.constants.name(self.start, "")
        if keys:
            self._write_first_payment(award, records, window, keys, is_counted=is_counted)
            return
        if is_counted and is_state:
            raise NotVectorizableError
        if (keys == () or is_state) and records:
            scope.put(f"if len({records}) > 1:")
            scope.put(f"require_distinct_items({records})", 1)

        def add(scope: FunctionScope, text: str) -> None:
            if is_state:
                scope.put("if day >= since:")
            with scope.deeper(is_state):
                scope.put(self._addition_line(award, "1" if is_counted else text, "day"))
            if is_state and keys == ():
                scope.put("break")

        write_loop(scope, award, records, window if is_state else "since", "last", add,
                   once="MAXYEAR" if keys == () else "")  # fmt: skip

    def _write_first_payment(
        self, award: LoopAward, records: str, window: str, keys: tuple[str, ...], *, is_counted: bool
    ) -> None:
        """One payment for the applicant, on the first day."""
        if is_counted or award.constant is None or not self._is_implied(keys, [award]):
            raise NotVectorizableError
        earliest_name = self.scope.locals.take("earliest")
        self.scope.put(f"{earliest_name} = last.max")

        def earliest(scope: FunctionScope, text: str) -> None:
            scope.put(f"if day < {earliest_name}:")
            scope.put(f"{earliest_name} = day", 1)
            if award.term.trigger.kind is TriggerKind.WHILE:
                scope.put("break")

        write_loop(self.scope, award, records, window, "last", earliest, once="MAXYEAR")
        self.scope.put(f"if since <= {earliest_name} <= last:")
        self.scope.put(
            self._addition_line(award, self.scope.shared.constants.name(award.constant, "money"), earliest_name), 1
        )

    def _addition_line(self, award: LoopAward, text: str, day: str) -> str:
        sums = self.list_names.get(award.term.index)
        return f"{sums}[{day}.year - {self.start.year}] += {text}" if sums else f"due += {text}"

    # ------------------------------------------------------------------------------------------ what rules leave

    def _write_fold(self, steps: list[Step]) -> None:
        """Year by year what each step leaves of the sums before it; places leave a number of equal sums."""
        scope, first = self.scope, self.awards[0]
        rules = [(step, bound.reach, self._room(step, bound)) for step in steps for bound in step.rules]
        left = {award.term.index: scope.locals.take("left") for award in self.awards}
        lists = list(self.list_names.values())
        rows_text = f"zip({', '.join(lists)})" if len(lists) > 1 else lists[0]
        scope.put(f"for {', '.join(left.values())} in {rows_text}:")
        is_number, parts = steps[0].has_places, [frozenset({index}) for index in left]
        unit = self.scope.shared.constants.name(first.constant or 0, "money") if is_number else ""
        with scope.deeper():
            for step, reach, room in rules:
                inside = [part for part in parts if not part.isdisjoint(reach)]
                if not all(part.issubset(reach) for part in inside) or (step.has_places and not is_number):
                    raise NotVectorizableError  # their reaches lie across each other, or a room comes before places
                whole = frozenset[int]().union(*inside)
                parts = [whole, *(part for part in parts if part not in inside)]
                name, *other_names = [left[min(part)] for part in sorted(inside, key=min)]
                if other_names:
                    scope.put(f"{name} += {' + '.join(other_names)}")
                if is_number and not step.has_places:
                    scope.put(f"{name} *= {unit}")
                    is_number = False
                scope.put(f"if {name} > {room}:")
                scope.put(f"{name} = {room}", 1)
            sums = " + ".join(left[min(part)] for part in parts)
            scope.put(f"due += {f'{unit} * {sums}' if is_number else sums}")

    def _room(self, step: Step, bound: StepRule) -> str:
        """The room or the places of a rule; no limit for who is not of its kind."""
        if bound.is_across or bound.counted_field or not bound.per_year or bound.function is not None:
            raise NotVectorizableError
        if step.has_places and (len(self.awards) > 1 or self.awards[0].term.trigger.kind is not TriggerKind.RECORD):
            raise NotVectorizableError
        text = literal(step.number) if step.has_places else self.scope.shared.constants.name(bound.amount or 0, "money")
        if not all(_is_applicant_word(self.program, key) for key in bound.keys):
            raise NotVectorizableError
        if self._is_implied(bound.keys, [award for award in self.awards if award.term.index in bound.reach]):
            return text
        name = self.scope.locals.take("quota" if step.has_places else "limit")
        tests = " and ".join(f"{literal(key)} in facts.kinds" for key in bound.keys if key != "applicant")
        self.scope.put(f"{name} = {text} if {tests} else UNLIMITED")
        return name

    def _is_implied(self, keys: Iterable[str], awards: Iterable[LoopAward]) -> bool:
        """Whether all applicants of the awards have the keys."""
        wider = self.program.schema.wider_kinds
        to = [award.term.beneficiaries for award in awards]
        return all(
            key == "applicant" or all(kinds and all(key in wider[kind] for kind in kinds) for kinds in to)
            for key in keys
        )


def _is_applicant_word(program: Program, key: str) -> bool:
    return key == "applicant" or key in program.schema.kinds_and_classes


def _reached_clauses(step: Step) -> frozenset[int]:
    return frozenset(index for bound in step.rules for index in bound.reach)


_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def total_functions(plan: Plan, shared: ModuleContext) -> tuple[str, Text]:
    """The functions, and the table of them."""
    return _TotalWriter(plan, shared, *awards_of(plan)).functions_and_table()


@attrs.define(eq=False, repr=False)
class _TotalWriter:
    plan: Plan
    shared: ModuleContext
    awards: list[LoopAward]
    common: tuple[Gate, ...]

    def functions_and_table(self) -> tuple[str, Text]:
        """All functions, and the table of them."""
        sums = list(self._sums())
        added_up = {index for sum_text in sums for index in sum_text.clauses}
        claims = {
            award.term.index: lines
            for award in self.awards
            if award.term.index not in added_up and (lines := self._write_or_none(self._claims, award))
        }
        functions = [*self._applicant_functions(), *(sum_text.lines for sum_text in sums), *claims.values()]
        loops = tuple(self._loop(self.awards[index]) for index in claims)
        parts = (
            call("SumPart", _numbers(sum_text.clauses), _words(sum_text.kinds), literal(sum_text.kind), sum_text.name)
            for sum_text in sums
        )
        tables = (LayoutGroup("(", loops, is_filled=True), LayoutGroup("(", tuple(map(flat, parts)), is_filled=True))
        table = call("EmittedTotal", "PROGRAM", "_applies", *tables)
        return "\n\n".join(map(compact, functions)), table

    def _sums(self) -> Iterator[SumText]:
        """The sum-first functions of the components that have one."""
        settlement = self.plan.program.settlement
        if any(step.wait for step in settlement.steps):
            return  # a claim of any award may let money go on
        tied = [(*bound.reach, *bound.payers) for step in settlement.steps for bound in step.rules]
        for members in components(range(len(self.awards)), tied):
            sum_text = self._write_or_none(self._sum_function, [self.awards[index] for index in members])
            if sum_text is not None:
                yield sum_text

    def _sum_function(self, awards: list[LoopAward]) -> SumText:
        return sum_function(self.plan.program, self._scope(), awards)

    # ------------------------------------------------------------------------------------------ the applicant

    def _applicant_functions(self) -> Iterator[list[str]]:
        """What is asked of the applicant for every award: once, and on a day where fields change with the days."""
        scope = self._scope(at_rest=True)
        fields = applicant_fields([gate.test for award in self.awards for gate in award.day_dependent_gates])
        steady = [gate for gate in self.common if not applicant_fields([gate.test])]
        self._write_applicant_gates(scope, steady)
        if fields:
            tests = (f"type({scope.read('fields')}.get({literal(name)})) in MOVING" for name in fields)
            scope.put(f"if {' or '.join(tests)}:")
            scope.put("return True", 1)
        self._write_applicant_gates(scope, [gate for gate in self.common if gate not in steady])
        scope.put("return False")
        title = "Whether the conditions on the applicant may change over time; None if no award pays it."
        yield [
            "def _applies(facts: Facts) -> bool | None:",
            f"    {literal(title)}",
            *scope.header("fields"),
            *scope.lines,
        ]
        if self.awards[0].has_common_day_dependent_gates:
            scope = self._scope()
            tests = (scope.condition_text(gate.test, inner=True) for gate in self.common)
            scope.put(f"return {' and '.join(tests)}")
            yield ["def _holds_on(facts: Facts, day: date) -> bool:", *scope.header("fields"), *scope.lines]

    @staticmethod
    def _write_applicant_gates(scope: FunctionScope, gates: Iterable[Gate]) -> None:
        for gate in gates:
            scope.put(f"if {scope.condition_text(gate.test, negated=True)}:")
            scope.put("return None", 1)

    def _scope(self, *, at_rest: bool = False) -> FunctionScope:
        return FunctionScope(self.shared, "c.with_record(record, day)", "facts", self.shared.year_of("day"), at_rest)

    # ------------------------------------------------------------------------------------------ claims

    def _claims(self, award: LoopAward) -> list[str]:
        """The function that makes the claims of an award."""
        term, program, names = award.term, self.plan.program, self.shared.constants
        scope = self._scope()
        window = window_of(program)
        start = window.start
        days = [day for day in (None if reaches_back(term) else start, term.start) if day is not None]
        first, once = names.name(max(days), "") if days else "date.min", ""
        if term.trigger.kind is TriggerKind.WHILE:
            if start is None:
                scope.put(f"since = max({first}, first_followed_day(c))")
                first = "since"
            once = self._settled_year(scope, award)
        index, subject, id_ = literal(term.index), "None", "''"
        if term.trigger.record:
            subject, id_ = "record", "record.id"
        columns = program.settlement.columns[term.index]
        lifting = program.compute_once(standard_keys_by_clause).get(term.index, ())
        columns = (*columns, *[name for name in lifting if name not in columns])  # a standard may name it
        row = "row" if award.needs_row else "''"

        def claim(scope: FunctionScope, text: str) -> None:
            keys = "".join(f"{self._key(scope, award, name)}, " for name in columns).strip()
            scope.put(f"claims.append((day, {index}, {award.item}, {id_}, {subject}, {text}, {row}, ({keys})))")

        write_loop(
            scope,
            award,
            "records" if term.trigger.record else "",
            first,
            "last",
            claim,
            once=once,
            names_row=award.needs_row,
        )
        given = "c: Situation, facts: Facts, records: Records, last: date, claims: Claims, moving: bool"
        head = f"def _claims_{award.body.function}({given}) -> None:"
        return [head, *scope.header("fields"), *scope.lines]

    def _settled_year(self, scope: FunctionScope, award: LoopAward) -> str:
        """After which year a claim that is paid once leaves nothing to later ones; nothing: it may always."""
        settlement = self.plan.program.settlement
        over = [(settlement.steps[place], bound) for place, bound in settlement.rules_by_clause[award.term.index]]
        reached = [step for step, bound in over if "None" not in [self._key(scope, award, name) for name in bound.keys]]
        if award.term.once != () or any(step.admits and step.is_block_rule for step in reached):
            return ""
        known = [
            "facts.history",
            *(["facts.older_documents"] if any(step.adjusts_proposals for step in reached) else []),
        ]
        scope.put(f"settled = 0 if {' or '.join(known)} else MAXYEAR")
        rests = [rule for rule in self.plan.program.suspensions if award.term.index in rule.clauses]
        if not rests:
            return "settled"
        begun = self.shared.year_of("begun")
        rest = " or ".join(f"CODE.is_suspended({literal(rule.function)}, c, {begun})" for rule in rests)
        return f"0 if {rest} else settled"

    def _key(self, scope: FunctionScope, award: LoopAward, name: str) -> str:
        """A key's value; none where the clause's claims lack it."""
        trigger, schema = award.term.trigger, self.plan.program.schema
        match name:
            case "applicant":
                return "facts.applicant"
            case _ if name in schema.kinds_and_classes:
                return f"(facts.applicant if {literal(name)} in facts.kinds else None)"
            case "item":
                return award.item
            case _ if is_period(name):
                return f"PROGRAM.period_text({literal(name)}, {self.shared.year_of('day')})"
            case "year":
                return f"str({self.shared.year_of('day')})"
            case _ if is_matter(name):
                if not trigger.record or trigger.kind is TriggerKind.SET:
                    return "facts.applicant"
                kind = schema.record_by_name[trigger.record]
                return _matter(scope, kind, self.plan.program.matter_fields(name, kind))
        if trigger.record:
            kinds = [schema.record_by_name[kind] for kind in schema.lineage(trigger.record)]
            field = name
            if name == "level":
                levels = {level_field(kind) for kind in kinds}
                if len(levels) > 1:
                    raise NotVectorizableError
                field = levels.pop() or name
            if field in kinds[0].field_by_name:
                return _text_key(kinds[0].field_by_name[field].type, f"{scope.read('values')}[{literal(field)}]")
        if name in schema.applicant_field_by_name:
            text = f"value_on_day(facts.fields[{literal(name)}], day)"
            return _text_key(schema.applicant_field_by_name[name].type, text)
        return "None"

    def _loop(self, award: LoopAward) -> str:
        name = f"_claims_{award.body.function}"
        return f"ClaimLoop({literal(award.term.index)}, {literal(award.term.trigger.record)}, {name})"

    def _write_or_none(self, write: Callable[[_Item], _Result], item: _Item) -> _Result | None:
        """The text of one or several awards, or `None` if it has no form; then all changes of the context are
        undone.
        """
        context_before = self.shared.copy()
        try:
            return write(item)
        except NotVectorizableError:
            self.shared.restore(context_before)
            return None


def _matter(scope: FunctionScope, record: RecordKind, fields: tuple[str, ...]) -> str:
    """The matter as text, in the form of the ledger."""
    root = literal(f"{record.root}: ")
    if fields == MATTER_IS_APPLICANT:
        return f"{root} + facts.applicant"
    if not fields:
        return f"{root} + record.item"
    stated = [f"{scope.read('values')}[{literal(name)}]" for name in fields]
    is_text = " and ".join(f"type({text}) is str" for text in stated)
    whole = " + ' / ' + ".join(stated)
    return f"{root} + {whole} if {is_text} else matter_of(record, {_words(fields)})"


def _text_key(type_: Type, text: str) -> str:
    """A key that a field holds."""
    if not (type_.member_type.is_name or type_.member_type.is_member):
        raise NotVectorizableError
    return f"{'list' if type_.is_list else 'text'}_key({text})"


def _words(words: Iterable[str]) -> str:
    """A tuple of words on one line."""
    return f"({''.join(f'{literal(word)}, ' for word in words).strip()})"


def _numbers(numbers: Iterable[int]) -> str:
    """A tuple of numbers on one line."""
    return f"({''.join(f'{number}, ' for number in numbers).strip()})"
