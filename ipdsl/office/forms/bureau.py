"""Check the parts of a workbook that only the bureau may state.

These parts are the ledger, payments made elsewhere, approvals, older standards and published ranks.

Input: the applicants of a workbook, as read from its sheets, and the ledger that a bureau's workbook keeps in a hidden
sheet (`ipdsl.office.forms.ledger_sheet`). Output: problems and notes with their cells; the facts of the applicants are
changed in place.

- Bureau's workbook: a changed, deleted or added row of the history is a problem at its cell.
- Firm's workbook: lines in the bureau's sheets are reported and removed from the facts.
- Workbook without the mark of a template: the lines in the bureau's sheets are used, with a note.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import attrs

from ipdsl.base.findings.finding import Diagnostic
from ipdsl.base.findings.phrase import MessageValue, Phrase, join_phrases
from ipdsl.base.values.characters import fold_name
from ipdsl.base.values.money import DECIMALS
from ipdsl.facts.context import ReadContext
from ipdsl.facts.history.ledger_file import modification_remark, recall_of
from ipdsl.facts.history.lines import DIGEST
from ipdsl.facts.values.names import clause_name
from ipdsl.ir.terms import Program
from ipdsl.ledger.recall import LedgerEntries, Recall
from ipdsl.office.forms.form import BUREAU_SHEETS, HISTORY, LINES, PAID_ELSEWHERE, Audience
from ipdsl.office.forms.headings import CellIndex, SheetPlace, SheetTable
from ipdsl.office.forms.ledger_sheet import WrittenLedger, WrittenLine, line_parts
from ipdsl.office.forms.template import to_pairs
from ipdsl.office.sheets.errors import BureauLinesOfFirm, LedgerRow, UnprotectedLines
from ipdsl.report.decision_lines import counted_phrase
from ipdsl.schema.types.money import minor_to_text, read_sum
from ipdsl.schema.values.wording import printable

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
    """Check the parts that only the bureau may state. The findings are in `problems` and `notes`.

    `audience` and `ledger` were read from the workbook. `accepted_by` is the name of the person who accepts a modified
    ledger.
    """

    file: str
    programs: Sequence[Program]
    audience: Audience | None
    ledger: WrittenLedger | None
    accepted_by: str | None
    problems: list[Diagnostic] = attrs.field(factory=list)
    notes: list[Diagnostic] = attrs.field(factory=list)

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
            stated = line.get(_SUMS[name])
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
        policies = {page["policy"] for page in head.get("pages", ())}
        program = next((program for program in self.programs if program.name in policies), None)
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
            payments = {name: line[name] for name in ("payments",) if name in line}
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
            line_phrase = self._line_phrase(HISTORY, line.parts)
            what = Phrase(
                "line {number} of the ledger is missing below: {said}", "此处以下缺少台账第{number}行：{said}",
                number=index + 1, said=line_phrase,
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
    names = {fold_name(name) for name in ledger.left_out}
    for applicant in applicants:
        if fold_name(applicant.id) in names:
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
