"""Obligations: what a body must do, and what it must match."""

from __future__ import annotations

from ipdsl.semantics import conditions, labelled, reach, typed
from ipdsl.semantics import errors_lints as w
from ipdsl.semantics import errors_policy as p
from ipdsl.semantics.awards import BlockContext, lines_of
from ipdsl.semantics.symbols import Context
from ipdsl.syntax import ast


def obligation(
    line: ast.Obligation, block_context: BlockContext, awards: tuple[typed.Award, ...], is_whole: bool, ctx: Context
) -> typed.Obligation | None:
    """`oblige APPLICANT to match at least 100% of award` looks at the awards to WHO in its block."""
    who = line.who.text
    if who not in ctx.schema.kinds_and_classes:
        labelled.report_applicant_word(line.who, ctx)
        return None
    gates = block_context.gates[block_context.policy_gates :] if line.share is None else ()
    for test in lines_of(line.body, ast.ConditionLine):
        gates += conditions.if_gates(test, ctx)
    matched: tuple[str, ...] = ()
    if line.share is not None:
        kinds = reach.kinds_paid((who,), ctx.schema)
        matched = tuple(a.label for a in awards if a.to and set(reach.kinds_paid(a.to, ctx.schema)) & set(kinds))
        if not matched:
            if is_whole:
                ctx.add(p.NothingToMatch(span=line.span, who=who))
            return None
        paid = {kind for a in awards if a.label in matched for kind in reach.kinds_paid(a.to, ctx.schema)}
        if paid - set(kinds) and not lines_of(line.body, ast.ReadingLine):
            ctx.add(w.MatchIncludesOthers(span=line.span, word=who))
    return typed.Obligation(
        span=line.span,
        article=block_context.article,
        who=who,
        text=line.text or "",
        op=typed.Op(line.op.value) if line.op is not None else None,
        share=line.share.value if line.share is not None else None,
        awards=matched,
        readings=tuple(x.text for x in lines_of(line.body, ast.ReadingLine)),
        gates=gates,
    )
