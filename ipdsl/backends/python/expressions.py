"""Typed expressions as plain Python over a record, a day, and facts that are stated.

A condition becomes text that is true exactly where the condition is true, a number an integer text over a constant
denominator. What is not stated makes the text raise (`ipdsl.runtime.code.OUTSIDE`). A yes/no or choice that cannot be
determined slips through as if it did not hold: `silent` names those fields, for whoever writes a condition.
What has no plain form, such as what other records of the applicant say, is asked of its formula.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from math import lcm

import attrs

from ipdsl.backends.python.formulas import unit_of
from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.shared import Shared, meaning_of
from ipdsl.plan.ir import Evidence
from ipdsl.plan.names import Names
from ipdsl.plan.walk import children, nodes
from ipdsl.runtime.proposal import Unit
from ipdsl.schema.model import Schema, Varies
from ipdsl.schema.types import CountType, ListType, MoneyType, NumberType, RateType
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr, Op
from ipdsl.value_object import ValueObject

_SIGN = {Op.AT_LEAST: ">=", Op.MORE_THAN: ">", Op.AT_MOST: "<=", Op.LESS_THAN: "<"}
_OPPOSITE = {Op.AT_LEAST: "<", Op.MORE_THAN: "<=", Op.AT_MOST: ">", Op.LESS_THAN: ">="}

_OF_A_RECORD = (
    typed.Const | typed.RecordField | typed.ApplicantField | typed.ApplicantIs | typed.EventHappened | typed.StateHolds
    | typed.Lasted | typed.All | typed.Any_ | typed.Not | typed.Compare | typed.CompareLevel | typed.OneOf
    | typed.CannotBeDetermined | typed.IsFirst
)  # fmt: skip
"""What a counted record is asked, whatever the year: of others whether their event was before its own, and no more."""


@attrs.frozen(eq=False, repr=False)
class Number(ValueObject):
    """A text over a constant denominator; `is_sum`: it needs brackets as a factor; `is_whole`: it is an integer."""

    text: str
    over: int = 1
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
        return self.text if self.over == 1 else f"exact({self.text}, {literal(self.over)})"


@attrs.define(eq=False, repr=False)
class Scope:
    """One function while it is written: its lines, which fields have a variable, what it reads.

    `here` is the text of the situation in which formulas are asked, `facts` and `year` those of theirs. Fields that
    `uses` counts more than once get a variable where they come into use (`bind`). `at_rest`: no field of the applicant
    is stated as periods.
    """

    shared: Shared
    here: str = "c.on(record, day, year)"
    facts: str = "c.facts"
    year: str = "year"
    at_rest: bool = False
    locals: Names = attrs.field(factory=lambda: Names("value"))
    lines: list[str] = attrs.field(factory=list)
    depth: int = 1
    bound: dict[Expr, str] = attrs.field(factory=dict)
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
            if field in self.bound:
                if field in known - self.known:  # a gate may have let it pass
                    self.put(f"known({self.bound[field]})")
                    self.known.add(field)
                continue
            if not (field in known or self.uses[field] > 1):
                continue
            text, name = self._read_field(field), self.locals.take(field.field)
            self.put(f"{name} = {f'known({text})' if field in known else text}")
            self.bound[field] = name
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

    def holds(self, expr: Expr, *, is_true: bool = True, negated: bool = False, inner: bool = False) -> str:
        """Text that tells whether the condition is surely true (or surely false); `negated`: whether it is not so."""
        if expr in self.shared.suspensions:
            return self._suspended(expr, is_negated=is_true is negated)
        match expr:
            case typed.All(parts=parts) | typed.Any_(parts=parts):
                is_joint = (isinstance(expr, typed.All) is is_true) is not negated
                texts = [self.holds(part, is_true=is_true, negated=negated, inner=True) for part in parts]
                return _joined(texts, " and " if is_joint else " or ", inner=inner)
            case typed.Not(part=part):
                return self.holds(part, is_true=not is_true, negated=negated, inner=inner)
            case typed.RecordField() | typed.ApplicantField():
                return self._flag(self.field(expr), is_true=is_true, negated=negated, inner=inner)
            case typed.CompareLevel(left=left):
                return self._among(left, expr.fitting, is_true=is_true, negated=negated, inner=inner)
            case typed.OneOf(value=value, members=members):
                return self._among(value, members, is_true=is_true, negated=negated, inner=inner)
            case typed.EventHappened() | typed.StateHolds():
                return self._held(expr, is_negated=is_true is negated, inner=inner)
            case _:
                return self._sure(expr, is_negated=is_true is negated)

    def _sure(self, expr: Expr, *, is_negated: bool) -> str:
        """A condition that raises where it is neither true nor false."""
        no = "not " if is_negated else ""
        match expr:
            case typed.Const(value=bool() as value):
                return literal(value is not is_negated)
            case typed.Compare(left=left, op=op, right=right):
                return self._compared(left, (_OPPOSITE if is_negated else _SIGN)[op], right)
            case typed.Lasted(since=since, op=Op.AT_MOST | Op.LESS_THAN as op, number=number, unit=unit):
                start, no = self.day(since), "not " if is_negated else ""
                return f"{no}{start} <= day {_SIGN[op]} {self.after(start, number, unit)}"
            case typed.Lasted(since=since, op=op, number=number, unit=unit):
                sign = (_OPPOSITE if is_negated else _SIGN)[op]
                return f"day {sign} {self.after(self.day(since), number, unit)}"
            case typed.ApplicantIs(kind=kind):
                return f"{literal(kind)} {no}in {self.facts}.kinds"
            case typed.ClaimYearIs(year=year):
                return f"{self.year} {'!=' if is_negated else '=='} {literal(year)}"
            case typed.CannotBeDetermined(value=typed.RecordField() | typed.ApplicantField() as value):
                return f"{self.field(value)} is {no}CANNOT"
            case typed.IsFirst(record=kind, event=event, of_item=of_item):
                asks = "is_new" if of_item else "is_first"
                day = self.shared.schema.record_by_name[kind].event_by_name[event].date_field
                return f"{no}{asks}({self.read('c')}, record, {literal(kind)}, {literal(day)})"
            case _:
                return f"{no}{self.asked(expr)}"

    def _suspended(self, expr: Expr, *, is_negated: bool) -> str:
        asked = f"CODE.is_suspended({literal(self.shared.suspensions[expr])}, c, year)"
        return f"not {asked}" if is_negated else asked

    def _flag(self, text: str, *, is_true: bool, negated: bool, inner: bool) -> str:
        if is_true:
            return f"{text} is {'not ' if negated else ''}True"
        if negated:
            return _joined([f"{text} is not False", f"{text} is not NONE"], " and ", inner=inner)
        return _joined([f"{text} is False", f"{text} is NONE"], " or ", inner=inner)

    def _among(self, value: Expr, members: tuple[str, ...], *, is_true: bool, negated: bool, inner: bool) -> str:
        if not isinstance(value, typed.RecordField | typed.ApplicantField):
            asked = self.asked(typed.OneOf(span=value.span, value=value, members=members))
            return asked if is_true is not negated else f"not {asked}"
        text = self.field(value)
        if isinstance(value.type, ListType):
            return f"one_of({text}, {members_text(members)}) is {'not ' if negated else ''}{is_true}"
        among = f"{text} {_in(members, is_negated=is_true is negated)}"
        if is_true:
            return among
        sure = f"{text} is CANNOT" if negated else f"{text} is not CANNOT"
        return _joined([among, sure], " or " if negated else " and ", inner=inner)

    def _held(self, expr: typed.EventHappened | typed.StateHolds, *, is_negated: bool, inner: bool) -> str:
        start, *end = (self.field(date) for date in dates_of(self.shared, expr))
        if is_negated:
            parts = [
                f"{start} is NONE",
                f"{start} > day",
                *(f"{until} is not NONE and {until} <= day" for until in end),
            ]
            return _joined(parts, " or ", inner=inner)
        parts = [f"{start} is not NONE", f"{start} <= day", *(f"({until} is NONE or day < {until})" for until in end)]
        return _joined(parts, " and ", inner=inner)

    def _compared(self, left: Expr, sign: str, right: Expr) -> str:
        if not (_is_number(left) or _is_number(right)):
            return f"{self.day(left)} {sign} {self.day(right)}"
        one, other = self.number(left), self.number(right)
        common = lcm(one.over, other.over)
        return f"{one.times(common // one.over)} {sign} {other.times(common // other.over)}"

    # ------------------------------------------------------------------------------------------ values

    def field(self, expr: typed.RecordField | typed.ApplicantField) -> str:
        """A field as it stands in the facts."""
        return self.bound.get(expr) or self._read_field(expr)

    def _read_field(self, expr: typed.RecordField | typed.ApplicantField) -> str:
        where = "values" if isinstance(expr, typed.RecordField) else "fields"
        text = f"{self.read(where)}[{literal(expr.field)}]"
        return f"on_day({text}, day)" if self._may_change(expr) else text

    def asked(self, expr: Expr) -> str:
        """What a formula answers, where that is known."""
        self.read("c")
        return f"known(CODE.asked({literal(self.shared.ask(expr))}, {self.here}))"

    def approved(self, label: str, kind: str, item: str) -> str:
        """The sum that the bureau set for an item of a kind (empty: of the applicant) under an award."""
        return f"{self.facts}.approved[{literal(label)}, {item}]"

    def supported(self, of: str, item: str) -> str:
        """What others paid for an item; `of` are the texts for the policy, the record and its key."""
        return f"support_for({self.facts}, {of}, {item})"

    def told(self, told: Evidence, *, stopped_by: Expr | None = None) -> str:
        """A word with its value, and how a number is to be shown; of a condition that stopped the claim: no."""
        expr = told.value
        match expr:
            case typed.RecordField() | typed.ApplicantField():
                value = self.field(expr)
            case _ if expr == stopped_by:
                value = literal(False)
            case typed.ApplicantIs() | typed.StateHolds():
                value = self.holds(expr)
            case typed.CountOf(pick=pick) if is_countable(pick):
                value = self.number(expr).exact
            case _:
                value = f"CODE.asked({literal(self.shared.ask(expr))}, {self.here})"
        unit = unit_of(told)
        return f"({literal(told.name)}, {value}{'' if unit is Unit.PLAIN else f', {unit.name}'})"

    def day(self, expr: Expr) -> str:
        """A day."""
        match expr:
            case typed.Const(value=datetime.date() as value):
                return self.shared.constants.name(value, meaning_of(expr))
            case typed.RecordField() | typed.ApplicantField():
                return self.field(expr)
            case typed.Smallest(values=values):
                return f"min({', '.join(map(self.day, values))})"
            case typed.Largest(values=values):
                return f"max({', '.join(map(self.day, values))})"
            case _:
                return self.asked(expr)

    def after(self, since: str, number: int, unit: str) -> str:
        """Text for the day that lies `number` units after the day of another text."""
        if unit == "year" and number >= 0:
            return f"years_after({since}, {literal(number)})"
        return f"later({since}, {literal(number)}, {literal(unit)})"

    def number(self, expr: Expr) -> Number:
        """A sum, count or rate."""
        match expr:
            case typed.Const(value=int() as value) if not isinstance(value, bool):
                return Number(self.shared.constants.name(value, meaning_of(expr)))
            case typed.Const(value=Fraction() as value):
                return Number(literal(value.numerator), value.denominator)
            case typed.RecordField() | typed.ApplicantField():
                return Number(self.field(expr), is_whole=isinstance(expr.type, MoneyType | CountType))
            case typed.Figure(figure=name, years_back=back):
                year = self.year + (f" - {literal(back)}" if back else "")
                is_whole = isinstance(expr.type, MoneyType | CountType)
                return Number(f"{self.facts}.figures[{year}][{literal(name)}]", is_whole=is_whole)
            case typed.CountOf(pick=pick) if is_countable(pick):
                return Number(f"once_a_day({self.read('c')}, {self.shared.count(pick)}, day)")
            case typed.Scale(factor=factor, value=value):
                return _product(self.number(factor), self.number(value))
            case typed.Add(left=left, right=right):
                first, second = self.number(left), self.number(right)
                one, other, over = _together(first, second)
                return Number(f"{one} + {other}", over, is_sum=True, is_whole=first.is_whole and second.is_whole)
            case typed.Subtract(left=left, right=right):
                first, second = self.number(left), self.number(right)
                one, other, over = _together(first, second)
                return Number(f"max({one} - ({other}), 0)", over, is_whole=first.is_whole and second.is_whole)
            case _:
                return self._computed(expr)

    def _computed(self, expr: Expr) -> Number:
        match expr:
            case typed.Smallest(values=values) | typed.Largest(values=values):
                numbers = [self.number(value) for value in values]
                over = lcm(*(number.over for number in numbers))
                texts = ", ".join(number.times(over // number.over) for number in numbers)
                choose = "min" if isinstance(expr, typed.Smallest) else "max"
                return Number(f"{choose}({texts})", over, is_whole=all(number.is_whole for number in numbers))
            case typed.Steps(base=base, step=typed.Const(value=int() | Fraction() as step)) if step > 0:
                number = self.number(base)
                size = Fraction(step) * number.over
                return Number(f"({number.times(size.denominator)}) // {literal(size.numerator)}", is_sum=True)
            case typed.Converted(value=typed.RecordField() as value):
                own = self.field(value)
                return Number(f"({own} if type({own}) is int else {self.asked(expr)})", is_whole=False)
            case typed.TableValue(key=typed.RecordField() | typed.ApplicantField() as key, rows=rows) if _is_plain(
                rows
            ):
                return Number(f"{self.shared.table(_sums_of(rows))}[{self.field(key)}]")
            case _:
                return Number(self.asked(expr), is_whole=False)

    def _may_change(self, expr: typed.RecordField | typed.ApplicantField) -> bool:
        """Whether the field may be stated as periods."""
        return not (self.at_rest or isinstance(expr, typed.RecordField)) and may_change(self.shared.schema, expr.field)


# ---------------------------------------------------------------------------------------------- what expressions name


def may_change(schema: Schema, name: str) -> bool:
    """Whether a field of the applicant may be stated as periods."""
    field = schema.applicant_field_by_name.get(name)
    return field is None or field.varies is not Varies.FIXED


def dates_of(shared: Shared, expr: typed.EventHappened | typed.StateHolds) -> tuple[typed.RecordField, ...]:
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


def fields_of(shared: Shared, expr: Expr) -> Iterator[typed.RecordField | typed.ApplicantField]:
    """Every field that the plain text of an expression names, as often as it does."""
    for node in plain_nodes(expr):
        match node:
            case typed.RecordField() | typed.ApplicantField():
                yield node
            case typed.EventHappened() | typed.StateHolds():
                for date in dates_of(shared, node):
                    yield date
                    yield date
            case typed.Converted(value=typed.RecordField() as value):
                yield value
                yield value
            case typed.Not(part=typed.RecordField() | typed.ApplicantField() as part):
                yield part
            case _:
                pass


def plain_nodes(expr: Expr) -> Iterator[Expr]:
    """The parts of an expression that are written as plain Python; what is asked of a formula is no such part."""
    match expr:
        case typed.SeriesValue() | typed.Interest() | typed.Converted():
            yield expr
        case typed.Steps(step=step) if not isinstance(step, typed.Const):
            yield expr
        case _:
            yield expr
            for child in children(expr):
                yield from plain_nodes(child)


def silent(expr: Expr) -> Iterator[typed.RecordField | typed.ApplicantField]:
    """The fields of a condition that slip through where they cannot be determined."""
    match expr:
        case typed.RecordField() | typed.ApplicantField():
            yield expr
        case typed.All(parts=parts) | typed.Any_(parts=parts):
            for part in parts:
                yield from silent(part)
        case typed.Not(part=part):
            yield from silent(part)
        case typed.OneOf(value=typed.RecordField() | typed.ApplicantField() as value):
            yield value
        case typed.CompareLevel(left=typed.RecordField() | typed.ApplicantField() as left):
            yield left
        case _:
            pass


def is_countable(pick: typed.Pick) -> bool:
    """Whether the records can be counted by a function of their own."""
    return all(isinstance(node, _OF_A_RECORD) for test in pick.tests for node in nodes(test))


def members_text(members: tuple[str, ...]) -> str:
    """The text of a tuple of words."""
    return f"({', '.join(map(literal, members))}{',' if len(members) == 1 else ''})"


# ---------------------------------------------------------------------------------------------- texts


def _joined(parts: list[str], by: str, *, inner: bool) -> str:
    return f"({by.join(parts)})" if inner and len(parts) > 1 else by.join(parts)


def _in(members: tuple[str, ...], *, is_negated: bool) -> str:
    if len(members) == 1:
        return f"{'!=' if is_negated else '=='} {literal(members[0])}"
    return f"{'not in' if is_negated else 'in'} {members_text(members)}"


def _is_number(expr: Expr) -> bool:
    return isinstance(expr.type, MoneyType | CountType | RateType | NumberType)


def _is_plain(rows: tuple[tuple[str, Expr], ...]) -> bool:
    return all(isinstance(sum_, typed.Const) and type(sum_.value) is int for _, sum_ in rows)


def _sums_of(rows: tuple[tuple[str, Expr], ...]) -> tuple[tuple[str, int], ...]:
    """The rows of a table of constant sums."""
    return tuple((member, sum_.value) for member, sum_ in rows if isinstance(sum_, typed.Const))  # type: ignore[misc]


def _product(left: Number, right: Number) -> Number:
    over = left.over * right.over
    if left.text == "1":
        return attrs.evolve(right, over=over)
    if right.text == "1":
        return attrs.evolve(left, over=over)
    return Number(f"{left.factor} * {right.factor}", over, is_whole=left.is_whole and right.is_whole)


def _together(left: Number, right: Number) -> tuple[str, str, int]:
    over = lcm(left.over, right.over)
    return left.times(over // left.over), right.times(over // right.over), over
