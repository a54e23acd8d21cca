"""Generate firms of Foshan from a seed, as plain facts.

Every award of the plan has records, with days at the bounds of the programme and of years, items listed on several
days, and amounts at the two yearly caps. `GAPS` of a hundred firms have an unstated fact.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator

from benchmarks.firms import GAPS, NONE, TITLES, Edged, Row

SEED = 20200420
SPAN = (datetime.date(2019, 10, 1), datetime.date(2023, 6, 30))
EDGES = ("2020-04-19", "2020-04-20", "2020-12-31", "2021-01-01", "2022-12-31", "2023-01-01")
KINDS = ("enterprise", "enterprise", "enterprise", "small_enterprise", "agency", "patent_agency", "agency_branch",
         "academy", "institution", "association", "person", "town")  # fmt: skip
LEVELS = ("national", "provincial", "municipal", "county_level")


def firms(number: int, seed: int = SEED) -> Iterator[Row]:
    """Facts of applicants without earlier payments."""
    for index in range(number):
        yield _Firm(random.Random(f"{seed} {index}"), index, 0.0).facts()


class _Firm(Edged):
    """A generator of one applicant."""

    span, edges = SPAN, EDGES

    def facts(self) -> Row:
        records = self._titles() | self._deals() | self._prizes()
        last = self.draw.choice(("2020-06-30", "2021-12-31", "2022-12-31", "2023-12-31", "2024-06-30"))
        found: Row = {
            "applicant": {
                "id": f"firm-{self.index}", "kinds": [self.draw.choice(KINDS)], "located_here": self._changing(),
                "head_office": NONE,
            },
            "records": records,
            "history": [],
            "support": [],
            "approvals": self.approvals,
            "as_of": last,
        }  # fmt: skip
        return self.left_open(found, GAPS)

    def _titles(self) -> dict[str, list[Row]]:
        draw, day, on_days = self.draw, self.day, self.on_days
        return {
            "ip_alliance": on_days(self.rows(0.3, 3, lambda i: {
                "alliance": f"A{i}", "level": draw.choice(LEVELS[:3]), "recorded_on": day()}), "recorded_on"),
            "quality_award": on_days(self.each(0.2, LEVELS, lambda level: {
                "level": level, "award_year": str(draw.randint(2019, 2022)), "won_on": day()}), "won_on"),
            "well_known_mark": on_days(self.rows(0.3, 3, lambda i: {
                "mark": f"M{i}", "first_recognition": self.chance(0.7), "recognised_on": day()}), "recognised_on"),
            "geo_indication_trademark": on_days(self.rows(0.2, 2, lambda i: {
                "mark": f"G{i}", "registered_on": day()}), "registered_on"),
            "ip_title": on_days(self.each(0.2, TITLES, lambda title: {
                "title": title, "recognised_on": day()}), "recognised_on"),
            "sector_leader": on_days(self.rows(0.3, 2, lambda i: {
                "sector": f"S{i}", "recognised_on": day()}), "recognised_on"),
            "service_brand": on_days(self.each(0.4, ("main_seat", "branch_seat"), lambda seat: {
                "seat": seat, "recognised_on": day()}), "recognised_on"),
            "cultivation_listing": self.each(0.2, ("2020", "2021", "2022"), self._listed),
        }  # fmt: skip

    def _listed(self, year: str) -> Row:
        listed = self.day()
        self.approvals.append({"clause": "3.3.cultivation_listing.listed", "item": year, "amount": self.money(200_000)})
        removed = max(listed, self.day()) if self.chance(0.3) else NONE
        return {"list_year": year, "listed_on": listed, "removed_on": removed}

    def _deals(self) -> dict[str, list[Row]]:
        draw, day = self.draw, self.day
        return {
            "patent_deal": self.on_days(self.rows(0.5, 6, lambda i: {
                "contract": f"C{i}", "deal_year": str(draw.randint(2020, 2022)),
                "amount": self.near(30_000_000, 20_000_000, 8_000_000, 10),
                "role": draw.choice(("buyer", "buyer", "buyer", "seller", "broker")), "right": "invention",
                "patent_count": 1, "contract_registered": True, "used_here": True, "related_party": self.chance(0.3),
                "paid_on": day()}), "paid_on"),
            "ip_insurance": self.on_days(self.rows(0.5, 5, lambda i: {
                "contract": f"I{i}", "right_kind": draw.choice(("patent_right", "patent_right", "copyright")),
                "premium": self.near(900_000, 600_000, 250_000, 33), "bought_on": day()}), "bought_on"),
            "pledge_loan": [],
        }  # fmt: skip

    def _prizes(self) -> dict[str, list[Row]]:
        prizes: list[Row] = []
        for place in range(self.number(0.5, 4)):
            level, prize = self.draw.choice(LEVELS[:2]), self.draw.choice(("gold", "silver", "excellence", "grade_1"))
            patent = f"ZL{place}"
            if level == "provincial" and prize != "grade_1":
                self.approvals.append({
                    "clause": "guangdong_prize", "item": f"{patent} / {level} / {prize}",
                    "amount": self.near(400_000, 100_000, 200_000, 300_000)})  # fmt: skip
            prizes.append({
                "patent": patent, "project": f"J{place}", "level": level, "for_design": self.chance(0.3),
                "prize": prize, "won_on": self.day(),
            })  # fmt: skip
        return {"patent_prize": self.on_days(prizes, "won_on")}
