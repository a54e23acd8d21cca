"""Events of other records: whether an event is the first of its item, and whether a year has an event.

A word that the vocabulary marks `first` or `once for life` tests whether its event is the first of the item. Earlier
events come from listed records of the kind and from history lines about the item: lines of awards for such events, and
lines of other documents that name the kind. The event of a line is on the line's day, or at the end of its year if it
states no day. Events on the same day are one event.

Items are compared by the parts of the key. If a part is not stated and another part is equal, they may be the same
item. If the kind is listed in part, an earlier event may be missing from the list, unless the item has one such event
for life.

Events in the calendar year of a claim count regardless of the claim's day and the window.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping

import attrs

from ipdsl.base.values.days import ONE_DAY, Date, add_years
from ipdsl.engine.matters import BETWEEN, is_match, stated_fields
from ipdsl.engine.operations import Answer, all_of, any_of, at_least, at_most, less_than, not_, open_truth, value_text
from ipdsl.engine.situation import CachedFinding, ListedRecords, Pick, Situation
from ipdsl.ir.facts import FactRef, LedgerLine, Open, Record, Truth
from ipdsl.ir.terms import TriggerKind
from ipdsl.schema.values.value_type import NONE, Fact
from ipdsl.schema.vocabulary import RecordKind as Kind


def has_event_in_year(c: Situation, kind: str, date_field: str, pick: Pick | None = None) -> Truth:
    """Whether a record of the kind has its event in the year and passes the tests on the day of that event."""
    if not c.can_list(kind):
        return False
    key = ("in year", kind, date_field, pick, c.year)
    if key not in c.cache:
        c.cache[key] = _has_listed_event(c, c.records_of_kind(kind), date_field, pick)
    return c.cache[key]  # type: ignore[return-value]  # put there one line above


def cached_for_year(c: Situation, rule: str, asks: Callable[[Situation], Truth]) -> Truth:
    """The truth of a rule that depends only on the year, computed once for all claims of the year."""
    key = (rule, c.year)
    truth = c.cache.get(key)
    if truth is None:
        truth = c.cache[key] = asks(c)
    return truth  # type: ignore[return-value]  # put there one line above


def cached_year_value(c: Situation, rule: str, year: int) -> Truth | None:
    """The truth of a rule that depends only on the year, if it was computed before."""
    return c.cache.get((rule, year))  # type: ignore[return-value]  # `cached_for_year` put it there


def _has_listed_event(c: Situation, listed: ListedRecords, date_field: str, pick: Pick | None) -> Truth:
    first, last = c.days_of_year
    truths: list[Truth] = []
    for record, belongs in listed.members:
        day = c.with_record(record, last, c.year).field(date_field)
        dated = all_of(belongs, at_least(day, first), at_most(day, last))
        if dated is False:
            continue
        truths.append(dated if pick is None else all_of(dated, *_test_on_days(c, record, day, pick)))
    if listed.unlisted:
        truths.append(open_truth(listed.unlisted))
    return any_of(*truths)


def _test_on_days(c: Situation, record: Record, day: Answer, pick: Pick) -> list[Truth]:
    """The truths of the tests on the day of the event; if the day is not stated, on every day that may matter.

    Tests change only on stated days and their anniversaries, so one day between two of these represents all of them.
    """
    if isinstance(day, Date):
        return [pick(c.with_record(record, day, c.year))]
    truths = [pick(c.with_record(record, turn, c.year)) for turn in _turns(c, record)]
    return [truth for truth in truths if truth is not False] or [False]


def _turns(c: Situation, record: Record) -> list[Date]:
    """The days of the year on which a test may change, and the ends of the year."""
    first, last = c.days_of_year
    values = (*record.values.values(), *c.assumptions.values())
    stated = {day for day in values if isinstance(day, Date)} | c.facts.days_of_fields
    turns = {
        day
        for stated_day in stated
        for day in (stated_day, *(add_years(stated_day, day.year - stated_day.year) for day in (first, last)))
        if first <= day <= last
    }
    return sorted({first, last} | turns | {day + ONE_DAY for day in turns if day < last})


def is_new(c: Situation, kind: str, date_field: str) -> Truth:
    """Whether no such event of the record's item is before the record's own event."""
    c.note_use("new", kind, date_field)
    key = c.key_of_record("new", kind, date_field)
    if key not in c.cache:
        rest = _incomplete_lists(c, kind, date_field)
        c.cache[key] = not_(any_of(*_before_truths(c, kind, date_field), open_truth(rest) if rest else False))
    return c.cache[key]  # type: ignore[return-value]  # put there one line above


def first_day_by_item(c: Situation, kind: str, date_field: str) -> Mapping[str, Date] | None:
    """The earliest day of each item, by its name; `None` if some event of the kind is not fully stated.

    Events that never happened and events without an item are omitted.
    """
    cache_key = ("first days", kind, date_field)
    try:  # a total asks for each record: one look at the key is cheaper than two
        return c.cache[cache_key]  # type: ignore[return-value]  # put there by the line below
    except KeyError:
        first_days = c.cache[cache_key] = _find_first_days(c, kind, date_field)
    return first_days


def lines_before(c: Situation, kind: str, date_field: str) -> Iterator[LedgerLine]:
    """The lines whose event is of the record's item, and is or may be before the record's event."""
    day, parts = c.field(date_field), _parts(c)
    for event in _events_of_item(c, kind, date_field, parts):
        if (
            isinstance(event.source, LedgerLine)
            and all_of(less_than(event.day, day), event.is_match(parts)) is not False
        ):
            yield event.source


def earliest_event_before(c: Situation, kind: str, date_field: str) -> tuple[Record | LedgerLine, Date] | None:
    """The source and day of the earliest event of the record's item before the record's own event.

    `None` if no event is certainly before it. A line without a day has the last day of its year. The order of the facts
    does not matter.
    """
    day, parts = c.field(date_field), _parts(c)
    candidates: list[tuple[Date, tuple[str, ...], int]] = []
    events = _events_of_item(c, kind, date_field, parts)
    for place, event in enumerate(events):
        is_before = all_of(event.belongs, less_than(event.day, day), event.is_match(parts))
        if is_before is True and isinstance(event.day, datetime.date):
            candidates.append((event.day, _source_key(event.source), place))
    return (events[min(candidates)[2]].source, min(candidates)[0]) if candidates else None


def _source_key(source: Record | LedgerLine) -> tuple[str, ...]:
    """Records before lines, by their contents."""
    if isinstance(source, Record):
        return ("", source.id)
    return ("line", source.policy, source.clause, source.item)


def _incomplete_lists(c: Situation, kind: str, date_field: str) -> frozenset[FactRef]:
    """The lists that may lack an earlier event of a listed item."""
    return frozenset() if date_field in c.schema.record_by_name[kind].lifetime_event_dates else c.partial_lists(kind)


@attrs.frozen(eq=False, repr=False)
class _Event:
    """An event of a record or a line: the parts of its key, whether it is of the kind, and its day (or latest day)."""

    source: Record | LedgerLine
    root: str
    parts: Mapping[str, Answer]
    belongs: Truth
    day: Answer

    def is_match(self, parts: Mapping[str, Answer]) -> Truth:
        """Whether these parts form the item of the event."""
        return is_match(parts, self.parts, lambda field: FactRef("history", self.root, self.source.item, field))


@attrs.frozen(eq=False, repr=False)
class _Events(CachedFinding):
    """The events of a kind by one of its dates: by item if all parts are stated, the other events, and all events."""

    by_item: Mapping[str, list[_Event]]
    partial: tuple[_Event, ...]
    all_events: tuple[_Event, ...]
    is_stated: bool


def _before_truths(c: Situation, kind: str, date_field: str) -> Iterator[Truth]:
    """For each event that may be of the record's item, whether it is before the record's event."""
    day, parts = c.field(date_field), _parts(c)
    if day is NONE:
        yield True  # it never happened
        return
    for event in _events_of_item(c, kind, date_field, parts):
        if event.source is not c.record:
            yield all_of(event.belongs, less_than(event.day, day), event.is_match(parts))


def _events_of_item(c: Situation, kind: str, date_field: str, parts: Mapping[str, Answer]) -> tuple[_Event, ...]:
    """The events that may be of the item that these parts form."""
    events, item = _events(c, kind, date_field), _item(parts)
    if item is None:
        return events.all_events if len(parts) > 1 else ()  # a single part that is not stated identifies no item
    return (*events.by_item.get(item, ()), *events.partial)


def _events(c: Situation, kind: str, date_field: str) -> _Events:
    """The events of a kind; cached with the facts."""
    events = c.cache.get(("events", kind, date_field))
    if events is None:
        events = c.cache["events", kind, date_field] = _find_events(c, kind, date_field)
    assert isinstance(events, _Events)
    return events


def _find_events(c: Situation, kind: str, date_field: str) -> _Events:
    root, key = c.schema.record_by_name[kind].root, c.schema.record_by_name[kind].key
    all_events, by_item = list[_Event](), dict[str, list[_Event]]()
    for record, belongs in c.records_of_kind(kind).members:
        here = c.with_record(record, c.day, c.year)
        all_events.append(_Event(record, root, _parts(here), belongs, here.field(date_field)))
    all_events += _line_events(c, kind, date_field)
    partial: list[_Event] = []
    for event in all_events:
        item = _item(event.parts)
        if item is None or len(event.parts) < len(key):
            partial += [event] if len(key) > 1 else []
        else:
            by_item.setdefault(item, []).append(event)
    answers = (answer for event in all_events for answer in (event.belongs, event.day, *event.parts.values()))
    is_stated = not any(isinstance(answer, Open) for answer in answers)
    return _Events(by_item, tuple(partial), tuple(all_events), is_stated)


def _find_first_days(c: Situation, kind: str, date_field: str) -> dict[str, Date] | None:
    """The result of `first_day_by_item`, read directly from the fields of the records."""
    key, records = c.schema.record_by_name[kind].key, c.records_of_kind(kind).records
    if records is None or _incomplete_lists(c, kind, date_field):
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
    for event in _line_events(c, kind, date_field):
        item_of_line = _item(event.parts)
        if item_of_line is not None and len(event.parts) == len(key):
            assert isinstance(event.day, datetime.date)  # a line without a day has the last day of its year
            first[item_of_line] = min(event.day, first.get(item_of_line, event.day))
        elif not only:
            return None
    return first


def _line_events(c: Situation, kind: str, date_field: str) -> Iterator[_Event]:
    """The events in history lines: lines of this policy by their award, other lines by their kind."""
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
            parts = stated_fields(c, declared, line, declared.key)
            if line.level and "level" in declared.key:
                parts["level"] = line.level
            yield _Event(line, declared.root, parts, True, line.day_in(c.program.fiscal_year))


def may_tell(kind: Kind, date_field: str) -> bool:
    """Whether a line of another document that names a kind can be about this event.

    If the kind has several events for life, the line may be about a different one of them.
    """
    return date_field not in kind.lifetime_event_dates or len({event.date_field for event in kind.events}) == 1


def _parts(c: Situation) -> dict[str, Answer]:
    """The parts of the key of a record."""
    assert c.record is not None
    return {field: c.field(field) for field in c.schema.record_by_name[c.record.kind].key}


def _item(parts: Mapping[str, Answer]) -> str | None:
    """The item that parts of a key form; `None` if one is open."""
    if any(isinstance(part, Open) for part in parts.values()):
        return None
    return BETWEEN.join(map(value_text, parts.values()))


def _stated_item(values: Mapping[str, Fact], key: tuple[str, ...]) -> str | None:
    """The item that the fields of a record form; `None` if one is not stated."""
    parts = [values.get(field) for field in key]
    return None if None in parts else BETWEEN.join(value_text(part) for part in parts if part is not None)
