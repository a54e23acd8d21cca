"""The sums of a traced claim: from the amount of its sentence, through deductions and rules, to what is paid.

In: the claim with its adjustments. Out: steps in the order in which settlement acts: what others paid, what was already
paid, the older standard, `once`, the rules from the inside out. A step that did nothing says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ipdsl.making import attrs
from ipdsl.questions.steps import OPEN, TraceStep, Verdict
from ipdsl.runtime.decision.model import Adjustment, Claim
from ipdsl.runtime.reasons import LESS, QUOTA, SUPPORT
from ipdsl.runtime.terms import Clause, Program
from ipdsl.runtime.wording import sentence
from ipdsl.source import Sources, Span
from ipdsl.values.money import Money

COUNTING = ("counting all other support", "计入其他资助")
LESS_PAID = ("less already paid for", "扣除已发")
"""How the lines beneath an award begin that deduct from its sum."""


@attrs.frozen
class _Act:
    """Something that may change the sum: its words and line, and what it did to this claim."""

    kind: str
    text: str
    place: Span | None
    found: tuple[Adjustment, ...]
    carries: bool = False


@attrs.frozen
class Sums:
    """The steps of one claim from its sum on."""

    program: Program
    clause: Clause
    claim: Claim
    sources: Sources

    def steps(self) -> Iterator[TraceStep]:
        """The selection by a quota, the sum of the award, then whatever changes it."""
        yield from self._quotas()
        for part in self.claim.parts:
            source = tuple((name, value) for name, value in part.values if name == "source" and isinstance(value, str))
            yield TraceStep("part", sentence(part), Verdict.TOLD, self.claim.place, values=source)
        amount = self._amount()
        yield amount
        left = amount.after
        for act in self._acts():
            step = _step(act, left, self.claim)
            left = step.after
            yield step

    def of_carried(self) -> Iterator[TraceStep]:
        """Money that earlier years carried here meets only the cap that carried it."""
        brought = self.claim.brought_in
        yield TraceStep("carried", "carried here from earlier years", Verdict.TOLD, self.claim.place, after=brought)
        yield from (_step(act, brought, self.claim) for act in self._acts() if act.carries)

    def _quotas(self) -> Iterator[TraceStep]:
        claim, reason = self.claim, self.claim.reason
        for quota in self.program.quotas:
            if self.clause.index in quota.clauses:
                stopped = reason is not None and reason.code == QUOTA
                verdict = Verdict.STOPPED if stopped else Verdict.OPEN if claim.outcome in OPEN else Verdict.PASSED
                yield TraceStep(
                    "quota", _where(quota.article, quota.text), verdict, quota.span, claim.why if stopped else ""
                )

    def _amount(self) -> TraceStep:
        """The sum of the award itself, before an older standard raises it."""
        claim = self.claim
        row = f"row {claim.row}" if claim.row else "the amount"
        if claim.outcome in OPEN:
            return TraceStep("amount", row, Verdict.OPEN, claim.place, claim.why)
        if claim.ceiling is not None:
            support = sum(a.cut.minor for a in claim.adjustments if a.code == SUPPORT)
            row = f"{row}, a ceiling of {Money(claim.ceiling.minor + support, claim.ceiling.currency)}"
        detail = "" if claim.reason is None else sentence(claim.reason)
        after = Money(claim.proposed.minor - _raised(claim.adjustments), claim.proposed.currency)
        return TraceStep("amount", row, Verdict.TOLD, claim.place, detail, after=after)

    def _acts(self) -> Iterator[_Act]:
        clause, claim = self.clause, self.claim
        of_code = {a.code: a for a in claim.adjustments}
        if clause.counts_support or SUPPORT in of_code:
            yield _Act("less", COUNTING[0], self._beneath(COUNTING), _only(of_code.get(SUPPORT)))
        if clause.less is not None:
            kind, field = clause.less
            text = f"{LESS_PAID[0]} {kind} of the same {field}"
            yield _Act("less", text, self._beneath(LESS_PAID), _only(of_code.get(LESS)))
        for older in self.program.older:
            if clause.index in older.clauses:
                yield _Act("older", _where(older.article, older.text), older.span, self._of(older.name))
        for once in self._of("once"):
            yield _Act("rule", once.text, once.place or claim.place, (once,))
        settlement = self.program.settlement
        for place, rule in settlement.over[clause.index]:
            step = settlement.steps[place]
            if step.of_block:
                yield _Act("rule", _where(rule.article, rule.text), rule.span, self._of(rule.name), step.wait > 0)

    def _of(self, rule: str) -> tuple[Adjustment, ...]:
        return tuple(a for a in self.claim.adjustments if a.rule == rule)

    def _beneath(self, beginnings: Sequence[str]) -> Span:
        """The line beneath the award that begins so; the award's own where it stands on none."""
        place = own = self.claim.place
        while (line := self.sources.line_at(place := _next(place))) is not None:
            text = line.strip()
            if text and len(line) - len(line.lstrip()) < own.column:
                break
            if text.lower().startswith(tuple(beginnings)):
                column = line.index(text) + 1
                return Span(place.file, place.line, column, place.line, column + len(text))
        return own


def _next(place: Span) -> Span:
    return Span(place.file, place.line + 1, 1, place.line + 1, 1)


def _step(act: _Act, left: Money | None, claim: Claim) -> TraceStep:
    if left is None:
        return TraceStep(act.kind, act.text, Verdict.OPEN, act.place)
    detail = "; ".join(a.text for a in act.found if a.text != act.text)
    if not act.found:
        idle = Verdict.IDLE if act.kind == "older" else Verdict.UNTOUCHED
        verdict, after = idle if left.minor > 0 else Verdict.UNREACHED, left
    elif act.carries:
        verdict, after = Verdict.CARRIED, claim.paid
    elif act.kind == "older":
        verdict, after = Verdict.RAISED, Money(left.minor + _raised(act.found), left.currency)
    else:
        cut = sum(a.cut.minor for a in act.found)  # of a ceiling that waits for its approval nothing is left to cut
        verdict, after = Verdict.CUT, Money(max(left.minor - cut, 0), left.currency)
    return TraceStep(act.kind, act.text, verdict, act.place, detail, before=left, after=after)


def _raised(adjustments: Iterable[Adjustment]) -> int:
    """By how much older standards raised the claim."""
    return sum(one.raised.minor for one in adjustments if one.raised is not None)


def _where(article: str, text: str) -> str:
    return f"article {article}: {text}" if article else text


def _only(adjustment: Adjustment | None) -> tuple[Adjustment, ...]:
    return () if adjustment is None else (adjustment,)
