"""Foshan, settled a second time from the official text.

The plan has no rule over several items and no clause on eligibility. Each article pays its amount, and two of them have
a yearly cap.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from tests.differential.plain import (
    COMPANIES,
    INSTITUTIONS,
    PERSONS,
    Cell,
    Facts,
    Outcome,
    Payment,
    day,
    fen,
    happened,
    kinds,
    records,
    rounded,
)

# The plan was issued on the first of these days. Its programme runs to the second.
BEGIN, END = dt.date(2020, 4, 20), dt.date(2022, 12, 31)

WAN = 10_000_00

QUALITY = {"national": ("FS-1.4", 200 * WAN), "provincial": ("FS-1.5", 100 * WAN), "municipal": ("FS-1.6", 100 * WAN)}
TITLES = {
    "national_demonstration": ("FS-1.9", 50 * WAN),
    "national_advantage": ("FS-1.10", 30 * WAN),
    "provincial_demonstration": ("FS-1.11", 20 * WAN),
}
CHINA = {"gold": ("FS-3.1", 50 * WAN), "silver": ("FS-3.2", 30 * WAN), "excellence": ("FS-3.3", 20 * WAN)}
GUANGDONG = {"gold": ("FS-3.4", 30 * WAN), "silver": ("FS-3.5", 20 * WAN), "excellence": ("FS-3.6", 10 * WAN)}
SEATS = {"main_seat": ("FS-3.7", 20 * WAN), "branch_seat": ("FS-3.8", 10 * WAN)}

GUANGDONG_PRIZE = "guangdong_prize"
EXTRA_REWARD = "3.3.cultivation_listing.listed"
DEAL = "2.2.2.patent_deal.paid"
INSURANCE = "2.2.5.ip_insurance.bought"


@dataclass(frozen=True)
class Claim:
    """One amount that an article names.

    `once` is the key of a single payment, `room` is the yearly cap that it shares.
    """

    provision: str
    article: str
    clause: str
    item: str
    day: dt.date
    sum: int
    once: tuple[str, ...]
    order: int
    first: bool = True
    room: int | None = None


class Firm:
    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.as_of = day(facts["as_of"])
        self.kinds = kinds(facts)
        self.is_company = bool(self.kinds & COMPANIES)
        self.is_undertaking = bool(self.kinds & (COMPANIES | INSTITUTIONS))
        self.history = facts["history"]

    def events(self, kind: str, name: str) -> Iterator[tuple[Facts, dt.date]]:
        for record in records(self.facts, kind):
            when = happened(record, name)
            if when is not None:
                yield record, when

    def approved(self, clause: str, item: str, most: int | None) -> int:
        for approval in self.facts["approvals"]:
            if approval["clause"] == clause and approval["item"] == item:
                sum_ = fen(approval["amount"])
                return sum_ if most is None else min(sum_, most)
        return 0

    def is_first(self, kind: str, name: str, key: str, value: str, when: dt.date, clause: str) -> bool:
        earlier = any(record[key] == value and other < when for record, other in self.events(kind, name))
        lines = any(
            (line["clause"] == clause or line.get("kind") == kind)
            and line["item"] == value
            and line["year"] < when.year
            for line in self.history
        )
        return not earlier and not lines


def creation(firm: Firm) -> Iterator[Claim]:
    """Section 2.1: alliances, quality awards, marks, titles, leaders."""
    for record, when in firm.events("ip_alliance", "recorded_on"):
        if record["level"] == "national":
            name = record["alliance"]
            yield Claim("FS-1.3", "2.1.4", "2.1.4.ip_alliance.recorded", name, when, 10 * WAN, ("alliance", name), 10)
    for record, when in firm.events("quality_award", "won_on"):
        if record["level"] in QUALITY and firm.is_undertaking:
            provision, sum_ = QUALITY[record["level"]]
            item = f"{record['level']} / {record['award_year']}"
            yield Claim(provision, "2.1.5", "2.1.5.quality_award.won", item, when, sum_, ("quality", item), 20)
    for record, when in firm.events("well_known_mark", "recognised_on"):
        mark, clause = record["mark"], "2.1.5.well_known_mark.new"
        first = record["first_recognition"] and firm.is_first(
            "well_known_mark", "recognised_on", "mark", mark, when, clause
        )
        yield Claim("FS-1.7", "2.1.5", clause, mark, when, 30 * WAN, ("mark", mark), 21, first=first)
    for record, when in firm.events("geo_indication_trademark", "registered_on"):
        mark = record["mark"]
        yield Claim(
            "FS-1.8",
            "2.1.5",
            "2.1.5.geo_indication_trademark.registered",
            mark,
            when,
            20 * WAN,
            ("indication", mark),
            22,
        )
    for record, when in firm.events("ip_title", "recognised_on"):
        if record["title"] in TITLES and firm.is_company:
            provision, sum_ = TITLES[record["title"]]
            yield Claim(
                provision,
                "2.1.6",
                "2.1.6.ip_title.recognised",
                record["title"],
                when,
                sum_,
                ("title", record["title"]),
                30,
            )
    for record, when in firm.events("sector_leader", "recognised_on"):
        if firm.is_company:
            sector, clause = record["sector"], "2.1.7.sector_leader.new"
            first = firm.is_first("sector_leader", "recognised_on", "sector", sector, when, clause)
            yield Claim("FS-1.12", "2.1.7", clause, sector, when, 20 * WAN, ("leader",), 40, first=first)


def operation(firm: Firm) -> Iterator[Claim]:
    """Section 2.2: patents bought, and premiums. The same body or person has a yearly cap for each."""
    for record, when in firm.events("patent_deal", "paid_on"):
        if record["role"] == "buyer":
            item = f"{record['contract']} / {record['deal_year']}"
            sum_ = rounded(Fraction(fen(record["amount"]), 20))
            yield Claim("FS-2.1", "2.2.2", DEAL, item, when, sum_, (), 50, room=100 * WAN)
    for record, when in firm.events("ip_insurance", "bought_on"):
        if (
            record["right_kind"] == "patent_right" and not firm.kinds & PERSONS
        ):  # only units buy insurance; the cap also names persons
            sum_ = rounded(Fraction(fen(record["premium"]), 2))
            yield Claim("FS-2.4", "2.2.5", INSURANCE, record["contract"], when, sum_, (), 60, room=30 * WAN)


def service(firm: Firm) -> Iterator[Claim]:
    """Section 2.3: prizes, at the bureau's discretion if the province awarded them, and brand agencies."""
    for record, when in firm.events("patent_prize", "won_on"):
        level, prize, patent = record["level"], record["prize"], record["patent"]
        item = f"{patent} / {level} / {prize}"
        if level == "national" and prize in CHINA:
            provision, sum_ = CHINA[prize]
            yield Claim(provision, "2.3.3", "china_prize", item, when, sum_, ("prize", item), 70)
        elif level == "provincial" and prize in GUANGDONG:
            provision, most = GUANGDONG[prize]
            sum_ = firm.approved(GUANGDONG_PRIZE, item, most)
            yield Claim(provision, "2.3.3", GUANGDONG_PRIZE, item, when, sum_, ("prize", item), 71)
    for record, when in firm.events("service_brand", "recognised_on"):
        if firm.kinds & (COMPANIES - {"enterprise", "small_enterprise"}) and firm.facts["applicant"]["located_here"]:
            provision, sum_ = SEATS[record["seat"]]
            yield Claim(
                provision,
                "2.3.4",
                "2.3.4.service_brand.recognised",
                record["seat"],
                when,
                sum_,
                ("brand", record["seat"]),
                80,
            )


def evaluation(firm: Firm) -> Iterator[Claim]:
    """Section 3.3: after the end of the programme, the bureau may once reward a unit that is then on the list.

    The reward is the highest that it approved.
    """
    listed = []
    if firm.kinds & PERSONS:
        return
    for record, when in firm.events("cultivation_listing", "listed_on"):
        removed = happened(record, "removed_on")
        if when <= END and (removed is None or removed > END):
            listed.append(record["list_year"])
    sums = [(firm.approved(EXTRA_REWARD, year, None), year) for year in sorted(listed)]
    if sums:
        best, year = max(sums, key=lambda pair: pair[0])
        yield Claim("FS-4.1", "3.3", EXTRA_REWARD, year, END, best, ("extra",), 90)


def settle(facts: Facts) -> Outcome:
    firm = Firm(facts)
    outcome = Outcome()
    claims = [claim for section in (creation, operation, service, evaluation) for claim in section(firm)]
    paid_once: set[tuple[str, str]] = {
        (line["clause"], line["item"]) for line in firm.history if "policy" not in line and fen(line["due"])
    }
    used = {_once_of(clause, item) for clause, item in paid_once}
    rooms: dict[tuple[str, int], int] = {}
    settled = set()
    for line in firm.history:
        if "policy" not in line:
            settled.add((line["clause"], line["item"], line["year"]))
            key = (line["clause"], line["year"])
            rooms[key] = rooms.get(key, 0) + fen(line["due"])
    for claim in sorted(claims, key=lambda claim: (claim.day, claim.order, claim.item)):
        pays = claim.sum if BEGIN <= claim.day <= min(END, firm.as_of) and claim.first else 0
        if (claim.clause, claim.item, claim.day.year) in settled or (claim.once and claim.once in used):
            pays = 0
        if claim.room is not None:
            key = (claim.clause, claim.day.year)
            pays = min(pays, max(0, claim.room - rooms.get(key, 0)))
            rooms[key] = rooms.get(key, 0) + pays
        if pays:
            used.add(claim.once)
            outcome.paid[Cell(claim.article, claim.item, claim.day.isoformat())][claim.day.year] += pays
            outcome.lines.append(Payment(claim.clause, claim.clause, claim.item, claim.day.year, claim.day.year, pays))
        outcome.count(claim.provision, bool(pays))
    return outcome


def _once_of(clause: str, item: str) -> tuple[str, ...]:
    names = {
        "2.1.4.ip_alliance.recorded": "alliance",
        "2.1.5.quality_award.won": "quality",
        "2.1.5.well_known_mark.new": "mark",
        "2.1.5.geo_indication_trademark.registered": "indication",
        "2.1.6.ip_title.recognised": "title",
        "china_prize": "prize",
        GUANGDONG_PRIZE: "prize",
        "2.3.4.service_brand.recognised": "brand",
    }
    if clause == "2.1.7.sector_leader.new":
        return ("leader",)
    if clause == EXTRA_REWARD:
        return ("extra",)
    return (names.get(clause, clause), item)
