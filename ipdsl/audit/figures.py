"""Figures, and how they are found in a text.

Figures: a kind and an exact value, independent of where they were written.

A figure of a text has its place in the text; a figure of a page has the line of its sentence. They are compared only by
their `Value`. This module reads neither texts nor pages.

Find the figures of a text, in its order: money, percentages, counts, dates, durations, document numbers, standards.

Input: a piece of text, and the line and column of its first character. Output: figures with their places. Patterns are
tried in a fixed order, and the first match takes its characters. A document number is therefore not read as a year or a
count. Ordinals, item numbers and page numbers are not figures.
"""

from __future__ import annotations

import bisect
import calendar
import datetime
import enum
import re
from collections.abc import Callable
from fractions import Fraction

import attrs

from ipdsl.audit import text_forms as p
from ipdsl.audit.text_forms import unwrap, write_units
from ipdsl.base.findings.phrase import MessageValue, Phrase
from ipdsl.base.values import numerals
from ipdsl.base.values.money import DECIMALS, Money

CURRENCY = "CNY"
"""The default currency of an amount."""

MONTHS_OF_A_YEAR = 12


class Kind(enum.Enum):
    """The kind of a figure. JSON uses the values."""

    MONEY = "money"
    PERCENT = "percentage"
    COUNT = "count"
    NUMBER = "number"
    DAY = "date"
    ISSUE = "day of issue"
    MONTH = "month"
    YEAR = "year"
    DURATION = "duration"
    DOCUMENT = "document number"
    STANDARD = "standard"
    UNCLEAR = "unclear figure"


@attrs.frozen
class Value:
    """A kind with its value: an exact number, with the currency or the unit in `unit`, or a text in `unit`.

    Money is in minor units, a percentage is a fraction, a duration counts months, days or hours.
    """

    kind: Kind
    number: Fraction = Fraction(0)
    unit: str = ""

    @property
    def comparison_key(self) -> tuple[str, Fraction, str]:
        """The key of figures that may be the same. A bare number may be money of any currency, a count, or neither."""
        match self.kind:
            case Kind.MONEY:
                return "number", self.number / _minor(self.unit), ""
            case Kind.COUNT | Kind.NUMBER:
                return "number", self.number, ""
            case _:
                return self.kind.value, self.number, self.unit

    def fits(self, other: Value) -> bool:
        """Whether both may be the same figure: equal values, or equal numbers if one of them is a bare number."""
        if self == other:
            return True
        return Kind.NUMBER in (self.kind, other.kind) and self.comparison_key == other.comparison_key

    def __str__(self) -> str:
        match self.kind:
            case Kind.MONEY if self.number.denominator == 1 and self.unit in DECIMALS:
                return str(Money(int(self.number), self.unit))
            case Kind.MONEY:
                return f"{format_number(self.number / _minor(self.unit))} {self.unit}"
            case Kind.PERCENT:
                hundredths = format_number(self.number * 100)
                return str(self.number) if "/" in hundredths else f"{hundredths}%"
            case Kind.DURATION:
                return _duration(self.number, self.unit)
            case Kind.COUNT | Kind.NUMBER:
                return format_number(self.number)
            case Kind.ISSUE:
                return "the day of issue"
            case Kind.MONTH if "-" not in self.unit:
                return f"month {self.unit}"
            case _:
                return self.unit

    @property
    def phrase(self) -> MessageValue:
        """The value in both languages. `str` gives the English."""
        match self.kind:
            case Kind.DURATION:
                number, unit = _span_in_years(self.number, self.unit)
                return Phrase(str(self), _DURATIONS[unit], number=format_number(number))
            case Kind.ISSUE:
                return Phrase(str(self), "成文日期")
            case Kind.MONTH if "-" not in self.unit:
                return Phrase(str(self), "{month}月", month=self.unit)
            case _:
                return str(self)

    @property
    def quotation(self) -> str:
        """The value in the form for a quotation in a `reading`. The scanner reads it as the same value."""
        match self.kind:
            case Kind.MONEY:
                return format_number(self.number / _minor(self.unit)).replace(",", "")
            case Kind.COUNT | Kind.NUMBER:
                return format_number(self.number).replace(",", "")
            case Kind.YEAR:
                return f"{self.unit}年"
            case Kind.MONTH if "-" not in self.unit:
                return f"{self.unit}月"
            case Kind.DAY if len(self.unit) < len("2000-01-01"):
                month, _, day = self.unit.rpartition("-")
                return f"{int(month)}月{int(day)}日" if month else f"每月{int(day)}日"
            case _:
                return str(self)


def money(amount: Fraction, currency: str = CURRENCY) -> Value:
    """An amount, given in main units."""
    return Value(Kind.MONEY, amount * _minor(currency), currency)


def smallest_amount(currency: str) -> Fraction:
    """The smallest amount of a currency, in main units."""
    return Fraction(1, _minor(currency))


def _minor(currency: str) -> int:
    return int(10 ** DECIMALS.get(currency, 2))


def percent(share: Fraction) -> Value:
    """A share, given as a fraction."""
    return Value(Kind.PERCENT, share)


def count(number: Fraction) -> Value:
    """A number of things."""
    return Value(Kind.COUNT, number)


def bare_number(number: Fraction) -> Value:
    """A number without a unit."""
    return Value(Kind.NUMBER, number)


def day_value(date: datetime.date) -> Value:
    """A date."""
    return Value(Kind.DAY, unit=date.isoformat())


def day_of_year(words: str) -> Value:
    """A day of every year: `04-01`."""
    return Value(Kind.DAY, unit=words)


def year_value(number: int) -> Value:
    """A calendar year."""
    return Value(Kind.YEAR, unit=str(number))


def month_value(text: str) -> Value:
    """`2021-12`, or `12` for the month of any year."""
    return Value(Kind.MONTH, unit=text)


def duration(number: Fraction, unit: str) -> Value:
    """A span. A year is 12 months, a week 7 days."""
    factor, base = SPANS[unit]
    return Value(Kind.DURATION, number * factor, base)


SPANS = {
    "year": (MONTHS_OF_A_YEAR, "month"),
    "half-year": (6, "month"),
    "quarter": (3, "month"),
    "month": (1, "month"),
    "week": (7, "day"),
    "day": (1, "day"),
    "working day": (1, "working day"),
    "hour": (1, "hour"),
}
"""The units of time. Each is a number of the unit in which its spans are compared."""

ISSUE_DAY = Value(Kind.ISSUE)


@attrs.frozen
class AuditFigure:
    """A figure with its words and its place in the text, or the line of its sentence."""

    value: Value
    written: str
    line: int
    column: int = 1
    other_values: tuple[Value, ...] = ()
    """Other possible values. If a policy begins on its day of issue, its first day is also a date."""
    is_optional: bool = False
    """Whether the text may omit it. For example, `has at least 1` means the same as `has`."""

    def fits(self, other: AuditFigure) -> bool:
        """Whether both may be the same figure."""
        mine, theirs = (self.value, *self.other_values), (other.value, *other.other_values)
        return any(a.fits(b) for a in mine for b in theirs)


def format_number(number: Fraction) -> str:
    """A number with its decimals, or as a fraction if the decimals do not end."""
    if number.denominator == 1:
        return f"{number.numerator:,}"
    digits = 0
    while (number * 10**digits).denominator != 1 and digits < 12:
        digits += 1
    if (number * 10**digits).denominator != 1:
        return str(number)
    whole, rest = divmod(abs(int(number * 10**digits)), 10**digits)
    return f"{'-' * (number < 0)}{whole:,}.{rest:0{digits}}"


def _duration(number: Fraction, unit: str) -> str:
    number, unit = _span_in_years(number, unit)
    return f"{format_number(number)} {unit}{'s' * (number != 1)}"


_DURATIONS = {"year": "{number}年", "month": "{number}个月", "day": "{number}天", "hour": "{number}小时"}


def _span_in_years(number: Fraction, unit: str) -> tuple[Fraction, str]:
    is_years = unit == "month" and number % MONTHS_OF_A_YEAR == 0
    return (number / MONTHS_OF_A_YEAR, "year") if is_years else (number, unit)


FIRST_YEAR, LAST_YEAR = 1900, 2199
LONGEST_MONTH = 31
LONGEST_NUMBER = 10
"""The most digits of a bare number that may be a figure. Longer numbers are telephone or account numbers."""


@attrs.frozen
class _FoundFigure:
    start: int
    end: int
    value: Value
    other_values: tuple[Value, ...] = ()


@attrs.define
class _Numeral:
    """A numeral with its unit, which it may take from a later numeral of the same list."""

    start: int
    end: int
    number: Fraction
    is_chinese: bool
    is_formal: bool
    end_of_digits: int
    scale: str = ""
    unit: re.Match[str] | None = None
    currency: str = ""
    """The currency before it, in small letters."""

    @property
    def measure(self) -> str:
        """The measure word of a count, or an empty text."""
        return (self.unit["measure"] or "") if self.unit is not None else ""


def scan(text: str, line: int = 1, column: int = 1, *, is_explanation: bool = False) -> list[AuditFigure]:
    """Every figure of a text that begins at this place.

    In an explanation of a page, English words such as `three years` are prose, not figures.
    """
    return _FigureScan(text, is_explanation=is_explanation).figures(line, column)


class _FigureScan:
    """Scans one text for figures. `taken` marks the characters of figures found so far."""

    def __init__(self, text: str, *, is_explanation: bool) -> None:
        self.original = text
        self.is_explanation = is_explanation
        plain, offsets = write_units(p.LISTED.sub("、", text))
        if "\n" in text:
            plain = p.LONE.sub(lambda lone: " " * len(lone[0]), plain)
        unwrapped = unwrap(plain)
        self.text, self.offsets = unwrapped.text, [offsets[offset] for offset in unwrapped.offsets]
        self.taken = bytearray(len(self.text))
        self.results: list[_FoundFigure] = []
        self.dates_by_end: dict[int, _FoundFigure] = {}  # the dates by their end

    def figures(self, line: int, column: int) -> list[AuditFigure]:
        for pattern in (p.ADDRESS, p.IDIOM):
            for match in pattern.finditer(self.text):
                self._mark_taken(match.start(), match.end())
        self._patterns()
        self._numbers()
        places = LineIndex(self.original, line, column)
        text_figures: list[AuditFigure] = []
        values: set[Value] = set()
        for item in sorted(self.results, key=lambda item: item.start):
            start, end = self.offsets[item.start], self.offsets[item.end - 1] + 1
            written = "".join(part.strip() for part in self.original[start:end].split("\n"))
            position = places.position_of(start)
            is_again = p.RESTATED.search(self.text, max(0, item.start - 12), item.start) is not None
            if not (is_again and item.value in values):
                values.add(item.value)
                text_figures.append(AuditFigure(item.value, written, *position, other_values=item.other_values))
        return text_figures

    # ------------------------------------------------------------------------------------- whole patterns

    def _patterns(self) -> None:
        self._scan_pattern(p.DOCUMENT, lambda m: Value(Kind.DOCUMENT, unit=f"〔{m['year']}〕{int(m['number'])}号"))
        self._scan_pattern(p.ORDER, _order)
        self._scan_pattern(p.STANDARD, lambda m: Value(Kind.STANDARD, unit=_standard(m)))
        for pattern in (p.DAYS_OF_MONTH, p.ENGLISH_DAYS):
            self._days_of_month(pattern)
        for pattern in p.DATES:
            self._scan_pattern(pattern, _day)
        self._scan_pattern(p.MONTH_OF_YEAR, _month_of_year)
        for pattern in (p.DAY_OF_MONTH, *p.ENGLISH_DATES):
            self._scan_pattern(pattern, self._day_of_month)
        self._scan_pattern(p.DAY_OF_EACH_MONTH, lambda m: _day_of_each_month(numerals.whole_number(m["day"])))
        for match in p.YEARS.finditer(self.text):
            if self._is_free(match):
                self._add(match.start("first"), match.end("first"), year_value(int(match["first"])))
                self._add(match.start("last"), match.end(), year_value(int(match["last"])))
                self._mark_taken(match.start(), match.end())
        self._scan_pattern(p.LISTED_YEAR, lambda m: year_value(int(m["year"])))
        self._scan_pattern(p.YEAR, _year)
        self._scan_pattern(p.ISSUE, lambda _: ISSUE_DAY)
        self._scan_pattern(p.UNCLEAR, lambda m: Value(Kind.UNCLEAR, unit=" ".join(m[0].split())))
        self._parts()
        for match in p.TENTHS.finditer(self.text):
            if self._is_free(match):
                split = match.start("last") if match["last"] else match.end()
                self._add(match.start(), match.end("number") if match["last"] else split, _tenths(match["number"]))
                if match["last"]:
                    self._add(split, match.end(), _tenths(match["last"]))
        self._scan_pattern(p.DISCOUNT, _discount)
        self._scan_pattern(p.HALF, lambda _: percent(Fraction(1, 2)))
        self._scan_pattern(p.RATIO, _ratio)
        self._scan_pattern(p.FRACTION, _fraction)
        self._scan_pattern(p.EVEN, lambda _: percent(Fraction(1)))
        self._scan_pattern(p.HALF_YEAR, lambda _: duration(Fraction(1), "half-year"))
        for pattern in p.STEPS:
            for match in pattern.finditer(self.text):
                if self._is_free(match):
                    self._add(match.start("step"), match.end("step"), money(_scale(match["step"].removesuffix("元"))))
        if not self.is_explanation:
            for match in p.MULTIPLE.finditer(self.text):  # a page may also write `doubled` as 200% or as 100% more
                times = Fraction(match.lastindex or 1)
                self._add(match.start(), match.end(), count(times), (percent(times), percent(times - 1)))
            self._scan_pattern(p.ENGLISH_PART, _english_part)
        for match in p.ENGLISH_AGE.finditer(self.text):
            for name in ("first", "last") if self._is_free(match) else ():
                if match[name]:
                    years = Fraction(match[name])
                    self._add(match.start(name), match.end(name), duration(years, "year"), (count(years),))

    def _scan_pattern(self, pattern: re.Pattern[str], value: Callable[[re.Match[str]], Value | None]) -> None:
        for match in pattern.finditer(self.text):
            if self._is_free(match):
                figure_value = value(match)
                if figure_value is not None:
                    self._add(match.start(), match.end(), figure_value)

    def _parts(self) -> None:
        """Add shares such as `百分之五十` and `三分之一`. In `百分之三十至五十` the second number is also a share."""
        for match in p.PART.finditer(self.text):
            below = match["below"]
            part: re.Match[str] | None = match
            while part is not None and self._is_free(part):
                share = _part(below, part["above"])
                if share is None:
                    break
                self._add(match.start() if part is match else part.start("above"), part.end(), share)
                part = p.MORE_PARTS.match(self.text, part.end())

    def _day_of_month(self, match: re.Match[str]) -> Value | None:
        """A day without a year.

        At the end of a range (`1月1日至12月31日`) it takes the year from the date before it.
        """
        dates_before = (self.dates_by_end.get(end) for end in range(match.start() - 6, match.start()))
        before = next(
            (
                x
                for x in dates_before
                if x is not None
                and (
                    x.end <= match.start()
                    and re.fullmatch(r"\s*[-~至到]+\s*", self.text[x.end : match.start()]) is not None
                )
            ),
            None,
        )
        year = before.value.unit[:-6] if before is not None else ""  # a day of every year has none: `01-01`
        own_year = _year_number(match.groupdict().get("year") or year)
        return _day_in_calendar(own_year, _month_number(match["month"]), numerals.whole_number(match["day"]))

    def _days_of_month(self, pattern: re.Pattern[str]) -> None:
        """Add both days of a range in one month: `5月1日至31日`, `1-31 May`."""
        for match in pattern.finditer(self.text):
            year, month = _year_number(match["year"] or ""), _month_number(match["month"])
            days = [_day_in_calendar(year, month, numerals.whole_number(match[name])) for name in ("first", "last")]
            if self._is_free(match) and days[0] is not None and days[1] is not None:
                self._add(match.start(), match.end("first"), days[0])
                self._add(match.start("last"), match.end(), days[1])
                self._mark_taken(match.start(), match.end())

    # ------------------------------------------------------------------------------------- numbers with units

    def _numbers(self) -> None:
        read = [numeral for match in p.NUMERAL.finditer(self.text) if (numeral := self._numeral(match)) is not None]
        read = _join_numerals(read)
        for numeral, after in zip(reversed(read), [None, *reversed(read)], strict=False):
            self._inherit(numeral, after)
        quoted = bytearray(len(self.text))
        for match in p.QUOTED.finditer(self.text):
            quoted[match.start() : match.end()] = b"\1" * len(match[0])
        skipped = None
        for numeral in read:
            follows = skipped is not None and _is_list(self.text, skipped.end_of_digits, numeral.start)
            goes_on = follows and not _is_money_or_share(numeral)
            is_skipped = self._is_no_figure(numeral) or goes_on
            skipped = numeral if goes_on or self._is_ordinal(numeral) else None
            value = None if is_skipped else _value(numeral)
            is_name = numeral.is_chinese and quoted[numeral.start] == 1
            if value is not None and not (is_name and value.kind in (Kind.COUNT, Kind.NUMBER)):
                is_age = numeral.unit is not None and numeral.unit["span"] in p.AGES
                self._add(numeral.start, numeral.end, value, (count(numeral.number),) if is_age else ())

    def _numeral(self, match: re.Match[str]) -> _Numeral | None:
        if not self._is_free(match):
            return None
        is_chinese = match["arabic"] is None and match["english"] is None
        text, end = match[0], match.end()
        if is_chinese and not set(text[:-1]) & set("万亿"):  # a final scale belongs to the unit: 十万元 is 十 of 万元
            bare = text.rstrip("万亿") or text
            text, end = bare, match.start() + len(bare)
        number = numerals.arabic(text) if match["arabic"] else numerals.chinese(text)
        if match["english"]:
            number = numerals.english(text) or Fraction(1)
        if number is None or (match["english"] and self.is_explanation):
            return None
        numeral = _Numeral(match.start(), end, number, is_chinese, match["formal"] is not None, end)
        currency = p.CURRENCY_BEFORE.search(self.text, max(0, match.start() - 6), match.start())
        unit = (p.UNIT if currency is None else p.UNIT_OF_SUM).match(self.text, end)
        if unit is not None and unit[0].strip():
            numeral.scale = unit["scale"] or ""
            numeral.unit = unit if any(unit[name] for name in p.UNITS) else None
            numeral.end = unit.end() if numeral.unit else unit.end("scale") if numeral.scale else end
        if currency is not None and (numeral.unit is None or numeral.unit["money"] == "元"):
            numeral.start, numeral.currency = currency.start(), (currency["sign"] or currency["name"]).lower()
        return numeral

    def _inherit(self, numeral: _Numeral, after: _Numeral | None) -> None:
        """In `100-500万元`, give the first number the unit and the scale of the second."""
        if after is None or not (after.unit or after.scale) or numeral.is_chinese != after.is_chinese or numeral.unit:
            return
        if numeral.end < after.start and _is_list(self.text, numeral.end, after.start) and not self._is_item(numeral):
            numeral.unit = after.unit
            is_of_scale = numeral.number <= 100 * after.number  # not in `5000-1万元`
            numeral.scale = numeral.scale or (after.scale if is_of_scale else "")

    def _is_no_figure(self, numeral: _Numeral) -> bool:
        """Whether a numeral is not a figure here."""
        if self._is_ordinal(numeral):
            return True
        if not numeral.is_chinese:
            digits = sum(map(str.isdecimal, self.text[numeral.start : numeral.end_of_digits]))
            if numeral.unit is None and not numeral.scale and not numeral.currency:
                follows = p.FOLLOWS.match(self.text, numeral.end)
                is_called = any(
                    pattern.search(self.text, max(0, numeral.start - 12), numeral.start) is not None
                    for pattern in (p.CALLED, p.APPENDED)
                )
                return follows is not None or is_called or digits > LONGEST_NUMBER or self._is_item(numeral)
            return False
        is_sum = bool(numeral.currency) or not set(numeral.scale).isdisjoint("万亿")
        if (numeral.unit is None and not is_sum) or (numeral.measure and numeral.measure not in p.COUNTED):
            return True
        if numeral.is_formal and not numeral.currency and (numeral.unit is None or not numeral.unit["money"]):
            return True
        written = self.text[numeral.start : numeral.end_of_digits]
        if written.startswith("十") and p.SOME.search(self.text, max(0, numeral.start - 1), numeral.start):
            return True
        if written == "二" and numeral.measure == "次":
            return True
        return written == "一" and p.SINGLE.search(self.text, max(0, numeral.start - 1), numeral.start) is not None

    def _is_ordinal(self, numeral: _Numeral) -> bool:
        if _is_money_or_share(numeral) and (numeral.unit is None or numeral.unit.start() == numeral.end_of_digits):
            return False
        before = (self.text, max(0, numeral.start - 4), numeral.start)
        return (
            p.PART_OF_NAME.search(*before) is not None
            or p.ORDINAL.search(*before) is not None
            or (
                p.NUMBERED_TERM.search(*before) is not None
                and (numeral.measure == "次" or p.PLENUM.match(self.text, numeral.end_of_digits) is not None)
            )
            or (numeral.measure == "届" and p.TERM_CONTINUATION.match(self.text, numeral.end) is not None)
            or (p.LUNAR.search(*before) is not None and self._is_lunar(numeral))
        )

    def _is_lunar(self, numeral: _Numeral) -> bool:
        is_bare = numeral.unit is None and not numeral.scale
        is_day = numeral.unit is not None and numeral.unit["span"] == "日"
        is_within = p.WITHIN.match(self.text, numeral.end) is not None
        return numeral.number <= p.LAST_LUNAR and (is_bare or (is_day and not is_within))

    def _is_item(self, numeral: _Numeral) -> bool:
        """Whether it is an item number (`（1）`, `1.`, `2、`) at the beginning of a sentence or a line."""
        if numeral.end_of_digits - numeral.start > 2:
            return False
        opened = p.ITEM.search(self.text, max(0, numeral.start - 3), numeral.start)
        if opened and p.ITEM_END.match(self.text, numeral.end_of_digits):
            return True
        begins = numeral.start == 0 or p.INLINE_ITEM.search(self.text, max(0, numeral.start - 6), numeral.start)
        return bool(begins) and p.INLINE_ITEM_END.match(self.text, numeral.end_of_digits) is not None

    # ------------------------------------------------------------------------------------- taken characters

    def _is_free(self, match: re.Match[str]) -> bool:
        return not any(self.taken[match.start() : match.end()])

    def _mark_taken(self, start: int, end: int) -> None:
        self.taken[start:end] = b"\1" * (end - start)

    def _add(self, start: int, end: int, value: Value, other_values: tuple[Value, ...] = ()) -> None:
        self._mark_taken(start, end)
        result = _FoundFigure(start, end, value, other_values)
        self.results.append(result)
        if value.kind is Kind.DAY:
            self.dates_by_end[end] = result


class LineIndex:
    """Lines and columns of the offsets of a text."""

    def __init__(self, text: str, line: int, column: int) -> None:
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.line = line
        self.column = column

    def position_of(self, offset: int) -> tuple[int, int]:
        index = bisect.bisect_right(self.starts, offset) - 1
        return self.line + index, offset - self.starts[index] + (self.column if index == 0 else 1)


# --------------------------------------------------------------------------------------------- values


def _join_numerals(read: list[_Numeral]) -> list[_Numeral]:
    """Join the parts of one number: `1万2千元`, `1亿2000万元`, `一亿2000万元`."""
    joined: list[_Numeral] = []
    for numeral in read:
        last = joined[-1] if joined else None
        if last is not None and last.unit is None and last.end == numeral.start:
            above, below = last.number * _scale(last.scale), numeral.number * _scale(numeral.scale)
            is_apart = numeral.unit is not None and not (numeral.unit["money"] or numeral.unit["measure"])
            if below < _scale(last.scale) and not is_apart:
                joined[-1] = attrs.evolve(
                    numeral, start=last.start, number=above + below, scale="", currency=last.currency
                )
                continue
        joined.append(numeral)
    return joined


def _value(numeral: _Numeral) -> Value | None:
    number = numeral.number * _scale(numeral.scale)
    unit = numeral.unit
    if unit is None or unit["money"]:
        currency = numeral.currency or (unit["money"].lower() if unit is not None else "$")
        code = p.CURRENCY_CODES.get(currency.removesuffix("s"), CURRENCY)
        return money(number, code) if code else bare_number(number)
    if unit["percent"] or unit["permille"]:
        return percent(number / (1000 if unit["permille"] else 100))
    if unit["span"]:
        return duration(number + Fraction(bool(unit["half"]), 2), p.SPANS[unit["span"].replace(" ", "")])
    if unit["and_half"]:
        return duration(number + Fraction(1, 2), p.SPANS[unit["and_half"].replace("半", "")])
    if unit["english"]:
        return duration(number, unit["english"].rstrip("s"))
    if unit["month"]:
        return month_value(str(number)) if number.denominator == 1 and 1 <= number <= 12 else None
    return count(number)


def _is_money_or_share(numeral: _Numeral) -> bool:
    """Whether it is an amount or a share. Such a numeral is never part of a name."""
    return bool(numeral.currency) or (numeral.unit is not None and any(numeral.unit.group("money", "percent")))


def _scale(signs: str) -> Fraction:
    factor = p.ENGLISH_SCALES.get(signs.lower().removesuffix("s"), 1)
    for sign in signs * (not signs.isascii()):
        factor *= {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}[sign]
    return Fraction(factor)


def _is_list(text: str, start: int, end: int) -> bool:
    """Whether the text between two numerals joins them in a list or a range."""
    between = p.LIST.fullmatch(text, start, end)
    return between is not None and between[0].strip() != ""


def _order(match: re.Match[str]) -> Value:
    number = numerals.whole_number(match["after"] or match["before"])
    return Value(Kind.DOCUMENT, unit=f"第{number}号{match['sort'] or match['of']}")


def _standard(match: re.Match[str]) -> str:
    kind, year = match["kind"], match["year"]
    return f"{match['body']}{f'/{kind}' if kind else ''} {match['number']}{f'-{year}' if year else ''}"


def _day(match: re.Match[str]) -> Value | None:
    month, day = (numerals.whole_number(match[name]) for name in ("month", "day"))
    return _day_in_calendar(_year_number(match["year"]), month, day)


def _month_number(text: str) -> int | None:
    return p.ENGLISH_MONTHS.get(text) or numerals.whole_number(text)


def _day_in_calendar(year: int | None, month: int | None, day: int | None) -> Value | None:
    """A date, or a day of every year. A day that no month has (`2月30日`) is kept as it is written."""
    if not (1 <= (month or 0) <= MONTHS_OF_A_YEAR and 1 <= (day or 0) <= LONGEST_MONTH):
        return None
    if year is None:
        return day_of_year(f"{month:02}-{day:02}")
    return Value(Kind.DAY, unit=f"{year}-{month:02}-{day:02}") if FIRST_YEAR <= year <= LAST_YEAR else None


def _day_of_each_month(day: int | None) -> Value | None:
    return Value(Kind.DAY, unit=f"{day:02}") if day is not None and 1 <= day <= LONGEST_MONTH else None


def _month_of_year(match: re.Match[str]) -> Value | None:
    year, month = _year_number(match["year"]), numerals.whole_number(match["month"])
    if year is None or month is None or not 1 <= month <= 12 or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if match["edge"]:
        return day_value(datetime.date(year, month, calendar.monthrange(year, month)[1]))
    return month_value(f"{year}-{month:02}")


def _year(match: re.Match[str]) -> Value | None:
    """`2021年` is a year, `2021年起` is its first day, and `2022年底` is its last day."""
    year = _year_number(match["year"])
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    match match["edge"]:
        case "起":
            return day_value(datetime.date(year, 1, 1))
        case "底" | "末" | "年底" | "年末":
            return day_value(datetime.date(year, 12, 31))
        case _:
            return year_value(year)


def _year_number(text: str) -> int | None:
    digits = re.sub(r"[\sOo]", lambda m: "" if m[0].isspace() else "0", text).replace("零", "〇")
    if digits.isascii() and digits.isdecimal():
        return int(digits)
    number = numerals.chinese(digits.replace("0", "〇"))
    return None if number is None else int(number)


def _part(below: str, above: str) -> Value | None:
    whole = {"百": Fraction(100), "千": Fraction(1000), "万": Fraction(10_000)}.get(below) or numerals.chinese(below)
    number = numerals.arabic(above) if above[0].isdecimal() and above.isascii() else numerals.chinese(above)
    return None if not whole or number is None else percent(number / whole)


def _tenths(number: str) -> Value:
    return percent(Fraction(numerals.whole_number(number) or 0, 10))


def _ratio(match: re.Match[str]) -> Value | None:
    """`1:1` is 100%. A time of day (`9:30`) gives `None`."""
    first, second = Fraction(match["first"]), Fraction(match["second"])
    if len(match["second"]) == 2 and "." not in match["second"] and first < 24:
        return None
    return percent(first / second) if second else None


def _english_part(match: re.Match[str]) -> Value:
    """`two thirds`, `a quarter of`, `half of`."""
    below = match["below"] or match["unit"] or match["joined"] or "half"
    return percent(numerals.english(match["above"] or "one") / p.PARTS[below.lower()])


def _discount(match: re.Match[str]) -> Value:
    """`八折` is 80%, `八五折` and `8.5折` are 85%."""
    digits = match["digits"].replace(".", "")
    return percent(Fraction(numerals.whole_number(digits) or 0, 10 ** len(digits)))


def _fraction(match: re.Match[str]) -> Value | None:
    """`2/3` is a share. A number that is not less than 1 (`24/7`) gives `None`."""
    above, below = int(match["above"]), int(match["below"])
    return percent(Fraction(above, below)) if 0 < above < below else None
