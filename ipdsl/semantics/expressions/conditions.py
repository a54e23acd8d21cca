"""Conditions as gates: the words after `when` and `while`, and `if` lines.

A condition with `and` at the top becomes several gates, so that the first part that fails can be given as the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from ipdsl.base.findings.phrase import Phrase, join_phrases
from ipdsl.base.value_object import ValueObject
from ipdsl.schema.vocabulary import RecordKind
from ipdsl.semantics import typed
from ipdsl.semantics.errors import names_and_types as n
from ipdsl.semantics.errors import policy as p
from ipdsl.semantics.expressions import inference
from ipdsl.semantics.names import lookup
from ipdsl.semantics.names.symbols import Context, Scope, is_poison
from ipdsl.semantics.tree_walk import is_constant, nodes, words_of_expr
from ipdsl.syntax import ast, keywords
from ipdsl.syntax.printing.printer import format_expr


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
        scope.ctx.add(p.ConstantCondition(span=expr.span, why=Phrase("no fact changes it", "任何事实都不影响它")))
        return None
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
    *, is_of_block: bool = False,
) -> tuple[typed.Gate, ...]:  # fmt: skip
    """The gates of an `if` line: about the record of the award or its set, the applicant, and yearly figures."""
    scope = Scope(
        ctx, record=about, picked=picked, has_applicant=True, has_figures=True,
        counted=_counted_records(line.test, ctx), is_of_block=is_of_block,
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
        event = _quiet_default(record)
    misspelt = any(isinstance(x, ast.Word) and x.name.text not in set(scope.known_words()) for x in rest)
    if event is None and not misspelt:
        ctx.add(p.NoEvent(span=when.record.span, record=record.name, advice=_event_advice(record)))
    of_words = gates(rest, scope)
    if event is not None and record.event_by_name[event].is_of_earliest:
        among = ctx.schema.kind_of_first_event(record.name, event)
        new = typed.FirstEventTest(span=when.record.span, record=among, event=event, is_per_item=True)
        of_words = (typed.Gate(span=when.record.span, text=event, test=new, words=(event,)), *of_words)
    if when.the_first and event is not None:
        of_words = (_first_gate(when, record, event), *of_words)
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
        case _:
            pass


def _quiet_default(record: RecordKind) -> str | None:
    return record.default_event.name if record.default_event is not None else None


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


def _first_gate(when: ast.WhenTrigger, record: RecordKind, event: str) -> typed.Gate:
    test = typed.FirstEventTest(span=when.record.span, record=record.name, event=event)
    return typed.Gate(
        span=when.record.span, text=f"the first {record.name} {event}", test=test, words=(record.name, event)
    )


def while_words(trigger: ast.WhileTrigger, record: RecordKind, ctx: Context) -> RecordConditions:
    """`while RECORD words`: all words are conditions, including event words."""
    of_words = gates(parts(trigger.test), when_scope(record, trigger.test, ctx))
    dated_words = {**record.state_by_name, **record.event_by_name}
    word = next((w for g in of_words for w in g.words if w in dated_words), None)
    return RecordConditions(record, None, of_words, word)
