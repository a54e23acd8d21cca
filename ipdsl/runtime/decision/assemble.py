"""From what became of candidates to the entries of a decision: outcomes, sums, reasons, the facts that are missing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import attrs

from ipdsl.runtime.clauses.unstated import type_of
from ipdsl.runtime.decision.entries import Entry, Origin, origins_of, referring
from ipdsl.runtime.decision.model import MissingFact
from ipdsl.runtime.facts import LedgerLine, Record
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.settlement.claims import Candidate, Stop
from ipdsl.runtime.settlement.effects import Settled, shown
from ipdsl.runtime.settlement.outcomes import outcome_of
from ipdsl.runtime.settlement.reasons import (
    AS_OF,
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
    WINDOW,
    Reason,
    reason,
)
from ipdsl.runtime.terms import Program
from ipdsl.runtime.terms import Reference as Document
from ipdsl.runtime.unknown import FactRef
from ipdsl.schema.types import ChoiceType, LevelType
from ipdsl.values.days import Date
from ipdsl.values.money import Money

if TYPE_CHECKING:
    from ipdsl.runtime.settlement.every_case import Verdict


COHORT = frozenset({"rank", "cohort"})
"""Groups of facts that other applicants make: without them a claim is contingent, and nobody can state more."""


@attrs.define(eq=False)
class Result:
    """What one evaluation found of a candidate: settled, or bounded (`verdict`), or neither where it ended.

    `line` is the ledger's line of an event that is not settled again, `first` the claim that stands for the same event.
    """

    candidate: Candidate
    settled: Settled | None = None
    verdict: Verdict | None = None
    line: LedgerLine | None = None
    first: Candidate | None = None

    @property
    def is_new(self) -> bool:
        """It gets a line of its own."""
        return self.line is None and self.first is None


@attrs.frozen(eq=False)
class Assembler:
    """Makes the entries of one decision."""

    program: Program
    origins: tuple[Origin, ...]
    _orders: dict[frozenset[FactRef], tuple[FactRef, ...]] = attrs.field(factory=dict)

    @classmethod
    def of(cls, program: Program) -> Assembler:
        """For a program."""
        return cls(program, origins_of(program))

    def _sorted(self, refs: frozenset[FactRef]) -> tuple[FactRef, ...]:
        """In order; claims that ask for the same facts share one tuple."""
        if refs not in self._orders:
            self._orders[refs] = tuple(sorted(refs))
        return self._orders[refs]

    def entry(self, result: Result) -> Entry:
        """What became of a claim."""
        claim, verdict = result.candidate, result.verdict
        if verdict is None:
            if result.settled is not None:
                return self._settled(result.settled)
            if result.is_new:
                return self._ended(claim)
        if result.line is not None:
            return self._already(claim, result.line)
        if result.first is not None:
            return self._entry(claim, Outcome.ALREADY_PAID, partial(reason, SAME_EVENT, other=result.first.record))
        assert verdict is not None
        if result.settled is not None:
            if outcome_of(result.settled) is Outcome.CEILING and claim_is_open(result.settled):
                return self._open_ceiling(claim, verdict.span[1])
            return self._settled(result.settled)
        return self._ended(verdict.claim) if verdict.claim is not None else self._undetermined(claim, verdict)

    def _already(self, claim: Candidate, line: LedgerLine) -> Entry:
        """A claim whose event the ledger holds."""
        paid = shown(sum(line.paid.values()), self.program.currency)
        why = reason(EVENT_SETTLED, outcome=line.outcome or "paid", paid=paid, year=str(line.year))
        return self._entry(claim, Outcome.ALREADY_PAID, why)

    def _settled(self, settled: Settled) -> Entry:
        """A claim that the rules settled."""
        claim, paid, carry = settled.claim, settled.paid, settled.carry
        outcome = outcome_of(settled)
        proposed, support, cuts = settled.proposed, claim.support, settled.cuts
        if carry is not None and carry.brought:  # what was done before the reported years is done
            proposed, support, cuts = 0, 0, cuts[-1:]
        return Entry(
            self.origins[claim.clause.index], claim.item, claim.day, claim.year, claim.record, outcome,
            self._reason(settled, outcome), claim.row, proposed, paid, paid, paid, True,
            claim.ceiling if claim.is_ceiling else None, support, cuts, (), carry,
        )  # fmt: skip

    def _undetermined(self, claim: Candidate, verdict: Verdict) -> Entry:
        """A claim that hangs on facts that were not stated."""
        missing = self._sorted(verdict.asks)
        if missing and all(ref.group in COHORT for ref in missing):
            made = self._entry(claim, Outcome.CONTINGENT, partial(_contingent, missing))
            made.low, made.high = verdict.span
            made.exact, made.missing = verdict.is_exact, missing
            return made
        own = claim.asks | frozenset(claim.unknown_keys.values())
        code = OPEN_FACTS if own or not missing else HANGS_ON_OTHERS
        made = self._entry(claim, Outcome.UNDETERMINED, partial(_waiting, code, missing, own))
        made.low, made.high = verdict.span
        made.exact, made.missing = verdict.is_exact, missing
        return made

    def _open_ceiling(self, claim: Candidate, high: int | None) -> Entry:
        """A claim whose sum the bureau has not set yet."""
        why = reason(CEILING_OPEN)
        if claim.late:
            why = reason(DISCRETION, start=str(self.program.discretion_from))
        made = self._entry(claim, Outcome.CEILING, why)
        made.high, made.exact, made.missing = high, False, tuple(sorted(claim.facts))
        return made

    def by_reference(
        self, document: Document, record: Record, day: Date | None, facts: frozenset[FactRef], stop: Reason | None
    ) -> Entry:
        """A record on which another document decides, or why it does not."""
        why, outcome = reason(BY_REFERENCE, document=document.document), Outcome.BY_REFERENCE
        if stop is not None:
            outcome = Outcome.OUT_OF_WINDOW if stop.code in (WINDOW, AS_OF) else Outcome.NOT_ELIGIBLE
            why = stop
        return Entry(
            referring(self.program, document), record.item, day, day.year if day is not None else None, record.id,
            outcome, why, missing=tuple(sorted(facts)),
        )  # fmt: skip

    def _reason(self, settled: Settled, outcome: Outcome) -> Reason | None:
        claim, currency = settled.claim, self.program.currency
        if outcome is Outcome.AWARDED:
            return NOTHING if settled.paid == 0 else None
        if outcome is Outcome.CEILING and claim.approved is not None:
            approved = shown(claim.approved, currency)
            if claim.ceiling is not None and claim.approved > claim.ceiling:
                return reason(OVER_CEILING, approved=approved, ceiling=shown(claim.ceiling, currency))
            return reason(CEILING_APPROVED, approved=approved)
        return None

    def _ended(self, claim: Candidate) -> Entry:
        """A claim that ended before the rules."""
        assert claim.outcome is not None
        return self._entry(claim, claim.outcome, claim.stop)

    def _entry(self, claim: Candidate, outcome: Outcome, why: Stop) -> Entry:
        return Entry(
            self.origins[claim.clause.index], claim.item, claim.day, claim.year, claim.record, outcome, why, claim.row,
            0, 0, 0, 0, True, claim.ceiling if claim.is_ceiling else None,
        )  # fmt: skip


NOTHING = reason(NOTHING_DUE)
"""Why a claim without a sum is none the less awarded."""


def claim_is_open(settled: Settled) -> bool:
    """The bureau has not set its sum yet."""
    return settled.claim.approved is None and settled.claim.brought is None


def _waiting(code: str, missing: tuple[FactRef, ...], own: frozenset[FactRef]) -> Reason:
    words = tuple(dict.fromkeys(ref.field or ref.kind for ref in missing))
    return reason(code, words, facts=_paths(missing, own))


def _contingent(missing: tuple[FactRef, ...]) -> Reason:
    what = [
        f"the rank by {ref.field} in {ref.year}" if ref.group == "rank" else f"rule `{ref.kind}`" for ref in missing
    ]
    return reason(CONTINGENT, what=", ".join(dict.fromkeys(what)))


def _paths(missing: tuple[FactRef, ...], own: frozenset[FactRef]) -> str:
    """The facts that the claim itself asks for; of those that only the rules over it hang on a few, or how many."""
    asked = list(dict.fromkeys(ref.path for ref in missing if not own or ref in own))
    others = list(dict.fromkeys(ref.path for ref in missing if ref.path not in asked))
    if len(others) <= _FEW:
        asked, others = asked + others, []
    more = len(asked) - _MOST_PATHS
    said = ", ".join(asked[:_MOST_PATHS]) + (f" and {more} more" if more > 0 else "")
    return f"{said}, and by the rules over it {len(others)} more" if others else said


_MOST_PATHS = 12
_FEW = 3
"""So many facts a reason lists, and so many of those that other claims ask for."""


def missing_facts(
    program: Program, claims: tuple[Entry, ...], worth: dict[FactRef, int | None], askers: dict[FactRef, set[str]]
) -> tuple[MissingFact, ...]:
    """The facts that would change what is due, by what hangs on them, with the clauses that ask."""
    refs: dict[str, set[FactRef]] = {}
    labels: dict[str, set[str]] = {}
    told = [c for c in claims if c.outcome is Outcome.UNDETERMINED and c.high != c.low]
    for claim in {id(claim.missing): claim for claim in told}.values():
        for ref in claim.missing:
            refs.setdefault(ref.path, set()).add(ref)
            labels.setdefault(ref.path, set()).update(askers.get(ref) or {claim.origin.label})
    order = [clause.label for clause in program.clauses]
    found = [
        MissingFact(
            min(own), path, _label(program, min(own)), _together(program, [worth.get(ref, 0) for ref in own]),
            tuple(sorted(labels[path], key=order.index)),
        )
        for path, own in refs.items()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda m: (m.worth is not None, -(m.worth.minor if m.worth else 0), m.path)))


def _together(program: Program, sums: list[int | None]) -> Money | None:
    """What hangs on a field over all its days; `None`: no limit."""
    known = [sum_ for sum_ in sums if sum_ is not None]
    return Money(sum(known), program.currency) if len(known) == len(sums) else None


def _label(program: Program, ref: FactRef) -> str:
    """The vocabulary's words for a fact: label, unit, and the members of a choice."""
    schema = program.schema
    match ref.group:
        case "record" if ref.kind in schema.record_by_name:
            kind = schema.record_by_name[ref.kind]
            field = kind.field_by_name.get(ref.field)
        case "applicant":
            field = schema.applicant_field_by_name.get(ref.field)
        case "figure":
            field = schema.figure_by_name.get(ref.field)
        case "records" if ref.kind in schema.record_by_name:
            return schema.record_by_name[ref.kind].label.zh
        case "series" if ref.kind in schema.series_by_name:
            return schema.series_by_name[ref.kind].label.zh
        case _:
            return ""
    words = [field.label.zh, field.label.definition] if field is not None else []
    match type_of(schema, ref):
        case ChoiceType(choice=name) | LevelType(level=name):
            words.append(" / ".join(schema.choice_by_name[name].names))
        case _:
            pass
    return "; ".join(word for word in words if word)
