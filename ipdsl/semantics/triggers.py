"""What makes a claim: a record's event, a state that matures, a year, or a set of records."""

from __future__ import annotations

import attrs

from ipdsl.diagnostics.phrase import Phrase
from ipdsl.schema.model import Record
from ipdsl.semantics import conditions, keys, labelled, typed
from ipdsl.semantics import errors_policy as p
from ipdsl.semantics.symbols import Context, Scope
from ipdsl.semantics.walk import nodes
from ipdsl.syntax import ast, keywords
from ipdsl.value_object import ValueObject


@attrs.frozen(eq=False, repr=False)
class Triggered(ValueObject):
    """A trigger, its conditions, the record its words speak of, and the words of its label.

    `record` is the record of each claim, `picked` the one of a set.
    """

    trigger: typed.Trigger
    gates: tuple[typed.Gate, ...] = ()
    record: Record | None = None
    picked: Record | None = None
    names: tuple[str, ...] = ()

    def scope(self, ctx: Context) -> Scope:
        """The scope of amounts under this trigger."""
        return Scope(ctx, record=self.record, picked=self.picked, applicant=True, figures=True)


def is_set(line: ast.Award) -> bool:
    """One claim for several records: `per year` in the head, or `for each RECORD`."""
    return bool(line.head.per) or next(nodes(line.amount, ast.ForEach), None) is not None


def of_award(line: ast.Award, ctx: Context) -> Triggered | None:
    """The trigger of an award without ranks; None where something was reported."""
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
            ctx.add(
                p.HeadMismatch(
                    span=line.span,
                    part=keywords.phrase("award"),
                    other=Phrase("no condition", "没有条件"),
                    advice=advice,
                )
            )
            return None
        case ast.When() as when:
            return _over_set(line, when, ctx) if is_set(line) else of_when(when, ctx)
        case ast.While() as trigger:
            if is_set(line):
                _no_set(line, "while", ctx)
            return of_while(trigger, head.to, ctx)
        case ast.EachYear() as trigger:
            each = next(nodes(line.amount, ast.ForEach), None)
            if each is not None:
                name = ctx.vocabulary.plural_by_name.get(each.record.text)
                record = attrs.evolve(each.record, text=name.name) if name is not None else each.record
                when = ast.When(span=each.record.span, record=record, the_first=False, test=None)
                return _over_set(line, when, ctx)
            if head.per:
                _no_set(line, "each year", ctx)
            return Triggered(typed.EachYear(span=trigger.span))


def _no_set(line: ast.Award, other: str, ctx: Context) -> None:
    key = line.head.per[0] if line.head.per else line.amount
    part = keywords.counted_by(key.text) if isinstance(key, ast.Name) else keywords.phrase("for each")
    advice = Phrase("a set of records is picked with `when RECORD words`", "一批记录用`对 记录 事件 的`选出")
    ctx.add(p.HeadMismatch(span=key.span, part=part, other=keywords.phrase(other), advice=advice))


def of_when(when: ast.When, ctx: Context) -> Triggered | None:
    """One claim for each record."""
    about = conditions.when_words(when, ctx)
    if about is None or about.event is None:
        return None
    record = about.record
    trigger = typed.WhenRecord(span=when.span, record=record.name, event=about.event)
    return Triggered(trigger, about.gates, record=record, names=(record.name, about.event))


def _over_set(line: ast.Award, when: ast.When, ctx: Context) -> Triggered | None:
    about = conditions.when_words(when, ctx)
    if about is None or about.event is None:
        return None
    per = line.head.per
    known = [k.text for k in per if keys.is_known(k, (about.record,), ctx)]
    if per and len(known) == len(per) and "year" not in known:
        advice = Phrase("add `per year`: a set is the records of one year", "请写上`每年`：一批记录是一年之内的")
        ctx.add(
            p.HeadMismatch(
                span=per[0].span,
                part=keywords.counted_by(line.head.per[0].text),
                other=Phrase("a set", "一批记录"),
                advice=advice,
            )
        )
    kept = tuple(dict.fromkeys(k for k in known if k not in (*ctx.schema.who, "year", "applicant")))
    name = about.record.name
    trigger = typed.OverSet(span=when.span, record=name, event=about.event, keys=kept, picks=about.gates)
    return Triggered(trigger, picked=about.record, names=(name, about.event))


def of_while(trigger: ast.While, to: tuple[ast.Name, ...], ctx: Context) -> Triggered | None:
    """One claim a year while something holds: of a record, or of the applicant itself."""
    name = trigger.subject.text
    if name in ctx.schema.who:
        gates = conditions.gates(conditions.parts(trigger.test), Scope(ctx, applicant=True))
        wider = ctx.schema.wider
        if not to or any(name not in wider.get(w.text, frozenset()) for w in to):
            test = typed.ApplicantIs(span=trigger.subject.span, kind=name)
            gates = (typed.Gate(span=trigger.subject.span, text=name, test=test, words=(name,)), *gates)
        return Triggered(typed.WhileState(span=trigger.span, record=None), gates, names=(name,))
    record = labelled.record_named(trigger.subject, ctx)
    if record is None:
        return None
    about = conditions.while_words(trigger, record, ctx)
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
    return Triggered(typed.WhileState(span=trigger.span, record=name), about.gates, record=record, names=names)


def of_reference(when: ast.When, ctx: Context) -> Triggered | None:
    """The claims that another document decides; a record without events is followed while its states hold."""
    record = ctx.schema.record_by_name.get(when.record.text)
    if record is not None and not record.events and record.states:
        test = when.test
        if test is None:
            word = ast.Name(span=when.record.span, text=record.states[0].name)
            test = ast.Word(span=word.span, name=word)
        return of_while(ast.While(span=when.span, subject=when.record, test=test), (), ctx)
    return of_when(when, ctx)
