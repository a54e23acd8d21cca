"""Rules about the sum of the claims of a group in a year: `nothing below` and `round down`.

The amount is the same for all claims. The claims of a group are those of one applicant, because an applicant is decided
alone; each claim has one group.
"""

from __future__ import annotations

from ipdsl.base.findings.phrase import Phrase
from ipdsl.semantics import amounts, typed
from ipdsl.semantics.errors import policy as g
from ipdsl.semantics.names.symbols import Context, Scope, is_poison
from ipdsl.semantics.rules.scope import (
    RuleTargets,
    exempt_labels,
    is_list,
    keys_without_year,
    report_lists,
    rule_keys,
    rule_name,
)
from ipdsl.syntax import ast, keywords

_WORDS = {"nothing below": Phrase("nothing below", "合计不足"), "round": Phrase("round", "金额 向下取整")}
"""The words of the rules, by their verbs."""


def minimum_total(line: ast.MinimumTotal, targets: RuleTargets, ctx: Context) -> typed.MinimumTotal | None:
    """Check `nothing below`; `None` after an error."""
    exempt = exempt_labels(line.body, targets, ctx)
    names = _keys_of_total(line, "nothing below", targets, exempt, ctx)
    amount = amounts.money(line.amount, Scope(ctx, has_figures=True, has_applicant=True))
    if names is None or is_poison(amount):
        return None
    minimum = amounts.constant_sum(amount)
    if minimum is None:
        where = Phrase("with a computed amount over several claims", "对多项申请以计算得出的数额")
        advice = Phrase(
            "write a sum here; under an award, `nothing below` may be computed",
            "请在此写固定金额；奖励之下的`单项不足`可以写计算的数额",
        )
        word = _WORDS["nothing below"]
        ctx.add(g.MisplacedLine(span=line.amount.span, word=word, where=where, advice=advice))
        return None
    if minimum <= 1:
        why = Phrase("no sum is below it", "没有低于它的合计")
        advice = Phrase("write a greater amount, or remove the line", "请写更大的金额，或删去这一行")
        verb = _WORDS["nothing below"]
        ctx.add(g.RuleWithoutEffect(span=line.span, verb=verb, why=why, advice=advice))
        return None
    name = rule_name(targets, "nothing below", line.per)
    return typed.MinimumTotal(span=line.span, name=name, amount=minimum, keys=names, exempt=exempt)


def rounded_total(line: ast.RoundedTotal, targets: RuleTargets, ctx: Context) -> typed.RoundedTotal | None:
    """Check `round down … per …`; `None` after an error."""
    exempt = exempt_labels(line.body, targets, ctx)
    names = _keys_of_total(line, "round", targets, exempt, ctx)
    step = amounts.step_in_minor_units(line.step, line.span, ctx)
    if names is None or step is None:
        return None
    name = rule_name(targets, "round", line.per)
    return typed.RoundedTotal(span=line.span, name=name, step=step, keys=names, exempt=exempt)


def _keys_of_total(
    line: ast.MinimumTotal | ast.RoundedTotal, verb: str, targets: RuleTargets, exempt: tuple[str, ...], ctx: Context
) -> tuple[str, ...] | None:
    """The keys of a rule about a sum, without the year; `None` after an error."""
    word = _WORDS[verb]
    if line.across:
        advice = Phrase(
            "remove it: the sum is that of one applicant; `cap … across applicants` limits several",
            "请删去：合计的是一个申请人的金额；几个申请人合计的限额写`最高奖励`",
        )
        where = Phrase("in `{verb}`", "`{verb}`之中", verb=word)
        across = keywords.phrase("across applicants")
        ctx.add(g.MisplacedLine(span=line.span, word=across, where=where, advice=advice))
        return None
    names = rule_keys(line.per, targets, exempt, verb, line, ctx)
    report_lists(line.per, targets, Phrase("a claim counts in one sum", "一项申请只计入一个合计"), ctx)
    if names is None or any(is_list(key.text, targets, ctx) for key in line.per):
        return None
    if "year" not in names:
        ctx.add(g.TotalNeedsYear(span=line.span, verb=word))
        return None
    return keys_without_year(names)
