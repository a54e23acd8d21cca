"""Readers of values of declared types, of objects whose names are not fixed, of days and periods, and checks of names.

An object whose names are not fixed has values by name. The keys of a line, which identify its record, are one. Days,
months and years of facts are from 1900 to 2200. Unknown names of clauses and of members of levels are reported with the
nearest known words.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from ipdsl.base.findings.phrase import LocalizedName, Phrase, literal_phrase
from ipdsl.base.values import written_values
from ipdsl.base.values.days import Date, Period
from ipdsl.ir.facts import DatedValue
from ipdsl.ir.terms import Program, clauses_by_label
from ipdsl.plain_data.context import (
    FieldReader,
    ReadContext,
    clause_labels,
    figure_labels,
    level_labels,
    ordered_names,
    record_labels,
)
from ipdsl.plain_data.errors import form, lines, problems
from ipdsl.plain_data.fast_checks import YEARS, first_day, last_day, plain_object
from ipdsl.schema.types.date import DAYS, check_year_range, read_calendar_day, read_day
from ipdsl.schema.values import value_errors
from ipdsl.schema.values.shared_types import plain_text, read_text, report_unknown_member
from ipdsl.schema.values.value_type import Fact, Type, child_path, describe, name_list, printable
from ipdsl.wording.labels import EnglishNames
from ipdsl.wording.labels import Labels as ByLabels


def field_reader(program: Program, type_: Type, is_converted: bool = False) -> FieldReader[Any]:
    """The reader of values of a type; `is_converted`: an amount may be in a foreign currency."""
    reader = type_.value_reader(program.schema, program.currency, is_converted)
    return FieldReader(reader.quick_check, reader.field_rule(type_.is_money))


_Name = TypeVar("_Name", str, int)
_Value = TypeVar("_Value")


def _plain_keys(value: object) -> dict[str, object]:
    return sorted_by_name({plain_text(name): _plain_key(key) for name, key in plain_object(value).items()})


def _plain_key(value: object) -> object:
    return tuple(map(plain_text, value)) if type(value) is list else plain_text(value)


_KEYS_EXAMPLE = Phrase(
    'as in {{"family": "F1"}}, in a cell `family: F1`', '例如`{{"family": "F1"}}`，单元格中写`family: F1`'
)


def _read_keys(context: ReadContext, data: object, field: str, path: str) -> dict[str, object]:
    """Keys by field name, as written; `ipdsl.ledger.keys` reads them by their types."""

    def read(name: str, value: object, value_path: str) -> tuple[str | None, object]:
        return read_text(context, name, field, value_path), value

    return read_named_values(context, data, path, field, _KEYS_EXAMPLE, read)


def read_named_values(
    context: ReadContext,
    data: object,
    path: str,
    field: str,
    advice: Phrase,
    read: Callable[[str, object, str], tuple[_Name | None, _Value | None]],
) -> dict[_Name, _Value]:
    """An object of values by name, sorted by name; pairs without a readable name or value are omitted."""
    parts = context.read_object(data, path, f"`{field}`", advice) or {}
    values: dict[_Name, _Value] = {}
    for word, stated in parts.items():
        value_path = child_path(path, word)
        name, value = read(word, stated, value_path)
        if name is not None and name in values:
            context.add(problems.DuplicateName(path=value_path, word=printable(word)))  # a year in two forms
        elif name is not None and value is not None:
            values[name] = value
    return sorted_by_name(values)


def sorted_by_name(parts: dict[_Name, _Value]) -> dict[_Name, _Value]:
    """Sorted by name, or by year."""
    return parts if len(parts) < 2 else dict(sorted(parts.items()))


KEYS_READER = FieldReader(_plain_keys, _read_keys)
"""The reader of the keys of a line."""


def split_kind_prefix(program: Program, item: str, kind: str) -> tuple[str, str]:
    """An item and its kind; the kind may be a prefix of the item: `patent_prize: ZL1`."""
    before, between, rest = item.partition(": ")
    known = program.schema.record_by_name
    kind_names = program.compute_once(record_labels).get(before, (before,)) if between and rest else ()
    about = known.get(kind_names[0]) if len(kind_names) == 1 else None
    if about is None or (kind and (kind not in known or known[kind].root != about.root)):
        return item, kind
    return rest, kind or about.name


MOST_CLAUSES = 5
"""The most clauses that a finding lists."""


def is_clause(context: ReadContext, label: str, path: str) -> bool:
    """Whether a clause of this policy has that label; an unknown label is reported."""
    labels = clauses_by_label(context.program)
    if label in labels:
        return True
    known = [*labels, *context.program.compute_once(clause_labels)]
    near = _clauses_under(label, labels) or _clauses_under(label, known) or context.nearest_words(label, known)
    advice = Phrase(
        "a clause is `article.record.event`, or the word after `as`", "条款名是`条.记录.事件`，或`简称`之后的词"
    )
    if not near:
        some = name_list(tuple(labels), MOST_CLAUSES, context.program.compute_once(clause_labels))
        advice = Phrase("its clauses are {labels}; {form}", "条款有{labels}；{form}", labels=some, form=advice)
    context.report_unknown(
        lines.UnknownClause, path, label, known, near, policy=printable(context.program.name), advice=advice
    )
    return False


def _clauses_under(start: str, labels: Iterable[str]) -> tuple[str, ...]:
    """The first labels that begin with a part of a label: those of an article or of a kind of record."""
    return tuple(label for label in labels if label.startswith(f"{start}."))[:3]


def level_members(program: Program) -> dict[str, None]:
    """An ordered set of the members of all levels of the vocabulary."""
    return dict.fromkeys(name for choice in program.schema.choices if choice.is_ordered for name in choice.names)


def check_level(context: ReadContext, path: str, field: str, word: str) -> None:
    """Report a word that is not a member of any level; without levels in the vocabulary any text is allowed."""
    members = context.program.compute_once(level_members)
    if members and word not in members:
        report_unknown_member(context, path, field, word, members, labels=context.program.compute_once(level_labels))


def known_figures_advice(context: ReadContext) -> Phrase:
    """The advice about an unknown figure."""
    known = context.schema.figure_by_name
    if not known:
        return Phrase("the vocabulary declares no figures", "没有年度数据")
    return Phrase("the figures are {known}", "年度数据有{known}", known=context.name_list(known, figure_labels))


def rule_name(program: Program, name: str) -> LocalizedName:
    """The sentence of a rule with its article, in both languages."""
    return LocalizedName(program.compute_once(EnglishNames).rule(name), program.compute_once(ByLabels).rule(name))


def clause_name(program: Program, label: str) -> LocalizedName:
    """The name of a clause; in Chinese its label."""
    return LocalizedName(printable(label), program.compute_once(ByLabels).clause(label))


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
