"""Settlement as a table of steps: what claims ask, of which groups, in which order, and what is left of them.

The plan lowers the rules of a page to this table; the kernel settles by it. Every rule is one operation: claims ask, in
an order, of the state of a group; the state leaves so much of each; what is kept is charged; what was paid before is
recalled into the same state. What a state leaves and takes stands in the kernel alone. Whoever else has to tell rules
apart reads the flags of a step.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from functools import cached_property

import attrs

from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject


class GroupState(enum.IntEnum):
    """What is kept for each group of a step."""

    LIMIT = 0  # so much money
    QUOTA = 1  # so many values
    EXCLUSIVE = 2  # one claim, and what was paid in which year
    TOP_UP = 3  # the sum that was granted, by level
    BEST_OF = 4  # the best of several teams, and what was paid in the year
    CARRY_OVER = 5  # room of which what is cut waits for later years
    DEDUCTION = 6  # what was paid for the same thing
    FLOOR = 7  # the greatest standard of older documents


class Order(enum.IntEnum):
    """In which order the claims of a step ask."""

    CLAIM = 0  # claim order: the earlier day first
    GREATEST = 1  # the greater sum first, then claim order
    GREATEST_BY_TEXT = 2  # the greater sum first, then the earlier award of the text, then claim order


@attrs.frozen(eq=False, repr=False, slots=False)
class StepRule(ValueObject):
    """A rule, as the claims that it reaches meet it: of which groups they ask, and how much there is for each.

    `reach` are clauses by index; those that it spares are left out. A claim's group is its values of `keys` (a list
    gives several groups) and the year where the rule counts `per_year`; a claim that lacks a key does not meet it.
    `amount` is the room in minor units; where it comes from a year's figures, `function` computes it. `counted_field`
    is the column of which distinct values are counted, `payers` are the clauses of which what was paid counts.
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
    counted_field: str = ""
    payers: tuple[int, ...] = ()

    @cached_property
    def reached_clauses(self) -> frozenset[int]:
        """The clauses that it reaches, for a quick look."""
        return frozenset(self.reach)


@attrs.frozen(eq=False, repr=False, slots=False)
class Step(ValueObject):
    """One rule, or neighbouring caps that fill together, with what others need to know of it.

    `number` are the places, `wait` the years for which what is cut waits. `teams` are pairs of a clause and the place
    in the block of the direct child that holds it, `groups` the places of children that compete as one. `kinds` are the
    kinds of records of which the block speaks: payments under other documents count by them.

    The flags: it `adjusts_proposals` proposals, before all rules; it is `is_of_award`, no rule of a block; what it
    leaves is what is `admitted`; a later year asks what this one left (`lasts`); it only `fills` up, so that more for
    one is less for those after it; it `selects` among claims; a claim is measured by others of another `level`.
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
    selects: bool = False
    counts_by_level: bool = False

    @property
    def first_rule(self) -> StepRule:
        """The first rule; most steps have one."""
        return self.rules[0]

    @property
    def is_block_rule(self) -> bool:
        """It is a rule of a block: it neither ends proposals nor belongs to an award."""
        return not (self.adjusts_proposals or self.is_of_award)

    @property
    def has_places(self) -> bool:
        """It leaves a number of places, maybe none."""
        return self.state is GroupState.QUOTA

    @property
    def raises_claims(self) -> bool:
        """It raises claims to what was promised before; else what ends proposals deducts what was paid before."""
        return self.adjusts_proposals and not self.is_of_award

    @property
    def counts_other_documents(self) -> bool:
        """What was paid under other documents counts for it."""
        return self.state in (GroupState.EXCLUSIVE, GroupState.TOP_UP, GroupState.DEDUCTION)

    def names(self, bound: StepRule) -> tuple[str, ...]:
        """The keys and counted fields for which a rule of it asks."""
        more = ((bound.counted_field,) if bound.counted_field else ()) + (("level",) if self.counts_by_level else ())
        return tuple(dict.fromkeys((*bound.keys, *more)))

    @cached_property
    def team_of(self) -> Mapping[int, int]:
        """For each clause the place of the direct child of the block that holds it."""
        return dict(self.teams)

    def is_team(self, clause: int) -> bool:
        """Whether claims of a clause compete together with others, as one."""
        return self.team_of.get(clause) in self.groups

    @cached_property
    def is_across(self) -> bool:
        """One of its rules looks across applicants."""
        return any(bound.is_across for bound in self.rules)


@attrs.frozen(eq=False, repr=False, slots=False)
class Settlement(ValueObject):
    """The steps of a policy, in the order in which they act: what ends proposals, `once`, the blocks from inside out.

    `columns` are, for each clause, the keys and counted fields for which the steps over it ask, in the order in which
    they ask.
    """

    steps: tuple[Step, ...]
    columns: tuple[tuple[str, ...], ...]

    @cached_property
    def rules_by_clause(self) -> tuple[tuple[tuple[int, StepRule], ...], ...]:
        """For each clause the rules that reach it, each with the place of its step, in order."""
        over: list[list[tuple[int, StepRule]]] = [[] for _ in self.columns]
        for place, step in enumerate(self.steps):
            for bound in step.rules:
                for index in bound.reach:
                    over[index].append((place, bound))
        return tuple(map(tuple, over))

    def steps_for_clause(self, clause: int) -> Iterator[Step]:
        """The steps of the rules that reach a clause, in order."""
        return (self.steps[place] for place, _ in self.rules_by_clause[clause])

    def wait(self, clause: int) -> int:
        """For how many years money of a clause may wait."""
        return self.steps[self.carry_over_steps[clause]].wait if clause in self.carry_over_steps else 0

    @cached_property
    def carry_over_steps(self) -> Mapping[int, int]:
        """For each clause whose money may wait for later years the place of the step that lets it; none has two."""
        places = [(place, step) for place, step in enumerate(self.steps) if step.wait]
        return {index: place for place, step in places for index in step.first_rule.reach}

    @cached_property
    def computed_rules(self) -> tuple[StepRule, ...]:
        """The rules whose room comes from a year's figures."""
        return tuple(bound for step in self.steps for bound in step.rules if bound.function is not None)

    @cached_property
    def adjusted_clauses(self) -> frozenset[int]:
        """The clauses whose proposals a step ends."""
        return frozenset(
            index for step in self.steps if step.adjusts_proposals for bound in step.rules for index in bound.reach
        )
