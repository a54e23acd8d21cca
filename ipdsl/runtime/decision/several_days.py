"""Items that have one event on several days: a number that was typed twice is paid twice, so both are named.

In: the terms of a policy and facts that were read. Out: a finding for each later day of an event that an award asks,
in the order of kinds, items and days. Events that the vocabulary expects again (those with a word for the first) and
items that their day makes are passed over.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ipdsl.diagnostics.phrase import Name, Phrase
from ipdsl.runtime.decision.days import written_day
from ipdsl.runtime.facts import Facts, LedgerLine, Record
from ipdsl.runtime.labels import Labels
from ipdsl.runtime.reading.line_errors import OnSeveralDays
from ipdsl.runtime.reading.records import item_of
from ipdsl.runtime.reasons import Passage
from ipdsl.runtime.terms import Program, TriggerKind
from ipdsl.schema.model import Event
from ipdsl.schema.model import Record as Kind
from ipdsl.values.days import Date

_FOR_LIFE = Phrase("an item has it once for life, so the later day is paid nothing", "终身一次，日期较晚的不支付")
_EACH = Phrase("each day counts as an event of its own", "每个日期各算一次")


class Asked(NamedTuple):
    """An event for which awards ask: its kind at the root, its word, and their labels."""

    root: str
    event: Event
    labels: frozenset[str]


class _Place(NamedTuple):
    """A day on which facts state an event, and where; a line of the history may tell its year alone."""

    day: Date | int
    path: str

    @property
    def said(self) -> Phrase:
        """When it was, in words."""
        if isinstance(self.day, int):
            return Phrase("in {year}", "{year}年", year=self.day)
        return Phrase("on {day}", "{day}", day=written_day(self.day))


def on_several_days(program: Program, facts: Facts) -> tuple[OnSeveralDays, ...]:
    """The findings; most facts have none."""
    asked = program.kept(events_asked)
    if not asked or not facts.records:
        return ()
    by_root: dict[str, dict[str, list[Record]]] = {}
    for listing in facts.records.values():
        for record in listing.records:
            key = item_of(program.schema.record_by_name[record.kind], record.values)
            if key:
                by_root.setdefault(record.root, {}).setdefault(key, []).append(record)
    found: list[OnSeveralDays] = []
    for one in asked:
        lines = _lines(program, facts, one)
        for key, records in sorted(by_root.get(one.root, {}).items()):
            if len(records) > 1 or key in lines:
                found += _of_item(program, one, key, records, lines.get(key, []))
    return tuple(found)


def _of_item(
    program: Program, asked: Asked, key: str, records: list[Record], lines: list[tuple[int, LedgerLine]]
) -> Iterator[OnSeveralDays]:
    """What is said of one item: each record on a later day than the first, and records that a line has on another."""
    field = asked.event.date_field
    dated = ((record.values.get(field), f"{record.path}.{field}") for record in records)
    days = sorted((day, path) for day, path in dated if isinstance(day, datetime.date))
    if not days:
        return
    told = program.kept(Labels)
    kind = Name(records[0].kind, told.name(records[0].kind))
    event = Name(asked.event.name, told.name(asked.event.name, records[0].kind))
    for day, path in days:
        other = _Place(*days[0]) if day != days[0][0] else _other_line(day, lines)
        if other is not None:
            yield OnSeveralDays(
                path=path, kind=kind, item=Name(key, told.item(key, Passage(records[0].kind))), event=event,
                day=_Place(day, path).said, other_day=other.said, other=other.path,
                effect=_FOR_LIFE if asked.event.for_life else _EACH,
            )  # fmt: skip


def _other_line(stated: Date, lines: list[tuple[int, LedgerLine]]) -> _Place | None:
    """The first line of the history that has the event on another day, or in another year."""
    for index, line in lines:
        day = line.event_date
        if stated != day if day is not None else stated.year != line.year:
            return _Place(day or line.year, f"$.history[{index}]")
    return None


def _lines(program: Program, facts: Facts, asked: Asked) -> Mapping[str, list[tuple[int, LedgerLine]]]:
    """The lines of this policy's awards for the event, by item, with their places."""
    found: dict[str, list[tuple[int, LedgerLine]]] = {}
    for index, line in enumerate(facts.history or ()):
        if line.clause in asked.labels and line.is_of(program.name) and line.is_about(facts.applicant):
            found.setdefault(line.item, []).append((index, line))
    return found


def events_asked(program: Program) -> tuple[Asked, ...]:
    """The events for which awards ask, in the order of the text."""
    labels: dict[tuple[str, str], set[str]] = {}
    words: dict[tuple[str, str], Event] = {}
    for clause in program.clauses:
        kind, field = program.schema.record_by_name.get(clause.trigger.record), clause.trigger.date_field
        if kind is None or not kind.key or field in kind.key or not field or _may_recur(kind, field):
            continue
        event = next((one for one in kind.events if one.date_field == field), None)
        if event is not None:
            words.setdefault((kind.root, field), kind.event_by_name.get(clause.trigger.event or "", event))
            own = labels.setdefault((kind.root, field), set())
            own |= {clause.label} if clause.trigger.kind is TriggerKind.RECORD else set()
    return tuple(Asked(root, event, frozenset(labels[root, field])) for (root, field), event in words.items())


def _may_recur(kind: Kind, field: str) -> bool:
    """Whether the vocabulary has a word for the first event on a day, and so expects others."""
    return any(event.first for event in kind.events if event.date_field == field)
