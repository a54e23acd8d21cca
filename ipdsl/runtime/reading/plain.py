"""Reads facts quickly where they are plain, by emitted readers of records; else by `reading`, which has the last word.

In: plain data and a policy's code. Out: the facts that `reading.read_facts` reads, or its `FactsError`. A record that
is not plain in some value is read by the reader proper, and the rest still quickly; at the first thing that may be a
problem everything is read again from the start by the reader proper, which reports all problems with their paths.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING

from ipdsl.runtime.clauses.plain_values import NOT_PLAIN, NotPlainError, PlainReader, plain_text
from ipdsl.runtime.code import Code
from ipdsl.runtime.facts import Dated, Fact, Facts, LedgerLine, Listing, Record
from ipdsl.runtime.reading.base import Reading
from ipdsl.runtime.reading.days import read_day
from ipdsl.runtime.reading.plain_parts import (
    plain_approvals,
    plain_figures,
    plain_older_documents,
    plain_series,
    plain_support,
)
from ipdsl.runtime.reading.reader import applicant_of, read_facts
from ipdsl.runtime.reading.records import content_of, item_of, one_listing, values_of
from ipdsl.runtime.reading.rest import read_ranks
from ipdsl.runtime.terms import Program
from ipdsl.schema.model import Record as Kind
from ipdsl.values.money import DECIMALS

if TYPE_CHECKING:
    from ipdsl.runtime.reading.published import Published

_PARTS = frozenset(
    {"$schema", "applicant", "records", "figures", "history", "support", "approvals", "older_documents", "ranks",
     "series", "as_of"}
)  # fmt: skip
"""What is read here; facts that hold anything else are left to the reader proper."""

_by_item = attrgetter("item")


def read_plain(data: object, code: Code, published: Iterable[Published] = ()) -> Facts:
    """The facts, or `FactsError` with every problem; with published values where the policy reads a series."""
    if not code.program.kept(reads_series):
        return _read(data, code)
    from ipdsl.runtime.reading.published import with_published  # few policies read one

    return with_published(_read(data, code), code.program, published)


def _read(data: object, code: Code) -> Facts:
    if type(data) is dict and (code.readers or code.applicant_reader):
        try:
            return _accepted(data, code)
        except NOT_PLAIN:
            pass
    return read_facts(data, code.program)


def reads_series(program: Program) -> bool:
    """Whether a clause of the policy reads a published series."""
    return any(clause.series for clause in program.clauses)


def _accepted(data: dict[str, object], code: Code) -> Facts:
    if not _PARTS.issuperset(data):
        raise NotPlainError
    reading = Reading(code.program)
    applicant, kinds, fields = _applicant(reading, data["applicant"], code)
    stated = data.get("records")
    records = {} if stated is None else _records(reading, stated, code.readers)
    as_of = data.get("as_of")
    facts = Facts(
        applicant, kinds, fields, records,
        plain_figures(reading, data.get("figures"), fields),
        _history(reading, data.get("history")),
        plain_support(reading, data.get("support")),
        plain_approvals(reading, data.get("approvals")),
        plain_older_documents(reading, data.get("older_documents")),
        plain_series(reading, data.get("series")),
        None if as_of is None else read_day(reading, as_of, "as_of", "$.as_of"),
        ranks=read_ranks(reading, data.get("ranks"), "$.ranks"),
    )  # fmt: skip
    if facts.history:
        from ipdsl.runtime.reading.keys import with_keys  # most facts have no history
        from ipdsl.runtime.reading.ledger_file import check_lines

        check_lines(reading, facts)
        facts = with_keys(reading, facts)
    if reading.count:
        raise NotPlainError
    return facts


def _history(reading: Reading, stated: object) -> tuple[LedgerLine, ...] | None:
    if stated is None:
        return None
    if stated == []:
        return ()
    from ipdsl.runtime.reading.plain_history import plain_history  # most facts have none

    return plain_history(reading, stated)


# ---------------------------------------------------------------------------------------------- the applicant


def _applicant(
    reading: Reading, stated: object, code: Code
) -> tuple[str, frozenset[str], Mapping[str, Fact | Dated]]:  # fmt: skip
    if type(stated) is dict and code.applicant_reader is not None:
        try:
            found = code.applicant_reader(stated)
            if len(found) + 2 == len(stated):
                return plain_text(stated["id"]), _kinds(code.program, stated["kinds"]), found
        except NOT_PLAIN:
            pass
    name, kinds, fields = applicant_of(reading, stated, "$.applicant")
    if name is None or kinds is None:
        raise NotPlainError
    return name, kinds, fields


def _kinds(program: Program, stated: object) -> frozenset[str]:
    if type(stated) is not list or not stated:
        raise NotPlainError
    closed = program.kept(_closed_kinds)
    if len(stated) == 1:
        return closed[stated[0]]
    return frozenset().union(*(closed[kind] for kind in stated))


def _closed_kinds(program: Program) -> dict[object, frozenset[str]]:
    """The kinds of applicants, each with everything that contains it."""
    return {kind.name: program.schema.wider[kind.name] for kind in program.schema.kinds}


# ---------------------------------------------------------------------------------------------- records


def _records(reading: Reading, stated: object, readers: Mapping[str, PlainReader]) -> dict[str, Listing]:
    if type(stated) is not dict:
        raise NotPlainError
    places = reading.program.kept(_places)
    found: dict[str, Listing] = {}
    by_root: dict[str, tuple[Record, ...]] = {}
    with_ids: set[str] = set()
    last, is_ordered = -1, True
    for name, listing in stated.items():
        place, kind = places[name]
        if listing is None:
            continue
        is_ordered = is_ordered and place > last
        last = place
        if type(listing) is list:
            if not listing:
                found[name] = _NOTHING
                continue
            records = _listed(reading, kind, listing, readers.get(name), with_ids)
            found[name] = Listing(records)
        else:
            found[name] = one_listing(reading, kind, listing, f"$.records.{name}")
            records = found[name].records
            with_ids.add(kind.root)
        by_root[kind.root] = by_root[kind.root] + records if kind.root in by_root else records
    for root, records in by_root.items():
        if len(records) > 1:
            _check_told_apart(records, has_ids=root in with_ids)
    return found if is_ordered else {name: found[name] for name in sorted(found, key=places.__getitem__)}


_NOTHING = Listing(())


def _places(program: Program) -> dict[str, tuple[int, Kind]]:
    """Each kind with its place in the vocabulary."""
    return {record.name: (place, record) for place, record in enumerate(program.schema.records)}


def _check_told_apart(records: tuple[Record, ...], *, has_ids: bool) -> None:
    """Leaves records of one item, or of one id, to the reader proper. Without ids the items stand for them."""
    if len({record.item for record in records}) < len(records):
        raise NotPlainError
    if has_ids and len({record.id for record in records}) < len(records):
        raise NotPlainError


def _listed(
    reading: Reading, kind: Kind, stated: list[object], read: PlainReader | None, with_ids: set[str]
) -> tuple[Record, ...]:
    """The records of a listing in the order of their items; adds the root to `with_ids` where one states an id."""
    name, root, fixed = kind.name, kind.root, len(kind.fixed)
    key = kind.key[0] if len(kind.key) == 1 else ""
    path = f"$.records.{name}["
    records: list[Record] = []
    for index, one in enumerate(stated):
        id_ = None
        try:
            if type(one) is not dict or read is None:
                raise NotPlainError
            values = read(one)
            if len(values) - fixed != len(one):
                id_ = plain_text(one["id"])
                if len(values) - fixed + 1 != len(one):
                    raise NotPlainError
        except NOT_PLAIN:
            values, id_ = values_of(reading, kind, one, f"{path}{index}]")
        if id_ is not None:
            with_ids.add(root)
        item = values.get(key)
        if type(item) is not str:
            item = item_of(kind, values) or id_ or content_of(kind, values, DECIMALS.get(reading.program.currency, 2))
        records.append(Record(name, root, id_ or item, item, values, f"{path}{index}]"))
    records.sort(key=_by_item)
    return tuple(records)
