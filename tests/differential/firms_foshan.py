"""Random firms for Foshan, mostly at the edges of the window, at its two yearly caps, and with items listed twice."""

import random
from typing import Any

from tests.differential.firms_dongyang import LEVELS, Draw, Record, indications, titles
from tests.differential.foshan import EXTRA_REWARD, GUANGDONG_PRIZE, settle
from tests.differential.plain import NONE, Facts

EDGES = ("2020-01-01", "2020-04-19", "2020-04-20", "2020-12-31", "2021-01-01", "2022-12-31", "2023-01-01")


def _day(draw: Draw) -> str:
    return draw.rng.choice(EDGES) if draw.yes(0.15) else draw.day(2019, 2023)


def alliances(draw: Draw) -> None:
    for _ in range(draw.rng.randint(1, 3)):
        name, when = f"A{draw.rng.randint(1, 2)}", _day(draw)
        draw.add(
            "ip_alliance", (name, when), {"alliance": name, "level": draw.rng.choice(LEVELS[:3]), "recorded_on": when}
        )


def awards(draw: Draw) -> None:
    for _ in range(draw.rng.randint(1, 5)):
        level, year, when = draw.rng.choice(LEVELS), str(draw.rng.randint(2020, 2022)), _day(draw)
        draw.add("quality_award", (level, year, when), {"level": level, "award_year": year, "won_on": when})


def marks(draw: Draw) -> None:
    for _ in range(draw.rng.randint(1, 4)):
        mark, when = f"M{draw.rng.randint(1, 3)}", _day(draw)
        draw.add(
            "well_known_mark", (mark, when), {"mark": mark, "first_recognition": draw.yes(), "recognised_on": when}
        )


def leaders(draw: Draw) -> None:
    for _ in range(draw.rng.randint(1, 3)):
        sector, when = f"S{draw.rng.randint(1, 2)}", _day(draw)
        draw.add("sector_leader", (sector, when), {"sector": sector, "recognised_on": when})


def deals(draw: Draw) -> None:
    for number in range(draw.rng.randint(1, 6)):
        contract, when = f"C{draw.rng.randint(1, 4)}", _day(draw)
        record: dict[str, Any] = {
            "contract": contract,
            "deal_year": f"{when[:4]}-{number}",
            "amount": draw.near(20_000_000, 8_000_000, 10),
            "role": draw.rng.choice(("buyer", "buyer", "buyer", "seller", "broker")),
            "right": "invention",
            "patent_count": 1,
            "contract_registered": draw.yes(0.5),
            "used_here": draw.yes(0.5),
            "related_party": draw.yes(0.5),
            "paid_on": when,
        }
        draw.add("patent_deal", (contract, record["deal_year"]), record)


def insurances(draw: Draw) -> None:
    for number in range(draw.rng.randint(1, 5)):
        right = draw.rng.choice(("patent_right", "patent_right", "copyright"))
        record = {
            "contract": f"I{number}",
            "right_kind": right,
            "premium": draw.near(600_000, 250_000, 33),
            "bought_on": _day(draw),
        }
        draw.add("ip_insurance", (f"I{number}",), record)


def prizes(draw: Draw) -> None:
    for _ in range(draw.rng.randint(1, 6)):
        patent, level = f"P{draw.rng.randint(1, 3)}", draw.rng.choice(LEVELS[:2])
        prize = draw.rng.choice(("gold", "silver", "excellence", "grade_1"))
        when = _day(draw)
        record = {
            "patent": patent,
            "project": f"J{patent}",
            "level": level,
            "for_design": draw.yes(0.3),
            "prize": prize,
            "won_on": when,
        }
        item = f"{patent} / {level} / {prize}"
        added = draw.add("patent_prize", (patent, level, prize, when), record)
        stated = any(approval["item"] == item for approval in draw.approvals)
        if added and level == "provincial" and prize != "grade_1" and not stated:
            amount = draw.approval(100_000, 200_000, 300_000)
            draw.approvals.append({"clause": GUANGDONG_PRIZE, "item": item, "amount": amount})


def brands(draw: Draw) -> None:
    for _ in range(draw.rng.randint(1, 3)):
        seat, when = draw.rng.choice(("main_seat", "branch_seat")), _day(draw)
        draw.add("service_brand", (seat, when), {"seat": seat, "recognised_on": when})


def listings(draw: Draw) -> None:
    for year in draw.rng.sample((2020, 2021, 2022), draw.rng.randint(1, 3)):
        listed = draw.day(year, year)
        removed = max(listed, draw.day(2020, 2023)) if draw.yes(0.4) else NONE
        draw.add(
            "cultivation_listing", (str(year),), {"list_year": str(year), "listed_on": listed, "removed_on": removed}
        )
        draw.approvals.append({"clause": EXTRA_REWARD, "item": str(year), "amount": draw.approval(100, 200_000)})


TOPICS = (alliances, awards, marks, leaders, deals, insurances, prizes, brands, listings, titles, indications)
KINDS = ("enterprise",) * 5 + (
    "small_enterprise",
    "agency",
    "patent_agency",
    "agency_branch",
    "academy",
    "institution",
    "association",
    "person",
    "town",
)
ALL_KINDS = [
    "ip_alliance",
    "quality_award",
    "well_known_mark",
    "sector_leader",
    "patent_deal",
    "ip_insurance",
    "patent_prize",
    "service_brand",
    "cultivation_listing",
    "ip_title",
    "geo_indication_trademark",
]


def firm(seed: int, number: int) -> Facts:
    """The facts of one firm, complete, with the as-of date."""
    rng = random.Random(f"foshan {seed} {number}")
    draw = Draw(rng)
    for topic in rng.sample(TOPICS, rng.choice((1, 2, 3, 5))):
        topic(draw)
    kind = rng.choice(KINDS)
    last = rng.choice(("2020-06-30", "2021-12-31", "2022-12-31", "2023-12-31", "2024-06-30"))
    facts: Facts = {
        "applicant": {"id": "F", "kinds": [kind], "located_here": rng.choice((True, True, False)), "head_office": NONE},
        "records": {name: draw.records.get(name, []) for name in ALL_KINDS},
        "figures": {},
        "history": [],
        "support": [{"kind": "well_known_mark", "item": "M1", "level": "provincial", "year": 2021, "amount": 5000}]
        if draw.yes(0.2)
        else [],
        "older_documents": [],
        "approvals": draw.approvals,
        "as_of": last,
    }
    facts["history"] = _lines(draw, facts)
    return facts


def _lines(draw: Draw, facts: Facts) -> list[Record]:
    """The payments of the plan up to some year, completely or in part."""
    if draw.yes(0.7):
        return []
    year = draw.rng.randint(2020, 2022)
    if f"{year}-12-31" > facts["as_of"]:
        return []
    settled = settle({**facts, "as_of": f"{year}-12-31"})
    share = draw.rng.choice((1.0, 0.6))
    return [
        {"clause": line.clause, "item": line.item, "year": line.year, "due": f"{line.sum // 100}.{line.sum % 100:02d}"}
        for line in settled.lines
        if draw.yes(share)
    ]
