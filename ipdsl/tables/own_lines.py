"""Lines of the policy itself to arrays: what earlier runs settled, for the column `history` of a chunk.

In: the lines of a chunk that name the policy, or none. Out: `kernel.columns.own.Own`. What a line is, and which keys
follow from it, is said in `ipdsl.runtime.settlement.ledger`; here the same is worked out column by column: a key that a
line states is taken, another follows from the listed record that carries its item, or from the item's text. Whatever
is not plain, contradicts itself or does not say enough sends its applicant to the reader of facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.making import attrs
from ipdsl.runtime.clauses.matters import BETWEEN
from ipdsl.runtime.columns.arrays import Held
from ipdsl.runtime.kernel.columns import values
from ipdsl.runtime.kernel.columns.own import ANY_ROW, NO_DAY, NOT_LISTED, Own, names_of_keys, names_of_sums, nothing_own
from ipdsl.runtime.kernel.columns.settle import Array, years_of
from ipdsl.runtime.kernel.table import table_of_program
from ipdsl.runtime.outcome import Outcome
from ipdsl.runtime.reading.line_checks import STOPPED
from ipdsl.runtime.settlement.candidate import field_of_key
from ipdsl.runtime.settlement.ledger import AFRESH_WORDS, CEILING_WORD
from ipdsl.runtime.terms import MATTER, Clause, TriggerKind, is_matter
from ipdsl.schema.model import MATTER_IS_APPLICANT
from ipdsl.schema.model import Record as Kind
from ipdsl.schema.types import (
    ChoiceType,
    DateType,
    LevelType,
    ListType,
    MoneyType,
    RecordType,
    TextType,
)
from ipdsl.tables.arrow_types import is_list, is_text, without_views
from ipdsl.tables.chunks import MATTERS, Chunk, codes_of, flags, says, valid
from ipdsl.tables.form import Column
from ipdsl.tables.plain import bare
from ipdsl.values.days import FIRST_YEAR, LAST_YEAR

_TEXT = pa.large_string()
_MAY_STATE = frozenset(
    {"policy", "clause", "row", "applicant", "kind", "item", "matter", "level", "keys", "by_discretion", "event_date",
     "year", "proposed", "admitted", "rungs", "charged", "due", "payments", "carried", "carry_until", "lapsed",
     "outcome", "digest"}
)  # fmt: skip
"""The parts of a line that columns read; whoever states another goes."""

_OUTCOMES = tuple(one.value for one in Outcome)

Key: TypeAlias = "tuple[Array, Array, int, int]"
"""Lines, numbers, the place of their texts among those that get numbers (-1: none), and what is added to those."""


@attrs.define(eq=False)
class OwnLines:
    """The lines of the policy in a chunk: whose each is (in order), and the cells that say it."""

    chunk: Chunk
    owner: Array
    inner: pa.StructArray
    columns: Mapping[str, Column]
    others: Mapping[str, int]
    """The parts that are no single values, by the place in the struct."""
    final: Array = attrs.field(init=False)
    """The lines whose event is not settled again, by place."""
    good: Array = attrs.field(init=False)
    """Those of them of applicants that are not left, in the order of `Own`."""
    _keys: dict[str, list[Key]] = attrs.field(factory=dict)
    _wide: dict[str, tuple[Array, int]] = attrs.field(factory=dict)
    """Of keys that are lists: where those of each line begin, and the place of the texts."""

    # ------------------------------------------------------------------------------------------ what lines say

    def read(self) -> None:
        """Reads the lines, and asks for the numbers of their texts."""
        for name, column in self.columns.items():
            if name not in _MAY_STATE:
                self._leave(says(self.inner.field(column.path[-1])))
        for name, at in self.others.items():
            if name not in _MAY_STATE:
                self._leave(says(self.inner.field(at)))
        self._leave(~valid(self.inner) | (self.clause < 0) | flags(pc.equal(self.item, "")))
        whose = self._text("applicant")
        self._leave(~flags(pc.or_(pc.equal(whose, ""), pc.equal(whose, self.chunk.ids.take(pa.array(self.owner))))))
        self._leave(~self._stated("year") | (self.year < FIRST_YEAR) | (self.year > LAST_YEAR))
        self._leave(self._is_contradicting() | self._is_twice())
        self._check_words()
        self._check_payments()
        is_ceiling = flags(pc.equal(self.outcome, CEILING_WORD)) & (self.sum("admitted") <= 0)
        is_afresh = flags(pc.is_in(self.outcome, pa.array(sorted(AFRESH_WORDS), _TEXT))) | is_ceiling
        event, holds = self._events, self.is_dayless & ~is_afresh
        self._leave(is_afresh & (self.day != NO_DAY) & np.isin(event, event[holds]))  # its day tells which is meant
        self.final = np.flatnonzero(~is_afresh)
        self.chunk.text(self.item, self.owner)  # whatever is no plain name sends its applicant away
        self.chunk.text(pc.if_else(pc.equal(self._text("matter"), ""), None, self._text("matter")), self.owner)
        for texts in self._stated_keys.values():
            self.chunk.text(texts, self.owner)
        assert len(self._list_texts) == len(self._stated_lists)  # their members are among the texts now
        self._check_keys_of_records()
        for index in np.unique(self.clause[self.clause >= 0]).tolist():
            mine = np.flatnonzero(self.clause == index)
            for name in self.chunk.program.settlement.columns[index]:
                self._key(self.chunk.program.clauses[index], name, mine)

    def _leave(self, which: Array) -> None:
        self.chunk.leave_owners(self.owner, which, values.BEFORE)

    def _cells(self, name: str) -> pa.Array | None:
        column = self.columns.get(name)
        return None if column is None else self.inner.field(column.path[-1])

    def _text(self, name: str) -> pa.Array:
        """A part as texts; "" where it says nothing."""
        cells = self._cells(name)
        if cells is None or pa.types.is_null(cells.type):
            return pa.array([""] * len(self.owner), _TEXT)
        if pa.types.is_struct(cells.type):
            cells, none, other = bare(cells)
            self._leave(none | other)
        if pa.types.is_dictionary(cells.type):
            cells = cells.dictionary_decode()
        return pc.fill_null(cells.cast(_TEXT), "")

    def _placed(self, name: str, words: Sequence[str]) -> Array:
        """The place of a part among words; -1 where it says nothing, -2 where it is none of them."""
        texts = self._text(name).dictionary_encode()
        places = {word: place for place, word in enumerate(words)}
        known = [places.get(one, -2) if one else -1 for one in texts.dictionary.to_pylist()]
        return np.array([*known, -1], np.int64)[codes_of(texts)]

    @cached_property
    def clause(self) -> Array:
        """The clause of each line by index."""
        return self._placed("clause", [one.label for one in self.chunk.program.clauses])

    @cached_property
    def item(self) -> pa.Array:
        """The item of each line."""
        return self._text("item")

    @cached_property
    def outcome(self) -> pa.Array:
        """The outcome of each line."""
        return self._text("outcome")

    @cached_property
    def is_short(self) -> Array:
        """Whether a line says no more than what was due."""
        return flags(pc.equal(self.outcome, ""))

    @cached_property
    def day(self) -> Array:
        """The day of the event of each line, `NO_DAY` where it states none."""
        days, stated = self._numbers("event_date")
        self._leave(stated & (days == values.NEVER))
        return np.where(stated, days, NO_DAY)

    @property
    def is_dayless(self) -> Array:
        """Whether a line stands for every event of its item and year."""
        found: Array = self.is_short | (self.day == NO_DAY)
        return found

    def _numbers(self, name: str) -> tuple[Array, Array]:
        column, cells = self.columns.get(name), self._cells(name)
        many = len(self.owner)
        if column is None or cells is None or pa.types.is_null(cells.type):
            return np.zeros(many, np.int64), np.zeros(many, bool)
        return self.chunk.numbers(column.type, column, cells, self.owner)

    def _stated(self, name: str) -> Array:
        return self._numbers(name)[1]

    def sum(self, name: str) -> Array:
        """A sum of each line; of a short one what was due, wherever it counts."""
        found, stated = self._numbers(name)
        found = np.where(stated, found, 0)
        return np.where(self.is_short, self.total, found) if name in ("proposed", "admitted") else found

    @cached_property
    def year(self) -> Array:
        """The year of each line."""
        found, stated = self._numbers("year")
        return np.where(stated, found, FIRST_YEAR)

    # ------------------------------------------------------------------------------------------ parts by name

    def _entries(self, name: str) -> Iterator[tuple[Array, pa.Array, pa.Array]]:
        """The entries of a part by name: whose line each is, its name, and its value."""
        if name not in self.others:
            return
        cells = self.inner.field(self.others[name])
        if pa.types.is_null(cells.type):
            return
        if pa.types.is_map(cells.type):
            offsets = np.asarray(cells.offsets).astype(np.int64)
            length = np.where(valid(cells), np.diff(offsets), 0)
            line = np.repeat(np.arange(len(cells)), length)
            place = (
                np.arange(len(line)) - np.repeat(np.cumsum(length) - length, length) + np.repeat(offsets[:-1], length)
            )
            names = cells.keys.cast(_TEXT).take(pa.array(place))
            twice = codes_of(names.dictionary_encode()) + line * (len(names) + 1)
            _, first, counts = np.unique(twice, return_index=True, return_counts=True)
            self.chunk.leave_owners(self.owner[line[first]], counts > 1, values.BEFORE)
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
            self._leave(valid(cells))

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
        for line, names, cells in self._entries("due"):
            sums, stated = self.chunk.sums(cells, self.owner[line])
            good = flags(pc.match_substring_regex(names, "^[0-9]{4}$"))
            year = pc.if_else(pa.array(good), names, "0").cast(pa.int64()).to_numpy(zero_copy_only=False)
            good &= stated & (year >= FIRST_YEAR) & (year <= LAST_YEAR)
            self.chunk.leave_owners(self.owner[line], ~good, values.BEFORE)
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
        """What each line was charged under each rule, or which rung it reached."""
        program = self.chunk.program
        table = table_of_program(program)
        names = names_of_sums(table)
        found = np.zeros((len(self.owner), max(1, len(names))), np.int64)
        places = {name: place for place, name in enumerate(names)}
        by_level = {rule.bound.name for rule in table.rules if rule.step.by_level}
        for part in ("charged", "rungs"):
            for line, words, cells in self._entries(part):
                sums, stated = self.chunk.sums(cells, self.owner[line])
                encoded = words.dictionary_encode()
                at = np.array([*(places.get(one, -1) for one in encoded.dictionary.to_pylist()), -1], np.int64)
                place = at[codes_of(encoded)]
                is_rung = np.array([*(one in by_level for one in encoded.dictionary.to_pylist()), False])
                mixed = is_rung[codes_of(encoded)] != (part == "rungs")
                self.chunk.leave_owners(self.owner[line], ~stated | (place < 0) | mixed, values.BEFORE)
                good = place >= 0
                found[line[good], place[good]] = sums[good]
        for rule in table.rules:
            if rule.bound.name in places and (rule.step.fills or rule.step.by_level):
                mine = self.is_short & np.isin(self.clause, [*rule.bound.reached])
                found[mine, places[rule.bound.name]] = self.total[mine]
        return found

    def _check_payments(self) -> None:
        """What was paid of a line changes nothing here; whoever states it in no plain form goes."""
        if "payments" not in self.others:
            return
        cells = self.inner.field(self.others["payments"])
        if pa.types.is_null(cells.type):
            return
        if not is_list(cells.type) or not pa.types.is_struct(cells.type.value_type):
            self._leave(valid(cells))
            return
        length = pc.fill_null(pc.list_value_length(cells), 0).to_numpy(zero_copy_only=False).astype(np.int64)
        owner, each = np.repeat(self.owner, length), cells.flatten()
        names = [field.name for field in each.type]
        if sorted(names) != ["amount", "day"]:
            self.chunk.leave_owners(owner, np.ones(len(owner), bool), values.BEFORE)
            return
        for name, type_ in (("day", DateType()), ("amount", MoneyType())):
            column = Column("", (0,), name, name, type_, each.type.field(name).type)
            _, stated = self.chunk.numbers(type_, column, each.field(names.index(name)), owner)
            self.chunk.leave_owners(owner, ~stated | ~valid(each), values.BEFORE)

    # ------------------------------------------------------------------------------------------ what is refused

    def _is_contradicting(self) -> Array:
        """Where sums and days of a line contradict each other, or a part is missing: as the reader of facts says."""
        admitted, proposed, carried, lapsed = map(self.sum, ("admitted", "proposed", "carried", "lapsed"))
        until, has_until = self._numbers("carry_until")
        line, year, _ = self.paid
        first, last = np.full(len(self.owner), LAST_YEAR + 1), np.zeros(len(self.owner), np.int64)
        np.minimum.at(first, line, year)
        np.maximum.at(last, line, year)
        stopped = flags(pc.is_in(self.outcome, pa.array(sorted(STOPPED), _TEXT)))
        has_day = self.day != NO_DAY
        year_of_day = years_of(np.where(has_day, self.day, 0))
        short = self.is_short & (self._stated("proposed") | (last == 0) | has_day)
        return np.asarray(
            (admitted > proposed) | (self.total + carried + lapsed > admitted) | (stopped & (proposed > 0))
            | (first < self.year) | (has_day & (year_of_day != self.year)) | ((carried > 0) & ~has_until)
            | (has_until & (until > LAST_YEAR))
            | (has_until & ((until < self.year) | (last > until))) | short
            | (self.is_short & ((carried > 0) | (lapsed > 0) | self._stated("admitted")))
        )  # fmt: skip

    @cached_property
    def _events(self) -> Array:
        """A number for each applicant, clause, item and year."""
        same = pc.binary_join_element_wise(self._text("clause"), self.item, pa.scalar("\x01", _TEXT))
        code = codes_of(same.dictionary_encode())
        of_owner = np.unique(self.owner * (len(code) + 1) + code, return_inverse=True)[1]
        found: Array = np.unique(of_owner * 10_000 + self.year, return_inverse=True)[1]
        return found

    def _is_twice(self) -> Array:
        """Where two lines are of one event."""
        found = np.zeros(len(self.owner), bool)
        order = np.lexsort((self.day, self._events))
        event, day = self._events[order], self.day[order]
        # the first of those of a year is without a day, if any is
        found[order[1:]] = (event[1:] == event[:-1]) & ((day[1:] == day[:-1]) | (day[:-1] == NO_DAY))
        return found

    def _check_words(self) -> None:
        """Rows, kinds, levels and outcomes that there are not."""
        schema, clauses = self.chunk.schema, self.chunk.program.clauses
        kinds = [one.name for one in schema.records]
        kind, outcome = self._placed("kind", kinds), self._placed("outcome", _OUTCOMES)
        about = [schema.record_by_name.get(one.trigger.record) for one in clauses]
        roots = np.array([*(kinds.index(one.root) if one else -3 for one in about), -3], np.int64)
        root_of = np.array([*(kinds.index(one.root) for one in schema.records), -1, -1], np.int64)
        wrong = (kind == -2) | (outcome == -2) | ((kind >= 0) & (root_of[kind] != roots[self.clause]))
        wrong |= (self.level == -2) | (self.row == -3) | flags(pc.match_substring(self.item, ": "))
        self._leave(wrong)

    @cached_property
    def row(self) -> Array:
        """The place of the row of each line in its clause; -1: none, `ANY_ROW`: any, -3: there is none of the name."""
        texts = self._text("row").dictionary_encode()
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
            field.type.level
            for record in self.chunk.schema.records
            for field in record.fields
            if isinstance(field.type, LevelType)
        }
        names = self.chunk.schema.choice_by_name[choices.pop()].names if len(choices) == 1 else ()
        return self._placed("level", names)

    # ------------------------------------------------------------------------------------------ keys that are stated

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return names_of_keys(self.chunk.program)

    def _is_of_lists(self, name: str) -> bool:
        fields = [one.field_by_name[name] for one in self.chunk.schema.records if name in one.field_by_name]
        return any(isinstance(one.type, ListType) for one in fields)

    @cached_property
    def _stated_keys(self) -> Mapping[str, pa.Array]:
        """The keys that lines state as one text each."""
        found: dict[str, pa.Array] = {}
        many = len(self.owner)
        for line, names, cells in self._entries("keys"):
            if is_list(cells.type) or pa.types.is_null(cells.type):
                continue
            if pa.types.is_dictionary(cells.type):
                cells = cells.dictionary_decode()
            if not is_text(cells.type):
                self.chunk.leave_owners(self.owner[line], np.ones(len(line), bool), values.BEFORE)
                continue
            encoded = names.dictionary_encode()
            for at, name in enumerate(encoded.dictionary.to_pylist()):
                own = np.flatnonzero(codes_of(encoded) == at)
                if name not in self._names or self._is_of_lists(name):
                    self.chunk.leave_owners(self.owner[line[own]], np.ones(len(own), bool), values.BEFORE)
                    continue
                place = np.full(many, -1, np.int64)
                place[line[own]] = own
                texts = cells.cast(_TEXT).take(pa.array(place, mask=place < 0))
                found[name] = texts if name not in found else pc.coalesce(found[name], texts)
        return found

    @cached_property
    def _stated_lists(self) -> Mapping[str, tuple[Array, pa.Array]]:
        """The keys that lines state as lists: how many members each line has (-1: it states none), and the members."""
        found: dict[str, tuple[Array, pa.Array]] = {}
        for line, names, cells in self._entries("keys"):
            if not is_list(cells.type):
                continue
            name = names[0].as_py() if len(names) else ""
            if name not in self._names or not self._is_of_lists(name):
                self.chunk.leave_owners(self.owner[line], np.ones(len(line), bool), values.BEFORE)
                continue
            length = np.full(len(self.owner), -1, np.int64)
            length[line] = pc.list_value_length(cells).to_numpy(zero_copy_only=False)
            found[name] = length, cells.flatten().cast(_TEXT)
        return found

    def _key_text(self, name: str, mine: Array) -> pa.Array:
        texts = self._stated_keys.get(name)
        return pa.nulls(len(mine), _TEXT) if texts is None else texts.take(pa.array(mine))

    # ------------------------------------------------------------------------------------------ what records say

    def _record_kind(self, clause: Clause) -> Kind | None:
        is_set = clause.trigger.kind is TriggerKind.SET
        return None if is_set else self.chunk.schema.record_by_name.get(clause.trigger.record)

    @cached_property
    def _found(self) -> Mapping[str, tuple[Array, Array, Array]]:
        """For each root the records that carry the items of lines: where those of a line begin and end in an order."""
        found: dict[str, tuple[Array, Array, Array]] = {}
        chunk = self.chunk
        clauses = chunk.program.clauses
        kinds = {one.index: kind for one in clauses if (kind := self._record_kind(one)) is not None}
        for root in dict.fromkeys(kind.root for kind in kinds.values()):
            mine = np.isin(self.clause, [index for index, kind in kinds.items() if kind.root == root])
            if not mine.any():
                continue
            of, many = chunk.listed(root).owner, len(self.item)
            every = pa.concat_arrays([self.item, chunk.items_of(root).cast(_TEXT)]).dictionary_encode()
            codes, span = codes_of(every), len(every.dictionary) + 1
            keys, asked = of * span + codes[many:], self.owner * span + codes[:many]
            order = np.argsort(keys, kind="stable")
            first, end = (np.searchsorted(keys[order], asked, side=side) for side in ("left", "right"))
            end = np.where(mine, end, first)
            for name in dict.fromkeys(kind.name for kind in kinds.values() if kind.root == root):
                of_kind = np.isin(self.clause, [index for index, kind in kinds.items() if kind.name == name])
                self._leave(of_kind & (first == end) & ~chunk.is_listed(name)[self.owner])
            found[root] = first, end, order
        return found

    def _record(self, root: str, mine: Array) -> Array:
        """The first listed record that carries the item of each of these lines; -1: none."""
        first, end, order = self._found[root]
        return np.where(end > first, np.append(order, -1)[np.minimum(first, len(order))], -1)[mine]

    def _pairs(self, root: str, mine: Array) -> tuple[Array, Array]:
        """The listed records that carry the items of these lines, each with the place of its line among them."""
        first, end, order = (part if at == 2 else part[mine] for at, part in enumerate(self._found[root]))
        length = end - first
        line = np.repeat(np.arange(len(mine)), length)
        place = np.arange(len(line)) - np.repeat(np.cumsum(length) - length - first, length)
        return line, order[place]

    def _told(self, kind: Kind, field: str, mine: Array, of: str = MATTER) -> pa.Array:
        """What lines tell of a field of their record, as text; null where they do not. `of`: the matter that is asked.

        As `clauses.matters.told`: a stated key, the listed records, the item as the key, the stated matter.
        """
        stated = self._key_text(field, mine)
        at = self._record(kind.root, mine)
        texts = self.chunk.listed(kind.root).texts((field,))[0]
        of_record = texts.take(pa.array(np.maximum(at, 0), mask=at < 0))
        self._leave_of(mine, (at >= 0) & ~valid(of_record) & ~valid(stated))
        line, record = self._pairs(kind.root, mine)
        if len(line) > int((at >= 0).sum()):  # several records of an item have to say the same
            codes = codes_of(texts.dictionary_encode())
            self._leave_of(mine[line], (codes[record] != codes[at[line]]) & ~valid(stated)[line])
        told = pc.if_else(pa.array(at >= 0), of_record, self._by_text(kind, field, mine, of))
        return pc.coalesce(stated, told)

    def _leave_of(self, mine: Array, which: Array) -> None:
        self.chunk.leave_owners(self.owner[mine], which, values.BEFORE)

    def _by_text(self, kind: Kind, field: str, mine: Array, of: str) -> pa.Array:
        """What the item of a line says of a field, or the matter that it states."""
        item = self.item.take(pa.array(mine))
        found = _part(kind.key, field, item)
        own = self._key_text(MATTER, mine)
        matter = self._text("matter").take(pa.array(mine))
        matter = pc.if_else(pc.equal(matter, ""), own, matter)
        for name, text in ((of, self._key_text(of, mine)), (MATTER, matter)):
            fields = self.chunk.program.matter_fields(name, kind)
            if field in fields and fields != MATTER_IS_APPLICANT:
                found = pc.coalesce(
                    found, _part(fields, field, pc.replace_substring_regex(text, f"^{kind.root}: ", ""))
                )
        return found

    def _check_keys_of_records(self) -> None:
        """Whoever states a key of a record otherwise than the item says it, or an item that is no whole key, goes."""
        for index in np.unique(self.clause[self.clause >= 0]).tolist():
            mine = np.flatnonzero(self.clause == index)
            kind = self._record_kind(self.chunk.program.clauses[index])
            if kind is None:
                continue
            item = self.item.take(pa.array(mine))
            if len(kind.key) > 1:
                self._leave_of(mine, ~valid(_part(kind.key, kind.key[0], item)))
            for field in kind.key:
                said, part = self._key_text(field, mine), _part(kind.key, field, item)
                self._leave_of(mine, flags(pc.not_equal(said, part)))
                type_ = kind.field_by_name[field].type
                if not isinstance(type_, TextType | RecordType | ChoiceType | LevelType):
                    self._leave_of(mine, self._record(kind.root, mine) < 0)
                elif isinstance(type_, ChoiceType | LevelType):
                    choice = type_.choice if isinstance(type_, ChoiceType) else type_.level
                    names = pa.array(self.chunk.schema.choice_by_name[choice].names, _TEXT)
                    self._leave_of(mine, ~flags(pc.is_in(part, names)))
                    if field == "level":
                        stated = self._text("level").take(pa.array(mine))
                        self._leave_of(mine, ~flags(pc.or_(pc.equal(stated, ""), pc.equal(stated, part))))

    # ------------------------------------------------------------------------------------------ keys as numbers

    def _put(self, name: str, mine: Array, numbers: Array, texts: pa.Array | None = None, more: int = 0) -> None:
        at = -1 if texts is None else self.chunk.text(texts, self.owner[mine], is_made=True)
        self._keys.setdefault(name, []).append((mine, numbers, at, more))

    def _key(self, clause: Clause, name: str, mine: Array) -> None:
        """One key of the lines of a clause: numbers at once, or texts that get numbers."""
        chunk, schema, trigger = self.chunk, self.chunk.schema, clause.trigger
        stated, kind = self._key_text(name, mine), self._record_kind(clause)
        nothing = np.full(len(mine), -1, np.int64)
        ids = chunk.ids.take(pa.array(self.owner[mine]))
        if name == "applicant" or name in schema.who:
            is_own = flags(pc.equal(stated, ids))
            self._leave_of(mine, valid(stated) & ~is_own)
            follows = name == "applicant" or chunk.is_kind(name)[self.owner[mine]] > 0
            self._put(name, mine, np.where(is_own | follows, 0, -1))
        elif name == "year":
            years = pa.array(self.year[mine]).cast(_TEXT)
            self._leave_of(mine, flags(pc.not_equal(stated, years)))
            self._put(name, mine, self.year[mine])
        elif name == "item":
            self._leave_of(mine, flags(pc.not_equal(stated, self.item.take(pa.array(mine)))))
            if trigger.kind in _OF_YEARS or not trigger.record:
                self._put(name, mine, self._item_number(clause, mine))
            else:
                self._put(name, mine, nothing, self.item.take(pa.array(mine)))
        elif trigger.kind is TriggerKind.SET and trigger.keys:
            self._leave_of(mine, np.ones(len(mine), bool))
        elif is_matter(name):
            self._matter(kind, name, mine, stated)
        else:
            self._of_field(kind, name, mine, stated)

    def _matter(self, kind: Kind | None, name: str, mine: Array, stated: pa.Array) -> None:
        if kind is None:
            self._put(name, mine, np.zeros(len(mine), np.int64))
            return
        fields = self.chunk.program.matter_fields(name, kind)
        number = (self.chunk.roots.index(kind.root) + 1) << MATTERS
        if fields == MATTER_IS_APPLICANT:
            self._put(name, mine, np.full(len(mine), number))
            return
        parts = [self._told(kind, field, mine, name) for field in fields or kind.key]
        text = pc.binary_join_element_wise(*parts, pa.scalar(BETWEEN, _TEXT)) if len(parts) > 1 else parts[0]
        prefix = f"{kind.root}: "
        self._leave_of(mine, ~valid(text) & valid(stated) & ~flags(pc.starts_with(stated, prefix)))
        text = pc.coalesce(text, pc.replace_substring_regex(stated, f"^{prefix}", ""))
        self._put(name, mine, np.full(len(mine), -1, np.int64), text, number)

    def _of_field(self, kind: Kind | None, name: str, mine: Array, stated: pa.Array) -> None:
        """A key that is a field of the record, or of the applicant."""
        schema, nothing = self.chunk.schema, np.full(len(mine), -1, np.int64)
        field = field_of_key(schema, kind, name)
        if kind is None or not field:
            is_field = name in schema.applicant_field_by_name
            self._leave_of(
                mine, (valid(stated) if not is_field else False) | (self.level[mine] >= 0) & (name == "level")
            )
            self._put(name, mine, nothing, stated if is_field else None)
            return
        type_ = kind.field_by_name[field].type
        if isinstance(type_, ListType):
            length = self._stated_lists[name][0][mine] if name in self._stated_lists else nothing
            self._leave_of(mine, length < 0)
            return
        if not isinstance(type_, ChoiceType | LevelType | TextType | RecordType) or not self._is_one_sort(name):
            self._leave_of(mine, np.ones(len(mine), bool))
            return
        if name == "level":
            levels = self._text("level").take(pa.array(mine))
            stated = pc.coalesce(stated, pc.if_else(pc.equal(levels, ""), None, levels))
        if isinstance(type_, ChoiceType | LevelType):
            texts = pc.coalesce(stated, self._told(kind, field, mine)).dictionary_encode()
            choice = type_.choice if isinstance(type_, ChoiceType) else type_.level
            places = {one: place for place, one in enumerate(schema.choice_by_name[choice].names)}
            known = np.array([*(places.get(one, -2) for one in texts.dictionary.to_pylist()), -1], np.int64)
            numbers = known[codes_of(texts)]
            self._leave_of(mine, numbers == -2)
            self._put(name, mine, numbers)
        else:
            self._put(name, mine, nothing, pc.coalesce(stated, self._told(kind, field, mine)))

    def _is_one_sort(self, name: str) -> bool:
        """Whether values of a key are numbered alike for all kinds: as members of one choice, or as texts."""
        schema = self.chunk.schema
        fields = [(one, field_of_key(schema, one, name)) for one in schema.records]
        types = [one.field_by_name[field].type for one, field in fields if field]
        return len({one if isinstance(one, ChoiceType | LevelType) else TextType() for one in types}) == 1

    def _item_number(self, clause: Clause, mine: Array) -> Array:
        """What tells the events of lines without a record: the year, or nothing."""
        item = self.item.take(pa.array(mine))
        if clause.trigger.kind in _OF_YEARS:
            self._leave_of(mine, flags(pc.not_equal(item, pa.array(self.year[mine]).cast(_TEXT))))
            return self.year[mine]
        ids = self.chunk.ids.take(pa.array(self.owner[mine]))
        self._leave_of(mine, ~flags(pc.equal(item, ids)))
        return np.zeros(len(mine), np.int64)

    # ------------------------------------------------------------------------------------------ events and items

    def events_of(self, kind: str, date_field: str) -> tuple[Array, Array]:
        """The records whose items lines name whose award asks for this event, each with the day of the line's event."""
        schema, clauses = self.chunk.schema, self.chunk.program.clauses
        of = [
            one.index for one in clauses
            if one.trigger.kind is TriggerKind.RECORD and one.trigger.date_field == date_field
            and kind in schema.lineage(one.trigger.record)
        ]  # fmt: skip
        root, mine = schema.record_by_name[kind].root, np.flatnonzero(np.isin(self.clause, of))
        if not len(mine):
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        line, record = self._pairs(root, mine)
        ends = (self.year[mine] - 1969).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64) - 1
        return record, np.where(self.day[mine] == NO_DAY, ends, self.day[mine])[line]

    def _items(self, arrays: Mapping[str, Array]) -> tuple[Array, Array]:
        """What tells the event of each line from others as claims have it, and what takes a place of it."""
        many, clauses = len(self.owner), self.chunk.program.clauses
        item, place = np.full(many, NOT_LISTED, np.int64), np.zeros(many, np.int64)
        orders = {one.kind: name for name, one in self.chunk.read_as.items() if one.held is Held.ORDER}
        for index in np.unique(self.clause[self.clause >= 0]).tolist():
            clause, mine = clauses[index], np.flatnonzero(self.clause == index)
            kind = self._record_kind(clause)
            if clause.trigger.kind in _OF_YEARS or kind is None:
                item[mine] = self._item_number(clause, mine)
                place[mine] = -1 - item[mine]
                continue
            at = self._record(kind.root, mine)
            if kind.root in orders:
                item[mine] = np.where(at < 0, NOT_LISTED, np.append(arrays[orders[kind.root]], 0)[at])
            place[mine] = self._places(clause, kind, mine, at)
        return item, place

    def _places(self, clause: Clause, kind: Kind, mine: Array, at: Array) -> Array:
        """For which record of its item each line was paid: the listed one with its day, else that day or year."""
        line, record = self._pairs(kind.root, mine)
        day, year = self.day[mine], self.year[mine]
        if clause.trigger.kind is TriggerKind.WHILE:
            counts = np.bincount(line, minlength=len(mine))
            self._leave_of(mine, counts > 1)
            found = at
        else:
            days = self.chunk.listed(kind.root).field(clause.trigger.date_field)[0][record]
            known = (days != values.UNKNOWN) & (days != values.NEVER)
            of_year = years_of(np.where(known, days, 0))
            is_it = known & np.where(day[line] == NO_DAY, of_year == year[line], days == day[line])
            found = np.full(len(mine), -1, np.int64)
            found[line[is_it][::-1]] = record[is_it][::-1]  # the first
        when = pa.array(np.where(day == NO_DAY, year - (1 << 40), day)).cast(_TEXT)
        if clause.trigger.kind is TriggerKind.WHILE:
            when = pa.array(["" for _ in mine], _TEXT)
        roots, items = pa.array([kind.root] * len(mine), _TEXT), self.item.take(pa.array(mine))
        texts = pc.binary_join_element_wise(roots, items, when, pa.scalar("\x01", _TEXT))
        unlisted = [-(1 << 41) - self._unlisted.setdefault(text, len(self._unlisted))
                    for text in texts.filter(pa.array(found < 0)).to_pylist()]  # fmt: skip
        found = found.copy()
        found[found < 0] = unlisted
        return found

    @cached_property
    def _unlisted(self) -> dict[str, int]:
        return {}

    # ------------------------------------------------------------------------------------------ numbers

    def own(self, codes: Sequence[Array], arrays: Mapping[str, Array]) -> Own:
        """The final lines of applicants that are not left, by applicant."""
        chunk, names = self.chunk, self._names
        item, place = self._items(arrays)
        carried, lapsed = self.sum("carried"), self.sum("lapsed")
        waiting = np.isin(self.clause, [*chunk.program.settlement.waiting])
        keys = np.full((len(self.owner), max(1, len(names))), -1, np.int64)
        for at, name in enumerate(names):
            for mine, numbers, text, more in self._keys.get(name, ()):
                own = numbers if text < 0 else codes[text]
                keys[mine, at] = np.where(own < 0, own, own + more)
        good = self.good = self.final[chunk.left[self.owner[self.final]] == 0]
        if not len(good):
            return nothing_own(chunk.number, max(1, len(names)), self.sums.shape[1])
        begin = np.concatenate([[0], np.cumsum(np.bincount(self.owner[good], minlength=chunk.number))])
        kept = np.full(len(self.owner), -1, np.int64)
        kept[good] = np.arange(len(good))
        line, year, sums = self.paid
        line, year, sums = (part[kept[line] >= 0] for part in (line, year, sums))
        paid_at = np.concatenate([[0], np.cumsum(np.bincount(kept[line], minlength=len(good)))])
        view_at, views = self._views(good, keys, codes)
        return Own(
            begin.astype(np.int64), self.clause[good], self.year[good],
            np.where(self.is_dayless, NO_DAY, self.day)[good], self.row[good], item[good], place[good],
            self.sum("admitted")[good], (self.total + carried + lapsed)[good], self.sum("proposed")[good],
            np.where(waiting, carried, 0)[good], self._since[good], self._numbers("carry_until")[0][good],
            np.ascontiguousarray(self.sums[good]), paid_at.astype(np.int64), year, sums, view_at, views,
        )  # fmt: skip

    def told(self) -> Mapping[str, pa.Array | Array]:
        """The final lines as they were stated, part by part; `who` is whose each is."""
        at, many = self.final, len(self.final)
        place = pa.array(at)
        labels = pa.array([one.label for one in self.chunk.program.clauses] or [""], pa.string())
        texts = {name: self._text(name).take(place) for name in ("row", "kind", "matter", "level", "outcome")}
        whole = {name: pa.array(self.sum(name)[at], mask=self.is_short[at])
                 for name in ("proposed", "admitted", "carried", "lapsed")}  # fmt: skip
        until, has_until = self._numbers("carry_until")
        day = self.day[at]
        days = pa.array(np.where(day == NO_DAY, 0, day).astype(np.int32), mask=day == NO_DAY)
        kept = np.full(len(self.owner), -1, np.int64)
        kept[at] = np.arange(many)
        line, year, sums = self.paid
        own = kept[line] >= 0
        due = maps(many, kept[line[own]], pa.array(year[own]).cast(pa.string()), sums[own])
        flag, _ = self._numbers("by_discretion")
        return {
            "who": self.owner[at], "clause": labels.take(pa.array(np.maximum(self.clause[at], 0))),
            **{name: pc.if_else(pc.equal(text, ""), None, text) for name, text in texts.items()},
            "item": self.item.take(place), "keys": self._told_keys(at), "by_discretion": flag[at] == values.YES,
            "event_date": days.cast(pa.date32()), "year": self.year[at], **whole, "due": due,
            **{name: self._told_sums(name, kept, many) for name in ("rungs", "charged")},
            "carry_until": pa.array(until[at], mask=~has_until[at]),
        }  # fmt: skip

    def places(self) -> Array:
        """Where each line in `Own` stands in what `told` gives."""
        found: Array = np.searchsorted(self.final, self.good)
        return found

    def items(self) -> pa.Array:
        """The items of the lines in the order of `Own`."""
        return self.item.take(pa.array(self.good))

    @property
    def _since(self) -> Array:
        """The first year that the money which a line carried has not seen."""
        line, year, _ = self.paid
        found = self.year.copy()
        np.maximum.at(found, line, year)
        return found + 1

    def _told_sums(self, name: str, kept: Array, many: int) -> pa.Array:
        """Sums by the names of rules, in their order."""
        lines, words, every = list[Array](), list[pa.Array](), list[Array]()
        for line, names, cells in self._entries(name):
            own = np.flatnonzero(kept[line] >= 0)
            lines.append(kept[line[own]])
            words.append(names.take(pa.array(own)))
            every.append(self.chunk.sums(cells, self.owner[line])[0][own])
        if not lines:
            return maps(many, np.zeros(0, np.int64), pa.array([], pa.string()), np.zeros(0, np.int64))
        line, sums, texts = np.concatenate(lines), np.concatenate(every), pa.concat_arrays(words)
        order = np.lexsort((pc.rank(texts, tiebreaker="dense").to_numpy(), line))
        return maps(many, line[order], texts.take(pa.array(order)).cast(pa.string()), sums[order])

    def _told_keys(self, at: Array) -> Mapping[str, pa.Array]:
        """The keys of some lines by name, those that are lists as lists."""
        found: dict[str, pa.Array] = {}
        place = pa.array(at)
        for name in self._names:
            if name in self._stated_lists:
                length, members = self._stated_lists[name]
                begin = np.concatenate([[0], np.cumsum(np.maximum(length, 0))]).astype(np.int32)
                every = pa.ListArray.from_arrays(pa.array(begin), members, mask=pa.array(length < 0))
                found[name] = every.take(place)
            elif name in self._stated_keys:
                found[name] = self._stated_keys[name].take(place)
        return found

    def _views(self, good: Array, keys: Array, codes: Sequence[Array]) -> tuple[Array, Array]:
        """The keys of these lines, several times where a key is a list."""
        length = np.ones(len(good), np.int64)
        wide: list[tuple[int, Array, Array]] = []
        for name, (members, _) in self._stated_lists.items():
            many = np.maximum(members, 0)
            begin = np.cumsum(many) - many
            wide.append((self._names.index(name), many[good], begin[good]))
            length *= np.maximum(many[good], 1)
        line = np.repeat(np.arange(len(good)), length)
        step = np.arange(len(line)) - np.repeat(np.cumsum(length) - length, length)
        views = keys[good][line]
        for at, many, begin in wide:
            own = codes[self._list_texts[self._names[at]]]
            turn = step % np.maximum(many[line], 1)
            step = step // np.maximum(many[line], 1)
            place = np.minimum(begin[line] + turn, max(0, len(own) - 1))
            views[:, at] = np.where(many[line] > 0, own[place] if len(own) else -1, -1)
        return np.concatenate([[0], np.cumsum(length)]).astype(np.int64), np.ascontiguousarray(views)

    @cached_property
    def _list_texts(self) -> dict[str, int]:
        """Where the members of lists stand among the texts that get numbers."""
        found: dict[str, int] = {}
        for name, (length, members) in self._stated_lists.items():
            found[name] = self.chunk.text(members, np.repeat(self.owner, np.maximum(length, 0)))
        return found


_OF_YEARS = (TriggerKind.YEAR, TriggerKind.SET)


def _without_views(cells: pa.Array) -> pa.Array:
    """The cells with texts for views of texts, among which Arrow cannot pick."""
    of = without_views(cells.type)
    return cells if of == cells.type else cells.cast(of)


def maps(many: int, claim: Array, names: pa.Array, sums: Array) -> pa.Array:
    """A map for each line, of entries that stand in the order of the lines."""
    begin = np.concatenate([[0], np.cumsum(np.bincount(claim, minlength=many))]).astype(np.int32)
    return pa.MapArray.from_arrays(pa.array(begin), names, pa.array(sums.astype(np.int64)))


def _part(fields: Sequence[str], field: str, text: pa.Array) -> pa.Array:
    """The part of a text that holds a field; null where it holds none, or does not tell the fields apart."""
    if field not in fields:
        return pa.nulls(len(text), _TEXT)
    if len(fields) == 1:
        return text
    parts = pc.split_pattern(text, BETWEEN)
    is_whole = pc.equal(pc.list_value_length(parts), len(fields))
    empty = pa.scalar([""] * len(fields), parts.type)
    return pc.if_else(is_whole, pc.list_element(pc.if_else(is_whole, parts, empty), fields.index(field)), None).cast(
        _TEXT
    )
