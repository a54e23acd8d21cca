"""`limit n`: at most so many items, or distinct values of a field, per key, a year or for life.

Places that the ledger holds come first; a value that is already counted takes no further place. `best first` orders
the new claims by their sum. A list key blocks where one member's places are taken; a list that is counted needs a
place for each new member. Of `limit n year` the year of the claim is what is counted.

Decided here: an item is told by its root kind and item key. The facts state no choice, so `as chosen` takes the claims
in claim order; who chooses otherwise leaves the other records out.
"""

from __future__ import annotations

from ipdsl.runtime.settlement.claims import Candidate
from ipdsl.runtime.settlement.memory import Line
from ipdsl.runtime.terms import Limit


def counted_values(rule: Limit, one: Candidate | Line) -> tuple[str, ...]:
    """What takes a place: the item, the year, or the values of the counted field; none where the kind lacks it."""
    if rule.counts is None:
        return (f"{one.root}: {one.item}",)
    value = one.keys.get(rule.counts)
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)
