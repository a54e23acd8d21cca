"""The lines of the page that concern a traced claim, each with its effect; the amounts of the claim, step by step.

Input: the page and the steps of the claim. Output, in the order of the page: the award with its lines, its article and
groups, the head of the policy, the blocks over the article, and each line elsewhere that is the place of a step. Other
awards are left out. `LineEffects.BY_KIND` has the method for each kind of sentence.

Input: the claim with its adjustments. Output: steps in the order of settlement: support by others, earlier payments,
the older standard, `once`, then the rules from the innermost block outwards. A step without effect is shown as such.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar, TypeAlias

import attrs

from ipdsl.base.source import Sources, Span
from ipdsl.base.values.money import Money
from ipdsl.decision.decision import Decision
from ipdsl.decision.model import Adjustment, Claim, Reading
from ipdsl.ir.proposal import (
    ALREADY_DEDUCTED,
    BELOW,
    BELOW_AFTER_DEDUCTIONS,
    COHORT_QUOTA,
    GREATEST,
    LAPSED_WITH_CAP,
    MOST,
    NO_FITTING_ROW,
    PUBLISHED,
    SUPPORT,
    Outcome,
)
from ipdsl.ir.terms import Clause, Program
from ipdsl.report.localizer import ENGLISH, Localizer, amount
from ipdsl.semantics.typed import nodes
from ipdsl.syntax import ast


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
            row = localize("tier: {row}", "适用档次：{row}", row=localize.names.sentence(claim.row, claim.passage))
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
        yield from (
            _AmountChange(
                "older",
                self._text_with_article(older.article, older.text),
                older.span,
                self._adjustments_of_rule(older.name),
            )
            for older in self.program.older_standards
            if clause.index in older.clauses
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
        while (
            line := self.sources.line_at(place := Span(place.file, place.line + 1, 1, place.line + 1, 1))
        ) is not None:
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


def _raised_amount(adjustments: Iterable[Adjustment]) -> int:
    """The amount by which older standards raised the claim."""
    return sum(adjustment.raised.minor for adjustment in adjustments if adjustment.raised is not None)


def _optional_tuple(adjustment: Adjustment | None) -> tuple[Adjustment, ...]:
    return () if adjustment is None else (adjustment,)


_BLOCKS = (ast.Article, ast.Group, ast.OverBlock)
"""Sentences that contain other sentences of a block."""


@attrs.frozen
class PlacedLine:
    """A sentence, and the sentence that contains it: an award, a rule, a table or another sentence with lines."""

    sentence: ast.Sentence
    owner: ast.Sentence | None = None


def lines_of_claim(page: ast.Page, claim: Claim, step_lines: Iterable[int]) -> list[PlacedLine]:
    """The sentences of the page that concern a claim, in order. `step_lines` are the lines that its steps name."""
    chosen: dict[int, PlacedLine] = {}
    header = [] if page.header is None else [PlacedLine(page.header), *_placed_lines(_body(page.header), page.header)]
    everything = [*header, *_placed_lines(page.items, None)]
    for line in (*header, *map(PlacedLine, page.uses), *_block_lines(page.items, claim, _article_order(page))):
        chosen[line.sentence.span.line] = line
    for number in step_lines:
        for line in everything:
            sentence = line.sentence
            if sentence.span.line <= number <= sentence.span.end_line and sentence.span.line not in chosen:
                below = () if isinstance(sentence, (ast.Award, *_BLOCKS)) else _placed_lines(_body(sentence), sentence)
                chosen |= {placed.sentence.span.line: placed for placed in (line, *below)}
    for line in everything:
        sentence = line.sentence
        under = _placed_lines(_body(sentence), None) if isinstance(sentence, _BLOCKS) else ()
        if any(below.sentence.span.line in chosen for below in under):
            chosen.setdefault(sentence.span.line, line)
    return [chosen[number] for number in sorted(chosen)]


def _article_order(page: ast.Page) -> Mapping[str, int]:
    return {item.number: index for index, item in enumerate(i for i in page.items if isinstance(i, ast.Article))}


def _block_lines(items: Iterable[ast.Sentence], claim: Claim, order: Mapping[str, int]) -> Iterator[PlacedLine]:
    """The lines of a block that contains the award of the claim, and of the blocks over the article."""
    for item in items:
        if isinstance(item, ast.OverBlock):
            if _covers(item.articles, claim.article, order):
                yield PlacedLine(item)
                yield from _block_lines(item.body, claim, order)
        elif isinstance(item, ast.Article | ast.Group):
            if any(line.sentence.span.line == claim.place.line for line in _placed_lines(item.body, item)):
                yield PlacedLine(item)
                yield from _block_lines(item.body, claim, order)
            else:
                yield from _over_lines(item.body, claim, order)
        elif isinstance(item, ast.Award):
            if item.span.line == claim.place.line:
                yield from _placed_lines((item,), None)
        elif isinstance(item, _BLOCK_LINES):
            yield from _placed_lines((item,), None)


def _over_lines(items: Iterable[ast.Sentence], claim: Claim, order: Mapping[str, int]) -> Iterator[PlacedLine]:
    """The blocks over the article of the claim, and references that replace it, in a block without the award."""
    for item in items:
        if isinstance(item, ast.OverBlock):
            yield from _block_lines((item,), claim, order)
        elif (
            isinstance(item, ast.Reference) and item.trigger is None and _covers(item.instead_of, claim.article, order)
        ):
            yield from _placed_lines((item,), None)


def _covers(articles: ast.ArticleRef | None, article: str, order: Mapping[str, int]) -> bool:
    if articles is None:
        return True
    first, last = (order.get(number) for number in (articles.first, articles.last or articles.first))
    place = order.get(article)
    return place is not None and first is not None and last is not None and first <= place <= last


def _placed_lines(sentences: Iterable[ast.Sentence], owner: ast.Sentence | None) -> Iterator[PlacedLine]:
    """Sentences with the lines under them."""
    for sentence in sentences:
        yield PlacedLine(sentence, owner)
        yield from _placed_lines(_body(sentence), None if isinstance(sentence, _BLOCKS) else sentence)


def _rows_with_sums(lines: Iterable[ast.Sentence]) -> Iterator[ast.Row]:
    """The rows among lines in their order, each replaced by the rows under it."""
    for line in lines:
        if isinstance(line, ast.Row):
            under = tuple(_rows_with_sums(line.body))
            yield from under or (line,)


def _body(sentence: ast.Sentence) -> Sequence[ast.Sentence]:
    """The lines under a sentence."""
    for name in ("body", "header", "rows"):
        below = getattr(sentence, name, ())
        if below:
            return tuple(line for line in below if isinstance(line, ast.Sentence))
    return ()


_Effect: TypeAlias = "Callable[[LineEffects, Any, Any], str]"


def _same_effect(en: str, zh: str) -> _Effect:
    """The effect of a kind of line that is the same for every claim."""
    return lambda effects, _line, _owner: effects.localize(en, zh)


def _same_note(en: str, zh: str) -> _Effect:
    """The same, for a kind of line that changes no amount."""
    return lambda effects, _line, _owner: effects.note(en, zh)


def _unless_ended(effect: _Effect) -> _Effect:
    """The effect of a line that a claim reaches only if no earlier step has ended it."""
    return lambda effects, line, owner: effects.end_of_steps or effect(effects, line, owner)


@attrs.frozen(slots=False)
class LineEffects:
    """Describes the effect of each line on one claim."""

    program: Program
    clause: Clause | None
    claim: Claim
    steps: tuple[TraceStep, ...]
    decision: Decision | None
    page: ast.Page
    localize: Localizer

    def lines(self) -> Iterator[TracedLine]:
        """Each line with its place, its effect and the numbers of its steps."""
        places = [step.place.line for step in self.steps if step.place is not None]
        for line in lines_of_claim(self.page, self.claim, places):
            sentence = line.sentence
            numbers = self._numbers(sentence)
            effect = self.BY_KIND[type(sentence)](self, sentence, line.owner)
            if numbers:
                named = self.localize("step {steps}" if len(numbers) == 1 else "steps {steps}", "步骤{steps}",
                                      steps=self.localize.row(map(str, numbers)))  # fmt: skip
                effect = self.localize("{effect} ({steps})", "{effect}（{steps}）", effect=effect, steps=named)
            place = attrs.evolve(sentence.span, file=self.claim.place.file)  # as in the steps
            yield TracedLine(place, effect, numbers)

    # ------------------------------------------------------------------------------------------ steps of a line

    def _numbers(self, sentence: ast.Sentence) -> tuple[int, ...]:
        """The numbers of the steps of a sentence, from 1."""
        if isinstance(sentence, ast.EffectiveLine):
            return tuple(number for number, step in enumerate(self.steps, 1) if step.kind == "window")
        return tuple(
            number for number, step in enumerate(self.steps, 1)
            if step.place is not None and sentence.span.line <= step.place.line <= sentence.span.end_line
        )  # fmt: skip

    def _step_verdicts(self, sentence: ast.Sentence) -> str | None:
        """The verdicts of the steps of a sentence; `None` without a step."""
        steps = [self.steps[number - 1] for number in self._numbers(sentence)]
        texts = [self._verdict(step) for step in steps if step.verdict is not StepVerdict.STATED]
        return self.localize.join_sentences(dict.fromkeys(texts)) if texts else None

    def _verdict(self, step: TraceStep) -> str:
        text = self.localize(step.verdict.value, VERDICTS_ZH[step.verdict])
        before, after = step.before, step.after
        if before is None or after is None or step.verdict not in (StepVerdict.CUT, StepVerdict.RAISED):
            return text
        if step.verdict is StepVerdict.CUT:
            return self.localize("cut from {before} to {after}", "由{before}核减至{after}",
                                 before=amount(before), after=amount(after))  # fmt: skip
        return self.localize("raised from {before} to {after}", "由{before}提高至{after}",
                             before=amount(before), after=amount(after))  # fmt: skip

    @cached_property
    def end_of_steps(self) -> str | None:
        """Why no amount was computed: the step that stopped the claim, or a missing fact."""
        for number, step in enumerate(self.steps, 1):
            if step.verdict is StepVerdict.STOPPED:
                return self.localize("not looked at: the claim stops at step {number}",
                                     "不再审查：申请止于步骤{number}",
                                     number=number)  # fmt: skip
        lapsed = self.claim.reason is not None and self.claim.reason.code == LAPSED_WITH_CAP
        if lapsed or self.claim.brought_in.minor:
            return self.localize(
                "not looked at: the money is carried from earlier years", "不再审查：金额由以前年度结转"
            )
        return None

    @property
    def _amount(self) -> Money | None:
        """The amount of the award; `None` if it is not known."""
        amounts = [step.after for step in self.steps if step.kind == "amount" and step.after is not None]
        return amounts[0] if amounts else None

    @property
    def _not_known(self) -> str:
        if self.claim.outcome is Outcome.CONTINGENT:
            return self.localize("not known: other applicants decide", "未知：取决于其他申请人")
        return self.localize("not known: facts are missing", "未知：尚缺事实")

    def note(self, en: str, zh: str) -> str:
        return self.localize("{note}: changes no amount", "{note}，不影响金额", note=self.localize(en, zh))

    # ------------------------------------------------------------------------------------------ an award and its lines

    def _award(self, award: ast.Award, _: object) -> str:
        if award.span.line != self.claim.place.line:
            return self.localize("another award", "另一项奖励")
        if self.end_of_steps is not None or self._amount is None:
            return self.localize("the award of the claim: {outcome}", "该申请所依据的奖励：{outcome}",
                                 outcome=self.localize.outcome(self.claim.outcome))  # fmt: skip
        return self.localize("the award of the claim: the amount is {sum}", "该申请所依据的奖励：金额为{sum}",
                             sum=amount(self._amount))  # fmt: skip

    def _row(self, row: ast.Row, _: object) -> str:
        definition = next((each for each in self._definitions if row in nodes(each, ast.Row)), None)
        if definition is not None:
            return self._row_of_definition(row, definition)
        if self.end_of_steps is not None and self.claim.reason is not None and self.claim.reason.code != NO_FITTING_ROW:
            return self.end_of_steps
        names = self._row_names(row)
        if not self.claim.row:
            if self.claim.reason is not None and self.claim.reason.code == NO_FITTING_ROW:
                return self.localize("does not apply: {why}", "不适用：{why}", why=self.localize.why(self.claim))
            return self.end_of_steps or self._not_known
        if self.claim.row in names:
            if self._amount is None:
                return self.localize("applies", "适用")
            return self.localize("applies: the amount is {sum}", "适用：金额为{sum}", sum=amount(self._amount))
        return self.localize("does not apply: row {row} applies", "不适用：适用档次为{row}",
                             row=self.localize.names.sentence(self.claim.row, self.claim.passage))  # fmt: skip

    def _row_names(self, row: ast.Row) -> tuple[str, ...]:
        """The names of a row, or of the rows under it, in the claim. The clause has them in their order."""
        award = next((award for award in self._awards if row in nodes(award, ast.Row)), None)
        if award is None or self.clause is None:
            return ()
        under = {line.span.line for line in _rows_with_sums((row,))}
        rows = zip(_rows_with_sums(award.body), self.clause.rows, strict=False)
        return tuple(term.name for line, term in rows if line.span.line in under)

    def _row_of_definition(self, row: ast.Row, table: ast.Definition) -> str:
        keys = {node.key.text for node in self._lookups if node.table.text == table.name.text}
        if not keys:
            return self._definition(table, None)
        if isinstance(row.key, ast.MemberKeys) and keys.isdisjoint(name.text for name in row.key.names):
            read = self.localize("not read by this award: it reads {keys}", "未引用：该奖励引用{keys}",
                                 keys=self.localize.row(sorted(keys)))  # fmt: skip
            return read if keys <= self._members(table) else self._read_by_field
        return self.localize("read by this award", "由该奖励引用")

    @property
    def _read_by_field(self) -> str:
        return self.localize("read by this award for records with this value", "记录为该值时由该奖励引用")

    def _members(self, table: ast.Definition) -> set[str]:
        """The members in the rows of a table. Any other key is a field of the record."""
        return {
            name.text
            for row in table.body
            if isinstance(row, ast.Row) and isinstance(row.key, ast.MemberKeys)
            for name in row.key.names
        }

    @cached_property
    def _lookups(self) -> tuple[ast.TableLookup, ...]:
        """The lookups in the award of the claim, including its rows."""
        return tuple(node for award in self._awards for node in nodes(award, ast.TableLookup))

    @cached_property
    def _awards(self) -> tuple[ast.Award, ...]:
        lines = lines_of_claim(self.page, self.claim, ())
        return tuple(line.sentence for line in lines if isinstance(line.sentence, ast.Award))

    def _condition(self, line: ast.ConditionLine, owner: ast.Sentence | None) -> str:
        if isinstance(owner, ast.Obligation | ast.Reference | ast.Allocation):
            return self.localize("a condition of the sentence above", "上一句的条件")
        verdicts = self._step_verdicts(line)
        if verdicts is not None:
            return verdicts
        if self.clause is not None and any(_is_in(gate.span, line) for gate in self.clause.picks):
            return self.localize("selects the records that count", "据以筛选计入的记录")
        return self.end_of_steps or self.localize("does not apply to this award", "不适用于该奖励")

    def _own_limit(self, _line: ast.AwardLimit, _: object) -> str:
        cut = next((part for part in self.claim.parts if part.code == MOST), None)
        if cut is not None:
            return self.localize("cut: {why}", "核减：{why}", why=self.localize.reason(cut, self.claim.passage))
        if self.claim.outcome in OPEN or self._amount is None:
            return self._not_known
        if self.claim.ceiling is not None or self.claim.outcome is Outcome.CEILING:
            return self.localize("limits the ceiling of the claim", "限制该申请的上限")
        return self.localize("not reached: the amount is {sum}", "未达到：金额为{sum}", sum=amount(self._amount))

    def _own_minimum(self, _line: ast.AwardMinimum, _: object) -> str:
        compared = next((part for part in self.claim.parts if part.code == GREATEST), None)
        return self._not_known if compared is None else self.localize.reason(compared, self.claim.passage)

    def _own_threshold(self, _line: ast.AwardThreshold, _: object) -> str:
        reasons = [*self.claim.parts, *(adjustment.reason for adjustment in self.claim.adjustments)]
        below = next((reason for reason in reasons if reason.code in (BELOW, BELOW_AFTER_DEDUCTIONS)), None)
        if below is not None:
            return self.localize(
                "refused: {why}", "不予奖励：{why}", why=self.localize.reason(below, self.claim.passage)
            )
        if self.claim.outcome in OPEN or self._amount is None:
            return self._not_known
        return self.localize("reached: the amount is {sum}", "已达到：金额为{sum}", sum=amount(self._amount))

    def _deduction(self, line: ast.Sentence, owner: ast.Sentence | None) -> str:
        if isinstance(owner, ast.Cap):
            effect = self._rule(owner, None)
            if self._step_verdicts(owner) is None:
                return effect
            return self.localize(
                "counts under the cap of line {line}: {effect}", "按第{line}行的限额合并计算：{effect}",
                line=owner.span.line, effect=effect
            )  # fmt: skip
        return self._step_verdicts(line) or self.end_of_steps or self._not_known

    def _conversion(self, _line: ast.ConversionLine, _: object) -> str:
        rates = [part for part in self.claim.parts if part.code == PUBLISHED]
        if rates:
            texts = [self.localize.reason(part, self.claim.passage) for part in rates]
            return self.localize("converts: {why}", "折算：{why}", why=self.localize.join_sentences(texts))
        if self.claim.outcome in OPEN:
            return self._not_known
        return self.localize("converts nothing: the amount is in {currency}", "无需折算：金额为{currency}",
                             currency=self.program.currency)  # fmt: skip

    # ------------------------------------------------------------------------------------------ rules

    def _rule(self, line: ast.Sentence, _: object) -> str:
        verdicts = self._step_verdicts(line)
        if verdicts is not None:
            return verdicts
        if not self._is_applied(line):
            exceptions = [below for below in _body(line) if isinstance(below, ast.ExceptionLine)]
            if exceptions:
                return self.localize("does not apply: line {line} excepts this award", "不适用：第{line}行将该奖励除外",
                                     line=exceptions[0].span.line)  # fmt: skip
            return self.localize("does not apply to this award", "不适用于该奖励")
        return self.end_of_steps or self._not_known

    def _is_applied(self, line: ast.Sentence) -> bool:
        """Whether a rule applies to the award of the claim."""
        if self.clause is None:  # another document decides on the claim
            return False
        index, program = self.clause.index, self.program
        rules = [rule.span for _, rule in program.settlement.rules_by_clause[index]]
        gates = [gate.span for gate in self.clause.gates]
        older = [rule.span for rule in program.older_standards if index in rule.clauses]
        quotas = [quota.span for quota in program.quotas if index in quota.clauses]
        suspensions = [rule.span for rule in program.suspensions if index in rule.clauses]
        return any(_is_in(span, line) for span in (*rules, *gates, *older, *quotas, *suspensions))

    def _exception(self, _line: ast.ExceptionLine, owner: ast.Sentence | None) -> str:
        if owner is not None and self._is_applied(owner):
            return self.localize("does not except this award", "未将该奖励除外")
        return self.localize("excepts this award", "将该奖励除外")

    def _carry(self, _line: ast.CarryForward, owner: ast.Sentence | None) -> str:
        if owner is not None and not self._is_applied(owner):
            return self.localize("does not apply to this award", "不适用于该奖励")
        if self.end_of_steps is not None and not self.claim.brought_in.minor:
            return self.end_of_steps
        carry = self.claim.carry
        if carry is None:
            open_ = self.claim.outcome in OPEN
            return self._not_known if open_ else self.localize("carries nothing", "没有结转")
        years = [self.localize("{sum} in {year}", "{year}年{sum}", sum=amount(paid), year=self.localize.year(year))
                 for year, paid in carry.paid.items()]  # fmt: skip
        return self.localize("pays {years}; carried to later years {left}; lapsed {lapsed}",
                             "分年兑现：{years}；结转以后年度{left}；失效{lapsed}",
                             years=self.localize.row(years), left=amount(carry.left), lapsed=amount(carry.lapsed),
                             )  # fmt: skip

    def _same_matter(self, line: ast.SameMatter, owner: ast.Sentence | None) -> str:
        if isinstance(owner, ast.Sentence) and not isinstance(owner, ast.PolicyLine) and not self._is_applied(owner):
            return self.localize("does not apply to this award", "不适用于该奖励")
        if line.record is not None and not self._is_own_kind(line.record.text):
            if not self.claim.kind:  # a claim from the figures of a year
                return self.localize("does not apply to this award", "不适用于该奖励")
            return self.localize("does not apply: the claim is about {kind}", "不适用：该申请涉及{kind}",
                                 kind=self.localize.names.name(self.claim.kind))  # fmt: skip
        return self.localize("defines which claims are about the same matter, for rules per matter",
                             "规定同一事项的范围，由按同一事项计算的规则使用")  # fmt: skip

    def _is_own_kind(self, record: str) -> bool:
        kinds, kind = self.program.schema.record_by_name, self.claim.kind
        if kind not in kinds:
            return False
        names = {kind, kinds[kind].root}
        return record in names or record in {self.localize.names.name(name) for name in names}

    # ------------------------------------------------------------------------------------------ other sentences

    def _reference(self, line: ast.Reference, _: object) -> str:
        if self.claim.outcome is Outcome.BY_REFERENCE:
            return self.localize("applies: {why}", "适用：{why}", why=self.localize.why(self.claim))
        verdicts = self._step_verdicts(line)
        if verdicts is not None:
            return verdicts
        references = [] if self.decision is None else [r for r in self.decision.references if _is_in(r.place, line)]
        items = [item for reference in references for item in reference.items]
        if items:
            return self.localize("decides on {items}, not on this claim", "适用于{items}，不适用于该申请",
                                 items=self.localize.row(items))  # fmt: skip
        if references:
            return self.note("another document is named for all claims", "全部申请另参照其他文件")
        return self.localize("does not apply: no record of the facts is of this kind", "不适用：没有此类记录")

    def _obligation(self, line: ast.Obligation, _: object) -> str:
        duties = [] if self.decision is None else [d for d in self.decision.obligations if _is_in(d.place, line)]
        owed = [duty.amount for duty in duties if duty.amount is not None]
        if owed:
            return self.localize("a duty arises: {sum}", "产生义务：{sum}", sum=amount(owed[0]))
        if duties:
            return self.note("a duty arises", "产生义务")
        return self.note("no duty arises", "不产生义务")

    def _allocation(self, line: ast.Allocation, _: object) -> str:
        budgets = [] if self.decision is None else [b for b in self.decision.allocations if _is_in(b.place, line)]
        sums = [budget.amount for budget in budgets if budget.amount is not None]
        if sums:
            return self.localize("a budget line of {sum}, not part of the claim", "预算安排{sum}，不属于该申请",
                                 sum=amount(sums[0]))  # fmt: skip
        return self.note("a budget line, not part of the claim", "预算安排，不属于该申请")

    def _definition(self, line: ast.Definition, _: object) -> str:
        if line.name.text in self.program.schema.kinds_and_classes:
            return self._requirement(line, None)
        if line.name.text in self._defined_words:
            return self.localize("read by this award", "由该奖励引用")
        return self.localize("not read by this award", "该奖励未引用")

    def _requirement(self, line: ast.Requirement | ast.Definition, _: object) -> str:
        return (
            self._step_verdicts(line) or self.end_of_steps or self.localize("not asked by this award", "该奖励不涉及")
        )

    @cached_property
    def _definitions(self) -> tuple[ast.Definition, ...]:
        """The definitions of the page."""
        return tuple(nodes(self.page, ast.Definition))

    @cached_property
    def _defined_words(self) -> frozenset[str]:
        """The names that the award and the lines with a step use, with those of the definitions that they use."""
        with_steps = (line for line in nodes(self.page, ast.Sentence) if not isinstance(line, _BLOCKS))
        used: list[ast.Node] = [*self._awards, *(line for line in with_steps if self._numbers(line))]
        words: set[str] = set()
        while used:
            named = {name.text for name in nodes(used.pop(), ast.Name)} - words
            words |= named
            used += (each for each in self._definitions if each.name.text in named)
        return frozenset(words)

    def _group(self, line: ast.Group, _: object) -> str:
        if self._contains(line):
            return self.localize("the group of the award", "该奖励所在的组")
        return self.localize("a group with lines that concern this award", "含有涉及该奖励的条文的组")

    def _article(self, line: ast.Article, _: object) -> str:
        if self._contains(line):
            return self.localize("the article of the award", "该奖励所在的条款")
        return self.localize("an article with lines that concern this award", "含有涉及该奖励的条文的条款")

    def _contains(self, block: ast.Article | ast.Group) -> bool:
        return any(line.sentence.span.line == self.claim.place.line for line in _placed_lines(block.body, None))

    # ------------------------------------------------------------------------------------------ the head of the page

    def _effect_window(self, line: ast.EffectiveLine, _: object) -> str:
        return self._step_verdicts(line) or self.end_of_steps or self._not_known

    def _currency(self, _line: ast.CurrencyLine, _: object) -> str:
        return self.localize("the amounts are in {currency}", "金额以{currency}计", currency=self.program.currency)

    def _rounding(self, _line: ast.RoundingLine, _: object) -> str:
        if self.end_of_steps is not None or self._amount is None:
            return self.end_of_steps or self._not_known
        return self.localize("rounds the amount to {sum}", "金额取整为{sum}", sum=amount(self._amount))

    def _clause_mapping(self, line: ast.ClauseMapping, _: object) -> str:
        if line.new == self.claim.label:
            return self.localize("payments under {old} count as payments of this award",
                                 "按{old}的支付计为该奖励的支付",
                                 old=line.old)  # fmt: skip
        return self.localize("does not apply: it names another award", "不适用：涉及另一项奖励")

    BY_KIND: ClassVar[Mapping[type[ast.Sentence], _Effect]] = {
        ast.Award: _award, ast.Row: _row, ast.ConditionLine: _condition, ast.Requirement: _requirement,
        ast.AwardLimit: _unless_ended(_own_limit), ast.AwardMinimum: _unless_ended(_own_minimum),
        ast.AwardThreshold: _unless_ended(_own_threshold), ast.ConversionLine: _unless_ended(_conversion),
        ast.SupportDeduction: _deduction, ast.PriorPaymentDeduction: _deduction,
        ast.TiesShare: _same_effect("equal figures share a rank", "数值相同的并列"),
        ast.LabelLine: _same_effect("the label of the award: changes no amount", "该奖励的名称，不影响金额"),
        ast.ReadingLine: _same_note("an interpretation", "适用口径"),
        ast.SourceNote: _same_note("a note on the official text", "对文件原文的说明"),
        ast.TitleLine: _same_note("the title of the award in decisions", "结算结果中该奖励的标题"),
        ast.UncappedLine: _same_note("confirms that no cap is missing", "确认没有遗漏限额"),
        ast.Limit: _rule, ast.NoRepeat: _rule, ast.HighestRule: _rule, ast.TopUp: _rule, ast.Cap: _rule,
        ast.MinimumTotal: _rule, ast.RoundedTotal: _rule, ast.Quota: _rule, ast.Suspension: _rule,
        ast.NoneWhenRule: _rule, ast.ExceptionLine: _exception, ast.CarryForward: _carry, ast.SameMatter: _same_matter,
        ast.PayEachLine: _same_note("confirms that no award excludes another", "确认各项奖励互不排斥"),
        ast.Reference: _reference, ast.Obligation: _obligation, ast.Allocation: _allocation,
        ast.Definition: _definition, ast.Group: _group, ast.Article: _article,
        ast.Target: _same_note("a goal", "工作目标"),
        ast.OverBlock:
            _same_effect("its rules apply after the rules of the article", "其中的规则在本条规则之后适用"),
        ast.EffectiveLine: _effect_window, ast.CurrencyLine: _currency, ast.RoundingLine: _rounding,
        ast.PolicyLine: _same_effect("the policy of the award", "该奖励所属的政策"),
        ast.DocumentLine: _same_note("the source of the claim", "该申请的依据"),
        ast.IssueDateLine: _same_note("the day of issue", "印发日期"),
        ast.YearBeginsLine: _same_note("the years of the page", "本文件的年度"),
        ast.StatusLine: _same_note("the status of the document", "文件的稿别"),
        ast.UseLine: _same_note("the names of records and fields", "记录和字段的名称"),
        ast.LanguageLine: _same_note("the version of the language", "语言版本"),
        ast.PolicyLevel:
            _same_effect("support of this level is not support of another level", "该级别的支持不属于其他级别的支持"),
        ast.ReplacesLine:
            _same_effect("payments under this document count as earlier payments", "按该文件的支付计为以前的支付"),
        ast.ClauseMapping: _clause_mapping,
        **dict.fromkeys(
            (ast.FormerLabels, ast.FormerNames, ast.EndedLabels),
            _same_effect("assigns lines of earlier ledgers to awards", "说明以前台账中的记录属于哪项奖励"),
        ),
    }  # fmt: skip


def _is_in(place: Span, sentence: ast.Sentence) -> bool:
    return sentence.span.line <= place.line <= sentence.span.end_line


_BLOCK_LINES = tuple(
    kind for kind in LineEffects.BY_KIND
    if kind not in (ast.Award, *_BLOCKS)
)  # fmt: skip
