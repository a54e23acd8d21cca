"""`once`: the same item is never paid again under a row; `once per K`: one payment per values of K over all rows.

What the ledger admitted comes first, then the claims in claim order. A list key blocks where any member is used up. A
row with a `once` of its own is counted by the `once` of the others too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

import attrs

from ipdsl.runtime.settlement.claims import Candidate, Group, groups_of
from ipdsl.runtime.settlement.effects import NO_EFFECT, Cut, Effect, Settled
from ipdsl.runtime.settlement.memory import Line, Memory
from ipdsl.runtime.settlement.reasons import ONCE, Reason, make_reason
from ipdsl.runtime.terms import Clause

ANY_ROW = "\x00any row"
NOTHING_USED: Mapping[Group, Line] = {}
NOTHING_NEW: Mapping[Group, Candidate] = {}


@attrs.define(eq=False)
class Used:
    """The keys of each `once` of a clause that the lines have used up, each with the last of them."""

    clause: Clause
    _by_key: dict[tuple[str, ...], dict[Group, Line]] = attrs.field(factory=dict)

    def fold(self, lines: Iterable[Line]) -> None:
        """More lines."""
        for line in lines:
            if line.admitted > 0:
                row = ANY_ROW if line.row is None else line.row
                for keys in self.clause.once_kinds:
                    used = self._by_key.setdefault(keys, {})
                    for group in groups_of(line.keys, keys, None) if keys else ((row, line.root, line.item),):
                        used[group] = line

    def copy(self) -> Used:
        """The same, to go its own way."""
        return Used(self.clause, {keys: dict(used) for keys, used in self._by_key.items()})

    def of(self, keys: tuple[str, ...]) -> Mapping[Group, Line]:
        """The keys that are used up of one `once`."""
        return self._by_key.get(keys, NOTHING_USED)


def settle_once(reaching: Iterable[list[Settled]], memory: Memory) -> Effect:
    """Cuts every claim whose key was used before, by a claim of whatever row; given are those of each clause."""
    cuts: list[Cut] = []
    for members in reaching:
        clause = members[0].claim.clause
        if len(members) > 1 or memory.has_paid(clause):
            cuts += _of_clause(clause, members, memory)
    return Effect(cuts) if cuts else NO_EFFECT


def _of_clause(clause: Clause, members: list[Settled], memory: Memory) -> list[Cut]:
    cuts: list[Cut] = []
    new: dict[tuple[str, ...], dict[Group, Candidate]] = {keys: {} for keys in clause.once_kinds}
    before = memory.recall(id(clause), _used, clause, memory)
    for one in members:
        claim = one.claim
        keys = claim.once
        if keys is not None:
            earlier = _earlier(_blocking(claim, keys), new[keys], before.of(keys))
            if earlier is not None:
                groups = once_groups(claim, keys)
                cuts.append(Cut(one.index, ONCE, one.amount, partial(_told, claim, keys, groups, earlier)))
                continue
        for kind, used in new.items() if len(members) > 1 else ():
            for group in once_groups(claim, kind):
                used[group] = claim
    return cuts


def is_spent(claim: Candidate, memory: Memory) -> bool:
    """Whether the lines block a claim that hangs on nothing by itself, so that no later rule meets it."""
    keys = claim.once
    if keys is None or claim.brought is not None or claim.facts or claim.unknown_keys:
        return False
    return _earlier(_blocking(claim, keys), NOTHING_NEW, used_before(claim.clause, keys, memory)) is not None


def _blocking(claim: Candidate, keys: tuple[str, ...]) -> tuple[Group, ...]:
    """The keys of which one that is used up blocks a claim."""
    groups = once_groups(claim, keys)
    return groups if keys else (*groups, (ANY_ROW, *groups[0][1:]))


def _earlier(
    groups: tuple[Group, ...], new: Mapping[Group, Candidate], before: Mapping[Group, Line]
) -> Candidate | Line | None:  # fmt: skip
    """What used one of the keys up: a claim of the year, or a line."""
    for group in groups:
        found = new.get(group) or before.get(group)
        if found is not None:
            return found
    return None


def _told(claim: Candidate, keys: tuple[str, ...], groups: tuple[Group, ...], earlier: Line | Candidate) -> Reason:
    item = claim.item if not keys else ", ".join("/".join(group) for group in groups)
    when = f"{earlier.item}, {earlier.day or earlier.year}" if isinstance(earlier, Candidate) else earlier.where
    return make_reason(ONCE, (("item", item), ("when", f" ({when})")), ())


def once_kinds(clause: Clause) -> tuple[tuple[str, ...], ...]:
    """The keys of each `once` of a clause, its rows included."""
    return clause.once_kinds


def once_groups(claim: Candidate, keys: tuple[str, ...]) -> tuple[Group, ...]:
    """The keys that a claim uses up: row and item, or the values of the keys."""
    return groups_of(claim.keys, keys, None) if keys else ((claim.row, claim.root, claim.item),)


def used_before(clause: Clause, keys: tuple[str, ...], memory: Memory) -> Mapping[Group, Line]:
    """The keys of a `once` that the lines have used up."""
    return memory.recall(id(clause), _used, clause, memory).of(keys)


def _used(clause: Clause, memory: Memory) -> Used:
    found = Used(clause)
    found.fold(memory.for_once(clause))
    return found
