"""Checks a cap that carries forward: it is the last rule over its claims, stands alone, and no claim meets two."""

from __future__ import annotations

import itertools

from ipdsl.diagnostics.model import Related
from ipdsl.diagnostics.phrase import Phrase
from ipdsl.schema.model import Schema
from ipdsl.semantics import errors_rules as r
from ipdsl.semantics import reach, typed
from ipdsl.semantics.placed import Placed, placed_rules, reached, verb_of
from ipdsl.semantics.symbols import Context
from ipdsl.syntax import keywords


def report_carrying(root: typed.Block, awards: tuple[typed.Award, ...], ctx: Context) -> None:
    """Rules that act after a carrying cap on one of its claims, or fill together with it."""
    placed = [x for x in placed_rules(root, awards) if not isinstance(x.rule, _BEFORE)]
    for index, item in enumerate(placed):
        if not _carries(item.rule):
            continue
        after = [x for x in placed[index + 1 :] if _share(item, x, ctx.schema)]
        later = after[0] if after else None
        before = placed[index - 1] if index else None
        if later is not None:
            if later.rule.name != item.rule.name:  # else the twin is told
                _report_later(item, later, after[-1].rule.span.line, ctx)
        elif before is not None and _are_neighbours(before.rule, item.rule, root) and _share(item, before, ctx.schema):
            advice = Phrase("move it to an `over policy` block of its own", "请移到单独的`适用于 全文`之下")
            why = Phrase("it would fill together with the cap before it", "它会与前一个最高金额合并计算")
            related = (Related(before.rule.span, Phrase("the cap before it", "前一个最高金额")),)
            ctx.add(r.CarryNotAlone(span=item.rule.span, why=why, advice=advice, related=related))


_BEFORE = (typed.Older, typed.Quota, typed.Suspend, typed.NoneWhen)
"""What acts before all rules."""


def _carries(rule: typed.Rule | typed.Condition) -> bool:
    return isinstance(rule, typed.Cap) and rule.carry > 0


def _report_later(item: Placed, later: Placed, last: int, ctx: Context) -> None:
    related = (Related(item.rule.span, Phrase("the cap that carries forward", "允许结转的最高金额")),)
    if _carries(later.rule):
        why, advice = (
            Phrase("a claim would meet two of them", "一项申请会遇到两个这样的最高金额"),
            Phrase(
                "let one of the two spare what the other binds, with `except`",
                "请在其中一个之下写`除外`，排除另一个所约束的奖励",
            ),
        )
    else:
        why = Phrase(
            "this `{verb}` acts after it on the same claims",
            "这条`{verb}`在其后约束同一申请",
            verb=keywords.phrase(verb_of(later.rule)),
        )
        advice = Phrase(
            "move the cap of line {line} down, beneath all rules over its claims: below line {last}",
            "请把第{line}行的最高金额移到约束同一申请的各条规则之下，即第{last}行之后",
            line=item.rule.span.line,
            last=last,
        )
    ctx.add(r.CarryNotAlone(span=later.rule.span, why=why, advice=advice, related=related))


def _share(one: Placed, other: Placed, schema: Schema) -> bool:
    """Both rules can bind one claim."""
    under = {award.label for award in reached(other, schema)}
    return any(a.label in under and _kinds(one, a, schema) & _kinds(other, a, schema) for a in reached(one, schema))


def _kinds(placed: Placed, award: typed.Award, schema: Schema) -> set[str]:
    """The kinds of applicant that are paid and bound; without kinds in the vocabulary one that stands for all."""
    rule = placed.rule
    keys = () if isinstance(rule, typed.Suspend | typed.NoneWhen) else rule.keys
    return set(reach.kinds_bound(keys, award, schema)) if schema.kinds else {""}


def _are_neighbours(one: typed.Rule | typed.Condition, other: typed.Rule | typed.Condition, block: typed.Block) -> bool:
    """Two caps that stand next to each other in a block."""
    inner = [x for x in block.items if isinstance(x, typed.Block)]
    rules = [x for x in block.items if not isinstance(x, (typed.Award, typed.Block, *_BEFORE))]
    if any(a is one and b is other for a, b in itertools.pairwise(rules)):
        return isinstance(one, typed.Cap)
    return any(_are_neighbours(one, other, x) for x in inner)
