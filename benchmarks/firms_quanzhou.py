"""Generate firms of Quanzhou from a seed, as plain facts.

They have deals of several years on both sides of the thresholds, loans of banks and lessors with interest, prizes of
all levels, standards, titles, certificates of persons, and support by other levels. Days fall at the bounds of the
window and of years. `with_selection` adds facts that select among applicants: quotas and the rank by registered works.
`GAPS` of a hundred firms have an unstated fact.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator

from benchmarks.firms import GAPS, NONE, TITLES, Edged, Row
from benchmarks.firms_foshan import LEVELS

SEED = 20211223
SPAN = (datetime.date(2021, 6, 1), datetime.date(2025, 6, 30))
EDGES = ("2020-12-31", "2021-01-01", "2021-12-22", "2021-12-23", "2021-12-31", "2022-01-01", "2023-12-31",
         "2024-12-22", "2024-12-23")  # fmt: skip
KINDS = {"enterprise": 8, "small_enterprise": 5, "patent_agency": 2, "operation_agency": 3, "academy": 3,
         "institution": 1, "association": 1, "person": 4, "farmer": 2, "town": 1}  # fmt: skip


def firms(number: int, seed: int = SEED) -> Iterator[Row]:
    """Facts of applicants without earlier payments and without selection among applicants."""
    for index in range(number):
        yield _Firm(random.Random(f"{seed} {index}"), index, 0.0, KINDS).facts()


def with_selection(number: int, seed: int = SEED) -> Iterator[Row]:
    """The same, with projects that quotas select and with works that rank the applicants."""
    for index in range(number):
        yield _Firm(random.Random(f"{seed} {index}"), index, 0.0, KINDS).facts(is_selected=True)


def series(seed: int = SEED) -> Row:
    """A random prime rate for all firms, in the form of a file of series."""
    draw = random.Random(f"{seed} series")
    months = [f"{year}-{month:02}" for year in range(2018, 2027) for month in range(1, 13)]
    rows = [{"month": month, "value": draw.choice(("3.45%", "3.70%", "3.85%"))} for month in months]
    return {"source": "drawn", "series": {"lpr_1y": rows}}


class _Firm(Edged):
    """A generator of one applicant."""

    span, edges = SPAN, EDGES

    def facts(self, *, is_selected: bool = False) -> Row:
        kind = self.draw.choices(list(self.kinds), list(self.kinds.values()))[0]
        records = self._titles() | self._deals() | self._prizes() | self._persons() | self._selected(is_selected)
        found: Row = {
            "applicant": {
                "id": f"firm-{self.index}", "kinds": [kind], "located_here": self._changing(),
                "joined_enterprise_on": self.day() if self.chance(0.7) else NONE,
            },
            "records": records,
            "figures": {str(year): {
                "works_registered": self.draw.randint(0, 900) if is_selected else 0,
                "main_revenue": self.near(30_000_000, 10_000_000),
            } for year in range(2020, 2026)},
            "history": [],
            "support": self._support(records),
            "approvals": self.approvals,
            "older_documents": [],
            "as_of": self.draw.choice(("2022-06-30", "2023-12-31", "2024-12-31", "2025-12-31")),
        }  # fmt: skip
        return self.left_open(found, GAPS)

    def _titles(self) -> dict[str, object]:
        draw, day, on_days = self.draw, self.day, self.on_days
        audits = self.rows(0.3, 3, lambda i: {
            "standard": draw.choice(("gbt29490", "gbt33250")), "stage": draw.choice(("initial", "surveillance")),
            "cost": self.near(90_000, 60_000), "passed_on": day(), "cycle_completed_on": NONE,
            "id": f"audit-{i}"})  # fmt: skip
        return {
            "well_known_mark": on_days(self.rows(0.3, 2, lambda i: {
                "mark": f"M{i}", "first_recognition": True, "recognised_on": day()}), "recognised_on"),
            "geo_indication_product": on_days(self.rows(0.2, 2, lambda i: {
                "product": f"tea-{i}", "recognised_on": day()}), "recognised_on"),
            "copyright_title": on_days(self.each(0.15, ("most_valuable_work", "national_park", "national_unit",
                                                        "gold_award"), lambda honour: {
                "honour": honour, "subject": "the subject", "recognised_on": day()}), "recognised_on"),
            "ip_title": on_days(self.each(0.2, TITLES[:3], lambda title: {
                "title": title, "recognised_on": day()}), "recognised_on"),
            "certification": list({(one["standard"], one["passed_on"]): one for one in audits}.values()),
            "technical_standard": on_days(self.rows(0.3, 3, lambda i: {
                "standard_number": f"GB-{draw.randint(0, 1)}", "patent": f"ZL{i}", "core_patent": self.chance(0.8),
                "reached": draw.choice(("group_standard", "group_standard", "national_standard")),
                "reviewed": self.chance(0.8), "leads": self.chance(0.8), "from_invention": True,
                "adopted_on": day()}), "adopted_on"),
            "agency_registration": self.rows(0.4, 2, lambda i: {
                "registration_number": f"R{i}", "form": draw.choice(("corporate", "corporate", "branch_office")),
                "attorneys": draw.choice((4, 5, 9)), "set_up_on": day(), "closed_on": NONE}),
            "introduced_project": self.rows(0.2, 2, self._introduced),
            "typical_case": on_days(self.rows(0.3, 3, lambda i: {
                "dispute": f"D{i}", "own_enforcement": self.chance(0.8), "listed_on": day()}), "listed_on"),
            "expert_advice": [],
        }  # fmt: skip

    def _introduced(self, index: int) -> Row:
        item = f"project-{index}"
        clause = "11.introduced_project.evaluated"
        self.approvals.append({"clause": clause, "item": item, "amount": self.near(1_500_000, 1_000_000)})
        flags = {name: self.chance(0.8) for name in ("outstanding", "prize_held")}
        return {"project": item, **flags, "evaluated_on": self.day()}

    def _deals(self) -> dict[str, object]:
        draw, day = self.draw, self.day
        return {
            "patent_deal": self.on_days(self.rows(0.7, 8, lambda i: {
                "contract": f"C{i}", "deal_year": str(draw.randint(2021, 2024)),
                "amount": self.near(3_000_000, 200_000, 100_000, 500_000, 5_000_000),
                "role": draw.choice(("buyer", "buyer", "seller", "seller", "broker", "broker")),
                "right": draw.choice(("invention", "invention", "invention", "design")),
                "patent_count": draw.choice((1, 24, 25, 49, 50)), "contract_registered": self.chance(0.9),
                "used_here": self.chance(0.9), "related_party": self.chance(0.1), "paid_on": day()}), "paid_on"),
            "pledge_loan": self.rows(0.5, 4, self._loan),
            "ip_insurance": self.on_days(self.rows(0.4, 4, lambda i: {
                "contract": f"P{i}", "premium": self.near(150_000, 1_500, 100_000),
                "right_kind": "patent_right", "bought_on": day()}), "bought_on"),
            "securitisation": self.rows(0.2, 2, self._securitised),
        }  # fmt: skip

    def _loan(self, index: int) -> Row:
        drawn = datetime.date.fromisoformat(self.day())
        lender = self.draw.choice(("bank", "bank", "lessor"))
        found: Row = {
            "loan": f"L{index}", "lender": lender, "right_kind": self.draw.choice(("patent_right", "gi_right")),
            "principal": self.money(40_000_000), "on_schedule": self.chance(0.9), "drawn_on": str(drawn),
            "repaid_on": str(drawn + datetime.timedelta(self.draw.choice((30, 365, 366, self.draw.randint(1, 900)))))
            if self.chance(0.9) else NONE,
        }  # fmt: skip
        rate = self.draw.choice(("3.2%", "3.7%", "4.35%", "0.051"))
        return found if lender == "lessor" and self.chance(0.5) else found | {"actual_rate": rate}

    def _securitised(self, index: int) -> Row:
        issued, item = self.day(), f"S{index}"
        clause = "15.securitisation.issued"
        self.approvals.append({"clause": clause, "item": item, "amount": self.money(500_000)})
        return {
            "product": item, "first_public_issue": self.chance(0.7), "financing": self.money(30_000_000),
            "issued_on": issued, "repaid_on": max(issued, self.day()) if self.chance(0.8) else NONE,
        }  # fmt: skip

    def _prizes(self) -> dict[str, object]:
        draw = self.draw
        kinds = {"national": ("gold", "silver", "excellence"), "provincial": ("special", "grade_1", "grade_2"),
                 "municipal": ("major", "grade_1", "grade_2", "grade_3")}  # fmt: skip
        prizes: list[Row] = []
        for place in range(self.number(0.5, 4)):
            level = draw.choice(LEVELS[:3])
            prizes.append({
                "patent": f"ZL{place}", "level": level, "prize": draw.choice(kinds[level]),
                "project": f"J{draw.randint(0, 1)}", "for_design": self.chance(0.3),
                "implemented_here": self.chance(0.9), "won_on": self.day(),
            })  # fmt: skip
        return {"patent_prize": self.on_days(prizes, "won_on")}

    def _persons(self) -> dict[str, object]:
        day = self.day
        return {
            "attorney_certificate": self.rows(0.5, 2, lambda i: {
                "certificate": f"A{i}", "obtained_on": (obtained := day()),
                "revoked_on": max(obtained, day()) if self.chance(0.2) else NONE}),
            "legal_qualification": self.rows(0.5, 2, lambda i: {"certificate": f"Q{i}", "obtained_on": day()}),
        }  # fmt: skip

    def _selected(self, is_selected: bool) -> dict[str, object]:
        draw, day = self.draw, self.day
        share = 0.1 if is_selected else 0.0
        return {
            "cultivation_project": self.rows(share, 2, lambda i: {
                "project": f"{self.index}-{i}", "aim": draw.choice(("innovation", "defence", "transformation")),
                "selected_on": day()}),
            "navigation_project": self.rows(share, 2, lambda i: {
                "project": f"{self.index}-{i}", "level": "municipal", "selected_on": day(), "accepted_on": NONE,
                "scope": draw.choice(("industry_plan", "enterprise_operation"))}),
            "workstation": self.rows(share, 1, lambda i: {"station": f"{self.index}-{i}", "selected_on": day()}),
        }  # fmt: skip

    def _support(self, records: dict[str, object]) -> list[Row]:
        found: list[Row] = []
        keys = {"ip_insurance": ("contract",), "patent_deal": ("contract", "deal_year"), "well_known_mark": ("mark",),
                "patent_prize": ("patent", "level", "prize"), "pledge_loan": ("loan",)}  # fmt: skip
        for kind, key in keys.items():
            rows = records[kind]
            assert isinstance(rows, list)
            for row in rows:
                if self.chance(0.05):
                    found.append({
                        "kind": kind, "item": " / ".join(str(row[name]) for name in key), "amount": self.money(3_000),
                        "level": self.draw.choice(("county_level", "provincial")), "year": 2022,
                    })  # fmt: skip
        return found
