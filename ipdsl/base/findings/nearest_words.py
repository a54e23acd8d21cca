"""The declared words that are nearest to an undeclared word: the suggestions of "did you mean".

A suggestion differs in at most two typos, or in one typo if the word has at most four letters. A typo is a wrong,
missing or extra letter, or two neighbours swapped. Declared words that contain the whole word as a part (`contract` in
`technology_contract`, 合同 in 技术合同) are listed after those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache


def distance(left: str, right: str, limit: int) -> int:
    """Number of typos between two words (optimal string alignment), or `limit + 1` if there are more.

    >>> distance("awrad", "award", 2)
    1
    """
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    above = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        row = [i]
        for j, b in enumerate(right, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before, above = above, row
    return above[-1]


def is_misspelt(written: str, declared: str) -> bool:
    """Whether a written word is a declared one with as many typos as a suggestion may differ in."""
    plain, other = _normalize(written), _normalize(declared)
    limit = 1 if len(plain) <= 4 else 2
    return 0 < distance(plain, other, limit) <= limit


def loses_word(written: str, declared: str) -> bool:
    """Whether a declared word in place of a written one loses a word of it, as 企业 for 大企业, `firm` for `new_firm`.

    Another number is another word, as in `lpr_5y` for `lpr_1y`.
    A character at an end of a Chinese word is a word, unless it is only repeated or in another order.

    >>> loses_word("本市企业", "企业"), loses_word("企业业", "企业")
    (True, False)
    """
    if _DIGITS.findall(written) != _DIGITS.findall(declared):
        return True
    if written.isascii():
        return len(_normalize(written).split("_")) > len(_normalize(declared).split("_"))
    start = _equal_at_start(written, declared)
    end = _equal_at_start(written[start:][::-1], declared[start:][::-1])
    left, right = (text[start : len(text) - end] for text in (written, declared))
    if right:
        return sorted(left) != sorted(right) and bool(_CONTRASTS & set(left)) and bool(_CONTRASTS & set(right))
    is_repeated = declared[:start].endswith(left) or declared[start:].startswith(left)
    is_inside = 0 < start < len(declared) and len(set(left) - set(declared)) <= 1  # an abbreviation: 金质奖 is 金奖
    return not is_repeated and (not is_inside or bool(_CONTRASTS & set(left)))


def _equal_at_start(left: str, right: str) -> int:
    return next(
        (i for i, pair in enumerate(zip(left, right, strict=False)) if pair[0] != pair[1]), min(len(left), len(right))
    )


_DIGITS = re.compile(r"\d+")
_CONTRASTS = frozenset("国省市区县镇乡村大中小微高低新旧老男女上下前后内外一二三四五六七八九十甲乙丙首末未非不无")
"""Characters that distinguish words: 省级项目 and 市级项目 are different words."""


def nearest(word: str, declared: Iterable[str], *, max_count: int = 3) -> tuple[str, ...]:
    """The nearest declared words, best first; equal ones in alphabetical order.

    >>> nearest("amuont", ["amount", "recorded_on"])
    ('amount',)
    """
    return _nearest(word, tuple(dict.fromkeys(declared)), max_count)


def singular_forms(word: str) -> tuple[str, ...]:
    """The English words that may have this word as their plural.

    >>> singular_forms("companies")
    ('companie', 'company')
    """
    forms = (word[: len(word) - len(plural)] + singular for plural, singular in _PLURALS if word.endswith(plural))
    return tuple(form for form in forms if len(form) > 2 and word.isascii())


_PLURALS = (("s", ""), ("ies", "y"))


def word_by_definition(word: str, definitions: Mapping[str, str]) -> str | None:
    """The only declared word that is defined by a word: the definition is the word, or else has it as its noun.

    A definition that lists the word with others (`companies and public institutions`) defines a wider word.

    >>> word_by_definition("company", {"enterprise": "a company", "agency": "a company that serves others"})
    'enterprise'
    """
    if not word or not definitions:
        return None
    noun = "(?:" + "|".join(map(re.escape, (word, *singular_forms(word)))) + ")"
    forms = (
        (rf"(?:an? |any )?{noun}", rf"(?:an? |any )?(?:\w+ )?{noun}\b(?!,| and | or ).*")
        if word.isascii()
        else (noun, rf"(?!.*(?:、|和|或|及)).*{noun}")
    )
    for form in forms:
        named = [declared for declared, definition in definitions.items() if re.fullmatch(form, definition)]
        if named:
            return named[0] if len(named) == 1 else None
    return None


@lru_cache(1024)
def _nearest(word: str, declared: tuple[str, ...], max_count: int) -> tuple[str, ...]:
    """As `nearest`, but cached: a million rows with the same typo ask a million times."""
    plain = _normalize(word)
    limit = 1 if len(plain) <= 4 else 2
    singulars = singular_forms(plain)
    scored: list[tuple[int, str]] = []
    for candidate in declared:
        other = _normalize(candidate)
        slips = 1 if other in singulars else distance(plain, other, limit)
        if slips <= limit and slips < len(plain):
            scored.append((slips, candidate))
        elif len(plain) > (3 if plain.isascii() else 1) and _is_part(plain, other):
            scored.append((limit + 1 + len(other) - len(plain), candidate))
    return tuple(candidate for _, candidate in sorted(scored)[:max_count])


def _normalize(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")


def _is_part(word: str, other: str) -> bool:
    return f"_{word}_" in f"_{other}_" if word.isascii() else word in other
