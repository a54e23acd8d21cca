"""The amount to be paid now by article, year and payee, for lists of payments and letters."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import attrs

from ipdsl.base.values.money import Money
from ipdsl.decision.decision import Decision
from ipdsl.report.localizer import Localizer, article_of


@attrs.frozen
class PayablePart:
    """A part of the amount to be paid now: its article with the title, its year, and the amount.

    The article is empty if the amount belongs to several, the year is 0 if it is not known. `payee` is another one who
    is paid an instalment.
    """

    article: str
    title: str
    year: int
    amount: Money
    payee: str = ""


def payable_parts(decision: Decision, localize: Localizer) -> list[PayablePart]:
    """The amount to be paid now by award and year, in the order of the page. The parts add up to it.

    An amount of the ledger that is settled again has the year of its event. The last part, without an article, is due
    to claims with missing facts together.
    """
    sums = [(event.label, event.year, event.payable) for event in decision.difference.events]
    if not decision.due_before.minor:
        sums = [
            (claim.label, year, sum_)
            for claim in decision.claims
            for year, sum_ in (claim.paid_by_year.items() or [(claim.year, claim.paid)])
        ]
    sums, payees = _less_recoveries(decision, sums), _sums_of_payees(decision, localize)
    titles = {heading.number: localize.names.quotation(heading.title) for heading in decision.headings}
    lines = {claim.label: claim.place.line for claim in decision.claims}
    parts = [
        PayablePart(
            article_or_award(decision, label, localize),
            titles.get(article_of(decision, label, localize), ""),
            year or 0,
            *paid,
        )
        for label, year, sum_ in sorted(sums, key=lambda entry: lines.get(entry[0], 0))
        for paid in _by_payee(label, sum_, payees)
    ]
    rest = decision.payable_now.minor - sum(part.amount.minor for part in parts)
    return [*parts, PayablePart("", "", 0, Money(rest, decision.currency))] if rest else parts


def taken_of_payees(decision: Decision, parts: Iterable[PayablePart], localize: Localizer) -> Counter[str]:
    """What is withheld, set off or stopped of the new instalments of other payees, in minor units by payee."""
    taken = Counter[str]()
    for (_, _, _, payee), sum_ in _new_instalments(decision, localize).items():
        taken[payee] += sum_
    for part in parts:
        taken[part.payee] -= part.amount.minor
    return taken


def _new_instalments(decision: Decision, localize: Localizer) -> Counter[tuple[str, str, datetime.date | None, str]]:
    """The instalments that are newly due, in minor units by award, item, day and payee."""
    sums = Counter[tuple[str, str, datetime.date | None, str]]()
    for claim in decision.claims:
        for each in claim.instalments:
            if each.state == "due" and each.is_new:
                payee = localize.names.payee(each.payee, each.line)
                sums[claim.label, claim.item, each.day, payee] += each.sum.low.minor
    return sums


def _sums_of_payees(decision: Decision, localize: Localizer) -> Counter[tuple[str, str]]:
    """What other payees get of instalments that are newly due, less what is withheld of them, by award and payee."""
    instalments, sums = _new_instalments(decision, localize), Counter[tuple[str, str]]()
    for entry in decision.recoveries:
        rest = 0 if entry.payer else (entry.withheld.high or entry.withheld.low).minor
        for part in entry.payments:
            left = part.amount.minor
            for key in instalments:
                if key[:3] == (part.label, part.item, part.day):
                    taken = min(rest, left, instalments[key])
                    rest, left, instalments[key] = rest - taken, left - taken, instalments[key] - taken
    for (label, _, _, payee), sum_ in instalments.items():
        sums[label, payee] += sum_ if payee else 0
    return sums


def _by_payee(label: str, sum_: Money, payees: Counter[tuple[str, str]]) -> Iterator[tuple[Money, str]]:
    """A sum of an award, divided into that of the applicant and those of other payees, whose sums become less."""
    rest = sum_.minor
    for award, payee in [*payees]:
        if award == label and (taken := min(rest, payees[award, payee])) > 0:
            payees[award, payee] -= taken
            rest -= taken
            yield Money(taken, sum_.currency), payee
    if rest:
        yield Money(rest, sum_.currency), ""


def _less_recoveries(
    decision: Decision, sums: Sequence[tuple[str, int | None, Money]]
) -> list[tuple[str, int | None, Money]]:
    """The sums without what is withheld of the same award and year, and set off from the year of the event on.

    They are the lower bounds, so the most that is withheld and set off counts.
    """
    left = [sum_.minor for _, _, sum_ in sums]

    def take(most: int, places: Iterable[int]) -> int:
        """Take a sum from these places, and return how much was taken."""
        rest = most
        for place in places:
            taken = min(rest, left[place])
            left[place] -= taken
            rest -= taken
        return most - rest

    for entry in decision.recoveries:
        withheld, set_off = (bounds.high or bounds.low for bounds in (entry.withheld, entry.set_off))
        rest = 0 if entry.payer else withheld.minor
        for part in entry.payments:
            same = [place for place, (label, year, _) in enumerate(sums) if (label, year) == (part.label, part.year)]
            rest -= take(min(rest, part.amount.minor), same)
        places = [(year, place) for place, (_, year, _) in enumerate(sums) if year is not None and year >= entry.year]
        take(0 if entry.payer else set_off.minor, [place for _, place in sorted(places)])
    take(max(0, sum(left) - decision.payable_now.minor), range(len(left)))  # missing facts may take more
    return [(label, year, Money(rest, decision.currency)) for (label, year, _), rest in zip(sums, left, strict=True)]


def article_or_award(decision: Decision, label: str, localize: Localizer) -> str:
    """The article of an award; without articles, the name of the award."""
    number = article_of(decision, label, localize)
    return localize.article(number) if number else localize.names.award(label)
