"""Sheets in, plain facts out: what each cell states, at the place where facts have it, and where each place stands.

The values are not judged here: the reader of facts does that, and its findings are told at the cells (`told_in_cells`).
What is found here is whose a row is, and what is said twice; what is found about sheets and single cells comes with it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any

import attrs

from ipdsl.desk import csv_files, workbook
from ipdsl.desk.bureau import Applicant, Bureau
from ipdsl.desk.cells import text_of
from ipdsl.desk.completeness import completeness_of, none_and_listed, unclear
from ipdsl.desk.entries import NOTHING, Entries, Nothing
from ipdsl.desk.errors import NoApplicant, NotStated, RowOfNobody, StatedTwice
from ipdsl.desk.form import APPLICANT, FIGURES, ID, LINES, PERIODS, Complete, Form, form_of
from ipdsl.desk.headed import Headings, Table
from ipdsl.desk.places import Cell, Places
from ipdsl.desk.workbook import Book
from ipdsl.diagnostics.model import Diagnostic, Report
from ipdsl.diagnostics.nearest import nearest
from ipdsl.diagnostics.phrase import Phrase
from ipdsl.runtime.code import Code
from ipdsl.runtime.reading.cohort import Member, moved
from ipdsl.runtime.reading.errors import FactsError
from ipdsl.runtime.reading.reader import facts_of
from ipdsl.runtime.reading.remarked import RemarkedFacts
from ipdsl.runtime.reading.wording import shown
from ipdsl.values import handwritten

MOST = 1000
"""So many problems of sheets are told in one run, as of facts."""

_NAMELESS = "\0"
"""So the keys of applicants without an id begin."""


class Filled(RemarkedFacts):
    """The plain facts of one applicant, with the cell of each place: `$.records.patent[0].number`."""

    def __init__(self, data: Mapping[str, Any], places: Places, remarks: tuple[Phrase, ...] = ()) -> None:
        super().__init__(data, remarks)
        self.places = places


@attrs.frozen
class Stated:
    """The applicants of a workbook, and what is to be said of the way it was read.

    `refused` are applicants with a wrong row, and rows of nobody: each with its problems.
    """

    applicants: tuple[Filled, ...]
    notes: Report
    refused: tuple[Member, ...] = ()


def read(where: str, codes: Sequence[Code], who: str | None = None, *, by_applicant: bool = False) -> Stated:
    """The applicants of a workbook, a folder of CSV or a file of CSV, for some policies of one vocabulary.

    `who` answers for a ledger in a bureau's workbook that was modified. `FactsError` with every problem of the sheets;
    those of the values are found by the reader of facts. With `by_applicant` a wrong row refuses its applicant alone.
    """
    if os.path.isdir(where):
        book = csv_files.read(where)
    elif where.lower().endswith(csv_files.SUFFIX):
        book = _with_applicants(csv_files.read(where), codes)
    else:
        book = workbook.read(where)
    return stated_in(book, codes, who, by_applicant=by_applicant)


def _with_applicants(book: Book, codes: Sequence[Code]) -> Book:
    """One file of CSV has the applicants, unless it is called as another sheet."""
    headings = Headings(form_of(codes, every=True), [code.program for code in codes])
    (sheet,) = book.sheets
    return book if headings.form_named(sheet.title) else Book((attrs.evolve(sheet, title=APPLICANT),), book.notes)


def stated_in(book: Book, codes: Sequence[Code], who: str | None = None, *, by_applicant: bool = False) -> Stated:
    """The applicants of sheets that were read; the rest as `read`."""
    return _Reading(book, form_of(codes, every=True), [code.program for code in codes], who).stated(by_applicant)


def told_in_cells(problems: Iterable[Diagnostic], facts: Filled) -> list[Diagnostic]:
    """Findings about facts, told at the cells in which these are stated, by the names of their columns."""
    return [_told_in_cell(one, facts.places) if one.path and one.path[0] == "$" else one for one in problems]


def _told_in_cell(one: Diagnostic, places: Places) -> Diagnostic:
    field = vars(one).get("field")
    named = {"field": places.heading(one.path or "", field)} if isinstance(field, str) else {}
    other = vars(one).get("other")
    if isinstance(other, str) and other.startswith("$."):
        named["other"] = places.of(other)
    return moved(one, places.of(one.path or ""), **named)


class _Reading:
    def __init__(self, book: Book, form: Form, programs: Sequence[Any], who: str | None) -> None:
        self.book, self.form, self.programs, self.who = book, form, programs, who
        self.problems: list[Diagnostic] = []
        self.notes: list[Diagnostic] = [*book.notes]
        self.of_rows: list[tuple[str, Diagnostic]] = []
        """The problems of rows, each with the key of the applicant that the row names."""
        self.applicants: dict[str, Applicant] = {}

    def stated(self, by_applicant: bool) -> Stated:
        headings = Headings(self.form, self.programs)
        tables = headings.tables(self.book)
        self.problems += headings.problems
        self.notes += headings.notes
        of_applicants = [table for table in tables if table.form.name == APPLICANT]
        for table in of_applicants:
            self._read(table, self._applicants)
        if not self.applicants and not self.problems and not self.of_rows:
            place = of_applicants[0].sheet.place(1) if of_applicants else self._file()
            self.problems.append(NoApplicant(path=place))
        for table in tables:
            if table.form.name != APPLICANT and self.applicants:
                self._read(table, self._reading(table.form.name))
        for key, one in self.applicants.items():
            self.of_rows += [(key, problem) for problem in self._all_or_some(one)]
        self._of_bureau(headings, {table.form.name: table for table in tables})
        found = tuple(Filled(one.data, one.places, (*one.remarks,)) for one in self.applicants.values())
        problems = [*self.problems, *(problem for _, problem in self.of_rows)]
        if self.problems or (problems and not by_applicant):
            raise FactsError(Report([*problems[:MOST], *self._of_values(found), *self.notes]))
        refused: dict[str, list[Diagnostic]] = {}
        for key, problem in self.of_rows:
            refused.setdefault(key, []).append(problem)
        taken = tuple(one for key, one in zip(self.applicants, found, strict=True) if key not in refused)
        return Stated(taken, Report(self.notes), tuple(self._refused(*one) for one in refused.items()))

    def _refused(self, key: str, problems: list[Diagnostic]) -> Member:
        """An applicant with wrong rows, or wrong rows of nobody."""
        one = self.applicants.get(key)
        if one is None:
            return Member(problems[0].path or self._file(), {"applicant": {"id": key}}, (*problems,))
        filled = Filled(one.data, one.places)
        return Member(one.places.of("$"), filled, (*problems, *self._of_values([filled])))

    def _of_bureau(self, headings: Headings, tables: Mapping[str, Table]) -> None:
        """Judge what the bureau alone may state, once all is stated."""
        judge = Bureau(self._file(), self.programs, headings.audience, headings.ledger, self.who)
        judge.judge([*self.applicants.values()], tables)
        self.problems += judge.problems
        self.notes += judge.notes

    def _read(self, table: Table, put: Callable[[Entries], None]) -> None:
        entries = Entries(table)
        put(entries)
        at = table.column_of(ID if table.form.name == APPLICANT else APPLICANT)
        alone = next(iter(self.applicants)) if len(self.applicants) == 1 else ""
        self.of_rows += [(self._key(entries, row, at) or alone, problem) for row, problem in entries.problems_by_row()]
        self.notes += entries.told()

    def _key(self, entries: Entries, row: int, at: int | None) -> str:
        """The key of the applicant that a row names."""
        key = "" if at is None else text_of(entries.table.sheet.columns[at][row])
        return key or (f"{_NAMELESS}{row}" if entries.table.form.name == APPLICANT else "")

    def _reading(self, name: str) -> Callable[[Entries], None]:
        if name == FIGURES:
            return self._figures
        return self._periods if name == PERIODS else self._listed

    def _of_values(self, found: Sequence[Filled]) -> Iterator[Diagnostic]:
        """What the reader of facts finds beside what is wrong with sheets, so that all is mended in one go."""
        for one in found:
            try:
                facts_of(dict(one), self.programs[0])
            except FactsError as error:
                yield from told_in_cells(error.report, one)

    def _file(self) -> str:
        return self.book.sheets[0].file if self.book.sheets else ""

    # ------------------------------------------------------------------------------------------ whose

    def _applicants(self, entries: Entries) -> None:
        table = entries.table
        kinds = {
            at: column.name for at, column in table.columns.items() if column.path.startswith(f"{APPLICANT}.records.")
        }
        words = {at: entries.words(at) for at in kinds}
        for index, row, own in _parts(entries, kinds):
            said = {kind: (words[at][index], Cell(table, row, at)) for at, kind in kinds.items() if words[at][index]}
            if not own and not said:
                continue
            here = Cell(table, row)
            one = Applicant({APPLICANT: own}, Places({"$": here}, {"$.applicant": here}), said)
            if "as_of" in own:
                one.data["as_of"] = own.pop("as_of")
                one.places.cells["$.as_of"] = Cell(table, row, table.column_of("as_of"))
            key = str(own.get("id", ""))
            if key and key in self.applicants:
                other = self.applicants[key].places.of("$")
                entries.tell(row, None, StatedTwice(path=str(here), word=shown(key), other=other))
            self.applicants.setdefault(key or f"{_NAMELESS}{row}", one)

    def _whose(self, entries: Entries, row: int, at: int | None, key: str) -> Applicant | None:
        """The applicant of a row; the only one where the row names none."""
        if key in self.applicants:
            return self.applicants[key]
        if not key and len(self.applicants) == 1:
            return next(iter(self.applicants.values()))
        place = entries.table.place(row, at)
        if key:
            what = Phrase("there is no applicant `{key}`", "没有申请人“{key}”", key=shown(key))
            advice = Phrase(
                "mend the id, or add a row in the sheet `applicant`", "请改正编号，或在“申请人”表中增加一行"
            )
            near = nearest(key, [one for one in self.applicants if not one.startswith(_NAMELESS)])
            entries.tell(row, at, RowOfNobody(path=place, what=what, advice=advice, nearest=near))
            return None
        what = Phrase(
            "the row names no applicant, and the workbook has several", "此行没有写明申请人，而工作簿中有多个申请人"
        )
        advice = Phrase("write the id of the applicant", "请填写申请人的编号")
        entries.tell(row, at, RowOfNobody(path=place, what=what, advice=advice))
        return None

    # ------------------------------------------------------------------------------------------ what is stated

    def _listed(self, entries: Entries) -> None:
        """Records of a kind, or lines."""
        at = entries.table.column_of(APPLICANT)
        keys = entries.words(at)
        lists: dict[str, tuple[list[Any], list[int]]] = {}
        for index, row, own in _parts(entries, (at,)):
            key = keys[index]
            if not own and not key:
                continue
            if key not in lists:
                one = self._whose(entries, row, at, key)
                if one is None:
                    continue
                lists[key] = _list_of(one, entries.table)
            every, rows = lists[key]
            every.append(own)
            rows.append(row)

    def _figures(self, entries: Entries) -> None:
        table = entries.table
        at, of_year = table.column_of(APPLICANT), table.column_of("year")
        keys, years = entries.words(at), entries.words(of_year)
        for index, row, own in _parts(entries, (at, of_year)):
            year = handwritten.year(years[index])
            if not own and not keys[index] and not year:
                continue
            one = self._whose(entries, row, at, keys[index])
            if one is None:
                continue
            place = table.place(row, of_year)
            if not year:
                what = Phrase("the row names no year", "此行没有写明年度")
                advice = Phrase("write the year, as 2022", "请填写年度，例如2022")
                entries.tell(row, of_year, RowOfNobody(path=place, what=what, advice=advice))
                continue
            base, figures = f"$.figures.{year}", one.data.setdefault("figures", {})
            if year in figures:
                other = one.places.of(base)
                entries.tell(row, of_year, StatedTwice(path=place, word=shown(year), other=other))
                continue
            figures[year] = own
            one.places.rows[base] = Cell(table, row, of_year)

    def _periods(self, entries: Entries) -> None:
        table = entries.table
        at, of_field = table.column_of(APPLICANT), table.column_of("field")
        keys, words = entries.words(at), entries.words(of_field)
        parts = {name: column for name in ("value", "from", "to") if (column := table.column_of(name)) is not None}
        for index, row in enumerate(entries.rows):
            stated = {name: column for name, column in parts.items() if not table.is_blank(row, column)}
            if not stated and not keys[index] and not words[index]:
                continue
            one = self._whose(entries, row, at, keys[index])
            name = self._field(words[index])
            if one is None:
                continue
            here = Cell(table, row, of_field)
            if not name:
                what = Phrase(
                    "`{word}` is no fact of an applicant", "“{word}”不是申请人的事实", word=shown(words[index])
                )
                advice = Phrase("choose one of the list", "请从列表中选择一项")
                entries.tell(row, of_field, NotStated(path=str(here), what=what, advice=advice))
                continue
            every = one.data[APPLICANT].setdefault(name, [])
            if not isinstance(every, list):
                other = one.places.of(f"$.applicant.{name}")
                entries.tell(row, of_field, StatedTwice(path=str(here), word=words[index], other=other))
                continue
            one.places.cells.setdefault(f"$.applicant.{name}", here)
            one.places.rows[f"$.applicant.{name}[{len(every)}]"] = here
            of_value = self.form.by_name[APPLICANT].by_path[f"{APPLICANT}.{name}"]
            period = {
                part: entries.value(of_value if part == "value" else table.columns[column], row, column)
                for part, column in stated.items()
            }
            every.append({part: value for part, value in period.items() if value is not NOTHING})

    def _field(self, word: str) -> str:
        """The fact of an applicant that is called by its name or words; empty where none is."""
        known = self.form.schema.applicant_field_by_name.values()
        return next((one.name for one in known if word in (one.name, one.name.replace("_", " "), one.label.zh)), "")

    def _all_or_some(self, one: Applicant) -> Iterator[Diagnostic]:
        """Takes what is said of the records of each kind, beside those that are listed; gives what is wrong with it."""
        for kind, (word, place) in one.complete.items():
            said = completeness_of(word)
            records = one.data.get("records", {}).get(kind)
            column = self.form.by_name[APPLICANT].by_path[f"{APPLICANT}.records.{kind}"]
            if said is None:
                yield unclear(str(place), word, column)
            elif said is Complete.NONE and records:
                yield none_and_listed(str(place), one.places.of(f"$.records.{kind}[0]"))
            else:
                one.places.cells.setdefault(f"$.records.{kind}", place)
                every = one.data.setdefault("records", {})
                every[kind] = {"partial": True, "items": records or []} if said is Complete.SOME else records or []


def _parts(entries: Entries, beside: Container[int | None]) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """What each row states in its columns but those `beside`: its number among rows of values, the row, the facts."""
    columns = {at: column.name for at, column in entries.table.columns.items() if at not in beside}
    names = [*columns.values()]
    values = [entries.values(at) for at in columns]
    is_full = not any(Nothing in set(map(type, column)) for column in values)
    every: Iterable[tuple[Any, ...]] = zip(*values, strict=True) if values else repeat((), len(entries.rows))
    stated = map(dict, map(zip, repeat(names), every))
    for index, (row, own) in enumerate(zip(entries.rows, stated, strict=True)):
        yield index, row, own if is_full else {name: value for name, value in own.items() if value is not NOTHING}


def _list_of(one: Applicant, table: Table) -> tuple[list[Any], list[int]]:
    """The records or lines of an applicant that a table states, and the row of each."""
    name, data = table.form.name, one.data
    base = f"$.{name}"
    if name not in LINES:
        data, base = one.data.setdefault("records", {}), f"$.records.{name}"
        if name in one.complete and completeness_of(one.complete[name][0]) is Complete.SOME:
            base += ".items"
    every: list[Any] = data.setdefault(name, [])
    _, rows = one.places.listed.setdefault(base, (table, []))
    return every, rows
