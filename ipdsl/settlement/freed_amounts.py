"""What caps count no longer: sums that were paid back, and instalments that lapsed or were stopped.

Input: a cap that leaves such sums out, a grant with its keys and what the cap charged to it, and the sums by year.
Output: for each group of the cap, how much of its room is free again from the year after, at least and at most.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from ipdsl.base.values.days import Date
from ipdsl.ir.facts import FactRef, InstalmentState
from ipdsl.ir.terms import StepRule
from ipdsl.kernel.rule_table import GroupKey, KeyValue, groups

GONE = (InstalmentState.LAPSED, InstalmentState.STOPPED)
"""The states of instalments that are never paid."""


class FreedAmount(NamedTuple):
    """What a cap counts no longer after a year, at least and at most; `facts` decide.

    `granted_on` is the day of the grant: a cap over a span counts the grant only within the span from it.
    """

    year: int
    low: int
    high: int
    granted_on: Date
    facts: frozenset[FactRef] = frozenset()


FreedByGroup: TypeAlias = "Mapping[tuple[str, GroupKey], Sequence[FreedAmount]]"
"""By the name of the cap and the group."""


def amounts_by_group(
    rule: StepRule, keys: Mapping[str, KeyValue], charged: int, amounts: Iterable[FreedAmount]
) -> Iterator[tuple[tuple[str, GroupKey], FreedAmount]]:
    """The amounts in each group of a grant, each at most what the cap charged to it."""
    for amount in amounts:
        most = amount._replace(low=min(amount.low, charged), high=min(amount.high, charged))
        if most.high:
            yield from (((rule.name, group), most) for group in groups(rule.keys, keys.get, None))
