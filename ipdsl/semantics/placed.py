"""Rules at their places: each with the awards that stand under it, in the order in which rules act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import assert_never

import attrs

from ipdsl.schema.model import Schema
from ipdsl.semantics import reach, typed
from ipdsl.value_object import ValueObject


@attrs.frozen(eq=False, repr=False)
class PlacedRule(ValueObject):
    """A rule with the awards before it in its block, without those it spares; `article` is that of its block.

    `has_no_inner_blocks`: these awards stand beside the rule, none in an inner group, or the rule says itself what it
    is over.
    """

    rule: typed.Rule | typed.Condition
    awards: tuple[typed.Award, ...]
    article: str
    has_no_inner_blocks: bool

    @cached_property
    def labels(self) -> frozenset[str]:
        return frozenset(a.label for a in self.awards)


def placed_rules(block: typed.Block, everything: tuple[typed.Award, ...]) -> Iterator[PlacedRule]:
    """Every rule with what is under it; a rule of an `over` block has the whole policy under it."""
    for index, item in enumerate(block.items):
        if isinstance(item, typed.Block):
            yield from placed_rules(item, everything)
        elif not isinstance(item, typed.Award):
            under = everything if block.kind == "over" else awards_of(block.items[:index])
            is_plain = block.kind == "over" or not any(isinstance(x, typed.Block) for x in block.items[:index])
            yield PlacedRule(item, tuple(a for a in under if a.label not in item.exempt), block.article, is_plain)


def reached_awards(placed: PlacedRule, schema: Schema) -> tuple[typed.Award, ...]:
    """The awards of which the rule can bind a claim."""
    rule = placed.rule
    match rule:
        case typed.Suspension(who=who):
            return tuple(a for a in placed.awards if reach.can_pay(who, a, schema))
        case typed.NoneWhenRule():
            return placed.awards
        case typed.Cap(is_across_applicants=True):
            return tuple(a for a in placed.awards if reach.can_bind(rule.keys, a, schema, across=True))
        case (
            typed.Limit() | typed.HighestRule() | typed.Cap() | typed.NoRepeat() | typed.TopUp()
            | typed.OlderStandardRule()
            | typed.Quota()
        ):  # fmt: skip
            return tuple(a for a in placed.awards if reach.can_bind(rule.keys, a, schema))
        case _:
            assert_never(rule)


def awards_of(items: Iterable[typed.BlockItem]) -> tuple[typed.Award, ...]:
    """All awards in blocks, in order."""
    return tuple(item for item in _leaves(items) if isinstance(item, typed.Award))


def rules_of(items: Iterable[typed.BlockItem]) -> tuple[typed.Rule | typed.Condition, ...]:
    """All rules in blocks, in order."""
    return tuple(item for item in _leaves(items) if not isinstance(item, typed.Award))


def _leaves(items: Iterable[typed.BlockItem]) -> Iterator[typed.Award | typed.Rule | typed.Condition]:
    for item in items:
        if isinstance(item, typed.Block):
            yield from _leaves(item.items)
        else:
            yield item


def blocks_of(block: typed.Block) -> Iterator[typed.Block]:
    """A block and all blocks in it, in order."""
    yield block
    for item in block.items:
        if isinstance(item, typed.Block):
            yield from blocks_of(item)


def verb_of(rule: typed.Rule | typed.Condition) -> str:
    """The words with which a rule begins."""
    match rule:
        case typed.Limit():
            return "limit"
        case typed.HighestRule():
            return "pay highest"
        case typed.Cap():
            return "cap"
        case typed.NoRepeat():
            return "no repeat"
        case typed.TopUp():
            return "top up"
        case typed.OlderStandardRule():
            return "pay highest with older documents"
        case typed.Quota():
            return "quota"
        case typed.Suspension():
            return "suspend"
        case typed.NoneWhenRule():
            return "none when"
        case _:
            assert_never(rule)
