"""The form of a table of applicants: which column states what.

It is made by the check of a table as a whole (`check`), and says of each column what it is: the kind of record as it is
listed and its widest kind, the field, its declared type, the type of Arrow and where it stands.
"""

from __future__ import annotations

import attrs
import pyarrow as pa

from ipdsl.diagnostics.model import Report
from ipdsl.runtime.terms import Program
from ipdsl.schema.types import BoolType, CountType, DateType, MoneyType, TextType, Type
from ipdsl.tables.errors import ColumnNotStated
from ipdsl.values.money import DECIMALS

TEXT, A_SUM, DAY, COUNT, FLAG = TextType(), MoneyType(), DateType(), CountType(), BoolType()

KEYS, SUMS, DUE, PAYMENTS = "keys", "sums", "due", "payments"
"""Parts of lines that are no single value: by name of a field, by name of a rule, a sum or by year, a list."""

_ABOUT: dict[str, Type | str] = {"kind": TEXT, "item": TEXT, "keys": KEYS}
LINES: dict[str, dict[str, Type | str]] = {
    "history": {
        **dict.fromkeys(("policy", "clause", "row", "applicant", "matter", "level", "outcome", "digest"), TEXT),
        **_ABOUT, "by_discretion": FLAG, "event_date": DAY, **dict.fromkeys(("year", "carry_until"), COUNT),
        **dict.fromkeys(("proposed", "admitted", "carried", "lapsed", "granted"), A_SUM),
        "rungs": SUMS, "charged": SUMS, "due": DUE, "paid": DUE, "payments": PAYMENTS,
    },
    "support": {**_ABOUT, "level": TEXT, "year": COUNT, "amount": A_SUM},
    "approvals": {"clause": TEXT, "item": TEXT, "amount": A_SUM},
    "older_documents": {"document": TEXT, **_ABOUT, "amount": A_SUM},
    "published": {"figure": TEXT, "year": COUNT, "rank": COUNT, "rule": TEXT, "keys": KEYS, "left": A_SUM},
}  # fmt: skip
"""The parts of the lines of each list of lines, with their types."""

NEEDED = {
    "support": ("item", "level", "year", "amount"), "approvals": ("clause", "item", "amount"),
    "older_documents": ("document", "item", "amount"),
}  # fmt: skip
"""The parts without which the lines of a list say nothing."""

PARTS = ("id", "kinds", "figures", *LINES, "series", "as_of")
"""The columns that are neither fields nor kinds of records."""


@attrs.frozen(eq=False)
class ValueColumn:
    """A column, or a part of the structs of one, that states values of one type.

    `path` holds the place of the column in the table, then of each part in its struct; lists on the way take no number.
    """

    place: str
    """As findings name it: `invention_patent.granted_on`, in the words of the table."""
    path: tuple[int, ...]
    word: str
    """What the table calls it: a name or a label."""
    name: str
    """What the vocabulary calls it."""
    type: Type
    arrow: pa.DataType
    null_is_none: bool = False
    is_by_period: bool = False
    """The cells are lists of structs `from`, `to`, `value`."""


@attrs.frozen(eq=False)
class KindColumn:
    """The column of the records of a kind: a list of structs, or (`is_partial`) structs of `partial` and such a list.

    `fields` are the columns of its structs, with the `id` of records among them; `name` is the kind as listed, `root`
    the widest kind above it. `null_is_none`: a null list says that there are none.
    """

    place: str
    path: tuple[int, ...]
    word: str
    name: str
    root: str
    arrow: pa.DataType
    fields: tuple[ValueColumn, ...]
    is_partial: bool = False
    null_is_none: bool = False


@attrs.frozen(eq=False)
class LinesColumn:
    """A column of a list of structs: yearly figures, or lines such as `history`.

    `columns` are the parts that are single values; `other_parts` the rest, by the place in the struct, with what they
    are.
    """

    place: str
    path: tuple[int, ...]
    word: str
    name: str
    arrow: pa.DataType
    columns: tuple[ValueColumn, ...]
    other_parts: tuple[tuple[int, str, str], ...] = ()
    null_is_none: bool = False


def _is_in_smallest_units(type_: Type, arrow: pa.DataType) -> bool:
    """Whether cells hold sums as whole numbers, perhaps by name or with a currency."""
    if not isinstance(type_, MoneyType):
        return False
    if pa.types.is_map(arrow):
        return bool(pa.types.is_integer(arrow.item_type))
    if pa.types.is_struct(arrow):
        return any(pa.types.is_integer(field.type) for field in arrow)
    if pa.types.is_dictionary(arrow) or pa.types.is_list(arrow) or pa.types.is_large_list(arrow):
        return _is_in_smallest_units(type_, arrow.value_type)
    return bool(pa.types.is_integer(arrow))


@attrs.frozen(eq=False)
class TableForm:
    """Which column of a table states what. `report` holds the warnings: what the policy reads and no column states.

    `not_read` are the places of columns that the policy does not read: nothing in them is looked at over columns.
    """

    program: Program
    id: ValueColumn
    kinds: ValueColumn
    fields: tuple[ValueColumn, ...]
    records: tuple[KindColumn, ...]
    figures: LinesColumn | None
    lines: tuple[LinesColumn, ...]
    as_of: ValueColumn | None
    report: Report
    not_read: tuple[str, ...] = ()

    @property
    def minor_unit_columns(self) -> tuple[str, ...]:
        """The places of the columns that are read in which sums are whole numbers of the smallest unit."""
        if DECIMALS.get(self.program.currency, 2) == 0:
            return ()
        lists = [*self.lines, *([] if self.figures is None else [self.figures])]
        columns = [*self.fields, *(column for kind in self.records for column in kind.fields),
                 *(column for line_column in lists for column in line_column.columns)]  # fmt: skip
        unread = {*self.not_read, *(column.place for kind in self.records if kind.place in self.not_read
                                    for column in kind.fields)}  # fmt: skip
        places = [
            column.place
            for column in columns
            if column.place not in unread and _is_in_smallest_units(column.type, column.arrow)
        ]
        parts = [
            (f"{line_column.place}.{name}", line_column.arrow.value_type.field(index).type)
            for line_column in lists
            for index, name, sort in line_column.other_parts
            if sort in (SUMS, DUE)
        ]
        return (*places, *(place for place, arrow in parts if _is_in_smallest_units(A_SUM, arrow)))

    @property
    def not_stated(self) -> tuple[str, ...]:
        """What the policy reads and no column states: `located_here`, `patent_prize`, `patent_prize.level`."""
        return tuple(finding.word for finding in self.report if isinstance(finding, ColumnNotStated))
