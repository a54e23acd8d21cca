"""A situation that notes what is asked of it: lines of the facts, kinds of records, what is asked beside fields."""

from __future__ import annotations

from typing import TypeAlias

import attrs

from ipdsl.runtime.clauses.operations import Answer
from ipdsl.runtime.clauses.situation import Listed, Member, Situation
from ipdsl.runtime.facts import Facts, Record
from ipdsl.runtime.unknown import FactRef
from ipdsl.values.days import Date

Line: TypeAlias = "tuple[str, ...]"
"""A line of the facts by its path: `("records", kind, id)`, `("applicant", field)`, `("figures", year, name)`."""

Beside: TypeAlias = "tuple[object, ...]"
"""What is asked of a record (by identity) beside its fields: whether it is supported, or new."""


@attrs.define(eq=False, repr=False)
class Noting(Situation):
    """A situation that notes which lines are asked for, and of which kinds the records."""

    asked: set[Line] = attrs.field(factory=set, repr=False)
    kinds: set[str] = attrs.field(factory=set, repr=False)
    beside: dict[Beside, Record | None] = attrs.field(factory=dict, repr=False)

    def on(self, record: Record | None, day: Date, year: int | None = None, members: tuple[Member, ...] = (),
           rest: frozenset[FactRef] = frozenset()) -> Situation:  # fmt: skip
        """As for any situation."""
        return Noting(
            self.program, self.facts, record, day, day.year if year is None else year, members, rest, self.assume,
            self.worked_out, self.strict, self.asked, self.kinds, self.beside,
        )  # fmt: skip

    def over(self, facts: Facts, day: Date) -> Situation:
        """As for any situation."""
        return Noting(
            self.program, facts, None, day, day.year, strict=self.strict, asked=self.asked, kinds=self.kinds,
            beside=self.beside,
        )  # fmt: skip

    def noted(self, *asked: str) -> None:
        """As for any situation."""
        self.beside[id(self.record), *asked] = self.record

    def applicant(self, name: str) -> Answer:
        """A field of the applicant on the day."""
        self.asked.add(("applicant", name))
        return Situation.applicant(self, name)

    def figure(self, name: str, years_back: int = 0) -> Answer:
        """A figure of the year, or of a year before it."""
        self.asked.add(("figures", str(self.year - years_back), name))
        return Situation.figure(self, name, years_back)

    def changes(self, name: str) -> tuple[Answer, ...]:
        """The days on which a dated field of the applicant takes another value."""
        self.asked.add(("applicant", name))
        return Situation.changes(self, name)

    def rank(self, figure: str, among: tuple[str, ...]) -> Answer:
        """The applicant's place by a yearly figure in the year."""
        self.asked.add(("published", str(self.year), figure))
        return Situation.rank(self, figure, among)

    def listed(self, kind: str) -> Listed:
        """The applicant's records of a kind."""
        self.kinds.add(kind)
        return Situation.listed(self, kind)

    @property
    def lines(self) -> frozenset[Line]:
        """The lines that were asked for."""
        listed = (record for kind in self.kinds for record, _ in self.records(kind).members)
        return frozenset(self.asked.union(("records", record.kind, record.id) for record in listed))
