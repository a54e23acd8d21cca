"""`once`: the same item is never paid again under a row; `once per K`: one payment per values of K over all rows.

What the ledger admitted comes first, then the claims in claim order. A list key blocks where any member is used up. A
row with a `once` of its own is counted by the `once` of the others too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from ipdsl.runtime.settlement.claims import Candidate, Group, KeyValue, groups_of
from ipdsl.runtime.settlement.effects import Cut, Effect, Reaching
from ipdsl.runtime.settlement.ledger import Held, Memory
from ipdsl.runtime.settlement.reasons import ONCE, reason
from ipdsl.runtime.terms import Clause

ANY_ROW = "\x00any row"


def settle_once(reaching: list[Reaching], memory: Memory) -> Effect:
    """Cuts every claim whose key was used before, by a claim of whatever row."""
    cuts: list[Cut] = []
    used: dict[tuple[int, tuple[str, ...]], dict[Group, str]] = {}
    for one in reaching:
        claim = one.claim
        kinds = once_kinds(claim.clause)
        for keys in kinds:
            if (claim.clause.index, keys) not in used:
                used[claim.clause.index, keys] = used_groups(memory.for_once(claim.clause), keys)
        keys_ = claim.once
        if keys_ is not None:
            groups = once_groups(claim, keys_)
            taken = used[claim.clause.index, keys_]
            earlier = next((taken[g] for g in _with_any_row(groups, keys_) if g in taken), None)
            if earlier is not None:
                what = claim.item if not keys_ else ", ".join("/".join(g) for g in groups)
                cuts.append(Cut(one.index, ONCE, one.amount, partial(reason, ONCE, item=what, when=earlier)))
                continue
        for keys in kinds:
            where = f" ({claim.item}, {claim.day or claim.year})"
            used[claim.clause.index, keys].update(dict.fromkeys(once_groups(claim, keys), where))
    return Effect(tuple(cuts))


def once_kinds(clause: Clause) -> tuple[tuple[str, ...], ...]:
    """The keys of each `once` of a clause, its rows included."""
    return clause.once_kinds


def once_groups(claim: Candidate, keys: tuple[str, ...]) -> tuple[Group, ...]:
    """The keys that a claim uses up: row and item, or the values of the keys."""
    return _groups(keys, claim.keys, claim.row, claim.root, claim.item)


def used_groups(lines: Iterable[Held], keys: tuple[str, ...]) -> dict[Group, str]:
    """The keys that the ledger has used up, each with where."""
    found: dict[Group, str] = {}
    for held in lines:
        if held.admitted > 0:
            row = ANY_ROW if held.row is None else held.row
            groups = _groups(keys, held.keys, row, held.root, held.item)
            found.update(dict.fromkeys(groups, f" ({held.where})"))
    return found


def _groups(keys: tuple[str, ...], values: Mapping[str, KeyValue], row: str, root: str, item: str) -> tuple[Group, ...]:
    if not keys:
        return ((row, root, item),)
    return groups_of(values, keys, None)


def _with_any_row(groups: tuple[Group, ...], keys: tuple[str, ...]) -> tuple[Group, ...]:
    return groups if keys else (*groups, *((ANY_ROW, *g[1:]) for g in groups))
