"""Claims of states on days to come of which nothing can come, or nothing more than of an earlier one."""

from __future__ import annotations

from ipdsl.runtime.bounds.spent import admits_alone, spent
from ipdsl.runtime.kernel.recall import Recall
from ipdsl.runtime.kernel.table import Table
from ipdsl.runtime.settlement.ahead import hangs_on_day_alone, is_ahead
from ipdsl.runtime.settlement.claims import Candidate


def in_vain(claims: tuple[Candidate, ...], table: Table, recall: Recall) -> set[int]:
    """The claims, by identity.

    What `once` has used up for sure is one; and of a state that is paid once, where rules only fill up, a later year
    that pays no more than one before it which hangs on the day alone.
    """
    ahead = [index for index, claim in enumerate(claims) if is_ahead(claim)]
    if not ahead:
        return set()
    used = spent(claims, table, recall)
    vain: set[int] = set()
    first: dict[tuple[object, ...], Candidate] = {}
    for index in sorted(ahead, key=lambda index: claims[index].year or 0):
        claim = claims[index]
        if index in used:
            vain.add(id(claim))
        elif claim.once is not None and not claim.clause.rows and admits_alone(claim.clause.index, table):
            key = claim.clause.index, claim.root, claim.item, claim.record
            earlier = first.get(key)
            if earlier is None:
                if hangs_on_day_alone(claim) and not claim.unknown_keys:
                    first[key] = claim
            elif claim.most <= earlier.most and claim.keys == earlier.keys:
                vain.add(id(claim))
    return vain
