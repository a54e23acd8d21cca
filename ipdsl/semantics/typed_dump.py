"""A checked policy as text, for `ipdsl dump typed` and golden files.

The text is stable, with one line for each fact of the policy, nested by indentation. Typed expressions are fully
bracketed.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from operator import attrgetter
from typing import Any

from ipdsl.base.values.money import Mode
from ipdsl.schema.comparisons import Comparison
from ipdsl.schema.values.value_type import Type
from ipdsl.semantics import typed
from ipdsl.semantics.lookup import MATTER
from ipdsl.syntax import ast
from ipdsl.syntax.printing import Cell, Form, NodePrinter, TextRow

TEMPLATES: Mapping[type, Cell] = {
    typed.Const: lambda _, node: constant(node.value, node.type),
    typed.RecordField: "{record}.{field}",
    typed.ApplicantField: "applicant.{field}",
    typed.ApplicantFieldOn: "applicant.{field} on {day}",
    typed.ApplicantKindTest: "applicant is {kind}",
    typed.ClaimDay: "the day",
    typed.PaymentDay: "{point}",
    typed.ClaimYear: "the year",
    typed.OtherSupport: "support of others for {record}",
    typed.AwardSum: "what {awards*} {kind}",
    typed.ShiftedDay: "({day} + {number} {unit})",
    typed.DayOfYear: "{month}-{day} of {base}[ + {years}]",
    typed.SpanCount: "full {unit}s from {start} to {end}",
    typed.StateLength: "full {unit}s of {record} {state} in the year",
    typed.Figure: "[last {years_before?}]year.{figure}",
    typed.FigureOfYears: "{kind} year.{figure}{year_words}[, otherwise {fallback}]",
    typed.EventHappened: "{record} was {event}",
    typed.StateHolds: "{record} is {state}",
    typed.FirstEventTest: "first {record}[ of the item{is_per_item?}] by {event}",
    typed.Aggregate: "{kind}([{pick.value} of ]{pick.extent}[ where {pick.tests* and }]"
    "[ of the same {pick.same*}: {same_values*}][ dated {pick.date_field} before {before}][ with {outer_values*}])",
    typed.OuterValue: "outer {index} ({name})",
    typed.SeriesValue: "{series} {point} {day}",
    typed.TableValue: "{table}{key!brackets}{rows!braces}",
    typed.Add: "({left} + {right})",
    typed.Subtract: "({left} - {right}[{is_excess?}, not below 0])",
    typed.FallbackValue: "({value} otherwise {fallback})",
    typed.Scale: "({factor} * {value})",
    typed.Divide: "({left} / {right})",
    typed.RoundedValue: "({value} rounded {mode} to {step})",
    typed.DefinedValue: "({name} = {value})",
    typed.SelectedValue: "first of {cases!braces}",
    typed.FullStepCount: "full steps of {step} in {base}",
    typed.Minimum: "min({values*})",
    typed.Maximum: "max({values*})",
    typed.EarliestDay: "earliest({values*})",
    typed.LatestDay: "latest({values*})",
    typed.Interest: "interest({principal}, {rate}, {start} to {end}[, last {last_years} years])",
    typed.CurrencyConversion: "({value} converted at {series} on {day})",
    typed.And: "({parts* and })",
    typed.Or: "({parts* or })",
    typed.AtLeastOf: "at least {number} of ({parts*})",
    typed.Not: "not ({part})",
    typed.Compare: "({left} {op} {right} as {left.type!type})",
    typed.CompareLevel: "({left} {op} {member} of {ladder* < })",
    typed.Membership: "({value} is one of {members*})",
    typed.ElapsedComparison: "({day} since {since}: {op} {number} {unit})",
    typed.ApplicantRank: "rank by {figure}[ among {among*}][ ties {ties}]",
    typed.RecordRank: "rank by {field}[ per year{per_year?}][ ties {ties}]",
    typed.CannotBeDetermined: "({value} cannot be determined)",
    typed.EventInYear: "{pick.record} {event} in the year[ where {pick.tests* and }]",
    typed.ClaimYearIs: "year is {year}",
    typed.MatterSupported: "{matter} supported by [{is_own_level?}this|another] level",
}
"""The text of each class of expressions."""


def expr(node: typed.Expr) -> str:
    """One expression."""
    return _PRINTER.text(node)


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


def line_template(*lines: str) -> str:
    """The template of several lines; a line is left out if all of it is in brackets and not given."""
    return "\n".join(lines)


_READINGS = "[  reading {readings!literal*\n  reading }]"
_GATES = "[  {gates*\n  }]"
_KEYS = "  keys [{per_year?}{keys*}, year|{per_year?}year|{keys*}|the applicant alone]"

RULES: Mapping[type, str] = {
    typed.Limit: "  limit {number} [{counts}|items][{is_across_applicants?} across applicants], {order}",
    typed.Cap: line_template(
        "  cap {amount}[{of_payments?} paid][{is_by_claim?} by claim][{is_across_applicants?} across applicants]",
        "[  {manner!manner}]",
        "[  {order}]",
        "[  counting support of {!support_levels}]",
        "[  carried for {carry!years}]",
        "[{is_freed_by_recovery?}  less what is paid back]",
        "[{is_freed_by_lapse?}  less what lapses]",
    ),
    typed.HighestRule: line_template("  highest", "[    of {alternatives!listed*\n    of }]"),
    typed.NoRepeat: "  no repeat",
    typed.TopUp: "  top up",
    typed.MinimumTotal: "  nothing below money {amount}",
    typed.RoundedTotal: "  rounded down to money {amount}",
    typed.OlderStandardRule: "  raised to older documents",
    typed.Quota: "  quota [{low} to ]{number} {record}[ by {score}][, {ties}]",
    typed.Suspension: "  suspends {who}: {!event_in_year}",
    typed.NoneWhenRule: "  none when [{test}|{!matter_supported}]",
}
"""The lines of each class of rules, under its name and above its keys and exceptions."""

LINES: Mapping[type, str] = {
    typed.Policy: line_template(
        "[{is_draft?}draft|policy] {name}[ {title!title}]",
        "[  document {document!title}]",
        "[  issued {issued}]",
        "  window [{window.start}|open] to [{window.end}|open]",
        "[  year begins {fiscal_year!first_day}]",
        "[  by discretion from {discretion_from}]",
        "[  level {level!word}]",
        "[  {!matters}]",
        "[  status {status!word}]",
        "[  replaces {replaces!literal*\n  replaces }]",
        "[  {replaced*\n  }]",
        "[  formerly {former_names*}]",
        "[  ended {ended*}]",
        "  currency {currency}, round {rounding.mode} to {rounding.step} minor",
        "  words {schema.name}",
        _READINGS,
        "[{articles*\n}]",
        "{root}",
        "[{references*\n}]",
        "[{obligations*\n}]",
        "[{transitions*\n}]",
        "[{allocations*\n}]",
        "[{recoveries*\n}]",
        "[{schedules*\n}]",
        "[{targets*\n}]",
        "[{cases*\n}]",
    ),
    typed.ReplacedDocument: "{!clauses}",
    typed.Article: line_template("article {number} {mark}[ {title!title}]", "[  defines {defines!literal}]", _READINGS),
    typed.Block: line_template("block {kind} {label}{paid_each!pay_each}", "{items!indented*\n}"),
    typed.Award: line_template(
        "award {label}",
        "  {text}",
        "  {trigger}",
        "[  to {to*}]",
        "[  from {start}]",
        "[  {trigger!picks}]",
        _GATES,
        "  amount {amount}",
        "[  {once}]",
        "[  {less}]",
        "[  {counts_support?}counting all other support]",
        "[  {is_uncapped?}uncapped]",
        "[  {payee_shares*\n  }]",
        "[  title {title!title}]",
        "[  formerly {formerly*}]",
        _READINGS,
    ),
    typed.Gate: "gate `{text}` ({words*}): {test}",
    typed.EventTrigger: "when {record} {event}",
    typed.StateTrigger: "while [{record!word}|applicant]",
    typed.YearTrigger: "each year",
    typed.SetTrigger: "each year over {record} {event}[ per {keys* per }]",
    typed.FixedAmount: "{value}[ at most {at_most}][ nothing below {threshold}]",
    typed.Ceiling: "[up to {value} at most {at_most}|up to {value}|at discretion]",
    typed.AmountByRows: line_template("[by {value}|as follows]", "{rows*\n}"),
    typed.Row: "    row `{name}`: {amount}[ if {test}][ {once}]",
    typed.OnceRule: "once[ per {keys* per }][{per_year?} per year]",
    typed.PriorPaymentDeduction: "less paid for {record} of the same {field}",
    typed.FieldOrder: "[{is_highest_first?}highest|smallest] {field} first[, {ties}]",
    **{
        kind: line_template("rule {name}", lines, *[_KEYS] * issubclass(kind, typed.KeyedRule), "[  spares {exempt*}]")
        for kind, lines in RULES.items()
    },
    typed.Reference: line_template(
        "reference {article} {document!literal}", "  [{trigger}|for policy]", _GATES, _READINGS
    ),
    typed.Obligation: line_template("obligation {article} of {who}", "  [{!share}|{text!literal}]", _GATES, _READINGS),
    typed.Transition: line_template(
        "transition {article} {document!literal} for {year}", "  awards {awards*}", _READINGS
    ),
    typed.Recovery: line_template(
        "recovery {label} of {awards*}",
        "  {trigger}",
        _GATES,
        "[  payment {tests*\n  payment }]",
        "  share {share}",
        "[{is_above?}  above]",
        "[  of the same {same}]",
        "[  from {payer}]",
        "[  surcharge {surcharge}]",
        "[  interest {interest*}]",
        "[  at most {at_most}]",
        "[  nothing below {threshold}]",
        "[{frees_threshold?}  nor equal to it]",
        "[  order {order*}]",
        "[{stops?}  pay nothing more]",
        "[  set off {set_off} years]",
        "[  title {title!title}]",
        "[  formerly {formerly*}]",
        _READINGS,
    ),
    typed.PayeeShare: "of which[ {is_at_least?}at least] {rate}[ for {payee}][ for {payee_name!literal}]",
    typed.PaymentSchedule: line_template("payments of {awards*}", "  {instalments*\n  }", _READINGS),
    typed.Instalment: line_template(
        "part [{share}|rest][ {delay} {unit}][ on {day}][ at {event}][ of the same {same}][ by {link}]"
        "[ for {payee}][ for {payee_name!literal}]",
        "[    {gates*\n    }]",
    ),
    typed.Allocation: line_template(
        "allocation {label} to {to*}",
        "  {trigger}",
        _GATES,
        "  amount {amount}",
        "[  title {title!title}]",
        _READINGS,
    ),
    typed.Target: "target {article} {text!literal} {number} by {by_year}",
    typed.Case: line_template(
        "case {title!literal}", "[  given {facts!literal*\n  given }]", "[  expect {expect*\n  expect }]"
    ),
    typed.Expectation: "{text}",
}
"""The lines of each class of nodes that are not expressions. A line without text is left out."""


def _matters(_printer: NodePrinter, policy: typed.Policy) -> str:
    """The fields that make one matter; the matters of words of the vocabulary are not printed."""
    fields = [pair for matter in policy.matters if matter.name == MATTER for pair in matter.fields]
    return "\n  ".join(f"same matter{f' of {kind}' if kind else ''} is {', '.join(names)}" for kind, names in fields)


def _picks(printer: NodePrinter, trigger: typed.Trigger) -> str:
    picks = trigger.picks if isinstance(trigger, typed.SetTrigger) else ()
    return "\n  ".join(printer.fill("picks `{text}`: {test}", pick) for pick in picks)


def _share(_printer: NodePrinter, duty: typed.Obligation) -> str | None:
    if duty.share is None:
        return None
    return f"match {'' if duty.op is None else duty.op.value} {duty.share} of {', '.join(duty.awards)}"


FORMS: Mapping[str, Form] = {
    "braces": lambda printer, rows: f"{{{', '.join(map(printer.text, rows))}}}",
    "brackets": lambda printer, key: f"[{printer.text(key)}]",
    "clauses": lambda _, older: "\n  ".join(
        f"clause {new} was {old} of {older.document!r}" for new, old in older.clauses
    ),
    "event_in_year": lambda _, rule: expr(typed.EventInYear(span=rule.span, pick=rule.pick, event=rule.event)),
    "first_day": lambda _, year: None if year.is_calendar_year else year.first_day_words,
    "indented": lambda printer, item: "  " + printer.text(item).replace("\n", "\n  "),
    "listed": lambda _, names: ", ".join(names),
    "literal": lambda _, value: repr(value),
    "manner": {manner: manner.value for manner in ast.CapManner},
    "matter_supported": lambda _, rule: expr(
        typed.MatterSupported(span=rule.span, matter=rule.matter, is_own_level=rule.is_own_level)
    ),
    "matters": _matters,
    "pay_each": lambda _, labels: "" if labels is None else " pay each",
    "picks": _picks,
    "share": _share,
    "support_levels": lambda _, cap: (
        None if (levels := cap.support_levels) is None else ", ".join(levels) or "all levels"
    ),
    "title": lambda _, text: repr(text) if text else None,
    "type": lambda _, type_: str(type_.phrase),
    "word": lambda _, text: text or None,
    "years": lambda _, years: f"{years} year{'s' if years > 1 else ''}" if years else None,
}


def _pair(printer: NodePrinter, parts: tuple[object, ...]) -> str:
    """A row of a table, or a case: its key and its value."""
    return ": ".join(map(printer.text, parts))


def line_printer(lines: Mapping[type, Cell], forms: Mapping[str, Form], enums: Iterable[type] = ()) -> NodePrinter:
    """A printer of dumps; members of `enums` are printed by their values."""
    values: Mapping[type, tuple[Callable[[Any], str]]] = {
        **dict.fromkeys((str, int, Fraction, datetime.date), (str,)),
        **dict.fromkeys((*enums, Comparison, ast.AggregateKind, ast.SeriesPoint), (attrgetter("value"),)),
    }
    rows = {kind: TextRow(text, text) for kind, text in {**TEMPLATES, tuple: _pair, **lines}.items()}
    return NodePrinter(0, "()", ", ", rows, forms, values)


def without_blank_lines(text: str) -> str:
    """A text without its blank lines."""
    return "".join(f"{line}\n" for line in text.split("\n") if line.strip())


_PRINTER = line_printer(LINES, FORMS, (ast.LimitOrder, Mode))


def dump(policy: typed.Policy) -> str:
    """The whole policy."""
    return without_blank_lines(_PRINTER.text(policy))
