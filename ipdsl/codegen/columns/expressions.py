"""Typed expressions as text over columns: the second form of a clause, for facts of which everything is stated.

The first form (`ipdsl.codegen.python.expressions`) reads objects and raises where something is not stated. Over
columns its applicant goes to the scalar evaluator then (`ipdsl.batch.kernel.values` has the reasons).
So a condition here is true or false, and what is known not to be (`none`) is a number of its own that no comparison
meets. The order of gates, rows and amounts is not written again: `clauses.write_claim` and `loops.sum_of` write it for
both forms. A law holds the two alike over generated policies.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import lcm

import attrs

from ipdsl.batch.kernel import values
from ipdsl.batch.program.arrays import ArrayContent, ProgramColumn
from ipdsl.batch.program.days import days_after, months_after, years_after
from ipdsl.codegen.columns.array_names import ColumnReads, names
from ipdsl.codegen.python.expressions import FunctionScope, NumberText, dates_of, is_countable, may_change
from ipdsl.codegen.python.loops import NotVectorizableError
from ipdsl.codegen.python.module_context import ModuleContext
from ipdsl.codegen.python.writer import literal
from ipdsl.lower.generated_names import UniqueNames
from ipdsl.lower.plan import Evidence, children
from ipdsl.schema.types import BoolType, ChoiceType, CountType, DateType, LevelType, ListType, MoneyType, RateType
from ipdsl.schema.vocabulary import Frequency, Schema
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr, Op

EPOCH = datetime.date(1970, 1, 1)

_SIGN = {Op.AT_LEAST: ">=", Op.MORE_THAN: ">", Op.AT_MOST: "<=", Op.LESS_THAN: "<"}
_DAY_FUNCTIONS = {"year": years_after.__name__, "month": months_after.__name__, "day": days_after.__name__}


def day_text(day: datetime.date) -> str:
    """A day as a column has it."""
    return str((day - EPOCH).days)


@attrs.define(eq=False, repr=False)
class ColumnScope(FunctionScope):
    """One function over columns while it is written. `row` is the text for the record it is about, of a `kind`.

    `helpers` are the functions that look at other records, by what they answer. `is_inner`: it is such a function.
    `unknown_lines` are the lines for an applicant of whom something that is read is not stated; `None`: there is no way
    out.
    """

    locals: UniqueNames = attrs.field(factory=lambda: names("value"))
    columns: ColumnReads = attrs.field(factory=ColumnReads)
    row: str = "r"
    kind: str = ""
    helpers: Helpers | None = None
    listed_kinds: set[str] = attrs.field(factory=set)
    unknown_lines: tuple[str, ...] | None = ("left[i] = OPEN", "continue")
    is_inner: bool = False

    # ------------------------------------------------------------------------------------------ columns

    def column(self, held: ArrayContent, kind: str = "", name: str = "", *, of_item: bool = False) -> str:
        """The name of an array."""
        return self.columns.name(ProgramColumn(held, kind, name, of_item))

    def record_field(self, kind: str, name: str) -> str:
        """A field of the record."""
        root = self.shared.schema.record_by_name[kind].root
        if self.is_inner:
            self.columns.require(kind, name)
        return f"{self.column(ArrayContent.FIELD, root, name)}[{self.row}]"

    def kind_conditions(self, kind: str) -> list[str]:
        """The conditions under which a record of the root is of a kind: the values that make it so."""
        schema = self.shared.schema
        record = schema.record_by_name[kind]
        tests = schema.tests_of_kind(record.root, kind) or ()
        for name, _ in tests:
            self.columns.require(record.root, name)
        return [self._value_condition(record.root, name, value) for name, value in tests]

    def _value_condition(self, kind: str, name: str, value: object) -> str:
        field = self.shared.schema.record_by_name[kind].field_by_name[name]
        if isinstance(field.type, BoolType):
            return f"{self.record_field(kind, name)} == {int(value is True)}"
        if isinstance(field.type, ChoiceType | LevelType) and isinstance(value, str):
            return f"{self.record_field(kind, name)} == {member(self.shared.schema, field.type, value)}"
        raise NotVectorizableError

    # ------------------------------------------------------------------------------------------ what is bound

    def bind(self, exprs: Iterable[Expr], *, known: frozenset[Expr] = frozenset()) -> None:
        """Variables for what is read; where it is not stated, the applicant goes."""
        for node in (node for expr in exprs for node in _postorder(expr)):
            match node:
                case typed.EventHappened() | typed.StateHolds():
                    for date in dates_of(self.shared, node):
                        self._bind_one(date)
                case typed.RecordCount(pick=pick) | typed.EventInYear(pick=pick):
                    self._bind_listing(pick.record)
                case _:
                    self._bind_one(node)

    def _bind_one(self, node: Expr) -> None:
        if node in self.variables:
            return
        match node:
            case typed.ApplicantField(field=name) if self._may_change(node):
                parts = (
                    ArrayContent.PERIODS_BEGIN,
                    ArrayContent.PERIOD_START,
                    ArrayContent.PERIOD_END,
                    ArrayContent.PERIOD_VALUE,
                )
                arrays = ", ".join(self.column(part, name=name) for part in parts)
                self._look_up(node, name, f"value_on_day({arrays}, i, day)")
            case typed.Figure(figure=name, years_back=back):
                array = self.column(ArrayContent.FIGURE, name=name)
                year = f"{self.year} - {back}" if back else self.year
                self._look_up(node, name, f"figure_of_year({array}, first_year, i, {year})")
            case typed.ApplicantRank(figure=name, among=among):
                self._look_up(node, "rank", f"figure_of_year({self._ranks(name, among)}, first_year, i, {self.year})")
            case typed.SeriesValue(series=name, point=point, day=day):
                self._look_up(node, name, self._series_text(name, point, day))
            case typed.Interest():
                self._look_up(node, "interest", self._interest(node))
            case typed.CurrencyConversion(value=typed.RecordField(field=name)):
                self._look_up(node, name, self._converted_sum(node))
            case typed.RecordField(field=name) | typed.ApplicantField(field=name) if not self.is_inner:
                if not isinstance(node.type, ListType):
                    self._look_up(node, name, self.field(node))
            case _:
                pass

    def _ranks(self, figure: str, among: tuple[str, ...]) -> str:
        """The ranks by a figure, of each applicant and year."""
        if not isinstance(self.shared.schema.figure_by_name[figure].type, MoneyType | CountType):
            raise NotVectorizableError
        return self.column(ArrayContent.RANK, " ".join(among), figure)

    def _series_text(self, name: str, point: typed.SeriesPoint, day: Expr) -> str:
        """The value of a published series for a day."""
        arrays = f"{self.column(ArrayContent.SERIES_DAYS, name=name)}, {self.column(ArrayContent.SERIES, name=name)}"
        when, is_monthly = self.day(day), self.shared.schema.series_by_name[name].frequency is Frequency.MONTHLY
        if point is typed.SeriesPoint.JANUARY:
            when = f"first_of(year_of({when}))"
        elif is_monthly or point is typed.SeriesPoint.MONTH:
            when = f"month_of({when})"
        return f"series_value({arrays}, {when})"

    def _interest(self, node: typed.Interest) -> str:
        """Interest over 365 times the parts of its rate."""
        principal, rate = self.number(node.principal), self._rate(node.rate)
        if principal.denominator != 1:
            raise NotVectorizableError
        given = (principal.text, rate.text, self.day(node.start), self.day(node.end), str(node.last_years or 0))
        return f"interest({', '.join(given)})"

    def _converted_sum(self, node: typed.CurrencyConversion) -> str:
        """A sum that may be a foreign one, in millionths of the policy's: the reader of the table multiplies."""
        match node:
            case typed.CurrencyConversion(value=typed.RecordField() as value, day=typed.RecordField() as day) if (
                value.record == day.record and not self.is_inner
            ):
                root = self.shared.schema.record_by_name[value.record].root
                column = ProgramColumn(ArrayContent.CONVERTED, root, value.field, series=node.series, day=day.field)
                return f"{self.columns.name(column)}[{self.row}]"
            case _:
                raise NotVectorizableError

    def _rate(self, expr: Expr) -> NumberText:
        match expr:
            case typed.Const(value=int() | Fraction() as value):
                return NumberText(str(value.numerator), value.denominator)
            case typed.SeriesValue():
                return NumberText(self.variables[expr], values.MILLIONTHS)
            case typed.RecordField(type=RateType()):
                return NumberText(self.field(expr), values.MILLIONTHS)
            case typed.Minimum(values=parts) | typed.Maximum(values=parts):
                rates = [self._rate(part) for part in parts]
                over = lcm(*(rate.denominator for rate in rates))
                choose = "min" if isinstance(expr, typed.Minimum) else "max"
                return NumberText(
                    f"{choose}({', '.join(rate.times(over // rate.denominator) for rate in rates)})", over
                )
            case _:
                raise NotVectorizableError

    def _bind_listing(self, kind: str) -> None:
        """The records of a kind have to be stated."""
        if (kind in self.listed_kinds) or self.is_inner:
            return
        self.listed_kinds.add(kind)
        self.put(f"if {self.column(ArrayContent.LISTED, kind)}[i] == {values.NO}:")
        self._write_fallback()

    def _write_fallback(self) -> None:
        if self.unknown_lines is None:
            raise NotVectorizableError
        for line in self.unknown_lines:
            self.put(line, 1)

    def _look_up(self, node: Expr, name: str, text: str) -> None:
        local = self.locals.take(name)
        self.put(f"{local} = {text}")
        self.put(f"if {local} == UNKNOWN:")
        self._write_fallback()
        self.variables[node] = local

    # ------------------------------------------------------------------------------------------ conditions

    def condition_text(self, expr: Expr, *, is_true: bool = True, negated: bool = False, inner: bool = False) -> str:
        """Text of the condition, or (surely false, or not surely true) of its opposite: here these are one."""
        text = self._bracketed_condition(expr)
        return text if is_true is not negated else f"not {text}"

    def _bracketed_condition(self, expr: Expr) -> str:
        """A condition in brackets, or a text that needs none."""
        match expr:
            case typed.And(parts=parts):
                return f"({' and '.join(map(self._bracketed_condition, parts))})"
            case typed.Or(parts=parts):
                return f"({' or '.join(map(self._bracketed_condition, parts))})"
            case typed.Not(part=part):
                return f"(not {self._bracketed_condition(part)})"
            case typed.Const(value=bool() as value):
                return literal(value)
            case typed.RecordField() | typed.ApplicantField():
                return f"({self.field(expr)} == {values.YES})"
            case typed.CompareLevel(left=left):
                return self._is_member_text(left, expr.matching_members)
            case typed.Membership(value=value, members=members):
                return self._is_member_text(value, members)
            case typed.EventHappened() | typed.StateHolds():
                start, *end = (self.field(date) for date in dates_of(self.shared, expr))
                return f"({start} <= day{''.join(f' and day < {until}' for until in end)})"
            case typed.ApplicantKindTest(kind=kind):
                return f"({self.column(ArrayContent.IS_OF_KIND, name=kind)}[i] == {values.YES})"
            case typed.ClaimYearIs(year=year):
                return f"({self.year} == {year})"
            case typed.MatterSupported(matter=name):
                return self._support_condition(name)
            case typed.CannotBeDetermined():
                return "False"  # whoever states such a thing is left to the scalar evaluator
            case _:
                return self._measured_condition(expr)

    def _measured_condition(self, expr: Expr) -> str:
        """A condition over days, numbers or other records."""
        match expr:
            case typed.Compare(left=left, op=op, right=right):
                if isinstance(left.type, DateType) or isinstance(right.type, DateType):
                    left_day, right_day = self.day(left), self.day(right)
                    fields = ((left_day, left), (right_day, right))
                    known = [f"{text} != NEVER" for text, side in fields if not isinstance(side, typed.Const)]
                    return f"({' and '.join([*known, f'{left_day} {_SIGN[op]} {right_day}'])})"
                return f"({self._comparison_text(left, _SIGN[op], right)})"
            case typed.ElapsedComparison(since=since, op=Op.AT_MOST | Op.LESS_THAN as op, number=number, unit=unit):
                start = self.day(since)
                return f"({start} <= day {_SIGN[op]} {self.day_after(start, number, unit)})"
            case typed.ElapsedComparison(since=since, op=op, number=number, unit=unit):
                return f"(day {_SIGN[op]} {self.day_after(self.day(since), number, unit)})"
            case typed.FirstEventTest(record=kind, event=event, is_per_item=of_item):
                record = self.shared.schema.record_by_name[kind]
                day = record.event_by_name[event].date_field
                self.columns.require(kind, day)
                self.columns.array_name(
                    ProgramColumn(ArrayContent.ORDER, record.root)
                )  # which comes first is told by it
                return f"({self.column(ArrayContent.FIRST, kind, day, of_item=of_item)}[{self.row}] == {values.YES})"
            case typed.EventInYear(pick=pick, event=event):
                return f"({self._helper_call(self._helpers.event_helper(pick, event), self.year)})"
            case _:
                raise NotVectorizableError

    def _is_member_text(self, value: Expr, members: tuple[str, ...]) -> str:
        if not isinstance(value, typed.RecordField | typed.ApplicantField):
            raise NotVectorizableError
        if not isinstance(value.type, ChoiceType | LevelType):
            raise NotVectorizableError
        text = self.field(value)
        numbers = [member(self.shared.schema, value.type, name) for name in members]
        return f"({' or '.join(f'{text} == {number}' for number in numbers) or False})"

    # ------------------------------------------------------------------------------------------ values

    def field(self, expr: typed.RecordField | typed.ApplicantField) -> str:
        """A field as it stands in its column."""
        if expr in self.variables:
            return self.variables[expr]
        if isinstance(expr.type, ListType):
            raise NotVectorizableError
        if isinstance(expr, typed.RecordField):
            return self.record_field(expr.record, expr.field)
        if self._may_change(expr):
            raise NotVectorizableError
        return f"{self.column(ArrayContent.APPLICANT_FIELD, name=expr.field)}[i]"

    def formula_call(self, expr: Expr) -> str:
        """There are no formulas here."""
        raise NotVectorizableError

    def approved_sum(self, label: str, kind: str, item: str) -> str:
        """What the bureau set for the record under an award; where it has not, the applicant goes."""
        if not kind:
            raise NotVectorizableError
        root = self.shared.schema.record_by_name[kind].root
        self.columns.array_name(ProgramColumn(ArrayContent.ITEM, root))  # approvals name it
        self.put(f"approved = {self.column(ArrayContent.APPROVED, root, label)}[{self.row}]")
        self.put("if approved == UNKNOWN:")
        self._write_fallback()
        return "approved"

    def support_sum(self, key_texts: str, item: str) -> str:
        """What others paid for the item of the record; support that names no record is left to the scalar evaluator."""
        if not self.kind:
            return "0"
        root = self.shared.schema.record_by_name[self.kind].root
        self.columns.array_name(ProgramColumn(ArrayContent.ITEM, root))  # support names it
        return f"{self.column(ArrayContent.SUPPORT, root)}[{self.row}]"

    def _support_condition(self, name: str) -> str:
        if not self.kind:
            return "False"
        root = self.shared.schema.record_by_name[self.kind].root
        self.columns.array_name(ProgramColumn(ArrayContent.ITEM, root))
        self.columns.array_name(ProgramColumn(ArrayContent.MATTER, root, name))
        return f"({self.column(ArrayContent.SUPPORTED, root, name)}[{self.row}] == {values.YES})"

    def evidence_text(self, evidence: Evidence, *, stopped_by: Expr | None = None) -> str:
        """Nothing is told here."""
        raise NotVectorizableError

    def day(self, expr: Expr) -> str:
        """A day as an int."""
        match expr:
            case typed.Const(value=datetime.date() as value):
                return day_text(value)
            case typed.RecordField() | typed.ApplicantField():
                return self.field(expr)
            case typed.Aggregate() if expr in self.variables:
                return self.variables[expr]
            case _:
                raise NotVectorizableError

    def day_after(self, since: str, number: int, unit: str) -> str:
        """Text for the day that lies `number` units after the day of another text."""
        return f"{_DAY_FUNCTIONS[unit]}({since}, {number})"

    def number(self, expr: Expr) -> NumberText:
        """A sum, count or rate; none that could leave 64 bits."""
        number = self._number(expr)
        if self._upper_bound(expr) * max(number.denominator, 1) >= values.MAX_TOTAL:
            raise NotVectorizableError
        return number

    def _number(self, expr: Expr) -> NumberText:
        match expr:
            case typed.Const(value=int() as value) if not isinstance(value, bool):
                return NumberText(str(value))
            case typed.RecordField() | typed.ApplicantField():
                if not isinstance(expr.type, MoneyType | CountType):
                    raise NotVectorizableError
                return NumberText(self.field(expr))
            case typed.Figure():
                if not isinstance(expr.type, MoneyType | CountType):
                    raise NotVectorizableError
                return NumberText(self.variables[expr])
            case typed.RecordCount(pick=pick) if is_countable(pick):
                return NumberText(self._helper_call(self._helpers.count_helper(pick), "day"))
            case typed.CurrencyConversion() if expr in self.variables:
                return NumberText(self.variables[expr], values.MILLIONTHS)
            case typed.TableValue(key=typed.RecordField() | typed.ApplicantField() as key, rows=rows):
                return self._table_number(key, rows)
            case typed.Interest(rate=rate):
                return NumberText(self.variables[expr], 365 * self._rate(rate).denominator)
            case typed.RecordCount() | typed.TableValue() | typed.CurrencyConversion() | typed.SeriesValue():
                raise NotVectorizableError
            case typed.Aggregate(type=MoneyType() | CountType()) if expr in self.variables:
                return NumberText(self.variables[expr])
            case typed.ApplicantRank() if expr in self.variables:
                return NumberText(self.variables[expr])
            case typed.Aggregate() | typed.ApplicantRank():
                raise NotVectorizableError
            case _:
                return FunctionScope.number(self, expr)

    def _table_number(
        self, key: typed.RecordField | typed.ApplicantField, rows: tuple[tuple[str, Expr], ...]
    ) -> NumberText:
        text = "0"
        for name, sum_ in reversed(rows):
            if not isinstance(sum_, typed.Const) or type(sum_.value) is not int:
                raise NotVectorizableError
            text = f"{sum_.value} if {self._is_member_text(key, (name,))} else {text}"
        return NumberText(f"({text})")

    def _comparison_text(self, left: Expr, sign: str, right: Expr) -> str:
        first, second = self.number(left), self.number(right)
        common = lcm(first.denominator, second.denominator)
        if max(self._upper_bound(left), self._upper_bound(right)) * common >= values.MAX_TOTAL:
            raise NotVectorizableError
        return f"{first.times(common // first.denominator)} {sign} {second.times(common // second.denominator)}"

    def _upper_bound(self, expr: Expr) -> int:
        """The most that a number can be, in whole units, rounded up; the least is 0 in all that is written here."""
        match expr:
            case typed.Const(value=int() | Fraction() as value):
                return -(-abs(value.numerator) // value.denominator)
            case typed.Scale(factor=factor, value=value):
                return self._upper_bound(factor) * self._upper_bound(value)
            case typed.Add(left=left, right=right):
                return self._upper_bound(left) + self._upper_bound(right)
            case typed.Subtract(left=left):
                return self._upper_bound(left)
            case typed.Minimum(values=parts) | typed.Maximum(values=parts):
                return max(map(self._upper_bound, parts))
            case typed.CurrencyConversion():
                return values.MAX_CONVERTED
            case typed.Interest(rate=rate):
                return values.MAX_TOTAL // 16 // (365 * self._rate(rate).denominator) + 1
            case typed.TableValue(rows=rows):
                return max(self._upper_bound(sum_) for _, sum_ in rows)
            case typed.FullStepCount(base=base, step=typed.Const(value=int() | Fraction() as step)) if step > 0:
                return -(-self._upper_bound(base) * step.denominator // step.numerator)
            case _:
                return values.MAX_VALUE

    def _may_change(self, expr: typed.RecordField | typed.ApplicantField) -> bool:
        return not isinstance(expr, typed.RecordField) and may_change(self.shared.schema, expr.field)

    # ------------------------------------------------------------------------------------------ other records

    @property
    def _helpers(self) -> Helpers:
        if self.helpers is None or self.is_inner:
            raise NotVectorizableError
        return self.helpers

    def _helper_call(self, helper: Helper, argument: str) -> str:
        """The call of a function that looks at other records."""
        arrays = [self.columns.name(column) for column in helper.columns.used]
        return f"{helper.name}({', '.join(['i', argument, *arrays])})"


@attrs.frozen(eq=False, repr=False)
class Helper:
    """A function over all records of an applicant: its name, its text, and the arrays that it reads."""

    name: str
    lines: tuple[str, ...]
    columns: ColumnReads


@attrs.define(eq=False, repr=False)
class Helpers:
    """The functions of a module that look at other records, each written once."""

    shared: ModuleContext
    columns: ColumnReads
    by_pick: dict[tuple[typed.Pick, str], Helper] = attrs.field(factory=dict)

    def count_helper(self, pick: typed.Pick) -> Helper:
        """`(i, day, …)`: how many records pass the tests on a day."""
        return self._get_or_write(pick, "")

    def event_helper(self, pick: typed.Pick, event: str) -> Helper:
        """`(i, year, …)`: whether an event of records that pass the tests on its day falls in a year."""
        return self._get_or_write(pick, event)

    def _get_or_write(self, pick: typed.Pick, event: str) -> Helper:
        if (pick, event) not in self.by_pick:
            self.by_pick[pick, event] = self._write_helper(pick, event)
        return self.by_pick[pick, event]

    def _write_helper(self, pick: typed.Pick, event: str) -> Helper:
        scope = ColumnScope(
            self.shared,
            columns=self.columns.new_function_reads(),
            row="q",
            helpers=self,
            unknown_lines=None,
            is_inner=True,
            depth=2,
        )
        record = self.shared.schema.record_by_name[pick.record]
        begin = scope.column(ArrayContent.RECORDS_BEGIN, record.root)
        if self.shared.schema.record_by_name[record.root].key:  # one that stands twice would be counted twice
            scope.columns.array_name(ProgramColumn(ArrayContent.ORDER, record.root))
        tests = [*scope.kind_conditions(pick.record), *(scope.condition_text(test) for test in pick.tests)]
        head = [f"for q in range({begin}[i], {begin}[i + 1]):"]
        if event:
            day = scope.record_field(pick.record, record.event_by_name[event].date_field)
            tests[:0] = ["day != NEVER", "year_of(day) == year"]
            body = [f"    day = {day}", f"    if {' and '.join(tests)}:", "        return True"]
            lines, ends, given = [*head, *body], ["return False"], "year"
        else:
            body = [f"    if {' and '.join(tests) or True}:", "        found += 1"]
            lines, ends, given = ["found = 0", *head, *body], ["return found"], "day"
        name = f"{'in_year' if event else 'counted'}_{len(self.by_pick) + 1}"
        signature = ", ".join(["i", given, *scope.columns.used.values()])
        text = (f"def {name}({signature}):", *(f"    {line}" for line in (*lines, *ends)))
        return Helper(name, text, scope.columns)


def _postorder(expr: Expr) -> Iterator[Expr]:
    """A node after everything below it; what a sum is converted from is read with it."""
    for child in () if isinstance(expr, typed.CurrencyConversion) else children(expr):
        yield from _postorder(child)
    yield expr


def member(schema: Schema, type_: ChoiceType | LevelType, name: str) -> int:
    """The number of a member: its place in the vocabulary."""
    choice = type_.choice if isinstance(type_, ChoiceType) else type_.level
    return schema.choice_by_name[choice].names.index(name)
