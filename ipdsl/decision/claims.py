"""Turns candidates and their results into the claims of a decision, with outcome, amounts, adjustments and reasons.

Objects that many claims share are made once per program: the origins of the clauses, and frequent amounts and bounds.
They are frozen.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import ceil
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import attrs

from ipdsl.base.source import Span
from ipdsl.base.values.days import Date
from ipdsl.base.values.money import Bounds, Money
from ipdsl.claims.claim import Candidate, StopReason
from ipdsl.claims.proposer import Proposer
from ipdsl.decision.amount_parts import parts_of
from ipdsl.decision.model import Adjustment, CarriedAmount, Claim
from ipdsl.ir.facts import FactRef, LedgerLine, Record
from ipdsl.ir.proposal import (
    AS_OF,
    BELOW_AFTER_DEDUCTIONS,
    BY_REFERENCE,
    CEILING_APPROVED,
    CEILING_OPEN,
    CONTINGENT,
    DISCRETION,
    EVENT_SETTLED,
    HANGS_ON_OTHERS,
    NOTHING_DUE,
    OPEN_FACTS,
    OVER_CEILING,
    SAME_EVENT,
    SUPPORT,
    WINDOW,
    CohortFacts,
    DeductedSupport,
    NameList,
    OpenFactsReason,
    Outcome,
    OutcomeValue,
    Reason,
    reason,
)
from ipdsl.ir.terms import Program
from ipdsl.ir.terms import Reference as Document
from ipdsl.settlement.effects import CarryOver, Cut, SettledClaim, outcome_of

if TYPE_CHECKING:  # most runs have nothing open, and start faster without it
    from ipdsl.decision.bounds.all_cases import ClaimVerdict


T = TypeVar("T")

# ---------------------------------------------------------------------------------------------- what became of each

COHORT = frozenset({"rank", "place", "left", "ratio", "taken", "cohort"})
"""Groups of facts that depend on other applicants: a claim that waits only for them is contingent."""


@attrs.define(eq=False, repr=False)
class ClaimExtras:
    """The further results of a claim: its bounds, its ledger line, or a claim of the same event.

    `settled_line` is the ledger's line of an event that is not settled again. `same_event` is the claim that replaces
    this one for the same event.
    """

    verdict: ClaimVerdict | None = None
    settled_line: LedgerLine | None = None
    same_event: Candidate | None = None

    @property
    def is_new(self) -> bool:
        """The claim gets a ledger line of its own."""
        return self.settled_line is None and self.same_event is None


ClaimOutcome: TypeAlias = tuple[Candidate, Outcome, SettledClaim | None, ClaimExtras | None]
"""The result of a claim: settled, or bounded (with a verdict), or neither if it was stopped before the rules."""


def outcome_of_verdict(verdict: ClaimVerdict) -> Outcome:
    """The outcome of a claim that was bounded."""
    if verdict.claim is not None:
        assert verdict.claim.outcome is not None
        return verdict.claim.outcome
    if verdict.settled is not None:
        return outcome_of(verdict.settled)
    is_contingent = verdict.open_facts and all(ref.group in COHORT for ref in verdict.open_facts)
    return Outcome.CONTINGENT if is_contingent else Outcome.UNDETERMINED


# ---------------------------------------------------------------------------------------------- what claims share


@attrs.frozen(eq=False, repr=False)
class Origin:
    """The source of a claim: an award, or a document that decides; `citation` is document, article and line."""

    label: str
    article: str
    citation: str
    text: str
    place: Span
    kind: str


def _origins(program: Program) -> tuple[Origin, ...]:
    """The origin of each clause, by index."""
    return tuple(
        Origin(c.label, c.article, _citation(program, c.article, c.span), c.text, c.span, c.trigger.record)
        for c in program.members
    )


def _document_origin(program: Program, document: Document) -> Origin:
    """The origin of claims that another document decides."""
    article, span = document.article, document.span
    kind = document.trigger.record if document.trigger is not None else ""
    label = ".".join(part for part in (article, kind) if part)
    return Origin(label, article, _citation(program, article, span), f"refers to {document.document}", span, kind)


def _citation(program: Program, article: str, place: Span) -> str:
    parts = [program.document, f"article {article}" if article else "", f"line {place.line}"]
    return ", ".join(part for part in parts if part)


_MAX_CACHED = 256
"""The maximum number of cached amounts: the fixed amounts of a policy are few, computed amounts are not."""


class SharedAmount(dict[int, T]):
    """Objects made from an amount in minor units, one per amount."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[int], T]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, minor: int) -> T:
        made = self.make(minor)
        if len(self) < _MAX_CACHED:
            self[minor] = made
        return made


def _shared_parts(program: Program) -> tuple[tuple[Origin, ...], SharedAmount[Money], SharedAmount[Bounds]]:
    """The objects that the claims of all decisions of a program share: origins, amounts, and bounds of equal ends."""
    sums = SharedAmount(lambda minor: Money(minor, program.currency))
    return _origins(program), sums, SharedAmount(lambda minor: Bounds(sums[minor], sums[minor], True))


# ---------------------------------------------------------------------------------------------- claims


class ClaimMaker:
    """Makes the claims of one decision."""

    __slots__ = ("_nothing", "_orders", "_origins", "_points", "_program", "_proposer", "_sums")

    def __init__(self, proposer: Proposer) -> None:
        program = self._program = proposer.program
        self._proposer = proposer
        self._origins, self._sums, self._points = program.compute_once(_shared_parts)
        self._nothing = self._points[0]
        self._orders: dict[frozenset[FactRef], tuple[FactRef, ...]] = {}

    def claims(self, decided: list[ClaimOutcome]) -> list[Claim]:
        """The claims of the clauses, in the order given."""
        origins, sums, points, nothing, made = self._origins, self._sums, self._points, self._nothing, list[Claim]()
        zero = sums[0]
        for claim, outcome, settled, more in decided:
            why, proposed, paid, bounds = claim.stop, zero, zero, nothing
            adjustments: tuple[Adjustment, ...] = ()
            missing: tuple[FactRef, ...] = ()
            carried: CarriedAmount | None = None
            if more is not None:
                claim, settled, why, bounds, missing = self._parts_of_claim(claim, outcome, settled, more)
            if settled is not None:
                claim, carry = settled.claim, settled.carry
                paid, bounds = sums[settled.amount], points[settled.amount]
                if carry is not None:
                    carried = self._carry_over(carry)
                if carry is None or not carry.brought_forward:  # otherwise it was proposed before the reported years
                    proposed = sums[claim.proposed + settled.raised]
                adjustments = self._adjustments(settled) if settled.cuts or claim.is_reduced else ()
                if outcome is Outcome.CEILING or (claim.support and self._exceeds_ceiling(claim)):
                    why = self._approval_reason(claim)
                elif not settled.amount and outcome is Outcome.AWARDED:
                    why = NOTHING
            elif outcome is Outcome.CEILING and claim.is_reduced:
                adjustments = self._deductions(claim)
            origin = origins[claim.clause.index]
            values = (
                origin.label, origin.article, origin.citation, origin.text, origin.place, claim.item, origin.kind,
                claim.day, claim.year, claim.row, outcome, proposed, paid, bounds,
                self._ceiling_money(claim) if claim.is_ceiling else None, adjustments,
                why() if callable(why) else why, missing, claim.record, carried,
            )  # fmt: skip
            made.append(Claim(*values))
            if claim.clause.has_parts and (settled is not None or missing or outcome is Outcome.NOT_ELIGIBLE):
                object.__setattr__(made[-1], "_reckoned", partial(parts_of, self._proposer, claim))
                object.__delattr__(made[-1], "parts")  # `Claim.__getattr__` makes them when they are first read
        return made

    def _parts_of_claim(
        self, claim: Candidate, outcome: Outcome, settled: SettledClaim | None, more: ClaimExtras
    ) -> tuple[Candidate, SettledClaim | None, StopReason, Bounds, tuple[FactRef, ...]]:
        """The parts of a claim with further results: the claim as settled, or its reason, bounds and missing facts."""
        nothing = self._nothing
        if more.settled_line is not None:
            return claim, None, self._settled_line_reason(more.settled_line), nothing, ()
        if more.same_event is not None:
            return claim, None, reason(SAME_EVENT, other=more.same_event.record), nothing, ()
        verdict = more.verdict
        assert verdict is not None
        if settled is None:
            if verdict.claim is not None:
                return verdict.claim, None, verdict.claim.stop, nothing, ()
            return self._make_undetermined(claim, verdict, outcome)
        if outcome is Outcome.CEILING and claim_is_open(settled):
            return self._open_ceiling(claim, verdict.span[1])
        return claim, settled, claim.stop, nothing, ()

    def claim_by_reference(
        self, document: Document, record: Record, day: Date | None, facts: frozenset[FactRef], stop: Reason | None
    ) -> Claim:
        """A record that another document decides on, or the reason why that document does not."""
        why, outcome = reason(BY_REFERENCE, document=document.document), Outcome.BY_REFERENCE
        if stop is not None:
            outcome = Outcome.OUT_OF_WINDOW if stop.code in (WINDOW, AS_OF) else Outcome.NOT_ELIGIBLE
            why = stop
        origin, zero = _document_origin(self._program, document), self._sums[0]
        return Claim(
            origin.label, origin.article, origin.citation, origin.text, origin.place, record.item, origin.kind, day,
            None if day is None else self._program.year_of(day), "", outcome, zero, zero, self._nothing, None, (), why,
            tuple(sorted(facts)), record.id, None,
        )  # fmt: skip

    def _settled_line_reason(self, line: LedgerLine) -> Reason:
        """The reason why the event of a claim is not settled again."""
        due, name = self._sums[line.total], self._program.fiscal_year.year_name
        years = NameList(tuple([name(year) for year in sorted(line.due) if line.due[year]]) or (name(line.year),))
        return reason(EVENT_SETTLED, outcome=OutcomeValue(line.outcome or "stated"), due=due, years=years)

    def _make_undetermined(
        self, claim: Candidate, verdict: ClaimVerdict, outcome: Outcome
    ) -> tuple[Candidate, None, StopReason, Bounds, tuple[FactRef, ...]]:
        """A claim that depends on missing facts."""
        missing = self._sort_facts(verdict.open_facts)
        bounds = self._bounds(*verdict.span, is_exact=verdict.is_exact)
        if outcome is Outcome.CONTINGENT:
            return claim, None, reason(CONTINGENT, what=CohortFacts(missing)), bounds, missing
        open_facts = claim.unstated_facts | frozenset(claim.unknown_keys.values())
        code = OPEN_FACTS if open_facts or not missing else HANGS_ON_OTHERS
        words = tuple(dict.fromkeys(ref.field or ref.kind for ref in missing))
        named = frozenset(
            ref
            for ref in missing
            if ref.group not in COHORT and (ref in open_facts or (ref.group, ref.item) == ("record", claim.record))
        )
        return claim, None, reason(code, words, facts=OpenFactsReason(missing, named or open_facts)), bounds, missing

    def _open_ceiling(
        self, claim: Candidate, high: int | None
    ) -> tuple[Candidate, None, StopReason, Bounds, tuple[FactRef, ...]]:
        """A claim with an amount that the bureau has not set yet."""
        why = reason(CEILING_OPEN)
        if claim.is_late and (start := self._program.discretion_from) is not None:
            why = reason(DISCRETION, start=start)
        return claim, None, why, self._bounds(0, high, is_exact=False), tuple(sorted(claim.facts))

    def _sort_facts(self, refs: frozenset[FactRef]) -> tuple[FactRef, ...]:
        """The facts in order, those of others last; claims with the same missing facts share one tuple."""
        if refs not in self._orders:
            self._orders[refs] = tuple(sorted(refs, key=lambda ref: (ref.group in COHORT, ref)))
        return self._orders[refs]

    def _bounds(self, low: int, high: int | None, *, is_exact: bool) -> Bounds:
        return Bounds(self._sums[low], None if high is None else self._sums[high], is_exact)

    def _ceiling_money(self, claim: Candidate) -> Money | None:
        return None if claim.ceiling is None else self._sums[claim.ceiling]

    def _approval_reason(self, claim: Candidate) -> Reason | None:
        """The reason about an amount that the bureau set."""
        approved, ceiling, sums = claim.approved, claim.ceiling, self._sums
        if approved is None:
            return None
        if ceiling is not None and self._exceeds_ceiling(claim):
            return reason(OVER_CEILING, approved=sums[approved], ceiling=sums[ceiling])
        return reason(CEILING_APPROVED, approved=sums[approved])

    @staticmethod
    def _exceeds_ceiling(claim: Candidate) -> bool:
        """Whether the bureau set more than the ceiling, including payments by others."""
        return claim.approved is not None and claim.ceiling is not None and claim.approved > claim.ceiling

    def _carry_over(self, carry: CarryOver) -> CarriedAmount:
        sums = self._sums
        paid = {year: sums[sum_] for year, sum_ in carry.due.items()}
        return CarriedAmount(sums[carry.brought_forward], paid, sums[carry.remaining], carry.until, sums[carry.lapsed])

    def _adjustments(self, settled: SettledClaim) -> tuple[Adjustment, ...]:
        """The adjustments for support and for each cut; for money carried into the reported years only the last cut."""
        claim, cuts, carry = settled.claim, settled.cuts, settled.carry
        if carry is not None and carry.brought_forward:
            return tuple([self._adjustment(cut) for cut in cuts[-1:]])
        taken = tuple([self._adjustment(cut) for cut in cuts])
        return (*self._deductions(claim), *taken)

    def _deductions(self, claim: Candidate) -> tuple[Adjustment, ...]:
        """The adjustments before all rules: support by others, and a rest that is below the threshold of the award."""
        support = (self._support(claim),) if claim.support else ()
        return (*support, self._threshold_adjustment(claim)) if claim.refused else support

    def _support(self, claim: Candidate) -> Adjustment:
        """The adjustment for support by others."""
        origin, sum_ = self._origins[claim.clause.index], self._sums[claim.support]
        whole = self._sums[max(claim.paid_by_others, claim.support)]
        part = DeductedSupport(None if whole.minor == sum_.minor else sum_)
        why = reason(SUPPORT, support=whole, item=claim.item, deducted=part)
        return Adjustment(SUPPORT, "support", origin.article, sum_, why, origin.place)

    def _threshold_adjustment(self, claim: Candidate) -> Adjustment:
        """The adjustment of a claim whose rest after support is below the threshold of its award."""
        origin, sum_ = self._origins[claim.clause.index], self._sums[claim.refused]
        threshold = Money(ceil(claim.threshold), self._program.currency)
        why = reason(BELOW_AFTER_DEDUCTIONS, rest=sum_, least=threshold)
        return Adjustment(BELOW_AFTER_DEDUCTIONS, "nothing below", origin.article, sum_, why, origin.place)

    def _adjustment(self, cut: Cut) -> Adjustment:
        """The adjustment of a cut. A cut by the award itself has no article and place of its own."""
        rule, sums = cut.rule, self._sums
        article, place = ("", None) if cut.is_own else (rule.article, rule.span)
        raised = sums[cut.raised] if cut.raised else None
        made = Adjustment(cut.code, rule.name, article, sums[cut.amount], _NOT_READ, place, cut.preferred_item, raised)
        object.__setattr__(made, "_why", cut.make_reason)
        object.__delattr__(made, "reason")  # `Adjustment.__getattr__` makes it when it is first read
        return made


NOTHING = reason(NOTHING_DUE)
"""The reason of an awarded claim with the amount 0."""

_NOT_READ = Reason("")
"""A placeholder for the reason of an adjustment until it is read."""


def claim_is_open(settled: SettledClaim) -> bool:
    """Whether the bureau has not set the claim's amount yet."""
    return settled.claim.approved is None and settled.claim.brought_forward is None
