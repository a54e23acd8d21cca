"""Records of facts: listings by kind, each record with its item, id and values; duplicates across kinds of one root.

A kind that is absent or null is not stated. Records of a listing are put in the order of item and id, so that the order
of the input decides nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from functools import partial
from operator import attrgetter
from typing import Any

import attrs

from ipdsl.diagnostics.phrase import NOTHING, LocalizedName, Phrase, join_phrases
from ipdsl.runtime.clauses.words import value_text
from ipdsl.runtime.facts import Fact, Listing, Record, first_day
from ipdsl.runtime.labels import Labels
from ipdsl.runtime.reading import form_errors, line_errors
from ipdsl.runtime.reading.base import FieldReader, ObjectReader, ReadContext, Rule, child_path
from ipdsl.runtime.reading.labels import field_labels, record_labels
from ipdsl.runtime.reading.quick import NEEDS_FULL_READER, NeedsFullReaderError, defer_to_full_reader, plain_name
from ipdsl.runtime.reading.values import field_reader, minor_to_text, read_flag, read_name
from ipdsl.runtime.reading.wording import (
    declared_name,
    describe,
    kind_name,
    name_list,
    printable,
    quote_name,
    value_in_words,
)
from ipdsl.runtime.reasons import Passage
from ipdsl.runtime.terms import NOTHING_STATED, Program
from ipdsl.runtime.unknown import CANNOT, NONE
from ipdsl.schema.model import RecordKind as Kind
from ipdsl.schema.types import MoneyType
from ipdsl.values.days import Date
from ipdsl.values.money import DECIMALS

_LISTING = Phrase(
    'write a list, or {{"partial": true, "items": [...]}} where there may be more; [] where there is none',
    '请写列表；可能还有其他的，写`{{"partial": true, "items": [...]}}`；没有的写`[]`',
)


def _record_reader(program: Program, kind: Kind) -> ObjectReader[Any]:
    """The form of a record of a kind. The general rule compares what is stated of a fixed value."""
    related = program.schema.related_records[kind.name]
    converted = {field for record, field in program.convertible if record in related}
    parts: dict[str, FieldReader[Any]] = {"id": FieldReader(plain_name, read_name)}
    parts |= {field.name: field_reader(program, field.type, field.name in converted) for field in kind.fields}
    for name, value in kind.fixed:
        parts[name] = FieldReader(
            defer_to_full_reader, partial(_read_fixed_value, kind, value, parts[name].general_rule)
        )
    return ObjectReader(
        parts,
        Phrase("a record of `{kind}`", "一条`{kind}`记录", kind=kind.name),
        _example(kind),
        partial(report_unknown_field, kind),
        labels=field_labels(kind),
    )


def _read_fixed_value(
    kind: Kind, fixed: Any, rule: Rule[Fact], context: ReadContext, data: object, word: str, path: str
) -> Fact | None:
    value = rule(context, data, word, path)
    if value is not None and value != fixed:
        fixed_words, stated_words = value_in_words(fixed), describe(data)
        context.add(
            line_errors.FixedFieldContradicted(
                path=path, kind=kind.name, field=word, fixed=fixed_words, found=stated_words
            )
        )
    return value


class _RecordReaders(dict[str, "tuple[Kind, ObjectReader[Any]]"]):
    """Kinds by name with their forms, each made when facts first list its kind; `KeyError` where there is none."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def __missing__(self, name: str) -> tuple[Kind, ObjectReader[Any]]:
        kind = self.program.schema.record_by_name[name]
        kind_and_reader = self[name] = kind, _record_reader(self.program, kind)
        return kind_and_reader


@attrs.define(eq=False, repr=False)
class _RecordsByRoot:
    """Records by root kind, in the order in which they were met; those that state an id (by identity)."""

    records: dict[str, list[Record]] = attrs.field(factory=dict)
    named_records: set[int] = attrs.field(factory=set)


def read_records(context: ReadContext, data: object, path: str) -> dict[str, Listing]:
    """All listings, in the order of the vocabulary."""
    if data is None:
        return {}
    records_by_root = _RecordsByRoot()
    listings = _listings(context, data, path, records_by_root)
    for root, records in records_by_root.records.items():
        if len(records) < 2:
            continue
        names = [record.item for record in records]
        if records_by_root.named_records:
            names += [record.id for record in records if record.id != record.item]
        if len(set(names)) < len(names):  # some may be the same
            _check_duplicates(context, records, records_by_root.named_records)
            listings = {
                word: _distinguish_by_day(context.schema.record_by_name[word], listings[word], root)
                for word in listings
            }
    if not context.program.compute_once(_kinds_with_days).isdisjoint(listings):
        from ipdsl.runtime.reading.days_of_records import check_record_days

        check_record_days(context, listings)
    return listings


def _kinds_with_days(program: Program) -> frozenset[str]:
    """The kinds of which days are held to each other, or to a count."""
    return frozenset(kind.name for kind in program.schema.records if kind.orders or kind.derived_fields)


def _listings(context: ReadContext, data: object, path: str, met: _RecordsByRoot) -> dict[str, Listing]:
    """The listings; `met` takes their records."""
    places, forms = context.program.compute_once(_kind_positions), context.program.compute_once(_RecordReaders)
    order: list[Any] = [*map(places.get, data)] if type(data) is dict else [None]
    is_known = None not in order
    kinds: Any = data
    if not is_known:
        kinds = (
            context.read_object(
                data,
                path,
                "`records`",
                Phrase('as in {{"{kind}": [...]}}', '例如`{{"{kind}": [...]}}`', kind=next(iter(places), "…")),
                places,
                context.program.compute_once(record_labels),
            )
            or {}
        )
    listings: dict[str, Listing] = {}
    words = {} if is_known else context.labels_at(path)
    for word, listing in kinds.items():
        if not listing and is_known and type(listing) is list:
            listings[word] = _EMPTY_LISTING
        elif word not in places:
            _report_unknown_kind(context, word, child_path(path, word))
        elif listing is not None:
            kind, form = forms[word]
            listing_path = child_path(path, words[word]) if word in words else f"{path}.{word}"
            if type(listing) is list:
                listings[word] = Listing(_records(context, kind, form, listing, listing_path, met), False)
            else:
                listings[word] = _read_listing(context, kind, form, listing, listing_path, met)
    if is_known and order == sorted(order):
        return listings
    return {word: listings[word] for word in places if word in listings}


_EMPTY_LISTING = Listing(())


def _kind_positions(program: Program) -> dict[str, int]:
    """Each kind with its place in the vocabulary."""
    return {kind.name: place for place, kind in enumerate(program.schema.records)}


def _report_unknown_kind(context: ReadContext, word: str, path: str) -> None:
    records = context.schema.records
    name = next((record.name for record in records if record.plural == word), None)
    near = (
        (name,)
        if name
        else context.nearest_words(word, [*(r.name for r in records), *context.program.compute_once(record_labels)])
    )
    advice = (
        Phrase("facts use the name of the kind: `{name}`", "事实中写类别的名称：`{name}`", name=name)
        if name
        else Phrase("`ipdsl schema` lists the kinds with their labels", "`ipdsl schema`列出各类别及其中文名")
    )
    context.report_undeclared(
        path, word, form_errors.UnknownRecordKind(path=path, word=printable(word), nearest=near, advice=advice)
    )


def _read_listing(
    context: ReadContext, kind: Kind, form: ObjectReader[Any], data: object, path: str, met: _RecordsByRoot
) -> Listing:
    is_partial = False
    what, items = kind_name(kind), data
    if isinstance(data, Mapping):
        parts = context.read_object(data, path, what) or {}
        if "items" not in parts and "partial" not in parts:
            context.report_wrong_form(data, path, what, Phrase("a list of records", "记录的列表"), _LISTING)
            return Listing(())
        context.check_parts(parts, path, Phrase("a listing of {what}", "{what}的清单", what=what), ("partial", "items"))
        if "partial" in parts:
            is_partial = read_flag(context, parts["partial"], "partial", child_path(path, "partial")) is True
        if "items" not in parts:
            context.report_missing(path, Phrase("a listing of {what}", "{what}的清单", what=what), "items", _LISTING)
            return Listing((), is_partial)
        items, path = parts["items"], child_path(path, "items")
    members = context.read_list(items, path, what, _LISTING) or ()
    return Listing(_records(context, kind, form, members, path, met), is_partial)


def _distinguish_by_day(kind: Kind, listing: Listing, root: str) -> Listing:
    """One item may stand on several days: records of one key without an id of their own are told apart by the day."""
    if kind.root != root:
        return listing
    by_id = Counter(record.id for record in listing.records)
    distinct_records = [
        attrs.evolve(member, id=f"{member.id} ({first_day(kind, member) or ''})") if by_id[member.id] > 1 else member
        for member in listing.records
    ]
    return attrs.evolve(listing, records=tuple(sorted(distinct_records, key=_item_and_id)))


def _records(
    context: ReadContext, kind: Kind, form: ObjectReader[Any], members: Sequence[object], path: str, met: _RecordsByRoot
) -> tuple[Record, ...]:
    """The records of a listing, in the order of their items."""
    fixed, name, root, key = kind.fixed, kind.name, kind.root, kind.key[0] if len(kind.key) == 1 else ""
    checks, met_one = form.fast_paths, met.records.setdefault(root, []).append
    records: list[Record] = []
    for index, data in enumerate(members):
        record_path, stated_id, is_wrong = f"{path}[{index}]", None, False
        try:
            if type(data) is not dict:
                raise NeedsFullReaderError
            values: dict[str, Any] = {}
            for word, stated in data.items():  # as `taken` has it: to call it for each record would cost a twentieth
                check = checks[word]
                if stated is not None:
                    values[word] = check(stated)
        except NEEDS_FULL_READER:
            before = context.finding_count
            by_rules = form.read_by_rules(context, data, record_path)
            if by_rules is None:
                continue
            values, is_wrong = by_rules, context.finding_count > before
        if "id" in values:
            stated_id = values.pop("id")
        if fixed:
            values.update(fixed)
        item = values.get(key)
        if type(item) is not str:
            item = item_of(kind, values) or stated_id
            item = item or content_of(kind, values, DECIMALS.get(context.program.currency, 2))
        record = Record(name, root, stated_id or item, item, values, record_path)
        records.append(record)
        if not is_wrong:
            met_one(record)
            if stated_id is not None:
                met.named_records.add(id(record))
    records.sort(key=_item)
    return tuple(records)


_item, _item_and_id = attrgetter("item"), attrgetter("item", "id")


def report_unknown_field(kind: Kind, context: ReadContext, word: str, path: str) -> None:
    """Reports a word that is no field of a kind of record, with the next step."""
    what = kind_name(kind)
    near: tuple[str, ...] = ()
    event = next((e for e in kind.events if word in (e.name, e.label.zh)), None)
    state = next((s for s in kind.states if word in (s.name, s.label.zh)), None)
    if event is not None:
        day = declared_name(kind.field_by_name[event.date_field])
        advice = Phrase(
            "`{word}` is an event: give its day as `{day}`", "`{word}`是事件：请在`{day}`中填写日期", word=word, day=day
        )
    elif state is not None:
        until = NOTHING
        if state.until_field:
            until = Phrase(" and `{field}`", "和`{field}`", field=declared_name(kind.field_by_name[state.until_field]))
        advice = Phrase(
            "`{word}` is a state: give its days as `{start}`{until}",
            "`{word}`是状态：请在`{start}`{until}中填写日期",
            word=word,
            start=declared_name(kind.field_by_name[state.from_field]),
            until=until,
        )
    else:
        near = context.nearest_words(word, ["id", *kind.field_by_name, *field_labels(kind)])
        advice = Phrase("its fields are {kind}", "字段有{kind}", kind=_field_list(kind))
    context.report_undeclared(
        path,
        word,
        form_errors.UnknownFactField(path=path, what=what, word=printable(word), advice=advice, nearest=near),
    )


def _field_list(kind: Kind) -> Phrase:
    return name_list(["id", *kind.field_by_name], labels=field_labels(kind))


def item_of(kind: Kind, values: Mapping[str, Fact]) -> str:
    """The key as text, "" where the kind has none or a part of it is not stated."""
    parts = [values.get(name, CANNOT) for name in kind.key]
    if not parts or any(part is CANNOT for part in parts):
        return ""
    return " / ".join(value_text(part) for part in parts)


def content_of(kind: Kind, values: Mapping[str, Fact], decimals: int) -> str:
    """What a record without key and id is called: all that is stated of it."""
    parts = []
    for field in kind.fields:
        value = values.get(field.name)
        if value is not None:
            is_sum = isinstance(field.type, MoneyType) and isinstance(value, int)
            parts.append(f"{field.name} {minor_to_text(value, decimals) if is_sum else value_text(value)}")
    return ", ".join(parts) or NOTHING_STATED


def _check_duplicates(context: ReadContext, records: list[Record], named: Set[int]) -> None:
    """Reports records of one root kind that are the same, each with the first of them; `named` state an id."""
    by_key: dict[str, list[Record]] = defaultdict(list)
    by_id: dict[str, str] = {}
    by_content: dict[str, str] = {}
    for record in records:
        is_named = id(record) in named
        kind, path = context.schema.record_by_name[record.kind], record.path
        key = item_of(kind, record.values)
        same = by_key[key] if key else []
        twin = next((other for other in same if not _are_distinct(kind, record, other)), None)
        same.append(record)
        alike = by_content.setdefault(record.item, path) if not is_named and not key else path
        if twin is not None:
            keys = _keys(kind, kind.key)
            word = LocalizedName(
                printable(key), printable(context.program.compute_once(Labels).item(key, Passage(kind.name)))
            )
            context.add(line_errors.DuplicateKey(path=path, keys=keys, word=word, other=twin.path))
        elif alike != path:
            keys = _keys(kind, (*kind.key, "id"))
            context.add(line_errors.IdenticalRecords(path=path, other=alike, keys=keys))
        elif len(same) == 1 or is_named:
            other = by_id.setdefault(record.id, path)
            if other != path:
                context.add(line_errors.DuplicateId(path=path, word=printable(record.id), other=other))


def _are_distinct(kind: Kind, record: Record, other: Record) -> bool:
    """Two records of one item are two only where every event of theirs is known to lie on another day, or not to be."""
    if record.kind != other.kind:
        return False
    pairs = [(record.values.get(e.date_field), other.values.get(e.date_field)) for e in kind.events]
    are_known = all(isinstance(day, Date) or day is NONE for pair in pairs for day in pair)
    return are_known and all(a != b or a is NONE for a, b in pairs) and any(a != b for a, b in pairs)


def _keys(kind: Kind, names: Sequence[str]) -> Phrase:
    words = {word.name: declared_name(word) for word in kind.declarations}
    return join_phrases([quote_name(words.get(name, name)) for name in names], " and ", "和")


def _example(kind: Kind) -> Phrase:
    return Phrase('as in {{"{name}": …}}', '例如`{{"{name}": …}}`', name=kind.key[0] if kind.key else "id")
