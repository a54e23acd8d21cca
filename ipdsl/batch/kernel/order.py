"""Claims of many applicants in claim order: by applicant, day, clause, item and record.

Claims come as loops wrote them, clause by clause. They go to their applicants by counting, and are sorted there.
"""

from __future__ import annotations

from ipdsl.batch.kernel.sort import Ints, sort, sort_equal_keys
from ipdsl.batch.kernel.values import SAME_RECORDS, SETTLED


def by_applicant(left: Ints, who: Ints, key: Ints, n: int, begin: Ints, place: Ints, keys: Ints) -> None:
    """Places of claims by applicant: those of applicant `i` stand from `begin[i]` to `begin[i + 1]` in `place`, and
    their keys in `keys`.

    Claims of applicants that are `left` to the scalar evaluator are dropped.
    """
    number = len(begin) - 1
    for i in range(number + 1):
        begin[i] = 0
    for c in range(n):
        if left[who[c]] == SETTLED:
            begin[who[c] + 1] += 1
    for i in range(number):
        begin[i + 1] += begin[i]
    for c in range(n):
        i = who[c]
        if left[i] == SETTLED:
            position = begin[i]
            place[position], keys[position] = c, key[c]
            begin[i] += 1
    for i in range(number, 0, -1):
        begin[i] = begin[i - 1]
    begin[0] = 0


def in_order(begin: Ints, place: Ints, keys: Ints, item: Ints, record: Ints, spare: Ints) -> None:
    """Sorts the places of each applicant by their `keys` (day and clause), item and record."""
    for i in range(len(begin) - 1):
        first, end = begin[i], begin[i + 1]
        sort(keys, place, first, end, spare)
        position = first
        while position < end:
            stop, key = position + 1, keys[position]
            while stop < end and keys[stop] == key:
                stop += 1
            if stop - position > 1:
                for x in range(position, stop):
                    keys[x] = item[place[x]]
                sort(keys, place, position, stop, spare)
                sort_equal_keys(keys, place, position, stop, record, spare)
                for x in range(position, stop):
                    keys[x] = key
            position = stop


def events_once(
    left: Ints, begin: Ints, place: Ints, keys: Ints, item: Ints, sums: Ints, rows: Ints, named: Ints, same: Ints
) -> None:  # fmt: skip
    """Of one event of an item under an award the first claim stands; the others are marked in `same`, by place.

    Where the sums or keys (`named`) of two differ, the contents of their records tell which is first: the applicant
    is left.
    """
    for i in range(len(begin) - 1):
        for position in range(begin[i] + 1, begin[i + 1]):
            if keys[position] != keys[position - 1]:
                continue
            c, d = place[position], place[position - 1]
            if item[c] != item[d]:
                continue
            same[position] = 1
            is_same = sums[c] == sums[d] and rows[c] == rows[d]
            for k in range(named.shape[1]):
                is_same = is_same and named[c, k] == named[d, k]
            if not is_same:
                left[i] = SAME_RECORDS
