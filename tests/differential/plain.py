"""Parts that both settlements share: days, amounts and fields of the facts, in whole numbers.

No code of the program is used.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

Facts = dict[str, Any]
NONE = {"none": True}
UNKNOWABLE = {"cannot_be_determined": True}
END_OF_DAYS = dt.date(2200, 12, 31)
NEVER = dt.date.max

# Every kind of applicant that is a company, including the narrower kinds.
COMPANIES = {"enterprise", "small_enterprise", "agency", "patent_agency", "agency_branch", "operation_agency"}
INSTITUTIONS = {"institution", "academy"}
PERSONS = {"person", "farmer"}


@dataclass(frozen=True, order=True)
class Cell:
    """One comparable payment: the article, the item and the day of the event."""

    article: str
    item: str
    day: str


@dataclass(frozen=True)
class Payment:
    """The payment of a clause for an item in a year, like a line of the history.

    The topic names the clause if it has only one.
    """

    clause: str
    topic: str
    item: str
    event_year: int
    year: int
    sum: int


@dataclass
class Outcome:
    """The result of a settlement.

    It has payments by cell and year, carried amounts, and the provisions that paid or did not pay.
    """

    paid: dict[Cell, dict[int, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    carried: dict[Cell, int] = field(default_factory=dict)
    lapsed: dict[Cell, int] = field(default_factory=dict)
    lines: list[Payment] = field(default_factory=list)
    provisions: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))

    def count(self, provision: str, pays: bool) -> None:
        self.provisions[provision][0 if pays else 1] += 1

    def sums(self) -> dict[Cell, dict[int, int]]:
        """The cells that pay something, with the years that do."""
        years = {cell: {year: fen for year, fen in by_year.items() if fen} for cell, by_year in self.paid.items()}
        return {cell: by_year for cell, by_year in years.items() if by_year}

    def total(self) -> int:
        return sum(sum(by_year.values()) for by_year in self.paid.values())


def day(value: str) -> dt.date:
    return dt.date.fromisoformat(value)


def happened(record: Facts, name: str) -> dt.date | None:
    """The day of an event. `None` if the facts state that it did not happen."""
    value = record[name]
    return None if value == NONE else day(value)


def fen(value: int | str) -> int:
    """An amount of the facts, in fen. The facts have at most two decimals."""
    exact = Fraction(value) * 100
    assert exact.denominator == 1, value
    return int(exact)


def rounded(exact: Fraction) -> int:
    """Half up, to the fen: the only rounding of an amount."""
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def years_after(start: dt.date, years: int) -> dt.date:
    """The same month and day some years on. 29 February becomes 28 February."""
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return start.replace(year=start.year + years, day=28)


def on(stated: Any, when: dt.date) -> Any:
    """A field of the applicant on a day: one value for all days, or the value of the period that includes the day."""
    if not isinstance(stated, list):
        return stated
    for period in stated:
        if day(period.get("from", "1900-01-01")) <= when <= day(period.get("to", "2200-12-31")):
            return period["value"]
    raise AssertionError(f"the facts leave {when} open")


def records(facts: Facts, kind: str) -> list[Facts]:
    listed: list[Facts] = facts.get("records", {}).get(kind, [])
    return listed


def kinds(facts: Facts) -> set[str]:
    return set(facts["applicant"]["kinds"])
