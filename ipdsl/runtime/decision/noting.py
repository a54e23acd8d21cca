"""A situation that notes what is asked of it: lines of the facts, kinds of records, what is asked beside fields."""

from __future__ import annotations

from typing import TypeAlias

import attrs

from ipdsl.runtime.clauses.operations import Answer
from ipdsl.runtime.clauses.situation import ListedRecords, Member, Situation
from ipdsl.runtime.facts import Facts, Record
from ipdsl.runtime.unknown import FactRef
from ipdsl.values.days import Date

FactLine: TypeAlias = "tuple[str, ...]"
"""A line of the facts by its path: `("records", kind, id)`, `("applicant", field)`, `("figures", year, name)`."""

RecordUse: TypeAlias = "tuple[object, ...]"
"""What is asked of a record (by identity) beside its fields: whether it is supported, or new."""


@attrs.define(eq=False, repr=False)
class TrackingSituation(Situation):
    """A situation that notes which lines are asked for, and of which kinds the records."""

    lines_read: set[FactLine] = attrs.field(factory=set, repr=False)
    kinds: set[str] = attrs.field(factory=set, repr=False)
    record_uses: dict[RecordUse, Record | None] = attrs.field(factory=dict, repr=False)

    def with_record(self, record: Record | None, day: Date, year: int | None = None, members: tuple[Member, ...] = (),
           unlisted: frozenset[FactRef] = frozenset()) -> Situation:  # fmt: skip
        """As for any situation."""
        return TrackingSituation(
            self.program, self.facts, record, day, day.year if year is None else year, members, unlisted,
            self.assumptions,
            self.cache, self.is_strict, self.lines_read, self.kinds, self.record_uses,
        )  # fmt: skip

    def with_facts(self, facts: Facts, day: Date) -> Situation:
        """As for any situation."""
        return TrackingSituation(
            self.program, facts, None, day, day.year, is_strict=self.is_strict, lines_read=self.lines_read,
            kinds=self.kinds,
            record_uses=self.record_uses,
        )  # fmt: skip

    def note_use(self, *names: str) -> None:
        """As for any situation."""
        self.record_uses[id(self.record), *names] = self.record

    def applicant(self, name: str) -> Answer:
        """A field of the applicant on the day."""
        self.lines_read.add(("applicant", name))
        return Situation.applicant(self, name)

    def figure(self, name: str, years_back: int = 0) -> Answer:
        """A figure of the year, or of a year before it."""
        self.lines_read.add(("figures", str(self.year - years_back), name))
        return Situation.figure(self, name, years_back)

    def changes(self, name: str) -> tuple[Answer, ...]:
        """The days on which a dated field of the applicant takes another value."""
        self.lines_read.add(("applicant", name))
        return Situation.changes(self, name)

    def rank(self, figure: str, among: tuple[str, ...]) -> Answer:
        """The applicant's place by a yearly figure in the year."""
        self.lines_read.add(("published", str(self.year), figure))
        return Situation.rank(self, figure, among)

    def records_of_kind(self, kind: str) -> ListedRecords:
        """The applicant's records of a kind."""
        self.kinds.add(kind)
        return Situation.records_of_kind(self, kind)

    @property
    def lines(self) -> frozenset[FactLine]:
        """The lines that were asked for."""
        listed = (record for kind in self.kinds for record, _ in self.records(kind).members)
        return frozenset(self.lines_read.union(("records", record.kind, record.id) for record in listed))
