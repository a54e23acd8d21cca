"""`once`: the same item is never paid again under a row; `once per K`: one payment per values of K over all rows.

What the ledger admitted comes first, then the claims in claim order. A list key blocks where any member is used up. A
row with a `once` of its own is counted by the `once` of the others too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from ipdsl.runtime.kernel.recall import Held
from ipdsl.runtime.settlement.claims import Candidate, Group, groups_of
from ipdsl.runtime.settlement.memory import Memory
from ipdsl.runtime.terms import Clause

"""A clause (by place in the text), the keys of one of its `once`, and their values."""

ANY_ROW = "\x00any row"
NOTHING_USED: Mapping[Group, Held] = {}


@attrs.define(eq=False)
class Used:
    """The keys of each `once` of a clause that the lines have used up, each with the last of them."""

    clause: Clause
    _by_key: dict[tuple[str, ...], dict[Group, Held]] = attrs.field(factory=dict)

    def fold(self, lines: Iterable[Held]) -> None:
        """More lines."""
        for line in lines:
            if line.admitted > 0:
                for keys in self.clause.once_kinds:
                    used = self._by_key.get(keys)
                    if used is None:
                        used = self._by_key[keys] = {}
                    if keys:
                        used.update(dict.fromkeys(groups_of(line.keys, keys, None), line))
                    else:
                        used[ANY_ROW if line.row is None else line.row, line.root, line.item] = line

    def blocking(self, group: Group, keys: tuple[str, ...]) -> Held | None:
        """What has used a key up; an item also where it was paid under any row."""
        used = self._by_key.get(keys)
        if not used:
            return None
        return used.get(group) or (None if keys else used.get((ANY_ROW, *group[1:])))

    def of(self, keys: tuple[str, ...]) -> Mapping[Group, Held]:
        """The keys that are used up of one `once`."""
        return self._by_key.get(keys, NOTHING_USED)


def used_for_good(claim: Candidate, keys: tuple[str, ...], memory: Memory) -> bool:
    """Whether lines have used the keys of a claim up."""
    before = _used_before(claim.clause, memory)
    return any(before.blocking(group, keys) is not None for group in once_groups(claim, keys))


def once_kinds(clause: Clause) -> tuple[tuple[str, ...], ...]:
    """The keys of each `once` of a clause, its rows included."""
    return clause.once_kinds


def once_groups(claim: Candidate, keys: tuple[str, ...]) -> tuple[Group, ...]:
    """The keys that a claim uses up: row and item, or the values of the keys."""
    return groups_of(claim.keys, keys, None) if keys else ((claim.row, claim.root, claim.item),)


def used_before(clause: Clause, keys: tuple[str, ...], memory: Memory) -> Mapping[Group, Held]:
    """The keys of a `once` that the lines have used up."""
    return _used_before(clause, memory).of(keys)


def _used_before(clause: Clause, memory: Memory) -> Used:
    return memory.of_ledger(id(clause), _used, clause, memory)


def _used(clause: Clause, memory: Memory) -> Used:
    found = Used(clause)
    found.fold(memory.for_once(clause))
    return found
