"""The names of the arrays that the text of a column program reads."""

from __future__ import annotations

import attrs

from ipdsl.plan.names import Names
from ipdsl.runtime.columns.arrays import Column, Held

_CALLED = """
    year_of first_of day_of days_in months_after years_after days_after month_of on_day next_change next_turn of_year
    half_even in_series interest first_events range min max
"""

_GIVEN = """
    NEVER LONG_AGO UNKNOWN SETTLED OPEN EARLY LARGE FULL first stop left last first_year begin_year who days records
    sums before rows keys n i r q day year row proposed unsupported approved tried turn done found out at number stated
    low end start of_set place
"""

OF_LOOPS = frozenset((_CALLED + _GIVEN).split())
"""What the functions of a column program call, and what they are given: no array or variable has such a name."""


def names(otherwise: str) -> Names:
    """Names for arrays or variables."""
    return Names(otherwise, {*OF_LOOPS})


@attrs.define(eq=False, repr=False)
class Reads:
    """The arrays of one function, by name, in the order of first use; the same name means the same everywhere.

    `asked` are the kinds of record, and fields of theirs, of which everything has to be stated, for all functions.
    """

    names: Names = attrs.field(factory=lambda: names("column"))
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
    Held.IS: "is", Held.OWN: "own", Held.OWN_TEXT: "own", Held.OWN_AT: "at", Held.OWN_FROM: "from", Held.OWN_TO: "to",
    Held.OWN_VALUE: "value", Held.FIGURE: "of_year", Held.RANK: "rank", Held.YEARS: "years_stated",
    Held.LISTED: "is_listed", Held.BEGUN: "begun",
    Held.SERIES: "series", Held.SERIES_DAYS: "series_days", Held.AT: "begin", Held.FIELD: "",
    Held.CONVERTED: "converted",
    Held.ITEM: "item", Held.ORDER: "order", Held.SET: "set", Held.BY_SET: "by_set",
    Held.SET_ITEM: "set_item", Held.MATTER: "matter", Held.FIRST: "is_first", Held.APPROVED: "approved",
    Held.SUPPORT: "support", Held.SUPPORTED: "is_supported",
}  # fmt: skip
"""What the name of an array ends with."""
