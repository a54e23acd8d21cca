"""CSV files as flat tables for many applicants, read in blocks of rows.

Input: the files of each table. Output: their rows as columns of texts, lists and pairs, under the names of facts;
`FactsError` with the problems of all files. Values are read by the functions for sheets (`entries`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import compress
from pathlib import Path
from typing import Any

import attrs

from ipdsl.base.findings.finding import Diagnostic, Report
from ipdsl.base.findings.phrase import Phrase
from ipdsl.base.values.written_values import SPECIAL
from ipdsl.batch.files import (
    LINE,
    Columns,
    Sort,
    assign_only_applicant,
    rename_columns,
    sums_with_year,
    table_of,
    unify_types,
)
from ipdsl.batch.intake.intake import PARTIAL
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.office.errors import (
    NotCsv,
    UnusableCell,
)
from ipdsl.office.forms.entries import (
    HeadingReader,
    SheetTable,
    TableEntries,
    completeness_of,
    none_but_listed,
    text_parser,
    unclear_completeness,
)
from ipdsl.office.forms.form import APPLICANT, BY_YEAR, MAPS, SUPPORT, ColumnForm, Completeness, form_of
from ipdsl.office.sheets.workbook import Block, BrokenCsvError, CsvText, Workbook, empty_file, notes_of, sheet_of
from ipdsl.plain_data.context import applicant_labels, field_labels, figure_labels, record_labels
from ipdsl.plain_data.errors import FactsError
from ipdsl.schema.values.value_type import printable

ROWS = 65_536
"""Number of rows in a block."""
MOST = 1000
"""Largest number of problems in one report."""


class CsvTables:
    """The reader of the CSV files of a batch under one policy.

    It passes notes about how it read them to `report_notes`.

    `ignore` names columns (`course.remark`) and tables that are not read.
    """

    def __init__(
        self, code: GeneratedFunctions, ignore: Collection[str] = (),
        report_notes: Callable[[list[Diagnostic]], None] = list.clear
    ) -> None:  # fmt: skip
        self._notes: list[Diagnostic] = []
        self._program, self._ignore, self._report_notes = code.program, frozenset(ignore), report_notes
        self._form = form_of([code], include_all=True)
        self._problems: list[Diagnostic] = []
        self._empty_kinds: dict[str, dict[str, str]] = {}
        """For each kind, the applicants stated to have no records of it, each with the place of that statement."""

    def name_of(self, title: str) -> str:
        """The name of the table in a file with this title: a name or a label of records."""
        form = self._headings().form_named(title)
        return title if form is None or title in self._program.compute_once(record_labels) else form.name

    def read(self, files: Mapping[str, Sequence[Path]]) -> dict[Path, Any]:
        """The table of each file. An ignored file gives a table without rows."""
        read = {
            name: [table_of(() if name in self._ignore else self._blocks(name, path)) for path in paths]
            for name, paths in files.items()
        }
        if not self._problems:
            read = assign_only_applicant(read, APPLICANT, "id")
            self._check_none_but_listed(files, read)
        if self._problems:
            raise FactsError(Report([*self._problems[:MOST], *self._notes]))
        self._report_notes(self._notes)
        words = {
            f"{APPLICANT}.records.{kind}": f"{word}{PARTIAL}" for kind, word in self._names_of_kinds(files).items()
        }
        read[APPLICANT] = [rename_columns(table, words) for table in read.get(APPLICANT, ())]
        forms = {name: unify_types(tables) for name, tables in read.items()}
        return {path: table for name, paths in files.items() for path, table in zip(paths, forms[name], strict=True)}

    def _names_of_kinds(self, files: Mapping[str, Sequence[Path]]) -> dict[str, str]:
        """The word that the files use for each record kind."""
        known = {form.name: name for name in files if (form := self._headings().form_named(name)) is not None}
        return {kind: known.get(kind, kind) for kind in self._program.schema.record_by_name}

    def _check_none_but_listed(self, files: Mapping[str, Sequence[Path]], read: Mapping[str, Sequence[Any]]) -> None:
        """Report applicants stated to have no records of a kind although the files list one."""
        words = self._names_of_kinds(files)
        for kind, places in self._empty_kinds.items():
            for path, table in zip(files.get(words[kind], ()), read.get(words[kind], ()), strict=True):
                listed = {*table.column(APPLICANT).to_pylist()} if APPLICANT in table.column_names else set()
                self._problems += [
                    none_but_listed(place, str(path)) for name, place in places.items() if name in listed
                ]

    def _headings(self) -> HeadingReader:
        return HeadingReader(self._form, [self._program], self._ignore)

    def _blocks(self, name: str, path: Path) -> Iterator[Columns]:
        """The rows of a file in blocks. Problems of the file are added to `_problems`."""
        try:
            with path.open("rb") as stream, CsvText(stream) as text:
                blocks = text.blocks(ROWS)
                first = next(blocks, None)
                if first is None:
                    self._problems.append(empty_file(path))
                    return
                self._notes += notes_of(path, text.encoding)
                yield from self._columns(name, path, first, blocks)
        except BrokenCsvError as error:
            self._problems.append(NotCsv(name=str(path), reason=error.reason, advice=error.advice))

    def _columns(self, name: str, path: Path, first: Block, remaining_blocks: Iterator[Block]) -> Iterator[Columns]:
        headings = self._headings()
        where = (str(path.parent), path.stem) if self.name_of(path.stem) == name else (str(path), name)
        for table in map(_without_details, headings.tables(Workbook((sheet_of(*where, first, path),)))):
            words = {position: self._word(table, position) for position in table.columns}
            yield self._stated_columns(table, words)
            for block in remaining_blocks:
                more = attrs.evolve(table, sheet=sheet_of(*where, block, path), first=0)
                headings.check_units_in_remarks(more)
                yield self._stated_columns(more, words)
        self._problems += headings.problems
        self._notes += headings.notes

    def _word(self, table: SheetTable, position: int) -> str:
        """The name of a column in findings: its label if the file uses the label, otherwise its field name."""
        kind = self._program.schema.record_by_name.get(table.form.name)
        labels = (
            field_labels(kind)
            if kind is not None
            else self._program.compute_once(applicant_labels if table.form.name == APPLICANT else figure_labels)
        )
        heading = table.headings.get(position, "")
        return heading if labels.get(heading) == (table.columns[position].name,) else table.columns[position].name

    # ------------------------------------------------------------------------------------------ values

    def _stated_columns(self, table: SheetTable, words: Mapping[int, str]) -> Columns:
        entries = TableEntries(table)
        numbers = table.sheet.numbers
        columns: dict[str, tuple[Sort, Sequence[Any]]] = {LINE: (Sort.NUMBER, [numbers[row] for row in entries.rows])}
        for position, column in table.columns.items():
            if column.path == f"{APPLICANT}.records.{SUPPORT}":
                continue  # a table states support by its lines alone
            if column.path.startswith(f"{APPLICANT}.records."):
                columns[column.path] = Sort.FLAG, self._is_partial(entries, column, position)
            elif f"{table.form.name}.{column.name}" not in self._ignore:
                columns[words[position]] = self._values(entries, column, position)
        self._problems += [problem for _, problem in entries.problems_by_row()]
        self._notes += entries.notes_by_row()
        return columns if table.mark is None else _drop_remark_rows(columns)

    def _values(self, entries: TableEntries, column: ColumnForm, position: int) -> tuple[Sort, Sequence[Any]]:
        """The values of a column, one per row."""
        words, is_id = entries.words(position), column.name == APPLICANT or column.path == f"{APPLICANT}.id"
        values = [word or None for word in words] if is_id or _are_names(column, words) else _values(words, column)
        if column.is_list:
            return Sort.LIST, values
        if column.line_part in MAPS and column.line_part != "digest":
            return Sort.PAIRS, self._pairs(entries, position, values)
        if column.line_part in BY_YEAR and any(map(_is_pairs, values)):
            years = entries.words(entries.table.column_of("year"))
            return Sort.PAIRS, self._pairs(entries, position, sums_with_year(years, values))
        return Sort.TEXT, values

    def _pairs(self, entries: TableEntries, position: int, values: Sequence[Any]) -> list[Any]:
        pairs: list[Any] = []
        for row, value in zip(entries.rows, values, strict=True):
            value = _numbers_to_texts(value)
            is_pairs = isinstance(value, list) or _is_pairs(value)
            pairs.append(value if is_pairs else None)
            if value is not None and not is_pairs:
                what = Phrase("`{word}` is not a list of names with values", "“{word}”不是名称和取值的列表",
                              word=printable(str(value)))  # fmt: skip
                entries.add_problem(
                    row, position, UnusableCell(path=entries.table.place(row, position), what=what, advice=_PAIRS)
                )
        return pairs

    def _is_partial(self, entries: TableEntries, column: ColumnForm, position: int) -> list[bool | None]:
        """For each row, whether its applicant lists the records of a kind only in part."""
        flags: list[bool | None] = []
        ids = entries.words(entries.table.column_of("id"))
        for row, word, name in zip(entries.rows, entries.words(position), ids, strict=True):
            completeness = completeness_of(word)
            if word and completeness is None:
                entries.add_problem(
                    row, position, unclear_completeness(entries.table.place(row, position), word, column)
                )
            if completeness is Completeness.NONE:
                self._empty_kinds.setdefault(column.name, {})[name] = entries.table.place(row, position)
            flags.append(completeness is Completeness.SOME if word else None)
        return flags


def _without_details(table: SheetTable) -> SheetTable:
    """The table without the details of applicants, which settlement does not read."""
    columns = {position: column for position, column in table.columns.items() if not column.is_detail}
    return attrs.evolve(table, columns=columns, refused=table.refused | (table.columns.keys() - columns.keys()))


def _drop_remark_rows(columns: Columns) -> Columns:
    """Drop rows without values, for example rows with only a remark."""
    stated = (values for name, (_, values) in columns.items() if name != LINE)
    keep = [any(value is not None for value in row) for row in zip(*stated, strict=True)]
    return {name: (sort, [*compress(values, keep)]) for name, (sort, values) in columns.items()}


_PAIRS = Phrase("write it as {form}", "请写成{form}的形式", form="`family: loom; year: 2022`")


def _numbers_to_texts(value: Any) -> Any:
    """Pairs with whole numbers as texts: both have the same meaning here."""
    if not isinstance(value, dict):
        return value
    return {name: str(member) if type(member) is int else member for name, member in value.items()}


def _is_pairs(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(member, str) for member in value.values())


def _are_names(column: ColumnForm, words: Sequence[str]) -> bool:
    """Whether each cell has a name, and none has a special word such as `unknown`."""
    if not column.type.is_name or column.is_list or column.line_part in MAPS:
        return False
    joined = "\n".join(words).lower()
    return not any(word in joined for word in SPECIAL)


def _values(words: Sequence[str], column: ColumnForm) -> list[Any]:
    """The values that texts state in a column. Plain texts are kept; each other text is parsed once."""
    plain, read = column.type.plain_text, text_parser(column)
    known: dict[str, Any] = {"": None}
    values: list[Any] = []
    for word in words:
        if word in known:
            values.append(known[word])
        elif plain is not None and plain.fullmatch(word) is not None:
            values.append(word)
        else:
            values.append(known.setdefault(word, read(word)))
    return values
