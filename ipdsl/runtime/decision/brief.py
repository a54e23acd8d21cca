"""A decision in a few lines: what each clause came to, and why; claims that are alike in one line.

For pages on which many decisions stand, and for cases that came out otherwise than expected.
"""

from __future__ import annotations

from collections.abc import Iterator

from ipdsl.runtime.decision.light import Decision
from ipdsl.runtime.decision.lines import alike, counted_apart, listed, told
from ipdsl.runtime.decision.page import sides, wrapped
from ipdsl.runtime.decision.telling import ENGLISH, Teller, amount
from ipdsl.values.money import Money


def brief(decision: Decision, indent: str = "", *, with_all: bool = False, tell: Teller = ENGLISH) -> Iterator[str]:
    """The lines, in the order of the page."""
    claims, aside = listed(decision, with_all=with_all)
    for group in alike(claims):
        settled = [claim for claim in group if claim.bounds.is_point]
        paid = Money(sum(claim.paid.minor for claim in settled), decision.currency)
        if paid.minor:
            yield from sides(told(settled, tell), amount(paid), indent)
        elif settled:
            yield from wrapped(told(settled, tell), indent, f"{indent}  ")
        for claim in group:
            if not claim.bounds.is_point:
                yield from sides(told([claim], tell), tell.between(claim.bounds.low, claim.bounds.high), indent)
    if aside:
        yield from wrapped(counted_apart(aside, tell), indent, f"{indent}  ")
