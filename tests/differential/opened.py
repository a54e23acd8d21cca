"""Firms with one or two unstated facts, and their completions: the amount due must be within the bounds."""

import copy
import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import ipdsl
from tests.differential.compare import Settle, fen_of
from tests.differential.plain import Facts

LEVELS = ("national", "provincial", "municipal", "county_level")
YES_NO = (True, False)
# Possible values of a field: all members of a choice or a yes/no, and some very different amounts.
MEMBERS: dict[str, tuple[Any, ...]] = {
    "on_schedule": YES_NO,
    "core": YES_NO,
    "patent_in_force": YES_NO,
    "domestic": YES_NO,
    "official_mediator": YES_NO,
    "first_recognition": YES_NO,
    "local_address": YES_NO,
    "right_kind": ("patent_right", "trademark_right", "gi_right", "copyright", "other_right"),
    "court": ("home_court", "us_japan_eu_court", "other_court"),
    "role": ("buyer", "seller", "broker"),
}
SUMS = dict.fromkeys(
    ("cost", "premium", "sales", "registration_fee", "amount", "official_fees", "awarded_sum", "agency_fee"),
    (0, 1, 3333, 5_000_000, 12_345_678),
)
COUNTS: dict[str, tuple[Any, ...]] = {"new_inventions": (0, 9, 10, 50)}
# Kinds whose level is not part of the key of their records.
LEVELLED = ("ip_alliance", "patent_platform", "navigation_project", "sanction")
OF_APPLICANT = ("located_here", "legal_person", "operating", "sound_books")
LEFT_OUT = object()
# Days that may be unknown: the event of the kind, and the fields of its item. Two records of one item need their days.
EVENTS = {
    "ip_title": ("recognised_on", "title"),
    "brand_title": ("recognised_on", "brand"),
    "brand_base": ("recognised_on", "base", "level"),
    "protection_market": ("recognised_on", "market", "level"),
    "well_known_mark": ("recognised_on", "mark"),
    "sector_leader": ("recognised_on", "sector"),
    "patent_prize": ("won_on", "patent", "level", "prize"),
    "quality_award": ("won_on", "level", "award_year"),
    "lawsuit": ("judged_on", "dispute"),
    "ip_insurance": ("bought_on", "contract"),
    "patent_deal": ("paid_on", "contract", "deal_year"),
    "foreign_mark": ("registered_on", "mark", "territory"),
    "geo_indication_trademark": ("registered_on", "mark"),
    "industrialisation": ("started_on", "patent"),
    "patent_portfolio": ("formed_on", "portfolio"),
    "ip_alliance": ("recorded_on", "alliance"),
    "sanction": ("opened_on", "dispute"),
    "mediation": ("settled_on", "dispute"),
}
DAYS = ("2020-04-20", "2020-12-31", "2021-01-01", "2021-07-15", "2022-02-28", "2022-12-31", "2023-06-01", "2025-03-03")


@dataclass(frozen=True)
class Open:
    """One unstated fact: its place, and its possible values."""

    part: str
    place: Any
    field: str
    values: tuple[Any, ...]
    members: bool

    def put(self, facts: Facts, value: Any) -> None:
        if self.part == "approvals":
            facts["approvals"][self.place] = (
                None if value is LEFT_OUT else facts["approvals"][self.place] | {"amount": value}
            )
        elif self.part == "applicant":
            facts["applicant"][self.field] = value
        elif self.part == "figures":
            facts["figures"][self.place][self.field] = value
        else:
            facts["records"][self.part][self.place][self.field] = value


def _candidates(facts: Facts) -> Iterator[Open]:
    for kind, listed in facts["records"].items():
        for place, record in enumerate(listed):
            for name in record:
                if facts["history"] and name in ("level", "right_kind"):
                    continue  # a line of the history has the same value of these fields
                if name in MEMBERS:
                    yield Open(kind, place, name, MEMBERS[name], True)
                elif name in SUMS or name in COUNTS:
                    yield Open(kind, place, name, (SUMS | COUNTS)[name], False)
                elif name == "level" and kind in LEVELLED:
                    yield Open(kind, place, name, LEVELS, True)
        if kind in EVENTS and not facts["history"]:
            date, *key = EVENTS[kind]
            items = [tuple(record[name] for name in key) for record in listed]
            for place, item in enumerate(items):
                if items.count(item) == 1:
                    yield Open(kind, place, date, DAYS, False)
    for name in OF_APPLICANT:
        if name in facts["applicant"]:
            yield Open("applicant", None, name, YES_NO, False)  # it may also change from day to day
    for year in facts["figures"]:
        yield Open("figures", year, "local_contribution", (0, 70_000, 1_000_000, 99_999_999), False)
    for place in range(len(facts["approvals"])):
        yield Open("approvals", place, "amount", (0, 2000, 10_000_000, LEFT_OUT), False)


def _filled(facts: Facts, opens: list[Open], values: tuple[Any, ...]) -> Facts:
    filled = copy.deepcopy(facts)
    for one, value in zip(opens, values, strict=True):
        one.put(filled, value)
    filled["approvals"] = [approval for approval in filled["approvals"] if approval is not None]
    return filled


def outside(policy: ipdsl.Policy, settle: Settle, facts: Facts, number: int) -> list[str]:
    """One sentence for each completion of one or two unstated facts that is outside the bounds.

    There is also a sentence for bounds that are called exact but that no completion reaches.
    """
    rng = random.Random(number)
    candidates = list(_candidates(facts))
    opens = rng.sample(candidates, min(len(candidates), rng.choice((1, 1, 2))))
    unknown = tuple(LEFT_OUT if one.part == "approvals" else None for one in opens)
    due: Any = ipdsl.to_json(policy.evaluate(_filled(facts, opens, unknown)))["due"]
    low, high = fen_of(due["low"]), None if due["unlimited"] else fen_of(due["high"])
    named = ", ".join(f"{one.part}[{one.place}].{one.field}" for one in opens)
    found, totals = [], []
    for values in itertools.product(*(one.values for one in opens)):
        total = settle(_filled(facts, opens, values)).total()
        totals.append(total)
        if total < low or (high is not None and total > high):
            found.append(f"{named} as {values}: {total} fen are due, not between {due['low']} and {due['high']}")
    if due["exact"] and all(one.members for one in opens) and (min(totals), max(totals)) != (low, high):
        found.append(f"{named}: {min(totals)} to {max(totals)} fen are due, not exactly {due['low']} to {due['high']}")
    return found
