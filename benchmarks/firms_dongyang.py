"""Generate firms of Dongyang from a seed, as plain facts with all values known.

They have titles, prizes, marks, loans and lawsuits of several years, contributions that are often too small, some
sanctions, and older documents with payments under them. Days fall before and in the window. `with_ledger` adds the
ledger of an earlier evaluation, for the years up to 2023, as the history of the next one.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from types import MappingProxyType

import ipdsl
from benchmarks.firms import GAPS, NONE, Edged, Firm, Row
from ipdsl.report.decision_json import to_json

SEED = 20210101
SPAN = (datetime.date(2020, 3, 1), datetime.date(2025, 6, 30))
SETTLED = "2023-12-31"
KINDS = {"enterprise": 12, "small_enterprise": 6, "patent_agency": 1, "academy": 1, "association": 1, "person": 1}
TITLES = ("national_demonstration", "national_advantage", "provincial_demonstration", "provincial_advantage",
          "municipal_demonstration")  # fmt: skip
LEVELS = ("national", "provincial", "municipal")
OLD = "older document"


def firms(number: int, seed: int = SEED) -> Iterator[Row]:
    """Facts of applicants without earlier payments."""
    for index in range(number):
        yield _Firm(random.Random(f"{seed} {index}"), index).facts()


def at_edges(number: int, seed: int = SEED) -> Iterator[Row]:
    """Facts with days and amounts at bounds and items listed on several days.

    `GAPS` of a hundred firms have an unstated fact.
    """
    for index in range(number):
        yield _AtEdges(random.Random(f"{seed} {index}"), index).facts()


def series(seed: int = SEED) -> Row:
    """A random prime rate for all firms, in the form of a file of series."""
    draw = random.Random(f"{seed} series")
    months = [f"{year}-{month:02}" for year in range(2018, 2027) for month in range(1, 13)]
    rows = [{"month": month, "value": draw.choice(("3.45%", "3.70%", "3.85%"))} for month in months]
    return {"source": "drawn", "series": {"lpr_1y": rows}}


def with_ledger(policy: ipdsl.Policy, stated: Row) -> Row:
    """The same facts with the ledger of 2021 to 2023 as history. It includes the payments under other documents."""
    return stated | {"history": to_json(policy.evaluate(stated | {"as_of": SETTLED}))["ledger"]}


class _Firm(Firm):
    """A generator of one applicant."""

    span = SPAN

    def __init__(self, draw: random.Random, index: int) -> None:
        super().__init__(draw, index, 0.0)
        self.history: list[Row] = []
        self.older: list[Row] = []

    def facts(self) -> Row:
        kind = self.draw.choices(list(KINDS), list(KINDS.values()))[0]
        records = self._titles() | self._projects() | self._marks() | self._deals() | self._all_patents()
        records |= self._agency(kind)
        found = {
            "applicant": self._of(kind),
            "records": records,
            "figures": {str(year): {"local_contribution": self.money(2_000_000)} for year in range(2020, 2028)},
            "history": self.history,
            "support": [],
            "approvals": self.approvals,
            "older_documents": self.older,
            "series": {"lpr_1y": [
                {"month": f"{year}-{month:02}", "value": self.draw.choice(("3.45%", "3.70%", "3.85%"))}
                for year in range(2018, 2026) for month in range(1, 13)
            ]},
        }  # fmt: skip
        return found | {"as_of": "2025-12-31" if self.chance(0.5) else "2027-12-31"}

    def _of(self, kind: str) -> Row:
        flags = {name: self.chance(0.97) for name in ("legal_person", "sound_books", "operating")}
        trade = self.draw.choice(("wood_carving", "construction", "other_industry"))
        here = self._changing()
        if kind == "patent_agency":  # the handwritten code settles an agency only if it stays in the city
            here = True
        return {
            "id": f"firm-{self.index}", "kinds": [kind], "located_here": here, "main_industry": trade,
            "business_started_on": "2020-03-01", **flags,
        }  # fmt: skip

    def _titles(self) -> dict[str, object]:
        draw, day = self.draw, self.day
        prizes: list[Row] = []
        for index in range(self.number(0.5, 3)):
            for level in LEVELS[:2]:
                if self.chance(0.6):
                    prizes.append({
                        "patent": f"ZL{index}", "level": level, "for_design": False, "won_on": day(),
                        "prize": draw.choice(("gold", "silver", "excellence") if level == "national"
                                             else ("gold", "excellence", "grade_1")),
                    })  # fmt: skip
        if prizes and self.chance(0.2):
            self.older.append(
                {"document": OLD, "kind": "patent_prize", "item": prizes[0]["patent"], "amount": self.money(3_000_000)}
            )
        titles = self.each(0.45, TITLES, lambda title: {"title": title, "recognised_on": day()})
        if titles and self.chance(0.15):
            self.history.append({
                "policy": OLD, "clause": "titles", "kind": "ip_title", "item": "municipal_demonstration", "year": 2020,
                "due": self.money(60_000),
            })  # fmt: skip
        return {
            "ip_title": titles,
            "brand_title": self.each(0.2, ("national_brand", "provincial_brand", "municipal_brand"), lambda brand: {
                "brand": brand, "recognised_on": day()}),
            "patent_prize": prizes,
            "certification": self.rows(0.4, 4, self._certified),
            "sanction": self.rows(0.12, 2, lambda i: {
                "dispute": f"S{i}", "level": draw.choice((*LEVELS, "county_level")), "opened_on": day()}),
        }  # fmt: skip

    def _certified(self, index: int) -> Row:
        passed = self.day()
        self.approvals.append({"clause": "certified", "item": f"gbt29490 / {passed}", "amount": self.money(40_000)})
        return {
            "standard": "gbt29490", "stage": "initial", "cost": self.money(40_000), "passed_on": passed,
            "cycle_completed_on": NONE, "id": f"audit-{index}",
        }  # fmt: skip

    def _projects(self) -> dict[str, object]:
        draw, day = self.draw, self.day
        every = (*LEVELS, "county_level")
        return {
            "navigation_project": self.rows(0.15, 2, lambda i: {
                "project": f"navigation-{i}", "level": draw.choice(every), "selected_on": (selected := day()),
                "accepted_on": max(selected, day())}),
            "ip_alliance": self.rows(0.08, 2, lambda i: {
                "alliance": f"alliance-{i}", "level": draw.choice(every), "recorded_on": day()}),
            "patent_platform": self.rows(0.08, 2, lambda i: {
                "platform": f"platform-{i}", "level": draw.choice(every), "accepted_on": day()}),
            "patent_portfolio": self.rows(0.3, 6, lambda i: {
                "portfolio": f"portfolio-{i}", "new_inventions": draw.randint(7, 15), "formed_on": day()}),
            "industrialisation": self.rows(0.4, 6, lambda i: {
                "patent": f"ZL{i}", "product": f"product-{draw.randint(1, 4)}", "core": self.chance(0.9),
                "patent_in_force": self.chance(0.9), "sales": self.money(90_000_000), "started_on": day()}),
            "brand_base": self.each(0.1, LEVELS, lambda level: {
                "base": "the base", "level": level, "recognised_on": day()}),
            "protection_market": self.each(0.1, LEVELS, lambda level: {
                "market": "the market", "level": level, "recognised_on": day()}),
            "guidance_station": self.rows(0.1, 2, lambda i: {
                "station": f"station-{i}", "newly_built": True, "selected_on": NONE, "rated_on": day()}),
        }  # fmt: skip

    def _marks(self) -> dict[str, object]:
        draw, day = self.draw, self.day
        marks = self.rows(0.15, 1, lambda i: {"mark": f"mark-{i}", "first_recognition": True, "recognised_on": day()})
        if marks and self.chance(0.4):
            self.history.append({
                "policy": OLD, "clause": "marks", "kind": "judicial_well_known_mark", "item": "mark-0", "year": 2019,
                "due": self.money(500_000),
            })  # fmt: skip
        return {
            "well_known_mark": marks,
            "judicial_well_known_mark": [],
            "foreign_mark": self.rows(0.4, 8, lambda i: {
                "mark": f"mark-{i % 3}", "territory": f"territory-{i}", "registration_fee": self.money(12_000),
                "route": draw.choice(("madrid", "regional_office", "single_country")), "registered_on": day()}),
            "geo_indication_trademark": self.rows(0.1, 2, lambda i: {"mark": f"gi-{i}", "registered_on": day()}),
        }  # fmt: skip

    def _deals(self) -> dict[str, object]:
        draw, day = self.draw, self.day
        return {
            "pledge_loan": self.rows(0.5, 5, self._loan),
            "ip_insurance": self.rows(0.3, 4, lambda i: {
                "contract": f"P{i}", "premium": self.money(200_000), "bought_on": day(),
                "right_kind": draw.choice(("patent_right", "patent_right", "trademark_right"))}),
            "lawsuit": self.rows(0.3, 4, lambda i: {
                "dispute": f"D{i}", "court": draw.choice(("home_court", "us_japan_eu_court", "other_court")),
                "awarded_sum": self.money(600_000), "agency_fee": self.money(900_000), "judged_on": day()}),
            "mediation": self.rows(0.1, 5, lambda i: {
                "dispute": f"M{i}", "official_mediator": self.chance(0.2), "settled_on": day()}),
        }  # fmt: skip

    def _loan(self, index: int) -> Row:
        drawn = datetime.date.fromisoformat(self.day())
        return {
            "loan": f"L{index}", "right_kind": self.draw.choice(("patent_right", "trademark_right", "copyright")),
            "pledged_right": sorted({f"R{self.draw.randint(1, 5)}" for _ in range(self.draw.randint(1, 2))}),
            "pledged_principal": self.money(30_000_000), "on_schedule": self.chance(0.9), "drawn_on": str(drawn),
            "repaid_on": str(drawn + datetime.timedelta(self.draw.randint(30, 700))) if self.chance(0.9) else NONE,
        }  # fmt: skip

    def _all_patents(self) -> dict[str, object]:
        models = self.rows(0.6, 8, lambda i: self._patent(f"U{i}", self.draw.choice(("utility_model", "design"))))
        return {"patent": [*self.rows(0.7, 6, lambda i: self._patent(f"ZL{i}", "invention")), *models]}

    def _patent(self, number: str, right: str) -> Row:
        granted = datetime.date.fromisoformat(self.day())
        if right == "invention":
            self.approvals.append({
                "clause": "3.invention_patent.granted", "item": number, "amount": self.money(9_000)})  # fmt: skip
        return {
            "number": number, "right": right, "domestic": self.chance(0.9), "official_fees": self.money(9_000),
            "fees_paid_on": str(granted),
            "filed_on": str(granted - datetime.timedelta(self.draw.randint(300, 6_000))), "granted_on": str(granted),
            "lapsed_on": str(granted + datetime.timedelta(self.draw.randint(1, 2_500))) if self.chance(0.2) else NONE,
        }  # fmt: skip

    def _agency(self, kind: str) -> dict[str, object]:
        if kind != "patent_agency":
            return {}
        day = self.day
        cases = [
            {"number": f"A{i}", "right": self.draw.choice(("invention", "utility_model", "design")),
             "local_address": True, "granted_on": day()} for i in range(self.draw.choice((20, 60)))
        ]  # fmt: skip
        closed, set_up = day() if self.chance(0.2) else None, day()
        ended = NONE if closed is None else max(set_up, closed)
        registered = {"registration_number": "R1", "set_up_on": set_up, "closed_on": ended}
        return {"agency_case": cases, "agency_registration": [registered]}


class _AtEdges(Edged, _Firm):
    """A generator of one applicant at bounds."""

    often = 0.05  # payments for an item that is listed on several days are settled one by one
    edges = ("2020-12-31", "2021-01-01", "2021-12-31", "2022-01-01", "2023-12-31", "2024-12-31", "2025-06-30")
    sums = (5_000, 10_000, 50_000, 100_000, 200_000, 500_000, 5_000_000, 10_000_000, 20_000_000, 50_000_000)
    again = MappingProxyType({
        "ip_title": "recognised_on", "brand_title": "recognised_on", "patent_prize": "won_on", "lawsuit": "judged_on",
        "foreign_mark": "registered_on", "ip_insurance": "bought_on", "mediation": "settled_on",
        "patent_portfolio": "formed_on", "industrialisation": "started_on", "sanction": "opened_on",
    })  # fmt: skip

    def facts(self) -> Row:
        found = super().facts()
        lists = found["records"]
        assert isinstance(lists, dict)
        lists["certification"] = list({one["passed_on"]: one for one in lists["certification"]}.values())
        found["approvals"] = list({(one["clause"], one["item"]): one for one in self.approvals}.values())
        return self.with_edges(found, GAPS)
