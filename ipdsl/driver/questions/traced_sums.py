"""The amounts of a traced claim: from the amount of its award, through deductions and rules, to the amount due.

Input: the claim with its adjustments. Output: steps in the order of settlement: support by others, earlier payments,
the older standard, `once`, then the rules from the innermost block outwards. A step without effect is shown as such.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence

import attrs

from ipdsl.base.source import Sources, Span
from ipdsl.base.values.money import Money
from ipdsl.decision.model import Adjustment, Claim, Reading
from ipdsl.ir.proposal import ALREADY_DEDUCTED, BELOW_AFTER_DEDUCTIONS, COHORT_QUOTA, SUPPORT, Outcome
from ipdsl.ir.terms import Clause, Program
from ipdsl.report.localizer import ENGLISH, Localizer


class StepVerdict(enum.Enum):
    """The effect of a step on the claim."""

    STATED = "told"
    PASSED = "holds"
    OPEN = "not known"
    STOPPED = "stops here"
    CUT = "cut"
    RAISED = "raised"
    CARRIED = "pays over the years"
    NOT_APPLIED = "does not act"
    NOT_CUT = "cuts nothing"
    NOT_RAISED = "raises nothing"
    UNREACHED = "not looked at"


VERDICTS_ZH = {
    StepVerdict.STATED: "说明", StepVerdict.PASSED: "成立", StepVerdict.OPEN: "未知", StepVerdict.STOPPED: "终止",
    StepVerdict.CUT: "核减", StepVerdict.RAISED: "提高", StepVerdict.CARRIED: "分年兑现",
    StepVerdict.NOT_APPLIED: "未适用", StepVerdict.NOT_CUT: "没有核减", StepVerdict.NOT_RAISED: "没有提高",
    StepVerdict.UNREACHED: "不再审查",
}  # fmt: skip
"""The verdicts in Chinese."""


@attrs.frozen
class TraceStep:
    """One step: its kind and text, its line of the page, its effect, the values used, and the amount after it."""

    kind: str  # sentence, carried, record, day, beneficiary, window, gate, part, amount, quota, less, older, rule, end
    text: str
    verdict: StepVerdict
    place: Span | None = None
    detail: str = ""
    values: tuple[tuple[str, str], ...] = ()
    before: Money | None = None
    after: Money | None = None


OPEN = (Outcome.UNDETERMINED, Outcome.CONTINGENT)
"""Outcomes of claims whose amount is unknown."""


@attrs.frozen
class TracedLine:
    """A line of the page that concerns the claim: its place, its effect, and the numbers of its steps, from 1."""

    place: Span
    effect: str
    steps: tuple[int, ...] = ()


@attrs.frozen
class Trace:
    """A claim with its steps in order, the readings of the sentences that apply to it, and the lines of the page."""

    claim: Claim
    steps: tuple[TraceStep, ...]
    readings: tuple[Reading, ...] = ()
    lines: tuple[TracedLine, ...] = ()


COUNTING = ("counting all other support", "各级各类资助")
LESS_PAID = ("less already paid for", "扣除")
THRESHOLD = ("nothing below", "单项不足", "单项低于")
"""The first words of the lines under an award that deduct from its amount, or that refuse a small one."""


@attrs.frozen
class _AmountChange:
    """A rule or deduction that may change the amount: its words and line, and its effect on this claim."""

    kind: str
    text: str
    place: Span | None
    adjustments: tuple[Adjustment, ...]
    carries: bool = False


@attrs.frozen
class AmountSteps:
    """The steps of one claim, beginning with its amount."""

    program: Program
    clause: Clause
    claim: Claim
    sources: Sources
    localize: Localizer = ENGLISH

    def steps(self) -> Iterator[TraceStep]:
        """The selection by a quota, the amount of the award, then everything that changes it."""
        yield from self._quotas()
        yield from self.part_steps()
        amount = self._amount()
        yield amount
        remaining = amount.after
        for act in self._acts():
            step = self._step(act, remaining)
            remaining = step.after
            yield step

    def part_steps(self) -> Iterator[TraceStep]:
        """The parts of the amount; of a claim that a condition stopped, what decided it."""
        for part in self.claim.parts:
            sources_named = [value for name, value in part.values if name == "source" and isinstance(value, str)]
            source = tuple((self.localize("source", "来源"), value) for value in sources_named)
            yield TraceStep(
                "part",
                self.localize.reason(part, self.claim.passage),
                StepVerdict.STATED,
                self.claim.place,
                values=source,
            )

    def carried_steps(self) -> Iterator[TraceStep]:
        """The steps of money carried from earlier years. Only the cap that carried it applies to it."""
        brought = self.claim.brought_in
        yield TraceStep(
            "carried",
            self.localize("carried here from earlier years", "由以前年度结转而来"),
            StepVerdict.STATED,
            self.claim.place,
            after=brought,
        )
        yield from (self._step(act, brought) for act in self._acts() if act.carries)

    def _quotas(self) -> Iterator[TraceStep]:
        claim, reason = self.claim, self.claim.reason
        for quota in self.program.quotas:
            if self.clause.index in quota.clauses:
                stopped = reason is not None and reason.code == COHORT_QUOTA
                verdict = (
                    StepVerdict.STOPPED
                    if stopped
                    else StepVerdict.OPEN
                    if claim.outcome in OPEN
                    else StepVerdict.PASSED
                )
                yield TraceStep(
                    "quota",
                    self._text_with_article(quota.article, quota.text),
                    verdict,
                    quota.span,
                    self.localize.why(claim) if stopped else "",
                )

    def _amount(self) -> TraceStep:
        """The amount of the award, before an older standard raises it."""
        claim = self.claim
        localize = self.localize
        row = localize("the amount", "金额")
        if claim.row:
            row = localize("row {row}", "适用档次：{row}", row=localize.names.sentence(claim.row, claim.passage))
        if claim.outcome in OPEN:
            return TraceStep("amount", row, StepVerdict.OPEN, claim.place, localize.why(claim))
        if claim.ceiling is not None:
            support = sum(a.cut.minor for a in claim.adjustments if a.code == SUPPORT)
            ceiling = Money(claim.ceiling.minor + support, claim.ceiling.currency)
            row = localize("{row}, a ceiling of {sum}", "{row}，上限{sum}", row=row, sum=str(ceiling))
        detail = "" if claim.reason is None else localize.reason(claim.reason, claim.passage)
        after = Money(claim.proposed.minor - _raised_amount(claim.adjustments), claim.proposed.currency)
        if claim.ceiling is not None and not after.minor and not claim.bounds.is_point:
            after = ceiling  # the bureau has not set the sum yet; the rules act on the ceiling
        return TraceStep("amount", row, StepVerdict.STATED, claim.place, detail, after=after)

    def _acts(self) -> Iterator[_AmountChange]:
        clause, claim = self.clause, self.claim
        of_code = {a.code: a for a in claim.adjustments}
        if clause.counts_support or SUPPORT in of_code:
            yield _AmountChange(
                "less",
                self.localize(COUNTING[0], "各级各类资助合并计算"),
                self._line_below_award(COUNTING),
                _optional_tuple(of_code.get(SUPPORT)),
            )
        if clause.less is not None:
            kind, field = clause.less
            text = self.localize(
                "less already paid for {kind} of the same {field}",
                "扣除同一{field}的{kind}已奖励部分",
                kind=self.localize.names.name(kind),
                field=self.localize.names.name(field, kind),
            )
            yield _AmountChange(
                "less", text, self._line_below_award(LESS_PAID), _optional_tuple(of_code.get(ALREADY_DEDUCTED))
            )
        if BELOW_AFTER_DEDUCTIONS in of_code:
            below = of_code[BELOW_AFTER_DEDUCTIONS]
            text = self.localize.reason(below.reason, claim.passage)
            yield _AmountChange("less", text, self._line_below_award(THRESHOLD), (below,))
        for older in self.program.older_standards:
            if clause.index in older.clauses:
                yield _AmountChange(
                    "older",
                    self._text_with_article(older.article, older.text),
                    older.span,
                    self._adjustments_of_rule(older.name),
                )
        for once in self._adjustments_of_rule("once"):
            yield _AmountChange(
                "rule", self.localize.reason(once.reason, claim.passage), once.place or claim.place, (once,)
            )
        settlement = self.program.settlement
        for place, rule in settlement.rules_by_clause[clause.index]:
            step = settlement.steps[place]
            if step.is_block_rule:
                yield _AmountChange(
                    "rule",
                    self._text_with_article(rule.article, rule.text),
                    rule.span,
                    self._adjustments_of_rule(rule.name),
                    step.wait > 0,
                )

    def _adjustments_of_rule(self, rule: str) -> tuple[Adjustment, ...]:
        return tuple(a for a in self.claim.adjustments if a.rule == rule)

    def _line_below_award(self, beginnings: Sequence[str]) -> Span:
        """The line under the award that begins with one of these texts, or the line of the award."""
        place = award_place = self.claim.place
        while (line := self.sources.line_at(place := _next_line(place))) is not None:
            text = line.strip()
            if text and len(line) - len(line.lstrip()) < award_place.column:
                break
            if text.lower().startswith(tuple(beginnings)):
                column = line.index(text) + 1
                return Span(place.file, place.line, column, place.line, column + len(text))
        return award_place

    def _step(self, act: _AmountChange, left: Money | None) -> TraceStep:
        if left is None:
            return TraceStep(act.kind, act.text, StepVerdict.OPEN, act.place)
        texts = [self.localize.reason(entry.reason, self.claim.passage) for entry in act.adjustments]
        detail = self.localize.join_sentences(entry for entry in texts if entry != act.text)
        if not act.adjustments:
            idle = StepVerdict.NOT_RAISED if act.kind == "older" else StepVerdict.NOT_CUT
            verdict, after = idle if left.minor > 0 else StepVerdict.UNREACHED, left
        elif act.carries:
            verdict, after = StepVerdict.CARRIED, self.claim.paid
        elif act.kind == "older":
            verdict, after = StepVerdict.RAISED, Money(left.minor + _raised_amount(act.adjustments), left.currency)
        else:
            cut = sum(a.cut.minor for a in act.adjustments)  # a ceiling without an approval has nothing left to cut
            verdict, after = StepVerdict.CUT, Money(max(left.minor - cut, 0), left.currency)
        return TraceStep(act.kind, act.text, verdict, act.place, detail, before=left, after=after)

    def _text_with_article(self, article: str, text: str) -> str:
        text = self.localize.names.sentence(text)
        if not article:
            return text
        return self.localize(
            "{article}: {text}", "{article}：{text}", article=self.localize.article(article), text=text
        )


def _next_line(place: Span) -> Span:
    return Span(place.file, place.line + 1, 1, place.line + 1, 1)


def _raised_amount(adjustments: Iterable[Adjustment]) -> int:
    """The amount by which older standards raised the claim."""
    return sum(adjustment.raised.minor for adjustment in adjustments if adjustment.raised is not None)


def _optional_tuple(adjustment: Adjustment | None) -> tuple[Adjustment, ...]:
    return () if adjustment is None else (adjustment,)
