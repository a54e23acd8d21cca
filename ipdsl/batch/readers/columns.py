"""The quick reading of a table of applicants: columns of Arrow to the arrays of a column program.

Plain valid cells are read here. An applicant with any other cell leaves to the reader of facts (`rows`), which alone
checks values. A form that is unknown here costs time and does not change a result.

Facts about the applicants of a chunk: their fields, fields that change, and figures by year.

An applicant whose facts are not plain leaves to the reader of facts.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property, partial
from typing import NamedTuple, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.base.values.days import FIRST_YEAR, LAST_YEAR
from ipdsl.batch.intake.form import (
    TableForm,
    ValueColumn,
    bare,
    codes_of,
    flags,
    list_lengths,
    part_of,
    text_buffers,
    text_of,
    valid,
)
from ipdsl.batch.kernel import values
from ipdsl.batch.kernel.program import ArrayContent, ChunkColumns, ColumnCode, ProgramColumn, keys_of_sets
from ipdsl.batch.kernel.tables import Array, years_of
from ipdsl.batch.readers.chunks import (
    MATTERS,
    NONE_FINGERPRINTS,
    TEXT,
    Chunk,
    ExchangeRates,
    ItemOrder,
    Sets,
    TableReading,
    plain_texts,
)
from ipdsl.batch.readers.lines import ends_of, lines_by_name
from ipdsl.batch.readers.loops import reader_loops
from ipdsl.batch.readers.named_lines import Approvals, History, OlderDocuments, SupportColumn, unnamed_by_applicant
from ipdsl.claims.applicability import first_year_paid, window_of
from ipdsl.decision.other_years import award_events
from ipdsl.engine.matters import may_tell
from ipdsl.facts.published_series import PublishedSeries, published_series_for
from ipdsl.ir.terms import Clause, TriggerKind
from ipdsl.schema.types.date import DateType
from ipdsl.schema.values.shared_types import plain_name
from ipdsl.schema.values.value_type import NeedsFullReaderError, Type
from ipdsl.schema.vocabulary import MATTER_IS_APPLICANT

YEARS_BACK = 5
"""The number of years before the first figure that are in the arrays."""


Places: TypeAlias = "Callable[[str, Sequence[str], int, Array], Array]"
"""The ranks of a cohort: those of figures by applicant and year, given the figure, the kinds that are ranked, the first
year and the figures; 0: none, `UNKNOWN`: it is open.
"""


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
        if column is not None:
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
        return places(figure, among, self.years[0], figures)

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


class Reader:
    """Reads chunks of one table for one column program. Without the `places` of a cohort no rank is known."""

    def __init__(
        self, form: TableForm, code: ColumnCode, published: Iterable[PublishedSeries] = (), places: Places | None = None
    ) -> None:  # fmt: skip
        roots = tuple(dict.fromkeys(record.root for record in code.program.schema.records))
        kinds = {one.name: one for one in form.records}
        self.reading = TableReading(form, code, reader_loops(code.is_compiled), kinds, roots)
        self.places = places
        self.uncarried = code.unsupported if places is not None else code.unsupported | code.rank_clauses
        self.uncarried |= code.program.settlement.shared_waits.keys()
        of_series = published_series_for(code.program, published)
        self.series = {
            name: sorted((day, value) for (currency, day), value in file.values[name].items() if not currency)
            for name, file in of_series.items()
        }
        self.rates = {name: ExchangeRates(file.values[name], code.program.currency) for name, file in of_series.items()}

    def read(self, chunk: pa.Table, as_of: datetime.date | None, year: int | None = None) -> ChunkColumns:
        """The arrays of a chunk; `left` marks the applicants who leave to the reader of facts."""
        return ProgramChunk(self, chunk, as_of, year).columns()


NumbersOfTexts: TypeAlias = "Callable[[Sequence[Array]], Array]"
"""What makes an array of the numbers of texts."""
_NOTHING = np.zeros(0, np.int64)


class ProgramChunk(Chunk):
    """One chunk on its way to the arrays of a program. `as_of` is the day of all; an assumed one is not before the end
    of `year`.
    """

    def __init__(self, of: Reader, table: pa.Table, as_of: datetime.date | None, year: int | None = None) -> None:
        super().__init__(of.reading, table)
        self.of, self.as_of, self.year = of, as_of, year
        self._sets: dict[tuple[str, tuple[str, ...]], Sets] = {}
        self._numbered: tuple[pa.Array, Array] | None = None
        self.applicants, self.order = Applicants(self), ItemOrder(self, of.reading.code.ranked)
        if not of.reading.code.program.fiscal_year.is_calendar_year:  # columns count calendar years
            self.leave(np.ones(self.number, bool), values.UNSUPPORTED)

    @cached_property
    def history(self) -> History:
        """The column `history`."""
        return History(self)

    # ------------------------------------------------------------------------------------------ texts of records

    def own_places(self) -> Array:
        """The place in the column of each of the settled lines that are carried."""
        assert self.history.prior is not None
        return self.history.prior.places[self.history.prior.good]

    def own_charges(self) -> pa.Array:
        """The charges of each settled line that is carried, under the rules of the present page."""
        assert self.history.prior is not None
        lines = self.history.prior.lines
        return lines.inner.field(lines.others["charged"]).take(pa.array(self.history.prior.good))

    def unnamed_by_applicant(self) -> Callable[[], Array]:
        """A function that finds the applicants with a line that names no record; see `named_lines`.

        It keeps the table, but not the arrays.
        """
        prior = self.history.prior
        own_unlisted = np.zeros(0, np.int64) if prior is None else prior.without_record()
        return partial(unnamed_by_applicant, Chunk(self.reading, self.table), own_unlisted)

    def own_items(self) -> pa.Array:
        """The items of the settled lines that are carried, in their order."""
        assert self.history.prior is not None
        return self.history.prior.items()

    def said(self, root: str, names: tuple[str, ...]) -> pa.Array:
        """Fields of each record of a root as one text."""
        return self.listed(root).texts(names)[0]

    def has_no_value(self, root: str, name: str) -> Array:
        """Whether each record of a root states that a field has no value, or that it cannot be determined."""
        has_none = np.zeros(len(self.listed(root)), bool)
        for place, column, cells in self.listed(root).cells_of(name):
            is_struct = pa.types.is_struct(cells.type)
            has_none[place] = np.logical_or(*bare(cells)[1:]) if is_struct else ~valid(cells) & column.null_is_none
        return has_none

    def said_of_applicants(self, name: str) -> pa.Array:
        """A field of each applicant as text; null where it is not stated."""
        return self.applicants.said(name)

    def sets(self, root: str, keys: tuple[str, ...]) -> Sets:
        """The sets of the records of a root by these keys."""
        if (root, keys) not in self._sets:
            self._sets[root, keys] = Sets(self, root, keys)
        return self._sets[root, keys]

    def lists(self, root: str, name: str) -> pa.Array:
        """A list of each record of a root, its members in one order, however they were stated; null where it is not
        stated.
        """
        lists, stated, _ = self.listed(root).stated_lists(name)
        many, texts = list_lengths(lists), lists.flatten().cast(TEXT)
        if many.max(initial=0) > 1:
            owner = np.repeat(np.arange(len(many)), many)
            texts = texts.take(pc.sort_indices(pa.table({"owner": owner, "text": texts}),
                                               [("owner", "ascending"), ("text", "ascending")]))  # fmt: skip
        begin = np.concatenate([[0], np.cumsum(many)]).astype(np.int32)
        return pa.ListArray.from_arrays(pa.array(begin), texts, mask=pa.array(~stated))

    def scores(self, root: str, name: str) -> tuple[Array, Array]:
        """A field of each record of a root that is a number, and where it is stated."""
        return self.listed(root).field(name)

    def first_of(self, root: str) -> Array:
        """Where the records of each applicant begin."""
        return self.listed(root).begin

    def ranked(self, figure: str, among: Sequence[str]) -> tuple[Array, Array, Array, Array]:
        """Which applicants are ranked by a figure; and the owner, year and value of each of their stated figures."""
        return self.applicants.ranked(figure, among)

    # ------------------------------------------------------------------------------------------ the whole

    def columns(self) -> ChunkColumns:
        """All arrays."""
        for lines in self.form.lines:
            if lines.name == "published":  # columns do not carry them
                self.leave(list_lengths(self.cells(lines.path)) > 0, values.PRIOR_PAYMENTS)
        self._leave_odd_ids()
        made = {name: self._array(column) for name, column in self.code.columns.items()}
        pools = {pool: self._pool(*pool) for pool in self.code.pools}
        approvals, support, promises = Approvals(self), SupportColumn(self), OlderDocuments(self)
        self.history.read()
        promises.read()
        codes = self._codes()
        arrays: dict[str, Array] = {name: one(codes) if callable(one) else one for name, one in made.items()}
        for name, column in self.code.columns.items():
            match column.held:
                case ArrayContent.FIRST:
                    arrays[name] = self._first(column, self._read(arrays, ArrayContent.ORDER, column))
                case ArrayContent.APPROVED:
                    arrays[name] = approvals.sums(column.name, column.kind)
                case ArrayContent.SUPPORT:
                    arrays[name] = support.sums(column.kind)
                case ArrayContent.SUPPORTED:
                    matter = self._read(arrays, ArrayContent.MATTER, column, column.name)
                    arrays[name] = support.is_paid(column.kind, matter)
        self._leave_open()
        self._leave_uncarried()
        self._leave_recovered()
        prior = self.history.prior
        paid_before = None if prior is None else prior.prior_lines(codes, arrays)
        days = self._days
        last, whole = np.minimum(days, self._window_end), years_of(days)
        return ChunkColumns(
            arrays, {pool: (begin, numbers(codes)) for pool, (begin, numbers) in pools.items()}, self.left, last,
            self.applicants.years[0], whole, np.where(years_of(days + 1) > whole, whole, whole - 1), self._items,
            self.history.payments(codes), promises.standards(codes), self, self._numbered, self.order.texts,
            self.order.is_named, paid_before, self._later_events(),
        )  # fmt: skip

    def _read(self, arrays: Mapping[str, Array], held: ArrayContent, of: ProgramColumn, name: str = "") -> Array:
        """The array that holds this of the root of a kind."""
        wanted = ProgramColumn(held, self.schema.record_by_name[of.kind].root, name)
        return next(arrays[name] for name, column in self.code.columns.items() if column == wanted)

    def _type(self, root: str, name: str) -> Type:
        records = (one for one in self.schema.records if one.root == root)
        return next(one.field_by_name[name].type for one in records if name in one.field_by_name)

    def _array(self, column: ProgramColumn) -> Array | NumbersOfTexts:
        """The values of an array, or a function that makes them when texts are numbered. Empty if it is derived."""
        return _NOTHING if column.held in _DERIVED else ARRAYS[column.held](self, column)

    # ------------------------------------------------------------------------------------------ records

    def field_array(self, column: ProgramColumn) -> Array | NumbersOfTexts:
        """A field of each record, or the numbers of its texts."""
        listed = self.listed(column.kind)
        if not self._type(column.kind, column.name).is_name:
            return listed.field(column.name)[0]
        listed.leave_contradicting(column.name)
        return self.numbers_of_texts(listed.texts([column.name])[0], listed.owner)

    def applicant_text(self, column: ProgramColumn) -> NumbersOfTexts:
        """A field of each applicant that is a text."""
        place, is_unknown = self.applicants.own_text(column.name)
        return lambda codes: np.where(is_unknown, values.UNKNOWN, codes[place])

    def converted(self, column: ProgramColumn) -> Array:
        """A sum of each record in the currency of the policy."""
        listed = self.listed(column.kind)
        rates = self.of.rates.get(column.series) or ExchangeRates({}, self.program.currency)
        return listed.foreign(column.name, listed.field(column.day)[0], rates)

    def numbers_of_texts(
        self, texts: pa.Array, owner: Array, *, is_made: bool = False, matter: int = 0
    ) -> NumbersOfTexts:  # fmt: skip
        """The numbers of texts. The numbers of matters also encode the kind."""
        place = self.number_texts(texts, owner, is_made=is_made)
        return lambda codes: np.where(codes[place] < 0, codes[place], codes[place] + matter)

    def matter(self, column: ProgramColumn) -> Array | NumbersOfTexts:
        """The matter of each record under a key."""
        kind, listed = self.schema.record_by_name[column.kind], self.listed(column.kind)
        fields, matter = self.program.matter_fields(column.name, kind), (self.roots.index(column.kind) + 1) << MATTERS
        if fields == MATTER_IS_APPLICANT:
            return np.full(len(listed), matter, np.int64)
        texts, stated = listed.texts(fields or kind.key)
        self.leave_owners(listed.owner, ~stated, values.OPEN)
        return self.numbers_of_texts(texts, listed.owner, matter=matter)

    def _pool(self, root: str, name: str) -> tuple[Array, NumbersOfTexts]:
        begin, texts = self.listed(root).list_of(name)
        return begin, self.numbers_of_texts(texts, np.repeat(self.listed(root).owner, np.diff(begin)))

    def _codes(self) -> list[Array]:
        """The numbers of all texts, in their order; -1: none."""
        if not self._numbered_texts:
            return []
        every = pa.concat_arrays(
            [one.cast(pa.large_string()) for one, _, _ in self._numbered_texts]
        ).dictionary_encode()
        words = every.dictionary
        order = pc.array_sort_indices(words).to_numpy()
        place = np.empty(len(words) + 1, np.int64)
        place[order] = np.arange(len(words))
        self._numbered = words, order
        place[-1] = values.NO_MEMBER
        numbers = codes_of(every)
        doubtful = np.append(~plain_texts(words), False)[numbers]
        ends = np.cumsum([len(one) for one, _, _ in self._numbered_texts])[:-1]
        for (_, owner, is_made), own in zip(self._numbered_texts, np.split(doubtful, ends), strict=True):
            if not is_made:
                self.leave_owners(owner, own)
        return np.split(place[numbers], ends)

    def _is_of(self, root: str, kind: str) -> tuple[Array, Array]:
        """Whether each record of a root is of a kind, and where that is known."""
        listed = self.listed(root)
        is_it, known = np.ones(len(listed), bool), np.ones(len(listed), bool)
        for name, fixed in self.schema.tests_of_kind(root, kind) or ():
            own, stated = listed.field(name)
            known &= stated
            is_it &= own == self.fixed(self._type(root, name), fixed, len(listed))
        return is_it, known

    def _first(self, column: ProgramColumn, order: Array) -> Array:
        """Whether the event of each record is the first of its kind, or the first of its item."""
        kind = self.schema.record_by_name[column.kind]
        listed, (is_it, known) = self.listed(kind.root), self._is_of(kind.root, kind.name)
        days, stated = listed.field(column.name)
        is_first = np.zeros(len(listed), np.int64)
        if not column.of_item:
            self.code.first_events(listed.begin, (is_it & known & stated).astype(np.int64), days, order, is_first)
            return is_first
        is_dated, repeated = is_it & known & stated & (days != values.NEVER), self.order.repeated(kind.root)
        is_first[is_dated] = 1
        at = repeated[is_dated[repeated]]
        is_first[at] = days[at] == self.order.first_days(kind.root, at, days[at])
        lines = [self.history.events_of(kind.root)] if may_tell(kind, column.name) else []
        lines += [] if self.history.prior is None else [self.history.prior.events_of(kind.name, column.name)[:2]]
        for record, day in lines:
            is_first[record[day < days[record]]] = 0
        return is_first

    def _later_events(self) -> Array:
        """How many events of each applicant are on a later day than the first of their item, or have a line of the
        policy on another day; `UNKNOWN`: more records may be there.
        """
        counts, is_unknown = np.zeros(self.number, np.int64), np.zeros(self.number, bool)
        for asked in self.program.compute_once(award_events):
            listed = self.listed(asked.root)
            days, stated = listed.field(asked.event.date_field)
            at = self.order.repeated(asked.root)
            has_day = stated[at] & (days[at] != values.NEVER) & (days[at] != values.UNKNOWN)
            at = at[has_day & valid(self.order.item_texts(asked.root).take(pa.array(at)))]
            is_later = days[at] > self.order.first_days(asked.root, at, days[at])
            np.add.at(counts, listed.owner[at[is_later]], 1)
            if self.history.prior is not None:
                record, told, has_day = self.history.prior.events_of(asked.root, asked.event.date_field)
                is_dated = stated & (days != values.NEVER) & (days != values.UNKNOWN)
                is_dated[at[is_later]] = False
                day = np.where(is_dated, days, 0)[record]
                is_other = np.where(has_day, told != day, years_of(told) != years_of(day)) & is_dated[record]
                np.add.at(counts, listed.owner[np.unique(record[is_other])], 1)
        for column in self.code.first_columns:
            counts += self._has_tied_first(column)
        is_unknown |= self._has_close_numbers()
        for kind in self.kinds.values():
            if kind.is_partial:
                is_unknown |= (counts > 0) & valid(self.cells(kind.path))
        return np.where(is_unknown, values.UNKNOWN, counts)

    def _has_close_numbers(self) -> Array:
        """Whether two items of records or lines of an applicant may have the same letters and digits."""
        roots = {kind.root for kind in map(self.schema.record_by_name.__getitem__, self.kinds) if kind.key}
        named = [(self.order.item_texts(root), self.listed(root).owner) for root in roots]
        if (lines := lines_by_name(self, "history")) is not None:
            named.append((lines.item, lines.owner))
        items = pa.concat_arrays([pa.array([], TEXT), *(pc.fill_null(texts, "") for texts, _ in named)])
        words = pc.utf8_lower(items).dictionary_encode()
        bare = pc.replace_substring_regex(words.dictionary, r"[\s[:punct:]]", "")
        numbers, code = codes_of(bare.dictionary_encode()), codes_of(words)
        at = np.flatnonzero((np.bincount(numbers) > 1)[numbers][code])
        owner = np.concatenate([_NOTHING, *(whose for _, whose in named)])[at] * len(bare)
        many, fewer = (
            np.bincount(np.unique(owner + number) // max(1, len(bare)), minlength=self.number)
            for number in (code[at], numbers[code[at]])
        )
        return many > fewer

    def _has_tied_first(self, column: ProgramColumn) -> Array:
        """Whether two records of an applicant have the first day of their kind, inside the window."""
        kind = self.schema.record_by_name[column.kind]
        listed, (is_it, known) = self.listed(kind.root), self._is_of(kind.root, kind.name)
        days, stated = listed.field(column.name)
        at = np.flatnonzero(is_it & known & stated & (days != values.NEVER) & (days != values.UNKNOWN))
        first = np.full(self.number, values.NEVER, days.dtype)
        np.minimum.at(first, listed.owner[at], days[at])
        is_tied = np.bincount(listed.owner[at][days[at] == first[listed.owner[at]]], minlength=self.number) > 1
        start = self.program.window.start
        return is_tied & (first <= self._window_end) & (True if start is None else first >= (start - values.EPOCH).days)

    # ------------------------------------------------------------------------------------------ who is left

    def _leave_open(self) -> None:
        """Applicants without a required statement leave."""
        for kind, field in self.code.required_fields:
            root = self.schema.record_by_name[kind].root
            listed, type_, (is_it, known) = self.listed(root), self._type(root, field), self._is_of(root, kind)
            stated = listed.texts([field])[1] if type_.is_name or type_.is_list else listed.field(field)[1]
            self.leave_owners(listed.owner, ~known | (is_it & ~stated & (not type_.is_list)), values.OPEN)

    def _leave_odd_ids(self) -> None:
        """Applicants leave with an id that may not be a name."""
        is_name = np.zeros(self.number, np.uint8)
        self.loops.mark_usual_names(*text_buffers(self.ids), NONE_FINGERPRINTS, is_name)
        for row in np.flatnonzero(is_name == 0).tolist():
            try:
                plain_name(text_of(self.ids[row]))
            except NeedsFullReaderError:
                self.left[row] = self.left[row] or values.NOT_PLAIN

    def _leave_uncarried(self) -> None:
        """Applicants leave if they may have claims of awards that columns cannot settle."""
        for clause in self.program.clauses:
            if clause.index not in self.of.uncarried:
                continue
            who = self._meant(clause)
            if clause.trigger.record:
                root = self.schema.record_by_name[clause.trigger.record].root
                who = who & ((np.diff(self.listed(root).begin) > 0) | self.is_listed_in_part(root))
            self.leave(who, values.UNSUPPORTED)

    def _leave_recovered(self) -> None:
        """Applicants leave if an event of a recovery or a debt may have happened, or if they have a line of one."""
        triggers = [term.trigger for term in self.program.recoveries]
        triggers += [] if self.program.debts is None else [one.trigger for one in self.program.debts.program.clauses]
        for trigger in dict.fromkeys(triggers):
            if not trigger.record:
                self.leave(np.ones(self.number, bool), values.RECOVERED)
                continue
            kind = self.schema.record_by_name[trigger.record]
            listed, (is_it, known) = self.listed(kind.root), self._is_of(kind.root, kind.name)
            has_come = np.ones(len(listed), bool)
            if trigger.kind is TriggerKind.RECORD:
                days, stated = listed.field(trigger.date_field)
                has_come = ~stated | ((days <= self._days[listed.owner]) & (days != values.NEVER))
            self.leave_owners(listed.owner, (is_it | ~known) & has_come, values.RECOVERED)
            self.leave(~self.is_listed(kind.name), values.OPEN)

    def _meant(self, clause: Clause) -> Array:
        """Which applicants are beneficiaries of an award. An award by rank also requires a figure for the rank."""
        program = self.program
        who = np.zeros(self.number, bool) if clause.beneficiaries else np.ones(self.number, bool)
        for kind in clause.beneficiaries:
            who |= self.is_kind(kind) > 0
        figures = [one.figure for one in program.rankings if clause.index in one.clauses]
        start, end = program.window.start, program.window.end
        if not figures or clause.trigger.kind is not TriggerKind.YEAR or start is None or program.is_draft:
            return who
        has = np.zeros(self.number, bool)
        until = np.minimum(self._days, self._window_end)
        first = min(start, program.discretion_from or start)  # the bureau may pay years before the window
        for year in range(first.year, LAST_YEAR if end is None else end.year + 1):
            day = (datetime.date(year, 12, 31) - values.EPOCH).days
            is_over = until >= (day if end is None else min(day, self._window_end))
            if not is_over.any():
                break
            for name in figures:
                value = self.applicants.figure(name)
                at = year - self.applicants.years[0]
                has |= is_over & (value[:, at] != 0 if 0 <= at < value.shape[1] else True)
        return who & has

    # ------------------------------------------------------------------------------------------ days

    @cached_property
    def _days(self) -> Array:
        """The as-of day of each applicant; `NEVER` if no claim depends on it and it was not determined."""
        column = self.form.as_of
        if self.as_of is not None:
            return np.full(self.number, (self.as_of - values.EPOCH).days, np.int64)
        if column is None:
            return self._assumed(np.ones(self.number, bool))
        found, stated = self.numbers(DateType(), column, self.cells(column.path), np.arange(self.number))
        return found if stated.all() else np.where(stated, found, self._assumed(~stated))

    def _assumed(self, who: Array) -> Array:
        """The as-of day of these applicants, who state none: as `assumed_as_of` says."""
        program = self.program
        if not any(map(self._hangs_on_day, program.clauses)):
            return np.full(self.number, values.NEVER, np.int64)
        for lines in self.form.lines:
            if lines.name in ("history", "published"):  # the reader of facts knows the years of lines
                self.leave(who & (list_lengths(self.cells(lines.path)) > 0), values.PRIOR_PAYMENTS)
        window, last = window_of(program), self.applicants.last_stated(who)
        if window.start is None:
            self.leave(who & (last == 0))  # the reader of facts knows the years of other days
            days = ends_of(last)
        else:
            is_outside = last < first_year_paid(program)
            end = window.end or datetime.date(window.start.year, 12, 31)
            days = np.where(is_outside, (end - values.EPOCH).days, ends_of(last))
        if self.year is None or not FIRST_YEAR <= self.year <= LAST_YEAR:
            return days
        return np.maximum(days, ends_of(np.full(self.number, self.year)))

    def _hangs_on_day(self, clause: Clause) -> bool:
        """Whether claims of a clause depend on the as-of day: through states, years, sets, or waiting payments."""
        match clause.trigger.kind:
            case TriggerKind.WHILE | TriggerKind.YEAR:
                return True
            case TriggerKind.SET if self.program.window.end is None:
                return True
            case _:
                return bool(self.program.settlement.wait(clause.index))

    @property
    def _window_end(self) -> int:
        end = self.program.window.end
        return values.NEVER - 1 if end is None else (end - values.EPOCH).days


_DERIVED = frozenset({ArrayContent.FIRST, ArrayContent.APPROVED, ArrayContent.SUPPORT, ArrayContent.SUPPORTED})
"""What follows from other arrays, when texts have numbers."""

ARRAYS: Mapping[ArrayContent, Callable[[ProgramChunk, ProgramColumn], Array | NumbersOfTexts]] = {
    ArrayContent.IS_OF_KIND: lambda chunk, column: chunk.is_kind(column.name),
    ArrayContent.APPLICANT_FIELD: lambda chunk, column: chunk.applicants.own(column.name),
    ArrayContent.APPLICANT_TEXT: ProgramChunk.applicant_text,
    ArrayContent.PERIODS_BEGIN: lambda chunk, column: chunk.applicants.periods(column.name)[column.held],
    ArrayContent.PERIOD_START: lambda chunk, column: chunk.applicants.periods(column.name)[column.held],
    ArrayContent.PERIOD_END: lambda chunk, column: chunk.applicants.periods(column.name)[column.held],
    ArrayContent.PERIOD_VALUE: lambda chunk, column: chunk.applicants.periods(column.name)[column.held],
    ArrayContent.FIGURE: lambda chunk, column: chunk.applicants.figure(column.name),
    ArrayContent.RANK: lambda chunk, column: chunk.applicants.rank(column.name, column.kind.split(), chunk.of.places),
    ArrayContent.YEARS: lambda chunk, _: chunk.applicants.stated_years,
    ArrayContent.FIRST_STATED_YEAR: lambda chunk, _: chunk.applicants.begun,
    ArrayContent.SERIES_DAYS: lambda chunk, column: np.array(
        [(day - values.EPOCH).days for day, _ in chunk.of.series.get(column.name, ())], np.int64
    ),
    ArrayContent.SERIES: lambda chunk, column: np.array(
        [_millionths(value) for _, value in chunk.of.series.get(column.name, ())], np.int64
    ),
    ArrayContent.LISTED: lambda chunk, column: chunk.is_listed(column.kind).astype(np.int64),
    ArrayContent.RECORDS_BEGIN: lambda chunk, column: chunk.listed(column.kind).begin,
    ArrayContent.FIELD: ProgramChunk.field_array,
    ArrayContent.CONVERTED: ProgramChunk.converted,
    ArrayContent.ITEM: lambda chunk, column: chunk.numbers_of_texts(
        chunk.items_of(column.kind), chunk.listed(column.kind).owner
    ),
    ArrayContent.ORDER: lambda chunk, column: chunk.order.order_of(column.kind),
    ArrayContent.SET: lambda chunk, column: chunk.sets(column.kind, keys_of_sets(column)).number,
    ArrayContent.SET_ORDER: lambda chunk, column: chunk.sets(column.kind, keys_of_sets(column)).in_order,
    ArrayContent.SET_ITEM: lambda chunk, column: chunk.numbers_of_texts(
        chunk.sets(column.kind, keys_of_sets(column)).texts, chunk.listed(column.kind).owner, is_made=True
    ),
    ArrayContent.MATTER: ProgramChunk.matter,
}
"""What makes an array, by its content."""


def _millionths(rate: Fraction) -> int:
    parts = rate * values.MILLIONTHS
    return int(parts) if parts.denominator == 1 and 0 <= parts <= values.MAX_VALUE else values.UNKNOWN
