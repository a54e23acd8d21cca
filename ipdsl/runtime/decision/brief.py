"""A decision in a few lines: what each clause came to, and why; claims that are alike in one line.

For pages on which many decisions stand, and for cases that came out otherwise than expected.
"""

from __future__ import annotations

from collections.abc import Iterator

from ipdsl.runtime.decision.light import Decision
from ipdsl.runtime.decision.lines import claim_line, group_equal_claims, other_claims_line, split_claims
from ipdsl.runtime.decision.page import sides, wrap
from ipdsl.runtime.decision.telling import ENGLISH, Localizer, amount
from ipdsl.values.money import Money


def compact_lines(
    decision: Decision, indent: str = "", *, with_all: bool = False, localize: Localizer = ENGLISH
) -> Iterator[str]:
    """The lines, in the order of the page."""
    claims, aside = split_claims(decision, with_all=with_all)
    for group in group_equal_claims(claims):
        settled = [claim for claim in group if claim.bounds.is_point]
        paid = Money(sum(claim.paid.minor for claim in settled), decision.currency)
        if paid.minor:
            yield from sides(claim_line(settled, localize), amount(paid), indent)
        elif settled:
            yield from wrap(claim_line(settled, localize), indent, f"{indent}  ")
        for claim in group:
            if not claim.bounds.is_point:
                yield from sides(
                    claim_line([claim], localize), localize.range_text(claim.bounds.low, claim.bounds.high), indent
                )
    if aside:
        yield from wrap(other_claims_line(aside, localize), indent, f"{indent}  ")
