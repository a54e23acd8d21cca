"""How a proposal ends where memory or an older document has a say: its exact sums, and what it may be raised to.

In comes a claim as its clause proposed it; it goes out with what settlement needs to deduct from it or to raise it.
Which standard is a claim's is said in docs/settlement.md: "What ends a proposal".
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from ipdsl.runtime.clauses.matter_lines import RecordLineIndex
from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.facts import OlderDocument
from ipdsl.runtime.proposal import Proposal
from ipdsl.runtime.settlement.claims import Candidate, UnroundedSums
from ipdsl.runtime.settlement.outside import support_counted_for, support_of
from ipdsl.runtime.terms import MATTER, Program, is_matter
from ipdsl.runtime.unknown import FactRef, Open
from ipdsl.schema.model import RecordKind as Kind
from ipdsl.values.rounding import DOWN_TO_MINOR


def end_proposal(situation: Situation, claim: Candidate, proposal: Proposal, *, strict: bool) -> None:
    """Fills in what a claim may be lowered by or raised to; `situation` is a situation of its facts."""
    if claim.clause.less is not None and proposal.high is not None and not proposal.fixed:
        _keep_exact(situation, claim, proposal, proposal.high)
    if situation.facts.older_documents or strict:
        for name in situation.program.compute_once(standard_keys_by_clause).get(claim.clause.index, ()):
            _find_standard(situation, claim, name, strict=strict)


def standard_keys_by_clause(program: Program) -> Mapping[int, tuple[str, ...]]:
    """For each clause that older documents may raise, the keys by which it is the matter of a standard."""
    names = [(older, next(filter(is_matter, older.keys), MATTER)) for older in program.older_standards]
    keys_by_clause: dict[int, dict[str, None]] = {}
    for older, name in names:
        for index in older.clauses:
            keys_by_clause.setdefault(index, {})[name] = None
    return {index: tuple(keys) for index, keys in keys_by_clause.items()}


def _keep_exact(situation: Situation, claim: Candidate, proposal: Proposal, most: int | Fraction) -> None:
    rounding = DOWN_TO_MINOR if proposal.is_ceiling else situation.program.rounding
    members = claim.situation.members if claim.situation is not None else ()
    support = support_of(support_counted_for(situation, claim, members)) if claim.clause.counts_support else 0
    claim.exact = UnroundedSums(proposal.low, most, support if isinstance(support, int) else 0, rounding)
    if rounding.step > 1 and proposal.low != most and claim.low == claim.high:
        claim.low = max(0, claim.low - rounding.step)  # the ends differ before the rounding, and may after a deduction


def _find_standard(situation: Situation, claim: Candidate, name: str, *, strict: bool) -> None:
    if strict and situation.facts.older_documents is None:
        claim.facts |= {FactRef("older_documents")}
        claim.high = None
        return
    if not situation.facts.older_documents or claim.rule_situation is None:
        return
    spoken = standards_of(
        situation, None if claim.source is None else situation.schema.record_by_name[claim.source.kind], name
    )
    standard: OlderDocument | None = None
    for alike, is_same in spoken.equivalent_lines(claim.rule_situation, claim.source):
        if is_same is True:
            for document in alike.lines:
                standard = greater(standard, document)
        elif isinstance(is_same, Open) and claim.high != 0:  # one of nothing is raised to no standard
            claim.facts |= is_same.facts
            claim.standard_raise = max(claim.standard_raise, alike.max_promised)
    if standard is not None and (claim.standard is None or standard.amount > claim.standard.amount):
        claim.standard = standard
        claim.standard_raise = max(claim.standard_raise, standard.amount)


# ---------------------------------------------------------------------------------------------- standards


def standards_of(situation: Situation, kind: Kind | None, name: str) -> RecordLineIndex[OlderDocument]:
    """The standards of a kind of record, or of the applicant itself; worked out once for the facts."""
    key = ("standards", "" if kind is None else kind.name, name)
    standards = situation.cache.get(key)
    if standards is None:
        roots, root = situation.schema.record_by_name, "" if kind is None else kind.root
        documents = [
            document
            for document in situation.facts.older_documents or ()
            if (document.kind and roots[document.kind].root) == root
        ]
        standards = situation.cache[key] = RecordLineIndex(situation, kind, documents, name)
    assert isinstance(standards, RecordLineIndex)
    return standards


def greater(best: OlderDocument | None, other: OlderDocument) -> OlderDocument:
    """The greater of two standards; of equal ones always the same."""
    return other if best is None or (other.amount, other.document) > (best.amount, best.document) else best
