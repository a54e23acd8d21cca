"""The smaller parts of facts where they are plain: figures, support, approvals, older documents, series.

In: plain data. Out: what the reader proper of the part reads. A part that is not plain in anything is left to that
reader (`reader`, `rest`), which reports every problem; so nothing here holds words for people.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

import attrs

from ipdsl.runtime.clauses.plain_values import (
    DAYS,
    NOT_PLAIN,
    NotPlainError,
    plain_cents,
    plain_count,
    plain_decimal,
    plain_rate,
    plain_text,
)
from ipdsl.runtime.facts import Approval, Dated, Fact, OlderDocument, Support
from ipdsl.runtime.reading.base import Reading
from ipdsl.runtime.reading.reader import figures_of
from ipdsl.runtime.reading.rest import SeriesValues, read_approvals, read_older_documents, read_series, read_support
from ipdsl.runtime.terms import AmountKind, Clause, Program
from ipdsl.schema.model import Frequency, Series
from ipdsl.schema.types import CountType, MoneyType, Type
from ipdsl.values.days import FIRST_YEAR, LAST_YEAR, Date
from ipdsl.values.money import DECIMALS

YEARS: Mapping[object, int] = {str(year): year for year in range(FIRST_YEAR, LAST_YEAR + 1)}
"""Years by the names under which sums and figures stand."""


def plain_list(stated: object) -> list[object]:
    """A list, as JSON has it."""
    if type(stated) is not list:
        raise NotPlainError
    return stated


def plain_object(stated: object) -> dict[object, object]:
    """An object, as JSON has it."""
    if type(stated) is not dict:
        raise NotPlainError
    return stated


def plain_parts(stated: object, number: int) -> dict[object, object]:
    """An object with so many parts: whoever finds that many has seen all of them."""
    if type(stated) is not dict or len(stated) != number:
        raise NotPlainError
    return stated


def plain_year(stated: object) -> int:
    """A year of which facts may speak."""
    if type(stated) is int and FIRST_YEAR <= stated <= LAST_YEAR:
        return stated
    raise NotPlainError


def counts_in_cents(program: Program) -> bool:
    """Whether the policy's sums have two decimals: others are left to the reader proper."""
    return DECIMALS.get(program.currency, 2) == 2


# ---------------------------------------------------------------------------------------------- figures


def plain_figures(reading: Reading, stated: object, fields: Mapping[str, Fact | Dated]) -> dict[int, dict[str, Fact]]:
    """The yearly figures, years ascending."""
    if stated is None:
        return {}
    try:
        return _figures(reading.program, stated, fields)
    except NOT_PLAIN:
        return figures_of(reading, stated, fields, "$.figures")


def _figures(program: Program, stated: object, fields: Mapping[str, Fact | Dated]) -> dict[int, dict[str, Fact]]:
    forms = program.kept(_forms)
    found: dict[int, dict[str, Fact]] = {}
    for name, figures in plain_object(stated).items():
        year, own = YEARS[name], dict[str, Fact]()
        for word, value in plain_object(figures).items():
            form = forms[word]
            if value is not None:
                own[form.name] = sum_ = form.read(value)
                if sum_ and form.zero_before is not None and _is_before(year, fields.get(form.zero_before)):
                    raise NotPlainError
        found[year] = (
            own if len(own) < 2 else {form.name: own[form.name] for form in forms.values() if form.name in own}
        )
    return dict(sorted(found.items()))


@attrs.frozen
class _Form:
    """What reads a figure; `zero_before` is the field that tells from when on it may be more than 0."""

    name: str
    read: Callable[[object], int]
    zero_before: str | None


def _forms(program: Program) -> dict[object, _Form]:
    readers = ((f, _reader(program, f.type)) for f in program.schema.figures)
    return {f.name: _Form(f.name, read, f.zero_before) for f, read in readers if read is not None}


def _is_before(year: int, start: Fact | Dated | None) -> bool:
    return isinstance(start, Date) and year < start.year


def _reader(program: Program, type_: Type) -> Callable[[object], int] | None:
    match type_:
        case CountType():
            return plain_count
        case MoneyType(currency=None | "*") if counts_in_cents(program):
            return plain_cents
        case _:
            return None


# ---------------------------------------------------------------------------------------------- lists


def plain_support(reading: Reading, stated: object) -> tuple[Support, ...] | None:
    """What other levels and programmes paid; `None` where it was not stated."""
    if stated is None:
        return None
    try:
        return _support(reading.program, stated)
    except NOT_PLAIN:
        return read_support(reading, stated, "$.support")


def _support(program: Program, stated: object) -> tuple[Support, ...]:
    levels, roots = program.kept(_levels), program.kept(roots_of)
    found: list[Support] = []
    for one in plain_list(stated):
        parts = plain_object(one)
        kind = roots[parts["kind"]] if "kind" in parts else ""
        if len(parts) != (5 if kind else 4):
            raise NotPlainError
        year, amount = plain_year(parts["year"]), plain_cents(parts["amount"])
        found.append(Support(kind, plain_text(parts["item"]), levels[parts["level"]], year, amount))
    return tuple(found)


def roots_of(program: Program) -> dict[object, str]:
    """The kinds of records, each with its root."""
    return {record.name: record.root for record in program.schema.records}


def _levels(program: Program) -> dict[object, str]:
    """The members of all levels; empty where sums are not counted in hundredths."""
    levels = (choice for choice in program.schema.choices if choice.ordered)
    return {name: name for level in levels for name in level.names if counts_in_cents(program)}


def plain_approvals(reading: Reading, stated: object) -> tuple[Approval, ...]:
    """What the bureau approved."""
    if stated is None:
        return ()
    try:
        return _approvals(reading.program, stated)
    except NOT_PLAIN:
        return read_approvals(reading, stated, "$.approvals")


def _approvals(program: Program, stated: object) -> tuple[Approval, ...]:
    approvable = program.kept(_approvable)
    found: dict[tuple[str, str], Approval] = {}
    for one in plain_list(stated):
        parts = plain_parts(one, 3)
        clause, item = approvable[parts["clause"]], plain_text(parts["item"])
        if (clause, item) in found:
            raise NotPlainError
        found[clause, item] = Approval(clause, item, plain_cents(parts["amount"]))
    return tuple(found.values())


def _approvable(program: Program) -> dict[object, str]:
    """The clauses for which the bureau may approve a sum; empty where sums are not counted in hundredths."""
    every = program.discretion_from is not None
    labels = (c.label for c in program.clauses if every or c.kind is AmountKind.CEILING or _has_ceiling(c))
    return {label: label for label in labels} if counts_in_cents(program) else {}


def _has_ceiling(clause: Clause) -> bool:
    return any(row.kind is AmountKind.CEILING for row in clause.rows)


def plain_older_documents(reading: Reading, stated: object) -> tuple[OlderDocument, ...] | None:
    """Standards of older documents; `None` where they were not stated."""
    if stated is None:
        return None
    try:
        if not counts_in_cents(reading.program):
            raise NotPlainError
        every = [plain_parts(one, 3) for one in plain_list(stated)]
        return tuple(
            [OlderDocument(plain_text(x["document"]), plain_text(x["item"]), plain_cents(x["amount"])) for x in every]
        )
    except NOT_PLAIN:
        return read_older_documents(reading, stated, "$.older_documents")


# ---------------------------------------------------------------------------------------------- series


def plain_series(reading: Reading, stated: object) -> dict[str, SeriesValues]:
    """Values by series, then by currency and day."""
    if stated is None:
        return {}
    try:
        known = reading.program.kept(_known_series)
        named = ((known[word], values) for word, values in plain_object(stated).items())
        return {series.name: _series(series, values) for series, values in named if values is not None}
    except NOT_PLAIN:
        return read_series(reading, stated, "$.series")


def _known_series(program: Program) -> dict[object, Series]:
    return {series.name: series for series in program.schema.series}


def _series(series: Series, stated: object) -> SeriesValues:
    is_monthly, is_rate = series.frequency is Frequency.MONTHLY, series.currency is None
    when, days = ("month", MONTHS) if is_monthly else ("day", DAYS)
    read = plain_rate if is_rate else _exchange
    entries = plain_list(stated)
    found: SeriesValues = {}
    for one in entries:
        parts = plain_parts(one, 2 if is_rate else 3)
        currency = "" if is_rate else plain_text(parts["currency"])
        if not is_rate and currency not in DECIMALS:
            raise NotPlainError
        found[currency, days[parts[when]]] = read(parts["value"])
    if len(found) < len(entries):  # some value stands twice
        raise NotPlainError
    return found


class _Months(dict[object, Date]):
    """First days of months by their text, each worked out once; there are no more of them than from 1900 to 2200."""

    def __missing__(self, text: object) -> Date:
        if type(text) is not str or len(text) != 7:
            raise NotPlainError
        day = self[text] = DAYS[f"{text}-01"]
        return day


MONTHS: Mapping[object, Date] = _Months()


def _exchange(stated: object) -> Fraction:
    """What one unit of a currency costs, which is never nothing."""
    if type(stated) is str and (value := plain_decimal(stated)):
        return value
    raise NotPlainError
