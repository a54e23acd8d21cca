"""From what became of candidates to the claims of a decision: money objects, citations, reasons, ledger lines."""

from __future__ import annotations

import attrs

from ipdsl.runtime.claims import Candidate
from ipdsl.runtime.decision import Adjustment, Bounds, Claim, MissingFact, Outcome
from ipdsl.runtime.effects import Cut, Settled, shown
from ipdsl.runtime.every_case import Verdict
from ipdsl.runtime.facts import LedgerLine, Record
from ipdsl.runtime.outcomes import outcome_of
from ipdsl.runtime.reasons import (
    BY_REFERENCE,
    CEILING_APPROVED,
    CEILING_OPEN,
    DISCRETION,
    EVENT_SETTLED,
    HANGS_ON_OTHERS,
    NOTHING_DUE,
    OPEN_FACTS,
    OVER_CEILING,
    SAME_EVENT,
    SUPPORT,
    Reason,
    reason,
)
from ipdsl.runtime.terms import Program
from ipdsl.runtime.terms import Reference as Document
from ipdsl.runtime.unknown import FactRef
from ipdsl.runtime.unstated import type_of
from ipdsl.schema.types import ChoiceType, LevelType
from ipdsl.source import Span
from ipdsl.values.days import Date
from ipdsl.values.money import Money


@attrs.frozen(eq=False)
class Assembler:
    """Makes the claims of one decision."""

    program: Program
    _orders: dict[frozenset[FactRef], tuple[FactRef, ...]] = attrs.field(factory=dict)

    def _sorted(self, refs: frozenset[FactRef]) -> tuple[FactRef, ...]:
        """In order; claims that ask for the same facts share one tuple."""
        if refs not in self._orders:
            self._orders[refs] = tuple(sorted(refs))
        return self._orders[refs]

    def money(self, minor: int) -> Money:
        """A sum of the policy's currency."""
        return Money(minor, self.program.currency)

    def bounds(self, low: int, high: int | None, *, exact: bool = True) -> Bounds:
        """Both ends as money."""
        return Bounds(self.money(low), None if high is None else self.money(high), exact)

    # ------------------------------------------------------------------------------------------ claims

    def ended(self, claim: Candidate) -> Claim:
        """A claim that ended before the rules."""
        assert claim.outcome is not None
        return self._claim(claim, claim.outcome, claim.reason, 0, self.bounds(0, 0))

    def already(self, claim: Candidate, line: LedgerLine) -> Claim:
        """A claim whose event the ledger holds."""
        paid = shown(sum(line.paid.values()), self.program.currency)
        outcome = line.outcome or "paid"
        why = reason(EVENT_SETTLED, outcome=outcome, paid=paid, year=str(line.year))
        return self._claim(claim, Outcome.ALREADY_PAID, why, 0, self.bounds(0, 0))

    def repeated(self, claim: Candidate, first: Candidate) -> Claim:
        """A claim whose event another record gives too."""
        why = reason(SAME_EVENT, other=first.record)
        return self._claim(claim, Outcome.ALREADY_PAID, why, 0, self.bounds(0, 0))

    def settled(self, settled: Settled, bounds: Bounds | None = None) -> Claim:
        """A claim that the rules settled."""
        claim = settled.claim
        outcome = outcome_of(settled)
        adjustments = (*self._support(claim), *(self._adjustment(cut) for cut in settled.cuts))
        made = self._claim(
            claim, outcome, self._reason(settled, outcome), settled.paid,
            bounds or self.bounds(settled.paid, settled.paid), proposed=claim.proposed,
        )  # fmt: skip
        return attrs.evolve(made, adjustments=adjustments)

    def undetermined(self, claim: Candidate, verdict: Verdict) -> Claim:
        """A claim that hangs on facts that were not stated."""
        low, high = verdict.span
        missing = self._sorted(verdict.asks)
        own = claim.asks | frozenset(claim.unknown_keys.values())
        code = OPEN_FACTS if own or not missing else HANGS_ON_OTHERS
        why = reason(code, tuple(dict.fromkeys(ref.field or ref.kind for ref in missing)), facts=_paths(missing))
        bounds = self.bounds(low, high, exact=verdict.is_exact)
        return attrs.evolve(self._claim(claim, Outcome.UNDETERMINED, why, 0, bounds), missing=missing)

    def open_ceiling(self, claim: Candidate, high: int | None) -> Claim:
        """A claim whose sum the bureau has not set yet."""
        why = reason(CEILING_OPEN)
        if claim.late:
            why = reason(DISCRETION, start=str(self.program.discretion_from))
        made = self._claim(claim, Outcome.CEILING, why, 0, self.bounds(0, high, exact=False))
        return attrs.evolve(made, missing=tuple(sorted(claim.facts)))

    def by_reference(self, document: Document, record: Record, day: Date | None, facts: frozenset[FactRef]) -> Claim:
        """A record on which another document decides."""
        kind = document.trigger.record if document.trigger is not None else ""
        label = ".".join(part for part in (document.article, kind) if part)
        zero = self.money(0)
        return Claim(
            label, document.article, self.citation(document.article, document.span), f"refers to {document.document}",
            document.span, record.item, kind, day,
            day.year if day is not None else None, "", Outcome.BY_REFERENCE, zero, zero, self.bounds(0, 0),
            reason=reason(BY_REFERENCE, document=document.document), missing=tuple(sorted(facts)), record=record.id,
        )  # fmt: skip

    def citation(self, article: str, place: Span) -> str:
        """Document, article, line: where the promise stands."""
        parts = [self.program.document, f"article {article}" if article else "", f"line {place.line}"]
        return ", ".join(part for part in parts if part)

    def _claim(
        self, claim: Candidate, outcome: Outcome, why: Reason | None, paid: int, bounds: Bounds, *, proposed: int = 0
    ) -> Claim:
        clause = claim.clause
        ceiling = self.money(claim.ceiling) if claim.is_ceiling and claim.ceiling is not None else None
        return Claim(
            clause.label, clause.article, self.citation(clause.article, clause.span), clause.text, clause.span,
            claim.item, claim.kind, claim.day, claim.year, claim.row, outcome, self.money(proposed), self.money(paid),
            bounds, ceiling, reason=why, record=claim.record,
        )  # fmt: skip

    # ------------------------------------------------------------------------------------------ why

    def _reason(self, settled: Settled, outcome: Outcome) -> Reason | None:
        claim, currency = settled.claim, self.program.currency
        if outcome is Outcome.CEILING and claim.approved is not None:
            approved = shown(claim.approved, currency)
            if claim.ceiling is not None and claim.approved > claim.ceiling:
                return reason(OVER_CEILING, approved=approved, ceiling=shown(claim.ceiling, currency))
            return reason(CEILING_APPROVED, approved=approved)
        if outcome is Outcome.AWARDED and settled.paid == 0:
            return reason(NOTHING_DUE)
        return None

    def _support(self, claim: Candidate) -> tuple[Adjustment, ...]:
        if not claim.support:
            return ()
        cut = self.money(claim.support)
        why = reason(SUPPORT, support=shown(claim.support, self.program.currency), item=claim.item)
        return (Adjustment(SUPPORT, "support", claim.clause.article, cut, why, claim.clause.span),)

    def _adjustment(self, cut: Cut) -> Adjustment:
        rule = cut.rule
        name, article, place = (rule.name, rule.article, rule.span) if rule is not None else ("once", "", None)
        return Adjustment(cut.code, name, article, self.money(cut.amount), cut.reason, place, cut.by)


def _paths(refs: tuple[FactRef, ...], most: int = 12) -> str:
    paths = list(dict.fromkeys(ref.path for ref in refs[: 3 * most]))
    more = len(refs) - most
    return ", ".join(paths[:most]) + (f" and {more} more" if more > 0 and len(paths) > most else "")


def missing_facts(
    program: Program, claims: tuple[Claim, ...], worth: dict[FactRef, int | None], askers: dict[FactRef, set[str]]
) -> tuple[MissingFact, ...]:
    """The facts that would change what is due, by what hangs on them, with the clauses that ask."""
    refs: dict[str, set[FactRef]] = {}
    labels: dict[str, set[str]] = {}
    told = [c for c in claims if c.outcome is Outcome.UNDETERMINED and c.bounds.high != c.bounds.low]
    for claim in {id(claim.missing): claim for claim in told}.values():
        for ref in claim.missing:
            refs.setdefault(ref.path, set()).add(ref)
            labels.setdefault(ref.path, set()).update(askers.get(ref) or {claim.label})
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
