"""`slice.ipp` by hand, with reasons: each claim and its outcome, the cut and reason of each rule, and the ledger.

This is the code that a programmer would write if reasons are required. Input: typed facts. Output: named tuples with
amounts in fen and sentences. As in `benchmarks.handwritten.slice`, the facts must be complete and known, without
earlier payments, and the applicant's fields must not change. Tests compare claims, outcomes, amounts, rules and ledger
with ipdsl.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from benchmarks.handwritten.slice import END, START, TITLE, years_after
from benchmarks.handwritten.telling import Cut, shown
from ipdsl.ir.facts import Facts, Record
from ipdsl.schema.values.value_type import NONE

DOCUMENT, POLICY = "Example slice", "slice"
WORK, PATENT, CONTRACT, INTEREST, INSURANCE, COMPANY, MUNICIPAL, CERTIFIED = range(3, 11)
LABELS = (
    "3.geo_indication_product.new", "3.geo_indication_trademark.new", "3.collective_trademark.new",
    "4.copyright_work.registered", "5.invention_patent.valid", "7.technology_contract.recorded",
    "8.loan_interest.paid", "8.ip_insurance.bought", "company_title", "municipal_title", "11.certification.passed",
)  # fmt: skip
ARTICLES = ("3", "3", "3", "4", "5", "7", "8", "8", "11", "11", "11")
LINES = (13, 14, 15, 19, 24, 28, 36, 39, 44, 50, 55)
GI = (
    ("geo_indication_product", "recognised_on", 200_000_00), ("geo_indication_trademark", "registered_on", 100_000_00),
    ("collective_trademark", "registered_on", 10_000_00),
)  # fmt: skip
HIGHEST = "11.titles pay highest per applicant per year"
CAPS = {
    CONTRACT: ("7.contracts cap per applicant per year", "7", 50_000_00),
    INTEREST: ("8.pledge_interest cap per applicant per year", "8", 100_000_00),
    INSURANCE: ("8.insurance cap per applicant per year", "8", 50_000_00),
}  # fmt: skip
ENOUGH = (
    "has at least 1 invention_patent valid or at least 5 utility_patent granted "
    "or at least 8 software_copyright registered"
)


class Claim(NamedTuple):
    """The outcome of one promise."""

    label: str
    article: str
    citation: str
    item: str
    kind: str
    day: date
    row: str
    outcome: str
    proposed: int
    paid: int
    cuts: tuple[Cut, ...]
    reason: str


class Line(NamedTuple):
    """A line of the ledger, for the next run."""

    policy: str
    clause: str
    item: str
    kind: str
    year: int
    day: date
    proposed: int
    outcome: str
    admitted: int
    charged: tuple[tuple[str, int], ...]
    paid: tuple[tuple[int, int], ...]


class Explained(NamedTuple):
    """The total due in fen, every claim in order, and the ledger."""

    total: int
    claims: list[Claim]
    ledger: list[Line]


class Event(NamedTuple):
    """A promise before the rules. The rules skip a promise with a reason."""

    day: date
    clause: int
    item: str
    id: str
    kind: str
    row: str
    sum: int
    outcome: str
    reason: str


def explained(facts: Facts) -> Explained:
    """The outcome of every promise, with its reason."""
    last = END if facts.as_of is None else min(END, facts.as_of)
    events = sorted(_events(facts, last))
    claims, ledger = Rules(facts).settled(events)
    return Explained(sum([claim.paid for claim in claims]), claims, ledger)


# ---------------------------------------------------------------------------------------------- promises


def _events(facts: Facts, last: date) -> Iterator[Event]:
    here = facts.fields["located_here"] is True
    for clause, (kind, field, sum_) in enumerate(GI):
        for record in _of(facts, kind):
            yield _event(clause, record, record.values[field], last, sum_, here=here)
    if facts.kinds & {"unit", "person"}:
        for record in _of(facts, "copyright_work"):
            yield _event(WORK, record, record.values["certified_on"], last, 200_00, here=here)
    else:
        for record in _of(facts, "copyright_work"):
            day = record.values["certified_on"]
            yield _stopped(WORK, record, day, "not eligible", "is paid to unit or person only")
    for record in _of(facts, "invention_patent"):
        yield from _milestones(record, last, here=here)
    for record in _of(facts, "technology_contract"):
        yield _contract(record, last, here=here)
    for record in _of(facts, "loan_interest"):
        values = record.values
        why = "" if values["on_schedule"] else "condition not met: on_schedule (on_schedule no)"
        sum_ = (values["interest_paid"] * 3 + 5) // 10
        yield _event(INTEREST, record, values["paid_on"], last, sum_, why=why, here=here)
    for record in _of(facts, "ip_insurance"):
        sum_ = (record.values["premium"] * 3 + 5) // 10
        yield _event(INSURANCE, record, record.values["bought_on"], last, sum_, here=here)
    for record in _of(facts, "ip_title"):
        yield from _title(record, last, here=here)
    for record in _of(facts, "certification"):
        day = record.values["passed_on"]
        why = "" if not here else _too_few(facts, day)
        yield _event(CERTIFIED, record, day, last, 20_000_00, why=why, here=here)


def _of(facts: Facts, kind: str) -> tuple[Record, ...]:
    return facts.records[kind].records if kind in facts.records else ()


def _event(
    clause: int, record: Record, day: date, last: date, sum_: int, *, here: bool, why: str = "", row: str = ""
) -> Event:  # fmt: skip
    """Apply the gates that all awards share: the window, then the seat, then the award's own gate.

    A reason from the record's own fields takes precedence over the window, except for a certification, whose gate asks
    for the company's rights.
    """
    if not START <= day <= last:
        if why and clause != CERTIFIED:
            return _stopped(clause, record, day, "not eligible", why)
        window = f"{START} to {END}" if day < START or day > END else f"the as-of date {last}"
        return _stopped(clause, record, day, "out of window", f"{day} is outside {window}")
    if not here:
        return _stopped(clause, record, day, "not eligible", "condition not met: located_here (located_here no)")
    if why:
        return _stopped(clause, record, day, "not eligible", why)
    return Event(day, clause, record.item, record.id, record.kind, row, sum_, "", "")


def _stopped(clause: int, record: Record, day: date, outcome: str, why: str) -> Event:
    return Event(day, clause, record.item, record.id, record.kind, "", 0, outcome, why)


def _contract(record: Record, last: date, *, here: bool) -> Event:
    values = record.values
    amount, why = values["amount"], ""
    if not values["put_to_use"]:
        why = "condition not met: put_to_use (put_to_use no)"
    elif values["related_party"]:
        why = "condition not met: not related_party (related_party yes)"
    if amount >= 5_000_000_00:
        row, sum_ = "at least 5000000", 50_000_00
    elif amount >= 1_000_000_00:
        row, sum_ = "at least 1000000", 20_000_00
    else:
        row, sum_ = "otherwise", (amount + 50) // 100
    return _event(CONTRACT, record, values["recorded_on"], last, sum_, why=why, row=row, here=here)


def _title(record: Record, last: date, *, here: bool) -> Iterator[Event]:
    """Both awards have a claim for every title: one pays, the other gives the reason for not paying."""
    title, day = record.values["title"], record.values["recognised_on"]
    high = f"condition not met: title is {', '.join(TITLE)} (title {title})"
    low = f"condition not met: title is municipal_demonstration (title {title})"
    sum_ = TITLE.get(title, 0)
    yield _event(COMPANY, record, day, last, sum_, why="" if sum_ else high, row=title, here=here)
    is_low = title == "municipal_demonstration"
    yield _event(MUNICIPAL, record, day, last, 50_000_00, why="" if is_low else low, here=here)


def _milestones(record: Record, last: date, *, here: bool) -> Iterator[Event]:
    """The first day of each year on which the patent is in force and ten years old.

    Without such a day, the last day tried has the reason.
    """
    values = record.values
    granted, lapsed = values["granted_on"], values["lapsed_on"]
    ten = years_after(values["filed_on"], 10)
    end = last if lapsed is NONE else min(last, lapsed - timedelta(1))
    found = False
    for year in range(START.year, last.year + 1):
        day = max(START, date(year, 1, 1), granted, ten)
        if here and day.year == year and day <= end:
            found = True
            yield Event(day, PATENT, record.item, record.id, record.kind, "", 10_000_00, "", "")
    if not found:
        first = date(last.year, 1, 1)
        turns = (day for day in (granted, lapsed, ten) if day is not NONE and first <= day <= last)
        day = max(turns, default=first)
        if not here:
            why = "condition not met: located_here (located_here no)"
        elif granted > day or (lapsed is not NONE and lapsed <= day):
            why = f"condition not met: valid (granted_on {granted}, lapsed_on {lapsed})"
        else:
            why = f"condition not met: filed_on at least 10 years ago (filed_on {values['filed_on']})"
        yield _stopped(PATENT, record, day, "not eligible", why)


def _too_few(facts: Facts, day: date) -> str:
    """Why the rights held on a day are not enough; empty if they are enough."""
    inventions = sum(
        record.values["granted_on"] <= day and ((until := record.values["lapsed_on"]) is NONE or day < until)
        for record in _of(facts, "invention_patent")
    )
    models = sum(record.values["granted_on"] <= day for record in _of(facts, "utility_patent"))
    programs = sum(record.values["certified_on"] <= day for record in _of(facts, "software_copyright"))
    if inventions >= 1 or models >= 5 or programs >= 8:
        return ""
    held = f"{inventions} invention_patent, {models} utility_patent, {programs} software_copyright"
    return f"condition not met: {ENOUGH} ({held})"


# ---------------------------------------------------------------------------------------------- rules


class Rules:
    """The rules for one applicant's claims, in order, with the amounts charged so far."""

    def __init__(self, facts: Facts) -> None:
        self.kinds = facts.kinds
        self.once: dict[tuple[int, str], tuple[str, int]] = {}
        self.counts: dict[int, int] = {}
        self.spent: dict[tuple[int, int], int] = {}
        self.charged: tuple[tuple[str, int], ...] = ()

    def settled(self, events: list[Event]) -> tuple[list[Claim], list[Line]]:
        """Every claim, and its line in the ledger."""
        claims: list[Claim] = []
        ledger: list[Line] = []
        best = _best_titles(events)
        for event in events:
            day, clause, item, _, kind, row, sum_, outcome, why = event
            cuts: tuple[Cut, ...] = ()
            self.charged = ()
            admitted = left = sum_
            if not outcome:
                cuts, admitted, outcome = self._cut(event, best)
                left = sum_ - sum([cut.amount for cut in cuts])
            label, article = LABELS[clause], ARTICLES[clause]
            citation = f"{DOCUMENT}, article {article}, line {LINES[clause]}"
            claims.append(Claim(label, article, citation, item, kind, day, row, outcome, sum_, left, cuts, why))
            paid = ((day.year, left),)
            ledger.append(Line(POLICY, label, item, kind, day.year, day, sum_, outcome, admitted, self.charged, paid))
        return claims, ledger

    def _cut(self, event: Event, best: dict[int, Event]) -> tuple[tuple[Cut, ...], int, str]:
        """The cuts of a claim, the amount admitted before caps, and the outcome."""
        day, clause, item, _, _, _, sum_, _, _ = event
        if clause <= 2 or clause in (PATENT, CERTIFIED):
            key = (clause, "" if clause == CERTIFIED else item)
            if key in self.once:
                paid, year = self.once[key]
                return (Cut("once", "", sum_, f"{paid} was paid already ({paid}, {year})"),), 0, "already paid"
            self.once[key] = item, day.year
        elif clause == WORK:
            return self._limited(day, sum_)
        elif clause in CAPS:
            return self._capped(clause, day, sum_)
        elif clause == COMPANY and best[day.year] is not event:
            by = best[day.year]
            why = f"only the highest is paid: {by.item} with {shown(by.sum)}"
            return (Cut(HIGHEST, "11", sum_, why),), 0, "displaced by a higher award"
        return (), sum_, "awarded"

    def _limited(self, day: date, sum_: int) -> tuple[tuple[Cut, ...], int, str]:
        who, most = ("person", 50) if "person" in self.kinds else ("unit", 100)
        count = self.counts.get(day.year, 0) + 1
        self.counts[day.year] = count
        if count <= most:
            return (), sum_, "awarded"
        why = f"{most} items were paid already: the limit of article 4 per {who} per year"
        return (Cut(f"4.registered_works limit items per {who} per year", "4", sum_, why),), 0, "reduced"

    def _capped(self, clause: int, day: date, sum_: int) -> tuple[tuple[Cut, ...], int, str]:
        rule, article, most = CAPS[clause]
        spent = self.spent.get((clause, day.year), 0)
        kept = min(sum_, most - spent)
        self.spent[clause, day.year] = spent + kept
        self.charged = ((rule, kept),)
        if kept == sum_:
            return (), sum_, "awarded"
        cap = f"the cap of article {article}"
        limit = f"{shown(most)} per applicant per year"
        why = f"cut to {shown(kept)} by {cap}: {limit}" if kept else f"{cap} is used up: {limit}"
        return (Cut(rule, article, sum_ - kept, why),), sum_, "reduced"


def _best_titles(events: list[Event]) -> dict[int, Event]:
    """The title that is paid in each year: the highest, or the first of equal ones."""
    best: dict[int, Event] = {}
    for event in events:
        if event.clause == COMPANY and not event.outcome:
            earlier = best.get(event.day.year)
            if earlier is None or event.sum > earlier.sum:
                best[event.day.year] = event
    return best
