"""The order of the items of each applicant in a chunk, and records that stand in none that columns can tell."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.runtime.columns.texts import NONE_WORDS, class_of, fingerprint
from ipdsl.runtime.kernel.columns import values
from ipdsl.runtime.kernel.columns.settle import Array
from ipdsl.runtime.kernel.columns.sort import SPARE
from ipdsl.schema.types import ChoiceType, LevelType
from ipdsl.tables.chunks import ChunkReader, RecordColumns

_CLASSES = np.array([class_of(byte) for byte in range(256)], np.uint8)
_FINGERPRINTS = np.array([fingerprint(text, 0, len(text)) for text in (one.encode() for one in NONE_WORDS)], np.int64)


class ItemOrder:
    """Puts items in order, root by root. `texts` are by what, `is_named` whose records have names beside their items.

    `rank` is `runtime.columns.texts.ranked`, as CPython has it or compiled.
    """

    def __init__(self, chunk: ChunkReader, rank: Callable[..., None]) -> None:
        self.chunk, self._rank = chunk, rank
        self.texts: dict[str, pa.Array] = {}
        self.is_named = np.zeros(chunk.number, bool)

    def order_of(self, root: str) -> Array:
        """What puts the items of an applicant in order: members of choices by their places, texts as they are."""
        listed, kind = self.chunk.listed(root), self.chunk.schema.record_by_name[root]
        texts = self.chunk.items_of(root)
        ranks, twice = self._rank_texts(listed, texts, is_made=False)
        self._leave_repeated(listed, ranks, np.flatnonzero(twice))
        self.is_named[listed.owner[twice]] = True
        for column, _, inner in listed.parts:
            for field in column.fields:
                if field.name == "id" and inner.field(field.path[-1]).null_count < len(inner):
                    self.is_named[listed.owner] = True
        if any(isinstance(kind.field_by_name[name].type, ChoiceType | LevelType) for name in kind.key):
            parts: list[pa.Array] = []
            for name in kind.key:
                if isinstance(kind.field_by_name[name].type, ChoiceType | LevelType):
                    parts.append(pa.array(listed.field(name)[0] + 1_000_000).cast(pa.string()).cast(pa.large_string()))
                else:
                    parts.append(listed.texts([name])[0])
            between = pa.scalar("\x01", pa.large_string())  # before all that names are made of
            texts = pc.binary_join_element_wise(*parts, between)
            ranks, _ = self._rank_texts(listed, texts, is_made=True)
        self.texts[root] = texts
        self._leave_unordered(root)
        return ranks

    def _leave_repeated(self, listed: RecordColumns, ranks: Array, twice: Array) -> None:
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
            for name in {event.date_field for event in self.chunk.schema.record_by_name[kind.name].events}:
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
        self.chunk.leave_owners(listed.owner[twice], wrong[group], values.SAME_RECORDS)

    def _rank_texts(self, listed: RecordColumns, texts: pa.Array, *, is_made: bool) -> tuple[Array, Array]:
        """The place of each text among those of its applicant, and which stand there twice."""
        many = len(texts)
        rank, place, marks, spare = (np.empty(size, np.int64) for size in (many, many, many, SPARE))
        twice, doubtful = np.zeros(many, np.uint8), np.zeros(many, np.uint8)
        if many:
            _, offsets, data = texts.buffers()
            starts = np.frombuffer(offsets, np.int64)[texts.offset : texts.offset + many + 1]
            letters = np.zeros(1, np.uint8) if data is None or not data.size else np.frombuffer(data, np.uint8)
            self._rank(
                listed.begin, starts, letters, _CLASSES, _FINGERPRINTS, is_made, rank, place, marks, spare, twice,
                doubtful,
            )  # fmt: skip
        self.chunk.leave_owners(listed.owner, doubtful > 0)
        return rank, twice > 0

    def _leave_unordered(self, root: str) -> None:
        """Days of records that stand in another order than the vocabulary says, and counts that follow from days."""
        listed = self.chunk.listed(root)
        for name, _ in self.chunk.schema.record_by_name[root].derived_fields:
            listed.field(name)
        for order in self.chunk.schema.record_by_name[root].orders:
            known = [listed.field(name) for name in order]
            for place, (later_days, has_later) in enumerate(known):
                for before, has_before in known[:place]:
                    wrong = has_later & has_before & (before > later_days) & (before != values.NEVER)
                    self.chunk.leave_owners(listed.owner, wrong)
