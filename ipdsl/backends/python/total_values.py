"""Typed expressions as plain Python over typed facts, for emitted totals: integers and comparisons.

A condition becomes text that is true exactly where the condition is true; a number becomes an integer text over a
constant denominator. Assumed of the facts: what is asked for is stated. What is not makes the text raise (`outside`,
or an error that `ipdsl.runtime.totals.OUTSIDE` lists); no value that is none or cannot be determined slips through.
An expression that is not on the list raises `NotListedError`, and `evaluate` answers for its clauses.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from fractions import Fraction
from math import lcm
from typing import assert_never

from ipdsl.backends.python.literals import literal
from ipdsl.backends.python.shared import Shared, meaning_of
from ipdsl.making import attrs
from ipdsl.plan.walk import nodes
from ipdsl.schema.model import Schema, Varies
from ipdsl.schema.types import CountType, ListType, MoneyType, RateType
from ipdsl.semantics import typed
from ipdsl.semantics.typed import AggregateKind, Expr, Op

SIGN = {Op.AT_LEAST: ">=", Op.MORE_THAN: ">", Op.AT_MOST: "<=", Op.LESS_THAN: "<"}
OPPOSITE = {Op.AT_LEAST: "<", Op.MORE_THAN: "<=", Op.AT_MOST: ">", Op.LESS_THAN: ">="}


class NotListedError(Exception):
    """The emitted total has no form for this; `evaluate` has."""


@attrs.frozen
class Number:
    """A text over a constant denominator; `is_sum`: it needs brackets as a factor; `is_whole`: it is an integer."""

    text: str
    over: int = 1
    is_sum: bool = False
    is_whole: bool = True

    @property
    def factor(self) -> str:
        return f"({self.text})" if self.is_sum else self.text

    def times(self, factor: int) -> str:
        """The text, multiplied by a constant."""
        return self.text if factor == 1 else f"{self.factor} * {literal(factor)}"


def record_field(name: str) -> str:
    """A field of the record at hand: a mark that no literal can hold, replaced when the function is written."""
    return f"\0r:{marked(name)}\0"


def read_field(name: str) -> str:
    """A field of the record that is read anew, whatever variable stands for it."""
    return f"\1{marked(name)}\0"


def applicant_field(name: str) -> str:
    """A field of the applicant, marked likewise."""
    return f"\0a:{marked(name)}\0"


def marked(name: str) -> str:
    """A name inside a mark, in digits and letters alone."""
    return name.encode("utf-8", "surrogatepass").hex()


def unmarked(digits: str) -> str:
    """The name of a mark."""
    return bytes.fromhex(digits).decode("utf-8", "surrogatepass")


@attrs.define
class Values:
    """Writes the expressions of one function; `day` and `year` are the texts that stand for the claim's."""

    shared: Shared
    currency: str
    day: str = "day"
    year: str = "day.year"
    leaders: dict[tuple[str, str], str] = attrs.field(factory=dict)
    subject: str = ""  # the text for the record of a claim; empty for a set of them

    # ------------------------------------------------------------------------------------------ conditions

    def fails(self, expr: Expr) -> str:
        """True where a gate stops the claim; what cannot be determined stops it too."""
        match expr:
            case typed.RecordField() | typed.ApplicantField():
                return f"{self.plain(expr)} is not True"
            case typed.Not(part=typed.RecordField() | typed.ApplicantField() as part):
                value = self.plain(part)
                return f"{value} is True or {value} is CANNOT"
            case typed.OneOf(value=value, members=members) if _is_list(value):
                return f"one_of({self.plain(value)}, {members_text(members)}) is not True"
            case typed.OneOf(value=value, members=members):
                return f"{self.plain(value)} {_among(members, negated=True)}"
            case typed.Compare(left=left, op=op, right=right):
                return self._compared(left, OPPOSITE[op], right)
            case typed.ApplicantIs(kind=kind):
                return f"{literal(kind)} not in facts.kinds"
            case typed.Not(part=part):
                return bare(self.holds(part))
            case _:
                return f"not ({bare(self.holds(expr))})"

    def holds(self, expr: Expr) -> str:
        """True where the condition holds, false where it is false or none."""
        match expr:
            case typed.Const(value=bool() as answer):
                return literal(answer)
            case typed.RecordField() | typed.ApplicantField():
                field = self.plain(expr)
                return f"({field} is True or {field} is CANNOT and outside())"
            case typed.ApplicantIs(kind=kind):
                return f"{literal(kind)} in facts.kinds"
            case typed.All(parts=parts):
                return f"({' and '.join(map(self.holds, parts))})"
            case typed.Any_(parts=parts):
                return f"({' or '.join(map(self.holds, parts))})"
            case typed.Not(part=part):
                return f"not {self.holds(part)}"
            case typed.Compare(left=left, op=op, right=right):
                return f"({self._compared(left, SIGN[op], right)})"
            case typed.CompareLevel(left=left, op=op, member=member, ranks=ranks):
                rank = literal(dict(ranks)[member])
                return f"({self.shared.rank_table(ranks)}[{self.plain(left)}] {SIGN[op]} {rank})"
            case typed.OneOf(value=choice, members=members):
                text = self.plain(choice)
                among = f"{text} {_among(members)}"
                if _is_list(choice):
                    among = f"one_of({text}, {members_text(members)}) is True"
                return f"({among} or {text} is CANNOT and outside())"
            case typed.Lasted(since=since, op=op, number=number, unit=unit):
                return f"({self.day} {SIGN[op]} {self.after(since, number, unit)})"
            case typed.CannotBeDetermined(value=value):
                return f"({self.plain(value)} is CANNOT)"
            case _:
                return self._of_record(expr)

    def _of_record(self, expr: Expr) -> str:
        records = self.shared.schema.record_by_name
        match expr:
            case typed.EventHappened(record=record, event=event):
                start = record_field(records[record].event_by_name[event].date_field)
                return f"({start} is not NONE and {start} <= {self.day})"
            case typed.StateHolds(record=record, state=name):
                state = records[record].state_by_name[name]
                start = record_field(state.from_field)
                begun = f"{start} is not NONE and {start} <= {self.day}"
                if state.until_field is None:
                    return f"({begun})"
                end = record_field(state.until_field)
                return f"({begun} and ({end} is NONE or {self.day} < {end}))"
            case typed.IsFirst(record=record, event=event):
                field = records[record].event_by_name[event].date_field
                name = self.leaders.setdefault((record, field), f"_first_{len(self.leaders) + 1}")
                return f"({name} == ({record_field(field)}, record.item, record.id))"
            case typed.ClaimYearIs(year=year):
                return f"({self.year} == {literal(year)})"
            case typed.EventInYear():
                return f"{self.shared.happening(expr)}(facts, {self.year})"
            case typed.MatterSupported():
                if not self.subject:
                    return "is_set_supported(CODE, facts)"
                return f"is_supported(CODE, facts, {self.subject}, last)"
            case _:
                raise NotListedError

    def _compared(self, left: Expr, sign: str, right: Expr) -> str:
        if _is_number(left) or _is_number(right):
            one, other = self.number(left), self.number(right)
            common = lcm(one.over, other.over)
            return f"{one.times(common // one.over)} {sign} {other.times(common // other.over)}"
        return f"{self.date(left)} {sign} {self.date(right)}"

    # ------------------------------------------------------------------------------------------ values

    def plain(self, expr: Expr) -> str:
        """A field as it stands in the facts."""
        match expr:
            case typed.RecordField(field=name):
                return record_field(name)
            case typed.ApplicantField(field=name):
                return applicant_field(name)
            case _:
                raise NotListedError

    def date(self, expr: Expr) -> str:
        """A day."""
        match expr:
            case typed.Const(value=datetime.date() as value):
                return self.shared.constants.name(value, meaning_of(expr))
            case typed.Aggregate(kind=kind, field=name):
                return _aggregate(kind, name)
            case typed.Smallest(values=values):
                return f"min({', '.join(map(self.date, values))})"
            case typed.Largest(values=values):
                return f"max({', '.join(map(self.date, values))})"
            case _:
                return self.plain(expr)

    def after(self, since: Expr, number: int, unit: str) -> str:
        """The day that lies so much after another."""
        if unit == "year" and number >= 0:
            return f"years_after({self.date(since)}, {literal(number)})"
        return f"later({self.date(since)}, {literal(number)}, {literal(unit)})"

    def number(self, expr: Expr) -> Number:
        """A sum, count or rate."""
        match expr:
            case typed.Const(value=bool()):
                raise NotListedError
            case typed.Const(value=int() as value):
                return Number(self.shared.constants.name(value, meaning_of(expr)))
            case typed.Const(value=Fraction() as value):
                return Number(literal(value.numerator), value.denominator)
            case typed.RecordField() | typed.ApplicantField():
                if not isinstance(expr.type, MoneyType | CountType | RateType):
                    raise NotListedError
                return Number(self.plain(expr), is_whole=not isinstance(expr.type, RateType))
            case typed.Figure(figure=name, years_back=back):
                year = self.year + (f" - {literal(back)}" if back else "")
                is_whole = isinstance(expr.type, MoneyType | CountType)
                return Number(f"facts.figures[{year}][{literal(name)}]", is_whole=is_whole)
            case typed.RankOf(figure=name, among=among):
                return Number(f"place_of(facts, {literal(name)}, {members_text(among)}, {self.year})")
            case typed.Aggregate(kind=kind, field=field):
                return Number(_aggregate(kind, field), is_whole=not isinstance(expr.type, RateType))
            case typed.CountOf(pick=pick):
                if any(isinstance(node, typed.Figure) for test in pick.tests for node in nodes(test)):
                    raise NotListedError
                return Number(f"{self.shared.counter(pick)}(facts, {self.day})")
            case _:
                return self._computed(expr)

    def _computed(self, expr: Expr) -> Number:
        match expr:
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
            case typed.Converted(value=value, series=series, day=day):
                stated = self.plain(value)
                when = read_field(day.field) if isinstance(day, typed.RecordField) else self.date(day)
                parts = f"{stated}, {literal(series)}, {when}, {literal(self.currency)}"
                return Number(f"({stated} if type({stated}) is int else converted(facts, {parts}))", is_whole=False)
            case typed.TableValue(key=key, rows=rows):
                return Number(f"{self.shared.table(_sums_of(rows))}[{self.plain(key)}]")
            case typed.SeriesValue(series=series, point=point, day=day):
                return Number(self._in_series(series, point, self.date(day)), is_whole=False)
            case typed.Interest(principal=principal, rate=rate, start=start, end=end, last_years=last):
                sum_, share = self.number(principal), self.number(rate)
                parts = f"{sum_.text}, {share.text}, {self.date(start)}, {self.date(end)}, {literal(last)}"
                return Number(f"interest_on({parts})", sum_.over * share.over, is_whole=False)
            case _:
                raise NotListedError

    def _in_series(self, series: str, point: typed.SeriesPoint, day: str) -> str:
        if point is typed.SeriesPoint.JANUARY:
            day = f"{day}.replace(month=1, day=1)"
        elif point is typed.SeriesPoint.MONTH or self.shared.schema.series_by_name[series].frequency.value == "monthly":
            day = f"{day}.replace(day=1)"
        return f"in_series(facts, {literal(series)}, {day})"


def _sums_of(rows: tuple[tuple[str, Expr], ...]) -> tuple[tuple[str, int], ...]:
    """The rows of a table, where all of them are constant sums."""
    found: list[tuple[str, int]] = []
    for member, amount in rows:
        if not isinstance(amount, typed.Const) or type(amount.value) is not int:
            raise NotListedError
        found.append((member, amount.value))
    return tuple(found)


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


def _among(members: tuple[str, ...], *, negated: bool = False) -> str:
    if len(members) == 1:
        return f"{'!=' if negated else '=='} {literal(members[0])}"
    return f"{'not in' if negated else 'in'} {members_text(members)}"


def members_text(members: tuple[str, ...]) -> str:
    """The text of a tuple of words."""
    return f"({', '.join(map(literal, members))}{',' if len(members) == 1 else ''})"


def _is_list(expr: Expr) -> bool:
    return isinstance(expr.type, ListType)


def bare(condition: str) -> str:
    """A condition that `holds` wrote, without the brackets around the whole."""
    return condition[1:-1] if condition.startswith("(") else condition


def _aggregate(kind: AggregateKind, field: str | None) -> str:
    """Over the `members` of a set."""
    every = f"[values[{literal(field or '')}] for values in members]"
    match kind:
        case AggregateKind.NUMBER:
            return "len(members)"
        case AggregateKind.TOTAL:
            return f"sum({every})"
        case AggregateKind.LARGEST:
            return f"max({every})"
        case AggregateKind.EARLIEST:
            return f"min({every})"
        case _:
            assert_never(kind)


def _is_number(expr: Expr) -> bool:
    return isinstance(expr.type, MoneyType | CountType | RateType)


def may_change(schema: Schema, name: str) -> bool:
    """Whether a field of the applicant may be stated as periods."""
    field = schema.applicant_field_by_name.get(name)
    return field is None or field.varies is not Varies.FIXED


def changing_fields(schema: Schema, exprs: Iterable[Expr]) -> tuple[str, ...]:
    """The fields of the applicant in the expressions that may be stated as periods."""
    every = (node for expr in exprs for node in nodes(expr) if isinstance(node, typed.ApplicantField))
    return tuple(dict.fromkeys(node.field for node in every if may_change(schema, node.field)))


def is_invariant(expr: Expr) -> bool:
    """The condition is one of the applicant alone: the same on every day, as long as no field of it changes."""
    allowed = (
        typed.Const | typed.ApplicantField | typed.ApplicantIs | typed.All | typed.Any_ | typed.Not | typed.Compare
        | typed.CompareLevel | typed.OneOf | typed.CannotBeDetermined
    )  # fmt: skip
    return all(isinstance(node, allowed) for node in nodes(expr))
