"""Labels of awards: `<article>.<record>[.<event or state>]`, or the word after `as`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ipdsl.base.findings.finding import RelatedPlace, WordFinding
from ipdsl.base.findings.nearest_words import nearest
from ipdsl.base.findings.phrase import THE_FIRST, Phrase
from ipdsl.base.source import Span
from ipdsl.semantics import typed
from ipdsl.semantics.names import lookup
from ipdsl.semantics.names.symbols import Context
from ipdsl.semantics.tree_walk import nodes
from ipdsl.semantics.triggers import CheckedTrigger


def figure_word(amount: typed.Amount, gates: tuple[typed.Gate, ...]) -> str | None:
    """The first yearly figure that an award uses, in its amount or its conditions."""
    for node in nodes((amount, gates), typed.Node):
        if isinstance(node, typed.Figure | typed.ApplicantRank):
            return node.figure
    return None


def default_label(article: str, triggered: CheckedTrigger, amount: typed.Amount, gates: tuple[typed.Gate, ...]) -> str:
    """The label of an award without `as`."""
    names = triggered.names
    if isinstance(triggered.trigger, typed.YearTrigger):
        names = (figure_word(amount, gates) or "year",)
    return ".".join([article, *names] if article else names)


def report_twins(
    named: Iterable[tuple[str, Span]],
    finding_class: Callable[..., WordFinding],
    ctx: Context,
    first: Phrase = THE_FIRST,
) -> None:
    """Report repeated names, each with the place of the first."""
    places: dict[str, Span] = {}
    for name, span in named:
        other = places.setdefault(name, span)
        if other is not span:
            ctx.add(finding_class(span=span, word=name, related=(RelatedPlace(other, first),)))


def near_label(word: str, labels: Sequence[str], ctx: Context) -> tuple[str, ...]:
    """The labels that begin or end with the word, or else the nearest ones."""
    return lookup.nearest_words(word, labels, ctx, _near_part)


def _near_part(word: str, labels: Sequence[str]) -> tuple[str, ...]:
    parts = [label for label in labels if label.startswith(f"{word}.") or label.endswith(f".{word}")]
    return tuple(parts[:3]) or nearest(word, labels)
