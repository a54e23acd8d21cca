"""The records of one kind in a chunk, with those of narrower kinds: their fields as numbers and as texts.

In: the lists of records of a chunk. Out: arrays over all records of a root, applicant by applicant.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.runtime.kernel.columns import values
from ipdsl.runtime.kernel.columns.settle import Array, years_of
from ipdsl.schema.model import YearsBetween
from ipdsl.schema.types import DateType, RecordType
from ipdsl.tables.arrow_types import is_list
from ipdsl.tables.chunks import ChunkReader, valid
from ipdsl.tables.derived import NamedRecords, days_of_named, derived_counts, years_in_texts
from ipdsl.tables.foreign import Rates, convert_foreign, foreign_sums
from ipdsl.tables.form import KindColumn
from ipdsl.tables.plain import bare, numbers_of


class Listed:
    """The records of one root: those of all its listings, applicant by applicant."""

    def __init__(self, chunk: ChunkReader, root: str) -> None:
        self.chunk, self.root = chunk, root
        schema = chunk.schema
        self.parts: list[tuple[KindColumn, Array, pa.StructArray]] = []
        self._fields: dict[str, tuple[Array, Array]] = {}
        self._texts: dict[tuple[str, ...], tuple[pa.Array, Array]] = {}
        length = np.zeros(chunk.number, np.int64)
        for name in schema.narrower_records[root]:
            if (kind := chunk.kinds.get(name)) is not None:
                cells = chunk.cells(kind.path)
                if kind.is_partial:  # more of them may be there, and `is_listed` says so
                    continue
                own = pc.fill_null(pc.list_value_length(cells), 0).to_numpy(zero_copy_only=False).astype(np.int64)
                inner = cells.flatten()
                if inner.null_count:
                    chunk.leave_owners(np.repeat(np.arange(chunk.number), own), ~valid(inner))
                self.parts.append((kind, own, inner))
                length += own
        self.begin = np.concatenate([[0], np.cumsum(length)])
        self.owner = np.repeat(np.arange(chunk.number), length)
        self._places = self._placed() if len(self.parts) > 1 else [slice(None)] * len(self.parts)

    @cached_property
    def kind_of(self) -> Array:
        """The part to which each record belongs: the kind under which it is listed."""
        found = np.zeros(len(self), np.int64)
        for place, at in enumerate(self._places):
            found[at] = place
        return found

    def _placed(self) -> list[Array | slice]:
        """Where the records of each listing stand."""
        found: list[Array | slice] = []
        before = self.begin[:-1].copy()
        for _, own, _ in self.parts:
            at = np.concatenate([[0], np.cumsum(own)])
            found.append(np.repeat(before - at[:-1], own) + np.arange(at[-1]))
            before += own
        return found

    def __len__(self) -> int:
        return int(self.begin[-1])

    def field(self, name: str) -> tuple[Array, Array]:
        """A field of all records, and where it is stated."""
        if name not in self._fields:
            self._fields[name] = self._field(name)
            for part in self._fields[name]:
                part.flags.writeable = False  # whoever asks next is given the same
        return self._fields[name]

    def _field(self, name: str) -> tuple[Array, Array]:
        schema = self.chunk.schema
        found = np.full(len(self), values.UNKNOWN, np.int64)
        stated = np.zeros(len(self), bool)
        for (kind, _, inner), place in zip(self.parts, self._places, strict=True):
            record = schema.record_by_name[kind.name]
            if name not in record.field_by_name:
                continue
            type_ = record.field_by_name[name].type
            fixed = dict(record.fixed).get(name)
            column = next((one for one in kind.fields if one.name == name), None)
            if fixed is not None:
                own, known = self.chunk.fixed(type_, fixed, len(inner)), np.ones(len(inner), bool)
            elif column is None:
                continue
            else:
                own, known = self.chunk.numbers(type_, column, inner.field(column.path[-1]), self._owners(place))
            found[place], stated[place] = own, known
        years = dict(schema.record_by_name[self.root].derived_fields).get(name)
        return (found, stated) if years is None else self._counted(years, found, stated)

    def _counted(self, years: YearsBetween, found: Array, stated: Array) -> tuple[Array, Array]:
        """A count of years, which may follow from two days; one that contradicts them sends its owner away."""
        kind = self.chunk.schema.record_by_name[self.root]
        if years.link is None:
            start = self.field(years.start)[0]
        else:
            linked = kind.field_by_name[years.link].type
            assert isinstance(linked, RecordType)
            root = self.chunk.schema.record_by_name[linked.record].root
            of = self.chunk.listed(root)
            named = NamedRecords(of.owner, self.chunk.items_of(root), of.field(years.start)[0])
            start = days_of_named(self.owner, self.texts([years.link])[0], named)
        if isinstance(kind.field_by_name[years.end].type, DateType):
            days, known = self.field(years.end)
            known = known & (days != values.NEVER)
            end = np.where(known, years_of(np.where(known, days, 0)), values.UNKNOWN)
        else:
            end = years_in_texts(self.texts([years.end])[0])
        found, stated, wrong = derived_counts(start, end, found, stated)
        self.chunk.leave_owners(self.owner, wrong)
        return found, stated

    def foreign(self, name: str, days: Array, rates: Rates) -> Array:
        """A sum of all records in millionths of the policy's currency, by the rates of these days."""
        chunk, own = self.chunk, self.chunk.program.currency
        found = np.full(len(self), values.UNKNOWN, np.int64)
        for (kind, _, inner), place in zip(self.parts, self._places, strict=True):
            record = chunk.schema.record_by_name[kind.name]
            column = next((one for one in kind.fields if one.name == name), None)
            if name not in record.field_by_name or column is None:
                continue
            cells, owner = inner.field(column.path[-1]), self._owners(place)
            read = numbers_of(chunk.schema, own, record.field_by_name[name].type, cells, column.null_is_none)
            sums, is_large, doubtful = convert_foreign(read, foreign_sums(cells, own), days[place], rates, own)
            chunk.leave_owners(owner, doubtful if read.doubtful is None else doubtful | read.doubtful)
            chunk.leave_owners(owner, is_large, values.TOO_LARGE)
            found[place] = sums
        return found

    def _owners(self, place: Array | slice) -> Array:
        return self.owner[place]

    def texts(self, names: Sequence[str]) -> tuple[pa.Array, Array]:
        """Fields as one text, and where all are stated."""
        asked = tuple(names)
        if asked not in self._texts:
            self._texts[asked] = self._said(asked)
        return self._texts[asked]

    def _said(self, names: tuple[str, ...]) -> tuple[pa.Array, Array]:
        schema = self.chunk.schema
        parts: list[pa.Array] = []
        for kind, _, inner in self.parts:
            record = schema.record_by_name[kind.name]
            each: list[pa.Array] = []
            for name in names:
                fixed = dict(record.fixed).get(name)
                column = next((one for one in kind.fields if one.name == name), None)
                if fixed is not None:
                    each.append(pa.repeat(pa.scalar(str(fixed), pa.large_string()), len(inner)))
                elif column is None or name not in record.field_by_name:
                    each.append(pa.nulls(len(inner), pa.large_string()))
                else:
                    each.append(
                        self.chunk.as_text(record.field_by_name[name].type, column, inner.field(column.path[-1]))
                    )
            joined = (
                each[0] if len(each) == 1 else pc.binary_join_element_wise(*each, pa.scalar(" / ", pa.large_string()))
            )
            parts.append(joined.cast(pa.large_string()))
        if not parts:
            parts = [pa.array([], pa.large_string())]
        every = parts[0] if len(parts) == 1 else pa.concat_arrays(parts)
        if len(self.parts) > 1:
            order = np.empty(len(self), np.int64)
            order[np.concatenate([np.asarray(place) for place in self._places])] = np.arange(len(self))
            every = every.take(pa.array(order))
        return every, valid(every)

    def list_of(self, name: str) -> tuple[Array, pa.Array]:
        """A list of texts of each record: where each begins, and the texts."""
        if len(self.parts) != 1:
            self.chunk.leave_owners(self.owner, np.ones(len(self), bool))
            return np.zeros(len(self) + 1, np.int64), pa.array([], pa.large_string())
        kind, _, inner = self.parts[0]
        column = next((one for one in kind.fields if one.name == name), None)
        if column is None:
            return np.zeros(len(self) + 1, np.int64), pa.array([], pa.large_string())
        cells = inner.field(column.path[-1])
        stated = valid(cells)
        if pa.types.is_struct(cells.type):
            cells, none, other = bare(cells)
            self.chunk.leave_owners(self.owner, other)
            stated = none | valid(cells)
        if not is_list(cells.type):
            self.chunk.leave_owners(self.owner, np.ones(len(self), bool))
            return np.zeros(len(self) + 1, np.int64), pa.array([], pa.large_string())
        self.chunk.leave_owners(self.owner, ~stated, values.OPEN)
        length = pc.fill_null(pc.list_value_length(cells), 0).to_numpy(zero_copy_only=False).astype(np.int64)
        return np.concatenate([[0], np.cumsum(length)]), cells.flatten().cast(pa.large_string())
