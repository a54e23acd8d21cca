"""Sets of records by keys in a chunk: which records belong together, in what order, and what each set is called.

A set is a value of each key. Their order is that of items in claim order (`settlement.item_order`): members of a choice
by their place in the vocabulary, all else as text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.runtime.kernel.columns import values
from ipdsl.runtime.kernel.columns.settle import Array
from ipdsl.runtime.settlement.candidate import field_of_key
from ipdsl.schema.types import ChoiceType, LevelType
from ipdsl.tables.chunks import ChunkReader, codes_of, valid
from ipdsl.tables.plain import plain_texts

_TEXT = pa.large_string()
_FIRST = 1_000_000
"""Places in the vocabulary are written from here on, so that they stand in order as texts."""


class Sets:
    """The sets of the records of one root by some keys. `texts` are the items of the records."""

    def __init__(self, chunk: ChunkReader, root: str, keys: Sequence[str]) -> None:
        self.chunk, self.root, self.keys = chunk, root, tuple(keys)
        self.listed = chunk.listed(root)
        self._parts = {name: self._said(name) for name in self.keys}
        self.texts = _joined([*self._parts.values()], " / ")

    def _said(self, name: str) -> pa.Array:
        """A key of each record, as text; null where it is not known. Whoever has one that is not plain goes."""
        if name == "item":
            said = self.chunk.items_of(self.root).cast(_TEXT)
        else:
            said = self.listed.texts([self._field(name)])[0].cast(_TEXT)
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
        """For each record a text that puts its set in order, whoever has it, and tells it from others."""
        parts = [self._placed(name, said) for name, said in self._parts.items()]
        if all(one is said for one, said in zip(parts, self._parts.values(), strict=True)):
            parts = [self.texts, *parts]
        return _joined(parts, "\x01")  # before all that names are made of

    def _placed(self, name: str, said: pa.Array) -> pa.Array:
        """A key as its place in the vocabulary, where it is a member of a choice; else as it is said."""
        fields = self.chunk.schema.record_by_name[self.root].field_by_name
        if name not in fields or not isinstance(fields[name].type, ChoiceType | LevelType):
            return said
        place = pa.array(self.listed.field(name)[0] + _FIRST).cast(pa.string()).cast(_TEXT)
        return pc.if_else(pa.array(valid(said)), place, pa.scalar(None, _TEXT))

    @cached_property
    def number(self) -> Array:
        """The set of each record, numbered in their order; `UNKNOWN`: a key is not known."""
        encoded = self.order.dictionary_encode()
        place = np.empty(len(encoded.dictionary) + 1, np.int64)
        place[pc.array_sort_indices(encoded.dictionary).to_numpy()] = np.arange(len(encoded.dictionary))
        place[-1] = values.UNKNOWN
        number = place[codes_of(encoded)]
        self._apart(number)
        return number

    def _apart(self, number: Array) -> None:
        """Whoever has a set that is called as another is goes: a part of its name holds what stands between parts."""
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
        """What each set is called, in the order of their numbers."""
        return self.texts.take(self._one_of_each)

    def orders(self) -> pa.Array:
        """A text that puts each set in order, in the order of their numbers."""
        return self.order.take(self._one_of_each)

    def values(self, name: str) -> pa.Array:
        """A key of each set, in the order of their numbers."""
        return self._parts[name].take(self._one_of_each)


def _joined(parts: Sequence[pa.Array], between: str) -> pa.Array:
    return parts[0] if len(parts) == 1 else pc.binary_join_element_wise(*parts, pa.scalar(between, _TEXT))
