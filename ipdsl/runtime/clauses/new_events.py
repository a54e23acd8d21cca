"""Whether an event is the first of its item: what a word that the vocabulary marks `first`, or `once for life`, asks of
a record.

Earlier events are those of the applicant's listed records of the kind, and of the lines of the history that speak of
the item: lines of awards for such events, and lines of other documents that name the kind. A line lies on its day or,
where it states none, at the end of its year; events of one day are one event. Items are held to each other by the
parts of the key: where one is not stated, and another is equal, they may be one. Where the kind is listed in part, an
earlier event may be among what is not listed, unless the item has one such event for life.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

import attrs

from ipdsl.runtime.clauses.matters import BETWEEN, meets, told
from ipdsl.runtime.clauses.operations import Answer, all_of, any_of, less_than, not_, open_truth
from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.clauses.words import in_words
from ipdsl.runtime.facts import Fact, LedgerLine, Record
from ipdsl.runtime.terms import TriggerKind
from ipdsl.runtime.unknown import NONE, FactRef, Open, Truth
from ipdsl.schema.model import Record as Kind
from ipdsl.values.days import Date


def is_new(c: Situation, kind: str, date_field: str) -> Truth:
    """No such event of the record's item lies before its own."""
    c.noted("new", kind, date_field)
    key = c.key_of_record("new", kind, date_field)
    if key not in c.worked_out:
        rest = _not_listed(c, kind, date_field)
        c.worked_out[key] = not_(any_of(*_before(c, kind, date_field), open_truth(rest) if rest else False))
    return c.worked_out[key]  # type: ignore[return-value]  # put there one line above


def first_days(c: Situation, kind: str, date_field: str) -> Mapping[str, Date] | None:
    """The earliest day of each item, by its name; `None` where not everything about the events of a kind is stated.

    An event that never happened is left out, and what tells of no item.
    """
    asked = ("first days", kind, date_field)
    if asked not in c.worked_out:
        c.worked_out[asked] = _find_first_days(c, kind, date_field)
    return c.worked_out[asked]  # type: ignore[return-value]  # put there one line above


def lines_before(c: Situation, kind: str, date_field: str) -> Iterator[LedgerLine]:
    """The lines whose event is of the record's item and lies before that of the record, or may."""
    day, parts = c.field(date_field), _parts(c)
    for event in _of_item(c, kind, date_field, parts):
        if isinstance(event.of, LedgerLine) and all_of(less_than(event.day, day), event.meets(parts)) is not False:
            yield event.of


def first_before(c: Situation, kind: str, date_field: str) -> tuple[Record | LedgerLine, Date] | None:
    """The record or line of the earliest event of the record's item that lies before that of the record, and its day
    (of a line without one the last of its year); `None` where none surely does.
    """
    day, parts = c.field(date_field), _parts(c)
    found: list[tuple[Date, int]] = []
    events = _of_item(c, kind, date_field, parts)
    for place, event in enumerate(events):
        is_before = all_of(event.belongs, less_than(event.day, day), event.meets(parts))
        if is_before is True and isinstance(event.day, datetime.date):
            found.append((event.day, place))
    return (events[min(found)[1]].of, min(found)[0]) if found else None


def _not_listed(c: Situation, kind: str, date_field: str) -> frozenset[FactRef]:
    """The lists in which an earlier event of a listed item may lack."""
    return frozenset() if date_field in c.schema.record_by_name[kind].days_for_life else c.in_part(kind)


@attrs.frozen(eq=False, repr=False)
class _Event:
    """What a record or a line tells of an event: the parts of its key, whether it is of the kind, its (last) day."""

    of: Record | LedgerLine
    root: str
    parts: Mapping[str, Answer]
    belongs: Truth
    day: Answer

    def meets(self, parts: Mapping[str, Answer]) -> Truth:
        """Whether it is of the item that these parts make."""
        return meets(parts, self.parts, lambda field: FactRef("history", self.root, self.of.item, field))


@attrs.frozen(eq=False, repr=False)
class _Events:
    """The events of a kind by one of its days: by items of which all parts are stated, the others, and all."""

    of_item: Mapping[str, list[_Event]]
    in_part: tuple[_Event, ...]
    every: tuple[_Event, ...]


def _before(c: Situation, kind: str, date_field: str) -> Iterator[Truth]:
    """Of each event that may be of the record's item, whether it lies before that of the record."""
    day, parts = c.field(date_field), _parts(c)
    if day is NONE:
        yield True  # it never happened
        return
    for event in _of_item(c, kind, date_field, parts):
        if event.of is not c.record:
            yield all_of(event.belongs, less_than(event.day, day), event.meets(parts))


def _of_item(c: Situation, kind: str, date_field: str, parts: Mapping[str, Answer]) -> tuple[_Event, ...]:
    """The events that may be of the item that these parts make."""
    events, item = _events(c, kind, date_field), _item(parts)
    if item is None:
        return events.every if len(parts) > 1 else ()  # a part that is not stated alone tells of no item
    return (*events.of_item.get(item, ()), *events.in_part)


def _events(c: Situation, kind: str, date_field: str) -> _Events:
    """Worked out once for the facts."""
    events = c.worked_out.get(("events", kind, date_field))
    if events is None:
        events = c.worked_out["events", kind, date_field] = _find_events(c, kind, date_field)
    assert isinstance(events, _Events)
    return events


def _find_events(c: Situation, kind: str, date_field: str) -> _Events:
    root, key = c.schema.record_by_name[kind].root, c.schema.record_by_name[kind].key
    every, of_item = list[_Event](), dict[str, list[_Event]]()
    for record, belongs in c.listed(kind).members:
        here = c.on(record, c.day, c.year)
        every.append(_Event(record, root, _parts(here), belongs, here.field(date_field)))
    every += _of_lines(c, kind, date_field)
    in_part: list[_Event] = []
    for event in every:
        item = _item(event.parts)
        if item is None or len(event.parts) < len(key):
            in_part += [event] if len(key) > 1 else []
        else:
            of_item.setdefault(item, []).append(event)
    return _Events(of_item, tuple(in_part), tuple(every))


def _find_first_days(c: Situation, kind: str, date_field: str) -> dict[str, Date] | None:
    """As `first_days`, from the fields of the records: nothing is made for a record."""
    key, records = c.schema.record_by_name[kind].key, c.listed(kind).records
    if records is None or _not_listed(c, kind, date_field):
        return None
    only = key[0] if len(key) == 1 else ""
    first: dict[str, Date] = {}
    for record in records:
        values, item = record.values, record.item
        day, stated = values.get(date_field), values.get(only)
        if day is NONE or (only and stated is None):
            continue
        if type(day) is not Date or (stated != item and _stated_item(values, key) != item):
            return None
        if day <= first.get(item, day):
            first[item] = day
    for event in _of_lines(c, kind, date_field):
        told = _item(event.parts)
        if told is not None and len(event.parts) == len(key):
            assert isinstance(event.day, datetime.date)  # a line without a day lies on the last of its year
            first[told] = min(event.day, first.get(told, event.day))
        elif not only:
            return None
    return first


def _of_lines(c: Situation, kind: str, date_field: str) -> Iterator[_Event]:
    """The events of which lines tell: those of this policy by the award that was asked, others by their kind."""
    if not c.facts.history:
        return
    schema = c.schema
    declared = schema.record_by_name[kind]
    labels = {
        clause.label
        for clause in c.program.clauses
        if clause.trigger.kind is TriggerKind.RECORD
        and clause.trigger.date_field == date_field
        and kind in schema.lineage(clause.trigger.record)
    }
    is_told = may_tell(declared, date_field)
    for line in c.facts.history:
        if not line.is_about(c.facts.applicant):
            continue
        stated = schema.record_by_name.get(line.kind)
        if line.clause in labels if line.is_of(c.program.name) else is_told and stated is not None and (
            stated.root == declared.root
        ):  # fmt: skip
            said = told(c, declared, line, declared.key)
            if line.level and "level" in declared.key:
                said["level"] = line.level
            yield _Event(line, declared.root, said, True, line.event_date or Date(line.year, 12, 31))


def may_tell(kind: Kind, date_field: str) -> bool:
    """Whether a line of another document that names a kind tells of this event: of several that an item has once each
    it may tell of another.
    """
    return date_field not in kind.days_for_life or len({event.date_field for event in kind.events}) == 1


def _parts(c: Situation) -> dict[str, Answer]:
    """The parts of the key of a record."""
    assert c.record is not None
    return {field: c.field(field) for field in c.schema.record_by_name[c.record.kind].key}


def _item(parts: Mapping[str, Answer]) -> str | None:
    """The item that parts of a key make; none where one is open."""
    if any(isinstance(part, Open) for part in parts.values()):
        return None
    return BETWEEN.join(map(in_words, parts.values()))


def _stated_item(values: Mapping[str, Fact], key: tuple[str, ...]) -> str | None:
    """The item that the fields of a record make; none where one is not stated."""
    parts = [values.get(field) for field in key]
    return None if None in parts else BETWEEN.join(in_words(part) for part in parts if part is not None)
