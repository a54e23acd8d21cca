"""Findings about days and numbers of records that may be mistakes: one event on several days, records of one day.

A mistyped day would be paid twice: a finding for each later day of an event that an award uses, in the order of kinds,
items and days. An event is skipped if the vocabulary expects it to recur (it has a word for the first one) or if its
day is part of the item's key.

Records of one day are reported if their numbers decided which of them is the first or the last, and numbers if they
differ only in blanks and dashes.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import LocalizedName, Phrase
from ipdsl.base.partition import values_by_key
from ipdsl.base.values.characters import DASHES, fold_name
from ipdsl.base.values.days import Date, FiscalYear
from ipdsl.engine.situation import TIES, Situation
from ipdsl.facts.records import item_of
from ipdsl.ir.facts import Facts, LedgerLine, Record, all_records
from ipdsl.ir.proposal import Passage
from ipdsl.ir.terms import Program, TriggerKind
from ipdsl.ledger.lines import is_final, root_of
from ipdsl.plain_data.errors.lines import CloseNumbers, EventOnSeveralDays, RecordsOfOneDay
from ipdsl.schema.values.value_type import printable
from ipdsl.schema.vocabulary import Event
from ipdsl.schema.vocabulary import RecordKind as Kind
from ipdsl.wording.labels import Labels, written_day

_FOR_LIFE = Phrase("an item has it once for life, so the later day is paid nothing", "终身一次，日期较晚的不支付")
_EACH = Phrase("each day counts as an event of its own", "两个日期分别计算")


def record_findings(c: Situation) -> Iterator[Diagnostic]:
    """All findings about the records of an applicant whose claims were computed."""
    yield from repeated_event_findings(c.program, c.facts)
    yield from tied_record_findings(c)
    yield from close_number_findings(c.program, c.facts)


class AwardEvent(NamedTuple):
    """An event that awards use: the root kind, the event, and the labels of the awards."""

    root: str
    event: Event
    labels: frozenset[str]


class _EventDay(NamedTuple):
    """A day on which facts state an event, and its path. A history line may state only the year."""

    day: Date | int
    path: str

    @property
    def phrase(self) -> Phrase:
        """The day as text."""
        if isinstance(self.day, int):
            return Phrase("in {year}", "{year}年", year=self.day)
        return Phrase("on {day}", "{day}", day=written_day(self.day))


def repeated_event_findings(program: Program, facts: Facts) -> tuple[EventOnSeveralDays, ...]:
    """The findings; for most facts the result is empty."""
    events = program.compute_once(award_events)
    if not events or not facts.records:
        return ()
    by_root: dict[str, dict[str, list[Record]]] = {}
    for record in all_records(facts):
        key = item_of(program.schema.record_by_name[record.kind], record.values)
        if key:
            by_root.setdefault(record.root, {}).setdefault(key, []).append(record)
    findings: list[EventOnSeveralDays] = []
    for event in events:
        lines = _lines(program, facts, event)
        for key, records in sorted(by_root.get(event.root, {}).items()):
            if len(records) > 1 or key in lines:
                findings += _item_findings(program, event, key, records, lines.get(key, []))
    return tuple(findings)


def _item_findings(
    program: Program, award_event: AwardEvent, key: str, records: list[Record], lines: list[tuple[int, LedgerLine]]
) -> Iterator[EventOnSeveralDays]:
    """The findings about one item: records with a later day than the first, and records whose line has another day."""
    field = award_event.event.date_field
    dated = ((record.values.get(field), f"{record.path}.{field}") for record in records)
    days = sorted((day, path) for day, path in dated if isinstance(day, datetime.date))
    if not days:
        return
    labels = program.compute_once(Labels)
    kind = LocalizedName(records[0].kind, labels.name(records[0].kind))
    event = LocalizedName(award_event.event.name, labels.name(award_event.event.name, records[0].kind))
    for day, path in days:
        other = _EventDay(*days[0]) if day != days[0][0] else _other_line(program.fiscal_year, day, lines)
        if other is not None:
            yield EventOnSeveralDays(
                path=path, kind=kind, item=LocalizedName(key, labels.item(key, Passage(records[0].kind))), event=event,
                day=_EventDay(day, path).phrase, other_day=other.phrase, other=other.path,
                effect=_FOR_LIFE if award_event.event.is_for_life else _EACH,
            )  # fmt: skip


def _other_line(years: FiscalYear, stated: Date, lines: list[tuple[int, LedgerLine]]) -> _EventDay | None:
    """The first history line that states the event on a different day, or in a different year.

    A line of the same year that is not final does not count: the event of the facts is settled in its place.
    """
    for index, line in lines:
        if not is_final(line) and years.year_of(stated) == line.year:
            continue
        day = line.event_date
        if stated != day if day is not None else years.year_of(stated) != line.year:
            return _EventDay(day or line.year, f"$.history[{index}]")
    return None


def _lines(program: Program, facts: Facts, award_event: AwardEvent) -> Mapping[str, list[tuple[int, LedgerLine]]]:
    """The lines of this policy's awards for the event, by item, with their indices."""
    return values_by_key(
        (line.item, (index, line))
        for index, line in enumerate(facts.history or ())
        if line.clause in award_event.labels and line.is_of(program.name) and line.is_about(facts.applicant)
    )


def award_events(program: Program) -> tuple[AwardEvent, ...]:
    """The events that awards use, in the order of the text."""
    labels: dict[tuple[str, str], set[str]] = {}
    words: dict[tuple[str, str], Event] = {}
    for clause in program.clauses:
        kind, field = program.schema.record_by_name.get(clause.trigger.record), clause.trigger.date_field
        if kind is None or not kind.key or field in kind.key or not field or _may_recur(kind, field):
            continue
        event = next((candidate for candidate in kind.events if candidate.date_field == field), None)
        if event is not None:
            words.setdefault((kind.root, field), kind.event_by_name.get(clause.trigger.event or "", event))
            award_labels = labels.setdefault((kind.root, field), set())
            award_labels |= {clause.label} if clause.trigger.kind is TriggerKind.RECORD else set()
    return tuple(AwardEvent(root, event, frozenset(labels[root, field])) for (root, field), event in words.items())


def _may_recur(kind: Kind, field: str) -> bool:
    """Whether the vocabulary has a word for the first event on a day, and so expects others."""
    return any(event.is_first for event in kind.events if event.date_field == field)


# ---------------------------------------------------------------------------------------------- records of one day

_END = Phrase("first", "首次"), Phrase("last", "最近一次")


def tied_record_findings(c: Situation) -> Iterator[RecordsOfOneDay]:
    """The findings, in the order of kinds and records."""
    for kind, is_last, (place, other_place) in sorted(c.cache.get(TIES, ())):  # type: ignore[call-overload]
        labels = c.program.compute_once(Labels)
        record, other = _record(c, kind, place), _record(c, kind, other_place)
        yield RecordsOfOneDay(
            path=record.path, kind=LocalizedName(kind, labels.name(kind)), item=_item(labels, record),
            other_item=_item(labels, other), day=written_day(place[0]), end=_END[is_last], other=other.path,
        )  # fmt: skip


def _record(c: Situation, kind: str, place: Any) -> Record:
    return next(record for record, _ in c.records_of_kind(kind).members if (record.item, record.id) == place[1:])


def _item(labels: Labels, record: Record) -> LocalizedName:
    return LocalizedName(record.item, labels.item(record.item, Passage(record.kind)))


# ---------------------------------------------------------------------------------------------- close numbers

_MARK = re.compile(rf"[\s\-{DASHES}]")


def close_number_findings(program: Program, facts: Facts) -> Iterator[CloseNumbers]:
    """The numbers of records and lines that differ only in blanks and dashes: each with the first one like it."""
    kinds = program.schema.record_by_name
    roots = {clause.label: root_of(program, clause) for clause in program.clauses} if facts.history else {}
    names: dict[tuple[str, str], str] = {}
    for record in all_records(facts):
        if kinds[record.kind].key:
            names.setdefault((record.root, record.item), record.path)
    for index, line in enumerate(facts.history or ()):
        root = kinds[line.kind].root if line.kind in kinds else roots.get(line.clause, "")
        names.setdefault((root, line.item), f"$.history[{index}]")
    first: dict[tuple[str, str], tuple[str, str]] = {}
    for (root, item), path in names.items() if any(_MARK.search(item) for _, item in names) else ():
        other, place = first.setdefault((root, _MARK.sub("", fold_name(item))), (item, path))
        if other != item and (_breaks(other) <= _breaks(item) or _breaks(item) <= _breaks(other)):
            yield CloseNumbers(path=path, word=printable(item), other_word=printable(other), other=place)


def _breaks(name: str) -> set[int]:
    """How many characters are before each blank and dash of a name."""
    return {match.start() - index for index, match in enumerate(_MARK.finditer(name))}
