"""The most to which what was promised before may raise each claim, where keys are not known.

In come claims with the standards that were found for them; each goes out with the greatest that may count for it.
"""

from __future__ import annotations

from ipdsl.runtime.kernel.recall import GroupKey, groups
from ipdsl.runtime.kernel.table import SettlementTable
from ipdsl.runtime.settlement.claims import Candidate


def set_standard_raises(table: SettlementTable, claims: tuple[Candidate, ...]) -> None:
    """For each claim the most that it may be raised to: by any standard of a key that it shares, or may share."""
    for rule in table.rules:
        if not rule.step.raises_claims:
            continue
        keys = rule.step_rule.keys
        reached_claims = [claim for claim in claims if claim.clause.index in rule.step_rule.reached_clauses]
        unassigned = [claim for claim in reached_claims if any(name in claim.unknown_keys for name in keys)]
        max_raise = max((claim.standard_raise for claim in reached_claims), default=0)
        of_loose = max((claim.standard_raise for claim in unassigned), default=0)
        lifts: dict[GroupKey, int] = {}
        groups_of = {id(claim): groups(keys, claim.keys.get, None) for claim in reached_claims}
        for claim in reached_claims:
            for group in groups_of[id(claim)]:
                lifts[group] = max(lifts.get(group, of_loose), claim.standard_raise)
        for claim in reached_claims:
            claim.standard_raise = max((lifts[group] for group in groups_of[id(claim)]), default=0)
        for claim in unassigned:
            claim.standard_raise = max_raise
