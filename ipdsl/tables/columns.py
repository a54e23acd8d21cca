"""The quick reading of a table of applicants: columns of Arrow to the arrays of a column program.

What is plainly good is taken; an applicant of whom anything is not goes to the reader of facts, which alone judges
(`rows`). So nothing here is a second rule for a value: a form that is not known here costs time and nothing else.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.runtime.columns.arrays import Column, Held
from ipdsl.runtime.columns.program import ColumnCode, Columns
from ipdsl.runtime.columns.texts import NONE_WORDS, class_of, fingerprint
from ipdsl.runtime.kernel.columns import values
from ipdsl.runtime.kernel.columns.settle import Array, years_of
from ipdsl.runtime.kernel.columns.sort import SPARE
from ipdsl.runtime.reading.published import Published, published_for
from ipdsl.runtime.terms import Clause, Program, TriggerKind
from ipdsl.schema.model import MATTER_IS_APPLICANT, Record, YearsBetween
from ipdsl.schema.types import BoolType, ChoiceType, DateType, LevelType, ListType, MoneyType, RecordType, Type
from ipdsl.tables.arrow_types import is_list, is_text
from ipdsl.tables.derived import Named, counted, days_of_named, years_in_texts
from ipdsl.tables.foreign import Rates, converted, foreign_sums
from ipdsl.tables.form import Column as TableColumn
from ipdsl.tables.form import KindColumn, TableForm
from ipdsl.tables.lines import LinesOfChunk
from ipdsl.tables.plain import EPOCH, Plain, bare, numbers_of, plain_texts
from ipdsl.values.days import FIRST_YEAR, LAST_YEAR

YEARS_BACK = 5
"""So many years before the first with a figure are looked at, in which one may be nothing."""

MATTERS = 40
"""The bits of a matter that tell the text; those above tell the kind."""


class Places(Protocol):
    """The ranks of a cohort."""

    def places(self, figure: str, among: Sequence[str], first: int, figures: Array) -> Array:
        """The ranks of figures by applicant and year, from the `first` year on; 0: none, `UNKNOWN`: it is open."""


class Reader:
    """Reads chunks of one table for one column program. Without the `places` of a cohort no rank is known."""

    def __init__(
        self, form: TableForm, code: ColumnCode, published: Iterable[Published] = (), places: Places | None = None
    ) -> None:  # fmt: skip
        self.program, self.form, self.code, self.places = code.program, form, code, places
        self.uncarried = code.uncarried if places is not None else code.uncarried | code.by_rank
        self.kinds = {one.name: one for one in form.records}
        of_series = published_for(code.program, published)
        self.series = {
            name: sorted((day, value) for (currency, day), value in file.values[name].items() if not currency)
            for name, file in of_series.items()
        }
        self.rates = {name: file.values[name] for name, file in of_series.items()}
        self.roots = tuple(dict.fromkeys(record.root for record in code.program.schema.records))

    def read(self, chunk: pa.Table, as_of: datetime.date | None) -> Columns:
        """The arrays of a chunk; `left` says who is for the reader of facts."""
        return Chunk(self, chunk, as_of).columns()


class _Listed:
    """The records of one root: those of all its listings, applicant by applicant."""

    def __init__(self, chunk: Chunk, root: str) -> None:
        self.chunk, self.root = chunk, root
        schema = chunk.of.program.schema
        self.parts: list[tuple[KindColumn, Array, pa.StructArray]] = []
        self._fields: dict[str, tuple[Array, Array]] = {}
        self._texts: dict[tuple[str, ...], tuple[pa.Array, Array]] = {}
        length = np.zeros(chunk.number, np.int64)
        for name in schema.narrower_records[root]:
            if (kind := chunk.of.kinds.get(name)) is not None:
                cells = chunk.cells(kind.path)
                if kind.is_partial:  # more of them may be there, and `is_listed` says so
                    continue
                own = pc.fill_null(pc.list_value_length(cells), 0).to_numpy(zero_copy_only=False).astype(np.int64)
                inner = cells.flatten()
                if inner.null_count:
                    chunk.leave_owners(np.repeat(np.arange(chunk.number), own), ~_valid(inner))
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
        schema = self.chunk.of.program.schema
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
            named = Named(of.owner, self.chunk.items_of(root), of.field(years.start)[0])
            start = days_of_named(self.owner, self.texts([years.link])[0], named)
        if isinstance(kind.field_by_name[years.end].type, DateType):
            days, known = self.field(years.end)
            known = known & (days != values.NEVER)
            end = np.where(known, years_of(np.where(known, days, 0)), values.UNKNOWN)
        else:
            end = years_in_texts(self.texts([years.end])[0])
        found, stated, wrong = counted(start, end, found, stated)
        self.chunk.leave_owners(self.owner, wrong)
        return found, stated

    def foreign(self, name: str, days: Array, rates: Rates) -> Array:
        """A sum of all records in millionths of the policy's currency, by the rates of these days."""
        chunk, own = self.chunk, self.chunk.of.program.currency
        found = np.full(len(self), values.UNKNOWN, np.int64)
        for (kind, _, inner), place in zip(self.parts, self._places, strict=True):
            record = chunk.of.program.schema.record_by_name[kind.name]
            column = next((one for one in kind.fields if one.name == name), None)
            if name not in record.field_by_name or column is None:
                continue
            cells, owner = inner.field(column.path[-1]), self._owners(place)
            read = numbers_of(chunk.schema, own, record.field_by_name[name].type, cells, column.null_is_none)
            sums, is_large, doubtful = converted(read, foreign_sums(cells, own), days[place], rates, own)
            chunk.leave_owners(owner, doubtful if read.doubtful is None else doubtful | read.doubtful)
            chunk.leave_owners(owner, is_large, values.LARGE)
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
        schema = self.chunk.of.program.schema
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
        return every, _valid(every)

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
        stated = _valid(cells)
        if pa.types.is_struct(cells.type):
            cells, none, other = bare(cells)
            self.chunk.leave_owners(self.owner, other)
            stated = none | _valid(cells)
        if not is_list(cells.type):
            self.chunk.leave_owners(self.owner, np.ones(len(self), bool))
            return np.zeros(len(self) + 1, np.int64), pa.array([], pa.large_string())
        self.chunk.leave_owners(self.owner, ~stated, values.OPEN)
        length = pc.fill_null(pc.list_value_length(cells), 0).to_numpy(zero_copy_only=False).astype(np.int64)
        return np.concatenate([[0], np.cumsum(length)]), cells.flatten().cast(pa.large_string())


class Chunk:
    """One chunk on its way to arrays."""

    def __init__(self, of: Reader, chunk: pa.Table, as_of: datetime.date | None) -> None:
        self.of, self.table, self.number, self.as_of = of, chunk, chunk.num_rows, as_of
        self.schema = of.program.schema
        self.left = np.zeros(self.number, np.int64)
        self._texts: list[tuple[pa.Array, Array, bool]] = []
        self._lists: dict[str, _Listed] = {}
        self._items: dict[str, pa.Array] = {}
        self._orders: dict[str, pa.Array] = {}
        self._numbered: tuple[pa.Array, Array] | None = None
        self._is_named = np.zeros(self.number, bool)
        self.lines = LinesOfChunk(self)

    # ------------------------------------------------------------------------------------------ what records say

    def paid(self) -> Mapping[str, pa.Array | Array] | None:
        """The payments under other documents as they were stated."""
        return self.lines.paid()

    def own_lines(self) -> Mapping[str, Any] | None:
        """The settled lines of the policy itself as they were stated."""
        return None if self.lines.own is None else self.lines.own.told()

    def own_places(self) -> Array:
        """Where each of the settled lines that are carried stands among those that were stated."""
        assert self.lines.own is not None
        return self.lines.own.places()

    def own_items(self) -> pa.Array:
        """The items of the settled lines that are carried, in their order."""
        assert self.lines.own is not None
        return self.lines.own.items()

    def said(self, root: str, names: tuple[str, ...]) -> pa.Array:
        """Fields of each record of a root as one text."""
        return self.listed(root).texts(names)[0]

    def lists(self, root: str, name: str) -> pa.Array:
        """A list of each record of a root."""
        begin, texts = self.listed(root).list_of(name)
        return pa.ListArray.from_arrays(pa.array(begin.astype(np.int32)), texts)

    def scores(self, root: str, name: str) -> tuple[Array, Array]:
        """A field of each record of a root that is a number, and where it is stated."""
        return self.listed(root).field(name)

    def first_of(self, root: str) -> Array:
        """Where the records of each applicant begin."""
        return self.listed(root).begin

    def ranked(self, figure: str, among: Sequence[str]) -> tuple[Array, Array, Array, Array]:
        """Who is ranked by a figure; and whose, of which year and which each figure is that is stated of those."""
        who = np.zeros(self.number, bool)
        for kind in among:
            who |= self.is_kind(kind) > 0
        form, lines, nothing = self.of.form.figures, self._figure_lines, np.zeros(0, np.int64)
        column = None if form is None else next((one for one in form.columns if one.name == figure), None)
        if lines is None or column is None:
            return who, nothing, nothing, nothing
        owner, year, inner = lines
        cells = inner.field(column.path[-1])
        value, stated = self.numbers(self.schema.figure_by_name[figure].type, column, cells, owner)
        if pa.types.is_struct(cells.type) or column.null_is_none:  # what is none has no rank, and is not unknown
            self.leave_owners(owner, who[owner] & ~stated & ~self._without, values.OPEN)
        keep = np.flatnonzero(stated & ~self._without & who[owner])
        return who, owner[keep], year[keep], value[keep]

    @property
    def form(self) -> TableForm:
        """The form of the table."""
        return self.of.form

    @property
    def program(self) -> Program:
        """The terms of the policy."""
        return self.of.program

    @property
    def counted(self) -> tuple[str, ...]:
        """The keys by which payments under other documents are counted."""
        return self.of.code.counted

    @property
    def read_as(self) -> Mapping[str, Column]:
        """What the column program reads, by the names of its arrays."""
        return self.of.code.columns

    @property
    def roots(self) -> tuple[str, ...]:
        """The roots of the kinds of records, as matters number them."""
        return self.of.roots

    # ------------------------------------------------------------------------------------------ who goes

    def leave(self, who: Array, why: int = values.FORM) -> None:
        """These applicants go to the reader of facts."""
        self.left[who & (self.left == 0)] = why

    def leave_owners(self, owner: Array, which: Array, why: int = values.FORM) -> None:
        """The applicants of these records go."""
        if which.any():
            who = np.zeros(self.number, bool)
            who[owner[which]] = True
            self.leave(who, why)

    # ------------------------------------------------------------------------------------------ cells

    def cells(self, path: Sequence[int]) -> pa.Array:
        """A column of the chunk as one array."""
        column = self.table.column(path[0])
        if column.num_chunks == 1:
            return column.chunk(0)
        return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)

    def listed(self, root: str) -> _Listed:
        """The records of a root."""
        if root not in self._lists:
            self._lists[root] = _Listed(self, root)
        return self._lists[root]

    def numbers(self, type_: Type, column: TableColumn, cells: pa.Array, owner: Array) -> tuple[Array, Array]:
        """The cells of a column as numbers, and where they are stated; what has no plain form sends its owner away."""
        read: Plain = numbers_of(self.schema, self.of.program.currency, type_, cells, column.null_is_none)
        if read.doubtful is not None:
            self.leave_owners(owner, read.doubtful)
        return read.numbers, read.stated

    def sums(self, cells: pa.Array, owner: Array) -> tuple[Array, Array]:
        """Cells that are sums, in main units where they are texts, and where they are stated."""
        read = numbers_of(self.schema, self.of.program.currency, MoneyType(), cells, False)
        if read.doubtful is not None:
            self.leave_owners(owner, read.doubtful)
        return np.where(read.stated, read.numbers, 0), read.stated

    @cached_property
    def ids(self) -> pa.Array:
        """The names of the applicants, as texts."""
        return self.cells(self.of.form.id.path).cast(pa.large_string())

    def fixed(self, type_: Type, value: object, many: int) -> Array:
        """A field that a kind fixes."""
        if isinstance(type_, ChoiceType | LevelType):
            choice = type_.choice if isinstance(type_, ChoiceType) else type_.level
            return np.full(many, self.schema.choice_by_name[choice].names.index(str(value)), np.int64)
        return np.full(many, int(value is True), np.int64)

    def as_text(self, type_: Type, column: TableColumn, cells: pa.Array) -> pa.Array:
        """The cells of a column as texts: names of members, names as they are, digits; null: not known."""
        if pa.types.is_struct(cells.type) and not isinstance(type_, ChoiceType | LevelType):
            value, _, other = bare(cells)
            return pc.if_else(pa.array(~other), self.as_text(type_, column, value), None)
        if isinstance(type_, ChoiceType | LevelType):
            choice = type_.choice if isinstance(type_, ChoiceType) else type_.level
            names = self.schema.choice_by_name[choice].names
            read = numbers_of(self.schema, self.of.program.currency, type_, cells, column.null_is_none)
            places = pa.array(read.numbers, mask=~(read.stated & (read.numbers >= 0)))
            return pa.array(names, pa.large_string()).take(places)
        if isinstance(type_, DateType | BoolType):
            read = numbers_of(self.schema, self.of.program.currency, type_, cells, column.null_is_none)
            known = read.stated & (read.doubtful is None or ~read.doubtful)
            if isinstance(type_, BoolType):
                words = pa.array(["no", "yes", "none"], pa.large_string())
                return words.take(pa.array(np.where(known, read.numbers, 0), mask=~known))
            days = pa.array(np.where(known & (read.numbers != values.NEVER), read.numbers, 0).astype(np.int32))
            text = days.cast(pa.date32()).cast(pa.large_string())
            never = pa.array(read.numbers == values.NEVER)
            return pc.if_else(pa.array(known), pc.if_else(never, "none", text), None)
        if pa.types.is_dictionary(cells.type):
            cells = cells.dictionary_decode()
        if pa.types.is_null(cells.type) or pa.types.is_integer(cells.type) or is_text(cells.type):
            return cells.cast(pa.large_string())
        return pa.nulls(len(cells), pa.large_string())

    # ------------------------------------------------------------------------------------------ the whole

    def columns(self) -> Columns:
        """All arrays."""
        self._others()
        arrays: dict[str, Array] = {}
        coded: list[tuple[str, int, int]] = []
        own: dict[str, tuple[int, Array]] = {}
        for name, column in self.of.code.columns.items():
            match column.held:
                case Held.ITEM:
                    coded.append((name, self._item(column.kind), 0))
                case Held.MATTER:
                    self._matter(name, column, arrays, coded)
                case Held.FIELD if _is_text(self._type(column)):
                    coded.append((name, self._name(column), 0))
                case Held.OWN_TEXT:
                    own[name] = self._own_text(column.name)
                case Held.ORDER:
                    arrays[name] = self._order(column.kind)
                case Held.FIRST | Held.APPROVED | Held.SUPPORT | Held.SUPPORTED:
                    pass
                case _:
                    arrays[name] = self._array(column)
        lists = {pool: self._pool(pool) for pool in self.of.code.pools}
        approvals, support = self._approvals(), self._support()
        self.lines.read()
        codes = self._codes()
        for name, place, root in coded:
            each = codes[place]
            arrays[name] = each if not root else np.where(each < 0, each, (root << MATTERS) + each)
        for name, (place, is_unknown) in own.items():
            arrays[name] = np.where(is_unknown, values.UNKNOWN, codes[place])
        for name, column in self.of.code.columns.items():
            if column.held is Held.FIRST:
                arrays[name] = self._first(column, arrays)
            elif column.held is Held.APPROVED:
                arrays[name] = self._approved(column, arrays, approvals, codes)
            elif column.held is Held.SUPPORT:
                arrays[name] = self._supported_sums(column.kind, arrays, support, codes)
            elif column.held is Held.SUPPORTED:
                arrays[name] = self._supported(column, arrays, support, codes)
        self._asked()
        self._uncarried()
        paid_before = None if self.lines.own is None else self.lines.own.own(codes, arrays)
        days = self._days()
        last = np.minimum(days, self._window_end)
        whole = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
        is_over = (days + 1).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970 > whole
        return Columns(
            arrays, {pool: (begin, codes[place]) for pool, (begin, place) in lists.items()}, self.left, last,
            self._years[0], whole, np.where(is_over, whole, whole - 1), self._items,
            self.lines.past(codes), self.lines.standards(codes), self, self._numbered, self._orders, self._is_named,
            paid_before,
        )  # fmt: skip

    def _type(self, column: Column) -> Type:
        records = [one for one in self.schema.records if one.root == column.kind and column.name in one.field_by_name]
        return records[0].field_by_name[column.name].type

    def _array(self, column: Column) -> Array:
        match column.held:
            case Held.IS:
                return self.is_kind(column.name)
            case Held.OWN:
                return self._own(column.name)
            case Held.OWN_AT | Held.OWN_FROM | Held.OWN_TO | Held.OWN_VALUE:
                return self._periods(column.name)[column.held]
            case Held.FIGURE:
                return self._figure(column.name)
            case Held.RANK:
                return self._rank(column.name, column.kind.split())
            case Held.YEARS:
                return self._stated_years
            case Held.BEGUN:
                return self._begun
            case Held.AT:
                return self.listed(column.kind).begin
            case Held.SERIES_DAYS:
                return np.array([(day - EPOCH).days for day, _ in self.of.series.get(column.name, ())], np.int64)
            case Held.SERIES:
                return np.array([_millionths(value) for _, value in self.of.series.get(column.name, ())], np.int64)
            case Held.CONVERTED:
                return self._converted(column)
            case Held.LISTED:
                return self.is_listed(column.kind).astype(np.int64)
            case _:
                return self.listed(column.kind).field(column.name)[0]

    # ------------------------------------------------------------------------------------------ the applicant

    @cached_property
    def _kinds(self) -> tuple[Array, pa.Array]:
        """The kinds of each applicant: whose each is, and the words."""
        cells = self.cells(self.of.form.kinds.path)
        length = pc.fill_null(pc.list_value_length(cells), 0).to_numpy(zero_copy_only=False).astype(np.int64)
        self.leave(length == 0)
        return np.repeat(np.arange(self.number), length), cells.flatten().cast(pa.large_string()).dictionary_encode()

    @cached_property
    def _wider(self) -> list[frozenset[str]]:
        """What each word for a kind means; a word that is none sends its applicant away."""
        owner, words = self._kinds
        labels = {kind.label.zh: kind.name for kind in self.schema.kinds if kind.label.zh}
        known = {kind.name for kind in self.schema.kinds}
        found, doubtful = list[frozenset[str]](), list[bool]()
        for word in words.dictionary.to_pylist():
            name = word if word in known else labels.get(word or "", "")
            found.append(self.schema.wider.get(name, frozenset()))
            doubtful.append(not name)
        codes = _codes_of(words)
        self.leave_owners(owner, np.array([*doubtful, True])[codes])
        pairs = owner * (len(found) + 1) + codes
        if (owner[1:] == owner[:-1]).any() and len(np.unique(pairs)) < len(pairs):
            self.leave(np.bincount(owner, minlength=self.number) > 1)
        return found

    def is_kind(self, word: str) -> Array:
        """Whether each applicant is of a kind."""
        wider, (owner, words) = self._wider, self._kinds
        found = np.zeros(self.number, np.int64)
        found[owner[np.array([*(word in one for one in wider), False])[_codes_of(words)]]] = 1
        return found

    def _own_column(self, name: str) -> TableColumn | None:
        return next((one for one in self.of.form.fields if one.name == name), None)

    def _own(self, name: str) -> Array:
        column = self._own_column(name)
        if column is None or column.by_period:
            return np.full(self.number, values.UNKNOWN, np.int64)
        type_ = self.schema.applicant_field_by_name[name].type
        return self.numbers(type_, column, self.cells(column.path), np.arange(self.number))[0]

    def _own_text(self, name: str) -> tuple[int, Array]:
        """The place of a field of the applicants among the texts that get numbers, and where it is not stated."""
        column, every = self._own_column(name), np.arange(self.number)
        if column is None or column.by_period:
            if column is not None:
                self.leave(_valid(self.cells(column.path)))
            return self.text(pa.nulls(self.number, pa.large_string()), every), np.ones(self.number, bool)
        cells = self.cells(column.path)
        none = ~_valid(cells) & column.null_is_none
        if pa.types.is_struct(cells.type):
            _, said, other = bare(cells)
            none |= said
            self.leave(other)
        texts = self.as_text(self.schema.applicant_field_by_name[name].type, column, cells).cast(pa.large_string())
        return self.text(texts, every), ~none & ~_valid(texts)

    def _periods(self, name: str) -> dict[Held, Array]:
        column = self._own_column(name)
        every = np.arange(self.number + 1)
        if column is None:
            none = np.zeros(0, np.int64)
            return {Held.OWN_AT: every * 0, Held.OWN_FROM: none, Held.OWN_TO: none, Held.OWN_VALUE: none}
        type_, cells = self.schema.applicant_field_by_name[name].type, self.cells(column.path)
        if not column.by_period:
            value, stated = self.numbers(type_, column, cells, every[:-1])
            start = np.full(self.number, values.LONG_AGO, np.int64)
            value = np.where(stated, value, values.UNKNOWN)
            return {
                Held.OWN_AT: every, Held.OWN_FROM: start, Held.OWN_TO: np.full(self.number, values.NEVER, np.int64),
                Held.OWN_VALUE: value,
            }  # fmt: skip
        length = pc.fill_null(pc.list_value_length(cells), 0).to_numpy(zero_copy_only=False).astype(np.int64)
        owner, inner = np.repeat(every[:-1], length), cells.flatten()
        names = [field.name for field in inner.type]
        value, stated = self.numbers(type_, column, inner.field(names.index("value")), owner)
        self.leave_owners(owner, ~stated | ~_valid(inner))
        ends: list[Array] = []
        for part, open_ in (("from", values.LONG_AGO), ("to", values.NEVER)):
            if part in names:
                read = numbers_of(
                    self.schema, self.of.program.currency, DateType(), inner.field(names.index(part)), False
                )
                if read.doubtful is not None:
                    self.leave_owners(owner, read.doubtful)
                ends.append(np.where(read.stated, read.numbers, open_))
            else:
                ends.append(np.full(len(owner), open_, np.int64))
        overlap = np.zeros(len(owner), bool)
        overlap[1:] = (owner[1:] == owner[:-1]) & (ends[0][1:] <= ends[1][:-1])
        self.leave_owners(owner, overlap | (ends[0] > ends[1]))
        begin = np.concatenate([[0], np.cumsum(length)])
        return {Held.OWN_AT: begin, Held.OWN_FROM: ends[0], Held.OWN_TO: ends[1], Held.OWN_VALUE: value}

    # ------------------------------------------------------------------------------------------ figures

    @cached_property
    def _figure_lines(self) -> tuple[Array, Array, pa.StructArray] | None:
        """Of each line of figures whose it is, its year, and the line."""
        form = self.of.form.figures
        if form is None:
            return None
        cells = self.cells(form.path)
        length = pc.fill_null(pc.list_value_length(cells), 0).to_numpy(zero_copy_only=False).astype(np.int64)
        owner, inner = np.repeat(np.arange(self.number), length), cells.flatten()
        column = next((one for one in form.columns if one.name == "year"), None)
        if column is None:
            self.leave(length > 0)
            return None
        year, stated = self.numbers(column.type, column, inner.field(column.path[-1]), owner)
        good = stated & (year >= FIRST_YEAR) & (year <= LAST_YEAR)
        self.leave_owners(owner, ~good)
        pairs, counts = np.unique(owner * 10_000 + year, return_counts=True)
        twice = pairs[counts > 1] // 10_000
        self.leave(np.isin(np.arange(self.number), twice))
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
        without = np.asarray(pc.fill_null(flag, False).to_numpy(zero_copy_only=False), bool)
        form = self.of.form.figures
        assert form is not None
        said = np.zeros(len(owner), bool)
        for column in form.columns:
            if column.name not in ("year", "none"):
                said |= _valid(inner.field(column.path[-1]))
        self.leave_owners(owner, (_valid(flag) & ~without) | (without & said))
        return without

    @cached_property
    def _stated_years(self) -> Array:
        """Of each applicant and year whether a line of figures is stated, or that there are none."""
        first, last = self._years
        found = np.full((self.number, last - first + 1), values.UNKNOWN, np.int64)
        if self._figure_lines is not None:
            owner, year, _ = self._figure_lines
            found[owner, year - first] = np.where(self._without, 2, 1)
        return found

    @cached_property
    def _begun(self) -> Array:
        """The first year with an event or a figure; after the last year where there is none. Whoever does not state a
        day, or all records of a kind, goes.
        """
        found = np.full(self.number, LAST_YEAR + 1, np.int64)
        if self._figure_lines is not None:
            owner, year, _ = self._figure_lines
            np.minimum.at(found, owner[~self._without], year[~self._without])
        for kind in self.of.kinds.values():
            if kind.is_partial:
                self.leave(_valid(self.cells(kind.path)), values.OPEN)
        for root in dict.fromkeys(self.schema.record_by_name[name].root for name in self.of.kinds):
            listed = self.listed(root)
            kinds = [self.schema.record_by_name[kind.name] for kind, _, _ in listed.parts]
            for place, record in enumerate(kinds):
                mine = listed.kind_of == place
                for name in sorted(self.schema.event_days[record.name]):
                    days = listed.field(name)[0]
                    self.leave_owners(listed.owner, mine & (days == values.UNKNOWN), values.OPEN)
                    known = np.flatnonzero(mine & (days != values.UNKNOWN) & (days != values.NEVER))
                    np.minimum.at(found, listed.owner[known], years_of(days[known]))
        return found

    @cached_property
    def _years(self) -> tuple[int, int]:
        """The first and the last year with a figure; before the first some more, in which a figure may be nothing."""
        lines = self._figure_lines
        if lines is None or not len(lines[1]):
            return 2000, 2000
        return int(lines[1].min()) - YEARS_BACK, int(lines[1].max())

    def _figure(self, name: str) -> Array:
        first, last = self._years
        found = np.full((self.number, last - first + 1), values.UNKNOWN, np.int64)
        form, lines = self.of.form.figures, self._figure_lines
        column = None if form is None else next((one for one in form.columns if one.name == name), None)
        if lines is None or column is None:
            return found
        owner, year, inner = lines
        figure = self.schema.figure_by_name[name]
        if figure.zero_before is not None:
            since = self._own(figure.zero_before)
            known = (since != values.UNKNOWN) & (since != values.NEVER)
            begun = years_of(np.where(known, since, 0))
            found[known[:, None] & (np.arange(first, last + 1)[None, :] < begun[:, None])] = 0
        value, stated = self.numbers(figure.type, column, inner.field(column.path[-1]), owner)
        stated = stated & ~self._without
        found[owner[stated], year[stated] - first] = value[stated]
        return found

    def _rank(self, figure: str, among: Sequence[str]) -> Array:
        found, places = self._figure(figure), self.of.places
        if places is None:
            return np.where(found > 0, values.UNKNOWN, found)
        self.ranked(figure, among)  # whoever has none by statement goes
        return places.places(figure, among, self._years[0], found)

    # ------------------------------------------------------------------------------------------ records

    def text(self, texts: pa.Array, owner: Array, *, is_made: bool = False) -> int:
        """The place of texts among those that get numbers; `owner` tells whose each is. What `is_made` of names that
        stand among them too need not be plain.
        """
        self._texts.append((texts, owner, is_made))
        return len(self._texts) - 1

    def _converted(self, column: Column) -> Array:
        listed = self.listed(column.kind)
        return listed.foreign(column.name, listed.field(column.day)[0], self.of.rates.get(column.series, {}))

    def _item(self, root: str) -> int:
        return self.text(self.items_of(root), self.listed(root).owner)

    def items_of(self, root: str) -> pa.Array:
        """The items of the records of a root as texts; whoever has one without a key goes."""
        if root not in self._items:
            listed, key = self.listed(root), self.schema.record_by_name[root].key
            if not key:
                self.leave_owners(listed.owner, np.ones(len(listed), bool))
                self._items[root] = pa.nulls(len(listed), pa.large_string())
            else:
                texts, stated = listed.texts(key)
                self.leave_owners(listed.owner, ~stated, values.OPEN)
                self._items[root] = texts
        return self._items[root]

    def _order(self, root: str) -> Array:
        """What puts the items of an applicant in order: members of choices by their places, texts as they are."""
        listed, kind = self.listed(root), self.schema.record_by_name[root]
        texts = self.items_of(root)
        ranks, twice = self._ranked(listed, texts, is_made=False)
        self._apart(listed, ranks, np.flatnonzero(twice))
        self._is_named[listed.owner[twice]] = True
        for column, _, inner in listed.parts:
            for one in column.fields:
                if one.name == "id" and inner.field(one.path[-1]).null_count < len(inner):
                    self._is_named[listed.owner] = True
        if any(isinstance(kind.field_by_name[name].type, ChoiceType | LevelType) for name in kind.key):
            parts: list[pa.Array] = []
            for name in kind.key:
                if isinstance(kind.field_by_name[name].type, ChoiceType | LevelType):
                    parts.append(pa.array(listed.field(name)[0] + 1_000_000).cast(pa.string()).cast(pa.large_string()))
                else:
                    parts.append(listed.texts([name])[0])
            between = pa.scalar("\x01", pa.large_string())  # before all that names are made of
            texts = pc.binary_join_element_wise(*parts, between)
            ranks, _ = self._ranked(listed, texts, is_made=True)
        self._orders[root] = texts
        self._unordered(root)
        return ranks

    def _apart(self, listed: _Listed, ranks: Array, twice: Array) -> None:
        """Records of one item are two events only where every day of theirs is known, and each is another day. Whoever
        has two that are not goes: they are a problem, or their contents tell which is which.
        """
        if not len(twice):
            return
        many = int(ranks.max()) + 1
        group = np.unique(listed.owner[twice] * many + ranks[twice], return_inverse=True)[1]
        kinds = listed.kind_of[twice]
        wrong = np.zeros(int(group.max()) + 1, bool)
        np.logical_or.at(wrong, group, kinds != kinds[np.unique(group, return_index=True)[1]][group])
        is_none = np.ones(len(twice), bool)
        for place, (kind, _, _) in enumerate(listed.parts):
            for name in {event.date_field for event in self.schema.record_by_name[kind.name].events}:
                days, stated = (part[twice] for part in listed.field(name))
                here = kinds == place
                np.logical_or.at(wrong, group, here & (~stated | (days == values.UNKNOWN)))
                known = here & stated & (days != values.NEVER)
                is_none &= ~known
                if not known.any():
                    continue
                pairs, counts = np.unique(
                    np.stack([group[known], days[known]]), axis=1, return_counts=True
                )  # fmt: skip
                wrong[pairs[0][counts > 1]] = True
        wrong |= np.bincount(group, weights=is_none, minlength=len(wrong)) > 1
        self.leave_owners(listed.owner[twice], wrong[group], values.TWINS)

    def _ranked(self, listed: _Listed, texts: pa.Array, *, is_made: bool) -> tuple[Array, Array]:
        """The place of each text among those of its applicant, and which stand there twice."""
        many = len(texts)
        rank, place, marks, spare = (np.empty(size, np.int64) for size in (many, many, many, SPARE))
        twice, doubtful = np.zeros(many, np.uint8), np.zeros(many, np.uint8)
        if many:
            _, offsets, data = texts.buffers()
            starts = np.frombuffer(offsets, np.int64)[texts.offset : texts.offset + many + 1]
            letters = np.zeros(1, np.uint8) if data is None or not data.size else np.frombuffer(data, np.uint8)
            self.of.code.ranked(
                listed.begin, starts, letters, _CLASSES, _FINGERPRINTS, is_made, rank, place, marks, spare, twice,
                doubtful,
            )  # fmt: skip
        self.leave_owners(listed.owner, doubtful > 0)
        return rank, twice > 0

    def _name(self, column: Column) -> int:
        listed = self.listed(column.kind)
        return self.text(listed.texts([column.name])[0], listed.owner)

    def _matter(self, name: str, column: Column, arrays: dict[str, Array], coded: list[tuple[str, int, int]]) -> None:
        kind: Record = self.schema.record_by_name[column.kind]
        fields, listed = self.of.program.matter_fields(column.name, kind), self.listed(column.kind)
        number = self.of.roots.index(column.kind) + 1
        if fields == MATTER_IS_APPLICANT:
            arrays[name] = np.full(len(listed), number << MATTERS, np.int64)
            return
        texts, stated = listed.texts(fields or kind.key)
        self.leave_owners(listed.owner, ~stated, values.OPEN)
        coded.append((name, self.text(texts, listed.owner), number))

    def _pool(self, pool: tuple[str, str]) -> tuple[Array, int]:
        listed = self.listed(pool[0])
        begin, texts = listed.list_of(pool[1])
        return begin, self.text(texts, np.repeat(listed.owner, np.diff(begin)))

    def _codes(self) -> list[Array]:
        """The numbers of all texts, in their order; -1: none."""
        if not self._texts:
            return []
        every = pa.concat_arrays([one.cast(pa.large_string()) for one, _, _ in self._texts]).dictionary_encode()
        words = every.dictionary
        order = pc.array_sort_indices(words).to_numpy()
        place = np.empty(len(words) + 1, np.int64)
        place[order] = np.arange(len(words))
        self._numbered = words, order
        place[-1] = values.NO_MEMBER
        numbers = _codes_of(every)
        doubtful = np.append(~plain_texts(words), False)[numbers]
        ends = np.cumsum([len(one) for one, _, _ in self._texts])[:-1]
        for (_, owner, is_made), own in zip(self._texts, np.split(doubtful, ends), strict=True):
            if not is_made:
                self.leave_owners(owner, own)
        return np.split(place[numbers], ends)

    def _first(self, column: Column, arrays: Mapping[str, Array]) -> Array:
        root = self.schema.record_by_name[column.kind].root
        listed = self.listed(root)
        days, stated = listed.field(column.name)
        belongs = np.ones(len(listed), bool)
        for name, fixed in self.schema.tests_of_kind(root, column.kind) or ():
            own, known = listed.field(name)
            belongs &= known & (own == self.fixed(self._type(Column(Held.FIELD, root, name)), fixed, len(listed)))
        item = next(arrays[name] for name, one in self.of.code.columns.items() if one == Column(Held.ORDER, root))
        first = np.zeros(len(listed), np.int64)
        self.of.code.first_events(listed.begin, (belongs & stated).astype(np.int64), days, item, column.of_item, first)
        if column.of_item:
            record, told = self.lines.events_of(root)
            first[record[told < days[record]]] = 0
            if self.lines.own is not None:
                record, told = self.lines.own.events_of(column.kind, column.name)
                first[record[told < days[record]]] = 0
        return first

    # ------------------------------------------------------------------------------------------ who is left

    def _others(self) -> None:
        """Whoever states lines that columns do not carry."""
        for lines in self.of.form.lines:
            if lines.name == "published":
                length = pc.fill_null(pc.list_value_length(self.cells(lines.path)), 0)
                self.leave(length.to_numpy(zero_copy_only=False) > 0, values.BEFORE)

    def _asked(self) -> None:
        """Whoever does not state what has to be stated."""
        schema = self.schema
        for kind, field in self.of.code.asked:
            root = schema.record_by_name[kind].root
            listed = self.listed(root)
            belongs = np.ones(len(listed), bool)
            for name, fixed in schema.tests_of_kind(root, kind) or ():
                own, known = listed.field(name)
                is_it = own == self.fixed(self._type(Column(Held.FIELD, root, name)), fixed, len(listed))
                self.leave_owners(listed.owner, ~known, values.OPEN)
                belongs &= is_it
            type_ = self._type(Column(Held.FIELD, root, field))
            if isinstance(type_, ListType):
                continue
            stated = listed.texts([field])[1] if _is_text(type_) else listed.field(field)[1]
            self.leave_owners(listed.owner, belongs & ~stated, values.OPEN)

    def is_listed(self, kind: str) -> Array:
        """Whether a kind is stated: by a list of it, or of a wider one. A list in part is not."""
        stated, partial = np.zeros(self.number, bool), np.zeros(self.number, bool)
        for name in (*self.schema.lineage(kind), *self.schema.narrower_records[kind][1:]):
            if (column := self.of.kinds.get(name)) is None:
                continue
            here = _valid(self.cells(column.path)) | column.null_is_none
            if column.is_partial:
                partial |= here
            elif name in self.schema.lineage(kind):
                stated |= here
        return stated & ~partial

    def _uncarried(self) -> None:
        """Whoever may have claims of awards that columns do not carry, or of states that run to a day not stated."""
        no_day = self._days() == values.NEVER
        for clause in self.of.program.clauses:
            runs_on = clause.trigger.kind is TriggerKind.SET and self.of.program.window.end is None
            is_state = runs_on or clause.trigger.kind in (TriggerKind.WHILE, TriggerKind.YEAR)
            waits = bool(self.of.program.settlement.wait(clause.index))
            if clause.index not in self.of.uncarried and not is_state and not waits:
                continue
            why = values.UNCARRIED if clause.index in self.of.uncarried else values.OPEN
            who = self._meant(clause) if why == values.UNCARRIED else no_day
            if clause.trigger.record:
                root = self.schema.record_by_name[clause.trigger.record].root
                who = who & (np.diff(self.listed(root).begin) > 0)
            self.leave(who, why)

    def _meant(self, clause: Clause) -> Array:
        """Who is of the kinds to which an award is paid; of one by rank only who has something to be ranked by."""
        program = self.of.program
        who = np.zeros(self.number, bool) if clause.to else np.ones(self.number, bool)
        for kind in clause.to:
            who |= self.is_kind(kind) > 0
        figures = [one.figure for one in program.rankings if clause.index in one.clauses]
        start, end = program.window.start, program.window.end
        if not figures or clause.trigger.kind is not TriggerKind.YEAR or start is None or program.is_draft:
            return who
        has = np.zeros(self.number, bool)
        until = np.minimum(self._days(), self._window_end)
        first = min(start, program.discretion_from or start)  # the bureau may pay years before the window
        for year in range(first.year, LAST_YEAR if end is None else end.year + 1):
            day = (datetime.date(year, 12, 31) - EPOCH).days
            is_over = until >= (day if end is None else min(day, self._window_end))
            if not is_over.any():
                break
            for name in figures:
                value = self._figure(name)
                at = year - self._years[0]
                has |= is_over & (value[:, at] != 0 if 0 <= at < value.shape[1] else True)
        return who & has

    def _unordered(self, root: str) -> None:
        """Days of records that stand in another order than the vocabulary says, and counts that follow from days."""
        listed = self.listed(root)
        for name, _ in self.schema.record_by_name[root].derived_fields:
            listed.field(name)
        for order in self.schema.record_by_name[root].orders:
            known = [listed.field(name) for name in order]
            for place, (later, has_later) in enumerate(known):
                for before, has_before in known[:place]:
                    wrong = has_later & has_before & (before > later) & (before != values.NEVER)
                    self.leave_owners(listed.owner, wrong)

    # ------------------------------------------------------------------------------------------ approvals

    def _approvals(self) -> tuple[Array, pa.Array, Array, int] | None:
        """Whose each approval is, its clause, its sum, and the place of its items among the texts."""
        form = next((one for one in self.of.form.lines if one.name == "approvals"), None)
        if form is None:
            return None
        cells = self.cells(form.path)
        length = pc.fill_null(pc.list_value_length(cells), 0).to_numpy(zero_copy_only=False).astype(np.int64)
        owner, inner = np.repeat(np.arange(self.number), length), cells.flatten()
        parts = {one.name: one for one in form.columns}
        if not {"clause", "item", "amount"} <= parts.keys():
            self.leave(length > 0)
            return None
        clause, item = (inner.field(parts[name].path[-1]).cast(pa.large_string()) for name in ("clause", "item"))
        labels = pa.array([one.label for one in self.of.program.clauses], pa.large_string())
        known = pc.fill_null(pc.is_in(clause, value_set=labels), False).to_numpy(zero_copy_only=False)
        amount, stated = self.numbers(
            parts["amount"].type, parts["amount"], inner.field(parts["amount"].path[-1]), owner
        )
        self.leave_owners(owner, ~known | ~stated | ~_valid(item))
        between = pa.scalar("\x01", pa.large_string())
        same = _codes_of(pc.binary_join_element_wise(clause, item, between).dictionary_encode())
        pairs, counts = np.unique(owner * (len(owner) + 1) + same, return_counts=True)
        self.leave_owners(pairs // (len(owner) + 1), counts > 1)  # the reader of facts says that one is too many
        return owner, clause, amount, self.text(item, owner)

    def _approved(
        self, column: Column, arrays: Mapping[str, Array], approvals: tuple[Array, pa.Array, Array, int] | None,
        codes: Sequence[Array],
    ) -> Array:  # fmt: skip
        listed = self.listed(column.kind)
        found = np.full(len(listed), values.UNKNOWN, np.int64)
        if approvals is None or not len(listed):
            return found
        owner, clause, amount, place = approvals
        mine = pc.equal(clause, column.name).to_numpy(zero_copy_only=False)
        mine = np.flatnonzero(np.asarray(mine, bool))
        if not len(mine):
            return found
        item = next(arrays[name] for name, one in self.of.code.columns.items() if one == Column(Held.ITEM, column.kind))
        keys = listed.owner * (1 << MATTERS) + item
        asked = owner[mine] * (1 << MATTERS) + codes[place][mine]
        order = np.argsort(asked, kind="stable")  # of several approvals of an item the first counts
        at = np.minimum(np.searchsorted(asked[order], keys), len(mine) - 1)
        is_approved = asked[order][at] == keys
        found[is_approved] = amount[mine[order[at[is_approved]]]]
        return found

    # ------------------------------------------------------------------------------------------ support

    def _support(self) -> tuple[Array, Array, Array, int] | None:
        """Whose each line of support is, the root of its kind, its sum, and the place of its items among the texts.

        A line that does not name a record by its kind and item alone sends its applicant away, and so does one of the
        policy's own level, which rules may count.
        """
        form = next((one for one in self.of.form.lines if one.name == "support"), None)
        if form is None:
            return None
        cells = self.cells(form.path)
        length = pc.fill_null(pc.list_value_length(cells), 0).to_numpy(zero_copy_only=False).astype(np.int64)
        parts = {one.name: one for one in form.columns}
        if not {"kind", "item", "level", "amount"} <= parts.keys():
            self.leave(length > 0, values.BEFORE)
            return None
        owner, inner = np.repeat(np.arange(self.number), length), cells.flatten()
        kind, item, level = (self._words(inner, parts[name]) for name in ("kind", "item", "level"))
        records = self.schema.record_by_name
        names = {one.label.zh: one.name for one in self.schema.records if one.label.zh} | {
            name: name for name in records
        }
        roots = [names.get(word) for word in kind.dictionary.to_pylist()]
        root = np.array([*(self.of.roots.index(records[name].root) if name else -1 for name in roots), -1])[
            _codes_of(kind)
        ]
        amount, stated = self.numbers(
            parts["amount"].type, parts["amount"], inner.field(parts["amount"].path[-1]), owner
        )
        own = pc.fill_null(pc.equal(level.dictionary_decode(), self.of.program.level), False)
        keyed = np.zeros(len(owner), bool)
        for at, _, _ in form.others:
            keyed |= _valid(inner.field(at))
        doubtful = ~stated | ~_valid(item) | (root < 0) | keyed
        if self.of.program.level:
            doubtful |= np.asarray(own.to_numpy(zero_copy_only=False), bool)
        self.leave_owners(owner, doubtful, values.BEFORE)
        return owner, root, amount, self.text(item.dictionary_decode(), owner)

    def _words(self, inner: pa.StructArray, column: TableColumn) -> pa.DictionaryArray:
        """A part of lines as texts."""
        cells = inner.field(column.path[-1])
        if pa.types.is_struct(cells.type):
            cells = bare(cells)[0]
        if pa.types.is_dictionary(cells.type):
            cells = cells.dictionary_decode()
        return cells.cast(pa.large_string()).dictionary_encode()

    def _supported_records(
        self, root: str, arrays: Mapping[str, Array], support: tuple[Array, Array, Array, int] | None,
        codes: Sequence[Array],
    ) -> tuple[Array, Array, Array]:  # fmt: skip
        """The records of a root that lines of support name, the sums of the lines, and the places of the lines; a line
        names all records of its item. One that names none of those that are listed sends its applicant away.
        """
        nothing = np.zeros(0, np.int64)
        listed = self.listed(root)
        if support is None or not len(support[0]):
            return nothing, nothing, nothing
        owner, of, amount, place = support
        mine = np.flatnonzero(of == self.of.roots.index(root))
        item = next(arrays[name] for name, one in self.of.code.columns.items() if one == Column(Held.ITEM, root))
        keys = listed.owner * (1 << MATTERS) + item
        asked = owner[mine] * (1 << MATTERS) + codes[place][mine]
        if not len(keys):
            self.leave_owners(owner[mine], np.ones(len(mine), bool), values.BEFORE)
            return nothing, nothing, nothing
        order = np.argsort(keys, kind="stable")
        first, last = np.searchsorted(keys[order], asked), np.searchsorted(keys[order], asked, side="right")
        self.leave_owners(owner[mine], first == last, values.BEFORE)
        line = np.repeat(np.arange(len(mine)), last - first)
        begin = np.cumsum(last - first) - (last - first)
        at = order[np.arange(len(line)) - np.repeat(begin - first, last - first)]
        return at, amount[mine][line], line

    def _supported_sums(
        self, root: str, arrays: Mapping[str, Array], support: tuple[Array, Array, Array, int] | None,
        codes: Sequence[Array],
    ) -> Array:  # fmt: skip
        found = np.zeros(len(self.listed(root)), np.int64)
        at, amount, _ = self._supported_records(root, arrays, support, codes)
        np.add.at(found, at, amount)
        return found

    def _supported(
        self, column: Column, arrays: Mapping[str, Array], support: tuple[Array, Array, Array, int] | None,
        codes: Sequence[Array],
    ) -> Array:  # fmt: skip
        listed = self.listed(column.kind)
        at, amount, line = self._supported_records(column.kind, arrays, support, codes)
        matter = next(arrays[name] for name, one in self.of.code.columns.items()
                      if one == Column(Held.MATTER, column.kind, column.name))  # fmt: skip
        keys = listed.owner * (1 << MATTERS) + (matter & ((1 << MATTERS) - 1))
        if len(line):  # what a line is about has to be the same in all records of its item
            first = np.concatenate([[True], line[1:] != line[:-1]])
            of_line = np.flatnonzero(first)[np.cumsum(first) - 1]
            self.leave_owners(listed.owner[at], keys[at] != keys[at[of_line]], values.TWINS)
        return np.isin(keys, keys[at[amount > 0]]).astype(np.int64)

    # ------------------------------------------------------------------------------------------ days

    def _days(self) -> Array:
        """The as-of day of each applicant; `NEVER` where none is stated."""
        return self._as_of_days

    @cached_property
    def _as_of_days(self) -> Array:
        column = self.of.form.as_of
        if self.as_of is not None:
            return np.full(self.number, (self.as_of - EPOCH).days, np.int64)
        if column is None:
            return np.full(self.number, values.NEVER, np.int64)
        found, stated = self.numbers(DateType(), column, self.cells(column.path), np.arange(self.number))
        return np.where(stated, found, values.NEVER)

    @property
    def _window_end(self) -> int:
        end = self.of.program.window.end
        return values.NEVER - 1 if end is None else (end - EPOCH).days


_CLASSES = np.array([class_of(byte) for byte in range(256)], np.uint8)
_FINGERPRINTS = np.array([fingerprint(text, 0, len(text)) for text in (one.encode() for one in NONE_WORDS)], np.int64)


def _millionths(rate: Fraction) -> int:
    parts = rate * values.MILLIONTHS
    return int(parts) if parts.denominator == 1 and 0 <= parts <= values.LARGEST else values.UNKNOWN


def _valid(array: pa.Array) -> Array:
    return np.asarray(array.is_valid().to_numpy(zero_copy_only=False), bool)


def _codes_of(encoded: pa.DictionaryArray) -> Array:
    return np.asarray(pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False), np.int64)


def _is_text(type_: Type) -> bool:
    return type(type_).__name__ in ("TextType", "RecordType", "ApplicantType")
