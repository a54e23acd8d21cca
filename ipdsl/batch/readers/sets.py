"""The order of items and of sets of records in a chunk, and records in no order which columns can tell.

A set of records of one root is a value of each of some keys. Sets are in the order of items in claim order
(`settlement.item_order`): members of a choice by their place in the vocabulary, all else as text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
import pyarrow as pa

from ipdsl.batch.intake.form import codes_of, text_buffers
from ipdsl.batch.kernel import values
from ipdsl.batch.kernel.claims import Array, ranks_of_texts
from ipdsl.batch.kernel.values import SPARE
from ipdsl.batch.program.texts import NONE_WORDS, class_of, fingerprint
from ipdsl.batch.readers.chunks import TEXT, Chunk, RecordColumns, column_of_field, is_repeated, joined, plain_texts
from ipdsl.claims.claim import field_of_key

_CLASSES = np.array([class_of(byte) for byte in range(256)], np.uint8)
NONE_FINGERPRINTS = np.array(
    [fingerprint(text, 0, len(text)) for text in (one.encode() for one in NONE_WORDS)], np.int64
)


class ItemOrder:
    """Sort items, root by root. `texts` are the sort keys, `is_named` the applicants whose records have names in
    addition to items.

    `rank` is `ipdsl.batch.program.texts.ranked`, in CPython or compiled.
    """

    def __init__(self, chunk: Chunk, rank: Callable[..., None]) -> None:
        self.chunk, self._rank = chunk, rank
        self.texts: dict[str, pa.Array] = {}
        self.is_named = np.zeros(chunk.number, bool)
        self._ranks: dict[str, tuple[Array, Array]] = {}

    def item_texts(self, root: str) -> pa.Array:
        """The items of the records of a root; nobody goes."""
        return self.chunk.listed(root).texts(self.chunk.schema.record_by_name[root].key)[0]

    def repeated(self, root: str) -> Array:
        """The records of a root with an item that another record of their applicant has."""
        if root not in self._ranks:
            self._ranks[root] = self._rank_texts(self.chunk.listed(root), self.item_texts(root), is_made=True)
        return self._ranks[root][1]

    def first_days(self, root: str, at: Array, days: Array) -> Array:
        """For some `repeated` records of a root, with a day each, the first day of those of the same item."""
        ranks, owner = self._ranks[root][0], self.chunk.listed(root).owner
        groups, own = np.unique(owner[at] * (int(ranks[at].max(initial=0)) + 1) + ranks[at], return_inverse=True)
        first = np.full(len(groups), values.NEVER, np.int64)
        np.minimum.at(first, own, days)
        return first[own]

    def order_of(self, root: str) -> Array:
        """What puts the items of an applicant in order: members of choices by their places, texts as they are."""
        listed, kind = self.chunk.listed(root), self.chunk.schema.record_by_name[root]
        texts = self.chunk.items_of(root)
        ranks, twice = self._ranks[root] = self._rank_texts(listed, texts, is_made=False)
        self._leave_repeated(listed, ranks, twice)
        self.is_named[listed.owner[twice]] = True
        for column, _, inner in listed.parts:
            ids = column_of_field(column, "id")
            if ids is not None and inner.field(ids.path[-1]).null_count < len(inner):
                self.is_named[listed.owner] = True
        if any(kind.field_by_name[name].type.is_member for name in kind.key):
            texts = joined([listed.order_texts(name) for name in kind.key], "\x01")  # before all that names are made of
            ranks, _ = self._rank_texts(listed, texts, is_made=True)
        self.texts[root] = texts
        self._leave_unordered(root)
        return ranks

    def _leave_repeated(self, listed: RecordColumns, ranks: Array, twice: Array) -> None:
        """Records of the same item are separate events only if all their days are known and different. Otherwise the
        applicant is left to the row path: the records are an error, or their contents distinguish them.
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
            for name in {event.date_field for event in self.chunk.schema.record_by_name[kind.name].events}:
                days, stated = (part[twice] for part in listed.field(name))
                here = kinds == place
                np.logical_or.at(wrong, group, here & (~stated | (days == values.UNKNOWN)))
                known = np.flatnonzero(here & stated & (days != values.NEVER))
                is_none[known] = False
                wrong[group[known[is_repeated(group[known], days[known])]]] = True
        wrong |= np.bincount(group, weights=is_none, minlength=len(wrong)) > 1
        self.chunk.leave_owners(listed.owner[twice], wrong[group], values.SAME_RECORDS)

    def _rank_texts(self, listed: RecordColumns, texts: pa.Array, *, is_made: bool) -> tuple[Array, Array]:
        """The place of each text among those of its applicant, and the records whose text is there twice."""
        many = len(texts)
        rank, place, marks, spare = (np.empty(size, np.int64) for size in (many, many, many, SPARE))
        twice, doubtful = np.zeros(many, np.uint8), np.zeros(many, np.uint8)
        if many:
            starts, letters = text_buffers(texts)
            self._rank(
                listed.begin, starts, letters, _CLASSES, NONE_FINGERPRINTS, is_made, rank, place, marks, spare, twice,
                doubtful,
            )  # fmt: skip
        self.chunk.leave_owners(listed.owner, doubtful > 0)
        return rank, np.flatnonzero(twice)

    def _leave_unordered(self, root: str) -> None:
        """Check the order of days that the vocabulary declares, and counts that follow from days."""
        listed = self.chunk.listed(root)
        for name, _ in self.chunk.schema.record_by_name[root].derived_fields:
            listed.field(name)
        for order in self.chunk.schema.record_by_name[root].orders:
            known = [listed.field(name) for name in order]
            for place, (later_days, has_later) in enumerate(known):
                for before, has_before in known[:place]:
                    wrong = has_later & has_before & (before > later_days) & (before != values.NEVER)
                    self.chunk.leave_owners(listed.owner, wrong)


class Sets:
    """The sets of the records of one root by some keys. `texts` are the items of the records."""

    def __init__(self, chunk: Chunk, root: str, keys: Sequence[str]) -> None:
        self.chunk, self.root, self.keys = chunk, root, tuple(keys)
        self.listed = chunk.listed(root)
        self._parts = {name: self._said(name) for name in self.keys}
        self.texts = joined([*self._parts.values()], " / ")

    def _said(self, name: str) -> pa.Array:
        """A key of each record, as text; null if unknown. Applicants with a key that is not plain are left to the row
        path."""
        if name == "item":
            said = self.chunk.items_of(self.root).cast(TEXT)
        else:
            said = self.listed.texts([self._field(name)])[0].cast(TEXT)
        encoded = said.dictionary_encode()
        self.chunk.leave_owners(
            self.listed.owner, np.append(~plain_texts(encoded.dictionary), False)[codes_of(encoded)]
        )
        return said

    def _field(self, name: str) -> str:
        """The field that holds a key: that of the first kind that has one."""
        schema = self.chunk.schema
        kinds = (schema.record_by_name[kind] for kind in schema.narrower_records[self.root])
        return next(field for kind in kinds if (field := field_of_key(schema, kind, name)))

    @cached_property
    def order(self) -> pa.Array:
        """For each record a text that sorts its set, regardless of the applicant, and identifies the set."""
        fields = self.chunk.schema.record_by_name[self.root].field_by_name
        is_placed = {name: name in fields and fields[name].type.is_member for name in self.keys}
        parts = [self.listed.order_texts(name) if is_placed[name] else said for name, said in self._parts.items()]
        return joined([self.texts, *parts] if not any(is_placed.values()) else parts, "\x01")

    @cached_property
    def number(self) -> Array:
        """The set of each record, numbered in their order; `UNKNOWN`: a key is not known."""
        encoded = self.order.dictionary_encode()
        number = np.append(ranks_of_texts(encoded), values.UNKNOWN)[codes_of(encoded)]
        self._apart(number)
        return number

    def _apart(self, number: Array) -> None:
        """Leave applicants to the row path if two of their sets have the same name: a part contains the separator."""
        of = codes_of(self.texts.dictionary_encode())
        pairs = np.unique(np.stack([of, number]), axis=1)
        alike = pairs[0][1:][np.diff(pairs[0]) == 0]
        self.chunk.leave_owners(self.listed.owner, np.isin(of, alike[alike >= 0]), values.SAME_RECORDS)

    @cached_property
    def in_order(self) -> Array:
        """The records of each applicant in the order of their sets."""
        return np.lexsort((self.number, self.listed.owner)).astype(np.int64)

    @cached_property
    def _one_of_each(self) -> pa.Array:
        """A record of each set, in the order of their numbers."""
        known = np.flatnonzero(self.number != values.UNKNOWN)
        return pa.array(known[np.unique(self.number[known], return_index=True)[1]])

    def items(self) -> pa.Array:
        """The name of each set, in the order of their numbers."""
        return self.texts.take(self._one_of_each)

    def orders(self) -> pa.Array:
        """A text that puts each set in order, in the order of their numbers."""
        return self.order.take(self._one_of_each)

    def values(self, name: str) -> pa.Array:
        """A key of each set, in the order of their numbers."""
        return self._parts[name].take(self._one_of_each)
