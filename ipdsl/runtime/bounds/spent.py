"""Claims that their `once` has used up for sure: no later rule meets them, so they ask for nothing that rules ask for.

A line of the ledger uses a key up, and so does a claim of the run that hangs on nothing and is surely admitted: one of
a clause that caps alone reach, since what a cap leaves is no matter to `once`.
"""

from __future__ import annotations

from ipdsl.runtime.settlement.claims import Candidate, Group
from ipdsl.runtime.settlement.layout import Layout
from ipdsl.runtime.settlement.memory import Memory
from ipdsl.runtime.settlement.once import once_groups, used_for_good
from ipdsl.runtime.terms import Clause


def spent(claims: tuple[Candidate, ...], layout: Layout, memory: Memory) -> frozenset[int]:
    """The claims, by index, that are used up whatever is open."""
    found: set[int] = set()
    used: set[tuple[int, Group]] = set()
    admits: dict[int, bool] = {}
    by_year = sorted((claim.year, index) for index, claim in enumerate(claims) if claim.year is not None)
    for _, index in by_year:
        claim = claims[index]
        clause, keys = claim.clause, claim.once
        if keys is None or claim.brought is not None or claim.facts or claim.unknown_keys:
            continue
        places = [(clause.index, group) for group in once_groups(claim, keys)]
        if used_for_good(claim, keys, memory) or not used.isdisjoint(places):
            found.add(index)
        elif claim.low > 0:
            if clause.index not in admits:
                admits[clause.index] = _admits(clause, layout)
            if admits[clause.index]:
                used.update(places)
    return frozenset(found)


def _admits(clause: Clause, layout: Layout) -> bool:
    """Whether a claim of the clause that meets its one `once` is admitted, or another was before it."""
    if len(clause.once_kinds) != 1 or clause.index in layout.before.over:
        return False
    return not any(stage.reaches(rule, clause) for stage in layout.stages if not stage.is_cap for rule in stage.rules)
