"""The decision on one applicant, whose parts are made when they are first read; the decisions on a cohort.

Built by `ipdsl.runtime.evaluation`. What the parts are tells `ipdsl.decision.model`; who wants sums alone does
not load it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

import attrs

from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.money import Bounds, Money

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
        Reference,
        Reopening,
        UnstatedKind,
        UnusedFact,
    )
    from ipdsl.ir.facts import LedgerLine

NOTICE_PHRASE = Phrase(
    "This is a computation from the facts stated, not a decision of the authority.",
    "以上是根据所填事实的计算结果，不是主管部门的决定。",
)
NOTICE = str(NOTICE_PHRASE)


class DecisionParts(Protocol):
    """What can make every field of a decision; shared by all threads that read it."""

    @property
    def cache(self) -> dict[str, object]:
        """The fields that were read, by name, and what they were made of."""

    @property
    def is_undetermined(self) -> bool:
        """At least one claim that could pay is undetermined."""


@attrs.frozen(eq=False, repr=False)
class Decision(ValueObject):
    """All that follows from one applicant's facts under one policy.

    `total` is the money newly due at the least, over `years`; `due` gives both ends. `claims` stand in claim order;
    `ledger` holds the lines that were read and those of the reported claims, to be fed into the next run; `balances`
    are what earlier runs found due and was not paid as due, which is no part of the total; `headings` are the articles
    of the policy, `for_others` the claims that are zero because other applicants or records are meant; `of_others` are
    the sums that the bureau has not set, and what it may publish, where claims wait for nothing else. Where one year
    was asked for, `other_years` are those in which more is newly due, or may be. `remarks` are findings
    about facts that are taken as they stand, and may be slips. `year_totals` are the years that pay anything, with what
    each pays at the least, in ascending order; a sum whose year is open is part of none.
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
    notice: str = NOTICE
    _parts: DecisionParts | None = attrs.field(init=False, default=None, eq=False, repr=False)

    @classmethod
    def light(
        cls, parts: DecisionParts, policy: str, title: str, document: str, content_hash: str, version: str,
        applicant: str,
        as_of: datetime.date, currency: str,
    ) -> Decision:  # fmt: skip
        """A decision whose other fields are made when they are first read."""
        known = (parts, policy, title, document, content_hash, version, applicant, as_of, currency, NOTICE)
        made = object.__new__(cls)
        for name, value in zip(_GIVEN_FIELDS, known, strict=True):
            object.__setattr__(made, name, value)
        return made

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """A field that was not read before: reached only where there is no value yet."""
            if name not in _LAZY_FIELDS:
                raise AttributeError(name, name=name, obj=self)
            # of threads that read it at once, each gets what the first has kept
            value = self._parts.cache.setdefault(name, getattr(self._parts, name))
            object.__setattr__(self, name, value)
            return value

    def __reduce__(self) -> tuple[Callable[..., Decision], tuple[object, ...]]:
        """Copies hold every field."""
        return Decision, tuple(getattr(self, name) for name in (*_FIELDS,))

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What was taken for granted, a sentence each."""
        return tuple(map(str, self.assumed))

    @property
    def still_due(self) -> Money:
        """What earlier runs found due and is not paid: beside the total, never in it."""
        return Money(sum(balance.still_due.minor for balance in self.balances), self.currency)

    @property
    def is_undetermined(self) -> bool:
        """At least one claim that could pay is undetermined (exit code 3); open ceilings do not count."""
        if self._parts is not None:
            return self._parts.is_undetermined
        return any(claim.is_open for claim in self.claims)

    def total_of(self, year: int) -> Money:
        """What one year pays at the least, to claims of earlier years too."""
        return dict(self.year_totals).get(year) or Money(0, self.currency)


_GIVEN_FIELDS = (
    "_parts", "policy", "title", "document", "content_hash", "version", "applicant", "as_of", "currency", "notice",
)  # fmt: skip
_FIELDS = tuple(field.name for field in attrs.fields(Decision) if field.init)
_LAZY_FIELDS = frozenset(_FIELDS) - frozenset(_GIVEN_FIELDS)


@attrs.frozen(eq=False, repr=False)
class Cohort(ValueObject):
    """One decision for each applicant, in the order given; `noted` are remarks about the cohort as a whole."""

    decisions: tuple[Decision, ...]
    noted: tuple[Phrase, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """The remarks in English."""
        return tuple(map(str, self.noted))

    @property
    def total(self) -> Money:
        """What is due to all together at the least."""
        return Money(sum(decision.total.minor for decision in self.decisions), self.decisions[0].currency)

    @property
    def is_undetermined(self) -> bool:
        """At least one claim of one applicant is undetermined and could pay."""
        return any(decision.is_undetermined for decision in self.decisions)
