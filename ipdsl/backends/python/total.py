"""The functions behind a policy's total: what is due without reasons, over facts that are known.

An award of records or of states gets a loop that makes its claims; what rules do with them is the kernel's
(`ipdsl.runtime.sums`). Awards of which the sums of each year are enough are added up in a shorter form instead
(`sums`), as long as nothing was paid before and all that they ask for is stated; else the runtime proposes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import attrs

from ipdsl.backends.python.expressions import FunctionScope
from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.loops import LoopAward, NotVectorizableError, applicant_fields, awards_of, write_loop
from ipdsl.backends.python.shared import ModuleContext
from ipdsl.backends.python.sums import SumText, sum_function
from ipdsl.backends.python.writer import Layout as Text
from ipdsl.backends.python.writer import LayoutGroup, call, compact, flat
from ipdsl.plan.ir import Gate, Plan
from ipdsl.runtime.settlement.candidate import level_field
from ipdsl.runtime.settlement.ending import standard_keys_by_clause
from ipdsl.runtime.settlement.horizon import window_of
from ipdsl.runtime.settlement.offers import reaches_back
from ipdsl.runtime.terms import TriggerKind, is_matter
from ipdsl.schema.model import MATTER_IS_APPLICANT, RecordKind
from ipdsl.schema.types import ApplicantType, ChoiceType, LevelType, ListType, RecordType, TextType, Type
from ipdsl.values.partition import components

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
_TEXTS = TextType | ChoiceType | LevelType | RecordType | ApplicantType


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
        title = "Whether what is asked of the applicant may change with the days; nothing: no award goes to it."
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
        return FunctionScope(self.shared, "c.with_record(record, day)", "facts", "day.year", at_rest)

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
        columns = (*columns, *[name for name in lifting if name not in columns])  # a standard may speak of it
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
        rest = " or ".join(f"CODE.is_suspended({literal(rule.function)}, c, begun.year)" for rule in rests)
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
            case "year":
                return "str(day.year)"
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
        """What is written of an award, or of several, where it has a form; else nothing of it stays behind."""
        context_before = self.shared.copy()
        try:
            return write(item)
        except NotVectorizableError:
            self.shared.restore(context_before)
            return None


def _matter(scope: FunctionScope, record: RecordKind, fields: tuple[str, ...]) -> str:
    """The matter as text, as the ledger has it."""
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
    if not isinstance(type_.item if isinstance(type_, ListType) else type_, _TEXTS):
        raise NotVectorizableError
    return f"{'list' if isinstance(type_, ListType) else 'text'}_key({text})"


def _words(words: Iterable[str]) -> str:
    """A tuple of words on one line."""
    return f"({''.join(f'{literal(word)}, ' for word in words).strip()})"


def _numbers(numbers: Iterable[int]) -> str:
    """A tuple of numbers on one line."""
    return f"({''.join(f'{number}, ' for number in numbers).strip()})"
