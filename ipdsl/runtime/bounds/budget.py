"""How much work unknown facts may cost: constants, the same for every tied set, so that no other record changes it."""

from __future__ import annotations

from heapq import nsmallest

from ipdsl.runtime.unknown import FactRef

MOST_STEPS = 4096
"""The work for one tied set: a step proposes or settles a claim in one case, or looks whether two claims may meet."""

COMPARED = 16
"""So many cases are held to each other for a step."""

MOST_NAMED = 32
"""So many facts for which others ask are named by a claim that hangs on them."""


class SpentError(Exception):
    """There is more to weigh than the budget holds."""


def first_facts(facts: frozenset[FactRef]) -> frozenset[FactRef]:
    """The facts; of very many the first, in the order of references."""
    return facts if len(facts) <= MOST_NAMED else frozenset(nsmallest(MOST_NAMED, facts))
