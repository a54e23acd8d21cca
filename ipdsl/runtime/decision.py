"""The decision: what is due, claim by claim, what was cut and why, and what is not known.

Built by `ipdsl.runtime.evaluate`; plain frozen data, shown by `explain.render` and `export.to_json`. Money is an object
of the policy's currency; `None` where a sum has no upper end. A decision is a computation, not the authority's act.
"""

from __future__ import annotations

import datetime
import enum
from fractions import Fraction

import attrs

from ipdsl.runtime.facts import LedgerLine
from ipdsl.runtime.reasons import Reason
from ipdsl.runtime.unknown import FactRef
from ipdsl.source import Span
from ipdsl.values.money import Money

NOTICE = "This is a computation from the facts stated, not a decision of the authority."


class Outcome(enum.Enum):
    """What became of a claim. The value is the word for people and for JSON."""

    AWARDED = "awarded"
    REDUCED = "reduced"
    DISPLACED = "displaced"
    NOT_ELIGIBLE = "not eligible"
    OUT_OF_WINDOW = "out of window"
    ALREADY_PAID = "already paid"
    SUSPENDED = "suspended"
    SUPPORTED = "supported by another level"
    UNDETERMINED = "undetermined"
    CEILING = "ceiling"
    CONTINGENT = "contingent on the cohort"
    BY_REFERENCE = "by reference"
    CARRIED = "carried"
    LAPSED = "lapsed"
    OBLIGATION = "obligation"


@attrs.frozen
class Bounds:
    """Due at least `low` and at most `high` (`None`: unlimited); `exact` where every case was settled."""

    low: Money
    high: Money | None
    exact: bool = True

    @property
    def is_point(self) -> bool:
        """Nothing is open: both ends are one sum."""
        return self.high == self.low


@attrs.frozen
class Adjustment:
    """What one rule took of a claim. `code` is a reason code (R201 a cap, …), `rule` the rule's name.

    `by` names the claim that was preferred, where there is one.
    """

    code: str
    rule: str
    article: str
    cut: Money
    reason: Reason
    place: Span | None = None
    by: str = ""

    @property
    def text(self) -> str:
        """The adjustment in words."""
        return self.reason.text()


@attrs.frozen
class Claim:
    """One claim: an event (or state, or year) of one clause.

    `proposed` is the sum before the rules, `paid` what is newly due, `ceiling` the most that the bureau may set
    (`None` with `is_open_ended`: no most). `year` and `event_date` are `None` where the date is not known.
    `bounds` is what the claim can come to; `missing` the facts that would settle it.
    """

    label: str
    article: str
    citation: str
    text: str
    place: Span
    item: str
    kind: str
    event_date: datetime.date | None
    year: int | None
    row: str
    outcome: Outcome
    proposed: Money
    paid: Money
    bounds: Bounds
    ceiling: Money | None = None
    adjustments: tuple[Adjustment, ...] = ()
    reason: Reason | None = None
    missing: tuple[FactRef, ...] = ()
    record: str = ""

    @property
    def is_open(self) -> bool:
        """Undetermined, and it could pay."""
        return self.outcome is Outcome.UNDETERMINED and (self.bounds.high is None or self.bounds.high.minor > 0)

    @property
    def why(self) -> str:
        """The reason in words; empty for a claim that is paid in full."""
        if self.reason is not None:
            return self.reason.text()
        return "; ".join(a.text for a in self.adjustments)


@attrs.frozen
class MissingFact:
    """A fact that was not stated and would change the sum. `worth` is the most that hangs on it, `None`: no limit.

    A field that may change from day to day is named once, with what hangs on it on all its days; `ref` is the first.
    `path` is where it belongs in the facts, `label` its words in the vocabulary, `clauses` the labels that ask.
    """

    ref: FactRef
    path: str
    label: str
    worth: Money | None
    clauses: tuple[str, ...]


@attrs.frozen
class NotStated:
    """A record kind (or the yearly figures) of which the facts say nothing, though these clauses speak of it."""

    kind: str
    label: str
    clauses: tuple[str, ...]


@attrs.frozen
class Reading:
    """How an ambiguous sentence was read; `label` is empty where it is about a whole article or policy."""

    article: str
    label: str
    text: str


@attrs.frozen
class Heading:
    """An article's number and title."""

    number: str
    title: str


@attrs.frozen
class Obligation:
    """A duty that comes with the money. `amount` is the sum owed where the duty is a share of what was paid."""

    article: str
    who: str
    text: str
    place: Span
    op: str | None = None
    share: Fraction | None = None
    base: Money | None = None
    amount: Money | None = None


@attrs.frozen
class Allocation:
    """A budget line of a public body: no claim, never part of the total. `amount` None: it is not known."""

    label: str
    article: str
    text: str
    place: Span
    item: str
    year: int
    amount: Money | None
    missing: tuple[FactRef, ...] = ()


@attrs.frozen
class Reference:
    """A document that decides in place of this one; `items` are the records it decides on, empty: all."""

    article: str
    document: str
    place: Span
    items: tuple[str, ...]


@attrs.frozen
class Decision:
    """All that follows from one applicant's facts under one policy.

    `total` is the money newly due at the least, over `years`; `due` gives both ends. `claims` stand in claim order;
    `ledger` holds the lines that were read and those of the reported claims, to be fed into the next run; `headings`
    are the articles of the policy.
    """

    policy: str
    title: str
    document: str
    content_hash: str
    version: str
    applicant: str
    facts_digest: str
    as_of: datetime.date | None
    years: tuple[int, ...]
    currency: str
    total: Money
    due: Bounds
    claims: tuple[Claim, ...]
    assumptions: tuple[str, ...]
    not_stated: tuple[NotStated, ...]
    missing: tuple[MissingFact, ...]
    readings: tuple[Reading, ...]
    obligations: tuple[Obligation, ...]
    references: tuple[Reference, ...]
    allocations: tuple[Allocation, ...]
    ledger: tuple[LedgerLine, ...]
    headings: tuple[Heading, ...] = ()
    notice: str = NOTICE

    @property
    def is_undetermined(self) -> bool:
        """At least one claim that could pay is undetermined (exit code 3); open ceilings do not count."""
        return any(claim.is_open for claim in self.claims)

    def total_of(self, year: int) -> Money:
        """What the claims of one year are paid."""
        return Money(sum(c.paid.minor for c in self.claims if c.year == year), self.currency)

    def claims_for(self, item: str, label: str | None = None) -> tuple[Claim, ...]:
        """The claims of an item, of one clause where a label is given."""
        return tuple(c for c in self.claims if c.item == item and label in (None, c.label))
