"""The names of the arrays that the text of a column program reads."""

from __future__ import annotations

import attrs

from ipdsl.batch.program.arrays import ArrayContent, ProgramColumn
from ipdsl.lower.generated_names import UniqueNames

_FUNCTION_NAMES = """
    march_year_of march_first_of far_year_of far_march_year_of far_march_first_of
    year_of first_of days_in months_after years_after days_after month_of value_on_day
    next_change next_turn figure_of_year half_even series_value interest first_events range min max
"""

_PARAMETER_NAMES = """
    NEVER LONG_AGO UNKNOWN SETTLED OPEN BEFORE_WINDOW TOO_LARGE FULL first stop left last first_year begin_year who days
    records sums before rows keys n i r q day year row proposed unsupported approved tried turn done
    found out at number stated
    low end start of_set place years width many base policy chunk work written c k m at settle_applicants span due
    a a2 stamp g request leaves least bind of_total new is_direct is_plain
"""

LOOP_NAMES = frozenset((_FUNCTION_NAMES + _PARAMETER_NAMES).split())
"""What the functions of a column program call, and what they are given: no array or variable has such a name."""


class LocalNames(UniqueNames):
    """Names for the variables of one function: unlike those of arrays, which every function of the program is given."""

    def __init__(self, arrays: UniqueNames) -> None:
        super().__init__("value", {*LOOP_NAMES}, arrays.taken)
        self._arrays = arrays

    def take(self, *parts: str) -> str:
        """A unique name, which no array takes from now on."""
        name = super().take(*parts)
        self._arrays.avoided.add(name)
        return name


@attrs.define(eq=False, repr=False)
class ColumnReads:
    """The arrays of one function, by name, in the order of first use. A name means the same in all functions.

    `required` are the kinds of record, and their fields, that must be stated completely for all functions.
    """

    names: UniqueNames = attrs.field(factory=lambda: UniqueNames("column", {*LOOP_NAMES}))
    known: dict[ProgramColumn, str] = attrs.field(factory=dict)
    used: dict[ProgramColumn, str] = attrs.field(factory=dict)
    required: dict[tuple[str, str], None] = attrs.field(factory=dict)

    def require(self, kind: str, field: str = "") -> None:
        """Require a field of the records of a kind to be stated; without a field, require the records."""
        self.required.setdefault((kind, field))

    def array_name(self, column: ProgramColumn) -> str:
        """The name of an array."""
        if column not in self.known:
            self.known[column] = self.names.take(column.kind, column.name, _ARRAY_WORDS[column.held])
        return self.known[column]

    def name(self, column: ProgramColumn) -> str:
        """The name of an array, which the function then reads."""
        return self.used.setdefault(column, self.array_name(column))

    def new_function_reads(self) -> ColumnReads:
        """For another function of the same module."""
        return ColumnReads(self.names, self.known, {}, self.required)


_ARRAY_WORDS = {
    ArrayContent.IS_OF_KIND: "is", ArrayContent.APPLICANT_FIELD: "own", ArrayContent.APPLICANT_TEXT: "own",
    ArrayContent.PERIODS_BEGIN: "at", ArrayContent.PERIOD_START: "from", ArrayContent.PERIOD_END: "to",
    ArrayContent.PERIOD_VALUE: "value", ArrayContent.FIGURE: "of_year", ArrayContent.RANK: "rank",
    ArrayContent.YEARS: "years_stated",
    ArrayContent.LISTED: "is_listed", ArrayContent.FIRST_STATED_YEAR: "begun",
    ArrayContent.SERIES: "series", ArrayContent.SERIES_DAYS: "series_days", ArrayContent.RECORDS_BEGIN: "begin",
    ArrayContent.FIELD: "",
    ArrayContent.CONVERTED: "converted",
    ArrayContent.ITEM: "item", ArrayContent.ORDER: "order", ArrayContent.SET: "set", ArrayContent.SET_ORDER: "by_set",
    ArrayContent.SET_ITEM: "set_item", ArrayContent.MATTER: "matter", ArrayContent.FIRST: "is_first",
    ArrayContent.APPROVED: "approved",
    ArrayContent.SUPPORT: "support", ArrayContent.SUPPORTED: "is_supported",
}  # fmt: skip
"""What the name of an array ends with."""
