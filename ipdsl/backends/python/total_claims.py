"""What the loops of an emitted total are made of: functions and loops while they are written, gates and sums of awards.

A loop is written with marks for fields; when it is closed, a field that is named more than once gets a local variable.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import assert_never

from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.names import Locals
from ipdsl.backends.python.total_values import (
    NotListedError,
    Number,
    Values,
    applicant_field,
    bare,
    changing_fields,
    is_invariant,
    may_change,
    read_field,
    record_field,
    unmarked,
)
from ipdsl.making import attrs
from ipdsl.plan.ir import ClauseBody
from ipdsl.plan.walk import exprs_of, nodes
from ipdsl.runtime.terms import Clause, Program, TriggerKind
from ipdsl.schema.model import Schema
from ipdsl.schema.types import BoolType, NumberType
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr
from ipdsl.values.rounding import DOWN_TO_MINOR, Mode, Rounding

_RECORD = re.compile("\0r:([^\0]*)\0")
_APPLICANT = re.compile("\0a:([^\0]*)\0")
_READ = re.compile("\1([^\0]*)\0")
_STEP = "    "

Sink = Callable[["Loop", str], None]
"""What is done with the text of a sum."""


@attrs.define
class Function:
    """One function while it is written: its lines, its local variables, the fields of the applicant that it reads.

    A field that may be stated as periods is read as on `day`, where that is set; else `changes` tells whether any is
    so stated (or not at all: it is asked for where there is a claim), and the lines see to it. With one of the `rigid`
    fields in periods the case is left to `evaluate`.
    """

    values: Values
    locals: Locals
    lines: list[str] = attrs.field(factory=list)
    beneficiaries: tuple[str, ...] = ()
    nothing: str = "return 0"
    day: str = ""
    is_told: bool = False  # `changes` is a parameter, for conditions of every award
    rigid: set[str] = attrs.field(factory=set)

    def ask_beneficiary(self, awards: Iterable[Award]) -> None:
        """Where all awards go to the same kinds, ask for them before anything is read."""
        kinds = {award.term.to for award in awards}
        if len(kinds) == 1:
            self.beneficiaries = kinds.pop()

    def put(self, text: str, depth: int = 1) -> None:
        """One line."""
        self.lines.append(_STEP * depth + text)

    def loop(self, depth: int) -> Loop:
        """A loop over records, one step inside."""
        return Loop(self, depth)

    def finish(self) -> list[str]:
        """The body, with the applicant's fields read at its head."""
        names = list(dict.fromkeys(unmarked(mark) for line in self.lines for mark in _APPLICANT.findall(line)))
        bound = {name: self.locals.take(name) for name in names}
        head: list[str] = []
        if self.beneficiaries:
            tests = [f"{literal(kind)} not in facts.kinds" for kind in self.beneficiaries]
            head += [f"{_STEP}if {' and '.join(tests)}:", f"{_STEP * 2}{self.nothing}"]
        moving: list[str] = []
        for name, variable in bound.items():
            is_moving = not self.day and name not in self.rigid and may_change(self.values.shared.schema, name)
            if is_moving:
                head.append(f"{_STEP}{variable} = facts.fields.get({literal(name)})")
                moving.append(self._is_moving(name, variable))
                continue
            head.append(f"{_STEP}{variable} = facts.fields[{literal(name)}]")
            if may_change(self.values.shared.schema, name):
                way = f"{variable} = on_day({variable}, {self.day})" if self.day else "outside()"
                head += [f"{_STEP}if type({variable}) is Dated:", f"{_STEP * 2}{way}"]
        if moving:
            head.append(f"{_STEP}changes = {' or '.join([*(['changes'] if self.is_told else []), *moving])}")
        return head + [_APPLICANT.sub(lambda found: bound[unmarked(found[1])], line) for line in self.lines]

    def _is_moving(self, name: str, variable: str) -> str:
        """What tells that a field is stated as periods, or not at all."""
        field = self.values.shared.schema.applicant_field_by_name.get(name)
        if field is not None and isinstance(field.type, BoolType):
            return f"type({variable}) is not bool"
        return f"{variable} is None or type({variable}) is Dated"


@attrs.define
class Loop:
    """The body of a loop over records; lines at its own depth or deeper.

    Where the claim's day is `known` (the number of the line), fields of the applicant that change are read as on it.
    """

    function: Function
    depth: int
    lines: list[tuple[int, str]] = attrs.field(factory=list)
    aliases: dict[str, str] = attrs.field(factory=dict)
    known: int | None = None
    is_followed: bool = False  # the lines read them anew themselves

    def put(self, text: str, deeper: int = 0) -> None:
        """One line."""
        self.lines.append((deeper, text))

    def unless(self, condition: str) -> None:
        """The record is passed over where the condition holds."""
        self.put(f"if {condition}:")
        self.put("continue", 1)

    def day_is_known(self) -> None:
        """From here on the variable `day` is the claim's."""
        self.known = len(self.lines)

    def _follow(self) -> None:
        """Read the fields that change as on the claim's day; where that is not known, none may change."""
        schema = self.function.values.shared.schema
        named = dict.fromkeys(unmarked(mark) for _, text in self.lines for mark in _APPLICANT.findall(text))
        names = [name for name in named if may_change(schema, name)]
        if self.function.day or self.is_followed or not names:
            return
        if self.known is None:
            self.function.rigid.update(names)
            return
        self.lines[self.known : self.known] = [(0, "if changes:"), *((1, anew(name)) for name in names)]

    def finish(self) -> None:
        """Write the loop to its function."""
        self._follow()
        named = [unmarked(mark) for _, text in self.lines for mark in _RECORD.findall(text)]
        uses = Counter(name for name in named if name not in self.aliases)
        read = {unmarked(mark) for _, text in self.lines for mark in _READ.findall(text)} | uses.keys()
        lines = list(self.lines)
        for name in [name for name, count in uses.items() if count > 1]:
            self.aliases[name] = self.function.locals.take(name)
            mark = record_field(name)
            at = next(i for i, (_, text) in enumerate(lines) if mark in text)
            while lines[at][0] > 0 or lines[at][1].startswith(("elif ", "else:")):
                at -= 1
            lines.insert(at, (0, f"{self.aliases[name]} = {read_field(name)}"))
        source = "record.values"
        if len(read) > 1:
            source = "values"
            self.function.put("values = record.values", self.depth)
        for deeper, text in lines:
            self.function.put(self._resolved(text, source), self.depth + deeper)

    def _resolved(self, text: str, source: str) -> str:
        def looked_up(found: re.Match[str]) -> str:
            return f"{source}[{literal(unmarked(found[1]))}]"

        text = _RECORD.sub(lambda found: self.aliases.get(unmarked(found[1])) or looked_up(found), text)
        return _READ.sub(looked_up, text)


@attrs.frozen
class Award:
    """A clause with its body."""

    term: Clause
    body: ClauseBody
    program: Program
    common: tuple[Expr, ...] = ()  # gates of every award that were asked where no field of the applicant changes

    @property
    def item(self) -> str:
        """The text for a claim's item."""
        if self.term.trigger.keys:
            return "' / '.join(keys)"
        if self.is_yearly:
            return "str(day.year)"
        return "record.item" if self.term.trigger.record else "facts.applicant"

    @property
    def root(self) -> str:
        """The text for the root kind of a claim's record."""
        return "record.root" if self.term.trigger.record and not self.is_yearly else "''"

    @property
    def subject(self) -> str:
        """The text for a claim's record; empty for a set of them."""
        if self.term.trigger.kind is TriggerKind.SET:
            return ""
        return "record" if self.term.trigger.record else "None"

    @property
    def is_yearly(self) -> bool:
        """One claim a year, for a year or for a set of records."""
        return self.term.trigger.kind in (TriggerKind.YEAR, TriggerKind.SET)

    @property
    def invariant_gates(self) -> list[Expr]:
        return [gate.test for gate in self.body.gates if is_invariant(gate.test)]

    def fields_to_follow(self, schema: Schema) -> tuple[str, ...]:
        """The fields in gates of the applicant alone that may change from one claim's day to another's."""
        return changing_fields(schema, [*self.common, *self.invariant_gates])

    def condition(self, values: Values) -> str:
        """The name of the function that asks these gates on a day; empty where none may change."""
        schema = values.shared.schema
        fields = self.fields_to_follow(schema)
        tests = [test for test in (*self.common, *self.invariant_gates) if changing_fields(schema, [test])]
        return values.shared.condition(tuple(tests), fields[0]) if fields else ""

    @property
    def own_gates(self) -> list[Expr]:
        """The gates that hang on the record or the day, with the tests that a table has a row."""
        gates = [gate.test for gate in self.body.gates if not is_invariant(gate.test)]
        return gates + [gate.test for gate in self.body.fitting]

    @property
    def constant(self) -> int | None:
        """The sum, where it is the same for every record and more than 0."""
        amount = self.body.amount
        if isinstance(amount, typed.Plain) and amount.at_most is None and not self.term.counts_support:
            value = amount.value
            if isinstance(value, typed.Const) and type(value.value) is int and value.value > 0:
                return self.program.rounding.apply(value.value) or None
        return None


def anew(name: str) -> str:
    """The line that reads a field of the applicant as on the claim's day."""
    return f"{applicant_field(name)} = on_day(facts.fields[{literal(name)}], day)"


def refuse_numbers(award: Award) -> None:
    """A number that is no sum, count or rate may be negative; nothing is emitted for it."""
    for expr in exprs_of(award.body.amount):
        if any(isinstance(getattr(node, "type", None), NumberType) for node in nodes(expr)):
            raise NotListedError


def begin(function: Function, award: Award) -> int:
    """The line that tests what must hold of the applicant, where there is anything; the depth of what follows it."""
    function.values.subject = award.subject
    tests = conditions(function, award)
    if not tests:
        return 1
    function.put(f"if {joined(tests)}:")
    return 2


def joined(tests: list[str]) -> str:
    """All of the tests, as the condition of an `if`."""
    return bare(tests[0]) if len(tests) == 1 else " and ".join(tests)


def conditions(function: Function, award: Award) -> list[str]:
    """What must hold of the applicant, whatever the record: beneficiary, then gates; of what changes, nothing yet."""
    found = []
    if award.term.to and award.term.to != function.beneficiaries:
        kinds = [f"{literal(kind)} in facts.kinds" for kind in award.term.to]
        found.append(kinds[0] if len(kinds) == 1 else f"({' or '.join(kinds)})")
    values = function.values
    schema = values.shared.schema
    moving = [test for test in award.invariant_gates if changing_fields(schema, [test])]
    found += [values.holds(test) for test in award.invariant_gates if test not in moving]
    if moving:
        texts = [values.holds(test) for test in moving]
        found.append(f"(changes or {bare(texts[0]) if len(texts) == 1 else ' and '.join(texts)})")
    return found


# ---------------------------------------------------------------------------------------------- sums


def put_amount(loop: Loop, award: Award, sink: Sink, *, names_row: bool = False) -> None:
    """The sum of a claim, given to the sink. `names_row`: the variable `row` holds the name of its row."""
    values = loop.function.values
    match award.body.amount:
        case None:
            raise NotListedError
        case typed.Plain() | typed.Ceiling() as amount:
            sink(loop, _sum(values, award, amount))
        case typed.Rows(rows=rows):
            table = None if names_row else _as_table(award, rows)
            if table is not None:
                key, entries = table
                loop.put(f"proposed = {values.shared.table(entries)}.get({values.plain(key)})")
                loop.unless("proposed is None")
            else:
                for place, row in enumerate(rows):
                    word = "if" if place == 0 else "elif"
                    if row.test is None:
                        if place == 0:
                            raise NotListedError
                        loop.put("else:")
                    else:
                        loop.put(f"{word} {bare(values.holds(row.test))}:")
                    loop.put(f"proposed = {_sum(values, award, row.amount)}", 1)
                    if names_row:
                        loop.put(f"row = {literal(row.name)}", 1)
                    if row.test is None:
                        break
                else:
                    loop.put("else:")
                    loop.put("continue", 1)
            sink(loop, "proposed")
        case _:
            assert_never(award.body.amount)


def _as_table(award: Award, rows: tuple[typed.Row, ...]) -> tuple[Expr, tuple[tuple[str, int], ...]] | None:
    """Rows that are chosen by the members of one field and have constant sums."""
    entries: dict[str, int] = {}
    key: Expr | None = None
    for row in rows:
        test, amount = row.test, row.amount
        if not isinstance(test, typed.OneOf) or not isinstance(test.value, typed.RecordField):
            return None
        if not isinstance(amount, typed.Plain) or amount.at_most is not None or award.term.counts_support:
            return None
        if not isinstance(amount.value, typed.Const) or type(amount.value.value) is not int:
            return None
        if key is not None and key != test.value:
            return None
        key = test.value
        for member in test.members:
            entries.setdefault(member, award.program.rounding.apply(amount.value.value))
    if key is None or type(getattr(key, "type", None)).__name__ == "ListType":
        return None
    return key, tuple(entries.items())


def _sum(values: Values, award: Award, amount: typed.Plain | typed.Ceiling) -> str:
    number = None if amount.value is None else values.number(amount.value)
    if amount.at_most is not None:
        limit = _rounded(values.number(amount.at_most), DOWN_TO_MINOR)
        whole = Number(limit, 1, is_sum=True)
        number = whole if number is None else _least(number, whole)
    is_ceiling = isinstance(amount, typed.Ceiling)
    if award.term.counts_support and number is not None:
        given = Number(f"supported(facts, {award.root}, {award.item})")
        if is_ceiling:
            number = Number(_rounded(number, DOWN_TO_MINOR), 1, is_sum=True)
        rest = f"max({number.text} - {given.times(number.over)}, 0)"
        number = Number(rest, number.over, is_whole=number.is_whole)
    if not is_ceiling:
        if number is None:
            raise NotListedError
        return _rounded(number, award.program.rounding)
    set_sum = f"approved(facts, {literal(award.term.label)}, {award.item})"
    return set_sum if number is None else f"min({set_sum}, {_rounded(number, DOWN_TO_MINOR)})"


def _least(number: Number, whole: Number) -> Number:
    return Number(f"min({number.text}, {whole.times(number.over)})", number.over, is_whole=number.is_whole)


def _rounded(number: Number, rounding: Rounding) -> str:
    """The sum in minor units as one integer text."""
    step = number.over * rounding.step
    if step == 1 and number.is_whole:
        return number.text
    match rounding.mode:
        case Mode.DOWN:
            whole = f"{number.factor} // {literal(step)}"
        case Mode.UP:
            whole = f"-(-({number.text}) // {literal(step)})"
        case Mode.HALF_UP if step % 2 == 0:
            whole = f"({number.text} + {literal(step // 2)}) // {literal(step)}"
        case Mode.HALF_UP:
            whole = f"(2 * ({number.text}) + {literal(step)}) // {literal(2 * step)}"
        case Mode.HALF_EVEN:
            whole = f"half_even({number.text}, {literal(step)})"
        case _:
            assert_never(rounding.mode)
    return whole if rounding.step == 1 else f"({whole}) * {literal(rounding.step)}"
