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
from ipdsl.runtime.reading.form_errors import MissingPart
from ipdsl.runtime.reading.published import PublishedSeries
from ipdsl.runtime.reading.reader import read_facts_with_series
from ipdsl.runtime.reading.wording import printable
from ipdsl.runtime.terms import Program
from ipdsl.tables.arrow_types import is_list
from ipdsl.tables.cells import NONE, Decode, Part, line_part, listing, periods, structs, values
from ipdsl.tables.form import FLAG, KindColumn, LinesColumn, TableForm, ValueColumn
from ipdsl.tables.problems import Problem

Plain: TypeAlias = "dict[str, object]"
"""The facts of one applicant in the JSON form."""

MAX_ROWS_AT_ONCE = 1000
"""Rows that are made plain at once."""

_YEAR = Phrase("a year of `figures`", "`figures`中的一年")


@attrs.frozen
class _PlainRow:
    """A row as plain facts, with what the form of JSON cannot hold, and the places of its years."""

    facts: Plain
    findings: tuple[Diagnostic, ...]
    years: dict[str, int]


@attrs.frozen
class _ColumnReader:
    """A column of the table with what decodes it, and what stands for null."""

    index: int
    word: str
    decode: Decode
    null_value: object = None


class Rows:
    """The rows of a table, to be read as facts. `as_of` stands in for the column of that name; an assumed one does not
    lie before the end of `year`.
    """

    def __init__(
        self, table: pa.Table, form: TableForm, *, as_of: datetime.date | str | None = None,
        published: Iterable[PublishedSeries] = (), year: int | None = None,
    ) -> None:  # fmt: skip
        self.table, self.form, self.year = table, form, year
        self.published = tuple(published)
        self.as_of = None if as_of is None else str(as_of)
        program = form.program
        columns = [form.id, form.kinds, *form.fields]
        self._applicant = [_value_reader(column, program) for column in columns]
        self._records = [_records_reader(column, program) for column in form.records]
        self._figures = None if form.figures is None else _lines_reader(form.figures, program)
        self._lines = [_lines_reader(column, program) for column in form.lines]
        self._as_of = None if form.as_of is None else _value_reader(form.as_of, program)

    def facts_of(self, row: int) -> Plain:
        """The row (from 0) as plain facts in the JSON form; `FactsError` where the form cannot hold what it states."""
        (plain,) = self._plain_rows(self.table.slice(row, 1))
        if plain.findings:
            raise FactsError(Report([*plain.findings]))
        return plain.facts

    def read(self, row: int) -> Facts | tuple[Problem, ...]:
        """The facts of a row (from 0), or its problems."""
        ((_, result),) = self.read_all((row,))
        return result

    def read_all(self, rows: Iterable[int] | None = None) -> Iterator[tuple[int, Facts | tuple[Problem, ...]]]:
        """Each of the rows, or of all, with its facts or its problems."""
        numbers = iter(range(self.table.num_rows) if rows is None else rows)
        while some := list(islice(numbers, MAX_ROWS_AT_ONCE)):
            for row, plain in zip(some, self._plain_rows(self._joined_rows(some)), strict=True):
                yield row, self._facts(row, plain)

    def _joined_rows(self, rows: Sequence[int]) -> pa.Table:
        """These rows as one table in one piece: to decode a column costs as much for one row as for many."""
        parts = [self.table.slice(start, end - start) for start, end in _runs(rows)]
        return parts[0] if len(parts) == 1 else pa.concat_tables(parts).combine_chunks()

    def _facts(self, row: int, plain: _PlainRow) -> Facts | tuple[Problem, ...]:
        findings = list(plain.findings)
        try:
            facts = read_facts_with_series(plain.facts, self.form.program, self.published)
        except FactsError as refused:
            findings += refused.report
        else:
            if not findings:
                return facts.extend_to(self.year)
        applicant = plain.facts["applicant"]
        name = applicant.get("id") if isinstance(applicant, dict) else None
        who = "" if name is None else str(name)
        return tuple(Problem(who, row, _column(finding, plain.years), finding) for finding in findings)

    # ---- plain facts

    def _plain_rows(self, rows: pa.Table) -> list[_PlainRow]:
        """Rows one after the other."""
        count = rows.num_rows
        plain_rows: list[Plain] = [{} for _ in range(count)]
        applicants = self._objects(self._applicant, rows)
        records = self._objects(self._records, rows)
        for facts, applicant, listed in zip(plain_rows, applicants, records, strict=True):
            facts["applicant"] = applicant
            if listed:
                facts["records"] = listed
        for read in self._lines:
            for facts, lines in zip(plain_rows, self._cells(read, rows), strict=True):
                if lines is not None:
                    facts[read.word] = lines
        days = [self.as_of] * count if self._as_of is None or self.as_of else self._cells(self._as_of, rows)
        for facts, day in zip(plain_rows, days, strict=True):
            if day is not None:
                facts["as_of"] = day
        figures = [None] * count if self._figures is None else self._cells(self._figures, rows)
        return [self._with_figures(facts, years) for facts, years in zip(plain_rows, figures, strict=True)]

    def _objects(self, reads: Sequence[_ColumnReader], rows: pa.Table) -> list[Plain]:
        """Objects of the cells that state something."""
        objects: list[Plain] = [{} for _ in range(rows.num_rows)]
        for read in reads:
            for target, value in zip(objects, self._cells(read, rows), strict=True):
                if value is not None:
                    target[read.word] = value
        return objects

    def _cells(self, read: _ColumnReader, rows: pa.Table) -> list[object]:
        cells: list[object] = []
        for chunk in rows.column(read.index).chunks:
            cells += read.decode(chunk)
        return cells if read.null_value is None else [read.null_value if cell is None else cell for cell in cells]

    def _with_figures(self, facts: Plain, lines: object) -> _PlainRow:
        """Puts the figures under their years; a line without a year, or with that of another, is told here."""
        findings: list[Diagnostic] = []
        places: dict[str, int] = {}
        years: Plain = {}
        for place, line in enumerate(lines if isinstance(lines, list) else ()):
            here = f"$.figures[{place}]"
            year = None if line is None else line.pop("year", None)
            if year is None:
                advice = Phrase("each line names its year: 2022", "每一行都要写明年份：2022")
                findings.append(MissingPart(path=here, what=_YEAR, word="year", advice=advice))
                continue
            name = str(year)
            if name in years:
                holder = Phrase("one list of figures", "同一个年度数据列表")
                findings.append(DuplicateName(path=f"{here}.year", word=printable(name), holder=holder))
                continue
            places[name] = place
            if line.get("none") is not True:
                line.pop("none", None)
            years[name] = line
        if lines is not None:
            facts["figures"] = years
        return _PlainRow(facts, tuple(findings), places)


def _column(finding: Diagnostic, years: Mapping[str, int]) -> str:
    column = column_of(finding.path or "", years)
    return finding.word if not column and isinstance(finding, MissingPart) else column


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


def _value_reader(column: ValueColumn, program: Program) -> _ColumnReader:
    return _ColumnReader(column.path[0], column.word, _decode(column, program), NONE if column.null_is_none else None)


def _decode(column: ValueColumn, program: Program) -> Decode:
    if column.is_by_period:
        return periods(column.arrow, column.type, program)
    return values(column.arrow, column.type, program, column.name)


def _records_reader(column: KindColumn, program: Program) -> _ColumnReader:
    parts = [_part(field, program) for field in column.fields]
    arrow = column.arrow
    instead: object = [] if column.null_is_none else None
    if not column.is_partial:
        return _ColumnReader(column.path[0], column.word, listing(arrow, parts), instead)
    inner: list[Part] = []
    for index, field in enumerate(arrow):
        decode = listing(field.type, parts) if field.name == "items" else values(field.type, FLAG, program)
        inner.append((index, field.name, decode, None))
    return _ColumnReader(column.path[0], column.word, structs(inner), instead)


def _part(column: ValueColumn, program: Program) -> Part:
    return column.path[-1], column.word, _decode(column, program), NONE if column.null_is_none else None


def _lines_reader(column: LinesColumn, program: Program) -> _ColumnReader:
    """Lines; a part that is no single value has its place among the others."""
    parts = [_part(part_column, program) for part_column in column.columns]
    if is_list(column.arrow):
        struct = column.arrow.value_type
        parts += [
            (index, word, line_part(struct.field(index).type, sort, program), None)
            for index, word, sort in column.other_parts
        ]
    instead: object = [] if column.null_is_none else None
    return _ColumnReader(column.path[0], column.word, listing(column.arrow, parts), instead)
