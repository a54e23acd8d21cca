"""Pairing the figures of a text with those of a page: as many pairs as can be, each figure in one pair.

A figure of the text pairs with a figure of a sentence, or with one that a `source` line names. A figure that a
`reading` quotes pairs with a figure of a sentence. The audit reports figures without a partner. Equal figures of one
side are taken together, as one place with so many partners: a text that repeats a figure a thousand times costs no
more.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import attrs

from ipdsl.audit.figures import Figure, Value


@attrs.frozen
class Unpaired:
    """What found no partner."""

    text: tuple[Figure, ...] = ()
    tail: tuple[Figure, ...] = ()
    page: tuple[Figure, ...] = ()
    sources: tuple[Figure, ...] = ()
    quoted: tuple[Figure, ...] = ()
    pairs: int = 0


@attrs.define(eq=False)
class _Place:
    """Equal figures of the page, of its sentences or of its `source` lines, with the partners they have."""

    of_sentences: bool
    values: tuple[Value, ...]
    figures: list[Figure] = attrs.field(factory=list)
    partners: list[_Seeker] = attrs.field(factory=list)


@attrs.frozen(eq=False)
class _Seeker:
    """A figure of the text, or one that a `reading` quotes, with the places it may pair with."""

    figure: Figure
    places: Sequence[_Place]


def pair(
    text: Sequence[Figure],
    page: Sequence[Figure],
    sources: Sequence[Figure],
    quoted: Sequence[Figure],
    tail: Sequence[Figure] = (),
) -> Unpaired:
    """A largest set of pairs; figures of the text come first, in its order, those of its `tail` last."""
    places = _places(page, sources)
    near: dict[tuple[str, Fraction, str], list[_Place]] = {}
    for place in places:
        for same in dict.fromkeys(value.sameness for value in place.values):
            near.setdefault(same, []).append(place)
    sides = ((text, False), (quoted, True), (tail, False))
    alone = [_without(figures, near, is_quoted=is_quoted) for figures, is_quoted in sides]
    left = [figure for place in places for figure in place.figures[len(place.partners) :]]
    return Unpaired(
        text=alone[0],
        quoted=alone[1],
        tail=alone[2],
        page=tuple(figure for figure in page if _takes(left, figure) and not figure.is_idle),
        sources=tuple(figure for figure in sources if _takes(left, figure)),
        pairs=sum(len(place.partners) for place in places),
    )


def _places(page: Sequence[Figure], sources: Sequence[Figure]) -> list[_Place]:
    found: dict[tuple[bool, Value, tuple[Value, ...]], _Place] = {}
    for of_sentences, figures in ((True, page), (False, sources)):
        for figure in figures:
            key = (of_sentences, figure.value, figure.others)
            place = found.setdefault(key, _Place(of_sentences, (figure.value, *figure.others)))
            place.figures.append(figure)
    return list(found.values())


def _without(
    figures: Sequence[Figure], near: dict[tuple[str, Fraction, str], list[_Place]], *, is_quoted: bool
) -> tuple[Figure, ...]:
    """Give each figure a partner where one can be had; those for which there is none."""
    alone = []
    for figure in figures:
        may = [place for value in (figure.value, *figure.others) for place in near.get(value.sameness, ())]
        fitting = [p for p in dict.fromkeys(may) if (p.of_sentences or not is_quoted) and figure.fits(p.figures[0])]
        if not _seat(_Seeker(figure, fitting), set()):
            alone.append(figure)
    return tuple(alone)


def _seat(seeker: _Seeker, tried: set[int]) -> bool:
    """Give a figure a partner, moving others to another place of theirs where that makes room."""
    for place in seeker.places:
        if id(place) in tried:
            continue
        tried.add(id(place))
        if len(place.partners) < len(place.figures):
            place.partners.append(seeker)
            return True
        for index, other in enumerate(place.partners):
            if any(id(further) not in tried for further in other.places) and _seat(other, tried):
                place.partners[index] = seeker
                return True
    return False


def _takes(left: list[Figure], figure: Figure) -> bool:
    """Whether a figure is among those that are left; it is one of them only once."""
    for index, other in enumerate(left):
        if other is figure:
            del left[index]
            return True
    return False
