"""Make one SVG picture of figures: bars with their range, and lines of growth.

Input: the tables of `performance.json` by name. Output: the text of the picture, which is the same for the same
figures. Bars and lines have logarithmic scales. A bar or a point is the median; a whisker shows the least and the
greatest value. A part without its table stays empty and has a note.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

import attrs

from benchmarks.results import Measured
from benchmarks.rounds import figure

WIDE, MARGIN = 1040, 20
OURS, OTHERS, GREY, INK = "#b3261e", "#5f7a94", "#c8ccd0", "#222222"
LINES = ("#b3261e", "#5f7a94", "#8a6d3b")
ROW, HEAD, FOOT = 19, 44, 30
NAMES = 264
"""The width of the names of bars."""

ROOM = 44
"""The width of the space after the longest bar."""


@attrs.frozen
class Bars:
    """A part with one bar for each chosen row of a table. The bars show `column`."""

    title: str
    table: str
    column: str
    rows: tuple[str, ...] = ()

    def lines(self, table: Measured) -> list[tuple[str, list[float]]]:
        at = table.columns.index(self.column) - 1
        found = []
        for name, cells in table.rows:
            cell = cells[at]
            if isinstance(cell, list) and (not self.rows or name in self.rows):
                found.append((name, cell))
        return found

    def height(self, every: Mapping[str, Measured]) -> int:
        table = every.get(self.table)
        return HEAD + FOOT + ROW * (1 if table is None else len(self.lines(table)))


@attrs.frozen
class Growth:
    """A part with one line per chosen row of a table.

    The columns of the table are numbers, such as counts of awards.
    """

    title: str
    table: str
    rows: Mapping[str, str]
    """The chosen rows, with their names in the picture."""
    turned: bool = False
    """Whether the numbers are the names of rows, and `rows` are columns."""

    def lines(self, table: Measured) -> list[tuple[str, list[tuple[float, list[float]]]]]:
        """The lines by name. A point is a number with its least, median and greatest value."""
        if not self.turned:
            numbers = [count(text) for text in table.columns[1:]]
            cells = {name: list(cells) for name, cells in table.rows}
            return [(told, points(numbers, cells[row])) for row, told in self.rows.items() if row in cells]
        kept = [(name, cells) for name, cells in table.rows if name.replace(",", "").isdigit()]
        return [
            (
                told,
                points([count(name) for name, _ in kept], [cells[table.columns.index(row) - 1] for _, cells in kept]),
            )
            for row, told in self.rows.items()
        ]


def count(text: str) -> float:
    return float(text.replace(",", ""))


def points(numbers: Sequence[float], cells: Sequence[object]) -> list[tuple[float, list[float]]]:
    return [(number, cell) for number, cell in zip(numbers, cells, strict=True) if isinstance(cell, list)]


BARS = (
    Bars("The slice in memory: ns an applicant, processor", "slice-memory", "ns an applicant"),
    Bars("The slice from files, two threads: ns an applicant, processor", "slice-files", "ns an applicant"),
    Bars("The whole of Shaoguan: µs a firm, processor", "shaoguan", "µs a firm"),
    Bars("The whole of Dongyang: µs a firm, processor", "dongyang", "µs a firm"),
)
TABLE, PLAIN = "over columns", "`total` from a dict"
AN_APPLICANT, ONE_BY_ONE = "µs an applicant", "`total` from a plain dict, µs an applicant"
GROWTHS = (
    Growth("µs an applicant, against records", "growth-records", {AN_APPLICANT: TABLE, ONE_BY_ONE: PLAIN}),
    Growth("µs an applicant, against years", "growth-years", {AN_APPLICANT: TABLE, ONE_BY_ONE: PLAIN}),
    Growth("µs an applicant, against awards", "growth-awards", {AN_APPLICANT: TABLE, ONE_BY_ONE: PLAIN}),
    Growth("MB at most, against applicants by chunks", "batch", {"MB at most": "`ipdsl batch`"}, turned=True),
)
SMALL = 230
"""The height of a picture of growth."""


def drawn(every: Mapping[str, Measured]) -> str:
    """The picture of these tables."""
    wide = (WIDE - 3 * MARGIN) / 2
    parts, top = list[str](), MARGIN
    for left, right in (BARS[:2], BARS[2:]):
        high = max(left.height(every), right.height(every))
        for place, part in enumerate((left, right)):
            parts += framed(bars(part, every, wide), MARGIN + place * (wide + MARGIN), top)
        top += high + MARGIN
    for left_, right_ in (GROWTHS[:2], GROWTHS[2:]):
        for place, one in enumerate((left_, right_)):
            parts += framed(growth(one, every, wide), MARGIN + place * (wide + MARGIN), top)
        top += SMALL + MARGIN
    told = "A bar or a point is the median of all rounds, a whisker goes from the least to the greatest."
    parts.append(text(MARGIN, top + 6, told, size=12))
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {top + 24}" width="{WIDE}" height="{top + 24}"'
        ' font-family="DejaVu Sans, Verdana, sans-serif">'
    )
    return "\n".join([head, f'<rect width="{WIDE}" height="{top + 24}" fill="white"/>', *parts, "</svg>\n"])


def framed(lines: Iterator[str], left: float, top: float) -> list[str]:
    return [f'<g transform="translate({left:g} {top:g})">', *lines, "</g>"]


@attrs.frozen
class Scale:
    """A logarithmic scale from one position of the picture to another."""

    low: float
    high: float
    first: float
    last: float

    @classmethod
    def of(cls, values: Sequence[float], first: float, last: float) -> Scale:
        low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
        return cls(low, max(high, low + 1), first, last)

    def at(self, value: float) -> float:
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return self.first + share * (self.last - self.first)

    @property
    def tens(self) -> list[float]:
        return [10.0**power for power in range(round(self.low), round(self.high) + 1)]


def bars(part: Bars, every: Mapping[str, Measured], wide: float) -> Iterator[str]:
    yield text(0, 14, part.title, size=13, weight="bold")
    if part.table not in every:
        yield text(0, HEAD, "not measured", size=12)
        return
    found = part.lines(every[part.table])
    scale = Scale.of([one for _, cell in found for one in cell], NAMES, wide - ROOM)
    bottom = HEAD + ROW * len(found)
    for ten in scale.tens:
        yield line(scale.at(ten), HEAD - 12, scale.at(ten), bottom, GREY)
        yield text(scale.at(ten), bottom + 14, short(ten), size=11, anchor="middle")
    for place, (name, (least, usual, most)) in enumerate(found):
        top = HEAD + ROW * place - 6
        colour = OURS if name.startswith("ipdsl") else OTHERS
        yield text(NAMES - 6, top + 9, name.replace("`", ""), size=11, anchor="end")
        yield f'<rect x="{NAMES:g}" y="{top:g}" width="{scale.at(usual) - NAMES:.1f}" height="11" fill="{colour}"/>'
        yield line(scale.at(least), top + 5.5, scale.at(most), top + 5.5, INK)
        for end in (least, most):
            yield line(scale.at(end), top + 2, scale.at(end), top + 9, INK)
        yield text(scale.at(most) + 5, top + 9, figure(usual), size=10)


def growth(part: Growth, every: Mapping[str, Measured], wide: float) -> Iterator[str]:
    yield text(0, 14, part.title, size=13, weight="bold")
    if part.table not in every:
        yield text(0, HEAD, "not measured", size=12)
        return
    found = part.lines(every[part.table])
    left, right, top, bottom = 56, wide - 20, 46, SMALL - 28
    across = Scale.of([number for _, own in found for number, _ in own], left + 24, right)
    up = Scale.of([one for _, own in found for _, cell in own for one in cell], bottom, top)
    for ten in up.tens:
        yield line(left, up.at(ten), right, up.at(ten), GREY)
        yield text(left - 6, up.at(ten) + 4, short(ten), size=11, anchor="end")
    for number, _ in found[0][1]:
        yield line(across.at(number), top, across.at(number), bottom, GREY)
        yield text(across.at(number), bottom + 15, short(number), size=11, anchor="middle")
    for place, ((name, own), colour) in enumerate(zip(found, LINES, strict=False)):
        path = " ".join(f"{across.at(number):.1f},{up.at(cell[1]):.1f}" for number, cell in own)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        for number, (least, usual, most) in own:
            yield line(across.at(number), up.at(least), across.at(number), up.at(most), INK)
            yield f'<circle cx="{across.at(number):.1f}" cy="{up.at(usual):.1f}" r="3" fill="{colour}"/>'
            below = up.at(usual) + 16
            at = below if not place and below < bottom else up.at(usual) - 8
            yield text(across.at(number), at, figure(usual), size=10, anchor="middle")
        at = left + 8 + 150 * place
        yield line(at, 32, at + 18, 32, colour, 2)
        yield text(at + 24, 36, name.replace("`", ""), size=11)


def short(value: float) -> str:
    """A number at a scale."""
    if value >= 100_000:
        return f"{value / 1e6:g}M" if value >= 1_000_000 else f"{value / 1e3:g}k"
    if value >= 1:
        return f"{value:,.0f}"
    return f"{value:g}"


def text(
    left: float, top: float, said: str, *, size: int, anchor: str = "start", weight: str = "normal"
) -> str:  # fmt: skip
    return (
        f'<text x="{left:.1f}" y="{top:.1f}" font-size="{size}" text-anchor="{anchor}" font-weight="{weight}"'
        f' fill="{INK}">{escape(said)}</text>'
    )


def line(left: float, top: float, right: float, bottom: float, colour: str, wide: float = 1) -> str:
    return (
        f'<line x1="{left:.1f}" y1="{top:.1f}" x2="{right:.1f}" y2="{bottom:.1f}" stroke="{colour}"'
        f' stroke-width="{wide:g}"/>'
    )
