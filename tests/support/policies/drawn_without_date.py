"""Generated firms of the five cities without an as-of date. Each has the events up to a year of its own, by seed."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from benchmarks import firms, firms_dongyang, firms_foshan, firms_qingyuan, firms_quanzhou

Facts = dict[str, Any]

SEED = 20260301
DRAWN: Mapping[str, Callable[[int, int], Iterator[Facts]]] = {
    "shaoguan_2021": firms.at_edges,
    "dongyang_2021": firms_dongyang.at_edges,
    "foshan_2020": firms_foshan.firms,
    "qingyuan_2018": firms_qingyuan.with_cases,
    "quanzhou_2021": firms_quanzhou.with_selection,
}
"""The generator of firms for each city."""

SERIES: Mapping[str, Callable[[], Facts]] = {
    "shaoguan_2021": firms.series,
    "dongyang_2021": firms_dongyang.series,
    "quanzhou_2021": firms_quanzhou.series,
}
"""The published values for cities whose firms need some."""

YEARS = {"qingyuan_2018": (2017, 2022)}
"""The range for the last year of a firm, if it is not 2020 to 2025."""


def drawn(city: str, first: int, number: int) -> Iterator[Facts]:
    """`number` firms of a city, from the number `first` on."""
    for index, facts in enumerate(islice(DRAWN[city](first + number, SEED), first, None), first):
        yield up_to(random.Random(f"{SEED} {city} {index}").randint(*YEARS.get(city, (2020, 2025))), facts)


def up_to(year: int, facts: Facts) -> Facts:
    """The facts without an as-of date, and without events after a year."""
    end = f"{year}-12-31"
    records = {kind: _listing(listing, end) for kind, listing in facts.get("records", {}).items()}
    figures = {name: row for name, row in facts.get("figures", {}).items() if int(name) <= year}
    return {name: part for name, part in facts.items() if name != "as_of"} | {"records": records, "figures": figures}


def _listing(listing: Any, end: str) -> Any:
    if isinstance(listing, dict):
        return {**listing, "items": _listing(listing["items"], end)}
    return [one for one in listing or [] if not any(is_day(value) and str(value) > end for value in one.values())]


def is_day(value: object) -> bool:
    """Whether a value is a date of the calendar."""
    try:
        return isinstance(value, datetime.date) or datetime.date.fromisoformat(str(value)) is not None
    except ValueError:
        return False
