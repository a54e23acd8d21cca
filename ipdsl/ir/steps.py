"""Settlement as a table of steps: the claims, their order, their groups, and the state of each group.

The plan lowers the rules of a page to this table, and the kernel settles by it. Every rule is one operation: claims
ask, in an order, for a part of the state of a group. The state grants at most its remainder, and the granted amount is
charged to it. Earlier payments are recalled into the same state. Only the kernel defines how a state grants and
charges. Other code that distinguishes rules reads the flags of a step.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import attrs

from ipdsl.base.partition import values_by_key
from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.schema.periods import span_of_keys


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
    whose earlier payments count. `order` sorts the claims of a year; of equal values the greater proposed sum is first
    (if it counts no records), then claim order.
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
    order: FieldOrder | None = None
    counts_records: bool = False

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

    Flags:

    - `adjusts_proposals`: it changes proposed amounts, before all rules.
    - `is_of_award`: it belongs to an award, not to a block.
    - `admits`: the amount that it leaves is the admitted amount.
    - `lasts`: later years depend on what it granted.
    - `fills`: more for one claim means less for later ones. `manner` says how they share the limit.
    - `selects`: it selects among claims.
    - `counts_by_level`: a claim is compared with claims of other levels.
    """

    state: GroupState
    order: Order
    rules: tuple[StepRule, ...]
    number: int = 0
    wait: int = 0
    teams: tuple[tuple[int, int], ...] = ()
    groups: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    adjusts_proposals: bool = False
    is_of_award: bool = False
    admits: bool = True
    lasts: bool = False
    fills: bool = False
    manner: Manner = Manner.IN_ORDER
    selects: bool = False
    counts_by_level: bool = False

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
        return self.fills or (self.has_places and self.is_block_rule)

    @property
    def is_deduction(self) -> bool:
        """Whether the step deducts earlier payments for records of a different kind."""
        return self.state is GroupState.DEDUCTION

    @property
    def has_places(self) -> bool:
        """Whether its state is a number of places."""
        return self.state is GroupState.QUOTA

    @property
    def published_part(self) -> str:
        """The data that may be published about a rule across applicants: `taken`, `ratio` or `left`."""
        if self.has_places:
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
    def field_order(self) -> FieldOrder | None:
        """The order of its claims by a field; a step with one has one rule."""
        return self.first_rule.order

    @property
    def raises_claims(self) -> bool:
        """Whether it raises claims to an older standard; other steps that change proposals deduct earlier payments."""
        return self.adjusts_proposals and not self.is_of_award

    @property
    def compares_sums(self) -> bool:
        """Whether a claim depends on the sum of its group. A smaller request never leaves the group more in total."""
        return self.state in (GroupState.MINIMUM_SUM, GroupState.WHOLE_STEPS)

    @property
    def rounds_sums(self) -> bool:
        """Whether it cuts the last claims of a group, as far as their sum exceeds a whole number of steps."""
        return self.state is GroupState.WHOLE_STEPS

    @property
    def counts_other_documents(self) -> bool:
        """Whether payments under other documents count."""
        return self.state in (GroupState.EXCLUSIVE, GroupState.TOP_UP, GroupState.DEDUCTION)

    def names(self, bound: StepRule) -> tuple[str, ...]:
        """The keys and counted fields that one of its rules uses."""
        more = ((bound.counted_field,) if bound.counted_field else ()) + (("level",) if self.counts_by_level else ())
        return tuple(dict.fromkeys((*bound.keys, *more)))

    @cached_property
    def team_of(self) -> Mapping[int, int]:
        """For each clause, the index of the direct child of the block that contains it."""
        return dict(self.teams)

    def is_team(self, clause: int) -> bool:
        """Whether the claims of a clause compete together with others, as one."""
        return self.team_of.get(clause) in self.groups

    def may_need_others(self, clause: int) -> bool:
        """Whether a claim of a clause may be left more with other claims than alone."""
        return self.is_team(clause) or (self.compares_sums and any(clause in bound.reach for bound in self.rules))

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
        """For each clause with one, the rules that ask facts of each claim: for an amount, or its place in an order."""
        rules = (bound for step in self.steps for bound in step.rules)
        return _by_clause(bound for bound in rules if bound.is_by_claim or bound.order is not None)

    @cached_property
    def orders_by_clause(self) -> Mapping[int, tuple[str, ...]]:
        """For each clause with one, the fields by which rules order its claims."""
        fields = {
            index: tuple(dict.fromkeys(bound.order.field for bound in rules if bound.order is not None))
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
