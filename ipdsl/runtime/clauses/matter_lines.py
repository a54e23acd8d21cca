"""Lines about records, to be found by the matter of a record; and whether another level paid for it.

In come lines of the history, of support and of older documents, and a record; out come the lines that are about its
matter, or may be. Lines that say the same are told together, so that many records and many lines of which a part is
stated cost no more than their number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Generic, TypeVar

import attrs

from ipdsl.runtime.clauses.matters import (
    GROUPS,
    Line,
    is_of_applicant,
    is_same_matter,
    item_of_line,
    matter,
    stated_fields,
    stated_matter,
)
from ipdsl.runtime.clauses.operations import Answer, any_of, facts_of, first_facts, open_truth
from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.clauses.words import value_text
from ipdsl.runtime.facts import OlderDocument, Record, Support
from ipdsl.runtime.terms import MATTER
from ipdsl.runtime.unknown import CANNOT, NONE, FactRef, Open, Truth
from ipdsl.schema.model import MATTER_IS_APPLICANT
from ipdsl.schema.model import RecordKind as Kind

Item = TypeVar("Item")
AnyLine = TypeVar("AnyLine", bound=Line)


class PartialKeyIndex(Generic[Item]):
    """What says some of the fields of its record, to be found by what a record states of them.

    Of those that say the same fields there is one table for each choice of fields that records state; it is made when
    the first such record looks.
    """

    __slots__ = ("_by_fields", "_tables")

    def __init__(self) -> None:
        self._by_fields: dict[tuple[str, ...], list[tuple[Mapping[str, str], Item]]] = {}
        self._tables: dict[tuple[tuple[str, ...], tuple[str, ...]], dict[tuple[str, ...], list[Item]]] = {}

    def add(self, item: Item, stated: Mapping[str, Answer]) -> None:
        """Puts one where records will look that say the same of its fields, or nothing yet."""
        plain = {field: value_text(value) for field, value in stated.items() if not isinstance(value, Open)}
        if len(plain) < len(stated) or next(iter(stated.values()), NONE) not in (NONE, CANNOT):
            self._by_fields.setdefault(tuple(plain), []).append((plain, item))

    def candidates(self, here: Situation) -> Iterator[list[Item]]:
        """All that may be meant by the record of a situation, and perhaps some more, as lists that are kept."""
        for fields in self._by_fields:
            values = {field: here.field(field) for field in fields}
            known = tuple(field for field, value in values.items() if not isinstance(value, Open))
            items = self._table(fields, known).get(tuple(value_text(values[field]) for field in known))
            if items is not None:
                yield items

    def _table(self, fields: tuple[str, ...], known: tuple[str, ...]) -> dict[tuple[str, ...], list[Item]]:
        table = self._tables.get((fields, known))
        if table is None:
            table = self._tables[fields, known] = {}
            for stated, item in self._by_fields[fields]:
                table.setdefault(tuple(stated[field] for field in known), []).append(item)
        return table


@attrs.frozen(eq=False, repr=False, slots=False)
class EquivalentLines(Generic[AnyLine]):
    """Lines that speak of a record in the same way: all of them of its matter, or all of them perhaps.

    `facts` are those that tell, of very many the first.
    """

    lines: Sequence[AnyLine]
    facts: frozenset[FactRef] = frozenset()

    @cached_property
    def max_promised(self) -> int:
        """The most that an older document among them promises."""
        return max((line.amount for line in self.lines if isinstance(line, OlderDocument)), default=0)


class LinesByItem(Generic[AnyLine]):
    """Lines by their item, and by what they say of the matter of their record."""

    __slots__ = ("_equivalents", "by_item", "by_part")

    def __init__(self) -> None:
        self.by_item: dict[str, list[AnyLine]] = {}
        self.by_part = PartialKeyIndex[tuple[AnyLine, Mapping[str, Answer]]]()
        self._equivalents: dict[int, EquivalentLines[AnyLine]] = {}

    def add(self, line: AnyLine, item: str, stated: Mapping[str, Answer]) -> None:
        """One line more; where a field that it says is none, its item alone tells."""
        self.by_item.setdefault(item, []).append(line)
        if NONE not in stated.values() and CANNOT not in stated.values():
            self.by_part.add((line, stated), stated)

    def candidates(self, here: Situation, root: str, fields: Sequence[str]) -> Iterator[EquivalentLines[AnyLine]]:
        """The lines that may be about a record; those of one answer lack the same fields, or do not know them."""
        for entries in self.by_part.candidates(here):
            equivalents = self._equivalents.get(id(entries))
            if equivalents is None:
                lacking = [
                    FactRef(GROUPS[type(line)], root, line.item, field)
                    for line, stated in entries for field in fields if field not in stated
                ]  # fmt: skip
                facts = facts_of(*(value for _, stated in entries for value in stated.values())).union(lacking)
                equivalents = self._equivalents[id(entries)] = EquivalentLines(
                    [line for line, _ in entries], first_facts(facts)
                )
            yield equivalents


class RecordLineIndex(Generic[AnyLine]):
    """Lines about records of a kind (or none: about the applicant itself), to be found by what they state.

    `complete` has those that state all of a matter, by it; `partial` are the others.
    """

    __slots__ = ("_index", "_name", "_partial_index", "all_lines", "complete", "partial")

    def __init__(self, c: Situation, kind: Kind | None, lines: Iterable[AnyLine], name: str = MATTER) -> None:
        self.all_lines, self._name = tuple(lines), name
        self.complete: dict[str, list[AnyLine]] = {}
        self.partial: list[AnyLine] = []
        self._index, self._partial_index = LinesByItem[AnyLine](), LinesByItem[AnyLine]()
        fields = () if kind is None else c.program.matter_fields(name, kind)
        for line in self.all_lines:
            if kind is None:
                self.complete.setdefault(line.item, []).append(line)
                continue
            text, item = stated_matter(c, kind, line, name), item_of_line(kind, line)
            stated = {} if fields == MATTER_IS_APPLICANT else stated_fields(c, kind, line, fields, name)
            self._index.add(line, item, stated)
            if text is not None and (fields != MATTER_IS_APPLICANT or is_of_applicant(c, kind, line)):
                self.complete.setdefault(text, []).append(line)
            else:
                self.partial.append(line)
                self._partial_index.add(line, item, stated)

    def equivalent_lines(self, c: Situation, record: Record | None) -> Iterator[tuple[EquivalentLines[AnyLine], Truth]]:
        """The lines about the matter of a record (or of the applicant), and those that may be.

        A line may be told twice: by its item, and by what it says.
        """
        mine = matter(c, record, self._name)
        if isinstance(mine, str) and mine in self.complete:
            yield EquivalentLines(self.complete[mine]), True
        if record is None:
            return
        lines = self._partial_index if isinstance(mine, str) else self._index
        for line in lines.by_item.get(record.item, ()):
            if (is_same := is_same_matter(c, record, line, self._name)) is not False:
                yield EquivalentLines((line,)), is_same
        kind, here = c.schema.record_by_name[record.kind], c.with_record(record, c.day, c.year)
        fields = c.program.matter_fields(self._name, kind)
        values = [] if fields == MATTER_IS_APPLICANT else [here.field(field) for field in fields]
        if NONE not in values and CANNOT not in values:
            for equivalents in lines.candidates(here, kind.root, fields):
                facts = facts_of(*values) | equivalents.facts
                yield equivalents, open_truth(facts) if facts else True

    def lines_about(self, c: Situation, record: Record | None) -> Iterator[tuple[AnyLine, Truth]]:
        """The same line by line, each once."""
        truth_by_line: dict[int, tuple[AnyLine, Truth]] = {}
        for equivalents, is_same in self.equivalent_lines(c, record):
            for line in equivalents.lines:
                truth_by_line.setdefault(id(line), (line, is_same))
        yield from truth_by_line.values()


# ---------------------------------------------------------------------------------------------- support


def is_matter_supported(c: Situation, name: str = MATTER) -> Truth:
    """Another level paid something for the matter of the claim, in whatever year.

    Support that was not stated is none, unless nothing is taken for granted.
    """
    c.note_use("supported", name)
    if c.facts.support is None:
        return open_truth(frozenset({FactRef("support")})) if c.is_strict else False
    return any_of(*(is_same for _, is_same in supporting_lines(c, name)))


def supporting_lines(c: Situation, name: str = MATTER) -> Iterator[tuple[EquivalentLines[Support], Truth]]:
    """What another level paid for the matter of the claim, or may have."""
    kind = None if c.record is None else c.schema.record_by_name[c.record.kind]
    return _support_index(c, kind, name).equivalent_lines(c, c.record)


def _support_index(c: Situation, kind: Kind | None, name: str) -> RecordLineIndex[Support]:
    """Worked out once for the facts: what a line says does not change from day to day."""
    key = ("paid by others", "" if kind is None else kind.name, name)
    spoken = c.cache.get(key)
    if spoken is None:
        level, roots = c.program.level, c.schema.record_by_name
        paid = (line for line in c.facts.support or () if line.amount > 0 and (line.level != level or not level))
        lines = [
            support
            for support in paid
            if not support.kind or (kind is not None and roots[support.kind].root == kind.root)
        ]
        spoken = c.cache[key] = RecordLineIndex(c, kind, lines, name)
    assert isinstance(spoken, RecordLineIndex)
    return spoken
