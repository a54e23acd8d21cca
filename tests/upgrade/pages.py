"""What a release decides under a generated page, as `pages.json` keeps it."""

from __future__ import annotations

from typing import Any

from ipdsl.decision.decision import Decision


def sums_of(decision: Decision) -> dict[str, Any]:
    """The bounds of the amount due, and of each claim: label, item, day, outcome, proposed, paid and carried amount."""
    claims = [
        [
            claim.label,
            claim.item,
            str(claim.event_date),
            claim.outcome.value,
            claim.proposed.minor,
            claim.paid.minor,
            claim.carried.minor,
        ]
        for claim in decision.claims
    ]
    low, high = decision.due.low.minor, decision.due.high and decision.due.high.minor
    return {"due": [low, high], "claims": claims}
