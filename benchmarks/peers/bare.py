"""The slice over bare counts in plain Python: the reference for the peers."""

from __future__ import annotations

from typing import Any

TITLE = {"national_demo": 200_000_00, "national_adv": 100_000_00, "provincial_demo": 80_000_00}
LISTS = ("contracts", "loans", "premiums", "titles", "patents")
BLANK: dict[str, Any] = {
    **dict.fromkeys(
        ("geo_products", "geo_trademarks", "collective_marks", "works", "utility_patents", "software_copyrights"), 0
    ),
    "is_unit": True,
    "in_city": True,
    "certified": False,
    **{name: [] for name in LISTS},
}


def total(x: dict[str, Any]) -> int:
    """The amount due in fen."""
    if not x["in_city"]:
        return 0
    due = x["geo_products"] * 200_000_00 + x["geo_trademarks"] * 100_000_00 + x["collective_marks"] * 10_000_00
    due += 200_00 * min(x["works"], 100 if x["is_unit"] else 50)
    licence = 0
    for contract in x["contracts"]:
        if contract["registered"] and not contract["related"]:
            amount = contract["amount"]
            if amount >= 5_000_000_00:
                licence += 50_000_00
            elif amount >= 1_000_000_00:
                licence += 20_000_00
            else:
                licence += (amount + 50) // 100  # 1%, half up
    due += min(licence, 50_000_00)
    due += min(sum((loan["interest"] * 3 + 5) // 10 for loan in x["loans"] if loan["on_time"]), 100_000_00)
    due += min(sum((premium * 3 + 5) // 10 for premium in x["premiums"]), 50_000_00)
    titles = x["titles"]
    if titles:
        due += max(TITLE.get(title, 0) for title in titles)
        if "municipal_demo" in titles:
            due += 50_000_00
    patents = x["patents"]
    if x["certified"] and (patents or x["utility_patents"] >= 5 or x["software_copyrights"] >= 8):
        due += 20_000_00
    for months in patents:
        if months >= 120:
            due += 10_000_00
    return due


def _contract(amount: int, *, related: bool = False, registered: bool = True) -> dict[str, Any]:
    return {"amount": amount, "related": related, "registered": registered}


def _case(why: str, total: int, **facts: Any) -> dict[str, Any]:
    return {"why": why, "total": total, "facts": facts}


GOLDEN = (
    _case("nothing", 0),
    _case("not in the city", 0, in_city=False, geo_products=3),
    _case("200,000 + 2 x 100,000 + 3 x 10,000", 43000000, geo_products=1, geo_trademarks=2, collective_marks=3),
    _case("120 products exceed 32 bits in fen", 2400000000, geo_products=120),
    _case("a unit's 101 works count as 100", 2000000, works=101),
    _case("a person's 51 works count as 50", 1000000, is_unit=False, works=51),
    _case("a contract of 5,000,000", 5000000, contracts=[_contract(500000000)]),
    _case("a contract of 4,999,999.99", 2000000, contracts=[_contract(499999999)]),
    _case("a contract of 1,000,000", 2000000, contracts=[_contract(100000000)]),
    _case("a contract of 999,999.99: 9,999.9999 becomes 10,000.00", 1000000, contracts=[_contract(99999999)]),
    _case("1% of 0.50 is half a fen and goes up", 4, contracts=[_contract(50), _contract(49), _contract(250)]),
    _case(
        "related or not registered",
        0,
        contracts=[_contract(500000000, related=True), _contract(500000000, registered=False)],
    ),
    _case("three contracts reach the cap", 5000000, contracts=[_contract(100000000)] * 3),
    _case(
        "30% of 0.05 is 1.5 fen and goes up; a late loan",
        2,
        loans=[{"interest": 5, "on_time": True}, {"interest": 100000, "on_time": False}],
    ),
    _case("both caps of finance", 15000000, loans=[{"interest": 40000000, "on_time": True}], premiums=[20000000]),
    _case(
        "the highest of three titles, and the municipal one",
        25000000,
        titles=["national_demo", "national_adv", "provincial_demo", "municipal_demo"],
    ),
    _case("the municipal title alone", 5000000, titles=["municipal_demo"]),
    _case("one patent is enough for the certificate", 2000000, certified=True, patents=[119]),
    _case("4 models and 7 programs are not", 0, certified=True, utility_patents=4, software_copyrights=7),
    _case("5 models are", 2000000, certified=True, utility_patents=5),
    _case("8 programs are", 2000000, certified=True, software_copyrights=8),
    _case("120 months are ten years", 2000000, patents=[120, 119, 240]),
)
"""Cases worked out by hand."""
