"""Read sheets into plain facts, with the cell of each fact.

Input: a workbook, a folder of CSV or one CSV file. Output: the facts of each applicant with a `CellIndex`, and notes;
`FactsError` with the problems of the sheets. This module assigns rows to applicants and reports duplicate statements.
It also passes on the findings about sheets and single cells.

The reader of facts checks the values. `findings_at_cells` moves its findings to the cells.

Check the parts of a workbook that only the bureau may state.

These parts are the ledger, payments made elsewhere, approvals, older standards and published ranks.

Input: the applicants of a workbook, as read from its sheets, and the ledger that a bureau's workbook keeps in a hidden
sheet (`ipdsl.office.forms.form`). Output: problems and notes with their cells; the facts of the applicants are
changed in place.

- Bureau's workbook: a changed, deleted or added row of the history is a problem at its cell.
- Firm's workbook: lines in the bureau's sheets are reported and removed from the facts.
- Workbook without the mark of a template: the lines in the bureau's sheets are used, with a note.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import repeat
from typing import Any

import attrs

from ipdsl.base.findings.finding import Diagnostic, Report, nearest
from ipdsl.base.findings.phrase import MessageValue, Phrase, join_phrases
from ipdsl.base.partition import values_by_key
from ipdsl.base.values import handwritten_values
from ipdsl.base.values.money import DECIMALS
from ipdsl.engine.evaluator import GeneratedFunctions
from ipdsl.facts.cohort import CohortMember, with_path
from ipdsl.facts.details import wrong_codes
from ipdsl.facts.reader import read_facts_with_series
from ipdsl.ir.terms import Program
from ipdsl.ledger.ledger_file import modification_remark, recall_of
from ipdsl.ledger.line_reader import DIGEST
from ipdsl.ledger.recall import LedgerEntries, Recall, SimilarIds
from ipdsl.office.errors import (
    BureauLinesOfFirm,
    CellReadingNote,
    DuplicateStatement,
    LedgerRow,
    NoApplicant,
    OrphanRow,
    UnprotectedLines,
    UnusableCell,
)
from ipdsl.office.forms.entries import (
    NOTHING,
    CellIndex,
    EmptyValue,
    HeadingReader,
    SheetPlace,
    SheetTable,
    TableEntries,
    completeness_of,
    count_of,
    none_but_listed,
    other_number,
    unclear_completeness,
)
from ipdsl.office.forms.form import (
    APPLICANT,
    BUREAU_SHEETS,
    FIGURES,
    HISTORY,
    ID,
    LINES,
    OF_BUREAU,
    PAID_ELSEWHERE,
    PERIODS,
    SUPPORT,
    Audience,
    Completeness,
    WorkbookForm,
    WrittenLedger,
    WrittenLine,
    form_of,
    line_parts,
    sums_by_name,
    to_pairs,
)
from ipdsl.office.forms.marked_tables import FrontSheet
from ipdsl.office.sheets import workbook
from ipdsl.office.sheets.cells import text_of
from ipdsl.office.sheets.workbook import Workbook
from ipdsl.plain_data.context import ReadContext, clause_name
from ipdsl.plain_data.errors import FactsError
from ipdsl.plain_data.strict_json import RemarkedFacts
from ipdsl.report.localizer import counted_phrase
from ipdsl.schema.details import DETAILS_PART
from ipdsl.schema.types.money import minor_to_text, read_sum
from ipdsl.schema.values.value_type import child_path, printable

_SUMS = {HISTORY: "due", PAID_ELSEWHERE: "due", "approvals": "amount", "older_documents": "amount"}
"""The field with the money of each sheet, for the totals in messages."""

_MOST_SHOWN = 5


@attrs.define(eq=False)
class ApplicantEntry:
    """The facts of one applicant while they are collected, with the cell of each fact and the remarks for the decision.

    `complete` has the word in the completeness column of each record kind, with its cell.
    """

    data: dict[str, Any]
    places: CellIndex
    complete: dict[str, tuple[str, SheetPlace]] = attrs.field(factory=dict)
    remarks: list[Phrase] = attrs.field(factory=list)

    @property
    def id(self) -> str:
        """The id, or an empty text if the workbook has no id."""
        return str(self.data["applicant"].get("id", ""))


@attrs.define(eq=False)
class BureauCheck:
    """Check the parts that only the bureau may state. The findings are added to `problems` and `notes`.

    `audience` and `ledger` were read from the workbook. `accepted_by` is the name of the person who accepts a modified
    ledger.
    """

    file: str
    programs: Sequence[Program]
    audience: Audience | None
    ledger: WrittenLedger | None
    accepted_by: str | None
    problems: list[Diagnostic]
    notes: list[Diagnostic]

    def judge(self, applicants: Sequence[ApplicantEntry], tables: Mapping[str, SheetTable]) -> None:
        """Check or remove the bureau's lines of all applicants, and add payments made elsewhere to the history."""
        if self.audience is Audience.FIRM:
            self._remove_firm_lines(applicants, tables)
            return
        if self.audience is Audience.BUREAU or self.ledger is not None:  # its hidden lists may have been deleted
            self._check(applicants, tables.get(HISTORY))
        else:
            self._note_unprotected(applicants, tables)
        for applicant in applicants:
            self._add_elsewhere_to_history(applicant)

    # ------------------------------------------------------------------------------------------ a firm's workbook

    def _remove_firm_lines(self, applicants: Sequence[ApplicantEntry], tables: Mapping[str, SheetTable]) -> None:
        for name in BUREAU_SHEETS:
            applicant_lines = [
                (applicant, lines) for applicant in applicants if (lines := applicant.data.pop(name, None))
            ]
            if not applicant_lines:
                continue
            all_lines = [line for _, lines in applicant_lines for line in lines]
            first = applicant_lines[0][0].places.cell_address(f"$.{name}[0]")
            self.notes.append(
                BureauLinesOfFirm(
                    path=first, lines=self._sheet_summary(name, all_lines), said=self._line_list(name, all_lines)
                )
            )
            for applicant, lines in applicant_lines:
                applicant.places.rows_of_lists.pop(f"$.{name}", None)
                applicant.remarks.append(
                    Phrase(
                        "the firm's workbook states what is not settled, {lines} ({said})",
                        "企业填写的工作簿写有不计入的内容，{lines}（{said}）",
                        lines=self._sheet_summary(name, lines),
                        said=self._line_list(name, lines),
                    )
                )

    def _line_list(self, name: str, lines: Sequence[Mapping[str, Any]]) -> MessageValue:
        """The first lines, in short form."""
        phrases: list[MessageValue] = [self._line_phrase(name, line) for line in lines[:_MOST_SHOWN]]
        if len(lines) > _MOST_SHOWN:
            phrases.append(counted_phrase(len(lines) - _MOST_SHOWN, "{n} more", "另有{n}行"))
        return join_phrases(phrases)

    def _sheet_summary(self, name: str, lines: Sequence[Mapping[str, Any]]) -> Phrase:
        """`history: 3 lines, 38,000.00 in all`."""
        many = counted_phrase(len(lines), "{n} line{s}", "{n}行")
        if name not in _SUMS:
            return Phrase("{sheet}: {many}", "“{sheet}”{many}", sheet=LINES[name][0], many=many)
        return Phrase("{sheet}: {many}, {sum} in all", "“{sheet}”{many}，共{sum}", sheet=LINES[name][0], many=many,
                      sum=self._total(name, lines))  # fmt: skip

    def _line_phrase(self, name: str, line: Mapping[str, Any]) -> Phrase:
        """A line in short form: its names and its amount."""
        phrases: list[MessageValue] = []
        if line.get("clause"):
            phrases.append(clause_name(self.programs[0], str(line["clause"])))
        phrases += [
            printable(str(line[part])) for part in ("document", "figure", "item", "year", "rank") if line.get(part)
        ]
        if name in _SUMS:
            phrases.append(self._total(name, [line]))
        return join_phrases(phrases, " ", " ")

    def _total(self, name: str, lines: Sequence[Mapping[str, Any]]) -> str:
        """The total amount of the lines, formatted for people. A value that cannot be read counts as 0."""
        program, total = self.programs[0], 0
        for line in lines:
            stated = line.get(_SUMS[name]) or line.get("back")
            for value in stated.values() if isinstance(stated, Mapping) else [stated]:
                total += (read_sum(ReadContext(program), value, "", "$") or 0) if value is not None else 0
        return f"{Decimal(minor_to_text(total, DECIMALS[program.currency])):,}"

    # ------------------------------------------------------------------------------------------ a bureau's workbook

    def _check(self, applicants: Sequence[ApplicantEntry], table: SheetTable | None) -> None:
        """Compare the history with the ledger. A difference is a problem unless somebody accepts it."""
        differences = [*self._differences(applicants, table)]
        if self.accepted_by is None:
            self.problems += [problem for _, problem in differences]
            return
        for applicant in applicants:
            if places := [problem.path or "" for whose, problem in differences if whose in (None, applicant)]:
                applicant.remarks.append(modification_remark(places, self.accepted_by))

    def _differences(
        self, applicants: Sequence[ApplicantEntry], table: SheetTable | None
    ) -> Iterator[tuple[ApplicantEntry | None, Diagnostic]]:
        """The differences between history and ledger, each with its applicant.

        The rows are sorted in the order of the ledger.
        """
        if self.ledger is None:
            what = Phrase(
                "the hidden sheet `_ledger` is not there, or was changed", "隐藏的工作表`_ledger`缺失或有改动"
            )
            yield None, LedgerRow(path=self.file, what=what)
            return
        written, recall = self.ledger.lines, self._recall(self.ledger.head)
        order = {line.digest: index for index, line in enumerate(written)}
        cells_by_digest: dict[str, SheetPlace] = {}
        for applicant in applicants:
            _sort(applicant, order)
            yield from (
                (applicant, problem)
                for problem in self._changed_rows(applicant, written, order, cells_by_digest, recall)
            )
            if (history := applicant.data.get(HISTORY)) is not None and recall is not None:
                applicant.data[HISTORY] = LedgerEntries(history, recall)
        yield from self._missing_lines(applicants, written, cells_by_digest, table)
        yield from _omitted_applicants(applicants, self.ledger)

    def _recall(self, head: Mapping[str, Any]) -> Recall | None:
        """The pages of the ledger, for the policy that it belongs to."""
        policies = [page["policy"] for page in head.get("pages", ())]
        program = next((program for program in self.programs if any(map(program.has_name, policies))), None)
        return None if program is None else recall_of(head, program)

    def _changed_rows(
        self,
        applicant: ApplicantEntry,
        written: Sequence[WrittenLine],
        order: Mapping[str, int],
        met: dict[str, SheetPlace],
        recall: Recall | None,
    ) -> Iterator[Diagnostic]:
        """The rows of an applicant that differ from the ledger. Other rows get the line of the ledger as it is."""
        for index, line in enumerate(applicant.data.get(HISTORY) or ()):
            cell = applicant.places.row(f"$.{HISTORY}[{index}]")
            digest = line.get(DIGEST)
            if digest not in order:
                line.pop(DIGEST, None)
                what = Phrase("the ledger has no such line", "台账中没有这一行")
                yield LedgerRow(path=str(cell), what=what, advice=_ELSEWHERE)
            elif digest in met:
                what = Phrase("the row repeats the line at {place}", "此行与{place}重复", place=str(met[digest]))
                yield LedgerRow(path=str(cell), what=what, advice=_ELSEWHERE)
            else:
                met[digest] = cell
                yield from self._changed_cell(applicant, line, written[order[digest]], cell, recall)

    def _changed_cell(
        self, applicant: ApplicantEntry, line: dict[str, Any], written: WrittenLine, cell: SheetPlace,
        recall: Recall | None,
    ) -> Iterator[Diagnostic]:  # fmt: skip
        """The first cell of a row that differs from its ledger line.

        The reader of facts reports rows that it cannot read.
        """
        if applicant.id != written.applicant:
            what = Phrase("the line was written for the applicant `{id}`", "这一行写出时属于申请人“{id}”",
                          id=printable(written.applicant))  # fmt: skip
            yield LedgerRow(path=str(cell.sibling("applicant")), what=what)
            return
        line.update({name: written.parts[name] for name in _UNSEEN if name in written.parts})
        parts, ledger_parts = (line_parts(entry, self.programs, recall) for entry in (line, written.parts))
        if parts == ledger_parts:
            payments = {name: line[name] for name in OF_BUREAU if name in line}
            line |= {**written.parts, **payments}
            return
        del line[DIGEST]
        if parts is None or ledger_parts is None:
            return
        names = [name for name in {**ledger_parts, **parts} if ledger_parts.get(name) != parts.get(name)]
        changed_cell = cell.sibling(names[0])
        before = _cell_words(ledger_parts.get(names[0]))
        what = Phrase("`{part}` was {before} when the ledger was written", "台账写出时，“{part}”为{before}",
                      part=changed_cell.heading or names[0], before=before)  # fmt: skip
        yield LedgerRow(path=str(changed_cell), what=what)

    def _missing_lines(
        self, applicants: Sequence[ApplicantEntry], written: Sequence[WrittenLine], met: Mapping[str, SheetPlace],
        table: SheetTable | None,
    ) -> Iterator[tuple[ApplicantEntry | None, Diagnostic]]:  # fmt: skip
        """The ledger lines without a row, each at the row after which it is missing."""
        by_id = {applicant.id: applicant for applicant in applicants}
        before = self.file if table is None else table.place(max(table.first - 1, 0))
        for index, line in enumerate(written):
            if line.digest in met:
                before = str(met[line.digest])
                continue
            what = Phrase(
                "line {number} of the ledger is missing below: {said}", "此处以下缺少台账第{number}行：{said}",
                number=index + 1, said=self._line_phrase(HISTORY, line.parts),
            )  # fmt: skip
            yield by_id.get(line.applicant), LedgerRow(path=before, what=what, advice=_PUT_BACK)

    def _add_elsewhere_to_history(self, applicant: ApplicantEntry) -> None:
        """Add payments made elsewhere to the history, with a remark that each decision shows."""
        lines: list[Any] = applicant.data.pop(PAID_ELSEWHERE, [])
        if not lines:
            return
        history: list[Any] = applicant.data.setdefault(HISTORY, [])
        places = [applicant.places.row(f"$.{PAID_ELSEWHERE}[{index}]") for index in range(len(lines))]
        for line, cell in zip(lines, places, strict=True):
            applicant.places.rows[f"$.{HISTORY}[{len(history)}]"] = cell
            history.append(line)
        applicant.places.rows_of_lists.setdefault(f"$.{HISTORY}", (places[0].table, []))
        applicant.remarks.append(
            Phrase("counted as paid before: {lines}", "计入以往兑现：{lines}",
                   lines=self._sheet_summary(PAID_ELSEWHERE, lines))
        )  # fmt: skip

    # ------------------------------------------------------------------------------------------ any other workbook

    def _note_unprotected(self, applicants: Sequence[ApplicantEntry], tables: Mapping[str, SheetTable]) -> None:
        stated = {name: lines for name in BUREAU_SHEETS
                  if (lines := [line for entry in applicants for line in entry.data.get(name) or ()])}  # fmt: skip
        if stated:
            first = next(iter(stated))
            path = tables[first].sheet.place(1) if first in tables else self.file
            self.notes.append(
                UnprotectedLines(
                    path=path, lines=join_phrases([self._sheet_summary(*entry) for entry in stated.items()])
                )
            )


def _omitted_applicants(
    applicants: Sequence[ApplicantEntry], ledger: WrittenLedger
) -> Iterator[tuple[ApplicantEntry, Diagnostic]]:
    """The applicants with lines in the ledger that were left out of the workbook."""
    ids = SimilarIds(ledger.head.get("answers", ()))
    for name in ledger.left_out:
        ids.add(name, name)
    for applicant in applicants:
        if applicant.id in ledger.left_out or ids.finding(applicant.id, "") is not None:
            what = Phrase(
                "the ledger has lines of the applicant `{id}` that were not written into this workbook",
                "台账中有申请人“{id}”的行，没有写入本工作簿", id=printable(applicant.id),
            )  # fmt: skip
            yield applicant, LedgerRow(path=applicant.places.cell_address("$"), what=what, advice=_MAKE_AGAIN)


def _sort(applicant: ApplicantEntry, order: Mapping[str, int]) -> None:
    """Sort the history of an applicant in the order of the ledger."""
    lines = applicant.data.get(HISTORY)
    if not lines or f"$.{HISTORY}" not in applicant.places.rows_of_lists:
        return
    _, rows = applicant.places.rows_of_lists[f"$.{HISTORY}"]
    both = sorted(zip(lines, rows, strict=True), key=lambda pair: order.get(pair[0].get(DIGEST), len(order)))
    lines[:], rows[:] = [line for line, _ in both], [row for _, row in both]


def _cell_words(value: object) -> str | Phrase:
    """A part of a line as its cell shows it."""
    value = sums_by_name(value) if isinstance(value, list) else value
    if isinstance(value, Mapping):
        return printable(to_pairs(value)) or _EMPTY
    if isinstance(value, bool):
        return Phrase("yes", "是") if value else Phrase("no", "否")
    return _EMPTY if value in (None, "") else printable(str(value))


_UNSEEN = ("fields", "page")
"""The parts of a line that the sheet of the history has no columns for."""
_EMPTY = Phrase("empty", "空")
_ELSEWHERE = Phrase(
    "enter a payment that the ledger does not have in the sheet `payments made elsewhere`, and delete this row",
    "台账中没有的兑现请填入“另行兑现”表，并删去此行",
)
_MAKE_AGAIN = Phrase(
    "make the workbook again from the ledger, with this applicant in `--facts`",
    "请用台账重新生成工作簿，并在`--facts`中列入该申请人",
)
_PUT_BACK = Phrase("restore the row, or make the workbook again", "请恢复这一行，或重新生成工作簿")


MOST = 1000
"""Largest number of problems of sheets in one report, as for facts."""

_DETAILS_PATH = f"$.applicant.{DETAILS_PART}"

_NAMELESS = "\0"
"""The first character of the keys of applicants without an id."""


class SheetFacts(RemarkedFacts):
    """The plain facts of one applicant, with the cell of each place: `$.records.patent[0].number`.

    `is_of_bureau`: they are in a bureau's workbook.
    """

    def __init__(
        self, data: Mapping[str, Any], places: CellIndex, remarks: tuple[Phrase, ...] = (), *,
        is_of_bureau: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(data, remarks)
        self.places, self.is_of_bureau = places, is_of_bureau


@attrs.frozen
class SheetApplicants:
    """The applicants of a workbook, and notes about how it was read.

    `refused` are applicants with a wrong row, and wrong rows without an applicant, each with its problems.
    """

    applicants: tuple[SheetFacts, ...]
    notes: Report
    refused: tuple[CohortMember, ...] = ()


def read(
    path: str, codes: Sequence[GeneratedFunctions], accepted_by: str | None = None, *, by_applicant: bool = False
) -> SheetApplicants:
    """The applicants of a workbook, a folder of CSV or a CSV file, for policies with one vocabulary.

    `accepted_by` is the name of the person who accepts a modified ledger in a bureau's workbook. With `by_applicant`, a
    wrong row refuses only its applicant.

    Raises `FactsError` with all problems of the sheets. The reader of facts finds the problems of values.
    """
    if os.path.isdir(path):
        book = workbook.read_csv(path)
    elif path.lower().endswith(workbook.SUFFIX):
        book = _name_applicant_sheet(workbook.read_csv(path), codes)
    else:
        book = workbook.read(path)
    return facts_from_workbook(book, codes, accepted_by, by_applicant=by_applicant)


def _name_applicant_sheet(book: Workbook, codes: Sequence[GeneratedFunctions]) -> Workbook:
    """Title the sheet of a single CSV file `applicant`, unless its name belongs to a different sheet."""
    headings = HeadingReader(form_of(codes, include_all=True), [code.program for code in codes])
    (sheet,) = book.sheets
    return book if headings.form_named(sheet.title) else Workbook((attrs.evolve(sheet, title=APPLICANT),), book.notes)


def facts_from_workbook(
    book: Workbook, codes: Sequence[GeneratedFunctions], accepted_by: str | None = None, *, by_applicant: bool = False
) -> SheetApplicants:
    """The applicants of a workbook that is already read. See `read`."""
    return _WorkbookReader(
        book, form_of(codes, include_all=True), [code.program for code in codes], accepted_by
    ).read_applicants(by_applicant)


def findings_at_cells(problems: Iterable[Diagnostic], facts: SheetFacts) -> list[Diagnostic]:
    """Move findings about facts to the cells that state the facts, and use the names of their columns.

    No sheet states a series, so findings about one keep their path.
    """
    return [
        _finding_at_cell(finding, facts.places)
        if (path := finding.path or "")[:1] == "$" and not path.startswith("$.series")
        else finding
        for finding in problems
    ]


def _finding_at_cell(finding: Diagnostic, places: CellIndex) -> Diagnostic:
    field = vars(finding).get("field")
    named = {"field": places.heading(finding.path or "", field)} if isinstance(field, str) else {}
    named |= {
        name: value
        for name, stated in vars(finding).items()
        if name != "path" and (value := _value_at_cells(stated, places)) is not stated
    }
    return with_path(finding, places.cell_address(finding.path or ""), **named)


def _value_at_cells(value: Any, places: CellIndex) -> Any:
    """A value of a finding, or a value within its phrase, with the cell in place of a path of the facts."""
    if isinstance(value, Phrase):
        cells = {name: _value_at_cells(part, places) for name, part in value.values}
        return value if all(cells[name] is part for name, part in value.values) else Phrase(value.en, value.zh, **cells)
    return places.cell_address(value) if isinstance(value, str) and value.startswith("$.") else value


class _WorkbookReader:
    def __init__(self, book: Workbook, form: WorkbookForm, programs: Sequence[Any], accepted_by: str | None) -> None:
        self.book, self.form, self.programs, self.accepted_by = book, form, programs, accepted_by
        self.problems: list[Diagnostic] = []
        self.notes: list[Diagnostic] = [*book.notes]
        self.row_problems: list[tuple[str, Diagnostic]] = []
        """The problems of rows, each with the key of the applicant that the row names."""
        self.applicants: dict[str, ApplicantEntry] = {}
        self.rows_of_nobody: dict[tuple[str, str], list[Any]] = {}

    def read_applicants(self, by_applicant: bool) -> SheetApplicants:
        headings = HeadingReader(self.form, self.programs)
        tables = headings.tables(self.book)
        self.problems += headings.problems
        self.notes += headings.notes
        applicant_tables = [table for table in tables if table.form.name == APPLICANT]
        for table in applicant_tables:
            self._read_table(table, self._applicants)
        if not self.applicants and not self.problems and not self.row_problems:
            place = applicant_tables[0].sheet.place(1) if applicant_tables else self._file()
            self.problems.append(NoApplicant(path=place))
        readers = {FIGURES: self._figures, PERIODS: self._periods}
        for table in tables:
            if table.form.name != APPLICANT and self.applicants:
                self._read_table(table, readers.get(table.form.name, self._read_list))
        for key, entry in self.applicants.items():
            self.notes += _missing_counts(entry)
            if not self.problems:  # missing rows have been reported
                self.row_problems += [(key, problem) for problem in self._apply_completeness(entry)]
        BureauCheck(
            self._file(), self.programs, headings.audience, headings.ledger, self.accepted_by, self.problems, self.notes
        ).judge([*self.applicants.values()], {table.form.name: table for table in tables})
        is_of_bureau = headings.audience is Audience.BUREAU
        all_facts = tuple(
            SheetFacts(entry.data, entry.places, (*entry.remarks,), is_of_bureau=is_of_bureau)
            for entry in self.applicants.values()
        )
        for facts in all_facts:
            self.notes += findings_at_cells(wrong_codes(facts, self.programs[0]), facts)
        problems = [*self.problems, *(problem for _, problem in self.row_problems)]
        if self.problems or (problems and not by_applicant):
            raise FactsError(Report([*problems[:MOST], *self._value_problems(all_facts), *self.notes]))
        refused = values_by_key(self.row_problems)
        accepted = tuple(entry for key, entry in zip(self.applicants, all_facts, strict=True) if key not in refused)
        return SheetApplicants(
            accepted, Report(self.notes), tuple(self._refused_member(*entry) for entry in refused.items())
        )

    def _refused_member(self, key: str, problems: list[Diagnostic]) -> CohortMember:
        """An applicant with wrong rows, or wrong rows without an applicant."""
        applicant = self.applicants.get(key)
        if applicant is None:
            lines = [line for name in (HISTORY, PAID_ELSEWHERE) for line in self.rows_of_nobody.get((key, name), ())]
            facts = {"applicant": {"id": key}, HISTORY: lines}
            return CohortMember(problems[0].path or self._file(), facts, (*problems,))
        filled = SheetFacts(applicant.data, applicant.places)
        return CohortMember(applicant.places.cell_address("$"), filled, (*problems, *self._value_problems([filled])))

    def _read_table(self, table: SheetTable, put: Callable[[TableEntries], None]) -> None:
        entries = TableEntries(table)
        put(entries)
        position = table.column_of(ID if table.form.name == APPLICANT else APPLICANT)
        only_key = next(iter(self.applicants)) if len(self.applicants) == 1 else ""
        self.row_problems += [
            (self._key(entries, row, position) or only_key, problem) for row, problem in entries.problems_by_row()
        ]
        self.notes += entries.notes_by_row()

    def _key(self, entries: TableEntries, row: int, position: int | None) -> str:
        """The key of the applicant that a row names."""
        key = "" if position is None else text_of(entries.table.sheet.columns[position][row])
        return key or (f"{_NAMELESS}{row}" if entries.table.form.name == APPLICANT else "")

    def _value_problems(self, all_facts: Sequence[SheetFacts]) -> Iterator[Diagnostic]:
        """The problems that the reader of facts finds in values, so that one report lists all problems."""
        for facts in all_facts:
            try:
                read_facts_with_series(dict(facts), self.programs[0])
            except FactsError as error:
                yield from findings_at_cells(error.report, facts)

    def _file(self) -> str:
        return self.book.sheets[0].file if self.book.sheets else ""

    # ------------------------------------------------------------------------------------------ applicants

    def _applicants(self, entries: TableEntries) -> None:
        table = entries.table
        kinds = {
            position: column.name
            for position, column in table.columns.items()
            if column.path.startswith(f"{APPLICANT}.records.")
        }
        words = {position: entries.words(position) for position in kinds}
        details = {position: entries.values(position) for position, column in table.columns.items() if column.is_detail}
        for index, row, fields in _parts(entries, (*kinds, *details)):
            completeness = {
                kind: (words[position][index], SheetPlace(table, row, position))
                for position, kind in kinds.items()
                if words[position][index]
            }
            stated = {position: texts[index] for position, texts in details.items() if texts[index] is not NOTHING}
            if not fields and not completeness and not stated:
                continue
            row_place = SheetPlace(table, row)
            applicant = ApplicantEntry(
                {APPLICANT: fields}, CellIndex({"$": row_place}, {"$.applicant": row_place}), completeness
            )
            for position, text in stated.items():
                word = table.columns[position].detail
                fields.setdefault(DETAILS_PART, {})[word] = text
                applicant.places.cells[child_path(_DETAILS_PATH, word)] = SheetPlace(table, row, position)
            if "as_of" in fields:
                applicant.data["as_of"] = fields.pop("as_of")
                applicant.places.cells["$.as_of"] = SheetPlace(table, row, table.column_of("as_of"))
            key = str(fields.get("id", ""))
            if key and key in self.applicants:
                other = self.applicants[key].places.cell_address("$")
                entries.add_problem(
                    row, None, DuplicateStatement(path=str(row_place), word=printable(key), other=other)
                )
            self.applicants.setdefault(key or f"{_NAMELESS}{row}", applicant)

    def _applicant_of_row(
        self, entries: TableEntries, row: int, position: int | None, key: str
    ) -> ApplicantEntry | None:
        """The applicant of a row, or the only applicant if the row names none."""
        if key in self.applicants:
            return self.applicants[key]
        if not key and len(self.applicants) == 1:
            return next(iter(self.applicants.values()))
        place = entries.table.place(row, position)
        if key:
            what = Phrase("the applicant `{key}` does not exist", "没有申请人“{key}”", key=printable(key))
            advice = Phrase(
                "correct the id, or add a row to the sheet `applicant`", "请改正编号，或在“申请人”表中增加一行"
            )
            near = nearest(key, [other_key for other_key in self.applicants if not other_key.startswith(_NAMELESS)])
            entries.add_problem(row, position, OrphanRow(path=place, what=what, advice=advice, nearest=near))
            return None
        entries.add_problem(
            row,
            position,
            OrphanRow(
                path=place,
                what=Phrase(
                    "the row names no applicant, and the workbook has several",
                    "此行没有写明申请人，而工作簿中有多个申请人",
                ),
                advice=Phrase("write the id of the applicant", "请填写申请人的编号"),
            ),
        )
        return None

    # ------------------------------------------------------------------------------------------ facts

    def _read_list(self, entries: TableEntries) -> None:
        """Records of a kind, or lines."""
        position = entries.table.column_of(APPLICANT)
        keys = entries.words(position)
        lists: dict[str, tuple[list[Any], list[int]]] = {}
        for index, row, fields in _parts(entries, (position,)):
            key = keys[index]
            if not fields and not key:
                continue
            if key not in lists:
                applicant = self._applicant_of_row(entries, row, position, key)
                if applicant is None:
                    self.rows_of_nobody.setdefault((key, entries.table.form.name), []).append(fields)
                    continue
                lists[key] = _list_of(applicant, entries.table)
            items, rows = lists[key]
            items.append(fields)
            rows.append(row)

    def _figures(self, entries: TableEntries) -> None:
        table = entries.table
        position, of_year = table.column_of(APPLICANT), table.column_of("year")
        keys, years = entries.words(position), entries.words(of_year)
        for index, row, values in _parts(entries, (position, of_year)):
            year = handwritten_values.year(years[index])
            if not values and not keys[index] and not year:
                continue
            applicant = self._applicant_of_row(entries, row, position, keys[index])
            if applicant is None:
                continue
            place = table.place(row, of_year)
            if not year:
                entries.add_problem(
                    row,
                    of_year,
                    OrphanRow(
                        path=place,
                        what=Phrase("the row names no year", "此行没有写明年度"),
                        advice=Phrase("write the year, as 2022", "请填写年度，例如2022"),
                    ),
                )
                continue
            base, figures = f"$.figures.{year}", applicant.data.setdefault("figures", {})
            if year in figures:
                other = applicant.places.cell_address(base)
                entries.add_problem(row, of_year, DuplicateStatement(path=place, word=printable(year), other=other))
                continue
            figures[year] = {name: value for name, value in values.items() if (name, value) != ("none", False)}
            applicant.places.rows[base] = SheetPlace(table, row, of_year)

    def _periods(self, entries: TableEntries) -> None:
        table = entries.table
        position, of_field = table.column_of(APPLICANT), table.column_of("field")
        keys, words = entries.words(position), entries.words(of_field)
        parts = {name: column for name in ("value", "from", "to") if (column := table.column_of(name)) is not None}
        for index, row in enumerate(entries.rows):
            stated = {name: column for name, column in parts.items() if not table.is_blank(row, column)}
            if not stated and not keys[index] and not words[index]:
                continue
            applicant = self._applicant_of_row(entries, row, position, keys[index])
            name = self._field(words[index])
            if applicant is None:
                continue
            field_place = SheetPlace(table, row, of_field)
            if not name:
                what = Phrase(
                    "`{word}` is not a fact of an applicant", "“{word}”不是申请人的事实", word=printable(words[index])
                )
                advice = Phrase("choose one of the list", "请从列表中选择一项")
                entries.add_problem(row, of_field, UnusableCell(path=str(field_place), what=what, advice=advice))
                continue
            periods = applicant.data[APPLICANT].setdefault(name, [])
            if not isinstance(periods, list):
                other = applicant.places.cell_address(f"$.applicant.{name}")
                entries.add_problem(
                    row, of_field, DuplicateStatement(path=str(field_place), word=words[index], other=other)
                )
                continue
            applicant.places.cells.setdefault(f"$.applicant.{name}", field_place)
            applicant.places.rows[f"$.applicant.{name}[{len(periods)}]"] = field_place
            of_value = self.form.sheets_by_name[APPLICANT].columns_by_path[f"{APPLICANT}.{name}"]
            period = {
                part: entries.value(of_value if part == "value" else table.columns[column], row, column)
                for part, column in stated.items()
            }
            periods.append({part: value for part, value in period.items() if value is not NOTHING})

    def _field(self, word: str) -> str:
        """The applicant's fact with this name or label; empty if no field has it."""
        known = self.form.schema.applicant_field_by_name.values()
        plain = word.replace(" ", "_").strip("_")
        return next(
            (field.name for field in known if plain == field.name.strip("_") or word in (field.name, field.label.zh)),
            "",
        )

    def _apply_completeness(self, applicant: ApplicantEntry) -> Iterator[Diagnostic]:
        """Apply the completeness words of an applicant to its records. Yields words that are unclear or wrong."""
        for kind, (word, place) in applicant.complete.items():
            completeness, count = completeness_of(word), count_of(word)
            is_kind = kind != SUPPORT
            base, data = "$.records." if is_kind else "$.", applicant.data
            lists = data.setdefault("records", {}) if is_kind else data
            records = lists.get(kind)
            if completeness is None or (completeness is Completeness.SOME and not is_kind):
                column = place.table.form.columns_by_path[f"{APPLICANT}.records.{kind}"]
                yield unclear_completeness(str(place), word, column)
            elif completeness is Completeness.NONE and records:
                yield none_but_listed(str(place), applicant.places.cell_address(f"{base}{kind}[0]"))
            elif completeness is Completeness.ALL and count is not None and count != len(records or ()):
                yield other_number(str(place), count, len(records or ()))
                if records:
                    last = applicant.places.cell_address(f"{base}{kind}[{len(records) - 1}]")
                    yield other_number(
                        last, count, len(records), str(place).removeprefix(place.table.sheet.file).strip()
                    )
            else:
                applicant.places.cells.setdefault(f"{base}{kind}", place)
                is_partial = completeness is Completeness.SOME
                lists[kind] = {"partial": True, "items": records or []} if is_partial else records or []


def _missing_counts(applicant: ApplicantEntry) -> Iterator[Diagnostic]:
    """Notes about the counts that a form leaves empty although it lists records of the kind."""
    place = applicant.places.cells["$"]
    for kind, records in applicant.data.get("records", {}).items():
        if isinstance(place.table.sheet, FrontSheet) and kind not in applicant.complete:
            what = Phrase("their number is empty; the rows listed are all of them: {count}",
                          "件数没有填写，明细中的{count}行视为全部", count=len(records))  # fmt: skip
            yield CellReadingNote(path=str(place.sibling(kind)), what=what, advice=_WRITE_COUNT)


_WRITE_COUNT = Phrase("write the number, or `4+` if only some are listed", "请填写件数；只列出一部分的填`4+`")


def _parts(entries: TableEntries, excluded: Container[int | None]) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """For each row: its index among rows of values, its row in the sheet, and its facts without `excluded` columns."""
    columns = {position: column.name for position, column in entries.table.columns.items() if position not in excluded}
    names = [*columns.values()]
    values = [entries.values(position) for position in columns]
    is_full = not any(EmptyValue in set(map(type, column)) for column in values)
    value_rows: Iterable[tuple[Any, ...]] = zip(*values, strict=True) if values else repeat((), len(entries.rows))
    stated = map(dict, map(zip, repeat(names), value_rows))
    for index, (row, fields) in enumerate(zip(entries.rows, stated, strict=True)):
        yield index, row, fields if is_full else {name: value for name, value in fields.items() if value is not NOTHING}


def _list_of(applicant: ApplicantEntry, table: SheetTable) -> tuple[list[Any], list[int]]:
    """The records or lines of an applicant from a table, and the row of each."""
    name, data = table.form.name, applicant.data
    base = f"$.{name}"
    if name not in LINES:
        data, base = applicant.data.setdefault("records", {}), f"$.records.{name}"
        if name in applicant.complete and completeness_of(applicant.complete[name][0]) is Completeness.SOME:
            base += ".items"
    items: list[Any] = data.setdefault(name, [])
    _, rows = applicant.places.rows_of_lists.setdefault(base, (table, []))
    return items, rows
