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

from ipdsl.audit.figures import AuditFigure, Value


@attrs.frozen
class UnmatchedFigures:
    """What found no partner."""

    text: tuple[AuditFigure, ...] = ()
    tail: tuple[AuditFigure, ...] = ()
    page: tuple[AuditFigure, ...] = ()
    sources: tuple[AuditFigure, ...] = ()
    quoted: tuple[AuditFigure, ...] = ()
    pairs: int = 0


@attrs.define(eq=False)
class _FigurePlace:
    """Equal figures of the page, of its sentences or of its `source` lines, with the partners they have."""

    is_in_sentences: bool
    values: tuple[Value, ...]
    figures: list[AuditFigure] = attrs.field(factory=list)
    partners: list[_FigureToMatch] = attrs.field(factory=list)


@attrs.frozen(eq=False)
class _FigureToMatch:
    """A figure of the text, or one that a `reading` quotes, with the places it may pair with."""

    figure: AuditFigure
    places: Sequence[_FigurePlace]


def pair(
    text: Sequence[AuditFigure],
    page: Sequence[AuditFigure],
    sources: Sequence[AuditFigure],
    quoted: Sequence[AuditFigure],
    tail: Sequence[AuditFigure] = (),
) -> UnmatchedFigures:
    """A largest set of pairs; figures of the text come first, in its order, those of its `tail` last."""
    places = _places(page, sources)
    places_by_value: dict[tuple[str, Fraction, str], list[_FigurePlace]] = {}
    for place in places:
        for same in dict.fromkeys(value.comparison_key for value in place.values):
            places_by_value.setdefault(same, []).append(place)
    sides = ((text, False), (quoted, True), (tail, False))
    unmatched = [_match_figures(figures, places_by_value, is_quoted=is_quoted) for figures, is_quoted in sides]
    spare_figures = [figure for place in places for figure in place.figures[len(place.partners) :]]
    return UnmatchedFigures(
        text=unmatched[0],
        quoted=unmatched[1],
        tail=unmatched[2],
        page=tuple(figure for figure in page if _remove_figure(spare_figures, figure) and not figure.is_optional),
        sources=tuple(figure for figure in sources if _remove_figure(spare_figures, figure)),
        pairs=sum(len(place.partners) for place in places),
    )


def _places(page: Sequence[AuditFigure], sources: Sequence[AuditFigure]) -> list[_FigurePlace]:
    places_by_key: dict[tuple[bool, Value, tuple[Value, ...]], _FigurePlace] = {}
    for of_sentences, figures in ((True, page), (False, sources)):
        for figure in figures:
            key = (of_sentences, figure.value, figure.other_values)
            place = places_by_key.setdefault(key, _FigurePlace(of_sentences, (figure.value, *figure.other_values)))
            place.figures.append(figure)
    return list(places_by_key.values())


def _match_figures(
    figures: Sequence[AuditFigure], near: dict[tuple[str, Fraction, str], list[_FigurePlace]], *, is_quoted: bool
) -> tuple[AuditFigure, ...]:
    """Give each figure a partner where one can be had; those for which there is none."""
    unmatched = []
    for figure in figures:
        may = [place for value in (figure.value, *figure.other_values) for place in near.get(value.comparison_key, ())]
        fitting = [p for p in dict.fromkeys(may) if (p.is_in_sentences or not is_quoted) and figure.fits(p.figures[0])]
        if not _find_partner(_FigureToMatch(figure, fitting), set()):
            unmatched.append(figure)
    return tuple(unmatched)


def _find_partner(seeker: _FigureToMatch, tried: set[int]) -> bool:
    """Give a figure a partner, moving others to another place of theirs where that makes room."""
    for place in seeker.places:
        if id(place) in tried:
            continue
        tried.add(id(place))
        if len(place.partners) < len(place.figures):
            place.partners.append(seeker)
            return True
        for index, other in enumerate(place.partners):
            if any(id(further) not in tried for further in other.places) and _find_partner(other, tried):
                place.partners[index] = seeker
                return True
    return False


def _remove_figure(left: list[AuditFigure], figure: AuditFigure) -> bool:
    """Whether a figure is among those that are left; it is one of them only once."""
    for index, other in enumerate(left):
        if other is figure:
            del left[index]
            return True
    return False
