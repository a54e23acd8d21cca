"""Ids that may be two spellings of one: equal without case, width, blanks and marks, or without the legal form.

Input: the ids that a run adds to a register, and the ids of its ledger. Output: pairs, each with the reason in words.
Two ids of the ledger itself are two applicants, so a spelling that both have identifies neither.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.values.characters import fold_name

_MARKS = str.maketrans("", "", " \t-_‐‑–—.,·()/'\"")
_GROUP = re.compile(r"\((集团|group)\)|集团")
_SUFFIX = re.compile(
    "(股份有限公司|股份公司|有限责任公司|有限公司|公司|,? ?\\b(co\\.?,? ?ltd|pty ltd|ltd|limited|llc|inc|corp"
    "|corporation|company|plc|gmbh|ag|sarl|sas|bv|nv|srl|spa|oy|ab)\\.?)$"
)


_SPELLING = Phrase("they differ only in case, width, blanks or marks", "两者只有大小写、全角半角、空格或标点的差别")
_LEGAL_FORM = Phrase("they differ only in the legal form", "两者只有“集团”或公司类型的差别")


def close_spelling(name: str) -> str:
    """An id without case, width, blanks and marks. The marks of an address (`@`) are part of it."""
    whole = fold_name(name).strip()
    return whole if "@" in whole else whole.translate(_MARKS) or whole


def loose_spelling(name: str) -> str:
    """The close spelling of a name without the word for a group and one legal form."""
    if name.isascii() and name.isalnum():  # one word has no legal form
        return close_spelling(name)
    return close_spelling(_SUFFIX.sub("", _GROUP.sub("", fold_name(name).strip())))


def similar_ids(new: Collection[str], recorded: Collection[str]) -> Iterator[tuple[str, str, Phrase, bool]]:
    """The pairs of new and recorded ids with one spelling: the reason, and whether it is the close spelling."""
    for spelling, because in ((close_spelling, _SPELLING), (loose_spelling, _LEGAL_FORM)):
        by_spelling: dict[str, list[str]] = {spelling(name): [] for name in new}
        for name in recorded if new else ():
            if (same := by_spelling.get(spelling(name))) is not None:
                same.append(name)
        for name in new:
            if len(same := by_spelling[spelling(name)]) == 1:
                yield name, same[0], because, because is _SPELLING
