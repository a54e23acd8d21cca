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
from ipdsl.runtime.clauses.words import value_text
from ipdsl.runtime.facts import Fact, Listing, Record
from ipdsl.runtime.reading import line_errors
from ipdsl.runtime.reading.base import ReadContext
from ipdsl.runtime.reading.wording import printable, value_in_words
from ipdsl.schema.model import RecordKind as Kind
from ipdsl.schema.model import YearsBetween
from ipdsl.schema.types import RecordType
from ipdsl.values.days import Date

_YEAR = re.compile("[0-9]{4}")


def check_record_days(context: ReadContext, listings: Mapping[str, Listing]) -> None:
    """Reports what contradicts itself, and fills in the counts that follow."""
    days_of: dict[tuple[str, str], dict[str, Date]] = {}
    for name, listing in listings.items():
        kind = context.schema.record_by_name[name]
        for order in kind.orders:
            for record in listing.records:
                _check_order(context, record, order)
        for word, years in kind.derived_fields:
            linked_days = _days_by_item(context, kind, years, listings, days_of)
            for record in listing.records:
                _derive_count(context, record, word, years, linked_days)


def _check_order(context: ReadContext, record: Record, order: tuple[str, ...]) -> None:
    last, last_word = None, ""
    for word in order:
        day = record.values.get(word)
        if not isinstance(day, Date):
            continue
        if last is not None and day < last:
            context.add(
                line_errors.DayBeforeDay(
                    path=context.path_as_written(record.path, word), kind=record.kind, field=word, day=str(day),
                    other=last_word,
                    other_day=str(last),
                )
            )  # fmt: skip
        else:
            last, last_word = day, word


def _days_by_item(
    context: ReadContext,
    kind: Kind,
    years: YearsBetween,
    listings: Mapping[str, Listing],
    days_of: dict[tuple[str, str], dict[str, Date]],
) -> Mapping[str, Date] | None:
    """The days by item, of the records that a field names; `None` where the day is of the record itself."""
    if years.link is None:
        return None
    linked = kind.field_by_name[years.link].type
    root = context.schema.record_by_name[cast(RecordType, linked).record].root
    place = root, years.start
    if place not in days_of:
        stated: dict[str, set[Date]] = defaultdict(set)
        for listing in listings.values():
            for record in listing.records:
                if record.root == root and isinstance(day := record.values.get(years.start), Date):
                    stated[record.item].add(day)
        days_of[place] = {item: min(days) for item, days in stated.items() if len(days) == 1}
    return days_of[place]


def _derive_count(
    context: ReadContext, record: Record, word: str, years: YearsBetween, linked_days: Mapping[str, Date] | None
) -> None:
    values = cast("dict[str, Fact]", record.values)
    name = values.get(years.link or "")
    start = values.get(years.start) if linked_days is None else linked_days.get(name) if isinstance(name, str) else None
    end = values.get(years.end)
    year = _year(end)
    if end is None or year is None or not isinstance(start, Date):
        return
    count = year - start.year
    stated = values.setdefault(word, count) if count >= 0 else values.get(word)
    if stated == count:
        return
    stated_phrase = (
        NOTHING
        if stated is None
        else Phrase("`{word}` is {stated}, but ", "`{word}`是{stated}，而", word=word, stated=value_in_words(stated))
    )
    context.add(
        line_errors.CountContradicted(
            path=context.path_as_written(record.path, years.end if stated is None else word),
            stated=stated_phrase,
            end=years.end,
            last=value_text(end),
            distance=Phrase("{count} years after", "相差{count}年", count=count)
            if count >= 0
            else Phrase("before the year of", "早于该年"),
            start=f"`{years.start}`"
            if linked_days is None
            else Phrase("`{field} of {name}`", "`{name}`的`{field}`", field=years.start, name=printable(str(name))),
            first=str(start),
        )
    )


def _year(value: Fact | None) -> int | None:
    """The year of a day, or that a text names."""
    if isinstance(value, Date):
        return value.year
    return int(value) if isinstance(value, str) and _YEAR.fullmatch(value) else None
