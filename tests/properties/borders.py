"""Collect from a checked policy the values at which results change, its rules, and the keys they count by."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import attrs

from ipdsl.schema.types.count import CountType
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.rate import RateType
from ipdsl.semantics import typed
from tests.reference.periods import block_years, span

Facts = dict[str, Any]
Date = datetime.date
ONE_DAY = datetime.timedelta(days=1)


@attrs.define
class Borders:
    """Values of a policy at which results change."""

    money: list[int] = attrs.field(factory=lambda: [100_000, 2_000_000])  # fen
    counts: list[int] = attrs.field(factory=lambda: [1, 3])
    rates: list[Fraction] = attrs.field(factory=lambda: [Fraction(3, 10)])
    dates: list[Date] = attrs.field(factory=list)
    texts: list[str] = attrs.field(factory=lambda: ["X1", "X2"])
    durations: list[tuple[int, str]] = attrs.field(factory=list)
    convertible: set[tuple[str, str]] = attrs.field(factory=set)
    rate_series: set[str] = attrs.field(factory=set)
    exchange: set[str] = attrs.field(factory=set)
    used: set[str] = attrs.field(factory=set)  # fields that the policy uses
    kinds: set[str] = attrs.field(factory=set)  # kinds of records that it uses
    ranked: set[str] = attrs.field(factory=set)  # figures whose rank is rewarded
    ties: set[str] = attrs.field(factory=set)  # fields of records that are ranked, with an order for equals
    picked: set[str] = attrs.field(factory=set)  # kinds of records that a pick names
    years_back: bool = False  # a figure of an earlier year
    all_years: bool = False  # a figure of all years before
    has_periods: bool = False  # a rule counts by blocks of years or by spans
    places: list[tuple[str, str, str]] = attrs.field(factory=list)
    """What ranks records: `clause` or `rule`, its name, and the kind of the records."""
    window: tuple[Date, Date] = (Date(2020, 1, 1), Date(2024, 12, 31))
    nones: float = 0.03
    cannot: float = 0.01


def borders(policy: typed.Policy) -> Borders:
    """Collect the values of the whole policy."""
    found = Borders()
    start, end = policy.window.start or Date(2020, 1, 1), policy.window.end or Date(2024, 12, 31)
    found.window = (start, min(end, start.replace(year=start.year + 3, day=1)))
    for day in (policy.window.start, policy.window.end):
        if day is not None:
            found.dates += [day - ONE_DAY, day, day + ONE_DAY]
    if not policy.fiscal_year.is_calendar_year:
        starts = [policy.fiscal_year.first_day(year) for year in (2021, 2022, 2023)]
        found.dates += [day for start in starts for day in (start - ONE_DAY, start)]
    found.used |= {name for rule in policy.recoveries for name in (rule.same, rule.payer) if name}
    todo: list[Any] = [policy.root, *policy.references, *policy.allocations]
    while todo:
        node = todo.pop()
        match node:
            case typed.Const():
                _constant(found, node)
            case typed.RecordField() | typed.ApplicantField():
                found.used.add(node.field)
            case typed.Pick():
                found.used |= {*node.same, node.date_field, node.year_field} - {""}
                found.picked.add(node.record)
            case typed.Figure():
                found.used.add(node.figure)
                found.years_back |= node.years_back > 0
            case typed.FigureOfYears():
                found.used.add(node.figure)
                found.years_back = True
                found.all_years |= not node.since
            case typed.StateHolds():
                state = policy.schema.record_by_name[node.record].state_by_name[node.state]
                found.used |= {state.from_field, str(state.until_field)}
            case (
                typed.Cap()
                | typed.Limit()
                | typed.HighestRule()
                | typed.NoRepeat()
                | typed.TopUp()
                | typed.MinimumTotal()
                | typed.RoundedTotal()
                | typed.OlderStandardRule()
            ):
                found.used |= set(node.keys)
            case typed.Suspension():
                record = policy.schema.record_by_name[node.pick.record]
                found.used.add(record.event_by_name[node.event].date_field)
            case typed.ApplicantRank():
                found.ranked.add(node.figure)
            case typed.Award(amount=typed.AmountByRows(value=typed.RecordRank())) if isinstance(
                node.trigger, typed.EventTrigger
            ):
                found.places.append(("clause", node.label, node.trigger.record))
                found.ties |= {node.amount.value.field} if node.amount.value.ties else set()
            case typed.FieldOrder(ties=typed.FieldOrder()):
                found.ties.add(node.field)
            case typed.Quota() if node.score is not None:
                found.ties |= {node.score} if node.ties else set()
                found.places.append(("rule", node.name, node.record))
            case typed.ElapsedComparison():
                found.durations.append((node.number, node.unit))
            case typed.Membership():
                found.texts += node.members
            case typed.SeriesValue():
                found.rate_series.add(node.series)
            case typed.CurrencyConversion():
                found.exchange.add(node.series)
                if isinstance(node.value, typed.RecordField):
                    found.convertible.add((node.value.record, node.value.field))
            case _:
                pass
        keys = getattr(node, "keys", ())
        found.has_periods |= any(block_years(key) for key in keys) or span(keys) is not None
        if isinstance(kind := getattr(node, "record", None), str):
            found.kinds.add(kind)
        if isinstance(node, typed.Node):
            todo += [getattr(node, a.name) for a in attrs.fields(type(node)) if a.name != "span"]
        elif isinstance(node, tuple):
            todo += node
    return found


def _constant(found: Borders, node: typed.Const) -> None:
    match node.type, node.value:
        case MoneyType(), (int() | Fraction()) as value:
            found.money.append(int(value))
        case CountType(), int() as value:
            found.counts.append(value)
        case RateType(), (int() | Fraction()) as value:
            found.rates.append(Fraction(value))
        case DateType(), datetime.date() as value:
            found.dates.append(value)
        case _:
            pass


def rules_of(block: typed.Block) -> Iterator[typed.Rule | typed.Condition]:
    """All rules of a block and of its inner blocks."""
    for item in block.items:
        if isinstance(item, typed.Block):
            yield from rules_of(item)
        elif not isinstance(item, typed.Award):
            yield item


def reach_of(policy: typed.Policy) -> list[tuple[typed.Rule | typed.Condition, set[str]]]:
    """Each rule with the labels that it reaches: all before it in its block; in an `over` block all."""
    found: list[tuple[typed.Rule | typed.Condition, set[str]]] = []

    def walk(block: typed.Block) -> set[str]:
        before = {a.label for a in policy.awards} if block.kind == "over" else set()
        for item in block.items:
            if isinstance(item, typed.Block):
                before |= walk(item)
            elif isinstance(item, typed.Award):
                before.add(item.label)
            else:
                found.append((item, before - set(item.exempt)))
        return before

    walk(policy.root)
    return found


def counts_of(policy: typed.Policy, award: typed.Award) -> set[str]:
    """The keys and counted fields that any rule may need from a line of an award."""
    found: set[str] = set()
    amount = award.amount
    every = [award.once, *(row.once for row in amount.rows)] if isinstance(amount, typed.AmountByRows) else [award.once]
    for once in every:
        found |= set(once.keys if once else ())
    for rule in rules_of(policy.root):
        if not isinstance(rule, typed.Suspension | typed.NoneWhenRule):
            found |= set(rule.keys)
        if isinstance(rule, typed.Limit) and rule.counts is not None:
            found.add(rule.counts)
    found |= {rule.same for rule in policy.recoveries if rule.same and award.label in rule.awards}
    return found | {a.less.field for a in policy.awards if a.less is not None}
