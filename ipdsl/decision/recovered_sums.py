"""The greatest sum of several recoveries, which together take no more of a payment than was left of it.

The upper bounds of two recoveries that exclude each other do not add up: each of them may take the same payment whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ipdsl.base.partition import components, values_by_key

if TYPE_CHECKING:
    from ipdsl.decision.model import Recovery


def greatest_sum(recoveries: Iterable[Recovery], part: str) -> int | None:
    """The greatest sum of `paid_back`, `withheld`, `set_off` or `rest`, in minor units (`None`: unlimited)."""
    highs = [(each, getattr(each, part).high) for each in recoveries]
    if any(high is None for _, high in highs):
        return None
    entries = [(each, high.minor) for each, high in highs if high.minor]  # one that takes nothing leaves all to others
    taken = values_by_key(
        ((entry.payee, each.payment), (place, each))
        for place, (entry, _) in enumerate(entries)
        for each in entry.most_taken
        if part == "paid_back" or each.is_withheld == (part == "withheld")
    )
    total = 0
    for members in components(range(len(entries)), ([place for place, _ in group] for group in taken.values())):
        sum_ = sum(entries[place][1] for place in members)
        if len(members) > 1:
            shared = sum(
                min(sum(each.sum for _, each in group), max(each.left for _, each in group))
                for group in taken.values()
                if group[0][0] in members
            )
            of_members = [entries[place][0] for place in members]
            shared += 0 if part == "withheld" else sum(each.most_charged.minor for each in of_members)
            sum_ = min(sum_, shared - (sum(each.set_off.low.minor for each in of_members) if part == "rest" else 0))
        total += sum_
    return total
