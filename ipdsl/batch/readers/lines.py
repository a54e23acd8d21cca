"""Lines of a table, such as those of the column `history`: their parts as arrays, their records, and their keys.

An applicant with a line that is not plain or not complete leaves to the reader of facts. `ipdsl.ledger.lines` and
`ipdsl.engine.matters` define which keys follow from a line, if it does not state them; here they are worked out column
by column.

Lines of the policy itself to arrays: what earlier runs settled, for the column `history` of a chunk.

Input: the lines of a chunk that name the policy, or none. Output: `kernel.tables.PriorLines`. `ipdsl.ledger.lines`
defines what a line is. An applicant with a line that is not plain, contradicts itself or does not say enough leaves to
the reader of facts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.base.values.days import FIRST_YEAR, LAST_YEAR
from ipdsl.batch.intake.form import (
    LinesColumn,
    ValueColumn,
    bare,
    codes_of,
    decode_dictionary,
    equals,
    flags,
    is_list,
    is_text,
    list_lengths,
    says,
    valid,
    without_views,
)
from ipdsl.batch.kernel import values
from ipdsl.batch.kernel.program import ArrayContent
from ipdsl.batch.kernel.tables import (
    ANY_ROW,
    NO_DAY,
    NOT_LISTED,
    Array,
    PriorLines,
    begins,
    names_of_sums,
    no_prior_lines,
    runs,
    sums_by,
    years_of,
)
from ipdsl.batch.readers.chunks import MATTERS, NO_NAMES, NO_TEXT, TEXT, Chunk, Pairs, is_repeated, joined, plain_texts
from ipdsl.batch.readers.rows import names_of_lists
from ipdsl.claims.claim import field_of_key
from ipdsl.engine.matters import BETWEEN
from ipdsl.ir.proposal import Outcome
from ipdsl.ir.terms import MATTER, Clause, Program, TriggerKind, is_matter
from ipdsl.kernel.rule_table import table_of_program
from ipdsl.ledger.line_reader import STOPPED_OUTCOMES
from ipdsl.ledger.lines import CEILING_WORD, RESETTLED_WORDS, read_item
from ipdsl.plain_data.context import ReadContext, record_labels
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.money import MoneyType
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


def places_among(words: Sequence[str], texts: pa.Array) -> Array:
    """The place of each text among words; -1: null, -2: another text."""
    encoded, places = texts.dictionary_encode(), {word: place for place, word in enumerate(words)}
    known = [places.get(one, -2) for one in encoded.dictionary.to_pylist()]
    return np.array([*known, -1], np.int64)[codes_of(encoded)]


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
            if not type_.key_domain:
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
        if not type_.key_domain or not is_one_sort(self.chunk.schema, name):
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
    return len({one.key_domain or "text" for one in types}) == 1


_MAY_STATE = frozenset(
    {"policy", "clause", "row", "applicant", "kind", "item", "matter", "level", "keys", "by_discretion", "event_date",
     "year", "proposed", "admitted", "rungs", "charged", "due", "payments", "carried", "carry_until", "lapsed",
     "outcome", "digest", "granted", "fields", "page"}
)  # fmt: skip
"""The parts of a line that columns read. The applicant of a line with another part leaves."""
_OUTCOMES = tuple(outcome.value for outcome in Outcome)
_NO_CHARGE = -1


@attrs.define(eq=False, slots=False)
class SettledLines(Lines):
    """Lines of the policy itself, and where they contradict themselves."""

    @cached_property
    def clause(self) -> Array:
        """The clause of each line by index."""
        return self.placed("clause", [clause.label for clause in self.chunk.program.clauses])

    @cached_property
    def outcome(self) -> pa.Array:
        """The outcome of each line."""
        return self.text("outcome")

    @cached_property
    def is_short(self) -> Array:
        """Whether a line states only the amount due."""
        return equals(self.outcome, "")

    @cached_property
    def day(self) -> Array:
        """The day of the event of each line, `NO_DAY` where it states none."""
        days, stated = self.numbers("event_date")
        self.leave(stated & (days == values.NEVER))
        return np.where(stated, days, NO_DAY)

    @cached_property
    def may_lack_keys(self) -> Array:
        """Whether rules may count by keys that a line does not state: a line with money of no page of its ledger."""
        recall = self.chunk.form.recall
        has_page = self.numbers("page")[1] & (recall is not None and recall.has_pages)
        return np.asarray(self.is_short | ((self.sum("admitted") > 0) & ~has_page))

    @property
    def is_dayless(self) -> Array:
        """Whether a line is about every event of its item and year."""
        return np.asarray(self.is_short | (self.day == NO_DAY))

    @cached_property
    def total(self) -> Array:
        """What was due of each line over all years."""
        line, _, sums = self.due
        return sums_by(line, sums, len(self.owner))

    def sum(self, name: str) -> Array:
        """An amount of each line. `proposed` and `admitted` of a short line are what was granted, or else due."""
        sums, stated = self.numbers(name)
        sums = np.where(stated, sums, 0)
        if name not in ("proposed", "admitted"):
            return sums
        granted, is_granted = self.numbers("granted")
        return np.where(self.is_short, np.where(is_granted, granted, self.total), sums)

    @cached_property
    def charged(self) -> Array:
        """What each line was charged under each rule. Without a charge a rule counts the amounts due and the amounts
        that wait.

        An applicant leaves with a line that may have taken a place or none.
        """
        table = table_of_program(self.chunk.program)
        names, sums = names_of_sums(table), self.total + self.sum("carried")
        charged = np.full((len(self.owner), max(1, len(names))), _NO_CHARGE, np.int64)
        for line, words, cells in self.entries("charged"):
            stated_sums, stated = self.chunk.sums(cells, self.owner[line])
            place = places_among(names, words)
            self.leave(~stated, line)
            charged[line[place >= 0], place[place >= 0]] = stated_sums[place >= 0]
        is_unpaid = ~self.is_short & (self.sum("admitted") > 0) & (sums + self.sum("lapsed") == 0)
        for rule in table.rules:
            if rule.step_rule.name in names:
                column, reached = names.index(rule.step_rule.name), np.isin(self.clause, rule.step_rule.reach)
                lacks = reached & (charged[:, column] == _NO_CHARGE)
                if rule.step.traits.has_places:
                    self.leave(lacks & is_unpaid)
                charged[lacks, column] = sums[lacks]
        return np.maximum(charged, 0)

    @cached_property
    def row(self) -> Array:
        """The place of the row of each line in its clause; -1: no row, `ANY_ROW`: any row, -3: an unknown row."""
        texts, row = self.text_or_null("row"), np.where(self.is_short, ANY_ROW, -1)
        for index in np.unique(self.clause[self.clause >= 0]).tolist():
            mine = np.flatnonzero((self.clause == index) & valid(texts))
            names = [one.name for one in self.chunk.program.clauses[index].rows]
            place = places_among(names, texts.take(pa.array(mine)))
            row[mine] = np.where(place < 0, -3, place)
        return row

    @cached_property
    def events(self) -> Array:
        """A number for each applicant, clause, item and year."""
        code = codes_of(joined([self.text("clause"), self.item], "\x01").dictionary_encode())
        of_owner = np.unique(self.owner * (len(code) + 1) + code, return_inverse=True)[1]
        return np.asarray(np.unique(of_owner * 10_000 + self.year, return_inverse=True)[1])

    # ------------------------------------------------------------------------------------------ what is refused

    def check(self) -> None:
        """Applicants leave with lines that contradict themselves or each other, or name something unknown."""
        if "parts" in self.others:
            self.chunk.leave_owners(self.owner, says(self.inner.field(self.others["parts"])), values.IN_PARTS)
        self.leave_unread(_MAY_STATE)
        self.leave((self.clause < 0) | equals(self.item, ""))
        self.leave_of_other_applicants()
        self.leave(self._is_contradicting() | self._is_twice() | self._has_unknown_words())
        self._check_payments()

    def _is_contradicting(self) -> Array:
        """Where sums and days of a line contradict each other, or a part is missing: as the reader of facts says."""
        admitted, proposed, carried, lapsed = map(self.sum, ("admitted", "proposed", "carried", "lapsed"))
        until, has_until = self.numbers("carry_until")
        line, year, _ = self.due
        first, last = np.full(len(self.owner), LAST_YEAR + 1), np.zeros(len(self.owner), np.int64)
        np.minimum.at(first, line, year)
        np.maximum.at(last, line, year)
        is_stopped = flags(pc.is_in(self.outcome, pa.array(sorted(STOPPED_OUTCOMES), TEXT)))
        has_day = self.day != NO_DAY
        states_more = self.numbers("proposed")[1] | self.numbers("admitted")[1] | (carried > 0) | (lapsed > 0)
        return np.asarray(
            (admitted > proposed) | (self.total + carried + lapsed > admitted) | (is_stopped & (proposed > 0))
            | (first < self.year) | (has_day & (years_of(np.where(has_day, self.day, 0)) != self.year))
            | ((carried > 0) & ~has_until)
            | (has_until & ((until > LAST_YEAR) | (until < self.year) | (last > until)))
            | (self.is_short & (states_more | has_day | (last == 0))) | (~self.is_short & self.numbers("granted")[1])
        )  # fmt: skip

    def _is_twice(self) -> Array:
        """Where two lines are of one event."""
        is_of_year = np.isin(self.events, self.events[self.day == NO_DAY])
        return is_repeated(self.events, np.where(is_of_year, NO_DAY, self.day))

    def _has_unknown_words(self) -> Array:
        """Where a line names a row, kind, level or outcome that there is not, or a kind before its item."""
        schema, clauses = self.chunk.schema, self.chunk.program.clauses
        kinds = [one.name for one in schema.records]
        kind, outcome = self.placed("kind", kinds), self.placed("outcome", _OUTCOMES)
        about = [schema.record_by_name.get(one.trigger.record) for one in clauses]
        roots = np.array([*(kinds.index(one.root) if one else -3 for one in about), -3], np.int64)
        root_of = np.array([*(kinds.index(one.root) for one in schema.records), -1, -1], np.int64)
        wrong = (kind == -2) | (outcome == -2) | ((kind >= 0) & (root_of[kind] != roots[self.clause]))
        is_other = (self.level == -2) | (self.row == -3) | flags(pc.match_substring(self.text("item"), ": "))
        return np.asarray(wrong | is_other)

    def _check_payments(self) -> None:
        """Payments have no effect here. An applicant leaves with one that is not plain, or with more paid than due."""
        cells = self.inner.field(self.others["payments"]) if "payments" in self.others else pa.nulls(0)
        if pa.types.is_null(cells.type):
            return
        inner = cells.type.value_type if is_list(cells.type) else None
        if inner is None or not pa.types.is_struct(inner) or sorted(field.name for field in inner) != ["amount", "day"]:
            self.leave(list_lengths(cells) > 0 if inner is not None else valid(cells))
            return
        line, each = np.repeat(np.arange(len(self.owner)), list_lengths(cells)), cells.flatten()
        rest = self.total.copy()
        for name, type_ in (("day", DateType()), ("amount", MoneyType())):
            part = each.field(inner.get_field_index(name))
            column = ValueColumn("", (0,), name, name, type_, part.type)
            values_, stated = self.chunk.numbers(type_, column, part, self.owner[line])
            self.leave(~stated | ~valid(each), line)
        np.subtract.at(rest, line, values_)
        self.leave(rest < 0)


@attrs.define(eq=False, slots=False)
class PriorLineReader:
    """The lines of the policy in a chunk, and their keys. `places` has the place of each line in the column."""

    lines: SettledLines
    places: Array
    good: Array = attrs.field(init=False)
    """The lines of applicants that are not left, in the order of `PriorLines`."""
    _unlisted: Array = attrs.field(init=False)
    """Which lines name what no record has."""
    _key_lists: dict[str, tuple[Array, pa.Array, int]] = attrs.field(factory=dict)
    """The keys that lines state as lists: how many members each line has (-1: it states none), the members, and their
    place among the texts that get numbers.
    """

    def __attrs_post_init__(self) -> None:
        lines = self.lines
        self.chunk, self.key_names = lines.chunk, lines.chunk.program.settlement.names_of_keys
        kinds = {one.name: place for place, one in enumerate(self.chunk.schema.records)}
        by_clause = [kinds[kind.name] if (kind := self._record_kind(one)) else -1 for one in self.chunk.program.clauses]
        of_lines = np.array([*by_clause, -1], np.int64)[np.maximum(lines.clause, -1)]
        self.keys = LineKeys(lines, of_lines, self._stated_keys(), is_own=True)

    def _record_kind(self, clause: Clause) -> RecordKind | None:
        """The kind of record by which an award is paid; `None`: it is paid by no single record."""
        is_set = clause.trigger.kind is TriggerKind.SET
        return None if is_set else self.chunk.schema.record_by_name.get(clause.trigger.record)

    def _stated_keys(self) -> Mapping[str, pa.Array]:
        """The keys that lines state as one text each, and fields of their records by which rules count. Lists of keys
        are stored in `_key_lists` instead.
        """
        texts_by_name = dict[str, pa.Array]()
        for entries in self.lines.entries("keys"):
            self._add_keys(texts_by_name, *entries)
        for line, names, cells in self.lines.entries("fields"):
            counted = np.flatnonzero(self._is_counted(texts_by_name, line, names))
            self._add_keys(texts_by_name, line[counted], *(part.take(pa.array(counted)) for part in (names, cells)))
        return texts_by_name

    def _is_counted(self, keys: Mapping[str, pa.Array], line: Array, names: pa.Array) -> Array:
        """Whether rules count claims of the award of each of these lines by the field of this name, and the line has no
        such key.
        """
        clauses_by_field = self.chunk.program.compute_once(_clauses_by_field)
        place, is_counted = places_among([*clauses_by_field], names), np.zeros(len(line), bool)
        for at, (name, clauses) in enumerate(clauses_by_field.items()):
            is_key = valid(keys[name]) if name in keys else np.zeros(len(self.lines.owner), bool)
            is_counted |= (place == at) & (np.isin(self.lines.clause, clauses) & ~is_key)[line]
        return is_counted

    def _add_keys(self, texts_by_name: dict[str, pa.Array], line: Array, names: pa.Array, cells: pa.Array) -> None:
        """Adds keys of lines. An applicant leaves with a list instead of a text, or with a field without a value."""
        cells, lists = decode_dictionary(cells), self.chunk.program.compute_once(names_of_lists)
        encoded = names.dictionary_encode()
        for at, name in enumerate(encoded.dictionary.to_pylist()):
            own = np.flatnonzero(codes_of(encoded) == at)
            texts_of_name, is_of_lists = cells.take(pa.array(own)), name in lists
            if is_list(texts_of_name.type) and not is_of_lists:  # in a ledger each key is a list
                is_one = list_lengths(texts_of_name) == 1
                self.lines.leave(~is_one, line[own])
                own, texts_of_name = own[is_one], texts_of_name.filter(pa.array(is_one)).flatten()
            place = np.full(len(self.lines.owner), -1, np.int64)
            place[line[own]] = np.arange(len(own))
            of_line = texts_of_name.take(pa.array(place, mask=place < 0))
            if is_of_lists != is_list(texts_of_name.type) or name in self._key_lists:
                self.lines.leave(np.ones(len(own), bool), line[own])
            elif is_of_lists and name in self.key_names:
                length = np.where(place < 0, -1, list_lengths(of_line))
                members = of_line.flatten().cast(TEXT)
                number = self.chunk.number_texts(members, np.repeat(self.lines.owner, np.maximum(length, 0)))
                self._key_lists[name] = length, members, number
            elif not is_text(texts_of_name.type):
                self.lines.leave(np.full(len(own), not is_of_lists), line[own])
            else:
                texts = of_line.cast(TEXT)
                texts_by_name[name] = pc.coalesce(texts_by_name.get(name, texts), texts)

    def read(self) -> None:
        """Reads the lines, and asks for the numbers of their texts."""
        lines, chunk = self.lines, self.chunk
        lines.check()
        is_ceiling = equals(lines.outcome, CEILING_WORD) & (lines.sum("admitted") <= 0)
        lines.leave(flags(pc.is_in(lines.outcome, pa.array(sorted(RESETTLED_WORDS), TEXT))) | is_ceiling)
        settlement = chunk.program.settlement
        waits = [*settlement.carry_over_steps.keys() - settlement.shared_waits.keys()]
        lines.leave((lines.sum("carried") > 0) & ~np.isin(lines.clause, waits))
        for texts in (lines.item, lines.text_or_null("matter"), *self.keys.stated.values()):
            chunk.number_texts(texts, lines.owner)  # an applicant leaves with a text that is not a plain name
        for index, mine in self._by_clause():
            clause = chunk.program.clauses[index]
            kind = self._record_kind(clause)
            if kind is not None:
                self.keys.check(kind, mine)
                for name in self.keys.stated.keys() - chunk.program.settlement.columns[index]:
                    self.keys.check_unasked(kind, name, mine)
            for name in chunk.program.settlement.columns[index]:
                self._ask(clause, kind, name, mine)

    def _by_clause(self) -> list[tuple[int, Array]]:
        clause = self.lines.clause
        return [(index, np.flatnonzero(clause == index)) for index in np.unique(clause[clause >= 0]).tolist()]

    def _ask(self, clause: Clause, kind: RecordKind | None, name: str, mine: Array) -> None:
        """One key of the lines of a clause."""
        is_set, schema = clause.trigger.kind is TriggerKind.SET and clause.trigger.keys, self.chunk.schema
        if name == "item" and (clause.trigger.kind.is_yearly or not clause.trigger.record):
            stated, item = self.keys.stated_text(name, mine), self.lines.item.take(pa.array(mine))
            self.lines.leave(flags(pc.not_equal(stated, item)), mine)
            self.keys.put(name, mine, self._item_number(clause, mine))
        elif kind is not None and name in self._key_lists and field_of_key(schema, kind, name):
            self.lines.leave(self._key_lists[name][0][mine] < 0, mine)
        elif is_set and name not in ("applicant", "year", *schema.kinds_and_classes):
            self.lines.leave(np.ones(len(mine), bool), mine)
        else:
            self.keys.ask(kind, name, mine)
            lacking = self.keys.lacking.pop(name, None)
            is_of_record = kind is not None and (is_matter(name) or field_of_key(schema, kind, name))
            if lacking is not None and (is_of_record or name in schema.applicant_field_by_name):
                self.lines.leave(lacking & self.lines.may_lack_keys[mine], mine)

    def _item_number(self, clause: Clause, mine: Array) -> Array:
        """The number that distinguishes the events of lines without a record: the year, or 0."""
        item = self.lines.item.take(pa.array(mine))
        if clause.trigger.keys:  # the item of such a line is that of a set
            self.lines.leave(np.ones(len(mine), bool), mine)
            return np.full(len(mine), -1, np.int64)
        if clause.trigger.kind.is_yearly:
            self.lines.leave(flags(pc.not_equal(item, pa.array(self.lines.year[mine]).cast(TEXT))), mine)
            return self.lines.year[mine]
        ids = self.chunk.ids.take(pa.array(self.lines.owner[mine]))
        self.lines.leave(~flags(pc.equal(item, ids)), mine)
        return np.zeros(len(mine), np.int64)

    # ------------------------------------------------------------------------------------------ events and items

    def events_of(self, kind: str, date_field: str) -> tuple[Array, Array, Array]:
        """The records whose items lines name whose award asks for this event, each with the day of the line's event.

        The last array has whether the line states its day: otherwise it is the last day of its year.
        """
        schema, clauses = self.chunk.schema, self.chunk.program.clauses
        of = [
            one.index for one in clauses
            if one.trigger.kind is TriggerKind.RECORD and one.trigger.date_field == date_field
            and kind in schema.lineage(one.trigger.record)
        ]  # fmt: skip
        mine = np.flatnonzero(np.isin(self.lines.clause, of))
        line, record = self.keys.pairs(schema.record_by_name[kind].root, mine)
        day, year = self.lines.day[mine[line]], self.lines.year[mine[line]]
        return record, np.where(day == NO_DAY, ends_of(year), day), day != NO_DAY

    def _items(self, arrays: Mapping[str, Array]) -> tuple[Array, Array]:
        """The number of each line's item as in claims, and the number of the place that the line takes."""
        many, unlisted = len(self.lines.owner), dict[str, int]()
        item, place = np.full(many, NOT_LISTED, np.int64), np.zeros(many, np.int64)
        self._unlisted = np.zeros(many, bool)
        orders = {one.kind: name for name, one in self.chunk.code.columns.items() if one.held is ArrayContent.ORDER}
        for index, mine in self._by_clause():
            clause = self.chunk.program.clauses[index]
            kind = self._record_kind(clause)
            if clause.trigger.kind.is_yearly or kind is None:
                item[mine] = self._item_number(clause, mine)
                place[mine] = -1 - item[mine]
                continue
            at = self.keys.record(kind.root, mine)
            self._unlisted[mine] = at < 0
            if kind.root in orders:
                item[mine] = np.where(at < 0, NOT_LISTED, np.append(arrays[orders[kind.root]], 0)[at])
            place[mine] = self._places(clause, kind, mine, at, unlisted)
        return item, place

    def _places(self, clause: Clause, kind: RecordKind, mine: Array, at: Array, unlisted: dict[str, int]) -> Array:
        """The record of its item for which each line was paid: the listed record of that day, or the day or year."""
        line, record = self.keys.pairs(kind.root, mine)
        day, year = self.lines.day[mine], self.lines.year[mine]
        if clause.trigger.kind is TriggerKind.WHILE:
            self.lines.leave(np.bincount(line, minlength=len(mine)) > 1, mine)
            places, when = at.copy(), np.zeros(len(mine), np.int64)
        else:
            days = self.chunk.listed(kind.root).field(clause.trigger.date_field)[0][record]
            known = (days != values.UNKNOWN) & (days != values.NEVER)
            of_year = years_of(np.where(known, days, 0))
            is_it = known & np.where(day[line] == NO_DAY, of_year == year[line], days == day[line])
            places = np.full(len(mine), -1, np.int64)
            places[line[is_it][::-1]] = record[is_it][::-1]  # the first
            when = np.where(day == NO_DAY, year - (1 << 40), day)
        lost = np.flatnonzero(places < 0)
        items = self.lines.item.take(pa.array(mine[lost])).to_pylist()
        texts = [f"{kind.root}\x01{item}\x01{moment}" for item, moment in zip(items, when[lost].tolist(), strict=True)]
        places[lost] = [-(1 << 41) - unlisted.setdefault(text, len(unlisted)) for text in texts]
        return places

    def without_record(self) -> Array:
        """The applicants with a line in `PriorLines` that names what no record has."""
        return self.lines.owner[self.good[self._unlisted[self.good]]]

    # ------------------------------------------------------------------------------------------ numbers

    def prior_lines(self, codes: Sequence[Array], arrays: Mapping[str, Array]) -> PriorLines:
        """The lines of applicants that are not left, by applicant."""
        chunk, lines = self.chunk, self.lines
        item, place = self._items(arrays)
        carried, lapsed = lines.sum("carried"), lines.sum("lapsed")
        is_waiting = np.isin(lines.clause, [*chunk.program.settlement.carry_over_steps])
        keys = self.keys.numbers(self.key_names, codes)
        for index, mine in self._by_clause():  # the reader of facts asks for a key that a short line does not state
            short, known = mine[lines.is_short[mine]], {*chunk.schema.kinds_and_classes, *self._key_lists}
            for name in {*chunk.program.settlement.columns[index]} - known:
                lines.leave(keys[short, self.key_names.index(name)] < 0, short)
        good = self.good = np.flatnonzero(chunk.left[lines.owner] == 0)
        if not len(good):
            return no_prior_lines(chunk.number, max(1, len(self.key_names)), lines.charged.shape[1])
        number = np.full(len(lines.owner), -1, np.int64)
        number[good] = np.arange(len(good))
        is_good = number[lines.due[0]] >= 0
        line, year, sums = (part[is_good] for part in lines.due)
        since, order = lines.year.copy(), np.lexsort((lines.due[1], lines.due[0]))
        of, settled = lines.due[0][order], lines.due[1][order]
        is_next = settled - since[of] == np.arange(len(of)) - np.searchsorted(of, of)
        np.add.at(since, of[is_next], 1)  # the first year that a line does not settle
        view_begin, views = self._views(good, keys, codes)
        return PriorLines(
            begins(lines.owner[good], chunk.number), lines.clause[good], lines.year[good],
            np.where(lines.is_dayless, NO_DAY, lines.day)[good], lines.row[good], item[good], place[good],
            lines.sum("admitted")[good], (lines.total + carried + lapsed)[good], lines.sum("proposed")[good],
            np.where(is_waiting, carried, 0)[good], since[good], lines.numbers("carry_until")[0][good],
            np.ascontiguousarray(lines.charged[good]), begins(number[line], len(good)), year, sums, view_begin, views,
        )  # fmt: skip

    def _views(self, good: Array, keys: Array, codes: Sequence[Array]) -> tuple[Array, Array]:
        """The keys of these lines, several times where a key is a list."""
        length = np.ones(len(good), np.int64)
        wide: list[tuple[int, Array, Array, Array]] = []
        for name, (members, _, number) in self._key_lists.items():
            many = np.maximum(members, 0)
            wide.append((self.key_names.index(name), many[good], (np.cumsum(many) - many)[good], codes[number]))
            length *= np.maximum(many[good], 1)
        line, step = runs(np.zeros(len(good), np.int64), length)
        views = keys[good][line]
        for at, many, begin, own in wide:
            step, turn = np.divmod(step, np.maximum(many[line], 1))
            views[:, at] = np.where(many[line] > 0, np.append(own, -1)[np.minimum(begin[line] + turn, len(own))], -1)
        return begins(line, len(good)), np.ascontiguousarray(views)

    def items(self) -> pa.Array:
        """The items of the lines in the order of `PriorLines`."""
        return self.lines.item.take(pa.array(self.good))


def _clauses_by_field(program: Program) -> Mapping[str, list[int]]:
    """The fields of records by which rules count claims, each with the clauses of these claims."""
    clauses: dict[str, list[int]] = {}
    for clause in program.clauses:
        if (kind := program.schema.record_by_name.get(clause.trigger.record)) is not None:
            for name in program.settlement.columns[clause.index]:
                field = field_of_key(program.schema, kind, name)
                for each in program.matter_fields(name, kind) if is_matter(name) else (field,):
                    clauses.setdefault(each, []).append(clause.index)
    return clauses


def ends_of(years: Array) -> Array:
    """The last day of each year."""
    return (years - 1969).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64) - 1
