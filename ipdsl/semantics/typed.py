"""The typed policy: every name resolved, every expression typed, every operator concrete. Nothing is looked up again.

Money constants are in minor units of the policy's currency; rates are fractions. `record` always means the record the
sentence is about; `the day` is the claim's event date (for a `while` award: the day that is tried).
"""

from __future__ import annotations

import datetime
import enum
from fractions import Fraction
from typing import TypeAlias

import attrs

from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import Period
from ipdsl.base.values.money import Rounding
from ipdsl.schema.comparisons import Comparison
from ipdsl.schema.types.count import CountType
from ipdsl.schema.types.duration import DurationType
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.rate import RateType
from ipdsl.schema.types.yes_no import BoolType
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import Schema


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Node(ValueObject):
    """Anything that stands on a page."""

    span: Span = attrs.field(eq=False, repr=False)


# ---------------------------------------------------------------------------------------------- expressions

BOOL = BoolType()
COUNT = CountType()
RATE = RateType()
MONEY = MoneyType()
DURATION = DurationType()

Scalar: TypeAlias = int | Fraction | bool | str | datetime.date


@attrs.frozen(kw_only=True, eq=False, repr=False)
class BooleanNode(Node):
    """What is true, false, or not known."""

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
    """The applicant is of that kind or class."""

    kind: str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Figure(Node):
    """A figure of the claim's year (`years_back` 0) or of the year before (1)."""

    figure: str
    years_back: int
    type: Type

    @property
    def years_before(self) -> int | None:
        """How many years before the claim's the figure is of; nothing for that year itself."""
        return self.years_back or None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class EventHappened(BooleanNode):
    """The record's event lies on or before the day."""

    record: str
    event: str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class StateHolds(BooleanNode):
    """The day lies in the record's state: from ≤ day, and day < until where there is an until."""

    record: str
    state: str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Pick(Node):
    """The applicant's records of a kind (narrower kinds included) for which every test holds on the day.

    The tests are about the picked record, not the record of the sentence.
    """

    record: str
    tests: tuple[Expr, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RecordCount(Node):
    """How many records are picked."""

    pick: Pick
    type: Type = COUNT


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FirstEventTest(BooleanNode):
    """The record comes first among the applicant's records of the kind by that event's date.

    Equal dates: the smaller key, then the smaller id comes first. The window does not matter. `is_per_item`: no such
    event of the same item lies before it, among records and lines of the history; equal dates are one event.
    """

    record: str
    event: str
    is_per_item: bool = False

    @property
    def word(self) -> str:
        """What it is called by: its event where it goes by items, else its record."""
        return self.event if self.is_per_item else self.record


class AggregateKind(enum.Enum):
    """What is taken over the picked records of a set."""

    TOTAL = "total"
    NUMBER = "number"
    LARGEST = "largest"
    EARLIEST = "earliest"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Aggregate(Node):
    """Over the records that the set award picked; `field` is None for NUMBER."""

    kind: AggregateKind
    record: str
    field: str | None
    type: Type


class SeriesPoint(enum.Enum):
    """Which value of a series counts for a day: that of the day, of its month, or of the January of its year."""

    JANUARY = "in January of"
    MONTH = "in month of"
    DAY = "on"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SeriesValue(Node):
    """The value of a series at a date; a missing one is unknown and names series and month or day."""

    series: str
    point: SeriesPoint
    day: Expr
    type: Type = RATE


@attrs.frozen(kw_only=True, eq=False, repr=False)
class TableValue(Node):
    """A row of a table; `rows` maps each member to a constant amount. A member without a row is not eligible."""

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
    """Difference, not below 0 (`a less b` and `a above b` mean the same sum)."""

    left: Expr
    right: Expr
    type: Type


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Scale(Node):
    """A rate (or count, or number) times a value."""

    factor: Expr
    value: Expr
    type: Type


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FullStepCount(Node):
    """How often `step` goes fully into `base` (a count)."""

    base: Expr
    step: Expr
    type: Type = COUNT


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Minimum(Node):
    """`min(…)`, and what `X at most Y` means for Y that is not computed."""

    values: tuple[Expr, ...]
    type: Type


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Maximum(Node):
    """`max(…)`."""

    values: tuple[Expr, ...]
    type: Type


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Interest(Node):
    """Principal × rate × years. With `last_years` n only the last n years before `end` count, counted back from it."""

    principal: Expr
    rate: Expr
    start: Expr
    end: Expr
    last_years: int | None
    type: Type = MONEY


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CurrencyConversion(Node):
    """A sum in another currency times the series' value for that currency on the day of the field.

    A sum that is already in the policy's currency is not converted.
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
    """Negation, Kleene."""

    part: Expr


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Compare(BooleanNode):
    """Numbers, money, rates, dates of one type."""

    left: Expr
    op: Comparison
    right: Expr


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CompareLevel(BooleanNode):
    """A level against a member, in declared order; `ranks` maps every member to its rank, 0 the lowest."""

    left: Expr
    op: Comparison
    member: str
    ranks: tuple[tuple[str, int], ...]

    @property
    def ladder(self) -> tuple[str, ...]:
        """The members of the level, the lowest first."""
        return tuple(sorted(dict(self.ranks), key=dict(self.ranks).__getitem__))

    @property
    def matching_members(self) -> tuple[str, ...]:
        """The members of the level that meet the comparison."""
        bound = dict(self.ranks)[self.member]
        return tuple(name for name, rank in self.ranks if self.op.meets(rank, bound))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Membership(BooleanNode):
    """The value is one of these members or texts; for a list field: the list holds one of them."""

    value: Expr
    members: tuple[str, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ElapsedComparison(BooleanNode):
    """How the day stands to `number` units after `since`.

    AT_LEAST: day ≥ since + n; MORE_THAN: day > since + n; AT_MOST: since ≤ day ≤ since + n; LESS_THAN: since ≤ day <
    since + n. What lies after the day was not ago.
    Serves `filed_on more than 10 years ago` and `in_business at least 1 year`.
    """

    since: Expr
    op: Comparison
    number: int
    unit: str  # year, month, day


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ApplicantRank(Node):
    """The applicant's place by a yearly figure among all applicants of these kinds, in the claim's year.

    1 is the most; applicants with the same figure share a place, and the next place is left out. Stated as a fact, or
    worked out over a cohort.
    """

    figure: str
    among: tuple[str, ...]
    type: Type = COUNT


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CannotBeDetermined(BooleanNode):
    """The fact is stated as one that cannot be determined."""

    value: Expr


@attrs.frozen(kw_only=True, eq=False, repr=False)
class EventInYear(BooleanNode):
    """An event of the picked records falls in the calendar year of the claim; the tests hold on its day."""

    pick: Pick
    event: str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ClaimYearIs(BooleanNode):
    """The claim is of that year."""

    year: int


@attrs.frozen(kw_only=True, eq=False, repr=False)
class MatterSupported(BooleanNode):
    """Another level paid something for the matter of the claim (by the key `matter`), in whatever year."""

    matter: str = "matter"


Expr: TypeAlias = (
    Const
    | RecordField
    | ApplicantField
    | ApplicantKindTest
    | Figure
    | EventHappened
    | StateHolds
    | RecordCount
    | FirstEventTest
    | Aggregate
    | SeriesValue
    | TableValue
    | Add
    | Subtract
    | Scale
    | FullStepCount
    | Minimum
    | Maximum
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
    | CannotBeDetermined
    | EventInYear
    | ClaimYearIs
    | MatterSupported
)


# ---------------------------------------------------------------------------------------------- clauses


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Gate(Node):
    """One condition of a clause. If gates fail, the first of them is the reason why nothing is paid.

    `text` is the condition as the formatter prints it; `words` are the fields, events, states and kinds it names, for
    `expect … not eligible because FIELD`. `article` is that of a definition (`here … means`) which put it there.
    """

    text: str
    test: Expr
    words: tuple[str, ...]
    article: str = ""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class EventTrigger(Node):
    """One claim for each record of the kind, dated by the event."""

    record: str
    event: str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class StateTrigger(Node):
    """One claim a calendar year, dated the first day of it on which every gate holds.

    `record` is None where the subject is the applicant; the item is then the applicant.
    """

    record: str | None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class YearTrigger(Node):
    """One claim a year with figures, dated the last day of the year within the window; the item is the year."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SetTrigger(Node):
    """One claim for the records of a kind whose event falls in one year (and share the keys).

    Its `picks` are tests of each record: a record that fails one is not in the set. Dated the last day of the year
    within the window. Record tests stand here, not among the gates.
    """

    record: str
    event: str
    keys: tuple[str, ...]
    picks: tuple[Gate, ...]


Trigger: TypeAlias = EventTrigger | StateTrigger | YearTrigger | SetTrigger


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FixedAmount(Node):
    """A sum that the rule sets; `at_most` limits the one claim (a computed limit is rounded down)."""

    value: Expr
    at_most: Expr | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Ceiling(Node):
    """The bureau sets the sum; this is its most. `value` None: at discretion, without ceiling."""

    value: Expr | None
    at_most: Expr | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class OnceRule(Node):
    """The same item is never paid again; with keys: one payment per their values. Fields, kinds, `matter`, `item`."""

    keys: tuple[str, ...]
    per_year: bool = False


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Row(Node):
    """The first row whose test holds counts; `name` is the key as printed. `test` None is `otherwise`."""

    name: str
    test: Expr | None
    amount: FixedAmount | Ceiling
    once: OnceRule | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AmountByRows(Node):
    """An amount chosen by a value, of which `text` is as the page has it. No row: not eligible, because of `words`."""

    value: Expr
    text: str
    rows: tuple[Row, ...]
    words: tuple[str, ...]


Amount: TypeAlias = FixedAmount | Ceiling | AmountByRows


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PriorPaymentDeduction(Node):
    """Deduct what was paid for `record` of the same `field`."""

    record: str
    field: str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Award(Node):
    """One promise. `gates` stand in the order in which they act: beneficiary is apart and comes first, then the words
    of `when`, then `if` lines from the policy inwards to the award."""

    label: str
    article: str
    text: str  # the sentence as the formatter prints it, without what is indented beneath
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


# ---------------------------------------------------------------------------------------------- rules


class Order(enum.Enum):
    """Which claims keep a place."""

    EARLIEST = "earliest first"
    BEST = "best first"
    CHOSEN = "as chosen"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class BlockRule(Node):
    """What all rules and conditions of a block have: a name, and the labels of the awards that they spare."""

    name: str
    exempt: tuple[str, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class KeyedRule(BlockRule):
    """What counts claims by the values of keys; `per_year`: and by the year."""

    keys: tuple[str, ...]
    per_year: bool = False


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Limit(KeyedRule):
    """At most `number` places per key; `counts` names the field whose distinct values count, None counts items."""

    number: int
    counts: str | None
    order: Order


@attrs.frozen(kw_only=True, eq=False, repr=False)
class HighestRule(KeyedRule):
    """`pay highest`: the block's direct children compete per key and year. An inner group competes with its sum."""

    per_year: bool = True


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Cap(KeyedRule):
    """Room per key (and year). `amount` is a constant, or built from figures of the applicant (then per year)."""

    amount: Expr
    is_across_applicants: bool
    carry: int = 0  # years for which what it cuts is carried; 0: what it cuts is gone


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NoRepeat(KeyedRule):
    """One payment per key: within a year the highest claim, over the years the first that was admitted."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class TopUp(KeyedRule):
    """A promotion pays the difference to the highest rung that was reached at another level."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class OlderStandardRule(KeyedRule):
    """`pay highest with older documents`: the highest claim of a year per key is raised to the older standard."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Quota(KeyedRule):
    """At most `number` (and as a duty of the bureau at least `low`) records per key; `score` selects the best."""

    low: int | None
    number: int
    record: str  # the kind that it counts
    score: str | None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Suspension(BlockRule):
    """Nothing is paid to `who` for a year in which an event of `pick`'s records falls. The tests of `pick` are words
    of the record; a gate of every award that it reaches, and a rest for money that a cap carries."""

    text: str  # as the formatter prints it
    who: str
    event: str
    pick: Pick


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NoneWhenRule(BlockRule):
    """A gate over a block: `test` None where another level supported the same matter, by the key `matter`."""

    text: str  # as the formatter prints it
    test: Expr | None
    words: tuple[str, ...]
    matter: str = "matter"


@attrs.frozen(eq=False, repr=False)
class Matter(ValueObject):
    """What rules with the key `name` take for the same matter: fields by root kind, those of "" for any other kind."""

    name: str
    fields: tuple[tuple[str, tuple[str, ...]], ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Transition(Node):
    """Events of `year` under these awards are decided by an older document."""

    article: str
    text: str  # as the formatter prints it
    document: str
    year: int
    awards: tuple[str, ...]  # labels
    readings: tuple[str, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ReplacedDocument(Node):
    """A document that this policy replaces; `clauses` are pairs of a label of this policy and a label of that one."""

    document: str
    clauses: tuple[tuple[str, str], ...]


Rule: TypeAlias = Limit | HighestRule | Cap | NoRepeat | TopUp
"""What takes of the claims that reach it, in written order."""

Condition: TypeAlias = OlderStandardRule | Quota | Suspension | NoneWhenRule
"""What stands among the rules of a block and acts before the first of them: on gates and on what is proposed."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Block(Node):
    """Awards, inner blocks and rules in the order of the page. A rule acts on every award before it in its block.

    `kind`: policy, article, group, over. `label` is the article number, the group's name, or `policy`.
    `explained_rules` are the places of rules with a reading beneath them.
    """

    kind: str
    label: str
    article: str
    items: tuple[BlockItem, ...]
    pays_each: bool
    readings: tuple[str, ...]
    explained_rules: tuple[Span, ...] = ()


BlockItem: TypeAlias = Award | Block | Rule | Condition


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Article(Node):
    """What is said of an article as a whole. `mark`: paying, informative, in header, defines."""

    number: str
    title: str
    mark: str
    defines: str | None
    readings: tuple[str, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Reference(Node):
    """Another document decides. `trigger` None: for the policy as a whole. Claims under it are `by reference`."""

    article: str
    document: str
    trigger: Trigger | None
    gates: tuple[Gate, ...]
    readings: tuple[str, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Obligation(Node):
    """A duty. `awards` are the labels whose payment (to `who`) raises it; `share` of it is owed, None: a plain duty.

    A plain duty has the `if` lines around it as its `gates`.
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
    """A budget line: `amount` in each year in which the trigger holds. Never a claim."""

    article: str
    label: str
    text: str
    amount: FixedAmount
    to: tuple[str, ...]
    trigger: Trigger
    gates: tuple[Gate, ...]
    readings: tuple[str, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Target(Node):
    """A goal of the document. It changes no sum."""

    article: str
    text: str
    number: Fraction
    by_year: int


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Policy(Node):
    """A checked policy. `awards` are all awards in text order; `root` holds them again, nested with their rules.

    `document` is the number of the text; empty for a draft page, which has no window and no articles. `level` is that
    of its government, where the page says it. `labels` are those that the page gives to its groups and awards.
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
    replaced: tuple[ReplacedDocument, ...] = ()
    transitions: tuple[Transition, ...] = ()
    level: str = ""
    matters: tuple[Matter, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()


# ---------------------------------------------------------------------------------------------- cases


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Expectation(Node):
    """One line that must come true. `kind`: total, paid, outcome, due, obligation, carried, lapsed."""

    kind: str
    text: str
    year: int | None = None
    item: str | None = None
    label: str | None = None
    outcome: str | None = None
    rule: str | None = None
    article: str | None = None
    words: tuple[str, ...] = ()
    amount: int | None = None  # minor units
    high: int | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Case(Node):
    """A case: facts as the plain dict of `docs/facts.md`, and what is expected of their decision.

    `title_zh` is the title in Chinese, where it stands in both languages.
    """

    title: str
    title_zh: str | None
    facts: dict[str, object] = attrs.field(eq=False)
    expect: tuple[Expectation, ...]
