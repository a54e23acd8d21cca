"""Generate applicants of the whole of Shaoguan from a seed, as plain facts with all values known.

Every kind of record of the policy is listed, empty if the applicant does not have any. Every field that a clause uses
is stated. Every ceiling has an approval, except for the share `unapproved`. Days fall before, in and after the window.
"""

from __future__ import annotations

import datetime
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

SEED = 20211221
SPAN = (datetime.date(2020, 1, 1), datetime.date(2026, 6, 30))
KINDS = {
    "enterprise": 8, "small_enterprise": 4, "patent_agency": 2, "operation_agency": 1, "academy": 1, "institution": 1,
    "association": 1, "person": 6, "county": 1, "park": 1,
}  # fmt: skip
TITLES = ("national_demonstration", "national_advantage", "national_pilot", "provincial_demonstration",
          "provincial_advantage", "municipal_demonstration", "municipal_advantage")  # fmt: skip
CEILINGS = {
    "cultivation_project": "5.cultivation_project.selected",
    "implementation_project": "6.implementation_project.selected",
    "soft_topic": "9.soft_topic.selected",
    "service_project": "14.service_project.selected",
    "guidance_station": "15.guidance_station.selected",
}
RATES = {"USD": "6.7114", "EUR": "7.0084", "JPY": "0.051364"}
NONE = {"none": True}
GAPS = 0.5

Row = dict[str, object]


def firms(number: int, seed: int = SEED, *, unapproved: float = 0.0) -> Iterator[Row]:
    """Facts of applicants."""
    for index in range(number):
        yield Firm(random.Random(f"{seed} {index}"), index, unapproved).facts()


def at_edges(number: int, seed: int = SEED) -> Iterator[Row]:
    """Facts of applicants, each kind equally likely, with days and amounts at bounds and items listed on several days.

    `GAPS` of a hundred firms have an unstated fact.
    """
    for index in range(number):
        yield _AtEdges(random.Random(f"{seed} {index}"), index, 0.0, dict.fromkeys(KINDS, 1)).facts()


def series() -> Row:
    """The exchange rates of all firms, in the form of a file of series."""
    first, last = SPAN
    days = [str(first + datetime.timedelta(number)) for number in range((last - first).days + 1)]
    rows = [{"currency": name, "day": day, "value": value} for name, value in RATES.items() for day in days]
    return {"source": "drawn", "series": {"central_parity": rows}}


class Firm:
    """A generator of one applicant."""

    span = SPAN

    def __init__(
        self, draw: random.Random, index: int, unapproved: float, kinds: Mapping[str, int] = KINDS
    ) -> None:  # fmt: skip
        self.draw, self.index, self.unapproved, self.kinds = draw, index, unapproved, kinds
        self.approvals: list[Row] = []
        self.parities: dict[tuple[str, str], Row] = {}

    def facts(self) -> Row:
        kind = self.draw.choices(list(self.kinds), list(self.kinds.values()))[0]
        records = self._records() | self._patents()
        return {
            "applicant": self._applicant(kind),
            "records": records,
            "history": [],
            "support": self._support(records),
            "approvals": self.approvals,
            "series": {"central_parity": list(self.parities.values())},
            "as_of": "2026-12-31",
        }

    # ------------------------------------------------------------------------------------------ random values

    def day(self) -> str:
        first, last = self.span
        return str(first + datetime.timedelta(self.draw.randint(0, (last - first).days)))

    def chance(self, share: float) -> bool:
        return self.draw.random() < share

    def money(self, most: int) -> str:
        fen = int(most * 100 * self.draw.random() ** 3) + 1
        return f"{fen // 100}.{fen % 100:02}"

    def number(self, share: float, most: int) -> int:
        """The number of records of a kind: at least 1 for a share of the applicants, otherwise 0."""
        return self.draw.randint(1, most) if self.chance(share) else 0

    def rows(self, share: float, most: int, make: Callable[[int], Row]) -> list[Row]:
        return [make(index) for index in range(self.number(share, most))]

    def each(self, share: float, members: tuple[str, ...], make: Callable[[str], Row]) -> list[Row]:
        """At most one record for each member."""
        return [make(member) for member in members if self.chance(share)]

    # ------------------------------------------------------------------------------------------ parts

    def _applicant(self, kind: str) -> Row:
        plain = {name: self.chance(0.4) for name in ("works_here", "runs_business_here", "studies_here")}
        return {
            "id": f"firm-{self.index}",
            "kinds": [kind],
            "located_here": self._changing(),
            "business_started_on": self.day(),
            **plain,
        }

    def _changing(self) -> object:
        if self.chance(0.7):
            return self.chance(0.95)
        turn = datetime.date.fromisoformat(self.day())
        before = self.chance(0.5)
        return [
            {"to": str(turn - datetime.timedelta(1)), "value": before},
            {"from": str(turn), "value": not before},
        ]

    def _approved(self, clause: str, item: str, most: int) -> None:
        if not self.chance(self.unapproved):
            self.approvals.append({"clause": clause, "item": item, "amount": self.money(most)})

    def _project(self, kind: str, key: str, **choices: tuple[object, ...]) -> Callable[[int], Row]:
        def make(index: int) -> Row:
            item = f"{kind}-{index}"
            self._approved(CEILINGS[kind], item, 600_000)
            return {key: item, "selected_on": self.day()} | {name: self.draw.choice(of) for name, of in choices.items()}

        return make

    def _records(self) -> dict[str, object]:
        draw, day = self.draw, self.day
        return {
            "geo_indication_product": self.rows(0.05, 2, lambda i: {"product": f"tea-{i}", "recognised_on": day()}),
            "geo_indication_trademark": self.rows(0.05, 2, lambda i: {"mark": f"mark-{i}", "registered_on": day()}),
            "mutual_recognition": self.rows(0.05, 3, lambda i: {
                "product": f"tea-{i % 2}", "agreement": f"agreement-{i}", "obtained_on": day()}),
            "collective_trademark": self.rows(0.05, 2, lambda i: {
                "mark": f"mark-{i}", "geographical_indication": self.chance(0.3), "registered_on": day()}),
            "demonstration_zone": self.each(0.03, ("national", "provincial", "municipal"), lambda level: {
                "project": "zone", "level": level, "listed_on": day()}),
            "copyright_work": self.rows(0.5, 60, lambda i: {
                "certificate": f"work-{i}", "provincial_body": self.chance(0.9), "certified_on": day()}),
            "copyright_title": self.each(0.03, ("most_valuable_work", "national_park", "national_unit",
                                                "provincial_park", "provincial_unit", "gold_award"), lambda honour: {
                "honour": honour, "subject": "the subject", "recognised_on": day()}),
            "patent_prize": self.rows(0.2, 3, lambda i: {
                "patent": f"ZL{i}", "level": draw.choice(("national", "provincial", "municipal")),
                "prize": draw.choice(("gold", "silver", "excellence", "grade_1")), "won_on": day()}),
            "inventor_prize": self.rows(0.1, 2, lambda i: {"award_year": str(2021 + i), "won_on": day()}),
            "cultivation_project": self.rows(0.1, 2, self._project(
                "cultivation_project", "project", cluster=("strategic_pillar", "strategic_emerging", "other_cluster"))),
            "implementation_project": self.rows(0.1, 2, self._project(
                "implementation_project", "project", high_value=(True, True, False))),
            **self._finance(),
            **self._standing(),
        }  # fmt: skip

    def _finance(self) -> dict[str, object]:
        draw, day = self.draw, self.day
        return {
            "technology_contract": self.rows(0.5, 8, lambda i: {
                "contract": f"C{i}", "amount": self.money(8_000_000), "put_to_use": self.chance(0.8),
                "related_party": self.chance(0.15), "recorded_on": day()}),
            "loan_interest": self.rows(0.2, 6, lambda i: {
                "loan": f"L{i}", "interest_paid": self.money(400_000), "on_schedule": self.chance(0.9),
                "in_risk_pool": self.chance(0.8), "paid_on": day()}),
            "ip_insurance": self.rows(0.2, 4, lambda i: {
                "contract": f"P{i}", "premium": self.money(200_000), "bought_on": day(),
                "right_kind": draw.choice(("patent_right", "trademark_right", "copyright", "other_right"))}),
            "securitisation": self.rows(0.05, 1, lambda i: {
                "product": f"S{i}", "issue_amount": self.money(50_000_000), "own_asset_pool": self.chance(0.8),
                "issued_on": day()}),
            "soft_topic": self.rows(0.1, 2, self._project("soft_topic", "project")),
            "designated_review": self.rows(0.05, 1, lambda i: {"project": f"review-{i}", "completed_on": day()}),
        }  # fmt: skip

    def _standing(self) -> dict[str, object]:
        draw, day = self.draw, self.day
        return {
            "ip_title": self.each(0.1, TITLES, lambda title: {"title": title, "recognised_on": day()}),
            "certification": self.rows(0.25, 3, lambda i: {
                "standard": ("gbt29490", "gbt33250", "gbt33251")[i % 3], "passed_on": (passed := day()),
                "stage": draw.choice(("initial", "initial", "surveillance")),
                "cycle_completed_on": max(passed, day()) if self.chance(0.5) else NONE}),
            "county_title": self.each(0.1, TITLES[:3], lambda title: {"title": title, "approved_on": day()}),
            "park_title": self.each(0.1, TITLES[:3], lambda title: {"title": title, "approved_on": day()}),
            "service_brand": self.each(0.2, ("main_seat", "branch_seat"), lambda seat: {
                "seat": seat, "recognised_on": day()}),
            "service_project": self.rows(0.1, 2, self._project("service_project", "project")),
            "guidance_station": self.rows(0.1, 2, self._project(
                "guidance_station", "station", newly_built=(True, True, False))),
            "agent_exam": self.rows(0.2, 2, lambda i: {
                "sitting": str(2021 + i), "exam_fee": self.money(1_000), "passed_on": day()}),
            "attorney_certificate": self.rows(0.2, 2, lambda i: {
                "certificate": f"A{i}", "serving_here_since": day(), "obtained_on": (obtained := day()),
                "revoked_on": max(obtained, day()) if self.chance(0.2) else NONE}),
            "software_copyright": self.rows(0.5, 12, lambda i: {"certificate": f"software-{i}", "certified_on": day()}),
            **{kind: [] for kind in ("pledge_loan", "technical_standard", "infringement_report", "talent_listing",
                                     "city_cultivation")},
        }  # fmt: skip

    def _patents(self) -> dict[str, object]:
        inventions = self.rows(0.5, 6, lambda i: self._invention(f"ZL{i}"))
        models = self.rows(0.5, 8, lambda i: {"number": f"U{i}", "granted_on": self.day()})
        if self.chance(0.8):
            return {"invention_patent": inventions, "utility_patent": models}
        every = [{**row, "right": "invention"} for row in inventions]
        return {"patent": every + [{**row, "right": "utility_model"} for row in models]}

    def _invention(self, number: str) -> Row:
        domestic = self.chance(0.6)
        granted = datetime.date.fromisoformat(self.day())
        paid_on, currency = self.day(), self.draw.choice(("CNY", *RATES))
        fees: object = self.money(20_000)
        if not domestic and currency != "CNY":
            fees = {"amount": self.draw.randint(100, 300_000), "currency": currency}
            self.parities[currency, paid_on] = {"currency": currency, "day": paid_on, "value": RATES[currency]}
        self._approved("1.invention_patent.granted" if domestic else "2.invention_patent.granted", number, 12_000)
        return {
            "number": number,
            "domestic": domestic,
            "country": "CN" if domestic else self.draw.choice(("US", "JP", "DE", "FR", "GB")),
            "family": self.draw.choice(("enzyme", "alloy")),
            "official_fees": fees,
            "fees_paid_on": paid_on,
            "filed_on": str(granted - datetime.timedelta(self.draw.randint(300, 6_000))),
            "granted_on": str(granted),
            "lapsed_on": str(granted + datetime.timedelta(self.draw.randint(1, 3_000))) if self.chance(0.2) else NONE,
        }

    def _support(self, records: dict[str, object]) -> list[Row]:
        found: list[Row] = []
        for kind in ("invention_patent", "patent"):
            rows = records.get(kind, [])
            assert isinstance(rows, list)
            for row in rows:
                if self.chance(0.2):
                    found.append({
                        "kind": kind, "item": row["number"], "level": "county_level", "year": 2022,
                        "amount": self.money(3_000),
                    })  # fmt: skip
        return found


class Edged(Firm):
    """A generator of one applicant with many days at bounds, and sometimes an unstated fact.

    `edges` are days, `sums` are amounts in yuan. `often` is the share of the records of the kinds in `again` that are
    also listed on another day.
    """

    edges: tuple[str, ...] = ()
    sums: tuple[int, ...] = ()
    again: Mapping[str, str] = MappingProxyType({})
    often = 0.2

    def day(self) -> str:
        return self.draw.choice(self.edges) if self.edges and self.chance(0.15) else super().day()

    def money(self, most: int) -> str:
        at = [one for one in self.sums if one < most]
        return self._beside(self.draw.choice(at)) if at and self.chance(0.2) else super().money(most)

    def near(self, most: int, *edges: int) -> str:
        """An amount, often equal to one of these amounts in yuan or one fen off."""
        return self._beside(self.draw.choice(edges)) if self.chance(0.3) else self.money(most)

    def _beside(self, sum_: int) -> str:
        fen = sum_ * 100 + self.draw.choice((-1, 0, 0, 1))
        return f"{fen // 100}.{fen % 100:02}"

    def on_days(self, rows: list[Row], event: str, share: float = 0.2) -> list[Row]:
        """The records; some of them are also listed on another day."""
        again = [{**row, event: day} for row in rows if self.chance(share) and (day := self.day()) != row[event]]
        return rows + again

    def with_edges(self, facts: Row, share: float) -> Row:
        """The facts with some records listed again. In `share` of a hundred firms one fact is unstated."""
        lists = facts["records"]
        assert isinstance(lists, dict)
        for kind, event in self.again.items():
            lists[kind] = self.on_days(lists.get(kind, []), event, self.often)
        return self.left_open(facts, share)

    def left_open(self, facts: Row, share: float) -> Row:
        """The facts. In `share` of a hundred firms one record has an unstated field.

        Only records whose item is listed once are changed.
        """
        lists = facts["records"]
        assert isinstance(lists, dict)
        begins = {name: Counter(next(iter(row.values())) for row in own) for name, own in lists.items()}
        rows = [row for name, own in lists.items() for row in own if begins[name][next(iter(row.values()))] == 1]
        if rows and self.chance(share / 100):
            row = self.draw.choice(rows)
            row.pop(self.draw.choice([name for name in row if name != "id"]))
        return facts


class _AtEdges(Edged):
    """A generator of one applicant at bounds."""

    edges = ("2021-12-20", "2021-12-21", "2021-12-31", "2022-01-01", "2022-12-31", "2024-12-31", "2025-01-01")
    sums = (20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000, 5_000_000)
    again = MappingProxyType({
        "copyright_work": "certified_on", "technology_contract": "recorded_on", "ip_insurance": "bought_on",
        "ip_title": "recognised_on", "patent_prize": "won_on", "agent_exam": "passed_on", "soft_topic": "selected_on",
    })  # fmt: skip

    def facts(self) -> Row:
        return self.with_edges(super().facts(), GAPS)
