"""Dongyang, settled a second time from the official text.

If the text is ambiguous, this settlement uses the recommended reading of the provision, with a comment at the place. It
shares no code with the program: amounts are whole fen, rates are fractions, and each article is a function that follows
its text.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.differential.plain import (
    COMPANIES,
    END_OF_DAYS,
    NEVER,
    PERSONS,
    UNKNOWABLE,
    Cell,
    Facts,
    Outcome,
    Payment,
    day,
    fen,
    happened,
    kinds,
    on,
    records,
    rounded,
    years_after,
)

# Article 21: rewards of the document count from this day, without an end.
BEGIN = dt.date(2021, 1, 1)
CARRY_YEARS = 2

WAN = 10_000_00

TITLES = {
    "national_demonstration": ("DY-1.2", 50 * WAN),
    "national_advantage": ("DY-1.3", 30 * WAN),
    "provincial_demonstration": ("DY-1.4", 20 * WAN),
    "municipal_demonstration": ("DY-1.5", 5 * WAN),
}
BRANDS = {
    "national_brand": ("DY-1.6", 50 * WAN),
    "provincial_brand": ("DY-1.7", 20 * WAN),
    "municipal_brand": ("DY-1.8", 5 * WAN),
}
BASES = {"national": ("DY-5.7", 30 * WAN), "provincial": ("DY-5.8", 10 * WAN)}
MARKETS = {"national": ("DY-11.1", 20 * WAN), "provincial": ("DY-11.2", 10 * WAN)}
PRIZES = {
    ("national", "gold"): ("DY-8.1", 100 * WAN),
    ("national", "silver"): ("DY-8.2", 60 * WAN),
    ("national", "excellence"): ("DY-8.3", 30 * WAN),
    ("provincial", "gold"): ("DY-8.4", 30 * WAN),
    ("provincial", "excellence"): ("DY-8.5", 20 * WAN),
}
AT_LEAST_PROVINCIAL = ("national", "provincial")
AT_LEAST_MUNICIPAL = ("national", "provincial", "municipal")

# The clauses of the page by their labels, which lines of the history and approvals name.
CERTIFIED = "certified"
GRANTED = "3.invention_patent.granted"
CLAUSES = {
    CERTIFIED: "certification",
    "1.ip_title.new": "ip_title",
    "1.brand_title.new": "brand_title",
    "2.navigation_project.accepted": "navigation_project",
    "2.ip_alliance.recorded": "ip_alliance",
    "2.patent_platform.accepted": "patent_platform",
    "3.patent.granted": "grant",
    GRANTED: "grant",
    "ten_years": "maintained 10",
    "fifteen_years": "maintained 15",
    "4.patent_portfolio.formed": "patent_portfolio",
    "5.well_known_mark.new": "well_known_mark",
    "madrid_mark": "madrid",
    "regional_mark": "regional_office",
    "country_mark": "single_country",
    "gi_mark": "geo_indication_trademark",
    "5.brand_base.new": "brand_base",
    "brand_station": "guidance_station",
    "6.pledge_loan.repaid": "pledge_loan",
    "6.ip_insurance.bought": "ip_insurance",
    "7.industrialisation.new": "industrialisation",
    "china_prize": "patent_prize",
    "zhejiang_prize": "patent_prize",
    "11.protection_market.new": "protection_market",
    "12.lawsuit.won": "lawsuit",
}

# Article 22 excludes these from the ceiling: grants, the mark of a geographical indication, the guidance station.
OUTSIDE_THE_CEILING = {"grant", "geo_indication_trademark", "guidance_station"}
# Article 21: "not paid twice at one level" excludes articles 2 and 11.
PAID_BESIDE = {"navigation_project", "ip_alliance", "patent_platform", "protection_market"}


@dataclass
class Claim:
    """One amount that an article names, before any rule between claims."""

    provision: str
    article: str
    topic: str
    item: str
    day: dt.date
    sum: int
    matter: tuple[str, ...]
    level: str = ""
    order: int = 0
    member: int = 0
    clause: str = ""
    spends: tuple[tuple[str, ...], ...] = ()
    rooms: tuple[tuple[tuple[str, ...], int], ...] = ()
    first: bool = True

    @property
    def cell(self) -> Cell:
        return Cell(self.article, self.item, self.day.isoformat())


@dataclass
class Line:
    """An earlier payment: under this document, or under another."""

    topic: str
    item: str
    matter: tuple[str, ...]
    level: str
    year: int
    sum: int
    own: bool
    record: Facts | None = None


@dataclass
class Kept:
    """The state that earlier years leave for the next one."""

    spent: set[tuple[str, ...]] = field(default_factory=set)
    rooms: dict[tuple[str, ...], int] = field(default_factory=dict)
    admitted: list[tuple[tuple[str, ...], str, int, int]] = field(default_factory=list)
    rights: dict[str, set[int]] = field(default_factory=dict)
    turns: set[tuple[tuple[str, ...], str, int]] = field(default_factory=set)


def _rates() -> dict[str, Fraction]:
    path = Path(__file__).parents[2] / "policies" / "series" / "lpr_1y.json"
    values = json.loads(path.read_text(encoding="utf-8"))["series"]["lpr_1y"]
    return {entry["month"]: Fraction(entry["value"].rstrip("%")) / 100 for entry in values}


RATES = _rates()


class Firm:
    """The facts of one applicant, read for this document."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.as_of = day(facts["as_of"])
        self.kinds = kinds(facts)
        self.is_company = bool(self.kinds & COMPANIES)
        self.is_body = not self.kinds & PERSONS
        self.lines = [_line(self, stated) for stated in facts["history"]]

    def enterprise(self, when: dt.date) -> bool:
        """Article 20: registered here, a legal person, sound books, in normal production."""
        applicant = self.facts["applicant"]
        asked = ("located_here", "legal_person", "sound_books", "operating")
        return self.is_company and all(on(applicant[name], when) for name in asked)

    def events(self, kind: str, name: str) -> Iterator[tuple[Facts, dt.date]]:
        for record in records(self.facts, kind):
            when = happened(record, name)
            if when is not None:
                yield record, when

    def approved(self, clause: str, item: str) -> int:
        for approval in self.facts["approvals"]:
            if approval["clause"] == clause and approval["item"] == item:
                return fen(approval["amount"])
        return 0

    def is_first(
        self, kind: str, date: str, when: dt.date, same: Callable[[Facts], bool], line_is: Callable[[Line], bool]
    ) -> bool:
        """Whether an event is newly recognised: the item has no earlier event, here or in the history."""
        earlier = any(same(record) and other < when for record, other in self.events(kind, date))
        return not earlier and not any(line_is(line) and line.year < when.year for line in self.lines)

    def sanctioned(self, year: int) -> bool:
        """Article 23: a case opened by the city or above excludes a company or another body for that year."""
        opened = [
            when for record, when in self.events("sanction", "opened_on") if record["level"] in AT_LEAST_MUNICIPAL
        ]
        return self.is_body and any(when.year == year for when in opened)


def _line(firm: Firm, stated: Facts) -> Line:
    own = "policy" not in stated
    topic: str = CLAUSES.get(stated["clause"], stated["clause"]) if own else stated["kind"]
    item = stated["item"]
    matter, level = matter_of(topic, item)
    line = Line(topic, item, matter, level, stated["year"], fen(stated["due"]), own)
    if topic in ("pledge_loan", "industrialisation"):
        key = "loan" if topic == "pledge_loan" else "patent"
        line.record = next(record for record in records(firm.facts, topic) if record[key] == item)
    return line


def matter_of(topic: str, item: str) -> tuple[tuple[str, ...], str]:
    """The matter and the level of an item.

    All titles are one matter of the applicant. The matter of a prize is its patent, and that of a base its name.
    """
    if topic in ("ip_title", "brand_title"):
        return (topic,), item
    if topic == "patent_prize":
        patent, level, _ = item.split(" / ")
        return (topic, patent), level
    if topic in ("brand_base", "protection_market"):
        name, level = item.split(" / ")
        return (topic, name), level
    if topic in ("madrid", "regional_office", "single_country"):
        return ("foreign_mark", item), ""  # one mark in one territory, whatever the route
    return (topic, item), ""


# ---- the articles


def article_1(firm: Firm) -> Iterator[Claim]:
    for record, when in firm.events("certification", "passed_on"):
        if record["standard"] == "gbt29490" and firm.enterprise(when):
            # The text gives no rate: the actual cost is the most, and the bureau sets the amount. Each audit has a
            # separate cost.
            item = f"gbt29490 / {when.isoformat()}"
            sum_ = min(firm.approved(CERTIFIED, item), fen(record["cost"]))
            yield Claim(
                "DY-1.1", "1", "certification", item, when, sum_, ("certification", item), order=10, clause=CERTIFIED
            )
    for kind, field_name, sums in (("ip_title", "title", TITLES), ("brand_title", "brand", BRANDS)):
        for record, when in firm.events(kind, "recognised_on"):
            title = record[field_name]
            if title in sums and firm.enterprise(when):
                provision, sum_ = sums[title]
                yield Claim(
                    provision,
                    "1",
                    kind,
                    title,
                    when,
                    sum_,
                    (kind,),
                    title,
                    order=11 if kind == "ip_title" else 12,
                    member=list(sums).index(title),
                    spends=((kind, title),),
                    first=firm.is_first(
                        kind,
                        "recognised_on",
                        when,
                        lambda other, name=field_name, title=title: other[name] == title,  # type: ignore[misc]
                        lambda line, kind=kind, title=title: line.topic == kind and line.item == title,  # type: ignore[misc]
                    ),
                )


def article_2(firm: Firm) -> Iterator[Claim]:
    for record, when in firm.events("navigation_project", "accepted_on"):
        # The warning project and the navigation project, only those of the province.
        if record["level"] == "provincial":
            yield _beside("DY-2.1", "navigation_project", record["project"], "", when, 20)
    for record, when in firm.events("ip_alliance", "recorded_on"):
        if record["level"] in AT_LEAST_PROVINCIAL:
            yield _beside("DY-2.2", "ip_alliance", record["alliance"], record["level"], when, 21)
    for record, when in firm.events("patent_platform", "accepted_on"):
        if record["level"] in AT_LEAST_PROVINCIAL:
            yield _beside("DY-2.3", "patent_platform", record["platform"], record["level"], when, 22)


def _beside(provision: str, kind: str, item: str, level: str, when: dt.date, order: int) -> Claim:
    return Claim(provision, "2", kind, item, when, 10 * WAN, (kind, item), level, order=order, spends=((kind, item),))


def article_3(firm: Firm) -> Iterator[Claim]:
    applicant = firm.facts["applicant"]
    for record, when in firm.events("patent", "granted_on"):
        number, right = record["number"], record["right"]
        if right == "invention":
            most = Fraction(fen(record["official_fees"]), 2)
            sum_ = min(firm.approved(GRANTED, number), most.numerator // most.denominator)
            yield Claim("DY-3.1", "3", "grant", number, when, sum_, ("grant", number), order=30, clause=GRANTED)
        trade = on(applicant.get("main_industry", "other_industry"), when)
        if record["domestic"] and trade in ("wood_carving", "construction") and firm.enterprise(when):
            provision, sum_ = ("DY-3.2", 4000_00) if right == "invention" else ("DY-3.3", 400_00)
            yield Claim(
                provision,
                "3",
                "grant",
                number,
                when,
                sum_,
                ("grant", number),
                order=31,
                clause="3.patent.granted",
                spends=(("grant", number),),
            )


def article_4(firm: Firm) -> Iterator[Claim]:
    for record, when in firm.events("patent_portfolio", "formed_on"):
        if record["new_inventions"] >= 10 and firm.enterprise(when):
            name = record["portfolio"]
            room = ("4.2", str(when.year))
            yield Claim(
                "DY-4.1",
                "4",
                "patent_portfolio",
                name,
                when,
                10 * WAN,
                ("patent_portfolio", name),
                order=40,
                spends=(("patent_portfolio", name),),
                rooms=((room, 30 * WAN),),
            )
    # Two milestones, each paid once. A patent first claimed at sixteen years gets only the second.
    for record, granted in firm.events("patent", "granted_on"):
        if record["right"] != "invention":
            continue
        for years, until, provision, sum_ in ((10, 15, "DY-4.3", 5000_00), (15, 20, "DY-4.4", 8000_00)):
            filed = day(record["filed_on"])
            begin = max(BEGIN, granted, years_after(filed, years))
            lapsed = happened(record, "lapsed_on") or NEVER
            end = min(lapsed, years_after(filed, until) if years == 10 else END_OF_DAYS, NEVER)
            number = record["number"]
            topic = f"maintained {years}"
            for when in _first_days(begin, end, firm.as_of):
                spends = ((topic, number),)
                order = 41 if years == 10 else 42
                yield Claim(provision, "4", topic, number, when, sum_, (topic, number), order=order, spends=spends)


def _first_days(begin: dt.date, end: dt.date, as_of: dt.date) -> Iterator[dt.date]:
    """The first day of each year on which a state is true: from `begin` until the day before `end`."""
    for year in range(begin.year, as_of.year + 1):
        first = max(begin, dt.date(year, 1, 1))
        if first < end and first <= as_of:
            yield first


def article_5(firm: Firm) -> Iterator[Claim]:
    for record, when in firm.events("well_known_mark", "recognised_on"):
        mark = record["mark"]
        # A mark that a court had recognised: the earlier reward is deducted.
        before = sum(line.sum for line in firm.lines if line.topic == "judicial_well_known_mark" and line.item == mark)
        yield Claim(
            "DY-5.2" if before else "DY-5.1",
            "5",
            "well_known_mark",
            mark,
            when,
            max(0, 120 * WAN - before),
            ("well_known_mark", mark),
            order=50,
            spends=(("well_known_mark", mark),),
            first=firm.is_first(
                "well_known_mark",
                "recognised_on",
                when,
                lambda other, mark=mark: other["mark"] == mark,  # type: ignore[misc]
                lambda line, mark=mark: line.topic == "well_known_mark" and line.item == mark,  # type: ignore[misc]
            ),
        )
    if firm.is_body:
        yield from _foreign_marks(firm)
        yield from _first_indication(firm)
    for record, when in firm.events("brand_base", "recognised_on"):
        if record["level"] in BASES:
            provision, sum_ = BASES[record["level"]]
            yield _laddered(firm, provision, "5", "brand_base", "base", record, when, sum_, 55)
    for record, when in firm.events("guidance_station", "rated_on"):
        if firm.is_body:
            station = record["station"]
            yield Claim(
                "DY-5.9",
                "5",
                "guidance_station",
                station,
                when,
                10 * WAN,
                ("guidance_station", station),
                order=56,
                spends=(("guidance_station", station),),
                first=firm.is_first(
                    "guidance_station",
                    "rated_on",
                    when,
                    lambda other, station=station: other["station"] == station,  # type: ignore[misc]
                    lambda line, station=station: line.topic == "guidance_station" and line.item == station,  # type: ignore[misc]
                ),
            )


def _foreign_marks(firm: Firm) -> Iterator[Claim]:
    for record, when in firm.events("foreign_mark", "registered_on"):
        mark, territory, route = record["mark"], record["territory"], record["route"]
        item = f"{mark} / {territory}"
        # Each "at most" is a separate cap for the life of the document, since no period is named. Each mark counts in
        # each country.
        if route == "madrid":
            sum_, provision, most, spends = fen(record["registration_fee"]), "DY-5.3", 3 * WAN, (("madrid", item),)
        elif route == "regional_office":
            sum_, provision, most, spends = 8000_00, "DY-5.4", 1 * WAN, (("regional_office", item),)
        else:
            sum_, provision, most, spends = 2000_00, "DY-5.5", 1 * WAN, (("single_country", item),)
        order = {"madrid": 51, "regional_office": 52, "single_country": 53}[route]
        yield Claim(
            provision,
            "5",
            route,
            item,
            when,
            sum_,
            ("foreign_mark", item),
            order=order,
            spends=spends,
            rooms=(((provision,), most),),
        )


def _first_indication(firm: Firm) -> Iterator[Claim]:
    kind = "geo_indication_trademark"
    for record, when in firm.events(kind, "registered_on"):
        if firm.is_first(kind, "registered_on", when, lambda other: True, lambda line: line.topic == kind):
            yield Claim(
                "DY-5.6", "5", kind, record["mark"], when, 20 * WAN, (kind, record["mark"]), order=54, spends=((kind,),)
            )


def _laddered(
    firm: Firm, provision: str, article: str, kind: str, name: str, record: Facts, when: dt.date, sum_: int, order: int
) -> Claim:
    """A base or a market: recognised once at each level, and one matter for each name."""
    item = f"{record[name]} / {record['level']}"
    first = firm.is_first(
        kind,
        "recognised_on",
        when,
        lambda other: bool(other[name] == record[name] and other["level"] == record["level"]),
        lambda line: line.topic == kind and line.item == item,
    )
    return Claim(
        provision,
        article,
        kind,
        item,
        when,
        sum_,
        (kind, record[name]),
        record["level"],
        order=order,
        spends=((kind, item),),
        first=first,
    )


def article_6(firm: Firm) -> Iterator[Claim]:
    for record, when in firm.events("pledge_loan", "repaid_on"):
        right = record["right_kind"]
        secured = record["pledged_principal"]
        if (
            right not in ("patent_right", "trademark_right")
            or not record["on_schedule"]
            or not firm.enterprise(when)
            or secured == UNKNOWABLE
        ):
            continue
        drawn = day(record["drawn_on"])
        rate = RATES[drawn.strftime("%Y-%m")]
        sum_ = rounded(Fraction(fen(secured)) * rate * _years_between(drawn, when) / 2)
        room: tuple[str, ...] = ("6.2", right, str(when.year))
        yield Claim(
            "DY-6.1",
            "6",
            "pledge_loan",
            record["loan"],
            when,
            sum_,
            ("pledge_loan", record["loan"]),
            order=60,
            spends=tuple(("right", name, str(when.year)) for name in record["pledged_right"]),
            rooms=((room, 30 * WAN),),
        )
    for record, when in firm.events("ip_insurance", "bought_on"):
        if record["right_kind"] == "patent_right" and firm.enterprise(when):
            contract = record["contract"]
            sum_ = rounded(Fraction(fen(record["premium"]), 2))
            room = ("6.6", str(when.year))
            yield Claim(
                "DY-6.5",
                "6",
                "ip_insurance",
                contract,
                when,
                sum_,
                ("ip_insurance", contract),
                order=61,
                rooms=((room, 10 * WAN),),
            )


def _years_between(start: dt.date, end: dt.date) -> Fraction:
    """Whole years count 1, otherwise days over 365. A mark or patent gets the interest of at most one year."""
    if end >= years_after(start, 1):
        return Fraction(1)
    return Fraction((end - start).days, 365)


def article_7(firm: Firm) -> Iterator[Claim]:
    for record, when in firm.events("industrialisation", "started_on"):
        sales = fen(record["sales"])
        if not (record["core"] and record["patent_in_force"] and sales >= 500 * WAN and firm.enterprise(when)):
            continue
        patent, product = record["patent"], record["product"]
        sum_ = min(10 * WAN, 2 * WAN + (sales - 500 * WAN) // (500 * WAN) * WAN)
        yield Claim(
            "DY-7.1",
            "7",
            "industrialisation",
            patent,
            when,
            sum_,
            ("industrialisation", patent),
            order=70,
            spends=(("patent", patent), ("product", product)),
            rooms=((("7.5", str(when.year)), 30 * WAN),),
            first=firm.is_first(
                "industrialisation",
                "started_on",
                when,
                lambda other, patent=patent: other["patent"] == patent,  # type: ignore[misc]
                lambda line, patent=patent: line.topic == "industrialisation" and line.item == patent,  # type: ignore[misc]
            ),
        )


def article_8(firm: Firm) -> Iterator[Claim]:
    for record, when in firm.events("patent_prize", "won_on"):
        level, prize, patent = record["level"], record["prize"], record["patent"]
        if (level, prize) in PRIZES:
            provision, sum_ = PRIZES[level, prize]
            item = f"{patent} / {level} / {prize}"
            order = 80 if level == "national" else 81
            clause = "china_prize" if level == "national" else "zhejiang_prize"
            yield Claim(
                provision,
                "8",
                "patent_prize",
                item,
                when,
                sum_,
                ("patent_prize", patent),
                level,
                order=order,
                clause=clause,
            )


def article_9(firm: Firm) -> Iterator[Claim]:
    if firm.is_body:
        return
    for record, when in firm.events("mediation", "settled_on"):
        dispute, sum_ = record["dispute"], 0 if record["official_mediator"] else 300_00
        yield Claim("DY-9.1", "9", "mediation", dispute, when, sum_, ("mediation", dispute), order=90)


def article_11(firm: Firm) -> Iterator[Claim]:
    for record, when in firm.events("protection_market", "recognised_on"):
        if record["level"] in MARKETS:
            provision, sum_ = MARKETS[record["level"]]
            yield _laddered(firm, provision, "11", "protection_market", "market", record, when, sum_, 110)


def article_12(firm: Firm) -> Iterator[Claim]:
    for record, when in firm.events("lawsuit", "judged_on"):
        if not firm.enterprise(when):
            continue
        dispute, court = record["dispute"], record["court"]
        if court == "home_court":
            provision, sum_ = "DY-12.1", min(5 * WAN, rounded(Fraction(fen(record["awarded_sum"]), 5)))
        else:
            most = 30 * WAN if court == "us_japan_eu_court" else 15 * WAN
            provision = "DY-12.2" if court == "us_japan_eu_court" else "DY-12.3"
            sum_ = min(most, rounded(Fraction(fen(record["agency_fee"]), 2)))
        yield Claim(provision, "12", "lawsuit", dispute, when, sum_, ("lawsuit", dispute), order=120)


def article_14(firm: Firm) -> Iterator[Claim]:
    """An agency set up here and in normal business, each for a year, with 50 local grants, 10 of them inventions.

    The text does not name a day to count from.
    """
    if not firm.kinds & {"patent_agency", "agency_branch"}:
        return
    applicant = firm.facts["applicant"]
    for record, set_up in firm.events("agency_registration", "set_up_on"):
        cases = sorted(
            (when, case["right"]) for case, when in firm.events("agency_case", "granted_on") if case["local_address"]
        )
        closed = happened(record, "closed_on") or NEVER
        begin = max(BEGIN, years_after(set_up, 1), years_after(day(applicant["business_started_on"]), 1))
        fifty = cases[49][0] if len(cases) >= 50 else NEVER
        inventions = [when for when, right in cases if right == "invention"]
        ten = inventions[9] if len(inventions) >= 10 else NEVER
        number = record["registration_number"]
        for year in range(BEGIN.year, firm.as_of.year + 1):
            turns = [dt.date(year, 1, 1), begin, fifty, ten]
            stated = applicant["located_here"]
            turns += [day(period["from"]) for period in stated if "from" in period] if isinstance(stated, list) else []
            for when in sorted(turns):
                holds = max(begin, fifty, ten) <= when < closed and when.year == year and when <= firm.as_of
                if holds and on(applicant["located_here"], when):
                    yield Claim(
                        "DY-14.1", "14", "agency", number, when, 5 * WAN, ("agency",), order=140, spends=(("agency",),)
                    )
                    break


ARTICLES = (
    article_1,
    article_2,
    article_3,
    article_4,
    article_5,
    article_6,
    article_7,
    article_8,
    article_9,
    article_11,
    article_12,
    article_14,
)

# ---- articles 21 to 23


def settle(facts: Facts) -> Outcome:
    firm = Firm(facts)
    outcome = Outcome()
    claims = [claim for article in ARTICLES for claim in article(firm)]
    kept = _kept(firm)
    carried: list[tuple[Claim, int]] = []
    paid: set[int] = set()
    for year in range(BEGIN.year, firm.as_of.year + 1):
        if firm.sanctioned(year):
            admitted: list[tuple[Claim, int]] = []
        else:
            admitted = _year(firm, kept, _in_order(claims, year, firm.as_of))
        paid |= {id(claim) for claim, _ in admitted}
        carried = _ceiling(firm, year, carried + admitted, outcome)
    outcome.carried = {claim.cell: rest for claim, rest in carried}
    for claim in claims:
        outcome.count(claim.provision, id(claim) in paid)
    return outcome


def _in_order(claims: list[Claim], year: int, as_of: dt.date) -> list[Claim]:
    of_year = [claim for claim in claims if claim.day.year == year and BEGIN <= claim.day <= as_of and claim.sum]
    return sorted(of_year, key=_order)


def _order(claim: Claim) -> tuple[Any, ...]:
    return claim.day, claim.order, claim.member, claim.item


def _kept(firm: Firm) -> Kept:
    """The state after earlier payments under this document, as if this run had paid them."""
    kept = Kept()
    for line in firm.lines:
        kept.admitted.append((line.matter, line.level, line.year, line.sum))
        if not line.own or not line.sum:
            continue
        kept.spent |= _spent_by(line)
        room = _room_of(line)
        if room is not None:
            kept.rooms[room] = kept.rooms.get(room, 0) + line.sum
        if line.topic == "pledge_loan" and line.record is not None:
            for right in line.record["pledged_right"]:
                kept.rights.setdefault(right, set()).add(line.year)
    return kept


def _spent_by(line: Line) -> set[tuple[str, ...]]:
    if line.topic == "geo_indication_trademark":
        return {(line.topic,)}
    if line.topic == "industrialisation" and line.record is not None:
        return {("patent", line.item), ("product", line.record["product"])}
    return {(line.topic, line.item)}


def _room_of(line: Line) -> tuple[str, ...] | None:
    year = str(line.year)
    if line.topic == "pledge_loan" and line.record is not None:
        return ("6.2", line.record["right_kind"], year)
    rooms = {
        "patent_portfolio": ("4.2", year),
        "madrid": ("DY-5.3",),
        "regional_office": ("DY-5.4",),
        "single_country": ("DY-5.5",),
        "ip_insurance": ("6.6", year),
        "industrialisation": ("7.5", year),
    }
    return rooms.get(line.topic)


def _year(firm: Firm, kept: Kept, claims: list[Claim]) -> list[tuple[Claim, int]]:
    """The claims of a year, with the amount that articles 1 to 21 leave of each."""
    open_ = [claim for claim in claims if claim.first and not _was_settled(firm, claim)]
    open_ = _not_spent(kept, open_)
    asked = _with_older_standards(firm, open_)
    in_rooms = _in_rooms(kept, open_, asked)
    sums = _not_twice(kept, open_, in_rooms)
    due = _promoted(kept, open_, sums)
    admitted = [(claim, sum_) for claim, sum_ in zip(open_, due, strict=True) if sum_]
    for claim, sum_ in admitted:
        kept.admitted.append((claim.matter, claim.level, claim.day.year, sum_))
        kept.spent |= {key for key in claim.spends if key[0] != "right"}
    # In the reading of the page, a claim that a full cap reduces to zero has still used its turn.
    for claim, before, after in zip(open_, asked, in_rooms, strict=True):
        if before and not after:
            kept.turns.add((claim.matter, claim.level, claim.day.year))
            kept.spent |= {key for key in claim.spends if key[0] != "right"}
    # Article 6: a right is used in the year of its loan, even if the cap of that year leaves nothing for the loan.
    for claim in open_:
        for key in claim.spends:
            if key[0] == "right":
                kept.rights.setdefault(key[1], set()).add(claim.day.year)
    return admitted


def _was_settled(firm: Firm, claim: Claim) -> bool:
    """Whether a line of this document settled the topic, item and year: the event is not paid again."""
    return any(
        line.own and line.topic == claim.topic and line.item == claim.item and line.year == claim.day.year
        for line in firm.lines
    )


def _not_spent(kept: Kept, claims: list[Claim]) -> list[Claim]:
    """The claims left by "paid once": the first claim uses up the chance."""
    left, spent = [], set(kept.spent)
    for claim in claims:
        years = [kept.rights.get(key[1], set()) - {int(key[2])} for key in claim.spends if key[0] == "right"]
        once = {key for key in claim.spends if key[0] != "right"}
        if once & spent or any(years):
            continue
        spent |= once
        left.append(claim)
    return left


def _with_older_standards(firm: Firm, claims: list[Claim]) -> list[int]:
    """Article 21: the higher of two standards for a matter.

    The highest claim of the matter in the year is raised to it.
    """
    sums = [claim.sum for claim in claims]
    for matter, standard in _standards(firm).items():
        of_matter = [place for place, claim in enumerate(claims) if claim.matter == matter]
        if of_matter:
            highest = max(of_matter, key=lambda place: (sums[place], -place))
            sums[highest] = max(sums[highest], standard)
    return sums


def _standards(firm: Firm) -> dict[tuple[str, ...], int]:
    standards: dict[tuple[str, ...], int] = {}
    for stated in firm.facts["older_documents"]:
        kind, name = stated["item"].split(": ")
        matter = (kind,) if kind in ("ip_title", "brand_title") else (kind, name)
        standards[matter] = max(standards.get(matter, 0), fen(stated["amount"]))
    return standards


def _in_rooms(kept: Kept, claims: list[Claim], sums: list[int]) -> list[int]:
    left = []
    for claim, sum_ in zip(claims, sums, strict=True):
        rest = min([sum_] + [most - kept.rooms.get(room, 0) for room, most in claim.rooms])
        rest = max(0, rest)
        for room, _ in claim.rooms:
            kept.rooms[room] = kept.rooms.get(room, 0) + rest
        left.append(rest)
    return left


def _not_twice(kept: Kept, claims: list[Claim], sums: list[int]) -> list[int]:
    """Article 21: the same matter is not paid twice at one level.

    Within a year the highest claim counts, over several years the first.
    """
    left = list(sums)
    groups: dict[tuple[tuple[str, ...], str], list[int]] = {}
    for place, claim in enumerate(claims):
        if claim.topic not in PAID_BESIDE and sums[place]:
            groups.setdefault((claim.matter, claim.level), []).append(place)
    for (matter, level), places in groups.items():
        year = claims[places[0]].day.year
        other_year = any((matter, level) == (m, lv) and y != year and paid for m, lv, y, paid in kept.admitted)
        other_year = other_year or any((matter, level) == (m, lv) and y != year for m, lv, y in kept.turns)
        best = max(places, key=lambda place: (sums[place], -claims[place].order, -place))
        for place in places:
            if other_year or place != best:
                left[place] = 0
    return left


def _promoted(kept: Kept, claims: list[Claim], sums: list[int]) -> list[int]:
    """Article 21: after a promotion to a higher level, the difference is paid.

    This is the higher amount less all earlier payments for the matter.
    """
    due: list[int] = []
    for place, (claim, sum_) in enumerate(zip(claims, sums, strict=True)):
        before = sum(paid for matter, _, _, paid in kept.admitted if matter == claim.matter)
        before += sum(due[other] for other in range(place) if claims[other].matter == claim.matter)
        due.append(max(0, sum_ - before))
    return due


def _ceiling(firm: Firm, year: int, waiting: list[tuple[Claim, int]], outcome: Outcome) -> list[tuple[Claim, int]]:
    """Article 22: a company is paid up to its contribution of the year, oldest first. The rest waits two years."""
    barred = firm.sanctioned(year)
    before = sum(
        line.sum for line in firm.lines if line.own and line.year == year and line.topic not in OUTSIDE_THE_CEILING
    )
    stated = firm.facts.get("figures", {}).get(str(year), {}).get("local_contribution", 0)
    room = max(0, fen(stated) - before)
    left = []
    for claim, rest in sorted(waiting, key=lambda pair: _order(pair[0])):
        free = not firm.is_company or claim.topic in OUTSIDE_THE_CEILING
        pays = 0 if barred else rest if free else min(rest, room)
        if pays:
            outcome.paid[claim.cell][year] += pays
            outcome.lines.append(Payment(claim.clause, claim.topic, claim.item, claim.day.year, year, pays))
        if not free:
            room -= pays
        rest -= pays
        if rest and year < claim.day.year + CARRY_YEARS:
            left.append((claim, rest))
        elif rest:
            outcome.lapsed[claim.cell] = rest
    return left
