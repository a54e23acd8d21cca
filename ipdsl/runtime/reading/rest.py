"""The smaller parts of facts: support by others, approvals, older documents, published places, series."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from fractions import Fraction
from typing import TypeVar

from ipdsl.diagnostics.model import Diagnostic
from ipdsl.runtime.facts import Approval, OlderDocument, Rank, Support
from ipdsl.runtime.reading import form_errors, line_errors, value_errors
from ipdsl.runtime.reading.base import Reading, at
from ipdsl.runtime.reading.days import read_day, read_month, read_year
from ipdsl.runtime.reading.history import check_clause
from ipdsl.runtime.reading.numbers import exact, read_money, read_rate
from ipdsl.runtime.reading.values import read_text, read_value
from ipdsl.runtime.reading.wording import listed, shown
from ipdsl.runtime.terms import AmountKind
from ipdsl.schema.model import Frequency, Series
from ipdsl.schema.types import CountType
from ipdsl.values.days import Date
from ipdsl.values.money import DECIMALS

T = TypeVar("T")
SeriesValues = dict[tuple[str, Date], Fraction]


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
    parts = _parts(reading, data, path, "a place", ("figure", "year", "rank"))
    if parts is None:
        return None
    figure = read_text(reading, parts["figure"], "figure", at(path, "figure"))
    known = reading.schema.figure_by_name
    if figure is not None and figure not in known:
        near = reading.near(figure, known)
        advice = f"the figures are {listed(list(known))}" if known else "there are none"
        here = at(path, "figure")
        reading.add(form_errors.UnknownFigure(path=here, word=shown(figure), advice=advice, nearest=near))
        figure = None
    year = read_year(reading, parts["year"], "year", at(path, "year"))
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
            found[word] = _series(reading, series, entries, here)
    return found


def _each(
    reading: Reading, data: object, path: str, what: str, read: Callable[[Reading, object, str], T | None]
) -> tuple[T, ...]:
    entries = reading.as_list(data, path, what, "[] where there is nothing") or ()
    found = [read(reading, entry, at(path, index)) for index, entry in enumerate(entries)]
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


def _parts(
    reading: Reading, data: object, path: str, what: str, needed: tuple[str, ...], others: tuple[str, ...] = ()
) -> dict[str, object] | None:
    """The parts of a small form when all that it needs is there."""
    parts = reading.as_object(data, path, what)
    if parts is None:
        return None
    reading.check_parts(parts, path, what, (*needed, *others))
    lacking = [word for word in needed if parts.get(word) is None]
    for word in lacking:
        reading.missing(path, what, word, f"it needs {listed(needed)}")
    return None if lacking else parts


def _support(reading: Reading, data: object, path: str) -> Support | None:
    parts = _parts(reading, data, path, "a line of `support`", ("item", "level", "year", "amount"), ("kind",))
    if parts is None:
        return None
    kind = ""
    if parts.get("kind") is not None:
        kind = _root_kind(reading, parts["kind"], at(path, "kind"))
    item = read_text(reading, parts["item"], "item", at(path, "item"))
    level = _level(reading, parts["level"], at(path, "level"))
    year = read_year(reading, parts["year"], "year", at(path, "year"))
    amount = read_money(reading, parts["amount"], "amount", at(path, "amount"), reading.program.currency)
    if item is None or level is None or year is None or amount is None:
        return None
    return Support(kind, item, level, year, amount)


def _root_kind(reading: Reading, data: object, path: str) -> str:
    word = read_text(reading, data, "kind", path)
    if word is None:
        return ""
    record = reading.schema.record_by_name.get(word)
    if record is not None:
        return record.root
    near = reading.near(word, reading.schema.record_by_name)
    reading.add(form_errors.UnknownRecordKind(path=path, word=shown(word), nearest=near))
    return ""


def _level(reading: Reading, data: object, path: str) -> str | None:
    """A member of any level of the vocabulary; any text where the vocabulary has no level."""
    word = read_text(reading, data, "level", path)
    members = [name for choice in reading.schema.choices if choice.ordered for name in choice.names]
    if word is None or word in members or not members:
        return word
    near = reading.near(word, members)
    advice = f"it is one of {listed(members)}"
    reading.add(form_errors.UnknownMember(path=path, field="level", word=shown(word), advice=advice, nearest=near))
    return None


def _approval(reading: Reading, data: object, path: str) -> Approval | None:
    parts = _parts(reading, data, path, "an approval", ("clause", "item", "amount"))
    if parts is None:
        return None
    clause = read_text(reading, parts["clause"], "clause", at(path, "clause"))
    if clause is not None and check_clause(reading, clause, at(path, "clause")):
        _check_discretion(reading, clause, at(path, "clause"))
    item = read_text(reading, parts["item"], "item", at(path, "item"))
    amount = read_money(reading, parts["amount"], "amount", at(path, "amount"), reading.program.currency)
    if clause is None or item is None or amount is None:
        return None
    return Approval(clause, item, amount)


def _check_discretion(reading: Reading, label: str, path: str) -> None:
    """Reports an approval that nothing would ever read."""
    program = reading.program
    if program.discretion_from is not None:
        return
    open_ones = [
        clause.label
        for clause in program.clauses
        if clause.kind is AmountKind.CEILING or any(row.kind is AmountKind.CEILING for row in clause.rows)
    ]
    if label in open_ones:
        return
    advice = f"the bureau sets the sum under {listed(open_ones)}" if open_ones else "take the approval out"
    reading.add(line_errors.NothingToApprove(path=path, word=shown(label), advice=advice))


def _older_document(reading: Reading, data: object, path: str) -> OlderDocument | None:
    parts = _parts(reading, data, path, "an older document", ("document", "item", "amount"))
    if parts is None:
        return None
    document = read_text(reading, parts["document"], "document", at(path, "document"))
    item = read_text(reading, parts["item"], "item", at(path, "item"))
    amount = read_money(reading, parts["amount"], "amount", at(path, "amount"), reading.program.currency)
    if document is None or item is None or amount is None:
        return None
    return OlderDocument(document, item, amount)


def _series(reading: Reading, series: Series, data: object, path: str) -> SeriesValues:
    found: SeriesValues = {}
    seen: dict[tuple[str, Date], str] = {}
    when = "month" if series.frequency is Frequency.MONTHLY else "day"
    needed = (when, "value") if series.currency is None else ("currency", when, "value")
    for index, entry in enumerate(reading.as_list(data, path, f"`{series.name}`") or ()):
        here = at(path, index)
        parts = _parts(reading, entry, here, f"a value of `{series.name}`", needed)
        if parts is None:
            continue
        currency = "" if series.currency is None else _currency(reading, parts["currency"], at(here, "currency"))
        read_when = read_month if when == "month" else read_day
        day = read_when(reading, parts[when], when, at(here, when))
        value = _series_value(reading, series, parts["value"], at(here, "value"))
        if day is None or value is None or currency is None:
            continue
        other = seen.setdefault((currency, day), here)
        if other != here:
            said = f"{currency} {day.isoformat()[: 7 if when == 'month' else 10]}".strip()
            reading.add(line_errors.DuplicateValue(path=here, series=series.name, when=said, other=other))
        found[currency, day] = value
    return found


def _currency(reading: Reading, data: object, path: str) -> str | None:
    word = read_text(reading, data, "currency", path)
    if word is None or word in DECIMALS:
        return word
    reading.add(value_errors.UnknownCurrency(path=path, word=shown(word), nearest=reading.near(word, DECIMALS)))
    return None


def _series_value(reading: Reading, series: Series, data: object, path: str) -> Fraction | None:
    if series.currency is None:
        return read_rate(reading, data, "value", path)
    value = exact(reading, data, "value", path, "a rate of exchange", 'write a decimal text such as "6.3014"')
    if value is not None and value <= 0:
        advice = f"write what one unit costs in {series.currency}"
        reading.add(value_errors.Negative(path=path, field="value", found=shown(str(data)), advice=advice))
        return None
    return value
