"""Records of facts: listings by kind, each record with its item, id and values; duplicates across kinds of one root.

A kind that is absent or null is not stated. Records of a listing are put in the order of item and id, so that the order
of the input decides nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import cast

import attrs

from ipdsl.runtime.clauses.words import in_words
from ipdsl.runtime.facts import Fact, Listing, Record
from ipdsl.runtime.reading import form_errors, line_errors
from ipdsl.runtime.reading.base import Reading, at, by_label
from ipdsl.runtime.reading.values import minor_to_text, read_flag, read_text, read_value
from ipdsl.runtime.reading.wording import described, listed, shown
from ipdsl.runtime.unknown import CANNOT, NONE
from ipdsl.schema.model import Record as Kind
from ipdsl.schema.types import MoneyType
from ipdsl.values.days import Date
from ipdsl.values.money import DECIMALS

_LISTING = 'write a list, or {"partial": true, "items": [...]} where there may be more; [] where there is none'


@attrs.define
class _Seen:
    """Records of one root kind by what tells them apart, each with the path where it was met first."""

    by_key: dict[str, list[Record]] = attrs.field(factory=dict)
    by_id: dict[str, str] = attrs.field(factory=dict)
    by_content: dict[str, str] = attrs.field(factory=dict)


def read_records(reading: Reading, data: object, path: str) -> dict[str, Listing]:
    """All listings, in the order of the vocabulary."""
    if data is None:
        return {}
    some = next((r.name for r in reading.schema.records), "…")
    kinds = reading.as_object(data, path, "`records`", f'as in {{"{some}": [...]}}')
    found: dict[str, Listing] = {}
    seen: dict[str, _Seen] = {}
    for word, listing in (kinds or {}).items():
        kind = reading.schema.record_by_name.get(word)
        if kind is None:
            _unknown_kind(reading, word, at(path, word))
        elif listing is not None:
            found[word] = _listing(reading, kind, listing, at(path, word), seen.setdefault(kind.root, _Seen()))
    return {name: found[name] for name in reading.schema.record_by_name if name in found}


def _unknown_kind(reading: Reading, word: str, path: str) -> None:
    records = reading.schema.records
    name = by_label(word, ((r.name, r.label.zh) for r in records)) or by_label(
        word, ((r.name, r.plural or "") for r in records)
    )
    near = (name,) if name else reading.near(word, [r.name for r in records])
    advice = f"facts use the name of the kind: `{name}`" if name else "`ipdsl schema` lists the kinds with their labels"
    reading.add(form_errors.UnknownRecordKind(path=path, word=shown(word), nearest=near, advice=advice))


def _listing(reading: Reading, kind: Kind, data: object, path: str, seen: _Seen) -> Listing:
    is_partial = False
    items: object = data
    if isinstance(data, Mapping):
        parts = reading.as_object(data, path, f"`{kind.name}`") or {}
        if "items" not in parts and "partial" not in parts:
            reading.wrong_form(data, path, f"`{kind.name}`", "a list of records", _LISTING)
            return Listing(())
        reading.check_parts(parts, path, f"a listing of `{kind.name}`", ("partial", "items"))
        if "partial" in parts:
            is_partial = read_flag(reading, parts["partial"], "partial", at(path, "partial")) is True
        if "items" not in parts:
            reading.missing(path, f"a listing of `{kind.name}`", "items", _LISTING)
            return Listing((), is_partial)
        items, path = parts["items"], at(path, "items")
    members = reading.as_list(items, path, f"`{kind.name}`", _LISTING) or ()
    records = [_record(reading, kind, member, at(path, i), seen) for i, member in enumerate(members)]
    told_apart = _told_apart(kind, [r for r in records if r is not None])
    return Listing(tuple(sorted(told_apart, key=lambda r: (r.item, r.id))), is_partial)


def one_listing(reading: Reading, kind: Kind, data: object, path: str) -> Listing:
    """A listing by itself; records of other kinds are not looked at."""
    return _listing(reading, kind, data, path, _Seen())


def values_of(reading: Reading, kind: Kind, data: object, path: str) -> tuple[dict[str, Fact], str | None]:
    """The values of one record and its stated id."""
    parts = reading.as_object(data, path, f"a record of `{kind.name}`") or {}
    stated_id = None if parts.get("id") is None else read_text(reading, parts["id"], "id", at(path, "id"))
    return _values(reading, kind, parts, path), stated_id


def _told_apart(kind: Kind, records: list[Record]) -> list[Record]:
    """One item may stand on several days: records of one key without an id of their own are told apart by the day."""
    by_id = Counter(r.id for r in records)
    return [attrs.evolve(r, id=f"{r.id} ({_first_day(kind, r)})") if by_id[r.id] > 1 else r for r in records]


def _first_day(kind: Kind, record: Record) -> str:
    days = (record.values.get(event.date_field) for event in kind.events)
    return next((day.isoformat() for day in days if isinstance(day, Date)), "")


def _record(reading: Reading, kind: Kind, data: object, path: str, seen: _Seen) -> Record | None:
    parts = reading.as_object(data, path, f"a record of `{kind.name}`", "as in " + _example(kind))
    if parts is None:
        return None
    before = reading.count
    stated_id = None
    if parts.get("id") is not None:
        stated_id = read_text(reading, parts["id"], "id", at(path, "id"))
    values = _values(reading, kind, parts, path)
    key = item_of(kind, values)
    item = key or stated_id or content_of(kind, values, DECIMALS.get(reading.program.currency, 2))
    record = Record(kind.name, kind.root, stated_id or item, item, values, path)
    if reading.count == before:
        _check_duplicates(reading, kind, record, seen, key=key, stated_id=stated_id)
    return record


def _values(reading: Reading, kind: Kind, parts: Mapping[str, object], path: str) -> dict[str, Fact]:
    """The stated values in the order of the vocabulary, the kind's fixed values among them."""
    fixed = {name: cast("Fact", value) for name, value in kind.fixed}
    found: dict[str, Fact] = {}
    foreign = _foreign(reading, kind)
    for word, data in parts.items():
        if word == "id":
            continue
        field = kind.field_by_name.get(word)
        if field is None:
            _unknown_field(reading, kind, word, at(path, word))
            continue
        value = read_value(reading, data, field.type, word, at(path, word), is_converted=word in foreign)
        if value is None:
            continue
        if word in fixed and value != fixed[word]:
            reading.add(
                line_errors.FixedContradicted(
                    path=at(path, word), kind=kind.name, field=word, fixed=in_words(fixed[word]), found=described(data)
                )
            )
        found[word] = value
    found |= fixed
    return {name: found[name] for name in kind.field_by_name if name in found}


def _foreign(reading: Reading, kind: Kind) -> frozenset[str]:
    """The fields of a kind that may hold a sum in another currency."""
    found = reading.foreign.get(kind.name)
    if found is None:
        relatives = {*reading.schema.lineage(kind.name), *reading.schema.narrower_records[kind.name]}
        found = frozenset(field for record, field in reading.program.convertible if record in relatives)
        reading.foreign[kind.name] = found
    return found


def _unknown_field(reading: Reading, kind: Kind, word: str, path: str) -> None:
    what = f"`{kind.name}`"
    near: tuple[str, ...] = ()
    if word in kind.event_by_name:
        day = kind.event_by_name[word].date_field
        advice = f"`{word}` is an event: give its day as `{day}`"
    elif word in kind.state_by_name:
        state = kind.state_by_name[word]
        until = f" and `{state.until_field}`" if state.until_field else ""
        advice = f"`{word}` is a state: give its days as `{state.from_field}`{until}"
    else:
        name = by_label(word, ((f.name, f.label.zh) for f in kind.fields))
        near = (name,) if name else reading.near(word, ["id", *kind.field_by_name])
        advice = "facts use the name of a field, not its label" if name else f"its fields are {_names(kind)}"
    reading.add(form_errors.UnknownField(path=path, what=what, word=shown(word), advice=advice, nearest=near))


def _names(kind: Kind) -> str:
    return listed(["id", *kind.field_by_name])


def item_of(kind: Kind, values: Mapping[str, Fact]) -> str:
    """The key as text, "" where the kind has none or a part of it is not stated."""
    parts = [values.get(name, CANNOT) for name in kind.key]
    if not parts or any(part is CANNOT for part in parts):
        return ""
    return " / ".join(in_words(part) for part in parts)


def content_of(kind: Kind, values: Mapping[str, Fact], decimals: int) -> str:
    """What a record without key and id is called: all that is stated of it."""
    said = []
    for name, value in values.items():
        is_sum = isinstance(kind.field_by_name[name].type, MoneyType) and isinstance(value, int)
        said.append(f"{name} {minor_to_text(value, decimals) if is_sum else in_words(value)}")
    return ", ".join(said) or "nothing stated"


def _check_duplicates(
    reading: Reading, kind: Kind, record: Record, seen: _Seen, *, key: str, stated_id: str | None
) -> None:
    path = record.path
    if key:
        same = seen.by_key.setdefault(key, [])
        twin = next((other for other in same if not _are_apart(kind, record, other)), None)
        same.append(record)
        if twin is not None:
            keys = " and ".join(f"`{k}`" for k in kind.key)
            reading.add(line_errors.DuplicateKey(path=path, keys=keys, word=shown(key), other=twin.path))
            return
        if len(same) > 1 and stated_id is None:
            return
    elif stated_id is None:
        other = seen.by_content.setdefault(record.item, path)
        if other != path:
            keys = " and ".join(f"`{k}`" for k in (*kind.key, "id"))
            reading.add(line_errors.AlikeRecords(path=path, other=other, keys=keys))
            return
    other = seen.by_id.setdefault(record.id, path)
    if other != path:
        reading.add(line_errors.DuplicateId(path=path, word=shown(record.id), other=other))


def _are_apart(kind: Kind, one: Record, other: Record) -> bool:
    """Two records of one item are two only where every event of theirs is known to lie on another day, or not to be."""
    if one.kind != other.kind:
        return False
    pairs = [(one.values.get(e.date_field), other.values.get(e.date_field)) for e in kind.events]
    are_known = all(isinstance(day, Date) or day is NONE for pair in pairs for day in pair)
    return are_known and all(a != b or a is NONE for a, b in pairs) and any(a != b for a, b in pairs)


def _example(kind: Kind) -> str:
    name = kind.key[0] if kind.key else "id"
    return f'{{"{name}": …}}'
