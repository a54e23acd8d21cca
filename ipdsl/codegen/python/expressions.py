"""Typed expressions as plain Python over a record, a day, and stated facts; and the functions of awards that have them.

A condition becomes text that is true exactly if the condition is true. A number becomes an integer text over a constant
denominator. The text raises `NeedsGeneralPathError` if a fact is not stated. A yes/no or choice that cannot be
determined is read as if it were false: `unchecked_fields` lists those fields for the caller that writes the condition.
An expression without a plain form, such as a count of other records of the applicant, is evaluated by its formula.

Formulas of the plan are data of a module, in addition to its functions. The functions share the constants of their
module, which are named from `K1` on.

The parameters of the function of an award are a situation of the facts, a record, a day and a year. Its text is
straight-line: gates in order, each with the return that states why it stopped, then the amount. It raises
`NeedsGeneralPathError` if a relevant fact is not stated or cannot be determined; then the formulas of the award are
evaluated (`ipdsl.engine.evaluator.GeneratedFunctions.propose`).
"""

from __future__ import annotations

import abc
import datetime
import enum
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from math import lcm
from operator import attrgetter
from typing import Any, ClassVar, NamedTuple, TypeAlias, assert_never, cast

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import CALENDAR_YEAR, FiscalYear
from ipdsl.base.values.money import Mode
from ipdsl.codegen.python.writer import Literal, literal
from ipdsl.ir.operations import Emission, Fact, Form, Result, Template
from ipdsl.ir.terms import (
    BodyFormulas,
    EvidenceFormula,
    Formula,
    Formulas,
    InstalmentFormulas,
    RecoveryFormulas,
    RowFormula,
    TestFormula,
    TriggerKind,
)
from ipdsl.lower.lowering import UniqueNames, is_steady, slug
from ipdsl.lower.plan import (
    ChangeDate,
    ClauseBody,
    Evidence,
    FieldChangeDates,
    Gate,
    InstalmentBody,
    OffsetDate,
    Plan,
    RecordChangeDates,
    RecoveryBody,
    children,
    date_field_of,
    dates_of,
    exprs_of,
    is_all,
    row_of,
)
from ipdsl.schema.vocabulary import Schema, Varies
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr
from ipdsl.syntax import ast

Constant: TypeAlias = int | Fraction | datetime.date


@attrs.define(eq=False, repr=False)
class Constants:
    """The numbers and days of a module, each once, in the order of first use."""

    names: dict[tuple[type, str, Constant], str] = attrs.field(factory=dict)

    def name(self, value: Constant, meaning: str) -> str:
        """The name of the constant; `meaning` is written next to its definition."""
        return self.names.setdefault((type(value), meaning, value), f"K{len(self.names) + 1}")

    def definitions(self) -> list[tuple[str, Constant, str]]:
        """Name, value and meaning of each."""
        return [(name, value, meaning) for (_, meaning, value), name in self.names.items()]


@attrs.define(eq=False, repr=False)
class ModuleContext:
    """What the functions of one module share: constants, tables, formulas that they ask, counts of records."""

    schema: Schema
    fiscal_year: FiscalYear = CALENDAR_YEAR
    constants: Constants = attrs.field(factory=Constants)
    formula_indices: dict[Expr, int] = attrs.field(factory=dict)
    tables: dict[tuple[tuple[str, int], ...], str] = attrs.field(factory=dict)
    suspensions: dict[Expr, str] = attrs.field(factory=dict)  # by the name of the rule that asks for them
    counts: dict[typed.Pick, str] = attrs.field(factory=dict)

    def formula_index(self, expr: Expr) -> int:
        """The place of a formula to which a function refers."""
        return self.formula_indices.setdefault(expr, len(self.formula_indices))

    def count_name(self, pick: typed.Pick) -> str:
        """The name of the function that counts picked records on a day."""
        name = "_".join(part for part in ("_number", str(len(self.counts) + 1), slug(pick.record)) if part)
        return self.counts.setdefault(pick, name)

    def table_name(self, entries: tuple[tuple[str, int], ...]) -> str:
        """The name of a table of sums by member."""
        return self.tables.setdefault(entries, f"SUMS_{len(self.tables) + 1}")

    def year_of(self, day: str) -> str:
        """The text for the year of a day."""
        return f"{day}.year" if self.fiscal_year.is_calendar_year else f"PROGRAM.year_of({day})"

    def first_day(self, year: str) -> str:
        """The text for the first day of a year."""
        return f"date({year}, 1, 1)" if self.fiscal_year.is_calendar_year else f"PROGRAM.fiscal_year.first_day({year})"

    def year_starts(self, first: str, last: str, after: str) -> str:
        """The text for a day, and the first day of each later year; years up to `after` are omitted."""
        years = "" if self.fiscal_year.is_calendar_year else ", PROGRAM.fiscal_year"
        return f"year_starts({first}, {last}, {after}{years})"

    def copy(self) -> ModuleContext:
        """The same, to be changed apart."""
        return ModuleContext(
            self.schema, self.fiscal_year,
            Constants(dict(self.constants.names)), dict(self.formula_indices), dict(self.tables),
            dict(self.suspensions), dict(self.counts),
        )  # fmt: skip

    def restore(self, other: ModuleContext) -> None:
        """As the other was."""
        for field in attrs.fields(ModuleContext):
            setattr(self, field.name, getattr(other, field.name))


@attrs.define(eq=False, repr=False)
class FormulaBuilder:
    """Turns expressions of one policy into formulas; `suspensions` are asked for by the name of their rule."""

    schema: Schema
    suspensions: dict[Expr, str] = attrs.field(factory=dict)

    # ------------------------------------------------------------------------------------------ a whole policy

    def formulas(self, plan: Plan, exprs: Iterable[Expr]) -> Formulas:
        """All that the policy computes."""
        suspensions = tuple((rule.function, self.formula(rule.test)) for rule in plan.suspensions)
        self.suspensions = {rule.test: rule.function for rule in plan.suspensions}
        kinds = [clause.trigger.kind for clause in plan.program.clauses]
        bodies = zip(plan.clauses, kinds, strict=True)
        return Formulas(
            tuple(self.body(body, is_state=kind is TriggerKind.WHILE) for body, kind in bodies),
            tuple(map(self.formula, exprs)),
            tuple((cap.function, self.formula(cap.amount)) for cap in plan.caps),
            suspensions,
            tuple((index, self.body(body)) for index, body in plan.references),
            tuple(map(self.body, plan.allocations)),
            tuple((index, self.body(body)) for index, body in plan.obligations),
            tuple(map(self.recovery, plan.recoveries)),
            tuple(tuple(map(self.instalment, bodies)) for bodies in plan.schedules),
            None if plan.debts is None else FormulaBuilder(self.schema).formulas(plan.debts, ()),
        )

    def recovery(self, body: RecoveryBody) -> RecoveryFormulas:
        """What a recovery computes."""
        limits = [None if value is None else self.formula(value) for value in (body.at_most, body.threshold)]
        return RecoveryFormulas(
            tuple(map(self._test, body.gates)), tuple(map(self._test, body.tests)), self.formula(body.share),
            None if body.surcharge is None else self.formula(body.surcharge), tuple(map(self.formula, body.interest)),
            *limits,
        )  # fmt: skip

    def instalment(self, body: InstalmentBody) -> InstalmentFormulas:
        """What an instalment computes."""
        share, day = (None if value is None else self.formula(value) for value in (body.share, body.day))
        return InstalmentFormulas(share, day, tuple(map(self._test, body.tests)))

    def body(self, body: ClauseBody, *, is_state: bool = False) -> BodyFormulas:
        """What a clause computes."""
        steady = (index for index, gate in enumerate(body.gates) if is_state and is_steady(self.schema, gate.test))
        return BodyFormulas(
            tuple(map(self._test, body.gates)), tuple(map(self._test, body.table_gates)), self._rows(body.amount),
            tuple(map(self._evidence, body.evidence)), tuple(map(self.change_date, body.change_dates)),
            tuple(map(self._test, body.picks)), tuple(steady),
            None if body.threshold is None else self.formula(body.threshold),
            tuple(map(self._evidence, body.row_evidence)),
        )  # fmt: skip

    def _test(self, gate: Gate) -> TestFormula:
        return TestFormula(self.formula(gate.test), tuple(map(self._evidence, gate.evidence)))

    def _evidence(self, evidence: Evidence) -> EvidenceFormula:
        value, type_name = self.formula(evidence.value), evidence.value.type.shown_name
        return (evidence.name, value, type_name) if type_name else (evidence.name, value)

    def _rows(self, amount: typed.Amount | None) -> tuple[RowFormula, ...] | None:
        match amount:
            case None:
                return None
            case typed.AmountByRows(rows=rows):
                return tuple(
                    self._row(True if row.test is None else self.formula(row.test), row.name, row.amount)
                    for row in rows
                )
            case typed.FixedAmount() | typed.Ceiling():
                return (self._row(True, "", amount),)
            case _:
                assert_never(amount)

    def _row(self, test: Formula, name: str, amount: typed.FixedAmount | typed.Ceiling) -> RowFormula:
        value, most = (None if part is None else self.formula(part) for part in (amount.value, amount.at_most))
        both = value is not None and most is not None
        sum_ = ("limited", value, most) if both else most if value is None else value
        if isinstance(amount, typed.FixedAmount) and amount.threshold is not None:
            sum_ = ("from_threshold", sum_, self.formula(amount.threshold))
        return test, name, sum_, isinstance(amount, typed.Ceiling)

    # ------------------------------------------------------------------------------------------ turning points

    def change_date(self, turn: ChangeDate) -> Formula:
        """Days on which something turns; dates of a record as they are stated."""
        match turn:
            case OffsetDate(base=typed.RecordField(field=name), number=0):
                return ("stated", name)
            case OffsetDate(base=typed.RecordField(field=name), number=number, unit=unit):
                return ("stated_after", name, number, unit)
            case OffsetDate(base=base, number=0):
                return ("day", self.formula(base))
            case OffsetDate(base=base, number=number, unit=unit):
                return ("after", self.formula(base), number, unit)
            case FieldChangeDates(field=field):
                return ("changes", field)
            case RecordChangeDates(record=record, change_dates=turns):
                inner = tuple(map(self.change_date, turns))
                dates = [part[1] for part in inner if isinstance(part, tuple) and part[0] == "stated"]
                return ("days_of", record, *dates) if len(dates) == len(inner) else ("turns_of", record, *inner)
            case _:
                assert_never(turn)

    # ------------------------------------------------------------------------------------------ expressions

    def formula(self, expr: Expr) -> Formula:
        """The formula of an expression."""
        if expr in self.suspensions:
            return ("suspended", self.suspensions[expr])
        match expr:
            case typed.Const(value=value):
                return value
            case typed.EventHappened() | typed.StateHolds():
                dates = [("field", date.field) for date in dates_of(self.schema, expr)]
                return ("during" if dates[1:] else "at_most", *dates, ("day",))
            case typed.StateLength(unit=unit):
                return ("length_in_year", unit, *(("field", date.field) for date in dates_of(self.schema, expr)))
            case _:
                row = row_of(expr)
                return (row.spelled or row.name, *(part for name in row.parts for part in self._parts(expr, name)))

    def _parts(self, expr: Expr, name: str) -> Iterator[Formula]:
        """One of the parts of an operation, as parts of a formula."""
        if name == "date_field":
            yield date_field_of(self.schema, expr)  # type: ignore[arg-type]  # only events have one
            return
        value = attrgetter(name.lstrip("*?"))(expr)
        if name.startswith("*"):
            yield from map(self._part, value)
        elif not (name.startswith("?") and value is None):
            yield self._part(value)

    def _part(self, value: object) -> Formula:
        if isinstance(value, Expr):
            return self.formula(value)
        if isinstance(value, tuple):
            return tuple(map(self._part, value))
        return value.value if isinstance(value, enum.Enum) else value  # type: ignore[return-value]  # a word or number


Field: TypeAlias = typed.RecordField | typed.ApplicantField
Membership: TypeAlias = typed.Membership | typed.CompareLevel


@attrs.frozen(eq=False, repr=False)
class NumberText(ValueObject):
    """A text over a constant denominator; `is_sum`: it needs brackets as a factor; `is_whole`: it is an integer."""

    text: str
    denominator: int = 1
    is_sum: bool = False
    is_whole: bool = True

    @property
    def factor(self) -> str:
        """The text as a factor: in brackets if it is a sum."""
        return f"({self.text})" if self.is_sum else self.text

    def times(self, factor: int) -> str:
        """The text, multiplied by a constant."""
        return self.text if factor == 1 else f"{self.factor} * {literal(factor)}"

    @property
    def exact(self) -> str:
        """The text of the number itself."""
        return self.text if self.denominator == 1 else f"to_fraction({self.text}, {literal(self.denominator)})"


class ConditionSense(NamedTuple):
    """The question that a text answers: whether a condition is surely true, or surely false; `negated`: the opposite.

    `inner`: the text is an operand of another text, and gets brackets if it has several parts.
    """

    is_true: bool
    negated: bool
    inner: bool


class Operands(NamedTuple):
    """The texts of the parts of an expression, over one denominator; `is_whole`: all are integers."""

    texts: Mapping[Expr, str]
    denominator: int
    is_whole: bool


@attrs.define(eq=False, repr=False)
class FunctionScope:
    """One function while it is written: its lines, which fields have a variable, what it reads.

    `situation_text` is the text of the situation in which formulas are asked, `facts` and `year` those of theirs.
    Fields that `uses` counts more than once get a variable where they come into use (`bind`). `is_static`: no field of
    the applicant is stated as periods.
    """

    shared: ModuleContext
    situation_text: str = "c.with_record(record, day, year)"
    facts: str = "c.facts"
    year: str = "year"
    is_static: bool = False
    locals: UniqueNames = attrs.field(factory=lambda: UniqueNames("value"))
    lines: list[str] = attrs.field(factory=list)
    depth: int = 1
    variables: dict[Expr, str] = attrs.field(factory=dict)
    known: set[Expr] = attrs.field(factory=set)
    uses: Counter[Expr] = attrs.field(factory=Counter)
    reads: set[str] = attrs.field(factory=set)

    # ------------------------------------------------------------------------------------------ lines

    def put(self, text: str, deeper: int = 0) -> None:
        """One line."""
        self.lines.append("    " * (self.depth + deeper) + text)

    def put_if(self, test: str, *lines: str) -> None:
        """A test, and the lines for the case that it holds."""
        self.put(f"if {test}:")
        for line in lines:
            self.put(line, 1)

    @contextmanager
    def deeper(self, is_deeper: bool = True) -> Iterator[None]:
        """Lines one step further in."""
        self.depth += is_deeper
        yield
        self.depth -= is_deeper

    def bind(self, exprs: Iterable[Expr], *, known: frozenset[Expr] = frozenset()) -> None:
        """Variables for fields that come into use; those that are `known` raise where they cannot be determined."""
        for field in (field for expr in exprs for field in fields_of(self.shared, expr)):
            if field in self.variables:
                if field in known - self.known:  # a gate may have let it pass
                    self.put(f"require_known({self.variables[field]})")
                    self.known.add(field)
                continue
            if not (field in known or self.uses[field] > 1):
                continue
            text, name = self._field_text(field), self.locals.take(field.field)
            self.put(f"{name} = {f'require_known({text})' if field in known else text}")
            self.variables[field] = name
            self.known |= {field} & known

    def header(self, *names: str) -> list[str]:
        """The lines that read what the others use, of these things."""
        texts = {
            "c": f"situation_of(CODE, {self.facts})", "fields": f"{self.facts}.fields", "values": "record.values",
        }  # fmt: skip
        return [f"    {name} = {texts[name]}" for name in names if name in self.reads]

    def read(self, name: str) -> str:
        """One of the things that the header reads."""
        self.reads.add(name)
        return name

    # ------------------------------------------------------------------------------------------ conditions

    def emission(self, expr: Expr) -> Template | Form | Emission:
        """How an expression is written: by a template, in a form, or by asking its formula."""
        python = row_of(expr).python
        return python if isinstance(python, Template | Form) and has_field(expr, python.field) else Emission.FORMULA

    def condition_text(self, expr: Expr, *, is_true: bool = True, negated: bool = False, inner: bool = False) -> str:
        """Text that is true if the condition is surely true (or surely false); `negated`: if it is not."""
        is_negated = is_true is negated
        if expr in self.shared.suspensions:
            text = f"CODE.is_suspended({literal(self.shared.suspensions[expr])}, c, year)"
            return f"not {text}" if is_negated else text
        match self.emission(expr):
            case Form(name=name):
                return CONDITIONS[name](self, expr, ConditionSense(is_true, negated, inner))
            case Template() as template:
                return self.fill(template, expr, is_negated=is_negated)
            case _ if row_of(expr).result is Result.OF_FIELD:  # it may be none, which counts as no
                return f"{self.formula_call(expr)} is {'not ' if is_negated else ''}True"
            case _:
                return f"{'not ' if is_negated else ''}{self.formula_call(expr)}"

    def fill(
        self, template: Template, expr: Expr, operands: Operands | None = None, *, is_negated: bool = False
    ) -> str:
        """The text that a template gives of an expression; `operands` are those of its parts, where they are known."""
        text = template.negated if is_negated and template.negated else template.text
        filled = text.format_map(_TemplateParts(self, expr, operands))
        return f"not {filled}" if is_negated and not template.negated else filled

    def literal(self, value: Literal) -> str:
        """A word or number of an expression."""
        return literal(value)

    def operands(self, expr: Expr, number_of: Callable[[Expr], NumberText] | None = None) -> Operands:
        """The texts of the parts of an expression: either numbers over a common denominator or days."""
        parts = children(expr)
        if not any(part.type.is_summable for part in parts):
            return Operands({part: self.day(part) for part in parts}, 1, False)
        numbers = {part: (number_of or self.number)(part) for part in parts}
        over = lcm(*(number.denominator for number in numbers.values()))
        texts = {part: number.times(over // number.denominator) for part, number in numbers.items()}
        return Operands(texts, over, all(number.is_whole for number in numbers.values()))

    def joined_condition(self, expr: Expr, sense: ConditionSense, *, is_and: bool) -> str:
        """Conditions that all have to hold, or one of them."""
        is_true, negated, inner = sense
        is_joint = (is_and is is_true) is not negated
        texts = [self.condition_text(part, is_true=is_true, negated=negated, inner=True) for part in children(expr)]
        return _join_conditions(texts, " and " if is_joint else " or ", inner=inner)

    def counted_condition(self, expr: typed.AtLeastOf, sense: ConditionSense) -> str:
        """Whether enough conditions hold, or too many are false."""
        texts = [self.condition_text(part, is_true=sense.is_true, inner=True) for part in expr.parts]
        least = expr.number if sense.is_true else len(texts) - expr.number + 1
        count = " + ".join(f"(1 if {text} else 0)" for text in texts)
        return f"{count} {'<' if sense.negated else '>='} {least}"

    def flag_condition(self, expr: Field, sense: ConditionSense) -> str:
        """A field that says yes or no."""
        text, (is_true, negated, inner) = self.field(expr), sense
        if is_true:
            return f"{text} is {'not ' if negated else ''}True"
        if negated:
            return _join_conditions([f"{text} is not False", f"{text} is not NONE"], " and ", inner=inner)
        return _join_conditions([f"{text} is False", f"{text} is NONE"], " or ", inner=inner)

    def membership_condition(self, expr: Membership, sense: ConditionSense) -> str:
        """A field that holds one of some members."""
        (value, members), (is_true, negated, inner) = members_of(expr), sense
        text = self.field(value)
        if value.type.is_list:
            return f"one_of({text}, {members_text(members)}) is {'not ' if negated else ''}{is_true}"
        condition = f"{text} {_membership_operator(members, is_negated=is_true is negated)}"
        if is_true:
            return condition
        sure = f"{text} is CANNOT" if negated else f"{text} is not CANNOT"
        return _join_conditions([condition, sure], " or " if negated else " and ", inner=inner)

    def dated_condition(self, expr: typed.EventHappened | typed.StateHolds, sense: ConditionSense) -> str:
        """Whether the day is after an event, or in a state."""
        start, *end = (self.field(date) for date in dates_of(self.shared.schema, expr))
        if sense.is_true is sense.negated:
            parts = [
                f"{start} is NONE",
                f"{start} > day",
                *(f"{until} is not NONE and {until} <= day" for until in end),
            ]
            return _join_conditions(parts, " or ", inner=sense.inner)
        parts = [f"{start} is not NONE", f"{start} <= day", *(f"({until} is NONE or day < {until})" for until in end)]
        return _join_conditions(parts, " and ", inner=sense.inner)

    # ------------------------------------------------------------------------------------------ values

    def field(self, expr: Field) -> str:
        """The text that reads a field from the facts."""
        return self.variables.get(expr) or self._field_text(expr)

    def _field_text(self, expr: Field) -> str:
        where = "values" if isinstance(expr, typed.RecordField) else "fields"
        text = f"{self.read(where)}[{literal(expr.field)}]"
        return f"value_on_day({text}, day)" if self._may_change(expr) else text

    def formula_call(self, expr: Expr) -> str:
        """What a formula answers, where that is known."""
        self.read("c")
        return f"require_known(CODE.formula_value({literal(self.shared.formula_index(expr))}, {self.situation_text}))"

    def approved_sum(self, label: str, kind: str, item: str) -> str:
        """The sum that the bureau set for an item of a kind (empty: of the applicant) under an award."""
        return f"{self.facts}.approved[{literal(label)}, {item}]"

    def support_sum(self, key_texts: str, item: str) -> str:
        """What others paid for an item; `key_texts` are the texts for the policy, the record and its key."""
        return f"support_for({self.facts}, {key_texts}, {item})"

    def evidence_text(self, evidence: Evidence, *, stopped_by: Expr | None = None) -> str:
        """A word with its value, and the name of the type that shows it; of a condition that stopped the claim: no."""
        expr = evidence.value
        match expr:
            case typed.RecordField() | typed.ApplicantField():
                value = self.field(expr)
            case _ if expr == stopped_by and row_of(expr).result is not Result.OF_FIELD:
                value = literal(False)
            case typed.ApplicantKindTest() | typed.StateHolds():
                value = self.condition_text(expr)
            case typed.Aggregate() if is_countable(expr):
                value = self.number(expr).exact
            case _:
                value = f"CODE.formula_value({literal(self.shared.formula_index(expr))}, {self.situation_text})"
        type_name = f", {literal(expr.type.shown_name)}" if expr.type.shown_name else ""
        return f"({literal(evidence.name)}, {value}{type_name})"

    def day(self, expr: Expr) -> str:
        """A day."""
        match self.emission(expr):
            case Form(name=name):
                return DAYS[name](self, expr)
            case Template() as template:
                return self.fill(template, expr)
            case _:
                return self.formula_call(expr)

    def day_after(self, since: str, number: int, unit: str) -> str:
        """Text for the day that lies `number` units after the day of another text."""
        if unit == "year" and number >= 0:
            return f"years_after({since}, {literal(number)})"
        return f"shift_day({since}, {literal(number)}, {literal(unit)})"

    def shifted_day(self, expr: typed.ShiftedDay) -> str:
        """The day some time after or before another."""
        return self.day_after(self.day(expr.day), expr.number, expr.unit)

    def day_of_year(self, expr: typed.DayOfYear) -> str:
        """A month and day in the year of the claim or of a day."""
        base = self.year if isinstance(expr.base, typed.ClaimYear) else self.day(expr.base)
        return f"day_of_year({base}, {expr.month}, {expr.day}, {expr.years})"

    def spans_number(self, expr: typed.SpanCount) -> NumberText:
        """How often a unit fits between two days."""
        return NumberText(f"count_spans({self.day(expr.start)}, {self.day(expr.end)}, {literal(expr.unit)})")

    def length_number(self, expr: typed.StateLength) -> NumberText:
        """How often a unit fits into the days of a state in the year."""
        start, *end = (self.field(date) for date in dates_of(self.shared.schema, expr))
        until = end[0] if end else "NONE"
        first, after = self.shared.first_day(self.year), self.shared.first_day(f"{self.year} + 1")
        return NumberText(f"length_in_year({start}, {until}, {literal(expr.unit)}, {first}, {after})")

    def number(self, expr: Expr) -> NumberText:
        """A sum, count or rate."""
        match self.emission(expr):
            case Form(name=name):
                return NUMBERS[name](self, expr)
            case Template() as template:
                return self.number_by_template(template, expr)
            case _:
                return self.formula_number(expr)

    def number_by_template(
        self, template: Template, expr: Expr, number_of: Callable[[Expr], NumberText] | None = None
    ) -> NumberText:
        """A number made of others."""
        operands = self.operands(expr, number_of)
        return NumberText(self.fill(template, expr, operands), operands.denominator, template.is_sum, operands.is_whole)

    def constant_number(self, expr: typed.Const) -> NumberText:
        """A constant: a fraction over its own denominator."""
        if isinstance(expr.value, Fraction):
            return NumberText(literal(expr.value.numerator), expr.value.denominator)
        return NumberText(self.shared.constants.name(expr.value, expr.type.shown_name))  # type: ignore[arg-type]  # a number

    def figure_number(self, expr: typed.Figure) -> NumberText:
        """A figure of the year, or of one before it."""
        year = self.year + (f" - {literal(expr.years_back)}" if expr.years_back else "")
        is_whole = expr.type.is_whole
        return NumberText(f"{self.facts}.figures[{year}][{literal(expr.figure)}]", is_whole=is_whole)

    def aggregate_number(self, expr: typed.Aggregate) -> NumberText:
        """How many records pass the tests of a pick: by a function of its own, if these ask the record alone."""
        if not is_countable(expr):
            return self.formula_number(expr)
        return NumberText(f"cached_for_day({self.read('c')}, {self.shared.count_name(expr.pick)}, day)")

    def product_number(self, expr: typed.Scale) -> NumberText:
        """A product."""
        left, right = self.number(expr.factor), self.number(expr.value)
        over = left.denominator * right.denominator
        if left.text == "1":
            return attrs.evolve(right, denominator=over)
        if right.text == "1":
            return attrs.evolve(left, denominator=over)
        return NumberText(f"{left.factor} * {right.factor}", over, is_whole=left.is_whole and right.is_whole)

    def quotient_number(self, expr: typed.Divide) -> NumberText:
        """A quotient by a constant."""
        divisor = expr.right.value if isinstance(expr.right, typed.Const) else None
        if not isinstance(divisor, int | Fraction) or divisor <= 0:
            return self.formula_number(expr)
        number, divisor = self.number(expr.left), Fraction(divisor)
        over = number.denominator * divisor.numerator
        return NumberText(number.times(divisor.denominator), over, number.is_sum, number.is_whole)

    def rounded_number(self, expr: typed.RoundedValue) -> NumberText:
        """A number rounded to whole steps by integer division."""
        number = self.number(expr.value)
        size = Fraction(expr.step) * number.denominator
        text, step = number.times(size.denominator), literal(size.numerator)
        match Mode(expr.mode):
            case Mode.DOWN:
                whole = f"({text}) // {step}"
            case Mode.UP:
                whole = f"-(-({text}) // {step})"
            case Mode.HALF_UP:
                whole = f"(2 * ({text}) + {step}) // {literal(2 * size.numerator)}"
            case _:
                return self.formula_number(expr)
        if not number.is_whole:
            return self.formula_number(expr)
        step_value = Fraction(expr.step)
        return NumberText(f"({whole}) * {literal(step_value.numerator)}", step_value.denominator)

    def formula_number(self, expr: Expr) -> NumberText:
        """A number that its formula computes."""
        return NumberText(self.formula_call(expr), is_whole=False)

    def steps_number(self, expr: typed.FullStepCount) -> NumberText:
        """How often a constant step goes into a number."""
        step = expr.step.value if isinstance(expr.step, typed.Const) else None
        if not isinstance(step, int | Fraction) or step <= 0:
            return self.formula_number(expr)
        number = self.number(expr.base)
        size = Fraction(step) * number.denominator
        text = f"({number.times(size.denominator)}) // {literal(size.numerator)}"
        is_signed = typed.may_be_negative(expr.base)
        return NumberText(f"max({text}, 0)" if is_signed else text, is_sum=not is_signed)

    def converted_number(self, expr: typed.CurrencyConversion) -> NumberText:
        """A sum that may be a foreign one."""
        if not isinstance(expr.value, typed.RecordField):
            return self.formula_number(expr)
        text = self.field(expr.value)
        return NumberText(f"({text} if type({text}) is int else {self.formula_call(expr)})", is_whole=False)

    def table_number(self, expr: typed.TableValue) -> NumberText:
        """The row of a table of constant sums."""
        sums = tuple(
            (member, sum_.value) for member, sum_ in expr.rows
            if isinstance(sum_, typed.Const) and isinstance(sum_.value, int) and not isinstance(sum_.value, bool)
        )  # fmt: skip
        if len(sums) < len(expr.rows):
            return self.formula_number(expr)
        return NumberText(f"{self.shared.table_name(sums)}[{self.field(expr.key)}]")  # type: ignore[arg-type]  # a field

    def _may_change(self, expr: Field) -> bool:
        """Whether the field may be stated as periods."""
        return not (self.is_static or isinstance(expr, typed.RecordField)) and may_change(
            self.shared.schema, expr.field
        )


@attrs.define(eq=False, repr=False)
class _TemplateParts:
    """What the names of a template stand for, each looked up as it is met."""

    scope: FunctionScope
    expr: Any
    operands: Operands | None

    def __getitem__(self, name: str) -> str:
        if name in SCOPE_TEXTS:
            return SCOPE_TEXTS[name](self.scope, self.expr)
        value = getattr(self.expr, name)
        parts = value if isinstance(value, tuple) else (value,)
        if isinstance(value, tuple) and len(value) == 1 and isinstance(value[0], Expr):
            parts = (*value, *value)  # `min` and `max` of Python take no single number
        return ", ".join(self._operand(part) if isinstance(part, Expr) else self.scope.literal(part) for part in parts)

    def _operand(self, part: Expr) -> str:
        if self.operands is None:
            self.operands = self.scope.operands(self.expr)
        return self.operands.texts[part]


SCOPE_TEXTS: Mapping[str, Callable[[FunctionScope, Any], str]] = {
    "after": lambda scope, expr: scope.day_after(scope.day(expr.since), expr.number, expr.unit),
    "c": lambda scope, _: scope.read("c"),
    "claim_year": lambda scope, _: scope.year,
    "date_field": lambda scope, expr: literal(date_field_of(scope.shared.schema, expr)),
    "facts": lambda scope, _: scope.facts,
}
"""The names in templates in addition to attributes of the expression."""

CONDITIONS: Mapping[str, Callable[[FunctionScope, Any, ConditionSense], str]] = {
    "conjunction": lambda scope, expr, sense: scope.joined_condition(expr, sense, is_and=True),
    "constant": lambda _, expr, sense: literal(expr.value is (sense.is_true is not sense.negated)),
    "count": FunctionScope.counted_condition,
    "dated": FunctionScope.dated_condition,
    "disjunction": lambda scope, expr, sense: scope.joined_condition(expr, sense, is_and=False),
    "field": FunctionScope.flag_condition,
    "membership": FunctionScope.membership_condition,
    "negation": lambda scope, expr, sense: scope.condition_text(
        expr.part, is_true=not sense.is_true, negated=sense.negated, inner=sense.inner
    ),
}
"""What writes the conditions of a form."""

DAYS: Mapping[str, Callable[[FunctionScope, Any], str]] = {
    "aggregate": FunctionScope.formula_call,
    "claim_day": lambda _, expr: "day",
    "constant": lambda scope, expr: scope.shared.constants.name(expr.value, expr.type.shown_name),
    "defined": lambda scope, expr: scope.day(expr.value),
    "field": FunctionScope.field,
    "day_of_year": FunctionScope.day_of_year,
    "shifted_day": FunctionScope.shifted_day,
}
"""What writes the days of a form."""

NUMBERS: Mapping[str, Callable[[FunctionScope, Any], NumberText]] = {
    "aggregate": FunctionScope.aggregate_number,
    "claim_year": lambda scope, _: NumberText(scope.year),
    "constant": FunctionScope.constant_number,
    "converted": FunctionScope.converted_number,
    "defined": lambda scope, expr: scope.number(expr.value),
    "fallback": lambda scope, expr: (
        scope.number(expr.value) if isinstance(expr.value, typed.Figure) else scope.formula_number(expr)
    ),
    "field": lambda scope, expr: NumberText(scope.field(expr), is_whole=expr.type.is_whole),
    "figure": FunctionScope.figure_number,
    "length_in_year": FunctionScope.length_number,
    "product": FunctionScope.product_number,
    "quotient": FunctionScope.quotient_number,
    "rounded": FunctionScope.rounded_number,
    "spans": FunctionScope.spans_number,
    "steps": FunctionScope.steps_number,
    "table": FunctionScope.table_number,
}
"""What writes the numbers of a form."""


# ---------------------------------------------------------------------------------------------- what expressions name


def has_field(expr: Expr, part: str) -> bool:
    """Whether the part of an expression that has to be a field is one."""
    return not part or isinstance(getattr(expr, part), Field)


def members_of(expr: Membership) -> tuple[Field, tuple[str, ...]]:
    """The field of a condition, and the members for which it holds."""
    value, members = (
        (expr.value, expr.members) if isinstance(expr, typed.Membership) else (expr.left, expr.matching_members)
    )
    return cast("Field", value), members


def may_change(schema: Schema, name: str) -> bool:
    """Whether a field of the applicant may be stated as periods."""
    field = schema.applicant_field_by_name.get(name)
    return field is None or field.varies is not Varies.FIXED


def fields_of(shared: ModuleContext, expr: Expr) -> Iterator[Field]:
    """Every field that the plain text of an expression names, as often as it does."""
    for node in plain_nodes(expr):
        match node:
            case typed.RecordField() | typed.ApplicantField():
                yield node
            case typed.EventHappened() | typed.StateHolds():
                for date in dates_of(shared.schema, node):
                    yield date
                    yield date
            case typed.StateLength():
                yield from dates_of(shared.schema, node)
            case typed.CurrencyConversion(value=typed.RecordField() as value):
                yield value
                yield value
            case typed.Not(part=typed.RecordField() | typed.ApplicantField() as part):
                yield part
            case _:
                pass


def plain_nodes(expr: Expr) -> Iterator[Expr]:
    """The parts of an expression that are written as plain Python; parts that a formula evaluates are left out."""
    yield expr
    is_asked = row_of(expr).python is Emission.FORMULA or isinstance(expr, typed.CurrencyConversion | typed.Aggregate)
    if not (is_asked or (isinstance(expr, typed.FullStepCount) and not isinstance(expr.step, typed.Const))):
        for child in children(expr):
            yield from plain_nodes(child)


def unchecked_fields(expr: Expr) -> Iterator[Field]:
    """The fields of a condition that are not checked if they cannot be determined."""
    match row_of(expr).python:
        case Form(name="field"):
            yield cast("Field", expr)
        case Form(name="conjunction" | "disjunction" | "negation" | "membership"):
            for part in children(expr):
                yield from unchecked_fields(part)


def is_countable(expr: typed.Aggregate) -> bool:
    """Whether the records can be counted by a function of their own."""
    pick = expr.pick
    is_number = expr.kind is ast.AggregateKind.NUMBER and not (pick.is_of_set or pick.year_field)
    return is_number and not children(expr) and all(is_all(test, Fact.OF_RECORD) for test in pick.tests)


def members_text(members: tuple[str, ...]) -> str:
    """The text of a tuple of words."""
    return f"({', '.join(map(literal, members))}{',' if len(members) == 1 else ''})"


# ---------------------------------------------------------------------------------------------- texts


def _join_conditions(parts: list[str], connective: str, *, inner: bool) -> str:
    return f"({connective.join(parts)})" if inner and len(parts) > 1 else connective.join(parts)


def _membership_operator(members: tuple[str, ...], *, is_negated: bool) -> str:
    if len(members) == 1:
        return f"{'!=' if is_negated else '=='} {literal(members[0])}"
    return f"{'not in' if is_negated else 'in'} {members_text(members)}"


"""Awards whose function gets the claim's own situation: what they ask is found over its members."""


class ClauseEnds(ValueObject, abc.ABC):
    """The text at the ends of a clause: the end of a claim that stops, and its amount.

    `explains_stop`: it reports why a claim stops, so a gate must check that its values can be determined. `reads`: the
    values for the amount of a row are read in the row, by `pay`.
    """

    explains_stop: ClassVar[bool] = False
    reads: ClassVar[bool] = False

    def stop(
        self, scope: FunctionScope, place: str, evidence: tuple[Evidence, ...], failed: Expr | None = None
    ) -> None:
        """The claim ends at a gate, of which `evidence` are the words. A loop continues with the next record or day."""
        scope.put("continue")

    @abc.abstractmethod
    def pay(self, scope: FunctionScope, amount: typed.FixedAmount | typed.Ceiling, row: str = "") -> None:
        """The claim is proposed with the sum of an amount, or of a row."""

    def rows_end(self, scope: FunctionScope) -> None:
        """After the rows; one of them was chosen."""


@attrs.frozen(eq=False, repr=False)
class _ReturnEnds(ClauseEnds):
    """A function returns a proposal, with the threshold that applies after deductions, if there is one."""

    threshold: Expr | None

    explains_stop = True

    def stop(
        self, scope: FunctionScope, place: str, evidence: tuple[Evidence, ...], failed: Expr | None = None
    ) -> None:
        texts = (scope.evidence_text(item, stopped_by=failed) for item in evidence)
        scope.put(f"return rejected_proposal({', '.join((place, *texts))})")

    def pay(self, scope: FunctionScope, amount: typed.FixedAmount | typed.Ceiling, row: str = "") -> None:
        name = f", {literal(row)}" if row or self.threshold is not None else ""
        threshold = "" if self.threshold is None else f", {scope.number(self.threshold).exact}"
        scope.put(f"return propose_payment({_sum(scope, amount)}{name}{threshold})")


def clause_function(shared: ModuleContext, body: ClauseBody, kind: TriggerKind) -> list[str]:
    """The lines of the function of an award."""
    scope = FunctionScope(shared, situation_text="c" if kind.is_yearly else "c.with_record(record, day, year)")
    write_claim(scope, body, _ReturnEnds(body.threshold))
    head = f"def {body.function}(c: Situation, record: Subject, day: date, year: int) -> Proposal:"
    return [head, f"    {literal(body.title)}", *scope.header("fields", "values"), *scope.lines]


def write_claim(scope: FunctionScope, body: ClauseBody, ends: ClauseEnds) -> None:
    """Gates and amount of a clause, wherever they stand."""
    scope.uses = _uses(scope.shared, body)
    for index, gate in enumerate(body.gates):
        write_gate(scope, gate, literal(index), ends)
    for gate in body.table_gates:
        write_gate(scope, gate, "NO_ROW", ends)
    match body.amount:
        case None:
            scope.put("return propose_payment(0)")
        case typed.FixedAmount() | typed.Ceiling() as amount:
            scope.bind(exprs_of(amount))
            ends.pay(scope, amount)
        case typed.AmountByRows(rows=rows):
            _rows(scope, rows, body.evidence, ends)
        case _:
            assert_never(body.amount)


def _uses(shared: ModuleContext, body: ClauseBody) -> Counter[Expr]:
    """How often the text of a clause names each field, without the evidence of gates that stop."""
    exprs = [*(gate.test for gate in (*body.gates, *body.table_gates)), *exprs_of(body.amount)]
    return Counter(field for expr in exprs for field in fields_of(shared, expr))


def write_gate(scope: FunctionScope, gate: Gate, place: str, ends: ClauseEnds) -> None:
    """One gate, and the text for a claim that it stops."""
    shown_values = [evidence.value for evidence in gate.evidence] if ends.explains_stop else []
    is_seen = not ends.explains_stop or all(
        field in shown_values for field in unchecked_fields(gate.test)
    )  # `stopped` checks the values that it reports
    scope.bind([gate.test, *shown_values] if is_seen else shown_values)
    scope.put(
        f"if {scope.condition_text(gate.test, negated=True) if is_seen else f'not {scope.formula_call(gate.test)}'}:"
    )
    with scope.deeper():
        ends.stop(scope, place, gate.evidence, gate.test)


def _rows(scope: FunctionScope, rows: tuple[typed.Row, ...], evidence: tuple[Evidence, ...], ends: ClauseEnds) -> None:
    tests = [row.test for row in rows if row.test is not None]
    key_fields = frozenset(field for test in tests for field in unchecked_fields(test))
    is_of_one = len(key_fields) <= 1 and all("one_of" in (row_of(test).name, row_of(test).spelled) for test in tests)
    is_seen = (
        is_of_one and len(tests) == len(rows) and key_fields <= {item.value for item in evidence}
    )  # then no row holds
    sums = [] if ends.reads else [expr for row in rows for expr in exprs_of(row.amount)]
    scope.bind([*tests, *sums], known=frozenset() if is_seen else key_fields)
    for place, row in enumerate(rows):
        test = "else" if row.test is None else f"{'elif' if place else 'if'} {scope.condition_text(row.test)}"
        if row.test is None and not place:
            ends.pay(scope, row.amount, row.name)
            break
        scope.put(f"{test}:")
        with scope.deeper():
            ends.pay(scope, row.amount, row.name)
        if row.test is None:
            break
    else:
        scope.put("else:")
        with scope.deeper():
            scope.bind([item.value for item in evidence if ends.explains_stop])
            ends.stop(scope, "NO_ROW", evidence)
    ends.rows_end(scope)


def _sum(scope: FunctionScope, amount: typed.FixedAmount | typed.Ceiling) -> str:
    """What an amount pays, or the ceiling that it sets."""
    parts = [scope.number(part).exact for part in (amount.value, amount.at_most) if part is not None]
    text = parts[0] if len(parts) == 1 else f"limited({', '.join(parts)})" if parts else ""
    if isinstance(amount, typed.FixedAmount):
        return text if amount.threshold is None else f"from_threshold({text}, {scope.number(amount.threshold).exact})"
    return f"to_ceiling({text})" if text else "AT_DISCRETION"


def count_function(shared: ModuleContext, pick: typed.Pick, name: str) -> list[str]:
    """The lines of the function that counts the applicant's records of a kind that pass the tests on a day."""
    scope = FunctionScope(shared, depth=2)
    scope.uses = Counter(field for test in pick.tests for field in fields_of(shared, test))
    scope.bind(pick.tests, known=frozenset(field for test in pick.tests for field in unchecked_fields(test)))
    tests = " and ".join(scope.condition_text(test, inner=len(pick.tests) > 1) for test in pick.tests)
    scope.put_if(tests or "True", "found += 1")
    return [
        f"def {name}(c: Situation, day: date) -> int:",
        "    found = 0",
        *scope.header("fields"),
        f"    for record in certain_records(c, {literal(pick.record)}):",
        *(f"    {line}" for line in scope.header("values")),
        *scope.lines,
        "    return found",
    ]
