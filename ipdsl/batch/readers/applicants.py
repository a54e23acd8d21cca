"""The applicants of a chunk by themselves: their kinds, fields, fields that change, and figures by year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Protocol

import numpy as np
import pyarrow as pa

from ipdsl.base.values.days import FIRST_YEAR, LAST_YEAR
from ipdsl.batch.intake.arrow_arrays import bare, flags, list_lengths, part_of, valid
from ipdsl.batch.intake.form import ValueColumn as TableColumn
from ipdsl.batch.kernel import values
from ipdsl.batch.kernel.settle import Array, years_of
from ipdsl.batch.program.arrays import ArrayContent
from ipdsl.batch.readers.chunks import Chunk

YEARS_BACK = 5
"""So many years before the first with a figure are looked at, in which one may be nothing."""


class Places(Protocol):
    """The ranks of a cohort."""

    def places(self, figure: str, among: Sequence[str], first: int, figures: Array) -> Array:
        """The ranks of figures by applicant and year, from the `first` year on; 0: none, `UNKNOWN`: it is open."""


class Applicants:
    """The applicants of a chunk."""

    def __init__(self, chunk: Chunk) -> None:
        self.chunk = chunk

    # ------------------------------------------------------------------------------------------ kinds and fields

    def _own_column(self, name: str) -> TableColumn | None:
        return next((one for one in self.chunk.form.fields if one.name == name), None)

    def own(self, name: str) -> Array:
        """A field of each applicant; `UNKNOWN` where it is not stated."""
        column = self._own_column(name)
        if column is None or column.is_by_period:
            return np.full(self.chunk.number, values.UNKNOWN, np.int64)
        type_ = self.chunk.schema.applicant_field_by_name[name].type
        return self.chunk.numbers(type_, column, self.chunk.cells(column.path), np.arange(self.chunk.number))[0]

    def own_text(self, name: str) -> tuple[int, Array]:
        """The place of a field of the applicants among the texts that get numbers, and where it is not stated."""
        column, every = self._own_column(name), np.arange(self.chunk.number)
        if column is None or column.is_by_period:
            if column is not None:
                self.chunk.leave(valid(self.chunk.cells(column.path)))
            return self.chunk.number_texts(pa.nulls(self.chunk.number, pa.large_string()), every), np.ones(
                self.chunk.number, bool
            )
        cells = self.chunk.cells(column.path)
        none = ~valid(cells) & column.null_is_none
        if pa.types.is_struct(cells.type):
            _, said, other = bare(cells)
            none |= said
            self.chunk.leave(other)
        texts = self.chunk.as_text(self.chunk.schema.applicant_field_by_name[name].type, column, cells).cast(
            pa.large_string()
        )
        return self.chunk.number_texts(texts, every), ~none & ~valid(texts)

    def said(self, name: str) -> pa.Array:
        """A field of each applicant as text; null where it is not stated."""
        column, chunk = self._own_column(name), self.chunk
        if column is None or column.is_by_period:
            return pa.nulls(chunk.number, pa.large_string())
        type_ = chunk.schema.applicant_field_by_name[name].type
        return chunk.as_text(type_, column, chunk.cells(column.path)).cast(pa.large_string())

    def periods(self, name: str) -> dict[ArrayContent, Array]:
        """A field that changes: where the periods of each applicant begin, their first and last days, and values."""
        column = self._own_column(name)
        every = np.arange(self.chunk.number + 1)
        if column is None:
            none = np.zeros(0, np.int64)
            return {
                ArrayContent.PERIODS_BEGIN: every * 0,
                ArrayContent.PERIOD_START: none,
                ArrayContent.PERIOD_END: none,
                ArrayContent.PERIOD_VALUE: none,
            }
        type_, cells = self.chunk.schema.applicant_field_by_name[name].type, self.chunk.cells(column.path)
        if not column.is_by_period:
            value, stated = self.chunk.numbers(type_, column, cells, every[:-1])
            start = np.full(self.chunk.number, values.LONG_AGO, np.int64)
            value = np.where(stated, value, values.UNKNOWN)
            return {
                ArrayContent.PERIODS_BEGIN: every, ArrayContent.PERIOD_START: start,
                ArrayContent.PERIOD_END: np.full(self.chunk.number, values.NEVER, np.int64),
                ArrayContent.PERIOD_VALUE: value,
            }  # fmt: skip
        length = list_lengths(cells)
        owner, inner = np.repeat(every[:-1], length), cells.flatten()
        names = [field.name for field in inner.type]
        value, stated = self.chunk.numbers(type_, column, inner.field(names.index("value")), owner)
        self.chunk.leave_owners(owner, ~stated | ~valid(inner))
        ends = [
            self.chunk.days(inner.field(names.index(part)), owner, otherwise) if part in names
            else np.full(len(owner), otherwise, np.int64)
            for part, otherwise in (("from", values.LONG_AGO), ("to", values.NEVER))
        ]  # fmt: skip
        overlap = np.zeros(len(owner), bool)
        overlap[1:] = (owner[1:] == owner[:-1]) & (ends[0][1:] <= ends[1][:-1])
        self.chunk.leave_owners(owner, overlap | (ends[0] > ends[1]))
        begin = np.concatenate([[0], np.cumsum(length)])
        return {
            ArrayContent.PERIODS_BEGIN: begin,
            ArrayContent.PERIOD_START: ends[0],
            ArrayContent.PERIOD_END: ends[1],
            ArrayContent.PERIOD_VALUE: value,
        }

    # ------------------------------------------------------------------------------------------ figures

    @cached_property
    def _figure_lines(self) -> tuple[Array, Array, pa.StructArray] | None:
        """Of each line of figures whose it is, its year, and the line."""
        form = self.chunk.form.figures
        if form is None:
            return None
        cells = self.chunk.cells(form.path)
        length = list_lengths(cells)
        owner, inner = np.repeat(np.arange(self.chunk.number), length), cells.flatten()
        column = next((one for one in form.columns if one.name == "year"), None)
        if column is None:
            self.chunk.leave(length > 0)
            return None
        year, stated = self.chunk.numbers(column.type, column, part_of(inner, column.path[-1]), owner)
        good = stated & (year >= FIRST_YEAR) & (year <= LAST_YEAR)
        self.chunk.leave_owners(owner, ~good)
        pairs, counts = np.unique(owner * 10_000 + year, return_counts=True)
        twice = pairs[counts > 1] // 10_000
        self.chunk.leave(np.isin(np.arange(self.chunk.number), twice))
        return owner, np.where(good, year, FIRST_YEAR), inner

    @cached_property
    def _without(self) -> Array:
        """Which lines of figures say that their year has none; one that states some as well sends its owner away."""
        lines = self._figure_lines
        assert lines is not None
        owner, _, inner = lines
        names = [field.name for field in inner.type]
        if "none" not in names:
            return np.zeros(len(owner), bool)
        flag = inner.field(names.index("none"))
        without = flags(flag)
        form = self.chunk.form.figures
        assert form is not None
        said = np.zeros(len(owner), bool)
        for column in form.columns:
            if column.name not in ("year", "none"):
                said |= valid(inner.field(column.path[-1]))
        self.chunk.leave_owners(owner, (valid(flag) & ~without) | (without & said))
        return without

    @cached_property
    def stated_years(self) -> Array:
        """Of each applicant and year whether a line of figures is stated, or that there are none."""
        first, last = self.years
        found = np.full((self.chunk.number, last - first + 1), values.UNKNOWN, np.int64)
        if self._figure_lines is not None:
            owner, year, _ = self._figure_lines
            found[owner, year - first] = np.where(self._without, 2, 1)
        return found

    @cached_property
    def begun(self) -> Array:
        """The first year with an event or a figure; after the last year where there is none. Whoever does not state a
        day, or all records of a kind, goes.
        """
        chunk, found = self.chunk, np.full(self.chunk.number, LAST_YEAR + 1, np.int64)
        if self._figure_lines is not None:
            owner, year, _ = self._figure_lines
            np.minimum.at(found, owner[~self._without], year[~self._without])
        self._leave_partial(np.ones(chunk.number, bool))
        for owner, days in self._event_days():
            chunk.leave_owners(owner, days == values.UNKNOWN, values.OPEN)
            known = np.flatnonzero((days != values.UNKNOWN) & (days != values.NEVER))
            np.minimum.at(found, owner[known], years_of(days[known]))
        return found

    def last_stated(self, who: Array) -> Array:
        """The last year with an event or a figure; 0 where there is none. Of `who` goes who states a kind in part."""
        found = np.zeros(self.chunk.number, np.int64)
        if self._figure_lines is not None:
            owner, year, _ = self._figure_lines
            np.maximum.at(found, owner[~self._without], year[~self._without])
        self._leave_partial(who)
        for owner, days in self._event_days():
            known = np.flatnonzero((days != values.UNKNOWN) & (days != values.NEVER))
            np.maximum.at(found, owner[known], years_of(days[known]))
        return found

    def _leave_partial(self, who: Array) -> None:
        """Of these applicants those go who list a kind in part."""
        for kind in self.chunk.kinds.values():
            if kind.is_partial:
                self.chunk.leave(who & valid(self.chunk.cells(kind.path)), values.OPEN)

    def _event_days(self) -> Iterator[tuple[Array, Array]]:
        """Of each event that records of a kind may have whose each record is, and its day."""
        chunk = self.chunk
        for root in dict.fromkeys(chunk.schema.record_by_name[name].root for name in chunk.kinds):
            listed = chunk.listed(root)
            for place, (kind, _, _) in enumerate(listed.parts):
                mine = listed.kind_of == place
                for name in sorted(chunk.schema.event_days[kind.name]):
                    yield listed.owner[mine], listed.field(name)[0][mine]

    @cached_property
    def years(self) -> tuple[int, int]:
        """The first and the last year with a figure; before the first some more, in which a figure may be nothing."""
        lines = self._figure_lines
        if lines is None or not len(lines[1]):
            return 2000, 2000
        return int(lines[1].min()) - YEARS_BACK, int(lines[1].max())

    def figure(self, name: str) -> Array:
        """A figure of each applicant and year, from `years` on; `UNKNOWN` where it is not stated."""
        first, last = self.years
        found = np.full((self.chunk.number, last - first + 1), values.UNKNOWN, np.int64)
        form, lines = self.chunk.form.figures, self._figure_lines
        column = None if form is None else next((one for one in form.columns if one.name == name), None)
        if lines is None or column is None:
            return found
        owner, year, inner = lines
        figure = self.chunk.schema.figure_by_name[name]
        if figure.zero_before is not None:
            since = self.own(figure.zero_before)
            known = (since != values.UNKNOWN) & (since != values.NEVER)
            begun = years_of(np.where(known, since, 0))
            found[known[:, None] & (np.arange(first, last + 1)[None, :] < begun[:, None])] = 0
        value, stated = self.chunk.numbers(figure.type, column, inner.field(column.path[-1]), owner)
        stated = stated & ~self._without
        found[owner[stated], year[stated] - first] = value[stated]
        return found

    def rank(self, figure: str, among: Sequence[str], places: Places | None) -> Array:
        """The rank by a figure of each applicant and year, from `years` on; without places it is not known."""
        found = self.figure(figure)
        if places is None:
            return np.where(found > 0, values.UNKNOWN, found)
        self.ranked(figure, among)  # whoever has none by statement goes
        return places.places(figure, among, self.years[0], found)

    def ranked(self, figure: str, among: Sequence[str]) -> tuple[Array, Array, Array, Array]:
        """Who is ranked by a figure; and whose, of which year and which each figure is that is stated of those."""
        who = np.zeros(self.chunk.number, bool)
        for kind in among:
            who |= self.chunk.is_kind(kind) > 0
        form, lines, nothing = self.chunk.form.figures, self._figure_lines, np.zeros(0, np.int64)
        column = None if form is None else next((one for one in form.columns if one.name == figure), None)
        if lines is None or column is None:
            return who, nothing, nothing, nothing
        owner, year, inner = lines
        cells = inner.field(column.path[-1])
        value, stated = self.chunk.numbers(self.chunk.schema.figure_by_name[figure].type, column, cells, owner)
        if pa.types.is_struct(cells.type) or column.null_is_none:  # what is none has no rank, and is not unknown
            self.chunk.leave_owners(owner, who[owner] & ~stated & ~self._without, values.OPEN)
        keep = np.flatnonzero(stated & ~self._without & who[owner])
        return who, owner[keep], year[keep], value[keep]
