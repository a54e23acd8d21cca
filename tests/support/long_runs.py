"""Find patterns whose time may grow with the square of the text length, from their structure, without running them.

A backtracking search is slow in two cases. Either a run of one character can be divided between two repetitions in many
ways (`\\s*[(]?\\s*`, `\\s*\\n\\s*`), or each character of a run starts a search that reads the whole run (`\\s*\\n`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from re import (
    _constants as c,  # type: ignore[attr-defined]
    _parser as parser,  # type: ignore[attr-defined]
)
from typing import Any

SIGNS = frozenset([*map(chr, range(9, 127)), *"一二第条万元年月日（）。，；：、《》“”〔〕\u3000\xa0"])
"""Representative characters."""
LONG = 1000
"""Shorter repetitions are not reported."""
_CATEGORIES = {
    c.CATEGORY_DIGIT: str.isdecimal, c.CATEGORY_SPACE: str.isspace, c.CATEGORY_WORD: lambda s: s.isalnum() or s == "_",
    c.CATEGORY_NOT_DIGIT: lambda s: not s.isdecimal(), c.CATEGORY_NOT_SPACE: lambda s: not s.isspace(),
    c.CATEGORY_NOT_WORD: lambda s: not (s.isalnum() or s == "_"),
}  # fmt: skip
_ONE = (c.LITERAL, c.NOT_LITERAL, c.IN, c.ANY)
_REPEATS = (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT)

Run = frozenset[str]


def faults(pattern: re.Pattern[str], *, is_searched: bool) -> list[str]:
    """The problems of a pattern. A search may begin at each character, a match only at a given position."""
    items = parser.parse(pattern.pattern, pattern.flags)
    found: list[str] = []
    _shared(list(items), [], found)
    if is_searched:
        found += _begun_again(list(items), [])
    return found


def _signs(op: Any, arg: Any) -> Run:
    """The characters that an item, or any part of it, may match."""
    match op:
        case c.LITERAL:
            return frozenset(chr(arg))
        case c.NOT_LITERAL:
            return SIGNS - {chr(arg)}
        case c.ANY:
            return SIGNS - {"\n"}
        case c.IN:
            is_negated = arg[0][0] is c.NEGATE
            signs = frozenset().union(*(_of_class(*part) for part in arg if part[0] is not c.NEGATE))
            return SIGNS - signs if is_negated else signs
        case c.BRANCH:
            return frozenset().union(*(_signs(*item) for branch in arg[1] for item in branch))
        case c.SUBPATTERN:
            return frozenset().union(*(_signs(*item) for item in arg[3]))
        case _ if op in _REPEATS:
            return frozenset().union(*(_signs(*item) for item in arg[2]))
        case _:
            return frozenset()


def _of_class(op: Any, arg: Any) -> Run:
    match op:
        case c.LITERAL:
            return frozenset(chr(arg))
        case c.RANGE:
            return frozenset(sign for sign in SIGNS if arg[0] <= ord(sign) <= arg[1]) | {chr(arg[0])}
        case _:
            return frozenset(filter(_CATEGORIES[arg], SIGNS))


def _shared(items: Sequence[Any], runs: list[Run], found: list[str]) -> list[Run]:
    """The runs that may continue after these items; `runs` are those that may continue before them."""
    for op, arg in items:
        if op in _ONE:
            runs = [run & _signs(op, arg) for run in runs if run & _signs(op, arg)]
        elif op is c.SUBPATTERN:
            runs = _shared(arg[3], runs, found)
        elif op is c.BRANCH:
            runs = [run for branch in arg[1] for run in _shared(branch, runs, found)]
        elif op in (c.ASSERT, c.ASSERT_NOT):
            _shared(arg[1], [], found)
        elif op in _REPEATS:
            low, high, body = arg
            if high > LONG and len(body) == 1 and body[0][0] in _ONE:
                signs = _signs(op, arg)
                found += (f"shared run of {''.join(sorted(run & signs))[:8]!r}" for run in runs if run & signs)
                runs = [*([] if low else runs), signs]
            elif high > LONG:
                inside = _shared(body, _shared(body, runs, found), found)
                runs = inside if low else [*runs, *inside]
            else:
                inside = _shared(body, runs, found)
                runs = inside if low else [*runs, *inside]
    return runs


def _begun_again(items: Sequence[Any], before: list[Run], *, is_followed: bool = False) -> Iterator[str]:
    """Repetitions of characters that may all begin the pattern, if something after them may be missing."""
    for index, (op, arg) in enumerate(items):
        needs_more = is_followed or any(_is_needed(*item) for item in items[index + 1 :])
        if op is c.AT and arg in (c.AT_BEGINNING, c.AT_BEGINNING_STRING):
            before = [*before, frozenset("\n")]
        elif op in _ONE:
            before = [*before, _signs(op, arg)]
        elif op is c.SUBPATTERN:
            yield from _begun_again(arg[3], before, is_followed=needs_more)
            before = [*before, _signs(op, arg)] if _is_needed(op, arg) else before
        elif op is c.BRANCH:
            for branch in arg[1]:
                yield from _begun_again(branch, before, is_followed=needs_more)
            before = [*before, _signs(op, arg)] if _is_needed(op, arg) else before
        elif op in (c.ASSERT, c.ASSERT_NOT) and arg[0] < 0:
            signs = frozenset().union(*(_signs(*item) for item in arg[1]))
            before = [*before, signs if op is c.ASSERT else SIGNS - signs]
        elif op is c.ASSERT:
            yield from _begun_again(arg[1], before)
        elif op in _REPEATS:
            signs = _signs(op, arg)
            run = signs.intersection(*before)
            if arg[1] > LONG and run and needs_more:
                yield f"each of {''.join(sorted(run))[:8]!r} begins again"
            before = [*before, signs] if arg[0] else before


def _is_needed(op: Any, arg: Any) -> bool:
    """Whether an item needs a character: it matches one or requires one."""
    match op:
        case c.SUBPATTERN:
            return any(_is_needed(*item) for item in arg[3])
        case c.BRANCH:
            return all(any(_is_needed(*item) for item in branch) for branch in arg[1])
        case _ if op in _REPEATS:
            return arg[0] > 0
        case _:
            return True
