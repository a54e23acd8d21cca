"""`pay highest with older documents`: of each key the highest claim of a year is raised to the older standard.

It ends the proposal, before all rules: the raised sum is what is proposed, and every cap holds for it. The standards
of claims were found when they were proposed (`Candidate.standard`, see `ending`).

Decided here:
- The standard of a key is the greatest of its claims of the year. One that is lower than the highest claim changes
  nothing.
- Where a line of the year was proposed at as much, that line was the highest, and no other claim is raised.
- Of equal sums the claim that is earlier in the text is the highest, then in claim order.
"""

from __future__ import annotations

from ipdsl.runtime.settlement.claims import Candidate, Group, groups_of
from ipdsl.runtime.terms import Older


def set_lifts(rules: tuple[Older, ...], claims: tuple[Candidate, ...]) -> None:
    """For each claim the most that it may be raised to: by any standard of a key that it shares, or may share."""
    for rule in rules:
        own = [claim for claim in claims if claim.clause.index in rule.clauses]
        loose = [claim for claim in own if any(name in claim.unknown_keys for name in rule.keys)]
        every = max((claim.lift for claim in own), default=0)
        of_loose = max((claim.lift for claim in loose), default=0)
        lifts: dict[Group, int] = {}
        groups = {id(claim): groups_of(claim.keys, rule.keys, None) for claim in own}
        for claim in own:
            for group in groups[id(claim)]:
                lifts[group] = max(lifts.get(group, of_loose), claim.lift)
        for claim in own:
            claim.lift = max((lifts[group] for group in groups[id(claim)]), default=0)
        for claim in loose:
            claim.lift = every
