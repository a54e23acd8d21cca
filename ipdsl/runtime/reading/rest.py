"""The smaller parts of facts: support by others, approvals, older documents, published places, series.

In: plain data. Out: the entries of a part in their order, or findings. Each entry is an object of a few parts; each
part has its quick check and its general rule.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from fractions import Fraction
from functools import partial
from typing import Any, Generic, TypeVar

import attrs

from ipdsl.diagnostics.model import Diagnostic
from ipdsl.diagnostics.phrase import NOTHING, Phrase
from ipdsl.runtime.facts import Approval, OlderDocument, Rank, SeriesValues, Support
from ipdsl.runtime.kernel.recall import Group, groups_of
from ipdsl.runtime.reading import form_errors, line_errors, value_errors
from ipdsl.runtime.reading.base import Form, Part, Reading, at, names
from ipdsl.runtime.reading.by_name import KEYS, without_kind
from ipdsl.runtime.reading.days import DAY, read_month, read_year
from ipdsl.runtime.reading.labels import Labels, of_clauses, of_figures, of_levels, of_records, of_series
from ipdsl.runtime.reading.named import check_level, clause_named, figures_there_are, is_clause, members_of_levels
from ipdsl.runtime.reading.numbers import exact, read_count, read_rate, read_sum
from ipdsl.runtime.reading.quick import (
    MONTHS,
    NotPlainError,
    one_of,
    plain_count,
    plain_exchange,
    plain_rate,
    plain_series,
    plain_sums,
    plain_text,
    plain_year,
)
from ipdsl.runtime.reading.spoken import kind_of, read_item, read_keys, texts_of
from ipdsl.runtime.reading.values import is_none, minor_to_text, read_currency, read_item_name, read_text
from ipdsl.runtime.reading.wording import listed, shown
from ipdsl.runtime.settlement.ledger import clauses_by_label
from ipdsl.runtime.steps import Bound
from ipdsl.runtime.terms import AmountKind, Program
from ipdsl.schema.model import Frequency, Series
from ipdsl.value_object import ValueObject
from ipdsl.values import written
from ipdsl.values.days import Date
from ipdsl.values.money import DECIMALS

T = TypeVar("T")
Room = tuple[str, Group]
"""A group of a cap across applicants, with the name of the cap."""
Keys = Mapping[str, object]
NO_KEYS: Keys = {}
_Point = tuple[tuple[str, Date], Fraction]

_TEXT = Part(plain_text, read_text)
_ITEM = Part(plain_text, read_item_name)
_YEAR = Part(plain_year, read_year)
_MONTH = Part(MONTHS.__getitem__, read_month)
_CURRENCY = Part(one_of(DECIMALS), read_currency)


def _sum(program: Program) -> Part[int]:
    """What reads a sum in the policy's currency."""
    return Part(program.kept(plain_sums).__getitem__, read_sum)


def _no_check(reading: Reading, entry: Any, path: str) -> None:
    """Nothing is asked."""


@attrs.frozen(eq=False, repr=False)
class _Entries(Generic[T]):
    """A list of objects that have the same parts."""

    name: str
    form: Form[Any]
    make: Callable[..., T]
    advice: Phrase = Phrase("[] where there is nothing", "没有的写`[]`")
    key: Callable[[T], Hashable] | None = None
    """What tells the entries apart."""
    twice: Callable[[T, str, str], Diagnostic] | None = None
    """The finding for an entry whose key stands before, with both places."""
    about: Callable[[Reading, dict[str, Any], str], object] = _no_check
    """What reads, by the parts of an entry, of which record it speaks."""
    check: Callable[[Reading, T, str], object] = _no_check
    """What else is asked of an entry whose parts are as they should be, with its path."""

    def read(self, reading: Reading, data: object, path: str) -> tuple[T, ...]:
        """The entries in their order; those with a problem are left out."""
        every = data if type(data) is list else reading.as_list(data, path, f"`{self.name}`", self.advice) or ()
        found: list[T] = []
        seen: dict[Hashable, str] = {}
        for index, data_of_one in enumerate(every):
            here, before = f"{path}[{index}]", reading.count
            parts = self.form.read(reading, data_of_one, here)
            if parts is None or reading.count > before:
                continue
            self.about(reading, parts, here)
            if reading.count > before:
                continue
            entry = self.make(**parts)
            self.check(reading, entry, here)
            found.append(entry)
            if self.key is not None and self.twice is not None and len(every) > 1:
                other = seen.setdefault(self.key(entry), here)
                if other != here:
                    reading.add(self.twice(entry, here, other))
        return tuple(found)


def read_support(reading: Reading, data: object, path: str) -> tuple[Support, ...] | None:
    """What other levels and programmes paid; `None` where it was not stated."""
    return None if data is None else reading.program.kept(_support).read(reading, data, path)


def read_approvals(reading: Reading, data: object, path: str) -> tuple[Approval, ...]:
    """What the bureau approved; absent is none."""
    return () if data is None else reading.program.kept(_approvals).read(reading, data, path)


def read_older_documents(
    reading: Reading, data: object, path: str, applicant: str | None
) -> tuple[OlderDocument, ...] | None:  # fmt: skip
    """Standards of older documents; `None` where they were not stated. One of no kind is of the applicant itself."""
    if data is None:
        return None
    entries = attrs.evolve(reading.program.kept(_older_documents), check=partial(_has_kind, applicant))
    return entries.read(reading, data, path)


def read_published(reading: Reading, data: object, path: str) -> tuple[tuple[Rank, ...], Mapping[Room, int]]:
    """What the bureau published: the applicant's places, and what is left of caps across applicants; absent is none."""
    if data is None:
        return (), {}
    entries = reading.program.kept(_published).read(reading, data, path)
    left = [one for one in entries if isinstance(one, _Left)]
    rooms: dict[Room, int] = {}
    for one in left if not reading.count else ():
        bound = reading.program.kept(shared_caps)[one.cap]
        [group] = groups_of([one.keys.get(name) for name in bound.keys], one.year or None)  # type: ignore[misc]  # texts
        rooms[one.cap, group] = one.left
    return tuple([one for one in entries if isinstance(one, Rank)]), rooms


# ---- support by others


def _support(program: Program) -> _Entries[Support]:
    roots: dict[object, str] = {record.name: record.root for record in program.schema.records}
    levels = program.kept(members_of_levels)
    parts: dict[str, Part[Any]] = {
        "item": _ITEM,
        "level": Part(one_of(levels, program.kept(of_levels)) if levels else plain_text, _level),
        "year": _YEAR,
        "amount": _sum(program),
    }
    form = Form({**parts, **_about(program)}, Phrase("a line of `support`", "`support`中的一行"), needed=names(*parts))

    def make(item: str, level: str, year: int, amount: int, kind: str = "", keys: Keys = NO_KEYS) -> Support:
        return Support(kind, kind and roots[kind], item, level, year, amount, keys)

    return _Entries("support", form, make, about=_of_record)


def _about(program: Program) -> dict[str, Part[Any]]:
    """What says of which record a line speaks, beside its item."""
    kinds = one_of(program.schema.record_by_name, program.kept(of_records))
    return {"kind": Part(kinds, _kind), "keys": KEYS}


def _of_record(reading: Reading, parts: dict[str, Any], path: str) -> None:
    """Reads the keys and the item of a line by the types of the fields of its kind."""
    item, kind = without_kind(reading.program, parts["item"], parts.get("kind", ""))
    about = reading.schema.record_by_name.get(kind)
    parts |= {"item": read_item(reading, item, None, about), "kind": kind}
    if "keys" in parts:
        parts["keys"] = read_keys(reading, parts["keys"], about, at(path, "keys"))


def _kind(reading: Reading, data: object, field: str, path: str) -> str | None:
    word = _named(reading, of_records, data, field, path)
    known = reading.schema.record_by_name
    if word is None or word in known:
        return word
    return reading.unknown(form_errors.UnknownRecordKind, path, word, known)


def _named(reading: Reading, scope: Callable[[Program], Labels], data: object, field: str, path: str) -> str | None:
    """The name that a text is, or to which it leads as a label of the scope."""
    word = read_text(reading, data, field, path)
    return None if word is None else reading.name_of(word, reading.program.kept(scope), path)


def _level(reading: Reading, data: object, field: str, path: str) -> str | None:
    """A member of any level of the vocabulary; any text where the vocabulary has no level."""
    word = _named(reading, of_levels, data, field, path)
    if word is not None:
        check_level(reading, path, field, word)
    return word


# ---- approvals


def _approvals(program: Program) -> _Entries[Approval]:
    parts: dict[str, Part[Any]] = {
        "clause": Part(one_of(program.kept(approved), program.kept(of_clauses)), _clause),
        "item": _ITEM,
        "amount": _sum(program),
    }

    def twice(one: Approval, path: str, other: str) -> Diagnostic:
        return line_errors.DuplicateApproval(
            path=path, clause=clause_named(program, one.clause), item=shown(one.item), other=other
        )

    form = Form(parts, Phrase("an approval", "一次核定"), needed=names(*parts))

    return _Entries("approvals", form, Approval, about=_of_clause, key=lambda a: (a.clause, a.item), twice=twice)


def _of_clause(reading: Reading, parts: dict[str, Any], path: str) -> None:
    """Reads the item of an approval by the types of the fields that make the items of its clause."""
    item, kind = without_kind(reading.program, parts["item"], "")
    clause = clauses_by_label(reading.program).get(parts["clause"])
    parts["item"] = read_item(reading, item, clause, kind_of(reading, parts["clause"], kind))


def _clause(reading: Reading, data: object, field: str, path: str) -> str | None:
    """A clause of this policy; an approval that nothing would ever read is reported."""
    label = _named(reading, of_clauses, data, field, path)
    if label is None or not is_clause(reading, label, path):
        return label
    labels = reading.program.kept(approved)
    if label not in labels:
        advice = (
            Phrase(
                "the bureau sets the sum under {labels}",
                "由主管部门核定金额的条款有{labels}",
                labels=reading.listed(labels, of_clauses),
            )
            if labels
            else Phrase("take the approval out", "请删去这次核定")
        )
        reading.add(line_errors.NothingToApprove(path=path, word=shown(label), advice=advice))
    return label


def approved(program: Program) -> tuple[str, ...]:
    """The clauses whose sum an approval may set: all, where the policy reaches back at the bureau's discretion."""
    every, ceiling = program.discretion_from is not None, AmountKind.CEILING
    return tuple(c.label for c in program.clauses if every or ceiling in {c.kind, *(row.kind for row in c.rows)})


# ---- older documents


def _older_documents(program: Program) -> _Entries[OlderDocument]:
    needed: dict[str, Part[Any]] = {"document": _TEXT, "item": _ITEM, "amount": _sum(program)}
    roots = {record.name: record.root for record in program.schema.records}

    def make(document: str, item: str, amount: int, kind: str = "", keys: Keys = NO_KEYS) -> OlderDocument:
        return OlderDocument(document, kind and roots[kind], item, amount, keys)

    form = Form({**needed, **_about(program)}, _OLDER, needed=names(*needed))
    return _Entries("older_documents", form, make, about=_of_record)


def _has_kind(applicant: str | None, reading: Reading, one: OlderDocument, path: str) -> object:
    """A standard is used up by one matter, and several kinds may have an item of that name."""
    if one.kind or one.item == applicant:
        return None
    return reading.missing(
        path, _OLDER, "kind", Phrase("name the kind of record that the item is of", "请写明该项目是哪一类记录")
    )


_OLDER = Phrase("an older document", "以前的文件")


# ---- published places


@attrs.frozen(eq=False, repr=False)
class _Left(ValueObject):
    """What is left of a cap across applicants for the values of its keys, and in a year where it counts by years."""

    cap: str
    left: int
    keys: Keys
    year: int


def shared_caps(program: Program) -> Mapping[str, Bound]:
    """The caps across applicants, by name."""
    steps = program.settlement.steps
    return {bound.name: bound for step in steps for bound in step.bounds if bound.across}


def _published(program: Program) -> _Entries[Rank | _Left]:
    parts: dict[str, Part[Any]] = {
        "figure": Part(one_of(program.schema.figure_by_name, program.kept(of_figures)), _figure),
        "year": _YEAR,
        "rank": Part(_plain_place, _place),
        "rule": Part(one_of(program.kept(shared_caps)), _cap),
        "keys": KEYS,
        "left": _sum(program),
    }

    def make(
        figure: str = "",
        year: int = 0,
        rank: int = _NOTHING,
        rule: str = "",
        keys: Keys = NO_KEYS,
        left: int = _NOTHING,
    ) -> Rank | _Left:
        return _Left(rule, left, keys, year) if rule or left != _NOTHING else Rank(figure, year, rank)

    def twice(one: Rank | _Left, path: str, other: str) -> Diagnostic:
        if isinstance(one, _Left):
            return line_errors.RoomCannotBe(
                path=path, cap=one.cap, because=Phrase("it stands at {other} too", "{other}也写了一次", other=other)
            )
        return line_errors.DuplicateRank(path=path, figure=one.figure, year=one.year, other=other)

    def key(one: Rank | _Left) -> Hashable:
        return (one.figure, one.year) if isinstance(one, Rank) else (one.cap, *one.keys.items(), one.year)

    form = Form(parts, _PLACE)
    return _Entries("published", form, make, about=_of_room, key=key, twice=twice, check=_check_published)


def _of_room(reading: Reading, parts: dict[str, Any], path: str) -> None:
    """Reads the keys of what is left of a cap; each kind under the cap may have a field of that name.

    A line says one of the two: a place, or what is left.
    """
    is_room = "rule" in parts or "left" in parts
    reading.check_parts(parts, path, _ROOM if is_room else _PLACE, _OF_ROOM if is_room else _OF_PLACE)
    if "keys" in parts:
        parts["keys"] = texts_of(reading, parts["keys"], None, at(path, "keys"))


_PLACE, _ROOM = Phrase("a published place", "公布的名次"), Phrase("what is left of a cap", "最高金额的余额")
_OF_PLACE, _OF_ROOM = names("figure", "year", "rank"), names("rule", "left", "keys", "year")
_NOTHING = -1


def _check_published(reading: Reading, one: Rank | _Left, path: str) -> None:
    """A place needs its figure, year and rank; what is left its cap, and the keys and the year by which that counts."""
    if isinstance(one, Rank):
        stated = {"figure": one.figure, "year": one.year, "rank": one.rank != _NOTHING}
        lacking = [name for name, value in stated.items() if not value]
        if lacking:
            advice = Phrase(
                'as in {{"figure": "filings", "year": 2022, "rank": 2}}, or {{"rule": …, "left": …}}',
                '例如`{{"figure": "filings", "year": 2022, "rank": 2}}`，或`{{"rule": …, "left": …}}`',
            )
            reading.missing(path, _PLACE, lacking[0], advice)
        return
    if not one.cap or one.left == _NOTHING:
        reading.missing(
            path,
            _ROOM,
            "left" if one.cap else "rule",
            _caps(reading),
        )
        return
    bound = reading.program.kept(shared_caps)[one.cap]
    needed = {*bound.keys, *(("year",) if bound.per_year else ())}
    stated_keys = {*one.keys, *(("year",) if one.year else ())}
    if needed != stated_keys:
        because = (
            Phrase("it counts by {listed}", "它按{listed}计算", listed=listed(sorted(needed)))
            if needed
            else Phrase("it is one room for all", "它是全体共用的一个余额")
        )
        reading.add(line_errors.RoomCannotBe(path=path, cap=one.cap, because=because))
    elif bound.amount is not None and one.left > bound.amount:
        decimals = DECIMALS[reading.program.currency]
        because = Phrase("the cap is {amount}", "最高金额是{amount}", amount=minor_to_text(bound.amount, decimals))
        reading.add(line_errors.RoomCannotBe(path=path, cap=one.cap, because=because))


def _caps(reading: Reading) -> Phrase:
    known = reading.program.kept(shared_caps)
    if not known:
        return Phrase("the policy has no cap across applicants", "本政策没有各申请人合计的最高金额")
    return Phrase("the caps are {caps}", "最高金额有{caps}", caps=listed(known))


def _cap(reading: Reading, data: object, field: str, path: str) -> str | None:
    word = read_text(reading, data, field, path)
    known = reading.program.kept(shared_caps)
    if word is None or word in known:
        return word
    return reading.unknown(
        line_errors.UnknownSharedCap,
        path,
        word,
        known,
        advice=_caps(reading),
    )


def _figure(reading: Reading, data: object, field: str, path: str) -> str | None:
    word = _named(reading, of_figures, data, field, path)
    known = reading.schema.figure_by_name
    if word is None or word in known:
        return word
    return reading.unknown(form_errors.UnknownFigure, path, word, known, advice=figures_there_are(reading))


def _plain_place(value: object) -> int:
    if place := plain_count(value):
        return place
    raise NotPlainError


def _place(reading: Reading, data: object, field: str, path: str) -> int | None:
    """A place; 0 where it is stated that there is none."""
    if is_none(data) or (isinstance(data, str) and written.SPECIAL.get(data) == "none"):
        return 0
    rank = read_count(reading, data, field, path)
    return reading.refuse(line_errors.NoPlace(path=path)) if rank == 0 else rank


# ---- series


def read_series(reading: Reading, data: object, path: str) -> dict[str, SeriesValues]:
    """Values by series, then by currency and day; absent is not stated."""
    if data is None:
        return {}
    named = reading.as_object(
        data,
        path,
        "`series`",
        Phrase(
            'as in {{"lpr_1y": [{{"month": "2022-01", "value": "3.70%"}}]}}',
            '例如`{{"lpr_1y": [{{"month": "2022-01", "value": "3.70%"}}]}}`',
        ),
        labels=reading.program.kept(of_series),
    )
    found: dict[str, SeriesValues] = {}
    known = reading.program.kept(_series)
    for word, entries in (named or {}).items():
        if word not in known:
            advice = (
                Phrase(
                    "the series are {known}",
                    "行情有{known}",
                    known=reading.listed(known, of_series),
                )
                if known
                else Phrase("this vocabulary has no series", "本词汇没有行情")
            )
            reading.unknown(form_errors.UnknownSeries, at(path, word), word, known, advice=advice)
        elif entries is not None:
            found[word] = known[word].read(reading, entries, word, reading.place(path, word)) or {}
    return found


def _series(program: Program) -> dict[str, Part[SeriesValues]]:
    return {series.name: _points(series) for series in program.schema.series}


def _points(series: Series) -> Part[SeriesValues]:
    """What reads the values of a series, each with its currency (or "") and its day."""
    when, day = ("month", _MONTH) if series.frequency is Frequency.MONTHLY else ("day", DAY)
    parts: dict[str, Part[Any]] = {when: day, "value": Part(plain_rate, read_rate)}
    if series.currency is not None:
        parts = {"currency": _CURRENCY, when: day, "value": Part(plain_exchange, partial(_exchange, series.currency))}

    def point(value: Fraction, currency: str = "", **day: Date) -> _Point:
        return (currency, day[when]), value

    def twice(point: _Point, path: str, other: str) -> Diagnostic:
        (currency, day), _ = point
        said = f"{currency} {day.isoformat()[: 7 if when == 'month' else 10]}".strip()
        return line_errors.DuplicateValue(path=path, series=series.name, when=said, other=other)

    form = Form(
        parts, Phrase("a value of `{series}`", "`{series}`的一个数值", series=series.name), needed=names(*parts)
    )
    entries = _Entries(series.name, form, point, advice=NOTHING, key=lambda point: point[0], twice=twice)
    return Part(
        partial(plain_series, when, series.currency),
        lambda reading, data, _, path: dict(entries.read(reading, data, path)),
    )


_RATE = Phrase("a rate of exchange", "汇率")
_RATE_FORM = Phrase('write a decimal text such as "6.3014"', '请写`"6.3014"`这样的十进制文本')


def _exchange(currency: str, reading: Reading, data: object, field: str, path: str) -> Fraction | None:
    """The price of one unit of another currency in this one, which is never nothing."""
    value = exact(
        reading,
        data,
        field,
        path,
        _RATE,
        _RATE_FORM,
    )
    if value is None or value > 0:
        return value
    advice = Phrase("write what one unit costs in {currency}", "请写一个单位折合多少{currency}", currency=currency)
    return reading.refuse(value_errors.Negative(path=path, field=field, found=shown(str(data)), advice=advice))
