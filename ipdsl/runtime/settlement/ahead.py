"""Claims of states on days of which nobody says that they have come: those after the last that the facts state.

Without an as-of date they are open, each state for itself: the day decides which of its claims there are.
"""

from __future__ import annotations

from collections.abc import Iterable

from ipdsl.runtime.settlement.claims import Candidate
from ipdsl.runtime.unknown import FactRef

AS_OF = "as_of"
"""The group of the facts that say how far a state runs."""


def day_of(claim: Candidate) -> FactRef:
    """The fact that says how far the state of a claim runs."""
    return FactRef(AS_OF, claim.clause.label, claim.record or claim.item)


def subject(claim: Candidate) -> tuple[int, int]:
    """The clause with the record (by identity) whose state it is, if any."""
    return claim.clause.index, id(claim.source)


def is_ahead(claim: Candidate) -> bool:
    """Whether a claim hangs on how far its state runs."""
    return any(ref.group == AS_OF for ref in claim.facts)


def hangs_on_day_alone(claim: Candidate) -> bool:
    """Whether a claim hangs on nothing, or on nothing else."""
    return all(ref.group == AS_OF for ref in claim.facts)


def by_state(claims: Iterable[Candidate]) -> list[list[Candidate]]:
    """The claims ahead of each award and item that are more than one."""
    of_state: dict[tuple[object, ...], list[Candidate]] = {}
    for claim in claims:
        if claim.is_live and is_ahead(claim):
            of_state.setdefault((claim.clause.index, claim.root, claim.item, claim.record), []).append(claim)
    return [own for own in of_state.values() if len(own) > 1]
