"""Renders the values of reasons in English, by type."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import assert_never

from ipdsl.base.values.days import Date, Period
from ipdsl.base.values.money import DECIMALS, Money, group_digits
from ipdsl.engine.value_words import evidence_text, value_text
from ipdsl.ir import reasons as r
from ipdsl.ir.unknown import FactRef
from ipdsl.schema.periods import keys_text
from ipdsl.wording.labels import UNTRANSLATED, PolicyNames


def text(value: r.Value, names: PolicyNames = UNTRANSLATED) -> str:
    """The text of a value, by its type; `names` has the paths of facts."""
    match value:
        case str():
            return value
        case int():
            return str(value)
        case Date():
            return value.isoformat()
        case Money():
            return group_digits(value.minor, DECIMALS[value.currency])
        case r.ArticlePlace(article):
            return _place(article)
        case r.RuleKey(keys, by_year):
            return keys_text(keys) + (" per year" if by_year else "")
        case r.StatedValues(evidence, currency):
            return evidence_text(evidence, currency)
        case Period(start, end):
            return f"{start or '…'} to {end or '…'}"
        case r.OutcomeValue(outcome):
            return outcome
        case r.NameList(listed):
            return ", ".join(listed)
        case r.RowKeys(keys):
            return _rows(keys)
        case r.NearestNames(listed):
            return _nearest_note(listed)
        case r.Values(groups, _):
            return ", ".join("/".join(group) for group in groups)
        case r.Payment():
            return _payment(value, names)
        case r.Payments(payments):
            return "; ".join(sorted([_payment(payment, names) for payment in payments]))
        case r.PaidStatus(is_paid, is_granted):
            return "granted" if is_granted else "paid" if is_paid else "due"
        case r.DeductedSupport(sum_):
            return f"{'all' if sum_ is None else text(sum_)} of it"
        case r.AmountAfterCaps():
            return _caps_note(value)
        case r.TakenPlaces(parts, more):
            taken = "; ".join([_payment(part, names) for part in parts])
            return f", taken by {taken}{f' and {more} more' if more else ''}" if parts else ""
        case r.ClaimOrder():
            return _ORDERS[value]
        case r.LimitNote():
            return _limit_note(value)
        case r.Winner(parts, sum_, after):
            return f"{_contenders(parts, names)} ({text(sum_)}{_caps_note(after)})"
        case r.Loser(award):
            return f", not {names.award_of_article(award)}" if award else ""
        case r.YearAmounts(sums):
            return _year_amounts(sums, names)
        case r.Score(evidence):
            return f"{evidence[0]} {value_text(evidence[1])}"
        case r.DecidingRecords(records, more):
            return ", ".join(sorted(f"{kind} {item}" for kind, item in records)) + (f" and {more} more" if more else "")
        case r.Supports(lines, currency):
            amounts = [(text(Money(entry.amount, currency)), entry) for entry in lines]
            return ", ".join(
                sorted(f"{sum_} for {entry.item} ({entry.level}, {names.year(entry.year)})" for sum_, entry in amounts)
            )
        case r.OpenFactsReason():
            return _open_facts(value, names)
        case r.CohortFacts(facts):
            return ", ".join(dict.fromkeys([_cohort_fact(fact, names) for fact in facts]))
        case r.ShownNumber(number, unit):
            return value_text(number, unit)
        case r.Terms(terms, is_less, floored):
            return (" less " if is_less else " plus ").join(map(text, terms)) + ", and not below 0" * floored
        case r.Factors(factors, is_divisor):
            first, *following = zip(map(text, factors), is_divisor, strict=True)
            return first[0] + "".join(
                f"{' divided by ' if divides else ' times '}{factor}" for factor, divides in following
            )
        case r.RoundedTo(mode, step):
            return f"{mode} to {text(step)}"
        case r.Amounts(several):
            return " and ".join(map(text, several))
        case r.InterestYears(parts):
            return _years(parts)
        case _:
            assert_never(value)


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


def _nearest_note(names: tuple[str, ...]) -> str:
    return f"; nearest: {', '.join(names)}" if names else ""


def _years(years: Fraction) -> str:
    """`1 year and 30 days`."""
    counted = ((int(years), "year"), (int(years % 1 * 365), "day"))
    phrases = [f"{number} {word}{'s' * (number != 1)}" for number, word in counted if number]
    return " and ".join(phrases) or "0 days"


def _place(article: str) -> str:
    return f"article {article}" if article else "this page"


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
