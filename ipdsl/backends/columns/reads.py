"""The names of the arrays that the text of a column program reads."""

from __future__ import annotations

from ipdsl.making import attrs
from ipdsl.plan.names import Names
from ipdsl.runtime.columns.arrays import Column, Held


@attrs.define
class Reads:
    """The arrays of one function, by name, in the order of first use; the same name means the same everywhere.

    `asked` are the kinds of record, and fields of theirs, of which everything has to be stated, for all functions.
    """

    names: Names = attrs.field(factory=lambda: Names("column"))
    known: dict[Column, str] = attrs.field(factory=dict)
    used: dict[Column, str] = attrs.field(factory=dict)
    asked: dict[tuple[str, str], None] = attrs.field(factory=dict)

    def ask(self, kind: str, field: str = "") -> None:
        """A field of the records of a kind has to be stated; without one the records themselves."""
        self.asked.setdefault((kind, field))

    def known_as(self, column: Column) -> str:
        """The name of an array."""
        if column not in self.known:
            self.known[column] = self.names.take(column.kind, column.name, _SAYS[column.held])
        return self.known[column]

    def name(self, column: Column) -> str:
        """The name of an array, which the function then reads."""
        return self.used.setdefault(column, self.known_as(column))

    def fresh(self) -> Reads:
        """For another function of the same module."""
        return Reads(self.names, self.known, {}, self.asked)


_SAYS = {
    Held.IS: "is", Held.OWN: "own", Held.OWN_AT: "at", Held.OWN_FROM: "from", Held.OWN_TO: "to",
    Held.OWN_VALUE: "value", Held.FIGURE: "of_year", Held.LISTED: "is_listed", Held.AT: "begin", Held.FIELD: "",
    Held.ITEM: "item", Held.ORDER: "order", Held.MATTER: "matter", Held.FIRST: "is_first", Held.APPROVED: "approved",
}  # fmt: skip
"""What the name of an array ends with."""
