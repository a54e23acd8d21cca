"""Aggregates of the engine over the records of a situation, without a page."""

from __future__ import annotations

from collections.abc import Callable
from operator import methodcaller

from ipdsl.engine.aggregates import AggregateParts, RecordAggregate
from ipdsl.engine.operations import Answer
from ipdsl.engine.situation import Situation

Test = Callable[[Situation], Answer]


def count(c: Situation, record: str, test: Test | None = None) -> Answer:
    """The number of records of a kind that pass a test on the day."""
    parts = AggregateParts(record, "number", False, None, False, "", "", None, 0, 0, ())
    tests = () if test is None else (test,)
    return RecordAggregate(
        parts, None, None, (), (), tests, (), has_event=False, is_of_day=bool(tests), has_outer_value=False
    ).value_in(c)


def of_set(c: Situation, kind: str, field: str = "", *, is_of_days: bool = False) -> Answer:
    """An aggregate over the records of a set: `number`, `total`, `largest`, `smallest`."""
    value = ("field", field) if field else None
    parts = AggregateParts("contract", kind, is_of_days, value, True, "", "", None, 0, 0, ())
    return RecordAggregate.of(parts, lambda _: methodcaller("field", field)).value_in(c)


def largest_amount(c: Situation) -> Answer:
    """The largest amount of a set of contracts."""
    return of_set(c, "largest", "amount")


def total_amount(c: Situation) -> Answer:
    """The total amount of a set of contracts."""
    return of_set(c, "total", "amount")


def earliest_day(c: Situation) -> Answer:
    """The earliest day of a set of contracts."""
    return of_set(c, "smallest", "recorded_on", is_of_days=True)
