"""A checked policy as text, for `ipdsl dump typed` and golden files.

The text is stable, with one line for each fact of the policy, nested by indentation. Typed expressions are fully
bracketed.
"""

from __future__ import annotations

import datetime
import enum
import re
import string
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from operator import attrgetter
from typing import Any, assert_never

from ipdsl.schema.values.value_type import Type
from ipdsl.semantics import typed
from ipdsl.semantics.names.symbols import MATTER

_OPTIONAL = re.compile(r"\|([^|]*)\|")


class NodeFormatter(string.Formatter):
    """Fills in templates: `"({left} {op} {right})"` names attributes of a node; `text_of` formats an expression.

    The text after the colon separates the parts of a tuple: `{parts: and }`; the default is a comma. A part of the
    template between two bars is left out if one of its attributes is empty. `{field:.0}` prints nothing, but is such an
    attribute.
    """

    def __init__(self, text_of: Callable[[typed.Expr], str]) -> None:
        self.text_of = text_of

    def fill(self, template: str, node: typed.Node) -> str:
        """The text of a node."""
        required = _OPTIONAL.sub(lambda match: match[1] if self._is_said(match[1], node) else "", template)
        return self.vformat(required, (node,), {})

    def _is_said(self, template: str, node: typed.Node) -> bool:
        values = [attrgetter(name)(node) for _, name, _, _ in self.parse(template) if name]
        return not any(value is None or value is False or value == () for value in values)

    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[object, str]:
        """An attribute of the node."""
        return attrgetter(field_name)(args[0]), field_name

    def format_field(self, value: object, format_spec: str) -> str:
        """An attribute as text."""
        if isinstance(value, tuple):
            return (format_spec or ", ").join(map(self._item_text, value))
        return format(self._value_text(value), format_spec)

    def _value_text(self, value: object) -> str:
        if isinstance(value, typed.Node):
            return self.text_of(value)  # type: ignore[arg-type]  # attributes that templates name are expressions
        if isinstance(value, Type):
            return str(value.phrase)
        return str(value.value if isinstance(value, enum.Enum) else value)

    def _item_text(self, item: object) -> str:
        """An expression, a word, or a row of a table."""
        return ": ".join(map(self._value_text, item)) if isinstance(item, tuple) else self._value_text(item)


TEMPLATES: Mapping[type, str] = {
    typed.RecordField: "{record}.{field}",
    typed.ApplicantField: "applicant.{field}",
    typed.ApplicantFieldOn: "applicant.{field} on {day}",
    typed.ApplicantKindTest: "applicant is {kind}",
    typed.ClaimDay: "the day",
    typed.ClaimYear: "the year",
    typed.OtherSupport: "support of others for {record}",
    typed.ShiftedDay: "({day} + {number} {unit})",
    typed.SpanCount: "full {unit}s from {start} to {end}",
    typed.StateLength: "full {unit}s of {record} {state} in the year",
    typed.Figure: "|last {years_before:.0}|year.{figure}",
    typed.EventHappened: "{record} was {event}",
    typed.StateHolds: "{record} is {state}",
    typed.FirstEventTest: "first {record}| of the item{is_per_item:.0}| by {event}",
    typed.Aggregate: "{kind}(|{pick.value} of |{pick.extent}| where {pick.tests: and }|"
    "| of the same {pick.same}: {same_values}|| dated {pick.date_field} before {before}|| with {outer_values}|)",
    typed.OuterValue: "outer {index} ({name})",
    typed.SeriesValue: "{series} {point} {day}",
    typed.TableValue: "{table}[{key}]{{{rows}}}",
    typed.Add: "({left} + {right})",
    typed.Subtract: "({left} - {right}, not below 0)",
    typed.Scale: "({factor} * {value})",
    typed.Divide: "({left} / {right})",
    typed.RoundedValue: "({value} rounded {mode} to {step})",
    typed.DefinedValue: "({name} = {value})",
    typed.SelectedValue: "first of {{{cases}}}",
    typed.FullStepCount: "full steps of {step} in {base}",
    typed.Minimum: "min({values})",
    typed.Maximum: "max({values})",
    typed.EarliestDay: "earliest({values})",
    typed.LatestDay: "latest({values})",
    typed.Interest: "interest({principal}, {rate}, {start} to {end}|, last {last_years} years|)",
    typed.CurrencyConversion: "({value} converted at {series} on {day})",
    typed.And: "({parts: and })",
    typed.Or: "({parts: or })",
    typed.Not: "not ({part})",
    typed.Compare: "({left} {op} {right} as {left.type})",
    typed.CompareLevel: "({left} {op} {member} of {ladder: < })",
    typed.Membership: "({value} is one of {members})",
    typed.ElapsedComparison: "({day} since {since}: {op} {number} {unit})",
    typed.ApplicantRank: "rank by {figure}| among {among}|| ties in order of {ties}|",
    typed.RecordRank: "rank by {field}| per year{per_year:.0}|| ties in order of {ties}|",
    typed.CannotBeDetermined: "({value} cannot be determined)",
    typed.EventInYear: "{pick.record} {event} in the year| where {pick.tests: and }|",
    typed.ClaimYearIs: "year is {year}",
    typed.MatterSupported: "{matter} supported by another level",
}
"""The template of each class of expressions except constants."""


def expr(node: typed.Expr) -> str:
    """One expression."""
    return constant(node.value, node.type) if isinstance(node, typed.Const) else _TEXT.fill(TEMPLATES[type(node)], node)


_TEXT = NodeFormatter(expr)


def constant(value: typed.Scalar, type_: Type) -> str:
    """A literal with its type."""
    match value:
        case bool():
            return "yes" if value else "no"
        case int() if type_.is_money:
            return f"money {value}"
        case Fraction() if type_.is_rate:
            return f"rate {value}"
        case datetime.date():
            return value.isoformat()
        case str():
            return repr(value)
        case _:
            return str(value)


def dump(policy: typed.Policy) -> str:
    """The whole policy."""
    return "\n".join(_policy(policy)) + "\n"


def _policy(policy: typed.Policy) -> Iterator[str]:
    yield f"{'draft' if policy.is_draft else 'policy'} {policy.name}" + (f" {policy.title!r}" if policy.title else "")
    if policy.document:
        yield f"  document {policy.document!r}"
    if policy.issued is not None:
        yield f"  issued {policy.issued}"
    yield f"  window {policy.window.start or 'open'} to {policy.window.end or 'open'}"
    if not policy.fiscal_year.is_calendar_year:
        yield f"  year begins {policy.fiscal_year.first_day_words}"
    if policy.discretion_from is not None:
        yield f"  by discretion from {policy.discretion_from}"
    if policy.level:
        yield f"  level {policy.level}"
    for matter in policy.matters:
        for kind, fields in matter.fields if matter.name == MATTER else ():
            yield f"  same matter{f' of {kind}' if kind else ''} is {', '.join(fields)}"
    if policy.status:
        yield f"  status {policy.status}"
    for document in policy.replaces:
        yield f"  replaces {document!r}"
    for older in policy.replaced:
        yield from (f"  clause {new} was {old} of {older.document!r}" for new, old in older.clauses)
    earlier = (("formerly", policy.former_names), ("ended", policy.ended))
    yield from (f"  {word} {', '.join(names)}" for word, names in earlier if names)
    yield f"  currency {policy.currency}, round {policy.rounding.mode.value} to {policy.rounding.step} minor"
    yield f"  words {policy.schema.name}"
    yield from _readings(policy.readings, "  ")
    for article in policy.articles:
        yield f"article {article.number} {article.mark}" + (f" {article.title!r}" if article.title else "")
        if article.defines is not None:
            yield f"  defines {article.defines!r}"
        yield from _readings(article.readings, "  ")
    yield from _block(policy.root, "")
    yield from _other_sentences(policy)
    for case in policy.cases:
        yield f"case {case.title!r}"
        yield from (f"  given {facts!r}" for facts in case.facts)
        yield from (f"  expect {x.text}" for x in case.expect)


def _readings(readings: tuple[str, ...], indent: str) -> Iterator[str]:
    yield from (f"{indent}reading {text!r}" for text in readings)


def _block(block: typed.Block, indent: str) -> Iterator[str]:
    yield f"{indent}block {block.kind} {block.label}" + (" pay each" if block.paid_each is not None else "")
    for item in block.items:
        match item:
            case typed.Block():
                yield from _block(item, indent + "  ")
            case typed.Award():
                yield from _award(item, indent + "  ")
            case _:
                yield from _rule(item, indent + "  ")


def _award(award: typed.Award, indent: str) -> Iterator[str]:
    yield f"{indent}award {award.label}"
    inner = indent + "  "
    yield inner + award.text
    yield inner + _trigger(award.trigger)
    if award.to:
        yield f"{inner}to {', '.join(award.to)}"
    if award.start is not None:
        yield f"{inner}from {award.start}"
    if isinstance(award.trigger, typed.SetTrigger):
        yield from (f"{inner}picks `{g.text}`: {expr(g.test)}" for g in award.trigger.picks)
    yield from _gates(award.gates, inner)
    yield from _amount(award.amount, inner)
    if award.once is not None:
        yield inner + _once_text(award.once)
    if award.less is not None:
        yield f"{inner}less paid for {award.less.record} of the same {award.less.field}"
    if award.counts_support:
        yield f"{inner}counting all other support"
    if award.is_uncapped:
        yield f"{inner}uncapped"
    if award.title:
        yield f"{inner}title {award.title!r}"
    if award.formerly:
        yield f"{inner}formerly {', '.join(award.formerly)}"
    yield from _readings(award.readings, inner)


def _gates(gates: tuple[typed.Gate, ...], indent: str) -> Iterator[str]:
    yield from (f"{indent}gate `{g.text}` ({', '.join(g.words)}): {expr(g.test)}" for g in gates)


def _trigger(trigger: typed.Trigger) -> str:
    match trigger:
        case typed.EventTrigger(record=record, event=event):
            return f"when {record} {event}"
        case typed.StateTrigger(record=record):
            return f"while {record or 'applicant'}"
        case typed.YearTrigger():
            return "each year"
        case typed.SetTrigger(record=record, event=event, keys=keys):
            return " ".join([f"each year over {record} {event}", *(f"per {k}" for k in keys)])


def _amount(amount: typed.Amount, indent: str) -> Iterator[str]:
    if not isinstance(amount, typed.AmountByRows):
        yield f"{indent}amount {_amount_text(amount)}"
        return
    yield f"{indent}amount {'as follows' if amount.value is None else f'by {expr(amount.value)}'}"
    for row in amount.rows:
        test = f" if {expr(row.test)}" if row.test is not None else ""
        once = f" {_once_text(row.once)}" if row.once is not None else ""
        yield f"{indent}  row `{row.name}`: {_amount_text(row.amount)}{test}{once}"


def _amount_text(amount: typed.FixedAmount | typed.Ceiling) -> str:
    if amount.value is None:
        return "at discretion"
    most = f" at most {expr(amount.at_most)}" if amount.at_most is not None else ""
    if isinstance(amount, typed.Ceiling):
        return f"up to {expr(amount.value)}{most}"
    threshold = f" nothing below {expr(amount.threshold)}" if amount.threshold is not None else ""
    return f"{expr(amount.value)}{most}{threshold}"


def _once_text(once: typed.OnceRule) -> str:
    return " ".join(["once", *(f"per {k}" for k in once.keys), *(["per year"] if once.per_year else [])])


def _rule(rule: typed.Rule | typed.Condition, indent: str) -> Iterator[str]:
    yield f"{indent}rule {rule.name}"
    inner = indent + "  "
    match rule:
        case typed.Limit(number=number, counts=counts, order=order):
            across = " across applicants" if rule.is_across_applicants else ""
            yield f"{inner}limit {number} {counts or 'items'}{across}, {_order_text(order)}"
        case typed.Cap(amount=amount, is_across_applicants=across, carry=carry, support_levels=levels):
            by_claim = " by claim" if rule.is_by_claim else ""
            yield f"{inner}cap {expr(amount)}{by_claim}{' across applicants' if across else ''}"
            if rule.manner is not typed.CapManner.IN_ORDER:
                yield f"{inner}{rule.manner.value}"
            if rule.order is not None:
                yield f"{inner}{_order_text(rule.order)}"
            if levels is not None:
                yield f"{inner}counting support of {', '.join(levels) or 'all levels'}"
            if carry:
                yield f"{inner}carried for {carry} year{'s' if carry > 1 else ''}"
        case typed.HighestRule(alternatives=alternatives):
            yield f"{inner}highest"
            yield from (f"{inner}  of {', '.join(labels)}" for labels in alternatives)
        case typed.NoRepeat():
            yield f"{inner}no repeat"
        case typed.TopUp():
            yield f"{inner}top up"
        case typed.MinimumTotal(amount=minimum):
            yield f"{inner}nothing below money {minimum}"
        case typed.RoundedTotal(step=step):
            yield f"{inner}rounded down to money {step}"
        case typed.OlderStandardRule():
            yield f"{inner}raised to older documents"
        case typed.Quota(low=low, number=number, record=record, score=score):
            yield f"{inner}quota {f'{low} to ' if low is not None else ''}{number} {record}" + _score_text(score)
        case typed.Suspension(who=who, pick=pick, event=event):
            yield f"{inner}suspends {who}: {expr(typed.EventInYear(span=rule.span, pick=pick, event=event))}"
        case typed.NoneWhenRule(test=test):
            supported = typed.MatterSupported(span=rule.span, matter=rule.matter)
            yield f"{inner}none when {expr(test if test is not None else supported)}"
        case _:
            assert_never(rule)
    if isinstance(rule, typed.KeyedRule):
        keys = (*rule.keys, "year") if rule.per_year else rule.keys
        yield f"{inner}keys {', '.join(keys) or 'the applicant alone'}"
    if rule.exempt:
        yield f"{inner}spares {', '.join(rule.exempt)}"


def _order_text(order: typed.Order | typed.FieldOrder) -> str:
    if isinstance(order, typed.Order):
        return order.value
    return f"{'highest' if order.is_highest_first else 'smallest'} {order.field} first"


def _score_text(score: str | None) -> str:
    return f" by {score}" if score is not None else ""


def _other_sentences(policy: typed.Policy) -> Iterator[str]:
    for reference in policy.references:
        yield f"reference {reference.article} {reference.document!r}"
        yield f"  {_trigger(reference.trigger)}" if reference.trigger is not None else "  for policy"
        yield from _gates(reference.gates, "  ")
        yield from _readings(reference.readings, "  ")
    for duty in policy.obligations:
        yield f"obligation {duty.article} of {duty.who}"
        if duty.share is not None:
            op = duty.op.value if duty.op is not None else ""
            yield f"  match {op} {duty.share} of {', '.join(duty.awards)}"
        else:
            yield f"  {duty.text!r}"
        yield from _gates(duty.gates, "  ")
        yield from _readings(duty.readings, "  ")
    for moved in policy.transitions:
        yield f"transition {moved.article} {moved.document!r} for {moved.year}"
        yield f"  awards {', '.join(moved.awards)}"
        yield from _readings(moved.readings, "  ")
    for line in policy.allocations:
        yield f"allocation {line.label} to {', '.join(line.to)}"
        yield f"  {_trigger(line.trigger)}"
        yield from _gates(line.gates, "  ")
        yield f"  amount {_amount_text(line.amount)}"
        if line.title:
            yield f"  title {line.title!r}"
        yield from _readings(line.readings, "  ")
    for target in policy.targets:
        yield f"target {target.article} {target.text!r} {target.number} by {target.by_year}"
