"""The smaller parts of facts: support by others, approvals, older documents, published places, series.

In: plain data. Out: the entries of a part in their order, or findings. Each entry is an object of a few parts; each
part has its quick check and its general rule.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any, Generic, TypeVar

from ipdsl.diagnostics.model import Diagnostic
from ipdsl.making import attrs
from ipdsl.runtime.facts import Approval, OlderDocument, Rank, Support
from ipdsl.runtime.reading import form_errors, line_errors, value_errors
from ipdsl.runtime.reading.base import Reading, Rule, at, names, taken
from ipdsl.runtime.reading.days import read_day, read_month, read_year
from ipdsl.runtime.reading.named import is_clause, members_of_levels, report_member
from ipdsl.runtime.reading.numbers import exact, read_rate, read_sum
from ipdsl.runtime.reading.quick import (
    NOT_PLAIN,
    NotPlainError,
    Quick,
    not_plain,
    one_of,
    plain_count,
    plain_series,
    plain_sums,
    plain_text,
    plain_year,
)
from ipdsl.runtime.reading.values import read_text, read_value
from ipdsl.runtime.reading.wording import listed, shown
from ipdsl.runtime.terms import AmountKind, Program
from ipdsl.schema.model import Frequency, Series
from ipdsl.schema.types import CountType
from ipdsl.values.days import Date
from ipdsl.values.money import DECIMALS

T = TypeVar("T")
SeriesValues = dict[tuple[str, Date], Fraction]
_Point = tuple[tuple[str, Date], Fraction]


@attrs.frozen(eq=False)
class _Entries(Generic[T]):
    """A list of objects that have the same parts."""

    name: str
    what: str
    make: Callable[..., T]
    parts: Mapping[str, tuple[Quick[Any], Rule[Any]]]
    """The quick check and the general rule of each part, in the order in which parts are read by rules."""
    may_lack: tuple[str, ...] = ()
    advice: str = "[] where there is nothing"
    key: Callable[[T], Hashable] | None = None
    """What tells the entries apart."""
    twice: Callable[[T, str, str], Diagnostic] | None = None
    """The finding for an entry whose key stands before, with both places."""

    @cached_property
    def checks(self) -> Mapping[str, Quick[Any]]:
        return {name: check for name, (check, _) in self.parts.items()}

    def read(self, reading: Reading, data: object, path: str) -> tuple[T, ...]:
        """The entries in their order; those with a problem are left out."""
        every = data if type(data) is list else reading.as_list(data, path, f"`{self.name}`", self.advice) or ()
        found: list[T] = []
        seen: dict[Hashable, str] = {}
        for index, data_of_one in enumerate(every):
            here = f"{path}[{index}]"
            parts: dict[str, Any] | None
            try:
                parts = taken(data_of_one, self.checks, {})
            except NOT_PLAIN:
                parts = None
            if parts is None or (len(parts) < len(self.checks) and self._lacking(parts)):
                parts = self._by_rules(reading, data_of_one, here)
            if parts is None:
                continue
            entry = self.make(**parts)
            found.append(entry)
            if self.key is not None and self.twice is not None and len(every) > 1:
                other = seen.setdefault(self.key(entry), here)
                if other != here:
                    reading.add(self.twice(entry, here, other))
        return tuple(found)

    def _by_rules(self, reading: Reading, data: object, path: str) -> dict[str, Any] | None:
        """The parts of an entry, when all that are needed are there and have no problem."""
        needed = [word for word in self.parts if word not in self.may_lack]
        parts = reading.parts(data, path, self.what, names(*needed, *self.may_lack))
        if parts is None:
            return None
        lacking = self._lacking(parts)
        for word in lacking:
            reading.missing(path, self.what, word, f"it needs {listed(needed)}")
        if lacking:
            return None
        stated = [word for word in self.parts if parts.get(word) is not None]
        found = {word: self.parts[word][1](reading, parts[word], word, at(path, word)) for word in stated}
        return None if self._lacking(found) else found

    def _lacking(self, parts: Mapping[str, object]) -> list[str]:
        """The parts that an entry needs and has not."""
        return [word for word in self.parts if parts.get(word) is None and word not in self.may_lack]


def read_support(reading: Reading, data: object, path: str) -> tuple[Support, ...] | None:
    """What other levels and programmes paid; `None` where it was not stated."""
    return None if data is None else reading.program.kept(_support).read(reading, data, path)


def read_approvals(reading: Reading, data: object, path: str) -> tuple[Approval, ...]:
    """What the bureau approved; absent is none."""
    return () if data is None else reading.program.kept(_approvals).read(reading, data, path)


def read_older_documents(reading: Reading, data: object, path: str) -> tuple[OlderDocument, ...] | None:
    """Standards of older documents; `None` where they were not stated."""
    return None if data is None else reading.program.kept(_older_documents).read(reading, data, path)


def read_ranks(reading: Reading, data: object, path: str) -> tuple[Rank, ...]:
    """The applicant's published places; absent is none."""
    return () if data is None else reading.program.kept(_ranks).read(reading, data, path)


# ---- support by others


def _support(program: Program) -> _Entries[Support]:
    roots: dict[object, str] = {record.name: record.root for record in program.schema.records}
    levels = program.kept(members_of_levels)
    return _Entries(
        "support",
        "a line of `support`",
        _make_support,
        {
            "kind": (roots.__getitem__, _root_kind),
            "item": (plain_text, read_text),
            "level": (one_of(levels) if levels else plain_text, _level),
            "year": (plain_year, read_year),
            "amount": (program.kept(plain_sums).__getitem__, read_sum),
        },
        ("kind",),
    )


def _make_support(item: str, level: str, year: int, amount: int, kind: str | None = None) -> Support:
    return Support(kind or "", item, level, year, amount)


def _root_kind(reading: Reading, data: object, field: str, path: str) -> str | None:
    word = read_text(reading, data, field, path)
    known = reading.schema.record_by_name
    if word is None or word in known:
        return None if word is None else known[word].root
    near = reading.near(word, known)
    reading.add(form_errors.UnknownRecordKind(path=path, word=shown(word), nearest=near))
    return None


def _level(reading: Reading, data: object, field: str, path: str) -> str | None:
    """A member of any level of the vocabulary; any text where the vocabulary has no level."""
    word = read_text(reading, data, field, path)
    members = reading.program.kept(members_of_levels)
    if word is not None and members and word not in members:
        report_member(reading, path, field, word, members)
    return word


# ---- approvals


def _approvals(program: Program) -> _Entries[Approval]:
    every = program.discretion_from is not None
    labels = [clause.label for clause in program.clauses] if every else program.kept(_open_ones)
    return _Entries(
        "approvals",
        "an approval",
        Approval,
        {
            "clause": (one_of(labels), _clause),
            "item": (plain_text, read_text),
            "amount": (program.kept(plain_sums).__getitem__, read_sum),
        },
        key=lambda a: (a.clause, a.item),
        twice=lambda a, path, other: line_errors.DuplicateApproval(
            path=path, clause=a.clause, item=shown(a.item), other=other
        ),
    )


def _clause(reading: Reading, data: object, field: str, path: str) -> str | None:
    """A clause of this policy; an approval that nothing would ever read is reported."""
    label = read_text(reading, data, field, path)
    if label is None or not is_clause(reading, label, path) or reading.program.discretion_from is not None:
        return label
    open_ones = reading.program.kept(_open_ones)
    if label not in open_ones:
        advice = f"the bureau sets the sum under {listed(open_ones)}" if open_ones else "take the approval out"
        reading.add(line_errors.NothingToApprove(path=path, word=shown(label), advice=advice))
    return label


def _open_ones(program: Program) -> tuple[str, ...]:
    """The clauses under which the bureau sets the sum."""
    ceiling = AmountKind.CEILING
    return tuple(c.label for c in program.clauses if ceiling in {c.kind, *(row.kind for row in c.rows)})


# ---- older documents


def _older_documents(program: Program) -> _Entries[OlderDocument]:
    return _Entries(
        "older_documents",
        "an older document",
        OlderDocument,
        {
            "document": (plain_text, read_text),
            "item": (plain_text, read_text),
            "amount": (program.kept(plain_sums).__getitem__, read_sum),
        },
    )


# ---- published places


def _ranks(program: Program) -> _Entries[Rank]:
    return _Entries(
        "ranks",
        "a place",
        Rank,
        {
            "figure": (one_of(program.schema.figure_by_name), _figure),
            "year": (plain_year, read_year),
            "rank": (_plain_place, _place),
        },
        key=lambda r: (r.figure, r.year),
        twice=lambda r, path, other: line_errors.DuplicateRank(path=path, figure=r.figure, year=r.year, other=other),
    )


def _figure(reading: Reading, data: object, field: str, path: str) -> str | None:
    word = read_text(reading, data, field, path)
    known = reading.schema.figure_by_name
    if word is None or word in known:
        return word
    advice = f"the figures are {listed(list(known))}" if known else "there are none"
    near = reading.near(word, known)
    reading.add(form_errors.UnknownFigure(path=path, word=shown(word), advice=advice, nearest=near))
    return None


def _plain_place(value: object) -> int:
    if place := plain_count(value):
        return place
    raise NotPlainError


def _place(reading: Reading, data: object, field: str, path: str) -> int | None:
    rank = read_value(reading, data, CountType(), field, path)
    if rank == 0:
        reading.add(line_errors.NoPlace(path=path))
    return rank if isinstance(rank, int) else None


# ---- series


def read_series(reading: Reading, data: object, path: str) -> dict[str, SeriesValues]:
    """Values by series, then by currency and day; absent is not stated."""
    if data is None:
        return {}
    named = reading.as_object(data, path, "`series`", 'as in {"lpr_1y": [{"month": "2022-01", "value": "3.70%"}]}')
    found: dict[str, SeriesValues] = {}
    for word, entries in (named or {}).items():
        series = reading.schema.series_by_name.get(word)
        if series is None:
            known = list(reading.schema.series_by_name)
            advice = f"the series are {listed(known)}" if known else "this vocabulary has no series"
            near = reading.near(word, known)
            reading.add(form_errors.UnknownSeries(path=at(path, word), word=shown(word), advice=advice, nearest=near))
        elif entries is not None:
            try:
                found[word] = plain_series(entries, _when(series), series.currency)
            except NOT_PLAIN:
                found[word] = dict(_points(series).read(reading, entries, at(path, word)))
    return found


def _when(series: Series) -> str:
    """The part of a value that tells its time."""
    return "month" if series.frequency is Frequency.MONTHLY else "day"


def _points(series: Series) -> _Entries[_Point]:
    """The values of a series, each with its currency (or "") and its day."""
    when = _when(series)
    read_when = read_month if when == "month" else read_day
    parts: dict[str, tuple[Quick[Any], Rule[Any]]] = {when: (not_plain, read_when), "value": (not_plain, read_rate)}
    if series.currency is not None:
        parts = {"currency": (not_plain, _currency), **parts, "value": (not_plain, _exchange_of(series.currency))}

    def point(value: Fraction, currency: str = "", **day: Date) -> _Point:
        return (currency, day[when]), value

    def twice(point: _Point, path: str, other: str) -> Diagnostic:
        (currency, day), _ = point
        said = f"{currency} {day.isoformat()[: 7 if when == 'month' else 10]}".strip()
        return line_errors.DuplicateValue(path=path, series=series.name, when=said, other=other)

    return _Entries(
        series.name, f"a value of `{series.name}`", point, parts, advice="", key=lambda point: point[0], twice=twice
    )


def _currency(reading: Reading, data: object, field: str, path: str) -> str | None:
    word = read_text(reading, data, field, path)
    if word is None or word in DECIMALS:
        return word
    near = reading.near(word, DECIMALS)
    reading.add(value_errors.UnknownCurrency(path=path, word=shown(word), nearest=near))
    return None


def _exchange_of(currency: str) -> Rule[Fraction]:
    """What reads the price of one unit of another currency in this one, which is never nothing."""

    def read(reading: Reading, data: object, field: str, path: str) -> Fraction | None:
        value = exact(reading, data, field, path, "a rate of exchange", 'write a decimal text such as "6.3014"')
        if value is None or value > 0:
            return value
        advice = f"write what one unit costs in {currency}"
        reading.add(value_errors.Negative(path=path, field=field, found=shown(str(data)), advice=advice))
        return None

    return read
