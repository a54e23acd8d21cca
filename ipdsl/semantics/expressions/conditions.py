"""Conditions as gates: the words after `when` and `while`, and `if` lines; triggers of claims, and their labels.

A condition with `and` at the top becomes several gates, so that the first part that fails can be given as the reason.

Triggers of claims: an event of a record, a state, a year, or a set of records.

`award by rank of FIGURE per year among K, …` has a claim for each year in which the applicant has a rank.

Labels of awards: `<article>.<record>[.<event or state>]`, or the word after `as`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

import attrs

from ipdsl.base.findings.finding import RelatedPlace, WordFinding, nearest
from ipdsl.base.findings.phrase import NOTHING, THE_FIRST, Phrase, join_phrases
from ipdsl.base.source import Span
from ipdsl.base.value_object import ValueObject
from ipdsl.schema.vocabulary import RecordKind, Varies
from ipdsl.semantics import lookup, typed
from ipdsl.semantics.errors import names_and_types as n, policy as p
from ipdsl.semantics.expressions import inference
from ipdsl.semantics.lookup import Context, Scope, is_poison
from ipdsl.semantics.typed import is_constant, nodes, words_of_expr
from ipdsl.syntax import ast, keywords
from ipdsl.syntax.printing import format_expr


def parts(expr: ast.Expr | None) -> tuple[ast.Expr, ...]:
    """The conditions joined by `and` at the top."""
    match expr:
        case None:
            return ()
        case ast.And(parts=inner):
            return tuple(x for part in inner for x in parts(part))
        case _:
            return (expr,)


def gate(expr: ast.Expr, scope: Scope) -> typed.Gate | None:
    """One condition; a constant one is reported."""
    test = inference.test(expr, scope)
    if is_poison(test):
        return None
    if is_constant(test):
        return scope.ctx.refuse(
            p.ConstantCondition(span=expr.span, why=Phrase("no fact changes it", "任何事实都不影响它"))
        )
    return typed.Gate(
        span=expr.span,
        text=format_expr(expr),
        test=test,
        words=_words(expr, test, scope.ctx),
        definitions=tuple(w.name.text for w in nodes(expr, ast.Word) if w.name.text in scope.ctx.definitions),
    )


def _words(expr: ast.Expr, test: typed.Expr, ctx: Context) -> tuple[str, ...]:
    """The words of a gate: those of the typed test, then derived words."""
    vocabulary = ctx.vocabulary
    short = [w.name.text for w in nodes(expr, ast.Word)]
    indirect = [w for w in short if w in vocabulary.since_by_name or w in vocabulary.derived_by_name]
    return tuple(dict.fromkeys([*words_of_expr(test), *indirect]))


def gates(exprs: Iterable[ast.Expr], scope: Scope) -> tuple[typed.Gate, ...]:
    """Several conditions in order."""
    checked = [gate(x, scope) for x in exprs]
    return tuple(g for g in checked if g is not None)


def if_gates(
    line: ast.ConditionLine, ctx: Context, picked: RecordKind | None = None, about: RecordKind | None = None,
    *, is_of_block: bool = False, counts_from_grant: bool = False,
) -> tuple[typed.Gate, ...]:  # fmt: skip
    """The gates of an `if` line: about the record of the award or its set, the applicant, and yearly figures."""
    scope = Scope(
        ctx, record=about, picked=picked, has_applicant=True, has_figures=True,
        counted=_counted_records(line.test, ctx), is_of_block=is_of_block, counts_from_grant=counts_from_grant,
    )  # fmt: skip
    return gates(parts(line.test), scope)


def _counted_records(test: ast.Expr, ctx: Context) -> tuple[RecordKind, ...]:
    """The kinds of record that a condition counts."""
    named = {pick.record.text for pick in nodes(test, ast.Pick)}
    return tuple(r for r in ctx.schema.records if r.name in named or r.plural in named)


@attrs.frozen(eq=False, repr=False)
class RecordConditions(ValueObject):
    """The parts of a sentence about a record: its event (or `None`), the other conditions, and its first word."""

    record: RecordKind
    event: str | None
    gates: tuple[typed.Gate, ...]
    word: str | None  # the event, or the first state in the sentence


def when_words(when: ast.WhenTrigger, ctx: Context) -> RecordConditions | None:
    """`when [the first] RECORD words`: the event that dates the claim, and the gates."""
    record = lookup.record_named(when.record, ctx)
    if record is None:
        return None
    event: str | None = None
    rest: list[ast.Expr] = []
    for part in parts(when.test):
        if isinstance(part, ast.Word) and part.name.text in record.event_by_name:
            if event is not None:
                ctx.add(p.TwoEvents(span=part.span, first=event, word=part.name.text))
            else:
                event = part.name.text
            continue
        inside = list(_nested_events(part, record))
        for word, under in inside:
            ctx.add(p.NestedEvent(span=word.span, word=word.text, inside=keywords.phrase(under)))
        if not inside:
            rest.append(part)
    scope = when_scope(record, when.test, ctx)
    if event is None:
        if any(_is_reported_as_event(part, record, scope) for part in rest):
            return None
        event = None if record.default_event is None else record.default_event.name
    misspelt = any(isinstance(x, ast.Word) and x.name.text not in set(scope.known_words()) for x in rest)
    if event is None and not misspelt:
        ctx.add(p.NoEvent(span=when.record.span, record=record.name, advice=_event_advice(record)))
    of_words = gates(rest, scope)
    if event is not None and record.event_by_name[event].is_of_earliest:
        among = ctx.schema.kind_of_first_event(record.name, event)
        new = typed.FirstEventTest(span=when.record.span, record=among, event=event, is_per_item=True)
        of_words = (typed.Gate(span=when.record.span, text=event, test=new, words=(event,)), *of_words)
    if when.the_first and event is not None:
        first = typed.FirstEventTest(span=when.record.span, record=record.name, event=event)
        text, words = f"the first {record.name} {event}", (record.name, event)
        of_words = (typed.Gate(span=when.record.span, text=text, test=first, words=words), *of_words)
    state = next((w for g in of_words for w in g.words if w in record.state_by_name), None)
    return RecordConditions(record, event, of_words, event or state)


def _is_reported_as_event(part: ast.Expr, record: RecordKind, scope: Scope) -> bool:
    """Report a date of the record, or a word like one, in place of an event."""
    if not isinstance(part, ast.Word) or not record.events:
        return False
    word, ctx = part.name.text, scope.ctx
    near = () if word in set(scope.known_words()) else lookup.nearest_words(word, scope.known_words(), ctx)
    dates = {name for name, field in record.field_by_name.items() if field.type.is_date}
    date = next((name for name in (word, *near) if name in dates), None)
    if date is None or not dates.issuperset(near):
        return False
    advice = Phrase(
        "its events are {events}; declare another in the vocabulary: `event {event} on {date}`",
        "它的事件有{events}；其他事件请在词汇中声明：`事件 {event} 于 {date}`",
        events=join_phrases([f"`{each}`" for each in record.event_by_name]),
        event=word.removesuffix("_on") if word.removesuffix("_on") != date else "…",
        date=date,
    )
    event = next((each.name for each in record.events if each.date_field == date), None)
    if event is not None:
        advice = Phrase("the event of this day is `{event}`", "这一日的事件是`{event}`", event=event)
    if word == date:
        ctx.add(n.NotATest(span=part.span, found=record.field_by_name[date].type.phrase, advice=advice))
    else:
        ctx.add(n.UnknownWord(span=part.span, word=word, place=scope.place(), advice=advice))
    return True


def when_scope(record: RecordKind, test: ast.Expr | None, ctx: Context) -> Scope:
    """The words after `when` and `while`: those of the record first, then of the applicant and its year."""
    counted = () if test is None else _counted_records(test, ctx)
    return Scope(ctx, record=record, has_applicant=True, has_figures=True, is_record_first=True, counted=counted)


def _nested_events(expr: ast.Expr, record: RecordKind, connective: str = "") -> Iterator[tuple[ast.Name, str]]:
    """Event words under `not` and `or`."""
    match expr:
        case ast.Word(name=name) if name.text in record.event_by_name:
            yield name, connective
        case ast.Not(part=part):
            yield from _nested_events(part, record, "not")
        case ast.Or(parts=inner):
            for part in inner:
                yield from _nested_events(part, record, "or")
        case ast.And(parts=inner):
            for part in inner:
                yield from _nested_events(part, record, connective)


def _event_advice(record: RecordKind) -> Phrase:
    """What to write in a sentence without an event."""
    if record.events:
        events = join_phrases([f"`{event}`" for event in record.event_by_name])
        return Phrase("add one of its event words: {events}", "请写上它的一个事件：{events}", events=events)
    if record.states:
        return Phrase(
            "it has no events; write `while {record} {state}`",
            "它没有事件；请写`对 {record} {state} 期间 的`",
            record=record.name,
            state=record.states[0].name,
        )
    return Phrase(
        "declare an event of `{record}` in the vocabulary", "请在词汇中为`{record}`声明事件", record=record.name
    )


def while_words(trigger: ast.WhileTrigger, record: RecordKind, ctx: Context) -> RecordConditions:
    """`while RECORD words`: all words are conditions, including event words."""
    of_words = gates(parts(trigger.test), when_scope(record, trigger.test, ctx))
    dated_words = {**record.state_by_name, **record.event_by_name}
    word = next((w for g in of_words for w in g.words if w in dated_words), None)
    return RecordConditions(record, None, of_words, word)


@attrs.frozen(eq=False, repr=False)
class CheckedTrigger(ValueObject):
    """A trigger, its conditions, its record, and the words of its label.

    `record` is the record of each claim, `picked` the record of a set.
    """

    trigger: typed.Trigger
    gates: tuple[typed.Gate, ...] = ()
    record: RecordKind | None = None
    picked: RecordKind | None = None
    names: tuple[str, ...] = ()

    def scope(self, ctx: Context) -> Scope:
        """The scope of amounts under this trigger."""
        return Scope(ctx, record=self.record, picked=self.picked, has_applicant=True, has_figures=True)


MONTHS = ("month", "months", "月", "个月")
"""Words for months, which `while` does not count in its head."""


def is_set_award(line: ast.Award) -> bool:
    """Whether the award has one claim for several records: `per year` in the head, or `for each RECORD`."""
    return bool(line.head.per) or next(nodes(line.amount, ast.AmountPerRecord), None) is not None


def award_trigger(line: ast.Award, ctx: Context) -> CheckedTrigger | None:
    """The trigger of an award without ranks; `None` after an error."""
    head = line.head
    if head.among:
        advice = Phrase("remove it; `among` belongs to `by rank of`", "请删去；`排名 的`只用于按名次奖励")
        ctx.add(
            p.HeadMismatch(
                span=head.among[0].span,
                part=keywords.phrase("among"),
                other=Phrase("this amount", "这种数额"),
                advice=advice,
            )
        )
    match head.trigger:
        case None:
            advice = Phrase(
                "add `when RECORD EVENT`, `while STATE` or `each year`",
                "请写`对 记录 事件 的`、`对 记录 状态 期间 的`或`每年对 …`",
            )
            return ctx.refuse(
                p.HeadMismatch(
                    span=line.span,
                    part=keywords.phrase("award"),
                    other=Phrase("no condition", "没有条件"),
                    advice=advice,
                )
            )
        case ast.WhenTrigger() as when:
            return _set_trigger(line, when, ctx) if is_set_award(line) else when_trigger(when, ctx)
        case ast.WhileTrigger() as trigger:
            if is_set_award(line):
                _report_set(line, "while", ctx)
                return None
            return while_trigger(trigger, head.to, ctx)
        case ast.YearTrigger() as trigger:
            each = next(nodes(line.amount, ast.AmountPerRecord), None)
            if each is not None:
                name = ctx.vocabulary.plural_by_name.get(each.record.text)
                record = attrs.evolve(each.record, text=name.name) if name is not None else each.record
                when = ast.WhenTrigger(span=each.record.span, record=record, the_first=False, test=None)
                return _set_trigger(line, when, ctx)
            if head.per:
                _report_set(line, "each year", ctx)
            return CheckedTrigger(typed.YearTrigger(span=trigger.span))


def _report_set(line: ast.Award, trigger_word: str, ctx: Context) -> None:
    key = line.head.per[0] if line.head.per else line.amount
    part = keywords.per_phrase(key.text) if isinstance(key, ast.Name) else keywords.phrase("for each")
    advice = Phrase("a set of records is picked with `when RECORD words`", "一批记录用`对 记录 事件 的`选出")
    if isinstance(line.head.trigger, ast.WhileTrigger):
        advice = _advice_on_counting(line, line.head.trigger, ctx) or advice
    ctx.add(p.HeadMismatch(span=key.span, part=part, other=keywords.phrase(trigger_word), advice=advice))


def _advice_on_counting(line: ast.Award, trigger: ast.WhileTrigger, ctx: Context) -> Phrase:
    """Advice for months and records that an award with `while` counts in its head; empty for other keys."""
    each = next(nodes(line.amount, ast.AmountPerRecord), None)
    counted = each.record if each is not None else line.head.per[0] if line.head.per else None
    if counted is not None and counted.text in MONTHS:
        state = next((x.name.text for x in nodes(trigger.test, ast.Word)), "STATE")
        return Phrase(
            "months are counted in a product: `AMOUNT times full months of {state} in the year`",
            "月数写在乘积中：`数额 乘以 {state} 当年满月数`",
            state=state,
        )
    if each is None or line.head.per:
        return NOTHING
    record = ctx.vocabulary.plural_by_name.get(each.record.text)
    name = each.record.text if record is None else record.name
    if name in ctx.schema.record_by_name and name != trigger.subject.text:
        return Phrase(
            "the records are counted in a product: `AMOUNT times number of {record} …`",
            "记录的件数写在乘积中：`数额 乘以 全部 {record} … 的 件数`",
            record=name,
        )
    return Phrase(
        "leave it out: `while` makes one claim for each `{record}` and each year",
        "请删去：`期间 的`对每个`{record}`每年各计一项申请",
        record=trigger.subject.text,
    )


def when_trigger(when: ast.WhenTrigger, ctx: Context) -> CheckedTrigger | None:
    """One claim for each record."""
    about = when_words(when, ctx)
    if about is None or about.event is None:
        return None
    record = about.record
    trigger = typed.EventTrigger(span=when.span, record=record.name, event=about.event)
    return CheckedTrigger(trigger, about.gates, record=record, names=(record.name, about.event))


def _set_trigger(line: ast.Award, when: ast.WhenTrigger, ctx: Context) -> CheckedTrigger | None:
    about = when_words(when, ctx)
    if about is None or about.event is None:
        return None
    per = line.head.per
    known = [k.text for k in per if lookup.is_known(k, (about.record,), ctx)]
    if per and len(known) == len(per) and "year" not in known:
        advice = Phrase("add `per year`: a set contains the records of a year", "请写上`每年`：一批记录是一年之内的")
        ctx.add(
            p.HeadMismatch(
                span=per[0].span,
                part=keywords.per_phrase(line.head.per[0].text),
                other=Phrase("a set", "一批记录"),
                advice=advice,
            )
        )
    set_keys = tuple(dict.fromkeys(k for k in known if k not in (*ctx.schema.kinds_and_classes, "year", "applicant")))
    name = about.record.name
    trigger = typed.SetTrigger(span=when.span, record=name, event=about.event, keys=set_keys, picks=about.gates)
    return CheckedTrigger(trigger, picked=about.record, names=(name, about.event))


def while_trigger(trigger: ast.WhileTrigger, to: tuple[ast.Name, ...], ctx: Context) -> CheckedTrigger | None:
    """One claim per year while a state of a record, or a condition on the applicant, is true."""
    name = trigger.subject.text
    if name in ctx.schema.kinds_and_classes:
        tests = gates(parts(trigger.test), Scope(ctx, has_applicant=True, has_figures=True))
        wider = ctx.schema.wider_kinds
        if not to or any(name not in wider.get(w.text, frozenset()) for w in to):
            test = typed.ApplicantKindTest(span=trigger.subject.span, kind=name)
            tests = (typed.Gate(span=trigger.subject.span, text=name, test=test, words=(name,)), *tests)
        return CheckedTrigger(typed.StateTrigger(span=trigger.span, record=None), tests, names=(name,))
    record = lookup.record_named(trigger.subject, ctx, advice=lookup.state_advice(name, ctx))
    if record is None:
        return None
    about = while_words(trigger, record, ctx)
    if not about.gates:
        if trigger.test is None:
            words = [*record.state_by_name, *record.event_by_name, *record.field_by_name]
            advice = Phrase(
                "say what must hold: `while {name} {word}`",
                "请写明条件：`对 {name} {word} 期间 的`",
                name=name,
                word=words[0] if words else Phrase("STATE", "状态"),
            )
            ctx.add(p.HeadMismatch(span=trigger.span, part=keywords.phrase("while"), other=name, advice=advice))
        return None
    names = (name,) if about.word is None else (name, about.word)
    return CheckedTrigger(typed.StateTrigger(span=trigger.span, record=name), about.gates, record=record, names=names)


def reference_trigger(when: ast.WhenTrigger, ctx: Context) -> CheckedTrigger | None:
    """The claims of a reference to another document; a record without events has claims while its states are true."""
    record = ctx.schema.record_by_name.get(when.record.text)
    if record is not None and not record.events and record.states:
        test = when.test
        if test is None:
            word = ast.Name(span=when.record.span, text=record.states[0].name)
            test = ast.Word(span=word.span, name=word)
        return while_trigger(ast.WhileTrigger(span=when.span, subject=when.record, test=test), (), ctx)
    return when_trigger(when, ctx)


def rank_trigger(line: ast.Award, ctx: Context) -> CheckedTrigger | None:
    """The trigger of an award by rank, one claim per year; `None` if the head has other parts."""
    head = line.head
    assert isinstance(line.amount, ast.AmountByRank)
    figure = line.amount.figure.text
    sound = lookup.figure_named(line.amount.figure, ctx)
    if head.trigger is not None:
        advice = Phrase("remove it: the ranking is made once a year", "请删去：排名每年一次")
        sound = _mismatch(head.trigger, keywords.phrase(_TRIGGER_WORDS[type(head.trigger)]), advice, ctx)
    if head.to:
        sound = _mismatch(
            head.to[0],
            Phrase("to {who}", "的 {who}", who=head.to[0].text),
            Phrase("write after `among` who is ranked and paid", "参加排名的奖励对象写在`排名 的`之后"),
            ctx,
        )
    known = [k for k in head.per if lookup.is_field_anywhere(k.text, ctx.schema) or lookup.is_known(k, (), ctx)]
    if len(known) < len(head.per):
        sound = False
    elif not any(key.text == "year" for key in known):
        ctx.add(p.RankNeedsYear(span=line.amount.span, figure=figure))
        sound = False
    for key in known:
        if key.text != "year":
            sound = _mismatch(
                key,
                keywords.per_phrase(key.text),
                Phrase("remove it: there is one ranking a year", "请删去：每年只有一次排名"),
                ctx,
            )
    if not lines_of_ties(line):
        ctx.add(p.RankNeedsTies(span=line.amount.span, figure=figure))
        sound = False
    return CheckedTrigger(typed.YearTrigger(span=line.span)) if sound else None


def record_rank_trigger(line: ast.Award, ctx: Context) -> CheckedTrigger | None:
    """The trigger of an award by the rank of a record, one claim for each record; `None` after an error."""
    head = line.head
    assert isinstance(line.amount, ast.AmountByRankOfRecord)
    assert isinstance(head.trigger, ast.WhenTrigger)
    name = line.amount.field
    triggered = when_trigger(head.trigger, ctx)
    if triggered is None or triggered.record is None:
        return None
    if name.text in ctx.schema.figure_by_name and name.text not in triggered.record.field_by_name:
        advice = Phrase("remove it: a yearly figure is ranked once a year", "请删去：年度数据每年排名一次")
        _mismatch(head.trigger, keywords.phrase("when"), advice, ctx)
        return None
    sound = is_ranking_number(name, triggered.record, _BY_RANK, ctx)
    sound = sound and not triggered.record.field_by_name[name.text].type.is_poison
    if head.among:
        sound = _mismatch(
            head.among[0],
            keywords.phrase("among"),
            Phrase("write `to` before who is paid and ranked", "参加排名的奖励对象写在`的`之后"),
            ctx,
        )
    for key in head.per:
        if key.text != "year":
            sound = _mismatch(
                key,
                keywords.per_phrase(key.text),
                Phrase("remove it: all records are ranked together", "请删去：各申请人的记录一并排名"),
                ctx,
            )
    if not lines_of_ties(line):
        ctx.add(p.RankNeedsTies(span=line.amount.span, figure=name.text))
        sound = False
    return triggered if sound else None


def lines_of_ties(line: ast.Award) -> tuple[ast.TiesShare, ...]:
    """The lines about ties under an award."""
    return tuple(each for each in line.body if isinstance(each, ast.TiesShare))


def is_ranking_number(name: ast.Name, record: RecordKind, place: Phrase, ctx: Context) -> bool:
    """Whether a word is a number of the record, or a field with an error. `place` is for messages."""
    field = record.field_by_name.get(name.text)
    if field is None:
        lookup.report_unknown_field(name, record.field_by_name, f"`{record.name}`", ctx)
        return False
    if not (field.type.is_summable or field.type.is_poison):
        _report_no_number(name, field.type.phrase, place, ctx)
        return False
    return True


_BY_RANK = Phrase("`by rank of`", "`按 名次`")


def _report_no_number(name: ast.Name, type_phrase: Phrase, place: Phrase, ctx: Context) -> None:
    ctx.add(
        n.Mismatch(
            span=name.span,
            place=place,
            expected=Phrase("a number that ranks", "可以排名的数值"),
            found=type_phrase,
        )
    )


def _field_of_ties(record: RecordKind | None, ctx: Context, line: ast.FieldOrder) -> str | None:
    """A field that orders equal numbers: of the record, or of the applicant for a ranking of applicants."""
    order, fields = line.field, ctx.schema.applicant_field_by_name if record is None else record.field_by_name
    field = fields.get(order.text)
    if field is None:
        owner = Phrase("the applicant", "申请人") if record is None else f"`{record.name}`"
        lookup.report_unknown_field(order, fields, owner, ctx)
        return None
    if field.type.is_poison:
        return None
    if not (field.type.is_date or field.type.is_summable) or field.varies is not Varies.FIXED:
        expected = Phrase("a day or a number that does not change", "不变动的日期或数值")
        return ctx.refuse(
            n.TiesWithoutOrder(span=order.span, word=order.text, found=field.type.phrase, expected=expected)
        )
    return field.name


def _mismatch(node: ast.Node, part: Phrase, advice: Phrase, ctx: Context) -> bool:
    ctx.add(p.HeadMismatch(span=node.span, part=part, other=keywords.phrase("by rank of"), advice=advice))
    return False


_TRIGGER_WORDS: Mapping[type[ast.Trigger], str] = {
    ast.WhenTrigger: "when",
    ast.WhileTrigger: "while",
    ast.YearTrigger: "each year",
}
"""The keyword of each class of triggers."""


def rank_of(
    line: ast.Award, among: tuple[str, ...], record: RecordKind | None, ctx: Context
) -> typed.ApplicantRank | typed.RecordRank | None:
    """The rank by which an award pays; `None` if the figure or the order of ties is not sound."""
    order = next((each.order for each in lines_of_ties(line) if each.order is not None), None)
    of_record = line.amount.field.text if isinstance(line.amount, ast.AmountByRankOfRecord) else ""
    ties = None if order is None else lookup.checked_order(order, partial(_field_of_ties, record, ctx), ctx, of_record)
    is_sound = order is None or ties is not None
    if isinstance(line.amount, ast.AmountByRankOfRecord):
        per_year = bool(line.head.per)
        if not is_sound:
            return None
        return typed.RecordRank(
            span=line.amount.span, field=of_record, line=line.span.line, per_year=per_year, ties=ties
        )  # fmt: skip
    assert isinstance(line.amount, ast.AmountByRank)
    figure = ctx.schema.figure_by_name[line.amount.figure.text]
    if not figure.type.is_summable:
        _report_no_number(line.amount.figure, figure.type.phrase, _BY_RANK, ctx)
        return None
    if not is_sound:
        return None
    return typed.ApplicantRank(span=line.amount.span, figure=figure.name, among=among, ties=ties)


def report_orders_of_ties(awards: Iterable[typed.Award], ctx: Context) -> None:
    """Report rankings by a figure that order ties in another way than the first one by it.

    A published rank names only the figure, so it must have one meaning.
    """
    first: dict[str, typed.ApplicantRank] = {}
    for award in awards:
        if isinstance(award.amount, typed.AmountByRows) and isinstance(rank := award.amount.value, typed.ApplicantRank):
            other = first.setdefault(rank.figure, rank)
            if (other.ties and other.ties.pairs) != (rank.ties and rank.ties.pairs):
                related = (RelatedPlace(other.span, THE_FIRST),)
                ctx.add(p.TiesDiffer(span=rank.span, figure=rank.figure, related=related))


def figure_word(amount: typed.Amount, gates: tuple[typed.Gate, ...]) -> str | None:
    """The first yearly figure that an award uses, in its amount or its conditions."""
    for node in nodes((amount, gates), typed.Node):
        if isinstance(node, typed.Figure | typed.FigureOfYears | typed.ApplicantRank):
            return node.figure
    return None


def default_label(article: str, triggered: CheckedTrigger, amount: typed.Amount, gates: tuple[typed.Gate, ...]) -> str:
    """The label of an award without `as`."""
    names = triggered.names
    if isinstance(triggered.trigger, typed.YearTrigger):
        names = (figure_word(amount, gates) or "year",)
    return ".".join([article, *names] if article else names)


def report_twins(
    named: Iterable[tuple[str, Span]],
    finding_class: Callable[..., WordFinding],
    ctx: Context,
    first: Phrase = THE_FIRST,
) -> None:
    """Report repeated names, each with the place of the first."""
    places: dict[str, Span] = {}
    for name, span in named:
        other = places.setdefault(name, span)
        if other is not span:
            ctx.add(finding_class(span=span, word=name, related=(RelatedPlace(other, first),)))


def near_label(word: str, labels: Sequence[str], ctx: Context) -> tuple[str, ...]:
    """The labels that begin or end with the word, or else the nearest ones."""
    return lookup.nearest_words(word, labels, ctx, _near_part)


def _near_part(word: str, labels: Sequence[str]) -> tuple[str, ...]:
    parts = [label for label in labels if label.startswith(f"{word}.") or label.endswith(f".{word}")]
    return tuple(parts[:3]) or nearest(word, labels)
