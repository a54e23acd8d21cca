"""The whole of `policies/shaoguan_2021.ipp`, written by hand for speed. Input: typed facts. Output: fen.

The module has every paying clause with its gates, the window, caps, limits, the highest title, `once`, support by
others, currency conversion and the bureau's approvals. It does not give reasons. A ceiling without an approval pays
nothing yet. The caller must ensure that all facts that a clause uses are stated and that nothing was paid earlier.
Money is in fen.

Each function takes a `Case` and the records of one kind, and returns the amount due for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from math import floor
from typing import NamedTuple

from ipdsl.ir.facts import DatedValue, Facts, Record
from ipdsl.schema.values.value_type import NONE, ForeignAmount

START, END = date(2021, 12, 21), date(2024, 12, 31)
FOREIGN_DECIMALS = {"JPY": 0, "KRW": 0, "VND": 0}

ZONE = {"national": 500_000_00, "provincial": 300_000_00}
HONOUR = {
    "most_valuable_work": 20_000_00,
    "national_park": 100_000_00,
    "national_unit": 50_000_00,
    "provincial_park": 50_000_00,
    "provincial_unit": 20_000_00,
}
PRIZE = {
    "national": {"gold": 300_000_00, "silver": 200_000_00, "excellence": 100_000_00},
    "provincial": {"gold": 200_000_00, "silver": 100_000_00, "excellence": 50_000_00},
}
TITLE = {"national_demonstration": 200_000_00, "national_advantage": 100_000_00, "provincial_demonstration": 80_000_00}
PLACE_TITLE = {"national_demonstration": 200_000_00, "national_pilot": 100_000_00}

Records = tuple[Record, ...]


class Case(NamedTuple):
    """One applicant, the end of the settled days, and the first and last reported day."""

    facts: Facts
    kinds: frozenset[str]
    end: date
    first: date
    last: date


def total(facts: Facts, year: int | None = None) -> int:
    """The amount due in fen, in all years or in one."""
    end = END if facts.as_of is None else min(END, facts.as_of)
    first, last = START, end
    if year is not None:
        first, last = max(START, date(year, 1, 1)), min(end, date(year, 12, 31))
    case = Case(facts, facts.kinds, end, first, last)
    due = 0
    for kind, listing in facts.records.items():
        records = listing.records
        if records and kind in CLAUSES:
            due += CLAUSES[kind](case, records)
    if "patent" in facts.records or "invention_patent" in facts.records:
        due += invention_patents(case)
    if "agency" in case.kinds:
        due += branded_agency(case)
    return due


# ---------------------------------------------------------------------------------------------- articles 1, 2, 5


def invention_patents(case: Case) -> int:
    """1.invention_patent.granted, 2.invention_patent.granted, 5.invention_patent.valid"""
    due = 0
    is_enterprise = "enterprise" in case.kinds
    abroad: list[tuple[date, str, str, Record]] = []
    for record in inventions(case.facts):
        values = record.values
        granted = values["granted_on"]
        if granted is NONE:
            continue
        if values["domestic"]:
            if case.first <= granted <= case.last:
                due += half_the_fees(case.facts, record, "1.invention_patent.granted")
        elif is_enterprise and START <= granted <= case.end:
            abroad.append((granted, record.item, record.id, record))
        due += old_enough(case, values["filed_on"], granted, values["lapsed_on"])
    if abroad:
        due += three_countries(case, abroad)
    return due


def three_countries(case: Case, abroad: list[tuple[date, str, str, Record]]) -> int:
    """At most three countries over the life of a family, the earliest first."""
    due = 0
    paid: dict[object, set[object]] = {}
    for granted, _, _, record in sorted(abroad, key=lambda one: one[:3]):
        amount = half_the_fees(case.facts, record, "2.invention_patent.granted")
        if amount > 0:
            countries = paid.setdefault(record.values["family"], set())
            country = record.values["country"]
            if country in countries or len(countries) < 3:
                countries.add(country)
                if case.first <= granted <= case.last:
                    due += amount
    return due


def half_the_fees(facts: Facts, record: Record, clause: str) -> int:
    """The approved amount, at most half of the fees less support by others."""
    approved = approval(facts, clause, record.item)
    if approved == 0:
        return 0
    fees = record.values["official_fees"]
    if type(fees) is ForeignAmount:
        parity = facts.series["central_parity"][fees.currency, record.values["fees_paid_on"]]
        fees = Fraction(fees.minor * 100, 10 ** FOREIGN_DECIMALS.get(fees.currency, 2)) * parity
    support = sum(s.amount for s in facts.support or () if s.item == record.item and s.root in ("", "patent"))
    most = floor(fees / 2 - support) if type(fees) is Fraction else fees // 2 - support
    return max(min(approved, most), 0)


def old_enough(case: Case, filed: date, granted: date, lapsed: date) -> int:
    """Paid once, in the first year in which the patent is in force more than ten years after filing."""
    if granted > case.last or filed.year > case.last.year - 10:
        return 0
    day = max(granted, START, years_after(filed, 10) + ONE_DAY)
    return 10_000_00 if case.first <= day <= case.last and (lapsed is NONE or day < lapsed) else 0


# ---------------------------------------------------------------------------------------------- article 3


def new_products(case: Case, records: Records) -> int:
    """3.geo_indication_product.new"""
    return 200_000_00 * count(case, records, "recognised_on")


def new_gi_marks(case: Case, records: Records) -> int:
    """3.geo_indication_trademark.new"""
    return 100_000_00 * count(case, records, "registered_on")


def mutual_recognition(case: Case, records: Records) -> int:
    """3.mutual_recognition.granted: once per product"""
    days: dict[object, date] = {}
    for record in records:
        day, product = record.values["obtained_on"], record.values["product"]
        if START <= day <= case.end and day < days.get(product, date.max):
            days[product] = day
    return 200_000_00 * sum([case.first <= day <= case.last for day in days.values()])


def collective_marks(case: Case, records: Records) -> int:
    """3.collective_trademark.new"""
    marks = [record.values for record in records]
    return 10_000_00 * sum(
        [case.first <= mark["registered_on"] <= case.last and not mark["geographical_indication"] for mark in marks]
    )


def demonstration_zones(case: Case, records: Records) -> int:
    """3.demonstration_zone.listed"""
    return sum([ZONE.get(values["level"], 0) for values in dated(case, records, "listed_on")])


# ---------------------------------------------------------------------------------------------- article 4


def works(case: Case, records: Records) -> int:
    """4.copyright_work.registered: at most 100 a unit and year, 50 a person and year"""
    is_person = "person" in case.kinds
    if not is_person and "unit" not in case.kinds:
        return 0
    most = 50 if is_person else 100
    counts = [0, 0, 0, 0]
    here = case.facts.fields["located_here"]
    changes = type(here) is DatedValue
    if not changes and not here:
        return 0
    first, last = case.first, case.last
    for record in records:
        values = record.values
        day = values["certified_on"]
        if first <= day <= last and values["provincial_body"] and (not changes or on(here, day)):
            counts[day.year - 2021] += 1
    return 200_00 * sum([number if number < most else most for number in counts])


def copyright_titles(case: Case, records: Records) -> int:
    """4.copyright_title.recognised"""
    return sum([HONOUR.get(values["honour"], 0) for values in dated(case, records, "recognised_on")])


# ---------------------------------------------------------------------------------------------- articles 5, 6


def prizes(case: Case, records: Records) -> int:
    """china_prize, provincial_prize"""
    due = 0
    for values in dated(case, records, "won_on"):
        if values["level"] in PRIZE:
            due += PRIZE[values["level"]].get(values["prize"], 0)
    return due


def inventors(case: Case, records: Records) -> int:
    """5.inventor_prize.won"""
    return 20_000_00 * count(case, records, "won_on") if "person" in case.kinds else 0


def cultivation(case: Case, records: Records) -> int:
    """5.cultivation_project.selected"""
    fitting = [r for r in records if r.values["cluster"] in ("strategic_pillar", "strategic_emerging")]
    return approved_at_most(case, fitting, "selected_on", "5.cultivation_project.selected", 500_000_00)


def implementation(case: Case, records: Records) -> int:
    """6.implementation_project.selected"""
    fitting = [record for record in records if record.values["high_value"]]
    return approved_at_most(case, fitting, "selected_on", "6.implementation_project.selected", 300_000_00)


# ---------------------------------------------------------------------------------------------- articles 7, 8, 9


def contracts(case: Case, records: Records) -> int:
    """7.technology_contract.recorded: at most 50,000 an enterprise and year"""
    here = case.facts.fields["located_here"]
    changes = type(here) is DatedValue
    if "enterprise" not in case.kinds or (not changes and not here):
        return 0
    sums = [0, 0, 0, 0]
    first, last = case.first, case.last
    for record in records:
        values = record.values
        day = values["recorded_on"]
        if not first <= day <= last or not values["put_to_use"] or values["related_party"]:
            continue
        if changes and not on(here, day):
            continue
        amount = values["amount"]
        if amount >= 5_000_000_00:
            sums[day.year - 2021] += 50_000_00
        elif amount >= 1_000_000_00:
            sums[day.year - 2021] += 20_000_00
        else:
            sums[day.year - 2021] += (amount + 50) // 100  # 1%, half up
    return sum([of_year if of_year < 50_000_00 else 50_000_00 for of_year in sums])


def interest(case: Case, records: Records) -> int:
    """8.loan_interest.paid: at most 100,000 an enterprise and year"""
    if "enterprise" not in case.kinds:
        return 0
    sums = [0, 0, 0, 0]
    for values in dated(case, records, "paid_on"):
        if values["on_schedule"] and values["in_risk_pool"]:
            sums[values["paid_on"].year - 2021] += (values["interest_paid"] * 3 + 5) // 10  # 30%, half up
    return sum([of_year if of_year < 100_000_00 else 100_000_00 for of_year in sums])


def insurance(case: Case, records: Records) -> int:
    """8.ip_insurance.bought: at most 50,000 a unit and year; all beneficiaries are units"""
    if "undertaking" not in case.kinds:
        return 0
    sums = [0, 0, 0, 0]
    for values in dated(case, records, "bought_on"):
        if values["right_kind"] in ("patent_right", "trademark_right", "gi_right", "copyright"):
            sums[values["bought_on"].year - 2021] += (values["premium"] * 3 + 5) // 10
    return sum([of_year if of_year < 50_000_00 else 50_000_00 for of_year in sums])


def securities(case: Case, records: Records) -> int:
    """8.securitisation.issued: 3%, half up"""
    if "enterprise" not in case.kinds:
        return 0
    issues = dated(case, records, "issued_on")
    return sum([(values["issue_amount"] * 3 + 50) // 100 for values in issues if values["own_asset_pool"]])


def soft_topics(case: Case, records: Records) -> int:
    """9.soft_topic.selected"""
    return approved_at_most(case, records, "selected_on", "9.soft_topic.selected", 200_000_00)


def reviews(case: Case, records: Records) -> int:
    """9.designated_review.completed"""
    return 300_000_00 * count(case, records, "completed_on")


# ---------------------------------------------------------------------------------------------- article 11


def titles(case: Case, records: Records) -> int:
    """11.ip_title.new: the highest of a year; municipal_title is separate"""
    if "enterprise" not in case.kinds:
        return 0
    best = [0, 0, 0, 0]
    municipal = 0
    for values in dated(case, records, "recognised_on"):
        title = values["title"]
        if title == "municipal_demonstration":
            municipal += 50_000_00
        elif (amount := TITLE.get(title, 0)) > best[(year := values["recognised_on"].year) - 2021]:
            best[year - 2021] = amount
    return municipal + sum(best)


def certification(case: Case, records: Records) -> int:
    """11.initial_certification.passed and 11.certification.cycle_completed, the first of each, once"""
    if "undertaking" not in case.kinds:
        return 0
    due = 0
    passed = first_of([record for record in records if record.values["stage"] == "initial"], "passed_on")
    if passed is not None:
        day = passed.values["passed_on"]
        if case.first <= day <= case.last and holds_enough(case.facts, day):
            due += 20_000_00
    completed = first_of(records, "cycle_completed_on")
    if completed is not None:
        day = completed.values["cycle_completed_on"]
        if case.first <= day <= case.last and holds_enough(case.facts, day):
            due += 10_000_00
    return due


def first_of(records: Iterable[Record], event: str) -> Record | None:
    happened = [record for record in records if record.values[event] is not NONE]
    return min(happened, key=lambda record: (record.values[event], record.item, record.id), default=None)


def holds_enough(facts: Facts, day: date) -> bool:
    """One valid invention, five utility models or eight registered programs on the day."""
    for record in inventions(facts):
        granted, lapsed = record.values["granted_on"], record.values["lapsed_on"]
        if granted is not NONE and granted <= day and (lapsed is NONE or day < lapsed):
            return True
    held = utility_models(facts)
    if len(held) >= 5 and sum([on_or_before(record.values["granted_on"], day) for record in held]) >= 5:
        return True
    held = facts.records["software_copyright"].records
    return len(held) >= 8 and sum([on_or_before(record.values["certified_on"], day) for record in held]) >= 8


# ---------------------------------------------------------------------------------------------- articles 12 to 21


def county_titles(case: Case, records: Records) -> int:
    """12.county_title.approved"""
    return place_titles(case, records) if "county" in case.kinds else 0


def park_titles(case: Case, records: Records) -> int:
    """13.park_title.approved"""
    return place_titles(case, records) if "park" in case.kinds else 0


def place_titles(case: Case, records: Records) -> int:
    return sum([PLACE_TITLE.get(values["title"], 0) for values in dated(case, records, "approved_on")])


def branded_agency(case: Case) -> int:
    """14.agency: once, on the first day on which it has a brand, is here, and is a year in business"""
    brands = case.facts.records["service_brand"].records
    branded = min([record.values["recognised_on"] for record in brands], default=None)
    if branded is None:
        return 0
    day = max(START, branded, years_after(case.facts.fields["business_started_on"], 1))
    here = case.facts.fields["located_here"]
    if type(here) is DatedValue:
        starts = [
            max(day, period.start or day)
            for period, value in here.periods
            if value is True and (period.end is None or period.end >= day)
        ]
        if not starts:
            return 0
        day = min(starts)
    elif not here:
        return 0
    return 100_000_00 if case.first <= day <= case.last else 0


def service_projects(case: Case, records: Records) -> int:
    """14.service_project.selected"""
    if "agency" not in case.kinds:
        return 0
    return approved_at_most(case, records, "selected_on", "14.service_project.selected", 300_000_00)


def guidance_stations(case: Case, records: Records) -> int:
    """15.guidance_station.selected"""
    fitting = [record for record in records if record.values["newly_built"]]
    return approved_at_most(case, fitting, "selected_on", "15.guidance_station.selected", 100_000_00)


def exams(case: Case, records: Records) -> int:
    """21.agent_exam.passed"""
    if "person" not in case.kinds:
        return 0
    fields = case.facts.fields
    ties = fields["works_here"], fields["runs_business_here"], fields["studies_here"]
    return sum(
        [values["exam_fee"] for values in dated(case, records, "passed_on")
         if any(on(tie, values["passed_on"]) for tie in ties)]
    )  # fmt: skip


def attorneys(case: Case, records: Records) -> int:
    """21.attorney_certificate.held: once per person, on the first day of two years of service with a certificate"""
    if "person" not in case.kinds:
        return 0
    days: list[date] = []
    for record in records:
        values = record.values
        revoked = values["revoked_on"]
        day = max(START, values["obtained_on"], years_after(values["serving_here_since"], 2))
        if day <= case.end and (revoked is NONE or day < revoked):
            days.append(day)
    return 5_000_00 if days and case.first <= min(days) <= case.last else 0


# ---------------------------------------------------------------------------------------------- shared

ONE_DAY = date.resolution


def inventions(facts: Facts) -> Iterable[Record]:
    """Inventions, from their own kind or from the patents of all kinds."""
    listed = facts.records
    own = listed["invention_patent"].records if "invention_patent" in listed else ()
    if "patent" not in listed:
        return own
    return [*own, *(record for record in listed["patent"].records if record.values["right"] == "invention")]


def utility_models(facts: Facts) -> list[Record]:
    listed = facts.records
    own = list(listed["utility_patent"].records) if "utility_patent" in listed else []
    if "patent" in listed:
        own += [record for record in listed["patent"].records if record.values["right"] == "utility_model"]
    return own


def dated(case: Case, records: Records, event: str) -> list[dict[str, object]]:
    """The values of the records whose event is within the reported days."""
    first, last = case.first, case.last
    return [values for record in records if first <= (values := record.values)[event] <= last]


def count(case: Case, records: Records, event: str) -> int:
    first, last = case.first, case.last
    return sum([first <= record.values[event] <= last for record in records])


def approval(facts: Facts, clause: str, item: str) -> int:
    """The amount that the bureau set; 0 if it has not set one."""
    for one in facts.approvals:
        if one.item == item and one.clause == clause:
            return one.amount
    return 0


def approved_at_most(case: Case, records: Iterable[Record], event: str, clause: str, ceiling: int) -> int:
    first, last = case.first, case.last
    return sum(
        [min(approval(case.facts, clause, record.item), ceiling)
         for record in records if first <= record.values[event] <= last]
    )  # fmt: skip


def on(value: object, day: date) -> bool:
    """The value on a day of a field that may change."""
    if type(value) is not DatedValue:
        return value is True
    return next((held is True for period, held in value.periods if day in period), False)


def on_or_before(event: object, day: date) -> bool:
    return event is not NONE and event <= day


def years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


CLAUSES: dict[str, Callable[[Case, Records], int]] = {
    "geo_indication_product": new_products,
    "geo_indication_trademark": new_gi_marks,
    "mutual_recognition": mutual_recognition,
    "collective_trademark": collective_marks,
    "demonstration_zone": demonstration_zones,
    "copyright_work": works,
    "copyright_title": copyright_titles,
    "patent_prize": prizes,
    "inventor_prize": inventors,
    "cultivation_project": cultivation,
    "implementation_project": implementation,
    "technology_contract": contracts,
    "loan_interest": interest,
    "ip_insurance": insurance,
    "securitisation": securities,
    "soft_topic": soft_topics,
    "designated_review": reviews,
    "ip_title": titles,
    "certification": certification,
    "county_title": county_titles,
    "park_title": park_titles,
    "service_project": service_projects,
    "guidance_station": guidance_stations,
    "agent_exam": exams,
    "attorney_certificate": attorneys,
}
