"""The hidden sheet of a bureau's workbook with the lines of its ledger, as they were when the workbook was written.

The sheet of the history is compared with it when the workbook is read. It finds accidents, and no forger.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from ipdsl.desk.cells import Sheet, text_of
from ipdsl.desk.form import HISTORY, LINES, PAID_ELSEWHERE
from ipdsl.runtime.reading.base import Reading
from ipdsl.runtime.reading.history import DIGEST, line_to_plain, read_lines
from ipdsl.runtime.reading.ledger_seal import digests_of
from ipdsl.runtime.terms import Program

HEAD = "ipdsl ledger"
"""The first cell of the sheet; below it stand the lines, each in a row: its applicant, and the line as JSON. An
applicant alone is one of whom the ledger had lines that the workbook was not given."""

_LONGEST = 32_000
"""So many characters of a line stand in one cell; Excel takes 32,767."""


@attrs.frozen
class WrittenLine:
    """A line of the history as it was written: its digest, its applicant and its parts, without these two."""

    digest: str
    applicant: str
    parts: Mapping[str, Any]


@attrs.frozen
class Written:
    """What a ledger was when a workbook was written: the lines that it was given, and the applicants left out."""

    lines: Sequence[WrittenLine] = ()
    left_out: Sequence[str] = ()


def parts_of(line: Mapping[str, Any], programs: Sequence[Program]) -> dict[str, Any] | None:
    """The parts of a line in their one form, which its digest protects; `None` where the line cannot be read."""
    program = next((one for one in programs if one.name == line.get("policy")), programs[0])
    reading = Reading(program)
    read = read_lines(reading, [line], ["$"])
    if reading.count or not read:
        return None
    plain = line_to_plain(read[0], program.currency)
    return {name: value for name, value in plain.items() if name not in ("applicant", "payments", DIGEST)}


def with_digests(
    applicants: Sequence[Mapping[str, Any]], programs: Sequence[Program], *, is_ledger: bool
) -> tuple[list[Mapping[str, Any]], list[WrittenLine]]:
    """The facts with a digest in each line of the history, and these lines; both as a bureau's workbook has them.

    Digests of a ledger are kept. Where the history is not of a ledger, its short lines are payments made elsewhere.
    """
    facts: list[Mapping[str, Any]] = []
    written: list[WrittenLine] = []
    for one in applicants:
        lines: list[Mapping[str, Any]] = []
        elsewhere: list[Mapping[str, Any]] = []
        for line in one.get(HISTORY) or ():
            (elsewhere if not is_ledger and _is_elsewhere(line) else lines).append(line)
        applicant = str((one.get("applicant") or {}).get("id", ""))
        every = [parts_of(line, programs) or {} for line in lines]
        digests = digests_of(programs[0].name, applicant, programs[0].currency, every)
        lines = [{DIGEST: digest, **line} for line, digest in zip(lines, digests, strict=True)]
        facts.append({**one, HISTORY: lines, PAID_ELSEWHERE: elsewhere})
        written += [WrittenLine(line[DIGEST], applicant, parts) for line, parts in zip(lines, every, strict=True)]
    return facts, written


def _is_elsewhere(line: Mapping[str, Any]) -> bool:
    """Whether a line says no more than the sheet of payments made elsewhere has columns for."""
    return {*LINES[PAID_ELSEWHERE][2], "applicant"}.issuperset(line)


def rows_of(ledger: Written) -> Iterator[list[str]]:
    """The rows of the sheet."""
    yield [HEAD]
    yield from ([applicant] for applicant in ledger.left_out)
    for line in ledger.lines:
        text = json.dumps({DIGEST: line.digest, **line.parts})
        yield [line.applicant, *(text[at : at + _LONGEST] for at in range(0, len(text), _LONGEST))]


def ledger_in(sheet: Sheet) -> Written | None:
    """What a sheet holds; `None` where it is not as it was written."""
    found: list[WrittenLine] = []
    left_out: list[str] = []
    for index in range(1, len(sheet.numbers)):
        cells = sheet.row(index)
        applicant = text_of(cells.get(0, ""))
        text = "".join(str(cells[at]) for at in sorted(cells) if at > 0)
        if applicant and not text:
            left_out.append(applicant)
            continue
        try:
            parts = json.loads(text)
            digest = parts.pop(DIGEST)
        except (ValueError, LookupError, TypeError, AttributeError):
            return None
        found.append(WrittenLine(digest, applicant, parts))
    return Written(found, left_out)
