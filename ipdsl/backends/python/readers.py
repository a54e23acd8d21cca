"""Readers of plain facts: a function for the applicant and for each kind of record of which the policy speaks.

Straight-line checks from the vocabulary, in its order. What is not plainly good is left to the reader of the runtime,
which reports every problem; so these functions hold no words for people.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.writer import Group, Writer
from ipdsl.plan.ir import Plan
from ipdsl.plan.names import slug
from ipdsl.runtime.terms import Program
from ipdsl.schema.model import Field, Schema
from ipdsl.schema.types import (
    ApplicantType,
    BoolType,
    ChoiceType,
    CountType,
    DateType,
    LevelType,
    MoneyType,
    RecordType,
    TextType,
)
from ipdsl.source import Span
from ipdsl.values.money import DECIMALS

APPLICANT = "_read_applicant"


@attrs.frozen
class Readers:
    """The text of the functions, and the function of each kind."""

    text: str
    table: dict[str, str]


def readers(plan: Plan) -> Readers:
    """The readers of a policy."""
    schema = plan.program.schema
    spoken_of = frozenset(_kinds(plan, schema))
    related = {name for kind in spoken_of for name in schema.related_records[kind]}
    kinds = [record for record in schema.records if record.name in related]
    table = {kind.name: f"_read_{number}_{slug(kind.name)}" for number, kind in enumerate(kinds, 1)}
    made = _Functions(plan.program)
    made.function(APPLICANT, "The applicant's fields.", schema.applicant_fields, {}, frozenset())
    for kind in kinds:
        fixed = {name: literal(value) for name, value in kind.fixed if isinstance(value, str | int)}
        ends = frozenset(state.until_field for state in kind.states if state.until_field is not None)
        made.function(table[kind.name], f"Fields of `{kind.name}`.", kind.fields, fixed, ends)
    return Readers(made.text(), table)


def _kinds(plan: Plan, schema: Schema) -> Iterator[str]:
    """The kinds that triggers and expressions name."""
    program = plan.program
    triggers = [clause.trigger for clause in program.clauses]
    triggers += [line.trigger for line in program.allocations]
    triggers += [document.trigger for document in program.references if document.trigger is not None]
    bodies = (plan.clauses, plan.caps, plan.references, plan.allocations)
    for name in (*(trigger.record for trigger in triggers), *_named(bodies)):
        if name in schema.record_by_name:
            yield name


def _named(node: object) -> Iterator[str]:
    """The names of records in a tree."""
    if isinstance(node, tuple):
        for part in node:
            yield from _named(part)
        return
    cls = type(node)
    if attrs.has(cls) and not isinstance(node, Span):
        for field in attrs.fields(cls):
            value = getattr(node, field.name)
            if field.name == "record" and isinstance(value, str):
                yield value
            yield from _named(value)


@attrs.define
class _Functions:
    """Writes the functions; members of choices stand in tables before them."""

    program: Program
    _writer: Writer = attrs.field(factory=Writer)
    _tables: dict[str, str] = attrs.field(factory=dict)

    def function(
        self, name: str, title: str, fields: tuple[Field, ...], fixed: dict[str, str], ends: frozenset[str]
    ) -> None:
        """One reader. `fixed` are values that follow from the kind, `ends` days that may well be none."""
        line = self._writer.line
        line()
        line()
        line(f"def {name}(stated: Stated) -> Values:")
        line(literal(title), 1)
        line("get = stated.get", 1)
        line("values: Values = {}", 1)
        for field in fields:
            where = f"values[{literal(field.name)}]"
            if field.name in fixed:
                line(f"{where} = {fixed[field.name]}", 1)
            elif field.name != "id":
                line(f"if (value := get({literal(field.name)})) is not None:", 1)
                line(f"{where} = {self._checked(field, is_end=field.name in ends)}", 2)
        line("return values", 1)

    def _checked(self, field: Field, *, is_end: bool) -> str:
        match field.type:
            case BoolType():
                return "plain_flag(value)"
            case DateType():
                return "plain_end(value)" if is_end else "DAYS[value]"
            case CountType():
                return "plain_count(value)"
            case TextType() | RecordType() | ApplicantType():
                return "plain_text(value)"
            case MoneyType(currency=None | "*") if DECIMALS.get(self.program.currency, 2) == 2:
                return "plain_cents(value)"
            case ChoiceType(choice=name) | LevelType(level=name):
                return f"{self._table(name)}[value]"
            case _:
                return "plain_other(value)"

    def _table(self, choice: str) -> str:
        return self._tables.setdefault(choice, f"_MEMBERS_{len(self._tables) + 1}")

    def text(self) -> str:
        """The tables, then the functions."""
        tables = Writer()
        for choice, name in self._tables.items():
            members = [literal(member) for member in self.program.schema.choice_by_name[choice].names]
            tables.put(Group("{", tuple(f"{member}: {member}" for member in members), "}"), before=f"{name} = ")
        return (tables.text() + self._writer.text()).strip("\n")
