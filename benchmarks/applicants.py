"""Generate applicants of the slice from a seed: bare counts, and the same applicant as facts with one record per count.

The peers take an applicant of bare counts, with money in fen:

    {"is_unit": true, "works": 12, "contracts": [{"amount": 5000, "related": false, "registered": true}], …}

`facts` turns it into the facts of `slice.ipp`: n works become n records, each with its own day, drawn from the
applicant's id. By default all days fall in one year of the window, so that the totals equal those over bare counts.
With `spread`, the days also fall outside the window.
"""

from __future__ import annotations

import datetime
import math
import random
from collections.abc import Callable, Iterator
from typing import Any

SEED = 20240601
TITLES = {
    "national_demo": "national_demonstration",
    "national_adv": "national_advantage",
    "provincial_demo": "provincial_demonstration",
    "municipal_demo": "municipal_demonstration",
}
EDGES = (500_000_000, 499_999_999, 100_000_000, 99_999_999, 99_999_950, 50, 49)
"""Contract amounts on and just below the thresholds, and amounts where half a fen is rounded."""

WINDOW_END = datetime.date(2024, 12, 31)
ONE_YEAR = (datetime.date(2024, 1, 1), WINDOW_END)
SPREAD = (datetime.date(2021, 6, 1), datetime.date(2025, 6, 30))
BEFORE = (datetime.date(2015, 1, 1), datetime.date(2021, 11, 30))

Counts = dict[str, Any]
Days = Callable[[], str]


def applicants(number: int, seed: int = SEED) -> Iterator[Counts]:
    """Applicants of bare counts: six in ten are enterprises, the rest persons. Numbers have log-normal tails."""
    draw = random.Random(seed)
    for index in range(number):
        yield _applicant(draw, index)


def _applicant(draw: random.Random, index: int) -> Counts:
    unit = draw.random() < 0.6

    def happens(for_unit: float, for_person: float = 0.0) -> bool:
        return draw.random() < (for_unit if unit else for_person)

    def tail(mu: float, sigma: float, most: int) -> int:
        return min(1 + int(math.exp(draw.gauss(mu, sigma))), most)

    return {
        "id": index,
        "is_unit": unit,
        "in_city": draw.random() < 0.95,
        "geo_products": _poisson(draw, 0.02) if unit else 0,
        "geo_trademarks": _poisson(draw, 0.02) if unit else 0,
        "collective_marks": _poisson(draw, 0.03) if unit else 0,
        "works": tail(2.5 if unit else 1.8, 1.2, 5000) if happens(0.5, 0.5) else 0,
        "utility_patents": _poisson(draw, 3.0 if unit else 0.3),
        "software_copyrights": _poisson(draw, 4.0 if unit else 0.5),
        "certified": happens(0.05),
        "contracts": [_contract(draw) for _ in range(tail(1.0, 1.05, 1000) if happens(0.75, 0.25) else 0)],
        "loans": [
            {"interest": _money(draw, 80_000, 1.2, 0.1), "on_time": draw.random() < 0.9}
            for _ in range(draw.randint(1, 3) if happens(0.15) else 0)
        ],
        "premiums": [_money(draw, 40_000, 1.2, 0.1) for _ in range(draw.randint(1, 2) if happens(0.10) else 0)],
        "titles": [title for title, share in zip(TITLES, (0.005, 0.01, 0.02, 0.03), strict=True) if happens(share)],
        "patents": [draw.randint(1, 240) for _ in range(tail(0.8, 0.9, 300) if happens(0.35, 0.10) else 0)],
    }


def _contract(draw: random.Random) -> Counts:
    amount = draw.choice(EDGES) if draw.random() < 0.02 else _money(draw, 150_000, 2.0, 0.5)
    return {"amount": amount, "related": draw.random() < 0.15, "registered": draw.random() < 0.8}


def _money(draw: random.Random, median: int, sigma: float, round_share: float) -> int:
    """An amount in fen, log-normal around a median in yuan. A share is rounded to 1,000 yuan, like real contracts."""
    fen = int(math.exp(draw.gauss(math.log(median * 100), sigma))) + 1
    return max(fen // 100_000, 1) * 100_000 if draw.random() < round_share else fen


def _poisson(draw: random.Random, mean: float) -> int:
    limit, product, count = math.exp(-mean), draw.random(), 0
    while product > limit:
        product *= draw.random()
        count += 1
    return count


# ---------------------------------------------------------------------------------------------- with records


def facts(applicant: Counts, *, spread: bool = False) -> dict[str, object]:
    """The applicant as facts of `slice.ipp`: one record with a day for every count."""
    draw = random.Random(f"{applicant['id']} {spread}")
    day = _days(draw, SPREAD if spread else ONE_YEAR)
    return {
        "applicant": {
            "id": f"applicant-{applicant['id']}",
            "kinds": ["enterprise" if applicant["is_unit"] else "person"],
            "located_here": applicant["in_city"],
        },
        "records": {
            "geo_indication_product": _plain("product", "recognised_on", applicant["geo_products"], day),
            "geo_indication_trademark": _plain("mark", "registered_on", applicant["geo_trademarks"], day),
            "collective_trademark": _plain("mark", "registered_on", applicant["collective_marks"], day),
            "copyright_work": _plain("certificate", "certified_on", applicant["works"], day),
            **_finance(applicant, day),
            "ip_title": [{"title": TITLES[title], "recognised_on": day()} for title in applicant["titles"]],
            **_holdings(applicant, draw, spread=spread),
        },
        "history": [],
        "as_of": "2025-12-31",
    }


def _days(draw: random.Random, span: tuple[datetime.date, datetime.date]) -> Days:
    first, last = span
    days = (last - first).days

    def day() -> str:
        return (first + datetime.timedelta(draw.randint(0, days))).isoformat()

    return day


def _plain(key: str, event: str, number: int, day: Days) -> list[dict[str, object]]:
    return [{key: f"{key}-{index}", event: day()} for index in range(number)]


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02}"


def _finance(applicant: Counts, day: Days) -> dict[str, object]:
    return {
        "technology_contract": [
            {"contract": f"C{index}", "amount": _yuan(contract["amount"]), "put_to_use": contract["registered"],
             "related_party": contract["related"], "recorded_on": day()}
            for index, contract in enumerate(applicant["contracts"])
        ],
        "loan_interest": [
            {"loan": f"L{index}", "interest_paid": _yuan(loan["interest"]), "on_schedule": loan["on_time"],
             "paid_on": day()}
            for index, loan in enumerate(applicant["loans"])
        ],
        "ip_insurance": [
            {"contract": f"P{index}", "premium": _yuan(premium), "bought_on": day()}
            for index, premium in enumerate(applicant["premiums"])
        ],
    }  # fmt: skip


def _holdings(applicant: Counts, draw: random.Random, *, spread: bool) -> dict[str, object]:
    """Certifications and the records that they count. A patent's age in months is its age at the end of the window."""
    before = _days(draw, BEFORE)
    passed_on = _days(draw, SPREAD)() if spread else WINDOW_END.isoformat()
    audit = {"standard": "gbt29490", "stage": "initial", "passed_on": passed_on}
    return {
        "certification": [audit] if applicant["certified"] else [],
        "utility_patent": _plain("number", "granted_on", applicant["utility_patents"], before),
        "software_copyright": _plain("certificate", "certified_on", applicant["software_copyrights"], before),
        "invention_patent": [_patent(index, months, draw) for index, months in enumerate(applicant["patents"])],
    }


def _patent(index: int, months: int, draw: random.Random) -> dict[str, object]:
    years, rest = divmod(months, 12)
    filed = datetime.date(WINDOW_END.year - years, 12 - rest, 28 if rest else 31)
    granted = filed + datetime.timedelta(draw.randint(0, (WINDOW_END - filed).days))
    return {
        "number": f"ZL{index}",
        "filed_on": filed.isoformat(),
        "granted_on": granted.isoformat(),
        "lapsed_on": {"none": True},
    }
