"""Findings about exchange rates of the size of a rate for 100 units, as many offices publish them.

Input: the terms of a policy and values of series. Output: a finding for each currency of a series whose rates are
of this size. A rate is compared with the usual one, which is the quotient of two numbers of a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from ipdsl.base.findings.phrase import Language, Phrase
from ipdsl.facts.published_series import PublishedSeries
from ipdsl.ir.facts import SeriesValues
from ipdsl.ir.terms import Program
from ipdsl.plain_data.errors import RateForHundred
from ipdsl.schema.values.shared_types import plain_number
from ipdsl.wording.labels import written_day

_UNITS = {
    "CNY": 70, "USD": 10, "EUR": 9, "GBP": 8, "HKD": 78, "MOP": 80, "TWD": 310, "SGD": 13, "CHF": 9, "CAD": 13,
    "AUD": 15, "NZD": 16, "DKK": 66, "SEK": 100, "NOK": 100, "THB": 340, "PHP": 550, "INR": 800, "RUB": 750,
    "HUF": 3_500, "ISK": 1_300, "JPY": 1_300, "KRW": 13_000, "CLP": 8_500, "VND": 240_000, "IDR": 155_000,
    "PYG": 73_000, "UGX": 37_000, "KZT": 4_600, "XAF": 6_000, "XOF": 6_000,
}  # fmt: skip
"""How many units of a currency usually cost 10 dollars, roughly. The usual rate may differ by a factor of 4."""
_LEAST, _MOST = 25, 400
"""How many times the usual rate a rate for 100 units is."""


def hundredfold_rate_findings(program: Program, series: Mapping[str, SeriesValues]) -> Iterator[RateForHundred]:
    """The findings, at most one for each series and currency: its first day of this size."""
    for name, points in sorted(series.items()):
        target = program.schema.series_by_name[name].currency
        seen: set[str] = set()
        for (currency, day), rate in sorted(points.items()):
            if target is None or currency in seen or not _is_for_hundred(rate, currency, target):
                continue
            seen.add(currency)
            yield RateForHundred(
                path=f"$.series.{name}", series=name, currency=currency, own=target, day=written_day(day),
                rate=str(plain_number(rate)), single=str(plain_number(rate / 100)),
            )  # fmt: skip


def notes_on_published(program: Program, published: Iterable[PublishedSeries], language: Language) -> tuple[str, ...]:
    """The findings about files of published values as texts, for the notes of a table."""
    findings = (finding for file in published for finding in hundredfold_rate_findings(program, file.values))
    return tuple(
        Phrase("{said}; {step} [{code}]", "{said}；{step}[{code}]",
               said=texts.title, step=texts.help, code=RateForHundred.code).text(language)
        for texts in (finding.texts(language) for finding in findings)
    )  # fmt: skip


def _is_for_hundred(rate: Fraction, currency: str, target: str) -> bool:
    if currency == target or currency not in _UNITS or target not in _UNITS:
        return False
    return _LEAST <= rate * _UNITS[currency] / _UNITS[target] <= _MOST
