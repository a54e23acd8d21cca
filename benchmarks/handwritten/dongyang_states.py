"""The awards of Dongyang for states, by hand: a state has a claim in every year, on the first day on which it is true.

A state that is never true has one claim, on the last day on which it may change. This claim has the reason.
"""

from __future__ import annotations

from datetime import date

from benchmarks.handwritten.dongyang import AGENCY, FIFTEEN, ONE_DAY, START, TEN, last_followed, years_after
from benchmarks.handwritten.dongyang_case import Case
from benchmarks.handwritten.dongyang_claims import Claim
from ipdsl.ir.facts import Record
from ipdsl.schema.values.value_type import NONE

Records = tuple[Record, ...]


def milestones(case: Case, record: Record, matter: str, until: date) -> None:
    """ten_years, fifteen_years: from filing, while in force"""
    values = record.values
    filed, granted, lapsed = values["filed_on"], values["granted_on"], values["lapsed_on"]
    ten, fifteen = years_after(filed, 10), years_after(filed, 15)
    end = until if lapsed is NONE else min(until, lapsed - ONE_DAY)
    start = START if granted is NONE else max(START, granted)
    turns = [day for day in (granted, lapsed) if day is not NONE]
    for clause, since, most, sum_ in (
        (TEN, ten, min(end, fifteen - ONE_DAY), 5_000_00), (FIFTEEN, fifteen, end, 8_000_00),
    ):  # fmt: skip
        day = max(start, since)
        if day <= most and granted is not NONE:
            each_year(case, clause, record, day, most, sum_, matter)
            continue
        more = (ten, ten + ONE_DAY, fifteen, fifteen + ONE_DAY) if clause == TEN else (fifteen, fifteen + ONE_DAY)
        day = last_tried(until, [*turns, *more])
        claim = state(case, clause, record, day)
        if granted is NONE or granted > day or (lapsed is not NONE and lapsed <= day):
            claim.lacks("valid (valid no)")
        elif since > day:
            claim.lacks(f"filed_on at least {10 if clause == TEN else 15} years ago (filed_on {filed})")
        else:
            claim.lacks(f"filed_on less than 15 years ago (filed_on {filed})")


def state(case: Case, clause: int, record: Record, day: date) -> Claim:
    """The claim of a state on a day."""
    claim = Claim(clause, record.item, day, record.item, record.id)
    case.claims.append(claim)
    return claim


def each_year(case: Case, clause: int, record: Record, day: date, most: date, sum_: int, matter: str) -> None:
    """One claim for each year of a state that is true from one day to another."""
    while day <= most:
        case.pays(state(case, clause, record, day), sum_, matter)
        day = date(day.year + 1, 1, 1)


def last_tried(until: date, turns: list[date]) -> date:
    """The last day in the last year on which something may change, otherwise the first day of that year."""
    first = max(START, date(until.year, 1, 1))
    return max([day for day in turns if first <= day <= until], default=first)


def agencies(case: Case, records: Records) -> None:
    """14.agency_registration.active: a year old, with 50 cases, 10 of them inventions"""
    facts, until = case.facts, last_followed(case.days)
    in_business = years_after(facts.fields["business_started_on"], 1)
    cases = [record.values for record in facts.records["agency_case"].records if record.values["local_address"]]
    granted = sorted([values["granted_on"] for values in cases])
    inventions = sorted([values["granted_on"] for values in cases if values["right"] == "invention"])
    for record in records:
        values = record.values
        opened, closed = values["set_up_on"], values["closed_on"]
        year_old = years_after(opened, 1)
        most = until if closed is NONE else min(until, closed - ONE_DAY)
        turns = [opened, year_old, year_old + ONE_DAY, in_business, in_business + ONE_DAY, *granted]
        if closed is not NONE:
            turns.append(closed)
        last = last_tried(until, turns)
        if "patent_agency" not in case.kinds:
            state(case, AGENCY, record, until).stop("not eligible", "paid to patent_agency only")
            continue
        if len(granted) >= 50 and len(inventions) >= 10:
            day = max(START, year_old, in_business, granted[49], inventions[9])
            if day <= most:
                each_year(case, AGENCY, record, day, most, 50_000_00, f"agency_registration: {facts.applicant}")
                continue
        claim = state(case, AGENCY, record, last)
        number = sum([day <= last for day in granted])
        if opened > last or (closed is not NONE and closed <= last):
            claim.lacks("active (active no)")
        elif year_old > last:
            claim.lacks(f"set_up_on at least 1 year ago (set_up_on {opened})")
        elif number < 50:
            claim.lacks(f"has at least 50 local_case granted (local_case {number})")
        else:
            number = sum([day <= last for day in inventions])
            claim.lacks(f"has at least 10 local_invention_case granted (local_invention_case {number})")
