"""The request for a decision, the decision on one applicant, with parts made on first read, and those on a cohort.

`ipdsl.runtime.compiled_policy` makes decisions. The classes of the parts are in `ipdsl.decision.model`, which totals
alone do not import.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

import attrs

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.money import Bounds, Money
from ipdsl.decision.recovered_sums import greatest_sum

if TYPE_CHECKING:
    from ipdsl.base.findings.finding import Diagnostic
    from ipdsl.decision.model import (
        Allocation,
        Balance,
        Claim,
        Heading,
        LateClaims,
        MissingFact,
        Obligation,
        OtherYear,
        Reading,
        Recovery,
        Reference,
        Reopening,
        UnstatedKind,
        UnusedFact,
    )
    from ipdsl.ir.facts import LedgerLine
    from ipdsl.ledger.lines import LedgerPage
    from ipdsl.settlement.cohort import Budget

NOTICE_PHRASE = Phrase(
    "This is a computation from the facts stated, not a decision of the authority.",
    "以上是根据所填事实的计算结果，不是主管机关的决定。",
)
NOTICE = str(NOTICE_PHRASE)


@attrs.frozen(eq=False, repr=False)
class Request:
    """What a caller states in addition to the facts. A public call makes one, and passes it on unchanged.

    - `year`: the only year that is reported.
    - `as_of`: replaces the as-of date of the facts.
    - `strict`: nothing is assumed about facts that are not stated.
    - `history`: the ledger of earlier runs, `series`: published values. Both are plain data, or already read.
    - `reopen`: the first year that is settled again, regardless of the history.
    - `accepted_by`: the person who accepts a modified ledger.

    The reader of facts uses `as_of`, `history`, `series` and `accepted_by`; settlement uses the others.
    """

    year: int | None = None
    as_of: str | None = None
    strict: bool = False
    history: Any = None
    series: object = None
    reopen: int | None = None
    accepted_by: str | None = None

    @property
    def accepts_modified(self) -> bool:
        """Whether a modified ledger is accepted."""
        return self.accepted_by is not None

    @property
    def run_options(self) -> dict[str, object]:
        """The options of the settlement that are stated, by name."""
        options = {"year": self.year, "as_of": self.as_of, "reopen": self.reopen, "strict": self.strict or None}
        return {name: value for name, value in options.items() if value is not None}


EVERY_YEAR = Request()
"""The request for all years, with the usual assumptions."""


class DecisionParts(Protocol):
    """Makes every field of a decision; shared by all threads that read the decision."""

    @property
    def cache(self) -> dict[str, object]:
        """The fields read so far, by name, and intermediate results."""

    @property
    def is_undetermined(self) -> bool:
        """At least one claim that could pay is undetermined."""


@attrs.frozen(eq=False, repr=False)
class EventDifference(ValueObject):
    """The difference of one event: its award, item and year, the amount due in the ledger, the increase or decrease."""

    label: str
    item: str
    year: int | None
    before: Money
    payable: Money
    overpaid: Money


@attrs.frozen(eq=False, repr=False)
class LedgerDifference(ValueObject):
    """What a run makes due up to the as-of year, compared with what the ledger has as due for the same claims.

    `payable` adds up the increases and `overpaid` the decreases, claim by claim, with their bounds. `due_before` is the
    amount due in the ledger of the claims that this run settles again. A line without a claim counts as overpaid. If no
    line is settled again, all that is due is to be paid now.

    `events` are the events with a difference, if a line is settled again. An increase that belongs to several claims
    with missing facts together is in `payable` only.
    """

    payable: Bounds
    due_before: Money = attrs.field(
        default=attrs.Factory(lambda self: Money(0, self.payable.low.currency), takes_self=True)
    )
    overpaid: Bounds = attrs.field(
        default=attrs.Factory(lambda self: Bounds(self.due_before, self.due_before), takes_self=True)
    )
    events: tuple[EventDifference, ...] = ()


@attrs.frozen(eq=False, repr=False)
class Decision(ValueObject):
    """All results for one applicant's facts under one policy.

    `total` is the least amount that this run makes due over `years`; `due` has both bounds. `difference` compares it
    with the ledger: `payable_now` is the least amount to be paid now, `payable` has both bounds. They differ from
    `total` and `due` if the ledger has amounts due of claims that are settled again, as in reopened years.
    `year_totals` has the years that pay anything and the least amount of each, ascending; an amount that may fall into
    several years is in no year.

    `claims` are in claim order. `for_others` are the zero claims meant for other applicants or records. `headings` are
    the articles of the policy.

    `ledger` has the lines that were read (`read_lines`) and those of the reported claims; the next run reads it.
    `pages` are the pages that wrote them, the last is the present one; `ledger_number` is the number of the ledger that
    was read, `answers` are its answers about two ids.
    `balances` are differences between amounts due and paid in earlier runs, which the total does not include.

    `missing` are the facts to ask for. `of_others` are amounts that the bureau has not set and figures that it may
    publish, if claims wait for nothing else. `remarks` are findings about facts that are accepted but may be mistakes.

    `history_of_others` is the number of applicants in the ledger of earlier years, if it has no line of this one.

    If one year was requested, `other_years` are the other years with an amount newly due, or possibly due.
    """

    policy: str
    title: str
    document: str
    content_hash: str
    version: str
    applicant: str
    facts_digest: str
    as_of: datetime.date
    years: tuple[int, ...]
    currency: str
    total: Money
    due: Bounds
    claims: tuple[Claim, ...]
    assumed: tuple[Phrase, ...]
    not_stated: tuple[UnstatedKind, ...]
    missing: tuple[MissingFact, ...]
    without_effect: tuple[UnusedFact, ...]
    readings: tuple[Reading, ...]
    obligations: tuple[Obligation, ...]
    references: tuple[Reference, ...]
    allocations: tuple[Allocation, ...]
    ledger: tuple[LedgerLine, ...]
    balances: tuple[Balance, ...]
    reopening: Reopening | None = None
    late: LateClaims | None = None
    headings: tuple[Heading, ...] = ()
    for_others: tuple[Claim, ...] = ()
    of_others: tuple[MissingFact, ...] = ()
    other_years: tuple[OtherYear, ...] = ()
    remarks: tuple[Diagnostic, ...] = ()
    year_totals: tuple[tuple[int, Money], ...] = ()
    pages: tuple[LedgerPage, ...] = ()
    ledger_number: str = ""
    answers: tuple[Mapping[str, object], ...] = ()
    notice: str = NOTICE
    difference: LedgerDifference = attrs.field(
        default=attrs.Factory(lambda self: LedgerDifference(self.due), takes_self=True)
    )
    history_of_others: int = 0
    read_lines: tuple[LedgerLine, ...] = ()
    recoveries: tuple[Recovery, ...] = ()
    _parts: DecisionParts | None = attrs.field(init=False, default=None, eq=False, repr=False)

    @classmethod
    def light(
        cls, parts: DecisionParts, policy: str, title: str, document: str, content_hash: str, version: str,
        applicant: str,
        as_of: datetime.date, currency: str,
    ) -> Decision:  # fmt: skip
        """A decision whose other fields are made on first read."""
        known = (parts, policy, title, document, content_hash, version, applicant, as_of, currency, NOTICE)
        made = object.__new__(cls)
        for name, value in zip(_GIVEN_FIELDS, known, strict=True):
            object.__setattr__(made, name, value)
        return made

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """Return a field that was not read before; Python calls this only if the field has no value."""
            if name not in _LAZY_FIELDS:
                raise AttributeError(name, name=name, obj=self)
            # if threads read a field at once, all get the value that was stored first
            value = self._parts.cache.setdefault(name, getattr(self._parts, name))
            object.__setattr__(self, name, value)
            return value

    def __reduce__(self) -> tuple[Callable[..., Decision], tuple[object, ...]]:
        """Copies have every field."""
        return Decision, tuple(getattr(self, name) for name in (*_FIELDS,))

    @property
    def assumptions(self) -> tuple[str, ...]:
        """The assumptions, one English sentence for each."""
        return tuple(map(str, self.assumed))

    @property
    def still_due(self) -> Money:
        """The amount due from earlier runs and not paid yet. The total does not include it."""
        return Money(sum(balance.still_due.minor for balance in self.balances), self.currency)

    @property
    def payable(self) -> Bounds:
        """The bounds of the amount to be paid now: what is due beyond the ledger, claim by claim, less what this run
        withholds and sets off.
        """
        payable, taken = self.difference.payable, [self._sum_of("withheld"), self._sum_of("set_off")]
        if not self.recoveries:
            return payable
        stopped = [(each.stops.low.minor, each.stops.high) for each in self.recoveries]
        taken += [(low, None if high is None else high.minor) for low, high in stopped]
        withheld = [most for _, most in taken]
        low = 0 if None in withheld else payable.low.minor - sum(most for most in withheld if most is not None)
        high = None if payable.high is None else self._money(payable.high.minor - sum(least for least, _ in taken))
        least = self._money(max(0, low))
        return Bounds(least, high, payable.exact and least == high)

    def _sum_of(self, part: str) -> tuple[int, int | None]:
        """The least and the greatest sum of a part of the recoveries that this applicant owes (`None`: unlimited)."""
        mine = [recovery for recovery in self.recoveries if not recovery.payer]
        return sum(getattr(recovery, part).low.minor for recovery in mine), greatest_sum(mine, part)

    def _money(self, minor: int) -> Money:
        return Money(minor, self.currency)

    def _bounds(self, low: int, high: int | None) -> Bounds:
        return Bounds(self._money(low), None if high is None else self._money(high), low == high)

    @property
    def to_pay_back(self) -> Bounds:
        """The bounds of all that this applicant is to pay back."""
        return self._bounds(*self._sum_of("paid_back"))

    @property
    def net(self) -> Bounds | None:
        """What is due less what is to be paid back. It may be negative, and is `None` if no sum limits that."""
        if self.to_pay_back.high is None:
            return None
        low = self._money(self.due.low.minor - self.to_pay_back.high.minor)
        return Bounds(low, self.most_net, low == self.most_net)

    @property
    def most_net(self) -> Money | None:
        """The greatest net sum, without an upper end of what is due `None`."""
        return self.due.high and self._money(self.due.high.minor - self.to_pay_back.low.minor)

    @property
    def back_now(self) -> Bounds:
        """What is to be paid back now: all that is to be paid back, less what is withheld, set off or lapsed.

        It does not contain what is set off of recoveries of earlier runs.
        """
        return self._bounds(*self._sum_of("rest"))

    @property
    def taken_now(self) -> Bounds:
        """The bounds of what this run withholds and sets off, of what it makes due, for recoveries and debts."""
        (least, most), (of_others, most_of_others) = self._sum_of("withheld"), self._sum_of("set_off")
        low, newly_due = least + of_others, self.difference.payable.high
        high = None if most is None or most_of_others is None else most + most_of_others
        if newly_due is not None:
            high = newly_due.minor if high is None else min(high, newly_due.minor)
        return self._bounds(low, high)

    @property
    def debts_before(self) -> tuple[tuple[LedgerLine, int, int], ...]:
        """Each line of an earlier recovery with what lapses of it now, and what is still owed, in minor units.

        A sum below 0 was paid back beyond what was owed. No other amount of the decision has these sums.
        """
        entries, debts = {(each.label, each.item, each.day): each for each in self.recoveries}, []
        for line in self.ledger:
            entry = entries.get((line.clause, line.item, line.event_date or self.as_of))
            if line.recovery is not None and line.applicant in ("", self.applicant):
                lapsed = 0 if entry is None else entry.lapsed.minor
                rest = line.recovery.total - line.recovery.repaid - line.recovery.set_off - lapsed
                if entry is not None and rest > 0:  # the least, without what may be set off
                    rest = max(0, rest - (entry.set_off.high or entry.set_off.low).minor + entry.set_off.low.minor)
                is_told = rest < 0 or (rest and (entry is None or not entry.paid_back.low.minor))
                debts += [(line, lapsed, rest)] if is_told else []
        return tuple(debts)

    @property
    def payable_now(self) -> Money:
        """The least amount to be paid now."""
        return self.payable.low

    @property
    def due_before(self) -> Money:
        """The amount due in the ledger of the claims that this run settles again."""
        return self.difference.due_before

    @property
    def overpaid(self) -> Money:
        """The least amount that was due in the ledger and is not due now, claim by claim."""
        return self.difference.overpaid.low

    unpaid_before = still_due
    """The amount due in the ledger and not in its payments. It is part of no other amount."""

    @property
    def is_undetermined(self) -> bool:
        """At least one claim that could pay, or a sum to be paid back, is undetermined (exit code 3); ceilings without
        approval do not count.
        """
        if self._parts is not None:
            return self._parts.is_undetermined
        is_known = self.to_pay_back.is_point and self.back_now.is_point
        is_known = is_known and all(x.withheld.is_point and x.stops.is_point for x in self.recoveries)
        return any(claim.is_open for claim in self.claims) or not is_known

    def total_of(self, year: int) -> Money:
        """The least amount that a year pays, including carried money of earlier claims."""
        return dict(self.year_totals).get(year) or Money(0, self.currency)


_GIVEN_FIELDS = (
    "_parts", "policy", "title", "document", "content_hash", "version", "applicant", "as_of", "currency", "notice",
)  # fmt: skip
_FIELDS = tuple(field.name for field in attrs.fields(Decision) if field.init)
_LAZY_FIELDS = frozenset(_FIELDS) - frozenset(_GIVEN_FIELDS)


@attrs.frozen(eq=False, repr=False, slots=False)
class Cohort(ValueObject):
    """One decision for each applicant, in the order given; `noted` are remarks about the cohort as a whole.

    `budgets` are the requested, paid and left amounts (or numbers of applicants) of each rule across applicants, and
    the refused claims. `remarks` are findings about the applicants together, if they were compared.
    """

    decisions: tuple[Decision, ...]
    noted: tuple[Phrase, ...]
    _compute_budgets: Callable[[], tuple[Budget, ...]] = attrs.field(default=tuple, eq=False, repr=False)
    remarks: tuple[Diagnostic, ...] = ()

    @cached_property
    def budgets(self) -> tuple[Budget, ...]:
        """The budgets, computed on first use."""
        return self._compute_budgets()

    @property
    def notes(self) -> tuple[str, ...]:
        """The remarks in English."""
        return tuple(map(str, self.noted))

    @property
    def total(self) -> Money:
        """The least total due to all applicants."""
        return Money(sum(decision.total.minor for decision in self.decisions), self.decisions[0].currency)

    @property
    def payable_now(self) -> Money:
        """The least amount to be paid now to all applicants."""
        return Money(sum(decision.payable_now.minor for decision in self.decisions), self.decisions[0].currency)

    @property
    def is_undetermined(self) -> bool:
        """At least one claim of one applicant is undetermined and could pay."""
        return any(decision.is_undetermined for decision in self.decisions)
