"""Counts of years that follow from two days, such as the years after the grant of a patent: arrays in and out.

As the reader of facts has it (`ipdsl.runtime.reading.days_of_records`): a count that is not stated is filled in, and
one that contradicts the days is a problem, so that its applicant goes to that reader.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.runtime.kernel.columns import values
from ipdsl.runtime.kernel.columns.settle import Array, years_of


class NamedRecords(NamedTuple):
    """Records by name: whose each is, its name (null: not known), and its day."""

    owner: Array
    name: pa.Array
    day: Array


def days_of_named(owner: Array, name: pa.Array, records: NamedRecords) -> Array:
    """The day of the record that each name means among those of its owner; `UNKNOWN` where none, or several days."""
    named_days = np.full(len(owner), values.UNKNOWN, np.int64)
    if not len(owner) or not len(records.owner):
        return named_days
    codes = pa.concat_arrays([records.name, name]).dictionary_encode().indices
    numbers = np.asarray(pc.fill_null(codes, -1).to_numpy(zero_copy_only=False), np.int64)
    theirs, mine = numbers[: len(records.owner)], numbers[len(records.owner) :]
    good = np.flatnonzero((theirs >= 0) & (records.day != values.UNKNOWN) & (records.day != values.NEVER))
    span = len(numbers) + 1
    order = good[np.lexsort((records.day[good], records.owner[good] * span + theirs[good]))]
    keys, days = records.owner[order] * span + theirs[order], records.day[order]
    requested = owner * span + mine
    first, last = np.searchsorted(keys, requested), np.searchsorted(keys, requested, side="right")
    matching = np.flatnonzero((mine >= 0) & (first < last))
    is_one = days[first[matching]] == days[last[matching] - 1]
    named_days[matching[is_one]] = days[first[matching[is_one]]]
    return named_days


def years_in_texts(texts: pa.Array) -> Array:
    """The years that texts of four digits name; `UNKNOWN`: a text names none."""
    good = pc.fill_null(pc.match_substring_regex(texts, "^[0-9]{4}$"), False)
    read = pc.if_else(good, texts, "0").cast(pa.int64()).to_numpy(zero_copy_only=False)
    return np.where(np.asarray(good.to_numpy(zero_copy_only=False), bool), read, values.UNKNOWN)


def derived_counts(start: Array, end: Array, counts: Array, stated: Array) -> tuple[Array, Array, Array]:
    """Counts from the year of a day to a year: those that are stated or follow, where they are known, and where one
    contradicts the days.
    """
    follows = (start != values.UNKNOWN) & (start != values.NEVER) & (end != values.UNKNOWN)
    count = end - years_of(np.where(follows, start, 0))
    wrong = follows & np.where(stated, counts != count, count < 0)
    taken = follows & ~stated & (count >= 0)
    return np.where(taken, count, counts), stated | taken, wrong
