"""`slice.ipp` written by hand for speed. Input: typed facts. Output: fen.

It has the window, years, caps and limits, but does not give reasons. The caller must ensure that the facts are complete
and known, that nothing was paid earlier, and that the applicant's fields do not change.
"""

from __future__ import annotations

from datetime import date

from ipdsl.ir.facts import Facts, Record
from ipdsl.schema.values.value_type import NONE

START, END = date(2021, 12, 21), date(2024, 12, 31)
TITLE = {"national_demonstration": 200_000_00, "national_advantage": 100_000_00, "provincial_demonstration": 80_000_00}
NOTHING: tuple[Record, ...] = ()


def total(facts: Facts, year: int | None = None) -> int:
    """The amount due in fen, in all years or in one."""
    if facts.fields["located_here"] is not True:
        return 0
    first, last = START, END
    if year is not None:
        first, last = max(START, date(year, 1, 1)), min(END, date(year, 12, 31))
    if facts.as_of is not None:
        last = min(last, facts.as_of)
    due = 0
    for kind, listing in facts.records.items():
        records = listing.records
        if not records:
            continue
        if kind == "copyright_work":
            due += works(facts, records, first, last)
        elif kind == "technology_contract":
            due += contracts(records, first, last)
        elif kind == "invention_patent":
            due += patents(records, first, last)
        elif kind == "loan_interest":
            due += interest(records, first, last)
        elif kind == "ip_insurance":
            due += insurance(records, first, last)
        elif kind == "ip_title":
            due += titles(records, first, last)
        elif kind == "certification":
            due += certification(facts, records, first, last)
        elif kind == "geo_indication_product":
            due += 200_000_00 * sum(first <= record.values["recognised_on"] <= last for record in records)
        elif kind == "geo_indication_trademark":
            due += 100_000_00 * sum(first <= record.values["registered_on"] <= last for record in records)
        elif kind == "collective_trademark":
            due += 10_000_00 * sum(first <= record.values["registered_on"] <= last for record in records)
    return due


def works(facts: Facts, records: tuple[Record, ...], first: date, last: date) -> int:
    is_unit, is_person = "unit" in facts.kinds, "person" in facts.kinds
    if not is_unit and not is_person:
        return 0
    most = 50 if is_person else 100
    counts = [0, 0, 0, 0]
    for record in records:
        day = record.values["certified_on"]
        if first <= day <= last:
            counts[day.year - 2021] += 1
    return 200_00 * sum([count if count < most else most for count in counts])


def contracts(records: tuple[Record, ...], first: date, last: date) -> int:
    sums = [0, 0, 0, 0]
    for record in records:
        values = record.values
        day = values["recorded_on"]
        if values["put_to_use"] and not values["related_party"] and first <= day <= last:
            amount = values["amount"]
            if amount >= 5_000_000_00:
                sums[day.year - 2021] += 50_000_00
            elif amount >= 1_000_000_00:
                sums[day.year - 2021] += 20_000_00
            else:
                sums[day.year - 2021] += (amount + 50) // 100  # 1%, half up
    return sum([of_year if of_year < 50_000_00 else 50_000_00 for of_year in sums])


def interest(records: tuple[Record, ...], first: date, last: date) -> int:
    sums = [0, 0, 0, 0]
    for record in records:
        values = record.values
        day = values["paid_on"]
        if values["on_schedule"] and first <= day <= last:
            sums[day.year - 2021] += (values["interest_paid"] * 3 + 5) // 10  # 30%, half up
    return sum([of_year if of_year < 100_000_00 else 100_000_00 for of_year in sums])


def insurance(records: tuple[Record, ...], first: date, last: date) -> int:
    sums = [0, 0, 0, 0]
    for record in records:
        values = record.values
        day = values["bought_on"]
        if first <= day <= last:
            sums[day.year - 2021] += (values["premium"] * 3 + 5) // 10
    return sum([of_year if of_year < 50_000_00 else 50_000_00 for of_year in sums])


def titles(records: tuple[Record, ...], first: date, last: date) -> int:
    best = [0, 0, 0, 0]
    municipal = 0
    for record in records:
        values = record.values
        day = values["recognised_on"]
        if first <= day <= last:
            title = values["title"]
            if title == "municipal_demonstration":
                municipal += 50_000_00
            elif (amount := TITLE.get(title, 0)) > best[day.year - 2021]:
                best[day.year - 2021] = amount
    return municipal + sum(best)


def patents(records: tuple[Record, ...], first: date, last: date) -> int:
    """Each patent is paid once, in the first year in which it is both in force and ten years old."""
    paid = 0
    for record in records:
        values = record.values
        granted = values["granted_on"]
        if granted > last:
            continue
        filed = values["filed_on"]
        if filed.year > last.year - 10:
            continue
        day = years_after(filed, 10)
        if granted > day:
            day = granted
        if day < START:
            day = START
        lapsed = values["lapsed_on"]
        if first <= day <= last and (lapsed is NONE or day < lapsed):
            paid += 10_000_00
    return paid


def certification(facts: Facts, records: tuple[Record, ...], first: date, last: date) -> int:
    """Paid once for life, for the earliest day on which enough rights are held."""
    for day in sorted([record.values["passed_on"] for record in records]):
        if START <= day <= last and holds_enough(facts, day):
            return 20_000_00 if day >= first else 0
    return 0


def holds_enough(facts: Facts, day: date) -> bool:
    records = facts.records
    for record in records["invention_patent"].records:
        lapsed = record.values["lapsed_on"]
        if record.values["granted_on"] <= day and (lapsed is NONE or day < lapsed):
            return True
    held = records["utility_patent"].records
    if len(held) >= 5 and sum(record.values["granted_on"] <= day for record in held) >= 5:
        return True
    held = records["software_copyright"].records
    return len(held) >= 8 and sum(record.values["certified_on"] <= day for record in held) >= 8


def years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
