"""How a proposal ends where memory or an older document has a say: its exact sums, and what it may be raised to.

In comes a claim as its clause proposed it; it goes out with what settlement needs to deduct from it or to raise it.
Which standard is a claim's is said in docs/settlement.md: "What ends a proposal".
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from ipdsl.runtime.clauses.matter_lines import Spoken
from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.facts import OlderDocument
from ipdsl.runtime.proposal import Proposal
from ipdsl.runtime.settlement.claims import Candidate, Exact
from ipdsl.runtime.settlement.outside import counted_for, support_of
from ipdsl.runtime.terms import MATTER, Program, is_matter
from ipdsl.runtime.unknown import FactRef, Open
from ipdsl.schema.model import Record as Kind
from ipdsl.values.rounding import DOWN_TO_MINOR


def end_proposal(at: Situation, claim: Candidate, proposal: Proposal, *, strict: bool) -> None:
    """Fills in what a claim may be lowered by or raised to; `at` is a situation of its facts."""
    if claim.clause.less is not None and proposal.high is not None and not proposal.fixed:
        _keep_exact(at, claim, proposal, proposal.high)
    if at.facts.older_documents or strict:
        for name in at.program.kept(raised_by).get(claim.clause.index, ()):
            _find_standard(at, claim, name, strict=strict)


def raised_by(program: Program) -> Mapping[int, tuple[str, ...]]:
    """For each clause that older documents may raise, the keys by which it is the matter of a standard."""
    names = [(older, next(filter(is_matter, older.keys), MATTER)) for older in program.older]
    found: dict[int, dict[str, None]] = {}
    for older, name in names:
        for index in older.clauses:
            found.setdefault(index, {})[name] = None
    return {index: tuple(keys) for index, keys in found.items()}


def _keep_exact(at: Situation, claim: Candidate, proposal: Proposal, most: int | Fraction) -> None:
    rounding = DOWN_TO_MINOR if proposal.ceiling else at.program.rounding
    members = claim.asked.members if claim.asked is not None else ()
    support = support_of(counted_for(at, claim, members)) if claim.clause.counts_support else 0
    claim.exact = Exact(proposal.low, most, support if isinstance(support, int) else 0, rounding)
    if rounding.step > 1 and proposal.low != most and claim.low == claim.high:
        claim.low = max(0, claim.low - rounding.step)  # the ends differ before the rounding, and may after a deduction


def _find_standard(at: Situation, claim: Candidate, name: str, *, strict: bool) -> None:
    if strict and at.facts.older_documents is None:
        claim.facts |= {FactRef("older_documents")}
        claim.high = None
        return
    if not at.facts.older_documents or claim.at is None:
        return
    spoken = standards_of(at, None if claim.source is None else at.schema.record_by_name[claim.source.kind], name)
    standard: OlderDocument | None = None
    for alike, is_same in spoken.alike(claim.at, claim.source):
        if is_same is True:
            for document in alike.lines:
                standard = greater(standard, document)
        elif isinstance(is_same, Open) and claim.high != 0:  # one of nothing is raised to no standard
            claim.facts |= is_same.facts
            claim.lift = max(claim.lift, alike.promised)
    if standard is not None and (claim.standard is None or standard.amount > claim.standard.amount):
        claim.standard = standard
        claim.lift = max(claim.lift, standard.amount)


# ---------------------------------------------------------------------------------------------- standards


def standards_of(at: Situation, kind: Kind | None, name: str) -> Spoken[OlderDocument]:
    """The standards of a kind of record, or of the applicant itself; worked out once for the facts."""
    key = ("standards", "" if kind is None else kind.name, name)
    found = at.worked_out.get(key)
    if found is None:
        roots, root = at.schema.record_by_name, "" if kind is None else kind.root
        of = [one for one in at.facts.older_documents or () if (one.kind and roots[one.kind].root) == root]
        found = at.worked_out[key] = Spoken(at, kind, of, name)
    assert isinstance(found, Spoken)
    return found


def greater(one: OlderDocument | None, other: OlderDocument) -> OlderDocument:
    """The greater of two standards; of equal ones always the same."""
    return other if one is None or (other.amount, other.document) > (one.amount, one.document) else one
