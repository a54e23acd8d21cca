"""Days, 1900 to 2200."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable, Mapping
from fractions import Fraction

import attrs

from ipdsl.base.findings.phrase import MessageValue, Phrase, literal_phrase
from ipdsl.base.values import written_values
from ipdsl.base.values.days import FIRST_YEAR, LAST_YEAR, Date
from ipdsl.base.values.written_values import WrittenNumber
from ipdsl.schema.values import value_errors
from ipdsl.schema.values.value_type import (
    CANNOT,
    NONE,
    ArrowForm,
    CellFormat,
    ColumnReader,
    DeclaredWords,
    Json,
    NeedsFullReaderError,
    Special,
    TextParser,
    Type,
    ValueContext,
    ValueReader,
    ValuesByText,
    printable,
)

_PLAIN_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@attrs.frozen(eq=False, repr=False)
class DateType(Type):
    """A day."""

    is_date = is_ordered = is_discrete = True
    keyword = "date"
    phrase = Phrase("a date", "日期")
    cell_format = CellFormat.DAY
    arrow_forms = frozenset({ArrowForm.DAYS})
    column_phrase = Phrase(
        "a day (date, timestamp without a time zone, or text)", "日期（`date`、不带时区的`timestamp`或文本）"
    )
    column_reader = ColumnReader.DAYS
    case_form = Phrase("write it as 2022-05-01", "请写成`2022-05-01`这样")
    schema_name = "day"
    cell_example = "2022-03-01"
    plain_text = _PLAIN_DAY

    def answer_phrase(self, vocabulary: DeclaredWords, currency: str) -> Phrase:
        return Phrase("a day, as 2022-03-01", "日期，例如2022-03-01")

    def bound_text(self, bound: Fraction, currency: str) -> str:
        return datetime.date.fromordinal(int(bound)).isoformat()

    def printed_text_zh(self, text: str, label: Callable[[str], str]) -> str:
        return text if (parts := written_values.day(text)) is None else "{}年{}月{}日".format(*parts)

    def value_reader(self, vocabulary: DeclaredWords, currency: str, is_converted: bool = False) -> ValueReader:
        return ValueReader(plain_day, read_day, member_check=DAYS.__getitem__)

    def text_parser(self, known: Mapping[str, str]) -> TextParser:
        from ipdsl.base.values import handwritten_values

        return handwritten_values.with_special_words(handwritten_values.day)

    def canonical(self, text: str, number: WrittenNumber | None, currency: str) -> object:
        day = written_values.day(text)
        return "{:04}-{:02}-{:02}".format(*day) if day else text

    def schema_definition(self) -> Json:
        from ipdsl.schema.values.shared_types import day_schema

        return day_schema()


_TIME = re.compile(r"[T ]+[0-9]{1,2}:")
_MIDNIGHT = re.compile(r"0?0:00(?::00(?:\.0+)?)?(?![0-9:.])")
_ZONE = re.compile(r"(?:[Zz]|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)$")
_FORM = Phrase(
    "write a day as {form}",
    "日期请写成{form}这样",
    form=literal_phrase(written_values.DAY_FORM, written_values.DAY_FORM.replace(" or ", "或")),
)

_FORM_OR_NONE = Phrase(
    '{form}; a day that does not exist is `{{"none": true}}`',
    '{form}；没有这一天的，写`{{"none": true}}`',
    form=_FORM,
)


def read_day(context: ValueContext, data: object, field: str, path: str) -> Date | None:
    """A day as text, or a `datetime.date`."""
    if isinstance(data, datetime.datetime):
        advice = Phrase("a moment is not a date; give a date without a time", "时刻不是日期；请只写日期，不写时间")
        return context.refuse(value_errors.NotADay(path=path, field=field, found=data.isoformat(), advice=advice))
    if isinstance(data, datetime.date):
        return data if check_year_range(context, data.year, data.isoformat(), field, path) else None
    if not isinstance(data, str):
        return context.report_wrong_type(data, field, path, Phrase("a day", "日期"), _FORM)
    parts = written_values.day(data)
    if parts is None:
        from ipdsl.base.values.handwritten_values import day_readings  # not needed for most days

        if len(readings := day_readings(data)) > 1:
            return context.report_ambiguous(data, readings, field, path)
        before = _TIME.split(data, maxsplit=1)[0]
        has_time = before != data and written_values.day(before) is not None
        form = _FORM if any(char.isnumeric() for char in data) else _FORM_OR_NONE
        advice = _advice_without_time(data, before) if has_time else form
        return context.refuse(value_errors.NotADay(path=path, field=field, found=f'"{printable(data)}"', advice=advice))
    return read_calendar_day(context, parts, field, path)


def _advice_without_time(text: str, before: str) -> Phrase:
    """What to write in place of a day with a time. `2023-03-04T16:00:00Z` is 5 March in China."""
    time = text.removeprefix(before).lstrip("T ")
    if _ZONE.search(time) and not _MIDNIGHT.match(time):
        return Phrase(
            "a day has no time and no zone; write the day at the place where it counts",
            "日期不带时间和时区；请写当地的日期",
        )
    return Phrase("a day has no time; write {day}", "日期不带时间；请写{day}", day=before)


def read_calendar_day(context: ValueContext, parts: tuple[int, int, int], field: str, path: str) -> Date | None:
    """The day with this year, month and day, if the calendar has it."""
    year, month, day = parts
    text = f"{year:04}-{month:02}-{day:02}"
    if not check_year_range(context, year, text, field, path):
        return None
    if not 1 <= month <= 12:
        advice = Phrase(
            "month {month} does not exist; write the month after the year",
            "没有{month}月；月份写在年份之后",
            month=month,
        )
    elif not 1 <= day <= calendar.monthrange(year, month)[1]:
        last = calendar.monthrange(year, month)[1]
        name = literal_phrase(calendar.month_name[month], f"{month}月")
        advice = Phrase("{month} {year} has {last} days", "{year}年{month}有{last}天", month=name, year=year, last=last)
    else:
        return Date(year, month, day)
    return context.refuse(value_errors.NotADay(path=path, field=field, found=text, advice=advice))


def check_year_range(context: ValueContext, year: int, text: MessageValue, field: str, path: str) -> int | None:
    """The year, if it is one that facts may mention."""
    if written_values.is_known_year(year):
        return year
    return context.refuse(value_errors.YearOutOfRange(path=path, field=field, found=text))


def plain_calendar_day(value: object) -> Date:
    """A day; special values are not accepted."""
    if type(value) is str:
        try:
            if len(value) == 10 and value[4] == value[7] == "-" and value.isascii():
                day = datetime.date.fromisoformat(value)
            else:
                day = Date(*(written_values.day(value) or _NO_DAY))
        except ValueError:  # the calendar has no such day
            raise NeedsFullReaderError from None
    elif type(value) is datetime.date:
        day = value
    else:
        raise NeedsFullReaderError
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return day
    raise NeedsFullReaderError


_NO_DAY = (0, 0, 0)


DAYS: Mapping[object, Date] = ValuesByText(plain_calendar_day)
"""Days by their text."""


def plain_special(value: object) -> Special:
    """`{"none": true}` or `{"cannot_be_determined": true}`."""
    if type(value) is dict and len(value) == 1:
        if value.get("none") is True:
            return NONE
        if value.get("cannot_be_determined") is True:
            return CANNOT
    raise NeedsFullReaderError


def plain_day(value: object) -> Date | Special:
    """A day or a special value."""
    return plain_special(value) if type(value) is dict else DAYS[value]
