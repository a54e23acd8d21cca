"""What a decision holds: what is due, claim by claim, what was cut and why, and what is not known.

Plain frozen data, shown by `explain.render` and `export.to_json`. Money is an object of the policy's currency; `None`
where a sum has no upper end. A decision is a computation, not the authority's act.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.money import Bounds, Money
from ipdsl.ir.proposal import Outcome
from ipdsl.ir.reasons import Passage, Reason
from ipdsl.ir.unknown import FactRef
from ipdsl.wording.reasons import sentence


@attrs.frozen(eq=False, repr=False)
class Adjustment(ValueObject):
    """What one rule took of a claim. `code` is a reason code (R201 a cap, …), `rule` the rule's name.

    `by` names the claim that was preferred, where there is one. `raised` is by how much an older standard lifted the
    claim; it takes nothing. One that settlement made has its reason when it is first read.
    """

    code: str
    rule: str
    article: str
    cut: Money
    reason: Reason
    place: Span | None = None
    by: str = ""
    raised: Money | None = None
    _why: Callable[[], Reason] | None = attrs.field(init=False, default=None, eq=False, repr=False)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """The reason, where it was not read before."""
            if name != "reason":
                raise AttributeError(name, name=name, obj=self)
            made = self._why()
            object.__setattr__(self, "reason", made)
            return made

    def __reduce__(self) -> tuple[type[Adjustment], tuple[object, ...]]:
        """Copies hold the reason itself."""
        return Adjustment, (
            self.code, self.rule, self.article, self.cut, self.reason, self.place, self.by, self.raised,
        )  # fmt: skip

    @property
    def text(self) -> str:
        """The adjustment in words."""
        return sentence(self.reason)


@attrs.frozen(eq=False, repr=False)
class CarriedAmount(ValueObject):
    """Money of a claim that waits under a cap with `carry forward`.

    `brought_in` came from years before the reported ones, `paid` is what each reported year pays, `left` is carried to
    later years, the last of which is `until`; `lapsed` is lost.
    """

    brought_in: Money
    paid: Mapping[int, Money]
    left: Money
    until: int
    lapsed: Money


@attrs.frozen(eq=False, repr=False)
class ExcludedRecord(ValueObject):
    """A record that a set leaves out, by its item and its id, and why."""

    item: str
    record: str
    reason: Reason

    @property
    def text(self) -> str:
        """Why, in words."""
        return sentence(self.reason)


@attrs.frozen(eq=False, repr=False)
class Claim(ValueObject):
    """One claim: an event (or state, or year) of one clause.

    `proposed` is the sum before the rules, `paid` what is newly due, `ceiling` the most that the bureau may set
    (`None` with `is_open_ended`: no most). `year` and `event_date` are `None` where the date is not known.
    `bounds` is what the claim can come to; `missing` the facts that would settle it. `carry` is set where a cap with
    `carry forward` could not pay all at once: proposed and brought in are paid, cut, carried and lapsed. `parts` tell
    what a sum is made of that is computed, and are made when they are first read. Of a set's claim `counted` are the
    items that count, or may, and `left_out` the other records of its year and key.
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
    carry: CarriedAmount | None = None
    parts: tuple[Reason, ...] = ()
    counted: tuple[str, ...] = ()
    left_out: tuple[ExcludedRecord, ...] = ()
    _reckoned: Callable[[], tuple[Reason, ...]] | None = attrs.field(init=False, default=None, eq=False, repr=False)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """The parts, where they were not read before."""
            if name != "parts":
                raise AttributeError(name, name=name, obj=self)
            made = self._reckoned()
            object.__setattr__(self, "parts", made)
            return made

    def __reduce__(self) -> tuple[type[Claim], tuple[object, ...]]:
        """Copies hold the parts themselves."""
        return Claim, tuple(getattr(self, field.name) for field in attrs.fields(Claim) if field.init)

    @property
    def passage(self) -> Passage:
        """The sentence of the page that it is about."""
        return Passage(self.kind, self.place.line)

    @property
    def paid_by_year(self) -> Mapping[int, Money]:
        """What is newly due, by the year that pays it; empty where the year is not known."""
        if self.carry is not None:
            return self.carry.paid
        return {} if self.year is None else {self.year: self.paid}

    @property
    def brought_in(self) -> Money:
        """What was carried here from years before the reported ones."""
        return Money(0, self.paid.currency) if self.carry is None else self.carry.brought_in

    @property
    def carried(self) -> Money:
        """What later years may pay."""
        return Money(0, self.paid.currency) if self.carry is None else self.carry.left

    @property
    def carry_until(self) -> int | None:
        """The last year that may pay what is carried; `None` where nothing is."""
        return self.carry.until if self.carry is not None and self.carry.left.minor else None

    @property
    def lapsed(self) -> Money:
        """What was carried and no year paid."""
        return Money(0, self.paid.currency) if self.carry is None else self.carry.lapsed

    @property
    def is_open(self) -> bool:
        """Undetermined, and it could pay."""
        return self.outcome is Outcome.UNDETERMINED and (self.bounds.high is None or self.bounds.high.minor > 0)

    @property
    def why(self) -> str:
        """The reason in words; empty for a claim that is paid in full."""
        texts = [] if self.reason is None else [sentence(self.reason)]
        return "; ".join([*texts, *[a.text for a in self.adjustments]])


@attrs.frozen(eq=False, repr=False)
class MissingFact(ValueObject):
    """A fact that was not stated and would change the sum. `worth` is the most that hangs on it, `None`: no limit.

    A field that may change from day to day is named once, with what hangs on it on all its days; `ref` is the first.
    `path` is where it belongs in the facts, `label` its words in the vocabulary, `clauses` the labels that ask.
    """

    ref: FactRef
    path: str
    label: str
    worth: Money | None
    clauses: tuple[str, ...]


@attrs.frozen(eq=False, repr=False)
class UnstatedKind(ValueObject):
    """A record kind of which the facts say nothing, though these clauses speak of it; yearly figures have no kind."""

    kind: str
    label: str
    clauses: tuple[str, ...]

    @property
    def part(self) -> str:
        """The part of the facts that is missing."""
        return "records" if self.kind else "figures"


@attrs.frozen(eq=False, repr=False)
class UnusedFact(ValueObject):
    """A stated line of the facts that nothing asked for, and why.

    `group` is where it stands in the facts (`records`, `applicant`, `figures`, `published`, `history`, `support`,
    `approvals`, `older_documents`), `parts` what names it there.
    """

    group: str
    parts: tuple[str, ...]
    reason: Reason

    @property
    def text(self) -> str:
        """Why, in words."""
        return sentence(self.reason)


@attrs.frozen(eq=False, repr=False)
class Reading(ValueObject):
    """How an ambiguous sentence was read; `label` is empty where it is about a whole article or policy."""

    article: str
    label: str
    text: str


@attrs.frozen(eq=False, repr=False)
class Heading(ValueObject):
    """An article's number and title."""

    number: str
    title: str


@attrs.frozen(eq=False, repr=False)
class Balance(ValueObject):
    """A line of an earlier run of which less or more was paid than was due; `label` is its clause."""

    label: str
    item: str
    year: int
    due: Money
    paid: Money

    @property
    def still_due(self) -> Money:
        """What is still to be paid."""
        return Money(max(0, self.due.minor - self.paid.minor), self.due.currency)

    @property
    def overpaid(self) -> Money:
        """What was paid beyond what was due."""
        return Money(max(0, self.paid.minor - self.due.minor), self.due.currency)


@attrs.frozen(eq=False, repr=False)
class OtherYear(ValueObject):
    """A year that was not asked for, in which money is newly due, or may be.

    `newly_due` is due at the least; `open` is how much more claims of the year may come to that are not settled yet
    (`None`: it has no limit).
    """

    year: int
    newly_due: Money
    open: Money | None


@attrs.frozen(eq=False, repr=False)
class ReopenedYear(ValueObject):
    """What one year comes to when it is settled anew, and what was due in it before."""

    year: int
    anew: Bounds
    before: Money

    @property
    def newly_due(self) -> Money:
        """What is due beyond what was due before, at the least."""
        return Money(max(0, self.anew.low.minor - self.before.minor), self.before.currency)

    @property
    def overpaid(self) -> Money:
        """What was due before beyond what is due anew, at the least: overpaid, as far as it was paid."""
        high = self.anew.high
        return Money(0 if high is None else max(0, self.before.minor - high.minor), self.before.currency)


@attrs.frozen(eq=False, repr=False)
class ChangedEvent(ValueObject):
    """An event of which another sum is due anew, in the reopened years; `is_open`: anew it is not determined yet."""

    label: str
    item: str
    year: int
    before: Money
    anew: Money
    is_open: bool


@attrs.frozen(eq=False, repr=False)
class Reopening(ValueObject):
    """What the years from `year` on come to anew, each beside what was due before, and the lines that moved.

    Earlier years stand among `years` where something of them is newly due.
    """

    year: int
    years: tuple[ReopenedYear, ...]
    moved: tuple[ChangedEvent, ...]


@attrs.frozen(eq=False, repr=False)
class LateClaims(ValueObject):
    """Claims that came to light after their year was settled, and what the years that change would come to anew.

    `year` is the first of their years, from which on the policy may be settled anew; `came` are clause, item and year;
    `years` have what is due as things stand, this decision's own claims included, as what was due before. `waits` is
    what is carried to years to come as things stand and anew, where that differs: those years will pay another sum.
    """

    year: int
    came: tuple[tuple[str, str, int], ...]
    years: tuple[ReopenedYear, ...]
    waits: tuple[Money, Money] | None = None


@attrs.frozen(eq=False, repr=False)
class Obligation(ValueObject):
    """A duty that comes with the money. `amount` is the sum owed where the duty is a share of what was paid.

    `years` are those in which its conditions hold, where it has any; with `missing`, those in which they may hold.
    """

    article: str
    who: str
    text: str
    place: Span
    op: str | None = None
    share: Fraction | None = None
    base: Money | None = None
    amount: Money | None = None
    years: tuple[int, ...] = ()
    missing: tuple[FactRef, ...] = ()


@attrs.frozen(eq=False, repr=False)
class Allocation(ValueObject):
    """A budget line of a public body: no claim, never part of the total. `amount` None: it is not known."""

    label: str
    article: str
    text: str
    place: Span
    item: str
    year: int
    amount: Money | None
    missing: tuple[FactRef, ...] = ()


@attrs.frozen(eq=False, repr=False)
class Reference(ValueObject):
    """A document that decides in place of this one; `items` are the records it decides on, empty: all."""

    article: str
    document: str
    place: Span
    items: tuple[str, ...]
