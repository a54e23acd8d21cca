"""Lines of a table, such as those of the column `history`: their parts as arrays, their records, and their keys.

An applicant with a line that is not plain or not complete leaves to the reader of facts. `ipdsl.ledger.lines` and
`ipdsl.engine.matters` define which keys follow from a line, if it does not state them; here they are worked out column
by column.
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
from ipdsl.batch.kernel.claims import Array
from ipdsl.batch.readers.chunks import MATTERS, NO_TEXT, TEXT, Chunk, Pairs, is_repeated, joined
from ipdsl.batch.readers.plain import NO_NAMES, plain_texts
from ipdsl.claims.claim import field_of_key
from ipdsl.engine.matters import BETWEEN
from ipdsl.ir.terms import MATTER, is_matter
from ipdsl.ledger.keys import read_item
from ipdsl.plain_data.context import ReadContext, record_labels
from ipdsl.schema.types.text import TextType
from ipdsl.schema.vocabulary import MATTER_IS_APPLICANT, RecordKind, Schema

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


PartialKey = tuple[Array, Array, int, int]
"""Lines, numbers, the place of their texts among those that get numbers (-1: none), and what is added to those."""


@attrs.define(eq=False)
class LineKeys:
    """The keys of lines. `kind` has the kind of record of each line by its place (below 0: none).

    Lines of the policy itself (`is_own`) state keys as texts (`stated`), by name. The keys of another line must follow
    from its record or item; otherwise its applicant leaves.
    """

    lines: Lines
    kind: Array
    stated: Mapping[str, pa.Array]
    is_own: bool
    _asked: dict[str, list[PartialKey]] = attrs.field(factory=dict)
    lacking: dict[str, Array] = attrs.field(factory=dict)
    """For each key which of the lines that were asked last do not have it."""
    _pairs: dict[str, Pairs] = attrs.field(factory=dict)
    _first: dict[str, Array] = attrs.field(factory=dict)

    def __attrs_post_init__(self) -> None:
        for kind in {self.chunk.schema.records[place].root for place in np.unique(self.kind[self.kind >= 0])}:
            if self.chunk.schema.record_by_name[kind].key:  # items that look alike leave to the reader of facts
                self.chunk.number_texts(self.chunk.items_of(kind), self.chunk.listed(kind).owner)

    @property
    def chunk(self) -> Chunk:
        """The chunk of the lines."""
        return self.lines.chunk

    def stated_text(self, name: str, mine: Array) -> pa.Array:
        """A key that some lines state, as text."""
        texts = self.stated.get(name)
        return pa.nulls(len(mine), TEXT) if texts is None else texts.take(pa.array(mine))

    def is_of_root(self, root: str) -> Array:
        """Whether each line names a kind of this root."""
        records = self.chunk.schema.records
        return np.array([*(one.root == root for one in records), False, False])[self.kind]

    # ------------------------------------------------------------------------------------------ listed records

    def pairs(self, root: str, mine: Array) -> tuple[Array, Array]:
        """The listed records that carry the items of these lines, each with the place of its line among them."""
        pairs = self.all_pairs(root)
        line = np.minimum(np.searchsorted(mine, pairs.text), max(0, len(mine) - 1))
        is_mine = mine[line] == pairs.text if len(mine) else np.zeros(len(line), bool)
        return line[is_mine], pairs.record[is_mine]

    def all_pairs(self, root: str) -> Pairs:
        """The lines with the records of a root that they name.

        If a kind is not listed completely, applicants leave with a line that names no record.
        """
        if root not in self._pairs:
            is_asked = self.is_of_root(root)
            self._pairs[root] = self.lines.pairs(root, is_asked)
            self._first[root] = self._pairs[root].first(len(self.kind))
            unmet = np.flatnonzero(is_asked & (self._first[root] < 0))
            for place in np.unique(self.kind[unmet]).tolist():
                is_listed = self.chunk.is_listed(self.chunk.schema.records[place].name)[self.lines.owner[unmet]]
                self.lines.leave((self.kind[unmet] == place) & ~is_listed, unmet)
        return self._pairs[root]

    def record(self, root: str, mine: Array) -> Array:
        """The first listed record that carries the item of each of these lines; -1: none."""
        self.all_pairs(root)
        return self._first[root][mine]

    # ------------------------------------------------------------------------------------------ fields of records

    def _field_texts(self, kind: RecordKind, field: str, mine: Array, of: str = MATTER) -> pa.Array:
        """What lines state of a field of their record, as text; null where they do not. `of`: the matter that is asked.

        It is a stated key, that of the listed records, a part of the item as the key, or of the stated matter.
        """
        stated, at = self.stated_text(field, mine), self.record(kind.root, mine)
        texts = self.chunk.listed(kind.root).texts((field,))[0]
        of_record = texts.take(pa.array(np.maximum(at, 0), mask=at < 0))
        self.lines.leave((at >= 0) & ~valid(of_record) & ~valid(stated), mine)
        line, record = self.pairs(kind.root, mine)
        if len(line) > int((at >= 0).sum()):  # several records of an item have to say the same
            codes = codes_of(texts.dictionary_encode())
            self.lines.leave((codes[record] != codes[at[line]]) & ~valid(stated)[line], mine[line])
        return pc.coalesce(stated, pc.if_else(pa.array(at >= 0), of_record, self._by_text(kind, field, mine, of)))

    def _by_text(self, kind: RecordKind, field: str, mine: Array, of: str) -> pa.Array:
        """What the item of a line says of a field, or the matter that it states."""
        item, program = self.lines.item.take(pa.array(mine)), self.chunk.program
        by_key, fields = part_of_text(kind.key, field, item), program.matter_fields(of, kind)
        if not self.is_own and fields != MATTER_IS_APPLICANT:
            by_matter = part_of_text(fields, field, item)
            overlaps = not set(fields).isdisjoint(kind.key)
            by_key = pc.coalesce(by_key, by_matter) if overlaps else pc.coalesce(by_matter, by_key)
        matter = pc.coalesce(self.lines.text_or_null("matter").take(pa.array(mine)), self.stated_text(MATTER, mine))
        for name, text in ((of, self.stated_text(of, mine)), (MATTER, matter)):
            fields = program.matter_fields(name, kind)
            if field in fields and fields != MATTER_IS_APPLICANT:
                text = pc.replace_substring_regex(text, f"^{kind.root}: ", "")
                by_key = pc.coalesce(by_key, part_of_text(fields, field, text))
        return by_key

    def check(self, kind: RecordKind, mine: Array) -> None:
        """Applicants leave with a line whose keys differ from its item, or whose item the reader of facts changes."""
        at = self.record(kind.root, mine)
        if not self.is_own:
            unlisted, reading = mine[at < 0], ReadContext(self.chunk.program)
            item = self.lines.item.take(pa.array(unlisted))
            changed = [one for one in item.unique().to_pylist() if read_item(reading, one, None, kind) != one]
            self.lines.leave(flags(pc.is_in(item, pa.array(changed, TEXT))), unlisted)
            return
        item = self.lines.item.take(pa.array(mine))
        if len(kind.key) > 1:
            self.lines.leave(~valid(part_of_text(kind.key, kind.key[0], item)), mine)
        for field in kind.key:
            part, type_ = part_of_text(kind.key, field, item), kind.field_by_name[field].type
            self.lines.leave(flags(pc.not_equal(self.stated_text(field, mine), part)), mine)
            if not (type_.is_member or type_.is_local_name):
                self.lines.leave(at < 0, mine)
            elif type_.is_member:
                names = pa.array(self.chunk.schema.choice_by_name[type_.choice_name].names, TEXT)
                self.lines.leave(~flags(pc.is_in(part, names)), mine)
                if field == "level":
                    stated = self.lines.text("level").take(pa.array(mine))
                    self.lines.leave(~(equals(stated, "") | flags(pc.equal(stated, part))), mine)

    def check_unasked(self, kind: RecordKind, name: str, mine: Array) -> None:
        """Applicants leave with a line whose key, for which no rule asks, may not be a value of its field."""
        field, stated = field_of_key(self.chunk.schema, kind, name), self.stated_text(name, mine)
        type_ = kind.field_by_name[field].type if field else None
        if type_ is not None and type_.is_member:
            self.lines.leave(
                places_among(self.chunk.schema.choice_by_name[type_.choice_name].names, stated) == -2, mine
            )
        elif type_ is not None and not type_.is_name:
            self.lines.leave(valid(stated), mine)

    # ------------------------------------------------------------------------------------------ keys as numbers

    def put(self, name: str, mine: Array, numbers: Array, texts: pa.Array | None = None, more: int = 0) -> None:
        """A key of some lines: numbers, or texts that get numbers."""
        at = -1 if texts is None else self.chunk.number_texts(texts, self.lines.owner[mine], is_made=True)
        self.lacking[name] = (numbers < 0) & (True if texts is None else ~valid(texts))
        if not self.is_own:
            self.lines.leave(self.lacking[name], mine)
        self._asked.setdefault(name, []).append((mine, numbers, at, more))

    def ask(self, kind: RecordKind | None, name: str, mine: Array) -> None:
        """One key of some lines about a kind of record (`None`: about no single record)."""
        stated, nothing = self.stated_text(name, mine), np.full(len(mine), -1, np.int64)
        if name == "applicant" or name in self.chunk.schema.kinds_and_classes:
            is_named = flags(pc.equal(stated, self.chunk.ids.take(pa.array(self.lines.owner[mine]))))
            self.lines.leave(valid(stated) & ~is_named, mine)
            follows = name == "applicant" or self.chunk.is_kind(name)[self.lines.owner[mine]] > 0
            self._asked.setdefault(name, []).append((mine, np.where(is_named | follows, 0, -1), -1, 0))
        elif name == "year":
            self.lines.leave(flags(pc.not_equal(stated, pa.array(self.lines.year[mine]).cast(TEXT))), mine)
            self.put(name, mine, self.lines.year[mine])
        elif name == "item":
            item = self.lines.item.take(pa.array(mine))
            self.lines.leave(flags(pc.not_equal(stated, item)), mine)
            self.put(name, mine, nothing, item)
        elif kind is None:
            if self.is_own and is_matter(name):
                self.put(name, mine, np.zeros(len(mine), np.int64))
            elif self.is_own:
                is_field = name in self.chunk.schema.applicant_field_by_name
                wrong = (not is_field and valid(stated)) | ((name == "level") & (self.lines.level[mine] >= 0))
                self.lines.leave(wrong, mine)
                self.put(name, mine, nothing, stated if is_field else None)
        elif is_matter(name):
            self._ask_matter(kind, name, mine, stated)
        elif field := field_of_key(self.chunk.schema, kind, name):
            self._ask_field(kind, field, name, mine, stated)
        elif self.is_own:
            self.ask(None, name, mine)

    def _ask_matter(self, kind: RecordKind, name: str, mine: Array, stated: pa.Array) -> None:
        fields = self.chunk.program.matter_fields(name, kind)
        number, nothing = (self.chunk.roots.index(kind.root) + 1) << MATTERS, np.full(len(mine), -1, np.int64)
        if fields == MATTER_IS_APPLICANT:
            self.put(name, mine, np.full(len(mine), number))
            return
        text = joined([self._field_texts(kind, field, mine, name) for field in fields or kind.key], BETWEEN)
        prefix = f"{kind.root}: "
        self.lines.leave(~valid(text) & valid(stated) & ~flags(pc.starts_with(stated, prefix)), mine)
        text = pc.coalesce(text, pc.replace_substring_regex(stated, f"^{prefix}", ""))
        self.put(name, mine, nothing, text, number)

    def _ask_field(self, kind: RecordKind, field: str, name: str, mine: Array, stated: pa.Array) -> None:
        """A key that is a field of the record; of a list each line states the members."""
        type_, nothing = kind.field_by_name[field].type, np.full(len(mine), -1, np.int64)
        if not (type_.is_member or type_.is_local_name) or not is_one_sort(self.chunk.schema, name):
            self.lines.leave(np.ones(len(mine), bool), mine)
            return
        if name == "level":
            stated = pc.coalesce(stated, self.lines.text_or_null("level").take(pa.array(mine)))
        texts = pc.coalesce(stated, self._field_texts(kind, field, mine))
        if not type_.is_member:
            self.put(name, mine, nothing, texts)
            return
        numbers = places_among(self.chunk.schema.choice_by_name[type_.choice_name].names, texts)
        self.lines.leave(numbers == -2, mine)
        self.put(name, mine, numbers)

    def numbers(self, names: Sequence[str], codes: Sequence[Array]) -> Array:
        """The keys of these names for all lines; -1 if a line does not have the key."""
        keys = np.full((len(self.kind), max(1, len(names))), -1, np.int64)
        for at, name in enumerate(names):
            for mine, numbers, text, more in self._asked.get(name, ()):
                own = numbers if text < 0 else codes[text]
                keys[mine, at] = np.where(own < 0, own, own + more)
        return keys


def part_of_text(fields: Sequence[str], field: str, text: pa.Array) -> pa.Array:
    """The part of a text with the value of a field; null if the text has no such part, or is ambiguous."""
    if field not in fields:
        return pa.nulls(len(text), TEXT)
    if len(fields) == 1:
        return text
    parts = pc.split_pattern(text, BETWEEN)
    is_whole = pc.equal(pc.list_value_length(parts), len(fields))
    empty = pa.scalar([""] * len(fields), parts.type)
    element = pc.list_element(pc.if_else(is_whole, parts, empty), fields.index(field))
    return pc.if_else(is_whole, element.cast(TEXT), NO_TEXT)


def is_one_sort(schema: Schema, name: str) -> bool:
    """Whether values of a key have the same numbers for all kinds: as members of one choice, or as texts."""
    fields = [(one, field_of_key(schema, one, name)) for one in schema.records]
    types = [one.field_by_name[field].type for one, field in fields if field]
    return len({one if one.is_member else TextType() for one in types}) == 1
