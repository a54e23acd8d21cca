"""Records with neither key nor id: each is taken as an item of its own, which the decision says where it may matter.

It may where another record, or a line of the history, is of the same root, and so may be about the same item.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ipdsl.runtime.facts import Facts
from ipdsl.runtime.reading.records import content_of
from ipdsl.runtime.settlement.claims import Candidate
from ipdsl.runtime.settlement.ledger import root_of
from ipdsl.runtime.terms import Program
from ipdsl.values.money import DECIMALS


def taken_apart(program: Program, facts: Facts, claims: Iterable[Candidate]) -> Iterator[str]:
    """A line for each such record that a claim speaks of."""
    held = _held(program, facts)
    told: set[tuple[str, str]] = set()
    for claim in claims:
        record = claim.source
        if record is None or not claim.is_live or (record.kind, record.id) in told:
            continue
        kind = program.schema.record_by_name[record.kind]
        unstated = [name for name in kind.key if record.values.get(name) is None]
        is_named = not unstated or record.item != content_of(kind, record.values, DECIMALS.get(program.currency, 2))
        if not is_named and held[record.root] > 1:
            told.add((record.kind, record.id))
            yield f"{', '.join(unstated)} not stated: {record.kind} {record.item} is taken as an item of its own"


def _held(program: Program, facts: Facts) -> Counter[str]:
    """How many records and lines there are of each root."""
    held = Counter(record.root for listing in facts.records.values() for record in listing.records)
    kinds = program.schema.record_by_name
    roots = {clause.label: root_of(program, clause) for clause in program.clauses} if facts.history else {}
    for line in facts.history or ():
        root = kinds[line.kind].root if line.kind in kinds else roots.get(line.clause)
        if root:
            held[root] += 1
    return held
