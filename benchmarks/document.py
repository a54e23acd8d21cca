"""Write figures into a document: `performance.json` stores them, `performance.md` shows them in marked places.

A place is marked by two comments, `<!-- figures: NAME -->` and `<!-- end of figures -->`. The text between them is
generated from the JSON: the medians of the table with that name, a summary of several tables, or the table of targets.
`<!-- figures: NAME; without A; B -->` leaves out the rows and columns A and B of a table. `performance.svg` is
generated from the same JSON. The rest of the document is unchanged. To rewrite a document without measuring:

    python -m benchmarks.document docs/dev
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

import attrs

from benchmarks.results import Cell, Measured, middle
from benchmarks.rounds import figure

FIGURES, TEXT, PLOT = "performance.json", "performance.md", "performance.svg"
PLACE = re.compile(r"(<!-- figures: ([\w-]+)(?:; without ([^>]*))? -->\n).*?(<!-- end of figures -->)", re.DOTALL)
TARGETS = "targets"

All: TypeAlias = dict[str, Measured]
"""All tables by name."""


def read(folder: Path) -> All:
    """The figures stored in a folder; empty if it has no file of figures."""
    path = folder / FIGURES
    found = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {name: Measured.of_plain(name, plain) for name, plain in found.items()}


def keep(folder: Path, measured: Iterable[Measured]) -> All:
    """Replace stored figures that have the name of a new one. The other figures are kept."""
    every = read(folder) | {one.name: one for one in measured}
    plain = {name: every[name].plain() for name in sorted(every)}
    lines = [f" {json.dumps(name)}: {_laid_out(one)}" for name, one in plain.items()]
    (folder / FIGURES).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    return read(folder)  # in the form that a later run reads


def _laid_out(plain: dict[str, object]) -> str:
    """The JSON of a table with one row per line, so that two runs can be compared."""
    rows = ",\n   ".join(json.dumps(row, ensure_ascii=False) for row in plain["rows"])  # type: ignore[attr-defined]
    told, columns = (json.dumps(plain[name], ensure_ascii=False) for name in ("told", "columns"))
    return f'{{"told": {told}, "columns": {columns}, "rows": [\n   {rows}\n ]}}'


def written(text: str, every: All) -> str:
    """The text with all figures in their places. A place without figures is unchanged."""

    def filled(found: re.Match[str]) -> str:
        name = found[2]
        if name == TARGETS:
            return f"{found[1]}{chr(10).join(of_targets(every))}\n{found[4]}"
        if name in SUMMARIES:
            return f"{found[1]}{chr(10).join(SUMMARIES[name].lines(every))}\n{found[4]}"
        if name not in every:
            return found[0]
        table = every[name].medians([*filter(None, (found[3] or "").split("; "))])
        return f"{found[1]}{chr(10).join(table.lines())}\n\n{table.told}\n{found[4]}"

    return PLACE.sub(filled, text)


def write(folder: Path, measured: Iterable[Measured] = ()) -> None:
    """Store figures, and rewrite the document and the plot."""
    from benchmarks import plot

    every = keep(folder, measured)
    path = folder / TEXT
    if path.exists():
        path.write_text(written(path.read_text(encoding="utf-8"), every), encoding="utf-8")
    (folder / PLOT).write_text(plot.drawn(every), encoding="utf-8")


# ---------------------------------------------------------------------------------------------- summaries


@attrs.frozen
class Summary:
    """A table with one row for each of several tables: the medians of some of its rows at some of its columns.

    `tables` maps the names of the tables to their titles. A row is given by the beginning of its name, a column by its
    index among the figures. Tables that were not measured are left out.
    """

    head: str
    tables: dict[str, str]
    rows: tuple[str, ...]
    columns: tuple[int, ...]
    heads: tuple[str, ...]

    def lines(self, every: All) -> Iterator[str]:
        found = [(title, self._cells(every[name])) for name, title in self.tables.items() if name in every]
        yield from Measured("", "", (self.head, *self.heads), tuple(found)).medians().lines()

    def _cells(self, table: Measured) -> tuple[Cell, ...]:
        rows = [next(cells for name, cells in table.rows if name.startswith(row)) for row in self.rows]
        return tuple(cells[column] for cells in rows for column in self.columns)


SUMMARIES = {
    "by-number": Summary(
        "µs for each",
        {
            "one-by-records": "record of the slice: 10, 1,000 records",
            "one-by-years": "year of the slice: 1, 10 years",
            "dongyang-by-records": "record of Dongyang: 10, 1,000 records",
            "dongyang-by-years": "year of Dongyang: 1, 10 years",
            "dongyang-by-ledger": "year of Dongyang: 1, 8 years in the ledger",
        },
        ("`total`", "`evaluate`, every reason read"),
        (0, -1),
        ("`total`: few", "many", "every reason read: few", "many"),
    ),
    "from-files": Summary(
        "µs a firm",
        {"foshan": "Foshan", "qingyuan": "Qingyuan", "quanzhou": "Quanzhou"},
        ("reading", "ipdsl, nested Parquet", "ipdsl, a table"),
        (0,),
        ("reading nested Parquet alone", "nested Parquet to totals", "a table to totals"),
    ),
    "growth": Summary(
        "µs for each",
        {
            "growth-records": "record: 10, 1,000 records",
            "growth-years": "year: 1, 10 years",
            "growth-awards": "award: 1, 100 awards",
        },
        ("µs each",),
        (0, -1),
        ("few", "many"),
    ),
}
"""Summaries by the names of their places."""


# ---------------------------------------------------------------------------------------------- targets


@attrs.frozen
class Target:
    """A target: the highest or lowest accepted figure, with its unit."""

    what: str
    found: Callable[[All], float]
    most: float = float("inf")
    least: float = 0.0
    unit: str = " times"

    def line(self, every: All) -> str:
        bound = f"at least {self.least:g}" if self.least else f"at most {self.most:g}"
        try:
            value = self.found(every)
        except KeyError:
            return f"| {self.what}: {bound}{self.unit} |  | not measured |"
        is_met = self.least <= value <= self.most
        return f"| {self.what}: {bound}{self.unit} | {figure(value)}{self.unit} | {'met' if is_met else 'missed'} |"


NS, WALL, READ_WALL = "ns an applicant", "on the wall, at least", "reading alone, on the wall, at least"
OURS, BY_HAND = "ipdsl, columns, one thread", "by hand over columns, Numba, one thread"
PEERS = ("NumPy", "DuckDB, one thread", "Polars, one thread", "OpenFisca-Core, bare counts, one year")


def ratio(table: str, row: str, column: str, other: str, other_column: str = "") -> Callable[[All], float]:
    """The ratio of two figures of one table, both medians."""

    def found(every: All) -> float:
        cells = every[table]
        return middle(cells.cell(row, column)) / middle(cells.cell(other, other_column or column))

    return found


def figure_of(table: str, row: str, column: str, of: float = 1.0) -> Callable[[All], float]:
    return lambda every: middle(every[table].cell(row, column)) / of


def ahead(every: All) -> float:
    """The ratio of the fastest peer's time to ours. All peers must have been measured."""
    table = every["slice-memory"]
    return min(middle(table.cell(name, NS)) for name in PEERS) / middle(table.cell(OURS, NS))


TOTALS, CLAIMS, FIRM = "ipdsl, a table to totals", "ipdsl, a table to claims", "µs a firm"
COLD, KEPT = "nothing kept, s", "everything kept, s"
ALL_TARGETS = (
    Target("the slice in memory, one thread, compared with C", ratio("slice-memory", OURS, NS, "C, one thread"), 3.5),
    Target("the slice in memory, ahead of NumPy, DuckDB, Polars and OpenFisca", ahead, least=3.0),
    Target("two threads ahead of one, the slice in memory, on the wall",
           ratio("slice-memory", OURS, WALL, "ipdsl, columns, two threads"), least=1.6),
    Target("nested Parquet to totals of the slice, two threads, compared with reading alone",
           ratio("slice-files", "ipdsl, columns, nested", WALL, "ipdsl, columns, nested", READ_WALL), 2.0),
    Target("Dongyang in memory, one thread, compared with code by hand", ratio("dongyang", OURS, FIRM, BY_HAND), 4.0),
    Target("claims of Dongyang as tables, compared with totals", ratio("dongyang", CLAIMS, FIRM, TOTALS), 2.0),
    Target("claims of Shaoguan as tables, compared with totals", ratio("shaoguan", CLAIMS, FIRM, TOTALS), 2.0),
    Target("first call of the slice, nothing kept", figure_of("first-call", "the slice", COLD), 5.0, unit=" s"),
    Target("first call of Shaoguan, nothing kept", figure_of("first-call", "Shaoguan", COLD), 40.0, unit=" s"),
    Target("first call of Dongyang, nothing kept", figure_of("first-call", "Dongyang", COLD), 40.0, unit=" s"),
    Target("first call of the slice, everything kept", figure_of("first-call", "the slice", KEPT), 1.0, unit=" s"),
    Target("first call of Dongyang, everything kept", figure_of("first-call", "Dongyang", KEPT), 1.0, unit=" s"),
    Target("memory for 1,000,000 applicants by chunks, at the most",
           figure_of("batch", "1,000,000", "MB at most", 1_000), 1.0, unit=" GB"),
)  # fmt: skip


def of_targets(every: All) -> Iterator[str]:
    yield "| target | figure (medians) | |"
    yield "|---|--:|---|"
    for target in ALL_TARGETS:
        yield target.line(every)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
