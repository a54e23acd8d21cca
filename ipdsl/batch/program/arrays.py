"""The arrays that a column program reads, and their content.

The reader of tables makes these arrays, a row for each applicant or record; the loops of the program read them.
"""

from __future__ import annotations

import enum

import attrs

from ipdsl.base.value_object import ValueObject


class ArrayContent(enum.Enum):
    """What an array holds; the parts of `ProgramColumn` that matter are named after it."""

    IS_OF_KIND = "is"  # of each applicant: whether it is of a kind or class; name
    APPLICANT_FIELD = "own"  # of each applicant: a field; name
    APPLICANT_TEXT = "own text"  # of each applicant: a field that is a text, as its number; name
    PERIODS_BEGIN = "own at"  # of each applicant: where its periods of a field that changes begin; name
    PERIOD_START = "own from"  # of each period: its first day; name
    PERIOD_END = "own to"  # of each period: its last day; name
    PERIOD_VALUE = "own value"  # of each period: the value; name
    FIGURE = "figure"  # of each applicant and year: a yearly figure; name
    RANK = "rank"  # of each applicant and year: its rank by a figure, 0: without a rank; kind (those ranked), name
    YEARS = "years"  # of each applicant and year: whether figures are stated (2: stated as absent)
    FIRST_STATED_YEAR = (
        "begun"  # of each applicant: the first year with an event or a figure; after the last year: no such year
    )
    SERIES_DAYS = "days of a series"  # of each value of a published series: its day; name
    SERIES = "series"  # of each value: the value, in millionths; name
    LISTED = "listed"  # of each applicant: whether its records of a kind are stated; kind
    RECORDS_BEGIN = "at"  # of each applicant: where its records begin; kind (its root)
    FIELD = "field"  # of each record: a field; kind, name
    CONVERTED = "converted"  # of each record: a sum in the policy's currency, in millionths; kind, name, series, day
    ITEM = "item"  # of each record: its item as text; kind
    ORDER = "order"  # of each record: its item in the order of items; kind
    SET = "set"  # of each record: the number of its set, in the order of sets; kind, name (the keys)
    SET_ORDER = "by set"  # the records of each applicant in the order of their sets; kind, name (the keys)
    SET_ITEM = "set item"  # of each record: the item of its set as text; kind, name (the keys)
    MATTER = "matter"  # of each record: its matter under a key; kind, name
    FIRST = "first"  # of each record: whether its event is the first of its kind (`of_item`: of its item); kind, name
    SUPPORT = "support"  # of each record: what others paid for its item; kind
    SUPPORTED = "supported"  # of each record: whether another level paid for its matter; kind, name
    APPROVED = "approved"  # of each record: what the bureau set for it under a clause; kind, name (the label)


@attrs.frozen(eq=False, repr=False)
class ProgramColumn(ValueObject):
    """One array. `kind` is a kind of record (of ranks: the kinds of applicants that are ranked), `name` a word of the
    vocabulary, a matter or the label of a clause.

    An amount is converted by a published `series`, with its value on a `day` of the record.
    """

    held: ArrayContent
    kind: str = ""
    name: str = ""
    of_item: bool = False
    series: str = ""
    day: str = ""


def column_of_sets(held: ArrayContent, root: str, keys: tuple[str, ...]) -> ProgramColumn:
    """An array about the sets of the records of a root by these keys."""
    return ProgramColumn(held, root, ", ".join(keys))


def keys_of_sets(column: ProgramColumn) -> tuple[str, ...]:
    """The keys of the sets that an array is about."""
    return tuple(column.name.split(", "))
