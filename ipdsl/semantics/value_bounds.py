"""What values and tests are for all facts: values that are 0 or a part of another, and tests that exclude each other.

A bound says that one value is not above another, or is below it. Bounds are contradictory if they lead from a value
back to itself through one that is strict.
"""

from __future__ import annotations

import datetime
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TypeAlias

import attrs

from ipdsl.schema.comparisons import End
from ipdsl.schema.vocabulary import RecordKind
from ipdsl.semantics import typed
from ipdsl.semantics.tree_walk import atoms, truth

CLAIM_DAY = "the day"
Bound: TypeAlias = tuple[object, object, bool]  # the smaller and the larger value, and whether they differ


def negate(test: typed.Compare) -> typed.Compare:
    """The opposite comparison."""
    return attrs.evolve(test, op=test.op.opposite)


def are_exclusive(first: Iterable[typed.Expr], second: Iterable[typed.Expr]) -> bool:
    """Whether some test of the first and some test of the second exclude each other."""
    second_atoms = list(atoms(second))
    return any(_are_opposed(test, other) for test in atoms(first) for other in second_atoms)


def can_be_member(value: typed.Expr, member: str, tests: Iterable[typed.Expr]) -> bool:
    """Whether a value may be this member if all tests are true.

    A test about other facts is assumed to be possible, unless another test contradicts it.
    """
    all_tests = list(tests)
    known = [*atoms(all_tests)]

    def holds(test: typed.Expr) -> bool | None:
        members = _members(test)
        if members is not None and members[0] == value:
            return member in members[1]
        if test in known:
            return True
        return False if any(_are_opposed(test, other) for other in known) else None

    return all(truth(test, holds) is not False for test in all_tests)


def _are_opposed(first: typed.Expr, second: typed.Expr) -> bool:
    if first == typed.Not(span=first.span, part=second) or second == typed.Not(span=first.span, part=first):
        return True
    members, second_members = _members(first), _members(second)
    if members is not None and second_members is not None:
        return members[0] == second_members[0] and not members[1] & second_members[1]
    return not is_possible([*bounds(first), *bounds(second)])


def _members(test: typed.Expr) -> tuple[typed.Expr, set[str]] | None:
    """The field of a test, and its members for which the test is true."""
    match test:
        case typed.Membership(value=value, members=members) if not value.type.is_list:
            return value, set(members)
        case typed.CompareLevel(left=left):
            return left, set(test.matching_members)
        case _:
            return None


def bounds(test: typed.Expr, record: RecordKind | None = None) -> Iterator[Bound]:
    """What a test says about the order of two values. The days of states and events are those of the record."""
    match test:
        case typed.Compare(left=left, op=op, right=right):
            low, high = (right, left) if op.end is End.LOW else (left, right)
            yield _key(low), _key(high), not op.includes
            yield from ((Fraction(0), _key(side), False) for side in (left, right) if side.type.is_totalled)
        case typed.Not(part=typed.Compare() as part):
            yield from bounds(negate(part))
        case typed.ElapsedComparison(since=since, op=op, number=number, day=day):
            yield _key(since), _key(day), op.end is End.LOW and (number > 0 or not op.includes)
        case typed.EventHappened(event=event) if record is not None:
            yield record.event_by_name[event].date_field, CLAIM_DAY, False
        case typed.StateHolds(state=state) if record is not None:
            yield record.state_by_name[state].from_field, CLAIM_DAY, False
            yield CLAIM_DAY, record.state_by_name[state].until_field, True


def _key(expr: typed.Expr) -> object:
    """A value as it is compared."""
    match expr:
        case typed.Const(value=datetime.date() as day):
            return Fraction(day.toordinal())
        case typed.Const(value=int() | Fraction() as number):
            return Fraction(number)
        case typed.RecordField(field=field):
            return field
        case typed.DefinedValue(value=value):
            return _key(value)
        case _:
            return CLAIM_DAY if isinstance(expr, typed.ClaimDay) else expr


def is_possible(limits: Iterable[Bound]) -> bool:
    """Whether values can satisfy all bounds."""
    limits = list(limits)
    numbers = sorted({key for limit in limits for key in limit[:2] if isinstance(key, Fraction)})
    limits += [(low, high, True) for low, high in itertools.pairwise(numbers)]
    ranks: Counter[object] = Counter()
    for _ in range(len(limits) + 2):
        before = ranks.copy()
        for low, high, differs in limits:
            ranks[high] = max(ranks[high], ranks[low] + differs)
        if ranks == before:
            return True
    return False


def is_always_zero(expr: typed.Expr, missing: typed.Expr | None = None) -> bool:
    """Whether a value is 0 for all facts. Values are never negative.

    With `missing`, whether it is 0 if this aggregate has no record, or this figure is not stated.
    """
    match expr:
        case typed.Const(value=value):
            return value == 0
        case typed.Subtract(left=left, right=right):
            return is_always_zero(left, missing) or is_part(left, right)
        case (
            typed.Divide(left=value)
            | typed.DefinedValue(value=value)
            | typed.RoundedValue(value=value)
            | typed.CurrencyConversion(value=value)
        ):
            return is_always_zero(value, missing)
        case typed.SelectedValue(cases=cases):
            return all(is_always_zero(value, missing) for _, value in cases)
        case typed.Scale(factor=left, value=right):
            return is_always_zero(left, missing) or is_always_zero(right, missing)
        case typed.Minimum(values=values):
            return any(is_always_zero(value, missing) for value in values)
        case typed.Add(left=left, right=right):
            return is_always_zero(left, missing) and is_always_zero(right, missing)
        case typed.Maximum(values=values):
            return all(is_always_zero(value, missing) for value in values)
        case typed.Aggregate() if isinstance(missing, typed.Aggregate):
            return has_all(missing, expr)
        case _:
            return expr == missing


def is_part(value: typed.Expr, whole: typed.Expr) -> bool:
    """Whether a value is surely at most the whole: it is a part of it, or both are constants."""
    return any(_is_at_most(least, most) for least in _limits(value, End.HIGH) for most in _limits(whole, End.LOW))


def _is_at_most(value: typed.Expr, whole: typed.Expr) -> bool:
    match value, whole:
        case typed.Const(value=int() | Fraction() as number), typed.Const(value=int() | Fraction() as most):
            return number <= most
        case typed.Aggregate(kind=kind), typed.Aggregate(kind=other) if kind is other and kind.is_sum:
            return value.pick.value == whole.pick.value and has_all(whole, value)
        case _:
            return value == whole


def _limits(expr: typed.Expr, end: End) -> Iterator[typed.Expr]:
    """The value, and values that it does not exceed, or at the low end, that do not exceed it."""
    parts: tuple[typed.Expr, ...] = ()
    match expr, end:
        case (typed.DefinedValue(value=part), _) | (typed.Subtract(left=part), End.HIGH):
            parts = (part,)
        case typed.Scale(factor=typed.Const(value=Fraction() as rate), value=part), End.HIGH if rate <= 1:
            parts = (part,)
        case (typed.Minimum(values=values), End.HIGH) | (typed.Maximum(values=values), End.LOW):
            parts = values
        case typed.Add(left=left, right=right), End.LOW:
            parts = (left, right)
    yield from (expr, *(limit for part in parts for limit in _limits(part, end)))


def has_all(whole: typed.Aggregate, value: typed.Aggregate) -> bool:
    """Whether the records of an aggregate are surely all records of the whole."""
    pick, of_whole = value.pick, whole.pick
    same = set(zip(pick.same, value.same_values, strict=True))
    return (
        (pick.record, pick.is_of_set) == (of_whole.record, of_whole.is_of_set)
        and all(test in pick.tests for test in of_whole.tests)
        and same.issuperset(zip(of_whole.same, whole.same_values, strict=True))
        and of_whole.year_field in ("", pick.year_field)
        and whole.before in (None, value.before)
        and whole.outer_values in ((), value.outer_values)
    )
