"""The most to which what was promised before may raise each claim, where keys are not known.

In come claims with the standards that were found for them; each goes out with the greatest that may count for it.
"""

from __future__ import annotations

from ipdsl.runtime.kernel.recall import Group, groups
from ipdsl.runtime.kernel.table import Table
from ipdsl.runtime.settlement.claims import Candidate


def set_lifts(table: Table, claims: tuple[Candidate, ...]) -> None:
    """For each claim the most that it may be raised to: by any standard of a key that it shares, or may share."""
    for rule in table.rules:
        if not rule.step.lifts:
            continue
        keys = rule.bound.keys
        own = [claim for claim in claims if claim.clause.index in rule.bound.reached]
        loose = [claim for claim in own if any(name in claim.unknown_keys for name in keys)]
        every = max((claim.lift for claim in own), default=0)
        of_loose = max((claim.lift for claim in loose), default=0)
        lifts: dict[Group, int] = {}
        groups_of = {id(claim): groups(keys, claim.keys.get, None) for claim in own}
        for claim in own:
            for group in groups_of[id(claim)]:
                lifts[group] = max(lifts.get(group, of_loose), claim.lift)
        for claim in own:
            claim.lift = max((lifts[group] for group in groups_of[id(claim)]), default=0)
        for claim in loose:
            claim.lift = every
