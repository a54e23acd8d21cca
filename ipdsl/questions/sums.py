"""The sums of a traced claim: from the amount of its sentence, through deductions and rules, to what is paid.

In: the claim with its adjustments. Out: steps in the order in which settlement acts: what others paid, what was already
paid, the older standard, `once`, the rules from the inside out. A step that did nothing says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from ipdsl.questions.steps import OPEN, TraceStep, Verdict
from ipdsl.runtime.decision.model import Adjustment, Claim
from ipdsl.runtime.decision.telling import ENGLISH, Teller
from ipdsl.runtime.reasons import LESS, QUOTA, SUPPORT
from ipdsl.runtime.terms import Clause, Program
from ipdsl.source import Sources, Span
from ipdsl.values.money import Money

COUNTING = ("counting all other support", "各级各类资助")
LESS_PAID = ("less already paid for", "扣除")
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
    tell: Teller = ENGLISH

    def steps(self) -> Iterator[TraceStep]:
        """The selection by a quota, the sum of the award, then whatever changes it."""
        yield from self._quotas()
        for part in self.claim.parts:
            named = [value for name, value in part.values if name == "source" and isinstance(value, str)]
            source = tuple((self.tell("source", "来源"), value) for value in named)
            yield TraceStep(
                "part", self.tell.reason(part, self.claim.passage), Verdict.TOLD, self.claim.place, values=source
            )
        amount = self._amount()
        yield amount
        left = amount.after
        for act in self._acts():
            step = self._step(act, left)
            left = step.after
            yield step

    def of_carried(self) -> Iterator[TraceStep]:
        """Money that earlier years carried here meets only the cap that carried it."""
        brought = self.claim.brought_in
        yield TraceStep(
            "carried",
            self.tell("carried here from earlier years", "由以前年度结转而来"),
            Verdict.TOLD,
            self.claim.place,
            after=brought,
        )
        yield from (self._step(act, brought) for act in self._acts() if act.carries)

    def _quotas(self) -> Iterator[TraceStep]:
        claim, reason = self.claim, self.claim.reason
        for quota in self.program.quotas:
            if self.clause.index in quota.clauses:
                stopped = reason is not None and reason.code == QUOTA
                verdict = Verdict.STOPPED if stopped else Verdict.OPEN if claim.outcome in OPEN else Verdict.PASSED
                yield TraceStep(
                    "quota",
                    self._where(quota.article, quota.text),
                    verdict,
                    quota.span,
                    self.tell.why(claim) if stopped else "",
                )

    def _amount(self) -> TraceStep:
        """The sum of the award itself, before an older standard raises it."""
        claim = self.claim
        tell = self.tell
        row = tell("the amount", "金额")
        if claim.row:
            row = tell("row {row}", "适用档次：{row}", row=tell.names.sentence(claim.row, claim.passage))
        if claim.outcome in OPEN:
            return TraceStep("amount", row, Verdict.OPEN, claim.place, tell.why(claim))
        if claim.ceiling is not None:
            support = sum(a.cut.minor for a in claim.adjustments if a.code == SUPPORT)
            ceiling = Money(claim.ceiling.minor + support, claim.ceiling.currency)
            row = tell("{row}, a ceiling of {sum}", "{row}，上限{sum}", row=row, sum=str(ceiling))
        detail = "" if claim.reason is None else tell.reason(claim.reason, claim.passage)
        after = Money(claim.proposed.minor - _raised(claim.adjustments), claim.proposed.currency)
        return TraceStep("amount", row, Verdict.TOLD, claim.place, detail, after=after)

    def _acts(self) -> Iterator[_Act]:
        clause, claim = self.clause, self.claim
        of_code = {a.code: a for a in claim.adjustments}
        if clause.counts_support or SUPPORT in of_code:
            yield _Act(
                "less",
                self.tell(COUNTING[0], "各级各类资助合并计算"),
                self._beneath(COUNTING),
                _only(of_code.get(SUPPORT)),
            )
        if clause.less is not None:
            kind, field = clause.less
            text = self.tell("less already paid for {kind} of the same {field}", "扣除同一{field}的{kind}已奖励部分",
                             kind=self.tell.names.name(kind), field=self.tell.names.name(field, kind))  # fmt: skip
            yield _Act("less", text, self._beneath(LESS_PAID), _only(of_code.get(LESS)))
        for older in self.program.older:
            if clause.index in older.clauses:
                yield _Act("older", self._where(older.article, older.text), older.span, self._of(older.name))
        for once in self._of("once"):
            yield _Act("rule", self.tell.reason(once.reason, claim.passage), once.place or claim.place, (once,))
        settlement = self.program.settlement
        for place, rule in settlement.over[clause.index]:
            step = settlement.steps[place]
            if step.of_block:
                yield _Act("rule", self._where(rule.article, rule.text), rule.span, self._of(rule.name), step.wait > 0)

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

    def _step(self, act: _Act, left: Money | None) -> TraceStep:
        if left is None:
            return TraceStep(act.kind, act.text, Verdict.OPEN, act.place)
        said = [self.tell.reason(one.reason, self.claim.passage) for one in act.found]
        detail = self.tell.both(one for one in said if one != act.text)
        if not act.found:
            idle = Verdict.IDLE if act.kind == "older" else Verdict.UNTOUCHED
            verdict, after = idle if left.minor > 0 else Verdict.UNREACHED, left
        elif act.carries:
            verdict, after = Verdict.CARRIED, self.claim.paid
        elif act.kind == "older":
            verdict, after = Verdict.RAISED, Money(left.minor + _raised(act.found), left.currency)
        else:
            cut = sum(a.cut.minor for a in act.found)  # of a ceiling that waits for its approval nothing is left to cut
            verdict, after = Verdict.CUT, Money(max(left.minor - cut, 0), left.currency)
        return TraceStep(act.kind, act.text, verdict, act.place, detail, before=left, after=after)

    def _where(self, article: str, text: str) -> str:
        text = self.tell.names.sentence(text)
        if not article:
            return text
        return self.tell("{article}: {text}", "{article}：{text}", article=self.tell.article(article), text=text)


def _next(place: Span) -> Span:
    return Span(place.file, place.line + 1, 1, place.line + 1, 1)


def _raised(adjustments: Iterable[Adjustment]) -> int:
    """By how much older standards raised the claim."""
    return sum(one.raised.minor for one in adjustments if one.raised is not None)


def _only(adjustment: Adjustment | None) -> tuple[Adjustment, ...]:
    return () if adjustment is None else (adjustment,)
