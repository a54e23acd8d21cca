"""Findings about exchange rates that are far from the usual ones: rates for 100 units, inverse rates, shifted points.

Input: the terms of a policy and values of series. Output: a finding for each currency of a series with such a rate. A
rate is compared with the usual one, which is the quotient of two numbers of a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.facts.published_series import PublishedSeries
from ipdsl.ir.facts import SeriesValues
from ipdsl.ir.terms import Program
from ipdsl.plain_data.errors import UnusualRate
from ipdsl.schema.values.shared_types import plain_number
from ipdsl.wording.labels import written_day

_UNITS = {
    "CNY": 70, "USD": 10, "EUR": 9, "GBP": 8, "HKD": 78, "MOP": 80, "TWD": 310, "SGD": 13, "CHF": 9, "CAD": 13,
    "AUD": 15, "NZD": 16, "DKK": 66, "SEK": 100, "NOK": 100, "THB": 340, "PHP": 550, "INR": 800, "RUB": 750,
    "HUF": 3_500, "ISK": 1_300, "JPY": 1_300, "KRW": 13_000, "CLP": 8_500, "VND": 240_000, "IDR": 155_000,
    "PYG": 73_000, "UGX": 37_000, "KZT": 4_600, "XAF": 6_000, "XOF": 6_000, "KWD": 3, "BHD": 4, "OMR": 4, "SAR": 37,
    "AED": 37, "QAR": 36, "MYR": 42, "PLN": 38, "CZK": 220, "ILS": 35, "ZAR": 170, "MXN": 190, "BRL": 50,
}  # fmt: skip
"""How many units of a currency usually cost 10 dollars, roughly. The usual rate may differ by a factor of 4."""
_MOST = 4
_OF_HUNDRED = "{price} for a price of 100 {currency}", "公布的是100 {currency}的汇率的，应为{price}"
_INVERSE = "{price} for a price of 1 {own} in {currency}", "公布的是1 {own}折合{currency}的汇率的，应为{price}"


def unusual_rate_findings(program: Program, series: Mapping[str, SeriesValues]) -> Iterator[UnusualRate]:
    """The findings, at most one for each series and currency: its first day of this size."""
    for name, points in sorted(series.items()):
        target = program.schema.series_by_name[name].currency
        seen: set[str] = set()
        for (currency, day), rate in sorted(points.items()):
            usual = Fraction(_UNITS.get(str(target), 0), _UNITS.get(currency, 1))
            if target is None or currency in (target, *seen) or currency not in _UNITS or not usual or rate <= 0:
                continue
            if usual <= rate * _MOST <= usual * _MOST**2:
                continue
            seen.add(currency)
            single = min(rate / 100, 1 / rate, key=lambda price: max(price / usual, usual / price))
            yield UnusualRate(
                path=f"$.series.{name}", series=name, currency=currency, own=target, day=written_day(day),
                rate=str(plain_number(rate)), usual=str(plain_number(round(usual, 4))),
                single=Phrase(*(_OF_HUNDRED if single == rate / 100 else _INVERSE),
                              price=str(plain_number(round(single, 6))), currency=currency, own=target),
            )  # fmt: skip


def notes_on_published(program: Program, published: Iterable[PublishedSeries], language: Language) -> tuple[str, ...]:
    """The findings about files of published values as texts, for the notes of a table."""
    findings = (finding for file in published for finding in unusual_rate_findings(program, file.values))
    return tuple(
        Phrase("{said}; {step} [{code}]", "{said}；{step}[{code}]",
               said=texts.title, step=texts.help, code=UnusualRate.code).text(language)
        for texts in (finding.texts(language) for finding in findings)
    )  # fmt: skip
