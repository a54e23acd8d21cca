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
    matter,
    matter_told,
    same_matter,
    spoken_of,
    told,
)
from ipdsl.runtime.clauses.operations import Answer, any_of, facts_of, first_facts, open_truth
from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.clauses.words import in_words
from ipdsl.runtime.facts import OlderDocument, Record, Support
from ipdsl.runtime.terms import MATTER
from ipdsl.runtime.unknown import CANNOT, NONE, FactRef, Open, Truth
from ipdsl.schema.model import MATTER_IS_APPLICANT
from ipdsl.schema.model import Record as Kind

One = TypeVar("One")
AnyLine = TypeVar("AnyLine", bound=Line)


class ByPart(Generic[One]):
    """What says some of the fields of its record, to be found by what a record states of them.

    Of those that say the same fields there is one table for each choice of fields that records state; it is made when
    the first such record looks.
    """

    __slots__ = ("_of_fields", "_tables")

    def __init__(self) -> None:
        self._of_fields: dict[tuple[str, ...], list[tuple[Mapping[str, str], One]]] = {}
        self._tables: dict[tuple[tuple[str, ...], tuple[str, ...]], dict[tuple[str, ...], list[One]]] = {}

    def add(self, one: One, said: Mapping[str, Answer]) -> None:
        """Puts one where records will look that say the same of its fields, or nothing yet."""
        plain = {field: in_words(value) for field, value in said.items() if not isinstance(value, Open)}
        if len(plain) < len(said) or next(iter(said.values()), NONE) not in (NONE, CANNOT):
            self._of_fields.setdefault(tuple(plain), []).append((plain, one))

    def near(self, here: Situation) -> Iterator[list[One]]:
        """All that may be meant by the record of a situation, and perhaps some more, as lists that are kept."""
        for fields in self._of_fields:
            own = {field: here.field(field) for field in fields}
            known = tuple(field for field, value in own.items() if not isinstance(value, Open))
            found = self._table(fields, known).get(tuple(in_words(own[field]) for field in known))
            if found is not None:
                yield found

    def _table(self, fields: tuple[str, ...], known: tuple[str, ...]) -> dict[tuple[str, ...], list[One]]:
        table = self._tables.get((fields, known))
        if table is None:
            table = self._tables[fields, known] = {}
            for said, one in self._of_fields[fields]:
                table.setdefault(tuple(said[field] for field in known), []).append(one)
        return table


@attrs.frozen(eq=False, repr=False, slots=False)
class Alike(Generic[AnyLine]):
    """Lines that speak of a record in the same way: all of them of its matter, or all of them perhaps.

    `facts` are those that tell, of very many the first.
    """

    lines: Sequence[AnyLine]
    facts: frozenset[FactRef] = frozenset()

    @cached_property
    def promised(self) -> int:
        """The most that an older document among them promises."""
        return max((line.amount for line in self.lines if isinstance(line, OlderDocument)), default=0)


class Lines(Generic[AnyLine]):
    """Lines by their item, and by what they say of the matter of their record."""

    __slots__ = ("_alike", "by_item", "by_part")

    def __init__(self) -> None:
        self.by_item: dict[str, list[AnyLine]] = {}
        self.by_part = ByPart[tuple[AnyLine, Mapping[str, Answer]]]()
        self._alike: dict[int, Alike[AnyLine]] = {}

    def add(self, line: AnyLine, item: str, said: Mapping[str, Answer]) -> None:
        """One line more; where a field that it says is none, its item alone tells."""
        self.by_item.setdefault(item, []).append(line)
        if NONE not in said.values() and CANNOT not in said.values():
            self.by_part.add((line, said), said)

    def near(self, here: Situation, root: str, fields: Sequence[str]) -> Iterator[Alike[AnyLine]]:
        """The lines that may be about a record; those of one answer lack the same fields, or do not know them."""
        for own in self.by_part.near(here):
            alike = self._alike.get(id(own))
            if alike is None:
                lacking = [
                    FactRef(GROUPS[type(line)], root, line.item, field)
                    for line, said in own for field in fields if field not in said
                ]  # fmt: skip
                facts = facts_of(*(value for _, said in own for value in said.values())).union(lacking)
                alike = self._alike[id(own)] = Alike([line for line, _ in own], first_facts(facts))
            yield alike


class Spoken(Generic[AnyLine]):
    """Lines about records of a kind (or none: about the applicant itself), to be found by what they state.

    `of` has those that state all of a matter, by it; `in_part` are the others.
    """

    __slots__ = ("_every", "_in_part", "_name", "every", "in_part", "of")

    def __init__(self, c: Situation, kind: Kind | None, lines: Iterable[AnyLine], name: str = MATTER) -> None:
        self.every, self._name = tuple(lines), name
        self.of: dict[str, list[AnyLine]] = {}
        self.in_part: list[AnyLine] = []
        self._every, self._in_part = Lines[AnyLine](), Lines[AnyLine]()
        fields = () if kind is None else c.program.matter_fields(name, kind)
        for line in self.every:
            if kind is None:
                self.of.setdefault(line.item, []).append(line)
                continue
            text, item = matter_told(c, kind, line, name), spoken_of(kind, line)
            said = {} if fields == MATTER_IS_APPLICANT else told(c, kind, line, fields, name)
            self._every.add(line, item, said)
            if text is not None and (fields != MATTER_IS_APPLICANT or is_of_applicant(c, kind, line)):
                self.of.setdefault(text, []).append(line)
            else:
                self.in_part.append(line)
                self._in_part.add(line, item, said)

    def alike(self, c: Situation, record: Record | None) -> Iterator[tuple[Alike[AnyLine], Truth]]:
        """The lines about the matter of a record (or of the applicant), and those that may be.

        A line may be told twice: by its item, and by what it says.
        """
        mine = matter(c, record, self._name)
        if isinstance(mine, str) and mine in self.of:
            yield Alike(self.of[mine]), True
        if record is None:
            return
        lines = self._in_part if isinstance(mine, str) else self._every
        for line in lines.by_item.get(record.item, ()):
            if (is_same := same_matter(c, record, line, self._name)) is not False:
                yield Alike((line,)), is_same
        kind, here = c.schema.record_by_name[record.kind], c.on(record, c.day, c.year)
        fields = c.program.matter_fields(self._name, kind)
        own = [] if fields == MATTER_IS_APPLICANT else [here.field(field) for field in fields]
        if NONE not in own and CANNOT not in own:
            for alike in lines.near(here, kind.root, fields):
                facts = facts_of(*own) | alike.facts
                yield alike, open_truth(facts) if facts else True

    def about(self, c: Situation, record: Record | None) -> Iterator[tuple[AnyLine, Truth]]:
        """The same line by line, each once."""
        met: dict[int, tuple[AnyLine, Truth]] = {}
        for alike, is_same in self.alike(c, record):
            for line in alike.lines:
                met.setdefault(id(line), (line, is_same))
        yield from met.values()


# ---------------------------------------------------------------------------------------------- support


def matter_supported(c: Situation, name: str = MATTER) -> Truth:
    """Another level paid something for the matter of the claim, in whatever year.

    Support that was not stated is none, unless nothing is taken for granted.
    """
    c.noted("supported", name)
    if c.facts.support is None:
        return open_truth(frozenset({FactRef("support")})) if c.strict else False
    return any_of(*(is_same for _, is_same in supporting(c, name)))


def supporting(c: Situation, name: str = MATTER) -> Iterator[tuple[Alike[Support], Truth]]:
    """What another level paid for the matter of the claim, or may have."""
    kind = None if c.record is None else c.schema.record_by_name[c.record.kind]
    return _paid_by_others(c, kind, name).alike(c, c.record)


def _paid_by_others(c: Situation, kind: Kind | None, name: str) -> Spoken[Support]:
    """Worked out once for the facts: what a line says does not change from day to day."""
    key = ("paid by others", "" if kind is None else kind.name, name)
    spoken = c.worked_out.get(key)
    if spoken is None:
        own, roots = c.program.level, c.schema.record_by_name
        paid = (line for line in c.facts.support or () if line.amount > 0 and (line.level != own or not own))
        of = [one for one in paid if not one.kind or (kind is not None and roots[one.kind].root == kind.root)]
        spoken = c.worked_out[key] = Spoken(c, kind, of, name)
    assert isinstance(spoken, Spoken)
    return spoken
