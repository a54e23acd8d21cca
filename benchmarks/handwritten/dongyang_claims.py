"""Results of `dongyang_explained`: claims, cuts by rules, lines of the ledger. All amounts are in fen."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from benchmarks.handwritten.dongyang import CAPPED, FEES, FOR_LIFE, GI_MARK, GRANT, LABELS, NAME, STATION
from benchmarks.handwritten.telling import Cut
from ipdsl.ir.facts import Facts, LedgerLine

DOCUMENT = "关于全面加强知识产权工作的实施意见（意见征求稿）"
NAMES = tuple(LABELS)
ARTICLES = ("1", "1", "1", "2", "2", "2", "3", "3", "4", "4", "4", "5", "5", "5", "5", "5", "5", "5", "6", "6", "7",
            "8", "8", "9", "11", "12", "14")  # fmt: skip
LINES = (33, 39, 45, 52, 54, 56, 60, 64, 74, 81, 84, 90, 96, 102, 107, 114, 117, 120, 125, 136, 140, 148,
         153, 160, 165, 170, 181)  # fmt: skip
KINDS = (
    "certification", "ip_title", "brand_title", "navigation_project", "ip_alliance", "patent_platform",
    "invention_patent", "patent", "patent_portfolio", "invention_patent", "invention_patent", "well_known_mark",
    "foreign_mark", "foreign_mark", "foreign_mark", "geo_indication_trademark", "brand_base", "guidance_station",
    "pledge_loan", "ip_insurance", "industrialisation", "patent_prize", "patent_prize", "mediation",
    "protection_market", "lawsuit", "agency_registration",
)  # fmt: skip
CITATIONS = tuple(f"{DOCUMENT}, article {article}, line {line}" for article, line in zip(ARTICLES, LINES, strict=True))
CEILING_RULE, TOP_UP = "22.policy cap per enterprise per year", "21.policy top up per matter"
NO_CEILING = frozenset({FEES, GRANT, GI_MARK, STATION})
OF_UNITS = frozenset(FOR_LIFE) | {GI_MARK}
NOTHING: dict[str, object] = {}


class Claim:
    """A promise that a gate stopped, or that the rules process.

    `left` is the amount that the rules leave; after the last rule it is the amount due. `by_year` is set if the amount
    was not paid at once: `waiting` is then carried to the years up to `until`, and `lapsed` is lost. `admitted` is the
    amount left by the last rule that is not a cap. `is_settled`: the ledger settles the claim completely. `brought` is
    the ledger line of a claim whose carried money continues.
    """

    outcome = ""
    reason = ""
    row = ""
    proposed = 0
    left = 0
    admitted = 0
    charged: int | None = None
    by_ceiling: int | None = None
    matter = ""
    level = ""
    keys: dict[str, object] = NOTHING
    cuts: tuple[Cut, ...] = ()
    last_word = ""
    is_ceiling = False
    by_year: dict[int, int] | None = None
    waiting = 0
    since = 0
    until = 0
    lapsed = 0
    is_settled = False
    brought: LedgerLine | None = None

    def __init__(self, clause: int, item: str, day: date | None, place: object, id_: str) -> None:
        self.clause, self.item, self.day = clause, item, day
        self.year = 0 if day is None else day.year
        self.order = (day or date.max, clause, place, id_)

    @property
    def label(self) -> str:
        """The name of its clause."""
        return NAMES[self.clause]

    @property
    def article(self) -> str:
        """The article of its clause."""
        return ARTICLES[self.clause]

    @property
    def citation(self) -> str:
        """The place of the promise in the text."""
        return CITATIONS[self.clause]

    @property
    def kind(self) -> str:
        """The kind of record of its clause."""
        return KINDS[self.clause]

    @property
    def paid(self) -> int:
        """The amount due."""
        return self.left

    def stop(self, outcome: str, reason: str) -> None:
        """Stop the claim with an outcome."""
        self.outcome, self.reason = outcome, reason

    def lacks(self, reason: str) -> None:
        """Stop the claim because a gate is not met."""
        self.outcome, self.reason = "not eligible", f"condition not met: {reason}"

    def cut(self, rule: str, article: str, amount: int, reason: str, last_word: str = "reduced") -> None:
        """Record a cut by a rule. `last_word` is the outcome if nothing is left."""
        self.left -= amount
        self.cuts = (*self.cuts, Cut(rule, article, amount, reason))
        self.last_word = last_word


class Line(NamedTuple):
    """A line of the ledger, for the next run."""

    policy: str
    clause: str
    item: str
    kind: str
    year: int
    day: date | None
    row: str
    matter: str
    level: str
    keys: dict[str, object]
    proposed: int
    outcome: str
    admitted: int
    charged: dict[str, int]
    paid: dict[int, int]
    carried: int
    carry_until: int | None
    lapsed: int


class Explained(NamedTuple):
    """The total due, every claim in order, and the ledger."""

    total: int
    claims: list[Claim]
    ledger: list[Line]


def stopped_line(claim: Claim) -> Line:
    """The line of a claim that reached no rule."""
    return Line(
        NAME, NAMES[claim.clause], claim.item, KINDS[claim.clause], claim.year, claim.day, "", "", "", NOTHING, 0,
        claim.outcome, 0, {}, {claim.year: 0}, 0, None, 0,
    )  # fmt: skip


def line_of(facts: Facts, claim: Claim) -> Line:
    """The line of a claim."""
    clause, year = claim.clause, claim.year
    if not claim.matter:
        return stopped_line(claim)
    if claim.brought is not None:
        return brought_forward(claim, claim.brought)
    applicant = facts.applicant
    keys: dict[str, object] = {}
    if clause not in NO_CEILING and "enterprise" in facts.kinds:
        keys["enterprise"] = applicant
    if claim.level:
        keys["level"] = claim.level
    keys["matter"] = claim.matter
    if clause in OF_UNITS and "unit" in facts.kinds:
        keys["unit"] = applicant
    charged = {} if claim.by_ceiling is None else {CEILING_RULE: claim.by_ceiling}
    if claim.charged is not None:
        charged[CAPPED[clause]] = claim.charged
    return Line(
        NAME, NAMES[clause], claim.item, KINDS[clause], year, claim.day, claim.row, claim.matter, claim.level,
        keys | claim.keys, claim.proposed, claim.outcome, claim.admitted, charged,
        claim.by_year or {year: claim.left}, claim.waiting, claim.until if claim.waiting else None,
        claim.lapsed,
    )  # fmt: skip


def brought_forward(claim: Claim, line: LedgerLine) -> Line:
    """The line of a claim whose carried money continues."""
    charged = {**line.charged, CEILING_RULE: line.charged.get(CEILING_RULE, 0) + claim.left}
    return passed_on(line)._replace(
        outcome=claim.outcome, charged=charged, paid={**line.due, **(claim.by_year or {})}, carried=claim.waiting,
        carry_until=claim.until if claim.waiting else None, lapsed=line.lapsed + claim.lapsed,
    )  # fmt: skip


def passed_on(line: LedgerLine) -> Line:
    """A payment under another document, copied from the ledger."""
    return Line(
        line.policy, line.clause, line.item, line.kind, line.year, line.event_date, line.row, line.matter, line.level,
        dict(line.keys), line.proposed, line.outcome, line.admitted, dict(line.charged),
        dict(line.due), line.carried, line.carry_until, line.lapsed,
    )  # fmt: skip
