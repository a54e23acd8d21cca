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


def exclude(first: Iterable[typed.Expr], second: Iterable[typed.Expr]) -> bool:
    """Some test of the first and one of the second cannot both hold of the same facts."""
    others = list(atoms(second))
    return any(_opposed(one, other) for one in atoms(first) for other in others)


def may_be(value: typed.Expr, member: str, tests: Iterable[typed.Expr]) -> bool:
    """Whether a value may be this member if all of these tests are true.

    A test of other facts is assumed to be possible, unless another test denies it.
    """
    every = list(tests)
    known = [*atoms(every)]
    return all(_holds(test, value, member, known) is not False for test in every)


def _holds(test: typed.Expr, value: typed.Expr, member: str, known: list[typed.Expr]) -> bool | None:
    """Whether a test holds where the value is the member; `None` if that depends on other facts."""
    match test:
        case typed.Not(part=part):
            holds = _holds(part, value, member, known)
            return None if holds is None else not holds
        case typed.All(parts=parts):
            found = [_holds(part, value, member, known) for part in parts]
            return False if False in found else None if None in found else True
        case typed.Any_(parts=parts):
            found = [_holds(part, value, member, known) for part in parts]
            return True if True in found else None if None in found else False
        case _:
            members = _members(test)
            if members is not None and members[0] == value:
                return member in members[1]
            if test in known:
                return True
            return False if any(_opposed(test, other) for other in known) else None


def _opposed(one: typed.Expr, other: typed.Expr) -> bool:
    if isinstance(one, typed.Not) or isinstance(other, typed.Not):
        return one == typed.Not(span=one.span, part=other) or other == typed.Not(span=one.span, part=one)
    members, others = _members(one), _members(other)
    if members is not None and others is not None:
        return members[0] == others[0] and not members[1] & others[1]
    if isinstance(one, typed.Compare) and isinstance(other, typed.Compare):
        return _apart(one, other) or _apart(other, one)
    return False


def _members(test: typed.Expr) -> tuple[typed.Expr, set[str]] | None:
    """The field of a test, and those of its members for which it holds."""
    match test:
        case typed.OneOf(value=value, members=members) if not isinstance(value.type, ListType):
            return value, set(members)
        case typed.CompareLevel(left=left):
            return left, set(test.fitting)
        case _:
            return None


def _apart(low: typed.Compare, high: typed.Compare) -> bool:
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
