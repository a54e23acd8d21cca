"""Typed expressions as text over columns: the second form of a clause, for facts that are all stated.

The first form (`ipdsl.codegen.python.expressions`) reads objects and raises if a fact is not stated. Over columns such
an applicant is passed to the scalar evaluator (`ipdsl.batch.kernel.values` has the reasons). So a condition here is
true or false, and a fact that is known to be absent (`none`) is a separate number that no comparison accepts. The order
of gates, rows and amounts is not written again: `clauses.write_claim` and `loops.sum_of` write it for both forms. A
property test compares both forms over generated policies.

The names of the arrays that the text of a column program reads.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from math import prod
from typing import Any, cast

import attrs

from ipdsl.batch.kernel import values
from ipdsl.batch.kernel.days import days_after, days_between, months_after, months_between, years_after, years_between
from ipdsl.batch.kernel.program import ArrayContent, ProgramColumn
from ipdsl.codegen.python.expressions import (
    ConditionSense,
    Field,
    FunctionScope,
    ModuleContext,
    NumberText,
    has_field,
    is_countable,
    may_change,
    members_of,
)
from ipdsl.codegen.python.total import NotVectorizableError, refuse_if
from ipdsl.codegen.python.writer import Literal, literal
from ipdsl.ir.operations import Emission, Form, Refusal, Template
from ipdsl.lower.lowering import UniqueNames
from ipdsl.lower.plan import Evidence, children, date_field_of, dates_of, row_of
from ipdsl.schema.vocabulary import Frequency
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr
from ipdsl.syntax import ast

_FUNCTION_NAMES = """
    march_year_of march_first_of far_year_of far_march_year_of far_march_first_of
    year_of first_of days_in months_after years_after days_after month_of value_on_day
    next_change next_turn figure_of_year half_even series_value interest first_events range min max
"""

_PARAMETER_NAMES = """
    NEVER LONG_AGO UNKNOWN SETTLED OPEN BEFORE_WINDOW TOO_LARGE FULL first stop left last first_year begin_year who days
    records sums before rows keys n i r q day year row proposed unsupported approved tried turn done
    found out at number stated
    low end start of_set place years width many base policy chunk work written c k m at settle_applicants span due
    a a2 stamp g request leaves least bind of_total new is_direct is_plain
"""

LOOP_NAMES = frozenset((_FUNCTION_NAMES + _PARAMETER_NAMES).split())
"""What the functions of a column program call, and what they are given: no array or variable has such a name."""


class LocalNames(UniqueNames):
    """Names for the variables of one function: unlike those of arrays, which every function of the program is given."""

    def __init__(self, arrays: UniqueNames) -> None:
        super().__init__("value", {*LOOP_NAMES}, arrays.taken)
        self._arrays = arrays

    def take(self, *parts: str) -> str:
        """A unique name, which no array takes from now on."""
        name = super().take(*parts)
        self._arrays.avoided.add(name)
        return name


@attrs.define(eq=False, repr=False)
class ColumnReads:
    """The arrays of one function, by name, in the order of first use. A name means the same in all functions.

    `required` are the kinds of record, and their fields, that must be stated completely for all functions.
    """

    names: UniqueNames = attrs.field(factory=lambda: UniqueNames("column", {*LOOP_NAMES}))
    known: dict[ProgramColumn, str] = attrs.field(factory=dict)
    used: dict[ProgramColumn, str] = attrs.field(factory=dict)
    required: dict[tuple[str, str], None] = attrs.field(factory=dict)

    def require(self, kind: str, field: str = "") -> None:
        """Require a field of the records of a kind to be stated; without a field, require the records."""
        self.required.setdefault((kind, field))

    def array_name(self, column: ProgramColumn) -> str:
        """The name of an array."""
        if column not in self.known:
            self.known[column] = self.names.take(column.kind, column.name, _ARRAY_WORDS[column.held])
        return self.known[column]

    def name(self, column: ProgramColumn) -> str:
        """The name of an array, which the function then reads."""
        return self.used.setdefault(column, self.array_name(column))

    def new_function_reads(self) -> ColumnReads:
        """For another function of the same module."""
        return ColumnReads(self.names, self.known, {}, self.required)


_ARRAY_WORDS = {
    ArrayContent.IS_OF_KIND: "is", ArrayContent.APPLICANT_FIELD: "own", ArrayContent.APPLICANT_TEXT: "own",
    ArrayContent.PERIODS_BEGIN: "at", ArrayContent.PERIOD_START: "from", ArrayContent.PERIOD_END: "to",
    ArrayContent.PERIOD_VALUE: "value", ArrayContent.FIGURE: "of_year", ArrayContent.RANK: "rank",
    ArrayContent.YEARS: "years_stated",
    ArrayContent.LISTED: "is_listed", ArrayContent.FIRST_STATED_YEAR: "begun",
    ArrayContent.SERIES: "series", ArrayContent.SERIES_DAYS: "series_days", ArrayContent.RECORDS_BEGIN: "begin",
    ArrayContent.FIELD: "",
    ArrayContent.CONVERTED: "converted",
    ArrayContent.ITEM: "item", ArrayContent.ORDER: "order", ArrayContent.SET: "set", ArrayContent.SET_ORDER: "by_set",
    ArrayContent.SET_ITEM: "set_item", ArrayContent.MATTER: "matter", ArrayContent.FIRST: "is_first",
    ArrayContent.APPROVED: "approved",
    ArrayContent.SUPPORT: "support", ArrayContent.SUPPORTED: "is_supported",
}  # fmt: skip
"""What the name of an array ends with."""


_HOLDS = ConditionSense(is_true=True, negated=False, inner=True)
_DAY_FUNCTIONS = {"year": years_after.__name__, "month": months_after.__name__, "day": days_after.__name__}
_SPAN_FUNCTIONS = {"year": years_between.__name__, "month": months_between.__name__, "day": days_between.__name__}
MOST_DAYS = 4_000_000
"""More days than any calendar of facts and spans has."""


def day_text(day: datetime.date) -> str:
    """A day as a number of its column."""
    return str((day - values.EPOCH).days)


@attrs.define(eq=False, repr=False)
class ColumnScope(FunctionScope):
    """One function over columns while it is written. `row` is the text for its record, of a `kind`.

    `helpers` are the functions that read other records, by the value that they return. `is_inner`: this is such a
    function. `unknown_lines` are the lines for an applicant with an unstated fact; `None`: the function cannot return
    early. `computed_days` are the variables of days that were computed once, by their texts.
    """

    columns: ColumnReads = attrs.field(factory=ColumnReads)
    locals: UniqueNames = attrs.field(
        default=attrs.Factory(lambda scope: LocalNames(scope.columns.names), takes_self=True)
    )
    row: str = "r"
    kind: str = ""
    helpers: Helpers | None = None
    listed_kinds: set[str] = attrs.field(factory=set)
    unknown_lines: tuple[str, ...] | None = ("left[i] = OPEN", "continue")
    is_inner: bool = False
    computed_days: dict[str, str] = attrs.field(factory=dict)

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
        number = field.type.column_number(value, self.shared.schema)
        refuse_if(number is None, "a kind of records by what is neither yes or no nor a member")
        return f"{self.record_field(kind, name)} == {number}"

    # ------------------------------------------------------------------------------------------ variables

    def bind(self, exprs: Iterable[Expr], *, known: frozenset[Expr] = frozenset()) -> None:
        """Variables for the values that are read. An applicant with an unstated value leaves."""
        for node in (node for expr in exprs for node in _postorder(expr)):
            self._bind_one(node)

    def _bind_one(self, node: Expr) -> None:
        form = _columns_of(node)
        if isinstance(form, Form) and form.name in LOOKUPS and node not in self.variables:
            LOOKUPS[form.name](self, node)

    def bind_dates(self, node: typed.EventHappened | typed.StateHolds | typed.StateLength) -> None:
        """The dates of an event or state."""
        for date in dates_of(self.shared.schema, node):
            self._bind_one(date)

    def bind_field(self, node: Field) -> None:
        """A field. A field of the applicant may be stated as periods."""
        if self._may_change(node):
            parts = (
                ArrayContent.PERIODS_BEGIN,
                ArrayContent.PERIOD_START,
                ArrayContent.PERIOD_END,
                ArrayContent.PERIOD_VALUE,
            )
            arrays = ", ".join(self.column(part, name=node.field) for part in parts)
            self.look_up(node, node.field, f"value_on_day({arrays}, i, day)")
        elif not (self.is_inner or node.type.is_list):
            self.look_up(node, node.field, self.field(node))

    def bind_figure(self, node: typed.Figure) -> None:
        """A figure of the year, or of an earlier year."""
        array = self.column(ArrayContent.FIGURE, name=node.figure)
        year = f"{self.year} - {node.years_back}" if node.years_back else self.year
        self.look_up(node, node.figure, f"figure_of_year({array}, first_year, years, i, {year})")

    def rank_text(self, node: typed.ApplicantRank) -> str:
        """The rank by a figure in the year."""
        refuse_if(not self.shared.schema.figure_by_name[node.figure].type.is_whole, "ranks by a number with a fraction")
        refuse_if(node.ties, "ranks with ties in the order of a field")
        ranks = self.column(ArrayContent.RANK, " ".join(node.among), node.figure)
        return f"figure_of_year({ranks}, first_year, years, i, {self.year})"

    def series_text(self, node: typed.SeriesValue) -> str:
        """The value of a published series for a day."""
        name = node.series
        arrays = f"{self.column(ArrayContent.SERIES_DAYS, name=name)}, {self.column(ArrayContent.SERIES, name=name)}"
        when, is_monthly = self.day(node.day), self.shared.schema.series_by_name[name].frequency is Frequency.MONTHLY
        if node.point is ast.SeriesPoint.IN_JANUARY_OF:
            when = f"first_of(year_of({when}))"
        elif is_monthly or node.point is ast.SeriesPoint.IN_MONTH_OF:
            when = f"month_of({when})"
        return f"series_value({arrays}, {when})"

    def interest_text(self, node: typed.Interest) -> str:
        """Interest over 365 times the parts of its rate."""
        principal, rate = self.number(node.principal), self._rate(node.rate)
        refuse_if(principal.denominator != 1, "interest on a sum in parts of a minor unit")
        given = (principal.text, rate.text, self.day(node.start), self.day(node.end), str(node.last_years or 0))
        return f"interest({', '.join(given)})"

    def bind_converted(self, node: typed.CurrencyConversion) -> None:
        """An amount that may be foreign, in millionths of the policy's currency. The table reader converts it."""
        value, day = node.value, node.day
        if not isinstance(value, typed.RecordField):
            return
        if self.is_inner or not isinstance(day, typed.RecordField) or value.record != day.record:
            raise NotVectorizableError("a conversion by a day outside the record")
        root = self.shared.schema.record_by_name[value.record].root
        column = ProgramColumn(ArrayContent.CONVERTED, root, value.field, series=node.series, day=day.field)
        self.look_up(node, value.field, f"{self.columns.name(column)}[{self.row}]")

    def parts_of_interest(self, expr: typed.Interest) -> int:
        """The denominator of interest: days of a year times parts of the rate."""
        return 365 * self._rate(expr.rate).denominator

    def _rate(self, expr: Expr) -> NumberText:
        match expr:
            case typed.Const(value=int() | Fraction() as value):
                return NumberText(str(value.numerator), value.denominator)
            case typed.SeriesValue():
                return NumberText(self.variables[expr], values.MILLIONTHS)
            case typed.RecordField(type=type_) if type_.is_rate:
                return NumberText(self.field(expr), values.MILLIONTHS)
            case typed.Minimum() | typed.Maximum():
                return self.number_by_template(cast("Template", row_of(expr).python), expr, self._rate)
            case _:
                raise NotVectorizableError("a rate that is computed")

    def bind_listing(self, node: typed.Aggregate | typed.EventInYear) -> None:
        """Require the records of a kind to be stated, unless they are those of a set."""
        kind = node.pick.record
        if node.pick.is_of_set or kind in self.listed_kinds or self.is_inner:
            return
        self.listed_kinds.add(kind)
        self._leave_if(f"{self.column(ArrayContent.LISTED, kind)}[i] == {values.NO}")

    def _leave_if(self, test: str) -> None:
        """The applicant leaves if the test holds."""
        if self.unknown_lines is None:
            raise NotVectorizableError("a lookup where no applicant can be left")
        self.put_if(test, *self.unknown_lines)

    def look_up(self, node: Expr, name: str, text: str) -> None:
        """A variable for a value that may be unstated."""
        local = self.locals.take(name)
        self.put(f"{local} = {text}")
        self._leave_if(f"{local} == UNKNOWN")
        self.variables[node] = local

    # ------------------------------------------------------------------------------------------ conditions

    def condition_text(self, expr: Expr, *, is_true: bool = True, negated: bool = False, inner: bool = False) -> str:
        """Text of the condition, or of its opposite. "Surely false" and "not surely true" are the same over columns."""
        text = self._bracketed_condition(expr)
        return text if is_true is not negated else f"not {text}"

    def _bracketed_condition(self, expr: Expr) -> str:
        """A condition in brackets, or a text that needs none."""
        match self.emission(expr):
            case Form(name=name):
                return COLUMN_CONDITIONS[name](self, expr)
            case Template() as template:
                text = self.fill(template, expr)
                return f"({text})" if " " in text else text

    def emission(self, expr: Expr) -> Template | Form:
        """How an expression is written: by a template, or in a form."""
        columns = _columns_of(expr)
        if isinstance(columns, Refusal):
            raise NotVectorizableError(columns.reason)
        if not has_field(expr, columns.field):
            raise NotVectorizableError(f"`{row_of(expr).name}` of something computed")
        return columns

    def literal(self, value: Literal) -> str:
        """A number as it is, without groups of digits."""
        return str(value) if type(value) is int else literal(value)

    def dated_text(self, expr: typed.EventHappened | typed.StateHolds) -> str:
        """Whether the day is after an event, or in a state."""
        start, *end = (self.field(date) for date in dates_of(self.shared.schema, expr))
        return f"({start} <= day{''.join(f' and day < {until}' for until in end)})"

    def compared_text(self, expr: typed.Compare) -> str:
        """A comparison of numbers or of days. A day `NEVER` makes it false."""
        sides = (expr.left, expr.right)
        text = self.fill(cast("Template", row_of(expr).python), expr)
        if any(side.type.is_date for side in sides):
            known = [f"{self.day(side)} != NEVER" for side in sides if not isinstance(side, typed.Const)]
            return f"({' and '.join([*known, text])})"
        refuse_if(
            max(map(self._upper_bound, sides)) * self.operands(expr).denominator >= values.MAX_TOTAL,
            "a comparison of numbers that could leave 64 bits",
        )
        return f"({text})"

    def elapsed_text(self, expr: typed.ElapsedComparison) -> str:
        """A comparison with the day some time after another; a day that never comes is not compared."""
        text = self.fill(cast("Template", row_of(expr).python), expr)
        is_sure = isinstance(expr.day, typed.ClaimDay | typed.Const)
        return f"({text})" if is_sure else f"({self.day(expr.day)} != NEVER and {text})"

    def spans_number(self, expr: typed.SpanCount) -> NumberText:
        """How often a unit fits between two days."""
        return NumberText(f"{_SPAN_FUNCTIONS[expr.unit]}({self.day(expr.start)}, {self.day(expr.end)})")

    def length_number(self, expr: typed.StateLength) -> NumberText:
        """How often a unit fits into the days of a state in the year."""
        start, *end = (self.field(date) for date in dates_of(self.shared.schema, expr))
        last = f"first_of({self.year} + 1)"
        days = f"max({start}, first_of({self.year})), {f'min({end[0]}, {last})' if end else last}"
        return NumberText(f"{_SPAN_FUNCTIONS[expr.unit]}({days})")

    def first_event_text(self, expr: typed.FirstEventTest) -> str:
        """Whether the record's event is the first, from an array."""
        record, day = self.shared.schema.record_by_name[expr.record], date_field_of(self.shared.schema, expr)
        self.columns.require(expr.record, day)
        self.columns.array_name(ProgramColumn(ArrayContent.ORDER, record.root))  # the loop orders records by it
        first = self.column(ArrayContent.FIRST, expr.record, day, of_item=expr.is_per_item)
        return f"({first}[{self.row}] == {values.YES})"

    def is_member_text(self, value: Field, members: tuple[str, ...]) -> str:
        """Whether a field has one of some members."""
        refuse_if(not value.type.is_member, "a member of a list, or a text")
        text = self.field(value)
        numbers = [value.type.column_number(name, self.shared.schema) for name in members]
        return f"({' or '.join(f'{text} == {number}' for number in numbers) or False})"

    # ------------------------------------------------------------------------------------------ values

    def field(self, expr: Field) -> str:
        """The text that reads a field from its column."""
        if expr in self.variables:
            return self.variables[expr]
        refuse_if(expr.type.is_list, "a list")
        if isinstance(expr, typed.RecordField):
            return self.record_field(expr.record, expr.field)
        refuse_if(self._may_change(expr), "a field of the applicant that changes, in a test of other records")
        return f"{self.column(ArrayContent.APPLICANT_FIELD, name=expr.field)}[i]"

    def formula_call(self, expr: Expr) -> str:
        """Raise `NotVectorizableError`: columns do not support formulas."""
        raise NotVectorizableError(f"`{row_of(expr).name}` as it is written here")

    def approved_sum(self, label: str, kind: str, item: str) -> str:
        """The amount approved for the record under an award. Without an approval the applicant leaves."""
        refuse_if(not kind, "an approval that names no record")
        root = self.shared.schema.record_by_name[kind].root
        self.columns.array_name(ProgramColumn(ArrayContent.ITEM, root))  # approvals name it
        self.put(f"approved = {self.column(ArrayContent.APPROVED, root, label)}[{self.row}]")
        self._leave_if("approved == UNKNOWN")
        return "approved"

    def support_sum(self, key_texts: str, item: str) -> str:
        """The payments of others for the item of the record. An applicant with support without a record leaves."""
        if not self.kind:
            return "0"
        root = self.shared.schema.record_by_name[self.kind].root
        self.columns.array_name(ProgramColumn(ArrayContent.ITEM, root))  # support names it
        return f"{self.column(ArrayContent.SUPPORT, root)}[{self.row}]"

    def support_condition(self, name: str, is_own_level: bool) -> str:
        """Whether others supported the matter of the record. An applicant with support of the own level leaves."""
        if not self.kind or is_own_level:
            return "False"
        root = self.shared.schema.record_by_name[self.kind].root
        self.columns.array_name(ProgramColumn(ArrayContent.ITEM, root))
        self.columns.array_name(ProgramColumn(ArrayContent.MATTER, root, name))
        return f"({self.column(ArrayContent.SUPPORTED, root, name)}[{self.row}] == {values.YES})"

    def evidence_text(self, evidence: Evidence, *, stopped_by: Expr | None = None) -> str:
        """Raise `NotVectorizableError`: columns do not report evidence."""
        raise NotVectorizableError("evidence")

    def day(self, expr: Expr) -> str:
        """A day as an int."""
        form = self.emission(expr)
        if not isinstance(form, Form) or form.name not in COLUMN_DAYS:
            raise NotVectorizableError("a day that is computed")
        return COLUMN_DAYS[form.name](self, expr)

    def day_after(self, since: str, number: int, unit: str) -> str:
        """Text for the day that lies `number` units after the day of another text."""
        text = f"{_DAY_FUNCTIONS[unit]}({since}, {number})"
        return self.computed_days.get(text, text)

    def day_of_year(self, expr: typed.DayOfYear) -> str:
        """A month and day in the year of the claim or of a day: that of the year 2000, some years later."""
        year = self.year if isinstance(expr.base, typed.ClaimYear) else f"year_of({self.day(expr.base)})"
        return f"years_after({day_text(datetime.date(2000, expr.month, expr.day))}, {year} - {2000 - expr.years})"

    def number(self, expr: Expr) -> NumberText:
        """An amount, count or rate. It is refused if it could exceed 64 bits."""
        number = self._number(expr)
        refuse_if(
            self._upper_bound(expr) * max(number.denominator, 1) >= values.MAX_TOTAL,
            "a number that could leave 64 bits",
        )
        return number

    def _number(self, expr: Expr) -> NumberText:
        match self.emission(expr):
            case Form(name=name):
                return COLUMN_NUMBERS[name](self, expr)
            case template:
                return self.number_by_template(template, expr)

    def whole_number(self, expr: Expr, text_of: Callable[[Any], str]) -> NumberText:
        """An amount or count from a column."""
        refuse_if(not expr.type.is_whole, "a number with a fraction")
        return NumberText(text_of(expr))

    def variable(self, expr: Expr) -> str:
        """The variable of a value that was looked up before."""
        if expr not in self.variables:
            raise NotVectorizableError(f"`{row_of(expr).name}` where it cannot be looked up")
        return self.variables[expr]

    def aggregate_number(self, expr: typed.Aggregate) -> NumberText:
        """A value of a set, which is looked up before, or the number of picked records, by a helper function."""
        if expr.pick.is_of_set:
            return self.whole_number(expr, self.variable)
        refuse_if(not is_countable(expr), "a pick that is not a count by conditions of the record alone")
        return NumberText(self.helper_call(self.used_helpers.helper(expr.pick), "day"))

    def chosen_row(self, expr: typed.TableValue) -> NumberText:
        """The row of a table of constant sums."""
        text = "0"
        for name, sum_ in reversed(expr.rows):
            if not isinstance(sum_, typed.Const) or type(sum_.value) is not int:
                raise NotVectorizableError("a table of sums that are not constant")
            text = f"{sum_.value} if {self.is_member_text(cast('Field', expr.key), (name,))} else {text}"
        return NumberText(f"({text})")

    def _upper_bound(self, expr: Expr) -> int:
        """The upper bound of a number, in whole units, rounded up. The lower bound is 0 for every number here."""
        return MOST[row_of(expr).most](self, expr)

    def most_of_parts(self, expr: Expr) -> Iterator[int]:
        """The upper bounds of the parts."""
        return map(self._upper_bound, children(expr))

    def most_steps(self, expr: typed.FullStepCount) -> int:
        """The largest number of steps of a constant size."""
        step = expr.step.value if isinstance(expr.step, typed.Const) else None
        if not isinstance(step, int | Fraction) or step <= 0:
            return values.MAX_VALUE
        return -(-self._upper_bound(expr.base) * step.denominator // step.numerator)

    def most_of_quotient(self, expr: typed.Divide) -> int:
        """A quotient by a constant; other quotients are not written over columns."""
        divisor = expr.right.value if isinstance(expr.right, typed.Const) else None
        if not isinstance(divisor, int | Fraction) or divisor <= 0:
            return values.MAX_VALUE
        return -(-self._upper_bound(expr.left) * divisor.denominator // divisor.numerator)

    def _may_change(self, expr: Field) -> bool:
        return not isinstance(expr, typed.RecordField) and may_change(self.shared.schema, expr.field)

    # ------------------------------------------------------------------------------------------ other records

    @property
    def used_helpers(self) -> Helpers:
        """The helper functions that read other records. A helper does not call another helper."""
        if self.helpers is None or self.is_inner:
            raise NotVectorizableError("records that are looked at from other records")
        return self.helpers

    def helper_call(self, helper: FunctionText, argument: str) -> str:
        """The call of a helper function."""
        arrays = [self.columns.name(column) for column in helper.columns.used]
        return f"{helper.name}({', '.join(['i', argument, *arrays])})"


def _columns_of(expr: Expr) -> Template | Form | Refusal:
    """The column form of an expression."""
    row = row_of(expr)
    return cast("Template | Form | Refusal", row.python if row.columns is Emission.SAME else row.columns)


def _constant_bound(value: int | Fraction) -> int:
    return -(-abs(value.numerator) // value.denominator)


LOOKUPS: Mapping[str, Callable[[ColumnScope, Any], None]] = {
    "aggregate": ColumnScope.bind_listing,
    "converted": ColumnScope.bind_converted,
    "dated": ColumnScope.bind_dates,
    "event_in_year": ColumnScope.bind_listing,
    "length_in_year": ColumnScope.bind_dates,
    "field": ColumnScope.bind_field,
    "figure": ColumnScope.bind_figure,
    "interest": lambda scope, node: scope.look_up(node, "interest", scope.interest_text(node)),
    "rank": lambda scope, node: scope.look_up(node, "rank", scope.rank_text(node)),
    "series": lambda scope, node: scope.look_up(node, node.series, scope.series_text(node)),
}
"""The lookups before an expression of a form."""

COLUMN_CONDITIONS: Mapping[str, Callable[[ColumnScope, Any], str]] = {
    "comparison": ColumnScope.compared_text,
    "conjunction": lambda scope, expr: scope.joined_condition(expr, _HOLDS, is_and=True),
    "constant": lambda _, expr: literal(expr.value),
    "count": lambda scope, expr: f"({scope.counted_condition(expr, _HOLDS)})",
    "dated": ColumnScope.dated_text,
    "disjunction": lambda scope, expr: scope.joined_condition(expr, _HOLDS, is_and=False),
    "elapsed": ColumnScope.elapsed_text,
    "event_in_year": lambda scope, expr: (
        f"({scope.helper_call(scope.used_helpers.helper(expr.pick, expr.event), scope.year)})"
    ),
    "field": lambda scope, expr: f"({scope.field(expr)} == {values.YES})",
    "first": ColumnScope.first_event_text,
    "kind": lambda scope, expr: f"({scope.column(ArrayContent.IS_OF_KIND, name=expr.kind)}[i] == {values.YES})",
    "membership": lambda scope, expr: scope.is_member_text(*members_of(expr)),
    "negation": lambda scope, expr: f"(not {scope.condition_text(expr.part)})",
    "support": lambda scope, expr: scope.support_condition(expr.matter, expr.is_own_level),
}
"""The writers of conditions by form."""

COLUMN_DAYS: Mapping[str, Callable[[ColumnScope, Any], str]] = {
    "aggregate": ColumnScope.variable,
    "claim_day": lambda _, expr: "day",
    "constant": lambda _, expr: day_text(expr.value),
    "defined": lambda scope, expr: scope.day(expr.value),
    "field": ColumnScope.field,
    "day_of_year": ColumnScope.day_of_year,
    "shifted_day": ColumnScope.shifted_day,
}
"""The writers of days by form."""

COLUMN_NUMBERS: Mapping[str, Callable[[ColumnScope, Any], NumberText]] = {
    "aggregate": ColumnScope.aggregate_number,
    "claim_year": lambda scope, _: NumberText(scope.year),
    "constant": lambda scope, expr: (
        NumberText(str(expr.value)) if type(expr.value) is int else scope.constant_number(expr)
    ),
    "converted": lambda scope, expr: NumberText(scope.variable(expr), values.MILLIONTHS),
    "defined": lambda scope, expr: scope.number(expr.value),
    "fallback": lambda scope, expr: scope.number(expr.value),
    "field": lambda scope, expr: scope.whole_number(expr, scope.field),
    "figure": lambda scope, expr: scope.whole_number(expr, scope.variable),
    "interest": lambda scope, expr: NumberText(scope.variable(expr), scope.parts_of_interest(expr)),
    "length_in_year": ColumnScope.length_number,
    "product": ColumnScope.product_number,
    "rank": lambda scope, expr: NumberText(scope.variable(expr)),
    "series": lambda scope, expr: scope.whole_number(expr, scope.variable),
    "quotient": ColumnScope.quotient_number,
    "rounded": ColumnScope.rounded_number,
    "spans": ColumnScope.spans_number,
    "steps": ColumnScope.steps_number,
    "table": ColumnScope.chosen_row,
}
"""The writers of numbers by form."""

MOST: Mapping[str, Callable[[ColumnScope, Any], int]] = {
    "cases": lambda scope, expr: max(scope._upper_bound(value) for _, value in expr.cases),
    "constant": lambda _, expr: _constant_bound(expr.value),
    "converted": lambda _, expr: values.MAX_CONVERTED,
    "days": lambda _, expr: MOST_DAYS,
    "first": lambda scope, expr: next(scope.most_of_parts(expr)),
    "greatest": lambda scope, expr: max(scope.most_of_parts(expr)),
    "interest": lambda scope, expr: values.MAX_TOTAL // 16 // scope.parts_of_interest(expr) + 1,
    "product": lambda scope, expr: prod(scope.most_of_parts(expr)),
    "stated": lambda _, expr: values.MAX_VALUE,
    "quotient": ColumnScope.most_of_quotient,
    "rounded": lambda scope, expr: next(scope.most_of_parts(expr)) + -(-expr.step.numerator // expr.step.denominator),
    "steps": ColumnScope.most_steps,
    "sum": lambda scope, expr: sum(scope.most_of_parts(expr)),
    "table": lambda _, expr: max(_constant_bound(sum_.value) for _, sum_ in expr.rows),
    "year": lambda _, expr: 9999,
}
"""The upper bounds of numbers, by the name in the row of the operation."""


@attrs.frozen(eq=False, repr=False)
class FunctionText:
    """A function over columns: its name, its text, and the arrays that it reads."""

    name: str
    lines: tuple[str, ...]
    columns: ColumnReads


@attrs.define(eq=False, repr=False)
class Helpers:
    """The helper functions of a module, which read other records. Each is written once."""

    shared: ModuleContext
    columns: ColumnReads
    by_pick: dict[tuple[typed.Pick, str], FunctionText] = attrs.field(factory=dict)

    def helper(self, pick: typed.Pick, event: str = "") -> FunctionText:
        """`(i, day, …)`: the number of records that pass the tests on a day; with an event `(i, year, …)`: whether the
        year has an event of a record that passes the tests on the day of the event.
        """
        if (pick, event) not in self.by_pick:
            self.by_pick[pick, event] = self._write_helper(pick, event)
        return self.by_pick[pick, event]

    def _write_helper(self, pick: typed.Pick, event: str) -> FunctionText:
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
        if self.shared.schema.record_by_name[record.root].key:  # a record that is listed twice would be counted twice
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
        return FunctionText(name, text, scope.columns)


def _postorder(expr: Expr) -> Iterator[Expr]:
    """The nodes in postorder. The source of a converted amount is read together with it."""
    for child in () if isinstance(expr, typed.CurrencyConversion) else children(expr):
        yield from _postorder(child)
    yield expr
