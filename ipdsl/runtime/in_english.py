"""The values of reasons in English words, by their types."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import assert_never

from ipdsl.runtime import reasons as r
from ipdsl.runtime.clauses.words import in_words, told_in_words
from ipdsl.runtime.labels import AS_THEY_ARE, Names
from ipdsl.runtime.unknown import FactRef
from ipdsl.values.days import Date, Period
from ipdsl.values.money import DECIMALS, Money, grouped


def text(value: r.Value, names: Names = AS_THEY_ARE) -> str:
    """A value in words, by its type; `names` say where a fact belongs."""
    match value:
        case str():
            return value
        case int():
            return str(value)
        case Date():
            return value.isoformat()
        case Money():
            return grouped(value.minor, DECIMALS[value.currency])
        case r.Place(article):
            return _place(article)
        case r.Key(keys, by_year):
            return _key(keys, by_year)
        case r.Stated(told, currency):
            return told_in_words(told, currency)
        case Period(start, end):
            return f"{start or '…'} to {end or '…'}"
        case r.Became(outcome):
            return outcome
        case r.Names(listed):
            return ", ".join(listed)
        case r.Rows(keys):
            return _rows(keys)
        case r.Near(listed):
            return _near(listed)
        case r.Values(groups, _):
            return ", ".join("/".join(group) for group in groups)
        case r.Payment():
            return _payment(value)
        case r.Payments(payments):
            return "; ".join(sorted(map(_payment, payments)))
        case r.WasPaid(is_paid, is_granted):
            return "granted" if is_granted else "paid" if is_paid else "due"
        case r.Deducted(sum_):
            return f"{'all' if sum_ is None else text(sum_)} of it"
        case r.AfterCaps():
            return _after(value)
        case r.Taken(of, more):
            taken = "; ".join(map(_payment, of))
            return f", taken by {taken}{f' and {more} more' if more else ''}" if of else ""
        case r.DayOrder():
            return _ORDERS[value]
        case r.Published(left):
            return _published(left)
        case r.Winner(of, sum_, after):
            return f"{_contenders(of)} ({text(sum_)}{_after(after)})"
        case r.Loser(award):
            return f", not {award}" if award else ""
        case r.ByYear(sums):
            return _by_year(sums)
        case r.Score(told):
            return f"{told[0]} {in_words(told[1])}"
        case r.Records(records):
            return ", ".join(sorted(f"{kind} {item}" for kind, item in records))
        case r.Supports(lines, currency):
            said = [(text(Money(one.amount, currency)), one) for one in lines]
            return ", ".join(sorted(f"{sum_} for {one.item} ({one.level}, {one.year})" for sum_, one in said))
        case r.Asked():
            return _asked(value, names)
        case r.OnOthers(facts):
            return ", ".join(dict.fromkeys(map(_of_others, facts)))
        case r.Number(number, unit):
            return in_words(number, unit)
        case r.Terms(terms, is_less, floored):
            return (" less " if is_less else " plus ").join(map(text, terms)) + ", and not below 0" * floored
        case r.Amounts(several):
            return " and ".join(map(text, several))
        case r.Years(of):
            return _years(of)
        case _:
            assert_never(value)


def _published(left: Money | None) -> str:
    if left is None:
        return ""
    return f", of which {text(left)} was published to be left"


def _near(names: tuple[str, ...]) -> str:
    return f"; nearest: {', '.join(names)}" if names else ""


def _years(of: Fraction) -> str:
    """`1 year and 30 days`."""
    counted = ((int(of), "year"), (int(of % 1 * 365), "day"))
    said = [f"{number} {word}{'s' * (number != 1)}" for number, word in counted if number]
    return " and ".join(said) or "0 days"


def _place(article: str) -> str:
    return f"article {article}" if article else "this page"


_MOST_KEYS = 12


def _rows(keys: tuple[str, ...]) -> str:
    if not keys:
        return ""
    more = f" and {len(keys) - _MOST_KEYS} more" if len(keys) > _MOST_KEYS else ""
    return f"; there are rows for {', '.join(keys[:_MOST_KEYS])}{more}"


def _key(names: tuple[str, ...], by_year: bool) -> str:
    """` per enterprise per year`."""
    return "".join([f" per {name}" for name in names]) + (" per year" if by_year else "")


_ORDERS = {
    r.DayOrder.DAY: "",
    r.DayOrder.TEXT: "; both are of one day, so the order of the awards in the text decides",
    r.DayOrder.ITEM: "; both are of one day, so the order of their numbers decides",
}


def _payment(one: r.Payment) -> str:
    under = f", under {one.document}" if one.document else ""
    return f"{one.item}{_of_award(one.award)}, {one.day or one.year}{under}"


def _contenders(of: Sequence[r.Contender]) -> str:
    """`A with B of 3.patent.granted`, `A of deals with B of prizes`, `A, 2022-03-01`."""
    if len({one.award for one in of}) == 1:
        return _joined([_contender(one._replace(award="")) for one in of]) + _of_award(of[0].award)
    return _joined([_contender(one) for one in of])


def _contender(one: r.Contender) -> str:
    apart = [text(value) for value in (one.day, one.record) if value]
    return ", ".join([f"{one.item}{_of_award(one.award)}", *apart])


def _of_award(award: str) -> str:
    return f" of {award}" if award else ""


def _after(after: r.AfterCaps) -> str:
    """`; 50,000.00 paid after the cap of article 1`; empty where no cap cut anything."""
    assumed = "; the history does not state `granted`, so what was paid is taken as granted" * after.is_assumed
    if after.left is None:
        return assumed
    cap = " and ".join(f"the cap of {text(place)}" for place in after.caps)
    if after.granted is not None:
        cut = f"and cut to {text(after.left)} by {cap}" if cap else f"{text(after.left)} of it paid"
        return f"; {text(after.granted)} granted, {cut}{assumed}"
    return f"; {text(after.left)} {'paid' if after.is_paid else 'due'}{f' after {cap}' if cap else ''}{assumed}"


_MOST_NAMED = 3
"""So many items of one winner are named; of more the number is."""


def _joined(items: Sequence[str]) -> str:
    first, *more = items
    if not more:
        return first
    return f"{first} with {' and '.join(more)}" if len(more) < _MOST_NAMED else f"{first} with {len(more)} others"


def _by_year(sums: tuple[tuple[int, Money], ...]) -> str:
    """`100.00 in 2021, 50.00 in 2022`, or in which years nothing was paid, or that no year was asked."""
    paid = [f"{text(sum_)} in {year}" for year, sum_ in sums if sum_.minor]
    if paid:
        return ", ".join(paid)
    years = [year for year, _ in sums]
    if not years:
        return "nothing more"
    return f"nothing in {years[0]}" if len(years) == 1 else f"nothing in {years[0]} to {years[-1]}"


def _asked(asked: r.Asked, names: Names) -> str:
    """The facts that the claim itself asks for; of those that only the rules over it hang on a few, or how many."""
    shown, more, others = asked.named
    said = ", ".join([names.path(ref) for ref in shown]) + (f" and {more} more" if more else "")
    return f"{said}, and by the rules over it {others} more" if others else said


def _of_others(ref: FactRef) -> str:
    match ref.group:
        case "rank":
            return f"the rank by {ref.field} in {ref.year}"
        case "left":
            of = "".join((f" for {ref.item}" if ref.item else "", f" in {ref.year}" if ref.year else ""))
            return f"what is left of `{ref.kind}`{of}"
        case _:
            return f"rule `{ref.kind}`"
