"""Records of facts: listings by kind, each record with its item, id and values; duplicates across kinds of one root.

A kind that is absent or null is not stated. Records of a listing are put in the order of item and id, so that the order
of the input decides nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import cast

import attrs

from ipdsl.runtime.clauses.words import in_words
from ipdsl.runtime.facts import Fact, Listing, Record
from ipdsl.runtime.reading import form_errors, line_errors
from ipdsl.runtime.reading.base import Reading, at, by_label, fields_of
from ipdsl.runtime.reading.quick import NOT_PLAIN, Checks, NotPlainError, check_of, in_order, not_plain, plain_text
from ipdsl.runtime.reading.values import flag_of, minor_to_text, read_text, read_value
from ipdsl.runtime.reading.wording import described, listed, shown
from ipdsl.runtime.terms import Program
from ipdsl.runtime.unknown import CANNOT, NONE
from ipdsl.schema.model import Record as Kind
from ipdsl.schema.types import MoneyType
from ipdsl.values.days import Date
from ipdsl.values.filling import filled
from ipdsl.values.money import DECIMALS

_LISTING = 'write a list, or {"partial": true, "items": [...]} where there may be more; [] where there is none'


@attrs.frozen(eq=False)
class _Form:
    """What is known of a kind of record beforehand."""

    kind: Kind
    checks: Checks[Fact]
    """The quick checks of its fields. A fixed value that is stated is compared by the general rule."""
    also: Checks[Fact]
    """The same with the id that a record may have, and without fixed values."""
    converted: frozenset[str]
    """The fields that may hold a sum in another currency."""

    @classmethod
    def of(cls, program: Program, kind: Kind) -> _Form:
        """For a kind."""
        related = program.schema.related_records[kind.name]
        converted = frozenset(field for record, field in program.convertible if record in related)
        fixed = {name: cast("Fact", value) for name, value in kind.fixed}
        checks = {
            field.name: not_plain if field.name in fixed else check_of(program, field.type, field.name in converted)
            for field in kind.fields
        }
        return cls(kind, Checks(checks, fixed), Checks({"id": plain_text, **checks}), converted)

    def rule(self, reading: Reading, data: object, word: str, path: str) -> Fact | None:
        """The general rule for what a record states."""
        if word == "id":
            return read_text(reading, data, word, path)
        field = self.kind.field_by_name.get(word)
        if field is None:
            _unknown_field(reading, self.kind, word, path)
            return None
        value = read_value(reading, data, field.type, word, path, is_converted=word in self.converted)
        if value is not None and value != self.checks.fixed.get(word, value):
            told, said = in_words(self.checks.fixed[word]), described(data)
            reading.add(
                line_errors.FixedContradicted(path=path, kind=self.kind.name, field=word, fixed=told, found=said)
            )
        return value


class _Forms(dict[str, "_Form"]):
    """The forms of kinds by name, each made when facts first list its kind; `KeyError` where there is no such kind."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def __missing__(self, name: str) -> _Form:
        form = self[name] = _Form.of(self.program, self.program.schema.record_by_name[name])
        return form


@attrs.define
class _Seen:
    """Records of one root kind by what tells them apart, each with the path where it was met first."""

    by_key: dict[str, list[Record]] = attrs.field(factory=dict)
    by_id: dict[str, str] = attrs.field(factory=dict)
    by_content: dict[str, str] = attrs.field(factory=dict)


@attrs.define
class _Names:
    """The items and ids of records of one root kind, and how many there are if none stands twice."""

    met: set[str] = attrs.field(factory=set)
    most: int = 0
    seen: _Seen | None = None
    """Where records that are the same are to be reported."""


def read_records(reading: Reading, data: object, path: str) -> dict[str, Listing]:
    """All listings, in the order of the vocabulary."""
    if data is None:
        return {}
    places = reading.program.kept(_places)
    kinds = reading.as_object(data, path, "`records`", f'as in {{"{next(iter(places), "…")}": [...]}}', places) or {}
    names, mark = dict[str, _Names](), reading.mark()
    found = _listings(reading, kinds, path, names)
    if all(len(own.met) == own.most for own in names.values()):
        return found
    reading.back_to(mark)  # some may be the same: each is held to those before it
    return _listings(reading, kinds, path, {root: _Names(seen=_Seen()) for root in names})


def _listings(reading: Reading, kinds: Mapping[str, object], path: str, names: dict[str, _Names]) -> dict[str, Listing]:
    places, forms = reading.program.kept(_places), reading.program.kept(_Forms)
    found: dict[str, Listing] = {}
    last, is_ordered = -1, True
    for word, listing in kinds.items():
        place = places.get(word)
        if place is None:
            _unknown_kind(reading, word, at(path, word))
        elif listing is not None:
            is_ordered, last = is_ordered and place > last, place
            if type(listing) is list and not listing:
                found[word] = _NOTHING
            else:
                form = forms[word]
                root = form.kind.root
                own = names[root] if root in names else names.setdefault(root, _Names())
                found[word] = _listing(reading, form, listing, f"{path}.{word}", own)
    return found if is_ordered else in_order(found, places)


_make_listing = filled(Listing)
_NOTHING = Listing(())


def _places(program: Program) -> dict[str, int]:
    """Each kind with its place in the vocabulary."""
    return {kind.name: place for place, kind in enumerate(program.schema.records)}


def _unknown_kind(reading: Reading, word: str, path: str) -> None:
    records = reading.schema.records
    name = by_label(word, ((r.name, r.label.zh) for r in records)) or by_label(
        word, ((r.name, r.plural or "") for r in records)
    )
    near = (name,) if name else reading.near(word, [r.name for r in records])
    advice = f"facts use the name of the kind: `{name}`" if name else "`ipdsl schema` lists the kinds with their labels"
    reading.add(form_errors.UnknownRecordKind(path=path, word=shown(word), nearest=near, advice=advice))


def _listing(reading: Reading, form: _Form, data: object, path: str, names: _Names) -> Listing:
    if type(data) is list:
        return _make_listing(_records(reading, form, data, path, names), False)
    is_partial = False
    what, items = f"`{form.kind.name}`", data
    if isinstance(data, Mapping):
        parts = reading.as_object(data, path, what) or {}
        if "items" not in parts and "partial" not in parts:
            reading.wrong_form(data, path, what, "a list of records", _LISTING)
            return Listing(())
        reading.check_parts(parts, path, f"a listing of {what}", ("partial", "items"))
        if "partial" in parts:
            is_partial = flag_of(reading, parts, "partial", path) is True
        if "items" not in parts:
            reading.missing(path, f"a listing of {what}", "items", _LISTING)
            return Listing((), is_partial)
        items, path = parts["items"], at(path, "items")
    members = reading.as_list(items, path, what, _LISTING) or ()
    return Listing(_records(reading, form, members, path, names), is_partial)


def _told_apart(kind: Kind, records: list[Record]) -> list[Record]:
    """One item may stand on several days: records of one key without an id of their own are told apart by the day."""
    by_id = Counter(r.id for r in records)
    return [attrs.evolve(r, id=f"{r.id} ({_first_day(kind, r)})") if by_id[r.id] > 1 else r for r in records]


def _first_day(kind: Kind, record: Record) -> str:
    days = (record.values.get(event.date_field) for event in kind.events)
    return next((day.isoformat() for day in days if isinstance(day, Date)), "")


def _records(reading: Reading, form: _Form, members: Sequence[object], path: str, names: _Names) -> tuple[Record, ...]:
    """The records of a listing, in the order of their items."""
    kind, take, fixed = form.kind, form.checks.take, form.checks.fixed
    seen, name_one = names.seen, names.met.add
    name, root, key = kind.name, kind.root, kind.key[0] if len(kind.key) == 1 else ""
    number_fixed = len(fixed)
    records: list[Record] = []
    for index, data in enumerate(members):
        here, problems, stated_id = f"{path}[{index}]", 0, None
        try:
            if type(data) is not dict:
                raise NotPlainError
            values = take(data)
            others = len(data) - len(values) + number_fixed
            if others:
                stated_id = plain_text(data["id"])
                if others > 1:
                    raise NotPlainError
        except NOT_PLAIN:
            what, example = f"a record of `{name}`", "as in " + _example(kind)
            parts = reading.as_object(data, here, what, example, form.also.by_field)
            if parts is None:
                continue
            problems = -reading.count
            own = fields_of(reading, parts, here, form.also, form.rule, what, example) or {}
            values = in_order({**own, **fixed}, form.checks.by_field)
            stated_id = str(own["id"]) if "id" in own else None
            problems += reading.count
        if stated_id is not None:
            names.most += 1
            name_one(stated_id)
        item = values.get(key)
        if type(item) is not str:
            item = item_of(kind, values) or stated_id
            item = item or content_of(kind, values, DECIMALS.get(reading.program.currency, 2))
        record = Record(name, root, stated_id or item, item, values, here)
        records.append(record)
        name_one(item)
        if seen is not None and not problems:
            _check_duplicates(reading, kind, record, seen, key=item_of(kind, values), is_named=stated_id is not None)
    names.most += len(records)
    if seen is None:
        records.sort(key=_item)
        return tuple(records)
    return tuple(sorted(_told_apart(kind, records), key=_item_and_id))


_item, _item_and_id = attrgetter("item"), attrgetter("item", "id")


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


def _check_duplicates(reading: Reading, kind: Kind, record: Record, seen: _Seen, *, key: str, is_named: bool) -> None:
    path = record.path
    if key:
        same = seen.by_key.setdefault(key, [])
        twin = next((other for other in same if not _are_two(kind, record, other)), None)
        same.append(record)
        if twin is not None:
            keys = " and ".join(f"`{k}`" for k in kind.key)
            reading.add(line_errors.DuplicateKey(path=path, keys=keys, word=shown(key), other=twin.path))
            return
        if len(same) > 1 and not is_named:
            return
    elif not is_named:
        other = seen.by_content.setdefault(record.item, path)
        if other != path:
            keys = " and ".join(f"`{k}`" for k in (*kind.key, "id"))
            reading.add(line_errors.AlikeRecords(path=path, other=other, keys=keys))
            return
    other = seen.by_id.setdefault(record.id, path)
    if other != path:
        reading.add(line_errors.DuplicateId(path=path, word=shown(record.id), other=other))


def _are_two(kind: Kind, one: Record, other: Record) -> bool:
    """Two records of one item are two only where every event of theirs is known to lie on another day, or not to be."""
    if one.kind != other.kind:
        return False
    pairs = [(one.values.get(e.date_field), other.values.get(e.date_field)) for e in kind.events]
    are_known = all(isinstance(day, Date) or day is NONE for pair in pairs for day in pair)
    return are_known and all(a != b or a is NONE for a, b in pairs) and any(a != b for a, b in pairs)


def _example(kind: Kind) -> str:
    name = kind.key[0] if kind.key else "id"
    return f'{{"{name}": …}}'
