"""Payments: when the grants of the awards before a sentence are paid, and what is paid back; rules over debts.

Input: a `recover` or `pay in parts` sentence, its block, and the awards above it there. Output: the typed recovery or
payment schedules, or findings. The conditions and the share of a recovery are asked for each payment, so they may name
`the payment`. The words of an instalment are about the record of the award, or of another event that it names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

import attrs

from ipdsl.base.findings.finding import Edit, RelatedPlace
from ipdsl.base.findings.phrase import Phrase, literal_phrase
from ipdsl.base.partition import values_by_key
from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.written_values import decimal, percentage
from ipdsl.schema.type_list import NUMBER
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.rate import RateType
from ipdsl.schema.vocabulary import RecordKind
from ipdsl.semantics import amounts, header, lookup, typed
from ipdsl.semantics.awards import BlockContext, former_labels, lines_of, single_line
from ipdsl.semantics.errors import lints as w, names_and_types as n, policy as p
from ipdsl.semantics.expressions import conditions, inference
from ipdsl.semantics.lookup import Context, Scope, is_poison
from ipdsl.semantics.scope import articles_in_range, placed_rules, record_of_claim
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
    same = _shared_field(line, record, awards, ctx)
    payer = None if line.payer is None else _field(line.payer, record, ctx)
    scope = triggered.scope(ctx)
    share = _share(line, scope)
    tests = tuple(
        gate
        for if_line in lines_of(line.body, ast.ConditionLine)
        for gate in conditions.if_gates(if_line, ctx, about=record, counts_from_grant=True)
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
        surcharge=None if surcharge is None else _rate(surcharge.rate, scope, n.SURCHARGE_RATE, n.SURCHARGE_ADVICE),
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
        formerly=former_labels(line.body),
    )


def _share(line: ast.Recovery, scope: Scope) -> typed.Expr | None:
    """The rate or the sum; `None` after an error."""
    if line.is_above:
        return amounts.money(line.share, scope)
    hint = MoneyType() if isinstance(line.share, ast.Number) else RateType()
    share = inference.infer(line.share, scope, hint)
    _report_bare_share(line.share, scope.ctx)
    if is_poison(share) or share.type.is_money or share.type.is_rate or share.type == NUMBER:
        if not share.type.is_money and (amounts.fixed_number(share) or 0) > 1:
            scope.ctx.add(p.RecoveryAboveAll(span=line.share.span))
        return share
    return scope.ctx.refuse(n.NotShareOrSum(span=line.share.span, found=share.type.phrase))


def _report_bare_share(share: ast.Expr, ctx: Context) -> None:
    """Report a number of at most 100 without a currency: probably a share without its sign."""
    if isinstance(share, ast.Number) and share.value <= 100 and not (share.currency or share.is_money):
        rate = f"{decimal(share.value * (100 if share.value <= 1 else 1))}%"
        ctx.add(p.BareShare(span=share.span, word=decimal(share.value), rate=rate))


def _rate(expr: ast.Expr, scope: Scope, what: Phrase, advice: Phrase) -> typed.Expr:
    """An expression that must be a rate."""
    rate = inference.infer(expr, scope, RateType())
    if rate.type.is_rate or is_poison(rate):
        return rate
    kind = rate.type.phrase
    return scope.ctx.poison(expr.span, n.NotShareOrSum(span=expr.span, found=kind, what=what, advice=advice))


def _interest(line: ast.RecoveryInterest, scope: Scope) -> tuple[typed.Expr, typed.Expr, typed.Expr]:
    """Rate, first and last day."""
    where = Phrase("`interest`", "`计息`")
    first, last = (inference.day_value(day, scope, where) for day in (line.start, line.end))
    return _rate(line.rate, scope, n.INTEREST_RATE, n.INTEREST_ADVICE), first, last


def _field(name: ast.Name, record: RecordKind, ctx: Context) -> str | None:
    """A field of the record of the event."""
    word = lookup.word(name, Scope(ctx, record=record))
    return word.field if isinstance(word, typed.RecordField) else None


def _shared_field(
    line: ast.Recovery, record: RecordKind, awards: Sequence[typed.Award], ctx: Context
) -> str | None:  # fmt: skip
    """The field of `for the same FIELD`, which the event and a reached award share."""
    kinds = [ctx.schema.record_by_name[kind] for award in awards if (kind := getattr(award.trigger, "record", None))]
    name, is_own = line.same, {kind: kind.root == record.root for kind in kinds}
    if name is None:
        sharing = [kind.name for kind in kinds if not is_own[kind] and kind.field_by_name.keys() >= {*record.key}]
        if sharing and any(is_own.values()) and not lines_of(line.body, ast.ReadingLine):
            ctx.add(p.AllPaymentsOfOthers(span=line.span, word=sharing[0], field=record.key[0]))
    if name is None or (field := _field(name, record, ctx)) is None:
        return None
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


# ---------------------------------------------------------------------------------------------- instalments


def schedules(
    line: ast.PaymentSchedule, block_context: BlockContext, awards: Sequence[typed.Award], ctx: Context
) -> Iterator[typed.PaymentSchedule]:
    """Check a payment schedule; one for each kind of record that its awards are about."""
    if not awards:
        ctx.add(p.ScheduleReachesNothing(span=line.span))
    lines = lines_of(line.body, ast.Instalment)
    by_kind = values_by_key((ctx.schema.record_by_name.get(record_of_claim(award) or ""), award) for award in awards)
    for record, alike in by_kind.items():
        made = [[*_instalments(each, record, ctx)] for each in lines]
        parts = [part for each in made for part in each]
        shares = [rate for part in parts if (rate := amounts.fixed_rate(part.share)) is not None]
        total = sum(shares, Fraction(0))
        has_rest = [each for each in lines if each.share is None]
        sums = [
            each
            for each, parts in zip(lines, made, strict=True)
            if any(part.share is None or part.share.type.is_money for part in parts)
        ]
        if total > 1:
            advice = p.ALTERNATIVE_PARTS if any(part.gates for part in parts) else p.SharesAboveAll.advice
            ctx.add(p.SharesAboveAll(span=line.span, total=literal_phrase(*[percentage(total)] * 2), advice=advice))
        elif len(has_rest) > 1:
            ctx.add(p.RepeatedLine(span=has_rest[1].span, word=keywords.phrase("the rest")))
        elif total == 1 and sums:
            advice = p.ALTERNATIVE_PARTS if sums[0].test is not None else p.SHARES_OF_ALL
            ctx.add(w.AlwaysZeroAmount(span=sums[0].span, advice=advice))
        elif total < 1 and len(shares) == len(parts) and all(made):
            rest = literal_phrase(*[percentage(1 - total)] * 2)
            is_of_first = parts and all(_is_share_of_first_event(part, record) for part in parts)
            advice = p.FIRST_OF_SEVERAL_EVENTS if is_of_first else p.GrantNotPaidWhole.advice
            ctx.add(p.GrantNotPaidWhole(span=line.span, rest=rest, advice=advice))
        of_first = [
            each
            for each, of_line in zip(lines, made, strict=True)
            if of_line and _is_share_of_first_event(of_line[0], record)
        ]
        alike_lines = values_by_key((format_line(attrs.evolve(each, share=None)), each) for each in of_first)
        for before, each, *_ in (same for same in alike_lines.values() if len(same) > 1):
            related = (RelatedPlace(before.span, Phrase("the instalment above", "前一期")),)
            ctx.add(p.SharesOfOneEvent(span=each.span, related=related))
        readings = tuple(each.text for each in lines_of(line.body, ast.ReadingLine))
        labels = tuple(award.label for award in alike)
        yield typed.PaymentSchedule(
            span=line.span, article=block_context.article, awards=labels, instalments=tuple(parts), readings=readings
        )


def _is_share_of_first_event(part: typed.Instalment, record: RecordKind | None) -> bool:
    """Whether an instalment is a share at an event of another record, of which only the first counts."""
    is_share = part.share is None or part.share.type.is_rate
    return is_share and part.event is not None and record is not None and part.event.record != record.name


def schedules_at_once(
    root: typed.Block, awards: tuple[typed.Award, ...], schedules: Iterable[typed.PaymentSchedule]
) -> Iterator[typed.PaymentSchedule]:
    """The schedules of awards that a cap over payments reaches, and that no sentence pays in parts."""
    in_parts = {label for schedule in schedules for label in schedule.awards}
    for placed in (each for each in placed_rules(root, awards) if each.is_of_payments):
        labels = tuple(award.label for award in placed.awards if award.label not in in_parts)
        at_once = typed.Instalment(span=placed.rule.span, text="100% at once", share=None)
        if labels:
            yield typed.PaymentSchedule(
                span=placed.rule.span, article=placed.article, awards=labels, instalments=(at_once,), readings=()
            )


def _instalments(line: ast.Instalment, record: RecordKind | None, ctx: Context) -> Iterator[typed.Instalment]:
    """The instalments of a line: several for `each year for 5 years`."""
    event, delay, unit, day = None, 0, "day", None
    match line.day:
        case ast.InstalmentEvent():
            event = _event(line.day, record, ctx)
            if event is None:
                return
        case ast.Duration(number=delay, unit=ast.Unit(value=unit)):
            pass
        case None:
            pass
        case _:
            day = inference.infer(line.day, Scope(ctx, record=record))
    about = record if event is None else ctx.schema.record_by_name[event.trigger.record]
    scope = Scope(ctx, record=about, has_applicant=True, has_figures=True)
    share = None
    if line.share is not None:
        hint = RateType() if isinstance(line.share, ast.Percent) else MoneyType()
        share = inference.infer(line.share, scope, hint)
        _report_bare_share(line.share, ctx)
        if not (share.type.is_rate or share.type.is_money or is_poison(share)):
            finding = n.NotShareOrSum(span=line.share.span, found=share.type.phrase, what=n.INSTALMENT_SHARE)
            share = ctx.poison(line.share.span, finding)
    of_grant = attrs.evolve(scope, counts_from_grant=True)
    gates = () if line.test is None else conditions.gates(conditions.parts(line.test), of_grant)
    payee = "" if line.payee is None or about is None else _field(line.payee, about, ctx) or ""
    if line.payee is not None and about is None:
        ctx.add(p.NoWayToEvent(span=line.payee.span, word=line.payee.text))
    if line.years is not None and (share is None or line.years.unit is not ast.Unit.YEAR):
        ctx.refuse_misplaced(
            line.span,
            Phrase("each year", "逐年"),
            Phrase("with the rest, or for months or days", "与余款、月数或天数一起"),
            Phrase(
                "write the share of each year, `20% each year for 3 years`, or each instalment on a line of its own",
                "请写每年的比例，例如`分 3年 逐年 拨付 20%`，或者每期各写一行",
            ),
        )
        return
    for number in range(1 if line.years is None else line.years.number):
        yield typed.Instalment(
            span=line.span, text=format_line(line), share=share, day=day, gates=gates, payee=payee,
            payee_name=line.payee_name or "", event=None if event is None else event.trigger,
            delay=delay if line.years is None else number, unit=unit if line.years is None else line.years.unit.value,
            same="" if event is None else event.same, link="" if event is None else event.link,
            is_link_of_event=event is not None and event.is_link_of_event,
        )  # fmt: skip


@attrs.frozen(eq=False, repr=False)
class _EventOfInstalment(ValueObject):
    """An event, and how its record is found from that of the award."""

    trigger: typed.EventTrigger
    same: str = ""
    link: str = ""
    is_link_of_event: bool = False


def _event(event: ast.InstalmentEvent, record: RecordKind | None, ctx: Context) -> _EventOfInstalment | None:
    """`accepted` of the award's record, or `mid_term passed [of the same project_number]`."""
    name = event.event
    first = event.record
    is_known = first is None or first.text in ctx.schema.record_by_name
    if first is not None and not is_known and record is not None and first.text in record.event_by_name:
        ctx.add(n.UnknownRecord(span=first.span, word=first.text, advice=_condition_after_event(first, name)))
        return None
    about = record if event.record is None else lookup.record_named(event.record, ctx)
    if about is None:
        if event.record is None:
            ctx.add(p.NoWayToEvent(span=name.span, word=name.text))
        return None
    if name.text not in about.event_by_name:
        conditions.when_words(
            ast.WhenTrigger(
                span=event.span,
                record=ast.Name(span=name.span, text=about.name),
                the_first=False,
                test=ast.Word(span=name.span, name=name),
            ),
            ctx,
        )  # it reports the known events
        return None
    trigger = typed.EventTrigger(span=event.span, record=about.name, event=name.text)
    if about is record:
        return _EventOfInstalment(trigger)
    if event.same is not None:
        same = _field(event.same, about, ctx)
        if same is None:
            return None
        if record is None or same not in record.field_by_name:
            ctx.add(p.FieldNotShared(span=event.same.span, word=event.same.text))
            return None
        return _EventOfInstalment(trigger, same)
    for kind, other in ((about, record), (record, about)):
        link = None if kind is None or other is None else _link(kind, other)
        if link is not None:
            return _EventOfInstalment(trigger, link=link, is_link_of_event=kind is about)
    ctx.add(p.NoWayToEvent(span=event.span, word=about.name))
    return None


def _condition_after_event(event: ast.Name, condition: ast.Name) -> Phrase:
    """The advice on `accepted passed`: an event of the award's record, with a condition in place of an event."""
    return Phrase(
        "it is an event of the award's record: write `SHARE when {event}`, and other requirements as a condition,"
        " `if {condition}`",
        "它是奖励记录的事件：写作`{event} 后 拨付 …`，其他要求写作条件`，须 {condition}`",
        event=event.text,
        condition=condition.text,
    )


def _link(kind: RecordKind, other: RecordKind) -> str | None:
    """The field of one kind that refers to another, if there is one only."""
    links = [field.name for field in kind.fields if field.type.record_name in (other.name, other.root)]
    return links[0] if len(links) == 1 else None


# ---------------------------------------------------------------------------------------------- directions


def paying_awards(awards: Iterable[typed.Award]) -> tuple[typed.Award, ...]:
    """The awards that pay, without what is collected."""
    return tuple(award for award in awards if not award.is_debt)


def report_directions(
    root: typed.Block, awards: tuple[typed.Award, ...], recoveries: Iterable[typed.Recovery],
    schedules: Iterable[typed.PaymentSchedule], ctx: Context,
    *, is_chinese: bool,
) -> None:  # fmt: skip
    """Report rules over awards and debts, debts that carry money forward, and recoveries that leave later payments."""
    carried = {label for schedule in schedules for label in schedule.awards}
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
            ctx.refuse_misplaced(
                rule.span,
                keywords.phrase(word),
                Phrase("over what is collected", "收取的金额之上"),
                Phrase("it is about money that is paid: remove it", "这是关于兑现的规定：请删去"),
            )
        carried |= {award.label for award in paid if is_carrying}
    for recovery in recoveries:
        if amounts.fixed_rate(recovery.share) == 1 and not (
            recovery.stops or recovery.readings or carried.isdisjoint(recovery.awards)
        ):
            stop = _line_under(recovery.span, "pay nothing more", "未拨付部分停止拨付", is_chinese=is_chinese)
            ctx.add(p.CarriedMoneyRemains(span=recovery.span, candidates=(stop,)))


def report_schedules(
    root: typed.Block, awards: tuple[typed.Award, ...], schedules: Sequence[typed.PaymentSchedule], ctx: Context
) -> None:
    """Report awards with two schedules, caps that carry forward what is paid in parts, caps over no such award that
    leave out what lapses, and rules of a year that later instalments do not meet.
    """
    spans: dict[str, Span] = {}
    for schedule in schedules:
        for label in schedule.awards:
            if spans.setdefault(label, schedule.span) is not schedule.span:
                first = RelatedPlace(spans[label], Phrase("the first of them", "其中第一项"))
                ctx.add(p.TwoSchedules(span=schedule.span, word=label, related=(first,)))
    budgets: dict[str, Span] = {}
    for placed in (each for each in placed_rules(root, awards) if each.is_of_payments):
        twice = placed.labels & budgets.keys()
        budgets |= dict.fromkeys(placed.labels, placed.rule.span)
        if twice:
            ctx.refuse_misplaced(
                placed.rule.span,
                Phrase("paid", "实际拨付"),
                Phrase("over awards that another budget pays", "另一预算已经拨付的奖励之上"),
                Phrase("let one of the two spare these awards, with `except`", "请在其中一个之下以`除外`排除这些奖励"),
            )
    spans |= budgets
    in_parts = {label for schedule in schedules if not schedule.readings for label in schedule.awards}
    for placed in (each for each in placed_rules(root, awards) if not each.is_of_payments):
        rule, is_in_parts = placed.rule, not placed.labels.isdisjoint(spans)
        is_of_year = isinstance(rule, typed.Suspension) or (isinstance(rule, typed.Cap) and rule.per_year)
        if is_of_year and not placed.labels.isdisjoint(in_parts):
            advice = p.BUDGET_OF_PAYMENTS if isinstance(rule, typed.Cap) else p.STOP_OF_PAYMENTS
            ctx.add(p.InstalmentsOfEarlierYears(span=rule.span, advice=advice))
        if not isinstance(rule, typed.Cap):
            continue
        if rule.is_freed_by_lapse and not placed.labels.isdisjoint(budgets):
            ctx.refuse_misplaced(
                rule.span,
                keywords.phrase("what lapses counts no longer"),
                Phrase("over awards that a budget pays", "由预算拨付的奖励之上"),
                Phrase("remove it, or `paid` from the other cap", "请删去，或者删去另一最高金额的`实际拨付`"),
            )
        if rule.carry and is_in_parts:
            ctx.refuse_misplaced(
                rule.span,
                keywords.phrase("carry forward"),
                Phrase("over awards that are paid in parts", "分期拨付的奖励之上"),
                Phrase("a cap counts their grants whole: remove it", "限额按核准金额整额计入：请删去"),
            )
        if rule.is_freed_by_lapse and not (is_in_parts or rule.per_year or rule.is_across_applicants):
            ctx.refuse_misplaced(
                rule.span,
                keywords.phrase("what lapses counts no longer"),
                Phrase("over awards that are not paid in parts", "不分期拨付的奖励之上"),
                Phrase(
                    "nothing of them lapses: remove it, or write `pay in parts`",
                    "其中没有会失效的部分：请删去，或者写`分期拨付`",
                ),
            )


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
