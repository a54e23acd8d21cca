"""The functions behind a policy's total: what is due without reasons, over facts that are known.

An award of records or of states gets a loop that makes its claims; what rules do with them is the kernel's
(`ipdsl.runtime.sums`). Awards of which the sums of each year are enough are added up in a shorter form instead
(`sums`), as long as nothing was paid before and all that they ask for is stated; else the runtime proposes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import attrs

from ipdsl.backends.python.expressions import Scope
from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.loops import Award, NotListedError, applicant_fields, awards_of, write_loop
from ipdsl.backends.python.shared import Shared
from ipdsl.backends.python.sums import SumText, sum_function
from ipdsl.backends.python.writer import Group, call, compact, flat
from ipdsl.backends.python.writer import Layout as Text
from ipdsl.plan.ir import Gate, Plan
from ipdsl.runtime.settlement.candidate import level_field
from ipdsl.runtime.settlement.ending import raised_by
from ipdsl.runtime.settlement.horizon import window_of
from ipdsl.runtime.settlement.offers import reaches_back
from ipdsl.runtime.terms import TriggerKind, is_matter
from ipdsl.schema.model import MATTER_IS_APPLICANT, Record
from ipdsl.schema.types import ApplicantType, ChoiceType, LevelType, ListType, RecordType, TextType, Type
from ipdsl.values.partition import components

_One = TypeVar("_One")
_Written = TypeVar("_Written")
_TEXTS = TextType | ChoiceType | LevelType | RecordType | ApplicantType


def total_functions(plan: Plan, shared: Shared) -> tuple[str, Text]:
    """The functions, and the table of them."""
    return _Totals(plan, shared, *awards_of(plan)).written()


@attrs.define(eq=False, repr=False)
class _Totals:
    plan: Plan
    shared: Shared
    awards: list[Award]
    common: tuple[Gate, ...]

    def written(self) -> tuple[str, Text]:
        """All functions, and the table of them."""
        sums = list(self._sums())
        added_up = {index for one in sums for index in one.clauses}
        claims = {
            award.term.index: lines
            for award in self.awards
            if award.term.index not in added_up and (lines := self._kept(self._claims, award))
        }
        functions = [*self._of_applicant(), *(one.lines for one in sums), *claims.values()]
        loops = tuple(self._loop(self.awards[index]) for index in claims)
        parts = (call("Part", _numbers(one.clauses), _words(one.kinds), literal(one.kind), one.name) for one in sums)
        tables = (Group("(", loops, fills=True), Group("(", tuple(map(flat, parts)), fills=True))
        table = call("Total", "PROGRAM", "_applies", *tables)
        return "\n\n".join(map(compact, functions)), table

    def _sums(self) -> Iterator[SumText]:
        """The sum-first functions of the components that have one."""
        settlement = self.plan.program.settlement
        if any(step.wait for step in settlement.steps):
            return  # a claim of any award may let money go on
        tied = [(*bound.reach, *bound.payers) for step in settlement.steps for bound in step.bounds]
        for members in components(range(len(self.awards)), tied):
            found = self._kept(self._added_up, [self.awards[index] for index in members])
            if found is not None:
                yield found

    def _added_up(self, awards: list[Award]) -> SumText:
        return sum_function(self.plan.program, self._scope(), awards)

    # ------------------------------------------------------------------------------------------ the applicant

    def _of_applicant(self) -> Iterator[list[str]]:
        """What is asked of the applicant for every award: once, and on a day where fields change with the days."""
        scope = self._scope(at_rest=True)
        fields = applicant_fields([gate.test for award in self.awards for gate in award.following])
        steady = [gate for gate in self.common if not applicant_fields([gate.test])]
        self._asks(scope, steady)
        if fields:
            tests = (f"type({scope.read('fields')}.get({literal(name)})) in MOVING" for name in fields)
            scope.put(f"if {' or '.join(tests)}:")
            scope.put("return True", 1)
        self._asks(scope, [gate for gate in self.common if gate not in steady])
        scope.put("return False")
        title = "Whether what is asked of the applicant may change with the days; nothing: no award goes to it."
        yield [
            "def _applies(facts: Facts) -> bool | None:",
            f"    {literal(title)}",
            *scope.header("fields"),
            *scope.lines,
        ]
        if self.awards[0].is_common_following:
            scope = self._scope()
            tests = (scope.holds(gate.test, inner=True) for gate in self.common)
            scope.put(f"return {' and '.join(tests)}")
            yield ["def _holds_on(facts: Facts, day: date) -> bool:", *scope.header("fields"), *scope.lines]

    @staticmethod
    def _asks(scope: Scope, gates: Iterable[Gate]) -> None:
        for gate in gates:
            scope.put(f"if {scope.holds(gate.test, negated=True)}:")
            scope.put("return None", 1)

    def _scope(self, *, at_rest: bool = False) -> Scope:
        return Scope(self.shared, "c.on(record, day)", "facts", "day.year", at_rest)

    # ------------------------------------------------------------------------------------------ claims

    def _claims(self, award: Award) -> list[str]:
        """The function that makes the claims of an award."""
        term, program, names = award.term, self.plan.program, self.shared.constants
        scope = self._scope()
        window = window_of(program)
        start = window.start
        days = [day for day in (None if reaches_back(term) else start, term.start) if day is not None]
        first, once = names.name(max(days), "") if days else "date.min", ""
        if term.trigger.kind is TriggerKind.WHILE:
            if start is None:
                scope.put(f"since = max({first}, followed_from(c))")
                first = "since"
            once = self._settled(scope, award)
        index, subject, id_ = literal(term.index), "None", "''"
        if term.trigger.record:
            subject, id_ = "record", "record.id"
        columns = program.settlement.columns[term.index]
        lifting = program.kept(raised_by).get(term.index, ())
        columns = (*columns, *[name for name in lifting if name not in columns])  # a standard may speak of it
        row = "row" if award.names_row else "''"

        def claim(scope: Scope, text: str) -> None:
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
            names_row=award.names_row,
        )
        given = "c: Situation, facts: Facts, records: Records, last: date, claims: Claims, moving: bool"
        head = f"def _claims_{award.body.function}({given}) -> None:"
        return [head, *scope.header("fields"), *scope.lines]

    def _settled(self, scope: Scope, award: Award) -> str:
        """After which year a claim that is paid once leaves nothing to later ones; nothing: it may always."""
        settlement = self.plan.program.settlement
        over = [(settlement.steps[place], bound) for place, bound in settlement.over[award.term.index]]
        reached = [step for step, bound in over if "None" not in [self._key(scope, award, name) for name in bound.keys]]
        if award.term.once != () or any(step.admits and step.of_block for step in reached):
            return ""
        known = ["facts.history", *(["facts.older_documents"] if any(step.ends for step in reached) else [])]
        scope.put(f"settled = 0 if {' or '.join(known)} else MAXYEAR")
        rests = [rule for rule in self.plan.program.suspensions if award.term.index in rule.clauses]
        if not rests:
            return "settled"
        rest = " or ".join(f"CODE.is_suspended({literal(rule.function)}, c, begun.year)" for rule in rests)
        return f"0 if {rest} else settled"

    def _key(self, scope: Scope, award: Award, name: str) -> str:
        """A key's value; none where the clause's claims lack it."""
        trigger, schema = award.term.trigger, self.plan.program.schema
        match name:
            case "applicant":
                return "facts.applicant"
            case _ if name in schema.who:
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
                    raise NotListedError
                field = levels.pop() or name
            if field in kinds[0].field_by_name:
                return _text_key(kinds[0].field_by_name[field].type, f"{scope.read('values')}[{literal(field)}]")
        if name in schema.applicant_field_by_name:
            text = f"on_day(facts.fields[{literal(name)}], day)"
            return _text_key(schema.applicant_field_by_name[name].type, text)
        return "None"

    def _loop(self, award: Award) -> str:
        name = f"_claims_{award.body.function}"
        return f"Loop({literal(award.term.index)}, {literal(award.term.trigger.record)}, {name})"

    def _kept(self, write: Callable[[_One], _Written], one: _One) -> _Written | None:
        """What is written of an award, or of several, where it has a form; else nothing of it stays behind."""
        kept = self.shared.copy()
        try:
            return write(one)
        except NotListedError:
            self.shared.restore(kept)
            return None


def _matter(scope: Scope, record: Record, fields: tuple[str, ...]) -> str:
    """The matter as text, as the ledger has it."""
    root = literal(f"{record.root}: ")
    if fields == MATTER_IS_APPLICANT:
        return f"{root} + facts.applicant"
    if not fields:
        return f"{root} + record.item"
    stated = [f"{scope.read('values')}[{literal(name)}]" for name in fields]
    is_text = " and ".join(f"type({one}) is str" for one in stated)
    whole = " + ' / ' + ".join(stated)
    return f"{root} + {whole} if {is_text} else matter_of(record, {_words(fields)})"


def _text_key(type_: Type, text: str) -> str:
    """A key that a field holds."""
    if not isinstance(type_.item if isinstance(type_, ListType) else type_, _TEXTS):
        raise NotListedError
    return f"{'list' if isinstance(type_, ListType) else 'text'}_key({text})"


def _words(words: Iterable[str]) -> str:
    """A tuple of words on one line."""
    return f"({''.join(f'{literal(word)}, ' for word in words).strip()})"


def _numbers(numbers: Iterable[int]) -> str:
    """A tuple of numbers on one line."""
    return f"({''.join(f'{number}, ' for number in numbers).strip()})"
