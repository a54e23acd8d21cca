"""The claims loops of an emitted total: for each award that has a form a function that makes its claims.

A claim is a tuple of its day, award, item, record, sum and row, with the values of the keys for which the steps over
its award ask (`ipdsl.runtime.sums`). What rules do with claims is no part of it. Suspensions are no gates here: they
are asked once a year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.total_claims import Award, Function, Loop, begin
from ipdsl.backends.python.total_helpers import listed_under
from ipdsl.backends.python.total_loops import NO_FIELDS, reaches_back, record_loop, set_loop, year_loop
from ipdsl.backends.python.total_states import spanned_state_loop, yearly_state_loop
from ipdsl.backends.python.total_values import NotListedError, bare, read_field
from ipdsl.backends.python.writer import Layout as Text
from ipdsl.backends.python.writer import call, tuple_of
from ipdsl.making import attrs
from ipdsl.plan.ir import Plan
from ipdsl.runtime.settlement.candidate import level_field
from ipdsl.runtime.terms import TriggerKind
from ipdsl.schema.model import Record
from ipdsl.schema.types import ApplicantType, ChoiceType, LevelType, ListType, RecordType, TextType, Type
from ipdsl.semantics import typed

_TEXTS = TextType | ChoiceType | LevelType | RecordType | ApplicantType


@attrs.frozen
class Collecting:
    """A function that makes the claims of an award; `kinds` are those under which its records may be listed."""

    award: Award
    name: str
    function: Function
    kinds: tuple[str, ...]

    def entry(self, listing: str) -> Text:
        """Its line in the table of loops; `listing` finds its records where these may be of several kinds."""
        kinds = f"({''.join(f'{literal(kind)}, ' for kind in self.kinds).strip()})"
        several = (listing,) if len(self.kinds) > 1 else ()
        return call("Loop", literal(self.award.term.index), kinds, self.name, *several)


@attrs.define
class Collector:
    """Writes the claims loops of a policy: `make` gives a new function."""

    plan: Plan
    make: Callable[[], Function]

    def collecting(self, award: Award) -> Collecting:
        """The function that makes the claims of an award."""
        award = without_suspensions(self.plan, award)
        if not is_listed(self.plan, award):
            raise NotListedError
        kind = award.term.trigger.record
        function = attrs.evolve(self.make(), nothing="return")
        function.ask_beneficiary([award])
        kinds = listed_under(self.plan.program.schema, kind) if kind else ()
        self._collect(function, award, "records" if kind else "")
        return Collecting(award, f"_claims_{award.term.function}", function, kinds)

    # ------------------------------------------------------------------------------------------ claims

    def _collect(self, function: Function, award: Award, records: str) -> None:
        trigger = award.term.trigger
        depth = begin(function, award)
        first = self._first_day(function, award)
        names_row = bool(award.term.once_kinds) and bool(award.term.rows)
        subject = "record" if trigger.record and not award.is_yearly else "None"
        id_ = "record.id" if subject == "record" else "''"
        index, row = literal(award.term.index), "row" if names_row else "''"
        columns = self.plan.program.settlement.columns[award.term.index]
        if "matter" not in columns and any(award.term.index in older.clauses for older in self.plan.program.older):
            columns = (*columns, "matter")  # a standard of an older document may speak of it
        keys = "".join(f"{self._key(award, name)}, " for name in columns)

        def append(loop: Loop, text: str, deeper: int = 0) -> None:
            told = f"{index}, {award.item}, {id_}, {subject}, {text}, {row}, ({keys.strip()})"
            loop.put(f"claims.append((day, {told}))", deeper)

        match trigger.kind:
            case TriggerKind.YEAR:
                year_loop(function, award, depth, first, append, names_row=names_row)
            case TriggerKind.SET:
                set_loop(function, award, records, depth, first, append, names_row=names_row)
            case TriggerKind.WHILE:
                self._while(function, award, records, depth, append, names_row=names_row)
            case TriggerKind.RECORD:
                record_loop(function, award, records, depth, first, append, names_row=names_row, with_early=True)

    def _while(
        self, function: Function, award: Award, records: str, depth: int, append: Callable[[Loop, str, int], None],
        *, names_row: bool,
    ) -> None:  # fmt: skip
        lines = list(function.lines)
        try:
            if names_row:
                raise NotListedError
            spanned_state_loop(
                function, award, records, depth, lambda loop, text: append(loop, text, 1), self._settled(award)
            )
        except NotListedError:
            function.lines = lines
            yearly_state_loop(
                function, award, records, depth, lambda loop, text: append(loop, text, 0), names_row=names_row
            )

    def _settled(self, award: Award) -> str:
        """When a claim of an award that is paid once leaves nothing to later years."""
        settlement = self.plan.program.settlement
        over = [(settlement.steps[place], bound) for place, bound in settlement.over[award.term.index]]
        reached = [step for step, bound in over if "None" not in [self._key(award, name) for name in bound.keys]]
        if award.term.once != () or any(step.admits and not (step.of_award or step.ends) for step in reached):
            return ""
        rests = [rule for rule in self.plan.program.suspensions if award.term.index in rule.clauses]
        known = ["not facts.history", *(["not facts.older_documents"] if any(step.ends for step in reached) else [])]
        return " and ".join([*known, *(f"not _is_{rule.function}(facts, day.year)" for rule in rests)])

    def _first_day(self, function: Function, award: Award) -> str:
        """From where claims are settled: earlier years are memory for the reported one."""
        program = self.plan.program
        start = None if program.is_draft else program.window.start
        days = [day for day in (None if reaches_back(award) else start, award.term.start) if day is not None]
        return function.values.shared.constants.name(max(days), "") if days else "date.min"

    def _key(self, award: Award, name: str) -> str:
        """A key's value; none where the clause's claims lack it."""
        trigger, schema = award.term.trigger, self.plan.program.schema
        is_of_record = bool(trigger.record) and not award.is_yearly
        if name in trigger.keys:
            if name in NO_FIELDS or name in schema.who:
                raise NotListedError
            place = f"keys[{trigger.keys.index(name)}]"
            return f"(None if {place} == 'none' else {place})"
        match name:
            case "applicant":
                return "facts.applicant"
            case _ if name in schema.who:
                return f"(facts.applicant if {literal(name)} in facts.kinds else None)"
            case "item":
                return award.item
            case "year":
                return "str(day.year)"
            case "matter":
                return self._matter(schema.record_by_name[trigger.record]) if is_of_record else "facts.applicant"
        if is_of_record:
            kinds = [schema.record_by_name[kind] for kind in schema.lineage(trigger.record)]
            field = name
            if name == "level":
                levels = {level_field(kind) for kind in kinds}
                if len(levels) > 1:
                    raise NotListedError
                field = levels.pop() or name
            if field in kinds[0].field_by_name:
                return _text_key(kinds[0].field_by_name[field].type, read_field(field))
        if name in schema.applicant_field_by_name:
            text = f"on_day(facts.fields[{literal(name)}], day)"
            return _text_key(schema.applicant_field_by_name[name].type, text)
        return "None"

    def _matter(self, record: Record) -> str:
        """The matter as text, as the ledger has it."""
        if record.matter == ("applicant",):
            return f"{literal(f'{record.root}: ')} + facts.applicant"
        fields = f"({''.join(f'{literal(name)}, ' for name in record.matter).strip()})"
        stated = [read_field(name) for name in record.matter]
        whole = " + ' / ' + ".join(stated)
        if len(stated) == 1:
            is_text = f"type({whole}) is str"
        else:
            is_text = " is ".join(f"type({one})" for one in stated) + " is str"
        return f"{literal(f'{record.root}: ')} + {whole} if {is_text} else matter_of(record, {fields})"


def _text_key(type_: Type, text: str) -> str:
    """A key that a field holds."""
    if isinstance(type_, ListType):
        if not isinstance(type_.item, _TEXTS):
            raise NotListedError
        return f"list_key({text})"
    if not isinstance(type_, _TEXTS):
        raise NotListedError
    return f"text_key({text})"


def is_listed(plan: Plan, award: Award) -> bool:
    """Whether a loop knows all that the claims of an award bring."""
    program = plan.program
    if any(rule.score and award.term.index in rule.clauses for rule in program.quotas):
        return False  # others decide; without a score the bureau's list is a fact
    # what is deducted comes off before the one rounding
    return award.term.less is None or (program.rounding.step == 1 and award.constant is not None)


def rests_of(plan: Plan) -> Text | None:
    """The suspensions of a policy, each with the clauses that it reaches."""
    rules = plan.program.suspensions
    return tuple_of(*(tuple_of(f"_is_{rule.function}", _numbers(rule.clauses)) for rule in rules)) if rules else None


def _numbers(numbers: Iterable[int]) -> str:
    """A tuple of numbers on one line."""
    return f"({''.join(f'{number}, ' for number in sorted(numbers)).strip()})"


def is_suspended(function: Function, test: typed.Expr) -> str:
    """The text that tells whether the applicant is suspended in `year`."""
    return bare(attrs.evolve(function.values, day="None", year="year").holds(test))


def without_suspensions(plan: Plan, award: Award) -> Award:
    """The award without the gates that suspensions put over it."""
    tests = [suspension.test for suspension in plan.suspensions]
    gates = tuple(gate for gate in award.body.gates if not _is_of(gate.test, tests))
    return attrs.evolve(award, body=attrs.evolve(award.body, gates=gates))


def _is_of(test: typed.Expr, tests: list[typed.Expr]) -> bool:
    return isinstance(test, typed.Not) and test.part in tests
