"""What lines of a table say: their parts as arrays, and lines of the policy itself that contradict themselves.

Also what all readers of lines share: the records that carry the items of lines, and texts as places among words.
Whatever is not plain, contradicts itself or does not say enough sends its applicant to the reader of facts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.base.values.days import FIRST_YEAR, LAST_YEAR
from ipdsl.batch.intake.arrow_arrays import bare, codes_of, flags, list_lengths, says, valid
from ipdsl.batch.intake.form import ValueColumn, is_list, is_text, type_without_views
from ipdsl.batch.kernel import values
from ipdsl.batch.kernel.own import ANY_ROW, NO_DAY, names_of_sums
from ipdsl.batch.kernel.settle import Array, years_of
from ipdsl.batch.readers.chunks import ChunkReader
from ipdsl.batch.readers.plain import plain_texts
from ipdsl.claims.keys import field_of_key
from ipdsl.facts.history.lines import STOPPED_OUTCOMES
from ipdsl.ir.proposal import Outcome
from ipdsl.kernel.rule_table import table_of_program
from ipdsl.schema.types.date import DateType
from ipdsl.schema.types.money import MoneyType
from ipdsl.schema.types.text import TextType
from ipdsl.schema.vocabulary import Schema

_TEXT = pa.large_string()
_OUTCOMES = tuple(one.value for one in Outcome)


@attrs.define(eq=False)
class Said:
    """Lines of one column of a chunk: whose each is (in order), and the cells that say it."""

    chunk: ChunkReader
    owner: Array
    inner: pa.StructArray
    columns: Mapping[str, ValueColumn]
    others: Mapping[str, int]
    """The parts that are no single values, by the place in the struct."""

    # ------------------------------------------------------------------------------------------ what lines say

    def at(self, places: Array) -> Said:
        """The lines at these places."""
        return attrs.evolve(self, owner=self.owner[places], inner=self.inner.take(pa.array(places)))

    def lacks(self, *names: str, why: int = values.PRIOR_PAYMENTS) -> bool:
        """Whether the table lacks one of these parts, without which no line is read; then whoever has any goes."""
        is_lacking = not {*names} <= {*self.columns, *self.others}
        self.chunk.leave_owners(self.owner, np.full(len(self.owner), is_lacking), why)
        return is_lacking

    def leave_unread(self, known: Collection[str]) -> None:
        """The applicants of lines that state another part than these go."""
        other = ~valid(self.inner)
        for name, place in {**{name: one.path[-1] for name, one in self.columns.items()}, **self.others}.items():
            if name not in known:
                other |= says(self.inner.field(place))
        self.leave(other)

    def leave(self, which: Array) -> None:
        """The applicants of these lines go to the reader of facts."""
        self.chunk.leave_owners(self.owner, which, values.PRIOR_PAYMENTS)

    def cells(self, name: str) -> pa.Array | None:
        """The cells of a part; `None`: the table has no column of it."""
        column = self.columns.get(name)
        return None if column is None else self.inner.field(column.path[-1])

    def text(self, name: str) -> pa.Array:
        """A part as texts; "" where it says nothing."""
        cells = self.cells(name)
        if cells is None or pa.types.is_null(cells.type):
            return pa.array([""] * len(self.owner), _TEXT)
        if pa.types.is_struct(cells.type):
            cells, none, other = bare(cells)
            self.leave(none | other)
        if pa.types.is_dictionary(cells.type):
            cells = cells.dictionary_decode()
        return pc.fill_null(cells.cast(_TEXT), "")

    def text_or_null(self, name: str) -> pa.Array:
        """A part as texts; null where it says nothing."""
        texts = self.text(name)
        return pc.if_else(pc.equal(texts, ""), None, texts)

    def plain_text(self, name: str) -> pa.Array:
        """A part as texts; "" where it says nothing. What is no plain text sends its applicant away."""
        words = self.text(name).dictionary_encode()
        texts = words.dictionary
        plain = (
            plain_texts(texts)
            | flags(pc.equal(texts, ""))
            | flags(pc.match_substring_regex(texts, r"^[a-z_]+(: [\w\-/ .]+)?$"))
        )
        self.leave(~plain[codes_of(words)])
        return words.dictionary_decode()

    def _placed(self, name: str, words: Sequence[str]) -> Array:
        """The place of a part among words; -1 where it says nothing, -2 where it is none of them."""
        return places_among(words, self.text_or_null(name))

    @cached_property
    def clause(self) -> Array:
        """The clause of each line by index."""
        return self._placed("clause", [one.label for one in self.chunk.program.clauses])

    @cached_property
    def item(self) -> pa.Array:
        """The item of each line."""
        return self.text("item")

    @cached_property
    def outcome(self) -> pa.Array:
        """The outcome of each line."""
        return self.text("outcome")

    @cached_property
    def is_short(self) -> Array:
        """Whether a line says no more than what was due."""
        return flags(pc.equal(self.outcome, ""))

    @cached_property
    def day(self) -> Array:
        """The day of the event of each line, `NO_DAY` where it states none."""
        days, stated = self.numbers("event_date")
        self.leave(stated & (days == values.NEVER))
        return np.where(stated, days, NO_DAY)

    @property
    def is_dayless(self) -> Array:
        """Whether a line stands for every event of its item and year."""
        found: Array = self.is_short | (self.day == NO_DAY)
        return found

    def numbers(self, name: str) -> tuple[Array, Array]:
        """A part of each line as a number, and where it is stated."""
        column, cells = self.columns.get(name), self.cells(name)
        many = len(self.owner)
        if column is None or cells is None or pa.types.is_null(cells.type):
            return np.zeros(many, np.int64), np.zeros(many, bool)
        return self.chunk.numbers(column.type, column, cells, self.owner)

    def stated(self, name: str) -> Array:
        """Where a part is stated."""
        return self.numbers(name)[1]

    def sum(self, name: str) -> Array:
        """A sum of each line; of a short one what was due, wherever it counts."""
        found, stated = self.numbers(name)
        found = np.where(stated, found, 0)
        return np.where(self.is_short, self.total, found) if name in ("proposed", "admitted") else found

    @cached_property
    def year(self) -> Array:
        """The year of each line."""
        found, stated = self.numbers("year")
        return np.where(stated, found, FIRST_YEAR)

    # ------------------------------------------------------------------------------------------ parts by name

    def entries(self, name: str) -> Iterator[tuple[Array, pa.Array, pa.Array]]:
        """The entries of a part by name: whose line each is, its name, and its value."""
        if name not in self.others:
            return
        cells = self.inner.field(self.others[name])
        if pa.types.is_null(cells.type):
            return
        if pa.types.is_map(cells.type):
            offsets = np.asarray(cells.offsets).astype(np.int64)
            line, place = runs(offsets[:-1], np.where(valid(cells), np.diff(offsets), 0))
            names = cells.keys.cast(_TEXT).take(pa.array(place))
            twice = codes_of(names.dictionary_encode()) + line * (len(names) + 1)
            _, first, counts = np.unique(twice, return_index=True, return_counts=True)
            self.chunk.leave_owners(self.owner[line[first]], counts > 1, values.PRIOR_PAYMENTS)
            yield line, names, _without_views(cells.items).take(pa.array(place))
        elif pa.types.is_struct(cells.type) and cells.type.get_field_index("value") < 0:
            for at, field in enumerate(cells.type):
                line = np.flatnonzero(says(cells.field(at)) & valid(cells))
                yield (
                    line,
                    pa.array([field.name] * len(line), _TEXT),
                    _without_views(cells.field(at)).take(pa.array(line)),
                )
        else:
            self.leave(valid(cells))

    @cached_property
    def paid(self) -> tuple[Array, Array, Array]:
        """What was due, year by year: the line, the year and the sum of each entry, line by line."""
        none = np.zeros(0, np.int64)
        cells = self.inner.field(self.others["due"]) if "due" in self.others else None
        is_sum = cells is not None and (
            pa.types.is_integer(cells.type) or pa.types.is_decimal(cells.type) or is_text(cells.type)
            or (pa.types.is_struct(cells.type) and cells.type.get_field_index("value") >= 0)
        )  # fmt: skip
        if cells is not None and is_sum:
            sums, stated = self.chunk.sums(cells, self.owner)
            line = np.flatnonzero(stated)
            return line, self.year[line], sums[line]
        parts: list[tuple[Array, Array, Array]] = [(none, none, none)]
        for line, names, cells in self.entries("due"):
            sums, stated = self.chunk.sums(cells, self.owner[line])
            good = flags(pc.match_substring_regex(names, "^[0-9]{4}$"))
            year = pc.if_else(pa.array(good), names, "0").cast(pa.int64()).to_numpy(zero_copy_only=False)
            good &= stated & (year >= FIRST_YEAR) & (year <= LAST_YEAR)
            self.chunk.leave_owners(self.owner[line], ~good, values.PRIOR_PAYMENTS)
            parts.append((line, year, sums))
        line, year, sums = (np.concatenate(each) for each in zip(*parts, strict=True))
        order = np.lexsort((year, line))
        return line[order], year[order], sums[order]

    @cached_property
    def total(self) -> Array:
        """What was due of each line over all years."""
        line, _, sums = self.paid
        found = np.zeros(len(self.owner), np.int64)
        np.add.at(found, line, sums)
        return found

    @cached_property
    def sums(self) -> Array:
        """What each line was charged under each rule."""
        program = self.chunk.program
        table = table_of_program(program)
        names = names_of_sums(table)
        found = np.zeros((len(self.owner), max(1, len(names))), np.int64)
        for line, words, cells in self.entries("charged"):
            sums, stated = self.chunk.sums(cells, self.owner[line])
            place = places_among(names, words)
            self.chunk.leave_owners(self.owner[line], ~stated | (place < 0), values.PRIOR_PAYMENTS)
            good = place >= 0
            found[line[good], place[good]] = sums[good]
        for rule in table.rules:
            if rule.step_rule.name in names:
                mine = self.is_short & np.isin(self.clause, [*rule.step_rule.reached_clauses])
                found[mine, names.index(rule.step_rule.name)] = self.total[mine]
        return found

    def check_payments(self) -> None:
        """What was paid of a line changes nothing here; whoever states it in no plain form goes."""
        if "payments" not in self.others:
            return
        cells = self.inner.field(self.others["payments"])
        if pa.types.is_null(cells.type):
            return
        if not is_list(cells.type) or not pa.types.is_struct(cells.type.value_type):
            self.leave(valid(cells))
            return
        length = list_lengths(cells)
        owner, each = np.repeat(self.owner, length), cells.flatten()
        names = [field.name for field in each.type]
        if sorted(names) != ["amount", "day"]:
            self.chunk.leave_owners(owner, np.ones(len(owner), bool), values.PRIOR_PAYMENTS)
            return
        for name, type_ in (("day", DateType()), ("amount", MoneyType())):
            column = ValueColumn("", (0,), name, name, type_, each.type.field(name).type)
            _, stated = self.chunk.numbers(type_, column, each.field(names.index(name)), owner)
            self.chunk.leave_owners(owner, ~stated | ~valid(each), values.PRIOR_PAYMENTS)

    # ------------------------------------------------------------------------------------------ what is refused

    def is_contradicting(self) -> Array:
        """Where sums and days of a line contradict each other, or a part is missing: as the reader of facts says."""
        admitted, proposed, carried, lapsed = map(self.sum, ("admitted", "proposed", "carried", "lapsed"))
        until, has_until = self.numbers("carry_until")
        line, year, _ = self.paid
        first, last = np.full(len(self.owner), LAST_YEAR + 1), np.zeros(len(self.owner), np.int64)
        np.minimum.at(first, line, year)
        np.maximum.at(last, line, year)
        stopped = flags(pc.is_in(self.outcome, pa.array(sorted(STOPPED_OUTCOMES), _TEXT)))
        has_day = self.day != NO_DAY
        year_of_day = years_of(np.where(has_day, self.day, 0))
        short = self.is_short & (self.stated("proposed") | (last == 0) | has_day)
        return np.asarray(
            (admitted > proposed) | (self.total + carried + lapsed > admitted) | (stopped & (proposed > 0))
            | (first < self.year) | (has_day & (year_of_day != self.year)) | ((carried > 0) & ~has_until)
            | (has_until & (until > LAST_YEAR))
            | (has_until & ((until < self.year) | (last > until))) | short
            | (self.is_short & ((carried > 0) | (lapsed > 0) | self.stated("admitted")))
        )  # fmt: skip

    @cached_property
    def events(self) -> Array:
        """A number for each applicant, clause, item and year."""
        same = pc.binary_join_element_wise(self.text("clause"), self.item, pa.scalar("\x01", _TEXT))
        code = codes_of(same.dictionary_encode())
        of_owner = np.unique(self.owner * (len(code) + 1) + code, return_inverse=True)[1]
        found: Array = np.unique(of_owner * 10_000 + self.year, return_inverse=True)[1]
        return found

    def is_twice(self) -> Array:
        """Where two lines are of one event."""
        found = np.zeros(len(self.owner), bool)
        order = np.lexsort((self.day, self.events))
        event, day = self.events[order], self.day[order]
        # the first of those of a year is without a day, if any is
        found[order[1:]] = (event[1:] == event[:-1]) & ((day[1:] == day[:-1]) | (day[:-1] == NO_DAY))
        return found

    def check_words(self) -> None:
        """Rows, kinds, levels and outcomes that there are not."""
        schema, clauses = self.chunk.schema, self.chunk.program.clauses
        kinds = [one.name for one in schema.records]
        kind, outcome = self._placed("kind", kinds), self._placed("outcome", _OUTCOMES)
        about = [schema.record_by_name.get(one.trigger.record) for one in clauses]
        roots = np.array([*(kinds.index(one.root) if one else -3 for one in about), -3], np.int64)
        root_of = np.array([*(kinds.index(one.root) for one in schema.records), -1, -1], np.int64)
        wrong = (kind == -2) | (outcome == -2) | ((kind >= 0) & (root_of[kind] != roots[self.clause]))
        wrong |= (self.level == -2) | (self.row == -3) | flags(pc.match_substring(self.item, ": "))
        self.leave(wrong)

    @cached_property
    def row(self) -> Array:
        """The place of the row of each line in its clause; -1: none, `ANY_ROW`: any, -3: there is none of the name."""
        texts = self.text("row").dictionary_encode()
        words, codes = texts.dictionary.to_pylist(), codes_of(texts)
        found = np.where(self.is_short, ANY_ROW, -1)
        for index in np.unique(self.clause[self.clause >= 0]).tolist():
            names = [one.name for one in self.chunk.program.clauses[index].rows]
            places = [(names.index(one) if one in names else -3) if one else ANY_ROW for one in words]
            own = np.array([*places, -3], np.int64)[codes]
            mine = (self.clause == index) & (own != ANY_ROW)
            found[mine] = own[mine]
        return found

    @cached_property
    def level(self) -> Array:
        """The level of each line as a member of the one choice of levels; -1: none, -2: there is none of the name."""
        choices = {
            field.type.choice_name
            for record in self.chunk.schema.records
            for field in record.fields
            if field.type.is_level
        }
        names = self.chunk.schema.choice_by_name[choices.pop()].names if len(choices) == 1 else ()
        return self._placed("level", names)


def lines_of(chunk: ChunkReader, name: str) -> Said | None:
    """The lines of a column of the table; `None`: it has no such column."""
    form = next((one for one in chunk.form.lines if one.name == name), None)
    if form is None:
        return None
    cells = chunk.cells(form.path)
    owner, inner = np.repeat(np.arange(chunk.number), list_lengths(cells)), cells.flatten()
    columns, others = {one.name: one for one in form.columns}, {word: place for place, word, _ in form.other_parts}
    return Said(chunk, owner, inner.cast(type_without_views(inner.type)), columns, others)


def places_among(words: Sequence[str], texts: pa.Array) -> Array:
    """The place of each text among words; -1: null, -2: it is none of them."""
    encoded, places = texts.dictionary_encode(), {word: place for place, word in enumerate(words)}
    known = [places.get(one, -2) for one in encoded.dictionary.to_pylist()]
    return np.array([*known, -1], np.int64)[codes_of(encoded)]


def runs(begin: Array, length: Array) -> tuple[Array, Array]:
    """The places of runs, one run after the other, each with the number of its run."""
    run = np.repeat(np.arange(len(length)), length)
    return run, np.arange(len(run)) - np.repeat(np.cumsum(length) - length - begin, length)


def records_with_items(chunk: ChunkReader, root: str, owner: Array, item: pa.Array) -> tuple[Array, Array, Array]:
    """The listed records that carry the items of lines: where those of a line begin and end in an order, and this."""
    of, many = chunk.listed(root).owner, len(item)
    every = pa.concat_arrays([item, chunk.items_of(root).cast(_TEXT)]).dictionary_encode()
    codes, span = codes_of(every), len(every.dictionary) + 1
    keys, asked = of * span + codes[many:], owner * span + codes[:many]
    order = np.argsort(keys, kind="stable")
    first, end = (np.searchsorted(keys[order], asked, side=side) for side in ("left", "right"))
    return first, end, order


def first_records(first: Array, end: Array, order: Array) -> Array:
    """The first of the records that `records_with_items` found for each line; -1: none."""
    return np.where(end > first, np.append(order, -1)[np.minimum(first, len(order))], -1)


def has_lists(schema: Schema, name: str) -> bool:
    """Whether a field of this name of some kind of record is a list."""
    return any(one.field_by_name[name].type.is_list for one in schema.records if name in one.field_by_name)


def is_one_sort(schema: Schema, name: str) -> bool:
    """Whether values of a key are numbered alike for all kinds: as members of one choice, or as texts."""
    fields = [(one, field_of_key(schema, one, name)) for one in schema.records]
    types = [one.field_by_name[field].type for one, field in fields if field]
    return len({one if one.is_member else TextType() for one in types}) == 1


def _without_views(cells: pa.Array) -> pa.Array:
    """The cells with texts for views of texts, among which Arrow cannot pick."""
    of = type_without_views(cells.type)
    return cells if of == cells.type else cells.cast(of)
