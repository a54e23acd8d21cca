"""The content of a policy that settlement reads: terms, formulas and steps, without the functions that compute them.

Terms: the content of a policy that settlement reads, without the functions that compute it. Part of the plan.

Formulas: the conditions and sums of awards, references, duties, budget lines, caps and suspensions, as data.

A formula is a constant, or a tuple that begins with the name of an operation (`ipdsl.ir.operations`). A compiled module
contains formulas in addition to its functions, for facts that are incomplete.

Settlement as a table of steps: the claims, their order, their groups, and the state of each group.

The plan lowers the rules of a page to this table, and the kernel settles by it. Every rule is one operation: claims
ask, in an order, for a part of the state of a group. The state grants at most its remainder, and the granted amount is
charged to it. Earlier payments are recalled into the same state. Only the kernel defines how a state grants and
charges. All other code reads what `TRAITS` says of the state.
"""

from __future__ import annotations

import datetime
import enum
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from operator import attrgetter
from typing import TypeAlias

import attrs

from ipdsl.base.partition import values_by_key
from ipdsl.base.source import Span
from ipdsl.base.value_object import ComputedOnce, ValueObject
from ipdsl.base.values.days import CALENDAR_YEAR, FiscalYear, Period
from ipdsl.base.values.money import Rounding
from ipdsl.ir.proposal import (
    ALREADY_DEDUCTED,
    CAP,
    MINIMUM_TOTAL,
    OLDER,
    ROUNDED_TOTAL,
    TOPPED_UP,
    Outcome,
)
from ipdsl.schema.declarations import period_text, row_of_key, span_of_keys
from ipdsl.schema.vocabulary import RecordKind, Schema

Formula: TypeAlias = "bool | int | str | Fraction | datetime.date | tuple[Formula, ...] | None"
"""A constant, or an operation with its parts: `("at_least", ("field", "amount"), 100)`."""

EvidenceFormula: TypeAlias = "tuple[str, Formula] | tuple[str, Formula, str]"
"""A word with its value, and how a number is shown unless it is plain."""

RowFormula: TypeAlias = "tuple[Formula, str, Formula, bool]"
"""The test of a row, its name, its sum (`None`: at discretion), and whether the sum is a ceiling."""


@attrs.frozen(eq=False, repr=False)
class TestFormula(ValueObject):
    """A condition, and the evidence shown if it fails."""

    holds: Formula
    evidence: tuple[EvidenceFormula, ...]


@attrs.frozen(eq=False, repr=False)
class BodyFormulas(ValueObject):
    """The formulas of one award, reference, duty or budget line.

    `fitting` are tests that a table has a row for its key. `rows` is `None` if there are only gates; an amount without
    rows is one row that always fits. `evidence` is shown if no row fits or the amount cannot be determined, and of
    `row_evidence` what the amount of a row lacks. `turns` give the days on which a condition may change. `picks` are
    the tests of a set award. `steady_gates` are the gates that change only on these days, not with the year. A sum
    below `threshold` after deductions is not paid.
    """

    gates: tuple[TestFormula, ...]
    fitting: tuple[TestFormula, ...] = ()
    rows: tuple[RowFormula, ...] | None = None
    evidence: tuple[EvidenceFormula, ...] = ()
    turns: tuple[Formula, ...] = ()
    picks: tuple[TestFormula, ...] = ()
    steady_gates: tuple[int, ...] = ()
    threshold: Formula | None = None
    row_evidence: tuple[EvidenceFormula, ...] = ()


@attrs.frozen(eq=False, repr=False)
class RecoveryFormulas(ValueObject):
    """What a recovery computes: its gates once, its tests and its share for each payment."""

    gates: tuple[TestFormula, ...]
    tests: tuple[TestFormula, ...]
    share: Formula
    surcharge: Formula | None = None
    interest: tuple[Formula, ...] = ()
    at_most: Formula | None = None
    threshold: Formula | None = None


@attrs.frozen(eq=False, repr=False)
class InstalmentFormulas(ValueObject):
    """What an instalment computes: its share, its day, and its tests on that day."""

    share: Formula
    day: Formula
    tests: tuple[TestFormula, ...]


@attrs.frozen(eq=False, repr=False)
class Formulas(ValueObject):
    """All formulas of a policy.

    The functions of a module refer to `shared_formulas` by index.
    """

    clauses: tuple[BodyFormulas, ...]
    shared_formulas: tuple[Formula, ...] = ()
    caps: tuple[tuple[str, Formula], ...] = ()
    suspensions: tuple[tuple[str, Formula], ...] = ()
    references: tuple[tuple[int, BodyFormulas], ...] = ()
    allocations: tuple[BodyFormulas, ...] = ()
    obligations: tuple[tuple[int, BodyFormulas], ...] = ()
    recoveries: tuple[RecoveryFormulas, ...] = ()
    schedules: tuple[tuple[InstalmentFormulas, ...], ...] = ()
    debts: OptionalFormulas = None


OptionalFormulas: TypeAlias = "Formulas | None"  # a name, so that a module names the class of the object


def operations_of(body: BodyFormulas) -> Iterator[tuple[Formula, ...]]:
    """The operations with which an award computes its proposal, each with its parts."""
    rest: list[Formula] = [test.holds for test in (*body.gates, *body.fitting, *body.picks)]
    rest += [part for row in body.rows or () for part in (row[0], row[2])]
    while rest:
        formula = rest.pop()
        if isinstance(formula, tuple):
            yield formula
            name, *parts = formula
            if name == "table":  # a row is a member and its sum
                parts = [parts[0], *(row[1] for row in parts[1:] if isinstance(row, tuple))]
            rest += () if name == "rank" else parts  # the ranked applicants are words, not formulas


class GroupState(enum.IntEnum):
    """The state of each group of a step."""

    LIMIT = 0  # an amount of money
    QUOTA = 1  # a number of values
    EXCLUSIVE = 2  # one claim, and earlier payments by year
    TOP_UP = 3  # the granted amount by level
    BEST_OF = 4  # the best of several teams, and earlier payments of the year
    CARRY_OVER = 5  # an amount of money; the cut part is carried forward to later years
    DEDUCTION = 6  # earlier payments for the same thing
    FLOOR = 7  # the greatest standard of older documents
    MINIMUM_SUM = 8  # the sum of the claims and of earlier payments, which must not be below an amount
    WHOLE_STEPS = 9  # the same sum, rounded down to a multiple of an amount


@attrs.frozen(eq=False, repr=False)
class StepTraits(ValueObject):
    """What bounds, recall, totals, reasons, cases and dumps read of a step: one description for each state.

    - `text`: what a step has for each group, in a dump.
    - `keyword`, `reason`: the word of a case for the rule, and the code of its reason; empty if it has several.
    - `fills`: more for one claim means less for later ones.
    - `selects`: it selects among claims.
    - `has_places`: its state is a number of places.
    - `counts_by_level`: a claim is compared with claims of other levels.
    - `compares_sums`: a claim depends on the sum of its group. A smaller request never leaves the group more in total.
    - `cuts_last`: it cuts the last claims of a group, so that an open claim may keep any amount between its bounds.
    - `deducts`: it deducts earlier payments from proposed amounts, before all rules.
    - `raises_claims`: it raises claims to an older standard, before all rules.
    - `counts_other_documents`: payments under other documents count.
    """

    text: str
    keyword: str = ""
    reason: str = ""
    fills: bool = False
    selects: bool = False
    has_places: bool = False
    counts_by_level: bool = False
    compares_sums: bool = False
    cuts_last: bool = False
    deducts: bool = False
    raises_claims: bool = False
    counts_other_documents: bool = False

    @property
    def admits(self) -> bool:
        """Whether the amount that it leaves is the admitted amount."""
        return not self.fills


TRAITS: Mapping[GroupState, StepTraits] = {
    GroupState.LIMIT: StepTraits("room", "cap", CAP, fills=True),
    GroupState.QUOTA: StepTraits("place", has_places=True),
    GroupState.EXCLUSIVE: StepTraits("one payment", selects=True, counts_other_documents=True),
    GroupState.TOP_UP: StepTraits(
        "the highest tier", "top up", TOPPED_UP, counts_by_level=True, counts_other_documents=True
    ),
    GroupState.BEST_OF: StepTraits("the best competitor", selects=True),
    GroupState.CARRY_OVER: StepTraits("room", fills=True),
    GroupState.DEDUCTION: StepTraits(
        "earlier payments", "less", ALREADY_DEDUCTED, deducts=True, counts_other_documents=True
    ),
    GroupState.FLOOR: StepTraits("the older standard", "", OLDER, raises_claims=True),
    GroupState.MINIMUM_SUM: StepTraits(
        "at least the minimum or nothing", "nothing below", MINIMUM_TOTAL, compares_sums=True
    ),
    GroupState.WHOLE_STEPS: StepTraits(
        "a sum of whole steps", "round", ROUNDED_TOTAL, compares_sums=True, cuts_last=True
    ),
}


class Order(enum.IntEnum):
    """The order in which the claims of a step ask."""

    CLAIM = 0  # claim order: the earlier day first
    GREATEST = 1  # the greater sum first, then claim order
    GREATEST_BY_TEXT = 2  # the greater sum first, then the earlier award of the text, then claim order


class Manner(enum.IntEnum):
    """How claims share a limit that does not hold all of them."""

    IN_ORDER = 0  # each gets at most the balance
    WHOLE = 2  # each gets all that it asks for, or nothing
    IN_TURN = 3  # the same, and after a claim that does not fit no claim of the year gets anything
    IN_PROPORTION = 4  # all are cut by one ratio


@attrs.frozen(eq=False, repr=False, slots=False)
class FieldOrder(ValueObject):
    """Claims by a field of their record: the smallest value first, or the greatest; claims without a value are last."""

    field: str
    is_highest_first: bool = False


@attrs.frozen(eq=False, repr=False, slots=False)
class StepRule(ValueObject):
    """A rule of a step: the claims to which it applies, their groups, and the amount for each group.

    `reach` are clauses by index, without exempted ones. The group of a claim is its values of `keys` (a list field
    gives several groups), and with `per_year` the year. The rule does not apply to a claim without one of the keys.
    `amount` is in minor units; `function` computes it from yearly figures or, with `is_by_claim`, from the facts of
    each claim: then the least amount of the claims of a group and year counts. The support of others at
    `support_levels` (none named: all) is subtracted from it; `None`: it is not. `counted_field` is the column
    whose distinct values are counted; `counts_records`: the distinct records of each value. `payers` are the clauses
    whose earlier payments count. `orders` sort the claims of a year, one after the other; of equal values the greater
    proposed sum is first (if it counts no records), then claim order. `is_freed_by_recovery`: what was recovered in
    earlier years is not counted; `is_freed_by_lapse`: nor are the instalments that lapsed or were stopped in earlier
    years.
    """

    name: str
    article: str
    text: str
    span: Span
    reach: tuple[int, ...]
    keys: tuple[str, ...]
    per_year: bool = False
    is_across: bool = False
    amount: int | None = None
    function: str | None = None
    is_by_claim: bool = False
    support_levels: tuple[str, ...] | None = None
    counted_field: str = ""
    payers: tuple[int, ...] = ()
    orders: tuple[FieldOrder, ...] = ()
    counts_records: bool = False
    is_freed_by_recovery: bool = False
    is_freed_by_lapse: bool = False

    @cached_property
    def reached_clauses(self) -> frozenset[int]:
        """The clauses to which it applies, as a set."""
        return frozenset(self.reach)


@attrs.frozen(eq=False, repr=False, slots=False)
class Step(ValueObject):
    """One rule, or consecutive caps that fill together.

    `number` is the number of places, `wait` the number of years for which cut amounts are carried forward. `teams` are
    pairs of a clause and the index of the direct child of the block that contains it; `groups` are the indices of
    children that compete as one. `kinds` are the record kinds of the block, by which payments under other documents
    count.

    `is_of_award`: it belongs to an award, not to a block. `manner` says how claims share the limit that they fill.
    """

    state: GroupState
    order: Order
    rules: tuple[StepRule, ...]
    number: int = 0
    wait: int = 0
    teams: tuple[tuple[int, int], ...] = ()
    groups: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    is_of_award: bool = False
    manner: Manner = Manner.IN_ORDER

    @cached_property
    def traits(self) -> StepTraits:
        """The description of its state."""
        return TRAITS[self.state]

    @property
    def adjusts_proposals(self) -> bool:
        """Whether it changes proposed amounts, before all rules."""
        return self.traits.deducts or self.traits.raises_claims

    @cached_property
    def lasts(self) -> bool:
        """Whether later years depend on what it granted."""
        return not all(bound.per_year for bound in self.rules)

    @property
    def first_rule(self) -> StepRule:
        """The first rule; most steps have one."""
        return self.rules[0]

    @property
    def is_block_rule(self) -> bool:
        """Whether it is a rule of a block: it neither changes proposals nor belongs to an award."""
        return not (self.adjusts_proposals or self.is_of_award)

    @property
    def is_charged(self) -> bool:
        """Whether a ledger line states what it granted: a cap the amount, a limit that the claim took a place."""
        return self.traits.fills or (self.traits.has_places and self.is_block_rule)

    @property
    def published_part(self) -> str:
        """The data that may be published about a rule across applicants: `taken`, `ratio` or `left`."""
        if self.traits.has_places:
            return "taken"
        return "ratio" if self.manner is Manner.IN_PROPORTION else "left"

    @property
    def takes_least_limit(self) -> bool:
        """Whether its claims may state different amounts for one group; the least amount counts."""
        return any(bound.is_by_claim for bound in self.rules)

    @property
    def is_divided(self) -> bool:
        """Whether each claim gets at most the balance, so that a smaller request never leaves less in total.

        In a span, a smaller request leaves more to a later claim, which may leave less to the next one.
        """
        return self.manner is Manner.IN_ORDER and not self.has_span

    @cached_property
    def has_span(self) -> bool:
        """Whether one of its rules counts the payments in a span before each claim."""
        return any(span_of_keys(bound.keys) is not None for bound in self.rules)

    @property
    def field_orders(self) -> tuple[FieldOrder, ...]:
        """The orders of its claims by fields; a step with one has one rule."""
        return self.first_rule.orders

    def names(self, bound: StepRule) -> tuple[str, ...]:
        """The keys and counted fields that one of its rules uses."""
        level = ("level",) if self.traits.counts_by_level else ()
        return tuple(dict.fromkeys((*bound.keys, *filter(None, (bound.counted_field,)), *level)))

    @cached_property
    def team_of(self) -> Mapping[int, int]:
        """For each clause, the index of the direct child of the block that contains it."""
        return dict(self.teams)

    def may_need_others(self, clause: int) -> bool:
        """Whether a claim of a clause may be left more with other claims than alone."""
        is_under_sums = self.traits.compares_sums and any(clause in bound.reach for bound in self.rules)
        return is_under_sums or self.team_of.get(clause) in self.groups

    @cached_property
    def is_across(self) -> bool:
        """Whether one of its rules is across applicants."""
        return any(bound.is_across for bound in self.rules)


@attrs.frozen(eq=False, repr=False, slots=False)
class Settlement(ValueObject):
    """The steps of a policy, in order: steps that change proposals, `once`, then the blocks from inside out.

    `columns` are, for each clause, the keys and counted fields of its steps, in the order in which they use them.
    """

    steps: tuple[Step, ...]
    columns: tuple[tuple[str, ...], ...]

    @cached_property
    def names_of_keys(self) -> tuple[str, ...]:
        """The keys and counted fields that any rule uses."""
        return tuple(dict.fromkeys(name for names in self.columns for name in names))

    @cached_property
    def rows_by_clause(self) -> Mapping[int, tuple[str, ...]]:
        """For each clause with one, the keys of its rows with a rule of their own."""
        rows = {index: tuple(filter(row_of_key, names)) for index, names in enumerate(self.columns)}
        return {index: keys for index, keys in rows.items() if keys}

    @cached_property
    def rules_by_clause(self) -> tuple[tuple[tuple[int, StepRule], ...], ...]:
        """For each clause the rules that apply to it, each with the index of its step, in order."""
        over: list[list[tuple[int, StepRule]]] = [[] for _ in self.columns]
        for place, step in enumerate(self.steps):
            for bound in step.rules:
                for index in bound.reach:
                    over[index].append((place, bound))
        return tuple(map(tuple, over))

    def steps_for_clause(self, clause: int) -> Iterator[Step]:
        """The steps of the rules that apply to a clause, in order."""
        return (self.steps[place] for place, _ in self.rules_by_clause[clause])

    def wait(self, clause: int) -> int:
        """The number of years for which amounts of a clause are carried forward."""
        return self.steps[self.carry_over_steps[clause]].wait if clause in self.carry_over_steps else 0

    @cached_property
    def carry_over_steps(self) -> Mapping[int, int]:
        """The index of the step that carries amounts forward, for each clause with one; a clause has at most one."""
        places = [(place, step) for place, step in enumerate(self.steps) if step.wait]
        return {index: place for place, step in places for index in step.first_rule.reach}

    @cached_property
    def shared_waits(self) -> Mapping[int, str]:
        """The rule across applicants under which grants wait for later years, by name, for each clause with one."""
        rules = {index: self.steps[place].first_rule for index, place in self.carry_over_steps.items()}
        return {index: rule.name for index, rule in rules.items() if rule.is_across}

    @cached_property
    def computed_rules(self) -> tuple[StepRule, ...]:
        """The rules whose amount is computed from yearly figures."""
        rules = (bound for step in self.steps for bound in step.rules)
        return tuple(bound for bound in rules if bound.function is not None and not bound.is_by_claim)

    @cached_property
    def rules_by_claim(self) -> Mapping[int, tuple[StepRule, ...]]:
        """For each clause with one, the rules whose amount is computed from the facts of each claim."""
        return _by_clause(bound for step in self.steps for bound in step.rules if bound.is_by_claim)

    @cached_property
    def rules_of_facts(self) -> Mapping[int, tuple[StepRule, ...]]:
        """For each clause with one, the rules that ask facts of each claim: for an amount, or its place in an order.

        What lapsed before it may depend on facts too.
        """
        rules = (bound for step in self.steps for bound in step.rules)
        return _by_clause(bound for bound in rules if bound.is_by_claim or bound.orders or bound.is_freed_by_lapse)

    @cached_property
    def freed_rules(self) -> tuple[StepRule, ...]:
        """The caps that do not count what recoveries of earlier years took, or what lapsed."""
        rules = (bound for step in self.steps for bound in step.rules)
        return tuple(bound for bound in rules if bound.is_freed_by_recovery or bound.is_freed_by_lapse)

    @cached_property
    def lapse_rules(self) -> tuple[StepRule, ...]:
        """Those of them that do not count what lapsed."""
        return tuple(bound for bound in self.freed_rules if bound.is_freed_by_lapse)

    @cached_property
    def orders_by_clause(self) -> Mapping[int, tuple[str, ...]]:
        """For each clause with one, the fields by which rules order its claims."""
        fields = {
            index: tuple(dict.fromkeys(order.field for bound in rules for order in bound.orders))
            for index, rules in self.rules_of_facts.items()
        }
        return {index: names for index, names in fields.items() if names}

    @cached_property
    def adjusted_clauses(self) -> frozenset[int]:
        """The clauses with a step that changes their proposals."""
        return frozenset(
            index for step in self.steps if step.adjusts_proposals for bound in step.rules for index in bound.reach
        )


def _by_clause(rules: Iterable[StepRule]) -> Mapping[int, tuple[StepRule, ...]]:
    """The rules that apply to each clause, for clauses with one."""
    by_clause = values_by_key((index, bound) for bound in rules for index in bound.reach)
    return {index: tuple(over) for index, over in by_clause.items()}


MATTER = "matter"
"""The key of the matter of a claim, as the vocabulary or the head of the policy defines it."""

MATTER_BY = f"{MATTER} ("
"""The beginning of the key if a rule or its block defines the matter differently: `matter (item)`."""

MATTER_OF_ITEM = f"{MATTER_BY}item)"
"""The key of a matter that is the item."""


def is_matter(name: str) -> bool:
    """Whether a key is the matter, by any definition."""
    return name == MATTER or name.startswith(MATTER_BY)


NOTHING_STATED = "nothing stated"
"""The item of a record without any stated value."""


def unlisted_item(kind: str) -> str:
    """The item of a record that may exist in addition to a partial list."""
    return f"another {kind}"


@attrs.frozen(eq=False, repr=False)
class Gate(ValueObject):
    """A condition of a clause: its text for people, and the fields it names.

    `outcome` is the outcome of a claim that it stops. `rule` names the rule that added it (suspension, support by
    another level, transition), and `article` the article of that rule or of a definition. Both are empty for a
    condition of the clause itself. `matter` is the key of the matter, for support by another level, or by the own one
    (`is_own_level`). `names_applicant`: one of the words belongs to the applicant or its year. `is_requirement`:
    `require` in `article` added it.
    """

    text: str
    words: tuple[str, ...]
    span: Span
    outcome: Outcome = Outcome.NOT_ELIGIBLE
    rule: str = ""
    article: str = ""
    matter: str = MATTER
    names_applicant: bool = False
    is_requirement: bool = False
    is_own_level: bool = False


class TriggerKind(enum.Enum):
    """The basis of a claim."""

    RECORD = "record"
    WHILE = "while"
    YEAR = "year"
    SET = "set"

    @property
    def is_yearly(self) -> bool:
        """Whether a claim is about a year: of the applicant, or of a set of records of the year."""
        return self in (TriggerKind.YEAR, TriggerKind.SET)


@attrs.frozen(eq=False, repr=False)
class Trigger(ValueObject):
    """The trigger of an award.

    - RECORD: each record of the kind `record`, on the day in `date_field` of the `event`.
    - SET: all such records of a year with equal `keys`.
    - WHILE: each such record and year; with an empty `record` the applicant and each year.
    - YEAR: each year with a stated figure.
    """

    kind: TriggerKind
    record: str = ""
    event: str = ""
    date_field: str = ""
    keys: tuple[str, ...] = ()


class AmountKind(enum.Enum):
    """Whether the policy sets the sum, or the authority under a ceiling."""

    FIXED = "fixed"
    CEILING = "ceiling"


@attrs.frozen(eq=False, repr=False)
class Row(ValueObject):
    """A row of an amount, with its key as on the page; `once`: the keys of its own `once`, or `None`."""

    name: str
    kind: AmountKind
    once: tuple[str, ...] | None = None


@attrs.frozen(eq=False, repr=False)
class PayeeShare(ValueObject):
    """A share of each payment of an award for someone else: `payee` is the field with the name, `payee_name` it."""

    rate: Fraction
    is_at_least: bool = False
    payee: str = ""
    payee_name: str = ""


@attrs.frozen(eq=False, repr=False, slots=False)
class Clause(ValueObject):
    """One award. `rows` is empty for an amount without rows; `once` None: may be paid again.

    `function` is the name of its function in the generated module, `series` are the published series that it reads.
    `has_parts`: its sum is shown with its parts, because it is computed, selected by a number or read from a series.
    `title` is shown in decisions and letters; empty if the page has no title. `conditions` and `sum_` are digests, by
    which a later page finds the award again in a ledger. `formerly` are labels that it had on earlier versions of the
    page, as their ledgers have them. `order` is its place in the text, also of an ended award that is not in it.
    """

    index: int
    label: str
    article: str
    text: str
    span: Span
    function: str
    trigger: Trigger
    beneficiaries: tuple[str, ...]
    start: datetime.date | None
    gates: tuple[Gate, ...]
    picks: tuple[Gate, ...]
    kind: AmountKind
    rows: tuple[Row, ...]
    row_words: tuple[str, ...]  # the fields that select the row, for "no row for …"
    once: tuple[str, ...] | None
    counts_support: bool
    less: tuple[str, str] | None
    readings: tuple[str, ...]
    series: tuple[str, ...] = ()
    has_parts: bool = False
    title: str = ""
    rows_name_applicant: bool = False
    reads_support: bool = False
    conditions: str = ""
    sum_: str = ""
    formerly: tuple[str, ...] = ()
    payee_shares: tuple[PayeeShare, ...] = ()
    order: int | Fraction = attrs.field(default=attrs.Factory(lambda self: self.index, takes_self=True), eq=False)

    @cached_property
    def is_discretionary(self) -> bool:
        """Whether the authority sets every sum of the award."""
        if self.rows:
            return all(row.kind is AmountKind.CEILING for row in self.rows)
        return self.kind is AmountKind.CEILING

    @cached_property
    def ceiling_rows(self) -> frozenset[str]:
        """The rows with a sum that the authority sets."""
        return frozenset(row.name for row in self.rows if row.kind is AmountKind.CEILING)

    @cached_property
    def once_key_sets(self) -> tuple[tuple[str, ...], ...]:
        """The keys of each `once` of the award, including its rows."""
        key_sets = (self.once, *(row.once for row in self.rows))
        return tuple(dict.fromkeys(keys for keys in key_sets if keys is not None))

    @cached_property
    def once_of_rows(self) -> dict[str, tuple[str, ...]]:
        """The keys of the `once` of each row with its own."""
        return {row.name: row.once for row in reversed(self.rows) if row.once is not None}


@attrs.frozen(eq=False, repr=False)
class OlderStandardRule(ValueObject):
    """Raises the highest claim of a year per keys to the standard of the older document, before all rules.

    `clauses` are the clauses to which it applies, by index, as in `Quota` and `Suspension`.
    """

    name: str
    span: Span
    article: str
    text: str
    clauses: tuple[int, ...]
    keys: tuple[str, ...]


@attrs.frozen(eq=False, repr=False)
class Quota(ValueObject):
    """At most `number` records per keys in a cohort; `score` is the field that selects; empty: by the authority.

    `ties` order equal scores, before claim order.
    """

    name: str
    span: Span
    article: str
    text: str
    clauses: tuple[int, ...]
    low: int | None
    number: int
    record: str
    keys: tuple[str, ...]
    per_year: bool
    score: str
    ties: tuple[FieldOrder, ...] = ()


@attrs.frozen(eq=False, repr=False)
class Ranking(ValueObject):
    """A ranking of all applicants of some kinds by a yearly figure; `clauses` depend on it, by index.

    `ties` order equal figures by fields of the applicant; empty: they share the rank.
    """

    figure: str
    among: tuple[str, ...]
    clauses: tuple[int, ...]
    ties: tuple[FieldOrder, ...] = ()


@attrs.frozen(eq=False, repr=False)
class RecordRanking(ValueObject):
    """A ranking of the records of all applicants that reach an award, by the number `score`, of a year or the window.

    `name` is the label of the award, `line` its line, `clauses` its index. `ties` order equal scores by fields of the
    record; empty: they share the rank.
    """

    name: str
    line: int
    clauses: tuple[int, ...]
    score: str
    per_year: bool
    ties: tuple[FieldOrder, ...] = ()
    keys: tuple[str, ...] = ()


@attrs.frozen(eq=False, repr=False)
class Suspension(ValueObject):
    """`function` tests whether `who` is suspended in the year of a situation. It is also a gate of its clauses.

    `record` is the kind of record whose event suspends.
    """

    name: str
    span: Span
    article: str
    text: str
    clauses: tuple[int, ...]
    who: str
    function: str
    record: str


@attrs.frozen(eq=False, repr=False)
class ReplacedDocument(ValueObject):
    """A document that this one replaces; `clauses` are pairs of a label here and an older label."""

    document: str
    clauses: tuple[tuple[str, str], ...]


@attrs.frozen(eq=False, repr=False)
class Article(ValueObject):
    """An article as a whole, with its readings. `mark`: paying, informative, in header, defines."""

    number: str
    title: str
    mark: str
    defines: str | None
    readings: tuple[str, ...]


@attrs.frozen(eq=False, repr=False)
class Reference(ValueObject):
    """A reference to another document, which decides.

    `trigger` is None if it is for the whole policy. `function` evaluates the gates, as for a clause.
    """

    article: str
    document: str
    span: Span
    trigger: Trigger | None
    function: str | None
    gates: tuple[Gate, ...]
    readings: tuple[str, ...]


@attrs.frozen(eq=False, repr=False)
class Obligation(ValueObject):
    """A duty of `who`. With a share it is a share of the sums that `clauses` paid. `op` is the comparison as written.

    `function` evaluates the gates of a duty with conditions, as for a clause.
    """

    article: str
    who: str
    text: str
    span: Span
    op: str | None
    share: Fraction | None
    clauses: tuple[str, ...]
    readings: tuple[str, ...]
    function: str | None = None
    gates: tuple[Gate, ...] = ()


@attrs.frozen(eq=False, repr=False)
class Allocation(ValueObject):
    """A budget line: its function proposes as for a clause, but nothing is settled."""

    article: str
    label: str
    text: str
    span: Span
    function: str
    beneficiaries: tuple[str, ...]
    trigger: Trigger
    gates: tuple[Gate, ...]
    readings: tuple[str, ...]
    title: str = ""


@attrs.frozen(eq=False, repr=False)
class Recovery(ValueObject):
    """What is paid back of the payments of `clauses`, by index, when an event happens.

    `is_sum`: its share is a sum; with `is_above`, the sum above which payments are paid back. `same` is the field that
    the records of event and payment share, `payer` the field with the applicant who owes it. `order` are the clauses
    whose payments are taken first. `conditions`, `sum_` and `formerly` are as of a clause.
    """

    label: str
    article: str
    text: str
    span: Span
    trigger: Trigger
    gates: tuple[Gate, ...]
    tests: tuple[Gate, ...]
    clauses: tuple[int, ...]
    is_sum: bool = False
    is_above: bool = False
    same: str = ""
    payer: str = ""
    frees_threshold: bool = False
    rounding: Rounding | None = None
    order: tuple[int, ...] = ()
    stops: bool = False
    set_off: int = 0
    readings: tuple[str, ...] = ()
    title: str = ""
    conditions: str = ""
    sum_: str = ""
    formerly: tuple[str, ...] = ()


@attrs.frozen(eq=False, repr=False)
class InstalmentEvent(ValueObject):
    """The event at which an instalment is paid: the kind of record and its field with the day.

    Its record is that of the claim, or it shares the field `same` with it. Or `link` refers from one to the other: it
    is a field of the event's record if `is_link_of_event`.
    """

    record: str
    date_field: str
    is_of_claim: bool
    same: str = ""
    link: str = ""
    is_link_of_event: bool = False


@attrs.frozen(eq=False, repr=False)
class Instalment(ValueObject):
    """A part of a grant: a rate of it, a sum of its own (`is_sum`), or the rest.

    It is paid at its event, on its day (`has_day`), or so long after the grant (`delay`: number and unit). `payee` is
    the field with the name of the one who is paid, `payee_name` the name.
    """

    text: str
    span: Span
    is_sum: bool
    is_rest: bool
    delay: tuple[int, str]
    has_day: bool = False
    event: InstalmentEvent | None = None
    payee: str = ""
    payee_name: str = ""
    gates: tuple[Gate, ...] = ()

    @property
    def is_sum_at_event(self) -> bool:
        """Whether it is a sum that an event makes due: it takes of what no other instalment has."""
        return self.is_sum and self.event is not None


@attrs.frozen(eq=False, repr=False)
class PaymentSchedule(ValueObject):
    """When the grants of `clauses`, by index, are paid."""

    article: str
    span: Span
    clauses: tuple[int, ...]
    instalments: tuple[Instalment, ...]
    readings: tuple[str, ...] = ()


@attrs.frozen(eq=False, repr=False)
class PaymentCap(ValueObject):
    """The budget of each year from which the instalments of awards are paid whole; one that does not fit waits.

    `wait` is the number of later years that may pay it. `is_in_turn`: nothing is paid after the first that waits.
    """

    rule: StepRule
    wait: int
    is_in_turn: bool


@attrs.frozen(eq=False, repr=False)
class AwardSum(ValueObject):
    """What other awards, by label, came to: a part of the amount of the award on a line of the page.

    `kind` is what is added up: what they pay, what they have paid, or what they have granted.
    """

    kind: str
    line: int
    labels: tuple[str, ...]

    @property
    def is_of_year(self) -> bool:
        """Whether it is what they pay in the year of the claim."""
        return self.kind == "pays"

    @property
    def is_granted(self) -> bool:
        """Whether it is what they have granted, also earlier in the year of the claim."""
        return self.kind == "has granted"


@attrs.frozen(eq=False, repr=False)
class AwardWithSums(ValueObject):
    """The award on a line, the sums of other awards in its amount, and the rules that act after the blocks above it.

    These are the rules below it, and those of `over`.
    """

    line: int
    sums: tuple[AwardSum, ...]
    later_rules: tuple[str, ...]


@attrs.frozen(eq=False, repr=False)
class Matter(ValueObject):
    """The matter of the key `name`: its fields by root of the kind, "" for any other kind.

    For a kind without one of the fields, the definition of the vocabulary applies.
    """

    name: str
    fields: tuple[tuple[str, tuple[str, ...]], ...]


def matter_fields(schema: Schema, matters: tuple[Matter, ...]) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The fields that define the matter, by key and kind of record."""
    stated = {matter.name: dict(matter.fields) for matter in matters}
    names, kinds = (MATTER, *stated), schema.records
    fields_by_key = {(name, kind.name): kind.matter_fields(stated.get(name, {})) for name in names for kind in kinds}
    return {**fields_by_key, **{(MATTER_OF_ITEM, kind.name): kind.key for kind in kinds}}


@attrs.frozen(eq=False, repr=False, slots=False)
class Program(ComputedOnce, ValueObject):
    """The content of a policy that the runtime needs in addition to its functions.

    - `convertible`: the record fields (record, field) that may have a sum in a foreign currency, because it is
      converted or
      not read.
    - `level`: the level of its government; support of that level is not support of another level.
    - `readings`: those of the head; `other_readings` those of blocks outside articles, as in a draft.
    - `chinese_sentences`: conditions, awards and rules, each with its line (0: any) and its Chinese sentence with
      labels.
    - `labels`: those that the page declares.
    - `texts`: titles, readings and other quotations that are in English and in Chinese.
    - `fiscal_year`: maps days to the years of the policy.
    - `ended`: labels of awards of earlier versions of the page that no longer exist.
    - `former_names`: names of the policy on earlier versions of the page.
    - `debts`: what applicants owe by `collect`, as a policy of its own.
    - `awards_with_sums`: the awards whose amounts have sums of other awards.
    - `ended_awards`: ended awards of lines of a ledger; nobody can claim them. Their indices follow those of `clauses`.
    """

    name: str
    title: str
    is_draft: bool
    document: str
    issued: datetime.date | None
    window: Period
    discretion_from: datetime.date | None
    status: str
    currency: str
    rounding: Rounding
    schema: Schema
    clauses: tuple[Clause, ...]
    settlement: Settlement
    articles: tuple[Article, ...]
    references: tuple[Reference, ...]
    obligations: tuple[Obligation, ...]
    allocations: tuple[Allocation, ...]
    targets: tuple[str, ...]
    readings: tuple[str, ...]
    content_hash: str
    convertible: tuple[tuple[str, str], ...] = ()
    replaced: tuple[ReplacedDocument, ...] = ()
    older_standards: tuple[OlderStandardRule, ...] = ()
    quotas: tuple[Quota, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    rankings: tuple[Ranking, ...] = ()
    record_rankings: tuple[RecordRanking, ...] = ()
    level: str = ""
    other_readings: tuple[str, ...] = ()
    matters: tuple[Matter, ...] = ()
    chinese_sentences: tuple[tuple[int, str, str], ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    fiscal_year: FiscalYear = CALENDAR_YEAR
    ended: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    recoveries: tuple[Recovery, ...] = ()
    schedules: tuple[PaymentSchedule, ...] = ()
    payment_caps: tuple[PaymentCap, ...] = ()
    debts: OptionalDebts = None
    awards_with_sums: tuple[AwardWithSums, ...] = ()
    ended_awards: tuple[Clause, ...] = attrs.field(default=(), eq=False)

    @cached_property
    def schedule_by_clause(self) -> Mapping[int, int]:
        """The place of the schedule of each clause that is paid in parts, by index."""
        return {clause: place for place, schedule in enumerate(self.schedules) for clause in schedule.clauses}

    @cached_property
    def payment_cap_by_clause(self) -> Mapping[int, PaymentCap]:
        """The cap over payments of each clause with one, by index."""
        return {clause: cap for cap in self.payment_caps for clause in cap.rule.reach}

    @property
    def may_owe(self) -> bool:
        """Whether applicants may have to pay back or to pay."""
        return bool(self.recoveries) or self.debts is not None

    @cached_property
    def money_back(self) -> Mapping[str, Recovery | Clause]:
        """What takes money back, by label: the recoveries, and what is collected."""
        terms: list[Recovery | Clause] = [*self.recoveries]
        terms += () if self.debts is None else self.debts.program.clauses
        return {term.label: term for term in terms}

    @property
    def members(self) -> tuple[Clause, ...]:
        """The awards of the page and the ended awards, by index."""
        return (*self.clauses, *self.ended_awards)

    @property
    def selections(self) -> Mapping[int, Quota]:
        """The quotas that are applied before the rules, by their places; others are among the rules."""
        rules = {bound.name for step in self.settlement.steps for bound in step.rules}
        return {place: quota for place, quota in enumerate(self.quotas) if quota.name not in rules}

    def has_name(self, policy: object) -> bool:
        """Whether a line that states this as its policy is one of this policy: its name, a former name, or nothing."""
        return policy in (None, "", self.name, *self.former_names)

    def matter_fields(self, name: str, kind: RecordKind) -> tuple[str, ...]:
        """The fields that define the matter of a record kind under a key.

        If the matter is the item, they are the key of the kind.
        """
        return self._matter_fields[name, kind.name]

    @cached_property
    def year_of(self) -> Callable[[datetime.date], int]:
        """The function from a day to its year."""
        return attrgetter("year") if self.fiscal_year.is_calendar_year else self.fiscal_year.year_of

    def period_text(self, key: str, year: int) -> str:
        """The value of a period as a key, for a year."""
        start = self.window.start
        return period_text(key, year, year if start is None else self.year_of(start))

    @cached_property
    def _matter_fields(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        return matter_fields(self.schema, self.matters)


@attrs.frozen(eq=False, repr=False)
class Debts(ValueObject):
    """What applicants owe by `collect`: awards in the other direction, with the rules over them.

    `set_off`: for each of its clauses, the number of years in which it is set off.
    """

    program: Program
    set_off: tuple[int, ...]


OptionalDebts: TypeAlias = "Debts | None"  # as `OptionalFormulas`


def clauses_by_label(program: Program) -> Mapping[str, Clause]:
    """The clauses and the ended awards by label."""
    return program.compute_once(_clauses_by_label)


def _clauses_by_label(program: Program) -> Mapping[str, Clause]:
    return {clause.label: clause for clause in program.members}
