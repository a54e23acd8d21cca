"""Lines of a history: short, whole, of prizes and of support."""

from __future__ import annotations

from typing import Any

TITLE = "11.ip_title.new"

CONTRACT = "7.technology_contract.recorded"

SHORT: dict[str, Any] = {"clause": TITLE, "item": "national_advantage", "year": 2022, "due": "80000.00"}

PRIZE: dict[str, Any] = {"clause": "3.patent_prize.won", "item": "ZL1 / national", "year": 2022, "due": 1}

WHOLE: dict[str, Any] = {
    "policy": "shaoguan_2021",
    "clause": CONTRACT,
    "row": "",
    "applicant": "F1",
    "kind": CONTRACT.split(".")[1],
    "item": "A",
    "matter": "",
    "level": "",
    "keys": {"enterprise": "F1", "family": ["f", "g"]},
    "by_discretion": False,
    "event_date": "2022-03-01",
    "year": 2022,
    "proposed": "60000.00",
    "admitted": "60000.00",
    "charged": {"7.contracts cap per enterprise per year": "50000.00"},
    "due": {"2022": "50000.00"},
    "carried": "0.00",
    "carry_until": None,
    "lapsed": "0.00",
    "outcome": "reduced",
}

SUPPORT: dict[str, Any] = {
    "kind": "invention_patent",
    "item": "ZL1",
    "level": "county_level",
    "year": 2022,
    "amount": 1000,
}
