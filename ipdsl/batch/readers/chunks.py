"""What the readers of lines ask of the chunk in which they stand, and small readings of Arrow that they share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ipdsl.batch.intake.form import KindColumn, TableForm, ValueColumn, decode_dictionary
from ipdsl.batch.kernel.settle import Array
from ipdsl.batch.program.arrays import ProgramColumn as Read
from ipdsl.batch.readers.loops import ReaderLoops
from ipdsl.batch.readers.plain import bare
from ipdsl.ir.terms import Program
from ipdsl.schema.values.value_type import Type
from ipdsl.schema.vocabulary import Schema

MATTERS = 40
"""The bits of a matter that tell the text; those above tell the kind."""


class RecordColumns(Protocol):
    """The listed records of one root; see `ipdsl.batch.readers.listed`."""

    begin: Array
    owner: Array
    parts: list[tuple[KindColumn, Array, pa.StructArray]]
    """The kinds under which they are listed, each with how many each applicant has, and the records."""

    @property
    def kind_of(self) -> Array:
        """The part to which each record belongs."""

    def __len__(self) -> int:
        """How many they are."""

    def field(self, name: str) -> tuple[Array, Array]:
        """A field of all records, and where it is stated."""

    def texts(self, names: Sequence[str]) -> tuple[pa.Array, Array]:
        """Fields as one text, and where all are stated."""


class ChunkReader(Protocol):
    """What lines ask of the chunk in which they stand; see `ipdsl.batch.readers.columns`."""

    number: int
    left: Array
    schema: Schema

    @property
    def loops(self) -> ReaderLoops:
        """The loops of the readers."""

    @property
    def form(self) -> TableForm:
        """The form of the table."""

    @property
    def kinds(self) -> Mapping[str, KindColumn]:
        """The lists of records by kind."""

    @property
    def program(self) -> Program:
        """The terms of the policy."""

    @property
    def counted(self) -> tuple[str, ...]:
        """The keys by which payments under other documents are counted."""

    @property
    def roots(self) -> tuple[str, ...]:
        """The roots of the kinds of records, as matters number them."""

    @property
    def ids(self) -> pa.Array:
        """The names of the applicants, as texts."""

    @property
    def read_as(self) -> Mapping[str, Read]:
        """What the column program reads, by the names of its arrays."""

    def cells(self, path: Sequence[int]) -> pa.Array:
        """A column of the chunk as one array."""

    def listed(self, root: str) -> RecordColumns:
        """The records of a root."""

    def is_listed(self, kind: str) -> Array:
        """Of which applicants the records of a kind are stated."""

    def is_kind(self, word: str) -> Array:
        """Whether each applicant is of a kind."""

    def items_of(self, root: str) -> pa.Array:
        """The items of the records of a root as texts."""

    def text(self, texts: pa.Array, owner: Array, *, is_made: bool = False) -> int:
        """The place of texts among those that get numbers."""

    def numbers(self, type_: Type, column: ValueColumn, cells: pa.Array, owner: Array) -> tuple[Array, Array]:
        """The cells of a column as numbers, and where they are stated."""

    def sums(self, cells: pa.Array, owner: Array) -> tuple[Array, Array]:
        """Cells that are sums, and where they are stated."""

    def fixed(self, type_: Type, value: object, many: int) -> Array:
        """A field that a kind fixes, so many times."""

    def as_text(self, type_: Type, column: ValueColumn, cells: pa.Array) -> pa.Array:
        """The cells of a column as texts; null: not known."""

    def leave(self, who: Array, why: int = ...) -> None:
        """These applicants go to the reader of facts."""

    def leave_owners(self, owner: Array, which: Array, why: int = ...) -> None:
        """The applicants of these lines go to the reader of facts."""


def words_of(inner: pa.StructArray, column: ValueColumn) -> pa.DictionaryArray:
    """A part of lines as texts."""
    cells = inner.field(column.path[-1])
    if pa.types.is_struct(cells.type):
        cells = bare(cells)[0]
    if pa.types.is_dictionary(cells.type):
        cells = decode_dictionary(cells)
    return cells.cast(pa.large_string()).dictionary_encode()


def text_buffers(texts: pa.Array) -> tuple[Array, Array]:
    """Where each of some large strings begins, with the end of the last, and the bytes; null is the empty text."""
    if texts.null_count:
        texts = pc.fill_null(texts, "")
    _, offsets, data = texts.buffers()
    if not len(texts) or not data or not data.size:
        return np.zeros(len(texts) + 1, np.int64), np.zeros(1, np.uint8)
    return np.frombuffer(offsets, np.int64)[texts.offset :][: len(texts) + 1], np.frombuffer(data, np.uint8)


def says(cells: pa.Array) -> Array:
    """Where cells say something: not null, and neither an empty text nor an empty list."""
    result = valid(cells)
    if pa.types.is_struct(cells.type):
        inner = np.zeros(len(cells), bool)
        for place in range(cells.type.num_fields):
            inner |= says(cells.field(place))
        return result & inner
    if pa.types.is_string(cells.type) or pa.types.is_large_string(cells.type):
        return result & ~flags(pc.equal(cells, ""))
    return result


def flags(cells: pa.Array) -> Array:
    """Where flags hold; null does not."""
    return np.asarray(pc.fill_null(cells, False).to_numpy(zero_copy_only=False), bool)


def valid(array: pa.Array) -> Array:
    """Where cells are not null."""
    return np.asarray(array.is_valid().to_numpy(zero_copy_only=False), bool)


def codes_of(encoded: pa.DictionaryArray) -> Array:
    """The places in the dictionary; -1: null."""
    return np.asarray(pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False), np.int64)
