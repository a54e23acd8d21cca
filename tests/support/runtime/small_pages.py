"""Pages and facts with amounts of one fen."""

from __future__ import annotations

from typing import Any

from tests.support.runtime.pages import applicant

CONTRACTS = "award 100% of amount to enterprise when technology_contract recorded"

PRIZES = (
    "award by prize when patent_prize won",
    "  as prizes",
    "  excellence: 0.01",
    "  silver: 50",
    "  gold: 100",
)


def contract(number: str, amount: str, day: str) -> dict[str, Any]:
    return {"contract": number, "amount": amount, "recorded_on": day}


def prize(patent: str, level: str, name: str, day: str, project: str = "P") -> dict[str, Any]:
    return {"patent": patent, "level": level, "prize": name, "project": project, "won_on": day}


def line(clause: str, item: str, year: int, paid: str, **more: object) -> dict[str, Any]:
    return {"clause": clause, "item": item, "year": year, "due": paid, **more}


MARKS = (
    "award 100 when judicial_well_known_mark recognised",
    "  as by_court",
    "award 0.03 when well_known_mark new",
    "  as by_office",
    "  less already paid for judicial_well_known_mark of the same mark",
)


def marks(**days: str) -> dict[str, Any]:
    kinds = {"court": "judicial_well_known_mark", "office": "well_known_mark"}
    return applicant({kinds[name]: [{"mark": "M", "recognised_on": day}] for name, day in days.items()})


def standard(item: str, amount: str, kind: str = "patent_prize") -> dict[str, Any]:
    return {"document": "Doc 0", "kind": kind, "item": item, "amount": amount}


CARRIED = (CONTRACTS, "cap local_contribution per enterprise per year", "  carry forward 2 years")


def figures(**by_year: str) -> dict[str, Any]:
    return {name[1:]: {"local_contribution": sum_} for name, sum_ in by_year.items()}
