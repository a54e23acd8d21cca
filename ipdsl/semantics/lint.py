"""What is well formed and still doubtful, and in words what each rule covers.

In: the typed policy. Out: warnings and notes. Assumed: it was built without errors.
"""

from __future__ import annotations

from collections.abc import Iterable

from ipdsl.diagnostics.model import Related, Report
from ipdsl.schema.model import Schema
from ipdsl.semantics import amounts, reach, typed
from ipdsl.semantics import errors_lints as w
from ipdsl.semantics.placed import Placed, awards_of, blocks_of, placed_rules, reached, verb_of
from ipdsl.semantics.walk import is_constant


def lint(policy: typed.Policy) -> Report:
    """All warnings and notes about a whole policy."""
    report = Report()
    placed = tuple(placed_rules(policy.root, policy.awards))
    for award in policy.awards:
        over = tuple(x for x in placed if award.label in x.labels)
        _report_rates(award, over, policy.schema, report)
        _report_window(award, policy, report)
    _report_unbound(policy, placed, report)
    for item in placed:
        match item.rule:
            case typed.Limit(number=0) | typed.Quota(number=0) | typed.Cap(amount=typed.Const(value=0)):
                report.add(w.NothingLeft(span=item.rule.span, verb=verb_of(item.rule)))
            case _:
                pass
        _report_cover(item, policy, report)
    _report_stacking(policy, placed, report)
    return report


# ------------------------------------------------------------------------------------------------- rates


def _report_rates(award: typed.Award, over: tuple[Placed, ...], schema: Schema, report: Report) -> None:
    if award.uncapped:
        return
    caps = [x.rule for x in over if isinstance(x.rule, typed.Cap)]
    if any(reach.binds(cap.keys, award, schema, across=cap.across) for cap in caps):
        return
    for amount in amounts.sums(award.amount):
        if isinstance(amount, typed.Plain) and amount.at_most is None and grows(amount.value):
            report.add(w.NoCapOnRate(span=amount.span))


def grows(expr: typed.Expr) -> bool:
    """The value is a rate of something, or a sum for each step, without any bound."""
    match expr:
        case typed.Scale(factor=factor, value=value):
            return not (is_constant(factor) and is_constant(value)) and not isinstance(factor, typed.Aggregate)
        case typed.Interest():
            return True
        case typed.Add(left=left, right=right):
            return grows(left) or grows(right)
        case typed.Subtract(left=left):
            return grows(left)
        case typed.Smallest(values=values):
            return all(grows(v) for v in values)
        case typed.Largest(values=values):
            return any(grows(v) for v in values)
        case _:
            return False


# ------------------------------------------------------------------------------------------------- whom


_OF_WHOM = ("limit", "pay highest", "cap", "no repeat", "top up")
"""The rules that look at one applicant by its kind."""


def _report_unbound(policy: typed.Policy, placed: tuple[Placed, ...], report: Report) -> None:
    """Beneficiaries that no rule of a verb over their award binds, though one binds others, and no reading says so."""
    schema = policy.schema
    explained = {rule for block in blocks_of(policy.root) for rule in block.explained}
    unbound: dict[tuple[typed.Rule, str, str], list[typed.Award]] = {}
    for award in policy.awards:
        paid = reach.kinds_paid(award.to, schema)
        over = [x.rule for x in placed if award.label in x.labels]
        for verb in _OF_WHOM:
            rules = [r for r in over if isinstance(r, typed.Rule) and verb_of(r) == verb]
            rules = [r for r in rules if reach.binds(r.keys, award, schema)]
            bound = {k for r in rules for k in reach.kinds_bound(r.keys, award, schema)}
            missed = [k for k in paid if k not in bound]
            if rules and missed:
                who = ", ".join(reach.widest(missed, schema))
                caught = ", ".join(reach.widest([k for k in paid if k in bound], schema))
                unbound.setdefault((rules[0], who, caught), []).append(award)
    for (rule, who, caught), awards in unbound.items():
        if rule.span in explained:
            continue
        report.add(w.NotBound(span=rule.span, verb=verb_of(rule), who=who, labels=_labels(awards), bound=caught))


def _report_window(award: typed.Award, policy: typed.Policy, report: Report) -> None:
    end = policy.window.end
    if award.start is not None and end is not None and award.start > end:
        report.add(w.NeverInWindow(span=award.span, start=award.start.isoformat(), end=end.isoformat()))


# ------------------------------------------------------------------------------------------------- words


def _report_cover(placed: Placed, policy: typed.Policy, report: Report) -> None:
    under = list(reached(placed, policy.schema))
    labels = {a.label for a in under}
    spared = [a for a in placed.awards if a.label not in labels]
    what = f"{_number(under)}{_where(under)}: {_labels(under)}"
    if spared:
        why = f"paid to no {placed.rule.who}" if isinstance(placed.rule, typed.Suspend) else "for want of its keys"
        what += f"; leaves untouched, {why}: {_labels(spared)}"
    report.add(w.Covers(span=placed.rule.span, rule=placed.rule.name, what=what, count=_number(under)))


def _number(awards: list[typed.Award]) -> str:
    return "1 award" if len(awards) == 1 else f"{len(awards)} awards"


def _where(awards: list[typed.Award]) -> str:
    articles = list(dict.fromkeys(a.article for a in awards if a.article))
    if not articles:
        return ""
    return f" of article {articles[0]}" if len(articles) == 1 else f" of {len(articles)} articles"


def _labels(awards: Iterable[typed.Award]) -> str:
    labels = [f"`{a.label}`" for a in awards]
    return ", ".join(labels) if len(labels) <= 8 else ", ".join(labels[:8]) + f" and {len(labels) - 8} more"


_ANSWERS = (typed.Highest, typed.NoRepeat, typed.TopUp)
"""The rules that say what is paid of two ladders."""


def _report_stacking(policy: typed.Policy, placed: tuple[Placed, ...], report: Report) -> None:
    """Two ladders for one record and event, where nothing says whether both are paid."""
    answered = {a.label for x in placed if isinstance(x.rule, _ANSWERS) for a in x.awards}
    answered |= {a.label for b in blocks_of(policy.root) if b.pay_each for a in awards_of(b.items)}
    first: dict[tuple[str, str], typed.Award] = {}
    for award in policy.awards:
        if not isinstance(award.trigger, typed.WhenRecord) or not isinstance(award.amount, typed.Rows):
            continue
        if award.label in answered:
            continue
        key = (award.trigger.record, award.trigger.event)
        other = first.setdefault(key, award)
        if other is not award:
            related = (Related(other.span, "the first"),)
            report.add(w.MayStack(span=award.span, record=key[0], event=key[1], related=related))
