"""How a proposal ends where memory or an older document has a say: its exact sums, and what it may be raised to.

In comes a claim as its clause proposed it; it goes out with what settlement needs to deduct from it or to raise it.
Which standard is a claim's is said in docs/settlement.md: "What ends a proposal".
"""

from __future__ import annotations

from fractions import Fraction

from ipdsl.runtime.clauses.matters import matter
from ipdsl.runtime.facts import Facts, OlderDocument
from ipdsl.runtime.proposal import Proposal
from ipdsl.runtime.settlement.candidate import support_for
from ipdsl.runtime.settlement.claims import Candidate, Exact
from ipdsl.runtime.terms import Program
from ipdsl.runtime.unknown import FactRef, Open
from ipdsl.values.rounding import DOWN_TO_MINOR


def end_proposal(program: Program, facts: Facts, claim: Candidate, proposal: Proposal, *, strict: bool) -> None:
    """Fills in what a claim may be lowered by or raised to."""
    if claim.clause.less is not None and proposal.high is not None and not proposal.fixed:
        _keep_exact(program, facts, claim, proposal, proposal.high)
    if (facts.older_documents or strict) and any(claim.clause.index in older.clauses for older in program.older):
        _find_standard(facts, claim, strict=strict)


def _keep_exact(program: Program, facts: Facts, claim: Candidate, proposal: Proposal, most: int | Fraction) -> None:
    rounding = DOWN_TO_MINOR if proposal.ceiling else program.rounding
    support = support_for(facts, claim.root, claim.item) if claim.clause.counts_support else 0
    claim.exact = Exact(proposal.low, most, support, rounding)
    if rounding.step > 1 and proposal.low != most and claim.low == claim.high:
        claim.low = max(0, claim.low - rounding.step)  # the ends differ before the rounding, and may after a deduction


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
        claim.lift = max(document.amount for document in facts.older_documents)
        return
    claim.standard = standard_for(facts, claim.item, str(of))
    claim.lift = claim.standard.amount if claim.standard is not None else 0


def standard_for(facts: Facts, item: str, of: str) -> OlderDocument | None:
    """The greatest standard of an older document for an item or its matter."""
    names = (item, of, of.partition(": ")[2])
    standards = [document for document in facts.older_documents or () if document.item and document.item in names]
    return max(standards, key=lambda document: (document.amount, document.document)) if standards else None
