"""What a column program reads: a name for each array, and what stands in it.

The reader of tables makes these arrays, a row for each applicant or record; the text of a function has the names.
"""

from __future__ import annotations

import enum

from ipdsl.making import attrs
from ipdsl.plan.names import Names


class Held(enum.Enum):
    """What an array holds; the parts of `Column` that matter are named after it."""

    IS = "is"  # of each applicant: whether it is of a kind or class; name
    OWN = "own"  # of each applicant: a field; name
    OWN_AT = "own at"  # of each applicant: where its periods of a field that changes begin; name
    OWN_FROM = "own from"  # of each period: its first day; name
    OWN_TO = "own to"  # of each period: its last day; name
    OWN_VALUE = "own value"  # of each period: the value; name
    FIGURE = "figure"  # of each applicant and year: a yearly figure; name
    LISTED = "listed"  # of each applicant: whether its records of a kind are stated; kind
    AT = "at"  # of each applicant: where its records begin; kind (its root)
    FIELD = "field"  # of each record: a field; kind, name
    LIST_AT = "list at"  # of each record: where the values of a list begin; kind, name
    LIST = "list"  # of each value of a list: its number; kind, name
    ITEM = "item"  # of each record: its item as text; kind
    ORDER = "order"  # of each record: its item in the order of items; kind
    MATTER = "matter"  # of each record: its matter under a key; kind, name
    FIRST = "first"  # of each record: whether its event is the first of its kind (`of_item`: of its item); kind, name
    APPROVED = "approved"  # of each record: what the bureau set for it under a clause; kind, name (the label)


@attrs.frozen
class Column:
    """One array. `kind` is a kind of record, `name` a word of the vocabulary, a matter or the label of a clause."""

    held: Held
    kind: str = ""
    name: str = ""
    of_item: bool = False


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
    Held.OWN_VALUE: "value", Held.FIGURE: "of_year", Held.AT: "begin", Held.LISTED: "is_listed", Held.ORDER: "order", Held.FIELD: "", Held.LIST_AT: "lists",
    Held.LIST: "each", Held.ITEM: "item", Held.MATTER: "matter", Held.FIRST: "is_first", Held.APPROVED: "approved",
}  # fmt: skip
