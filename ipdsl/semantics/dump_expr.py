"""Typed expressions as text, fully bracketed: `ipdsl dump typed` prints them, and goldens compare them."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import assert_never

from ipdsl.schema import types as t
from ipdsl.semantics import typed
from ipdsl.semantics.typenames import describe


def expr(node: typed.Expr) -> str:
    """One expression."""
    match node:
        case typed.Const():
            return constant(node.value, node.type)
        case typed.RecordField(record=record, field=field):
            return f"{record}.{field}"
        case typed.ApplicantField(field=field):
            return f"applicant.{field}"
        case typed.ApplicantKindTest(kind=kind):
            return f"applicant is {kind}"
        case typed.Figure(figure=figure, years_back=back):
            return f"{'last year' if back else 'year'}.{figure}"
        case typed.EventHappened(record=record, event=event):
            return f"{record} was {event}"
        case typed.StateHolds(record=record, state=state):
            return f"{record} is {state}"
        case typed.RecordCount(pick=pick):
            tests = " and ".join(expr(x) for x in pick.tests)
            return f"count({pick.record}{f' where {tests}' if tests else ''})"
        case typed.FirstEventTest(record=record, event=event, is_per_item=of_item):
            return f"first {record}{' of the item' if of_item else ''} by {event}"
        case typed.Aggregate(kind=kind, record=record, field=field):
            return f"{kind.value}({record}{f'.{field}' if field is not None else ''})"
        case typed.SeriesValue(series=series, point=point, day=day):
            return f"{series} {point.value} {expr(day)}"
        case typed.TableValue(table=table, key=key, rows=rows):
            listed = ", ".join(f"{name}: {expr(value)}" for name, value in rows)
            return f"{table}[{expr(key)}]{{{listed}}}"
        case typed.CurrencyConversion(value=value, series=series, day=day):
            return f"({expr(value)} converted at {series} on {expr(day)})"
        case typed.CannotBeDetermined(value=value):
            return f"({expr(value)} cannot be determined)"
        case typed.ApplicantRank() | typed.EventInYear() | typed.ClaimYearIs() | typed.MatterSupported():
            return _year_text(node)
        case (
            typed.Add()
            | typed.Subtract()
            | typed.Scale()
            | typed.FullStepCount()
            | typed.Minimum()
            | typed.Maximum()
            | typed.Interest()
        ):
            return _sum(node)
        case _:
            return _test(node)


def _year_text(node: typed.ApplicantRank | typed.EventInYear | typed.ClaimYearIs | typed.MatterSupported) -> str:
    """What rules over years, levels and applicants ask."""
    match node:
        case typed.ApplicantRank(figure=figure, among=among):
            return f"rank by {figure}" + (f" among {', '.join(among)}" if among else "")
        case typed.EventInYear(pick=pick, event=event):
            tests = " and ".join(expr(x) for x in pick.tests)
            return f"{pick.record} {event} in the year{f' where {tests}' if tests else ''}"
        case typed.ClaimYearIs(year=year):
            return f"year is {year}"
        case typed.MatterSupported(matter=matter):
            return f"{matter} supported by another level"
        case _:
            assert_never(node)


def constant(value: typed.Scalar, type_: t.Type) -> str:
    """A literal with what it is."""
    match value:
        case bool():
            return "yes" if value else "no"
        case int() if isinstance(type_, t.MoneyType):
            return f"money {value}"
        case Fraction() if isinstance(type_, t.RateType):
            return f"rate {value}"
        case datetime.date():
            return value.isoformat()
        case str():
            return repr(value)
        case _:
            return str(value)


def _sum(
    node: typed.Add
    | typed.Subtract
    | typed.Scale
    | typed.FullStepCount
    | typed.Minimum
    | typed.Maximum
    | typed.Interest,
) -> str:
    match node:
        case typed.Add(left=left, right=right):
            return f"({expr(left)} + {expr(right)})"
        case typed.Subtract(left=left, right=right):
            return f"({expr(left)} - {expr(right)}, not below 0)"
        case typed.Scale(factor=factor, value=value):
            return f"({expr(factor)} * {expr(value)})"
        case typed.FullStepCount(base=base, step=step):
            return f"full steps of {expr(step)} in {expr(base)}"
        case typed.Minimum(values=values):
            return f"min({', '.join(expr(v) for v in values)})"
        case typed.Maximum(values=values):
            return f"max({', '.join(expr(v) for v in values)})"
        case typed.Interest(principal=principal, rate=rate, start=start, end=end, last_years=last):
            years = f", last {last} years" if last is not None else ""
            return f"interest({expr(principal)}, {expr(rate)}, {expr(start)} to {expr(end)}{years})"
        case _:
            assert_never(node)


def _test(
    node: typed.And
    | typed.Or
    | typed.Not
    | typed.Compare
    | typed.CompareLevel
    | typed.Membership
    | typed.ElapsedComparison,
) -> str:
    match node:
        case typed.And(parts=parts):
            return "(" + " and ".join(expr(p) for p in parts) + ")"
        case typed.Or(parts=parts):
            return "(" + " or ".join(expr(p) for p in parts) + ")"
        case typed.Not(part=part):
            return f"not ({expr(part)})"
        case typed.Compare(left=left, op=op, right=right):
            return f"({expr(left)} {op.value} {expr(right)} as {describe(left.type)})"
        case typed.CompareLevel(left=left, op=op, member=member, ranks=ranks):
            return f"({expr(left)} {op.value} {member} of {' < '.join(m for m, _ in sorted(ranks, key=_rank))})"
        case typed.Membership(value=value, members=members):
            return f"({expr(value)} is one of {', '.join(members)})"
        case typed.ElapsedComparison(since=since, op=op, number=number, unit=unit):
            return f"(since {expr(since)}: {op.value} {number} {unit})"
        case _:
            assert_never(node)


def _rank(pair: tuple[str, int]) -> int:
    return pair[1]
