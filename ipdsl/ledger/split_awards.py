"""Events of awards that an edit of the page split: one that was paid is not paid again under another part.

Input: lines with the new awards to which the page may have moved their events (`Recall`), and the claims of their
applicant. If the award of a line refuses the event today, and one of the new awards accepts it, that one is the
`successor`: the line is that of the event under both, and counts for `once` of both. Rules over several awards count it
under its own award.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ipdsl.claims.claim import Candidate
from ipdsl.ir.facts import LedgerLine


def find_successors(lines: Iterable[LedgerLine], claims: Sequence[Candidate]) -> None:
    """Set the successors of lines of split awards; `claims` are those of their applicant."""
    split = [line for line in lines if line.split_into]
    if not split:
        return
    accepted = {
        (claim.clause.label, claim.item, day_or_year)
        for claim in claims
        if claim.is_live
        for day_or_year in (claim.day, claim.year)
    }
    for line in split:
        when = line.event_date or line.year
        accepting = [label for label in (line.clause, *line.split_into) if (label, line.item, when) in accepted]
        if accepting and accepting[0] != line.clause:
            line.successor = accepting[0]
