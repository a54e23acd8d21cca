"""Records with neither key nor id: each is taken as an item of its own, which the decision says where it may matter.

It may where another record, or a line of the history, is of the same root, and so may be about the same item.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ipdsl.runtime.facts import Facts, Record
from ipdsl.runtime.reading.records import content_of
from ipdsl.runtime.settlement.claims import Candidate
from ipdsl.runtime.terms import Program
from ipdsl.values.money import DECIMALS


def taken_apart(program: Program, facts: Facts, claims: Iterable[Candidate]) -> Iterator[str]:
    """A line for each such record that a claim speaks of."""
    told: set[tuple[str, str]] = set()
    for claim in claims:
        record = claim.source
        if record is None or not claim.is_live or (record.kind, record.id) in told:
            continue
        kind = program.schema.record_by_name[record.kind]
        unstated = [name for name in kind.key if record.values.get(name) is None]
        is_named = not unstated or record.item != content_of(kind, record.values, DECIMALS.get(program.currency, 2))
        if not is_named and _has_another(program, facts, record):
            told.add((record.kind, record.id))
            yield f"{', '.join(unstated)} not stated: {record.kind} {record.item} is taken as an item of its own"


def _has_another(program: Program, facts: Facts, record: Record) -> bool:
    """Whether a record or a line of the history may be about the same item."""
    same = sum(other.root == record.root for listing in facts.records.values() for other in listing.records)
    if same > 1:
        return True
    schema = program.schema
    roots = {clause.label: schema.record_by_name[k].root for clause in program.clauses if (k := clause.trigger.record)}
    kinds = schema.record_by_name
    return any(
        roots.get(line.clause) == record.root or (line.kind in kinds and kinds[line.kind].root == record.root)
        for line in facts.history or ()
    )
