"""Checks a cap that carries forward: it is the last rule over its claims, stands alone, and no claim meets two."""

from __future__ import annotations

import itertools

from ipdsl.diagnostics.model import RelatedPlace
from ipdsl.diagnostics.phrase import Phrase
from ipdsl.schema.model import Schema
from ipdsl.semantics import errors_rules as r
from ipdsl.semantics import reach, typed
from ipdsl.semantics.placed import PlacedRule, placed_rules, reached_awards, verb_of
from ipdsl.semantics.symbols import Context
from ipdsl.syntax import keywords


def report_carrying(root: typed.Block, awards: tuple[typed.Award, ...], ctx: Context) -> None:
    """Rules that act after a carrying cap on one of its claims, or fill together with it."""
    placed = [x for x in placed_rules(root, awards) if not isinstance(x.rule, _BLOCK_CONDITIONS)]
    for index, item in enumerate(placed):
        if not _carries(item.rule):
            continue
        after = [x for x in placed[index + 1 :] if _share(item, x, ctx.schema)]
        following = after[0] if after else None
        before = placed[index - 1] if index else None
        if following is not None:
            if following.rule.name != item.rule.name:  # else the twin is told
                _report_later(item, following, after[-1].rule.span.line, ctx)
        elif before is not None and _are_neighbours(before.rule, item.rule, root) and _share(item, before, ctx.schema):
            advice = Phrase("move it to an `over policy` block of its own", "请移到单独的`适用于 全文`之下")
            why = Phrase("it would fill together with the cap before it", "它会与前一个最高金额合并计算")
            related = (RelatedPlace(before.rule.span, Phrase("the cap before it", "前一个最高金额")),)
            ctx.add(r.CarryNotAlone(span=item.rule.span, why=why, advice=advice, related=related))


_BLOCK_CONDITIONS = (typed.OlderStandardRule, typed.Quota, typed.Suspension, typed.NoneWhenRule)
"""What acts before all rules."""


def _carries(rule: typed.Rule | typed.Condition) -> bool:
    return isinstance(rule, typed.Cap) and rule.carry > 0


def _report_later(item: PlacedRule, following: PlacedRule, last: int, ctx: Context) -> None:
    related = (RelatedPlace(item.rule.span, Phrase("the cap that carries forward", "允许结转的最高金额")),)
    if _carries(following.rule):
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
            verb=keywords.phrase(verb_of(following.rule)),
        )
        advice = Phrase(
            "move the cap of line {line} down, beneath all rules over its claims: below line {last}",
            "请把第{line}行的最高金额移到约束同一申请的各条规则之下，即第{last}行之后",
            line=item.rule.span.line,
            last=last,
        )
    ctx.add(r.CarryNotAlone(span=following.rule.span, why=why, advice=advice, related=related))


def _share(first: PlacedRule, second: PlacedRule, schema: Schema) -> bool:
    """Both rules can bind one claim."""
    under = {award.label for award in reached_awards(second, schema)}
    return any(
        a.label in under and _kinds(first, a, schema) & _kinds(second, a, schema) for a in reached_awards(first, schema)
    )


def _kinds(placed: PlacedRule, award: typed.Award, schema: Schema) -> set[str]:
    """The kinds of applicant that are paid and bound; without kinds in the vocabulary one that stands for all."""
    rule = placed.rule
    keys = () if isinstance(rule, typed.Suspension | typed.NoneWhenRule) else rule.keys
    return set(reach.kinds_bound(keys, award, schema)) if schema.kinds else {""}


def _are_neighbours(
    first: typed.Rule | typed.Condition, second: typed.Rule | typed.Condition, block: typed.Block
) -> bool:
    """Two caps that stand next to each other in a block."""
    inner = [x for x in block.items if isinstance(x, typed.Block)]
    rules = [x for x in block.items if not isinstance(x, (typed.Award, typed.Block, *_BLOCK_CONDITIONS))]
    if any(a is first and b is second for a, b in itertools.pairwise(rules)):
        return isinstance(first, typed.Cap)
    return any(_are_neighbours(first, second, x) for x in inner)
