"""Facts about the applicants of a chunk: their fields, fields that change, and figures by year.

An applicant whose facts are not plain leaves to the reader of facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, Protocol

import numpy as np
import pyarrow as pa

from ipdsl.base.values.days import FIRST_YEAR, LAST_YEAR
from ipdsl.batch.intake.arrow_arrays import bare, flags, list_lengths, part_of, valid
from ipdsl.batch.intake.form import ValueColumn
from ipdsl.batch.kernel import values
from ipdsl.batch.kernel.claims import Array, years_of
from ipdsl.batch.program.program import ArrayContent
from ipdsl.batch.readers.chunks import TEXT, Chunk
from ipdsl.schema.values.value_type import Type

YEARS_BACK = 5
"""The number of years before the first figure that are in the arrays."""


class Places(Protocol):
    """The ranks of a cohort."""

    def places(self, figure: str, among: Sequence[str], first: int, figures: Array) -> Array:
        """The ranks of figures by applicant and year, from the `first` year on; 0: none, `UNKNOWN`: it is open."""


class FigureLines(NamedTuple):
    """The lines of yearly figures: applicant, year, whether the line states that the year has no figures, figures."""

    owner: Array
    year: Array
    is_without: Array
    figures: Mapping[str, tuple[ValueColumn, pa.Array]]


class Applicants:
    """The applicants of a chunk."""

    def __init__(self, chunk: Chunk) -> None:
        self.chunk, self._every = chunk, np.arange(chunk.number)
        self._periods: dict[str, dict[ArrayContent, Array]] = {}

    # ------------------------------------------------------------------------------------------ fields

    def _column(self, name: str) -> tuple[ValueColumn | None, pa.Array, Type]:
        """The column of a field, its cells, and its type; `None`: no cell states it."""
        column = next((one for one in self.chunk.form.fields if one.name == name), None)
        cells = pa.nulls(self.chunk.number) if column is None else self.chunk.cells(column.path)
        return column, cells, self.chunk.schema.applicant_field_by_name[name].type

    def own(self, name: str) -> Array:
        """A field of each applicant; `UNKNOWN` where it is not stated."""
        column, cells, type_ = self._column(name)
        if column is None or column.is_by_period:
            return np.full(self.chunk.number, values.UNKNOWN, np.int64)
        return self.chunk.numbers(type_, column, cells, self._every)[0]

    def own_text(self, name: str) -> tuple[int, Array]:
        """The place of a field of the applicants among the texts that get numbers, and where it is not stated."""
        column, cells, _ = self._column(name)
        none, texts = np.zeros(self.chunk.number, bool), self.said(name)
        if column is not None and column.is_by_period:
            self.chunk.leave(valid(cells))
        elif column is not None:
            none = ~valid(cells) & column.null_is_none
            if pa.types.is_struct(cells.type):
                _, said, other = bare(cells)
                none |= said
                self.chunk.leave(other)
        return self.chunk.number_texts(texts, self._every), ~none & ~valid(texts)

    def said(self, name: str) -> pa.Array:
        """A field of each applicant as text; null where it is not stated."""
        column, cells, type_ = self._column(name)
        if column is None or column.is_by_period:
            return pa.nulls(self.chunk.number, TEXT)
        return self.chunk.as_text(type_, column, cells)

    def periods(self, name: str) -> dict[ArrayContent, Array]:
        """A field that changes: where the periods of each applicant begin, their first and last days, and values."""
        if name not in self._periods:
            arrays = self._read_periods(*self._column(name))
            held = (ArrayContent.PERIODS_BEGIN, ArrayContent.PERIOD_START, ArrayContent.PERIOD_END,
                    ArrayContent.PERIOD_VALUE)  # fmt: skip
            self._periods[name] = dict(zip(held, arrays, strict=True))
        return self._periods[name]

    def _read_periods(
        self, column: ValueColumn | None, cells: pa.Array, type_: Type
    ) -> tuple[Array, Array, Array, Array]:  # fmt: skip
        chunk, nothing = self.chunk, np.zeros(0, np.int64)
        if column is None:
            return np.zeros(chunk.number + 1, np.int64), nothing, nothing, nothing
        if not column.is_by_period:
            value, stated = chunk.numbers(type_, column, cells, self._every)
            start, end = (np.full(chunk.number, day, np.int64) for day in (values.LONG_AGO, values.NEVER))
            return np.arange(chunk.number + 1), start, end, np.where(stated, value, values.UNKNOWN)
        length, inner = list_lengths(cells), cells.flatten()
        owner, parts = np.repeat(self._every, length), {field.name: at for at, field in enumerate(inner.type)}
        value, stated = chunk.numbers(type_, column, inner.field(parts["value"]), owner)
        start, end = (
            chunk.days(inner.field(parts[part]) if part in parts else pa.nulls(len(owner)), owner, otherwise)
            for part, otherwise in (("from", values.LONG_AGO), ("to", values.NEVER))
        )
        overlaps = np.append(False, (owner[1:] == owner[:-1]) & (start[1:] <= end[:-1]))[: len(owner)]
        chunk.leave_owners(owner, ~stated | ~valid(inner) | overlaps | (start > end))
        return np.concatenate([[0], np.cumsum(length)]), start, end, value

    # ------------------------------------------------------------------------------------------ figures

    @cached_property
    def _lines(self) -> FigureLines:
        """The lines of figures. An applicant leaves if a year is repeated, or has both figures and `none`."""
        form, chunk, nothing = self.chunk.form.figures, self.chunk, np.zeros(0, np.int64)
        cells = pa.array([None] * chunk.number, pa.list_(pa.struct([]))) if form is None else chunk.cells(form.path)
        length, inner = list_lengths(cells), cells.flatten()
        columns = {} if form is None else {column.name: column for column in form.columns}
        if "year" not in columns:
            chunk.leave(length > 0)
            return FigureLines(nothing, nothing, nothing.astype(bool), {})
        owner, column = np.repeat(self._every, length), columns.pop("year")
        year, stated = chunk.numbers(column.type, column, part_of(inner, column.path[-1]), owner)
        good = stated & (year >= FIRST_YEAR) & (year <= LAST_YEAR)
        pairs, counts = np.unique(owner * 10_000 + year, return_counts=True)
        chunk.leave_owners(owner, ~good | np.isin(owner * 10_000 + year, pairs[counts > 1]))
        flag = columns.pop("none", None)
        said = pa.nulls(len(owner), pa.bool_()) if flag is None else inner.field(flag.path[-1])
        figures = {name: (column, inner.field(column.path[-1])) for name, column in columns.items()}
        states_figures = np.zeros(len(owner), bool)
        for _, cells in figures.values():
            states_figures |= valid(cells)
        is_without = flags(said)
        chunk.leave_owners(owner, (valid(said) & ~is_without) | (is_without & states_figures))
        return FigureLines(owner, np.where(good, year, FIRST_YEAR), is_without, figures)

    @cached_property
    def years(self) -> tuple[int, int]:
        """The first and the last year of the arrays. They begin `YEARS_BACK` years before the first figure."""
        year = self._lines.year
        return (int(year.min()) - YEARS_BACK, int(year.max())) if len(year) else (2000, 2000)

    def _unknown_by_year(self) -> Array:
        return np.full((self.chunk.number, self.years[1] - self.years[0] + 1), values.UNKNOWN, np.int64)

    @cached_property
    def stated_years(self) -> Array:
        """For each applicant and year: 1 if a line has figures, 2 if it has `none`, `UNKNOWN` without a line."""
        lines, stated = self._lines, self._unknown_by_year()
        stated[lines.owner, lines.year - self.years[0]] = np.where(lines.is_without, 2, 1)
        return stated

    @cached_property
    def begun(self) -> Array:
        """The first year with an event or a figure. Without any it is the year after `LAST_YEAR`.

        In a vocabulary without events the first days of states count. An applicant leaves if such a day is unknown, or
        the records of a kind are listed in part.
        """
        self._leave_partial(np.ones(self.chunk.number, bool))
        begun = np.full(self.chunk.number, LAST_YEAR + 1, np.int64)
        for owner, year in self._years_of_days(self.chunk.schema.first_days, leaves=True):
            np.minimum.at(begun, owner, year)
        return begun

    def last_stated(self, who: Array) -> Array:
        """The last year with an event or a figure, or 0. Applicants of `who` with a kind listed in part leave."""
        self._leave_partial(who)
        last = np.zeros(self.chunk.number, np.int64)
        for owner, year in self._years_of_days(self.chunk.schema.event_days, leaves=False):
            np.maximum.at(last, owner, year)
        return last

    def _leave_partial(self, who: Array) -> None:
        """The applicants of `who` with a kind listed in part leave."""
        for kind in self.chunk.kinds.values():
            if kind.is_partial:
                self.chunk.leave(who & valid(self.chunk.cells(kind.path)), values.OPEN)

    def _years_of_days(
        self, fields: Mapping[str, frozenset[str]], *, leaves: bool
    ) -> Iterator[tuple[Array, Array]]:  # fmt: skip
        """The applicants and years of all figures, and of the days in these fields of each kind of record.

        `leaves`: an applicant leaves if such a day is unknown.
        """
        chunk, lines = self.chunk, self._lines
        yield lines.owner[~lines.is_without], lines.year[~lines.is_without]
        for root in dict.fromkeys(chunk.schema.record_by_name[name].root for name in chunk.kinds):
            listed = chunk.listed(root)
            for place, (kind, _, _) in enumerate(listed.parts):
                mine = np.flatnonzero(listed.kind_of == place)
                for name in sorted(fields[kind.name]):
                    owner, days = listed.owner[mine], listed.field(name)[0][mine]
                    if leaves:
                        chunk.leave_owners(owner, days == values.UNKNOWN, values.OPEN)
                    known = (days != values.UNKNOWN) & (days != values.NEVER)
                    yield owner[known], years_of(days[known])

    def figure(self, name: str) -> Array:
        """A figure of each applicant and year, from `years` on; `UNKNOWN` where it is not stated."""
        figures, (first, last), figure = self._unknown_by_year(), self.years, self.chunk.schema.figure_by_name[name]
        if name in self._lines.figures and figure.zero_before is not None:
            since = self.own(figure.zero_before)
            known = (since != values.UNKNOWN) & (since != values.NEVER)
            begun = years_of(np.where(known, since, 0))
            figures[known[:, None] & (np.arange(first, last + 1)[None, :] < begun[:, None])] = 0
        owner, year, value, stated = self._stated_figures(name)
        figures[owner[stated], year[stated] - first] = value[stated]
        return figures

    def _stated_figures(self, name: str) -> tuple[Array, Array, Array, Array]:
        """For each line: its applicant, its year, the figure `name`, and whether the figure is stated."""
        lines, many = self._lines, len(self._lines.owner)
        if name not in lines.figures:
            return lines.owner, lines.year, np.zeros(many, np.int64), np.zeros(many, bool)
        type_ = self.chunk.schema.figure_by_name[name].type
        value, stated = self.chunk.numbers(type_, *lines.figures[name], lines.owner)
        return lines.owner, lines.year, value, stated & ~lines.is_without

    def rank(self, figure: str, among: Sequence[str], places: Places | None) -> Array:
        """The rank by a figure of each applicant and year, from `years` on; without places it is not known."""
        figures = self.figure(figure)
        if places is None:
            return np.where(figures > 0, values.UNKNOWN, figures)
        self.ranked(figure, among)  # an applicant leaves with a figure stated as none
        return places.places(figure, among, self.years[0], figures)

    def ranked(self, figure: str, among: Sequence[str]) -> tuple[Array, Array, Array, Array]:
        """Which applicants are ranked by a figure; and the owner, year and value of each of their stated figures."""
        who = np.zeros(self.chunk.number, bool)
        for kind in among:
            who |= self.chunk.is_kind(kind) > 0
        owner, year, value, stated = self._stated_figures(figure)
        column, cells = self._lines.figures.get(figure, (None, None))
        if column is not None and cells is not None and (pa.types.is_struct(cells.type) or column.null_is_none):
            # a figure that is stated as none has no rank, and is not unknown
            self.chunk.leave_owners(owner, who[owner] & ~stated & ~self._lines.is_without, values.OPEN)
        keep = np.flatnonzero(stated & who[owner])
        return who, owner[keep], year[keep], value[keep]
