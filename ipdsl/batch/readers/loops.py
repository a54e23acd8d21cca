"""Loops of the readers over the buffers of Arrow: the common subset of `ipdsl.batch.kernel.compiled`.

CPython runs them as they are, or LLVM compiles them (`reader_loops`). Text `k` is `data` from `starts[k]` to
`starts[k + 1]`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from ipdsl.batch.kernel import days, texts, values
from ipdsl.batch.kernel.days import days_in, march_first_of
from ipdsl.batch.kernel.texts import DIGIT, fingerprint, name_flags
from ipdsl.batch.kernel.values import Ints

COLON, SPACE, POINT, HYPHEN, PERCENT, ZERO, NINE = 58, 32, 46, 45, 37, 48, 57


class ReaderLoops(NamedTuple):
    """The loops, as CPython has them or compiled."""

    read_ints: Callable[..., int]
    read_decimals: Callable[..., int]
    read_days: Callable[..., int]
    read_words: Callable[..., int]
    to_millionths: Callable[..., int]
    mark_usual_names: Callable[..., None]
    join_items: Callable[..., int]


def is_null(validity: Ints, place: int) -> bool:
    """Whether a cell is null. `validity` has a bit for each cell; without any no cell is null."""
    return len(validity) > 0 and (validity[place >> 3] >> (place & 7)) & 1 == 0


def put_none(k: int, none: int, is_none_stated: int, numbers: Ints, stated: Ints) -> None:
    """Puts down what null stands for."""
    numbers[k] = none
    stated[k] = is_none_stated


def put(k: int, number: int, is_plain: int, numbers: Ints, stated: Ints, doubtful: Ints) -> int:
    """Puts down the number of a cell; returns 1 if the cell is in no plain form."""
    stated[k] = 1
    numbers[k] = number if is_plain else 0
    if not is_plain:
        doubtful[k] = 1
    return 0 if is_plain else 1


def read_ints(
    data: Ints, step: int, validity: Ints, offset: int, unit: int, low: int, high: int, factor: int,
    none: int, is_none_stated: int, numbers: Ints, stated: Ints, doubtful: Ints,
) -> int:  # fmt: skip
    """Cells of whole numbers from `low` to `high`, in units, times a factor; returns how many are not in a plain form.

    A number takes `step` ints. The number is plain if the ints after the first are 0. The cells begin after `offset`
    others. Null means `none`.
    """
    wrong = 0
    for k in range(len(numbers)):
        if is_null(validity, offset + k):
            put_none(k, none, is_none_stated, numbers, stated)
            continue
        number, is_plain = int(data[k * step]), step == 1 or data[k * step + 1] == 0
        if unit != 1:
            is_plain = is_plain and number % unit == 0
            number = number // unit
        is_plain = is_plain and low <= number <= high
        wrong += put(k, number * factor, is_plain, numbers, stated, doubtful)
    return wrong


def number_in_text(data: Ints, start: int, end: int, decimals: int) -> int:
    """The number that digits state, with at most so many decimals, in units of the last; -1: they state none."""
    point, value = end, 0
    for k in range(start, end):
        byte = int(data[k])
        if ZERO <= byte <= NINE and k < start + 20:
            value = value * 10 + byte - ZERO
        elif byte == POINT and point == end:
            point = k
        else:
            return -1
    is_long = point - start > (12 if decimals > 0 else 15) or end - point - 1 > decimals
    if point == start or point == end - 1 or is_long or (data[start] == ZERO and point - start > 1):
        return -1
    for _ in range(max(0, end - point - 1), decimals):
        value *= 10
    return value


def read_decimals(
    starts: Ints, data: Ints, validity: Ints, offset: int, decimals: int, percent_decimals: int, high: int,
    factor: int, none: int, is_none_stated: int, numbers: Ints, stated: Ints, doubtful: Ints,
) -> int:  # fmt: skip
    """Texts of numbers up to `high`, in units of the last of so many decimals, times a factor; as `read_ints`.

    A text with `%` has its own decimals (-1: it is not plain).
    """
    wrong = 0
    for k in range(len(numbers)):
        if is_null(validity, offset + k):
            put_none(k, none, is_none_stated, numbers, stated)
            continue
        start, end, places = starts[k], starts[k + 1], decimals
        if percent_decimals >= 0 and end > start and data[end - 1] == PERCENT:
            end, places = end - 1, percent_decimals
        number = number_in_text(data, start, end, places)
        wrong += put(k, number * factor, 0 <= number <= high, numbers, stated, doubtful)
    return wrong


def day_in_text(data: Ints, start: int, end: int) -> int:
    """The day that a text such as 2022-03-01 states; below all days if it states none."""
    if end - start != 10 or data[start + 4] != HYPHEN or data[start + 7] != HYPHEN:
        return NO_DAY
    for k in range(start, end):
        if k != start + 4 and k != start + 7 and not ZERO <= data[k] <= NINE:
            return NO_DAY
    year = two_digits(data, start) * 100 + two_digits(data, start + 2)
    month, day = two_digits(data, start + 5), two_digits(data, start + 8)
    if month < 1 or month > 12 or day < 1 or day > days_in(year, month):
        return NO_DAY
    march_first = march_first_of(year if month > 2 else year - 1)
    return march_first + (153 * ((month + 9) % 12) + 2) // 5 + day - 1


NO_DAY = -(2**31)


def two_digits(data: Ints, place: int) -> int:
    """The number of two digits."""
    return int(data[place]) * 10 + int(data[place + 1]) - 11 * ZERO


def read_days(
    starts: Ints, data: Ints, validity: Ints, offset: int, low: int, high: int, none: int, is_none_stated: int,
    numbers: Ints, stated: Ints, doubtful: Ints,
) -> int:  # fmt: skip
    """Texts of days from `low` to `high`; as `read_ints`."""
    wrong = 0
    for k in range(len(numbers)):
        if is_null(validity, offset + k):
            put_none(k, none, is_none_stated, numbers, stated)
        else:
            day = day_in_text(data, starts[k], starts[k + 1])
            wrong += put(k, day, low <= day <= high, numbers, stated, doubtful)
    return wrong


def word_in_text(data: Ints, start: int, end: int, word_starts: Ints, words: Ints) -> int:
    """The place of the word that is equal to a text; -1: none is."""
    for w in range(len(word_starts) - 1):
        if word_starts[w + 1] - word_starts[w] == end - start and is_same_text(
            data, start, words, word_starts[w], end - start
        ):
            return w
    return -1


def read_words(
    starts: Ints, data: Ints, validity: Ints, offset: int, word_starts: Ints, words: Ints, meanings: Ints, none: int,
    is_none_stated: int, numbers: Ints, stated: Ints, doubtful: Ints,
) -> int:  # fmt: skip
    """Texts that are words, each with its number; as `read_ints`."""
    wrong = 0
    for k in range(len(numbers)):
        if is_null(validity, offset + k):
            put_none(k, none, is_none_stated, numbers, stated)
        else:
            word = word_in_text(data, starts[k], starts[k + 1], word_starts, words)
            wrong += put(k, meanings[max(0, word)], word >= 0, numbers, stated, doubtful)
    return wrong


def to_millionths(numbers: Ints, stated: Ints, most: int, millionths: int, sums: Ints, is_large: Ints) -> int:
    """Sums that are stated in millionths, and the others not known; returns how many are larger than `most`."""
    many = 0
    for k in range(len(numbers)):
        if stated[k] and 0 <= numbers[k] <= most:
            sums[k] = numbers[k] * millionths
        elif stated[k] and numbers[k] > most:
            is_large[k] = 1
            many += 1
    return many


def is_usual_name(data: Ints, start: int, end: int, no_names: Ints) -> bool:
    """Whether a text is plainly a name, and none of the words with these fingerprints."""
    flags = name_flags(data, start, end)
    if flags == 0:
        return False
    if flags & DIGIT == 0:
        mark = fingerprint(data, start, end)
        for word in no_names:
            if mark == word:
                return False
    return True


def mark_usual_names(starts: Ints, data: Ints, no_names: Ints, is_usual: Ints) -> None:
    """Marks the texts that are plainly names; the items of records hold no `: `, which ends a kind before an item."""
    for k in range(len(is_usual)):
        is_usual[k] = is_usual_name(data, starts[k], starts[k + 1], no_names)
        for place in range(starts[k], starts[k + 1] - 1):
            if data[place] == COLON and data[place + 1] == SPACE:
                is_usual[k] = 0


def join_items(
    begin: Ints, is_asked: Ints, starts: Ints, data: Ints, record_begin: Ints, item_starts: Ints, items: Ints,
    heads: Ints, following: Ints, text: Ints, record: Ints,
) -> int:  # fmt: skip
    """Joins texts with the records of their applicant whose item each is; returns how many pairs there are.

    The pairs are stored in `text` and `record` as far as these have space, in the order of the texts, then of the
    records. `heads` and `following` are a hash table: the records of an applicant by fingerprint, each with the next
    record of the same fingerprint. The length of `heads` is a power of two, above the records of any applicant.
    """
    many = 0
    for i in range(len(begin) - 1):
        first, end, asked = record_begin[i], record_begin[i + 1], begin[i]
        while asked < begin[i + 1] and not is_asked[asked]:
            asked += 1
        if asked == begin[i + 1] or first == end:
            continue
        mask = 1
        while mask <= end - first:
            mask += mask
        mask -= 1
        for h in range(mask + 1):
            heads[h] = -1
        for r in range(end - 1, first - 1, -1):
            h = fingerprint(items, item_starts[r], item_starts[r + 1]) & mask
            following[r] = heads[h]
            heads[h] = r
        for k in range(asked, begin[i + 1]):
            size = starts[k + 1] - starts[k]
            if not is_asked[k] or size == 0:
                continue
            r = heads[fingerprint(data, starts[k], starts[k + 1]) & mask]
            while r >= 0:
                if item_starts[r + 1] - item_starts[r] == size and is_same_text(
                    data, starts[k], items, item_starts[r], size
                ):
                    if many < len(record):
                        text[many], record[many] = k, r
                    many += 1
                r = following[r]
    return many


def is_same_text(data: Ints, start: int, other: Ints, other_start: int, size: int) -> bool:
    """Whether two texts of so many bytes are equal."""
    for k in range(size):  # noqa: SIM110 - the subset has no generators
        if data[start + k] != other[other_start + k]:
            return False
    return True


LOOPS = ReaderLoops(read_ints, read_decimals, read_days, read_words, to_millionths, mark_usual_names, join_items)


@cache
def reader_loops(is_compiled: bool) -> ReaderLoops:
    """The loops for an engine: as CPython has them, or compiled by LLVM."""
    if not is_compiled:
        return LOOPS
    from ipdsl.batch.kernel.compiled import compiled_functions  # tables of few applicants need no compiler

    names = compiled_functions(sys.modules[__name__], days, texts, values)
    return ReaderLoops(*(names[name] for name in ReaderLoops._fields))
