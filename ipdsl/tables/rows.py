"""Rows of a table of applicants: from Arrow to plain facts, and on to what the one reader of facts makes of them.

In: a table in the nested form and its `TableForm`. Out: the facts of a row, or its problems, each with the column in
which it stands. Nothing about a value is judged here.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeAlias

import attrs
import pyarrow as pa

from ipdsl.diagnostics.model import Diagnostic, Report
from ipdsl.diagnostics.phrase import Phrase
from ipdsl.runtime.facts import Facts
from ipdsl.runtime.reading.errors import DuplicateName, FactsError
from ipdsl.runtime.reading.form_errors import Missing
from ipdsl.runtime.reading.published import Published
from ipdsl.runtime.reading.reader import facts_of
from ipdsl.runtime.reading.wording import shown
from ipdsl.runtime.terms import Program
from ipdsl.tables.arrow_types import is_list
from ipdsl.tables.cells import NONE, Decode, Part, line_part, listing, periods, structs, values
from ipdsl.tables.form import FLAG, Column, KindColumn, LinesColumn, TableForm
from ipdsl.tables.problems import Problem

Plain: TypeAlias = "dict[str, object]"
"""The facts of one applicant in the JSON form."""

MOST_TOGETHER = 1000
"""Rows that are made plain at once."""

_YEAR = Phrase("a year of `figures`", "`figures`中的一年")


@attrs.frozen
class _PlainRow:
    """A row as plain facts, with what the form of JSON cannot hold, and the places of its years."""

    facts: Plain
    found: tuple[Diagnostic, ...]
    years: dict[str, int]


@attrs.frozen
class _Read:
    """A column of the table with what decodes it, and what stands for null."""

    index: int
    word: str
    decode: Decode
    instead: object = None


class Rows:
    """The rows of a table, to be read as facts. `as_of` stands in for the column of that name; an assumed one does not
    lie before the end of `year`.
    """

    def __init__(
        self, table: pa.Table, form: TableForm, *, as_of: datetime.date | str | None = None,
        published: Iterable[Published] = (), year: int | None = None,
    ) -> None:  # fmt: skip
        self.table, self.form, self.year = table, form, year
        self.published = tuple(published)
        self.as_of = None if as_of is None else str(as_of)
        program = form.program
        own = [form.id, form.kinds, *form.fields]
        self._applicant = [_of_value(column, program) for column in own]
        self._records = [_of_records(column, program) for column in form.records]
        self._figures = None if form.figures is None else _of_lines(form.figures, program)
        self._lines = [_of_lines(column, program) for column in form.lines]
        self._as_of = None if form.as_of is None else _of_value(form.as_of, program)

    def facts_of(self, row: int) -> Plain:
        """The row (from 0) as plain facts in the JSON form; `FactsError` where the form cannot hold what it states."""
        (plain,) = self._plain(self.table.slice(row, 1))
        if plain.found:
            raise FactsError(Report([*plain.found]))
        return plain.facts

    def read(self, row: int) -> Facts | tuple[Problem, ...]:
        """The facts of a row (from 0), or its problems."""
        ((_, found),) = self.read_all((row,))
        return found

    def read_all(self, rows: Iterable[int] | None = None) -> Iterator[tuple[int, Facts | tuple[Problem, ...]]]:
        """Each of the rows, or of all, with its facts or its problems."""
        every = iter(range(self.table.num_rows) if rows is None else rows)
        while some := list(islice(every, MOST_TOGETHER)):
            for row, plain in zip(some, self._plain(self._together(some)), strict=True):
                yield row, self._facts(row, plain)

    def _together(self, rows: Sequence[int]) -> pa.Table:
        """These rows as one table in one piece: to decode a column costs as much for one row as for many."""
        parts = [self.table.slice(start, end - start) for start, end in _runs(rows)]
        return parts[0] if len(parts) == 1 else pa.concat_tables(parts).combine_chunks()

    def _facts(self, row: int, plain: _PlainRow) -> Facts | tuple[Problem, ...]:
        found = list(plain.found)
        try:
            facts = facts_of(plain.facts, self.form.program, self.published)
        except FactsError as refused:
            found += refused.report
        else:
            if not found:
                return facts.extend_to(self.year)
        applicant = plain.facts["applicant"]
        name = applicant.get("id") if isinstance(applicant, dict) else None
        who = "" if name is None else str(name)
        return tuple(Problem(who, row, _column(one, plain.years), one) for one in found)

    # ---- plain facts

    def _plain(self, rows: pa.Table) -> list[_PlainRow]:
        """Rows one after the other."""
        count = rows.num_rows
        found: list[Plain] = [{} for _ in range(count)]
        applicants = self._objects(self._applicant, rows)
        records = self._objects(self._records, rows)
        for facts, applicant, listed in zip(found, applicants, records, strict=True):
            facts["applicant"] = applicant
            if listed:
                facts["records"] = listed
        for read in self._lines:
            for facts, lines in zip(found, self._cells(read, rows), strict=True):
                if lines is not None:
                    facts[read.word] = lines
        days = [self.as_of] * count if self._as_of is None or self.as_of else self._cells(self._as_of, rows)
        for facts, day in zip(found, days, strict=True):
            if day is not None:
                facts["as_of"] = day
        figures = [None] * count if self._figures is None else self._cells(self._figures, rows)
        return [self._with_figures(facts, years) for facts, years in zip(found, figures, strict=True)]

    def _objects(self, reads: Sequence[_Read], rows: pa.Table) -> list[Plain]:
        """Objects of the cells that state something."""
        found: list[Plain] = [{} for _ in range(rows.num_rows)]
        for read in reads:
            for one, value in zip(found, self._cells(read, rows), strict=True):
                if value is not None:
                    one[read.word] = value
        return found

    def _cells(self, read: _Read, rows: pa.Table) -> list[object]:
        cells: list[object] = []
        for chunk in rows.column(read.index).chunks:
            cells += read.decode(chunk)
        return cells if read.instead is None else [read.instead if cell is None else cell for cell in cells]

    def _with_figures(self, facts: Plain, lines: object) -> _PlainRow:
        """Puts the figures under their years; a line without a year, or with that of another, is told here."""
        found: list[Diagnostic] = []
        places: dict[str, int] = {}
        years: Plain = {}
        for place, line in enumerate(lines if isinstance(lines, list) else ()):
            here = f"$.figures[{place}]"
            year = None if line is None else line.pop("year", None)
            if year is None:
                advice = Phrase("each line names its year: 2022", "每一行都要写明年份：2022")
                found.append(Missing(path=here, what=_YEAR, word="year", advice=advice))
                continue
            name = str(year)
            if name in years:
                holder = Phrase("one list of figures", "同一个年度数据列表")
                found.append(DuplicateName(path=f"{here}.year", word=shown(name), holder=holder))
                continue
            places[name] = place
            if line.get("none") is not True:
                line.pop("none", None)
            years[name] = line
        if lines is not None:
            facts["figures"] = years
        return _PlainRow(facts, tuple(found), places)


def _column(finding: Diagnostic, years: Mapping[str, int]) -> str:
    column = column_of(finding.path or "", years)
    return finding.word if not column and isinstance(finding, Missing) else column


def column_of(path: str, years: Mapping[str, int]) -> str:
    """The column of a JSON path: `invention_patent[2].granted_on` of `$.records.invention_patent[2].granted_on`.

    `years` are the places of the years in the list of figures; "" is the row as a whole.
    """
    year = _YEAR_IN_PATH.match(path)
    if year is not None and year[1] in years:
        return f"figures[{years[year[1]]}]{path[year.end() :]}"
    bare = _HOLDER_IN_PATH.sub("", path)
    return _QUOTED_IN_PATH.sub(r"\1", bare)


_YEAR_IN_PATH = re.compile(r"\$\.figures\.(\w+)")
_HOLDER_IN_PATH = re.compile(r"^\$\.?((applicant|records)(\.|(?=\[\")|$))?")
_QUOTED_IN_PATH = re.compile(r'^\["(.+?)"\]')
"""A word that is no name of a program stands in brackets at the beginning."""


def _runs(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Rows that follow each other, as first and end."""
    start = end = -1
    for row in rows:
        if row != end:
            if end > start:
                yield start, end
            start = row
        end = row + 1
    if end > start:
        yield start, end


# ---- what decodes a column


def _of_value(column: Column, program: Program) -> _Read:
    return _Read(column.path[0], column.word, _decode(column, program), NONE if column.null_is_none else None)


def _decode(column: Column, program: Program) -> Decode:
    if column.by_period:
        return periods(column.arrow, column.type, program)
    return values(column.arrow, column.type, program, column.name)


def _of_records(column: KindColumn, program: Program) -> _Read:
    parts = [_part(field, program) for field in column.fields]
    arrow = column.arrow
    instead: object = [] if column.null_is_none else None
    if not column.is_partial:
        return _Read(column.path[0], column.word, listing(arrow, parts), instead)
    inner: list[Part] = []
    for index, field in enumerate(arrow):
        decode = listing(field.type, parts) if field.name == "items" else values(field.type, FLAG, program)
        inner.append((index, field.name, decode, None))
    return _Read(column.path[0], column.word, structs(inner), instead)


def _part(column: Column, program: Program) -> Part:
    return column.path[-1], column.word, _decode(column, program), NONE if column.null_is_none else None


def _of_lines(column: LinesColumn, program: Program) -> _Read:
    """Lines; a part that is no single value has its place among the others."""
    parts = [_part(one, program) for one in column.columns]
    if is_list(column.arrow):
        struct = column.arrow.value_type
        parts += [(at, word, line_part(struct.field(at).type, sort, program), None) for at, word, sort in column.others]
    instead: object = [] if column.null_is_none else None
    return _Read(column.path[0], column.word, listing(column.arrow, parts), instead)
