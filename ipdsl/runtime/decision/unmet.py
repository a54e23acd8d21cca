"""What the facts state of an item that nothing in the run is about: a slip in its name, which would pass unseen.

Decided here: support, and a standard of an older document, speak of an item of a record or claim, or of its matter,
with or without the kind in front; support of a kind whose matter is the applicant speaks of every record of it. Where a
matter is not known, anything of its kind may be meant. What the policy never reads is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from ipdsl.runtime.clauses.matters import matter
from ipdsl.runtime.facts import OlderDocument, Record, Support
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.settlement.claims import Candidate
from ipdsl.runtime.settlement.propose import Proposer
from ipdsl.runtime.terms import Program
from ipdsl.values.money import DECIMALS, grouped


def unmet(proposer: Proposer, claims: list[Candidate]) -> Iterator[str]:
    """A line for each approval, support and older standard that meets nothing."""
    program, facts = proposer.program, proposer.facts
    yield from _approvals(proposer, claims)
    support = facts.support if program.kept(asks_for_support) else None
    older = facts.older_documents if program.older else None
    if not (support or older):
        return
    met = _Met.of(proposer, claims)
    for line in support or ():
        if not met.by_support(line):
            sum_ = grouped(line.amount, DECIMALS[program.currency])
            yield f"the support of {sum_} for {line.item} ({line.level}, {line.year}) meets no record and no claim"
    for standard in older or ():
        if not met.by_standard(standard):
            sum_ = grouped(standard.amount, DECIMALS[program.currency])
            yield f"the standard of {sum_} for {standard.item} ({standard.document}) meets no record and no claim"


def asks_for_support(program: Program) -> bool:
    """Whether what others paid counts for any clause."""
    gates = (gate.outcome for clause in program.clauses for gate in clause.gates)
    return any(clause.counts_support for clause in program.clauses) or Outcome.SUPPORTED in gates


def _approvals(proposer: Proposer, claims: list[Candidate]) -> Iterator[str]:
    met = {(claim.clause.label, claim.item) for claim in claims if claim.is_ceiling}
    for approval in proposer.facts.approvals:
        if (approval.clause, approval.item) not in met:
            yield f"the approval for {approval.item} under {approval.clause} meets no claim"


@attrs.frozen(eq=False)
class _Met:
    """The names by which records and claims go, each with the root of its kind; roots of which a matter is `open_`."""

    proposer: Proposer
    names: frozenset[tuple[str, str]]
    open_: frozenset[str]

    @classmethod
    def of(cls, proposer: Proposer, claims: Iterable[Candidate]) -> _Met:
        """Of the records that are listed, and the claims of the run."""
        names = {(claim.root, claim.item) for claim in claims}
        if any(claim.source is None for claim in claims):
            names.add(("", proposer.facts.applicant))
        open_: set[str] = set()
        for record in _records(proposer):
            names.add((record.root, record.item))
            of = matter(proposer.situation.on(record, proposer.situation.day), record)
            if isinstance(of, str):
                names.add((record.root, of.partition(": ")[2]))
            else:
                open_.add(record.root)
        return cls(proposer, frozenset(names), frozenset(open_))

    def by_support(self, line: Support) -> bool:
        """Whether support speaks of any of them."""
        if not line.kind:
            return bool(self.open_) or any(name == line.item for _, name in self.names)
        if self.proposer.program.schema.record_by_name[line.kind].matter == ("applicant",):
            return any(root == line.kind for root, _ in self.names)
        return line.kind in self.open_ or (line.kind, line.item) in self.names

    def by_standard(self, standard: OlderDocument) -> bool:
        """Whether a standard speaks of any of them."""
        if self.open_:
            return True
        return any(standard.item in (name, f"{root}: {name}") for root, name in self.names)


def _records(proposer: Proposer) -> Iterator[Record]:
    for listing in proposer.facts.records.values():
        yield from listing.records
