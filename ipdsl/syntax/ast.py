"""The surface tree: the sentences of a page before names are resolved.

Two pages that differ only in layout give equal trees: places are not compared, comments are. Sentences have `trivia`,
and expressions within them do not. Words have no meaning yet.

A quotation may be given in both languages. Then the field `zh` or `title_zh` has the Chinese text.
"""

from __future__ import annotations

import datetime
import enum
from fractions import Fraction
from typing import TypeAlias

import attrs

from ipdsl.base.source import Span
from ipdsl.base.value_object import ComputedOnce, ValueObject
from ipdsl.schema.comparisons import Comparison


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Node(ValueObject):
    """A node with a place."""

    span: Span = attrs.field(eq=False, repr=False)


@attrs.frozen(eq=False, repr=False)
class Trivia(ValueObject):
    """The comments and blank lines of a sentence, which the formatter keeps.

    Comments are texts after `#`, without blanks around them. `comments_above` are the comment lines above the sentence;
    a line break represents a blank line among them. `is_chinese`: the sentence was written in Chinese word order.
    """

    comments_above: tuple[str, ...] = ()
    comment_at_end: str | None = None
    blank_before: bool = False
    is_chinese: bool = attrs.field(default=False, eq=False)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Sentence(Node):
    """One sentence of the page, on one line or several."""

    trivia: Trivia = Trivia()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Name(Node):
    """A word as written."""

    text: str


# ---------------------------------------------------------------------------------------------- expressions


class Unit(enum.Enum):
    """Units of time."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Number(Node):
    """`200000`, `20万元`, `1000 EUR`: the exact value in main units; `currency` only if one is written."""

    value: Fraction
    currency: str | None = None
    is_money: bool = attrs.field(default=False, eq=False)  # written with 元; only the checker uses this
    is_count: bool = False  # `3 items` in a row
    point_readings: tuple[str, ...] = attrs.field(default=(), eq=False)  # of `100.000`; only the checker uses this


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Percent(Node):
    """`30%` or `3/10`, as the fraction 3/10; `is_fraction` keeps the form for the formatter."""

    value: Fraction
    is_fraction: bool = attrs.field(default=False, eq=False)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Date(Node):
    """`2022-05-01`."""

    value: datetime.date


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Duration(Node):
    """`2 years`."""

    number: int
    unit: Unit


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Word(Node):
    """A single word as a value or a test: a field, event, state, flag or kind of applicant."""

    name: Name


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Operation(Node):
    """A node that combines or qualifies expressions; `is_bracketed` keeps the brackets for the formatter."""

    is_bracketed: bool = attrs.field(default=False, eq=False, repr=False)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class TableLookup(Operation):
    """`city_patent_award of major`: a row of a table; the key is a word. `own_share of cost`: a rate of an amount.
    `level of contract`, `level of applicant`: a word and its owner.

    `is_standard`: a Chinese sentence with `标准`.
    """

    table: Name
    key: Name
    is_standard: bool = attrs.field(default=False, eq=False)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Sum(Operation):
    """`a plus b less c`, in order; `signs[i]` is True if `terms[i]` is added (the first always is).

    An added sum is flattened, unless it contains a subtraction: `a plus (b less c)` is never below `a`.
    """

    terms: tuple[Expr, ...]
    signs: tuple[bool, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Share(Operation):
    """`30% of X`."""

    percent: Percent
    base: Expr


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Product(Operation):
    """`a times b divided by c`, in order; `is_divisor[i]` is True if `factors[i]` divides (the first never does)."""

    factors: tuple[Expr, ...]
    is_divisor: tuple[bool, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RateOf(Operation):
    """`(bonus plus 30%) of X`, `own_share of (a less b)`: a computed rate of a value."""

    rate: Expr
    base: Expr


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Band(Operation):
    """`a above b`, `a up to c`, `a above b up to c`: the part of a between b (else 0) and c. Binds tightest."""

    value: Expr
    floor: Expr | None
    ceiling: Expr | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RoundedValue(Operation):
    """`X rounded down to 1000`: the value rounded to a multiple of the step."""

    value: Expr
    mode: str
    step: Number


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FallbackValue(Node):
    """`(last price of machine, otherwise 0)`: what counts without a record, or in a year without figures.

    It is always printed in brackets.
    """

    value: Expr
    fallback: Number | Percent | Date | Duration


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AmountPerStep(Operation):
    """`10000 for each full 5000000 of X`."""

    amount: Expr
    step: Number
    base: Expr


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AmountPerRecord(Operation):
    """`300 for each mediation_case`: an amount for every picked record. The set has one claim per year."""

    amount: Expr
    record: Name


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Interest(Operation):
    """`interest on PRINCIPAL at RATE from D to D [last 1 year]`."""

    principal: Expr
    rate: Expr
    start: Name
    end: Name
    last_years: int | None = None


class SeriesPoint(enum.Enum):
    """Which value of a series applies to a day: that of the day, of its month, or of January of its year."""

    IN_JANUARY_OF = "in January of"
    IN_MONTH_OF = "in month of"
    ON = "on"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SeriesValue(Node):
    """`lpr_1y in January of repaid_on`."""

    series: Name
    point: SeriesPoint
    day: Name


class AggregateKind(enum.Enum):
    """What is computed from picked records."""

    TOTAL = "total"
    NUMBER = "number"
    AVERAGE = "average"
    LARGEST = "largest"
    SMALLEST = "smallest"
    EARLIEST = "earliest"
    FIRST = "first"
    LAST = "last"

    @property
    def is_sum(self) -> bool:
        """Whether it grows with each record."""
        return self in (AggregateKind.TOTAL, AggregateKind.NUMBER)


OF_SETS = (AggregateKind.TOTAL, AggregateKind.NUMBER, AggregateKind.LARGEST, AggregateKind.EARLIEST)
"""The aggregates over the records of a set, which need no pick."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Pick(Node):
    """`[earlier] K words [of the same F] [in the year] [with (C)]`: records of the applicant."""

    record: Name
    words: tuple[Name, ...] = ()
    is_earlier: bool = False
    same: tuple[Name, ...] = ()
    is_in_year: bool = False
    test: Expr | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Aggregate(Node):
    """`total amount`, `number` (without a field), `largest F`, `earliest F` over the records of a set, or of a pick."""

    kind: AggregateKind
    field: Name | None
    pick: Pick | None = None


class YearsKind(enum.Enum):
    """What is computed from a figure of several years."""

    TOTAL = "total"
    AVERAGE = "average"
    LARGEST = "largest"
    SMALLEST = "smallest"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class EarlierFigure(Node):
    """`turnover of last year`, `turnover of the year before last`, `average turnover of last 3 years`."""

    figure: Name
    years: int = 1
    kind: YearsKind | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FigureOfYears(Node):
    """`total turnover since 2020`, to the claim's year; without `since`, `largest turnover of all years before`."""

    figure: Name
    kind: YearsKind
    since: int | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ShiftedDay(Node):
    """`6 months after D`, `6 months before D`: a day. Brackets around it change nothing."""

    duration: Duration
    is_before: bool
    day: Expr


@attrs.frozen(kw_only=True, eq=False, repr=False)
class DayOfYear(Node):
    """`31 May of the year after`: a day of the claim's year (`years` is 0), or of the year after or before it."""

    month: int
    day: int
    years: int


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SpanCount(Node):
    """`full years from A to B`, `full months from A to B`, `days from A to B`: how often the unit fits."""

    unit: Unit
    start: Expr
    end: Expr


@attrs.frozen(kw_only=True, eq=False, repr=False)
class StateLength(Node):
    """`full months of employed in the year`, `days of employed in the year`."""

    unit: Unit
    state: Name


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ClaimDay(Node):
    """`the day`, on which the claim is dated."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ClaimYear(Node):
    """`the year` of the claim."""


class PaymentPoint(enum.Enum):
    """A day of a recovery: of the payment that it takes from, of the first payment of its line, or of the grant."""

    PAYMENT = "the payment"
    FIRST_PAYMENT = "the first payment"
    GRANT = "the grant"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PaymentDay(Node):
    """`the payment`, `the first payment`, `the grant`: a day, only in a recovery."""

    point: PaymentPoint


@attrs.frozen(kw_only=True, eq=False, repr=False)
class OtherSupport(Node):
    """`other support`: what others paid for the record."""


class AwardSumKind(enum.Enum):
    """What is added up of other awards: what they pay in the year, what they have paid, or what they have granted."""

    PAYS = "pays"
    HAS_PAID = "has paid"
    HAS_GRANTED = "has granted"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AwardSum(Node):
    """`what articles 2 to 3 pay`, `what drones has paid`, `what article 1 has granted`."""

    awards: Ref
    kind: AwardSumKind


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Increase(Node):
    """`increase of filings over last year`; `is_share`: `growth of filings over last year`, a share of last year's."""

    figure: Name
    is_share: bool = False


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Extreme(Node):
    """`min(a, b, …)` or `max(a, b, …)`."""

    largest: bool
    values: tuple[Expr, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class And(Operation):
    """All of several conditions, flat."""

    parts: tuple[Expr, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Or(Operation):
    """Any of several conditions, flat."""

    parts: tuple[Expr, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Not(Operation):
    """The opposite of a condition."""

    part: Expr


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Membership(Operation):
    """`FIELD is a, b`: one of these members (or texts)."""

    value: Expr
    members: tuple[Name, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Compare(Operation):
    """`A at least B`; levels compare in declared order. `is_of_days`: `A no earlier than B`, of days alone."""

    left: Expr
    op: Comparison
    right: Expr
    is_of_days: bool = False


ORDERS_OF_DAYS = {
    Comparison.AT_LEAST: "no earlier than", Comparison.MORE_THAN: "later than",
    Comparison.AT_MOST: "no later than", Comparison.LESS_THAN: "earlier than",
}  # fmt: skip
"""The words of a comparison of days alone."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RangeTest(Operation):
    """`A between B and C`, both included."""

    value: Expr
    low: Expr
    high: Expr


@attrs.frozen(kw_only=True, eq=False, repr=False)
class EachYearTest(Operation):
    """`D between 1 September and 30 November of each year`, both included; of months and days."""

    value: Expr
    low: tuple[int, int]
    high: tuple[int, int]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class YearBeforeTest(Operation):
    """`D within the year before` the claim's."""

    value: Expr


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CountedCondition(Sentence):
    """A condition on a line under `if at least 2 of these`."""

    test: Expr


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ConditionCount(Operation):
    """`at least 2 of these`: how many of the conditions on the lines under hold."""

    op: Comparison
    number: int
    lines: tuple[CountedCondition, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ElapsedComparison(Operation):
    """`filed_on more than 10 years ago`."""

    day: Expr
    op: Comparison
    duration: Duration


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RecordCountTest(Operation):
    """`has at least 1 PICK`."""

    op: Comparison
    number: int
    pick: Pick


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NoRecordsTest(Operation):
    """`has no PICK`."""

    pick: Pick


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CannotBeDetermined(Operation):
    """`F cannot be determined`, only in `none when`."""

    field: Name


Expr: TypeAlias = (
    Number
    | Percent
    | Date
    | Duration
    | Word
    | TableLookup
    | Sum
    | Share
    | Product
    | RateOf
    | Band
    | RoundedValue
    | FallbackValue
    | AmountPerStep
    | AmountPerRecord
    | Interest
    | SeriesValue
    | Aggregate
    | Increase
    | EarlierFigure
    | FigureOfYears
    | ShiftedDay
    | DayOfYear
    | SpanCount
    | StateLength
    | ClaimDay
    | PaymentDay
    | ClaimYear
    | OtherSupport
    | AwardSum
    | Extreme
    | And
    | Or
    | Not
    | Membership
    | Compare
    | RangeTest
    | EachYearTest
    | ConditionCount
    | YearBeforeTest
    | ElapsedComparison
    | RecordCountTest
    | NoRecordsTest
    | CannotBeDetermined
)

_OF_ITS_TYPE = {
    Sum: "terms", FallbackValue: "fallback", AmountPerStep: "amount", AmountPerRecord: "amount", Extreme: "values",
}  # fmt: skip


def operands_of_its_type(expr: Expr) -> tuple[Expr, ...]:
    """The operands in which a bare number has the type of the expression."""
    name = _OF_ITS_TYPE.get(type(expr))
    operands = getattr(expr, name) if name else ()
    return operands if isinstance(operands, tuple) else (operands,)


# ---------------------------------------------------------------------------------------------- amounts and heads


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FixedAmount(Node):
    """An amount that the policy sets, with an optional limit: `X at most Y`."""

    value: Expr
    at_most: Expr | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Ceiling(Node):
    """`up to X [at most Y]`: the authority sets the sum, at most this ceiling."""

    value: Expr
    at_most: Expr | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class DiscretionaryAmount(Node):
    """`at discretion`: the authority sets the sum, without a ceiling."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AmountByRows(Node):
    """`by X` with rows under it."""

    value: Expr


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AmountByConditions(Node):
    """`as follows` with rows under it whose keys are conditions."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AmountByRank(Node):
    """`by rank of F per year among K, …` with ranks under it."""

    figure: Name


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AmountByRankOfRecord(Node):
    """`by rank of F` of the records that `when` picks, with ranks under it."""

    field: Name


Amount: TypeAlias = (
    FixedAmount | Ceiling | DiscretionaryAmount | AmountByRows | AmountByConditions | AmountByRank
    | AmountByRankOfRecord
)  # fmt: skip


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PeriodKey(Name):
    """`per 3 years`, `in any 24 months`: a period among the keys of a rule; its text is the name of the key."""

    duration: Duration
    is_span: bool

    @classmethod
    def of(cls, span: Span, duration: Duration, *, is_span: bool) -> PeriodKey:
        """The key of a duration."""
        unit = f"{duration.unit.value}{'' if duration.number == 1 else 's'}"
        text = f"any {duration.number} {unit}" if is_span else f"{duration.number} {unit}"
        return cls(span=span, text=text, duration=duration, is_span=is_span)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class OnceRule(Node):
    """`once` or `once per K per L`; `per year` adds the year as a key."""

    per: tuple[Name, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class WhenTrigger(Node):
    """`when [the first] RECORD words`; `test` is None if no word follows the record."""

    record: Name
    the_first: bool
    test: Expr | None

    def with_record(self, record: Name) -> WhenTrigger:
        """The same trigger with this record: in `新认定 的 驰名商标` the event is parsed in place of the record."""
        event = Word(span=self.record.span, name=self.record)
        rest = self.test.parts if isinstance(self.test, And) else () if self.test is None else (self.test,)
        test = And(span=self.span, parts=(event, *rest)) if rest else event
        return WhenTrigger(span=self.span, record=record, the_first=self.the_first, test=test)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class WhileTrigger(Node):
    """`while SUBJECT words`; the subject is a record or a kind of applicant."""

    subject: Name
    test: Expr | None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class YearTrigger(Node):
    """`each year`: yearly figures."""


Trigger: TypeAlias = WhenTrigger | WhileTrigger | YearTrigger


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Head(Node):
    """The parts between the amount and the trigger, in canonical order."""

    once: OnceRule | None = None
    per: tuple[Name, ...] = ()
    to: tuple[Name, ...] = ()
    start: datetime.date | None = None
    among: tuple[Name, ...] = ()
    trigger: Trigger | None = None


# ---------------------------------------------------------------------------------------------- sentences of a policy


@attrs.frozen(kw_only=True, eq=False, repr=False)
class MemberKeys(Node):
    """`utility_model, design:`"""

    names: tuple[Name, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ThresholdKey(Node):
    """`at least 5000000:`; the literal is a Number, Percent, Date or Duration. `is_rise`: `rises above 500:`."""

    op: Comparison
    literal: Expr
    is_rise: bool = False


@attrs.frozen(kw_only=True, eq=False, repr=False)
class BetweenKey(Node):
    """`between 1 and 5:`, both included."""

    low: Expr
    high: Expr


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RangeKey(Node):
    """`at least 1000000 and less than 5000000:`, with a comparison at each end."""

    low: ThresholdKey
    high: ThresholdKey


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RankKey(Node):
    """`1:`, or `2 to 3:` with the `last` rank."""

    rank: int
    last: int | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class OtherwiseKey(Node):
    """`otherwise:`"""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ConditionKey(Node):
    """`jobs at least 50 and floor at least 800:` under `as follows`."""

    test: Expr


RowKey: TypeAlias = ConditionKey | MemberKeys | ThresholdKey | BetweenKey | RangeKey | RankKey | OtherwiseKey


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Row(Sentence):
    """`key: AMOUNT [once][, limit 3 items per KEY]`, or `key: by VALUE` with rows under it."""

    key: RowKey
    amount: Amount
    once: OnceRule | None = None
    limit: Limit | None = None
    body: tuple[AwardLine, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class TiesShare(Sentence):
    """`ties share the rank`; with `order`, `ties in order of FIELD` or `ties highest FIELD first`."""

    order: FieldOrder | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ConditionLine(Sentence):
    """`if CONDITION` on an award, group, article or policy; `if at least 2 of these` has lines under it."""

    test: Expr

    @property
    def body(self) -> tuple[CountedCondition, ...]:
        """The lines under the sentence."""
        return self.test.lines if isinstance(self.test, ConditionCount) else ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Requirement(Sentence):
    """`require of RECORD that CONDITION`: words of every `when` about the record in its block.

    Without a record: `require of every record that …`, about each kind that has the words.
    """

    record: Name | None = None
    test: Expr


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Attribution(Node):
    """`by "…" on D`: the person or office that decided on a reading, and the day."""

    by: str
    day: datetime.date
    zh: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ReadingLine(Sentence):
    """`reading "…"`, `reading "…" by "…" on D`."""

    text: str
    zh: str | None = None
    attribution: Attribution | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SourceNote(Sentence):
    """`source "…"`: names a figure of the text that is not an amount, such as a target or the number of a standard."""

    text: str
    zh: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class TitleLine(Sentence):
    """`title "…"`: the title of an award, which decisions and letters print in place of its label."""

    text: str
    zh: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class LabelLine(Sentence):
    """`as NAME "LABEL"`."""

    name: Name
    label: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FormerLabels(Sentence):
    """`formerly 2.loan.drawn`: labels that this award had on earlier versions of the page, and in their ledgers."""

    labels: tuple[Name, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AwardLimit(Sentence):
    """`at most AMOUNT` under an award: the limit of each claim, for all rows."""

    amount: Expr


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AwardMinimum(Sentence):
    """`at least AMOUNT` under an award: the least amount of each claim."""

    amount: Expr


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AwardThreshold(Sentence):
    """`nothing below AMOUNT` under an award: a claim whose sum is smaller is paid nothing, for all rows."""

    amount: Expr


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SupportDeduction(Sentence):
    """`counting all other support`: payments by others are deducted from the award, or from the sum of a cap.

    Under a cap also `counting support of LEVEL, …`: only support of these `levels`.
    """

    levels: tuple[Name, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PriorPaymentDeduction(Sentence):
    """`less already paid for KIND of the same FIELD`."""

    record: Name
    field: Name


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ConversionLine(Sentence):
    """`convert at SERIES on FIELD`."""

    series: Name
    day: Name


@attrs.frozen(kw_only=True, eq=False, repr=False)
class UncappedLine(Sentence):
    """`uncapped`: confirms a rate without a cap, which is reported otherwise."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SetOff(Sentence):
    """`set off against awards for 3 years`: taken from sums newly due."""

    years: int


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PayeeShare(Sentence):
    """`of which at least 10% for "staff"`: a share of each payment for someone else, which changes no sum.

    `payee` is the field of the record with the name of the payee, `payee_name` the name.
    """

    rate: Expr
    is_at_least: bool = False
    payee: Name | None = None
    payee_name: str | None = None


AwardLine: TypeAlias = (
    Row
    | TiesShare
    | ConditionLine
    | ReadingLine
    | SourceNote
    | TitleLine
    | LabelLine
    | FormerLabels
    | SetOff
    | AwardLimit
    | AwardMinimum
    | AwardThreshold
    | SupportDeduction
    | PriorPaymentDeduction
    | ConversionLine
    | PayeeShare
    | UncappedLine
)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Award(Sentence):
    """An award with its head and its lines."""

    amount: Amount
    head: Head
    body: tuple[AwardLine, ...] = ()
    is_debt: bool = False  # `collect … from WHOM`: an award in the other direction
    verb: str | None = attrs.field(default=None, eq=False)  # 补助, 资助, … in Chinese; None for 奖励


class LimitOrder(enum.Enum):
    """Which claims get a place if there are too few."""

    EARLIEST = "earliest first"
    BEST = "best first"
    CHOSEN = "as chosen"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FieldOrder(Node):
    """`in order of received_on`, the smallest value first, or `highest score first`; `ties` orders equal values."""

    field: Name
    is_highest_first: bool = False
    ties: FieldOrder | None = None

    @property
    def parts(self) -> tuple[FieldOrder, ...]:
        """The order and those of its ties."""
        return (self, *(() if self.ties is None else self.ties.parts))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Limit(Sentence):
    """`limit 3 country per family, earliest first`; `what` is None for `items`.

    `limit 1 applicant per project across applicants, highest score first`.
    """

    number: int
    what: Name | None
    per: tuple[Name, ...]
    across: bool = False
    order: LimitOrder | FieldOrder | None = None
    body: tuple[RuleLine, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NoRepeat(Sentence):
    """`no repeat per matter per level`."""

    per: tuple[Name, ...]
    body: tuple[RuleLine, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Alternative(Node):
    """`article 2`, `(article 4 and bonus)`: the awards that compete together, by references to them."""

    refs: tuple[Ref, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class HighestRule(Sentence):
    """`pay highest [with older documents] per … per year`, `pay highest of articles 2 to 3, bonus per … per year`.

    Without `alternatives`, the direct children of the block compete.
    """

    per: tuple[Name, ...]
    alternatives: tuple[Alternative, ...] = ()
    with_older: bool = False
    body: tuple[RuleLine, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PayEachLine(Sentence):
    """`pay each`: no claims exclude each other; confirms what is reported otherwise."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class TopUp(Sentence):
    """`top up per matter`."""

    per: tuple[Name, ...]
    body: tuple[RuleLine, ...] = ()


class CapManner(enum.Enum):
    """How claims share a cap that does not hold all of them."""

    WHOLE = "whole"
    IN_TURN = "in turn"
    IN_PROPORTION = "in proportion"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Cap(Sentence):
    """`cap AMOUNT [paid] per … [per year] [across applicants[, whole][, in order of FIELD]]`.

    `manner` None: each claim gets at most the balance. `of_payments`: it counts payments, not grants.
    """

    amount: Expr
    per: tuple[Name, ...]
    of_payments: bool = False
    across: bool = False
    manner: CapManner | None = None
    order: FieldOrder | None = None
    body: tuple[RuleLine, ...] = ()
    verb: str | None = attrs.field(default=None, eq=False)  # as `Award.verb`


@attrs.frozen(kw_only=True, eq=False, repr=False)
class MinimumTotal(Sentence):
    """`nothing below AMOUNT per … per year`: claims whose sum is smaller are paid nothing."""

    amount: Expr
    per: tuple[Name, ...]
    across: bool = False
    body: tuple[RuleLine, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RoundedTotal(Sentence):
    """`round down to STEP per … per year`: the sum of claims is rounded, and the last claims are cut."""

    step: Fraction
    per: tuple[Name, ...]
    across: bool = False
    body: tuple[RuleLine, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Quota(Sentence):
    """`quota [2 to] 5 projects per year [by score [then highest size first]]`."""

    low: int | None
    number: int
    what: Name
    per: tuple[Name, ...]
    by: Name | None = None
    ties: FieldOrder | None = None
    body: tuple[RuleLine, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Suspension(Sentence):
    """`suspend APPLICANT for the year when …`."""

    who: Name
    when: WhenTrigger
    body: tuple[RuleLine, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NoneWhenRule(Sentence):
    """`none when another level supported the same matter`, or `this level`; or `none when CONDITION`, a `test`."""

    test: Expr | None = None
    is_own_level: bool = False
    body: tuple[RuleLine, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ArticleRef(Node):
    """`article 11`, `articles 5 to 9`."""

    first: str
    last: str | None = None


Ref: TypeAlias = ArticleRef | Name


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ExceptionLine(Sentence):
    """`except article 3, gi_mark`."""

    refs: tuple[Ref, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CarryForward(Sentence):
    """`carry forward 2 years`."""

    years: int


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SameMatter(Sentence):
    """`same matter is item`, `same matter of patent_prize is patent`: in a head or a block, or under a rule."""

    record: Name | None
    names: tuple[Name, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RepaidUncounted(Sentence):
    """`what is paid back counts no longer` under a cap."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class LapsedUncounted(Sentence):
    """`what lapses counts no longer` under a cap."""


RuleLine: TypeAlias = (
    ExceptionLine
    | CarryForward
    | RepaidUncounted
    | LapsedUncounted
    | SameMatter
    | SupportDeduction
    | ReadingLine
    | SourceNote
)
RuleWithLines: TypeAlias = (
    Limit | NoRepeat | HighestRule | TopUp | Cap | MinimumTotal | RoundedTotal | Quota | Suspension | NoneWhenRule
)
Rule: TypeAlias = RuleWithLines | PayEachLine


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Surcharge(Sentence):
    """`surcharge 20%` under a recovery: a share of the principal on top of it."""

    rate: Expr


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RecoveryInterest(Sentence):
    """`interest 3% per year from the payment to found_on`: on what a recovery takes of each payment."""

    rate: Expr
    start: Expr
    end: Expr


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RecoveryThreshold(Sentence):
    """`nothing below 100`, or with `includes_sum` `nothing up to 50`: smaller sums are not recovered."""

    amount: Expr
    includes_sum: bool = False


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PaymentOrder(Sentence):
    """`in the order loan_a, loan_b, grant`: the awards whose payments are recovered first."""

    refs: tuple[Ref, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class StopPayments(Sentence):
    """`pay nothing more`: what is due and not paid yet is not paid, and carried money lapses."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Recovery(Sentence):
    """`recover SHARE of what was paid [for the same FIELD] [from FIELD] when …`: what is paid back, of payments.

    The share is a rate or a sum. With `is_above`, `recover what was paid above SUM …`.
    """

    share: Expr
    trigger: WhenTrigger
    is_above: bool = False
    same: Name | None = None
    payer: Name | None = None
    body: tuple[RecoveryLine, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class InstalmentEvent(Node):
    """`when [RECORD] EVENT [of the same FIELD]`; without a record, an event of the award's record."""

    event: Name
    record: Name | None = None
    same: Name | None = None


InstalmentDay: TypeAlias = InstalmentEvent | Duration | Date | DayOfYear
"""When an instalment is due: at an event, so long after the grant, or on a day."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Instalment(Sentence):
    """`SHARE [DAY] [for PAYEE] [if …]` under `pay in parts`: a part of each grant.

    A share of `None` is the rest. A day of `None` is that of the grant. With `years`, `20% each year for 5 years`.
    """

    share: Expr | None
    day: InstalmentDay | None = None
    years: Duration | None = None
    payee: Name | None = None  # the field of the record with its name
    payee_name: str | None = None
    test: Expr | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PaymentSchedule(Sentence):
    """`pay in parts` with its instalments: when the grants of the awards before it are paid."""

    body: tuple[ScheduleLine, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Reference(Sentence):
    """`refers to "…" for RECORD words`, `… for policy`, `… instead of articles 1 to 24 for records of 2021`."""

    document: str
    trigger: WhenTrigger | None = None  # None if it is for the whole policy
    instead_of: ArticleRef | None = None
    records_of: int | None = None
    body: tuple[AwardLine, ...] = ()
    zh: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Obligation(Sentence):
    """`oblige APPLICANT to match at least 100% of award` or `oblige APPLICANT to "…"`."""

    who: Name
    text: str | None = None
    op: Comparison | None = None
    share: Percent | None = None
    body: tuple[AwardLine, ...] = ()
    zh: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Allocation(Sentence):
    """`allocate 500000 per year to city while …`: a budget line, not a claim."""

    amount: FixedAmount
    per: tuple[Name, ...]
    to: tuple[Name, ...]
    trigger: Trigger
    body: tuple[AwardLine, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Target(Sentence):
    """`target "…" 200 by 2022`: a goal without effect on claims."""

    text: str
    number: Number
    by_year: int
    zh: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Definition(Sentence):
    """`here NAME "LABEL" of RECORD means EXPRESSION`, or `by VALUE` or `as follows` with rows.

    If the name is a kind of applicant, the value is a condition for all that is paid to it. `table NAME by FIELD` is
    read as `here NAME by FIELD`.
    """

    name: Name
    value: Expr | AmountByRows | AmountByConditions
    label: str | None = None
    record: Name | None = None
    body: tuple[AwardLine, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Group(Sentence):
    """`group NAME "LABEL"` with its contents."""

    name: Name
    body: tuple[BlockItem, ...]
    label: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class OverBlock(Sentence):
    """`over policy` or `over articles 5 to 9, 12`: rules that apply after all articles. `articles` is empty for all."""

    articles: tuple[ArticleRef, ...]
    body: tuple[BlockItem, ...]


BlockItem: TypeAlias = (
    Award | Rule | ConditionLine | Requirement | SameMatter | Reference | Obligation | Allocation | Target | Definition
    | Group | OverBlock | Recovery | PaymentSchedule | ReadingLine
    | SourceNote | UncappedLine
)  # fmt: skip


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Article(Sentence, ComputedOnce):
    """`article 7 "Licences" [informative | in header | defines "…"]`; the number is a text (`2.1.5`)."""

    number: str
    title: str | None = None
    informative: bool = False
    in_header: bool = False
    defines: str | None = None
    title_zh: str | None = None
    defines_zh: str | None = None
    body: tuple[BlockItem, ...] = ()


# ---------------------------------------------------------------------------------------------- headers


@attrs.frozen(kw_only=True, eq=False, repr=False)
class DocumentLine(Sentence):
    """`document "…"`."""

    number: str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class IssueDateLine(Sentence):
    """`issued D`."""

    day: datetime.date


@attrs.frozen(kw_only=True, eq=False, repr=False)
class EffectiveLine(Sentence):
    """`effective D to D`, `from D`, `from D for 3 years`, each with `by discretion from D`."""

    start: datetime.date
    end: datetime.date | None = None
    duration: Duration | None = None
    discretion_from: datetime.date | None = None
    open_form: bool = False  # written `from D`


@attrs.frozen(kw_only=True, eq=False, repr=False)
class YearBeginsLine(Sentence):
    """`year begins 04-01`."""

    month: int
    day: int


@attrs.frozen(kw_only=True, eq=False, repr=False)
class StatusLine(Sentence):
    """`status draft`."""

    word: Name


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CurrencyLine(Sentence):
    """`currency CNY`."""

    code: str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PolicyLevel(Sentence):
    """`level municipal`: the level of the government that issued the policy."""

    name: Name


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RoundingLine(Sentence):
    """`round half up to 0.01`."""

    mode: str
    step: Fraction


@attrs.frozen(kw_only=True, eq=False, repr=False)
class UseLine(Sentence):
    """`use ip`."""

    name: Name


@attrs.frozen(kw_only=True, eq=False, repr=False)
class LanguageLine(Sentence):
    """`language 3`."""

    version: int


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ReplacesLine(Sentence):
    """`replaces "…"` with `clause x was y` lines."""

    document: str
    body: tuple[ClauseMapping, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ClauseMapping(Sentence):
    """`clause NEW was OLD`; labels are texts."""

    new: str
    old: str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FormerNames(Sentence):
    """`formerly town_2022`: names that this policy had, and has in earlier ledgers."""

    names: tuple[Name, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class EndedLabels(Sentence):
    """`ended 1.loan.drawn`: labels of awards of earlier versions of the page that no longer exist."""

    labels: tuple[Name, ...]


PolicyHeader: TypeAlias = (
    DocumentLine | IssueDateLine | EffectiveLine | StatusLine | CurrencyLine | PolicyLevel | SameMatter | RoundingLine
    | UseLine | LanguageLine | YearBeginsLine
    | ReplacesLine | FormerNames | EndedLabels | ReadingLine | SourceNote | ConditionLine | Definition | Requirement
)  # fmt: skip


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PolicyLine(Sentence):
    """`policy NAME "TITLE"` with its header lines."""

    name: Name
    title: str | None
    header: tuple[PolicyHeader, ...] = ()
    title_zh: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CasesLine(Sentence):
    """`cases for shaoguan_2021`: a page with only cases, for the policy of that name in the same folder."""

    policy: Name


RecoveryLine: TypeAlias = (
    ConditionLine | Surcharge | RecoveryInterest | AwardLimit | RecoveryThreshold | RoundingLine | PaymentOrder
    | StopPayments | SetOff | LabelLine | FormerLabels | TitleLine | ReadingLine | SourceNote
)  # fmt: skip

ScheduleLine: TypeAlias = Instalment | ReadingLine | SourceNote

# ---------------------------------------------------------------------------------------------- vocabulary


@attrs.frozen(kw_only=True, eq=False, repr=False)
class VocabularyLine(Sentence):
    """`vocabulary NAME "TITLE"`, with `use` lines if it extends others."""

    name: Name
    title: str | None
    header: tuple[UseLine | LanguageLine, ...] = ()
    title_zh: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class MemberDecl(Node):
    """`gold "金奖"`."""

    name: Name
    label: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class KindDecl(Sentence):
    """`applicant enterprise "企业" "a company" includes small_enterprise, agency`."""

    name: Name
    label: str | None = None
    definition: str | None = None
    definition_zh: str | None = None
    includes: tuple[Name, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ClassDecl(Sentence):
    """`class unit "单位" is enterprise, institution`."""

    name: Name
    label: str | None = None
    definition: str | None = None
    definition_zh: str | None = None
    members: tuple[Name, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class LevelDecl(Sentence):
    """`level national "国家级" > provincial "省级" > …`; the word `level` names it."""

    members: tuple[MemberDecl, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ChoiceDecl(Sentence):
    """`choice right "专利类型" invention "发明" · …`, with members on the same line or under it."""

    name: Name
    label: str | None
    members: tuple[MemberDecl, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SeriesDecl(Sentence):
    """`series lpr_1y "一年期LPR" percent, monthly`; `currency` is set for `CNY per currency`."""

    name: Name
    label: str | None
    currency: str | None
    frequency: str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class TypeExpr(Node):
    """A type as written.

    It is a keyword of the list of types, the name of a choice, level or record, `list of T`, or `one of a, b`. Exactly
    one of `word`, `name` and `members` is given.
    """

    word: str | None = None
    name: Name | None = None
    members: tuple[MemberDecl, ...] = ()
    is_list: bool = False


@attrs.frozen(kw_only=True, eq=False, repr=False)
class YearsBetweenDecl(Node):
    """`years from granted_on of patent to fee_year`: the number of calendar years between two days."""

    start: Name
    record: Name | None
    end: Name


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FieldDecl(Sentence):
    """`established_on "成立日" date fixed "definition"`; also figures, with `0 before established_on`.

    `type` is None for text fields declared without a type and for `since` words. The members of `is one of` are in the
    type.
    """

    name: Name
    label: str | None = None
    definition: str | None = None
    definition_zh: str | None = None
    type: TypeExpr | None = None
    varies: str | None = None  # fixed, dated, yearly
    may_be_negative: bool = False
    zero_before: Name | None = None
    years_between: YearsBetweenDecl | None = None
    since: Name | None = None
    since_label: str | None = None
    means: Expr | None = None  # `branded means has at least 1 service_brand new`


@attrs.frozen(kw_only=True, eq=False, repr=False)
class KeyPart(Node):
    """`number "专利号"`: a field of the key, declared here if no other line declares it."""

    name: Name
    label: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class KeyDecl(Sentence):
    """`key patent, fee_year "缴费年度"`."""

    parts: tuple[KeyPart, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class MatterDecl(Sentence):
    """`matter patent`, `matter applicant`."""

    names: tuple[Name, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class EventDecl(Node):
    """`event granted "授权" on granted_on "授权日" default`."""

    name: Name
    label: str | None
    date_field: Name
    date_label: str | None
    first: bool = False
    for_life: bool = False
    default: bool = False


@attrs.frozen(kw_only=True, eq=False, repr=False)
class EventLine(Sentence):
    """A line that declares one or more events, separated by `·`."""

    events: tuple[EventDecl, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class StateDecl(Sentence):
    """`state valid "有效" from granted_on until lapsed_on "失效日"`."""

    name: Name
    label: str | None
    start: Name
    start_label: str | None
    until: Name | None
    until_label: str | None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FieldLine(Sentence):
    """A line that declares one or more fields, separated by `·`."""

    fields: tuple[FieldDecl, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class OrderOfDays(Sentence):
    """`order of days filed_on, granted_on, lapsed_on`: the days are in chronological order."""

    days: tuple[Name, ...]


RecordItem: TypeAlias = KeyDecl | MatterDecl | EventLine | StateDecl | OrderOfDays | FieldLine


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FixedValue(Node):
    """`with right invention`; the value is a member, `yes` or `no`."""

    field: Name
    value: Name


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RecordDecl(Sentence):
    """`record patent "专利" "definition" plural patents`, `record a is b with f v`."""

    name: Name
    label: str | None = None
    definition: str | None = None
    definition_zh: str | None = None
    plural: Name | None = None
    base: Name | None = None
    fixed: tuple[FixedValue, ...] = ()
    body: tuple[RecordItem, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ApplicantFields(Sentence):
    """`applicant fields` with field lines."""

    lines: tuple[FieldLine, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Figures(Sentence):
    """`figures per year` with field lines."""

    lines: tuple[FieldLine, ...]


VocabularyItem: TypeAlias = (
    KindDecl | ClassDecl | LevelDecl | ChoiceDecl | SeriesDecl | ApplicantFields | Figures | RecordDecl
)

# ---------------------------------------------------------------------------------------------- cases


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FactValue(Node):
    """A value in a case: exactly one of a literal expression, a list and a special word."""

    value: Expr | None = None  # Number, Percent, Date, Duration, Word
    is_negative: bool = False  # `less 30000`
    text: str | None = None
    items: tuple[FactValue, ...] = ()
    special: str | None = None  # "none", "unknown", "cannot be determined"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FactPart(Node):
    """`amount 3000000`, `put_to_use`, `not related_party`: a flag has no value; with `negated` it is no."""

    name: Name
    value: FactValue | None = None
    negated: bool = False


@attrs.frozen(kw_only=True, eq=False, repr=False)
class GivenRecord(Sentence):
    """`technology_contract A: amount 3000000, put_to_use`; `no KIND` and `KIND partly listed` have no item.

    `item` is the record's id in the case. It is also the value of the key, if that is a single text field and is not
    given. `KIND unknown` says that the kind is not mentioned in the facts.
    """

    kind: Name
    item: str | None
    parts: tuple[FactPart, ...] = ()
    none: bool = False
    partial: bool = False
    unknown: bool = False


@attrs.frozen(kw_only=True, eq=False, repr=False)
class GivenApplicant(Sentence):
    """`given enterprise, agency located_here, established_on 2020-01-01` with record lines under it.

    A case of several applicants names each one: `given "A" as enterprise located_here`. Then the figures, the history
    and the other facts of the applicant are also lines under it.
    """

    kinds: tuple[Name, ...]
    parts: tuple[FactPart, ...] = ()
    name: str | None = None
    lines: tuple[GivenRecord | ApplicantFact, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class GivenFigures(Sentence):
    """`given figures 2022: local_contribution 20000`."""

    year: int
    parts: tuple[FactPart, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class GivenHistory(Sentence):
    """`given history ["DOCUMENT"] LABEL ITEM paid M in YEAR [: words]`; DOCUMENT is not this policy.

    `… paid M on DAY` states the day of the payment.
    """

    label: str
    item: str
    paid: Number
    year: int
    day: datetime.date | None = None
    parts: tuple[FactPart, ...] = ()
    document: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class GivenSupport(Sentence):
    """`given support ITEM national M in YEAR`."""

    item: str
    kind: Name | None
    level: Name
    amount: Number
    year: int


@attrs.frozen(kw_only=True, eq=False, repr=False)
class GivenApproval(Sentence):
    """`given approval LABEL ITEM M`."""

    label: str
    item: str
    amount: Number


@attrs.frozen(kw_only=True, eq=False, repr=False)
class GivenSeries(Sentence):
    """`given series central_parity USD 2022-03-01: 6.3014`, `given series lpr_1y 2022-01-01: 3.7%`."""

    series: Name
    currency: str | None
    day: datetime.date
    value: Expr


@attrs.frozen(kw_only=True, eq=False, repr=False)
class GivenRank(Sentence):
    """`given rank works_registered 2 in 2022`."""

    figure: Name
    rank: int
    year: int


@attrs.frozen(kw_only=True, eq=False, repr=False)
class GivenOlder(Sentence):
    """`given older document "…" ITEM M`: the standard of an older document for an item."""

    document: str
    item: str
    amount: Number


@attrs.frozen(kw_only=True, eq=False, repr=False)
class GivenAsOfDate(Sentence):
    """`given as of D`."""

    day: datetime.date


ApplicantFact: TypeAlias = GivenFigures | GivenHistory | GivenSupport | GivenApproval | GivenRank | GivenOlder
"""The given lines about one applicant."""

Given: TypeAlias = GivenApplicant | GivenSeries | GivenAsOfDate | ApplicantFact


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Expectation(Sentence):
    """What all expectations have: `for "A"` names an applicant of a case of several applicants."""

    applicant: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ExpectTotal(Expectation):
    """`expect [2022] total M`."""

    year: int | None
    amount: Number


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ExpectPaid(Expectation):
    """`expect [2022] ITEM [of LABEL] [granted] M`: what is newly due of a claim, or what was granted in all."""

    year: int | None
    item: str
    label: str | None
    amount: Number
    is_granted: bool = False


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ExpectOutcome(Expectation):
    """`expect [2022] ITEM [of LABEL] awarded | reduced by cap of article 7 | …`.

    `outcome` is one of: awarded, reduced, displaced, not eligible, out of window, already paid, suspended, supported by
    another level, by reference, undetermined, ceiling, contingent on the cohort, carried, lapsed.

    In `by RULE of article N`, `rule` is the verb (cap, limit, once, pay highest, support …) and `article` the article.
    `words` contains the names in `displaced by ITEM`, `because FIELD` and `for FACTS`.
    """

    year: int | None
    item: str
    label: str | None
    outcome: str
    rule: str | None = None
    article: str | None = None
    words: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ExpectDue(Expectation):
    """`expect due between A and B`; without an upper bound `expect due at least A`."""

    low: Number
    high: Number | None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ExpectObligation(Expectation):
    """`expect obligation of article 12 [M]`."""

    article: str
    amount: Number | None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ExpectNoObligation(Expectation):
    """`expect no obligation of article 12`."""

    article: str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ExpectValue(Expectation):
    """`expect [2022] value of NAME [for ITEM] VALUE`: the value of a definition."""

    year: int | None
    name: Name
    item: str | None
    value: FactValue


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ExpectCarried(Expectation):
    """`expect carried M to YEAR`."""

    amount: Number
    to_year: int


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ExpectLapsed(Expectation):
    """`expect lapsed M`."""

    amount: Number


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ExpectBack(Expectation):
    """`expect [2026] to pay back M`, `expect to pay back between A and B`."""

    year: int | None
    low: Number
    high: Number | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ExpectNet(Expectation):
    """`expect net M`, `expect net less M`: what is due less what is to be paid back."""

    amount: Number
    is_negative: bool = False


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ExpectPayable(Expectation):
    """`expect payable now M`."""

    amount: Number


Expect: TypeAlias = (
    ExpectTotal | ExpectPaid | ExpectOutcome | ExpectDue | ExpectObligation | ExpectCarried | ExpectLapsed
    | ExpectBack | ExpectNet | ExpectPayable | ExpectNoObligation | ExpectValue
)  # fmt: skip


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Case(Sentence, ComputedOnce):
    """`case "…"` with its given facts and expectations."""

    title: str
    given: tuple[Given, ...]
    expect: tuple[Expect, ...]
    title_zh: str | None = None


# ---------------------------------------------------------------------------------------------- the page

PageItem: TypeAlias = Article | BlockItem | VocabularyItem | Case


@attrs.frozen(eq=False, repr=False)
class AmbiguousSegmentation(ValueObject):
    """A Chinese sentence without blanks that can be segmented in two ways: its place and both readings."""

    span: Span
    chosen: str
    alternative: str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Page(Node):
    """A whole file: a policy, a vocabulary, a page of cases, or, without such a line, a draft.

    `header` is the policy, vocabulary or cases line. `uses` are the top-level `use` and `language` lines of a draft.
    `trailing` are the comments after the last sentence. `doubts` are sentences that may consist of other words; whether
    these words are declared depends on the vocabulary.
    """

    header: PolicyLine | VocabularyLine | CasesLine | None
    uses: tuple[UseLine | LanguageLine, ...] = ()
    items: tuple[PageItem, ...] = ()
    trailing: tuple[str, ...] = ()
    doubts: tuple[AmbiguousSegmentation, ...] = attrs.field(default=(), eq=False, repr=False)
