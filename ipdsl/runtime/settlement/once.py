"""`once`: the same item is never paid again under a row; `once per K`: one payment per values of K over all rows.

What the ledger admitted comes first, then the claims in claim order. A list key blocks where any member is used up. A
row with a `once` of its own is counted by the `once` of the others too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TypeAlias

import attrs

from ipdsl.runtime.reasons import ONCE, Payment, Reason, Values, reason
from ipdsl.runtime.settlement.claims import Candidate, Group, groups_of
from ipdsl.runtime.settlement.effects import NO_EFFECT, Cut, Effect, Settled
from ipdsl.runtime.settlement.memory import Held, Memory
from ipdsl.runtime.terms import Clause

Place: TypeAlias = tuple[int, tuple[str, ...], Group]
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


@attrs.define(eq=False)
class Onces:
    """What each `once` of a run has used up: by lines, and by claims of its years.

    A claim uses its keys up when it reaches its `once`, for later years only if it was admitted.
    """

    memory: Memory
    _has_lines: bool = attrs.field(init=False)
    _used: dict[Place, Settled] = attrs.field(factory=dict, init=False)
    _fresh: list[tuple[Place, Settled, Settled | None]] = attrs.field(factory=list, init=False)

    @_has_lines.default
    def _remembers_lines(self) -> bool:
        return self.memory.has_lines

    def settle(self, claims: Iterable[Settled]) -> Effect:
        """Cuts every claim of a year whose key was used before, by a claim of whatever row."""
        cuts: list[Cut] = []
        used, fresh = self._used, self._fresh
        for one in claims:
            claim = one.claim
            clause = claim.clause
            keys, index = clause.once_of_rows.get(claim.row, clause.once), clause.index
            groups: tuple[Group, ...] = ()
            earlier: Settled | Held | None = None
            if keys is not None:
                groups = once_groups(claim, keys)
                for group in groups:
                    earlier = used.get((index, keys, group))
                    if earlier is None and self._has_lines:
                        earlier = _used_before(clause, self.memory).blocking(group, keys)
                    if earlier is not None:
                        cuts.append(Cut(one.index, ONCE, one.amount, partial(_told, one, keys, groups, earlier)))
                        break
            if earlier is None:
                for kind in clause.once_kinds:
                    is_own = kind == keys  # then nothing has used its keys up before
                    for group in groups if is_own else once_groups(claim, kind):
                        place = (index, kind, group)
                        fresh.append((place, one, None if is_own else used.get(place)))
                        used[place] = one
        return Effect(cuts) if cuts else NO_EFFECT

    def end_year(self) -> None:
        """What was not admitted in the year has used nothing up."""
        for place, one, earlier in reversed(self._fresh):
            if one.admitted <= 0 and self._used[place] is one:
                if earlier is None:
                    del self._used[place]
                else:
                    self._used[place] = earlier
        self._fresh.clear()


def used_for_good(claim: Candidate, keys: tuple[str, ...], memory: Memory) -> bool:
    """Whether lines have used the keys of a claim up."""
    before = _used_before(claim.clause, memory)
    return any(before.blocking(group, keys) is not None for group in once_groups(claim, keys))


def _told(one: Settled, keys: tuple[str, ...], groups: tuple[Group, ...], earlier: Settled | Held) -> Reason:
    item = Values(groups) if keys else one.claim.item
    when = earlier.payment
    if isinstance(earlier, Settled) and earlier.year == one.year:
        when = Payment(earlier.item, earlier.year, earlier.claim.day)
    return reason(ONCE, item=item, when=when)


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
