"""Renders the values of reasons in English, by type."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from ipdsl.base.values.days import Date, Period
from ipdsl.base.values.money import DECIMALS, Money, group_digits
from ipdsl.engine.value_words import evidence_text, value_text
from ipdsl.ir import proposal as r
from ipdsl.ir.facts import FactRef
from ipdsl.schema.periods import keys_text
from ipdsl.wording.labels import UNTRANSLATED, PolicyNames


def text(value: r.ReasonValue, names: PolicyNames = UNTRANSLATED) -> str:
    """The text of a value, by its type; `names` has the paths of facts."""
    kind = type(value)
    return TEXTS[kind if kind in TEXTS else next(base for base in kind.__mro__ if base in TEXTS)](value, names)


def _supports(supports: r.Supports, names: PolicyNames) -> str:
    sums = [
        f"{text(Money(entry.amount, supports.currency))} for {entry.item} ({entry.level}, {names.year(entry.year)})"
        for entry in supports.lines
    ]
    return ", ".join(sorted(sums))


def _factors(product: r.Factors) -> str:
    first, *following = zip(map(text, product.factors), product.is_divisor, strict=True)
    return first[0] + "".join(f"{' divided by ' if divides else ' times '}{factor}" for factor, divides in following)


def _limit_note(note: r.LimitNote) -> str:
    parts = [
        "" if note.support is None else f", after {text(note.support)} of other support",
        ", the least of the sums that the claims state" if note.is_least else "",
        _manner_note(note),
        "" if note.published_left is None else f", of which {text(note.published_left)} was published to be left",
        _ORDERS[note.tie],
    ]
    return "".join(parts)


def _manner_note(note: r.LimitNote) -> str:
    if note.manner == "in proportion" and note.rest is not None and note.total is not None:
        return f"; all claims ask for {text(note.total)} and share {text(note.rest)} in proportion"
    if note.ratio is not None:
        return f"; the published ratio is {note.ratio}"
    if note.rest is None:
        return ""
    manner = {"whole": " only in whole", "in turn": " in whole and in turn"}.get(note.manner, "")
    order = f" in order of {note.order}" if note.order else ""
    end = " until one does not fit" if note.manner == "in turn" else ""
    return f"; claims are paid{','.join(filter(None, (manner, order)))}{end}, and {text(note.rest)} was left"


def _years(years: Fraction) -> str:
    """`1 year and 30 days`."""
    counted = ((int(years), "year"), (int(years % 1 * 365), "day"))
    phrases = [f"{number} {word}{'s' * (number != 1)}" for number, word in counted if number]
    return " and ".join(phrases) or "0 days"


_MOST_KEYS = 12


def _rows(keys: tuple[str, ...]) -> str:
    if not keys:
        return ""
    more = f" and {len(keys) - _MOST_KEYS} more" if len(keys) > _MOST_KEYS else ""
    return f"; there are rows for {', '.join(keys[:_MOST_KEYS])}{more}"


_ORDERS = {
    r.ClaimOrder.DAY: "",
    r.ClaimOrder.TEXT: "; both are of one day, so the order of the awards in the text decides",
    r.ClaimOrder.ITEM: "; both are of one day, so the order of their numbers decides",
    r.ClaimOrder.AMOUNT: "; the greater amount is first",
    r.ClaimOrder.APPLICANT: "; both are of one day and have one number, so the order of the applicants' ids decides",
    r.ClaimOrder.FIELD: "; both have one value in this order, so the earlier day decides",
}


def _payment(payment: r.Payment, names: PolicyNames) -> str:
    under = f", under {payment.document}" if payment.document else ""
    return f"{payment.item}{_award_suffix(payment.award, names)}, {payment.day or names.year(payment.year)}{under}"


def _taken_places(places: r.TakenPlaces, names: PolicyNames) -> str:
    taken = "; ".join([_payment(payment, names) for payment in places.payments])
    return f", taken by {taken}{f' and {places.more} more' if places.more else ''}" if taken else ""


def _contenders(contenders: Sequence[r.Contender], names: PolicyNames) -> str:
    """`A with B of 3.patent.granted`, `A of deals with B of prizes`, `A, 2022-03-01`."""
    if len({contender.award for contender in contenders}) == 1:
        return _join([_contender(contender._replace(award=""), names) for contender in contenders]) + _award_suffix(
            contenders[0].award, names
        )
    return _join([_contender(contender, names) for contender in contenders])


def _contender(contender: r.Contender, names: PolicyNames) -> str:
    details = [text(value) for value in (contender.day, contender.record) if value]
    return ", ".join([f"{contender.item}{_award_suffix(contender.award, names)}", *details])


def _award_suffix(award: str, names: PolicyNames) -> str:
    """` of 3.patent.granted`, or for readers ` of article 3, Patents`."""
    return f" of {names.award_of_article(award)}" if award else ""


def _caps_note(after: r.AmountAfterCaps) -> str:
    """`; 50,000.00 paid after the cap of article 1`; empty if no cap cut anything."""
    assumed = "; the history does not state `granted`, so the paid sum is assumed to be granted" * after.is_assumed
    if after.left is None:
        return assumed
    cap = " and ".join(f"the cap of {text(place)}" for place in after.caps)
    if after.granted is not None:
        cut = f"and cut to {text(after.left)} by {cap}" if cap else f"{text(after.left)} of it paid"
        return f"; {text(after.granted)} granted, {cut}{assumed}"
    return f"; {text(after.left)} {'paid' if after.is_paid else 'due'}{f' after {cap}' if cap else ''}{assumed}"


_MOST_NAMED = 3
"""The maximum number of a winner's items that are named; above it the number is given."""


def _join(items: Sequence[str]) -> str:
    first, *more = items
    if not more:
        return first
    return f"{first} with {' and '.join(more)}" if len(more) < _MOST_NAMED else f"{first} with {len(more)} others"


def _year_amounts(sums: tuple[tuple[int, Money], ...], names: PolicyNames) -> str:
    """`100.00 in 2021, 50.00 in 2022`, or the years without payment, or that no year remains."""
    paid = [f"{text(sum_)} in {names.year(year)}" for year, sum_ in sums if sum_.minor]
    if paid:
        return ", ".join(paid)
    years = [names.year(year) for year, _ in sums]
    if not years:
        return "no further amount"
    return f"0 in {years[0]}" if len(years) == 1 else f"0 in {years[0]} to {years[-1]}"


def _open_facts(open_facts: r.OpenFactsReason, names: PolicyNames) -> str:
    """The facts that the claim itself needs, and the number or names of the facts that only its rules need."""
    shown, more, other_facts = open_facts.facts_to_name
    paths = ", ".join([names.path(ref) for ref in shown]) + (f" and {more} more" if more else "")
    return f"{paths}, and {other_facts} more needed by the rules over it" if other_facts else paths


def _cohort_fact(ref: FactRef, names: PolicyNames) -> str:
    match ref.group:
        case "rank":
            return f"the rank by {ref.field} in {names.year(ref.year)}"
        case "place":
            return f"the rank of {ref.item} under {names.ranking(ref.kind)}"
        case "left":
            subject = "".join(
                (f" for {ref.item}" if ref.item else "", f" in {names.year(ref.year)}" if ref.year else "")
            )
            return f"the balance of {names.rule(ref.kind)}{subject}"
        case "ratio":
            subject = f" for {ref.item}" if ref.item else ""
            return f"the ratio of {names.rule(ref.kind)}{subject} in {names.year(ref.year)}"
        case "taken":
            subject = "".join(
                (f" for {ref.item}" if ref.item else "", f" in {names.year(ref.year)}" if ref.year else "")
            )
            return f"the places that others have under {names.rule(ref.kind)}{subject}"
        case _:
            return f"the rule {names.rule(ref.kind)}"


TEXTS: Mapping[type, Callable[[Any, PolicyNames], str]] = {
    str: lambda value, _: value,
    int: lambda value, _: str(value),
    Date: lambda day, _: day.isoformat(),
    Money: lambda sum_, _: group_digits(sum_.minor, DECIMALS[sum_.currency]),
    r.ArticlePlace: lambda place, _: f"article {place.article}" if place.article else "this page",
    r.RuleKey: lambda key, _: keys_text(key.names) + (" per year" if key.is_per_year else ""),
    r.StatedValues: lambda stated, _: evidence_text(stated.evidence, stated.currency),
    Period: lambda period, _: f"{period.start or '…'} to {period.end or '…'}",
    r.OutcomeValue: lambda value, _: value.outcome,
    r.NameList: lambda listed, _: ", ".join(listed.names),
    r.RowKeys: lambda rows, _: _rows(rows.keys),
    r.NearestNames: lambda listed, _: f"; nearest: {', '.join(listed.names)}" if listed.names else "",
    r.Values: lambda values, _: ", ".join("/".join(group) for group in values.groups),
    r.Payment: _payment,
    r.Payments: lambda listed, names: "; ".join(sorted([_payment(payment, names) for payment in listed.payments])),
    r.PaidStatus: lambda status, _: "granted" if status.is_granted else "paid" if status.is_paid else "due",
    r.DeductedSupport: lambda support, _: f"{'all' if support.sum is None else text(support.sum)} of it",
    r.AmountAfterCaps: lambda after, _: _caps_note(after),
    r.TakenPlaces: _taken_places,
    r.ClaimOrder: lambda order, _: _ORDERS[order],
    r.LimitNote: lambda note, _: _limit_note(note),
    r.Winner: lambda winner, names: (
        f"{_contenders(winner.contenders, names)} ({text(winner.sum)}{_caps_note(winner.after_caps)})"
    ),
    r.Loser: lambda loser, names: f", not {names.award_of_article(loser.award)}" if loser.award else "",
    r.YearAmounts: lambda amounts, names: _year_amounts(amounts.sums, names),
    r.Score: lambda score, _: f"{score.evidence[0]} {value_text(score.evidence[1])}",
    r.DecidingRecords: lambda deciding, _: (
        ", ".join(sorted(f"{kind} {item}" for kind, item in deciding.records))
        + (f" and {deciding.more} more" if deciding.more else "")
    ),
    r.Supports: _supports,
    r.OpenFactsReason: _open_facts,
    r.CohortFacts: lambda listed, names: ", ".join(dict.fromkeys([_cohort_fact(fact, names) for fact in listed.facts])),
    r.ShownNumber: lambda number, _: value_text(number.value, number.unit),
    r.Terms: lambda sum_, _: (
        (" less " if sum_.is_less else " plus ").join(map(text, sum_.terms)) + ", and not below 0" * sum_.is_floored
    ),
    r.Factors: lambda product, _: _factors(product),
    r.RoundedTo: lambda rounded, _: f"{rounded.mode} to {text(rounded.step)}",
    r.Amounts: lambda several, _: " and ".join(map(text, several.amounts)),
    r.InterestYears: lambda interest, _: _years(interest.years),
}
"""How each class of values is written."""
