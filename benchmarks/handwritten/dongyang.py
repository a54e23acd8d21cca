"""The whole of `policies/dongyang_2021.ipp`, written by hand for speed. Input: typed facts. Output: fen.

The module has every paying clause with its gates, the window, `once`, and the limits and caps of the articles. It has
the rules of the whole policy: older documents, no repeat per matter and level, top up per matter, the ceiling by
contribution with two years of carry-over, and suspension. Earlier payments are given as ledger lines. It does not give
reasons. The caller must ensure that all facts that a clause uses are stated, that every ceiling has an approval, and
that ledger lines have the form that ipdsl prints. Money is in fen.

Each function takes a `Case` and the records of one kind, and adds claims: (day, position of the clause in the text,
order of the item, item, amount, matter, level, key of a rule).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from ipdsl.ir.facts import DatedValue, Facts, LedgerLine, Record
from ipdsl.schema.values.value_type import NONE

NAME = "dongyang_2021"
START = date(2021, 1, 1)
ONE_DAY = date.resolution

(CERTIFIED, TITLE, BRAND, NAVIGATION, ALLIANCE, PLATFORM, FEES, GRANT, PORTFOLIO, TEN, FIFTEEN, WELL_KNOWN, MADRID,
 REGIONAL, COUNTRY, GI_MARK, BASE, STATION, LOAN, INSURANCE, INDUSTRY, CHINA, ZHEJIANG, MEDIATION, MARKET, LAWSUIT,
 AGENCY) = range(27)  # fmt: skip
LABELS = {
    "certified": CERTIFIED, "1.ip_title.new": TITLE, "1.brand_title.new": BRAND,
    "2.navigation_project.accepted": NAVIGATION, "2.ip_alliance.recorded": ALLIANCE,
    "2.patent_platform.accepted": PLATFORM, "3.invention_patent.granted": FEES, "3.patent.granted": GRANT,
    "4.patent_portfolio.formed": PORTFOLIO, "ten_years": TEN, "fifteen_years": FIFTEEN,
    "5.well_known_mark.new": WELL_KNOWN, "madrid_mark": MADRID, "regional_mark": REGIONAL, "country_mark": COUNTRY,
    "gi_mark": GI_MARK, "5.brand_base.new": BASE, "brand_station": STATION, "6.pledge_loan.repaid": LOAN,
    "6.ip_insurance.bought": INSURANCE, "7.industrialisation.new": INDUSTRY, "china_prize": CHINA,
    "zhejiang_prize": ZHEJIANG, "9.mediation.settled": MEDIATION, "11.protection_market.new": MARKET,
    "12.lawsuit.won": LAWSUIT, "14.agency_registration.active": AGENCY,
}  # fmt: skip
ONCE = frozenset({TITLE, BRAND, GRANT, TEN, FIFTEEN, WELL_KNOWN, REGIONAL, COUNTRY, GI_MARK, BASE, INDUSTRY, MARKET,
                  AGENCY, NAVIGATION, ALLIANCE, PLATFORM, PORTFOLIO, MADRID, MEDIATION})  # fmt: skip
UNREPEATED = {FEES: "3", GRANT: "3", MADRID: "5.abroad", REGIONAL: "5.abroad", COUNTRY: "5.abroad", LAWSUIT: "12"}
NOT_TOPPED_UP = frozenset({CERTIFIED, PORTFOLIO, TEN, FIFTEEN, LOAN, INSURANCE, *UNREPEATED})
LADDERS = frozenset({BASE, CHINA, ZHEJIANG})  # clauses with levels in which nothing repeats
NOT_CARRIED = frozenset({FEES, GRANT, GI_MARK, STATION})
YEARLY = {PORTFOLIO: 300_000_00, LOAN: 300_000_00, INSURANCE: 100_000_00, INDUSTRY: 300_000_00}
FOR_LIFE = {MADRID: 30_000_00, REGIONAL: 10_000_00, COUNTRY: 10_000_00}
CAPPED = {
    PORTFOLIO: "4.portfolios cap per enterprise per year",
    LOAN: "6.pledge_interest cap per enterprise per right_kind per year",
    INSURANCE: "6.insurance cap per enterprise per year", INDUSTRY: "7 cap per enterprise per year",
    MADRID: "5.madrid cap per unit", REGIONAL: "5.regional cap per unit", COUNTRY: "5.countries cap per unit",
}  # fmt: skip
AFRESH = frozenset({"not eligible", "out of window", "undetermined", "suspended", "supported by another level",
                    "contingent on the cohort", "by reference"})  # fmt: skip

TITLES = {"national_demonstration": (0, 500_000_00), "national_advantage": (1, 300_000_00),
          "provincial_demonstration": (3, 200_000_00), "municipal_demonstration": (5, 50_000_00)}  # fmt: skip
BRANDS = {"national_brand": (0, 500_000_00), "provincial_brand": (1, 200_000_00), "municipal_brand": (2, 50_000_00)}
BASES = {"national": (0, 300_000_00), "provincial": (1, 100_000_00)}
MARKETS = {"national": (0, 200_000_00), "provincial": (1, 100_000_00)}
CHINA_PRIZE = {"gold": (0, 1_000_000_00), "silver": (1, 600_000_00), "excellence": (2, 300_000_00)}
ZHEJIANG_PRIZE = {"gold": (0, 300_000_00), "excellence": (2, 200_000_00)}
HIGH = frozenset({"national", "provincial"})
GRAVE = frozenset({"national", "provincial", "municipal"})

Records = tuple[Record, ...]
Claim = tuple[date, int, object, str, int, str, str, object]


class Case(NamedTuple):
    """One applicant, the last settled day, and the claims that were found."""

    facts: Facts
    kinds: frozenset[str]
    last: date
    claims: list[Claim]


def total(facts: Facts, year: int | None = None) -> int:
    """The amount due in fen, in all years or in one."""
    last = date.max if facts.as_of is None else facts.as_of
    if year is not None:
        last = min(last, date(year, 12, 31))
    claims: list[Claim] = []
    case = Case(facts, facts.kinds, last, claims)
    suspended = suspended_years(case)
    past = Past()
    if facts.history:
        past.read(facts)
    for kind, listing in facts.records.items():
        if listing.records and kind in CLAUSES:
            CLAUSES[kind](case, listing.records)
    if "patent" in facts.records or "invention_patent" in facts.records:
        patents(case, past, suspended)
    if "patent_agency" in case.kinds and "agency_registration" in facts.records:
        agencies(case, past, suspended)
    if not claims and not past.shares:
        return 0
    return settled(case, past, suspended, year)


def suspended_years(case: Case) -> set[int]:
    """Article 23: the years in which a case was opened against a unit."""
    if "unit" not in case.kinds:
        return set()
    cases = [record.values for record in case.facts.records["sanction"].records]
    return {values["opened_on"].year for values in cases if values["level"] in GRAVE}


# ---------------------------------------------------------------------------------------------- claims


def is_enterprise(case: Case) -> bool:
    """Article 20 for an unchanging applicant. The seat is checked on the day of the claim."""
    if "enterprise" not in case.kinds:
        return False
    fields = case.facts.fields
    return bool(fields["legal_person"] and fields["sound_books"] and fields["operating"] and fields["located_here"])


def in_time(case: Case, records: Records, event: str) -> list[Record]:
    """The records whose event is settled."""
    last = case.last
    return [record for record in records if START <= record.values[event] <= last]


def of_enterprise(case: Case, records: Records, event: str) -> list[Record]:
    """The same records, on the days on which the firm is an enterprise as defined by the text."""
    if not is_enterprise(case):
        return []
    here, last = case.facts.fields["located_here"], case.last
    if type(here) is not DatedValue:
        return [record for record in records if START <= record.values[event] <= last]
    return [record for record in records if START <= (day := record.values[event]) <= last and on(here, day)]


def first_days(facts: Facts, records: Records, event: str, clause: int) -> dict[str, date]:
    """The earliest day of each item, in the records and in earlier ledger lines."""
    first: dict[str, date] = {}
    for record in records:
        day = record.values[event]
        if day is not NONE:
            first[record.item] = min(first.get(record.item, day), day)
    for line in facts.history or ():
        if LABELS.get(line.clause) == clause if line.policy in ("", NAME) else line.kind == records[0].kind:
            day = line.event_date or date(line.year, 12, 31)
            first[line.item] = min(first.get(line.item, day), day)
    return first


def certified(case: Case, records: Records) -> None:
    """certified"""
    happened = tuple([record for record in records if record.values["passed_on"] is not NONE])
    for record in of_enterprise(case, happened, "passed_on"):
        values, item = record.values, record.item
        if values["standard"] == "gbt29490":
            sum_ = min(approval(case.facts, "certified", item), values["cost"])
            case.claims.append((values["passed_on"], CERTIFIED, item, item, sum_, "", "", None))


def titles(case: Case, records: Records) -> None:
    """1.ip_title.new"""
    first = first_days(case.facts, records, "recognised_on", TITLE)
    for record in of_enterprise(case, records, "recognised_on"):
        if first[record.item] < record.values["recognised_on"]:
            continue
        title = record.values["title"]
        if title in TITLES:
            rank, sum_ = TITLES[title]
            matter = "ip_title: " + case.facts.applicant
            case.claims.append((record.values["recognised_on"], TITLE, rank, title, sum_, matter, "", None))


def brands(case: Case, records: Records) -> None:
    """1.brand_title.new"""
    first = first_days(case.facts, records, "recognised_on", BRAND)
    for record in of_enterprise(case, records, "recognised_on"):
        if first[record.item] < record.values["recognised_on"]:
            continue
        brand = record.values["brand"]
        rank, sum_ = BRANDS[brand]
        matter = "brand_title: " + case.facts.applicant
        case.claims.append((record.values["recognised_on"], BRAND, rank, brand, sum_, matter, "", None))


def navigation(case: Case, records: Records) -> None:
    """2.navigation_project.accepted"""
    for record in records:
        values = record.values
        day = values["accepted_on"]
        if day is not NONE and START <= day <= case.last and values["level"] == "provincial":
            matter = "navigation_project: " + values["project"]
            case.claims.append((day, NAVIGATION, record.item, record.item, 100_000_00, matter, "provincial", None))


def alliances(case: Case, records: Records) -> None:
    """2.ip_alliance.recorded"""
    for record in in_time(case, records, "recorded_on"):
        values, level = record.values, record.values["level"]
        if level in HIGH:
            matter, item = "ip_alliance: " + values["alliance"], record.item
            case.claims.append((values["recorded_on"], ALLIANCE, item, item, 100_000_00, matter, level, None))


def platforms(case: Case, records: Records) -> None:
    """2.patent_platform.accepted"""
    for record in in_time(case, records, "accepted_on"):
        values, level = record.values, record.values["level"]
        if level in HIGH:
            matter, item = "patent_platform: " + values["platform"], record.item
            case.claims.append((values["accepted_on"], PLATFORM, item, item, 100_000_00, matter, level, None))


def patents(case: Case, past: Past, suspended: set[int]) -> None:
    """3.invention_patent.granted, 3.patent.granted, ten_years, fifteen_years"""
    facts, claims, last = case.facts, case.claims, case.last
    fields = facts.fields
    of_trade = is_enterprise(case) and fields["main_industry"] in ("wood_carving", "construction")
    here = fields["located_here"]
    changes = type(here) is DatedValue
    until = None
    for kind in ("patent", "invention_patent", "utility_patent"):
        if kind not in facts.records:
            continue
        for record in facts.records[kind].records:
            values, item = record.values, record.item
            day, right = values["granted_on"], values["right"]
            if day is NONE:
                continue
            matter = "patent: " + item
            if START <= day <= last:
                if right == "invention":
                    sum_ = min(approval(facts, "3.invention_patent.granted", item), values["official_fees"] // 2)
                    claims.append((day, FEES, item, item, sum_, matter, "", None))
                if of_trade and values["domestic"] and (not changes or on(here, day)):
                    sum_ = 4_000_00 if right == "invention" else 400_00
                    claims.append((day, GRANT, item, item, sum_, matter, "", None))
            if right == "invention" and values["filed_on"].year <= 2100:
                if until is None:
                    until = last_followed(case)
                milestones(case, past, suspended, values, item, until)


def milestones(
    case: Case, past: Past, suspended: set[int], values: dict[str, object], item: str, until: date
) -> None:  # fmt: skip
    """Ten and fifteen years from filing while in force, each once: in the first year in which no rule prevents it."""
    filed, granted, lapsed = values["filed_on"], values["granted_on"], values["lapsed_on"]
    if filed.year + 10 > until.year:
        return
    ten, fifteen = years_after(filed, 10), years_after(filed, 15)
    end = until if lapsed is NONE else min(until, lapsed - ONE_DAY)
    for clause, since, most, sum_ in (
        (TEN, ten, min(end, fifteen - ONE_DAY), 5_000_00),
        (FIFTEEN, fifteen, end, 8_000_00),
    ):
        day = max(START, granted, since)
        if day > most or (clause, item) in past.used:
            continue
        while day <= most and (day.year in suspended or past.is_settled(clause, item, day)):
            day = date(day.year + 1, 1, 1)
        if day <= most:
            case.claims.append((day, clause, item, item, sum_, "patent: " + item, "", None))


def portfolios(case: Case, records: Records) -> None:
    """4.patent_portfolio.formed"""
    for record in of_enterprise(case, records, "formed_on"):
        values, item = record.values, record.item
        if values["new_inventions"] >= 10:
            matter = "patent_portfolio: " + item
            case.claims.append((values["formed_on"], PORTFOLIO, item, item, 100_000_00, matter, "", None))


def well_known(case: Case, records: Records) -> None:
    """5.well_known_mark.new"""
    first = first_days(case.facts, records, "recognised_on", WELL_KNOWN)
    for record in in_time(case, records, "recognised_on"):
        if first[record.item] < record.values["recognised_on"]:
            continue
        item = record.item
        matter = "well_known_mark: " + item
        case.claims.append((record.values["recognised_on"], WELL_KNOWN, item, item, 1_200_000_00, matter, "", item))


def foreign_marks(case: Case, records: Records) -> None:
    """madrid_mark, regional_mark, country_mark"""
    if "unit" not in case.kinds:
        return
    for record in in_time(case, records, "registered_on"):
        values, item = record.values, record.item
        route = values["route"]
        if route == "madrid":
            clause, sum_ = MADRID, values["registration_fee"]
        elif route == "regional_office":
            clause, sum_ = REGIONAL, 8_000_00
        else:
            clause, sum_ = COUNTRY, 2_000_00
        case.claims.append((values["registered_on"], clause, item, item, sum_, "foreign_mark: " + item, "", None))


def gi_marks(case: Case, records: Records) -> None:
    """gi_mark: only the first one"""
    if "unit" not in case.kinds:
        return
    day, item, _ = min([(record.values["registered_on"], record.item, record.id) for record in records])
    if START <= day <= case.last:
        case.claims.append((day, GI_MARK, item, item, 200_000_00, "geo_indication_trademark: " + item, "", None))


def bases(case: Case, records: Records) -> None:
    """5.brand_base.new"""
    first = first_days(case.facts, records, "recognised_on", BASE)
    for record in in_time(case, records, "recognised_on"):
        if first[record.item] < record.values["recognised_on"]:
            continue
        values, level = record.values, record.values["level"]
        if level in BASES:
            rank, sum_ = BASES[level]
            base = values["base"]
            matter = "brand_base: " + base
            case.claims.append((values["recognised_on"], BASE, (base, rank), record.item, sum_, matter, level, None))


def stations(case: Case, records: Records) -> None:
    """brand_station"""
    if "unit" in case.kinds:
        first = first_days(case.facts, records, "rated_on", STATION)
        for record in records:
            day, item = record.values["rated_on"], record.item
            if day is not NONE and START <= day <= case.last and first[item] >= day:
                matter = "guidance_station: " + item
                case.claims.append((day, STATION, item, item, 100_000_00, matter, "", None))


def loans(case: Case, records: Records) -> None:
    """6.pledge_loan.repaid: half of the interest of the last year before repayment"""
    repaid = tuple([record for record in records if record.values["repaid_on"] is not NONE])
    for record in of_enterprise(case, repaid, "repaid_on"):
        values, item = record.values, record.item
        kind = values["right_kind"]
        if not values["on_schedule"] or kind not in ("patent_right", "trademark_right"):
            continue
        drawn, day = values["drawn_on"], values["repaid_on"]
        rate = case.facts.series["lpr_1y"]["", drawn.replace(day=1)]
        days = 365 if years_after(day, -1) >= drawn else (day - drawn).days
        over = rate.denominator * 365
        sum_ = (values["pledged_principal"] * rate.numerator * days + over) // (2 * over)
        key = (kind, values["pledged_right"])
        case.claims.append((day, LOAN, item, item, sum_, "pledge_loan: " + item, "", key))


def insurance(case: Case, records: Records) -> None:
    """6.ip_insurance.bought"""
    for record in of_enterprise(case, records, "bought_on"):
        values, item = record.values, record.item
        if values["right_kind"] == "patent_right":
            sum_, matter = (values["premium"] + 1) // 2, "ip_insurance: " + item
            case.claims.append((values["bought_on"], INSURANCE, item, item, sum_, matter, "", None))


def industrialised(case: Case, records: Records) -> None:
    """7.industrialisation.new"""
    first = first_days(case.facts, records, "started_on", INDUSTRY)
    for record in of_enterprise(case, records, "started_on"):
        if first[record.item] < record.values["started_on"]:
            continue
        values, item = record.values, record.item
        sales = values["sales"]
        if values["core"] and values["patent_in_force"] and sales >= 5_000_000_00:
            sum_ = min(20_000_00 + (sales - 5_000_000_00) // 5_000_000_00 * 10_000_00, 100_000_00)
            matter, key = "industrialisation: " + item, values["product"]
            case.claims.append((values["started_on"], INDUSTRY, item, item, sum_, matter, "", key))


def prizes(case: Case, records: Records) -> None:
    """china_prize, zhejiang_prize"""
    for record in in_time(case, records, "won_on"):
        values = record.values
        level, prize = values["level"], values["prize"]
        if level == "national":
            clause, found = CHINA, CHINA_PRIZE.get(prize)
        elif level == "provincial":
            clause, found = ZHEJIANG, ZHEJIANG_PRIZE.get(prize)
        else:
            continue
        if found is not None:
            patent = values["patent"]
            order, matter = (patent, found[0]), "patent_prize: " + patent
            case.claims.append((values["won_on"], clause, order, record.item, found[1], matter, level, None))


def mediations(case: Case, records: Records) -> None:
    """9.mediation.settled"""
    if "person" in case.kinds:
        for record in in_time(case, records, "settled_on"):
            values, item = record.values, record.item
            if not values["official_mediator"]:
                case.claims.append(
                    (values["settled_on"], MEDIATION, item, item, 300_00, "mediation: " + item, "", None)
                )


def markets(case: Case, records: Records) -> None:
    """11.protection_market.new"""
    first = first_days(case.facts, records, "recognised_on", MARKET)
    for record in in_time(case, records, "recognised_on"):
        if first[record.item] < record.values["recognised_on"]:
            continue
        values, level = record.values, record.values["level"]
        if level in MARKETS:
            rank, sum_ = MARKETS[level]
            market = values["market"]
            order, matter = (market, rank), "protection_market: " + market
            case.claims.append((values["recognised_on"], MARKET, order, record.item, sum_, matter, level, None))


def lawsuits(case: Case, records: Records) -> None:
    """12.lawsuit.won"""
    for record in of_enterprise(case, records, "judged_on"):
        values, item = record.values, record.item
        court = values["court"]
        if court == "home_court":
            sum_ = (2 * min(values["awarded_sum"], 250_000_00) + 5) // 10
        else:
            most = 600_000_00 if court == "us_japan_eu_court" else 300_000_00
            sum_ = (min(values["agency_fee"], most) + 1) // 2
        case.claims.append((values["judged_on"], LAWSUIT, item, item, sum_, "lawsuit: " + item, "", None))


def agencies(case: Case, past: Past, suspended: set[int]) -> None:
    """14.agency_registration.active: on the first day after a year with 50 cases, 10 of them inventions"""
    facts = case.facts
    if facts.fields["located_here"] is not True:
        return
    in_business = years_after(facts.fields["business_started_on"], 1)
    until = last_followed(case)
    cases = [record.values for record in facts.records["agency_case"].records if record.values["local_address"]]
    granted = sorted([values["granted_on"] for values in cases])
    inventions = sorted([values["granted_on"] for values in cases if values["right"] == "invention"])
    if len(granted) < 50 or len(inventions) < 10:
        return
    for record in facts.records["agency_registration"].records:
        values, item = record.values, record.item
        closed = values["closed_on"]
        most = until if closed is NONE else min(until, closed - ONE_DAY)
        day = max(START, years_after(values["set_up_on"], 1), in_business, granted[49], inventions[9])
        if (AGENCY, item) in past.used:
            continue
        while day <= most and (day.year in suspended or past.is_settled(AGENCY, item, day)):
            day = date(day.year + 1, 1, 1)
        if day <= most:
            matter = "agency_registration: " + facts.applicant
            case.claims.append((day, AGENCY, item, item, 50_000_00, matter, "", None))


# ---------------------------------------------------------------------------------------------- earlier payments


class Share:
    """Money carried to the ceiling of a later year."""

    __slots__ = ("clause", "left", "order", "since", "until")

    def __init__(self, order: tuple[object, ...], clause: int, left: int, since: int, until: int) -> None:
        self.order, self.clause, self.left, self.since, self.until = order, clause, left, since, until


class Past:
    """The state of the rules: first from the ledger, then from each settled year."""

    __slots__ = ("charged", "events", "granted", "grants", "ladders", "mark_paid", "outside", "paid", "products",
                 "proposed", "rights", "shares", "used")  # fmt: skip

    def __init__(self) -> None:
        self.events: dict[tuple[int, str, object], bool] = {}
        self.used: set[tuple[int, str]] = set()
        self.grants: dict[str, dict[int, int]] = {}
        self.ladders: dict[tuple[str, str], dict[int, int]] = {}
        self.granted: dict[str, dict[str, int]] = {}
        self.outside: dict[str, list[tuple[int, int]]] = {}
        self.charged: dict[tuple[int, object], int] = {}
        self.rights: dict[str, set[int]] = {}
        self.products: dict[str, set[str]] = {}
        self.mark_paid: dict[str, int] = {}
        self.proposed: dict[tuple[int, str], int] = {}
        self.paid: dict[int, int] = {}
        self.shares: list[Share] = []

    def is_settled(self, clause: int, item: str, day: date) -> bool:
        """Whether the ledger has finally settled the event, so that no later run settles it again."""
        events = self.events
        return bool(events) and events.get((clause, item, day), events.get((clause, item, day.year), False))

    def read(self, facts: Facts) -> None:
        """Read the lines of the ledger and the payments under other documents."""
        for line in facts.history or ():
            if line.policy not in ("", NAME):
                self.take_outside(facts, line)
                continue
            clause = LABELS.get(line.clause)
            if clause is None:
                continue
            if line.outcome == "ceiling":
                is_final = line.admitted > 0
            else:
                is_final = line.short or line.outcome not in AFRESH
            self.events[clause, line.item, line.year if line.short else line.event_date] = is_final
            if is_final:
                self.take(facts, line, clause)

    def take(self, facts: Facts, line: LedgerLine, clause: int) -> None:
        """Read one line of this policy."""
        keys, item, year = line.keys, line.item, line.year
        if line.short:
            admitted = sum(line.due.values())
            charged = admitted
            matter, level = matter_of(facts, clause, line), line.level
        else:
            admitted = line.admitted
            charged = line.charged.get(CAPPED[clause], 0) if clause in CAPPED else 0
            matter, level = line.matter, line.level
        if admitted > 0:
            if clause in ONCE:
                self.used.add((clause, "" if clause == GI_MARK else item))
            if clause in UNREPEATED:
                sums = self.grants.setdefault(matter, {})
                sums[year] = sums.get(year, 0) + admitted
            elif clause in LADDERS:
                sums = self.ladders.setdefault((matter, level), {})
                sums[year] = sums.get(year, 0) + admitted
            elif clause == LOAN:
                for right in keys["pledged_right"]:
                    self.rights.setdefault(right, set()).add(year)
            elif clause == INDUSTRY:
                self.products.setdefault(keys["product"], set()).add(item)
        if admitted and clause not in NOT_TOPPED_UP:
            add(self.granted.setdefault(matter, {}), level, admitted)
        if charged:
            place = room_of(clause, year, keys.get("right_kind"))
            self.charged[place] = self.charged.get(place, 0) + charged
        if facts.older_documents:
            proposed = admitted if line.short else line.proposed
            self.proposed[year, matter] = max(self.proposed.get((year, matter), 0), proposed)
        if "enterprise" in facts.kinds and clause not in NOT_CARRIED:
            for paid_in, sum_ in line.due.items():
                self.paid[paid_in] = self.paid.get(paid_in, 0) + sum_
            if line.carried:
                order = (line.event_date, clause, item)
                until = line.carry_until or year + 2
                self.shares.append(Share(order, clause, line.carried, max(year, *line.due) + 1, until))

    def take_outside(self, facts: Facts, line: LedgerLine) -> None:
        """Read one payment under another document, for its matter and for the deduction from a mark."""
        sum_ = sum(line.due.values()) if line.short else line.admitted
        if line.kind == "judicial_well_known_mark":
            self.mark_paid[line.item] = self.mark_paid.get(line.item, 0) + sum_
        if line.kind in ("ip_title", "brand_title"):
            matter = f"{line.kind}: {facts.applicant}"
        else:
            matter = f"{line.kind}: {line.matter or line.item}"
        self.outside.setdefault(matter, []).append((line.year, sum_))


def matter_of(facts: Facts, clause: int, line: LedgerLine) -> str:
    """The matter of a short line."""
    if line.matter:
        return line.matter
    if clause in (TITLE, BRAND):
        return ("ip_title: " if clause == TITLE else "brand_title: ") + facts.applicant
    return ROOTS[clause] + line.item


def add(granted: dict[str, int], level: str, sum_: int) -> None:
    granted[level] = granted.get(level, 0) + sum_


def room_of(clause: int, year: int, kind: object) -> tuple[int, object]:
    """The key of claims that are charged together: by year, by year and kind for loans, or for life."""
    if clause in FOR_LIFE:
        return (clause, 0)
    return (clause, (year, kind) if clause == LOAN else year)


# ---------------------------------------------------------------------------------------------- the rules


def settled(case: Case, past: Past, suspended: set[int], reported: int | None) -> int:
    """The total due after the rules, year by year, with money carried from earlier years."""
    years: dict[int, list[Claim]] = {}
    case.claims.sort(key=IN_ORDER)
    for claim in case.claims:
        year = claim[0].year
        if year in suspended or (past.events and past.is_settled(claim[1], claim[3], claim[0])):
            continue
        if year in years:
            years[year].append(claim)
        else:
            years[year] = [claim]
    if not years and not past.shares:
        return 0
    year = min([*years, *[share.since for share in past.shares]])
    last = final = max(years, default=0)
    carries = "enterprise" in case.kinds
    due = 0
    while True:
        if year > final:
            until = max([share.until for share in past.shares if share.left], default=0)
            if until < year:
                break
            final = min(until, max(last, last_year(case, reported)))
            if year > final:
                break
        paid = of_year(case, past, year, years[year], carries=carries) if year in years else 0
        if carries and year not in years and year not in suspended:
            paid = waiting(case, past, year)[0]
        if reported is None or year == reported:
            due += paid
        year += 1
    return due


def of_year(case: Case, past: Past, year: int, claims: list[Claim], *, carries: bool) -> int:
    """Settle one year: once, the rules of the articles, levels, then the ceiling by contribution."""
    if case.facts.older_documents:
        claims = raised(case, past, year, claims)
    used, charged = past.used, past.charged
    reaching: list[tuple[Claim, int]] = []
    grants: dict[str, int] = {}
    repeating: dict[tuple[str, str], int] = {}
    admitted: dict[int, int] = {}
    for claim in claims:
        _, clause, _, item, left, matter, level, key = claim
        if clause == WELL_KNOWN and past.mark_paid:
            left -= past.mark_paid.get(item, 0)
        if left <= 0:
            continue
        if clause in ONCE:
            place = (clause, "" if clause == GI_MARK else item)
            if place in used:
                continue
            used.add(place)
        if clause in YEARLY or clause in FOR_LIFE:
            kind = None
            if clause == LOAN:
                kind, rights = key
                if any(right in past.rights and year not in past.rights[right] for right in rights):
                    continue
                admitted[len(reaching)] = left
            elif clause == INDUSTRY:
                if past.products.get(key, item) != item and item not in past.products[key]:
                    continue
                past.products.setdefault(key, set()).add(item)
            place = room_of(clause, year, kind)
            spent = charged.get(place, 0)
            left = min(left, (YEARLY[clause] if clause in YEARLY else FOR_LIFE[clause]) - spent)
            charged[place] = spent + max(left, 0)
        if clause in UNREPEATED and left > 0:
            if repeats(past.grants.get(matter), year):
                continue
            best = grants.get(matter)
            if best is not None:
                if left <= reaching[best][1]:
                    continue
                reaching[best] = (claim, 0)
            grants[matter] = len(reaching)
        elif clause in LADDERS:
            ladder = (matter, level)
            if repeats(past.ladders.get(ladder), year):
                continue
            best = repeating.get(ladder)
            if best is not None:
                if left <= reaching[best][1]:
                    continue
                reaching[best] = (claim, 0)
            repeating[ladder] = len(reaching)
        reaching.append((claim, left))
    for matter, index in grants.items():
        claim, left = reaching[index]
        earlier = past.grants.get(matter)
        left = max(0, left - (earlier[year] if earlier else 0))
        reaching[index] = (claim, left)
        past.grants.setdefault(matter, {})[year] = left + (earlier[year] if earlier else 0)
    return topped_up(case, past, year, reaching, admitted, repeating, carries=carries)


def topped_up(
    case: Case, past: Past, year: int, reaching: list[tuple[Claim, int]], admitted: dict[int, int],
    repeating: dict[tuple[str, str], int], *, carries: bool,
) -> int:  # fmt: skip
    """The amount due after top up and the ceiling.

    Top up pays only the excess over all grants at other levels. The excess is recorded as granted, and the ceiling is
    applied to it.
    """
    due = room = 0
    if carries:
        due, room = waiting(case, past, year)
    for index, (claim, left) in enumerate(reaching):
        _, clause, _, item, _, matter, level, key = claim
        reached = left > 0
        deducted = 0
        if clause in LADDERS:
            earlier = past.ladders.get((matter, level))
            if left > 0 and earlier:
                deducted = earlier[year]
                left = max(0, left - deducted)
        if left > 0 and clause not in NOT_TOPPED_UP:
            granted = past.granted.setdefault(matter, {})
            before = sum([sum_ for at, sum_ in granted.items() if not at or not level or at != level])
            before += sum([sum_ for of_year, sum_ in past.outside.get(matter, ()) if of_year <= year])
            left = max(left - before + (0 if level else deducted), 0)
            add(granted, level, left)
            if index in admitted:
                admitted[index] = left
        if clause == LOAN:
            if admitted[index] > 0:
                for right in key[1]:
                    past.rights.setdefault(right, set()).add(year)
        elif clause in LADDERS and left > 0:
            earlier = past.ladders.setdefault((matter, level), {})
            earlier[year] = earlier.get(year, 0) + left
        if left <= 0:
            if reached and clause in ONCE:
                past.used.discard((clause, "" if clause == GI_MARK else item))
            continue
        if carries and clause not in NOT_CARRIED:
            kept = min(left, room)
            room -= kept
            if kept < left:
                past.shares.append(Share(claim[:3], clause, left - kept, year + 1, year + 2))
            left = kept
        due += left
    return due


def repeats(earlier: dict[int, int] | None, year: int) -> bool:
    """Whether another year paid the same."""
    return bool(earlier) and (len(earlier) > 1 or year not in earlier)


def waiting(case: Case, past: Past, year: int) -> tuple[int, int]:
    """The carried amounts that a year's ceiling pays, oldest first, and the amount that it leaves for new claims."""
    shares = [share for share in past.shares if share.left and share.since <= year <= share.until]
    if not shares:
        if year not in case.facts.figures:
            return 0, 0
        return 0, max(0, case.facts.figures[year]["local_contribution"] - past.paid.get(year, 0))
    shares.sort(key=lambda share: share.order)
    room = max(0, case.facts.figures[year]["local_contribution"] - past.paid.get(year, 0))
    due = 0
    for share in shares:
        kept = min(share.left, room)
        share.left -= kept
        room -= kept
        due += kept
    return due, room


def raised(case: Case, past: Past, year: int, claims: list[Claim]) -> list[Claim]:
    """The claims, with the highest of each matter raised to the standard of an older document if that is higher."""
    best: dict[str, int] = {}
    for index, claim in enumerate(claims):
        other = best.setdefault(claim[5], index)
        if other != index and (claim[4], -claim[1]) > (claims[other][4], -claims[other][1]):
            best[claim[5]] = index
    found = list(claims)
    for matter, index in best.items():
        root = matter.partition(": ")[0]
        names = {matter} | {f"{root}: {claim[3]}" for claim in claims if claim[5] == matter}
        standards = case.facts.older_documents or ()
        most = max([one.amount for one in standards if f"{one.kind}: {one.item}" in names], default=0)
        claim = claims[index]
        if most > claim[4] > past.proposed.get((year, matter), 0):
            found[index] = (*claim[:4], most, *claim[5:])
    return found


# ---------------------------------------------------------------------------------------------- shared


def last_followed(case: Case) -> date:
    """The last day on which states are followed.

    Without an as-of date this is the end of the last year in the facts.
    """
    facts = case.facts
    return min(case.last, date(last_year(case, None), 12, 31)) if facts.as_of is None else case.last


def last_year(case: Case, reported: int | None) -> int:
    """The last year with an event or a figure, not after the as-of date and the reported year."""
    facts = case.facts
    years = list(facts.figures)
    for kind, listing in facts.records.items():
        for event in EVENTS[kind]:
            years += [day.year for record in listing.records if (day := record.values.get(event, NONE)) is not NONE]
    last = max(years, default=0)
    if facts.as_of is not None:
        last = min(last, facts.as_of.year)
    return last if reported is None else min(last, reported)


def approval(facts: Facts, clause: str, item: str) -> int:
    """The amount that the authority approved, otherwise 0."""
    for one in facts.approvals:
        if one.item == item and one.clause == clause:
            return one.amount
    return 0


def on(value: object, day: date) -> bool:
    """The value on a day of a field that may change."""
    if type(value) is not DatedValue:
        return value is True
    return next((held is True for period, held in value.periods if day in period), False)


def years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def IN_ORDER(claim: Claim) -> tuple[object, ...]:  # noqa: N802
    return claim[:3]


ROOTS = {
    CERTIFIED: "certification: ", NAVIGATION: "navigation_project: ", ALLIANCE: "ip_alliance: ",
    PLATFORM: "patent_platform: ", FEES: "patent: ", GRANT: "patent: ", PORTFOLIO: "patent_portfolio: ",
    TEN: "patent: ", FIFTEEN: "patent: ", WELL_KNOWN: "well_known_mark: ", MADRID: "foreign_mark: ",
    REGIONAL: "foreign_mark: ", COUNTRY: "foreign_mark: ", GI_MARK: "geo_indication_trademark: ",
    STATION: "guidance_station: ", LOAN: "pledge_loan: ", INSURANCE: "ip_insurance: ",
    INDUSTRY: "industrialisation: ", MEDIATION: "mediation: ", LAWSUIT: "lawsuit: ",
}  # fmt: skip
EVENTS = {
    "certification": ("passed_on", "cycle_completed_on"), "ip_title": ("recognised_on",),
    "brand_title": ("recognised_on",), "navigation_project": ("selected_on", "accepted_on"),
    "ip_alliance": ("recorded_on",), "patent_platform": ("accepted_on",),
    "patent": ("filed_on", "examined_on", "granted_on"), "invention_patent": ("filed_on", "examined_on", "granted_on"),
    "utility_patent": ("filed_on", "examined_on", "granted_on"), "patent_portfolio": ("formed_on",),
    "well_known_mark": ("recognised_on",), "judicial_well_known_mark": ("recognised_on",),
    "foreign_mark": ("registered_on",), "geo_indication_trademark": ("registered_on",),
    "brand_base": ("recognised_on",), "guidance_station": ("selected_on", "rated_on"),
    "pledge_loan": ("drawn_on", "repaid_on"), "ip_insurance": ("bought_on",), "industrialisation": ("started_on",),
    "patent_prize": ("won_on",), "mediation": ("settled_on",), "protection_market": ("recognised_on",),
    "lawsuit": ("judged_on",), "agency_registration": ("set_up_on",), "agency_case": ("granted_on",),
    "sanction": ("opened_on",), "output_rating": ("rated_on",),
}  # fmt: skip
CLAUSES: dict[str, Callable[[Case, Records], None]] = {
    "certification": certified, "ip_title": titles, "brand_title": brands, "navigation_project": navigation,
    "ip_alliance": alliances, "patent_platform": platforms, "patent_portfolio": portfolios,
    "well_known_mark": well_known, "foreign_mark": foreign_marks, "geo_indication_trademark": gi_marks,
    "brand_base": bases, "guidance_station": stations, "pledge_loan": loans, "ip_insurance": insurance,
    "industrialisation": industrialised, "patent_prize": prizes, "mediation": mediations,
    "protection_market": markets, "lawsuit": lawsuits,
}  # fmt: skip
