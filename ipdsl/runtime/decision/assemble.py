"""From what became of candidates to the claims of a decision: outcomes, sums, adjustments, reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs

from ipdsl.runtime.decision.model import Adjustment, Bounds, Carried, Claim
from ipdsl.runtime.decision.shared import Origin, origins_of, points_of, referring
from ipdsl.runtime.facts import LedgerLine, Record
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.reasons import (
    AS_OF,
    BY_REFERENCE,
    CEILING_APPROVED,
    CEILING_OPEN,
    CONTINGENT,
    DISCRETION,
    EVENT_SETTLED,
    HANGS_ON_OTHERS,
    LESS,
    NOTHING_DUE,
    OPEN_FACTS,
    OVER_CEILING,
    SAME_EVENT,
    SUPPORT,
    WINDOW,
    Asked,
    OnOthers,
    Reason,
    reason,
)
from ipdsl.runtime.settlement.claims import Candidate, Stop
from ipdsl.runtime.settlement.effects import Carry, Cut, Settled
from ipdsl.runtime.settlement.outcomes import outcome_of
from ipdsl.runtime.terms import Program
from ipdsl.runtime.terms import Reference as Document
from ipdsl.runtime.unknown import FactRef
from ipdsl.values.days import Date
from ipdsl.values.filling import filled
from ipdsl.values.money import Money

if TYPE_CHECKING:
    from ipdsl.runtime.bounds.every_case import Verdict


COHORT = frozenset({"rank", "cohort"})
"""Groups of facts that other applicants make: without them a claim is contingent, and nobody can state more."""


@attrs.define(eq=False)
class More:
    """What there may be to a result beside its outcome: bounds, a line of the ledger, a claim of the same event.

    `kept` is the ledger's line of an event that is not settled again, `first` the claim that stands for the same event.
    """

    verdict: Verdict | None = None
    kept: LedgerLine | None = None
    first: Candidate | None = None

    @property
    def is_new(self) -> bool:
        """The claim gets a line of its own."""
        return self.kept is None and self.first is None


Result: TypeAlias = tuple[Candidate, Outcome, Settled | None, More | None]
"""What one evaluation found of a candidate: settled, or bounded (with a verdict), or neither where it ended."""


def outcome_under(verdict: Verdict) -> Outcome:
    """The outcome of a claim that was bounded."""
    if verdict.claim is not None:
        assert verdict.claim.outcome is not None
        return verdict.claim.outcome
    if verdict.settled is not None:
        return outcome_of(verdict.settled)
    is_contingent = verdict.asks and all(ref.group in COHORT for ref in verdict.asks)
    return Outcome.CONTINGENT if is_contingent else Outcome.UNDETERMINED


class Assembler:
    """Makes the claims of one decision."""

    __slots__ = ("_nothing", "_orders", "_origins", "_points", "_program", "_sums")

    def __init__(self, program: Program) -> None:
        self._program = program
        self._origins = origins_of(program)
        self._points = points_of(program)
        self._sums = self._points.sums
        self._nothing = self._points[0]
        self._orders: dict[frozenset[FactRef], tuple[FactRef, ...]] = {}

    def claim(self, result: Result) -> Claim:
        """What became of a claim."""
        claim, outcome, settled, more = result
        if more is None:
            return self._unpaid(claim, outcome, claim.stop) if settled is None else self._settled(settled, outcome)
        if more.kept is not None:
            return self._unpaid(claim, outcome, self._kept(more.kept))
        if more.first is not None:
            return self._unpaid(claim, outcome, reason(SAME_EVENT, other=more.first.record))
        verdict = more.verdict
        assert verdict is not None
        if settled is None:
            if verdict.claim is not None:
                return self._unpaid(verdict.claim, outcome, verdict.claim.stop)
            return self._undetermined(claim, verdict, outcome)
        if outcome is Outcome.CEILING and claim_is_open(settled):
            return self._open_ceiling(claim, verdict.span[1])
        return self._settled(settled, outcome)

    def by_reference(
        self, document: Document, record: Record, day: Date | None, facts: frozenset[FactRef], stop: Reason | None
    ) -> Claim:
        """A record on which another document decides, or why it does not."""
        why, outcome = reason(BY_REFERENCE, document=document.document), Outcome.BY_REFERENCE
        if stop is not None:
            outcome = Outcome.OUT_OF_WINDOW if stop.code in (WINDOW, AS_OF) else Outcome.NOT_ELIGIBLE
            why = stop
        origin, zero = referring(self._program, document), self._sums[0]
        return make_claim(
            origin.label, origin.article, origin.citation, origin.text, origin.place, record.item, origin.kind, day,
            day.year if day is not None else None, "", outcome, zero, zero, self._nothing, None, (), why,
            tuple(sorted(facts)), record.id, None,
        )  # fmt: skip

    def widened(self, claim: Claim, most: int | None) -> Claim:
        """The claim where it may come to more than was found, later or in a case that was not listed."""
        return attrs.evolve(claim, bounds=self._between(claim.bounds.low.minor, most, is_exact=False))

    def _settled(self, settled: Settled, outcome: Outcome) -> Claim:
        """A claim that the rules settled."""
        claim, carry, cuts = settled.claim, settled.carry, settled.cuts
        origin, sums = self._origins[claim.clause.index], self._sums
        proposed, support, paid = claim.proposed + settled.raised, claim.support, settled.amount
        if carry is not None and carry.brought:  # what was done before the reported years is done
            proposed, support, cuts = 0, 0, cuts[-1:]
        adjustments = tuple([self._adjustment(cut) for cut in cuts]) if cuts else ()
        if support:
            adjustments = (self._support(origin, support, claim.item), *adjustments)
        return make_claim(
            origin.label, origin.article, origin.citation, origin.text, origin.place, claim.item, origin.kind,
            claim.day, claim.year, claim.row, outcome, sums[proposed], sums[paid], self._points[paid],
            self._ceiling(claim) if claim.is_ceiling else None, adjustments, self._approved(settled, outcome), (),
            claim.record, None if carry is None else self._carried(carry),
        )  # fmt: skip

    def _unpaid(
        self, claim: Candidate, outcome: Outcome, why: Stop, bounds: Bounds | None = None,
        missing: tuple[FactRef, ...] = (),
    ) -> Claim:  # fmt: skip
        """A claim that the rules did not settle."""
        origin, zero = self._origins[claim.clause.index], self._sums[0]
        return make_claim(
            origin.label, origin.article, origin.citation, origin.text, origin.place, claim.item, origin.kind,
            claim.day, claim.year, claim.row, outcome, zero, zero, bounds or self._nothing,
            self._ceiling(claim) if claim.is_ceiling else None, (), why() if callable(why) else why, missing,
            claim.record, None,
        )  # fmt: skip

    def _kept(self, line: LedgerLine) -> Reason:
        """Why the event of a claim is not settled again."""
        paid = self._sums[sum(line.paid.values())]
        return reason(EVENT_SETTLED, outcome=line.outcome or "paid", paid=paid, year=line.year)

    def _undetermined(self, claim: Candidate, verdict: Verdict, outcome: Outcome) -> Claim:
        """A claim that hangs on facts that were not stated."""
        missing = self._sorted(verdict.asks)
        bounds = self._between(*verdict.span, is_exact=verdict.is_exact)
        if outcome is Outcome.CONTINGENT:
            return self._unpaid(claim, outcome, _contingent(missing), bounds, missing)
        own = claim.asks | frozenset(claim.unknown_keys.values())
        code = OPEN_FACTS if own or not missing else HANGS_ON_OTHERS
        return self._unpaid(claim, outcome, _waiting(code, missing, own), bounds, missing)

    def _open_ceiling(self, claim: Candidate, high: int | None) -> Claim:
        """A claim whose sum the bureau has not set yet."""
        why = reason(CEILING_OPEN)
        if claim.late and (start := self._program.discretion_from) is not None:
            why = reason(DISCRETION, start=start)
        bounds = self._between(0, high, is_exact=False)
        return self._unpaid(claim, Outcome.CEILING, why, bounds, tuple(sorted(claim.facts)))

    def _sorted(self, refs: frozenset[FactRef]) -> tuple[FactRef, ...]:
        """In order; claims that ask for the same facts share one tuple."""
        if refs not in self._orders:
            self._orders[refs] = tuple(sorted(refs))
        return self._orders[refs]

    def _between(self, low: int, high: int | None, *, is_exact: bool) -> Bounds:
        return Bounds(self._sums[low], None if high is None else self._sums[high], is_exact)

    def _ceiling(self, claim: Candidate) -> Money | None:
        return None if claim.ceiling is None else self._sums[claim.ceiling]

    def _approved(self, settled: Settled, outcome: Outcome) -> Reason | None:
        """What is to be said beside what the rules say."""
        claim, sums = settled.claim, self._sums
        if outcome is Outcome.AWARDED:
            return NOTHING if settled.amount == 0 else None
        if outcome is Outcome.CEILING and claim.approved is not None:
            if claim.ceiling is not None and claim.approved > claim.ceiling:
                return reason(OVER_CEILING, approved=sums[claim.approved], ceiling=sums[claim.ceiling])
            return reason(CEILING_APPROVED, approved=sums[claim.approved])
        return None

    def _carried(self, carry: Carry) -> Carried:
        sums = self._sums
        paid = {year: sums[sum_] for year, sum_ in carry.due.items()}
        return make_carried(sums[carry.brought], paid, sums[carry.left], carry.until, sums[carry.lapsed])

    def _support(self, origin: Origin, support: int, item: str) -> Adjustment:
        """What others paid."""
        sum_ = self._sums[support]
        why = reason(SUPPORT, support=sum_, item=item)
        return Adjustment(SUPPORT, "support", origin.article, sum_, why, origin.place)

    def _adjustment(self, cut: Cut) -> Adjustment:
        """What a rule took; without one it was the award's own."""
        rule, took = cut.rule, self._sums[cut.amount]
        if rule is not None:
            raised = self._sums[cut.raised] if cut.raised else None
            return make_adjustment(cut.code, rule.name, rule.article, took, cut.why(), rule.span, cut.by, raised)
        name = "less already paid" if cut.code == LESS else "once"
        return make_adjustment(cut.code, name, "", took, cut.why(), None, cut.by, None)


make_claim, make_adjustment, make_carried = filled(Claim), filled(Adjustment), filled(Carried)

NOTHING = reason(NOTHING_DUE)
"""Why a claim without a sum is none the less awarded."""


def claim_is_open(settled: Settled) -> bool:
    """The bureau has not set its sum yet."""
    return settled.claim.approved is None and settled.claim.brought is None


def _waiting(code: str, missing: tuple[FactRef, ...], own: frozenset[FactRef]) -> Reason:
    words = tuple(dict.fromkeys(ref.field or ref.kind for ref in missing))
    return reason(code, words, facts=Asked(missing, own))


def _contingent(missing: tuple[FactRef, ...]) -> Reason:
    return reason(CONTINGENT, what=OnOthers(missing))
