"""The rules over one component in as few passes over the claims of a year as keep their order."""

from __future__ import annotations

import attrs

from ipdsl.runtime.terms import Cap, LimitOrder, TopUp
from ipdsl.runtime.terms import Limit as LimitRule
from ipdsl.runtime.total_book import Placed

Caps = tuple[Placed, ...]
"""One rule, or caps that stand next to each other."""


@attrs.define
class Pass:
    """`steps` take one claim after the other; then `together` look at all claims of the year that reach them."""

    steps: list[Caps] = attrs.field(factory=list)
    together: list[Placed] = attrs.field(factory=list)


def passes_of(rules: tuple[Placed, ...]) -> list[Pass]:
    """The passes, in order."""
    stages = _stages(rules)
    found: list[Pass] = []
    next_of: dict[int, int] = {}  # the pass in which the next rule over a clause may act
    for place, stage in enumerate(stages):
        clauses = reached(stage)
        number = max([next_of.get(index, 0) for index in clauses])
        if number == len(found):
            found.append(Pass())
        is_step = _is_step(stage[0], [later[0] for later in stages[place + 1 :]])
        if is_step:
            found[number].steps.append(stage)
        else:
            found[number].together.append(stage[0])
        next_of.update(dict.fromkeys(clauses, number if is_step else number + 1))
    return found


def reached(stage: Caps) -> frozenset[int]:
    """The clauses that one of the rules reaches."""
    return frozenset().union(*(one.clauses for one in stage))


def _stages(rules: tuple[Placed, ...]) -> list[Caps]:
    found: list[Caps] = []
    for one in rules:
        if found and found[-1][0].stage is one.stage:
            found[-1] = (*found[-1], one)
        else:
            found.append((one,))
    return found


def _is_step(first: Placed, later: list[Placed]) -> bool:
    """Whether a rule may take one claim after the other."""
    match first.rule:
        case Cap():
            return True
        case LimitRule(order=order):
            return order is not LimitOrder.BEST
        case TopUp():  # no later rule displaces what set a rung
            return all(isinstance(one.rule, Cap) for one in later)
        case _:
            return False
