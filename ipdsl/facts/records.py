"""Parts of facts: records by kind with checks over them, support, approvals, older documents, ranks and series.

Records are lists by kind; each record has its item, id and values. A kind that is absent or null is not stated. Records
of a list are sorted by item and id, so the order of the input does not matter. Duplicates are detected across all kinds
of one root.

Days: the input is all lists. A day before a day that it cannot precede is a problem, and so is a count of years that
differs from its two days. A count that is not stated is filled in.

Similar names: names that look equal but differ are reported, such as `ZL1` and `zl1`, or `A` and `Ａ`, because rules
that count by a name would distinguish them. Only names of the same kind of thing are compared: items of the same root
kind, in records and in lines, and values of the same field that a rule counts by, in records and in keys of lines.

The other parts: the input is plain data. The output is the entries of a part in input order, or findings. Each entry is
an object with a few parts; each part has a fast path and a general rule.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence, Set
from fractions import Fraction
from functools import partial
from operator import attrgetter
from typing import Any, Generic, TypeAlias, TypeVar, cast

import attrs

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import NOTHING, LocalizedName, Phrase, join_phrases
from ipdsl.base.value_object import ValueObject
from ipdsl.base.values import written_values
from ipdsl.base.values.characters import fold_name, folds_case_only
from ipdsl.base.values.days import Date
from ipdsl.base.values.money import DECIMALS
from ipdsl.engine.operations import value_text
from ipdsl.ir.facts import (
    NO_BALANCES,
    Approval,
    Balances,
    Facts,
    Listing,
    OlderDocument,
    PlacesOfRecords,
    Rank,
    Record,
    SeriesValues,
    Support,
    first_day,
)
from ipdsl.ir.proposal import Passage
from ipdsl.ir.terms import NOTHING_STATED, AmountKind, Program, Step, clauses_by_label
from ipdsl.kernel.rule_table import groups_of
from ipdsl.ledger.lines import TEXT, Keys, key_texts, kind_of, read_item, read_keys
from ipdsl.plain_data import errors
from ipdsl.plain_data.context import (
    DAY_READER,
    KEYS_READER,
    MONTHS,
    FieldReader,
    ObjectReader,
    ProgramCache,
    ReadContext,
    Rule,
    check_level,
    clause_labels,
    clause_name,
    field_labels,
    field_reader,
    figure_labels,
    is_clause,
    kind_name,
    known_figures_advice,
    level_labels,
    level_members,
    ordered_names,
    plain_exchange,
    plain_series,
    plain_sums,
    plain_year,
    read_month,
    read_year,
    record_labels,
    rule_name,
    series_labels,
    split_kind_prefix,
    value_in_words,
)
from ipdsl.schema import declarations
from ipdsl.schema.declarations import span_of_key, span_of_keys
from ipdsl.schema.types.count import plain_count, read_count
from ipdsl.schema.types.money import minor_to_text, read_currency, read_sum
from ipdsl.schema.types.rate import plain_rate, read_rate
from ipdsl.schema.types.yes_no import read_flag
from ipdsl.schema.values import value_errors
from ipdsl.schema.values.shared_types import (
    fast_path_for_words,
    plain_name,
    plain_text,
    read_exact,
    read_item_name,
    read_name,
    read_text,
)
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
    is_none,
    name_list,
    printable,
    quote_name,
    require_unhashable,
)
from ipdsl.schema.vocabulary import Frequency, RecordKind as Kind, Series, YearsBetween
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
                errors.DayBeforeDay(
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
        errors.CountContradicted(
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
            context.add(value_errors.LookAlike(path=path, word=printable(name), other=printable(other), place=place))


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
            errors.FixedFieldContradicted(path=path, kind=kind.name, field=word, fixed=fixed_words, found=stated_words)
        )
    return value


class _RecordReaders(ProgramCache[str, "tuple[Kind, ObjectReader[Any]]"]):
    """Kinds by name with their readers, each made on first use; raises `KeyError` for an unknown kind."""

    def make(self, key: str) -> tuple[Kind, ObjectReader[Any]]:
        kind = self.program.schema.record_by_name[key]
        return kind, _record_reader(self.program, kind)


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
        fields = name_list(["id", *kind.field_by_name], labels=field_labels(kind))
        advice = Phrase("its fields are {kind}", "字段有{kind}", kind=fields)
    context.report_undeclared(
        path,
        word,
        errors.UnknownFactField(path=path, what=what, word=printable(word), advice=advice, nearest=near),
    )


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
            context.add(errors.DuplicateKey(path=path, keys=keys, word=word, other=twin.path))
        elif alike != path:
            keys = _keys(kind, (*kind.key, "id"))
            context.add(errors.IdenticalRecords(path=path, other=alike, keys=keys))
        elif len(same) == 1 or is_named:
            other = by_id.setdefault(record.id, path)
            if other != path:
                context.add(errors.DuplicateId(path=path, word=printable(record.id), other=other))


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


T = TypeVar("T")
RuleGroup = tuple[str, object]
"""A group of a rule across applicants, with the name of the rule."""
NO_KEYS: Keys = {}
_Point = tuple[tuple[str, Date], Fraction]

_ITEM = FieldReader(plain_text, read_item_name)
_YEAR_FIELD = FieldReader(plain_year, read_year)
_MONTH = FieldReader(MONTHS.__getitem__, read_month)
_CURRENCY = FieldReader(fast_path_for_words(DECIMALS), read_currency)


def _sum(program: Program) -> FieldReader[int]:
    """The reader of an amount in the policy's currency."""
    return FieldReader(program.compute_once(plain_sums).__getitem__, read_sum)


def _no_check(context: ReadContext, entry: Any, path: str) -> None:
    """No further check."""


@attrs.frozen(eq=False, repr=False)
class _EntryListReader(Generic[T]):
    """Reads a list of objects with the same parts."""

    name: str
    form: ObjectReader[Any]
    make: Callable[..., T]
    advice: Phrase = Phrase("[] where there is nothing", "没有的写`[]`")
    key: Callable[[T], Hashable] | None = None
    """The key of an entry, which must be unique."""
    duplicate_finding: Callable[[T, str, str], Diagnostic] | None = None
    """Makes the finding for an entry with an earlier entry's key, from both paths."""
    read_reference: Callable[[ReadContext, dict[str, Any], str], object] = _no_check
    """Reads the parts of an entry that identify its record."""
    check: Callable[[ReadContext, T, str], object] = _no_check
    """A further check of an entry without problems, with its path."""

    def read(self, context: ReadContext, data: object, path: str) -> tuple[T, ...]:
        """The entries in input order; entries with a problem are omitted."""
        members = data if type(data) is list else context.read_list(data, path, f"`{self.name}`", self.advice) or ()
        result: list[T] = []
        seen: dict[Hashable, str] = {}
        for index, data_of_one in enumerate(members):
            entry_path, before = f"{path}[{index}]", context.finding_count
            parts = self.form.read(context, data_of_one, entry_path)
            if parts is None or context.finding_count > before:
                continue
            self.read_reference(context, parts, entry_path)
            if context.finding_count > before:
                continue
            entry = self.make(**parts)
            self.check(context, entry, entry_path)
            result.append(entry)
            if self.key is not None and self.duplicate_finding is not None and len(members) > 1:
                other = seen.setdefault(self.key(entry), entry_path)
                if other != entry_path:
                    context.add(self.duplicate_finding(entry, entry_path, other))
        return tuple(result)


def read_support(context: ReadContext, data: object, path: str) -> tuple[Support, ...] | None:
    """Payments by other levels and programmes; `None` if they are not stated."""
    return None if data is None else context.program.compute_once(_support_reader).read(context, data, path)


def read_approvals(context: ReadContext, data: object, path: str) -> tuple[Approval, ...]:
    """The approvals of the bureau; empty if they are not stated."""
    return () if data is None else context.program.compute_once(_approvals_reader).read(context, data, path)


def read_older_documents(
    context: ReadContext, data: object, path: str, applicant: str | None
) -> tuple[OlderDocument, ...] | None:  # fmt: skip
    """Standards of older documents; `None` if they are not stated. A standard without a kind is about the applicant."""
    if data is None:
        return None
    entries = attrs.evolve(
        context.program.compute_once(_older_documents_reader), check=partial(_check_kind_stated, applicant)
    )
    return entries.read(context, data, path)


@attrs.frozen(eq=False, repr=False)
class PublishedFacts(ValueObject):
    """Published data: ranks by figures, ranks of records; balances, ratios and places of rules across applicants."""

    ranks: tuple[Rank, ...] = ()
    places: PlacesOfRecords = attrs.field(factory=dict)
    balances: Balances = NO_BALANCES


def read_published(context: ReadContext, data: object, path: str) -> PublishedFacts:
    """The published data; empty if not stated."""
    if data is None:
        return PublishedFacts()
    entries = context.program.compute_once(_published_reader).read(context, data, path)
    left, taken = dict[RuleGroup, int](), dict[RuleGroup, int]()
    ratios: dict[tuple[str, object, int], Fraction] = {}
    for entry in entries if not context.finding_count else ():
        if not isinstance(entry, _Balance):
            continue
        bound = context.program.compute_once(shared_rules)[entry.rule].first_rule
        year = entry.year if bound.per_year else None
        [group] = groups_of([entry.keys.get(name) for name in bound.keys], year)  # type: ignore[misc]  # texts
        if entry.left is not None:
            left[entry.rule, group] = entry.left
        elif entry.taken is not None:
            taken[entry.rule, group] = entry.taken
        elif entry.ratio is not None:
            ratios[entry.rule, group, entry.year] = entry.ratio
    places = {(entry.name, entry.item): entry.rank for entry in entries if isinstance(entry, _RecordPlace)}
    ranks = tuple([entry for entry in entries if isinstance(entry, Rank)])
    return PublishedFacts(ranks, places, Balances(left, ratios, taken))


# ---- support by others


def _support_reader(program: Program) -> _EntryListReader[Support]:
    roots: dict[object, str] = {record.name: record.root for record in program.schema.records}
    levels = program.compute_once(level_members)
    parts: dict[str, FieldReader[Any]] = {
        "item": _ITEM,
        "level": FieldReader(
            fast_path_for_words(levels, program.compute_once(level_labels)) if levels else plain_text, _level
        ),
        "year": _YEAR_FIELD,
        "amount": _sum(program),
    }
    form = ObjectReader(
        {**parts, **_reference_readers(program)},
        Phrase("a line of `support`", "`support`中的一行"),
        required=ordered_names(*parts),
    )

    def make(item: str, level: str, year: int, amount: int, kind: str = "", keys: Keys = NO_KEYS) -> Support:
        return Support(kind, kind and roots[kind], item, level, year, amount, keys)

    return _EntryListReader("support", form, make, read_reference=_read_record_reference)


def _reference_readers(program: Program) -> dict[str, FieldReader[Any]]:
    """The readers of parts that identify a line's record, in addition to its item."""
    kinds = program.schema.record_by_name
    return {"kind": _word_reader(program, kinds, record_labels, errors.UnknownRecordKind), "keys": KEYS_READER}


def _read_record_reference(context: ReadContext, parts: dict[str, Any], path: str) -> None:
    """Read the keys and the item of a line by the types of the fields of its kind."""
    item, kind = split_kind_prefix(context.program, parts["item"], parts.get("kind", ""))
    about = context.schema.record_by_name.get(kind)
    parts |= {"item": read_item(context, item, None, about), "kind": kind}
    if "keys" in parts:
        parts["keys"] = read_keys(context, parts["keys"], about, child_path(path, "keys"))


def _word_reader(
    program: Program, known: Collection[str], scope: Callable[[Program], declarations.Labels] | None,
    finding: Callable[..., Diagnostic], advice: Callable[[ReadContext], Phrase] | None = None,
) -> FieldReader[str]:  # fmt: skip
    """The reader of one of the known names. Facts may write the label that it has in the scope."""
    labels = declarations.NO_LABELS if scope is None else program.compute_once(scope)

    def read(context: ReadContext, data: object, field: str, path: str) -> str | None:
        word = read_text(context, data, field, path)
        name = None if word is None else context.resolve_label(word, labels, path)
        if name is None or name in known:
            return name
        details: dict[str, Any] = {} if advice is None else {"advice": advice(context)}
        return context.report_unknown(finding, path, name, known, **details)

    return FieldReader(fast_path_for_words(known, labels), read)


def _read_labelled_name(
    context: ReadContext, scope: Callable[[Program], declarations.Labels], data: object, field: str, path: str
) -> str | None:
    """The name that a text is, or the name that it is the label of in the scope."""
    word = read_text(context, data, field, path)
    return None if word is None else context.resolve_label(word, context.program.compute_once(scope), path)


def _level(context: ReadContext, data: object, field: str, path: str) -> str | None:
    """A member of any level of the vocabulary; any text if the vocabulary has no level."""
    word = _read_labelled_name(context, level_labels, data, field, path)
    if word is not None:
        check_level(context, path, field, word)
    return word


# ---- approvals


def _approvals_reader(program: Program) -> _EntryListReader[Approval]:
    parts: dict[str, FieldReader[Any]] = {
        "clause": _clause_reader(
            program,
            approvable_clauses,
            errors.NothingToApprove,
            lambda names: Phrase(
                "the bureau sets the sum under {labels}", "由主管机关核定金额的条款有{labels}", labels=names
            ),
            Phrase("take the approval out", "请删去这次核定"),
        ),
        "item": _ITEM,
        "amount": _sum(program),
    }

    def duplicate_finding(approval: Approval, path: str, other: str) -> Diagnostic:
        return errors.DuplicateApproval(
            path=path, clause=clause_name(program, approval.clause), item=printable(approval.item), other=other
        )

    return _EntryListReader(
        "approvals",
        ObjectReader(parts, Phrase("an approval", "一次核定"), required=ordered_names(*parts)),
        Approval,
        read_reference=_read_clause_item,
        key=lambda a: (a.clause, a.item),
        duplicate_finding=duplicate_finding,
    )


def _read_clause_item(context: ReadContext, parts: dict[str, Any], path: str) -> None:
    """Read the item of an approval by the types of the fields that form the items of its clause."""
    item, kind = split_kind_prefix(context.program, parts["item"], "")
    clause = clauses_by_label(context.program).get(parts["clause"])
    parts["item"] = read_item(context, item, clause, kind_of(context, parts["clause"], kind))


def _clause_reader(
    program: Program,
    clauses: Callable[[Program], tuple[str, ...]],
    finding: type[errors.NothingToApprove | errors.NothingRanked],
    advice_of: Callable[[Phrase], Phrase],
    removal: Phrase,
) -> FieldReader[str]:
    """A reader of one of these clauses; a different clause of the policy is reported.

    The advice names the clauses, or without any is the `removal` of the line.
    """

    def read(context: ReadContext, data: object, field: str, path: str) -> str | None:
        label = _read_labelled_name(context, clause_labels, data, field, path)
        labels = context.program.compute_once(clauses)
        if label is not None and is_clause(context, label, path) and label not in labels:
            advice = advice_of(context.name_list(labels, clause_labels)) if labels else removal
            context.add(finding(path=path, word=printable(label), advice=advice))
        return label

    return FieldReader(fast_path_for_words(program.compute_once(clauses), program.compute_once(clause_labels)), read)


def approvable_clauses(program: Program) -> tuple[str, ...]:
    """The clauses whose amount an approval may set; all clauses if the policy has a discretion day."""
    allows_all, ceiling = program.discretion_from is not None, AmountKind.CEILING
    return tuple(c.label for c in program.clauses if allows_all or ceiling in {c.kind, *(row.kind for row in c.rows)})


# ---- older documents


def _older_documents_reader(program: Program) -> _EntryListReader[OlderDocument]:
    needed: dict[str, FieldReader[Any]] = {"document": TEXT, "item": _ITEM, "amount": _sum(program)}
    roots = {record.name: record.root for record in program.schema.records}

    def make(document: str, item: str, amount: int, kind: str = "", keys: Keys = NO_KEYS) -> OlderDocument:
        return OlderDocument(document, kind and roots[kind], item, amount, keys)

    form = ObjectReader({**needed, **_reference_readers(program)}, _OLDER, required=ordered_names(*needed))
    return _EntryListReader("older_documents", form, make, read_reference=_read_record_reference)


def _check_kind_stated(applicant: str | None, context: ReadContext, document: OlderDocument, path: str) -> object:
    """Require a kind: a standard applies to one matter, and several kinds may have an item of that name."""
    if document.kind or document.item == applicant:
        return None
    return context.report_missing(
        path, _OLDER, "kind", Phrase("name the kind of record that the item is of", "请写明该项目是哪一类记录")
    )


_OLDER = Phrase("an older document", "以前的文件")


# ---- published places


@attrs.frozen(eq=False, repr=False)
class _Balance(ValueObject):
    """What is published about a rule across applicants, by its keys: one of the three parts is stated."""

    rule: str
    keys: Keys
    year: int
    left: int | None
    ratio: Fraction | None
    taken: int | None

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the stated parts."""
        return tuple([name for name in _BALANCE_VALUES if getattr(self, name) is not None])


_BALANCE_VALUES = ("left", "ratio", "taken")


@attrs.frozen(eq=False, repr=False)
class _RecordPlace(ValueObject):
    """The rank of a record under an award or under a rule."""

    clause: str
    rule: str
    item: str
    rank: int

    @property
    def name(self) -> str:
        return self.clause or self.rule


_Published = Rank | _Balance | _RecordPlace


def rules_with_places(program: Program) -> Mapping[str, str]:
    """The rules that select records by a score, by name, each with the kind of the records."""
    return {quota.name: quota.record for quota in program.quotas if quota.score}


def clauses_with_places(program: Program) -> tuple[str, ...]:
    """The labels of the awards by the rank of a record."""
    return tuple(ranking.name for ranking in program.record_rankings)


def shared_rules(program: Program) -> Mapping[str, Step]:
    """The rules across applicants by name, each as a step of its own."""
    return {
        bound.name: attrs.evolve(step, rules=(bound,))
        for step in program.settlement.steps
        for bound in step.rules
        if bound.is_across and not bound.counts_records
    }


def _published_rules(program: Program) -> tuple[str, ...]:
    """The names of the rules about which something may be published."""
    return tuple({**program.compute_once(shared_rules), **program.compute_once(rules_with_places)})


@attrs.frozen(eq=False, repr=False)
class PublishedForm(ValueObject):
    """One thing that may be published: the part that names its subject, the name, its keys, and the other parts."""

    subject: str
    name: str
    keys: tuple[str, ...]
    parts: tuple[str, ...]


def published_forms(program: Program) -> tuple[PublishedForm, ...]:
    """All that may be published for this policy: ranks by figures, ranks of records, values of rules."""
    forms = [PublishedForm("figure", ranking.figure, (), ("year", "rank")) for ranking in program.rankings]
    forms += [PublishedForm("clause", name, (), ("item", "rank")) for name in clauses_with_places(program)]
    forms += [PublishedForm("rule", name, (), ("item", "rank")) for name in rules_with_places(program)]
    for name, step in program.compute_once(shared_rules).items():
        if span_of_keys(step.first_rule.keys) is None and not step.wait:  # what these leave is not one value
            year = ("year",) if _needs_year(step) else ()
            forms.append(PublishedForm("rule", name, _needed_keys(step), (*year, step.published_part)))
    return tuple(forms)


def _needed_keys(step: Step) -> tuple[str, ...]:
    """The keys that a published value of a rule states."""
    return tuple([key for key in step.first_rule.keys if span_of_key(key) is None])


def _needs_year(step: Step) -> bool:
    return step.first_rule.per_year or step.published_part == "ratio"


def _published_reader(program: Program) -> _EntryListReader[_Published]:
    parts: dict[str, FieldReader[Any]] = {
        "figure": _word_reader(
            program, program.schema.figure_by_name, figure_labels, errors.UnknownFigure, known_figures_advice
        ),
        "year": _YEAR_FIELD,
        "clause": _clause_reader(
            program,
            clauses_with_places,
            errors.NothingRanked,
            lambda names: Phrase("records are ranked under {labels}", "按记录名次奖励的条款有{labels}", labels=names),
            Phrase("take the rank out", "请删去这个名次"),
        ),
        "item": _ITEM,
        "rank": FieldReader(_plain_place, _place),
        "rule": _word_reader(
            program, program.compute_once(_published_rules), None, errors.UnknownSharedCap, _rules_advice
        ),
        "keys": KEYS_READER,
        "left": _sum(program),
        "ratio": FieldReader(plain_rate, read_rate),
        "taken": FieldReader(plain_count, read_count),
    }

    def make(
        figure: str = "",
        year: int = 0,
        rank: int = _UNSTATED,
        rule: str = "",
        keys: Keys = NO_KEYS,
        left: int | None = None,
        ratio: Fraction | None = None,
        taken: int | None = None,
        clause: str = "",
        item: str = "",
    ) -> _Published:
        if clause or item:
            return _RecordPlace(clause, rule, item, rank)
        if rule or not (left is None and ratio is None and taken is None):
            return _Balance(rule, keys, year, left, ratio, taken)
        return Rank(figure, year, rank)

    def duplicate_finding(entry: _Published, path: str, other: str) -> Diagnostic:
        match entry:
            case _Balance(rule=rule):
                because = Phrase("it is also at {other}", "{other}也写了一次", other=other)
                return errors.ImpossibleHeadroom(path=path, cap=rule_name(program, rule), because=because)
            case _RecordPlace(name=name, item=item):
                label = Phrase("`{label}`", "`{label}`", label=clause_name(program, name))
                about = label if entry.clause else rule_name(program, name)
                return errors.DuplicateRecordRank(path=path, name=about, item=printable(item), other=other)
            case _:
                return errors.DuplicateRank(path=path, figure=entry.figure, year=entry.year, other=other)

    def key(entry: _Published) -> Hashable:
        match entry:
            case _Balance(rule=rule, keys=keys, year=year):
                return (rule, *keys.items(), year)
            case _RecordPlace(name=name, item=item):
                return ("place", name, item)
            case _:
                return (entry.figure, entry.year)

    return _EntryListReader(
        "published",
        ObjectReader(parts, _PLACE),
        make,
        read_reference=_read_keys_and_item,
        key=key,
        duplicate_finding=duplicate_finding,
        check=_check_published,
    )


def _read_keys_and_item(context: ReadContext, parts: dict[str, Any], path: str) -> None:
    """Read the keys of a rule across applicants as texts, and the item of a record's rank.

    Each kind under the rule may have a field of that name. An entry is a rank of the applicant, a rank of a record, or
    about a rule, so parts of the other forms are reported.
    """
    if "clause" in parts or "item" in parts:
        context.check_parts(parts, path, _PLACE_OF_RECORD, _RECORD_PARTS)
        if "item" in parts:
            parts["item"] = _item_of_place(context, parts)
        return
    is_room = not {"rule", *_BALANCE_VALUES}.isdisjoint(parts)
    context.check_parts(parts, path, _HEADROOM if is_room else _PLACE, _HEADROOM_PARTS if is_room else _PLACE_PARTS)
    if "keys" in parts:
        parts["keys"] = key_texts(context, parts["keys"], None, child_path(path, "keys"))


def _item_of_place(context: ReadContext, parts: dict[str, Any]) -> str:
    """The item of a ranked record, by the types of the fields that form its key."""
    label, schema = parts.get("clause", ""), context.schema
    item, written = split_kind_prefix(context.program, parts["item"], "")
    of_rule = context.program.compute_once(rules_with_places).get(parts.get("rule", ""))
    kind = kind_of(context, label, written) if of_rule is None else schema.record_by_name[of_rule]
    return read_item(context, item, clauses_by_label(context.program).get(label), kind)


_PLACE, _HEADROOM = Phrase("a published place", "公布的名次"), Phrase("the balance of a cap", "最高金额的余额")
_PLACE_PARTS = ordered_names("figure", "year", "rank")
_HEADROOM_PARTS = ordered_names("rule", *_BALANCE_VALUES, "keys", "year")
_PLACE_OF_RECORD = Phrase("the published rank of a record", "公布的记录名次")
_RECORD_PARTS = ordered_names("clause", "rule", "item", "rank")
_PLACE_FORM = Phrase(
    'as in {{"figure": "filings", "year": 2022, "rank": 2}}, or {{"rule": …, "left": …}}',
    '例如`{{"figure": "filings", "year": 2022, "rank": 2}}`，或`{{"rule": …, "left": …}}`',
)
_FORM_OF_RECORD = Phrase(
    'as in {{"clause": LABEL, "item": "A", "rank": 2}}', '例如`{{"clause": 条款, "item": "A", "rank": 2}}`'
)
_UNSTATED = -1


def _check_published(context: ReadContext, entry: _Published, path: str) -> None:
    """Check that a rank has all its parts, and that a balance has its rule, its keys and one possible value."""
    if not isinstance(entry, _Balance):
        what, advice, stated = (
            (_PLACE, _PLACE_FORM, {"figure": entry.figure, "year": entry.year})
            if isinstance(entry, Rank)
            else (_PLACE_OF_RECORD, _FORM_OF_RECORD, {"clause": entry.name, "item": entry.item})
        )
        if lacking := [name for name, value in {**stated, "rank": entry.rank != _UNSTATED}.items() if not value]:
            context.report_missing(path, what, lacking[0], advice)
        elif isinstance(entry, _RecordPlace) and (
            (entry.clause and entry.rule) or entry.name in context.program.compute_once(shared_rules)
        ):
            context.check_parts({"rule": entry.rule}, path, _PLACE_OF_RECORD, ordered_names("clause", "item", "rank"))
        return
    step = context.program.compute_once(shared_rules).get(entry.rule)
    if step is None:
        context.report_missing(path, _HEADROOM, "rule", _rules_advice(context))
        return
    part, bound = step.published_part, step.first_rule
    if entry.parts != (part,):
        if not entry.parts:
            context.report_missing(path, _HEADROOM, part, _PART_ADVICE[part])
        else:
            [wrong] = [name for name in entry.parts if name != part][:1]
            rule = rule_name(context.program, entry.rule)
            context.add(
                errors.WrongBalance(path=child_path(path, wrong), rule=rule, part=wrong, advice=_PART_ADVICE[part])
            )
        return
    needed = {*_needed_keys(step), *(("year",) if _needs_year(step) else ())}
    stated_keys = {*entry.keys, *(("year",) if entry.year else ())}
    because, place = NOTHING, child_path(path, part)
    if needed != stated_keys:
        place, labels = path, context.program.compute_once(Labels)
        listed = join_phrases([LocalizedName(key, labels.name(key)) for key in sorted(needed)])
        because = (
            Phrase("it counts by {listed}", "它按{listed}计算", listed=listed)
            if needed
            else Phrase("it is one room for all", "它是全体共用的一个余额")
        )
    elif span_of_keys(bound.keys) is not None:
        because = Phrase("what it leaves changes from day to day", "它的余额随日期变化")
    elif entry.left is not None and bound.amount is not None and entry.left > bound.amount:
        decimals = DECIMALS[context.program.currency]
        because = Phrase("the cap is {amount}", "最高金额是{amount}", amount=minor_to_text(bound.amount, decimals))
    elif entry.ratio is not None and (entry.ratio > 1 or entry.ratio.denominator > _MOST_PARTS):
        because = Phrase("a ratio is at most 1, with at most 15 digits", "比例不超过1，分母不超过15位")
    elif entry.taken is not None and entry.taken > step.number:
        because = Phrase("the limit has {number} in all", "全部名额为{number}个", number=step.number)
    if because:
        rule = rule_name(context.program, entry.rule)
        context.add(errors.ImpossibleHeadroom(path=place, cap=rule, because=because))


_MOST_PARTS = 10**15
_PART_ADVICE = {
    "left": Phrase("state the remaining amount of the cap: `left`", "请写最高金额的余额：`left`（剩余金额）"),
    "ratio": Phrase("state the ratio of the year: `ratio`, such as 5/6", "请写当年的比例：`ratio`（比例），例如5/6"),
    "taken": Phrase(
        "state how many places other applicants have: `taken`", "请写其他申请人已占的名额：`taken`（已占名额）"
    ),
}


def _rules_advice(context: ReadContext) -> Phrase:
    known = context.program.compute_once(_published_rules)
    if not known:
        return Phrase("the policy has no rule across applicants", "本政策没有各申请人合计的规则")
    return Phrase("the rules are {rules}", "这样的规则有{rules}", rules=name_list(known))


def _plain_place(value: object) -> int:
    if place := plain_count(value):
        return place
    raise NeedsFullReaderError


def _place(context: ReadContext, data: object, field: str, path: str) -> int | None:
    """A rank; 0 if the facts state that the applicant has no rank."""
    if is_none(data) or (isinstance(data, str) and written_values.SPECIAL.get(data) == "none"):
        return 0
    rank = read_count(context, data, field, path)
    return context.refuse(errors.RankBelowOne(path=path)) if rank == 0 else rank


# ---- series


def read_series(context: ReadContext, data: object, path: str) -> dict[str, SeriesValues]:
    """Values by series, then by currency and day; a missing series is not stated."""
    if data is None:
        return {}
    named = context.read_object(
        data,
        path,
        "`series`",
        Phrase(
            'as in {{"lpr_1y": [{{"month": "2022-01", "value": "3.70%"}}]}}',
            '例如`{{"lpr_1y": [{{"month": "2022-01", "value": "3.70%"}}]}}`',
        ),
        labels=context.program.compute_once(series_labels),
    )
    values: dict[str, SeriesValues] = {}
    known = context.program.compute_once(_series)
    for word, entries in (named or {}).items():
        if word not in known:
            advice = (
                Phrase(
                    "the series are {known}",
                    "行情有{known}",
                    known=context.name_list(known, series_labels),
                )
                if known
                else Phrase("this vocabulary has no series", "本词汇没有行情")
            )
            context.report_unknown(errors.UnknownFactSeries, child_path(path, word), word, known, advice=advice)
        elif entries is not None:
            values[word] = known[word].read(context, entries, word, context.path_as_written(path, word)) or {}
    return values


def _series(program: Program) -> dict[str, FieldReader[SeriesValues]]:
    return {series.name: _series_reader(series) for series in program.schema.series}


def _series_reader(series: Series) -> FieldReader[SeriesValues]:
    """The reader of a series: each value with its currency (or "") and its day."""
    when, day = ("month", _MONTH) if series.frequency is Frequency.MONTHLY else ("day", DAY_READER)
    parts: dict[str, FieldReader[Any]] = {when: day, "value": FieldReader(plain_rate, read_rate)}
    if series.currency is not None:
        parts = {
            "currency": _CURRENCY,
            when: day,
            "value": FieldReader(plain_exchange, partial(_exchange, series.currency)),
        }

    def point(value: Fraction, currency: str = "", **day: Date) -> _Point:
        return (currency, day[when]), value

    def duplicate_finding(point: _Point, path: str, other: str) -> Diagnostic:
        (currency, day), _ = point
        date_text = f"{currency} {day.isoformat()[: 7 if when == 'month' else 10]}".strip()
        return errors.DuplicateValue(path=path, series=series.name, when=date_text, other=other)

    form = ObjectReader(
        parts,
        Phrase("a value of `{series}`", "`{series}`的一个数值", series=series.name),
        required=ordered_names(*parts),
    )
    entries = _EntryListReader(
        series.name, form, point, advice=NOTHING, key=lambda point: point[0], duplicate_finding=duplicate_finding
    )
    return FieldReader(
        partial(plain_series, when, series.currency),
        lambda reading, data, _, path: dict(entries.read(reading, data, path)),
    )


def _exchange(currency: str, context: ReadContext, data: object, field: str, path: str) -> Fraction | None:
    """The price of one unit of a foreign currency in the policy's currency, more than 0."""
    value = read_exact(
        context, data, field, path, Phrase("a rate of exchange", "汇率"),
        Phrase('write a decimal text such as "6.3014"', '请写`"6.3014"`这样的十进制文本'),
    )  # fmt: skip
    if value is None or value > 0:
        return value
    advice = Phrase("write what one unit costs in {currency}", "请写一个单位折合多少{currency}", currency=currency)
    problem = Phrase("negative", "是负数") if value else Phrase("not more than 0", "应大于0")
    return context.refuse(
        value_errors.Negative(path=path, field=field, found=printable(str(data)), advice=advice, problem=problem)
    )
