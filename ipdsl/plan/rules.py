"""Blocks and rules of a typed policy as settlement terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import assert_never

from ipdsl.plan import blocks
from ipdsl.plan.places import place
from ipdsl.semantics import typed
from ipdsl.values.money import DECIMALS


def computed_caps(block: typed.Block) -> Iterator[tuple[typed.Block, typed.Cap]]:
    """The caps whose room is computed, with their blocks, in the order of the page."""
    for item in block.items:
        if isinstance(item, typed.Block):
            yield from computed_caps(item)
        elif isinstance(item, typed.Cap) and constant(item) is None:
            yield block, item


def constant(cap: typed.Cap) -> int | None:
    """The room of a cap that is a plain sum."""
    amount = cap.amount
    if isinstance(amount, typed.Const) and isinstance(amount.value, int) and not isinstance(amount.value, bool):
        return amount.value
    return None


def block_of(policy: typed.Policy, block: typed.Block, cap_functions: Mapping[int, str]) -> blocks.Block:
    """The block with indices of clauses in place of awards."""
    index_of = {award.label: index for index, award in enumerate(policy.awards)}
    items: list[int | blocks.Block | blocks.Rule] = []
    for item in block.items:
        match item:
            case typed.Award(label=label):
                items.append(index_of[label])
            case typed.Block():
                items.append(block_of(policy, item, cap_functions))
            case typed.Limit() | typed.Highest() | typed.Cap() | typed.NoRepeat() | typed.TopUp():
                items.append(_rule(policy, block.article, item, cap_functions))
            case typed.Older() | typed.Quota() | typed.Suspend() | typed.NoneWhen():
                pass  # they act before the rules, and stand in the program itself
            case _:
                assert_never(item)
    return blocks.Block(block.kind, block.label, block.article, tuple(items), block.pay_each, block.readings)


def _rule(policy: typed.Policy, article: str, rule: typed.Rule, cap_functions: Mapping[int, str]) -> blocks.Rule:
    span = place(rule.span)
    match rule:
        case typed.Limit():
            return blocks.Limit(
                name=rule.name, span=span, article=article, text=_limit_text(rule), exempt=rule.exempt,
                number=rule.number, counts=rule.counts, keys=rule.keys, per_year=rule.per_year,
                order=blocks.LimitOrder(rule.order.value),
            )  # fmt: skip
        case typed.Highest():
            text = f"pay highest{per(rule.keys)} per year"
            return blocks.Highest(rule.name, span, article, text, rule.exempt, rule.keys)
        case typed.Cap():
            return blocks.Cap(
                name=rule.name, span=span, article=article, text=_cap_text(policy, rule), exempt=rule.exempt,
                amount=constant(rule), function=cap_functions.get(id(rule)), keys=rule.keys, per_year=rule.per_year,
                across=rule.across, carry=rule.carry,
            )  # fmt: skip
        case typed.NoRepeat():
            text = f"no repeat{per(rule.keys)}{' per year' if rule.per_year else ''}"
            return blocks.NoRepeat(rule.name, span, article, text, rule.exempt, rule.keys, rule.per_year)
        case typed.TopUp():
            return blocks.TopUp(rule.name, span, article, f"top up{per(rule.keys)}", rule.exempt, rule.keys)
        case _:
            assert_never(rule)


def per(keys: tuple[str, ...]) -> str:
    """The keys of a rule in words."""
    return "".join(f" per {key}" for key in keys)


def _limit_text(rule: typed.Limit) -> str:
    year = " per year" if rule.per_year else ""
    return f"limit {rule.number} {rule.counts or 'items'}{per(rule.keys)}{year}, {rule.order.value}"


def _cap_text(policy: typed.Policy, rule: typed.Cap) -> str:
    year = " per year" if rule.per_year else ""
    across = " across applicants" if rule.across else ""
    carry = f", carry forward {rule.carry} year{'s' if rule.carry > 1 else ''}" if rule.carry else ""
    room = constant(rule)
    if room is None:
        return f"cap{per(rule.keys)}{year}{across}{carry}"
    decimals = DECIMALS.get(policy.currency, 2)
    amount = f"{Decimal(room).scaleb(-decimals):,f}".removesuffix("." + "0" * decimals)
    return f"cap {amount}{per(rule.keys)}{year}{across}{carry}"
