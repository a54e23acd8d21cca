"""`slice.ipp` in NumPy: every rule processes the whole column of a kind and sums up the segments of applicants.

Money stays in 64-bit integers. `bincount` with weights would add in floating point, so `add.at` computes the sums.
NumPy does not report overflow of 64 bits, so the largest possible sum of a column is checked first.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np

from benchmarks.tables import NEVER, YEARS, Array, Columns

START, END = 18982, 20088
FROM = np.array([18993, 19358, 19723], np.int32)
"""The first days of 2022, 2023 and 2024."""
TOO_YOUNG = 16436
TITLE = np.array([200_000_00, 100_000_00, 80_000_00], np.int64)
MUNICIPAL = 3
CAN_BE_TRIPLED = (2**63 - 1) // 4

Rows: TypeAlias = np.ndarray[Any, np.dtype[np.intp]]


class Slice:
    """The columns during settlement. A place is one year of one applicant."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.number = columns.number
        self.last = np.minimum(columns.who["as_of"], END)
        self.is_cut = bool((self.last < END).any())
        self.sums = np.zeros(self.number * len(YEARS), np.int64)

    def field(self, kind: str, name: str) -> Array:
        return self.columns.fields[kind][name]

    def placed(self, owner: Array, days: Array) -> tuple[Rows, Array]:
        """The rows with days in the window, and the place of each."""
        within = (days >= START) & (days <= (self.last[owner] if self.is_cut else END))
        rows = np.flatnonzero(within)
        found = days[rows]
        year = (found >= FROM[0]).astype(np.int64)
        year += found >= FROM[1]
        year += found >= FROM[2]
        return rows, owner[rows] * np.int64(len(YEARS)) + year

    def counted(self, kind: str, name: str) -> Array:
        _, places = self.placed(self.columns.owners(kind), self.field(kind, name))
        return np.bincount(places, minlength=len(self.sums))

    def capped(self, places: Array, amounts: Array, most: int) -> None:
        group = np.zeros(len(self.sums), np.int64)
        np.add.at(group, places, amounts)
        self.sums += np.minimum(group, most)

    def works(self) -> None:
        own = self.columns.who
        most = np.where(own["person"] > 0, 50, np.where(own["unit"] > 0, 100, 0))
        self.sums += 200_00 * np.minimum(self.counted("copyright_work", "certified_on"), np.repeat(most, len(YEARS)))

    def contracts(self) -> None:
        kind = "technology_contract"
        rows, places = self.placed(self.columns.owners(kind), self.field(kind, "recorded_on"))
        paid = (self.field(kind, "put_to_use")[rows] > 0) & (self.field(kind, "related_party")[rows] == 0)
        amount = checked(self.field(kind, "amount")[rows[paid]])
        tiers = [amount >= 5_000_000_00, amount >= 1_000_000_00]
        self.capped(places[paid], np.select(tiers, [50_000_00, 20_000_00], (amount + 50) // 100), 50_000_00)

    def finance(self) -> None:
        kind = "loan_interest"
        rows, places = self.placed(self.columns.owners(kind), self.field(kind, "paid_on"))
        paid = self.field(kind, "on_schedule")[rows] > 0
        self.capped(places[paid], thirty(self.field(kind, "interest_paid")[rows[paid]]), 100_000_00)
        kind = "ip_insurance"
        rows, places = self.placed(self.columns.owners(kind), self.field(kind, "bought_on"))
        self.capped(places, thirty(self.field(kind, "premium")[rows]), 50_000_00)

    def titles(self) -> None:
        rows, places = self.placed(self.columns.owners("ip_title"), self.field("ip_title", "recognised_on"))
        title = self.field("ip_title", "title")[rows]
        best = np.zeros(len(self.sums), np.int64)
        of_firm = title < MUNICIPAL
        np.maximum.at(best, places[of_firm], TITLE[title[of_firm]])
        self.sums += best
        self.sums += 50_000_00 * np.bincount(places[title == MUNICIPAL], minlength=len(self.sums))

    def patents(self) -> None:
        filed = self.field("invention_patent", "filed_on")
        old = np.flatnonzero(filed < TOO_YOUNG)
        day = np.maximum(ten_years_after(filed[old]), self.field("invention_patent", "granted_on")[old])
        day = np.maximum(day, START)
        held = day < self.field("invention_patent", "lapsed_on")[old]
        _, places = self.placed(self.columns.owners("invention_patent")[old[held]], day[held])
        self.sums += 10_000_00 * np.bincount(places, minlength=len(self.sums))

    def certified(self) -> None:
        owner, days = self.columns.owners("certification"), self.field("certification", "passed_on")
        rows, _ = self.placed(owner, days)
        owner, days = owner[rows], days[rows]
        enough = self.held(owner, days, "invention_patent") >= 1
        for kind, least in (("utility_patent", 5), ("software_copyright", 8)):
            enough |= self.held(owner, days, kind) >= least
        best = np.full(self.number, NEVER, np.int32)
        np.minimum.at(best, owner[enough], days[enough])
        _, places = self.placed(np.arange(self.number), best)
        self.sums[places] += 20_000_00

    def held(self, owner: Array, days: Array, kind: str) -> Array:
        """The number of records of a kind that each owner holds on its day."""
        first, stop = self.columns.offsets[kind][owner], self.columns.offsets[kind][owner + 1]
        lengths = stop - first
        asks = np.repeat(np.arange(len(owner)), lengths)
        rows = np.arange(len(asks)) + np.repeat(first - (np.cumsum(lengths) - lengths), lengths)
        name = "certified_on" if kind == "software_copyright" else "granted_on"
        holds = self.field(kind, name)[rows] <= days[asks]
        if kind == "invention_patent":
            holds &= days[asks] < self.field(kind, "lapsed_on")[rows]
        return np.bincount(asks[holds], minlength=len(owner))

    def settled(self) -> Array:
        self.sums += 200_000_00 * self.counted("geo_indication_product", "recognised_on")
        self.sums += 100_000_00 * self.counted("geo_indication_trademark", "registered_on")
        self.sums += 10_000_00 * self.counted("collective_trademark", "registered_on")
        for rule in (self.works, self.patents, self.contracts, self.finance, self.titles, self.certified):
            rule()
        return self.sums.reshape(-1, len(YEARS)) * self.columns.who["here"][:, None]


def thirty(amounts: Array) -> Array:
    """30%, rounded half up."""
    return (checked(amounts) * 3 + 5) // 10


def checked(amounts: Array) -> Array:
    """The amounts, checked: three times their sum is within 64 bits."""
    if len(amounts) and int(amounts.max()) * len(amounts) > CAN_BE_TRIPLED:
        raise OverflowError("sums may leave 64 bits")
    return amounts


def ten_years_after(days: Array) -> Array:
    """The same day ten years later, or the last day of the month if that day does not exist."""
    dates = days.astype("M8[D]")
    month = dates.astype("M8[M]")
    later = (month + 120).astype("M8[D]") + (dates - month)
    last = (month + 121).astype("M8[D]") - 1
    return np.minimum(later, last).astype(np.int32)


def sums(columns: Columns, threads: int = 1) -> Array:
    """The amounts due to each applicant in each year. NumPy uses one thread."""
    return Slice(columns).settled()
