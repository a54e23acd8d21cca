"""Every award of Dongyang by hand, with the gate that stops it. `dongyang_explained` settles these promises."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from benchmarks.handwritten.dongyang import (
    ALLIANCE,
    BASE,
    BASES,
    BRAND,
    BRANDS,
    CERTIFIED,
    CHINA,
    CHINA_PRIZE,
    COUNTRY,
    FEES,
    GI_MARK,
    GRANT,
    HIGH,
    INDUSTRY,
    INSURANCE,
    LAWSUIT,
    LOAN,
    MADRID,
    MARKET,
    MARKETS,
    MEDIATION,
    NAVIGATION,
    PLATFORM,
    PORTFOLIO,
    REGIONAL,
    ROOTS,
    STATION,
    TITLE,
    TITLES,
    WELL_KNOWN,
    ZHEJIANG,
    ZHEJIANG_PRIZE,
    first_days,
    last_followed,
    years_after,
)
from benchmarks.handwritten.dongyang_case import Case
from benchmarks.handwritten.dongyang_claims import Claim
from benchmarks.handwritten.dongyang_states import agencies, milestones
from benchmarks.handwritten.telling import shown
from ipdsl.ir.facts import Facts, Record
from ipdsl.schema.values.value_type import NONE

ROUTES = ((MADRID, "madrid"), (REGIONAL, "regional_office"), (COUNTRY, "single_country"))
PRIZES = ((CHINA, "national", CHINA_PRIZE), (ZHEJIANG, "provincial", ZHEJIANG_PRIZE))

# members of a choice are ordered in claims as the vocabulary lists them
STANDARD_PLACES = {name: place for place, name in enumerate(("gbt29490", "gbt33250", "gbt33251"))}
TITLE_PLACES = {name: place for place, name in enumerate((
    "national_demonstration", "national_advantage", "national_pilot", "provincial_demonstration",
    "provincial_advantage", "municipal_demonstration", "municipal_advantage",
))}  # fmt: skip
LEVEL_PLACES = {name: place for place, name in enumerate(("national", "provincial", "municipal", "county_level"))}
PRIZE_PLACES = {name: place for place, name in enumerate((
    "gold", "silver", "excellence", "special", "major", "grade_1", "grade_2", "grade_3",
))}  # fmt: skip

Records = tuple[Record, ...]


def promises(facts: Facts) -> Case:
    """Every promise to one applicant."""
    case = Case(facts)
    for kind, listing in facts.records.items():
        if listing.records and kind in CLAUSES:
            CLAUSES[kind](case, listing.records)
    return case


def is_old(claim: Claim, first: dict[str, date]) -> bool:
    """Stop the claim if the item had such an event before, and return whether it did."""
    if claim.outcome or claim.day is None or first[claim.item] >= claim.day:
        return False
    claim.lacks("new (first event of the item no)")
    return True


def certified(case: Case, records: Records) -> None:
    """certified"""
    for record in records:
        values = record.values
        standard, place = values["standard"], record.item
        if values["passed_on"] is not NONE:
            place = (STANDARD_PLACES[standard], values["passed_on"])
        claim = case.opened(CERTIFIED, record, "passed_on", place)
        if claim is None:
            continue
        if standard == "gbt29490":
            case.sets(claim, "certified", values["cost"], f"certification: {case.facts.applicant}")
        else:
            claim.lacks(f"standard is gbt29490 (standard {standard})")


def titles(case: Case, records: Records) -> None:
    """1.ip_title.new"""
    first = first_days(case.facts, records, "recognised_on", TITLE)
    for record in records:
        title = record.values["title"]
        claim = case.opened(TITLE, record, "recognised_on", (TITLE_PLACES[title],))
        if claim is not None and not is_old(claim, first):
            case.by_row(claim, "title", title, TITLES, f"ip_title: {case.facts.applicant}")


def brands(case: Case, records: Records) -> None:
    """1.brand_title.new"""
    first = first_days(case.facts, records, "recognised_on", BRAND)
    for record in records:
        brand = record.values["brand"]
        claim = case.opened(BRAND, record, "recognised_on", (BRANDS[brand][0],))
        if claim is not None and not is_old(claim, first):
            case.by_row(claim, "brand", brand, BRANDS, f"brand_title: {case.facts.applicant}")


def navigation(case: Case, records: Records) -> None:
    """2.navigation_project.accepted"""
    for record in records:
        claim = case.opened(NAVIGATION, record, "accepted_on")
        if claim is None:
            continue
        level = record.values["level"]
        if level == "provincial":
            case.pays(claim, 100_000_00, ROOTS[NAVIGATION] + record.values["project"], level)
        else:
            claim.lacks(f"level is provincial (level {level})")


def alliances(case: Case, records: Records) -> None:
    """2.ip_alliance.recorded"""
    for record in records:
        claim = case.opened(ALLIANCE, record, "recorded_on")
        if claim is not None:
            of_province(case, claim, record, ROOTS[ALLIANCE] + record.values["alliance"])


def platforms(case: Case, records: Records) -> None:
    """2.patent_platform.accepted"""
    for record in records:
        claim = case.opened(PLATFORM, record, "accepted_on")
        if claim is not None:
            of_province(case, claim, record, ROOTS[PLATFORM] + record.values["platform"])


def of_province(case: Case, claim: Claim, record: Record, matter: str) -> None:
    """Pay 100,000 if the level is at least provincial."""
    level = record.values["level"]
    if level in HIGH:
        case.pays(claim, 100_000_00, matter, level)
    else:
        claim.lacks(f"level at least provincial (level {level})")


def patents(case: Case, records: Records) -> None:
    """3.invention_patent.granted, 3.patent.granted, ten_years, fifteen_years"""
    trade = case.facts.fields.get("main_industry", "")
    of_trade = trade in ("wood_carving", "construction")
    until = last_followed(case.days)
    for record in records:
        values, right = record.values, record.values["right"]
        matter = ROOTS[GRANT] + record.item
        if right == "invention":
            claim = case.opened(FEES, record, "granted_on")
            if claim is not None:
                case.sets(claim, "3.invention_patent.granted", values["official_fees"] // 2, matter)
            milestones(case, record, matter, until)
        claim = case.opened(GRANT, record, "granted_on")
        if claim is None:
            continue
        if not values["domestic"]:
            claim.lacks("domestic (domestic no)")
        elif not of_trade and not claim.outcome:
            claim.lacks(f"main_industry is wood_carving, construction (main_industry {trade})")
        elif right == "invention":
            case.pays(claim, 4_000_00, matter, row="invention")
        else:
            case.pays(claim, 400_00, matter, row="utility_model, design")


def portfolios(case: Case, records: Records) -> None:
    """4.patent_portfolio.formed"""
    for record in records:
        claim = case.opened(PORTFOLIO, record, "formed_on")
        if claim is None:
            continue
        number = record.values["new_inventions"]
        if number >= 10:
            case.pays(claim, 100_000_00, ROOTS[PORTFOLIO] + record.item)
        else:
            claim.lacks(f"new_inventions at least 10 (new_inventions {number})")


def well_known(case: Case, records: Records) -> None:
    """5.well_known_mark.new"""
    first = first_days(case.facts, records, "recognised_on", WELL_KNOWN)
    for record in records:
        claim = case.opened(WELL_KNOWN, record, "recognised_on")
        if claim is not None and not is_old(claim, first):
            case.pays(claim, 1_200_000_00, ROOTS[WELL_KNOWN] + record.item, keys={"mark": record.item})


def foreign_marks(case: Case, records: Records) -> None:
    """madrid_mark, regional_mark, country_mark: each has a claim for every mark"""
    for record in records:
        values, matter = record.values, ROOTS[MADRID] + record.item
        sums = (values.get("registration_fee", 0), 8_000_00, 2_000_00)
        route = values["route"]
        for (clause, own), sum_ in zip(ROUTES, sums, strict=True):
            claim = case.opened(clause, record, "registered_on")
            if claim is None:
                continue
            if route == own:
                case.pays(claim, sum_, matter)
            else:
                claim.lacks(f"route is {own} (route {route})")


def gi_marks(case: Case, records: Records) -> None:
    """gi_mark: only the first one"""
    first = min(records, key=lambda record: (record.values["registered_on"], record.item, record.id))
    for record in records:
        claim = case.opened(GI_MARK, record, "registered_on")
        if claim is None:
            continue
        if record is first or claim.outcome:
            case.pays(claim, 200_000_00, ROOTS[GI_MARK] + record.item)
        else:
            claim.lacks("the first geo_indication_trademark registered (first geo_indication_trademark no)")


def bases(case: Case, records: Records) -> None:
    """5.brand_base.new"""
    first = first_days(case.facts, records, "recognised_on", BASE)
    for record in records:
        base, level = record.values["base"], record.values["level"]
        claim = case.opened(BASE, record, "recognised_on", (base, LEVEL_PLACES[level]))
        if claim is not None and not is_old(claim, first):
            case.by_row(claim, "level", level, BASES, f"brand_base: {base}", level)


def stations(case: Case, records: Records) -> None:
    """brand_station"""
    first = first_days(case.facts, records, "rated_on", STATION)
    for record in records:
        claim = case.opened(STATION, record, "rated_on")
        if claim is not None and not is_old(claim, first):
            case.pays(claim, 100_000_00, ROOTS[STATION] + record.item)


def loans(case: Case, records: Records) -> None:
    """6.pledge_loan.repaid: half of the interest of the last year before repayment"""
    for record in records:
        claim = case.opened(LOAN, record, "repaid_on")
        if claim is None:
            continue
        values = record.values
        kind = values["right_kind"]
        if not values["on_schedule"]:
            claim.lacks("on_schedule (on_schedule no)")
        elif kind not in ("patent_right", "trademark_right"):
            claim.lacks(f"right_kind is patent_right, trademark_right (right_kind {kind})")
        else:
            drawn, day = values["drawn_on"], values["repaid_on"]
            rate = case.facts.series["lpr_1y"]["", drawn.replace(day=1)]
            days = 365 if years_after(day, -1) >= drawn else (day - drawn).days
            over = rate.denominator * 365
            sum_ = (values["pledged_principal"] * rate.numerator * days + over) // (2 * over)
            keys = {"pledged_right": values["pledged_right"], "right_kind": kind, "year": str(day.year)}
            case.pays(claim, sum_, ROOTS[LOAN] + record.item, keys=keys)


def insurance(case: Case, records: Records) -> None:
    """6.ip_insurance.bought"""
    for record in records:
        claim = case.opened(INSURANCE, record, "bought_on")
        if claim is None:
            continue
        kind = record.values["right_kind"]
        if kind == "patent_right":
            case.pays(claim, (record.values["premium"] + 1) // 2, ROOTS[INSURANCE] + record.item)
        else:
            claim.lacks(f"right_kind is patent_right (right_kind {kind})")


def industrialised(case: Case, records: Records) -> None:
    """7.industrialisation.new"""
    first = first_days(case.facts, records, "started_on", INDUSTRY)
    for record in records:
        claim = case.opened(INDUSTRY, record, "started_on")
        if claim is None:
            continue
        values, item = record.values, record.item
        sales = values["sales"]
        if is_old(claim, first):
            continue
        if not values["core"]:
            claim.lacks("core (core no)")
        elif not values["patent_in_force"]:
            claim.lacks("patent_in_force (patent_in_force no)")
        elif sales < 5_000_000_00:
            claim.lacks(f"sales at least 5000000 (sales {shown(sales)})")
        else:
            sum_ = min(20_000_00 + (sales - 5_000_000_00) // 5_000_000_00 * 10_000_00, 100_000_00)
            keys = {"patent": values["patent"], "product": values["product"]}
            case.pays(claim, sum_, ROOTS[INDUSTRY] + item, keys=keys)


def prizes(case: Case, records: Records) -> None:
    """china_prize, zhejiang_prize: each has a claim for every prize"""
    for record in records:
        values = record.values
        level, prize, patent = values["level"], values["prize"], values["patent"]
        place = (patent, LEVEL_PLACES[level], PRIZE_PLACES[prize])
        for clause, own, rows in PRIZES:
            claim = case.opened(clause, record, "won_on", place)
            if claim is None:
                continue
            if level == own:
                case.by_row(claim, "prize", prize, rows, f"patent_prize: {patent}", level)
            else:
                claim.lacks(f"level is {own} (level {level})")


def mediations(case: Case, records: Records) -> None:
    """9.mediation.settled"""
    for record in records:
        claim = case.opened(MEDIATION, record, "settled_on")
        if claim is None:
            continue
        if record.values["official_mediator"]:
            claim.lacks("not official_mediator (official_mediator yes)")
        else:
            case.pays(claim, 300_00, ROOTS[MEDIATION] + record.item)


def markets(case: Case, records: Records) -> None:
    """11.protection_market.new"""
    first = first_days(case.facts, records, "recognised_on", MARKET)
    for record in records:
        market, level = record.values["market"], record.values["level"]
        claim = case.opened(MARKET, record, "recognised_on", (market, LEVEL_PLACES[level]))
        if claim is not None and not is_old(claim, first):
            case.by_row(claim, "level", level, MARKETS, f"protection_market: {market}", level)


def lawsuits(case: Case, records: Records) -> None:
    """12.lawsuit.won"""
    for record in records:
        claim = case.opened(LAWSUIT, record, "judged_on")
        if claim is None:
            continue
        values = record.values
        court = values["court"]
        if court == "home_court":
            sum_ = (2 * min(values["awarded_sum"], 250_000_00) + 5) // 10
        else:
            most = 600_000_00 if court == "us_japan_eu_court" else 300_000_00
            sum_ = (min(values["agency_fee"], most) + 1) // 2
        case.pays(claim, sum_, ROOTS[LAWSUIT] + record.item, row=court)


CLAUSES: dict[str, Callable[[Case, Records], None]] = {
    "certification": certified, "ip_title": titles, "brand_title": brands, "navigation_project": navigation,
    "ip_alliance": alliances, "patent_platform": platforms, "patent": patents, "invention_patent": patents,
    "utility_patent": patents, "patent_portfolio": portfolios, "well_known_mark": well_known,
    "foreign_mark": foreign_marks, "geo_indication_trademark": gi_marks, "brand_base": bases,
    "guidance_station": stations, "pledge_loan": loans, "ip_insurance": insurance,
    "industrialisation": industrialised, "patent_prize": prizes, "mediation": mediations,
    "protection_market": markets, "lawsuit": lawsuits, "agency_registration": agencies,
}  # fmt: skip
