"""Days, months and years of facts, 1900 to 2200; the periods of a value that changes."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from ipdsl.base.findings.phrase import Phrase, literal_phrase
from ipdsl.base.values import written_values
from ipdsl.base.values.days import Date, Period
from ipdsl.ir.facts import DatedValue
from ipdsl.plain_data.context import FieldReader, ReadContext, ordered_names
from ipdsl.plain_data.errors import form
from ipdsl.plain_data.fast_checks import YEARS, first_day, last_day
from ipdsl.schema.types.date import DAYS, check_year_range, read_calendar_day, read_day
from ipdsl.schema.values import value_errors
from ipdsl.schema.values.stated_values import Fact, child_path, describe, printable

_MONTH_FORM = Phrase(
    "write a month as {form}",
    "月份请写成{form}这样",
    form=literal_phrase(written_values.MONTH_FORM, written_values.MONTH_FORM.replace(" or ", "或")),
)
_YEAR_FORM = Phrase("write it as in 2022", "请写成2022这样")


def read_month(context: ReadContext, data: object, field: str, path: str) -> Date | None:
    """The first day of a month that is stated as text."""
    parts = written_values.month(data) if isinstance(data, str) else None
    if parts is None or not 1 <= parts[1] <= 12:
        description = describe(data)
        return context.refuse(
            value_errors.NotADay(
                path=path, field=field, what=Phrase("month", "月份"), found=description, advice=_MONTH_FORM
            )
        )
    return read_calendar_day(context, (*parts, 1), field, path)


def read_year(context: ReadContext, data: object, field: str, path: str) -> int | None:
    """A year, stated as an integer or as text."""
    year = written_values.year(data) if isinstance(data, str) else data
    if not isinstance(year, int) or isinstance(year, bool):
        return context.report_wrong_type(data, field, path, Phrase("a year", "年份"), _YEAR_FORM)
    return year if written_values.is_known_year(year) else check_year_range(context, year, describe(data), field, path)


def read_year_name(context: ReadContext, name: str, path: str) -> int | None:
    """A year as the name of a part: `"2022": …`."""
    if name in YEARS:
        return YEARS[name]
    year = written_values.year(name)
    if year is None:
        advice = Phrase('the names are years: {{"2022": …}}', '名称应为年份：`{{"2022": …}}`')
        description = Phrase('the name "{name}"', "名称“{name}”", name=printable(name))
        return context.refuse(
            form.WrongForm(
                path=path,
                what=Phrase("a name here", "此处的名称"),
                expected=Phrase("a year", "年份"),
                found=description,
                advice=advice,
            )
        )
    return year if written_values.is_known_year(year) else check_year_range(context, year, describe(year), "year", path)


def read_periods(
    context: ReadContext, data: object, field: str, path: str, part: FieldReader[Fact]
) -> DatedValue | None:
    """`[{"from": …, "to": …, "value": …}]`, sorted by day; both days belong to the period."""
    entries = context.read_list(data, path, f"`{field}`")
    if entries is None:
        return None
    what = Phrase("a period of `{field}`", "`{field}`的时段", field=field)
    periods: list[tuple[Period, Fact]] = []
    stated: list[Period] = []
    for index, entry in enumerate(entries):
        period_path = child_path(path, index)
        parts = context.read_parts(entry, period_path, what, _PERIOD, _PERIOD_FORM)
        if parts is None:
            continue
        if "value" not in parts:
            context.report_missing(period_path, what, "value", _PERIOD_FORM)
            continue
        period = _period(context, parts, period_path)
        value = (
            None
            if parts["value"] is None
            else part.read(context, parts["value"], field, child_path(period_path, "value"))
        )
        if period is None:
            continue
        stated.append(period)
        if value is not None:
            periods.append((period, value))
    stated.sort(key=lambda p: (first_day(p), last_day(p)))
    for earlier_period, later_period in itertools.pairwise(stated):
        if last_day(earlier_period) >= first_day(later_period):
            context.add(
                value_errors.PeriodsOverlap(
                    path=path, field=field, first=_period_phrase(earlier_period), second=_period_phrase(later_period)
                )
            )
    return DatedValue(tuple(sorted(periods, key=lambda p: first_day(p[0]))))


DAY_READER = FieldReader(DAYS.__getitem__, read_day)
"""The reader of a day."""

_PERIOD = ordered_names("from", "to", "value")
_PERIOD_FORM = Phrase(
    'as in {{"from": "2021-01-01", "to": "2021-12-31", "value": true}}',
    '例如`{{"from": "2021-01-01", "to": "2021-12-31", "value": true}}`',
)


def _period(context: ReadContext, parts: Mapping[str, object], path: str) -> Period | None:
    days: list[Date | None] = []
    for side in ("from", "to"):
        data = parts.get(side)
        days.append(None if data is None else DAY_READER.read(context, data, side, child_path(path, side)))
        if data is not None and days[-1] is None:
            return None
    period = Period(*days)
    if last_day(period) < first_day(period):
        return context.refuse(value_errors.PeriodReversed(path=path, start=str(period.start), end=str(period.end)))
    return period


def _period_phrase(period: Period) -> Phrase:
    match period.start, period.end:
        case None, None:
            return Phrase("always", "始终")
        case None, end:
            return Phrase("until {end}", "至{end}止", end=str(end))
        case start, None:
            return Phrase("from {start} on", "自{start}起", start=str(start))
        case start, end:
            return Phrase("{start} to {end}", "{start}至{end}", start=str(start), end=str(end))
