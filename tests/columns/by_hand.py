"""Facts to columns value by value, as `ipdsl.runtime.columns.values` says: the slow second reader of the tests."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import numpy as np

from ipdsl.backends.columns.module import ColumnProgram
from ipdsl.runtime.columns.arrays import Column, Held
from ipdsl.runtime.clauses.situation import Situation
from ipdsl.runtime.columns import values
from ipdsl.runtime.columns.lookups import first_events
from ipdsl.runtime.facts import Dated, Facts, Record
from ipdsl.runtime.loop_values import NO_KEY, matter_of
from ipdsl.runtime.settlement.item_order import item_place
from ipdsl.runtime.unknown import CANNOT, NONE
from ipdsl.schema.model import MATTER_IS_APPLICANT, Schema
from ipdsl.schema.types import BoolType, ChoiceType, DateType, LevelType, ListType, Type
from ipdsl.values.days import Date

EPOCH = datetime.date(1970, 1, 1)


class NotPlain(Exception):
    pass


class Chunk:
    """The columns of some applicants; `left` tells who cannot be carried."""

    def __init__(self, program: ColumnProgram, cohort: Sequence[Facts]) -> None:
        self.of, self.schema, self.program = program, program.plan.program.schema, program.plan.program
        self.cohort = cohort
        self.left = np.zeros(len(cohort), np.int64)
        self.columns = list(dict.fromkeys(program.columns.values()))
        self.records: dict[str, list[list[Record]]] = {}
        roots = {self.schema.record_by_name[column.kind].root for column in self.columns if column.kind}
        for root in roots:
            self.records[root] = [self._listed(i, facts, root) for i, facts in enumerate(cohort)]
        for i, facts in enumerate(cohort):
            c = Situation(self.program, facts, None, Date.min, 1)
            for kind, field in program.asked:
                listed = c.listed(kind)
                is_open = any(r.values.get(field) in (None, CANNOT) for r, _ in listed.members)
                if is_open:
                    self.left[i] = values.OPEN
            if facts.history or facts.support or facts.older_documents or facts.ranks or facts.rooms:
                self.left[i] = values.BEFORE
        texts = {text for lists in self.records.values() for own in lists for r in own for text in self._texts(r)}
        self.texts = {text: number for number, text in enumerate(sorted(texts))}
        every = {root_place(self, r) for lists in self.records.values() for own in lists for r in own}
        self.places = {place: number for number, place in enumerate(sorted(every))}
        self.first_year, self.last_year = 1900, 2200

    def _listed(self, i: int, facts: Facts, root: str) -> list[Record]:
        found: list[Record] = []
        for kind in self.schema.narrower_records[root]:
            if kind in facts.records:
                found += facts.records[kind].records
        return found

    def _texts(self, record: Record) -> list[str]:
        kind = self.schema.record_by_name[record.root]
        found = [record.item, f"{record.root}: {record.item}", f"{record.root}: "]
        for value in record.values.values():
            found += (
                [value]
                if isinstance(value, str)
                else [one for one in value if isinstance(one, str)]
                if isinstance(value, tuple)
                else []
            )
        for name in self.program.matter_names:
            fields = self.program.matter_fields(name, kind)
            if fields != MATTER_IS_APPLICANT:
                try:
                    found.append(matter_of(record, fields))
                except (LookupError, KeyError):
                    pass
        return found

    def array(self, column: Column) -> np.ndarray:
        held, schema = column.held, self.schema
        if held is Held.IS:
            return np.array([column.name in one.kinds for one in self.cohort], np.uint8)
        if held is Held.OWN:
            type_ = schema.applicant_field_by_name[column.name].type
            return self._array(
                [self._value(i, type_, one.fields.get(column.name)) for i, one in enumerate(self.cohort)]
            )
        if held in (Held.OWN_AT, Held.OWN_FROM, Held.OWN_TO, Held.OWN_VALUE):
            return self._periods(column)
        if held is Held.FIGURE:
            return self._figures(column.name)
        lists = self.records[self.schema.record_by_name[column.kind].root]
        if held is Held.AT:
            return np.cumsum([0, *map(len, lists)]).astype(np.int64)
        if held is Held.FIELD:
            field = schema.record_by_name[column.kind].field_by_name.get(column.name)
            if field is None:
                field = next(
                    one.field_by_name[column.name]
                    for one in schema.records
                    if one.root == column.kind and column.name in one.field_by_name
                )
            return self._array(
                [self._value(i, field.type, r.values.get(column.name)) for i, own in enumerate(lists) for r in own]
            )
        if held is Held.LISTED:
            kind = column.kind
            listed = [Situation(self.program, one, None, Date.min, 1).listed(kind) for one in self.cohort]
            return np.array([one.certain is not None and not one.rest for one in listed], np.int64)
        if held is Held.ORDER:
            return self._array([self.places[root_place(self, r)] for own in lists for r in own])
        if held is Held.ITEM:
            return self._array([self.texts[r.item] for own in lists for r in own])
        if held is Held.MATTER:
            return self._array([self._matter(i, column, r) for i, own in enumerate(lists) for r in own])
        if held is Held.APPROVED:
            return self._array([
                self.cohort[i].approved.get((column.name, r.item), values.UNKNOWN) for i, own in enumerate(lists) for r in own
            ])  # fmt: skip
        if held is Held.FIRST:
            return self._first(column, lists)
        raise NotImplementedError(held)

    @staticmethod
    def _array(of: list[int]) -> np.ndarray:
        return np.array(of, np.int64)

    def _matter(self, i: int, column: Column, record: Record) -> int:
        kind = self.schema.record_by_name[record.root]
        fields = self.program.matter_fields(column.name, kind)
        if fields == MATTER_IS_APPLICANT:
            return self.texts[f"{record.root}: "]
        try:
            return self.texts[matter_of(record, fields) if fields else f"{record.root}: {record.item}"]
        except (LookupError, KeyError):
            self.left[i] = values.OPEN
            return -1

    def _value(self, i: int, type_: Type, value: object) -> int:
        if value is None or value is CANNOT or isinstance(value, Dated):
            return values.UNKNOWN
        match type_:
            case BoolType():
                return values.NONE_FLAG if value is NONE else int(value is True)
            case ChoiceType(choice=choice) | LevelType(level=choice):
                return values.NO_MEMBER if value is NONE else self.schema.choice_by_name[choice].names.index(value)
            case DateType():
                return values.NEVER if value is NONE else (value - EPOCH).days
        if value is NONE and isinstance(type_, ListType):
            return -1
        if isinstance(value, str):
            return self.texts[value]
        if isinstance(value, tuple):
            return 0
        if type(value) is int and value <= values.LARGEST:
            return value
        if value is NONE and not hasattr(type_, "currency") and type(type_).__name__ in ("TextType", "RecordType"):
            return values.NO_MEMBER
        return values.UNKNOWN

    def _periods(self, column: Column) -> np.ndarray:
        begin, rows = [0], []
        type_ = self.schema.applicant_field_by_name[column.name].type
        for i, facts in enumerate(self.cohort):
            value = facts.fields.get(column.name)
            if isinstance(value, Dated):
                for period, one in value.periods:
                    start = values.LONG_AGO if period.start is None else (period.start - EPOCH).days
                    end = values.NEVER if period.end is None else (period.end - EPOCH).days
                    rows.append((start, end, self._value(i, type_, one)))
            elif value is not None:
                rows.append((values.LONG_AGO, values.NEVER, self._value(i, type_, value)))
            begin.append(len(rows))
        place = {Held.OWN_FROM: 0, Held.OWN_TO: 1, Held.OWN_VALUE: 2}.get(column.held)
        return self._array(begin if place is None else [row[place] for row in rows])

    def _figures(self, name: str) -> np.ndarray:
        found = np.full((len(self.cohort), self.last_year - self.first_year + 1), values.UNKNOWN, np.int64)
        for i, facts in enumerate(self.cohort):
            for year, own in facts.figures.items():
                value = own.get(name)
                if type(value) is int and value <= values.LARGEST:
                    found[i, year - self.first_year] = value
        return found

    def _first(self, column: Column, lists: list[list[Record]]) -> np.ndarray:
        begin = np.cumsum([0, *map(len, lists)])
        every = [record for own in lists for record in own]
        tests = self.schema.tests_of_kind(self.schema.record_by_name[column.kind].root, column.kind) or ()
        belongs = [all(r.values.get(name) == fixed for name, fixed in tests) for r in every]
        days = [self._value(0, DateType(), r.values.get(column.name) or NONE) for r in every]
        items = [self.texts[r.item] for r in every]
        first = np.zeros(len(every), np.int64)
        first_events(begin, belongs, days, items, column.of_item, first)
        return first

    def lists(self, pool: tuple[str, str]) -> tuple[list[int], list[int]]:
        begin, found = [0], []
        for i, own in enumerate(self.records[pool[0]]):
            for record in own:
                value = record.values.get(pool[1])
                if value is None or value is CANNOT:
                    self.left[i] = values.OPEN
                elif value is not NONE:
                    found += [self.texts[one] for one in value]
                begin.append(len(found))
        return begin, found


def root_place(chunk: Chunk, record: Record) -> tuple[object, ...]:
    """What orders items of one kind."""
    ranks = tuple(
        (name, _places(chunk.schema, chunk.schema.record_by_name[record.root].field_by_name[name].type))
        for name in chunk.schema.record_by_name[record.root].key
    )
    if not any(places for _, places in ranks):
        return (record.root, 0, record.item)
    return (record.root, 1, item_place(ranks, record.item, record, {}))


def _places(schema: Schema, type_: Type) -> dict[str, int] | None:
    if isinstance(type_, ChoiceType | LevelType):
        choice = type_.choice if isinstance(type_, ChoiceType) else type_.level
        return {name: place for place, name in enumerate(schema.choice_by_name[choice].names)}
    return None


__all__ = ["NO_KEY", "Chunk", "first_events"]
