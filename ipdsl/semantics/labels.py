"""Labels of awards: `<article>.<record>[.<event or state>]`, or the word after `as`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ipdsl.diagnostics.model import Related
from ipdsl.diagnostics.nearest import nearest
from ipdsl.semantics import errors_names as n
from ipdsl.semantics import typed
from ipdsl.semantics.symbols import Context
from ipdsl.semantics.triggers import Triggered
from ipdsl.semantics.walk import nodes


def figure_word(amount: typed.Amount, gates: tuple[typed.Gate, ...]) -> str | None:
    """The first yearly figure that an award names or ranks by."""
    for node in nodes((amount, gates), typed.Node):
        if isinstance(node, typed.Figure | typed.RankOf):
            return node.figure
    return None


def default_label(article: str, triggered: Triggered, amount: typed.Amount, gates: tuple[typed.Gate, ...]) -> str:
    """The label of an award that gives itself none."""
    names = triggered.names
    if isinstance(triggered.trigger, typed.EachYear):
        names = (figure_word(amount, gates) or "year",)
    return ".".join([article, *names] if article else names)


def report_twins(awards: Iterable[typed.Award | typed.Allocation], ctx: Context) -> None:
    """Two awards with one label: history could not tell them apart."""
    first: dict[str, typed.Award | typed.Allocation] = {}
    for award in awards:
        other = first.setdefault(award.label, award)
        if other is not award:
            related = (Related(other.span, "the first of them"),)
            ctx.add(n.LabelTwice(span=award.span, word=award.label, related=related))


def near_label(word: str, labels: Sequence[str]) -> tuple[str, ...]:
    """The labels of which the word is the beginning or the end; else the nearest."""
    parts = [label for label in labels if label.startswith(f"{word}.") or label.endswith(f".{word}")]
    return tuple(parts[:3]) or nearest(word, labels)
