"""Recoveries: what is paid back of the payments of the awards before a sentence; rules over awards and debts.

Input: a `recover` sentence, its block, and the awards above it there. Output: the typed recovery, or
findings. Its conditions and its share are asked for each payment, so they may name `the payment`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from ipdsl.base.findings.finding import Edit, RelatedPlace
from ipdsl.base.findings.phrase import Phrase, literal_phrase
from ipdsl.base.source import Span
from ipdsl.schema.type_list import NUMBER
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.rate import RateType
from ipdsl.schema.vocabulary import RecordKind
from ipdsl.semantics import amounts, header, lookup, typed
from ipdsl.semantics.awards import BlockContext, lines_of, single_line
from ipdsl.semantics.errors import names_and_types as n
from ipdsl.semantics.errors import policy as p
from ipdsl.semantics.expressions import conditions, inference
from ipdsl.semantics.lookup import Context, Scope, is_poison
from ipdsl.semantics.scope import articles_in_range, placed_rules
from ipdsl.semantics.typed import nodes
from ipdsl.syntax import ast, keywords
from ipdsl.syntax.printing import CHINESE, ENGLISH, format_line


def recovery(
    line: ast.Recovery,
    block_context: BlockContext,
    awards: Sequence[typed.Award],
    numbers: tuple[str, ...],
    ctx: Context,
) -> typed.Recovery | None:
    """Check a recovery; `awards` are those that it may reach, `numbers` the articles of the page."""
    triggered = conditions.when_trigger(line.trigger, ctx)
    if triggered is None or triggered.record is None or not isinstance(triggered.trigger, typed.EventTrigger):
        return None
    if not awards:
        ctx.add(p.RecoveryReachesNothing(span=line.span))
        return None
    record = triggered.record
    same = _shared_field(line.same, record, awards, ctx)
    payer = None if line.payer is None else _field(line.payer, record, ctx)
    scope = triggered.scope(ctx)
    share = _share(line, scope)
    tests = tuple(
        gate
        for if_line in lines_of(line.body, ast.ConditionLine)
        for gate in conditions.if_gates(if_line, ctx, about=record)
    )
    surcharge = single_line(line.body, ast.Surcharge, "surcharge", ctx)
    interest = single_line(line.body, ast.RecoveryInterest, "interest", ctx)
    limit = single_line(line.body, ast.AwardLimit, "at most", ctx)
    threshold = single_line(line.body, ast.RecoveryThreshold, "nothing below", ctx)
    rounding = single_line(line.body, ast.RoundingLine, "round", ctx)
    order = single_line(line.body, ast.PaymentOrder, "in the order", ctx)
    set_off = single_line(line.body, ast.SetOff, "set off against awards for", ctx)
    label = single_line(line.body, ast.LabelLine, "as", ctx)
    title = single_line(line.body, ast.TitleLine, "title", ctx)
    if share is None:
        return None
    of_event = [
        line.trigger,
        surcharge,
        limit,
        threshold,
        *([line.share] if line.is_above or share.type.is_money else []),
    ]
    for day in (day for part in of_event for day in nodes(part, ast.PaymentDay)):
        ctx.add(n.DayOfPayment(span=day.span, word=keywords.phrase(day.point.value)))
    return typed.Recovery(
        span=line.span,
        label=label.name.text if label is not None else ".".join(filter(None, (block_context.article, "recover"))),
        article=block_context.article,
        text=format_line(line),
        trigger=triggered.trigger,
        gates=triggered.gates,
        tests=tests,
        share=share,
        is_above=line.is_above,
        awards=tuple(award.label for award in awards),
        same=same,
        payer=payer,
        surcharge=None if surcharge is None else _rate(surcharge.rate, scope),
        interest=() if interest is None else _interest(interest, scope),
        at_most=None if limit is None else amounts.money(limit.amount, scope),
        threshold=None if threshold is None else amounts.money(threshold.amount, scope),
        frees_threshold=threshold is not None and threshold.includes_sum,
        rounding=None if rounding is None else header.rounding(rounding, ctx),
        order=() if order is None else _order(order, awards, numbers, ctx),
        stops=bool(lines_of(line.body, ast.StopPayments)),
        set_off=0 if set_off is None else set_off.years,
        readings=tuple(each.text for each in lines_of(line.body, ast.ReadingLine)),
        title="" if title is None else title.text,
    )


def _share(line: ast.Recovery, scope: Scope) -> typed.Expr | None:
    """The rate or the sum; `None` after an error."""
    if line.is_above:
        return amounts.money(line.share, scope)
    hint = MoneyType() if isinstance(line.share, ast.Number) else RateType()
    share = inference.infer(line.share, scope, hint)
    if is_poison(share) or share.type.is_money or share.type.is_rate or share.type == NUMBER:
        value = share.value if isinstance(share, typed.Const) and share.type.is_rate else 0
        if isinstance(value, Fraction | int) and value > 1:
            scope.ctx.add(p.RecoveryAboveAll(span=line.share.span))
        return share
    return scope.ctx.refuse(n.NotShareOrSum(span=line.share.span, found=share.type.phrase))


def _rate(expr: ast.Expr, scope: Scope) -> typed.Expr:
    """An expression that must be a rate."""
    rate = inference.infer(expr, scope, RateType())
    if rate.type.is_rate or is_poison(rate):
        return rate
    return scope.ctx.poison(expr.span, n.NotShareOrSum(span=expr.span, found=rate.type.phrase))


def _interest(line: ast.RecoveryInterest, scope: Scope) -> tuple[typed.Expr, typed.Expr, typed.Expr]:
    """Rate, first and last day."""
    where = Phrase("`interest`", "`计息`")
    first, last = (inference.day_value(day, scope, where) for day in (line.start, line.end))
    return _rate(line.rate, scope), first, last


def _field(name: ast.Name, record: RecordKind, ctx: Context) -> str | None:
    """A field of the record of the event."""
    word = lookup.word(name, Scope(ctx, record=record))
    return word.field if isinstance(word, typed.RecordField) else None


def _shared_field(name: ast.Name | None, record: RecordKind, awards: Sequence[typed.Award], ctx: Context) -> str | None:
    """The field of `for the same FIELD`, which the event and a reached award share."""
    if name is None or (field := _field(name, record, ctx)) is None:
        return None
    kinds = [ctx.schema.record_by_name[kind] for award in awards if (kind := getattr(award.trigger, "record", None))]
    if not any(field in kind.field_by_name for kind in kinds):
        ctx.add(p.FieldNotShared(span=name.span, word=name.text))
    return field


def _order(
    line: ast.PaymentOrder, awards: Sequence[typed.Award], numbers: tuple[str, ...], ctx: Context
) -> tuple[str, ...]:
    """The labels of the awards in the stated order."""
    labels: list[str] = []
    for ref in line.refs:
        if isinstance(ref, ast.ArticleRef):
            articles = articles_in_range(ref, numbers, ctx)
            if not articles:
                continue  # it is reported
            reached = [award.label for award in awards if award.article in articles]
        else:
            reached = [award.label for award in awards if award.label == ref.text]
        if not reached:
            ctx.add(p.NotRecovered(span=ref.span, word=literal_phrase(ENGLISH.text(ref), CHINESE.text(ref))))
        labels += reached
    return tuple(dict.fromkeys(labels))


# ---------------------------------------------------------------------------------------------- directions


def paying_awards(awards: Iterable[typed.Award]) -> tuple[typed.Award, ...]:
    """The awards that pay, without what is collected."""
    return tuple(award for award in awards if not award.is_debt)


def report_directions(
    root: typed.Block, awards: tuple[typed.Award, ...], recoveries: Iterable[typed.Recovery], ctx: Context,
    *, is_chinese: bool,
) -> None:  # fmt: skip
    """Report rules over awards and debts, debts that carry money forward, and recoveries that leave carried money."""
    carried: set[str] = set()
    for placed in placed_rules(root, awards):
        paid = paying_awards(placed.awards)
        debts = [award for award in placed.awards if award.is_debt]
        rule = placed.rule
        is_carrying = isinstance(rule, typed.Cap) and rule.carry > 0
        if debts and paid:
            labels = ", ".join(award.label for award in debts)
            exempt = _line_under(rule.span, f"except {labels}", f"{labels} 除外", is_chinese=is_chinese)
            candidates = () if rule.exempt else (exempt,)
            related = (RelatedPlace(debts[0].span, Phrase("this debt", "这项收取")),)
            ctx.add(p.BothDirections(span=rule.span, labels=labels, related=related, candidates=candidates))
        elif debts and (word := _word_of_payments(rule)):
            advice = Phrase("it is about money that is paid: remove it", "这是关于兑现的规定：请删去")
            where = Phrase("over what is collected", "收取的金额之上")
            ctx.add(p.MisplacedLine(span=rule.span, word=keywords.phrase(word), where=where, advice=advice))
        carried |= {award.label for award in paid if is_carrying}
    for recovery in recoveries:
        takes_all = (
            isinstance(recovery.share, typed.Const) and recovery.share.type.is_rate and recovery.share.value == 1
        )
        if takes_all and not (recovery.stops or recovery.readings or carried.isdisjoint(recovery.awards)):
            stop = _line_under(recovery.span, "pay nothing more", "未拨付部分停止拨付", is_chinese=is_chinese)
            ctx.add(p.CarriedMoneyRemains(span=recovery.span, candidates=(stop,)))


def _word_of_payments(rule: typed.Rule | typed.Condition) -> str:
    """The words of a rule that is about payments alone; empty if debts may be under it."""
    match rule:
        case typed.Cap(carry=years) if years:
            return "carry forward"
        case typed.Quota():
            return "quota"
        case typed.OlderStandardRule():
            return "pay highest with older documents"
        case typed.Cap(is_across_applicants=True) | typed.Limit(is_across_applicants=True):
            return "across applicants"
        case _:
            return ""


def _line_under(span: Span, en: str, zh: str, *, is_chinese: bool) -> Edit:
    """The edit that writes a line under a sentence."""
    end = Span(span.file, span.end_line, span.end_column, span.end_line, span.end_column)
    return Edit(end, f"\n{' ' * (span.column + 1)}{zh if is_chinese else en}")
