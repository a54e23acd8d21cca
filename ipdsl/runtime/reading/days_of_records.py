"""Days of records, held to each other: the order that the vocabulary declares, and counts that follow from two days.

In: all listings, read. A day that stands before one that it cannot precede is a problem; so is a count other than the
one that follows. A count that is not stated is filled in.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import cast

from ipdsl.diagnostics.phrase import NOTHING, Phrase
from ipdsl.runtime.clauses.words import in_words
from ipdsl.runtime.facts import Fact, Listing, Record
from ipdsl.runtime.reading import line_errors
from ipdsl.runtime.reading.base import Reading
from ipdsl.runtime.reading.wording import shown, value_in_words
from ipdsl.schema.model import Record as Kind
from ipdsl.schema.model import YearsBetween
from ipdsl.schema.types import RecordType
from ipdsl.values.days import Date

_YEAR = re.compile("[0-9]{4}")


def hold_to_each_other(reading: Reading, listings: Mapping[str, Listing]) -> None:
    """Reports what contradicts itself, and fills in the counts that follow."""
    days_of: dict[tuple[str, str], dict[str, Date]] = {}
    for name, listing in listings.items():
        kind = reading.schema.record_by_name[name]
        for order in kind.orders:
            for record in listing.records:
                _check_order(reading, record, order)
        for word, years in kind.derived_fields:
            of = _linked(reading, kind, years, listings, days_of)
            for record in listing.records:
                _derive(reading, record, word, years, of)


def _check_order(reading: Reading, record: Record, order: tuple[str, ...]) -> None:
    last, last_word = None, ""
    for word in order:
        day = record.values.get(word)
        if not isinstance(day, Date):
            continue
        if last is not None and day < last:
            reading.add(
                line_errors.DayBeforeDay(
                    path=reading.place(record.path, word), kind=record.kind, field=word, day=str(day), other=last_word,
                    other_day=str(last),
                )
            )  # fmt: skip
        else:
            last, last_word = day, word


def _linked(
    reading: Reading,
    kind: Kind,
    years: YearsBetween,
    listings: Mapping[str, Listing],
    days_of: dict[tuple[str, str], dict[str, Date]],
) -> Mapping[str, Date] | None:
    """The days by item, of the records that a field names; `None` where the day is of the record itself."""
    if years.link is None:
        return None
    linked = kind.field_by_name[years.link].type
    root = reading.schema.record_by_name[cast(RecordType, linked).record].root
    place = root, years.start
    if place not in days_of:
        stated: dict[str, set[Date]] = defaultdict(set)
        for listing in listings.values():
            for record in listing.records:
                if record.root == root and isinstance(day := record.values.get(years.start), Date):
                    stated[record.item].add(day)
        days_of[place] = {item: min(days) for item, days in stated.items() if len(days) == 1}
    return days_of[place]


def _derive(reading: Reading, record: Record, word: str, years: YearsBetween, of: Mapping[str, Date] | None) -> None:
    values = cast("dict[str, Fact]", record.values)
    name = values.get(years.link or "")
    start = values.get(years.start) if of is None else of.get(name) if isinstance(name, str) else None
    end = values.get(years.end)
    year = _year(end)
    if end is None or year is None or not isinstance(start, Date):
        return
    count = year - start.year
    stated = values.setdefault(word, count) if count >= 0 else values.get(word)
    if stated == count:
        return
    found = (
        NOTHING
        if stated is None
        else Phrase("`{word}` is {stated}, but ", "`{word}`是{stated}，而", word=word, stated=value_in_words(stated))
    )
    reading.add(
        line_errors.CountContradicted(
            path=reading.place(record.path, years.end if stated is None else word),
            stated=found,
            end=years.end,
            last=in_words(end),
            distance=Phrase("{count} years after", "相差{count}年", count=count)
            if count >= 0
            else Phrase("before the year of", "早于该年"),
            start=f"`{years.start}`"
            if of is None
            else Phrase("`{field} of {name}`", "`{name}`的`{field}`", field=years.start, name=shown(str(name))),
            first=str(start),
        )
    )


def _year(value: Fact | None) -> int | None:
    """The year of a day, or that a text names."""
    if isinstance(value, Date):
        return value.year
    return int(value) if isinstance(value, str) and _YEAR.fullmatch(value) else None
