"""Sentences that have another sum in version 0.11, in which `less` is signed and a pick of no record has no value.

Today a difference below 0 is 0, wherever it is written. In 0.11 only an amount, a cap or a threshold below 0 is 0, so
`less` is reported where its result is used in another way: in a longer sum, a comparison, a row key, `max`, an
aggregate, or a definition that is used so. It is not reported if the right side is a part of the left side.

Today the first, last, largest and smallest of no record are 0, and so is a figure of the year before that a case does
not state. They are reported where a comparison or an amount then gives a claim its sum today. An average of no record
is refused today, as it will be in 0.11, and a day of no record is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, TypeAlias

from ipdsl.base.findings.finding import Report
from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.source import Span
from ipdsl.schema.comparisons import Comparison, End
from ipdsl.schema.vocabulary import Schema
from ipdsl.semantics import typed
from ipdsl.semantics.errors import lints as w
from ipdsl.semantics.tree_walk import child_fields, nodes, nodes_around_picks, truth
from ipdsl.semantics.value_bounds import is_always_zero, is_part

# What 0.11 makes of a negative value in such a node; `None`: it counts as 0.
_EFFECTS: dict[type, Phrase | None] = {
    **dict.fromkeys((typed.FixedAmount, typed.Ceiling, typed.Cap)),
    **dict.fromkeys((typed.Add, typed.Subtract), Phrase("0.11 will add the negative value", "0.11版将按负数计入")),
    **dict.fromkeys(
        (typed.Compare, typed.AmountByRows), Phrase("0.11 will compare the negative value", "0.11版将按负数比较")
    ),
}
_COMPUTED = Phrase("0.11 will compute with the negative value", "0.11版将按负数计算")
# The fields of a node whose negative value makes the value of the node negative or 0.
_PASSED: dict[type, tuple[str, ...]] = {
    typed.CurrencyConversion: ("value",),
    typed.DefinedValue: ("value",),
    typed.Divide: ("left",),
    typed.FullStepCount: ("base",),
    typed.Interest: ("principal", "rate"),
    typed.Minimum: ("values",),
    typed.RoundedValue: ("value",),
    typed.Scale: ("factor", "value"),
    typed.SelectedValue: ("cases",),
}


def report_coming_changes(policy: typed.Policy, report: Report) -> None:
    """Report the sentences whose sums may change, one finding for the differences of a line."""
    by_line: dict[tuple[str, int], dict[Span, tuple[typed.Subtract, Phrase]]] = {}
    for node, effect in _signed_uses((policy.awards, policy.root), None):
        by_line.setdefault((node.span.file, node.span.line), {}).setdefault(node.span, (node, effect))
    for uses in by_line.values():
        (span, (_, effect)), *_ = uses.items()
        sides = tuple((node.left.span, node.right.span) for node, _ in uses.values())
        report.add(w.NegativeDifference(span=span, effect=effect, sides=sides))
    _report_missing_values(policy, report)


def _signed_uses(node: object, effect: Phrase | None) -> Iterator[tuple[typed.Subtract, Phrase]]:
    """Each `less` whose value may be below 0 where that matters, with what 0.11 makes of it, outermost first.

    `effect` is what it makes of the value of `node`, or `None` if a value below 0 counts as 0 there.
    """
    kind: Any = type(node)
    passed = _PASSED.get(kind, ())
    match node:
        case typed.Subtract(left=left, right=right, is_excess=is_excess):
            if not is_excess and effect is not None and not is_part(right, left):
                yield node, effect
            passed, effect = ("left",) if is_excess else (), None  # an excess is never negative
        case typed.Maximum(values=(value, *_), span=span) if value.span < span:  # of a line `at least`
            passed = ("values",)
        case typed.Scale(value=value) if not all(each.is_excess for each in nodes(value, typed.Subtract)):
            passed = ("value",)  # the product of two negative values is above 0
        case tuple():
            for part in node:
                yield from _signed_uses(part, effect)
    other = _EFFECTS.get(kind, _COMPUTED)
    for name in child_fields(kind):
        yield from _signed_uses(getattr(node, name), effect if name in passed else other)


# ------------------------------------------------------------------------------------------------- no record


_COMPARED = Phrase(
    "in 0.11 a comparison with it will not hold, and neither will its `not`",
    "0.11版中，与它的比较及其`非`都不成立",
)
_ADVICE = {
    "figure": Phrase(
        "to keep today's sum, state the figure of that year in facts and cases, also if it is 0",
        "要保持现在的数额，请在申报数据和案例中填写该年的数值，为0的也填写0",
    ),
    "compared": Phrase(
        "to keep today's sum, write `(has no … or …)` with the same records before the comparison; to pay only with"
        " such a record, add the condition `has at least 1 …`",
        "要保持现在的数额，请写`（没有 … 或 …）`，先写同样的记录，再写这个比较；"
        "有这样的记录才奖励的，请加条件`拥有 1件以上 …`",
    ),
    "paid": Phrase(
        "to keep today's sum, write `award as follows` with the row `has at least 1 …:` for this sum, and"
        " `otherwise:` for the sum without it",
        "要保持现在的数额，请写`按下列标准 奖励：`，其中`拥有 1件以上 …：`一档写这个数额，`其余：`一档写没有它的数额",
    ),
}
Clause: TypeAlias = typed.Award | typed.Allocation | typed.Reference | typed.Obligation
_PICKS = (
    typed.AggregateKind.FIRST,
    typed.AggregateKind.LAST,
    typed.AggregateKind.LARGEST,
    typed.AggregateKind.SMALLEST,
)


def _report_missing_values(policy: typed.Policy, report: Report) -> None:
    """Report the values that may be without a record or a figure where 0.11 may give a claim another sum."""
    clauses: tuple[Clause, ...] = (*policy.awards, *policy.allocations, *policy.references, *policy.obligations)
    uses: list[tuple[tuple[typed.Expr, ...], typed.Amount | None, object]] = [
        (tuple(gate.test for gate in each.gates), getattr(each, "amount", None), getattr(each, "trigger", None))
        for each in clauses
    ]
    uses += [(pick.tests, None, None) for pick in nodes(clauses, typed.Pick)]
    uses += [((rule.test,), None, None) for rule in nodes(policy.root, typed.NoneWhenRule) if rule.test is not None]
    findings: dict[Span, w.ValueWithoutRecord] = {}
    for tests, amount, trigger in uses:
        test = typed.And(span=policy.span, parts=tests)
        rows = amount.rows if isinstance(amount, typed.AmountByRows) else ()
        for source in _sources((tests, amount), policy.schema):
            is_refused = truth(test, partial(_holds_without, source)) is False
            if not is_refused and not _has_record_of(trigger, source):
                is_compared = any(_changes(each, source) for each in (test, *(row.test for row in rows)))
                if is_compared or _is_paid(amount, source):
                    findings.setdefault(source.span, _finding(source, is_compared=is_compared))
    report.extend(findings.values())


def _finding(source: typed.Aggregate | typed.Figure, *, is_compared: bool) -> w.ValueWithoutRecord:
    if isinstance(source, typed.Figure):
        what, advice = Phrase("a figure of the year before", "上一年数值"), _ADVICE["figure"]
    else:
        what = Phrase("a `{name}`", "`{name}`", name=source.pick.record)
        advice = _ADVICE["compared" if is_compared else "paid"]
    effect = _COMPARED if is_compared else Phrase("0.11 will not pay a sum with it", "0.11版不支付含有它的数额")
    return w.ValueWithoutRecord(span=source.span, what=what, effect=effect, advice=advice)


def _sources(root: object, schema: Schema) -> Iterator[typed.Aggregate | typed.Figure]:
    """The values of a pick that may be without a record, and single figures of the year before."""
    for node in nodes_around_picks(root, typed.Aggregate):
        if node.kind in _PICKS and not node.pick.is_of_set and not node.is_of_days:
            yield node
    figures = [x for x in nodes(root, typed.Figure, without=(typed.Pick, typed.Minimum, typed.Maximum)) if x.years_back]
    stated = {figure.name for figure in schema.figures if figure.zero_before is not None}
    stated |= {node.figure for node in figures if node.years_back > 1}
    yield from (node for node in figures if node.figure not in stated)


def _has_record_of(trigger: object, source: typed.Aggregate | typed.Figure) -> bool:
    """Whether the record of the sentence is one of those picked."""
    match trigger, source:
        case typed.EventTrigger(record=record, event=event), typed.Aggregate(before=None, pick=pick):
            events = [typed.EventHappened(span=pick.span, record=record, event=event)]
            return pick.record == record and all(test in events for test in pick.tests)
        case _:
            return False


def _is_paid(amount: typed.Amount | None, source: typed.Aggregate | typed.Figure) -> bool:
    """Whether an amount with a value of a pick may be above 0 today without a record."""
    if isinstance(amount, typed.AmountByRows):
        reached = (
            x for x in amount.rows if x.test is None or truth(x.test, partial(_holds_without, source)) is not False
        )
        return any(_is_paid(row.amount, source) for row in reached)
    parts = [part for part in (amount.value, amount.at_most) if part is not None] if amount is not None else []
    is_used = source in [*nodes_around_picks(tuple(parts), typed.Aggregate)]
    return is_used and not any(is_always_zero(part, source) for part in parts)


def _changes(test: typed.Expr | None, source: typed.Expr) -> bool:
    """Whether a test may be true today without a record, because of a comparison that does not hold in 0.11."""
    for compared in nodes_around_picks(test, typed.Compare):
        if test is not None and source in nodes_around_picks(compared, type(source)):
            if_true, if_false = (
                truth(test, lambda part: result if part == compared else _holds_without(source, part))  # noqa: B023
                for result in (True, False)
            )
            is_affirmed = if_true is True or if_false is False
            if if_true != if_false and _holds_without(source, compared) is not (not is_affirmed):
                return True
    return False


def _holds_without(source: typed.Expr, test: typed.Expr) -> bool | None:
    """Whether a comparison is true today without a record; `None` if that depends on facts."""
    if not isinstance(test, typed.Compare):
        return None
    low, op, high = test.left, test.op, test.right
    if is_always_zero(low, source):
        low, op, high = high, op.converse, low
    if not is_always_zero(high, source):
        return None
    if is_always_zero(low, source):
        return op.includes
    return op.end is End.LOW if isinstance(low, typed.Const) or op in _BY_SIGN else None


_BY_SIGN = (Comparison.AT_LEAST, Comparison.LESS_THAN)  # decided by any value that is compared with 0
