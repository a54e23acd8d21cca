"""Lists as workbooks: a sheet for each table, ready to be printed on A4 in landscape, one page wide.

Rows are written one after the other, so a long list needs little memory. Equal lists give equal bytes.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from ipdsl.base.values.money import DECIMALS, Money
from ipdsl.office.errors import WorkbookLibraryMissing, require_libraries, temporary_folder
from ipdsl.office.lists.tables import CellKind, ListTable
from ipdsl.office.sheets.addresses import column_letters
from ipdsl.office.sheets.workbook import WRITER
from ipdsl.office.stamp import Stamp, properties_of
from ipdsl.report.localizer import Localizer, width
from ipdsl.schema.types.money import minor_to_text

_LONGEST = 32_000
"""The most characters of a cell. Excel allows a few more."""

_EXACT = 10**15
"""The first amount, in minor units, that a number of a workbook does not hold exactly. It is written as a text."""

_NO_DAY = "2000-01-01"
"""The date of a file whose stamp has none."""

_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


def write_workbook(tables: Iterable[ListTable], stamps: Sequence[Stamp], localize: Localizer) -> bytes:
    """The workbook as bytes.

    Raises `FactsError` if the library that writes it is not installed (U090), or its temporary files cannot be written.
    """
    require_libraries(WorkbookLibraryMissing, WRITER)
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    buffer = io.BytesIO()
    with temporary_folder() as folder:
        book = Workbook(buffer, {"constant_memory": True, "tmpdir": folder})
        created = datetime.datetime.fromisoformat(stamps[0].day or _NO_DAY)
        book.set_properties({"created": created, "author": "", "title": stamps[0].policy})
        for name, text in properties_of(stamps).items():
            book.set_custom_property(name, text, "text")
        names: set[str] = set()
        for table in tables:
            _SheetWriter(book, table, localize).write(_sheet_name(table.sheet, names))
        try:
            book.close()
        except FileCreateError as error:
            raise OSError(*error.args[0].args) from None
    return buffer.getvalue()


def _sheet_name(title: str, names: set[str]) -> str:
    """A name for a sheet that Excel accepts and that no other sheet has."""
    name, number = _NOT_IN_NAMES.sub("_", title)[:_LONGEST_NAME], 1
    while name.casefold() in names:
        number += 1
        name = f"{name[: _LONGEST_NAME - 4]} ({number})"
    names.add(name.casefold())
    return name


_LINE = 15
"""The height of a line, in points."""


def _lines(text: str, most: float) -> int:
    """The lines of a text in a cell of a width; a Chinese character needs two."""
    return max(1, -(-width(text) // int(most)))


def _write_cell(sheet: Any, row: int, place: int, value: str | int | Money, format_: Any) -> None:
    if isinstance(value, Money):
        if abs(value.minor) < _EXACT:
            sheet.write_number(row, place, value.amount, format_)
        else:
            sheet.write_string(row, place, minor_to_text(value.minor, DECIMALS[value.currency]), format_)
    elif isinstance(value, int):
        sheet.write_number(row, place, value, format_)
    elif value:
        sheet.write_string(row, place, value[:_LONGEST], format_)
    else:
        sheet.write_blank(row, place, None, format_)


@attrs.frozen
class _SheetWriter:
    book: Any
    table: ListTable
    localize: Localizer

    def write(self, name: str) -> None:
        table, localize = self.table, self.localize
        sheet = self.book.add_worksheet(name)
        last = len(table.columns) - 1
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, column.width)
        self._page(sheet)
        self._line(sheet, 0, table.title, "title")
        self._line(sheet, 1, table.origin, "origin")
        widths = [column.width for column in table.columns]
        self._height(sheet, 2, table.headings(localize), widths)
        for place, (heading, column) in enumerate(zip(table.headings(localize), table.columns, strict=True)):
            sheet.write_string(2, place, heading, self._format("heading", column.kind))
        formats = [
            (self._format("cell", column.kind), self._format("missing" if column.is_required else "cell", column.kind))
            for column in table.columns
        ]
        for row, cells in enumerate(table.cells(), 3):
            self._height(sheet, row, cells, widths)
            for place, (value, (usual, empty)) in enumerate(zip(cells, formats, strict=True)):
                _write_cell(sheet, row, place, value, empty if value == "" else usual)
        sums = 3 + len(table.rows)
        self._sums(sheet, sums)
        for row, note in enumerate(table.notes, sums + 1):
            self._line(sheet, row, note, "note")
        if table.signature:
            self._line(sheet, sums + len(table.notes) + 2, table.signature, "note")
        sheet.ignore_errors({"number_stored_as_text": f"A4:{column_letters(last)}{sums}"})

    def _page(self, sheet: Any) -> None:
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.repeat_rows(2)
        sheet.freeze_panes(3, 0)
        sheet.set_footer(self.localize("&CPage &P of &N", "&C第&P页，共&N页"))

    def _height(self, sheet: Any, row: int, cells: Sequence[str | int | Money], widths: Sequence[float]) -> None:
        """Set the height of a row with wrapped texts. Not every program fits it to them."""
        texts = ((cell, most) for cell, most in zip(cells, widths, strict=True) if isinstance(cell, str))
        lines = max((_lines(text, most) for text, most in texts if 2 * len(text) > most), default=1)
        if lines > 1:
            sheet.set_row(row, _LINE * lines)

    def _line(self, sheet: Any, row: int, text: str, style: str) -> None:
        """A text over all columns."""
        lines = _lines(text, sum(column.width for column in self.table.columns))
        sheet.set_row(row, 2 * _LINE if style == "title" else _LINE * lines)
        format_ = self._format(style, CellKind.TEXT)
        if len(self.table.columns) > 1:
            sheet.merge_range(row, 0, row, len(self.table.columns) - 1, "", format_)
        sheet.write_string(row, 0, text[:_LONGEST], format_)

    def _sums(self, sheet: Any, row: int) -> None:
        """The row of the sums, with the number of rows."""
        table = self.table
        for place, (column, cell) in enumerate(zip(table.columns, table.sum_cells(self.localize), strict=True)):
            format_ = self._format("sum", column.kind if place > 1 else CellKind.TEXT)
            if column.is_summed and table.rows and isinstance(cell, Money) and abs(cell.minor) < _EXACT:
                letters = column_letters(place)
                sheet.write_formula(row, place, f"=SUM({letters}4:{letters}{row})", format_, cell.amount)
            else:
                _write_cell(sheet, row, place, cell, format_)

    def _format(self, style: str, kind: CellKind) -> Any:
        base = {"font_name": self.localize("Arial", "宋体"), "font_size": 10, "valign": "vcenter", "text_wrap": True}
        styles: dict[str, dict[str, Any]] = {
            "title": {"bold": True, "font_size": 16, "align": "center"},
            "origin": {}, "note": {}, "cell": {"border": 1}, "missing": {"border": 1, "bg_color": "#FFC7CE"},
            "heading": {"border": 1, "bold": True, "align": "center", "bg_color": "#E7E6E6"},
            "sum": {"border": 1, "bold": True},
        }  # fmt: skip
        if kind is CellKind.MONEY and style != "heading":
            base |= {
                "num_format": f"#,##{minor_to_text(0, DECIMALS[self.table.currency])}",
                "text_wrap": False,
                "align": "right",
                "indent": 1,
            }
        elif kind is CellKind.NUMBER and style != "heading":
            base |= {"num_format": "0", "align": "center"}
        elif kind is CellKind.TEXT:
            base |= {"num_format": "@"}
        return self.book.add_format({**base, **styles[style]})
