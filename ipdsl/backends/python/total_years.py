"""The years of a window in an emitted total, and the sums of one year that rules fold together."""

from __future__ import annotations

from ipdsl.making import attrs
from ipdsl.runtime.terms import Program

MOST_YEARS = 60
"""Windows of more years count them in a dictionary."""


@attrs.frozen
class Part:
    """A sum of the year at hand: the text, what it is, and the clauses in it."""

    text: str
    clauses: frozenset[int]
    how: str  # sum, best, count: of one clause; chosen, capped: what a rule left of it; inner, total: of several
    rooms: tuple[str, ...] = ()  # what cuts the list of a single clause
    unit: str = ""  # what each of a list of numbers is worth
    is_list: bool = False  # the rooms and the unit say it all

    def cut(self, room: str) -> Part:
        """The part, cut to a room."""
        return attrs.evolve(self, text=f"min({self.text}, {room})", rooms=(*self.rooms, room))


@attrs.frozen
class Years:
    """How sums of years are kept: in a list where the window has two ends, else in a dictionary."""

    program: Program

    @property
    def number(self) -> int | None:
        """How many years the window has; `None`: no end, or too many for a list."""
        start, end = self.program.window.start, self.program.window.end
        if start is None or end is None or self.program.is_draft or end.year - start.year >= MOST_YEARS:
            return None
        return end.year - start.year + 1

    @property
    def first(self) -> int:
        """The year of the first place; 0 in a dictionary."""
        start = self.program.window.start
        return start.year if start is not None and self.number is not None else 0

    def place_of(self, day: str) -> str:
        """The place of a day's year among the sums."""
        return f"{day}.year - {self.first}" if self.first else f"{day}.year"

    @property
    def no_sums(self) -> str:
        return f"[{', '.join(['0'] * self.number)}]" if self.number is not None else "by_year()"
