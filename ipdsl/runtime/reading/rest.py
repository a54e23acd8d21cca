"""The smaller parts of facts: support by others, approvals, older documents, published places, series."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from fractions import Fraction
from typing import TypeVar

import attrs

from ipdsl.diagnostics.model import Diagnostic
from ipdsl.runtime.facts import Approval, OlderDocument, Rank, Support
from ipdsl.runtime.reading import form_errors, line_errors, value_errors
from ipdsl.runtime.reading.base import Part, Reading, at, names, part_of
from ipdsl.runtime.reading.days import day_of, month_of, year_of
from ipdsl.runtime.reading.named import check_clause, members_of_levels, report_member
from ipdsl.runtime.reading.numbers import exact, money_of, rate_of
from ipdsl.runtime.reading.quick import NOT_PLAIN, plain_exchange, plain_series
from ipdsl.runtime.reading.values import read_value, text_of
from ipdsl.runtime.reading.wording import listed, shown
from ipdsl.runtime.terms import AmountKind, Program
from ipdsl.schema.model import Frequency, Series
from ipdsl.schema.types import CountType
from ipdsl.values.days import Date
from ipdsl.values.filling import filled
from ipdsl.values.money import DECIMALS

T = TypeVar("T")
SeriesValues = dict[tuple[str, Date], Fraction]


@attrs.frozen
class _Form:
    """An object of a few parts: those that it needs, and others that it may have."""

    what: str
    needed: tuple[str, ...]
    known: Mapping[str, None]

    @classmethod
    def of(cls, what: str, *needed: str, also: tuple[str, ...] = ()) -> _Form:
        return cls(what, needed, names(*needed, *also))

    def parts(self, reading: Reading, data: object, path: str) -> Mapping[str, object] | None:
        """The parts, when all that are needed are there."""
        parts = reading.parts(data, path, self.what, self.known)
        if parts is None:
            return None
        if None not in map(parts.get, self.needed):
            return parts
        for word in self.needed:
            if parts.get(word) is None:
                reading.missing(path, self.what, word, f"it needs {listed(self.needed)}")
        return None


_SUPPORT = _Form.of("a line of `support`", "item", "level", "year", "amount", also=("kind",))
_APPROVAL = _Form.of("an approval", "clause", "item", "amount")
_OLDER = _Form.of("an older document", "document", "item", "amount")
_RANK = _Form.of("a place", "figure", "year", "rank")


def read_support(reading: Reading, data: object, path: str) -> tuple[Support, ...] | None:
    """What other levels and programmes paid; `None` where it was not stated."""
    return None if data is None else _each(reading, data, path, "`support`", _support)


def read_approvals(reading: Reading, data: object, path: str) -> tuple[Approval, ...]:
    """What the bureau approved; absent is none."""
    if data is None:
        return ()

    def twice(approval: Approval, here: str, other: str) -> Diagnostic:
        item = shown(approval.item)
        return line_errors.DuplicateApproval(path=here, clause=approval.clause, item=item, other=other)

    read = _told_apart(_approval, lambda a: (a.clause, a.item), twice)
    return _each(reading, data, path, "`approvals`", read)


def read_older_documents(reading: Reading, data: object, path: str) -> tuple[OlderDocument, ...] | None:
    """Standards of older documents; `None` where they were not stated."""
    return None if data is None else _each(reading, data, path, "`older_documents`", _older_document)


def read_ranks(reading: Reading, data: object, path: str) -> tuple[Rank, ...]:
    """The applicant's published places; absent is none."""
    if data is None:
        return ()

    def twice(rank: Rank, here: str, other: str) -> Diagnostic:
        return line_errors.DuplicateRank(path=here, figure=rank.figure, year=rank.year, other=other)

    read = _told_apart(_rank, lambda r: (r.figure, r.year), twice)
    return _each(reading, data, path, "`ranks`", read)


def _rank(reading: Reading, data: object, path: str) -> Rank | None:
    parts = _RANK.parts(reading, data, path)
    if parts is None:
        return None
    figure = text_of(reading, parts, "figure", path)
    known = reading.schema.figure_by_name
    if figure is not None and figure not in known:
        near = reading.near(figure, known)
        advice = f"the figures are {listed(list(known))}" if known else "there are none"
        here = at(path, "figure")
        reading.add(form_errors.UnknownFigure(path=here, word=shown(figure), advice=advice, nearest=near))
        figure = None
    year = year_of(reading, parts, "year", path)
    rank = read_value(reading, parts["rank"], CountType(), "rank", at(path, "rank"))
    if rank == 0:
        reading.add(line_errors.NoPlace(path=at(path, "rank")))
    if figure is None or year is None or not isinstance(rank, int):
        return None
    return Rank(figure, year, rank)


def read_series(reading: Reading, data: object, path: str) -> dict[str, SeriesValues]:
    """Values by series, then by currency and day; absent is not stated."""
    if data is None:
        return {}
    named = reading.as_object(data, path, "`series`", 'as in {"lpr_1y": [{"month": "2022-01", "value": "3.70%"}]}')
    found: dict[str, SeriesValues] = {}
    for word, entries in (named or {}).items():
        here = at(path, word)
        series = reading.schema.series_by_name.get(word)
        if series is None:
            known = list(reading.schema.series_by_name)
            advice = f"the series are {listed(known)}" if known else "this vocabulary has no series"
            near = reading.near(word, known)
            reading.add(form_errors.UnknownSeries(path=here, word=shown(word), advice=advice, nearest=near))
        elif entries is not None:
            try:
                found[word] = plain_series(entries, _when(series), series.currency)
            except NOT_PLAIN:
                found[word] = _series(reading, series, entries, here)
    return found


def _when(series: Series) -> str:
    """The part of a value that tells its time."""
    return "month" if series.frequency is Frequency.MONTHLY else "day"


def _each(
    reading: Reading, data: object, path: str, what: str, read: Callable[[Reading, object, str], T | None]
) -> tuple[T, ...]:
    entries = reading.as_list(data, path, what, "[] where there is nothing") or ()
    found = [read(reading, entry, f"{path}[{index}]") for index, entry in enumerate(entries)]
    return tuple(entry for entry in found if entry is not None)


def _told_apart(
    read: Callable[[Reading, object, str], T | None],
    key: Callable[[T], Hashable],
    twice: Callable[[T, str, str], Diagnostic],
) -> Callable[[Reading, object, str], T | None]:
    """A reader of entries that reports one whose key stands before; `twice` is its finding, with both places."""
    seen: dict[Hashable, str] = {}

    def told(reading: Reading, entry: object, here: str) -> T | None:
        found = read(reading, entry, here)
        if found is not None and (other := seen.setdefault(key(found), here)) != here:
            reading.add(twice(found, here, other))
        return found

    return told


def _support(reading: Reading, data: object, path: str) -> Support | None:
    parts = _SUPPORT.parts(reading, data, path)
    if parts is None:
        return None
    kind = "" if parts.get("kind") is None else _root_kind(reading, parts, path)
    item = text_of(reading, parts, "item", path)
    level = _level(reading, parts, path)
    year = year_of(reading, parts, "year", path)
    amount = money_of(reading, parts, "amount", path)
    if item is None or level is None or year is None or amount is None:
        return None
    return Support(kind, item, level, year, amount)


def _root_kind(reading: Reading, parts: Mapping[str, object], path: str) -> str:
    word = text_of(reading, parts, "kind", path)
    if word is None:
        return ""
    known = reading.schema.record_by_name
    if word in known:
        return known[word].root
    path, near = at(path, "kind"), reading.near(word, known)
    reading.add(form_errors.UnknownRecordKind(path=path, word=shown(word), nearest=near))
    return ""


def _level(reading: Reading, parts: Mapping[str, object], path: str) -> str | None:
    """A member of any level of the vocabulary; any text where the vocabulary has no level."""
    word = text_of(reading, parts, "level", path)
    members = reading.program.kept(members_of_levels)
    if word is None or word in members or not members:
        return word
    report_member(reading, at(path, "level"), "level", word, members)
    return None


def _approval(reading: Reading, data: object, path: str) -> Approval | None:
    parts = _APPROVAL.parts(reading, data, path)
    if parts is None:
        return None
    clause = text_of(reading, parts, "clause", path)
    if clause is not None and check_clause(reading, clause, path):
        _check_discretion(reading, clause, path)
    item = text_of(reading, parts, "item", path)
    amount = money_of(reading, parts, "amount", path)
    if clause is None or item is None or amount is None:
        return None
    return _make_approval(clause, item, amount)


def _check_discretion(reading: Reading, label: str, path: str) -> None:
    """Reports an approval that nothing would ever read."""
    program = reading.program
    if program.discretion_from is not None:
        return
    open_ones = program.kept(_open_ones)
    if label in open_ones:
        return
    advice = f"the bureau sets the sum under {listed(open_ones)}" if open_ones else "take the approval out"
    reading.add(line_errors.NothingToApprove(path=at(path, "clause"), word=shown(label), advice=advice))


_make_approval = filled(Approval)


def _open_ones(program: Program) -> tuple[str, ...]:
    """The clauses under which the bureau sets the sum."""
    ceiling = AmountKind.CEILING
    return tuple(c.label for c in program.clauses if ceiling in {c.kind, *(row.kind for row in c.rows)})


def _older_document(reading: Reading, data: object, path: str) -> OlderDocument | None:
    parts = _OLDER.parts(reading, data, path)
    if parts is None:
        return None
    document = text_of(reading, parts, "document", path)
    item = text_of(reading, parts, "item", path)
    amount = money_of(reading, parts, "amount", path)
    if document is None or item is None or amount is None:
        return None
    return OlderDocument(document, item, amount)


def _series(reading: Reading, series: Series, data: object, path: str) -> SeriesValues:
    found: SeriesValues = {}
    seen: dict[tuple[str, Date], str] = {}
    when = _when(series)
    also = () if series.currency is None else ("currency",)
    form = _Form.of(f"a value of `{series.name}`", *also, when, "value")
    read_when = month_of if when == "month" else day_of
    read_of = rate_of if series.currency is None else _exchange_of(series.currency)
    for index, entry in enumerate(reading.as_list(data, path, f"`{series.name}`") or ()):
        here = at(path, index)
        parts = form.parts(reading, entry, here)
        if parts is None:
            continue
        currency = "" if series.currency is None else _currency(reading, parts, here)
        day = read_when(reading, parts, when, here)
        value = read_of(reading, parts, "value", here)
        if day is None or value is None or currency is None:
            continue
        other = seen.setdefault((currency, day), here)
        if other != here:
            said = f"{currency} {day.isoformat()[: 7 if when == 'month' else 10]}".strip()
            reading.add(line_errors.DuplicateValue(path=here, series=series.name, when=said, other=other))
        found[currency, day] = value
    return found


def _currency(reading: Reading, parts: Mapping[str, object], path: str) -> str | None:
    word = text_of(reading, parts, "currency", path)
    if word is None or word in DECIMALS:
        return word
    path, near = at(path, "currency"), reading.near(word, DECIMALS)
    reading.add(value_errors.UnknownCurrency(path=path, word=shown(word), nearest=near))
    return None


def _exchange_of(currency: str) -> Part[Fraction]:
    """What reads the price of one unit of another currency in this one, which is never nothing."""

    def read(reading: Reading, data: object, field: str, path: str) -> Fraction | None:
        value = exact(reading, data, field, path, "a rate of exchange", 'write a decimal text such as "6.3014"')
        if value is None or value > 0:
            return value
        advice = f"write what one unit costs in {currency}"
        reading.add(value_errors.Negative(path=path, field=field, found=shown(str(data)), advice=advice))
        return None

    return part_of(plain_exchange, read)
