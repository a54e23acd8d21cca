"""Lines of a table, such as the lines of the column `history`: their parts as arrays, and the records that they name.

An applicant with a line that is not plain or not complete leaves to the reader of facts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.base.values.days import FIRST_YEAR, LAST_YEAR
from ipdsl.batch.intake.arrow_arrays import bare, codes_of, equals, flags, list_lengths, says, valid
from ipdsl.batch.intake.form import LinesColumn, ValueColumn, decode_dictionary, is_text, without_views
from ipdsl.batch.kernel import values
from ipdsl.batch.kernel.settle import Array
from ipdsl.batch.readers.chunks import NO_TEXT, TEXT, Chunk, Pairs, is_repeated
from ipdsl.batch.readers.plain import NO_NAMES, plain_texts
from ipdsl.plain_data.labels import record_labels

_EMPTY = pa.scalar("", TEXT)
_AFTER_KIND = ": "
"""Ends a kind that is stated before an item."""


@attrs.define(eq=False, slots=False)
class Lines:
    """Lines of one column of a chunk: the applicant of each (in order), and the cells of their parts."""

    chunk: Chunk
    owner: Array
    inner: pa.StructArray
    columns: Mapping[str, ValueColumn]
    others: Mapping[str, int]
    """The parts with several values, by the place in the struct."""
    _texts: dict[str, pa.Array] = attrs.field(init=False, factory=dict)

    def at(self, places: Array) -> Lines:
        """The lines at these places."""
        return attrs.evolve(self, owner=self.owner[places], inner=self.inner.take(pa.array(places)))

    @cached_property
    def begin(self) -> Array:
        """Where the lines of each applicant begin."""
        return np.searchsorted(self.owner, np.arange(self.chunk.number + 1))

    # ------------------------------------------------------------------------------------------ who leaves

    def lacks(self, *names: str, why: int = values.PRIOR_PAYMENTS) -> bool:
        """Whether the table lacks one of these required parts. If so, all owners leave."""
        is_lacking = not {*names} <= {*self.columns, *self.others}
        self.chunk.leave_owners(self.owner, np.full(len(self.owner), is_lacking), why)
        return is_lacking

    def leave_unread(self, known: Collection[str]) -> None:
        """The applicants of lines that are null, or state another part than these, leave."""
        other = ~valid(self.inner)
        for name, place in {**{name: one.path[-1] for name, one in self.columns.items()}, **self.others}.items():
            if name not in known:
                other |= says(self.inner.field(place))
        self.leave(other)

    def leave(self, which: Array, places: Array | None = None) -> None:
        """The applicants of these lines, of all or only at `places`, leave to the reader of facts."""
        owner = self.owner if places is None else self.owner[places]
        self.chunk.leave_owners(owner, np.broadcast_to(which, owner.shape), values.PRIOR_PAYMENTS)

    def leave_earlier_pages(self) -> None:
        """The applicants of lines of an earlier page of the ledger, or under a former id, leave to the reader of
        facts.
        """
        if (recall := self.chunk.form.recall) is not None and recall.ids:
            renamed = pc.is_in(self.chunk.ids, pa.array([*recall.ids.values()], self.chunk.ids.type))
            self.leave(flags(renamed)[self.owner])
        if recall is not None and len(recall.pages) > 1:
            page, stated = self.numbers("page")
            is_earlier = np.array([not recall.is_present(number) for number in range(len(recall.pages))])
            self.leave(stated & is_earlier[np.clip(page, 0, recall.present)])

    # ------------------------------------------------------------------------------------------ parts

    def cells(self, name: str) -> pa.Array | None:
        """The cells of a part; `None`: it states nothing."""
        column = self.columns.get(name)
        cells = None if column is None else self.inner.field(column.path[-1])
        return None if cells is None or pa.types.is_null(cells.type) else cells

    def text(self, name: str) -> pa.Array:
        """A part as texts; "" if it is not stated."""
        if name not in self._texts:
            self._texts[name] = self._text(name)
        return self._texts[name]

    def _text(self, name: str) -> pa.Array:
        cells = self.cells(name)
        if cells is None:
            return pa.repeat(pa.scalar("", TEXT), len(self.owner))
        if pa.types.is_struct(cells.type):
            cells, none, other = bare(cells)
            self.leave(none | other)
        return pc.fill_null(decode_dictionary(cells).cast(TEXT), "")

    def text_or_null(self, name: str) -> pa.Array:
        """A part as texts; null if it is not stated."""
        texts = self.text(name)
        return pc.if_else(pc.equal(texts, _EMPTY), NO_TEXT, texts)

    def plain_text(self, name: str) -> pa.Array:
        """A part as texts; "" if it is not stated. An applicant leaves with a text that is not plain."""
        words = self.text(name).dictionary_encode()
        texts = words.dictionary
        is_name_of_part = flags(pc.match_substring_regex(texts, r"^([a-z_]+(: [\w\-/ .]+)?)?$"))
        is_plain = plain_texts(texts) | (is_name_of_part & ~flags(pc.is_in(texts, NO_NAMES)))
        self.leave(~is_plain[codes_of(words)])
        return words.dictionary_decode()

    def placed(self, name: str, words: Sequence[str]) -> Array:
        """The place of a part among words; -1 if it is not stated, -2 if it is another word."""
        return places_among(words, self.text_or_null(name))

    def numbers(self, name: str) -> tuple[Array, Array]:
        """A part of each line as a number, and where it is stated."""
        cells, many = self.cells(name), len(self.owner)
        if cells is None:
            return np.zeros(many, np.int64), np.zeros(many, bool)
        return self.chunk.numbers(self.columns[name].type, self.columns[name], cells, self.owner)

    @cached_property
    def item(self) -> pa.Array:
        """The item of each line, without a kind that is stated before it."""
        return self._items_and_kinds[0]

    @cached_property
    def kind(self) -> Array:
        """The kind of record that each line names, by its place in the vocabulary; -1: no kind, -2: an unknown kind."""
        return self._items_and_kinds[1]

    @cached_property
    def _items_and_kinds(self) -> tuple[pa.Array, Array]:
        places = {one.name: place for place, one in enumerate(self.chunk.schema.records)}
        labels = self.chunk.program.compute_once(record_labels)
        words = {word: places[names[0]] for word, names in labels.items() if len(names) == 1} | places
        item, word = self.text("item"), self.placed("kind", [*words])
        has_prefix = flags(pc.match_substring(item, _AFTER_KIND))
        if has_prefix.any():
            at = np.flatnonzero(has_prefix)
            parts = pc.split_pattern(item.take(pa.array(at)), _AFTER_KIND, max_splits=1)
            of_prefix = places_among([*words], pc.list_element(parts, 0))
            self.leave((of_prefix < 0) | (word[at] != -1), at)
            word[at] = of_prefix
            item = pc.replace_with_mask(item, pa.array(has_prefix), pc.list_element(parts, 1))
        return item, np.where(word >= 0, np.array([*words.values(), -1], np.int64)[word], word)

    @cached_property
    def year(self) -> Array:
        """The year of each line. An applicant with a line without a year leaves."""
        year, stated = self.numbers("year")
        good = stated & (year >= FIRST_YEAR) & (year <= LAST_YEAR)
        self.leave(~good)
        return np.where(good, year, FIRST_YEAR)

    @cached_property
    def level(self) -> Array:
        """The level of each line as a member of the one choice of levels; -1: no level, -2: an unknown level."""
        fields = (field.type for record in self.chunk.schema.records for field in record.fields)
        choices = {type_.choice_name for type_ in fields if type_.is_level}
        return self.placed("level", self.chunk.schema.choice_by_name[choices.pop()].names if len(choices) == 1 else ())

    def leave_of_other_applicants(self) -> None:
        """The applicants of lines that name another applicant leave."""
        whose, ids = self.text("applicant"), self.chunk.ids.take(pa.array(self.owner))
        self.leave(~(equals(whose, "") | flags(pc.equal(whose, ids))))

    def entries(self, name: str) -> Iterator[tuple[Array, pa.Array, pa.Array]]:
        """The entries of a part by name: whose line each is, its name, and its value."""
        cells = self.inner.field(self.others[name]) if name in self.others else pa.nulls(0)
        if pa.types.is_map(cells.type):
            offsets = np.asarray(cells.offsets).astype(np.int64)
            line, place = runs(offsets[:-1], np.where(valid(cells), np.diff(offsets), 0))
            names = cells.keys.cast(TEXT).take(pa.array(place))
            self.leave(is_repeated(line, codes_of(names.dictionary_encode())), line)
            yield line, names, without_views(cells.items).take(pa.array(place))
        elif pa.types.is_struct(cells.type) and cells.type.get_field_index("value") < 0:
            for at, field in enumerate(cells.type):
                line = np.flatnonzero(says(cells.field(at)) & valid(cells))
                names = pa.repeat(pa.scalar(field.name, TEXT), len(line))
                yield line, names, without_views(cells.field(at)).take(pa.array(line))
        elif not pa.types.is_null(cells.type):
            self.leave(valid(cells))

    @cached_property
    def due(self) -> tuple[Array, Array, Array]:
        """What was due, year by year: the line, the year and the sum of each entry, line by line."""
        cells = self.inner.field(self.others["due"]) if "due" in self.others else pa.nulls(0)
        arrow = cells.type
        is_sum = pa.types.is_integer(arrow) or pa.types.is_decimal(arrow) or is_text(arrow)
        if is_sum or (pa.types.is_struct(arrow) and arrow.get_field_index("value") >= 0):
            sums, stated = self.chunk.sums(cells, self.owner)
            line = np.flatnonzero(stated)
            return line, self.year[line], sums[line]
        none = np.zeros(0, np.int64)
        parts: list[tuple[Array, Array, Array]] = [(none, none, none)]
        for line, names, cells in self.entries("due"):
            sums, stated = self.chunk.sums(cells, self.owner[line])
            good = flags(pc.match_substring_regex(names, "^[0-9]{4}$"))
            year = pc.if_else(pa.array(good), names, "0").cast(pa.int64()).to_numpy(zero_copy_only=False)
            self.leave(~(good & stated & (year >= FIRST_YEAR) & (year <= LAST_YEAR)), line)
            parts.append((line, year, sums))
        line, year, sums = (np.concatenate(each) for each in zip(*parts, strict=True))
        order = np.lexsort((year, line))
        return line[order], year[order], sums[order]

    # ------------------------------------------------------------------------------------------ joins

    def pairs(self, root: str, is_asked: Array) -> Pairs:
        """The lines that `is_asked` with the listed records of a root whose item each names."""
        return self.chunk.pairs(self.begin, is_asked, self.item, self.chunk.listed(root), self.chunk.items_of(root))

    def is_repeated(self, *parts: str) -> Array:
        """Where another line of the applicant has the same texts in these parts, in the same year if they have one."""
        codes = [codes_of(self.text(name).dictionary_encode()) for name in parts]
        return is_repeated(self.owner, *codes, *([self.year] if "year" in self.columns else []))


def lines_by_name(chunk: Chunk, name: str) -> Lines | None:
    """The lines of a column of the table; `None`: it has no such column."""
    form = next((one for one in chunk.form.lines if one.name == name), None)
    return None if form is None else lines_of(chunk, form)


def lines_of(chunk: Chunk, form: LinesColumn) -> Lines:
    """The lines of a column of the table."""
    cells = chunk.cells(form.path)
    owner, inner = np.repeat(np.arange(chunk.number), list_lengths(cells)), without_views(cells.flatten())
    others = {word: place for place, word, _ in form.other_parts}
    return Lines(chunk, owner, inner, {one.name: one for one in form.columns}, others)


def begins(owner: Array, many: int) -> Array:
    """Where the rows of each of so many owners begin; the rows are in the order of their owners."""
    return np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=many))]).astype(np.int64)


def places_among(words: Sequence[str], texts: pa.Array) -> Array:
    """The place of each text among words; -1: null, -2: another text."""
    encoded, places = texts.dictionary_encode(), {word: place for place, word in enumerate(words)}
    known = [places.get(one, -2) for one in encoded.dictionary.to_pylist()]
    return np.array([*known, -1], np.int64)[codes_of(encoded)]


def runs(begin: Array, length: Array) -> tuple[Array, Array]:
    """The places of runs, one run after the other, each with the number of its run."""
    run = np.repeat(np.arange(len(length)), length)
    return run, np.arange(len(run)) - np.repeat(np.cumsum(length) - length - begin, length)
