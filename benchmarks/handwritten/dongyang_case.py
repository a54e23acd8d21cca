"""One applicant of Dongyang by hand, and the gates that awards share.

The gates in order: beneficiary, window, definition of an enterprise (article 20), the award's own gates, suspension,
rows.
"""

from __future__ import annotations

from datetime import date

from benchmarks.handwritten.dongyang import (
    AGENCY,
    BRAND,
    CERTIFIED,
    COUNTRY,
    GI_MARK,
    GRANT,
    GRAVE,
    INDUSTRY,
    INSURANCE,
    LAWSUIT,
    LOAN,
    MADRID,
    MEDIATION,
    PORTFOLIO,
    REGIONAL,
    START,
    STATION,
    TITLE,
    Case as Days,
    approval,
    on,
)
from benchmarks.handwritten.dongyang_claims import Claim
from benchmarks.handwritten.telling import shown
from ipdsl.ir.facts import DatedValue, Facts, Record
from ipdsl.schema.values.value_type import NONE

ENTERPRISE, UNIT = "enterprise", "unit"
TO = {
    CERTIFIED: ENTERPRISE, TITLE: ENTERPRISE, BRAND: ENTERPRISE, GRANT: ENTERPRISE, PORTFOLIO: ENTERPRISE,
    MADRID: UNIT, REGIONAL: UNIT, COUNTRY: UNIT, GI_MARK: UNIT, STATION: UNIT, LOAN: ENTERPRISE, INSURANCE: ENTERPRISE,
    INDUSTRY: ENTERPRISE, MEDIATION: "person", LAWSUIT: ENTERPRISE, AGENCY: "patent_agency",
}  # fmt: skip

Rung = tuple[int, int]


class Case:
    """One applicant: values shared by all claims, all claims that were found, and those of them that may pay."""

    def __init__(self, facts: Facts) -> None:
        self.facts, self.kinds, fields = facts, facts.kinds, facts.fields
        self.last = date.max if facts.as_of is None else facts.as_of
        self.days = Days(facts, facts.kinds, self.last, [])
        self.claims: list[Claim] = []
        self.live: list[Claim] = []
        self.here = fields.get("located_here", False)
        self.moves = type(self.here) is DatedValue
        self.unfit = ""
        if ENTERPRISE in self.kinds:
            flags = (name for name in ("legal_person", "sound_books", "operating") if not fields[name])
            self.unfit = next((f"{name} ({name} no)" for name in flags), "")
        self.suspended = self._suspended()

    def _suspended(self) -> dict[int, str]:
        """Article 23: the years in which a case was opened against a unit, with the cases."""
        if UNIT not in self.kinds:
            return {}
        found: dict[int, list[str]] = {}
        for record in self.facts.records["sanction"].records:
            if record.values["level"] in GRAVE:
                found.setdefault(record.values["opened_on"].year, []).append(f"{record.kind} {record.item}")
        return {year: f"article 23 suspends {year}: {', '.join(sorted(cases))}" for year, cases in found.items()}

    def opened(self, clause: int, record: Record, event: str, place: object = None) -> Claim | None:
        """The claim of an event, unless the beneficiary or article 20 stops it.

        A claim whose day does not count is also returned, already stopped: a reason from its record may replace the
        reason.
        """
        day = record.values[event]
        happened = day is not NONE
        item = record.item
        claim = Claim(clause, item, day if happened else None, place or item, record.id)
        self.claims.append(claim)
        to = TO.get(clause)
        if to and to not in self.kinds:
            claim.stop("not eligible", f"paid to {to} only")
        elif not happened:
            claim.stop("not eligible", f"the event has not taken place: {event} is stated as none")
        elif day < START:
            claim.stop("out of window", f"{day} is outside the policy's window ({START} to …)")
            return claim
        elif day > self.last:
            claim.stop("out of window", f"{day} is after the as-of date {self.last}")
            return claim
        elif to is ENTERPRISE and not (on(self.here, day) if self.moves else self.here):
            claim.lacks("located_here (located_here no)")
        elif to is ENTERPRISE and self.unfit:
            claim.lacks(self.unfit)
        else:
            return claim
        return None

    def pays(
        self, claim: Claim, sum_: int, matter: str, level: str = "", row: str = "",
        keys: dict[str, object] | None = None,
    ) -> None:  # fmt: skip
        """Set the proposed amount of a claim that no gate of its award stopped."""
        if claim.outcome:
            return
        if claim.year in self.suspended:
            claim.stop("suspended", self.suspended[claim.year])
            return
        claim.proposed = claim.left = sum_
        claim.matter, claim.level, claim.row = matter, level, row
        if keys is not None:
            claim.keys = keys
        self.live.append(claim)

    def sets(self, claim: Claim, label: str, ceiling: int, matter: str) -> None:
        """Set the proposed amount if the bureau sets it."""
        approved = approval(self.facts, label, claim.item)
        self.pays(claim, min(approved, ceiling), matter)
        if not claim.outcome:
            claim.is_ceiling = True
            over = f"the approved {shown(approved)} is more than the ceiling of {shown(ceiling)}"
            claim.reason = over if approved > ceiling else f"the authority approved {shown(approved)}"

    def by_row(self, claim: Claim, field: str, value: str, rows: dict[str, Rung], matter: str, level: str = "") -> None:
        """Set the proposed amount if the award pays by rows."""
        if value in rows:
            self.pays(claim, rows[value][1], matter, level, value)
        elif claim.year in self.suspended and not claim.outcome:
            claim.stop("suspended", self.suspended[claim.year])
        else:
            named = f"there are rows for {', '.join(rows)}"
            claim.stop("not eligible", f"no sum is named for it ({field} {value}); {named}")
