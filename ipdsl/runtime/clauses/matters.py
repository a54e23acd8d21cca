"""What "the same matter" is, and whether another level paid for it.

The matter of a claim is the root kind of its record with the values of its matter fields, as one text; or the
applicant. A `support` fact speaks of the matter of the applicant's record of that kind and item; where there is no such
record, of the matter that a record without matter fields of its own would have.
"""

from __future__ import annotations

from collections.abc import Iterator

from ipdsl.runtime.clauses.operations import Answer, any_of, open_truth
from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.clauses.words import in_words
from ipdsl.runtime.facts import Record, Support
from ipdsl.runtime.unknown import CANNOT, NONE, FactRef, Open, Truth


def matter(at: Situation, record: Record | None) -> Answer:
    """The matter of a record as text; open where one of its fields was not stated."""
    if record is None:
        return at.facts.applicant
    kind = at.schema.record_by_name[record.kind]
    if kind.matter == ("applicant",):
        return at.facts.applicant
    if len(kind.matter) == 1 and type(stated := record.values.get(kind.matter[0])) is str:
        return f"{kind.root}: {stated}"
    here = at.on(record, at.day, at.year)
    parts = [here.field(name) for name in kind.matter]
    for part in parts:
        if isinstance(part, Open):
            return part
    if not parts or any(part is NONE or part is CANNOT for part in parts):
        return f"{kind.root}: {record.item}"
    return f"{kind.root}: " + " / ".join(_text(part) for part in parts)


def matter_supported(c: Situation) -> Truth:
    """Another level paid something for the matter of the claim, in whatever year.

    Support that was not stated is none, unless nothing is taken for granted.
    """
    if c.facts.support is None:
        return open_truth(frozenset({FactRef("support")})) if c.strict else False
    paid = [support for support in c.facts.support if support.amount > 0]
    if not paid:
        return False
    mine = matter(c, c.record)
    return any_of(*(truth for support in paid for truth in _spoken_of(c, mine, support)))


def _is_same(mine: Answer, other: Answer) -> Truth:
    if isinstance(mine, Open) or isinstance(other, Open):
        return open_truth(frozenset().union(*(side.facts for side in (mine, other) if isinstance(side, Open))))
    return mine == other


def _spoken_of(c: Situation, mine: Answer, support: Support) -> Iterator[Truth]:
    """Whether each matter of which a support fact may speak is the claim's."""
    named = c.schema.record_by_name.get(support.kind)
    root = named.root if named is not None else ""
    found = [
        record
        for listing in c.facts.records.values()
        for record in listing.records
        if record.item == support.item and (not root or record.root == root)
    ]
    for record in found:
        yield record is c.record or _is_same(mine, matter(c, record))
    if found:
        return
    if named is not None and named.matter == ("applicant",):
        yield _is_same(mine, c.facts.applicant)
    else:
        yield _is_same(mine, f"{root or (c.record.root if c.record is not None else '')}: {support.item}")


def _text(value: Answer) -> str:
    return value if isinstance(value, str) else in_words(value)
