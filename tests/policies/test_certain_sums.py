"""Amounts that were certain without an as-of date before 0.3.0 are due now, plus the amounts that the as-of rule adds.

`certain_sums_before_0_3.json` was recorded with 0.2.2 over the firms of `drawn_without_date`. It holds the lower bounds
in fen (`certain_records`). For firms (by number) with more due now it holds the difference (`more`). The difference
comes from states that begin after the last stated day, in its year.
"""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from ipdsl.facts.reader import read_facts_with_series
from ipdsl.ir.facts import Facts
from ipdsl.schema.vocabulary import Schema
from tests.support.batch.cities import policy_of
from tests.support.policies.drawn_without_date import DRAWN, SERIES, drawn
from tests.support.slow import sampled

RECORDED: dict[str, Any] = json.loads(Path(__file__).with_name("certain_sums_before_0_3.json").read_text("utf-8"))
ENDS = {"few": (0, 20), "all": (20, 300)}


@pytest.mark.parametrize("part", ["few", pytest.param("all", marks=pytest.mark.slow)])
@pytest.mark.parametrize("city", sampled(DRAWN, 3, others="broad"))
def test_what_was_certain_is_due(city: str, part: str) -> None:
    policy, recorded, (first, end) = policy_of(city), RECORDED[city], ENDS[part]
    published = policy.published(SERIES[city]() if city in SERIES else None)

    def read(facts: dict[str, Any]) -> Facts:
        return read_facts_with_series(facts, policy._program, published)

    for number, facts in enumerate(drawn(city, first, end - first), first):
        assumed, certain = read(facts), recorded["certain"][number]
        due = policy.total_bounds(assumed)
        assert due.low.minor == recorded["more"].get(str(number), certain), (number, facts)
        assert policy.total_bounds(read({**facts, "as_of": str(assumed.as_of)})) == due, number
        if str(number) in recorded["more"]:
            last = str(last_day(policy._program.schema, assumed))
            assert policy.total_bounds(read({**facts, "as_of": last})).low.minor == certain < due.low.minor, number


def last_day(schema: Schema, facts: Facts) -> datetime.date:
    """The last day that the facts state: of an event, or the end of a year with figures."""
    days = [datetime.date(year, 12, 31) for year in facts.figures]
    for kind, listing in facts.records.items():
        values = [record.values.get(name) for record in listing.records for name in schema.event_days[kind]]
        days += [day for day in values if isinstance(day, datetime.date)]
    return max(days)


def test_of_most_firms_something_is_certain_and_of_some_more_is_due() -> None:
    for city, recorded in RECORDED.items():
        assert sum(sum_ > 0 for sum_ in recorded["certain"]) > len(recorded["certain"]) / 3, city
    assert sum(len(recorded["more"]) for recorded in RECORDED.values()) > 10
