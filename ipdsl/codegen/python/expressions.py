"""Typed expressions as plain Python over a record, a day, and facts that are stated.

A condition becomes text that is true exactly where the condition is true, a number an integer text over a constant
denominator. What is not stated makes the text raise (`ipdsl.engine.module_functions.FALLBACK_ERRORS`). A yes/no or
choice that cannot be determined slips through as if it did not hold: `unchecked_fields` names those fields, for whoever
writes a condition. What has no plain form, such as what other records of the applicant say, is asked of its formula.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from math import lcm

import attrs

from ipdsl.base.value_object import ValueObject
from ipdsl.codegen.python.formulas import unit_of
from ipdsl.codegen.python.module_context import ModuleContext, meaning_of
from ipdsl.codegen.python.writer import literal
from ipdsl.ir.proposal import DisplayUnit
from ipdsl.lower.generated_names import UniqueNames
from ipdsl.lower.plan import Evidence, children, nodes
from ipdsl.schema.types import CountType, ListType, MoneyType, NumberType, RateType
from ipdsl.schema.vocabulary import Schema, Varies
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr, Op

_SIGN = {Op.AT_LEAST: ">=", Op.MORE_THAN: ">", Op.AT_MOST: "<=", Op.LESS_THAN: "<"}
_OPPOSITE = {Op.AT_LEAST: "<", Op.MORE_THAN: "<=", Op.AT_MOST: ">", Op.LESS_THAN: ">="}

_RECORD_NODES = (
    typed.Const | typed.RecordField | typed.ApplicantField | typed.ApplicantKindTest | typed.EventHappened
    | typed.StateHolds
    | typed.ElapsedComparison | typed.And | typed.Or | typed.Not | typed.Compare | typed.CompareLevel | typed.Membership
    | typed.CannotBeDetermined | typed.FirstEventTest
)  # fmt: skip
"""What a counted record is asked, whatever the year: of others whether their event was before its own, and no more."""


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

    def condition_text(self, expr: Expr, *, is_true: bool = True, negated: bool = False, inner: bool = False) -> str:
        """Text that tells whether the condition is surely true (or surely false); `negated`: whether it is not so."""
        if expr in self.shared.suspensions:
            return self._suspension_text(expr, is_negated=is_true is negated)
        match expr:
            case typed.And(parts=parts) | typed.Or(parts=parts):
                is_joint = (isinstance(expr, typed.And) is is_true) is not negated
                texts = [self.condition_text(part, is_true=is_true, negated=negated, inner=True) for part in parts]
                return _join_conditions(texts, " and " if is_joint else " or ", inner=inner)
            case typed.Not(part=part):
                return self.condition_text(part, is_true=not is_true, negated=negated, inner=inner)
            case typed.RecordField() | typed.ApplicantField():
                return self._flag_text(self.field(expr), is_true=is_true, negated=negated, inner=inner)
            case typed.CompareLevel(left=left):
                return self._membership_text(left, expr.matching_members, is_true=is_true, negated=negated, inner=inner)
            case typed.Membership(value=value, members=members):
                return self._membership_text(value, members, is_true=is_true, negated=negated, inner=inner)
            case typed.EventHappened() | typed.StateHolds():
                return self._dated_condition(expr, is_negated=is_true is negated, inner=inner)
            case _:
                return self._sure_condition(expr, is_negated=is_true is negated)

    def _sure_condition(self, expr: Expr, *, is_negated: bool) -> str:
        """A condition that raises where it is neither true nor false."""
        no = "not " if is_negated else ""
        match expr:
            case typed.Const(value=bool() as value):
                return literal(value is not is_negated)
            case typed.Compare(left=left, op=op, right=right):
                return self._comparison_text(left, (_OPPOSITE if is_negated else _SIGN)[op], right)
            case typed.ElapsedComparison(since=since, op=Op.AT_MOST | Op.LESS_THAN as op, number=number, unit=unit):
                start, no = self.day(since), "not " if is_negated else ""
                return f"{no}{start} <= day {_SIGN[op]} {self.day_after(start, number, unit)}"
            case typed.ElapsedComparison(since=since, op=op, number=number, unit=unit):
                sign = (_OPPOSITE if is_negated else _SIGN)[op]
                return f"day {sign} {self.day_after(self.day(since), number, unit)}"
            case typed.ApplicantKindTest(kind=kind):
                return f"{literal(kind)} {no}in {self.facts}.kinds"
            case typed.ClaimYearIs(year=year):
                return f"{self.year} {'!=' if is_negated else '=='} {literal(year)}"
            case typed.CannotBeDetermined(value=typed.RecordField() | typed.ApplicantField() as value):
                return f"{self.field(value)} is {no}CANNOT"
            case typed.FirstEventTest(record=kind, event=event, is_per_item=of_item):
                asks = "is_new" if of_item else "is_first"
                day = self.shared.schema.record_by_name[kind].event_by_name[event].date_field
                return f"{no}{asks}({self.read('c')}, record, {literal(kind)}, {literal(day)})"
            case _:
                return f"{no}{self.formula_call(expr)}"

    def _suspension_text(self, expr: Expr, *, is_negated: bool) -> str:
        text = f"CODE.is_suspended({literal(self.shared.suspensions[expr])}, c, year)"
        return f"not {text}" if is_negated else text

    def _flag_text(self, text: str, *, is_true: bool, negated: bool, inner: bool) -> str:
        if is_true:
            return f"{text} is {'not ' if negated else ''}True"
        if negated:
            return _join_conditions([f"{text} is not False", f"{text} is not NONE"], " and ", inner=inner)
        return _join_conditions([f"{text} is False", f"{text} is NONE"], " or ", inner=inner)

    def _membership_text(
        self, value: Expr, members: tuple[str, ...], *, is_true: bool, negated: bool, inner: bool
    ) -> str:
        if not isinstance(value, typed.RecordField | typed.ApplicantField):
            formula_text = self.formula_call(typed.Membership(span=value.span, value=value, members=members))
            return formula_text if is_true is not negated else f"not {formula_text}"
        text = self.field(value)
        if isinstance(value.type, ListType):
            return f"one_of({text}, {members_text(members)}) is {'not ' if negated else ''}{is_true}"
        condition = f"{text} {_membership_operator(members, is_negated=is_true is negated)}"
        if is_true:
            return condition
        sure = f"{text} is CANNOT" if negated else f"{text} is not CANNOT"
        return _join_conditions([condition, sure], " or " if negated else " and ", inner=inner)

    def _dated_condition(self, expr: typed.EventHappened | typed.StateHolds, *, is_negated: bool, inner: bool) -> str:
        start, *end = (self.field(date) for date in dates_of(self.shared, expr))
        if is_negated:
            parts = [
                f"{start} is NONE",
                f"{start} > day",
                *(f"{until} is not NONE and {until} <= day" for until in end),
            ]
            return _join_conditions(parts, " or ", inner=inner)
        parts = [f"{start} is not NONE", f"{start} <= day", *(f"({until} is NONE or day < {until})" for until in end)]
        return _join_conditions(parts, " and ", inner=inner)

    def _comparison_text(self, left: Expr, sign: str, right: Expr) -> str:
        if not (_is_number(left) or _is_number(right)):
            return f"{self.day(left)} {sign} {self.day(right)}"
        first, second = self.number(left), self.number(right)
        common = lcm(first.denominator, second.denominator)
        return f"{first.times(common // first.denominator)} {sign} {second.times(common // second.denominator)}"

    # ------------------------------------------------------------------------------------------ values

    def field(self, expr: typed.RecordField | typed.ApplicantField) -> str:
        """A field as it stands in the facts."""
        return self.variables.get(expr) or self._field_text(expr)

    def _field_text(self, expr: typed.RecordField | typed.ApplicantField) -> str:
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
        """A word with its value, and how a number is to be shown; of a condition that stopped the claim: no."""
        expr = evidence.value
        match expr:
            case typed.RecordField() | typed.ApplicantField():
                value = self.field(expr)
            case _ if expr == stopped_by:
                value = literal(False)
            case typed.ApplicantKindTest() | typed.StateHolds():
                value = self.condition_text(expr)
            case typed.RecordCount(pick=pick) if is_countable(pick):
                value = self.number(expr).exact
            case _:
                value = f"CODE.formula_value({literal(self.shared.formula_index(expr))}, {self.situation_text})"
        unit = unit_of(evidence)
        return f"({literal(evidence.name)}, {value}{'' if unit is DisplayUnit.PLAIN else f', {unit.name}'})"

    def day(self, expr: Expr) -> str:
        """A day."""
        match expr:
            case typed.Const(value=datetime.date() as value):
                return self.shared.constants.name(value, meaning_of(expr))
            case typed.RecordField() | typed.ApplicantField():
                return self.field(expr)
            case typed.Minimum(values=values):
                return f"min({', '.join(map(self.day, values))})"
            case typed.Maximum(values=values):
                return f"max({', '.join(map(self.day, values))})"
            case _:
                return self.formula_call(expr)

    def day_after(self, since: str, number: int, unit: str) -> str:
        """Text for the day that lies `number` units after the day of another text."""
        if unit == "year" and number >= 0:
            return f"years_after({since}, {literal(number)})"
        return f"shift_day({since}, {literal(number)}, {literal(unit)})"

    def number(self, expr: Expr) -> NumberText:
        """A sum, count or rate."""
        match expr:
            case typed.Const(value=int() as value) if not isinstance(value, bool):
                return NumberText(self.shared.constants.name(value, meaning_of(expr)))
            case typed.Const(value=Fraction() as value):
                return NumberText(literal(value.numerator), value.denominator)
            case typed.RecordField() | typed.ApplicantField():
                return NumberText(self.field(expr), is_whole=isinstance(expr.type, MoneyType | CountType))
            case typed.Figure(figure=name, years_back=back):
                year = self.year + (f" - {literal(back)}" if back else "")
                is_whole = isinstance(expr.type, MoneyType | CountType)
                return NumberText(f"{self.facts}.figures[{year}][{literal(name)}]", is_whole=is_whole)
            case typed.RecordCount(pick=pick) if is_countable(pick):
                return NumberText(f"cached_for_day({self.read('c')}, {self.shared.count_name(pick)}, day)")
            case typed.Scale(factor=factor, value=value):
                return _product(self.number(factor), self.number(value))
            case typed.Add(left=left, right=right):
                first, second = self.number(left), self.number(right)
                left_text, right_text, over = _common_denominator(first, second)
                return NumberText(
                    f"{left_text} + {right_text}", over, is_sum=True, is_whole=first.is_whole and second.is_whole
                )
            case typed.Subtract(left=left, right=right):
                first, second = self.number(left), self.number(right)
                left_text, right_text, over = _common_denominator(first, second)
                return NumberText(
                    f"max({left_text} - ({right_text}), 0)", over, is_whole=first.is_whole and second.is_whole
                )
            case _:
                return self._computed_number(expr)

    def _computed_number(self, expr: Expr) -> NumberText:
        match expr:
            case typed.Minimum(values=values) | typed.Maximum(values=values):
                numbers = [self.number(value) for value in values]
                over = lcm(*(number.denominator for number in numbers))
                texts = ", ".join(number.times(over // number.denominator) for number in numbers)
                choose = "min" if isinstance(expr, typed.Minimum) else "max"
                return NumberText(f"{choose}({texts})", over, is_whole=all(number.is_whole for number in numbers))
            case typed.FullStepCount(base=base, step=typed.Const(value=int() | Fraction() as step)) if step > 0:
                number = self.number(base)
                size = Fraction(step) * number.denominator
                return NumberText(f"({number.times(size.denominator)}) // {literal(size.numerator)}", is_sum=True)
            case typed.CurrencyConversion(value=typed.RecordField() as value):
                field_text = self.field(value)
                return NumberText(
                    f"({field_text} if type({field_text}) is int else {self.formula_call(expr)})", is_whole=False
                )
            case typed.TableValue(key=typed.RecordField() | typed.ApplicantField() as key, rows=rows) if (
                _has_constant_rows(rows)
            ):
                return NumberText(f"{self.shared.table_name(_sums_of(rows))}[{self.field(key)}]")
            case _:
                return NumberText(self.formula_call(expr), is_whole=False)

    def _may_change(self, expr: typed.RecordField | typed.ApplicantField) -> bool:
        """Whether the field may be stated as periods."""
        return not (self.is_static or isinstance(expr, typed.RecordField)) and may_change(
            self.shared.schema, expr.field
        )


# ---------------------------------------------------------------------------------------------- what expressions name


def may_change(schema: Schema, name: str) -> bool:
    """Whether a field of the applicant may be stated as periods."""
    field = schema.applicant_field_by_name.get(name)
    return field is None or field.varies is not Varies.FIXED


def dates_of(shared: ModuleContext, expr: typed.EventHappened | typed.StateHolds) -> tuple[typed.RecordField, ...]:
    """The date fields of an event or state: its start and, where it has one, its end."""
    kind = shared.schema.record_by_name[expr.record]
    if isinstance(expr, typed.EventHappened):
        names: tuple[str | None, ...] = (kind.event_by_name[expr.event].date_field,)
    else:
        state = kind.state_by_name[expr.state]
        names = (state.from_field, state.until_field)
    return tuple(
        typed.RecordField(span=expr.span, record=expr.record, field=name, type=kind.field_by_name[name].type)
        for name in names
        if name is not None
    )


def fields_of(shared: ModuleContext, expr: Expr) -> Iterator[typed.RecordField | typed.ApplicantField]:
    """Every field that the plain text of an expression names, as often as it does."""
    for node in plain_nodes(expr):
        match node:
            case typed.RecordField() | typed.ApplicantField():
                yield node
            case typed.EventHappened() | typed.StateHolds():
                for date in dates_of(shared, node):
                    yield date
                    yield date
            case typed.CurrencyConversion(value=typed.RecordField() as value):
                yield value
                yield value
            case typed.Not(part=typed.RecordField() | typed.ApplicantField() as part):
                yield part
            case _:
                pass


def plain_nodes(expr: Expr) -> Iterator[Expr]:
    """The parts of an expression that are written as plain Python; what is asked of a formula is no such part."""
    match expr:
        case typed.SeriesValue() | typed.Interest() | typed.CurrencyConversion():
            yield expr
        case typed.FullStepCount(step=step) if not isinstance(step, typed.Const):
            yield expr
        case _:
            yield expr
            for child in children(expr):
                yield from plain_nodes(child)


def unchecked_fields(expr: Expr) -> Iterator[typed.RecordField | typed.ApplicantField]:
    """The fields of a condition that slip through where they cannot be determined."""
    match expr:
        case typed.RecordField() | typed.ApplicantField():
            yield expr
        case typed.And(parts=parts) | typed.Or(parts=parts):
            for part in parts:
                yield from unchecked_fields(part)
        case typed.Not(part=part):
            yield from unchecked_fields(part)
        case typed.Membership(value=typed.RecordField() | typed.ApplicantField() as value):
            yield value
        case typed.CompareLevel(left=typed.RecordField() | typed.ApplicantField() as left):
            yield left
        case _:
            pass


def is_countable(pick: typed.Pick) -> bool:
    """Whether the records can be counted by a function of their own."""
    return all(isinstance(node, _RECORD_NODES) for test in pick.tests for node in nodes(test))


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


def _is_number(expr: Expr) -> bool:
    return isinstance(expr.type, MoneyType | CountType | RateType | NumberType)


def _has_constant_rows(rows: tuple[tuple[str, Expr], ...]) -> bool:
    return all(isinstance(sum_, typed.Const) and type(sum_.value) is int for _, sum_ in rows)


def _sums_of(rows: tuple[tuple[str, Expr], ...]) -> tuple[tuple[str, int], ...]:
    """The rows of a table of constant sums."""
    return tuple((member, sum_.value) for member, sum_ in rows if isinstance(sum_, typed.Const))  # type: ignore[misc]


def _product(left: NumberText, right: NumberText) -> NumberText:
    over = left.denominator * right.denominator
    if left.text == "1":
        return attrs.evolve(right, denominator=over)
    if right.text == "1":
        return attrs.evolve(left, denominator=over)
    return NumberText(f"{left.factor} * {right.factor}", over, is_whole=left.is_whole and right.is_whole)


def _common_denominator(left: NumberText, right: NumberText) -> tuple[str, str, int]:
    over = lcm(left.denominator, right.denominator)
    return left.times(over // left.denominator), right.times(over // right.denominator), over
