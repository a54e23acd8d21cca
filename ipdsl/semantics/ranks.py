"""`award by rank of FIGURE per year among K, …`: places of a whole city as an award for each year."""

from __future__ import annotations

from ipdsl.diagnostics.phrase import Phrase
from ipdsl.schema import types as t
from ipdsl.semantics import errors_policy as p
from ipdsl.semantics import errors_rules as r
from ipdsl.semantics import errors_types as e
from ipdsl.semantics import keys, lookup, typed
from ipdsl.semantics.symbols import Context
from ipdsl.semantics.triggers import CheckedTrigger
from ipdsl.semantics.typenames import describe
from ipdsl.syntax import ast, keywords


def rank_trigger(line: ast.Award, ctx: Context) -> CheckedTrigger | None:
    """The trigger: one claim a year; None where the head does not go with a ranking."""
    head = line.head
    assert isinstance(line.amount, ast.AmountByRank)
    figure = line.amount.figure.text
    sound = lookup.figure_named(line.amount.figure, ctx)
    if head.trigger is not None:
        advice = Phrase("remove it: the ranking is made once a year", "请删去：排名每年一次")
        sound = _mismatch(head.trigger, keywords.phrase(_trigger_word(head.trigger)), advice, ctx)
    if head.to:
        sound = _mismatch(
            head.to[0],
            Phrase("to {who}", "的 {who}", who=head.to[0].text),
            Phrase("write after `among` who is ranked and paid", "参加排名的奖励对象写在`排名 的`之后"),
            ctx,
        )
    known = [k for k in head.per if keys.is_field_anywhere(k.text, ctx.schema) or keys.is_known(k, (), ctx)]
    if len(known) < len(head.per):
        sound = False
    elif not any(key.text == "year" for key in known):
        ctx.add(r.RankNeedsYear(span=line.amount.span, figure=figure))
        sound = False
    for key in known:
        if key.text != "year":
            sound = _mismatch(
                key,
                keywords.per_phrase(key.text),
                Phrase("remove it: there is one ranking a year", "请删去：每年只有一次排名"),
                ctx,
            )
    if not any(isinstance(x, ast.TiesShare) for x in line.body):
        ctx.add(r.RankNeedsTies(span=line.amount.span, figure=figure))
        sound = False
    return CheckedTrigger(typed.YearTrigger(span=line.span)) if sound else None


def _mismatch(node: ast.Node, part: Phrase, advice: Phrase, ctx: Context) -> bool:
    ctx.add(p.HeadMismatch(span=node.span, part=part, other=keywords.phrase("by rank of"), advice=advice))
    return False


def _trigger_word(trigger: ast.Trigger) -> str:
    match trigger:
        case ast.WhenTrigger():
            return "when"
        case ast.WhileTrigger():
            return "while"
        case ast.YearTrigger():
            return "each year"


def applicant_rank(rank_amount: ast.AmountByRank, among: tuple[str, ...], ctx: Context) -> typed.ApplicantRank | None:
    """The place by a figure; None where it cannot be compared."""
    figure = ctx.schema.figure_by_name[rank_amount.figure.text]
    if not isinstance(figure.type, t.CountType | t.NumberType | t.MoneyType | t.RateType):
        found_type = describe(figure.type)
        ctx.add(
            e.Mismatch(
                span=rank_amount.figure.span,
                place=Phrase("`by rank of`", "`按 名次`"),
                expected=Phrase("a number that ranks", "可以排名的数值"),
                found=found_type,
            )
        )
        return None
    return typed.ApplicantRank(span=rank_amount.span, figure=figure.name, among=among)
