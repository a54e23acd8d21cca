"""Records of facts: lists by kind, each record with its item, id and values; and checks over records.

A kind that is absent or null is not stated. Records of a list are sorted by item and id, so the order of the input does
not matter. Duplicates are detected across all kinds of one root.

Days: the input is all lists. A day before a day that it cannot precede is a problem, and so is a count of years that
differs from its two days. A count that is not stated is filled in.

Similar names: names that look equal but differ are reported, such as `ZL1` and `zl1`, or `A` and `Ａ`, because rules
that count by a name would distinguish them. Only names of the same kind of thing are compared: items of the same root
kind, in records and in lines, and values of the same field that a rule counts by, in records and in keys of lines.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import partial
from operator import attrgetter
from typing import Any, TypeAlias, cast

import attrs

from ipdsl.base.findings.phrase import NOTHING, LocalizedName, Phrase, join_phrases
from ipdsl.base.values.characters import fold_name, folds_case_only
from ipdsl.base.values.days import Date
from ipdsl.base.values.money import DECIMALS
from ipdsl.engine.operations import value_text
from ipdsl.ir.facts import Facts, Listing, Record, first_day
from ipdsl.ir.proposal import Passage
from ipdsl.ir.terms import NOTHING_STATED, Program
from ipdsl.plain_data import errors
from ipdsl.plain_data import errors as line_errors
from ipdsl.plain_data.context import (
    FieldReader,
    ObjectReader,
    ReadContext,
    Rule,
    field_labels,
    field_reader,
    kind_name,
    record_labels,
    value_in_words,
)
from ipdsl.schema.types.money import minor_to_text
from ipdsl.schema.types.yes_no import read_flag
from ipdsl.schema.values.shared_types import plain_name, read_name
from ipdsl.schema.values.value_errors import LookAlike
from ipdsl.schema.values.value_type import (
    CANNOT,
    NONE,
    Fact,
    KnownValues,
    NeedsFullReaderError,
    child_path,
    declared_name,
    defer_to_full_reader,
    describe,
    name_list,
    printable,
    quote_name,
    require_unhashable,
)
from ipdsl.schema.vocabulary import RecordKind as Kind
from ipdsl.schema.vocabulary import YearsBetween
from ipdsl.wording.labels import Labels

_YEAR = re.compile("[0-9]{4}")


def check_record_days(context: ReadContext, listings: Mapping[str, Listing]) -> None:
    """Report contradictory days and counts, and fill in the counts that follow from days."""
    days_of: dict[tuple[str, str], dict[str, Date]] = {}
    for name, listing in listings.items():
        kind = context.schema.record_by_name[name]
        for order in kind.orders:
            for record in listing.records:
                _check_order(context, record, order)
        for word, years in kind.derived_fields:
            linked_days = _days_by_item(context, kind, years, listings, days_of)
            for record in listing.records:
                _derive_count(context, record, word, years, linked_days)


def _check_order(context: ReadContext, record: Record, order: tuple[str, ...]) -> None:
    last, last_word = None, ""
    for word in order:
        day = record.values.get(word)
        if not isinstance(day, Date):
            continue
        if last is not None and day < last:
            context.add(
                line_errors.DayBeforeDay(
                    path=context.path_as_written(record.path, word), kind=record.kind, field=word, day=str(day),
                    other=last_word,
                    other_day=str(last),
                )
            )  # fmt: skip
        else:
            last, last_word = day, word


def _days_by_item(
    context: ReadContext,
    kind: Kind,
    years: YearsBetween,
    listings: Mapping[str, Listing],
    days_of: dict[tuple[str, str], dict[str, Date]],
) -> Mapping[str, Date] | None:
    """The days, by item, of the records that a field names; `None` if the day is in the record itself."""
    if years.link is None:
        return None
    linked = kind.field_by_name[years.link].type
    root = context.schema.record_by_name[linked.record_name].root
    place = root, years.start
    if place not in days_of:
        stated: dict[str, set[Date]] = defaultdict(set)
        for listing in listings.values():
            for record in listing.records:
                if record.root == root and isinstance(day := record.values.get(years.start), Date):
                    stated[record.item].add(day)
        days_of[place] = {item: min(days) for item, days in stated.items() if len(days) == 1}
    return days_of[place]


def _derive_count(
    context: ReadContext, record: Record, word: str, years: YearsBetween, linked_days: Mapping[str, Date] | None
) -> None:
    values = cast("dict[str, Fact]", record.values)
    name = values.get(years.link or "")
    start = values.get(years.start) if linked_days is None else linked_days.get(name) if isinstance(name, str) else None
    end = values.get(years.end)
    year = _year(end)
    if end is None or year is None or not isinstance(start, Date):
        return
    count = year - start.year
    stated = values.setdefault(word, count) if count >= 0 else values.get(word)
    if stated == count:
        return
    stated_phrase = (
        NOTHING
        if stated is None
        else Phrase("`{word}` is {stated}, but ", "`{word}`是{stated}，而", word=word, stated=value_in_words(stated))
    )
    context.add(
        line_errors.CountContradicted(
            path=context.path_as_written(record.path, years.end if stated is None else word),
            stated=stated_phrase,
            end=years.end,
            last=value_text(end),
            distance=Phrase("{count} years after", "相差{count}年", count=count)
            if count >= 0
            else Phrase("before the year of", "早于该年"),
            start=f"`{years.start}`"
            if linked_days is None
            else Phrase("`{field} of {name}`", "`{name}`的`{field}`", field=years.start, name=printable(str(name))),
            first=str(start),
        )
    )


def _year(value: Fact | None) -> int | None:
    """The year of a day, or the year that a text names."""
    if isinstance(value, Date):
        return value.year
    return int(value) if isinstance(value, str) and _YEAR.fullmatch(value) else None


NamedThing: TypeAlias = "tuple[str, str, str]"
"""The kind of thing that a name is for ("" for any kind), the name, and its path."""


def check_look_alikes(context: ReadContext, facts: Facts) -> None:
    """Report each name that looks like an earlier name of the same kind of thing."""
    distinct_names = _names(context.program, facts)
    fold = str.casefold if folds_case_only("".join(distinct_names)) else fold_name
    if len(distinct_names) < 2 or len(set(map(fold, distinct_names))) == len(distinct_names):
        return
    names = [*_record_names(context, facts.records), *_line_names(context, facts)]
    first: dict[str, dict[str, tuple[str, str]]] = {}  # by folded name, then by kind of thing
    for category, name, path in names:
        things = first.setdefault(fold_name(name), {})
        similar_names = [things.setdefault(category, (name, path))] if category else list(things.values())
        if similar_names and all(other != name for other, _ in similar_names):
            other, place = similar_names[0]
            context.add(LookAlike(path=path, word=printable(name), other=printable(other), place=place))


def _names(program: Program, facts: Facts) -> set[str]:
    """All names, without their paths: most files have no similar names."""
    counted = program.compute_once(_counted_name_fields)
    names: set[str] = set()
    for kind, listing in facts.records.items():
        if records := listing.records:
            names.update([record.item for record in records])
            for field in counted[kind]:
                for record in records:
                    names.update(_names_in_value(record.values.get(field)))
    for lines in (facts.history, facts.support, facts.approvals, facts.older_documents):
        if lines:
            names.update([line.item for line in lines])
    for with_keys in (facts.history, facts.support, facts.older_documents):
        for line in with_keys or ():
            names.update(*map(_names_in_value, line.keys.values()))
    return names


def _names_in_value(value: object) -> list[str]:
    """The names in the value of a field."""
    if type(value) is str:
        return [value]
    return [name for name in value if isinstance(name, str)] if isinstance(value, tuple) else []


def _record_names(context: ReadContext, listings: Mapping[str, Listing]) -> Iterator[NamedThing]:
    counted = context.program.compute_once(_counted_name_fields)
    for kind, listing in listings.items():
        fields = counted[kind]
        for record in listing.records:
            yield record.root, record.item, record.path
            for field in fields:
                for name in _names_in_value(record.values.get(field)):
                    yield f".{field}", name, context.path_as_written(record.path, field)


def _line_names(context: ReadContext, facts: Facts) -> Iterator[NamedThing]:
    """Items of the history, of support, approvals and older documents."""
    roots = context.program.compute_once(_roots)
    rules = {quota.name: roots.get(quota.record, "") for quota in context.program.quotas}
    for index, line in enumerate(facts.history or ()):
        yield roots.get(line.kind) or roots.get(line.clause, ""), line.item, f"$.history[{index}].item"
        yield from _key_names(context, line.keys, f"$.history[{index}].keys")
    for index, support in enumerate(facts.support or ()):
        yield support.root, support.item, f"$.support[{index}].item"
        yield from _key_names(context, support.keys, f"$.support[{index}].keys")
    for index, approval in enumerate(facts.approvals):
        yield roots.get(approval.clause, ""), approval.item, f"$.approvals[{index}].item"
    for name, item in facts.places:
        yield roots.get(name) or rules.get(name, ""), item, "$.published"
    for index, older in enumerate(facts.older_documents or ()):
        yield older.kind, older.item, f"$.older_documents[{index}].item"
        yield from _key_names(context, older.keys, f"$.older_documents[{index}].keys")


def _key_names(context: ReadContext, keys: Mapping[str, object], path: str) -> Iterator[NamedThing]:
    for field, value in keys.items():
        for name in _names_in_value(value):
            yield f".{field}", name, context.path_as_written(path, field)


def _roots(program: Program) -> dict[str, str]:
    """The root kind of each record kind, and of each clause's record kind."""
    roots = {record.name: record.root for record in program.schema.records}
    return roots | {clause.label: roots.get(clause.trigger.record, "") for clause in program.clauses}


def _counted_name_fields(program: Program) -> dict[str, tuple[str, ...]]:
    """For each record kind, the name fields that a rule counts by."""
    keys = {key for step in program.settlement.steps for bound in step.rules for key in bound.keys}
    return {
        record.name: tuple(
            field.name for field in record.fields if field.name in keys and field.type.member_type.is_name
        )
        for record in program.schema.records
    }


_LISTING = Phrase(
    'write a list, or {{"partial": true, "items": [...]}} if there may be more; [] if the list is empty',
    '请写列表；可能还有其他的，写`{{"partial": true, "items": [...]}}`；没有的写`[]`',
)


def _record_reader(program: Program, kind: Kind) -> ObjectReader[Any]:
    """The reader of a record of a kind. The general rule compares stated values with fixed values."""
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
    """Kinds by name with their readers, each made on first use; raises `KeyError` for an unknown kind."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def __missing__(self, name: str) -> tuple[Kind, ObjectReader[Any]]:
        kind = self.program.schema.record_by_name[name]
        kind_and_reader = self[name] = kind, _record_reader(self.program, kind)
        return kind_and_reader


@attrs.define(eq=False, repr=False)
class _RecordsByRoot:
    """Records by root kind, in input order; and the identities of records that state an id."""

    records: dict[str, list[Record]] = attrs.field(factory=dict)
    named_records: set[int] = attrs.field(factory=set)


def read_records(context: ReadContext, data: object, path: str) -> dict[str, Listing]:
    """All lists, in the order of the vocabulary."""
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
        if len(set(names)) < len(names):  # some may be equal
            _check_duplicates(context, records, records_by_root.named_records)
            listings = {
                word: _distinguish_by_day(context.schema.record_by_name[word], listings[word], root)
                for word in listings
            }
    if not context.program.compute_once(_kinds_with_days).isdisjoint(listings):
        check_record_days(context, listings)
    return listings


def _kinds_with_days(program: Program) -> frozenset[str]:
    """The kinds with days to check against each other, or against a count."""
    return frozenset(kind.name for kind in program.schema.records if kind.orders or kind.derived_fields)


def _listings(context: ReadContext, data: object, path: str, met: _RecordsByRoot) -> dict[str, Listing]:
    """The lists; `met` collects their records."""
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
    """The position of each kind in the vocabulary."""
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
        path, word, errors.UnknownRecordKind(path=path, word=printable(word), nearest=near, advice=advice)
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
    """Add the day to ids that several records share, because an item may occur on several days."""
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
    """The records of a list, sorted by item."""
    fixed, name, root, key = kind.fixed, kind.name, kind.root, kind.key[0] if len(kind.key) == 1 else ""
    checks, met_one = form.fast_paths, met.records.setdefault(root, []).append
    records: list[Record] = []
    for index, data in enumerate(members):
        record_path, stated_id, is_wrong = f"{path}[{index}]", None, False
        try:
            if type(data) is not dict:
                raise NeedsFullReaderError
            values: KnownValues[str, Any] = KnownValues()
            for word, stated in data.items():  # inlined from `read_fast`: a call per record would cost 5 %
                try:
                    check = checks[word]
                except KeyError:
                    raise NeedsFullReaderError from None
                if stated is not None:
                    values[word] = check(stated)
        except (NeedsFullReaderError, TypeError) as error:
            require_unhashable(error)
            before = context.finding_count
            by_rules = form.read_by_rules(context, data, record_path)
            if by_rules is None:
                continue
            values, is_wrong = KnownValues(by_rules), context.finding_count > before
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
    """Report a word that is not a field of a record kind, with the next step."""
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
        errors.UnknownFactField(path=path, what=what, word=printable(word), advice=advice, nearest=near),
    )


def _field_list(kind: Kind) -> Phrase:
    return name_list(["id", *kind.field_by_name], labels=field_labels(kind))


def item_of(kind: Kind, values: Mapping[str, Fact]) -> str:
    """The key as text; "" if the kind has no key or a part of it is not stated."""
    parts = [values.get(name, CANNOT) for name in kind.key]
    if not parts or any(part is CANNOT for part in parts):
        return ""
    return " / ".join(value_text(part) for part in parts)


def content_of(kind: Kind, values: Mapping[str, Fact], decimals: int) -> str:
    """The name of a record without key and id, made from all its stated values."""
    parts = []
    for field in kind.fields:
        value = values.get(field.name)
        if value is not None:
            is_sum = field.type.is_money and isinstance(value, int)
            parts.append(f"{field.name} {minor_to_text(value, decimals) if is_sum else value_text(value)}")
    return ", ".join(parts) or NOTHING_STATED


def _check_duplicates(context: ReadContext, records: list[Record], named: Set[int]) -> None:
    """Report duplicate records of one root kind, each with the first of them; `named` are the records with an id."""
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
    """Whether two records with the same item are distinct: all their events are known and differ in their days."""
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
