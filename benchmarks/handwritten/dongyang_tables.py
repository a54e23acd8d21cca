"""Facts of Dongyang as columns, for `dongyang_columns.py`.

A column is identified by its number. All columns of one type are concatenated in one array, and `starts` has the
beginning of each column, so a kernel takes four arrays instead of a hundred. The records of applicant i are at the
positions from `at` i to `at` i + 1 of their kind. Days are days since 1970-01-01; a day that never comes is the
largest. Money is in fen. A choice is its position among the members of the vocabulary. A text is its position in the
sorted texts of all applicants, so numbers have the order of texts. Each record also has the amount that the bureau set
for it, and each loan has the rate of its month. Everything must be stated and known, including an as-of date, and the
ledger may only have lines of other documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from benchmarks.tables import NEVER, Array
from ipdsl.ir.facts import DatedValue, Facts, Record
from ipdsl.schema.values.value_type import NONE

EPOCH = date(1970, 1, 1).toordinal()
LONG_AGO = -(2**31)
FIGURES = range(2020, 2028)

# columns of the applicant
(ENTERPRISE, UNIT, PERSON, AGENCY_KIND, SOUND, OF_TRADE, AS_OF, OPENED, CONTRIBUTION) = range(9)
# columns of each kind: the beginning of its records, then its fields
(SEAT, SEAT_FROM, SEAT_TO, SEAT_HERE) = range(9, 13)
(CASE, CASE_DAY, CASE_LEVEL) = range(13, 16)
(PAID, PAID_KIND, PAID_ITEM, PAID_MATTER, PAID_DAY, PAID_SUM) = range(16, 22)
(OLDER, OLDER_KIND, OLDER_ITEM, OLDER_SUM) = range(22, 26)
(AUDIT, AUDIT_DAY, AUDIT_ITEM, AUDIT_STANDARD, AUDIT_COST, AUDIT_SET) = range(26, 32)
(FIRM_TITLE, FIRM_TITLE_DAY, FIRM_TITLE_ITEM, FIRM_TITLE_IS) = range(32, 36)
(BRAND_TITLE, BRAND_TITLE_DAY, BRAND_TITLE_ITEM, BRAND_TITLE_IS) = range(36, 40)
(PROJECT, PROJECT_DAY, PROJECT_ITEM, PROJECT_LEVEL) = range(40, 44)
(UNION, UNION_DAY, UNION_ITEM, UNION_LEVEL) = range(44, 48)
(FORUM, FORUM_DAY, FORUM_ITEM, FORUM_LEVEL) = range(48, 52)
(PATENT, FILED, GRANTED, LAPSED, PATENT_ITEM, RIGHT, DOMESTIC, PATENT_FEES, PATENT_SET) = range(52, 61)
(BUNDLE, BUNDLE_DAY, BUNDLE_ITEM, BUNDLE_NEW) = range(61, 65)
(FAMOUS, FAMOUS_DAY, FAMOUS_ITEM) = range(65, 68)
(ABROAD, ABROAD_DAY, ABROAD_ITEM, ROUTE, ABROAD_FEE) = range(68, 73)
(GI, GI_DAY, GI_ITEM) = range(73, 76)
(BRAND_BASE, BRAND_BASE_DAY, BRAND_BASE_ITEM, BRAND_BASE_IS, BRAND_BASE_LEVEL) = range(76, 81)
(POST, POST_DAY, POST_ITEM) = range(81, 84)
(CREDIT, DRAWN, REPAID, CREDIT_ITEM, CREDIT_RIGHT, IN_TIME, PRINCIPAL, RATE, RATE_OVER, PLEDGED) = range(84, 94)
(POLICY, POLICY_DAY, POLICY_ITEM, POLICY_RIGHT, PREMIUM) = range(94, 99)
(PRODUCT, PRODUCT_DAY, PRODUCT_ITEM, PRODUCT_IS, CORE, IN_FORCE, SALES) = range(99, 106)
(PRIZE, PRIZE_DAY, PRIZE_ITEM, PRIZE_PATENT, PRIZE_LEVEL, PRIZE_IS) = range(106, 112)
(PEACE, PEACE_DAY, PEACE_ITEM, OFFICIAL) = range(112, 116)
(PLACE, PLACE_DAY, PLACE_ITEM, PLACE_IS, PLACE_LEVEL) = range(116, 121)
(SUIT, SUIT_DAY, SUIT_ITEM, COURT, AWARDED, SUIT_FEE) = range(121, 127)
(FILE, FILE_DAY, FILE_RIGHT, FILE_LOCAL) = range(127, 131)
(OFFICE, SET_UP, CLOSED, OFFICE_ITEM) = range(131, 135)
(PLEDGED_RIGHT,) = range(135, 136)
COLUMNS = 136

LEVELS = ("", "national", "provincial", "municipal", "county_level")
RIGHTS = ("invention", "utility_model", "design")
KINDS_OF_RIGHT = ("patent_right", "trademark_right", "gi_right", "copyright", "other_right")
TITLES = ("national_demonstration", "national_advantage", "national_pilot", "provincial_demonstration",
          "provincial_advantage", "municipal_demonstration", "municipal_advantage")  # fmt: skip
BRANDS = ("national_brand", "provincial_brand", "municipal_brand")
PRIZES = ("gold", "silver", "excellence", "special", "major", "grade_1", "grade_2", "grade_3")
ROUTES = ("madrid", "regional_office", "single_country")
COURTS = ("home_court", "us_japan_eu_court", "other_court")
STANDARDS = ("gbt29490", "gbt33250", "gbt33251")

DAY, LONG, CODE, TEXT = "day", "long", "code", "text"
Field = tuple[int, str, str, tuple[str, ...]]
RECORDS: dict[str, tuple[int, tuple[Field, ...]]] = {
    "certification": (AUDIT, ((AUDIT_DAY, DAY, "passed_on", ()), (AUDIT_STANDARD, CODE, "standard", STANDARDS),
                              (AUDIT_COST, LONG, "cost", ()))),
    "ip_title": (FIRM_TITLE, ((FIRM_TITLE_DAY, DAY, "recognised_on", ()), (FIRM_TITLE_IS, CODE, "title", TITLES))),
    "brand_title": (BRAND_TITLE, ((BRAND_TITLE_DAY, DAY, "recognised_on", ()),
                                  (BRAND_TITLE_IS, CODE, "brand", BRANDS))),
    "navigation_project": (PROJECT, ((PROJECT_DAY, DAY, "accepted_on", ()), (PROJECT_LEVEL, CODE, "level", LEVELS))),
    "ip_alliance": (UNION, ((UNION_DAY, DAY, "recorded_on", ()), (UNION_LEVEL, CODE, "level", LEVELS))),
    "patent_platform": (FORUM, ((FORUM_DAY, DAY, "accepted_on", ()), (FORUM_LEVEL, CODE, "level", LEVELS))),
    "patent": (PATENT, ((FILED, DAY, "filed_on", ()), (GRANTED, DAY, "granted_on", ()), (LAPSED, DAY, "lapsed_on", ()),
                        (RIGHT, CODE, "right", RIGHTS), (DOMESTIC, CODE, "domestic", ()),
                        (PATENT_FEES, LONG, "official_fees", ()))),
    "patent_portfolio": (BUNDLE, ((BUNDLE_DAY, DAY, "formed_on", ()), (BUNDLE_NEW, LONG, "new_inventions", ()))),
    "well_known_mark": (FAMOUS, ((FAMOUS_DAY, DAY, "recognised_on", ()),)),
    "foreign_mark": (ABROAD, ((ABROAD_DAY, DAY, "registered_on", ()), (ROUTE, CODE, "route", ROUTES),
                              (ABROAD_FEE, LONG, "registration_fee", ()))),
    "geo_indication_trademark": (GI, ((GI_DAY, DAY, "registered_on", ()),)),
    "brand_base": (BRAND_BASE, ((BRAND_BASE_DAY, DAY, "recognised_on", ()), (BRAND_BASE_IS, TEXT, "base", ()),
                                (BRAND_BASE_LEVEL, CODE, "level", LEVELS))),
    "guidance_station": (POST, ((POST_DAY, DAY, "rated_on", ()),)),
    "pledge_loan": (CREDIT, ((DRAWN, DAY, "drawn_on", ()), (REPAID, DAY, "repaid_on", ()),
                             (CREDIT_RIGHT, CODE, "right_kind", KINDS_OF_RIGHT), (IN_TIME, CODE, "on_schedule", ()),
                             (PRINCIPAL, LONG, "pledged_principal", ()))),
    "ip_insurance": (POLICY, ((POLICY_DAY, DAY, "bought_on", ()), (POLICY_RIGHT, CODE, "right_kind", KINDS_OF_RIGHT),
                              (PREMIUM, LONG, "premium", ()))),
    "industrialisation": (PRODUCT, ((PRODUCT_DAY, DAY, "started_on", ()), (PRODUCT_IS, TEXT, "product", ()),
                                    (CORE, CODE, "core", ()), (IN_FORCE, CODE, "patent_in_force", ()),
                                    (SALES, LONG, "sales", ()))),
    "patent_prize": (PRIZE, ((PRIZE_DAY, DAY, "won_on", ()), (PRIZE_PATENT, TEXT, "patent", ()),
                             (PRIZE_LEVEL, CODE, "level", LEVELS), (PRIZE_IS, CODE, "prize", PRIZES))),
    "mediation": (PEACE, ((PEACE_DAY, DAY, "settled_on", ()), (OFFICIAL, CODE, "official_mediator", ()))),
    "protection_market": (PLACE, ((PLACE_DAY, DAY, "recognised_on", ()), (PLACE_IS, TEXT, "market", ()),
                                  (PLACE_LEVEL, CODE, "level", LEVELS))),
    "lawsuit": (SUIT, ((SUIT_DAY, DAY, "judged_on", ()), (COURT, CODE, "court", COURTS),
                       (AWARDED, LONG, "awarded_sum", ()), (SUIT_FEE, LONG, "agency_fee", ()))),
    "agency_case": (FILE, ((FILE_DAY, DAY, "granted_on", ()), (FILE_RIGHT, CODE, "right", RIGHTS),
                           (FILE_LOCAL, CODE, "local_address", ()))),
    "agency_registration": (OFFICE, ((SET_UP, DAY, "set_up_on", ()), (CLOSED, DAY, "closed_on", ()))),
    "sanction": (CASE, ((CASE_DAY, DAY, "opened_on", ()), (CASE_LEVEL, CODE, "level", LEVELS))),
}  # fmt: skip
"""The columns of each kind of record: number, type, field, members."""

ITEMS = {AUDIT: AUDIT_ITEM, FIRM_TITLE: FIRM_TITLE_ITEM, BRAND_TITLE: BRAND_TITLE_ITEM, PROJECT: PROJECT_ITEM,
         UNION: UNION_ITEM, FORUM: FORUM_ITEM, PATENT: PATENT_ITEM, BUNDLE: BUNDLE_ITEM, FAMOUS: FAMOUS_ITEM,
         ABROAD: ABROAD_ITEM, GI: GI_ITEM, BRAND_BASE: BRAND_BASE_ITEM, POST: POST_ITEM, CREDIT: CREDIT_ITEM,
         POLICY: POLICY_ITEM, PRODUCT: PRODUCT_ITEM, PRIZE: PRIZE_ITEM, PEACE: PEACE_ITEM, PLACE: PLACE_ITEM,
         SUIT: SUIT_ITEM, OFFICE: OFFICE_ITEM}  # fmt: skip
ROOTS = ("judicial_well_known_mark", *RECORDS)
"""The kinds that other documents may have paid for. A kind is its position here."""
JUDICIAL, ROOT_OF_TITLES = 0, ROOTS.index("ip_title")
STARTS = (SEAT, PAID, OLDER, PLEDGED, *(at for at, _ in RECORDS.values()))
"""Columns with the beginning of an applicant's records; for `PLEDGED`, with the beginning of a loan's rights."""
OF_APPLICANT = ("ip_title", "brand_title", "agency_registration", "certification")
"""The kinds whose matter is the applicant itself."""


class Columns(NamedTuple):
    """The beginning of each column, and the arrays of the types."""

    starts: Array
    longs: Array
    days: Array
    codes: Array


class Drawn:
    """A builder of columns."""

    def __init__(self, every: Sequence[Facts]) -> None:
        self.values: list[list[Any]] = [[] for _ in range(COLUMNS)]
        self.types: list[str] = [LONG] * COLUMNS
        for _, fields in RECORDS.values():
            for column, is_, *_ in fields:
                self.types[column] = is_
        for column in (SEAT_FROM, SEAT_TO, PAID_DAY, AS_OF, OPENED):
            self.types[column] = DAY
        for column in (ENTERPRISE, UNIT, PERSON, AGENCY_KIND, SOUND, OF_TRADE, SEAT_HERE, PAID_KIND, OLDER_KIND):
            self.types[column] = CODE
        for column in (*ITEMS.values(), PAID_ITEM, PAID_MATTER, OLDER_ITEM, PLEDGED_RIGHT):
            self.types[column] = TEXT
        for facts in every:
            self.add(facts)
        for at in STARTS:
            self.values[at].append(len(self.values[at + 1 if at != PLEDGED else PLEDGED_RIGHT]))

    def put(self, *of: tuple[int, object]) -> None:
        for column, value in of:
            self.values[column].append(value)

    def begin(self, at: int) -> None:
        self.values[at].append(len(self.values[at + 1]))

    def add(self, facts: Facts) -> None:
        fields, kinds = facts.fields, facts.kinds
        assert facts.as_of is not None
        sound = all(fields[name] is True for name in ("legal_person", "sound_books", "operating"))
        trade = fields["main_industry"] in ("wood_carving", "construction")
        self.put((ENTERPRISE, "enterprise" in kinds), (UNIT, "unit" in kinds), (PERSON, "person" in kinds),
                 (AGENCY_KIND, "patent_agency" in kinds), (SOUND, sound), (OF_TRADE, trade),
                 (AS_OF, day_of(facts.as_of)), (OPENED, day_of(fields["business_started_on"])))  # fmt: skip
        self.values[CONTRIBUTION] += [facts.figures[year]["local_contribution"] for year in FIGURES]
        self.begin(SEAT)
        seat = fields["located_here"]
        for period, here in seat.periods if isinstance(seat, DatedValue) else ():
            first = LONG_AGO if period.start is None else day_of(period.start)
            self.put((SEAT_FROM, first), (SEAT_TO, day_of(period.end or NONE)), (SEAT_HERE, here is True))
        if not isinstance(seat, DatedValue):
            self.put((SEAT_FROM, LONG_AGO), (SEAT_TO, NEVER), (SEAT_HERE, seat is True))
        self.other_documents(facts)
        for kind, (at, columns) in RECORDS.items():
            self.begin(at)
            for record in facts.records[kind].records if kind in facts.records else ():
                for column, is_, name, members in columns:
                    self.put((column, plain(record.values[name], is_, members)))
                if at in ITEMS:
                    self.put((ITEMS[at], record.item))
                self.beside(facts, at, record)

    def other_documents(self, facts: Facts) -> None:
        self.begin(PAID)
        for line in facts.history or ():
            sum_ = sum(line.due.values()) if line.short else line.admitted
            matter = "" if line.kind in OF_APPLICANT else line.matter or line.item
            self.put((PAID_KIND, ROOTS.index(line.kind)), (PAID_ITEM, line.item), (PAID_MATTER, matter),
                     (PAID_DAY, day_of(line.event_date or date(line.year, 12, 31))), (PAID_SUM, sum_))  # fmt: skip
        self.begin(OLDER)
        for one in facts.older_documents or ():
            self.put((OLDER_KIND, ROOTS.index(one.kind)), (OLDER_ITEM, one.item), (OLDER_SUM, one.amount))

    def beside(self, facts: Facts, at: int, record: Record) -> None:
        """Add values that belong to the record but are in another part of the facts."""
        if at == AUDIT:
            self.put((AUDIT_SET, facts.approved.get(("certified", record.item), 0)))
        elif at == PATENT:
            self.put((PATENT_SET, facts.approved.get(("3.invention_patent.granted", record.item), 0)))
        elif at == CREDIT:
            drawn = record.values["drawn_on"]
            rate: Any = facts.series["lpr_1y"]["", drawn.replace(day=1)]  # type: ignore[union-attr,index]
            self.put((RATE, rate.numerator), (RATE_OVER, rate.denominator))
            self.values[PLEDGED].append(len(self.values[PLEDGED_RIGHT]))
            self.values[PLEDGED_RIGHT] += record.values["pledged_right"]  # type: ignore[arg-type]

    def repeat(self, times: int) -> None:
        """Repeat the applicants, one base after the other."""
        for column, values in enumerate(self.values):
            if column in STARTS:
                *starts, stop = values
                self.values[column] = [time * stop + at for time in range(times) for at in starts] + [times * stop]
            else:
                self.values[column] = values * times

    def columns(self) -> Columns:
        texts = {text for column, is_ in enumerate(self.types) if is_ == TEXT for text in self.values[column]}
        places = {text: place for place, text in enumerate(sorted(texts | {""}))}
        starts = np.zeros(COLUMNS, np.int64)
        pools: dict[str, list[Any]] = {LONG: [], DAY: [], CODE: []}
        for column, is_ in enumerate(self.types):
            values = self.values[column]
            pool = pools[LONG if is_ == TEXT else is_]
            starts[column] = len(pool)
            pool += [places[text] for text in values] if is_ == TEXT else values
        longs, days, codes = (
            np.array(pools[is_], dtype)
            for is_, dtype in ((LONG, np.int64), (DAY, np.int32), (CODE, np.uint8))
        )  # fmt: skip
        return Columns(starts, longs, days, codes)


def columns_of(every: Iterable[Facts]) -> Columns:
    """The columns of the facts."""
    return Drawn(list(every)).columns()


def repeated(every: Iterable[Facts], times: int) -> Columns:
    """The columns of the facts, repeated."""
    drawn = Drawn(list(every))
    drawn.repeat(times)
    return drawn.columns()


def day_of(day: object) -> int:
    return day.toordinal() - EPOCH if isinstance(day, date) else NEVER


def plain(value: object, is_: str, members: tuple[str, ...]) -> object:
    if is_ == DAY:
        return day_of(value)
    return members.index(str(value)) if members else value
