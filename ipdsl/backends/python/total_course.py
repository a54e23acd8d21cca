"""Rules of a component that remember, from year to year over light claims: ladders, carried money, history.

The loops are emitted, each claim with the values of the keys that rules ask for, and so is what the rules do with the
claims of a year (`total_year`). Suspensions are no gates here: the course asks them once a year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import attrs

from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.total_claims import Award, Function, Loop, begin
from ipdsl.backends.python.total_helpers import listed_under
from ipdsl.backends.python.total_keys import Keys, KeyText
from ipdsl.backends.python.total_loops import NO_FIELDS, listing_of, reaches_back, record_loop, set_loop, year_loop
from ipdsl.backends.python.total_states import spanned_state_loop, yearly_state_loop
from ipdsl.backends.python.total_values import NotListedError, bare, read_field
from ipdsl.backends.python.total_year import YearText
from ipdsl.backends.python.writer import Layout as Text
from ipdsl.backends.python.writer import tuple_of
from ipdsl.plan.ir import Plan
from ipdsl.runtime.settlement.candidate import level_field
from ipdsl.runtime.settlement.layout import Layout
from ipdsl.runtime.terms import Cap, Highest, Rule, TriggerKind
from ipdsl.runtime.total_book import placed
from ipdsl.schema.model import Record
from ipdsl.schema.types import ApplicantType, ChoiceType, LevelType, ListType, RecordType, TextType, Type
from ipdsl.semantics import typed

_TEXTS = TextType | ChoiceType | LevelType | RecordType | ApplicantType
_NO_KEY = KeyText("None", may_lack=True)


@attrs.frozen
class Collecting:
    """A function that makes the claims of the awards that speak of one kind of record, or of none.

    `kinds` are those under which its records may be listed, `listing` what gives them where these are several.
    """

    name: str
    title: str
    function: Function
    kinds: tuple[str, ...]
    listing: str


@attrs.define
class Coursing:
    """Writes the functions of one component: `make` gives a new one."""

    plan: Plan
    layout: Layout
    make: Callable[[], Function]
    awards: dict[int, Award]
    columns: tuple[str, ...] = ()

    def write(self) -> list[Collecting]:
        """The functions that make the claims."""
        if not all(is_listed(self.plan, self.layout, award) for award in self.awards.values()):
            raise NotListedError
        self.columns = self._columns()
        of_kind: dict[str, list[Award]] = {}
        for award in self.awards.values():
            of_kind.setdefault(award.term.trigger.record, []).append(award)
        return [self._collecting(kind, awards) for kind, awards in of_kind.items()]

    def _collecting(self, kind: str, awards: list[Award]) -> Collecting:
        function, schema = attrs.evolve(self.make(), nothing="return"), self.plan.program.schema
        function.ask_beneficiary(awards)
        kinds = listed_under(schema, kind) if kind else ()
        listing = listing_of(function.values, kind) if kind and len(kinds) > 1 else ""
        for award in awards:
            self._collect(function, award, "records" if kind else "")
        title = "; ".join(award.body.title for award in awards)
        return Collecting(f"_claims_{awards[0].term.function}", title, function, kinds, listing)

    def _columns(self) -> tuple[str, ...]:
        """The keys that differ between claims."""
        who = self.plan.program.schema.who
        names = [name for index in self.awards for name in self.layout.names[index]]
        if self.layout.before.older:
            names.append("matter")
        return tuple(name for name in dict.fromkeys(names) if name != "applicant" and name not in who)

    # ------------------------------------------------------------------------------------------ claims

    def _collect(self, function: Function, award: Award, records: str) -> None:
        trigger = award.term.trigger
        depth = begin(function, award)
        first = self._first_day(function, award)
        names_row = bool(award.term.once_kinds) and bool(award.term.rows)
        subject = "record" if trigger.record and not award.is_yearly else "None"
        id_ = "record.id" if subject == "record" else "''"
        index, row = literal(award.term.index), "row" if names_row else "''"
        keys = "".join(f"{self._key(award, name).text}, " for name in self.columns)

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
        if award.term.once != () or any(self._displaces(award, rule) for _, rule in self.layout.over(award.term)):
            return ""
        rests = [rule for rule in self.plan.program.suspensions if award.term.index in rule.clauses]
        return " and ".join(["not facts.history", *(f"not _is_{rule.function}(facts, day.year)" for rule in rests)])

    def _displaces(self, award: Award, rule: Rule) -> bool:
        """Whether a rule may keep a claim of the award from counting as paid."""
        lacks = any(name in self.columns and self._key(award, name) is _NO_KEY for name in rule.keys)
        return not isinstance(rule, Cap) and not lacks

    def _first_day(self, function: Function, award: Award) -> str:
        """From where claims are settled: earlier years are memory for the reported one."""
        program = self.plan.program
        start = None if program.is_draft else program.window.start
        days = [day for day in (None if reaches_back(award) else start, award.term.start) if day is not None]
        return function.values.shared.constants.name(max(days), "") if days else "date.min"

    def keys(self, award: Award) -> tuple[KeyText, ...]:
        """The keys of the award's claims, by column."""
        return tuple(self._key(award, name) for name in self.columns)

    def _key(self, award: Award, name: str) -> KeyText:
        """A key's value; none where the clause's claims lack it, or no rule over them asks for it."""
        trigger, schema = award.term.trigger, self.plan.program.schema
        is_of_record = bool(trigger.record) and not award.is_yearly
        if name not in self.layout.names[award.term.index] and not (name == "matter" and self.layout.before.older):
            return _NO_KEY
        if name in trigger.keys:
            if name in NO_FIELDS or name in schema.who:
                raise NotListedError
            place = f"keys[{trigger.keys.index(name)}]"
            return KeyText(f"(None if {place} == 'none' else {place})", may_lack=True)
        if name == "item":
            return KeyText(award.item)
        if name == "year":
            return KeyText("str(day.year)")
        if name == "matter":
            matter = self._matter(schema.record_by_name[trigger.record]) if is_of_record else "facts.applicant"
            return KeyText(matter)
        if is_of_record:
            kinds = [schema.record_by_name[kind] for kind in schema.lineage(trigger.record)]
            field = name
            if name == "level":
                levels = {level_field(kind) for kind in kinds}
                if len(levels) > 1:
                    raise NotListedError
                field = levels.pop() or name
            if field in kinds[0].field_by_name:
                return self._field(field, kinds[0].field_by_name[field].type)
        if name in schema.applicant_field_by_name:
            raise NotListedError
        return _NO_KEY

    def _field(self, name: str, type_: Type) -> KeyText:
        if isinstance(type_, ListType):
            if not isinstance(type_.item, _TEXTS):
                raise NotListedError
            return KeyText(f"list_key({read_field(name)})", may_lack=True, is_list=True)
        if not isinstance(type_, _TEXTS):
            raise NotListedError
        return KeyText(f"text_key({read_field(name)})", may_lack=True)

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

    # ------------------------------------------------------------------------------------------ what hangs on a year

    def suspended(self) -> list[tuple[str, typed.Expr]]:
        """The suspensions that reach one of the awards: the function that tells, and the test."""
        tests = {suspension.function: suspension.test for suspension in self.plan.suspensions}
        return [
            (f"_is_{rule.function}", tests[rule.function])
            for rule in self.plan.program.suspensions
            if not self.awards.keys().isdisjoint(rule.clauses)
        ]

    def parts(self, settle: str, admit: str) -> list[Text]:
        """What the runtime's course is told, with the names of the two functions for its rules."""
        rests = [
            tuple_of(f"_is_{rule.function}", _numbers(i for i in rule.clauses if i in self.awards))
            for rule in self.plan.program.suspensions
            if not self.awards.keys().isdisjoint(rule.clauses)
        ]
        columns = tuple_of(*map(literal, self.columns))
        return [_numbers(self.awards), columns, settle, admit, *([tuple_of(*rests)] if rests else [])]

    def year(self, admit: str) -> YearText:
        """The writer of the functions for the rules."""
        program, names = self.plan.program, self.make().values.shared.constants
        keys = Keys(program, self.columns, {index: self.keys(award) for index, award in self.awards.items()})
        rules = placed(program, tuple(self.awards), self.columns)
        return YearText(keys, self.layout, rules, lambda sum_: names.name(sum_, "money"), admit)


def is_listed(plan: Plan, layout: Layout, award: Award) -> bool:
    """Whether a course knows the rules over an award."""
    program = plan.program
    for _, rule in layout.over(award.term):
        if isinstance(rule, Highest) or (isinstance(rule, Cap) and rule.across):
            return False
        if isinstance(rule, Cap) and rule.carry and program.discretion_from is not None:
            return False  # of what is carried, claims before the window come last
    # what is deducted comes off before the one rounding
    return award.term.less is None or (program.rounding.step == 1 and award.constant is not None)


def _numbers(numbers: Iterable[int]) -> str:
    """A tuple of numbers on one line."""
    return f"({''.join(f'{number}, ' for number in numbers).strip()})"


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
