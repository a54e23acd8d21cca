"""What the readers of lines ask of the chunk in which they stand, and small readings of Arrow that they share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import pyarrow as pa

from ipdsl.batch.intake.form import KindColumn, TableForm, ValueColumn
from ipdsl.batch.kernel.settle import Array
from ipdsl.batch.program.arrays import ProgramColumn as Read
from ipdsl.batch.readers.loops import ReaderLoops
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

    def records_of(self, root: str) -> RecordColumns:
        """The records of a root, which may be one that the policy does not read."""

    def part(self, rows: Array) -> ChunkReader:
        """Some applicants of the chunk."""

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
