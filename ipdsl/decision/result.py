"""The result of one evaluation; each part of a decision is a property that is computed on first read.

Input from the pipeline: the candidates, their settled claims, the bounds of sets with missing facts, and the ledger
lines of their events. Candidates and their results become claims with outcome, amounts, adjustments and reasons.

Objects that many claims share are made once per program: the origins of the clauses, and frequent amounts and bounds.
They are frozen.

The ledger has the lines that were read and the lines of reported claims. A claim without a known day is reported in
every year and has no line, because it has no year yet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from math import ceil
from typing import TYPE_CHECKING, TypeAlias, TypeVar, cast

import attrs

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.source import Span
from ipdsl.base.values.days import Date
from ipdsl.base.values.money import Bounds, Money
from ipdsl.claims.claim import BureauAmount, Candidate, ClaimSupport, StopReason, first_year, last_year
from ipdsl.claims.proposer import Proposer, records_of_set
from ipdsl.decision import other_years as elsewhere
from ipdsl.decision.amount_parts import parts_of
from ipdsl.decision.decision import LedgerDifference
from ipdsl.decision.model import (
    Adjustment,
    Allocation,
    Balance,
    CarriedAmount,
    Claim,
    ExcludedRecord,
    Heading,
    Instalment,
    LateClaims,
    MissingFact,
    Obligation,
    OtherYear,
    PayeeShare,
    Reading,
    Recovery,
    Reference,
    Reopening,
    UnstatedKind,
    UnusedFact,
    applied_readings,
)
from ipdsl.decision.other_years import (
    NOT_ALL_WEIGHED,
    assumptions,
    claims_for_others,
    facts_of_others,
    missing_facts,
    other_years,
    record_findings,
    unstated_kinds,
)
from ipdsl.ir.facts import FactRef, Facts, InstalmentState, LedgerLine, Record
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
from ipdsl.ir.terms import Program, Reference as Document, TriggerKind
from ipdsl.ledger.lines import (
    Continued,
    LedgerPage,
    LineWriter,
    continue_lines,
    is_final,
    line_order,
    page_of,
    policy_lines,
    update_carried_line,
)
from ipdsl.plain_data.strict_json import BureauRemark
from ipdsl.settlement.effects import CarryOver, Cut, SettledClaim, outcome_of
from ipdsl.settlement.settlement import SettlementContext

if TYPE_CHECKING:
    from ipdsl.decision.bounds.all_cases import ClaimVerdict
    from ipdsl.decision.bounds.bounds import BoundedSet
    from ipdsl.decision.recoveries import PaidBack
    from ipdsl.settlement.instalments import SettledInstalment


T = TypeVar("T")

# ---------------------------------------------------------------------------------------------- what became of each

_FREES_LATER = Phrase(
    "what this run recovers still counts as paid in this run: settle each year with the ledger of the years before",
    "本次追回的部分在本次结算中仍按已付计：请按以前年度的台账逐年结算",
)

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
            granted: Money | None = None
            instalments: tuple[Instalment, ...] = ()
            if more is not None:
                claim, settled, why, bounds, missing = self._parts_of_claim(claim, outcome, settled, more)
            if settled is not None:
                claim, carry = settled.claim, settled.carry
                paid = sums[settled.amount]
                if carry is None or not carry.instalments or not missing:
                    bounds = points[settled.amount]
                if carry is not None and carry.instalments:
                    granted, instalments = sums[settled.granted], self._instalments(claim, carry)
                elif carry is not None:
                    carried = self._carry_over(carry)
                if carry is None or not carry.brought_forward:  # otherwise it was proposed before the reported years
                    proposed = sums[claim.proposed + settled.raised]
                adjustments = self._adjustments(settled) if settled.cuts or claim.is_reduced else ()
                if outcome is Outcome.CEILING or (
                    claim.support is not None and claim.support.deducted and _exceeds_ceiling(claim.approval)
                ):
                    why = self._approval_reason(claim.approval)
                elif not settled.amount and outcome is Outcome.AWARDED and granted is None:
                    why = NOTHING
            elif outcome is Outcome.CEILING and claim.is_reduced:
                adjustments = self._deductions(claim)
            origin = origins[claim.clause.index]
            values = (
                origin.label, origin.article, origin.citation, origin.text, origin.place, claim.item, origin.kind,
                claim.day, claim.year, claim.row, outcome, proposed, paid, bounds,
                None if claim.approval is None else self._ceiling_money(claim.approval), adjustments,
                why() if callable(why) else why, missing, claim.record, carried, (), (), (), granted, instalments,
                tuple(self._payee_shares(claim, settled)) if claim.clause.payee_shares and paid.minor else (),
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
        if outcome is Outcome.CEILING and settled.claim.is_waiting:
            return self._open_ceiling(claim, verdict.span[1])
        if verdict.open_facts:  # of instalments
            bounds = self._bounds(*verdict.span, is_exact=verdict.is_exact)
            return claim, settled, claim.stop, bounds, self._sort_facts(verdict.open_facts)
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

    def _ceiling_money(self, approval: BureauAmount) -> Money | None:
        return None if approval.ceiling is None else self._sums[approval.ceiling]

    def _approval_reason(self, approval: BureauAmount | None) -> Reason | None:
        """The reason about an amount that the bureau set."""
        if approval is None or approval.approved is None:
            return None
        approved = self._sums[approval.approved]
        if approval.ceiling is not None and _exceeds_ceiling(approval):
            return reason(OVER_CEILING, approved=approved, ceiling=self._sums[approval.ceiling])
        return reason(CEILING_APPROVED, approved=approved)

    def _instalments(self, claim: Candidate, carry: CarryOver) -> tuple[Instalment, ...]:
        """The instalments of a grant. What is due in a year that is not reported is not of this decision."""
        sums, program = self._sums, self._program
        terms = program.schedules[program.schedule_by_clause[claim.clause.index]].instalments
        made = list[Instalment]()
        for part in carry.instalments:
            term = terms[part.number - 1] if 0 < part.number <= len(terms) else None
            is_new = part.is_new and (part.state is not InstalmentState.DUE or part.year in carry.due)
            made.append(Instalment(
                part.number, Bounds(sums[part.low], sums[part.high], part.low == part.high), part.state.value, part.day,
                part.year, part.payee, "" if term is None else term.text, "" if part.gate is None else part.gate.text,
                part.stopped_by, self._sort_facts(part.facts), is_new, 0 if term is None else term.span.line,
                *self._budget(part),
            ))  # fmt: skip
        return tuple(made)

    def _payee_shares(self, claim: Candidate, settled: SettledClaim | None) -> Iterator[PayeeShare]:
        """What others get of the payments of a claim."""
        carry, step = None if settled is None else settled.carry, self._program.rounding.step
        payments = [0 if settled is None else settled.amount]
        if carry is not None and carry.instalments:
            due = (part for part in carry.instalments if part.is_new and part.state is InstalmentState.DUE)
            payments = [part.low for part in due if part.year in carry.due]
        elif carry is not None:
            payments = [*carry.due.values()]
        for term in claim.clause.payee_shares:
            stated = None if claim.source is None or not term.payee else claim.source.values.get(term.payee)
            payee = term.payee_name or (stated if isinstance(stated, str) else "")
            sum_ = sum(int(term.rate * payment) // step * step for payment in payments)
            yield PayeeShare(payee, term.rate, term.is_at_least, self._sums[sum_])

    def _budget(self, part: SettledInstalment) -> tuple[str, int | None]:
        """The line of the cap under which an instalment waits or lapsed, and the last year that may pay it."""
        if part.cap is None:
            return "", None
        waits = part.state is InstalmentState.WAITS
        return part.cap.rule.text, self._program.year_of(part.day) + part.cap.wait if part.day and waits else None

    def _carry_over(self, carry: CarryOver) -> CarriedAmount:
        sums = self._sums
        paid = {year: sums[sum_] for year, sum_ in carry.due.items()}
        return CarriedAmount(sums[carry.brought_forward], paid, sums[carry.remaining], carry.until, sums[carry.lapsed])

    def _adjustments(self, settled: SettledClaim) -> tuple[Adjustment, ...]:
        """The adjustments for support and for each cut; for money carried into the reported years only the last cut."""
        claim, cuts, carry = settled.claim, settled.cuts, settled.carry
        if carry is not None and carry.brought_forward and not carry.instalments:
            return tuple([self._adjustment(cut) for cut in cuts[-1:]])
        taken = tuple([self._adjustment(cut) for cut in cuts])
        return (*self._deductions(claim), *taken)

    def _deductions(self, claim: Candidate) -> tuple[Adjustment, ...]:
        """The adjustments before all rules: support by others, and a rest that is below the threshold of the award."""
        support = claim.support
        if support is None:
            return ()
        deducted = (self._support(claim, support),) if support.deducted else ()
        return (*deducted, self._threshold_adjustment(claim, support)) if support.refused else deducted

    def _support(self, claim: Candidate, support: ClaimSupport) -> Adjustment:
        """The adjustment for support by others."""
        origin, sum_ = self._origins[claim.clause.index], self._sums[support.deducted]
        whole = self._sums[max(support.counted, support.deducted)]
        part = DeductedSupport(None if whole.minor == sum_.minor else sum_)
        why = reason(SUPPORT, support=whole, item=claim.item, deducted=part)
        return Adjustment(SUPPORT, "support", origin.article, sum_, why, origin.place)

    def _threshold_adjustment(self, claim: Candidate, support: ClaimSupport) -> Adjustment:
        """The adjustment of a claim whose rest after support is below the threshold of its award."""
        origin, sum_ = self._origins[claim.clause.index], self._sums[support.refused]
        threshold = Money(ceil(support.threshold), self._program.currency)
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


def _exceeds_ceiling(approval: BureauAmount | None) -> bool:
    """Whether the bureau set more than the ceiling, including payments by others."""
    if approval is None or approval.approved is None or approval.ceiling is None:
        return False
    return approval.approved > approval.ceiling


Bounded: TypeAlias = "tuple[BoundedSet, dict[int, int]]"
"""The bounds of a tied set, with the indices of its claims by identity."""

Repeated: TypeAlias = dict[int, Candidate]
"""The claim (by identity) of a repeated event, and the claim that represents the event."""

LinesByClaim: TypeAlias = dict[int, LedgerLine]
"""The ledger line for each claim (by identity) whose event has one, final or not."""


@attrs.frozen(eq=False, repr=False, slots=False)
class EvaluationResult:
    """The results of one evaluation, by identity of claims; each part of the decision is a property.

    `settled_total` is the amount paid to claims outside the sets with missing facts. `settle_again` settles the same
    facts with another proposer, in all years or up to one. `result_of_all_years` does the same for an applicant settled
    with others. `recoveries_by_payer` gives what each member of a cohort owes of payments to others.
    `late_in_cohort` gives the late events of a member of a cohort, with its result after those of all members.
    `find_unused_facts` returns the facts without effect of a result.
    """

    program: Program
    proposer: Proposer
    facts: Facts
    year: int | None
    candidates: list[Candidate]
    repeated: Repeated
    settled_claims: dict[int, SettledClaim]
    verdicts: dict[int, ClaimVerdict]
    bounded: list[Bounded]
    ledger_lines: LinesByClaim
    settled_total: int
    settle_again: Callable[..., EvaluationResult]
    find_unused_facts: Callable[[EvaluationResult], tuple[UnusedFact, ...]]
    context: SettlementContext
    result_of_all_years: Callable[[], EvaluationResult] | None = None
    recoveries_by_payer: Callable[[], Mapping[str, Sequence[Recovery]]] | None = None
    late_in_cohort: Callable[[], tuple[elsewhere.LateEvents, EvaluationResult] | None] | None = None
    cache: dict[str, object] = attrs.field(factory=dict, init=False)

    @property
    def due(self) -> Bounds:
        """The bounds of the amount due."""
        currency = self.program.currency
        if not self.bounded:
            total = Money(self.settled_total, currency)
            return Bounds(total, total)
        low = self.settled_total + sum(bounded.low for bounded, _ in self.bounded)
        highs = [bounded.high for bounded, _ in self.bounded]
        high = None if None in highs else self.settled_total + sum(high for high in highs if high is not None)
        exact = low == high or all(bounded.is_exact for bounded, _ in self.bounded)
        return Bounds(Money(low, currency), None if high is None else Money(high, currency), exact)

    @property
    def total(self) -> Money:
        """The least amount due."""
        return self.due.low

    @property
    def difference(self) -> LedgerDifference:
        """The amount due compared with the ledger, claim by claim."""
        return elsewhere.compare_with_ledger(
            self.proposer, self.candidates, self.ids_settled_again, self.due, self.claims_with_bounds(), self._due_again
        )

    @cached_property
    def recoveries(self) -> tuple[Recovery, ...]:
        """What is to be paid back, also of payments of others in a cohort that this applicant owes."""
        return () if self._paid_back is None else self._paid_back.recoveries

    @property
    def owed_by_others(self) -> tuple[Recovery, ...]:
        """What others owe of payments to this applicant."""
        return () if self._paid_back_alone is None else self._paid_back_alone.of_others

    @cached_property
    def _paid_back(self) -> PaidBack | None:
        """What is to be paid back; `None` if the policy has nothing of the kind."""
        owed = self._owed_by_member.get(self.facts.applicant, ())
        return self._pay_back(owed) if owed else self._paid_back_alone

    @property
    def _owed_by_member(self) -> Mapping[str, Sequence[Recovery]]:
        """What each applicant settled together with this one owes of payments to others."""
        return {} if self.recoveries_by_payer is None else self.recoveries_by_payer()

    @cached_property
    def _paid_back_alone(self) -> PaidBack | None:
        """What is to be paid back of payments to this applicant."""
        return self._pay_back() if self.program.may_owe else None

    def _pay_back(self, owed: Sequence[Recovery] = ()) -> PaidBack:
        from ipdsl.decision.recoveries import paid_back  # few policies have any

        return paid_back(self, owed)

    @cached_property
    def debts(self) -> EvaluationResult | None:
        """The result of what is collected, a policy of its own."""
        if self.program.debts is None:
            return None
        from ipdsl.decision.recoveries import proposer_of_debts  # few policies have any

        return self.settle_again(proposer_of_debts(self.proposer), self.year)

    def claims_with_bounds(self) -> Iterator[elsewhere.BoundedClaims]:
        """The claims that are settled, then each tied set with missing facts."""
        known = [settled for key, settled in self.settled_claims.items() if key not in self.verdicts]
        paid = [(settled.claim, self.context.total([settled])) for settled in known]
        yield self.settled_total, self.settled_total, [(claim, sum_, sum_) for claim, sum_ in paid]
        by_identity = {id(claim): claim for claim in self.candidates} if self.bounded else {}
        for bounded, members in self.bounded:
            spans = [(by_identity[key], *bounded.verdicts[index].span) for key, index in members.items()]
            yield bounded.low, bounded.high, spans

    @property
    def year_totals(self) -> tuple[tuple[int, Money], ...]:
        """The least amount that each year pays, ascending; years without payment are omitted.

        An undetermined claim counts with its lower bound. A tied set may pay more than the lower bounds of its claims:
        if two awards answer a question with yes and no, one of them is paid, but the lower bound of each is 0. The
        difference is due in the year of the set's undetermined claims. An amount that may fall into several years is in
        no year.
        """
        sums = defaultdict[int, int](int)
        for reported in self.claims:
            for year, paid in reported.paid_by_year.items():
                sums[year] += paid.minor
        by_identity = {id(claim): claim for claim in self.candidates} if self.bounded else {}
        for bounded, members in self.bounded:
            certain, rest = list[tuple[set[int | None], int]](), bounded.low
            for key in members:
                verdict = self.verdicts[key]
                rest -= verdict.span[0]
                if verdict.is_open:
                    certain.append((self._years_reached(by_identity[key]), verdict.span[0]))
            certain.append((set[int | None]().union(*(years for years, _ in certain)), rest))
            for years, sum_ in certain:
                only = years.pop() if len(years) == 1 else None
                if only is not None:
                    sums[only] += sum_
        return tuple((year, Money(sums[year], self.program.currency)) for year in sorted(sums) if sums[year])

    def _years_reached(self, claim: Candidate) -> set[int | None]:
        """The years that may pay a claim; `None` stands for any."""
        if claim.year is None:
            return {None}
        wait = self.program.settlement.wait(claim.clause.index)
        return {*range(first_year(claim), last_year(claim, wait) + 1)}

    @cached_property
    def decided_claims(self) -> list[ClaimOutcome]:
        """The result of each reported claim."""
        year = self.year
        reported = self.candidates
        if year is not None:
            reported = [claim for claim in reported if claim.year in (None, year) or self._is_carried_into(claim, year)]
        decided = [self._decide(claim) for claim in reported]
        return decided if not self.verdicts else list(_without_absent(decided))

    def _is_carried_into(self, claim: Candidate, year: int) -> bool:
        """Whether money of an earlier claim is carried into a year, or may be, or an instalment is due in it."""
        if claim.clause.index in self.program.schedule_by_clause and id(claim) in self.settled_claims:
            carry = self.settled_claims[id(claim)].carry
            verdict = self.verdicts.get(id(claim))
            return claim.brought_forward is not None or (
                verdict.span != (0, 0) if verdict is not None else carry is not None and any(carry.due.values())
            )
        wait = self.program.settlement.wait(claim.clause.index)
        if not wait or id(claim) not in self.settled_claims:
            return claim.brought_forward is not None
        verdict, settled = self.verdicts.get(id(claim)), self.settled_claims[id(claim)]
        if verdict is not None:
            if verdict.settled is None:
                return verdict.span != (0, 0) and last_year(claim, wait) >= year
            settled = verdict.settled
        return settled.carry is not None and settled.carry.brought_forward > 0

    def _decide(self, claim: Candidate) -> ClaimOutcome:
        key = id(claim)
        line = self.ledger_lines.get(key)
        if line is not None and is_final(line):
            return claim, Outcome.ALREADY_PAID, None, ClaimExtras(settled_line=line)
        if key in self.repeated:
            return claim, Outcome.ALREADY_PAID, None, ClaimExtras(same_event=self.repeated[key])
        if claim.outcome is not None:
            return claim, claim.outcome, None, None
        verdict = self.verdicts.get(key)
        if verdict is not None:
            return (
                claim,
                outcome_of_verdict(verdict),
                verdict.settled if verdict.claim is None else None,
                ClaimExtras(verdict),
            )
        settled = self.settled_claims[key]
        return claim, outcome_of(settled), settled, None

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """All claims in claim order; claims of other documents are last."""
        maker, decided = ClaimMaker(self.proposer), self.decided_claims
        claims = maker.claims(decided)
        if self.program.compute_once(_sets):
            claims = [self._with_records(claim, made) for (claim, *_), made in zip(decided, claims, strict=True)]
        if self.program.references:
            claims += self._referral_claims(maker)
        return tuple(claims)

    def _with_records(self, claim: Candidate, made: Claim) -> Claim:
        """The claim of a set with the records that it counts and the records that it leaves out."""
        if claim.clause.index not in self.program.compute_once(_sets):
            return made
        counted, left_out = list[str](), list[ExcludedRecord]()
        for record, why in records_of_set(self.proposer, claim):
            if why is None:
                counted.append(record.item)
            else:
                left_out.append(ExcludedRecord(record.item, record.id, why))
        return attrs.evolve(made, counted=tuple(counted), left_out=tuple(left_out))

    def _referral_claims(self, maker: ClaimMaker) -> Iterator[Claim]:
        for document, record, day, open_facts, stop in elsewhere.referrals(self.proposer):
            if self.year is None or day is None or self.program.year_of(day) == self.year:
                yield maker.claim_by_reference(document, record, day, open_facts, stop)

    @property
    def is_undetermined(self) -> bool:
        """At least one reported claim is undetermined and could pay, or a sum to be paid back is open."""
        if self.bounded and any(claim.is_open for claim in self.claims):
            return True
        sums = [(back.paid_back, back.rest, back.withheld, back.stops) for back in self.recoveries]
        return not all(sum_.is_point for each in sums for sum_ in each)

    @property
    def facts_digest(self) -> str:
        """The digest of the facts: 64 hexadecimal digits."""
        return self.facts.digest

    @property
    def years(self) -> tuple[int, ...]:
        """The reported years, ascending: the requested one, or the years of claims and of carried payments."""
        if self.year is not None:
            return (self.year,)
        years = {claim.year for claim, *_ in self.decided_claims if claim.year and claim.brought_forward is None}
        carried = (settled.carry for _, _, settled, _ in self.decided_claims if settled is not None)
        return tuple(sorted(years.union(*(carry.due for carry in carried if carry is not None))))

    @cached_property
    def other_years(self) -> tuple[OtherYear, ...]:
        """The other years in which money is newly due or may be; empty unless one year was requested."""
        if self.year is None:
            return ()
        whole = self.settle_again(self.proposer) if self.result_of_all_years is None else self.result_of_all_years()
        return other_years(whole.claims, self.year, self.program.currency)

    @property
    def remarks(self) -> tuple[Diagnostic, ...]:
        """Findings about facts that are accepted but may be mistakes."""
        findings = [*record_findings(self.proposer.situation)]
        if self.facts.series:
            from ipdsl.facts.published_series import unusual_rate_findings  # few policies read a series

            findings += unusual_rate_findings(self.program, self.facts.series, self.facts.published)
        return (*findings, *self.facts.bare_rates)

    @property
    def assumed(self) -> tuple[Phrase, ...]:
        """The assumptions, one sentence for each."""
        parts = (part for claim in self.claims for part in claim.parts) if self.facts.published else ()
        taken = [*assumptions(self.proposer, self.candidates, parts)]
        of_recoveries = [] if self._paid_back is None else [*self._paid_back.remarks]
        is_freed = any(rule.is_freed_by_recovery for rule in self.program.settlement.freed_rules)
        is_read = is_freed or self.program.awards_with_sums
        years = [claim.year or 0 for claim in self.claims] if is_read else []
        of_recoveries += [
            Phrase(
                "what {payer} owes of payments to this applicant is in no ledger: settle them together (`--cohort`)",
                "{payer}对本申请人所得款项应退回的金额未写入台账：请一并结算（`--cohort`）",
                payer=payer,
            )
            for payer in sorted({each.payer for each in self.recoveries} - {""})
            if payer not in self._owed_by_member
        ]  # fmt: skip
        of_recoveries += [_FREES_LATER for each in self.recoveries if max(years, default=0) > each.year][:1]
        taken += map(BureauRemark.from_phrase, of_recoveries)
        return (
            (*taken, NOT_ALL_WEIGHED)
            if any(bounded_set.is_cut_short for bounded_set, _ in self.bounded)
            else tuple(taken)
        )

    @property
    def not_stated(self) -> tuple[UnstatedKind, ...]:
        """The kinds of records (and figures) that the facts do not mention although a clause uses them."""
        debts = () if self.debts is None else self.debts.not_stated
        return (*unstated_kinds(self.proposer), *debts)

    @cached_property
    def _worth(self) -> dict[FactRef, int | None]:
        """The amount that depends on each fact, over all sets."""
        worth: dict[FactRef, int | None] = {}
        for bounded_set, _ in self.bounded:
            for ref, amount in bounded_set.worth.items():
                earlier = worth.get(ref, 0)
                worth[ref] = None if amount is None or earlier is None else earlier + amount
        return worth

    @property
    def missing(self) -> tuple[MissingFact, ...]:
        """The facts that would change the amount due or paid back, largest effect first; empty if all is determined."""
        if not (self.bounded or self.recoveries):
            return ()
        claims = self.claims[: len(self.decided_claims)]
        cut_short = (
            r
            for bounded_set, _ in self.bounded
            if bounded_set.is_cut_short
            for r in bounded_set.askers
            if r.group != "approval"
        )
        return missing_facts(self.program, claims, self._worth, _askers(self.bounded), cut_short, self.recoveries)

    @property
    def of_others(self) -> tuple[MissingFact, ...]:
        """The amounts that the bureau has not set and the figures that it may publish, without the missing facts."""
        if not self.bounded:
            return ()
        claims, named = self.claims[: len(self.decided_claims)], {fact.path for fact in self.missing}
        return facts_of_others(self.program, claims, self._worth, _askers(self.bounded), named)

    @property
    def without_effect(self) -> tuple[UnusedFact, ...]:
        return self.find_unused_facts(self)

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The readings that apply to this decision."""
        return applied_readings(self.program, self.claims, self.allocations)

    @property
    def obligations(self) -> tuple[Obligation, ...]:
        """The duties that follow from the claims."""
        return elsewhere.obligations(self.proposer, self.claims, self.year)

    @property
    def references(self) -> tuple[Reference, ...]:
        """The other documents that decide something about these facts."""
        return elsewhere.documents(self.program, self.claims)

    @property
    def allocations(self) -> tuple[Allocation, ...]:
        """The budget lines of the reported years."""
        return elsewhere.allocations(self.proposer, self.year)

    @property
    def ledger(self) -> tuple[LedgerLine, ...]:
        """The lines that were read, updated, and the lines of the reported claims."""
        lines = self._continued_lines[0]
        if self._paid_back is not None:
            from ipdsl.decision.recoveries import lines_with_debts  # few policies have any

            lines = lines_with_debts(lines, self._paid_back)
        return tuple(sorted(lines, key=line_order))

    @cached_property
    def _continued_lines(self) -> tuple[list[LedgerLine], list[Continued]]:
        """The lines of the ledger, and the lines before that are settled again.

        A line that is not final and has money is settled again by a claim of its item and year on another day.
        """
        write = LineWriter(self.program, self.facts.applicant).line_of
        replaced: set[int] = set()
        lines: list[LedgerLine] = []
        for claim, outcome, settled, more in self.decided_claims:
            if claim.year is None or (more is not None and not more.is_new):
                continue
            carried = claim.brought_forward
            replaced.add(id(self.ledger_lines.get(id(claim), carried)))
            lines.append(
                write(claim if settled is None else settled.claim, outcome, settled)
                if carried is None
                else update_carried_line(carried, outcome, settled)
            )
        standing = {id(line): line for line in self.facts.history or () if id(line) not in replaced}
        again = {
            id(line): line
            for line in self._lines_before
            if id(line) not in standing or (not is_final(line) and (line.total or line.payments))
        }
        final = {id(line) for line in self._lines_before} - again.keys()
        lines += [line for key, line in standing.items() if key not in final and key not in again]
        lines, continued = continue_lines(self.program, lines, again.values(), standing)
        return [*lines, *(line for key, line in standing.items() if key in final)], continued

    @property
    def pages(self) -> tuple[LedgerPage, ...]:
        """The pages of the ledger, the present one last."""
        return cast("tuple[LedgerPage, ...]", self.facts.pages) or (page_of(self.program),)

    @property
    def ledger_number(self) -> str:
        """The number of the ledger that was read."""
        return self.facts.ledger_number

    @property
    def answers(self) -> tuple[Mapping[str, object], ...]:
        """The answers of the ledger that was read."""
        return self.facts.answers

    @property
    def read_lines(self) -> tuple[LedgerLine, ...]:
        """The lines of the history, and those of reopened years."""
        return (*(self.facts.history or ()), *(self.facts.reopened.before if self.facts.reopened is not None else ()))

    @property
    def history_of_others(self) -> int:
        """The number of other applicants in the ledger, if it has no line of this one."""
        return 0 if self.read_lines else self.facts.other_applicants

    @cached_property
    def _lines_before(self) -> tuple[LedgerLine, ...]:
        """The lines of this policy that were read."""
        return policy_lines(self.program, self.facts) if (past := self.facts.reopened) is None else past.before

    @cached_property
    def _settled_again(self) -> list[Continued]:
        """The lines that were read and are settled again; empty if they change no amount due or paid."""
        changes = self.facts.reopened is not None or any(
            line.paid != line.total or (line.total and not is_final(line)) for line in self._lines_before
        )
        return self._continued_lines[1] if changes else []

    @cached_property
    def ids_settled_again(self) -> frozenset[int]:
        """The identities of the lines that were read and are settled again, if that changes an amount due or paid."""
        return frozenset(id(line) for lines, _, _ in self._settled_again for line in lines)

    @cached_property
    def _due_again(self) -> Mapping[int, int]:
        """What was paid beyond the amount due of lines that were read, and is due again, by identity of the first."""
        sums = ((lines[0], min(line.paid, due) - line.total) for lines, line, due in self._settled_again)
        return {id(line): sum_ for line, sum_ in sums if sum_ > 0}

    @property
    def balances(self) -> tuple[Balance, ...]:
        """The lines of earlier runs whose amount paid differs from the amount due, before or again.

        Lines that are settled again together have one balance.
        """
        currency, sums, again = self.program.currency, self._due_again, self.ids_settled_again
        due = [(line, line.total + sums.get(id(lines[0]), 0)) for lines, line, _ in self._settled_again]
        due += [(line, line.total) for line in self._lines_before if id(line) not in again]
        stopped = frozenset[object]() if self._paid_back is None else self._paid_back.stopped
        return tuple(
            Balance(line.clause, line.item, line.year, Money(sum_, currency), Money(line.paid, currency))
            for line, sum_ in sorted(due, key=lambda of_line: line_order(of_line[0]))
            if line.paid != sum_
            and not (line.paid < sum_ and (line.clause, line.item, line.event_date, line.year) in stopped)
        )

    @property
    def reopening(self) -> Reopening | None:
        """The recalculated amounts of reopened years, and the amounts due before."""
        reopened = self.facts.reopened
        return (
            None
            if reopened is None
            else elsewhere.recompute_reopened_years(self.program, reopened, self.claims, self.ledger, self._due_again)
        )

    @cached_property
    def late(self) -> LateClaims | None:
        """The claims stated after their year was settled.

        Where the recalculated amounts of a member of a cohort depend on missing facts, none are named.
        """
        if self.result_of_all_years is not None:
            return self.result_of_all_years().late
        came, again = self.late_events
        if came is None or again is None or not (self.late_in_cohort is None or again.due.is_point):
            return None
        stand = self.ledger if self.year is None else self.settle_again(self.proposer).ledger
        return elsewhere.late_claims(self.program, came, stand, again.ledger)

    @cached_property
    def late_events(self) -> tuple[elsewhere.LateEvents | None, EvaluationResult | None]:
        """The late events, and the results with their years open again."""
        late_events = None
        if self.late_in_cohort is not None:
            return self.late_in_cohort() or (None, None)
        if self.facts.history or self.facts.reopened is not None:
            late_events = elsewhere.find_late_events(*self.stated_events)
        return late_events, None if late_events is None else self.settle_again(
            self.proposer.with_facts(late_events.facts)
        )

    @property
    def stated_events(self) -> elsewhere.StatedEvents:
        """The claims with their lines, and the stated events of recoveries and debts."""
        owed: tuple[elsewhere.RecoveredEvent, ...] = ()
        if self.program.may_owe:
            from ipdsl.decision.recoveries import recovered_events  # few policies have any

            owed = recovered_events(self)
        return self.proposer, self.candidates, self.ledger_lines, self.context.cap_amounts, owed

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The number and title of each article of the policy."""
        return self.program.compute_once(_headings)

    @property
    def for_others(self) -> tuple[Claim, ...]:
        """The zero claims meant for other applicants or other records."""
        return claims_for_others(self.program, self.claims)


def _without_absent(decided: list[ClaimOutcome]) -> Iterator[ClaimOutcome]:
    """Omit claims that exist in no case of the facts; a claim that represents several of them is kept once."""
    reported: set[int] = set()
    for entry in decided:
        more = entry[3]
        verdict = more.verdict if more is not None else None
        if verdict is not None and verdict.settled is None and verdict.is_exact and not verdict.open_facts:
            if verdict.claim is None or id(verdict.claim) in reported:
                continue
            reported.add(id(verdict.claim))
        yield entry


def _sets(program: Program) -> frozenset[int]:
    """The indices of the clauses that pay sets."""
    return frozenset(clause.index for clause in program.clauses if clause.trigger.kind is TriggerKind.SET)


def _headings(program: Program) -> tuple[Heading, ...]:
    return tuple(Heading(article.number, article.title) for article in program.articles)


def _askers(bounded: list[Bounded]) -> dict[FactRef, set[str]]:
    """The clauses that need each fact, over all sets."""
    askers: dict[FactRef, set[str]] = {}
    for bounded_set, _ in bounded:
        for ref, labels in bounded_set.askers.items():
            askers.setdefault(ref, set()).update(labels)
    return askers
