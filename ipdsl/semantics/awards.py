"""One award with the lines under it; sentences about older documents and about earlier versions of the page.

Older documents: the clauses that they had, and the records for which they still apply.

Earlier versions: the labels and names that `formerly` and `ended` list, and their mistakes. A label that an author
wrote with `as` always means the same award, so the page must not list it. A label that the program made, such as
`1.loan.drawn`, may now belong to another award, so any award may list it.
"""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from fractions import Fraction
from typing import Any, TypeVar

import attrs

from ipdsl.base.findings.finding import RelatedPlace
from ipdsl.base.findings.phrase import (
    THE_FIRST,
    LocalizedSentence,
    Phrase,
    join_alternatives,
    join_first_names,
    join_names,
    literal_phrase,
)
from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.written_values import percentage
from ipdsl.schema.vocabulary import MATTER_IS_APPLICANT, RecordKind
from ipdsl.semantics import amounts, lookup, scope, typed
from ipdsl.semantics.errors import lints as w, names_and_types as n, policy as g, policy as p
from ipdsl.semantics.expressions import conditions, inference
from ipdsl.semantics.expressions.conditions import CheckedTrigger, default_label, figure_word, near_label
from ipdsl.semantics.header import Header
from ipdsl.semantics.lookup import MATTER, Context, Conversion, Matters, NamedValue, Scope, is_poison, record_words
from ipdsl.semantics.scope import articles_in_range, placed_rules, reached_awards
from ipdsl.semantics.typed import nodes, nodes_around_picks, sentences
from ipdsl.syntax import ast, keywords
from ipdsl.syntax.printing import format_expr, format_line

L = TypeVar("L", bound=ast.Sentence)


@attrs.frozen(eq=False, repr=False)
class BeneficiaryConditions(ValueObject):
    """`here WHO means …`: conditions for everything that is paid to WHO."""

    who: str
    tests: tuple[ast.Expr, ...]
    article: str
    span: Span
    is_explained: bool  # a reading on the next line


@attrs.define(eq=False, repr=False)
class PlacedRequirement:
    """A requirement with its article; `articles` are those that it is over (`None`: those of its block).

    `definitions` are those that apply where an `over` block is written. `is_met`: it applies to a sentence.
    """

    line: ast.Requirement | ast.ConditionLine
    article: str
    articles: tuple[str, ...] | None = None
    definitions: Mapping[str, tuple[NamedValue, ...]] | None = None
    is_met: bool = False

    def reading_here(self, ctx: Context) -> AbstractContextManager[None]:
        """The context in which its words have the meaning of the place where it is written."""
        return ctx.with_definitions(ctx.definitions if self.definitions is None else self.definitions)


@attrs.frozen(eq=False, repr=False)
class BlockContext(ValueObject):
    """What a sentence gets from the blocks around it: article, conditions, definitions."""

    article: str = ""
    gates: tuple[typed.Gate, ...] = ()
    policy_gates: int = 0  # the number of gates that belong to the whole policy
    uncapped: bool = False
    matters: Matters = attrs.field(factory=dict)  # the fields that define the matter
    means: Mapping[str, BeneficiaryConditions] = attrs.field(factory=dict)
    definitions: Mapping[str, tuple[NamedValue, ...]] = attrs.field(factory=dict)
    requirements: tuple[PlacedRequirement, ...] = ()


def lines_of(body: Iterable[object], kind: type[L]) -> tuple[L, ...]:
    """The lines of one kind."""
    return tuple(x for x in body if isinstance(x, kind))


def single_line(body: Iterable[object], kind: type[L], word: str, ctx: Context) -> L | None:
    """The only line of a kind; further ones are reported."""
    matches = lines_of(body, kind)
    for line in matches[1:]:
        ctx.add(p.RepeatedLine(span=line.span, word=keywords.phrase(word)))
    return matches[0] if matches else None


def beneficiaries(names: Iterable[ast.Name], ctx: Context, word: str = "to") -> tuple[str, ...]:
    """The words after `to` or `among`; each must be a kind or class."""
    kinds: list[str] = []
    for name in names:
        if name.text in ctx.schema.kinds_and_classes:
            kinds.append(name.text)
        else:
            who = (
                Phrase("everybody is ranked", "所有人都参加排名")
                if word == "among"
                else Phrase("whoever states the record is paid", "有该记录的都可获奖励")
            )
            advice = Phrase(
                "leave out `{word} {name}`: {who}",
                "请删去`{word} {name}`：{who}",
                word=keywords.phrase(word),
                name=name.text,
                who=who,
            )
            lookup.report_applicant_word(name, ctx, advice)
    return tuple(dict.fromkeys(kinds))


def award(line: ast.Award, block_context: BlockContext, ctx: Context) -> typed.Award | None:
    """Check an award; `None` if it has errors that prevent building it."""
    is_rank = isinstance(line.amount, ast.AmountByRank)
    to = beneficiaries(line.head.among, ctx, "among") if is_rank else beneficiaries(line.head.to, ctx)
    triggered = _trigger(line, ctx)
    _report_ties(line, ctx)
    less = _prior_payment_deduction(line, triggered, ctx)
    if triggered is None:
        return None
    triggered = with_requirements(triggered, block_context, ctx)
    gates = beneficiary_gates(block_context, to, ctx) + triggered.gates + block_context.gates
    gates += gates_over(triggered, block_context, ctx)
    is_yearly = isinstance(triggered.trigger, typed.YearTrigger)
    may_lack_figure = is_yearly and not any(each.is_broken for named in ctx.definitions.values() for each in named)
    for if_line in lines_of(line.body, ast.ConditionLine):
        made = conditions.if_gates(if_line, ctx, triggered.picked, triggered.record)
        may_lack_figure = may_lack_figure and len(made) == len(conditions.parts(if_line.test))
        gates += made
    amount = _amount(line, to, triggered, block_context.matters, ctx)
    if amount is None:
        return None
    _report_counts_to_day(triggered.trigger, (*(gate.test for gate in gates), *_row_tests(amount)), ctx)
    _report_order_by_other_day(triggered.trigger, (gates, amount), ctx)
    if may_lack_figure and figure_word(amount, gates) is None and next(nodes(amount, typed.AwardSum), None) is None:
        ctx.add(p.NoFigure(span=triggered.trigger.span))
    once = lookup.once_rule(line.head.once, triggered.record or triggered.picked, block_context.matters, ctx)
    _report_idle_once(line.head.once, to, ctx)
    label_line = single_line(line.body, ast.LabelLine, "as", ctx)
    return typed.Award(
        span=line.span,
        label=label_line.name.text
        if label_line is not None
        else default_label(block_context.article, triggered, amount, gates),
        article=block_context.article,
        text=format_line(line),
        trigger=triggered.trigger,
        to=to,
        start=line.head.start,
        gates=gates,
        amount=amount,
        once=once,
        counts_support=single_line(line.body, ast.SupportDeduction, "counting all other support", ctx) is not None,
        less=less,
        is_uncapped=block_context.uncapped or single_line(line.body, ast.UncappedLine, "uncapped", ctx) is not None,
        readings=tuple(x.text for x in lines_of(line.body, ast.ReadingLine))
        + tuple(_readings_under(lines_of(line.body, ast.Row))),
        title=_title(line.body, ctx),
        formerly=former_labels(line.body),
        is_debt=line.is_debt,
        set_off=_set_off(line, amount, ctx),
        payee_shares=_payee_shares(line, triggered, ctx),
    )


def former_labels(body: Iterable[object]) -> tuple[str, ...]:
    """The labels that a sentence had on earlier versions of the page."""
    return tuple(label.text for line in lines_of(body, ast.FormerLabels) for label in line.labels)


def _payee_shares(line: ast.Award, triggered: CheckedTrigger, ctx: Context) -> tuple[typed.PayeeShare, ...]:
    """The shares for others, at most the whole together; a debt has none."""
    if line.is_debt:
        refuse_lines(line.body, Phrase("under `collect`", "`收取`之下"), ctx, [ast.PayeeShare])
        return ()
    scope, shares = Scope(ctx, record=triggered.record), list[typed.PayeeShare]()
    for each in lines_of(line.body, ast.PayeeShare):
        field = ""
        if each.payee is not None:
            word = lookup.word(each.payee, scope)
            if isinstance(word, typed.RecordField):
                field = word.field
            elif not is_poison(word):
                ctx.add(p.NoWayToEvent(span=each.payee.span, word=each.payee.text))
        rate = amounts.fixed_rate(inference.infer(each.rate, scope)) or Fraction(0)
        shares.append(
            typed.PayeeShare(
                span=each.span, rate=rate, is_at_least=each.is_at_least, payee=field, payee_name=each.payee_name or ""
            )
        )
        total = sum((share.rate for share in shares), Fraction(0))
        if total > 1:
            ctx.add(p.SharesAboveAll(span=each.span, total=literal_phrase(*[percentage(total)] * 2)))
    return tuple(shares)


def _set_off(line: ast.Award, amount: typed.Amount, ctx: Context) -> int:
    """The years in which a debt is set off. An award has none, and a debt no sums that the bureau sets."""
    set_off = single_line(line.body, ast.SetOff, "set off against awards for", ctx)
    if not line.is_debt:
        refuse_lines(line.body, Phrase("under this award", "这项奖励之下"), ctx, [ast.SetOff])
    for sum_ in nodes(amount, typed.Ceiling) if line.is_debt else ():
        ctx.refuse_misplaced(
            sum_.span,
            keywords.phrase("up to"),
            Phrase("under `collect`", "`收取`之下"),
            Phrase("state the sum that is owed", "请写明应缴的金额"),
        )
    return 0 if set_off is None else set_off.years


def _report_counts_to_day(trigger: typed.Trigger, tests: Iterable[typed.Expr], ctx: Context) -> None:
    """Report `the day` in conditions of `while`, except as one side of a comparison of days: other conditions have no
    turning days.
    """
    if not isinstance(trigger, typed.StateTrigger):
        return
    for test in tests:
        compared = {
            id(side)
            for node in nodes(test, typed.Compare)
            if next(nodes(node, typed.DayOfYear), None) is None  # such a day differs between years
            for side in (node.left, node.right)
        }
        compared |= {id(node.day) for node in nodes(test, typed.ElapsedComparison)}
        for day in nodes(test, typed.ClaimDay):
            if id(day) not in compared:
                ctx.add(n.CountToEachDay(span=day.span))


def _report_order_by_other_day(trigger: typed.Trigger, parts: object, ctx: Context) -> None:
    """Report `earlier` in an award for another event than the default one, which orders the records."""
    if not isinstance(trigger, typed.EventTrigger | typed.SetTrigger):
        return
    record = ctx.schema.record_by_name[trigger.record]
    date_field = record.event_by_name[trigger.event].date_field
    for aggregate in nodes_around_picks((trigger, parts), typed.Aggregate):
        before, default = aggregate.before, record.default_event
        if isinstance(before, typed.RecordField) and before.field != date_field and default is not None:
            ctx.add(p.PickByTwoDays(span=aggregate.span, record=record.name, event=trigger.event, other=default.name))


def _row_tests(amount: typed.Amount) -> tuple[typed.Expr, ...]:
    rows = amount.rows if isinstance(amount, typed.AmountByRows) else ()
    return tuple(row.test for row in rows if row.test is not None)


def _title(body: Iterable[object], ctx: Context) -> str:
    """The title under an award or a budget line; empty without a title."""
    line = single_line(body, ast.TitleLine, "title", ctx)
    return "" if line is None else line.text


_OF_AWARDS: dict[type[ast.Sentence], tuple[str, Phrase]] = {
    ast.TitleLine: ("title", Phrase("only an award or a budget line has a title", "只有奖励和安排的经费有标题")),
    ast.FormerLabels: ("formerly", Phrase("only an award has lines in a ledger", "只有奖励在台账中有记录")),
    ast.SetOff: (
        "set off against awards for",
        Phrase("it belongs under `recover` or `collect`", "请写在追回或收取的句子之下"),
    ),
    ast.PayeeShare: (
        "of which",
        Phrase("only an award has a share for someone else", "只有奖励可以写归他人的份额"),
    ),
}
"""Lines that only some sentences have: their first words, and which sentences."""
_OF_OTHERS = tuple(kind for kind in _OF_AWARDS if kind is not ast.TitleLine)


def refuse_lines(
    body: Iterable[object], where: Phrase, ctx: Context, kinds: Iterable[type[ast.Sentence]] = tuple(_OF_AWARDS)
) -> None:
    """Report lines of awards, or those of some kinds, under another sentence."""
    for kind in kinds:
        word, advice = _OF_AWARDS[kind]
        for line in lines_of(body, kind):
            ctx.refuse_misplaced(line.span, keywords.phrase(word), where, advice)


def _readings_under(rows: Iterable[ast.Row]) -> Iterator[str]:
    """The readings under rows, and under rows in rows."""
    for row in rows:
        yield from (line.text for line in lines_of(row.body, ast.ReadingLine))
        yield from _readings_under(lines_of(row.body, ast.Row))


def _trigger(line: ast.Award, ctx: Context) -> CheckedTrigger | None:
    match line.amount:
        case ast.AmountByRank():
            return conditions.rank_trigger(line, ctx)
        case ast.AmountByRankOfRecord():
            return conditions.record_rank_trigger(line, ctx)
        case _:
            return conditions.award_trigger(line, ctx)


def _report_ties(line: ast.Award, ctx: Context) -> None:
    """Report a line about ties under an amount without ranks, or twice."""
    if isinstance(line.amount, ast.AmountByRank | ast.AmountByRankOfRecord):
        single_line(line.body, ast.TiesShare, "ties share the rank", ctx)
        return
    for ties in lines_of(line.body, ast.TiesShare):
        ctx.refuse_misplaced(
            ties.span,
            keywords.phrase("ties share the rank"),
            Phrase("under this award", "这项奖励之下"),
            Phrase("it belongs to `award by rank of FIGURE`", "它用于`对 每年 年度数据 排名 的 …，按 名次 分别奖励：`"),
        )


def _prior_payment_deduction(
    line: ast.Award, triggered: CheckedTrigger | None, ctx: Context
) -> typed.PriorPaymentDeduction | None:
    """`less already paid for K of the same F`; both kinds of record must have the field."""
    less = single_line(line.body, ast.PriorPaymentDeduction, "less already paid for", ctx)
    if less is None:
        return None
    paid = lookup.record_named(less.record, ctx)
    if triggered is None or paid is None:
        return None
    if triggered.record is None:
        return ctx.refuse_misplaced(
            less.span,
            keywords.phrase("less already paid for"),
            Phrase("under an award for a set or a year", "针对一批记录或按年度的奖励之下"),
            Phrase(
                "earlier payments are matched by a field of the award's record",
                "此前已奖励的，由奖励所针对的那一条记录的字段说明",
            ),
        )
    types = []
    for record in (triggered.record, paid):
        field = record.field_by_name.get(less.field.text)
        if field is None:
            lookup.report_unknown_field(less.field, record.field_by_name, f"`{record.name}`", ctx)
            return None
        types.append(field.type)
    if types[0] != types[1]:
        place, expected, found_type = (
            Phrase("`{field}` of `{paid}`", "`{paid}`的`{field}`", field=less.field.text, paid=paid.name),
            types[0].phrase,
            types[1].phrase,
        )
        return ctx.refuse(n.Mismatch(span=less.field.span, place=place, expected=expected, found=found_type))
    return typed.PriorPaymentDeduction(span=less.span, record=paid.name, field=less.field.text)


def _report_idle_once(once: ast.OnceRule | None, to: tuple[str, ...], ctx: Context) -> None:
    """Report `once per K` if no paid applicant can be a K."""
    paid = scope.kinds_paid(to, ctx.schema)
    for key in once.per if once is not None else ():
        if (
            to
            and key.text in ctx.schema.kinds_and_classes
            and not any(key.text in ctx.schema.wider_kinds[k] for k in paid)
        ):
            ctx.add(
                p.RuleWithoutEffect(
                    span=key.span,
                    verb=keywords.phrase("once"),
                    why=Phrase("the award is paid to {who}", "这项奖励给{who}", who=join_names(to)),
                    advice=Phrase("write `once per {who}`", "请写`每个 {who} 一次性奖励`", who=to[0]),
                )
            )


def with_requirements(triggered: CheckedTrigger, block_context: BlockContext, ctx: Context) -> CheckedTrigger:
    """The trigger with the requirements of its block that are about its record, after the words of `when`."""
    record = triggered.record or triggered.picked
    if record is None:
        return triggered
    added: tuple[typed.Gate, ...] = ()
    for requirement in sorted(block_context.requirements, key=lambda each: each.line.span.line):
        line = requirement.line
        if not isinstance(line, ast.Requirement) or not _is_about(line, record, ctx):
            continue
        requirement.is_met = True
        with requirement.reading_here(ctx):
            scope = conditions.when_scope(record, line.test, ctx)
            made = conditions.gates(conditions.parts(line.test), scope)
        for gate in made:
            added += (attrs.evolve(gate, article=requirement.article, is_requirement=bool(requirement.article)),)
    if isinstance(triggered.trigger, typed.SetTrigger):
        trigger = attrs.evolve(triggered.trigger, picks=triggered.trigger.picks + added)
        return attrs.evolve(triggered, trigger=trigger)
    return attrs.evolve(triggered, gates=triggered.gates + added)


def words_of_records(test: ast.Expr, ctx: Context) -> list[ast.Name]:
    """The words of a condition that are not about the applicant, without those of picks."""
    names = [
        *(node.name for node in nodes(test, ast.Word, without=(ast.Pick,))),
        *(node.day for node in nodes(test, ast.SeriesValue, without=(ast.Pick,))),
        *(node.state for node in nodes(test, ast.StateLength, without=(ast.Pick,))),
    ]
    return [name for name in names if name.text not in ctx.vocabulary.applicant_words()]


def _is_about(line: ast.Requirement, record: RecordKind, ctx: Context) -> bool:
    """Whether a requirement is about a kind of record: the named one, or each that has all of its words."""
    if line.record is not None:
        return line.record.text in ctx.schema.lineage(record.name)
    words = words_of_records(line.test, ctx)
    return bool(words) and all(
        word.text in record_words(record) or ctx.definition(word.text, record) is not None for word in words
    )


def gates_over(triggered: CheckedTrigger, block_context: BlockContext, ctx: Context) -> tuple[typed.Gate, ...]:
    """The gates of `if` lines under `over`."""
    gates: list[typed.Gate] = []
    for requirement in block_context.requirements:
        if isinstance(requirement.line, ast.ConditionLine):
            requirement.is_met = True
            with requirement.reading_here(ctx):
                made = conditions.if_gates(requirement.line, ctx, triggered.picked, triggered.record)
            gates += (attrs.evolve(gate, article=requirement.article, is_requirement=True) for gate in made)
    return tuple(gates)


def beneficiary_gates(block_context: BlockContext, to: tuple[str, ...], ctx: Context) -> tuple[typed.Gate, ...]:
    """The conditions of `here WHO means` for an award to WHO. They do not apply to other beneficiaries."""
    gates: list[typed.Gate] = []
    for who in to:
        if who not in block_context.means:
            continue
        other_kinds = tuple(
            typed.ApplicantKindTest(span=block_context.means[who].tests[0].span, kind=kind)
            for kind in to
            if kind != who
        )
        scope = Scope(ctx, has_applicant=True, has_figures=True)
        for gate in conditions.gates(block_context.means[who].tests, scope):
            if other_kinds:
                gate = attrs.evolve(gate, test=typed.Or(span=gate.span, parts=(*other_kinds, gate.test)))
            gates.append(attrs.evolve(gate, article=block_context.means[who].article))
    return tuple(gates)


def report_unbound_kinds(
    means: Mapping[str, BeneficiaryConditions], awards: Sequence[typed.Award | typed.Allocation], ctx: Context
) -> None:  # fmt: skip
    """Report a definition of applicants that binds no award, or not the awards to a narrower or wider kind.

    Awards to everybody are reported if it binds none.
    """
    kinds = {word: {*scope.kinds_paid((word,), ctx.schema)} for word in ctx.schema.kinds_and_classes if means}
    for each in means.values():
        is_idle = not any(each.who in award.to for award in awards)
        words = [[to for to in award.to if to not in means and kinds[to] & kinds[each.who]] for award in awards]
        missed = [award for award, other in zip(awards, words, strict=True) if other or (is_idle and not award.to)]
        if each.is_explained or not (missed or is_idle):
            continue
        definitions = [
            Phrase("`here {word} means …`", "`本文件所称 {word} 是指 …`", word=word)
            for word in dict.fromkeys(itertools.chain.from_iterable(words))
        ]
        narrowed = Phrase("`to {who}` in these awards", "在这些奖励中写明对象`{who}`", who=each.who)
        ctx.add(
            w.UnboundDefinition(
                span=each.span,
                who=each.who,
                labels=join_first_names([award.label for award in missed], 3, "项")
                if missed
                else Phrase("any award", "任何奖励"),
                advice=join_alternatives((*definitions, narrowed)),
                related=tuple(RelatedPlace(award.span, Phrase("not bound", "不受约束")) for award in missed[:3]),
            )
        )


# ------------------------------------------------------------------------------------------------- amounts


def _amount(
    line: ast.Award, to: tuple[str, ...], triggered: CheckedTrigger, matters: Matters, ctx: Context
) -> typed.Amount | None:  # fmt: skip
    scope = attrs.evolve(triggered.scope(ctx), matters=matters)
    convert = single_line(line.body, ast.ConversionLine, "convert at", ctx)
    if convert is not None:
        conversion = _conversion(convert, triggered, ctx)
        if conversion is None:
            return None
        scope = attrs.evolve(scope, conversion=conversion)
    lines = lines_of(line.body, ast.Row)
    checked: typed.Amount | None
    if isinstance(line.amount, ast.AmountByRank | ast.AmountByRankOfRecord):
        place = conditions.rank_of(line, to, triggered.record, ctx)
        checked = amounts.amount_by_rank(place, lines, scope) if place is not None else None
    else:
        checked = amounts.amount(line.amount, lines, scope)
    for kind, word, with_bound in _BOUNDS:
        bound = single_line(line.body, kind, word, ctx)
        if checked is not None and bound is not None:
            checked = with_bound(checked, bound, scope)
    if checked is not None and convert is not None and next(nodes(checked, typed.CurrencyConversion), None) is None:
        return ctx.refuse(
            p.NothingToConvert(
                span=convert.span,
                why=Phrase("the amount names no money field of the record", "数额没有用到记录的金额字段"),
            )
        )
    return checked


_BOUNDS: tuple[tuple[type[ast.Sentence], str, Callable[[typed.Amount, Any, Scope], typed.Amount | None]], ...] = (
    (ast.AwardLimit, "at most", amounts.amount_with_limit),
    (ast.AwardMinimum, "at least", amounts.amount_with_minimum),
    (ast.AwardThreshold, "nothing below", amounts.amount_with_threshold),
)
"""The lines under an award that bound each claim, with their keywords, in the order in which they apply."""


def _conversion(line: ast.ConversionLine, triggered: CheckedTrigger, ctx: Context) -> Conversion | None:
    series = lookup.series_named(line.series, ctx)
    if series is None:
        return None
    if series.currency != ctx.currency:
        kind = (
            Phrase("gives {currency}", "折算为{currency}", currency=series.currency)
            if series.currency is not None
            else Phrase("is a percentage", "是比例")
        )
        return ctx.refuse(n.CannotConvert(span=line.series.span, series=series.name, currency=ctx.currency, found=kind))
    if triggered.record is None:
        why = (
            Phrase("the award is for a set", "奖励针对一批记录")
            if triggered.picked is not None
            else Phrase("the award does not name a record", "奖励没有涉及记录")
        )
        return ctx.refuse(p.NothingToConvert(span=line.span, why=why))
    day = lookup.word(line.day, Scope(ctx, record=triggered.record))
    if is_poison(day):
        return None
    if not day.type.is_date:
        place, found_type = Phrase("`convert … on`", "`按 … 折算`"), day.type.phrase
        return ctx.refuse(n.NotADate(span=line.day.span, place=place, word=line.day.text, found=found_type))
    return Conversion(series.name, day)


def report_award_sums(page: ast.Page, root: typed.Block, awards: tuple[typed.Award, ...], ctx: Context) -> None:
    """Report sums of other awards outside the amount of an award, and those of awards under rules across applicants."""
    written = [*nodes((page.header, page.items), ast.AwardSum)]
    if not written:
        return
    paying = [line for line in lines_of(sentences(page.items), ast.Award) if not line.is_debt]
    fixed = [amount.value for line in paying for amount in nodes(line, ast.FixedAmount)]
    placed = {id(sum_) for value in fixed for sum_ in _placed_sums(value)}
    for sum_ in written:
        if id(sum_) not in placed:
            ctx.refuse_misplaced(
                sum_.span,
                LocalizedSentence(format_expr(sum_)),
                Phrase("here", "此处"),
                Phrase(
                    "it belongs to the amount of a later award, as `10% of what …`, `500 plus what …` or"
                    " `20000 less what …`; the most that an award may pay over all years is a `cap` below it",
                    "它只用于其后另一项奖励的金额：`…金额 的 10%`、`500元 加 …金额`、`2万元 减 …金额`；"
                    "一项奖励各年累计的限额，请在其后写`最高奖励`",
                ),
            )
    for node in nodes(tuple(award.amount for award in awards), typed.AwardSum):
        after = {*scope.rules_after(root, node.line)} if node.kind == ast.AwardSumKind.PAYS.value else ()
        rules = [placed for placed in placed_rules(root, awards) if placed.rule.name not in after]
        reached = {*node.awards}
        while more := {label for each in rules if each.labels & reached for label in each.labels} - reached:
            reached |= more
        if any(
            isinstance(each.rule, typed.Quota) or getattr(each.rule, "is_across_applicants", False)
            for each in rules
            if each.labels & reached
        ):
            ctx.add(p.SumAcrossApplicants(span=node.span))


def _placed_sums(expr: ast.Expr) -> Iterator[ast.AwardSum]:
    """The sums of other awards that are added, multiplied by what is known, or deducted at the end."""
    match expr:
        case ast.AwardSum():
            yield expr
        case ast.Share(base=base) | ast.RateOf(base=base):
            yield from _placed_sums(base)
        case ast.Product(factors=factors, is_divisor=divides):
            with_sums = [place for place, each in enumerate(factors) if next(nodes(each, ast.AwardSum), None)]
            if len(with_sums) == 1 and not divides[with_sums[0]]:
                yield from _placed_sums(factors[with_sums[0]])
        case ast.Sum(terms=terms, signs=signs):
            for term, is_added in (*zip(terms[:-1], signs[:-1], strict=True), (terms[-1], True)):
                yield from _placed_sums(term) if is_added else ()


# ------------------------------------------------------------------------------------------------- budget lines


def allocation(line: ast.Allocation, block_context: BlockContext, ctx: Context) -> typed.Allocation | None:
    """A budget line, which is never a claim."""
    refuse_lines(line.body, Phrase("under a budget line", "安排的经费之下"), ctx, _OF_OTHERS)
    to = beneficiaries(line.to, ctx)
    for key in line.per:
        if key.text != "year":
            advice = Phrase("a budget line is a sum for each year: `per year`", "安排的经费按年度计：`每年`")
            ctx.add(
                p.HeadMismatch(
                    span=key.span,
                    part=keywords.per_phrase(key.text),
                    other=keywords.phrase("allocate"),
                    advice=advice,
                )
            )
    match line.trigger:
        case ast.WhenTrigger() as when:
            triggered = conditions.when_trigger(when, ctx)
        case ast.WhileTrigger() as trigger:
            triggered = conditions.while_trigger(trigger, line.to, ctx)
        case ast.YearTrigger(span=span):
            triggered = CheckedTrigger(typed.YearTrigger(span=span))
    if triggered is None:
        return None
    amount = amounts.amount_without_rows(line.amount, triggered.scope(ctx))
    if not isinstance(amount, typed.FixedAmount):
        return None
    triggered = with_requirements(triggered, block_context, ctx)
    gates = beneficiary_gates(block_context, to, ctx) + triggered.gates + block_context.gates
    gates += gates_over(triggered, block_context, ctx)
    for if_line in lines_of(line.body, ast.ConditionLine):
        gates += conditions.if_gates(if_line, ctx, about=triggered.record)
    _report_counts_to_day(triggered.trigger, (gate.test for gate in gates), ctx)
    _report_order_by_other_day(triggered.trigger, (gates, amount), ctx)
    label_line = single_line(line.body, ast.LabelLine, "as", ctx)
    return typed.Allocation(
        span=line.span,
        article=block_context.article,
        label=label_line.name.text
        if label_line is not None
        else default_label(block_context.article, triggered, amount, gates),
        text=format_line(line),
        amount=amount,
        to=to,
        trigger=triggered.trigger,
        gates=gates,
        readings=tuple(x.text for x in lines_of(line.body, ast.ReadingLine)),
        title=_title(line.body, ctx),
    )


def reference(line: ast.Reference, block_context: BlockContext, ctx: Context) -> typed.Reference | None:
    """A reference to another document, which decides."""
    refuse_lines(line.body, Phrase("under `refers to`", "按其他文件执行的事项之下"), ctx)
    readings = tuple(x.text for x in lines_of(line.body, ast.ReadingLine))
    triggered = conditions.reference_trigger(line.trigger, ctx) if line.trigger is not None else None
    if line.trigger is not None and triggered is None:
        return None
    gates = (triggered.gates if triggered is not None else ()) + block_context.gates
    about = triggered.record if triggered is not None else None
    for if_line in lines_of(line.body, ast.ConditionLine):
        gates += conditions.if_gates(if_line, ctx, about=about)
    if triggered is not None:
        _report_counts_to_day(triggered.trigger, (gate.test for gate in gates), ctx)
        _report_order_by_other_day(triggered.trigger, gates, ctx)
    return typed.Reference(
        span=line.span,
        article=block_context.article,
        document=line.document,
        trigger=triggered.trigger if triggered is not None else None,
        gates=gates,
        readings=readings,
    )


def transition(
    line: ast.Reference,
    block_context: BlockContext,
    awards: Iterable[typed.Award],
    articles: tuple[str, ...],
    head: Header,
    ctx: Context,
) -> typed.Transition | None:
    """`refers to "…" instead of articles 1 to 24 for records of 2021`."""
    for other in line.body:
        if not isinstance(other, ast.ReadingLine | ast.SourceNote):
            ctx.refuse_misplaced(
                other.span,
                LocalizedSentence(format_line(other)),
                Phrase("under `refers to … instead of`", "`改按 … 执行`之下"),
                Phrase("the older document decides on every record of that year", "该年度的全部记录都按以前的文件执行"),
            )
    if line.instead_of is None or line.records_of is None:
        return None
    numbers = articles_in_range(line.instead_of, articles, ctx)
    under = tuple(award for award in awards if award.article in numbers)
    if numbers and not under:
        why, advice = (
            Phrase("these articles have no awards", "这些条中没有奖励"),
            Phrase("name the articles whose awards it takes over", "请写改按以前文件执行的各条"),
        )
        ctx.add(g.EmptyTransition(span=line.instead_of.span, why=why, advice=advice))
    if not under:
        return None
    start, end = _payment_period(under, head)
    year, year_of = line.records_of, head.fiscal_year.year_of
    if (start is not None and year < year_of(start)) or (end is not None and year > year_of(end)):
        shown = _time(start, end)
        why = Phrase(
            "records of {year} are outside the period of these awards, {shown}",
            "{year}年的记录不在这些奖励的时间（{shown}）之内",
            year=year,
            shown=shown,
        )
        advice = Phrase("write a year in which the policy is in effect", "请写政策有效期内的年度")
        return ctx.refuse(g.EmptyTransition(span=line.span, why=why, advice=advice))
    return typed.Transition(
        span=line.span,
        article=block_context.article,
        text=format_line(line),
        document=line.document,
        year=line.records_of,
        awards=tuple(award.label for award in under),
        readings=tuple(x.text for x in lines_of(line.body, ast.ReadingLine)),
    )


def _time(start: datetime.date | None, end: datetime.date | None) -> Phrase:
    if end is None:
        return Phrase("from {start} on", "自{start}起", start=str(start))
    if start is None:
        return Phrase("up to {end}", "至{end}止", end=str(end))
    return Phrase("{start} to {end}", "{start}至{end}", start=str(start), end=str(end))


def report_two_standards(root: typed.Block, awards: tuple[typed.Award, ...], ctx: Context) -> None:
    """Report two rules that raise an award to an older standard but define its matter differently."""
    raising = [item for item in placed_rules(root, awards) if isinstance(item.rule, typed.OlderStandardRule)]
    for before, after in itertools.combinations(raising, 2):
        raised = {award.label for award in reached_awards(before, ctx.schema)}
        for award in reached_awards(after, ctx.schema):
            first_fields, second_fields = (_fields_of_matter(item.rule, award, ctx) for item in (before, after))
            if award.label in raised and first_fields != second_fields:
                related, span = (
                    (RelatedPlace(before.rule.span, Phrase("the rule before it", "前一条规则")),),
                    after.rule.span,
                )
                first_words, second_words = (_basis_words(fields) for fields in (first_fields, second_fields))
                ctx.add(
                    g.TwoStandards(span=span, related=related, award=award.label, one=first_words, other=second_words)
                )
                break


def _basis_words(fields: tuple[str, ...]) -> Phrase:
    names = ", ".join(fields) or Phrase("item", "项目")
    return Phrase("its `{names}`", "按`{names}`", names=names)


def _fields_of_matter(rule: typed.Rule | typed.Condition, award: typed.Award, ctx: Context) -> tuple[str, ...]:
    """The fields that define the matter of an award's claims; the applicant if claims have no record."""
    keys = rule.keys if isinstance(rule, typed.OlderStandardRule) else ()
    stated = ctx.matters[next((key for key in keys if key in ctx.matters), MATTER)]
    record = scope.record_of_claim(award)
    return MATTER_IS_APPLICANT if record is None else ctx.schema.record_by_name[record].matter_fields(stated)


def report_twins(transitions: Iterable[typed.Transition], ctx: Context) -> None:
    """Report two transitions for the same claims."""
    earlier: list[typed.Transition] = []
    for transition_line in transitions:
        other = next(
            (x for x in earlier if x.year == transition_line.year and {*x.awards} & {*transition_line.awards}), None
        )
        if other is not None:
            word, related = (
                Phrase(
                    "instead of … for records of {year}", "{year}年度 的记录 改按 … 执行", year=transition_line.year
                ),
                (RelatedPlace(other.span, THE_FIRST),),
            )
            ctx.add(g.RepeatedLine(span=transition_line.span, word=word, related=related))
        earlier.append(transition_line)


def _payment_period(awards: Iterable[typed.Award], head: Header) -> tuple[datetime.date | None, datetime.date | None]:
    """The days between which these awards may pay."""
    start, end = head.window.start, head.window.end
    if start is not None:
        earlier = [head.discretion_from, *(award.start for award in awards)]
        start = min([start, *(day for day in earlier if day is not None)])
    return start, end


def replaced_documents(
    lines: Iterable[ast.ReplacesLine], awards: Iterable[typed.Award], ctx: Context
) -> tuple[typed.ReplacedDocument, ...]:
    """`replaces "…"` with `clause NEW was OLD` lines: NEW is a label of this page."""
    labels = [award.label for award in awards]
    documents: list[typed.ReplacedDocument] = []
    for line in lines:
        pairs: dict[tuple[str, str], None] = {}
        for was in line.body:
            if (was.new, was.old) in pairs:
                ctx.add(g.RepeatedLine(span=was.span, word=LocalizedSentence(format_line(was))))
            elif was.new in labels:
                pairs[was.new, was.old] = None
            else:
                near = near_label(was.new, labels, ctx)
                ctx.add(
                    n.UnknownLabel(
                        span=was.span, word=was.new, where=Phrase("in this policy", "本政策中"), nearest=near
                    )
                )
        documents.append(typed.ReplacedDocument(span=line.span, document=line.document, clauses=tuple(pairs)))
    return tuple(documents)


@attrs.frozen(eq=False, repr=False)
class _Kind(ValueObject):
    """The form of a listed word, and what its two findings say."""

    form: re.Pattern[str]
    what: Phrase
    form_advice: Phrase
    present: Phrase
    present_advice: Phrase

    def former(self, listed: Sequence[ast.Name], places: Mapping[str, Span], ctx: Context) -> list[tuple[str, Span]]:
        """The words that an earlier version may have had, each with its place; others are reported.

        `places` are the words that the page has today, each with its place.
        """
        former: list[tuple[str, Span]] = []
        for word in listed:
            text, place = word.text, places.get(word.text)
            if self.form.fullmatch(text) is None:
                ctx.add(n.MalformedFormerLabel(span=word.span, word=text, what=self.what, advice=self.form_advice))
            elif place is not None:
                related = (RelatedPlace(place, Phrase("stated here", "写在此处")),)
                what, advice = self.present, self.present_advice
                ctx.add(g.PresentLabel(span=word.span, word=text, what=what, advice=advice, related=related))
            else:
                former.append((text, word.span))
        return former


_LABEL = _Kind(
    re.compile(r"(?:\d+(?:\.\d+)*[A-Za-z]?\.)?[^\W\d]\w*(?:\.[^\W\d]\w*)?"),
    Phrase("the label of an award", "条款名"),
    Phrase(
        "a label is `2.RECORD.EVENT`, as in ledgers, or the word after `as`",
        "条款名写作`2.记录.事件`，与台账一致，或写`简称`之后的词",
    ),
    Phrase("the label of an award of this page", "本页一项奖励的简称"),
    Phrase(
        "an award continues the one that had the label of its `as` line: delete this word, or change that line",
        "奖励自动延续以前版本中简称相同的一项：请删去此处，或改用其他简称",
    ),
)
_POLICY = _Kind(
    re.compile(r"[^\W\d]\w*"),
    Phrase("the name of a policy", "政策的名称"),
    Phrase(
        "write the name after `policy` on the earlier version; labels of awards are listed under the awards",
        "请写以前版本中`政策`之后的名称；条款名写在各项奖励之下",
    ),
    Phrase("the name of this policy", "本政策的名称"),
    Phrase("a policy continues the ledger of its own name: delete this word", "同名的台账自动延续：请删去此处"),
)


def former_names(page: ast.Page, ctx: Context) -> Iterator[list[tuple[str, Span]]]:
    """The labels that a page lists, and then the names of the policy, each with its place; others are reported."""
    head = page.header if isinstance(page.header, ast.PolicyLine) else None
    header = () if head is None else head.header
    labels = [label for line in nodes(header, ast.EndedLabels) for label in line.labels]
    labels += [label for line in lines_of(sentences(page.items), ast.FormerLabels) for label in line.labels]
    awards = [each for each in sentences(page.items) if isinstance(each, ast.Award | ast.Recovery)]
    own_labels = {line.name.text: line.span for award in awards for line in nodes(award.body, ast.LabelLine)}
    yield _LABEL.former(labels, own_labels, ctx)
    names = [name for line in nodes(header, ast.FormerNames) for name in line.names]
    yield _POLICY.former(names, {} if head is None else {head.name.text: head.name.span}, ctx)
