"""A decision as a page (first version)."""

from __future__ import annotations

from ipdsl.runtime.decision import Decision


def render(decision: Decision, only: str | None = None) -> str:
    """The page."""
    lines = [f"total due: {decision.total}"]
    for c in decision.claims:
        if only is None or only in (c.label, c.article):
            lines.append(f"{c.label} {c.item} {c.event_date} {c.outcome.value} {c.paid} {c.why}")
    return "\n".join(lines)
