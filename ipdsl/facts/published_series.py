"""Published series: interest rates and exchange rates in separate files, with source and version.

The package contains a file for each series whose public figures are certain; `--series FILE` replaces it. For each
value, stated facts take precedence over the given file, and the given file over the package's file.

Findings about exchange rates that are far from the usual ones: rates for 100 units, inverse rates, shifted points.

Input: the terms of a policy and values of series. Output: a finding for each currency of a series with such a rate. A
rate is compared with the usual one, which is the quotient of two numbers of a table.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cache

import attrs

from ipdsl.base.findings.phrase import Language, Phrase, join_phrases
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values.days import Date
from ipdsl.facts.records import read_series
from ipdsl.ir.facts import Facts, Publication, SeriesValues, UnusualRatePoint
from ipdsl.ir.terms import Program
from ipdsl.plain_data import errors
from ipdsl.plain_data.context import ReadContext, ordered_names
from ipdsl.plain_data.strict_json import loads
from ipdsl.schema.values.shared_types import plain_number, read_text
from ipdsl.schema.vocabulary import Frequency
from ipdsl.wording.labels import written_day

_PARTS = ordered_names("schema", "source", "version", "series", "$schema")
_WHAT = Phrase("a file of series", "行情文件")
_FORM = Phrase(
    'as in {{"source": "…", "version": "2025-05", "series": {{"lpr_1y": [{{"month": "2022-01", "value": "3.70%"}}]}}}}',
    '例如`{{"source": "…", "version": "2025-05", "series": {{"lpr_1y": [{{"month": "2022-01", "value": "3.70%"}}]}}}}`',
)

_PACKAGE = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
_LONGEST = 60  # the maximum number of months in a finding about gaps


@attrs.frozen(eq=False, repr=False)
class PublishedSeries(ValueObject):
    """One file: source and version of the values, and the values by series; `unusual_rates` once they were checked."""

    source: str
    version: str
    values: Mapping[str, SeriesValues]
    unusual_rates: dict[str, list[UnusualRatePoint]] = attrs.field(factory=dict, eq=False, repr=False)

    @property
    def citation(self) -> str:
        """Source and version as text."""
        return f"{self.source}, version {self.version}" if self.version else self.source


def read_series_file(data: object, program: Program) -> PublishedSeries:
    """The series of a file; `FactsError` has every problem, such as a missing month or a repeated month."""
    context = ReadContext(program)
    parts = context.read_parts(data, "$", _WHAT, _PARTS, _FORM) or {}
    for word in ("source", "series"):
        if parts and parts.get(word) is None:
            context.report_missing("$", _WHAT, word, _FORM)
    source = "" if parts.get("source") is None else read_text(context, parts["source"], "source", "$.source")
    version = "" if parts.get("version") is None else read_text(context, parts["version"], "version", "$.version")
    values = read_series(context, parts.get("series"), "$.series")
    for name, points in values.items():
        _check_gaps(context, name, points)
    context.raise_findings()
    return PublishedSeries(source or "", version or "", values)


def _check_gaps(context: ReadContext, name: str, values: SeriesValues) -> None:
    """Report missing months between the first and the last; days may be missing, for example holidays."""
    if context.schema.series_by_name[name].frequency is not Frequency.MONTHLY:
        return
    stated = {day for _, day in values}
    if not stated:
        return
    month, last, holes = min(stated), max(stated), []
    while month < last:
        if month not in stated:
            holes.append(month.isoformat()[:7])
        month = Date(month.year + month.month // 12, month.month % 12 + 1, 1)
    if holes:
        shown = join_phrases(holes[:_LONGEST])
        context.add(errors.SeriesGaps(path=context.path_as_written("$.series", name), series=name, months=shown))


def facts_with_published(facts: Facts, program: Program, given: Iterable[PublishedSeries] = ()) -> Facts:
    """The facts with published values for the series that the policy reads, if the facts do not state them."""
    merged, taken = dict(facts.series), list[Publication]()
    for name, file in published_series_for(program, given).items():
        stated = facts.series.get(name, {})
        merged[name] = {**file.values[name], **stated}
        taken.append(Publication(name, file.citation, file.values[name], stated, file.unusual_rates))
    return attrs.evolve(facts, series=merged, published=tuple(taken)) if taken else facts


def published_series_for(program: Program, given: Iterable[PublishedSeries] = ()) -> dict[str, PublishedSeries]:
    """The file for each series that the policy reads: the first given file with it, otherwise the package's file."""
    files = (*given, *program.compute_once(_shipped_series)) if program.compute_once(_used_series) else ()
    file_by_series = {
        name: next((file for file in files if name in file.values), None) for name in program.compute_once(_used_series)
    }
    return {name: file for name, file in file_by_series.items() if file is not None}


def _used_series(program: Program) -> tuple[str, ...]:
    """The series that a clause of the policy reads."""
    return tuple(sorted({name for clause in program.clauses for name in clause.series}))


def _shipped_series(program: Program) -> tuple[PublishedSeries, ...]:
    """The package's files for these series: inside the package in a wheel, next to it in a checkout."""
    return tuple([read_series_file(loads(file), program) for file in _files_of(_used_series(program))])


def _files_of(series: Iterable[str]) -> Iterator[bytes]:
    for folder in (_PACKAGE, os.path.dirname(_PACKAGE)):
        for name in series:
            path = os.path.join(folder, "policies", "series", f"{name}.json")
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    yield file.read()


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


def unusual_rate_findings(
    program: Program, series: Mapping[str, SeriesValues], published: Iterable[Publication] = ()
) -> Iterator[errors.UnusualRate]:
    """The findings, at most one for each series and currency: its first day of this size.

    `published` are the files that values of `series` come from. Each is checked once, not for each applicant.
    """
    files = {publication.series: publication for publication in published}
    for name, points in sorted(series.items()):
        target, seen = program.schema.series_by_name[name].currency, set[str]()
        file = files.get(name)
        rates = _unusual_rates(target, points if file is None else file.stated)
        if file is not None:
            if name not in file.unusual_rates:
                file.unusual_rates[name] = _unusual_rates(target, file.values)
            rates = sorted([*rates, *(rate for rate in file.unusual_rates[name] if rate[0] not in file.stated)])
        for (currency, day), rate, usual in rates:
            if currency in seen:
                continue
            seen.add(currency)
            single = min(rate / 100, 1 / rate, key=lambda price: max(price / usual, usual / price))
            yield errors.UnusualRate(
                path=f"$.series.{name}", series=name, currency=currency, own=str(target), day=written_day(day),
                rate=str(plain_number(rate)), usual=str(plain_number(round(usual, 4))),
                single=Phrase(*(_OF_HUNDRED if single == rate / 100 else _INVERSE),
                              price=str(plain_number(round(single, 6))), currency=currency, own=str(target)),
            )  # fmt: skip


@cache
def _usual_rates(target: str | None) -> Mapping[str, Fraction]:
    """The usual price of each currency in another one."""
    number = _UNITS.get(str(target))
    return {} if number is None else {name: Fraction(number, units) for name, units in _UNITS.items() if name != target}


def _unusual_rates(target: str | None, values: SeriesValues) -> list[UnusualRatePoint]:
    """The rates that are far from the usual ones, by currency and day, each with the usual rate."""
    usual_rates = _usual_rates(target)
    return sorted(
        ((currency, day), rate, usual)
        for (currency, day), rate in values.items()
        if rate > 0
        and (usual := usual_rates.get(currency)) is not None
        and not usual <= rate * _MOST <= usual * _MOST**2
    )


def notes_on_published(program: Program, published: Iterable[PublishedSeries], language: Language) -> tuple[str, ...]:
    """The findings about files of published values as texts, for the notes of a table."""
    findings = (finding for file in published for finding in unusual_rate_findings(program, file.values))
    return tuple(
        Phrase("{said}; {step} [{code}]", "{said}；{step}[{code}]",
               said=texts.title, step=texts.help, code=errors.UnusualRate.code).text(language)
        for texts in (finding.texts(language) for finding in findings)
    )  # fmt: skip
