"""Values and functions for the loops of emitted totals: records, days, keys, support.

If a fact is not stated, they raise `NeedsGeneralPathError`; then claims are proposed as for a decision.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from ipdsl.base.values.days import CALENDAR_YEAR, Date, FiscalYear
from ipdsl.engine.module_functions import GeneratedFunctions
from ipdsl.engine.situation import Situation
from ipdsl.ir.facts import DatedValue, Facts, Record
from ipdsl.schema.values.stated_values import CANNOT, NONE, Fact, NeedsGeneralPathError

if TYPE_CHECKING:
    from ipdsl.claims.proposer import Proposer

Records: TypeAlias = "tuple[Record, ...] | list[Record]"
"""Records of one kind."""

NO_KEY = "none"
"""The text for a key that is `none`, in the item of a set."""

UNLIMITED = 10**40
"""The amount of a cap that does not limit the applicant."""

MOVING = frozenset({DatedValue, type(None)})
"""The types of an applicant field that must be read on each day: stated by periods, or not stated."""

MAXYEAR = datetime.MAXYEAR
"""The last possible year."""


_last_situation: Situation | None = None
"""The situation of the last facts; the loops of one applicant share its cache."""


def situation_of(code: GeneratedFunctions, facts: Facts) -> Situation:
    """The situation of the applicant's facts, without record and day."""
    global _last_situation  # replaced as a whole, so that threads may read it
    situation = _last_situation
    if situation is None or situation.facts is not facts or situation.program is not code.program:
        situation = _last_situation = Situation(code.program, facts, None, Date.min, 1)
    return situation


class OpenClaimsError(NeedsGeneralPathError):
    """Proposed claims depend on missing facts. Settlement can reuse their `proposer`."""

    def __init__(self, proposer: Proposer) -> None:
        super().__init__()
        self.proposer = proposer


def leave_to_general_path(*_: object) -> NoReturn:
    """Raise `NeedsGeneralPathError`."""
    raise NeedsGeneralPathError


def listed_records(code: GeneratedFunctions, facts: Facts, kind: str) -> Records:
    """The records of a kind, from all lists that may have them, if it is certain which they are."""
    records = situation_of(code, facts).records_of_kind(kind).records
    return leave_to_general_path() if records is None else records


def require_distinct_items(records: Records) -> None:
    """Check that no item occurs twice, so that `once` has no effect."""
    if len({record.item for record in records}) < len(records):
        leave_to_general_path()


# ---------------------------------------------------------------------------------------------- days


def turning_days(first: Date, last: Date, days: Iterable[Fact], more: Iterable[Date] = ()) -> list[Date]:
    """The first day and every later day on which a result may change, ascending."""
    later_days = {day for day in (*days, *more) if isinstance(day, datetime.date) and first < day <= last}
    return [first, *sorted(later_days)] if first <= last else []


def year_starts(first: Date, last: Date, after: int, fiscal_year: FiscalYear = CALENDAR_YEAR) -> list[Date]:
    """The first day, and the first day of each later year; years up to `after` are omitted."""
    if first > last:
        return []
    first_day, year_of = fiscal_year.first_day, fiscal_year.year_of
    return [first, *[first_day(year) for year in range(max(year_of(first), after) + 1, year_of(last) + 1)]]


def first_followed_day(c: Situation) -> Date:
    """The day from which states are followed in a window without a start."""
    from ipdsl.claims.calendar import calendar_of  # most totals do not need it

    calendar = calendar_of(c.program, c.facts)
    periods = calendar.periods()
    if not periods and calendar.unstated_events:
        leave_to_general_path()  # an event that is not stated adds years only if a claim depends on it
    start = periods[0][1].start if periods else None
    return start if start is not None else Date.max


# ---------------------------------------------------------------------------------------------- sums and keys


def half_even(value: int | Fraction, step: int) -> int:
    """An amount rounded to whole steps, halves to the even step."""
    whole, rest = divmod(value, step)
    twice = 2 * rest
    return int(whole) + (twice > step or (twice == step and whole % 2 == 1))


def support_for(facts: Facts, policy: str, record: Record | None, key: tuple[str, ...], item: str) -> int:
    """The payments by others for an item, from lines that state its whole `key`, or for a claim without a record.

    Lines that identify it differently, and payments under other documents, are left to `evaluate`.
    """
    if facts.history and not all(line.is_of(policy) for line in facts.history):
        leave_to_general_path()
    total = 0
    for line in facts.support or ():
        if line.kind and (record is None or line.root != record.root):
            continue
        if record is not None and (line.keys or any(name not in record.values for name in key)):
            leave_to_general_path()
        if len(key) > 1 and line.item.count(" / ") != len(key) - 1:
            leave_to_general_path()
        total += line.amount if line.item == item else 0
    return total


def matter_of(record: Record, fields: Iterable[str]) -> str:
    """The matter of a record as text; with the item if a field is `none`."""
    values = [record.values[field] for field in fields]
    if not values or any(value is NONE or value is CANNOT for value in values):
        return f"{record.root}: {record.item}"
    if not all(type(value) is str for value in values):
        leave_to_general_path()
    return f"{record.root}: " + " / ".join(map(str, values))


def text_key(value: Fact) -> str | None:
    """A key as text; `None` if the value is `none`."""
    if type(value) is str:
        return value
    if value is NONE or value is CANNOT:
        return None
    return leave_to_general_path()


def list_key(value: Fact) -> tuple[str, ...] | None:
    """A key that is a list."""
    if value is NONE or value is CANNOT:
        return None
    if not isinstance(value, tuple):
        leave_to_general_path()
    return tuple([element if type(element) is str else leave_to_general_path() for element in value])
