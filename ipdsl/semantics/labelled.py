"""Nearest words where labels count too: who writes a label where the name must stand is told the name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ipdsl.diagnostics.nearest import nearest
from ipdsl.diagnostics.phrase import Phrase, names
from ipdsl.schema.model import Choice, Labelled, Placed, Record, Schema, Series
from ipdsl.semantics import errors_names as n
from ipdsl.semantics.advice import for_a_record, for_a_series
from ipdsl.semantics.symbols import Context
from ipdsl.source import Span
from ipdsl.syntax import ast

EVERYBODY = ("applicant", "applicants", "all", "anybody", "anyone", "everybody", "everyone")

A_KIND = Phrase("name a kind of applicant", "请写申请人类别")

NO_PLURALS: Mapping[str, Record] = {}


def near(word: str, declared: Iterable[str], labelled: Iterable[Labelled]) -> tuple[str, ...]:
    """The names that carry this word as their label; else the nearest of the declared words."""
    return tuple(dict.fromkeys(d.name for d in labelled if d.label.zh == word)) or nearest(word, declared)


def report_who(name: ast.Name, ctx: Context, everybody: Phrase = A_KIND) -> None:
    """A word that is neither a kind of applicant nor a class; `everybody` is how all of them are written here."""
    close = near(name.text, sorted(ctx.schema.who), of_applicant(ctx.schema))
    advice = (
        everybody
        if name.text.lower() in EVERYBODY
        else Phrase("declare it: `applicant {name}`", "请声明：`申请人 {name}`", name=name.text)
    )
    ctx.add(n.UnknownWho(span=name.span, word=name.text, advice=advice, nearest=close))


def record_named(name: ast.Name, ctx: Context, *, plurals: Mapping[str, Record] = NO_PLURALS) -> Record | None:
    """The record kind that a sentence names, or the one that has this plural; an unknown one is reported."""
    by_name = ctx.schema.record_by_name
    record = plurals.get(name.text) or by_name.get(name.text)
    if record is None:
        found = near(name.text, [*plurals, *by_name], ctx.schema.records)
        advice = for_a_record(name.text, ctx)
        ctx.add(n.UnknownRecord(span=name.span, word=name.text, advice=advice, nearest=found))
    return record


def series_named(name: ast.Name, ctx: Context) -> Series | None:
    """The series that a sentence names; an unknown one is reported."""
    series = ctx.schema.series_by_name.get(name.text)
    if series is None:
        found = nearest(name.text, ctx.schema.series_by_name)
        advice = for_a_series(name.text, ctx)
        ctx.add(n.UnknownSeries(span=name.span, word=name.text, advice=advice, nearest=found))
    return series


def is_member(word: str, span: Span, choice: Choice, ctx: Context) -> bool:
    """Whether a choice or level has this member; any other word is reported."""
    if word in choice.names:
        return True
    found, listed = near(word, choice.names, choice.members), names(choice.names)
    ctx.add(n.UnknownMember(span=span, word=word, choice=choice.name, members=listed, nearest=found))
    return False


def is_of_a_level(name: ast.Name, ctx: Context) -> bool:
    """Whether any level of the vocabulary has this member, as support states them; any other word is reported."""
    members = [member for choice in ctx.schema.choices if choice.ordered for member in choice.names]
    if name.text in members:
        return True
    found, listed = nearest(name.text, members), names(members) or Phrase("no members", "没有取值")
    ctx.add(n.UnknownMember(span=name.span, word=name.text, choice="level", members=listed, nearest=found))
    return False


def of_applicant(schema: Schema) -> Iterator[Placed]:
    """What is declared about applicants and their years."""
    yield from schema.applicant_fields
    yield from schema.since_words
    yield from schema.kinds
    yield from schema.classes
    yield from schema.figures
