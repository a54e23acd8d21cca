"""What a column program reads: which arrays, and what stands in each.

The reader of tables makes these arrays, a row for each applicant or record; the loops of the program go over them.
"""

from __future__ import annotations

import enum

import attrs

from ipdsl.value_object import ValueObject


class Held(enum.Enum):
    """What an array holds; the parts of `Column` that matter are named after it."""

    IS = "is"  # of each applicant: whether it is of a kind or class; name
    OWN = "own"  # of each applicant: a field; name
    OWN_TEXT = "own text"  # of each applicant: a field that is a text, as its number; name
    OWN_AT = "own at"  # of each applicant: where its periods of a field that changes begin; name
    OWN_FROM = "own from"  # of each period: its first day; name
    OWN_TO = "own to"  # of each period: its last day; name
    OWN_VALUE = "own value"  # of each period: the value; name
    FIGURE = "figure"  # of each applicant and year: a yearly figure; name
    RANK = "rank"  # of each applicant and year: its rank by a figure, 0: it has none; kind (those ranked), name
    YEARS = "years"  # of each applicant and year: whether figures are stated of it (2: that there are none)
    BEGUN = "begun"  # of each applicant: the first year with an event or a figure; after the last year: there is none
    SERIES_DAYS = "days of a series"  # of each value of a published series: its day; name
    SERIES = "series"  # of each value: the value, in millionths; name
    LISTED = "listed"  # of each applicant: whether its records of a kind are stated; kind
    AT = "at"  # of each applicant: where its records begin; kind (its root)
    FIELD = "field"  # of each record: a field; kind, name
    CONVERTED = "converted"  # of each record: a sum in the policy's currency, in millionths; kind, name, series, day
    ITEM = "item"  # of each record: its item as text; kind
    ORDER = "order"  # of each record: its item in the order of items; kind
    SET = "set"  # of each record: the number of its set, in the order of sets; kind, name (the keys)
    BY_SET = "by set"  # the records of each applicant in the order of their sets; kind, name (the keys)
    SET_ITEM = "set item"  # of each record: the item of its set as text; kind, name (the keys)
    MATTER = "matter"  # of each record: its matter under a key; kind, name
    FIRST = "first"  # of each record: whether its event is the first of its kind (`of_item`: of its item); kind, name
    SUPPORT = "support"  # of each record: what others paid for its item; kind
    SUPPORTED = "supported"  # of each record: whether another level paid for its matter; kind, name
    APPROVED = "approved"  # of each record: what the bureau set for it under a clause; kind, name (the label)


@attrs.frozen(eq=False, repr=False)
class Column(ValueObject):
    """One array. `kind` is a kind of record (of ranks: the kinds of applicants that are ranked), `name` a word of the
    vocabulary, a matter or the label of a clause.

    A sum is converted by a published `series`, of which a `day` of the record says the value.
    """

    held: Held
    kind: str = ""
    name: str = ""
    of_item: bool = False
    series: str = ""
    day: str = ""


def column_of_sets(held: Held, root: str, keys: tuple[str, ...]) -> Column:
    """An array about the sets of the records of a root by these keys."""
    return Column(held, root, ", ".join(keys))


def keys_of_sets(column: Column) -> tuple[str, ...]:
    """The keys of the sets that an array is about."""
    return tuple(column.name.split(", "))
