"""Nearest words where labels count too: who writes a label where the name must stand is told the name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from ipdsl.diagnostics.nearest import nearest
from ipdsl.schema.model import Label, Record, Schema
from ipdsl.semantics import errors_names as n
from ipdsl.semantics.symbols import Context
from ipdsl.syntax import ast

EVERYBODY = ("applicant", "applicants", "all", "anybody", "anyone", "everybody", "everyone")


class Labelled(Protocol):
    """A declaration with a name and a label."""

    @property
    def name(self) -> str: ...

    @property
    def label(self) -> Label: ...


def near(word: str, declared: Iterable[str], labelled: Iterable[Labelled]) -> tuple[str, ...]:
    """The names that carry this word as their label; else the nearest of the declared words."""
    return tuple(dict.fromkeys(d.name for d in labelled if d.label.zh == word)) or nearest(word, declared)


def report_who(name: ast.Name, ctx: Context, everybody: str = "name a kind of applicant") -> None:
    """A word that is neither a kind of applicant nor a class; `everybody` is how all of them are written here."""
    close = near(name.text, sorted(ctx.schema.who), of_applicant(ctx.schema))
    advice = everybody if name.text.lower() in EVERYBODY else f"declare it: `applicant {name.text}`"
    ctx.add(n.UnknownWho(span=name.span, word=name.text, advice=advice, nearest=close))


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
