"""The hidden sheet of a bureau's workbook with the lines of its ledger, as they were when the workbook was written.

When the workbook is read, the sheet of the history is compared with it. This detects accidents, not forgery.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from ipdsl.facts.context import ReadContext
from ipdsl.facts.history.lines import DIGEST, line_to_plain, read_lines
from ipdsl.facts.history.seal import HEAD as LEDGER_HEAD
from ipdsl.facts.history.seal import line_digest
from ipdsl.ir.terms import Program
from ipdsl.ledger.recall import LedgerEntries, Recall
from ipdsl.office.forms.form import HISTORY, LINES, PAID_ELSEWHERE
from ipdsl.office.sheets.cells import Sheet, text_of

HEAD = "ipdsl ledger"
"""The first cell of the sheet; the cells to its right have the number of the ledger and its pages, as JSON.

Each later row has a line: its applicant, and the line as JSON. A row with only an applicant names one whose ledger
lines were left out of the workbook.
"""

_LONGEST = 32_000
"""Largest number of characters of a line in one cell. Excel accepts 32,767."""


@attrs.frozen
class WrittenLine:
    """A line of the history as it was written: its digest, its applicant and its parts without payments."""

    digest: str
    applicant: str
    parts: Mapping[str, Any]


@attrs.frozen
class WrittenLedger:
    """A ledger as it was when a workbook was written: the written lines, the applicants left out, and its head."""

    lines: Sequence[WrittenLine] = ()
    left_out: Sequence[str] = ()
    head: Mapping[str, Any] = {}


def line_parts(
    line: Mapping[str, Any], programs: Sequence[Program], recall: Recall | None = None
) -> dict[str, Any] | None:
    """The parts of a line in canonical form, in the words of the present page, or `None` if it cannot be read.

    `recall` knows the pages of its ledger.
    """
    program = next((candidate for candidate in programs if candidate.name == line.get("policy")), programs[0])
    context = ReadContext(program)
    lines = read_lines(context, [_without_parts(line, DIGEST)], ["$"], recall.recall_for(program) if recall else None)
    if context.finding_count or not lines:
        return None
    return _without_parts(line_to_plain(lines[0], program.currency), "applicant", "payments")


def _without_parts(line: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in line.items() if name not in names}


def add_digests(
    applicants: Sequence[Mapping[str, Any]], programs: Sequence[Program], *, is_ledger: bool
) -> tuple[list[Mapping[str, Any]], list[WrittenLine]]:
    """Add a digest to each line of the history, as a bureau's workbook has it. Returns the facts and these lines.

    Existing digests are kept. If the history is not from a ledger, its short lines become payments made elsewhere.
    """
    facts: list[Mapping[str, Any]] = []
    written: list[WrittenLine] = []
    for applicant_facts in applicants:
        lines: list[Mapping[str, Any]] = []
        elsewhere: list[Mapping[str, Any]] = []
        for line in applicant_facts.get(HISTORY) or ():
            (elsewhere if not is_ledger and _is_external_payment(line) else lines).append(line)
        applicant = str((applicant_facts.get("applicant") or {}).get("id", ""))
        all_parts = [
            _without_parts(line, DIGEST, "payments") if DIGEST in line else line_parts(line, programs) or {}
            for line in lines
        ]
        digests = [line_digest({**parts, "applicant": applicant}) for parts in all_parts]
        lines = [{DIGEST: digest, **line} for line, digest in zip(lines, digests, strict=True)]
        facts.append({**applicant_facts, HISTORY: lines, PAID_ELSEWHERE: elsewhere})
        written += [WrittenLine(line[DIGEST], applicant, parts) for line, parts in zip(lines, all_parts, strict=True)]
    return facts, written


def _is_external_payment(line: Mapping[str, Any]) -> bool:
    """Whether a line has only parts that the sheet of payments made elsewhere has columns for."""
    return {*LINES[PAID_ELSEWHERE][2], "applicant"}.issuperset(line)


def head_of(applicants: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The number and the pages of the ledger whose lines are the history of applicants; empty without pages."""
    for facts in applicants:
        history = facts.get(HISTORY)
        if isinstance(history, LedgerEntries) and (recall := history.recall) is not None:
            pages = [page.to_plain() for page in recall.pages]
            return {LEDGER_HEAD: {"number": recall.number}, "pages": pages}
    return {}


def ledger_rows(ledger: WrittenLedger) -> Iterator[list[str]]:
    """The rows of the sheet."""
    yield [HEAD, *_pieces(ledger.head)]
    yield from ([applicant] for applicant in ledger.left_out)
    for line in ledger.lines:
        yield [line.applicant, *_pieces({DIGEST: line.digest, **line.parts})]


def _pieces(data: Mapping[str, Any]) -> Iterator[str]:
    """Data as JSON, in pieces that fit into cells."""
    text = json.dumps(data)
    return (text[start : start + _LONGEST] for start in range(0, len(text), _LONGEST))


def _data(cells: Mapping[int, Any]) -> Any:
    """The data of the cells to the right of the first."""
    return json.loads("".join(str(cells[position]) for position in sorted(cells) if position > 0))


def read_ledger_sheet(sheet: Sheet) -> WrittenLedger | None:
    """The ledger in a sheet, or `None` if the sheet was changed."""
    lines: list[WrittenLine] = []
    left_out: list[str] = []
    head: Mapping[str, Any] = {}
    try:
        if len(sheet.row(0)) > 1:  # releases before 0.7 wrote no head
            head = _data(sheet.row(0))
        for index in range(1, len(sheet.numbers)):
            cells = sheet.row(index)
            applicant = text_of(cells.get(0, ""))
            if applicant and len(cells) == 1:
                left_out.append(applicant)
                continue
            parts = _data(cells)
            lines.append(WrittenLine(parts.pop(DIGEST), applicant, parts))
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
    return WrittenLedger(lines, left_out, head)
