"""Claims that are surely used up, as what is never paid twice, whatever the facts on which they hang: no later rule
meets them, so they ask for nothing that rules ask for.

A line of the ledger uses a key up, and so does a claim of the run that hangs on nothing and is surely admitted: one of
a clause that nothing else reaches but rules that only fill up, since what they leave is no matter to what is admitted.
"""

from __future__ import annotations

from collections.abc import Mapping

from ipdsl.runtime.kernel.recall import GroupKey, PaymentHistory, exhausting_payment
from ipdsl.runtime.kernel.table import SettlementTable
from ipdsl.runtime.settlement.claims import Candidate, kernel_groups


def consumed_claims(
    claims: tuple[Candidate, ...], table: SettlementTable, recall: PaymentHistory
) -> Mapping[int, Candidate | None]:
    """The claims, by index, that are used up whatever is open, with the claim of the run that does it (else a line)."""
    spent_claims: dict[int, Candidate | None] = {}
    used: dict[tuple[int, GroupKey], Candidate] = {}
    admits: dict[int, bool] = {}
    by_year = sorted((claim.year, index) for index, claim in enumerate(claims) if claim.year is not None)
    for _, index in by_year:
        claim = claims[index]
        clause, keys = claim.clause.index, claim.once_keys
        if keys is None or claim.brought_forward is not None or claim.unknown_keys:
            continue
        is_sure = not claim.facts
        if not is_sure and claim.clause.rows and not claim.row:
            continue  # of which row it is once only is open
        rule = table.once_of(clause, keys)
        paid, places = recall.payments_by_group(rule), [(clause, group) for group in kernel_groups(rule, claim)]
        is_paid = any(exhausting_payment(paid, group, of_item=not keys) for _, group in places)
        by = next((used[place] for place in places if place in used), None)
        if is_paid or by is not None:
            spent_claims[index] = by
        elif is_sure and claim.low > 0:
            if clause not in admits:
                admits[clause] = only_admits(clause, table)
            if admits[clause]:
                used.update(dict.fromkeys(places, claim))
    return spent_claims


def only_admits(clause: int, table: SettlementTable) -> bool:
    """Whether a claim of the clause that meets the one rule of its award is admitted, or another was before it."""
    return sum(not step.fills for step in table.settlement.steps_for_clause(clause)) == 1
