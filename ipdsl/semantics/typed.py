"""The typed policy: every name resolved, every expression typed, every operator concrete. Nothing is looked up later.

Money constants are in minor units of the policy's currency; rates are fractions. `record` is always the record of the
sentence. `the day` is the date of the claim's event; for a `while` award it is each day that is tested.

A generic walk gives every node under a node of a frozen tree, in the order of its fields.
"""

from __future__ import annotations

import datetime
import functools
import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, TypeAlias, TypeVar

import attrs

from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import CALENDAR_YEAR, FiscalYear, Period, earlier_year_words, years_words
from ipdsl.base.values.money import Rounding
from ipdsl.schema.comparisons import Comparison, End
from ipdsl.schema.types.count import CountType
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.duration import DurationType
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.rate import RateType
from ipdsl.schema.types.yes_no import BoolType
from ipdsl.schema.values.value_type import Special, Type
from ipdsl.schema.vocabulary import Schema
from ipdsl.syntax import ast


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Node(ValueObject):
    """A node with a place on the page."""

    span: Span = attrs.field(eq=False, repr=False)


# ---------------------------------------------------------------------------------------------- expressions

BOOL = BoolType()
COUNT = CountType()
RATE = RateType()
MONEY = MoneyType()
DAY = DateType()
DURATION = DurationType()

Scalar: TypeAlias = int | Fraction | bool | str | datetime.date

# Words of a page whose meaning is their own.
AggregateKind = ast.AggregateKind
CapManner = ast.CapManner
Order = ast.LimitOrder
SeriesPoint = ast.SeriesPoint


@attrs.frozen(kw_only=True, eq=False, repr=False)
class BooleanNode(Node):
    """A test: true, false or unknown."""

    type: Type = BOOL


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Const(Node):
    """A literal. Money: minor units (int or Fraction); rate: Fraction; date: a day; yes/no: bool; member, text: str."""

    value: Scalar
    type: Type


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RecordField(Node):
    """A field of the record; `record` is the kind that the sentence names."""

    record: str
    field: str
    type: Type


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ApplicantField(Node):
    """A field of the applicant, on the day."""

    field: str
    type: Type


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ApplicantKindTest(BooleanNode):
    """Whether the applicant is of that kind or class."""

    kind: str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ApplicantFieldOn(Node):
    """A field of the applicant on another day than that of the claim."""

    field: str
    day: Expr
    type: Type

    @property
    def day_name(self) -> str:
        """The name of the day."""
        return str(getattr(self.day, "field", "that day"))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ClaimDay(Node):
    """The day of the claim; of a `while` award each day that is tested."""

    type: Type = DAY


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PaymentDay(Node):
    """A day of the payment that a recovery takes from: of the payment, of the first of its line, or of the grant."""

    point: str
    type: Type = DAY


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ClaimYear(Node):
    """The year of the claim, as a count."""

    type: Type = COUNT


@attrs.frozen(kw_only=True, eq=False, repr=False)
class OtherSupport(Node):
    """What others paid for the record, or for the records of a set of the kind `record`."""

    record: str
    type: Type = MONEY


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AwardSum(Node):
    """What other awards pay, have paid or have granted; `awards` are their labels, `line` the line of its own award."""

    kind: str
    line: int
    awards: tuple[str, ...]
    type: Type = MONEY


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ShiftedDay(Node):
    """The day `number` units after a day; before it if `number` is negative."""

    day: Expr
    number: int
    unit: str  # year, month, day
    type: Type = DAY


@attrs.frozen(kw_only=True, eq=False, repr=False)
class DayOfYear(Node):
    """A month and day `years` after the year of the claim, or after the calendar year of a day."""

    base: Expr
    month: int
    day: int
    years: int
    type: Type = DAY


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SpanCount(Node):
    """How often a unit fits between two days; 0 if the end is before the start."""

    start: Expr
    end: Expr
    unit: str  # year, month, day
    type: Type = COUNT


@attrs.frozen(kw_only=True, eq=False, repr=False)
class StateLength(Node):
    """How often a unit fits into the days of the record's state within the claim's year."""

    record: str
    state: str
    unit: str  # month, day
    type: Type = COUNT


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Figure(Node):
    """A figure of the claim's year (`years_back` 0) or of an earlier year (1: the year before)."""

    figure: str
    years_back: int
    type: Type

    @property
    def years_before(self) -> int | None:
        """The number of years between the figure and the claim; `None` if it is 0."""
        return self.years_back or None

    @property
    def year_words(self) -> str:
        """Which year it is of, as a suffix of its name: nothing, ` last year`, ` 2 years earlier`."""
        return earlier_year_words(self.years_back)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FigureOfYears(Node):
    """A figure of several years: of those from `since` to the claim's, or of all stated years before it (`since` 0).

    `kind` is total, average, largest or smallest; `fallback` counts for each year without figures.
    """

    figure: str
    kind: str
    since: int
    type: Type
    fallback: Const | None = None

    @property
    def year_words(self) -> str:
        """The years, as a suffix of its name."""
        return years_words(self.since)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class EventHappened(BooleanNode):
    """Whether the record's event is on or before the day."""

    record: str
    event: str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class StateHolds(BooleanNode):
    """Whether the day is in the record's state: from ≤ day, and day < until if there is an end."""

    record: str
    state: str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Pick(Node):
    """The applicant's records of a kind, including narrower kinds, for which all tests are true on the day.

    The tests are about the picked record, not the record of the sentence; so is `value`, computed for each record.
    `is_of_set`: the records of the set of the award. `same` are fields with the same value as elsewhere, `date_field`
    dates a record for `earlier`, `first` and `last`, and `year_field` for `in the year`.
    """

    record: str
    tests: tuple[Expr, ...] = ()
    value: Expr | None = None
    is_of_set: bool = False
    same: tuple[str, ...] = ()
    date_field: str = ""
    year_field: str = ""

    @property
    def extent(self) -> str:
        """The kind of its records, for a dump."""
        of_year = f" in the year by {self.year_field}" if self.year_field else ""
        return f"{self.record}{' of the set' if self.is_of_set else ''}{of_year}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FirstEventTest(BooleanNode):
    """Whether the record is the first of the applicant's records of the kind by the date of that event.

    If dates are equal, the smaller key and then the smaller id is first. The window is ignored. `is_per_item`: the same
    item has no earlier event of this kind among records and lines of the history; equal dates are one event.
    """

    record: str
    event: str
    is_per_item: bool = False

    @property
    def word(self) -> str:
        """Its name: the event with `is_per_item`, otherwise the record."""
        return self.event if self.is_per_item else self.record


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Aggregate(Node):
    """A value computed from picked records; NUMBER has no value of a record, and the earliest of days is SMALLEST.

    With `before`, a day, only records that are dated before it are picked. `same_values` are the values of the fields
    `same`, and `outer_values` those of `OuterValue` in tests and values of the pick. They are about the record of the
    sentence.
    """

    kind: AggregateKind
    pick: Pick
    type: Type = COUNT
    before: Expr | None = None
    same_values: tuple[Expr, ...] = ()
    outer_values: tuple[Expr, ...] = ()

    @property
    def field_name(self) -> str:
        """The name of the value that is computed for each record; empty for NUMBER."""
        match self.pick.value:
            case None:
                return ""
            case DefinedValue(name=name):
                return name
            case value:
                return str(getattr(value, "field", ""))

    @property
    def word(self) -> str:
        """Its name: the value, the records that are counted, or `number` for the records of a set."""
        if not self.field_name:
            return "number" if self.pick.is_of_set else self.pick.record
        return self.field_name if self.pick.is_of_set else f"{self.kind.value} {self.field_name}"

    @property
    def is_of_days(self) -> bool:
        """Whether its value is a day: of no records it is then none; another value is missing."""
        return self.type.is_date

    @property
    def numbers(self) -> tuple[int, int]:
        """How many fields are compared, and how many values the tests take from the record of the sentence."""
        return len(self.same_values), len(self.outer_values)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class OuterValue(Node):
    """In a pick: a value of the record of the sentence, by its place in `outer_values`."""

    index: int
    name: str
    type: Type


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SeriesValue(Node):
    """The value of a series on a date; a missing one is unknown and gives the series and the month or day."""

    series: str
    point: SeriesPoint
    day: Expr
    type: Type = RATE


@attrs.frozen(kw_only=True, eq=False, repr=False)
class TableValue(Node):
    """A row of a table; `rows` maps each member to a constant amount. Records with other members are not eligible."""

    table: str
    key: Expr
    rows: tuple[tuple[str, Expr], ...]
    type: Type = MONEY


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Add(Node):
    """Sum of two values of one type."""

    left: Expr
    right: Expr
    type: Type


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Subtract(Node):
    """Difference. `is_excess`: written as `a above b` or `increase of`, and at least 0."""

    left: Expr
    right: Expr
    type: Type
    is_excess: bool = False

    @property
    def is_floored(self) -> bool:
        """Whether it is at least 0: an excess, or the right side is a part of the left one."""
        return self.is_excess or is_part(self.right, self.left)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Scale(Node):
    """A value times a rate, a count or a number. If the product is money, `value` is money."""

    factor: Expr
    value: Expr
    type: Type


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Divide(Node):
    """A quotient; it cannot be determined if the divisor is 0."""

    left: Expr
    right: Expr
    type: Type


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RoundedValue(Node):
    """A value rounded to a multiple of a step; `mode` as in the head of a policy."""

    value: Expr
    mode: str
    step: int | Fraction
    type: Type


@attrs.frozen(kw_only=True, eq=False, repr=False)
class DefinedValue(Node):
    """A value that the page defines by name."""

    name: str
    value: Expr
    type: Type

    @property
    def type_name(self) -> str:
        """The name of the type that shows the value (`Type.shown_name`)."""
        return self.type.shown_name


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FallbackValue(Node):
    """The value of a pick or figure, or the constant if the pick has no record or the year no figures."""

    value: Aggregate | Figure | Divide
    fallback: Const
    type: Type


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SelectedValue(Node):
    """The value of the first case whose test is true; one of them always is."""

    cases: tuple[tuple[Expr, Expr], ...]
    type: Type

    @property
    def parts(self) -> tuple[Expr, ...]:
        """The tests and values in turn."""
        return tuple(part for case in self.cases for part in case)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FullStepCount(Node):
    """How often `step` fits completely into `base` (a count)."""

    base: Expr
    step: Expr
    type: Type = COUNT


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Minimum(Node):
    """`min(…)`, or the smaller of two limits of one amount."""

    values: tuple[Expr, ...]
    type: Type


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Maximum(Node):
    """`max(…)`."""

    values: tuple[Expr, ...]
    type: Type


@attrs.frozen(kw_only=True, eq=False, repr=False)
class EarliestDay(Node):
    """`min(…)` of days; a day that never comes is left out."""

    values: tuple[Expr, ...]
    type: Type


@attrs.frozen(kw_only=True, eq=False, repr=False)
class LatestDay(Node):
    """`max(…)` of days; a day that never comes is left out."""

    values: tuple[Expr, ...]
    type: Type


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Interest(Node):
    """Principal × rate × years. With `last_years` n only the last n years count, counted back from `end`."""

    principal: Expr
    rate: Expr
    start: Expr
    end: Expr
    last_years: int | None
    type: Type = MONEY


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CurrencyConversion(Node):
    """A sum in a foreign currency times the value of the series for that currency on the day of the field.

    A sum in the policy's currency is not converted.
    """

    value: Expr
    series: str
    day: Expr
    type: Type = MONEY


@attrs.frozen(kw_only=True, eq=False, repr=False)
class And(BooleanNode):
    """Conjunction, Kleene."""

    parts: tuple[Expr, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Or(BooleanNode):
    """Disjunction, Kleene."""

    parts: tuple[Expr, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Not(BooleanNode):
    """Negation, Kleene. `is_of_rule`: the condition of a rule does not hold, also if a value of it is missing."""

    part: Expr
    is_of_rule: bool = False


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Compare(BooleanNode):
    """Numbers, money, rates, dates of one type."""

    left: Expr
    op: Comparison
    right: Expr


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CompareLevel(BooleanNode):
    """A comparison of a level with a member, in declared order; `ranks` maps every member to its rank, 0 the lowest."""

    left: Expr
    op: Comparison
    member: str
    ranks: tuple[tuple[str, int], ...]

    @property
    def ladder(self) -> tuple[str, ...]:
        """The members of the level, lowest first."""
        return tuple(sorted(dict(self.ranks), key=dict(self.ranks).__getitem__))

    @property
    def matching_members(self) -> tuple[str, ...]:
        """The members of the level that satisfy the comparison."""
        bound = dict(self.ranks)[self.member]
        return tuple(name for name, rank in self.ranks if self.op.meets(rank, bound))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Membership(BooleanNode):
    """Whether the value is one of these members or texts; for a list field, whether the list contains one."""

    value: Expr
    members: tuple[str, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ElapsedComparison(BooleanNode):
    """The relation of a day to `number` units after `since`.

    AT_LEAST: day ≥ since + n; MORE_THAN: day > since + n; AT_MOST: since ≤ day ≤ since + n; LESS_THAN: since ≤ day <
    since + n. A `since` after the day satisfies none of them.

    Used for `applied_on at most 6 months after bought_on`; with the day of the claim for `filed_on more than 10 years
    ago` and `in_business at least 1 year`.
    """

    since: Expr
    op: Comparison
    number: int
    unit: str  # year, month, day
    day: Expr


@attrs.frozen(kw_only=True, eq=False, repr=False)
class TiedRank(Node):
    """A rank; equals share it, or are in the order `ties`."""

    ties: FieldOrder | None = None

    @property
    def tie_fields(self) -> tuple[str, ...]:
        """The fields that order equals."""
        return () if self.ties is None else tuple(field for field, _ in self.ties.pairs)

    @property
    def tie_orders(self) -> tuple[str, ...]:
        """The same in words; those of one field are part of the content of awards in earlier ledgers."""
        orders = () if self.ties is None else self.ties.pairs
        return tuple(f"{'highest' if is_highest else 'in order of'} {field}" for field, is_highest in orders)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ApplicantRank(TiedRank):
    """The applicant's rank by a yearly figure among all applicants of these kinds, in the claim's year.

    The largest figure has rank 1. Applicants with the same figure share a rank, and the next rank is skipped. It is
    stated as a fact, or computed for a cohort. With `ties`, applicants with the same figure are in this order of
    fields of the applicant.
    """

    figure: str
    among: tuple[str, ...]
    type: Type = COUNT


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RecordRank(TiedRank):
    """The rank of the claim's record by a number of it, among the records of all applicants that reach the award.

    The largest number has rank 1. Records with the same number share a rank and the next rank is skipped, or they are
    in the order `ties`. The ranking is of the year or of the whole window. `line` is the line of the
    award, which identifies the ranking. It is stated as a fact, or computed for a cohort.
    """

    field: str
    line: int
    per_year: bool
    type: Type = COUNT


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CannotBeDetermined(BooleanNode):
    """Whether the fact is stated as `cannot be determined`."""

    value: Expr


@attrs.frozen(kw_only=True, eq=False, repr=False)
class EventInYear(BooleanNode):
    """Whether an event of the picked records is in the year of the claim; tests apply on its day."""

    pick: Pick
    event: str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ClaimYearIs(BooleanNode):
    """Whether the claim is of that year."""

    year: int
    fiscal_year: FiscalYear = CALENDAR_YEAR


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AtLeastOf(BooleanNode):
    """Whether at least `number` of the parts hold."""

    number: int
    parts: tuple[Expr, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class MatterSupported(BooleanNode):
    """Whether another level, or the policy's own, paid for the matter of the claim, by the key `matter`, in a year."""

    matter: str = "matter"
    is_own_level: bool = False


Expr: TypeAlias = (
    Const
    | RecordField
    | ApplicantField
    | ApplicantFieldOn
    | ApplicantKindTest
    | ClaimDay
    | PaymentDay
    | ClaimYear
    | OtherSupport
    | AwardSum
    | ShiftedDay
    | DayOfYear
    | SpanCount
    | StateLength
    | Figure
    | EventHappened
    | StateHolds
    | FirstEventTest
    | Aggregate
    | OuterValue
    | SeriesValue
    | TableValue
    | Add
    | Subtract
    | Scale
    | Divide
    | RoundedValue
    | DefinedValue
    | FigureOfYears
    | FallbackValue
    | SelectedValue
    | FullStepCount
    | Minimum
    | Maximum
    | EarliestDay
    | LatestDay
    | Interest
    | CurrencyConversion
    | And
    | Or
    | Not
    | Compare
    | CompareLevel
    | Membership
    | ElapsedComparison
    | ApplicantRank
    | RecordRank
    | CannotBeDetermined
    | EventInYear
    | ClaimYearIs
    | MatterSupported
    | AtLeastOf
)


# ---------------------------------------------------------------------------------------------- clauses


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Gate(Node):
    """A condition of a clause. If gates fail, the first of them is the reason for not paying.

    `text` is the condition as the formatter prints it. `words` are its fields, events, states and kinds, for `expect …
    not eligible because FIELD`, and `definitions` the definitions that the text names. `article` is the article of the
    definition (`here … means`) that added it.
    """

    text: str
    test: Expr
    words: tuple[str, ...]
    article: str = ""
    is_requirement: bool = False  # of `require`, in `article`
    definitions: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class EventTrigger(Node):
    """One claim per record of the kind, dated by the event."""

    record: str
    event: str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class StateTrigger(Node):
    """One claim per year, dated the first day of the year on which all gates are true.

    `record` is None if the subject is the applicant; then the item is the applicant.
    """

    record: str | None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class YearTrigger(Node):
    """One claim per year with figures, dated the last day of the year within the window; the item is the year."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SetTrigger(Node):
    """One claim for the records of a kind whose event is in one year and that have equal keys.

    `picks` are tests of each record: a record that fails one is not in the set. Gates do not contain tests of records.
    The claim is dated the last day of the year within the window.
    """

    record: str
    event: str
    keys: tuple[str, ...]
    picks: tuple[Gate, ...]


Trigger: TypeAlias = EventTrigger | StateTrigger | YearTrigger | SetTrigger


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FixedAmount(Node):
    """A sum that the policy sets; `at_most` limits each claim (a computed limit is rounded down).

    A sum that is then below the `threshold` pays nothing.
    """

    value: Expr
    at_most: Expr | None = None
    threshold: Expr | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Ceiling(Node):
    """The authority sets the sum, at most `value`. `value` None: at discretion, without a ceiling."""

    value: Expr | None
    at_most: Expr | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class OnceRule(Node):
    """The same item is never paid again; with keys, one payment per combination of their values.

    Keys are fields, kinds, `matter` and `item`.
    """

    keys: tuple[str, ...]
    per_year: bool = False


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Row(Node):
    """A row of an amount: the first row whose test is true applies. `test` is None for `otherwise`.

    `name` is the key as printed.
    """

    name: str
    test: Expr | None
    amount: FixedAmount | Ceiling
    once: OnceRule | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RowGroup(Node):
    """The rows under one `by`: the value, the tests of its rows (`None` for `otherwise`), and the row above them.

    `is_complete`: every value has a row. Without a value the rows have conditions.
    """

    value: Expr | None
    tests: tuple[Expr | None, ...]
    within: Expr | None = None
    is_complete: bool = False

    @property
    def values(self) -> tuple[Expr, ...]:
        """The values that select a row; for conditions, the conditions."""
        return tuple(test for test in self.tests if test is not None) if self.value is None else (self.value,)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AmountByRows(Node):
    """An amount selected by a value, or by the conditions of its rows if `value` is `None`.

    `text` is the value as on the page. Without a row the claim is not eligible; `words` are then the reason. Rows in
    rows are listed in one sequence; `groups` then has each `by`, the outermost first. `is_complete`: every value has a
    row, or rows under a row.
    """

    value: Expr | None
    text: str
    rows: tuple[Row, ...]
    words: tuple[str, ...]
    groups: tuple[RowGroup, ...] = ()
    is_complete: bool = False

    @property
    def values(self) -> tuple[Expr, ...]:
        """The values that select a row; for conditions, the conditions."""
        if self.value is None:
            return tuple(row.test for row in self.rows if row.test is not None)
        return (self.value, *(value for group in self.groups[1:] for value in group.values))


Amount: TypeAlias = FixedAmount | Ceiling | AmountByRows


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PriorPaymentDeduction(Node):
    """Deducts earlier payments for `record` with the same `field`."""

    record: str
    field: str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Award(Node):
    """One award.

    `gates` are in the order in which they are tested: the words of `when`, then `if` lines from the policy inwards to
    the award. The beneficiary is separate and tested first.
    """

    label: str
    article: str
    text: str  # the sentence as the formatter prints it, without the lines under it
    trigger: Trigger
    to: tuple[str, ...]  # empty: any applicant
    start: datetime.date | None
    gates: tuple[Gate, ...]
    amount: Amount
    once: OnceRule | None
    counts_support: bool
    less: PriorPaymentDeduction | None
    is_uncapped: bool
    readings: tuple[str, ...]
    title: str = ""  # empty if the page gives none
    formerly: tuple[str, ...] = ()  # labels that it had on earlier versions of the page
    is_debt: bool = False  # `collect`: the applicant owes it
    set_off: int = 0  # the years in which a debt is taken from sums newly due
    payee_shares: tuple[PayeeShare, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PayeeShare(Node):
    """A share of each payment of an award for someone else: a field of the record has the name, or it is written."""

    rate: Fraction
    is_at_least: bool
    payee: str
    payee_name: str


# ---------------------------------------------------------------------------------------------- rules


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FieldOrder(Node):
    """The order of claims by a field of their record: the smallest value first, or the greatest; then equal ones."""

    field: str
    is_highest_first: bool = False
    ties: FieldOrder | None = None

    @property
    def pairs(self) -> tuple[tuple[str, bool], ...]:
        """The field of each order with whether its greatest value is first."""
        return ((self.field, self.is_highest_first), *(() if self.ties is None else self.ties.pairs))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class BlockRule(Node):
    """What all rules and conditions of a block have: a name, and the labels of exempted awards."""

    name: str
    exempt: tuple[str, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class KeyedRule(BlockRule):
    """A rule that counts claims by the values of keys; with `per_year` also by year."""

    keys: tuple[str, ...]
    per_year: bool = False


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Limit(KeyedRule):
    """At most `number` places per key; `counts` is the field whose distinct values count, or None for items.

    Across applicants it counts the applicants themselves.
    """

    number: int
    counts: str | None
    order: Order | FieldOrder
    is_across_applicants: bool = False


@attrs.frozen(kw_only=True, eq=False, repr=False)
class HighestRule(KeyedRule):
    """`pay highest`: the direct children of the block compete per key and year, an inner group with its total.

    With `alternatives`, the awards with the labels of each compete with their total. `compared` names them as the page
    does: `articles 2 to 3, bonus`.
    """

    per_year: bool = True
    alternatives: tuple[tuple[str, ...], ...] = ()
    compared: str = ""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Cap(KeyedRule):
    """A limit on the total per key (and year).

    `amount` is a constant, or computed from yearly figures or, with `is_by_claim`, from the facts of each claim. The
    support of others at `support_levels` (none named: all) is subtracted from it; `None`: it is not. Without an
    `order`, claims fill it in claim order.
    """

    amount: Expr
    is_across_applicants: bool
    carry: int = 0  # years for which the cut amount is carried forward; 0: it lapses
    is_by_claim: bool = False
    support_levels: tuple[str, ...] | None = None
    manner: CapManner | None = None  # claims fill it in order, each up to the rest
    order: FieldOrder | None = None
    of_payments: bool = False  # it counts what is paid in a year, not what is granted
    is_freed_by_recovery: bool = False  # from the year after a recovery, what it took counts no longer
    is_freed_by_lapse: bool = False  # the same for instalments that lapsed or were stopped


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NoRepeat(KeyedRule):
    """One payment per key: within a year the highest claim, over the years the first that was admitted."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class TopUp(KeyedRule):
    """A promotion pays the difference to the highest amount reached at a different level."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SumRule(KeyedRule):
    """A rule about the sum of the claims of a key and year, with an amount in minor units."""

    amount: int
    per_year: bool = True


@attrs.frozen(kw_only=True, eq=False, repr=False)
class MinimumTotal(SumRule):
    """Claims whose sum is below the amount are paid nothing."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RoundedTotal(SumRule):
    """The sum is rounded down to a multiple of the amount."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class OlderStandardRule(KeyedRule):
    """`pay highest with older documents`: the highest claim of a year per key is raised to the older standard."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Quota(KeyedRule):
    """At most `number` records per key, ordered by `score`; the authority must select at least `low`.

    `is_limit`: written `limit … across applicants, highest … first`.
    """

    low: int | None
    number: int
    record: str  # the kind of the counted records
    score: str | None
    ties: FieldOrder | None = None  # of equal scores
    is_limit: bool = False


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Suspension(BlockRule):
    """Nothing is paid to `who` in a year with an event of `pick`'s records.

    The tests of `pick` are words of the record. A suspension is a gate of its awards, and suspends the payment of
    carried-over money.
    """

    text: str  # as the formatter prints it
    who: str
    event: str
    pick: Pick


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NoneWhenRule(BlockRule):
    """A gate over a block; `test` is None if it is about support of the same matter, by the key `matter`."""

    text: str  # as the formatter prints it
    test: Expr | None
    words: tuple[str, ...]
    matter: str = "matter"
    is_own_level: bool = False


@attrs.frozen(eq=False, repr=False)
class Matter(ValueObject):
    """The matter of rules with the key `name`: its fields by root kind, "" for any other kind."""

    name: str
    fields: tuple[tuple[str, tuple[str, ...]], ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Transition(Node):
    """An older document decides events of `year` under these awards."""

    article: str
    text: str  # as the formatter prints it
    document: str
    year: int
    awards: tuple[str, ...]  # labels
    readings: tuple[str, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ReplacedDocument(Node):
    """A document that this policy replaces; `clauses` are pairs of a label of this policy and an older label."""

    document: str
    clauses: tuple[tuple[str, str], ...]


Rule: TypeAlias = Limit | HighestRule | Cap | NoRepeat | TopUp | MinimumTotal | RoundedTotal
"""Rules that may reduce claims, in written order."""

Condition: TypeAlias = OlderStandardRule | Quota | Suspension | NoneWhenRule
"""Conditions among the rules of a block. They apply before all rules, to gates and proposed amounts."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Block(Node):
    """Awards, inner blocks and rules in the order of the page. A rule applies to every award before it in its block.

    `kind`: policy, article, group, over. `label` is the article number, the name of the group, or `policy`.
    `explained_rules` are the places of rules with a reading under them. `paid_each`: the labels of the awards under a
    `pay each`, in an `over` block those of other blocks.
    """

    kind: str
    label: str
    article: str
    items: tuple[BlockItem, ...]
    paid_each: tuple[str, ...] | None
    readings: tuple[str, ...]
    explained_rules: tuple[Span, ...] = ()


BlockItem: TypeAlias = Award | Block | Rule | Condition


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Article(Node):
    """An article as a whole. `mark`: paying, informative, in header, defines."""

    number: str
    title: str
    mark: str
    defines: str | None
    readings: tuple[str, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Reference(Node):
    """A reference to another document, which decides. Its claims are `by reference`.

    `trigger` is None if it is for the whole policy.
    """

    article: str
    document: str
    trigger: Trigger | None
    gates: tuple[Gate, ...]
    readings: tuple[str, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Obligation(Node):
    """A duty. `awards` are the labels of awards whose payment (to `who`) increases it; it is `share` of the payment.

    A plain duty has `share` None, and the `if` lines around it as its `gates`.
    """

    article: str
    who: str
    text: str
    op: Comparison | None
    share: Fraction | None
    awards: tuple[str, ...]
    readings: tuple[str, ...]
    gates: tuple[Gate, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Allocation(Node):
    """A budget line: `amount` in each year in which the trigger is true. It is never a claim."""

    article: str
    label: str
    text: str
    amount: FixedAmount
    to: tuple[str, ...]
    trigger: Trigger
    gates: tuple[Gate, ...]
    readings: tuple[str, ...]
    title: str = ""  # as in `Award`


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Recovery(Node):
    """What is paid back, of the payments of `awards`, when an event happens.

    `gates` are asked once for each event, `tests`, `share` and the days of `interest` for each payment. The share is a
    rate, a number or a sum; with `is_above`, the sum above which payments are paid back.
    """

    label: str
    article: str
    text: str
    trigger: EventTrigger
    gates: tuple[Gate, ...]
    tests: tuple[Gate, ...]
    share: Expr
    is_above: bool
    awards: tuple[str, ...]
    same: str | None
    payer: str | None
    surcharge: Expr | None
    interest: tuple[Expr, ...]  # rate, first and last day
    at_most: Expr | None
    threshold: Expr | None
    frees_threshold: bool  # a sum equal to the threshold is not recovered
    rounding: Rounding | None
    order: tuple[str, ...]
    stops: bool
    set_off: int
    readings: tuple[str, ...]
    title: str = ""
    formerly: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Instalment(Node):
    """A part of a grant, and when it is paid. Without a day and an event it is paid so long after the grant.

    `share` is a rate, or a sum of its own; `None`: the rest. An event of another kind of record has `same`, the field
    that both records share, or `link`: the field of the event's record that refers to that of the award
    (`is_link_of_event`), or the reverse. `payee` is the field with the one who is paid, `payee_name` its name.
    """

    text: str
    share: Expr | None
    delay: int = 0
    unit: str = "day"
    day: Expr | None = None
    event: EventTrigger | None = None
    same: str = ""
    link: str = ""
    is_link_of_event: bool = False
    payee: str = ""
    payee_name: str = ""
    gates: tuple[Gate, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PaymentSchedule(Node):
    """When the grants of `awards` are paid; they are about one kind of record."""

    article: str
    awards: tuple[str, ...]
    instalments: tuple[Instalment, ...]
    readings: tuple[str, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Target(Node):
    """A goal of the document, without effect on sums."""

    article: str
    text: str
    number: Fraction
    by_year: int


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Policy(Node):
    """A checked policy. `awards` are all awards in text order; `root` contains them again, nested with their rules.

    `document` is the number of the text; it is empty for a draft, which has no window and no articles. `level` is the
    level of the government, if the page states it. `labels` are those that the page gives to groups and awards.
    `ended` are labels of awards of earlier versions that no longer exist, `former_names` the names of those versions.
    """

    name: str
    title: str
    is_draft: bool  # a page without a policy line
    document: str
    issued: datetime.date | None
    window: Period
    discretion_from: datetime.date | None
    status: str
    replaces: tuple[str, ...]
    currency: str
    rounding: Rounding
    schema: Schema
    articles: tuple[Article, ...]
    awards: tuple[Award, ...]
    root: Block
    references: tuple[Reference, ...]
    obligations: tuple[Obligation, ...]
    allocations: tuple[Allocation, ...]
    targets: tuple[Target, ...]
    readings: tuple[str, ...]
    cases: tuple[Case, ...]
    recoveries: tuple[Recovery, ...] = ()
    schedules: tuple[PaymentSchedule, ...] = ()
    replaced: tuple[ReplacedDocument, ...] = ()
    transitions: tuple[Transition, ...] = ()
    level: str = ""
    matters: tuple[Matter, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    fiscal_year: FiscalYear = CALENDAR_YEAR
    ended: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()


# ---------------------------------------------------------------------------------------------- cases


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Expectation(Node):
    """One line of expectation. `kind`: total, paid, outcome, due, obligation, carried, lapsed, value …

    `applicant` is the name of its applicant in a case of several applicants. `words` are the words of a reason, and
    `definitions` the definitions that its condition names. `definition` has the expected `value`: money in minor units,
    `None` if it is unknown.
    """

    kind: str
    text: str
    applicant: str | None = None
    year: int | None = None
    item: str | None = None
    label: str | None = None
    outcome: str | None = None
    rule: str | None = None
    article: str | None = None
    words: tuple[str, ...] = ()
    definitions: tuple[str, ...] = ()
    amount: int | None = None  # minor units
    high: int | None = None
    definition: DefinedValue | None = None
    value: Scalar | Special | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Case(Node):
    """A case: the facts of each applicant as the plain dict of `docs/en/reference/facts.md`, and expectations.

    `title_zh` is the Chinese title, if the title is in both languages. The applicants of a joint case are settled
    together; any other case has one applicant, which is settled alone. `lines` are the lines of the page about one
    applicant of a joint case, with its name.
    """

    title: str
    title_zh: str | None
    facts: tuple[dict[str, object], ...] = attrs.field(eq=False)
    is_joint: bool = False
    lines: tuple[tuple[int, str], ...] = ()
    expect: tuple[Expectation, ...]


T = TypeVar("T")


def nodes(root: object, kind: type[T], *, without: tuple[type, ...] = ()) -> Iterator[T]:
    """All nodes of a class in the tree of `root`, outermost first, from left to right.

    Nodes of the classes `without` are left out with everything in them.
    """
    visits = _visits_of((kind, *without))
    stack = [root]
    while stack:
        node = stack.pop()
        is_wanted, parts = visits[type(node)]
        if is_wanted:
            yield node  # type: ignore[misc]  # its class is one of `kind`
        if parts is not None:
            stack += parts(node)


def sentences(items: Iterable[object]) -> Iterator[ast.Sentence]:
    """All sentences of a page in order, from those at its left edge. An article keeps its own."""
    for item in items:
        if isinstance(item, ast.Article):
            yield from item.compute_once(_sentences_of_article)
        else:
            yield from nodes(item, ast.Sentence)


def _sentences_of_article(article: ast.Article) -> tuple[ast.Sentence, ...]:
    return tuple(nodes(article, ast.Sentence))


Parts: TypeAlias = Callable[[Any], Iterable[object]]


class _Visits(dict[type, tuple[bool, Parts | None]]):
    """For each class of objects: whether a walk wants them, and their parts that may contain nodes, in reverse."""

    def __init__(self, kinds: tuple[type, ...]) -> None:
        super().__init__()
        self.kind, *without = kinds
        self.without = tuple(without)

    def __missing__(self, cls: Any) -> tuple[bool, Parts | None]:
        if issubclass(cls, self.without):
            visit: tuple[bool, Parts | None] = False, None
        else:
            visit = issubclass(cls, self.kind), reversed if issubclass(cls, tuple) else _reversed_parts(cls)
        self[cls] = visit
        return visit


_visits_of: Callable[[tuple[type, ...]], _Visits] = functools.cache(_Visits)
"""By the class of the wanted nodes and the classes that are left out."""


@functools.cache
def _reversed_parts(cls: Any) -> Parts | None:
    """From a node to its parts that may contain nodes, in reverse; `None` if its class has none."""
    names = child_fields(cls)[::-1]
    if not names:
        return None
    return operator.attrgetter(*names) if len(names) > 1 else lambda node: (getattr(node, names[0]),)


def extent(root: object) -> tuple[int, int]:
    """The number of nodes of a tree, and how many are in each other at its deepest place."""
    number, deepest = 0, 0
    stack: list[tuple[object, int]] = [(root, 1)]
    while stack:
        node, depth = stack.pop()
        if isinstance(node, tuple):
            stack.extend((part, depth) for part in node)
        elif isinstance(node, _NODES):
            number, deepest = number + 1, max(deepest, depth)
            kind_of_node: Any = type(node)
            stack.extend((getattr(node, name), depth + 1) for name in child_fields(kind_of_node))
    return number, deepest


def nodes_around_picks(root: object, kind: type[T]) -> Iterator[T]:
    """The same nodes, without those about picked records."""
    return nodes(root, kind, without=(Pick,))


_NODES = (Node, ast.Node)


@functools.cache
def child_fields(kind: Any) -> tuple[str, ...]:
    """The fields of a class of nodes that may contain nodes, in order; none for other classes."""
    fields = attrs.fields(kind) if issubclass(kind, _NODES) else ()
    return tuple(part.name for part in fields if not _PLAIN_TYPES.issuperset(_WORD.findall(str(part.type))))


_WORD = re.compile(r"[\w.]+")
_PLAIN_TYPES = frozenset(
    (
        "bool", "Comparison", "datetime.date", "Fraction", "int", "None", "Scalar", "Span", "Special", "str", "Trivia",
        "tuple", "Type", "...",
    )
)  # fmt: skip
"""The words in the annotations of fields that contain no nodes."""


def atoms(tests: Iterable[Expr]) -> Iterator[Expr]:
    """The tests, with `and` split into its parts, also in definitions."""
    for test in tests:
        if isinstance(test, And):
            yield from atoms(test.parts)
        elif isinstance(test, DefinedValue):
            yield from atoms((test.value,))
        else:
            yield test


def truth(test: Expr, holds: Callable[[Expr], bool | None]) -> bool | None:
    """Whether a test is true, by the truth of its parts; `None` if that depends on other facts."""
    match test:
        case Not(part=part):
            result = truth(part, holds)
            return None if result is None else not result
        case And(parts=parts) | Or(parts=parts):
            deciding = isinstance(test, Or)
            results = [truth(part, holds) for part in parts]
            return deciding if deciding in results else None if None in results else not deciding
        case DefinedValue(value=value):
            return truth(value, holds)
        case _:
            return holds(test)


_WORDS: Mapping[type, str] = {
    Aggregate: "field_name",
    ApplicantField: "field",
    ApplicantFieldOn: "field",
    ApplicantKindTest: "kind",
    ApplicantRank: "figure",
    EventHappened: "event",
    EventInYear: "event",
    Figure: "figure",
    FigureOfYears: "figure",
    FirstEventTest: "word",
    Pick: "record",
    RecordField: "field",
    RecordRank: "field",
    SeriesValue: "series",
    StateHolds: "state",
    StateLength: "state",
}
"""The attribute of a node that contains its word."""


def words_of_expr(expr: Expr | tuple[Expr, ...]) -> tuple[str, ...]:
    """The fields, events, states, kinds and figures that an expression names, each once, in order."""
    words = [getattr(node, _WORDS[type(node)]) for node in nodes(expr, Node) if type(node) in _WORDS]
    return tuple(dict.fromkeys(word for word in words if word))


def records_of_expr(expr: Expr) -> frozenset[str]:
    """The kinds of the records that an expression is about, without picked ones."""
    return frozenset(filter(None, (getattr(node, "record", "") for node in nodes_around_picks(expr, Node))))


def names_applicant(expr: Expr) -> bool:
    """Whether the value depends on a word of the applicant or of its year, or on the records of others."""
    beyond_record = (
        ApplicantField | ApplicantFieldOn | ApplicantKindTest | ApplicantRank | Figure | FigureOfYears | RecordRank
    )
    return any(isinstance(node, beyond_record) for node in nodes(expr, Node))


def may_be_negative(expr: Expr) -> bool:
    """Whether a value may be below 0: it has a difference, or a field whose values may be."""
    return any(not node.is_excess for node in nodes(expr, Subtract)) or has_negative_field(expr)


def has_negative_field(expr: Expr) -> bool:
    """Whether a value is computed with a field whose values may be below 0."""
    fields: list[RecordField | ApplicantField | ApplicantFieldOn | Figure | FigureOfYears]
    fields = [*nodes(expr, RecordField), *nodes(expr, ApplicantField), *nodes(expr, ApplicantFieldOn)]
    fields += (*nodes(expr, Figure), *nodes(expr, FigureOfYears))
    return any(node.type.is_summable and node.type.least_value is None for node in fields)


def is_part(value: Expr, whole: Expr) -> bool:
    """Whether a value is surely at most the whole: it is a part of it, or both are constants."""
    return any(_is_at_most(least, most) for least in _limits(value, End.HIGH) for most in _limits(whole, End.LOW))


def _is_at_most(value: Expr, whole: Expr) -> bool:
    match value, whole:
        case Const(value=int() | Fraction() as number), Const(value=int() | Fraction() as most):
            return number <= most
        case Aggregate(kind=kind, pick=pick), Aggregate(kind=other) if kind is other and kind.is_sum:
            is_of_same = pick.value == whole.pick.value and (pick.value is None or not may_be_negative(pick.value))
            return is_of_same and has_all(whole, value)
        case _:
            return value == whole


def _limits(expr: Expr, end: End) -> Iterator[Expr]:
    """The value, and values that it does not exceed, or at the low end, that do not exceed it."""
    parts: tuple[Expr, ...] = ()
    match expr, end:
        case DefinedValue(value=part), _:
            parts = (part,)
        case Subtract(left=part, right=right), End.HIGH if not may_be_negative(right):
            parts = (part,)
        case Scale(factor=Const(value=Fraction() as rate), value=part), End.HIGH if rate <= 1:
            parts = () if may_be_negative(part) else (part,)
        case (Minimum(values=values), End.HIGH) | (Maximum(values=values), End.LOW):
            parts = values
        case Add(left=left, right=right), End.LOW:
            parts = tuple(part for part, other in ((left, right), (right, left)) if not may_be_negative(other))
    yield from (expr, *(limit for part in parts for limit in _limits(part, end)))


def has_all(whole: Aggregate, value: Aggregate) -> bool:
    """Whether the records of an aggregate are surely all records of the whole."""
    pick, of_whole = value.pick, whole.pick
    same = set(zip(pick.same, value.same_values, strict=True))
    return (
        (pick.record, pick.is_of_set) == (of_whole.record, of_whole.is_of_set)
        and all(test in pick.tests for test in of_whole.tests)
        and same.issuperset(zip(of_whole.same, whole.same_values, strict=True))
        and of_whole.year_field in ("", pick.year_field)
        and whole.before in (None, value.before)
        and whole.outer_values in ((), value.outer_values)
    )


def is_constant(expr: Expr) -> bool:
    """Whether the value does not depend on facts."""
    return not words_of_expr(expr) and not any(
        isinstance(n, AwardSum | Aggregate | ClaimDay | ClaimYear | OtherSupport | PaymentDay)
        for n in nodes(expr, Node)
    )
