"""The process that writes findings into a copy of a workbook: `python -m ipdsl.office.sheets.annotation_process FILE
COPY`.

Input: the workbook, and on standard input a JSON list of notes, each a sheet, a cell and a text. Output: the copy, and
`{"written": N}`, or `{"refused": KIND}` as in `ipdsl.office.sheets.reader_process`. The copy keeps what openpyxl keeps:
values, formulas, formats, lists to choose from, notes.
"""

from __future__ import annotations

import json
import sys
import zipfile
from typing import IO

from ipdsl.office.sheets.reader_process import guard, limit_process, refusals

AUTHOR = "ipdsl"
_FILL = "FFFFC7CE"


def main(path: str, copy: str) -> None:
    """Write the copy."""
    limit_process()
    notes: list[tuple[str, str, str]] = json.load(sys.stdin)
    with refusals("unwritten"), open(path, "rb") as file:  # with a path, openpyxl would check the file name extension
        with zipfile.ZipFile(file) as archive:
            guard(archive)
        _write(file, copy, notes)
        sys.stdout.write(json.dumps({"written": len(notes)}) + "\n")


def _write(file: IO[bytes], copy: str, notes: list[tuple[str, str, str]]) -> None:
    from openpyxl import load_workbook
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    book = load_workbook(file)
    fill = PatternFill("solid", start_color=_FILL)
    for title, place, text in notes:
        sheet = book[title] if title in book.sheetnames else book.worksheets[0]
        cell = sheet[place]
        if isinstance(cell, MergedCell):
            area = next(merged_area for merged_area in sheet.merged_cells.ranges if place in merged_area)
            cell = sheet.cell(area.min_row, area.min_col)
        comment_text = f"{cell.comment.text}\n\n{text}" if cell.comment is not None else text
        cell.comment = Comment(
            comment_text,
            AUTHOR,
            width=360,
            height=min(400, 40 + 18 * (len(comment_text) // 40 + comment_text.count("\n"))),
        )
        cell.fill = fill
    book.save(copy)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
