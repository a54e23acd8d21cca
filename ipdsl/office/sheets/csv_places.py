"""The places of cells in the text of CSV files, for findings whose path is the address of a cell.

Input: findings. Output: the same findings with the line and columns of the cell, or of its row, and the texts of the
files. A file is read again for this, because reading keeps no texts. Findings about a file that has gone or changed
since keep their path.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO

from ipdsl.base.files import read_bytes
from ipdsl.base.findings.finding import Diagnostic, Report, with_changes
from ipdsl.base.source import Source, Sources, TextPositions
from ipdsl.office.sheets.addresses import column_letters
from ipdsl.office.sheets.cells import CsvAddress
from ipdsl.office.sheets.csv_files import BrokenCsvError, CsvText

_CELL = re.compile(r'[ \t]*"(?:[^"]|"")*"[^,\r\n]*|[^,\r\n]*')


def at_csv_places(findings: Iterable[Diagnostic], sources: Sources) -> list[Diagnostic]:
    """The findings in order, those about cells of CSV with their places. The files' texts are added to `sources`."""
    positions: dict[str, TextPositions | None] = {}
    located: list[Diagnostic] = []
    for finding in findings:
        address = finding.path
        if isinstance(address, CsvAddress) and finding.span is None:
            if address.location not in positions:
                positions[address.location] = _positions(address.location, sources)
            text = positions[address.location]
            if text is not None and address.line <= text.line_count:
                finding = _at_place(finding, address, text)
        located.append(finding)
    return [*Report(located)] if positions else located


def _positions(location: str, sources: Sources) -> TextPositions | None:
    """The positions of a file's text, or `None` if it cannot be read any more."""
    data = read_bytes(location)
    if isinstance(data, Diagnostic):
        return None
    try:
        with CsvText(BytesIO(data)) as text:
            encoding = text.encoding
    except BrokenCsvError:
        return None
    return TextPositions(sources.add(Source(location, data.decode(encoding).removeprefix("\ufeff"))))


def _at_place(finding: Diagnostic, address: CsvAddress, text: TextPositions) -> Diagnostic:
    words = text.source.text
    begin, after = text.line_range(address.line)
    if address.column is None:
        end = begin + len(words[begin:after].rstrip("\r\n"))
        return with_changes(finding, path=None, span=text.span_between(begin, end))
    start, end = _cell_range(words, begin, address.column)
    path = f"{column_letters(address.column)}{address.line}"
    return with_changes(finding, path=path, span=text.span_between(start, end))


def _cell_range(text: str, begin: int, column: int) -> tuple[int, int]:
    """The offsets of a cell without its blanks; a cell after the end of a short row is at the end of the row."""
    start = begin
    for position in range(column + 1):
        match = _CELL.match(text, start)
        end = start if match is None else match.end()
        if position == column or text[end : end + 1] != ",":
            if position < column:
                return end, end
            cell = text[start:end]
            return start + len(cell) - len(cell.lstrip()), max(start + len(cell.rstrip()), start)
        start = end + 1
    raise AssertionError("a row has at least one cell")
