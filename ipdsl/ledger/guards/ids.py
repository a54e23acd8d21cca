"""Ids of a register: spellings of one id, and check digits of the codes that registers use.

Two ids are perhaps one if they are equal without case, width, blanks and marks, or without the legal form. Two ids of
the ledger itself are two applicants, so a spelling that both have identifies neither.

A register has a code if nine of ten of its ids pass the check, among those that are at most one character longer or
shorter than the code. docs/dev/decisions/guards.md has the reason why these checks are not those of a library.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from operator import mul
from typing import NamedTuple, TypeAlias

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.partition import values_by_key
from ipdsl.base.values.characters import fold_name
from ipdsl.ledger.guards.errors import WrongCheckDigits
from ipdsl.schema.values.value_type import name_list

Renamed: TypeAlias = Iterator[tuple[str, str, Phrase, bool]]
"""New ids and ids of the ledger that may be of one applicant, each with the reason, and whether it is sure."""

GONE, KNOWN, NEW = range(3)
"""The status of an applicant: only in the ledger, in ledger and run, only in the run."""

_MARKS = str.maketrans("", "", " \t-_‐‑–—.,·()/'\"")
_GROUP = re.compile(r"\((集团|group)\)|集团")
_SUFFIX = re.compile(
    "(股份有限公司|股份公司|有限责任公司|有限公司|公司|,? ?\\b(co\\.?,? ?ltd|pty ltd|ltd|limited|llc|inc|corp"
    "|corporation|company|plc|gmbh|ag|sarl|sas|bv|nv|srl|spa|oy|ab)\\.?)$"
)


def close_spelling(name: str) -> str:
    """An id without case, width, blanks and marks. The marks of an address (`@`) are part of it."""
    whole = name.lower() if name.isalnum() and name.isascii() else fold_name(name).strip()
    return whole if "@" in whole or whole.isalnum() else whole.translate(_MARKS) or whole


def loose_spelling(name: str) -> str:
    """The close spelling of a name without the word for a group and one legal form."""
    if name.isalnum() and name.isascii():  # one word has no legal form
        return close_spelling(name)
    return close_spelling(_SUFFIX.sub("", _GROUP.sub("", fold_name(name).strip())))


def similar_ids(status: Mapping[str, int]) -> Renamed:
    """New ids with the spelling of an id of the ledger: of an absent one, or the close spelling of one of the run."""
    for spelling, is_close, because in (
        (
            close_spelling, True,
            Phrase("they differ only in case, width, blanks or marks", "两者只有大小写、全角半角、空格或标点的差别"),
        ),
        (loose_spelling, False, Phrase("they differ only in the legal form", "两者只有“集团”或公司类型的差别")),
    ):  # fmt: skip
        new = {name: spelling(name) for name, of_name in status.items() if of_name == NEW}
        by_spelling: dict[str, list[str]] = {text: [] for text in new.values()}
        for name, of_name in status.items() if new else ():
            text = name.lower() if name.isascii() and name.isalnum() else spelling(name)  # both spellings of a word
            if of_name != NEW and (same := by_spelling.get(text)) is not None:
                same.append(name)
        for name, text in new.items():
            if len(same := by_spelling[text]) == 1 and (is_close or status[same[0]] == GONE):
                yield name, same[0], because, is_close and status[same[0]] == GONE


# ---------------------------------------------------------------------------------------------- check digits

MOST_NAMED = 20
LEAST_IDS = 20
"""The number of ids from which a code is recognised."""


class WeightedCode(NamedTuple):
    """A code of as many characters as `weights`: the sum of their weighted values has this rest."""

    alphabet: str
    weights: Sequence[int]
    modulus: int
    rest: int

    def is_right(self, code: str) -> bool:
        """Whether a code of this length has the rest."""
        values = code.encode().translate(_VALUES[self.alphabet])
        return not code.strip(self.alphabet) and sum(map(mul, values, self.weights)) % self.modulus == self.rest


def _luhn(code: str) -> bool:
    """Whether the digits, every second one doubled, have a sum that ends with 0."""
    doubled = (str(int(digit) * (1 + place % 2)) for place, digit in enumerate(reversed(code)))
    return code.isdigit() and sum(map(int, "".join(doubled))) % 10 == 0


_CREDIT_CODE = WeightedCode("0123456789ABCDEFGHJKLMNPQRTUWXY", [*(3**place % 31 for place in range(17)), 1], 31, 0)
_PERSON_NUMBER = WeightedCode("0123456789X", [2 ** (17 - place) % 11 for place in range(18)], 11, 1)
_ABN = WeightedCode("0123456789", (10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19), 89, 10)
WEIGHTED_CODES = (_CREDIT_CODE, _PERSON_NUMBER, _ABN)
_VALUES = {
    code.alphabet: bytes.maketrans(code.alphabet.encode(), bytes(range(len(code.alphabet)))) for code in WEIGHTED_CODES
}

CODES: Sequence[tuple[Phrase, int, Callable[[str], bool]]] = (
    (
        Phrase("social credit codes or identity numbers", "统一社会信用代码或公民身份号码"), 18,
        lambda code: _CREDIT_CODE.is_right(code) or _PERSON_NUMBER.is_right(code),
    ),
    (
        Phrase("legal entity identifiers (LEI)", "全球法人识别编码"), 20,
        lambda code: int("".join(str(int(character, 36)) for character in code)) % 97 == 1,
    ),
    (Phrase("SIREN numbers", "法国企业编号"), 9, _luhn),
    (Phrase("SIRET numbers", "法国企业机构编号"), 14, _luhn),
    (Phrase("Australian business numbers (ABN)", "澳大利亚商业编号"), 11, _ABN.is_right),
)  # fmt: skip
"""The codes: their names, their number of characters, and the test of the check digit."""


IdsToCheck: TypeAlias = Callable[[Sequence[str]], tuple[Sequence[str], Mapping[int, int]]]
"""The ids without some that have a right check digit, and how many of these there are by length."""


def all_ids(ids: Sequence[str]) -> tuple[Sequence[str], Mapping[int, int]]:
    """All ids, to be checked one by one."""
    return ids, {}


def wrong_check_digits(
    ids: Sequence[str], named: Container[str], ids_to_check: IdsToCheck = all_ids
) -> Iterator[WrongCheckDigits]:
    """A finding for each code that these ids have, with the ids that fail it and may be `named`."""
    rest, right = ids_to_check(ids)
    bare_ids = ((name, name.replace(" ", "").replace("-", "").upper()) for name in rest)
    by_length = values_by_key((len(bare), (name, bare)) for name, bare in bare_ids)
    for kind, length, is_right in CODES:
        near = [
            (name, bare)
            for number in (length - 1, length, length + 1)
            for name, bare in by_length.get(number, ())
            if bare.isascii() and bare.isalnum()
        ]
        failed = sorted(name for name, bare in near if len(bare) != length or not is_right(bare))
        many = len(near) + sum(right.get(length + more, 0) for more in (-1, 0, 1))
        if many >= LEAST_IDS and len(failed) * 10 <= many and (shown := [x for x in failed if x in named]):
            yield WrongCheckDigits(kind=kind, ids=name_list(shown, MOST_NAMED))
