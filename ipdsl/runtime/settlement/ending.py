"""How a proposal ends where memory or an older document has a say: its exact sums, and what it may be raised to.

In comes a claim as its clause proposed it; it goes out with what settlement needs to deduct from it or to raise it.

Decided here:
- A standard speaks of the item of a claim, or of its matter (with or without the kind in front of it). The greatest of
  several counts.
- Where the matter was not stated, any standard may turn out to be the claim's.
"""

from __future__ import annotations

from fractions import Fraction

from ipdsl.runtime.clauses.matters import matter
from ipdsl.runtime.facts import Facts, OlderDocument
from ipdsl.runtime.proposal import Proposal
from ipdsl.runtime.settlement.claims import INFINITE, Candidate
from ipdsl.runtime.terms import Program
from ipdsl.runtime.unknown import FactRef, Open


def end_proposal(program: Program, facts: Facts, claim: Candidate, proposal: Proposal, *, strict: bool) -> None:
    """Fills in what a claim may be lowered by or raised to."""
    if claim.clause.less is not None and not claim.is_ceiling:
        _keep_exact(program, claim, proposal)
    if any(claim.clause.index in older.clauses for older in program.older):
        _find_standard(facts, claim, strict=strict)


def _keep_exact(program: Program, claim: Candidate, proposal: Proposal) -> None:
    step = program.rounding.step
    least = _above(proposal.low, claim.support)
    most = INFINITE if proposal.high is None else _above(proposal.high, claim.support)
    claim.exact = least, most
    if step > 1 and least != most and claim.low == claim.high:
        claim.low = max(0, claim.low - step)  # the ends differ before the rounding, and may after a deduction


def _above(sum_: int | Fraction, support: int) -> int | Fraction:
    return max(sum_ - support, 0)


def _find_standard(facts: Facts, claim: Candidate, *, strict: bool) -> None:
    if strict and facts.older_documents is None:
        claim.facts |= {FactRef("older_documents")}
        claim.high = None
        return
    if not facts.older_documents or claim.at is None:
        return
    of = matter(claim.at, claim.at.record)
    if isinstance(of, Open):
        claim.facts |= of.facts
        most = max(document.amount for document in facts.older_documents)
        claim.high = None if claim.high is None else max(claim.high, most)
        return
    claim.standard = standard_for(facts, claim.item, str(of))


def standard_for(facts: Facts, item: str, of: str) -> OlderDocument | None:
    """The greatest standard of an older document for an item or its matter."""
    names = {item, of, of.partition(": ")[2]} - {""}
    found = [document for document in facts.older_documents or () if document.item in names]
    return max(found, key=lambda document: (document.amount, document.document), default=None)
