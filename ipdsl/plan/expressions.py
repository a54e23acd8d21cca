"""A typed expression in one line of prefix text, for dumps. Sums are shown in minor units, as the plan holds them."""

from __future__ import annotations

from typing import assert_never

from ipdsl.semantics import typed
from ipdsl.semantics.typed import Expr


def text_of(expr: Expr) -> str:
    """The expression as text."""
    match expr:
        case typed.Const(value=value):
            return f'"{value}"' if isinstance(value, str) else str(value)
        case typed.RecordField(record=record, field=field):
            return f"{record}.{field}"
        case typed.ApplicantField(field=field):
            return f"applicant.{field}"
        case typed.ApplicantKindTest(kind=kind):
            return f"applicant is {kind}"
        case typed.Figure(figure=figure, years_back=back):
            return f"figure {figure}{f' {back} years back' if back else ''}"
        case typed.EventHappened(record=record, event=event):
            return f"{record} {event}"
        case typed.StateHolds(record=record, state=state):
            return f"{record} {state}"
        case typed.RecordCount(pick=pick):
            return f"count({_join((pick.record, *map(text_of, pick.tests)))})"
        case typed.FirstEventTest(record=record, event=event, is_per_item=of_item):
            return f"first {record}{' of the item' if of_item else ''} by {event}"
        case typed.Aggregate(kind=kind, field=field_name):
            return f"{kind.value}({field_name or ''})"
        case typed.ApplicantRank(figure=figure, among=among):
            return f"rank by {figure}{f' among {_join(among)}' if among else ''}"
        case typed.EventInYear(pick=pick, event=event):
            return f"{event} in the year({_join((pick.record, *map(text_of, pick.tests)))})"
        case typed.ClaimYearIs(year=year):
            return f"year is {year}"
        case typed.MatterSupported(matter=matter):
            return f"{matter} supported"
        case _:
            return _operator_text(expr)


def _join(parts: tuple[str, ...]) -> str:
    return ", ".join(parts)


def _call(name: str, *parts: Expr) -> str:
    return f"{name}({_join(tuple(map(text_of, parts)))})"


def _operator_text(
    expr: typed.SeriesValue | typed.TableValue | typed.Add | typed.Subtract | typed.Scale | typed.FullStepCount
    | typed.Minimum | typed.Maximum | typed.Interest | typed.CurrencyConversion | typed.And | typed.Or | typed.Not
    | typed.Compare | typed.CompareLevel | typed.Membership | typed.ElapsedComparison | typed.CannotBeDetermined,
) -> str:  # fmt: skip
    match expr:
        case typed.SeriesValue(series=series, point=point, day=day):
            return f"{series} {point.value} {text_of(day)}"
        case typed.TableValue(table=name, key=key, rows=rows):
            return f"table {name} of {text_of(key)} {{{_join(tuple(f'{m}: {text_of(v)}' for m, v in rows))}}}"
        case typed.Add(left=left, right=right):
            return _call("add", left, right)
        case typed.Subtract(left=left, right=right):
            return _call("subtract", left, right)
        case typed.Scale(factor=factor, value=value):
            return _call("scale", factor, value)
        case typed.FullStepCount(base=base, step=step):
            return _call("steps", base, step)
        case typed.Minimum(values=values):
            return _call("smallest", *values)
        case typed.Maximum(values=values):
            return _call("largest", *values)
        case typed.Interest(principal=principal, rate=rate, start=start, end=end, last_years=years):
            last = f" last {years} years" if years is not None else ""
            return _call("interest", principal, rate, start, end) + last
        case typed.CurrencyConversion(value=value, series=series, day=day):
            return f"{_call('converted', value, day)} at {series}"
        case _:
            return _condition_text(expr)


def _condition_text(
    expr: typed.And | typed.Or | typed.Not | typed.Compare | typed.CompareLevel | typed.Membership
    | typed.ElapsedComparison
    | typed.CannotBeDetermined,
) -> str:  # fmt: skip
    match expr:
        case typed.And(parts=parts):
            return _call("all", *parts)
        case typed.Or(parts=parts):
            return _call("any", *parts)
        case typed.Not(part=part):
            return _call("not", part)
        case typed.Compare(left=left, op=op, right=right):
            return f"({text_of(left)} {op.value} {text_of(right)})"
        case typed.CompareLevel(left=left, op=op, member=member):
            return f"({text_of(left)} {op.value} {member})"
        case typed.Membership(value=value, members=members):
            return f"({text_of(value)} is {_join(members)})"
        case typed.ElapsedComparison(since=since, op=op, number=number, unit=unit):
            return f"({text_of(since)} {op.value} {number} {unit} ago)"
        case typed.CannotBeDetermined(value=value):
            return f"({text_of(value)} cannot be determined)"
        case _:
            assert_never(expr)
