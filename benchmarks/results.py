"""Measured figures: tables that are printed, stored as JSON, and written into documents.

A figure of several rounds has the least, the median and the greatest value. `document.py` writes figures into
documents; `plot.py` makes the picture.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from statistics import median
from typing import Any, TypeAlias

import attrs

from benchmarks.rounds import figure

Cell: TypeAlias = "list[float] | float | str | None"
"""The least, the median and the greatest value of all rounds; one figure; a word; or an empty cell."""


@attrs.frozen
class Failed:
    """A part that could not be measured, and the reason. The other parts continue."""

    part: str
    reason: str

    def __str__(self) -> str:
        return f"failed: {self.part}: {self.reason}"


@attrs.frozen
class Measured:
    """A table of figures. `told` describes the measured data. The first column has the names of the rows."""

    name: str
    told: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]

    def lines(self) -> Iterator[str]:
        """The table in Markdown, with the least and the greatest value of each figure."""
        yield f"| {' | '.join(self.columns)} |".replace("|  |", "| |", 1)
        yield "|---|" + "--:|" * (len(self.columns) - 1)
        for name, cells in self.rows:
            yield f"| {' | '.join((name, *map(shown, cells)))} |"

    def medians(self, without: Collection[str] = ()) -> Measured:
        """The table with only the median of each figure, without the rows and columns of these names.

        Raises `KeyError` if a name is neither a row nor a column.
        """
        for name in without:
            if name not in self.columns and name not in dict(self.rows):
                raise KeyError(name)
        kept = [index for index, column in enumerate(self.columns[1:]) if column not in without]
        rows = tuple(
            (name, tuple(cell[1] if isinstance(cell := cells[index], list) else cell for index in kept))
            for name, cells in self.rows
            if name not in without
        )
        return attrs.evolve(self, columns=(self.columns[0], *(self.columns[index + 1] for index in kept)), rows=rows)

    def cell(self, row: str, column: str) -> Any:
        """The cell of a row and a column. Raises `KeyError` if it does not exist."""
        return dict(self.rows)[row][self.columns.index(column) - 1]

    def plain(self) -> dict[str, Any]:
        """The table in the form of JSON."""
        rows = [[name, *map(rounded, cells)] for name, cells in self.rows]
        return {"told": self.told, "columns": [*self.columns], "rows": rows}

    @classmethod
    def of_plain(cls, name: str, plain: dict[str, Any]) -> Measured:
        rows = tuple((row, tuple(cells)) for row, *cells in plain["rows"])
        return cls(name, plain["told"], tuple(plain["columns"]), rows)


Lines: TypeAlias = "Iterator[str | Measured | Failed]"


def spread(found: Sequence[float]) -> list[float]:
    """The least, the median and the greatest value."""
    return [min(found), median(found), max(found)]


def ratios(found: Sequence[float], base: Sequence[float]) -> list[float]:
    """The ratios within each round."""
    return spread([one / other for one, other in zip(found, base, strict=True)])


def compared(name: str, told: str, times: Mapping[str, list[float]], base: str, unit: str) -> Measured:
    """Times by engine and round, with the ratio to the engine `base` within each round."""
    rows = tuple((engine, (spread(found), ratios(found, times[base]))) for engine, found in times.items())
    return Measured(name, told, ("", unit, f"× {base}"), rows)


def middle(cell: Cell) -> float:
    """The figure of a cell: the median of several rounds."""
    if isinstance(cell, list):
        return cell[1]
    if isinstance(cell, str) or cell is None:
        raise ValueError(f"no figure: {cell!r}")
    return cell


def shown(cell: Cell) -> str:
    """A cell in the form of tables."""
    if isinstance(cell, list):
        least, usual, most = map(figure, cell)
        return f"{usual} ({least} to {most})"
    return "" if cell is None else cell if isinstance(cell, str) else figure(cell)


def rounded(cell: Cell) -> Cell:
    """A cell without insignificant digits. Counts are unchanged."""
    if isinstance(cell, list):
        return [significant(one) for one in cell]
    return significant(cell) if isinstance(cell, float) else cell


def significant(value: float) -> float:
    """The value rounded to four significant digits."""
    return float(f"{value:.4g}")


def over(what: str, rounds: int) -> str:
    """The measured data and the machine of a table."""
    return f"{what}; {rounds} round{'s' * (rounds != 1)}; Python {platform.python_version()}, {os.cpu_count()} cores."


def going_on(part: str, lines: Callable[[], Iterable[str | Measured | Failed]]) -> Lines:
    """The lines of a part. If the part fails, a note replaces it and the other parts continue.

    A wrong answer is also a failure.
    """
    try:
        yield from lines()
    except (Exception, SystemExit) as error:  # the other parts run in any case
        said = str(error).strip().splitlines()
        yield Failed(part, f"{type(error).__name__}: {said[-1] if said else 'no word'}")
