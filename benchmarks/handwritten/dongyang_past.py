"""The state of the rules of Dongyang by hand: from the ledger, then from each settled year.

Each amount has the place where it was paid.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from benchmarks.handwritten.dongyang import (
    AFRESH,
    CAPPED,
    GI_MARK,
    INDUSTRY,
    LABELS,
    LADDERS,
    LOAN,
    NAME,
    NOT_TOPPED_UP,
    ONCE,
    UNREPEATED,
    room_of,
)  # fmt: skip
from benchmarks.handwritten.dongyang_claims import NO_CEILING, Claim
from ipdsl.ir.facts import Facts, LedgerLine


class Paid(NamedTuple):
    """The amount paid for something, and the first payment with its place and amount."""

    sum: int
    where: str
    first: int


Years = dict[int, Paid]


class Granted(NamedTuple):
    """An amount granted for a matter, or paid under another document."""

    year: int
    item: str
    under: str
    sum: int
    level: str = ""

    @property
    def where(self) -> str:
        """The place in the form that reasons use."""
        return f"{self.item}, {self.year}" + (f", under {self.under}" if self.under else "")


class Past:
    """Payments, charges and grants so far."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.events: dict[tuple[str, str, date | None], LedgerLine] = {}
        self.used: dict[tuple[int, str], str] = {}
        self.granted: dict[str, Years] = {}
        self.levels: dict[tuple[str, str], Years] = {}
        self.matters: dict[str, list[Granted]] = {}
        self.spent: dict[tuple[int, object], int] = {}
        self.rights: dict[str, set[int]] = {}
        self.products: dict[str, set[str]] = {}
        self.proposed: dict[tuple[int, str], int] = {}
        self.paid: dict[int, int] = {}
        self.outside: dict[str, list[Granted]] = {}
        for line in facts.history or ():
            if line.policy not in ("", NAME):
                self.take_outside(line)
                continue
            self.events[line.clause, line.item, line.event_date] = line
            if is_final(line):
                self.take(line, LABELS[line.clause])

    def take(self, line: LedgerLine, clause: int) -> None:
        """Read one line of this policy."""
        year, matter = line.year, line.matter
        self.keep(clause, line.item, year, line.admitted, matter, line.level, line.keys)
        if line.admitted > 0 and clause == INDUSTRY:
            self.products.setdefault(line.keys["product"], set()).add(line.keys["patent"])
        if clause in CAPPED:
            place = room_of(clause, year, line.keys.get("right_kind"))
            self.spent[place] = self.spent.get(place, 0) + line.charged.get(CAPPED[clause], 0)
        self.proposed[year, matter] = max(self.proposed.get((year, matter), 0), line.proposed)
        if clause not in NO_CEILING:
            for paid_in, sum_ in line.due.items():
                self.paid[paid_in] = self.paid.get(paid_in, 0) + sum_

    def take_outside(self, line: LedgerLine) -> None:
        """Read a payment under another document."""
        sum_ = sum(line.due.values()) if line.short else line.admitted
        if sum_ > 0:
            is_title = line.kind in ("ip_title", "brand_title")
            matter = f"{line.kind}: {self.facts.applicant if is_title else line.matter or line.item}"
            paid = Granted(line.year, line.item, line.policy, sum_)
            self.outside.setdefault(matter, []).append(paid)

    def paid_outside(self, matter: str) -> Paid | None:
        """The amount that other documents paid for a matter."""
        parts = self.outside.get(matter)
        if parts is None:
            return None
        sum_ = sum([paid.sum for paid in parts])
        return Paid(sum_, "; ".join(sorted([paid.where for paid in parts])), sum_)

    def remember(self, year: int, claims: list[Claim]) -> None:
        """Record what later years need from the claims of a year."""
        for claim in claims:
            self.keep(claim.clause, claim.item, year, claim.admitted, claim.matter, claim.level, claim.keys)

    def keep(
        self, clause: int, item: str, year: int, admitted: int, matter: str, level: str, keys: dict[str, object]
    ) -> None:  # fmt: skip
        """Record an admitted amount: it uses up an award that is paid once, and counts as a payment for `no repeat`."""
        if admitted <= 0:
            return
        where = f"{item}, {year}"
        if clause not in NOT_TOPPED_UP:
            self.matters.setdefault(matter, []).append(Granted(year, item, "", admitted, level))
        if clause in ONCE:
            self.used[clause, self.facts.applicant if clause == GI_MARK else item] = where
        if clause in UNREPEATED:
            add(self.granted.setdefault(matter, {}), year, admitted, where)
        elif clause in LADDERS:
            add(self.levels.setdefault((matter, level), {}), year, admitted, where)
        elif clause == LOAN:
            for right in keys["pledged_right"]:
                self.rights.setdefault(right, set()).add(year)


def is_final(line: LedgerLine) -> bool:
    """Whether the event of a line is not settled again."""
    return line.admitted > 0 if line.outcome == "ceiling" else line.outcome not in AFRESH


def add(years: Years, year: int, sum_: int, where: str) -> None:
    """Add a payment to its year. Reasons name the payment that is first by its place."""
    known = years.get(year)
    if known is None:
        years[year] = Paid(sum_, where, sum_)
    else:
        where, first = min((known.where, known.first), (where, sum_))
        years[year] = Paid(known.sum + sum_, where, first)
