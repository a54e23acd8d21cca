"""Check digits of the codes that registers use as ids, and ids whose check digit is wrong.

A register has a code if nine of ten of its ids pass the check, among those that are at most one character longer or
shorter than the code. docs/dev/decisions/guards.md has the reason why these checks are not those of a library.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import mul

from ipdsl.base.findings.phrase import Phrase
from ipdsl.ledger.guards.errors import WrongCheckDigits
from ipdsl.schema.values.wording import name_list

MOST_NAMED = 20
LEAST_IDS = 20
"""The number of ids from which a code is recognised."""

_BLANKS = str.maketrans("", "", " -")


def _weighted(alphabet: str, weights: Sequence[int], modulus: int, rest: int) -> Callable[[str], bool]:
    """The test that the sum of the weighted values of the characters has this rest."""
    values = {character: value for value, character in enumerate(alphabet)}
    return lambda code: (
        values.keys() >= set(code) and sum(map(mul, map(values.__getitem__, code), weights)) % modulus == rest
    )


_is_credit_code = _weighted("0123456789ABCDEFGHJKLMNPQRTUWXY", [*(3**place % 31 for place in range(17)), 1], 31, 0)
_is_person_number = _weighted("0123456789X", [2 ** (17 - place) % 11 for place in range(18)], 11, 1)


def _is_lei(code: str) -> bool:
    """Whether the number, in which letters are two digits, has the rest 1 (ISO 7064)."""
    return int("".join(str(int(character, 36)) for character in code)) % 97 == 1


def _is_luhn(code: str) -> bool:
    """Whether the digits, every second one doubled, have a sum that ends with 0."""
    products = "".join(str(int(digit, 36) * (1 + place % 2)) for place, digit in enumerate(reversed(code)))
    return code.isdigit() and sum(map(int, products)) % 10 == 0


CODES: Sequence[tuple[Phrase, int, Callable[[str], bool]]] = (
    (
        Phrase("social credit codes or identity numbers", "统一社会信用代码或公民身份号码"), 18,
        lambda code: _is_credit_code(code) or _is_person_number(code),
    ),
    (Phrase("legal entity identifiers (LEI)", "法人机构识别编码（LEI）"), 20, _is_lei),
    (Phrase("SIREN numbers", "法国企业编号（SIREN）"), 9, _is_luhn),
    (Phrase("SIRET numbers", "法国机构编号（SIRET）"), 14, _is_luhn),
    (
        Phrase("Australian business numbers (ABN)", "澳大利亚商业编号（ABN）"), 11,
        _weighted("0123456789", (10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19), 89, 10),
    ),
)  # fmt: skip
"""The codes: their names, their number of characters, and the test of the check digit."""


def wrong_check_digits(ids: Iterable[str]) -> Iterator[WrongCheckDigits]:
    """A finding for each code that these ids have, with the ids that fail it."""
    by_length = defaultdict[int, list[str]](list)
    for name in ids:
        by_length[len(name.translate(_BLANKS))].append(name)
    for kind, length, is_right in CODES:
        near = [
            (name, bare)
            for number in (length - 1, length, length + 1)
            for name in by_length.get(number, ())
            if (bare := name.translate(_BLANKS).upper()).isascii() and bare.isalnum()
        ]
        failed = sorted(name for name, bare in near if len(bare) != length or not is_right(bare))
        if len(near) >= LEAST_IDS and 0 < len(failed) * 10 <= len(near):
            yield WrongCheckDigits(kind=kind, number=len(failed), ids=name_list(failed, MOST_NAMED))
