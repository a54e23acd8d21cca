"""Sort the items of the records of one applicant by their bytes in a column of texts.

Texts of different applicants are never compared, so no dictionary of all texts is needed. UTF-8 keeps the order of
characters.
"""

from __future__ import annotations

from ipdsl.batch.kernel.values import Ints, sort

BITS = 2**56 - 1
"""What a fingerprint keeps."""

NONE_WORDS = (
    "none", "unknown", "cannot", "not known", "cannot be determined",
    "无", "没有", "无法确定", "未知", "不详", "不知道",
)  # fmt: skip
"""Words for a name that does not exist or is not known."""


def fingerprint(data: Ints, start: int, end: int) -> int:
    """A number of a text that is the same for texts which differ in capitals alone."""
    value = 7
    for k in range(start, end):
        byte = int(data[k])
        if 65 <= byte <= 90:
            byte += 32
        value = (value * 31 + byte) & BITS
    return value


PLAIN, UPPER, LOWER, DIGIT, SIGN, OTHER = 1, 2, 4, 8, 16, 32
"""The properties of a text: whether it is plainly a name, and the kinds of its characters. `OTHER` are characters
beyond ASCII, and unusual signs.
"""

BRACKET = 41
"""The one sign with which a name may end."""


def class_of(byte: int) -> int:
    """Which character begins with a byte."""
    if 48 <= byte <= 57:
        return DIGIT
    if 97 <= byte <= 122:
        return LOWER
    if 65 <= byte <= 90:
        return UPPER
    return (
        SIGN if byte == 32 or byte == 40 or byte == BRACKET or 45 <= byte <= 47 or byte == 58 or byte == 95 else OTHER
    )


def character_classes(data: Ints, classes: Ints, start: int, end: int) -> int:
    """Which characters a text has; `classes` are those of all bytes."""
    result = 0
    for k in range(start, end):
        result |= classes[data[k]]
    return result


def name_flags(data: Ints, start: int, end: int) -> int:
    """Whether a text is plainly a name, and whether it has capitals, small letters, digits; 0: it is not.

    Plain are Latin letters, digits and Chinese characters, with usual signs between them. A year is read as its number.
    """
    if end - start > 200 or end == start:
        return 0
    k, flags, is_sign = start, PLAIN, True
    while k < end:
        byte = int(data[k])
        if 48 <= byte <= 57:
            flags, is_sign = flags | DIGIT, False
        elif 97 <= byte <= 122:
            flags, is_sign = flags | LOWER, False
        elif 65 <= byte <= 90:
            flags, is_sign = flags | UPPER, False
        elif class_of(byte) == SIGN:
            if k == start:
                return 0
            is_sign = byte != BRACKET
        elif 0xE4 <= byte <= 0xE9 and k + 2 < end:
            if byte == 0xE4 and int(data[k + 1]) < 0xB8:
                return 0
            if byte == 0xE5 and int(data[k + 1]) == 0xB9 and int(data[k + 2]) == 0xB4:
                return 0
            is_sign = False
            k += 2
        else:
            return 0
        k += 1
    return 0 if is_sign else flags


def common_prefix(data: Ints, start: int, end: int, other: int, other_end: int) -> int:
    """The number of leading bytes that two texts share."""
    most = min(end - start, other_end - other)
    k = 0
    while k < most and data[start + k] == data[other + k]:
        k += 1
    return k


def compare_texts(data: Ints, start: int, end: int, other: int, other_end: int) -> int:
    """Which of two texts comes first: below 0 the one, above 0 the other."""
    k = common_prefix(data, start, end, other, other_end)
    if k < end - start and k < other_end - other:
        return int(data[start + k]) - int(data[other + k])
    return (end - start) - (other_end - other)


def text_prefix(data: Ints, start: int, end: int) -> int:
    """The first seven bytes of a text as a number, in the order of texts."""
    value = 0
    for k in range(7):
        value = value * 256 + (int(data[start + k]) if start + k < end else 0)
    return value


def is_name(data: Ints, classes: Ints, start: int, end: int) -> bool:
    """Whether a text of usual characters is plainly a name: neither its first nor its last is a sign."""
    if end - start > 200 or end == start or classes[data[start]] == SIGN:
        return False
    return int(data[end - 1]) == BRACKET or int(classes[data[end - 1]]) != SIGN


def ranked(
    begin: Ints, starts: Ints, data: Ints, classes: Ints, no_names: Ints, is_made: bool, rank: Ints, place: Ints,
    marks: Ints, spare: Ints, twice: Ints, doubtful: Ints,
) -> None:  # fmt: skip
    """The position of each record's text among those of its applicant, from 0; equal texts share it and are marked
    `twice`.

    A text that is not plainly a name, or differs from another only in capitals, is `doubtful`; a text that `is_made` of
    others is not checked. `classes` are those of all bytes, `no_names` the fingerprints of words that are not names.
    `place`, `marks` and `spare` are work space.
    """
    for i in range(len(begin) - 1):
        first, end = begin[i], begin[i + 1]
        if first == end:
            continue
        letters, is_ordered, common, before = 0, True, starts[first + 1] - starts[first], 0
        rank[first] = 0
        for r in range(first, end):
            place[r] = r
            k = 0
            if r > first:
                k = common_prefix(data, starts[r - 1], starts[r], starts[r], starts[r + 1])
                common = min(common, k)
                is_longer, was_longer = starts[r] + k < starts[r + 1], starts[r - 1] + k < starts[r]
                if was_longer and (not is_longer or data[starts[r - 1] + k] > data[starts[r] + k]):
                    is_ordered = False
                rank[r] = rank[r - 1]
                if is_longer or was_longer:
                    rank[r] += 1
                else:
                    twice[r] = twice[r - 1] = 1
            if is_made:
                continue
            has = character_classes(
                data, classes, starts[r] + k, starts[r + 1]
            )  # what it begins with was seen in the one before
            if (has | before) & OTHER:
                has = name_flags(data, starts[r], starts[r + 1])
                doubtful[r] = has == 0
                before = OTHER
            else:
                doubtful[r] = not is_name(data, classes, starts[r], starts[r + 1])
                before = has
            letters |= has
            if has & DIGIT == 0:
                mark = fingerprint(data, starts[r], starts[r + 1])
                for word in no_names:
                    if mark == word:
                        doubtful[r] = 1
        if not is_ordered:
            for r in range(first, end):
                marks[r] = text_prefix(data, starts[r] + common, starts[r + 1])
            sort(marks, place, first, end, spare)
            sort_by_text(starts, data, marks, first, end, place)
            rank[place[first]] = 0
            for index in range(first + 1, end):
                r, d = place[index], place[index - 1]
                rank[r] = rank[d] + 1
                if (
                    marks[index] == marks[index - 1]
                    and compare_texts(data, starts[d], starts[d + 1], starts[r], starts[r + 1]) == 0
                ):
                    twice[r] = twice[d] = 1
                    rank[r] -= 1
        if is_made or letters & UPPER == 0 or letters & LOWER == 0:
            continue
        for index in range(first, end):
            marks[index] = fingerprint(data, starts[place[index]], starts[place[index] + 1])
        sort(marks, place, first, end, spare)
        for index in range(first + 1, end):
            if marks[index] == marks[index - 1] and rank[place[index]] != rank[place[index - 1]]:
                doubtful[place[index]] = 1


def sort_by_text(starts: Ints, data: Ints, marks: Ints, first: int, end: int, place: Ints) -> None:
    """Sort places whose `marks` are equal by their texts; equal marks must already be adjacent."""
    begin = first
    while begin < end:
        stop = begin + 1
        while stop < end and marks[stop] == marks[begin]:
            stop += 1
        if stop - begin > 1:
            sort_by_whole_text(starts, data, begin, stop, place)
        begin = stop


def sort_by_whole_text(starts: Ints, data: Ints, first: int, end: int, place: Ints) -> None:
    """Sorts places by their texts."""
    gap = 1
    while gap * 5 < (end - first) * 2:
        gap = (gap * 9 + 3) // 4
    while True:
        for index in range(first + gap, end):
            r = place[index]
            x = index - gap
            while x >= first:
                d = place[x]
                if compare_texts(data, starts[d], starts[d + 1], starts[r], starts[r + 1]) <= 0:
                    break
                place[x + gap] = d
                x -= gap
            place[x + gap] = r
        if gap == 1:
            break
        gap = max(1, (gap - 1) * 4 // 9)
