"""Workbooks and CSV folders made from text, for golden files.

A line `# title` begins a sheet (`# title (hidden)`: a hidden sheet). `+ merged A1:B2` and `+ hidden 5` set properties
of the sheet. Every other line is a row with ` | ` between cells. A cell is one of these:

- `=1/0` is a formula (`=1+1 -> 2`: with its stored value),
- `@2022-03-01` is a day,
- `'007` is the text after the sign,
- `0.5 ~ 0.0"%"` is a number with its format,
- a cell that can be read as a number is a number, and any other cell is text.
"""

from __future__ import annotations

import datetime
from io import BytesIO

import xlsxwriter


def from_text(text: str) -> bytes:
    """The bytes of the workbook."""
    kept = BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet, row = None, 0
    for line in text.splitlines():
        if line.startswith("# "):
            title, is_hidden, _ = line[2:].partition(" (hidden)")
            sheet, row = book.add_worksheet(title), 0
            if is_hidden:
                sheet.hide()
            continue
        assert sheet is not None, "a row before the first sheet"
        if line.startswith("+ merged "):
            sheet.merge_range(line.removeprefix("+ merged "), "merged")
        elif line.startswith("+ hidden "):
            sheet.set_row(int(line.removeprefix("+ hidden ")) - 1, None, None, {"hidden": True})
        else:
            for at, cell in enumerate(line.split(" | ")):
                said, _, form = cell.partition(" ~ ")
                put = book.add_format({"num_format": form.strip()}) if form else None
                _put(sheet, row, at, said.strip(), day, put)
            row += 1
    book.close()
    return kept.getvalue()


def _put(sheet: xlsxwriter.worksheet.Worksheet, row: int, at: int, cell: str, day: object, form: object) -> None:
    if not cell:
        return
    if cell.startswith("="):
        formula, _, value = cell.partition(" -> ")
        sheet.write_formula(row, at, formula, form, value)
    elif cell.startswith("@"):
        sheet.write_datetime(row, at, datetime.datetime.fromisoformat(cell[1:]), form or day)
    elif cell.startswith("'"):
        sheet.write_string(row, at, cell[1:], form)
    else:
        try:
            sheet.write_number(row, at, float(cell), form)
        except ValueError:
            sheet.write_string(row, at, cell)
