"""The parts of a decision: claims with amounts, cuts and reasons; missing facts; earlier and other years.

All parts are frozen data. `report.decision_page` and `report.decision_json` render them. Amounts are `Money` in the
policy's currency; an upper bound of `None` means no limit. A decision is a computation, not an act of the authority.

`readings_of` lists the readings of ambiguous sentences in page order, `applied_readings` those of a decision.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.money import Bounds, Money
from ipdsl.ir.facts import FactRef
from ipdsl.ir.proposal import BENEFICIARY, ArticlePlace, Outcome, Passage, Reason
from ipdsl.ir.terms import Clause, Program
from ipdsl.wording.english import sentence


@attrs.frozen(eq=False, repr=False)
class Adjustment(ValueObject):
    """The effect of one rule on a claim.

    `code` is a reason code (R201 is a cap), `rule` the rule's name. `by` is the item of the preferred claim, if any.
    `raised` is the amount by which an older standard raised the claim; it cuts nothing. An adjustment made by
    settlement gets its reason on first read.
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
            """Return the reason on first read."""
            if name != "reason":
                raise AttributeError(name, name=name, obj=self)
            made = self._why()
            object.__setattr__(self, "reason", made)
            return made

    def __reduce__(self) -> tuple[type[Adjustment], tuple[object, ...]]:
        """Copies have the reason itself."""
        return Adjustment, (
            self.code, self.rule, self.article, self.cut, self.reason, self.place, self.by, self.raised,
        )  # fmt: skip

    @property
    def text(self) -> str:
        """The reason in English."""
        return sentence(self.reason)


@attrs.frozen(eq=False, repr=False)
class CarriedAmount(ValueObject):
    """Money of a claim under a cap with `carry forward`.

    `brought_in` comes from years before the reported ones, `paid` is the amount that each reported year pays, `left` is
    carried to later years up to `until`, and `lapsed` is lost.
    """

    brought_in: Money
    paid: Mapping[int, Money]
    left: Money
    until: int
    lapsed: Money


@attrs.frozen(eq=False, repr=False)
class Instalment(ValueObject):
    """An instalment of a grant. `number` is its place in the schedule, from 1; 0 is what no instalment has.

    `sum` is its least and greatest sum. `state` is `due`, `open`, `waits`, `lapsed` or `stopped`; `is_new`: this
    decision makes it so. `text` is its sentence, `condition` the one that failed, `stopped_by` the label of the
    recovery that ended the payments. `missing` are the facts that decide whether it is due. `budget` is the line whose
    sums did not hold one that waits or lapsed, `until` the last year that may pay it.
    """

    number: int
    sum: Bounds
    state: str
    day: datetime.date | None
    year: int | None
    payee: str
    text: str
    condition: str = ""
    stopped_by: str = ""
    missing: tuple[FactRef, ...] = ()
    is_new: bool = True
    line: int = 0
    budget: str = ""
    until: int | None = None


@attrs.frozen(eq=False, repr=False)
class PayeeShare(ValueObject):
    """What someone else gets of a claim: the share of each payment, rounded down, which is a part of what is paid.

    `payee` is empty if the record does not state it.
    """

    payee: str
    rate: Fraction
    is_at_least: bool
    sum: Money


@attrs.frozen(eq=False, repr=False)
class ExcludedRecord(ValueObject):
    """A record that a set leaves out: its item, its id, and the reason."""

    item: str
    record: str
    reason: Reason

    @property
    def text(self) -> str:
        """The reason in English."""
        return sentence(self.reason)


@attrs.frozen(eq=False, repr=False)
class Claim(ValueObject):
    """One claim: an event, a state in a year, a year, or a set under one clause.

    `proposed` is the amount before the rules, `paid` the amount newly due. `bounds` are the least and the greatest
    amount possible; `missing` the facts that would settle the claim. `ceiling` is the most that the bureau may set
    (`None` with outcome `CEILING`: no limit). `year` and `event_date` are `None` if the date is not known.

    `carry` is set if a cap with `carry forward` could not pay all at once: then `proposed` plus `brought_in` equals the
    sum of the amounts paid, cut, carried and lapsed. `parts` explain a computed amount and are made on first read. For
    a set, `counted` are the items that count or may count, and `left_out` the other records of its year and keys.

    A claim that is paid in parts has `instalments`, which add up to `granted`. `payee_shares` are parts of `paid`.
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
    granted: Money | None = None
    instalments: tuple[Instalment, ...] = ()
    payee_shares: tuple[PayeeShare, ...] = ()
    _reckoned: Callable[[], tuple[Reason, ...]] | None = attrs.field(init=False, default=None, eq=False, repr=False)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """Return the parts on first read."""
            if name != "parts":
                raise AttributeError(name, name=name, obj=self)
            made = self._reckoned()
            object.__setattr__(self, "parts", made)
            return made

    def __reduce__(self) -> tuple[type[Claim], tuple[object, ...]]:
        """Copies have the parts themselves."""
        return Claim, tuple(getattr(self, field.name) for field in attrs.fields(Claim) if field.init)

    @property
    def passage(self) -> Passage:
        """The sentence of the page that made the claim."""
        return Passage(self.kind, self.place.line)

    @property
    def paid_by_year(self) -> Mapping[int, Money]:
        """The amount newly due by the year that pays it; empty if the year is not known."""
        if self.carry is not None:
            return self.carry.paid
        if self.instalments:
            sums = Counter[int]()
            for each in self.instalments:
                if each.is_new and each.state == "due" and each.year is not None:
                    sums[each.year] += each.sum.low.minor
            return {year: Money(sum_, self.paid.currency) for year, sum_ in sums.items()}
        return {} if self.year is None else {self.year: self.paid}

    @property
    def brought_in(self) -> Money:
        """The amount carried into the reported years from earlier years."""
        return Money(0, self.paid.currency) if self.carry is None else self.carry.brought_in

    @property
    def carried(self) -> Money:
        """The amount that later years may pay."""
        return Money(0, self.paid.currency) if self.carry is None else self.carry.left

    @property
    def carry_until(self) -> int | None:
        """The last year that may pay carried money; `None` if no money is carried."""
        return self.carry.until if self.carry is not None and self.carry.left.minor else None

    @property
    def lapsed(self) -> Money:
        """The carried amount that no year paid, or the instalments that this decision lets lapse."""
        if self.carry is not None:
            return self.carry.lapsed
        gone = (each.sum.low.minor for each in self.instalments if each.is_new and each.state == "lapsed")
        return Money(sum(gone), self.paid.currency)

    @property
    def final_outcome(self) -> Outcome:
        """The outcome in texts: a grant whose instalments have all lapsed has lapsed."""
        return Outcome.LAPSED if {each.state for each in self.instalments} == {"lapsed"} else self.outcome

    @property
    def is_granted_before(self) -> bool:
        """Whether an earlier run granted what is paid in parts."""
        return bool(self.instalments) and not self.proposed.minor

    @property
    def is_open(self) -> bool:
        """Undetermined, with a possible amount above 0, or an instalment that may be due."""
        if any(each.missing for each in self.instalments):
            return True
        return self.outcome is Outcome.UNDETERMINED and (self.bounds.high is None or self.bounds.high.minor > 0)

    @property
    def why(self) -> str:
        """The reasons in English; empty for a claim that is paid in full."""
        texts = [] if self.reason is None else [sentence(self.reason)]
        return "; ".join([*texts, *[a.text for a in self.adjustments]])


@attrs.frozen(eq=False, repr=False)
class MissingFact(ValueObject):
    """A missing fact that would change the amount due. `worth` is the most that depends on it, `None`: no limit.

    A field that may change from day to day is listed once, with the amount that depends on all its days; `ref` is the
    first. `path` is its path in the facts, `label` its words in the vocabulary, `clauses` the labels of the clauses
    that need it.
    """

    ref: FactRef
    path: str
    label: str
    worth: Money | None
    clauses: tuple[str, ...]


@attrs.frozen(eq=False, repr=False)
class UnstatedKind(ValueObject):
    """A record kind that the facts do not mention although these clauses use it.

    `kind` is empty for yearly figures.
    """

    kind: str
    label: str
    clauses: tuple[str, ...]

    @property
    def part(self) -> str:
        """The part of the facts that is missing."""
        return "records" if self.kind else "figures"


@attrs.frozen(eq=False, repr=False)
class UnusedFact(ValueObject):
    """A stated line of the facts that nothing used, and the reason.

    `group` is its part of the facts (`records`, `applicant`, `figures`, `published`, `history`, `support`, `approvals`,
    `older_documents`), `parts` identify it there.
    """

    group: str
    parts: tuple[str, ...]
    reason: Reason

    @property
    def text(self) -> str:
        """The reason in English."""
        return sentence(self.reason)


@attrs.frozen(eq=False, repr=False)
class Reading(ValueObject):
    """How an ambiguous sentence was understood; `label` is empty if it is about a whole article or policy."""

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
    """A line of an earlier run whose amount paid differs from the amount due; `label` is its clause."""

    label: str
    item: str
    year: int
    due: Money
    paid: Money

    @property
    def still_due(self) -> Money:
        """The amount not paid yet."""
        return Money(max(0, self.due.minor - self.paid.minor), self.due.currency)

    @property
    def overpaid(self) -> Money:
        """The amount paid beyond the amount due."""
        return Money(max(0, self.paid.minor - self.due.minor), self.due.currency)


@attrs.frozen(eq=False, repr=False)
class OtherYear(ValueObject):
    """A year that was not requested, in which money is newly due, or possibly due.

    `newly_due` is the least amount due. `open` adds up the most that each undetermined claim of the year may add
    (`None`: no limit). Under a common cap they may add less together.
    """

    year: int
    newly_due: Money
    open: Money | None


@attrs.frozen(eq=False, repr=False)
class ReopenedYear(ValueObject):
    """A reopened year: the bounds of its recalculated amount, and the amount due before."""

    year: int
    anew: Bounds
    before: Money

    @property
    def newly_due(self) -> Money:
        """The least increase over the amount due before."""
        return Money(max(0, self.anew.low.minor - self.before.minor), self.before.currency)

    @property
    def overpaid(self) -> Money:
        """The least decrease from the amount due before; it is overpaid if it was paid."""
        high = self.anew.high
        return Money(0 if high is None else max(0, self.before.minor - high.minor), self.before.currency)


@attrs.frozen(eq=False, repr=False)
class ChangedEvent(ValueObject):
    """An event whose recalculated amount differs from the amount due before, in the reopened years.

    `is_open`: the recalculated claim is not determined yet.
    """

    label: str
    item: str
    year: int
    before: Money
    anew: Money
    is_open: bool


@attrs.frozen(eq=False, repr=False)
class Reopening(ValueObject):
    """The recalculated years from `year` on, each with the amount due before, and the events that changed.

    `years` includes earlier years in which something is newly due.
    """

    year: int
    years: tuple[ReopenedYear, ...]
    moved: tuple[ChangedEvent, ...]


@attrs.frozen(eq=False, repr=False)
class LateClaims(ValueObject):
    """Claims stated after their year was settled, and the recalculated amounts of the years that would change.

    `year` is the first of their years; the policy may be settled again from there. `came` are clause, item and year. In
    `years`, the amount due before includes this decision's claims. `waits` is the amount carried to future years,
    before and after recalculation, if the two differ; `back` is the same of what is to be paid back.
    """

    year: int
    came: tuple[tuple[str, str, int], ...]
    years: tuple[ReopenedYear, ...]
    waits: tuple[Money, Money] | None = None
    back: tuple[Money, Money] | None = None


@attrs.frozen(eq=False, repr=False)
class Obligation(ValueObject):
    """A duty of a paid applicant. `amount` is the amount owed if the duty is a share of the amount paid.

    `years` are the years in which its conditions are met, if it has conditions; if `missing` is not empty, the years in
    which they may be met.
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
class RecoveredPayment(ValueObject):
    """What a recovery takes of one payment; `day` is `None` if it is not known.

    `is_withheld`: this run makes it due, and does not pay it. `first_day` is that of the first payment of its line,
    `granted_on` that of the grant.
    """

    label: str
    item: str
    year: int
    day: datetime.date | None
    amount: Money
    is_withheld: bool = False
    first_day: datetime.date | None = None
    granted_on: datetime.date | None = None


@attrs.frozen(eq=False, repr=False)
class TakenAtMost(ValueObject):
    """What a recovery takes of a payment at most, and what was left of it before, in minor units.

    `payment` is the place of the payment among those of the run.
    """

    payment: int
    sum: int
    left: int
    is_withheld: bool


@attrs.frozen(eq=False, repr=False)
class Recovery(ValueObject):
    """What is to be paid back because of one event: principal, surcharge and interest.

    `paid_back` are the bounds of the whole. The other sums are those of its lower bound, or of the upper one if the
    lower is 0. So are `payments`, one by one: they add up to the principal if it is known which payments are taken.
    `withheld` is recovered of sums that this run makes due, `set_off` is taken from other sums newly due,
    `lapsed` is the least that is no longer owed, and `stopped` is due and will not be paid, `stopped_now` of what this
    run makes due; `stops` are the bounds of that, in addition to what is withheld.
    `payer` is another applicant who owes it; the totals of this applicant do not include it. `payee` is another
    applicant to whom it was paid. `claim` is set for what is collected: it has the row and the cuts. `rest` is
    to be paid back now. `day` is the as-of date if the day of the event is not known (`is_dated`). `most_taken` are the
    greatest parts of payments, `most_charged` is the greatest surcharge with interest.
    """

    label: str
    article: str
    text: str
    place: Span
    item: str
    record: str
    day: datetime.date
    year: int
    paid_back: Bounds
    principal: Money
    surcharge: Money
    interest: Money
    withheld: Bounds
    set_off: Bounds
    lapsed: Money
    stopped: Money
    stopped_now: Money
    payments: tuple[RecoveredPayment, ...] = ()
    payer: str = ""
    missing: tuple[FactRef, ...] = ()
    title: str = ""
    claim: Claim | None = None
    rest: Bounds = attrs.field(default=attrs.Factory(lambda self: self.paid_back, takes_self=True))
    payee: str = ""
    is_dated: bool = True
    stops: Bounds = attrs.field(
        default=attrs.Factory(lambda self: Bounds(self.stopped_now, self.stopped_now), takes_self=True)
    )
    most_taken: tuple[TakenAtMost, ...] = ()
    most_charged: Money = attrs.field(
        default=attrs.Factory(lambda self: Money(0, self.principal.currency), takes_self=True)
    )

    @property
    def known_day(self) -> datetime.date | None:
        """The day of the event, if it is known."""
        return self.day if self.is_dated else None

    @property
    def taken_before(self) -> Money:
        """What was paid back or set off before, if the year of the event is settled again and nothing is open."""
        now = self.withheld.low.minor + self.set_off.low.minor + self.lapsed.minor + self.rest.low.minor
        is_known = all(part.is_point for part in (self.paid_back, self.withheld, self.set_off, self.rest))
        return Money(max(0, self.paid_back.low.minor - now) * is_known, self.principal.currency)


@attrs.frozen(eq=False, repr=False)
class Allocation(ValueObject):
    """A budget line of a public body. It is not a claim and not part of the total.

    `amount` is `None` if it is not known.
    """

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
    """A document that decides in place of this one; `items` are the records that it decides on, empty: all."""

    article: str
    document: str
    place: Span
    items: tuple[str, ...]


def readings_of(program: Program) -> tuple[Reading, ...]:
    """The readings in page order.

    First those of the policy, then by article those of the article with its groups and rules, its clauses, and its
    other lines. Readings outside articles, as in a draft, are last.
    """
    return program.compute_once(_readings)


def _readings(program: Program) -> tuple[Reading, ...]:
    entries = [("", "", program.readings)]
    for number in dict.fromkeys((*(article.number for article in program.articles), "")):
        entries += [(number, "", article.readings) for article in program.articles if article.number == number]
        entries += [] if number else [("", "", program.other_readings)]
        entries += [(number, clause.label, clause.readings) for clause in program.clauses if clause.article == number]
        other_lines = [(line.article, line.readings) for line in program.references]
        other_lines += [(line.article, line.readings) for line in program.obligations]
        other_lines += [(line.article, line.readings) for line in program.allocations]
        other_lines += [(term.article, term.readings) for term in program.recoveries]
        other_lines += [(term.article, term.readings) for term in program.schedules]
        entries += [(number, "", texts) for article, texts in other_lines if article == number]
    return tuple(dict.fromkeys(Reading(article, label, text) for article, label, texts in entries for text in texts))


def applied_readings(
    program: Program, claims: tuple[Claim, ...], lines: tuple[Allocation, ...] = ()
) -> tuple[Reading, ...]:
    """The readings of the policy, and of articles and clauses with a claim or a budget line of this applicant.

    They include an article whose rule cut, carried or stopped a claim or left a record out of a set, and an article
    whose definition limits the applicants paid.
    """
    applied = [claim for claim in claims if claim.reason is None or claim.reason.code != BENEFICIARY]
    articles = {claim.article for claim in applied} | {line.article for line in lines}
    clauses = {clause.label: clause for clause in program.clauses}
    articles |= {article for claim in applied for article in _acting_articles(clauses.get(claim.label), claim)}
    labels = {claim.label for claim in applied}
    return tuple(
        reading
        for reading in readings_of(program)
        if (not reading.article and not reading.label)
        or (reading.article in articles and (not reading.label or reading.label in labels))
        or (not reading.article and reading.label in labels)
    )


def _acting_articles(clause: Clause | None, claim: Claim) -> Iterator[str]:
    """The articles of the rules that changed a claim, and of the definitions that were applied to it."""
    yield from (adjustment.article for adjustment in claim.adjustments)
    whys = (dict(record.reason.values) for record in claim.left_out)
    yield from (where.article for why in whys if isinstance(where := why.get("where"), ArticlePlace))
    for gate in clause.gates if clause is not None else ():
        stopped = gate.outcome is claim.outcome and claim.outcome in _BY_RULE
        if gate.article and (stopped if gate.rule else claim.outcome is not Outcome.OUT_OF_WINDOW):
            yield gate.article


_BY_RULE = frozenset({Outcome.SUSPENDED, Outcome.SUPPORTED, Outcome.BY_REFERENCE})
