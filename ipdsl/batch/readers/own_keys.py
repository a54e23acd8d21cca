"""The keys of lines of the policy itself: those that they state, and those that follow from records or items.

Which keys follow from a line is said in `ipdsl.ledger.lines` and `ipdsl.engine.matters`; here the
same is worked out column by column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.batch.intake.arrow_arrays import codes_of, flags, valid
from ipdsl.batch.intake.form import is_list, is_text
from ipdsl.batch.kernel import values
from ipdsl.batch.kernel.own import names_of_keys
from ipdsl.batch.kernel.settle import Array
from ipdsl.batch.readers.chunks import MATTERS, ChunkReader
from ipdsl.batch.readers.own_said import (
    Said,
    first_records,
    has_lists,
    is_one_sort,
    places_among,
    records_with_items,
    runs,
)
from ipdsl.claims.keys import field_of_key
from ipdsl.engine.matters import BETWEEN
from ipdsl.ir.terms import MATTER, Clause, TriggerKind, is_matter
from ipdsl.schema.vocabulary import MATTER_IS_APPLICANT
from ipdsl.schema.vocabulary import RecordKind as Kind

_TEXT = pa.large_string()
Key: TypeAlias = "tuple[Array, Array, int, int]"
"""Lines, numbers, the place of their texts among those that get numbers (-1: none), and what is added to those."""


@attrs.define(eq=False)
class OwnKeys:
    """The keys of the lines of a chunk."""

    chunk: ChunkReader
    said: Said
    _asked: dict[str, list[Key]] = attrs.field(factory=dict)

    # ------------------------------------------------------------------------------------------ keys that are stated

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The keys that rules of the policy ask of lines."""
        return names_of_keys(self.chunk.program)

    @cached_property
    def stated(self) -> Mapping[str, pa.Array]:
        """The keys that lines state as one text each."""
        found: dict[str, pa.Array] = {}
        many = len(self.said.owner)
        for line, names, cells in self.said.entries("keys"):
            if is_list(cells.type) or pa.types.is_null(cells.type):
                continue
            if pa.types.is_dictionary(cells.type):
                cells = cells.dictionary_decode()
            if not is_text(cells.type):
                self.chunk.leave_owners(self.said.owner[line], np.ones(len(line), bool), values.PRIOR_PAYMENTS)
                continue
            encoded = names.dictionary_encode()
            for at, name in enumerate(encoded.dictionary.to_pylist()):
                own = np.flatnonzero(codes_of(encoded) == at)
                if name not in self.names or has_lists(self.chunk.schema, name):
                    self.chunk.leave_owners(self.said.owner[line[own]], np.ones(len(own), bool), values.PRIOR_PAYMENTS)
                    continue
                place = np.full(many, -1, np.int64)
                place[line[own]] = own
                texts = cells.cast(_TEXT).take(pa.array(place, mask=place < 0))
                found[name] = texts if name not in found else pc.coalesce(found[name], texts)
        return found

    @cached_property
    def stated_lists(self) -> Mapping[str, tuple[Array, pa.Array]]:
        """The keys that lines state as lists: how many members each line has (-1: it states none), and the members."""
        found: dict[str, tuple[Array, pa.Array]] = {}
        for line, names, cells in self.said.entries("keys"):
            if not is_list(cells.type):
                continue
            name = names[0].as_py() if len(names) else ""
            if name not in self.names or not has_lists(self.chunk.schema, name):
                self.chunk.leave_owners(self.said.owner[line], np.ones(len(line), bool), values.PRIOR_PAYMENTS)
                continue
            length = np.full(len(self.said.owner), -1, np.int64)
            length[line] = pc.list_value_length(cells).to_numpy(zero_copy_only=False)
            found[name] = length, cells.flatten().cast(_TEXT)
        return found

    def _key_text(self, name: str, mine: Array) -> pa.Array:
        texts = self.stated.get(name)
        return pa.nulls(len(mine), _TEXT) if texts is None else texts.take(pa.array(mine))

    # ------------------------------------------------------------------------------------------ what records say

    def record_kind(self, clause: Clause) -> Kind | None:
        """The kind of record by which an award is paid; `None`: it is paid by no single record."""
        is_set = clause.trigger.kind is TriggerKind.SET
        return None if is_set else self.chunk.schema.record_by_name.get(clause.trigger.record)

    @cached_property
    def _found(self) -> Mapping[str, tuple[Array, Array, Array]]:
        """For each root the records that carry the items of lines: where those of a line begin and end in an order."""
        found: dict[str, tuple[Array, Array, Array]] = {}
        chunk = self.chunk
        clauses = chunk.program.clauses
        kinds = {one.index: kind for one in clauses if (kind := self.record_kind(one)) is not None}
        for root in dict.fromkeys(kind.root for kind in kinds.values()):
            mine = np.isin(self.said.clause, [index for index, kind in kinds.items() if kind.root == root])
            if not mine.any():
                continue
            first, end, order = records_with_items(chunk, root, self.said.owner, self.said.item)
            end = np.where(mine, end, first)
            for name in dict.fromkeys(kind.name for kind in kinds.values() if kind.root == root):
                of_kind = np.isin(self.said.clause, [index for index, kind in kinds.items() if kind.name == name])
                self.said.leave(of_kind & (first == end) & ~chunk.is_listed(name)[self.said.owner])
            found[root] = first, end, order
        return found

    def record(self, root: str, mine: Array) -> Array:
        """The first listed record that carries the item of each of these lines; -1: none."""
        return first_records(*self._found[root])[mine]

    def pairs(self, root: str, mine: Array) -> tuple[Array, Array]:
        """The listed records that carry the items of these lines, each with the place of its line among them."""
        first, end, order = (part if at == 2 else part[mine] for at, part in enumerate(self._found[root]))
        line, place = runs(first, end - first)
        return line, order[place]

    def _said_of(self, kind: Kind, field: str, mine: Array, of: str = MATTER) -> pa.Array:
        """What lines tell of a field of their record, as text; null where they do not. `of`: the matter that is asked.

        As `clauses.matters.told`: a stated key, the listed records, the item as the key, the stated matter.
        """
        stated = self._key_text(field, mine)
        at = self.record(kind.root, mine)
        texts = self.chunk.listed(kind.root).texts((field,))[0]
        of_record = texts.take(pa.array(np.maximum(at, 0), mask=at < 0))
        self.leave_of(mine, (at >= 0) & ~valid(of_record) & ~valid(stated))
        line, record = self.pairs(kind.root, mine)
        if len(line) > int((at >= 0).sum()):  # several records of an item have to say the same
            codes = codes_of(texts.dictionary_encode())
            self.leave_of(mine[line], (codes[record] != codes[at[line]]) & ~valid(stated)[line])
        told = pc.if_else(pa.array(at >= 0), of_record, self._by_text(kind, field, mine, of))
        return pc.coalesce(stated, told)

    def leave_of(self, mine: Array, which: Array) -> None:
        """The applicants of some of these lines go to the reader of facts."""
        self.chunk.leave_owners(self.said.owner[mine], which, values.PRIOR_PAYMENTS)

    def _by_text(self, kind: Kind, field: str, mine: Array, of: str) -> pa.Array:
        """What the item of a line says of a field, or the matter that it states."""
        item = self.said.item.take(pa.array(mine))
        found = _part(kind.key, field, item)
        own = self._key_text(MATTER, mine)
        matter = pc.coalesce(self.said.text_or_null("matter").take(pa.array(mine)), own)
        for name, text in ((of, self._key_text(of, mine)), (MATTER, matter)):
            fields = self.chunk.program.matter_fields(name, kind)
            if field in fields and fields != MATTER_IS_APPLICANT:
                found = pc.coalesce(
                    found, _part(fields, field, pc.replace_substring_regex(text, f"^{kind.root}: ", ""))
                )
        return found

    def check(self) -> None:
        """Whoever states a key of a record otherwise than the item says it, or an item that is no whole key, goes."""
        for index in np.unique(self.said.clause[self.said.clause >= 0]).tolist():
            mine = np.flatnonzero(self.said.clause == index)
            kind = self.record_kind(self.chunk.program.clauses[index])
            if kind is None:
                continue
            item = self.said.item.take(pa.array(mine))
            if len(kind.key) > 1:
                self.leave_of(mine, ~valid(_part(kind.key, kind.key[0], item)))
            for field in kind.key:
                said, part = self._key_text(field, mine), _part(kind.key, field, item)
                self.leave_of(mine, flags(pc.not_equal(said, part)))
                type_ = kind.field_by_name[field].type
                if not (type_.is_member or type_.is_local_name):
                    self.leave_of(mine, self.record(kind.root, mine) < 0)
                elif type_.is_member:
                    choice = type_.choice_name
                    names = pa.array(self.chunk.schema.choice_by_name[choice].names, _TEXT)
                    self.leave_of(mine, ~flags(pc.is_in(part, names)))
                    if field == "level":
                        stated = self.said.text("level").take(pa.array(mine))
                        self.leave_of(mine, ~flags(pc.or_(pc.equal(stated, ""), pc.equal(stated, part))))

    # ------------------------------------------------------------------------------------------ keys as numbers

    def _put(self, name: str, mine: Array, numbers: Array, texts: pa.Array | None = None, more: int = 0) -> None:
        at = -1 if texts is None else self.chunk.text(texts, self.said.owner[mine], is_made=True)
        self._asked.setdefault(name, []).append((mine, numbers, at, more))

    def ask(self, clause: Clause, name: str, mine: Array) -> None:
        """One key of the lines of a clause: numbers at once, or texts that get numbers."""
        chunk, schema, trigger = self.chunk, self.chunk.schema, clause.trigger
        stated, kind = self._key_text(name, mine), self.record_kind(clause)
        nothing = np.full(len(mine), -1, np.int64)
        ids = chunk.ids.take(pa.array(self.said.owner[mine]))
        if name == "applicant" or name in schema.kinds_and_classes:
            is_own = flags(pc.equal(stated, ids))
            self.leave_of(mine, valid(stated) & ~is_own)
            follows = name == "applicant" or chunk.is_kind(name)[self.said.owner[mine]] > 0
            self._put(name, mine, np.where(is_own | follows, 0, -1))
        elif name == "year":
            years = pa.array(self.said.year[mine]).cast(_TEXT)
            self.leave_of(mine, flags(pc.not_equal(stated, years)))
            self._put(name, mine, self.said.year[mine])
        elif name == "item":
            self.leave_of(mine, flags(pc.not_equal(stated, self.said.item.take(pa.array(mine)))))
            if trigger.kind in OF_YEARS or not trigger.record:
                self._put(name, mine, self.item_number(clause, mine))
            else:
                self._put(name, mine, nothing, self.said.item.take(pa.array(mine)))
        elif trigger.kind is TriggerKind.SET and trigger.keys:
            self.leave_of(mine, np.ones(len(mine), bool))
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
        parts = [self._said_of(kind, field, mine, name) for field in fields or kind.key]
        text = pc.binary_join_element_wise(*parts, pa.scalar(BETWEEN, _TEXT)) if len(parts) > 1 else parts[0]
        prefix = f"{kind.root}: "
        self.leave_of(mine, ~valid(text) & valid(stated) & ~flags(pc.starts_with(stated, prefix)))
        text = pc.coalesce(text, pc.replace_substring_regex(stated, f"^{prefix}", ""))
        self._put(name, mine, np.full(len(mine), -1, np.int64), text, number)

    def _of_field(self, kind: Kind | None, name: str, mine: Array, stated: pa.Array) -> None:
        """A key that is a field of the record, or of the applicant."""
        schema, nothing = self.chunk.schema, np.full(len(mine), -1, np.int64)
        field = field_of_key(schema, kind, name)
        if kind is None or not field:
            is_field = name in schema.applicant_field_by_name
            self.leave_of(
                mine, (valid(stated) if not is_field else False) | (self.said.level[mine] >= 0) & (name == "level")
            )
            self._put(name, mine, nothing, stated if is_field else None)
            return
        type_ = kind.field_by_name[field].type
        if type_.is_list:
            length = self.stated_lists[name][0][mine] if name in self.stated_lists else nothing
            self.leave_of(mine, length < 0)
            return
        if not (type_.is_member or type_.is_local_name) or not is_one_sort(schema, name):
            self.leave_of(mine, np.ones(len(mine), bool))
            return
        if name == "level":
            stated = pc.coalesce(stated, self.said.text_or_null("level").take(pa.array(mine)))
        if type_.is_member:
            texts = pc.coalesce(stated, self._said_of(kind, field, mine))
            choice = type_.choice_name
            numbers = places_among(schema.choice_by_name[choice].names, texts)
            self.leave_of(mine, numbers == -2)
            self._put(name, mine, numbers)
        else:
            self._put(name, mine, nothing, pc.coalesce(stated, self._said_of(kind, field, mine)))

    def item_number(self, clause: Clause, mine: Array) -> Array:
        """What tells the events of lines without a record: the year, or nothing."""
        item = self.said.item.take(pa.array(mine))
        if clause.trigger.keys:  # the item of such a line is that of a set
            self.leave_of(mine, np.ones(len(mine), bool))
            return np.full(len(mine), -1, np.int64)
        if clause.trigger.kind in OF_YEARS:
            self.leave_of(mine, flags(pc.not_equal(item, pa.array(self.said.year[mine]).cast(_TEXT))))
            return self.said.year[mine]
        ids = self.chunk.ids.take(pa.array(self.said.owner[mine]))
        self.leave_of(mine, ~flags(pc.equal(item, ids)))
        return np.zeros(len(mine), np.int64)

    # ------------------------------------------------------------------------------------------ lists, and what is told

    @cached_property
    def list_texts(self) -> dict[str, int]:
        """Where the members of lists stand among the texts that get numbers."""
        found: dict[str, int] = {}
        for name, (length, members) in self.stated_lists.items():
            found[name] = self.chunk.text(members, np.repeat(self.said.owner, np.maximum(length, 0)))
        return found

    def views(self, good: Array, keys: Array, codes: Sequence[Array]) -> tuple[Array, Array]:
        """The keys of these lines, several times where a key is a list."""
        length = np.ones(len(good), np.int64)
        wide: list[tuple[int, Array, Array]] = []
        for name, (members, _) in self.stated_lists.items():
            many = np.maximum(members, 0)
            begin = np.cumsum(many) - many
            wide.append((self.names.index(name), many[good], begin[good]))
            length *= np.maximum(many[good], 1)
        line, step = runs(np.zeros(len(good), np.int64), length)
        views = keys[good][line]
        for at, many, begin in wide:
            own = codes[self.list_texts[self.names[at]]]
            turn = step % np.maximum(many[line], 1)
            step = step // np.maximum(many[line], 1)
            place = np.minimum(begin[line] + turn, max(0, len(own) - 1))
            views[:, at] = np.where(many[line] > 0, own[place] if len(own) else -1, -1)
        return np.concatenate([[0], np.cumsum(length)]).astype(np.int64), np.ascontiguousarray(views)

    def told(self, at: Array) -> Mapping[str, pa.Array]:
        """The keys of some lines by name, those that are lists as lists."""
        found: dict[str, pa.Array] = {}
        place = pa.array(at)
        for name in self.names:
            if name in self.stated_lists:
                length, members = self.stated_lists[name]
                begin = np.concatenate([[0], np.cumsum(np.maximum(length, 0))]).astype(np.int32)
                every = pa.ListArray.from_arrays(pa.array(begin), members, mask=pa.array(length < 0))
                found[name] = every.take(place)
            elif name in self.stated:
                found[name] = self.stated[name].take(place)
        return found


OF_YEARS = (TriggerKind.YEAR, TriggerKind.SET)


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
