"""The lines of the page that concern a traced claim, each with its effect.

Input: the page, the steps of the claim, and the decision for the effect of lines that are not rules. Output, in the
order of the page: the award with its lines, its article and groups, the head of the policy, the blocks over the
article, and each line elsewhere that is the place of a step. Other awards are left out.

`LineEffects.BY_KIND` has a row for each kind of sentence: texts in order. A text may not apply to a claim; the
first text that applies is the effect of the line. The last text of a row always applies.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar, TypeAlias

import attrs

from ipdsl.base.source import Span
from ipdsl.base.values.money import Bounds, Money
from ipdsl.decision.decision import Decision
from ipdsl.decision.model import Allocation, Claim, Obligation, Reading, Recovery
from ipdsl.ir.proposal import (
    BELOW,
    BELOW_AFTER_DEDUCTIONS,
    GREATEST,
    LAPSED_WITH_CAP,
    MOST,
    NO_FITTING_ROW,
    PUBLISHED,
    Outcome,
)
from ipdsl.ir.terms import Clause, Program
from ipdsl.report.localizer import Localizer, amount
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
    """One step: its kind and text, its line of the page, its effect, the values used, and the amount after it.

    Kinds: sentence, carried, record, day, beneficiary, window, gate, part, amount, quota, less, older, rule,
    instalment, end.
    """

    kind: str
    text: str
    verdict: StepVerdict
    place: Span | None = None
    detail: str = ""
    values: tuple[tuple[str, str], ...] = ()
    before: Money | None = None
    after: Money | None = None


@attrs.frozen
class TracedLine:
    """A line of the page that concerns the claim: its place, its effect, and the numbers of its steps, from 1."""

    place: Span
    effect: str
    steps: tuple[int, ...] = ()


@attrs.frozen
class Trace:
    """A claim with its steps in order, the readings of the sentences that apply to it, and the lines of the page.

    The claim may be a recovery or a debt.
    """

    claim: Claim | Recovery
    steps: tuple[TraceStep, ...]
    readings: tuple[Reading, ...] = ()
    lines: tuple[TracedLine, ...] = ()


_INSTALMENTS = {
    "due": ("{sum} due", "到期{sum}"), "open": ("{sum} not due yet", "未到期{sum}"),
    "waits": ("{sum} waits for a later budget", "等候以后年度预算{sum}"),
    "lapsed": ("{sum} lapsed", "作废{sum}"), "stopped": ("{sum} stopped", "停止拨付{sum}"),
}  # fmt: skip
"""The words for instalments by their state."""

OPEN = (Outcome.UNDETERMINED, Outcome.CONTINGENT)
"""Outcomes of claims whose amount is unknown."""


# ---------------------------------------------------------------------------------------------- the choice of lines

Block: TypeAlias = ast.Article | ast.Group | ast.OverBlock
"""A sentence that contains other sentences of a block."""

_BLOCKS = (ast.Article, ast.Group, ast.OverBlock)
_LINES_OF_AWARDS = (ast.LabelLine, ast.TitleLine, ast.AwardLimit, ast.RoundingLine)
"""Lines of awards that may also be lines of recoveries."""


@attrs.frozen
class PlacedLine:
    """A sentence, and its place: the blocks around it, and the sentence that contains it, such as an award or a rule.

    `outermost` is the sentence of a block that contains the line, or the line itself.
    """

    sentence: ast.Sentence
    outermost: ast.Sentence
    blocks: tuple[Block, ...] = ()
    owner: ast.Sentence | None = None


def _lines_below(sentences: Iterable[ast.Sentence], above: PlacedLine | None = None) -> Iterator[PlacedLine]:
    """Sentences with the lines under them."""
    for sentence in sentences:
        line = PlacedLine(sentence, sentence)
        if above is not None and isinstance(above.sentence, _BLOCKS):
            line = PlacedLine(sentence, sentence, (*above.blocks, above.sentence))
        elif above is not None:
            line = PlacedLine(sentence, above.outermost, above.blocks, above.sentence)
        yield line
        yield from _lines_below(_body(sentence), line)


def _body(sentence: ast.Sentence) -> Sequence[ast.Sentence]:
    """The lines under a sentence."""
    bodies = (getattr(sentence, name, ()) for name in ("body", "header", "rows"))
    return tuple(line for line in next(filter(None, bodies), ()) if isinstance(line, ast.Sentence))


def lines_of_claim(page: ast.Page, claim: Claim, step_lines: Collection[int]) -> list[PlacedLine]:
    """The sentences of the page that concern a claim, in order. `step_lines` are the lines that its steps name."""
    head = [*_lines_below(() if page.header is None else (page.header,)), *_lines_below(page.uses)]
    lines = [*head, *_lines_below(page.items)]
    around = next((line.blocks for line in lines if line.sentence.span.line == claim.place.line), ())
    articles = tuple(item.number for item in page.items if isinstance(item, ast.Article))
    scope = _Scope(claim, around, articles)
    chosen = {line.sentence.span.line: line for line in lines if line in head or scope.has(line)}
    for line in lines:
        if line.sentence.span.line not in chosen and any(_is_on(line.sentence, number) for number in step_lines):
            under = () if isinstance(line.sentence, (ast.Award, *_BLOCKS)) else _lines_below(_body(line.sentence), line)
            chosen |= {each.sentence.span.line: each for each in (line, *under)}
    blocks = {block.span.line: PlacedLine(block, block) for line in chosen.values() for block in line.blocks}
    return [line for _, line in sorted({**blocks, **chosen}.items())]


@attrs.frozen
class _Scope:
    """The part of a page that applies to a claim: `around` are the blocks around its award, `articles` all numbers."""

    claim: Claim
    around: tuple[Block, ...]
    articles: tuple[str, ...]

    def has(self, line: PlacedLine) -> bool:
        """Whether a line belongs to the award of the claim, or to a block that applies to it."""
        match line.outermost, line.blocks:
            case (ast.Article() | ast.Group() | ast.OverBlock() as block, blocks):
                return self._applies((*blocks, block))
            case (ast.Award() as award, blocks):
                return award.span.line == self.claim.place.line and self._applies(blocks)
            case (ast.Reference(trigger=None) as document, (*blocks, ast.Article() | ast.Group())) if self._covers(
                document.instead_of
            ):
                return self._applies(tuple(blocks))
            case (sentence, blocks):
                return type(sentence) in LineEffects.BY_KIND and self._applies(blocks)

    def _applies(self, blocks: tuple[Block, ...]) -> bool:
        """Whether the lines of the last block apply: each block contains the award, is over it, or has one over it."""
        return all(
            not block.articles or any(map(self._covers, block.articles))
            if isinstance(block, ast.OverBlock)
            else block in self.around or isinstance(inner, ast.OverBlock)
            for block, inner in zip(blocks, (*blocks[1:], None), strict=False)
        )

    def _covers(self, articles: ast.ArticleRef | None) -> bool:
        """Whether the article of the claim is among these; `None`: all."""
        if articles is None:
            return True
        ends = (articles.first, articles.last or articles.first)
        if not {self.claim.article, *ends} <= set(self.articles):
            return False
        first, last = map(self.articles.index, ends)
        return first <= self.articles.index(self.claim.article) <= last


def _is_on(sentence: ast.Sentence, number: int) -> bool:
    """Whether a sentence is on this line of the page."""
    return sentence.span.line <= number <= sentence.span.end_line


# ---------------------------------------------------------------------------------------------- texts of rows

Text: TypeAlias = "Callable[[LineEffects, Any, Any], str | None]"
"""The text of a line, with the sentence that contains it; `None` if the text does not apply to the claim."""

Value: TypeAlias = "Callable[[LineEffects, Any, Any], str | int | None]"
"""A value in a text; `None` if the claim has no such value."""

Condition: TypeAlias = "Callable[[LineEffects, Any, Any], bool]"


def _says(en: str, zh: str, when: Condition | None = None, **values: Value) -> Text:
    """A text that applies if the condition holds and the claim has all of the values."""

    def text(effects: LineEffects, line: ast.Sentence, owner: ast.Sentence | None) -> str | None:
        if when is not None and not when(effects, line, owner):
            return None
        shown = {name: value(effects, line, owner) for name, value in values.items()}
        stated = {name: value for name, value in shown.items() if value is not None}
        return effects.localize(en, zh, **stated) if len(stated) == len(values) else None

    return text


def _note(en: str, zh: str, when: Condition | None = None) -> Text:
    """A text of a line that changes no amount."""
    return _says(f"{en}: changes no amount", f"{zh}，不影响金额", when)


def _sum(effects: LineEffects, *_: object) -> str | None:
    """The amount of the award, if it is known."""
    return None if effects.amount is None else amount(effects.amount)


def _currency(effects: LineEffects, *_: object) -> str:
    return effects.program.currency


def _why(effects: LineEffects, *_: object) -> str:
    """The reasons of the claim."""
    return effects.localize.why(effects.claim)


def _parts(*codes: str, most: int | None = 1) -> Value:
    """The first `most` parts of the amount that have one of these codes."""

    def value(effects: LineEffects, *_: object) -> str | None:
        claim, localize = effects.claim, effects.localize
        reasons = (*claim.parts, *(adjustment.reason for adjustment in claim.adjustments))
        parts = [localize.reason(part, claim.passage) for part in reasons if part.code in codes]
        return localize.join_sentences(parts[:most]) or None

    return value


_CHANGES = {
    StepVerdict.CUT: ("cut from {before} to {after}", "由{before}核减至{after}"),
    StepVerdict.RAISED: ("raised from {before} to {after}", "由{before}提高至{after}"),
}
_NOT_OF_AWARD = ("does not apply to this award", "不适用于该奖励")


@attrs.frozen(slots=False)
class LineEffects:
    """Describes the effect of each line on one claim."""

    program: Program
    clause: Clause | None
    claim: Claim
    steps: tuple[TraceStep, ...]
    decision: Decision
    page: ast.Page
    localize: Localizer

    def lines(self) -> Iterator[TracedLine]:
        """Each line with its place, its effect and the numbers of its steps."""
        places = [step.place.line for step in self.steps if step.place is not None]
        for line in lines_of_claim(self.page, self.claim, places):
            numbers, effect = self._numbers(line.sentence), self.effect(line.sentence, line.owner)
            if numbers:
                named = self.localize("step {steps}" if len(numbers) == 1 else "steps {steps}", "步骤{steps}",
                                      steps=self.localize.row(map(str, numbers)))  # fmt: skip
                effect = self.localize("{effect} ({steps})", "{effect}（{steps}）", effect=effect, steps=named)
            place = attrs.evolve(line.sentence.span, file=self.claim.place.file)  # as in the steps
            yield TracedLine(place, effect, numbers)

    def effect(
        self, line: ast.Sentence, owner: ast.Sentence | None = None, *, kind: type[ast.Sentence] | None = None
    ) -> str:
        """The first text that applies, of the row of a line or of the given kind."""
        if isinstance(owner, ast.Recovery) and isinstance(line, _LINES_OF_AWARDS):
            kind = ast.Surcharge
        texts = (text(self, line, owner) for text in self.BY_KIND[kind or type(line)])
        return next(text for text in texts if text is not None)

    # ------------------------------------------------------------------------------------------ steps of a line

    def _numbers(self, line: ast.Sentence) -> tuple[int, ...]:
        """The numbers of the steps of a line, from 1."""
        is_window = isinstance(line, ast.EffectiveLine)
        return tuple(
            number for number, step in enumerate(self.steps, 1)
            if (step.kind == "window" if is_window else step.place is not None and _is_on(line, step.place.line))
        )  # fmt: skip

    def _verdicts(self, line: ast.Sentence, _: object = None) -> str | None:
        """The verdicts of the steps of a line."""
        steps = [self.steps[number - 1] for number in self._numbers(line)]
        texts = [self._verdict(step) for step in steps if step.verdict is not StepVerdict.STATED]
        return self.localize.join_sentences(dict.fromkeys(texts)) if texts else None

    def _verdict(self, step: TraceStep) -> str:
        if step.before is None or step.after is None or step.verdict not in _CHANGES:
            return self.localize(step.verdict.value, VERDICTS_ZH[step.verdict])
        return self.localize(*_CHANGES[step.verdict], before=amount(step.before), after=amount(step.after))

    def _end_of_steps(self, *_: object) -> str | None:
        """Why no amount was computed: the step that stopped the claim, or money of earlier years."""
        stop = next((number for number, step in enumerate(self.steps, 1) if step.verdict is StepVerdict.STOPPED), None)
        if stop is not None:
            return self.localize("not looked at: the claim stops at step {number}", "不再审查：申请止于步骤{number}",
                                 number=stop)  # fmt: skip
        if self.claim.is_granted_before:
            return self.localize("not looked at: the grant was made before", "不再审查：以前年度已经核准")
        lapsed = self.claim.reason is not None and self.claim.reason.code == LAPSED_WITH_CAP
        if not (lapsed or self.claim.brought_in.minor):
            return None
        return self.localize("not looked at: the money is carried from earlier years", "不再审查：金额由以前年度结转")

    def _is_known(self, *_: object) -> bool:
        return self.claim.outcome not in OPEN

    @cached_property
    def amount(self) -> Money | None:
        """The amount of the award; `None` if it is not known or not computed."""
        amounts = (step.after for step in self.steps if step.kind == "amount")
        return next(amounts, None) if self._end_of_steps() is None else None

    # ------------------------------------------------------------------------------------------ an award and its lines

    def _is_of_claim(self, line: ast.Sentence, _: object = None) -> bool:
        """Whether a line is the award or the document that the claim is based on."""
        return line.span.line == self.claim.place.line

    @cached_property
    def _awards(self) -> tuple[ast.Award, ...]:
        """The award of the claim; none for a claim that another document decides."""
        return tuple(filter(self._is_of_claim, nodes(self.page, ast.Award)))

    def _has_row(self, *_: object) -> bool:
        return bool(self.claim.row)

    def _is_without_row(self, *_: object) -> bool:
        return self.claim.reason is not None and self.claim.reason.code == NO_FITTING_ROW

    def _end_before_rows(self, *_: object) -> str | None:
        """As `_end_of_steps`, except for money of earlier years, whose row is known."""
        return self._end_of_steps() if self.claim.reason is not None or not self.claim.row else None

    def _other_row(self, row: ast.Row, _: object) -> str | None:
        """The row that applies, if it is not this row or one under it."""
        lines = (line for award in self._awards for line in _rows_with_sums(award.body))
        names = () if self.clause is None else (term.name for term in self.clause.rows)  # in the order of the lines
        under = tuple(_rows_with_sums((row,)))
        if not self.claim.row or any(
            name == self.claim.row and line in under for line, name in zip(lines, names, strict=False)
        ):
            return None
        return self.localize.names.sentence(self.claim.row, self.claim.passage)

    def _row_of_definition(self, row: ast.Row, _: object) -> str | None:
        """How the award reads a table with this row."""
        table = next((each for each in nodes(self.page, ast.Definition) if row in nodes(each, ast.Row)), None)
        if table is None:
            return None
        lookups = (node for award in self._awards for node in nodes(award, ast.TableLookup))
        keys = {node.key.text for node in lookups if node.table.text == table.name.text}
        if not keys:
            return self.effect(table)
        row_keys, members = _member_keys(row), set().union(*map(_member_keys, nodes(table, ast.Row)))
        if not row_keys or keys & row_keys:
            return self.localize("read by this award", "由该奖励引用")
        if keys <= members:
            return self.localize("not read by this award: it reads {keys}", "未引用：该奖励引用{keys}",
                                 keys=self.localize.row(sorted(keys)))  # fmt: skip
        return self.localize("read by this award for records with this value", "记录为该值时由该奖励引用")

    def _is_pick(self, line: ast.ConditionLine, _: object) -> bool:
        return self.clause is not None and any(_is_on(line, pick.span.line) for pick in self.clause.picks)

    def _is_under_ceiling(self, *_: object) -> bool:
        is_ceiling = self.claim.ceiling is not None or self.claim.outcome is Outcome.CEILING
        return is_ceiling and self.amount is not None

    # ------------------------------------------------------------------------------------------ rules

    def _is_applied(self, rule: ast.Sentence, _: object = None) -> bool:
        """Whether a rule applies to the award of the claim."""
        return any(_is_on(rule, place.line) for place in self._applied_places)

    def _is_excepted(self, rule: ast.Sentence, _: object = None) -> bool:
        return not self._is_applied(rule)

    def _is_under_excepted(self, _line: object, owner: ast.Sentence | None) -> bool:
        """Whether the rule that contains a line does not apply to the award."""
        return owner is not None and not isinstance(owner, ast.PolicyLine) and not self._is_applied(owner)

    @cached_property
    def _applied_places(self) -> tuple[Span, ...]:
        """The places of the rules and conditions that apply to the award of the claim."""
        if self.clause is None:  # another document decides on the claim
            return ()
        index, program = self.clause.index, self.program
        places = [each.span for each in self.clause.gates]
        places += [rule.span for _, rule in program.settlement.rules_by_clause[index]]
        places += [rule.span for rule in program.older_standards if index in rule.clauses]
        places += [rule.span for rule in program.suspensions if index in rule.clauses]
        places += [quota.span for quota in program.quotas if index in quota.clauses]
        return tuple(places)

    def _line_of_exception(self, rule: ast.Sentence, _: object) -> int | None:
        lines = (line.span.line for line in _body(rule) if isinstance(line, ast.ExceptionLine))
        return next(lines, None) if self._is_excepted(rule) else None

    def _cap_above(self, _line: object, owner: ast.Sentence | None) -> str | None:
        """The effect of the cap that contains a line."""
        if not isinstance(owner, ast.Cap):
            return None
        if self._verdicts(owner) is None:
            return self.effect(owner)
        return self.localize("counts under the cap of line {line}: {effect}", "按第{line}行的限额合并计算：{effect}",
                             line=owner.span.line, effect=self.effect(owner))  # fmt: skip

    def _carry(self, _line: object, _owner: object) -> str | None:
        carry = self.claim.carry
        if carry is None:
            return None
        years = [self.localize("{sum} in {year}", "{year}年{sum}", sum=amount(paid), year=self.localize.year(year))
                 for year, paid in carry.paid.items()]  # fmt: skip
        return self.localize("pays {years}; carried to later years {left}; lapsed {lapsed}",
                             "分年兑现：{years}；结转以后年度{left}；失效{lapsed}",
                             years=self.localize.row(years), left=amount(carry.left), lapsed=amount(carry.lapsed),
                             )  # fmt: skip

    def _end_without_carry(self, *_: object) -> str | None:
        return None if self.claim.brought_in.minor else self._end_of_steps()

    def _other_kind(self, line: ast.SameMatter, _: object) -> str | None:
        """The kind of the claim, if a line is about a different kind; empty for a claim from the figures of a year."""
        kinds, kind, name = self.program.schema.record_by_name, self.claim.kind, self.localize.names.name
        own_kinds = (kind, kinds[kind].root) if kind in kinds else ()
        if line.record is None or line.record.text in {*own_kinds, *map(name, own_kinds)}:
            return None
        return name(kind) if kind else ""

    # ------------------------------------------------------------------------------------------ other sentences

    def _instalments_on(self, line: ast.Sentence, _: object) -> str | None:
        """The instalments of a line, each with its state."""
        localize = self.localize
        return localize.row(
            localize(*_INSTALMENTS[each.state], sum=amount(each.sum.low))
            for each in self.claim.instalments
            if _is_on(line, each.line)
        ) or None  # fmt: skip

    def _payments_under(self, line: ast.Sentence, owner: ast.Sentence | None) -> str | None:
        """The instalments under a cap over payments, each with its state; `line` may be a line of the cap."""
        localize, clauses = self.localize, self.program.clauses
        caps = (cap.rule for cap in self.program.payment_caps if _is_on(owner or line, cap.rule.span.line))
        if self.claim.label not in {clauses[index].label for rule in caps for index in rule.reach}:
            return None
        texts = [localize(*_INSTALMENTS[each.state], sum=amount(each.sum.low)) for each in self.claim.instalments]
        return localize.row(texts) or None

    def _sum_paid_back(self, line: ast.Sentence) -> str | None:
        """What a recovery takes back."""
        sums = [each.paid_back for each in self.decision.recoveries if _is_on(line, each.place.line)]
        highs, currency = [each.high for each in sums], self.decision.currency
        low = Money(sum(each.low.minor for each in sums), currency)
        high = Money(sum(high.minor for high in highs if high is not None), currency)
        return self.localize.bounds(Bounds(low, None if None in highs else high, low == high)) if sums else None

    def _sum_on(self, line: ast.Sentence, entries: Iterable[Obligation | Allocation]) -> str | None:
        """The amount of a duty or a budget line."""
        sums = (each.amount for each in entries if _is_on(line, each.place.line) and each.amount is not None)
        return next(map(amount, sums), None)

    def _items_of_reference(self, line: ast.Reference, _: object) -> str | None:
        items = [item for each in self.decision.references if _is_on(line, each.place.line) for item in each.items]
        return self.localize.row(items) or None

    def _definition_of_kind(self, line: ast.Definition, _: object) -> str | None:
        """The effect of a definition of applicants or records, which is a requirement."""
        is_of_kind = line.name.text in self.program.schema.kinds_and_classes
        return self.effect(line, kind=ast.Requirement) if is_of_kind else None

    def _is_read(self, line: ast.Definition, _: object) -> bool:
        return line.name.text in self._used_names

    @cached_property
    def _used_names(self) -> frozenset[str]:
        """The names that the award and the lines with a step use, with those of the definitions that they use."""
        definitions = tuple(nodes(self.page, ast.Definition))
        with_steps = (line for line in nodes(self.page, ast.Sentence) if not isinstance(line, _BLOCKS))
        used: list[ast.Node] = [*self._awards, *(line for line in with_steps if self._numbers(line))]
        words: set[str] = set()
        while used:
            named = {name.text for name in nodes(used.pop(), ast.Name)} - words
            words |= named
            used += (each for each in definitions if each.name.text in named)
        return frozenset(words)

    def _has_claim(self, block: Block, _: object) -> bool:
        return any(map(self._is_of_claim, nodes(block, ast.Sentence)))

    # ------------------------------------------------------------------------------------------ the row of each kind

    _UNKNOWN = (
        _says("not known: other applicants decide", "未知：取决于其他申请人",
              lambda effects, *_: effects.claim.outcome is Outcome.CONTINGENT),
        _says("not known: facts are missing", "未知：尚缺事实"),
    )  # fmt: skip
    _RULE = (
        lambda effects, line, _: effects._payments_under(line, None), _verdicts,
        _says("does not apply: line {line} excepts this award", "不适用：第{line}行将该奖励除外",
              line=_line_of_exception),
        _says(*_NOT_OF_AWARD, _is_excepted), _end_of_steps, *_UNKNOWN,
    )  # fmt: skip
    _DEDUCTION = (_cap_above, _verdicts, _end_of_steps, *_UNKNOWN)

    BY_KIND: ClassVar[Mapping[type[ast.Sentence], tuple[Text, ...]]] = {
        # an award and its lines
        ast.Award: (
            _says("collected: {sum}, not part of the claim", "应收取{sum}，不属于该申请",
                  sum=lambda effects, line, _: effects._sum_paid_back(line)),
            _says("another award", "另一项奖励", lambda effects, line, _: not effects._is_of_claim(line)),
            _says("the award of the claim: the amount is {sum}", "该申请所依据的奖励：金额为{sum}", sum=_sum),
            _says("the award of the claim: {outcome}", "该申请所依据的奖励：{outcome}",
                  outcome=lambda effects, *_: effects.localize.outcome(effects.claim.outcome)),
        ),
        ast.Row: (
            _row_of_definition, _says("does not apply: {why}", "不适用：{why}", _is_without_row, why=_why),
            _end_before_rows, _says("does not apply: row {row} applies", "不适用：适用档次为{row}", row=_other_row),
            _says("applies: the amount is {sum}", "适用：金额为{sum}", _has_row, sum=_sum),
            _says("applies", "适用", _has_row), *_UNKNOWN,
        ),
        ast.ConditionLine: (
            _says("a condition of the sentence above", "上一句的条件",
                  lambda _effects, _line, owner: isinstance(
                      owner, ast.Obligation | ast.Reference | ast.Allocation | ast.Recovery)),
            _verdicts, _says("selects the records that count", "据以筛选计入的记录", _is_pick), _end_of_steps,
            _says(*_NOT_OF_AWARD),
        ),
        ast.CountedCondition: (_says("one of the conditions counted above", "上述计数的条件之一"),),
        ast.Requirement: (_verdicts, _end_of_steps, _says("not asked by this award", "该奖励不涉及")),
        ast.AwardLimit: (
            _end_of_steps, _says("cut: {why}", "核减：{why}", why=_parts(MOST)),
            _says("limits the ceiling of the claim", "限制该申请的上限", _is_under_ceiling),
            _says("not reached: the amount is {sum}", "未达到：金额为{sum}", sum=_sum), *_UNKNOWN,
        ),
        ast.AwardMinimum: (_end_of_steps, _says("{why}", "{why}", why=_parts(GREATEST)), *_UNKNOWN),
        ast.AwardThreshold: (
            _end_of_steps, _says("refused: {why}", "不予奖励：{why}", why=_parts(BELOW, BELOW_AFTER_DEDUCTIONS)),
            _says("reached: the amount is {sum}", "已达到：金额为{sum}", sum=_sum), *_UNKNOWN,
        ),
        ast.ConversionLine: (
            _end_of_steps, _says("converts: {why}", "折算：{why}", why=_parts(PUBLISHED, most=None)),
            _says("converts nothing: the amount is in {currency}", "无需折算：金额为{currency}", _is_known,
                  currency=_currency), *_UNKNOWN,
        ),
        ast.SupportDeduction: _DEDUCTION, ast.PriorPaymentDeduction: _DEDUCTION,
        ast.TiesShare: (_says("equal figures share a rank", "数值相同的并列"),),
        ast.LabelLine: (_says("the label of the award: changes no amount", "该奖励的名称，不影响金额"),),
        ast.ReadingLine: (_note("an interpretation", "适用口径"),),
        ast.SourceNote: (_note("a note on the official text", "对文件原文的说明"),),
        ast.TitleLine: (_note("the title of the award in decisions", "结算结果中该奖励的标题"),),
        ast.PayeeShare: (_note("a share for someone else: changes no amount", "归他人的份额，不影响金额"),),
        ast.UncappedLine: (_note("confirms that no cap is missing", "确认没有遗漏限额"),),
        # rules
        **dict.fromkeys(
            (
                ast.Limit, ast.NoRepeat, ast.HighestRule, ast.TopUp, ast.Cap, ast.MinimumTotal, ast.RoundedTotal,
                ast.Quota, ast.Suspension, ast.NoneWhenRule,
            ),
            _RULE,
        ),
        ast.ExceptionLine: (
            _says("does not except this award", "未将该奖励除外",
                  lambda effects, _, owner: owner is not None and effects._is_applied(owner)),
            _says("excepts this award", "将该奖励除外"),
        ),
        ast.RepaidUncounted: (_note("what recoveries took counts no longer", "已追回的部分不再计入"),),
        ast.LapsedUncounted: (_note("what lapsed counts no longer", "失效的部分不再计入"),),
        ast.CarryForward: (
            _payments_under, _says(*_NOT_OF_AWARD, _is_under_excepted), _end_without_carry, _carry,
            _says("carries nothing", "没有结转", _is_known), *_UNKNOWN,
        ),
        ast.SameMatter: (
            _says(*_NOT_OF_AWARD, _is_under_excepted),
            _says(*_NOT_OF_AWARD, lambda effects, line, _: effects._other_kind(line, None) == ""),
            _says("does not apply: the claim is about {kind}", "不适用：该申请涉及{kind}", kind=_other_kind),
            _says("defines which claims are about the same matter, for rules per matter",
                  "规定同一事项的范围，由按同一事项计算的规则使用"),
        ),
        ast.PayEachLine: (_note("confirms that no award excludes another", "确认各项奖励互不排斥"),),
        # other sentences
        ast.Reference: (
            _says("applies: {why}", "适用：{why}",
                  lambda effects, *_: effects.claim.outcome is Outcome.BY_REFERENCE, why=_why),
            _verdicts,
            _says("decides on {items}, not on this claim", "适用于{items}，不适用于该申请", items=_items_of_reference),
            _note("another document is named for all claims", "全部申请另参照其他文件",
                  lambda effects, line, _: any(_is_on(line, each.place.line) for each in effects.decision.references)),
            _says("does not apply: no record of the facts is of this kind", "不适用：没有此类记录"),
        ),
        ast.Obligation: (
            _says("a duty arises: {sum}", "产生义务：{sum}",
                  sum=lambda effects, line, _: effects._sum_on(line, effects.decision.obligations)),
            _note("a duty arises", "产生义务",
                  lambda effects, line, _: any(_is_on(line, each.place.line) for each in effects.decision.obligations)),
            _note("no duty arises", "不产生义务"),
        ),
        ast.Recovery: (
            _says("to be paid back: {sum}", "应退回{sum}",
                  sum=lambda effects, line, _: effects._sum_paid_back(line)),
            _note("nothing is to be paid back", "没有应退回的金额"),
        ),
        **dict.fromkeys(
            (ast.Surcharge, ast.RecoveryInterest, ast.RecoveryThreshold, ast.PaymentOrder, ast.StopPayments,
             ast.SetOff),
            (_note("a line of the recovery", "属于这一句追回"),),
        ),
        ast.Allocation: (
            _says("a budget line of {sum}, not part of the claim", "预算安排{sum}，不属于该申请",
                  sum=lambda effects, line, _: effects._sum_on(line, effects.decision.allocations)),
            _note("a budget line, not part of the claim", "预算安排，不属于该申请"),
        ),
        ast.Definition: (
            _definition_of_kind, _says("read by this award", "由该奖励引用", _is_read),
            _says("not read by this award", "该奖励未引用"),
        ),
        ast.Group: (
            _says("the group of the award", "该奖励所在的组", _has_claim),
            _says("a group with lines that concern this award", "含有涉及该奖励的条文的组"),
        ),
        ast.Article: (
            _says("the article of the award", "该奖励所在的条款", _has_claim),
            _says("an article with lines that concern this award", "含有涉及该奖励的条文的条款"),
        ),
        ast.PaymentSchedule: (
            _says("the grant is paid in parts", "核准金额分期拨付",
                  lambda effects, *_: bool(effects.claim.instalments)),
            _says(*_NOT_OF_AWARD),
        ),
        ast.Instalment: (
            _says("{sums}", "{sums}", sums=_instalments_on), _end_of_steps,
            _says("has no part of the grant", "没有金额"),
        ),
        ast.OverBlock: (_says("its rules apply after the rules of the article", "其中的规则在本条规则之后适用"),),
        ast.Target: (_note("a goal", "工作目标"),),
        # the head of the page
        ast.EffectiveLine: (_verdicts, _end_of_steps, *_UNKNOWN),
        ast.CurrencyLine: (_says("the amounts are in {currency}", "金额以{currency}计", currency=_currency),),
        ast.RoundingLine: (
            _end_of_steps, _says("rounds the amount to {sum}", "金额取整为{sum}", sum=_sum), *_UNKNOWN,
        ),
        ast.PolicyLine: (_says("the policy of the award", "该奖励所属的政策"),),
        ast.DocumentLine: (_note("the source of the claim", "该申请的依据"),),
        ast.IssueDateLine: (_note("the day of issue", "印发日期"),),
        ast.YearBeginsLine: (_note("the years of the page", "本文件的年度"),),
        ast.StatusLine: (_note("the status of the document", "文件的稿别"),),
        ast.UseLine: (_note("the names of records and fields", "记录和字段的名称"),),
        ast.LanguageLine: (_note("the version of the language", "语言版本"),),
        ast.PolicyLevel: (
            _says("support of this level is not support of another level", "该级别的资助不属于其他级别的资助"),
        ),
        ast.ReplacesLine: (
            _says("payments under this document count as earlier payments", "按该文件的支付计为以前的支付"),
        ),
        ast.ClauseMapping: (
            _says("payments under {old} count as payments of this award", "按{old}的支付计为该奖励的支付",
                  lambda effects, line, _: line.new == effects.claim.label, old=lambda _effects, line, _: line.old),
            _says("does not apply: it names another award", "不适用：涉及另一项奖励"),
        ),
        **dict.fromkeys(
            (ast.FormerLabels, ast.FormerNames, ast.EndedLabels),
            (_says("assigns lines of earlier ledgers to awards", "说明以前台账中的记录属于哪项奖励"),),
        ),
    }  # fmt: skip


def _rows_with_sums(lines: Iterable[ast.Sentence]) -> Iterator[ast.Row]:
    """The rows among lines in their order, each replaced by the rows under it."""
    for line in lines:
        if isinstance(line, ast.Row):
            yield from tuple(_rows_with_sums(line.body)) or (line,)


def _member_keys(row: ast.Row) -> set[str]:
    """The members in the key of a row; none for another key."""
    return {name.text for name in row.key.names} if isinstance(row.key, ast.MemberKeys) else set()
