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

from ipdsl.diagnostics.phrase import NOTHING, Name, Phrase, joined
from ipdsl.runtime.clauses.words import in_words
from ipdsl.runtime.facts import Fact, Listing, Record, first_day
from ipdsl.runtime.labels import Labels
from ipdsl.runtime.reading import form_errors, line_errors
from ipdsl.runtime.reading.base import Form, Part, Reading, Rule, at
from ipdsl.runtime.reading.labels import of_fields, of_records
from ipdsl.runtime.reading.quick import NOT_PLAIN, NotPlainError, not_plain, plain_name
from ipdsl.runtime.reading.values import minor_to_text, part_of, read_flag, read_name
from ipdsl.runtime.reading.wording import described, in_ticks, kind_named, listed, named, shown, value_in_words
from ipdsl.runtime.reasons import Passage
from ipdsl.runtime.terms import NOTHING_STATED, Program
from ipdsl.runtime.unknown import CANNOT, NONE
from ipdsl.schema.model import Record as Kind
from ipdsl.schema.types import MoneyType
from ipdsl.values.days import Date
from ipdsl.values.money import DECIMALS

_LISTING = Phrase(
    'write a list, or {{"partial": true, "items": [...]}} where there may be more; [] where there is none',
    '请写列表；可能还有其他的，写`{{"partial": true, "items": [...]}}`；没有的写`[]`',
)


def _form_of(program: Program, kind: Kind) -> Form[Any]:
    """The form of a record of a kind. The general rule compares what is stated of a fixed value."""
    related = program.schema.related_records[kind.name]
    converted = {field for record, field in program.convertible if record in related}
    parts: dict[str, Part[Any]] = {"id": Part(plain_name, read_name)}
    parts |= {field.name: part_of(program, field.type, field.name in converted) for field in kind.fields}
    for name, value in kind.fixed:
        parts[name] = Part(not_plain, partial(_fixed, kind, value, parts[name].rule))
    return Form(
        parts,
        Phrase("a record of `{kind}`", "一条`{kind}`记录", kind=kind.name),
        _example(kind),
        partial(unknown_field, kind),
        labels=of_fields(kind),
    )


def _fixed(
    kind: Kind, fixed: Any, rule: Rule[Fact], reading: Reading, data: object, word: str, path: str
) -> Fact | None:
    value = rule(reading, data, word, path)
    if value is not None and value != fixed:
        told, said = value_in_words(fixed), described(data)
        reading.add(line_errors.FixedContradicted(path=path, kind=kind.name, field=word, fixed=told, found=said))
    return value


class _Forms(dict[str, "tuple[Kind, Form[Any]]"]):
    """Kinds by name with their forms, each made when facts first list its kind; `KeyError` where there is none."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def __missing__(self, name: str) -> tuple[Kind, Form[Any]]:
        kind = self.program.schema.record_by_name[name]
        found = self[name] = kind, _form_of(self.program, kind)
        return found


@attrs.define(eq=False, repr=False)
class _Met:
    """Records by root kind, in the order in which they were met; those that state an id (by identity)."""

    by_root: dict[str, list[Record]] = attrs.field(factory=dict)
    named: set[int] = attrs.field(factory=set)


def read_records(reading: Reading, data: object, path: str) -> dict[str, Listing]:
    """All listings, in the order of the vocabulary."""
    if data is None:
        return {}
    met = _Met()
    found = _listings(reading, data, path, met)
    for root, records in met.by_root.items():
        if len(records) < 2:
            continue
        names = [record.item for record in records]
        if met.named:
            names += [record.id for record in records if record.id != record.item]
        if len(set(names)) < len(names):  # some may be the same
            _check_duplicates(reading, records, met.named)
            found = {word: _told_apart(reading.schema.record_by_name[word], found[word], root) for word in found}
    if not reading.program.kept(_with_days).isdisjoint(found):
        from ipdsl.runtime.reading.days_of_records import hold_to_each_other

        hold_to_each_other(reading, found)
    return found


def _with_days(program: Program) -> frozenset[str]:
    """The kinds of which days are held to each other, or to a count."""
    return frozenset(kind.name for kind in program.schema.records if kind.orders or kind.derived_fields)


def _listings(reading: Reading, data: object, path: str, met: _Met) -> dict[str, Listing]:
    """The listings; `met` takes their records."""
    places, forms = reading.program.kept(_places), reading.program.kept(_Forms)
    order: list[Any] = [*map(places.get, data)] if type(data) is dict else [None]
    is_known = None not in order
    kinds: Any = data
    if not is_known:
        kinds = (
            reading.as_object(
                data,
                path,
                "`records`",
                Phrase('as in {{"{kind}": [...]}}', '例如`{{"{kind}": [...]}}`', kind=next(iter(places), "…")),
                places,
                reading.program.kept(of_records),
            )
            or {}
        )
    found: dict[str, Listing] = {}
    words = {} if is_known else reading.words_at(path)
    for word, listing in kinds.items():
        if not listing and is_known and type(listing) is list:
            found[word] = _NOTHING
        elif word not in places:
            _unknown_kind(reading, word, at(path, word))
        elif listing is not None:
            kind, form = forms[word]
            here = at(path, words[word]) if word in words else f"{path}.{word}"
            if type(listing) is list:
                found[word] = Listing(_records(reading, kind, form, listing, here, met), False)
            else:
                found[word] = _listing(reading, kind, form, listing, here, met)
    if is_known and order == sorted(order):
        return found
    return {word: found[word] for word in places if word in found}


_NOTHING = Listing(())


def _places(program: Program) -> dict[str, int]:
    """Each kind with its place in the vocabulary."""
    return {kind.name: place for place, kind in enumerate(program.schema.records)}


def _unknown_kind(reading: Reading, word: str, path: str) -> None:
    records = reading.schema.records
    name = next((record.name for record in records if record.plural == word), None)
    near = (name,) if name else reading.near(word, [*(r.name for r in records), *reading.program.kept(of_records)])
    advice = (
        Phrase("facts use the name of the kind: `{name}`", "事实中写类别的名称：`{name}`", name=name)
        if name
        else Phrase("`ipdsl schema` lists the kinds with their labels", "`ipdsl schema`列出各类别及其中文名")
    )
    reading.no_such(path, word, form_errors.UnknownRecordKind(path=path, word=shown(word), nearest=near, advice=advice))


def _listing(reading: Reading, kind: Kind, form: Form[Any], data: object, path: str, met: _Met) -> Listing:
    is_partial = False
    what, items = kind_named(kind), data
    if isinstance(data, Mapping):
        parts = reading.as_object(data, path, what) or {}
        if "items" not in parts and "partial" not in parts:
            reading.wrong_form(data, path, what, Phrase("a list of records", "记录的列表"), _LISTING)
            return Listing(())
        reading.check_parts(parts, path, Phrase("a listing of {what}", "{what}的清单", what=what), ("partial", "items"))
        if "partial" in parts:
            is_partial = read_flag(reading, parts["partial"], "partial", at(path, "partial")) is True
        if "items" not in parts:
            reading.missing(path, Phrase("a listing of {what}", "{what}的清单", what=what), "items", _LISTING)
            return Listing((), is_partial)
        items, path = parts["items"], at(path, "items")
    members = reading.as_list(items, path, what, _LISTING) or ()
    return Listing(_records(reading, kind, form, members, path, met), is_partial)


def _told_apart(kind: Kind, listing: Listing, root: str) -> Listing:
    """One item may stand on several days: records of one key without an id of their own are told apart by the day."""
    if kind.root != root:
        return listing
    by_id = Counter(record.id for record in listing.records)
    apart = [
        attrs.evolve(one, id=f"{one.id} ({first_day(kind, one) or ''})") if by_id[one.id] > 1 else one
        for one in listing.records
    ]
    return attrs.evolve(listing, records=tuple(sorted(apart, key=_item_and_id)))


def _records(
    reading: Reading, kind: Kind, form: Form[Any], members: Sequence[object], path: str, met: _Met
) -> tuple[Record, ...]:
    """The records of a listing, in the order of their items."""
    fixed, name, root, key = kind.fixed, kind.name, kind.root, kind.key[0] if len(kind.key) == 1 else ""
    checks, met_one = form.checks, met.by_root.setdefault(root, []).append
    records: list[Record] = []
    for index, data in enumerate(members):
        here, stated_id, is_wrong = f"{path}[{index}]", None, False
        try:
            if type(data) is not dict:
                raise NotPlainError
            values: dict[str, Any] = {}
            for word, stated in data.items():  # as `taken` has it: to call it for each record would cost a twentieth
                check = checks[word]
                if stated is not None:
                    values[word] = check(stated)
        except NOT_PLAIN:
            before = reading.count
            by_rules = form.by_rules(reading, data, here)
            if by_rules is None:
                continue
            values, is_wrong = by_rules, reading.count > before
        if "id" in values:
            stated_id = values.pop("id")
        if fixed:
            values.update(fixed)
        item = values.get(key)
        if type(item) is not str:
            item = item_of(kind, values) or stated_id
            item = item or content_of(kind, values, DECIMALS.get(reading.program.currency, 2))
        record = Record(name, root, stated_id or item, item, values, here)
        records.append(record)
        if not is_wrong:
            met_one(record)
            if stated_id is not None:
                met.named.add(id(record))
    records.sort(key=_item)
    return tuple(records)


_item, _item_and_id = attrgetter("item"), attrgetter("item", "id")


def unknown_field(kind: Kind, reading: Reading, word: str, path: str) -> None:
    """Reports a word that is no field of a kind of record, with the next step."""
    what = kind_named(kind)
    near: tuple[str, ...] = ()
    event = next((e for e in kind.events if word in (e.name, e.label.zh)), None)
    state = next((s for s in kind.states if word in (s.name, s.label.zh)), None)
    if event is not None:
        day = named(kind.field_by_name[event.date_field])
        advice = Phrase(
            "`{word}` is an event: give its day as `{day}`", "`{word}`是事件：请在`{day}`中填写日期", word=word, day=day
        )
    elif state is not None:
        until = NOTHING
        if state.until_field:
            until = Phrase(" and `{field}`", "和`{field}`", field=named(kind.field_by_name[state.until_field]))
        advice = Phrase(
            "`{word}` is a state: give its days as `{start}`{until}",
            "`{word}`是状态：请在`{start}`{until}中填写日期",
            word=word,
            start=named(kind.field_by_name[state.from_field]),
            until=until,
        )
    else:
        near = reading.near(word, ["id", *kind.field_by_name, *of_fields(kind)])
        advice = Phrase("its fields are {kind}", "字段有{kind}", kind=_names(kind))
    reading.no_such(
        path, word, form_errors.UnknownField(path=path, what=what, word=shown(word), advice=advice, nearest=near)
    )


def _names(kind: Kind) -> Phrase:
    return listed(["id", *kind.field_by_name], labels=of_fields(kind))


def item_of(kind: Kind, values: Mapping[str, Fact]) -> str:
    """The key as text, "" where the kind has none or a part of it is not stated."""
    parts = [values.get(name, CANNOT) for name in kind.key]
    if not parts or any(part is CANNOT for part in parts):
        return ""
    return " / ".join(in_words(part) for part in parts)


def content_of(kind: Kind, values: Mapping[str, Fact], decimals: int) -> str:
    """What a record without key and id is called: all that is stated of it."""
    said = []
    for field in kind.fields:
        value = values.get(field.name)
        if value is not None:
            is_sum = isinstance(field.type, MoneyType) and isinstance(value, int)
            said.append(f"{field.name} {minor_to_text(value, decimals) if is_sum else in_words(value)}")
    return ", ".join(said) or NOTHING_STATED


def _check_duplicates(reading: Reading, records: list[Record], named: Set[int]) -> None:
    """Reports records of one root kind that are the same, each with the first of them; `named` state an id."""
    by_key: dict[str, list[Record]] = defaultdict(list)
    by_id: dict[str, str] = {}
    by_content: dict[str, str] = {}
    for record in records:
        is_named = id(record) in named
        kind, path = reading.schema.record_by_name[record.kind], record.path
        key = item_of(kind, record.values)
        same = by_key[key] if key else []
        twin = next((other for other in same if not _are_two(kind, record, other)), None)
        same.append(record)
        alike = by_content.setdefault(record.item, path) if not is_named and not key else path
        if twin is not None:
            keys = _keys(kind, kind.key)
            word = Name(shown(key), shown(reading.program.kept(Labels).item(key, Passage(kind.name))))
            reading.add(line_errors.DuplicateKey(path=path, keys=keys, word=word, other=twin.path))
        elif alike != path:
            keys = _keys(kind, (*kind.key, "id"))
            reading.add(line_errors.AlikeRecords(path=path, other=alike, keys=keys))
        elif len(same) == 1 or is_named:
            other = by_id.setdefault(record.id, path)
            if other != path:
                reading.add(line_errors.DuplicateId(path=path, word=shown(record.id), other=other))


def _are_two(kind: Kind, one: Record, other: Record) -> bool:
    """Two records of one item are two only where every event of theirs is known to lie on another day, or not to be."""
    if one.kind != other.kind:
        return False
    pairs = [(one.values.get(e.date_field), other.values.get(e.date_field)) for e in kind.events]
    are_known = all(isinstance(day, Date) or day is NONE for pair in pairs for day in pair)
    return are_known and all(a != b or a is NONE for a, b in pairs) and any(a != b for a, b in pairs)


def _keys(kind: Kind, names: Sequence[str]) -> Phrase:
    words = {word.name: named(word) for word in kind.words}
    return joined([in_ticks(words.get(name, name)) for name in names], " and ", "和")


def _example(kind: Kind) -> Phrase:
    return Phrase('as in {{"{name}": …}}', '例如`{{"{name}": …}}`', name=kind.key[0] if kind.key else "id")
