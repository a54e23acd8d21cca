"""Rows of a register by item: the paid lines of its ledger, and the claims of a run.

What identifies is measured. Rows of one award and one length of the item are a class. An item of more than three
applicants identifies nothing, and a class with many such items is numbered by each applicant for itself. `ItemRows`
compares rows one by one; `ipdsl.batch.guards` compares columns, with equal results.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from ipdsl.base.values.characters import fold_name

GONE, KNOWN, NEW = range(3)
"""An applicant is only in the ledger, in ledger and run, or only in the run."""

MOST_HOLDERS = 3
"""The number of applicants up to which an item may identify one."""

CLASSES = 16
"""The number of classes of an award. Items of class 0 identify nothing: they are short, a year, or members only."""

YEAR = "(19|20)[0-9]{2}年?"


_EPOCH = datetime.date(1970, 1, 1).toordinal()


def day_number(day: datetime.date) -> int:
    """A day as a number of 16 bits."""
    return day.toordinal() - _EPOCH & 0xFFFF


class Row(NamedTuple):
    """A paid line or a claim: the number of its applicant, its day as a number, its sum, and whether it is a claim."""

    applicant: int
    day: int
    sum: int
    is_claim: bool


ClassCounts: TypeAlias = Sequence[int]
"""The rows of a class, its rows with items of many applicants, its items of two or three applicants, and how many of
these are of one day."""


class Comparison(NamedTuple):
    """The rows of each absent or new applicant up to the last day of the ledger, the counts of each class, and the rows
    of each item and day that two or three applicants have, with their class."""

    numbers: Mapping[int, int]
    counts: Mapping[int, ClassCounts]
    meetings: Sequence[tuple[int, Sequence[Row]]]

    def numbered_classes(self) -> set[int]:
        """The classes that each applicant numbers for itself."""
        return {
            number
            for number, (rows, wide, shared, agreeing) in self.counts.items()
            if wide * 10 > rows or (shared >= 4 and agreeing * 2 < shared)
        }


class ItemRows:
    """Rows that are compared one by one. `status` says of each applicant whether it is gone, known or new.

    `identifying` are the numbers of the awards whose items contain a text, a number or another record.
    """

    def __init__(self, status: Sequence[int], identifying: Collection[int]) -> None:
        self._status, self._identifying = status, identifying
        self._by_item: dict[tuple[int, str], list[Row]] = defaultdict(list)

    def add(self, award: int, item: str, row: Row) -> None:
        """Add a row of an award, by number."""
        text = fold_name(item).strip()
        is_name = award in self._identifying and len(text) >= 3 and re.fullmatch(YEAR, text) is None
        self._by_item[award * CLASSES + is_name * min(len(text), CLASSES - 1), text].append(row)

    def compare(self) -> Comparison:
        """The comparison by item and day."""
        lines = (row.day for rows in self._by_item.values() for row in rows if not row.is_claim)
        last_day = max(lines, default=-1)

        def is_evidence(row: Row) -> bool:
            return row.day <= last_day and self._status[row.applicant] == (NEW if row.is_claim else GONE)

        numbers, counts = Counter[int](), defaultdict[int, ClassCounts](lambda: (0, 0, 0, 0))
        meetings: list[tuple[int, Sequence[Row]]] = []
        for (number, _), all_rows in self._by_item.items():
            numbers.update(row.applicant for row in all_rows if is_evidence(row))
            rows = [row for row in all_rows if row.sum > 0 or is_evidence(row)] if number % CLASSES else []
            by_day: dict[int, list[Row]] = defaultdict(list)
            for row in rows:
                by_day[row.day].append(row)
            met = [same for same in by_day.values() if len({row.applicant for row in same}) > 1]
            holders = len({row.applicant for row in rows})
            is_shared = 1 < holders <= MOST_HOLDERS
            added = (len(rows), len(rows) * (holders > MOST_HOLDERS), is_shared, is_shared and bool(met))
            counts[number] = [*map(sum, zip(counts[number], added, strict=True))]
            meetings += [(number, same) for same in met if is_shared]
        return Comparison(numbers, counts, meetings)
