"""Nearest words where labels count too, and single words that must be declared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from ipdsl.diagnostics.nearest import nearest
from ipdsl.diagnostics.phrase import Phrase, join_names, join_phrases
from ipdsl.schema.model import Choice, RecordKind, Series
from ipdsl.semantics import errors_names as n
from ipdsl.semantics.advice import record_advice, series_advice
from ipdsl.semantics.symbols import Context
from ipdsl.source import Span
from ipdsl.syntax import ast

EVERYBODY = ("applicant", "applicants", "all", "anybody", "anyone", "everybody", "everyone")

NAME_A_KIND = Phrase("name a kind of applicant", "请写申请人类别")

Find: TypeAlias = Callable[[str, list[str]], tuple[str, ...]]
"""How the nearest of some words are found."""

NO_PLURALS: Mapping[str, RecordKind] = {}


def nearest_words(word: str, declared: Iterable[str], ctx: Context, find: Find = nearest) -> tuple[str, ...]:
    """The declared words nearest to what was written: by their names, or where that is Chinese by their labels.

    Who writes the label of a word of another place is told that word alone.
    """
    names_ = list(declared)
    matches = find(word, names_)
    if matches or word.isascii():
        return matches
    labels, by_label = ctx.vocabulary.label_scopes, dict[str, list[str]]()
    for name in names_:
        for label in labels.forms(name):
            by_label.setdefault(label, []).append(name)
    close = [word] if word in by_label else find(word, list(by_label))
    return tuple(dict.fromkeys(name for label in close for name in by_label[label]))


_CONJUNCTIONS = re.compile("以及|和|及|与")


def report_applicant_word(name: ast.Name, ctx: Context, everybody: Phrase = NAME_A_KIND) -> None:
    """A word that is neither a kind of applicant nor a class; `everybody` is how all of them are written here."""
    close = nearest_words(name.text, sorted(ctx.schema.kinds_and_classes), ctx)
    several = [part for part in _CONJUNCTIONS.split(name.text) if part]
    advice = Phrase("declare it: `applicant {name}`", "请声明：`申请人 {name}`", name=name.text)
    if name.text.lower() in EVERYBODY:
        advice = everybody
    elif len(several) > 1 and not close:
        kinds = join_phrases(several)
        advice = Phrase("several kinds are parted by commas: `{kinds}`", "几种对象用`、`并列：`{kinds}`", kinds=kinds)
    ctx.add(n.UnknownApplicantWord(span=name.span, word=name.text, advice=advice, nearest=close))


def record_named(
    name: ast.Name, ctx: Context, *, plurals: Mapping[str, RecordKind] = NO_PLURALS, advice: Phrase | None = None
) -> RecordKind | None:
    """The record kind that a sentence names, or the one that has this plural; an unknown one is reported."""
    by_name = ctx.schema.record_by_name
    record = plurals.get(name.text) or by_name.get(name.text)
    if record is None:
        near_kinds = nearest_words(name.text, [*plurals, *by_name], ctx)
        record_help = advice or record_advice(name.text, ctx)
        ctx.add(n.UnknownRecord(span=name.span, word=name.text, advice=record_help, nearest=near_kinds))
    return record


def series_named(name: ast.Name, ctx: Context) -> Series | None:
    """The series that a sentence names; an unknown one is reported."""
    series = ctx.schema.series_by_name.get(name.text)
    if series is None:
        near_series = nearest_words(name.text, ctx.schema.series_by_name, ctx)
        advice = series_advice(name.text, ctx)
        ctx.add(n.UnknownSeries(span=name.span, word=name.text, advice=advice, nearest=near_series))
    return series


def is_member(word: str, span: Span, choice: Choice, ctx: Context) -> bool:
    """Whether a choice or level has this member; any other word is reported."""
    if word in choice.names:
        return True
    near_members, listed = nearest_words(word, choice.names, ctx), join_names(choice.names)
    ctx.add(n.UnknownMember(span=span, word=word, choice=choice.name, members=listed, nearest=near_members))
    return False


def is_level_member(name: ast.Name, ctx: Context) -> bool:
    """Whether any level of the vocabulary has this member, as support states them; any other word is reported."""
    members = [member for choice in ctx.schema.choices if choice.is_ordered for member in choice.names]
    if name.text in members:
        return True
    near_members, listed = (
        nearest_words(name.text, members, ctx),
        join_names(members) or Phrase("no members", "没有取值"),
    )
    ctx.add(n.UnknownMember(span=name.span, word=name.text, choice="level", members=listed, nearest=near_members))
    return False
