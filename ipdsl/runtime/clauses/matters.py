"""What "the same matter" is, and whether another level paid for it.

The matter of a claim is the root kind of its record with the values of its matter fields, or with the applicant, as
one text; of a claim without a record it is the applicant. A `support` fact speaks of the matter of the applicant's
record of that kind and item; where there is no such record, of the matter that a record without matter fields of its
own would have. Without a kind it may name the applicant itself, for what is paid without a record. What the policy's
own level paid is not another's.
"""

from __future__ import annotations

from ipdsl.making import attrs
from ipdsl.runtime.clauses.operations import Answer, open_truth
from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.clauses.words import in_words
from ipdsl.runtime.facts import Record
from ipdsl.runtime.unknown import CANNOT, NONE, FactRef, Open, Truth


def matter(at: Situation, record: Record | None) -> Answer:
    """The matter of a record as text; open where one of its fields was not stated."""
    plain = plain_matter(at, record)
    if plain is not None or record is None:
        return plain or ""
    kind = at.schema.record_by_name[record.kind]
    here = at.on(record, at.day, at.year)
    parts = [here.field(name) for name in kind.matter]
    for part in parts:
        if isinstance(part, Open):
            return part
    if not parts or any(part is NONE or part is CANNOT for part in parts):
        return f"{kind.root}: {record.item}"
    return f"{kind.root}: " + " / ".join(_text(part) for part in parts)


def plain_matter(at: Situation, record: Record | None) -> str | None:
    """The matter where it follows from the applicant, or from one text of the record, whatever the day; else `None`."""
    applicant = at.facts.applicant
    if record is None:
        return applicant
    kind = at.schema.record_by_name[record.kind]
    if kind.matter == ("applicant",):
        return f"{kind.root}: {applicant}"
    if len(kind.matter) == 1 and type(stated := record.values.get(kind.matter[0])) is str:
        return f"{kind.root}: {stated}"
    return None


@attrs.frozen
class _Supported:
    """What the support facts speak of: records, matters, and items of records that are not listed, of any kind."""

    records: frozenset[int]  # by identity
    matters: frozenset[str]
    items: frozenset[str]
    facts: frozenset[FactRef]  # on which further matters hang
    is_any: bool


def matter_supported(c: Situation) -> Truth:
    """Another level paid something for the matter of the claim, in whatever year.

    Support that was not stated is none, unless nothing is taken for granted.
    """
    if c.facts.support is None:
        return open_truth(frozenset({FactRef("support")})) if c.strict else False
    supported = _supported(c)
    if not supported.is_any:
        return False
    if id(c.record) in supported.records:
        return True
    mine = matter(c, c.record)
    if isinstance(mine, Open):
        return open_truth(mine.facts | supported.facts)
    if mine in supported.matters:
        return True
    if c.record is None and mine in supported.items:
        return True
    if supported.items and c.record is not None and isinstance(mine, str):
        kind, _, item = mine.partition(": ")
        if kind == c.record.root and item in supported.items:
            return True
    return open_truth(supported.facts) if supported.facts else False


def _supported(c: Situation) -> _Supported:
    """Worked out once for the facts: a record's matter does not change from day to day."""
    if "supported" not in c.worked_out:
        c.worked_out["supported"] = _find_supported(c)
    supported = c.worked_out["supported"]
    assert isinstance(supported, _Supported)
    return supported


def _find_supported(c: Situation) -> _Supported:
    by_item: dict[str, list[Record]] = {}
    for listing in c.facts.records.values():
        for record in listing.records:
            by_item.setdefault(record.item, []).append(record)
    own = c.program.level
    paid = [support for support in c.facts.support or () if support.amount > 0 and (support.level != own or not own)]
    records: list[Record] = []
    matters: set[str] = set()
    items: set[str] = set()
    facts: frozenset[FactRef] = frozenset()
    for support in paid:
        named = c.schema.record_by_name.get(support.kind)
        listed = [r for r in by_item.get(support.item, ()) if named is None or r.root == named.root]
        records += listed
        for value in [matter(c, record) for record in listed]:
            if isinstance(value, Open):
                facts |= value.facts
            else:
                matters.add(str(value))
        if listed:
            continue
        if named is None:
            items.add(support.item)
        else:
            item = c.facts.applicant if named.matter == ("applicant",) else support.item
            matters.add(f"{named.root}: {item}")
    return _Supported(frozenset(map(id, records)), frozenset(matters), frozenset(items), facts, bool(paid))


def _text(value: Answer) -> str:
    return value if isinstance(value, str) else in_words(value)
