"""Generate firms of Qingyuan from a seed, as plain facts.

They have patents with their annual fees from filing on, yearly figures, titles, agencies and examinations. An
enterprise that was set up in the window does not have earlier figures. Days fall at the bounds of the window and of
years. Some fall in the months before the window for which the bureau may pay; these have approvals. Figures and amounts
are at thresholds and caps. `with_cases` adds grants of agencies, which share a cap with others. `GAPS` of a hundred
firms have an unstated fact.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from typing import Any

from benchmarks.firms import GAPS, NONE, TITLES, Edged, Row

SEED = 20180704
SPAN = (datetime.date(2017, 12, 1), datetime.date(2021, 6, 30))
EDGES = ("2017-12-31", "2018-01-01", "2018-07-03", "2018-07-04", "2018-07-05", "2018-12-31", "2019-01-01",
         "2020-12-31", "2021-01-01")  # fmt: skip
KINDS = {"enterprise": 8, "small_enterprise": 4, "patent_agency": 3, "agency_branch": 2, "academy": 1, "institution": 1,
         "association": 1, "person": 5, "farmer": 1, "town": 1}  # fmt: skip
EARLY = {
    "1.agency_registration.new": ("agency_registration", "set_up_on", ("registration_number",)),
    "2.agency_case.granted": ("agency_case", "granted_on", ("number",)),
    "5.invention_patent.granted": ("patent", "granted_on", ("number",)),
    "7.ip_title.new": ("ip_title", "recognised_on", ("title",)),
    "11.technical_standard.adopted": ("technical_standard", "adopted_on", ("standard_number", "patent", "reached")),
    "12.ip_insurance.bought": ("ip_insurance", "bought_on", ("contract",)),
    "18.invention_patent.in_examination": ("patent", "examined_on", ("number",)),
    "18.patent.granted": ("patent", "granted_on", ("number",)),
    "18.annual_fee.paid": ("annual_fee", "paid_on", ("patent", "fee_year")),
}


def firms(number: int, seed: int = SEED) -> Iterator[Row]:
    """Facts of applicants without earlier payments; agencies do not have cases."""
    for index in range(number):
        yield _Firm(random.Random(f"{seed} {index}"), index, 0.0, KINDS).facts()


def with_cases(number: int, seed: int = SEED) -> Iterator[Row]:
    """The same facts; agencies also have granted cases."""
    for index in range(number):
        yield _Firm(random.Random(f"{seed} {index}"), index, 0.0, KINDS).facts(has_cases=True)


class _Firm(Edged):
    """A generator of one applicant."""

    span, edges = SPAN, EDGES

    def facts(self, *, has_cases: bool = False) -> Row:
        kind = self.draw.choices(list(self.kinds), list(self.kinds.values()))[0]
        established = self.day() if self.chance(0.3) else "2010-05-01"
        found: Row = {
            "applicant": self._of(kind, established),
            "records": self._patents() | self._titles() | self._agency(kind, has_cases),
            "figures": self._figures(established),
            "history": [],
            "support": [],
            "approvals": self.approvals,
            "as_of": self.draw.choice(("2019-06-30", "2020-12-31", "2021-12-31", "2022-06-30")),
        }
        self._approve_early(found["records"])
        return self.left_open(found, GAPS)

    def _approve_early(self, records: Any) -> None:
        """Add approvals of the bureau for events of the months before the window."""
        for clause, (kind, day, key) in EARLY.items():
            items = [" / ".join(str(one[name]) for name in key) for one in records[kind] if one[day] is not NONE
                     and EDGES[1] <= one[day] < EDGES[3]]  # fmt: skip
            self._approve(clause, sorted({*items}), 30_000)

    def _of(self, kind: str, established: str) -> Row:
        plain = {name: self.chance(0.5) for name in ("resident_here", "works_here", "runs_business_here")}
        return {
            "id": f"firm-{self.index}", "kinds": [kind], "located_here": self._changing(), "head_office": NONE,
            "established_on": established, "small_or_micro": self.chance(0.5), "studies_here": self._changing(),
            **plain,
        }  # fmt: skip

    def _figures(self, established: str) -> dict[str, Row]:
        found: dict[str, Row] = {}
        cases = filings = 0
        for year in range(max(2017, int(established[:4])), 2023):
            cases = max(0, cases + self.draw.choice((0, 99, 100, 199, 200, 299, 300, self.draw.randint(-100, 400))))
            filings = max(0, filings + self.draw.choice((0, 5, 29, 30, 49, 50, 79, 80, self.draw.randint(-40, 120))))
            found[str(year)] = {
                "cases_handled": cases, "invention_cases": self._share(cases), "filings": filings,
                "invention_filings": self._share(filings), "city_science_money": "0",
            }  # fmt: skip
        return found

    def _share(self, whole: int) -> int:
        """A part of a number, often near a fifth."""
        return self.draw.choice((-(-whole // 5), max(0, -(-whole // 5) - 1), self.draw.randint(0, whole)))

    def _patents(self) -> dict[str, object]:
        draw, fees = self.draw, list[Row]()
        patents: list[Row] = []
        for place in range(self.number(0.7, 6)):
            right = draw.choice(("invention", "invention", "utility_model", "design"))
            filed = self.span[0] + datetime.timedelta(draw.randint(-900, 1_000))
            days, number = sorted([str(filed), self.day(), self.day()]), f"ZL{place}"
            patents.append({
                "number": number, "right": right, "domestic": self.chance(0.8),
                "agency_fee": self.near(9_000, 5_000, 2_000, 1_000),
                "filed_on": days[0], "examined_on": days[1] if right == "invention" and self.chance(0.8) else NONE,
                "granted_on": days[2],
                "lapsed_on": max(days[2], self.day()) if self.chance(0.2) else NONE,
            })  # fmt: skip
            if right != "invention" or self.chance(0.3):
                continue
            granted = int(days[2][:4])
            for year in range(granted, granted + draw.randint(1, 5)):
                fee: Row = {
                    "patent": number, "fee_year": str(year), "fee": self.money(3_000),
                    "domestic_invention": self.chance(0.9), "paid_on": self.day(),
                }  # fmt: skip
                fees.append(fee | {"years_after_grant": year - granted} if self.chance(0.5) else fee)
        self._approve("5.patent.filed", [str(one["number"]) for one in patents], 6_000)
        return {"patent": patents, "annual_fee": fees}

    def _approve(self, clause: str, items: list[str], most: int) -> None:
        self.approvals += [{"clause": clause, "item": item, "amount": self.money(most)} for item in items]

    def _titles(self) -> dict[str, object]:
        draw, day = self.draw, self.day
        audits = self.rows(0.4, 3, lambda i: {
            "standard": draw.choice(("gbt29490", "gbt29490", "gbt33250")), "stage": "initial" if i < 2 else
            "surveillance", "passed_on": day(), "cycle_completed_on": NONE, "id": f"audit-{i}"})  # fmt: skip
        audits = list({(one["standard"], one["passed_on"]): one for one in audits}.values())
        self._approve("9.certification.passed", [f"{one['standard']} / {one['passed_on']}" for one in audits], 200_000)
        exams = self.rows(
            0.4, 2, lambda i: {"sitting": str(2017 + i), "exam_fee": self.money(1_500), "passed_on": day()}
        )
        self._approve("4.agent_exam.passed", [str(one["sitting"]) for one in exams], 1_500)
        return {
            "ip_title": self.on_days(self.each(0.2, TITLES, lambda title: {
                "title": title, "recognised_on": day()}), "recognised_on"),
            "certification": audits,
            "technical_standard": self.on_days(self.rows(0.4, 3, lambda i: {
                "standard_number": f"GB-{i}", "patent": "ZL1", "from_invention": self.chance(0.8),
                "reached": draw.choice(("local_standard", "industry_standard", "group_standard", "national_standard",
                                        "international_standard")),
                "adopted_on": day()}), "adopted_on"),
            "ip_insurance": self.on_days(self.rows(0.4, 4, lambda i: {
                "contract": f"P{i}", "premium": self.near(60_000, 33_333, 10_000),
                "right_kind": draw.choice(("patent_right", "patent_right", "copyright")), "bought_on": day()}),
                "bought_on"),
            "agent_exam": exams,
            "pledge_loan": [], "implementation_project": [], "talent_listing": [],
        }  # fmt: skip

    def _agency(self, kind: str, has_cases: bool) -> dict[str, object]:
        draw, day = self.draw, self.day
        many = draw.randint(0, 120) if has_cases and kind in ("patent_agency", "agency_branch") else 0
        return {
            "agency_registration": self.rows(0.5, 2, lambda i: {
                "registration_number": f"R{i}", "form": draw.choice(("corporate", "branch_office")),
                "set_up_on": day(), "closed_on": NONE}),
            "agency_case": [{
                "number": f"A{i}", "right": draw.choice(("invention", "utility_model", "design")),
                "local_address": self.chance(0.8), "compliant": self.chance(0.9), "granted_on": day(),
            } for i in range(many)],
        }  # fmt: skip
