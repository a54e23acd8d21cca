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
from ipdsl.schema.model import Field, Record, Schema, Varies
from ipdsl.schema.types import (
    ApplicantType,
    BoolType,
    ChoiceType,
    CountType,
    DateType,
    LevelType,
    ListType,
    MoneyType,
    RateType,
    RecordType,
    TextType,
    Type,
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
    made.applicant(schema.applicant_fields)
    for kind in kinds:
        made.record(kind, table[kind.name])
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

    def applicant(self, fields: tuple[Field, ...]) -> None:
        """The reader of the applicant's fields; those that may change are stated by periods too."""
        checks: dict[str, str] = {}
        for field in fields:
            checks[field.name] = self._checked(field.type)
            if field.varies is not Varies.FIXED and not isinstance(field.type, ListType):
                checks[field.name] = f"plain_dated(value, {self._reader(field.type)})"
        self._function(APPLICANT, "The applicant's fields.", "DatedValues", checks, {})

    def record(self, kind: Record, name: str) -> None:
        """The reader of a kind of record; some values follow from the kind."""
        fixed = {name: literal(value) for name, value in kind.fixed if isinstance(value, str | int)}
        related = self.program.schema.related_records[kind.name]
        converted = {field for record, field in self.program.convertible if record in related}
        checks = {f.name: self._checked(f.type, is_converted=f.name in converted) for f in kind.fields}
        self._function(name, f"Fields of `{kind.name}`.", "Values", checks, fixed)

    def _function(self, name: str, title: str, values: str, checks: dict[str, str], fixed: dict[str, str]) -> None:
        line = self._writer.line
        line()
        line()
        line(f"def {name}(stated: Stated) -> {values}:")
        line(literal(title), 1)
        line("get = stated.get", 1)
        line(f"values: {values} = {{}}", 1)
        for field, check in checks.items():
            where = f"values[{literal(field)}]"
            if field in fixed:
                line(f"{where} = {fixed[field]}", 1)
            elif field != "id":
                line(f"if (value := get({literal(field)})) is not None:", 1)
                line(f"{where} = {check}", 2)
        line("return values", 1)

    def _checked(self, type_: Type, *, is_converted: bool = False) -> str:
        """The value as it is accepted."""
        match type_:
            case DateType():
                return "DAYS[value] if type(value) is str else plain_day(value)"
            case ChoiceType(choice=name) | LevelType(level=name):
                return f"{self._table(name)}[value]"
            case ListType(item=item):
                return f"plain_several(value, {self._reader(item)})"
            case MoneyType(currency=None | "*") if is_converted and self._has_cents:
                return f"plain_sum(value, {literal(self.program.currency)})"
            case _:
                return f"{self._reader(type_)}(value)"

    def _reader(self, type_: Type) -> str:
        """What accepts one value."""
        match type_:
            case BoolType():
                return "plain_flag"
            case DateType():
                return "plain_day"
            case CountType():
                return "plain_count"
            case TextType() | RecordType() | ApplicantType():
                return "plain_text"
            case MoneyType(currency=None | "*") if self._has_cents:
                return "plain_cents"
            case RateType():
                return "plain_rate"
            case ChoiceType(choice=name) | LevelType(level=name):
                return f"{self._table(name)}.__getitem__"
            case _:
                return "plain_other"

    @property
    def _has_cents(self) -> bool:
        return DECIMALS.get(self.program.currency, 2) == 2

    def _table(self, choice: str) -> str:
        return self._tables.setdefault(choice, f"_MEMBERS_{len(self._tables) + 1}")

    def text(self) -> str:
        """The tables, then the functions."""
        tables = Writer()
        for choice, name in self._tables.items():
            members = [literal(member) for member in self.program.schema.choice_by_name[choice].names]
            tables.put(Group("{", tuple(f"{member}: {member}" for member in members), "}"), before=f"{name} = ")
        return (tables.text() + self._writer.text()).strip("\n")
