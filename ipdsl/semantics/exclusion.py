"""Tests that cannot both hold: of one field, members without a common one, ranges that do not meet, yes and no; and the
members that tests leave to a field.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from fractions import Fraction

from ipdsl.schema.types import ListType
from ipdsl.semantics import typed
from ipdsl.semantics.typed import Op
from ipdsl.semantics.upper import atoms


def are_exclusive(first: Iterable[typed.Expr], second: Iterable[typed.Expr]) -> bool:
    """Some test of the first and one of the second cannot both hold of the same facts."""
    second_atoms = list(atoms(second))
    return any(_are_opposed(test, other) for test in atoms(first) for other in second_atoms)


def can_be_member(value: typed.Expr, member: str, tests: Iterable[typed.Expr]) -> bool:
    """Whether a value may be this member if all of these tests are true.

    A test of other facts is assumed to be possible, unless another test denies it.
    """
    all_tests = list(tests)
    known = [*atoms(all_tests)]
    return all(_holds(test, value, member, known) is not False for test in all_tests)


def _holds(test: typed.Expr, value: typed.Expr, member: str, known: list[typed.Expr]) -> bool | None:
    """Whether a test holds where the value is the member; `None` if that depends on other facts."""
    match test:
        case typed.Not(part=part):
            holds = _holds(part, value, member, known)
            return None if holds is None else not holds
        case typed.And(parts=parts):
            results = [_holds(part, value, member, known) for part in parts]
            return False if False in results else None if None in results else True
        case typed.Or(parts=parts):
            results = [_holds(part, value, member, known) for part in parts]
            return True if True in results else None if None in results else False
        case _:
            members = _members(test)
            if members is not None and members[0] == value:
                return member in members[1]
            if test in known:
                return True
            return False if any(_are_opposed(test, other) for other in known) else None


def _are_opposed(first: typed.Expr, second: typed.Expr) -> bool:
    if isinstance(first, typed.Not) or isinstance(second, typed.Not):
        return first == typed.Not(span=first.span, part=second) or second == typed.Not(span=first.span, part=first)
    members, second_members = _members(first), _members(second)
    if members is not None and second_members is not None:
        return members[0] == second_members[0] and not members[1] & second_members[1]
    if isinstance(first, typed.Compare) and isinstance(second, typed.Compare):
        return _are_disjoint(first, second) or _are_disjoint(second, first)
    return False


def _members(test: typed.Expr) -> tuple[typed.Expr, set[str]] | None:
    """The field of a test, and those of its members for which it holds."""
    match test:
        case typed.Membership(value=value, members=members) if not isinstance(value.type, ListType):
            return value, set(members)
        case typed.CompareLevel(left=left):
            return left, set(test.matching_members)
        case _:
            return None


def _are_disjoint(low: typed.Compare, high: typed.Compare) -> bool:
    """`low` gives a most that lies below the least which `high` gives."""
    if low.left != high.left or low.op not in (Op.AT_MOST, Op.LESS_THAN) or high.op not in (Op.AT_LEAST, Op.MORE_THAN):
        return False
    most, least = _number(low.right), _number(high.right)
    if most is None or least is None:
        return False
    meets = low.op is Op.AT_MOST and high.op is Op.AT_LEAST
    return most < least or (most == least and not meets)


def _number(expr: typed.Expr) -> Fraction | None:
    value = expr.value if isinstance(expr, typed.Const) else None
    if isinstance(value, datetime.date):
        return Fraction(value.toordinal())
    return Fraction(value) if isinstance(value, int | Fraction) else None
