"""What the bureau alone may state: the ledger, payments made elsewhere, approvals, older standards, published ranks.

In: the applicants of a workbook as their sheets state them. A bureau's workbook keeps the lines of its ledger
(`ipdsl.desk.ledger_sheet`): a row of the history that was changed, deleted or put in is a problem at its cell. What a
firm's workbook states of the bureau's is told, and taken out of the facts. A workbook that no template marks is
settled as it stands, and told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import attrs

from ipdsl.desk.errors import FirmsLines, LedgerRow, NotProtected
from ipdsl.desk.filled import as_pairs
from ipdsl.desk.form import HISTORY, LINES, OF_BUREAU, PAID_ELSEWHERE, Audience
from ipdsl.desk.headed import Table
from ipdsl.desk.ledger_sheet import Written, WrittenLine, parts_of
from ipdsl.desk.places import Cell, Places
from ipdsl.diagnostics.model import Diagnostic
from ipdsl.diagnostics.phrase import Phrase, Said, joined
from ipdsl.runtime.decision.lines import counted
from ipdsl.runtime.reading.base import Reading
from ipdsl.runtime.reading.history import DIGEST
from ipdsl.runtime.reading.ledger_file import modified
from ipdsl.runtime.reading.named import clause_named
from ipdsl.runtime.reading.numbers import read_sum
from ipdsl.runtime.reading.values import minor_to_text
from ipdsl.runtime.reading.wording import shown
from ipdsl.runtime.terms import Program
from ipdsl.values.characters import folded
from ipdsl.values.money import DECIMALS

_SUMS = {HISTORY: "due", PAID_ELSEWHERE: "due", "approvals": "amount", "older_documents": "amount"}
"""The sums by which the lines of a sheet are told."""

_MOST_SHOWN = 5


@attrs.define(eq=False)
class Applicant:
    """The facts of one applicant as they are put together, with the cell of each place and remarks on them.

    `complete` is what is said of the records of each kind, beside those that are listed.
    """

    data: dict[str, Any]
    places: Places
    complete: dict[str, tuple[str, Cell]] = attrs.field(factory=dict)
    remarks: list[Phrase] = attrs.field(factory=list)

    @property
    def id(self) -> str:
        """Its id; empty where the workbook names none."""
        return str(self.data["applicant"].get("id", ""))


@attrs.define(eq=False)
class Bureau:
    """Judges what is stated of the bureau's. `problems` and `notes` are what is to be said of it.

    `audience` and `ledger` are what the workbook says of itself; `who` answers for a ledger that was modified.
    """

    file: str
    programs: Sequence[Program]
    audience: Audience | None
    ledger: Written | None
    who: str | None
    problems: list[Diagnostic] = attrs.field(factory=list)
    notes: list[Diagnostic] = attrs.field(factory=list)

    def judge(self, applicants: Sequence[Applicant], tables: Mapping[str, Table]) -> None:
        """Check the lines of all applicants, or take them out; payments made elsewhere become lines of the history."""
        if self.audience is Audience.FIRM:
            self._of_firm(applicants, tables)
            return
        if self.audience is Audience.BUREAU or self.ledger is not None:  # its hidden lists may have been deleted
            self._check(applicants, tables.get(HISTORY))
        else:
            self._unmarked(applicants, tables)
        for one in applicants:
            self._elsewhere(one)

    # ------------------------------------------------------------------------------------------ a firm's workbook

    def _of_firm(self, applicants: Sequence[Applicant], tables: Mapping[str, Table]) -> None:
        for name in OF_BUREAU:
            told = [(one, lines) for one in applicants if (lines := one.data.pop(name, None))]
            if not told:
                continue
            every = [line for _, lines in told for line in lines]
            first = told[0][0].places.of(f"$.{name}[0]")
            self.notes.append(FirmsLines(path=first, lines=self._counted(name, every), said=self._listed(name, every)))
            for one, lines in told:
                one.places.listed.pop(f"$.{name}", None)
                one.remarks.append(
                    Phrase(
                        "the firm's workbook states what is not settled, {lines} ({said})",
                        "企业填写的工作簿写有不计入的内容，{lines}（{said}）",
                        lines=self._counted(name, lines),
                        said=self._listed(name, lines),
                    )
                )

    def _listed(self, name: str, lines: Sequence[Mapping[str, Any]]) -> Said:
        """The first lines in few words."""
        said: list[Said] = [self._said(name, line) for line in lines[:_MOST_SHOWN]]
        if len(lines) > _MOST_SHOWN:
            said.append(counted(len(lines) - _MOST_SHOWN, "{n} more", "另有{n}行"))
        return joined(said)

    def _counted(self, name: str, lines: Sequence[Mapping[str, Any]]) -> Phrase:
        """`history: 3 lines, 38,000.00 in all`."""
        many = counted(len(lines), "{n} line{s}", "{n}行")
        if name not in _SUMS:
            return Phrase("{sheet}: {many}", "“{sheet}”{many}", sheet=LINES[name][0], many=many)
        return Phrase("{sheet}: {many}, {sum} in all", "“{sheet}”{many}，共{sum}", sheet=LINES[name][0], many=many,
                      sum=self._total(name, lines))  # fmt: skip

    def _said(self, name: str, line: Mapping[str, Any]) -> Phrase:
        """A line in few words: what it names, and its sum."""
        said: list[Said] = []
        if line.get("clause"):
            said.append(clause_named(self.programs[0], str(line["clause"])))
        said += [shown(str(line[part])) for part in ("document", "figure", "item", "year", "rank") if line.get(part)]
        if name in _SUMS:
            said.append(self._total(name, [line]))
        return joined(said, " ", " ")

    def _total(self, name: str, lines: Sequence[Mapping[str, Any]]) -> str:
        """The sum of what lines say that was due or set, as people write it; what cannot be read counts as nothing."""
        program, total = self.programs[0], 0
        for line in lines:
            stated = line.get(_SUMS[name])
            for value in stated.values() if isinstance(stated, Mapping) else [stated]:
                total += (read_sum(Reading(program), value, "", "$") or 0) if value is not None else 0
        return f"{Decimal(minor_to_text(total, DECIMALS[program.currency])):,}"

    # ------------------------------------------------------------------------------------------ a bureau's workbook

    def _check(self, applicants: Sequence[Applicant], table: Table | None) -> None:
        """Compare the history with the ledger; where nobody answers for a difference, it is a problem."""
        found = [*self._differences(applicants, table)]
        if self.who is None:
            self.problems += [problem for _, problem in found]
            return
        for one in applicants:
            if places := [problem.path or "" for whose, problem in found if whose in (None, one)]:
                one.remarks.append(modified(places, self.who))

    def _differences(
        self, applicants: Sequence[Applicant], table: Table | None
    ) -> Iterator[tuple[Applicant | None, Diagnostic]]:
        """Where the history differs from the ledger, each with its applicant; its rows get the order of the ledger."""
        if self.ledger is None:
            what = Phrase(
                "the hidden sheet `_ledger` is not there, or was changed", "隐藏的工作表`_ledger`缺失或有改动"
            )
            yield None, LedgerRow(path=self.file, what=what)
            return
        written = self.ledger.lines
        order = {line.digest: at for at, line in enumerate(written)}
        met: dict[str, Cell] = {}
        for one in applicants:
            yield from ((one, problem) for problem in self._rows_of(one, written, order, met))
        yield from self._missing(applicants, written, met, table)
        yield from _left_out(applicants, self.ledger)
        for one in applicants:
            _sort(one, order)

    def _rows_of(
        self, one: Applicant, written: Sequence[WrittenLine], order: Mapping[str, int], met: dict[str, Cell]
    ) -> Iterator[Diagnostic]:
        """The rows of an applicant that are not as the ledger has them."""
        for index, line in enumerate(one.data.get(HISTORY) or ()):
            cell = one.places.row(f"$.{HISTORY}[{index}]")
            digest = line.get(DIGEST)
            if digest not in order:
                what = Phrase("the ledger has no such line", "台账中没有这一行")
                yield LedgerRow(path=str(cell), what=what, advice=_ELSEWHERE)
            elif digest in met:
                what = Phrase("the row repeats the line at {place}", "此行与{place}重复", place=str(met[digest]))
                yield LedgerRow(path=str(cell), what=what, advice=_ELSEWHERE)
            else:
                met[digest] = cell
                yield from self._changed(one, line, written[order[digest]], cell)

    def _changed(
        self, one: Applicant, line: Mapping[str, Any], written: WrittenLine, cell: Cell
    ) -> Iterator[Diagnostic]:
        """The cell in which a row differs from its line; the reader of facts tells of a row that it cannot read."""
        if one.id != written.applicant:
            what = Phrase("the line was written for the applicant `{id}`", "这一行写出时属于申请人“{id}”",
                          id=shown(written.applicant))  # fmt: skip
            yield LedgerRow(path=str(cell.beside("applicant")), what=what)
            return
        parts = parts_of(line, self.programs)
        if parts is None or parts == written.parts:
            return
        names = [name for name in {**written.parts, **parts} if written.parts.get(name) != parts.get(name)]
        there = cell.beside(names[0])
        before = _in_words(written.parts.get(names[0]))
        what = Phrase("`{part}` was {before} when the ledger was written", "台账写出时，“{part}”为{before}",
                      part=there.heading or names[0], before=before)  # fmt: skip
        yield LedgerRow(path=str(there), what=what)

    def _missing(
        self, applicants: Sequence[Applicant], written: Sequence[WrittenLine], met: Mapping[str, Cell],
        table: Table | None,
    ) -> Iterator[tuple[Applicant | None, Diagnostic]]:  # fmt: skip
        """The lines for which there is no row, at the row below which they stood."""
        by_id = {one.id: one for one in applicants}
        before = self.file if table is None else table.place(max(table.first - 1, 0))
        for at, line in enumerate(written):
            if line.digest in met:
                before = str(met[line.digest])
                continue
            said = self._said(HISTORY, line.parts)
            what = Phrase(
                "line {number} of the ledger is missing below: {said}", "此处以下缺少台账第{number}行：{said}",
                number=at + 1, said=said,
            )  # fmt: skip
            yield by_id.get(line.applicant), LedgerRow(path=before, what=what, advice=_PUT_BACK)

    def _elsewhere(self, one: Applicant) -> None:
        """Payments made elsewhere count as lines of the history, and each decision says so."""
        lines: list[Any] = one.data.pop(PAID_ELSEWHERE, [])
        if not lines:
            return
        every: list[Any] = one.data.setdefault(HISTORY, [])
        places = [one.places.row(f"$.{PAID_ELSEWHERE}[{index}]") for index in range(len(lines))]
        for line, cell in zip(lines, places, strict=True):
            one.places.rows[f"$.{HISTORY}[{len(every)}]"] = cell
            every.append(line)
        one.places.listed.setdefault(f"$.{HISTORY}", (places[0].table, []))
        one.remarks.append(
            Phrase("counted as paid before: {lines}", "计入以往兑现：{lines}",
                   lines=self._counted(PAID_ELSEWHERE, lines))
        )  # fmt: skip

    # ------------------------------------------------------------------------------------------ any other workbook

    def _unmarked(self, applicants: Sequence[Applicant], tables: Mapping[str, Table]) -> None:
        stated = {name: lines for name in OF_BUREAU
                  if (lines := [line for one in applicants for line in one.data.get(name) or ()])}  # fmt: skip
        if stated:
            first = next(iter(stated))
            path = tables[first].sheet.place(1) if first in tables else self.file
            self.notes.append(NotProtected(path=path, lines=joined([self._counted(*one) for one in stated.items()])))


def _left_out(applicants: Sequence[Applicant], ledger: Written) -> Iterator[tuple[Applicant, Diagnostic]]:
    """The applicants of whom the ledger has lines that the workbook was not given."""
    names = {folded(name) for name in ledger.left_out}
    for one in applicants:
        if folded(one.id) in names:
            what = Phrase(
                "the ledger has lines of the applicant `{id}` that were not written into this workbook",
                "台账中有申请人“{id}”的行，没有写入本工作簿", id=shown(one.id),
            )  # fmt: skip
            yield one, LedgerRow(path=one.places.of("$"), what=what, advice=_MAKE_ANEW)


def _sort(one: Applicant, order: Mapping[str, int]) -> None:
    """Put the rows of an applicant into the order of the ledger, whatever the order of the sheet."""
    lines = one.data.get(HISTORY)
    if not lines or f"$.{HISTORY}" not in one.places.listed:
        return
    _, rows = one.places.listed[f"$.{HISTORY}"]
    both = sorted(zip(lines, rows, strict=True), key=lambda pair: order.get(pair[0].get(DIGEST), len(order)))
    lines[:], rows[:] = [line for line, _ in both], [row for _, row in both]


def _in_words(value: object) -> str | Phrase:
    """What a part of a line was, as a cell has it."""
    if isinstance(value, Mapping):
        return shown(as_pairs(value)) or _EMPTY
    if isinstance(value, bool):
        return Phrase("yes", "是") if value else Phrase("no", "否")
    return _EMPTY if value in (None, "") else shown(str(value))


_EMPTY = Phrase("empty", "空")
_ELSEWHERE = Phrase(
    "enter a payment that the ledger does not have in the sheet `payments made elsewhere`, and delete this row",
    "台账中没有的兑现请填入“另行兑现”表，并删去此行",
)
_MAKE_ANEW = Phrase(
    "make the workbook anew from the ledger, with this applicant among `--facts`",
    "请用台账重新生成工作簿，并在`--facts`中列入该申请人",
)
_PUT_BACK = Phrase("put the row back as it was, or make the workbook anew", "请恢复这一行，或重新生成工作簿")
