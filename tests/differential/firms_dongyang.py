"""Random firms for Dongyang, mostly at the boundaries of rules.

They have several records for the same matter, days at the edges of years and steps, lines of earlier years, and low
caps.
"""

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

from tests.differential.dongyang import BEGIN, CERTIFIED, GRANTED, settle
from tests.differential.plain import NONE, UNKNOWABLE, Facts

Record = dict[str, Any]
LEVELS = ("national", "provincial", "municipal", "county_level")
TITLES = (
    "national_demonstration",
    "national_advantage",
    "provincial_demonstration",
    "municipal_demonstration",
    "national_pilot",
    "provincial_advantage",
)
BRANDS = ("national_brand", "provincial_brand", "municipal_brand")
OWN_LABELS = {
    "ip_title": "1.ip_title.new",
    "brand_title": "1.brand_title.new",
    "navigation_project": "2.navigation_project.accepted",
    "ip_alliance": "2.ip_alliance.recorded",
    "patent_platform": "2.patent_platform.accepted",
    "maintained 10": "ten_years",
    "maintained 15": "fifteen_years",
    "patent_portfolio": "4.patent_portfolio.formed",
    "well_known_mark": "5.well_known_mark.new",
    "madrid": "madrid_mark",
    "regional_office": "regional_mark",
    "single_country": "country_mark",
    "geo_indication_trademark": "gi_mark",
    "brand_base": "5.brand_base.new",
    "guidance_station": "brand_station",
    "pledge_loan": "6.pledge_loan.repaid",
    "ip_insurance": "6.ip_insurance.bought",
    "industrialisation": "7.industrialisation.new",
    "protection_market": "11.protection_market.new",
    "lawsuit": "12.lawsuit.won",
}


class Draw:
    """A generator of one firm. Two records of a kind never have the same key and day, which the facts refuse."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.records: dict[str, list[Record]] = {}
        self.taken: set[tuple[str, ...]] = set()
        self.approvals: list[Record] = []

    def day(self, first: int = 2020, last: int = 2026) -> str:
        """Any day, or an edge: of the window, of a year, a 29 February."""
        edges = (
            "2020-12-31",
            "2021-01-01",
            "2021-12-31",
            "2022-01-01",
            "2024-02-29",
            "2025-12-31",
            "2026-01-01",
            "2026-12-31",
        )
        inside = [edge for edge in edges if first <= int(edge[:4]) <= last]
        if inside and self.rng.random() < 0.12:
            return self.rng.choice(inside)
        start = dt.date(first, 1, 1).toordinal()
        return dt.date.fromordinal(self.rng.randint(start, dt.date(last, 12, 31).toordinal())).isoformat()

    def add(self, kind: str, key: tuple[str, ...], record: Record) -> bool:
        if (kind, *key) in self.taken:
            return False
        self.taken.add((kind, *key))
        self.records.setdefault(kind, []).append(record)
        return True

    def yes(self, share: float = 0.8) -> bool:
        return self.rng.random() < share

    def approval(self, *edges: int) -> int:
        """The amount set by the bureau. It is always stated, because an unstated amount affects all related claims."""
        return self.near(*edges) if self.yes() else 0

    def near(self, *edges: int) -> int:
        """An amount at an edge, slightly off it, or anywhere up to twice the greatest edge."""
        edge = self.rng.choice(edges)
        return max(0, self.rng.choice((edge, edge - 1, edge + 1, self.rng.randint(0, 2 * max(edges)))))


def titles(draw: Draw) -> None:
    for _ in range(draw.rng.randint(1, 6)):
        title, when = draw.rng.choice(TITLES), draw.day()
        draw.add("ip_title", (title, when), {"title": title, "recognised_on": when})


def brands(draw: Draw) -> None:
    for _ in range(draw.rng.randint(1, 5)):
        brand, when = draw.rng.choice(BRANDS), draw.day()
        draw.add("brand_title", (brand, when), {"brand": brand, "recognised_on": when})


def certifications(draw: Draw) -> None:
    for _ in range(draw.rng.randint(1, 3)):
        standard, when = draw.rng.choice(("gbt29490", "gbt29490", "gbt33250")), draw.day()
        cost = draw.near(30000)
        stage = draw.rng.choice(("initial", "surveillance", "recertification"))
        record = {"standard": standard, "stage": stage, "cost": cost, "passed_on": when}
        if draw.add("certification", (standard, when), record):
            draw.approvals.append({"clause": CERTIFIED, "item": f"{standard} / {when}", "amount": draw.approval(cost)})


def projects(draw: Draw) -> None:
    for _ in range(draw.rng.randint(1, 4)):
        kind = draw.rng.choice(("navigation_project", "ip_alliance", "patent_platform"))
        name, when, level = f"J{draw.rng.randint(1, 2)}", draw.day(), draw.rng.choice(LEVELS[:3])
        if kind == "navigation_project":
            scope = draw.rng.choice(("industry_plan", "enterprise_operation", "early_warning"))
            record = {
                "project": name,
                "level": level,
                "scope": scope,
                "selected_on": f"2019-{len(draw.taken) % 12 + 1:02d}-05",
                "accepted_on": when,
            }
        elif kind == "ip_alliance":
            record = {"alliance": name, "level": level, "recorded_on": when}
        else:
            record = {"platform": name, "level": level, "accepted_on": when}
        draw.add(kind, (name, when), record)


def patents(draw: Draw) -> None:
    for number in range(draw.rng.randint(1, 6)):
        name, right = f"P{number}", draw.rng.choice(("invention", "invention", "utility_model", "design"))
        filed = draw.day(2004, 2022)
        granted = max(draw.day(2008, 2026), filed)
        fees = draw.near(8000, 4001)
        lapsed = max(draw.day(2018, 2026), granted) if draw.yes(0.3) else NONE
        record = {"number": name, "right": right, "domestic": draw.yes(), "official_fees": fees, "filed_on": filed}
        draw.add("patent", (name,), {**record, "granted_on": granted, "lapsed_on": lapsed})
        if right == "invention":
            draw.approvals.append({"clause": GRANTED, "item": name, "amount": draw.approval(4000, 2000, fees // 2)})


def portfolios(draw: Draw) -> None:
    for _ in range(draw.rng.randint(1, 5)):
        name, when = f"T{draw.rng.randint(1, 5)}", draw.day(2021, 2023)
        draw.add(
            "patent_portfolio",
            (name, when),
            {"portfolio": name, "new_inventions": draw.rng.choice((9, 10, 12)), "formed_on": when},
        )


def famous_marks(draw: Draw) -> None:
    for _ in range(draw.rng.randint(1, 3)):
        mark, when = f"M{draw.rng.randint(1, 2)}", draw.day()
        draw.add("well_known_mark", (mark, when), {"mark": mark, "first_recognition": True, "recognised_on": when})
    if draw.yes(0.3):
        draw.add("judicial_well_known_mark", ("M1",), {"mark": "M1", "recognised_on": draw.day(2012, 2019)})


def foreign_marks(draw: Draw) -> None:
    for _ in range(draw.rng.randint(2, 10)):
        mark = f"M{draw.rng.randint(1, 4)}"
        route = draw.rng.choice(("madrid", "regional_office", "single_country"))
        territory = draw.rng.choice(
            {
                "madrid": ("DE", "FR", "US"),
                "regional_office": ("EU", "OAPI"),
                "single_country": ("DE", "HK", "JP", "US", "TW", "KR"),
            }[route]
        )
        if (mark, territory, "route") in draw.taken and not draw.yes(0.2):
            continue
        draw.taken.add((mark, territory, "route"))
        when = draw.day()
        record = {
            "mark": mark,
            "territory": territory,
            "route": route,
            "registration_fee": draw.near(9000, 30000, 20000),
            "registered_on": when,
        }
        draw.add("foreign_mark", (mark, territory, when), record)


def indications(draw: Draw) -> None:
    for _ in range(draw.rng.randint(1, 3)):
        mark, when = f"G{draw.rng.randint(1, 2)}", draw.day()
        draw.add("geo_indication_trademark", (mark, when), {"mark": mark, "registered_on": when})


def bases(draw: Draw) -> None:
    for _ in range(draw.rng.randint(1, 4)):
        name, level, when = f"B{draw.rng.randint(1, 2)}", draw.rng.choice(LEVELS[:3]), draw.day()
        draw.add("brand_base", (name, level, when), {"base": name, "level": level, "recognised_on": when})


def stations(draw: Draw) -> None:
    for _ in range(draw.rng.randint(1, 3)):
        name, when = f"S{draw.rng.randint(1, 2)}", draw.day()
        draw.add(
            "guidance_station",
            (name, when),
            {"station": name, "newly_built": True, "selected_on": when, "rated_on": when},
        )


def loans(draw: Draw) -> None:
    for number in range(draw.rng.randint(1, 5)):
        drawn = dt.date.fromisoformat(draw.day(2020, 2024))
        repaid = drawn + dt.timedelta(days=draw.rng.choice((90, 182, 364, 365, 366, 500, 900)))
        principal = draw.near(3_000_000, 20_000_000)
        rights = draw.rng.sample(("ZL1", "ZL2", "ZL3"), draw.rng.randint(1, 2))
        secured: Any = UNKNOWABLE if draw.yes(0.1) else principal // draw.rng.randint(1, 3)
        record = {
            "loan": f"L{number}",
            "right_kind": draw.rng.choice(("patent_right", "trademark_right", "trademark_right", "copyright")),
            "pledged_right": rights,
            "principal": principal,
            "pledged_principal": secured,
            "actual_rate": "3.9%",
            "lender": "bank",
            "on_schedule": draw.yes(0.9),
            "drawn_on": drawn.isoformat(),
            "repaid_on": NONE if draw.yes(0.1) else repaid.isoformat(),
        }
        draw.add("pledge_loan", (f"L{number}",), record)


def insurances(draw: Draw) -> None:
    for number in range(draw.rng.randint(1, 5)):
        right = draw.rng.choice(("patent_right", "patent_right", "trademark_right"))
        record = {
            "contract": f"I{number}",
            "right_kind": right,
            "premium": draw.near(120_000, 33),
            "bought_on": draw.day(2021, 2023),
        }
        draw.add("ip_insurance", (f"I{number}",), record)


def industries(draw: Draw) -> None:
    for _ in range(draw.rng.randint(1, 6)):
        patent, when = f"P{draw.rng.randint(0, 5)}", draw.day()
        record = {
            "patent": patent,
            "product": f"Q{draw.rng.randint(1, 5)}",
            "core": draw.yes(0.9),
            "patent_in_force": draw.yes(0.9),
            "sales": draw.near(5_000_000, 10_000_000, 45_000_000, 50_000_000),
            "started_on": when,
        }
        draw.add("industrialisation", (patent, when), record)


def prizes(draw: Draw) -> None:
    for _ in range(draw.rng.randint(1, 6)):
        patent, level = f"P{draw.rng.randint(0, 2)}", draw.rng.choice(LEVELS[:2])
        prize = draw.rng.choice(("gold", "silver", "excellence"))
        when = draw.day()
        record = {
            "patent": patent,
            "project": "J",
            "level": level,
            "for_design": draw.yes(0.2),
            "prize": prize,
            "won_on": when,
        }
        draw.add("patent_prize", (patent, level, prize, when), record)


def mediations(draw: Draw) -> None:
    for number in range(draw.rng.randint(1, 4)):
        record = {"dispute": f"D{number}", "official_mediator": draw.yes(0.3), "settled_on": draw.day()}
        draw.add("mediation", (f"D{number}",), record)


def markets(draw: Draw) -> None:
    for _ in range(draw.rng.randint(1, 4)):
        name, level, when = f"K{draw.rng.randint(1, 2)}", draw.rng.choice(LEVELS[:3]), draw.day()
        draw.add("protection_market", (name, level, when), {"market": name, "level": level, "recognised_on": when})


def lawsuits(draw: Draw) -> None:
    for _ in range(draw.rng.randint(1, 4)):
        dispute, when = f"D{draw.rng.randint(1, 5)}", draw.day()
        court = draw.rng.choice(("home_court", "us_japan_eu_court", "other_court"))
        record = {
            "dispute": dispute,
            "court": court,
            "awarded_sum": draw.near(250_000),
            "agency_fee": draw.near(300_000, 600_000),
            "judged_on": when,
        }
        draw.add("lawsuit", (dispute, when), record)


def agencies(draw: Draw) -> None:
    set_up = draw.day(2020, 2023)
    closed = max(draw.day(2022, 2026), set_up) if draw.yes(0.2) else NONE
    record = {
        "registration_number": "R1",
        "form": "corporate",
        "attorneys": 3,
        "set_up_on": set_up,
        "closed_on": closed,
    }
    draw.add("agency_registration", ("R1",), record)
    for number in range(draw.rng.choice((49, 50, 53, 60))):
        right = "invention" if number % 5 == 0 else "design"
        case = {
            "number": f"C{number}",
            "right": right,
            "local_address": draw.yes(0.99),
            "compliant": draw.yes(0.99),
            "granted_on": draw.day(2020, 2023),
        }
        draw.add("agency_case", (f"C{number}",), case)


Topic = Callable[[Draw], None]
OF_COMPANIES: tuple[Topic, ...] = (
    titles,
    brands,
    certifications,
    projects,
    patents,
    portfolios,
    famous_marks,
    foreign_marks,
    indications,
    bases,
    stations,
    loans,
    insurances,
    industries,
    prizes,
    markets,
    lawsuits,
)
COMPANY_KINDS = {"enterprise", "small_enterprise", "patent_agency"}  # their ceiling needs a complete year
KINDS = ("enterprise",) * 8 + (
    "small_enterprise",
    "patent_agency",
    "patent_agency",
    "person",
    "association",
    "academy",
    "town",
    "park",
)


def firm(seed: int, number: int) -> Facts:
    """The facts of one firm: all lists and all years of figures are complete, and the as-of date is stated."""
    rng = random.Random(f"dongyang {seed} {number}")
    draw = Draw(rng)
    kind = rng.choice(KINDS)
    for topic in rng.sample(OF_COMPANIES, rng.choice((1, 2, 3, 5))):
        topic(draw)
    if kind == "patent_agency" and draw.yes(0.7):
        agencies(draw)
    if kind == "person" and draw.yes(0.7):
        mediations(draw)
    for _ in range(rng.choice((0, 0, 1, 2))):
        dispute = f"X{rng.randint(1, 9)}"
        draw.add(
            "sanction", (dispute,), {"dispute": dispute, "level": rng.choice(LEVELS), "opened_on": draw.day(2021, 2026)}
        )
    last = rng.choice((2023, 2024, 2026, 2026, 2026))
    rooms = rng.choice(((9_000_000,), (0, 50_000, 300_000), (100_000, 400_000, 2_000_000)))
    facts: Facts = {
        "applicant": _applicant(draw, kind),
        "records": {name: draw.records.get(name, []) for name in ALL_KINDS},
        "figures": {str(year): {"local_contribution": rng.choice(rooms)} for year in range(BEGIN.year, last + 1)},
        "history": [],
        "support": _support(draw),
        "older_documents": _standards(draw),
        "approvals": draw.approvals,
        "as_of": f"{last}-12-31" if kind in COMPANY_KINDS else draw.day(last, last),
    }
    facts["history"] = _other_lines(draw)
    facts["history"] = facts["history"] + _own_lines(draw, facts)
    return facts


ALL_KINDS = [
    "certification",
    "ip_title",
    "brand_title",
    "navigation_project",
    "ip_alliance",
    "patent_platform",
    "patent",
    "patent_portfolio",
    "well_known_mark",
    "judicial_well_known_mark",
    "foreign_mark",
    "geo_indication_trademark",
    "brand_base",
    "guidance_station",
    "pledge_loan",
    "ip_insurance",
    "industrialisation",
    "patent_prize",
    "mediation",
    "protection_market",
    "lawsuit",
    "agency_registration",
    "agency_case",
    "sanction",
]


def _applicant(draw: Draw, kind: str) -> Record:
    applicant: Record = {
        "id": "F",
        "kinds": [kind],
        "main_industry": draw.rng.choice(("wood_carving", "construction", "other_industry")),
    }
    for name in ("located_here", "legal_person", "sound_books", "operating"):
        applicant[name] = _dated(draw) if draw.yes(0.1) else draw.yes(0.97)
    applicant["business_started_on"] = draw.day(2019, 2023)
    return applicant


def _dated(draw: Draw) -> list[Record]:
    turn = dt.date.fromisoformat(draw.day(2021, 2025))
    before = draw.yes(0.5)
    return [
        {"to": (turn - dt.timedelta(days=1)).isoformat(), "value": before},
        {"from": turn.isoformat(), "value": not before},
    ]


def _support(draw: Draw) -> list[Record]:
    """Payments by other levels. They have no effect here, since the text deducts only the city's own payments."""
    if draw.yes(0.8):
        return []
    level = draw.rng.choice(("national", "provincial"))
    return [{"kind": "patent_prize", "item": "P1 / national / gold", "level": level, "year": 2022, "amount": 5000}]


def _standards(draw: Draw) -> list[Record]:
    names = {
        "patent_prize": ("P0", "P1"),
        "well_known_mark": ("M1",),
        "brand_base": ("B1",),
        "protection_market": ("K1",),
        "guidance_station": ("S1",),
    }
    lines = []
    for kind, items in names.items():
        if draw.yes(0.15):
            amount = draw.rng.choice((150_000, 400_000, 1_250_000))
            lines.append({"document": "2015-3", "item": f"{kind}: {draw.rng.choice(items)}", "amount": amount})
    return lines


def _other_lines(draw: Draw) -> list[Record]:
    """Lines of an older document, about the matters of this firm."""
    lines = []
    for kind, items in (
        (
            "patent_prize",
            (
                "P0 / provincial / gold",
                "P1 / national / excellence",
                "P1 / provincial / excellence",
                "P2 / national / gold",
            ),
        ),
        ("judicial_well_known_mark", ("M1", "M2")),
        ("brand_base", ("B1 / provincial", "B2 / national")),
    ):
        if draw.yes(0.12):
            year, paid = draw.rng.randint(2016, 2020), draw.rng.choice((30_000, 200_000, 500_000))
            lines.append(
                {
                    "policy": "dongyang_2015",
                    "clause": kind,
                    "kind": kind,
                    "item": draw.rng.choice(items),
                    "year": year,
                    "due": paid,
                }
            )
    return lines


def _own_lines(draw: Draw, facts: Facts) -> list[Record]:
    """The payments of this document up to some year: all of them, or a part if the rest was discovered later."""
    if draw.yes(0.7):
        return []
    year = draw.rng.randint(2021, int(facts["as_of"][:4]) - 1)
    settled = settle({**facts, "as_of": f"{year}-12-31"})
    if settled.carried or settled.lapsed or any(line.year != line.event_year for line in settled.lines):
        return []  # a short line has one year; several years need a full ledger
    share = draw.rng.choice((1.0, 0.6))
    lines = []
    keys = {
        "industrialisation": "patent",
        "navigation_project": "project",
        "ip_alliance": "alliance",
        "patent_platform": "platform",
    }
    for line in settled.lines:
        label = line.clause or OWN_LABELS.get(line.topic)
        # A line cannot identify one of two records that list the same item with other fields.
        listed = facts["records"].get(line.topic, []) if line.topic in keys else []
        is_plain = sum(record[keys[line.topic]] == line.item for record in listed) <= 1
        if label is not None and is_plain and draw.yes(share):
            lines.append(
                {
                    "clause": label,
                    "item": line.item,
                    "year": line.year,
                    "due": f"{line.sum // 100}.{line.sum % 100:02d}",
                }
            )
    return lines
