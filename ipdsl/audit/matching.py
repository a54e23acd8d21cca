"""Pairing the figures of a text with those of a page: as many pairs as can be, each figure in one pair.

A figure of the text pairs with a figure of a sentence or with one that a `source` line names; a figure that a `reading`
quotes pairs with a figure of a sentence. What stays without a partner is what the audit reports.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import attrs

from ipdsl.audit.figures import Figure


@attrs.frozen
class Unpaired:
    """What found no partner."""

    text: tuple[Figure, ...] = ()
    tail: tuple[Figure, ...] = ()
    page: tuple[Figure, ...] = ()
    sources: tuple[Figure, ...] = ()
    quoted: tuple[Figure, ...] = ()
    pairs: int = 0


def pair(
    text: Sequence[Figure],
    page: Sequence[Figure],
    sources: Sequence[Figure],
    quoted: Sequence[Figure],
    tail: Sequence[Figure] = (),
) -> Unpaired:
    """A largest set of pairs; figures of the text come first, in its order, those of its `tail` last."""
    left = [*text, *quoted, *tail]
    right = [*page, *sources]
    first_quoted, after_quoted = len(text), len(text) + len(quoted)
    columns: dict[tuple[str, Fraction, str], list[int]] = {}
    for column, figure in enumerate(right):
        for value in (figure.value, *figure.others):
            columns.setdefault(value.sameness, []).append(column)
    edges = [
        [
            column
            for column in _columns(figure, columns)
            if (column < len(page) or not first_quoted <= row < after_quoted) and figure.fits(right[column])
        ]
        for row, figure in enumerate(left)
    ]
    partner: dict[int, int] = {}
    unpaired = {row for row in range(len(left)) if not _place(row, edges, partner, set())}
    return Unpaired(
        text=tuple(left[row] for row in range(first_quoted) if row in unpaired),
        quoted=tuple(left[row] for row in range(first_quoted, after_quoted) if row in unpaired),
        tail=tuple(left[row] for row in range(after_quoted, len(left)) if row in unpaired),
        page=tuple(figure for column, figure in enumerate(page) if column not in partner and not figure.is_idle),
        sources=tuple(figure for column, figure in enumerate(sources, len(page)) if column not in partner),
        pairs=len(partner),
    )


def _columns(figure: Figure, columns: dict[tuple[str, Fraction, str], list[int]]) -> list[int]:
    """The figures that may be the same one, in their order."""
    near = [columns.get(value.sameness, []) for value in (figure.value, *figure.others)]
    return near[0] if len(near) == 1 else sorted({column for found in near for column in found})


def _place(row: int, edges: list[list[int]], partner: dict[int, int], tried: set[int]) -> bool:
    """Give a figure a partner, moving others to another partner of theirs where that makes room."""
    for column in edges[row]:
        if column in tried:
            continue
        tried.add(column)
        if column not in partner or _place(partner[column], edges, partner, tried):
            partner[column] = row
            return True
    return False
