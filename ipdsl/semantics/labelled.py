"""Nearest words where labels count too: who writes a label where the name must stand is told the name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from ipdsl.diagnostics.nearest import nearest
from ipdsl.schema.model import Label, Record, Schema


class Labelled(Protocol):
    """A declaration with a name and a label."""

    @property
    def name(self) -> str: ...

    @property
    def label(self) -> Label: ...


def near(word: str, declared: Iterable[str], labelled: Iterable[Labelled]) -> tuple[str, ...]:
    """The names that carry this word as their label; else the nearest of the declared words."""
    return tuple(dict.fromkeys(d.name for d in labelled if d.label.zh == word)) or nearest(word, declared)


def of_record(record: Record) -> Iterator[Labelled]:
    """What a record declares."""
    yield from record.fields
    yield from record.events
    yield from record.states


def of_applicant(schema: Schema) -> Iterator[Labelled]:
    """What is declared about applicants and their years."""
    yield from schema.applicant_fields
    yield from schema.since_words
    yield from schema.kinds
    yield from schema.classes
    yield from schema.figures
